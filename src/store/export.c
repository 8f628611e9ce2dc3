/* export.c: all of a person's data as one JSON object: the same data gives the same bytes. */
#include "store_private.h"

#include <bewust/i18n.h>
#include <bewust/json.h>

struct export {
	struct store *store;
	struct json json;
	struct err *err;
	bool notes;
};

static struct json *begin_list(struct export *x, const char *key) {
	json_key(&x->json, key);
	json_array(&x->json);
	return &x->json;
}

static void member_slice(struct json *j, const char *key, struct slice s) {
	if (s.len == 0)
		return;
	json_key(j, key);
	json_text(j, s);
}

static void member_column(struct json *j, const char *key, sqlite3_stmt *q, int at) {
	member_slice(j, key, row_slice(q, at));
}

static void member_uuid(struct json *j, const char *key, sqlite3_stmt *q, int at) {
	struct uuid u;

	row_uuid(q, at, &u);
	json_member_text(j, key, u.text);
}

/* A number of 64 bits, as text: numbers of JSON are exact up to 2^53. */
static void member_number(struct json *j, const char *key, int64_t number) {
	char text[24];

	sqlite3_snprintf(sizeof text, text, "%016llx", (unsigned long long)number);
	json_member_text(j, key, text);
}

static void member_flag(struct json *j, const char *key, bool is_so) {
	if (is_so)
		json_member_bool(j, key, true);
}

/* What may be a secret, or would run something where it is brought in, stays here. */
static bool export_channel_settings(struct export *x, int64_t id) {
	sqlite3_stmt *q = store_query(x->store, EXPORT_CHANNEL_SETTINGS, x->err);
	bool ok = true, some = false;

	if (!q)
		return false;
	sqlite3_bind_int64(q, 1, id);
	while (store_row(x->store, q, &ok, x->err)) {
		if (!some) {
			json_key(&x->json, "settings");
			json_object(&x->json);
		}
		some = true;
		member_column(&x->json, (const char *)sqlite3_column_text(q, 0), q, 1);
	}
	if (some)
		json_end(&x->json);
	return ok;
}

