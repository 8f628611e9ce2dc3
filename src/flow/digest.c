/* digest.c: one feed's entries on their way from the parser: cleaned, turned to text, dated, made ready to be scored and stored. Pure,
 * so that a thread of its own may do it. */
#include "flow_private.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <math.h>
#include <string.h>

enum {
	ITEM_READ_ARENA = 4 << 20,
	ITEM_READ_KEPT = 64 << 10,        /* of memory, for the next entry */
	RULE_WITHIN = 300,              /* bytes of a body in which a rule parts a warning from the rest */
	TITLE_FROM_BODY = 90,           /* bytes of a body that stand in for a missing title */
};
#define DATE_OLDEST 631152000           /* 1990-01-01: what claims to be older, or of tomorrow, has a broken clock */
#define MINUTES_UNKNOWN 5.0             /* of a medium whose feed tells no length: C1 */

void item_read_init(struct item_read *r) {
	memset(r, 0, sizeof(*r));
	arena_init(&r->arena, ITEM_READ_ARENA);
	str_init(&r->content, LIMIT_TEXT_BYTES);
	str_init(&r->links, LIMIT_LINKS_BYTES);
	str_init(&r->summary, LIMIT_SUMMARY_BYTES);
}

void item_read_finish(struct item_read *r) {
	arena_finish(&r->arena);
	str_finish(&r->content);
	str_finish(&r->links);
	str_finish(&r->summary);
}

static void item_read_clear(struct item_read *r) {
	if (r->content.cap > ITEM_READ_KEPT)
		str_finish(&r->content);
	if (r->arena.used > ITEM_READ_KEPT)
		arena_finish(&r->arena);
	arena_reset(&r->arena);
	str_clear(&r->content);
	str_clear(&r->links);
	str_clear(&r->summary);
	r->item = (struct item){0};
}

void digest_init(struct digest *d, const struct channel *c, int64_t now, const struct digest_sink *sink) {
	memset(d, 0, sizeof(*d));
	d->channel = c;
	d->now = now;
	d->sink = *sink;
	arena_init(&d->feed_texts, 1 << 16);
	str_init(&d->line, LIMIT_TEXT_BYTES);
}

void digest_finish(struct digest *d) {
	arena_finish(&d->feed_texts);
	str_finish(&d->line);
}

static const char *keep(struct arena *a, const char *text) {
	char *copy = text ? arena_text(a, slice_of(text)) : NULL;
	return copy ? copy : "";
}

static bool on_feed(void *ctx, const struct feed *feed) {
	struct digest *d = ctx;

	arena_reset(&d->feed_texts);
	d->title = keep(&d->feed_texts, feed->title);
	d->site = keep(&d->feed_texts, feed->site);
	d->lang = keep(&d->feed_texts, feed->lang);
	d->wishes = (struct channel_wishes){feed->ttl_minutes, feed->skip_hours, feed->skip_days};
	return true;
}

static const char *const link_kinds[] = {[LINK_PAGE] = "", [LINK_IMAGE] = "image", [LINK_MEDIA] = "media"};

/* A heading at the front that is the title again, with more behind it: the title stands above the text as it is. */
static void take_title_off(struct str *content, struct slice title) {
	struct slice text = str_slice(content), line;
	size_t marks = 0;

	while (marks < text.len && text.at[marks] == '#')
		marks++;
	line = slice_from(text, marks);
	line.len = slice_find(line, SLICE("\n\n"));
	size_t at = marks + line.len + 2;

	if (!marks || !title.len || at >= text.len || !slice_equal(slice_trim(line), title))
		return;
	memmove(content->at, content->at + at, content->len - at);
	str_cut(content, content->len - at);
}

/* A line: address, kind, words. False, and nothing put, where there is no room. */
static bool put_link(struct str *out, const struct text_link *link) {
	size_t before = out->len;
	bool whole = str_add_text(out, link->url) && str_add_char(out, '\t') && str_add_text(out, link_kinds[link->kind]) &&
		str_add_char(out, '\t') && str_add_text(out, link->words) && str_add_char(out, '\n');

	if (!whole)
		str_cut(out, before);
	return whole;
}

