/* test_store_people.c: what a person makes: sessions, moods, rules, lessons; exported, forgotten and brought back. */
#include "../../src/store/import_scan.h"
#include "../support/test.h"

#include <bewust/path.h>
#include <bewust/store.h>
#include <dirent.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW 1795456800
#define CANARY "a heavy canary sang at four"

struct world {
	char dir[64];
	struct store *store;
	struct arena arena;
	struct err err;
	struct str text;
	int64_t channel, items[3];
	struct uuid session;
};

static void fill(struct world *w) {
	struct channel c = {.url = "https://example.org/feed", .title = "River", .themes = THEME(nature) | THEME(hope), .kind = SOURCE_PERSON,
		.credential = "LMFT", .note = "from Ann", .lang = "nl", .bias = 0.25};
	struct rule rule = {.words = "storm*", .weight = -0.333333333, .until = NOW + 5, .channels = &w->channel, .channel_count = 1};
	struct rule everywhere = {.words = "otter", .action = RULE_ALWAYS, .until = DATE_NONE, .hits = 3};
	char guid[16];
	bool was_there;

	assert_true(store_channel_add(w->store, &c, &was_there, &w->err));
	w->channel = c.id;
	for (int n = 0; n < 3; n++) {
		struct item i = {.channel_id = c.id, .guid = guid, .url = "https://example.org/a?b=1&c", .title = "Otters \"back\" \\ é", .summary = "They swim.",
			.tags = "World\nNature", .published = NOW - n, .fetched = NOW, .minutes = 1.0 / 3, .score = 1.0 / 7, .label = LABEL_NEUTRAL};
		enum put how;

		snprintf(guid, sizeof guid, "%d", n);
		assert_true(store_item_put(w->store, &i, SLICE("They swim.\n\n> In the river."), SLICE("https://example.org/x\n"), &how, &w->err));
		w->items[n] = i.id;
	}
	struct session_item items[] = {{.item_id = w->items[0], .role = ROLE_OPENER, .position = 0, .shown_at = NOW, .dwell_s = 30, .outcome = STATE_READ},
		{.item_id = w->items[1], .role = ROLE_CLOSER, .position = 1, .shown_at = DATE_NONE}};
	struct session s = {.intention = INTENTION_calm, .themes = THEME(calm), .aim = "calm", .minutes = 10, .items_max = 8, .seed = UINT64_MAX - 1,
		.started_at = NOW, .ended_at = DATE_NONE, .spent_ms = 1234, .items = items, .item_count = 2};
	assert_true(store_session_put(w->store, &s, &w->err));
	w->session = s.uuid;
	struct mood before = {.session = s.uuid, .at = NOW, .phase = MOOD_BEFORE, .valence = -2, .energy = MOOD_NONE};
	struct mood apart = {.at = NOW - 100, .phase = MOOD_APART, .valence = 3, .energy = -3, .words = "light,hopeful", .note = CANARY};
	assert_true(store_mood_put(w->store, &before, &w->err) && store_mood_put(w->store, &apart, &w->err));
	assert_true(store_rule_put(w->store, &rule, &w->err) && store_rule_put(w->store, &everywhere, &w->err));
	assert_true(store_item_state(w->store, w->items[0], STATE_READ, &w->err));
	assert_true(store_item_keep(w->store, w->items[0], true, NOW + 1, &w->err));
	assert_true(store_item_note(w->store, w->items[0], "a canary, for Kim", &w->err));
	assert_true(store_item_label(w->store, w->items[0], true, LABEL_UPLIFTING, NOW + 2, &w->err));
	assert_true(store_weight_put(w->store, 0, 3, 4, &w->err) && store_weight_put(w->store, UINT64_MAX, 1, 0, &w->err));
	assert_true(store_fact_put(w->store, "plan", "day 2", &w->err));
}

