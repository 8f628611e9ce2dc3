/* people.c: people to talk to, offline, by country; and the card that offers them once when days have been heavy. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_ROWS = 2, TEXT_ROWS_NARROW = 3, ROWS_TALL = 9, COLS_WIDE = 60, NAME_COLS_LEAST = 6, LOW_LINES = 2,
	CC_COLS_FROM = 30 /* where it is narrower, the number has all of it */ };

struct people_state {
	struct job *job;
	const struct helpline *lines;
	size_t count;
	struct list list;
	bool low, all;                          /* the card; every country */
	bool nowhere;                           /* no line is known for where one is: every country, and what holds for each of them first */
};

static const enum action people_answers[] = {ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP, ACT_BOTTOM, ACT_ENTER, ACT_TAB, ACT_TELL,
	ACT_BACK, ACT_NONE};
static const enum action low_answers[] = {ACT_ENTER, ACT_AWAY, ACT_BACK, ACT_NONE};

struct lines_answer {
	bool all;
	struct helpline *lines;
	size_t count;
};

static bool load_lines(struct job *job, struct flow *flow, struct err *e) {
	struct lines_answer *w = job->argument;

	return flow_helplines(flow_config(flow), w->all ? "*" : "", &job->arena, &w->lines, &w->count, e);
}

static void ask(struct people_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, 0, load_lines);
	struct lines_answer *w = arena_alloc(&job->arena, sizeof(*w));

	w->all = st->all;
	job->argument = w;
	app_send(app, job);
}

static bool open_people(struct screen *s, struct app *app, void *argument) {
	struct people_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	ask(st, s, app);
	return true;
}

static bool open_low(struct screen *s, struct app *app, void *argument) {
	open_people(s, app, argument);
	((struct people_state *)s->state)->low = true;
	return true;
}

/* Of one line: its name and number, what it is for, and a spare one; where there is little room, the first alone. */
static int line_rows(struct page p) {
	return p.rows < ROWS_TALL ? 1 : 2 + (p.width >= COLS_WIDE ? TEXT_ROWS : TEXT_ROWS_NARROW);
}

/* The first and last rows of the lines. */
static void place(struct page p, int *top, int *bottom) {
	*top = p.top + (p.roomy ? 2 : 1);
	*bottom = p.bottom - (p.roomy ? 3 : 0);
}

static int lines_shown(const struct app *app) {
	struct page p = app_page(app);
	int top, bottom, rows;

	place(p, &top, &bottom);
	rows = (bottom - top + 1 + (line_rows(p) > 1)) / line_rows(p);
	return rows > 0 ? rows : 1;
}

static bool holds_everywhere(const struct helpline *h) {
	return !strcmp(h->cc, "*");
}

/* What is for every country goes from the end to the beginning. */
static void lead_with_everywhere(struct lines_answer *w, struct arena *a) {
	struct helpline *lines = arena_array(a, w->count, sizeof(*lines));
	size_t n = 0;

	for (int everywhere = 1; everywhere >= 0; everywhere--)
		for (size_t i = 0; i < w->count; i++)
			if (holds_everywhere(&w->lines[i]) == everywhere)
				lines[n++] = w->lines[i];
	w->lines = lines;
}

static void take_lines(struct people_state *st, struct screen *s, struct app *app, const struct event *event) {
	struct lines_answer *w = event->job->argument;

	if (!event->job->ok)
		return;
	*event->taken = true;
	job_free(st->job);
	st->job = event->job;
	st->count = w->count;
	if (!w->all && !st->low && (!w->count || holds_everywhere(&w->lines[0]))) {
		st->nowhere = st->all = true;
		ask(st, s, app);
		return;
	}
	if (st->nowhere)
		lead_with_everywhere(w, &st->job->arena);
	st->lines = w->lines;
	list_show(&st->list, st->count, lines_shown(app));
}

static void copy_number(const struct people_state *st, struct app *app) {
	const struct helpline *h;
	struct str text;

	if (!st->count)
		return;
	h = &st->lines[st->list.at];
	str_init(&text, 500);
	str_addf(&text, "%s %s %s", h->name, h->number, h->url);
	app_clipboard(app, str_slice(&text));
	str_finish(&text);
	app_say(app, INK_dim, "%s", _("its number is on the clipboard"));
}

static struct reply on_people(struct screen *s, struct app *app, const struct event *event) {
	struct people_state *st = s->state;

	if (event->kind == EVENT_JOB)
		take_lines(st, s, app, event);
	if (event->kind == EVENT_RESIZE)
		list_show(&st->list, st->count, lines_shown(app));
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	if (event->action == ACT_BACK)
		return REPLY_LEAVE;
	if (event->action == ACT_TAB) {
		if (st->nowhere)
			return REPLY_STAY;
		st->all = !st->all;
		ask(st, s, app);
	} else if (event->action == ACT_TELL || event->action == ACT_ENTER) {
		copy_number(st, app);
	} else {
		list_on(&st->list, event, lines_shown(app));
	}
	return REPLY_STAY;
}

