/* test_store_body.c: bodies as they lie in the file: what was put comes back, and what is damaged takes neither the program nor memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../src/store/store_private.h"

#include <bewust/limits.h>
#include <bewust/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 3 };                       /* bytes before the letters: how many there are */

struct world {
	struct store *store;
	struct arena arena;
	struct err err;
	int64_t item;
};

static int set_up(void **state) {
	struct world *w = calloc(1, sizeof *w);
	struct channel c = {.url = "https://example.org/feed", .title = "A"};
	struct item i = {.guid = "1", .title = "Otters", .summary = "Other words.", .published = 1795456800};
	enum put how;
	bool was;

	w->store = store_open(NULL, &w->err);
	assert_non_null(w->store);
	arena_init(&w->arena, 0);
	assert_true(store_channel_add(w->store, &c, &was, &w->err));
	i.channel_id = c.id;
	assert_true(store_item_put(w->store, &i, SLICE("Long teeth."), SLICE("https://example.org/b\t\tb\n"), &how, &w->err));
	w->item = i.id;
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

/* The stored body: its type, and its bytes until the next call. */
static int stored(struct world *w, struct slice *out) {
	static struct str copy;
	sqlite3_stmt *q;
	int type;

	assert_int_equal(sqlite3_prepare_v2(w->store->db, "SELECT body FROM content", -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	type = sqlite3_column_type(q, 0);
	str_finish(&copy);
	str_init(&copy, 16 << 20);
	str_add(&copy, row_slice(q, 0));
	*out = str_slice(&copy);
	sqlite3_finalize(q);
	return type;
}

static void set_body(struct world *w, struct slice bytes, int64_t text_bytes) {
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(w->store->db, "UPDATE content SET body = ?1, text_bytes = ?2", -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_blob64(q, 1, bytes.at, bytes.len, SQLITE_STATIC);
	bind_int(q, 2, text_bytes);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	sqlite3_finalize(q);
}

static void put(struct world *w, struct slice text, struct slice links) {
	sqlite3_stmt *q = store_query(w->store, CONTENT_PUT, &w->err);

	assert_non_null(q);
	bind_int(q, 1, w->item);
	bind_int(q, 2, (int64_t)text.len);
	bind_body(w->store->bodies, q, 3, text, links);
	assert_true(store_run(w->store, q, &w->err));
}

static void comes_back(struct world *w, struct slice text, struct slice links) {
	struct slice got_text, got_links;

	put(w, text, links);
	arena_reset(&w->arena);
	assert_true(store_item_content(w->store, w->item, &w->arena, &got_text, &got_links, &w->err));
	assert_true(slice_equal(got_text, text));
	assert_true(slice_equal(got_links, links));
}

/* `count` times what is not the same twice. */
static void write_words(struct str *out, const char *word, size_t count) {
	str_init(out, 16 << 20);
	for (size_t i = 0; i < count; i++)
		str_addf(out, "%s%zu ", word, i * 7919 % 1000);
}

static void gives_every_body_back(void **state) {
	static const char *const words[] = {"otter", "выдра", "カワウソ", "\xff\xfe", "https://example.org/"};
	static const size_t counts[] = {0, 1, 5, 12, 200, 9000, 60000};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
			struct str text, links;

			write_words(&text, words[i], counts[n]);
			write_words(&links, "https://example.org/x\t\t", n % 3 * 10);
			comes_back(w, str_slice(&text), str_slice(&links));
			comes_back(w, (struct slice){0}, str_slice(&links));
			str_finish(&text);
			str_finish(&links);
		}
	comes_back(w, SLICE("a\0b"), SLICE("\0c"));
}

/* Every length, of letters that come often and seldom. */
static void gives_any_letters_back(void **state) {
	static const char common[] = "etaoins rhe e e";
	struct world *w = *state;
	struct random random;
	char text[600];

	random_seed(&random, 7);
	for (size_t len = 0; len < sizeof text; len++) {
		for (size_t i = 0; i < len; i++)
			text[i] = random_below(&random, 40) ? common[random_below(&random, sizeof common - 1)] : (char)random_below(&random, 256);
		comes_back(w, (struct slice){text, len / 3 * 2}, (struct slice){text + len / 3 * 2, len - len / 3 * 2});
	}
}

static void packs_where_that_is_shorter(void **state) {
	struct world *w = *state;
	struct random random;
	struct slice body;
	struct str text;

	assert_int_equal(stored(w, &body), SQLITE_TEXT); /* "Long teeth." and its link */
	assert_true(slice_equal(body, SLICE("Long teeth.https://example.org/b\t\tb\n")));
	write_words(&text, "The water went down on Sunday, and every small boat ", 20);
	put(w, str_slice(&text), SLICE("https://example.org/b\t\tb\n"));
	assert_int_equal(stored(w, &body), SQLITE_BLOB);
	assert_true(body.len < text.len * 2 / 3);
	str_clear(&text);
	random_seed(&random, 7);
	for (int i = 0; i < 400; i++)            /* nothing comes twice */
		str_addf(&text, "%c", (int)(1 + random_below(&random, 255)));
	put(w, str_slice(&text), (struct slice){0});
	assert_int_equal(stored(w, &body), SQLITE_TEXT);
	str_finish(&text);
}

/* How it is packed is part of the format of people's files. */
static void reads_what_was_packed_before(void **state) {
	static const unsigned char packed[] = {
		0xb1, 0x00, 0x00, 0xf5, 0x15, 0x54, 0x68, 0x65, 0x20, 0x77, 0x61, 0x74, 0x65, 0x72, 0x20, 0x77, 0x65, 0x6e, 0x74, 0x20, 0x64, 0x6f, 0x77, 0x6e,
		0x20, 0x6f, 0x6e, 0x20, 0x53, 0x75, 0x6e, 0x64, 0x61, 0x79, 0x2c, 0x20, 0x61, 0x6e, 0x64, 0x20, 0x74, 0x23, 0x00, 0x90, 0x63, 0x61, 0x6d, 0x65,
		0x20, 0x62, 0x61, 0x63, 0x6b, 0x23, 0x00, 0x22, 0x4d, 0x6f, 0x23, 0x00, 0xf6, 0x1d, 0x77, 0x68, 0x65, 0x6e, 0x20, 0x65, 0x76, 0x65, 0x72, 0x79,
		0x20, 0x73, 0x6d, 0x61, 0x6c, 0x6c, 0x20, 0x62, 0x6f, 0x61, 0x74, 0x20, 0x68, 0x61, 0x64, 0x20, 0x66, 0x6f, 0x75, 0x6e, 0x64, 0x20, 0x69, 0x74,
		0x73, 0x20, 0x6d, 0x6f, 0x6f, 0x72, 0x69, 0x6e, 0x67, 0x3a, 0x4c, 0x00, 0x11, 0x2c, 0x0b, 0x00, 0x00, 0x2b, 0x00, 0x02, 0x0a, 0x00, 0x03, 0x22,
		0x00, 0xf0, 0x06, 0x2e, 0x68, 0x74, 0x74, 0x70, 0x73, 0x3a, 0x2f, 0x2f, 0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65, 0x2e, 0x6f, 0x72, 0x67, 0x2f,
		0x26, 0x00, 0x90, 0x73, 0x09, 0x09, 0x62, 0x6f, 0x61, 0x74, 0x73, 0x0a};
	const struct slice was = SLICE("The water went down on Sunday, and the water came back on Monday, when every small boat had found its mooring: "
		"the water, the boat, the mooring.");
	struct world *w = *state;
	struct slice text, links;

	set_body(w, (struct slice){(const char *)packed, sizeof packed}, (int64_t)was.len);
	assert_true(store_item_content(w->store, w->item, &w->arena, &text, &links, &w->err));
	assert_true(slice_equal(text, was));
	assert_true(slice_equal(links, SLICE("https://example.org/boats\t\tboats\n")));
}

/* Whatever became of it, the item is there, without its text, and the check of the file says so. */
static void stands_any_damage(void **state) {
	struct world *w = *state;
	struct str text, good, report;
	struct slice body;
	bool told = false;

	write_words(&text, "The water went down on Sunday, and every small boat ", 30);
	put(w, str_slice(&text), SLICE("https://example.org/b\t\tb\n"));
	stored(w, &body);
	str_init(&good, 1 << 16);
	str_add(&good, body);
	str_init(&report, 1 << 16);
	for (size_t at = 0; at < good.len; at++)
		for (int bit = 0; bit < 8; bit += 3) {
			struct slice content, links;
			struct item i;

			good.at[at] = (char)(good.at[at] ^ 1 << bit);
			set_body(w, (struct slice){good.at, bit == 6 ? at : good.len}, (int64_t)(at * 1000003 % 5000) - 100);
			arena_reset(&w->arena);
			assert_true(store_item_get(w->store, w->item, &w->arena, &i, &w->err));
			assert_true(store_item_content(w->store, w->item, &w->arena, &content, &links, &w->err));
			assert_true(content.len + links.len <= LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES);
			str_clear(&report);
			told = told || (!store_check(w->store, &report, &w->err) && w->err.kind == ERR_DATA && report.len > 0);
			good.at[at] = (char)(good.at[at] ^ 1 << bit);
		}
	assert_true(told);
	str_finish(&text);
	str_finish(&good);
	str_finish(&report);
}

/* A byte stands for 255 at most: whoever claims more than that is not believed. */
static void takes_no_more_memory_than_a_body(void **state) {
	struct world *w = *state;
	char packed[HEAD + 30] = {0};

	for (size_t claimed = 0; claimed < (size_t)1 << 24; claimed = claimed * 3 + 1)
		for (size_t len = 0; len <= sizeof packed; len++) {
			struct slice content, links;

			for (int i = 0; i < HEAD; i++)
				packed[i] = (char)(claimed >> 8 * i);
			set_body(w, (struct slice){packed, len}, 1 << 30);
			arena_reset(&w->arena);
			assert_true(store_item_content(w->store, w->item, &w->arena, &content, &links, &w->err));
			assert_true(content.len <= len * 255 && content.len <= LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES);
			assert_int_equal(links.len, 0);
		}
}

/* Longer than a body may be, from an export that was made by hand. */
static void keeps_what_is_too_long_to_be_packed(void **state) {
	struct world *w = *state;
	struct slice body;
	struct str text;

	write_words(&text, "otters", 200000);
	assert_true(text.len > LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES);
	comes_back(w, str_slice(&text), SLICE("https://example.org/\t\t\n"));
	assert_int_equal(stored(w, &body), SQLITE_TEXT);
	str_finish(&text);
}

static void searches_what_is_packed(void **state) {
	struct world *w = *state;
	struct items found;
	struct str text;

	write_words(&text, "The water went down on Sunday, and every small boat ", 20);
	str_add_text(&text, "found its mooring");
	put(w, str_slice(&text), SLICE("https://example.org/hidden\t\tnot a word of it\n"));
	assert_true(store_items(w->store, &(struct item_query){.search = "mooring"}, &w->arena, &found, &w->err));
	assert_int_equal(found.count, 1);
	assert_true(store_items(w->store, &(struct item_query){.search = "hidden"}, &w->arena, &found, &w->err));
	assert_int_equal(found.count, 0);
	str_finish(&text);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {T(gives_every_body_back), T(gives_any_letters_back), T(packs_where_that_is_shorter),
		T(reads_what_was_packed_before), T(stands_any_damage), T(takes_no_more_memory_than_a_body), T(keeps_what_is_too_long_to_be_packed),
		T(searches_what_is_packed)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
