/* why.c: why this score: the reasons as they stand in the text, signed, adding up to it. */
#include "parts.h"

#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>

enum job_name { JOB_WHY, JOB_LABEL };
enum { WEIGHT_COLS = 8, KIND_COLS = 16, SIGNED_SIZE = 16 };

#define SHOWN_MIN 0.005 /* of a weight, written with two decimals */

struct why_state {
	struct arena texts;                     /* the item's own */
	struct item item;
	struct job *job;
	const struct score *score;              /* NULL until it is known */
	struct list list;
};

static const enum action answers[] = {ACT_LIFTS, ACT_DRAINS, ACT_UNDO, ACT_RULE, ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

static bool load_why(struct job *job, struct flow *flow, struct err *e) {
	struct score *score = arena_alloc(&job->arena, sizeof(*score));

	job->result = score;
	return flow_item_why(flow, *(int64_t *)job->argument, &job->arena, score, e);
}

struct labelling {
	int64_t id;
	enum label label;
	bool undo;
};

static bool label_item(struct job *job, struct flow *flow, struct err *e) {
	const struct labelling *l = job->argument;

	return flow_item_label(flow, l->id, l->label, l->undo, e);
}

static void ask(struct why_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_WHY, load_why);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	*id = st->item.id;
	job->argument = id;
	app_send(app, job);
}

static bool open_why(struct screen *s, struct app *app, void *argument) {
	struct why_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	arena_init(&st->texts, 0);
	st->item = part_item_copy(&st->texts, argument);
	ask(st, s, app);
	return true;
}

static void send_label(struct why_state *st, struct screen *s, struct app *app, enum label label, bool undo) {
	struct job *job = app_job(app, s, JOB_LABEL, label_item);
	struct labelling *l = arena_alloc(&job->arena, sizeof(*l));

	*l = (struct labelling){st->item.id, label, undo};
	job->argument = l;
	app_send(app, job);
	app_say(app, INK_dim, "%s", undo ? _("taken back") : label == LABEL_UPLIFTING ? _("it lifts you: remembered; u takes it back") :
		_("it drains you: remembered; u takes it back"));
}

static struct reply on_action(struct why_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_LIFTS: send_label(st, s, app, LABEL_UPLIFTING, false); break;
	case ACT_DRAINS: send_label(st, s, app, LABEL_DRAINING, false); break;
	case ACT_UNDO: send_label(st, s, app, LABEL_NEUTRAL, true); break;
	case ACT_RULE: return (struct reply){.what = ENTER, .next = &screen_rules, .argument = (void *)st->item.title};
	default: list_on(&st->list, event, app_page(app).rows - 4); break;
	}
	return REPLY_STAY;
}

/* What would be written as 0.00 says nothing: it goes into the rest, and the sum stays. */
static void fold_what_is_small(struct score *score) {
	double rest = 0;
	int kept = 0;

	for (int i = 0; i < score->reasons; i++) {
		const struct reason *r = &score->why[i];

		if (r->kind == REASON_REST || (r->kind != REASON_RULE && fabs(r->weight) < SHOWN_MIN))
			rest += r->weight;
		else
			score->why[kept++] = *r;
	}
	if (fabs(rest) >= SHOWN_MIN)
		score->why[kept++] = (struct reason){.kind = REASON_REST, .weight = rest};
	score->reasons = kept;
}

static struct reply on_why(struct screen *s, struct app *app, const struct event *event) {
	struct why_state *st = s->state;

	if (event->kind == EVENT_ACTION)
		return on_action(st, s, app, event);
	if (event->kind != EVENT_JOB || !event->job->ok)
		return REPLY_STAY;
	if (event->job->what == JOB_LABEL) {
		ask(st, s, app);
		return REPLY_STAY;
	}
	*event->taken = true;
	job_free(st->job);
	st->job = event->job;
	fold_what_is_small(event->job->result);
	st->score = event->job->result;
	list_show(&st->list, (size_t)st->score->reasons, app_page(app).rows - 4);
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void write_signed(double weight, const struct canvas *c, struct str *out) {
	str_addf(out, "%s%.2f", weight < 0 ? c->ascii ? "-" : "−" : "+", weight < 0 ? -weight : weight);
}

static const char *reason_word(const struct reason *r) {
	switch (r->kind) {
	case REASON_RULE: return _("your rule");
	case REASON_PERSONAL: return _("from your labels");
	case REASON_CHANNEL: return _("this channel");
	case REASON_REST: return "";
	case REASON_WORD: break;
	}
	return r->negated ? _("turned by a \"not\"") : _("shared list");
}

static void draw_reason(const struct why_state *st, int n, struct canvas *c, struct page p, int row) {
	const struct reason *r = &st->score->why[n];
	struct slice term = r->kind == REASON_REST ? slice_of(_("the rest")) : r->term;
	bool wide = p.width >= 50;
	struct str weight;

	str_init(&weight, SIGNED_SIZE);
	write_signed(r->weight, c, &weight);
	canvas_right(c, row, p.left + WEIGHT_COLS, r->weight < 0 ? INK_draining : INK_uplifting, str_slice(&weight));
	canvas_fit(c, row, p.left + WEIGHT_COLS + 3, p.width - WEIGHT_COLS - 3 - (wide ? KIND_COLS + 2 : 0), INK_text, term);
	if (wide)
		canvas_fit(c, row, p.left + p.width - KIND_COLS, KIND_COLS, INK_dim, slice_of(reason_word(r)));
	str_finish(&weight);
}

static void draw_sum(const struct why_state *st, struct canvas *c, struct page p, int row) {
	struct str sum;

	str_init(&sum, SIGNED_SIZE);
	write_signed(st->score->value, c, &sum);
	canvas_right(c, row, p.left + WEIGHT_COLS, INK_dim, SLICE("─────"));
	canvas_right(c, row + 1, p.left + WEIGHT_COLS, label_ink(st->item.label), str_slice(&sum));
	canvas_textf(c, row + 1, p.left + WEIGHT_COLS + 3, label_ink(st->score->label), "%s %s", label_sign(st->score->label, c->ascii),
		label_word(st->score->label));
	str_finish(&sum);
}

static void draw_why(const struct screen *s, struct canvas *c) {
	const struct why_state *st = s->state;
	struct page p = canvas_page(c);
	int row = p.top, gap = p.roomy ? 2 : 0;

	canvas_fit(c, row, p.left, p.width, INK_title, slice_of(st->item.title));
	canvas_cursor(c, row, p.left);
	row += 1 + gap;
	if (!st->score)
		return;
	if (!st->score->reasons)
		canvas_fit(c, row, p.left, p.width, INK_text, slice_of(_("No word in it says how it feels: neutral.")));
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom - 2; n++)
		draw_reason(st, (int)n, c, p, row++);
	if (st->score->reasons && row + 1 <= p.bottom)
		draw_sum(st, c, p, row);
	if (p.roomy)
		canvas_fit(c, p.bottom, p.left, p.width, INK_dim, slice_of(_("Not how it feels to you? + and − teach it, r makes a rule.")));
}

static void close_why(struct screen *s) {
	struct why_state *st = s->state;

	job_free(st->job);
	arena_finish(&st->texts);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	(void)s;
	return a != ACT_UNDO;
}

const struct screen_ops screen_why = {.name = N_("why this score"), .answers = answers, .open = open_why, .on = on_why, .draw = draw_why,
	.close = close_why, .offers = offers};