static int set_up(void **state) {
	struct world *w = calloc(1, sizeof *w);

	strcpy(w->dir, "/tmp/bewust-people-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	assert_non_null(w->store = store_open(w->dir, &w->err));
	arena_init(&w->arena, 0);
	str_init(&w->text, 1 << 20);
	fill(w);
	*state = w;
	return 0;
}

static int tear_down(void **state) {
	struct world *w = *state;

	store_close(w->store);
	arena_finish(&w->arena);
	str_finish(&w->text);
	path_remove_tree(w->dir, NULL);
	free(w);
	return 0;
}

/* ---- sessions, moods, rules, facts ---- */

static void takes_up_the_session_that_was_cut_off(void **state) {
	struct world *w = *state;
	struct session s;
	bool found;

	assert_true(store_session_open_one(w->store, &w->arena, &s, &found, &w->err));
	assert_true(found);
	assert_string_equal(s.uuid.text, w->session.text);
	assert_true(s.seed == UINT64_MAX - 1 && s.ended_at == DATE_NONE && s.spent_ms == 1234 && s.intention == INTENTION_calm);
	assert_int_equal(s.item_count, 2);
	assert_int_equal(s.items[0].role, ROLE_OPENER);
	assert_int_equal(s.items[1].shown_at, DATE_NONE);
	struct session_item one = s.items[1];
	one.shown_at = NOW + 60;
	one.outcome = STATE_SKIPPED;
	assert_true(store_session_item(w->store, s.id, &one, &w->err));
	s.position = 1;
	s.ended_at = NOW + 90;
	assert_true(store_session_progress(w->store, &s, &w->err));
	assert_true(store_session_open_one(w->store, &w->arena, &s, &found, &w->err) && found); /* its check-in is still to be given */
	assert_int_equal(s.items[1].outcome, STATE_SKIPPED);
	s.checked_in = true;
	assert_true(store_session_progress(w->store, &s, &w->err));
	assert_true(store_session_open_one(w->store, &w->arena, &s, &found, &w->err));
	assert_false(found);
	s.id = 99;
	assert_false(store_session_progress(w->store, &s, &w->err));
}

static void knows_when_a_channel_and_a_theme_were_last_seen(void **state) {
	struct world *w = *state;
	int64_t *ids, *at, theme_at[THEME_COUNT];
	size_t count;

	assert_true(store_last_seen(w->store, NOW - 10, &w->arena, &ids, &at, &count, theme_at, &w->err));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], w->channel);
	assert_int_equal(at[0], NOW);
	assert_int_equal(theme_at[THEME_INDEX_news], DATE_NONE);
	assert_true(store_last_seen(w->store, NOW + 10, &w->arena, &ids, &at, &count, theme_at, &w->err));
	assert_int_equal(count, 0);
}

struct taken { int count; struct uuid session; int64_t channel; theme_set themes; };

static void take(void *ctx, const struct uuid *session, int64_t channel_id, theme_set themes) {
	struct taken *t = ctx;

	*t = (struct taken){t->count + 1, *session, channel_id, themes};
}

