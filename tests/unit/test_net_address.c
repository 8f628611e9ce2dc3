/* test_net_address.c: what people type as a source, and the address that it becomes. */
#include <bewust/net.h>
#include <bewust/url.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BRIDGE "https://bridge.example.org"
#define UC "UCcalm0123456789_-abcdef"
#define UULF "UULFcalm0123456789_-abcdef"
#define VIDEOS "https://www.youtube.com/feeds/videos.xml?playlist_id="

struct row {
	const char *typed, *url;
	bool page;
};

static void check(const struct row *row, const char *bridge) {
	struct str url;
	struct err e = {0};
	bool page = true;

	str_init(&url, URL_MAX);
	if (!net_address(slice_of(row->typed), bridge, &url, &page, &e))
		fail_msg("%s: %s", row->typed, e.text);
	if (strcmp(url.at, row->url) != 0 || page != row->page)
		fail_msg("%s became %s%s, not %s", row->typed, url.at, page ? " (a page)" : "", row->url);
	str_finish(&url);
}

static void check_refused(const char *typed, const char *bridge, enum err_kind kind, const char *words) {
	struct str url;
	struct err e = {0};
	bool page;

	str_init(&url, URL_MAX);
	if (net_address(slice_of(typed), bridge, &url, &page, &e))
		fail_msg("%s became %s", typed, url.at);
	assert_int_equal(url.len, 0);
	assert_int_equal(e.kind, kind);
	if (!strstr(e.text, words))
		fail_msg("%s: “%s” does not say “%s”", typed, e.text, words);
	str_finish(&url);
}

#define EACH(rows, bridge) \
	do { \
		for (size_t i_ = 0; i_ < sizeof(rows) / sizeof *(rows); i_++) \
			check(&(rows)[i_], bridge); \
	} while (0)

static void other_places_have_short_forms_too(void **state) {
	static const struct row rows[] = {
		{"github:owner/name", "https://github.com/owner/name/releases.atom", false},
		{"https://github.com/owner/name.c", "https://github.com/owner/name.c/releases.atom", false},
		{"github.com/owner/name/releases/tag/v1", "https://github.com/owner/name/releases.atom", false},
		{"https://github.com/owner/name/commits/main.atom", "https://github.com/owner/name/commits/main.atom", false},
		{"https://github.com/owner", "https://github.com/owner", false},
		{"lemmy:!calm@lemmy.example", "https://lemmy.example/feeds/c/calm.xml", false},
		{"lemmy:calm@lemmy.example", "https://lemmy.example/feeds/c/calm.xml", false},
		{"peertube:walks@tube.example", "https://tube.example/feeds/videos.xml?videoChannelName=walks", false},
		{"tumblr:birds", "https://birds.tumblr.com/rss", false},
		{"https://www.tumblr.com/birds", "https://birds.tumblr.com/rss", false},
		{"https://birds.tumblr.com/", "https://birds.tumblr.com/", false},
		{"medium:@ann", "https://medium.com/feed/@ann", false},
		{"https://medium.com/@ann", "https://medium.com/feed/@ann", false},
		{"https://medium.com/feed/@ann", "https://medium.com/feed/@ann", false},
		{"substack:letters", "https://letters.substack.com/feed", false},
		{"https://xx.com/a", "https://xx.com/a", false},
		{"https://x.company.example/", "https://x.company.example/", false},
	};

	(void)state;
	EACH(rows, "");
	check_refused("github:owner", "", ERR_USAGE, "github:owner/name");
	check_refused("lemmy:calm", "", ERR_USAGE, "lemmy:name@host");
}

static void who_offers_no_feeds_is_named_in_one_line(void **state) {
	(void)state;
	check_refused("https://www.instagram.com/name/", "", ERR_USAGE, "Instagram offers no feeds");
	check_refused("instagram:name", "", ERR_USAGE, "Instagram offers no feeds");
	check_refused("https://x.com/name", BRIDGE, ERR_USAGE, "X offers no feeds");
	check_refused("twitter.com/name", "", ERR_USAGE, "X offers no feeds");
	check_refused("https://m.facebook.com/name?x=1", "", ERR_USAGE, "Facebook offers no feeds");
	check_refused("https://open.spotify.com/show/1", "", ERR_USAGE, "Spotify offers no feeds");
}

