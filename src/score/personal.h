/* personal.h: what the scorer asks of what was learned from the reader. */
#ifndef SCORE_PERSONAL_H
#define SCORE_PERSONAL_H

#include "tokens.h"

#include <bewust/score.h>

#define PERSONAL_HITS_MAX 24
struct personal_hits {
	double sum;                   /* of the log-odds of all features, weighed by how much was learned: 0 when nothing was */
	int count;
	struct { struct slice term; double weight; enum reason_kind kind; bool tag; } hit[PERSONAL_HITS_MAX]; /* the strongest; not sorted */
};
void personal_match(const struct personal *p, const struct score_text *text, const struct text_tokens *words, struct personal_hits *out);

#endif
