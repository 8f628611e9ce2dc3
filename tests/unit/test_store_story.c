/* test_store_story.c: one story by several channels: joined as it comes in, one thing in every list, one thing to whatever is done to it. */
#include "../support/test.h"

#include <bewust/path.h>
#include <bewust/random.h>
#include <bewust/store.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW 1795456800
#define DAY 86400
#define TITLE "Storm floods harbour town, seven people dead"

enum { CHANNELS = 4 };

struct world {
	struct store *store;
	struct arena arena;
	struct err err;
	int64_t channels[CHANNELS];
};

static struct store *store_with_channels(int64_t ids[CHANNELS], struct err *e) {
	static const char *const titles[CHANNELS] = {"Harbour Post", "The Tidewater Ledger", "Nature briefs", "Planet"};
	struct store *s = store_open(NULL, e);
	char url[64];

	assert_non_null(s);
	for (int n = 0; n < CHANNELS; n++) {
		struct channel c = {.url = url, .title = titles[n], .themes = THEME(news)};

		snprintf(url, sizeof url, "https://c%d.example/feed", n);
		assert_true(store_channel_add(s, &c, NULL, e));
		ids[n] = c.id;
	}
	return s;
}

static int set_up(void **state) {
	struct world *w = calloc(1, sizeof *w);

	w->store = store_with_channels(w->channels, &w->err);
	arena_init(&w->arena, 0);
	*state = w;
	return 0;
}

static int tear_down(void **state) {
	struct world *w = *state;

	store_close(w->store);
	arena_finish(&w->arena);
	free(w);
	return 0;
}

static int64_t put_in(struct world *w, struct store *s, int64_t channel, const char *guid, const char *url, const char *title, int64_t at) {
	struct item i = {.channel_id = channel, .guid = guid, .url = url, .title = title, .summary = "Water everywhere.", .lang = "en",
		.published = at, .fetched = NOW, .minutes = 2, .score = -0.2, .label = LABEL_NEUTRAL, .themes = THEME(news)};
	enum put how;

	if (!store_item_put(s, &i, SLICE("Water everywhere, and boats in the streets."), (struct slice){0}, &how, &w->err))
		fail_msg("%s", w->err.text);
	return i.id;
}

/* A title of channel n, at an address of its own. */
static int64_t put(struct world *w, int n, const char *title, int64_t at) {
	static int made;
	char url[64], guid[16];

	snprintf(guid, sizeof guid, "%d", ++made);
	snprintf(url, sizeof url, "https://c%d.example/%d", n, made);
	return put_in(w, w->store, w->channels[n], guid, url, title, at);
}

static struct item get(struct world *w, int64_t id) {
	struct item i = {0};

	if (!store_item_get(w->store, id, &w->arena, &i, &w->err))
		fail_msg("%s", w->err.text);
	return i;
}

static struct items list(struct world *w, struct item_query q) {
	struct items items = {0};

	assert_true(store_items(w->store, &q, &w->arena, &items, &w->err));
	return items;
}

static bool joined(struct world *w, int64_t a, int64_t b) {
	int64_t story = get(w, a).story;

	return story && story == get(w, b).story;
}

/* ---- joining ---- */

static void joins_what_has_one_link_or_one_title(void **state) {
	struct world *w = *state;
	int64_t a = put_in(w, w->store, w->channels[0], "a", "https://www.news.example/storm/?utm_source=rss", "Storm", NOW);
	int64_t b = put_in(w, w->store, w->channels[1], "b", "http://news.example/storm", "Our harbour under water", NOW - 40 * DAY);
	int64_t c = put(w, 0, TITLE, NOW), d = put(w, 1, "UPDATE: Storm floods harbour town; 7 people dead | Reuters", NOW - 2 * DAY);

	assert_true(joined(w, a, b) && joined(w, c, d));
	assert_false(joined(w, a, c));
	assert_string_equal(get(w, a).also_in, "The Tidewater Ledger");
	assert_string_equal(get(w, b).also_in, "Harbour Post");
	assert_int_equal(list(w, (struct item_query){0}).count, 2);
	assert_int_equal(get(w, put(w, 2, TITLE, NOW)).story, get(w, c).story);   /* a third */
	assert_string_equal(get(w, c).also_in, "The Tidewater Ledger\nNature briefs");
}

