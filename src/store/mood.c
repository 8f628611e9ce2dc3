/* mood.c: check-ins. What a call returned true for is on disk before any screen says so. */
#include "store_private.h"

#include <bewust/i18n.h>

bool store_mood_put(struct store *s, struct mood *m, struct err *e) {
	sqlite3_stmt *q = store_query(s, m->id ? MOOD_MEND : MOOD_ADD, e);

	if (!q)
		return false;
	if (m->id)
		bind_int(q, 1, m->id);
	else {
		if (!m->uuid.text[0])
			uuid_random(&m->uuid);
		bind_uuid(q, 1, &m->uuid);
	}
	bind_uuid(q, 2, &m->session);
	bind_int(q, 3, m->at);
	bind_int(q, 4, m->phase);
	bind_mood(q, 5, m->valence);
	bind_mood(q, 6, m->energy);
	bind_text(q, 7, m->words);
	bind_text(q, 8, m->note);
	if (!store_run(s, q, e))
		return false;
	if (m->id)
		return sqlite3_changes(s->db) > 0 || err_set(e, ERR_NOINPUT, _("that check-in is not stored any more"));
	m->id = sqlite3_last_insert_rowid(s->db);
	return true;
}

bool store_mood_remove(struct store *s, int64_t id, struct err *e) {
	sqlite3_stmt *q = store_query(s, MOOD_REMOVE, e);

	if (!q)
		return false;
	bind_int(q, 1, id);
	return store_run(s, q, e);
}

bool store_moods(struct store *s, int64_t from, int64_t to, struct arena *a, struct moods *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, MOODS, e);
	size_t cap = 0;
	bool ok = true;

	*out = (struct moods){0};
	if (!q)
		return false;
	bind_int(q, 1, from);
	bind_int(q, 2, to);
	while (store_row(s, q, &ok, e)) {
		struct mood *m = grow_in(a, out->at, out->count, &cap, sizeof *m);

		if (!m) {
			store_reset(q);
			return store_full(e);
		}
		out->at = m;
		m = &out->at[out->count++];
		*m = (struct mood){.id = sqlite3_column_int64(q, 0), .at = sqlite3_column_int64(q, 3),
			.phase = (enum mood_phase)sqlite3_column_int(q, 4), .valence = row_mood(q, 5), .energy = row_mood(q, 6)};
		row_uuid(q, 1, &m->uuid);
		row_uuid(q, 2, &m->session);
		m->words = row_text(q, 7, a);
		m->note = row_text(q, 8, a);
	}
	return ok;
}
