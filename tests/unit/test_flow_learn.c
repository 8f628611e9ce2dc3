/* test_flow_learn.c: what the reader says of items, learned and taken back; rules; what ships; what is opened outside. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/path.h>
#include <bewust/url.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const items[] = {"a|Storm over the coast|A wild storm broke the old pier.|1", "b|Quiet garden|Bees in the quiet garden.|2", NULL};
static const char *const changed[] = {"a|All is calm|The sea is calm and the pier is whole.|1", "b|Quiet garden|Bees in the quiet garden.|2", NULL};

static void fetch(struct world *w, const char *const *list) {
	world_feed(w, "feed.xml", "Things", list);
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].status == FETCH_ERROR, false);
}

static void follow_and_fetch(struct world *w) {
	world_follow(w, testserver_url(&w->server, "/feed.xml"));
	fetch(w, items);
}

struct counts { uint64_t sum; size_t features; };

static void add_count(void *ctx, uint64_t feature, int up, int down) {
	struct counts *c = ctx;

	c->features++;
	c->sum += (feature | 1) * (uint64_t)(up * 1000003 + down * 7919 + 1);
}

/* A number for all that was learned, as it is on disk. */
static uint64_t learned(struct world *w) {
	struct counts c = {0};

	assert_true(store_weights(flow_store(w->flow), add_count, &c, &w->err));
	return c.features ? c.sum : 0;
}

static void ok(struct world *w, bool went_well) {
	if (!went_well)
		fail_msg("%s", w->err.text);
}

static void takes_a_label_back_exactly(void **state) {
	struct world *w = *state;
	struct item item;
	double score;

	follow_and_fetch(w);
	item = world_item(w, "Storm over the coast");
	score = item.score;
	ok(w, flow_item_label(w->flow, item.id, LABEL_UPLIFTING, false, &w->err));
	assert_true(learned(w) != 0);
	item = world_item(w, "Storm over the coast");
	assert_true(item.own_label);
	assert_int_equal(item.label, LABEL_UPLIFTING);
	ok(w, flow_item_label(w->flow, item.id, LABEL_UPLIFTING, true, &w->err));
	assert_int_equal(learned(w), 0);
	while (flow_tidy_some(w->flow, &w->err))
		;
	item = world_item(w, "Storm over the coast");
	assert_false(item.own_label);
	assert_true(item.score == score);
}

static void takes_back_what_was_learned_though_the_item_changed_since(void **state) {
	struct world *w = *state;
	int64_t id;

	follow_and_fetch(w);
	id = world_item(w, "Storm over the coast").id;
	ok(w, flow_item_label(w->flow, world_item(w, "Quiet garden").id, LABEL_UPLIFTING, false, &w->err));
	uint64_t before = learned(w);

	ok(w, flow_item_label(w->flow, id, LABEL_DRAINING, false, &w->err));
	fetch(w, changed);
	world_reopen(w);
	assert_int_equal(world_item(w, "All is calm").label, LABEL_DRAINING); /* the reader's word stays */
	ok(w, flow_item_label(w->flow, id, LABEL_DRAINING, true, &w->err));
	assert_int_equal(learned(w), before);
}

static void takes_the_earlier_word_back_before_another(void **state) {
	struct world *w = *state;
	int64_t id;

	follow_and_fetch(w);
	id = world_item(w, "Storm over the coast").id;
	ok(w, flow_item_label(w->flow, id, LABEL_UPLIFTING, false, &w->err));
	uint64_t once = learned(w);

	ok(w, flow_item_label(w->flow, id, LABEL_DRAINING, false, &w->err));
	ok(w, flow_item_label(w->flow, id, LABEL_NEUTRAL, false, &w->err));
	assert_int_equal(learned(w), 0);
	ok(w, flow_item_label(w->flow, id, LABEL_UPLIFTING, false, &w->err));
	ok(w, flow_item_label(w->flow, id, LABEL_UPLIFTING, false, &w->err));
	assert_int_equal(learned(w), once);
	ok(w, flow_item_label(w->flow, id, LABEL_UPLIFTING, true, &w->err));
	ok(w, flow_item_label(w->flow, id, LABEL_UPLIFTING, true, &w->err));
	assert_int_equal(learned(w), 0);
}

