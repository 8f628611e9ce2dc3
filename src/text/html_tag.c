/* html_tag.c: reads one tag of HTML (WHATWG §13.2.5.6 to .40), every byte looked at once. */
#include "html_tag.h"

#include <string.h>

static const char *const attr_names[ATTR_COUNT] = {
	[ATTR_ALT] = "alt", [ATTR_CLASS] = "class", [ATTR_DATA_SRC] = "data-src", [ATTR_HEIGHT] = "height", [ATTR_HREF] = "href",
	[ATTR_SRC] = "src", [ATTR_START] = "start", [ATTR_VALUE] = "value", [ATTR_WIDTH] = "width",
};

bool html_is_space(char c) {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
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
	for (i = start; i < s.len && !html_is_space(s.at[i]) && s.at[i] != '/' && s.at[i] != '>'; i++) {
		char c = s.at[i];

		if (i - start < TAG_NAME_MAX)
			t->name[i - start] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	if (i - start > TAG_NAME_MAX)
		t->name[0] = '\0';
	return i;
}

static void keep_attr(struct tag *t, struct slice name, struct slice value) {
	if (name.len < 3 || name.len > 8)
		return;
	for (int i = 0; i < ATTR_COUNT; i++)
		if ((name.at[0] | 32) == attr_names[i][0] && !t->has[i] && slice_equal_nocase(name, slice_of(attr_names[i]))) {
			t->has[i] = true;
			t->attr[i] = value;
			return;
		}
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
	for (from = i; i < s.len && !html_is_space(s.at[i]) && s.at[i] != '>';)
		i++;
	*value = (struct slice){s.at + from, i - from};
	return i;
}

static size_t read_attr(struct slice s, size_t i, struct tag *t) {
	struct slice name, value = {0};
	size_t from = i++; /* a first "=" is part of the name */

	while (i < s.len && !html_is_space(s.at[i]) && s.at[i] != '/' && s.at[i] != '>' && s.at[i] != '=')
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

	memset(t, 0, sizeof *t);
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
