/* lexicon.h: what is known of words: a table a language, looked up by hash. The shipped ones are compiled into read-only pages
 * (made by src/tools/lexicon_table.c from data/lexicon); tests and the trainer build theirs in memory. */
#ifndef SCORE_LEXICON_H
#define SCORE_LEXICON_H

#include <bewust/err.h>
#include <bewust/slice.h>
#include <stdint.h>
#include <string.h>

/* What a word does to those around it. */
enum word_class {
	WORD_PLAIN,
	WORD_NEGATOR,   /* turns what follows in its clause: not, geen */
	WORD_NEGATOR_ANY, /* turns what stands before it where it ends a clause: niet */
	WORD_STRONGER,  /* makes what follows weigh more: too, much */
	WORD_STRONGEST, /* very, zeer */
	WORD_WEAKER,    /* slightly, een beetje */
	WORD_CONTRAST,  /* what follows weighs more than what went before: but, maar */
	WORD_NEUTRAL,   /* a phrase that only looks like one of the above: not only, no doubt */
	WORD_RELIEF,    /* undoes what is bad around it, not what is good: freed, averts, vrijgelaten */
	WORD_NUMBER,    /* seven, tientallen: in phrases, as a number is: "0 dead" */
	WORD_UNSURE,    /* what follows in its clause has not happened: if, could, zou */
	WORD_PARTICLE,  /* may be half of a verb that stands before it: "valt … aan" */
	WORD_CLASS_MASK = 15,
};
enum word_flag {
	WORD_VOTES = 0x10,    /* a word so common that it tells the language */
	WORD_REPLACES = 0x40, /* a phrase that stands for its words: they do not count beside it */
	WORD_CONTINUES = 0x80, /* the first words of a longer phrase */
};

struct known {
	int16_t weight;   /* thousandths */
	uint8_t info;     /* class and flags */
};

#define BUCKET_SLOTS 9
struct lexicon_bucket { /* a line of cache */
	uint32_t tag[BUCKET_SLOTS];   /* 0: free; slots fill from the front */
	int16_t weight[BUCKET_SLOTS];
	uint8_t info[BUCKET_SLOTS];
};
struct lexicon {
	const char *lang;             /* "en" */
	const struct lexicon_bucket *buckets;
	uint32_t bucket_count, terms;
	const uint64_t *filter;       /* two bits for each term, where its hash says: most words are not known, and this says so at once */
	uint32_t filter_words;
};

/* What the program ships: made at build time. */
extern const struct lexicon lexicons[];           /* by language */
extern const size_t lexicon_count;
extern const struct lexicon lexicon_themes[];     /* the same languages; `weight` holds the bits of a theme_set */

static inline uint32_t lexicon_tag(uint64_t hash) {
	uint32_t tag = (uint32_t)(hash ^ hash >> 32);

	return tag ? tag : 1;
}

static inline uint32_t lexicon_bucket_of(uint64_t hash, uint32_t count) {
	return (uint32_t)(((hash * UINT64_C(0x9e3779b97f4a7c15) >> 32) * count) >> 32);
}

/* The word of the filter, and the bits in it, that a hash has. */
static inline uint32_t lexicon_filter_word(uint64_t hash, uint32_t words) {
	return lexicon_bucket_of(hash, words);
}
static inline uint64_t lexicon_filter_bits(uint64_t hash) {
	return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 52 & 63);
}

/* Whether one of the bucket's tags is this one: eight at a step, which compilers make a few instructions of. */
static inline bool bucket_has(const struct lexicon_bucket *b, uint32_t tag) {
	typedef uint32_t four __attribute__((vector_size(16)));
	four first, second, wanted = {tag, tag, tag, tag};
	uint64_t any[2];

	memcpy(&first, b->tag, sizeof first);
	memcpy(&second, b->tag + 4, sizeof second);
	first = (four)(first == wanted) | (four)(second == wanted);
	memcpy(any, &first, sizeof any);
	return (any[0] | any[1]) != 0 || b->tag[BUCKET_SLOTS - 1] == tag;
}

/* False when the term is not known. */
static inline bool lexicon_find(const struct lexicon *lex, uint64_t hash, struct known *out) {
	uint32_t tag = lexicon_tag(hash), at;

	if (~lex->filter[lexicon_filter_word(hash, lex->filter_words)] & lexicon_filter_bits(hash))
		return false;
	for (at = lexicon_bucket_of(hash, lex->bucket_count);;) {
		const struct lexicon_bucket *b = &lex->buckets[at];

		if (bucket_has(b, tag)) {
			unsigned i = 0;

			while (b->tag[i] != tag)
				i++;
			*out = (struct known){b->weight[i], b->info[i]};
			return true;
		}
		if (b->tag[BUCKET_SLOTS - 1] == 0)
			return false;
		at = at + 1 < lex->bucket_count ? at + 1 : 0;
	}
}

/* ---- building ---- */

/* Terms gathered one by one; a later one with the same hash adds its flags and, where it has a weight, replaces it. */
struct lexicon_builder {
	struct lexicon_entry *at;
	size_t count, cap;
	uint32_t *index;              /* open addressing into `at`, plus 1 */
	size_t index_size;
};
struct lexicon_entry {
	uint64_t hash;
	struct known known;
};
void lexicon_builder_init(struct lexicon_builder *b);
void lexicon_builder_finish(struct lexicon_builder *b);
/* The entry for a hash, made where there is none. */
struct known *lexicon_builder_put(struct lexicon_builder *b, uint64_t hash);
/* A term as the files write it; a phrase of three words or more marks its beginnings. False when it is no term. */
bool lexicon_builder_term(struct lexicon_builder *b, struct slice term, struct known known);
/* One file of data/lexicon, in the form its README tells: "term<TAB>weight", or "term<TAB>class". */
bool lexicon_builder_terms(struct lexicon_builder *b, const char *name, struct slice text, struct err *e);
bool lexicon_builder_functions(struct lexicon_builder *b, const char *name, struct slice text, struct err *e);
/* Lays the table out; `buckets`, with the filter behind them, is the caller's to free(). The same terms give the same bytes. */
void lexicon_build(const struct lexicon_builder *b, const char *lang, struct lexicon_bucket **buckets, struct lexicon *out);

#endif
