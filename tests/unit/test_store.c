/* test_store.c: opening and refusing, transactions, channels, items and their counts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../src/store/store_private.h"

#include <bewust/store.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW 1795456800 /* 2026-11-23 18:00 UTC */

struct world {
	char dir[64];
	struct store *store;
	struct arena arena;
	struct err err;
};

static int set_up(void **state) {
	struct world *w = calloc(1, sizeof *w);

	strcpy(w->dir, "/tmp/bewust-store-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	w->store = store_open(w->dir, &w->err);
	assert_non_null(w->store);
	arena_init(&w->arena, 0);
	*state = w;
	return 0;
}

static int tear_down(void **state) {
	struct world *w = *state;

	store_close(w->store);
	arena_finish(&w->arena);
	path_remove_tree(w->dir, NULL);
	free(w);
	return 0;
}

static int64_t add_channel(struct world *w, const char *url, const char *title) {
	struct channel c = {.url = url, .title = title, .themes = THEME(nature)};
	bool was_there;

	assert_true(store_channel_add(w->store, &c, &was_there, &w->err));
	return c.id;
}

static struct item new_item(int64_t channel, const char *guid, int64_t published) {
	static char url[96];                     /* each its own: items of one link tell one story */

	snprintf(url, sizeof url, "https://example.org/%lld/%s", (long long)channel, guid);
	return (struct item){.channel_id = channel, .guid = guid, .url = url, .title = "Otters are back", .author = "Noor",
		.summary = "They swim again.", .lang = "en", .published = published, .fetched = NOW, .minutes = 2.5, .score = 0.5,
		.label = LABEL_UPLIFTING, .themes = THEME(nature) | THEME(hope)};
}

static int64_t put_item(struct world *w, int64_t channel, const char *guid, int64_t published) {
	struct item i = new_item(channel, guid, published);
	enum put how;


	assert_true(store_item_put(w->store, &i, SLICE("They swim again.\n\nIn the river."), SLICE("https://example.org/b\n"), &how, &w->err));
	return i.id;
}

static struct channel get_channel(struct world *w, int64_t id) {
	struct channel c = {0};

	assert_true(store_channel_get(w->store, id, &w->arena, &c, &w->err));
	return c;
}

static struct item get_item(struct world *w, int64_t id) {
	struct item i = {0};

	assert_true(store_item_get(w->store, id, &w->arena, &i, &w->err));
	return i;
}

static void in_db(struct world *w, char out[PATH_SIZE]) {
	assert_true(path_join(out, w->dir, "bewust.db", NULL));
}

/* ---- opening ---- */

static void every_statement_prepares(void **state) {
	struct world *w = *state;

	for (int q = 0; q < QUERY_COUNT; q++)
		if (!store_query(w->store, (enum query)q, &w->err))
			fail_msg("statement %d: %s", q, w->err.text);
}

static void keeps_its_files_to_their_owner(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE];
	struct stat st;

	in_db(w, file);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(w->dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(chmod(file, 0644), 0);
	store_close(w->store);
	w->store = store_open(w->dir, &w->err);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void keeps_its_journal_to_its_owner(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE];
	struct stat st;

	assert_true(store_begin(w->store, &w->err));
	add_channel(w, "https://example.org/feed", "A");
	assert_true(path_join(file, w->dir, "bewust.db-journal", NULL));
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(store_end(w->store, true, &w->err));
}

static struct slice file_bytes(const char *file, struct str *out) {
	assert_true(path_read(file, 64 << 20, out, NULL));
	return str_slice(out);
}

static void refuses_a_newer_database_and_leaves_it_alone(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE];
	struct str before, after;

	assert_true(store_exec(w->store, "PRAGMA user_version = 99", &w->err));
	store_close(w->store);
	in_db(w, file);
	file_bytes(file, &before);
	w->store = store_open(w->dir, &w->err);
	assert_null(w->store);
	assert_int_equal(w->err.kind, ERR_DATA);
	assert_non_null(strstr(w->err.text, "99"));
	assert_non_null(strstr(w->err.text, "1"));
	assert_true(slice_equal(str_slice(&before), file_bytes(file, &after)));
	str_finish(&before);
	str_finish(&after);
}

/* A flipped bit in the schema: no statement goes with it any more, and that is no fault of the program's. */
static void tells_a_damaged_schema_from_a_fault_of_its_own(void **state) {
	struct world *w = *state;
	struct channels all;
	struct arena a;

	assert_true(store_exec(w->store, "ALTER TABLE channel RENAME COLUMN credential TO credentiam", &w->err));
	store_close(w->store);
	assert_non_null(w->store = store_open(w->dir, &w->err));
	arena_init(&a, 0);
	assert_false(store_channels(w->store, &a, &all, &w->err));
	assert_int_equal(w->err.kind, ERR_DATA);
	assert_non_null(strstr(w->err.text, "restore a backup"));
	arena_finish(&a);
}

