/* flow_private.h: what a flow owns, and the steps its files share. */
#ifndef BEWUST_FLOW_PRIVATE_H
#define BEWUST_FLOW_PRIVATE_H

#include <bewust/flow.h>
#include <bewust/hash.h>
#include <bewust/score.h>

struct flow {
	struct store *store;
	char *data_dir;                                           /* NULL: it is in memory alone */
	int turn;                                                 /* the directory, open while a refresh has it or waits for it; -1 */
	struct config config;
	struct clock clock;
	int sessions_a_day, minutes_a_day;                        /* as configured: today's may be what it was this morning */
	/* the scorer: loaded when first needed, dropped when rules change */
	struct ruleset *rules;
	struct personal *personal;
	struct vocabulary *vocabulary;
	struct arena rule_texts;
	bool scorer_ready;
	int64_t rules_change_at;                                  /* when a rule's time is over: compiled anew then; DATE_NONE never */
	uint64_t rules_print;                                     /* what the rules in force, the lessons and the program come to */
	int (*meanwhile)(void *ctx);                              /* NULL: nothing else is done while a call waits */
	void *meanwhile_ctx;
	uint64_t picture_dropped;                                 /* of the pictures asked for, the last that nobody waits for any more */
	int wake_fd;
	/* idle time */
	bool rescore_wanted, rescore_checked, index_filled, purged;
	int index_steps;                                          /* that wait together for their commit */
	int64_t rescored_to;
};

void flow_tidy_settle(struct flow *f);                            /* commits what of it is pending: before anybody waits long */
/* The file of a program of that name that can be run, in one of PATH's directories; NULL where there is none. */
const char *flow_outside_file(const char *program, struct arena *a);
/* A command's words, the last word or the one that is "%s" being `what`. False where there is no such program. */
bool flow_outside_fill(struct slice command, const char *what, struct arena *a, char ***out);

/* What is not fetched: it ships with the program. */
bool flow_url_is_built_in(const char *url);

/* Rules and lessons, ready to score with. */
bool flow_scorer(struct flow *f, struct scorer *out, struct err *e);
void flow_scorer_drop(struct flow *f);                            /* rules changed: compile them anew when next needed */
/* What is stored was scored with other rules or lessons than those of now; said on disk too, for the next start. */
bool flow_scores_outdated(struct flow *f, struct err *e);
/* Whether it is so. The first asking compares with what is on disk. */
bool flow_scores_stale(struct flow *f, bool *stale, struct err *e);
bool flow_scores_fresh(struct flow *f, struct err *e);            /* everything is scored anew: says so on disk */
bool flow_scores_first(struct flow *f, struct err *e);            /* before the first items come: says so for these */
/* Whether a text promises something about health, in any of the languages: row by row of data/health. */
bool flow_claims_health(const char *title, struct slice text);

/* ---- an item and the scorer ---- */

/* How a stored item's text is given to the scorer: always the same, so that "why" fits the score. */
struct item_scoring {
	struct score_text text;
	const char *tags[32];
};
/* A channel's name in what is learned: the same in every database. */
uint64_t flow_channel_key(const struct uuid *channel);
void flow_item_scoring(const struct item *i, struct slice content, const struct channel *c, struct arena *a, struct item_scoring *out);

/* An item with what the scorer is given of it. */
struct loaded_item {
	struct item item;
	struct channel channel;
	struct item_scoring scoring;
};
bool flow_item_load(struct flow *f, int64_t id, struct arena *a, struct loaded_item *out, struct err *e);
/* Counts the item for the rules that it meets, once for each. While all is to be scored anew, that pass counts it. */
bool flow_rules_met(struct flow *f, const struct item *i, const struct score *score, struct err *e);

/* ---- from bytes to stored items ---- */

/* What one entry came to, with the texts that the item points into. It is used again for the next one. */
struct item_read {
	struct item item;                                         /* all but its score and themes, and what the store gives it */
	struct item_scoring scoring;                              /* what the scorer is given of it */
	struct str content, links, summary;
	struct arena arena;
};
void item_read_init(struct item_read *r);
void item_read_finish(struct item_read *r);

/* One feed's entries, read. Pure: needs no store, and runs on any thread. */
struct digest_sink {
	struct item_read *(*next)(void *ctx);                       /* where the next one goes; NULL: no more is wanted */
	bool (*put)(void *ctx, struct item_read *r);                /* it is whole; false ends it all */
	void *ctx;
};
struct digest {
	const struct channel *channel;
	struct digest_sink sink;
	struct item_read *to;                                       /* the entry at hand */
	int64_t now;
	int order;                                                /* entries so far */
	struct str line;
	struct arena feed_texts;                                  /* what the feed says of itself */
	const char *title, *site, *lang;
	struct channel_wishes wishes;
};
void digest_init(struct digest *d, const struct channel *c, int64_t now, const struct digest_sink *sink);
void digest_finish(struct digest *d);                             /* a zeroed one is fine */
struct parse_handler digest_handler(struct digest *d);

