/* tell.c: telling somebody in another way than by the clipboard: by mail, or in a file; the message stands there as it is sent. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_WRITE, JOB_TAKE_BACK };
enum way { WAY_MAIL, WAY_FILE, WAYS };
enum { PATH_CHARS = 400 };

struct tell_state {
	struct telling telling;
	struct list list;
	struct field field;                     /* where the file goes */
	bool asks;                              /* a file is there already: y replaces it */
	bool replaced;
	struct tell_file file;                  /* the last one written, for undo; the one asked about */
};

static const enum action answers[] = {ACT_ENTER, ACT_YES, ACT_TELL, ACT_UNDO, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_BACK, ACT_NONE};

static void copy(struct tell_state *st, struct app *app) {
	app_clipboard(app, slice_of(st->telling.text));
	app_say(app, INK_dim, "%s", _("a message about it is on the clipboard, ready to send"));
}

static bool open_tell(struct screen *s, struct app *app, void *argument) {
	struct tell_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->telling = *(const struct telling *)argument;
	list_show(&st->list, WAYS, WAYS);
	copy(st, app);
	return true;
}

/* ---- what the worker does ---- */

struct writing {
	struct telling telling;
	char typed[PATH_CHARS * 4 + 1];
	bool replace;
	struct tell_file file;
};

static bool write_file(struct job *job, struct flow *flow, struct err *e) {
	struct writing *w = job->argument;

	(void)flow;
	return flow_tell_write(slice_of(w->typed), w->telling.title, w->telling.text, w->replace, &w->file, e);
}

static bool take_back(struct job *job, struct flow *flow, struct err *e) {
	const struct writing *w = job->argument;

	(void)flow;
	return flow_tell_take_back(&w->file, w->telling.text, e);
}

static void send(struct tell_state *st, struct screen *s, struct app *app, enum job_name what) {
	struct job *job = app_job(app, s, what, what == JOB_WRITE ? write_file : take_back);
	struct writing *w = arena_alloc(&job->arena, sizeof(*w));

	*w = (struct writing){.telling = st->telling, .replace = st->asks, .file = st->file};
	text_copy(w->typed, sizeof(w->typed), str_slice(&st->field.text));
	job->argument = w;
	st->asks = false;
	app_send(app, job);
}

static void on_written(struct tell_state *st, struct app *app, const struct event *event) {
	const struct writing *w = event->job->argument;

	if (!event->job->ok)
		return;
	st->file = w->file;
	st->asks = !w->file.written;
	st->replaced = w->replace;
	if (st->asks)
		app_say(app, INK_text, _("%s is there already; y writes over it"), w->file.shown);
	else if (st->replaced)
		app_say(app, INK_dim, _("it is in %s"), w->file.shown);
	else
		app_say(app, INK_dim, _("it is in %s; u takes it back"), w->file.shown);
}

static void on_taken_back(struct tell_state *st, struct app *app, const struct event *event) {
	if (!event->job->ok)
		return;
	st->file.written = false;
	app_say(app, INK_dim, "%s", _("taken back"));
}

/* ---- events ---- */

static void begin_file(struct tell_state *st, struct screen *s) {
	struct str place;

	str_init(&place, PATH_CHARS);
	flow_tell_file(st->telling.title, &place);
	field_finish(&st->field);
	field_init(&st->field, PATH_CHARS, place.at);
	str_finish(&place);
	s->typing = true;
}

static void on_key(struct tell_state *st, struct screen *s, struct app *app, uint32_t key) {
	enum field_said said = field_on(&st->field, key);

	if (said != FIELD_DONE && said != FIELD_LEFT)
		return;
	s->typing = false;
	if (said == FIELD_DONE)
		send(st, s, app, JOB_WRITE);
}

static void undo(struct tell_state *st, struct screen *s, struct app *app) {
	if (st->file.written && !st->replaced)
		send(st, s, app, JOB_TAKE_BACK);
	else
		app_say(app, INK_dim, "%s", _("nothing to take back"));
}

static struct reply on_action(struct tell_state *st, struct screen *s, struct app *app, const struct event *event) {
	bool asked = st->asks;

	st->asks = asked && event->action == ACT_YES;
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_TELL: copy(st, app); break;
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_YES:
		if (asked)
			send(st, s, app, JOB_WRITE);
		break;
	case ACT_ENTER:
		if (st->list.at == WAY_MAIL)
			app_mail(app, st->telling.title, st->telling.text);
		else
			begin_file(st, s);
		break;
	default: list_on(&st->list, event, WAYS); break;
	}
	return REPLY_STAY;
}

static struct reply on_tell(struct screen *s, struct app *app, const struct event *event) {
	struct tell_state *st = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, app, event);
	case EVENT_TEXT: on_key(st, s, app, event->key); break;
	case EVENT_JOB:
		if (event->job->what == JOB_WRITE)
			on_written(st, app, event);
		else
			on_taken_back(st, app, event);
		break;
	case EVENT_OUTSIDE:
		if (!event->outside.ok)
			break;
		app_say(app, INK_dim, "%s", _("your mail program has it; it goes out when you send it there"));
		return REPLY_LEAVE;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static const char *way_word(enum way way) {
	/* i18n: ways to tell somebody of something */
	return way == WAY_MAIL ? _("by mail") : _("in a file");
}

static int draw_message(const struct tell_state *st, struct canvas *c, struct page p, int row, int bottom) {
	struct text_lines lines = {0};

	text_wrap(slice_of(st->telling.text), p.width, &lines);
	for (size_t i = 0; i < lines.count && row <= bottom; i++)
		canvas_fit(c, row++, p.left, p.width, i ? INK_dim : INK_text, lines.at[i].text);
	text_lines_finish(&lines);
	return row;
}

static void draw_tell(const struct screen *s, struct canvas *c) {
	const struct tell_state *st = s->state;
	struct page p = canvas_page(c);
	int row = part_top(p);

	if (!s->typing)
		part_heading(c, p, _("tell somebody"), "");
	if (part_rows(p) > WAYS + 2)            /* the ways before the message */
		row = draw_message(st, c, p, row, p.bottom - WAYS - 2) + 1 + p.roomy;
	for (int way = 0; way < WAYS && row <= p.bottom; way++, row++)
		canvas_fit(c, row, list_mark(&st->list, (size_t)way, c, row, p.left), p.width - 2, (size_t)way == st->list.at ? INK_selected : INK_text,
			slice_of(way_word((enum way)way)));
	if (s->typing)
		part_field(&st->field, c, p, _("file"), _("where it goes; it can be read by you alone"));
}

static void close_tell(struct screen *s) {
	struct tell_state *st = s->state;

	field_finish(&st->field);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct tell_state *st = s->state;

	return a == ACT_YES ? st->asks : a != ACT_UNDO || (st->file.written && !st->replaced);
}

static const char *word(const struct screen *s, enum action a) {
	if (s->typing)
		return a == ACT_ENTER ? _("write it") : _("leave it");
	return a == ACT_TELL ? _("copy again") : a == ACT_YES ? _("write over it") : NULL;
}

const struct screen_ops screen_tell = {.name = N_("tell"), .answers = answers, .open = open_tell, .on = on_tell, .draw = draw_tell,
	.close = close_tell, .offers = offers, .word = word};
