/* test_flow_fetch.c: following and refreshing, against good and bad servers. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/hash.h>
#include <bewust/limits.h>
#include <bewust/path.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOUR 3600
#define URL(...) testserver_url(&w->server, __VA_ARGS__)

static const char *const three[] = {"a|First|A garden opens to everybody.|1", "b|Second|They planted a tree.|2", "c|Third|Rain at last.|3", NULL};

static bool follow(struct world *w, const char *typed, struct followed *out) {
	w->err = (struct err){0};
	return flow_channel_follow(w->flow, &(struct follow){.typed = typed, .themes = THEME(calm)}, &w->arena, out, &w->err);
}

static size_t channel_count(struct world *w) {
	struct channels all;

	assert_true(store_channels(flow_store(w->flow), &w->arena, &all, &w->err));
	return all.count;
}

/* The world's server by another name: hosts are told apart by it. */
static const char *at_host(struct world *w, const char *host, const char *path) {
	return arena_printf(&w->arena, "http://h%s.localhost:%d%s", host, w->server.port, path);
}

/* ---- following ---- */

static void follows_a_feed_and_has_its_items_at_once(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "feed.xml", "Good things", three);
	assert_true(follow(w, URL("/feed.xml"), &f));
	assert_false(f.was_there);
	assert_int_equal(f.items_new, 3);
	assert_string_equal(f.channel.title, "Good things");
	assert_int_equal(f.channel.items, 3);
	assert_int_equal(f.channel.themes, THEME(calm));
	assert_true(*f.channel.etag);
	assert_true(f.channel.due_at > WORLD_NOW);
	assert_true(follow(w, URL("/feed.xml"), &f));
	assert_true(f.was_there);
	assert_int_equal(channel_count(w), 1);
}

static void tells_an_address_from_one_that_begins_like_it(void **state) {
	struct world *w = *state;
	struct followed f;
	char longer[200];

	world_feed(w, "feed", "Short", three);
	snprintf(longer, sizeof longer, "%s", URL("/feed.xml"));
	world_follow(w, longer);
	assert_true(follow(w, URL("/feed"), &f));
	assert_false(f.was_there);
	assert_string_equal(f.channel.title, "Short");
	assert_int_equal(channel_count(w), 2);
}

static void follows_the_feed_that_a_page_names(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "feed.xml", "Named", three);
	assert_true(follow(w, URL("/m/html"), &f));
	assert_string_equal(f.channel.title, "Named");
	assert_true(f.choices >= 1);
	assert_true(*f.note);
	assert_int_equal(channel_count(w), 1);
}

static void finds_a_feed_beside_a_page_that_names_none(void **state) {
	struct world *w = *state;
	struct followed f;

	world_file(w, "page.html", "<!DOCTYPE html><html><head><title>A page</title></head><body><p>Words.</p></body></html>");
	assert_false(follow(w, URL("/page.html"), &f));
	assert_int_equal(w->err.kind, ERR_DATA);
	assert_int_equal(channel_count(w), 0);
	world_feed(w, "rss.xml", "Beside", three);
	assert_true(follow(w, URL("/page.html"), &f));
	assert_string_equal(f.channel.title, "Beside");
	assert_non_null(strstr(f.channel.url, "/rss.xml"));
}

static const char named[] = "<html><head><link rel=alternate type=application/rss+xml title='%s' href='%s'></head><body>%s</body></html>";

static void page(struct world *w, const char *name, const char *title, const char *feed, const char *body) {
	char text[600];

	snprintf(text, sizeof text, named, title, feed, body);
	world_file(w, name, text);
}

static void follows_what_a_page_links_to_where_it_names_none(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "notes.rss", "Linked", three);
	world_file(w, "page.html", "<!DOCTYPE html><html><body><a href='/gone.rss'>RSS</a> <a href='notes.rss'>RSS</a></body></html>");
	assert_true(follow(w, URL("/page.html"), &f));
	assert_string_equal(f.channel.title, "Linked");
	assert_non_null(strstr(f.note, "links"));
	assert_int_equal(f.choices, 0);
}

static void finds_a_feed_in_the_folder_of_a_page(void **state) {
	struct world *w = *state;
	struct followed f;
	char folder[200];

	snprintf(folder, sizeof folder, "%s/blog", w->www);
	assert_true(path_make_private(folder, &w->err));
	world_file(w, "blog/about.html", "<!DOCTYPE html><html><body>Words.</body></html>");
	world_feed(w, "rss.xml", "The site's", three);
	world_feed(w, "blog/index.xml", "The blog's", three);
	assert_true(follow(w, URL("/blog/about.html"), &f));
	assert_string_equal(f.channel.title, "The blog's");
}

static void goes_where_a_page_sends_its_readers(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "new.xml", "Moved house", three);
	page(w, "home.html", "News", "/new.xml", "Words.");
	world_file(w, "old.html", "<!DOCTYPE html><html><head><meta http-equiv=refresh content='0; url=/home.html'></head></html>");
	assert_true(follow(w, URL("/old.html"), &f));
	assert_string_equal(f.channel.title, "Moved house");
	world_file(w, "round.html", "<!DOCTYPE html><html><head><meta http-equiv=refresh content='0; url=/round.html'></head></html>");
	assert_false(follow(w, URL("/round.html"), &f));
	assert_int_equal(w->err.kind, ERR_DATA);
}

static void looks_beside_a_page_whose_feed_is_gone(void **state) {
	struct world *w = *state;
	struct followed f;

	page(w, "page.html", "News", "/gone.xml", "Words.");
	assert_false(follow(w, URL("/page.html"), &f));
	assert_non_null(strstr(w->err.text, "404"));
	world_feed(w, "atom.xml", "Still there", three);
	assert_true(follow(w, URL("/page.html"), &f));
	assert_string_equal(f.channel.title, "Still there");
}

static void asks_only_where_two_may_be_meant(void **state) {
	static const char also[] = "<link rel=alternate type=application/rss+xml title='%s' href='/other.xml'>";
	struct world *w = *state;
	struct followed f;
	char body[200];

	world_feed(w, "feed.xml", "Posts", three);
	snprintf(body, sizeof body, also, "Comments on News");
	page(w, "page.html", "News", "/feed.xml", body);
	assert_true(follow(w, URL("/page.html"), &f));
	assert_int_equal(f.choices, 2);
	assert_false(f.asks);
	assert_true(flow_channel_remove(w->flow, f.channel.id, &w->err));
	snprintf(body, sizeof body, also, "Pictures");
	page(w, "page.html", "News", "/feed.xml", body);
	assert_true(follow(w, URL("/page.html"), &f));
	assert_true(f.asks);
	assert_string_equal(f.channel.title, "Posts");
}

static void a_link_that_nobody_answers_is_not_the_end(void **state) {
	struct world *w = *state;
	struct followed f;

	world_file(w, "page.html", "<!DOCTYPE html><html><body><a href='/m/reset/a.rss'>RSS</a><a href='/m/reset/b.rss'>RSS</a></body></html>");
	world_feed(w, "feed.xml", "Beside", three);
	assert_true(follow(w, URL("/page.html"), &f));
	assert_string_equal(f.channel.title, "Beside");
}

static void follows_nothing_that_is_not_there(void **state) {
	struct world *w = *state;
	struct followed f;

	assert_false(follow(w, URL("/m/404/feed.xml"), &f));
	assert_int_equal(w->err.kind, ERR_NET);
	assert_non_null(strstr(w->err.text, "404"));
	assert_false(follow(w, URL("/m/empty"), &f));
	assert_false(follow(w, "file:///etc/passwd", &f));
	assert_false(follow(w, "", &f));
	assert_int_equal(channel_count(w), 0);
}

