/* ui.h: the terminal interface, and the same session as lines of questions and answers. */
#ifndef BEWUST_UI_H
#define BEWUST_UI_H

#include <bewust/flow.h>

struct ui_options {
	struct flow_options flow;
	bool demo;                       /* on a throw-away directory: says so, and fetches nothing */
	bool straight;                   /* straight into a session, by `wish` */
	struct session_wish wish;
	bool fetch;                      /* refresh what is due in the background */
};
/* Runs the interface until the reader leaves. Gives the terminal back on every way out. ERR_UNAVAILABLE where there is no terminal it can use. */
bool ui_run(const struct ui_options *options, struct err *e);
/* Whether ui_run has a terminal to work with: stdin and stdout are one, and $TERM is known and not dumb. */
bool ui_has_terminal(void);
/* The same as questions and answers, one a line, on any stdin and stdout. */
bool ui_plain(const struct ui_options *options, struct err *e);

/* For the manual: every screen's keys, as mdoc. */
void ui_write_keys(struct str *out);

#endif
