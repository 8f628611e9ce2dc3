/* rules.c: the reader's own rules in plain words; to make one with what it touches in sight, to mend it, to drop it. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_LIST, JOB_PUT, JOB_REMOVE, JOB_AWAY, JOB_PREVIEW };
enum mode { MODE_LIST, MODE_WORDS, MODE_CHOOSE, MODE_DATE };
enum what { WHAT_NEVER, WHAT_DRAINS, WHAT_LIFTS, WHAT_ALWAYS, WHAT_COUNT };
enum until { UNTIL_GOOD, UNTIL_WEEK, UNTIL_MONTH, UNTIL_DATE, UNTIL_COUNT };
enum where { WHERE_ALL, WHERE_HERE, WHERE_COUNT };
enum part { PART_WORDS, PART_WHAT, PART_UNTIL, PART_WHERE, PART_COUNT };
enum { WORDS_CHARS = 80, DATE_CHARS = 10, DAYS_WEEK = 7, DAYS_MONTH = 30, NAME_COLS = 14, COLS_NAMES = 40, TEXT_MAX = 1600 };
#define RULE_WEIGHT 0.5          /* what "lifts" and "drains" weigh: enough for the label on its own; a design choice */

struct listing { struct rules rules; struct aways aways; };

struct rules_state {
	struct job *job;                        /* owns what is listed */
	struct listing shown;
	struct list list;                       /* the rules, and behind them what was not for the reader */
	bool known, for_one, done;              /* for_one: opened to make one rule; then it is done */
	enum mode mode;
	struct field words, date;
	struct arena from_texts;
	const char *from;                       /* a title whose words are offered one by one; NULL: none */
	struct slice from_rest;                 /* those not offered yet */
	struct list parts;                      /* of the one being made */
	enum what what;
	enum until until;
	enum where where;                       /* only asked where there is a channel to name */
	int64_t channels_one;                   /* the channel of what is read; 0: opened from elsewhere */
	const char *channel_title;
	int64_t until_at;                       /* of UNTIL_DATE; DATE_NONE: none given yet */
	struct rule making;                     /* id 0: a new one; its channels and identity stay where it is mended */
	struct job *preview_job;
	const struct preview_answer *preview;   /* NULL: not known */
	bool previewing, preview_again;
	struct arena making_texts, undo_texts;
	struct rule undo;
	int64_t undo_item;                      /* what was dropped is this "not for me"; 0: it was a rule */
	bool can_undo;
	int64_t now;
	int turn_hour;
};

