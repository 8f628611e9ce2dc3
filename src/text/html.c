/* html.c: HTML to text: walks the markup once, front to back, and tells the writer (html_write.c) what each tag means. */
#include "clean.h"
#include "entity.h"
#include "html_tag.h"
#include "html_write.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALT_MAX 400           /* bytes of a picture's description */
#define HREF_MAX (4 * URL_MAX)/* references and white space may make an address shorter, but not that much */

/* Elements whose content is no text for a reader. Their end is looked for once each, so that many open ones stay cheap. */
enum raw { RAW_NONE, RAW_SCRIPT, RAW_STYLE, RAW_TITLE, RAW_TEMPLATE, RAW_NOSCRIPT, RAW_TEXTAREA, RAW_SELECT, RAW_SVG,
	RAW_IFRAME, RAW_NOEMBED, RAW_NOFRAMES, RAW_ANNOTATION, RAW_DATALIST, RAW_VIDEO, RAW_AUDIO, RAW_COUNT };

struct html {
	struct html_writer w;
	const char *at, *end, *base;
	struct text_links *links;     /* or NULL */
	size_t limit;                 /* of links */
	uint64_t link_hash[TEXT_LINKS_MAX];
	struct str raw_url, url, clean_url;
	struct slice href;            /* of the open <a> */
	bool link_open;
	size_t link_from;             /* where its words begin in out */
	const char *muted_to;         /* what stands inside <video> and <audio> is for other programs */
	const char *media;            /* "video", "audio": waits for its <source>; or NULL */
	const char *raw_end[RAW_COUNT];/* the next end tag of each; `end` when there is none; NULL when not looked for */
	bool cdata;
	bool tail;                    /* no tag ends any more: what looks like one is text */
};

/* ---- addresses ---- */

static uint64_t fnv(struct slice s) {
	uint64_t hash = 0xCBF29CE484222325u;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
	return hash;
}

/* The address that an attribute names, absolute, in h->clean_url; false when it is none that a reader could open. */
static bool html_resolve(struct html *h, struct slice raw) {
	struct slice scheme;

	if (!raw.len || raw.len > HREF_MAX)
		return false;
	str_clear(&h->raw_url);
	str_clear(&h->url);
	str_clear(&h->clean_url);
	entity_unescape(raw, ENTITY_IN_ATTRIBUTE, &h->raw_url);
	if (!url_resolve(h->base, str_slice(&h->raw_url), &h->url))
		return false;
	url_without_tracking(str_slice(&h->url), &h->clean_url);
	scheme = url_scheme(str_slice(&h->clean_url));
	return url_is_http(str_slice(&h->clean_url)) || slice_equal(scheme, SLICE("mailto"));
}

static size_t link_put(struct html *h, enum text_link_kind kind) {
	struct text_links *links = h->links;
	uint64_t hash = fnv(str_slice(&h->clean_url));

	for (size_t i = 0; i < links->count && i < h->limit; i++)
		if (h->link_hash[i] == hash && strcmp(links->at[i].url, h->clean_url.at) == 0)
			return i + 1;
	if (links->count >= h->limit)
		return 0;
	if (links->count == links->cap) {
		links->cap = links->cap ? links->cap * 2 : 8;
		links->at = mem_grow(links->at, links->cap, sizeof *links->at);
	}
	h->link_hash[links->count] = hash;
	links->at[links->count++] = (struct text_link){kind, mem_text(h->clean_url.at)};
	return links->count;
}

/* Writes "[n]" for the address in h->clean_url. */
static void put_number(struct html *h, enum text_link_kind kind) {
	char mark[24];
	size_t number = h->links ? link_put(h, kind) : 0, len;
	struct str *out = h->w.out;

	if (!number)
		return;
	len = (size_t)snprintf(mark, sizeof mark, "[%zu]", number);
	if (out->len >= len && memcmp(out->at + out->len - len, mark, len) == 0)
		return; /* a picture that links to itself */
	write_suffix(&h->w, (struct slice){mark, len});
}

void text_links_finish(struct text_links *links) {
	for (size_t i = 0; i < links->count; i++)
		free(links->at[i].url);
	free(links->at);
	*links = (struct text_links){.limit = links->limit};
}

/* ---- what tags mean ---- */

