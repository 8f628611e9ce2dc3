/* test_session_compose.c: every plan keeps C1 to C10, over pools of every shape; rules give way only in their order and only when they must. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../support/plan_check.h"

#include <bewust/mem.h>
#include <bewust/random.h>
#include <bewust/session.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795000000)
#define DAY INT64_C(86400)

static struct wish plain_wish(void) {
	return (struct wish){.minutes = 10, .items = 8, .before = MOOD_NONE, .draining_one_in = 8, .want_do_item = true, .now = NOW, .seed = 1};
}

static struct candidate plain_item(int64_t id) {
	return (struct candidate){.id = id, .channel_id = id, .published = NOW - DAY, .score = 0.4, .label = LABEL_UPLIFTING, .themes = THEME(humour),
		.minutes = 1, .posts_a_week = 3, .channel_seen_at = NOW - DAY};
}

/* ---- pools at random, of many shapes ---- */

enum shape { MIXED, TINY, ONE_CHANNEL, ALL_DRAINING, ALL_LONG, ALL_NEWS, DO_ONLY, FEW_CHANNELS, ONE_THEME, EQUAL, STORIES, HOSTILE, SHAPES };

static double pick(struct random *r, double from, double to) {
	return from + (to - from) * random_unit(r);
}

static struct candidate any_item(struct random *r, int64_t id, enum shape shape) {
	struct candidate c = {.id = id, .channel_id = 1 + random_below(r, shape == FEW_CHANNELS || shape == TINY ? 3 : 40),
		.published = NOW - (int64_t)random_below(r, 16 * DAY), .score = pick(r, -1, 1), .themes = THEME(calm) << random_below(r, THEME_COUNT),
		.minutes = pick(r, 0.2, 7), .posts_a_week = pick(r, 0, 60), .channel_seen_at = NOW - (int64_t)random_below(r, 60 * DAY)};

	if (random_below(r, 3) == 0)
		c.themes |= THEME(calm) << random_below(r, THEME_COUNT);
	if (random_below(r, 5) == 0)
		c.channel_seen_at = DATE_NONE;
	if (random_below(r, 12) == 0 || shape == DO_ONLY)
		c.do_item = true;
	if (shape == ONE_CHANNEL)
		c.channel_id = 7;
	if (shape == ALL_DRAINING)
		c.score = pick(r, -1, -0.3);
	if (shape == ALL_LONG)
		c.minutes = pick(r, 8, 60);
	if (shape == ALL_NEWS)
		c.themes = THEME(news);
	if (random_below(r, shape == STORIES || shape == HOSTILE ? 2 : 16) == 0)
		c.story = 1 + random_below(r, shape == TINY ? 3 : 30);
	if (shape == ONE_THEME)
		c.themes = THEME(nature);
	c.label = c.score >= 0.2 ? LABEL_UPLIFTING : c.score <= -0.2 ? LABEL_DRAINING : LABEL_NEUTRAL;
	c.always = random_below(r, 16) == 0;
	if (random_below(r, 20) == 0)
		c.label = (enum label)((int)random_below(r, 3) - 1); /* the reader's own */
	return c;
}

static void spoil(struct random *r, struct candidate *c, size_t i) {
	switch (random_below(r, 9)) {
	case 0: c->score = (double)NAN; break;
	case 1: c->minutes = (double)NAN; break;
	case 2: c->minutes = -5; break;
	case 3: c->minutes = (double)INFINITY; break;
	case 4: c->published = INT64_MAX; break;
	case 5: c->published = DATE_NONE; break;
	case 6: c->id = (int64_t)(i / 2); break;
	case 7: c->posts_a_week = (double)NAN; c->channel_seen_at = INT64_MAX; break;
	default: c->themes = ~(theme_set)0; break;
	}
}

static struct candidate *any_pool(struct random *r, enum shape shape, size_t *count) {
	struct candidate *pool;

	*count = shape == TINY ? random_below(r, 9) : 1 + random_below(r, random_below(r, 8) ? 60 : 3000);
	pool = mem_array(*count + 1, sizeof *pool);
	for (size_t i = 0; i < *count; i++) {
		pool[i] = any_item(r, (int64_t)i + 1, shape);
		if (shape == EQUAL) {
			pool[i] = plain_item((int64_t)i + 1);
			pool[i].themes = THEME(calm) << i % THEME_COUNT;
		}
		if (shape == HOSTILE)
			spoil(r, &pool[i], i);
	}
	return pool;
}

