/* item.c: one item on its way in, and what the reader does with it. */
#include "store_private.h"

#include <bewust/hash.h>
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/url.h>
#include <string.h>

/* ---- putting ---- */

static struct slice summary_of(const struct item *i) {
	struct slice s = slice_trim(slice_of(i->summary));

	return s;
}

/* A number for all that a feed says of an item, so that the same again is seen without reading or writing more. The key is fixed:
 * it is stored. Who makes two texts of one number on purpose hides an update of their own item, and nothing else. */
static int64_t fingerprint(const struct item *i, struct slice content, struct slice links) {
	const struct slice parts[] = {slice_of(i->url), slice_of(i->title), slice_of(i->author), summary_of(i), slice_of(i->media_url),
		slice_of(i->lang), slice_of(i->tags), content, links};
	struct hash_key key = {0x6265777573742069, 0x74656d2070757421};
	int64_t facts[3] = {i->published_guessed ? 0 : i->published, i->kind, (int64_t)(i->minutes * 60)};

	for (size_t n = 0; n < sizeof parts / sizeof *parts; n++)
		key.k0 ^= hash_bytes(&key, parts[n]) + n; /* chained: the same words in another place give another number */
	return (int64_t)hash_bytes(&key, (struct slice){(const char *)facts, sizeof facts});
}

static int64_t or_null(int64_t key) {
	return key ? key : DATE_NONE;
}

/* ?1 and ?2 differ between adding and renewing; the rest, from ?3 on, is what a feed says. */
static void bind_texts(sqlite3_stmt *q, const struct item *i, struct slice content, int64_t print, const struct item_keys *keys) {
	struct slice summary = summary_of(i);
	size_t start = item_summary_in(content, summary);

	bind_int(q, 3, print);
	bind_text(q, 4, i->url);
	bind_text(q, 5, i->title);
	bind_text(q, 6, i->author);
	bind_text(q, 7, i->media_url);
	bind_text(q, 8, i->lang);
	bind_text(q, 9, i->tags);
	bind_slice(q, 10, start ? (struct slice){0} : summary);
	bind_date(q, 11, start ? (int64_t)start : DATE_NONE);
	bind_int(q, 12, i->published);
	bind_int(q, 13, i->published_guessed);
	bind_int(q, 14, i->fetched);
	bind_int(q, 15, i->kind);
	bind_int(q, 16, i->themes);
	bind_real(q, 17, i->minutes);
	bind_real(q, 18, i->score);
	bind_int(q, 19, i->label);
	bind_int(q, 20, i->always);
	bind_date(q, 21, or_null(keys->link));
	bind_date(q, 22, or_null(keys->title));
}

static bool put_content(struct store *s, int64_t id, struct slice content, struct slice links, bool is_new, struct err *e) {
	sqlite3_stmt *q;

	if (content.len == 0 && links.len == 0) {
		if (is_new)
			return true;
		if (!(q = store_query(s, CONTENT_DROP, e)))
			return false;
		bind_int(q, 1, id);
		return store_run(s, q, e);
	}
	if (!(q = store_query(s, CONTENT_PUT, e)))
		return false;
	bind_int(q, 1, id);
	bind_int(q, 2, (int64_t)content.len);
	bind_body(s->bodies, q, 3, content, links);
	return store_run(s, q, e);
}

/* Items come by the feed: its row is written once for a good many of them, and before anybody could read it. */
static bool count_added(struct store *s, const struct item *i, struct err *e) {
	struct added *n = &s->added;

	if (n->channel_id != i->channel_id && !store_count_added(s, e))
		return false;
	n->newest_at = n->items && n->newest_at > i->published ? n->newest_at : i->published;
	n->channel_id = i->channel_id;
	n->items++;
	n->read += i->state == STATE_READ || i->state == STATE_KEPT || i->state == STATE_DONE;
	n->skipped += i->state == STATE_SKIPPED;
	return true;
}

static bool add(struct store *s, struct item *i, struct slice content, struct slice links, int64_t print, const struct item_keys *keys,
	struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_ADD, e);

	if (!q)
		return false;
	bind_texts(q, i, content, print, keys);
	bind_int(q, 1, i->channel_id);
	bind_uuid(q, 2, &i->uuid);
	bind_int(q, 23, i->state);
	if (!store_run(s, q, e))
		return false;
	i->id = sqlite3_last_insert_rowid(s->db);
	return count_added(s, i, e) && put_content(s, i->id, content, links, true, e);
}

bool store_item_insert(struct store *s, struct item *i, struct slice content, struct slice links, struct err *e) {
	struct item_keys keys;

	item_keys_of(i, &keys);
	return add(s, i, content, links, 0, &keys, e);
}

static bool renew(struct store *s, struct item *i, struct slice content, struct slice links, int64_t print, const struct item_keys *keys,
	struct err *e) {
	sqlite3_stmt *q;

	if (!search_drop(s, i->id, e) || !(q = store_query(s, ITEM_RENEW, e)))
		return false;
	bind_texts(q, i, content, print, keys);
	bind_int(q, 1, i->id);
	return store_run(s, q, e) && put_content(s, i->id, content, links, false, e) && search_add(s, i->id, e);
}

