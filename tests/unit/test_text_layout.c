/* Tests of words, language, width and wrapping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <bewust/random.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- words ---- */

static void check_words(const char *in, const char *want) {
	struct slice rest = slice_of(in), word;
	struct str out;

	str_init(&out, 1000);
	while (text_word(&rest, &word)) {
		if (out.len)
			str_add_char(&out, '|');
		str_add(&out, word);
	}
	assert_string_equal(out.len ? out.at : "", want);
	str_finish(&out);
}

static void takes_words_one_by_one(void **state) {
	(void)state;
	check_words("", "");
	check_words(" .,! ", "");
	check_words("Hello, world!", "Hello|world");
	check_words("don't cancer-free 'quoted' rock-'n'-roll", "don't|cancer-free|quoted|rock|n|roll");
	check_words("a- -b --c-- d'", "a|b|c|d");
	check_words("it\xE2\x80\x99s caf\xC3\xA9 1,000 3.5%", "it\xE2\x80\x99s|caf\xC3\xA9|1|000|3|5");
	check_words("e\xCC\x81t\xC3\xA9 \xF0\x9F\x98\x80 na\xC3\xAFve", "e\xCC\x81t\xC3\xA9|na\xC3\xAFve");
	check_words("a\xFF""b _x_ \xCC\x81y", "a|b|x|y");
	assert_int_equal(text_word_count(SLICE("one two-three, four.")), 3);
}

/* Counting goes another way than taking them one by one, sixteen bytes at a time. */
static void counts_as_many_words_as_it_takes(void **state) {
	static const char *const pieces[] = {"a", "b9", " ", "-", "'", "--", ".", "Zz", "\xC3\xA9", "\xCC\x81", "\xE2\x80\x99", "\xF0\x9F\x98\x80", "\xFF",
		"word and word-after-word ", "it's ", "\n", "@[`{/:"};
	struct random r;

	(void)state;
	random_seed(&r, 7);
	for (int n = 0; n < 3000; n++) {
		struct str text;
		struct slice rest, word;
		size_t taken = 0;

		str_init(&text, 4000);
		for (uint32_t i = random_below(&r, 60); i > 0; i--)
			str_add_text(&text, pieces[random_below(&r, sizeof pieces / sizeof *pieces)]);
		for (rest = str_slice(&text); text_word(&rest, &word);)
			taken++;
		assert_int_equal(text_word_count(str_slice(&text)), taken);
		str_finish(&text);
	}
}

static void check_fold(const char *in, const char *want) {
	struct str out;

	str_init(&out, 1000);
	text_fold(slice_of(in), &out);
	assert_string_equal(out.len ? out.at : "", want);
	str_finish(&out);
}

static void folds_case_and_accents(void **state) {
	(void)state;
	check_fold("", "");
	check_fold("Plain ASCII 123", "plain ascii 123");
	check_fold("CAF\xC3\x89 cafe\xCC\x81 Z\xC3\xBCrich", "cafe cafe zurich");
	check_fold("Stra\xC3\x9F""e \xC3\x98re \xC3\x86on \xC5\x81\xC3\xB3""d\xC5\xBA", "strasse ore aeon lodz");
	check_fold("don\xE2\x80\x99t co\xC2\xADop \xEF\xAC\x81n \xEF\xBC\xA1", "don't coop fin a");
	check_fold("\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82", "\xCF\x83\xCE\xB9\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83");
	check_fold("x\xFFy", "x\xEF\xBF\xBDy");
}

/* ---- language ---- */