static struct wish any_wish(struct random *r, int64_t seen[THEME_COUNT]) {
	static const int sizes[] = {1, 2, 3, 5, 8, 8, 8, 12, 24, 64};
	static const double minutes[] = {1, 3, 5, 10, 10, 15, 20, 60, 600};
	struct wish w = plain_wish();

	w.items = sizes[random_below(r, 10)];
	w.minutes = minutes[random_below(r, 9)];
	w.seed = random_next(r);
	w.want_do_item = random_below(r, 2);
	w.from_plan = random_below(r, 8) == 0;
	w.before = random_below(r, 2) ? MOOD_NONE : (int)random_below(r, 7) - 3;
	w.draining_one_in = (int[]){0, 8, 8, 3, 4, 1}[random_below(r, 6)];
	if (random_below(r, 3) == 0)
		w.themes = THEME(calm) << random_below(r, THEME_COUNT) | THEME(calm) << random_below(r, THEME_COUNT);
	for (int t = 0; t < THEME_COUNT; t++)
		seen[t] = random_below(r, 4) ? NOW - (int64_t)random_below(r, 50 * DAY) : DATE_NONE;
	w.theme_seen_at = random_below(r, 3) ? seen : NULL;
	return w;
}

static void same_plan(const struct plan *a, const struct plan *b) {
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->gave_way, b->gave_way);
	assert_int_equal(a->held_count, b->held_count);
	for (size_t i = 0; i < a->count; i++) {
		assert_int_equal(a->items[i].candidate, b->items[i].candidate);
		assert_int_equal(a->items[i].role, b->items[i].role);
	}
	for (size_t i = 0; i < a->held_count; i++) {
		assert_int_equal(a->held[i].candidate, b->held[i].candidate);
		assert_int_equal(a->held[i].reason, b->held[i].reason);
	}
}

static void held_are_not_planned(const struct plan *p) {
	assert_true(p->held_count <= PLAN_HELD_MAX);
	for (size_t i = 0; i < p->held_count; i++) {
		assert_true(p->held[i].reason < HELD_COUNT);
		for (size_t j = 0; j < p->count; j++)
			assert_int_not_equal(p->held[i].candidate, p->items[j].candidate);
	}
}

static void keeps_every_rule_over_a_thousand_pools(void **state) {
	struct random r;
	size_t planned = 0;

	(void)state;
	random_seed(&r, 20261123);
	for (int round = 0; round < 1100; round++) {
		enum shape shape = (enum shape)(round % SHAPES);
		int64_t seen[THEME_COUNT];
		struct wish w = any_wish(&r, seen);
		struct plan first, again;
		struct arena a;
		size_t count;
		struct candidate *pool = any_pool(&r, shape, &count);
		char why[160];

		arena_init(&a, 0);
		session_compose(pool, count, &w, &a, &first);
		if (!plan_check(pool, count, &w, &first, why))
			fail_msg("pool %d of shape %d, %zu items: %s", round, shape, first.count, why);
		session_compose(pool, count, &w, &a, &again);
		same_plan(&first, &again);
		held_are_not_planned(&first);
		planned += first.count;
		arena_finish(&a);
		free(pool);
	}
	assert_true(planned > 2000); /* or the rules would be kept by saying nothing */
}

/* ---- giving way, against trying everything ---- */

struct trial {
	const struct candidate *pool;
	size_t count;
	const struct wish *wish;
	struct planned items[8];
	size_t size;
	bool used[8];
	unsigned least;
};

/* Which rules this very plan breaks; UINT_MAX: one that may not give way. */
static unsigned breaks(const struct trial *t) {
	static const char *const letters[GAVE_COUNT] = {"C8 does", "C7 does", "C9 does", "C6 does", "C5 does", "C2 does"};
	struct plan p = {.items = (struct planned *)t->items, .count = t->size};
	char why[160];
	int g;

	for (size_t i = 0; i < t->size; i++)
		p.minutes += t->pool[t->items[i].candidate].minutes;
	while (!plan_check(t->pool, t->count, t->wish, &p, why)) {
		for (g = 0; g < GAVE_COUNT && strncmp(why, letters[g], 7) != 0; g++)
			;
		if (g == GAVE_COUNT || p.gave_way >> g & 1)
			return ~0u;
		p.gave_way |= 1u << g;
	}
	return p.gave_way;
}

