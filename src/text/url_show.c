/* url_show.c: addresses for people and for comparing: without what follows readers about, without secrets, without disguise. */
#include "punycode.h"
#include "url_parts.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

/* Parameters that only tell a site where its readers come from; each by the documentation of the one who reads it. Ending in
 * "*": all that begin so. Names that some sites need to find the page (id, ref, source, s) are not here. */
static const char *const tracking[] = {
	"utm_*",                                                     /* Google Analytics, campaign parameters */
	"gclid", "gclsrc", "dclid", "gbraid", "wbraid", "_ga", "_gl",/* Google Ads and Analytics */
	"fbclid", "fb_action_ids", "fb_action_types", "fb_source",   /* Meta */
	"igshid", "igsh",                                            /* Instagram */
	"mc_cid", "mc_eid", "mc_tc",                                 /* Mailchimp */
	"msclkid",                                                   /* Microsoft Advertising */
	"twclid", "ref_src", "ref_url", "__twitter_impression",      /* X */
	"ttclid", "li_fat_id", "epik", "rdt_cid", "ScCid",           /* TikTok, LinkedIn, Pinterest, Reddit, Snapchat */
	"yclid", "ysclid", "_openstat",                              /* Yandex */
	"_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsCtaTracking", "hsa_*", /* HubSpot */
	"mkt_tok",                                                   /* Marketo */
	"vero_id", "vero_conv", "oly_enc_id", "oly_anon_id",         /* Vero, Omeda */
	"pk_*", "mtm_*", "piwik_*", "matomo_*",                      /* Matomo */
	"at_medium", "at_campaign", "at_custom*", "at_link_*", "at_format", "at_ptr_*", "at_bbc_team", "xtor", /* AT Internet */
	"ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", /* comScore */
	"wt_mc", "wt_zmc", "wtrid",                                  /* Webtrekk */
	"s_cid", "s_kwcid", "ef_id",                                 /* Adobe */
	"_branch_match_id", "_branch_referrer", "guccounter", "guce_referrer", "guce_referrer_sig", /* Branch, Yahoo */
	"cmpid", "ncid", "smid", "smtyp", "sr_share",                /* newspapers: Bloomberg, AOL, New York Times */
};

enum { TRACKING_SHORTEST = 3 }; /* bytes of their names */

static bool is_tracking(struct slice parameter) {
	size_t len = 0;

	while (len < parameter.len && parameter.at[len] != '=')
		len++;
	parameter.len = len;
	for (size_t i = 0; len >= TRACKING_SHORTEST && i < sizeof tracking / sizeof *tracking; i++) {
		struct slice name;

		if ((*tracking[i] | 0x20) != (*parameter.at | 0x20))
			continue;                       /* at once, as nearly all */
		name = slice_of(tracking[i]);
		if (slice_ends(name, SLICE("*"))) {
			name.len--;
			if (slice_starts_nocase(parameter, name))
				return true;
		} else if (slice_equal_nocase(parameter, name)) {
			return true;
		}
	}
	return false;
}

/* Where the query begins and ends: *at its "?", *end its "#" or the end. False when there is none. */
static bool find_query(struct slice url, size_t *at, size_t *end) {
	const char *mark;

	*end = slice_find(url, SLICE("#"));
	mark = memchr(url.at ? url.at : "", '?', *end);
	*at = mark ? (size_t)(mark - url.at) : *end;
	return mark != NULL;
}

/* The parameters of a query, each as `put_one` has it, parted by "&", behind a "?" if there is any left. */
static void put_query(struct slice query, void (*put_one)(struct slice, struct str *), struct str *out) {
	struct slice parameter;
	char sep = '?';

	while (slice_split(&query, '&', &parameter)) {
		if (!parameter.len || is_tracking(parameter))
			continue;
		str_add_char(out, sep);
		put_one(parameter, out);
		sep = '&';
	}
}

static void put_plain(struct slice parameter, struct str *out) {
	str_add(out, parameter);
}

