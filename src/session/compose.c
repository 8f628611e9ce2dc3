/* compose.c: a session is composed once: the best plan that the rules C1 to C10 and the reader's wish allow.
 *
 * Candidates → the few hundred that matter (pool.c) → for each length the plan that breaks the least (search.c), bettered (climb.c)
 * and put in order (order.c) → of the lengths that are worth enough the one that breaks least. At one length the rules give way strictly
 * in their order: sets of rules are tried as binary numbers whose lowest bit is what gives way first. */
#include "draft.h"
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>

const char *give_way_name(enum give_way g) {
	static const char *const names[GAVE_COUNT] = {"C8", "C7", "C9", "C6", "C5", "C2"};

	return g < GAVE_COUNT ? names[g] : "";
}

const char *held_reason_name(enum held_reason r) {
	static const char *const names[HELD_COUNT] = {"draining", "no time left", "enough already", "its channel has its turn",
		"another theme", "too old", "longer than the session", "neutral news", "same story"};

	return r < HELD_COUNT ? names[r] : "";
}

static bool neighbours_share_channel(const struct draft *d, const struct choices *c) {
	for (int i = 1; i < d->count; i++)
		if (c->at[d->at[i].choice].channel == c->at[d->at[i - 1].choice].channel)
			return true;
	return false;
}

static bool channel_twice(const struct draft *d, const struct choices *c) {
	for (int i = 1; i < d->count; i++)
		for (int j = 0; j < i; j++)
			if (c->at[d->at[i].choice].channel == c->at[d->at[j].choice].channel)
				return true;
	return false;
}

unsigned draft_breaks(const struct draft *d, const struct choices *c, const struct terms *t) {
	unsigned broken = rules_for(t, d->count);
	theme_set themes = 0;
	bool few_themes;

	for (int i = 0; i < d->count; i++) {
		const struct choice *x = &c->at[d->at[i].choice];

		themes |= x->themes;
		if (d->at[i].role == ROLE_STRETCH)
			broken &= ~GAVE(C7);
		if (d->at[i].role == ROLE_DO)
			broken &= ~GAVE(C8);
		if (d->at[i].role == ROLE_OPENER && x->opener)
			broken &= ~GAVE(C5);
		if (d->at[i].role == ROLE_CLOSER && x->closes_best)
			broken &= ~GAVE(C6);
	}
	few_themes = d->count >= THEMES_FROM_ITEMS && !t->wish->themes && __builtin_popcount(themes) < THEMES_MIN;
	if (!few_themes && !neighbours_share_channel(d, c))
		broken &= ~GAVE(C9);
	if (!channel_twice(d, c))
		broken &= ~GAVE(C2_ONE);
	return broken;
}

/* The rules for which the pool has nothing at all, whatever the length. */
static unsigned nothing_for(const struct choices *c, const struct terms *t) {
	unsigned lost = GAVE(C8) | GAVE(C7) | GAVE(C6) | GAVE(C5);
	theme_set themes = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct choice *x = &c->at[i];

		if (x->draining)
			continue;
		themes |= x->themes;
		lost &= ~((x->do_item ? GAVE(C8) : 0) | (x->stretch ? GAVE(C7) : 0) | (x->closes_best ? GAVE(C6) : 0) | (x->opener ? GAVE(C5) : 0));
	}
	return lost | (!t->wish->themes && __builtin_popcount(themes) < THEMES_MIN ? GAVE(C9) : 0);
}

/* The rules that no plan of this size can keep, seen at a glance: spares the search what cannot be. */
static unsigned hopeless(const struct choices *c, const struct terms *t, int size, unsigned lost) {
	int plain = size;

	if (size < THEMES_FROM_ITEMS)
		lost &= ~GAVE(C9);
	if (t->wish->want_do_item && size >= DO_FROM_ITEMS)
		plain--; /* one place may be a do-item's */
	if (least_minutes(c, plain, 1) > t->minutes + MINUTES_SLACK)
		lost |= GAVE(C2_ONE);
	return lost & rules_for(t, size);
}

struct best { struct draft draft; unsigned gave; int always; double worth; }; /* worth: beside what the reader's rules want in it */

