/* rule.c: the reader's own rules, what was learned from them, and small facts. */
#include "store_private.h"

#include <bewust/i18n.h>

/* ---- rules ---- */

static bool load_channels(struct store *s, struct rule *r, struct arena *a, struct err *e) {
	sqlite3_stmt *q = store_query(s, RULE_CHANNELS, e);
	int64_t *ids = NULL;
	size_t count = 0, cap = 0;
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, r->id);
	while (store_row(s, q, &ok, e)) {
		if (!(ids = grow_in(a, ids, count, &cap, sizeof *ids))) {
			store_reset(q);
			return store_full(e);
		}
		ids[count++] = sqlite3_column_int64(q, 0);
	}
	r->channels = ids;
	r->channel_count = count;
	return ok;
}

bool store_rules(struct store *s, struct arena *a, struct rules *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, RULES, e);
	size_t cap = 0;
	bool ok = true;

	*out = (struct rules){0};
	if (!q)
		return false;
	while (store_row(s, q, &ok, e)) {
		struct rule *r = grow_in(a, out->at, out->count, &cap, sizeof *r);

		if (!r) {
			store_reset(q);
			return store_full(e);
		}
		out->at = r;
		r = &out->at[out->count++];
		*r = (struct rule){.id = sqlite3_column_int64(q, 0), .words = row_text(q, 2, a), .action = (enum rule_action)sqlite3_column_int(q, 3),
			.weight = sqlite3_column_double(q, 4), .until = row_date(q, 5), .hits = sqlite3_column_int64(q, 6), .met_at = row_date(q, 7)};
		row_uuid(q, 1, &r->uuid);
	}
	for (size_t i = 0; ok && i < out->count; i++)
		ok = load_channels(s, &out->at[i], a, e);
	return ok;
}

static bool put_rule(struct store *s, struct rule *r, struct err *e) {
	sqlite3_stmt *q = store_query(s, r->id ? RULE_MEND : RULE_ADD, e);

	if (!q)
		return false;
	if (r->id)
		bind_int(q, 1, r->id);
	else {
		if (!r->uuid.text[0])
			uuid_random(&r->uuid);
		bind_uuid(q, 1, &r->uuid);
		bind_int(q, 6, r->hits);
		bind_date(q, 7, r->hits > 0 ? r->met_at : DATE_NONE);
	}
	bind_text(q, 2, r->words);
	bind_int(q, 3, r->action);
	bind_real(q, 4, r->weight);
	bind_date(q, 5, r->until);
	if (!store_run(s, q, e))
		return false;
	if (r->id)
		return sqlite3_changes(s->db) > 0 || err_set(e, ERR_NOINPUT, _("there is no rule %lld"), (long long)r->id);
	r->id = sqlite3_last_insert_rowid(s->db);
	return true;
}

static bool put_channels(struct store *s, const struct rule *r, struct err *e) {
	sqlite3_stmt *q = store_query(s, RULE_CHANNELS_DROP, e);

	if (!q)
		return false;
	bind_int(q, 1, r->id);
	if (!store_run(s, q, e) || !(q = store_query(s, RULE_CHANNEL_ADD, e)))
		return false;
	for (size_t i = 0; i < r->channel_count; i++) {
		bind_int(q, 1, r->id);
		bind_int(q, 2, r->channels[i]);
		if (!store_run(s, q, e))
			return false;
	}
	return true;
}

bool store_rule_put(struct store *s, struct rule *r, struct err *e) {
	bool mine, ok;

	if (!r->words || !*r->words)
		return err_set(e, ERR_USAGE, _("a rule needs words"));
	if (!write_begin(s, &mine, e))
		return false;
	ok = put_rule(s, r, e) && put_channels(s, r, e);
	return write_end(s, mine, ok, e);
}

bool store_aways(struct store *s, struct arena *a, struct aways *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, AWAYS, e);
	size_t cap = 0;
	bool ok = true;

	*out = (struct aways){0};
	if (!q)
		return false;
	while (store_row(s, q, &ok, e)) {
		struct away *one = grow_in(a, out->at, out->count, &cap, sizeof *one);

		if (!one) {
			store_reset(q);
			return store_full(e);
		}
		out->at = one;
		one = &out->at[out->count++];
		*one = (struct away){.n = sqlite3_column_int64(q, 0), .item_id = sqlite3_column_int64(q, 1), .title = row_text(q, 2, a),
			.channel_title = row_text(q, 3, a)};
		row_uuid(q, 4, &one->channel);
	}
	return ok;
}

/* ---- one statement each ---- */

bool store_rule_remove(struct store *s, int64_t id, struct err *e) {
	return store_do(s, RULE_REMOVE, &id, 1, e) &&
		(sqlite3_changes(s->db) > 0 || err_set(e, ERR_NOINPUT, _("there is no rule %lld"), (long long)id));
}

bool store_rule_met(struct store *s, int64_t id, const struct item *i, struct err *e) {
	return store_do(s, RULE_MET, (int64_t[]){id, i->id, i->fetched}, 3, e);
}

bool rules_cut(struct store *s, struct err *e) {
	return store_do(s, RULES_CUT, NULL, 0, e);
}

bool store_weights(struct store *s, void (*each)(void *ctx, uint64_t feature, int up, int down), void *ctx, struct err *e) {
	sqlite3_stmt *q = store_query(s, WEIGHTS, e);
	bool ok = true;

	while (q && store_row(s, q, &ok, e))
		each(ctx, (uint64_t)sqlite3_column_int64(q, 0), sqlite3_column_int(q, 1), sqlite3_column_int(q, 2));
	return q && ok;
}

bool store_weight_put(struct store *s, uint64_t feature, int up, int down, struct err *e) {
	if (up == 0 && down == 0)
		return store_do(s, WEIGHT_DROP, (int64_t[]){(int64_t)feature}, 1, e);
	return store_do(s, WEIGHT_PUT, (int64_t[]){(int64_t)feature, up, down}, 3, e);
}

bool store_weights_forget(struct store *s, struct err *e) {
	bool mine, ok;

	if (!write_begin(s, &mine, e))
		return false;
	ok = store_do(s, TAUGHT_FORGET, NULL, 0, e) && store_do(s, WEIGHTS_FORGET, NULL, 0, e);
	return write_end(s, mine, ok, e);
}

/* ---- facts ---- */

bool store_fact(struct store *s, const char *name, struct arena *a, const char **value, struct err *e) {
	sqlite3_stmt *q = store_query(s, FACT, e);
	int found;

	*value = NULL;
	if (!q)
		return false;
	bind_text(q, 1, name);
	if ((found = store_one(s, q, e)) > 0)
		*value = row_text(q, 0, a);
	store_reset(q);
	return found >= 0;
}

bool store_fact_put(struct store *s, const char *name, const char *value, struct err *e) {
	sqlite3_stmt *q = store_query(s, value ? FACT_PUT : FACT_DROP, e);

	if (!q)
		return false;
	bind_text(q, 1, name);
	if (value)
		sqlite3_bind_text(q, 2, value, -1, SQLITE_STATIC);
	return store_run(s, q, e);
}