/* The body as text with its links, in d->to->content and d->to->links. */
static void write_content(struct digest *d, const struct entry *entry) {
	struct text_links links = {0};

	str_clear(&d->to->content);
	str_clear(&d->to->links);
	if (entry->html)
		text_from_html(slice_of(entry->html), entry->base ? entry->base : entry->url, &d->to->content, &links);
	else if (entry->text)
		text_from_plain(slice_of(entry->text), &d->to->content, &links);
	else if (entry->summary)
		text_from_plain(slice_of(entry->summary), &d->to->content, &links);
	take_title_off(&d->to->content, slice_of(entry->title));
	for (size_t i = 0; i < links.count && put_link(&d->to->links, &links.at[i]); i++)
		;
	text_links_finish(&links);
}

/* A rule near the beginning parts a warning from what it warns of, which is for who reads on. */
static struct slice before_rule(struct slice text) {
	size_t at = slice_find((struct slice){text.at, utf8_cut(text, RULE_WITHIN)}, SLICE("\n* * *\n"));

	if (at > 0 && at < text.len && at + 1 < RULE_WITHIN && slice_starts(slice_from(text, at), SLICE("\n* * *\n")))
		text.len = at;
	return text;
}

/* What the first three lines show: the feed's own summary, else how the body begins. */
static void write_summary(struct digest *d, const struct entry *entry) {
	struct slice from = slice_of(entry->summary);

	str_clear(&d->to->summary);
	str_clear(&d->line);
	if (from.len) {
		str_add(&d->line, (struct slice){from.at, utf8_cut(from, 2 * LIMIT_SUMMARY_BYTES)});
	} else {
		from = before_rule(str_slice(&d->to->content));
		from.len = utf8_cut(from, 2 * LIMIT_SUMMARY_BYTES);
		text_without_marks(from, &d->line);
	}
	text_clean(str_slice(&d->line), TEXT_LINE, &d->to->summary);
}

static const char *cut(struct digest *d, const char *text, size_t max) {
	struct slice s = slice_of(text);

	if (s.len <= max)
		return keep(&d->to->arena, text);
	s.len = utf8_cut(s, max);
	return keep(&d->to->arena, arena_printf(&d->to->arena, "%.*s …", SLICE_FMT(s)));
}

