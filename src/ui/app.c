/* app.c: the stack of screens, the worker's answers on their way to them, and the two lines of furniture. */
#include "screen.h"

#include "screens/screens.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct app {
	struct ui_options options;
	struct worker *worker;
	struct screen *top;
	struct canvas canvas;
	uint64_t numbers;               /* given to screens so far */
	int unanswered;                 /* jobs out */
	bool fetching, ended, closing;
	struct err broken;              /* why there is no store: said at each thing that asks for it */
	char said[256];                 /* the status line */
	enum ink said_ink;
	intptr_t result;
	enum action next_action;        /* chosen by name, for the screen below */
	bool has_wish;
	struct app_wish wish;
	struct arena wish_arena;
	int64_t ticked_at;
};

/* ---- what screens ask ---- */

const struct config *app_config(const struct app *app) {
	return &app->options.flow.config;
}

const struct ui_options *app_options(const struct app *app) {
	return &app->options;
}

int64_t app_now(const struct app *app) {
	return clock_wall(&app->options.flow.clock);
}

int64_t app_mono(const struct app *app) {
	return clock_mono(&app->options.flow.clock);
}

bool app_in_front(const struct app *app, const struct screen *s) {
	return app->top == s || (app->top && app->top->still && app->top->below == s);
}

uint64_t app_number(struct app *app) {
	return ++app->numbers;
}

int app_cols(const struct app *app) {
	return app->canvas.cols;
}

bool app_is_ascii(const struct app *app) {
	return app->canvas.ascii;
}

bool app_still(const struct app *app) {
	return app->top && app->top->still;
}

struct page app_page(const struct app *app) {
	return canvas_page(&app->canvas);
}

bool app_fetching(const struct app *app) {
	return app->fetching;
}

struct job *app_job(struct app *app, struct screen *s, int what, bool (*run)(struct job *, struct flow *, struct err *)) {
	(void)app;
	return job_new(s ? s->number : 0, what, run);
}

void app_send(struct app *app, struct job *job) {
	app->unanswered++;
	worker_send(app->worker, job);
}

void app_fetch_now(struct app *app, bool force) {
	if (app->fetching || app->options.demo)
		return;
	app->fetching = true;
	worker_fetch(app->worker, force);
}

void app_say(struct app *app, enum ink ink, const char *fmt, ...) {
	va_list args;

	va_start(args, fmt);
	vsnprintf(app->said, sizeof(app->said), fmt, args);
	va_end(args);
	app->said_ink = ink;
}

void app_say_err(struct app *app, const struct err *e) {
	app_say(app, INK_error, "%s", e->text);
}

void app_result(struct app *app, intptr_t result) {
	app->result = result;
}

void app_clipboard(struct app *app, struct slice text) {
	text_copy(app->wish.clipboard, sizeof(app->wish.clipboard), text);
	app->has_wish = true;
}

bool app_outside(struct app *app, const char *url, enum item_kind kind) {
	struct err e = {0};
	char **argv;

	arena_reset(&app->wish_arena);
	if (!flow_outside_command(app_config(app), url, kind, &app->wish_arena, &argv, &e)) {
		app_say_err(app, &e);
		return false;
	}
	app->wish.argv = argv;
	app->has_wish = true;
	return true;
}

bool app_mail(struct app *app, const char *subject, const char *text) {
	struct err e = {0};
	char **argv;

	arena_reset(&app->wish_arena);
	if (!flow_mail_command(app_config(app), subject, text, &app->wish_arena, &argv, &e)) {
		app_say_err(app, &e);
		return false;
	}
	app->wish.argv = argv;
	app->has_wish = true;
	return true;
}

void app_picture(struct app *app, const struct picture_command *command, struct slice bytes, int row) {
	app->wish.picture = command;
	app->wish.picture_bytes = bytes;
	app->wish.picture_row = row;
	app->has_wish = true;
}

