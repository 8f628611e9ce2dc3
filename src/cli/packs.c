/* packs.c: `bewust packs`: lists that ship, and plans handed over by somebody. packs check is in check.c. */
#include "channels.h"

#include <bewust/i18n.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { TEMPLATE_CHANNELS = 3 };

/* ---- list ---- */

static bool run_list(struct call *c, struct err *e) {
	struct pack *packs;
	size_t count;

	if (!flow_packs(&c->arena, &packs, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		write_padded(&c->out, packs[i].name, 12);
		str_addf(&c->out, P_(" %2zu channel   %s\n", " %2zu channels  %s\n", packs[i].channels), packs[i].channels, packs[i].note);
	}
	return true;
}

/* ---- show, add: a pack by its name, or somebody's file ---- */

/* What ships under that name, else the file; a file's bytes live in the call's arena. */
static bool find_list(struct call *c, const char *named, struct slice *out, struct err *e) {
	struct err no_pack = {0};
	struct pack pack;
	struct str file;

	if (flow_pack_find(named, &c->arena, &pack, &no_pack)) {
		*out = pack.opml;
		return true;
	}
	if (strcmp(named, "-") != 0 && access(named, F_OK) != 0) {
		*e = no_pack; /* and no file either: a pack was meant */
		return false;
	}
	if (!path_read(named, LIMIT_LIST_BYTES, &file, e))
		return false;
	*out = (struct slice){arena_text(&c->arena, str_slice(&file)), file.len};
	str_finish(&file);
	return true;
}

static bool run_show(struct call *c, struct err *e) {
	struct outlines list;
	struct slice bytes;

	if (!find_list(c, c->args[0], &bytes, e) || !parse_outlines(bytes, &list, e))
		return false;
	channels_write_head(&c->out, &list.head);
	str_add_char(&c->out, '\n');
	for (size_t i = 0; i < list.count; i++)
		channels_write_outline(&c->arena, &list.at[i], &c->out);
	outlines_finish(&list);
	return true;
}

static bool run_add(struct call *c, struct err *e) {
	struct slice bytes;

	return find_list(c, c->args[0], &bytes, e) && channels_import(c, bytes, e);
}

/* ---- make ---- */

static bool run_make(struct call *c, struct err *e) {
	struct outline_head head = {.title = _("Five minutes a day, five days"), .from = _("your name"), .dose_minutes = 5, .days = 5, .themes = THEME(calm),
		.note = _("Every day one short thing, then put it away. Bring along what stayed with you.")};
	const char *file = c->args[0];
	struct outlines list;
	struct pack pack;
	struct str opml;
	bool ok;

	if (strcmp(file, "-") != 0 && access(file, F_OK) == 0)
		return err_set(e, ERR_CREATE, _("%s is there already: give another name"), file);
	if (!flow_pack_find("calm", &c->arena, &pack, e) || !parse_outlines(pack.opml, &list, e))
		return false;
	str_init(&opml, LIMIT_LIST_BYTES);
	outlines_write(&head, list.at, list.count < TEMPLATE_CHANNELS ? list.count : TEMPLATE_CHANNELS, &opml);
	ok = path_write(file, str_slice(&opml), e);
	if (ok && strcmp(file, "-") != 0)
		str_addf(&c->out, _("Written: %s. Put your own name, note and channels into it; `bewust packs check %s` looks it over.\n"), file, file);
	str_finish(&opml);
	outlines_finish(&list);
	return ok;
}

static const char *const examples[] = {"packs", "packs show calm", "packs add calm", "packs make plan.opml", "packs check plan.opml", NULL};
const struct command command_packs_list = {.name = "packs", .sub = "list", .arguments = "", .summary = N_("starter packs that ship"),
	.examples = examples, .args_max = 0, .run = run_list};
const struct command command_packs_show = {.name = "packs", .sub = "show", .arguments = "PACK", .summary = N_("what is in a pack, or in a plan's file"),
	.args_min = 1, .args_max = 1, .run = run_show};
const struct command command_packs_add = {.name = "packs", .sub = "add", .arguments = "PACK", .summary = N_("follow what is in a pack, or in a plan's file"),
	.text = N_("On a terminal each channel is shown first. A plan (OPML with bewust:from, dose and days) runs from today on."), .args_min = 1, .args_max = 1,
	.run = run_add};
const struct command command_packs_make = {.name = "packs", .sub = "make", .arguments = "FILE", .summary = N_("write a plan to fill in and hand over"),
	.args_min = 1, .args_max = 1, .run = run_make};