static void tells_what_was_taken_in_and_nothing_else(void **state) {
	static const enum item_state outcomes[] = {STATE_NEW, STATE_SHOWN, STATE_READ, STATE_SKIPPED, STATE_KEPT, STATE_DONE};
	struct world *w = *state;
	struct taken t = {0};
	struct session s;
	struct item item;
	bool found;

	assert_true(store_session_open_one(w->store, &w->arena, &s, &found, &w->err) && found);
	for (size_t n = 1; n < s.item_count; n++) {
		struct session_item one = s.items[n];

		one.outcome = STATE_SKIPPED;
		assert_true(store_session_item(w->store, s.id, &one, &w->err));
	}
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
		struct session_item one = s.items[0];

		one.outcome = outcomes[i];
		assert_true(store_session_item(w->store, s.id, &one, &w->err));
		t = (struct taken){0};
		assert_true(store_taken_in(w->store, s.started_at, take, &t, &w->err));
		assert_int_equal(t.count, one.outcome == STATE_READ || one.outcome == STATE_KEPT || one.outcome == STATE_DONE);
	}
	assert_true(store_item_get(w->store, s.items[0].item_id, &w->arena, &item, &w->err));
	assert_string_equal(t.session.text, s.uuid.text);
	assert_int_equal(t.channel, item.channel_id);
	assert_int_equal(t.themes, item.themes);
	t = (struct taken){0};
	assert_true(store_taken_in(w->store, s.started_at + 1, take, &t, &w->err));
	assert_int_equal(t.count, 0);                  /* of later sessions */
	assert_true(store_channel_remove(w->store, item.channel_id, NOW, &w->err));
	assert_true(store_taken_in(w->store, s.started_at, take, &t, &w->err));
	assert_int_equal(t.count, 0);
}

static void keeps_moods_in_order_and_mends_them(void **state) {
	struct world *w = *state;
	struct moods moods;

	assert_true(store_moods(w->store, INT64_MIN, INT64_MAX, &w->arena, &moods, &w->err));
	assert_int_equal(moods.count, 2);
	assert_string_equal(moods.at[0].note, CANARY);
	assert_string_equal(moods.at[1].session.text, w->session.text);
	assert_int_equal(moods.at[1].energy, MOOD_NONE);
	moods.at[0].valence = -1;
	moods.at[0].note = "";
	assert_true(store_mood_put(w->store, &moods.at[0], &w->err));
	assert_true(store_mood_remove(w->store, moods.at[1].id, &w->err));
	assert_true(store_moods(w->store, NOW - 100, NOW - 100, &w->arena, &moods, &w->err));
	assert_int_equal(moods.count, 1);
	assert_int_equal(moods.at[0].valence, -1);
	assert_true(store_moods(w->store, NOW, NOW, &w->arena, &moods, &w->err));
	assert_int_equal(moods.count, 0);
}

static void saves_a_mood_whose_session_is_not_there(void **state) {
	struct world *w = *state;
	struct mood m = {.session = {"00000000-0000-4000-8000-000000000000"}, .at = NOW + 9, .phase = MOOD_AFTER, .valence = 1, .energy = 1};

	assert_true(store_mood_put(w->store, &m, &w->err));
	assert_true(m.id > 0 && m.uuid.text[0]);
}

static void keeps_rules_with_their_channels(void **state) {
	struct world *w = *state;
	struct rules rules;

	assert_true(store_rules(w->store, &w->arena, &rules, &w->err));
	assert_int_equal(rules.count, 2);
	assert_int_equal(rules.at[0].channel_count, 1);
	assert_int_equal(rules.at[0].channels[0], w->channel);
	assert_int_equal(rules.at[1].channel_count, 0);
	assert_int_equal(rules.at[1].until, DATE_NONE);
	rules.at[0].channel_count = 0;
	assert_true(store_rule_put(w->store, &rules.at[0], &w->err));
	for (int i = 0; i < 2; i++) {
		assert_true(store_rule_met(w->store, rules.at[1].id, &(struct item){.id = 1000, .fetched = NOW}, &w->err)); /* once, however often */
		assert_true(store_rule_met(w->store, rules.at[1].id, &(struct item){.id = 1001 + i, .fetched = NOW - i}, &w->err));
	}
	assert_true(store_rule_remove(w->store, rules.at[0].id, &w->err));
	assert_false(store_rule_remove(w->store, rules.at[0].id, &w->err));
	assert_true(store_rules(w->store, &w->arena, &rules, &w->err));
	assert_int_equal(rules.count, 1);
	assert_int_equal(rules.at[0].hits, 6);
	assert_int_equal(rules.at[0].met_at, NOW);
}

static void count_weights(void *ctx, uint64_t feature, int up, int down) {
	int *sum = ctx;

	*sum += feature == UINT64_MAX ? 100 * up : 10 * up + down;
}

