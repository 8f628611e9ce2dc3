/* learn.c: `bewust label` and `bewust learn`: teaching it what feels how. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

enum { LESSONS_BYTES_MAX = 64 << 20 };

/* ---- one item ---- */

static bool run_label(struct call *c, struct err *e) {
	bool undo = call_has(c, "undo");
	enum label label = LABEL_NEUTRAL;
	struct flow *f;
	struct item i;

	if (c->arg_count == 2 ? !label_parse(slice_of(c->args[1]), &label) : !undo)
		return err_set(e, ERR_USAGE, _("say how it feels: bewust label UUID uplifting, neutral or draining; or --undo"));
	if (!(f = call_flow(c, e)) || !store_item_find(flow_store(f), c->args[0], &c->arena, &i, e))
		return false;
	if (undo && !i.own_label)
		return err_set(e, ERR_USAGE, _("%s has no label of yours to take back"), i.uuid.text);
	if (!flow_item_label(f, i.id, label, undo, e) || !call_tidy(c, f, e) || !store_item_get(flow_store(f), i.id, &c->arena, &i, e))
		return false;
	if (undo)
		str_addf(&c->out, _("Taken back: %s is %s (%+.2f) again.\n"), i.title, _(label_name(i.label)), i.score);
	else
		str_addf(&c->out, _("Learned: %s is %s.\n"), i.title, _(label_name(i.label)));
	return true;
}

static const struct option label_options[] = {{"undo", NULL, N_("take your label back, and what was learned from it")}, {0}};
static const char *const label_examples[] = {"label 0190c0de-0000-5000-8000-000000000000 uplifting", NULL};
const struct command command_label = {.name = "label", .arguments = "UUID uplifting|neutral|draining", .summary = N_("say how an item feels to you; it learns from that"),
	.options = label_options, .examples = label_examples, .args_min = 1, .args_max = 2, .run = run_label};

/* ---- lines of lessons ---- */

struct lessons { struct lesson *at; size_t count, cap; };

static bool read_lesson(struct slice line, size_t number, struct lessons *l, struct err *e) {
	struct slice name;
	enum label label;

	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (!slice_trim(line).len)
		return true;
	if (!slice_split(&line, '\t', &name) || !line.at || !label_parse(slice_trim(name), &label) || !slice_trim(line).len)
		return err_set(e, ERR_DATA, _("line %zu is not label<TAB>text with a label uplifting, neutral or draining; nothing was learned"), number);
	if (!utf8_valid(line))
		return err_set(e, ERR_DATA, _("line %zu is not UTF-8; nothing was learned"), number);
	if (l->count == l->cap)
		l->at = mem_grow(l->at, l->cap = l->cap ? 2 * l->cap : 256, sizeof *l->at);
	l->at[l->count++] = (struct lesson){label, line};
	return true;
}

static bool learn_from(struct call *c, struct slice text, struct err *e) {
	bool undo = call_has(c, "undo"), ok = true;
	struct lessons lessons = {0};
	struct flow *f = NULL;
	struct slice line;

	for (size_t n = 1; ok && text.at && slice_split(&text, '\n', &line); n++)
		ok = read_lesson(line, n, &lessons, e);
	ok = ok && (f = call_flow(c, e)) && flow_learn(f, lessons.at, lessons.count, undo, e) && call_tidy(c, f, e);
	if (ok && undo)
		str_addf(&c->out, P_("%zu lesson taken back.\n", "%zu lessons taken back.\n", lessons.count), lessons.count);
	else if (ok)
		str_addf(&c->out, P_("%zu lesson learned.\n", "%zu lessons learned.\n", lessons.count), lessons.count);
	free(lessons.at);
	return ok;
}

static bool run_learn(struct call *c, struct err *e) {
	struct str text;
	struct flow *f;
	bool ok;

	if (call_has(c, "forget")) {
		if (c->arg_count || call_has(c, "undo"))
			return err_set(e, ERR_USAGE, _("learn --forget stands alone: it drops all that was learned"));
		if (!(f = call_flow(c, e)) || !flow_learn_forget(f, e) || !call_tidy(c, f, e))
			return false;
		str_addf(&c->out, "%s\n", _("All that was learned is dropped; channels, rules, moods and items stay."));
		return true;
	}
	if (!path_read(c->arg_count ? c->args[0] : "-", LESSONS_BYTES_MAX, &text, e))
		return false;
	ok = learn_from(c, str_slice(&text), e);
	str_finish(&text);
	return ok;
}

static const struct option learn_options[] = {
	{"undo", NULL, N_("take these same lessons back")},
	{"forget", NULL, N_("drop all that was learned, and nothing else")},
	{0},
};
static const char *const learn_examples[] = {"learn lessons.tsv", "learn --undo lessons.tsv", NULL};
const struct command command_learn = {.name = "learn", .arguments = "[FILE|-]", .summary = N_("learn from lines of label<TAB>text, all of them or none"),
	.options = learn_options, .examples = learn_examples, .args_max = 1, .run = run_learn};
