/* pool.c: one pass over all candidates that keeps, for each sort of thing a plan needs, the best of them.
 *
 * Linear: each candidate is offered to the small heap of every sort it belongs to, which holds at most two of a channel (C2 allows no
 * more). Nearly all are turned away at once, being worse than all that is there, or than the two that their channel has there. However a
 * pool is ordered, and whichever channel floods it, the work stays the same. */
#include "pool.h"
#include <bewust/mem.h>
#include <bewust/random.h>
#include <math.h>
#include <stdlib.h>

#define THEMES_ALL (((theme_set)1 << THEME_COUNT) - 1)
#define HEALING (THEME(kindness) | THEME(solutions) | THEME(hope))

/* What is kept of a candidate that may be in a plan while lists are made: small, so that 250,000 pass quickly. */
struct fact {
	double quality, value, score, minutes;
	int64_t seen;                /* C7 */
	int64_t channel_id;
	uint32_t index;              /* in the pool */
	theme_set themes;
	unsigned flags;
};
enum { FACT_DRAINING = 1, FACT_DO = 2, FACT_ONLY_DO = 4, FACT_ALWAYS = 8 };

enum { LIST_VALUE, LIST_QUALITY, LIST_SHORTEST, LIST_BRIEF, LIST_OPENER, LIST_CLOSER, LIST_STRETCH, LIST_DO, LIST_DRAINING, LIST_THEME,
	LIST_COUNT = LIST_THEME + THEME_COUNT };
#define THEME_LIST_MAX 12
enum { WEIGH_BLOCK = 64, WEIGH_LEAP = 61 }; /* candidates, blocks */

struct entry { double key, tie; int64_t channel_id; uint32_t index; };
struct list { struct entry heap[LIST_MAX]; size_t count, max; };

/* What has to be beaten to be kept. */
struct floor { double key, tie; };

/* The first channels that turn up: where they are few, no list is ever full, and the floor of each channel turns most of its candidates away. */
#define KNOWN_MAX 512
struct known { int64_t id; size_t number; }; /* number: its place in `floors` + 1; 0 free */

struct scan {
	const struct candidate *pool;
	size_t count;
	struct fact *facts;          /* of those that may be in a plan */
	size_t fact_count;
	struct list lists[LIST_COUNT], held;
	struct known known[2 * KNOWN_MAX];
	size_t known_count;
	struct floor floors[KNOWN_MAX][LIST_COUNT];
};

static bool has_two_themes(theme_set set) {
	return set & (set - 1);
}

void terms_of(struct terms *t, const struct wish *wish) {
	bool none = wish->from_plan || (wish->before != MOOD_NONE && wish->before <= MOOD_HEAVY) || wish->draining_one_in <= 0;

	*t = (struct terms){.wish = wish, .minutes = wish->minutes, .seen_before = DATE_NONE, .closer_best = -INFINITY};
	t->items_max = wish->items < 0 ? 0 : wish->items > PLAN_ITEMS_MAX ? PLAN_ITEMS_MAX : wish->items;
	t->draining_one_in = wish->draining_one_in < DRAINING_ONE_IN_LEAST ? DRAINING_ONE_IN_LEAST : wish->draining_one_in;
	if (none)
		t->draining_one_in = 0;
	t->do_only_as_role = !(wish->themes & THEME(challenge));
	t->news_wanted = wish->themes & THEME(news);
}

/* C1's age: a challenge does not grow old, and an item without any date cannot be known to be new. */
static bool too_old(const struct candidate *c, int64_t now) {
	return !c->do_item && (c->published == DATE_NONE || c->published < now - CANDIDATE_DAYS * DAY_S);
}

enum held_reason pool_refuses(const struct terms *t, const struct candidate *c) {
	const struct wish *w = t->wish;

