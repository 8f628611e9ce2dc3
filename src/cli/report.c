/* report.c: `bewust report`: looking back as a page for a browser, to look at or to hand over. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/report.h>

enum { REPORT_BYTES_MAX = 1 << 28 };

static bool read_since(const char *day, int64_t *out, struct err *e) {
	*out = DATE_NONE;
	return !day || date_from_day(slice_of(day), out) || err_set(e, ERR_USAGE, _("--since %s: a day is meant, as 2026-11-23"), day);
}

static bool run_report(struct call *c, struct err *e) {
	const char *file = c->arg_count ? c->args[0] : "-";
	bool notes = !call_has(c, "no-notes"), ok;
	struct flow *f;
	struct str page;
	int64_t since;

	if (!read_since(call_option(c, "since"), &since, e) || !(f = call_flow_to_look(c, e)))
		return false;
	str_init(&page, REPORT_BYTES_MAX);
	ok = (call_has(c, "text") ? report_write_text : report_write)(f, since, notes, &page, e) && path_write(file, str_slice(&page), e);
	str_finish(&page);
	return ok;
}

static const struct option options[] = {
	{"text", NULL, N_("as plain text")},
	{"since", "DATE", N_("only from this day on, as 2026-11-23: of a plan, say")},
	{"no-notes", NULL, N_("without the notes of check-ins")},
	{0},
};
static const char *const examples[] = {"report looking-back.html", "report --no-notes for-somebody.html", "report --text --since 2026-11-23 plan.txt", NULL};
const struct command command_report = {.name = "report", .arguments = "[FILE]", .summary = N_("a page to look back on, or to hand to somebody"),
	.text = N_("On standard output without a file. The file is readable by you alone, opens in any browser, holds no script, and loads nothing "
		"from anywhere. It holds no title of what was read; the names of your channels stand in it."),
	.options = options, .examples = examples, .args_max = 1, .run = run_report};
