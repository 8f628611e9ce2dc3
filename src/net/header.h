/* header.h: what the header lines of an answer say, as far as a feed reader needs it. Pure. Private to net. */
#ifndef NET_HEADER_H
#define NET_HEADER_H

#include <bewust/str.h>
#include <stdint.h>

#define FRESH_MAX_S (366 * 24 * 3600) /* no server's word holds for longer */

struct header {
	int status;                          /* of the answer being read; 0 before its first line */
	bool whole;                          /* the empty line has come; trailers after it are not read */
	size_t bytes;
	struct str type, etag, last_modified, location;
	struct str retry_after, date, expires;
	int64_t max_age_s, age_s;            /* -1 not told */
	bool no_cache;                       /* Cache-Control: no-cache or no-store */
};

void header_init(struct header *h);
void header_finish(struct header *h);
void header_clear(struct header *h);
/* One line as curl hands them on. A new status line begins a new answer. False when they are too many. */
bool header_line(struct header *h, struct slice line);

/* `to_date` reads an HTTP date (-1: it is none), as curl_getdate does; `now` is used where the server tells no Date. */
typedef int64_t header_date(const char *text);
int64_t header_retry_after(const struct header *h, header_date *to_date, int64_t now); /* seconds from now; -1 not told */
int64_t header_fresh(const struct header *h, header_date *to_date, int64_t now);       /* seconds; -1 not told */

/* Whether a validator may be sent back: not empty, and nothing in it that would end a header line. */
bool header_value_sane(struct slice value);

#endif
