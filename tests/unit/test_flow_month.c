/* test_flow_month.c: a whole month lived: feeds that grow each day, two sessions a day read on a clock that is set, and a reader who is
 * lifted by two channels, drained by one, and left as they were by the rest. At its end the program names those three, and no other. */
#include "../../src/ui/reading.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/path.h>
#include <bewust/random.h>
#include <bewust/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DAYS = 30, SESSIONS_A_DAY = 2, CHANNELS = 12, ITEMS_A_DAY = 2, ITEMS_OF_A_FEED = 6,
	LIFTING_ONE = 2, LIFTING_TWO = 7, DRAINING = 4,
	MINUTES = 10, ITEMS = 5,
	NAME_MAX_BYTES = 128, SECOND_MS = 1000, HOUR_MS = 3600 * SECOND_MS,
};

/* Places whose names bring no theme along: one with two themes would close every session (C6). */
static const char *const places[CHANNELS] = {"harbour", "orchard", "town hall", "workshop", "boathouse", "bakery", "fire station", "lighthouse", "chapel",
	"market", "railway", "bridge"};
static const char *const people[] = {"gardeners", "neighbours", "carpenters", "pupils", "nurses", "sailors", "painters", "beekeepers", "cyclists",
	"grandparents", "singers", "bakers", "volunteers", "astronomers", "weavers"};
static const char *const deeds[] = {"celebrate a joyful harvest of", "share a wonderful gift of", "happily restore", "lovingly mend", "win a prize for",
	"welcome friends with", "rescue"};
static const char *const things[] = {"lanterns", "apples", "violins", "boats", "quilts", "telescopes", "kites", "bicycles", "bread", "maps", "bells",
	"puppets", "roses", "ladders", "teapots", "swings", "mosaics", "clocks", "hives", "canoes", "murals", "fountains"};

struct month {
	struct world *w;
	struct random random;
	int64_t ids[CHANNELS], mono_ms;
	struct str seen;                        /* what was served, so that nothing comes twice */
	int day;
};

/* ---- the feeds ---- */

static void name_item(int channel, int n, char out[NAME_MAX_BYTES]) {
	snprintf(out, NAME_MAX_BYTES, "%s %s %s at the %s", people[(size_t)(n * 7 + channel * 3) % 15], deeds[(size_t)(n + channel) % 7], things[(size_t)(n * 5 + channel * 2) % 22],
		places[channel]);
}

/* The newest of a channel on a day, an hour apart; world_feed counts hours back from WORLD_NOW. */
static void write_feed(struct month *m, int channel) {
	char lines[ITEMS_OF_A_FEED][400], file[32], title[64];
	const char *items[ITEMS_OF_A_FEED + 1] = {NULL};
	int count = 0;

	for (int n = (m->day + 1) * ITEMS_A_DAY - 1; n >= 0 && count < ITEMS_OF_A_FEED; n--, count++) {
		char name[NAME_MAX_BYTES];

		name_item(channel, n, name);
		snprintf(lines[count], sizeof lines[count], "c%d-%d|%s|Everybody came to the %s and was glad of it. Number %d of the year, and the %s had never looked as bright.|%d",
			channel, n, name, places[channel], n, places[channel], 24 * -(n / ITEMS_A_DAY) + 1 + n % ITEMS_A_DAY);
		items[count] = lines[count];
	}
	snprintf(file, sizeof file, "%d.xml", channel);
	snprintf(title, sizeof title, "The %s", places[channel]);
	world_feed(m->w, file, title, items);
}

/* What is chosen hangs on scores, and these on the word list of the day: here they are what they always were. */
static void settle_scores(struct month *m) {
	struct items items = world_items(m->w, 0);

	assert_true(store_begin(flow_store(m->w->flow), &m->w->err));
	for (size_t i = 0; i < items.count; i++) {
		struct score score = {.value = 0.25 + 0.01 * (double)(items.at[i].id * 7 % 31), .label = LABEL_UPLIFTING};

		assert_true(store_item_score(flow_store(m->w->flow), items.at[i].id, &score, &m->w->err));
	}
	assert_true(store_end(flow_store(m->w->flow), true, &m->w->err));
}

