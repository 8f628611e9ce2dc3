/* outside.c: opening an address with somebody else's program: by argument vector, never a shell, and only http and https. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/url.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 16, MAIL_MAX = 1 << 15 };

extern char **environ;

const char *flow_outside_file(const char *program, struct arena *a) {
	struct slice rest = slice_of(getenv("PATH")), dir;

	if (strchr(program, '/'))
		return access(program, X_OK) == 0 ? program : NULL;
	while (rest.at && slice_split(&rest, ':', &dir)) {
		const char *file = arena_printf(a, "%.*s/%s", SLICE_FMT(dir), program);
		if (dir.len && access(file, X_OK) == 0)
			return file;
	}
	return NULL;
}

bool flow_outside_fill(struct slice command, const char *what, struct arena *a, char ***out) {
	char **argv = arena_array(a, WORDS_MAX + 2, sizeof(*argv));
	struct slice word;
	size_t count = 0;
	bool placed = false;

	while (command.at && slice_split(&command, ' ', &word)) {
		if (!word.len || count == WORDS_MAX)
			continue;
		if (slice_equal(word, SLICE("%s"))) {
			placed = true;
			argv[count++] = arena_text(a, slice_of(what));
		} else {
			argv[count++] = arena_text(a, word);
		}
	}
	if (!count || !flow_outside_file(argv[0], a))
		return false;
	if (!placed)
		argv[count] = arena_text(a, slice_of(what));
	*out = argv;
	return true;
}

/* $BROWSER is a list with colons; each is tried until one is there. */
static bool fill_from_list(const char *list, const char *url, struct arena *a, char ***out) {
	struct slice rest = slice_of(list), command;

	while (rest.at && slice_split(&rest, ':', &command))
		if (flow_outside_fill(command, url, a, out))
			return true;
	return false;
}

static bool find_opener(const struct config *c, const char *url, enum item_kind kind, struct arena *a, char ***argv, struct err *e) {
	static const char *const openers[] = {"xdg-open", "open", "www-browser", "w3m", "lynx"};
	bool medium = item_kind_is_medium(kind);

	if (medium && *c->player && flow_outside_fill(slice_of(c->player), url, a, argv))
		return true;
	if (*c->browser && flow_outside_fill(slice_of(c->browser), url, a, argv))
		return true;
	if (fill_from_list(getenv("BROWSER"), url, a, argv))
		return true;
	if (medium && flow_outside_fill(SLICE("mpv --"), url, a, argv))
		return true;
	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++)
		if (flow_outside_fill(slice_of(openers[i]), url, a, argv))
			return true;
	return err_set(e, ERR_UNAVAILABLE, _("no browser found: set $BROWSER, or `browser` in the configuration"));
}

/* A program that shows a window shows it nowhere without one of these; on macOS there is always one. */
static bool has_display(void) {
#ifdef __APPLE__
	return true;
#else
	const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");

	return (x && *x) || (wayland && *wayland);
#endif
}

bool flow_mail_command(const struct config *c, const char *subject, const char *text, struct arena *a, char ***argv, struct err *e) {
	struct str address;
	bool ok;

	str_init(&address, MAIL_MAX);
	url_mailto(slice_of(subject), slice_of(text), &address);
	ok = *c->mail ? flow_outside_fill(slice_of(c->mail), address.at, a, argv) : fill_from_list(getenv("BROWSER"), address.at, a, argv) ||
		(has_display() && (flow_outside_fill(SLICE("xdg-open"), address.at, a, argv) || flow_outside_fill(SLICE("open"), address.at, a, argv)));
	str_finish(&address);
	if (!ok && *c->mail)
		return err_set(e, ERR_UNAVAILABLE, _("the program for mail is not there: look at `mail` in the configuration (%s)"), c->mail);
	return ok || err_set(e, ERR_UNAVAILABLE, _("no program for mail found: set `mail` in the configuration, for instance mail = mutt"));
}

/* Nothing that follows people from place to place goes along. */
bool flow_outside_command(const struct config *c, const char *url, enum item_kind kind, struct arena *a, char ***argv, struct err *e) {
	struct str clean;
	bool ok;

	str_init(&clean, URL_MAX);
	url_without_tracking(slice_of(url), &clean);
	if (!url_is_http(str_slice(&clean)))
		ok = err_set(e, ERR_DATA, _("there is no address to open"));
	else
		ok = find_opener(c, clean.at, kind, a, argv, e);
	str_finish(&clean);
	return ok;
}

bool flow_outside_run(char *const *argv, struct err *e) {
	posix_spawnattr_t attributes;
	sigset_t defaults;
	pid_t child;
	int failed, status = 0;

	posix_spawnattr_init(&attributes);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	failed = posix_spawnp(&child, argv[0], NULL, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	if (failed)
		return err_set(e, ERR_UNAVAILABLE, _("%s could not be started: %s"), argv[0], strerror(failed));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	return err_set(e, ERR_UNAVAILABLE, _("%s ended with an error: is it the right program for this?"), argv[0]);
}