static void keeps_two_stories_apart(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW);

	assert_false(joined(w, a, put(w, 1, "Storm floods harbour town, nine people dead", NOW)));
	assert_false(joined(w, a, put(w, 1, TITLE, NOW - 4 * DAY)));         /* too long ago */
	assert_false(joined(w, a, put(w, 0, TITLE, NOW)));                   /* the same channel */
	assert_int_equal(get(w, put(w, 2, TITLE, NOW)).story, 0);            /* said twice by one: a series */
	put_in(w, w->store, w->channels[0], "x", "https://c0.example/", "Storm", NOW);
	assert_int_equal(get(w, put_in(w, w->store, w->channels[1], "y", "https://c0.example/", "Calm", NOW)).story, 0); /* a front page */
	put_in(w, w->store, w->channels[0], "p", "https://c0.example/status", "Up", NOW);
	put_in(w, w->store, w->channels[0], "q", "https://c0.example/status", "Down", NOW);
	assert_int_equal(get(w, put_in(w, w->store, w->channels[1], "r", "https://c0.example/status", "Status", NOW)).story, 0);
}

static void follows_an_item_that_its_feed_changes(void **state) {
	struct world *w = *state;
	int64_t a = put_in(w, w->store, w->channels[0], "a", "https://c0.example/1", TITLE, NOW);
	int64_t b = put_in(w, w->store, w->channels[1], "b", "https://c1.example/1", TITLE, NOW);

	assert_true(joined(w, a, b));
	assert_true(store_item_state(w->store, a, STATE_READ, &w->err));
	put_in(w, w->store, w->channels[0], "a", "https://c0.example/1", TITLE, NOW + DAY);   /* another date: nothing new */
	assert_true(joined(w, a, b) && get(w, a).state == STATE_READ);
	put_in(w, w->store, w->channels[0], "a", "https://c0.example/1", "Ferry firm knew of engine faults for many years", NOW);
	assert_int_equal(get(w, a).story, 0);
	assert_int_equal(get(w, b).story, 0);
	assert_int_equal(get(w, b).state, STATE_READ);                       /* what was read stays so */
	put_in(w, w->store, w->channels[0], "a", "https://c0.example/1", TITLE, NOW);
	assert_true(joined(w, a, b));
}

/* ---- one thing ---- */

static void is_one_thing_in_every_list(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW - 60), b = put(w, 1, TITLE, NOW), other = put(w, 1, "Otters are back", NOW - 30);
	struct item_query channel = {.channel_id = w->channels[1]}, kept = {.kept_only = true};
	bool more = true;

	assert_int_equal(list(w, (struct item_query){0}).count, 2);
	assert_int_equal(list(w, (struct item_query){.by_label = true}).count, 2);
	assert_int_equal(list(w, channel).count, 2);                         /* its own telling */
	assert_int_equal(list(w, channel).at[0].id, b);
	assert_string_equal(list(w, channel).at[0].also_in, "Harbour Post");
	for (int indexed = 0; indexed < 2; indexed++) {
		assert_int_equal(list(w, (struct item_query){.search = "boats"}).count, 2);
		assert_int_equal(list(w, (struct item_query){.search = "floods harbour"}).count, 1);
		assert_int_equal(list(w, (struct item_query){.search = "floods", .channel_id = w->channels[0]}).count, 1);
		assert_true(store_index_some(w->store, 10, &more, &w->err));
	}
	assert_true(store_item_keep(w->store, b, true, NOW, &w->err));
	assert_int_equal(list(w, kept).count, 1);
	assert_int_equal(list(w, kept).at[0].id, a);
	assert_true(get(w, a).kept && get(w, b).kept && !get(w, other).kept);
	assert_true(store_item_keep(w->store, a, false, NOW, &w->err));
	assert_int_equal(list(w, kept).count, 0);
}

static size_t candidates(struct world *w) {
	struct candidate_row *rows;
	size_t count;

	assert_true(store_candidates(w->store, 0, 100, &w->arena, &rows, &count, &w->err));
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].story, get(w, rows[i].id).story);
	return count;
}

