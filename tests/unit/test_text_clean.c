/* Tests of text_clean: nothing that a terminal would obey passes, and everything else does. */
#include "../support/test.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

static void check_clean(enum text_keep keep, struct slice in, const char *want) {
	struct str out;

	str_init(&out, 1 << 16);
	text_clean(in, keep, &out);
	assert_string_equal(out.len ? out.at : "", want);
	assert_int_equal(out.len, strlen(want));
	str_finish(&out);
}

static void makes_one_line_of_many(void **state) {
	(void)state;
	check_clean(TEXT_LINE, SLICE(""), "");
	check_clean(TEXT_LINE, SLICE("   "), "");
	check_clean(TEXT_LINE, SLICE("plain"), "plain");
	check_clean(TEXT_LINE, SLICE(" two  words \n and\tmore\r\n"), "two words and more");
	check_clean(TEXT_LINE, SLICE("a long enough line  with double spaces  in it "), "a long enough line with double spaces in it");
	check_clean(TEXT_LINE, SLICE("nbsp\xC2\xA0 here\xE3\x80\x80wide"), "nbsp here wide");
	check_clean(TEXT_LINE, SLICE("a\xE2\x80\xA8""b\xC2\x85""c"), "a b c");
	check_clean(TEXT_LINE, SLICE("1234567 8"), "1234567 8");
	check_clean(TEXT_LINE, SLICE("1234567  8"), "1234567 8");
	check_clean(TEXT_LINE, SLICE("12345678 \x01 9"), "12345678 9");
}

static void keeps_newlines_and_tabs_of_a_block(void **state) {
	(void)state;
	check_clean(TEXT_BLOCK, SLICE(" a\tb\n\n c "), " a\tb\n\n c ");
	check_clean(TEXT_BLOCK, SLICE("a\r\nb\rc\r\r\nd"), "a\nb\nc\n\nd");
	check_clean(TEXT_BLOCK, SLICE("a\vb\fc"), "a b c");
	check_clean(TEXT_BLOCK, SLICE("a\xE2\x80\xA9""b"), "a\nb");
}

static void drops_what_a_terminal_would_obey(void **state) {
	(void)state;
	check_clean(TEXT_LINE, SLICE("\x1B[31mred\x1B[0m"), "[31mred[0m");
	check_clean(TEXT_BLOCK, SLICE("\x1B]52;c;eA==\x07 clip\x7F\x00!"), "]52;c;eA== clip!");
	check_clean(TEXT_BLOCK, SLICE("c1\xC2\x9B""31m\xC2\x90"), "c131m");
	check_clean(TEXT_BLOCK, SLICE("user\xE2\x80\xAEgpj.exe"), "usergpj.exe");
	check_clean(TEXT_BLOCK, SLICE("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\xAA\xE2\x81\xA6\xE2\x81\xA9."), ".");
	check_clean(TEXT_BLOCK, SLICE("tag\xF3\xA0\x81\x81s\xF3\xA0\x80\x81"), "tags");
	check_clean(TEXT_BLOCK, SLICE("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90\xF0\x9F\xBF\xBFx"), "x");
	check_clean(TEXT_BLOCK, SLICE("\xEF\xBB\xBF""bom \xE2\x81\xAA\xEF\xBF\xB9"), "bom ");
}

static void a_letter_bears_so_many_marks(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_MARKS) {
		struct str in, out;

		str_init(&in, 100);
		str_init(&out, 100);
		str_add_char(&in, 'e');
		for (size_t i = 0; i < n; i++)
			str_add_rune(&in, 0x301);
		text_clean(str_slice(&in), TEXT_LINE, &out);
		assert_int_equal(out.len, 1 + 2 * (n < LIMIT_MARKS ? n : LIMIT_MARKS));
		str_finish(&in);
		str_finish(&out);
	}
}