static void follows_what_cannot_be_reached_now_and_says_so(void **state) {
	struct world *w = *state;
	struct followed f;

	assert_true(follow(w, URL("/m/429"), &f));
	assert_non_null(strstr(f.note, "wants a pause until"));
	assert_string_equal(f.channel.error, "");       /* once is no trouble */
	assert_true(f.channel.due_at >= WORLD_NOW + HOUR);
	assert_true(follow(w, URL("/feed.xml"), &f));   /* not asked: so neither well nor ill */
	assert_non_null(strstr(f.note, "wants a pause until"));
	assert_string_equal(f.channel.error, "");
	assert_int_equal(f.channel.checked_at, DATE_NONE);
	assert_in_range(f.channel.due_at, WORLD_NOW + 120, WORLD_NOW + 132);
	assert_true(follow(w, at_host(w, "other", "/m/reset"), &f));
	assert_true(*f.channel.error);
	assert_true(follow(w, at_host(w, "mended", "/m/500/x"), &f));
	assert_non_null(strstr(f.channel.error, "its own trouble"));
	assert_int_equal(channel_count(w), 4);
}

/* ---- refreshing ---- */

static void asks_again_and_takes_what_changed(void **state) {
	static const char *const changed[] = {"d|Fourth|New here.|0", "a|First|A garden opens, and stays open.|1", "b|Second|They planted a tree.|2", NULL};
	struct world *w = *state;
	int64_t id;

	world_feed(w, "feed.xml", "Good things", three);
	id = world_follow(w, URL("/feed.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->news[0].status, FETCH_NEW);
	assert_int_equal(w->news[0].items_new, 3);
	assert_true(world_fetch(w, false));
	assert_int_equal(w->summary.channels, 0);      /* not due */
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].status, FETCH_SAME);
	assert_int_equal(w->news[0].http, 304);
	world_feed(w, "feed.xml", "Good things, and more", changed);
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 200);
	assert_int_equal(w->news[0].items_new, 1);
	assert_int_equal(w->news[0].items_updated, 1);
	assert_int_equal(world_items(w, id).count, 4);
	assert_string_equal(world_channel(w, id).title, "Good things, and more");
}

static void tells_each_kind_of_trouble_in_a_sentence(void **state) {
	static const struct { const char *path; enum fetch_status status; const char *says; } cases[] = {
		{"/m/404/x", FETCH_ERROR, "404"}, {"/m/410/x", FETCH_ERROR, "410"}, {"/m/500/x", FETCH_ERROR, "500"}, {"/m/429", FETCH_LATER, "429"},
		{"/m/503", FETCH_LATER, "503"}, {"/m/empty", FETCH_ERROR, "empty"}, {"/m/html", FETCH_ERROR, "page"}, {"/m/auth", FETCH_ERROR, "401"},
		{"/m/loop", FETCH_ERROR, ""}, {"/m/badgz", FETCH_ERROR, ""}, {"/m/nothttp", FETCH_ERROR, ""}, {"/m/reset", FETCH_ERROR, ""},
	};
	enum { CASES = sizeof cases / sizeof *cases };
	struct world *w = *state;
	int64_t id[CASES];
	size_t later = 0;

	for (int i = 0; i < CASES; i++)         /* a host that puts one off puts all off */
		id[i] = world_follow(w, cases[i].status == FETCH_LATER ? at_host(w, cases[i].path + 3, cases[i].path) : URL("%s", cases[i].path));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->news_count, CASES);
	for (int i = 0; i < CASES; i++) {
		const struct world_news *n = world_news_of(w, cases[i].path);
		struct channel c = world_channel(w, id[i]);

		assert_int_equal(n->status, cases[i].status);
		assert_true(*n->error);
		assert_non_null(strstr(n->error, cases[i].says));
		assert_int_equal(*c.error != '\0', n->status == FETCH_ERROR);
		assert_int_equal(c.errors, 1);
		assert_true(c.due_at >= WORLD_NOW + HOUR);
		later += n->status == FETCH_LATER;
	}
	assert_int_equal(w->summary.errors, CASES - later);
	assert_int_equal(w->summary.later, later);
	assert_false(flow_fetch_verdict(&w->summary, &w->err));
	assert_int_equal(w->err.kind, ERR_TEMP);
	assert_true(world_channel(w, id[1]).paused);  /* gone for good: it rests */
	assert_false(world_channel(w, id[0]).paused);
	assert_int_equal(world_channel(w, id[3]).due_at >= WORLD_NOW + HOUR, 1);
}

static void comes_back_when_the_server_said(void **state) {
	struct world *w = *state;
	int64_t id = world_follow(w, URL("/m/503"));   /* Retry-After: 3600 */

	assert_true(world_fetch(w, false));
	assert_in_range(world_channel(w, id).due_at, WORLD_NOW + HOUR, WORLD_NOW + HOUR + HOUR / 10);
	assert_int_equal(flow_due_after_trouble(0, 0, 50000, 7), 50000);
	assert_int_equal(flow_due_after_trouble(0, 0, 1 << 30, 7), 7 * 24 * HOUR);
}

static size_t count_of(struct world *w, enum fetch_status status, int http) {
	size_t count = 0;

	for (size_t i = 0; i < w->news_count; i++)
		count += w->news[i].status == status && w->news[i].http == http;
	return count;
}

static void a_pause_is_for_all_of_a_host_and_outlives_the_program(void **state) {
	struct world *w = *state;
	struct followed f;
	int64_t id[4];

	world_feed(w, "feed.xml", "Busy", three);
	world_follow(w, at_host(w, "busy", "/m/429"));         /* Retry-After: 120 */
	assert_true(world_fetch(w, false));
	assert_int_equal(count_of(w, FETCH_LATER, 429), 1);
	for (int i = 0; i < 4; i++)
		id[i] = world_follow(w, at_host(w, i < 3 ? "BUSY" : "calm", arena_printf(&w->arena, "/feed.xml?%d", i)));
	world_reopen(w);
	assert_true(world_fetch(w, true));                      /* not even when asked for */
	assert_int_equal(count_of(w, FETCH_LATER, 0), 4);
	assert_int_equal(count_of(w, FETCH_NEW, 200), 1);
	assert_non_null(strstr(world_news_of(w, "feed.xml?0")->error, "pause"));
	for (int i = 0; i < 3; i++) {
		assert_in_range(world_channel(w, id[i]).due_at, WORLD_NOW + 120, WORLD_NOW + 132);
		assert_int_equal(world_channel(w, id[i]).checked_at, DATE_NONE);
		assert_int_equal(world_channel(w, id[i]).errors, 0);
	}
	assert_true(follow(w, at_host(w, "busy", "/feed.xml?9"), &f));
	assert_true(*f.note);
	assert_int_equal(f.items_new, 0);
	flow_pass_time(w->flow, 133 * 1000);
	assert_true(world_fetch(w, false));
	assert_int_equal(count_of(w, FETCH_NEW, 200), 4);
}

static void a_pause_says_until_when_and_why(void **state) {
	struct world *w = *state;
	struct channel_pause *pauses;
	struct channels all;

	world_follow(w, at_host(w, "busy", "/m/429"));         /* Retry-After: 120 */
	world_follow(w, at_host(w, "mended", "/m/503"));
	world_follow(w, at_host(w, "well", "/m/404"));
	assert_true(world_fetch(w, false));
	assert_non_null(strstr(world_news_of(w, "/m/429")->error, "asked too much (429) and wants a pause until "));
	assert_non_null(strstr(world_news_of(w, "/m/503")->error, "under repair (503) and wants a pause until "));
	assert_true(store_channels(flow_store(w->flow), &w->arena, &all, &w->err));
	assert_true(flow_channel_pauses(w->flow, all.at, all.count, &w->arena, &pauses, &w->err));
	for (size_t i = 0; i < all.count; i++) {
		bool busy = strstr(all.at[i].url, "busy") != NULL;

		if (strstr(all.at[i].url, "well")) {
			assert_int_equal(pauses[i].until, DATE_NONE);
			continue;
		}
		assert_int_equal(pauses[i].until, WORLD_NOW + (busy ? 120 : HOUR));
		assert_non_null(strstr(pauses[i].words, busy ? "429" : "503"));
		assert_string_equal(all.at[i].error, "");
	}
}

