/* record.c: collects what a feed says of one entry, and settles what is true of it. */
#include "record.h"

#include <bewust/hash.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <limits.h>
#include <string.h>

#define DURATION_MAX 360000 /* seconds: 100 hours */

void record_init(struct record *r, size_t limit) {
	memset(r, 0, sizeof *r);
	arena_init(&r->arena, limit);
	r->published = r->updated = DATE_NONE;
	r->duration_s = -1;
}

void record_finish(struct record *r) {
	arena_finish(&r->arena);
	memset(r, 0, sizeof *r);
}

void record_reset(struct record *r) {
	struct arena arena = r->arena;

	arena_reset(&arena);
	memset(r, 0, sizeof *r);
	r->arena = arena;
	r->published = r->updated = DATE_NONE;
	r->duration_s = -1;
}

bool record_is_empty(const struct record *r) {
	for (int slot = 0; slot < SLOT_COUNT; slot++)
		if (slot != SLOT_LANG && r->at[slot].text)
			return false;
	return r->published == DATE_NONE && r->updated == DATE_NONE && r->author_count + r->tag_count + r->enclosure_count == 0;
}

bool record_wants(const struct record *r, enum slot slot, int rank) {
	return rank > r->at[slot].rank;
}

void record_put(struct record *r, enum slot slot, int rank, const char *text) {
	if (!text || !*text || !record_wants(r, slot, rank))
		return;
	r->at[slot].text = text;
	r->at[slot].rank = rank;
}

/* Of two descriptions the second is the body and the first its summary; of more, the last is. */
static enum slot slot_in_turn(struct record *r, enum slot slot, int rank) {
	if ((slot != SLOT_DESCRIPTION && slot != SLOT_EXTRA) || r->at[slot].rank != rank)
		return slot;
	if (!r->at[slot + 1].text)
		return (enum slot)(slot + 1);
	r->at[slot].rank = 0;
	return slot;
}

void record_put_body(struct record *r, enum slot slot, int rank, struct slice s, enum form form, const char *base) {
	if (slice_trim(s).len == 0)
		return;
	slot = slot_in_turn(r, slot, rank);
	if (!record_wants(r, slot, rank))
		return;
	char *text = text_clean_arena(&r->arena, s, TEXT_BLOCK);

	if (!text) {
		r->limited = true;
		return;
	}
	record_put(r, slot, rank, text);
	r->at[slot].html = form == FORM_HTML || (form == FORM_AUTO && text_looks_html(slice_of(text)));
	r->at[slot].base = base;
}

static bool is_followable(struct slice url) {
	static const struct slice refused[] = {{"javascript", 10}, {"data", 4}, {"vbscript", 8}, {"file", 4}, {"about", 5}, {"blob", 4}};
	struct slice scheme = url_scheme(url);

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (slice_equal_nocase(scheme, refused[i]))
			return false;
	return true;
}

/* "www.example.org/x" is no path, whatever the standard says. */
static char *host_alone(struct record *r, struct slice ref) {
	int len = ref.len < URL_MAX ? (int)ref.len : URL_MAX; /* with the scheme too long all the same */

	return slice_starts_nocase(ref, SLICE("www.")) ? arena_printf(&r->arena, "http://%.*s", len, ref.at) : NULL;
}

const char *record_address(struct record *r, const char *base, struct slice ref, struct str *scratch) {
	char *whole;

	ref = slice_trim(ref);
	str_clear(scratch);
	if ((whole = host_alone(r, ref)))
		ref = slice_of(whole);
	if (ref.len == 0 || !is_followable(ref) || !url_resolve(base, ref, scratch) || !is_followable(str_slice(scratch)))
		return NULL;
	return text_clean_arena(&r->arena, str_slice(scratch), TEXT_LINE);
}

void record_put_date(struct record *r, bool update, int rank, struct slice s) {
	int *have = update ? &r->updated_rank : &r->published_rank;
	int64_t at;

	if (rank <= *have || !parse_date(s, &at))
		return;
	*(update ? &r->updated : &r->published) = at;
	*have = rank;
}

static bool same_text(const char *a, const char *b) {
	return a && b && text_compare_nocase(a, b) == 0;
}

