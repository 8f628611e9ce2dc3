/* html_meaning.c: what each element of HTML means to a reader of text: breaks, marks, numbers, or that its content is left out. */
#include "html_state.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <string.h>


static int attr_number(const struct tag *t, enum attr attr, int otherwise) {
	long long n;

	if (!t->has[attr] || !slice_to_int(slice_trim(t->attr[attr]), &n) || n < -9999 || n > 999999)
		return otherwise;
	return (int)n;
}

#define BACK_MAX 24 /* bytes: an arrow and what follows it, as references */

static bool is_arrow(uint32_t rune) {
	return rune == '^' || rune == 0x2191 || rune == 0x21A9 || rune == 0x21B5 || rune == 0x2934; /* ↑ ↩ ↵ ⤴ */
}

/* Bytes of an arrow back to where a footnote was called, at the front of what stands in a link; 0 when it says something else. */
static size_t back_length(struct slice s) {
	struct slice rest = s;
	bool arrow = false;

	rest.len = rest.len < BACK_MAX ? rest.len : BACK_MAX;
	while (rest.len && *rest.at != '<') {
		uint32_t runes[2];
		size_t len = text_entity(rest, runes);

		if (len)
			rest = slice_from(rest, len);
		else
			runes[0] = utf8_next(&rest);
		if (runes[0] == 0xFE0E || runes[0] == 0xFE0F || runes[0] == 0xA0 || (runes[0] < 0x80 && html_is_space((char)runes[0])))
			continue;
		if (arrow || !is_arrow(runes[0]))
			return 0;
		arrow = true;
	}
	return arrow && rest.len ? (size_t)(rest.at - s.at) : 0;
}

static void on_a(struct html *h, const struct tag *t) {
	struct slice href = slice_trim(t->attr[ATTR_HREF]);

	html_link_end(h);
	if (t->end || !href.len)
		return;
	if (href.at[0] == '#') { /* a place in the same text is nowhere to go */
		h->at += back_length((struct slice){h->at, (size_t)(h->end - h->at)});
		return;
	}
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

	alt.len = utf8_cut(alt, LIMIT_ALT_BYTES);
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
		html_put_number(h, LINK_IMAGE);
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
	html_put_number(h, LINK_MEDIA);
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
	{.name = "source", .on = on_source, .in_media = true}, {.name = "span"}, {.name = "strike"}, {.name = "strong"},
	{.name = "style", .raw = RAW_STYLE}, {.name = "sub"}, {.name = "summary", .breaks = 1}, {.name = "sup", .on = on_sup},
	{.name = "svg", .raw = RAW_SVG}, {.name = "table", .on = on_table}, {.name = "tbody", .breaks = 1}, {.name = "td", .on = on_cell},
	{.name = "template", .raw = RAW_TEMPLATE}, {.name = "textarea", .raw = RAW_TEXTAREA}, {.name = "tfoot", .breaks = 1},
	{.name = "th", .on = on_cell}, {.name = "thead", .breaks = 1}, {.name = "time"}, {.name = "title", .raw = RAW_TITLE},
	{.name = "tr", .on = on_row}, {.name = "track"}, {.name = "tt"}, {.name = "u"}, {.name = "ul", .on = on_list}, {.name = "var"},
	{.name = "video", .on = on_media, .raw = RAW_VIDEO}, {.name = "wbr"}, {.name = "xmp", .on = on_pre},
};

const struct meaning *html_meaning(const char *name) {
	size_t low = 0, high = sizeof meanings / sizeof *meanings;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(meanings[mid].name, name);

		if (order == 0)
			return &meanings[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