static void what_is_gone_rests_until_the_reader_says_otherwise(void **state) {
	struct world *w = *state;
	int64_t id = world_follow(w, URL("/m/410/x"));
	struct channel c;

	assert_true(world_fetch(w, false));
	assert_non_null(strstr(w->news[0].error, "(410)"));
	assert_non_null(strstr(w->news[0].error, "it rests now"));
	c = world_channel(w, id);
	assert_true(c.paused);
	assert_null(strstr(c.error, "rests"));                  /* said of it as long as it does */
	flow_pass_time(w->flow, 60 * 1000);
	c.paused = false;
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(world_fetch(w, false));                     /* at once */
	assert_int_equal(w->summary.channels, 1);
	assert_true(world_channel(w, id).paused);
	assert_int_equal(world_channel(w, id).error_since, WORLD_NOW);
}

static void a_host_that_puts_one_off_is_asked_no_more(void **state) {
	struct world *w = *state;

	world_feed(w, "feed.xml", "Busy", three);
	for (int i = 0; i < 12; i++)
		world_follow(w, at_host(w, "busy", i ? arena_printf(&w->arena, "/m/slow/300/feed.xml?%d", i) : "/m/503"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->summary.later, 11);                 /* two at once: one was under way */
	assert_int_equal(w->summary.put_off, 10);
	assert_int_equal(count_of(w, FETCH_LATER, 0), 10);
	assert_true(flow_fetch_verdict(&w->summary, &w->err));
}

static void being_put_off_is_no_end_of_trouble(void **state) {
	struct world *w = *state;
	int64_t id = world_follow(w, URL("/m/500/x")), later = world_follow(w, at_host(w, "later", "/m/429"));
	struct channel c;

	for (int i = 1; i <= 3; i++) {
		assert_true(world_fetch(w, true));
		c = world_channel(w, later);
		assert_int_equal(c.errors, i);
		assert_int_equal(*c.error != '\0', i == 3);     /* twice may happen; now it is to be seen */
		flow_pass_time(w->flow, HOUR * 1000);
	}
	assert_non_null(strstr(c.error, "429"));
	assert_int_equal(c.error_since, WORLD_NOW + 2 * HOUR);
	c = world_channel(w, id);
	c.url = at_host(w, "other", "/m/429");
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(world_fetch(w, true));
	assert_non_null(strstr(world_channel(w, id).error, "500"));
	assert_int_equal(world_channel(w, id).error_since, WORLD_NOW);
	assert_true(world_channel(w, id).due_at >= WORLD_NOW + 3 * HOUR + 8 * HOUR);
}

static const struct channel_wishes none;

static void comes_when_the_feed_wants_to_be_asked(void **state) {
	enum { MONDAY = WORLD_NOW - 18 * HOUR };                /* 2026-11-23 is one */
	struct channel_wishes at_night = {.skip_hours = 0xFFF}, weekend = {.skip_days = 1 << 5 | 1 << 6}, both = {0, 0xFFF, 1}, always = {0, 0xFFFFFF, 0};

	(void)state;
	assert_int_equal(flow_due_after_success(MONDAY, &at_night, -1, 1000), MONDAY + 12 * HOUR);
	assert_int_equal(flow_due_after_success(MONDAY + 11 * HOUR, &at_night, -1, 1000), MONDAY + 12 * HOUR);
	assert_int_equal(flow_due_after_success(MONDAY + 13 * HOUR, &at_night, -1, 1000), MONDAY + 14 * HOUR);
	assert_int_equal(flow_due_after_success(MONDAY + 4 * DAY_S + HOUR, &weekend, -1, 0), MONDAY + 7 * DAY_S);
	assert_int_equal(flow_due_after_success(MONDAY, &weekend, -1, 0), MONDAY + DAY_S);
	assert_int_equal(flow_due_after_success(MONDAY, &both, -1, 1000), MONDAY + DAY_S + 12 * HOUR);
	assert_int_equal(flow_due_after_success(MONDAY, &always, -1, 1000), MONDAY + HOUR);
	always.skip_days = 0x7F;
	assert_int_equal(flow_due_after_success(MONDAY, &always, -1, 1000), MONDAY + HOUR);
}

static void remembers_what_the_feed_wishes(void **state) {
	static const char feed[] = "<rss version='2.0'><channel><title>T</title><ttl>180</ttl><skipHours><hour>22</hour></skipHours>%s</channel></rss>";
	struct world *w = *state;
	struct str items, text;
	int64_t id;

	str_init(&items, 1 << 16);
	str_init(&text, 1 << 16);
	for (int i = 0; i < 400; i++)                           /* of now: more often than every hour */
		str_addf(&items, "<item><guid>%d</guid><title>%d</title><pubDate>Mon, 23 Nov 2026 17:00:00 GMT</pubDate></item>", i, i);
	str_addf(&text, feed, items.at);
	world_file(w, "feed.xml", text.at);
	id = world_follow(w, URL("/feed.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(world_channel(w, id).due_at, WORLD_NOW + 3 * HOUR);
	flow_pass_time(w->flow, HOUR * 1000);
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 304);                 /* which says nothing of it; 22:00 is to be spared */
	assert_int_equal(world_channel(w, id).due_at, WORLD_NOW + 5 * HOUR);
	world_feed(w, "feed.xml", "T", three);
	assert_true(world_fetch(w, true));
	assert_int_equal(world_channel(w, id).wishes.ttl_minutes, 0);
	assert_int_equal(world_channel(w, id).due_at, WORLD_NOW + 2 * HOUR);
	str_finish(&items);
	str_finish(&text);
}

/* Warned-of words, counted links, torrents and a title said twice, as platforms send them. */
static void items_are_what_their_platforms_mean(void **state) {
	static const char feed[] = "<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><title>T</title>"
		"<item><guid>a</guid><description>&lt;p&gt;Content warning: news&lt;/p&gt;&lt;hr&gt;&lt;p&gt;It fell.&lt;/p&gt;</description></item>"
		"<item><guid>b</guid><title>B</title><link>http://feeds.example/~r/a/~3/x/</link><feedburner:origLink>https://a.example/1</feedburner:origLink></item>"
		"<item><guid>c</guid><title>C</title><enclosure url='http://a.example/c.torrent' type='application/x-bittorrent'/>"
		"<enclosure url='http://a.example/c.mp4' type='video/mp4'/></item>"
		"<item><guid>d</guid><title>Ten things</title><description>&lt;h3&gt;Ten things&lt;/h3&gt;&lt;p&gt;One.&lt;/p&gt;</description></item>"
		"</channel></rss>";
	struct world *w = *state;
	int64_t id;

	world_file(w, "feed.xml", feed);
	id = world_follow(w, URL("/feed.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(world_items(w, id).count, 4);
	for (size_t i = 0; i < 4; i++) {
		struct item item = world_items(w, id).at[i];

		if (strcmp(item.title, "B") == 0)
			assert_string_equal(item.url, "https://a.example/1");
		else if (strcmp(item.title, "C") == 0)
			assert_string_equal(item.media_url, "http://a.example/c.mp4");
		else if (strcmp(item.title, "Ten things") == 0)
			assert_string_equal(item.summary, "One.");
		else
			assert_string_equal(item.title, "Content warning: news");
	}
}

static void a_new_channel_is_asked_as_often_as_it_posts(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "feed.xml", "Three this week", three);
	assert_true(follow(w, URL("/feed.xml"), &f));
	assert_int_equal(f.channel.due_at, WORLD_NOW + DAY_S);
	world_feed(w, "often.xml", "Often", (const char *const[]){"a|A|x|1", "b|B|x|2", "c|C|x|3", "d|D|x|4", "e|E|x|5", "f|F|x|6", "g|G|x|7", NULL});
	assert_true(follow(w, URL("/often.xml"), &f));
	assert_int_equal(f.channel.due_at, WORLD_NOW + DAY_S / 2);
}

static void waits_longer_each_time_up_to_a_day(void **state) {
	(void)state;
	for (int errors = -1; errors < 40; errors++) {
		int64_t due = flow_due_after_trouble(0, errors, -1, (uint64_t)errors), least = (int64_t)HOUR << (errors < 0 ? 0 : errors < 5 ? errors : 5);

		if (least > 24 * HOUR)
			least = 24 * HOUR;
		assert_in_range(due, least, least + least / 10);
		assert_int_equal(due, flow_due_after_trouble(0, errors, -1, (uint64_t)errors));
	}
	assert_int_not_equal(flow_due_after_trouble(0, 3, -1, 1), flow_due_after_trouble(0, 3, -1, 2));
	assert_int_equal(flow_due_after_success(0, &none, -1, 0), 24 * HOUR);
	assert_int_equal(flow_due_after_success(0, &none, -1, 1000), HOUR);
	assert_int_equal(flow_due_after_success(0, &(struct channel_wishes){.ttl_minutes = 180}, -1, 1000), 3 * HOUR);
	assert_int_equal(flow_due_after_success(0, &none, 7200, 1000), 2 * HOUR);
	assert_int_equal(flow_due_after_success(0, &(struct channel_wishes){.ttl_minutes = INT32_MAX}, INT64_MAX, 1e300), 24 * HOUR);
	assert_int_equal(flow_due_after_pause(0, 600, 7), flow_due_after_pause(0, 600, 7));
	assert_in_range(flow_due_after_pause(0, 600, 7), 600, 660);
	assert_int_equal(flow_due_after_pause(0, INT64_MAX, 7), 7 * 24 * HOUR);
}

static void forgets_its_trouble_when_it_is_over(void **state) {
	struct world *w = *state;
	int64_t id = world_follow(w, URL("/late.xml"));

	assert_true(world_fetch(w, false));
	assert_true(*world_channel(w, id).error);
	assert_int_equal(world_channel(w, id).error_since, WORLD_NOW);
	flow_pass_time(w->flow, 2 * HOUR * 1000);
	world_feed(w, "late.xml", "Late", three);
	assert_true(world_fetch(w, false));
	assert_string_equal(world_channel(w, id).error, "");
	assert_int_equal(world_channel(w, id).errors, 0);
	assert_int_equal(world_channel(w, id).items, 3);
}

static void keeps_the_whole_entries_of_a_body_cut_in_half(void **state) {
	struct world *w = *state;
	int64_t id;
	size_t kept;

	world_feed(w, "feed.xml", "Half", (const char *const[]){"a|One|x|1", "b|Two|x|2", "c|Three|x|3", "d|Four|x|4", "e|Five|x|5", "f|Six|x|6", NULL});
	id = world_follow(w, URL("/m/truncated/feed.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->news[0].status, FETCH_ERROR);
	assert_non_null(strstr(w->news[0].error, "kept"));
	kept = world_items(w, id).count;
	assert_in_range(kept, 1, 5);
	assert_string_equal(world_channel(w, id).error, w->news[0].error);
	assert_string_equal(world_channel(w, id).etag, "");       /* or the rest would never be asked for */
	for (size_t i = 0; i < kept; i++)
		assert_string_equal(world_items(w, id).at[i].summary, "x");
}

static void tells_of_a_broken_feed_until_it_is_well(void **state) {
	static const char broken[] = "<rss><channel><title>Salt & Wind</title><item><guid>a</guid><title>One<br></title></item></channel></rss>";
	static const char whole[] = "<rss><channel><title>Salt &amp; Wind</title><item><guid>a</guid><title>One</title></item></channel></rss>";
	static const char cut[] = "<rss><channel><title>Salt &amp; Wind</title><item><guid>a</guid><title>One</title></item><item><title>Tw";
	struct world *w = *state;
	int64_t id;

	world_file(w, "feed.xml", broken);
	id = world_follow(w, URL("/feed.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->news[0].status, FETCH_NEW);
	assert_non_null(strstr(world_channel(w, id).flaw, "mended"));
	assert_string_equal(world_channel(w, id).error, "");
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 304);
	assert_non_null(strstr(world_channel(w, id).flaw, "mended"));
	world_file(w, "feed.xml", whole);
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, id).flaw, "");
	world_file(w, "feed.xml", cut);
	assert_true(world_fetch(w, true));
	assert_non_null(strstr(world_channel(w, id).error, "middle"));
	world_file(w, "feed.xml", whole);
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, id).error, "");
}

static void days_pass(struct world *w, int days) {
	flow_pass_time(w->flow, (int64_t)days * DAY_S * 1000);
}

static void believes_a_move_for_good_once_it_held_for_a_week(void **state) {
	struct world *w = *state;
	int64_t good, also, now;

	world_feed(w, "feed.xml", "Moved", three);
	world_feed(w, "other.xml", "Also", three);
	good = world_follow(w, URL("/m/301/feed.xml"));
	also = world_follow(w, URL("/m/308/other.xml"));
	now = world_follow(w, URL("/m/302/feed.xml"));
	for (int day = 0; day < 7; day += 2) {
		assert_true(world_fetch(w, true));
		assert_string_equal(world_channel(w, good).url, URL("/m/301/feed.xml"));
		days_pass(w, 2);
	}
	assert_int_equal(w->news[0].http, 304);
	assert_string_equal(world_channel(w, good).moved.to, URL("/feed.xml"));
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, good).url, URL("/feed.xml"));
	assert_string_equal(world_channel(w, also).url, URL("/other.xml"));
	assert_string_equal(world_channel(w, now).url, URL("/m/302/feed.xml"));
	assert_int_equal(world_channel(w, good).moved.times, 0);
	assert_int_equal(world_channel(w, good).items, 3);
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 304);
}

