/* feed_check.h: for tests and fuzzers of the parser: reads a feed in pieces of a given size and sums up all it said, having
 * checked that every text is what the parser promises: UTF-8 and nothing that a terminal would obey. */
#ifndef BEWUST_FEED_CHECK_H
#define BEWUST_FEED_CHECK_H

#include <bewust/parse.h>
#include <stdint.h>

struct feed_check {
	bool is_feed;
	uint64_t digest;                  /* of everything that was said, in order */
	size_t entries;
	struct parse_report report;
	struct err err;
};

/* `piece` 0: all at once. Aborts where a promise is broken. */
void feed_check_run(struct slice bytes, size_t piece, struct feed_check *out);
/* Aborts unless `text` (may be NULL) is clean. */
void feed_check_text(const char *text);

/* The feed as JSON Feed, on lines; yours to free(). NULL with *e set where there is none. */
char *feed_as_json(struct slice bytes, const char *base, struct parse_report *report, struct err *e);

#endif
