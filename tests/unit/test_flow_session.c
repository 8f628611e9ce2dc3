/* test_flow_session.c: sessions from what is stored: begun, cut off, taken up, ended; the day's cap, plans, challenges, moods. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE_MS 60000
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * (int64_t)HOUR_MS)

static void put_item(struct world *w, int64_t channel_id, int n, double score, int hours) {
	char guid[32], title[64];
	struct item i = {.channel_id = channel_id, .guid = guid, .url = "http://example.org/x", .title = title, .author = "", .summary = "A few words.",
		.media_url = "", .lang = "en", .tags = "", .published = flow_now(w->flow) - (int64_t)hours * 3600, .fetched = flow_now(w->flow),
		.kind = ITEM_TEXT, .themes = n % 2 ? THEME(calm) : THEME(humour), .score = score,
		.label = score > 0.2 ? LABEL_UPLIFTING : score < -0.2 ? LABEL_DRAINING : LABEL_NEUTRAL, .minutes = 1};
	enum put how;

	snprintf(guid, sizeof guid, "%lld-%d", (long long)channel_id, n);
	snprintf(title, sizeof title, "Item %s", guid);
	if (!store_item_put(flow_store(w->flow), &i, (struct slice){0}, (struct slice){0}, &how, &w->err))
		fail_msg("%s", w->err.text);
}

/* Channels with some items each, as after a refresh; what was scored so stays so. */
static void fill(struct world *w, int channels, int each) {
	bool ok = true;

	for (int c = 0; c < channels; c++) {
		char url[64];
		int64_t id;

		snprintf(url, sizeof url, "http://c%d.example/feed", c);
		id = world_follow(w, url);
		for (int n = 0; n < each; n++)
			put_item(w, id, n, 0.4, 1 + n);
		ok &= store_refresh_done(flow_store(w->flow), &(struct refresh){.channel_id = id, .at = WORLD_NOW, .due_at = WORLD_NOW + 3600}, &w->err);
	}
	assert_true(ok && store_begin(flow_store(w->flow), &w->err) && flow_scores_fresh(w->flow, &w->err) &&
		store_end(flow_store(w->flow), true, &w->err));
}

static struct reading begin(struct world *w, const struct session_wish *wish) {
	struct reading r;

	if (!flow_session_begin(w->flow, wish, &w->arena, &r, &w->err))
		fail_msg("%s", w->err.text);
	return r;
}

static bool resume(struct world *w, struct reading *r) {
	bool found;

	if (!flow_session_resume(w->flow, &w->arena, r, &found, &w->err))
		fail_msg("%s", w->err.text);
	return found;
}

static const struct session_wish any = {.before = MOOD_NONE, .seed = 7};

/* ---- one session ---- */

static void composes_the_same_from_the_same(void **state) {
	struct world *w = *state;
	struct reading one, two;

	fill(w, 6, 4);
	assert_true(flow_session_plan(w->flow, &any, &w->arena, &one, &w->err));
	assert_true(flow_session_plan(w->flow, &any, &w->arena, &two, &w->err));
	assert_true(one.session.item_count > 3);
	assert_int_equal(one.session.item_count, two.session.item_count);
	for (size_t i = 0; i < one.session.item_count; i++)
		assert_string_equal(one.items[i].title, two.items[i].title);
	assert_false(resume(w, &one));                 /* a plan touches nothing */
}

static void says_that_nothing_fits_and_stores_nothing(void **state) {
	struct world *w = *state;
	struct day_use use;
	struct reading r;

	w->options.config.do_items = false;
	world_config(w);
	r = begin(w, &any);
	assert_int_equal(r.session.item_count, 0);
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(use.sessions, 0);
}

