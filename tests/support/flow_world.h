/* flow_world.h: what a test of flow stands on: an empty data directory, a clock that stands still, and a server with a folder. */
#ifndef SUPPORT_FLOW_WORLD_H
#define SUPPORT_FLOW_WORLD_H

#include "testserver.h"

#include <bewust/flow.h>

#define WORLD_NOW 1795456800 /* 2026-11-23T18:00:00Z */
#define WORLD_NEWS_MAX 64

/* One channel's refresh, copied: what it is told with lives no longer than the telling. */
struct world_news {
	enum fetch_status status;
	int http, items_new, items_updated;
	char url[200], error[256];
};

struct world {
	char root[64], data[96], www[96];        /* the other two are in root */
	struct testserver server;
	struct flow_options options;
	struct flow *flow;
	struct arena arena;
	struct err err;
	struct world_news news[WORLD_NEWS_MAX];
	size_t news_count;
	struct fetch_summary summary;
};

int world_set_up(void **state);          /* cmocka's: with a server */
int world_set_up_alone(void **state);    /* without one */
int world_tear_down(void **state);
void world_reopen(struct world *w);      /* as after a start anew; the clock goes on where it stood */
void world_config(struct world *w);      /* opens anew with w->options */

/* An RSS feed: for each item "guid|title|body|hours ago", NULL at the end. */
void world_feed(struct world *w, const char *name, const char *title, const char *const *items);
void world_file(struct world *w, const char *name, const char *text);
/* Follows an address of the world's server without asking it. */
int64_t world_follow(struct world *w, const char *url);
/* A whole refresh; news and summary are in *w. True when the store was well. */
bool world_fetch(struct world *w, bool force);
const struct world_news *world_news_of(const struct world *w, const char *part_of_url);
struct channel world_channel(struct world *w, int64_t id);
struct items world_items(struct world *w, int64_t channel_id);
/* The item of that title; fails the test where there is none. */
struct item world_item(struct world *w, const char *title);
/* Everything of a person, as text to compare. */
char *world_export(struct world *w);

#endif
