/* review.c: once a month, the few channels that are skipped most: to keep, to let rest, or to part from. Nobody has to. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_CHANGE };
enum deed { DEED_REST, DEED_PART };
enum { NAME_COLS = 34, COLS_FACTS = 56 };

struct review_state {
	struct arena texts;
	struct channel at[REVIEW_MAX];
	bool parted[REVIEW_MAX];
	struct list list;
	struct { int at; enum deed deed; bool any; } last; /* for undo */
};

/* What the worker does: a channel as it is to be, or one to part from or come back to. */
struct change {
	struct channel channel;
	enum deed deed;
	bool undo;
};

static const enum action answers[] = {ACT_ENTER, ACT_SPACE, ACT_AWAY, ACT_UNDO, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_BACK, ACT_NONE};

static bool change(struct job *job, struct flow *flow, struct err *e) {
	const struct change *c = job->argument;

	if (c->deed == DEED_REST)
		return flow_channel_edit(flow, &c->channel, e);
	return c->undo ? flow_channel_restore(flow, c->channel.id, e) : flow_channel_remove(flow, c->channel.id, e);
}

static bool open_review(struct screen *s, struct app *app, void *argument) {
	const struct home *home = argument;
	struct review_state *st;

	(void)app;
	if (!home || !home->review_count)
		return false;
	st = mem_alloc(sizeof(*st));
	s->state = st;
	arena_init(&st->texts, 0);
	for (int i = 0; i < home->review_count; i++)
		st->at[i] = part_channel_copy(&st->texts, &home->review[i]);
	list_show(&st->list, (size_t)home->review_count, home->review_count);
	return true;
}

static void send_change(struct review_state *st, struct screen *s, struct app *app, int n, enum deed deed, bool undo) {
	struct job *job = app_job(app, s, JOB_CHANGE, change);
	struct change *c = arena_alloc(&job->arena, sizeof(*c));

	*c = (struct change){.channel = part_channel_copy(&job->arena, &st->at[n]), .deed = deed, .undo = undo};
	job->argument = c;
	app_send(app, job);
}

static void rest(struct review_state *st, struct screen *s, struct app *app, int n) {
	if (st->parted[n])
		return;
	st->at[n].paused = !st->at[n].paused;
	send_change(st, s, app, n, DEED_REST, false);
	st->last.at = n;
	st->last.deed = DEED_REST;
	st->last.any = true;
}

static void part(struct review_state *st, struct screen *s, struct app *app, int n, bool undo) {
	if (st->parted[n] == !undo)
		return;
	st->parted[n] = !undo;
	send_change(st, s, app, n, DEED_PART, undo);
	st->last.at = n;
	st->last.deed = DEED_PART;
	st->last.any = !undo;
	app_say(app, INK_dim, "%s", undo ? _("taken back") : _("not followed any more; u takes it back"));
}

static void undo(struct review_state *st, struct screen *s, struct app *app) {
	if (!st->last.any)
		return;
	if (st->last.deed == DEED_REST)
		rest(st, s, app, st->last.at);
	else
		part(st, s, app, st->last.at, true);
	st->last.any = false;
}

static struct reply on_review(struct screen *s, struct app *app, const struct event *event) {
	struct review_state *st = s->state;
	int n = (int)st->list.at;

	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	switch (event->action) {
	case ACT_ENTER: case ACT_SPACE: rest(st, s, app, n); break;
	case ACT_AWAY: part(st, s, app, n, false); break;
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_BACK: return REPLY_LEAVE;
	default: list_on(&st->list, event, (int)st->list.count); break;
	}
	return REPLY_STAY;
}

static void draw_review(const struct screen *s, struct canvas *c) {
	const struct review_state *st = s->state;
	struct page p = canvas_page(c);
	int row = part_top(p);

	part_heading(c, p, _("skipped most"), "");
	if (p.rows >= 8)
		row = part_sentence(c, row, p.bottom, p.left, p.width, INK_dim, _("Keep them, let them rest, or part from them: as you like.")) + 1;
	for (size_t n = 0; n < st->list.count && row <= p.bottom; n++, row++) {
		int col = list_mark(&st->list, n, c, row, p.left);
		int cols = p.width >= COLS_FACTS ? NAME_COLS : p.width - 2;
		char name[160];

		part_channel_name(&st->at[n], name);
		canvas_fit(c, row, col, cols - 1, n == st->list.at ? INK_selected : st->parted[n] || st->at[n].paused ? INK_dim : INK_text, slice_of(name));
		if (p.width >= COLS_FACTS)
			canvas_fit(c, row, col + cols, p.width - 2 - cols, INK_dim, slice_of(st->parted[n] ? _("parted from") : st->at[n].paused ? _("resting") : _("followed")));
	}
}

static void close_review(struct screen *s) {
	struct review_state *st = s->state;

	arena_finish(&st->texts);
	free(st);
}

static const char *word(const struct screen *s, enum action a) {
	const struct review_state *st = s->state;

	switch (a) {
	case ACT_ENTER: return st->at[st->list.at].paused ? _("keep it") : _("let it rest");
	case ACT_SPACE: return "";
	case ACT_AWAY: return _("part from it");
	default: return NULL;
	}
}

const struct screen_ops screen_review = {.name = N_("skipped most"), .answers = answers, .open = open_review, .on = on_review, .draw = draw_review,
	.close = close_review, .word = word};
