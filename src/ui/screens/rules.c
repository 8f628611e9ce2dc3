/* rules.c: the reader's own rules in plain words; to make one with what it touches in sight, to mend it, to drop it. */
#include "rules_view.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_LIST, JOB_PUT, JOB_REMOVE, JOB_AWAY, JOB_PREVIEW };
enum { WORDS_CHARS = 80, DAYS_WEEK = 7, DAYS_MONTH = 30 };
#define RULE_WEIGHT 0.5          /* what "lifts" and "drains" weigh: enough for the label on its own; a design choice */

static const enum action answers[] = {ACT_ENTER, ACT_ADD, ACT_AWAY, ACT_UNDO, ACT_EDIT, ACT_LEFT, ACT_RIGHT, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM,
	ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

static bool load_rules(struct job *job, struct flow *flow, struct err *e) {
	struct listing *l = arena_alloc(&job->arena, sizeof(*l));

	job->result = l;
	return store_rules(flow_store(flow), &job->arena, &l->rules, e) && store_aways(flow_store(flow), &job->arena, &l->aways, e);
}

static bool put(struct job *job, struct flow *flow, struct err *e) {
	return flow_rule_put(flow, job->argument, e);
}

static bool remove_rule(struct job *job, struct flow *flow, struct err *e) {
	return flow_rule_remove(flow, *(int64_t *)job->argument, e);
}

struct away_change { int64_t item; bool undo; };

static bool change_away(struct job *job, struct flow *flow, struct err *e) {
	const struct away_change *change = job->argument;

	return flow_item_away(flow, change->item, change->undo, e);
}

static bool preview(struct job *job, struct flow *flow, struct err *e) {
	struct preview_answer *p = arena_alloc(&job->arena, sizeof(*p));
	const struct rule *r = job->argument;
	struct err trouble = {0};

	job->result = p;
	if (flow_rule_check(r, &trouble))
		return flow_rule_preview(flow, r, &job->arena, &p->of, e);
	p->trouble = arena_text(&job->arena, slice_of(trouble.text));
	return true;
}

static void send_rule(struct screen *s, struct app *app, int what, bool (*run)(struct job *, struct flow *, struct err *), const struct rule *r) {
	struct job *job = app_job(app, s, what, run);

	job->argument = part_rule_copy(&job->arena, r);
	app_send(app, job);
}

static void send_away(struct screen *s, struct app *app, int64_t item, bool undo) {
	struct job *job = app_job(app, s, JOB_AWAY, change_away);
	struct away_change *change = arena_alloc(&job->arena, sizeof(*change));

	*change = (struct away_change){item, undo};
	job->argument = change;
	app_send(app, job);
}

static void ask(struct screen *s, struct app *app) {
	app_send(app, app_job(app, s, JOB_LIST, load_rules));
}

/* ---- making one ---- */

static int rows_shown(const struct app *app) {
	return part_rows(app_page(app));
}

static int64_t until_of(const struct rules_state *st) {
	int64_t today = date_day(st->now, st->turn_hour);

	switch (st->until) {
	case UNTIL_WEEK: return date_day_start(today + DAYS_WEEK, 0);
	case UNTIL_MONTH: return date_day_start(today + DAYS_MONTH, 0);
	case UNTIL_DATE: return st->until_at;
	case UNTIL_GOOD:
	case UNTIL_COUNT: break;
	}
	return DATE_NONE;
}

/* The rule as it stands on the screen; its words are the field's. */
static struct rule rule_now(const struct rules_state *st) {
	struct rule r = st->making;

	r.words = st->words.text.at;
	r.action = st->what == WHAT_NEVER ? RULE_BLOCK : st->what == WHAT_ALWAYS ? RULE_ALWAYS : RULE_WEIGH;
	r.weight = st->what == WHAT_LIFTS ? RULE_WEIGHT : st->what == WHAT_DRAINS ? -RULE_WEIGHT : 0;
	r.until = until_of(st);
	if (!rules_asks_where(st))
		return r;
	if (st->where == WHERE_ALL)
		r.channel_count = 0;
	else if (!r.channel_count) {
		r.channels = &st->channels_one;
		r.channel_count = 1;
	}
	return r;
}

/* One at a time: what is typed meanwhile is looked at when the answer is there. */
static void look_ahead(struct rules_state *st, struct screen *s, struct app *app) {
	struct rule r = rule_now(st);

	if (st->previewing) {
		st->preview_again = true;
		return;
	}
	st->preview_again = false;
	if (!slice_trim(slice_of(r.words)).len) {
		st->preview = NULL;
		return;
	}
	r.until = DATE_NONE;                    /* what it is about does not hang on its date */
	st->previewing = true;
	send_rule(s, app, JOB_PREVIEW, preview, &r);
}

static void begin_words(struct rules_state *st, struct screen *s, struct app *app) {
	st->mode = MODE_WORDS;
	st->parts = (struct list){.count = rules_part_count(st)};
	s->typing = true;
	look_ahead(st, s, app);
}

static void begin_new(struct rules_state *st, struct screen *s, struct app *app, const char *words) {
	field_finish(&st->words);
	field_init(&st->words, WORDS_CHARS, words);
	st->making = (struct rule){.words = "", .until = DATE_NONE};
	st->what = WHAT_NEVER;
	st->until = UNTIL_GOOD;
	st->until_at = DATE_NONE;
	st->where = WHERE_ALL;
	st->preview = NULL;
	begin_words(st, s, app);
}

/* The longest word says most; which one is meant the reader knows. */
static struct slice longest_word(struct slice text) {
	struct slice word, best = {0};

	while (text_word(&text, &word))
		if (word.len > best.len)
			best = word;
	return best;
}

static void offer_word(struct rules_state *st, struct slice word) {
	char start[WORDS_CHARS + 1];

	text_copy(start, sizeof(start), word);
	field_finish(&st->words);
	field_init(&st->words, WORDS_CHARS, start);
}

static void begin_from(struct rules_state *st, struct screen *s, struct app *app, const struct item *i) {
	st->for_one = true;
	st->from = arena_text(&st->from_texts, slice_of(i->title));
	st->channels_one = i->channel_id;
	st->channel_title = arena_text(&st->from_texts, slice_of(i->channel_title));
	st->from_rest = slice_of(st->from);
	begin_new(st, s, app, "");
	offer_word(st, longest_word(slice_of(st->from)));
	look_ahead(st, s, app);
}

/* The next word of the title, round and round. */
static void next_word(struct rules_state *st, struct screen *s, struct app *app) {
	struct slice word;

	if (!st->from)
		return;
	if (!text_word(&st->from_rest, &word)) {
		st->from_rest = slice_of(st->from);
		if (!text_word(&st->from_rest, &word))
			return;
	}
	offer_word(st, word);
	look_ahead(st, s, app);
}

static void begin_mending(struct rules_state *st, struct screen *s, struct app *app, const struct rule *r) {
	begin_new(st, s, app, r->words);
	arena_reset(&st->making_texts);
	st->making = *part_rule_copy(&st->making_texts, r);
	st->what = rules_what_of(r);
	st->where = r->channel_count ? WHERE_HERE : WHERE_ALL;
	st->parts.count = rules_part_count(st);
	st->until = r->until == DATE_NONE ? UNTIL_GOOD : UNTIL_DATE;
	st->until_at = r->until;
	look_ahead(st, s, app);                 /* it may hold in some channels only */
}

static void leave_making(struct rules_state *st, struct screen *s) {
	st->mode = MODE_LIST;
	st->done = st->for_one;
	s->typing = false;
}

static void begin_date(struct rules_state *st, struct screen *s) {
	char day[32] = "";
	int year, month, mday, weekday;

	date_day_civil(date_day(st->until_at != DATE_NONE ? st->until_at : date_day_start(date_day(st->now, 0) + DAYS_MONTH, 0), 0), &year, &month, &mday,
		&weekday);
	snprintf(day, sizeof(day), "%04d-%02d-%02d", year, month, mday);
	field_finish(&st->date);
	field_init(&st->date, DATE_CHARS, day);
	st->mode = MODE_DATE;
	s->typing = true;
}

static void save_rule(struct rules_state *st, struct screen *s, struct app *app) {
	struct rule r = rule_now(st);

	if (!slice_trim(slice_of(r.words)).len) {
		app_say(app, INK_dim, "%s", _("a rule needs a word or two"));
		return;
	}
	if (st->preview && st->preview->trouble) {
		app_say(app, INK_dim, "%s", st->preview->trouble);
		return;
	}
	send_rule(s, app, JOB_PUT, put, &r);
	leave_making(st, s);
	app_say(app, INK_dim, "%s", r.action == RULE_BLOCK ? _("that stays away from here on") : _("remembered from here on"));
}

static void on_words_key(struct rules_state *st, struct screen *s, struct app *app, uint32_t key) {
	if (key == KEY_TAB_) {
		next_word(st, s, app);
		return;
	}
	if (key == KEY_DOWN_ && st->words.text.len)
		key = KEY_RETURN;
	switch (field_on(&st->words, key)) {
	case FIELD_DONE:
		if (!slice_trim(str_slice(&st->words.text)).len) {
			app_say(app, INK_dim, "%s", _("a rule needs a word or two"));
			break;
		}
		st->mode = MODE_CHOOSE;
		st->parts.at = PART_WHAT;
		s->typing = false;
		break;
	case FIELD_LEFT: leave_making(st, s); break;
	case FIELD_TYPING: look_ahead(st, s, app); break;
	case FIELD_NOT_MINE: break;
	}
}

static void on_date_key(struct rules_state *st, struct screen *s, struct app *app, uint32_t key) {
	enum field_said said = field_on(&st->date, key);
	int64_t at;

	if (said == FIELD_DONE) {
		if (!date_from_day(slice_trim(str_slice(&st->date.text)), &at) || at <= st->now) {
			app_say(app, INK_dim, "%s", _("a day to come, as 2026-12-01"));
			return;
		}
		st->until_at = at;
	}
	if (said == FIELD_LEFT && st->until_at == DATE_NONE)
		st->until = UNTIL_GOOD;
	if (said == FIELD_DONE || said == FIELD_LEFT) {
		st->mode = MODE_CHOOSE;
		s->typing = false;
	}
}

static void move_choice(struct rules_state *st, struct screen *s, struct app *app, int by) {
	if (st->parts.at == PART_WHAT)
		st->what = (enum what)(((int)st->what + by + WHAT_COUNT) % WHAT_COUNT);
	if (st->parts.at == PART_UNTIL)
		st->until = (enum until)(((int)st->until + by + UNTIL_COUNT) % UNTIL_COUNT);
	if (st->parts.at == PART_WHERE)
		st->where = st->where == WHERE_ALL ? WHERE_HERE : WHERE_ALL;
	if (st->parts.at != PART_UNTIL)
		look_ahead(st, s, app);
}

static struct reply on_choosing(struct rules_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: begin_words(st, s, app); break;
	case ACT_LEFT: move_choice(st, s, app, -1); break;
	case ACT_RIGHT: move_choice(st, s, app, 1); break;
	case ACT_EDIT:
		if (st->parts.at == PART_UNTIL)
			st->until = UNTIL_DATE, begin_date(st, s);
		else
			begin_words(st, s, app);
		break;
	case ACT_ENTER:
		if (st->until == UNTIL_DATE && st->until_at == DATE_NONE)
			begin_date(st, s);
		else
			save_rule(st, s, app);
		break;
	default:
		list_on(&st->parts, event, (int)rules_part_count(st));
		if (st->parts.at == PART_WORDS)
			begin_words(st, s, app);
		break;
	}
	return REPLY_STAY;
}

