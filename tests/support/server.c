/* server.c: a small HTTP server for tests, with the manners of good and of bad servers.
 *
 *   server DIR [--port N]     serves the files of DIR on 127.0.0.1; prints its port as the first line; ends on SIGTERM or when
 *                             stdin ends, so that a test that dies leaves none behind
 *
 * $BEWUST_TEST_EVERYWHERE not empty: on all addresses of this machine, for a test in a network of its own
 * /NAME                 the file, with ETag, Last-Modified, 304 on a match; NAME.gz instead where the client takes gzip and it exists
 * /m/404/NAME 410 500   that status;   /m/429 (Retry-After: 120) /m/429date (an HTTP date 120 s ahead) /m/503 (3600)
 * /m/301/NAME 302 307 308   a redirect to /NAME;   /m/loop   to itself;   /m/hopN/NAME   N redirects, then NAME;   /m/to/URL   to URL
 * /m/private /m/ftp     a redirect to 169.254.169.254, to ftp:
 * /m/slow/MS/NAME       the file after MS milliseconds;   /m/hang  no answer ever;   /m/drip  a byte each 200 ms, for ever
 * /m/truncated/NAME     half of the body, then the end;   /m/reset  a reset;   /m/nothttp  another protocol;   /m/chunked/NAME  in chunks
 * /m/raw/NAME           the bytes of NAME as the whole answer, whatever they are, then the end;   /m/open/NAME  the same, and no end
 * /m/endless/N/NAME     the same, and its last N bytes again and again;   /m/bytewise/MS/NAME  a byte each so many milliseconds
 * /m/badgz              no gzip, though it says so;   /m/bomb  gzip of a feed whose first title has 256 MiB;   /m/bomb/br /zstd /twice  64 MiB
 *                       of spaces, packed otherwise, or gzip of gzip;   /m/toolarge  9 MiB;   /m/bytes/N  N bytes
 * /m/html /m/empty      a page that names /feed.xml;   nothing
 * /m/headerflood        200 KB of header lines
 * /m/etagweird          W/"a,\"b", which must come back byte for byte, or 400
 * /m/auth               401, or 200 with the Authorization that came;   /m/echo  200 with the request's head, and a cookie
 * /m/fresh /m/expires /m/nocache   fresh for 1700 s (max-age 1800, Age 100), for 7200 s by Expires, not at all
 * $BEWUST_TEST_LOG      a file that gets a line for each request, cells separated by tabs: status, host, path with query, how many of that
 *                       host are under way, and of the request: user agent, accept-encoding, if-none-match, if-modified-since, and what
 *                       tells more than it has to (cookie, referer, authorization); of the answer: etag, last-modified, retry-after; "-" for none; and
 *                       when it is sent, in milliseconds of Unix
 * /stats                JSON: requests, by status, most at once, most at once for one Host;   /stats/reset */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS_MAX 512
#define HEAD_MAX (32 * 1024)
#define HOSTS_MAX 256

struct client {
	int fd;                       /* -1: free */
	char head[HEAD_MAX];          /* of the request that is coming in */
	size_t head_len;
	char *out;
	size_t out_len, out_cap, out_sent;
	int64_t send_at;              /* not before; 0 at once */
	bool busy, hang, drip, close, reset;
	size_t again_from;            /* not 0: what stands from there on is sent again and again */
	int bytewise_ms;              /* not 0: a byte each so often */
	int host, status;
};

static struct client clients[CLIENTS_MAX];
static const char *directory;
static FILE *log_file;                /* NULL: nobody wants to know */
static volatile sig_atomic_t ending;
static struct {
	size_t requests, by_status[600];
	int busy, max_busy, max_busy_host;
} stats;
static struct {
	char name[64];
	int busy;
} hosts[HOSTS_MAX];

static int64_t now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *or_die(void *p) {
	if (!p) {
		perror("server");
		exit(71);
	}
	return p;
}

/* ---- writing an answer ---- */

static char *out_room(struct client *c, size_t more) {
	if (c->out_len + more > c->out_cap) {
		c->out_cap = 2 * c->out_cap + more;
		c->out = or_die(realloc(c->out, c->out_cap));
	}
	return c->out + c->out_len;
}

static void out_bytes(struct client *c, const void *bytes, size_t len) {
	if (len == 0)
		return;
	memcpy(out_room(c, len), bytes, len);
	c->out_len += len;
}

__attribute__((format(printf, 2, 3))) static void out_text(struct client *c, const char *fmt, ...) {
	char line[2 * HEAD_MAX];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	if (len > 0)
		out_bytes(c, line, (size_t)len < sizeof line ? (size_t)len : sizeof line - 1);
}

