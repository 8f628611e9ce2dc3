/* test_parse_limits.c: each limit of limits.h at one below, at, and one above; what came whole before is kept. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void repeat(struct str *out, const char *text, size_t times) {
	for (size_t i = 0; i < times; i++)
		str_add_text(out, text);
}

/* Reads a feed and frees it. */
static struct feed_check read_all(struct str *feed) {
	struct feed_check c;

	feed_check_run(str_slice(feed), 0, &c);
	str_finish(feed);
	return c;
}

static bool json_has(struct str *feed, const char *text, struct parse_report *report) {
	struct err e = {0};
	char *json = feed_as_json(str_slice(feed), "http://a.example/", report, &e);
	bool has;

	if (!json)
		fail_msg("refused: %s", e.text);
	has = strstr(json, text);
	free(json);
	str_finish(feed);
	return has;
}

struct counted {
	size_t tags, authors, enclosures;
};

static bool count(void *ctx, const struct entry *e) {
	*(struct counted *)ctx = (struct counted){e->tag_count, e->author_count, e->enclosure_count};
	return true;
}

/* An item with `format` n times, a number in each. */
static struct counted item_of(const char *before, const char *after, size_t n, struct parse_report *report) {
	struct counted c = {0};
	struct parser *p = parser_new("", "", &(struct parse_handler){.on_entry = count, .ctx = &c});
	struct err e;
	struct str feed;

	str_init(&feed, 1u << 20);
	str_add_text(&feed, "<rss><item>");
	for (size_t i = 0; i < n; i++)
		str_addf(&feed, "%s%zu%s", before, i, after);
	str_add_text(&feed, "</item></rss>");
	assert_true(parser_feed(p, str_slice(&feed), &e));
	assert_true(parser_finish(p, report, &e));
	parser_free(p);
	str_finish(&feed);
	return c;
}

static void what_an_entry_has_many_of_is_counted(void **state) {
	struct parse_report report;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_TAGS) {
		assert_int_equal(item_of("<category>", "</category>", n, &report).tags, n < LIMIT_TAGS ? n : LIMIT_TAGS);
		assert_int_equal(report.limited, n > LIMIT_TAGS);
	}
	BELOW_TO_ABOVE(n, LIMIT_AUTHORS) {
		assert_int_equal(item_of("<author>", "</author>", n, &report).authors, n < LIMIT_AUTHORS ? n : LIMIT_AUTHORS);
		assert_int_equal(report.limited, n > LIMIT_AUTHORS);
	}
	BELOW_TO_ABOVE(n, LIMIT_ENCLOSURES) {
		assert_int_equal(item_of("<enclosure url='http://a.example/", "'/>", n, &report).enclosures, n < LIMIT_ENCLOSURES ? n : LIMIT_ENCLOSURES);
		assert_int_equal(report.limited, n > LIMIT_ENCLOSURES);
	}
}

static void prefixes_beyond_the_limit_mean_nothing(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_BINDINGS) {
		struct parse_report report;
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<rss");
		for (size_t i = 1; i < n; i++)
			str_addf(&feed, " xmlns:n%zu='urn:x'", i);
		str_add_text(&feed, " xmlns:q='http://purl.org/dc/elements/1.1/'><item><q:title>named</q:title></item></rss>");
		assert_int_equal(json_has(&feed, "\"named\"", &report), n <= LIMIT_BINDINGS);
		assert_int_equal(report.limited, n > LIMIT_BINDINGS);
	}
}

static void a_long_tag_in_broken_xml_is_text(void **state) {
	const char *before = "<enclosure url='http://a.example/x' y='", *after = "'/>";

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_TAG_BYTES) {
		struct parse_report report;
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<!DOCTYPE rss><rss><item>");
		str_add_text(&feed, before);
		repeat(&feed, "y", n - strlen(before) - strlen(after));
		str_add_text(&feed, after);
		str_add_text(&feed, "<title>after</title></item></rss>");
		assert_int_equal(json_has(&feed, "http://a.example/x", &report), n <= LIMIT_TAG_BYTES);
		assert_int_equal(report.entries, 1);
	}
}

/* Up to the limit its end may still come: the feed is cut off, and not broken. */
static void a_tag_that_never_ends_makes_a_feed_a_broken_one(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_TOKEN_BYTES) {
		struct feed_check c = {0};
		struct parser *p = parser_new("", "", &(struct parse_handler){NULL, NULL, NULL});
		struct str head, tag;
		struct err e;

		str_init(&head, 4096);
		str_init(&tag, 2 * LIMIT_TOKEN_BYTES);
		str_add_text(&head, "<rss><title>");
		repeat(&head, "head ", 200); /* past what is held back to find out the encoding */
		str_add_text(&head, "</title>");
		str_add_text(&tag, "<x y='");
		repeat(&tag, "y", n - tag.len);
		assert_true(parser_feed(p, str_slice(&head), &e));
		assert_true(parser_feed(p, str_slice(&tag), &e));
		assert_true(parser_finish(p, &c.report, &e));
		assert_int_equal(c.report.broken, n > LIMIT_TOKEN_BYTES);
		assert_true(c.report.truncated);
		parser_free(p);
		str_finish(&head);
		str_finish(&tag);
	}
}