static void refresh(struct month *m) {
	for (int i = 0; i < CHANNELS; i++)
		write_feed(m, i);
	assert_true(world_fetch(m->w, true));
	assert_int_equal(m->w->summary.errors, 0);
	settle_scores(m);
}

/* ---- the rules that can be seen in a plan ---- */

static bool gave_way(const struct reading *r, enum give_way rule) {
	return r->gave_way >> rule & 1;
}

static void obeys_its_rules(struct month *m, const struct reading *r) {
	size_t n = r->session.item_count, draining = 0;
	double minutes = 0;

	assert_true(n >= 1 && n <= ITEMS);
	for (size_t i = 0; i < n; i++) {
		const struct item *item = &r->items[i];
		size_t of_channel = 0;
		char mark[64];

		minutes += item->minutes;
		draining += item->label == LABEL_DRAINING;
		assert_true(item->published > flow_now(m->w->flow) - CANDIDATE_DAYS * DAY_S);
		assert_false(item->label == LABEL_DRAINING && (i == 0 || i == n - 1));
		for (size_t k = 0; k < n; k++)
			of_channel += r->items[k].channel_id == item->channel_id;
		assert_true(of_channel <= 2);
		if (i && !gave_way(r, GAVE_C9))
			assert_int_not_equal(item->channel_id, r->items[i - 1].channel_id);
		snprintf(mark, sizeof mark, "<%s>", item->uuid.text[0] ? item->uuid.text : item->title);
		assert_null(strstr(m->seen.len ? m->seen.at : "", mark));
		str_add_text(&m->seen, mark);
	}
	assert_true(minutes <= MINUTES + 0.001);
	assert_true(draining <= n / 8);
}

/* ---- the reader ---- */

static int within(int valence) {
	return valence < -3 ? -3 : valence > 3 ? 3 : valence;
}

/* Reads each item whole, a second at a time; sets which channels were read. */
static void read_session(struct month *m, struct walk *k, bool read[CHANNELS]) {
	bool more = true;

	while (more) {
		const struct item *item = walk_item(k);
		int seconds = (int)(item->minutes * 60) + 2;

		walk_show(k, flow_now(m->w->flow), m->mono_ms);
		for (int s = 0; s < seconds; s++) {
			m->mono_ms += SECOND_MS;
			flow_pass_time(m->w->flow, SECOND_MS);
			walk_tick(k, m->mono_ms, true);
		}
		for (int c = 0; c < CHANNELS; c++)
			read[c] |= m->ids[c] == item->channel_id;
		walk_leave(k, true, true);
		assert_true(flow_session_item(m->w->flow, &k->session, &k->items[k->at], &m->w->err));
		more = walk_next(k);
	}
	assert_true(flow_session_end(m->w->flow, &k->session, &m->w->err));
}

static void live_session(struct month *m) {
	int before = (int)random_below(&m->random, 3) - 1, after = before;
	struct session_wish wish = {.before = before, .minutes = MINUTES, .items = ITEMS, .seed = random_next(&m->random) >> 1 | 1};
	struct mood mood = {.phase = MOOD_AFTER, .energy = MOOD_NONE, .words = "", .note = ""};
	bool read[CHANNELS] = {false};
	struct reading r;
	struct walk k;

	if (!flow_session_begin(m->w->flow, &wish, &m->w->arena, &r, &m->w->err))
		fail_msg("%s", m->w->err.text);
	obeys_its_rules(m, &r);
	walk_start(&k, &r, m->mono_ms);
	read_session(m, &k, read);
	after += 2 * (read[LIFTING_ONE] + read[LIFTING_TWO] - read[DRAINING]);
	if (random_below(&m->random, 5) == 0)   /* and sometimes it is just the weather */
		after += random_below(&m->random, 2) ? 1 : -1;
	mood.valence = within(after);
	mood.session = k.session.uuid;
	assert_true(flow_mood_save(m->w->flow, &mood, &m->w->err));
}

static void live_month(struct month *m) {
	for (m->day = 0; m->day < DAYS; m->day++) {
		refresh(m);
		for (int i = 0; i < SESSIONS_A_DAY; i++) {
			int64_t began = flow_now(m->w->flow);

			live_session(m);
			flow_pass_time(m->w->flow, 3 * HOUR_MS - (flow_now(m->w->flow) - began) * SECOND_MS);
		}
		flow_pass_time(m->w->flow, (24 - 3 * SESSIONS_A_DAY) * (int64_t)HOUR_MS);
		arena_reset(&m->w->arena);
	}
}

