/* plain.h: the session as lines: what is asked, what comes before a session, and what they share. */
#ifndef BEWUST_PLAIN_H
#define BEWUST_PLAIN_H

#include "reading.h"

#include <bewust/i18n.h>
#include <bewust/ui.h>
#include <bewust/words.h>

enum { PLAIN_LINE_BYTES = 4096 };

struct plain {
	struct flow *flow;
	const struct ui_options *options;
	struct clock clock;
	bool refresh_due;                       /* channels are still to be refreshed */
	struct fetch *fetch;                    /* a refresh that goes on while a line is waited for; NULL: none */
	char line[PLAIN_LINE_BYTES];
	bool reading;                           /* an item is open */
	bool quick;                             /* three quick ones were left: P2 */
	bool watching;                          /* … in a player, and nobody is back from there yet */
	struct home home;                       /* as it was at the beginning */
	bool ended;                             /* no more input: everything left is skipped */
	struct session_wish wish;
	struct walk walk;
	const char *note_was; bool kept_was;    /* before the last note, to take it back */
	struct arena arena;
};

/* ---- plain_ask.c: lines out and in ---- */
void plain_say(const char *text);                               /* a paragraph */
void plain_say_people(struct plain *p, size_t most);
/* The answer to a question, borrowed until the next; "" for Enter, and for ever after the input ended. "!" never comes out of it. */
const char *plain_ask(struct plain *p, const char *question);
int plain_ask_number(struct plain *p, const char *question, int low, int high, int preset);
int64_t plain_now_ms(const struct plain *p);
void plain_refresh_end(struct plain *p);                        /* where one goes on: p->fetch */

/* ---- plain_before.c: what comes before a session ---- */
bool plain_heavy_days(struct plain *p, struct err *e);          /* 5.2: the card of people to talk to */
bool plain_ask_to_do(struct plain *p, struct err *e);           /* what was taken on: done, let go, or still to do */
bool plain_ask_review(struct plain *p, struct err *e);          /* once a month: those skipped most */
/* X4: whether a session may begin; over the day's cap only after ten seconds, a short one, once: then p->wish is of that. */
bool plain_gate(struct plain *p, struct err *e);
bool plain_ask_intention(struct plain *p);                      /* false: not now */

#endif
