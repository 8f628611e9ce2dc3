/* Tests of url.h: resolving (every example of RFC 3986 §5.4), what is cut, what is hidden, and who is private. */
#include "../support/test.h"

#include <bewust/url.h>
#include <stdlib.h>
#include <string.h>

struct resolution {
	const char *ref, *want; /* NULL: there is no sense in it */
};

static void check_resolve(const char *base, const char *ref, const char *want) {
	struct str out;
	bool ok;

	str_init(&out, 2 * URL_MAX);
	ok = url_resolve(base, slice_of(ref), &out);
	if (ok != (want != NULL) || (want && strcmp(out.at, want) != 0))
		print_error("%s in %s: %s\n", ref, base ? base : "nothing", out.len ? out.at : "refused");
	assert_int_equal(ok, want != NULL);
	if (want)
		assert_string_equal(out.at, want);
	else
		assert_int_equal(out.len, 0);
	str_finish(&out);
}

static void check_table(const char *base, const struct resolution *table, size_t count) {
	for (size_t i = 0; i < count; i++)
		check_resolve(base, table[i].ref, table[i].want);
}

#define CHECK_TABLE(base, table) check_table(base, table, sizeof(table) / sizeof *(table))

static void resolves_the_examples_of_rfc_3986(void **state) {
	static const struct resolution table[] = {
		/* §5.4.1 */
		{"g:h", "g:h"}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"},
		{"//g", "http://g"}, {"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"}, {"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"}, {"g;x", "http://a/b/c/g;x"},
		{"g;x?y#s", "http://a/b/c/g;x?y#s"}, {"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
		{"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"}, {"../..", "http://a/"}, {"../../", "http://a/"},
		{"../../g", "http://a/g"},
		/* §5.4.2 */
		{"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"}, {"/./g", "http://a/g"}, {"/../g", "http://a/g"},
		{"g.", "http://a/b/c/g."}, {".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."}, {"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"}, {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"},
		{"g;x=1/./y", "http://a/b/c/g;x=1/y"}, {"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
		{"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"}, {"g#s/../x", "http://a/b/c/g#s/../x"},
		{"http:g", "http://a/b/c/g"}, /* "for backward compatibility", as browsers */
	};

	(void)state;
	CHECK_TABLE("http://a/b/c/d;p?q", table);
}

static void forgives_what_browsers_forgive(void **state) {
	static const struct resolution table[] = {
		{" /x\n", "https://h.example/x"}, {"/a\n\tb c", "https://h.example/ab%20c"}, {"HTTP://H.Example/X", "http://h.example/X"},
		{"http:\\\\h.example\\a\\b", "http://h.example/a/b"}, {"\\x", "https://h.example/x"}, {"//c.example/y", "https://c.example/y"},
		{"http:///h.example/", "http://h.example/"}, {"http:/h.example/x", "http://h.example/x"}, {"http:h.example", "http://h.example"},
		{"https:x", "https://h.example/p/x"}, {"http://h.example:80/", "http://h.example/"}, {"https://h.example:443", "https://h.example"},
		{"https://h.example:80/", "https://h.example:80/"}, {"http://h.example:/", "http://h.example/"}, {"caf\xC3\xA9", "https://h.example/p/caf%C3%A9"},
		{"?q=\"<>|", "https://h.example/p/q?q=%22%3C%3E%7C"}, {"a%20b%zz", "https://h.example/p/a%20b%zz"}, {"%2e%2E/x", "https://h.example/x"},
		{"http://u:p@h.example@i.example/", "http://u:p%40h.example@i.example/"}, {"http://[::1]:8080/x", "http://[::1]:8080/x"},
		{"mailto:a@h.example", "mailto:a@h.example"}, {"http://b\xC3\xBC""cher.example/", "http://b\xC3\xBC""cher.example/"},
		{"http://h.example?x", "http://h.example?x"}, {"/\x01\x1B[m", "https://h.example/%01%1B[m"},
	};

	(void)state;
	CHECK_TABLE("https://h.example/p/q", table);
}

static void refuses_what_has_no_sense(void **state) {
	static const struct resolution table[] = {
		{"", NULL}, {"x", NULL}, {"/x", NULL}, {"www.h.example", NULL}, {"http://", NULL}, {"http:///", NULL}, {"http://h example/", NULL},
		{"http://h%2f.example/", NULL}, {"http://h<b>/", NULL}, {"http://h:99999/", NULL}, {"http://h:8o/", NULL}, {"http://[::1/", NULL},
		{"http://\xE2\x80\xAEh.example/", NULL}, {"http://h\xFF.example/", NULL}, {"http://h\x01/", NULL}, {"http://u@/", NULL},
		{"http://h\xE2\x80\x8B.example/", NULL}, {"http://h\xC2\xA0i/", NULL},
	};

	(void)state;
	CHECK_TABLE("", table);
	check_resolve(NULL, "x", NULL);
	check_resolve(NULL, "//h.example/x", "https://h.example/x");
	check_resolve(NULL, "http://h.example", "http://h.example");
	check_resolve("mailto:a@b", "x", NULL);
	check_resolve("file:///a/b", "c", "file:///a/c");
	check_resolve("http://h.example\\a\\b", "", "http://h.example/a/b");
	check_resolve("relative/base", "c", NULL);
}

static void refuses_what_is_too_long(void **state) {
	char ref[URL_MAX + 2];
	struct str out;

	(void)state;
	str_init(&out, 2 * URL_MAX);
	memset(ref, 'x', sizeof ref);
	BELOW_TO_ABOVE(n, URL_MAX) {
		str_clear(&out);
		assert_int_equal(url_resolve("http://h/", (struct slice){ref, n - strlen("http://h/")}, &out), n <= URL_MAX);
		assert_int_equal(out.len, n <= URL_MAX ? n : 0);
	}
	memset(ref, ' ', sizeof ref);
	ref[0] = 'a';
	ref[1000] = 'b';
	str_clear(&out);
	assert_false(url_resolve("http://h/", (struct slice){ref, 1001}, &out)); /* spaces grow threefold */
	str_finish(&out);
}

static void takes_addresses_apart(void **state) {
	static const struct {
		const char *url, *scheme, *host;
		bool http;
	} table[] = {
		{"http://h.example/x", "http", "h.example", true}, {"HTTPS://u:p@h.example:80?x", "HTTPS", "h.example", true},
		{"http://a@b@c/", "http", "c", true}, {"http://[::1]:80/", "http", "::1", true}, {"http://h.example\\@evil.example/", "http", "h.example", true},
		{"ftp://h/x", "ftp", "h", false}, {"mailto:a@b", "mailto", "", false}, {"http:", "http", "", false}, {"/x", "", "", false},
		{"http://", "http", "", false}, {"", "", "", false}, {"javascript:alert(1)", "javascript", "", false}, {"//h/x", "", "h", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct slice url = slice_of(table[i].url);

		assert_true(slice_equal(url_scheme(url), slice_of(table[i].scheme)));
		assert_true(slice_equal(url_host(url), slice_of(table[i].host)));
		assert_int_equal(url_is_http(url), table[i].http);
	}
	assert_false(url_is_http((struct slice){0}));
}

static void check_with(void (*work)(struct slice, struct str *), const char *in, const char *want) {
	struct str out;

	str_init(&out, 4 * URL_MAX);
	work(slice_of(in), &out);
	assert_string_equal(out.len ? out.at : "", want);
	str_finish(&out);
}

static void cuts_what_follows_readers(void **state) {
	(void)state;
	check_with(url_without_tracking, "http://h/x?utm_source=a&utm_medium=b", "http://h/x");
	check_with(url_without_tracking, "http://h/x?id=1&fbclid=abc&b=2#frag", "http://h/x?id=1&b=2#frag");
	check_with(url_without_tracking, "http://h/x?UTM_Source=a&gclid&x", "http://h/x?x");
	check_with(url_without_tracking, "http://h/x?", "http://h/x");
	check_with(url_without_tracking, "http://h/x?&&a=1&", "http://h/x?a=1");
	check_with(url_without_tracking, "http://h/x#?utm_source=a", "http://h/x#?utm_source=a");
	/* bytes that no address has grow where they are escaped: such a door stays as it is */
	check_with(url_without_tracking, "http://href.li/?http://h/\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff?utm_source=a",
		"http://href.li/?http://h/\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff?utm_source=a");
	check_with(url_without_tracking, "http://href.li/?http://h/%C3%A9?utm_source=a", "http://h/%C3%A9");
	check_with(url_without_tracking, "http://a.href.li/?http://b.href.li/?http://c.href.li/?http://d.href.li/?http://e.href.li/?http://h/x", "http://h/x");
	check_with(url_without_tracking, "http://h/x?ref=a&source=b&utmost=1", "http://h/x?ref=a&source=b&utmost=1");
	check_with(url_without_tracking, "", "");
}

static void makes_one_story_one_address(void **state) {
	static const char *const same[] = {
		"http://www.h.example/a/b/", "https://h.example/a/b", "HTTPS://WWW.H.example/a/b#c", "http://h.example/a/b/?utm_campaign=x",
		"http://h.example/a/b//?",
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		check_with(url_canonical, same[i], "h.example/a/b");
	check_with(url_canonical, "http://h.example/?p=12", "h.example?p=12");
	check_with(url_canonical, "http://h.example/A", "h.example/A");
	check_with(url_canonical, "mailto:a@b", "mailto:a@b");
	check_with(url_canonical, "", "");
}

static void hides_secrets_and_shows_disguise(void **state) {
	(void)state;
	check_with(url_for_display, "https://h.example/a?b=c#d", "https://h.example/a?b=c#d");
	check_with(url_for_display, "https://user:canary@h.example:8080/", "https://user:***@h.example:8080/");
	check_with(url_for_display, "https://user@h.example/", "https://user@h.example/");
	check_with(url_for_display, "https://h/x?token=canary&a=b&API_KEY=canary&feed_token=canary", "https://h/x?token=***&a=b&API_KEY=***&feed_token=***");
	check_with(url_for_display, "https://h/x#access_token=canary", "https://h/x#access_token=***");
	check_with(url_for_display, "https://ex\xD0\xB0mple.com/", "https://ex\xD0\xB0mple.com (xn--exmple-4nf.com)/");
	check_with(url_for_display, "https://\xD0\xB0\xD1\x80\xD1\x80.com/", "https://\xD0\xB0\xD1\x80\xD1\x80.com (xn--80a6aa.com)/");
	check_with(url_for_display, "https://b\xC3\xBC""cher.example/", "https://b\xC3\xBC""cher.example/");
	check_with(url_for_display, "https://\xE4\xBE\x8B\xE3\x81\x88.jp/", "https://\xE4\xBE\x8B\xE3\x81\x88.jp (xn--r8jz45g.jp)/");
	check_with(url_for_display, "https://h/\x1B[31m\xE2\x80\xAE x", "https://h/[31m x");
}

/* What people are shown of an address that wants to look like another one. */
static void shows_where_an_address_leads(void **state) {
	static const char *const table[][2] = {
		{"https://bank.example@evil.example/login", "https://***@evil.example/login"},
		{"https://bank.example:443@evil.example/", "https://***:***@evil.example/"},
		{"https://bank%2Eexample@evil.example/", "https://***@evil.example/"},
		{"https://www.bank.example%2Flogin@evil.example/", "https://***@evil.example/"},
		{"https://bank.example%20@evil.example/", "https://***@evil.example/"},
		{"https://ann@h.example/", "https://ann@h.example/"},
		{"https://ann:canary@h.example/", "https://ann:***@h.example/"},
		{"https://:canary@h.example/", "https://:***@h.example/"},
		{"https://bank.example\\@evil.example/", "https://bank.example/@evil.example/"},
		{"https:\\\\evil.example\\bank.example", "https://evil.example/bank.example"},
		{"https:///evil.example/", "https://evil.example/"},
		{"https:evil.example", "https://evil.example"},
		{"https://bank.example.evil.example/", "https://bank.example.evil.example/"},
		{"https://bank.example@evil.example@worse.example/", "https://***@worse.example/"},
		{"https://b\u0430nk.example/", "https://b\u0430nk.example (xn--bnk-6cd.example)/"},
		{"https://\u0430\u0440\u0440\u04cf\u0435.com/", "https://\u0430\u0440\u0440\u04cf\u0435.com (xn--80ak6aa92e.com)/"},
		{"https://p\u0430ypal.com/", "https://p\u0430ypal.com (xn--pypal-4ve.com)/"},
		{"https://\u03c1aypal.com/", "https://\u03c1aypal.com (xn--aypal-2ce.com)/"},
		{"https://paypaI.com/", "https://paypai.com/"},
		{"https://xn--pypal-4ve.com/", "https://xn--pypal-4ve.com/"},
		{"https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"},
		{"https://b\u00fccher.example/", "https://b\u00fccher.example/"},
		{"https://\u4f8b\u3048.jp/", "https://\u4f8b\u3048.jp (xn--r8jz45g.jp)/"},
		{"https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/", "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/"},
		{"https://\u03c0\u03b1\u03c1\u03ac\u03b4\u03b5\u03b9\u03b3\u03bc\u03b1.gr/", "https://\u03c0\u03b1\u03c1\u03ac\u03b4\u03b5\u03b9\u03b3\u03bc\u03b1.gr (xn--hxajbheg2az3al.gr)/"},
		{"https://\ud55c\uad6d.kr/", "https://\ud55c\uad6d.kr (xn--3e0b707e.kr)/"},
		{"https://\u0570\u0561\u0575.am/", "https://\u0570\u0561\u0575.am (xn--y9a3aq.am)/"},
		{"https://bank\u3002example/", "https://bank\u3002example (xn--bankexample-7e3j)/"},
		{"https://bank\uff0eexample/", "https://bank\uff0eexample (xn--bankexample-0m25d)/"},
		{"https://\uff42\uff41\uff4e\uff4b.example/", "https://\uff42\uff41\uff4e\uff4b.example (xn--mi7cb2al.example)/"},
		{"https://bank.example\u2044login.evil.example/", "https://bank.example\u2044login.evil.example (bank.xn--examplelogin-xk0g.evil.example)/"},
		{"https://bank.example\u2215x.evil.example/", "https://bank.example\u2215x.evil.example (bank.xn--examplex-4f7d.evil.example)/"},
		{"https://bank.example\uff052fx.evil.example/", "https://bank.example\uff052fx.evil.example (bank.xn--example2fx-ed99c.evil.example)/"},
		{"https://bank.exampl\u0435.com/", "https://bank.exampl\u0435.com (bank.xn--exampl-8of.com)/"},
		{"https://g\u200coogle.com/", "https://g\u200coogle.com (xn--google-if0c.com)/"},
		{"https://goo\u00adgle.com/", "https://goo\u00adgle.com (xn--google-dja.com)/"},
		{"https://goo\u200bgle.com/", "https://goo\u200bgle.com (xn--google-df0c.com)/"},
		{"https://goo\u202egle.com/", "https://google.com (xn--google-dm0c.com)/"},
		{"https://\u24d1ank.example/", "https://\u24d1ank.example (xn--ank-sm4a.example)/"},
		{"https://BANK.Example/", "https://bank.example/"},
		{"https://bank.example./", "https://bank.example./"},
		{"https://bank..example/", "https://bank..example/"},
		{"http://0x7f.1/", "http://0x7f.1/"},
		{"http://2130706433/", "http://2130706433/"},
		{"http://0177.0.0.1/", "http://0177.0.0.1/"},
		{"http://[::ffff:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"},
		{"http://127\u30020\u30020\u30021/", "http://127\u30020\u30020\u30021 (xn--127001-rr3ebb)/"},
		{"https://h.example:80@evil.example:8080/", "https://***:***@evil.example:8080/"},
		{"https://\u0430\u043d@h.example/", "https://***@h.example/"},
		{"https://h.example/?token=canary", "https://h.example/?token=***"},
		{"https://ann:canary@b\u00fccher.example:8080/a?key=canary#token=canary", "https://ann:***@b\u00fccher.example:8080/a?key=***#token=***"},
		{"https://h\u0378.example/", "https://h\u0378.example (xn--h-qib.example)/"},
	};

	(void)state;
	assert_true(sizeof table / sizeof *table >= 50);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct str url;

		str_init(&url, URL_MAX);
		check_with(url_for_display, url_resolve(NULL, slice_of(table[i][0]), &url) ? url.at : table[i][0], table[i][1]);
		str_finish(&url);
	}
}

static void hides_secrets_and_changes_nothing_else(void **state) {
	(void)state;
	check_with(url_without_secrets, "https://user:canary@h.example:8080/a?token=canary&b=c#d", "https://user:***@h.example:8080/a?token=***&b=c#d");
	check_with(url_without_secrets, "https://ex\xD0\xB0mple.com/", "https://ex\xD0\xB0mple.com/");
	check_with(url_without_secrets, "youtube:@handle", "youtube:@handle");
	check_with(url_without_secrets, "", "");
}

static void knows_private_hosts_in_any_notation(void **state) {
	static const char *const yes[] = {
		"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "10.1.2.3", "172.16.0.1",
		"172.31.255.255", "192.168.1.1", "192.168.257", "169.254.169.254", "100.64.0.1", "100.127.255.255", "198.18.0.1", "224.0.0.1", "255.255.255.255",
		"127.0.0.1.", "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "x.internal", "router.home.arpa",
		"::1", "[::1]", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1",
		"64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "[fd00::1]",
		"\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1", "127\xE3\x80\x82""0\xE3\x80\x82""0\xE3\x80\x82""1", "\xE2\x93\x9Bocalhost",
	};
	static const char *const no[] = {
		"", "h.example", "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.169.0.1", "11.0.0.1", "134744072",
		"2606:4700::1111", "[2606:4700::1111]", "::ffff:8.8.8.8", "2002:808:808::", "64:ff9b::808:808", "localhost.example", "notlocal", "xlocalhost",
		"127.0.0.1.example", "1.2.3.4.5", "256.0.0.1.", "08.8.8.8", "127.0.0.1x", "z\xC3\xBCrich.example", "fe80.example", "4294967296", "1.2.3.256",
	};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (!url_host_is_private(slice_of(yes[i])))
			print_error("public? %zu\n", i);
		assert_true(url_host_is_private(slice_of(yes[i])));
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		if (url_host_is_private(slice_of(no[i])))
			print_error("private? %zu\n", i);
		assert_false(url_host_is_private(slice_of(no[i])));
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves_the_examples_of_rfc_3986),
		cmocka_unit_test(forgives_what_browsers_forgive),
		cmocka_unit_test(refuses_what_has_no_sense),
		cmocka_unit_test(refuses_what_is_too_long),
		cmocka_unit_test(takes_addresses_apart),
		cmocka_unit_test(cuts_what_follows_readers),
		cmocka_unit_test(makes_one_story_one_address),
		cmocka_unit_test(hides_secrets_and_shows_disguise),
		cmocka_unit_test(shows_where_an_address_leads),
		cmocka_unit_test(hides_secrets_and_changes_nothing_else),
		cmocka_unit_test(knows_private_hosts_in_any_notation),
	};

	return cmocka_run_group_tests_name("text_url", tests, NULL, NULL);
}