static void refuses_the_database_of_another_program(void **state) {
	struct world *w = *state;

	assert_true(store_exec(w->store, "PRAGMA application_id = 7", &w->err));
	store_close(w->store);
	assert_null(w->store = store_open(w->dir, &w->err));
	assert_non_null(strstr(w->err.text, "another program"));
}

static void refuses_a_file_that_is_no_database(void **state) {
	struct world *w = *state;
	char file[PATH_SIZE], noise[4096];

	store_close(w->store);
	in_db(w, file);
	memset(noise, 'x', sizeof noise);
	assert_true(path_write(file, (struct slice){noise, sizeof noise}, NULL));
	assert_null(w->store = store_open(w->dir, &w->err));
	assert_int_equal(w->err.kind, ERR_DATA);
	assert_non_null(strstr(w->err.text, "move it away"));
}

static void checks_that_it_is_sound(void **state) {
	struct world *w = *state;
	struct str report;

	put_item(w, add_channel(w, "https://example.org/feed", "A"), "1", NOW);
	str_init(&report, 4096);
	assert_true(store_check(w->store, &report, &w->err));
	assert_int_equal(report.len, 0);
	assert_true(store_exec(w->store, "PRAGMA foreign_keys = OFF; DELETE FROM channel", &w->err));
	assert_false(store_check(w->store, &report, &w->err));
	assert_true(report.len > 0);
	str_finish(&report);
}

/* ---- transactions ---- */

static void takes_back_what_was_not_committed(void **state) {
	struct world *w = *state;
	struct channels all;

	assert_true(store_begin(w->store, &w->err));
	assert_false(store_begin(w->store, &w->err));
	put_item(w, add_channel(w, "https://example.org/feed", "A"), "1", NOW);
	assert_true(store_in_transaction(w->store));
	assert_true(store_end(w->store, false, &w->err));
	assert_false(store_in_transaction(w->store));
	assert_true(store_channels(w->store, &w->arena, &all, &w->err));
	assert_int_equal(all.count, 0);
}

static void counts_what_is_not_on_disk_yet(void **state) {
	struct world *w = *state;
	int64_t a = add_channel(w, "https://example.org/a", "A"), b = add_channel(w, "https://example.org/b", "B");

	assert_true(store_begin(w->store, &w->err));
	put_item(w, a, "1", NOW - 5);
	put_item(w, a, "2", NOW - 9);
	put_item(w, b, "1", NOW - 7);
	assert_int_equal(get_channel(w, b).items, 1);
	put_item(w, a, "3", NOW - 6);
	assert_int_equal(get_channel(w, a).items, 3);
	assert_int_equal(get_channel(w, a).newest_at, NOW - 5);
	assert_true(store_end(w->store, true, &w->err));
	assert_true(store_begin(w->store, &w->err));
	put_item(w, b, "2", NOW);
	assert_true(store_end(w->store, false, &w->err));    /* taken back: it counts nowhere, not later either */
	put_item(w, a, "4", NOW - 8);
	assert_int_equal(get_channel(w, a).items, 4);
	assert_int_equal(get_channel(w, b).items, 1);
}

struct lent { struct store *store; int settled; };

static void settle(void *ctx) {
	struct lent *l = ctx;

	l->settled++;
	assert_true(store_end(l->store, true, NULL));
}

static void lends_a_transaction_until_somebody_writes(void **state) {
	struct world *w = *state;
	struct lent l = {.store = w->store};
	int64_t channel = add_channel(w, "https://example.org/feed", "Rivers");
	struct item item;

	assert_true(store_begin(w->store, &w->err));
	int64_t id = put_item(w, channel, "1", NOW);
	store_lend(w->store, settle, &l);
	assert_true(store_item_get(w->store, id, &w->arena, &item, &w->err)); /* seen, though it is not on disk */
	assert_int_equal(get_channel(w, channel).items, 1);
	assert_int_equal(l.settled, 0);
	assert_true(store_in_transaction(w->store));
	assert_true(store_fact_put(w->store, "a", "1", &w->err));
	assert_int_equal(l.settled, 1);
	assert_false(store_in_transaction(w->store));

	assert_true(store_begin(w->store, &w->err));
	store_lend(w->store, settle, &l);
	put_item(w, channel, "2", NOW);                /* of several statements */
	assert_int_equal(l.settled, 2);
	assert_true(store_begin(w->store, &w->err));
	store_lend(w->store, settle, &l);
	assert_true(store_begin(w->store, &w->err));   /* a transaction of its own */
	assert_int_equal(l.settled, 3);
	store_lend(w->store, settle, &l);
	store_lend(w->store, NULL, NULL);              /* taken back */
	put_item(w, channel, "3", NOW);
	assert_true(store_in_transaction(w->store));
	assert_true(store_end(w->store, false, &w->err));
	assert_int_equal(l.settled, 3);
	assert_int_equal(get_channel(w, channel).items, 2);
}