static int attr_number(const struct tag *t, enum attr attr, int otherwise) {
	long long n;

	if (!t->has[attr] || !slice_to_int(slice_trim(t->attr[attr]), &n) || n < -9999 || n > 999999)
		return otherwise;
	return (int)n;
}

static void link_end(struct html *h) {
	if (!h->link_open)
		return;
	h->link_open = false;
	h->w.raised = false;
	if (h->links && h->w.out->len > h->link_from && html_resolve(h, h->href))
		put_number(h, LINK_PAGE);
}

static void on_a(struct html *h, const struct tag *t) {
	struct slice href = slice_trim(t->attr[ATTR_HREF]);

	link_end(h);
	if (t->end || !href.len || href.at[0] == '#') /* a place in the same text is nowhere to go */
		return;
	h->link_open = true;
	h->href = href;
	h->link_from = h->w.out->len;
}

static void on_heading(struct html *h, const struct tag *t) {
	h->w.heading = false;
	write_block_firm(&h->w, 2);
	h->w.heading = !t->end;
}

static void on_p(struct html *h, const struct tag *t) {
	if (!t->end && !h->w.breaks)
		h->w.heading = false; /* it was never closed: no heading holds paragraphs */
	write_block(&h->w, 2);
}

static void on_br(struct html *h, const struct tag *t) {
	(void)t;
	write_break(&h->w);
}

static void on_hr(struct html *h, const struct tag *t) {
	(void)t;
	write_block_firm(&h->w, 2);
	write_words(&h->w, SLICE("* * *"));
	write_block_firm(&h->w, 2);
}

static void on_quote(struct html *h, const struct tag *t) {
	h->w.heading = false;
	write_block_firm(&h->w, 2);
	if (!t->end)
		write_open(&h->w, (struct frame){.kind = FRAME_QUOTE});
	else
		write_close(&h->w, FRAME_QUOTE);
	write_block_firm(&h->w, 2);
}

static bool in_list(struct html *h) {
	struct frame *f = write_frame(&h->w);

	return f && f->kind == FRAME_LIST;
}

static void on_list(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;

	w->heading = false;
	if (t->end) {
		if (in_list(h))
			write_frame(w)->marker = false;
		write_close(w, FRAME_LIST);
		write_block_firm(w, in_list(h) ? 1 : 2);
		return;
	}
	write_block_firm(w, in_list(h) ? 1 : 2);
	write_open(w, (struct frame){.kind = FRAME_LIST, .ordered = t->name[0] == 'o', .number = attr_number(t, ATTR_START, 1)});
}

static void on_li(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;
	struct frame *f = write_frame(w);

	if (f && f->kind != FRAME_LIST)
		f = NULL;
	if (f)
		f->marker = false;
	w->bullet = false;
	write_block_firm(w, 1);
	if (t->end)
		return;
	if (f && f->used && w->breaks > 1)
		w->breaks = 1; /* items whose words are paragraphs still make one list */
	if (!f) {
		w->bullet = true;
		return;
	}
	f->marker = f->used = true;
	f->number = attr_number(t, ATTR_VALUE, f->number);
}

static void on_terms(struct html *h, const struct tag *t) {
	write_block_firm(&h->w, 2);
	if (t->end)
		write_close(&h->w, FRAME_TERMS);
	else
		write_open(&h->w, (struct frame){.kind = FRAME_TERMS});
}

static void on_term(struct html *h, const struct tag *t) {
	struct frame *f = write_frame(&h->w);

	write_block_firm(&h->w, 1);
	if (f && f->kind == FRAME_TERMS && !t->end)
		f->indent = strcmp(t->name, "dd") == 0 ? 2 : 0;
}

static void on_pre(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;

	w->heading = false;
	w->cell = false;
	if (t->end && w->pre) {
		w->pre--;
		w->pre_spaces = 0;
		w->breaks = 2;
	} else if (!t->end) {
		write_block(w, 2);
		w->pre++;
		w->pre_first = true;
	}
}

static void on_table(struct html *h, const struct tag *t) {
	(void)t;
	h->w.row_fresh = h->w.row_text = h->w.row_lines = false;
	write_block_firm(&h->w, 2);
	h->w.heading = false;
}

