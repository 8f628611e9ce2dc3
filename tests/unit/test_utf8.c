/* test_utf8.c: UTF-8 that is what it says, and UTF-8 that is not. */
#include "../support/test.h"

#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

static void every_character_survives_the_round_trip(void **state) {
	(void)state;
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		char bytes[4];
		struct slice s = {bytes, utf8_put(rune, bytes)};

		if (rune >= 0xD800 && rune <= 0xDFFF)
			assert_slice(s, "\xEF\xBF\xBD");
		else if (utf8_next(&s) != rune || s.len != 0)
			fail_msg("U+%04X is changed", (unsigned)rune);
	}
}

/* What the bytes read as, "X" for a bad one. */
static void assert_reads(struct slice bytes, const char *wanted) {
	char got[64] = "";
	size_t n = 0;

	while (bytes.len > 0) {
		uint32_t rune = utf8_next(&bytes);

		got[n++] = rune == RUNE_BAD ? 'X' : rune < 0x80 ? (char)rune : 'u';
	}
	got[n] = '\0';
	assert_string_equal(got, wanted);
}

static void broken_bytes_give_one_mark_for_each_part(void **state) {
	(void)state;
	assert_reads(SLICE("\x80"), "X");
	assert_reads(SLICE("\xFF\xFE"), "XX");
	assert_reads(SLICE("a\xC3z"), "aXz");
	assert_reads(SLICE("\xC3"), "X");
	assert_reads(SLICE("\xE2\x82"), "X");          /* cut short: the longest valid prefix is one mark */
	assert_reads(SLICE("\xF0\x9F\x8Cz"), "Xz");
	assert_reads(SLICE("\xC0\xAF"), "XX");         /* overlong "/" */
	assert_reads(SLICE("\xE0\x80\xAF"), "XXX");
	assert_reads(SLICE("\xF0\x80\x80\xAF"), "XXXX");
	assert_reads(SLICE("\xED\xA0\x80"), "XXX");    /* a surrogate */
	assert_reads(SLICE("\xF4\x90\x80\x80"), "XXXX"); /* above U+10FFFF */
	assert_reads(SLICE("\xF5\x80"), "XX");
	/* Unicode 3.9, table 3-8 */
	assert_reads(SLICE("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"), "aXXXbXcXXd");
}

static void knows_the_edges_of_each_length(void **state) {
	(void)state;
	assert_reads(SLICE("\xC2\x80\xDF\xBF"), "uu");
	assert_reads(SLICE("\xE0\xA0\x80\xEF\xBF\xBF"), "uu");
	assert_reads(SLICE("\xED\x9F\xBF\xEE\x80\x80"), "uu");
	assert_reads(SLICE("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), "uu");
	assert_reads(SLICE("\xC1\xBF"), "XX");
	assert_reads(SLICE("\xE0\x9F\xBF"), "XXX");
	assert_reads(SLICE("\xF0\x8F\xBF\xBF"), "XXXX");
}

static void validity_agrees_with_reading(void **state) {
	(void)state;
	assert_true(utf8_valid((struct slice){NULL, 0}));
	assert_true(utf8_valid(SLICE("plain ascii that is longer than a word of eight")));
	assert_true(utf8_valid(SLICE("één groene 🌱 in het zand, en weer gewoon")));
	assert_true(utf8_valid(SLICE("a real \xEF\xBF\xBD is valid")));
	assert_false(utf8_valid(SLICE("eight by\xC3")));
	assert_false(utf8_valid(SLICE("\xED\xA0\x80")));
	/* one bad byte at every place around the eight-byte steps */
	for (size_t at = 0; at < 24; at++) {
		char text[24];

		memset(text, 'a', sizeof text);
		assert_true(utf8_valid((struct slice){text, sizeof text}));
		text[at] = '\xFE';
		assert_false(utf8_valid((struct slice){text, sizeof text}));
		assert_true(utf8_valid((struct slice){text, at}));
	}
}

static void reads_no_byte_past_the_end(void **state) {
	static const char *const starts[] = {"\xC3", "\xE2\x82", "\xF0\x9F\x8C", "abcdefg", "\xF0"};

	(void)state;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		size_t len = strlen(starts[i]);
		char *exact = malloc(len); /* a sanitizer stands behind it */
		struct slice s = {exact, len};

		assert_non_null(exact);
		memcpy(exact, starts[i], len);
		utf8_valid(s);
		utf8_cut(s, len - 1);
		while (s.len > 0)
			utf8_next(&s);
		free(exact);
	}
}

static void cuts_no_character_in_half(void **state) {
	struct slice s = SLICE("a€🌱b");

	(void)state;
	assert_int_equal(utf8_cut(s, 0), 0);
	assert_int_equal(utf8_cut(s, 1), 1);
	assert_int_equal(utf8_cut(s, 2), 1);
	assert_int_equal(utf8_cut(s, 3), 1);
	assert_int_equal(utf8_cut(s, 4), 4);
	assert_int_equal(utf8_cut(s, 7), 4);
	assert_int_equal(utf8_cut(s, 8), 8);
	assert_int_equal(utf8_cut(s, 9), 9);
	assert_int_equal(utf8_cut(s, 100), 9);
}

static void cuts_after_so_many_characters(void **state) {
	struct slice s = SLICE("a\xE2\x82\xAC\xF0\x9F\x98\x80z"), broken = SLICE("\x80\x80\x80");

	(void)state;
	assert_int_equal(utf8_cut_runes(s, 0), 0);
	assert_int_equal(utf8_cut_runes(s, 2), 4);
	assert_int_equal(utf8_cut_runes(s, 3), 8);
	assert_int_equal(utf8_cut_runes(s, 4), 9);
	assert_int_equal(utf8_cut_runes(s, 100), 9);
	assert_int_equal(utf8_cut_runes(broken, 2), 2); /* each bad byte stands for one */
	assert_int_equal(utf8_cut_runes((struct slice){0}, 5), 0);
}

static void cuts_broken_bytes_anywhere(void **state) {
	struct slice s = SLICE("\x80\x80\x80\x80\x80\x80\x80\x80");

	(void)state;
	for (size_t max = 0; max < 8; max++)
		assert_int_equal(utf8_cut(s, max), max);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_survives_the_round_trip),
		cmocka_unit_test(broken_bytes_give_one_mark_for_each_part),
		cmocka_unit_test(knows_the_edges_of_each_length),
		cmocka_unit_test(validity_agrees_with_reading),
		cmocka_unit_test(reads_no_byte_past_the_end),
		cmocka_unit_test(cuts_no_character_in_half),
		cmocka_unit_test(cuts_after_so_many_characters),
		cmocka_unit_test(cuts_broken_bytes_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
