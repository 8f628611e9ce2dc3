/* markup.c: HTML where plain text belongs. */
#include "markup.h"

#include <bewust/text.h>
#include <string.h>

bool char_among(char c, const char *set) {
	return c && strchr(set, c);
}

static bool is_letter(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of the tag or comment at the front of s ("<…"), or 0 when it is none. */
static size_t tag_length(struct slice s) {
	char quote = 0;

	if (slice_starts(s, SLICE("<!--"))) {
		size_t end = slice_find(s, SLICE("-->"));

		return end < s.len ? end + 3 : s.len;
	}
	if (s.len < 3 || !(is_letter(s.at[1]) || s.at[1] == '!' || (s.at[1] == '/' && is_letter(s.at[2]))))
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		if (quote)
			quote = s.at[i] == quote ? 0 : quote;
		else if ((s.at[i] == '"' || s.at[i] == '\'') && s.at[i - 1] == '=')
			quote = s.at[i];
		else if (s.at[i] == '>')
			return i + 1;
	}
	return quote ? 0 : s.len;
}

static bool tag_is(struct slice tag, const char *const *names, size_t count) {
	struct slice name = slice_from(tag, tag.len > 1 && tag.at[1] == '/' ? 2 : 1);
	size_t n = 0;

	while (n < name.len && (is_letter(name.at[n]) || (name.at[n] >= '0' && name.at[n] <= '9')))
		n++;
	name.len = n;
	for (size_t i = 0; i < count; i++)
		if (slice_equal_nocase(name, slice_of(names[i])))
			return true;
	return false;
}

static bool tag_is_block(struct slice tag) {
	static const char *const names[] = {"p", "br", "div", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5",
		"h6", "blockquote", "pre", "hr", "dd", "dt", "figcaption", "section", "article"};

	return tag_is(tag, names, sizeof names / sizeof *names);
}

/* The bytes from an opening <script> or <style> to the end of what it holds; 0 for any other tag. */
static size_t hidden_length(struct slice s, size_t tag) {
	static const char *const names[] = {"script", "style"};
	static const struct slice ends[] = {{"</script", 8}, {"</style", 7}};

	for (size_t i = 0; i < 2; i++) {
		if (s.at[1] == '/' || !tag_is(s, &names[i], 1))
			continue;
		for (size_t at = tag; at < s.len; at++) {
			const char *next = memchr(s.at + at, '<', s.len - at);

			if (!next)
				return s.len;
			at = (size_t)(next - s.at);
			if (slice_starts_nocase(slice_from(s, at), ends[i]))
				return at;
		}
		return s.len;
	}
	return 0;
}

void markup_strip(struct slice html, struct str *out) {
	while (html.len > 0) {
		const char *tag = memchr(html.at, '<', html.len);
		struct slice words = {html.at, tag ? (size_t)(tag - html.at) : html.len};

		text_unescape(words, out);
		html = slice_from(html, words.len);
		if (html.len == 0)
			break;
		size_t n = tag_length(html);

		if (n == 0) {
			str_add_char(out, '<');
			n = 1;
		} else {
			size_t hidden = hidden_length(html, n);

			if (tag_is_block((struct slice){html.at, n}))
				str_add_char(out, '\n');
			n = hidden > n ? hidden : n;
		}
		html = slice_from(html, n);
	}
}

char *markup_line(struct arena *a, struct slice s, enum form form, struct str *scratch) {
	if (s.len == 0)
		return NULL;
	bool plain = !memchr(s.at, '&', s.len) && !memchr(s.at, '<', s.len);

	if (!plain && (form == FORM_HTML || (form == FORM_AUTO && text_looks_html(s)))) {
		str_clear(scratch);
		markup_strip(s, scratch);
		s = str_slice(scratch);
	}
	char *line = text_clean_arena(a, s, TEXT_LINE);

	return line && *line ? line : NULL;
}

static struct slice name_at(struct slice s) {
	size_t n = 0;

	while (n < s.len && (is_letter(s.at[n]) || (s.at[n] >= '0' && s.at[n] <= '9')))
		n++;
	return (struct slice){s.at, n};
}

static bool shapes_text(struct slice name, bool *is_void) {
	static const char *const pairs[] = {"p", "div", "span", "a", "b", "strong", "i", "em", "u", "ul", "ol", "li", "blockquote", "table",
		"h1", "h2", "h3", "h4", "h5", "h6", "center", "font", "figure", "section", "article", "pre", "code", "small", "sup", "sub", "iframe"};
	static const char *const voids[] = {"br", "img", "hr"};

	for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
		if ((*is_void = slice_equal_nocase(name, slice_of(voids[i]))))
			return true;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (slice_equal_nocase(name, slice_of(pairs[i])))
			return true;
	return false;
}

static bool has_escaped_end(struct slice s, struct slice name) {
	for (;;) {
		s = slice_from(s, slice_find(s, SLICE("&lt;/")));
		if (s.len == 0)
			return false;
		s = slice_from(s, 5);
		if (slice_equal_nocase(name_at(s), name))
			return true;
	}
}

/* Takes the next escaped start tag off *s: its name, and whether it has its end, or needs none; "" when there is none. */
static struct slice next_escaped_tag(struct slice *s, bool *ended, bool *has_attributes) {
	struct slice name = {NULL, 0};
	bool is_void = false;

	while (name.len == 0) {
		*s = slice_from(*s, slice_find(*s, SLICE("&lt;")));
		if (s->len == 0)
			return name;
		*s = slice_from(*s, 4);
		name = name_at(*s);
	}
	*s = slice_from(*s, name.len);
	*has_attributes = s->len > 1 && s->at[0] == ' ' && is_letter(s->at[1]);
	if (!shapes_text(name, &is_void))
		*ended = false;
	else
		*ended = is_void ? slice_find(*s, SLICE("&gt;")) < s->len : has_escaped_end(*s, name);
	return name;
}

void markup_undouble(struct str *text, bool surely, struct str *scratch) {
	struct slice s = str_slice(text);
	bool ended, has_attributes, enough = surely;

	if (s.len == 0 || memchr(s.at, '<', s.len))
		return;
	if (next_escaped_tag(&s, &ended, &has_attributes).len == 0 || !ended)
		return;
	enough |= has_attributes || (next_escaped_tag(&s, &ended, &has_attributes).len > 0 && ended);
	if (!enough)
		return;
	str_clear(scratch);
	text_unescape(str_slice(text), scratch);
	if (scratch->full)
		return;
	str_clear(text);
	str_add(text, str_slice(scratch));
}
