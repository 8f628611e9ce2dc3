/* gather.h: a refresh's other thread: it asks the servers, reads what arrives, and hands it on entry by entry, in a ring that is as
 * large as it ever gets: when it is full, the servers wait. All but gather_start and gather_stop are for the thread of the store. */
#ifndef FLOW_GATHER_H
#define FLOW_GATHER_H

#include "flow_private.h"
#include "secret.h"

#include <bewust/net.h>

/* What a channel's server sent. */
struct body {
	struct digest digest;
	struct parser *parser;
	bool is_feed;
	struct err err;                         /* why it is none */
	bool truncated;                         /* it ended early */
	char trouble[sizeof ((struct parse_report *)NULL)->trouble]; /* what was wrong with it; "" nothing */
	struct ingest ingest;                   /* the store's side of it */
};

/* One channel's way. It is the other thread's until it is handed over as done, and then until gather_next. */
struct transfer {
	const struct channel *channel;          /* the caller sets these; the rest is zeroed */
	struct channel_settings settings;
	struct secret *secret;                  /* its password is on its way: it is asked when that is there. NULL: none is needed */
	struct gather *gather;
	struct transfer *next_ready;
	struct body *body;                      /* NULL: no byte of a feed came */
	struct http_result *result;             /* when it is done */
};

struct gather;
/* Asks all of them, as many at a time as the limits say, but for those whose host has a pause, and those with a secret on its way:
 * they wait for gather_ready. They stay where they are until gather_stop. */
struct gather *gather_start(const struct http_limits *limits, const struct clock *clock, const struct host_pause *pauses, size_t pause_count,
	struct transfer *transfers, size_t count, struct err *e);
/* Its password is there: it is asked now. Or it is not to be had: it is not asked at all, and nothing more is heard of it. */
void gather_ready(struct gather *g, struct transfer *t);
/* What came next: of *of the entry *entry, or NULL when the channel is done. False when there is nothing at the moment.
 * It stays until gather_next is called. */
bool gather_peek(struct gather *g, struct transfer **of, struct item_read **entry);
void gather_next(struct gather *g);
/* Waits for something to come, for at most so long, or for the descriptor (-1: none). */
void gather_wait(struct gather *g, int wait_ms, int wake_fd);
const char *gather_slowest(struct gather *g);                     /* whom the oldest running request waits for; "" */
/* Ends the thread. What it had handed on before can still be taken; what was under way is dropped. */
void gather_stop(struct gather *g);
void gather_free(struct gather *g);

#endif
