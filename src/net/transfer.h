/* transfer.h: one request on its way through one lane. A transfer is what was asked for and lives until it is done; a lane is a
 * handle of libcurl with its buffers, used by one transfer after the other. Private to net. */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "curl_load.h"
#include "header.h"
#include "hosts.h"
#include "problem.h"

struct transfer {
	struct waiting waiting;           /* first: the queue knows only this */
	struct http_request request;      /* its strings are copies; `url` is not used after the start: see `at` */
	struct str at;                    /* the address asked now, after redirects */
	bool private_ok;                  /* typed with a private host: may connect to private addresses */
	bool all_permanent;
	bool elsewhere;                   /* sent on to where the reader's own credentials do not belong */
	int redirects;
	int64_t started_ms, spent_ms;     /* when its first connection began; the time taken by what came before this one */
	size_t bytes, bytes_wire;
	struct err refused;               /* why it was not even started */
};

struct lane {
	const struct curl_calls *curl;
	const struct http_limits *limits;
	CURL *easy;
	struct curl_slist *lines;         /* the request's own header lines */
	struct transfer *on;              /* NULL: free */
	int64_t hop_started_ms;
	bool private_ok, proxied;         /* for this connection */
	enum problem problem;
	size_t unread;                    /* bytes of a body that nobody reads */
	struct header header;
	char detail[CURL_ERROR_SIZE];
};

struct transfer *transfer_new(const struct http_request *request);
void transfer_free(struct transfer *t);

struct lane *lane_new(const struct curl_calls *curl, const struct http_limits *limits, struct err *e);
void lane_free(struct lane *lane);
void lane_start(struct lane *lane, struct transfer *t, int64_t now_ms); /* ready for curl_multi_add_handle */
/* After libcurl has ended it with `code`: first of all its time and bytes are counted. */
void lane_count(struct lane *lane, int64_t now_ms);
bool lane_answered(const struct lane *lane, CURLcode code);   /* an answer came whole, as far as anybody wants it */
bool lane_redirects(const struct lane *lane);                 /* and it sends us on */
void lane_result(struct lane *lane, CURLcode code, int64_t now_s, struct http_result *result);
void lane_stop(struct lane *lane);                            /* free again; the transfer is the caller's */

#endif
