/* address.c: text without markup: addresses are found in it and numbered; marks and numbers are told from words. */
#include "address.h"

#include <bewust/mem.h>
#include <bewust/url.h>
#include <string.h>

static bool is_word_char(char c) {
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* What may stand in an address as people type it; quotation marks and brackets of any kind end it. */
static size_t address_length(struct slice s) {
	static const char *const ends[] = {"“", "”", "„", "«", "»", "「", "」", "（", "）", "。", "、", "，", "…"};
	size_t len = 0, open = 0;

	for (; len < s.len && (unsigned char)s.at[len] > ' ' && !strchr("<>\"`{}|\\^", s.at[len]); len++) {
		if ((unsigned char)s.at[len] >= 0xC2)
			for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
				if (slice_starts(slice_from(s, len), slice_of(ends[i])))
					s.len = len;
		if (len == s.len)
			break;
		open += s.at[len] == '(';
		if (s.at[len] == ')' && !open--)
			break;
	}
	while (len && strchr(".,;:!?'*_]", s.at[len - 1]))
		len--;
	return len;
}

/* The next "://" from there on; text.len: there is none. Colons are rare. */
static size_t find_colon(struct slice text, size_t from) {
	for (const char *colon; from + 3 <= text.len && (colon = memchr(text.at + from, ':', text.len - from - 2)); from++) {
		from = (size_t)(colon - text.at);
		if (colon[1] == '/' && colon[2] == '/')
			return from;
	}
	return text.len;
}

bool address_find(struct slice text, size_t *at, size_t *len) {
	size_t from = 0, colon;

	for (; (colon = find_colon(text, from)) < text.len; from = colon + 3) {
		size_t scheme = colon >= from + 5 && slice_equal_nocase((struct slice){text.at + colon - 5, 5}, SLICE("https")) ? 5 :
			colon >= from + 4 && slice_equal_nocase((struct slice){text.at + colon - 4, 4}, SLICE("http")) ? 4 : 0;

		if (!scheme || (colon > scheme && is_word_char(text.at[colon - scheme - 1])))
			continue;
		*at = colon - scheme;
		*len = address_length(slice_from(text, *at));
		if (*len > scheme + 3)
			return true;
	}
	return false;
}

void text_links_add(struct text_links *links, enum text_link_kind kind, const char *url, struct slice words) {
	struct text_link *l;

	if (links->count == links->cap) {
		links->cap = links->cap ? links->cap * 2 : 8;
		links->at = mem_grow(links->at, links->cap, sizeof *links->at);
	}
	l = &links->at[links->count++];
	*l = (struct text_link){.kind = kind, .url = mem_text(url)};
	text_copy(l->words, sizeof l->words, words);
	for (char *c = l->words; *c; c++)
		*c = *c == '\n' || *c == '\t' ? ' ' : *c;
}

/* The number of an address among the links, added where it is new; 0 when there are too many, or it is none. */
static size_t number_of(struct text_links *links, struct slice raw) {
	size_t limit = links->limit && links->limit < LIMIT_LINKS ? links->limit : LIMIT_LINKS, n = 0;
	struct str url, clean;

	str_init(&url, URL_MAX);
	str_init(&clean, URL_MAX);
	if (url_resolve("", raw, &url)) {
		url_without_tracking(str_slice(&url), &clean);
		while (n < links->count && strcmp(links->at[n].url, clean.at) != 0)
			n++;
		if (n == links->count && n < limit)
			text_links_add(links, LINK_PAGE, clean.at, raw);
		n = n < links->count ? n + 1 : 0;
	}
	str_finish(&url);
	str_finish(&clean);
	return n;
}

void text_from_plain(struct slice text, struct str *out, struct text_links *links) {
	struct str clean;
	struct slice rest;
	size_t at, len;

	str_init(&clean, 3 * text.len + 1);
	text_clean(text, TEXT_BLOCK, &clean);
	rest = str_slice(&clean);
	while (links && address_find(rest, &at, &len)) {
		size_t number = number_of(links, (struct slice){rest.at + at, len});

		str_add(out, (struct slice){rest.at, at + len});
		if (number)
			str_addf(out, "[%zu]", number);
		rest = slice_from(rest, at + len);
	}
	text_clean(rest, TEXT_BLOCK, out); /* cut at a whole character where it does not fit */
	str_finish(&clean);
}

/* ---- marks ---- */

static size_t digits_length(struct slice s) {
	size_t n = 0;

	while (n < s.len && n < 4 && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	return n;
}

size_t text_mark(struct slice s, enum text_mark *kind) {
	static const char *const names[] = {[MARK_IMAGE] = "[image", [MARK_VIDEO] = "[video", [MARK_AUDIO] = "[audio", [MARK_EMBEDDED] = "[embedded"};
	struct slice rest;
	size_t digits, close;

	if (!s.len || s.at[0] != '[')
		return 0;
	digits = digits_length(slice_from(s, 1));
	*kind = MARK_NUMBER;
	if (digits)
		return digits + 1 < s.len && s.at[digits + 1] == ']' ? digits + 2 : 0;
	for (int i = MARK_IMAGE; i <= MARK_EMBEDDED; i++) {
		if (!slice_starts(s, slice_of(names[i])))
			continue;
		*kind = (enum text_mark)i;
		rest = slice_from(s, strlen(names[i]));
		rest.len = slice_find(rest, SLICE("\n"));
		close = slice_find(rest, SLICE("]"));
		if (close < rest.len && (close == 0 || slice_starts(rest, SLICE(": "))))
			return strlen(names[i]) + close + 1;
	}
	return 0;
}

/* The next mark in *rest, which is what is left of the text at `start`, with *before what stands before it and *inside what it says; *rest is what comes after. False at the end, with all that
 * is left in *before. */
static bool next_mark(const char *start, struct slice *rest, struct slice *before, struct slice *inside) {
	const char *from = rest->at, *p = from, *end = from + rest->len;
	enum text_mark kind;

	for (; rest->len && (p = memchr(p, '[', (size_t)(end - p))); p++) {
		size_t len = text_mark((struct slice){p, (size_t)(end - p)}, &kind);

		if (!len || (kind == MARK_NUMBER && (p == start || p[-1] == ' ' || p[-1] == '\n')))
			continue;
		*before = (struct slice){from, (size_t)(p - from)};
		*inside = slice_from((struct slice){p, len - 1}, slice_find((struct slice){p, len - 1}, SLICE(": ")));
		*rest = slice_from(*rest, before->len + len);
		return true;
	}
	*before = *rest;
	*inside = (struct slice){"", 0};
	*rest = slice_from(*rest, rest->len);
	return false;
}

void text_without_marks(struct slice text, struct str *out) {
	struct slice before, inside;
	const char *start = text.at;
	bool more = text.len > 0;

	while (more) {
		more = next_mark(start, &text, &before, &inside);
		str_add(out, before);
	}
}

size_t text_reading_words(struct slice text) {
	struct slice before, inside;
	const char *start = text.at;
	size_t words = 0;
	bool more = text.len > 0;

	while (more) {
		more = next_mark(start, &text, &before, &inside);
		words += text_word_count(before) + text_word_count(inside);
	}
	return words;
}