static void hears_english_and_dutch(void **state) {
	static const char *const english[] = {
		"Scientists find water beneath the surface of a moon", "Why sleep matters more than you think", "How to bake bread at home",
		"Storm closes schools as floods hit coastal towns", "The quiet joy of mending clothes", "Whales return to Antarctic waters",
	};
	static const char *const dutch[] = {
		"Kabinet wil kinderopvang vanaf volgend jaar gratis maken", "Wetenschappers vinden water op Mars", "Treinen rijden weer na storing",
		"Hoe bak je brood thuis", "Buurtbewoners redden zwaan uit het ijs", "Vrijwilligers planten duizend bomen langs het kanaal",
	};
	static const char *const neither[] = {
		"", "12 34", "Bitcoin", "Der Hund ist nicht im K\xC3\xBChlschrank", "La maison est dans la rue", "El perro de los vecinos come en la casa",
	};

	(void)state;
	for (size_t i = 0; i < sizeof english / sizeof *english; i++)
		assert_string_equal(text_language(slice_of(english[i]), NULL), "en");
	for (size_t i = 0; i < sizeof dutch / sizeof *dutch; i++)
		assert_string_equal(text_language(slice_of(dutch[i]), NULL), "nl");
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		assert_string_equal(text_language(slice_of(neither[i]), NULL), "");
}

/* Pairs of letters are looked for up to the end of a word of any length. */
static void words_of_every_length_have_a_say(void **state) {
	static const struct { const char *letters, *language; } ends[] = {{"wh", "en"}, {"ough", "en"}, {"sch", "nl"}, {"aa", "nl"}};
	char text[128];

	(void)state;
	for (size_t end = 0; end < sizeof ends / sizeof *ends; end++)
		for (int length = 4; length < 30; length++) {
			int before = length - (int)strlen(ends[end].letters);

			snprintf(text, sizeof text, "%.*s%s %.*s%s", before, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ends[end].letters, before,
				"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", ends[end].letters);
			assert_string_equal(text_language(slice_of(text), NULL), length < 24 ? ends[end].language : "");
		}
}

static void a_hint_decides_unless_it_is_plainly_wrong(void **state) {
	struct slice dutch = SLICE("Het was een dag waarop de zon scheen en wij niet naar huis wilden, maar dat kan niet voor altijd zo zijn.");

	(void)state;
	assert_string_equal(text_language(SLICE("Bitcoin"), "nl-NL"), "nl");
	assert_string_equal(text_language(SLICE("Bitcoin"), "EN_us"), "en");
	assert_string_equal(text_language(SLICE("Bitcoin"), "fr"), "");
	assert_string_equal(text_language(SLICE("Bitcoin"), "english"), "");
	assert_string_equal(text_language(SLICE("Op de fiets"), "en"), "en");
	assert_string_equal(text_language(dutch, "en-US"), "nl");
	assert_string_equal(text_language(dutch, "nl"), "nl");
}

/* ---- width ---- */

static void measures_columns(void **state) {
	(void)state;
	assert_int_equal(text_rune_width('a'), 1);
	assert_int_equal(text_rune_width(0x4E2D), 2);
	assert_int_equal(text_rune_width(0x301), 0);
	assert_int_equal(text_rune_width('\n'), -1);
	assert_int_equal(text_width(SLICE("")), 0);
	assert_int_equal(text_width(SLICE("caf\xC3\xA9")), 4);
	assert_int_equal(text_width(SLICE("cafe\xCC\x81")), 4);
	assert_int_equal(text_width(SLICE("\xE4\xB8\xAD\xE6\x96\x87!")), 5);
	assert_int_equal(text_fit(SLICE("abc"), 2), 2);
	assert_int_equal(text_fit(SLICE("abc"), 0), 0);
	assert_int_equal(text_fit(SLICE("\xE4\xB8\xAD\xE6\x96\x87"), 3), 3);
	assert_int_equal(text_fit(SLICE("e\xCC\x81""f"), 1), 3);
	assert_int_equal(text_fit(SLICE("abc"), 99), 3);
}

/* ---- wrapping ---- */

