/* transfer.c: one request on its way. */
#include "transfer.h"
#include "reach.h"
#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/url.h>
#include <bewust/version.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USER_AGENT "bewust/" BEWUST_VERSION " (+" BEWUST_HOME ")"
#define ACCEPT_FEEDS \
	"application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, " \
	"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
#define UNREAD_MAX (64 * 1024)    /* reading on so far is cheaper than a new connection */
#define BUFFER_BYTES (16L * 1024) /* as much as is unpacked at a time; 32 to 128 KiB were no faster and cost 64 lanes 1 to 3 MB */
#define SECOND_TRY_MS 1000L       /* for the other kind of address; at each timer libcurl reads on in all whose time it is, so few are better */
#define SLOW_BYTES 100L           /* a second, … */
#define SLOW_SECONDS 15L          /* … for so long, ends it */
#define TOO_MANY_S 3600           /* who is asked too much, and does not say for how long to stay away */
#define LEAST_MS 1000             /* what a redirect still gets when the time is nearly up */

struct transfer *transfer_new(const struct http_request *request) {
	struct transfer *t = mem_alloc(sizeof *t);

	t->request = *request;
	t->request.url = NULL;
	t->request.etag = mem_text(request->etag);
	t->request.last_modified = mem_text(request->last_modified);
	t->request.accept = mem_text(request->accept);
	t->request.password = mem_text(request->password);
	t->request.user = mem_text(request->user);
	t->request.header = mem_text(request->header);
	t->request.user_agent = mem_text(request->user_agent);
	t->all_permanent = true;
	str_init(&t->at, URL_MAX);
	url_resolve(NULL, slice_of(request->url), &t->at); /* so that libcurl and url_host read the same host in it */
	return t;
}

void transfer_free(struct transfer *t) {
	if (!t)
		return;
	free((char *)t->request.etag);
	free((char *)t->request.last_modified);
	free((char *)t->request.accept);
	free((char *)t->request.password);
	free((char *)t->request.user);
	free((char *)t->request.header);
	free((char *)t->request.user_agent);
	str_finish(&t->at);
	free(t);
}

/* ---- what libcurl calls ---- */

static size_t on_header(char *at, size_t one, size_t count, void *ctx) {
	struct lane *lane = ctx;
	size_t len = one * count;

	if (header_line(&lane->header, (struct slice){at, len}))
		return len;
	lane->problem = PROBLEM_HEADERS;
	return 0;
}

static void head_now(const struct lane *lane, struct http_head *head) {
	const struct header *h = &lane->header;

	head->status = h->whole ? h->status : 0;
	head->content_type = h->type.len > 0 ? h->type.at : "";
	head->url = lane->on->at.len > 0 ? lane->on->at.at : "";
}

/* The bodies of errors and redirects are read a little way, so that the connection can serve again, and dropped. */
static size_t body_unread(struct lane *lane, size_t len) {
	lane->unread += len;
	if (lane->unread <= UNREAD_MAX)
		return len;
	lane->problem = PROBLEM_ENOUGH;
	return 0;
}

static size_t on_body(char *at, size_t one, size_t count, void *ctx) {
	struct lane *lane = ctx;
	struct transfer *t = lane->on;
	size_t len = one * count, room = lane->limits->body_max - t->bytes, fits = len < room ? len : room;
	struct http_head head;

	if (lane->header.status / 100 != 2)
		return body_unread(lane, len);
	head_now(lane, &head);
	t->bytes += fits;
	if (fits > 0 && t->request.on_body && !t->request.on_body(t->request.ctx, &head, (struct slice){at, fits})) {
		lane->problem = PROBLEM_STOPPED;
		return 0;
	}
	if (fits == len)
		return len;
	lane->problem = PROBLEM_TOO_LARGE;
	return 0;
}

/* Here, and not from the name, is decided what may be reached: a public name must lead to a public address, whatever its DNS
 * says by now, and a redirect of a private one leads to no link-local address either. Behind a proxy it is the proxy that is connected to, and that does the looking up. */
static curl_socket_t on_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to) {
	struct lane *lane = ctx;
	bool refused = lane->private_ok ? lane->on->redirects > 0 && reach_link_local(&to->addr) : !reach_public_address(&to->addr);
	int type = to->socktype;

	if (purpose == CURLSOCKTYPE_IPCXN && !lane->proxied && refused) {
		lane->problem = PROBLEM_PRIVATE;
		return CURL_SOCKET_BAD;
	}
#ifdef SOCK_CLOEXEC
	type |= SOCK_CLOEXEC;
#endif
	return socket(to->family, type, to->protocol);
}

/* ---- lanes ---- */

