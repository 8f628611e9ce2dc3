/* html_meaning.c: what each element of HTML means to a reader of text: breaks, marks, numbers, or that its content is left out. */
#include "html_state.h"

#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>

#define ABBREVIATION_MAX 80 /* bytes of what it stands for */
#define ABBREVIATED_MAX 24  /* … and of itself */

int html_number(const struct tag *t, enum attr attr, int otherwise) {
	long long n;

	if (!slice_to_int(tag_attr(t, attr), &n) || n < -9999 || n > 999999)
		return otherwise;
	return (int)n;
}

/* ---- links ---- */

#define MARK_MAX 24 /* bytes of a sign in a link, with references: an arrow back, the number of a note */

/* What stands in a link up to its first tag, when that is short. */
static struct slice link_words(const struct html *h) {
	struct slice rest = {h->at, (size_t)(h->end - h->at)};
	const char *close;

	rest.len = rest.len < MARK_MAX ? rest.len : MARK_MAX;
	close = memchr(rest.at, '<', rest.len);
	rest.len = close ? (size_t)(close - rest.at) : 0;
	return rest;
}

static bool is_space(uint32_t rune) {
	return rune == 0xFE0E || rune == 0xFE0F || rune == 0xA0 || (rune < 0x80 && html_is_space((char)rune));
}

/* Whether these words are nothing but one of these signs. */
static bool is_sign(struct slice words, const uint32_t *signs) {
	bool found = false;

	while (words.len) {
		uint32_t runes[2];
		size_t len = text_entity(words, runes), i = 0;

		if (len)
			words = slice_from(words, len);
		else
			runes[0] = utf8_next(&words);
		if (is_space(runes[0]))
			continue;
		while (signs[i] && signs[i] != runes[0])
			i++;
		if (found || !signs[i])
			return false;
		found = true;
	}
	return found;
}

/* "3", "[3]", "*": how a note is called; the sign alone, empty when it is something else. */
static struct slice note_sign(struct slice words) {
	struct slice s = slice_trim(words);
	size_t digits = 0;

	if (s.len > 2 && s.at[0] == '[' && s.at[s.len - 1] == ']')
		s = (struct slice){s.at + 1, s.len - 2};
	while (digits < s.len && s.at[digits] >= '0' && s.at[digits] <= '9')
		digits++;
	return s.len && s.len <= 3 && digits == s.len ? s : (struct slice){"", 0};
}

static bool names_note(struct slice fragment) {
	static const char *const beginnings[] = {"fn", "footnote", "_ftn", "ftn", "note", "cite", "ref", "sdfootnote", "easy-footnote", "endnote", "_edn"};

	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (slice_starts_nocase(fragment, slice_of(beginnings[i])))
			return true;
	return false;
}

/* A note's number: before the note itself it is a number like a list's, where it is called it is raised. */
static void put_note(struct html *h, struct slice sign) {
	struct html_writer *w = &h->w;
	struct frame *f = write_frame(w);
	char mark[8] = {0};

	if (write_at_line_start(w)) {
		memcpy(mark, sign.at, sign.len);
		memcpy(mark + sign.len, ". ", 2);
		if (!f || !f->marker)
			write_bullet(w, slice_of(mark));
		w->raised = false;
		return;
	}
	mark[0] = '^';
	memcpy(mark + 1, sign.at, sign.len);
	write_suffix(w, slice_of(mark));
	w->raised = false;
}

/* A place in the same text is nowhere to go: arrows back and the signs beside headings are nothing at all. True when it was such. */
static bool is_place(struct html *h, struct slice href) {
	static const uint32_t arrows[] = {'^', 0x2191, 0x21A9, 0x21B5, 0x2934, 0}, beside_headings[] = {'#', 0xB6, 0xA7, 0x1F517, 0};
	struct slice words = link_words(h), sign = note_sign(words);
	size_t at = slice_find(href, SLICE("#"));
	bool here = at == 0;

	if (!here && (at == href.len || !names_note(slice_from(href, at + 1)) || (!sign.len && !is_sign(words, arrows))))
		return h->w.heading && is_sign(words, beside_headings) && (h->at += words.len);
	if (sign.len)
		put_note(h, sign);
	if (sign.len || is_sign(words, arrows) || is_sign(words, beside_headings))
		h->at += words.len;
	return true;
}

