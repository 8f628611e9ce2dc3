/* settings.c: what the reader sets for how one channel is asked. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 16, VALUE_MAX = 500, INTERVAL_MIN = 10, INTERVAL_MAX = 60 * 24 * 30, SECRET_SECONDS = 30 };

extern char **environ;

const char *const flow_setting_names[] = {"user-agent", "interval", "header", "user", "password-command", NULL};

void flow_setting_read(const struct channel_setting *from, struct channel_settings *out) {
	const struct { const char *name; const char **to; } texts[] = {{"user-agent", &out->user_agent}, {"header", &out->header},
		{"user", &out->user}, {"password-command", &out->password_command}};
	long long n;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(from->name, texts[i].name) == 0)
			*texts[i].to = from->value;
	if (strcmp(from->name, "interval") == 0 && slice_to_int(slice_of(from->value), &n) && n >= INTERVAL_MIN && n <= INTERVAL_MAX)
		out->interval_minutes = (int)n;
}

static bool is_header(struct slice s) {
	size_t colon = slice_find(s, SLICE(":"));

	for (size_t i = 0; i < colon && colon < s.len; i++)
		if (!isalnum((unsigned char)s.at[i]) && s.at[i] != '-' && s.at[i] != '_')
			return false;
	return colon > 0 && colon < 100 && slice_trim(slice_from(s, colon + 1)).len > 0;
}

static bool check(const char *name, const char *value, struct err *e) {
	long long n;

	for (const char *at = value; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7F)
			return err_set(e, ERR_USAGE, _("%s: this has to be one line"), name);
	if (strlen(value) > VALUE_MAX)
		return err_set(e, ERR_USAGE, _("%s: this is longer than %d bytes"), name, VALUE_MAX);
	if (*value && strcmp(name, "interval") == 0 && (!slice_to_int(slice_of(value), &n) || n < INTERVAL_MIN || n > INTERVAL_MAX))
		return err_set(e, ERR_USAGE, _("interval: give minutes, %d to %d"), INTERVAL_MIN, INTERVAL_MAX);
	if (*value && strcmp(name, "header") == 0 && !is_header(slice_of(value)))
		return err_set(e, ERR_USAGE, _("header: give it as “Name: value”"));
	return true;
}

bool flow_channel_set(struct flow *f, int64_t id, const char *name, const char *value, struct err *e) {
	for (size_t i = 0; flow_setting_names[i]; i++)
		if (strcmp(name, flow_setting_names[i]) == 0)
			return check(name, value, e) && store_channel_setting_put(f->store, id, name, value, e) &&
				store_channel_due(f->store, id, DATE_NONE, e);
	return err_set(e, ERR_USAGE, _("“%s” cannot be set: user-agent, interval, header, user and password-command can"), name);
}

/* ---- passwords ---- */

static void words_of(const char *command, struct arena *a, char **argv) {
	struct slice rest = slice_of(command), word;
	size_t count = 0;

	while (count < WORDS_MAX && slice_split(&rest, ' ', &word))
		if (word.len)
			argv[count++] = arena_text(a, word);
	argv[count] = NULL;
}

static bool start(char **argv, int out, pid_t *child) {
	posix_spawn_file_actions_t files;
	bool ok;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0); /* a screen may be open */
	ok = posix_spawnp(child, argv[0], &files, NULL, argv, environ) == 0;
	posix_spawn_file_actions_destroy(&files);
	return ok;
}

/* Reads to its end, or as long as there is time. */
static bool read_all(int fd, char *to, size_t size, size_t *len) {
	ssize_t n = 1;

	for (*len = 0; *len < size; *len += (size_t)n) {
		if (poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, SECRET_SECONDS * 1000) <= 0)
			return false;
		if ((n = read(fd, to + *len, size - *len)) <= 0)
			break;
	}
	return n >= 0;
}

bool flow_secret(const char *command, struct arena *a, const char **out, struct err *e) {
	char *argv[WORDS_MAX + 1], text[VALUE_MAX];
	int fds[2], status = -1;
	size_t len = 0;
	pid_t child;
	bool ok;

	words_of(command, a, argv);
	if (!argv[0] || pipe2(fds, O_CLOEXEC) < 0)
		return err_set(e, ERR_UNAVAILABLE, _("password-command: it could not be started"));
	ok = start(argv, fds[1], &child);
	close(fds[1]);
	if (ok) {
		ok = read_all(fds[0], text, sizeof(text), &len);
		if (!ok)
			kill(child, SIGKILL);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
	}
	close(fds[0]);
	len = slice_find((struct slice){text, len}, SLICE("\n"));
	if (!ok || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || !len)
		return err_set(e, ERR_UNAVAILABLE, _("password-command: %s gave no password"), argv[0]);
	*out = arena_text(a, (struct slice){text, len});
	return true;
}
