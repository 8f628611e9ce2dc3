/* home.c: the first screen: what can be done now, in words; on a first run, the three ways to begin. */
#include "screens.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum row_kind { ROW_GO_ON, ROW_PLAN, ROW_SESSION, ROW_KEPT, ROW_MOODS, ROW_CHANNELS, ROW_RULES, ROW_PACKS, ROW_ADD };
enum { ROWS_MAX = 8, NAME_COLS = 21, FACT_SIZE = 200, EVENING = 18, NOON = 12, NIGHT = 5 };

struct home_state {
	struct home home;
	struct job *answer;                     /* owns home's texts */
	bool known;                             /* the store has answered */
	struct list list;
	enum row_kind rows[ROWS_MAX];
	int64_t now;
	int minutes, items, turn_hour, page_rows;
	bool demo, fetching;
	char host[128];                         /* whom the refresh waits for */
	struct session_wish wish;
	struct reading_argument reading;
};

static const enum action answers[] = {ACT_ENTER, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_ANYTHING, ACT_FETCH,
	ACT_BREATHE, ACT_BACK, ACT_NONE};

static bool load_home(struct job *job, struct flow *flow, struct err *e) {
	struct home *home = arena_alloc(&job->arena, sizeof(*home));

	job->result = home;
	return flow_home(flow, &job->arena, home, e);
}

static void add_row(struct home_state *h, enum row_kind kind) {
	h->rows[h->list.count++] = kind;
}

/* A session can be begun before the store has answered: nobody waits for the rest. */
static void make_rows(struct home_state *h) {
	const struct home *home = &h->home;

	h->list.count = 0;
	if (h->known && home->first_run) {
		add_row(h, ROW_PACKS);
		add_row(h, ROW_ADD);
		add_row(h, ROW_CHANNELS);
	} else {
		if (h->known && home->interrupted)
			add_row(h, ROW_GO_ON);
		if (h->known && *home->plan_from && home->plan_day <= home->plan_days)
			add_row(h, ROW_PLAN);
		add_row(h, ROW_SESSION);
		add_row(h, ROW_KEPT);
		add_row(h, ROW_MOODS);
		add_row(h, ROW_CHANNELS);
		add_row(h, ROW_RULES);
	}
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
	h->page_rows = ROWS_MAX;
	make_rows(h);
	refresh(h, s, app);
	return true;
}

/* ---- events ---- */

static struct reply enter(const struct screen_ops *next, void *argument) {
	return (struct reply){.what = ENTER, .next = next, .argument = argument};
}

static struct reply begin_session(struct home_state *h) {
	return h->known && h->home.day_full ? enter(&screen_gate, NULL) : enter(&screen_intention, h->known ? &h->home : NULL);
}

static struct reply begin_reading(struct home_state *h, bool resume) {
	h->wish = (struct session_wish){.intention = INTENTION_plan, .minutes = h->home.plan_minutes, .before = MOOD_NONE};
	h->reading = (struct reading_argument){.wish = &h->wish, .resume = resume};
	return enter(&screen_item, &h->reading);
}

static struct reply choose(struct home_state *h) {
	if (!h->list.count)
		return REPLY_STAY;
	switch (h->rows[h->list.at]) {
	case ROW_GO_ON: return begin_reading(h, true);
	case ROW_PLAN: return begin_reading(h, false);
	case ROW_SESSION: return begin_session(h);
	case ROW_KEPT: return enter(&screen_kept, NULL);
	case ROW_MOODS: return enter(&screen_moods, NULL);
	case ROW_RULES: return enter(&screen_rules, NULL);
	case ROW_PACKS: return enter(&screen_packs, NULL);
	case ROW_CHANNELS:
	case ROW_ADD: return enter(&screen_channels, NULL);
	}
	return REPLY_STAY;
}

