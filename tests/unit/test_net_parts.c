/* test_net_parts.c: the parts of a fetch that need no network: where it may go, what header lines say, whose turn it is. */
#include "../support/test.h"
#include "../../src/net/header.h"
#include "../../src/net/hosts.h"
#include "../../src/net/reach.h"
#include <arpa/inet.h>
#include <bewust/limits.h>
#include <bewust/url.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>


/* ---- where a request may go ---- */

static bool public_address(const char *text) {
	struct sockaddr_in four = {.sin_family = AF_INET};
	struct sockaddr_in6 six = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return reach_public_address((const struct sockaddr *)(const void *)&four);
	assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return reach_public_address((const struct sockaddr *)(const void *)&six);
}

static void addresses_that_are_not_public_are_known(void **state) {
	static const char *const not_public[] = {
		"127.0.0.1", "127.255.255.255", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
		"64:ff9b::7f00:1", "2002:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1",
	};
	static const char *const is_public[] = {
		"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255",
		"223.255.255.255", "2606:4700::1", "::ffff:1.1.1.1", "64:ff9b::101:101",
	};

	(void)state;
	for (size_t i = 0; i < sizeof not_public / sizeof *not_public; i++)
		if (public_address(not_public[i]))
			fail_msg("%s is taken for public", not_public[i]);
	for (size_t i = 0; i < sizeof is_public / sizeof *is_public; i++)
		if (!public_address(is_public[i]))
			fail_msg("%s is not taken for public", is_public[i]);
}

static bool redirect(const char *from, const char *location, bool private_ok, char to[URL_MAX]) {
	struct str url;
	struct err e = {0};
	bool ok;

	str_init(&url, URL_MAX);
	ok = reach_redirect(from, slice_of(location), private_ok, &url, &e);
	assert_int_equal(e.kind, ok ? ERR_NONE : ERR_NET);
	if (!ok && !strstr(e.text, "example.org: it sends on"))
		fail_msg("“%s” does not say what happened", e.text);
	if (strstr(e.text, "canary"))
		fail_msg("“%s” tells a secret", e.text);
	text_copy(to, URL_MAX, str_slice(&url));
	str_finish(&url);
	return ok;
}

