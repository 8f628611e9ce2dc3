/* hash.c: SipHash-1-3. */
#include <bewust/hash.h>
#include <bewust/random.h>

struct sip {
	uint64_t v0, v1, v2, v3;
};

static uint64_t rotate(uint64_t x, int bits) {
	return x << bits | x >> (64 - bits);
}

static inline void sip_round(struct sip *s) {
	s->v0 += s->v1;
	s->v1 = rotate(s->v1, 13) ^ s->v0;
	s->v0 = rotate(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotate(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = rotate(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = rotate(s->v1, 17) ^ s->v2;
	s->v2 = rotate(s->v2, 32);
}

static void sip_word(struct sip *s, uint64_t word) {
	s->v3 ^= word;
	sip_round(s);
	s->v0 ^= word;
}

/* Little-endian whatever the machine, so that a keyed value is the same everywhere; compilers make one load of it. */
static inline uint64_t load_eight(const unsigned char *p) {
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
		(uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint64_t load(const unsigned char *p, size_t bytes) {
	uint64_t word = 0;

	for (size_t i = 0; i < bytes; i++)
		word |= (uint64_t)p[i] << (8 * i);
	return word;
}

uint64_t hash_bytes(const struct hash_key *key, struct slice s) {
	const unsigned char *p = (const unsigned char *)s.at;
	struct sip sip = {
		key->k0 ^ UINT64_C(0x736f6d6570736575), key->k1 ^ UINT64_C(0x646f72616e646f6d),
		key->k0 ^ UINT64_C(0x6c7967656e657261), key->k1 ^ UINT64_C(0x7465646279746573),
	};
	size_t i = 0;

	for (; s.len - i >= 8; i += 8)
		sip_word(&sip, load_eight(p + i));
	sip_word(&sip, (uint64_t)s.len << 56 | (s.len > i ? load(p + i, s.len - i) : 0));
	sip.v2 ^= 0xFF;
	for (int n = 0; n < 3; n++)
		sip_round(&sip);
	return sip.v0 ^ sip.v1 ^ sip.v2 ^ sip.v3;
}

void hash_key_random(struct hash_key *key) {
	random_bytes(key, sizeof *key);
}
