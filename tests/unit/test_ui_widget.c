/* test_ui_widget.c: a list with a cursor, a text to scroll that keeps its place, a line to type in, one meaning for each key. */
#include "../../src/ui/screens/screens.h"
#include "../../src/ui/widget.h"

#include <bewust/i18n.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static struct event act(enum action a) {
	return (struct event){.kind = EVENT_ACTION, .action = a};
}

static void moves_within_a_list(void **state) {
	struct list l = {0};
	struct event down = act(ACT_DOWN), up = act(ACT_UP), end = act(ACT_BOTTOM), page = act(ACT_PAGE_UP), keep = act(ACT_KEEP);

	(void)state;
	assert_true(list_on(&l, &down, 5));     /* an empty one */
	assert_int_equal(l.at, 0);
	list_show(&l, 10, 4);
	assert_true(list_on(&l, &up, 4));
	assert_int_equal(l.at, 0);
	assert_true(list_on(&l, &end, 4));
	assert_int_equal(l.at, 9);
	assert_int_equal(l.first, 6);
	assert_true(list_on(&l, &page, 4));
	assert_int_equal(l.at, 6);
	assert_false(list_on(&l, &keep, 4));
	list_show(&l, 3, 4);                    /* it became shorter */
	assert_int_equal(l.at, 2);
	assert_int_equal(l.first, 0);
	list_show(&l, 0, 0);
	assert_int_equal(l.at, 0);
}

static const char *const words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";

static void keeps_the_place_in_a_text(void **state) {
	struct scroll s = {0};
	struct event page = act(ACT_PAGE_DOWN), top = act(ACT_TOP);
	const char *place;

	(void)state;
	scroll_set(&s, slice_of(words));
	scroll_layout(&s, 12, 3);
	scroll_on(&s, &page, 3);
	place = s.lines.at[s.at].text.at;
	scroll_layout(&s, 72, 20);              /* all of it fits */
	assert_true(scroll_at_end(&s, 20));
	scroll_layout(&s, 12, 3);
	assert_ptr_equal(s.lines.at[s.at].text.at, place);
	for (int cols = 1; cols < 60; cols++) {
		scroll_layout(&s, cols, 3);
		assert_true((size_t)s.at < s.lines.count);
	}
	scroll_layout(&s, 12, 3);
	assert_ptr_equal(s.lines.at[s.at].text.at, place);
	scroll_on(&s, &top, 3);
	scroll_layout(&s, 20, 3);
	assert_int_equal(s.at, 0);
	scroll_finish(&s);
}

static void type(struct field *f, const char *text) {
	struct slice rest = slice_of(text);

	while (rest.len) {
		unsigned char c = (unsigned char)rest.at[0];
		uint32_t rune = c;
		size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

		if (len > 1) {
			rune = c & (0xFFu >> (len + 1));
			for (size_t i = 1; i < len; i++)
				rune = rune << 6 | ((unsigned char)rest.at[i] & 0x3F);
		}
		assert_int_equal(field_on(f, rune), FIELD_TYPING);
		rest = slice_from(rest, len);
	}
}

static void edits_a_line_by_whole_characters(void **state) {
	struct field f;

	(void)state;
	field_init(&f, 8, "");
	type(&f, "a月🌙");
	field_on(&f, KEY_LEFT_);
	field_on(&f, KEY_DEL_BACK);
	assert_string_equal(f.text.at, "a🌙");
	field_on(&f, KEY_HOME_);
	type(&f, "é");
	assert_string_equal(f.text.at, "éa🌙");
	field_on(&f, KEY_DELETE_);
	assert_string_equal(f.text.at, "é🌙");
	for (int i = 0; i < 5; i++)
		field_on(&f, KEY_DEL_BACK);
	assert_string_equal(f.text.at, "🌙");
	field_finish(&f);
}

static void takes_no_more_than_its_characters(void **state) {
	struct field f;

	(void)state;
	field_init(&f, 4, "");
	type(&f, "🌙🌙🌙🌙🌙🌙");
	assert_string_equal(f.text.at, "🌙🌙🌙🌙");
	assert_int_equal(field_on(&f, 0x1b), FIELD_LEFT);
	assert_int_equal(field_on(&f, KEY_RETURN), FIELD_DONE);
	assert_int_equal(field_on(&f, KEY_UP_), FIELD_NOT_MINE);
	field_on(&f, 21);                       /* ^U */
	assert_int_equal(f.text.len, 0);
	field_on(&f, 0x202E);                   /* turns the text around: takes no place, and is not taken */
	field_on(&f, 0x85);
	assert_int_equal(f.text.len, 0);
	field_finish(&f);
}

static void shows_the_cursor_in_a_long_line(void **state) {
	struct canvas c;
	struct field f;

	(void)state;
	canvas_init(&c);
	canvas_resize(&c, 1, 10);
	field_init(&f, 100, "");
	type(&f, "月月月月月月月月月月abc");
	for (int i = 0; i < 16; i++) {
		canvas_clear(&c);
		field_draw(&f, &c, 0, 0, 10);
		assert_in_range(c.cursor_col, 0, 9);
		field_on(&f, KEY_LEFT_);
	}
	field_finish(&f);
	canvas_finish(&c);
}

static void puts_a_sentence_whole_or_not_at_all(void **state) {
	struct canvas c;
	struct page p;

	(void)state;
	canvas_init(&c);
	canvas_resize(&c, 6, 20);
	p = canvas_page(&c);
	assert_int_equal(sentence_draw(&c, p, p.bottom, INK_text, "far too long for one line of twenty"), p.bottom);
	for (int i = 0; i < 6 * 20; i++)
		assert_int_equal(c.cells[i].runes[0], ' ');
	assert_int_equal(sentence_draw(&c, p, p.bottom, INK_text, "short"), p.bottom + 1);
	canvas_finish(&c);
}

/* Of every screen: no key means two things, and it can be left. */
static void gives_each_key_one_meaning_on_a_screen(void **state) {
	static const struct screen_ops *const screens[] = {&screen_home, &screen_intention, &screen_low, &screen_gate, &screen_item, &screen_why,
		&screen_who, &screen_breathe, &screen_checkin, &screen_card, &screen_moods, &screen_channels, &screen_channel, &screen_packs,
		&screen_kept, &screen_read, &screen_rules, &screen_help, &screen_people, &screen_anything};

	(void)state;
	for (size_t n = 0; n < sizeof(screens) / sizeof(screens[0]); n++) {
		bool can_leave = false;

		for (const enum action *a = screens[n]->answers; *a != ACT_NONE; a++) {
			struct slice rest = slice_of(action_keys(*a)), name;
			uint32_t key;

			can_leave |= *a == ACT_BACK;
			while (rest.at && slice_split(&rest, ' ', &name)) {
				assert_true(key_parse(name, &key));
				if (action_for_key(screens[n]->answers, key) != *a)
					fail_msg("%s: %.*s means two things", screens[n]->name, SLICE_FMT(name));
			}
		}
		if (!can_leave)
			fail_msg("%s cannot be left", screens[n]->name);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_within_a_list),
		cmocka_unit_test(keeps_the_place_in_a_text),
		cmocka_unit_test(edits_a_line_by_whole_characters),
		cmocka_unit_test(takes_no_more_than_its_characters),
		cmocka_unit_test(shows_the_cursor_in_a_long_line),
		cmocka_unit_test(puts_a_sentence_whole_or_not_at_all),
		cmocka_unit_test(gives_each_key_one_meaning_on_a_screen),
	};

	i18n_init("");                          /* widths are those of a UTF-8 locale */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
