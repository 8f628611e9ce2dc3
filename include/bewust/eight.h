/* eight.h: eight bytes of a text looked at in one step. They are a number with the first of them lowest, whatever the machine; an answer
 * about each of them is 0x80 in its place. */
#ifndef BEWUST_EIGHT_H
#define BEWUST_EIGHT_H

#include <stdbool.h>
#include <stdint.h>

#define EIGHT UINT64_C(0x0101010101010101) /* times a byte: that byte eight times */
#define EIGHT_MARKS (EIGHT * 0x80)

static inline uint64_t eight_at(const char *at) {
	const unsigned char *p = (const unsigned char *)at;

	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
		(uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static inline void eight_put(char *at, uint64_t bytes) {
	at[0] = (char)bytes;
	at[1] = (char)(bytes >> 8);
	at[2] = (char)(bytes >> 16);
	at[3] = (char)(bytes >> 24);
	at[4] = (char)(bytes >> 32);
	at[5] = (char)(bytes >> 40);
	at[6] = (char)(bytes >> 48);
	at[7] = (char)(bytes >> 56);
}

/* Which of them lie between two that are ASCII, these among them. */
static inline uint64_t eight_between(uint64_t bytes, unsigned char first, unsigned char last) {
	uint64_t low = bytes & EIGHT * 0x7F;

	return (low + EIGHT * (0x80u - first)) & ~(low + EIGHT * (0x7Fu - last)) & ~bytes & EIGHT_MARKS;
}

static inline uint64_t eight_letters(uint64_t bytes) {
	return eight_between(bytes | EIGHT * 0x20, 'a', 'z');
}

static inline uint64_t eight_lower(uint64_t bytes) {
	return bytes | eight_between(bytes, 'A', 'Z') >> 2;
}

/* How many are marked, up to the first that is not. */
static inline unsigned eight_marked(uint64_t marks) {
	uint64_t others = ~marks & EIGHT_MARKS;

	return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

static inline bool eight_has_zero(uint64_t bytes) {
	return ((bytes - EIGHT) & ~bytes & EIGHT_MARKS) != 0;
}

#endif
