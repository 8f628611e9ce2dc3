/* learn.c: what a person says of items and texts, learned; and taken back exactly as it was learned. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <stdio.h>

struct saving {
	struct store *store;
	struct err *err;
	bool ok;
};

static void save_weight(void *ctx, uint64_t feature, int up, int down) {
	struct saving *s = ctx;

	s->ok = s->ok && store_weight_put(s->store, feature, up, down, s->err);
}

static bool learn(struct flow *f, const struct score_text *text, enum label label, int times, struct err *e) {
	struct saving saving = {f->store, e, true};

	personal_learn(f->personal, text, label, times, save_weight, &saving);
	return saving.ok;
}

/* After a failed transaction the lessons in memory are not those on disk: they are read anew when next needed. */
static void forget_lessons_in_memory(struct flow *f) {
	personal_free(f->personal);
	f->personal = NULL;
	flow_scorer_drop(f);
}

static bool begin(struct flow *f, struct err *e) {
	struct scorer scorer;

	return flow_scorer(f, &scorer, e) && store_begin(f->store, e);
}

static bool finish(struct flow *f, bool ok, struct err *e) {
	ok = ok && flow_scores_outdated(f, e);
	ok = store_end(f->store, ok, e) && ok;
	if (!ok)
		forget_lessons_in_memory(f);
	return ok;
}

/* ---- lessons from an item ---- */

static void split_tags(const char *tags, struct arena *a, struct item_scoring *out) {
	struct item item = {.title = "", .summary = "", .tags = tags};
	struct channel none = {0};

	flow_item_scoring(&item, (struct slice){0}, &none, a, out);
}

/* Takes back what the item taught in this way, word for word, whatever its feed made of it since. *was: its state before. */
static bool unteach_one(struct flow *f, const struct item *i, enum taught_by by, struct arena *a, enum item_state *was, bool *found,
	struct err *e) {
	struct item_scoring scoring;
	struct taught t;

	if (!store_taught_take(f->store, i->id, by, a, &t, found, e))
		return false;
	if (!*found)
		return true;
	split_tags(t.tags, a, &scoring);
	scoring.text.title = t.title;
	scoring.text.body = t.body;
	scoring.text.channel_key = flow_channel_key(&t.channel);
	*was = t.was;
	return learn(f, &scoring.text, t.label, -1, e);
}

/* Two tellings that were joined after each had taught: both. *was is the last one's. */
static bool unteach(struct flow *f, const struct item *i, enum taught_by by, struct arena *a, enum item_state *was, struct err *e) {
	bool found = true;

	while (found)
		if (!unteach_one(f, i, by, a, was, &found, e))
			return false;
	return true;
}

static bool teach(struct flow *f, const struct loaded_item *l, enum taught_by by, enum label label, enum item_state was, struct err *e) {
	struct taught t = {.label = label, .was = was, .title = l->scoring.text.title, .body = l->scoring.text.body, .tags = l->item.tags};

	return learn(f, &l->scoring.text, label, 1, e) && store_taught_put(f->store, l->item.id, by, &t, e);
}

static bool put_label(struct flow *f, const struct loaded_item *l, bool own, enum label label, struct err *e) {
	struct scorer scorer;
	struct score score;

	if (!own) {
		if (!flow_scorer(f, &scorer, e))
			return false;
		score_text(&scorer, &l->scoring.text, &score);
		label = score.label;
	}
	return store_item_label(f->store, l->item.id, own, label, flow_now(f), e);
}

/* An item at hand, in a transaction, while something is learned of it. */
struct at_hand {
	struct arena arena;
	struct loaded_item loaded;
};

static bool take_up(struct flow *f, int64_t id, struct at_hand *h, struct err *e) {
	arena_init(&h->arena, 0);
	if (flow_item_load(f, id, &h->arena, &h->loaded, e) && begin(f, e))
		return true;
	arena_finish(&h->arena);
	return false;
}

static bool put_down(struct flow *f, struct at_hand *h, bool ok, struct err *e) {
	ok = finish(f, ok, e);
	arena_finish(&h->arena);
	return ok;
}