void record_add_author(struct record *r, int rank, struct author author) {
	if (!author.name && !author.url && !author.email)
		return;
	if (!author.name && author.email)
		author.name = author.email;
	if (!r->everybody && r->author_count > 0 && rank < FALLBACK_RANK && r->author_rank >= rank)
		return;
	if (!r->everybody && rank >= FALLBACK_RANK && r->author_rank < FALLBACK_RANK)
		r->author_count = 0;
	for (size_t i = 0; i < r->author_count; i++)
		if (same_text(r->authors[i].name, author.name))
			return;
	if (r->author_count == LIMIT_AUTHORS) {
		r->limited = true;
		return;
	}
	if (rank > r->author_rank) { /* the one that counts most stands first */
		memmove(r->authors + 1, r->authors, r->author_count * sizeof *r->authors);
		r->authors[0] = author;
		r->author_rank = rank;
	} else {
		r->authors[r->author_count] = author;
	}
	r->author_count++;
}

static bool is_mail_address(struct slice s) {
	const char *at = s.len > 0 ? memchr(s.at, '@', s.len) : NULL;

	return at && at > s.at && at + 1 < s.at + s.len && !memchr(s.at, ' ', s.len);
}

/* "ann@example.org Ann" and "Ann ann@example.org": one word of it is an address. */
static void author_from_words(struct record *r, struct slice line, struct author *author) {
	struct slice rest = line, word;
	bool first = true;

	author->name = arena_text(&r->arena, line);
	while (!memchr(line.at, ',', line.len) && slice_split(&rest, ' ', &word)) {
		bool last = rest.len == 0;

		if ((first || last) && is_mail_address(word)) {
			struct slice before = {line.at, (size_t)(word.at - line.at)};

			author->email = arena_text(&r->arena, word);
			author->name = arena_text(&r->arena, slice_trim(first ? rest : before));
			return;
		}
		first = false;
	}
}

struct author record_author_of(struct record *r, struct slice s, struct str *scratch) {
	struct author author = {NULL, NULL, NULL};
	/* Names are text, and "&amp;" in one is the writer's; tags around one are nobody's. */
	enum form form = s.len > 0 && memchr(s.at, '<', s.len) ? FORM_AUTO : FORM_TEXT;
	const char *line = markup_line(&r->arena, s, form, scratch);
	struct slice whole = slice_of(line), outer = whole, inner = {NULL, 0};
	const char *open = line ? strpbrk(line, "(<") : NULL;
	const char *close = open ? strrchr(open, *open == '(' ? ')' : '>') : NULL;

	if (!line)
		return author;
	if (close && close[1] == '\0') {
		outer = slice_trim((struct slice){line, (size_t)(open - line)});
		inner = slice_trim((struct slice){open + 1, (size_t)(close - open - 1)});
	}
	if (slice_starts_nocase(outer, SLICE("mailto:")))
		outer = slice_from(outer, 7);
	if (is_mail_address(outer)) {
		author.email = arena_text(&r->arena, outer);
		author.name = inner.len > 0 ? arena_text(&r->arena, inner) : NULL;
	} else if (is_mail_address(inner)) {
		author.email = arena_text(&r->arena, inner);
		author.name = outer.len > 0 ? arena_text(&r->arena, outer) : NULL;
	} else {
		author_from_words(r, whole, &author);
	}
	return author;
}

void record_add_tag(struct record *r, struct slice tag, struct str *scratch) {
	/* Some programs escape what they then mark as not to be read: "Food &amp; Drink" in CDATA. */
	enum form form = tag.len > 0 && memchr(tag.at, '&', tag.len) ? FORM_AUTO : FORM_TEXT;
	const char *line = markup_line(&r->arena, tag, form, scratch);

	if (!line)
		return;
	for (size_t i = 0; i < r->tag_count; i++)
		if (strcmp(r->tags[i], line) == 0)
			return;
	if (r->tag_count == LIMIT_TAGS) {
		r->limited = true;
		return;
	}
	if (text_compare_nocase(line, "challenge") == 0 || text_compare_nocase(line, "challenges") == 0)
		r->challenge = true;
	r->tags[r->tag_count++] = line;
}

void record_add_tags(struct record *r, struct slice list, struct str *scratch) {
	struct slice tag;

	while (slice_split(&list, ',', &tag))
		record_add_tag(r, tag, scratch);
}

struct enclosure *record_add_enclosure(struct record *r, const char *url) {
	struct enclosure *e;

	if (!url || !*url)
		return NULL;
	for (size_t i = 0; i < r->enclosure_count; i++)
		if (strcmp(r->enclosures[i].url, url) == 0)
			return &r->enclosures[i];
	if (r->enclosure_count == LIMIT_ENCLOSURES) {
		r->limited = true;
		return NULL;
	}
	e = &r->enclosures[r->enclosure_count++];
	*e = (struct enclosure){.url = url, .type = "", .size_bytes = -1, .duration_s = -1};
	return e;
}

