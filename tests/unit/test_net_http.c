/* test_net_http.c: what a fetch does with good and bad servers, against the tests' own. */
#include "../support/test.h"
#include "../../src/net/transfer.h"
#include "../../src/net/watch.h"
#include "../support/testserver.h"
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/net.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>


#define FEED "<rss version=\"2.0\"><channel><title>A feed</title></channel></rss>\n"
#define BIG_BYTES 100000
#define PAGE_BYTES 60000

static struct testserver server;
static char folder[] = "/tmp/bewust-net-XXXXXX";

/* What came of one request; the strings of the result are copies. */
struct answer {
	int times_done;
	struct http_result result;
	char type[128], url[2100], etag[4200], modified[128];
	struct str body;
	size_t stop_after;               /* bytes; 0: never */
	int status_seen;                 /* by on_body */
	unsigned order;
};
static unsigned done_count;

static bool take(void *ctx, const struct http_head *head, struct slice bytes) {
	struct answer *a = ctx;

	a->status_seen = head->status;
	str_add(&a->body, bytes);
	return a->stop_after == 0 || a->body.len < a->stop_after;
}

static void done(void *ctx, const struct http_result *result) {
	struct answer *a = ctx;

	a->times_done++;
	a->order = done_count++;
	a->result = *result;
	snprintf(a->type, sizeof a->type, "%s", result->head.content_type);
	snprintf(a->url, sizeof a->url, "%s", result->head.url);
	snprintf(a->etag, sizeof a->etag, "%s", result->etag);
	snprintf(a->modified, sizeof a->modified, "%s", result->last_modified);
}

static void answer_init(struct answer *a) {
	*a = (struct answer){0};
	str_init(&a->body, (size_t)16 << 20);
}

static struct http *http_with(const struct http_limits *limits) {
	struct http_limits usual;
	struct err e = {0};
	struct http *h;

	http_limits_default(&usual);
	h = http_new(limits ? limits : &usual, &e);
	if (!h)
		fail_msg("%s", e.text);
	return h;
}

static void run(struct http *h) {
	while (http_step(h, 100, -1) > 0)
		continue;
}

/* One request from beginning to end. */
static void get_with(const struct http_limits *limits, struct http_request request, struct answer *a) {
	struct http *h = http_with(limits);

	request.on_body = take;
	request.on_done = done;
	request.ctx = a;
	http_add(h, &request);
	run(h);
	http_free(h);
	assert_int_equal(a->times_done, 1);
}

static struct answer *get(const char *url) {
	static struct answer a;

	str_finish(&a.body);
	answer_init(&a);
	get_with(NULL, (struct http_request){.url = url}, &a);
	return &a;
}

#define URL(...) testserver_url(&server, __VA_ARGS__)

static void assert_says(const struct answer *a, const char *words) {
	if (!strstr(a->result.err.text, words))
		fail_msg("“%s” does not say “%s”", a->result.err.text, words);
}

static void assert_fails(const struct answer *a, enum err_kind kind, const char *words) {
	assert_false(a->result.ok);
	assert_says(a, words);
	assert_int_equal(a->result.err.kind, kind);
}

/* ---- answers ---- */

static void a_feed_comes_whole_with_its_validators(void **state) {
	struct answer *a = get(URL("/feed.xml"));

	(void)state;
	assert_true(a->result.ok);
	assert_int_equal(a->result.head.status, 200);
	assert_int_equal(a->status_seen, 200);
	assert_string_equal(a->type, "application/rss+xml; charset=utf-8");
	assert_string_equal(a->url, URL("/feed.xml"));
	assert_string_equal(a->body.at, FEED);
	assert_int_equal(a->result.bytes, strlen(FEED));
	assert_int_equal(a->etag[0], '"');
	assert_non_null(strstr(a->modified, "GMT"));
	assert_int_equal(a->result.retry_after_s, -1);
	assert_int_equal(a->result.fresh_s, -1);
	assert_false(a->result.moved_for_good);
}