static void a_move_takes_no_password_along(void **state) {
	struct world *w = *state;
	int64_t id;

	world_feed(w, "feed.xml", "Moved", three);
	id = world_follow(w, URL("/m/301/feed.xml"));
	assert_true(flow_channel_set(w->flow, id, "header", "X-Token: canary", &w->err));
	for (int day = 0; day < 10; day += 2) {
		assert_true(world_fetch(w, true));
		days_pass(w, 2);
	}
	assert_string_equal(world_channel(w, id).url, URL("/m/301/feed.xml"));
	assert_int_equal(world_channel(w, id).items, 3);
}

static void comes_as_often_as_the_reader_set(void **state) {
	(void)state;
	assert_int_equal(flow_due_as_set(0, 30, &(struct channel_wishes){0}, -1), HOUR / 2);
	assert_int_equal(flow_due_as_set(0, 30, &(struct channel_wishes){.ttl_minutes = 90}, -1), HOUR * 3 / 2);
	assert_int_equal(flow_due_as_set(0, 30, &(struct channel_wishes){0}, INT64_MAX), DAY_S);
	assert_int_equal(flow_due_as_set(0, 60 * 48, &(struct channel_wishes){.ttl_minutes = 90}, INT64_MAX), 2 * DAY_S);
}

static void a_week_without_three_answers_is_no_move(void **state) {
	struct world *w = *state;
	int64_t id;

	world_feed(w, "feed.xml", "Moved", three);
	id = world_follow(w, URL("/m/301/feed.xml"));
	assert_true(world_fetch(w, true));
	days_pass(w, 30);
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, id).url, URL("/m/301/feed.xml"));
	assert_int_equal(world_channel(w, id).moved.times, 2);
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, id).url, URL("/feed.xml"));
}

