/* ingest.c: one feed's entries on their way from the parser to the store: cleaned, turned to text, scored, put. */
#include "flow_private.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	ENTRY_ARENA = 4 << 20,
	TITLE_FROM_BODY = 90,           /* bytes of a body that stand in for a missing title */
	SCORED_BYTES = 1500,            /* of a body: the first paragraphs say how it feels; more only blurs it */
	THEMED_BYTES = 600,             /* … and its summary what it is about */
};
#define DATE_OLDEST 631152000           /* 1990-01-01: what claims to be older, or of tomorrow, has a broken clock */
#define MINUTES_UNKNOWN 5.0             /* of a medium whose feed tells no length: C1 */

void ingest_init(struct ingest *g, struct flow *f, const struct channel *c) {
	memset(g, 0, sizeof(*g));
	g->flow = f;
	g->channel = c;
	g->now = flow_now(f);
	arena_init(&g->arena, ENTRY_ARENA);
	arena_init(&g->feed_texts, 1 << 16);
	str_init(&g->content, LIMIT_TEXT_BYTES);
	str_init(&g->links, LIMIT_LINKS_BYTES);
	str_init(&g->summary, LIMIT_SUMMARY_BYTES);
	str_init(&g->line, LIMIT_TEXT_BYTES);
	hash_key_random(&g->key);
}

void ingest_finish(struct ingest *g) {
	arena_finish(&g->arena);
	arena_finish(&g->feed_texts);
	str_finish(&g->content);
	str_finish(&g->links);
	str_finish(&g->summary);
	str_finish(&g->line);
	free(g->seen);
}

static const char *keep(struct arena *a, const char *text) {
	char *copy = text ? arena_text(a, slice_of(text)) : NULL;
	return copy ? copy : "";
}

static bool on_feed(void *ctx, const struct feed *feed) {
	struct ingest *g = ctx;

	arena_reset(&g->feed_texts);
	g->title = keep(&g->feed_texts, feed->title);
	g->site = keep(&g->feed_texts, feed->site);
	g->lang = keep(&g->feed_texts, feed->lang);
	g->ttl_minutes = feed->ttl_minutes;
	return true;
}

/* The body as text with its links, in g->content and g->links. */
static void write_content(struct ingest *g, const struct entry *entry) {
	struct text_links links = {0};

	str_clear(&g->content);
	str_clear(&g->links);
	if (entry->html)
		text_from_html(slice_of(entry->html), entry->base ? entry->base : entry->url, &g->content, &links);
	else if (entry->text)
		text_clean(slice_of(entry->text), TEXT_BLOCK, &g->content);
	else if (entry->summary)
		text_clean(slice_of(entry->summary), TEXT_BLOCK, &g->content);
	for (size_t i = 0; i < links.count; i++)
		if (!str_addf(&g->links, "%s\n", links.at[i].url))
			break;
	text_links_finish(&links);
}

/* What the first three lines show: the feed's own summary, else how the body begins. */
static void write_summary(struct ingest *g, const struct entry *entry) {
	struct slice from = slice_of(entry->summary);

	str_clear(&g->summary);
	str_clear(&g->line);
	if (!from.len)
		from = str_slice(&g->content);
	from.len = utf8_cut(from, 2 * LIMIT_SUMMARY_BYTES);
	text_clean(from, TEXT_LINE, &g->line);
	str_add(&g->summary, (struct slice){g->line.at, utf8_cut(str_slice(&g->line), LIMIT_SUMMARY_BYTES)});
}

static const char *cut(struct ingest *g, const char *text, size_t max) {
	struct slice s = slice_of(text);

	if (s.len <= max)
		return text ? text : "";
	s.len = utf8_cut(s, max);
	return keep(&g->arena, arena_printf(&g->arena, "%.*s …", SLICE_FMT(s)));
}