static void on_row(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;

	write_block_firm(w, 1);
	if (t->end)
		return;
	if (w->breaks > 1 && w->row_text && !w->row_lines)
		w->breaks = 1; /* rows of words stand close, also where the words are paragraphs */
	w->row_text = w->row_lines = false;
	w->row_fresh = true;
}

static void on_cell(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;

	if (t->end)
		return;
	if (w->row_text && !w->row_lines) {
		w->cell = true;
		w->breaks = 0;
	} else {
		write_block_firm(w, 1);
	}
}

static void on_sup(struct html *h, const struct tag *t) {
	h->w.raised = !t->end;
}

static void on_q(struct html *h, const struct tag *t) {
	if (t->end)
		write_suffix(&h->w, SLICE("\xE2\x80\x9D"));
	else
		write_html(&h->w, SLICE("\xE2\x80\x9C"));
}

static bool is_speck(const struct tag *t) {
	return attr_number(t, ATTR_WIDTH, 2) < 2 || attr_number(t, ATTR_HEIGHT, 2) < 2; /* counts readers, shows nothing */
}

static bool is_emoji(const struct tag *t, struct slice alt) {
	struct slice class = t->attr[ATTR_CLASS];

	if (!alt.len || alt.len > 32 || class.len > 200)
		return false;
	return slice_find(class, SLICE("emoji")) < class.len || slice_find(class, SLICE("smiley")) < class.len;
}

static void on_img(struct html *h, const struct tag *t) {
	struct slice alt = slice_trim(t->attr[ATTR_ALT]), src = slice_trim(t->attr[ATTR_SRC]);
	bool numbered;

	alt.len = utf8_cut(alt, ALT_MAX);
	if (t->end || is_speck(t))
		return;
	if (is_emoji(t, alt)) {
		write_html(&h->w, alt);
		return;
	}
	if (!src.len || slice_starts_nocase(src, SLICE("data:")))
		src = slice_trim(t->attr[ATTR_DATA_SRC]);
	numbered = h->links && html_resolve(h, src);
	if (!alt.len && !numbered)
		return;
	write_words(&h->w, SLICE("[image"));
	if (alt.len) {
		write_suffix(&h->w, SLICE(": "));
		write_html(&h->w, alt);
	}
	h->w.space = false;
	write_suffix(&h->w, SLICE("]"));
	if (numbered)
		put_number(h, LINK_IMAGE);
}

static void put_media(struct html *h, const char *kind, struct slice src) {
	if (!html_resolve(h, src))
		return;
	write_block(&h->w, 1);
	write_words(&h->w, SLICE("["));
	write_suffix(&h->w, slice_of(kind));
	write_suffix(&h->w, SLICE(": "));
	write_suffix(&h->w, str_slice(&h->clean_url));
	write_suffix(&h->w, SLICE("]"));
	put_number(h, LINK_MEDIA);
	write_block(&h->w, 1);
}

static void on_media(struct html *h, const struct tag *t) {
	const char *kind = t->name[0] == 'v' ? "video" : "audio";

	h->media = NULL;
	if (t->end)
		return;
	if (t->attr[ATTR_SRC].len)
		put_media(h, kind, t->attr[ATTR_SRC]);
	else
		h->media = kind;
}

static void on_source(struct html *h, const struct tag *t) {
	if (h->media && t->attr[ATTR_SRC].len && !t->end) {
		put_media(h, h->media, t->attr[ATTR_SRC]);
		h->media = NULL;
	}
}