/* ---- channels ---- */

static void follows_a_channel_once(void **state) {
	struct world *w = *state;
	struct channel c = {.url = "https://example.org/feed", .title = "River"}, again = {.url = "https://example.org/feed", .title = "Other"};
	struct channels all;
	bool was_there;

	assert_true(store_channel_add(w->store, &c, &was_there, &w->err));
	assert_false(was_there);
	assert_true(store_channel_add(w->store, &again, &was_there, &w->err));
	assert_true(was_there);
	assert_int_equal(again.id, c.id);
	assert_string_equal(again.uuid.text, c.uuid.text);
	assert_true(store_channels(w->store, &w->arena, &all, &w->err));
	assert_int_equal(all.count, 1);
	assert_string_equal(all.at[0].title, "River");
	assert_int_equal(all.at[0].due_at, DATE_NONE);
}

static void hides_a_removed_channel_and_brings_it_back(void **state) {
	struct world *w = *state;
	int64_t id = add_channel(w, "https://example.org/feed", "River");
	struct candidate_row *rows;
	struct channels all;
	struct channel c;
	struct items items;
	size_t count;
	bool was_there;

	put_item(w, id, "1", NOW);
	assert_true(store_channel_remove(w->store, id, NOW, &w->err));
	assert_true(store_channels(w->store, &w->arena, &all, &w->err));
	assert_int_equal(all.count, 0);
	assert_false(store_channel_get(w->store, id, &w->arena, &c, &w->err));
	assert_false(store_channel_find(w->store, "River", &w->arena, &c, &w->err));
	assert_true(store_items(w->store, &(struct item_query){0}, &w->arena, &items, &w->err));
	assert_int_equal(items.count, 0);
	assert_true(store_items(w->store, &(struct item_query){.search = "otters"}, &w->arena, &items, &w->err));
	assert_int_equal(items.count, 0);
	assert_true(store_candidates(w->store, 0, 10, &w->arena, &rows, &count, &w->err));
	assert_int_equal(count, 0);
	c = (struct channel){.url = "https://example.org/feed"};
	assert_true(store_channel_add(w->store, &c, &was_there, &w->err));
	assert_false(was_there);
	assert_int_equal(get_channel(w, id).items, 1);
	assert_string_equal(get_channel(w, id).title, "River");
}

static void purges_what_was_removed_before(void **state) {
	struct world *w = *state;
	int64_t old = add_channel(w, "https://example.org/old", "Old"), young = add_channel(w, "https://example.org/young", "Young");
	struct rule everywhere = {.words = "storm*", .weight = -1}, there = {.words = "rain", .channels = &old, .channel_count = 1};
	struct rules rules;
	struct items items;
	bool more;

	put_item(w, old, "1", NOW);
	put_item(w, young, "1", NOW);
	assert_true(store_index_some(w->store, 100, &more, &w->err));
	assert_true(store_rule_put(w->store, &everywhere, &w->err));
	assert_true(store_rule_put(w->store, &there, &w->err));
	assert_true(store_channel_remove(w->store, old, NOW - 100, &w->err));
	assert_true(store_channel_remove(w->store, young, NOW, &w->err));
	assert_true(store_purge_removed(w->store, NOW - 50, &w->err));
	assert_false(store_channel_restore(w->store, old, &w->err));
	assert_true(store_channel_restore(w->store, young, &w->err));
	assert_true(store_rules(w->store, &w->arena, &rules, &w->err));
	assert_int_equal(rules.count, 1);
	assert_string_equal(rules.at[0].words, "storm*");
	put_item(w, young, "2", NOW); /* may take the number of one that is gone */
	assert_true(store_items(w->store, &(struct item_query){.search = "otters"}, &w->arena, &items, &w->err));
	assert_int_equal(items.count, 2);
}

static void finds_a_channel_as_people_name_it(void **state) {
	struct world *w = *state;
	int64_t river = add_channel(w, "https://example.org/feed", "Café River"), other = add_channel(w, "https://example.org/x", "River news");
	struct channel c;

	assert_true(store_channel_find(w->store, "https://example.org/x", &w->arena, &c, &w->err));
	assert_int_equal(c.id, other);
	assert_true(store_channel_find(w->store, c.uuid.text, &w->arena, &c, &w->err));
	assert_int_equal(c.id, other);
	assert_true(store_channel_find(w->store, "CAFE", &w->arena, &c, &w->err));
	assert_int_equal(c.id, river);
	assert_false(store_channel_find(w->store, "river", &w->arena, &c, &w->err));
	assert_int_equal(w->err.kind, ERR_NOINPUT);
	assert_non_null(strstr(w->err.text, "Café River"));
	assert_false(store_channel_find(w->store, "", &w->arena, &c, &w->err));
	assert_false(store_channel_find(w->store, "lake", &w->arena, &c, &w->err));
}