static const struct enclosure *medium_of(const struct entry *entry) {
	for (size_t i = 0; i < entry->enclosure_count; i++) {
		const struct enclosure *x = &entry->enclosures[i];
		if (!x->thumbnail && x->url && url_is_http(slice_of(x->url)))
			return x;
	}
	return NULL;
}

/* The title, or what can stand for one: how the body begins, what its medium is called, where it is. */
static const char *title_of(struct ingest *g, const struct entry *entry, const struct enclosure *medium) {
	struct slice start = str_slice(&g->summary);
	size_t len = utf8_cut(start, TITLE_FROM_BODY);

	if (entry->title && *entry->title)
		return cut(g, entry->title, LIMIT_TITLE_BYTES);
	if (!len) {
		const char *other = medium && medium->title && *medium->title ? medium->title : entry->url ? entry->url : entry->external_url;
		return other && *other ? cut(g, other, LIMIT_TITLE_BYTES) : medium ? cut(g, medium->url, LIMIT_TITLE_BYTES) : "";
	}
	while (len < start.len && len > TITLE_FROM_BODY / 2 && start.at[len - 1] != ' ')
		len--;
	start.len = len;
	start = slice_trim(start);
	return keep(&g->arena, arena_printf(&g->arena, "%.*s%s", SLICE_FMT(start), len < g->summary.len ? " …" : ""));
}

static double minutes_of(const struct entry *entry, struct slice content) {
	bool medium = entry->kind == ITEM_AUDIO || entry->kind == ITEM_VIDEO || entry->kind == ITEM_LIVE;

	if (medium && entry->duration_s > 0)
		return fmax(entry->duration_s / 60.0, 0.1);
	return medium ? MINUTES_UNKNOWN : score_reading_minutes(text_word_count(content));
}

static void date_item(struct ingest *g, const struct entry *entry, struct item *i) {
	i->published = entry->published != DATE_NONE ? entry->published : entry->updated;
	i->fetched = g->now;
	i->published_guessed = i->published < DATE_OLDEST || i->published > g->now + DAY_S; /* DATE_NONE is among them */
	if (i->published_guessed)                       /* the feed's own order, newest first */
		i->published = g->now - g->order;
}

static const char *tags_of(struct ingest *g, const struct entry *entry) {
	str_clear(&g->line);
	for (size_t n = 0; n < entry->tag_count; n++) {
		if (g->line.len + strlen(entry->tags[n]) + 1 > LIMIT_TAGS_BYTES)
			break;
		str_addf(&g->line, "%s\n", entry->tags[n]);
	}
	if (g->line.len)
		str_cut(&g->line, g->line.len - 1);
	return keep(&g->arena, g->line.at);
}

static const char *language_of(struct ingest *g, const struct entry *entry, const char *title) {
	const char *hint = entry->lang && *entry->lang ? entry->lang : g->lang && *g->lang ? g->lang : g->channel->lang;
	struct slice text = g->summary.len ? str_slice(&g->summary) : slice_of(title);

	return text_language(text, hint);
}

uint64_t flow_channel_key(const struct uuid *channel) {
	static const struct hash_key key = {0x6265777573742063, 0x68616e6e656c0a00}; /* fixed: it is stored */

	return *channel->text ? hash_bytes(&key, slice_of(channel->text)) | 1 : 0;
}