static void on_a(struct html *h, const struct tag *t) {
	struct slice href = tag_attr(t, ATTR_HREF);

	html_link_end(h);
	if (t->end || !href.len || (memchr(href.at, '#', href.len) && is_place(h, href)))
		return;
	h->link_open = true;
	h->link_kind = LINK_PAGE;
	h->href = href;
	h->link_from = h->w.out->len;
}

/* Mastodon and its kin shorten the words of a link by hiding their ends. */
static void on_span(struct html *h, const struct tag *t) {
	if (!t->end && h->link_open && t->has && html_has_class(t, SLICE("ellipsis")))
		h->ellipsis = true;
	else if (t->end && h->ellipsis) {
		write_suffix(&h->w, SLICE("\xE2\x80\xA6"));
		h->ellipsis = false;
	}
}

/* ---- paragraphs ---- */

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

/* ---- lists ---- */

static enum numbering numbering_of(const struct tag *t) {
	struct slice type = tag_attr(t, ATTR_TYPE);

	if (t->name[0] != 'o')
		return NUMBERING_NONE;
	switch (type.len == 1 ? *type.at : '1') {
	case 'a': return NUMBERING_LETTERS;
	case 'A': return NUMBERING_CAPITALS;
	case 'i': return NUMBERING_ROMAN;
	case 'I': return NUMBERING_ROMAN_CAPITALS;
	default: return NUMBERING_DIGITS;
	}
}

/* Items of the list that was just opened, lists inside it not counted. */
static int count_items(struct html *h, const struct tag *t) {
	const char *end = html_element_end(h, t);
	int count = 0, depth = 1;
	struct tag inner;

	h->searches_wasted += end != NULL; /* the items are read again */
	for (const char *p = h->at; end && (p = memchr(p, '<', (size_t)(end - p))); p++) {
		struct slice rest = {p, (size_t)(end - p)};

		if (!tag_starts(rest) || !tag_read(rest, &inner))
			continue;
		if (strcmp(inner.name, "ol") == 0 || strcmp(inner.name, "ul") == 0)
			depth += inner.end ? -1 : 1;
		count += depth == 1 && !inner.end && strcmp(inner.name, "li") == 0;
	}
	return count;
}

static bool in_list(struct html *h) {
	struct frame *f = write_frame(&h->w);

	return f && f->kind == FRAME_LIST;
}

static void on_list(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;
	struct frame frame = {.kind = FRAME_LIST};

	w->heading = false;
	if (t->end) {
		if (in_list(h))
			write_frame(w)->marker = false;
		write_close(w, FRAME_LIST);
		write_block_firm(w, in_list(h) ? 1 : 2);
		return;
	}
	write_block_firm(w, in_list(h) ? 1 : 2);
	frame.numbering = numbering_of(t);
	frame.descending = frame.numbering && tag_has(t, ATTR_REVERSED);
	frame.number = html_number(t, ATTR_START, frame.descending ? count_items(h, t) : 1);
	write_open(w, frame);
}

static void on_li(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;
	struct frame *f = write_frame(w);

	if (f && f->kind != FRAME_LIST)
		f = NULL;
	if (f)
		f->marker = false;
	w->bullet[0] = '\0';
	write_block_firm(w, 1);
	if (t->end)
		return;
	if (f && f->used && w->breaks > 1)
		w->breaks = 1; /* items whose words are paragraphs still make one list */
	if (!f) {
		write_bullet(w, SLICE("- "));
		return;
	}
	f->marker = f->used = true;
	f->number = html_number(t, ATTR_VALUE, f->number);
}

