/* ui.c: the loop that moves keys to the app and its canvas to the terminal. */
#include "screen.h"
#include "screens/screens.h"
#include "term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ui_has_terminal(void) {
	const char *term = getenv("TERM");

	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* The frame is the screen's own, as ever; what the other program draws in it stands until that screen leaves. */
static void show_picture(struct app *app, const struct app_wish *wish) {
	int64_t began = app_mono(app);
	const struct canvas *frame = app_draw(app);
	struct err e = {0};

	term_redraw();
	term_show(frame);
	term_lend_below(wish->picture_row);
	flow_picture_show(wish->picture, wish->picture_bytes, &e);
	term_take_back_below(frame);
	app_outside_done(app, &e, app_mono(app) - began);
}

static void run_outside(struct app *app, char *const *argv) {
	int64_t began = app_mono(app);
	struct err e = {0};

	term_lend();
	flow_outside_run(argv, &e);
	term_take_back();
	app_outside_done(app, &e, app_mono(app) - began);
}

/* What only a terminal can do, asked for by a screen; and what it asks for when that is done. */
static void grant(struct app *app) {
	struct app_wish wish;

	while (app_take_wish(app, &wish)) {
		if (wish.clipboard[0])
			term_clipboard(slice_of(wish.clipboard));
		if (wish.redraw)
			term_redraw();
		if (wish.step_aside)
			term_step_aside();
		if (wish.picture)
			show_picture(app, &wish);
		if (wish.argv)
			run_outside(app, wish.argv);
	}
}

static void resize(struct app *app) {
	int rows, cols;

	term_size(&rows, &cols);
	app_resize(app, rows, cols);
}

/* Takes in everything that waits, then draws once: a burst of keys or of news costs one frame. */
static bool turn(struct app *app) {
	unsigned woke = term_wait(app_fd(app), app_wait_ms(app));
	uint32_t key;

	if (woke & TERM_ENDED)
		return false;
	if (woke & TERM_RESIZED)
		resize(app);
	while (!app_ended(app) && (key = term_key()) != KEY_NONE)
		app_key(app, key);
	while (!app_ended(app) && app_receive(app))
		;
	app_tick(app);
	grant(app);
	return !app_ended(app);
}

bool ui_run(const struct ui_options *options, struct err *e) {
	struct app *app;

	if (!term_open(&options->flow.config, e))
		return false;
	if (!(app = app_new(options, true, &screen_home, e))) {
		term_close();
		return false;
	}
	app_ascii(app, term_ascii(), term_letters());
	resize(app);
	do
		if (!app_still(app))
			term_show(app_draw(app));
	while (turn(app));
	app_close_down(app);
	app_free(app);
	term_close();
	return true;
}