void flow_item_scoring(const struct item *i, struct slice content, const struct channel *c, struct arena *a, struct item_scoring *out) {
	struct slice rest = slice_of(i->tags), tag;

	memset(out, 0, sizeof(*out));
	out->text.title = slice_of(i->title);
	out->text.body = content.len ? content : slice_of(i->summary);
	out->text.body.len = utf8_cut(out->text.body, SCORED_BYTES);
	out->text.lang = i->lang;
	out->text.tags = out->tags;
	while (rest.len && out->text.tag_count < sizeof(out->tags) / sizeof(out->tags[0]) && slice_split(&rest, '\n', &tag)) {
		const char *copy = arena_text(a, tag);
		if (copy)
			out->tags[out->text.tag_count++] = copy;
	}
	out->text.channel_id = c->id;
	out->text.channel_key = flow_channel_key(&c->uuid);
	out->text.channel_bias = c->bias;
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
static bool put(struct ingest *g, struct item *i, enum put *how) {
	struct slice content = str_slice(&g->content), links = str_slice(&g->links);

	if (!store_item_put_named(g->flow->store, i, content, links, how, &g->err))
		return false;
	return *how != PUT_ALIKE || came_before(g, &i->uuid) || store_item_put_named(g->flow->store, i, content, links, how, &g->err);
}

static bool score_and_put(struct ingest *g, struct item *i) {
	struct item_scoring scoring;
	struct scorer scorer;
	struct score score;
	enum put how;

	if (!flow_scorer(g->flow, &scorer, &g->err))
		return false;
	flow_item_scoring(i, str_slice(&g->content), g->channel, &g->arena, &scoring);
	score_text(&scorer, &scoring.text, &score);
	i->score = score.value;
	i->label = score.label;
	i->state = score.blocked ? STATE_HELD : STATE_NEW;
	scoring.text.body.len = utf8_cut(scoring.text.body, THEMED_BYTES);
	i->themes = score_themes(&scoring.text);        /* its own: its channel's are added when it is read */
	i->always = score.always;
	if (!put(g, i, &how))
		return false;
	g->items_new += how == PUT_NEW;
	g->items_updated += how == PUT_UPDATED;
	return (how != PUT_NEW || flow_rules_met(g->flow, i, &score, &g->err)) &&
		/* a rule may block what was let through before its feed changed it */
		(how != PUT_UPDATED || store_item_hold(g->flow->store, i->id, score.blocked, &g->err));
}

static const char *address_of(struct ingest *g, const char *url) {
	str_clear(&g->line);
	url_without_tracking(slice_of(url), &g->line);
	return g->line.len <= URL_MAX ? keep(&g->arena, g->line.at) : "";
}

static void describe(struct ingest *g, const struct entry *entry, struct item *i) {
	const struct enclosure *medium = medium_of(entry);

	i->channel_id = g->channel->id;
	i->guid = entry->guid;
	i->url = address_of(g, entry->url ? entry->url : entry->external_url);
	i->title = title_of(g, entry, medium);
	i->author = entry->author_count ? cut(g, entry->authors[0].name, LIMIT_AUTHOR_BYTES) : "";
	i->summary = g->summary.at;
	i->kind = entry->kind;
	i->media_url = medium ? address_of(g, medium->url) : "";
	i->lang = language_of(g, entry, i->title);
	i->tags = tags_of(g, entry);
	i->minutes = minutes_of(entry, str_slice(&g->content));
	date_item(g, entry, i);
}

static bool on_entry(void *ctx, const struct entry *entry) {
	struct ingest *g = ctx;
	struct item i = {0};

	i.channel_uuid = g->channel->uuid;
	store_item_name(&i.channel_uuid, entry->guid, &i.uuid);
	if (entry->partial || !*entry->guid || came_before(g, &i.uuid))
		return true;
	arena_reset(&g->arena);
	write_content(g, entry);
	write_summary(g, entry);
	describe(g, entry, &i);
	if (!*i.title)                                  /* it says nothing and leads nowhere */
		return true;
	g->order++;
	g->failed = !score_and_put(g, &i);
	return !g->failed;
}

struct parse_handler ingest_handler(struct ingest *g) {
	return (struct parse_handler){.on_feed = on_feed, .on_entry = on_entry, .ctx = g};
}

bool ingest_bytes(struct ingest *g, struct slice bytes, const char *base, const char *type, struct parse_report *report, struct err *e) {
	struct parse_handler handler = ingest_handler(g);
	struct parser *p = parser_new(base, type, &handler);
	bool ok = parser_feed(p, bytes, e);

	if (!parser_finish(p, report, ok ? e : NULL))
		ok = false;
	parser_free(p);
	if (g->failed) {
		*e = g->err;
		return false;
	}
	return ok;
}
