/* net.h: the only HTTP. Many requests at once on one thread, each with limits, none that blocks another.
 *
 * What always holds: http and https only, also after redirects (at most 5, never from https down to http); TLS verified; no cookies, no
 * Referer, no .netrc, credentials never to another host; one honest user agent; gzip, br, zstd where libcurl has them; the limit on a body
 * counts *decoded* bytes in the write callback; a redirect or a name never leads a public address to a private one (checked on the address connected
 * to); a private address typed by the reader is allowed. */
#ifndef BEWUST_NET_H
#define BEWUST_NET_H

#include <bewust/date.h>
#include <bewust/err.h>
#include <bewust/str.h>
#include <stdint.h>

struct http_limits {
	int jobs, per_host;              /* connections in all, to one host: 64, 2 */
	int connect_ms, total_ms;        /* 10 000, 30 000; under 100 B/s for 15 s ends it too */
	size_t body_max;                 /* decoded bytes: 8 MiB */
};
void http_limits_default(struct http_limits *l);

/* What the server said, once the headers of the final answer are in. Strings live until on_done returns. */
struct http_head {
	int status;                      /* 200, 304, 404, …; 0 when no answer came */
	const char *content_type;        /* "" when not told */
	const char *url;                 /* where it came from in the end */
};

struct http_result {
	struct http_head head;
	bool ok;                         /* an answer came whole, whatever its status, and no limit was passed */
	struct err err;                  /* why not, in a sentence that names the host and what to do */
	bool stopped;                    /* on_body wanted no more; then `ok` is false and `err` empty */
	bool moved_for_good;             /* every redirect on the way was 301 or 308 */
	const char *etag, *last_modified; /* byte for byte, quotes and W/ included; "" when not told */
	int64_t retry_after_s;           /* 429 and 503: seconds from now, from either form; an hour for a 429 without; -1 not told */
	bool put_off;                    /* its host had asked for a pause: it was not asked; retry_after_s is the pause */
	int64_t fresh_s;                 /* Cache-Control max-age or Expires, seconds; -1 not told */
	size_t bytes_wire, bytes;        /* as transferred, as decoded */
	int64_t ms;
};

struct http_request {
	const char *url;                 /* copied */
	const char *etag, *last_modified; /* sent back byte for byte; "" or NULL: unconditional; copied */
	const char *accept;              /* NULL: feeds first, then anything; copied */
	/* NULL: none, and the program's own user agent. Header, user and password go to the host of `url`, and to no other. Copied. */
	const char *user_agent, *header, *user, *password; /* header: "Name: value" */
	bool public_only;                /* nobody typed this address (a page or a list named it): never to a private one */
	/* Bytes of a 2xx body as they arrive, decoded. Returning false ends the transfer (`stopped`). */
	bool (*on_body)(void *ctx, const struct http_head *head, struct slice bytes);
	/* Exactly once for every request added, also on http_free. */
	void (*on_done)(void *ctx, const struct http_result *result);
	void *ctx;
};

struct http;
struct http *http_new(const struct http_limits *limits, struct err *e);
void http_add(struct http *h, const struct http_request *request); /* queued; started in turn, hosts interleaved */
/* This host is left alone: what is to be asked of it is put off. An answer's own Retry-After does the same to all that comes after it. */
void http_pause(struct http *h, const char *host, int64_t seconds);
/* Does what can be done, waiting at most `wait_ms` for the network, the `wake_fd` (-1: none) to become readable, or a deadline.
 * Returns how many requests are not done yet. Callbacks run inside. */
size_t http_step(struct http *h, int wait_ms, int wake_fd);
const char *http_slowest_host(const struct http *h);                /* whom the oldest running request waits for; "" */
void http_free(struct http *h);                                     /* what is unfinished is done with ok = false */
const char *http_library(void);                                     /* the version of libcurl that runs: "7.88.1"; "" where there is none */
const char *http_library_built(void);                               /* the one it was built with: known without opening it */

/* What a person may type as a source, made an address: an http(s) address as it is, a bare host or path with https:// before it,
 * or a short form: youtube:@handle youtube:UC… mastodon:@user@host bluesky:handle reddit:name github:owner/name lemmy:name@host
 * peertube:name@host tumblr:name medium:@name substack:name telegram:name tiktok:@name (the last two, and their web addresses, through `bridge`, "" none); addresses of channels there become those of their feeds. False with
 * ERR_USAGE and one sentence where there is no feed to be had. `page`: the address is a page that must be fetched to find its feed
 * (youtube:@handle). Appends to *url. */
bool net_address(struct slice typed, const char *bridge, struct str *url, bool *page, struct err *e);
/* What to follow where a page named `found` as its feed: a YouTube channel's feed without its Shorts, else as it is. Appends. */
void net_address_found(struct slice found, struct str *url);

#endif