static void addresses_of_the_web_stay_as_they_are(void **state) {
	static const struct row rows[] = {
		{"https://example.org/feed.xml", "https://example.org/feed.xml", false},
		{"  http://example.org/feed?a=1&b=2 \n", "http://example.org/feed?a=1&b=2", false},
		{"http://me:secret@example.org:8080/feed", "http://me:secret@example.org:8080/feed", false},
		{"http://127.0.0.1:8000/feed.xml", "http://127.0.0.1:8000/feed.xml", false},
		{"http://[::1]:8000/feed.xml", "http://[::1]:8000/feed.xml", false},
		{"https://mastodon.social/@user", "https://mastodon.social/@user", false},
		{VIDEOS "PL0123", VIDEOS "PL0123", false},
		{"https://www.youtube.com/feeds/videos.xml?channel_id=" UC, "https://www.youtube.com/feeds/videos.xml?channel_id=" UC, false},
		{"https://www.reddit.com/r/name/top.rss?t=week", "https://www.reddit.com/r/name/top.rss?t=week", false},
		{"https://example.org/youtube.com/@name", "https://example.org/youtube.com/@name", false},
	};

	(void)state;
	EACH(rows, "");
}

static void bare_hosts_are_asked_over_tls(void **state) {
	static const struct row rows[] = {
		{"example.org", "https://example.org", false},
		{"example.org/blog/feed", "https://example.org/blog/feed", false},
		{"example.org:8443/feed", "https://example.org:8443/feed", false},
		{"localhost/feed", "https://localhost/feed", false},
		{"www.youtube.com/@calm", "https://www.youtube.com/@calm", true},
		{"feed://example.org/rss", "https://example.org/rss", false},
		{"feed:https://example.org/rss", "https://example.org/rss", false},
	};

	(void)state;
	EACH(rows, "");
}

static void youtube_comes_without_shorts(void **state) {
	static const struct row rows[] = {
		{"youtube:" UC, VIDEOS UULF, false},
		{"YouTube:" UC, VIDEOS UULF, false},
		{"youtube:" UULF, VIDEOS UULF, false},
		{"youtube:UULVcalm0123456789_-abcdef", VIDEOS "UULVcalm0123456789_-abcdef", false},
		{"youtube:PL0123456789abcdef", VIDEOS "PL0123456789abcdef", false},
		{"youtube:@calm.waters", "https://www.youtube.com/@calm.waters", true},
		{"youtube:calm", "https://www.youtube.com/@calm", true},
		{"https://www.youtube.com/channel/" UC, VIDEOS UULF, false},
		{"https://m.youtube.com/channel/" UC "/videos?view=0", VIDEOS UULF, false},
		{"http://youtube.com/@calm/videos", "https://www.youtube.com/@calm", true},
		{"https://www.youtube.com/user/calm", "https://www.youtube.com/user/calm", true},
		{"https://www.youtube.com/playlist?list=PL0123456789abcdef&si=x", VIDEOS "PL0123456789abcdef", false},
	};

	(void)state;
	EACH(rows, "");
}

static void short_forms_become_the_feeds_that_places_offer(void **state) {
	static const struct row rows[] = {
		{"mastodon:@user@example.social", "https://example.social/@user.rss", false},
		{"mastodon:user@example.social", "https://example.social/@user.rss", false},
		{"mastodon:#kindness@example.social", "https://example.social/tags/kindness.rss", false},
		{"@user@example.social", "https://example.social/@user.rss", false},
		{"bluesky:name.example.org", "https://bsky.app/profile/name.example.org/rss", false},
		{"bluesky:@name", "https://bsky.app/profile/name.bsky.social/rss", false},
		{"bluesky:did:plc:abc234", "https://bsky.app/profile/did:plc:abc234/rss", false},
		{"https://bsky.app/profile/name.bsky.social", "https://bsky.app/profile/name.bsky.social/rss", false},
		{"reddit:UpliftingNews", "https://www.reddit.com/r/UpliftingNews/.rss", false},
		{"reddit:r/UpliftingNews", "https://www.reddit.com/r/UpliftingNews/.rss", false},
		{"reddit:a+b", "https://www.reddit.com/r/a+b/.rss", false},
		{"reddit:u/somebody", "https://www.reddit.com/user/somebody/.rss", false},
		{"https://old.reddit.com/r/name/", "https://www.reddit.com/r/name/.rss", false},
		{"https://www.reddit.com/user/somebody/", "https://www.reddit.com/user/somebody/.rss", false},
	};

	(void)state;
	EACH(rows, "");
}