static void texts_of_an_entry_are_limited_together(void **state) {
	static const char *const names[] = {"title", "description"};

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_ENTRY_BYTES) { /* the ends of both texts and of the id take a byte each */
		const size_t lengths[] = {LIMIT_TEXT_BYTES - 2, n - (LIMIT_TEXT_BYTES - 2) - strlen("id") - 3};
		struct parse_report report;
		struct str feed;

		str_init(&feed, 8u << 20);
		str_add_text(&feed, "<rss><item><guid>id</guid>");
		for (int i = 0; i < 2; i++) {
			str_addf(&feed, "<%s>", names[i]);
			repeat(&feed, "x", lengths[i]);
			str_addf(&feed, "</%s>", names[i]);
		}
		str_add_text(&feed, "</item><item><title>next</title></item></rss>");
		assert_true(json_has(&feed, "\"next\"", &report));
		assert_int_equal(report.entries, 2);
		assert_int_equal(report.limited, n > LIMIT_ENTRY_BYTES);
	}
}

static void texts_of_a_channel_are_limited_together(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_FEED_BYTES) { /* an empty base and the ends of both take a byte each */
		struct parse_report report;
		struct str feed;
		bool has;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<rss><description>");
		repeat(&feed, "d", n - strlen("http://a.example/") - strlen("kept") - 3);
		str_add_text(&feed, "</description><title>kept</title></rss>");
		has = json_has(&feed, "\"kept\"", &report);
		assert_int_equal(has, n <= LIMIT_FEED_BYTES);
		assert_int_equal(report.limited, n > LIMIT_FEED_BYTES);
	}
}

static void the_first_element_comes_soon_or_not_at_all(void **state) {
	const char *before = "<!--", *after = "--><rss";

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_SNIFF_BYTES)
		for (size_t piece = 0; piece < 2000; piece += 1999) {
			struct feed_check c;
			struct str feed;

			str_init(&feed, 1u << 20);
			str_add_text(&feed, before);
			repeat(&feed, "-", n - strlen(before) - strlen(after));
			str_add_text(&feed, after);
			str_add_text(&feed, "><item/></rss>");
			feed_check_run(str_slice(&feed), piece, &c);
			str_finish(&feed);
			assert_int_equal(c.is_feed, n <= LIMIT_SNIFF_BYTES);
		}
}

/* Finding the first element begins at the front: not again for each byte. */
static void bytes_that_come_one_by_one_are_no_slower(void **state) {
	struct feed_check c;
	struct str feed;
	clock_t began = clock();

	(void)state;
	str_init(&feed, 1u << 20);
	while (feed.len < LIMIT_SNIFF_BYTES - 16)
		str_add_text(&feed, "<!---->");
	str_add_text(&feed, "<rss><item/></rss>");
	feed_check_run(str_slice(&feed), 1, &c);
	str_finish(&feed);
	assert_int_equal(c.entries, 1);
	assert_in_range(clock() - began, 0, 2 * CLOCKS_PER_SEC);
}

static void a_document_is_read_to_a_depth(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_NEST) {
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<rss><item/>");
		repeat(&feed, "<x>", n - 1);
		repeat(&feed, "</x>", n - 1);
		str_add_text(&feed, "<item/></rss>");
		assert_int_equal(read_all(&feed).entries, n <= LIMIT_NEST ? 2 : 1);
	}
}

static void the_names_of_open_elements_are_limited(void **state) {
	const size_t length = 8192; /* of a name, with its end; 32 of them are the limit */

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_OPEN_BYTES) {
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<rss><item/>");
		for (size_t left = n - sizeof "rss"; left > 0; left -= left < length ? left : length) {
			str_add_char(&feed, '<');
			repeat(&feed, "x", (left < length ? left : length) - 1);
			str_add_char(&feed, '>');
		}
		assert_int_equal(read_all(&feed).report.limited, n > LIMIT_OPEN_BYTES);
	}
}

static void of_a_page_the_beginning_is_read(void **state) {
	const char *before = "<html><head>", *link = "<link rel=alternate type=application/rss+xml href=/feed>";

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_PAGE_BYTES) {
		struct parse_report report = {0};
		struct str page;
		struct err e = {0};

		str_init(&page, 1u << 20);
		str_add_text(&page, before);
		repeat(&page, " ", n - strlen(before) - strlen(link));
		str_add_text(&page, link);
		struct parser *p = parser_new("http://a.example/", "", &(struct parse_handler){NULL, NULL, NULL});

		assert_true(parser_feed(p, str_slice(&page), &e));
		assert_false(parser_finish(p, &report, &e));
		assert_int_equal(report.found_feed[0] != '\0', n <= LIMIT_PAGE_BYTES);
		parser_free(p);
		str_finish(&page);
	}
}