static void validators_sent_back_give_not_modified(void **state) {
	char etag[4200], modified[128];
	struct answer again;
	struct answer *a = get(URL("/feed.xml"));

	(void)state;
	memcpy(etag, a->etag, sizeof etag);
	memcpy(modified, a->modified, sizeof modified);
	answer_init(&again);
	get_with(NULL, (struct http_request){.url = URL("/feed.xml"), .etag = etag, .last_modified = modified}, &again);
	assert_true(again.result.ok);
	assert_int_equal(again.result.head.status, 304);
	assert_int_equal(again.body.len, 0);
	again.times_done = 0;
	get_with(NULL, (struct http_request){.url = URL("/feed.xml"), .last_modified = modified, .etag = ""}, &again);
	assert_int_equal(again.result.head.status, 304);
	str_finish(&again.body);
}

static void a_weak_etag_with_quotes_goes_back_byte_for_byte(void **state) {
	struct answer again;
	struct answer *a = get(URL("/m/etagweird"));

	(void)state;
	assert_string_equal(a->etag, "W/\"a,\\\"b\"");
	answer_init(&again);
	get_with(NULL, (struct http_request){.url = URL("/m/etagweird"), .etag = a->etag}, &again);
	assert_int_equal(again.result.head.status, 304);
	str_finish(&again.body);
}

static void a_validator_that_would_end_its_line_is_not_sent(void **state) {
	struct answer a;

	(void)state;
	answer_init(&a);
	get_with(NULL, (struct http_request){.url = URL("/m/echo"), .etag = "\"a\"\r\nX-Injected: 1", .last_modified = "\n"}, &a);
	assert_null(strstr(a.body.at, "X-Injected"));
	assert_null(strstr(a.body.at, "If-"));
	str_finish(&a.body);
}

static void requests_are_honest_and_tell_nothing_more(void **state) {
	struct http *h = http_with(NULL);
	struct answer a[2];

	(void)state;
	for (int i = 0; i < 2; i++) { /* one after the other: the first brings a cookie */
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = URL("/m/echo"), .on_body = take, .on_done = done, .ctx = &a[i]});
		run(h);
		assert_non_null(strstr(a[i].body.at, "User-Agent: bewust/"));
		assert_non_null(strstr(a[i].body.at, "gzip"));
		assert_non_null(strstr(a[i].body.at, "application/rss+xml"));
		assert_null(strstr(a[i].body.at, "Cookie"));
		assert_null(strstr(a[i].body.at, "Referer"));
		assert_null(strstr(a[i].body.at, "Authorization"));
		str_finish(&a[i].body);
	}
	http_free(h);
}

static void packed_and_chunked_bodies_come_as_they_were(void **state) {
	struct answer *a = get(URL("/packed.xml"));

	(void)state;
	assert_true(a->result.ok);
	assert_string_equal(a->body.at, "Hello, hello, hello, hello.\n");
	assert_int_equal(a->result.bytes, 28);
	assert_int_not_equal(a->result.bytes_wire, 28);
	a = get(URL("/m/chunked/big.xml"));
	assert_true(a->result.ok);
	assert_int_equal(a->body.len, BIG_BYTES);
	assert_string_not_equal(a->etag, "\"of a trailer\"");
	a = get(URL("/m/empty"));
	assert_true(a->result.ok);
	assert_int_equal(a->body.len, 0);
}

static void errors_of_servers_are_answers_without_a_body(void **state) {
	static const int statuses[] = {404, 410, 500};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct answer *a = get(URL("/m/%d", statuses[i]));

		assert_true(a->result.ok);
		assert_int_equal(a->result.head.status, statuses[i]);
		assert_int_equal(a->body.len, 0);
	}
}

static void asking_to_come_back_later_is_heard_in_both_forms(void **state) {
	struct answer *a = get(URL("/m/429"));

	(void)state;
	assert_int_equal(a->result.head.status, 429);
	assert_int_equal(a->result.retry_after_s, 120);
	a = get(URL("/m/429date"));
	assert_in_range(a->result.retry_after_s, 119, 121);
	assert_int_equal(get(URL("/m/503"))->result.retry_after_s, 3600);
}