static void try_roles(struct trial *t) {
	for (size_t s = 0; s == 0 || s + 1 < t->size; s++)
		for (size_t d = 0; d == 0 || d + 1 < t->size; d++) {
			unsigned b;

			for (size_t i = 0; i < t->size; i++)
				t->items[i].role = t->size == 1 ? ROLE_ITEM : i == 0 ? ROLE_OPENER : i == t->size - 1 ? ROLE_CLOSER
					: i == d ? ROLE_DO : i == s ? ROLE_STRETCH : ROLE_ITEM;
			b = breaks(t);
			if (b < t->least)
				t->least = b;
		}
}

static void try_all(struct trial *t, size_t place) {
	if (place == t->size) {
		try_roles(t);
		return;
	}
	for (size_t i = 0; i < t->count; i++) {
		if (t->used[i] || t->pool[i].label == LABEL_DRAINING)
			continue; /* no plan has to take a draining item to spare a rule */
		t->used[i] = true;
		t->items[place].candidate = i;
		try_all(t, place + 1);
		t->used[i] = false;
	}
}

static void gives_way_only_where_nothing_of_that_size_breaks_less(void **state) {
	struct random r;
	int gave = 0, tried = 0;

	(void)state;
	random_seed(&r, 77);
	for (int round = 0; round < 260; round++) {
		size_t count = 1 + random_below(&r, round % 20 ? 6 : 7);
		int64_t seen[THEME_COUNT];
		struct wish w = any_wish(&r, seen);
		struct candidate pool[8];
		struct plan p;
		struct arena a;
		struct trial t = {.pool = pool, .count = count, .wish = &w, .least = ~0u};

		if (w.minutes < 10)
			w.minutes = 10;
		for (size_t i = 0; i < count; i++) {
			pool[i] = any_item(&r, (int64_t)i + 1, round % 2 ? FEW_CHANNELS : MIXED);
			pool[i].published = NOW - DAY;
			pool[i].minutes /= 2;
		}
		arena_init(&a, 0);
		session_compose(pool, count, &w, &a, &p);
		t.size = p.count;
		if (p.count) {
			try_all(&t, 0);
			tried++;
			gave += p.gave_way != 0;
			if (p.gave_way != t.least)
				fail_msg("round %d, %zu of %zu items: gave way %#x where %#x would do", round, p.count, count, p.gave_way, t.least);
		} else {
			for (size_t i = 0; i < count; i++) {
				t.size = 1;
				t.items[0] = (struct planned){i, ROLE_ITEM};
				assert_int_equal(breaks(&t), ~0u); /* nothing at all could be shown */
			}
		}
		arena_finish(&a);
	}
	assert_true(tried > 150);
	assert_true(gave > 30);
}

/* ---- single rules, by hand ---- */

static struct plan compose(const struct candidate *pool, size_t count, const struct wish *w, struct arena *a) {
	struct plan p;
	char why[160];

	session_compose(pool, count, w, a, &p);
	if (!plan_check(pool, count, w, &p, why))
		fail_msg("%s", why);
	return p;
}

static void rich_pool(struct candidate *pool, size_t count) {
	struct random r;

	random_seed(&r, 5);
	for (size_t i = 0; i < count; i++) {
		pool[i] = plain_item((int64_t)i + 1);
		pool[i].channel_id = 1 + (int64_t)(i % 60);
		pool[i].themes = THEME(calm) << i % (THEME_COUNT - 1);
		pool[i].score = pick(&r, 0.2, 0.6);
		pool[i].minutes = pick(&r, 0.5, 3);
		pool[i].do_item = i % 50 == 0;
	}
}

static void gives_way_to_nothing_in_a_rich_pool_and_fills_the_time(void **state) {
	static struct candidate pool[600];
	struct wish w = plain_wish();
	struct arena a;

	(void)state;
	rich_pool(pool, 600);
	for (uint64_t seed = 0; seed < 40; seed++) {
		struct plan p;

		arena_init(&a, 0);
		w.seed = seed;
		p = compose(pool, 600, &w, &a);
		assert_int_equal(p.gave_way, 0);
		assert_true(p.count >= 5);
		assert_true(p.minutes > 9);
		arena_finish(&a);
	}
}

