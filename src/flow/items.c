/* items.c: what a person does with one item: reads it, asks why, writes on it; and what a text scores. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>

enum { SENTENCE_MAX = 400 };

/* What promises something about health has a line below it; of whoever a promise comes, it may not fit who reads it. */
static void add_second_opinion(struct item_text *t, const char *title, struct arena *a) {
	struct str both;

	if (!flow_claims_health(title, t->text))
		return;
	str_init(&both, t->text.len + SENTENCE_MAX);
	str_add(&both, t->text);
	str_addf(&both, "%s%s", t->text.len ? "\n\n" : "", _("A health claim: ask a professional what it means for you."));
	t->text = slice_of(arena_text(a, str_slice(&both)));
	str_finish(&both);
}

static struct item_link read_link(struct slice line, struct arena *a) {
	struct slice column[3] = {0};

	for (int i = 0; i < 3 && line.at && slice_split(&line, '\t', &column[i]); i++)
		;
	return (struct item_link){.url = arena_text(a, column[0]), .words = arena_text(a, column[2]),
		.kind = slice_equal(column[1], SLICE("image")) ? LINK_IMAGE : slice_equal(column[1], SLICE("media")) ? LINK_MEDIA : LINK_PAGE};
}

bool flow_item_text(struct flow *f, int64_t id, struct arena *a, struct item_text *out, struct err *e) {
	struct slice links, link;
	struct item item;
	size_t count = 0;

	if (!store_item_get(f->store, id, a, &item, e) || !store_item_content(f->store, id, a, &out->text, &links, e))
		return false;
	add_second_opinion(out, item.title, a);
	for (struct slice s = links; s.len && slice_split(&s, '\n', &link);)
		count += link.len > 0;
	out->links = arena_array(a, count + 1, sizeof(*out->links));
	out->link_count = 0;
	while (links.len && slice_split(&links, '\n', &link))
		if (link.len)
			out->links[out->link_count++] = read_link(link, a);
	return true;
}

bool flow_item_why(struct flow *f, int64_t id, struct arena *a, struct score *out, struct err *e) {
	struct loaded_item l;
	struct scorer scorer;

	if (!flow_item_load(f, id, a, &l, e) || !flow_scorer(f, &scorer, e))
		return false;
	score_text(&scorer, &l.scoring.text, out);
	for (int i = 0; i < out->reasons; i++)          /* rules may be compiled anew before this is shown */
		out->why[i].term = slice_of(arena_text(a, out->why[i].term));
	return true;
}

bool flow_item_note(struct flow *f, int64_t id, const char *note, bool keep, struct err *e) {
	struct arena a;
	struct item item;
	struct slice line;
	bool ok;

	arena_init(&a, 0);
	line = slice_of(text_clean_arena(&a, slice_of(note), TEXT_LINE));
	line.len = utf8_cut_runes(line, ITEM_NOTE_CHARS);
	ok = store_item_get(f->store, id, &a, &item, e) && (item.kept == keep || flow_item_keep(f, id, keep, e)) &&
		store_item_note(f->store, id, arena_text(&a, line), e);
	arena_finish(&a);
	return ok;
}

void flow_item_also_in(const struct item *i, struct str *out) {
	struct slice rest = slice_of(i->also_in), name;

	for (bool first = true; rest.len && slice_split(&rest, '\n', &name); first = false)
		str_addf(out, "%s%.*s", first ? "" : ", ", SLICE_FMT(name));
}

bool flow_score(struct flow *f, struct slice text, const char *lang, bool personal, struct score *out, struct err *e) {
	struct score_text t = {.title = text, .lang = lang};
	struct scorer scorer;

	if (!flow_scorer(f, &scorer, e))
		return false;
	if (!personal)
		scorer.personal = NULL;
	score_text(&scorer, &t, out);
	return true;
}
