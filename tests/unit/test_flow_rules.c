/* test_flow_rules.c: what the reader's rules do to what is stored and to the next session, and what they say of themselves. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <stdio.h>
#include <string.h>

static const char *const items[] = {"a|Storm over the coast|A wild storm broke the old pier.|1", "b|Quiet garden|Bees in the quiet garden.|2",
	"c|A second storm|The storm after the storm.|3", NULL};
static const char *const later[] = {"d|One more storm|It came at night.|0", "a|Storm over the coast|A wild storm broke the old pier.|1", NULL};

static void ok(struct world *w, bool went_well) {
	if (!went_well)
		fail_msg("%s", w->err.text);
}

static void fetch(struct world *w, const char *const *list) {
	world_feed(w, "feed.xml", "Things", list);
	assert_true(world_fetch(w, true));
	assert_true(w->news[0].status != FETCH_ERROR);
}

static int64_t follow_and_fetch(struct world *w) {
	int64_t id = world_follow(w, testserver_url(&w->server, "/feed.xml"));

	fetch(w, items);
	return id;
}

static void tidy(struct world *w) {
	w->err = (struct err){0};
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(w->err.kind, ERR_NONE);
}

static struct rule only_rule(struct world *w) {
	struct rules rules;

	ok(w, store_rules(flow_store(w->flow), &w->arena, &rules, &w->err));
	assert_int_equal(rules.count, 1);
	return rules.at[0];
}

static struct rule put(struct world *w, const char *words, enum rule_action action, double weight) {
	struct rule r = {.words = words, .action = action, .weight = weight, .until = DATE_NONE};

	ok(w, flow_rule_put(w->flow, &r, &w->err));
	return r;
}

static void counts_each_item_that_a_rule_met_once(void **state) {
	struct world *w = *state;
	struct rule r;

	follow_and_fetch(w);
	r = put(w, "storm", RULE_WEIGH, -0.5);
	assert_int_equal(only_rule(w).hits, 0);
	tidy(w);
	assert_int_equal(only_rule(w).hits, 2);
	assert_int_equal(only_rule(w).met_at, WORLD_NOW);
	ok(w, flow_learn(w->flow, &(struct lesson){LABEL_UPLIFTING, SLICE("bees")}, 1, false, &w->err));
	tidy(w);                                        /* all is scored anew, and nothing counted twice */
	assert_int_equal(only_rule(w).hits, 2);
	flow_pass_time(w->flow, 60000);
	fetch(w, later);
	assert_int_equal(only_rule(w).hits, 3);         /* at once, as it comes */
	assert_int_equal(only_rule(w).met_at, WORLD_NOW + 60);
	tidy(w);
	world_reopen(w);
	tidy(w);
	assert_int_equal(only_rule(w).hits, 3);
	r.words = "garden";
	ok(w, flow_rule_put(w->flow, &r, &w->err));
	assert_int_equal(only_rule(w).hits, 0);
	tidy(w);
	assert_int_equal(only_rule(w).hits, 1);
}

static void counts_what_comes_while_all_is_scored_anew_once_too(void **state) {
	struct world *w = *state;

	follow_and_fetch(w);
	put(w, "storm", RULE_BLOCK, 0);
	fetch(w, later);
	tidy(w);
	assert_int_equal(only_rule(w).hits, 3);
}

static void counts_nothing_for_a_rule_whose_time_is_over(void **state) {
	struct world *w = *state;
	struct rule r = {.words = "storm", .action = RULE_BLOCK, .until = WORLD_NOW - 60};

	follow_and_fetch(w);
	ok(w, flow_rule_put(w->flow, &r, &w->err));
	tidy(w);
	assert_int_equal(only_rule(w).hits, 0);
	assert_int_equal(world_item(w, "A second storm").state, STATE_NEW);
}

static const struct session_wish any = {.before = MOOD_NONE, .seed = 7, .minutes = 20, .items = 5};

static struct reading plan(struct world *w) {
	struct reading r;

	ok(w, flow_session_plan(w->flow, &any, &w->arena, &r, &w->err));
	return r;
}