static void keeps_what_was_learned_until_it_is_forgotten(void **state) {
	struct world *w = *state;
	int sum = 0;

	assert_true(store_weights(w->store, count_weights, &sum, &w->err));
	assert_int_equal(sum, 134);
	assert_true(store_weight_put(w->store, 0, 0, 0, &w->err));
	sum = 0;
	assert_true(store_weights(w->store, count_weights, &sum, &w->err));
	assert_int_equal(sum, 100);
	assert_true(store_weights_forget(w->store, &w->err));
	sum = 0;
	assert_true(store_weights(w->store, count_weights, &sum, &w->err));
	assert_int_equal(sum, 0);
}

static void keeps_facts(void **state) {
	struct world *w = *state;
	const char *value;

	assert_true(store_fact(w->store, "plan", &w->arena, &value, &w->err));
	assert_string_equal(value, "day 2");
	assert_true(store_fact_put(w->store, "plan", "", &w->err));
	assert_true(store_fact(w->store, "plan", &w->arena, &value, &w->err));
	assert_string_equal(value, "");
	assert_true(store_fact_put(w->store, "plan", NULL, &w->err));
	assert_true(store_fact(w->store, "plan", &w->arena, &value, &w->err));
	assert_null(value);
}

/* ---- export and import ---- */

static void start_anew(struct world *w) {
	store_close(w->store);
	assert_true(store_forget(w->dir, &w->err));
	assert_non_null(w->store = store_open(w->dir, &w->err));
}

static void brings_everything_back_byte_for_byte(void **state) {
	struct world *w = *state;
	struct items kept;
	struct slice content;
	struct channel c;
	struct str again;
	size_t merged;

	str_init(&again, 1 << 20);
	assert_true(store_export(w->store, true, &w->text, &w->err));
	assert_true(store_export(w->store, true, &again, &w->err));
	assert_string_equal(w->text.at, again.at);
	start_anew(w);
	assert_true(store_import(w->store, str_slice(&w->text), &merged, &w->err));
	assert_int_equal(merged, 1 + 2 + 1 + 1 + 2 + 2); /* channel, items, label, session, moods, rules */
	str_clear(&again);
	assert_true(store_export(w->store, true, &again, &w->err));
	assert_string_equal(w->text.at, again.at);
	assert_true(store_items(w->store, &(struct item_query){.kept_only = true}, &w->arena, &kept, &w->err));
	assert_int_equal(kept.count, 1);
	assert_string_equal(kept.at[0].note, "a canary, for Kim");
	assert_true(kept.at[0].own_label && kept.at[0].label == LABEL_UPLIFTING && kept.at[0].state == STATE_READ);
	assert_true(store_item_content(w->store, kept.at[0].id, &w->arena, &content, NULL, &w->err));
	assert_slice(content, "They swim.\n\n> In the river.");
	assert_true(store_channel_find(w->store, "River", &w->arena, &c, &w->err));
	assert_true(c.read == 1 && c.kept == 1 && c.items == 2);
	str_finish(&again);
}

static void merges_the_same_twice_without_doubling(void **state) {
	struct world *w = *state;
	struct str again;
	size_t merged;

	str_init(&again, 1 << 20);
	assert_true(store_export(w->store, true, &w->text, &w->err));
	for (int i = 0; i < 2; i++) {
		assert_true(store_import(w->store, str_slice(&w->text), &merged, &w->err));
		assert_int_equal(merged, 0);
	}
	assert_true(store_export(w->store, true, &again, &w->err));
	assert_string_equal(w->text.at, again.at);
	str_finish(&again);
}