/* Numbered in one row with the rules, newest first; taken back it is gone, and so is what it taught. */
static void lists_what_was_not_for_the_reader_among_the_rules(void **state) {
	struct world *w = *state;
	struct rule before = {.words = "election", .action = RULE_BLOCK, .until = DATE_NONE}, after = {.words = "garden", .action = RULE_ALWAYS,
		.until = DATE_NONE};
	struct aways aways;
	int64_t storm, garden;

	follow_and_fetch(w);
	storm = world_item(w, "Storm over the coast").id;
	garden = world_item(w, "Quiet garden").id;
	ok(w, flow_rule_put(w->flow, &before, &w->err) && flow_item_away(w->flow, storm, false, &w->err));
	ok(w, flow_item_away(w->flow, garden, false, &w->err) && flow_rule_put(w->flow, &after, &w->err));
	ok(w, flow_item_keep(w->flow, garden, true, &w->err));
	ok(w, store_aways(flow_store(w->flow), &w->arena, &aways, &w->err));
	assert_int_equal(aways.count, 2);
	assert_string_equal(aways.at[0].title, "Quiet garden");
	assert_string_equal(aways.at[1].title, "Storm over the coast");
	assert_string_equal(aways.at[1].channel_title, "Things");
	assert_int_equal(aways.at[1].item_id, storm);
	assert_int_equal(aways.at[1].n, before.id + 1);
	assert_int_equal(aways.at[0].n, before.id + 2);
	assert_int_equal(after.id, before.id + 3);
	ok(w, flow_item_away(w->flow, aways.at[1].item_id, true, &w->err) && flow_item_away(w->flow, aways.at[0].item_id, true, &w->err));
	ok(w, flow_item_keep(w->flow, garden, false, &w->err));
	ok(w, store_aways(flow_store(w->flow), &w->arena, &aways, &w->err));
	assert_int_equal(aways.count, 0);
	assert_int_equal(learned(w), 0);
}

static void gives_an_item_its_state_back(void **state) {
	struct world *w = *state;
	int64_t id;

	follow_and_fetch(w);
	id = world_item(w, "Storm over the coast").id;
	ok(w, store_item_state(flow_store(w->flow), id, STATE_READ, &w->err));
	ok(w, flow_item_done(w->flow, id, false, &w->err));
	ok(w, flow_item_away(w->flow, id, false, &w->err));
	ok(w, flow_item_away(w->flow, id, false, &w->err));
	assert_int_equal(world_item(w, "Storm over the coast").state, STATE_SKIPPED);
	ok(w, flow_item_away(w->flow, id, true, &w->err));
	assert_int_equal(world_item(w, "Storm over the coast").state, STATE_DONE);
	ok(w, flow_item_done(w->flow, id, true, &w->err));
	assert_int_equal(world_item(w, "Storm over the coast").state, STATE_READ);
	assert_int_equal(learned(w), 0);
	ok(w, flow_item_away(w->flow, id, true, &w->err));   /* nothing to take back */
	assert_int_equal(learned(w), 0);
}

/* What stands on the first screen as the reader's to do. */
static const char *to_do(struct world *w) {
	struct home home;

	arena_reset(&w->arena);
	ok(w, flow_home(w->flow, &w->arena, &home, &w->err));
	return home.to_do;
}

