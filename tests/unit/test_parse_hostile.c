/* test_parse_hostile.c: what strangers send to hurt: it ends in time, takes little memory, and what could be read was. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#define SLOWER 20 /* and no word on memory */
#else
#define SLOWER 1
#endif

/* The most that was ever taken: so whatever comes of one case, all of them stay below one bar. */
static long peak_kib(void) {
	static long at_first;
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	if (at_first == 0)
		at_first = usage.ru_maxrss;
	return usage.ru_maxrss - at_first;
}

struct cost {
	long ms, kib;
};

static bool one(void *ctx, const struct entry *e) {
	(void)e;
	++*(size_t *)ctx;
	return true;
}

/* `before`, then `unit` n times, then `after`, in pieces as they come from a network, none of which is kept. */
static struct cost read_long(const char *before, const char *unit, size_t n, const char *after, size_t *entries) {
	struct parser *p = parser_new("http://a.example/", "", &(struct parse_handler){.on_entry = one, .ctx = entries});
	struct parse_report report;
	struct str piece;
	struct err e;
	clock_t began = clock();

	*entries = 0;
	str_init(&piece, 1u << 20);
	parser_feed(p, slice_of(before), &e);
	for (size_t i = 0; i < n;) {
		str_clear(&piece);
		for (; i < n && piece.len < 16384; i++)
			str_add_text(&piece, unit);
		parser_feed(p, str_slice(&piece), &e);
	}
	parser_feed(p, slice_of(after), &e);
	parser_finish(p, &report, &e);
	parser_free(p);
	str_finish(&piece);
	return (struct cost){(long)((clock() - began) * 1000 / CLOCKS_PER_SEC), peak_kib()};
}

#define ITEM "<item><title>whole</title></item>"

static void attacks_by_entities_come_to_nothing(void **state) {
	static const char *const attacks[] = {
		"<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
			"<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>"
			"<rss>" ITEM "<item><title>&f;&f;&f;&f;&f;&f;&f;&f;</title></item></rss>",
		"<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><rss>" ITEM "<item><title>&a;</title></item></rss>",
		"<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss>" ITEM "<item><title>&a;</title></item></rss>",
		"<!DOCTYPE r [<!ENTITY a SYSTEM \"http://127.0.0.1/\">]><rss>" ITEM "<item><title>&a;</title></item></rss>",
		"<!DOCTYPE r SYSTEM \"file:///dev/zero\"><rss>" ITEM "</rss>",
		"<!DOCTYPE r PUBLIC \"-//X\" \"http://127.0.0.1/x.dtd\" [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]><rss>" ITEM "</rss>",
		"<!DOCTYPE r [<!ENTITY % a \"<!ENTITY b 'bbbbbbbb'>\"> %a; %a; %a;]><rss>" ITEM "<item><title>&b;</title></item></rss>",
		"<!DOCTYPE r [<!ATTLIST item x CDATA \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">]><rss>" ITEM "</rss>",
		"<!DOCTYPE r [<!ENTITY a \"<item><title>forged</title></item>\">]><rss>" ITEM "&a;</rss>",
		"<!DOCTYPE r [<!ENTITY a '&#38;#38;#38;#38;a;'>]><rss>" ITEM "<item><title>&a;&a;&a;</title></item></rss>",
		"<!DOCTYPE r [<!NOTATION n SYSTEM \"|id\"><!ENTITY a SYSTEM \"x\" NDATA n>]><rss>" ITEM "<item><title>&a;</title></item></rss>",
		"<rss xmlns:xi='http://www.w3.org/2001/XInclude'>" ITEM "<item><title><xi:include href='file:///etc/passwd' parse='text'/></title></item></rss>",
	};

	(void)state;
	assert_true(sizeof attacks / sizeof *attacks >= 12);
	for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
		size_t entries;
		struct cost cost = read_long(attacks[i], "", 0, "", &entries);
		struct err e = {0};
		char *json;

		assert_in_range(cost.ms, 0, 10 * SLOWER);
		assert_true(cost.kib <= 8192 * SLOWER);
		assert_in_range(entries, 1, 2);
		json = feed_as_json(slice_of(attacks[i]), "http://a.example/", NULL, &e);
		assert_non_null(strstr(json, "whole"));
		assert_null(strstr(json, "aaaaaaaaaaaaaaaaaaaa"));
		assert_null(strstr(json, "bbbbbbbb"));
		assert_null(strstr(json, "root:"));
		assert_null(strstr(json, "forged"));
		free(json);
	}
}

static void assert_cheap(const char *before, const char *unit, size_t n, const char *after, size_t least) {
	size_t entries;
	struct cost cost = read_long(before, unit, n, after, &entries);

	if (cost.ms > 1000 * SLOWER || (SLOWER == 1 && cost.kib > 32768) || entries < least)
		fail_msg("%s… %s: %ld ms, %ld KiB, %zu entries", before, unit, cost.ms, cost.kib, entries);
}

