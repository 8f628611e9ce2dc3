/* watch.c: what libcurl waits for. Its own loop would read every body that has come before another request is sent; here each is read by
 * itself, in turn. */
#include "watch.h"
#include <bewust/mem.h>
#include <stdlib.h>

static struct pollfd *find(struct watch *w, curl_socket_t fd) {
	for (size_t i = 1; i < w->count; i++)
		if (w->at[i].fd == fd)
			return &w->at[i];
	return NULL;
}

static void forget(struct watch *w, struct pollfd *p) {
	if (p)
		*p = w->at[--w->count];
}

static struct pollfd *add(struct watch *w, curl_socket_t fd) {
	if (w->count == w->room) {
		w->room *= 2;
		w->at = mem_grow(w->at, w->room, sizeof *w->at);
	}
	w->at[w->count] = (struct pollfd){.fd = fd};
	return &w->at[w->count++];
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *of_socket) {
	struct watch *w = ctx;
	struct pollfd *p = find(w, fd);

	(void)easy;
	(void)of_socket;
	if (what == CURL_POLL_REMOVE) {
		forget(w, p);
		return 0;
	}
	if (!p)
		p = add(w, fd);
	p->events = (short)((what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0));
	return 0;
}

static int on_timer(CURLM *multi, long wait_ms, void *ctx) {
	struct watch *w = ctx;

	(void)multi;
	w->due_ms = wait_ms < 0 ? -1 : clock_mono(w->clock) + wait_ms;
	return 0;
}

bool watch_init(struct watch *w, const struct curl_calls *curl, CURLM *multi, const struct clock *clock) {
	*w = (struct watch){.curl = curl, .multi = multi, .clock = clock, .count = 1, .room = 16, .reading = CURL_SOCKET_BAD, .due_ms = -1};
	w->at = mem_array(w->room, sizeof *w->at);
	return curl->multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket) == CURLM_OK &&
		curl->multi_setopt(multi, CURLMOPT_SOCKETDATA, w) == CURLM_OK &&
		curl->multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
		curl->multi_setopt(multi, CURLMOPT_TIMERDATA, w) == CURLM_OK;
}

void watch_finish(struct watch *w) {
	free(w->at);
	*w = (struct watch){0};
}

static void act(struct watch *w, curl_socket_t fd, int what) {
	int running;

	w->curl->multi_socket_action(w->multi, fd, what, &running);
}

void watch_kick(struct watch *w) {
	if (w->due_ms < 0 || w->due_ms > clock_mono(w->clock))
		return;
	w->due_ms = -1;
	act(w, CURL_SOCKET_TIMEOUT, 0);
}

static int what_came(const struct pollfd *p) {
	return (p->revents & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0) | (p->revents & POLLOUT ? CURL_CSELECT_OUT : 0) |
		(p->revents & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0);
}

/* Sending is quick, and what was sent is on its way while something is read. libcurl may change the list meanwhile. */
static void send_all(struct watch *w) {
	for (size_t i = 1; i < w->count; i++) {
		int what = what_came(&w->at[i]);

		if (!(what & CURL_CSELECT_OUT))
			continue;
		w->at[i].revents = 0;           /* read and all */
		act(w, w->at[i].fd, what);
	}
}

/* The one read last goes on as long as it has something: a body that is whole makes room for the next request, ten halves do not. */
static void read_one(struct watch *w) {
	struct pollfd *p = find(w, w->reading);
	int what = p ? what_came(p) : 0;

	for (size_t i = 1; i < w->count && !what; i++)
		what = what_came(p = &w->at[i]);
	if (!what)
		return;
	w->reading = p->fd;
	act(w, p->fd, what);
}

void watch_step(struct watch *w, int wait_ms, int fd) {
	if (w->due_ms >= 0) {
		int64_t left = w->due_ms - clock_mono(w->clock);

		wait_ms = left < 0 ? 0 : left < wait_ms ? (int)left : wait_ms;
	}
	w->at[0] = (struct pollfd){.fd = fd, .events = POLLIN};
	if (poll(w->at, (nfds_t)w->count, wait_ms) > 0) {
		send_all(w);
		read_one(w);
	}
}