static const enum action answers[] = {ACT_ENTER, ACT_ADD, ACT_AWAY, ACT_UNDO, ACT_EDIT, ACT_LEFT, ACT_RIGHT, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM,
	ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

struct preview_answer {
	struct rule_preview of;
	const char *trouble;                    /* why these words can be no rule; NULL: they can */
};

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

/* A rule for one channel, or some, can be made one for all; and one about what is read, one for its channel. */
static bool asks_where(const struct rules_state *st) {
	return st->channels_one != 0 || st->making.channel_count > 0;
}

static size_t part_count(const struct rules_state *st) {
	return asks_where(st) ? PART_COUNT : PART_COUNT - 1;
}

/* The rule as it stands on the screen; its words are the field's. */
static struct rule rule_now(const struct rules_state *st) {
	struct rule r = st->making;

	r.words = st->words.text.at;
	r.action = st->what == WHAT_NEVER ? RULE_BLOCK : st->what == WHAT_ALWAYS ? RULE_ALWAYS : RULE_WEIGH;
	r.weight = st->what == WHAT_LIFTS ? RULE_WEIGHT : st->what == WHAT_DRAINS ? -RULE_WEIGHT : 0;
	r.until = until_of(st);
	if (!asks_where(st))
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
	st->parts = (struct list){.count = part_count(st)};
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

static enum what what_of(const struct rule *r) {
	return r->action == RULE_BLOCK ? WHAT_NEVER : r->action == RULE_ALWAYS ? WHAT_ALWAYS : r->weight < 0 ? WHAT_DRAINS : WHAT_LIFTS;
}

static void begin_mending(struct rules_state *st, struct screen *s, struct app *app, const struct rule *r) {
	begin_new(st, s, app, r->words);
	arena_reset(&st->making_texts);
	st->making = *part_rule_copy(&st->making_texts, r);
	st->what = what_of(r);
	st->where = r->channel_count ? WHERE_HERE : WHERE_ALL;
	st->parts.count = part_count(st);
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
		list_on(&st->parts, event, (int)part_count(st));
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

static const struct away *away_at(const struct rules_state *st, size_t n) {
	return n >= st->shown.rules.count && n < st->list.count ? &st->shown.aways.at[n - st->shown.rules.count] : NULL;
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
	const struct away *away = away_at(st, st->list.at);

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

/* ---- words ---- */

static const char *what_word(enum what what) {
	static const char *const words[WHAT_COUNT] = {N_("never"), N_("drains me"), N_("lifts me"), N_("always")};
	return _(words[what]);
}

static const char *what_meaning(enum what what) {
	static const char *const words[WHAT_COUNT] = {N_("it does not come into a session"), N_("it counts as draining"), N_("it counts as uplifting"),
		N_("it may come, whatever the score says")};
	return _(words[what]);
}

/* "until 1 december": without the day of the week. */
static void write_day(int64_t at, struct str *out) {
	char day[64];
	const char *space;

	words_day(at, day);
	space = strchr(day, ' ');
	str_addf(out, "%s %s", _("until"), space ? space + 1 : day);
}

static void write_until(const struct rules_state *st, enum until until, struct str *out) {
	if (until == UNTIL_DATE && st->until_at != DATE_NONE)
		write_day(st->until_at, out);
	else
		str_add_text(out, until == UNTIL_GOOD ? _("for good") : until == UNTIL_WEEK ? _("a week") : until == UNTIL_MONTH ? _("a month") : _("until a day"));
}

static void write_facts(const struct rule *r, int64_t now, int turn_hour, struct str *out) {
	char since[64];

	if (r->until != DATE_NONE && r->until <= now)
		str_add_text(out, _("its time is over"));
	else if (r->until != DATE_NONE)
		write_day(r->until, out);
	if (r->channel_count)
		str_addf(out, "%s%s", out->len ? " · " : "", r->channel_count == 1 ? _("in one channel only") : _("in some channels only"));
	if (!r->hits)
		return;
	str_add_text(out, out->len ? " · " : "");
	str_addf(out, P_("met once", "met %lld times", (unsigned long)r->hits), (long long)r->hits);
	if (r->met_at != DATE_NONE) {
		words_ago(r->met_at, now, turn_hour, since);
		str_addf(out, r->hits == 1 ? ", %s" : _(", last %s"), since);
	}
}

static void write_preview(const struct rules_state *st, struct str *out) {
	const struct rule_preview *p = st->preview ? &st->preview->of : NULL;
	size_t changed;

	if (!p)
		return;
	if (st->preview->trouble) {
		str_add_text(out, st->preview->trouble);
		return;
	}
	changed = p->away + p->through + p->lighter + p->heavier;
	if (!p->count) {
		str_add_text(out, _("Nothing among the newest has these words."));
		return;
	}
	str_addf(out, P_("Among the newest it would be about one: ", "Among the newest it would be about %zu: ", p->count), p->count);
	for (size_t i = 0; i < p->title_count; i++)
		str_addf(out, "%s%s", i ? " · " : "", p->titles[i]);
	if (p->count > p->title_count)
		str_add_text(out, " …");
	str_add_text(out, p->count > p->title_count ? " " : ". ");
	if (!changed)
		str_add_text(out, _("It would change nothing there."));
	else if (p->away)
		str_addf(out, P_("%zu would stay away.", "%zu would stay away.", p->away), p->away);
	else if (p->through)
		str_addf(out, P_("%zu would come before others.", "%zu would come before others.", p->through), p->through);
	else
		str_addf(out, P_("%zu would feel otherwise.", "%zu would feel otherwise.", changed), changed);
}

/* ---- drawing ---- */

static void draw_rule(const struct rules_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct away *away = away_at(st, n);
	const struct rule *r = away ? NULL : &st->shown.rules.at[n];
	int col = list_mark(&st->list, n, c, row, p.left), right = p.left + p.width, used;
	struct str text, facts;

	str_init(&text, TEXT_MAX);
	str_init(&facts, TEXT_MAX);
	str_addf(&text, "%s: %s", away ? _("not for me") : what_word(what_of(r)), away ? away->title : r->words);
	if (away)
		str_add_text(&facts, away->channel_title);
	else
		write_facts(r, st->now, st->turn_hour, &facts);
	used = canvas_fit(c, row, col, p.width - 2, n == st->list.at ? INK_selected : INK_text, str_slice(&text));
	if (facts.len && right - col - used > 6) {
		used += canvas_text(c, row, col + used, INK_dim, SLICE(" · "));
		canvas_fit(c, row, col + used, right - col - used, INK_dim, str_slice(&facts));
	}
	str_finish(&text);
	str_finish(&facts);
}

static void draw_list(const struct rules_state *st, struct canvas *c, struct page p) {
	int row = part_top(p);

	canvas_cursor(c, p.top, p.left);
	part_heading(c, p, _("rules"), "");
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++)
		draw_rule(st, n, c, p, row++);
	if (!st->known || st->list.count)
		return;
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("No rules yet. Yours go before everything the program thinks."));
	part_sentence(c, row + p.roomy, p.bottom, p.left, p.width, INK_dim,
		_("Press a, or r at something you read, and type a word that should stay away for a while, or one that always does you good."));
}

static const char *where_word(const struct rules_state *st, enum where where) {
	if (where == WHERE_ALL)
		return _("everywhere");
	if (st->making.channel_count)
		return st->making.channel_count == 1 ? _("in one channel only") : _("in some channels only");
	return *st->channel_title ? st->channel_title : _("in this channel only");
}

/* One line of the form: its name, and the choices with the one taken between ‹ ›. */
static void draw_choices(const struct rules_state *st, enum part part, struct canvas *c, struct page p, int row) {
	bool here = st->parts.at == (size_t)part, all = p.width >= 60;
	static const int counts[PART_COUNT] = {[PART_WHAT] = WHAT_COUNT, [PART_UNTIL] = UNTIL_COUNT, [PART_WHERE] = WHERE_COUNT};
	int col = list_mark(&st->parts, (size_t)part, c, row, p.left), count = counts[part];
	int chosen = part == PART_WHAT ? (int)st->what : part == PART_UNTIL ? (int)st->until : (int)st->where;

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 2, INK_dim, slice_of(part == PART_WHAT ? _("then") : part == PART_UNTIL ? _("how long") : _("where")));
		col += NAME_COLS;
	}
	if (part == PART_UNTIL && st->mode == MODE_DATE) {
		col += canvas_fit(c, row, col, p.left + p.width - col, INK_text, slice_of(_("until"))) + 1;
		field_draw(&st->date, c, row, col, DATE_CHARS + 1);
		return;
	}
	for (int i = 0; i < count; i++) {
		struct str word, shown;

		if (!all && i != chosen)
			continue;
		str_init(&word, TEXT_MAX);
		str_init(&shown, TEXT_MAX);
		if (part == PART_WHAT)
			str_add_text(&word, what_word((enum what)i));
		else if (part == PART_WHERE)
			str_add_text(&word, where_word(st, (enum where)i));
		else
			write_until(st, (enum until)i, &word);
		str_addf(&shown, i == chosen ? "‹%s›" : " %s ", word.at);
		col += canvas_fit(c, row, col, p.left + p.width - col, i != chosen ? INK_dim : here ? INK_selected : INK_text, str_slice(&shown)) + 2;
		str_finish(&word);
		str_finish(&shown);
	}
}