static void a_move_that_is_taken_back_counts_anew(void **state) {
	struct channel c;
	struct world *w = *state;
	int64_t id;

	world_feed(w, "feed.xml", "Moved", three);
	id = world_follow(w, URL("/m/301/feed.xml"));
	assert_true(world_fetch(w, true));
	assert_true(world_fetch(w, true));
	days_pass(w, 8);
	c = world_channel(w, id);
	c.url = URL("/feed.xml");
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_int_equal(world_channel(w, id).moved.times, 0);
	c.url = URL("/m/301/feed.xml");
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(world_fetch(w, true));
	assert_string_equal(world_channel(w, id).url, URL("/m/301/feed.xml"));
	assert_int_equal(world_channel(w, id).moved.times, 1);
}

static void a_channel_that_moves_to_one_that_is_followed_rests(void **state) {
	struct world *w = *state;
	struct channel c;
	int64_t old;

	world_feed(w, "feed.xml", "There already", three);
	old = world_follow(w, URL("/m/301/feed.xml"));
	world_follow(w, URL("/feed.xml"));
	for (int i = 0; i < 3; i++) {
		assert_true(world_fetch(w, true));
		days_pass(w, 4);
	}
	c = world_channel(w, old);
	assert_string_equal(c.url, URL("/m/301/feed.xml"));
	assert_true(c.paused);
	assert_non_null(strstr(world_news_of(w, "/m/301/feed.xml")->error, "rests now"));
	assert_non_null(strstr(c.error, "followed already"));
	assert_null(strstr(c.error, "rests"));          /* the reader may let it go on */
	assert_int_equal(c.items, 3);
	assert_true(world_fetch(w, true));
	assert_int_equal(w->summary.channels, 1);
}

static void an_address_that_leads_to_a_followed_channel_is_followed_already(void **state) {
	struct world *w = *state;
	struct followed f;

	world_feed(w, "feed.xml", "Once", three);
	assert_true(follow(w, URL("/feed.xml"), &f));
	assert_true(follow(w, URL("/m/302/feed.xml"), &f));
	assert_true(f.was_there);
	assert_string_equal(f.channel.title, "Once");
	assert_int_equal(channel_count(w), 1);
}

static void sends_validators_back_byte_for_byte(void **state) {
	struct world *w = *state;
	int64_t id = world_follow(w, URL("/m/etagweird"));

	assert_true(world_fetch(w, false));
	assert_string_equal(world_channel(w, id).etag, "W/\"a,\\\"b\"");
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 304);
}

static void a_video_is_played_from_its_page_where_only_flash_is_named(void **state) {
	struct world *w = *state;

	world_file(w, "tube.xml", "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><title>Tube</title><entry><id>yt:video:abc</id>"
		"<title>A walk</title><link href='https://www.youtube.com/watch?v=abc'/><published>2026-11-22T10:00:00Z</published>"
		"<media:group><media:content url='https://www.youtube.com/v/abc?version=3' type='application/x-shockwave-flash'/></media:group></entry></feed>");
	world_follow(w, URL("/tube.xml"));
	assert_true(world_fetch(w, true));
	assert_int_equal(world_item(w, "A walk").kind, ITEM_VIDEO);
	assert_string_equal(world_item(w, "A walk").media_url, "");
	assert_string_equal(world_item(w, "A walk").url, "https://www.youtube.com/watch?v=abc");
}

static void a_channel_without_a_title_shows_no_password(void **state) {
	static const char feed[] = "<rss version='2.0'><channel><item><guid>a</guid><title>Said</title></item></channel></rss>";
	struct world *w = *state;

	world_file(w, "untitled.xml", feed);
	world_follow(w, URL("/untitled.xml?token=hidden123"));
	assert_true(world_fetch(w, true));
	assert_non_null(strstr(world_item(w, "Said").channel_title, "/untitled.xml"));
	assert_null(strstr(world_item(w, "Said").channel_title, "hidden123"));
}

static void channels_come_in_the_order_of_their_names(void **state) {
	static const char *const names[] = {"Part 10", "part 2", "Another"};
	struct world *w = *state;
	struct channels all;

	for (size_t i = 0; i < 3; i++) {
		char file[20];

		snprintf(file, sizeof file, "n%zu.xml", i);
		world_feed(w, file, names[i], three);
		world_follow(w, URL("/%s", file));
	}
	assert_true(world_fetch(w, true));
	assert_true(store_channels(flow_store(w->flow), &w->arena, &all, &w->err));
	assert_string_equal(all.at[0].title, "Another");
	assert_string_equal(all.at[1].title, "part 2");
	assert_string_equal(all.at[2].title, "Part 10");
}

/* ---- the same items by other names ---- */

/* Refreshes once with `before` as the items of the feed, once with `after`; what came new the second time. */
static int new_after(struct world *w, const char *before, const char *after) {
	static const char feed[] = "<rss version='2.0'><channel><title>Names</title>%s</channel></rss>";
	static int number;
	char text[4000], name[40];
	int64_t id;

	snprintf(name, sizeof name, "names%d.xml", ++number);
	snprintf(text, sizeof text, feed, before);
	world_file(w, name, text);
	id = world_follow(w, URL("/%s", name));
	assert_true(world_fetch(w, true));
	snprintf(text, sizeof text, feed, after);
	world_file(w, name, text);
	assert_true(world_fetch(w, true));
	for (size_t i = 0; i < w->news_count; i++)
		if (strcmp(w->news[i].url, world_channel(w, id).url) == 0)
			return w->news[i].items_new;
	fail_msg("%s was not asked", name);
	return -1;
}

#define AT "<pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate>"
#define AT_ANOTHER_ZONE "<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>"
#define NEXT_DAY "<pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>"

static void an_address_as_a_guid_is_one_by_any_scheme(void **state) {
	struct world *w = *state;

	assert_int_equal(new_after(w, "<item><guid>http://x.example/1</guid><title>One</title></item>",
		"<item><guid>https://x.example/1</guid><title>One</title></item>"), 0);
	assert_int_equal(new_after(w, "<item><link>http://x.example/1?p=2</link><title>One</title></item>",
		"<item><link>https://www.x.example/1?utm_source=feed&amp;p=2</link><title>One, mended</title></item>"), 0);
	assert_int_equal(new_after(w, "<item><guid>http://x.example/?p=1</guid><title>One</title></item>",
		"<item><guid>http://x.example/?p=2</guid><title>Two</title></item>"), 1);
	assert_int_equal(new_after(w, "<item><guid>http://x.example/log#1</guid><title>Log</title></item>",
		"<item><guid>http://x.example/log#2</guid><title>Log</title></item>"), 1);
}

static void other_software_with_other_guids_brings_nothing_back(void **state) {
	struct world *w = *state;

	assert_int_equal(new_after(w, "<item><guid isPermaLink='false'>tag:x,1</guid><link>http://x.example/one</link><title>One</title>" AT "</item>"
		"<item><guid isPermaLink='false'>tag:x,2</guid><link>http://x.example/two</link><title>Two</title>" AT "</item>",
		"<item><guid isPermaLink='false'>post-7</guid><link>https://x.example/one</link><title>One</title>" AT_ANOTHER_ZONE "</item>"
		"<item><guid isPermaLink='false'>post-8</guid><link>https://x.example/two</link><title>Two</title>" AT "</item>"
		"<item><guid isPermaLink='false'>post-9</guid><link>https://x.example/three</link><title>Three</title>" AT "</item>"), 1);
	assert_int_equal(new_after(w, "<item><guid>a</guid><link>http://x.example/one</link><title>One</title></item>",
		"<item><guid>b</guid><link>http://x.example/one</link><title>One</title></item>"), 0);
}

static void what_only_looks_alike_is_new(void **state) {
	struct world *w = *state;

	/* every day's picture has the same title and leads to the front page, or to one page for all */
	assert_int_equal(new_after(w, "<item><guid>a</guid><link>http://x.example/</link><title>Today</title></item>",
		"<item><guid>b</guid><link>http://x.example/</link><title>Today</title></item>"), 1);
	assert_int_equal(new_after(w, "<item><guid>a</guid><link>http://x.example/daily</link><title>Today</title>" AT "</item>",
		"<item><guid>b</guid><link>http://x.example/daily</link><title>Today</title>" NEXT_DAY "</item>"), 1);
	assert_int_equal(new_after(w, "<item><guid>a</guid><link>http://x.example/show</link><title>Part 1</title>" AT "</item>",
		"<item><guid>b</guid><link>http://x.example/show</link><title>Part 2</title>" AT "</item>"), 1);
}

