/* secret.c: passwords, as commands print them. A command is done when it has ended, not when its output has: what it started may hold
 * that open. */
#include "secret.h"

#include <bewust/clock.h>
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/str.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 16, LINE_MAX_BYTES = 500, AT_ONCE = 8, LOOK_MS = 20 };

extern char **environ;

struct asked {
	struct secret secret;                   /* first */
	enum { WAITS, RUNS, DONE, TOLD } state;
	const char *name;                       /* of the program */
	pid_t child;
	int out;                                /* what it prints; -1: its end came */
	int64_t until_ms;
	char line[LINE_MAX_BYTES];
	size_t len;
	struct asked *next;
};

struct secrets {
	struct clock clock;
	struct arena *arena;
	int limit_s;
	struct asked *first, **end;
	size_t left, running;
};

struct secrets *secrets_new(int limit_s, struct arena *a, struct err *e) {
	struct secrets *s = mem_alloc(sizeof(*s));

	s->arena = a;
	s->limit_s = limit_s;
	s->end = &s->first;
	if (clock_init(&s->clock, e))
		return s;
	free(s);
	return NULL;
}

struct secret *secrets_ask(struct secrets *s, const char *command) {
	struct asked *a;

	for (a = s->first; a; a = a->next)
		if (a->state != TOLD && strcmp(a->secret.command, command) == 0)
			return &a->secret;
	a = mem_alloc(sizeof(*a));
	*a = (struct asked){.secret.command = arena_text(s->arena, slice_of(command)), .name = "", .out = -1};
	*s->end = a;
	s->end = &a->next;
	s->left++;
	return &a->secret;
}

/* ---- one command ---- */

static void words_of(const char *command, struct arena *a, char **argv) {
	struct slice rest = slice_of(command), word;
	size_t count = 0;

	while (count < WORDS_MAX && slice_split(&rest, ' ', &word))
		if (word.len)
			argv[count++] = arena_text(a, word);
	argv[count] = NULL;
}

static bool spawn(char **argv, int out, pid_t *child) {
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	bool ok;

	sigemptyset(&none);                     /* the thread that asks may have them all blocked */
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0); /* a screen may be open */
	ok = posix_spawnp(child, argv[0], &files, &attributes, argv, environ) == 0;
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return ok;
}

static void start(struct secrets *s, struct asked *a) {
	char *argv[WORDS_MAX + 1];
	int fds[2];

	a->state = DONE;
	words_of(a->secret.command, s->arena, argv);
	a->name = argv[0] ? argv[0] : "";
	if (!argv[0] || pipe2(fds, O_CLOEXEC) < 0) {
		err_set(&a->secret.why, ERR_UNAVAILABLE, _("password-command: it could not be started"));
		return;
	}
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	if (spawn(argv, fds[1], &a->child)) {
		a->state = RUNS;
		a->out = fds[0];
		a->until_ms = clock_mono(&s->clock) + (int64_t)s->limit_s * 1000;
		s->running++;
	} else {
		close(fds[0]);
		err_set(&a->secret.why, ERR_UNAVAILABLE, _("password-command: %s could not be started"), a->name);
	}
	close(fds[1]);
}

/* What there is to read now; beyond the first few hundred bytes nobody reads it. */
static void read_some(struct asked *a) {
	char rest[256];
	ssize_t n = 1;

	while (a->out >= 0 && n > 0) {
		size_t room = sizeof(a->line) - a->len;

		n = read(a->out, room ? a->line + a->len : rest, room ? room : sizeof(rest));
		if (n > 0 && room)
			a->len += (size_t)n;
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
			close(a->out);
			a->out = -1;
		}
	}
}

static void end(struct secrets *s, struct asked *a) {
	if (a->out >= 0)
		close(a->out);
	a->out = -1;
	a->state = DONE;
	s->running--;
}

static void stop(struct secrets *s, struct asked *a) {
	kill(a->child, SIGKILL);
	while (waitpid(a->child, NULL, 0) < 0 && errno == EINTR)
		;
	end(s, a);
}

/* Where it has ended, or its time is up. */
static void look(struct secrets *s, struct asked *a) {
	int status = 0;
	size_t len;
	pid_t ended;

	read_some(a);
	ended = waitpid(a->child, &status, WNOHANG);
	if (!ended && clock_mono(&s->clock) < a->until_ms)
		return;
	if (!ended) {
		stop(s, a);
		err_set(&a->secret.why, ERR_UNAVAILABLE, _("password-command: %s took longer than %d seconds and was stopped"), a->name, s->limit_s);
		return;
	}
	read_some(a);
	end(s, a);
	len = slice_find((struct slice){a->line, a->len}, SLICE("\n"));
	if (ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && len)
		a->secret.password = arena_text(s->arena, (struct slice){a->line, len});
	else
		err_set(&a->secret.why, ERR_UNAVAILABLE, _("password-command: %s gave no password"), a->name);
	memset(a->line, 0, sizeof(a->line));
}

/* ---- all of them ---- */

static struct asked *look_at_all(struct secrets *s) {
	for (struct asked *a = s->first; a; a = a->next) {
		if (a->state == WAITS && s->running < AT_ONCE)
			start(s, a);
		if (a->state == RUNS)
			look(s, a);
		if (a->state == DONE)
			return a;
	}
	return NULL;
}

/* Until one of them prints something, or ends, or it is time to look. */
static void wait_for_some(const struct secrets *s, int wait_ms) {
	struct pollfd fds[AT_ONCE];
	nfds_t count = 0;

	for (struct asked *a = s->first; a && count < AT_ONCE; a = a->next)
		if (a->state == RUNS && a->out >= 0)
			fds[count++] = (struct pollfd){.fd = a->out, .events = POLLIN};
	poll(fds, count, wait_ms < LOOK_MS ? wait_ms : LOOK_MS);
}

struct secret *secrets_next(struct secrets *s, int wait_ms) {
	int64_t until = clock_mono(&s->clock) + wait_ms;
	struct asked *a;

	while (s->left) {
		int64_t left;

		if ((a = look_at_all(s))) {
			a->state = TOLD;
			s->left--;
			return &a->secret;
		}
		if ((left = until - clock_mono(&s->clock)) <= 0)
			break;
		wait_for_some(s, (int)left);
	}
	return NULL;
}

void secrets_free(struct secrets *s) {
	if (!s)
		return;
	for (struct asked *a = s->first, *next; a; a = next) {
		next = a->next;
		if (a->state == RUNS)
			stop(s, a);
		free(a);
	}
	free(s);
}
