/* asked.c: how one channel is asked, where it is not as all others are: how often, as whom, with which password and header. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

enum row { ROW_EVERY, ROW_AGENT, ROW_USER, ROW_PASSWORD, ROW_HEADER, ROW_COUNT };
enum job_name { JOB_LOAD, JOB_SAVE };
enum { VALUE_CHARS = 300, NAME_COLS = 18, COLS_NAMES = 40, VALUE_MAX = 2400 };

static const struct {
	const char *setting, *name, *unset, *note;
} rows[ROW_COUNT] = {
	{"interval", N_("how often"), N_("as often as it posts"), N_("Less often is kinder to its server. The feed and its server may ask for longer still.")},
	{"user-agent", N_("user agent"), N_("bewust, as for all"), N_("Who is asking, as its server is told. Left empty it is bewust, by its own name.")},
	{"user", N_("user name"), N_("no user name"), N_("For a feed behind a name and a password. It is told to the channel’s own host, and to nobody else.")},
	{"password-command", N_("password"), N_("no password"),
		N_("A command whose first line is the password, as: pass show paper. It runs without a shell, each time the channel is asked.")},
	{"header", N_("header line"), N_("no header line"), N_("One more line for the channel’s own host alone, as “Name: value”. Its value is not shown again.")},
};
static const int intervals[] = {0, 60, 180, 360, 720, 1440, 3 * 1440, 7 * 1440};
enum { INTERVALS = sizeof(intervals) / sizeof(intervals[0]) };

struct asked_state {
	struct arena texts;                     /* every value it ever had here */
	int64_t id;
	char called[160];
	const char *now[ROW_COUNT];             /* "": as for all */
	const char *before;                     /* what the last change changed; NULL: there was none */
	enum row changed;
	bool known;
	struct list list;
	struct field field;
};

