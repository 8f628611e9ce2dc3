/* screen.c: into the interface: on the reader's data, or on a throw-away directory with the sample edition. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/ui.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool open_ui(struct call *c, struct ui_options *o, struct err *e)
{
	struct err ignored;

	call_flush(c, &ignored);
	return call_has(c, "plain") || !ui_has_terminal() ? ui_plain(o, e) : ui_run(o, e);
}

bool screen_open(struct call *c, const struct session_wish *w, bool straight, struct err *e)
{
	char dir[PATH_SIZE];
	struct ui_options o = {.flow.data_dir = dir, .straight = straight, .wish = *w, .fetch = true};

	if (!call_config(c, e) || !call_clock(c, e) || !call_data_dir(c, dir, e))
		return false;
	o.flow.config = c->config;
	o.flow.clock = c->clock;
	return open_ui(c, &o, e);
}

/* ---- the demo ---- */

static bool make_throw_away(char dir[PATH_SIZE], struct err *e)
{
	const char *tmp = getenv("TMPDIR");

	if (!path_join(dir, tmp && *tmp ? tmp : "/tmp", "bewust-demo-XXXXXX", e))
		return false;
	return mkdtemp(dir) || err_set(e, ERR_CREATE, _("no directory for the demo could be made in %s: set $TMPDIR"), tmp && *tmp ? tmp : "/tmp");
}

static bool fill(const struct flow_options *options, struct err *e)
{
	struct flow *f = flow_open(options, e);
	bool ok = f && flow_demo_fill(f, e);

	flow_close(f);
	return ok;
}

static bool run_demo(struct call *c, struct err *e)
{
	char dir[PATH_SIZE];
	struct ui_options o = {.flow.data_dir = dir, .demo = true};
	struct err on_leaving = {0};
	bool ok;

	if (!call_config(c, e) || !call_clock(c, e) || !make_throw_away(dir, e))
		return false;
	o.flow.config = c->config;
	o.flow.clock = c->clock;
	ok = fill(&o.flow, e) && open_ui(c, &o, e);
	if (!path_remove_tree(dir, &on_leaving) && ok) {
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
