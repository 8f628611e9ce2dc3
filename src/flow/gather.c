/* gather.c: the thread that asks and reads, and the ring between it and the store. Each entry is read where it is handed over, so that
 * nothing is copied and memory stays the same however much there is to refresh. */
#include "gather.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	RING = 64,
	RING_BELL = 16,                 /* the store is woken when so many wait, or a channel is done … */
	LOOK_MS = 50,                   /* … and looks by itself after so long */
	STEP_MS = 1000,
	HOST_MAX = 256,
};

struct handed {
	struct transfer *of;
	bool done;
	struct item_read entry;
};

struct gather {
	struct http *http;
	struct clock clock;
	struct transfer *transfers;     /* the caller's */
	size_t transfer_count;
	pthread_t thread;
	bool running;
	int to_store[2], to_thread[2];  /* a byte in it means: look */
	char slowest_told[HOST_MAX];    /* the store's copy */
	/* under the lock; of the ring, places [first, first + count) are the store's, the others the thread's */
	pthread_mutex_t lock;
	pthread_cond_t room;
	size_t first, count;
	bool waiting, full, stop;
	struct transfer *ready;         /* to be asked now; the thread has not taken them yet */
	size_t to_come;                 /* those that wait for gather_ready */
	char slowest[HOST_MAX];
	struct handed ring[RING];
};

static void ring_bell(int fd) {
	while (write(fd, "", 1) < 0 && errno == EINTR)
		;                               /* a full pipe has rung already */
}

static void unring(int fd) {
	char bytes[64];

	while (read(fd, bytes, sizeof(bytes)) > 0)
		;
}

/* ---- on the thread ---- */

/* A free place in the ring; NULL: it is over. */
static struct handed *place(struct gather *g) {
	struct handed *h = NULL;

	pthread_mutex_lock(&g->lock);
	while (g->count == RING && !g->stop) {
		g->full = true;
		pthread_cond_wait(&g->room, &g->lock);
	}
	if (!g->stop)
		h = &g->ring[(g->first + g->count) % RING];
	pthread_mutex_unlock(&g->lock);
	return h;
}

/* The place is the store's from here on. */
static void hand_over(struct gather *g, struct handed *h, struct transfer *t, bool done) {
	bool wake;

	h->of = t;
	h->done = done;
	pthread_mutex_lock(&g->lock);
	g->count++;
	wake = g->waiting && (done || g->count >= RING_BELL);
	if (wake)
		g->waiting = false;
	pthread_mutex_unlock(&g->lock);
	if (wake)
		ring_bell(g->to_store[1]);
}

static struct item_read *next_entry(void *ctx) {
	struct transfer *t = ctx;
	struct handed *h = place(t->gather);

	return h ? &h->entry : NULL;
}

static bool put_entry(void *ctx, struct item_read *r) {
	struct transfer *t = ctx;

	hand_over(t->gather, (struct handed *)((char *)r - offsetof(struct handed, entry)), t, false);
	return true;
}

static bool on_body(void *ctx, const struct http_head *head, struct slice bytes) {
	struct transfer *t = ctx;
	struct body *b = t->body;

	if (!b) {
		struct parse_handler handler;

		b = t->body = mem_alloc(sizeof(*b));
		digest_init(&b->digest, t->channel, clock_wall(&t->gather->clock),
			&(struct digest_sink){.next = next_entry, .put = put_entry, .ctx = t});
		handler = digest_handler(&b->digest);
		b->parser = parser_new(head->url, head->content_type, &handler);
	}
	return parser_feed(b->parser, bytes, &b->err);
}

static void finish_body(struct body *b) {
	struct parse_report report = {0};

	b->is_feed = parser_finish(b->parser, &report, b->err.kind ? NULL : &b->err) && !b->err.kind;
	b->truncated = report.truncated;
	text_copy(b->trouble, sizeof(b->trouble), slice_of(report.trouble));
}

static char *copy_of(const char *text) {
	return mem_text(text ? text : "");
}

static struct http_result *copy_result(const struct http_result *r) {
	struct http_result *copy = mem_alloc(sizeof(*copy));

	*copy = *r;
	copy->head.url = copy_of(r->head.url);
	copy->head.content_type = copy_of(r->head.content_type);
	copy->etag = copy_of(r->etag);
	copy->last_modified = copy_of(r->last_modified);
	return copy;
}

static void drop_result(struct http_result *r) {
	if (!r)
		return;
	free((char *)r->head.url);
	free((char *)r->head.content_type);
	free((char *)r->etag);
	free((char *)r->last_modified);
	free(r);
}

static void drop(struct transfer *t) {
	if (t->body) {
		parser_free(t->body->parser);
		digest_finish(&t->body->digest);
		ingest_finish(&t->body->ingest);
		free(t->body);
	}
	drop_result(t->result);
	t->body = NULL;
	t->result = NULL;
}

static void on_done(void *ctx, const struct http_result *r) {
	struct transfer *t = ctx;
	struct handed *h;

	if (t->body)
		finish_body(t->body);
	if (!(h = place(t->gather)))            /* entries of it may still be in the ring: gather_free drops it */
		return;
	t->result = copy_result(r);
	hand_over(t->gather, h, t, true);
}

static void ask(struct transfer *t) {
	const struct channel *c = t->channel;
	const struct channel_settings *own = &t->settings;

	http_add(t->gather->http, &(struct http_request){.url = c->url, .etag = c->etag, .last_modified = c->last_modified,
		.user_agent = own->user_agent, .header = own->header, .user = own->user, .password = t->secret ? t->secret->password : NULL,
		.on_body = on_body, .on_done = on_done, .ctx = t});
}