static void in_database(struct world *w, const char *sql) {
	char file[PATH_SIZE];
	sqlite3 *db;

	assert_true(path_join(file, w->data, "bewust.db", NULL));
	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void what_cannot_be_put_away_stays_to_do_and_is_told(void **state) {
	struct world *w = *state;

	follow_and_fetch(w);
	ok(w, flow_item_done(w->flow, world_item(w, "Quiet garden").id, false, &w->err));
	assert_string_equal(to_do(w), "Quiet garden");
	in_database(w, "CREATE TRIGGER no BEFORE DELETE ON fact WHEN old.name = 'to_do' BEGIN SELECT RAISE(ABORT, 'no'); END");
	assert_false(flow_to_do_over(w->flow, false, &w->err));
	assert_true(w->err.kind != ERR_NONE);
	assert_string_equal(to_do(w), "Quiet garden");
	in_database(w, "DROP TRIGGER no");
	ok(w, flow_to_do_over(w->flow, false, &w->err));
	assert_string_equal(to_do(w), "");
}

static void learns_all_lines_or_none_and_forgets(void **state) {
	struct world *w = *state;
	const struct lesson lessons[] = {{LABEL_UPLIFTING, SLICE("a kind word")}, {LABEL_DRAINING, SLICE("shouting again")}};

	ok(w, flow_learn(w->flow, lessons, 2, false, &w->err));
	ok(w, flow_learn(w->flow, lessons, 2, true, &w->err));
	assert_int_equal(learned(w), 0);
	ok(w, flow_learn(w->flow, lessons, 2, false, &w->err));
	follow_and_fetch(w);
	ok(w, flow_item_label(w->flow, world_item(w, "Quiet garden").id, LABEL_UPLIFTING, false, &w->err));
	ok(w, flow_learn_forget(w->flow, &w->err));
	assert_int_equal(learned(w), 0);
	ok(w, flow_learn(w->flow, lessons, 2, false, &w->err));
	uint64_t fresh = learned(w);

	ok(w, flow_item_label(w->flow, world_item(w, "Quiet garden").id, LABEL_UPLIFTING, true, &w->err));
	assert_int_equal(learned(w), fresh);               /* a lesson that was forgotten is not taken back a second time */
}

static void keeping_teaches_and_letting_go_takes_it_back(void **state) {
	struct world *w = *state;
	int64_t id;

	follow_and_fetch(w);
	id = world_item(w, "Quiet garden").id;
	ok(w, flow_item_keep(w->flow, id, true, &w->err));
	assert_true(learned(w) != 0);
	assert_true(world_item(w, "Quiet garden").kept);
	ok(w, flow_item_keep(w->flow, id, false, &w->err));
	assert_int_equal(learned(w), 0);
	assert_false(world_item(w, "Quiet garden").kept);
}

/* Reading, skipping and how long something was open teach nothing. */
static void reading_and_skipping_teach_nothing(void **state) {
	struct world *w = *state;
	struct session_wish wish = {.before = MOOD_NONE, .seed = 7};
	struct reading r;

	follow_and_fetch(w);
	ok(w, flow_session_begin(w->flow, &wish, &w->arena, &r, &w->err));
	assert_true(r.session.item_count > 0);
	for (size_t i = 0; i < r.session.item_count; i++) {
		struct session_item one = r.session.items[i];

		one.shown_at = flow_now(w->flow);
		one.dwell_s = 500;
		one.outcome = i % 2 ? STATE_SKIPPED : STATE_READ;
		ok(w, flow_session_item(w->flow, &r.session, &one, &w->err));
	}
	ok(w, flow_session_end(w->flow, &r.session, &w->err));
	assert_int_equal(learned(w), 0);
}

/* On another machine the channels have other rows: what was learned of them is the same. */
static void an_export_carries_what_was_learned_and_from_what(void **state) {
	struct world *w = *state;
	struct score before, after;
	int64_t id;
	char *file;

	world_follow(w, testserver_url(&w->server, "/nothing.xml"));
	follow_and_fetch(w);
	id = world_item(w, "Storm over the coast").id;
	ok(w, flow_item_label(w->flow, id, LABEL_DRAINING, false, &w->err));
	ok(w, flow_item_keep(w->flow, world_item(w, "Quiet garden").id, true, &w->err));
	ok(w, flow_item_why(w->flow, id, &w->arena, &before, &w->err));
	ok(w, flow_channel_remove(w->flow, world_channel(w, 1).id, &w->err));
	uint64_t all = learned(w);

	file = world_export(w);
	flow_close(w->flow);
	ok(w, store_forget(w->data, &w->err));
	assert_non_null(w->flow = flow_open(&w->options, &w->err));
	ok(w, store_import(flow_store(w->flow), slice_of(file), NULL, &w->err));
	free(file);
	world_reopen(w);
	assert_int_equal(learned(w), all);
	id = world_item(w, "Storm over the coast").id;
	ok(w, flow_item_why(w->flow, id, &w->arena, &after, &w->err));
	assert_true(after.value == before.value);
	ok(w, flow_item_label(w->flow, id, LABEL_DRAINING, true, &w->err));
	ok(w, flow_item_keep(w->flow, world_item(w, "Quiet garden").id, false, &w->err));
	assert_int_equal(learned(w), 0);
}

static void tells_why_and_it_adds_up(void **state) {
	struct world *w = *state;
	struct rule rule = {.words = "storm", .action = RULE_WEIGH, .weight = -0.5, .until = DATE_NONE};
	struct score score;
	double sum = 0;

	follow_and_fetch(w);
	ok(w, flow_rule_put(w->flow, &rule, &w->err));
	ok(w, flow_item_why(w->flow, world_item(w, "Storm over the coast").id, &w->arena, &score, &w->err));
	for (int i = 0; i < score.reasons; i++)
		sum += score.why[i].weight;
	assert_true(score.reasons > 0 && score.value < 0);
	assert_true(sum - score.value < 1e-9 && score.value - sum < 1e-9);
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_true(world_item(w, "Storm over the coast").score == score.value);
	ok(w, flow_rule_remove(w->flow, rule.id, &w->err));
	assert_false(flow_rule_remove(w->flow, rule.id, &w->err));
}

static void shows_what_a_rule_would_be_about(void **state) {
	struct world *w = *state;
	struct rule_preview p;
	struct rule rule = {.words = "garden", .action = RULE_ALWAYS, .until = DATE_NONE};

	follow_and_fetch(w);
	ok(w, flow_rule_preview(w->flow, &rule, &w->arena, &p, &w->err));
	assert_int_equal(p.count, 1);
	assert_string_equal(p.titles[0], "Quiet garden");
	rule.words = "nowhere";
	ok(w, flow_rule_preview(w->flow, &rule, &w->arena, &p, &w->err));
	assert_int_equal(p.count, 0);
}

static void rescoring_passes_by_what_was_removed(void **state) {
	struct world *w = *state;
	struct rule rule = {.words = "garden", .action = RULE_BLOCK, .until = DATE_NONE};

	follow_and_fetch(w);
	world_feed(w, "other.xml", "Other", (const char *const[]){"z|A garden too|More garden.|1", NULL});
	world_follow(w, testserver_url(&w->server, "/other.xml"));
	assert_true(world_fetch(w, false));
	ok(w, flow_channel_remove(w->flow, world_item(w, "Quiet garden").channel_id, &w->err));
	ok(w, flow_rule_put(w->flow, &rule, &w->err));
	w->err = (struct err){0};
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(w->err.kind, ERR_NONE);
	assert_int_equal(world_item(w, "A garden too").state, STATE_HELD);
}

static void scores_nothing_anew_where_nothing_changed(void **state) {
	struct world *w = *state;
	bool stale;

	follow_and_fetch(w);
	world_reopen(w);
	ok(w, flow_scores_stale(w->flow, &stale, &w->err));
	assert_false(stale);
	ok(w, flow_learn(w->flow, &(struct lesson){LABEL_UPLIFTING, SLICE("bees")}, 1, false, &w->err));
	world_reopen(w);                               /* as `learn` leaves it */
	ok(w, flow_scores_stale(w->flow, &stale, &w->err));
	assert_true(stale);
}

static void tells_somebody_in_a_few_lines(void **state) {
	struct item i = {.title = "A title", .url = "https://a.example/x?utm_source=feed&id=1", .channel_title = "A channel"};
	struct str out;

	(void)state;
	str_init(&out, 4096);
	flow_item_tell(&i, &out);
	assert_string_equal(out.at, "A title\nhttps://a.example/x?id=1\n(A channel)");
	str_clear(&out);
	flow_item_tell(&(struct item){.title = "T", .url = "javascript:alert(1)"}, &out);
	assert_string_equal(out.at, "T");
	str_finish(&out);
}

/* ---- people to talk to, words ---- */

static size_t lines(struct world *w, const char *country, const char *must_have) {
	struct helpline *h;
	size_t count, found = 0;

	if (!flow_helplines(&w->options.config, country, &w->arena, &h, &count, &w->err))
		fail_msg("%s", w->err.text);
	for (size_t i = 0; i < count; i++) {
		assert_true(*h[i].name && (*h[i].number || *h[i].text || *h[i].url));
		found += !strcmp(h[i].cc, must_have);
	}
	assert_true(count > 0);
	assert_string_equal(h[count - 1].cc, "*");
	return found;
}

static void has_people_to_talk_to_in_each_country(void **state) {
	struct world *w = *state;

	assert_true(lines(w, "NL", "NL") > 0);
	assert_int_equal(lines(w, "NL", "BE"), 0);
	assert_true(lines(w, "nl", "NL") > 0);
	assert_true(lines(w, "UK", "GB") > 0);
	assert_true(lines(w, "GB", "GB") > 0);
	assert_true(lines(w, "*", "NL") && lines(w, "*", "US"));
	assert_int_equal(lines(w, "ZZ", "NL"), 0);
	strcpy(w->options.config.country, "be");
	assert_true(lines(w, "", "BE") > 0);
}

static void has_small_texts(void **state) {
	struct world *w = *state;
	const char *words[8];
	struct challenge *c;
	size_t count;

	ok(w, flow_challenges(&w->arena, &c, &count, &w->err));
	assert_true(count >= 20);
	for (size_t i = 0; i < count; i++)
		assert_true(*c[i].id && *c[i].title && *c[i].text && c[i].minutes > 0 && c[i].themes);
	assert_true(*flow_away(1, &w->arena));
	assert_string_equal(flow_away(5, &w->arena), flow_away(5, &w->arena));
	assert_in_range(flow_feeling_words(2, 2, &w->arena, words, 8), 1, 8);
	assert_int_equal(flow_feeling_words(MOOD_NONE, MOOD_NONE, &w->arena, words, 3), 3);
	assert_int_equal(flow_feeling_words(1, 1, &w->arena, words, 0), 0);
}

static void has_packs(void **state) {
	struct world *w = *state;
	struct pack *packs, one;
	struct channel *channels;
	int64_t ids[100];
	size_t count, added, channel_count;

	ok(w, flow_packs(&w->arena, &packs, &count, &w->err));
	assert_true(count >= 3);
	ok(w, flow_pack_find("CALM", &w->arena, &one, &w->err));
	ok(w, flow_pack_channels(&one, &w->arena, &channels, &channel_count, &w->err));
	assert_int_equal(channel_count, one.channels);
	assert_in_range(channel_count, 1, 100);
	ok(w, flow_channels_add(w->flow, channels, channel_count, ids, &added, &w->err));
	assert_int_equal(added, channel_count);
	ok(w, flow_channels_add(w->flow, channels, channel_count, ids, &added, &w->err));
	assert_int_equal(added, 0);
	assert_false(flow_pack_find("nothing", &w->arena, &one, &w->err));
}

/* ---- outside ---- */

#define HOSTILE "https://a.example/';touch${IFS}/tmp/x;$(id)`id`\"&?utm_source=x"

static char **command(struct world *w, const char *url, enum item_kind kind) {
	char **argv = NULL;

	return flow_outside_command(&w->options.config, url, kind, &w->arena, &argv, &w->err) ? argv : NULL;
}

static void opens_an_address_as_one_word_and_never_in_a_shell(void **state) {
	struct world *w = *state;
	char **argv;

	strcpy(w->options.config.browser, "/bin/echo --new %s last");
	argv = command(w, HOSTILE, ITEM_TEXT);
	assert_non_null(argv);
	assert_string_equal(argv[0], "/bin/echo");
	assert_string_equal(argv[1], "--new");
	assert_non_null(strstr(argv[2], "touch"));
	assert_null(strstr(argv[2], "utm_source"));
	assert_string_equal(argv[3], "last");
	assert_null(argv[4]);
	strcpy(w->options.config.player, "/bin/echo");
	argv = command(w, "https://a.example/x.mp3", ITEM_AUDIO);
	assert_string_equal(argv[1], "https://a.example/x.mp3");
	assert_null(argv[2]);
}

/* Each of these in each place of an address: what comes to the program is one word, and the address itself. */
static void gives_a_program_each_address_byte_for_byte(void **state) {
	static const char *const parts[] = {"'", "''", "%22", "`id`", "$(id)", "${IFS}", ";id", "&&id", "||id", "|id", "&id&", "*", "?a*", "~", "~root", "!", "!!", "!id",
		"%s", "%n", "%s%s", "--", "-x", "--help", "a=-x", "#", "#$(id)", "=cmd", "@a", "+x", "(id)", "[a]", "{a,b}", "%0aid", "%0d%0aX:%201", "%00",
		"%1b[31m", "..%2f..", "a%20b", "%5c", ",", ":", "%3Cscript%3E", "\xC3\xA9", "\xF0\x9F\x92\xA9", "%E2%80%AE", "&amp;", "%25s", "%c0%ae", "xn--"};
	static const char *const places[] = {"https://a.example/%s", "https://a.example/x?q=%s", "https://a.example/x#%s", "http://a.example/a/%s/b"};
	struct world *w = *state;
	char recorder[sizeof w->root + 16], record[sizeof w->root + 16], script[256];
	size_t tried = 0;

	snprintf(recorder, sizeof recorder, "%s/recorder", w->root);
	snprintf(record, sizeof record, "%s/record", w->root);
	snprintf(script, sizeof script, "#!/bin/sh\nprintf '%%s\\0' \"$@\" >%s\n", record);
	assert_true(path_write(recorder, slice_of(script), &w->err));
	assert_int_equal(chmod(recorder, 0700), 0);
	snprintf(w->options.config.browser, sizeof w->options.config.browser, "%s", recorder);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
			struct slice place = slice_of(places[k]);
			size_t hole = slice_find(place, SLICE("%s"));
			struct str url, want, got;

			str_init(&url, URL_MAX);
			str_init(&want, URL_MAX);
			str_add(&url, (struct slice){place.at, hole});
			str_add_text(&url, parts[i]);
			str_add(&url, slice_from(place, hole + 2));
			url_without_tracking(str_slice(&url), &want);
			char **argv = command(w, url.at, ITEM_TEXT);

			assert_non_null(argv);
			assert_true(flow_outside_run(argv, &w->err));
			assert_true(path_read(record, 1 << 16, &got, &w->err));
			assert_string_equal(got.at, want.at);
			assert_int_equal(got.len, want.len + 1); /* and no second word */
			str_finish(&url);
			str_finish(&want);
			str_finish(&got);
			tried++;
		}
	assert_int_equal(tried, 200);
	unlink(recorder);
	unlink(record);
}

