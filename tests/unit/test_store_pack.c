/* test_store_pack.c: bodies as they lie in the file: what was put comes back, and what is damaged takes neither the program nor memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../src/store/store_private.h"

#include <bewust/embed.h>
#include <bewust/hash.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

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
	bind_body(w->store->pack, q, 3, text, links);
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

static void packs_where_that_is_shorter(void **state) {
	struct world *w = *state;
	struct slice body;
	struct str text;

	assert_int_equal(stored(w, &body), SQLITE_TEXT); /* "Long teeth." and its link */
	assert_true(slice_equal(body, SLICE("Long teeth.https://example.org/b\t\tb\n")));
	write_words(&text, "The water went down on Sunday, and every small boat ", 20);
	put(w, str_slice(&text), SLICE("https://example.org/b\t\tb\n"));
	assert_int_equal(stored(w, &body), SQLITE_BLOB);
	assert_true(body.len < text.len / 4);
	str_clear(&text);
	for (int i = 1; i < 90; i++)             /* nothing comes twice, and in an odd order */
		str_add_char(&text, (char)(33 + i * 41 % 89));
	put(w, str_slice(&text), (struct slice){0});
	assert_int_equal(stored(w, &body), SQLITE_TEXT);
	str_finish(&text);
}

/* What is in people's files was packed with it: a change of one byte makes them unreadable. */
static void has_the_dictionary_of_its_version(void **state) {
	struct hash_key key = {1, 2};
	struct slice dictionary;

	(void)state;
	assert_true(embed_find("bodies/1.dictionary", &dictionary));
	assert_int_equal(dictionary.len, 2048);
	assert_int_equal(hash_bytes(&key, dictionary), 0xaa8f12e090ad71ea);
}

static void reads_what_was_packed_before(void **state) {
	static const unsigned char packed[] = {
		0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x89, 0x8d, 0x02, 0x00, 0xd3, 0x84, 0x0c, 0x93, 0xb8, 0xa9, 0x4e, 0x02, 0x12, 0x10, 0x37, 0xd5, 0x51, 0x41, 0x04,
		0xb5, 0x89, 0x5e, 0x7b, 0xaf, 0xdc, 0xe2, 0x38, 0x7a, 0x0d, 0xaa, 0x52, 0xec, 0x59, 0x0a, 0x41, 0x4b, 0x1d, 0x98, 0x92, 0xbf, 0xa9, 0xce, 0x2d,
		0xc9, 0x9e, 0x05, 0xc4, 0x4f, 0xf7, 0xfd, 0x32, 0xfc, 0xe6, 0xe5, 0x4b, 0x41, 0x02, 0x0a, 0xfc, 0x98, 0x43, 0x00, 0xf4, 0xc8, 0x67, 0x19, 0x02,
		0x12, 0x9f, 0xf7, 0x0e, 0x8e, 0x41, 0xfe, 0xca, 0xcf, 0x5e, 0xc9, 0x41, 0x3f, 0x11, 0x60, 0xaa, 0x50, 0x63};
	const struct slice was = SLICE("The water went down on Sunday, and every small boat in the harbour had found its mooring by the evening.");
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

/* 16 MB that are 1 KB packed, with their size told, and with none. */
static void takes_no_more_memory_than_a_body(void **state) {
	struct world *w = *state;
	size_t size = 16 << 20;
	char *zeroes = mem_alloc(size), *packed = mem_alloc(size);
	ZSTD_CCtx *context = ZSTD_createCCtx();

	for (int told = 0; told < 2; told++) {
		struct slice content, links;
		size_t len;

		ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, told);
		len = ZSTD_compress2(context, packed, size, zeroes, size);
		assert_false(ZSTD_isError(len));
		set_body(w, (struct slice){packed, len}, 1 << 20);
		assert_true(store_item_content(w->store, w->item, &w->arena, &content, &links, &w->err));
		assert_int_equal(content.len, 0);
		assert_int_equal(links.len, 0);
	}
	ZSTD_freeCCtx(context);
	free(zeroes);
	free(packed);
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
	const struct CMUnitTest tests[] = {T(gives_every_body_back), T(packs_where_that_is_shorter), T(has_the_dictionary_of_its_version),
		T(reads_what_was_packed_before), T(stands_any_damage), T(takes_no_more_memory_than_a_body), T(keeps_what_is_too_long_to_be_packed),
		T(searches_what_is_packed)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