/* Frames of the places that show videos; other frames are named as what they are. */
static const char *frame_kind_of(struct slice url) {
	static const char *const hosts[] = {"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "twitch.tv"};
	struct slice host = url_host(url);

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (slice_ends(host, slice_of(hosts[i])))
			return "video";
	return slice_find(url, SLICE("/videos/embed/")) < url.len ? "video" : "embedded"; /* PeerTube */
}

/* A frame shows the player; people want the page: youtube.com/embed/ID becomes youtube.com/watch?v=ID. */
static void frame_to_page(struct slice url, struct str *page) {
	struct slice id = slice_from(url, slice_find(url, SLICE("/embed/")) + 7), host = url_host(url);
	size_t len = 0;

	while (len < id.len && id.at[len] != '?' && id.at[len] != '/' && id.at[len] != '#')
		len++;
	if (len != 11 || (!slice_ends(host, SLICE("youtube.com")) && !slice_ends(host, SLICE("youtube-nocookie.com")))) {
		str_add(page, url);
		return;
	}
	str_add_text(page, "https://www.youtube.com/watch?v=");
	str_add(page, (struct slice){id.at, len});
}

static void on_frame(struct html *h, const struct tag *t) {
	struct slice src = slice_trim(t->attr[ATTR_SRC]);
	struct str page;

	if (!src.len || slice_starts_nocase(src, SLICE("about:")))
		src = slice_trim(t->attr[ATTR_DATA_SRC]);
	if (t->end || is_speck(t) || !html_resolve(h, src))
		return;
	str_init(&page, URL_MAX + 64);
	frame_to_page(str_slice(&h->clean_url), &page);
	put_media(h, frame_kind_of(str_slice(&h->clean_url)), str_slice(&page));
	str_finish(&page);
}

struct meaning {
	char name[TAG_NAME_MAX + 1];
	void (*on)(struct html *, const struct tag *);
	unsigned breaks;              /* around it, where `on` is NULL */
	enum raw raw;                 /* its content is left out */
};

/* Every element of HTML, living and dead, sorted by name. */
static const struct meaning meanings[] = {
	{.name = "a", .on = on_a}, {.name = "abbr"}, {.name = "acronym"}, {.name = "address", .breaks = 1},
	{.name = "annotation", .raw = RAW_ANNOTATION}, {.name = "area"}, {.name = "article", .breaks = 2},
	{.name = "aside", .breaks = 2}, {.name = "audio", .on = on_media, .raw = RAW_AUDIO}, {.name = "b"}, {.name = "base"},
	{.name = "bdi"}, {.name = "bdo"}, {.name = "big"}, {.name = "blockquote", .on = on_quote}, {.name = "body"},
	{.name = "br", .on = on_br}, {.name = "button"}, {.name = "canvas"}, {.name = "caption", .breaks = 1},
	{.name = "center", .breaks = 1}, {.name = "cite"}, {.name = "code"}, {.name = "col"}, {.name = "colgroup"}, {.name = "data"},
	{.name = "datalist", .raw = RAW_DATALIST}, {.name = "dd", .on = on_term}, {.name = "del"}, {.name = "details", .breaks = 2},
	{.name = "dfn"}, {.name = "dialog", .breaks = 1}, {.name = "dir", .on = on_list}, {.name = "div", .breaks = 1},
	{.name = "dl", .on = on_terms}, {.name = "dt", .on = on_term}, {.name = "em"}, {.name = "embed", .on = on_frame},
	{.name = "fieldset", .breaks = 1}, {.name = "figcaption", .breaks = 1}, {.name = "figure", .breaks = 2}, {.name = "font"},
	{.name = "footer", .breaks = 2}, {.name = "form", .breaks = 1}, {.name = "frame", .on = on_frame}, {.name = "frameset"},
	{.name = "h1", .on = on_heading}, {.name = "h2", .on = on_heading}, {.name = "h3", .on = on_heading},
	{.name = "h4", .on = on_heading}, {.name = "h5", .on = on_heading}, {.name = "h6", .on = on_heading}, {.name = "head"},
	{.name = "header", .breaks = 2}, {.name = "hgroup", .breaks = 1}, {.name = "hr", .on = on_hr}, {.name = "html"}, {.name = "i"},
	{.name = "iframe", .on = on_frame, .raw = RAW_IFRAME}, {.name = "img", .on = on_img}, {.name = "input"}, {.name = "ins"},
	{.name = "kbd"}, {.name = "label"}, {.name = "legend", .breaks = 1}, {.name = "li", .on = on_li}, {.name = "link"},
	{.name = "main", .breaks = 2}, {.name = "map"}, {.name = "mark"}, {.name = "marquee", .breaks = 1}, {.name = "math"},
	{.name = "menu", .on = on_list}, {.name = "meta"}, {.name = "meter"}, {.name = "nav", .breaks = 2}, {.name = "nobr"},
	{.name = "noembed", .raw = RAW_NOEMBED}, {.name = "noframes", .raw = RAW_NOFRAMES}, {.name = "noscript", .raw = RAW_NOSCRIPT},
	{.name = "object"}, {.name = "ol", .on = on_list}, {.name = "optgroup", .breaks = 1}, {.name = "option", .breaks = 1},
	{.name = "output"}, {.name = "p", .on = on_p}, {.name = "param"}, {.name = "picture"}, {.name = "plaintext", .breaks = 1},
	{.name = "pre", .on = on_pre}, {.name = "progress"}, {.name = "q", .on = on_q}, {.name = "rp"}, {.name = "rt"}, {.name = "ruby"},
	{.name = "s"}, {.name = "samp"}, {.name = "script", .raw = RAW_SCRIPT}, {.name = "search", .breaks = 1},
	{.name = "section", .breaks = 2}, {.name = "select", .raw = RAW_SELECT}, {.name = "slot"}, {.name = "small"},
	{.name = "source", .on = on_source}, {.name = "span"}, {.name = "strike"}, {.name = "strong"},
	{.name = "style", .raw = RAW_STYLE}, {.name = "sub"}, {.name = "summary", .breaks = 1}, {.name = "sup", .on = on_sup},
	{.name = "svg", .raw = RAW_SVG}, {.name = "table", .on = on_table}, {.name = "tbody", .breaks = 1}, {.name = "td", .on = on_cell},
	{.name = "template", .raw = RAW_TEMPLATE}, {.name = "textarea", .raw = RAW_TEXTAREA}, {.name = "tfoot", .breaks = 1},
	{.name = "th", .on = on_cell}, {.name = "thead", .breaks = 1}, {.name = "time"}, {.name = "title", .raw = RAW_TITLE},
	{.name = "tr", .on = on_row}, {.name = "track"}, {.name = "tt"}, {.name = "u"}, {.name = "ul", .on = on_list}, {.name = "var"},
	{.name = "video", .on = on_media, .raw = RAW_VIDEO}, {.name = "wbr"}, {.name = "xmp", .on = on_pre},
};

static const struct meaning *meaning_of(const struct tag *t) {
	size_t low = 0, high = sizeof meanings / sizeof *meanings;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(meanings[mid].name, t->name);

		if (order == 0)
			return &meanings[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* ---- the walk ---- */

static struct slice rest_of(const struct html *h) {
	return (struct slice){h->at, (size_t)(h->end - h->at)};
}

/* The next "</name" from h->at on, or h->end. What was found is remembered, so the text is searched once for each name. */
static const char *raw_end(struct html *h, const struct meaning *m) {
	const char *p = h->at;
	size_t len = strlen(m->name);

	if (h->raw_end[m->raw] && h->raw_end[m->raw] >= p)
		return h->raw_end[m->raw];
	for (; (p = memchr(p, '<', (size_t)(h->end - p))); p++) {
		struct slice name = {p + 2, len};

		if ((size_t)(h->end - p) > len + 2 && p[1] == '/' && slice_equal_nocase(name, (struct slice){m->name, len}) &&
		    (html_is_space(p[len + 2]) || p[len + 2] == '>' || p[len + 2] == '/'))
			break;
	}
	return h->raw_end[m->raw] = p ? p : h->end;
}

static void leave_out_content(struct html *h, const struct meaning *m) {
	const char *end = raw_end(h, m);

	if (m->raw == RAW_VIDEO || m->raw == RAW_AUDIO)
		h->muted_to = end < h->end ? end : NULL;
	else if (end < h->end || m->raw == RAW_SCRIPT || m->raw == RAW_STYLE)
		h->at = end;
}

static void html_tag(struct html *h, const struct tag *t, const struct meaning *m) {
	bool muted = h->muted_to && h->at <= h->muted_to;

	if (!m || (muted && m->on != on_source))
		return;
	if (m->on)
		m->on(h, t);
	else if (m->breaks)
		write_block(&h->w, m->breaks);
	if (m->raw && !t->end && !t->closes_itself)
		leave_out_content(h, m);
}

static void html_text(struct html *h, struct slice text) {
	if (h->muted_to && text.at < h->muted_to)
		return;
	if (h->cdata) {
		size_t close = slice_find(text, SLICE("]]>"));

		if (close < text.len) {
			write_html(&h->w, (struct slice){text.at, close});
			text = slice_from(text, close + 3);
			h->cdata = false;
		}
	}
	write_html(&h->w, text);
}

/* Past the end of the comment that opens at h->at ("<!--"); "-->" and "--!>" end it, and "<!-->" is a whole one. */
static void skip_comment(struct html *h) {
	const char *from = h->at + 4, *p = h->at + 4;

	for (; (p = memchr(p, '>', (size_t)(h->end - p))); p++) {
		size_t dashes_from = (size_t)(p - h->at);

		if (p == from || (p == from + 1 && p[-1] == '-') || (dashes_from >= 6 && p[-1] == '-' && p[-2] == '-') ||
		    (dashes_from >= 7 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-'))
			break;
	}
	h->at = p ? p + 1 : h->end;
}

/* What opens with "<!", "<?" or "</" and is no tag. */
static bool skip_declaration(struct html *h) {
	struct slice rest = rest_of(h);
	const char *close;

	if (slice_starts(rest, SLICE("<!--"))) {
		skip_comment(h);
		return true;
	}
	if (slice_starts(rest, SLICE("<![CDATA["))) {
		h->cdata = true; /* found around whole articles, so what is in it is read on */
		h->at += 9;
		return true;
	}
	if (rest.len < 3 || (rest.at[1] != '!' && rest.at[1] != '?' && rest.at[1] != '/'))
		return false;
	close = memchr(h->at, '>', rest.len);
	h->at = close ? close + 1 : h->end;
	return true;
}

static void html_markup(struct html *h) {
	struct slice rest = rest_of(h);

	if (!h->tail && tag_starts(rest)) {
		struct tag t;
		size_t len = tag_read(rest, &t);
		const struct meaning *m = meaning_of(&t);

		if (len || m) { /* cut in the middle of a tag: nothing behind it is text */
			h->at = len ? h->at + len : h->end;
			if (len)
				html_tag(h, &t, m);
			return;
		}
		h->tail = true;
	}
	if (!h->tail && skip_declaration(h))
		return;
	if (!h->muted_to || h->at >= h->muted_to)
		write_words(&h->w, SLICE("<"));
	h->at++;
}

static void html_init(struct html *h, struct slice html, const char *base, struct str *out, struct text_links *links) {
	memset(h, 0, sizeof *h);
	h->w.out = out;
	h->w.start = out->len;
	h->at = html.at;
	h->end = html.at + html.len;
	h->base = base;
	h->links = links;
	str_init(&h->raw_url, HREF_MAX);
	str_init(&h->url, URL_MAX);
	str_init(&h->clean_url, URL_MAX);
	if (!links)
		return;
	h->limit = links->limit && links->limit < TEXT_LINKS_MAX ? links->limit : TEXT_LINKS_MAX;
	for (size_t i = 0; i < links->count && i < h->limit; i++)
		h->link_hash[i] = fnv(slice_of(links->at[i].url));
}

void text_from_html(struct slice html, const char *base, struct str *out, struct text_links *links) {
	struct html h;

	if (!html.len)
		return;
	html_init(&h, html, base, out, links);
	while (h.at < h.end && !out->full) {
		const char *open = memchr(h.at, '<', (size_t)(h.end - h.at));
		struct slice text = {h.at, (size_t)((open ? open : h.end) - h.at)};

		if (text.len)
			html_text(&h, text);
		h.at += text.len;
		if (open)
			html_markup(&h);
	}
	link_end(&h);
	str_finish(&h.raw_url);
	str_finish(&h.url);
	str_finish(&h.clean_url);
}

static bool looks_like_tag(struct slice s) {
	struct tag t;
	size_t len = 1;

	if (slice_starts(s, SLICE("<!--")))
		return true;
	if (!tag_starts(s))
		return false;
	while (len < s.len && len < TAG_NAME_MAX + 3 && s.at[len] != '>' && !html_is_space(s.at[len]))
		len++;
	tag_read((struct slice){s.at, len}, &t); /* the name alone, so that this stays linear */
	return len < s.len && meaning_of(&t);
}

bool text_looks_html(struct slice s) {
	for (; s.len; s = slice_from(s, 1)) {
		uint32_t runes[2];
		size_t taken;

		while (s.len && *s.at != '<' && *s.at != '&')
			s = slice_from(s, 1);
		if (!s.len)
			return false;
		if (*s.at == '<' && looks_like_tag(s))
			return true;
		if (*s.at == '&' && (taken = text_entity(s, runes)) && s.at[taken - 1] == ';')
			return true;
	}
	return false;
}
