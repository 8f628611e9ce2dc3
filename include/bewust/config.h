/* config.h: the reader's settings, from config.ini; one table in config.c names each, its default, range and meaning. */
#ifndef BEWUST_CONFIG_H
#define BEWUST_CONFIG_H

#include <bewust/err.h>
#include <bewust/str.h>

/* What a reader may ask of one session. */
#define SESSION_MINUTES_MAX 240
#define SESSION_ITEMS_MAX 64

struct config {
	/* [session] */
	int minutes, items;            /* what a session is when Enter is pressed: 10 minutes, 8 items */
	int draining_one_in;           /* at most one draining item in this many: 8; 0 = none at all; never 1 or 2 */
	bool ask_before;               /* ask how one feels before: it gives the change its "before" */
	bool do_items;                 /* a small thing to do among the items */
	bool pace_hint;                /* the one line about three quick ones */
	/* [day] */
	int turn_hour;                 /* when a day begins: 4 */
	int sessions_a_day, minutes_a_day; /* the cap: 2 sessions or 20 minutes */
	/* [screen] */
	bool motion;
	char theme[32];                /* colours: auto (default: as the terminal is), lamplight, paper, plain */
	char language[16];             /* "" from the environment, else en or nl */
	char country[3];               /* for people to talk to; "" from the locale */
	/* [fetch] */
	int jobs, per_host;            /* connections in all (64), to one host (2) */
	int timeout_s;
	char bridge[256];              /* an RSS bridge for sources without a feed of their own; "" none */
	/* [open] */
	char browser[256], player[256], mail[256]; /* argument vectors, split at spaces; "" from the environment */
	bool pictures;                 /* one that the reader asks to see is fetched and shown here */
	char picture_command[256];     /* what draws it, an argument vector with {w} and {h}; "" chafa */
};

void config_defaults(struct config *c);
/* Reads the file; one that is not there gives the defaults. An unknown name or a bad value is an error with its line. */
bool config_load(struct config *c, const char *file, struct err *e);
/* Whether the environment has nothing against colours: NO_COLOR (no-color.org) and CLICOLOR=0 have. */
bool config_wants_colour(void);
/* Every setting as a commented config.ini: for the manual page, and to begin a file with. */
void config_write_example(struct str *out);

#endif