static void merges_into_what_is_there_and_lets_that_win(void **state) {
	struct world *w = *state;
	struct item i = {.guid = "0", .url = "https://example.org/a", .title = "New", .published = NOW, .fetched = NOW, .minutes = 1}, back;
	struct channel c = {.url = "https://example.org/feed", .title = "My name"};
	bool was_there;
	enum put how;
	size_t merged;

	assert_true(store_export(w->store, true, &w->text, &w->err));
	start_anew(w);
	assert_true(store_channel_add(w->store, &c, &was_there, &w->err));
	i.channel_id = c.id;
	assert_true(store_item_put(w->store, &i, (struct slice){0}, (struct slice){0}, &how, &w->err));
	assert_true(store_import(w->store, str_slice(&w->text), &merged, &w->err));
	assert_true(store_item_get(w->store, i.id, &w->arena, &back, &w->err));
	assert_string_equal(back.title, "New");
	assert_true(back.kept && back.own_label && back.state == STATE_READ);
	assert_true(store_channel_get(w->store, c.id, &w->arena, &c, &w->err));
	assert_string_equal(c.title, "My name");
	assert_int_equal(c.items, 2);
}

static void leaves_notes_out_where_asked(void **state) {
	struct world *w = *state;

	assert_true(store_export(w->store, false, &w->text, &w->err));
	assert_null(strstr(w->text.at, "canary"));
	assert_null(strstr(w->text.at, "aim"));
	assert_non_null(strstr(w->text.at, "hopeful"));
}

static void leaves_out_what_was_removed(void **state) {
	struct world *w = *state;
	size_t merged;

	assert_true(store_channel_remove(w->store, w->channel, NOW, &w->err));
	assert_true(store_export(w->store, true, &w->text, &w->err));
	assert_null(strstr(w->text.at, "example.org"));
	assert_null(strstr(w->text.at, "storm"));
	start_anew(w);
	assert_true(store_import(w->store, str_slice(&w->text), &merged, &w->err));
}

static void imports_all_or_nothing(void **state) {
	struct world *w = *state;
	struct moods moods;
	size_t merged = 7;

	assert_false(store_import(w->store, SLICE("{\"bewust\":1,\"moods\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"at\":\"2026-11-23T18:00:00Z\","
		"\"phase\":\"apart\",\"valence\":1},{\"uuid\":\"00000000-0000-4000-8000-000000000002\",\"at\":\"2026-11-23T18:00:00Z\","
		"\"phase\":\"apart\",\"valence\":4}]}"), &merged, &w->err));
	assert_int_equal(merged, 0);
	assert_non_null(strstr(w->err.text, "moods, entry 2: valence"));
	assert_true(store_moods(w->store, INT64_MIN, INT64_MAX, &w->arena, &moods, &w->err));
	assert_int_equal(moods.count, 2);
	assert_false(store_in_transaction(w->store));
}

static void refuses_what_is_no_export(void **state) {
	static const struct { const char *json; size_t len; } cases[] = {
#define J(text) {text, sizeof(text) - 1}
		J(""), J("[]"), J("{"), J("{}"), J("{\"bewust\":2}"), J("{\"bewust\":\"1\"}"), J("{\"bewust\":1"), J("{\"bewust\":1}x"), J("{\"bewust\":1,}"),
		J("{\"bewust\":1,\"moods\":{}}"), J("{\"bewust\":1,\"moods\":[1]}"), J("{\"bewust\":1,\"moods\":[{]}"), J("{\"bewust\":1,\"moods\":[{}]}"),
		J("{\"bewust\":1,\"moods\":[{\"uuid\":\"a\\u0000b\"}]}"), J("{\"bewust\":1,\"x\":\"\xff\"}"), J("{\"bewust\":1}\0"), J("{\"bewust\":1,\"x\":\"\\"),
		J("{\"bewust\":1,\"channels\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"url\":\"file:///etc/passwd\"}]}"),
		J("{\"bewust\":1,\"channels\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"url\":\"|id\"}]}"),
		J("{\"bewust\":1,\"labels\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"label\":\"uplifting\",\"at\":\"2026-11-23T18:00:00Z\"}]}"),
		J("{\"bewust\":1,\"lessons\":[{\"feature\":\"zz\",\"up\":1}]}"), J("{\"bewust\":1,\"settings\":{\"a\":1}}"), J("{\"bewust\":1,\"settings\":[]}"),
		J("{\"bewust\":1,\"rules\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"words\":\"a\",\"channels\":[]}]}"),
#undef J
	};
	struct world *w = *state;
	struct str deep;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		w->err = (struct err){0};
		if (store_import(w->store, (struct slice){cases[i].json, cases[i].len}, NULL, &w->err))
			fail_msg("taken: %s", cases[i].json);
		assert_int_equal(w->err.kind, ERR_DATA);
		assert_true(w->err.text[0]);
	}
	str_init(&deep, 1 << 20);
	str_add_text(&deep, "{\"bewust\":1,\"x\":");
	for (int i = 0; i < 100000; i++)
		str_add_char(&deep, '[');
	assert_false(store_import(w->store, str_slice(&deep), NULL, &w->err));
	str_finish(&deep);
}