static bool export_channels(struct export *x) {
	struct json *j = begin_list(x, "channels");
	sqlite3_stmt *q = store_query(x->store, EXPORT_CHANNELS, x->err);
	bool ok = true;

	while (q && ok && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_uuid(j, "uuid", q, 0);
		member_column(j, "url", q, 1);
		member_column(j, "site", q, 2);
		member_column(j, "title", q, 3);
		member_flag(j, "own_title", sqlite3_column_int(q, 4) != 0);
		theme_set_write_json((theme_set)sqlite3_column_int64(q, 5), j);
		json_member_text(j, "kind", source_kind_name((enum source_kind)sqlite3_column_int(q, 6)));
		member_column(j, "credential", q, 7);
		member_column(j, "note", q, 8);
		member_column(j, "lang", q, 9);
		json_member_number(j, "bias", sqlite3_column_double(q, 10), 6);
		json_member_bool(j, "paused", sqlite3_column_int(q, 11) != 0);
		ok = export_channel_settings(x, sqlite3_column_int64(q, 12));
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

static void export_item(struct json *j, sqlite3_stmt *q, const struct item *i, bool notes) {
	json_object(j);
	json_member_text(j, "uuid", i->uuid.text);
	json_member_text(j, "channel", i->channel_uuid.text);
	json_member_text(j, "title", i->title);
	json_member_text(j, "url", i->url);
	json_member_text(j, "author", i->author);
	json_member_date(j, "published", i->published);
	member_flag(j, "published_guessed", i->published_guessed);
	json_member_date(j, "fetched", i->fetched);
	json_member_text(j, "lang", i->lang);
	json_member_text(j, "kind", item_kind_name(i->kind));
	theme_set_write_json((theme_set)sqlite3_column_int64(q, ITEM_COLUMN_COUNT), j); /* its own; its channel's are the channel's */
	json_member_text(j, "tags", i->tags);
	json_member_number(j, "score", i->score, 6);
	json_member_text(j, "label", label_name(i->label));
	json_member_text(j, "state", item_state_name(i->state));
	json_member_date(j, "kept_at", row_date(q, ITEM_KEPT_AT));
	if (notes)
		json_member_text(j, "note", i->note);
	json_member_number(j, "minutes", i->minutes, 3);
	json_member_text(j, "summary", i->summary);
	json_member_text(j, "media_url", i->media_url);
	if (i->story)
		member_number(j, "story", i->story);
	member_column(j, "text", q, ITEM_COLUMN_COUNT + 1);
	member_column(j, "links", q, ITEM_COLUMN_COUNT + 2);
	json_end(j);
}

static bool export_items(struct export *x) {
	struct json *j = begin_list(x, "items");
	sqlite3_stmt *q = store_query(x->store, EXPORT_ITEMS, x->err);
	struct arena a;
	bool ok = true;

	arena_init(&a, 0);
	while (q && store_row(x->store, q, &ok, x->err)) {
		struct item i;

		arena_reset(&a);
		item_from_row(q, &a, &i);
		export_item(j, q, &i, x->notes);
	}
	arena_finish(&a);
	json_end(j);
	return q && ok;
}

static bool export_session_items(struct export *x, int64_t session_id) {
	struct json *j = begin_list(x, "items");
	sqlite3_stmt *q = store_query(x->store, EXPORT_SESSION_ITEMS, x->err);
	bool ok = true;

	if (q)
		bind_int(q, 1, session_id);
	while (q && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_uuid(j, "uuid", q, 0);
		json_member_int(j, "position", sqlite3_column_int(q, 1));
		json_member_text(j, "role", role_name((enum role)sqlite3_column_int(q, 2)));
		json_member_date(j, "shown_at", row_date(q, 3));
		json_member_int(j, "dwell_s", sqlite3_column_int(q, 4));
		json_member_text(j, "outcome", item_state_name((enum item_state)sqlite3_column_int(q, 5)));
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

/* The numbers are those of the table's columns. */
static bool export_sessions(struct export *x) {
	struct json *j = begin_list(x, "sessions");
	sqlite3_stmt *q = store_query(x->store, EXPORT_SESSIONS, x->err);
	char seed[24];
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_uuid(j, "uuid", q, 1);
		json_member_text(j, "intention", intention_name((enum intention)sqlite3_column_int(q, 2)));
		theme_set_write_json((theme_set)sqlite3_column_int64(q, 3), j);
		if (x->notes)
			member_column(j, "aim", q, 4);
		json_member_int(j, "minutes", sqlite3_column_int(q, 5));
		json_member_int(j, "items_max", sqlite3_column_int(q, 6));
		sqlite3_snprintf(sizeof seed, seed, "%llu", (unsigned long long)sqlite3_column_int64(q, 7));
		json_member_text(j, "seed", seed); /* as text: numbers of JSON are exact up to 2^53 */
		json_member_date(j, "started_at", sqlite3_column_int64(q, 8));
		json_member_date(j, "ended_at", row_date(q, 9));
		json_member_int(j, "spent_ms", sqlite3_column_int64(q, 10));
		json_member_int(j, "position", sqlite3_column_int(q, 11));
		json_member_bool(j, "checked_in", sqlite3_column_int(q, 12) != 0);
		member_column(j, "plan_from", q, 13);
		if (!export_session_items(x, sqlite3_column_int64(q, 0))) {
			store_reset(q);
			return false;
		}
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

static bool export_moods(struct export *x) {
	struct json *j = begin_list(x, "moods");
	sqlite3_stmt *q = store_query(x->store, EXPORT_MOODS, x->err);
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_uuid(j, "uuid", q, 0);
		json_member_date(j, "at", sqlite3_column_int64(q, 2));
		json_member_text(j, "phase", mood_phase_name((enum mood_phase)sqlite3_column_int(q, 3)));
		if (row_mood(q, 4) != MOOD_NONE)
			json_member_int(j, "valence", row_mood(q, 4));
		if (row_mood(q, 5) != MOOD_NONE)
			json_member_int(j, "energy", row_mood(q, 5));
		member_column(j, "words", q, 6);
		if (x->notes)
			member_column(j, "note", q, 7);
		member_uuid(j, "session", q, 1);
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

static bool export_rule_channels(struct export *x, int64_t rule_id) {
	struct json *j = begin_list(x, "channels");
	sqlite3_stmt *q = store_query(x->store, EXPORT_RULE_CHANNELS, x->err);
	struct uuid u;
	bool ok = true;

	if (q)
		bind_int(q, 1, rule_id);
	while (q && store_row(x->store, q, &ok, x->err)) {
		row_uuid(q, 0, &u);
		json_text(j, slice_of(u.text));
	}
	json_end(j);
	return q && ok;
}

static bool export_rules(struct export *x) {
	static const char *const actions[] = {"weigh", "block", "always"};
	struct json *j = begin_list(x, "rules");
	sqlite3_stmt *q = store_query(x->store, EXPORT_RULES, x->err);
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		int action = sqlite3_column_int(q, 3);

		json_object(j);
		member_uuid(j, "uuid", q, 1);
		member_column(j, "words", q, 2);
		json_member_text(j, "action", actions[action >= 0 && action < 3 ? action : 0]);
		json_member_number(j, "weight", sqlite3_column_double(q, 4), 6);
		json_member_date(j, "until", row_date(q, 5));
		json_member_int(j, "hits", sqlite3_column_int64(q, 6));
		json_member_date(j, "met", row_date(q, 7));
		if (sqlite3_column_int(q, 8) && !export_rule_channels(x, sqlite3_column_int64(q, 0))) {
			store_reset(q);
			return false;
		}
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

static bool export_labels(struct export *x) {
	struct json *j = begin_list(x, "labels");
	sqlite3_stmt *q = store_query(x->store, EXPORT_LABELS, x->err);
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_uuid(j, "uuid", q, 0);
		json_member_text(j, "label", label_name((enum label)sqlite3_column_int(q, 1)));
		json_member_date(j, "at", row_date(q, 2));
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

/* What was learned: a feature is a hash of 64 bits. */
static bool export_lessons(struct export *x) {
	struct json *j = begin_list(x, "lessons");
	sqlite3_stmt *q = store_query(x->store, EXPORT_WEIGHTS, x->err);
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		json_object(j);
		member_number(j, "feature", sqlite3_column_int64(q, 0));
		json_member_int(j, "up", sqlite3_column_int(q, 1));
		json_member_int(j, "down", sqlite3_column_int(q, 2));
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

/* From which items, word for word, so that it can be taken back where it is imported. */
static bool export_taught(struct export *x) {
	struct json *j = begin_list(x, "taught");
	sqlite3_stmt *q = store_query(x->store, EXPORT_TAUGHT, x->err);
	bool ok = true;

	while (q && store_row(x->store, q, &ok, x->err)) {
		int by = sqlite3_column_int(q, 1);

		json_object(j);
		member_uuid(j, "item", q, 0);
		json_member_text(j, "by", taught_by_names[by >= 0 && by < TAUGHT_BY_COUNT ? by : 0]);
		json_member_text(j, "label", label_name((enum label)sqlite3_column_int(q, 2)));
		json_member_text(j, "was", item_state_name((enum item_state)sqlite3_column_int(q, 3)));
		member_column(j, "title", q, 4);
		member_column(j, "body", q, 5);
		member_column(j, "tags", q, 6);
		json_end(j);
	}
	json_end(j);
	return q && ok;
}

static bool export_settings(struct export *x) {
	struct json *j = &x->json;
	sqlite3_stmt *q = store_query(x->store, EXPORT_FACTS, x->err);
	bool ok = true;

	json_key(j, "settings");
	json_object(j);
	while (q && store_row(x->store, q, &ok, x->err)) {
		json_key(j, (const char *)sqlite3_column_text(q, 0));
		json_text(j, row_slice(q, 1));
	}
	json_end(j);
	return q && ok;
}

bool store_export(struct store *s, bool notes, struct str *out, struct err *e) {
	struct export x = {.store = s, .err = e, .notes = notes};
	bool mine, ok;

	if (!read_begin(s, &mine, e))
		return false;
	json_init(&x.json, out, 1);
	json_object(&x.json);
	json_member_int(&x.json, "bewust", 1);
	ok = export_channels(&x) && export_items(&x) && export_sessions(&x) && export_moods(&x) && export_rules(&x) && export_labels(&x) &&
		export_lessons(&x) && export_taught(&x) && export_settings(&x);
	read_end(s, mine);
	if (!ok)
		return false;
	json_end(&x.json);
	str_add_char(out, '\n');
	return !out->full || err_set(e, ERR_DATA, _("all of the data is larger than %zu bytes, the most that one export holds"), out->max);
}
