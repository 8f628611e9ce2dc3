/* testserver.c: starts and stops the tests' own HTTP server. */
#include "testserver.h"
#include <bewust/str.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool program_path(char *path, size_t size) {
	const char *given = getenv("BEWUST_TEST_SERVER"), *out = getenv("OUT");
	char self[4096], *end;
	ssize_t len;

	if (given)
		return snprintf(path, size, "%s", given) < (int)size;
	len = readlink("/proc/self/exe", self, sizeof self - 1);
	if (len < 0)
		return out && snprintf(path, size, "%s/tests/support/server", out) < (int)size;
	self[len] = '\0';
	for (int up = 0; up < 2; up++)
		if ((end = strrchr(self, '/')))
			*end = '\0';
	return snprintf(path, size, "%s/support/server", self) < (int)size;
}

static bool spawn(struct testserver *s, const char *path, const char *directory, const int in[2], const int out[2]) {
	char *const argv[] = {(char *)path, (char *)directory, NULL};
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	failed = posix_spawn(&s->pid, path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		fprintf(stderr, "testserver: %s: %s\n", path, strerror(failed));
	return !failed;
}

static int port_read(int fd) {
	char line[32];
	size_t len = 0;
	long long port;

	while (len < sizeof line && read(fd, line + len, 1) == 1 && line[len] != '\n')
		len++;
	return slice_to_int((struct slice){line, len}, &port) ? (int)port : 0;
}

bool testserver_start(struct testserver *s, const char *directory) {
	char path[4096];
	int in[2], out[2];
	bool ok;

	*s = (struct testserver){.hold = -1};
	if (!program_path(path, sizeof path) || pipe(in) != 0)
		return false;
	if (pipe(out) != 0) {
		close(in[0]);
		close(in[1]);
		return false;
	}
	for (int i = 0; i < 2; i++) {
		fcntl(in[i], F_SETFD, FD_CLOEXEC);
		fcntl(out[i], F_SETFD, FD_CLOEXEC);
	}
	ok = spawn(s, path, directory ? directory : "/nonexistent", in, out);
	close(in[0]);
	close(out[1]);
	s->hold = in[1];
	if (ok)
		s->port = port_read(out[0]);
	close(out[0]);
	return s->port > 0;
}

void testserver_stop(struct testserver *s) {
	if (s->hold >= 0)
		close(s->hold);
	if (s->pid > 0)
		waitpid(s->pid, NULL, 0);
	*s = (struct testserver){.hold = -1};
}

const char *testserver_url(const struct testserver *s, const char *fmt, ...) {
	static char urls[8][2048];
	static unsigned turn;
	char *url = urls[turn++ % 8];
	int len = snprintf(url, sizeof urls[0], "http://127.0.0.1:%d", s->port);
	va_list args;

	va_start(args, fmt);
	vsnprintf(url + len, sizeof urls[0] - (size_t)len, fmt, args);
	va_end(args);
	return url;
}
