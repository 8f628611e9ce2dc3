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

/* What only a terminal can do, asked for by a screen. */
static void grant(struct app *app) {
	struct app_wish wish;
	struct err e = {0};

	if (!app_take_wish(app, &wish))
		return;
	if (wish.clipboard[0])
		term_clipboard(slice_of(wish.clipboard));
	if (wish.redraw)
		term_redraw();
	if (wish.step_aside)
		term_step_aside();
	if (wish.argv) {
		int64_t began = app_mono(app);

		term_lend();
		flow_outside_run(wish.argv, &e);
		term_take_back();
		app_outside_done(app, &e, app_mono(app) - began);
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
		term_show(app_draw(app));
	while (turn(app));
	app_close_down(app);
	app_free(app);
	term_close();
	return true;
}
