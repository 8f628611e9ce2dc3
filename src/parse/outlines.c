/* outlines.c: lists of channels: OPML as it comes, newsboat's `urls`, and OPML out again. */
#include "decode.h"
#include "markup.h"
#include "xml.h"

#include <bewust/hash.h>
#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/parse.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_SLOTS 32768u /* more than three times LIMIT_OUTLINES, a power of two */

struct list {
	struct outlines *out;
	size_t cap;
	struct str scratch;
	struct hash_key key;
	const char **names;               /* what the address of each is known by */
	uint32_t *table;                  /* name → index + 1 */
	theme_set folders[LIMIT_NEST + 1]; /* what the folders around say, by depth */
	size_t depth;
	bool in_title, is_opml;
	struct str title;
};

static void list_init(struct list *l, struct outlines *out) {
	memset(l, 0, sizeof *l);
	memset(out, 0, sizeof *out);
	arena_init(&out->arena, 0);
	out->head = (struct outline_head){.title = "", .from = "", .note = ""};
	l->out = out;
	str_init(&l->scratch, LIMIT_TAG_BYTES * 4);
	str_init(&l->title, 1024);
	hash_key_random(&l->key);
	l->table = mem_array(TABLE_SLOTS, sizeof *l->table);
}

static void list_finish(struct list *l) {
	str_finish(&l->scratch);
	str_finish(&l->title);
	free(l->names);
	free(l->table);
}

void outlines_finish(struct outlines *o) {
	arena_finish(&o->arena);
	free(o->at);
	memset(o, 0, sizeof *o);
}

static const char *line_of(struct list *l, struct slice s) {
	const char *line = markup_line(&l->out->arena, s, FORM_TEXT, &l->scratch);

	return line ? line : "";
}

/* The themes among some words; what is no theme is a folder or a tag of the reader's own, and no trouble. */
static theme_set themes_among(struct slice words) {
	theme_set set = 0;

	while (words.len > 0) {
		size_t n = 0;
		enum theme t;

		while (n < words.len && !char_among(words.at[n], " ,;/\t\n"))
			n++;
		if (theme_parse((struct slice){words.at, n}, &t))
			set |= (theme_set)1 << t;
		words = slice_from(words, n + 1);
	}
	return set;
}

/* What stands before the @ of an address may be a password. */
static void hide_user(char *line) {
	for (char *at = strstr(line, "://"); at; at = strstr(at + 1, "://"))
		if (at[3 + strcspn(at + 3, "@/?# \"")] == '@')
			memset(at + 3, '*', strcspn(at + 3, "@"));
}

static void skip_line(struct list *l, struct slice line) {
	if (l->out->skipped++ > 0)
		return;
	str_clear(&l->scratch);
	text_clean(line, TEXT_LINE, &l->scratch);
	text_copy(l->out->skipped_example, sizeof l->out->skipped_example, str_slice(&l->scratch));
	hide_user(l->out->skipped_example);
}

/* Addresses that can be followed: the web's, "feed:" for these, our own, and the short forms. Nothing that runs or reads files. */
static const char *channel_address(struct list *l, struct slice s) {
	static const struct slice schemes[] = {{"bewust", 6}, {"youtube", 7}, {"mastodon", 8}, {"bluesky", 7}, {"reddit", 6},
		{"telegram", 8}, {"tiktok", 6}, {"github", 6}, {"lemmy", 5}, {"peertube", 8}, {"tumblr", 6}, {"medium", 6}, {"substack", 8}};
	struct slice scheme;

	s = slice_of(line_of(l, s)); /* what is judged is what is kept */
	if (slice_starts_nocase(s, SLICE("feed:"))) {
		s = slice_from(s, 5);
		str_clear(&l->scratch);
		if (slice_starts(s, SLICE("//")))
			str_add_text(&l->scratch, "http:");
		str_add(&l->scratch, s);
		s = slice_of(arena_text(&l->out->arena, str_slice(&l->scratch)));
	}
	if (slice_starts(s, SLICE("//")))
		s = slice_of(arena_printf(&l->out->arena, "https:%s", s.at));
	if (url_is_http(s) && s.len <= URL_MAX)
		return s.at;
	scheme = url_scheme(s);
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (slice_equal_nocase(scheme, schemes[i]) && s.len > scheme.len + 1)
			return s.at;
	return NULL;
}

