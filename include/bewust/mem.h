/* mem.h: memory that is there, or the program ends in one clear line.
 *
 * Running out of memory has one answer for the whole program: say so and leave with EX_OSERR (71). What was confirmed is on
 * disk (the store commits before it confirms), so nothing is lost, and no caller carries an untested path. What strangers
 * can make large is bounded long before: see arena.h, str.h and parse's limits. */
#ifndef BEWUST_MEM_H
#define BEWUST_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);                            /* zeroed; never NULL */
void *mem_array(size_t count, size_t size);              /* zeroed; count * size is checked; never NULL */
void *mem_grow(void *old, size_t count, size_t size);    /* realloc with a checked product; what is new is not zeroed */
char *mem_text(const char *text);                        /* a copy to free(); NULL for NULL */

/* Called once before the program ends for want of memory, to give the terminal back. NULL: nothing to do. */
void mem_on_exhaustion(void (*restore)(void));

#endif