static void begin_month(struct month *m, struct world *w, uint64_t seed) {
	*m = (struct month){.w = w};
	random_seed(&m->random, seed);
	str_init(&m->seen, 1 << 20);
	w->options.config.do_items = false;     /* it is about channels here */
	w->options.config.jobs = w->options.config.per_host = 1;        /* the same order each time */
	world_config(w);
	for (int i = 0; i < CHANNELS; i++) {
		struct channel c;

		m->ids[i] = world_follow(w, testserver_url(&w->server, "/%d.xml", i));
		c = world_channel(w, m->ids[i]);
		c.themes = THEME(hope);
		assert_true(store_channel_edit(flow_store(w->flow), &c, &w->err));
	}
}

/* ---- looking back ---- */

static enum verdict verdict_of(const struct mood_summary *s, int channel) {
	char title[64];

	snprintf(title, sizeof title, "The %s", places[channel]);
	for (size_t i = 0; i < s->channel_count; i++)
		if (!strcmp(s->channels[i].name, title))
			return s->channels[i].insight.verdict;
	return VERDICT_NOT_ENOUGH;
}

/* The range holds four of five by chance, so that with nine other channels one stands out now and then; this reader's month has none. */
static void names_those_three_and_no_other(struct month *m) {
	struct mood_summary s;

	assert_true(flow_mood_summary(m->w->flow, &m->w->arena, &s, &m->w->err));
	assert_int_equal(s.pairs.count, DAYS * SESSIONS_A_DAY);
	for (int c = 0; c < CHANNELS; c++) {
		enum verdict v = verdict_of(&s, c);

		if (c == LIFTING_ONE || c == LIFTING_TWO)
			assert_int_equal(v, VERDICT_LIGHTER);
		else if (c == DRAINING)
			assert_int_equal(v, VERDICT_HEAVIER);
		else
			assert_true(v == VERDICT_NO_DIFFERENCE || v == VERDICT_NOT_ENOUGH);
	}
}

/* Every day of the month has its place in the year, and its bar on the page. */
static void the_year_shows_the_month(struct month *m) {
	struct mood_day days[DAYS * SESSIONS_A_DAY * 2];
	struct moods moods;
	struct str page;
	size_t count, bars = 0;

	assert_true(flow_moods(m->w->flow, 0, INT64_MAX, &m->w->arena, &moods, &m->w->err));
	assert_int_equal(moods.count, 2 * DAYS * SESSIONS_A_DAY);
	count = mood_days(moods.at, moods.count, m->w->options.config.turn_hour, days);
	assert_int_equal(count, DAYS);
	for (size_t i = 1; i < count; i++)
		assert_int_equal(days[i].day, days[i - 1].day + 1);
	str_init(&page, 1 << 20);
	assert_true(report_write(m->w->flow, DATE_NONE, true, &page, &m->w->err));
	for (const char *at = page.at; (at = strstr(at, "<rect class=\"s")); at++)
		bars++;
	assert_int_equal(bars, DAYS);
	str_finish(&page);
}

static void comes_back_byte_for_byte(struct month *m) {
	char *all = world_export(m->w), *again;
	size_t merged;

	m->w->options.clock.wall_s = flow_now(m->w->flow);
	flow_close(m->w->flow);
	m->w->flow = NULL;
	assert_true(store_forget(m->w->data, &m->w->err));
	world_config(m->w);
	assert_true(store_import(flow_store(m->w->flow), slice_of(all), &merged, &m->w->err));
	assert_true(merged > 0);
	again = world_export(m->w);
	assert_string_equal(all, again);
	free(all);
	free(again);
}

static void a_month_is_lived_and_looked_back_on(void **state) {
	struct month m;

	begin_month(&m, *state, 3);
	live_month(&m);
	names_those_three_and_no_other(&m);
	the_year_shows_the_month(&m);
	comes_back_byte_for_byte(&m);
	names_those_three_and_no_other(&m);
	str_finish(&m.seen);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_month_is_lived_and_looked_back_on, world_set_up, world_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
