/* lesson.c: what was learned from an item, word for word: its feed may change it before the lesson is taken back. */
#include "store_private.h"

_Static_assert(TAUGHT_BY_AWAY == 1, "TAUGHT_NUMBER knows it by its number");

const char *const taught_by_names[TAUGHT_BY_COUNT] = {"label", "away", "done", "keep"};

bool store_taught_put(struct store *s, int64_t item_id, enum taught_by by, const struct taught *t, struct err *e) {
	sqlite3_stmt *q = store_query(s, TAUGHT_PUT, e);

	if (!q)
		return false;
	bind_int(q, 1, item_id);
	bind_int(q, 2, by);
	bind_int(q, 3, t->label);
	bind_int(q, 4, t->was);
	bind_slice(q, 5, t->title);
	bind_slice(q, 6, t->body);
	bind_text(q, 7, t->tags);
	return store_run(s, q, e);
}

static bool drop(struct store *s, int64_t item_id, enum taught_by by, struct err *e) {
	sqlite3_stmt *q = store_query(s, TAUGHT_DROP, e);

	if (!q)
		return false;
	bind_int(q, 1, item_id);
	bind_int(q, 2, by);
	return store_run(s, q, e);
}

bool store_taught_take(struct store *s, int64_t item_id, enum taught_by by, struct arena *a, struct taught *out, bool *found, struct err *e) {
	sqlite3_stmt *q = store_query(s, TAUGHT, e);
	int64_t taught_by = item_id;
	int rows;

	*found = false;
	if (!q)
		return false;
	bind_int(q, 1, item_id);
	bind_int(q, 2, by);
	if ((rows = store_one(s, q, e)) > 0) {
		*out = (struct taught){.label = (enum label)sqlite3_column_int(q, 0), .was = (enum item_state)sqlite3_column_int(q, 1),
			.title = slice_of(row_text(q, 2, a)), .body = slice_of(row_text(q, 3, a)), .tags = row_text(q, 4, a)};
		row_uuid(q, 6, &out->channel);
		taught_by = sqlite3_column_int64(q, 5);
	}
	store_reset(q);
	*found = rows > 0;
	return rows == 0 || (rows > 0 && drop(s, taught_by, by, e));
}
