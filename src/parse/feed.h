/* feed.h: XML events in, entries out: follows RSS, RDF and Atom by the table of elements that it is given (elements.h). */
#ifndef PARSE_FEED_H
#define PARSE_FEED_H

#include "names.h"
#include "record.h"
#include "xml_events.h"

/* Where in a feed an element stands; a bit each, as most elements mean the same in several places. */
enum context { IN_TOP = 1, IN_FEED = 2, IN_ENTRY = 4, IN_IMAGE = 8, IN_PERSON = 16, IN_SOURCE = 32, IN_MEDIA = 64, IN_SUBJECT = 128, IN_ALTERNATE = 256 };

struct reader;
struct element {
	enum ns ns;
	const char *name;                 /* in any case */
	unsigned where;                   /* contexts it means something in */
	unsigned inside;                  /* the context of its children; 0: they mean nothing */
	enum { NO_TEXT, TEXT, MARKUP } takes; /* MARKUP: children are HTML and part of the text */
	int rank;                         /* among all that fill the same slot */
	enum slot slot;
	void (*begin)(struct reader *r, const struct element *rule, const char **attributes);
	void (*finish)(struct reader *r, const struct element *rule, struct slice text);
};
struct elements {
	const struct element *at;
	size_t count;                     /* at most RULES_MAX */
};

struct frame {
	const struct element *rule;          /* NULL: nothing known */
	unsigned inside;
	const char *base, *lang;
	bool skip;                        /* it and what it holds mean nothing */
};

#define RULES_MAX 250
struct reader {
	struct parse_handler handler;
	struct parse_report *report;
	struct xml_events *xml;
	struct elements rules;
	enum feed_format format;
	struct names names;
	struct frame frames[LIMIT_DEPTH];
	size_t depth;                     /* open elements; the ones past LIMIT_DEPTH have no frame */
	struct record feed, entry, *now;  /* now: where a value goes */
	struct feed told;                 /* what on_feed was last told */
	bool feed_told, feed_changed;
	size_t entry_depth;               /* of the entry being read; 0: none */
	bool nested;                      /* … which stood inside another */
	size_t capture;                   /* depth of the element whose text is kept; 0: none */
	bool markup;                      /* … with its children's tags */
	bool flat;                        /* … with its children's words alone */
	enum form form;
	bool escape;                      /* … whose text is text, not HTML */
	bool xhtml;                       /* … said to be XHTML */
	bool base64, media_type;          /* media_type: of no type that text has; it may be base64 */
	struct str text, scratch, escaped;
	struct author person;
	struct enclosure *medium;         /* the media:content that is open */
	struct enclosure alternate;       /* what the podcast:alternateEnclosure that is open says of its sources */
	bool permalink, permalink_told, credited;
	int period_minutes, frequency;
	uint8_t first[256], next[RULES_MAX]; /* index over the rules; 0 ends a chain */
	bool stopped;
};

void reader_init(struct reader *r, struct elements rules, const char *base, const struct parse_handler *handler, struct parse_report *report,
	struct xml_events *xml);
void reader_finish(struct reader *r);
struct xml_handler reader_handler(struct reader *r);
void reader_end(struct reader *r);        /* after the last event: tells of the channel */

/* For the rules. */
const struct frame *reader_frame(const struct reader *r);
void reader_entry_begin(struct reader *r);
void reader_entry_end(struct reader *r, bool partial);

/* Shared with the JSON reader: tells of the channel, hands on one entry; false when the caller wants no more. */
bool feed_tell(const struct parse_handler *handler, const struct feed *feed);

#endif