static void freshness_is_read_with_its_age(void **state) {
	(void)state;
	assert_int_equal(get(URL("/m/fresh"))->result.fresh_s, 1700);
	assert_in_range(get(URL("/m/expires"))->result.fresh_s, 7199, 7201);
	assert_int_equal(get(URL("/m/nocache"))->result.fresh_s, 0);
}

/* ---- redirects ---- */

static void redirects_are_followed_and_their_kind_is_told(void **state) {
	static const struct {
		const char *path;
		bool for_good;
	} cases[] = {
		{"/m/301/feed.xml", true}, {"/m/308/feed.xml", true}, {"/m/302/feed.xml", false}, {"/m/307/feed.xml", false},
		{"/m/hop5/feed.xml", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer *a = get(URL("%s", cases[i].path));

		assert_true(a->result.ok);
		assert_string_equal(a->body.at, FEED);
		assert_string_equal(a->url, URL("/feed.xml"));
		assert_int_equal(a->result.moved_for_good, cases[i].for_good);
	}
}

static void redirects_end_after_five(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_REDIRECTS)
		assert_int_equal(get(URL("/m/hop%zu/feed.xml", n))->result.ok, n <= LIMIT_REDIRECTS);
	assert_fails(get(URL("/m/hop6/feed.xml")), ERR_NET, "sends on more than 5 times");
	assert_fails(get(URL("/m/loop")), ERR_NET, "127.0.0.1: it sends on more than 5 times");
}

static void redirects_to_other_protocols_are_refused(void **state) {
	static const char *const places[] = {"ftp://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)",
		"data:text/xml,x"};

	(void)state;
	assert_fails(get(URL("/m/ftp")), ERR_NET, "neither http nor https");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		assert_false(get(URL("/m/to/%s", places[i]))->result.ok);
}

/* ---- broken and hostile answers ---- */

static void half_a_body_is_given_and_said(void **state) {
	struct answer *a = get(URL("/m/truncated/big.xml"));

	(void)state;
	assert_fails(a, ERR_TEMP, "127.0.0.1: the answer broke off after 50000 bytes");
	assert_int_equal(a->body.len, BIG_BYTES / 2);
	assert_int_equal(a->result.head.status, 200);
}

static void broken_servers_are_said_in_a_sentence(void **state) {
	(void)state;
	assert_fails(get(URL("/m/reset")), ERR_TEMP, "broke off");
	assert_fails(get(URL("/m/badgz")), ERR_NET, "could not be unpacked");
	assert_fails(get(URL("/m/nothttp")), ERR_NET, "does not speak HTTP");
	assert_fails(get(URL("/m/headerflood")), ERR_NET, "too many header lines");
	assert_fails(get("http://127.0.0.1:1/"), ERR_TEMP, "takes no connections");
	assert_fails(get("http://no-such-host.invalid/"), ERR_TEMP, "no-such-host.invalid: no server of this name");
}

static void what_is_no_address_of_the_web_is_refused_unasked(void **state) {
	static const char *const urls[] = {"", "file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "http://", "https:", "feed.xml",
		"exec:id", "//127.0.0.1/"};

	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct answer *a = get(urls[i]);

		assert_fails(a, ERR_USAGE, "is not an address of the web");
		assert_int_equal(a->result.head.status, 0);
	}
}

static void the_limit_counts_decoded_bytes(void **state) {
	static const struct {
		size_t bytes;
		bool ok;
	} cases[] = {{4095, true}, {4096, true}, {4097, false}};
	struct http_limits limits;

	(void)state;
	http_limits_default(&limits);
	limits.body_max = 4096;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a;

		answer_init(&a);
		get_with(&limits, (struct http_request){.url = URL("/m/bytes/%zu", cases[i].bytes)}, &a);
		assert_int_equal(a.result.ok, cases[i].ok);
		assert_int_equal(a.body.len, cases[i].bytes < 4096 ? cases[i].bytes : 4096);
		if (!cases[i].ok)
			assert_says(&a, "more than 4096 bytes");
		str_finish(&a.body);
	}
	BELOW_TO_ABOVE(n, LIMIT_BODY_BYTES)
		assert_int_equal(get(URL("/m/bytes/%zu", n))->result.ok, n <= LIMIT_BODY_BYTES);
	assert_fails(get(URL("/m/toolarge")), ERR_NET, "127.0.0.1: more than 8 MiB, stopped there");
}

