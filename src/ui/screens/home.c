/* home.c: the first screen: what can be done now, in words; on a first run, the three ways to begin. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum row_kind { ROW_GO_ON, ROW_PLAN, ROW_SESSION, ROW_TO_DO, ROW_REPORT, ROW_KEPT, ROW_MOODS, ROW_CHANNELS, ROW_RULES, ROW_REVIEW, ROW_PACKS, ROW_ADD, ROW_DEMO };
enum { ROWS_MAX = 10, NAME_COLS = 21, NAME_COLS_NARROW = 11, NAME_COLS_FIRST = 16, FACT_COLS_LEAST = 12, FACT_SIZE = 200, EVENING = 18, NOON = 12, NIGHT = 5 };

struct home_state {
	struct home home;
	struct job *answer;                     /* owns home's texts */
	bool known;                             /* the store has answered */
	const char *put_away;                   /* the thing to do that was, until something else is done; NULL none */
	struct list list;
	enum row_kind rows[ROWS_MAX];
	int64_t now;
	int minutes, items, turn_hour, page_rows;
	bool demo, fetching;
	bool straight;                          /* a session was asked for on the command line, and is still to begin */
	char host[128];                         /* whom the refresh waits for */
	struct session_wish wish;
	struct reading_argument reading;
};

static const enum action answers[] = {ACT_ENTER, ACT_AWAY, ACT_UNDO, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_ANYTHING, ACT_FETCH,
	ACT_BREATHE, ACT_BACK, ACT_NONE};

static bool load_home(struct job *job, struct flow *flow, struct err *e) {
	struct home *home = arena_alloc(&job->arena, sizeof(*home));

	job->result = home;
	return flow_home(flow, &job->arena, home, e);
}

static bool is_first_run(const struct home_state *h) {
	return h->known && h->home.first_run;
}

static void add_row(struct home_state *h, enum row_kind kind) {
	h->rows[h->list.count++] = kind;
}

/* The cursor stays at what it was at, and at the beginning where it was there, or where that has gone. */
static void find_row_again(struct home_state *h, enum row_kind kind) {
	size_t at = h->list.at ? 0 : h->list.count;

	while (at < h->list.count && h->rows[at] != kind)
		at++;
	h->list.at = at < h->list.count ? at : 0;
}

/* A session can be begun before the store has answered: nobody waits for the rest. */
static void make_rows(struct home_state *h) {
	const struct home *home = &h->home;
	enum row_kind was = h->rows[h->list.at];

	h->list.count = 0;
	if (is_first_run(h)) {
		add_row(h, ROW_PACKS);
		add_row(h, ROW_ADD);
		add_row(h, ROW_CHANNELS);
		add_row(h, ROW_DEMO);
	} else {
		if (h->known && home->interrupted)
			add_row(h, ROW_GO_ON);
		if (h->known && home->plan_runs)
			add_row(h, ROW_PLAN);
		add_row(h, ROW_SESSION);
		if (h->known && *home->to_do)
			add_row(h, ROW_TO_DO);
		if (h->known && home->plan_over)
			add_row(h, ROW_REPORT);
		add_row(h, ROW_KEPT);
		add_row(h, ROW_MOODS);
		add_row(h, ROW_CHANNELS);
		add_row(h, ROW_RULES);
		if (h->known && home->review_count)
			add_row(h, ROW_REVIEW);
	}
	find_row_again(h, was);
	list_show(&h->list, h->list.count, h->page_rows);
}

static void refresh(struct home_state *h, struct screen *s, struct app *app) {
	h->now = app_now(app);
	h->fetching = app_fetching(app);
	app_send(app, app_job(app, s, 0, load_home));
}

static bool open_home(struct screen *s, struct app *app, void *argument) {
	const struct config *c = app_config(app);
	struct home_state *h = mem_alloc(sizeof(*h));

	(void)argument;
	s->state = h;
	h->minutes = c->minutes;
	h->items = c->items;
	h->turn_hour = c->turn_hour;
	h->demo = app_options(app)->demo;
	h->straight = app_options(app)->straight;
	h->page_rows = app_page(app).rows;
	make_rows(h);
	refresh(h, s, app);
	return true;
}

/* ---- events ---- */

