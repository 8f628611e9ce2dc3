/* record.h: what is known of one entry (or of the channel) while it is being read: the best value of each kind so far. */
#ifndef PARSE_RECORD_H
#define PARSE_RECORD_H

#include "markup.h"

#include <bewust/limits.h>
#include <bewust/parse.h>

enum slot {
	SLOT_TITLE, SLOT_CONTENT, SLOT_DESCRIPTION, SLOT_DESCRIPTION_AGAIN, SLOT_SUMMARY, SLOT_EXTRA, SLOT_EXTRA_AGAIN, SLOT_LINK, SLOT_GUID, SLOT_LANG, SLOT_IMAGE,
	SLOT_COMMENTS, SLOT_SOURCE_TITLE, SLOT_SOURCE_URL, SLOT_SELF, SLOT_NEXT, SLOT_EXTERNAL,
	SLOT_ENCLOSED, SLOT_COUNT,
};

struct record {
	struct arena arena;
	struct {
		const char *text, *base;
		int rank;                 /* 0: nothing yet; a higher rank takes the place of a lower one */
		bool html;
	} at[SLOT_COUNT];
	int64_t published, updated;
	int published_rank, updated_rank;
	struct author authors[LIMIT_AUTHORS];
	size_t author_count;
	int author_rank;
	bool everybody;           /* keep authors of any rank */
	const char *tags[LIMIT_TAGS];
	size_t tag_count;
	struct enclosure enclosures[LIMIT_ENCLOSURES];
	size_t enclosure_count;
	int duration_s;
	bool live, video, challenge;
	bool limited;
	/* the channel's only */
	int ttl_minutes;
	uint32_t skip_hours;
	unsigned skip_days;
};

void record_init(struct record *r, size_t limit);
void record_finish(struct record *r);
void record_reset(struct record *r);
bool record_is_empty(const struct record *r); /* nothing was said of it, but perhaps its language */
bool record_wants(const struct record *r, enum slot slot, int rank);
/* `text` belongs to the record's arena (NULL: nothing happens; the arena was full, or there is nothing to say). */
void record_put(struct record *r, enum slot slot, int rank, const char *text);
void record_put_body(struct record *r, enum slot slot, int rank, struct slice s, enum form form, const char *base);
/* An address, made absolute where a base is known; what no one should follow (javascript:, data:) is left out. */
const char *record_address(struct record *r, const char *base, struct slice ref, struct str *scratch);
void record_put_date(struct record *r, bool update, int rank, struct slice s);
/* "Ann <ann@example.org>", "ann@example.org (Ann)" or just a name. Authors of a rank below FALLBACK_RANK stand only until better ones come. */
void record_add_author(struct record *r, int rank, struct author author);
struct author record_author_of(struct record *r, struct slice s, struct str *scratch);
void record_add_tag(struct record *r, struct slice tag, struct str *scratch);
void record_add_tags(struct record *r, struct slice list, struct str *scratch); /* parted by commas */
/* Adds an enclosure, or tells more of the one with the same address; NULL when there are too many. */
struct enclosure *record_add_enclosure(struct record *r, const char *url);
int record_duration(struct slice s);      /* "1:02:03", "62:03", "3723.5", "PT1H2M3S", "1h 2 min"; -1 when there is no sense in it */

#define MEDIUM_RANK 1   /* of texts and titles that a medium within has */
#define FALLBACK_RANK 5 /* of an entry; a channel names everybody */

/* What the record says, as an entry or a channel; texts belong to the record. */
void record_to_entry(struct record *r, const struct feed *feed, struct str *scratch, struct entry *out);
void record_to_feed(struct record *r, enum feed_format format, struct feed *out);

#endif
