/* ingest.c: one feed's entries on their way from the parser to the store: cleaned, turned to text, scored, put. */
#include "flow_private.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <math.h>
#include <string.h>

enum {
	CONTENT_MAX = 1 << 20,          /* of one item's text; what is longer is cut */
	LINKS_MAX = 64 << 10,
	ENTRY_ARENA = 4 << 20,
	TITLE_FROM_BODY = 90,           /* bytes of a body that stand in for a missing title */
	SCORED_BYTES = 2000,            /* of a body: the first paragraphs say how it feels; more only blurs it */
	DAY = 24 * 3600,
};
#define DATE_OLDEST 631152000           /* 1990-01-01: what claims to be older has a broken clock */
#define MINUTES_UNKNOWN 5.0             /* of a medium whose feed tells no length: C1 */

void ingest_init(struct ingest *g, struct flow *f, const struct channel *c) {
	memset(g, 0, sizeof(*g));
	g->flow = f;
	g->channel = c;
	g->now = flow_now(f);
	arena_init(&g->arena, ENTRY_ARENA);
	arena_init(&g->feed_texts, 1 << 16);
	str_init(&g->content, CONTENT_MAX);
	str_init(&g->links, LINKS_MAX);
	str_init(&g->summary, ITEM_SUMMARY_MAX);
}

void ingest_finish(struct ingest *g) {
	arena_finish(&g->arena);
	arena_finish(&g->feed_texts);
	str_finish(&g->content);
	str_finish(&g->links);
	str_finish(&g->summary);
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
	if (!from.len)
		from = str_slice(&g->content);
	from.len = utf8_cut(from, 2 * ITEM_SUMMARY_MAX);

	struct str line;
	str_init(&line, 4 * ITEM_SUMMARY_MAX);
	text_clean(from, TEXT_LINE, &line);
	str_add(&g->summary, (struct slice){line.at, utf8_cut(str_slice(&line), ITEM_SUMMARY_MAX)});
	str_finish(&line);
}

static const char *title_of(struct ingest *g, const struct entry *entry) {
	if (entry->title && *entry->title)
		return entry->title;

	struct slice start = str_slice(&g->summary);
	size_t len = utf8_cut(start, TITLE_FROM_BODY);
	if (!len)
		return entry->url ? entry->url : entry->guid;
	while (len < start.len && len > TITLE_FROM_BODY / 2 && start.at[len - 1] != ' ')
		len--;
	start.len = len;
	start = slice_trim(start);
	return arena_printf(&g->arena, "%.*s%s", SLICE_FMT(start), len < g->summary.len ? " …" : "");
}

static const struct enclosure *medium_of(const struct entry *entry) {
	for (size_t i = 0; i < entry->enclosure_count; i++) {
		const struct enclosure *x = &entry->enclosures[i];
		if (!x->thumbnail && x->url && url_is_http(slice_of(x->url)))
			return x;
	}
	return NULL;
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
	i->published_guessed = i->published == DATE_NONE;
	if (i->published_guessed)                       /* the feed's own order, newest first */
		i->published = g->now - g->order;
	if (i->published < DATE_OLDEST)
		i->published = DATE_OLDEST;
	if (i->published > g->now + DAY)
		i->published = g->now + DAY;
}

static const char *tags_of(struct ingest *g, const struct entry *entry) {
	struct str tags;
	const char *out;

	str_init(&tags, 2000);
	for (size_t n = 0; n < entry->tag_count; n++)
		str_addf(&tags, "%s%s", tags.len ? "\n" : "", entry->tags[n]);
	out = arena_text(&g->arena, str_slice(&tags));
	str_finish(&tags);
	return out ? out : "";
}

static const char *language_of(struct ingest *g, const struct entry *entry, const char *title) {
	const char *hint = entry->lang && *entry->lang ? entry->lang : g->lang && *g->lang ? g->lang : g->channel->lang;
	struct slice text = g->summary.len ? str_slice(&g->summary) : slice_of(title);

	return text_language(text, hint);
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
	out->text.channel_bias = c->bias;
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
	i->themes = g->channel->themes | score_themes(&scoring.text);
	if (!store_item_put(g->flow->store, i, str_slice(&g->content), str_slice(&g->links), &how, &g->err))
		return false;
	g->items_new += how == PUT_NEW;
	g->items_updated += how == PUT_UPDATED;
	return true;
}

static bool on_entry(void *ctx, const struct entry *entry) {
	struct ingest *g = ctx;
	struct item i = {0};
	struct str url;

	arena_reset(&g->arena);
	write_content(g, entry);
	write_summary(g, entry);
	str_init(&url, URL_MAX);
	url_without_tracking(slice_of(entry->url ? entry->url : entry->external_url), &url);
	i.channel_id = g->channel->id;
	i.channel_uuid = g->channel->uuid;
	i.guid = entry->guid;
	i.url = url.at;
	i.title = title_of(g, entry);
	i.author = entry->author_count && entry->authors[0].name ? entry->authors[0].name : "";
	i.summary = g->summary.at;
	i.kind = entry->kind;
	const struct enclosure *medium = medium_of(entry);
	i.media_url = medium ? medium->url : "";
	i.lang = language_of(g, entry, i.title);
	i.tags = tags_of(g, entry);
	i.minutes = minutes_of(entry, str_slice(&g->content));
	date_item(g, entry, &i);
	g->order++;
	g->failed = !score_and_put(g, &i);
	str_finish(&url);
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
