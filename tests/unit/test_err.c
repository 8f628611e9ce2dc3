/* test_err.c: an error is one sentence on one line, however long or hostile what it quotes. */
#include "../support/test.h"

#include <bewust/err.h>
#include <bewust/utf8.h>
#include <string.h>
#include <sysexits.h>

static void says_what_it_was_told(void **state) {
	struct err e = {0};

	(void)state;
	assert_false(err_set(&e, ERR_NET, "%s: gone (%d)", "http://a.example/", 404));
	assert_string_equal(e.text, "http://a.example/: gone (404)");
	assert_int_equal(e.kind, ERR_NET);
}

static void nobody_has_to_listen(void **state) {
	(void)state;
	assert_false(err_set(NULL, ERR_BUG, "unheard"));
}

/* A text of `len` times `unit`, set as an error. */
static void set_repeated(struct err *e, const char *unit, size_t len) {
	char text[2048] = "";

	while (len-- > 0)
		memcpy(text + strlen(text), unit, strlen(unit) + 1);
	err_set(e, ERR_DATA, "%s", text);
}

static void keeps_the_longest_text_that_fits(void **state) {
	struct err e;

	(void)state;
	set_repeated(&e, "a", 254);
	assert_int_equal(strlen(e.text), 254);
	set_repeated(&e, "a", 255);
	assert_int_equal(strlen(e.text), 255);
	assert_int_equal(e.text[254], 'a');
	set_repeated(&e, "a", 256);
	assert_int_equal(strlen(e.text), 255);
	assert_string_equal(e.text + 252, "…");
}

static void cuts_at_a_whole_character(void **state) {
	(void)state;
	for (size_t ahead = 0; ahead < 4; ahead++) {
		char text[2048];
		struct err e;

		memset(text, 'a', ahead);
		for (size_t i = 0; i < 200; i++)
			memcpy(text + ahead + 4 * i, "🌱", 5);
		err_set(&e, ERR_DATA, "%s", text);
		assert_true(utf8_valid(slice_of(e.text)));
		assert_true(slice_ends(slice_of(e.text), slice_of("🌱…")));
		assert_true(strlen(e.text) >= 250);
	}
}

static void a_very_long_text_is_cut_too(void **state) {
	struct err e;

	(void)state;
	set_repeated(&e, "ë", 1000);
	assert_true(utf8_valid(slice_of(e.text)));
	assert_true(slice_ends(slice_of(e.text), slice_of("…")));
}

static void no_control_reaches_the_terminal(void **state) {
	struct err e;

	(void)state;
	err_set(&e, ERR_DATA, "a\033[2Jb\nc\td\x7F" "e\xC2\x9B" "f");
	assert_string_equal(e.text, "a [2Jb c d e f");
	err_set(&e, ERR_DATA, "a\xFF\xC3(b\xE2\x82");
	assert_string_equal(e.text, "a��(b�");
}

static void every_kind_has_its_exit_status(void **state) {
	(void)state;
	assert_int_equal(err_exit_status(ERR_NONE), 0);
	assert_int_equal(err_exit_status(ERR_USAGE), EX_USAGE);
	assert_int_equal(err_exit_status(ERR_TEMP), EX_TEMPFAIL);
	assert_int_equal(err_exit_status(ERR_CONFIG), EX_CONFIG);
	for (int k = ERR_USAGE; k <= ERR_CONFIG; k++)
		assert_in_range(err_exit_status((enum err_kind)k), 64, 78);
	assert_int_equal(err_exit_status((enum err_kind)999), EX_SOFTWARE);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_it_was_told),
		cmocka_unit_test(nobody_has_to_listen),
		cmocka_unit_test(keeps_the_longest_text_that_fits),
		cmocka_unit_test(cuts_at_a_whole_character),
		cmocka_unit_test(a_very_long_text_is_cut_too),
		cmocka_unit_test(no_control_reaches_the_terminal),
		cmocka_unit_test(every_kind_has_its_exit_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
