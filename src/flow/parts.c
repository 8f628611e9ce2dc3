/* parts.c: what a flow was opened with, for who asks: its store, its settings, its clock. */
#include "flow_private.h"

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
