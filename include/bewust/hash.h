/* hash.h: SipHash-1-3 (Aumasson and Bernstein, 2012), keyed, because keys come from feeds and unkeyed tables can be flooded. */
#ifndef BEWUST_HASH_H
#define BEWUST_HASH_H

#include <bewust/slice.h>
#include <stdint.h>

struct hash_key {
	uint64_t k0, k1;
};

void hash_key_random(struct hash_key *key);
uint64_t hash_bytes(const struct hash_key *key, struct slice s);

#endif
