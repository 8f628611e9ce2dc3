/* page.c: the feeds of a web page: those that its <link rel="alternate"> elements name, else what it links to that looks like one. */
#include "markup.h"

#include <bewust/parse.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <string.h>

#define SPACES " \t\r\n\f"

/* ---- tags ---- */

/* A tag's attribute, unescaped, into *out (cleared first). */
static struct slice attribute(struct slice tag, const char *name, struct str *out) {
	str_clear(out);
	while (tag.len > 0) {
		size_t n = 0;

		while (tag.len > 0 && char_among(tag.at[0], SPACES "/"))
			tag = slice_from(tag, 1);
		while (n < tag.len && !char_among(tag.at[n], SPACES "=/>"))
			n++;
		struct slice key = {tag.at, n}, value = {NULL, 0};

		tag = slice_trim(slice_from(tag, n ? n : 1));
		if (tag.len > 0 && tag.at[0] == '=') {
			tag = slice_trim(slice_from(tag, 1));
			char quote = tag.len > 0 && (tag.at[0] == '"' || tag.at[0] == '\'') ? tag.at[0] : 0;

			tag = slice_from(tag, quote != 0);
			for (n = 0; n < tag.len && (quote ? tag.at[n] != quote : !char_among(tag.at[n], SPACES ">"));)
				n++;
			value = (struct slice){tag.at, n};
			tag = slice_from(tag, n + (quote != 0));
		}
		if (slice_equal_nocase(key, slice_of(name))) {
			text_unescape_attribute(value, out);
			return slice_trim(str_slice(out));
		}
	}
	return (struct slice){NULL, 0};
}

/* Where the tag at the front of s ends: its ">" outside of quotes, else its first ">" (a quote that is never closed); s.len: nowhere. */
static size_t tag_end(struct slice s) {
	size_t first = s.len;
	char quote = 0, before = 0; /* the last one that is no space: only behind "=" a quote opens a value */

	for (size_t i = 1; i < s.len; i++) {
		char c = s.at[i];

		if (c == '>' && first == s.len)
			first = i;
		if (c == '>' && !quote)
			return i;
		if (quote)
			quote = c == quote ? 0 : quote;
		else if ((c == '"' || c == '\'') && before == '=')
			quote = c;
		before = char_among(c, SPACES) ? before : c;
	}
	return first;
}

static bool name_is(struct slice tag, const char *name) {
	size_t len = strlen(name);

	return slice_starts_nocase(tag, slice_of(name)) && (tag.len == len || char_among(tag.at[len], SPACES "/"));
}

/* Past the end tag of an element whose content is no markup. */
static struct slice skip_raw(struct slice rest, struct slice name) {
	while (rest.len > 0) {
		const char *open = memchr(rest.at, '<', rest.len);

		if (!open)
			break;
		rest = slice_from(rest, (size_t)(open - rest.at) + 1);
		if (rest.len > name.len && rest.at[0] == '/' && slice_starts_nocase(slice_from(rest, 1), name))
			return rest;
	}
	return (struct slice){NULL, 0};
}

/* The next tag of the page, without its brackets; at = NULL at the end. Comments, scripts and styles have none. */
static struct slice next_tag(struct slice *rest) {
	static const char *const raw[] = {"script", "style", "textarea"};

	while (rest->len > 0) {
		const char *open = memchr(rest->at, '<', rest->len);

		if (!open)
			break;
		*rest = slice_from(*rest, (size_t)(open - rest->at));
		if (slice_starts(*rest, SLICE("<!--"))) {
			*rest = slice_from(*rest, slice_find(*rest, SLICE("-->")));
			continue;
		}
		size_t end = tag_end(*rest);
		struct slice tag = {rest->at + 1, end - 1};

		if (end == rest->len)
			break;
		*rest = slice_from(*rest, end + 1);
		for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
			if (name_is(tag, raw[i]))
				*rest = skip_raw(*rest, slice_of(raw[i]));
		return tag;
	}
	*rest = (struct slice){NULL, 0};
	return *rest;
}

/* ---- what a feed looks like from outside ---- */

static bool has_nocase(struct slice s, const char *part) {
	struct slice p = slice_of(part);

	for (; s.len >= p.len; s = slice_from(s, 1))
		if (slice_starts_nocase(s, p))
			return true;
	return false;
}

