/* test_parse_page.c: the feeds of a web page, as pages are written. */
#include "../support/test.h"

#include <bewust/parse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX 8
#define PAGE "http://example.org/dir/page"

struct found {
	struct arena arena;
	struct page_feed at[MAX];
	size_t count;
};

static void find(struct found *f, const char *html) {
	arena_init(&f->arena, 0);
	f->count = parse_page_feeds(slice_of(html), PAGE, &f->arena, f->at, MAX);
}

/* The addresses found, parted by spaces; those set aside in brackets, those only linked to behind a tilde. */
static void assert_finds(const char *html, const char *wanted) {
	struct found f;
	struct str got;

	find(&f, html);
	str_init(&got, 1 << 16);
	for (size_t i = 0; i < f.count; i++) {
		const char *url = f.at[i].url;

		if (!strncmp(url, "http://example.org", 18))
			url += 18;
		str_addf(&got, "%s%s%s%s%s", i ? " " : "", f.at[i].named ? "" : "~", f.at[i].aside ? "(" : "", url, f.at[i].aside ? ")" : "");
	}
	if (strcmp(str_slice(&got).len ? got.at : "", wanted) != 0)
		fail_msg("%s\ngave   %s\nnot    %s", html, got.len ? got.at : "nothing", wanted);
	str_finish(&got);
	arena_finish(&f.arena);
}

#define RSS "type=application/rss+xml"

static void links_are_read_however_they_are_written(void **state) {
	(void)state;
	assert_finds("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/a\">", "/a");
	assert_finds("<LINK REL='ALTERNATE' TYPE='Application/Atom+XML; charset=x' HREF='a?x&amp;y'/>", "/dir/a?x&y");
	assert_finds("<link rel=alternate " RSS " href=a>", "/dir/a");
	assert_finds("<link href=a\n\trel='home\n alternate\tnofollow' " RSS ">", "/dir/a");
	assert_finds("<link title='a > b' rel=alternate " RSS " href=/a>", "/a");
	assert_finds("<link title = \"it's > \" rel = alternate " RSS " href = /a>", "/a");
	assert_finds("<link title=\"never closed rel=x><link rel=alternate " RSS " href=/a>", "/a");
	assert_finds("<body><p>Words<link rel=alternate " RSS " href='//cdn.example/a'></body>", "http://cdn.example/a");
	assert_finds("<link rel=alternate type='application/xhtml+rss' href='feed:https://x.example/a'>", "https://x.example/a");
	assert_finds("<link rel=alternate " RSS " href='feed://x.example/a'>", "http://x.example/a");
	assert_finds("<link rel=feed href=/notes>", "/notes");
	assert_finds("<link rel=alternate href=/index.rss>", "/index.rss");
	assert_finds("<a rel=alternate " RSS " href=/a>x</a>", "/a");
}

static void an_address_in_an_attribute_keeps_what_looks_like_a_reference(void **state) {
	(void)state;
	assert_finds("<link rel=alternate " RSS " href='/f?a=1&section=2&copy=3&amp;reg=4'>", "/f?a=1&section=2&copy=3&reg=4");
}

static void the_first_base_counts(void **state) {
	(void)state;
	assert_finds("<base href='/b/'><base href='/c/'><link rel=alternate " RSS " href=a>", "/b/a");
	assert_finds("<base target=_blank><link rel=alternate " RSS " href=a>", "/dir/a");
	assert_finds("<basefont href='/b/'><linkx rel=alternate " RSS " href=a>", "");
}

static void what_is_no_markup_names_nothing(void **state) {
	static const char link[] = "<link rel=alternate " RSS " href=/no>";
	char page[400];

	(void)state;
	snprintf(page, sizeof page, "<!-- %s --><link rel=alternate " RSS " href=/yes>", link);
	assert_finds(page, "/yes");
	snprintf(page, sizeof page, "<script>var s = \"%s\";</script><STYLE>%s</STYLE><textarea>%s</textarea>", link, link, link);
	assert_finds(page, "");
	snprintf(page, sizeof page, "<script>%s", link);
	assert_finds(page, "");
	assert_finds("<link rel=alternate " RSS " href='javascript:x()'><link rel=alternate " RSS ">", "");
}

static void what_is_no_feed_is_none(void **state) {
	(void)state;
	assert_finds("<link rel=alternate hreflang=fr href=/fr><link rel=stylesheet type=text/css href=/c>"
		"<link rel=alternate type=application/json+oembed href=/o><link rel=alternate type=text/xml+oembed href=/o2>"
		"<link rel='alternate stylesheet' type=text/css href=/feed><link rel=alternate type=application/activity+json href=/@me>"
		"<link rel=alternate title=JSON type=application/json href=/wp-json/wp/v2/posts/1>"
		"<link rel=alternate media=handheld type=text/html href=/m>", "");
	assert_finds("<link rel=alternate type=application/json title='JSON Feed' href=/j><link rel=alternate type=text/xml href=/index.xml>", "/j /index.xml");
}