/* "PT1H2M3S", "1h 2m", "62 min": numbers and what they count. */
static int duration_in_words(struct slice s) {
	long long total = 0, n = -1;

	for (; s.len > 0; s = slice_from(s, 1)) {
		char c = s.at[0] | 0x20;

		if (s.at[0] >= '0' && s.at[0] <= '9') {
			n = (n < 0 ? 0 : n) * 10 + (s.at[0] - '0');
		} else if (n >= 0 && (c == 'h' || c == 'm' || c == 's')) {
			total += n * (c == 'h' ? 3600 : c == 'm' ? 60 : 1);
			n = -1;
		} else if (n >= 0 && c != ' ') {
			return -1;
		}
		if (n > DURATION_MAX || total > DURATION_MAX)
			return -1;
	}
	return n < 0 && total > 0 ? (int)total : -1;
}

int record_duration(struct slice s) {
	long long total = 0, part;
	struct slice piece;
	int parts = 0;

	s = slice_trim(s);
	if (s.len == 0)
		return -1;
	if (slice_find(s, SLICE(":")) == s.len && (s.at[0] == 'P' || (s.at[s.len - 1] | 0x20) >= 'a'))
		return duration_in_words(s);
	while (slice_split(&s, ':', &piece)) {
		piece.len = slice_find(piece, SLICE("."));
		if (!slice_to_int(slice_trim(piece), &part) || part < 0 || part > DURATION_MAX || ++parts > 3)
			return -1;
		total = total * 60 + part;
	}
	return total > DURATION_MAX ? -1 : (int)total;
}

/* ---- what it amounts to ---- */

static struct slice extension_of(const char *url) {
	struct slice s = slice_of(url);
	size_t end = strcspn(url, "?#");

	s.len = end;
	for (size_t i = end; i-- > 0 && s.at[i] != '/';)
		if (s.at[i] == '.')
			return slice_from(s, i + 1);
	return (struct slice){NULL, 0};
}

/* What a medium is, by its type, else by how its address ends. */
static enum item_kind medium_kind(const struct enclosure *e) {
	static const struct {
		const char *extension;
		enum item_kind kind;
	} known[] = {
		{"mp3", ITEM_AUDIO}, {"m4a", ITEM_AUDIO}, {"ogg", ITEM_AUDIO}, {"oga", ITEM_AUDIO}, {"opus", ITEM_AUDIO}, {"aac", ITEM_AUDIO},
		{"flac", ITEM_AUDIO}, {"wav", ITEM_AUDIO}, {"m4b", ITEM_AUDIO}, {"mp4", ITEM_VIDEO}, {"m4v", ITEM_VIDEO}, {"webm", ITEM_VIDEO},
		{"mov", ITEM_VIDEO}, {"mkv", ITEM_VIDEO}, {"ogv", ITEM_VIDEO}, {"m3u8", ITEM_VIDEO}, {"avi", ITEM_VIDEO},
		{"jpg", ITEM_PICTURE}, {"jpeg", ITEM_PICTURE}, {"png", ITEM_PICTURE}, {"gif", ITEM_PICTURE}, {"webp", ITEM_PICTURE},
		{"avif", ITEM_PICTURE},
	};
	struct slice type = slice_of(e->type), extension = extension_of(e->url);

	if (slice_starts_nocase(type, SLICE("audio")))
		return ITEM_AUDIO;
	if (slice_starts_nocase(type, SLICE("video")) || slice_starts_nocase(type, SLICE("application/x-mpegurl")) ||
	    slice_starts_nocase(type, SLICE("application/vnd.apple.mpegurl")) ||
	    slice_starts_nocase(type, SLICE("application/x-shockwave-flash")))
		return ITEM_VIDEO;
	if (slice_starts_nocase(type, SLICE("image")))
		return ITEM_PICTURE;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (slice_equal_nocase(extension, slice_of(known[i].extension)))
			return known[i].kind;
	return ITEM_TEXT;
}

