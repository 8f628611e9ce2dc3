/* breathe.c: a minute or a few of slow breathing: in for four seconds, a little more for one, out for eight. Any key leaves. */
#include "screens.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdlib.h>

enum { IN_MS = 4000, TOP_MS = 1000, OUT_MS = 8000, ROUND_MS = IN_MS + TOP_MS + OUT_MS, TICK_MS = 200, MINUTES_MAX = 5, MINUTE_MS = 60000, BAR_COLS = 40 };

struct breathe_state {
	int64_t start, now;
	bool motion;
};

static const enum action answers[] = {ACT_BACK, ACT_NONE};

static bool open_breathe(struct screen *s, struct app *app, void *argument) {
	struct breathe_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	s->tick_ms = TICK_MS;
	s->typing = true;                       /* so that any key leaves */
	st->start = st->now = app_mono(app);
	st->motion = app_config(app)->motion;
	return true;
}

static struct reply on_breathe(struct screen *s, struct app *app, const struct event *event) {
	struct breathe_state *st = s->state;

	st->now = app_mono(app);
	if (event->kind == EVENT_TEXT && event->key == '!')
		app_action_next(app, ACT_PEOPLE);
	if (event->kind == EVENT_TEXT || st->now - st->start > (int64_t)MINUTES_MAX * MINUTE_MS)
		return REPLY_LEAVE;
	return REPLY_STAY;
}

static void draw_breathe(const struct screen *s, struct canvas *c) {
	const struct breathe_state *st = s->state;
	struct page p = canvas_page(c);
	int at = (int)((st->now - st->start) % ROUND_MS), row = p.top + p.rows / 3;
	int cols = p.width < BAR_COLS ? p.width : BAR_COLS, full;
	const char *word = at < IN_MS ? _("in") : at < IN_MS + TOP_MS ? _("and a little more") : _("slowly out");
	const char *whole = _("Any key leaves. Stop if you feel dizzy.");

	full = at < IN_MS + TOP_MS ? cols * at / (IN_MS + TOP_MS) : cols * (ROUND_MS - at) / OUT_MS;
	canvas_text(c, row, p.left, INK_title, slice_of(word));
	canvas_cursor(c, row, p.left);
	for (int i = 0; st->motion && i < full; i++)
		canvas_text(c, row + (p.roomy ? 2 : 1), p.left + i, INK_accent, SLICE("▓"));
	if (p.rows >= 3)
		canvas_fit(c, p.bottom, p.left, p.width, INK_dim, text_width(slice_of(whole)) <= p.width ? slice_of(whole) : slice_of(_("Stop if dizzy.")));
}

static void close_breathe(struct screen *s) {
	free(s->state);
}

static const char *word(const struct screen *s, enum action a) {
	(void)s;
	return a == ACT_BACK ? NULL : ""; /* the line on the screen says the rest */
}

const struct screen_ops screen_breathe = {.name = N_("breathe"), .answers = answers, .open = open_breathe, .on = on_breathe,
	.draw = draw_breathe, .close = close_breathe, .word = word};