static void opens_the_web_and_nothing_else(void **state) {
	static const char *const no[] = {"", "file:///etc/passwd", "javascript:alert(1)", "-version", "--help", "ftp://a.example/", "http://",
		"mailto:a@b.example", " ", "httpx://a.example"};
	struct world *w = *state;

	strcpy(w->options.config.browser, "/bin/echo");
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		assert_null(command(w, no[i], ITEM_TEXT));
		assert_int_equal(w->err.kind, ERR_DATA);
	}
	assert_null(command(w, NULL, ITEM_TEXT));
}

static void says_that_there_is_no_browser(void **state) {
	struct world *w = *state;
	char *const missing[] = {"/nowhere/at/all", NULL}, *const fails[] = {"/bin/false", NULL}, *const fine[] = {"/bin/true", NULL};

	setenv("PATH", w->www, 1);
	unsetenv("BROWSER");
	assert_null(command(w, "https://a.example/", ITEM_VIDEO));
	assert_int_equal(w->err.kind, ERR_UNAVAILABLE);
	setenv("BROWSER", "none:/bin/echo %s:other", 1);
	assert_string_equal(command(w, "https://a.example/", ITEM_TEXT)[0], "/bin/echo");
	assert_false(flow_outside_run(missing, &w->err));
	assert_false(flow_outside_run(fails, &w->err));
	assert_true(flow_outside_run(fine, &w->err));
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)
#define A(name) cmocka_unit_test_setup_teardown(name, world_set_up_alone, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(takes_a_label_back_exactly), T(takes_back_what_was_learned_though_the_item_changed_since),
		T(takes_the_earlier_word_back_before_another), T(lists_what_was_not_for_the_reader_among_the_rules),
		T(gives_an_item_its_state_back), T(what_cannot_be_put_away_stays_to_do_and_is_told), T(learns_all_lines_or_none_and_forgets),
		T(keeping_teaches_and_letting_go_takes_it_back), T(reading_and_skipping_teach_nothing),
		T(an_export_carries_what_was_learned_and_from_what), T(tells_why_and_it_adds_up), T(shows_what_a_rule_would_be_about), T(rescoring_passes_by_what_was_removed), T(scores_nothing_anew_where_nothing_changed),
		cmocka_unit_test(tells_somebody_in_a_few_lines), A(has_people_to_talk_to_in_each_country), A(has_small_texts), A(has_packs),
		A(opens_an_address_as_one_word_and_never_in_a_shell), A(gives_a_program_each_address_byte_for_byte), A(opens_the_web_and_nothing_else), A(says_that_there_is_no_browser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
