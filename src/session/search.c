/* search.c: is there a plan of this size under these rules? A depth-first search that takes the rarest parts first.
 *
 * Closer (held back from the start, C6), opener, stretch, do-item, what brings missing themes, and then the rest, best first. No branch
 * is entered that the shortest items left could not finish in time, so that large pools succeed at the first descent; small ones, where
 * rules get in each other's way, are searched to the end. Steps are counted, so that no pool of any shape takes long. */
#include "draft.h"
#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum stage { STAGE_CLOSER, STAGE_OPENER, STAGE_STRETCH, STAGE_DO, STAGE_REST };

struct search {
	const struct choices *c;
	const struct terms *t;
	struct draft *d;
	int size;
	unsigned keeps;              /* the rules that hold here */
	enum stage stages[STAGE_REST];
	int stage_count;
	int a_channel;
	theme_set themes;
	bool *used;
	unsigned char *of_channel, *scratch;
	long steps;
};

unsigned rules_for(const struct terms *t, int size) {
	unsigned rules = 0;

	if (size >= ENDS_FROM_ITEMS)
		rules |= GAVE(C5) | GAVE(C6) | GAVE(C9) | GAVE(C2_ONE);
	if (size >= STRETCH_FROM_ITEMS)
		rules |= GAVE(C7);
	if (size >= DO_FROM_ITEMS && t->wish->want_do_item)
		rules |= GAVE(C8);
	return rules;
}

int draining_allowed(const struct terms *t, int size) {
	return t->draining_one_in ? size / t->draining_one_in : 0;
}

/* Adds up the shortest fillers that are free; channels[] says how many of each are taken, and is used up. */
static double add_shortest(const struct choices *c, const bool *used, unsigned char *channels, int a_channel, int number) {
	double sum = 0;

	for (size_t i = 0; i < c->fillers && number > 0; i++) {
		const struct choice *x = &c->at[c->by_minutes[i]];

		if ((used && used[c->by_minutes[i]]) || channels[x->channel] >= a_channel)
			continue;
		channels[x->channel]++;
		sum += x->minutes;
		number--;
	}
	return number > 0 ? INFINITY : sum;
}

double least_minutes(const struct choices *c, int size, int a_channel) {
	unsigned char *channels = mem_array((size_t)c->channels + 1, 1);
	double sum = add_shortest(c, NULL, channels, a_channel, size);

	free(channels);
	return sum;
}

/* Could what is taken be finished in time? The do-item's own minutes are not known before it is taken: counted as none. */
static bool can_finish(struct search *s) {
	int left = s->size - s->d->count;
	double rest;

	for (int i = s->d->count; i < s->stage_count; i++)
		if (s->stages[i] == STAGE_DO)
			left--;
	memcpy(s->scratch, s->of_channel, (size_t)s->c->channels);
	rest = add_shortest(s->c, s->used, s->scratch, s->a_channel, left);
	return s->d->minutes + rest <= s->t->minutes + MINUTES_SLACK;
}

static bool lacks_themes(const struct search *s) {
	return (s->keeps & GAVE(C9)) && s->size >= THEMES_FROM_ITEMS && !s->t->wish->themes && __builtin_popcount(s->themes) < THEMES_MIN;
}

static bool suits(const struct search *s, enum stage stage, const struct choice *x) {
	switch (stage) {
	case STAGE_CLOSER: return x->closes_best || !(s->keeps & GAVE(C6));
	case STAGE_OPENER: return x->opener || !(s->keeps & GAVE(C5));
	case STAGE_STRETCH: return x->stretch;
	case STAGE_DO: return x->do_item;
	default: return x->filler;
	}
}

static const enum role stage_roles[] = {ROLE_CLOSER, ROLE_OPENER, ROLE_STRETCH, ROLE_DO, ROLE_ITEM};

static bool descend(struct search *s, size_t from);

