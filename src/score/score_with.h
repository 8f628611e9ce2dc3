/* score_with.h: scoring with tables of one's own: what score_text does with those that ship, and tests with small ones. */
#ifndef SCORE_WITH_H
#define SCORE_WITH_H

#include "lexicon.h"
#include "tokens.h"

#include <bewust/score.h>

void score_with(const struct lexicon *tables, size_t count, const struct scorer *s, const struct score_text *text, struct score *out);
/* The table of the text's language; NULL when that is not clear. */
const struct lexicon *score_language(const struct lexicon *tables, size_t count, const struct score_text *text, const struct text_tokens *words);

#endif