static struct reply enter(const struct screen_ops *next, void *argument) {
	return (struct reply){.what = ENTER, .next = next, .argument = argument};
}

static bool is_full(const struct home_state *h) {
	return h->known && h->home.day_full;
}

static struct reply begin_session(struct home_state *h) {
	return is_full(h) ? enter(&screen_gate, NULL) : enter(&screen_intention, h->known ? &h->home : NULL);
}

static struct reply go_on(struct home_state *h) {
	h->reading = (struct reading_argument){.resume = true};
	return enter(&screen_item, &h->reading);
}

static struct reply begin_reading(struct home_state *h, const struct session_wish *wish) {
	h->wish = *wish;
	h->reading = (struct reading_argument){.wish = &h->wish};
	return is_full(h) ? enter(&screen_gate, NULL) : enter(&screen_item, &h->reading);
}

static struct reply begin_plan(struct home_state *h, const struct app *app) {
	return begin_reading(h, &(struct session_wish){.intention = INTENTION_plan, .minutes = h->home.plan_minutes, .before = MOOD_NONE,
		.seed = app_options(app)->wish.seed});
}

static bool note_to_do_over(struct job *job, struct flow *flow, struct err *e) {
	return flow_to_do_over(flow, job->argument != NULL, e);
}

static bool note_review(struct job *job, struct flow *flow, struct err *e) {
	(void)job;
	return flow_review_seen(flow, e);
}

/* Done or let go: both are well, and neither is counted. */
static struct reply put_to_do_away(struct home_state *h, struct app *app, const char *say) {
	app_send(app, app_job(app, NULL, 0, note_to_do_over));
	h->put_away = h->home.to_do;
	h->home.to_do = "";
	make_rows(h);
	app_say(app, INK_dim, "%s", say);
	return REPLY_STAY;
}

static struct reply undo(struct home_state *h, struct app *app) {
	struct job *job;

	if (!h->put_away)
		return REPLY_STAY;
	job = app_job(app, NULL, 0, note_to_do_over);
	job->argument = h;                      /* anything: it is taken back */
	app_send(app, job);
	h->home.to_do = h->put_away;
	h->put_away = NULL;
	make_rows(h);
	app_say(app, INK_dim, "%s", _("taken back"));
	return REPLY_STAY;
}

static struct reply choose(struct home_state *h, struct app *app) {
	if (!h->list.count)
		return REPLY_STAY;
	switch (h->rows[h->list.at]) {
	case ROW_GO_ON: return go_on(h);
	case ROW_PLAN: return begin_plan(h, app);
	case ROW_SESSION: return begin_session(h);
	case ROW_TO_DO: return put_to_do_away(h, app, _("good; u takes it back"));
	case ROW_REPORT: return enter(&screen_report, &h->home);
	case ROW_KEPT: return enter(&screen_kept, NULL);
	case ROW_MOODS: return enter(&screen_moods, NULL);
	case ROW_RULES: return enter(&screen_rules, NULL);
	case ROW_PACKS: return enter(&screen_packs, NULL);
	case ROW_CHANNELS: return enter(&screen_channels, NULL);
	case ROW_REVIEW: return enter(&screen_review, &h->home);
	case ROW_ADD: return enter(&screen_channels, "");
	case ROW_DEMO: app_show_demo(app); break;
	}
	return REPLY_STAY;
}

static struct reply on_answer(struct home_state *h, struct app *app, const struct event *event) {
	if (!event->job->ok)
		return REPLY_STAY;
	job_free(h->answer);
	h->answer = event->job;
	*event->taken = true;
	if (is_first_run(h) && !((struct home *)event->job->result)->first_run)    /* the ways to begin have gone: what comes next is first */
		h->list.at = 0;
	h->home = *(struct home *)event->job->result;
	h->put_away = NULL;                     /* it was a text of the answer before */
	h->known = true;
	make_rows(h);
	if (h->home.review_due)
		app_send(app, app_job(app, NULL, 0, note_review));
	if (h->home.low)
		return enter(&screen_low, NULL);
	if (h->straight && !h->home.first_run) {
		h->straight = false;
		return begin_reading(h, &app_options(app)->wish);
	}
	return REPLY_STAY;
}

