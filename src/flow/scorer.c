/* scorer.c: rules and lessons, ready to score with, and whether what is stored was scored with those of now. */
#include "flow_private.h"

#include <bewust/hash.h>
#include <bewust/version.h>
#include <stdio.h>
#include <string.h>

static void put_weight(void *ctx, uint64_t feature, int up, int down) {
	personal_put(ctx, feature, up, down);
}

/* A number for all that scores depend on, beside the texts: other rules in force, other lessons, another program. */
static uint64_t print_of(const struct rules *rules, const struct personal *personal, int64_t now) {
	static const struct hash_key key = {0x6265777573742073, 0x636f726573210a00};
	struct str all;
	uint64_t print;

	str_init(&all, 1 << 20);
	str_addf(&all, "%s\n%zu\n", BEWUST_VERSION, personal_labels(personal));
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *r = &rules->at[i];

		if (r->until != DATE_NONE && r->until <= now)
			continue;
		str_addf(&all, "%d %.6f %s", (int)r->action, r->weight, r->words);
		for (size_t n = 0; n < r->channel_count; n++)
			str_addf(&all, " %lld", (long long)r->channels[n]);
		str_add_char(&all, '\n');
	}
	print = hash_bytes(&key, str_slice(&all));
	str_finish(&all);
	return print;
}

static bool load_personal(struct flow *f, struct err *e) {
	struct personal *p;

	if (f->personal)
		return true;
	p = personal_new();
	if (!store_weights(f->store, put_weight, p, e)) {
		personal_free(p);
		return false;
	}
	f->personal = p;
	return true;
}

static bool load_rules(struct flow *f, struct err *e) {
	int64_t now = flow_now(f);
	struct rules rules;

	if (!store_rules(f->store, &f->rule_texts, &rules, e))
		return false;
	f->rules_change_at = DATE_NONE;
	for (size_t i = 0; i < rules.count; i++) {
		int64_t until = rules.at[i].until;

		if (until != DATE_NONE && until > now && (f->rules_change_at == DATE_NONE || until < f->rules_change_at))
			f->rules_change_at = until;
	}
	f->rules = ruleset_new(rules.at, rules.count, now);
	f->rules_print = print_of(&rules, f->personal, now);
	return true;
}

bool flow_scorer(struct flow *f, struct scorer *out, struct err *e) {
	if (f->scorer_ready && f->rules_change_at != DATE_NONE && flow_now(f) >= f->rules_change_at) {
		flow_scorer_drop(f);
		f->rescore_wanted = true;
		f->rescored_to = 0;
	}
	if (!f->scorer_ready) {
		flow_scorer_drop(f);
		if (!load_personal(f, e) || !load_rules(f, e))
			return false;
		f->scorer_ready = true;
	}
	if (!f->vocabulary)
		f->vocabulary = vocabulary_new();
	*out = (struct scorer){.rules = f->rules, .personal = f->personal, .vocabulary = f->vocabulary};
	return true;
}

void flow_scorer_drop(struct flow *f) {
	ruleset_free(f->rules);
	f->rules = NULL;
	arena_reset(&f->rule_texts);
	f->scorer_ready = false;
}

#define SCORED_WITH "scored_with"

bool flow_scores_outdated(struct flow *f, struct err *e) {
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return store_fact_put(f->store, SCORED_WITH, NULL, e);
}

static void write_print(const struct flow *f, char out[20]) {
	snprintf(out, 20, "%016llx", (unsigned long long)f->rules_print);
}

bool flow_scores_stale(struct flow *f, bool *stale, struct err *e) {
	struct scorer scorer;
	const char *with;
	char print[20];
	struct arena a;
	bool ok;

	if (!flow_scorer(f, &scorer, e))
		return false;
	if (!f->rescore_checked) {
		arena_init(&a, 0);
		ok = store_fact(f->store, SCORED_WITH, &a, &with, e);
		write_print(f, print);
		if (ok && (!with || strcmp(with, print) != 0))
			f->rescore_wanted = true;
		f->rescore_checked = ok;
		arena_finish(&a);
		if (!ok)
			return false;
	}
	*stale = f->rescore_wanted;
	return true;
}

bool flow_scores_fresh(struct flow *f, struct err *e) {
	struct scorer scorer;
	char print[20];

	flow_scorer_drop(f);                            /* what was learned since it was made counts in the number */
	if (!flow_scorer(f, &scorer, e))
		return false;
	write_print(f, print);
	f->rescore_wanted = false;
	return store_fact_put(f->store, SCORED_WITH, print, e);
}

bool flow_scores_first(struct flow *f, struct err *e) {
	struct items items = {0};
	const char *with;
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	ok = store_fact(f->store, SCORED_WITH, &a, &with, e) && (with || store_items_from(f->store, 0, 1, &a, &items, e));
	if (ok && !with && !items.count)
		ok = flow_scores_fresh(f, e);
	arena_finish(&a);
	return ok;
}