/* A list of things done and to do. */
static void on_input(struct html *h, const struct tag *t) {
	if (in_list(h) && slice_equal_nocase(tag_attr(t, ATTR_TYPE), SLICE("checkbox"))) {
		write_words(&h->w, tag_has(t, ATTR_CHECKED) ? SLICE("[x]") : SLICE("[ ]"));
		h->w.space = true;
	}
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

/* ---- tables ---- */

static void on_table(struct html *h, const struct tag *t) {
	(void)t;
	h->w.row_fresh = h->w.row_text = h->w.row_lines = h->w.columns = false;
	h->w.row_cells = h->w.row_written = 0;
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
	w->row_cells = w->row_written = 0;
	w->row_fresh = true;
}

static void on_cell(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;

	if (t->end)
		return;
	w->row_cells++;
	w->columns = w->columns || t->name[1] == 'h';
	if (w->row_text && !w->row_lines) {
		w->cell = true;
		w->breaks = 0;
	} else {
		write_block_firm(w, 1);
	}
}

/* ---- in a line ---- */

static void on_sup(struct html *h, const struct tag *t) {
	h->w.raised = !t->end;
}

static void on_q(struct html *h, const struct tag *t) {
	if (t->end)
		write_closing(&h->w, "\xE2\x80\x9C", "\xE2\x80\x9D");
	else
		write_opening(&h->w, "\xE2\x80\x9C");
}

/* Words that were taken back are no part of the sentence any more. */
static void on_struck(struct html *h, const struct tag *t) {
	if (t->end && h->struck) {
		h->struck--;
		write_closing(&h->w, "~", "~");
	} else if (!t->end) {
		h->struck++;
		write_opening(&h->w, "~");
	}
}

/* How a word is read aloud stands in brackets behind it. */
static void on_ruby_text(struct html *h, const struct tag *t) {
	if (t->end && h->ruby) {
		h->ruby = false;
		write_closing(&h->w, "(", ")");
	} else if (!t->end && !h->ruby) {
		h->ruby = true;
		write_opening(&h->w, "(");
	}
}

static bool told_before(struct html *h, struct slice abbreviation) {
	uint64_t hash = html_hash(abbreviation);

	for (unsigned i = 0; i < h->abbreviation_count; i++)
		if (h->abbreviations[i] == hash)
			return true;
	if (h->abbreviation_count == ABBREVIATIONS_MAX)
		return true;
	h->abbreviations[h->abbreviation_count++] = hash;
	return false;
}

/* What an abbreviation stands for is told the first time: no pointer hovers over a terminal. */
static void on_abbr(struct html *h, const struct tag *t) {
	struct slice title = h->abbreviation, words = slice_from(str_slice(h->w.out), h->abbreviation_from);

	if (!t->end) {
		h->abbreviation = tag_attr(t, ATTR_TITLE);
		h->abbreviation_from = h->w.out->len;
		return;
	}
	h->abbreviation.len = 0;
	if (title.len < 4 || title.len > ABBREVIATION_MAX || !memchr(title.at, ' ', title.len) || !words.len || words.len > ABBREVIATED_MAX || told_before(h, title))
		return;
	h->w.space = true;
	write_words(&h->w, SLICE("("));
	write_html(&h->w, title);
	write_suffix(&h->w, SLICE(")"));
	h->w.space = false;
}

/* Formulas: as they were typed, where the page says it; else their letters one after another. */
static void on_math(struct html *h, const struct tag *t) {
	struct slice typed = tag_attr(t, ATTR_ALTTEXT);
	const char *end;

	if (t->end || !typed.len || !(end = html_element_end(h, t)))
		return;
	write_html(&h->w, typed);
	h->at = end;
}

static void on_plaintext(struct html *h, const struct tag *t) {
	on_pre(h, t);
	h->tail = h->tail || !t->end; /* nothing is markup from here on */
}

/* Every element of HTML, living and dead, sorted by name. */
static const struct meaning meanings[] = {
	{.name = "a", .on = on_a}, {.name = "abbr", .on = on_abbr}, {.name = "acronym", .on = on_abbr}, {.name = "address", .breaks = 1},
	{.name = "annotation", .raw = RAW_ANNOTATION}, {.name = "area", .empty = true}, {.name = "article", .breaks = 2},
	{.name = "aside", .breaks = 2}, {.name = "audio", .on = html_on_media, .raw = RAW_AUDIO, .heard = HEARD_IN_NOSCRIPT}, {.name = "b"}, {.name = "base", .empty = true},
	{.name = "bdi"}, {.name = "bdo"}, {.name = "big"}, {.name = "blockquote", .on = on_quote, .breaks = 2}, {.name = "body"},
	{.name = "br", .on = on_br, .empty = true}, {.name = "button", .control = true}, {.name = "canvas"}, {.name = "caption", .breaks = 1},
	{.name = "center", .breaks = 1}, {.name = "cite"}, {.name = "code"}, {.name = "col", .empty = true}, {.name = "colgroup"}, {.name = "data"},
	{.name = "datalist", .raw = RAW_DATALIST}, {.name = "dd", .on = on_term}, {.name = "del", .on = on_struck}, {.name = "details", .breaks = 2},
	{.name = "dfn"}, {.name = "dialog", .breaks = 1}, {.name = "dir", .on = on_list, .breaks = 2}, {.name = "div", .breaks = 1},
	{.name = "dl", .on = on_terms, .breaks = 2}, {.name = "dt", .on = on_term}, {.name = "em"}, {.name = "embed", .on = html_on_frame, .heard = HEARD_IN_NOSCRIPT, .empty = true},
	{.name = "fieldset", .breaks = 1}, {.name = "figcaption", .on = html_on_caption, .breaks = 1}, {.name = "figure", .breaks = 2}, {.name = "font"},
	{.name = "footer", .breaks = 2}, {.name = "form", .breaks = 1, .control = true}, {.name = "frame", .on = html_on_frame, .empty = true}, {.name = "frameset"},
	{.name = "h1", .on = on_heading, .breaks = 2}, {.name = "h2", .on = on_heading, .breaks = 2}, {.name = "h3", .on = on_heading, .breaks = 2},
	{.name = "h4", .on = on_heading, .breaks = 2}, {.name = "h5", .on = on_heading, .breaks = 2}, {.name = "h6", .on = on_heading, .breaks = 2}, {.name = "head"},
	{.name = "header", .breaks = 2}, {.name = "hgroup", .breaks = 1}, {.name = "hr", .on = on_hr, .empty = true}, {.name = "html"}, {.name = "i"},
	{.name = "iframe", .on = html_on_frame, .raw = RAW_IFRAME, .heard = HEARD_IN_NOSCRIPT}, {.name = "img", .on = html_on_image, .heard = HEARD_IN_NOSCRIPT, .empty = true}, {.name = "input", .on = on_input, .empty = true}, {.name = "ins"},
	{.name = "kbd"}, {.name = "label"}, {.name = "legend", .breaks = 1}, {.name = "li", .on = on_li}, {.name = "link", .empty = true},
	{.name = "main", .breaks = 2}, {.name = "map"}, {.name = "mark"}, {.name = "marquee", .breaks = 1}, {.name = "math", .on = on_math},
	{.name = "menu", .on = on_list, .breaks = 2}, {.name = "meta", .empty = true}, {.name = "meter"}, {.name = "nav", .breaks = 2}, {.name = "nobr"},
	{.name = "noembed", .raw = RAW_NOEMBED}, {.name = "noframes", .raw = RAW_NOFRAMES}, {.name = "noscript", .raw = RAW_NOSCRIPT},
	{.name = "object"}, {.name = "ol", .on = on_list, .breaks = 2}, {.name = "optgroup", .breaks = 1}, {.name = "option", .breaks = 1},
	{.name = "output"}, {.name = "p", .on = on_p, .breaks = 2}, {.name = "param", .empty = true}, {.name = "picture", .on = html_on_picture, .heard = HEARD_IN_NOSCRIPT}, {.name = "plaintext", .on = on_plaintext},
	{.name = "pre", .on = on_pre, .breaks = 2}, {.name = "progress"}, {.name = "q", .on = on_q}, {.name = "rp", .raw = RAW_RP}, {.name = "rt", .on = on_ruby_text}, {.name = "ruby"},
	{.name = "s", .on = on_struck}, {.name = "samp"}, {.name = "script", .raw = RAW_SCRIPT}, {.name = "search", .breaks = 1},
	{.name = "section", .breaks = 2}, {.name = "select", .raw = RAW_SELECT}, {.name = "slot"}, {.name = "small"},
	{.name = "source", .on = html_on_source, .heard = HEARD_IN_MEDIA | HEARD_IN_NOSCRIPT, .empty = true}, {.name = "span", .on = on_span}, {.name = "strike", .on = on_struck}, {.name = "strong"},
	{.name = "style", .raw = RAW_STYLE}, {.name = "sub"}, {.name = "summary", .breaks = 1}, {.name = "sup", .on = on_sup},
	{.name = "svg", .raw = RAW_SVG}, {.name = "table", .on = on_table, .breaks = 2}, {.name = "tbody", .breaks = 1}, {.name = "td", .on = on_cell},
	{.name = "template", .raw = RAW_TEMPLATE}, {.name = "textarea", .raw = RAW_TEXTAREA}, {.name = "tfoot", .breaks = 1},
	{.name = "th", .on = on_cell}, {.name = "thead", .breaks = 1}, {.name = "time"}, {.name = "title", .raw = RAW_TITLE},
	{.name = "tr", .on = on_row}, {.name = "track", .empty = true}, {.name = "tt"}, {.name = "u"}, {.name = "ul", .on = on_list, .breaks = 2}, {.name = "var"},
	{.name = "video", .on = html_on_media, .raw = RAW_VIDEO, .heard = HEARD_IN_NOSCRIPT}, {.name = "wbr", .empty = true}, {.name = "xmp", .on = on_pre},
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