static void is_taken_up_where_it_was_cut_off(void **state) {
	struct world *w = *state;
	struct reading r, again;
	struct session_item first;

	fill(w, 6, 4);
	r = begin(w, &(struct session_wish){.before = -1, .aim = "  to\tcalm down ", .seed = 7});
	assert_string_equal(r.session.aim, "to calm down");
	first = r.session.items[0];
	first.shown_at = WORLD_NOW;
	first.dwell_s = 40;
	first.outcome = STATE_READ;
	r.session.position = 1;
	r.session.spent_ms = 40000;
	assert_true(flow_session_item(w->flow, &r.session, &first, &w->err));
	world_reopen(w);                               /* nothing was ended: as after kill -9 */
	assert_true(resume(w, &again));
	assert_string_equal(again.session.uuid.text, r.session.uuid.text);
	assert_int_equal(again.session.position, 1);
	assert_int_equal(again.session.spent_ms, 40000);
	assert_int_equal(again.session.item_count, r.session.item_count);
	assert_int_equal(again.session.items[0].outcome, STATE_READ);
	assert_int_equal(again.items[0].state, STATE_READ);
	for (size_t i = 0; i < again.session.item_count; i++) {
		assert_int_equal(again.items[i].id, r.items[i].id);
		assert_true(*again.why[i]);
	}
}

static void waits_for_its_check_in_after_it_ended(void **state) {
	struct world *w = *state;
	struct reading r, again;
	struct mood m = {.phase = MOOD_AFTER, .valence = 2, .energy = MOOD_NONE, .words = "light,,  still ", .note = "a\nb"};
	struct moods moods;

	fill(w, 6, 4);
	r = begin(w, &any);
	assert_true(flow_session_end(w->flow, &r.session, &w->err));
	assert_true(resume(w, &again));
	assert_int_equal(again.session.ended_at, WORLD_NOW);
	m.session = r.session.uuid;
	assert_true(flow_mood_save(w->flow, &m, &w->err));
	assert_false(resume(w, &again));
	assert_true(flow_moods(w->flow, 0, WORLD_NOW, &w->arena, &moods, &w->err));
	assert_int_equal(moods.count, 1);
	assert_string_equal(moods.at[0].words, "light,still");
	assert_string_equal(moods.at[0].note, "a b");
	assert_string_equal(moods.at[0].session.text, r.session.uuid.text);
	r = begin(w, &any);
	assert_true(flow_check_in_declined(w->flow, &r.session, &w->err));
	assert_false(resume(w, &again));
}

static void is_closed_as_it_stood_on_another_day(void **state) {
	struct world *w = *state;
	struct reading r, again;
	struct sessions all;

	fill(w, 6, 4);
	r = begin(w, &any);
	r.session.spent_ms = 3 * MINUTE_MS;
	assert_true(store_session_progress(flow_store(w->flow), &r.session, &w->err));
	flow_pass_time(w->flow, DAY_MS);
	assert_false(resume(w, &again));
	assert_true(store_sessions(flow_store(w->flow), 0, &w->arena, &all, &w->err));
	assert_int_equal(all.count, 1);
	assert_true(all.at[0].checked_in);
	assert_int_equal(all.at[0].ended_at, WORLD_NOW + 180);
	assert_false(resume(w, &again));
}

static void leaves_an_open_one_behind_when_another_begins(void **state) {
	struct world *w = *state;
	struct reading one, two, again;

	fill(w, 6, 8);
	one = begin(w, &any);
	flow_pass_time(w->flow, MINUTE_MS);
	two = begin(w, &any);
	assert_string_not_equal(one.session.uuid.text, two.session.uuid.text);
	assert_true(resume(w, &again));
	assert_string_equal(again.session.uuid.text, two.session.uuid.text);
	assert_true(flow_check_in_declined(w->flow, &two.session, &w->err));
	assert_false(resume(w, &again));
}

