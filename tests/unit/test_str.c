/* test_str.c: strings that grow up to a maximum, and not a byte further. */
#include "../support/test.h"

#include <bewust/str.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

static void is_an_empty_text_from_the_start(void **state) {
	struct str s, zeroed = {0};

	(void)state;
	str_init(&s, 10);
	assert_string_equal(s.at, "");
	str_cut(&s, 0);
	str_clear(&s);
	assert_true(str_add(&s, (struct slice){NULL, 0}));
	assert_true(str_addf(&s, "%s", ""));
	assert_string_equal(s.at, "");
	str_finish(&s);
	str_finish(&s);
	str_finish(&zeroed);
	assert_string_equal(zeroed.at, "");
}

static void fills_to_its_maximum_and_no_further(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 5);
	assert_true(str_add_text(&s, "1234"));
	assert_false(s.full);
	assert_true(str_add_char(&s, '5'));
	assert_string_equal(s.at, "12345");
	assert_false(str_add_char(&s, '6'));
	assert_true(s.full);
	assert_string_equal(s.at, "12345");
	str_finish(&s);
}

static void leaves_out_whole_pieces_once_full(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 5);
	str_add_text(&s, "123");
	assert_false(str_add_text(&s, "456"));
	assert_false(str_add_char(&s, '4')); /* or the text would have a hole */
	assert_string_equal(s.at, "123");
	str_clear(&s);
	assert_false(s.full);
	assert_true(str_addf(&s, "%d", 12345));
	assert_false(str_addf(&s, "%d", 6));
	assert_string_equal(s.at, "12345");
	str_finish(&s);
}

static void a_maximum_of_none_takes_nothing(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 0);
	assert_false(str_add_char(&s, 'x'));
	assert_string_equal(s.at, "");
	str_finish(&s);
	str_init(&s, SIZE_MAX);
	assert_true(str_add_char(&s, 'x'));
	str_finish(&s);
}

static void grows_over_many_appends(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 1000000);
	for (int i = 0; i < 100000; i++)
		assert_true(str_addf(&s, "%d", i % 10));
	assert_int_equal(s.len, 100000);
	assert_int_equal(strlen(s.at), 100000);
	assert_int_equal(s.at[99999], '9');
	str_finish(&s);
}

static void keeps_zero_bytes(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 10);
	str_add(&s, SLICE("a\0b"));
	assert_slice(str_slice(&s), "a\0b");
	str_finish(&s);
}

static void writes_runes_and_mends_those_that_are_none(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 100);
	str_add_rune(&s, 'a');
	str_add_rune(&s, 0xEB);
	str_add_rune(&s, 0x20AC);
	str_add_rune(&s, 0x1F331);
	str_add_rune(&s, 0xD800);
	str_add_rune(&s, 0x110000);
	assert_string_equal(s.at, "aë€🌱��");
	str_finish(&s);
}

static void gives_its_text_away(void **state) {
	struct str s;
	char *text;

	(void)state;
	str_init(&s, 10);
	text = str_take(&s);
	assert_string_equal(text, "");
	free(text);
	str_add_text(&s, "yours");
	text = str_take(&s);
	assert_string_equal(text, "yours");
	assert_string_equal(s.at, "");
	assert_true(str_add_text(&s, "1234567890"));
	free(text);
	str_finish(&s);
}

static void cuts_only_shorter(void **state) {
	struct str s;

	(void)state;
	str_init(&s, 10);
	str_add_text(&s, "12345");
	str_cut(&s, 6);
	str_cut(&s, 5);
	assert_string_equal(s.at, "12345");
	str_cut(&s, 2);
	assert_string_equal(s.at, "12");
	str_finish(&s);
}

static void copies_into_a_buffer_at_whole_characters(void **state) {
	char to[6];

	(void)state;
	assert_true(text_copy(to, sizeof to, SLICE("12345")));
	assert_string_equal(to, "12345");
	assert_false(text_copy(to, sizeof to, SLICE("123456")));
	assert_string_equal(to, "12345");
	assert_false(text_copy(to, sizeof to, SLICE("123€")));
	assert_string_equal(to, "123");
	assert_true(text_copy(to, sizeof to, SLICE("12€")));
	assert_false(text_copy(to, 1, SLICE("1")));
	assert_string_equal(to, "");
	assert_true(text_copy(to, 1, (struct slice){NULL, 0}));
	assert_false(text_copy(NULL, 0, SLICE("")));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_an_empty_text_from_the_start),
		cmocka_unit_test(fills_to_its_maximum_and_no_further),
		cmocka_unit_test(leaves_out_whole_pieces_once_full),
		cmocka_unit_test(a_maximum_of_none_takes_nothing),
		cmocka_unit_test(grows_over_many_appends),
		cmocka_unit_test(keeps_zero_bytes),
		cmocka_unit_test(writes_runes_and_mends_those_that_are_none),
		cmocka_unit_test(gives_its_text_away),
		cmocka_unit_test(cuts_only_shorter),
		cmocka_unit_test(copies_into_a_buffer_at_whole_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
