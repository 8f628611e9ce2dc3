/* tidy.c: what can wait for idle time, in small steps: rescoring, the search index, purging what was removed long ago. */
#include "flow_private.h"

enum { RESCORE_STEP = 64, INDEX_STEP = 500, PURGE_AFTER = 30 * 24 * 3600 };

static bool rescore_one(struct flow *f, const struct item *i, const struct scorer *scorer, struct arena *a, struct err *e) {
	struct loaded_item l;
	struct score score;

	if (!flow_item_load(f, i->id, a, &l, e))
		return false;
	score_text(scorer, &l.scoring.text, &score);
	if (i->own_label)
		score.label = i->label;
	if (score.value == i->score && score.label == i->label)
		return true;
	return store_item_score(f->store, i->id, score.value, score.label, e);
}

static bool rescore_some(struct flow *f, struct err *e) {
	struct scorer scorer;
	struct items items = {0};
	struct arena a;
	bool ok;

	if (!f->rescore_wanted)
		return false;
	arena_init(&a, 0);
	ok = flow_scorer(f, &scorer, e) && store_items_from(f->store, f->rescored_to, RESCORE_STEP, &a, &items, e) && store_begin(f->store, e);
	if (ok) {
		for (size_t n = 0; ok && n < items.count; n++)
			ok = rescore_one(f, &items.at[n], &scorer, &a, e);
		ok = store_end(f->store, ok, e) && ok;
	}
	if (ok && items.count)
		f->rescored_to = items.at[items.count - 1].id;
	f->rescore_wanted = ok && items.count == RESCORE_STEP;
	arena_finish(&a);
	return f->rescore_wanted;
}

/* Once an opening: what was removed can be taken back for a month. */
static void purge(struct flow *f) {
	struct err ignored = {0};

	if (!f->purged)
		store_purge_removed(f->store, flow_now(f) - PURGE_AFTER, &ignored);
	f->purged = true;
}

static bool index_some(struct flow *f, struct err *e) {
	bool more = false;

	if (f->index_filled)
		return false;
	if (!store_index_some(f->store, INDEX_STEP, &more, e))
		more = false;
	f->index_filled = !more;
	if (!more)
		purge(f);
	return more;
}

bool flow_tidy_some(struct flow *f, struct err *e) {
	struct err trouble = {0};
	bool more = rescore_some(f, &trouble) || index_some(f, &trouble);

	if (trouble.kind && e)
		*e = trouble;
	return more && !trouble.kind;
}
