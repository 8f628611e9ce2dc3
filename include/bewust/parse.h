/* parse.h: bytes of a feed in, structs out. Pure: no files, no network, no clock. Streams: each entry is handed on as soon as
 * it is whole, and gone when the callback returns; memory does not grow with the feed. What is broken is read as far as it goes. */
#ifndef BEWUST_PARSE_H
#define BEWUST_PARSE_H

#include <bewust/arena.h>
#include <bewust/err.h>
#include <bewust/model.h>
#include <bewust/str.h>
#include <stddef.h>

enum feed_format { FEED_UNKNOWN, FEED_RSS, FEED_RDF, FEED_ATOM, FEED_JSON };

struct author {
	const char *name, *url, *email;
};

/* All texts: valid UTF-8, cleaned (text_clean), terminated; NULL where the feed says nothing. They belong to the parser and are
 * valid until the callback returns. */
struct feed {
	enum feed_format format;
	const char *title, *description; /* plain text; description may be HTML-free only */
	const char *site, *self;         /* home page; the feed's own address as it tells it */
	const char *icon, *lang;
	const char *author;              /* the first of … */
	struct author *authors;          size_t author_count;
	const char *next;                /* RFC 5005 / JSON Feed next page; not followed, only told */
	int64_t updated;                 /* DATE_NONE */
	int ttl_minutes;                 /* RSS ttl, sy:updatePeriod/Frequency; 0 not told */
	uint32_t skip_hours;             /* bit n: hour n UTC */
	unsigned skip_days;              /* bit 0 = monday */
};

struct enclosure {
	const char *url, *type;          /* MIME type, "" not told */
	const char *title;
	int64_t size_bytes;              /* -1 not told */
	int duration_s;                  /* -1 not told */
	bool alternate;                  /* another form of an enclosure before it */
	bool thumbnail;                  /* an image that stands for the entry, not a thing to play */
};

struct entry {
	const char *guid;                /* its identity: guid, id; else link; else a hash of what it says. Never NULL */
	const char *url;                 /* the page of it, absolute where a base is known */
	const char *external_url;        /* JSON Feed: what a link post points at */
	const char *title;               /* plain text, one line; NULL where there is none */
	const char *html;                /* the body as HTML, or NULL … */
	const char *text;                /* … where the feed gave plain text; both NULL: no body */
	const char *summary;             /* plain text; NULL where it would only repeat the body */
	const char *lang, *image;
	const char *comments;
	const char *source_title, *source_url; /* RSS source, atom:source */
	int64_t published, updated;      /* DATE_NONE */
	struct author *authors;          size_t author_count;
	const char **tags;               size_t tag_count;
	struct enclosure *enclosures;    size_t enclosure_count;
	bool live;                       /* told to be a live stream */
	bool partial;                    /* the bytes ended inside it: only what came whole is here */
	enum item_kind kind;             /* from enclosures, media and address */
	int duration_s;                  /* of its main medium; -1 not told */
	const char *base;                /* what its HTML's links are relative to; "" none */
};

struct parse_handler {
	/* The channel's own data, as far as known: called before the first entry and again at the end if more came after. May be NULL. */
	bool (*on_feed)(void *ctx, const struct feed *feed);
	/* One entry. Returning false ends the parse (parser_finish then returns true: it was the caller's wish). */
	bool (*on_entry)(void *ctx, const struct entry *entry);
	void *ctx;
};

/* What came of it, beside success: told to people by `channels`. */
struct parse_report {
	enum feed_format format;
	size_t entries;
	bool broken;                     /* not well-formed, and mended */
	bool truncated;                  /* ended early; whole entries were kept */
	bool limited;                    /* a limit of limits.h cut something off */
	char trouble[160];               /* one sentence where any of these is set, without its full stop; else "" */
	char found_feed[2048];           /* where a page came instead of a feed: the feed it names, absolute; else "" */
};