void app_show_demo(struct app *app) {
	char self[4096], **argv;
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self));

	arena_reset(&app->wish_arena);
	argv = arena_array(&app->wish_arena, 3, sizeof(*argv));
	argv[0] = arena_text(&app->wish_arena, len > 0 && (size_t)len < sizeof(self) ? (struct slice){self, (size_t)len} : SLICE("bewust"));
	argv[1] = arena_text(&app->wish_arena, SLICE("demo"));
	app->wish.argv = argv;
	app->has_wish = true;
}

/* ---- the stack ---- */

static bool push(struct app *app, const struct screen_ops *ops, void *argument) {
	struct screen *s = mem_alloc(sizeof(*s));

	s->ops = ops;
	s->number = ++app->numbers;
	if (!ops->open(s, app, argument)) {
		free(s);
		return false;
	}
	s->below = app->top;
	app->top = s;
	return true;
}

static void pop(struct app *app) {
	struct screen *s = app->top;

	app->top = s->below;
	if (s->still) {
		app->wish.picture = NULL;
		app->wish.redraw = app->has_wish = true;
	}
	s->ops->close(s);
	free(s);
}

static void dispatch(struct app *app, struct screen *s, const struct event *event);

static void leave(struct app *app) {
	struct event back = {.kind = EVENT_RETURN};

	pop(app);
	if (!app->top) {
		app->ended = true;
		return;
	}
	back.result = app->result;
	app->result = 0;
	dispatch(app, app->top, &back);
}

/* The new screen opens first: its argument may belong to the old one. */
static void replace(struct app *app, const struct screen_ops *ops, void *argument) {
	struct screen *old = app->top;

	if (!push(app, ops, argument))
		return;
	app->top->below = old->below;
	old->ops->close(old);
	free(old);
}

static void obey(struct app *app, struct reply reply) {
	switch (reply.what) {
	case STAY:
		break;
	case LEAVE:
		leave(app);
		break;
	case ENTER:
		push(app, reply.next, reply.argument);
		break;
	case REPLACE:
		replace(app, reply.next, reply.argument);
		break;
	case GO_HOME:
		while (app->top && app->top->below && app->top->below->below)
			pop(app);
		if (app->top->below)
			leave(app);
		break;
	case QUIT:
		app->ended = true;
		break;
	}
}

static void dispatch(struct app *app, struct screen *s, const struct event *event) {
	struct reply reply = s->ops->on(s, app, event);

	if (s == app->top)                      /* only the screen in front may move the stack */
		obey(app, reply);
}

struct app *app_new(const struct ui_options *options, bool threaded, const struct screen_ops *first, struct err *e) {
	struct app *app = mem_alloc(sizeof(*app));

	app->options = *options;
	canvas_init(&app->canvas);
	canvas_resize(&app->canvas, 24, 80);
	arena_init(&app->wish_arena, 0);
	app->ticked_at = app_mono(app);
	if (!(app->worker = worker_start(&options->flow, threaded, e))) {
		app_free(app);
		return NULL;
	}
	push(app, first, NULL);
	if (options->fetch && !options->demo)
		app_fetch_now(app, false);
	return app;
}

void app_free(struct app *app) {
	if (!app)
		return;
	while (app->top)
		pop(app);
	worker_stop(app->worker);
	canvas_finish(&app->canvas);
	arena_finish(&app->wish_arena);
	free(app);
}

bool app_ended(const struct app *app) {
	return app->ended || !app->top;
}

const char *app_screen_name(const struct app *app) {
	return app->top ? app->top->ops->name : "";
}

/* ---- keys ---- */

/* What works on every screen that is not taking in text. */
static const enum action everywhere[] = {ACT_HELP, ACT_PEOPLE, ACT_ANYTHING, ACT_REDRAW, ACT_ASIDE, ACT_NONE};

/* What somebody else drew is not in our memory of the screen: it is drawn anew, as at another size. */
static void draw_again(struct app *app) {
	static const struct event resize = {.kind = EVENT_RESIZE};

	if (app->top->still)
		app->top->ops->on(app->top, app, &resize);
}

