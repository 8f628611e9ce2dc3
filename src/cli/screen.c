/* screen.c: into the interface: on the reader's data, or on a throw-away directory with the sample edition. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/ui.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool open_ui(struct call *c, struct ui_options *o, struct err *e) {
	struct err ignored;

	call_flush(c, &ignored);
	return call_has(c, "plain") || !ui_has_terminal() ? ui_plain(o, e) : ui_run(o, e);
}

bool screen_open(struct call *c, const struct session_wish *w, bool straight, struct err *e) {
	char dir[PATH_SIZE];
	struct ui_options o = {.flow.data_dir = dir, .straight = straight, .wish = *w, .fetch = true};

	if (!call_config(c, e) || !call_clock(c, e) || !call_data_dir(c, dir, e))
		return false;
	o.flow.config = c->config;
	o.flow.clock = c->clock;
	return open_ui(c, &o, e);
}

/* ---- the demo ---- */

struct throw_away {
	char dir[PATH_SIZE];
	pid_t broom;                     /* a process that removes the directory once the demo is over, however it ends */
	int held;                        /* a pipe that is open as long as the demo runs */
};

/* The broom: waits until the demo is gone, then sweeps. Away from the terminal, so that no Ctrl-C reaches it. */
static _Noreturn void sweep_afterwards(const struct throw_away *t, int end_of_demo) {
	char nothing;

	setsid();
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	close(t->held);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		close(fd);
	while (read(end_of_demo, &nothing, 1) < 0 && errno == EINTR)
		;
	_exit(path_remove_tree(t->dir, NULL) ? 0 : EXIT_FAILURE);
}

static bool throw_away_make(struct throw_away *t, struct err *e) {
	const char *tmp = getenv("TMPDIR");
	int ends[2];

	tmp = tmp && *tmp ? tmp : "/tmp";
	if (!path_join(t->dir, tmp, "bewust-demo-XXXXXX", e))
		return false;
	if (pipe(ends) != 0)
		return err_set(e, ERR_UNAVAILABLE, _("no pipe for the demo: %s"), strerror(errno));
	fcntl(ends[1], F_SETFD, FD_CLOEXEC); /* a browser that the demo opens may stay open after it */
	t->held = ends[1];
	if (!mkdtemp(t->dir))
		err_set(e, ERR_CREATE, _("no directory for the demo could be made in %s: set $TMPDIR"), tmp);
	else if ((t->broom = fork()) < 0)
		rmdir(t->dir), err_set(e, ERR_UNAVAILABLE, _("the demo could not be started: %s"), strerror(errno));
	else if (t->broom == 0)
		sweep_afterwards(t, ends[0]);
	close(ends[0]);
	return t->broom > 0 || (close(ends[1]), false);
}

static bool throw_away_end(struct throw_away *t, struct err *e) {
	int status = 0;

	close(t->held);
	while (waitpid(t->broom, &status, 0) < 0 && errno == EINTR)
		;
	return status == 0 || err_set(e, ERR_IO, _("%s could not be removed; nothing in it is needed"), t->dir);
}

static bool fill(const struct flow_options *options, struct err *e) {
	struct flow *f = flow_open(options, e);
	bool ok = f && flow_demo_fill(f, e);

	flow_close(f);
	return ok;
}

static bool run_demo(struct call *c, struct err *e) {
	struct throw_away t = {0};
	struct ui_options o = {.flow.data_dir = t.dir, .demo = true};
	struct err on_leaving = {0};
	bool ok;

	if (!call_config(c, e) || !call_clock(c, e) || !throw_away_make(&t, e))
		return false;
	o.flow.config = c->config;
	o.flow.clock = c->clock;
	ok = fill(&o.flow, e) && open_ui(c, &o, e);
	if (!throw_away_end(&t, &on_leaving) && ok) {
		*e = on_leaving;
		ok = false;
	}
	return ok;
}

static const struct option options[] = {
	{"plain", NULL, N_("as questions and answers, one a line")},
	{0},
};
const struct command command_demo = {.name = "demo", .arguments = "", .summary = N_("the interface on sample feeds, without network; leaves nothing behind"),
	.options = options, .args_max = 0, .run = run_demo};
