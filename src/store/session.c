/* session.c: sessions and their items, as promised, as read, as cut off. */
#include "store_private.h"

#include <bewust/i18n.h>

/* In the order of the table's columns. */
static void session_from_row(sqlite3_stmt *q, struct arena *a, struct session *out) {
	*out = (struct session){.id = sqlite3_column_int64(q, 0)};
	row_uuid(q, 1, &out->uuid);
	out->intention = (enum intention)sqlite3_column_int(q, 2);
	out->themes = (theme_set)sqlite3_column_int64(q, 3);
	out->aim = row_text(q, 4, a);
	out->minutes = sqlite3_column_int(q, 5);
	out->items_max = sqlite3_column_int(q, 6);
	out->seed = (uint64_t)sqlite3_column_int64(q, 7);
	out->started_at = sqlite3_column_int64(q, 8);
	out->ended_at = row_date(q, 9);
	out->spent_ms = sqlite3_column_int64(q, 10);
	out->position = sqlite3_column_int(q, 11);
	out->checked_in = sqlite3_column_int(q, 12) != 0;
	out->plan_from = row_text(q, 13, a);
}

static bool load_items(struct store *s, struct session *session, struct arena *a, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSION_ITEMS, e);
	struct session_item *items = NULL;
	size_t count = 0, cap = 0;
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, session->id);
	while (store_row(s, q, &ok, e)) {
		if (!(items = grow_in(a, items, count, &cap, sizeof *items))) {
			store_reset(q);
			return store_full(e);
		}
		items[count++] = (struct session_item){.item_id = sqlite3_column_int64(q, 0), .role = (enum role)sqlite3_column_int(q, 1),
			.position = sqlite3_column_int(q, 2), .shown_at = row_date(q, 3), .dwell_s = sqlite3_column_int(q, 4),
			.outcome = (enum item_state)sqlite3_column_int(q, 5)};
	}
	session->items = items;
	session->item_count = count;
	return ok;
}

bool store_session_item(struct store *s, int64_t session_id, const struct session_item *i, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSION_ITEM_PUT, e);

	if (!q)
		return false;
	bind_int(q, 1, session_id);
	bind_int(q, 2, i->position);
	bind_int(q, 3, i->item_id);
	bind_int(q, 4, i->role);
	bind_date(q, 5, i->shown_at);
	bind_int(q, 6, i->dwell_s);
	bind_int(q, 7, i->outcome);
	return store_run(s, q, e);
}

static bool insert(struct store *s, struct session *session, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSION_ADD, e);

	if (!q)
		return false;
	if (!session->uuid.text[0])
		uuid_random(&session->uuid);
	bind_uuid(q, 1, &session->uuid);
	bind_int(q, 2, session->intention);
	bind_int(q, 3, session->themes);
	bind_text(q, 4, session->aim);
	bind_int(q, 5, session->minutes);
	bind_int(q, 6, session->items_max);
	bind_int(q, 7, (int64_t)session->seed);
	bind_int(q, 8, session->started_at);
	bind_date(q, 9, session->ended_at);
	bind_int(q, 10, session->spent_ms);
	bind_int(q, 11, session->position);
	bind_int(q, 12, session->checked_in);
	bind_text(q, 13, session->plan_from);
	if (!store_run(s, q, e))
		return false;
	session->id = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool store_session_put(struct store *s, struct session *session, struct err *e) {
	bool mine, ok;

	if (!write_begin(s, &mine, e))
		return false;
	ok = insert(s, session, e);
	for (size_t i = 0; ok && i < session->item_count; i++)
		ok = store_session_item(s, session->id, &session->items[i], e);
	return write_end(s, mine, ok, e);
}

bool store_session_progress(struct store *s, const struct session *session, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSION_PROGRESS, e);

	if (!q)
		return false;
	bind_int(q, 1, session->id);
	bind_int(q, 2, session->position);
	bind_int(q, 3, session->spent_ms);
	bind_date(q, 4, session->ended_at);
	bind_int(q, 5, session->checked_in);
	return store_run(s, q, e) && (sqlite3_changes(s->db) > 0 || err_set(e, ERR_NOINPUT, _("that session is not stored any more")));
}

bool store_session_open_one(struct store *s, struct arena *a, struct session *out, bool *found, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSION_UNFINISHED, e);
	int rows = q ? store_one(s, q, e) : -1;

	*found = rows > 0;
	if (*found)
		session_from_row(q, a, out);
	if (q)
		store_reset(q);
	return rows == 0 || (*found && load_items(s, out, a, e));
}

static bool load_sessions(struct store *s, int64_t since, struct arena *a, struct sessions *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, SESSIONS, e);
	size_t cap = 0;
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, since);
	while (store_row(s, q, &ok, e)) {
		struct session *at = grow_in(a, out->at, out->count, &cap, sizeof *at);

		if (!at) {
			store_reset(q);
			return store_full(e);
		}
		out->at = at;
		session_from_row(q, a, &out->at[out->count++]);
	}
	for (size_t i = 0; ok && i < out->count; i++)
		ok = load_items(s, &out->at[i], a, e);
	return ok;
}

bool store_sessions(struct store *s, int64_t since, struct arena *a, struct sessions *out, struct err *e) {
	bool mine, ok;

	*out = (struct sessions){0};
	if (!read_begin(s, &mine, e))
		return false;
	ok = load_sessions(s, since, a, out, e);
	read_end(s, mine);
	return ok;
}

bool store_taken_in(struct store *s, int64_t since, void (*each)(void *ctx, const struct uuid *session, int64_t channel_id, theme_set themes),
	void *ctx, struct err *e) {
	sqlite3_stmt *q = store_query(s, TAKEN_IN, e);
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, since);
	while (store_row(s, q, &ok, e)) {
		struct uuid session;

		row_uuid(q, 0, &session);
		each(ctx, &session, sqlite3_column_int64(q, 1), (theme_set)sqlite3_column_int64(q, 2));
	}
	return ok;
}
