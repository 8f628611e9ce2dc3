/* flow.c: opening and closing. */
#include "flow_private.h"

#include <bewust/mem.h>
#include <stdlib.h>

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