static void goes_on_without_the_items_of_a_dropped_channel(void **state) {
	struct world *w = *state;
	struct reading r, again;
	int went = 0;

	fill(w, 6, 4);
	r = begin(w, &any);
	assert_true(flow_channel_remove(w->flow, r.items[1].channel_id, &w->err));
	assert_true(resume(w, &again));
	assert_int_equal(again.session.item_count, r.session.item_count);
	for (size_t i = 0; i < again.session.item_count; i++)
		went += again.items[i].channel_id == 0;
	assert_true(went > 0);
	assert_true(*again.items[1].title);
}

/* ---- rules at once ---- */

static void serves_nothing_that_a_new_rule_blocks(void **state) {
	struct world *w = *state;
	struct rule rule = {.words = "item*", .action = RULE_BLOCK, .until = WORLD_NOW + 3600};
	struct reading r;

	w->options.config.do_items = false;
	world_config(w);
	fill(w, 6, 4);
	assert_true(flow_rule_put(w->flow, &rule, &w->err));
	world_reopen(w);                               /* as `rules add` leaves it: nothing was scored anew yet */
	assert_true(flow_session_plan(w->flow, &any, &w->arena, &r, &w->err));
	assert_int_equal(r.session.item_count, 0);
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(world_items(w, 0).at[0].state, STATE_HELD);
	flow_pass_time(w->flow, 2 * HOUR_MS);          /* its time is over */
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(world_items(w, 0).at[0].state, STATE_NEW);
	assert_int_equal(w->err.kind, ERR_NONE);
}

/* A rule that sweeps away far more than a session holds leaves what it does not touch, and at once. */
static void serves_what_a_sweeping_rule_leaves(void **state) {
	enum { SWEPT = 20, EACH = 30 };
	struct world *w = *state;
	int64_t swept[SWEPT];
	struct rule rule = {.words = "item*", .action = RULE_BLOCK, .until = DATE_NONE, .channels = swept, .channel_count = SWEPT};
	struct channels all;
	struct reading r;

	w->options.config.do_items = false;
	world_config(w);
	fill(w, SWEPT, EACH);
	for (int n = 0; n < 3; n++)
		put_item(w, world_follow(w, "http://left.example/feed"), n, 0.3, 200 + n);
	assert_true(store_channels(flow_store(w->flow), &w->arena, &all, &w->err));
	for (size_t i = 0, n = 0; i < all.count; i++)
		if (strcmp(all.at[i].url, "http://left.example/feed") != 0)
			swept[n++] = all.at[i].id;
	assert_true(flow_rule_put(w->flow, &rule, &w->err));
	world_reopen(w);
	assert_true(flow_session_plan(w->flow, &any, &w->arena, &r, &w->err));
	assert_true(r.session.item_count > 0);
	for (size_t i = 0; i < r.session.item_count; i++)
		for (size_t n = 0; n < SWEPT; n++)
			assert_int_not_equal(r.items[i].channel_id, swept[n]);
}

static void forgets_a_rule_whose_time_was_over_while_nobody_looked(void **state) {
	struct world *w = *state;
	struct rule rule = {.words = "item*", .action = RULE_BLOCK, .until = WORLD_NOW + 3600};

	fill(w, 2, 2);
	assert_true(flow_rule_put(w->flow, &rule, &w->err));
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(world_items(w, 0).at[0].state, STATE_HELD);
	flow_pass_time(w->flow, 2 * HOUR_MS);
	world_reopen(w);
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(world_items(w, 0).at[0].state, STATE_NEW);
}

static void gives_a_channel_its_new_theme_and_leaning_at_once(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.themes = THEME(nature), .before = MOOD_NONE, .seed = 7};
	struct channel c;
	struct reading r;
	bool stale;

	w->options.config.do_items = false;
	world_config(w);
	fill(w, 3, 4);
	r = begin(w, &wish);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_false(r.items[i].themes & THEME(nature));
	c = world_channel(w, world_items(w, 0).at[0].channel_id);
	c.themes |= THEME(nature);
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(flow_scores_stale(w->flow, &stale, &w->err) && !stale);
	assert_true(flow_session_plan(w->flow, &wish, &w->arena, &r, &w->err));
	assert_true(r.session.item_count > 0);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_int_equal(r.items[i].channel_id, c.id);
	c.bias = -0.5;
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(flow_scores_stale(w->flow, &stale, &w->err) && stale);
}

