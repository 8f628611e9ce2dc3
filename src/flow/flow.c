/* flow.c: opening and closing, and the scorer that everything shares. */
#include "flow_private.h"

#include <bewust/hash.h>
#include <bewust/mem.h>
#include <bewust/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_STEP_MS = 200 };

struct flow *flow_open(const struct flow_options *options, struct err *e) {
	struct flow *f = mem_alloc(sizeof(*f));

	f->config = options->config;
	f->clock = options->clock;
	f->wake_fd = -1;
	f->turn = -1;
	f->data_dir = mem_text(options->data_dir);
	f->rules_change_at = DATE_NONE;
	f->sessions_a_day = f->config.sessions_a_day;
	f->minutes_a_day = f->config.minutes_a_day;
	arena_init(&f->rule_texts, 0);
	if (!(f->store = store_open(options->data_dir, e))) {
		flow_close(f);
		return NULL;
	}
	return f;
}

void flow_close(struct flow *f) {
	if (!f)
		return;
	if (f->store)
		flow_tidy_settle(f);
	flow_scorer_drop(f);
	personal_free(f->personal);
	vocabulary_free(f->vocabulary);
	arena_finish(&f->rule_texts);
	store_close(f->store);
	flow_turn_give(f);
	free(f->data_dir);
	free(f);
}

struct store *flow_store(struct flow *f) {
	return f->store;
}

const struct config *flow_config(const struct flow *f) {
	return &f->config;
}

int64_t flow_now(const struct flow *f) {
	return clock_wall(&f->clock);
}

void flow_pass_time(struct flow *f, int64_t ms) {
	clock_advance(&f->clock, ms);
}

int flow_do_meanwhile(struct flow *f) {
	flow_tidy_settle(f);
	return f->meanwhile ? f->meanwhile(f->meanwhile_ctx) : WAIT_STEP_MS;
}

struct slice flow_place_of(const char *url) {
	const char *host = strstr(url, "://");

	return (struct slice){url, host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : 0};
}

void flow_meanwhile(struct flow *f, int (*meanwhile)(void *ctx), int wake_fd, void *ctx) {
	f->meanwhile = meanwhile;
	f->meanwhile_ctx = ctx;
	f->wake_fd = wake_fd;
}

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
