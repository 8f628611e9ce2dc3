/* channel.c: the channels followed: adding, naming, editing, removing with a way back, and how their refreshes went. */
#include "store_private.h"

#include <bewust/i18n.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <string.h>

#define TITLE_FOLDED_MAX 4096

void channel_from_row(sqlite3_stmt *q, struct arena *a, struct channel *out) {
	*out = (struct channel){.id = sqlite3_column_int64(q, 0)};
	row_uuid(q, 1, &out->uuid);
	out->url = row_text(q, 2, a);
	out->site = row_text(q, 3, a);
	out->title = row_text(q, 4, a);
	out->credential = row_text(q, 5, a);
	out->note = row_text(q, 6, a);
	out->lang = row_text(q, 7, a);
	out->themes = (theme_set)sqlite3_column_int64(q, 8);
	out->kind = (enum source_kind)sqlite3_column_int(q, 9);
	out->bias = sqlite3_column_double(q, 10);
	out->paused = sqlite3_column_int(q, 11) != 0;
	out->error = row_text(q, 12, a);
	out->error_since = row_date(q, 13);
	out->errors = sqlite3_column_int(q, 14);
	out->checked_at = row_date(q, 15);
	out->due_at = row_date(q, 16);
	out->etag = row_text(q, 17, a);
	out->last_modified = row_text(q, 18, a);
	out->items = sqlite3_column_int(q, 19);
	out->read = sqlite3_column_int(q, 20);
	out->skipped = sqlite3_column_int(q, 21);
	out->kept = sqlite3_column_int(q, 22);
	out->newest_at = row_date(q, 23);
	out->posts_a_week = sqlite3_column_double(q, 24);
	out->moved = (struct channel_move){row_text(q, 25, a), row_date(q, 26), sqlite3_column_int(q, 27)};
	out->flaw = row_text(q, 28, a);
	out->wishes = (struct channel_wishes){sqlite3_column_int(q, 29), (uint32_t)sqlite3_column_int64(q, 30), (unsigned)sqlite3_column_int(q, 31)};
}

static bool collect(struct store *s, sqlite3_stmt *q, struct arena *a, struct channels *out, struct err *e) {
	size_t cap = 0;
	bool ok = true;

	*out = (struct channels){0};
	while (store_row(s, q, &ok, e)) {
		struct channel *at = grow_in(a, out->at, out->count, &cap, sizeof *at);

		if (!at) {
			store_reset(q);
			return store_full(e);
		}
		out->at = at;
		channel_from_row(q, a, &out->at[out->count++]);
	}
	return ok;
}

bool store_channels(struct store *s, struct arena *a, struct channels *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNELS, e);

	return q && collect(s, q, a, out, e);
}

bool store_channels_due(struct store *s, int64_t now, struct arena *a, struct channels *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNELS_DUE, e);

	if (!q)
		return false;
	bind_int(q, 1, now);
	return collect(s, q, a, out, e);
}

/* 1 found, 0 not, -1 failed. */
static int get_one(struct store *s, sqlite3_stmt *q, struct arena *a, struct channel *out, struct err *e) {
	int found = store_one(s, q, e);

	if (found > 0)
		channel_from_row(q, a, out);
	store_reset(q);
	return found;
}

bool store_channel_get(struct store *s, int64_t id, struct arena *a, struct channel *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_BY_ID, e);
	int found;

	if (!q)
		return false;
	bind_int(q, 1, id);
	found = get_one(s, q, a, out, e);
	return found > 0 || (found == 0 && err_set(e, ERR_NOINPUT, _("that channel is not followed any more")));
}

bool store_channel_at(struct store *s, const char *url, struct arena *a, struct channel *out, bool *found, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_AT, e);
	int one;

	if (!q)
		return false;
	bind_text(q, 1, url);
	one = get_one(s, q, a, out, e);
	*found = one > 0;
	return one >= 0;
}

static int find_uuid(struct store *s, const struct uuid *uuid, struct arena *a, struct channel *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_BY_UUID, e);

	if (!q)
		return -1;
	bind_uuid(q, 1, uuid);
	return get_one(s, q, a, out, e);
}