/* What was made of the lengths that were tried. */
struct sizes {
	struct best made[3 * SIZES_MAX];
	int count;
	unsigned lost;       /* nothing_for */
	long steps;
	int trials;
};

static int count_always(const struct draft *d, const struct choices *c) {
	int n = 0;

	for (int i = 0; i < d->count; i++)
		n += c->at[d->at[i].choice].always;
	return n;
}

/* The best plan of one size: first what breaks least, then what is worth most. */
static bool compose_size(struct best *b, const struct choices *c, const struct terms *t, int size, struct sizes *all) {
	unsigned rules = rules_for(t, size), lost = hopeless(c, t, size, all->lost), gives = 0;

	for (; gives < 1u << GAVE_COUNT; gives++)
		if ((gives & lost) == lost && !(gives & ~rules) && draft_find(&b->draft, c, t, size, gives, &all->steps))
			break;
	if (gives == 1u << GAVE_COUNT)
		return false;
	draft_climb(&b->draft, c, t, gives, &all->trials);
	if (!draft_order(&b->draft, c, false, ORDER_STEPS) && !draft_order(&b->draft, c, true, ORDER_STEPS))
		return false;
	b->gave = draft_breaks(&b->draft, c, t);
	b->always = count_always(&b->draft, c);
	b->worth = draft_worth(&b->draft, c) - WORTH_ALWAYS * b->always;
	return true;
}

/* A length that cannot be had may use up half of the steps that are left, so that shorter ones are still looked for. */
static void try_size(struct sizes *all, const struct choices *c, const struct terms *t, int size) {
	long kept = all->steps / 2;

	all->steps -= kept;
	if (size >= 1 && all->count < 3 * SIZES_MAX && compose_size(&all->made[all->count], c, t, size, all))
		all->count++;
	all->steps += kept;
}

/* The length to take: of those that hold most of what the reader's rules let through, and are worth enough, what breaks least of what the pool could have kept; of these, what is worth most. */
static const struct best *best_of(const struct sizes *all) {
	const struct best *best = NULL;
	double most = 0;
	int always = 0;

	for (int i = 0; i < all->count; i++)
		if (all->made[i].always > always)
			always = all->made[i].always;
	for (int i = 0; i < all->count; i++)
		if (all->made[i].always == always && all->made[i].worth > most)
			most = all->made[i].worth;
	for (int i = 0; i < all->count; i++) {
		const struct best *b = &all->made[i];
		unsigned gave = b->gave & ~all->lost, least = best ? best->gave & ~all->lost : ~0u;

		if (b->always == always && b->worth >= PLAN_ENOUGH * most && (!best || gave < least || (gave == least && b->worth > best->worth)))
			best = b;
	}
	return best;
}

/* Every length, or where there are many, some of them and then those around the best. */
static const struct best *try_sizes(struct sizes *all, const struct choices *c, const struct terms *t, int most) {
	int step = (most + SIZES_MAX - 1) / SIZES_MAX, around;
	const struct best *best;

	all->steps = STEPS_IN_ALL;
	all->trials = TRIALS_IN_ALL;
	all->lost = nothing_for(c, t);
	for (int size = most; size >= 1; size -= step)
		try_size(all, c, t, size);
	best = best_of(all);
	around = best ? best->draft.count : 0;
	for (int size = around + step - 1; step > 1 && size > around - step; size--)
		if (size != around && size <= most)
			try_size(all, c, t, size);
	return best_of(all);
}

/* Why a candidate that could have been in the plan is not. */
static enum held_reason left_out(const struct candidate *pool, const struct plan *p, size_t candidate, const struct terms *t) {
	if (pool[candidate].label == LABEL_DRAINING)
		return HELD_DRAINING;
	for (size_t i = 0; i < p->count; i++)
		if (pool[p->items[i].candidate].channel_id == pool[candidate].channel_id)
			return HELD_CHANNEL;
	if (p->minutes + pool[candidate].minutes > t->minutes + MINUTES_SLACK)
		return HELD_TIME;
	return HELD_FULL;
}

