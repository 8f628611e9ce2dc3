/* report.c: `bewust report`: looking back as a page for a browser, to look at or to hand over. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/report.h>

enum { REPORT_BYTES_MAX = 1 << 28 };

static bool run_report(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	const char *file = c->arg_count ? c->args[0] : "-";
	struct str page;
	bool ok;

	if (!f)
		return false;
	str_init(&page, REPORT_BYTES_MAX);
	ok = report_write(f, !call_has(c, "no-notes"), &page, e) && path_write(file, str_slice(&page), e);
	str_finish(&page);
	return ok;
}

static const struct option options[] = {{"no-notes", NULL, N_("without the notes of check-ins")}, {0}};
static const char *const examples[] = {"report looking-back.html", "report --no-notes for-somebody.html", NULL};
const struct command command_report = {.name = "report", .arguments = "[FILE.html]", .summary = N_("a page to look back on, or to hand to somebody"),
	.text = N_("On standard output without a file. The file is readable by you alone, opens in any browser, holds no script, and loads nothing "
		"from anywhere. It holds no title of what was read; the names of your channels stand in it."),
	.options = options, .examples = examples, .args_max = 1, .run = run_report};