/* What people type is compared in any case and accent. */
static bool title_has(const char *title, struct slice folded) {
	struct str t;
	bool has;

	str_init(&t, TITLE_FOLDED_MAX);
	text_fold(slice_of(title), &t);
	has = slice_find(str_slice(&t), folded) < t.len;
	str_finish(&t);
	return has;
}

/* Titles, or addresses where titles do not tell them apart. */
static bool several(const char *named, const struct channel *const some[3], size_t count, struct arena *a, struct err *e) {
	bool alike = slice_equal_nocase(slice_of(some[0]->title), slice_of(some[1]->title));
	const char *names[3] = {"", "", ""};

	for (size_t i = 0; i < 3 && i < count; i++)
		names[i] = alike ? url_shown(some[i]->url, a) : some[i]->title;
	return err_set(e, ERR_NOINPUT, _("“%s” could be %s, %s%s%s%s: give more of the title, or the address"), named, names[0], names[1],
		count > 2 ? ", " : "", names[2], count > 3 ? " …" : "");
}

static bool has_address(const struct channel *c, const char *named) {
	return strcmp(c->url, named) == 0;
}

static bool has_whole_title(const struct channel *c, const char *named) {
	return *named && slice_equal_nocase(slice_of(c->title), slice_of(named));
}

struct match { const struct channel *some[3]; size_t count; };

static void match_add(struct match *m, const struct channel *c) {
	if (m->count < 3)
		m->some[m->count] = c;
	m->count++;
}

/* An address before a whole title, that before a part of one; whichever it is, only one channel may be meant. */
static bool find_title(struct store *s, const char *named, struct arena *a, struct channel *out, struct err *e) {
	struct match address = {0}, whole = {0}, part = {0}, *best;
	struct channels all;
	struct str folded;

	if (!store_channels(s, a, &all, e))
		return false;
	str_init(&folded, TITLE_FOLDED_MAX);
	text_fold(slice_trim(slice_of(named)), &folded);
	for (size_t i = 0; i < all.count; i++) {
		if (has_address(&all.at[i], named))
			match_add(&address, &all.at[i]);
		else if (has_whole_title(&all.at[i], named))
			match_add(&whole, &all.at[i]);
		else if (folded.len > 0 && title_has(all.at[i].title, str_slice(&folded)))
			match_add(&part, &all.at[i]);
	}
	str_finish(&folded);
	best = address.count ? &address : whole.count ? &whole : &part;
	if (best->count == 0)
		return err_set(e, ERR_NOINPUT, _("no channel is called “%s”: `bewust channels` lists them"), url_shown(named, a));
	if (best->count > 1 && best != &address)
		return several(url_shown(named, a), best->some, best->count, a, e);
	*out = *best->some[0];
	return true;
}

bool store_channel_find(struct store *s, const char *named, struct arena *a, struct channel *out, struct err *e) {
	struct uuid uuid;
	int found;

	if (!uuid_parse(slice_of(named), &uuid))
		uuid_named(&uuid, &uuid_space_url, slice_of(named)); /* the address it was first followed at, wherever it moved since */
	found = find_uuid(s, &uuid, a, out, e);
	return found > 0 || (found == 0 && find_title(s, named, a, out, e));
}

bool store_channel_uuid(struct store *s, int64_t id, struct uuid *out, struct err *e) {
	sqlite3_stmt *q;
	int found;

	if (s->uuid_channel != id || !id) {
		if (!(q = store_query(s, CHANNEL_UUID, e)))
			return false;
		bind_int(q, 1, id);
		if ((found = store_one(s, q, e)) > 0) {
			row_uuid(q, 0, &s->uuid_of_channel);
			s->uuid_channel = id;
		}
		store_reset(q);
		if (found <= 0)
			return found == 0 && err_set(e, ERR_NOINPUT, _("that channel is not followed any more"));
	}
	*out = s->uuid_of_channel;
	return true;
}

/* ---- changing ---- */

