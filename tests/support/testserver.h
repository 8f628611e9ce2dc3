/* testserver.h: starts and stops the tests' own HTTP server (server.c says what it serves). */
#ifndef SUPPORT_TESTSERVER_H
#define SUPPORT_TESTSERVER_H

#include <stdbool.h>
#include <sys/types.h>

struct testserver {
	pid_t pid;
	int port;
	int hold;                        /* it lives as long as this is open */
};

/* Serves the files of `directory` (may be NULL: none). The program is $BEWUST_TEST_SERVER, or support/server beside the folder of
 * the test's own program. False, with a line on stderr, when it cannot be started. */
bool testserver_start(struct testserver *s, const char *directory);
void testserver_stop(struct testserver *s);
/* "http://127.0.0.1:PORT" + path, as in printf; valid until the eighth call after this one. */
const char *testserver_url(const struct testserver *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