/* What is stored of an item that a feed brings again. */
struct stored { int64_t print, story; struct item_keys keys; };

/* 1: stored, 0 not, -1 failed. */
static int known(struct store *s, struct item *i, struct stored *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_KNOWN, e);
	int found;

	if (!q)
		return -1;
	bind_int(q, 1, i->channel_id);
	bind_uuid(q, 2, &i->uuid);
	if ((found = store_one(s, q, e)) > 0) {
		i->id = sqlite3_column_int64(q, 0);
		*out = (struct stored){.print = sqlite3_column_int64(q, 1), .keys = {sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3)},
			.story = sqlite3_column_int64(q, 4)};
	}
	store_reset(q);
	return found;
}

/* ---- the same item under another name: its feed is made by other software now ---- */

#define ALIKE_S (12 * 3600) /* a clock set to another zone, but not the next day's picture */

/* Whether a link leads to one page of a site, and not to its front. */
static bool is_one_page(struct slice url) {
	struct slice path = slice_from(url, slice_find(url, SLICE("://")) + 3);

	path = slice_from(path, slice_find(path, SLICE("/")) + 1);
	return path.len > 0 && path.at[0] != '#';
}

/* The same address by the other scheme. */
static void other_scheme(struct slice url, struct str *out) {
	bool https = slice_starts(url, SLICE("https:"));

	str_add_text(out, https ? "http" : "https");
	str_add(out, slice_from(url, https ? 5 : 4));
}

static void bind_alike(sqlite3_stmt *q, const struct item *i, const struct str *other, int64_t title_key) {
	bool linked = i->url && *i->url;
	int64_t around = linked ? ALIKE_S : 0;

	bind_int(q, 1, i->channel_id);
	bind_int(q, 2, i->published_guessed ? INT64_MIN : i->published - around);
	bind_int(q, 3, i->published_guessed ? INT64_MAX : i->published + around);
	bind_text(q, 4, i->title);
	bind_text(q, 5, i->url);
	bind_text(q, 6, other->at);
	bind_date(q, 7, or_null(title_key));
}

/* 1: there is one, and i->uuid its name; 0: none; -1: failed. */
static int alike(struct store *s, struct item *i, int64_t title_key, struct err *e) {
	bool linked = i->url && *i->url;
	sqlite3_stmt *q;
	struct str other;
	int found;

	if (!i->title || !*i->title || (linked && !is_one_page(slice_of(i->url))) || (!linked && i->published_guessed))
		return 0;
	if (!(q = store_query(s, title_key ? ITEM_ALIKE : ITEM_ALIKE_NO_KEY, e)))
		return -1;
	str_init(&other, URL_MAX + 1);
	if (linked)
		other_scheme(slice_of(i->url), &other);
	bind_alike(q, i, &other, title_key);
	if ((found = store_one(s, q, e)) > 0)
		row_uuid(q, 0, &i->uuid);
	store_reset(q);
	str_finish(&other);
	return found;
}

/* ---- all of it ---- */

static bool put(struct store *s, struct item *i, struct slice content, struct slice links, bool named, enum put *how, struct err *e) {
	int64_t print = fingerprint(i, content, links);
	struct stored stored = {0};
	struct item_keys keys;
	int found = known(s, i, &stored, e), like = 0;

	*how = found == 0 ? PUT_NEW : stored.print == print ? PUT_SAME : PUT_UPDATED;
	if (found < 0 || *how == PUT_SAME)
		return found > 0;
	item_keys_of(i, &keys);
	if (*how == PUT_NEW && named && (like = alike(s, i, keys.title, e)) != 0) {
		*how = PUT_ALIKE;
		return like > 0;
	}
	if (*how == PUT_NEW)
		return add(s, i, content, links, print, &keys, e) && story_join(s, i, &keys, e);
	return renew(s, i, content, links, print, &keys, e) && story_renew(s, i, &stored.keys, &keys, stored.story, e);
}

void store_item_name(const struct uuid *channel, const char *guid, struct uuid *out) {
	struct slice rest = slice_of(guid);
	struct str name;

	str_init(&name, rest.len + 1);
	if (url_is_http(rest)) {
		url_without_tracking(rest, &name);
		rest = slice_from(str_slice(&name), slice_find(str_slice(&name), SLICE("://")) + 3);
		if (slice_starts_nocase(rest, SLICE("www.")))
			rest = slice_from(rest, 4);
	}
	uuid_named(out, channel, rest);
	str_finish(&name);
}

static bool put_in_transaction(struct store *s, struct item *i, struct slice content, struct slice links, bool named, enum put *how, struct err *e) {
	bool mine, ok;

	if (!write_begin(s, &mine, e))
		return false;
	ok = put(s, i, content, links, named, how, e);
	return write_end(s, mine, ok, e);
}