/* An address of the web is one however it is spelled: its host in small letters, without the scheme's own port. */
static const char *name_of(struct list *l, const char *url) {
	str_clear(&l->scratch);
	if (!url_resolve(NULL, slice_of(url), &l->scratch))
		return url;
	return strcmp(l->scratch.at, url) == 0 ? url : arena_text(&l->out->arena, str_slice(&l->scratch));
}

/* The outline with that address, new or known; NULL when there are too many. */
static struct outline *outline_for(struct list *l, const char *url) {
	struct outlines *out = l->out;
	const char *name = name_of(l, url);
	size_t slot = hash_bytes(&l->key, slice_of(name)) & (TABLE_SLOTS - 1);

	for (; l->table[slot]; slot = (slot + 1) & (TABLE_SLOTS - 1))
		if (strcmp(l->names[l->table[slot] - 1], name) == 0)
			return &out->at[l->table[slot] - 1];
	if (out->count == LIMIT_OUTLINES)
		return NULL;
	if (out->count == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 64;
		out->at = mem_grow(out->at, l->cap, sizeof *out->at);
		l->names = mem_grow(l->names, l->cap, sizeof *l->names);
	}
	l->names[out->count] = name;
	l->table[slot] = (uint32_t)++out->count;
	out->at[out->count - 1] = (struct outline){.url = url, .site = "", .title = "", .lang = "", .note = "", .credential = ""};
	return &out->at[out->count - 1];
}

static void fill(const char **field, const char *value) {
	if (!**field)
		*field = value;
}

/* ---- OPML ---- */

static struct slice attribute(const char **attributes, const char *name) {
	return slice_of(xml_attribute(attributes, name));
}

static struct slice either(struct slice a, struct slice b) {
	return slice_trim(a).len > 0 ? a : b;
}

static void add_outline(struct list *l, struct slice address, const char **attributes) {
	const char *url = channel_address(l, address);
	struct outline *o = url ? outline_for(l, url) : NULL;
	struct slice told = attribute(attributes, "bewust:theme"), lang = attribute(attributes, "language");
	enum source_kind kind;

	if (!o) {
		skip_line(l, address);
		return;
	}
	const char *title = line_of(l, either(attribute(attributes, "title"), attribute(attributes, "text")));
	const char *site = line_of(l, attribute(attributes, "htmlUrl"));

	if (strcmp(title, url) != 0)
		fill(&o->title, title);
	if (url_is_http(slice_of(site)))
		fill(&o->site, site);
	if (!slice_equal_nocase(lang, SLICE("unknown")))
		fill(&o->lang, line_of(l, lang));
	fill(&o->note, line_of(l, attribute(attributes, "bewust:note")));
	fill(&o->credential, line_of(l, attribute(attributes, "bewust:credential")));
	if (source_kind_parse(slice_trim(attribute(attributes, "bewust:kind")), &kind) && o->kind == SOURCE_UNKNOWN)
		o->kind = kind;
	if (told.at)
		o->themes |= themes_among(told);
	else
		o->themes |= l->folders[l->depth - 1] | themes_among(attribute(attributes, "category"));
}

static int number_of(struct slice s, int max) {
	long long n;

	return slice_to_int(slice_trim(s), &n) && n > 0 && n <= max ? (int)n : 0;
}

static void read_plan(struct list *l, const char **attributes) {
	struct outline_head *h = &l->out->head;

	l->is_opml = true;
	h->from = line_of(l, attribute(attributes, "bewust:from"));
	h->note = line_of(l, attribute(attributes, "bewust:note"));
	h->dose_minutes = number_of(attribute(attributes, "bewust:dose"), 24 * 60);
	h->days = number_of(attribute(attributes, "bewust:days"), 3660);
	h->themes = themes_among(attribute(attributes, "bewust:theme"));
}

/* The address that an outline wants followed: xmlUrl; "url" where it says that it is one of a feed, or of something else to follow up, which
 * is told as left out: a link, another list. */