/* Says whom it waits for, and asks those that are ready; whether it is to go on. */
static bool look_up(struct gather *g, bool busy) {
	const char *slowest = http_slowest_host(g->http);
	struct transfer *ready;
	bool stop, more;

	pthread_mutex_lock(&g->lock);
	text_copy(g->slowest, sizeof(g->slowest), slice_of(slowest));
	stop = g->stop;
	ready = g->ready;
	g->ready = NULL;
	more = busy || ready || g->to_come;
	pthread_mutex_unlock(&g->lock);
	for (; ready; ready = ready->next_ready)
		ask(ready);
	return more && !stop;
}

static void *run(void *arg) {
	struct gather *g = arg;

	while (look_up(g, http_step(g->http, STEP_MS, g->to_thread[0]) > 0))
		unring(g->to_thread[0]);
	return NULL;
}

/* ---- on the side of the store ---- */

static bool start_thread(struct gather *g, struct err *e) {
	sigset_t all, old;
	int failed;

	sigfillset(&all);                       /* signals are for those who can act on them */
	pthread_sigmask(SIG_SETMASK, &all, &old);
	failed = pthread_create(&g->thread, NULL, run, g);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	g->running = !failed;
	return g->running || err_set(e, ERR_MEMORY, _("no thread to be had: %s"), strerror(failed));
}

struct gather *gather_start(const struct http_limits *limits, const struct clock *clock, const struct host_pause *pauses, size_t pause_count,
	struct transfer *transfers, size_t count, struct err *e) {
	struct gather *g = mem_alloc(sizeof(*g));

	g->clock = *clock;
	g->transfers = transfers;
	g->transfer_count = count;
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->room, NULL);
	for (int i = 0; i < 2; i++)
		g->to_store[i] = g->to_thread[i] = -1;
	for (size_t i = 0; i < RING; i++)
		item_read_init(&g->ring[i].entry);
	if (pipe2(g->to_store, O_CLOEXEC | O_NONBLOCK) < 0 || pipe2(g->to_thread, O_CLOEXEC | O_NONBLOCK) < 0) {
		err_set(e, ERR_IO, _("no pipe to be had: %s"), strerror(errno));
		goto fail;
	}
	if (!(g->http = http_new(limits, e)))
		goto fail;
	for (size_t i = 0; i < pause_count; i++)
		http_pause(g->http, pauses[i].host, pauses[i].until - clock_wall(clock));
	for (size_t i = 0; i < count; i++) {
		transfers[i].gather = g;
		if (transfers[i].secret)
			g->to_come++;
		else
			ask(&transfers[i]);
	}
	if (start_thread(g, e))
		return g;
fail:
	gather_free(g);
	return NULL;
}

void gather_ready(struct gather *g, struct transfer *t) {
	pthread_mutex_lock(&g->lock);
	g->to_come--;
	if (t->secret->password) {
		t->next_ready = g->ready;
		g->ready = t;
	}
	pthread_mutex_unlock(&g->lock);
	ring_bell(g->to_thread[1]);
}

bool gather_peek(struct gather *g, struct transfer **of, struct item_read **entry) {
	struct handed *h = &g->ring[g->first]; /* only this side moves it */
	bool some;

	pthread_mutex_lock(&g->lock);
	some = g->count > 0;
	pthread_mutex_unlock(&g->lock);
	if (!some)
		return false;
	*of = h->of;
	*entry = h->done ? NULL : &h->entry;
	return true;
}

void gather_next(struct gather *g) {
	struct handed *h = &g->ring[g->first];

	if (h->done)
		drop(h->of);
	pthread_mutex_lock(&g->lock);
	g->first = (g->first + 1) % RING;
	g->count--;
	if (g->full && g->count <= RING / 2) {
		g->full = false;
		pthread_cond_signal(&g->room);
	}
	pthread_mutex_unlock(&g->lock);
}

void gather_wait(struct gather *g, int wait_ms, int wake_fd) {
	struct pollfd bells[2] = {{.fd = g->to_store[0], .events = POLLIN}, {.fd = wake_fd, .events = POLLIN}};
	bool some;

	pthread_mutex_lock(&g->lock);
	some = g->count > 0;
	g->waiting = !some;
	pthread_mutex_unlock(&g->lock);
	if (some)
		return;
	poll(bells, wake_fd >= 0 ? 2 : 1, wait_ms < LOOK_MS ? wait_ms : LOOK_MS);
	unring(g->to_store[0]);
}

const char *gather_slowest(struct gather *g) {
	pthread_mutex_lock(&g->lock);
	memcpy(g->slowest_told, g->slowest, sizeof(g->slowest_told));
	pthread_mutex_unlock(&g->lock);
	return g->slowest_told;
}

void gather_stop(struct gather *g) {
	pthread_mutex_lock(&g->lock);
	g->stop = true;
	pthread_cond_signal(&g->room);
	pthread_mutex_unlock(&g->lock);
	if (g->running) {
		ring_bell(g->to_thread[1]);
		pthread_join(g->thread, NULL);
	}
	g->running = false;
	http_free(g->http);                     /* what is unfinished is dropped */
	g->http = NULL;
}

void gather_free(struct gather *g) {
	if (!g)
		return;
	gather_stop(g);
	for (size_t i = 0; i < g->transfer_count; i++)
		drop(&g->transfers[i]);
	for (size_t i = 0; i < RING; i++)
		item_read_finish(&g->ring[i].entry);
	for (int i = 0; i < 2; i++) {
		if (g->to_store[i] >= 0)
			close(g->to_store[i]);
		if (g->to_thread[i] >= 0)
			close(g->to_thread[i]);
	}
	pthread_cond_destroy(&g->room);
	pthread_mutex_destroy(&g->lock);
	free(g);
}
