/* page.c: the feeds that a web page names in its <link rel="alternate"> elements. */
#include "markup.h"

#include <bewust/parse.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <string.h>

/* A tag's attribute, unescaped, into *out (cleared first). */
static struct slice attribute(struct slice tag, const char *name, struct str *out) {
	str_clear(out);
	while (tag.len > 0) {
		size_t n = 0;

		while (tag.len > 0 && char_among(tag.at[0], " \t\r\n/"))
			tag = slice_from(tag, 1);
		while (n < tag.len && !char_among(tag.at[n], " \t\r\n=/>"))
			n++;
		struct slice key = {tag.at, n}, value = {NULL, 0};

		tag = slice_trim(slice_from(tag, n ? n : 1));
		if (tag.len > 0 && tag.at[0] == '=') {
			tag = slice_trim(slice_from(tag, 1));
			char quote = tag.len > 0 && (tag.at[0] == '"' || tag.at[0] == '\'') ? tag.at[0] : 0;

			tag = slice_from(tag, quote != 0);
			for (n = 0; n < tag.len && (quote ? tag.at[n] != quote : !char_among(tag.at[n], " \t\r\n>"));)
				n++;
			value = (struct slice){tag.at, n};
			tag = slice_from(tag, n + (quote != 0));
		}
		if (slice_equal_nocase(key, slice_of(name))) {
			text_unescape(value, out);
			return slice_trim(str_slice(out));
		}
	}
	return (struct slice){NULL, 0};
}

static struct slice next_tag(struct slice *rest) {
	struct slice none = {NULL, 0};

	while (rest->len > 0) {
		const char *open = memchr(rest->at, '<', rest->len);

		if (!open)
			break;
		*rest = slice_from(*rest, (size_t)(open - rest->at));
		if (slice_starts(*rest, SLICE("<!--"))) {
			size_t end = slice_find(*rest, SLICE("-->"));

			*rest = slice_from(*rest, end < rest->len ? end : rest->len);
			continue;
		}
		const char *close = memchr(rest->at, '>', rest->len);

		if (!close)
			break;
		struct slice tag = {rest->at + 1, (size_t)(close - rest->at) - 1};

		*rest = slice_from(*rest, tag.len + 2);
		return tag;
	}
	*rest = none;
	return none;
}

/* How good a feed of that type is for us; 0: it is none. */
static int type_rank(struct slice type) {
	static const struct {
		struct slice type;
		int rank;
	} types[] = {
		{{"application/atom+xml", 20}, 4}, {{"application/rss+xml", 19}, 4}, {{"application/feed+json", 21}, 3},
		{{"application/rdf+xml", 19}, 2}, {{"application/json", 16}, 1}, {{"application/xml", 15}, 1}, {{"text/xml", 8}, 1},
	};

	type.len = type.len > 0 ? slice_find(type, SLICE(";")) : 0;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_equal_nocase(slice_trim(type), types[i].type))
			return types[i].rank;
	return 0;
}

static bool has_word(struct slice words, const char *word) {
	struct slice one;

	while (slice_split(&words, ' ', &one))
		if (slice_equal_nocase(one, slice_of(word)))
			return true;
	return false;
}

/* A page's feed of comments is one, but nobody's first wish. */
static bool is_comments(const char *url, const char *title) {
	return strstr(url, "/comments/") || (title && (strstr(title, "omments") || strstr(title, "eacties") || strstr(title, "ommentaire")));
}

struct find {
	struct arena *a;
	const char **urls, **titles;
	int ranks[32];
	size_t count, max;
};

/* Puts one in its place, the best first; equals as they stand in the page. */
static void add(struct find *f, const char *url, const char *title, int rank) {
	size_t at = f->count;

	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->urls[i], url) == 0)
			return;
	while (at > 0 && f->ranks[at - 1] < rank)
		at--;
	if (at >= f->max)
		return;
	size_t last = f->count < f->max ? f->count++ : f->max - 1;

	for (size_t i = last; i > at; i--) {
		f->urls[i] = f->urls[i - 1];
		f->titles[i] = f->titles[i - 1];
		f->ranks[i] = f->ranks[i - 1];
	}
	f->urls[at] = url;
	f->titles[at] = title;
	f->ranks[at] = rank;
}

static void read_link(struct find *f, struct slice tag, const char *base, struct str *value, struct str *url) {
	if (!has_word(attribute(tag, "rel", value), "alternate") && !has_word(attribute(tag, "rel", value), "feed"))
		return;
	int rank = type_rank(attribute(tag, "type", value));

	str_clear(url);
	if (rank == 0 || !url_resolve(base, attribute(tag, "href", value), url))
		return;
	const char *address = text_clean_arena(f->a, str_slice(url), TEXT_LINE);
	const char *title = text_clean_arena(f->a, attribute(tag, "title", value), TEXT_LINE);

	if (address && *address)
		add(f, address, title ? title : "", is_comments(address, title) ? 0 : rank);
}

size_t parse_page_feeds(struct slice html, const char *base, struct arena *a, const char **urls, const char **titles, size_t max) {
	struct find f = {.a = a, .urls = urls, .titles = titles, .max = max < 32 ? max : 32};
	struct str value, url, page;
	struct slice tag;

	str_init(&value, URL_MAX * 2);
	str_init(&url, URL_MAX * 2);
	str_init(&page, URL_MAX * 2);
	str_add_text(&page, base ? base : "");
	while (f.max > 0 && (tag = next_tag(&html)).at) {
		if (slice_starts_nocase(tag, SLICE("base "))) {
			str_clear(&url);
			if (url_resolve(base, attribute(slice_from(tag, 5), "href", &value), &url)) {
				str_clear(&page);
				str_add(&page, str_slice(&url));
			}
		} else if (slice_starts_nocase(tag, SLICE("link"))) {
			read_link(&f, slice_from(tag, 4), page.len > 0 ? page.at : "", &value, &url);
		}
	}
	str_finish(&value);
	str_finish(&url);
	str_finish(&page);
	return f.count;
}
