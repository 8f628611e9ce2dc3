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
	RAW_IFRAME, RAW_NOEMBED, RAW_NOFRAMES, RAW_ANNOTATION, RAW_DATALIST, RAW_RP, RAW_VIDEO, RAW_AUDIO, RAW_COUNT };

#define TAGS_RECENT 32    /* a text comes back to the same few tags */
#define CLASSES_RECENT 16 /* … and classes */
#define ABBREVIATIONS_MAX 8

/* What of the elements inside still counts, where words do not: in <video> and <audio>, in <noscript>. */
enum heard { HEARD_IN_MEDIA = 1, HEARD_IN_NOSCRIPT = 2 };

struct html {
	struct html_writer w;
	const char *at, *end, *base;
	struct text_links *links;     /* or NULL */
	size_t limit, links_before;   /* of links; those that were there */
	struct str raw_url, url, clean_url;
	struct slice href;            /* of the open <a> */
	bool link_open;
	enum text_link_kind link_kind;
	size_t link_from;             /* where its words begin in out */
	const char *muted_to;         /* what stands up to here is for other programs, but for … */
	enum heard heard;             /* … these */
	const char *media;            /* "video", "audio": waits for its <source>; or NULL */
	struct slice srcset;          /* of the <picture> that is open */
	size_t picture_end;           /* where the last picture ends in out; 0 none */
	struct slice picture_src;     /* its address, as written */
	size_t alt_from, alt_len;     /* its description in out */
	size_t caption_from;          /* the <figcaption> that is open, in out */
	struct slice abbreviation;    /* what the open <abbr> stands for */
	size_t abbreviation_from;
	uint64_t abbreviations[ABBREVIATIONS_MAX]; /* told already */
	unsigned abbreviation_count;
	const char *raw_end[RAW_COUNT];/* the next end tag of each; `end` when there is none; NULL when not looked for */
	unsigned searches_wasted;     /* for ends, after which the text went on where it was */
	struct slice classes[CLASSES_RECENT]; /* known to hide nothing */
	const struct meaning *recent[TAGS_RECENT];
	unsigned struck;              /* <del> and the like open */
	bool ruby, ellipsis;          /* an <rt> is open; the end of a link's words is left out */
	bool cdata;
	bool tail;                    /* no tag ends any more: what looks like one is text */
	struct tag tag;               /* the last one read; need not be cleared */
	uint64_t link_hash[LIMIT_LINKS]; /* of links->at; nor need these */
};

struct meaning {
	char name[TAG_NAME_MAX + 1];
	void (*on)(struct html *, const struct tag *);
	unsigned breaks;              /* around it, where `on` is NULL; in its place where it is left out */
	enum raw raw;                 /* its content is left out */
	unsigned heard;               /* where it counts although words do not */
	bool empty;                   /* has no content and no end tag */
	bool control;                 /* of a form: for doing, not for reading */
};

/* What an element means, by its name in lower case; NULL when HTML has none such. */
const struct meaning *html_meaning(const char *name);

/* html_hide.c: whether what was opened is not for reading; then h->at is behind it. */
bool html_leaves_out(struct html *h, const struct tag *t, const struct meaning *m);
const char *html_element_end(struct html *h, const struct tag *t);
bool html_has_class(const struct tag *t, struct slice name);

/* html_media.c: pictures, films, sounds, and the frames that show them. */
void html_on_image(struct html *h, const struct tag *t);
void html_on_picture(struct html *h, const struct tag *t);
void html_on_caption(struct html *h, const struct tag *t);
void html_on_media(struct html *h, const struct tag *t);
void html_on_source(struct html *h, const struct tag *t);
void html_on_frame(struct html *h, const struct tag *t);

/* html_frame.c: what a frame shows ("video", "audio", "embedded"; NULL: nothing for a reader) and, in *page, where people find it. */
const char *html_frame_page(struct slice url, struct str *page);

/* html_tail.c: what hangs behind a text and is no part of it. */
void html_take_tail_off(struct html *h);

/* html_link.c */
void html_links_init(struct html *h, const char *base, struct text_links *links);
void html_links_end(struct html *h);
uint64_t html_hash(struct slice s);
/* The address that an attribute names, absolute, in h->clean_url; false when it is none that a reader could open. */
bool html_resolve(struct html *h, struct slice raw);
/* Writes "[n]" for the address in h->clean_url, which has these words; false when it gets none. */
bool html_put_number(struct html *h, enum text_link_kind kind, struct slice words);
/* The open <a> ends here: its number, if it had words. */
void html_link_end(struct html *h);
int html_number(const struct tag *t, enum attr attr, int otherwise);

#endif
