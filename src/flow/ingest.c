/* ingest.c: what was read of a feed's entries on its way into the store: scored, put. */
#include "flow_private.h"

#include <bewust/mem.h>
#include <stdlib.h>

void ingest_init(struct ingest *g, struct flow *f, const struct channel *c) {
	*g = (struct ingest){.flow = f, .channel = c};
	hash_key_random(&g->key);
}

void ingest_finish(struct ingest *g) {
	free(g->seen);
}

static void grow_seen(struct ingest *g) {
	size_t size = g->seen_size ? 2 * g->seen_size : 128;
	uint64_t *at = mem_array(size, sizeof(*at));

	for (size_t i = 0; i < g->seen_size; i++)
		if (g->seen[i]) {
			size_t n = g->seen[i] >> 8 & (size - 1);

			while (at[n])
				n = (n + 1) & (size - 1);
			at[n] = g->seen[i];
		}
	free(g->seen);
	g->seen = at;
	g->seen_size = size;
}

/* Whether an entry of that name came before in this feed: the first, which is the newest, counts. */
static bool came_before(struct ingest *g, const struct uuid *name) {
	uint64_t hash = hash_bytes(&g->key, slice_of(name->text)) | 1;
	size_t n;

	if (2 * g->seen_count >= g->seen_size)
		grow_seen(g);
	for (n = hash >> 8 & (g->seen_size - 1); g->seen[n]; n = (n + 1) & (g->seen_size - 1))
		if (g->seen[n] == hash)
			return true;
	g->seen[n] = hash;
	g->seen_count++;
	return false;
}

/* What is stored under another name, and is not an entry of its own in this feed, is renewed: its feed is made by other software now. */
static bool put(struct ingest *g, struct item_read *r, enum put *how) {
	struct slice content = str_slice(&r->content), links = str_slice(&r->links);

	if (!store_item_put_named(g->flow->store, &r->item, content, links, how, &g->err))
		return false;
	return *how != PUT_ALIKE || came_before(g, &r->item.uuid) ||
		store_item_put_named(g->flow->store, &r->item, content, links, how, &g->err);
}

static bool score_and_put(struct ingest *g, struct item_read *r) {
	struct item *i = &r->item;
	struct scorer scorer;
	struct score score;
	enum put how;

	if (!flow_scorer(g->flow, &scorer, &g->err))
		return false;
	score_briefly(&scorer, &r->scoring.text, &score, &i->themes); /* its own themes: its channel's are added when it is shown */
	i->score = score.value;
	i->label = score.label;
	i->state = score.blocked ? STATE_HELD : STATE_NEW;
	i->always = score.always;
	if (!put(g, r, &how))
		return false;
	g->items_new += how == PUT_NEW;
	g->items_updated += how == PUT_UPDATED;
	return (how != PUT_NEW || flow_rules_met(g->flow, i, &score, &g->err)) &&
		/* a rule may block what was let through before its feed changed it */
		(how != PUT_UPDATED || store_item_hold(g->flow->store, i->id, score.blocked, &g->err));
}

bool ingest_put(struct ingest *g, struct item_read *r) {
	if (!g->failed && !came_before(g, &r->item.uuid))
		g->failed = !score_and_put(g, r);
	return !g->failed;
}

/* ---- bytes in memory: one reading, put before the next is read ---- */

struct at_once {
	struct ingest *ingest;
	struct item_read reading;
};

static struct item_read *the_one(void *ctx) {
	return &((struct at_once *)ctx)->reading;
}

static bool put_at_once(void *ctx, struct item_read *r) {
	return ingest_put(((struct at_once *)ctx)->ingest, r);
}

bool ingest_bytes(struct ingest *g, struct digest *d, struct slice bytes, const char *base, const char *type, struct parse_report *report,
	struct err *e) {
	struct at_once at_once = {.ingest = g};
	struct parse_handler handler;
	struct parser *p;
	bool ok;

	item_read_init(&at_once.reading);
	digest_init(d, g->channel, flow_now(g->flow), &(struct digest_sink){.next = the_one, .put = put_at_once, .ctx = &at_once});
	handler = digest_handler(d);
	p = parser_new(base, type, &handler);
	ok = parser_feed(p, bytes, e);
	if (!parser_finish(p, report, ok ? e : NULL))
		ok = false;
	parser_free(p);
	item_read_finish(&at_once.reading);
	if (g->failed) {
		*e = g->err;
		return false;
	}
	return ok;
}