/* Pages that are there to be watched or heard, whatever their feeds enclose. */
static enum item_kind page_kind(const char *url) {
	static const struct {
		struct slice host, path;
		enum item_kind kind;
	} pages[] = {
		{{"youtube.com", 11}, {"/watch", 6}, ITEM_VIDEO}, {{"youtube.com", 11}, {"/shorts/", 8}, ITEM_VIDEO},
		{{"youtube.com", 11}, {"/live/", 6}, ITEM_LIVE}, {{"youtu.be", 8}, {"/", 1}, ITEM_VIDEO}, {{"vimeo.com", 9}, {"/", 1}, ITEM_VIDEO},
		{{"dailymotion.com", 15}, {"/video/", 7}, ITEM_VIDEO}, {{"tiktok.com", 10}, {"/", 1}, ITEM_VIDEO},
		{{"twitch.tv", 9}, {"/videos/", 8}, ITEM_VIDEO}, {{"twitch.tv", 9}, {"/", 1}, ITEM_LIVE},
		{{"ted.com", 7}, {"/talks/", 7}, ITEM_VIDEO}, {{"soundcloud.com", 14}, {"/", 1}, ITEM_AUDIO},
	};
	struct slice s = slice_of(url), host = url_host(s);

	if (host.len == 0)
		return ITEM_TEXT;
	struct slice path = slice_from(s, (size_t)(host.at - s.at) + host.len);

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct slice want = pages[i].host;
		bool same = slice_equal_nocase(host, want) ||
			(host.len > want.len && host.at[host.len - want.len - 1] == '.' &&
			 slice_equal_nocase(slice_from(host, host.len - want.len), want));

		if (same && slice_starts(path, pages[i].path) && path.len > pages[i].path.len)
			return pages[i].kind;
	}
	return ITEM_TEXT;
}

#define PICTURE_TEXT_MAX 600 /* bytes of body up to which a post with a picture is the picture */

static void settle_kind(struct record *r, struct entry *out) {
	bool has[ITEM_KIND_COUNT] = {false};
	enum item_kind page = out->url ? page_kind(out->url) : ITEM_TEXT;
	size_t body = out->html ? strlen(out->html) : out->text ? strlen(out->text) : 0;
	bool original = false;

	for (size_t i = 0; i < out->enclosure_count; i++)
		original |= !out->enclosures[i].thumbnail && !out->enclosures[i].alternate;
	for (size_t i = 0; i < out->enclosure_count; i++) {
		struct enclosure *e = &out->enclosures[i];
		enum item_kind kind = medium_kind(e);

		if (e->thumbnail || (e->alternate && original))
			continue;
		has[kind] = true;
		if (kind != ITEM_AUDIO && kind != ITEM_VIDEO)
			continue;
		if (e->duration_s < 0 && r->duration_s >= 0)
			e->duration_s = r->duration_s;
		if (out->duration_s < 0)
			out->duration_s = e->duration_s;
	}
	if (r->duration_s >= 0)
		out->duration_s = r->duration_s;
	out->live = r->live || page == ITEM_LIVE;
	if (out->live)
		out->kind = ITEM_LIVE;
	else if (r->challenge)
		out->kind = ITEM_CHALLENGE;
	else if (has[ITEM_VIDEO] || r->video || page == ITEM_VIDEO)
		out->kind = ITEM_VIDEO;
	else if (has[ITEM_AUDIO] || page == ITEM_AUDIO)
		out->kind = ITEM_AUDIO;
	else if (has[ITEM_PICTURE] && body <= PICTURE_TEXT_MAX)
		out->kind = ITEM_PICTURE;
}

/* What tells wordless entries apart. */
static void add_traits(const struct record *r, struct str *out) {
	static const enum slot traits[] = {SLOT_EXTERNAL, SLOT_IMAGE, SLOT_COMMENTS, SLOT_SOURCE_URL};

	if (r->published != DATE_NONE)
		str_addf(out, "%lld", (long long)r->published);
	for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
		str_add_text(out, r->at[traits[i]].text ? r->at[traits[i]].text : "");
	for (size_t i = 0; i < r->author_count; i++)
		str_add_text(out, r->authors[i].name ? r->authors[i].name : "");
	for (size_t i = 0; i < r->tag_count; i++)
		str_add_text(out, r->tags[i]);
}

/* Without an id and a link of its own, an entry is what it says. The key is fixed, so that it is the same every time. */
static const char *identity_of_words(struct record *r, struct str *scratch) {
	static const struct hash_key key = {0x6265777573742067, 0x7569642076312e30};
	static const enum slot said[] = {SLOT_TITLE, SLOT_CONTENT, SLOT_DESCRIPTION, SLOT_SUMMARY, SLOT_EXTRA};

	str_clear(scratch);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		str_add_text(scratch, r->at[said[i]].text ? r->at[said[i]].text : "");
		str_add_char(scratch, '\n');
	}
	if (scratch->len == sizeof said / sizeof *said)
		add_traits(r, scratch);
	if (r->enclosure_count > 0)
		str_add_text(scratch, r->enclosures[0].url);
	return arena_printf(&r->arena, "hash:%016llx", (unsigned long long)hash_bytes(&key, str_slice(scratch)));
}

