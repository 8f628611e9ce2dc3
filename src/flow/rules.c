/* rules.c: the reader's own rules, and what one would be about before it is put. */
#include "flow_private.h"

#include <string.h>

bool flow_rule_put(struct flow *f, struct rule *r, struct err *e) {
	bool ok = rule_words_check(r->words, e) && store_rule_put(f->store, r, e);

	flow_scorer_drop(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return ok;
}

bool flow_rule_remove(struct flow *f, int64_t id, struct err *e) {
	bool ok = store_rule_remove(f->store, id, e);

	flow_scorer_drop(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return ok;
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
	bool ok = rule_words_check(r->words, e) && store_items(f->store, &newest, a, &items, e);

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