/* Takes one choice, goes on with it, and puts it back if that led nowhere. */
static bool try_choice(struct search *s, enum stage stage, size_t at, size_t from) {
	const struct choice *x = &s->c->at[at];
	theme_set themes = s->themes;
	double minutes = s->d->minutes;

	if (s->used[at] || s->of_channel[x->channel] >= s->a_channel || !suits(s, stage, x))
		return false;
	if (minutes + x->minutes > s->t->minutes + MINUTES_SLACK || s->steps <= 0)
		return false;
	s->steps -= 1 + (s->size - s->d->count) / 4; /* can_finish takes longer the more is missing */
	s->d->at[s->d->count++] = (struct pick){at, stage_roles[stage]};
	s->d->minutes += x->minutes;
	s->themes |= x->themes;
	s->used[at] = true;
	s->of_channel[x->channel]++;
	if (can_finish(s) && descend(s, from))
		return true;
	s->of_channel[x->channel]--;
	s->used[at] = false;
	s->themes = themes;
	s->d->minutes = minutes;
	s->d->count--;
	return false;
}

static bool try_part(struct search *s, enum stage stage) {
	const struct choices *c = s->c;
	const size_t *const orders[] = {c->by_closing, c->by_opening, c->stretching, c->doing};
	const size_t counts[] = {c->ends, c->ends, c->stretches, c->dos};

	for (size_t i = 0; i < counts[stage] && s->steps > 0; i++)
		if (try_choice(s, stage, orders[stage][i], 0))
			return true;
	return false;
}

/* A whole plan is good when it can be put in order. */
static bool complete(const struct search *s) {
	struct draft trial;

	if (lacks_themes(s))
		return false;
	if (s->a_channel == 1 || !(s->keeps & GAVE(C9)))
		return true; /* without two of a channel, and without draining items, every order will do */
	trial = *s->d;
	return draft_order(&trial, s->c, false, ORDER_STEPS);
}

static bool descend(struct search *s, size_t from) {
	int at = s->d->count;

	if (at == s->size)
		return complete(s);
	if (at < s->stage_count)
		return try_part(s, s->stages[at]);
	if (lacks_themes(s)) { /* whatever else is in it, some item of a good plan brings a theme: begin with those */
		for (size_t i = 0; i < s->c->count && s->steps > 0; i++)
			if ((s->c->at[i].themes & ~s->themes) && try_choice(s, STAGE_REST, i, 0))
				return true;
		return false;
	}
	for (size_t i = from; i < s->c->count && s->steps > 0; i++) /* from on: the same set is not tried in every order */
		if (try_choice(s, STAGE_REST, i, i + 1))
			return true;
	return false;
}

static void choose_stages(struct search *s) {
	if (s->size >= ENDS_FROM_ITEMS) {
		s->stages[s->stage_count++] = STAGE_CLOSER;
		s->stages[s->stage_count++] = STAGE_OPENER;
	}
	if (s->keeps & GAVE(C7))
		s->stages[s->stage_count++] = STAGE_STRETCH;
	if (s->keeps & GAVE(C8))
		s->stages[s->stage_count++] = STAGE_DO;
}

bool draft_find(struct draft *d, const struct choices *c, const struct terms *t, int size, unsigned gives, long *steps) {
	long most = *steps < STEPS_A_SIZE ? *steps : STEPS_A_SIZE;
	struct search s = {.c = c, .t = t, .d = d, .size = size, .keeps = rules_for(t, size) & ~gives, .steps = most};
	bool found;

	s.a_channel = size < ENDS_FROM_ITEMS || (s.keeps & GAVE(C2_ONE)) ? 1 : CHANNEL_ITEMS_MAX;
	s.used = mem_array(c->count + 1, sizeof *s.used);
	s.of_channel = mem_array((size_t)c->channels + 1, 1);
	s.scratch = mem_array((size_t)c->channels + 1, 1);
	d->count = 0;
	d->minutes = 0;
	choose_stages(&s);
	found = descend(&s, 0);
	*steps -= most - s.steps;
	free(s.scratch);
	free(s.of_channel);
	free(s.used);
	return found;
}