static void is_done_with_wherever_it_was_read(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b = put(w, 1, TITLE, NOW), c;
	struct channel of_b;

	assert_int_equal(candidates(w), 2);
	assert_true(store_item_state(w->store, b, STATE_READ, &w->err) && store_item_label(w->store, b, true, LABEL_DRAINING, NOW, &w->err));
	assert_int_equal(candidates(w), 0);
	c = put(w, 2, TITLE, NOW);                                           /* told once more, after it was read */
	assert_true(joined(w, a, c) && get(w, c).state == STATE_READ && get(w, c).label == LABEL_DRAINING && get(w, c).own_label);
	assert_int_equal(candidates(w), 0);
	assert_true(store_channel_get(w->store, w->channels[2], &w->arena, &of_b, &w->err));
	assert_int_equal(of_b.read, 1);
	assert_true(store_item_state(w->store, a, STATE_NEW, &w->err));
	assert_int_equal(candidates(w), 3);
}

static void has_one_note_for_all_its_tellings(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b, c;

	assert_true(store_item_note(w->store, a, "for Kim", &w->err));
	b = put(w, 1, TITLE, NOW);                                           /* told once more, after it was written on */
	assert_true(joined(w, a, b));
	assert_string_equal(get(w, b).note, "for Kim");
	assert_true(store_item_note(w->store, b, "", &w->err));
	c = put(w, 2, TITLE, NOW);
	assert_string_equal(get(w, a).note, "");
	assert_string_equal(get(w, c).note, "");
}

static void holds_one_telling_and_not_the_other(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b = put(w, 1, TITLE, NOW);

	assert_true(store_item_hold(w->store, a, true, &w->err));
	assert_int_equal(candidates(w), 1);
	assert_true(store_item_state(w->store, b, STATE_READ, &w->err));
	assert_int_equal(get(w, a).state, STATE_HELD);
	assert_true(store_item_hold(w->store, a, false, &w->err));
	assert_int_equal(get(w, a).state, STATE_READ);                       /* not new again: it was read */
	assert_true(store_item_hold(w->store, b, true, &w->err));
	assert_int_equal(get(w, b).state, STATE_READ);
}

static void is_single_again_without_the_other_channel(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b = put(w, 1, TITLE, NOW);

	assert_true(store_item_keep(w->store, a, true, NOW, &w->err) && store_channel_remove(w->store, w->channels[0], NOW, &w->err));
	assert_int_equal(list(w, (struct item_query){0}).count, 1);
	assert_int_equal(list(w, (struct item_query){.kept_only = true}).at[0].id, b);
	assert_string_equal(get(w, b).also_in, "");
	assert_int_equal(list(w, (struct item_query){.search = "floods"}).count, 1);
	assert_true(store_channel_restore(w->store, w->channels[0], &w->err));
	assert_string_equal(get(w, b).also_in, "Harbour Post");
	assert_true(store_channel_remove(w->store, w->channels[0], NOW - 2, &w->err) && store_purge_removed(w->store, NOW, &w->err));
	assert_int_equal(list(w, (struct item_query){0}).count, 1);
	assert_true(get(w, b).kept);
}

static void takes_a_lesson_back_from_the_other_telling(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b = put(w, 1, TITLE, NOW);
	struct taught t = {.label = LABEL_DRAINING, .was = STATE_SHOWN, .title = SLICE("as it was"), .tags = ""};
	bool found;

	assert_true(store_taught_put(w->store, a, TAUGHT_BY_AWAY, &t, &w->err));
	assert_true(store_taught_take(w->store, b, TAUGHT_BY_AWAY, &w->arena, &t, &found, &w->err) && found);
	assert_string_equal(t.channel.text, get(w, a).channel_uuid.text);
	assert_slice(t.title, "as it was");
	assert_true(store_taught_take(w->store, a, TAUGHT_BY_AWAY, &w->arena, &t, &found, &w->err) && !found);
}

/* ---- out and in ---- */

static void export_of(struct world *w, struct store *s, struct str *out) {
	str_init(out, 1 << 22);
	if (!store_export(s, true, out, &w->err))
		fail_msg("%s", w->err.text);
}

