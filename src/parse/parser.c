/* parser.c: the way of a feed's bytes: decoding, finding out what they are, and on to the reader of that format. */
#include "decode.h"
#include "elements.h"
#include "feed.h"
#include "jsonfeed.h"
#include "xml.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>


enum sort { SORT_UNKNOWN, SORT_XML, SORT_JSON, SORT_PAGE, SORT_OUTLINES, SORT_OTHER };

struct parser {
	struct decode decode;
	struct parse_handler handler;
	struct parse_report report;
	char *base;
	enum sort sort;
	bool last;
	struct str head;                  /* until it is known what it is; the page, where it is one */
	size_t sniff_at;                  /* how much of it there has to be before it is looked at again */
	struct xml xml;
	struct reader reader;
	struct json_reader json;
};

static bool on_text(void *ctx, struct slice text, struct err *e);

struct parser *parser_new(const char *base, const char *content_type, const struct parse_handler *handler) {
	struct parser *p = mem_alloc(sizeof *p);

	p->handler = *handler;
	p->base = mem_text(base ? base : "");
	str_init(&p->head, LIMIT_PAGE_BYTES);
	decode_init(&p->decode, content_type, on_text, p);
	return p;
}

void parser_free(struct parser *p) {
	if (!p)
		return;
	decode_finish(&p->decode);
	if (p->sort == SORT_XML) {
		reader_finish(&p->reader);
		xml_finish(&p->xml);
	}
	if (p->sort == SORT_JSON)
		json_reader_finish(&p->json);
	str_finish(&p->head);
	free(p->base);
	free(p);
}

/* ---- what it is ---- */

static enum sort sort_of_root(struct slice name) {
	static const struct {
		const char *name;
		enum sort sort;
	} roots[] = {
		{"rss", SORT_XML}, {"rdf", SORT_XML}, {"feed", SORT_XML}, {"channel", SORT_XML}, {"item", SORT_XML}, {"entry", SORT_XML},
		{"html", SORT_PAGE}, {"head", SORT_PAGE}, {"body", SORT_PAGE}, {"meta", SORT_PAGE}, {"title", SORT_PAGE}, {"script", SORT_PAGE},
		{"link", SORT_PAGE}, {"div", SORT_PAGE}, {"p", SORT_PAGE}, {"opml", SORT_OUTLINES},
	};
	size_t colon = slice_find(name, SLICE(":"));

	if (colon < name.len)
		name = slice_from(name, colon + 1);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (slice_equal_nocase(name, slice_of(roots[i].name)))
			return roots[i].sort;
	return SORT_OTHER;
}

/* The length of a comment, an instruction or a DOCTYPE at the front; 0 when it is none of these, SIZE_MAX when it has no end yet. */
static size_t skip_length(struct slice s, bool *doctype) {
	size_t end;

	if (slice_starts(s, SLICE("<!--"))) {
		end = slice_find(s, SLICE("-->"));
		return end < s.len ? end + 3 : SIZE_MAX;
	}
	if (slice_starts(s, SLICE("<?"))) {
		end = slice_find(s, SLICE("?>"));
		return end < s.len ? end + 2 : SIZE_MAX;
	}
	if (!slice_starts(s, SLICE("<!")))
		return 0;
	*doctype = true;
	int depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		depth += s.at[i] == '[' ? 1 : s.at[i] == ']' ? -1 : 0;
		if (s.at[i] == '>' && depth <= 0)
			return i + 1;
	}
	return SIZE_MAX;
}

struct finding {
	enum sort sort;
	size_t start;                     /* where the document begins */
	bool forgiving;                   /* expat need not try */
};

static struct slice root_name(struct slice s) {
	size_t n = 1;

	while (n < s.len && !char_among(s.at[n], " \t\r\n/>"))
		n++;
	return (struct slice){s.at + 1, n - 1};
}

/* Looks for the first element: false while it may still come. */
static bool find_root(struct slice s, bool last, struct finding *out) {
	size_t at = 0, start = SIZE_MAX;
	bool doctype = false, stray = false;

	while (at < s.len) {
		const char *tag = memchr(s.at + at, '<', s.len - at);

		if (!tag)
			break;
		stray |= slice_trim((struct slice){s.at + at, (size_t)(tag - s.at) - at}).len > 0;
		at = (size_t)(tag - s.at);
		start = start == SIZE_MAX ? at : start;
		size_t skip = skip_length(slice_from(s, at), &doctype);

		if (skip == SIZE_MAX)
			return last;
		if (skip == 0) {
			struct slice name = root_name(slice_from(s, at));

			if (at + name.len + 1 == s.len && !last)
				return false;
			*out = (struct finding){sort_of_root(name), start, doctype || stray};
			return true;
		}
		if (slice_starts_nocase(slice_from(s, at), SLICE("<!doctype html")))
			*out = (struct finding){SORT_PAGE, 0, true};
		at += skip;
	}
	return last;
}

/* Where something else comes first (a warning of the server's, say), a feed may still follow. */
static void find_late_root(struct slice s, struct finding *out) {
	static const struct slice marks[] = {{"<?xml", 5}, {"<rss", 4}, {"<feed", 5}, {"<rdf:RDF", 8}};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t at = slice_find(s, marks[i]);
		struct finding found = {SORT_OTHER, 0, false};

		if (at == s.len || !find_root(slice_from(s, at), true, &found) || found.sort != SORT_XML)
			continue;
		*out = (struct finding){SORT_XML, at, true};
		return;
	}
}

