/* tidy.c: what can wait for idle time, in small steps: rescoring, the search index, purging what was removed long ago. */
#include "flow_private.h"

enum { RESCORE_STEP = 64, INDEX_STEP = 100, INDEX_STEPS = 10, INDEX_LATER = 25000, PURGE_AFTER = 30 * DAY_S };

static bool store_score(struct flow *f, const struct item *i, const struct score *score, struct err *e) {
	if (score->value != i->score || (score->label != i->label && !i->own_label) || score->always != i->always)
		if (!store_item_score(f->store, i->id, score, e))
			return false;
	for (int n = 0; n < score->rules_met; n++)
		if (!store_rule_met(f->store, score->rule_met[n], i, e))
			return false;
	return score->blocked == (i->state == STATE_HELD) || store_item_hold(f->store, i->id, score->blocked, e);
}

static bool rescore_one(struct flow *f, const struct item *i, const struct scorer *scorer, struct err *e) {
	struct err trouble = {0};
	struct loaded_item l;
	struct score score;
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	if (flow_item_load(f, i->id, &a, &l, &trouble)) {
		score_text(scorer, &l.scoring.text, &score);
		ok = store_score(f, &l.item, &score, e);
	} else {
		ok = trouble.kind == ERR_NOINPUT || err_set(e, trouble.kind, "%s", trouble.text); /* of a channel that was removed */
	}
	arena_finish(&a);
	return ok;
}

static bool rescore_step(struct flow *f, struct err *e) {
	struct scorer scorer;
	struct items items = {0};
	struct arena a;
	bool ok, done;

	arena_init(&a, 0);
	ok = flow_scorer(f, &scorer, e) && store_items_from(f->store, f->rescored_to, RESCORE_STEP, &a, &items, e) && store_begin(f->store, e);
	done = ok && items.count < RESCORE_STEP;
	if (ok) {
		for (size_t n = 0; ok && n < items.count; n++)
			ok = rescore_one(f, &items.at[n], &scorer, e);
		ok = ok && (!done || flow_scores_fresh(f, e));
		ok = store_end(f->store, ok, e) && ok;
	}
	if (ok && items.count)
		f->rescored_to = items.at[items.count - 1].id;
	if (done)
		f->rescored_to = 0;
	arena_finish(&a);
	return ok;
}

/* What fails is tried again when something changes, or at the next start. */
static bool rescore_some(struct flow *f, struct err *e) {
	bool stale = false;

	if (!f->rescore_checked || f->rescore_wanted || f->rules_change_at != DATE_NONE)
		if (!flow_scores_stale(f, &stale, e))
			return false;
	if (stale && !rescore_step(f, e))
		f->rescore_wanted = false;
	return f->rescore_wanted;
}

/* Once an opening: what was removed can be taken back for a month. */
static void purge(struct flow *f) {
	struct err ignored = {0};

	if (!f->purged)
		store_purge_removed(f->store, flow_now(f) - PURGE_AFTER, &ignored);
	f->purged = true;
}

static void index_settle(void *ctx) {
	flow_tidy_settle(ctx);
}

void flow_tidy_settle(struct flow *f) {
	if (f->index_steps)
		store_end(f->store, true, NULL);        /* what could not be committed is indexed another time */
	f->index_steps = 0;
}

/* Some steps make one transaction, which is lent between them: a key waits for no more than one step, and the disk is waited for once. */
static bool index_step(struct flow *f, bool *more, struct err *e) {
	bool ok;

	if (f->index_steps)
		store_lend(f->store, NULL, NULL);
	else if (!store_begin(f->store, e))
		return false;
	ok = store_index_some(f->store, INDEX_STEP, more, e);
	if (ok && *more && ++f->index_steps < INDEX_STEPS) {
		store_lend(f->store, index_settle, f);
		return true;
	}
	f->index_steps = 0;
	return store_end(f->store, ok, e) && ok;
}

static bool index_some(struct flow *f, struct err *e) {
	int64_t left = 0;
	bool more = false;

	if (f->index_filled)
		return false;
	if (!store_index_left(f->store, &left, e) || (left > 0 && !index_step(f, &more, e)))
		more = false;
	f->index_filled = !more;
	return more;
}

void flow_tidy_index_later(struct flow *f) {
	int64_t left = 0;

	f->index_filled = store_index_left(f->store, &left, NULL) && left <= INDEX_LATER;
}

bool flow_tidy_some(struct flow *f, struct err *e) {
	struct err trouble = {0};
	bool more = rescore_some(f, &trouble) || index_some(f, &trouble);

	if (!more)
		purge(f);
	if (trouble.kind && e)
		*e = trouble;
	return more && !trouble.kind;
}