bool store_item_put(struct store *s, struct item *i, struct slice content, struct slice links, enum put *how, struct err *e) {
	const char *guid = i->guid && *i->guid ? i->guid : i->url;

	if (!guid || !*guid)
		return err_set(e, ERR_DATA, _("an item has neither a name nor an address of its own"));
	if (!store_channel_uuid(s, i->channel_id, &i->channel_uuid, e))
		return false;
	store_item_name(&i->channel_uuid, guid, &i->uuid);
	return put_in_transaction(s, i, content, links, false, how, e);
}

bool store_item_put_named(struct store *s, struct item *i, struct slice content, struct slice links, enum put *how, struct err *e) {
	return put_in_transaction(s, i, content, links, true, how, e);
}

/* ---- reading one ---- */

static bool get_one(struct store *s, sqlite3_stmt *q, struct arena *a, struct item *out, struct err *e) {
	int found = store_one(s, q, e);

	if (found > 0)
		item_from_row(q, a, out);
	store_reset(q);
	return found > 0 || (found == 0 && err_set(e, ERR_NOINPUT, _("that item is not stored any more")));
}

bool store_item_get(struct store *s, int64_t id, struct arena *a, struct item *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_BY_ID, e);

	if (!q)
		return false;
	bind_int(q, 1, id);
	return get_one(s, q, a, out, e);
}

bool store_item_find(struct store *s, const char *uuid, struct arena *a, struct item *out, struct err *e) {
	sqlite3_stmt *q;
	struct uuid u;

	if (!uuid_parse(slice_of(uuid), &u))
		return err_set(e, ERR_NOINPUT, _("“%s” is not the name of an item: `bewust items --json` has them as uuid"), uuid ? uuid : "");
	if (!(q = store_query(s, ITEM_BY_UUID, e)))
		return false;
	bind_uuid(q, 1, &u);
	return get_one(s, q, a, out, e);
}

int64_t store_item_row(struct store *s, int64_t channel_id, const struct uuid *uuid, struct err *e) {
	struct item i = {.channel_id = channel_id, .uuid = *uuid};
	struct stored stored;
	int found = known(s, &i, &stored, e);

	return found > 0 ? i.id : found;
}

bool store_item_content(struct store *s, int64_t id, struct arena *a, struct slice *content, struct slice *links, struct err *e) {
	sqlite3_stmt *q = store_query(s, CONTENT, e);
	struct slice *const out[2] = {content, links};
	int found;

	if (!q)
		return false;
	bind_int(q, 1, id);
	found = store_one(s, q, e);
	for (int n = 0; n < 2; n++)
		if (out[n]) {
			*out[n] = found > 0 ? row_slice(q, n) : (struct slice){0};
			out[n]->at = out[n]->len > 0 ? arena_text(a, *out[n]) : "";
		}
	store_reset(q);
	if ((content && !content->at) || (links && !links->at))
		return store_full(e);
	return found >= 0;
}

/* ---- what the reader does with it ---- */

/* Runs an UPDATE of one item; that nothing changed is fine where the item is there. */
static bool change(struct store *s, sqlite3_stmt *q, int64_t id, struct err *e) {
	int found;

	bind_int(q, 1, id);
	if (!store_run(s, q, e))
		return false;
	if (sqlite3_changes(s->db) > 0)
		return true;
	found = store_ask(s, ITEM_EXISTS, &id, 1, NULL, e);
	return found > 0 || (found == 0 && err_set(e, ERR_NOINPUT, _("that item is not stored any more")));
}

bool store_item_state(struct store *s, int64_t id, enum item_state state, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_STATE, e);

	if (!q)
		return false;
	bind_int(q, 2, state);
	return change(s, q, id, e);
}

bool store_item_hold(struct store *s, int64_t id, bool held, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_HOLD, e);

	if (!q)
		return false;
	bind_int(q, 2, held);
	return change(s, q, id, e);
}

bool store_item_keep(struct store *s, int64_t id, bool kept, int64_t now, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_KEEP, e);

	if (!q)
		return false;
	bind_date(q, 2, kept ? now : DATE_NONE);
	return change(s, q, id, e);
}

bool store_item_note(struct store *s, int64_t id, const char *note, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_NOTE, e);

	if (!q)
		return false;
	bind_text(q, 2, note);
	return change(s, q, id, e);
}

bool store_item_score(struct store *s, int64_t id, const struct score *score, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_SCORE, e);

	if (!q)
		return false;
	bind_real(q, 2, score->value);
	bind_int(q, 3, score->label);
	bind_int(q, 4, score->always);
	return change(s, q, id, e);
}

bool store_item_label(struct store *s, int64_t id, bool own, enum label label, int64_t now, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEM_LABEL, e);

	if (!q)
		return false;
	bind_int(q, 2, label);
	bind_date(q, 3, own ? now : DATE_NONE);
	return change(s, q, id, e);
}