static bool sniff(struct slice s, bool last, struct finding *out) {
	size_t at = 0;

	*out = (struct finding){SORT_OTHER, 0, false};
	while (at < s.len && (unsigned char)s.at[at] <= ' ')
		at++;
	if (slice_starts(slice_from(s, at), SLICE("\xEF\xBB\xBF")))
		at += 3;
	while (at < s.len && (unsigned char)s.at[at] <= ' ')
		at++;
	if (at == s.len)
		return last;
	if (s.at[at] == '{') {
		*out = (struct finding){SORT_JSON, at, false};
		return true;
	}
	if (!find_root(s, last || s.len >= LIMIT_SNIFF_BYTES, out))
		return false;
	if (out->sort == SORT_OTHER || out->sort == SORT_PAGE) {
		enum sort sort = out->sort;

		if (!last && s.len < LIMIT_SNIFF_BYTES)
			return false;
		find_late_root(s, out);
		out->sort = out->sort == SORT_XML ? SORT_XML : sort;
	}
	return true;
}

static void begin(struct parser *p, const struct finding *found) {
	p->sort = found->sort;
	if (p->sort == SORT_XML) {
		reader_init(&p->reader, elements_all(), p->base, &p->handler, &p->report, &p->xml.told);
		struct xml_handler events = reader_handler(&p->reader);

		xml_init(&p->xml, &events, found->forgiving);
	} else if (p->sort == SORT_JSON) {
		json_reader_init(&p->json, p->base, &p->handler, &p->report);
	}
}

static void pass_on(struct parser *p, struct slice text) {
	if (p->sort == SORT_XML)
		xml_feed(&p->xml, text);
	else if (p->sort == SORT_JSON)
		json_reader_feed(&p->json, text);
	else if (p->head.len < LIMIT_PAGE_BYTES)
		str_add(&p->head, (struct slice){text.at, text.len < LIMIT_PAGE_BYTES - p->head.len ? text.len : LIMIT_PAGE_BYTES - p->head.len});
}

static bool on_text(void *ctx, struct slice text, struct err *e) {
	struct parser *p = ctx;
	struct finding found;

	(void)e;
	if (p->sort != SORT_UNKNOWN) {
		pass_on(p, text);
		return true;
	}
	size_t room = LIMIT_SNIFF_BYTES - p->head.len, take = text.len < room ? text.len : room;

	str_add(&p->head, (struct slice){text.at, take});
	if (!p->last && p->head.len < p->sniff_at && p->head.len < LIMIT_SNIFF_BYTES)
		return true;
	p->sniff_at = 2 * p->head.len; /* looking begins at the front each time: bytes that come one by one must not make it slow */
	if (!sniff(str_slice(&p->head), p->last, &found))
		return true;
	begin(p, &found);
	if (p->sort == SORT_XML || p->sort == SORT_JSON) {
		pass_on(p, slice_from(str_slice(&p->head), found.start));
		str_finish(&p->head);
	}
	pass_on(p, slice_from(text, take));
	return true;
}

bool parser_feed(struct parser *p, struct slice bytes, struct err *e) {
	return decode_feed(&p->decode, bytes, e);
}

/* ---- the end ---- */

static bool refuse(struct parser *p, struct err *e) {
	struct page_feed feed;
	struct arena arena;

	if (p->sort == SORT_OUTLINES)
		return err_set(e, ERR_DATA, _("this is a list of channels (OPML), not a feed: import it with \"bewust channels import\""));
	if (p->sort != SORT_PAGE)
		return err_set(e, ERR_DATA, _("there is no feed in it: it is not RSS, Atom or JSON Feed"));
	arena_init(&arena, 0);
	if (parse_page_feeds(str_slice(&p->head), p->base, &arena, &feed, 1) > 0 && feed.named) {
		snprintf(p->report.found_feed, sizeof p->report.found_feed, "%s", feed.url);
		struct str shown;

		str_init(&shown, 4 * URL_MAX);
		url_for_display(slice_of(feed.url), &shown); /* it may have the page's own password */
		err_set(e, ERR_DATA, _("this is a web page, not a feed; the feed it names is %s"), shown.at);
		str_finish(&shown);
	} else {
		err_set(e, ERR_DATA, _("this is a web page, not a feed, and it names none"));
	}
	arena_finish(&arena);
	return false;
}

static void describe_trouble(struct parse_report *r) {
	const char *words = r->truncated ? _("the feed ends in the middle: what came whole was kept, its last item may be missing")
		: r->limited ? _("the feed holds more than is read of one: the rest was left out")
		: r->broken ? _("the feed is not well-formed: it was mended while reading") : "";

	snprintf(r->trouble, sizeof r->trouble, "%s", words);
}

bool parser_finish(struct parser *p, struct parse_report *report, struct err *e) {
	bool ok = false;

	if (!decode_end(&p->decode, e)) /* may still send several pieces */
		return false;
	p->last = true;
	if (p->sort == SORT_UNKNOWN)
		on_text(p, (struct slice){"", 0}, e);
	if (p->sort == SORT_XML) {
		xml_end(&p->xml);
		reader_end(&p->reader);
		p->report.broken |= p->xml.broken;
		p->report.truncated |= p->xml.told.truncated;
		p->report.limited |= p->xml.told.limited;
		ok = true;
	} else if (p->sort == SORT_JSON) {
		ok = json_reader_end(&p->json);
	}
	if (!ok)
		refuse(p, e);
	describe_trouble(&p->report);
	*report = p->report;
	return ok;
}
