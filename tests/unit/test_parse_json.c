/* test_parse_json.c: JSON Feed, as it should be and as it comes. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/limits.h>
#include <stdlib.h>
#include <string.h>

static void assert_has(struct slice bytes, const char *text) {
	struct err e = {0};
	char *json = feed_as_json(bytes, "http://example.org/", NULL, &e);

	if (!json)
		fail_msg("refused: %s", e.text);
	if (!strstr(json, text))
		fail_msg("%s is not in\n%s", text, json);
	free(json);
}

#define BYTES(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define FEED(items) BYTES("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[" items "]}")

static void every_member_is_read(void **state) {
	const struct slice feed = FEED("{\"id\":\"1\",\"url\":\"/a\",\"external_url\":\"/b\",\"title\":\"T\",\"content_html\":\"<p>x</p>\",\"summary\":\"s\","
		"\"image\":\"i.png\",\"date_published\":\"2024-01-01T01:00:00+01:00\",\"authors\":[{\"name\":\"A\"}],\"tags\":[\"g\"],\"language\":\"nl\","
		"\"attachments\":[{\"url\":\"m.mp3\",\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":5,\"duration_in_seconds\":6.7}]}");
	const char *const texts[] = {"\"id\": \"1\"", "http://example.org/a\"", "\"external_url\": \"http://example.org/b\"", "<p>x</p>", "\"summary\": \"s\"",
		"http://example.org/i.png", "2024-01-01T00:00:00Z", "\"name\": \"A\"", "\"g\"", "\"language\": \"nl\"", "\"size_in_bytes\": 5",
		"\"duration_in_seconds\": 6"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_has(feed, texts[i]);
}

static void version_one_has_one_author(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":\"1\",\"author\":{\"name\":\"Solo\"}}"), "\"name\": \"Solo\"");
}

static void ids_may_be_numbers(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":12345}"), "\"id\": \"12345\"");
	assert_has(FEED("{\"id\":1.5}"), "\"id\": \"1.5\"");
	assert_has(FEED("{\"id\":null,\"url\":\"/u\"}"), "\"id\": \"http://example.org/u\"");
}

static void assert_lacks(struct slice bytes, const char *text) {
	struct err e = {0};
	char *json = feed_as_json(bytes, "http://example.org/", NULL, &e);

	assert_non_null(json);
	if (strstr(json, text))
		fail_msg("%s is in\n%s", text, json);
	free(json);
}

static void numbers_stay_as_they_are_written(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":113456789012345678},{\"id\":113456789012345679}"), "\"id\": \"113456789012345678\"");
	assert_has(FEED("{\"id\":113456789012345678},{\"id\":113456789012345679}"), "\"id\": \"113456789012345679\"");
	assert_has(FEED("{\"id\":-7,\"title\":2024 , \"date_published\":1700000000}"), "\"title\": \"2024\"");
	assert_has(FEED("{\"id\":-7,\"title\":2024 , \"date_published\":1700000000}"), "\"id\": \"-7\"");
	assert_has(FEED("{\"id\":-7,\"title\":2024 , \"date_published\":1700000000}"), "2023-11-14T22:13:20Z");
	assert_has(FEED("{\"id\":1,\"title\":null,\"x\":[1,-2.5e3,true,false],\"summary\":\"s\"}"), "\"content_text\": \"s\"");
	assert_has(FEED("{\"id\":1\\,\"title\":\"lost\"},{\"id\":2,\"title\":\"kept\"}"), "\"kept\"");
}

static void one_thing_stands_for_a_list_of_one(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":\"1\",\"authors\":{\"name\":\"A\",\"url\":\"/a\"}}"), "\"url\": \"http://example.org/a\"");
	assert_lacks(FEED("{\"id\":\"1\",\"authors\":{\"name\":\"A\",\"url\":\"/a\"}}"), "\"name\": \"/a\"");
	assert_has(FEED("{\"id\":\"1\",\"authors\":null,\"author\":[{\"name\":\"B\"},{\"name\":\"C\"}]}"), "\"name\": \"C\"");
	assert_has(FEED("{\"id\":\"1\",\"tags\":\"one, two\"}"), "\"two\"");
	assert_has(FEED("{\"id\":\"1\",\"tags\":[null,{},\"three\",7]}"), "\"three\"");
	assert_has(FEED("{\"id\":\"1\",\"attachments\":{\"url\":\"m.mp3\",\"mime_type\":\"audio/mpeg\"}}"), "http://example.org/m.mp3");
	assert_lacks(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"\"},null,\"x\",{}]}"), "attachments");
}

static void lengths_are_told_in_many_ways(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"a\",\"duration_in_seconds\":\"1:02:03\"}]}"), "\"duration_in_seconds\": 3723");
	assert_has(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"a\",\"duration_in_seconds\":12.7}]}"), "\"duration_in_seconds\": 12");
	assert_lacks(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"a\",\"duration_in_seconds\":0}]}"), "duration");
	assert_has(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"a\",\"size_in_bytes\":1.5e6}]}"), "\"size_in_bytes\": 1500000");
	assert_lacks(FEED("{\"id\":\"1\",\"attachments\":[{\"url\":\"a\",\"size_in_bytes\":-5}]}"), "size");
}

static void what_links_are_relative_to_is_written_out(void **state) {
	(void)state;
	assert_has(FEED("{\"id\":\"1\",\"content_html\":\"<a href='/x?a=1&amp;b=2'>x</a><img src=p.png>\"}"),
		"<a href='http://example.org/x?a=1&amp;b=2'>x</a><img src=http://example.org/p.png>");
	char *json = feed_as_json(BYTES("{\"version\":\"https://jsonfeed.org/version/1\",\"feed_url\":\"https://self.example/d/f.json\",\"items\":["
		"{\"id\":\"1\",\"url\":\"p\",\"content_html\":\"<a href=q>\"}]}"), "", NULL, NULL);

	assert_non_null(strstr(json, "https://self.example/d/p"));
	assert_non_null(strstr(json, "<a href=https://self.example/d/q>"));
	free(json);
}

static void other_json_is_no_feed(void **state) {
	static const char *const others[] = {"{\"ok\":true,\"items\":[1,2]}", "{\"items\":[]}", "{\"items\":{\"id\":\"1\"}}",
		"{\"error\":\"not found\"}"};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (feed_as_json(slice_of(others[i]), "", NULL, &e))
			fail_msg("a feed: %s", others[i]);
	assert_has(BYTES("{\"title\":\"Quiet\",\"items\":[]}"), "\"title\": \"Quiet\"");
}

static void of_equal_keys_the_first_counts_and_case_matters(void **state) {
	(void)state;
	assert_has(FEED("{\"Title\":\"no\",\"title\":\"first\",\"title\":\"second\"}"), "\"title\": \"first\"");
}

static void what_the_tree_would_trip_over_is_mended(void **state) {
	(void)state;
	assert_has(FEED("{\"title\":\"a\\u0000b\"}"), "\"a b\"");
	assert_has(FEED("{\"title\":\"a\0b\"}"), "\"a b\"");
	assert_has(FEED("{\"title\":\"\\ud83d\\ude00 \\ud83d \\ude00\"}"), "\"\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBD\"");
	assert_has(FEED("{\"title\":\"raw\nline\"}"), "\"raw line\"");
	assert_has(FEED("{\"title\":\"\\q\"}"), "\"q\"");
}

static void a_comma_too_many_costs_nothing(void **state) {
	struct feed_check c;

	(void)state;
	assert_has(FEED("{\"id\":\"1\",\"tags\":[\"a\" , ],\"n\":[1,2],}, "), "\"a\"");
	assert_has(BYTES("{\"items\":[{\"id\":\"1\"},],\"title\":\"Late\",}"), "\"title\": \"Late\"");
	feed_check_run(FEED("{\"id\":\"1\",},{\"id\":\"2\",\"title\":\"a,}\"}"), 1, &c);
	assert_int_equal(c.entries, 2);
	assert_true(c.report.broken);
	feed_check_run(FEED("{\"id\":\"1\"},{\"id\":\"2\",\"x\":[1,[2,3],{\"a\":1,\"b\":2}]}"), 1, &c);
	assert_false(c.report.broken);
}

static void a_bad_item_does_not_take_the_others_along(void **state) {
	struct feed_check c;

	(void)state;
	feed_check_run(FEED("{\"id\":\"1\"},7,\"x\",[{}],{\"id\" \"2\"},{\"id\":\"3\"}"), 0, &c);
	assert_int_equal(c.entries, 2);
	assert_true(c.report.broken);
}

static void a_cut_feed_keeps_its_whole_items(void **state) {
	struct feed_check c;

	(void)state;
	feed_check_run(BYTES("{\"title\":\"t\",\"items\":[{\"id\":\"1\"},{\"id\":\"2"), 0, &c);
	assert_true(c.is_feed);
	assert_true(c.report.truncated);
	assert_int_equal(c.entries, 1);
}

static void a_head_after_the_items_is_told(void **state) {
	(void)state;
	assert_has(BYTES("{\"items\":[{\"id\":\"1\"}],\"title\":\"late\"}"), "\"title\": \"late\"");
}

static void pieces_of_any_size_are_the_same(void **state) {
	const struct slice feed = FEED("{\"id\":\"1\",\"title\":\"\\ud83d\\ude00\xC3\xA9\\\"\"},{\"id\":2,\"content_text\":\"[{}]\"}");
	struct feed_check whole, pieces;

	(void)state;
	feed_check_run(feed, 0, &whole);
	assert_int_equal(whole.entries, 2);
	for (size_t piece = 1; piece < 40; piece++) {
		feed_check_run(feed, piece, &pieces);
		assert_true(pieces.digest == whole.digest);
	}
}

/* An item with `unit` n times in it. */
static struct feed_check with(const char *before, const char *unit, size_t n, const char *after) {
	struct feed_check c;
	struct str feed;

