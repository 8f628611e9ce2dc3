/* jsonfeed.h: JSON Feed 1 and 1.1 as it streams: the items are cut out one by one, and only one of them is ever a tree. */
#ifndef PARSE_JSONFEED_H
#define PARSE_JSONFEED_H

#include "record.h"

struct json_reader {
	struct parse_handler handler;
	struct parse_report *report;
	const char *base;
	struct record feed, entry;
	struct feed told;
	bool is_feed;                     /* it says so itself */
	bool has_items, feed_told, stopped;
	struct str scratch;

	/* the cutter */
	struct str head, item;            /* the document without its items; the item being cut out */
	char key[32];                     /* the last key of the outermost object */
	size_t key_len;
	bool in_string, is_key, after_colon, in_items, in_item, item_refused;
	bool in_word, in_number;          /* true, null, 12: what stands without quotes */
	bool comma;                       /* read, and waiting for what it stands before */
	char escape[7], high[7];          /* an escape on its way; the first half of a pair */
	size_t escape_len;
	size_t depth, nodes, total;
};

void json_reader_init(struct json_reader *r, const char *base, const struct parse_handler *handler, struct parse_report *report);
void json_reader_feed(struct json_reader *r, struct slice bytes);
/* False where it was JSON, but no feed. */
bool json_reader_end(struct json_reader *r);
void json_reader_finish(struct json_reader *r);

/* An item or the head as a tree: what it says (jsonfeed_item.c). Equal keys: the first counts, in its exact spelling. */
struct cJSON;
void jsonfeed_read_item(struct record *to, const struct cJSON *item, const char *base, struct str *scratch);
bool jsonfeed_read_head(struct record *to, const struct cJSON *head, const char *base, struct str *scratch);

#endif