static void remembers_how_a_refresh_went(void **state) {
	struct world *w = *state;
	int64_t id = add_channel(w, "https://example.org/feed", NULL);
	struct refresh r = {.channel_id = id, .at = NOW, .due_at = NOW + 3600, .etag = "W/\"a b\"", .last_modified = "Mon", .title = "The feed",
		.lang = "nl"};
	struct channels due;

	put_item(w, id, "1", NOW - 86400);
	put_item(w, id, "2", NOW - 100 * 86400);
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_string_equal(get_channel(w, id).title, "The feed");
	assert_string_equal(get_channel(w, id).etag, "W/\"a b\"");
	assert_int_equal(get_channel(w, id).newest_at, NOW - 86400);
	assert_true(get_channel(w, id).posts_a_week == 1.0);
	assert_true(store_channels_due(w->store, NOW, &w->arena, &due, &w->err));
	assert_int_equal(due.count, 0);
	r = (struct refresh){.channel_id = id, .at = NOW + 10, .due_at = NOW, .etag = "", .error = "gone", .rests = true};
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_string_equal(get_channel(w, id).etag, "");
	assert_string_equal(get_channel(w, id).last_modified, "Mon");
	assert_true(get_channel(w, id).paused);
	r.at = NOW + 20;
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_int_equal(get_channel(w, id).errors, 2);
	assert_int_equal(get_channel(w, id).error_since, NOW + 10);
	r = (struct refresh){.channel_id = id, .at = NOW + 30, .due_at = NOW + 40};
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_int_equal(get_channel(w, id).errors, 0);
	assert_int_equal(get_channel(w, id).error_since, DATE_NONE);
	assert_string_equal(get_channel(w, id).error, "");
	assert_string_equal(get_channel(w, id).flaw, "");
	r.flaw = "mended";
	assert_true(store_refresh_done(w->store, &r, &w->err));
	r.flaw = NULL;
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_string_equal(get_channel(w, id).flaw, "mended");   /* nothing was read that could tell otherwise */
	r.flaw = "";
	assert_true(store_refresh_done(w->store, &r, &w->err));
	assert_string_equal(get_channel(w, id).flaw, "");
}

static void keeps_the_readers_name_over_the_feeds(void **state) {
	struct world *w = *state;
	int64_t id = add_channel(w, "https://example.org/feed", "Mine");
	struct refresh r = {.channel_id = id, .at = NOW, .due_at = NOW, .title = "Theirs"};
	struct channel c;

	assert_true(store_refresh_done(w->store, &r, &w->err));
	c = get_channel(w, id);
	assert_string_equal(c.title, "Mine");
	c.title = "";
	c.url = "https://example.org/moved";
	assert_true(store_channel_edit(w->store, &c, &w->err));
	assert_string_equal(get_channel(w, id).title, "Theirs");
	assert_string_equal(get_channel(w, id).url, "https://example.org/moved");
	assert_string_equal(get_channel(w, id).etag, "");
	assert_true(store_channel_find(w->store, "https://example.org/feed", &w->arena, &c, &w->err));
}

/* By a key of its title; and where that has none, as of what is live, among all that its channel had then. */
static void knows_an_item_under_another_name(void **state) {
	static const enum item_kind kinds[] = {ITEM_TEXT, ITEM_LIVE};
	struct world *w = *state;
	int64_t channel = add_channel(w, "https://example.org/feed", "Rivers");

	for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++) {
		struct item i = new_item(channel, n ? "live" : "words", NOW);
		struct uuid first;
		enum put how;

		i.kind = kinds[n];
		assert_true(store_channel_uuid(w->store, channel, &i.channel_uuid, &w->err));
		store_item_name(&i.channel_uuid, i.guid, &first);
		i.uuid = first;
		assert_true(store_item_put_named(w->store, &i, SLICE("a"), (struct slice){0}, &how, &w->err));
		assert_int_equal(how, PUT_NEW);
		store_item_name(&i.channel_uuid, "another", &i.uuid);
		i.published += 12 * 3600;
		assert_true(store_item_put_named(w->store, &i, SLICE("b"), (struct slice){0}, &how, &w->err));
		assert_int_equal(how, PUT_ALIKE);
		assert_string_equal(i.uuid.text, first.text);
		store_item_name(&i.channel_uuid, n ? "third" : "fourth", &i.uuid);
		i.published += 1;
		assert_true(store_item_put_named(w->store, &i, SLICE("c"), (struct slice){0}, &how, &w->err));
		assert_int_equal(how, PUT_NEW);
	}
}

