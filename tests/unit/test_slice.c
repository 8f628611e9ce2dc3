/* test_slice.c: reading pieces of bytes that may be anything. */
#include "../support/test.h"

#include <bewust/str.h>
#include <limits.h>
#include <locale.h>
#include <string.h>

static const struct slice none = {NULL, 0};

static void nothing_is_a_slice_like_any(void **state) {
	struct slice rest = none, piece;

	(void)state;
	assert_true(slice_equal(none, SLICE("")));
	assert_true(slice_starts(none, none));
	assert_true(slice_ends(SLICE("a"), none));
	assert_int_equal(slice_find(none, SLICE("a")), 0);
	assert_int_equal(slice_trim(none).len, 0);
	assert_int_equal(slice_from(none, 5).len, 0);
	assert_int_equal(slice_of(NULL).len, 0);
	assert_false(slice_split(&rest, ',', &piece));
}

static void trims_white_space_and_nothing_else(void **state) {
	(void)state;
	assert_slice(slice_trim(SLICE(" \t\r\n\v\f a b \n")), "a b");
	assert_slice(slice_trim(SLICE("  \n ")), "");
	assert_slice(slice_trim(SLICE("\xC2\xA0x")), "\xC2\xA0x");
}

static void finds_what_is_there(void **state) {
	(void)state;
	assert_int_equal(slice_find(SLICE("banana"), SLICE("nan")), 2);
	assert_int_equal(slice_find(SLICE("banana"), SLICE("a")), 1);
	assert_int_equal(slice_find(SLICE("banana"), SLICE("bananas")), 6);
	assert_int_equal(slice_find(SLICE("banana"), SLICE("x")), 6);
	assert_int_equal(slice_find(SLICE("a\0b"), SLICE("\0b")), 1);
	assert_int_equal(slice_find(SLICE("a"), none), 0);
}

static void compares_with_and_without_case(void **state) {
	(void)state;
	assert_true(slice_equal_nocase(SLICE("Hope"), SLICE("hOPE")));
	assert_false(slice_equal_nocase(SLICE("Hope"), SLICE("Hop")));
	assert_false(slice_equal_nocase(SLICE("[["), SLICE("{{"))); /* 0x20 apart as letters are, and no letters */
	assert_true(slice_starts_nocase(SLICE("HTTPS://x"), SLICE("https:")));
	assert_false(slice_starts_nocase(SLICE("http"), SLICE("https")));
	assert_true(slice_ends(SLICE("feed.xml"), SLICE(".xml")));
	assert_false(slice_ends(SLICE("xml"), SLICE(".xml")));
}

static void splits_into_every_piece_also_empty_ones(void **state) {
	struct slice rest = SLICE("a,,b,"), piece;

	(void)state;
	assert_true(slice_split(&rest, ',', &piece));
	assert_slice(piece, "a");
	assert_true(slice_split(&rest, ',', &piece));
	assert_slice(piece, "");
	assert_true(slice_split(&rest, ',', &piece));
	assert_slice(piece, "b");
	assert_true(slice_split(&rest, ',', &piece));
	assert_slice(piece, "");
	assert_false(slice_split(&rest, ',', &piece));
	rest = SLICE("");
	assert_true(slice_split(&rest, ',', &piece));
	assert_slice(piece, "");
	assert_false(slice_split(&rest, ',', &piece));
}

static void reads_whole_numbers_to_the_last_one(void **state) {
	long long n;

	(void)state;
	assert_true(slice_to_int(SLICE("9223372036854775807"), &n));
	assert_true(n == LLONG_MAX);
	assert_true(slice_to_int(SLICE("-9223372036854775808"), &n));
	assert_true(n == LLONG_MIN);
	assert_false(slice_to_int(SLICE("9223372036854775808"), &n));
	assert_false(slice_to_int(SLICE("-9223372036854775809"), &n));
	assert_false(slice_to_int(SLICE("99999999999999999999999"), &n));
	assert_true(slice_to_int(SLICE("+007"), &n));
	assert_int_equal(n, 7);
	assert_true(slice_to_int(SLICE("-0"), &n));
	assert_int_equal(n, 0);
}

