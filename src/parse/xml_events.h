/* xml_events.h: what a document tells as it is read, whichever of the two readers reads it (xml.c, mend.c). */
#ifndef PARSE_XML_EVENTS_H
#define PARSE_XML_EVENTS_H

#include <bewust/limits.h>
#include <bewust/str.h>

/* Names and values are UTF-8 and valid until the callback returns. Prefixes stand in the names as they were written. Texts
 * may come in pieces. Every start has its end. */
struct xml_handler {
	void (*start)(void *ctx, const char *name, const char **attributes); /* name, value, …, NULL */
	void (*end)(void *ctx);
	void (*text)(void *ctx, struct slice text);
	void *ctx;
};

/* The elements that are open: how the second reader knows where the first one stopped. */
struct xml_open {
	struct str names;                 /* each with its '\0' */
	size_t at[LIMIT_NEST];            /* where the name of the element begins */
	size_t depth;
};

struct xml_events {
	struct xml_handler handler;
	struct xml_open open;
	size_t elements;
	bool ended;                       /* the root element is closed, or a callback set it: nothing more is read or told */
	bool truncated;                   /* the bytes ended first: true from before the first end that stands for what was cut off */
	bool limited;
};

bool xml_event_open(struct xml_events *x, const char *name, const char **attributes); /* false: it was not told */
void xml_event_close(struct xml_events *x);

/* The value of an attribute, or NULL. ASCII case does not matter, a prefix does. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