static void on_worker(struct home_state *h, struct screen *s, struct app *app, const struct worker_event *w) {
	h->fetching = app_fetching(app);
	text_copy(h->host, sizeof(h->host), slice_of(w->host));
	if (w->word == WORKER_FETCHED) {
		if (w->err.kind)
			app_say_err(app, &w->err);
		refresh(h, s, app);
	}
}

static struct reply on_action(struct home_state *h, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_ENTER: return choose(h, app);
	case ACT_AWAY: return h->list.count && h->rows[h->list.at] == ROW_TO_DO ? put_to_do_away(h, app, _("let go; u takes it back")) : REPLY_STAY;
	case ACT_UNDO: return undo(h, app);
	case ACT_BREATHE: return enter(&screen_breathe, NULL);
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_FETCH:
		if (h->demo)
			app_say(app, INK_dim, _("this is the demo: nothing is fetched here"));
		app_fetch_now(app, true);
		h->fetching = app_fetching(app);
		return REPLY_STAY;
	default:
		list_on(&h->list, event, h->page_rows);
		return REPLY_STAY;
	}
}

static struct reply on_home(struct screen *s, struct app *app, const struct event *event) {
	struct home_state *h = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(h, app, event);
	case EVENT_JOB: return on_answer(h, app, event);
	case EVENT_RETURN: refresh(h, s, app); break;
	case EVENT_WORKER: on_worker(h, s, app, event->worker); break;
	case EVENT_RESIZE:                      /* where it is short the list has the whole page */
		h->page_rows = app_page(app).rows;
		list_show(&h->list, h->list.count, h->page_rows);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

/* "Good night" is how one leaves. */
static const char *greeting(int64_t now) {
	int64_t midnight = date_day_start(date_day(now, 0), 0);
	int hour = (int)((now - midnight) / 3600);

	return hour < NIGHT || hour >= EVENING ? _("Good evening.") : hour < NOON ? _("Good morning.") : _("Good afternoon.");
}

static const char *row_name(enum row_kind kind) {
	switch (kind) {
	case ROW_GO_ON: return _("go on");
	case ROW_PLAN: return _("a plan");
	case ROW_SESSION: return _("a session");
	case ROW_TO_DO: return _("to do");
	case ROW_REPORT: return _("a report");
	case ROW_KEPT: return _("kept");
	case ROW_MOODS: return _("moods");
	case ROW_CHANNELS: return _("channels");
	case ROW_RULES: return _("rules");
	case ROW_REVIEW: return _("skipped most");
	case ROW_PACKS: return _("a starter pack");
	case ROW_ADD: return _("an address");
	case ROW_DEMO: return _("the demo");
	}
	return "";
}

static void write_week(const struct home_state *h, struct str *out) {
	bool any = false;

	for (int i = 0; i < 7; i++)
		any |= h->home.week[i] == h->home.week[i];      /* a number, not a gap */
	if (!any)
		return;
	for (int i = 0; i < 7; i++)
		str_add_rune(out, spark_rune(h->home.week[i]));
	str_addf(out, "   %s", _("these seven days"));
}

static void write_channels(const struct home_state *h, struct str *out) {
	const struct home *home = &h->home;

	if (home->first_run) {
		str_add_text(out, _("import a list that you have"));
		return;
	}
	str_addf(out, _("%d followed"), home->followed);
	if (home->troubled == 1)
		str_addf(out, " · %s", _("one needs a look"));
	else if (home->troubled > 1)
		str_addf(out, " · %s", _("some need a look"));
}

static void write_rule(const struct home_state *h, struct str *out) {
	char day[64];

	if (!*h->home.rule)
		return;
	str_addf(out, "\"%s\"", h->home.rule);
	if (h->home.rule_until != DATE_NONE) {
		words_day(h->home.rule_until, day);
		str_addf(out, " %s %s", _("until"), strchr(day, ' ') + 1);
	}
}

/* The last one kept, cut so that "and others" stays in sight. */
static void write_kept(const struct home *home, int cols, struct str *out) {
	struct slice title = slice_of(home->kept_title), others = home->kept > 1 ? slice_of(_(", and others")) : (struct slice){0};
	int room = cols - text_width(others);

	if (text_width(title) <= room) {
		str_add(out, title);
	} else {
		title.len = text_fit(title, room - 1);
		str_addf(out, "%.*s…", SLICE_FMT(slice_trim(title)));
	}
	str_add(out, others);
}

static void write_review(const struct home *home, struct str *out) {
	for (int i = 0; i < home->review_count; i++) {
		char name[160];

		part_channel_name(&home->review[i], name);
		str_addf(out, "%s%s", i ? ", " : "", name);
	}
}

static void write_plan_name(const struct home *home, struct str *out) {
	str_addf(out, _("plan from %s"), home->plan_from);
}

/* "plan from my GP" is the row's name where it fits there, and else part of the fact beside it. */
static bool plan_named_in(const struct home_state *h, int name_cols) {
	struct str name;
	bool fits;

	str_init(&name, FACT_SIZE);
	write_plan_name(&h->home, &name);
	fits = text_width(str_slice(&name)) < name_cols;
	str_finish(&name);
	return fits;
}

static void write_plan(const struct home *home, struct str *out) {
	if (home->plan_done)
		str_addf(out, _("day %d of %d · done for today"), home->plan_day, home->plan_days);
	else
		str_addf(out, _("day %d of %d · %d minutes"), home->plan_day, home->plan_days, home->plan_minutes);
}

/* What stands beside a row's name: a fact about it, in words. */
static void write_fact(const struct home_state *h, enum row_kind kind, int name_cols, int cols, struct str *out) {
	const struct home *home = &h->home;

	switch (kind) {
	case ROW_GO_ON: str_add_text(out, _("with the session you were in")); break;
	case ROW_PLAN:
		write_plan(home, out);
		if (!plan_named_in(h, name_cols))
			str_addf(out, _(" · from %s"), home->plan_from);
		break;
	case ROW_SESSION:
		str_addf(out, _("%d minutes, up to %d items"), home->heavy && h->minutes > HEAVY_MINUTES ? HEAVY_MINUTES : h->minutes, h->items);
		break;
	case ROW_TO_DO: str_add_text(out, home->to_do); break;
	case ROW_REPORT: str_add_text(out, _("of these days, to hand over if you like")); break;
	case ROW_REVIEW: write_review(home, out); break;
	case ROW_KEPT:
		if (h->known && home->kept)
			write_kept(home, cols, out);
		break;
	case ROW_MOODS:
		if (h->known)
			write_week(h, out);
		break;
	case ROW_CHANNELS:
		if (h->known)
			write_channels(h, out);
		break;
	case ROW_RULES:
		if (h->known)
			write_rule(h, out);
		break;
	case ROW_PACKS: str_add_text(out, _("calm, humour, nature, learning, and more")); break;
	case ROW_ADD: str_add_text(out, _("a page or feed that you like")); break;
	case ROW_DEMO: str_add_text(out, _("look around first, with feeds that come along")); break;
	}
}

static void draw_row(const struct home_state *h, size_t n, struct canvas *c, int row, struct page p) {
	enum row_kind kind = h->rows[n];
	int name_cols = p.width >= 60 ? NAME_COLS : h->home.first_run ? NAME_COLS_FIRST : NAME_COLS_NARROW;
	int fact_cols = p.width - 2 - name_cols, col;
	struct str fact, name;

	str_init(&fact, FACT_SIZE * 4);
	str_init(&name, FACT_SIZE);
	if (fact_cols >= FACT_COLS_LEAST)
		write_fact(h, kind, name_cols, fact_cols, &fact);
	else
		name_cols = p.width - 2;
	if (kind == ROW_PLAN && plan_named_in(h, name_cols))
		write_plan_name(&h->home, &name);
	else
		str_add_text(&name, row_name(kind));
	col = list_mark(&h->list, n, c, row, p.left);
	canvas_fit(c, row, col, name_cols - 1, n == h->list.at ? INK_selected : INK_text, str_slice(&name));
	canvas_fit(c, row, col + name_cols, fact_cols, INK_dim, str_slice(&fact));
	str_finish(&fact);
	str_finish(&name);
}

/* Space parts what is done now from what is looked at. */
static bool space_before(const struct home_state *h, size_t n) {
	return h->rows[n] == ROW_KEPT || (h->rows[n] == ROW_CHANNELS && h->known && h->home.first_run);
}

static int draw_list(const struct home_state *h, struct canvas *c, struct page p, int row) {
	bool roomy = p.bottom - row >= (int)h->list.count + 3;

	for (size_t n = h->list.first; n < h->list.count && row <= p.bottom; n++) {
		if (roomy && space_before(h, n))
			row += 2;
		draw_row(h, n, c, row++, p);
	}
	return row;
}

/* "last session yesterday · new things this morning": parts with a point between them. */
static void add_part(struct str *line, const char *part) {
	str_addf(line, "%s%s", line->len ? " · " : "", part);
}

static void write_last(const struct home_state *h, struct str *line) {
	const struct home *home = &h->home;
	char session[64], fetched[64];

	words_ago(home->last_session_at, h->now, h->turn_hour, session);
	words_ago(home->last_fetch_at, h->now, h->turn_hour, fetched);
	if (h->fetching) {
		add_part(line, _("looking for what is new"));
		if (*h->host)
			add_part(line, h->host);
		return;
	}
	if (home->plan_over)
		str_addf(line, _("the plan from %s is over"), home->plan_from);
	if (*session) {
		add_part(line, "");
		str_addf(line, _("last session %s"), session);
	}
	if (home->nothing_yet) {
		add_part(line, _("nothing has come in yet; f asks again"));
	} else if (*fetched) {
		add_part(line, "");
		str_addf(line, _("new things %s"), fetched);
	}
	if (h->demo)
		add_part(line, _("the demo: nothing here stays"));
}

static void draw_last(const struct home_state *h, struct canvas *c, struct page p) {
	struct str line;

	str_init(&line, FACT_SIZE * 4);
	write_last(h, &line);
	canvas_fit(c, p.bottom, p.left, p.width, INK_dim, str_slice(&line));
	str_finish(&line);
}

/* What it is, what it is not, and the first step: whole, or where there is no room, the step alone. */
static int draw_first_run(struct canvas *c, struct page p, int row) {
	canvas_fit(c, row++, p.left, p.width, INK_title, slice_of(_("Welcome.")));
	if (p.roomy)
		part_sentence(c, p.bottom - 1, p.bottom, p.left, p.width, INK_dim,
			_("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
	return part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("Choose whom you want to follow; a few is plenty.")) + 1 + p.roomy;
}

static void draw_home(const struct screen *s, struct canvas *c) {
	const struct home_state *h = s->state;
	struct page p = canvas_page(c);
	bool first_run = h->known && h->home.first_run;
	int row = p.top;
	char day[64];

	if (p.rows > (int)h->list.count + 1) {
		words_day(h->now, day);
		canvas_text(c, row, p.left, INK_title, SLICE("bewust"));
		if (p.width >= 34)
			canvas_right(c, row, p.left + p.width, INK_dim, slice_of(day));
		row += p.roomy ? 3 : 1;
	}
	if (first_run && p.rows >= 8) {
		row = draw_first_run(c, p, row);
	} else if (p.roomy) {
		canvas_text(c, row, p.left, INK_text, slice_of(greeting(h->now)));
		row += 3;
	}
	row = draw_list(h, c, p, row);
	if (!first_run && h->known && row + 1 < p.bottom)
		draw_last(h, c, p);
}

static void close_home(struct screen *s) {
	struct home_state *h = s->state;

	job_free(h->answer);
	free(h);
}

static const char *enter_word(enum row_kind kind) {
	return kind == ROW_TO_DO ? _("did it") : kind == ROW_SESSION || kind == ROW_PLAN ? _("begin") : kind == ROW_GO_ON ? _("go on") : _("open");
}

static const char *word(const struct screen *s, enum action a) {
	const struct home_state *h = s->state;

	if (a == ACT_BACK)
		return _("leave");
	if (a == ACT_ENTER && h->list.count)
		return enter_word(h->rows[h->list.at]);
	if (a == ACT_AWAY && h->list.count && h->rows[h->list.at] == ROW_TO_DO)
		return _("let go");
	if (a == ACT_FETCH || a == ACT_BREATHE || a == ACT_AWAY || (a == ACT_UNDO && !h->put_away))
		return "";
	return NULL;
}

const struct screen_ops screen_home = {.name = N_("home"), .answers = answers, .open = open_home, .on = on_home, .draw = draw_home,
	.close = close_home, .word = word};