static void a_bridge_serves_what_has_no_feeds(void **state) {
	static const char telegram[] = BRIDGE "/?action=display&bridge=TelegramBridge&username=name&format=Atom";
	static const char tiktok[] = BRIDGE "/?action=display&bridge=TikTokBridge&context=By+user&username=%40name&format=Atom";
	const struct row rows[] = {
		{"telegram:name", telegram, false}, {"telegram:@name", telegram, false}, {"https://t.me/name", telegram, false},
		{"https://t.me/s/name/42", telegram, false}, {"t.me/name", telegram, false}, {"https://telegram.me/name", telegram, false},
		{"tiktok:@name", tiktok, false}, {"tiktok:name", tiktok, false}, {"https://www.tiktok.com/@name/video/1?x=y", tiktok, false},
	};

	(void)state;
	EACH(rows, BRIDGE);
	EACH(rows, BRIDGE "/");
	check(&(struct row){"telegram:name", "https://example.org/bridge.php?action=display&bridge=TelegramBridge&username=name&format=Atom",
		false}, "https://example.org/bridge.php");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_refused(rows[i].typed, "", ERR_USAGE, "has no feed of its own");
	check_refused("telegram:name", NULL, ERR_USAGE, "has no feed of its own");
	check_refused("telegram:name", "file:///etc", ERR_CONFIG, "bridge");
}

static void what_is_no_source_is_refused_in_a_sentence(void **state) {
	static const struct {
		const char *typed, *words;
	} rows[] = {
		{"javascript:alert(1)", "“javascript:” cannot be followed"}, {"file:///etc/passwd", "“file:” cannot be followed"},
		{"ftp://example.org/feed", "“ftp:” cannot be followed"}, {"exec:/bin/id", "“exec:” cannot be followed"},
		{"data:text/xml,x", "cannot be followed"}, {"mailto:a@example.org", "cannot be followed"}, {"feed:file:///etc/passwd", "cannot be followed"},
		{"filter:cat:https://example.org", "cannot be followed"}, {"|id", "no source"}, {"-o", "no source"}, {"", "nothing was typed"},
		{" \t", "nothing was typed"}, {"word", "no source"}, {"two words.org", "no source"}, {"a@example.org", "no source"},
		{"http://", "http"}, {"https://exa mple.org\x01/", "spelling"},
		{"youtube:", "youtube:@handle"}, {"youtube:@", "youtube:@handle"}, {"youtube:../../x", "write it like"},
		{"youtube:@a/../b", "write it like"}, {"mastodon:@user", "mastodon:@user@host"}, {"mastodon:@user@", "mastodon:@user@host"},
		{"reddit:a/b", "reddit:name"}, {"reddit:..", "reddit:name"}, {"telegram:a&format=Html", "telegram:name"},
		{"bluesky:a b", "bluesky:handle"}, {"tiktok:@a b", "tiktok:@name"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_refused(rows[i].typed, BRIDGE, ERR_USAGE, rows[i].words);
}

static void what_is_far_too_long_is_refused(void **state) {
	static char typed[3 * URL_MAX];

	(void)state;
	memset(typed, 'a', sizeof typed - 1);
	memcpy(typed, "youtube:@", 9);
	check_refused(typed, "", ERR_USAGE, "too long");
	memcpy(typed, "https://a.org/", 14);
	check_refused(typed, "", ERR_USAGE, "too long");
	typed[URL_MAX - 4] = '\0'; /* fits as it is, not with https:// before it */
	memcpy(typed, "a.example.org/", 14);
	check_refused(typed, "", ERR_USAGE, "spelling");
}

static void a_channel_found_on_its_page_comes_without_shorts_too(void **state) {
	struct str url;

	(void)state;
	str_init(&url, URL_MAX);
	net_address_found(SLICE("https://www.youtube.com/feeds/videos.xml?channel_id=" UC), &url);
	assert_string_equal(url.at, VIDEOS UULF);
	str_clear(&url);
	net_address_found(SLICE("https://example.org/feed"), &url);
	assert_string_equal(url.at, "https://example.org/feed");
	str_finish(&url);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_places_have_short_forms_too),
		cmocka_unit_test(who_offers_no_feeds_is_named_in_one_line),
		cmocka_unit_test(addresses_of_the_web_stay_as_they_are),
		cmocka_unit_test(bare_hosts_are_asked_over_tls),
		cmocka_unit_test(youtube_comes_without_shorts),
		cmocka_unit_test(short_forms_become_the_feeds_that_places_offer),
		cmocka_unit_test(a_bridge_serves_what_has_no_feeds),
		cmocka_unit_test(what_is_no_source_is_refused_in_a_sentence),
		cmocka_unit_test(what_is_far_too_long_is_refused),
		cmocka_unit_test(a_channel_found_on_its_page_comes_without_shorts_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
