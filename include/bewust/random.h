/* random.h: numbers that look random and are the same for the same seed, on every machine (SplitMix64, public domain). */
#ifndef BEWUST_RANDOM_H
#define BEWUST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

void random_seed(struct random *r, uint64_t seed);
uint64_t random_next(struct random *r);
uint32_t random_below(struct random *r, uint32_t bound);          /* 0 … bound-1; bound > 0 */
double random_unit(struct random *r);                             /* [0, 1) */
uint64_t random_from_system(void);                                /* a seed, from getrandom */

/* Unguessable bytes. A system that has none ends the program with EX_OSERR (71): names and hash keys need them. */
void random_bytes(void *out, size_t size);

#endif
