/* terms.h: which terms of a text count, and how much in their company: negation, emphasis, contrast, questions.
 * Scorer and trainer read texts through this one door, so that weights mean the same when they are learned and when they are used. */
#ifndef SCORE_TERMS_H
#define SCORE_TERMS_H

#include "vocabulary.h"

enum term_kind {
	TERM_WORD,      /* the word itself, a face, or a number */
	TERM_BASE,      /* a word that is not known, by the known one it is a form of, or made of */
	TERM_STEM,      /* what its forms have in common: hash_as(HASH_STEM, …) */
	TERM_NEGATED,   /* a word as one that was negated: hash_as(HASH_NEGATED, …) */
	TERM_PAIR,      /* two words in a row, beside themselves */
	TERM_PHRASE,    /* words in a row that stand for themselves */
};

struct term {
	uint64_t hash;
	float factor;                /* what its weight is multiplied by, here */
	struct known known;          /* weight 0 when it is not in the lexicon */
	uint16_t token, tokens;      /* where it stands in the window, and over how many tokens */
	uint8_t kind;
	uint8_t cut;                 /* TERM_STEM: how many folded bytes the stem is shorter than the word */
	bool negated;
};

#define TERMS_WINDOW 128             /* tokens seen together: longer texts are read in pieces */
#define TERMS_MAX (TERMS_WINDOW * 6)

struct terms {
	struct token token[TERMS_WINDOW];
	size_t token_count;
	size_t words;                /* of token_count */
	struct term term[TERMS_MAX];
	size_t count;
};

/* Takes the next window off *rest. False at the end. */
bool terms_window(struct tokens *rest, struct terms *t);
/* The terms of the window in one language. `v` may be NULL. `all`: the trainer's view, with those that the lexicon does not have. */
void terms_find(const struct lexicon *lex, struct vocabulary *v, struct terms *t, bool all);

/* What the sum of a text's weights is multiplied by, so that a long text is not louder than a short one for its length. */
float terms_norm(size_t words);

#endif