static int hex_digit(char c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

void url_decode(struct slice s, struct str *out) {
	for (size_t i = 0; i < s.len; i++) {
		int high = s.at[i] == '%' && i + 2 < s.len ? hex_digit(s.at[i + 1]) : -1, low = high < 0 ? -1 : hex_digit(s.at[i + 2]);

		str_add_char(out, low < 0 ? s.at[i] : (char)(high << 4 | low));
		i += low < 0 ? 0 : 2;
	}
}

/* Doors that note who goes through, with the place behind them in a parameter. A host stands for those below it too. */
static const struct wrapper { const char *host, *path, *parameter; } wrappers[] = {
	{"google.com", "/url", "q="}, {"google.com", "/url", "url="}, {"google.nl", "/url", "q="}, {"google.nl", "/url", "url="},
	{"facebook.com", "/l.php", "u="}, {"facebook.com", "/flx/warn/", "u="}, {"l.instagram.com", "/", "u="}, {"l.threads.net", "/", "u="},
	{"l.threads.com", "/", "u="}, {"l.messenger.com", "/l.php", "u="}, {"youtube.com", "/redirect", "q="}, {"t.umblr.com", "/redirect", "z="},
	{"out.reddit.com", "/", "url="}, {"duckduckgo.com", "/l/", "uddg="}, {"linkedin.com", "/redir/redirect", "url="}, {"medium.com", "/r/", "url="},
	{"steamcommunity.com", "/linkfilter/", "url="}, {"steamcommunity.com", "/linkfilter/", "u="}, {"slack-redir.net", "/link", "url="},
	{"exit.sc", "/", "url="}, {"gate.sc", "/", "url="}, {"vk.com", "/away.php", "to="}, {"away.vk.com", "/away.php", "to="},
	{"safelinks.protection.outlook.com", "/", "url="}, {"go.skimresources.com", "/", "url="},
	{"go.redirectingat.com", "/", "url="}, {"click.linksynergy.com", "/", "murl="}, {"awin1.com", "/cread.php", "ued="},
	{"awin1.com", "/cread.php", "p="}, {"shareasale.com", "/r.cfm", "urllink="}, {"href.li", "/", ""}, {"anonym.to", "/", ""}, {"nullrefer.com", "/", ""},
};

/* Where it leads, as written there; empty where this is no such door. */
static struct slice behind(const struct wrapper *w, const struct url_parts *p, struct slice host) {
	struct slice name = slice_of(w->host), query = p->query, one;

	if (!slice_ends(host, name) || (host.len > name.len && host.at[host.len - name.len - 1] != '.') || !slice_starts(p->path, slice_of(w->path)))
		return (struct slice){"", 0};
	if (!*w->parameter)
		return query;
	while (query.len && slice_split(&query, '&', &one))
		if (slice_starts(one, slice_of(w->parameter)))
			return slice_from(one, strlen(w->parameter));
	return (struct slice){"", 0};
}

/* Writes where a door leads; false, and nothing written, where it is none or leads nowhere one could go. */
static bool unwrap(struct slice url, struct str *out) {
	struct slice host, target = {"", 0};
	struct url_parts p;
	struct str decoded;
	bool found;

	if (slice_find(url, SLICE("=http")) == url.len && slice_find(url, SLICE("?http")) == url.len)
		return false; /* as nearly all */
	url_split(url, &p);
	host = url_host(url);
	for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers && !target.len && p.query.len; i++)
		target = behind(&wrappers[i], &p, host);
	if (!target.len)
		return false;
	str_init(&decoded, URL_MAX);
	url_decode(target, &decoded);
	found = url_is_http(str_slice(&decoded)) && url_resolve("", str_slice(&decoded), out);
	str_finish(&decoded);
	return found;
}

static void put_untracked(struct slice url, struct str *out) {
	size_t at, end;

	if (!find_query(url, &at, &end)) {
		str_add(out, url);
		return;
	}
	str_add(out, (struct slice){url.at, at});
	put_query((struct slice){url.at + at + 1, end - at - 1}, put_plain, out);
	str_add(out, slice_from(url, end));
}

/* Through door after door. What is behind one is shorter, or has bytes that no address has, which had to be escaped: then the door stays. */
void url_without_tracking(struct slice url, struct str *out) {
	struct str target;
	size_t start = out->len;

	str_init(&target, URL_MAX);
	put_untracked(url, out);
	while (unwrap(slice_from(str_slice(out), start), &target) && target.len < out->len - start) {
		str_cut(out, start);
		put_untracked(str_slice(&target), out);
		str_clear(&target);
	}
	str_finish(&target);
}

static void put_lower(struct slice s, struct str *out) {
	for (size_t i = 0; i < s.len; i++)
		str_add_char(out, s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] | 32) : s.at[i]);
}

void url_canonical(struct slice url, struct str *out) {
	struct url_parts p;
	struct slice host;

	url_split(url, &p);
	if (!p.has_authority) {
		str_add(out, url); /* a mail address, or none at all: nothing to leave out */
		return;
	}
	host = p.authority;
	if (slice_starts_nocase(host, SLICE("www.")))
		host = slice_from(host, 4);
	put_lower(host, out);
	while (p.path.len && p.path.at[p.path.len - 1] == '/')
		p.path.len--;
	str_add(out, p.path);
	if (p.has_query && p.query.len)
		put_query(p.query, put_plain, out);
}

/* ---- for showing ---- */

static bool is_secret(struct slice name) {
	static const char *const words[] = {
		"token", "key", "apikey", "api_key", "auth", "authkey", "password", "passwd", "pass", "pwd", "secret", "signature", "sig", "session",
		"sessionid", "access_token", "refresh_token", "client_secret", "hash", "jwt", "code", "private",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_equal_nocase(name, slice_of(words[i])))
			return true;
	return slice_ends(name, SLICE("_token")) || slice_ends(name, SLICE("_key")) || slice_ends(name, SLICE("-token")) ||
	       slice_ends(name, SLICE("-key")) || slice_ends(name, SLICE("_secret"));
}