static void draw_words(const struct rules_state *st, struct canvas *c, struct page p, int row) {
	int col = p.left + 2;

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 2, INK_dim, slice_of(_("what has")));
		col += NAME_COLS;
	}
	if (st->mode == MODE_WORDS)
		field_draw(&st->words, c, row, col, p.left + p.width - col);
	else
		canvas_fit(c, row, col, p.left + p.width - col, INK_text, str_slice(&st->words.text));
}

/* What is chosen, a line each; where there is no room for all, those up to the one at hand. The row after them. */
static int draw_parts(const struct rules_state *st, struct canvas *c, struct page p, int row) {
	size_t first = PART_WHAT, room = row <= p.bottom ? (size_t)(p.bottom - row + 1) : 0;

	if (st->parts.at >= first + room)
		first = st->parts.at - room + 1;
	for (size_t n = first; n < part_count(st) && row <= p.bottom; n++)
		draw_choices(st, (enum part)n, c, p, row++);
	return row;
}

static void draw_form(const struct rules_state *st, struct canvas *c, struct page p) {
	int row = part_top(p), gap = p.roomy;
	struct str text;

	part_heading(c, p, st->making.id ? _("mend a rule") : _("a rule"), "");
	if (st->mode == MODE_WORDS && p.roomy)
		canvas_fit(c, p.top + 1, p.left, p.width, INK_dim, slice_of(st->from ? _("Tab: another word of the title · storm* for its beginning") :
			_("a word or two · storm* for its beginning · #tag a label · re: a pattern")));
	draw_words(st, c, p, row);
	row = draw_parts(st, c, p, row + 1 + gap);
	if (st->mode == MODE_WORDS)             /* last: the cursor is where one types */
		draw_words(st, c, p, part_top(p));
	row += gap;
	str_init(&text, TEXT_MAX);
	if (p.roomy)
		canvas_fit(c, row++, p.left + 2, p.width - 2, INK_dim, slice_of(what_meaning(st->what)));
	write_preview(st, &text);
	if (row + gap <= p.bottom && text.len)
		part_sentence(c, row + gap, p.bottom, p.left + 2, p.width - 2, INK_dim, text.at);
	str_finish(&text);
}

static void draw_rules(const struct screen *s, struct canvas *c) {
	const struct rules_state *st = s->state;
	struct page p = canvas_page(c);

	if (st->mode == MODE_LIST)
		draw_list(st, c, p);
	else
		draw_form(st, c, p);
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

const struct screen_ops screen_rules = {.name = N_("rules"), .answers = answers, .open = open_rules, .on = on_rules, .draw = draw_rules,
	.close = close_rules, .offers = offers, .word = word};
