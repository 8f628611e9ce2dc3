/* why.c: why this score: the reasons as they stand in the text, signed, adding up to it; each word can be corrected where it stands. */
#include "parts.h"

#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>

enum job_name { JOB_WHY, JOB_LABEL, JOB_SAY, JOB_UNSAY };
enum { WEIGHT_COLS = 8, KIND_COLS = 16, SIGNED_SIZE = 16, TERM_BYTES_MAX = 400 };

#define SHOWN_MIN 0.005 /* of a weight, written with two decimals */
#define RULE_WEIGHT 0.5 /* what a word corrected here weighs; a design choice */

struct why_state {
	struct arena texts;                     /* the item's own */
	struct item item;
	struct job *job;
	const struct score *score;              /* NULL until it is known */
	struct list list;                       /* of the reasons */
	bool on_reason;                         /* the cursor is on one of them; else on the item as a whole */
	bool only_here;                         /* a word corrected here is so in this channel only */
	struct job *said;                       /* owns the last correction, to take back; NULL: it was the label */
};

/* A word corrected by a rule, with what was there before. */
struct correction {
	struct rule rule, before;
	int64_t channel;
};

static const enum action answers[] = {ACT_LIFTS, ACT_DRAINS, ACT_UNDO, ACT_RULE, ACT_TAB, ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK,
	ACT_NONE};

/* Below the title and above the sum. */
static int rows_for_reasons(struct page p) {
	return p.rows - 3 - (p.roomy ? 4 : 0);
}

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

static bool say(struct job *job, struct flow *flow, struct err *e) {
	struct correction *c = job->argument;

	job->result = c;
	return flow_rule_say(flow, &c->rule, &job->arena, &c->before, e);
}

