/* decode.h: bytes in whatever encoding in, UTF-8 out, as they stream. */
#ifndef PARSE_DECODE_H
#define PARSE_DECODE_H

#include <bewust/err.h>
#include <bewust/str.h>
#include <iconv.h>

/* What comes out is UTF-8, except that stray bytes of another encoding in a text that is UTF-8 by and large come out as they are:
 * whoever reads it mends them. */
struct decode {
	enum { DECODE_HEAD, DECODE_ASCII, DECODE_DOUBT, DECODE_UTF8, DECODE_ICONV } state;
	bool (*out)(void *ctx, struct slice text, struct err *e);
	void *ctx;
	iconv_t cd;
	const char *declared;             /* an encoding's name for iconv; NULL: none that is known, or UTF-8 */
	const char *header;               /* the same, from the HTTP header */
	struct str held;                  /* bytes waiting for a decision, or the beginning of a character */
};

void decode_init(struct decode *d, const char *content_type, bool (*out)(void *, struct slice, struct err *), void *ctx);
bool decode_feed(struct decode *d, struct slice bytes, struct err *e);
bool decode_end(struct decode *d, struct err *e);
void decode_finish(struct decode *d);

#endif
