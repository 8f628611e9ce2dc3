/* flow.c: opening and closing, and the scorer that everything shares. */
#include "flow_private.h"

#include <bewust/mem.h>
#include <stdlib.h>

struct flow *flow_open(const struct flow_options *options, struct err *e) {
	struct flow *f = mem_alloc(sizeof(*f));

	f->config = options->config;
	f->clock = options->clock;
	text_copy(f->data_dir, sizeof(f->data_dir), slice_of(options->data_dir));
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
	flow_scorer_drop(f);
	personal_free(f->personal);
	arena_finish(&f->rule_texts);
	store_close(f->store);
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

static void put_weight(void *ctx, uint64_t feature, int up, int down) {
	personal_put(ctx, feature, up, down);
}

bool flow_scorer(struct flow *f, struct scorer *out, struct err *e) {
	struct rules rules;

	if (!f->scorer_ready) {
		if (!store_rules(f->store, &f->rule_texts, &rules, e))
			return false;
		f->rules = ruleset_new(rules.at, rules.count, flow_now(f));
		if (!f->personal) {
			f->personal = personal_new();
			if (!store_weights(f->store, put_weight, f->personal, e))
				return false;
		}
		f->scorer_ready = true;
	}
	*out = (struct scorer){.rules = f->rules, .personal = f->personal};
	return true;
}

void flow_scorer_drop(struct flow *f) {
	ruleset_free(f->rules);
	f->rules = NULL;
	arena_reset(&f->rule_texts);
	f->scorer_ready = false;
}