static void a_gzip_bomb_stops_at_the_limit(void **state) {
	struct answer *a = get(URL("/m/bomb"));

	(void)state;
	assert_fails(a, ERR_NET, "more than 8 MiB");
	assert_int_equal(a->body.len, (size_t)8 << 20);
	assert_in_range(a->result.bytes_wire, 1000, 1 << 20);
}

/* A libcurl that does not know the packing says so; either way no more than the limit comes, and little of it on the wire. */
static void bombs_of_other_kinds_stop_at_the_limit_too(void **state) {
	static const char *const kinds[] = {"br", "zstd", "twice"};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct answer *a = get(URL("/m/bomb/%s", kinds[i]));

		assert_false(a->result.ok);
		assert_int_equal(a->result.err.kind, ERR_NET);
		assert_true(a->body.len <= LIMIT_BODY_BYTES);
		assert_true(a->result.bytes_wire < 1 << 16);
	}
}

static void a_reader_that_has_enough_is_heeded(void **state) {
	struct answer a;

	(void)state;
	answer_init(&a);
	a.stop_after = 1;
	get_with(NULL, (struct http_request){.url = URL("/m/chunked/big.xml")}, &a);
	assert_true(a.result.stopped);
	assert_false(a.result.ok);
	assert_int_equal(a.result.err.kind, ERR_NONE);
	assert_in_range(a.body.len, 1, BIG_BYTES - 1);
	str_finish(&a.body);
}

static void silence_ends_in_time(void **state) {
	struct http_limits limits;
	struct answer a;

	(void)state;
	http_limits_default(&limits);
	limits.total_ms = 300;
	answer_init(&a);
	get_with(&limits, (struct http_request){.url = URL("/m/hang")}, &a);
	assert_fails(&a, ERR_TEMP, "no answer in time");
	assert_in_range(a.result.ms, 250, 5000);
	get_with(&limits, (struct http_request){.url = URL("/m/drip")}, &(struct answer){0});
	str_finish(&a.body);
}

/* ---- where a request may go ---- */

static void an_address_that_nobody_typed_may_not_be_private(void **state) {
	struct http *h = http_with(NULL);
	struct answer a[2];

	(void)state;
	for (int i = 0; i < 2; i++) { /* nor over the connection that is open after the first, which somebody typed */
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = URL("/feed.xml"), .on_body = take, .on_done = done, .ctx = &a[i], .public_only = i == 1});
		run(h);
	}
	http_free(h);
	assert_true(a[0].result.ok);
	assert_fails(&a[1], ERR_NET, "leads to a private address");
	assert_int_equal(a[1].body.len, 0);
	str_finish(&a[0].body);
	str_finish(&a[1].body);
}

/* A machine at home that was taken over is not to bring us the secrets of ours. */
static void a_private_address_leads_to_no_link_local_one(void **state) {
	static const char *const places[] = {"169.254.169.254", "169.254.1", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "[::ffff:169.254.169.254]"};

	(void)state;
	assert_fails(get(URL("/m/private")), ERR_NET, "leads to a private address");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		assert_fails(get(URL("/m/to/http://%s/latest", places[i])), ERR_NET, "leads to a private address");
	assert_true(get(URL("/m/to/http://127.0.0.1:%d/feed.xml", server.port))->result.ok);
}

/* As when the DNS of a public name says 127.0.0.1: the transfer may not go where its address leads. */
static void a_name_is_not_followed_to_a_private_address(void **state) {
	const struct curl_calls *curl = curl_load(NULL);
	struct transfer *t = transfer_new(&(struct http_request){.url = URL("/feed.xml")});
	struct http_result result;
	struct http_limits limits;
	struct lane *lane;
	CURLMsg *message;
	CURLM *multi;
	struct clock clock = {0};
	struct watch watch;
	int left;

	(void)state;
	http_limits_default(&limits);
	lane = lane_new(curl, &limits, NULL);
	assert_non_null(lane);
	multi = curl->multi_init();
	assert_true(watch_init(&watch, curl, multi, &clock));
	lane_start(lane, t, 0);
	assert_false(lane->private_ok);
	curl->multi_add_handle(multi, lane->easy);
	while (!(message = curl->multi_info_read(multi, &left))) {
		watch_kick(&watch);
		watch_step(&watch, 100, -1);
	}
	assert_non_null(message);
	lane_result(lane, message->data.result, 0, &result);
	assert_false(result.ok);
	assert_int_equal(result.head.status, 0);
	assert_non_null(strstr(result.err.text, "leads to a private address"));
	curl->multi_remove_handle(multi, lane->easy);
	lane_stop(lane);
	lane_free(lane);
	transfer_free(t);
	curl->multi_cleanup(multi);
	watch_finish(&watch);
}

