/* address.c: what a person may type as a source, made an address. One table has every rule. */
#include "reach.h"
#include <bewust/i18n.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <bewust/utf8.h>

enum {
	PAGE = 1,                        /* a page that names its feed */
	DEEP = 2,                        /* what follows in the address says nothing about whose feed it is */
	PLAIN = 4,                       /* a name without a dot in it */
};

/* A "*" takes a name, of exactly `len` characters where that is not 0. Small letters match in either case, capitals only as they
 * are. In the template $1 and $2 are the names, $B is the bridge. The first row that matches counts; an address of the web that
 * no row matches stays as it is. */
static const struct rule {
	const char *pattern, *template;
	size_t len;
	int how;
} rules[] = {
	/* YouTube: UULF and a channel's id without its UC is the list of its videos without Shorts and live streams */
	{"youtube:UC*", "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF$1", 22, 0},
	{"youtube:UULF*", "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF$1", 22, 0},
	{"youtube:UULV*", "https://www.youtube.com/feeds/videos.xml?playlist_id=UULV$1", 22, 0}, /* live streams alone */
	{"youtube:PL*", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL$1", 32, 0},
	{"youtube:PL*", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL$1", 16, 0}, /* as they were before 2013 */
	{"youtube:@*", "https://www.youtube.com/@$1", 0, PAGE},
	{"youtube:*", "https://www.youtube.com/@$1", 0, PAGE},
	{"youtube.com/channel/UC*", "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF$1", 22, DEEP},
	{"youtube.com/playlist?list=PL*", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL$1", 32, DEEP},
	{"youtube.com/playlist?list=PL*", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL$1", 16, DEEP},
	{"youtube.com/@*", "https://www.youtube.com/@$1", 0, PAGE | DEEP},
	{"youtube.com/c/*", "https://www.youtube.com/c/$1", 0, PAGE | DEEP},
	{"youtube.com/user/*", "https://www.youtube.com/user/$1", 0, PAGE | DEEP},
	/* Mastodon: .rss behind a profile or a tag (docs.joinmastodon.org) */
	{"mastodon:@*@*", "https://$2/@$1.rss", 0, 0},
	{"mastodon:*@*", "https://$2/@$1.rss", 0, 0},
	{"mastodon:#*@*", "https://$2/tags/$1.rss", 0, 0},
	{"@*@*", "https://$2/@$1.rss", 0, 0},
	/* Bluesky: a handle is a name in DNS */
	{"bluesky:@*", "https://bsky.app/profile/$1.bsky.social/rss", 0, PLAIN},
	{"bluesky:*", "https://bsky.app/profile/$1.bsky.social/rss", 0, PLAIN},
	{"bluesky:@*", "https://bsky.app/profile/$1/rss", 0, 0},
	{"bluesky:did:plc:*", "https://bsky.app/profile/did:plc:$1/rss", 0, 0},
	{"bluesky:*", "https://bsky.app/profile/$1/rss", 0, 0},
	{"bsky.app/profile/*", "https://bsky.app/profile/$1/rss", 0, 0},
	/* Reddit: .rss behind a page (reddit.com/wiki/rss) */
	{"reddit:r/*", "https://www.reddit.com/r/$1/.rss", 0, 0},
	{"reddit:/r/*", "https://www.reddit.com/r/$1/.rss", 0, 0},
	{"reddit:u/*", "https://www.reddit.com/user/$1/.rss", 0, 0},
	{"reddit:/u/*", "https://www.reddit.com/user/$1/.rss", 0, 0},
	{"reddit:user/*", "https://www.reddit.com/user/$1/.rss", 0, 0},
	{"reddit:*", "https://www.reddit.com/r/$1/.rss", 0, 0},
	{"reddit.com/r/*", "https://www.reddit.com/r/$1/.rss", 0, 0},
	{"reddit.com/u/*", "https://www.reddit.com/user/$1/.rss", 0, 0},
	{"reddit.com/user/*", "https://www.reddit.com/user/$1/.rss", 0, 0},
	/* where each documents its feeds: docs.github.com (releases), join-lemmy.org, docs.joinpeertube.org, tumblr.com/docs, help.medium.com,
	 * support.substack.com */
	{"github:*/*", "https://github.com/$1/$2/releases.atom", 0, 0},
	{"github.com/*/*", "https://github.com/$1/$2/releases.atom", 0, 0},
	{"github.com/*/*/releases", "https://github.com/$1/$2/releases.atom", 0, DEEP},
	{"lemmy:!*@*", "https://$2/feeds/c/$1.xml", 0, 0},
	{"lemmy:*@*", "https://$2/feeds/c/$1.xml", 0, 0},
	{"peertube:@*@*", "https://$2/feeds/videos.xml?videoChannelName=$1", 0, 0},
	{"peertube:*@*", "https://$2/feeds/videos.xml?videoChannelName=$1", 0, 0},
	{"tumblr:@*", "https://$1.tumblr.com/rss", 0, PLAIN},
	{"tumblr:*", "https://$1.tumblr.com/rss", 0, PLAIN},
	{"tumblr.com/*", "https://$1.tumblr.com/rss", 0, PLAIN},
	{"medium:@*", "https://medium.com/feed/@$1", 0, 0},
	{"medium:*", "https://medium.com/feed/@$1", 0, 0},
	{"medium.com/@*", "https://medium.com/feed/@$1", 0, 0},
	{"substack:*", "https://$1.substack.com/feed", 0, PLAIN},
	/* no feeds of their own: the parameters of RSS-Bridge's TelegramBridge and TikTokBridge (github.com/RSS-Bridge/rss-bridge) */
	{"telegram:@*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, 0},
	{"telegram:*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, 0},
	{"t.me/s/*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, DEEP},
	{"t.me/*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, DEEP},
	{"telegram.me/s/*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, DEEP},
	{"telegram.me/*", "$B?action=display&bridge=TelegramBridge&username=$1&format=Atom", 0, DEEP},
	{"tiktok:@*", "$B?action=display&bridge=TikTokBridge&context=By+user&username=%40$1&format=Atom", 0, 0},
	{"tiktok:*", "$B?action=display&bridge=TikTokBridge&context=By+user&username=%40$1&format=Atom", 0, 0},
	{"tiktok.com/@*", "$B?action=display&bridge=TikTokBridge&context=By+user&username=%40$1&format=Atom", 0, DEEP},
};

/* How each short form is written, for when one is not. */
static const struct {
	const char *form, *example;
} forms[] = {
	{"youtube:", N_("youtube:@handle, or youtube:UC… with the channel's whole id")},
	{"mastodon:", N_("mastodon:@user@host")},
	{"bluesky:", N_("bluesky:handle, as in bluesky:name.bsky.social")},
	{"reddit:", N_("reddit:name, or reddit:u/name for a person")},
	{"telegram:", N_("telegram:name")},
	{"tiktok:", N_("tiktok:@name")},
	{"github:", N_("github:owner/name")},
	{"lemmy:", N_("lemmy:name@host")},
	{"peertube:", N_("peertube:name@host, with the name of a channel")},
	{"tumblr:", N_("tumblr:name")},
	{"medium:", N_("medium:@name")},
	{"substack:", N_("substack:name")},
};

/* Who offers no feeds at all, to nobody: by the name of a short form, and by where their pages are. */
static const struct {
	const char *form, *name, *hosts[3];
} without_feeds[] = {
	{"instagram:", "Instagram", {"instagram.com"}},
	{"facebook:", "Facebook", {"facebook.com", "fb.com"}},
	{"x:", "X", {"x.com"}},
	{"twitter:", "X", {"twitter.com", "mobile.twitter.com"}},
	{"threads:", "Threads", {"threads.net", "threads.com"}},
	{"linkedin:", "LinkedIn", {"linkedin.com"}},
	{"spotify:", "Spotify", {"open.spotify.com"}},
	{"snapchat:", "Snapchat", {"snapchat.com"}},
};

struct match {
	const struct rule *rule;
	struct slice name[2];
};

static bool is_name_char(char c) {
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' || c == '+'
		|| (unsigned char)c >= 0x80;
}

static bool is_capital(char c) {
	return c >= 'A' && c <= 'Z';
}

/* A name has a letter or a digit in it: "." and ".." would climb in the path of the address made. */
static struct slice name_take(struct slice *rest) {
	struct slice name = {rest->at, 0};
	bool means = false;

	while (name.len < rest->len && is_name_char(rest->at[name.len])) {
		char c = rest->at[name.len++];

		means |= c != '.' && c != '-' && c != '+' && c != '_';
	}
	if (!means)
		name.len = 0;
	*rest = slice_from(*rest, name.len);
	return name;
}

/* What an address may have behind the part that was matched. */
static bool tail_fits(const struct rule *rule, struct slice tail) {
	if (tail.len == 0)
		return true;
	if (rule->how & DEEP)
		return tail.at[0] == '/' || tail.at[0] == '?' || tail.at[0] == '#' || tail.at[0] == '&';
	if (tail.at[0] == '/')
		tail = slice_from(tail, 1);
	return tail.len == 0 || tail.at[0] == '?' || tail.at[0] == '#';
}

static bool rule_fits(const struct rule *rule, struct slice subject, struct match *m) {
	struct slice rest = subject;
	int names = 0;

	for (const char *p = rule->pattern; *p; p++) {
		struct slice one = {p, 1};

		if (*p == '*') {
			struct slice name = name_take(&rest);

			if (name.len == 0 || (rule->len > 0 && name.len != rule->len))
				return false;
			if ((rule->how & PLAIN) && slice_find(name, SLICE(".")) < name.len)
				return false;
			m->name[names++] = name;
		} else if (rest.len > 0 && (is_capital(*p) ? rest.at[0] == *p : slice_starts_nocase(rest, one))) {
			rest = slice_from(rest, 1);
		} else {
			return false;
		}
	}
	m->rule = rule;
	return tail_fits(rule, rest);
}

static bool find_rule(struct slice subject, struct match *m) {
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rule_fits(&rules[i], subject, m))
			return true;
	return false;
}

/* ---- making the address ---- */

static void bridge_add(struct slice bridge, struct str *url) {
	static const char php[] = ".php";

	str_add(url, bridge);
	if (bridge.at[bridge.len - 1] != '/' && !slice_ends(bridge, SLICE(php)))
		str_add_char(url, '/');
}

static bool make(const struct match *m, struct slice typed, struct slice bridge, struct str *url, struct err *e) {
	struct str text;
	bool ok;

	if (slice_starts(slice_of(m->rule->template), SLICE("$B"))) {
		if (bridge.len == 0)
			return err_set(e, ERR_USAGE, _("“%.*s” has no feed of its own: set “bridge” in the configuration to the address of an "
				"RSS-Bridge to follow it"), SLICE_FMT(typed));
		if (!url_is_http(bridge))
			return err_set(e, ERR_CONFIG, _("“bridge” in the configuration is not an address that begins with http:// or https://"));
	}
	str_init(&text, 2 * URL_MAX);
	for (const char *t = m->rule->template; *t; t++) {
		if (*t != '$') {
			str_add_char(&text, *t);
			continue;
		}
		t++;
		if (*t == 'B')
			bridge_add(bridge, &text);
		else
			str_add(&text, m->name[*t - '1']);
	}
	ok = !text.full && url_resolve(NULL, str_slice(&text), url);
	str_finish(&text);
	if (!ok)
		err_set(e, ERR_USAGE, _("“%.*s” makes no address that can be asked"), SLICE_FMT(typed));
	return ok;
}

/* ---- telling what was typed ---- */

/* The length of a scheme and its colon at the front, 0 for none; "host:80" has none. */
static size_t scheme_len(struct slice s) {
	size_t len = 0;

	while (len < s.len && (is_name_char(s.at[len]) && s.at[len] != '_' && (unsigned char)s.at[len] < 0x80))
		len++;
	if (len == 0 || len >= s.len || s.at[len] != ':' || (s.at[0] >= '0' && s.at[0] <= '9'))
		return 0;
	if (len + 1 < s.len && s.at[len + 1] >= '0' && s.at[len + 1] <= '9')
		return 0;
	return len + 1;
}

/* An address of the web without what does not matter for finding a rule: "youtube.com/@name". */
static struct slice subject_of(struct slice url) {
	static const char *const fronts[] = {"www.", "m.", "old.", "new."};
	struct slice rest = slice_from(url, slice_find(url, SLICE("://")) + 3);

	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		if (slice_starts_nocase(rest, slice_of(fronts[i])))
			return slice_from(rest, slice_of(fronts[i]).len);
	return rest;
}

/* Whose pages these are, where they offer no feeds: "X"; else NULL. */
static const char *without_feed(struct slice subject) {
	for (size_t i = 0; i < sizeof without_feeds / sizeof *without_feeds; i++) {
		if (slice_starts_nocase(subject, slice_of(without_feeds[i].form)))
			return without_feeds[i].name;
		for (int k = 0; k < 3 && without_feeds[i].hosts[k]; k++) {
			struct slice host = slice_of(without_feeds[i].hosts[k]);

			if (slice_starts_nocase(subject, host) && (subject.len == host.len || subject.at[host.len] == '/' || subject.at[host.len] == '?'))
				return without_feeds[i].name;
		}
	}
	return NULL;
}

static bool describe_without_feed(const char *name, struct err *e) {
	return err_set(e, ERR_USAGE, _("%s offers no feeds: look for the same people on a site of their own, on Mastodon, Bluesky or YouTube; a bridge of "
		"yours that makes a feed of it can be followed by its address"), name);
}

static bool web_address(struct slice typed, struct slice full, struct slice bridge, struct str *url, bool *page, struct err *e) {
	struct match m = {0};
	size_t before = url->len;

	if (find_rule(subject_of(full), &m)) {
		*page = m.rule->how & PAGE;
		return make(&m, typed, bridge, url, e);
	}
	if (without_feed(subject_of(full)))
		return describe_without_feed(without_feed(subject_of(full)), e);
	if (url_resolve(NULL, full, url)) {
		if (url_is_http(slice_from(str_slice(url), before)))
			return true;
		str_cut(url, before);
	}
	return err_set(e, ERR_USAGE, _("“%.*s” is not an address of the web: check its spelling"), SLICE_FMT(typed));
}

/* "example.org/feed", "example.org:8080", "[::1]/feed"; one word, or words with spaces, are none. */
static bool looks_like_host(struct slice s) {
	size_t end = 0;
	bool dot = false;

	if (s.len > 0 && s.at[0] == '[')
		return true;
	while (end < s.len && s.at[end] != '/' && s.at[end] != '?' && s.at[end] != '#') {
		if (!is_name_char(s.at[end]) && s.at[end] != ':')
			return false;
		dot |= end > 0 && (s.at[end] == '.' || s.at[end] == ':');
		end++;
	}
	return end > 0 && (dot || slice_equal_nocase((struct slice){s.at, end}, SLICE("localhost")));
}

static bool no_source(struct slice typed, struct err *e) {
	size_t len = scheme_len(typed);

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (slice_starts_nocase(typed, slice_of(forms[i].form)))
			return err_set(e, ERR_USAGE, _("“%.*s” makes no address: write it like %s"), SLICE_FMT(typed), _(forms[i].example));
	if (len > 0)
		return err_set(e, ERR_USAGE, _("“%.*s” cannot be followed: a source is an address that begins with https:// or http://, or a short "
			"form like youtube:@name"), (int)len, typed.at);
	return err_set(e, ERR_USAGE, _("“%.*s” is no source: type a web address, or a short form like youtube:@name"), SLICE_FMT(typed));
}

/* feed:https://… and feed://…, as buttons on pages write them. */
static struct slice without_feed_scheme(struct slice typed) {
	static const char feed[] = "feed:";

	if (!slice_starts_nocase(typed, SLICE(feed)))
		return typed;
	typed = slice_from(typed, sizeof feed - 1);
	return slice_starts(typed, SLICE("//")) ? slice_from(typed, 2) : typed;
}

/* `spoken_of` is how errors call it. */
static bool make_address(struct slice typed, struct slice spoken_of, const char *bridge, struct str *url, bool *page, struct err *e) {
	struct slice source = without_feed_scheme(slice_trim(typed)), by = slice_trim(slice_of(bridge));
	struct match m = {0};
	struct str full;
	bool ok;

	*page = false;
	if (source.len == 0)
		return err_set(e, ERR_USAGE, _("nothing was typed: a source is a web address, or a short form like youtube:@name"));
	if (source.len > URL_MAX)
		return err_set(e, ERR_USAGE, _("“%.*s” is too long for an address"), SLICE_FMT(spoken_of));
	if (url_is_http(source))
		return web_address(spoken_of, source, by, url, page, e);
	if (find_rule(source, &m) && (slice_find(source, SLICE(":")) < source.len || source.at[0] == '@')) {
		*page = m.rule->how & PAGE;
		return make(&m, spoken_of, by, url, e);
	}
	if (scheme_len(source) > 0 && without_feed(source))
		return describe_without_feed(without_feed(source), e);
	if (scheme_len(source) > 0 || !looks_like_host(source))
		return no_source(spoken_of, e);
	str_init(&full, 2 * URL_MAX);
	str_add_text(&full, "https://");
	str_add(&full, source);
	ok = web_address(spoken_of, str_slice(&full), by, url, page, e);
	str_finish(&full);
	return ok;
}

bool net_address(struct slice typed, const char *bridge, struct str *url, bool *page, struct err *e) {
	struct slice spoken_of;
	struct str shown;
	bool ok;

	str_init(&shown, 8 * URL_MAX);
	url_for_display(slice_trim(typed), &shown); /* there may be a password in it */
	spoken_of = str_slice(&shown);
	spoken_of.len = utf8_cut(spoken_of, 80);
	ok = make_address(typed, spoken_of, bridge, url, page, e);
	str_finish(&shown);
	return ok;
}

void net_address_found(struct slice found, struct str *url) {
	static const char channel[] = "https://www.youtube.com/feeds/videos.xml?channel_id=UC";
	struct slice id = slice_from(found, sizeof channel - 1);

	if (slice_starts(found, SLICE(channel)) && id.len == 22) {
		str_add_text(url, "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF");
		str_add(url, id);
	} else {
		str_add(url, found);
	}
}
