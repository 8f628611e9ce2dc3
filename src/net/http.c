/* http.c: many requests at once on one thread. Who is asked next is hosts.c's, how one is asked is transfer.c's; here they are
 * brought together on one libcurl multi handle, and redirects go back into the queue, each hop as the host it is. */
#include <bewust/limits.h>
#include <bewust/clock.h>
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include "reach.h"
#include "transfer.h"
#include "watch.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct http {
	const struct curl_calls *curl;
	struct http_limits limits;
	struct clock clock;
	CURLM *multi;
	struct watch watch;
	struct hosts hosts;
	struct lane **lanes;             /* limits.jobs of them, made when first needed */
	int lane_count, running;
	struct waiting *refused_first, *refused_last; /* transfers that end without a start */
	size_t unfinished;
	bool closing;
};

void http_limits_default(struct http_limits *l) {
	*l = (struct http_limits){.jobs = 64, .per_host = 2, .connect_ms = 10000, .total_ms = 30000, .body_max = LIMIT_BODY_BYTES};
}

static int at_least(int value, int least) {
	return value < least ? least : value;
}

struct http *http_new(const struct http_limits *limits, struct err *e) {
	const struct curl_calls *curl = curl_load(e);
	struct http *h;

	if (!curl)
		return NULL;
	h = mem_alloc(sizeof *h);
	h->curl = curl;
	h->limits = *limits;
	h->limits.jobs = at_least(limits->jobs, 1);
	h->limits.per_host = at_least(limits->per_host, 1);
	hosts_init(&h->hosts, h->limits.per_host);
	h->lanes = mem_array((size_t)h->limits.jobs, sizeof(struct lane *));
	if (!clock_init(&h->clock, e))
		goto fail;
	h->multi = curl->multi_init();
	if (h->multi && curl->multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)h->limits.jobs) == CURLM_OK &&
		watch_init(&h->watch, curl, h->multi, &h->clock))
		return h;
	err_set(e, ERR_UNAVAILABLE, _("libcurl does not offer what is needed to fetch feeds: install a newer one"));
fail:
	http_free(h);
	return NULL;
}

/* ---- the end of a transfer ---- */

static void finish(struct http *h, struct transfer *t, const struct http_result *result) {
	h->unfinished--;
	if (t->request.on_done)
		t->request.on_done(t->request.ctx, result);
	transfer_free(t);
}

static void finish_unasked(struct http *h, struct transfer *t, const struct err *why) {
	struct http_result result = {.err = *why, .etag = "", .last_modified = "", .retry_after_s = -1, .fresh_s = -1,
		.bytes = t->bytes, .bytes_wire = t->bytes_wire, .ms = t->spent_ms,
		.head = {.content_type = "", .url = t->at.len > 0 ? t->at.at : ""}};

	finish(h, t, &result);
}

/* Its host asked to be left alone: nothing is sent. */
static void finish_put_off(struct http *h, struct transfer *t) {
	struct http_result result = {.etag = "", .last_modified = "", .put_off = true, .retry_after_s = t->waiting.host->pause_s, .fresh_s = -1,
		.ms = t->spent_ms, .head = {.content_type = "", .url = t->at.at}};
	struct str host;

	str_init(&host, 512);
	reach_host_for_display(str_slice(&t->at), &host);
	err_set(&result.err, ERR_TEMP, _("%s: its server asked for a pause, which is not over yet"), host.at);
	str_finish(&host);
	finish(h, t, &result);
}

static void refuse_later(struct http *h, struct transfer *t) {
	t->waiting.next = NULL;
	if (h->refused_last)
		h->refused_last->next = &t->waiting;
	else
		h->refused_first = &t->waiting;
	h->refused_last = &t->waiting;
}

/* Ends what could not be started; how many. */
static size_t finish_refused(struct http *h) {
	size_t count = 0;

	while (h->refused_first) {
		struct transfer *t = (struct transfer *)h->refused_first;

		h->refused_first = t->waiting.next;
		if (!h->refused_first)
			h->refused_last = NULL;
		finish_unasked(h, t, &t->refused);
		count++;
	}
	return count;
}

