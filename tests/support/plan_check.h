/* plan_check.h: whether a composed session keeps its rules, read by somebody else than who composed it. */
#ifndef SUPPORT_PLAN_CHECK_H
#define SUPPORT_PLAN_CHECK_H

#include <bewust/session.h>

/* Checks a plan against every rule it does not list as given way; false with the rule's letter and what is wrong. */
bool plan_check(const struct candidate *pool, size_t count, const struct wish *wish, const struct plan *plan, char why[160]);

#endif
