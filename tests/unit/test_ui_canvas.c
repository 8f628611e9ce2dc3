/* test_ui_canvas.c: a grid of cells: what lies outside, wide runes and marks, cuts, plain twins, the page at every size. */
#include "../../src/ui/canvas.h"

#include <bewust/i18n.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { ROWS = 3, COLS = 10 };

static int setup(void **state) {
	static struct canvas c;

	canvas_init(&c);
	canvas_resize(&c, ROWS, COLS);
	*state = &c;
	return 0;
}

static int teardown(void **state) {
	canvas_finish(*state);
	return 0;
}

static void assert_shows(const struct canvas *c, const char *want) {
	struct str have;

	str_init(&have, 4096);
	canvas_write(c, false, &have);
	assert_string_equal(have.at, want);
	str_finish(&have);
}

static void leaves_out_what_lies_outside(void **state) {
	struct canvas *c = *state;

	canvas_text(c, -1, 0, INK_text, SLICE("above"));
	canvas_text(c, ROWS, 0, INK_text, SLICE("below"));
	assert_int_equal(canvas_text(c, 0, 8, INK_text, SLICE("abc")), 3);
	canvas_text(c, 1, -2, INK_text, SLICE("xyz"));
	assert_shows(c, "        ab\nz\n\n");
}

static void halves_no_wide_rune(void **state) {
	struct canvas *c = *state;

	canvas_text(c, 0, 9, INK_text, SLICE("月"));
	canvas_text(c, 1, 0, INK_text, SLICE("月が"));
	canvas_text(c, 1, 1, INK_text, SLICE("a"));
	canvas_text(c, 2, 0, INK_text, SLICE("月が"));
	canvas_text(c, 2, 2, INK_text, SLICE("b"));
	assert_shows(c, "\n aが\n月b\n");
}

static void puts_marks_on_the_letter_before(void **state) {
	struct canvas *c = *state;

	assert_int_equal(canvas_text(c, 0, 0, INK_text, SLICE("e\xcc\x81x")), 2);
	canvas_text(c, 1, 0, INK_text, SLICE("\xcc\x81x"));
	for (int i = 0; i < 20; i++)
		canvas_text(c, 2, 0, INK_text, SLICE("a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85"));
	assert_shows(c, "e\xcc\x81x\nx\na\xcc\x81\xcc\x82\xcc\x83\n");
}

static void leaves_out_what_terminals_differ_about(void **state) {
	struct canvas *c = *state;

	/* a family of three, a flag with its colours asked for, a soft hyphen, a space of no width; what keeps two letters apart stays */
	assert_int_equal(canvas_text(c, 0, 0, INK_text, SLICE("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7|")), 7);
	assert_int_equal(canvas_text(c, 1, 0, INK_text, SLICE("\xe2\x9d\xa4\xef\xb8\x8f" "a\xc2\xad" "b\xe2\x80\x8b" "c\xef\xbb\xbf" "d")), 5);
	canvas_text(c, 2, 0, INK_text, SLICE("\xd9\x85\xe2\x80\x8c\xd9\x85"));
	assert_shows(c, "\xf0\x9f\x91\xa9\xf0\x9f\x91\xa9\xf0\x9f\x91\xa7|\n\xe2\x9d\xa4" "abcd\n\xd9\x85\xe2\x80\x8c\xd9\x85\n");
}

static void shows_no_control(void **state) {
	struct canvas *c = *state;

	canvas_text(c, 0, 0, INK_text, SLICE("a\x1b[31mb"));
	for (int i = 0; i < COLS; i++)
		assert_true(c->cells[i].runes[0] >= ' ' && c->cells[i].runes[0] != 0x7f);
}

static void cuts_with_no_space_or_point_at_the_end(void **state) {
	struct canvas *c = *state;

	assert_int_equal(canvas_fit(c, 0, 0, 10, INK_text, SLICE("one · two")), 9);
	assert_int_equal(canvas_fit(c, 1, 0, 7, INK_text, SLICE("one · two")), 4);
	assert_int_equal(canvas_fit(c, 2, 0, 4, INK_text, SLICE("月がきれい")), 3);
	assert_shows(c, "one · two\none…\n月…\n");
	assert_int_equal(canvas_fit(c, 2, 0, 0, INK_text, SLICE("a")), 0);
	assert_int_equal(canvas_fit(c, 2, 0, 1, INK_text, SLICE("ab")), 1);
}

static void has_plain_twins(void **state) {
	struct canvas *c = *state;

	c->ascii = true;
	canvas_text(c, 0, 0, INK_text, SLICE("❯ − “a” …"));
	canvas_text(c, 1, 0, INK_text, SLICE("▁▄▇·é月"));
	assert_shows(c, "> - \"a\" ~\n147.e?\n\n");
	canvas_clear(c);
	canvas_text(c, 0, 0, INK_text, SLICE("Zürich ąłж"));
	assert_shows(c, "Zurich al?\n\n\n");
	c->letters = true;                      /* a console has letters, and none of the signs */
	canvas_text(c, 0, 0, INK_text, SLICE("Zürich ąŁж"));
	canvas_text(c, 1, 0, INK_text, SLICE("❯ ⠶ é 月"));
	assert_shows(c, "Zürich ąŁж\n> * é ?\n\n");
}

static void keeps_a_page_at_every_size(void **state) {
	struct canvas *c = *state;

	for (int rows = 1; rows < 70; rows++)
		for (int cols = 1; cols < 230; cols += 3) {
			struct page p;

			canvas_resize(c, rows, cols);
			p = canvas_page(c);
			assert_true(p.left >= 0 && p.width >= 1 && p.width <= 72 && p.left + p.width <= cols);
			assert_true(p.top >= 0 && p.top <= p.bottom && p.bottom < rows);
			assert_int_equal(p.rows, p.bottom - p.top + 1);
		}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(leaves_out_what_lies_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(halves_no_wide_rune, setup, teardown),
		cmocka_unit_test_setup_teardown(puts_marks_on_the_letter_before, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_out_what_terminals_differ_about, setup, teardown),
		cmocka_unit_test_setup_teardown(shows_no_control, setup, teardown),
		cmocka_unit_test_setup_teardown(cuts_with_no_space_or_point_at_the_end, setup, teardown),
		cmocka_unit_test_setup_teardown(has_plain_twins, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_a_page_at_every_size, setup, teardown),
	};

	i18n_init("");                          /* widths are those of a UTF-8 locale */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
