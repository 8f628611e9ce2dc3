/* help.c: what the keys mean on the screen one came from; its first line names people to talk to. */
#include "screens.h"

#include <bewust/mem.h>
#include <stdlib.h>

enum { KEY_COLS = 14, ROWS_MAX = ACTION_COUNT + 8 };

struct help_state {
	const struct screen_ops *of;
	enum action rows[ROWS_MAX];
	struct list list;
};

static const enum action answers[] = {ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP, ACT_BOTTOM, ACT_BACK, ACT_ENTER, ACT_NONE};
static const enum action everywhere[] = {ACT_ANYTHING, ACT_HELP, ACT_REDRAW, ACT_ASIDE, ACT_NONE};

static bool is_there(const struct help_state *st, enum action a) {
	for (size_t i = 0; i < st->list.count; i++)
		if (st->rows[i] == a)
			return true;
	return false;
}

static void add_rows(struct help_state *st, const enum action *actions) {
	for (; *actions != ACT_NONE; actions++)
		if (!is_there(st, *actions))
			st->rows[st->list.count++] = *actions;
}

static int rows_shown(const struct app *app) {
	struct page p = app_page(app);
	return p.rows - (p.roomy ? 4 : 2);
}

static bool open_help(struct screen *s, struct app *app, void *argument) {
	struct help_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->of = argument;
	st->rows[st->list.count++] = ACT_PEOPLE;
	add_rows(st, st->of->answers);
	add_rows(st, everywhere);
	list_show(&st->list, st->list.count, rows_shown(app));
	return true;
}

static struct reply on_help(struct screen *s, struct app *app, const struct event *event) {
	struct help_state *st = s->state;

	if (event->kind == EVENT_RESIZE)
		list_show(&st->list, st->list.count, rows_shown(app));
	if (event->kind != EVENT_ACTION || list_on(&st->list, event, rows_shown(app)))
		return REPLY_STAY;
	return REPLY_LEAVE;
}

static void draw_help(const struct screen *s, struct canvas *c) {
	const struct help_state *st = s->state;
	struct page p = canvas_page(c);
	int keys = p.width >= 50 ? KEY_COLS : 8, row = p.top;

	canvas_textf(c, row, p.left, INK_title, "%s · %s", _("help"), _(st->of->name));
	row += p.roomy ? 2 : 1;
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++, row++) {
		enum action a = st->rows[n];
		int col = list_mark(&st->list, n, c, row, p.left);

		canvas_fit(c, row, col, keys - 1, INK_accent, slice_of(action_keys(a)));
		canvas_fit(c, row, col + keys, p.width - 2 - keys, n == 0 ? INK_title : INK_text, slice_of(action_help(a)));
	}
}

static void close_help(struct screen *s) {
	free(s->state);
}

static const char *word(const struct screen *s, enum action a) {
	(void)s;
	return a == ACT_ENTER ? "" : NULL;
}

const struct screen_ops screen_help = {.name = N_("help"), .answers = answers, .open = open_help, .on = on_help, .draw = draw_help,
	.close = close_help, .word = word};