static void a_public_address_is_never_sent_on_to_a_private_one(void **state) {
	static const char *const places[] = {
		"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://[::1]/",
		"http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest", "http://192.168.0.1/", "http://localhost:8080/", "http://LOCALHOST./",
		"http://feeds.localhost/", "http://printer.local/", "http://nas/", "http://router.lan/", "//10.0.0.1/x", "http://a@127.0.0.1/",
		"http://\xE2\x91\xA0\x32\x37.0.0.1/" /* a circled one, then 27 */,
	};
	char to[URL_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (redirect("http://example.org/feed", places[i], false, to))
			fail_msg("%s is followed to %s", places[i], to);
	assert_true(redirect("http://192.168.0.1/feed", "http://192.168.0.2/", true, to));
	assert_false(redirect("http://example.org/feed", "http://192.168.0.1/", true, to)); /* where a private one sent it before */
}

static void tls_is_never_left_by_a_redirect(void **state) {
	char to[URL_MAX];

	(void)state;
	assert_false(redirect("https://example.org/feed", "http://example.org/feed", true, to));
	assert_true(redirect("http://example.org/feed", "https://example.org/feed", false, to));
	assert_true(redirect("https://example.org/a/feed", "../b/feed", false, to));
	assert_string_equal(to, "https://example.org/b/feed");
	assert_true(redirect("https://example.org/a", "//example.net/b", false, to));
	assert_string_equal(to, "https://example.net/b");
}

static void credentials_go_along_to_the_same_place_only(void **state) {
	static const struct {
		const char *from, *location, *to;
	} rows[] = {
		{"http://me:canary@example.org/a", "/b", "http://me:canary@example.org/b"},
		{"http://me:canary@example.org/a", "http://example.org/b", "http://me:canary@example.org/b"},
		{"http://me:canary@example.org/a", "https://example.org/b", "https://me:canary@example.org/b"},
		{"http://me:canary@example.org/a", "http://example.org:8080/b", "http://example.org:8080/b"},
		{"http://me:canary@example.org:8080/a", "https://example.org:8080/b", "https://example.org:8080/b"},
		{"http://me:canary@example.org/a", "http://example.net/b", "http://example.net/b"},
		{"http://me:canary@example.org/a", "http://www.example.org/b", "http://www.example.org/b"},
		{"http://me:canary@example.org/a", "//other:own@example.net/b", "http://example.net/b"},
		{"http://example.org/a", "http://other:own@example.org/b", "http://example.org/b"},
		{"http://me:canary@example.org/a", "/b?at=x@y", "http://me:canary@example.org/b?at=x@y"},
	};
	char to[URL_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(redirect(rows[i].from, rows[i].location, false, to));
		assert_string_equal(to, rows[i].to);
	}
}

/* ---- header lines ---- */

static int64_t noon(const char *text) {
	return strcmp(text, "noon") == 0 ? 43200 : strcmp(text, "one") == 0 ? 46800 : -1;
}

static void lines(struct header *h, const char *text) {
	struct slice rest = slice_of(text), line;

	header_clear(h);
	while (slice_split(&rest, '\n', &line))
		if (line.at && rest.at)
			assert_true(header_line(h, (struct slice){line.at, line.len + 1}));
}

static void only_the_last_answer_counts(void **state) {
	struct header h;

	(void)state;
	header_init(&h);
	lines(&h, "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\nHTTP/2 200\r\nETAG:\"late\"  \r\nEtag: \"second\"\r\n\r\nETag: \"trailer\"\r\n");
	assert_int_equal(h.status, 200);
	assert_true(h.whole);
	assert_string_equal(h.etag.at, "\"late\"");
	lines(&h, "HTTP/1.1 nonsense\r\n\r\n");
	assert_int_equal(h.status, 0);
	assert_false(h.whole);
	header_finish(&h);
}

static void retry_after_is_read_by_the_servers_clock(void **state) {
	struct header h;

	(void)state;
	header_init(&h);
	lines(&h, "HTTP/1.1 429 x\r\nDate: noon\r\nRetry-After: one\r\n\r\n");
	assert_int_equal(header_retry_after(&h, noon, 99), 3600);
	lines(&h, "HTTP/1.1 429 x\r\nRetry-After: one\r\n\r\n");
	assert_int_equal(header_retry_after(&h, noon, 46000), 800);
	assert_int_equal(header_retry_after(&h, noon, 50000), 0);
	lines(&h, "HTTP/1.1 429 x\r\nRetry-After: 99999999999999999999\r\n\r\n");
	assert_int_equal(header_retry_after(&h, noon, 0), FRESH_MAX_S);
	lines(&h, "HTTP/1.1 429 x\r\nRetry-After: -5\r\n\r\n");
	assert_int_equal(header_retry_after(&h, noon, 0), -1);
	lines(&h, "HTTP/1.1 429 x\r\n\r\n");
	assert_int_equal(header_retry_after(&h, noon, 0), -1);
	header_finish(&h);
}

static void freshness_follows_the_stronger_word(void **state) {
	struct header h;

	(void)state;
	header_init(&h);
	lines(&h, "HTTP/1.1 200 x\r\nCache-Control: public\r\nCache-Control: s-maxage=5, Max-Age=\"60\"\r\nExpires: one\r\nAge: 70\r\n\r\n");
	assert_int_equal(header_fresh(&h, noon, 0), 0);
	lines(&h, "HTTP/1.1 200 x\r\nCache-Control: max-age=x\r\nExpires: one\r\nDate: noon\r\n\r\n");
	assert_int_equal(header_fresh(&h, noon, 0), 3600);
	lines(&h, "HTTP/1.1 200 x\r\nExpires: 0\r\n\r\n");
	assert_int_equal(header_fresh(&h, noon, 0), 0);
	lines(&h, "HTTP/1.1 200 x\r\n\r\n");
	assert_int_equal(header_fresh(&h, noon, 0), -1);
	header_finish(&h);
}

/* Whether an answer is read whose second line has that many bytes; *h is left as it was read. */
static bool second_line(struct header *h, const char *name, size_t bytes) {
	static char line[LIMIT_HEADER_BYTES + 2];

	header_init(h);
	assert_true(header_line(h, SLICE("HTTP/1.1 200 OK\r\n")));
	memset(line, 'e', sizeof line);
	memcpy(line, name, strlen(name));
	return header_line(h, (struct slice){line, bytes});
}

static void header_lines_have_an_end(void **state) {
	struct header h;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_HEADER_BYTES) { /* of all lines together */
		assert_int_equal(second_line(&h, "X-A: ", n - strlen("HTTP/1.1 200 OK\r\n")), n <= LIMIT_HEADER_BYTES);
		header_finish(&h);
	}
}

