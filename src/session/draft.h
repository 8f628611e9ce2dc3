/* draft.h: a plan while it is being made: found, bettered, put in order. */
#ifndef SESSION_DRAFT_H
#define SESSION_DRAFT_H

#include "pool.h"

struct pick { size_t choice; enum role role; };
struct draft {
	struct pick at[PLAN_ITEMS_MAX];
	int count;
	double minutes;
};

#define GAVE(rule) (1u << GAVE_##rule)

/* Which rules concern a plan of `size` items of this wish at all. */
unsigned rules_for(const struct terms *t, int size);
/* Which of them a draft in order breaks. */
unsigned draft_breaks(const struct draft *d, const struct choices *c, const struct terms *t);
/* How many draining items C3 lets a plan of `size` have. */
int draining_allowed(const struct terms *t, int size);

/* The least minutes that `size` items may take with at most `a_channel` of each channel; INFINITY: there are not so many. */
double least_minutes(const struct choices *c, int size, int a_channel);
/* Finds a plan of `size` items that breaks no rule outside `gives`; each try takes from *steps. Not in order yet. */
bool draft_find(struct draft *d, const struct choices *c, const struct terms *t, int size, unsigned gives, long *steps);
/* Betters a draft by exchanging single items, breaking no rule outside `gives`; exchanges that need a new order take from *trials. */
void draft_climb(struct draft *d, const struct choices *c, const struct terms *t, unsigned gives, int *trials);
double draft_worth(const struct draft *d, const struct choices *c);

/* Puts it in order: opener first, closer last, C4 always, neighbours of one channel (C9) only where allowed. False: none was found in
 * so many steps. */
bool draft_order(struct draft *d, const struct choices *c, bool neighbours, int steps);

#endif
