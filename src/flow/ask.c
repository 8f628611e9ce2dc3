/* ask.c: one address, asked while somebody waits for what it answers. */
#include "flow_private.h"

#include <bewust/net.h>
#include <string.h>

enum { WAIT_STEP_MS = 200 };

void flow_meanwhile(struct flow *f, int (*meanwhile)(void *ctx), int wake_fd, void *ctx) {
	f->meanwhile = meanwhile;
	f->meanwhile_ctx = ctx;
	f->wake_fd = wake_fd;
}

int flow_do_meanwhile(struct flow *f) {
	flow_tidy_settle(f);
	return f->meanwhile ? f->meanwhile(f->meanwhile_ctx) : WAIT_STEP_MS;
}

struct slice flow_place_of(const char *url) {
	const char *host = strstr(url, "://");

	return (struct slice){url, host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : 0};
}

bool flow_ask(struct flow *f, const struct http_request *request, int seconds, bool (*dropped)(void *ctx), struct arena *a, bool *whole,
	struct err *e) {
	struct http_limits limits;
	struct host_pause *pauses;
	struct http *http;
	size_t pause_count;
	int wait_ms;

	if (!store_host_pauses(f->store, flow_now(f), a, &pauses, &pause_count, e))
		return false;
	http_limits_default(&limits);
	limits.total_ms = (f->config.timeout_s < seconds ? f->config.timeout_s : seconds) * 1000;
	if (!(http = http_new(&limits, e)))
		return false;
	for (size_t i = 0; i < pause_count; i++)
		http_pause(http, pauses[i].host, pauses[i].until - flow_now(f));
	http_add(http, request);
	do {
		wait_ms = flow_do_meanwhile(f);
		*whole = wait_ms >= 0 && !(dropped && dropped(request->ctx));
	} while (*whole && http_step(http, wait_ms, f->wake_fd) > 0);
	http_free(http);
	return true;
}