static void drops_every_control_and_bidi_rune(void **state) {
	static const uint32_t bidi[] = {0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};
	char bytes[4];

	(void)state;
	for (uint32_t rune = 0; rune < 0xA0; rune++)
		if ((rune < 0x20 || rune >= 0x7F) && !strchr("\t\n\v\f\r", (int)rune) && rune != 0x85)
			check_clean(TEXT_BLOCK, (struct slice){bytes, utf8_put(rune, bytes)}, "");
	check_clean(TEXT_BLOCK, (struct slice){"", 1}, "");
	for (size_t i = 0; i < sizeof bidi / sizeof *bidi; i++)
		check_clean(TEXT_LINE, (struct slice){bytes, utf8_put(bidi[i], bytes)}, "");
	for (uint32_t rune = 0xE0000; rune < 0xE0080; rune++)
		check_clean(TEXT_LINE, (struct slice){bytes, utf8_put(rune, bytes)}, "");
}

static void replaces_bytes_that_are_no_text(void **state) {
	(void)state;
	check_clean(TEXT_LINE, SLICE("caf\xE9 ok"), "caf\xEF\xBF\xBD ok");
	check_clean(TEXT_LINE, SLICE("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
	check_clean(TEXT_LINE, SLICE("\xED\xA0\x80x"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx");
	check_clean(TEXT_LINE, SLICE("end\xE2\x82"), "end\xEF\xBF\xBD");
	check_clean(TEXT_LINE, SLICE("kept \xEF\xBF\xBD"), "kept \xEF\xBF\xBD");
}

static void keeps_the_scripts_of_the_world(void **state) {
	static const char *const texts[] = {
		"Z\xC3\xBCrich \xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x93 \xE2\x82\xAC", "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85", "\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82",
		"\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82\xE0\xA4\xA6\xE0\xA5\x80", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xE2\x9D\xA4\xEF\xB8\x8F", "e\xCC\x81",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		check_clean(TEXT_LINE, slice_of(texts[i]), texts[i]);
}

static void lets_eight_marks_stand_on_one_letter(void **state) {
	char in[1 + 2 * 100 + 1], want[1 + 2 * 8 + 2];

	(void)state;
	in[0] = want[0] = 'a';
	for (int i = 0; i < 100; i++)
		memcpy(in + 1 + 2 * i, "\xCC\x81", 2);
	in[201] = 'b';
	memcpy(want + 1, in + 1, 16);
	memcpy(want + 17, "b", 2);
	check_clean(TEXT_LINE, (struct slice){in, sizeof in}, want);
}

static void cuts_at_a_whole_character_when_full(void **state) {
	struct str out;

	(void)state;
	str_init(&out, 6);
	text_clean(SLICE("abc\xE2\x82\xAC\xE2\x82\xAC"), TEXT_LINE, &out);
	assert_string_equal(out.at, "abc\xE2\x82\xAC");
	assert_true(out.full);
	str_finish(&out);
	str_init(&out, 5);
	text_clean(SLICE("abc\xE2\x82\xAC"), TEXT_LINE, &out);
	assert_string_equal(out.at, "abc");
	str_finish(&out);
}

static void appends_and_trims_only_its_own(void **state) {
	struct str out;

	(void)state;
	str_init(&out, 100);
	str_add_text(&out, "before ");
	text_clean(SLICE("  "), TEXT_LINE, &out);
	assert_string_equal(out.at, "before ");
	text_clean(SLICE(" x "), TEXT_LINE, &out);
	assert_string_equal(out.at, "before x");
	str_finish(&out);
}

static void cleans_into_an_arena(void **state) {
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	assert_string_equal(text_clean_arena(&a, SLICE(""), TEXT_LINE), "");
	assert_string_equal(text_clean_arena(&a, (struct slice){0}, TEXT_BLOCK), "");
	assert_string_equal(text_clean_arena(&a, SLICE("as is"), TEXT_LINE), "as is");
	assert_string_equal(text_clean_arena(&a, SLICE(" trimmed "), TEXT_LINE), "trimmed");
	assert_string_equal(text_clean_arena(&a, SLICE("end "), TEXT_LINE), "end");
	assert_string_equal(text_clean_arena(&a, SLICE("\xFF\xFF\xFF"), TEXT_BLOCK), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	arena_finish(&a);
	arena_init(&a, 16);
	assert_null(text_clean_arena(&a, SLICE("far too long a text for an arena so small"), TEXT_LINE));
	arena_finish(&a);
}

static void check_entity(const char *in, size_t taken, uint32_t first, uint32_t second) {
	uint32_t runes[2];

	assert_int_equal(text_entity(slice_of(in), runes), taken);
	if (!taken)
		return;
	assert_int_equal(runes[0], first);
	assert_int_equal(runes[1], second);
}

static void reads_references_as_browsers_do(void **state) {
	(void)state;
	check_entity("&amp;", 5, '&', 0);
	check_entity("&amp x", 4, '&', 0);
	check_entity("&eacute;t", 8, 0xE9, 0);
	check_entity("&AElig;", 7, 0xC6, 0);       /* the first of the table */
	check_entity("&zwnj;", 6, 0x200C, 0);      /* the last */
	check_entity("&notit;", 4, 0xAC, 0);
	check_entity("&notin;", 7, 0x2209, 0);
	check_entity("&bne;", 5, '=', 0x20E5);
	check_entity("&CounterClockwiseContourIntegral;", 33, 0x2233, 0);
	check_entity("&hellip", 0, 0, 0);          /* only with its ";" */
	check_entity("&unknown;", 0, 0, 0);
	check_entity("&", 0, 0, 0);
	check_entity("& amp;", 0, 0, 0);
	check_entity("&;", 0, 0, 0);
	check_entity("AT&T", 0, 0, 0);
	check_entity("&ltx", 3, '<', 0);
}

static void reads_numbers_of_characters(void **state) {
	(void)state;
	check_entity("&#233;", 6, 0xE9, 0);
	check_entity("&#xE9;", 6, 0xE9, 0);
	check_entity("&#XE9 ", 5, 0xE9, 0);
	check_entity("&#146;", 6, 0x2019, 0);
	check_entity("&#x80;", 6, 0x20AC, 0);
	check_entity("&#129;", 6, 0x81, 0);
	check_entity("&#0;", 4, 0xFFFD, 0);
	check_entity("&#xD800;", 8, 0xFFFD, 0);
	check_entity("&#x110000;", 10, 0xFFFD, 0);
	check_entity("&#99999999999999999999;", 23, 0xFFFD, 0);
	check_entity("&#;", 0, 0, 0);
	check_entity("&#x;", 0, 0, 0);
	check_entity("&#xg", 0, 0, 0);
	check_entity("&#128512;", 9, 0x1F600, 0);
}

static void unescapes_text(void **state) {
	struct str out;

	(void)state;
	str_init(&out, 100);
	text_unescape(SLICE("Q&amp;A &lt;b&gt; &#8217; AT&T &bogus; &"), &out);
	assert_string_equal(out.at, "Q&A <b> \xE2\x80\x99 AT&T &bogus; &");
	str_finish(&out);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_one_line_of_many),
		cmocka_unit_test(keeps_newlines_and_tabs_of_a_block),
		cmocka_unit_test(drops_what_a_terminal_would_obey),
		cmocka_unit_test(a_letter_bears_so_many_marks),
		cmocka_unit_test(drops_every_control_and_bidi_rune),
		cmocka_unit_test(replaces_bytes_that_are_no_text),
		cmocka_unit_test(keeps_the_scripts_of_the_world),
		cmocka_unit_test(lets_eight_marks_stand_on_one_letter),
		cmocka_unit_test(cuts_at_a_whole_character_when_full),
		cmocka_unit_test(appends_and_trims_only_its_own),
		cmocka_unit_test(cleans_into_an_arena),
		cmocka_unit_test(reads_references_as_browsers_do),
		cmocka_unit_test(reads_numbers_of_characters),
		cmocka_unit_test(unescapes_text),
	};

	return cmocka_run_group_tests_name("text_clean", tests, NULL, NULL);
}
