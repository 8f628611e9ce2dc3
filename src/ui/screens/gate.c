/* gate.c: the day's cap was reached: ten seconds, the way out named first, then a short one for who still wants it. No questions. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>

enum job_name { JOB_DAY, JOB_NOTE };
enum { TICK_MS = 500 };

struct gate_state {
	int64_t start, now;
	bool used;                              /* the extra one of today */
	struct session_wish wish;
	struct reading_argument reading;
};

static const enum action answers[] = {ACT_BACK, ACT_ENTER, ACT_YES, ACT_BREATHE, ACT_NONE};

static bool load_day(struct job *job, struct flow *flow, struct err *e) {
	struct day_use *use = arena_alloc(&job->arena, sizeof(*use));

	job->result = use;
	return flow_day_use(flow, use, e);
}

static bool note_extra(struct job *job, struct flow *flow, struct err *e) {
	(void)job;
	return flow_extra_used(flow, e);
}

static bool open_gate(struct screen *s, struct app *app, void *argument) {
	struct gate_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	s->tick_ms = TICK_MS;
	st->start = st->now = app_mono(app);
	app_send(app, app_job(app, s, JOB_DAY, load_day));
	return true;
}

static bool is_open(const struct gate_state *st) {
	return !st->used && st->now - st->start >= GATE_WAIT_MS;
}

static struct reply on_gate(struct screen *s, struct app *app, const struct event *event) {
	struct gate_state *st = s->state;

	st->now = app_mono(app);
	if (event->kind == EVENT_JOB && event->job->what == JOB_DAY && event->job->ok)
		st->used = ((const struct day_use *)event->job->result)->extra_used;
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	if (event->action == ACT_BREATHE)
		return (struct reply){.what = ENTER, .next = &screen_breathe};
	if (event->action != ACT_YES)
		return REPLY_LEAVE;
	if (!is_open(st))
		return REPLY_STAY;
	app_send(app, app_job(app, NULL, JOB_NOTE, note_extra));
	st->wish = (struct session_wish){.intention = INTENTION_surprise, .minutes = EXTRA_MINUTES, .items = EXTRA_ITEMS, .before = MOOD_NONE,
		.seed = app_options(app)->wish.seed};
	st->reading = (struct reading_argument){.wish = &st->wish};
	return (struct reply){.what = REPLACE, .next = &screen_item, .argument = &st->reading};
}

static void draw_gate(const struct screen *s, struct canvas *c) {
	const struct gate_state *st = s->state;
	struct page p = canvas_page(c);
	int row = p.top + (p.roomy ? 3 : 0), gap = p.roomy ? 1 : 0;

	canvas_cursor(c, row, p.left);
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_title, _("You're done for today.")) + gap;
	row = sentence_draw(c, p, row, INK_text, p.rows > 5 ? _("The next session is tomorrow. What is new waits for it.") : _("The next session is tomorrow.")) + gap;
	if (is_open(st))
		sentence_draw(c, p, row, INK_dim, _("y for one more, a short one"));
	else if (!st->used)
		sentence_draw(c, p, row, INK_dim, _("… or in a moment, a short one"));
}

static void close_gate(struct screen *s) {
	free(s->state);
}

static bool offers(const struct screen *s, enum action a) {
	return a != ACT_YES || is_open(s->state);
}

static const char *word(const struct screen *s, enum action a) {
	(void)s;
	return a == ACT_BACK ? _("not now") : a == ACT_ENTER ? "" : a == ACT_YES ? _("a short one") : NULL;
}

const struct screen_ops screen_gate = {.name = N_("done for today"), .answers = answers, .open = open_gate, .on = on_gate, .draw = draw_gate,
	.close = close_gate, .offers = offers, .word = word};