static bool set_protocols(struct lane *lane) {
#if LIBCURL_VERSION_NUM >= 0x075500
	if (lane->curl->version >= 0x075500)
		return lane->curl->easy_setopt(lane->easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
#endif
	return lane->curl->easy_setopt(lane->easy, (CURLoption)181 /* CURLOPT_PROTOCOLS, deprecated since 7.85 */,
		(long)(CURLPROTO_HTTP | CURLPROTO_HTTPS)) == CURLE_OK;
}

/* What is the same for every request. Redirects are followed by http.c, hop by hop, because each hop is a host of its own. */
static bool set_for_good(struct lane *lane) {
	static const struct {
		CURLoption option;
		long value;
	} longs[] = {
		{CURLOPT_NOSIGNAL, 1}, {CURLOPT_FOLLOWLOCATION, 0}, {CURLOPT_NETRC, CURL_NETRC_IGNORED},
		{CURLOPT_UNRESTRICTED_AUTH, 0}, {CURLOPT_SSL_VERIFYPEER, 1}, {CURLOPT_SSL_VERIFYHOST, 2},
		{CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2}, {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS}, {CURLOPT_PIPEWAIT, 1},
		{CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, SECOND_TRY_MS},
		{CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC}, {CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES}, {CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS},
		{CURLOPT_BUFFERSIZE, BUFFER_BYTES}, {CURLOPT_TCP_KEEPALIVE, 0}, {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
	};
	__typeof__(lane->curl->easy_setopt) set = lane->curl->easy_setopt;
	CURL *easy = lane->easy;
	const char *issuers = getenv("SSL_CERT_FILE");
	bool ok = set_protocols(lane);

	for (size_t i = 0; i < sizeof longs / sizeof *longs; i++)
		ok &= set(easy, longs[i].option, longs[i].value) == CURLE_OK || longs[i].option == CURLOPT_HTTP_VERSION;
	ok &= set(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)lane->limits->connect_ms) == CURLE_OK;
	ok &= set(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK;
	ok &= set(easy, CURLOPT_ERRORBUFFER, lane->detail) == CURLE_OK;
	ok &= set(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK && set(easy, CURLOPT_HEADERDATA, lane) == CURLE_OK;
	ok &= set(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK && set(easy, CURLOPT_WRITEDATA, lane) == CURLE_OK;
	ok &= set(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket) == CURLE_OK && set(easy, CURLOPT_OPENSOCKETDATA, lane) == CURLE_OK;
	ok &= set(easy, CURLOPT_PRIVATE, lane) == CURLE_OK;
	if (issuers && *issuers)
		ok &= set(easy, CURLOPT_CAINFO, issuers) == CURLE_OK;
	return ok;
}

struct lane *lane_new(const struct curl_calls *curl, const struct http_limits *limits, struct err *e) {
	struct lane *lane = mem_alloc(sizeof *lane);

	lane->curl = curl;
	lane->limits = limits;
	header_init(&lane->header);
	lane->easy = curl->easy_init();
	if (lane->easy && set_for_good(lane))
		return lane;
	lane_free(lane);
	err_set(e, ERR_UNAVAILABLE, _("libcurl does not offer what is needed to fetch feeds: install a newer one"));
	return NULL;
}

void lane_free(struct lane *lane) {
	if (!lane)
		return;
	if (lane->easy)
		lane->curl->easy_cleanup(lane->easy);
	lane->curl->slist_free_all(lane->lines);
	header_finish(&lane->header);
	free(lane);
}

static void line_add(struct lane *lane, const char *name, const char *value) {
	struct str line;
	struct curl_slist *longer;

	if (!header_value_sane(slice_of(value)))
		return;
	str_init(&line, LIMIT_VALIDATOR_BYTES + 64);
	str_addf(&line, "%s: %s", name, value);
	longer = lane->curl->slist_append(lane->lines, line.at);
	if (longer)
		lane->lines = longer;
	str_finish(&line);
}

/* What the reader set for this channel, of which only the user agent is told to other hosts. */
static void set_own(struct lane *lane, const struct http_request *r, bool elsewhere) {
	__typeof__(lane->curl->easy_setopt) set = lane->curl->easy_setopt;
	size_t colon = r->header ? strcspn(r->header, ":") : 0;
	char name[128];

	if (!elsewhere && r->header && r->header[colon] && text_copy(name, sizeof name, (struct slice){r->header, colon}))
		line_add(lane, name, r->header + colon + 1 + strspn(r->header + colon + 1, " "));
	set(lane->easy, CURLOPT_USERAGENT, r->user_agent ? r->user_agent : USER_AGENT);
	set(lane->easy, CURLOPT_USERNAME, elsewhere ? NULL : r->user);
	set(lane->easy, CURLOPT_PASSWORD, elsewhere ? NULL : r->password);
}

/* Whether the environment sets a proxy for this address, as libcurl reads it. */
static bool has_proxy(struct slice url) {
	bool tls = slice_equal(url_scheme(url), SLICE("https"));
	const char *const names[] = {tls ? "https_proxy" : "http_proxy", tls ? "HTTPS_PROXY" : "all_proxy", "all_proxy", "ALL_PROXY"};
	const char *none = getenv("no_proxy");

	if (!none)
		none = getenv("NO_PROXY");
	if (none && strcmp(none, "*") == 0)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return true;
	}
	return false;
}

void lane_start(struct lane *lane, struct transfer *t, int64_t now_ms) {
	__typeof__(lane->curl->easy_setopt) set = lane->curl->easy_setopt;
	struct slice url = str_slice(&t->at);
	int64_t left = lane->limits->total_ms - t->spent_ms;

	lane->on = t;
	lane->hop_started_ms = now_ms;
	if (t->redirects == 0)
		t->started_ms = now_ms;
	lane->proxied = has_proxy(url);
	lane->private_ok = t->private_ok && reach_private_host(url_host(url));
	lane->problem = PROBLEM_NONE;
	lane->unread = 0;
	lane->detail[0] = '\0';
	header_clear(&lane->header);
	line_add(lane, "Accept", t->request.accept ? t->request.accept : ACCEPT_FEEDS);
	line_add(lane, "If-None-Match", t->request.etag);
	line_add(lane, "If-Modified-Since", t->request.last_modified);
	set_own(lane, &t->request, t->elsewhere);
	set(lane->easy, CURLOPT_URL, t->at.at);
	set(lane->easy, CURLOPT_HTTPHEADER, lane->lines);
	set(lane->easy, CURLOPT_TIMEOUT_MS, (long)(left > LEAST_MS ? left : LEAST_MS));
}

void lane_count(struct lane *lane, int64_t now_ms) {
	curl_off_t wire = 0;

	lane->curl->easy_getinfo(lane->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
	lane->on->bytes_wire += (size_t)wire;
	lane->on->spent_ms += now_ms - lane->hop_started_ms;
}

void lane_stop(struct lane *lane) {
	lane->curl->easy_setopt(lane->easy, CURLOPT_HTTPHEADER, NULL);
	lane->curl->slist_free_all(lane->lines);
	lane->lines = NULL;
	lane->on = NULL;
}

/* ---- what came of it ---- */

bool lane_answered(const struct lane *lane, CURLcode code) {
	if (!lane->header.whole)
		return false;
	return code == CURLE_OK || lane->problem == PROBLEM_ENOUGH;
}

bool lane_redirects(const struct lane *lane) {
	switch (lane->header.status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return lane->header.location.len > 0;
	default:
		return false;
	}
}

static const char *text_or_empty(const struct str *s) {
	return s->len > 0 ? s->at : "";
}

static void failure(struct lane *lane, CURLcode code, struct err *e) {
	struct problem_facts facts = {.url = text_or_empty(&lane->on->at), .problem = lane->problem, .code = code,
		.detail = lane->detail[0] ? lane->detail : lane->curl->easy_strerror(code), .bytes = lane->on->bytes,
		.limits = lane->limits};
	curl_off_t connect_us = 0;

	lane->curl->easy_getinfo(lane->easy, CURLINFO_OS_ERRNO, &facts.os_errno);
	lane->curl->easy_getinfo(lane->easy, CURLINFO_SSL_VERIFYRESULT, &facts.verify);
	lane->curl->easy_getinfo(lane->easy, CURLINFO_CONNECT_TIME_T, &connect_us);
	facts.connected = connect_us > 0;
	if (facts.problem == PROBLEM_PRIVATE && code != CURLE_COULDNT_CONNECT)
		facts.problem = PROBLEM_NONE; /* another address of the same name was public; it failed otherwise */
	problem_describe(&facts, e);
}

static int64_t http_date(const char *text) {
	return (int64_t)curl_load(NULL)->getdate(text, NULL);
}

void lane_result(struct lane *lane, CURLcode code, int64_t now_s, struct http_result *result) {
	const struct header *h = &lane->header;
	const struct transfer *t = lane->on;
	int64_t come_back = h->status == 429 || h->status == 503 ? header_retry_after(h, http_date, now_s) : -1;

	*result = (struct http_result){
		.ok = lane_answered(lane, code), .stopped = lane->problem == PROBLEM_STOPPED,
		.moved_for_good = t->redirects > 0 && t->all_permanent,
		.etag = text_or_empty(&h->etag), .last_modified = text_or_empty(&h->last_modified),
		.retry_after_s = h->status == 429 && come_back < 0 ? TOO_MANY_S : come_back,
		.fresh_s = header_fresh(h, http_date, now_s),
		.bytes_wire = t->bytes_wire, .bytes = t->bytes, .ms = t->spent_ms,
	};
	head_now(lane, &result->head);
	if (!result->ok && !result->stopped)
		failure(lane, code, &result->err);
}