struct parser;
/* `base` is the address the bytes came from ("" none); `content_type` the HTTP header ("" none): a hint, never believed over
 * the bytes. The handler is copied. */
struct parser *parser_new(const char *base, const char *content_type, const struct parse_handler *handler);
/* Takes the next bytes, any number. False with *e: no feed, or a limit passed so badly that nothing more can be read. */
bool parser_feed(struct parser *p, struct slice bytes, struct err *e);
/* The end of the bytes. False with ERR_DATA where there was no feed in them; a feed without entries is a feed. */
bool parser_finish(struct parser *p, struct parse_report *report, struct err *e);
void parser_free(struct parser *p);

/* ---- JSON Feed 1.1 out ---- */

/* Where the bytes come from: puts up to `size` of them into `buffer`; how many, 0 at the end, -1 with *e set. */
struct parse_source {
	ptrdiff_t (*read)(void *ctx, char *buffer, size_t size, struct err *e);
	void *ctx;
};
/* Where the document goes, in pieces of about one entry each. False with *e set ends it all. */
struct parse_sink {
	bool (*write)(void *ctx, struct slice bytes, struct err *e);
	void *ctx;
};
/* Reads any feed and writes it as one JSON Feed 1.1 document, newline at its end; memory does not grow with the feed. `base` and
 * `content_type` as in parser_new. False with ERR_DATA where there is no feed (nothing was written then), or with what source or
 * sink said. `report` may be NULL. A channel's own data that came after its first entry are written after the items. */
bool parse_to_jsonfeed(const char *base, const char *content_type, const struct parse_source *from, const struct parse_sink *to,
	struct parse_report *report, struct err *e);

/* A date as feeds write them: RFC 822 with all its sins, RFC 3339, ISO 8601 with weeks and days of the year, Unix seconds, month
 * names of a dozen languages. Of a range the beginning; missing zones are UTC. False where no sense can be had. */
bool parse_date(struct slice text, int64_t *at);

/* ---- lists of channels ---- */

struct outline {                     /* one channel of an OPML or newsboat `urls` file */
	const char *url, *site, *title, *lang, *note, *credential;
	theme_set themes;
	enum source_kind kind;
};
/* A plan: a pack with who, dose and days; all "" or 0 where it is only a list. */
struct outline_head {
	const char *title, *from, *note;
	int dose_minutes, days;
	theme_set themes;
};
struct outlines {
	struct arena arena;
	struct outline_head head;
	struct outline *at;
	size_t count;
	size_t skipped;                  /* lines that were not channels: exec:, filter:, query:, file: and the like; never run */
	char skipped_example[120];       /* the first of them, cleaned, to tell */
};
void outlines_finish(struct outlines *o);
/* OPML 1 or 2 (folders become themes where they name one, broken OPML read as far as it goes) or newsboat's `urls`; sniffed. */
bool parse_outlines(struct slice bytes, struct outlines *out, struct err *e);
/* Appends OPML 2.0 with our attributes (xmlns:bewust="urn:bewust:1"); the same channels in give the same bytes out. */
void outlines_write(const struct outline_head *head, const struct outline *at, size_t count, struct str *out);

/* A feed of a web page. */
struct page_feed {
	const char *url, *title;         /* absolute; what the page calls it, "" nothing */
	bool named;                      /* by a link element (rel=alternate, rel=feed); else the page only links to what looks like one */
	bool aside;                      /* nobody's first wish: comments, or another one of these in another format */
};
/* The feeds that a web page names, or, where it names none, those that it links to; best first, at most `max` into `out`, texts in the
 * arena. `page` is its address, "" not known. */
size_t parse_page_feeds(struct slice html, const char *page, struct arena *a, struct page_feed *out, size_t max);
/* Where a page sends its readers on (<meta http-equiv="refresh">), absolute: appended to *url. False where it stays. */
bool parse_page_refresh(struct slice html, const char *page, struct str *url);

#endif
