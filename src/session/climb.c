/* climb.c: makes a plan that obeys the rules a better one, by exchanging single items while anything gains by it. */
#include "draft.h"
#include <bewust/mem.h>
#include <stdlib.h>

static theme_set themes_of(const struct draft *d, const struct choices *c, int without) {
	theme_set set = 0;

	for (int i = 0; i < d->count; i++)
		if (i != without)
			set |= c->at[d->at[i].choice].themes;
	return set;
}

static double variety(theme_set set) {
	int n = __builtin_popcount(set);

	return PLAN_THEME * (n < PLAN_THEMES ? n : PLAN_THEMES);
}

double draft_worth(const struct draft *d, const struct choices *c) {
	double worth = variety(themes_of(d, c, -1));

	for (int i = 0; i < d->count; i++)
		worth += c->at[d->at[i].choice].value + (d->at[i].role == ROLE_DO ? PLAN_DO : 0);
	return worth;
}

struct count { int same_channel, draining, doubled, healing; };

static struct count count_without(const struct draft *d, const struct choices *c, int slot, const struct choice *x) {
	struct count n = {0};

	for (int i = 0; i < d->count; i++) {
		const struct choice *y = &c->at[d->at[i].choice];

		if (i == slot)
			continue;
		n.same_channel += y->channel == x->channel;
		n.draining += y->draining;
		n.healing += y->heals && !y->draining;
		for (int j = 0; j < i; j++)
			n.doubled += j != slot && c->at[d->at[j].choice].channel == y->channel;
	}
	return n;
}

/* May x stand in for what is in the slot, by its own nature? */
static bool plays(const struct choice *x, enum role role, const struct terms *t, unsigned keeps, int size) {
	switch (role) {
	case ROLE_OPENER: return x->opener && (keeps & GAVE(C5));
	case ROLE_CLOSER: return x->closes_best && (keeps & GAVE(C6));
	case ROLE_STRETCH: return x->stretch;
	case ROLE_DO: return x->do_item;
	default: return x->filler || (x->draining && size > ENDS_FROM_ITEMS && draining_allowed(t, size));
	}
}

/* And may it in this company? */
static bool keeps_rules(const struct draft *d, const struct choices *c, const struct terms *t, unsigned keeps, int slot, size_t at,
	int *trials) {
	const struct choice *x = &c->at[at];
	struct count n = count_without(d, c, slot, x);
	theme_set themes = themes_of(d, c, slot) | x->themes;
	struct draft trial;

	if (n.same_channel >= CHANNEL_ITEMS_MAX || (n.same_channel && (keeps & GAVE(C2_ONE))))
		return false;
	if (n.draining + x->draining > draining_allowed(t, d->count))
		return false;
	if ((keeps & GAVE(C9)) && d->count >= THEMES_FROM_ITEMS && !t->wish->themes && __builtin_popcount(themes) < THEMES_MIN)
		return false;
	if (!n.draining && !x->draining && !((n.same_channel || n.doubled) && (keeps & GAVE(C9))))
		return true; /* any order will do */
	if (n.draining + x->draining > n.healing + (x->heals && !x->draining) || *trials <= 0)
		return false;
	--*trials;
	trial = *d;
	trial.at[slot].choice = at;
	return draft_order(&trial, c, !(keeps & GAVE(C9)), TRIAL_STEPS);
}

static bool better_slot(struct draft *d, const struct choices *c, const struct terms *t, unsigned keeps, int slot, bool *used,
	int *trials) {
	const struct choice *old = &c->at[d->at[slot].choice];
	theme_set others = themes_of(d, c, slot);
	double best = 1e-9, before = old->value + variety(others | old->themes);
	size_t at = c->count;

	for (size_t i = 0; i < c->count; i++) {
		const struct choice *x = &c->at[i];

		if (x->value + variety(~(theme_set)0) - before <= best)
			break; /* the choices are best first: none after this can gain */
		if (used[i] || d->minutes - old->minutes + x->minutes > t->minutes + MINUTES_SLACK)
			continue;
		if (x->value + variety(others | x->themes) - before <= best || !plays(x, d->at[slot].role, t, keeps, d->count))
			continue;
		if (!keeps_rules(d, c, t, keeps, slot, i, trials))
			continue;
		best = x->value + variety(others | x->themes) - before;
		at = i;
	}
	if (at == c->count)
		return false;
	used[d->at[slot].choice] = false;
	used[at] = true;
	d->minutes += c->at[at].minutes - old->minutes;
	d->at[slot].choice = at;
	return true;
}

void draft_climb(struct draft *d, const struct choices *c, const struct terms *t, unsigned gives, int *trials) {
	unsigned keeps = rules_for(t, d->count) & ~gives;
	bool *used = mem_array(c->count + 1, sizeof *used), moved = true;

	for (int i = 0; i < d->count; i++)
		used[d->at[i].choice] = true;
	for (int round = 0; moved && round < CLIMB_ROUNDS; round++) {
		moved = false;
		for (int slot = 0; slot < d->count; slot++)
			moved |= better_slot(d, c, t, keeps, slot, used, trials);
	}
	free(used);
}