static void words_without_a_name_or_a_link_are_one_by_title_and_time(void **state) {
	struct world *w = *state;

	assert_int_equal(new_after(w, "<item><title>Notice</title><description>Opne.</description>" AT "</item>",
		"<item><title>Notice</title><description>Open.</description>" AT "</item>"), 0);
	assert_int_equal(new_after(w, "<item><title>Notice</title><description>Open.</description>" AT "</item>",
		"<item><title>Notice</title><description>Closed.</description>" NEXT_DAY "</item>"), 1);
	assert_int_equal(new_after(w, "<item><title>Notice</title><description>Open.</description></item>",
		"<item><title>Notice</title><description>Closed.</description></item>"), 1);
}

static void two_entries_that_are_alike_do_not_take_turns(void **state) {
	static const char both[] = "<item><guid>a</guid><link>http://x.example/one</link><title>One</title><description>First.</description>" AT "</item>"
		"<item><guid>b</guid><link>http://x.example/one</link><title>One</title><description>Second.</description>" AT "</item>";
	struct world *w = *state;
	int64_t id;

	assert_int_equal(new_after(w, "", both), 1);
	id = world_item(w, "One").channel_id;
	for (int i = 0; i < 2; i++) {
		world_file(w, strrchr(world_channel(w, id).url, '/') + 1, both); /* read anew, though it is the same */
		assert_true(world_fetch(w, true));
		assert_int_equal(w->summary.items_new + w->summary.items_updated, 0);
	}
}