	if (too_old(c, w->now))
		return HELD_OLD;
	if (w->themes && !(c->themes & w->themes))
		return HELD_THEME;
	if (!(c->minutes > 0) || c->minutes > t->minutes + MINUTES_SLACK)
		return HELD_LONG;
	if (!isfinite(c->score))
		return HELD_FULL;
	if (c->label == LABEL_DRAINING && (c->do_item || !t->draining_one_in))
		return HELD_DRAINING;
	/* C10: neutral news fills nothing. Learning is not news, and who asks for news gets it; so does who made a rule for it. */
	if (c->label == LABEL_NEUTRAL && !c->always && (c->themes & THEME(news)) && !(c->themes & THEME(learning)) && !t->news_wanted)
		return HELD_NEWS;
	if (c->do_item && t->do_only_as_role && !w->want_do_item)
		return HELD_FULL;
	return HELD_COUNT;
}

static double days_since(int64_t at, int64_t now, double most) {
	double days;

	if (at == DATE_NONE)
		return most;
	days = ((double)now - (double)at) / (double)DAY_S;
	return days < 0 ? 0 : days > most ? most : days;
}

/* The seed's part is hashed with the item, so that it does not hang on where in the pool an item stands. */
static double jitter(uint64_t seed, int64_t id) {
	struct random r;

	random_seed(&r, seed ^ (uint64_t)id * UINT64_C(0xD1B54A32D192ED03));
	return 2 * random_unit(&r) - 1;
}

static double quality_of(const struct candidate *c, const struct wish *w) {
	double rate = c->posts_a_week > 0 ? c->posts_a_week : 0;
	double q = WORTH_BASE + WORTH_SCORE * (c->score < -1 ? -1 : c->score > 1 ? 1 : c->score);

	q += WORTH_FRESH * (1 - days_since(c->published, w->now, CANDIDATE_DAYS) / CANDIDATE_DAYS);
	q += WORTH_RARE * RARE_POSTS_A_WEEK / (RARE_POSTS_A_WEEK + rate);
	q += WORTH_UNSEEN * days_since(c->channel_seen_at, w->now, STRETCH_DAYS) / STRETCH_DAYS;
	if (has_two_themes(c->themes))
		q += WORTH_TWO_THEMES;
	q += WORTH_JITTER * jitter(w->seed, c->id);
	return q > WORTH_LEAST ? q : WORTH_LEAST;
}

static double closing(double score, theme_set themes) {
	return score + (themes & (THEME(hope) | THEME(kindness)) ? CLOSER_HOPE : 0) + (has_two_themes(themes) ? CLOSER_TWO_THEMES : 0);
}

/* When a candidate's channel, or the least seen of its themes, was last in a session. */
static int64_t seen_at(const struct candidate *c, const struct wish *w) {
	int64_t at = c->channel_seen_at;

	if (!w->theme_seen_at)
		return at;
	for (theme_set left = c->themes & THEMES_ALL; left; left &= left - 1)
		if (w->theme_seen_at[__builtin_ctz(left)] < at)
			at = w->theme_seen_at[__builtin_ctz(left)]; /* DATE_NONE is the least of all: never seen */
	return at;
}

/* ---- heaps: the best `max` of what is offered, the worst of them on top ---- */

static bool less(const struct entry *a, const struct entry *b) {
	if (a->key != b->key)
		return a->key < b->key;
	if (a->tie != b->tie)
		return a->tie < b->tie;
	return a->index > b->index;
}

static void sink(struct list *l, size_t at) {
	for (;;) {
		size_t child = 2 * at + 1;
		struct entry swap;

		if (child >= l->count)
			return;
		if (child + 1 < l->count && less(&l->heap[child + 1], &l->heap[child]))
			child++;
		if (!less(&l->heap[child], &l->heap[at]))
			return;
		swap = l->heap[at];
		l->heap[at] = l->heap[child];
		l->heap[child] = swap;
		at = child;
	}
}