/* ---- events ---- */

static bool open_rules(struct screen *s, struct app *app, void *argument) {
	struct rules_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->now = app_now(app);
	st->turn_hour = app_config(app)->turn_hour;
	arena_init(&st->from_texts, 0);
	arena_init(&st->making_texts, 0);
	arena_init(&st->undo_texts, 0);
	field_init(&st->words, WORDS_CHARS, "");
	field_init(&st->date, DATE_CHARS, "");
	ask(s, app);
	if (argument)
		begin_from(st, s, app, argument);
	return true;
}

/* The rule under the cursor, or NULL where something else stands there. */
static const struct rule *rule_at(const struct rules_state *st) {
	return st->list.at < st->shown.rules.count ? &st->shown.rules.at[st->list.at] : NULL;
}

static void drop_rule(struct rules_state *st, struct screen *s, struct app *app, const struct rule *r) {
	struct job *job = app_job(app, s, JOB_REMOVE, remove_rule);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	*id = r->id;
	job->argument = id;
	arena_reset(&st->undo_texts);
	st->undo = *part_rule_copy(&st->undo_texts, r);
	st->undo.id = 0;                        /* it comes back as a new row of the same identity */
	app_send(app, job);
}

static void drop(struct rules_state *st, struct screen *s, struct app *app) {
	const struct away *away = rules_away_at(st, st->list.at);

	if (!st->list.count)
		return;
	st->undo_item = away ? away->item_id : 0;
	if (away)
		send_away(s, app, away->item_id, true);
	else
		drop_rule(st, s, app, rule_at(st));
	st->can_undo = true;
	app_say(app, INK_dim, "%s", _("gone; u takes it back"));
}