static void stopped_by_us(const struct transfer *t, struct err *e) {
	struct str host;

	str_init(&host, 512);
	reach_host_for_display(str_slice(&t->at), &host);
	err_set(e, ERR_TEMP, _("%s: stopped before an answer came"), host.len > 0 ? host.at : "?");
	str_finish(&host);
}

/* ---- the queue ---- */

/* Whether a request may be started; else *e says why not. */
static bool may_start(const struct http *h, const struct http_request *request, const struct transfer *t, struct err *e) {
	struct slice typed = slice_trim(slice_of(request->url));
	struct str shown;

	if (h->closing) {
		stopped_by_us(t, e);
		return false;
	}
	if (url_is_http(typed) && url_is_http(str_slice(&t->at))) {
		if (!request->public_only || !reach_private_host(url_host(str_slice(&t->at))))
			return true;
		problem_describe(&(struct problem_facts){.url = t->at.at, .problem = PROBLEM_PRIVATE, .limits = &h->limits}, e);
		return false;
	}
	str_init(&shown, 256);
	url_for_display(typed, &shown);
	err_set(e, ERR_USAGE, _("“%s” is not an address of the web: it has to begin with http:// or https://"), shown.len > 0 ? shown.at : "");
	str_finish(&shown);
	return false;
}

void http_add(struct http *h, const struct http_request *request) {
	struct transfer *t = transfer_new(request);
	struct slice host = url_host(str_slice(&t->at));

	h->unfinished++;
	if (may_start(h, request, t, &t->refused)) {
		t->private_ok = reach_private_host(host);
		hosts_wait(&h->hosts, &t->waiting, host, false);
	} else if (h->closing) {
		finish_unasked(h, t, &t->refused);
	} else {
		refuse_later(h, t);
	}
}

void http_pause(struct http *h, const char *host, int64_t seconds) {
	hosts_pause(&h->hosts, slice_of(host), seconds);
}

static struct lane *lane_idle(struct http *h, struct err *e) {
	struct lane *made;

	for (int i = 0; i < h->lane_count; i++)
		if (!h->lanes[i]->on)
			return h->lanes[i];
	made = lane_new(h->curl, &h->limits, e);
	if (made)
		h->lanes[h->lane_count++] = made;
	return made;
}

/* Starts what may run now, and ends what its host put off: so many. */
static size_t start_some(struct http *h) {
	size_t put_off = 0;

	while (h->running < h->limits.jobs) {
		struct transfer *t = (struct transfer *)hosts_next(&h->hosts);
		struct lane *lane;

		if (!t)
			break;
		if (t->waiting.host->pause_s > 0) {
			hosts_done(&h->hosts, t->waiting.host);
			finish_put_off(h, t);
			put_off++;
			continue;
		}
		lane = lane_idle(h, &t->refused);
		if (!lane) {
			hosts_done(&h->hosts, t->waiting.host);
			refuse_later(h, t);
			break;
		}
		lane_start(lane, t, clock_mono(&h->clock));
		h->curl->multi_add_handle(h->multi, lane->easy);
		h->running++;
	}
	return put_off;
}

/* Takes the lane back; its transfer is the caller's again. */
static struct transfer *lane_take_back(struct http *h, struct lane *lane) {
	struct transfer *t = lane->on;

	h->curl->multi_remove_handle(h->multi, lane->easy);
	lane_stop(lane);
	h->running--;
	hosts_done(&h->hosts, t->waiting.host);
	return t;
}

/* Sends the transfer on to where the answer points. False with *e: not followed. */
static bool follow(struct http *h, struct lane *lane, struct err *e) {
	struct transfer *t = lane->on;
	struct str next;

	if (t->redirects >= LIMIT_REDIRECTS) {
		problem_describe(&(struct problem_facts){.url = t->at.at, .problem = PROBLEM_REDIRECTS, .limits = &h->limits}, e);
		return false;
	}
	str_init(&next, URL_MAX);
	if (!reach_redirect(t->at.at, str_slice(&lane->header.location), t->private_ok, &next, e)) {
		str_finish(&next);
		return false;
	}
	t->redirects++;
	t->elsewhere |= !reach_keeps_credentials(str_slice(&t->at), str_slice(&next));
	t->all_permanent &= lane->header.status == 301 || lane->header.status == 308;
	str_finish(&t->at);
	t->at = next;
	lane_take_back(h, lane);
	hosts_wait(&h->hosts, &t->waiting, url_host(str_slice(&t->at)), true);
	return true;
}

