/* tokens.h: a text as words, numbers, faces and marks, each with a hash of its folded form. Shared by scorer and trainer. */
#ifndef SCORE_TOKENS_H
#define SCORE_TOKENS_H

#include <bewust/score.h>
#include <bewust/slice.h>
#include <stdint.h>

#define TOKEN_FOLDED_MAX 48 /* bytes of a word that are looked at in detail; its hash covers all of it */

enum token_kind {
	TOKEN_WORD,   /* letters and inner apostrophes; "cancer-free" is two, the second TOKEN_JOINED */
	TOKEN_NUMBER, /* all numbers are one: they carry feeling only in company ("7 dead") */
	TOKEN_FACE,   /* an emoji or an emoticon */
	TOKEN_MARK,   /* what parts clauses: . , ; : ! ? ( ) and line ends */
};
enum token_flag {
	TOKEN_CAPS = 1,      /* two capitals or more, nothing in lower case */
	TOKEN_STRETCHED = 2, /* "sooooo": three or more of a letter count as two */
	TOKEN_JOINED = 4,    /* a hyphen stands before it */
	TOKEN_TAGGED = 8,    /* "#" stands before it */
};

struct token {
	struct slice text;   /* as it stands */
	uint64_t hash;       /* of the folded form: lower case, no accents, no possessive */
	uint32_t tail;       /* the last four folded bytes, the last one lowest */
	uint8_t kind, flags;
	uint8_t length;      /* folded bytes, 255 for 255 and more */
	char mark;           /* for TOKEN_MARK */
};

/* Takes up to `max` tokens off the front of *rest. Any bytes; linear; allocates nothing. 0 at the end. */
size_t tokens_read(struct slice *rest, struct token *out, size_t max);

/* A text to be scored, taken apart once for all who ask of its words. */
struct tokens {
	struct token *at;
	size_t count;
};
struct text_tokens {
	struct tokens title, body;
};
/* Up to SCORE_BYTES_MAX of each. */
void text_tokens_init(struct text_tokens *t, const struct score_text *text);
void text_tokens_finish(struct text_tokens *t);

/* Endings of words, as tokens have their last bytes. */
struct ending {
	uint32_t tail, mask;
	uint8_t length;              /* 0 ends a list */
};
#define ENDING1(a) {a, 0xFFu, 1}
#define ENDING2(a, b) {(uint32_t)(a) << 8 | (b), 0xFFFFu, 2}
#define ENDING3(a, b, c) {(uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (c), 0xFFFFFFu, 3}
#define ENDING4(a, b, c, d) {(uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d), 0xFFFFFFFFu, 4}
/* How long the first of these is that the word has behind three bytes or more; 0: it has none. */
static inline unsigned token_ending(const struct token *t, const struct ending *among) {
	while (among->length > 0 && ((t->tail & among->mask) != among->tail || t->length < among->length + 3u))
		among++;
	return among->length;
}

/* The folded form of a word, at most TOKEN_FOLDED_MAX bytes. */
size_t token_fold(const struct token *token, char out[TOKEN_FOLDED_MAX]);

/* Hashes of folded forms. They name features in people's databases: they never change. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3) /* of FNV-1a */
static inline uint64_t hash_byte(uint64_t hash, char c) {
	return (hash ^ (unsigned char)c) * HASH_PRIME;
}
uint64_t hash_folded(struct slice folded);
/* Of every number. */
uint64_t hash_number(void);
uint64_t hash_extend(uint64_t hash, struct slice folded);
/* The hash of the word without its last `count` (at most 4) bytes. */
uint64_t hash_strip(uint64_t hash, uint32_t tail, unsigned count);
/* Of a phrase, built from left to right. */
static inline uint64_t hash_pair(uint64_t left, uint64_t right) {
	uint64_t h = (left ^ right >> 29) * UINT64_C(0x9fb21c651e98df25);

	return (h ^ h >> 32) + right * UINT64_C(0xd6e8feb86659fd93);
}
/* What a word is a feature as, beside its plain form. */
#define HASH_STEM UINT64_C(0x9e3779b97f4a7c15)
#define HASH_NEGATED UINT64_C(0xd1b54a32d192ed03)
static inline uint64_t hash_as(uint64_t kind, uint64_t hash) {
	return hash_pair(kind, hash);
}

/* A hash of a term as the lexicon's files write it: "word", "two words", "~stem", "!negated", "0 dead" (any number). False when it is none.
 * `words` is how many words it has. */
bool hash_term(struct slice term, uint64_t *hash, unsigned *words);

#endif
