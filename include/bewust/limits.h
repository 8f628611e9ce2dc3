/* limits.h: how much of a stranger's bytes is read. Past a limit reading goes on where that makes sense and ends where it does
 * not; what came whole before is always kept, and the report says that a limit was met. Each is tried at one below, at, and one
 * above: tests/e2e/limits.sh looks for the test. */
#ifndef BEWUST_LIMITS_H
#define BEWUST_LIMITS_H

#include <stddef.h>

#define LIMIT_BODY_BYTES (8u << 20)      /* of a feed, decoded: counted by whoever fetches */
#define LIMIT_JSON_BYTES (4u << 20)      /* of a JSON Feed: what comes after is not read */
#define LIMIT_JSON_ITEM_BYTES (1u << 20) /* of one item of it: a longer one is left out */
#define LIMIT_JSON_ITEM_NODES 20000      /* commas, colons and brackets in one item: cJSON takes 64 bytes for each */
#define LIMIT_JSON_HEAD_BYTES (256u << 10) /* of what stands beside the items */
#define LIMIT_JSON_DEPTH 64              /* a deeper item is left out */

#define LIMIT_DEPTH 64                   /* elements in elements: deeper ones are dropped with what they hold */
#define LIMIT_NEST 256                   /* deeper than this a document is not read on */
#define LIMIT_ELEMENTS 500000            /* in a document: it is not read on */
#define LIMIT_ATTRIBUTES 128             /* of an element: further ones are left out */
#define LIMIT_TAG_BYTES (64u << 10)      /* of a tag in broken XML: a longer one is text */
#define LIMIT_TOKEN_BYTES (512u << 10)   /* that expat may hold back for one tag; then it is taken for broken */
#define LIMIT_TEXT_BYTES (1u << 20)      /* of one text: the rest is cut off */
#define LIMIT_ENTRY_BYTES (2u << 20)     /* of all texts of an entry: what does not fit is left out */
#define LIMIT_FEED_BYTES (256u << 10)    /* of all texts of a channel */
#define LIMIT_ENTRIES 10000              /* of a feed: it is not read on */
#define LIMIT_AUTHORS 32                 /* of an entry; further ones are left out */
#define LIMIT_TAGS 64
#define LIMIT_ENCLOSURES 64
#define LIMIT_BINDINGS 64                /* namespace prefixes in force at once */
#define LIMIT_SNIFF_BYTES (64u << 10)    /* in which the first element has to come */
#define LIMIT_LIST_BYTES (16u << 20)     /* of a list of channels, read or written: counted by whoever has the file */
#define LIMIT_OUTLINES 10000             /* channels of one list */
#define LIMIT_PAGE_BYTES (256u << 10)    /* of a page, in which the links to its feeds stand */
#define LIMIT_OPEN_BYTES (256u << 10)    /* of the names of all elements that are open */
#define LIMIT_DATE_BYTES 128             /* a longer text is no date */

#define LIMIT_LINKS 200                  /* of a text that get a number; further ones keep their words */
#define LIMIT_ALT_BYTES 400              /* of a picture's description */
#define LIMIT_MARKS 8                    /* on one letter: real scripts need 3 or 4; a hundred paint over the lines above it */
#define URL_MAX 2048                     /* bytes of an address: a longer one is none */

/* What is kept of an item; the rest is cut off. */
#define LIMIT_TITLE_BYTES 600            /* a longer one is a body in the wrong place */
#define LIMIT_AUTHOR_BYTES 200
#define LIMIT_SUMMARY_BYTES 600
#define LIMIT_TAGS_BYTES 2000            /* of all its categories, each with its end */
#define LIMIT_LINKS_BYTES (64u << 10)    /* of all addresses in its text */

#define LIMIT_REDIRECTS 5
#define LIMIT_HEADER_BYTES (64u << 10)   /* all header lines of one answer; Apache and nginx stop a client at 8 to 32 KiB */
#define LIMIT_VALIDATOR_BYTES 4096       /* a longer one is not kept: sending it back may pass what servers read */

#define LIMIT_IMPORT_BYTES ((size_t)256 << 20)
#define LIMIT_IMPORT_ENTRY_BYTES ((size_t)8 << 20) /* of one entry: the longest text stored, escaped */
#define LIMIT_IMPORT_DEPTH 64

#endif
