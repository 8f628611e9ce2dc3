/* screen.h: what a screen is (model, update and view), and the app that holds the stack of them.
 *
 * `on` takes an event and changes the screen's own state; it never waits: slow work is a job for the worker and comes back as an event.
 * `draw` draws that state on a canvas: no I/O, no clock, no curses. So every screen is tested without a terminal. */
#ifndef BEWUST_SCREEN_H
#define BEWUST_SCREEN_H

#include "action.h"
#include "canvas.h"

#include <bewust/ui.h>
#include <bewust/worker.h>

struct app;
struct screen;

enum event_kind {
	EVENT_ACTION,   /* a key that means something here: `action`, and `key` itself */
	EVENT_TEXT,     /* any key, while screen->typing: `key` */
	EVENT_TICK,     /* time went on: every tick_ms, where the screen has one */
	EVENT_RESIZE,
	EVENT_JOB,      /* an answer: `job`; the app frees it afterwards unless the screen takes it (sets *taken) */
	EVENT_WORKER,   /* the worker says something by itself: `worker` */
	EVENT_OUTSIDE,  /* the program that was asked for is back: `outside` */
	EVENT_RETURN,   /* the screen above has left; `result` is what it left with app_result */
};
struct event {
	enum event_kind kind;
	enum action action;
	uint32_t key;
	struct job *job;
	bool *taken;
	const struct worker_event *worker;
	struct { bool ok; int64_t ms; } outside;        /* how it ended, and how long it ran */
	intptr_t result;
};

/* What a screen wants after an event. */
enum reply_what { STAY, LEAVE, ENTER, REPLACE, GO_HOME, QUIT };
struct reply {
	enum reply_what what;
	const struct screen_ops *next;  /* ENTER, REPLACE */
	void *argument;                 /* for next->open; borrowed until it returns */
};
#define REPLY_STAY ((struct reply){.what = STAY})
#define REPLY_LEAVE ((struct reply){.what = LEAVE})

struct screen_ops {
	const char *name;                                               /* for tests, help and `:`; N_() */
	const enum action *answers;                                     /* ACT_NONE-ended: what this screen does; in the footer's order */
	bool (*open)(struct screen *s, struct app *app, void *argument); /* makes s->state; false: nothing to show, it is not entered */
	struct reply (*on)(struct screen *s, struct app *app, const struct event *event);
	void (*draw)(const struct screen *s, struct canvas *c);
	void (*close)(struct screen *s);                                /* frees s->state */
	bool (*offers)(const struct screen *s, enum action a);          /* whether the footer names it now; NULL: always */
	const char *(*word)(const struct screen *s, enum action a);     /* its word in the footer here; NULL, or NULL result: the table's */
};

struct screen {
	const struct screen_ops *ops;
	void *state;
	struct screen *below;
	uint64_t number;                /* jobs come back to it by this */
	bool typing;                    /* keys are text now */
	int tick_ms;                    /* 0: no ticks */
	bool still;                     /* somebody else drew on the terminal: that stays until this screen leaves */
};

/* ---- the app, as screens see it ---- */

const struct config *app_config(const struct app *app);
const struct ui_options *app_options(const struct app *app);
int64_t app_now(const struct app *app);         /* wall, Unix seconds */
int64_t app_mono(const struct app *app);        /* ms */
bool app_in_front(const struct app *app, const struct screen *s);    /* also below a picture of its own */
uint64_t app_number(struct app *app);           /* later than any before */
struct page app_page(const struct app *app);    /* as large as the screen is now: for what must know it outside draw */
int app_cols(const struct app *app);            /* of the whole terminal */
bool app_is_ascii(const struct app *app);
bool app_fetching(const struct app *app);

/* A job for the worker; its answer comes as EVENT_JOB with job->what == what. Arguments live in job->arena. */
struct job *app_job(struct app *app, struct screen *s, int what, bool (*run)(struct job *, struct flow *, struct err *));
void app_send(struct app *app, struct job *job);
void app_fetch_now(struct app *app, bool force);

/* One line above the footer until the next key. */
void app_say(struct app *app, enum ink ink, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void app_say_err(struct app *app, const struct err *e);
void app_result(struct app *app, intptr_t result);              /* what the screen below gets with EVENT_RETURN */
void app_action_next(struct app *app, enum action action);      /* for the screen below, once this one has left */
void app_clipboard(struct app *app, struct slice text);         /* OSC 52, where the terminal takes it */
void app_show_demo(struct app *app);                            /* this program once more, on its throw-away sample; back here after it */
/* Begins a mail in the reader's mail program; false where there is none, and the line says so. */
bool app_mail(struct app *app, const char *subject, const char *text);
/* A picture, drawn from this row on by the command, which lives as long as the screen that asks. */
void app_picture(struct app *app, const struct picture_command *command, struct slice bytes, int row);
/* Opens an address outside; false where there is nothing to open it with, and the line says so. The session's clock must be told by the caller. */
bool app_outside(struct app *app, const char *url, enum item_kind kind);

/* ---- the app, as its loops see it: ui.c on a terminal, tests without one ---- */

struct app *app_new(const struct ui_options *options, bool threaded, const struct screen_ops *first, struct err *e);
void app_free(struct app *app);
void app_key(struct app *app, uint32_t key);
void app_tick(struct app *app);                                 /* time may have gone on: ticks those screens that want it */
bool app_receive(struct app *app);                              /* takes what the worker sent; false: nothing was there */
bool app_settled(const struct app *app);                        /* nothing asked is unanswered, no refresh runs */
void app_resize(struct app *app, int rows, int cols);
const struct canvas *app_draw(struct app *app);                 /* the screen as it is now */
void app_ascii(struct app *app, bool ascii, bool letters);     /* as the canvas means them */
void app_pass_time(struct app *app, int64_t ms);                /* a stopped clock moves, and ticks */
bool app_ended(const struct app *app);
int app_wait_ms(const struct app *app);                         /* until the next tick; -1: none */
int app_fd(const struct app *app);
const char *app_screen_name(const struct app *app);
/* What only a terminal can do, asked for by a screen; taken by the loop. */
struct app_wish {
	char clipboard[4096];
	char *const *argv;                                          /* a program to run in the foreground; NULL none */
	bool redraw, step_aside;
	const struct picture_command *picture; struct slice picture_bytes; int picture_row;
};
bool app_still(const struct app *app);                          /* what stands on the terminal is not to be drawn over now */
bool app_take_wish(struct app *app, struct app_wish *out);
void app_outside_done(struct app *app, const struct err *e, int64_t ms); /* e->kind ERR_NONE: all went well; how long it ran */
/* SIGHUP, SIGTERM: let the screens save what they hold. */
void app_close_down(struct app *app);

#endif