/* ---- items ---- */

static void keeps_one_guid_of_two_channels_apart(void **state) {
	struct world *w = *state;
	int64_t a = add_channel(w, "https://example.org/a", "A"), b = add_channel(w, "https://example.org/b", "B");
	int64_t one = put_item(w, a, "same", NOW), two = put_item(w, b, "same", NOW);

	assert_int_not_equal(one, two);
	assert_string_not_equal(get_item(w, one).uuid.text, get_item(w, two).uuid.text);
	assert_int_equal(get_channel(w, a).items, 1);
	assert_int_equal(get_channel(w, b).items, 1);
}

static void updates_an_item_and_keeps_what_the_reader_did(void **state) {
	struct world *w = *state;
	int64_t id = put_item(w, add_channel(w, "https://example.org/a", "A"), "1", NOW - 10);
	struct item i = new_item(get_item(w, id).channel_id, "1", NOW);
	struct slice content, links;
	struct items found;
	enum put how;
	bool more;

	assert_true(store_index_some(w->store, 100, &more, &w->err));
	assert_false(more);
	assert_true(store_item_state(w->store, id, STATE_READ, &w->err));
	assert_true(store_item_keep(w->store, id, true, NOW, &w->err));
	assert_true(store_item_label(w->store, id, true, LABEL_DRAINING, NOW, &w->err));
	i.published = NOW - 10;
	assert_true(store_item_put(w->store, &i, SLICE("They swim again.\n\nIn the river."), SLICE("https://example.org/b\n"), &how, &w->err));
	assert_int_equal(how, PUT_SAME);
	assert_int_equal(i.id, id);
	i.title = "Beavers are back";
	assert_true(store_item_put(w->store, &i, SLICE("Long teeth."), (struct slice){0}, &how, &w->err));
	assert_int_equal(how, PUT_UPDATED);
	i = get_item(w, id);
	assert_string_equal(i.title, "Beavers are back");
	assert_string_equal(i.summary, "They swim again.");
	assert_int_equal(i.state, STATE_READ);
	assert_int_equal(i.label, LABEL_DRAINING);
	assert_true(i.kept && i.own_label);
	assert_int_equal(get_channel(w, i.channel_id).items, 1);
	assert_true(store_item_content(w->store, id, &w->arena, &content, &links, &w->err));
	assert_true(slice_equal(content, SLICE("Long teeth.")));
	assert_int_equal(links.len, 0);
	assert_true(store_items(w->store, &(struct item_query){.search = "teeth beavers"}, &w->arena, &found, &w->err));
	assert_int_equal(found.count, 1);
	assert_true(store_items(w->store, &(struct item_query){.search = "otters"}, &w->arena, &found, &w->err));
	assert_int_equal(found.count, 0);
}

static void gives_an_item_back_as_it_was(void **state) {
	struct world *w = *state;
	int64_t channel = add_channel(w, "https://example.org/a", "A");
	struct item i = new_item(channel, "1", NOW), back;
	struct slice content;
	enum put how;

	i.summary = "One two three four";
	i.media_url = "https://example.org/a.mp3";
	i.tags = "World\nNature";
	i.kind = ITEM_AUDIO;
	i.published_guessed = true;
	assert_true(store_item_put(w->store, &i, SLICE("  One\n\ntwo   three\tfour five"), (struct slice){0}, &how, &w->err));
	assert_int_equal(how, PUT_NEW);
	assert_true(store_item_find(w->store, i.uuid.text, &w->arena, &back, &w->err));
	assert_int_equal(back.id, i.id);
	assert_string_equal(back.summary, "One two three four");
	assert_string_equal(back.media_url, i.media_url);
	assert_string_equal(back.tags, i.tags);
	assert_string_equal(back.author, "Noor");
	assert_string_equal(back.channel_title, "A");
	assert_string_equal(back.channel_uuid.text, i.channel_uuid.text);
	assert_int_equal(back.kind, ITEM_AUDIO);
	assert_true(back.published_guessed && back.minutes == 2.5 && back.score == 0.5);
	assert_int_equal(back.themes, THEME(nature) | THEME(hope));
	assert_true(store_item_content(w->store, i.id, &w->arena, &content, NULL, &w->err));
	assert_true(slice_equal(content, SLICE("  One\n\ntwo   three\tfour five")));
	assert_false(store_item_find(w->store, "nonsense", &w->arena, &back, &w->err));
	assert_false(store_item_find(w->store, "00000000-0000-4000-8000-000000000000", &w->arena, &back, &w->err));
	assert_int_equal(w->err.kind, ERR_NOINPUT);
}