static void no_rule_gives_way_only_to_fit_more_in(void **state) {
	static struct candidate pool[600];
	struct wish w = plain_wish();
	struct arena a;

	(void)state;
	rich_pool(pool, 600);
	for (int i = 0; i < 600; i++)
		if (pool[i].do_item)
			pool[i].minutes = 6; /* eight items with such a do-item do not fit; fewer do */
	for (w.seed = 0; w.seed < 20; w.seed++) {
		arena_init(&a, 0);
		assert_int_equal(compose(pool, 600, &w, &a).gave_way, 0);
		arena_finish(&a);
	}
	for (int i = 0; i < 600; i++)
		pool[i].do_item = false; /* and where there is none, the session is no shorter for it */
	arena_init(&a, 0);
	w.seed = 1;
	assert_true(compose(pool, 600, &w, &a).count >= 5);
	assert_int_equal(compose(pool, 600, &w, &a).gave_way, 1u << GAVE_C8);
	arena_finish(&a);
}

static void draining_items_only_is_no_session_and_no_long_work(void **state) {
	static struct candidate pool[800];
	struct wish w = plain_wish();
	struct arena a;

	(void)state;
	for (int i = 0; i < 800; i++) {
		pool[i] = plain_item(i + 1);
		pool[i].label = LABEL_DRAINING;
	}
	w.items = PLAN_ITEMS_MAX;
	w.minutes = 600;
	w.draining_one_in = 3;
	arena_init(&a, 0);
	assert_int_equal(compose(pool, 800, &w, &a).count, 0);
	for (int i = 0; i < 12; i++) /* a dozen others: then some may stand between them */
		pool[i].label = LABEL_UPLIFTING;
	assert_true(compose(pool, 800, &w, &a).count >= 11);
	arena_finish(&a);
}

static void everything_has_a_word(void **state) {
	struct candidate c = plain_item(1);
	struct wish w = plain_wish();

	(void)state;
	for (int g = 0; g < GAVE_COUNT; g++)
		assert_int_equal(give_way_name((enum give_way)g)[0], 'C');
	assert_string_equal(give_way_name(GAVE_C8), "C8");
	assert_string_equal(give_way_name(GAVE_C2_ONE), "C2");
	for (int h = 0; h < HELD_COUNT; h++)
		assert_true(held_reason_name((enum held_reason)h)[0]);
	for (int r = 0; r < ROLE_COUNT; r++)
		assert_true(session_why((enum role)r, &c, &w)[0]);
	assert_string_equal(session_why(ROLE_OPENER, &c, &w), "a gentle start");
	assert_string_equal(session_why(ROLE_STRETCH, &c, &w), "a stretch: a theme you have not read for a while");
	c.channel_seen_at = DATE_NONE;
	assert_string_equal(session_why(ROLE_STRETCH, &c, &w), "a stretch: a channel you have not read for a while");
	w.themes = c.themes;
	assert_string_equal(session_why(ROLE_ITEM, &c, &w), "fits what you asked for");
}

static void another_seed_brings_other_items(void **state) {
	static struct candidate pool[600];
	struct wish w = plain_wish();
	bool met[600] = {false};
	int different = 0;
	struct arena a;

	(void)state;
	rich_pool(pool, 600);
	arena_init(&a, 0);
	for (w.seed = 0; w.seed < 30; w.seed++) {
		struct plan p = compose(pool, 600, &w, &a);

		for (size_t i = 0; i < p.count; i++) {
			different += !met[p.items[i].candidate];
			met[p.items[i].candidate] = true;
		}
	}
	assert_true(different > 25);
	arena_finish(&a);
}

static void a_plan_does_not_hang_on_the_order_of_the_pool(void **state) {
	static struct candidate pool[600], turned[600];
	struct wish w = plain_wish();
	struct plan p, q;
	struct arena a;

	(void)state;
	rich_pool(pool, 600);
	for (size_t i = 0; i < 600; i++)
		turned[599 - i] = pool[i];
	arena_init(&a, 0);
	p = compose(pool, 600, &w, &a);
	q = compose(turned, 600, &w, &a);
	assert_int_equal(p.count, q.count);
	for (size_t i = 0; i < p.count; i++)
		assert_int_equal(pool[p.items[i].candidate].id, turned[q.items[i].candidate].id);
	arena_finish(&a);
}

static void one_channel_that_floods_does_not_drown_the_others(void **state) {
	static struct candidate pool[5008];
	struct wish w = plain_wish();
	struct plan p;
	struct arena a;

	(void)state;
	for (size_t i = 0; i < 5008; i++) {
		pool[i] = plain_item((int64_t)i + 1);
		pool[i].themes = THEME(calm) << i % (THEME_COUNT - 1);
		if (i < 5000) {
			pool[i].channel_id = 9999;
			pool[i].score = 0.95;
		}
	}
	w.want_do_item = false;
	arena_init(&a, 0);
	p = compose(pool, 5008, &w, &a);
	assert_int_equal(p.count, 8);
	assert_int_equal(p.gave_way, 0);
	arena_finish(&a);
}

