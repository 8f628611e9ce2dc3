/* secret.h: passwords, as commands of the reader's print them: asked for side by side, each once, while other work goes on. For one
 * thread. */
#ifndef FLOW_SECRET_H
#define FLOW_SECRET_H

#include <bewust/arena.h>
#include <bewust/err.h>

struct secret {
	const char *command;
	const char *password;                   /* the first line that it printed; NULL: none, see `why` */
	struct err why;                         /* ERR_UNAVAILABLE: it failed, or took too long */
};

struct secrets;
/* A command has `limit_s` seconds. Texts live in the arena. */
struct secrets *secrets_new(int limit_s, struct arena *a, struct err *e);
/* Has it run, as an argument vector, in its turn; the same command is run once, however often it is asked for before it is done. */
struct secret *secrets_ask(struct secrets *s, const char *command);
/* One that is done, each once; NULL: none within `wait_ms`, or none is left. */
struct secret *secrets_next(struct secrets *s, int wait_ms);
void secrets_free(struct secrets *s);                             /* what still runs is stopped */

#endif
