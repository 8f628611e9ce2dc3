/* pool.h: from every candidate to the few hundred that a plan may be made of. */
#ifndef SESSION_POOL_H
#define SESSION_POOL_H

#include "thresholds.h"
#include <bewust/session.h>

/* A wish in the terms that the rules are checked in. */
struct terms {
	const struct wish *wish;
	double minutes;
	int items_max;
	int draining_one_in;     /* 0: none */
	bool do_only_as_role;    /* do-items fill no plan but the one place of C8, unless challenges were asked for */
	bool news_wanted;
	int64_t seen_before;     /* C7: a channel or theme last seen at or before this is a stretch */
	double closer_best;      /* C6: of the whole pool */
};

struct choice {
	size_t candidate;
	int64_t id;
	double quality, value;   /* value: what it adds to a plan of this wish */
	double minutes, score, closer;
	theme_set themes;
	int channel;             /* 0 … channels-1 of the choices */
	bool draining, filler;   /* filler: may stand anywhere in the middle */
	bool do_item, opener, closes_best, brief, stretch, heals, always;
};

/* At most this: every list of pool.c full, none sharing. */
#define CHOICES_MAX (10 * LIST_MAX + THEME_COUNT * 12)
struct choices {
	struct choice *at;       /* best value first */
	size_t count;
	int channels;
	size_t *by_minutes;      /* fillers, shortest first */
	size_t fillers;
	size_t *by_closing;      /* what may close, best first; and what may open */
	size_t *by_opening;
	size_t ends;
	size_t *stretching, *doing; /* those that may be the stretch, and the do-item: best value first */
	size_t stretches, dos;
	struct held held[LIST_MAX]; /* best first, planned or not; HELD_COUNT: admitted */
	size_t held_count;
};

void terms_of(struct terms *t, const struct wish *wish);
/* Why a candidate may be in no plan at all; HELD_COUNT: it may. Draining ones may where a plan allows any. */
enum held_reason pool_refuses(const struct terms *t, const struct candidate *c);
/* Reads the pool once and keeps the best of each sort. Sets t->seen_before and t->closer_best. */
struct choices *choices_new(const struct candidate *pool, size_t count, struct terms *t);
void choices_free(struct choices *c);

#endif
