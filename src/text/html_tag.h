/* html_tag.h: one tag of HTML, read as the standard's tokenizer reads it: name, the few attributes that a text needs, its end. */
#ifndef TEXT_HTML_TAG_H
#define TEXT_HTML_TAG_H

#include <bewust/slice.h>
#include <stdint.h>

#define TAG_NAME_MAX 15 /* the longest we know has 10 letters; with its end this makes two words of memory */

/* In the order of their lengths: attr_names[] is looked up by it. */
enum attr {
	ATTR_ALT, ATTR_SRC,
	ATTR_HREF, ATTR_TYPE,
	ATTR_CLASS, ATTR_START, ATTR_STYLE, ATTR_TITLE, ATTR_VALUE, ATTR_WIDTH,
	ATTR_HEIGHT, ATTR_HIDDEN, ATTR_SRCSET,
	ATTR_ALTTEXT, ATTR_CHECKED,
	ATTR_DATA_SRC, ATTR_REVERSED,
	ATTR_DATA_SRCSET,
	ATTR_DATA_LAZY_SRC, ATTR_DATA_ORIGINAL,
	ATTR_COUNT,
};

struct tag {
	char name[TAG_NAME_MAX + 1];          /* lower case; "" when longer than any we know */
	bool end, closes_itself;              /* </x>, <x/> */
	uint32_t has;                         /* bit (1 << ATTR_x): most tags have none, so that nothing else need be cleared */
	struct slice attr[ATTR_COUNT];        /* as written, references and all; the first of each name; read by tag_attr() */
};

/* `s` opens with "<x" or "</x". Bytes up to and with its ">", or 0 when there is none (the name is set all the same). */
size_t tag_read(struct slice s, struct tag *t);
bool tag_starts(struct slice s);              /* "<x" or "</x", x a letter */
bool tag_has(const struct tag *t, enum attr a);
struct slice tag_attr(const struct tag *t, enum attr a); /* without white space around it; empty where there is none */
bool html_is_space(char c);

#endif