static bool has_any(struct slice s, const char *const *parts, size_t count) {
	for (size_t i = 0; i < count; i++)
		if (has_nocase(s, parts[i]))
			return true;
	return false;
}

#define HAS_ANY(s, parts) has_any(s, parts, sizeof(parts) / sizeof *(parts))

/* The last part of the path: "feed" of https://example.org/blog/feed/?x=1. */
static struct slice last_segment(struct slice url, struct slice *query) {
	size_t end = slice_find(url, SLICE("#")), from;
	struct slice path = {url.at, end};

	*query = slice_from(path, slice_find(path, SLICE("?")));
	path.len -= query->len;
	while (path.len > 0 && path.at[path.len - 1] == '/')
		path.len--;
	for (from = path.len; from > 0 && path.at[from - 1] != '/';)
		from--;
	return slice_from(path, from);
}

/* Whether an address looks like that of a feed: /feed/, /rss, x.atom, rss.xml, feed.json, ?feed=rss2; not /how-to-feed-a-cat. */
static bool address_looks_like_feed(struct slice url) {
	static const char *const whole[] = {"feed", "feeds", "rss", "rss2", "atom", "rdf"};
	static const char *const endings[] = {".rss", ".atom", ".rdf"};
	static const char *const kinds[] = {".xml", ".json", ".php", ".asp", ".aspx", ".cgi"};
	static const char *const words[] = {"rss", "feed", "atom", "rdf"};
	static const char *const queries[] = {"feed=rss", "feed=atom", "format=rss", "format=atom", "format=feed", "type=rss", "type=atom", "alt=rss",
		"output=rss", "output=atom"};
	struct slice query, name = last_segment(url, &query);

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (slice_equal_nocase(name, slice_of(whole[i])))
			return true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (name.len > strlen(endings[i]) && slice_equal_nocase(slice_from(name, name.len - strlen(endings[i])), slice_of(endings[i])))
			return true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (name.len > strlen(kinds[i]) && slice_equal_nocase(slice_from(name, name.len - strlen(kinds[i])), slice_of(kinds[i])) &&
			(HAS_ANY(name, words) || slice_equal_nocase(name, SLICE("index.xml"))))
			return true;
	return HAS_ANY(query, queries);
}

/* A page's feed of comments is one, but nobody's first wish. */
static bool is_comments(struct slice url, struct slice title) {
	static const char *const words[] = {"comment", "reacties", "kommentar", "comentario", "commenti", "comentári"};

	return has_nocase(url, "comment") || HAS_ANY(title, words);
}

enum { RANK_NONE, RANK_COMMENTS, RANK_LIKELY, RANK_RDF, RANK_JSON, RANK_BEST };

struct format {
	const char *part;             /* of its type */
	int rank;
};
static const struct format formats[] = {
	{"oembed", RANK_NONE}, {"activity", RANK_NONE}, {"atom", RANK_BEST}, {"rss", RANK_BEST}, {"feed+json", RANK_JSON},
	{"rdf", RANK_RDF}, {"json", RANK_LIKELY}, {"xml", RANK_LIKELY},
};
static const struct format untold = {"", RANK_LIKELY}, unknown = {"", RANK_NONE};

static const struct format *format_of(struct slice type) {
	type.len = type.len > 0 ? slice_find(type, SLICE(";")) : 0;
	if (type.len == 0)
		return &untold;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (has_nocase(type, formats[i].part))
			return &formats[i];
	return &unknown;
}

/* How good a feed of that format is for us. What many things may be of counts where the address or the title says that it is a feed:
 * pages name their oEmbed, their REST interface and their translations in the same way. */
static int rank_of(const struct format *format, struct slice url, struct slice title, bool feed) {
	static const char *const words[] = {"rss", "feed", "atom"};

	if (format->rank == RANK_LIKELY && !feed && !address_looks_like_feed(url) && (format == &untold || !HAS_ANY(title, words)))
		return RANK_NONE;
	return format->rank != RANK_NONE && is_comments(url, title) ? RANK_COMMENTS : format->rank;
}

static bool has_word(struct slice words, const char *word) {
	while (words.len > 0) {
		size_t n = 0;

		while (n < words.len && !char_among(words.at[n], SPACES))
			n++;
		if (slice_equal_nocase((struct slice){words.at, n}, slice_of(word)))
			return true;
		words = slice_from(words, n + 1);
	}
	return false;
}

