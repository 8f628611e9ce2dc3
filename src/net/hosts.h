/* hosts.h: whose turn it is. Each host has its own queue; turns go round the hosts that have something waiting and are under
 * their own limit, so a host with a hundred feeds holds nobody else up. Pure. Private to net. */
#ifndef NET_HOSTS_H
#define NET_HOSTS_H

#include <bewust/hash.h>
#include <bewust/slice.h>

struct host;

/* What waits: the first member of whatever is queued. */
struct waiting {
	struct waiting *next;
	struct host *host;
};

struct host {
	char *name;                      /* lower case, no port: who is spared is the machine, not the door */
	struct waiting *first, *last;
	int64_t pause_s;                 /* it asked to be left alone for so long; 0: it did not */
	int running;
	bool in_ring;
	struct host *ring_next, *hash_next;
};

struct hosts {
	struct hash_key key;
	struct host **buckets;
	size_t bucket_count, count;
	int per_host;
	struct host *ring_first, *ring_last;
};

void hosts_init(struct hosts *h, int per_host);
void hosts_finish(struct hosts *h);      /* nothing may be waiting any more */
/* Queues `w` for the host; `first`: before what waits there already (a redirect goes on at once). */
void hosts_wait(struct hosts *h, struct waiting *w, struct slice name, bool first);
void hosts_pause(struct hosts *h, struct slice name, int64_t seconds); /* notes what it asked for; the longest counts */
struct waiting *hosts_next(struct hosts *h);                 /* the next to start, counted as running; NULL: nobody may now */
void hosts_done(struct hosts *h, struct host *host);         /* one of the host's has ended */
struct waiting *hosts_drop(struct hosts *h);                 /* anything that waits, for ending it; NULL: none */

#endif