static void gives_any_summary_back_whatever_the_content(void **state) {
	static const char *const contents[] = {"", "a", "a b", "a\n\nb c", "x", " a  b", "a b c", "ab", "a\tb"};
	static const char *const summaries[] = {"", "a", "a b", "a b c", "b", "ab"};
	struct world *w = *state;
	int64_t channel = add_channel(w, "https://example.org/a", "A");
	enum put how;
	char guid[32];

	for (size_t c = 0; c < sizeof contents / sizeof *contents; c++)
		for (size_t m = 0; m < sizeof summaries / sizeof *summaries; m++) {
			snprintf(guid, sizeof guid, "%zu-%zu", c, m);
			struct item i = new_item(channel, guid, NOW);
			i.summary = summaries[m];
			assert_true(store_item_put(w->store, &i, slice_of(contents[c]), (struct slice){0}, &how, &w->err));
			assert_string_equal(get_item(w, i.id).summary, summaries[m]);
		}
}

static void keeps_counts_right_after_every_change(void **state) {
	static const struct { enum item_state state; int read, skipped; } steps[] = {{STATE_SHOWN, 0, 0}, {STATE_READ, 1, 0}, {STATE_READ, 1, 0},
		{STATE_SKIPPED, 0, 1}, {STATE_KEPT, 1, 0}, {STATE_DONE, 1, 0}, {STATE_HELD, 0, 0}, {STATE_SKIPPED, 0, 1}, {STATE_NEW, 0, 0}};
	struct world *w = *state;
	int64_t channel = add_channel(w, "https://example.org/a", "A"), id = put_item(w, channel, "1", NOW);

	put_item(w, channel, "2", NOW);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		assert_true(store_item_state(w->store, id, steps[i].state, &w->err));
		assert_int_equal(get_channel(w, channel).read, steps[i].read);
		assert_int_equal(get_channel(w, channel).skipped, steps[i].skipped);
		assert_int_equal(get_channel(w, channel).items, 2);
	}
	for (int i = 0; i < 2; i++) {
		assert_true(store_item_keep(w->store, id, true, NOW, &w->err));
		assert_int_equal(get_channel(w, channel).kept, 1);
	}
	assert_true(store_item_keep(w->store, id, false, NOW, &w->err));
	assert_int_equal(get_channel(w, channel).kept, 0);
	assert_false(store_item_state(w->store, 999, STATE_READ, &w->err));
	assert_int_equal(w->err.kind, ERR_NOINPUT);
}

static void takes_a_label_back(void **state) {
	struct world *w = *state;
	int64_t id = put_item(w, add_channel(w, "https://example.org/a", "A"), "1", NOW);

	assert_true(store_item_label(w->store, id, true, LABEL_DRAINING, NOW, &w->err));
	assert_true(store_item_score(w->store, id, &(struct score){.value = 0.9, .label = LABEL_UPLIFTING}, &w->err));
	assert_int_equal(get_item(w, id).label, LABEL_DRAINING);
	assert_true(get_item(w, id).score == 0.9);
	assert_true(store_item_label(w->store, id, false, LABEL_UPLIFTING, NOW, &w->err));
	assert_int_equal(get_item(w, id).label, LABEL_UPLIFTING);
	assert_false(get_item(w, id).own_label);
}

static void gives_pages_without_gaps_or_doubles(void **state) {
	struct world *w = *state;
	int64_t a = add_channel(w, "https://example.org/a", "A"), b = add_channel(w, "https://example.org/b", "B");
	struct item_query queries[] = {{.limit = 3}, {.limit = 3, .channel_id = a}, {.limit = 3, .by_label = true, .label = LABEL_UPLIFTING},
		{.limit = 3, .search = "otters"}, {.limit = 3, .kept_only = true}};
	char guid[16];

	for (int i = 0; i < 20; i++) {
		snprintf(guid, sizeof guid, "%d", i);
		int64_t id = put_item(w, i % 2 ? a : b, guid, NOW - i / 4); /* four share a second */
		assert_true(store_item_keep(w->store, id, true, NOW - i / 3, &w->err));
	}
	for (size_t n = 0; n < sizeof queries / sizeof *queries; n++) {
		struct item_query *q = &queries[n];
		bool seen[21] = {0};
		struct items page;
		size_t count = 0;

		for (q->before_published = DATE_NONE;; count += page.count) {
			assert_true(store_items(w->store, q, &w->arena, &page, &w->err));
			if (page.count == 0)
				break;
			for (size_t i = 0; i < page.count; i++) {
				assert_false(seen[page.at[i].id]);
				seen[page.at[i].id] = true;
				if (!q->kept_only && q->before_published != DATE_NONE)
					assert_true(page.at[i].published <= q->before_published);
			}
			q->before_published = page.at[page.count - 1].published;
			q->before_id = page.at[page.count - 1].id;
		}
		assert_int_equal(count, q->channel_id ? 10 : 20);
	}
}