/* ---- the list ---- */

#define FEEDS_MAX 32

struct find {
	struct arena *a;
	struct page_feed *at;
	int ranks[FEEDS_MAX];
	const struct format *formats[FEEDS_MAX];
	size_t count, max;
	struct str value, url, title, base;
};

static bool same_address(struct find *f, const char *a, const char *b) {
	str_clear(&f->value);
	url_canonical(slice_of(a), &f->value);
	size_t len = f->value.len;

	url_canonical(slice_of(b), &f->value);
	return slice_equal((struct slice){f->value.at, len}, slice_from(str_slice(&f->value), len));
}

/* What a title says beside the name of a format: "Notes (RSS 2.0)" and "Notes – Atom feed" say the same. */
static void title_core(struct slice title, struct str *out) {
	static const char *const words[] = {"rss", "atom", "rdf", "json", "jsonfeed", "xml", "feed"};
	struct slice word;

	while (text_word(&title, &word)) {
		bool told = word.at[0] >= '0' && word.at[0] <= '9';

		for (size_t i = 0; i < sizeof words / sizeof *words && !told; i++)
			told = slice_equal_nocase(word, slice_of(words[i]));
		if (!told)
			text_fold(word, out);
	}
}

/* Whether two are one feed in two formats. */
static bool is_other_format(struct find *f, size_t a, size_t b) {
	if (f->formats[a] == f->formats[b] || !*f->at[a].title != !*f->at[b].title)
		return false;
	str_clear(&f->value);
	title_core(slice_of(f->at[a].title), &f->value);
	size_t len = f->value.len;

	title_core(slice_of(f->at[b].title), &f->value);
	return slice_equal((struct slice){f->value.at, len}, slice_from(str_slice(&f->value), len));
}

static void put(struct find *f, size_t at, struct page_feed feed, int rank, const struct format *format) {
	f->at[at] = feed;
	f->ranks[at] = rank;
	f->formats[at] = format;
}

/* Puts one in its place, the best first; equals as they stand in the page. */
static void add(struct find *f, struct page_feed feed, int rank, const struct format *format) {
	size_t at = f->count;

	for (size_t i = 0; i < f->count; i++)
		if (same_address(f, f->at[i].url, feed.url))
			return;
	while (at > 0 && f->ranks[at - 1] < rank)
		at--;
	if (at >= f->max)
		return;
	for (size_t i = f->count < f->max ? f->count++ : f->max - 1; i > at; i--)
		put(f, i, f->at[i - 1], f->ranks[i - 1], f->formats[i - 1]);
	put(f, at, feed, rank, format);
}

/* Behind the others: comments, and what is there in another format. */
static void set_aside(struct find *f) {
	struct page_feed aside[FEEDS_MAX];
	size_t kept = 0, count = 0;

	for (size_t i = 0; i < f->count; i++) {
		bool other = f->ranks[i] == RANK_COMMENTS;

		for (size_t k = 0; k < kept && !other; k++)
			other = is_other_format(f, k, i);
		if (other) {
			aside[count] = f->at[i];
			aside[count++].aside = true;
		} else {
			put(f, kept++, f->at[i], f->ranks[i], f->formats[i]);
		}
	}
	for (size_t i = 0; i < count; i++)
		f->at[kept + i] = aside[i];
}

/* The tag's address into f->url, absolute; false where it has none that could be asked. */
static bool read_address(struct find *f, struct slice tag) {
	struct slice href = attribute(tag, "href", &f->value);

	if (slice_starts_nocase(href, SLICE("feed:")))
		href = slice_from(href, 5);
	str_clear(&f->url);
	return href.len > 0 && url_resolve(f->base.at, href, &f->url) && url_is_http(str_slice(&f->url));
}

static void add_found(struct find *f, int rank, const struct format *format, bool named) {
	const char *url = rank != RANK_NONE ? text_clean_arena(f->a, str_slice(&f->url), TEXT_LINE) : NULL;
	const char *title = url ? text_clean_arena(f->a, str_slice(&f->title), TEXT_LINE) : NULL;

	if (url && *url)
		add(f, (struct page_feed){.url = url, .title = title ? title : "", .named = named}, rank, format);
}

