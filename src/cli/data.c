/* data.c: `bewust export`, `import` and `forget`: all of a person's data, out, in, and gone. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>

static bool run_export(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	struct str all;
	bool ok;

	if (!f)
		return false;
	str_init(&all, LIMIT_IMPORT_BYTES);
	ok = store_export(flow_store(f), !call_has(c, "no-notes"), &all, e) && path_write(c->arg_count ? c->args[0] : "-", str_slice(&all), e);
	str_finish(&all);
	return ok;
}

static const struct option export_options[] = {{"no-notes", NULL, N_("without notes: those of check-ins, and those on items")}, {0}};
static const char *const export_examples[] = {"export bewust.json", "export | age -p > bewust.json.age", NULL};
const struct command command_export = {.name = "export", .arguments = "[FILE]", .summary = N_("all of your data as one JSON file"),
	.text = N_("On standard output without FILE. A file is readable by you alone. The same data gives the same bytes."), .options = export_options,
	.examples = export_examples, .args_max = 1, .run = run_export};

static bool run_import(struct call *c, struct err *e) {
	struct flow *f = NULL;
	struct str bytes;
	size_t merged;
	bool ok;

	if (!path_read(c->arg_count ? c->args[0] : "-", LIMIT_IMPORT_BYTES, &bytes, e))
		return false;
	ok = (f = call_flow(c, e)) && flow_import(f, str_slice(&bytes), &merged, e) && call_tidy(c, f, e);
	str_finish(&bytes);
	if (ok)
		str_addf(&c->out, P_("%zu thing merged in.\n", "%zu things merged in.\n", merged), merged);
	return ok;
}

static const char *const import_examples[] = {"import bewust.json", NULL};
const struct command command_import = {.name = "import", .arguments = "[FILE]", .summary = N_("merge such a file in, nothing doubled, all or nothing"),
	.text = N_("Reads standard input without FILE."), .examples = import_examples, .args_max = 1, .run = run_import};

static bool run_forget(struct call *c, struct err *e) {
	char dir[PATH_SIZE];

	if (!call_data_dir(c, dir, e))
		return false;
	if (!call_has_data(c)) {
		str_addf(&c->out, _("There is nothing to forget in %s.\n"), dir);
		return true;
	}
	if (!call_has(c, "yes") && !call_asks(c, _("All channels, items, moods, rules and lessons will be gone for good. Go on?")))
		return err_set(e, ERR_USAGE, _("nothing was forgotten: say --yes, or answer yes; `bewust export` keeps a copy first"));
	if (!store_forget(dir, e))
		return false;
	str_addf(&c->out, _("Forgotten: nothing is left in %s. Copies that a backup or a flash disk made on its own are out of reach.\n"), dir);
	return true;
}

static const struct option forget_options[] = {{"yes", NULL, N_("do not ask first")}, {0}};
const struct command command_forget = {.name = "forget", .arguments = "", .summary = N_("delete all of your data for good"),
	.text = N_("Overwrites, then removes. The settings file stays."), .options = forget_options, .args_max = 0, .run = run_forget};