/* ---- challenges ---- */

static void offers_a_thing_done_only_after_a_while(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.themes = THEME(challenge), .before = MOOD_NONE, .minutes = 60, .items = 1};
	char done[100];

	for (int day = 0; day < 5; day++) {
		struct reading r;

		wish.seed = (uint64_t)day + 1;
		r = begin(w, &wish);
		if (!r.session.item_count)
			continue;
		assert_int_equal(r.items[0].kind, ITEM_CHALLENGE);
		if (day > 0)
			assert_string_not_equal(r.items[0].title, done);
		snprintf(done, sizeof done, "%s", r.items[0].title);
		assert_true(flow_item_done(w->flow, r.items[0].id, false, &w->err));
		assert_int_equal(world_item(w, done).state, STATE_DONE);
		assert_true(flow_check_in_declined(w->flow, &r.session, &w->err));
		flow_pass_time(w->flow, DAY_MS);
	}
	assert_int_equal(world_items(w, 0).at[0].source, SOURCE_UNKNOWN);
}

/* ---- the day ---- */

static void counts_a_day_from_its_turn(void **state) {
	struct world *w = *state;
	struct day_use use;
	struct reading r;

	fill(w, 6, 4);
	r = begin(w, &any);
	r.session.spent_ms = 11 * MINUTE_MS;
	assert_true(flow_session_end(w->flow, &r.session, &w->err));
	assert_true(flow_extra_used(w->flow, &w->err));
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(use.sessions, 1);
	assert_true(use.minutes == 11 && use.extra_used);
	flow_pass_time(w->flow, DAY_MS);
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(use.sessions, 0);
	assert_false(use.extra_used);
}

static void counts_a_raised_cap_from_tomorrow_and_a_lowered_one_at_once(void **state) {
	struct world *w = *state;
	struct day_use use;

	assert_true(flow_day_use(w->flow, &use, &w->err));
	w->options.config.sessions_a_day = 9;
	w->options.config.minutes_a_day = 0;           /* none at all */
	world_config(w);
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(flow_config(w->flow)->sessions_a_day, 2);
	assert_int_equal(flow_config(w->flow)->minutes_a_day, 20);
	w->options.config.sessions_a_day = 1;
	world_config(w);
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(flow_config(w->flow)->sessions_a_day, 1);
	w->options.config.sessions_a_day = 9;
	w->options.clock.wall_s += 24 * 3600;
	world_config(w);
	assert_true(flow_day_use(w->flow, &use, &w->err));
	assert_int_equal(flow_config(w->flow)->sessions_a_day, 9);
	assert_int_equal(flow_config(w->flow)->minutes_a_day, 0);
}

static void counts_not_now_and_nothing_else(void **state) {
	struct world *w = *state;
	const char *count;

	assert_true(flow_not_now(w->flow, &w->err) && flow_not_now(w->flow, &w->err));
	assert_true(store_fact(flow_store(w->flow), "not_now", &w->arena, &count, &w->err));
	assert_string_equal(count, "2");
}

/* ---- plans ---- */


static void start_plan_about(struct world *w, theme_set themes) {
	struct outline_head head = {.title = "For you", .from = "Kim", .note = "", .days = 5, .dose_minutes = 6, .themes = themes};
	struct channel own = world_channel(w, world_follow(w, "http://c0.example/feed"));

	assert_true(flow_plan_start(w->flow, &head, own.uuid.text, &w->err));
}

static void start_plan(struct world *w) {
	start_plan_about(w, 0);
}

static struct home home(struct world *w) {
	struct home h;