static void list_offer(struct list *l, const struct entry *e) {
	size_t at;

	if (l->count == l->max) {
		if (less(&l->heap[0], e)) {
			l->heap[0] = *e;
			sink(l, 0);
		}
		return;
	}
	at = l->count++;
	l->heap[at] = *e;
	while (at && less(&l->heap[at], &l->heap[(at - 1) / 2])) {
		struct entry swap = l->heap[at];

		l->heap[at] = l->heap[(at - 1) / 2];
		l->heap[(at - 1) / 2] = swap;
		at = (at - 1) / 2;
	}
}

/* ---- the pass ---- */

static uint64_t id_hash(int64_t id) {
	struct random r;

	random_seed(&r, (uint64_t)id);
	return random_next(&r);
}

/* The floors of a channel; NULL: it is none of the first. */
static struct floor *floors_of(struct scan *s, int64_t channel_id) {
	size_t size = sizeof s->known / sizeof *s->known, at = id_hash(channel_id) & (size - 1);

	while (s->known[at].number && s->known[at].id != channel_id)
		at = (at + 1) & (size - 1);
	if (!s->known[at].number) {
		if (s->known_count == KNOWN_MAX)
			return NULL;
		for (int l = 0; l < LIST_COUNT; l++)
			s->floors[s->known_count][l] = (struct floor){-INFINITY, -INFINITY};
		s->known[at] = (struct known){channel_id, ++s->known_count};
	}
	return s->floors[s->known[at].number - 1];
}

static void hold(struct scan *s, size_t i, enum held_reason refused, double quality) {
	struct entry e = {.key = quality, .index = (uint32_t)i};

	if (refused == HELD_FULL)
		return; /* a do-item nobody wanted, or no number for a score: nothing to look forward to */
	if (refused != HELD_COUNT)
		e.key -= WORTH_BASE + WORTH_SCORE; /* what fits the wish is named first */
	list_offer(&s->held, &e);
}

static struct fact fact_of(const struct candidate *c, const struct terms *t, size_t i, double quality) {
	bool only_do = c->do_item && t->do_only_as_role;
	double counted = only_do && c->minutes > PLAN_DO_SHARE * t->minutes ? PLAN_DO_SHARE * t->minutes : c->minutes;

	double value = quality * (counted / t->minutes + PLAN_COUNT_SHARE / t->items_max) + (c->always && !only_do ? WORTH_ALWAYS : 0);

	return (struct fact){.quality = quality, .value = value, .score = c->score, .minutes = c->minutes,
		.seen = seen_at(c, t->wish), .channel_id = c->channel_id, .index = (uint32_t)i, .themes = c->themes,
		.flags = (c->label == LABEL_DRAINING ? FACT_DRAINING : 0u) | (c->do_item ? FACT_DO : 0u)
			| (only_do ? FACT_ONLY_DO : 0u) | (c->always && !only_do ? FACT_ALWAYS : 0u)};
}

/* Of two tellings of one story, the one that a rule lets through, then the lighter; of equals, the one that came first. */
static bool tells_better(const struct scan *s, const struct fact *a, const struct fact *b) {
	if ((a->flags ^ b->flags) & FACT_ALWAYS)
		return a->flags & FACT_ALWAYS;
	if (a->score != b->score)
		return a->score > b->score;
	return s->pool[a->index].id < s->pool[b->index].id;
}

/* Each story once, as its best telling that may be in a plan. */
static void tell_once(struct scan *s) {
	struct seat { int64_t story; uint32_t fact; } *table; /* fact: its index + 1 */
	size_t size = 16, kept = 0, stories = 0;

	for (size_t i = 0; i < s->fact_count; i++)
		stories += s->pool[s->facts[i].index].story != 0;
	if (!stories)
		return;
	while (size < 2 * stories)
		size *= 2;
	table = mem_array(size, sizeof *table);
	for (size_t i = 0; i < s->fact_count; i++) {
		int64_t story = s->pool[s->facts[i].index].story;
		size_t at = id_hash(story) & (size - 1);

		while (story && table[at].fact && table[at].story != story)
			at = (at + 1) & (size - 1);
		if (story && table[at].fact) {
			if (tells_better(s, &s->facts[i], &s->facts[table[at].fact - 1]))
				s->facts[table[at].fact - 1] = s->facts[i];
			continue;
		}
		s->facts[kept++] = s->facts[i];
		if (story)
			table[at] = (struct seat){story, (uint32_t)kept};
	}
	s->fact_count = kept;
	free(table);
}

