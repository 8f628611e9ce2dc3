/* html_tag.c: reads one tag of HTML (WHATWG §13.2.5.6 to .40), every byte looked at once. */
#include "html_tag.h"

#include <string.h>

#define ATTR_NAME_MAX 13

static const char attr_names[ATTR_COUNT][ATTR_NAME_MAX + 1] = {
	[ATTR_ALT] = "alt", [ATTR_SRC] = "src", [ATTR_HREF] = "href", [ATTR_TYPE] = "type", [ATTR_CLASS] = "class", [ATTR_START] = "start",
	[ATTR_STYLE] = "style", [ATTR_TITLE] = "title", [ATTR_VALUE] = "value", [ATTR_WIDTH] = "width", [ATTR_HEIGHT] = "height",
	[ATTR_HIDDEN] = "hidden", [ATTR_SRCSET] = "srcset", [ATTR_ALTTEXT] = "alttext", [ATTR_CHECKED] = "checked",
	[ATTR_DATA_SRC] = "data-src", [ATTR_REVERSED] = "reversed", [ATTR_DATA_SRCSET] = "data-srcset",
	[ATTR_DATA_LAZY_SRC] = "data-lazy-src", [ATTR_DATA_ORIGINAL] = "data-original",
};

/* The first attribute with a name of that length; those of one length end where the next begin. */
static const unsigned char first_of_length[ATTR_NAME_MAX + 2] = {
	[3] = ATTR_ALT, [4] = ATTR_HREF, [5] = ATTR_CLASS, [6] = ATTR_HEIGHT, [7] = ATTR_ALTTEXT, [8] = ATTR_DATA_SRC,
	[9] = ATTR_DATA_SRCSET, [10] = ATTR_DATA_SRCSET, [11] = ATTR_DATA_SRCSET, [12] = ATTR_DATA_LAZY_SRC, [13] = ATTR_DATA_LAZY_SRC,
	[14] = ATTR_COUNT,
};

/* What ends a name or a value. */
enum { SPACE = 1, SLASH = 2, CLOSE = 4, EQUALS = 8 };
static const unsigned char kinds[256] = {
	[' '] = SPACE, ['\n'] = SPACE, ['\t'] = SPACE, ['\r'] = SPACE, ['\f'] = SPACE, ['/'] = SLASH, ['>'] = CLOSE, ['='] = EQUALS,
};

static bool is_kind(char c, unsigned among) {
	return kinds[(unsigned char)c] & among;
}

bool html_is_space(char c) {
	return is_kind(c, SPACE);
}

static bool is_letter(char c) {
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

bool tag_starts(struct slice s) {
	if (s.len > 2 && s.at[1] == '/')
		return is_letter(s.at[2]);
	return s.len > 1 && is_letter(s.at[1]);
}

static size_t read_name(struct slice s, struct tag *t) {
	size_t start, i;

	t->end = s.at[1] == '/';
	start = t->end ? 2 : 1;
	for (i = start; i < s.len && !is_kind(s.at[i], SPACE | SLASH | CLOSE); i++) {
		char c = s.at[i];

		if (i - start < TAG_NAME_MAX)
			t->name[i - start] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	if (i - start > TAG_NAME_MAX)
		t->name[0] = '\0';
	return i;
}

static void keep_attr(struct tag *t, struct slice name, struct slice value) {
	if (name.len < 3 || name.len > ATTR_NAME_MAX)
		return;
	for (unsigned i = first_of_length[name.len]; i < first_of_length[name.len + 1]; i++)
		if ((name.at[0] | 32) == attr_names[i][0] && slice_equal_nocase(name, (struct slice){attr_names[i], name.len})) {
			if (!(t->has & 1U << i))
				t->attr[i] = value;
			t->has |= 1U << i;
			return;
		}
}

bool tag_has(const struct tag *t, enum attr a) {
	return t->has & 1U << a;
}

struct slice tag_attr(const struct tag *t, enum attr a) {
	return tag_has(t, a) ? slice_trim(t->attr[a]) : (struct slice){"", 0};
}

/* The value behind "=" at s.at[i]; *value is set. Where it ends, or s.len when its quote is never closed. */
static size_t read_value(struct slice s, size_t i, struct slice *value) {
	size_t from;

	while (i < s.len && html_is_space(s.at[i]))
		i++;
	if (i < s.len && (s.at[i] == '"' || s.at[i] == '\'')) {
		const char *close = memchr(s.at + i + 1, s.at[i], s.len - i - 1);

		if (!close)
			return s.len;
		*value = (struct slice){s.at + i + 1, (size_t)(close - s.at) - i - 1};
		return (size_t)(close - s.at) + 1;
	}
	for (from = i; i < s.len && !is_kind(s.at[i], SPACE | CLOSE);)
		i++;
	*value = (struct slice){s.at + from, i - from};
	return i;
}

static size_t read_attr(struct slice s, size_t i, struct tag *t) {
	struct slice name, value = {0};
	size_t from = i++; /* a first "=" is part of the name */

	while (i < s.len && !is_kind(s.at[i], SPACE | SLASH | CLOSE | EQUALS))
		i++;
	name = (struct slice){s.at + from, i - from};
	while (i < s.len && html_is_space(s.at[i]))
		i++;
	if (i < s.len && s.at[i] == '=')
		i = read_value(s, i + 1, &value);
	keep_attr(t, name, value);
	return i;
}

size_t tag_read(struct slice s, struct tag *t) {
	size_t i;

	memset(t->name, 0, sizeof t->name);
	t->closes_itself = false;
	t->has = 0;
	i = read_name(s, t);
	while (i < s.len && s.at[i] != '>') {
		t->closes_itself = s.at[i] == '/';
		if (t->closes_itself || html_is_space(s.at[i]))
			i++;
		else
			i = read_attr(s, i, t);
	}
	return i < s.len ? i + 1 : 0;
}
