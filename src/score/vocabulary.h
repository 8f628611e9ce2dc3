/* vocabulary.h: what a table of words says of one word: of itself, of its stem, and of the known words behind one that is not known. Of
 * the words that came before, a scorer remembers it: most come again. */
#ifndef SCORE_VOCABULARY_H
#define SCORE_VOCABULARY_H

#include "lexicon.h"
#include "tokens.h"

struct base {                    /* a known word that an unknown one is a form of, or made of */
	uint64_t hash;
	struct known known;
	float factor;                /* what its weight is multiplied by, as it is not all of the word */
};

struct word_entry {
	uint64_t hash;
	const struct lexicon *lex;   /* the table that was asked */
	struct known known;          /* zeroes when it is not in the lexicon; with weight 0, too, nothing is looked for behind it */
	bool listed;
	bool stem_listed;            /* of a word that is no face and no number */
	uint8_t stem_cut;            /* how many folded bytes the stem is shorter than the word */
	uint8_t bases;
	struct known stem;
	struct base base[2];
};

struct vocabulary;
/* The word in that table: from what is remembered, or looked up and remembered; `v` may be NULL. Good until the next call. `scratch` is
 * room for it where it is not kept. */
const struct word_entry *vocabulary_find(struct vocabulary *v, const struct lexicon *lex, const struct token *t, struct word_entry *scratch);

/* A Dutch verb whose two halves stand apart: "valt … aan" is a form of "aanvallen". */
bool vocabulary_find_joined(const struct lexicon *lex, const struct token *particle, const struct token *verb, struct base *out);

/* Of what its forms have in common: the word without that many of its last folded bytes. */
uint64_t word_stem_hash(const struct token *token, unsigned cut);
/* How many of the last folded bytes of a word are an ending in that language. */
unsigned word_ending(const char *lang, const struct token *token);
bool is_dutch(const char *lang);

#endif