static void weigh_one(struct scan *s, const struct terms *t, size_t i) {
	const struct candidate *c = &s->pool[i];
	enum held_reason refused = pool_refuses(t, c);
	double quality = isfinite(c->score) ? quality_of(c, t->wish) : 0;

	hold(s, i, refused, quality);
	if (refused == HELD_COUNT)
		s->facts[s->fact_count++] = fact_of(c, t, i, quality);
}

/* In blocks, and these in leaps: a pool that gets better from its first to its last would have each of them kept for a while. */
static void weigh_all(struct scan *s, const struct terms *t) {
	size_t blocks = (s->count + WEIGH_BLOCK - 1) / WEIGH_BLOCK, leap = blocks > WEIGH_LEAP ? WEIGH_LEAP : 1;

	for (size_t first = 0; first < leap; first++)
		for (size_t block = first; block < blocks; block += leap)
			for (size_t i = block * WEIGH_BLOCK; i < s->count && i < (block + 1) * WEIGH_BLOCK; i++)
				weigh_one(s, t, i);
}

static void weigh(struct scan *s, struct terms *t) {
	int64_t least = INT64_MAX, month = t->wish->now - STRETCH_DAYS * DAY_S;

	weigh_all(s, t);
	tell_once(s);
	for (size_t i = 0; i < s->fact_count; i++) {
		const struct fact *f = &s->facts[i];

		if (f->flags & (FACT_DRAINING | FACT_ONLY_DO))
			continue;
		if (f->minutes <= SHORT_MINUTES_MAX && closing(f->score, f->themes) > t->closer_best)
			t->closer_best = closing(f->score, f->themes);
		if (f->score >= STRETCH_SCORE_MIN && f->seen < least)
			least = f->seen;
	}
	/* C7: not in a month; where everything was, what was seen longest ago. */
	t->seen_before = least == INT64_MAX || least < month ? month : least;
}

/* Whether something may be kept that is no better than this. */
static bool below(double key, double tie, const struct floor *floor) {
	return key < floor->key || (key == floor->key && tie < floor->tie);
}

/* As list_offer, but of one channel at most two: a third takes the place of the worse. *floor is then what a fourth has to beat. */
static void list_offer_of_channel(struct list *l, const struct entry *e, struct floor *floor) {
	size_t at[CHANNEL_ITEMS_MAX], own = 0, worse;

	for (size_t i = 0; i < l->count && own < CHANNEL_ITEMS_MAX; i++)
		if (l->heap[i].channel_id == e->channel_id)
			at[own++] = i;
	if (own < CHANNEL_ITEMS_MAX) {
		list_offer(l, e);
		return;
	}
	worse = less(&l->heap[at[0]], &l->heap[at[1]]) ? 0 : 1;
	if (floor)
		*floor = (struct floor){l->heap[at[worse]].key, l->heap[at[worse]].tie};
	if (less(&l->heap[at[worse]], e)) {
		l->heap[at[worse]] = *e;
		sink(l, at[worse]);
	}
}

/* One candidate, offered to every sort it belongs to. */
struct offer { struct scan *s; struct floor *floors; int64_t channel_id; uint32_t index; };

static void bid(const struct offer *o, int list, double key, double tie) {
	struct list *l = &o->s->lists[list];

	if ((l->count == l->max && below(key, tie, &(struct floor){l->heap[0].key, l->heap[0].tie})) || (o->floors && below(key, tie, &o->floors[list])))
		return;
	list_offer_of_channel(l, &(struct entry){key, tie, o->channel_id, o->index}, o->floors ? &o->floors[list] : NULL);
}