static void credentials_stay_with_their_own_address(void **state) {
	struct http *h = http_with(NULL);
	struct answer a[4];
	char url[4][256];

	(void)state;
	snprintf(url[0], sizeof url[0], "http://me:canary@127.0.0.1:%d/m/auth", server.port);
	snprintf(url[1], sizeof url[1], "http://127.0.0.1:%d/m/auth", server.port);
	snprintf(url[2], sizeof url[2], "http://me:canary@127.0.0.1:%d/m/302/m/auth", server.port);
	snprintf(url[3], sizeof url[3], "http://me:canary@127.0.0.1:%d/m/to/http://localhost:%d/m/auth", server.port, server.port);
	for (int i = 0; i < 4; i++) { /* on one handle, one after the other */
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = url[i], .on_body = take, .on_done = done, .ctx = &a[i]});
		run(h);
	}
	assert_string_equal(a[0].body.at, "Basic bWU6Y2FuYXJ5");
	assert_int_equal(a[1].result.head.status, 401);
	assert_string_equal(a[2].body.at, "Basic bWU6Y2FuYXJ5");
	assert_int_equal(a[3].result.head.status, 401);
	assert_null(strstr(a[3].url, "canary"));
	for (int i = 0; i < 4; i++)
		str_finish(&a[i].body);
	http_free(h);
}

static void credentials_are_never_in_an_error(void **state) {
	(void)state;
	assert_null(strstr(get("http://me:canary@127.0.0.1:1/?token=canary")->result.err.text, "canary"));
	assert_null(strstr(get("ftp://me:canary@127.0.0.1/?token=canary")->result.err.text, "canary"));
	assert_null(strstr(get("http://me:canary@no-such-host.invalid/")->result.err.text, "canary"));
}

/* ---- many at once ---- */

static long stat_of(const char *name) {
	struct answer *a = get(URL("/stats"));
	char key[64];
	const char *at;

	snprintf(key, sizeof key, "\"%s\":", name);
	at = strstr(a->body.at, key);
	assert_non_null(at);
	return strtol(at + strlen(key), NULL, 10);
}

static void a_host_is_asked_two_things_at_once_at_most(void **state) {
	enum { COUNT = 12 };
	struct http *h = http_with(NULL);
	struct answer a[COUNT];

	(void)state;
	get(URL("/stats/reset"));
	for (int i = 0; i < COUNT; i++) {
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = URL("/m/slow/20/feed.xml"), .on_body = take, .on_done = done, .ctx = &a[i]});
	}
	run(h);
	http_free(h);
	for (int i = 0; i < COUNT; i++) {
		assert_true(a[i].result.ok);
		assert_int_equal(a[i].times_done, 1);
		str_finish(&a[i].body);
	}
	assert_int_equal(stat_of("max_busy_host"), 2);
}

static void a_slow_host_holds_no_other_up(void **state) {
	enum { SLOW = 6, ALL = 12 };
	struct http_limits limits;
	struct answer a[ALL];
	struct http *h;
	char url[256];

	(void)state;
	http_limits_default(&limits);
	limits.jobs = 4;
	h = http_with(&limits);
	for (int i = 0; i < ALL; i++) {
		if (i < SLOW)
			snprintf(url, sizeof url, "http://slow.localhost:%d/m/slow/200/feed.xml", server.port);
		else
			snprintf(url, sizeof url, "http://h%d.localhost:%d/feed.xml", i, server.port);
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = url, .on_body = take, .on_done = done, .ctx = &a[i]});
	}
	http_step(h, 0, -1);
	assert_string_equal(http_slowest_host(h), "slow.localhost");
	run(h);
	assert_string_equal(http_slowest_host(h), "");
	http_free(h);
	for (int i = 0; i < ALL; i++) {
		assert_true(a[i].result.ok);
		str_finish(&a[i].body);
		for (int j = SLOW; i >= 2 && i < SLOW && j < ALL; j++)
			assert_true(a[j].order < a[i].order); /* all the others before the slow host's third */
	}
}