static void refuses_what_is_no_number(void **state) {
	static const char *const bad[] = {"", "-", "+", " 1", "1 ", "1.0", "0x10", "1e3", "--1", "one", "１"};
	long long n = 42;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(slice_to_int(slice_of(bad[i]), &n));
	assert_int_equal(n, 42);
	assert_false(slice_to_int(none, &n));
}

static void reads_fractions_with_a_point(void **state) {
	static const struct {
		const char *text;
		double value;
	} good[] = {{"0.5", 0.5}, {"-1", -1}, {"+2.5e3", 2500}, {".25", 0.25}, {"3.", 3}, {"1E-2", 0.01}, {"0", 0}};
	static const char *const bad[] = {"", ".", "-", "e5", "1e", "1e+", "inf", "nan", "0x1p3", "1,5", " 1", "1 ", "1e999", "1.5.2"};
	double n;

	(void)state;
	setlocale(LC_ALL, ""); /* whatever it is, the point stays */
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(slice_to_double(slice_of(good[i].text), &n));
		assert_true(n == good[i].value);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(slice_to_double(slice_of(bad[i]), &n));
	assert_false(slice_to_double(SLICE("1\0"), &n));
}

static void a_number_ends_where_its_slice_does(void **state) {
	char digits[200];
	double n;

	(void)state;
	assert_true(slice_to_double((struct slice){"12345", 2}, &n));
	assert_true(n == 12);
	memset(digits, '1', sizeof digits);
	assert_true(slice_to_double((struct slice){digits, 127}, &n));
	assert_false(slice_to_double((struct slice){digits, 128}, &n));
}

/* In Turkish I and i are not one letter, but LINK and link are one element. */
static void compares_names_as_ascii_whatever_the_locale(void **state) {
	(void)state;
	setlocale(LC_ALL, "tr_TR.UTF-8"); /* where it is installed */
	assert_int_equal(text_compare_nocase("LINK", "link"), 0);
	assert_int_equal(text_compare_nocase("", ""), 0);
	assert_true(text_compare_nocase("link", "links") < 0);
	assert_true(text_compare_nocase("links", "LINK") > 0);
	assert_true(text_compare_nocase("\xc3\xa9", "z") > 0);
	setlocale(LC_ALL, "C");
}

static void names_are_sorted_as_people_sort_them(void **state) {
	static const char *const sorted[] = {"", "Part", "part 2", "Part 10", "Part 10 b", "part 010 c", "Part x", "Part99999999999999999999", "Part100000000000000000000", "\xC3\x89t\xC3\xA9"};

	(void)state;
	for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
		for (size_t k = 0; k < sizeof sorted / sizeof *sorted; k++) {
			int order = slice_compare_natural(slice_of(sorted[i]), slice_of(sorted[k]));

			if ((order < 0) != (i < k) || (order > 0) != (i > k))
				fail_msg("%s and %s: %d", sorted[i], sorted[k], order);
		}
	assert_int_equal(slice_compare_natural(SLICE("A01"), SLICE("a1")), 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_sorted_as_people_sort_them),
		cmocka_unit_test(nothing_is_a_slice_like_any),
		cmocka_unit_test(trims_white_space_and_nothing_else),
		cmocka_unit_test(finds_what_is_there),
		cmocka_unit_test(compares_with_and_without_case),
		cmocka_unit_test(compares_names_as_ascii_whatever_the_locale),
		cmocka_unit_test(splits_into_every_piece_also_empty_ones),
		cmocka_unit_test(reads_whole_numbers_to_the_last_one),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(reads_fractions_with_a_point),
		cmocka_unit_test(a_number_ends_where_its_slice_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