static void ended(struct http *h, struct lane *lane, CURLcode code) {
	struct http_result result;
	struct err not_followed = {0};

	lane_count(lane, clock_mono(&h->clock));
	if (lane_answered(lane, code) && lane_redirects(lane) && follow(h, lane, &not_followed))
		return;
	lane_result(lane, code, clock_wall(&h->clock), &result);
	if (not_followed.kind != ERR_NONE) {
		result.ok = false;
		result.err = not_followed;
	}
	if (result.retry_after_s > 0)
		hosts_pause(&h->hosts, slice_of(lane->on->waiting.host->name), result.retry_after_s);
	/* The result's strings live in the lane and in the transfer: both stay until on_done has returned. */
	h->curl->multi_remove_handle(h->multi, lane->easy);
	h->running--;
	hosts_done(&h->hosts, lane->on->waiting.host);
	finish(h, lane->on, &result);
	lane_stop(lane);
}

static size_t collect(struct http *h) {
	CURLMsg *message;
	size_t count = 0;
	int left;

	while ((message = h->curl->multi_info_read(h->multi, &left))) {
		char *lane = NULL;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		h->curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &lane);
		ended(h, (struct lane *)(void *)lane, code);
		count++;
	}
	return count;
}

/* ---- a step ---- */

/* A server that hangs up while TLS still writes raises SIGPIPE, which would end the program; libcurl leaves that to us. */
static bool pipe_guard(sigset_t *before) {
	sigset_t pipe, pending;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe, before);
	sigpending(&pending);
	return sigismember(&pending, SIGPIPE) == 1;
}

static void pipe_unguard(const sigset_t *before, bool was_pending) {
	sigset_t pipe, pending;
	int taken;

	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigpending(&pending);
	if (!was_pending && sigismember(&pending, SIGPIPE) == 1)
		sigwait(&pipe, &taken);
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static size_t drive(struct http *h) {
	size_t count = finish_refused(h);

	count += start_some(h);
	watch_kick(&h->watch);
	return count + collect(h);
}

size_t http_step(struct http *h, int wait_ms, int wake_fd) {
	sigset_t before;
	bool was_pending = pipe_guard(&before);

	if (drive(h) == 0 && (h->unfinished > 0 || wake_fd >= 0)) {
		watch_step(&h->watch, wait_ms, wake_fd);
		drive(h);
	}
	pipe_unguard(&before, was_pending);
	return h->unfinished;
}

const char *http_slowest_host(const struct http *h) {
	const struct transfer *oldest = NULL;

	for (int i = 0; i < h->lane_count; i++) {
		const struct transfer *t = h->lanes[i]->on;

		if (t && (!oldest || t->started_ms < oldest->started_ms))
			oldest = t;
	}
	return oldest ? oldest->waiting.host->name : "";
}

static void finish_stopped(struct http *h, struct transfer *t) {
	struct err why;

	stopped_by_us(t, &why);
	finish_unasked(h, t, &why);
}

void http_free(struct http *h) {
	struct waiting *w;

	if (!h)
		return;
	h->closing = true;
	for (int i = 0; i < h->lane_count; i++) {
		if (h->lanes[i]->on) {
			lane_count(h->lanes[i], clock_mono(&h->clock));
			finish_stopped(h, lane_take_back(h, h->lanes[i]));
		}
		lane_free(h->lanes[i]);
	}
	finish_refused(h);
	while ((w = hosts_drop(&h->hosts)))
		finish_stopped(h, (struct transfer *)w);
	if (h->multi)
		h->curl->multi_cleanup(h->multi);
	watch_finish(&h->watch);
	hosts_finish(&h->hosts);
	free(h->lanes);
	free(h);
}