static struct slice outline_address(const char **attributes) {
	static const char *const followed[] = {"rss", "atom", "feed", "rdf", "include", "link"};
	struct slice url = attribute(attributes, "xmlUrl"), type = slice_trim(attribute(attributes, "type"));

	if (slice_trim(url).len > 0)
		return url;
	for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
		if (slice_equal_nocase(type, slice_of(followed[i])))
			return attribute(attributes, "url");
	return (struct slice){NULL, 0};
}

static bool is_other_list(const char **attributes) {
	struct slice type = slice_trim(attribute(attributes, "type"));

	return slice_trim(attribute(attributes, "xmlUrl")).len == 0 &&
		(slice_equal_nocase(type, SLICE("include")) || slice_equal_nocase(type, SLICE("link")));
}

static void on_start(void *ctx, const char *name, const char **attributes) {
	struct list *l = ctx;
	struct slice url = outline_address(attributes);

	l->depth++;
	l->folders[l->depth] = l->folders[l->depth - 1];
	if (l->depth == 1 && text_compare_nocase(name, "opml") == 0)
		read_plan(l, attributes);
	l->in_title = text_compare_nocase(name, "title") == 0 && l->title.len == 0;
	if (text_compare_nocase(name, "outline") != 0)
		return;
	l->is_opml = true;
	if (slice_trim(url).len > 0 && is_other_list(attributes))
		skip_line(l, url);
	else if (slice_trim(url).len > 0)
		add_outline(l, url, attributes);
	else
		l->folders[l->depth] |= themes_among(either(attribute(attributes, "text"), attribute(attributes, "title")));
}

static void on_end(void *ctx) {
	struct list *l = ctx;

	l->in_title = false;
	l->depth--;
}

static void on_text(void *ctx, struct slice text) {
	struct list *l = ctx;

	if (l->in_title)
		str_add(&l->title, text);
}

/* Whether expat would refuse or expand what stands before the first element. */
static bool is_odd(struct slice s) {
	size_t first = slice_find(s, SLICE("<"));
	size_t doctype = slice_find(s, SLICE("<!DOCTYPE"));

	return slice_trim((struct slice){s.at, first}).len > 0 || doctype < s.len;
}

static bool read_opml(struct list *l, struct slice text, struct err *e) {
	struct xml_handler events = {.start = on_start, .end = on_end, .text = on_text, .ctx = l};
	struct xml x;

	xml_init(&x, &events, is_odd(text));
	xml_feed(&x, slice_from(text, slice_find(text, SLICE("<"))));
	xml_end(&x);
	xml_finish(&x);
	if (!l->is_opml)
		return err_set(e, ERR_DATA, _("this is no list of channels: it is neither OPML nor newsboat's urls"));
	l->out->head.title = line_of(l, str_slice(&l->title));
	return true;
}

/* ---- newsboat's urls ---- */

/* A word, or what stands between quotes, where a backslash keeps what follows it. False at the end, and where a comment begins. */
static bool next_word(struct slice *rest, struct slice *word) {
	*rest = slice_trim(*rest);
	if (rest->len == 0 || rest->at[0] == '#')
		return false;
	bool quoted = rest->at[0] == '"';
	size_t n = quoted;

	while (n < rest->len && (quoted ? rest->at[n] != '"' : !char_among(rest->at[n], " \t")))
		n += quoted && rest->at[n] == '\\' && n + 1 < rest->len ? 2 : 1;
	*word = (struct slice){rest->at + quoted, n - quoted};
	*rest = slice_from(*rest, n + quoted);
	return true;
}

/* A title without the backslashes that kept its quotes. */
static const char *unquoted(struct list *l, struct slice s) {
	struct str plain;

	str_init(&plain, LIMIT_TAG_BYTES);
	for (size_t i = 0; i < s.len; i++)
		str_add_char(&plain, s.at[i] == '\\' && i + 1 < s.len ? s.at[++i] : s.at[i]);
	const char *line = line_of(l, str_slice(&plain));

	str_finish(&plain);
	return line;
}

