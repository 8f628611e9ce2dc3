/* call.c: what one call of the program opens, only when it is asked for, and how it writes. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/score.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FLUSH_BYTES = 65536, TIDY_MS_MAX = 3000 };

extern char **environ;

/* ---- settings, clock, data ---- */

const struct config *call_config(struct call *c, struct err *e) {
	struct err homeless;
	char file[PATH_SIZE];

	if (!c->has_config) {
		config_defaults(&c->config);
		if (!path_config_file(c->config_file, file, c->config_file ? e : &homeless)) {
			if (c->config_file)
				return NULL; /* else there is no place for settings, and the defaults hold */
		} else if (!config_load(&c->config, file, e)) {
			return NULL;
		}
		if (c->config.language[0])
			i18n_init(c->config.language);
		c->has_config = true;
	}
	return &c->config;
}

const struct clock *call_clock(struct call *c, struct err *e) {
	if (!c->has_clock && !clock_init(&c->clock, e))
		return NULL;
	c->has_clock = true;
	return &c->clock;
}

bool call_data_dir(struct call *c, char out[PATH_SIZE], struct err *e) {
	return path_data_dir(c->data, out, e);
}

bool call_has_data(struct call *c) {
	char dir[PATH_SIZE], file[PATH_SIZE];
	struct err none;

	return call_data_dir(c, dir, &none) && path_join(file, dir, "bewust.db", &none) &&
		(access(file, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

static struct flow *open_flow(struct call *c, bool to_look, struct err *e) {
	char dir[PATH_SIZE];
	struct flow_options options = {.data_dir = dir};

	if (c->flow)
		return c->flow;
	if (!call_config(c, e) || !call_clock(c, e) || !call_data_dir(c, dir, e))
		return NULL;
	if (to_look && !path_may_be_dir(dir, e))
		return NULL;
	if (to_look && !call_has_data(c))
		options.data_dir = NULL;
	options.config = c->config;
	options.clock = c->clock;
	return c->flow = flow_open(&options, e);
}

struct flow *call_flow(struct call *c, struct err *e) {
	return open_flow(c, false, e);
}

struct flow *call_flow_to_look(struct call *c, struct err *e) {
	return open_flow(c, true, e);
}

void call_finish(struct call *c) {
	flow_close(c->flow);
	arena_finish(&c->arena);
	str_finish(&c->out);
}

bool call_tidy(struct call *c, struct flow *f, struct err *e) {
	int64_t since = clock_mono(&c->clock);
	struct err trouble = {0};

	while (flow_tidy_some(f, &trouble) && clock_mono(&c->clock) - since < TIDY_MS_MAX)
		;
	if (trouble.kind)
		*e = trouble;
	return !trouble.kind;
}

/* ---- standard error and output ---- */

void call_complain(const struct err *e) {
	struct str line;

	str_init(&line, sizeof e->text + 16);
	str_addf(&line, "bewust: %s\n", e->text);
	if (write(STDERR_FILENO, line.at, line.len) < 0)
		line.len = 0; /* nobody is left to tell */
	str_finish(&line);
}

bool call_flush(struct call *c, struct err *e) {
	size_t done = 0;

	while (done < c->out.len && !c->out_gone) {
		ssize_t n = write(STDOUT_FILENO, c->out.at + done, c->out.len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EPIPE)
			c->out_gone = true;
		else if (errno != EINTR) {
			str_clear(&c->out);
			return err_set(e, ERR_IO, _("standard output could not be written: %s"), strerror(errno));
		}
	}
	str_clear(&c->out);
	return true;
}

bool call_flush_some(struct call *c, struct err *e) {
	return c->out.len < FLUSH_BYTES || call_flush(c, e);
}

static bool is_long(const struct str *text) {
	struct winsize size = {0};
	size_t lines = 0;

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0)
		return false;
	for (size_t i = 0; i < text->len; i++)
		lines += text->at[i] == '\n';
	return lines >= size.ws_row;
}

/* Runs $PAGER (words parted by spaces, no shell) with a pipe for its input; the pipe's other end, or -1. */
static int start_pager(struct call *c, pid_t *pager) {
	struct slice rest = slice_of(getenv("PAGER")), word;
	posix_spawn_file_actions_t actions;
	char *argv[16] = {0};
	int ends[2], argc = 0, wrong;

	while (rest.at && argc < 15 && slice_split(&rest, ' ', &word))
		if (word.len)
			argv[argc++] = arena_text(&c->arena, word);
	if (!argc || pipe(ends) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	posix_spawn_file_actions_addclose(&actions, ends[1]);
	wrong = posix_spawnp(pager, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[0]);
	if (wrong) {
		close(ends[1]);
		return -1;
	}
	return ends[1];
}

bool call_flush_paged(struct call *c, struct err *e) {
	int to = -1, status, own;
	pid_t pager;
	bool ok;

	if (!is_long(&c->out) || (to = start_pager(c, &pager)) < 0)
		return call_flush(c, e);
	own = dup(STDOUT_FILENO);
	dup2(to, STDOUT_FILENO);
	close(to);
	ok = call_flush(c, e);
	dup2(own, STDOUT_FILENO); /* ends the pipe: the pager sees the end */
	close(own);
	while (waitpid(pager, &status, 0) < 0 && errno == EINTR)
		;
	return ok;
}

int call_open_input(const char *file, struct err *e) {
	int fd;

	if (strcmp(file, "-") == 0)
		return STDIN_FILENO;
	if ((fd = open(file, O_RDONLY | O_CLOEXEC)) < 0)
		err_set(e, errno == EACCES ? ERR_PERMISSION : ERR_NOINPUT, _("%s could not be opened: %s"), file, strerror(errno));
	return fd;
}

/* One line of the person at the terminal; false where there is none, or it ended. */
static bool read_answer(struct call *c, const char *question, const char *hint, char *answer, int size) {
	struct err ignored;

	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	call_flush(c, &ignored);
	fprintf(stderr, "%s %s ", question, hint);
	fflush(stderr);
	return fgets(answer, size, stdin) != NULL;
}

bool call_asks(struct call *c, const char *question) {
	char answer[64];

	/* i18n: the first letter of "yes" in your language; y is taken too */
	return read_answer(c, question, "[y/N]", answer, sizeof answer) && (answer[0] == 'y' || answer[0] == 'Y' || answer[0] == _("y")[0]);
}

size_t call_asks_number(struct call *c, const char *question, size_t max) {
	char answer[64];
	long long n;

	if (!read_answer(c, question, "[1]", answer, sizeof answer) || !slice_to_int(slice_trim(slice_of(answer)), &n) || n < 1 || n > (long long)max)
		return 1;
	return (size_t)n;
}
