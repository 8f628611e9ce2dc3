/* picture.c: a picture that was asked for: its words above, any key below, and between them what another program draws. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>

enum { TICK_MS = 1000, WORD_LINES_MAX = 3, ROWS_FEW = 8 };

struct picture_state {
	struct job *job;                        /* owns the words and the bytes */
	const char *words;
	struct slice bytes;
	struct text_lines lines;
	struct picture_command command;
	struct arena texts;                     /* the command's */
};

static const enum action answers[] = {ACT_NONE};

static int word_lines(const struct picture_state *st, struct page p) {
	int most = p.roomy ? WORD_LINES_MAX : p.rows >= ROWS_FEW ? 2 : 1;

	return (int)st->lines.count < most ? (int)st->lines.count : most;
}

static int picture_row(const struct picture_state *st, struct page p) {
	return p.top + word_lines(st, p) + p.roomy;
}

/* As large as there is room for; once more where that is another. */
static bool show(struct picture_state *st, struct app *app) {
	struct page p = app_page(app);
	struct picture_room room = {.cols = app_cols(app), .ascii = app_is_ascii(app)};
	struct err e = {0};

	text_wrap(slice_of(st->words), p.width, &st->lines);
	room.rows = p.bottom - picture_row(st, p) + 1;
	if (room.rows < 1)
		room.rows = 1;
	arena_reset(&st->texts);
	if (!flow_picture_command(app_config(app), &room, &st->texts, &st->command, &e)) {
		app_say_err(app, &e);
		return false;
	}
	app_picture(app, &st->command, st->bytes, picture_row(st, p));
	return true;
}

static bool open_picture(struct screen *s, struct app *app, void *argument) {
	const struct picture_argument *given = argument;
	struct picture_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	s->typing = s->still = true;
	s->tick_ms = TICK_MS;                   /* for the clock of the session below: looking is reading */
	st->job = given->job;
	st->words = given->words;
	st->bytes = given->bytes;
	arena_init(&st->texts, 0);
	app_say(app, INK_dim, "%s", "");
	show(st, app);
	return true;
}

static struct reply on_picture(struct screen *s, struct app *app, const struct event *event) {
	struct picture_state *st = s->state;

	switch (event->kind) {
	case EVENT_TEXT: return REPLY_LEAVE;
	case EVENT_RESIZE: return show(st, app) ? REPLY_STAY : REPLY_LEAVE;
	case EVENT_OUTSIDE: return event->outside.ok ? REPLY_STAY : REPLY_LEAVE;
	default: return REPLY_STAY;
	}
}

static void draw_picture(const struct screen *s, struct canvas *c) {
	const struct picture_state *st = s->state;
	struct page p = canvas_page(c);
	int count = word_lines(st, p);

	for (int i = 0; i < count; i++) {
		struct slice line = st->lines.at[i].text, whole = slice_of(st->words);

		if (i + 1 == count)                     /* the last one takes what is left, and is cut where it must */
			line = slice_from(whole, (size_t)(line.at - whole.at));
		canvas_fit(c, p.top + i, p.left, p.width, INK_text, line);
	}
	canvas_fit(c, c->rows - 1, p.left, p.width, INK_dim, slice_of(_("any key goes back")));
	canvas_cursor(c, p.top, p.left);
}

static void close_picture(struct screen *s) {
	struct picture_state *st = s->state;

	text_lines_finish(&st->lines);
	arena_finish(&st->texts);
	job_free(st->job);
	free(st);
}

static const char *word(const struct screen *s, enum action a) {
	(void)s;
	(void)a;
	return "";                              /* every key is one */
}

const struct screen_ops screen_picture = {.name = N_("picture"), .answers = answers, .open = open_picture, .on = on_picture, .draw = draw_picture,
	.close = close_picture, .word = word};