static bool unsay(struct job *job, struct flow *flow, struct err *e) {
	struct correction *c = job->argument;

	return c->before.id ? flow_rule_put(flow, &c->before, e) : flow_rule_remove(flow, c->rule.id, e);
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

/* ---- correcting one word ---- */

static const struct reason *reason_at(const struct why_state *st) {
	return st->on_reason && st->score && st->list.at < st->list.count ? &st->score->why[st->list.at] : NULL;
}

/* A word that weighs more now stands elsewhere, and the cursor with it. */
static void follow_word(struct why_state *st, const struct score *now) {
	const struct reason *was = reason_at(st);

	for (int i = 0; was && i < now->reasons; i++)
		if (slice_equal(now->why[i].term, was->term)) {
			st->list.at = (size_t)i;
			return;
		}
}

static bool has_words(const struct reason *r) {
	return r && (r->kind == REASON_WORD || r->kind == REASON_PERSONAL || r->kind == REASON_RULE);
}

static void correct(struct why_state *st, struct screen *s, struct app *app, const struct reason *r, bool lifts) {
	struct job *job = app_job(app, s, JOB_SAY, say);
	struct correction *c = arena_alloc(&job->arena, sizeof(*c));

	c->channel = st->item.channel_id;
	c->rule = (struct rule){.id = r->rule, .words = arena_printf(&job->arena, "%s%.*s", r->tag ? "#" : "", SLICE_FMT(r->term)), .action = RULE_WEIGH,
		.weight = lifts ? RULE_WEIGHT : -RULE_WEIGHT, .until = DATE_NONE};
	if (st->only_here) {
		c->rule.channels = &c->channel;
		c->rule.channel_count = 1;
	}
	job->argument = c;
	app_send(app, job);
	if (lifts)
		app_say(app, INK_dim, st->only_here ? _("“%.*s” lifts you, in this channel: a rule of yours; u takes it back") :
			_("“%.*s” lifts you: a rule of yours; u takes it back"), SLICE_FMT(r->term));
	else
		app_say(app, INK_dim, st->only_here ? _("“%.*s” drains you, in this channel: a rule of yours; u takes it back") :
			_("“%.*s” drains you: a rule of yours; u takes it back"), SLICE_FMT(r->term));
}

/* On a word it is about the word, else about the item. */
static void plus_or_minus(struct why_state *st, struct screen *s, struct app *app, bool lifts) {
	const struct reason *r = reason_at(st);

	if (has_words(r)) {
		correct(st, s, app, r, lifts);
		return;
	}
	job_free(st->said);
	st->said = NULL;
	send_label(st, s, app, lifts ? LABEL_UPLIFTING : LABEL_DRAINING, false);
}

/* The job may outlive the screen. */
static struct correction *copy_of(struct arena *a, const struct correction *from) {
	struct correction *c = arena_alloc(a, sizeof(*c));

	c->rule = *part_rule_copy(a, &from->rule);
	c->before = from->before;
	if (from->before.id)
		c->before = *part_rule_copy(a, &from->before);
	return c;
}

static void undo(struct why_state *st, struct screen *s, struct app *app) {
	struct job *job;

	if (!st->said) {
		send_label(st, s, app, LABEL_NEUTRAL, true);
		return;
	}
	job = app_job(app, s, JOB_UNSAY, unsay);
	job->argument = copy_of(&job->arena, st->said->result);
	app_send(app, job);
	app_say(app, INK_dim, "%s", _("taken back"));
}

/* Above the first reason stands the item itself. */
static void move(struct why_state *st, const struct event *event, int rows) {
	bool up = event->action == ACT_UP || event->action == ACT_PAGE_UP;

	if (!st->list.count)
		return;
	if (!st->on_reason) {
		st->on_reason = !up;
		if (event->action != ACT_PAGE_DOWN)
			return;
	} else if (up && st->list.at == 0) {
		st->on_reason = false;
		return;
	}
	list_on(&st->list, event, rows);
}

static struct reply on_action(struct why_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_LIFTS: plus_or_minus(st, s, app, true); break;
	case ACT_DRAINS: plus_or_minus(st, s, app, false); break;
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_TAB: st->only_here = !st->only_here; break;
	case ACT_RULE: return part_enter(&screen_rules, &st->item);
	default: move(st, event, rows_for_reasons(app_page(app))); break;
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
	if (event->job->what != JOB_WHY) {
		if (event->job->what == JOB_SAY || event->job->what == JOB_UNSAY) {
			job_free(st->said);
			st->said = event->job->what == JOB_SAY ? event->job : NULL;
			*event->taken = st->said != NULL;
		}
		ask(st, s, app);
		return REPLY_STAY;
	}
	*event->taken = true;
	fold_what_is_small(event->job->result);
	follow_word(st, event->job->result);
	job_free(st->job);
	st->job = event->job;
	st->score = event->job->result;
	list_show(&st->list, (size_t)st->score->reasons, rows_for_reasons(app_page(app)));
	st->on_reason &= st->list.count > 0;
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

static void write_term(const struct reason *r, struct str *out) {
	if (r->kind == REASON_REST)
		str_add_text(out, _("the rest"));
	else
		str_addf(out, "%s%.*s", r->tag ? "#" : "", SLICE_FMT(r->term));
	if (r->times > 1)
		str_addf(out, " ×%d", r->times);
}

static void draw_reason(const struct why_state *st, int n, struct canvas *c, struct page p, int row) {
	const struct reason *r = &st->score->why[n];
	bool wide = p.width >= 50;
	struct str weight, term;

	str_init(&weight, SIGNED_SIZE);
	str_init(&term, TERM_BYTES_MAX);
	write_signed(r->weight, c, &weight);
	write_term(r, &term);
	if (st->on_reason)
		list_mark(&st->list, (size_t)n, c, row, p.left);
	canvas_right(c, row, p.left + WEIGHT_COLS, r->weight < 0 ? INK_draining : INK_uplifting, str_slice(&weight));
	canvas_fit(c, row, p.left + WEIGHT_COLS + 3, p.width - WEIGHT_COLS - 3 - (wide ? KIND_COLS + 2 : 0), st->on_reason && (size_t)n == st->list.at ? INK_selected : INK_text,
		str_slice(&term));
	if (wide)
		canvas_fit(c, row, p.left + p.width - KIND_COLS, KIND_COLS, INK_dim, slice_of(reason_word(r)));
	str_finish(&weight);
	str_finish(&term);
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

static const char *what_keys_do(const struct why_state *st) {
	if (!has_words(reason_at(st)))
		return _("Not how it feels to you? + and − teach it, r makes a rule.");
	return st->only_here ? _("+ lifts, − drains: a rule for this word, in this channel only") :
		_("+ lifts, − drains: a rule for this word, everywhere");
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
		canvas_fit(c, p.bottom, p.left, p.width, INK_dim, slice_of(what_keys_do(st)));
}

static void close_why(struct screen *s) {
	struct why_state *st = s->state;

	job_free(st->job);
	job_free(st->said);
	arena_finish(&st->texts);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct why_state *st = s->state;

	return a == ACT_UNDO ? st->said != NULL : a != ACT_TAB || has_words(reason_at(st));
}

static const char *word(const struct screen *s, enum action a) {
	const struct why_state *st = s->state;

	return a != ACT_TAB ? NULL : st->only_here ? _("everywhere") : _("only here");
}

const struct screen_ops screen_why = {.name = N_("why this score"), .answers = answers, .open = open_why, .on = on_why, .draw = draw_why,
	.close = close_why, .offers = offers, .word = word};
