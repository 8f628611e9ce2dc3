/* watch.h: what libcurl waits for: its sockets and its timer. One thing is done at a time, so that whoever is asked next is asked before the
 * next body is read, and the network never waits for us. Private to net. */
#ifndef NET_WATCH_H
#define NET_WATCH_H

#include "curl_load.h"
#include <bewust/clock.h>
#include <poll.h>

struct watch {
	const struct curl_calls *curl;
	CURLM *multi;
	const struct clock *clock;
	struct pollfd *at;               /* [0] is the caller's, the others libcurl's */
	size_t count, room;
	curl_socket_t reading;           /* the one read last */
	int64_t due_ms;                  /* when libcurl's timer is up; -1: it has none */
};

/* Makes `multi` tell what it waits for. False where it cannot. */
bool watch_init(struct watch *w, const struct curl_calls *curl, CURLM *multi, const struct clock *clock);
void watch_finish(struct watch *w);
/* Begins what was added and ends what took too long. */
void watch_kick(struct watch *w);
/* Waits at most `wait_ms` for libcurl or for `fd` (-1: none), then lets libcurl send all it can, and read from one socket. */
void watch_step(struct watch *w, int wait_ms, int fd);

#endif
