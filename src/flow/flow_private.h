/* flow_private.h: what a flow owns, and the steps its files share. */
#ifndef BEWUST_FLOW_PRIVATE_H
#define BEWUST_FLOW_PRIVATE_H

#include <bewust/flow.h>
#include <bewust/score.h>

struct flow {
	struct store *store;
	struct config config;
	struct clock clock;
	char data_dir[4096];
	/* the scorer: loaded when first needed, dropped when rules change */
	struct ruleset *rules;
	struct personal *personal;
	struct arena rule_texts;
	bool scorer_ready;
	/* idle time */
	bool rescore_wanted, index_filled, purged;
	int64_t rescored_to;
};

/* The address under which the challenges that ship are kept, once one was used. */
#define CHALLENGES_URL "bewust:challenges"
/* What is not fetched: it ships with the program. */
bool flow_url_is_built_in(const char *url);

/* Rules and lessons, ready to score with. */
bool flow_scorer(struct flow *f, struct scorer *out, struct err *e);
void flow_scorer_drop(struct flow *f);                            /* rules changed: compile them anew when next needed */

/* How a stored item's text is given to the scorer: always the same, so that "why" fits the score. */
struct item_scoring {
	struct score_text text;
	const char *tags[32];
};
void flow_item_scoring(const struct item *i, struct slice content, const struct channel *c, struct arena *a, struct item_scoring *out);

/* An item with what the scorer is given of it. */
struct loaded_item {
	struct item item;
	struct channel channel;
	struct item_scoring scoring;
};
bool flow_item_load(struct flow *f, int64_t id, struct arena *a, struct loaded_item *out, struct err *e);

/* One feed's entries on their way into the store. */
struct ingest {
	struct flow *flow;
	const struct channel *channel;
	int64_t now;
	int order;                                                /* entries so far */
	int items_new, items_updated;
	bool failed;                                              /* the store failed: err says how */
	struct err err;
	struct arena arena;                                       /* the entry at hand */
	struct str content, links, summary;
	struct arena feed_texts;                                  /* what the feed says of itself */
	const char *title, *site, *lang;
	int ttl_minutes;
};
void ingest_init(struct ingest *g, struct flow *f, const struct channel *c);
void ingest_finish(struct ingest *g);
struct parse_handler ingest_handler(struct ingest *g);
/* Parses bytes that are in memory, as one feed. */
bool ingest_bytes(struct ingest *g, struct slice bytes, const char *base, const char *type, struct parse_report *report, struct err *e);

/* When to ask again. */
int64_t flow_due_after_success(int64_t now, int ttl_minutes, int64_t fresh_s, double posts_a_week);
int64_t flow_due_after_trouble(int64_t now, int errors, int64_t retry_after_s);

#endif
