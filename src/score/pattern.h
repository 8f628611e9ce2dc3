/* pattern.h: "re:" rules: regular expressions, where bewust was built with PCRE2. */
#ifndef SCORE_PATTERN_H
#define SCORE_PATTERN_H

#include <bewust/err.h>
#include <bewust/slice.h>

struct pattern;
/* NULL, and why, when it is no pattern or patterns are not there. Case does not matter. */
struct pattern *pattern_new(struct slice regex, struct err *e);
void pattern_free(struct pattern *p);
/* Whether it stands in the text. Any bytes; a pattern that takes too long on a text does not match it. Long texts are read in part. */
bool pattern_matches(const struct pattern *p, struct slice text);

#endif