static bool on_everywhere(struct app *app, enum action action) {
	switch (action) {
	case ACT_HELP:
		push(app, &screen_help, (void *)app->top->ops);
		return true;
	case ACT_PEOPLE:
		push(app, &screen_people, NULL);
		return true;
	case ACT_ANYTHING:
		push(app, &screen_anything, app->top);
		return true;
	case ACT_REDRAW:
		app->wish.redraw = app->has_wish = true;
		draw_again(app);
		return true;
	case ACT_ASIDE:
		app->wish.step_aside = app->has_wish = true;
		draw_again(app);
		return true;
	default:
		return false;
	}
}

static void dispatch_key(struct app *app, uint32_t key) {
	struct event event = {.kind = EVENT_TEXT, .key = key};
	enum action action;

	if (app->top->typing) {
		action = action_for_key((const enum action[]){ACT_REDRAW, ACT_ASIDE, ACT_NONE}, key);
		if (!on_everywhere(app, action))
			dispatch(app, app->top, &event);
		return;
	}
	if (on_everywhere(app, action_for_key(everywhere, key)))
		return;
	event.kind = EVENT_ACTION;
	event.action = action_for_key(app->top->ops->answers, key);
	if (event.action != ACT_NONE)
		dispatch(app, app->top, &event);
}

void app_action_next(struct app *app, enum action action) {
	app->next_action = action;
}

/* An action chosen by name, on the screen that is in front now. */
static void do_next_action(struct app *app) {
	struct event event = {.kind = EVENT_ACTION, .action = app->next_action};

	app->next_action = ACT_NONE;
	if (event.action == ACT_NONE || app_ended(app))
		return;
	if (on_everywhere(app, event.action))
		return;
	for (const enum action *a = app->top->ops->answers; *a != ACT_NONE; a++)
		if (*a == event.action) {
			dispatch(app, app->top, &event);
			return;
		}
}

void app_key(struct app *app, uint32_t key) {
	if (app_ended(app))
		return;
	app->said[0] = '\0';
	dispatch_key(app, key);
	do_next_action(app);
}

/* ---- time, the worker, the size ---- */

int app_wait_ms(const struct app *app) {
	int tick = app->top ? app->top->tick_ms : 0;
	int64_t left;

	if (!tick)
		return -1;
	left = app->ticked_at + tick - app_mono(app);
	return left < 0 ? 0 : (int)left;
}

void app_tick(struct app *app) {
	static const struct event tick = {.kind = EVENT_TICK};
	int64_t now = app_mono(app);

	if (app_ended(app) || !app->top->tick_ms || now - app->ticked_at < app->top->tick_ms)
		return;
	app->ticked_at = now;
	for (struct screen *s = app->top, *below; s; s = below) {   /* a session's clock must know that it stands still */
		below = s->below;
		if (s->tick_ms)
			dispatch(app, s, &tick);
	}
}

void app_pass_time(struct app *app, int64_t ms) {
	clock_advance(&app->options.flow.clock, ms);
	worker_pass_time(app->worker, ms);
	app_tick(app);
}

static struct screen *screen_numbered(struct app *app, uint64_t number) {
	for (struct screen *s = app->top; s; s = s->below)
		if (s->number == number)
			return s;
	return NULL;
}

static void deliver(struct app *app, struct job *job) {
	struct screen *s = screen_numbered(app, job->owner);
	bool taken = false;
	struct event event = {.kind = EVENT_JOB, .job = job, .taken = &taken};

	app->unanswered--;
	if (!job->ok && (job->err.kind || app->broken.kind))
		app_say_err(app, job->err.kind ? &job->err : &app->broken);
	if (s)
		dispatch(app, s, &event);
	if (!taken)
		job_free(job);
}

static void note_worker(struct app *app, const struct worker_event *w) {
	if (w->word == WORKER_FETCHING || w->word == WORKER_FETCHED)
		app->fetching = w->word == WORKER_FETCHING;
	if (w->word == WORKER_FAILED) {
		app->broken = w->err;
		app_say_err(app, &w->err);
	}
}

