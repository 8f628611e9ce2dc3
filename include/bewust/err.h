/* err.h: an error is a value: what kind it is, and one sentence for a person.
 *
 * Functions that can fail take `struct err *e` last, return false (or NULL) when they fail, and only then set *e.
 * The sentence says what failed, on what, and what to do about it; it is written where the facts are known and shown
 * once, at the top (main, or a screen's status line). Libraries never print and never exit.
 * An expected answer (not modified, no such item) is a return value, not an error. */
#ifndef BEWUST_ERR_H
#define BEWUST_ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_USAGE,       /* the call was wrong                          EX_USAGE 64 */
	ERR_DATA,        /* what was read is not what it should be      EX_DATAERR 65 */
	ERR_NOINPUT,     /* no such file, channel or item               EX_NOINPUT 66 */
	ERR_UNAVAILABLE, /* all channels failed, no such service        EX_UNAVAILABLE 69 */
	ERR_BUG,         /* cannot happen                               EX_SOFTWARE 70 */
	ERR_MEMORY,      /* no memory                                   EX_OSERR 71 */
	ERR_CREATE,      /* cannot create a file                        EX_CANTCREAT 73 */
	ERR_IO,          /* read or write failed, disk full             EX_IOERR 74 */
	ERR_TEMP,        /* some channels failed, or busy: try again    EX_TEMPFAIL 75 */
	ERR_NET,         /* a server answered wrongly                   EX_PROTOCOL 76 */
	ERR_PERMISSION,  /*                                             EX_NOPERM 77 */
	ERR_CONFIG,      /* the configuration is wrong                  EX_CONFIG 78 */
};

struct err {
	enum err_kind kind;
	char text[256]; /* UTF-8 on one line: controls become spaces, what is no character U+FFFD */
};

/* Sets *e (NULL is fine: then nobody asked) and returns false, so that `return err_set(e, …)` is one line.
 * A text that is too long is cut at a character and ends in "…". */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The exit status of <sysexits.h> that belongs to the kind; 0 for ERR_NONE. */
int err_exit_status(enum err_kind kind);

#endif