static void a_date_is_short(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_DATE_BYTES) {
		char text[LIMIT_DATE_BYTES + 2];
		const char *date = "2026-11-23";
		int64_t at;

		memset(text, ' ', n);
		memcpy(text + n - strlen(date), date, strlen(date));
		text[0] = '.'; /* or white space around it would be taken away */
		assert_int_equal(parse_date((struct slice){text, n}, &at), n <= LIMIT_DATE_BYTES);
	}
}

/* A list of that many bytes, with a channel at its end. */
static void a_list_is_read_to_a_length(void **state) {
	const char *line = "\nhttp://a.example/xy";
	struct str text;

	(void)state;
	str_init(&text, LIMIT_LIST_BYTES + 1);
	repeat(&text, "#123456\n", LIMIT_LIST_BYTES / 8 - 8);
	size_t before = text.len;

	BELOW_TO_ABOVE(n, LIMIT_LIST_BYTES) {
		struct outlines list;
		struct err e;

		str_cut(&text, before);
		repeat(&text, "#", n - before - strlen(line));
		str_add_text(&text, line);
		assert_true(parse_outlines(str_slice(&text), &list, &e));
		assert_int_equal(list.count, 1);
		assert_string_equal(list.at[0].url, n <= LIMIT_LIST_BYTES ? "http://a.example/xy" : "http://a.example/x");
		outlines_finish(&list);
	}
	str_finish(&text);
}

/* ---- JSON Feed ---- */

static void things_in_an_item_are_counted(void **state) {
	/* {"x":[0,0]}: colon, bracket, commas, bracket, brace */
	const size_t others = 4;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_JSON_ITEM_NODES) {
		struct feed_check c;
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "{\"items\":[{\"x\":[0");
		repeat(&feed, ",0", n - others);
		str_add_text(&feed, "]},{}]}");
		c = read_all(&feed);
		assert_int_equal(c.entries, n <= LIMIT_JSON_ITEM_NODES ? 2 : 1);
		assert_int_equal(c.report.limited, n > LIMIT_JSON_ITEM_NODES);
	}
}

static void what_stands_beside_the_items_is_limited(void **state) {
	const char *before = "{\"items\":[", *key = ",\"title\":\"late\",\"x\":\"", *after = "\"}";

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_JSON_HEAD_BYTES) {
		struct parse_report report;
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, before);
		str_add_text(&feed, "{\"id\":\"1\"}]");
		str_add_text(&feed, key);
		repeat(&feed, "x", n - strlen(before) - 1 - strlen(key) - strlen(after));
		str_add_text(&feed, after);
		assert_int_equal(json_has(&feed, "\"late\"", &report), n <= LIMIT_JSON_HEAD_BYTES);
		assert_int_equal(report.limited, n > LIMIT_JSON_HEAD_BYTES);
		assert_int_equal(report.entries, 1);
	}
}

static void a_document_is_read_to_a_length(void **state) {
	const char *json = "{\"items\":[{\"id\":\"1\"}]}";

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_JSON_BYTES) {
		struct feed_check c;
		struct str feed;

		str_init(&feed, 8u << 20);
		str_add_text(&feed, json);
		while (feed.len < n)
			str_add_char(&feed, ' ');
		c = read_all(&feed);
		assert_int_equal(c.report.limited, n > LIMIT_JSON_BYTES);
		assert_int_equal(c.entries, 1);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_entry_has_many_of_is_counted),
		cmocka_unit_test(prefixes_beyond_the_limit_mean_nothing),
		cmocka_unit_test(a_long_tag_in_broken_xml_is_text),
		cmocka_unit_test(a_tag_that_never_ends_makes_a_feed_a_broken_one),
		cmocka_unit_test(texts_of_an_entry_are_limited_together),
		cmocka_unit_test(texts_of_a_channel_are_limited_together),
		cmocka_unit_test(the_first_element_comes_soon_or_not_at_all),
		cmocka_unit_test(bytes_that_come_one_by_one_are_no_slower),
		cmocka_unit_test(a_document_is_read_to_a_depth),
		cmocka_unit_test(the_names_of_open_elements_are_limited),
		cmocka_unit_test(of_a_page_the_beginning_is_read),
		cmocka_unit_test(a_date_is_short),
		cmocka_unit_test(a_list_is_read_to_a_length),
		cmocka_unit_test(things_in_an_item_are_counted),
		cmocka_unit_test(what_stands_beside_the_items_is_limited),
		cmocka_unit_test(a_document_is_read_to_a_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
