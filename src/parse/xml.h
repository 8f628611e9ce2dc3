/* xml.h: bytes of XML in, events out. Expat reads as long as the XML is well-formed; from the first fault on a forgiving reader
 * of our own goes on at the same place (mend.c), so that what is good runs at expat's speed and what is broken is still read. */
#ifndef PARSE_XML_H
#define PARSE_XML_H

#include <bewust/limits.h>
#include <bewust/str.h>
#include <expat.h>

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

struct mend;
struct xml {
	struct xml_handler handler;
	struct xml_open open;
	XML_Parser expat;                 /* NULL once mend reads */
	struct mend *mend;
	int64_t done, given;              /* bytes that expat's events have told of; bytes it was given */
	size_t elements;
	bool in_cdata;
	bool ended;                       /* the root element is closed, or xml_stop was called */
	bool broken, truncated, limited;
};

/* `forgiving` starts with the second reader: for a prolog that expat would refuse or entities it would expand. */
void xml_init(struct xml *x, const struct xml_handler *handler, bool forgiving);
void xml_feed(struct xml *x, struct slice bytes);
void xml_end(struct xml *x);              /* closes what is open; `truncated` is true from before the first such end */
void xml_stop(struct xml *x);             /* from a callback: reads no more, sends no more */
void xml_finish(struct xml *x);

/* For both readers: opens, closes and counts. */
bool xml_element_open(struct xml *x, const char *name, const char **attributes);
void xml_element_close(struct xml *x);

struct mend *mend_new(struct xml *x, bool in_cdata);
void mend_feed(struct mend *m, struct slice bytes);
void mend_end(struct mend *m);
void mend_free(struct mend *m);

/* The value of an attribute, or NULL. ASCII case does not matter, a prefix does. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
