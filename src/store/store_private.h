/* store_private.h: what the parts of the store share: the open database, its statements, binding and reading of values. */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "body.h"
#include "queries.h"

#include <bewust/path.h>
#include <bewust/store.h>
#include <sqlite3.h>

/* Items added to one channel, which its row does not count yet. */
struct added { int64_t channel_id, items, read, skipped, newest_at; };

struct store {
	sqlite3 *db;
	char file[PATH_SIZE];            /* ":memory:" for tests */
	bool begun;                      /* by store_begin, or by write_begin for one call */
	void (*settle)(void *ctx);       /* the open transaction is lent: this ends it; NULL: it is its own caller's */
	void *settle_ctx;
	int64_t uuid_channel;            /* the channel asked for last, and its uuid: items come by the feed */
	struct uuid uuid_of_channel;
	struct bodies *bodies;
	struct added added;
	sqlite3_stmt *statements[QUERY_COUNT]; /* prepared when first used, kept */
};

/* ---- statements: taken from the table, bound, stepped, and back at their start when done ---- */

sqlite3_stmt *store_query(struct store *s, enum query q, struct err *e);     /* NULL: *e is set */
/* Next row: true. At its end, or when it failed (*ok false and *e set), false and reset. *ok is true before the first call. */
bool store_row(struct store *s, sqlite3_stmt *q, bool *ok, struct err *e);
bool store_run(struct store *s, sqlite3_stmt *q, struct err *e);             /* a statement without rows */
/* The only row of a query: 1, or 0 for none, or -1 with *e set. After 1, the row is read and then store_reset. */
int store_one(struct store *s, sqlite3_stmt *q, struct err *e);
/* A query of numbers alone: as store_one, but done; *found (may be NULL) is the first column of its row. */
int store_ask(struct store *s, enum query query, const int64_t *values, int count, int64_t *found, struct err *e);
bool store_do(struct store *s, enum query query, const int64_t *values, int count, struct err *e); /* a statement without rows */
void store_reset(sqlite3_stmt *q);
bool store_exec(struct store *s, const char *constant_sql, struct err *e);
bool store_fail(struct store *s, struct err *e);                             /* the database's last error in words; false */
bool store_full(struct err *e);                                              /* the caller's arena is; false */

/* A call of several statements is one transaction of its own, unless the caller holds one. */
bool write_begin(struct store *s, bool *mine, struct err *e);
bool write_end(struct store *s, bool mine, bool ok, struct err *e);

/* A reader's transaction, unless one is open: all that is read in it is of one moment, and asking who else writes costs once. */
bool read_begin(struct store *s, bool *mine, struct err *e);
void read_end(struct store *s, bool mine);

/* ---- values: nothing is NULL ---- */

void bind_int(sqlite3_stmt *q, int at, int64_t n);
void bind_date(sqlite3_stmt *q, int at, int64_t t);                          /* DATE_NONE: NULL */
void bind_real(sqlite3_stmt *q, int at, double n);                           /* what is not finite: 0 */
void bind_text(sqlite3_stmt *q, int at, const char *text);                   /* "": NULL. Borrowed until the statement is done */
void bind_slice(sqlite3_stmt *q, int at, struct slice s);
void bind_uuid(sqlite3_stmt *q, int at, const struct uuid *u);               /* "": NULL */
void bind_mood(sqlite3_stmt *q, int at, int value);                          /* MOOD_NONE: NULL */

int64_t row_date(sqlite3_stmt *q, int at);
struct slice row_slice(sqlite3_stmt *q, int at);                             /* borrowed until the next step */
const char *row_text(sqlite3_stmt *q, int at, struct arena *a);              /* "" for NULL */
void row_uuid(sqlite3_stmt *q, int at, struct uuid *out);
int row_mood(sqlite3_stmt *q, int at);

/* Grows an array in an arena: doubles, and leaves the old one behind. NULL: the arena is full. */
void *grow_in(struct arena *a, void *old, size_t count, size_t *cap, size_t size);

/* ---- shared between the parts ---- */

bool store_count_added(struct store *s, struct err *e);                      /* writes what is not counted yet: store_query sees to it */
bool store_channel_uuid(struct store *s, int64_t id, struct uuid *out, struct err *e);
void channel_from_row(sqlite3_stmt *q, struct arena *a, struct channel *out);
size_t item_summary_in(struct slice content, struct slice summary);          /* how many bytes of it say the summary; 0: it does not begin so */
void item_from_row(sqlite3_stmt *q, struct arena *a, struct item *out);      /* of ITEM_COLUMNS */
/* Collects the items of a query that is bound. */
bool items_collect(struct store *s, sqlite3_stmt *q, struct arena *a, struct items *out, struct err *e);
/* What another telling of an item's story is found by; 0: nothing. */
struct item_keys { int64_t link, title; };
void item_keys_of(const struct item *i, struct item_keys *out);
/* An item that came in, and one that its feed changed: into the story of another channel, out of one that it does not tell any more. */
bool story_join(struct store *s, const struct item *i, const struct item_keys *keys, struct err *e);
bool story_renew(struct store *s, const struct item *i, const struct item_keys *was, const struct item_keys *keys, int64_t story, struct err *e);
bool story_follow(struct store *s, int64_t story, struct err *e);            /* what was done to one telling is done to all */
bool store_item_story(struct store *s, int64_t id, int64_t *out, struct err *e); /* 0: of its own */
int64_t store_item_row(struct store *s, int64_t channel_id, const struct uuid *uuid, struct err *e); /* 0 none, -1 failed */
/* A new item with its uuid, as an export has it; the next refresh that brings it renews it. */
bool store_item_insert(struct store *s, struct item *i, struct slice content, struct slice links, struct err *e);
/* The entry of a stored item in the search index: out of it, or into it; items not indexed yet are left to store_index_some. */
bool search_drop(struct store *s, int64_t item_id, struct err *e);
bool search_add(struct store *s, int64_t item_id, struct err *e);
bool search_drop_channels_removed(struct store *s, int64_t before, struct err *e);
bool search_cut(struct store *s, struct err *e);                             /* after items are gone: ids may come again */
extern const char *const taught_by_names[TAUGHT_BY_COUNT];                   /* as an export has them */
bool rules_cut(struct store *s, struct err *e);                              /* the same, for what rules have counted */
bool search_items(struct store *s, const struct item_query *q, struct arena *a, struct items *out, struct err *e);

#endif