static void read_urls_line(struct list *l, struct slice line) {
	struct slice rest = slice_trim(line), word;
	struct outline *o = NULL;

	if (!next_word(&rest, &word))
		return;
	const char *url = channel_address(l, word);

	if (url)
		o = outline_for(l, url);
	if (!o) {
		skip_line(l, line);
		return;
	}
	while (next_word(&rest, &word)) {
		if (slice_starts(word, SLICE("~")))
			fill(&o->title, unquoted(l, slice_from(word, 1)));
		else
			o->themes |= themes_among(word);
	}
}

static bool read_urls(struct list *l, struct slice text, struct err *e) {
	struct slice line;

	while (slice_split(&text, '\n', &line))
		read_urls_line(l, line);
	if (l->out->count == 0 && l->out->skipped > 0)
		return err_set(e, ERR_DATA, _("no channel in this list can be followed; the first line was \"%s\""), l->out->skipped_example);
	return true;
}

/* ---- in ---- */

static bool collect(void *ctx, struct slice text, struct err *e) {
	(void)e;
	str_add(ctx, text);
	return true;
}

bool parse_outlines(struct slice bytes, struct outlines *out, struct err *e) {
	struct decode d;
	struct str text;
	struct list l;
	bool ok;

	str_init(&text, 2 * LIMIT_LIST_BYTES);
	list_init(&l, out);
	if (bytes.len > LIMIT_LIST_BYTES)
		bytes.len = LIMIT_LIST_BYTES;
	decode_init(&d, "", collect, &text);
	ok = decode_feed(&d, bytes, e) && decode_end(&d, e);
	decode_finish(&d);
	struct slice s = str_slice(&text);
	bool xml = slice_starts(slice_trim(s), SLICE("<")) || slice_find(s, SLICE("<opml")) < s.len || slice_find(s, SLICE("<outline")) < s.len;

	ok = ok && (xml ? read_opml(&l, s, e) : read_urls(&l, s, e));
	list_finish(&l);
	str_finish(&text);
	if (!ok)
		outlines_finish(out);
	return ok;
}

/* ---- out ---- */

static void write_attribute(struct str *out, const char *name, const char *value) {
	if (!value || !*value)
		return;
	str_addf(out, " %s=\"", name);
	text_escape_html(slice_of(value), out);
	str_add_char(out, '"');
}

static void write_themes(struct str *out, theme_set themes) {
	if (!themes)
		return;
	str_add_text(out, " bewust:theme=\"");
	theme_set_write(themes, ",", out);
	str_add_char(out, '"');
}

static void write_outline(struct str *out, const struct outline *o) {
	const char *title = o->title && *o->title ? o->title : o->url;

	str_add_text(out, "<outline type=\"rss\"");
	write_attribute(out, "text", title);
	write_attribute(out, "title", title);
	write_attribute(out, "xmlUrl", o->url);
	write_attribute(out, "htmlUrl", o->site);
	write_attribute(out, "language", o->lang);
	write_themes(out, o->themes);
	if (o->kind != SOURCE_UNKNOWN)
		write_attribute(out, "bewust:kind", source_kind_name(o->kind));
	write_attribute(out, "bewust:credential", o->credential);
	write_attribute(out, "bewust:note", o->note);
	str_add_text(out, "/>\n");
}

void outlines_write(const struct outline_head *head, const struct outline *at, size_t count, struct str *out) {
	str_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:bewust=\"urn:bewust:1\"");
	write_themes(out, head->themes);
	if (head->dose_minutes > 0)
		str_addf(out, " bewust:dose=\"%d\"", head->dose_minutes);
	if (head->days > 0)
		str_addf(out, " bewust:days=\"%d\"", head->days);
	write_attribute(out, "bewust:from", head->from);
	write_attribute(out, "bewust:note", head->note);
	str_add_text(out, ">\n<head>\n<title>");
	text_escape_html(slice_of(head->title), out);
	str_add_text(out, "</title>\n</head>\n<body>\n");
	for (size_t i = 0; i < count; i++)
		write_outline(out, &at[i]);
	str_add_text(out, "</body>\n</opml>\n");
}
