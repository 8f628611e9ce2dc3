/* html_tag.h: one tag of HTML, read as the standard's tokenizer reads it: name, the few attributes that a text needs, its end. */
#ifndef TEXT_HTML_TAG_H
#define TEXT_HTML_TAG_H

#include <bewust/str.h>

#define TAG_NAME_MAX 15 /* the longest we know has 10 letters; with its end this makes two words of memory */

enum attr {
	ATTR_ALT, ATTR_CLASS, ATTR_DATA_SRC, ATTR_HEIGHT, ATTR_HREF, ATTR_SRC, ATTR_START, ATTR_VALUE, ATTR_WIDTH,
	ATTR_COUNT,
};

struct tag {
	char name[TAG_NAME_MAX + 1];          /* lower case; "" when longer than any we know */
	bool end, closes_itself;              /* </x>, <x/> */
	bool used;                            /* has any of these: */
	bool has[ATTR_COUNT];
	struct slice attr[ATTR_COUNT];        /* as written, references and all; the first of each name */
};

/* `s` opens with "<x" or "</x"; *t is zeroes, or the last tag read: most have no attributes that would have to be cleared. Bytes up to and with its ">", or 0 when there is none (the name is set all the same). */
size_t tag_read(struct slice s, struct tag *t);
bool tag_starts(struct slice s);              /* "<x" or "</x", x a letter */
bool html_is_space(char c);

#endif