static void put_veiled(struct slice parameter, struct str *out) {
	size_t len = slice_find(parameter, SLICE("="));
	struct slice name = {parameter.at, len};

	if (len < parameter.len && is_secret(name)) {
		str_add(out, name);
		str_add_text(out, "=***");
	} else {
		str_add(out, parameter);
	}
}

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_ARMENIAN, SCRIPT_EAST_ASIAN, SCRIPT_OTHER };

/* Coarse: enough to see that two scripts stand in one name. Blocks after Unicode's Blocks.txt. */
static enum script script_of(uint32_t rune) {
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)rune);

	if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO)
		return SCRIPT_NONE;
	if (rune < 0x250 || (rune >= 0x1E00 && rune < 0x1F00))
		return SCRIPT_LATIN;
	if ((rune >= 0x370 && rune < 0x400) || (rune >= 0x1F00 && rune < 0x2000))
		return SCRIPT_GREEK;
	if ((rune >= 0x400 && rune < 0x530) || (rune >= 0x1C80 && rune < 0x1C90) || (rune >= 0xA640 && rune < 0xA6A0))
		return SCRIPT_CYRILLIC;
	if (rune >= 0x530 && rune < 0x590)
		return SCRIPT_ARMENIAN;
	if ((rune >= 0x1100 && rune < 0x1200) || (rune >= 0x2E80 && rune < 0xA000) || (rune >= 0xAC00 && rune < 0xD800))
		return SCRIPT_EAST_ASIAN; /* Han, kana and Hangul stand together in honest names */
	return SCRIPT_OTHER;
}

/* No letter, mark or number: a sign that looks like a slash, or none at all. */
static bool is_sign(uint32_t rune) {
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)rune);

	return rune >= 0x80 && (category == UTF8PROC_CATEGORY_CN || category > UTF8PROC_CATEGORY_NO);
}

/* A name in another script before ".com" counts as mixed: that is how a whole word of look-alikes hides. */
static bool is_mixed(struct slice host) {
	enum script seen = SCRIPT_NONE;

	while (host.len) {
		uint32_t rune = utf8_next(&host);
		enum script s = script_of(rune);

		if (is_sign(rune))
			return true;

		if (s == SCRIPT_NONE)
			continue;
		if (seen != SCRIPT_NONE && s != seen)
			return true;
		seen = s;
	}
	return false;
}

static void put_host(struct slice host, struct str *out) {
	struct str ascii;

	str_add(out, host);
	if (!is_mixed(host))
		return;
	str_init(&ascii, URL_MAX);
	if (punycode_host(host, &ascii)) {
		str_add_text(out, " (");
		str_add(out, str_slice(&ascii));
		str_add_text(out, ")");
	}
	str_finish(&ascii);
}

/* A name with a dot or an escape in it is there to be taken for the host: "https://bank.example@elsewhere.example/". */
static void put_user(struct slice user, struct str *out) {
	size_t colon = slice_find(user, SLICE(":"));
	struct slice name = {user.at, colon};
	bool disguise = slice_find(name, SLICE(".")) < name.len || slice_find(name, SLICE("%")) < name.len;

	str_add(out, disguise ? SLICE("***") : name);
	str_add_text(out, colon < user.len ? ":***@" : "@");
}

static void put_authority(const struct url_parts *p, void (*put_one)(struct slice host, struct str *out), struct str *out) {
	struct url_authority a;

	url_split_authority(p->authority, &a);
	str_add_text(out, "//");
	if (a.has_user)
		put_user(a.user, out);
	put_one(a.host, out);
	if (a.has_port) {
		str_add_char(out, ':');
		str_add(out, a.port);
	}
}

static void put_plain_host(struct slice host, struct str *out) {
	str_add(out, host);
}

static void put_shown(struct slice url, void (*put_one)(struct slice host, struct str *out), struct str *out) {
	struct url_parts p;

	url_split(url, &p);
	if (p.has_scheme) {
		str_add(out, p.scheme);
		str_add_char(out, ':');
	}
	if (p.has_authority)
		put_authority(&p, put_one, out);
	str_add(out, p.path);
	if (p.has_query)
		put_query(p.query, put_veiled, out);
	if (p.has_fragment) {
		str_add_char(out, '#');
		put_veiled(p.fragment, out);
	}
}

void url_for_display(struct slice url, struct str *out) {
	struct str shown;

	str_init(&shown, 4 * URL_MAX);
	url.len = utf8_cut(url, URL_MAX);
	put_shown(url, put_host, &shown);
	text_clean(str_slice(&shown), TEXT_LINE, out);
	str_finish(&shown);
}

void url_without_secrets(struct slice url, struct str *out) {
	put_shown(url, put_plain_host, out);
}

const char *url_shown(const char *url, struct arena *a) {
	const char *text;
	struct str shown;

	str_init(&shown, 4 * URL_MAX);
	url_for_display(slice_of(url), &shown);
	text = arena_text(a, str_slice(&shown));
	str_finish(&shown);
	return text;
}