/* Draws the lines as a screen does, "/" between them. */
static void draw(const struct text_lines *lines, struct str *out) {
	for (size_t i = 0; i < lines->count; i++) {
		const struct text_line *l = &lines->at[i];

		if (i)
			str_add_char(out, '/');
		str_add(out, l->mark);
		for (int gap = l->indent - text_width(l->mark); gap > 0 && l->text.len; gap--)
			str_add_char(out, ' ');
		str_add(out, l->text);
	}
}

static void check_wrap(const char *text, int cols, const char *want) {
	struct text_lines lines = {0};
	struct str out;

	str_init(&out, 10000);
	text_wrap(slice_of(text), cols, &lines);
	draw(&lines, &out);
	assert_string_equal(out.len ? out.at : "", want);
	text_lines_finish(&lines);
	str_finish(&out);
}

static void wraps_at_spaces(void **state) {
	(void)state;
	check_wrap("", 10, "");
	check_wrap("one two three", 80, "one two three");
	check_wrap("one two three", 7, "one two/three");
	check_wrap("one two three", 8, "one two/three");
	check_wrap("one  two   three ", 7, "one/two/three");
	check_wrap("a b\nc d\n", 80, "a b/c d");
	check_wrap("a\n\nb", 80, "a//b");
	check_wrap("abcdefghij k", 4, "abcd/efgh/ij k");
	check_wrap("ab abcdefgh", 4, "ab/abcd/efgh");
	check_wrap("abc", 1, "a/b/c");
	check_wrap("exactly ten", 7, "exactly/ten");
	check_wrap("x\ty", 1, "x/y");
}

static void wraps_wide_and_combining_runes(void **state) {
	(void)state;
	check_wrap("\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97", 4, "\xE4\xB8\xAD\xE6\x96\x87/\xE5\xAD\x97");
	check_wrap("\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82", 4, "\xE4\xB8\xAD/\xE6\x96\x87\xE3\x80\x82"); /* no line opens with a full stop */
	check_wrap("ab \xE4\xB8\xAD\xE6\x96\x87", 5, "ab \xE4\xB8\xAD/\xE6\x96\x87");
	check_wrap("\xE4\xB8\xAD\xE6\x96\x87", 1, "\xE4\xB8\xAD/\xE6\x96\x87");
	check_wrap("e\xCC\x81""e\xCC\x81""e\xCC\x81", 2, "e\xCC\x81""e\xCC\x81/e\xCC\x81");
	check_wrap("\xF0\x9F\x98\x80\xF0\x9F\x98\x80", 3, "\xF0\x9F\x98\x80/\xF0\x9F\x98\x80");
	check_wrap("a \xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD", 4, "a/\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD"); /* a hand and its skin stay together */
}

static void hangs_lists_and_quotes(void **state) {
	(void)state;
	check_wrap("- one two three", 9, "- one two/  three");
	check_wrap("10. one two", 8, "10. one/    two");
	check_wrap("b) one two", 7, "b) one/   two");
	check_wrap("iv) one two", 8, "iv) one/    two");
	check_wrap("mild) one two", 9, "mild) one/two");
	check_wrap("- a\n  - one two three", 11, "- a/  - one two/    three");
	check_wrap("> one two three", 9, "> one two/> three");
	check_wrap("> > one two", 8, "> > one/> > two");
	check_wrap("> - one two", 8, "> - one/>   two");
	check_wrap("# one two", 5, "# one/  two");
	check_wrap("  one two", 6, "  one/  two");
	check_wrap(">\n> a", 6, ">/> a");
	check_wrap("-5 is 1.5 > 1", 20, "-5 is 1.5 > 1");
	check_wrap("- - - - a b c", 8, "- - a b/    c");
	check_wrap("- \xE4\xB8\xAD\xE6\x96\x87", 2, "\xE4\xB8\xAD/\xE6\x96\x87");
	check_wrap("> > > > abc", 4, "> ab/> c");
}