static void take_back(struct rules_state *st, struct screen *s, struct app *app) {
	if (!st->can_undo) {
		app_say(app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	st->can_undo = false;
	if (st->undo_item)
		send_away(s, app, st->undo_item, false);
	else
		send_rule(s, app, JOB_PUT, put, &st->undo);
	app_say(app, INK_dim, "%s", _("taken back"));
}

static struct reply on_action(struct rules_state *st, struct screen *s, struct app *app, const struct event *event) {
	const struct rule *at = rule_at(st);

	if (st->mode == MODE_CHOOSE)
		return on_choosing(st, s, app, event);
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_ADD: begin_new(st, s, app, ""); break;
	case ACT_UNDO: take_back(st, s, app); break;
	case ACT_ENTER:
	case ACT_EDIT:
		if (at)
			begin_mending(st, s, app, at);
		else if (st->known && !st->list.count)
			begin_new(st, s, app, "");
		break;
	case ACT_AWAY: drop(st, s, app); break;
	default: list_on(&st->list, event, rows_shown(app)); break;
	}
	return REPLY_STAY;
}

static void take_preview(struct rules_state *st, struct screen *s, struct app *app, const struct event *event) {
	st->previewing = false;
	if (event->job->ok) {
		*event->taken = true;
		job_free(st->preview_job);
		st->preview_job = event->job;
		st->preview = st->words.text.len ? event->job->result : NULL;
	}
	if (st->preview_again)
		look_ahead(st, s, app);
}

static void take_list(struct rules_state *st, struct app *app, const struct event *event) {
	const struct listing *l = event->job->result;

	if (!event->job->ok)
		return;
	*event->taken = true;
	job_free(st->job);
	st->job = event->job;
	st->shown = *l;
	st->known = true;
	list_show(&st->list, l->rules.count + l->aways.count, rows_shown(app));
}

static struct reply on_rules(struct screen *s, struct app *app, const struct event *event) {
	struct rules_state *st = s->state;
	struct reply reply = REPLY_STAY;

	switch (event->kind) {
	case EVENT_ACTION: reply = on_action(st, s, app, event); break;
	case EVENT_TEXT:
		if (st->mode == MODE_DATE)
			on_date_key(st, s, app, event->key);
		else
			on_words_key(st, s, app, event->key);
		break;
	case EVENT_JOB:
		if (event->job->what == JOB_LIST)
			take_list(st, app, event);
		else if (event->job->what == JOB_PREVIEW)
			take_preview(st, s, app, event);
		else
			ask(s, app);
		break;
	case EVENT_RESIZE: list_show(&st->list, st->list.count, rows_shown(app)); break;
	default: break;
	}
	return st->done ? REPLY_LEAVE : reply;
}

static void close_rules(struct screen *s) {
	struct rules_state *st = s->state;

	field_finish(&st->words);
	field_finish(&st->date);
	arena_finish(&st->from_texts);
	arena_finish(&st->making_texts);
	arena_finish(&st->undo_texts);
	job_free(st->preview_job);
	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct rules_state *st = s->state;

	if (st->mode == MODE_CHOOSE)
		return a == ACT_ENTER || a == ACT_EDIT || a == ACT_BACK;
	switch (a) {
	case ACT_ENTER: return rule_at(st) != NULL;
	case ACT_AWAY: return st->list.count > 0;
	case ACT_UNDO: return st->can_undo;
	case ACT_EDIT: return false;
	default: return true;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct rules_state *st = s->state;

	if (st->mode == MODE_WORDS)
		return a == ACT_ENTER ? _("go on") : _("leave it");
	if (st->mode == MODE_DATE)
		return a == ACT_ENTER ? _("until that day") : _("leave it");
	if (st->mode == MODE_CHOOSE)
		return a == ACT_ENTER ? _("save it") : a == ACT_EDIT ? st->parts.at == PART_UNTIL ? _("another day") : _("other words") : NULL;
	return a == ACT_ENTER ? _("mend") : a == ACT_AWAY ? _("drop it") : NULL;
}

const struct screen_ops screen_rules = {.name = N_("rules"), .answers = answers, .open = open_rules, .on = on_rules, .draw = rules_draw,
	.close = close_rules, .offers = offers, .word = word};