/* The body is the fullest text there is; the summary the next one, where it says something else. */
static void settle_texts(struct record *r, struct entry *out, struct str *scratch) {
	static const enum slot bodies[] = {SLOT_CONTENT, SLOT_DESCRIPTION_AGAIN, SLOT_DESCRIPTION, SLOT_SUMMARY, SLOT_EXTRA_AGAIN, SLOT_EXTRA};

	static const enum slot summaries[] = {SLOT_SUMMARY, SLOT_DESCRIPTION, SLOT_EXTRA};
	enum slot body = SLOT_COUNT;

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies && body == SLOT_COUNT; i++)
		if (r->at[bodies[i]].text)
			body = bodies[i];
	if (body == SLOT_COUNT)
		return;
	*(r->at[body].html ? &out->html : &out->text) = r->at[body].text;
	if (r->at[body].base)
		out->base = r->at[body].base;
	for (size_t i = 0; i < 3 && !out->summary; i++) {
		enum slot slot = summaries[i];

		/* A post without a title is known by what it says, not by what is to be seen in its picture. */
		if (slot == SLOT_EXTRA && r->at[slot].rank == MEDIUM_RANK && body != SLOT_EXTRA_AGAIN && !r->at[SLOT_TITLE].text)
			continue;
		if (slot == body || !r->at[slot].text || strcmp(r->at[slot].text, r->at[body].text) == 0)
			continue;
		r->limited |= strlen(r->at[slot].text) >= r->arena.limit - r->arena.used;
		out->summary = markup_line(&r->arena, slice_of(r->at[slot].text), r->at[slot].html ? FORM_HTML : FORM_TEXT, scratch);
	}
}

/* Where what is enclosed really is, when its address only counts who fetches it. */
static void settle_enclosed(struct record *r) {
	for (size_t i = 0; r->at[SLOT_ENCLOSED].text && i < r->enclosure_count; i++) {
		struct enclosure *e = &r->enclosures[i];

		if (e->thumbnail || e->alternate || medium_kind(e) == ITEM_PICTURE)
			continue;
		e->url = r->at[SLOT_ENCLOSED].text;
		return;
	}
}

void record_to_entry(struct record *r, const struct feed *feed, struct str *scratch, struct entry *out) {
	*out = (struct entry){.published = r->published, .updated = r->updated, .duration_s = -1, .base = ""};
	out->title = r->at[SLOT_TITLE].text;
	out->url = r->at[SLOT_LINK].text;
	out->external_url = r->at[SLOT_EXTERNAL].text;
	out->lang = r->at[SLOT_LANG].text ? r->at[SLOT_LANG].text : feed->lang;
	out->image = r->at[SLOT_IMAGE].text;
	out->comments = r->at[SLOT_COMMENTS].text;
	out->source_title = r->at[SLOT_SOURCE_TITLE].text;
	out->source_url = r->at[SLOT_SOURCE_URL].text;
	out->authors = r->authors;
	out->author_count = r->author_count;
	out->tags = r->tags;
	out->tag_count = r->tag_count;
	out->enclosures = r->enclosures;
	out->enclosure_count = r->enclosure_count;
	settle_enclosed(r);
	settle_texts(r, out, scratch);
	settle_kind(r, out);
	out->guid = r->at[SLOT_GUID].text ? r->at[SLOT_GUID].text : out->url;
	if (!out->guid)
		out->guid = identity_of_words(r, scratch);
	if (!out->guid) /* the arena is full to the last byte */
		out->guid = "hash:full";
}

void record_to_feed(struct record *r, enum feed_format format, struct feed *out) {
	*out = (struct feed){.format = format, .updated = r->updated != DATE_NONE ? r->updated : r->published};
	out->title = r->at[SLOT_TITLE].text;
	out->description = r->at[SLOT_DESCRIPTION].text;
	out->site = r->at[SLOT_LINK].text;
	out->self = r->at[SLOT_SELF].text;
	out->next = r->at[SLOT_NEXT].text;
	out->icon = r->at[SLOT_IMAGE].text;
	out->lang = r->at[SLOT_LANG].text;
	out->authors = r->authors;
	out->author_count = r->author_count;
	out->author = r->author_count > 0 ? r->authors[0].name : NULL;
	out->ttl_minutes = r->ttl_minutes;
	out->skip_hours = r->skip_hours;
	out->skip_days = r->skip_days;
}