static bool stretches(const struct fact *f, const struct terms *t) {
	return f->score >= STRETCH_SCORE_MIN && f->seen <= t->seen_before;
}

static void bid_everywhere(const struct offer *o, const struct fact *f, const struct terms *t) {
	double q = f->quality;

	if (f->flags & FACT_DRAINING) {
		bid(o, LIST_DRAINING, f->value, q);
		return;
	}
	if (f->flags & FACT_DO)
		bid(o, LIST_DO, f->value, q);
	if (f->flags & FACT_ONLY_DO)
		return;
	bid(o, LIST_VALUE, f->value, q);
	bid(o, LIST_QUALITY, q, 0);
	bid(o, LIST_SHORTEST, -f->minutes, q);
	if (f->minutes <= SHORT_MINUTES_MAX) {
		bid(o, LIST_BRIEF, f->value, q);
		bid(o, LIST_CLOSER, closing(f->score, f->themes), q);
		if (f->score >= OPENER_SCORE_MIN)
			bid(o, LIST_OPENER, f->value, q);
	}
	if (stretches(f, t))
		bid(o, LIST_STRETCH, f->value, q);
	for (theme_set left = f->themes & THEMES_ALL; left; left &= left - 1)
		bid(o, LIST_THEME + __builtin_ctz(left), f->value, q);
}

static void offer_all(struct scan *s, const struct terms *t) {
	bool small = s->fact_count <= LIST_MAX; /* a channel's third may be what a rule needs: all of it stays */

	for (size_t i = 0; i < s->fact_count; i++) {
		const struct fact *f = &s->facts[i];

		if (small)
			list_offer(&s->lists[LIST_VALUE], &(struct entry){f->value, f->quality, f->channel_id, f->index});
		else
			bid_everywhere(&(struct offer){s, floors_of(s, f->channel_id), f->channel_id, f->index}, f, t);
	}
}

/* ---- what comes of it ---- */

static int by_value(const void *a, const void *b) {
	const struct choice *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static int by_id(const void *a, const void *b) {
	const struct choice *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static int by_key(const void *a, const void *b) {
	return less(a, b) ? 1 : less(b, a) ? -1 : 0;
}

static struct choice choice_of(const struct scan *s, const struct terms *t, size_t i) {
	const struct candidate *c = &s->pool[i];
	struct fact fact = fact_of(c, t, i, quality_of(c, t->wish)), *f = &fact;
	bool plain = !(f->flags & (FACT_DRAINING | FACT_ONLY_DO));
	struct choice out = {.candidate = i, .id = c->id, .quality = f->quality, .value = f->value, .minutes = f->minutes, .score = f->score,
		.closer = closing(f->score, f->themes), .themes = f->themes,  .draining = f->flags & FACT_DRAINING,
		.filler = plain, .do_item = f->flags & FACT_DO, .brief = f->minutes <= SHORT_MINUTES_MAX, .heals = f->themes & HEALING};

	out.always = f->flags & FACT_ALWAYS;
	out.opener = plain && out.brief && f->score >= OPENER_SCORE_MIN;
	out.closes_best = plain && out.brief && out.closer >= t->closer_best;
	out.stretch = plain && stretches(f, t);
	return out;
}

/* One entry an item: lists overlap, and a pool may name an item twice. */
static void gather(struct choices *out, const struct scan *s, const struct terms *t) {
	size_t kept = 0;

	for (int l = 0; l < LIST_COUNT; l++)
		for (size_t e = 0; e < s->lists[l].count; e++)
			out->at[out->count++] = choice_of(s, t, s->lists[l].heap[e].index);
	qsort(out->at, out->count, sizeof *out->at, by_id);
	for (size_t i = 0; i < out->count; i++)
		if (!kept || out->at[kept - 1].id != out->at[i].id)
			out->at[kept++] = out->at[i];
	out->count = kept;
	qsort(out->at, out->count, sizeof *out->at, by_value);
}

/* Numbers the channels of what is left: 0 … channels-1. */
static void renumber(struct choices *out, const struct candidate *pool) {
	int64_t *ids = mem_array(out->count, sizeof *ids);

	for (size_t i = 0; i < out->count; i++) {
		int64_t id = pool[out->at[i].candidate].channel_id;
		int n = 0;

		while (n < out->channels && ids[n] != id)
			n++;
		if (n == out->channels)
			ids[out->channels++] = id;
		out->at[i].channel = n;
	}
	free(ids);
}

enum order { ORDER_MINUTES, ORDER_CLOSING, ORDER_OPENING };

/* How far before another an item comes; long ones at an end are put behind all short ones. */
static double rank(const struct choice *c, enum order o) {
	double late = c->brief ? 0 : 10 + c->minutes;

	switch (o) {
	case ORDER_CLOSING: return c->closer - late;
	case ORDER_OPENING: return c->opener ? 10 + c->value : c->score - late;
	default: return -c->minutes;
	}
}

static size_t *in_order(const struct choices *c, enum order o, size_t *count) {
	struct entry *e = mem_array(c->count, sizeof *e);
	size_t *out = mem_array(c->count, sizeof *out), n = 0;

	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].filler)
			e[n++] = (struct entry){.key = rank(&c->at[i], o), .tie = c->at[i].value, .index = (uint32_t)i};
	qsort(e, n, sizeof *e, by_key);
	for (size_t i = 0; i < n; i++)
		out[i] = e[i].index;
	*count = n;
	free(e);
	return out;
}

