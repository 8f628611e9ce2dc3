/* items.c: what a person does with one item: reads it, asks why, keeps it, labels it, puts it away, does it, tells of it. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/url.h>
#include <string.h>

bool flow_item_text(struct flow *f, int64_t id, struct arena *a, struct item_text *out, struct err *e) {
	struct slice links, link;
	size_t count = 0;

	if (!store_item_content(f->store, id, a, &out->text, &links, e))
		return false;
	for (struct slice s = links; s.len && slice_split(&s, '\n', &link);)
		count += link.len > 0;
	out->links = arena_array(a, count + 1, sizeof(*out->links));
	out->link_count = 0;
	while (links.len && slice_split(&links, '\n', &link))
		if (link.len)
			out->links[out->link_count++] = arena_text(a, link);
	return true;
}

bool flow_item_load(struct flow *f, int64_t id, struct arena *a, struct loaded_item *out, struct err *e) {
	struct slice content, links;

	if (!store_item_get(f->store, id, a, &out->item, e) || !store_item_content(f->store, id, a, &content, &links, e) ||
		!store_channel_get(f->store, out->item.channel_id, a, &out->channel, e))
		return false;
	flow_item_scoring(&out->item, content, &out->channel, a, &out->scoring);
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

bool flow_item_keep(struct flow *f, int64_t id, bool keep, struct err *e) {
	return store_item_keep(f->store, id, keep, flow_now(f), e);
}

/* ---- learning from what a person says of an item ---- */

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
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return saving.ok;
}

/* After a failed transaction the lessons in memory are not those on disk: read them anew when next needed. */
static void forget_lessons_in_memory(struct flow *f) {
	personal_free(f->personal);
	f->personal = NULL;
	flow_scorer_drop(f);
}

static bool finish(struct flow *f, bool ok, struct err *e) {
	ok = store_end(f->store, ok, e) && ok;
	if (!ok)
		forget_lessons_in_memory(f);
	return ok;
}

static enum label label_of_score(struct flow *f, const struct loaded_item *l, struct err *e) {
	struct scorer scorer;
	struct score score = {0};

	if (flow_scorer(f, &scorer, e))
		score_text(&scorer, &l->scoring.text, &score);
	return score.label;
}

bool flow_item_label(struct flow *f, int64_t id, enum label label, bool undo, struct err *e) {
	struct scorer scorer;
	struct arena a;
	struct loaded_item l;
	bool ok;

	arena_init(&a, 0);
	ok = flow_item_load(f, id, &a, &l, e) && flow_scorer(f, &scorer, e) && store_begin(f->store, e);
	if (ok) {
		if (l.item.own_label)                   /* the earlier word is taken back before another is taken */
			ok = learn(f, &l.scoring.text, l.item.label, -1, e);
		if (ok && !undo)
			ok = learn(f, &l.scoring.text, label, 1, e);
		if (ok)
			ok = store_item_label(f->store, id, !undo, undo ? label_of_score(f, &l, e) : label, flow_now(f), e);
		ok = finish(f, ok, e);
	}
	arena_finish(&a);
	return ok;
}

static bool set_state_and_learn(struct flow *f, int64_t id, enum item_state state, enum label label, bool undo, struct err *e) {
	struct scorer scorer;
	struct arena a;
	struct loaded_item l;
	bool ok;

	arena_init(&a, 0);
	ok = flow_item_load(f, id, &a, &l, e) && flow_scorer(f, &scorer, e) && store_begin(f->store, e);
	if (ok) {
		ok = learn(f, &l.scoring.text, label, undo ? -1 : 1, e) && store_item_state(f->store, id, undo ? STATE_SHOWN : state, e);
		ok = finish(f, ok, e);
	}
	arena_finish(&a);
	return ok;
}

bool flow_item_away(struct flow *f, int64_t id, bool undo, struct err *e) {
	return set_state_and_learn(f, id, STATE_SKIPPED, LABEL_DRAINING, undo, e);
}

bool flow_item_done(struct flow *f, int64_t id, bool undo, struct err *e) {
	return set_state_and_learn(f, id, STATE_DONE, LABEL_UPLIFTING, undo, e);
}

void flow_item_tell(const struct item *i, struct str *out) {
	str_add_text(out, i->title);
	if (i->url && url_is_http(slice_of(i->url))) {
		str_add_text(out, "\n");
		url_without_tracking(slice_of(i->url), out);
	}
	if (i->channel_title && *i->channel_title)
		str_addf(out, "\n(%s)", i->channel_title);
}

/* ---- lessons from a script, and rules ---- */

bool flow_learn(struct flow *f, const struct lesson *lessons, size_t count, bool undo, struct err *e) {
	struct scorer scorer;
	bool ok = flow_scorer(f, &scorer, e) && store_begin(f->store, e);

	if (!ok)
		return false;
	for (size_t i = 0; ok && i < count; i++) {
		struct score_text text = {.title = lessons[i].text};
		ok = learn(f, &text, lessons[i].label, undo ? -1 : 1, e);
	}
	return finish(f, ok, e);
}

bool flow_learn_forget(struct flow *f, struct err *e) {
	forget_lessons_in_memory(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return store_weights_forget(f->store, e);
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

static void rules_changed(struct flow *f) {
	flow_scorer_drop(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
}

bool flow_rule_put(struct flow *f, struct rule *r, struct err *e) {
	rules_changed(f);
	return store_rule_put(f->store, r, e);
}

bool flow_rule_remove(struct flow *f, int64_t id, struct err *e) {
	rules_changed(f);
	return store_rule_remove(f->store, id, e);
}

/* The rule alone, as one that blocks: what it blocks then is what it is about, whatever it is to do with it. */
static bool is_about(struct flow *f, const struct ruleset *rules, const struct item *i, bool *about, struct err *e) {
	struct scorer scorer = {.rules = rules};
	struct score score;
	struct arena a;
	struct loaded_item l;
	bool ok;

	arena_init(&a, 0);
	ok = flow_item_load(f, i->id, &a, &l, e);
	if (ok) {
		score_text(&scorer, &l.scoring.text, &score);
		*about = score.blocked;
	}
	arena_finish(&a);
	return ok;
}

bool flow_rule_preview(struct flow *f, const struct rule *r, struct arena *a, struct rule_preview *out, struct err *e) {
	struct item_query newest = {.limit = RULE_PREVIEW_ITEMS, .before_published = DATE_NONE};
	struct rule alone = *r;
	struct ruleset *rules;
	struct items items;
	bool ok = store_items(f->store, &newest, a, &items, e);

	memset(out, 0, sizeof(*out));
	if (!ok)
		return false;
	alone.action = RULE_BLOCK;
	rules = ruleset_new(&alone, 1, flow_now(f));
	for (size_t n = 0; ok && n < items.count; n++) {
		bool about = false;

		ok = is_about(f, rules, &items.at[n], &about, e);
		if (!about)
			continue;
		if (out->title_count < RULE_PREVIEW_TITLES)
			out->titles[out->title_count++] = items.at[n].title;
		out->count++;
	}
	ruleset_free(rules);
	return ok;
}