static void takes_entries_as_they_come(void **state) {
	struct world *w = *state;
	int64_t id;

	world_file(w, "odd.xml", "<rss version=\"2.0\"><channel><title>Odd</title>"
		"<item><guid>twice</guid><title>Kept</title></item>"
		"<item><guid>twice</guid><title>Dropped</title></item>"
		"<item></item>"
		"<item><guid>nothing</guid></item>"
		"<item><link>http://example.org/only-a-link</link></item>"
		"<item><guid>body</guid><description>No title, but words.</description></item>"
		"<item><guid>future</guid><title>Future</title><pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate></item>"
		"<item><guid>past</guid><title>Past</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>"
		"<item><guid>nonsense</guid><title>Nonsense</title><pubDate>soon</pubDate></item>"
		"</channel></rss>");
	id = world_follow(w, URL("/odd.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->news[0].items_new, 6);
	assert_int_equal(w->news[0].items_updated, 0);
	world_item(w, "Kept");
	world_item(w, "http://example.org/only-a-link");
	world_item(w, "No title, but words.");
	for (size_t i = 0; i < 3; i++) {
		struct item item = world_item(w, ((const char *const[]){"Future", "Past", "Nonsense"})[i]);

		assert_true(item.published_guessed);
		assert_in_range(item.published, WORLD_NOW - 10, WORLD_NOW);
	}
	flow_pass_time(w->flow, 60000);
	world_file(w, "gone.xml", "");
	struct channel c = world_channel(w, id);

	c.url = URL("/m/chunked/odd.xml");             /* the same once more, without its validators */
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(world_fetch(w, true));
	assert_int_equal(w->news[0].http, 200);
	assert_int_equal(w->news[0].items_new + w->news[0].items_updated, 0);
}

static void repeat(struct str *out, const char *text, size_t times) {
	for (size_t i = 0; i < times; i++)
		str_add_text(out, text);
}

/* Follows a channel of one item with these elements; it is in the world's arena. */
static struct item one_item(struct world *w, struct str *elements) {
	struct err e;
	struct ingest g;
	struct digest d;
	struct parse_report report;
	struct channel c;
	struct items items;
	struct str feed;

	str_init(&feed, 4u << 20);
	str_addf(&feed, "<rss><channel><title>Long</title><item><guid>%zu</guid>%s</item></channel></rss>", elements->len, elements->at);
	c = (struct channel){.url = arena_printf(&w->arena, "http://a.example/%u", (unsigned)hash_bytes(&(struct hash_key){1, 2}, str_slice(&feed))),
		.site = "", .title = "", .lang = "", .note = "", .credential = ""};
	assert_true(store_channel_add(flow_store(w->flow), &c, &(bool){false}, &w->err));
	ingest_init(&g, w->flow, &c);
	assert_true(ingest_bytes(&g, &d, str_slice(&feed), c.url, "", &report, &e));
	digest_finish(&d);
	ingest_finish(&g);
	str_finish(&feed);
	str_clear(elements);
	items = world_items(w, c.id);
	assert_int_equal(items.count, 1);
	return items.at[0];
}

/* What is cut off ends in " …" where people read it. */
static size_t cut_length(size_t n, size_t limit) {
	return n <= limit ? n : limit + strlen(" …");
}

static void cuts_what_is_too_long(void **state) {
	struct world *w = *state;
	struct str x;

	str_init(&x, 4u << 20);
	BELOW_TO_ABOVE(n, LIMIT_TITLE_BYTES) {
		str_add_text(&x, "<title>");
		repeat(&x, "t", n);
		str_add_text(&x, "</title>");
		assert_int_equal(strlen(one_item(w, &x).title), cut_length(n, LIMIT_TITLE_BYTES));
	}
	BELOW_TO_ABOVE(n, LIMIT_AUTHOR_BYTES) {
		str_add_text(&x, "<title>t</title><dc:creator>");
		repeat(&x, "a", n);
		str_add_text(&x, "</dc:creator>");
		assert_int_equal(strlen(one_item(w, &x).author), cut_length(n, LIMIT_AUTHOR_BYTES));
	}
	BELOW_TO_ABOVE(n, LIMIT_SUMMARY_BYTES) {
		str_add_text(&x, "<title>t</title><description>");
		repeat(&x, "s", n);
		str_add_text(&x, "</description>");
		assert_int_equal(strlen(one_item(w, &x).summary), n < LIMIT_SUMMARY_BYTES ? n : LIMIT_SUMMARY_BYTES);
	}
	BELOW_TO_ABOVE(n, LIMIT_TAGS_BYTES) { /* the one that passes it is left out; each has its end */
		str_add_text(&x, "<title>t</title><category>first</category><category>");
		repeat(&x, "c", n - sizeof "first" - 1);
		str_add_text(&x, "</category>");
		assert_int_equal(strlen(one_item(w, &x).tags), n <= LIMIT_TAGS_BYTES ? n - 1 : strlen("first"));
	}
	str_finish(&x);
}

static void cuts_off_the_links_that_are_too_many(void **state) {
	const size_t length = 1024; /* of an address, with its words and its end; 64 of them are the limit */
	struct world *w = *state;
	struct str x;

	str_init(&x, 4u << 20);
	BELOW_TO_ABOVE(n, LIMIT_LINKS_BYTES) {
		struct slice content, links;
		struct arena a;
		size_t number = 0;

		str_add_text(&x, "<title>t</title><description>");
		for (size_t left = n; left > 0; number++) {
			size_t take = left <= length + 1 ? left : length;

			str_addf(&x, "&lt;a href='http://a.example/%02zu", number);
			repeat(&x, "x", take - strlen("http://a.example/00") - strlen("\t\tx\n"));
			str_add_text(&x, "'>x&lt;/a> ");
			left -= take;
		}
		str_add_text(&x, "</description>");
		arena_init(&a, 0);
		assert_true(store_item_content(flow_store(w->flow), one_item(w, &x).id, &a, &content, &links, &w->err));
		assert_int_equal(slice_find(links, SLICE("/63")) < links.len, n <= LIMIT_LINKS_BYTES);
		assert_true(slice_find(links, SLICE("/62")) < links.len);
		arena_finish(&a);
	}
	str_finish(&x);
}

static void drops_what_is_unfinished_and_keeps_the_rest(void **state) {
	struct world *w = *state;
	struct fetch *x;
	int64_t quick, slow;

	world_feed(w, "feed.xml", "Quick", three);
	quick = world_follow(w, URL("/feed.xml"));
	slow = world_follow(w, URL("/m/hang"));
	assert_non_null(x = flow_fetch_begin(w->flow, &(struct fetch_options){0}, NULL, NULL, &w->err));
	do
		flow_fetch_summary(x, &w->summary);
	while (w->summary.done < 1 && flow_fetch_step(x, 50, -1));
	assert_true(flow_fetch_end(x, &w->summary, &w->err));
	assert_int_equal(w->summary.done, 1);
	world_reopen(w);
	assert_int_equal(world_channel(w, quick).items, 3);
	assert_int_equal(world_channel(w, slow).checked_at, DATE_NONE);
	assert_string_equal(world_channel(w, slow).error, "");
}

enum { MANY = 500 }; /* more than wait between reading and storing */

static void many_feed(struct world *w, const char *name) {
	struct str feed;

	str_init(&feed, 1 << 20);
	str_add_text(&feed, "<rss version=\"2.0\"><channel><title>Many</title>\n");
	for (int i = 0; i < MANY; i++)
		str_addf(&feed, "<item><guid>g%d</guid><title>Number %d</title><description>Text %d, and nothing else.</description></item>\n", i, i, i);
	str_add_text(&feed, "</channel></rss>\n");
	world_file(w, name, feed.at);
	str_finish(&feed);
}

static void check_many(struct world *w, int64_t channel) {
	struct item_query query = {.channel_id = channel, .limit = MANY + 1};
	struct items items = {0};
	char title[32];

	assert_true(store_items(flow_store(w->flow), &query, &w->arena, &items, &w->err));
	assert_int_equal(items.count, MANY);
	for (int i = 0; i < MANY; i++) {
		snprintf(title, sizeof title, "Number %d", i);
		assert_string_equal(items.at[i].title, title);
	}
}

static void stores_entries_in_the_order_of_their_feed(void **state) {
	struct world *w = *state;
	int64_t id;

	many_feed(w, "many.xml");
	id = world_follow(w, URL("/many.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(w->summary.items_new, MANY);
	check_many(w, id);
}

/* While the reading thread waits for room, too. */
static void ends_in_the_middle_of_a_feed_and_goes_on(void **state) {
	struct world *w = *state;
	struct fetch *x;
	int64_t id;

	many_feed(w, "many.xml");
	id = world_follow(w, URL("/many.xml"));
	assert_non_null(x = flow_fetch_begin(w->flow, &(struct fetch_options){0}, NULL, NULL, &w->err));
	while (world_channel(w, id).items == 0 && flow_fetch_step(x, 50, -1))
		;
	assert_true(flow_fetch_end(x, &w->summary, &w->err));
	world_reopen(w);
	assert_true(world_channel(w, id).items > 0);
	assert_true(world_fetch(w, true));
	check_many(w, id);
	assert_non_null(x = flow_fetch_begin(w->flow, &(struct fetch_options){.force = true}, NULL, NULL, &w->err));
	assert_true(flow_fetch_end(x, &w->summary, &w->err)); /* before anything was taken */
	check_many(w, id);
}

static void count_told(void *ctx, const struct fetch_news *n) {
	(void)n;
	++*(int *)ctx;
}

/* No disk is waited for: the clock stands still, so that nothing is committed by time. */
static void is_read_in_the_middle_and_committed_before_another_writes(void **state) {
	enum { TURN = 8 };                               /* entries at most before others have their turn */
	struct world *w = *state;
	struct store *s = flow_store(w->flow);
	struct fetch *x;
	int told = 0;
	int64_t id;

	many_feed(w, "many.xml");
	world_feed(w, "feed.xml", "Small", three);
	world_follow(w, URL("/feed.xml"));
	id = world_follow(w, URL("/many.xml"));
	assert_non_null(x = flow_fetch_begin(w->flow, &(struct fetch_options){0}, count_told, &told, &w->err));
	for (int before = 0, now = 0; flow_fetch_step(x, 50, -1) && now < MANY; before = now) {
		now = world_channel(w, id).items;
		assert_true(now - before <= TURN);
		if (now > 0)
			assert_true(store_in_transaction(s));
	}
	while (flow_fetch_summary(x, &w->summary), w->summary.done < 2 && flow_fetch_step(x, 50, -1))
		;
	assert_int_equal(told, 0);
	assert_true(store_in_transaction(s));
	assert_true(flow_not_now(w->flow, &w->err));
	assert_false(store_in_transaction(s));
	assert_int_equal(told, 2);
	assert_true(flow_fetch_end(x, &w->summary, &w->err));
	check_many(w, id);
}

static int64_t left_to_index(struct world *w) {
	int64_t left;

	assert_true(store_index_left(flow_store(w->flow), &left, &w->err));
	return left;
}

/* In small steps that share a commit, which anybody may have at any time. */
static void fills_the_index_without_being_in_the_way(void **state) {
	enum { STEP = 100 };
	struct world *w = *state;
	struct store *s = flow_store(w->flow);

	many_feed(w, "many.xml");
	world_follow(w, URL("/many.xml"));
	assert_true(world_fetch(w, false));
	assert_int_equal(left_to_index(w), MANY);
	while (left_to_index(w) == MANY)
		assert_true(flow_tidy_some(w->flow, &w->err));
	assert_int_equal(left_to_index(w), MANY - STEP);
	assert_true(store_in_transaction(s));
	assert_true(flow_not_now(w->flow, &w->err));
	assert_false(store_in_transaction(s));
	assert_true(flow_tidy_some(w->flow, &w->err));
	assert_true(world_fetch(w, true));
	assert_int_equal(left_to_index(w), MANY - 2 * STEP);
	assert_true(flow_tidy_some(w->flow, &w->err));
	world_reopen(w);
	assert_int_equal(left_to_index(w), MANY - 3 * STEP);
	while (flow_tidy_some(w->flow, &w->err))
		;
	assert_int_equal(left_to_index(w), 0);
	assert_false(store_in_transaction(flow_store(w->flow)));
}

static void leaves_what_rests_and_what_ships_alone(void **state) {
	struct world *w = *state;
	struct channel c;

	world_feed(w, "feed.xml", "Rests", three);
	c = world_channel(w, world_follow(w, URL("/feed.xml")));
	c.paused = true;
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	world_follow(w, "bewust:sample/none.xml");
	assert_true(world_fetch(w, true));
	assert_int_equal(w->summary.channels, 0);
	assert_true(flow_fetch_verdict(&w->summary, &w->err));
}

static void forgets_what_was_told_for_one_host_on_another(void **state) {
	struct world *w = *state;
	struct channel_setting *set;
	struct channel c;
	size_t count;

	c = world_channel(w, world_follow(w, "https://one.example/feed"));
	assert_true(flow_channel_set(w->flow, c.id, "user", "ann", &w->err));
	assert_true(flow_channel_set(w->flow, c.id, "header", "X-Key: secret", &w->err));
	assert_true(flow_channel_set(w->flow, c.id, "interval", "60", &w->err));
	c.url = "https://one.example/other";
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(store_channel_settings(flow_store(w->flow), c.id, &w->arena, &set, &count, &w->err));
	assert_int_equal(count, 3);
	c.url = "https://two.example/other";
	assert_true(flow_channel_edit(w->flow, &c, &w->err));
	assert_true(store_channel_settings(flow_store(w->flow), c.id, &w->arena, &set, &count, &w->err));
	assert_int_equal(count, 1);
	assert_string_equal(set[0].name, "interval");
}

/* ---- cut short ---- */

enum { FEEDS = 12 };

static void child_fetches(const struct world *w, int tell) {
	struct flow *f = flow_open(&w->options, NULL);
	struct fetch *x = f ? flow_fetch_begin(f, &(struct fetch_options){0}, NULL, NULL, NULL) : NULL;
	struct fetch_summary s = {0};

	while (x && flow_fetch_step(x, 50, -1)) {
		flow_fetch_summary(x, &s);
		if (s.done < FEEDS)
			continue;
		flow_fetch_settle(x);                    /* what 250 ms would have done: the clock stands still */
		if (write(tell, "", 1) != 1)
			_exit(1);
	}
	_exit(0);
}

static int rows_of_channels(struct world *w) {
	struct channels all;
	int rows = 0;

	assert_true(store_channels(flow_store(w->flow), &w->arena, &all, &w->err));
	for (size_t i = 0; i < all.count; i++)
		rows += all.at[i].items;
	return rows;
}

static void keeps_what_it_had_when_it_is_killed_and_goes_on(void **state) {
	struct world *w = *state;
	int ready[2], status;
	char byte;
	pid_t child;

	world_feed(w, "feed.xml", "Many", three);
	for (int i = 0; i < FEEDS; i++)
		world_follow(w, URL("/feed.xml?%d", i));
	world_follow(w, URL("/m/drip"));
	assert_int_equal(pipe(ready), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		child_fetches(w, ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status));
	world_reopen(w);
	assert_int_equal(rows_of_channels(w), 3 * FEEDS);
	assert_int_equal(world_items(w, 0).count, 3);  /* twelve channels tell the same three stories */
	struct fetch *x = flow_fetch_begin(w->flow, &(struct fetch_options){0}, NULL, NULL, &w->err);

	assert_non_null(x);
	flow_fetch_summary(x, &w->summary);
	assert_int_equal(w->summary.channels, 1);      /* only the one that was not done */
	flow_fetch_end(x, &w->summary, &w->err);
	close(ready[0]);
	close(ready[1]);
}

static void limit_files(rlim_t bytes) {
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, RLIM_INFINITY});
}

/* A full disk, as a limit on the size of files. */
static void takes_back_what_could_not_be_stored(void **state) {
	struct world *w = *state;
	char body[40001], item[40100];

	memset(body, 'x', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	snprintf(item, sizeof item, "b|Large|%s|1", body);
	assert_true(world_fetch(w, false));
	world_feed(w, "feed.xml", "Small and large", (const char *const[]){"a|Small|x|1", item, NULL});
	world_follow(w, URL("/feed.xml"));
	signal(SIGXFSZ, SIG_IGN);
	limit_files(4096);
	assert_false(world_fetch(w, false));
	limit_files(RLIM_INFINITY);
	assert_int_equal(w->err.kind, ERR_IO);
	assert_int_equal(w->news_count, 0);            /* nobody was told of what is not on disk */
	assert_false(flow_fetch_verdict(&w->summary, &w->err) && w->summary.done);
	world_reopen(w);
	assert_int_equal(world_items(w, 0).count, 0);
	w->err = (struct err){0};
	assert_true(world_fetch(w, false));
	assert_int_equal(world_items(w, 0).count, 2);
}

static int stop(void *ctx) {
	(void)ctx;
	return -1;
}

static void stops_asking_when_told_to(void **state) {
	struct world *w = *state;
	struct followed f;

	flow_meanwhile(w->flow, stop, -1, NULL);
	assert_false(follow(w, URL("/m/hang"), &f));
	assert_int_equal(w->err.kind, ERR_TEMP);
	assert_int_equal(channel_count(w), 0);
}

/* ---- lists ---- */

static void brings_lists_in_and_out(void **state) {
	struct world *w = *state;
	struct slice list = SLICE("http://a.example/feed calm \"~A\"\nhttp://b.example/feed\nexec:rm -rf /\n");
	struct imported in;
	struct str first, second;

	str_init(&first, 1 << 20);
	str_init(&second, 1 << 20);
	assert_true(flow_channels_import(w->flow, list, &w->arena, &in, &w->err));
	assert_int_equal(in.added, 2);
	assert_int_equal(in.skipped, 1);
	assert_true(flow_channels_import(w->flow, list, &w->arena, &in, &w->err));
	assert_int_equal(in.there_already, 2);
	assert_true(flow_channels_export(w->flow, &first, &w->err));
	assert_true(flow_channels_import(w->flow, str_slice(&first), &w->arena, &in, &w->err));
	assert_int_equal(in.there_already, 2);
	assert_true(flow_channels_export(w->flow, &second, &w->err));
	assert_string_equal(first.at, second.at);
	assert_false(flow_channels_import(w->flow, SLICE("<opml"), &w->arena, &in, &w->err) && in.added);
	str_finish(&first);
	str_finish(&second);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(follows_a_feed_and_has_its_items_at_once), T(tells_an_address_from_one_that_begins_like_it), T(follows_the_feed_that_a_page_names),
		T(finds_a_feed_beside_a_page_that_names_none), T(follows_what_a_page_links_to_where_it_names_none),
		T(finds_a_feed_in_the_folder_of_a_page), T(goes_where_a_page_sends_its_readers), T(looks_beside_a_page_whose_feed_is_gone),
		T(asks_only_where_two_may_be_meant), T(a_link_that_nobody_answers_is_not_the_end), T(follows_nothing_that_is_not_there), T(follows_what_cannot_be_reached_now_and_says_so),
		T(stops_asking_when_told_to), T(asks_again_and_takes_what_changed), T(tells_each_kind_of_trouble_in_a_sentence),
		T(comes_back_when_the_server_said), T(a_pause_is_for_all_of_a_host_and_outlives_the_program), T(a_host_that_puts_one_off_is_asked_no_more),
		T(a_pause_says_until_when_and_why), T(what_is_gone_rests_until_the_reader_says_otherwise),
		T(being_put_off_is_no_end_of_trouble), cmocka_unit_test(comes_when_the_feed_wants_to_be_asked), T(remembers_what_the_feed_wishes),
		T(items_are_what_their_platforms_mean),
		T(a_new_channel_is_asked_as_often_as_it_posts),
		cmocka_unit_test(waits_longer_each_time_up_to_a_day), T(forgets_its_trouble_when_it_is_over),
		T(keeps_the_whole_entries_of_a_body_cut_in_half), T(tells_of_a_broken_feed_until_it_is_well), T(believes_a_move_for_good_once_it_held_for_a_week),
		T(a_move_takes_no_password_along), cmocka_unit_test(comes_as_often_as_the_reader_set),
		T(a_week_without_three_answers_is_no_move), T(a_move_that_is_taken_back_counts_anew),
		T(a_channel_that_moves_to_one_that_is_followed_rests), T(an_address_that_leads_to_a_followed_channel_is_followed_already),
		T(a_video_is_played_from_its_page_where_only_flash_is_named), T(a_channel_without_a_title_shows_no_password), T(channels_come_in_the_order_of_their_names),
		T(an_address_as_a_guid_is_one_by_any_scheme),
		T(other_software_with_other_guids_brings_nothing_back), T(what_only_looks_alike_is_new),
		T(words_without_a_name_or_a_link_are_one_by_title_and_time), T(two_entries_that_are_alike_do_not_take_turns),
		T(sends_validators_back_byte_for_byte), T(takes_entries_as_they_come), T(cuts_what_is_too_long), T(cuts_off_the_links_that_are_too_many),
		T(drops_what_is_unfinished_and_keeps_the_rest), T(stores_entries_in_the_order_of_their_feed),
		T(ends_in_the_middle_of_a_feed_and_goes_on),
		T(is_read_in_the_middle_and_committed_before_another_writes), T(fills_the_index_without_being_in_the_way), T(leaves_what_rests_and_what_ships_alone),
		T(forgets_what_was_told_for_one_host_on_another),
		T(keeps_what_it_had_when_it_is_killed_and_goes_on), T(takes_back_what_could_not_be_stored), T(brings_lists_in_and_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