static void imports_up_to_its_limits(void **state) {
	const char *begin = "{\"bewust\":1,\"x\":", *entry = "{\"bewust\":1,\"rules\":[{\"x\":\"";
	struct world *w = *state;
	struct import_parts parts;
	struct str text;

	str_init(&text, LIMIT_IMPORT_BYTES + 1);
	BELOW_TO_ABOVE(n, LIMIT_IMPORT_DEPTH) { /* within a part */
		str_clear(&text);
		str_add_text(&text, begin);
		for (size_t i = 0; i < n; i++)
			str_add_char(&text, '[');
		for (size_t i = 0; i < n; i++)
			str_add_char(&text, ']');
		str_add_char(&text, '}');
		assert_int_equal(import_scan(str_slice(&text), &parts, &w->err), n <= LIMIT_IMPORT_DEPTH);
	}
	BELOW_TO_ABOVE(n, LIMIT_IMPORT_ENTRY_BYTES) { /* one that is read lacks its uuid */
		str_clear(&text);
		str_add_text(&text, entry);
		while (text.len - strlen(entry) < n - strlen("{\"x\":\"\"}"))
			str_add_char(&text, 'x');
		str_add_text(&text, "\"}]}");
		assert_false(store_import(w->store, str_slice(&text), NULL, &w->err));
		assert_int_equal(strstr(w->err.text, "too long") != NULL, n > LIMIT_IMPORT_ENTRY_BYTES);
	}
	str_clear(&text);
	str_add_text(&text, "{\"bewust\":1}");
	while (text.len < LIMIT_IMPORT_BYTES + 1)
		str_add(&text, (struct slice){"                ", LIMIT_IMPORT_BYTES + 1 - text.len < 16 ? LIMIT_IMPORT_BYTES + 1 - text.len : 16});
	BELOW_TO_ABOVE(n, LIMIT_IMPORT_BYTES)
		assert_int_equal(import_scan((struct slice){text.at, n}, &parts, &w->err), n <= LIMIT_IMPORT_BYTES);
	str_finish(&text);
}

static void survives_an_export_cut_or_changed_anywhere(void **state) {
	struct world *w = *state;
	struct str bad;

	str_init(&bad, 1 << 20);
	assert_true(store_export(w->store, true, &w->text, &w->err));
	for (size_t cut = 0; cut + 2 < w->text.len; cut += 7)
		assert_false(store_import(w->store, (struct slice){w->text.at, cut}, NULL, &w->err));
	for (size_t at = 0; at < w->text.len; at += 11) { /* whatever comes of it: no crash, and no half of it */
		str_clear(&bad);
		str_add(&bad, str_slice(&w->text));
		bad.at[at] = "\"{}[],:0\\\xff"[at % 10];
		store_import(w->store, str_slice(&bad), NULL, &w->err);
		assert_false(store_in_transaction(w->store));
	}
	str_finish(&bad);
}