/* A second and 32 MiB each, whatever they send; 8 MiB is the most that is taken from a network, these send up to 20. */
static void what_goes_on_and_on_ends_soon(void **state) {
	static const struct {
		const char *before, *unit;
		size_t n;
		const char *after;
	} cases[] = {
		{"<rss>" ITEM, "<b>", 5000000, ""},
		{"<!DOCTYPE rss><rss>" ITEM, "<b>", 5000000, ""},
		{"<rss>" ITEM "<item><description>", "<b>", 1000000, ""},
		{"<rss>" ITEM, "</b>", 2000000, "</rss>"},
		{"<rss>" ITEM, "<item>", 1000000, ""},
		{"<rss>" ITEM "<item", " a='b'", 1000000, "></item></rss>"},
		{"<!DOCTYPE rss><rss>" ITEM "<item", " a='b'", 1000000, "></item></rss>"},
		{"<rss>" ITEM "<item x='", "&amp;", 1000000, "'></item></rss>"},
		{"<rss>" ITEM "<item><title>", "&nosuch;", 1000000, "</title></item></rss>"},
		{"<rss>" ITEM "<item><title>", "&#x202E;", 1000000, "</title></item></rss>"},
		{"<rss>" ITEM "<item><title>", "&", 8000000, "</title></item></rss>"},
		{"<rss>" ITEM "<item><title>", "<", 8000000, "</title></item></rss>"},
		{"<rss>" ITEM "<item><title><![CDATA[", "]]", 4000000, ""},
		{"<rss>" ITEM "<!--", "--", 4000000, ""},
		{"<rss>" ITEM "<?x ", "?", 8000000, ""},
		{"<rss>" ITEM, "<?x?>", 1600000, "</rss>"},
		{"<rss>" ITEM, "<![CDATA[x]]>", 600000, "</rss>"},
		{"<rss>" ITEM "<item>", "<category>c</category>", 400000, "</item></rss>"},
		{"<rss>" ITEM "<item>", "<enclosure url='http://a.example/'/>", 300000, "</item></rss>"},
		{"<rss>" ITEM "<item>", "<media:group><media:content url='u'/>", 200000, "</item></rss>"},
		{"<rss>" ITEM "<item>", "<dc:creator>c</dc:creator>", 300000, "</item></rss>"},
		{"<rss>" ITEM "<item>", "<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>", 200000, "</item></rss>"},
		{"<rss>" ITEM "<item><content:encoded>", "&lt;table>&lt;tr>&lt;td>", 300000, "</content:encoded></item></rss>"},
		{"<rss>" ITEM, "<x xmlns:a='b'>", 500000, ""},
		{"<rss>" ITEM, "<item xml:base='../x'><link>y</link>", 200000, ""},
		{"<feed><entry><title>whole</title></entry><entry><content type='xhtml'><div>", "<p>", 2000000, ""},
		{"<feed><entry><title>whole</title></entry>", "<entry/>", 1000000, ""},
		{"<feed><entry><title>whole</title></entry><entry><summary type='html'>", "&amp;amp;", 800000, "</summary></entry></feed>"},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":", "[", 8000000, ""},
		{"{\"items\":[{\"id\":\"whole\"},", "{\"id\":", 1000000, ""},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":\"", "\\u0000", 1000000, "\"}]}"},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":\"", "\\ud800", 1000000, "\"}]}"},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":1", ",\"x\":1", 1000000, "}]}"},
		{"{\"items\":[{\"id\":\"whole\"}", ",{}", 2000000, "]}"},
		{"{\"items\":[{\"id\":\"whole\"}", ",", 8000000, "]}"},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":", "1", 8000000, "}]}"},
		{"{\"items\":[{\"id\":\"whole\"},{\"tags\":[\"a\"", ",\"a\"", 1000000, "]}]}"},
		{"{\"items\":[{\"id\":\"whole\"},{\"x\":\"", "\xFF", 4000000, "\"}]}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_cheap(cases[i].before, cases[i].unit, cases[i].n / (SLOWER == 1 ? 1 : 20), cases[i].after, 1);
}

/* No feed in them, so nothing is read; nor does it take long to find out. */
static void what_is_no_feed_at_all_ends_soon(void **state) {
	static const char *const units[] = {"<", ">", "&", "\xFF", "\xFE\xFF", "<!--", "<?", "<!DOCTYPE", "<![CDATA[", "<!DOCTYPE x [", "<html>", "<link rel=alternate href=x>",
		"{", "[", "\"", "\\", " ", "\n", "<a ", "<rss", "xml", "\xEF\xBB\xBF", "+/v8", "\x1B$B", "\x4C\x6F\xA7\x94"};

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		assert_cheap("", units[i], 4000000 / strlen(units[i]) / SLOWER, "", 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attacks_by_entities_come_to_nothing),
		cmocka_unit_test(what_goes_on_and_on_ends_soon),
		cmocka_unit_test(what_is_no_feed_at_all_ends_soon),
	};

	peak_kib();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
