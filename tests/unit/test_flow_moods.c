/* test_flow_moods.c: what goes with better moods, from sessions that were read and how they ended. */
#include "../support/test.h"
#include <bewust/flow.h>
#include <string.h>

enum { SESSIONS = 24, NOW = 1795420800 };

struct world {
	struct flow *flow;
	struct arena arena;
	int64_t garden, paper;           /* channels */
	int64_t garden_item, paper_item;
};

static int64_t put_item(struct world *w, const char *url, theme_set themes, int64_t *channel) {
	struct channel c = {.url = url, .title = url, .site = "", .lang = "", .note = "", .credential = "", .themes = themes};
	struct item i = {.guid = "1", .url = url, .title = "t", .author = "", .summary = "", .media_url = "", .lang = "en", .tags = "",
		.published = NOW - 100, .fetched = NOW - 100, .themes = themes, .minutes = 1};
	struct err e = {0};
	bool was_there;
	enum put how;

	assert_true(store_channel_add(flow_store(w->flow), &c, &was_there, &e));
	i.channel_id = *channel = c.id;
	i.channel_uuid = c.uuid;
	assert_true(store_item_put(flow_store(w->flow), &i, (struct slice){0}, (struct slice){0}, &how, &e));
	return i.id;
}

static int setup(void **state) {
	static struct world world;
	struct world *w = &world;
	struct flow_options o = {0};
	struct err e = {0};

	memset(w, 0, sizeof *w);
	config_defaults(&o.config);
	clock_stop_at(&o.clock, NOW);
	arena_init(&w->arena, 0);
	assert_non_null(w->flow = flow_open(&o, &e));
	w->garden_item = put_item(w, "https://garden.example/feed", THEME(nature), &w->garden);
	w->paper_item = put_item(w, "https://paper.example/feed", THEME(news), &w->paper);
	*state = w;
	return 0;
}

static int teardown(void **state) {
	struct world *w = *state;

	flow_close(w->flow);
	arena_finish(&w->arena);
	return 0;
}

static void put_mood(struct world *w, const struct session *s, enum mood_phase phase, int valence) {
	struct mood m = {.session = s->uuid, .at = s->started_at + phase, .phase = phase, .valence = valence, .energy = MOOD_NONE, .words = "", .note = ""};
	struct err e = {0};

	assert_true(store_mood_put(flow_store(w->flow), &m, &e));
}

static void put_session(struct world *w, int days_ago, int64_t item, enum item_state outcome, int before, int after) {
	struct session_item i = {.item_id = item, .shown_at = NOW, .outcome = outcome};
	struct session s = {.aim = "", .minutes = 10, .items_max = 8, .started_at = NOW - days_ago * (int64_t)86400, .checked_in = true, .plan_from = "",
		.items = &i, .item_count = 1};
	struct err e = {0};

	s.ended_at = s.started_at + 600;
	assert_true(store_session_put(flow_store(w->flow), &s, &e));
	put_mood(w, &s, MOOD_BEFORE, before);
	put_mood(w, &s, MOOD_AFTER, after);
}

static const struct insight *row(const struct insight_row *rows, size_t count, const char *name) {
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i].insight;
	return NULL;
}

static void tells_lighter_from_heavier_by_channel_and_theme(void **state) {
	struct world *w = *state;
	struct mood_summary s;
	struct err e = {0};

	for (int n = 0; n < SESSIONS; n++) {
		put_session(w, 2 * n + 1, w->garden_item, STATE_READ, 0, 2);
		put_session(w, 2 * n + 2, w->paper_item, n % 2 ? STATE_KEPT : STATE_DONE, 0, -1);
	}
	assert_true(flow_mood_summary(w->flow, &w->arena, &s, &e));
	assert_int_equal(s.pairs.count, 2 * SESSIONS);
	assert_int_equal(s.theme_count, 2);
	assert_int_equal(row(s.themes, s.theme_count, "nature")->verdict, VERDICT_LIGHTER);
	assert_int_equal(row(s.themes, s.theme_count, "nature")->with, SESSIONS);
	assert_int_equal(row(s.themes, s.theme_count, "news")->verdict, VERDICT_HEAVIER);
	assert_int_equal(row(s.channels, s.channel_count, "https://garden.example/feed")->verdict, VERDICT_LIGHTER);
}

static void what_was_only_shown_or_skipped_says_nothing(void **state) {
	struct world *w = *state;
	struct mood_summary s;
	struct err e = {0};

	for (int n = 0; n < SESSIONS; n++) {
		put_session(w, 2 * n + 1, w->garden_item, STATE_SHOWN, 0, 2);
		put_session(w, 2 * n + 2, w->paper_item, STATE_SKIPPED, 0, -1);
	}
	assert_true(flow_mood_summary(w->flow, &w->arena, &s, &e));
	assert_int_equal(s.theme_count, 0);
	assert_int_equal(s.channel_count, 0);
}

static void what_is_older_than_two_years_says_nothing(void **state) {
	struct world *w = *state;
	struct mood_summary s;
	struct err e = {0};

	put_session(w, 731, w->garden_item, STATE_READ, 0, 2);
	put_session(w, 729, w->paper_item, STATE_READ, 0, 2);
	assert_true(flow_mood_summary(w->flow, &w->arena, &s, &e));
	assert_int_equal(s.theme_count, 1);
	assert_string_equal(s.themes[0].name, "news");
	assert_int_equal(s.themes[0].insight.verdict, VERDICT_NOT_ENOUGH);
}

static void nothing_logged_is_no_trouble(void **state) {
	struct world *w = *state;
	struct mood_summary s;
	struct err e = {0};

	assert_true(flow_mood_summary(w->flow, &w->arena, &s, &e));
	assert_int_equal(s.pairs.count, 0);
	assert_int_equal(s.channel_count, 0);
	assert_int_equal(s.theme_count, 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tells_lighter_from_heavier_by_channel_and_theme, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_only_shown_or_skipped_says_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_older_than_two_years_says_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_logged_is_no_trouble, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