static void passes_over_what_a_later_version_adds(void **state) {
	struct world *w = *state;
	size_t merged;

	assert_true(store_import(w->store, SLICE("\xEF\xBB\xBF { \"new\" : { \"a\" : [ 1 , \"]\" , -1.5e3 , null ] } , \"bewust\" : 1 , \"moods\" : [ "
		"{ \"uuid\" : \"00000000-0000-4000-8000-000000000001\" , \"at\" : \"2026-11-23T18:00:00Z\" , \"phase\" : \"apart\" , \"weather\" : true } ] } \n"),
		&merged, &w->err));
	assert_int_equal(merged, 1);
}

static void cleans_what_an_export_brings(void **state) {
	struct world *w = *state;
	struct moods moods;

	assert_true(store_import(w->store, SLICE("{\"bewust\":1,\"moods\":[{\"uuid\":\"00000000-0000-4000-8000-000000000001\",\"at\":\"2036-11-23T18:00:00Z\","
		"\"phase\":\"apart\",\"note\":\"a\\u001b[31mb\\u202ec\\nd\"}]}"), NULL, &w->err));
	assert_true(store_moods(w->store, NOW + 1, INT64_MAX, &w->arena, &moods, &w->err));
	assert_string_equal(moods.at[0].note, "a[31mbc d");
}

/* ---- forgetting ---- */

static bool dir_holds(const char *dir, const char *what) {
	DIR *d = opendir(dir);
	struct dirent *entry;
	bool found = false;

	while (d && (entry = readdir(d))) {
		char file[PATH_SIZE];
		struct str bytes;

		if (entry->d_name[0] == '.' || !path_join(file, dir, entry->d_name, NULL) || !path_read(file, 64 << 20, &bytes, NULL))
			continue;
		found = found || slice_find(str_slice(&bytes), slice_of(what)) < bytes.len;
		str_finish(&bytes);
	}
	closedir(d);
	return found;
}

static void leaves_no_byte_of_a_note_that_was_removed(void **state) {
	struct world *w = *state;
	struct moods moods;

	assert_true(dir_holds(w->dir, CANARY));
	assert_true(store_moods(w->store, INT64_MIN, INT64_MAX, &w->arena, &moods, &w->err));
	assert_true(store_mood_remove(w->store, moods.at[0].id, &w->err));
	assert_false(dir_holds(w->dir, CANARY));
}

static void forgets_every_byte(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE], other[PATH_SIZE];
	struct str bytes;

	assert_true(path_join(file, w->dir, "bewust.db", NULL) && path_join(other, w->dir, "held", NULL));
	assert_int_equal(link(file, other), 0); /* what the disk holds after the name is gone */
	store_close(w->store);
	w->store = NULL;
	assert_true(store_forget(w->dir, &w->err));
	assert_int_not_equal(access(file, F_OK), 0);
	assert_true(path_read(other, 64 << 20, &bytes, NULL));
	assert_true(bytes.len > 0);
	for (size_t i = 0; i < bytes.len; i++)
		assert_int_equal(bytes.at[i], 0);
	str_finish(&bytes);
	assert_int_equal(unlink(other), 0);
	assert_int_equal(rmdir(w->dir), 0); /* nothing is left */
	assert_true(store_forget(w->dir, &w->err));
}

static void forgets_a_file_that_cannot_be_read(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE];

	store_close(w->store);
	w->store = NULL;
	assert_true(path_join(file, w->dir, "bewust.db", NULL));
	assert_true(path_write(file, SLICE("this is no database, but it is ours, and it is longer than a header of one hundred bytes, is it not?"), NULL));
	assert_true(store_forget(w->dir, &w->err));
	assert_int_not_equal(access(file, F_OK), 0);
}

