/* arena.h: many small things that live and die together: a feed's item, a screen's snapshot, a message. */
#ifndef BEWUST_ARENA_H
#define BEWUST_ARENA_H

#include <bewust/slice.h>

/* Blocks are chained; nothing moves, nothing is freed one by one. With a limit (bytes in all, 0 = none) an allocation that
 * would pass it gives NULL: the caller made it small enough to be an expected answer. Without one, never NULL. */
struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used, limit;
};

void arena_init(struct arena *a, size_t limit);                   /* allocates nothing */
void arena_finish(struct arena *a);
void arena_reset(struct arena *a);                                /* empty; keeps one block for the next round */
void *arena_alloc(struct arena *a, size_t size);                  /* zeroed, aligned for anything */
void *arena_array(struct arena *a, size_t count, size_t size);    /* zeroed; the product is checked */
char *arena_text(struct arena *a, struct slice s);                /* a terminated copy */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