/* Those of one part, so that who looks for one need not pass by all the others. */
static void list_parts(struct choices *c) {
	c->stretching = mem_array(c->count, sizeof *c->stretching);
	c->doing = mem_array(c->count, sizeof *c->doing);
	for (size_t i = 0; i < c->count; i++) {
		if (c->at[i].stretch)
			c->stretching[c->stretches++] = i;
		if (c->at[i].do_item)
			c->doing[c->dos++] = i;
	}
}

static void hold_all(struct choices *out, struct scan *s, const struct terms *t) {
	qsort(s->held.heap, s->held.count, sizeof *s->held.heap, by_key);
	for (size_t i = 0; i < s->held.count; i++) {
		size_t at = s->held.heap[i].index;

		out->held[i].candidate = at;
		out->held[i].reason = pool_refuses(t, &s->pool[at]);
	}
	out->held_count = s->held.count;
}

struct choices *choices_new(const struct candidate *pool, size_t count, struct terms *t) {
	struct choices *out = mem_alloc(sizeof *out);
	struct scan *s = mem_alloc(sizeof *s);

	*s = (struct scan){.pool = pool, .count = count};
	s->facts = mem_array(count, sizeof *s->facts);
	for (int l = 0; l < LIST_COUNT; l++)
		s->lists[l].max = l < LIST_THEME ? LIST_MAX : THEME_LIST_MAX;
	s->held.max = LIST_MAX;
	weigh(s, t);
	offer_all(s, t);
	out->at = mem_array(CHOICES_MAX, sizeof *out->at);
	gather(out, s, t);
	renumber(out, pool);
	out->by_minutes = in_order(out, ORDER_MINUTES, &out->fillers);
	out->by_closing = in_order(out, ORDER_CLOSING, &out->ends);
	out->by_opening = in_order(out, ORDER_OPENING, &out->ends);
	list_parts(out);
	hold_all(out, s, t);
	free(s->facts);
	free(s);
	return out;
}

void choices_free(struct choices *c) {
	if (!c)
		return;
	free(c->at);
	free(c->by_minutes);
	free(c->by_closing);
	free(c->by_opening);
	free(c->stretching);
	free(c->doing);
	free(c);
}