static const char *http_date(time_t at, char text[64]) {
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(text, 64, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	return text;
}

static void answer_begin(struct client *c, int status) {
	char date[64];

	stats.by_status[status]++;
	c->status = status;
	out_text(c, "HTTP/1.1 %d %s\r\nDate: %s\r\n", status, status == 200 ? "OK" : "So", http_date(time(NULL), date));
}

static void answer_body(struct client *c, const void *body, size_t len) {
	out_text(c, "Content-Length: %zu\r\n\r\n", len);
	out_bytes(c, body, len);
}

static void answer_text(struct client *c, int status, const char *lines, const char *body) {
	answer_begin(c, status);
	out_text(c, "%s", lines);
	answer_body(c, body, strlen(body));
}

static void answer_redirect(struct client *c, int status, const char *to) {
	answer_begin(c, status);
	out_text(c, "Location: %s\r\n", to);
	answer_body(c, "moved\n", 6);
}

static void answer_spaces(struct client *c, size_t len) {
	answer_begin(c, 200);
	out_text(c, "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", len);
	memset(out_room(c, len), ' ', len);
	c->out_len += len;
}

/* ---- reading a request ---- */

/* The value of a header line of the request; "" where there is none. */
static const char *request_line(const struct client *c, const char *name, char *value, size_t size) {
	size_t len = strlen(name);

	value[0] = '\0';
	for (const char *at = strstr(c->head, "\r\n"); at; at = strstr(at + 2, "\r\n")) {
		const char *line = at + 2, *end = strstr(line, "\r\n");

		if (end && strncasecmp(line, name, len) == 0 && line[len] == ':') {
			line += len + 1;
			while (*line == ' ')
				line++;
			snprintf(value, size, "%.*s", (int)(end - line), line);
			break;
		}
	}
	return value;
}

/* ---- files ---- */

static bool file_read(const char *name, char **bytes, size_t *len, time_t *changed) {
	char path[4096];
	struct stat about;
	FILE *f;

	if (strstr(name, "..") || snprintf(path, sizeof path, "%s/%s", directory, name) >= (int)sizeof path)
		return false;
	f = fopen(path, "rb");
	if (!f)
		return false;
	if (fstat(fileno(f), &about) != 0 || !S_ISREG(about.st_mode)) {
		fclose(f);
		return false;
	}
	*bytes = or_die(malloc((size_t)about.st_size + 1));
	*len = fread(*bytes, 1, (size_t)about.st_size, f);
	*changed = about.st_mtime;
	fclose(f);
	return true;
}

static const char *type_of(const char *name) {
	const char *dot = strrchr(name, '.');

	if (dot && strcmp(dot, ".json") == 0)
		return "application/feed+json";
	if (dot && strcmp(dot, ".atom") == 0)
		return "application/atom+xml; charset=utf-8";
	if (dot && strcmp(dot, ".html") == 0)
		return "text/html; charset=utf-8";
	return "application/rss+xml; charset=utf-8";
}

static uint64_t fnv1a(const char *bytes, size_t len) {
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return hash;
}

enum shape { WHOLE, TRUNCATED, CHUNKED };

static void body_in_chunks(struct client *c, const char *bytes, size_t len) {
	out_text(c, "Transfer-Encoding: chunked\r\n\r\n");
	for (size_t at = 0; at < len; at += 1000) {
		size_t n = len - at < 1000 ? len - at : 1000;

		out_text(c, "%zx\r\n", n);
		out_bytes(c, bytes + at, n);
		out_text(c, "\r\n");
	}
	out_text(c, "0\r\nETag: \"of a trailer\"\r\n\r\n");
}

static void answer_found(struct client *c, const char *name, enum shape shape, const char *bytes, size_t len, time_t changed) {
	char etag[32], date[64], value[4096], *packed;
	size_t packed_len;
	time_t when;
	bool same;

	snprintf(etag, sizeof etag, "\"%016llx\"", (unsigned long long)fnv1a(bytes, len));
	http_date(changed, date);
	if (*request_line(c, "If-None-Match", value, sizeof value))
		same = strcmp(value, etag) == 0;
	else
		same = strcmp(request_line(c, "If-Modified-Since", value, sizeof value), date) == 0;
	answer_begin(c, same ? 304 : 200);
	out_text(c, "ETag: %s\r\nLast-Modified: %s\r\nVary: Accept-Encoding\r\n", etag, date);
	if (same) {
		out_text(c, "\r\n");
		return;
	}
	out_text(c, "Content-Type: %s\r\n", type_of(name));
	snprintf(value, sizeof value, "%s.gz", name);
	if (shape == CHUNKED) {
		body_in_chunks(c, bytes, len);
	} else if (shape == TRUNCATED) {
		out_text(c, "Content-Length: %zu\r\n\r\n", len);
		out_bytes(c, bytes, len / 2);
		c->close = true;
	} else if (file_read(value, &packed, &packed_len, &when)) {
		if (strstr(request_line(c, "Accept-Encoding", value, sizeof value), "gzip")) {
			out_text(c, "Content-Encoding: gzip\r\n");
			answer_body(c, packed, packed_len);
		} else {
			answer_body(c, bytes, len);
		}
		free(packed);
	} else {
		answer_body(c, bytes, len);
	}
}

static void answer_file(struct client *c, const char *name, enum shape shape) {
	char *bytes;
	size_t len;
	time_t changed;

	if (!file_read(name, &bytes, &len, &changed)) {
		answer_text(c, 404, "", "no such file\n");
		return;
	}
	answer_found(c, name, shape, bytes, len, changed);
	free(bytes);
}

/* ---- manners ---- */

/* Deflate by hand, with the fixed codes of RFC 1951, 3.2.6: a space, then "258 more of the last byte" again and again. */
struct bits {
	struct client *to;
	unsigned held, count;
};

/* The first bit of the stream stands in the lowest place. */
static void bits_put(struct bits *b, unsigned value, unsigned count) {
	b->held |= value << b->count;
	for (b->count += count; b->count >= 8; b->count -= 8, b->held >>= 8) {
		unsigned char byte = (unsigned char)b->held;

		out_bytes(b->to, &byte, 1);
	}
}

/* 64 MiB of spaces as brotli, and as gzip of gzip, made with zlib of Node.js 18. */
static const unsigned char bomb_br[] = {
	0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x25, 0x40, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x8f, 0xff, 0xff, 0x7f, 0xf0, 0x4b, 0x00, 0xc4, 0x61, 0x11, 0x80,
	0xee, 0xfd, 0x1f, 0xff, 0xff, 0xff, 0xe0, 0x97, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd, 0xfb, 0x3f, 0xfe, 0xff, 0xff, 0xc1, 0x2f, 0x01, 0x10, 0x87,
	0x05, 0x00, 0xba, 0xf7, 0x7f, 0xfc, 0xff, 0xff, 0x83, 0x5f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf8, 0xff, 0xff, 0x07, 0xbf, 0x04,
	0x40, 0x1c, 0x16, 0x00, 0xe8, 0xde, 0xff, 0xf1, 0xff, 0xff, 0x0f, 0x7e, 0x09, 0x80, 0x38, 0x2c, 0x00, 0xd0, 0xbd, 0xff, 0xcb, 0xff, 0xff, 0x3f,
	0xfc, 0x12, 0x00, 0x71, 0x58, 0x00, 0xa0, 0x7b, 0xff, 0x07,
};
static const unsigned char bomb_twice[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xdc, 0x21, 0x4e, 0x03, 0x51, 0x10, 0x80, 0xe1, 0x07, 0x5d, 0x12, 0x02, 0x09,
	0x14, 0x41, 0x10, 0x08, 0xd6, 0xf6, 0x06, 0x35, 0x0d, 0x05, 0x81, 0x46, 0x80, 0x6e, 0x38, 0x40, 0x25, 0x9a, 0x12, 0x82, 0xaa, 0x26, 0x3d, 0x41,
	0x05, 0x07, 0x20, 0xc1, 0x91, 0xba, 0xfa, 0x0a, 0xc0, 0x71, 0x80, 0x2a, 0x42, 0x50, 0x6d, 0xb6, 0xd9, 0x3d, 0xc6, 0x9b, 0xef, 0x53, 0xa3, 0x47,
	0x4e, 0x26, 0xff, 0xd9, 0x78, 0x37, 0xd5, 0xb6, 0x5b, 0xcb, 0xd9, 0x63, 0x3d, 0x8c, 0xca, 0x97, 0x75, 0xe7, 0xe4, 0x75, 0x2f, 0x01, 0x00, 0x00,
	0x00, 0x99, 0x1b, 0x7d, 0x3f, 0xb5, 0xb6, 0xea, 0xa1, 0xac, 0x3e, 0xaf, 0xae, 0x6f, 0x01, 0x00, 0x00, 0x80, 0xdc, 0xdd, 0x1d, 0x1e, 0x14, 0xcd,
	0x51, 0x60, 0x35, 0x38, 0xbd, 0xb0, 0x0e, 0x00, 0x00, 0x00, 0xc8, 0xde, 0x73, 0xaf, 0xdb, 0x6e, 0x3e, 0x04, 0x7e, 0x1f, 0x86, 0x85, 0x75, 0x00,
	0x00, 0x00, 0x40, 0xf6, 0x8e, 0xff, 0x7f, 0xfa, 0xcd, 0x2d, 0x60, 0x5e, 0xbd, 0x1d, 0xdd, 0xd8, 0x07, 0x00, 0x00, 0x00, 0x64, 0xef, 0x4b, 0x30,
	0x00, 0x00, 0x00, 0x00, 0x42, 0x11, 0x0c, 0x00, 0x00, 0x00, 0x80, 0x58, 0x04, 0x03, 0x00, 0x00, 0x00, 0x20, 0x16, 0xc1, 0x00, 0x00, 0x00, 0x00,
	0x08, 0x46, 0x30, 0x00, 0x00, 0x00, 0x00, 0x62, 0x11, 0x0c, 0x00, 0x00, 0x00, 0x80, 0x58, 0x04, 0x03, 0x00, 0x00, 0x00, 0x20, 0x16, 0xc1, 0x00,
	0x00, 0x00, 0x00, 0x08, 0x46, 0x30, 0x00, 0x00, 0x00, 0x00, 0x62, 0x11, 0x0c, 0x00, 0x00, 0x00, 0x80, 0x58, 0xa6, 0xbd, 0x6e, 0x59, 0x3f, 0x06,
	0xb4, 0xff, 0xaa, 0xfb, 0xf3, 0xcb, 0x9d, 0x04, 0x00, 0x00, 0x40, 0x24, 0xef, 0xfb, 0xcb, 0xc5, 0xc7, 0x24, 0xa5, 0x54, 0x6c, 0x00, 0x72, 0xf3,
	0x08, 0xca, 0xe3, 0xfe, 0x00, 0x00,
};

/* RFC 8878: a frame with a window of 128 KiB, and blocks of one byte, so many times. */
static void put_zstd(struct client *c) {
	static const unsigned char head[] = {0x28, 0xB5, 0x2F, 0xFD, 0, 0x38}, block[] = {0x02, 0, 0x10, ' '}, last[] = {0x03, 0, 0x10, ' '};

	out_bytes(c, head, sizeof head);
	for (size_t n = 1; n < ((size_t)64 << 20) / (128 << 10); n++)
		out_bytes(c, block, sizeof block);
	out_bytes(c, last, sizeof last);
}

static void bomb_otherwise(struct client *c, const char *how) {
	answer_begin(c, 200);
	out_text(c, "Content-Type: application/rss+xml\r\nContent-Encoding: %s\r\nConnection: close\r\n\r\n", strcmp(how, "twice") == 0 ? "gzip, gzip" : how);
	if (strcmp(how, "br") == 0)
		out_bytes(c, bomb_br, sizeof bomb_br);
	else if (strcmp(how, "twice") == 0)
		out_bytes(c, bomb_twice, sizeof bomb_twice);
	else
		put_zstd(c);
	c->close = true;
}

static void manner_bomb(struct client *c, const char *rest) {
	static const char feed[] = "<rss version=\"2.0\"><channel><title>A bomb</title><item><title>";
	static const unsigned char gzip_head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
	struct bits b = {.to = c};

	if (*rest) {
		bomb_otherwise(c, rest);
		return;
	}
	answer_begin(c, 200);
	out_text(c, "Content-Type: application/rss+xml\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
	out_bytes(c, gzip_head, sizeof gzip_head);
	bits_put(&b, 0, 8);               /* a block as it is: its length, the same turned round, its bytes */
	bits_put(&b, sizeof feed - 1, 16);
	bits_put(&b, ~(unsigned)(sizeof feed - 1) & 0xFFFF, 16);
	out_bytes(c, feed, sizeof feed - 1);
	bits_put(&b, 3, 3);               /* the last block, fixed codes */
	bits_put(&b, 0x0A, 8);            /* ' ': 0x30 + 32, its bits turned round */
	for (size_t n = 0; n < ((size_t)256 << 20) / 258; n++)
		bits_put(&b, 0xA3, 13);   /* 285 (length 258): 11000101, turned round; then distance 1: 00000 */
	bits_put(&b, 0, 7);               /* the end; no checksum follows, as nobody should read so far */
	bits_put(&b, 0, 7);
	c->close = true;
}

static void manner_status(struct client *c, int status) {
	char date[64];

	if (status == 429)
		answer_text(c, 429, "Retry-After: 120\r\n", "slow down\n");
	else if (status == 503)
		answer_text(c, 503, "Retry-After: 3600\r\n", "later\n");
	else if (status == -429) {
		answer_begin(c, 429);
		out_text(c, "Retry-After: %s\r\n", http_date(time(NULL) + 120, date));
		answer_body(c, "slow down\n", 10);
	} else
		answer_text(c, status, "", "no\n");
}

static void manner_429date(struct client *c, const char *rest) { (void)rest; manner_status(c, -429); }
static void manner_loop(struct client *c, const char *rest) { (void)rest; answer_redirect(c, 302, "/m/loop"); }
static void manner_to(struct client *c, const char *rest) { answer_redirect(c, 302, rest); }
static void manner_private(struct client *c, const char *rest) { (void)rest; answer_redirect(c, 302, "http://169.254.169.254/latest/meta-data/"); }
static void manner_ftp(struct client *c, const char *rest) { (void)rest; answer_redirect(c, 302, "ftp://example.org/feed.xml"); }
static void manner_hang(struct client *c, const char *rest) { (void)rest; c->hang = true; }
static void manner_truncated(struct client *c, const char *rest) { answer_file(c, rest, TRUNCATED); }
static void manner_chunked(struct client *c, const char *rest) { answer_file(c, rest, CHUNKED); }
static void manner_reset(struct client *c, const char *rest) { (void)rest; c->reset = true; }
static void manner_toolarge(struct client *c, const char *rest) { (void)rest; answer_spaces(c, (size_t)9 << 20); }
static void manner_bytes(struct client *c, const char *rest) { answer_spaces(c, (size_t)strtoul(rest, NULL, 10)); }
static void manner_empty(struct client *c, const char *rest) { (void)rest; answer_text(c, 200, "", ""); }

/* The bytes of a file are the whole answer. */
static void answer_raw(struct client *c, const char *name) {
	time_t changed;
	char *bytes;
	size_t len;

	if (!file_read(name, &bytes, &len, &changed)) {
		answer_text(c, 404, "", "no such file\n");
		return;
	}
	out_bytes(c, bytes, len);
	free(bytes);
}

static void manner_open(struct client *c, const char *rest) { answer_raw(c, rest); c->hang = true; }

static void manner_raw(struct client *c, const char *rest) {
	answer_raw(c, rest);
	c->close = true;
}

static void manner_endless(struct client *c, const char *rest) {
	char *name;
	size_t bytes = (size_t)strtoul(rest, &name, 10);

	answer_raw(c, *name == '/' ? name + 1 : name);
	c->again_from = bytes < c->out_len ? c->out_len - bytes : 1;
}

static void manner_bytewise(struct client *c, const char *rest) {
	char *name;

	c->bytewise_ms = (int)strtol(rest, &name, 10);
	answer_raw(c, *name == '/' ? name + 1 : name);
	c->close = true;
}

static void manner_slow(struct client *c, const char *rest) {
	char *name;
	long wait = strtol(rest, &name, 10);

	answer_file(c, *name == '/' ? name + 1 : name, WHOLE);
	c->send_at = now_ms() + wait;
}

static void manner_drip(struct client *c, const char *rest) {
	(void)rest;
	answer_begin(c, 200);
	out_text(c, "Content-Type: application/rss+xml\r\n\r\n");
	c->drip = true;
}

static void manner_nothttp(struct client *c, const char *rest) {
	(void)rest;
	out_text(c, "220 mail.example.org ESMTP ready\r\n");
	c->close = true;
}

static void manner_badgz(struct client *c, const char *rest) {
	(void)rest;
	answer_text(c, 200, "Content-Type: application/rss+xml\r\nContent-Encoding: gzip\r\n", "\x1f\x8b\x08 this is no gzip, whatever it says");
}

static void manner_html(struct client *c, const char *rest) {
	(void)rest;
	answer_text(c, 200, "Content-Type: text/html; charset=utf-8\r\n",
		"<!DOCTYPE html><html><head><title>A page</title><link rel=\"alternate\" type=\"application/rss+xml\" "
		"title=\"Its feed\" href=\"/feed.xml\"></head><body><p>Hello</p></body></html>\n");
}

static void manner_headerflood(struct client *c, const char *rest) {
	(void)rest;
	answer_begin(c, 200);
	for (int i = 0; i < 4000; i++)
		out_text(c, "X-Flood-%d: 0123456789012345678901234567890123456789\r\n", i);
	answer_body(c, "<rss/>", 6);
}

static void manner_etagweird(struct client *c, const char *rest) {
	static const char weird[] = "W/\"a,\\\"b\"";
	char value[4096];

	(void)rest;
	request_line(c, "If-None-Match", value, sizeof value);
	answer_begin(c, !*value ? 200 : strcmp(value, weird) == 0 ? 304 : 400);
	out_text(c, "ETag: %s\r\n", weird);
	if (strcmp(value, weird) == 0)
		out_text(c, "\r\n");
	else
		answer_body(c, "<rss/>", 6);
}

static void manner_auth(struct client *c, const char *rest) {
	char value[4096];

	(void)rest;
	if (*request_line(c, "Authorization", value, sizeof value))
		answer_text(c, 200, "", value);
	else
		answer_text(c, 401, "WWW-Authenticate: Basic realm=\"a test\"\r\n", "who are you\n");
}

static void manner_echo(struct client *c, const char *rest) {
	(void)rest;
	answer_text(c, 200, "Content-Type: text/plain\r\nSet-Cookie: seen=1; Path=/\r\n", c->head);
}

static void manner_fresh(struct client *c, const char *rest) {
	(void)rest;
	answer_text(c, 200, "Cache-Control: public, max-age=1800\r\nAge: 100\r\nExpires: 0\r\n", "<rss/>");
}

static void manner_expires(struct client *c, const char *rest) {
	char date[64];

	(void)rest;
	answer_begin(c, 200);
	out_text(c, "Expires: %s\r\n", http_date(time(NULL) + 7200, date));
	answer_body(c, "<rss/>", 6);
}

static void manner_nocache(struct client *c, const char *rest) {
	(void)rest;
	answer_text(c, 200, "Cache-Control: no-cache, max-age=600\r\n", "<rss/>");
}

static void manner_hop(struct client *c, const char *digit_and_rest) {
	const char *name = strchr(digit_and_rest, '/');
	long left = strtol(digit_and_rest, NULL, 10);
	char to[4096];

	if (left > 1)
		snprintf(to, sizeof to, "/m/hop%ld%s", left - 1, name ? name : "/");
	else
		snprintf(to, sizeof to, "%s", name ? name : "/");
	answer_redirect(c, 301, to);
}

static const struct {
	const char *name;
	void (*answer)(struct client *c, const char *rest);
} manners[] = {
	{"429date", manner_429date}, {"loop", manner_loop}, {"to", manner_to}, {"private", manner_private}, {"ftp", manner_ftp},
	{"slow", manner_slow}, {"hang", manner_hang}, {"drip", manner_drip}, {"truncated", manner_truncated}, {"reset", manner_reset},
	{"nothttp", manner_nothttp}, {"chunked", manner_chunked}, {"badgz", manner_badgz}, {"bomb", manner_bomb},
	{"toolarge", manner_toolarge}, {"bytes", manner_bytes},
	{"raw", manner_raw}, {"open", manner_open}, {"endless", manner_endless}, {"bytewise", manner_bytewise}, {"html", manner_html}, {"empty", manner_empty},
	{"headerflood", manner_headerflood}, {"etagweird", manner_etagweird}, {"auth", manner_auth}, {"echo", manner_echo},
	{"fresh", manner_fresh}, {"expires", manner_expires}, {"nocache", manner_nocache},
};

static void answer_manner(struct client *c, const char *path) {
	size_t len = strcspn(path, "/");
	const char *rest = path[len] == '/' ? path + len + 1 : "";
	char to[4096];
	long status;

	for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
		if (strlen(manners[i].name) == len && strncmp(path, manners[i].name, len) == 0) {
			manners[i].answer(c, rest);
			return;
		}
	if (strncmp(path, "hop", 3) == 0) {
		manner_hop(c, path + 3);
		return;
	}
	status = strtol(path, NULL, 10);
	if (status < 300 || status > 599) {
		answer_text(c, 404, "", "no such manner\n");
	} else if (status < 400) {
		snprintf(to, sizeof to, "/%s", rest);
		answer_redirect(c, (int)status, to);
	} else {
		manner_status(c, (int)status);
	}
}

static void answer_stats(struct client *c, bool reset) {
	char body[4096];
	size_t len = 0;

	if (reset) {
		memset(stats.by_status, 0, sizeof stats.by_status);
		stats.requests = 0;
		stats.max_busy = stats.max_busy_host = 0;
	}
	len += (size_t)snprintf(body, sizeof body, "{\"requests\":%zu,\"max_busy\":%d,\"max_busy_host\":%d,\"status\":{", stats.requests,
		stats.max_busy, stats.max_busy_host);
	for (size_t i = 0, n = 0; i < sizeof stats.by_status / sizeof *stats.by_status && len + 64 < sizeof body; i++)
		if (stats.by_status[i] > 0)
			len += (size_t)snprintf(body + len, sizeof body - len, "%s\"%zu\":%zu", n++ ? "," : "", i, stats.by_status[i]);
	snprintf(body + len, sizeof body - len, "}}\n");
	out_text(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
	answer_body(c, body, strlen(body));
}

/* ---- the log ---- */

/* The value of that line, of the request or of the answer, as a cell. */
static void log_line(const char *head, const char *name) {
	struct client c = {0};
	char value[4096];

	snprintf(c.head, sizeof c.head, "%s", head);
	request_line(&c, name, value, sizeof value);
	fprintf(log_file, "\t%s", *value ? value : "-");
}

static void log_request(struct client *c, const char *path) {
	static const char *const asked[] = {"User-Agent", "Accept-Encoding", "If-None-Match", "If-Modified-Since"};
	static const char *const too_much[] = {"Cookie", "Referer", "Authorization"};
	static const char *const answered[] = {"ETag", "Last-Modified", "Retry-After"};
	char value[4096];
	struct timespec t;
	int64_t sent;
	bool more = false;

	if (!log_file)
		return;
	fprintf(log_file, "%d\t%s\t%s\t%d", c->status, hosts[c->host].name, path, hosts[c->host].busy);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		log_line(c->head, asked[i]);
	for (size_t i = 0; i < sizeof too_much / sizeof *too_much; i++)
		more |= *request_line(c, too_much[i], value, sizeof value) != '\0';
	fprintf(log_file, "\t%s", more ? "more" : "-");
	out_bytes(c, "", 1);                 /* so that the answer is a text for a moment */
	for (size_t i = 0; i < sizeof answered / sizeof *answered; i++)
		log_line(c->out, answered[i]);
	c->out_len--;
	clock_gettime(CLOCK_REALTIME, &t);
	sent = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	if (c->send_at > now_ms())
		sent += c->send_at - now_ms();
	fprintf(log_file, "\t%lld\n", (long long)sent);
	fflush(log_file);
}

/* ---- connections ---- */

static int host_of(const struct client *c) {
	char name[64];
	int i;

	request_line(c, "Host", name, sizeof name);
	for (i = 0; i < HOSTS_MAX - 1 && hosts[i].name[0]; i++)
		if (strcmp(hosts[i].name, name) == 0)
			return i;
	snprintf(hosts[i].name, sizeof hosts[i].name, "%s", name);
	return i;
}

static void busy_begin(struct client *c) {
	c->busy = true;
	c->host = host_of(c);
	stats.requests++;
	if (++stats.busy > stats.max_busy)
		stats.max_busy = stats.busy;
	if (++hosts[c->host].busy > stats.max_busy_host)
		stats.max_busy_host = hosts[c->host].busy;
}

static void busy_end(struct client *c) {
	if (!c->busy)
		return;
	c->busy = false;
	stats.busy--;
	hosts[c->host].busy--;
}

static void client_close(struct client *c) {
	struct linger at_once = {.l_onoff = 1};

	busy_end(c);
	if (c->reset)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(c->fd);
	free(c->out);
	memset(c, 0, sizeof *c);
	c->fd = -1;
}

static void answer(struct client *c) {
	char path[HEAD_MAX] = "";

	if (sscanf(c->head, "GET %32000s", path) != 1) {
		answer_text(c, 400, "", "only GET\n");
		c->close = true;
	} else if (strncmp(path, "/stats", 6) == 0) {
		answer_stats(c, strcmp(path, "/stats/reset") == 0);
	} else {
		char whole[HEAD_MAX];

		snprintf(whole, sizeof whole, "%s", path);
		busy_begin(c);
		path[strcspn(path, "?")] = '\0';
		if (strncmp(path, "/m/", 3) == 0)
			answer_manner(c, path + 3);
		else
			answer_file(c, path + 1, WHOLE);
		log_request(c, whole);
	}
}

/* Answers the request that has come whole, if one has and none is being answered. */
static void client_next(struct client *c) {
	char *end;
	size_t used;

	if (c->out_len > 0 || c->hang || !(end = strstr(c->head, "\r\n\r\n")))
		return;
	used = (size_t)(end - c->head) + 4;
	end[2] = '\0';
	answer(c);
	c->head_len -= used;
	memmove(c->head, c->head + used, c->head_len + 1);
	if (c->reset)
		client_close(c);
}

static void client_read(struct client *c) {
	ssize_t n = recv(c->fd, c->head + c->head_len, HEAD_MAX - 1 - c->head_len, 0);

	if (n <= 0) {
		if (n == 0 || (errno != EAGAIN && errno != EINTR))
			client_close(c);
		return;
	}
	c->head_len += (size_t)n;
	c->head[c->head_len] = '\0';
	client_next(c);
}

static void client_write(struct client *c) {
	ssize_t n;

	if (c->drip && c->out_sent == c->out_len) {
		out_bytes(c, " ", 1);
		c->send_at = now_ms() + 200;
		return;
	}
	n = send(c->fd, c->out + c->out_sent, c->bytewise_ms ? 1 : c->out_len - c->out_sent, MSG_NOSIGNAL);
	if (n < 0) {
		if (errno != EAGAIN && errno != EINTR)
			client_close(c);
		return;
	}
	c->out_sent += (size_t)n;
	c->send_at = c->bytewise_ms ? now_ms() + c->bytewise_ms : c->send_at;
	if (c->again_from && c->out_sent == c->out_len)
		c->out_sent = c->again_from;
	if (c->out_sent < c->out_len || c->drip)
		return;
	busy_end(c);
	if (c->close) {
		client_close(c);
		return;
	}
	c->out_len = c->out_sent = 0;
	c->send_at = 0;
	client_next(c);
}

static void client_accept(int listener) {
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return;
	fcntl(fd, F_SETFL, O_NONBLOCK);
	for (int i = 0; i < CLIENTS_MAX; i++)
		if (clients[i].fd < 0) {
			clients[i].fd = fd;
			return;
		}
	close(fd);
}

static bool may_send(const struct client *c) {
	return (c->out_len > 0 && (c->out_sent < c->out_len || c->drip)) && now_ms() >= c->send_at;
}

static int next_wait(void) {
	int64_t now = now_ms(), wait = 1000;

	for (int i = 0; i < CLIENTS_MAX; i++)
		if (clients[i].fd >= 0 && clients[i].out_len > 0 && clients[i].send_at > now && clients[i].send_at - now < wait)
			wait = clients[i].send_at - now;
	return (int)wait;
}

/* One round; false when stdin has ended. */
static bool round_of(int listener) {
	struct pollfd fds[CLIENTS_MAX + 2] = {{.fd = listener, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
	char ignored[256];

	for (int i = 0; i < CLIENTS_MAX; i++) {
		fds[i + 2].fd = clients[i].fd;
		fds[i + 2].events = (short)(POLLIN | (clients[i].fd >= 0 && may_send(&clients[i]) ? POLLOUT : 0));
	}
	if (poll(fds, CLIENTS_MAX + 2, next_wait()) < 0)
		return errno == EINTR;
	if ((fds[1].revents & (POLLIN | POLLHUP)) && read(STDIN_FILENO, ignored, sizeof ignored) <= 0)
		return false;
	for (int i = 0; i < CLIENTS_MAX; i++) {
		struct client *c = &clients[i];

		if (c->fd >= 0 && (fds[i + 2].revents & (POLLIN | POLLHUP | POLLERR)))
			client_read(c);
		if (c->fd >= 0 && may_send(c))
			client_write(c);
	}
	if (fds[0].revents & POLLIN)
		client_accept(listener);
	return true;
}

static int listen_on(int port, int *got) {
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	address.sin_addr.s_addr = htonl(getenv("BEWUST_TEST_EVERYWHERE") ? INADDR_ANY : INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 512) != 0)
		return -1;
	fcntl(fd, F_SETFL, O_NONBLOCK);
	getsockname(fd, (struct sockaddr *)&address, &size);
	*got = ntohs(address.sin_port);
	return fd;
}

static void on_term(int signal_number) {
	(void)signal_number;
	ending = 1;
}

int main(int argc, char **argv) {
	struct sigaction term = {.sa_handler = on_term};
	int port = 0, listener;

	if (argc == 4 && strcmp(argv[2], "--port") == 0)
		port = (int)strtol(argv[3], NULL, 10);
	else if (argc != 2) {
		fprintf(stderr, "usage: server DIR [--port N]\n");
		return 64;
	}
	directory = argv[1];
	if (getenv("BEWUST_TEST_LOG") && !(log_file = fopen(getenv("BEWUST_TEST_LOG"), "a"))) {
		perror("server: log");
		return 73;
	}
	for (int i = 0; i < CLIENTS_MAX; i++)
		clients[i].fd = -1;
	sigaction(SIGTERM, &term, NULL);
	signal(SIGPIPE, SIG_IGN);
	listener = listen_on(port, &port);
	if (listener < 0) {
		perror("server: listen");
		return 69;
	}
	printf("%d\n", port);
	fflush(stdout);
	while (!ending && round_of(listener))
		continue;
	for (int i = 0; i < CLIENTS_MAX; i++)
		if (clients[i].fd >= 0)
			client_close(&clients[i]);
	return 0;
}