static void searches_words_and_never_syntax(void **state) {
	static const struct { const char *words; size_t found; } cases[] = {{"otters", 1}, {"OTTERS river", 1}, {"ottérs", 1}, {"otter", 0},
		{"otter*", 1}, {"river otters again", 1}, {"otters beavers", 0}, {"\"otters", 1}, {"otters OR beavers", 0}, {"NOT", 0}, {"words:otters", 0},
		{"otters AND", 0}, {"(otters", 1}, {"otters) NEAR(", 0}, {"^otters", 1}, {"-otters", 1}, {"*", 0}, {"", 0}, {"'; DROP TABLE item; --", 0},
		{"back--swim", 1}, {"\xff\xfe", 0}};
	struct world *w = *state;
	struct items found;
	bool more;

	put_item(w, add_channel(w, "https://example.org/a", "A"), "1", NOW);
	for (int indexed = 0; indexed < 2; indexed++) {
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct item_query q = {.search = cases[i].words};

			if (!store_items(w->store, &q, &w->arena, &found, &w->err))
				fail_msg("%s: %s", cases[i].words, w->err.text);
			if (found.count != cases[i].found)
				fail_msg("“%s” found %zu, indexed %d", cases[i].words, found.count, indexed);
		}
		assert_true(store_index_some(w->store, 10, &more, &w->err));
	}
}

/* ---- candidates ---- */

static void gives_candidates_the_themes_of_their_channel(void **state) {
	struct world *w = *state;
	struct candidate_row *rows;
	struct channel c;
	size_t count;

	for (int always = 0; always < 2; always++) {
		int64_t id = put_item(w, add_channel(w, always ? "https://example.org/a" : "https://example.org/b", "A"), "1", NOW - always * 8 * 86400);

		c = get_channel(w, get_item(w, id).channel_id);
		c.themes = THEME(humour);                      /* after its items came */
		assert_true(store_channel_edit(w->store, &c, &w->err));
		assert_true(store_item_score(w->store, id, &(struct score){.value = 0.5, .label = LABEL_UPLIFTING, .always = always}, &w->err));
	}
	assert_true(store_candidates(w->store, NOW - 14 * 86400, 10, &w->arena, &rows, &count, &w->err));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].themes, THEME(nature) | THEME(hope) | THEME(humour));
}

static void shares_the_pool_among_channels(void **state) {
	struct world *w = *state;
	int64_t loud = add_channel(w, "https://example.org/loud", "Loud"), quiet = add_channel(w, "https://example.org/quiet", "Quiet");
	int64_t paused = add_channel(w, "https://example.org/paused", "Paused");
	struct channel c = get_channel(w, paused);
	struct candidate_row *rows;
	size_t count, from_quiet = 0;
	char guid[16];

	c.paused = true;
	assert_true(store_channel_edit(w->store, &c, &w->err));
	put_item(w, paused, "1", NOW);
	for (int i = 0; i < 40; i++) {
		snprintf(guid, sizeof guid, "%d", i);
		put_item(w, loud, guid, NOW - i);
	}
	for (int i = 0; i < 5; i++) {
		snprintf(guid, sizeof guid, "%d", i);
		int64_t id = put_item(w, quiet, guid, NOW - 1000 - i);
		static const enum item_state states[] = {STATE_NEW, STATE_SHOWN, STATE_READ, STATE_HELD, STATE_SKIPPED};
		assert_true(store_item_state(w->store, id, states[i], &w->err));
	}
	put_item(w, quiet, "old", NOW - 5000);
	assert_true(store_candidates(w->store, NOW - 2000, 20, &w->arena, &rows, &count, &w->err));
	assert_int_equal(count, 20);
	for (size_t i = 0; i < count; i++) {
		from_quiet += rows[i].channel_id == quiet;
		if (i > 0)
			assert_true(rows[i].published <= rows[i - 1].published);
	}
	assert_int_equal(from_quiet, 2);
	assert_int_equal(rows[0].published, NOW);
	assert_true(rows[0].score == 0.5f && rows[0].minutes == 2.5f && rows[0].label == 1 && rows[0].themes == (THEME(nature) | THEME(hope)));
	assert_true(store_candidates(w->store, NOW - 2000, 1000, &w->arena, &rows, &count, &w->err));
	assert_int_equal(count, 42);
	assert_true(store_candidates(w->store, NOW + 1, 1000, &w->arena, &rows, &count, &w->err));
	assert_int_equal(count, 0);
}

