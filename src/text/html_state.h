/* html_state.h: what the walk through HTML (html.c), the meanings of tags (html_meaning.c) and their addresses (html_link.c) share. */
#ifndef TEXT_HTML_STATE_H
#define TEXT_HTML_STATE_H

#include "html_tag.h"
#include "html_write.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <stdint.h>

/* Elements whose content is no text for a reader. Their end is looked for once each, so that many open ones stay cheap. */
enum raw { RAW_NONE, RAW_SCRIPT, RAW_STYLE, RAW_TITLE, RAW_TEMPLATE, RAW_NOSCRIPT, RAW_TEXTAREA, RAW_SELECT, RAW_SVG,
	RAW_IFRAME, RAW_NOEMBED, RAW_NOFRAMES, RAW_ANNOTATION, RAW_DATALIST, RAW_VIDEO, RAW_AUDIO, RAW_COUNT };

#define TAGS_RECENT 32 /* a text comes back to the same few tags */

struct html {
	struct html_writer w;
	const char *at, *end, *base;
	struct text_links *links;     /* or NULL */
	size_t limit;                 /* of links */
	struct str raw_url, url, clean_url;
	struct slice href;            /* of the open <a> */
	bool link_open;
	size_t link_from;             /* where its words begin in out */
	const char *muted_to;         /* what stands inside <video> and <audio> is for other programs */
	const char *media;            /* "video", "audio": waits for its <source>; or NULL */
	const char *raw_end[RAW_COUNT];/* the next end tag of each; `end` when there is none; NULL when not looked for */
	struct tag tag;               /* the last one read */
	const struct meaning *recent[TAGS_RECENT];
	bool cdata;
	bool tail;                    /* no tag ends any more: what looks like one is text */
	uint64_t link_hash[LIMIT_LINKS]; /* of links->at; last, as it need not be cleared */
};

struct meaning {
	char name[TAG_NAME_MAX + 1];
	void (*on)(struct html *, const struct tag *);
	unsigned breaks;              /* around it, where `on` is NULL */
	enum raw raw;                 /* its content is left out */
	bool in_media;                /* counts inside <video> and <audio>, where nothing else does */
};

/* What an element means, by its name in lower case; NULL when HTML has none such. */
const struct meaning *html_meaning(const char *name);

void html_links_init(struct html *h, const char *base, struct text_links *links);
void html_links_end(struct html *h);
/* The address that an attribute names, absolute, in h->clean_url; false when it is none that a reader could open. */
bool html_resolve(struct html *h, struct slice raw);
/* Writes "[n]" for the address in h->clean_url. */
void html_put_number(struct html *h, enum text_link_kind kind);
/* The open <a> ends here: its number, if it had words. */
void html_link_end(struct html *h);

#endif