bool app_receive(struct app *app) {
	struct worker_event w;
	struct event event = {.kind = EVENT_WORKER, .worker = &w};

	if (!worker_receive(app->worker, &w))
		return false;
	if (w.word == WORKER_JOB) {
		deliver(app, w.job);
		return true;
	}
	note_worker(app, &w);
	for (struct screen *s = app->top, *below; s; s = below) {
		below = s->below;
		dispatch(app, s, &event);
	}
	return true;
}

bool app_settled(const struct app *app) {
	return app->unanswered == 0 && !app->fetching;
}

int app_fd(const struct app *app) {
	return worker_fd(app->worker);
}

void app_resize(struct app *app, int rows, int cols) {
	static const struct event resize = {.kind = EVENT_RESIZE};

	canvas_resize(&app->canvas, rows, cols);
	for (struct screen *s = app->top; s; s = s->below)
		s->ops->on(s, app, &resize);
}

void app_ascii(struct app *app, bool ascii, bool letters) {
	app->canvas.ascii = ascii;
	app->canvas.letters = letters;
}

void app_close_down(struct app *app) {
	while (app->top)                        /* each screen's close saves what it holds */
		pop(app);
	app->ended = true;
}

bool app_take_wish(struct app *app, struct app_wish *out) {
	if (!app->has_wish)
		return false;
	*out = app->wish;
	memset(&app->wish, 0, sizeof(app->wish));
	app->has_wish = false;
	return true;
}

void app_outside_done(struct app *app, const struct err *e, int64_t ms) {
	struct event event = {.kind = EVENT_OUTSIDE, .outside = {.ok = e->kind == ERR_NONE, .ms = ms}};

	if (e->kind)
		app_say_err(app, e);
	if (!app_ended(app))
		dispatch(app, app->top, &event);
}

/* ---- drawing ---- */

static const char *footer_word(const struct screen *s, enum action a) {
	const char *word = s->ops->word && a != ACT_HELP && a != ACT_PEOPLE ? s->ops->word(s, a) : NULL;
	return word ? word : action_word(a);
}

static bool in_footer(const struct screen *s, enum action a) {
	return *footer_word(s, a) && (!s->ops->offers || s->ops->offers(s, a));
}

enum { FOOTER_MAX = ACTION_COUNT, FOOTER_GAP = 3, FOOTER_GAP_NARROW = 2 };

/* What the footer names now: "⏎ begin   q not now", and how much of it. */
struct footer {
	const struct screen *screen;
	enum action actions[FOOTER_MAX];
	int count, worded;              /* the first `worded` of them with their words */
	bool ascii;
};

static int footer_gap(const struct footer *f) {
	return f->worded ? FOOTER_GAP : FOOTER_GAP_NARROW;
}

static int action_cols(const struct footer *f, int n) {
	int cols = text_width(action_key_shown(f->actions[n], f->ascii));

	return n < f->worded ? cols + 1 + text_width(slice_of(footer_word(f->screen, f->actions[n]))) : cols;
}

static int footer_cols(const struct footer *f) {
	int cols = 0;

	for (int n = 0; n < f->count; n++)
		cols += action_cols(f, n) + (n ? footer_gap(f) : 0);
	return cols;
}

/* The last words go first, then the last keys. */
static void fit_footer(struct footer *f, int cols) {
	while (footer_cols(f) > cols && f->worded > 0)
		f->worded--;
	while (footer_cols(f) > cols && f->count > 0)
		f->count--;
}

static void draw_actions(const struct footer *f, struct canvas *c, int col) {
	int row = c->rows - 1;

	for (int n = 0; n < f->count; n++) {
		int key = canvas_text(c, row, col, INK_accent, action_key_shown(f->actions[n], f->ascii));

		if (n < f->worded)
			canvas_text(c, row, col + key + 1, INK_dim, slice_of(footer_word(f->screen, f->actions[n])));
		col += action_cols(f, n) + footer_gap(f);
	}
}