static int64_t milliseconds(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const struct answer *being_read;
static int broken_into;

static bool take_alone(void *ctx, const struct http_head *head, struct slice bytes) {
	broken_into += being_read && being_read != ctx;
	being_read = ctx;
	return take(ctx, head, bytes);
}

static void done_alone(void *ctx, const struct http_result *result) {
	if (being_read == ctx)
		being_read = NULL;
	done(ctx, result);
}

/* Who is whole makes room for the next request, while the others' bytes wait. */
static void bodies_that_came_together_are_read_one_by_one(void **state) {
	struct http *h = http_with(NULL);
	struct answer a[6];
	char url[256];

	(void)state;
	being_read = NULL;
	broken_into = 0;
	for (int i = 0; i < 6; i++) {
		snprintf(url, sizeof url, "http://h%d.localhost:%d/m/slow/200/page.xml", i, server.port);
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = url, .on_body = take_alone, .on_done = done_alone, .ctx = &a[i]});
	}
	for (int64_t from = milliseconds(); milliseconds() - from < 100;)
		http_step(h, 20, -1);
	nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL); /* all have come */
	run(h);
	assert_int_equal(broken_into, 0);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(a[i].body.len, PAGE_BYTES);
		str_finish(&a[i].body);
	}
	http_free(h);
}

static void what_is_unfinished_is_done_with_when_freed(void **state) {
	struct http *h = http_with(NULL);
	struct answer a[5];

	(void)state;
	for (int i = 0; i < 5; i++) {
		answer_init(&a[i]);
		http_add(h, &(struct http_request){.url = i < 4 ? URL("/m/hang") : "nonsense", .on_body = take, .on_done = done, .ctx = &a[i]});
	}
	while (http_slowest_host(h)[0] == '\0')
		http_step(h, 10, -1);
	http_free(h);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(a[i].times_done, 1);
		assert_false(a[i].result.ok);
		str_finish(&a[i].body);
	}
	assert_says(&a[0], "stopped before an answer came");
}

static struct http *adding_to;
static struct answer added;

static void add_one_more(void *ctx, const struct http_result *result) {
	done(ctx, result);
	http_add(adding_to, &(struct http_request){.url = URL("/feed.xml"), .on_body = take, .on_done = done, .ctx = &added});
}

static void a_request_may_be_added_when_another_is_done(void **state) {
	struct answer first;

	(void)state;
	answer_init(&first);
	answer_init(&added);
	adding_to = http_with(NULL);
	http_add(adding_to, &(struct http_request){.url = URL("/feed.xml"), .on_done = add_one_more, .ctx = &first});
	run(adding_to);
	assert_true(added.result.ok);
	assert_string_equal(added.body.at, FEED);
	http_add(adding_to, &(struct http_request){.url = URL("/m/hang"), .on_done = add_one_more, .ctx = &first});
	http_step(adding_to, 0, -1);
	http_free(adding_to); /* adds another while it closes */
	assert_int_equal(added.times_done, 2);
	str_finish(&added.body);
}

static void a_step_ends_when_it_is_woken(void **state) {
	struct http *h = http_with(NULL);
	int wake[2];
	int64_t from;

	(void)state;
	assert_int_equal(pipe(wake), 0);
	assert_int_equal(write(wake[1], "x", 1), 1);
	from = milliseconds();
	http_step(h, 5000, wake[0]);
	http_add(h, &(struct http_request){.url = URL("/m/hang"), .on_done = done, .ctx = &(struct answer){0}});
	for (int i = 0; i < 5; i++)
		http_step(h, 5000, wake[0]);
	assert_true(milliseconds() - from < 4000);
	http_free(h);
	close(wake[0]);
	close(wake[1]);
}