static void travels_in_an_export(void **state) {
	struct world *w = *state;
	int64_t a = put(w, 0, TITLE, NOW), b = put(w, 1, TITLE, NOW), ids[CHANNELS];
	struct store *empty = store_open(NULL, &w->err), *here = store_with_channels(ids, &w->err);
	struct str first, second, third;

	assert_true(store_item_keep(w->store, a, true, NOW, &w->err) && store_item_label(w->store, b, true, LABEL_UPLIFTING, NOW, &w->err));
	export_of(w, w->store, &first);
	assert_true(store_import(empty, str_slice(&first), NULL, &w->err));
	export_of(w, empty, &second);
	assert_string_equal(first.at, second.at);
	/* where a third channel's telling came first, and is read */
	int64_t c = put_in(w, here, ids[2], "c", "https://c2.example/1", TITLE, NOW), d = put_in(w, here, ids[3], "d", "https://c3.example/1", TITLE, NOW);
	assert_true(store_item_state(here, c, STATE_READ, &w->err));
	assert_true(store_import(here, str_slice(&first), NULL, &w->err));
	put_in(w, here, ids[2], "c", "https://c2.example/1", TITLE " at last", NOW);
	store_close(w->store);
	w->store = here;
	assert_true(get(w, d).state == STATE_READ && list(w, (struct item_query){.kept_only = true}).count == 1);
	export_of(w, here, &third);
	assert_true(store_import(here, str_slice(&third), NULL, &w->err));
	store_close(empty);
	str_finish(&first);
	str_finish(&second);
	str_finish(&third);
}

/* ---- whatever comes ---- */

static void one_telling_of_each_channel_and_one_state(struct world *w, const int64_t *ids, size_t count) {
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++) {
			struct item a = get(w, ids[i]), b = get(w, ids[j]);

			if (ids[i] == ids[j] || !a.story || a.story != b.story)
				continue;
			assert_int_not_equal(a.channel_id, b.channel_id);
			assert_int_equal(a.state, b.state);
			assert_int_equal(a.kept, b.kept);
			assert_int_equal(a.own_label, b.own_label);
		}
}

static void stays_whole_whatever_comes_in_any_order(void **state) {
	static const char *const titles[] = {TITLE, "Storm floods harbour town, nine people dead", "Minister Jansen resigns over failed ferry contract",
		"Otters", ("UPDATE: " TITLE)};
	struct world *w = *state;
	struct random r;

	random_seed(&r, 20261123);
	for (int round = 0; round < 12; round++) {
		int64_t ids[40];
		size_t count = 0;

		for (int n = 0; n < CHANNELS; n++)
			assert_true(store_channel_remove(w->store, w->channels[n], NOW, &w->err));
		assert_true(store_purge_removed(w->store, NOW + 1, &w->err));
		store_close(w->store);
		w->store = store_with_channels(w->channels, &w->err);
		while (count < 40) {
			char guid[8], url[40];
			int64_t id;

			snprintf(guid, sizeof guid, "%u", random_below(&r, 9));
			snprintf(url, sizeof url, "https://news.example/%u", random_below(&r, 12));
			id = put_in(w, w->store, w->channels[random_below(&r, CHANNELS)], guid, url, titles[random_below(&r, 5)], NOW - random_below(&r, 5) * DAY);
			ids[count++] = id;
			id = ids[random_below(&r, (uint32_t)count)];
			switch (random_below(&r, 6)) {
			case 0: assert_true(store_item_state(w->store, id, (enum item_state)random_below(&r, 6), &w->err)); break;
			case 1: assert_true(store_item_keep(w->store, id, random_below(&r, 2), NOW, &w->err)); break;
			case 2: assert_true(store_item_label(w->store, id, random_below(&r, 2), LABEL_UPLIFTING, NOW, &w->err)); break;
			default: break;
			}
			one_telling_of_each_channel_and_one_state(w, ids, count);
			arena_reset(&w->arena);
		}
		struct str report;
		str_init(&report, 4096);
		assert_true(store_check(w->store, &report, &w->err));
		str_finish(&report);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(joins_what_has_one_link_or_one_title), T(keeps_two_stories_apart), T(follows_an_item_that_its_feed_changes),
		T(is_one_thing_in_every_list), T(is_done_with_wherever_it_was_read), T(has_one_note_for_all_its_tellings),
		T(holds_one_telling_and_not_the_other),
		T(is_single_again_without_the_other_channel), T(takes_a_lesson_back_from_the_other_telling), T(travels_in_an_export),
		T(stays_whole_whatever_comes_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
