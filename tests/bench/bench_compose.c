/* bench_compose.c: milliseconds to compose a session from 200,000 candidates, in several shapes of pool. */
#include <bewust/mem.h>
#include <bewust/random.h>
#include <bewust/session.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define COUNT 200000
#define NOW INT64_C(1795000000)
#define ROUNDS 7

static double now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fill(struct candidate *pool, uint32_t channels, bool rising, theme_set theme) {
	struct random r;

	random_seed(&r, 42);
	for (int i = 0; i < COUNT; i++) {
		double score = rising ? i * 2.0 / COUNT - 1 : 2 * random_unit(&r) - 1;

		pool[i] = (struct candidate){.id = i + 1, .channel_id = 1 + random_below(&r, channels), .score = score,
			.published = NOW - (int64_t)random_below(&r, 14 * 86400), .themes = theme ? theme : THEME(calm) << random_below(&r, THEME_COUNT),
			.label = score >= 0.2 ? LABEL_UPLIFTING : score <= -0.2 ? LABEL_DRAINING : LABEL_NEUTRAL, .minutes = 0.3 + 8 * random_unit(&r),
			.posts_a_week = 40 * random_unit(&r), .channel_seen_at = NOW - (int64_t)random_below(&r, 60 * 86400), .do_item = i % 500 == 0};
	}
}

static double median_ms(const struct candidate *pool, const struct wish *w) {
	double took[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double start = now_ms(), t;
		struct arena a;
		struct plan p;
		int at = i;

		arena_init(&a, 0);
		session_compose(pool, COUNT, w, &a, &p);
		arena_finish(&a);
		t = now_ms() - start;
		for (; at && took[at - 1] > t; at--)
			took[at] = took[at - 1];
		took[at] = t;
	}
	return took[ROUNDS / 2];
}

int main(void) {
	struct candidate *pool = mem_array(COUNT, sizeof *pool);
	struct wish w = {.minutes = 10, .items = 8, .before = MOOD_NONE, .draining_one_in = 8, .want_do_item = true, .now = NOW, .seed = 1};
	double few, many, rising, large, alike;

	fill(pool, 50, false, 0);
	few = median_ms(pool, &w);
	w.items = PLAN_ITEMS_MAX;
	w.minutes = 120;
	large = median_ms(pool, &w);
	w.items = 8;
	w.minutes = 10;
	fill(pool, COUNT, false, 0);
	many = median_ms(pool, &w);
	fill(pool, 5000, true, 0);
	rising = median_ms(pool, &w);
	fill(pool, 5000, false, THEME(nature));
	alike = median_ms(pool, &w);
	printf("compose_200000 %.1f ms (50 channels), %.1f ms (each its own), %.1f ms (rising), %.1f ms (64 items), "
		"%.1f ms (one theme)\n", few, many, rising, large, alike);
	free(pool);
	return 0;
}