	str_init(&feed, 64u << 20);
	str_add_text(&feed, "{\"items\":[{\"id\":\"1\"");
	str_add_text(&feed, before);
	for (size_t i = 0; i < n; i++)
		str_add_text(&feed, unit);
	str_add_text(&feed, after);
	str_add_text(&feed, "},{\"id\":\"2\"}]}");
	feed_check_run(str_slice(&feed), 0, &c);
	str_finish(&feed);
	return c;
}

static void a_full_item_is_left_out(void **state) {
	(void)state;
	assert_int_equal(with(",\"x\":[0", ",0", LIMIT_JSON_ITEM_NODES - 9, "]").entries, 2);
	assert_int_equal(with(",\"x\":[0", ",0", LIMIT_JSON_ITEM_NODES, "]").entries, 1);
	size_t around = strlen("{\"id\":\"1\",\"x\":\"\"}");

	BELOW_TO_ABOVE(n, LIMIT_JSON_ITEM_BYTES)
		assert_int_equal(with(",\"x\":\"", "a", n - around, "\"").entries, n <= LIMIT_JSON_ITEM_BYTES ? 2 : 1);
}

static struct feed_check nested(size_t n) {
	struct feed_check c;
	struct str feed;

	str_init(&feed, 1u << 20);
	str_add_text(&feed, "{\"items\":[{\"id\":\"1\",\"x\":");
	for (size_t i = 0; i < n; i++)
		str_add_char(&feed, '[');
	for (size_t i = 0; i < n; i++)
		str_add_char(&feed, ']');
	str_add_text(&feed, "}]}");
	feed_check_run(str_slice(&feed), 0, &c);
	str_finish(&feed);
	return c;
}