static void tells_code_from_nested_lists(void **state) {
	(void)state;
	check_wrap("    code  is cut\nx", 12, "    code  is/     cut/x");
	check_wrap("    - code not list", 14, "    - code not/     list");
	check_wrap("- a\n  - b\n    - one two three", 13, "- a/  - b/    - one two/      three");
	check_wrap("- a\n\n      code  here", 40, "- a//      code  here");
	check_wrap("- a\n\nx\n\n    code  here", 40, "- a//x//    code  here");
	check_wrap("1. a\n   b c d", 6, "1. a/   b c/   d");
	check_wrap(">     code  x\n> y", 40, ">     code  x/> y");
}

static void says_what_a_line_is(void **state) {
	struct text_lines lines = {0};

	(void)state;
	text_wrap(SLICE("# head\n> quote\n    pre\nplain\n- > # all"), 40, &lines);
	assert_int_equal(lines.count, 5);
	assert_true(lines.at[0].heading && !lines.at[0].quote && !lines.at[0].pre);
	assert_true(!lines.at[1].heading && lines.at[1].quote && !lines.at[1].pre);
	assert_true(!lines.at[2].heading && !lines.at[2].quote && lines.at[2].pre);
	assert_true(!lines.at[3].heading && !lines.at[3].quote && !lines.at[3].pre);
	assert_true(lines.at[4].heading && lines.at[4].quote);
	text_wrap(SLICE("again"), 40, &lines);
	assert_int_equal(lines.count, 1);
	text_lines_finish(&lines);
	text_lines_finish(&lines);
}

static void check_fits(struct slice text, int cols) {
	struct text_lines lines = {0};
	clock_t start = clock();

	text_wrap(text, cols, &lines);
	assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *l = &lines.at[i];

		assert_true(l->indent <= cols / 2);
		assert_true(l->indent + text_width(l->text) <= cols || cols == 1);
		assert_true(text_width(l->mark) <= l->indent);
		assert_true(utf8_valid(l->text));
	}
	text_lines_finish(&lines);
}

static void never_passes_the_edge_and_stays_linear(void **state) {
	static const char *const pieces[] = {
		"word ", "x", " ", "\n", "- ", "> ", "1. ", "    ", "\xE4\xB8\xAD", "\xCC\x81", "a\xCC\x81", "\xF0\x9F\x91\xA9\xE2\x80\x8D", "\xF0\x9F\x8F\xBD",
		"\xE2\x80\x8D", "\xE3\x80\x82", "- - > # x\n", "- \xE4\xB8\xAD\n", "\t", "\n> ", "aa \xCC\x81",
	};
	struct str in;

	(void)state;
	str_init(&in, 1 << 20);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		str_clear(&in);
		while (in.len < (1 << 18))
			str_add_text(&in, pieces[i]);
		check_fits(str_slice(&in), 1);
		check_fits(str_slice(&in), 2);
		check_fits(str_slice(&in), 21);
		check_fits(str_slice(&in), 100000);
	}
	str_finish(&in);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_words_one_by_one), cmocka_unit_test(counts_as_many_words_as_it_takes),
		cmocka_unit_test(folds_case_and_accents),
		cmocka_unit_test(hears_english_and_dutch),
		cmocka_unit_test(words_of_every_length_have_a_say),
		cmocka_unit_test(a_hint_decides_unless_it_is_plainly_wrong),
		cmocka_unit_test(measures_columns),
		cmocka_unit_test(wraps_at_spaces),
		cmocka_unit_test(wraps_wide_and_combining_runes),
		cmocka_unit_test(hangs_lists_and_quotes),
		cmocka_unit_test(tells_code_from_nested_lists),
		cmocka_unit_test(says_what_a_line_is),
		cmocka_unit_test(never_passes_the_edge_and_stays_linear),
	};

	setlocale(LC_ALL, "C.UTF-8"); /* widths are the locale's */
	return cmocka_run_group_tests_name("text_layout", tests, NULL, NULL);
}