static bool is_planned(const struct reading *r, const char *title) {
	for (size_t i = 0; i < r->session.item_count; i++)
		if (!strcmp(r->items[i].title, title))
			return true;
	return false;
}

/* Many channels of light things, and one of neutral news. */
static void fill(struct world *w) {
	static const char *const news[] = {"n|Timetable of line seven|The table for tuesday.|5", NULL};
	struct channel c;

	for (int n = 0; n < 9; n++) {
		char name[32], path[32], item[96];
		const char *list[] = {item, NULL};

		snprintf(name, sizeof name, "c%d.xml", n);
		snprintf(path, sizeof path, "/c%d.xml", n);
		snprintf(item, sizeof item, "i%d|A lovely happy story number %d|So much joy and love.|%d", n, n, n + 1);
		world_feed(w, name, name, list);
		world_follow(w, testserver_url(&w->server, "%s", path));
	}
	world_feed(w, "news.xml", "News", news);
	c = world_channel(w, world_follow(w, testserver_url(&w->server, "/news.xml")));
	c.themes = THEME(news);
	ok(w, flow_channel_edit(w->flow, &c, &w->err));
	assert_true(world_fetch(w, true));
	tidy(w);
}

static void puts_what_a_rule_lets_through_into_the_session_first(void **state) {
	struct world *w = *state;
	struct reading r;

	fill(w);
	r = plan(w);
	assert_int_equal(r.session.item_count, 5);
	assert_false(is_planned(&r, "Timetable of line seven")); /* neutral news fills nothing */
	put(w, "timetable", RULE_ALWAYS, 0);
	tidy(w);
	r = plan(w);
	assert_int_equal(r.session.item_count, 5);
	assert_true(is_planned(&r, "Timetable of line seven"));
	for (size_t i = 0; i < r.session.item_count; i++)
		if (!strcmp(r.items[i].title, "Timetable of line seven"))
			assert_string_equal(r.why[i], "a rule of yours wants it here");
	ok(w, flow_rule_remove(w->flow, only_rule(w).id, &w->err));
	tidy(w);
	r = plan(w);
	assert_false(is_planned(&r, "Timetable of line seven"));
}

static void names_the_rule_that_keeps_an_item_away(void **state) {
	struct world *w = *state;
	struct reading r;
	bool named = false;

	fill(w);
	put(w, "story number 3", RULE_BLOCK, 0);
	tidy(w);
	r = plan(w);
	assert_false(is_planned(&r, "A lovely happy story number 3"));
	for (size_t i = 0; i < r.held_count; i++)
		if (!strcmp(r.held[i].item.title, "A lovely happy story number 3")) {
			assert_string_equal(r.held[i].reason, "rule: story number 3");
			named = true;
		}
	assert_true(named);
}

static void a_theme_taken_from_a_channel_leaves_its_items_too(void **state) {
	struct world *w = *state;
	struct channel c = world_channel(w, follow_and_fetch(w));
	theme_set own = world_item(w, "Quiet garden").themes;

	assert_false(own & THEME(humour));
	c.themes = THEME(humour);
	ok(w, flow_channel_edit(w->flow, &c, &w->err));
	fetch(w, later);                                /* one comes while it has the theme */
	assert_int_equal(world_item(w, "Quiet garden").themes, own | THEME(humour));
	assert_true(world_item(w, "One more storm").themes & THEME(humour));
	c.themes = 0;
	ok(w, flow_channel_edit(w->flow, &c, &w->err));
	assert_int_equal(world_item(w, "Quiet garden").themes, own);
	assert_false(world_item(w, "One more storm").themes & THEME(humour));
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(counts_each_item_that_a_rule_met_once), T(counts_what_comes_while_all_is_scored_anew_once_too),
		T(counts_nothing_for_a_rule_whose_time_is_over), T(puts_what_a_rule_lets_through_into_the_session_first),
		T(names_the_rule_that_keeps_an_item_away), T(a_theme_taken_from_a_channel_leaves_its_items_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