/* While a line is typed only these two are keys. */
static void draw_typing_footer(const struct screen *s, struct canvas *c) {
	static const enum action both[] = {ACT_ENTER, ACT_BACK};
	static const char *const keys[] = {"⏎", "Esc"}, *const ascii[] = {"Enter", "Esc"};
	struct page p = canvas_page(c);
	int col = p.left;

	for (int i = 0; i < 2; i++) {
		const char *word = footer_word(s, both[i]);

		if (!*word)
			continue;
		col += canvas_text(c, c->rows - 1, col, INK_accent, slice_of(c->ascii ? ascii[i] : keys[i])) + 1;
		col += canvas_fit(c, c->rows - 1, col, p.left + p.width - col, INK_dim, slice_of(word)) + 3;
	}
}

/* The screen's own actions from the left, help and people to talk to always at the right. Words go before keys do. */
static void draw_footer(const struct screen *s, struct canvas *c) {
	struct footer own = {.screen = s, .ascii = c->ascii}, always = {s, {ACT_HELP, ACT_PEOPLE}, 2, 2, c->ascii};
	struct page p = canvas_page(c);

	if (c->rows < 2)
		return;
	if (s->typing) {
		draw_typing_footer(s, c);
		return;
	}
	for (const enum action *a = s->ops->answers; *a != ACT_NONE; a++)
		if (in_footer(s, *a))
			own.actions[own.count++] = *a;
	own.worded = own.count;
	if (footer_cols(&own) + FOOTER_GAP + footer_cols(&always) > p.width)
		always.worded = 0;
	fit_footer(&own, p.width - FOOTER_GAP - footer_cols(&always));
	draw_actions(&own, c, p.left);
	draw_actions(&always, c, p.left + p.width - footer_cols(&always));
}

/* A key is named as it is in the footer. */
static void write_said(const struct app *app, bool ascii, struct str *out) {
	struct slice rest = slice_of(app->said), enter = action_key_shown(ACT_ENTER, false);
	size_t at;

	while (ascii && (at = slice_find(rest, enter)) < rest.len) {
		str_add(out, (struct slice){rest.at, at});
		str_add(out, action_key_shown(ACT_ENTER, true));
		rest = slice_from(rest, at + enter.len);
	}
	str_add(out, rest);
}

/* What was said stands above the footer, over as many lines as a third of the screen has. */
static void draw_said(const struct app *app, struct canvas *c) {
	struct page p = canvas_page(c);
	struct text_lines lines = {0};
	int most = c->rows / 3 < 4 ? c->rows / 3 : 4, count, row, below;
	struct str said;

	str_init(&said, 2 * sizeof(app->said));
	write_said(app, c->ascii, &said);
	text_wrap(str_slice(&said), p.width, &lines);
	below = c->rows - 2 - c->cursor_row;
	if (app->said_ink != INK_error && c->cursor_row >= 0 && below > 0 && most > below)
		most = below;                   /* the cursor stays in sight; only what went wrong is worth more */
	count = (int)lines.count < most ? (int)lines.count : most;
	row = c->rows - 1 - count;
	for (int i = 0; i < count; i++, row++) {
		struct slice line = lines.at[i].text, whole = str_slice(&said);

		if (i + 1 == count)                     /* the last one takes what is left, and is cut where it must */
			line = slice_from(whole, (size_t)(line.at - whole.at));
		for (int col = 0; col < c->cols; col++)
			canvas_text(c, row, col, INK_text, SLICE(" "));
		canvas_fit(c, row, p.left, p.width, app->said_ink, line);
	}
	text_lines_finish(&lines);
	str_finish(&said);
}

const struct canvas *app_draw(struct app *app) {
	struct canvas *c = &app->canvas;

	canvas_clear(c);
	if (!app->top)
		return c;
	app->top->ops->draw(app->top, c);
	draw_footer(app->top, c);
	if (app->said[0] && c->rows > 2)
		draw_said(app, c);
	return c;
}
