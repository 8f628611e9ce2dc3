/* flow_world.c: a data directory, a clock and a server for tests of flow. */
#include "flow_world.h"

#include "test.h"

#include <bewust/path.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void make_folder(char *out, size_t size, const char *root, const char *name) {
	snprintf(out, size, "%s/%s", root, name);
	assert_int_equal(mkdir(out, 0700), 0);
}

void world_config(struct world *w) {
	flow_close(w->flow);
	w->options.data_dir = w->data;
	if (!(w->flow = flow_open(&w->options, &w->err)))
		fail_msg("%s", w->err.text);
}

void world_reopen(struct world *w) {
	w->options.clock.wall_s = flow_now(w->flow);
	world_config(w);
}

int world_set_up_alone(void **state) {
	struct world *w = calloc(1, sizeof *w);

	strcpy(w->root, "/tmp/bewust-flow-XXXXXX");
	assert_non_null(mkdtemp(w->root));
	make_folder(w->data, sizeof w->data, w->root, "data");
	make_folder(w->www, sizeof w->www, w->root, "www");
	arena_init(&w->arena, 0);
	config_defaults(&w->options.config);
	clock_stop_at(&w->options.clock, WORLD_NOW);
	world_config(w);
	*state = w;
	return 0;
}

int world_set_up(void **state) {
	struct world *w;

	world_set_up_alone(state);
	w = *state;
	assert_true(testserver_start(&w->server, w->www));
	return 0;
}

int world_tear_down(void **state) {
	struct world *w = *state;

	if (w->server.pid)
		testserver_stop(&w->server);
	flow_close(w->flow);
	arena_finish(&w->arena);
	path_remove_tree(w->root, NULL);
	free(w);
	return 0;
}

void world_file(struct world *w, const char *name, const char *text) {
	char file[256];

	snprintf(file, sizeof file, "%s/%s", w->www, name);
	assert_true(path_write(file, slice_of(text), &w->err));
}

static void add_item(struct str *out, const char *item) {
	struct slice rest = slice_of(item), part[4] = {{0}};
	long long hours = 1;
	char date[21];

	for (int i = 0; i < 4; i++)
		slice_split(&rest, '|', &part[i]);
	slice_to_int(part[3], &hours);
	date_rfc3339(WORLD_NOW - hours * 3600, date);
	str_addf(out, "<item><guid>%.*s</guid><link>http://example.org/%.*s</link><title>%.*s</title><description>%.*s</description>"
		"<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">%s</dc:date></item>\n",
		SLICE_FMT(part[0]), SLICE_FMT(part[0]), SLICE_FMT(part[1]), SLICE_FMT(part[2]), date);
}

void world_feed(struct world *w, const char *name, const char *title, const char *const *items) {
	struct str feed;

	str_init(&feed, 1 << 20);
	str_addf(&feed, "<rss version=\"2.0\"><channel><title>%s</title><link>http://example.org/</link>\n", title);
	for (; *items; items++)
		add_item(&feed, *items);
	str_add_text(&feed, "</channel></rss>\n");
	world_file(w, name, feed.at);
	str_finish(&feed);
}

int64_t world_follow(struct world *w, const char *url) {
	struct channel c = {.url = url, .title = "", .site = "", .lang = "", .note = "", .credential = ""};
	bool was_there;

	if (!store_channel_add(flow_store(w->flow), &c, &was_there, &w->err))
		fail_msg("%s", w->err.text);
	return c.id;
}

static void on_channel(void *ctx, const struct fetch_news *n) {
	struct world *w = ctx;
	struct world_news *out = &w->news[w->news_count++];

	assert_true(w->news_count < WORLD_NEWS_MAX);
	assert_false(store_in_transaction(flow_store(w->flow))); /* told of what is on disk, and of nothing else */
	*out = (struct world_news){.status = n->status, .http = n->http, .items_new = n->items_new, .items_updated = n->items_updated};
	snprintf(out->url, sizeof out->url, "%s", n->channel->url);
	snprintf(out->error, sizeof out->error, "%s", n->error);
}

bool world_fetch(struct world *w, bool force) {
	struct fetch *x = flow_fetch_begin(w->flow, &(struct fetch_options){.force = force}, on_channel, w, &w->err);

	w->news_count = 0;
	if (!x)
		fail_msg("%s", w->err.text);
	while (flow_fetch_step(x, 1000, -1))
		;
	return flow_fetch_end(x, &w->summary, &w->err);
}

const struct world_news *world_news_of(const struct world *w, const char *part_of_url) {
	for (size_t i = 0; i < w->news_count; i++)
		if (strstr(w->news[i].url, part_of_url))
			return &w->news[i];
	fail_msg("no news of %s", part_of_url);
	return NULL;
}

struct channel world_channel(struct world *w, int64_t id) {
	struct channel c = {0};

	if (!store_channel_get(flow_store(w->flow), id, &w->arena, &c, &w->err))
		fail_msg("%s", w->err.text);
	return c;
}

struct items world_items(struct world *w, int64_t channel_id) {
	struct item_query q = {.channel_id = channel_id, .limit = 1000, .before_published = DATE_NONE};
	struct items items = {0};

	if (!store_items(flow_store(w->flow), &q, &w->arena, &items, &w->err))
		fail_msg("%s", w->err.text);
	return items;
}

struct item world_item(struct world *w, const char *title) {
	struct items items = world_items(w, 0);

	for (size_t i = 0; i < items.count; i++)
		if (!strcmp(items.at[i].title, title))
			return items.at[i];
	fail_msg("no item is called %s", title);
	return (struct item){0};
}

char *world_export(struct world *w) {
	struct str out;

	str_init(&out, 64 << 20);
	if (!store_export(flow_store(w->flow), true, &out, &w->err))
		fail_msg("%s", w->err.text);
	return str_take(&out);
}