/* Whether another telling of the story is in the plan; or is held already. */
static bool story_is_planned(const struct candidate *pool, const struct plan *p, int64_t story) {
	for (size_t i = 0; story && i < p->count; i++)
		if (pool[p->items[i].candidate].story == story)
			return true;
	return false;
}

static bool story_is_held(const struct candidate *pool, const struct plan *p, int64_t story) {
	for (size_t i = 0; story && i < p->held_count; i++)
		if (pool[p->held[i].candidate].story == story)
			return true;
	return false;
}

static void write_held(const struct candidate *pool, const struct choices *c, const struct terms *t, struct arena *a, struct plan *out) {
	if (!(out->held = arena_array(a, PLAN_HELD_MAX, sizeof *out->held)))
		return;
	for (size_t i = 0; i < c->held_count && out->held_count < PLAN_HELD_MAX; i++) {
		struct held h = c->held[i];
		int64_t story = pool[h.candidate].story;
		bool planned = false;

		for (size_t p = 0; p < out->count && !planned; p++)
			planned = pool[out->items[p].candidate].id == pool[h.candidate].id;
		if (planned)
			continue;
		if (story_is_planned(pool, out, story))
			h.reason = HELD_STORY;
		else if (story_is_held(pool, out, story))
			continue;
		if (h.reason == HELD_COUNT)
			h.reason = left_out(pool, out, h.candidate, t);
		out->held[out->held_count++] = h;
	}
}

static void write_plan(const struct best *best, const struct choices *c, struct arena *a, struct plan *out) {
	int n = best->draft.count;

	if (!(out->items = arena_array(a, (size_t)n, sizeof *out->items)))
		return;
	for (int i = 0; i < n; i++) {
		const struct choice *x = &c->at[best->draft.at[i].choice];

		out->items[i] = (struct planned){x->candidate, best->draft.at[i].role};
		out->minutes += x->minutes;
	}
	out->count = (size_t)n;
	out->gave_way = best->gave;
}

void session_compose(const struct candidate *pool, size_t count, const struct wish *wish, struct arena *a, struct plan *out) {
	const struct best *best;
	struct sizes *sizes;
	struct choices *c;
	struct terms t;
	int most = 0;

	*out = (struct plan){0};
	terms_of(&t, wish);
	if (!count || count > UINT32_MAX / 4 || t.items_max == 0 || !(t.minutes > 0) || !isfinite(t.minutes))
		return;
	c = choices_new(pool, count, &t);
	while (most < t.items_max && least_minutes(c, most + 1, CHANNEL_ITEMS_MAX) <= t.minutes + MINUTES_SLACK)
		most++;
	if (wish->want_do_item && most < t.items_max && most + 1 >= DO_FROM_ITEMS)
		most++; /* the do-item itself, which is none of the fillers */
	sizes = mem_alloc(sizeof *sizes);
	best = try_sizes(sizes, c, &t, most);
	if (best)
		write_plan(best, c, a, out);
	write_held(pool, c, &t, a, out);
	free(sizes);
	choices_free(c);
}

const char *session_why(enum role role, const struct candidate *c, const struct wish *wish) {
	bool channel_long_ago = c->channel_seen_at == DATE_NONE || c->channel_seen_at <= wish->now - STRETCH_DAYS * DAY_S;

	if (c->always)
		return _("a rule of yours wants it here");
	switch (role) {
	case ROLE_OPENER: return _("a gentle start");
	case ROLE_CLOSER: return _("kept for the end");
	case ROLE_DO: return _("something to do, away from the screen");
	case ROLE_STRETCH:
		return channel_long_ago ? _("a stretch: a channel you have not read for a while") : _("a stretch: a theme you have not read for a while");
	default: break;
	}
	if (c->label == LABEL_DRAINING)
		return _("heavier news, within your own limit");
	if (wish->themes & c->themes)
		return _("fits what you asked for");
	if (c->label == LABEL_UPLIFTING)
		return _("likely to lift");
	if (c->posts_a_week > 0 && c->posts_a_week < 1)
		return _("from a channel that posts seldom");
	return _("for variety");
}