/* What was read, scored and stored. */
struct ingest {
	struct flow *flow;
	const struct channel *channel;
	int items_new, items_updated;
	bool failed;                                              /* the store failed: err says how */
	struct err err;
	struct hash_key key;                                      /* the names of this feed's entries so far: each counts once */
	uint64_t *seen;
	size_t seen_count, seen_size;
};
void ingest_init(struct ingest *g, struct flow *f, const struct channel *c);
void ingest_finish(struct ingest *g);                             /* a zeroed one is fine */
bool ingest_put(struct ingest *g, struct item_read *r);
/* Reads and stores bytes that are in memory, as one feed. *d is set; it is the caller's to finish. */
bool ingest_bytes(struct ingest *g, struct digest *d, struct slice bytes, const char *base, const char *type, struct parse_report *report,
	struct err *e);

/* ---- plans ---- */
struct running_plan {
	const char *from, *channels;                              /* "" none; uuids with spaces between */
	int64_t since;                                            /* when its first day began */
	int day, days, minutes;                                   /* a day past `days`: it is over */
	theme_set themes;
};
/* A list from somebody that tells its days is a plan from today on; any other starts nothing. */
bool flow_plan_start(struct flow *f, const struct outline_head *head, const char *channels, struct err *e);
bool flow_plan_load(struct flow *f, struct arena *a, struct running_plan *out, struct err *e);
/* Not one of these has brought an item so far; what ships to do does not count. */
bool flow_nothing_yet(const struct channels *all);
bool flow_plan_runs(const struct running_plan *p);
/* Those of its channels that are followed. */
size_t flow_plan_channels(struct flow *f, const struct running_plan *p, struct arena *a, const int64_t **ids);
/* A fact that is a number; 0 where it is not set. */
bool flow_fact_number(struct flow *f, const char *name, struct arena *a, long long *out, struct err *e);

/* ---- one refresh at a time ---- */
/* True: it is this flow's turn, until it gives it back. False: another program refreshes the same directory just now. */
bool flow_turn_take(struct flow *f);
void flow_turn_give(struct flow *f);

/* ---- one address ---- */
/* Asks it, for `seconds` at most, as the host's own pauses allow; f->meanwhile is done while it is waited for. *whole: its on_done said how it
 * went; else what was meanwhile ended it, or `dropped` (NULL: never; it is given the request's ctx) did. */
struct http_request;
bool flow_ask(struct flow *f, const struct http_request *request, int seconds, bool (*dropped)(void *ctx), struct arena *a, bool *whole,
	struct err *e);
/* What else there is to do while one waits for the network, and for how long it may wait then; below 0: it is to end. */
int flow_do_meanwhile(struct flow *f);
/* "https://example.org:8080": how a place is asked, and where. */
struct slice flow_place_of(const char *url);

/* ---- when to ask again ---- */
/* What the feed wishes, what its server says (fresh_s, -1 nothing), and how often it really posts. An hour to a day, and what the feed
 * asked to be spared comes on top of that. */
int64_t flow_due_after_success(int64_t now, const struct channel_wishes *w, int64_t fresh_s, double posts_a_week);
/* Where the reader set an interval: that, be it under an hour or over a day, but not sooner than feed and server ask within a day. */
int64_t flow_due_as_set(int64_t now, int interval_minutes, const struct channel_wishes *w, int64_t fresh_s);
/* An hour to a day, the longer the more failures went before; a server's own word (-1 none) counts for up to a week. `seed` spreads them:
 * the same gives the same. */
int64_t flow_due_after_trouble(int64_t now, int errors, int64_t retry_after_s, uint64_t seed);
/* What was not asked, as its host wants to be left alone for so long. */
int64_t flow_due_after_pause(int64_t now, int64_t pause_s, uint64_t seed);
/* A pause that a server asks for, up to a week. */
int64_t flow_pause_s(int64_t retry_after_s);
/* The pause that holds for who is asked at `url`; NULL none. */
const struct host_pause *flow_pause_of(const struct host_pause *pauses, size_t count, const char *url);
/* Whether an answer of that status only says to come back later: 429 and 503. */
bool flow_asks_for_pause(int status);
/* What a status says that is neither a feed nor "not modified". `url`: as it may be shown. */
void flow_describe_status(const char *url, int status, struct err *e);
/* Notes that who answers at `url` asked for a pause (-1: it did not), by the answer `status`: nothing there is asked before that is over. */
bool flow_host_pause(struct flow *f, const char *url, int status, int64_t retry_after_s, struct err *e);
/* "the server is asked too much (429) and wants a pause until 14:20"; `until` DATE_NONE: without. Of a status that asks to come back later. */
const char *flow_pause_words(int status, int64_t until, int64_t now, struct arena *a);
/* After a success that is stored, with what it brought: by then it is known how often the channel posts. interval_minutes: as set; 0 not. */
bool flow_channel_due(struct flow *f, int64_t id, int interval_minutes, const struct channel_wishes *w, int64_t fresh_s, struct err *e);

/* ---- what is set for one channel ---- */
/* Whether it is one of flow_setting_names, with a value that it may have. */
bool flow_setting_check(const char *name, const char *value, struct err *e);
bool flow_setting_is_secret(const char *name);                    /* told to its own host alone */
/* Takes one of its settings into *out, where it is one. */
void flow_setting_read(const struct channel_setting *from, struct channel_settings *out);

#endif