/* Many of a loud channel, each with a title of its own. */
static void put_many(struct world *w, int64_t channel, int from, int to) {
	char guid[16], title[64];

	assert_true(store_begin(w->store, &w->err));
	for (int i = from; i < to; i++) {
		snprintf(guid, sizeof guid, "%d", i);
		struct item item = new_item(channel, guid, NOW - 40 * 86400 + i);
		enum put how;

		snprintf(title, sizeof title, "Otters %d times %d", i, i * 7);
		item.title = title;
		assert_true(store_item_put(w->store, &item, (struct slice){0}, (struct slice){0}, &how, &w->err));
	}
	assert_true(store_end(w->store, true, &w->err));
}

static size_t found(struct world *w, struct item_query q, bool *partial) {
	struct items items;

	q.search = "otters";
	q.limit = 10;
	assert_true(store_items(w->store, &q, &w->arena, &items, &w->err));
	*partial = items.partial;
	return items.count;
}

static void index_all(struct world *w) {
	for (bool more = true; more;)
		assert_true(store_index_some(w->store, 1000, &more, &w->err));
}

static void narrows_a_search_before_it_counts_the_hits(void **state) {
	enum { MORE_THAN_ARE_ORDERED = 5100 };
	struct world *w = *state;
	int64_t rare = add_channel(w, "https://example.org/rare", "Rare"), loud = add_channel(w, "https://example.org/loud", "Loud");
	int64_t id = put_item(w, rare, "1", NOW - 50 * 86400);
	bool partial;

	assert_true(store_item_keep(w->store, id, true, NOW, &w->err));
	assert_true(store_item_label(w->store, id, true, LABEL_DRAINING, NOW, &w->err));
	put_many(w, loud, 0, MORE_THAN_ARE_ORDERED);
	index_all(w);
	assert_int_equal(found(w, (struct item_query){.channel_id = rare}, &partial), 1);
	assert_int_equal(found(w, (struct item_query){.kept_only = true}, &partial), 1);
	assert_int_equal(found(w, (struct item_query){.by_label = true, .label = LABEL_DRAINING}, &partial), 1);
	assert_int_equal(found(w, (struct item_query){.by_label = true, .label = LABEL_DRAINING, .channel_id = loud}, &partial), 0);
	assert_int_equal(found(w, (struct item_query){0}, &partial), 10);
	assert_false(partial);
}

static void searches_at_once_and_says_what_it_left_out(void **state) {
	enum { LOOKED_THROUGH = 1000 };
	struct world *w = *state;
	int64_t rare = add_channel(w, "https://example.org/rare", "Rare"), loud = add_channel(w, "https://example.org/loud", "Loud");
	struct items items;
	int64_t left;
	bool partial;

	put_item(w, rare, "1", NOW);
	put_many(w, loud, 0, LOOKED_THROUGH);
	assert_int_equal(found(w, (struct item_query){0}, &partial), 10);
	assert_true(partial);
	assert_true(store_index_left(w->store, &left, &w->err));
	assert_int_equal(left, LOOKED_THROUGH + 1);    /* nobody waited for it to be filled */
	assert_int_equal(found(w, (struct item_query){.channel_id = rare}, &partial), 1);
	assert_false(partial);                         /* all of one channel's */
	assert_true(store_items(w->store, &(struct item_query){.search = "river"}, &w->arena, &items, &w->err));
	assert_int_equal(items.count, 0);              /* the first of them came before those looked through */
	index_all(w);
	assert_true(store_items(w->store, &(struct item_query){.search = "river"}, &w->arena, &items, &w->err));
	assert_int_equal(items.count, 1);
	assert_false(items.partial);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(every_statement_prepares), T(keeps_its_files_to_their_owner), T(keeps_its_journal_to_its_owner),
		T(refuses_a_newer_database_and_leaves_it_alone), T(refuses_the_database_of_another_program), T(refuses_a_file_that_is_no_database),
		T(tells_a_damaged_schema_from_a_fault_of_its_own),
		T(checks_that_it_is_sound),
		T(takes_back_what_was_not_committed), T(counts_what_is_not_on_disk_yet), T(lends_a_transaction_until_somebody_writes),
		T(follows_a_channel_once), T(knows_an_item_under_another_name), T(hides_a_removed_channel_and_brings_it_back),
		T(purges_what_was_removed_before), T(finds_a_channel_as_people_name_it), T(remembers_how_a_refresh_went),
		T(keeps_the_readers_name_over_the_feeds), T(keeps_one_guid_of_two_channels_apart), T(updates_an_item_and_keeps_what_the_reader_did),
		T(gives_an_item_back_as_it_was), T(gives_any_summary_back_whatever_the_content), T(keeps_counts_right_after_every_change),
		T(takes_a_label_back), T(gives_pages_without_gaps_or_doubles), T(searches_words_and_never_syntax),
		T(narrows_a_search_before_it_counts_the_hits), T(searches_at_once_and_says_what_it_left_out), T(gives_candidates_the_themes_of_their_channel), T(shares_the_pool_among_channels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