/* <link rel="alternate">, or an <a> that says the same of itself. */
static void read_named(struct find *f, struct slice tag) {
	struct slice rel = attribute(tag, "rel", &f->value);
	bool feed = has_word(rel, "feed");

	if ((!feed && !has_word(rel, "alternate")) || has_word(rel, "stylesheet") || !read_address(f, tag))
		return;
	attribute(tag, "title", &f->title);
	const struct format *format = format_of(attribute(tag, "type", &f->value));

	add_found(f, rank_of(format, str_slice(&f->url), str_slice(&f->title), feed), format, true);
}

#define WORDS_MAX 200 /* bytes of a link's words that are looked at */

/* A link to what looks like a feed; `after` is what follows its tag. */
static void read_link(struct find *f, struct slice tag, struct slice after) {
	static const char *const words[] = {"rss", "atom feed"};

	if (!read_address(f, tag))
		return;
	after.len = slice_find((struct slice){after.at, after.len < WORDS_MAX ? after.len : WORDS_MAX}, SLICE("</"));
	attribute(tag, "title", &f->title);
	if (f->title.len == 0)
		markup_strip(after, &f->title);
	bool likely = address_looks_like_feed(str_slice(&f->url));

	if (likely || HAS_ANY(str_slice(&f->title), words))
		add_found(f, is_comments(str_slice(&f->url), str_slice(&f->title)) ? RANK_COMMENTS : likely ? RANK_BEST : RANK_LIKELY, &untold, false);
}

static void read_base(struct find *f, struct slice tag, const char *page) {
	struct slice href = attribute(tag, "href", &f->value);

	str_clear(&f->url);
	if (href.len == 0 || !url_resolve(page, href, &f->url))
		return;
	str_clear(&f->base);
	str_add(&f->base, str_slice(&f->url));
}

/* One walk through the page: for what it names, or for what it links to. */
static void walk(struct find *f, struct slice html, const char *page, bool named) {
	struct slice tag;
	bool based = false;

	str_clear(&f->base);
	str_add_text(&f->base, page ? page : "");
	while (f->max > 0 && (tag = next_tag(&html)).at) {
		if (name_is(tag, "base") && !based) {
			read_base(f, slice_from(tag, 4), page);
			based = true;       /* the first counts */
		} else if (named && name_is(tag, "link")) {
			read_named(f, slice_from(tag, 4));
		} else if (name_is(tag, "a")) {
			if (named)
				read_named(f, slice_from(tag, 1));
			else
				read_link(f, slice_from(tag, 1), html);
		}
	}
}

size_t parse_page_feeds(struct slice html, const char *page, struct arena *a, struct page_feed *out, size_t max) {
	struct find f = {.a = a, .at = out, .max = max < FEEDS_MAX ? max : FEEDS_MAX};

	str_init(&f.value, URL_MAX * 4);
	str_init(&f.url, URL_MAX * 2);
	str_init(&f.title, 4096);
	str_init(&f.base, URL_MAX * 2);
	walk(&f, html, page, true);
	if (f.count == 0)
		walk(&f, html, page, false);
	set_aside(&f);
	str_finish(&f.value);
	str_finish(&f.url);
	str_finish(&f.title);
	str_finish(&f.base);
	return f.count;
}

bool parse_page_refresh(struct slice html, const char *page, struct str *url) {
	struct str value;
	struct slice tag;
	bool found = false;

	str_init(&value, URL_MAX * 2);
	while (!found && (tag = next_tag(&html)).at) {
		if (!name_is(tag, "meta") || !slice_equal_nocase(attribute(tag, "http-equiv", &value), SLICE("refresh")))
			continue;
		struct slice to = attribute(tag, "content", &value); /* "0; url='https://…'" */

		while (to.len > 0 && !slice_starts_nocase(to, SLICE("url")))
			to = slice_from(to, 1);
		to = slice_trim(slice_from(to, 3));
		if (!slice_starts(to, SLICE("=")))
			continue;
		to = slice_trim(slice_from(to, 1));
		if (to.len > 0 && char_among(to.at[0], "'\""))
			to = (struct slice){to.at + 1, slice_find(slice_from(to, 1), (struct slice){to.at, 1})};
		found = to.len > 0 && url_resolve(page, to, url);
	}
	str_finish(&value);
	return found;
}