static void an_idle_step_without_anything_to_wait_for_returns(void **state) {
	struct http *h = http_with(NULL);
	int64_t from = milliseconds();

	(void)state;
	assert_int_equal(http_step(h, 5000, -1), 0);
	assert_true(milliseconds() - from < 1000);
	http_free(h);
}

/* ---- setting up ---- */

static void file_write(const char *name, const void *bytes, size_t len) {
	char path[256];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
}

/* "Hello, hello, hello, hello.\n" as gzip -9n packs it. */
static const unsigned char packed[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0xd7,
	0x51, 0xc8, 0xc0, 0xa4, 0xf4, 0xb8, 0x00, 0xac, 0x7d, 0xa7, 0x14, 0x1c, 0x00, 0x00, 0x00,
};

static int set_up(void **state) {
	char *big = mem_alloc(BIG_BYTES);

	(void)state;
	assert_non_null(mkdtemp(folder));
	file_write("feed.xml", FEED, strlen(FEED));
	file_write("packed.xml", "Hello, hello, hello, hello.\n", 28);
	file_write("packed.xml.gz", packed, sizeof packed);
	memset(big, 'x', BIG_BYTES);
	file_write("big.xml", big, BIG_BYTES);
	file_write("page.xml", big, PAGE_BYTES);
	free(big);
	return testserver_start(&server, folder) ? 0 : -1;
}

static int tear_down(void **state) {
	static const char *const names[] = {"feed.xml", "packed.xml", "packed.xml.gz", "big.xml", "page.xml"};
	char path[256];

	(void)state;
	testserver_stop(&server);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	return rmdir(folder);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_comes_whole_with_its_validators),
		cmocka_unit_test(validators_sent_back_give_not_modified),
		cmocka_unit_test(a_weak_etag_with_quotes_goes_back_byte_for_byte),
		cmocka_unit_test(a_validator_that_would_end_its_line_is_not_sent),
		cmocka_unit_test(requests_are_honest_and_tell_nothing_more),
		cmocka_unit_test(packed_and_chunked_bodies_come_as_they_were),
		cmocka_unit_test(errors_of_servers_are_answers_without_a_body),
		cmocka_unit_test(asking_to_come_back_later_is_heard_in_both_forms),
		cmocka_unit_test(freshness_is_read_with_its_age),
		cmocka_unit_test(redirects_are_followed_and_their_kind_is_told),
		cmocka_unit_test(redirects_end_after_five),
		cmocka_unit_test(redirects_to_other_protocols_are_refused),
		cmocka_unit_test(half_a_body_is_given_and_said),
		cmocka_unit_test(broken_servers_are_said_in_a_sentence),
		cmocka_unit_test(what_is_no_address_of_the_web_is_refused_unasked),
		cmocka_unit_test(the_limit_counts_decoded_bytes),
		cmocka_unit_test(a_gzip_bomb_stops_at_the_limit),
		cmocka_unit_test(bombs_of_other_kinds_stop_at_the_limit_too),
		cmocka_unit_test(a_reader_that_has_enough_is_heeded),
		cmocka_unit_test(silence_ends_in_time),
		cmocka_unit_test(an_address_that_nobody_typed_may_not_be_private),
		cmocka_unit_test(a_private_address_leads_to_no_link_local_one),
		cmocka_unit_test(a_name_is_not_followed_to_a_private_address),
		cmocka_unit_test(credentials_stay_with_their_own_address),
		cmocka_unit_test(credentials_are_never_in_an_error),
		cmocka_unit_test(a_host_is_asked_two_things_at_once_at_most),
		cmocka_unit_test(a_slow_host_holds_no_other_up),
		cmocka_unit_test(bodies_that_came_together_are_read_one_by_one),
		cmocka_unit_test(what_is_unfinished_is_done_with_when_freed),
		cmocka_unit_test(a_request_may_be_added_when_another_is_done),
		cmocka_unit_test(a_step_ends_when_it_is_woken),
		cmocka_unit_test(an_idle_step_without_anything_to_wait_for_returns),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