static void a_shorter_session_rather_than_neutral_news(void **state) {
	struct candidate pool[8];
	struct wish w = plain_wish();
	struct plan p;
	struct arena a;

	(void)state;
	for (int i = 0; i < 8; i++) {
		pool[i] = plain_item(i + 1);
		if (i >= 3) {
			pool[i].label = LABEL_NEUTRAL;
			pool[i].score = 0.1;
			pool[i].themes = THEME(news) | (i == 3 ? THEME(learning) : 0);
		}
	}
	arena_init(&a, 0);
	p = compose(pool, 8, &w, &a);
	assert_int_equal(p.count, 4); /* learning is not news */
	assert_int_equal(p.held_count, 4);
	assert_int_equal(p.held[0].reason, HELD_NEWS);
	w.themes = THEME(news); /* who asks for news gets it */
	p = compose(pool, 8, &w, &a);
	assert_int_equal(p.count, 5);
	arena_finish(&a);
}

static void nothing_fits_gives_an_empty_plan(void **state) {
	struct candidate pool[2] = {plain_item(1), plain_item(2)};
	struct wish w = plain_wish();
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	assert_int_equal(compose(NULL, 0, &w, &a).count, 0);
	pool[0].published = NOW - 15 * DAY;
	pool[1].label = LABEL_DRAINING;
	assert_int_equal(compose(pool, 2, &w, &a).count, 0);
	pool[0].published = NOW - 14 * DAY;
	assert_int_equal(compose(pool, 2, &w, &a).count, 1);
	w.items = 0;
	assert_int_equal(compose(pool, 2, &w, &a).count, 0);
	w.items = 8;
	w.minutes = (double)NAN;
	assert_int_equal(compose(pool, 2, &w, &a).count, 0);
	arena_finish(&a);
}

static void one_thing_may_be_long(void **state) {
	struct candidate pool[3] = {plain_item(1), plain_item(2), plain_item(3)};
	struct wish w = plain_wish();
	struct plan p;
	struct arena a;

	(void)state;
	pool[1].minutes = 9.5;
	w.items = 1;
	arena_init(&a, 0);
	p = compose(pool, 3, &w, &a);
	assert_int_equal(p.count, 1);
	assert_int_equal(p.items[0].candidate, 1);
	assert_int_equal(p.gave_way, 0);
	arena_finish(&a);
}

static void a_heavy_mood_or_a_plan_from_somebody_leaves_draining_items_out(void **state) {
	static struct candidate pool[40];
	struct wish w = plain_wish();
	struct arena a;

	(void)state;
	for (int i = 0; i < 40; i++) {
		pool[i] = plain_item(i + 1);
		pool[i].themes = i % 2 ? THEME(hope) : THEME(connection) | THEME(nature) | THEME(calm);
		pool[i].minutes = 0.5;
		if (i % 4 == 0) { /* draining by the reader's own label, and otherwise the best there is */
			pool[i].label = LABEL_DRAINING;
			pool[i].score = 1;
		}
	}
	arena_init(&a, 0);
	for (int turn = 0; turn < 4; turn++) {
		struct plan p;
		int draining = 0;

		w.before = turn == 1 ? -2 : turn == 2 ? -1 : MOOD_NONE;
		w.from_plan = turn == 3;
		p = compose(pool, 40, &w, &a);
		for (size_t i = 0; i < p.count; i++)
			draining += pool[p.items[i].candidate].label == LABEL_DRAINING;
		assert_int_equal(draining, turn == 0 || turn == 2 ? 1 : 0);
	}
	arena_finish(&a);
}

static void only_do_items_are_no_session_unless_challenges_were_asked_for(void **state) {
	struct candidate pool[6];
	struct wish w = plain_wish();
	struct plan p;
	struct arena a;

	(void)state;
	for (int i = 0; i < 6; i++) {
		pool[i] = plain_item(i + 1);
		pool[i].do_item = true;
		pool[i].published = DATE_NONE;
		pool[i].channel_id = 1;
		pool[i].themes = THEME(challenge);
	}
	arena_init(&a, 0);
	assert_int_equal(compose(pool, 6, &w, &a).count, 0);
	w.themes = THEME(challenge);
	p = compose(pool, 6, &w, &a);
	assert_int_equal(p.count, 2);
	assert_true(p.gave_way & 1u << GAVE_C2_ONE);
	arena_finish(&a);
}