/* ---- the card ---- */

static bool seen(struct job *job, struct flow *flow, struct err *e) {
	return flow_low_card_seen(flow, *(int *)job->argument, e);
}

static struct reply leave_low(struct app *app, int days) {
	struct job *job = app_job(app, NULL, 0, seen);
	int *n = arena_alloc(&job->arena, sizeof(*n));

	*n = days;
	job->argument = n;
	app_send(app, job);
	return REPLY_LEAVE;
}

static struct reply on_low(struct screen *s, struct app *app, const struct event *event) {
	if (event->kind == EVENT_JOB)
		take_lines(s->state, s, app, event);
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	return leave_low(app, event->action == ACT_AWAY ? LOW_LATER_DAYS : LOW_AGAIN_DAYS);
}

/* ---- drawing ---- */

/* A number, or an address without what every address begins with. */
static struct slice reach_of(const struct helpline *h) {
	struct slice url = slice_of(h->url), https = SLICE("https://");

	return *h->number ? slice_of(h->number) : slice_starts(url, https) ? slice_from(url, https.len) : url;
}

static int draw_line(const struct people_state *st, size_t n, struct canvas *c, struct page p, int row, bool cursor) {
	const struct helpline *h = &st->lines[n];
	struct slice reach = reach_of(h);
	int col = p.left + 2, rows = line_rows(p), right = p.left + p.width;

	if (cursor)
		list_mark(&st->list, n, c, row, p.left);
	if (st->all && !holds_everywhere(h) && p.width >= CC_COLS_FROM) {
		canvas_right(c, row, right, INK_dim, slice_of(h->cc));
		right -= text_width(slice_of(h->cc)) + 2;
	}
	if (right - col - text_width(reach) - 2 >= NAME_COLS_LEAST)     /* the number goes before the name */
		col += canvas_fit(c, row, col, right - col - text_width(reach) - 2, INK_text, slice_of(h->name)) + 2;
	canvas_fit(c, row, col, right - col, INK_accent, reach);
	if (rows > 1)
		part_sentence(c, row + 1, row + rows - 2 < p.bottom ? row + rows - 2 : p.bottom, p.left + 2, p.width - 2, INK_dim, h->text);
	return row + rows;
}

static void draw_people(const struct screen *s, struct canvas *c) {
	const struct people_state *st = s->state;
	struct page p = canvas_page(c);
	int row, bottom;

	place(p, &row, &bottom);
	canvas_fit(c, p.top, p.left, p.width, INK_title, slice_of(_("people to talk to")));
	for (size_t n = st->list.first; n < st->count && row <= bottom; n++)
		row = draw_line(st, n, c, p, row, true);
	if (p.roomy)
		part_sentence(c, p.bottom - 1, p.bottom, p.left, p.width, INK_dim,
			_("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
}

static void draw_low(const struct screen *s, struct canvas *c) {
	const struct people_state *st = s->state;
	struct page p = canvas_page(c);
	int top = p.top + (p.roomy ? 2 : 0), row;

	canvas_cursor(c, top, p.left);
	row = sentence_draw(c, p, top, INK_text,
		_("These days have been logged as heavy. You don't have to carry that alone: a friend, your doctor, or one of these lines."));
	if (row == top)
		row = sentence_draw(c, p, top, INK_text, _("Heavy days. You don't have to carry that alone."));
	row += p.roomy;
	for (size_t n = 0; n < st->count && n < LOW_LINES && row <= p.bottom; n++)
		row = draw_line(st, n, c, p, row, false);
}

static void close_people(struct screen *s) {
	struct people_state *st = s->state;

	job_free(st->job);
	free(st);
}

static bool people_offers(const struct screen *s, enum action a) {
	const struct people_state *st = s->state;

	return a != ACT_TAB || !st->nowhere;
}

static const char *people_word(const struct screen *s, enum action a) {
	const struct people_state *st = s->state;

	return a == ACT_TAB ? st->all ? _("my country") : _("all countries") : a == ACT_TELL ? "" : a == ACT_ENTER ? _("copy the number") : NULL;
}

static const char *low_word(const struct screen *s, enum action a) {
	(void)s;
	return a == ACT_ENTER ? _("go on") : a == ACT_AWAY ? _("not for 30 days") : a == ACT_BACK ? "" : NULL;
}

const struct screen_ops screen_people = {.name = N_("people to talk to"), .answers = people_answers, .open = open_people, .on = on_people,
	.draw = draw_people, .close = close_people, .offers = people_offers, .word = people_word};
const struct screen_ops screen_low = {.name = N_("heavy days"), .answers = low_answers, .open = open_low, .on = on_low, .draw = draw_low,
	.close = close_people, .word = low_word};