static const enum action answers[] = {ACT_ENTER, ACT_AWAY, ACT_UNDO, ACT_EDIT, ACT_LEFT, ACT_RIGHT, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_PAGE_UP,
	ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

struct setting_wish {
	int64_t id;
	const char *name, *value;
};

struct loaded {
	struct channel_setting *at;
	size_t count;
};

static bool load(struct job *job, struct flow *flow, struct err *e) {
	struct loaded *l = arena_alloc(&job->arena, sizeof(*l));

	job->result = l;
	return store_channel_settings(flow_store(flow), *(int64_t *)job->argument, &job->arena, &l->at, &l->count, e);
}

static bool save(struct job *job, struct flow *flow, struct err *e) {
	const struct setting_wish *w = job->argument;

	return flow_channel_set(flow, w->id, w->name, w->value, e);
}

static bool open_asked(struct screen *s, struct app *app, void *argument) {
	const struct channel *c = argument;
	struct asked_state *st;
	struct job *job;
	int64_t *id;

	if (!c)
		return false;
	st = mem_alloc(sizeof(*st));
	s->state = st;
	arena_init(&st->texts, 0);
	st->id = c->id;
	part_channel_name(c, st->called);
	for (int r = 0; r < ROW_COUNT; r++)
		st->now[r] = "";
	field_init(&st->field, VALUE_CHARS, "");
	list_show(&st->list, ROW_COUNT, ROW_COUNT);
	job = app_job(app, s, JOB_LOAD, load);
	id = arena_alloc(&job->arena, sizeof(*id));
	*id = c->id;
	job->argument = id;
	app_send(app, job);
	return true;
}

static void take_settings(struct asked_state *st, const struct loaded *l) {
	for (size_t i = 0; i < l->count; i++)
		for (int r = 0; r < ROW_COUNT; r++)
			if (!strcmp(l->at[i].name, rows[r].setting))
				st->now[r] = arena_text(&st->texts, slice_of(l->at[i].value));
	st->known = true;
}

/* ---- changing ---- */

static void send_save(struct asked_state *st, struct screen *s, struct app *app, enum row row) {
	struct job *job = app_job(app, s, JOB_SAVE, save);
	struct setting_wish *w = arena_alloc(&job->arena, sizeof(*w));

	*w = (struct setting_wish){st->id, rows[row].setting, arena_text(&job->arena, slice_of(st->now[row]))};
	job->argument = w;
	app_send(app, job);
}

/* Saved at once; the last change can be taken back. */
static void change(struct asked_state *st, struct screen *s, struct app *app, enum row row, const char *to) {
	if (!strcmp(to, st->now[row]))
		return;
	st->before = st->now[row];
	st->changed = row;
	st->now[row] = to;
	send_save(st, s, app, row);
}

static void undo(struct asked_state *st, struct screen *s, struct app *app) {
	if (!st->before) {
		app_say(app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	st->now[st->changed] = st->before;
	st->before = NULL;
	send_save(st, s, app, st->changed);
	app_say(app, INK_dim, "%s", _("taken back"));
}

static int minutes_of(const char *value) {
	long long n;

	return slice_to_int(slice_of(value), &n) && n > 0 && n < 1 << 20 ? (int)n : 0;
}

/* The next choice of that many; what was set elsewhere lies between two of them. */
static void move_interval(struct asked_state *st, struct screen *s, struct app *app, int by) {
	int now = minutes_of(st->now[ROW_EVERY]), at = by > 0 ? 0 : INTERVALS - 1;

	while (at >= 0 && at < INTERVALS && (by > 0 ? intervals[at] <= now : intervals[at] >= now))
		at += by;
	if (at >= 0 && at < INTERVALS)
		change(st, s, app, ROW_EVERY, intervals[at] ? arena_printf(&st->texts, "%d", intervals[at]) : "");
}

/* A header's value may be a secret: it is typed anew. */
static void edit(struct asked_state *st, struct screen *s, struct app *app) {
	enum row row = (enum row)st->list.at;

	if (row == ROW_EVERY) {
		move_interval(st, s, app, 1);
		return;
	}
	field_finish(&st->field);
	field_init(&st->field, VALUE_CHARS, row == ROW_HEADER ? "" : st->now[row]);
	s->typing = true;
}

static void on_key(struct asked_state *st, struct screen *s, struct app *app, uint32_t key) {
	enum field_said said = field_on(&st->field, key);
	enum row row = (enum row)st->list.at;
	struct slice typed = slice_trim(str_slice(&st->field.text));

	if (said == FIELD_DONE && (typed.len || row != ROW_HEADER))
		change(st, s, app, row, arena_text(&st->texts, typed));
	if (said == FIELD_DONE || said == FIELD_LEFT)
		s->typing = false;
}

static struct reply on_action(struct asked_state *st, struct screen *s, struct app *app, const struct event *event) {
	bool every = st->list.at == ROW_EVERY;

	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_AWAY: change(st, s, app, (enum row)st->list.at, ""); break;
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_LEFT:
	case ACT_RIGHT:
		if (every)
			move_interval(st, s, app, event->action == ACT_LEFT ? -1 : 1);
		break;
	case ACT_ENTER:
	case ACT_EDIT: edit(st, s, app); break;
	default: list_on(&st->list, event, ROW_COUNT); break;
	}
	return REPLY_STAY;
}

static struct reply on_asked(struct screen *s, struct app *app, const struct event *event) {
	struct asked_state *st = s->state;

	if (event->kind == EVENT_ACTION)
		return st->known || event->action == ACT_BACK ? on_action(st, s, app, event) : REPLY_STAY;
	if (event->kind == EVENT_TEXT)
		on_key(st, s, app, event->key);
	if (event->kind == EVENT_JOB && event->job->what == JOB_LOAD && event->job->ok)
		take_settings(st, event->job->result);
	if (event->kind == EVENT_JOB && event->job->what == JOB_SAVE && !event->job->ok && st->before) {
		st->now[st->changed] = st->before;      /* what is on the screen is what is on disk */
		st->before = NULL;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void write_value(const struct asked_state *st, enum row row, struct str *out) {
	const char *value = st->now[row];

	if (!*value)
		str_add_text(out, _(rows[row].unset));
	else if (row == ROW_EVERY)
		part_every(minutes_of(value), out);
	else if (row == ROW_HEADER)
		str_addf(out, "%.*s …", (int)strcspn(value, ":") + 1, value);
	else
		str_add_text(out, value);
}

static void draw_row(const struct asked_state *st, const struct screen *s, enum row row, struct canvas *c, struct page p, int at) {
	bool here = st->list.at == (size_t)row, choice = here && row == ROW_EVERY;
	int col = list_mark(&st->list, (size_t)row, c, at, p.left), fact = p.width >= COLS_NAMES ? NAME_COLS : 0, cols = p.width - 2 - fact;
	struct str value, shown;

	if (fact)
		canvas_fit(c, at, col, fact - 2, INK_dim, slice_of(_(rows[row].name)));
	if (here && s->typing) {
		field_draw(&st->field, c, at, col + fact, cols);
		return;
	}
	str_init(&value, VALUE_MAX);
	str_init(&shown, VALUE_MAX + 16);
	write_value(st, row, &value);
	str_addf(&shown, choice ? "‹%s›" : "%s", value.at);
	canvas_fit(c, at, choice && fact ? col + fact - 1 : col + fact, cols, here ? INK_selected : *st->now[row] ? INK_text : INK_dim, str_slice(&shown));
	str_finish(&value);
	str_finish(&shown);
}

/* What the row under the cursor is for, where there is room for all of it. */
static void draw_note(const struct asked_state *st, struct canvas *c, struct page p, int row) {
	p.left += 2;
	p.width -= 2;
	sentence_draw(c, p, row, INK_dim, _(rows[st->list.at].note));
}

static void draw_asked(const struct screen *s, struct canvas *c) {
	const struct asked_state *st = s->state;
	struct page p = canvas_page(c);
	int top = part_top(p), rows_here = part_rows(p), first = (int)st->list.at - rows_here + 1, row = top;

	part_heading(c, p, st->called, _("how it is asked"));
	for (int r = first > 0 ? first : 0; st->known && r < ROW_COUNT && row <= p.bottom; r++)
		draw_row(st, s, (enum row)r, c, p, row++);
	if (st->known && row + p.roomy <= p.bottom)
		draw_note(st, c, p, row + 1);
}

static void close_asked(struct screen *s) {
	struct asked_state *st = s->state;

	field_finish(&st->field);
	arena_finish(&st->texts);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct asked_state *st = s->state;

	return a == ACT_UNDO ? st->before != NULL : a == ACT_AWAY ? st->known && *st->now[st->list.at] : a != ACT_EDIT;
}

static const char *word(const struct screen *s, enum action a) {
	const struct asked_state *st = s->state;

	if (s->typing)
		return a == ACT_ENTER ? _("save it") : _("leave it as it was");
	if (a == ACT_ENTER)
		return st->list.at == ROW_EVERY ? _("change") : _("edit");
	return a == ACT_AWAY ? _("as all others") : NULL;
}

const struct screen_ops screen_asked = {.name = N_("how it is asked"), .answers = answers, .open = open_asked, .on = on_asked, .draw = draw_asked,
	.close = close_asked, .offers = offers, .word = word};