static void the_posts_come_before_the_comments(void **state) {
	(void)state;
	assert_finds("<link rel=alternate " RSS " title='Site &raquo; Comments Feed' href=/c><link rel=alternate " RSS " title='Site &raquo; Feed' href=/f>",
		"/f (/c)");
	assert_finds("<link rel=alternate " RSS " title='Reacties' href=/c><link rel=alternate " RSS " href=/comments/feed/>"
		"<link rel=alternate " RSS " href=/f>", "/f (/c) (/comments/feed/)");
}

static void the_same_in_another_format_is_set_aside(void **state) {
	(void)state;
	assert_finds("<link rel=alternate type=application/feed+json title='Notes (JSON)' href=/j><link rel=alternate " RSS " title='Notes RSS 2.0' href=/r>"
		"<link rel=alternate type=application/atom+xml title='Notes – Atom feed' href=/a>", "/r (/a) (/j)");
	assert_finds("<link rel=alternate " RSS " title=Notes href=/n><link rel=alternate type=application/atom+xml title=Pictures href=/p>", "/n /p");
	assert_finds("<link rel=alternate " RSS " title=RSS href=/news><link rel=alternate " RSS " title=RSS href=/sport>", "/news /sport");
	assert_finds("<link rel=alternate " RSS " href=/feed><link rel=alternate " RSS " href=http://www.example.org/feed/>", "/feed");
}

static void links_to_feeds_are_the_last_resort_of_a_page(void **state) {
	(void)state;
	assert_finds("<a href='/about'>About</a> <a href=/blog/feed/>Subscribe</a> <a href='rss.xml'>XML</a> <a href=/x.atom>x</a>",
		"~/blog/feed/ ~/dir/rss.xml ~/x.atom");
	assert_finds("<a href='/subscribe'><img src=x>RSS</a> <a href='/how-to-feed-a-cat'>Cats</a> <a href='/?feed=rss2'>x</a>", "~/?feed=rss2 ~/subscribe");
	assert_finds("<a href=/rss.xml>RSS</a><link rel=alternate " RSS " href=/named>", "/named");
	assert_finds("<a href='mailto:rss@example.org'>RSS</a><a>RSS</a>", "");
}

static void no_more_than_asked_for_and_the_best_of_them(void **state) {
	struct str html;
	struct found f;

	(void)state;
	str_init(&html, 1 << 20);
	for (int i = 0; i < 100; i++)
		str_addf(&html, "<link rel=alternate type=application/feed+json title=t%d href=/j%d>", i, i);
	str_add_text(&html, "<link rel=alternate " RSS " title=best href=/best>");
	find(&f, html.at);
	assert_int_equal(f.count, MAX);
	assert_string_equal(f.at[0].title, "best");
	arena_finish(&f.arena);
	str_finish(&html);
}

static void a_page_of_open_tags_takes_no_long_time(void **state) {
	struct found f;
	struct str html;

	(void)state;
	str_init(&html, 8 << 20);
	while (!html.full)
		str_add_text(&html, "<a href=\"x'><script><link title='y\"");
	find(&f, html.at);
	arena_finish(&f.arena);
	str_clear(&html);
	while (!html.full)
		str_add_text(&html, "<link rel=");
	find(&f, html.at);
	arena_finish(&f.arena);
	str_finish(&html);
}

static void assert_sends(const char *html, const char *wanted) {
	struct str url;

	str_init(&url, 4096);
	assert_int_equal(parse_page_refresh(slice_of(html), PAGE, &url), *wanted != '\0');
	if (*wanted)
		assert_string_equal(url.at, wanted);
	str_finish(&url);
}

static void a_page_may_send_its_readers_on(void **state) {
	(void)state;
	assert_sends("<meta http-equiv=refresh content='0; url=/new/'>", "http://example.org/new/");
	assert_sends("<META HTTP-EQUIV=\"Refresh\" CONTENT=\"0;URL='https://x.example/a'\">", "https://x.example/a");
	assert_sends("<meta http-equiv=refresh content='30'>", "");
	assert_sends("<meta name=refresh content='0; url=/new/'>", "");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_are_read_however_they_are_written),
		cmocka_unit_test(an_address_in_an_attribute_keeps_what_looks_like_a_reference),
		cmocka_unit_test(the_first_base_counts),
		cmocka_unit_test(what_is_no_markup_names_nothing),
		cmocka_unit_test(what_is_no_feed_is_none),
		cmocka_unit_test(the_posts_come_before_the_comments),
		cmocka_unit_test(the_same_in_another_format_is_set_aside),
		cmocka_unit_test(links_to_feeds_are_the_last_resort_of_a_page),
		cmocka_unit_test(no_more_than_asked_for_and_the_best_of_them),
		cmocka_unit_test(a_page_of_open_tags_takes_no_long_time),
		cmocka_unit_test(a_page_may_send_its_readers_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