	if (!flow_home(w->flow, &w->arena, &h, &w->err))
		fail_msg("%s", w->err.text);
	return h;
}

static void runs_a_plan_for_its_days_from_its_own_channels(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.intention = INTENTION_plan, .before = MOOD_NONE, .seed = 7};
	struct reading r;

	w->options.config.do_items = false;
	world_config(w);
	fill(w, 6, 6);
	start_plan(w);
	assert_string_equal(home(w).plan_from, "Kim");
	assert_int_equal(home(w).plan_day, 1);
	assert_int_equal(home(w).plan_minutes, 6);
	r = begin(w, &wish);
	assert_string_equal(r.session.plan_from, "Kim");
	assert_int_equal(r.session.minutes, 6);
	assert_true(r.session.item_count > 0);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_string_equal(r.items[i].channel_title, "http://c0.example/feed");
	flow_pass_time(w->flow, 4 * DAY_MS);
	assert_int_equal(home(w).plan_day, 5);
	flow_pass_time(w->flow, DAY_MS);
	assert_true(home(w).plan_day > home(w).plan_days);
	assert_true(flow_session_plan(w->flow, &wish, &w->arena, &r, &w->err));
	assert_string_equal(r.session.plan_from, "");
	assert_int_equal(r.session.minutes, 10);
}

/* Its channels are the plan: what it is about says what comes first of them, and never leaves somebody without. */
static void fills_the_dose_from_its_channels_where_its_theme_is_rare(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.intention = INTENTION_plan, .before = MOOD_NONE, .seed = 7};
	struct reading r;

	w->options.config.do_items = false;
	world_config(w);
	fill(w, 3, 16);
	start_plan_about(w, THEME(calm));               /* every second item */
	r = begin(w, &wish);
	assert_int_equal(r.session.item_count, 2);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_true(r.items[i].themes & THEME(calm));
	start_plan_about(w, THEME(hope));               /* none of them */
	r = begin(w, &wish);
	assert_int_equal(r.session.item_count, 2);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_string_equal(r.items[i].channel_title, "http://c0.example/feed");
}

static void serves_nothing_draining_in_a_plan(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.intention = INTENTION_plan, .before = MOOD_NONE, .items = 20, .minutes = 30, .seed = 7};
	struct reading r;

	w->options.config.draining_one_in = 3;
	world_config(w);
	fill(w, 6, 6);
	for (int n = 10; n < 14; n++)
		put_item(w, world_follow(w, "http://c0.example/feed"), n, -0.6, 1);
	start_plan(w);
	r = begin(w, &wish);
	assert_true(r.session.item_count > 0);
	for (size_t i = 0; i < r.session.item_count; i++)
		assert_int_not_equal(r.items[i].label, LABEL_DRAINING);
}

/* ---- notes ---- */

static void writes_a_line_on_an_item_and_keeps_it(void **state) {
	struct world *w = *state;
	char much[4 * ITEM_NOTE_CHARS];
	struct item i;

	fill(w, 1, 1);
	i = world_items(w, 0).at[0];
	assert_false(i.kept || *i.note);
	memset(much, 'a', sizeof(much) - 1);
	much[sizeof(much) - 1] = '\0';
	much[1] = '\n';
	much[3] = '\033';
	assert_true(flow_item_note(w->flow, i.id, much, true, &w->err));
	i = world_items(w, 0).at[0];
	assert_true(i.kept);
	assert_int_equal(strlen(i.note), ITEM_NOTE_CHARS);
	assert_null(strchr(i.note, '\n'));
	assert_null(strchr(i.note, '\033'));
	assert_true(flow_item_note(w->flow, i.id, "", false, &w->err));
	i = world_items(w, 0).at[0];
	assert_false(i.kept || *i.note);
	assert_false(flow_item_note(w->flow, i.id + 99, "x", true, &w->err));
}

/* ---- home, moods ---- */