static void tells_a_story_once_and_says_of_the_other_telling_why(void **state) {
	struct candidate pool[4];
	struct wish w = plain_wish();
	struct arena a;
	struct plan p;
	char why[160];

	(void)state;
	for (int i = 0; i < 4; i++) {
		pool[i] = plain_item(i + 1);
		pool[i].story = i < 3 ? 77 : 0;
	}
	pool[1].score = 0.6;
	pool[2].score = 0.9;
	pool[2].minutes = 90;                            /* the lightest, but longer than the session */
	arena_init(&a, 0);
	session_compose(pool, 4, &w, &a, &p);
	assert_int_equal(p.count, 2);
	for (size_t i = 0; i < p.count; i++)
		assert_true(p.items[i].candidate == 1 || p.items[i].candidate == 3);
	assert_int_equal(p.held_count, 2);
	for (size_t i = 0; i < p.held_count; i++)
		assert_int_equal(p.held[i].reason, HELD_STORY);
	assert_true(plan_check(pool, 4, &w, &p, why));
	p.items[0].candidate = 0;
	p.items[1].candidate = 1;
	assert_false(plan_check(pool, 4, &w, &p, why));
	w.themes = THEME(calm);                          /* none fits: the story is held once */
	session_compose(pool, 4, &w, &a, &p);
	assert_int_equal(p.held_count, 2);
	arena_finish(&a);
}

static void the_check_sees_what_is_wrong(void **state) {
	static struct candidate pool[600];
	struct wish w = plain_wish();
	struct arena a;
	struct plan p;
	struct planned keep;
	char why[160];

	(void)state;
	rich_pool(pool, 600);
	w.draining_one_in = 0;
	arena_init(&a, 0);
	p = compose(pool, 600, &w, &a);
	p.gave_way = 1u << GAVE_C6;
	assert_false(plan_check(pool, 600, &w, &p, why));
	p.gave_way = 0;
	keep = p.items[1];
	p.items[1] = p.items[2];
	assert_false(plan_check(pool, 600, &w, &p, why));
	p.items[1] = keep;
	pool[p.items[1].candidate].label = LABEL_DRAINING;
	assert_false(plan_check(pool, 600, &w, &p, why));
	pool[p.items[1].candidate].label = LABEL_UPLIFTING;
	pool[p.items[2].candidate].published = NOW - 14 * DAY - 1;
	assert_int_equal(plan_check(pool, 600, &w, &p, why), pool[p.items[2].candidate].do_item);
	pool[p.items[2].candidate].published = NOW;
	assert_true(plan_check(pool, 600, &w, &p, why));
	w.minutes = p.minutes - 0.1;
	assert_false(plan_check(pool, 600, &w, &p, why));
	w.minutes = 10;
	p.items[0].candidate = 600;
	assert_false(plan_check(pool, 600, &w, &p, why));
	arena_finish(&a);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_rule_over_a_thousand_pools),
		cmocka_unit_test(gives_way_only_where_nothing_of_that_size_breaks_less),
		cmocka_unit_test(gives_way_to_nothing_in_a_rich_pool_and_fills_the_time),
		cmocka_unit_test(no_rule_gives_way_only_to_fit_more_in),
		cmocka_unit_test(draining_items_only_is_no_session_and_no_long_work),
		cmocka_unit_test(everything_has_a_word),
		cmocka_unit_test(another_seed_brings_other_items),
		cmocka_unit_test(a_plan_does_not_hang_on_the_order_of_the_pool),
		cmocka_unit_test(one_channel_that_floods_does_not_drown_the_others),
		cmocka_unit_test(a_shorter_session_rather_than_neutral_news),
		cmocka_unit_test(nothing_fits_gives_an_empty_plan),
		cmocka_unit_test(one_thing_may_be_long),
		cmocka_unit_test(a_heavy_mood_or_a_plan_from_somebody_leaves_draining_items_out),
		cmocka_unit_test(only_do_items_are_no_session_unless_challenges_were_asked_for),
		cmocka_unit_test(tells_a_story_once_and_says_of_the_other_telling_why), cmocka_unit_test(the_check_sees_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