static void a_deep_item_is_left_out(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_JSON_DEPTH) /* the item itself is a level */
		assert_int_equal(nested(n - 1).entries, n <= LIMIT_JSON_DEPTH);
	assert_true(nested(100000).report.limited);
}

static void what_comes_after_the_limit_is_not_read(void **state) {
	(void)state;
	struct feed_check c = with("},{\"x\":\"", "aaaaaaaaaaaaaaaa", LIMIT_JSON_BYTES / 16, "\"");

	assert_true(c.is_feed);
	assert_true(c.report.limited);
	assert_int_equal(c.entries, 1);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_is_read),
		cmocka_unit_test(version_one_has_one_author),
		cmocka_unit_test(ids_may_be_numbers),
		cmocka_unit_test(numbers_stay_as_they_are_written),
		cmocka_unit_test(one_thing_stands_for_a_list_of_one),
		cmocka_unit_test(lengths_are_told_in_many_ways),
		cmocka_unit_test(what_links_are_relative_to_is_written_out),
		cmocka_unit_test(other_json_is_no_feed),
		cmocka_unit_test(of_equal_keys_the_first_counts_and_case_matters),
		cmocka_unit_test(what_the_tree_would_trip_over_is_mended),
		cmocka_unit_test(a_comma_too_many_costs_nothing),
		cmocka_unit_test(a_bad_item_does_not_take_the_others_along),
		cmocka_unit_test(a_cut_feed_keeps_its_whole_items),
		cmocka_unit_test(a_head_after_the_items_is_told),
		cmocka_unit_test(pieces_of_any_size_are_the_same),
		cmocka_unit_test(a_full_item_is_left_out),
		cmocka_unit_test(a_deep_item_is_left_out),
		cmocka_unit_test(what_comes_after_the_limit_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