/* What a player could play: not the Flash that YouTube still names beside each video, nor the torrents before those of PeerTube. */
static bool is_playable(const struct enclosure *x) {
	static const char *const others[] = {"application/x-shockwave-flash", "application/x-bittorrent"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (text_compare_nocase(x->type, others[i]) == 0)
			return false;
	return !x->thumbnail && x->url && url_is_http(slice_of(x->url));
}

static const struct enclosure *medium_of(const struct entry *entry) {
	for (size_t i = 0; i < entry->enclosure_count; i++)
		if (is_playable(&entry->enclosures[i]))
			return &entry->enclosures[i];
	return NULL;
}

/* The title, or what can stand for one: how the body begins, what its medium is called, where it is. */
static const char *title_of(struct digest *d, const struct entry *entry, const struct enclosure *medium) {
	struct slice start = str_slice(&d->to->summary);
	size_t len = utf8_cut(start, TITLE_FROM_BODY);

	if (entry->title && *entry->title)
		return cut(d, entry->title, LIMIT_TITLE_BYTES);
	if (!len) {
		const char *other = medium && medium->title && *medium->title ? medium->title : entry->url ? entry->url : entry->external_url;
		return other && *other ? cut(d, other, LIMIT_TITLE_BYTES) : medium ? cut(d, medium->url, LIMIT_TITLE_BYTES) : "";
	}
	while (len < start.len && len > TITLE_FROM_BODY / 2 && start.at[len - 1] != ' ')
		len--;
	start.len = len;
	start = slice_trim(start);
	return keep(&d->to->arena, arena_printf(&d->to->arena, "%.*s%s", SLICE_FMT(start), len < d->to->summary.len ? " …" : ""));
}

static double minutes_of(const struct entry *entry, struct slice content) {
	bool medium = item_kind_is_medium(entry->kind);

	if (medium && entry->duration_s > 0)
		return fmax(entry->duration_s / 60.0, 0.1);
	return medium ? MINUTES_UNKNOWN : score_reading_minutes(text_reading_words(content));
}

static void date_item(struct digest *d, const struct entry *entry, struct item *i) {
	i->published = entry->published != DATE_NONE ? entry->published : entry->updated;
	i->fetched = d->now;
	i->published_guessed = i->published < DATE_OLDEST || i->published > d->now + DAY_S; /* DATE_NONE is among them */
	if (i->published_guessed)                       /* the feed's own order, newest first */
		i->published = d->now - d->order;
}

static const char *tags_of(struct digest *d, const struct entry *entry) {
	str_clear(&d->line);
	for (size_t n = 0; n < entry->tag_count; n++) {
		if (d->line.len + strlen(entry->tags[n]) + 1 > LIMIT_TAGS_BYTES)
			break;
		str_add_text(&d->line, entry->tags[n]);
		str_add_char(&d->line, '\n');
	}
	if (d->line.len)
		str_cut(&d->line, d->line.len - 1);
	return keep(&d->to->arena, d->line.at);
}

static const char *language_of(struct digest *d, const struct entry *entry, const char *title) {
	const char *hint = entry->lang && *entry->lang ? entry->lang : d->lang && *d->lang ? d->lang : d->channel->lang;
	struct slice text = d->to->summary.len ? str_slice(&d->to->summary) : slice_of(title);

	return text_language(text, hint);
}

static const char *address_of(struct digest *d, const char *url) {
	str_clear(&d->line);
	url_without_tracking(slice_of(url), &d->line);
	return d->line.len <= URL_MAX ? keep(&d->to->arena, d->line.at) : "";
}

/* Where it is; but FeedBurner's links go by way of its counter, and the address itself is beside them. */
static const char *place_of(const struct entry *entry) {
	bool counted = entry->url && strstr(entry->url, "/~r/") != NULL;

	return entry->url && !(counted && entry->external_url) ? entry->url : entry->external_url;
}

static void describe(struct digest *d, const struct entry *entry, struct item *i) {
	const struct enclosure *medium = medium_of(entry);

	i->channel_id = d->channel->id;
	i->channel_uuid = d->channel->uuid;
	store_item_name(&i->channel_uuid, entry->guid, &i->uuid);
	i->guid = keep(&d->to->arena, entry->guid);
	i->url = address_of(d, place_of(entry));
	i->title = title_of(d, entry, medium);
	i->author = entry->author_count ? cut(d, entry->authors[0].name, LIMIT_AUTHOR_BYTES) : "";
	i->summary = d->to->summary.at;
	i->kind = entry->kind;
	i->media_url = medium ? address_of(d, medium->url) : "";
	i->lang = language_of(d, entry, i->title);
	i->tags = tags_of(d, entry);
	i->minutes = minutes_of(entry, str_slice(&d->to->content));
	date_item(d, entry, i);
}

static bool on_entry(void *ctx, const struct entry *entry) {
	struct digest *d = ctx;

	if (entry->partial || !*entry->guid)
		return true;
	if (!(d->to = d->sink.next(d->sink.ctx)))
		return false;
	item_read_clear(d->to);
	write_content(d, entry);
	write_summary(d, entry);
	describe(d, entry, &d->to->item);
	if (!*d->to->item.title)                        /* it says nothing and leads nowhere */
		return true;
	flow_item_scoring(&d->to->item, str_slice(&d->to->content), d->channel, &d->to->arena, &d->to->scoring);
	d->order++;
	return d->sink.put(d->sink.ctx, d->to);
}

struct parse_handler digest_handler(struct digest *d) {
	return (struct parse_handler){.on_feed = on_feed, .on_entry = on_entry, .ctx = d};
}