static void a_validator_is_whole_or_not_there(void **state) {
	struct header h;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_VALIDATOR_BYTES) {
		assert_true(second_line(&h, "ETag: ", n + strlen("ETag: ")));
		assert_int_equal(h.etag.len, n <= LIMIT_VALIDATOR_BYTES ? n : 0);
		assert_int_equal(header_value_sane(str_slice(&h.etag)), n <= LIMIT_VALIDATOR_BYTES);
		header_finish(&h);
	}
	assert_false(header_value_sane(SLICE("")));
	assert_false(header_value_sane(SLICE("\"a\"\r\nX: 1")));
	assert_true(header_value_sane(SLICE("W/\"\xC3\xA9\"")));
}

/* ---- whose turn it is ---- */

static void turns_go_round_the_hosts(void **state) {
	struct waiting w[400];
	struct hosts h;
	char name[32];

	(void)state;
	memset(w, 0, sizeof w);
	hosts_init(&h, 2);
	for (int i = 0; i < 5; i++)
		hosts_wait(&h, &w[i], SLICE("Busy.example"), false);
	hosts_wait(&h, &w[5], SLICE("quiet.example"), false);
	assert_ptr_equal(hosts_next(&h), &w[0]);
	assert_ptr_equal(hosts_next(&h), &w[5]);
	assert_ptr_equal(hosts_next(&h), &w[1]);
	assert_null(hosts_next(&h)); /* two are with the busy one */
	hosts_wait(&h, &w[6], SLICE("busy.EXAMPLE"), true);
	assert_null(hosts_next(&h));
	hosts_done(&h, w[0].host);
	assert_ptr_equal(hosts_next(&h), &w[6]); /* a redirect goes on first */
	assert_null(hosts_next(&h));
	for (int i = 10; i < 400; i++) {
		name[0] = (char)('a' + i % 20);
		name[1] = (char)('a' + i / 20);
		hosts_wait(&h, &w[i], (struct slice){name, 2}, false);
	}
	for (int i = 10; i < 400; i++)
		assert_ptr_equal(hosts_next(&h), &w[i]);
	for (int i = 2; i < 5; i++)
		assert_ptr_equal(hosts_drop(&h), &w[i]);
	assert_null(hosts_drop(&h));
	hosts_finish(&h);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_that_are_not_public_are_known),
		cmocka_unit_test(a_public_address_is_never_sent_on_to_a_private_one),
		cmocka_unit_test(tls_is_never_left_by_a_redirect),
		cmocka_unit_test(credentials_go_along_to_the_same_place_only),
		cmocka_unit_test(only_the_last_answer_counts),
		cmocka_unit_test(retry_after_is_read_by_the_servers_clock),
		cmocka_unit_test(freshness_follows_the_stronger_word),
		cmocka_unit_test(header_lines_have_an_end),
		cmocka_unit_test(a_validator_is_whole_or_not_there),
		cmocka_unit_test(turns_go_round_the_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