bool flow_item_label(struct flow *f, int64_t id, enum label label, bool undo, struct err *e) {
	struct at_hand h;
	const struct item *i = &h.loaded.item;
	enum item_state was;
	bool ok;

	if (!take_up(f, id, &h, e))
		return false;
	/* an earlier word is taken back before another is taken */
	ok = unteach(f, i, TAUGHT_BY_LABEL, &h.arena, &was, e) && (undo || teach(f, &h.loaded, TAUGHT_BY_LABEL, label, i->state, e)) &&
		put_label(f, &h.loaded, !undo, label, e);
	return put_down(f, &h, ok, e);
}

/* What was taken on stands on the first screen; NULL: nothing does. */
static bool put_to_do(struct flow *f, const struct item *i, struct err *e) {
	char since[32];

	snprintf(since, sizeof(since), "%lld", (long long)flow_now(f));
	return store_fact_put(f->store, "to_do", i ? i->uuid.text : NULL, e) && store_fact_put(f->store, "to_do_since", i ? since : NULL, e);
}

/* Since when it was to be done stays, for taking this back. */
bool flow_to_do_over(struct flow *f, bool undo, struct err *e) {
	const char *from = undo ? "to_do_was" : "to_do", *to = undo ? "to_do" : "to_do_was", *uuid;
	struct arena a;
	bool ok;

	if (!store_begin(f->store, e))
		return false;
	arena_init(&a, 0);
	ok = store_fact(f->store, from, &a, &uuid, e) && (!uuid || store_fact_put(f->store, to, uuid, e)) && store_fact_put(f->store, from, NULL, e);
	arena_finish(&a);
	return store_end(f->store, ok, e) && ok;
}

/* `undo` gives the item the state back that it had. */
static bool set_state_and_teach(struct flow *f, int64_t id, enum taught_by by, enum item_state state, enum label label, bool undo, struct err *e) {
	struct at_hand h;
	const struct item *i = &h.loaded.item;
	enum item_state was;
	bool ok;

	if (!take_up(f, id, &h, e))
		return false;
	was = i->state == state ? STATE_SHOWN : i->state;
	ok = unteach(f, i, by, &h.arena, &was, e) && (undo || teach(f, &h.loaded, by, label, was, e)) &&
		store_item_state(f->store, id, undo ? was : state, e) && (by != TAUGHT_BY_DONE || put_to_do(f, undo ? NULL : i, e));
	return put_down(f, &h, ok, e);
}

bool flow_item_away(struct flow *f, int64_t id, bool undo, struct err *e) {
	return set_state_and_teach(f, id, TAUGHT_BY_AWAY, STATE_SKIPPED, LABEL_DRAINING, undo, e);
}

bool flow_item_done(struct flow *f, int64_t id, bool undo, struct err *e) {
	return set_state_and_teach(f, id, TAUGHT_BY_DONE, STATE_DONE, LABEL_UPLIFTING, undo, e);
}

bool flow_item_keep(struct flow *f, int64_t id, bool keep, struct err *e) {
	struct at_hand h;
	const struct item *i = &h.loaded.item;
	enum item_state was;
	bool ok;

	if (!take_up(f, id, &h, e))
		return false;
	ok = unteach(f, i, TAUGHT_BY_KEEP, &h.arena, &was, e) && (!keep || teach(f, &h.loaded, TAUGHT_BY_KEEP, LABEL_UPLIFTING, i->state, e)) &&
		store_item_keep(f->store, id, keep, flow_now(f), e);
	return put_down(f, &h, ok, e);
}

/* ---- lessons from a script ---- */

bool flow_learn(struct flow *f, const struct lesson *lessons, size_t count, bool undo, struct err *e) {
	bool ok = begin(f, e);

	if (!ok)
		return false;
	for (size_t i = 0; ok && i < count; i++) {
		struct score_text text = {.title = lessons[i].text};
		ok = learn(f, &text, lessons[i].label, undo ? -1 : 1, e);
	}
	return finish(f, ok, e);
}

bool flow_learn_forget(struct flow *f, struct err *e) {
	bool ok;

	forget_lessons_in_memory(f);
	if (!store_begin(f->store, e))
		return false;
	ok = store_weights_forget(f->store, e) && flow_scores_outdated(f, e);
	return store_end(f->store, ok, e) && ok;
}

bool flow_import(struct flow *f, struct slice json, size_t *merged, struct err *e) {
	bool ok;

	forget_lessons_in_memory(f);
	if (!store_begin(f->store, e))
		return false;
	ok = store_import(f->store, json, merged, e) && flow_scores_outdated(f, e);
	return store_end(f->store, ok, e) && ok;
}
