/* rules.h: what the scorer asks of the reader's rules. */
#ifndef SCORE_RULES_H
#define SCORE_RULES_H

#include "tokens.h"

#include <bewust/score.h>

/* What the rules say of one text. */
#define RULE_HITS_MAX SCORE_REASONS_MAX
struct rule_hits {
	bool block, always;
	double weight;                /* -1 … 1, the sum of those that weigh, cut to that */
	double sum;                   /* before it was cut */
	int count;                    /* of `hit`; block and always come first */
	struct { struct slice words; double weight; int64_t rule; enum rule_action action; } hit[RULE_HITS_MAX];
	int met;                      /* all of them, by id */
	int64_t rule_met[SCORE_RULES_MAX];
};
/* Each rule counts once for a text. */
void ruleset_match(const struct ruleset *r, const struct score_text *text, const struct text_tokens *words, struct rule_hits *out);

#endif