static void says_at_home_what_there_is(void **state) {
	struct world *w = *state;

	assert_true(home(w).first_run);
	fill(w, 2, 4);
	struct item i = world_items(w, 0).at[0];

	assert_true(flow_item_keep(w->flow, i.id, true, &w->err));
	begin(w, &any);
	assert_false(home(w).first_run);
	assert_int_equal(home(w).followed, 2);
	assert_string_equal(home(w).kept_title, i.title);
	assert_true(home(w).interrupted);
	assert_int_equal(home(w).last_session_at, WORLD_NOW);
	assert_string_equal(home(w).plan_from, "");
}

static void refuses_moods_off_the_scale(void **state) {
	struct world *w = *state;
	struct mood m = {.valence = 4, .energy = 0, .phase = MOOD_APART, .words = "", .note = ""};

	assert_false(flow_mood_save(w->flow, &m, &w->err));
	assert_int_equal(w->err.kind, ERR_USAGE);
	m.valence = MOOD_NONE;
	assert_false(flow_mood_save(w->flow, &m, &w->err));
	m.valence = -3;
	m.energy = 7;
	assert_false(flow_mood_save(w->flow, &m, &w->err));
	m.energy = MOOD_NONE;
	m.words = "1,2,3,4,5,6,7,8,9,10,11,12,13";
	assert_true(flow_mood_save(w->flow, &m, &w->err));
	assert_int_equal(m.at, WORLD_NOW);

	struct moods moods;

	assert_true(flow_moods(w->flow, 0, WORLD_NOW + 1, &w->arena, &moods, &w->err));
	assert_string_equal(moods.at[0].words, "1,2,3,4,5,6,7,8,9,10,11,12");
}

/* ---- the demo ---- */

static char *demo(struct world *w, const char *folder) {
	struct flow_options options = w->options;
	struct flow *before = w->flow;
	char dir[160];
	char *all;

	snprintf(dir, sizeof dir, "%s/%s", w->root, folder);
	options.data_dir = dir;
	assert_non_null(w->flow = flow_open(&options, &w->err));
	if (!flow_demo_fill(w->flow, &w->err))
		fail_msg("%s", w->err.text);
	assert_int_equal(home(w).today.sessions, 0);
	assert_false(home(w).first_run);
	assert_true(world_items(w, 0).count >= 50);
	all = world_export(w);
	flow_close(w->flow);
	w->flow = before;
	return all;
}

static void fills_the_demo_the_same_each_time(void **state) {
	struct world *w = *state;
	char *one = demo(w, "one"), *two = demo(w, "two");

	assert_true(strlen(one) > 10000);
	assert_string_equal(one, two);
	free(one);
	free(two);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up_alone, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(composes_the_same_from_the_same), T(says_that_nothing_fits_and_stores_nothing), T(is_taken_up_where_it_was_cut_off),
		T(waits_for_its_check_in_after_it_ended), T(is_closed_as_it_stood_on_another_day), T(leaves_an_open_one_behind_when_another_begins),
		T(goes_on_without_the_items_of_a_dropped_channel), T(serves_nothing_that_a_new_rule_blocks), T(serves_what_a_sweeping_rule_leaves),
		T(forgets_a_rule_whose_time_was_over_while_nobody_looked), T(gives_a_channel_its_new_theme_and_leaning_at_once), T(offers_a_thing_done_only_after_a_while), T(counts_a_day_from_its_turn),
		T(counts_a_raised_cap_from_tomorrow_and_a_lowered_one_at_once), T(counts_not_now_and_nothing_else),
		T(runs_a_plan_for_its_days_from_its_own_channels), T(fills_the_dose_from_its_channels_where_its_theme_is_rare),
		T(serves_nothing_draining_in_a_plan), T(writes_a_line_on_an_item_and_keeps_it), T(says_at_home_what_there_is),
		T(refuses_moods_off_the_scale), T(fills_the_demo_the_same_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