static void forgets_nothing_of_another_program(void **state) {
	struct world *w = *state;
	struct str before, after;
	char file[PATH_SIZE];
	sqlite3 *db;

	store_close(w->store);
	w->store = NULL;
	assert_true(path_join(file, w->dir, "bewust.db", NULL));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE theirs (a)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_true(path_read(file, 1 << 20, &before, &w->err));
	assert_false(store_forget(w->dir, &w->err));
	assert_int_equal(w->err.kind, ERR_DATA);
	assert_non_null(strstr(w->err.text, "another program"));
	assert_true(path_read(file, 1 << 20, &after, &w->err));
	assert_true(slice_equal(str_slice(&before), str_slice(&after)));
	str_finish(&before);
	str_finish(&after);
	unlink(file);
}

/* A file that somebody put there: bytes changed, cut off, doubled. */
static void survives_a_database_changed_anywhere(void **state) {
	struct world *w = *state;
	struct str good, bad;
	char file[PATH_SIZE];
	uint32_t random = 2463534242u;
	const char *many = getenv("BEWUST_HOSTILE_DATABASES");

	assert_true(path_join(file, w->dir, "bewust.db", NULL));
	store_close(w->store);
	w->store = NULL;
	assert_true(path_read(file, 64 << 20, &good, &w->err));
	str_init(&bad, 64 << 20);
	for (int round = many ? -(int)strtol(many, NULL, 10) : -60; round < 0; round++) {
		struct channels channels;
		struct moods moods;
		struct arena a;
		size_t changes;

		str_clear(&bad);
		str_add(&bad, str_slice(&good));
		random ^= random << 13, random ^= random >> 17, random ^= random << 5;
		changes = 1 + random % 40;
		if (random % 7 == 0)
			str_cut(&bad, random / 7 % bad.len);
		for (size_t i = 0; i < changes && bad.len > 0; i++) {
			random ^= random << 13, random ^= random >> 17, random ^= random << 5;
			bad.at[(random >> 8) % (random % 3 ? bad.len : bad.len < 4096 ? bad.len : 4096)] = (char)random;
		}
		assert_true(path_write(file, str_slice(&bad), &w->err));
		w->err = (struct err){0};
		arena_init(&a, 64u << 20);
		struct store *s = store_open(w->dir, &w->err);

		if (s && store_channels(s, &a, &channels, &w->err) && store_moods(s, INT64_MIN, INT64_MAX, &a, &moods, &w->err)) {
			str_clear(&w->text);
			store_export(s, true, &w->text, &w->err);
		}
		assert_true(s || w->err.text[0]);
		store_close(s);
		arena_finish(&a);
		assert_true(store_forget(w->dir, &w->err) || w->err.text[0]);
		unlink(file);
	}
	str_finish(&good);
	str_finish(&bad);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(takes_up_the_session_that_was_cut_off), T(knows_when_a_channel_and_a_theme_were_last_seen),
		T(tells_what_was_taken_in_and_nothing_else), T(keeps_moods_in_order_and_mends_them),
		T(saves_a_mood_whose_session_is_not_there), T(keeps_rules_with_their_channels), T(keeps_what_was_learned_until_it_is_forgotten),
		T(keeps_facts), T(brings_everything_back_byte_for_byte), T(merges_the_same_twice_without_doubling),
		T(merges_into_what_is_there_and_lets_that_win), T(leaves_notes_out_where_asked), T(leaves_out_what_was_removed), T(imports_all_or_nothing),
		T(refuses_what_is_no_export), T(imports_up_to_its_limits), T(survives_an_export_cut_or_changed_anywhere), T(passes_over_what_a_later_version_adds),
		T(cleans_what_an_export_brings), T(leaves_no_byte_of_a_note_that_was_removed), T(forgets_every_byte), T(forgets_a_file_that_cannot_be_read),
		T(forgets_nothing_of_another_program), T(survives_a_database_changed_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
