/* order.c: what comes after what: C4 and C9's neighbours always looked at, and among the orders that are allowed a pleasant one. */
#include "draft.h"

struct ordering {
	const struct draft *from;
	struct draft to;
	const struct choices *c;
	bool neighbours, used[PLAN_ITEMS_MAX];
	int steps;
};

static const struct choice *chosen(const struct ordering *o, int from) {
	return &o->c->at[o->from->at[from].choice];
}

static bool may_follow(const struct ordering *o, const struct choice *before, const struct choice *after) {
	if (!o->neighbours && before->channel == after->channel)
		return false;
	return !before->draining || (after->heals && !after->draining); /* C4 */
}

/* How well an item stands at a place after another. Something to do comes late, when reading is nearly over; the stretch in the
 * middle, between familiar things; long reads early, while one is fresh; and themes take turns. */
static double fits_at(const struct ordering *o, int place, const struct choice *before, int from) {
	const struct choice *x = chosen(o, from);
	double where = (double)place / (o->from->count - 1), fit = x->value * 0.1;

	if (o->from->at[from].role == ROLE_DO)
		return where >= 0.6 ? 3 : -3;
	if (o->from->at[from].role == ROLE_STRETCH)
		return where >= 0.4 ? 2 : -2;
	if (x->draining)
		return where <= 0.6 ? 1 : -1;
	if (before->themes & x->themes)
		fit -= 1;
	if (where < 0.5 && x->minutes > SHORT_MINUTES_MAX)
		fit += 0.5;
	return fit;
}

/* The best item for a place that was not tried there; -1: none is left. */
static int best_for(const struct ordering *o, int place, const bool *tried) {
	const struct choice *before = &o->c->at[o->to.at[place - 1].choice];
	double best = 0;
	int at = -1;

	for (int i = 1; i < o->from->count - 1; i++) {
		double fit;

		if (o->used[i] || tried[i] || !may_follow(o, before, chosen(o, i)))
			continue;
		fit = fits_at(o, place, before, i);
		if (at < 0 || fit > best) {
			best = fit;
			at = i;
		}
	}
	return at;
}

/* Depth is at most PLAN_ITEMS_MAX, and the steps are counted. */
static bool place_from(struct ordering *o, int place) {
	bool tried[PLAN_ITEMS_MAX] = {false};
	int last = o->from->count - 1, i;

	if (place == last) {
		o->to.at[last] = o->from->at[last];
		return may_follow(o, &o->c->at[o->to.at[last - 1].choice], chosen(o, last));
	}
	while (o->steps-- > 0 && (i = best_for(o, place, tried)) >= 0) {
		tried[i] = o->used[i] = true;
		o->to.at[place] = o->from->at[i];
		if (place_from(o, place + 1))
			return true;
		o->used[i] = false;
	}
	return false;
}

/* The opener to the front, the closer to the end. */
static void ends_out(struct draft *d) {
	for (int i = 0; i < d->count; i++) {
		int to = d->at[i].role == ROLE_OPENER ? 0 : d->at[i].role == ROLE_CLOSER ? d->count - 1 : i;
		struct pick swap = d->at[to];

		d->at[to] = d->at[i];
		d->at[i] = swap;
		if (to != i && (swap.role == ROLE_OPENER || swap.role == ROLE_CLOSER))
			i--; /* the two stood in each other's place, or one more is to go */
	}
}

bool draft_order(struct draft *d, const struct choices *c, bool neighbours, int steps) {
	struct ordering o = {.from = d, .c = c, .neighbours = neighbours, .steps = steps};

	if (d->count < ENDS_FROM_ITEMS)
		return d->count == 0 || !c->at[d->at[0].choice].draining;
	ends_out(d);
	o.to = *d;
	if (!place_from(&o, 1))
		return false;
	*d = o.to;
	return true;
}