static bool insert(struct store *s, struct channel *c, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_ADD, e);

	if (!q)
		return false;
	bind_uuid(q, 1, &c->uuid);
	bind_text(q, 2, c->url);
	bind_text(q, 3, c->site);
	bind_text(q, 4, c->title);
	bind_text(q, 5, NULL);
	bind_text(q, 6, c->credential);
	bind_text(q, 7, c->note);
	bind_text(q, 8, c->lang);
	bind_int(q, 9, c->themes);
	bind_int(q, 10, c->kind);
	bind_real(q, 11, c->bias);
	bind_int(q, 12, c->paused);
	if (!store_run(s, q, e))
		return false;
	c->id = sqlite3_last_insert_rowid(s->db);
	return true;
}

/* 1: the channel is known, and *removed; 0: it is new; -1: failed. */
static int known(struct store *s, struct channel *c, bool *removed, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_KNOWN, e);
	int found;

	if (!q)
		return -1;
	bind_uuid(q, 1, &c->uuid);
	bind_text(q, 2, c->url);
	if ((found = store_one(s, q, e)) > 0) {
		c->id = sqlite3_column_int64(q, 0);
		row_uuid(q, 1, &c->uuid);
		*removed = sqlite3_column_int(q, 2) != 0;
	}
	store_reset(q);
	return found;
}

bool store_channel_add(struct store *s, struct channel *c, bool *was_there, struct err *e) {
	bool mine, removed = false, ok;
	int found;

	if (!c->url || !*c->url)
		return err_set(e, ERR_USAGE, _("a channel needs an address"));
	if (!c->uuid.text[0])
		uuid_named(&c->uuid, &uuid_space_url, slice_of(c->url));
	if (!write_begin(s, &mine, e))
		return false;
	found = known(s, c, &removed, e);
	ok = found > 0 ? !removed || store_channel_restore(s, c->id, e) : found == 0 && insert(s, c, e);
	if (was_there)
		*was_there = found > 0 && !removed;
	return write_end(s, mine, ok, e);
}

bool store_channel_edit(struct store *s, const struct channel *c, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_EDIT, e);

	if (!q)
		return false;
	bind_int(q, 1, c->id);
	bind_text(q, 2, c->url);
	bind_text(q, 3, c->title);
	bind_text(q, 4, c->credential);
	bind_text(q, 5, c->note);
	bind_text(q, 6, c->lang);
	bind_int(q, 7, c->themes);
	bind_int(q, 8, c->kind);
	bind_real(q, 9, c->bias);
	bind_int(q, 10, c->paused);
	return store_run(s, q, e);
}

static bool set_removed(struct store *s, int64_t id, int64_t at, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_REMOVED, e);

	if (!q)
		return false;
	bind_int(q, 1, id);
	bind_date(q, 2, at);
	if (!store_run(s, q, e))
		return false;
	return sqlite3_changes(s->db) > 0 || err_set(e, ERR_NOINPUT, _("that channel is not followed any more"));
}

bool store_channel_remove(struct store *s, int64_t id, int64_t now, struct err *e) {
	return set_removed(s, id, now, e);
}

bool store_channel_restore(struct store *s, int64_t id, struct err *e) {
	return set_removed(s, id, DATE_NONE, e);
}

static bool run_before(struct store *s, enum query query, int64_t before, struct err *e) {
	sqlite3_stmt *q = store_query(s, query, e);

	if (!q)
		return false;
	bind_int(q, 1, before);
	return store_run(s, q, e);
}

/* A rule that was for these channels alone goes with them: without its channels it would hold everywhere. */
bool store_purge_removed(struct store *s, int64_t before, struct err *e) {
	bool mine, ok;

	if (!write_begin(s, &mine, e))
		return false;
	s->uuid_channel = 0;
	ok = search_drop_channels_removed(s, before, e) && run_before(s, CHANNELS_PURGE_RULES, before, e) &&
		run_before(s, CHANNELS_PURGE, before, e) && search_cut(s, e) && rules_cut(s, e);
	return write_end(s, mine, ok, e);
}

