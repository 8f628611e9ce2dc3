/* hosts.c: whose turn it is. */
#include "hosts.h"
#include <bewust/mem.h>
#include <ctype.h>
#include <stdlib.h>

void hosts_init(struct hosts *h, int per_host) {
	*h = (struct hosts){.per_host = per_host, .bucket_count = 64};
	hash_key_random(&h->key);
	h->buckets = mem_array(h->bucket_count, sizeof(struct host *));
}

void hosts_finish(struct hosts *h) {
	for (size_t i = 0; i < h->bucket_count; i++)
		for (struct host *host = h->buckets[i], *next; host; host = next) {
			next = host->hash_next;
			free(host->name);
			free(host);
		}
	free(h->buckets);
	*h = (struct hosts){0};
}

static size_t bucket_of(const struct hosts *h, struct slice name) {
	return (size_t)hash_bytes(&h->key, name) & (h->bucket_count - 1);
}

static void buckets_grow(struct hosts *h) {
	struct hosts old = *h;

	h->bucket_count *= 2;
	h->buckets = mem_array(h->bucket_count, sizeof(struct host *));
	for (size_t i = 0; i < old.bucket_count; i++)
		for (struct host *host = old.buckets[i], *next; host; host = next) {
			size_t b = bucket_of(h, slice_of(host->name));

			next = host->hash_next;
			host->hash_next = h->buckets[b];
			h->buckets[b] = host;
		}
	free(old.buckets);
}

static struct host *host_get(struct hosts *h, struct slice name) {
	struct host *host;
	size_t b = bucket_of(h, name);

	for (host = h->buckets[b]; host; host = host->hash_next)
		if (slice_equal(slice_of(host->name), name))
			return host;
	if (h->count >= h->bucket_count) {
		buckets_grow(h);
		b = bucket_of(h, name);
	}
	host = mem_alloc(sizeof *host);
	host->name = mem_alloc(name.len + 1);
	for (size_t i = 0; i < name.len; i++)
		host->name[i] = name.at[i];
	host->hash_next = h->buckets[b];
	h->buckets[b] = host;
	h->count++;
	return host;
}

static void ring_join(struct hosts *h, struct host *host) {
	if (host->in_ring || !host->first || host->running >= h->per_host)
		return;
	host->in_ring = true;
	host->ring_next = NULL;
	if (h->ring_last)
		h->ring_last->ring_next = host;
	else
		h->ring_first = host;
	h->ring_last = host;
}

static struct host *ring_take(struct hosts *h) {
	struct host *host = h->ring_first;

	if (!host)
		return NULL;
	h->ring_first = host->ring_next;
	if (!h->ring_first)
		h->ring_last = NULL;
	host->in_ring = false;
	return host;
}

static struct waiting *queue_take(struct host *host) {
	struct waiting *w = host->first;

	host->first = w->next;
	if (!host->first)
		host->last = NULL;
	w->next = NULL;
	return w;
}

static struct host *host_named(struct hosts *h, struct slice name) {
	char lower[256];
	size_t len = name.len < sizeof lower ? name.len : sizeof lower; /* a name in DNS has at most 253 */

	for (size_t i = 0; i < len; i++)
		lower[i] = (char)tolower((unsigned char)name.at[i]);
	return host_get(h, (struct slice){lower, len});
}

void hosts_pause(struct hosts *h, struct slice name, int64_t seconds) {
	struct host *host = host_named(h, name);

	if (host->pause_s < seconds)
		host->pause_s = seconds;
}

void hosts_wait(struct hosts *h, struct waiting *w, struct slice name, bool first) {
	w->host = host_named(h, name);
	w->next = first ? w->host->first : NULL;
	if (first)
		w->host->first = w;
	else if (w->host->last)
		w->host->last->next = w;
	else
		w->host->first = w;
	if (!w->next)
		w->host->last = w;
	ring_join(h, w->host);
}

struct waiting *hosts_next(struct hosts *h) {
	struct host *host = ring_take(h);
	struct waiting *w;

	if (!host)
		return NULL;
	w = queue_take(host);
	host->running++;
	ring_join(h, host);
	return w;
}

void hosts_done(struct hosts *h, struct host *host) {
	host->running--;
	ring_join(h, host);
}

struct waiting *hosts_drop(struct hosts *h) {
	for (size_t i = 0; i < h->bucket_count; i++)
		for (struct host *host = h->buckets[i]; host; host = host->hash_next)
			if (host->first)
				return queue_take(host);
	return NULL;
}