static struct reply on_answer(struct home_state *h, const struct event *event) {
	if (!event->job->ok)
		return REPLY_STAY;
	job_free(h->answer);
	h->answer = event->job;
	*event->taken = true;
	h->home = *(struct home *)event->job->result;
	h->known = true;
	make_rows(h);
	return h->home.low ? enter(&screen_low, NULL) : REPLY_STAY;
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
	case ACT_ENTER: return choose(h);
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
	case EVENT_JOB: return on_answer(h, event);
	case EVENT_RETURN: refresh(h, s, app); break;
	case EVENT_WORKER: on_worker(h, s, app, event->worker); break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static const char *greeting(int64_t now) {
	int64_t midnight = date_day_start(date_day(now, 0), 0);
	int hour = (int)((now - midnight) / 3600);

	return hour < NIGHT ? _("Good night.") : hour < NOON ? _("Good morning.") : hour < EVENING ? _("Good afternoon.") : _("Good evening.");
}

static const char *row_name(enum row_kind kind) {
	switch (kind) {
	case ROW_GO_ON: return _("go on");
	case ROW_PLAN: return _("the plan");
	case ROW_SESSION: return _("a session");
	case ROW_KEPT: return _("kept");
	case ROW_MOODS: return _("moods");
	case ROW_CHANNELS: return _("channels");
	case ROW_RULES: return _("rules");
	case ROW_PACKS: return _("a starter pack");
	case ROW_ADD: return _("an address");
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

/* What stands beside a row's name: a fact about it, in words. */
static void write_fact(const struct home_state *h, enum row_kind kind, int cols, struct str *out) {
	const struct home *home = &h->home;

	switch (kind) {
	case ROW_GO_ON: str_add_text(out, _("with the session you were in")); break;
	case ROW_PLAN:
		str_addf(out, _("from %s · day %d of %d · %d minutes"), home->plan_from, home->plan_day, home->plan_days, home->plan_minutes);
		break;
	case ROW_SESSION: str_addf(out, _("%d minutes, up to %d items"), h->minutes, h->items); break;
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
	}
}

static void draw_row(const struct home_state *h, size_t n, struct canvas *c, int row, struct page p) {
	enum row_kind kind = h->rows[n];
	int name_cols = p.width >= 60 ? NAME_COLS : 14, col;
	struct str fact;

	str_init(&fact, FACT_SIZE * 4);
	write_fact(h, kind, p.width - 2 - name_cols, &fact);
	col = list_mark(&h->list, n, c, row, p.left);
	canvas_fit(c, row, col, name_cols - 1, n == h->list.at ? INK_selected : INK_text, slice_of(row_name(kind)));
	canvas_fit(c, row, col + name_cols, p.width - 2 - name_cols, INK_dim, str_slice(&fact));
	str_finish(&fact);
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

static void draw_last(const struct home_state *h, struct canvas *c, struct page p) {
	char session[64], fetched[64];
	struct str line;

	str_init(&line, 400);
	words_ago(h->home.last_session_at, h->now, h->turn_hour, session);
	words_ago(h->home.last_fetch_at, h->now, h->turn_hour, fetched);
	if (h->fetching)
		str_addf(&line, *h->host ? "%s · %s" : "%s", _("looking for what is new"), h->host);
	else if (*session)
		str_addf(&line, _("last session %s"), session);
	if (!h->fetching && *fetched)
		str_addf(&line, "%s%s %s", line.len ? " · " : "", _("new things fetched"), fetched);
	if (h->demo)
		str_addf(&line, "%s%s", line.len ? " · " : "", _("the demo: nothing here stays"));
	canvas_fit(c, p.bottom, p.left, p.width, INK_dim, str_slice(&line));
	str_finish(&line);
}

static void draw_first_run(struct canvas *c, struct page p, int row) {
	canvas_text(c, row, p.left, INK_title, slice_of(_("Welcome.")));
	canvas_fit(c, row + 1, p.left, p.width, INK_text, slice_of(_("Choose whom you want to follow; a few is plenty.")));
	canvas_fit(c, p.bottom, p.left, p.width, INK_dim,
		slice_of(_("bewust is a reading companion. It is not therapy and cannot replace help from a professional.")));
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
		draw_first_run(c, p, row);
		row += p.roomy ? 4 : 2;
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

static const char *word(const struct screen *s, enum action a) {
	const struct home_state *h = s->state;

	if (a == ACT_BACK)
		return _("leave");
	if (a == ACT_ENTER && h->list.count)
		return h->rows[h->list.at] == ROW_SESSION || h->rows[h->list.at] == ROW_PLAN ? _("begin") : _("open");
	if (a == ACT_FETCH || a == ACT_BREATHE)
		return "";
	return NULL;
}

const struct screen_ops screen_home = {.name = N_("home"), .answers = answers, .open = open_home, .on = on_home, .draw = draw_home,
	.close = close_home, .word = word};