/* "" is a value here: the server sends this validator no more. */
static void bind_validator(sqlite3_stmt *q, int at, const char *text) {
	if (text)
		sqlite3_bind_text(q, at, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(q, at);
}

bool store_refresh_done(struct store *s, const struct refresh *r, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_REFRESHED, e);

	if (!q)
		return false;
	bind_int(q, 1, r->channel_id);
	bind_int(q, 2, r->at);
	bind_date(q, 3, r->due_at);
	bind_validator(q, 4, r->etag);
	bind_validator(q, 5, r->last_modified);
	bind_text(q, 6, r->url);
	bind_text(q, 7, r->title);
	bind_text(q, 8, r->site);
	bind_text(q, 9, r->lang);
	bind_text(q, 10, r->error);
	bind_int(q, 11, r->rests);
	bind_text(q, 12, r->moved.to);
	bind_date(q, 13, r->moved.times ? r->moved.since : DATE_NONE);
	bind_int(q, 14, r->moved.times);
	bind_validator(q, 15, r->flaw);
	bind_int(q, 16, r->later);
	bind_date(q, 17, r->wishes ? r->wishes->ttl_minutes : DATE_NONE);
	bind_date(q, 18, r->wishes ? r->wishes->skip_hours : DATE_NONE);
	bind_date(q, 19, r->wishes ? r->wishes->skip_days : DATE_NONE);
	return store_run(s, q, e);
}

bool store_channel_posts(struct store *s, int64_t id, double *a_week, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_POSTS, e);
	int found;

	*a_week = 0;
	if (!q)
		return false;
	bind_int(q, 1, id);
	if ((found = store_one(s, q, e)) > 0)
		*a_week = sqlite3_column_double(q, 0);
	store_reset(q);
	return found >= 0;
}

bool store_channel_due(struct store *s, int64_t id, int64_t due_at, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_DUE, e);

	if (!q)
		return false;
	bind_int(q, 1, id);
	bind_date(q, 2, due_at);
	return store_run(s, q, e);
}

/* ---- settings ---- */

bool store_channel_settings(struct store *s, int64_t channel_id, struct arena *a, struct channel_setting **out, size_t *count, struct err *e) {
	sqlite3_stmt *q = store_query(s, CHANNEL_SETTINGS, e);
	size_t cap = 0;
	bool ok = true;

	*out = NULL;
	*count = 0;
	if (!q)
		return false;
	bind_int(q, 1, channel_id);
	while (store_row(s, q, &ok, e)) {
		struct channel_setting *at = grow_in(a, *out, *count, &cap, sizeof *at);

		if (!at) {
			store_reset(q);
			return store_full(e);
		}
		*out = at;
		at[(*count)++] = (struct channel_setting){sqlite3_column_int64(q, 0), row_text(q, 1, a), row_text(q, 2, a)};
	}
	return ok;
}

bool store_channel_setting_put(struct store *s, int64_t channel_id, const char *name, const char *value, struct err *e) {
	sqlite3_stmt *q = store_query(s, *value ? CHANNEL_SETTING_PUT : CHANNEL_SETTING_DROP, e);

	if (!q)
		return false;
	bind_int(q, 1, channel_id);
	bind_text(q, 2, name);
	if (*value)
		bind_text(q, 3, value);
	return store_run(s, q, e);
}

/* ---- hosts ---- */

bool store_host_pauses(struct store *s, int64_t now, struct arena *a, struct host_pause **out, size_t *count, struct err *e) {
	sqlite3_stmt *q = store_query(s, HOST_PAUSES, e);
	size_t cap = 0;
	bool ok = true;

	*out = NULL;
	*count = 0;
	if (!q)
		return false;
	bind_int(q, 1, now);
	while (store_row(s, q, &ok, e)) {
		struct host_pause *at = grow_in(a, *out, *count, &cap, sizeof *at);

		if (!at) {
			store_reset(q);
			return store_full(e);
		}
		*out = at;
		at[(*count)++] = (struct host_pause){row_text(q, 0, a), row_date(q, 1), sqlite3_column_int(q, 2)};
	}
	return ok;
}

bool store_host_pause_put(struct store *s, struct slice host, int64_t until, int status, int64_t now, struct err *e) {
	sqlite3_stmt *q = store_query(s, HOST_PAUSE_PUT, e);
	bool mine, ok;

	if (!q || !write_begin(s, &mine, e))
		return false;
	bind_slice(q, 1, host);
	bind_int(q, 2, until);
	bind_int(q, 3, status);
	ok = store_run(s, q, e) && run_before(s, HOST_PAUSES_DROP, now, e);
	return write_end(s, mine, ok, e);
}
