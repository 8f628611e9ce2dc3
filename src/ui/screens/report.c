/* report.c: what was logged, as a text to look at or to hand to somebody: of a plan's days, or of all. Saved here, and sent nowhere. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum part { PART_NOTES, PART_DAYS, PART_COUNT };
enum { FILE_CHARS = 200, NAME_COLS = 11, COLS_NAMES = 34, COLS_BOTH = 40, REPORT_BYTES_MAX = 1 << 26 };

struct report_state {
	struct field file;
	struct list parts;
	int64_t since;                          /* of a plan that is over; DATE_NONE: none is, and days are not asked for */
	bool notes, all, demo;
};

static const enum action answers[] = {ACT_ENTER, ACT_EDIT, ACT_LEFT, ACT_RIGHT, ACT_UP, ACT_DOWN, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

struct saving { const char *file; int64_t since; bool notes; };

static bool save_report(struct job *job, struct flow *flow, struct err *e) {
	const struct saving *w = job->argument;
	char path[PATH_SIZE];
	struct str text;
	bool ok;

	if (!flow_file_place(slice_of(w->file), path, e))
		return false;
	if (access(path, F_OK) == 0)
		return err_set(e, ERR_USAGE, _("%s: there is a file of this name; e gives another"), w->file);
	str_init(&text, REPORT_BYTES_MAX);
	ok = report_write_text(flow, w->since, w->notes, &text, e) && path_write_new(path, str_slice(&text), e);
	str_finish(&text);
	return ok;
}

static void save(struct report_state *st, struct screen *s, struct app *app) {
	struct job *job;
	struct saving *w;

	if (st->demo) {
		app_say(app, INK_dim, "%s", _("this is the demo: nothing is left behind by it"));
		return;
	}
	job = app_job(app, s, 0, save_report);
	w = arena_alloc(&job->arena, sizeof(*w));
	*w = (struct saving){arena_text(&job->arena, str_slice(&st->file.text)), st->all ? DATE_NONE : st->since, st->notes};
	job->argument = w;
	app_send(app, job);
}

/* ---- events ---- */

static bool open_report(struct screen *s, struct app *app, void *argument) {
	struct report_state *st = mem_alloc(sizeof(*st));
	const struct home *home = argument;
	int year, month, mday, weekday;
	char name[64];

	s->state = st;
	st->since = home && home->plan_over ? home->plan_since : DATE_NONE;
	st->all = st->since == DATE_NONE;
	st->demo = app_options(app)->demo;
	st->parts.count = st->all ? PART_COUNT - 1 : PART_COUNT;
	date_day_civil(date_day(app_now(app), app_config(app)->turn_hour), &year, &month, &mday, &weekday);
	snprintf(name, sizeof(name), "~/bewust-%04d-%02d-%02d.txt", year, month, mday);
	field_init(&st->file, FILE_CHARS, name);
	return true;
}

static struct reply on_saved(const struct report_state *st, struct app *app, const struct event *event) {
	if (!event->job->ok)                    /* the app says why */
		return REPLY_STAY;
	app_say(app, INK_dim, _("saved in %s"), st->file.text.at);
	return REPLY_LEAVE;
}

static struct reply on_action(struct report_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_ENTER: save(st, s, app); break;
	case ACT_EDIT: s->typing = true; break;
	case ACT_LEFT:
	case ACT_RIGHT:
		if (st->parts.at == PART_NOTES)
			st->notes = !st->notes;
		else
			st->all = !st->all;
		break;
	default: list_on(&st->parts, event, PART_COUNT); break;
	}
	return REPLY_STAY;
}

static struct reply on_report(struct screen *s, struct app *app, const struct event *event) {
	struct report_state *st = s->state;
	enum field_said said;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, app, event);
	case EVENT_JOB: return on_saved(st, app, event);
	case EVENT_TEXT:
		said = field_on(&st->file, event->key);
		s->typing = !(said == FIELD_LEFT || (said == FIELD_DONE && st->file.text.len));
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void draw_choice(const struct report_state *st, enum part part, struct canvas *c, struct page p, int row) {
	bool second = part == PART_NOTES ? st->notes : st->all;
	const char *words[] = {part == PART_NOTES ? _("without") : _("of the plan"), part == PART_NOTES ? _("with them") : _("all there are")};
	int col = list_mark(&st->parts, (size_t)part, c, row, p.left);

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 1, INK_dim, slice_of(part == PART_NOTES ? _("notes") : _("days")));
		col += NAME_COLS;
	}
	for (int i = 0; i < 2; i++) {
		char shown[64];

		if (p.width < COLS_BOTH && i != second)
			continue;
		snprintf(shown, sizeof(shown), i == second ? "‹%s›" : " %s ", words[i]);
		col += canvas_fit(c, row, col, p.left + p.width - col, i != second ? INK_dim : st->parts.at == (size_t)part ? INK_selected : INK_text,
			slice_of(shown)) + 2;
	}
}

static void draw_file(const struct screen *s, struct canvas *c, struct page p, int row) {
	const struct report_state *st = s->state;
	int col = p.left + 2;

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 1, INK_dim, slice_of(_("file")));
		col += NAME_COLS;
	}
	if (s->typing)
		field_draw(&st->file, c, row, col, p.left + p.width - col);
	else
		canvas_fit(c, row, col, p.left + p.width - col, INK_text, str_slice(&st->file.text));
}

static void draw_report(const struct screen *s, struct canvas *c) {
	const struct report_state *st = s->state;
	struct page p = canvas_page(c);
	int row = part_top(p);

	part_heading(c, p, _("a report"), "");
	if (p.rows >= 8)
		row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text,
			_("What you logged, as a text to look at, or to hand to somebody. It is saved on this computer and goes nowhere by itself.")) + 1;
	for (size_t n = 0; n < st->parts.count && row <= p.bottom; n++)
		draw_choice(st, (enum part)n, c, p, row++);
	if (row <= p.bottom)
		draw_file(s, c, p, row);
}

static void close_report(struct screen *s) {
	struct report_state *st = s->state;

	field_finish(&st->file);
	free(st);
}

static const char *word(const struct screen *s, enum action a) {
	if (s->typing)
		return a == ACT_ENTER ? _("this name") : _("leave it");
	return a == ACT_ENTER ? _("save it") : a == ACT_EDIT ? _("another name") : NULL;
}

const struct screen_ops screen_report = {.name = N_("report"), .answers = answers, .open = open_report, .on = on_report, .draw = draw_report,
	.close = close_report, .word = word};
