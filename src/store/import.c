/* import.c: an export merged into what is here: by uuid, nothing doubled, all of it or nothing. What is here wins; what is not, comes. */
#include "import_scan.h"
#include "store_private.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/text.h>
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The file's own names for what is now in a row here. */
struct named { struct uuid uuid; int64_t id; };
struct names { struct named *at; size_t count, cap; };

struct import {
	struct store *store;
	struct err *err;
	struct arena arena;              /* of one entry */
	const cJSON *entry;
	enum import_part part;
	size_t number;                   /* of the entry, from 1: for the sentence when it is wrong */
	struct names channels, items;    /* for what speaks of them by uuid; in order once their part is read */
	size_t merged;
};

/* ---- reading one entry ---- */

static bool wrong(struct import *m, const char *what) {
	return err_set(m->err, ERR_DATA, _("%s, entry %zu: %s is missing or not as an export has it; nothing was imported"),
		import_part_names[m->part], m->number, what);
}

static const cJSON *member(struct import *m, const char *key) {
	return cJSON_GetObjectItemCaseSensitive(m->entry, key);
}

/* Cleaned, as all text of others; "" where there is none. */
static const char *get_text(struct import *m, const char *key, enum text_keep keep) {
	const char *text = cJSON_GetStringValue(member(m, key));

	return text && *text ? text_clean_arena(&m->arena, slice_of(text), keep) : "";
}

static const char *get_line(struct import *m, const char *key) {
	return get_text(m, key, TEXT_LINE);
}

/* An address that something may fetch or open later: a web page's, or one of the program's own. */
static const char *get_url(struct import *m, const char *key) {
	const char *url = get_line(m, key);
	struct slice s = slice_of(url);

	return slice_starts_nocase(s, SLICE("http://")) || slice_starts_nocase(s, SLICE("https://")) || slice_starts(s, SLICE("bewust:")) ? url : "";
}

static bool get_uuid(struct import *m, const char *key, struct uuid *out) {
	return uuid_parse(slice_of(cJSON_GetStringValue(member(m, key))), out) || wrong(m, key);
}

/* Missing: DATE_NONE. */
static bool get_date(struct import *m, const char *key, int64_t *out) {
	const char *text = cJSON_GetStringValue(member(m, key));

	*out = DATE_NONE;
	return !member(m, key) || (text && date_from_rfc3339(slice_of(text), out)) || wrong(m, key);
}

static bool get_date_needed(struct import *m, const char *key, int64_t *out) {
	return get_date(m, key, out) && (*out != DATE_NONE || wrong(m, key));
}

static bool get_number(struct import *m, const char *key, double least, double most, double missing, double *out) {
	const cJSON *n = member(m, key);

	*out = n ? n->valuedouble : missing;
	return !n || (cJSON_IsNumber(n) && *out >= least && *out <= most) || wrong(m, key);
}

static bool get_int(struct import *m, const char *key, double least, double most, int missing, int *out) {
	double n;

	if (!get_number(m, key, least, most, missing, &n))
		return false;
	*out = (int)n;
	return (double)*out == n || wrong(m, key);
}

/* 64 bits as an export writes them; missing: 0. */
static bool get_hex(struct import *m, const char *key, int64_t *out) {
	const char *text = get_line(m, key);
	char *end = NULL;

	*out = 0;
	if (!member(m, key))
		return true;
	errno = 0;
	*out = (int64_t)strtoull(text, &end, 16);
	return (errno == 0 && end == text + 16 && !*end) || wrong(m, key);
}

static bool get_flag(struct import *m, const char *key) {
	return cJSON_IsTrue(member(m, key));
}

/* Names that a later bewust may have added are passed over. */
static theme_set get_themes(struct import *m) {
	theme_set set = 0;
	const cJSON *name;
	enum theme t;

	cJSON_ArrayForEach(name, member(m, "themes"))
		if (theme_parse(slice_of(cJSON_GetStringValue(name)), &t))
			set |= (theme_set)1 << t;
	return set;
}

static struct slice get_name(struct import *m, const char *key) {
	return slice_of(cJSON_GetStringValue(member(m, key)));
}

/* 1 there, 0 not, -1 failed. */
static int there(struct import *m, enum query query, const struct uuid *uuid, int64_t *id) {
	sqlite3_stmt *q = store_query(m->store, query, m->err);
	int found;

	if (!q)
		return -1;
	bind_uuid(q, 1, uuid);
	found = store_one(m->store, q, m->err);
	if (found > 0 && id)
		*id = sqlite3_column_int64(q, 0);
	store_reset(q);
	return found;
}

/* ---- what the parts hold ---- */

static void remember(struct names *n, const struct uuid *uuid, int64_t id) {
	if (n->count == n->cap)
		n->at = mem_grow(n->at, n->cap = n->cap ? n->cap * 2 : 256, sizeof *n->at);
	n->at[n->count++] = (struct named){*uuid, id};
}

static int by_uuid(const void *a, const void *b) {
	const struct named *x = a, *y = b;

	return strcmp(x->uuid.text, y->uuid.text);
}

static void put_in_order(struct names *n) {
	if (n->count > 0)
		qsort(n->at, n->count, sizeof *n->at, by_uuid);
}

/* 0: not in the file. */
static int64_t find(const struct names *n, const struct uuid *uuid) {
	struct named key = {.uuid = *uuid}, *found = NULL;

	if (n->count > 0)
		found = bsearch(&key, n->at, n->count, sizeof key, by_uuid);
	return found ? found->id : 0;
}

/* Only what is exported: a file from elsewhere sets no command that runs here, and no header. */
static bool import_channel_settings(struct import *m, int64_t id) {
	static const char *const names[] = {"interval", "user", "user-agent"};
	const cJSON *all = member(m, "settings");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(all, names[i]));

		if (value && *value && strlen(value) < 500 && !strpbrk(value, "\r\n") && !store_channel_setting_put(m->store, id, names[i], value, m->err))
			return false;
	}
	return true;
}

static bool import_channel(struct import *m) {
	struct channel c = {.url = get_url(m, "url"), .site = get_url(m, "site"), .title = get_line(m, "title"), .credential = get_line(m, "credential"),
		.note = get_line(m, "note"), .lang = get_line(m, "lang"), .themes = get_themes(m), .paused = get_flag(m, "paused")};
	const char *title = c.title;
	bool was_there, own = get_flag(m, "own_title");
	struct uuid uuid;
	sqlite3_stmt *q;
	int found;

	source_kind_parse(get_name(m, "kind"), &c.kind);
	if (!get_uuid(m, "uuid", &uuid) || !get_number(m, "bias", -1, 1, 0, &c.bias))
		return false;
	if (!*c.url)
		return wrong(m, "url");
	c.uuid = uuid;
	if ((found = there(m, IMPORT_CHANNEL_ID, &uuid, &c.id)) != 0) {
		remember(&m->channels, &uuid, c.id);
		return found > 0;
	}
	if (!own)
		c.title = "";
	if (!store_channel_add(m->store, &c, &was_there, m->err))
		return false;
	remember(&m->channels, &uuid, c.id); /* it may be here under another name: followed at another address */
	m->merged += !was_there;
	if (!was_there && !import_channel_settings(m, c.id))
		return false;
	if (was_there || own || !(q = store_query(m->store, IMPORT_FEED_TITLE, m->err)))
		return was_there || own;
	bind_int(q, 1, c.id);
	bind_text(q, 2, title);
	return store_run(m->store, q, m->err);
}

static bool read_item(struct import *m, struct item *i) {
	i->title = get_line(m, "title");
	i->url = get_url(m, "url");
	i->author = get_line(m, "author");
	i->lang = get_line(m, "lang");
	i->tags = get_text(m, "tags", TEXT_BLOCK);
	i->summary = get_line(m, "summary");
	i->media_url = get_url(m, "media_url");
	i->note = get_line(m, "note");
	i->published_guessed = get_flag(m, "published_guessed");
	i->themes = get_themes(m);
	item_kind_parse(get_name(m, "kind"), &i->kind);
	label_parse(get_name(m, "label"), &i->label);
	item_state_parse(get_name(m, "state"), &i->state);
	return get_uuid(m, "uuid", &i->uuid) && get_uuid(m, "channel", &i->channel_uuid) && get_date_needed(m, "published", &i->published) &&
		get_date(m, "fetched", &i->fetched) && get_number(m, "score", -1, 1, 0, &i->score) && get_number(m, "minutes", 0, 1e6, 1, &i->minutes) &&
		get_hex(m, "story", &i->story);
}

static bool touch_item(struct import *m, int64_t id, const struct item *i, int64_t kept_at, bool was_there) {
	sqlite3_stmt *q = store_query(m->store, IMPORT_ITEM_TOUCH, m->err);

	if (!q)
		return false;
	bind_int(q, 1, id);
	bind_int(q, 2, i->state);
	bind_date(q, 3, kept_at);
	bind_text(q, 4, i->note);
	if (!store_run(m->store, q, m->err))
		return false;
	m->merged += !was_there || sqlite3_changes(m->store->db) > 0;
	return true;
}

static bool renumber(struct import *m, enum query query, int64_t what, int64_t story) {
	sqlite3_stmt *q = store_query(m->store, query, m->err);

	if (!q)
		return false;
	bind_int(q, 1, what);
	bind_int(q, 2, story);
	return store_run(m->store, q, m->err);
}

/* The file's number goes for a story that has another one here. */
static bool import_story(struct import *m, int64_t id, int64_t story) {
	int64_t here;

	if (!story)
		return true;
	if (!store_item_story(m->store, id, &here, m->err))
		return false;
	return (!here || here == story || renumber(m, IMPORT_STORY_RENUMBER, here, story)) && renumber(m, IMPORT_STORY, id, story) &&
		story_follow(m->store, story, m->err);
}

static bool import_item(struct import *m) {
	struct item i = {0};
	int64_t kept_at, id;
	bool was_there;

	if (!read_item(m, &i) || !get_date(m, "kept_at", &kept_at))
		return false;
	if (i.fetched == DATE_NONE)
		i.fetched = i.published;
	if (!(i.channel_id = find(&m->channels, &i.channel_uuid)))
		return wrong(m, "channel");
	if ((id = store_item_row(m->store, i.channel_id, &i.uuid, m->err)) < 0)
		return false;
	was_there = id > 0;
	if (!was_there) {
		if (!store_item_insert(m->store, &i, slice_of(get_text(m, "text", TEXT_BLOCK)), slice_of(get_text(m, "links", TEXT_BLOCK)), m->err))
			return false;
		id = i.id;
	}
	remember(&m->items, &i.uuid, id);
	return touch_item(m, id, &i, kept_at, was_there) && import_story(m, id, i.story);
}

static bool import_label(struct import *m) {
	struct uuid uuid;
	enum label label;
	int64_t at, id;
	sqlite3_stmt *q;

	if (!get_uuid(m, "uuid", &uuid) || !get_date_needed(m, "at", &at))
		return false;
	if (!label_parse(get_name(m, "label"), &label))
		return wrong(m, "label");
	if (!(id = find(&m->items, &uuid)))
		return wrong(m, "uuid");
	if (!(q = store_query(m->store, IMPORT_LABEL, m->err)))
		return false;
	bind_int(q, 1, id);
	bind_int(q, 2, label);
	bind_int(q, 3, at);
	if (!store_run(m->store, q, m->err))
		return false;
	m->merged += sqlite3_changes(m->store->db) > 0;
	return true;
}

/* One item of a session; one that is not in the file (its channel was removed there) is left out. */
static bool import_session_item(struct import *m, int64_t session_id) {
	struct session_item i = {0};
	struct uuid uuid;

	if (!get_uuid(m, "uuid", &uuid) || !get_int(m, "position", 0, 1e6, 0, &i.position) || !get_int(m, "dwell_s", 0, 1e9, 0, &i.dwell_s) ||
		!get_date(m, "shown_at", &i.shown_at))
		return false;
	role_parse(get_name(m, "role"), &i.role);
	item_state_parse(get_name(m, "outcome"), &i.outcome);
	i.item_id = find(&m->items, &uuid);
	return !i.item_id || store_session_item(m->store, session_id, &i, m->err);
}

static bool read_session(struct import *m, struct session *s) {
	char *end = NULL;
	const char *seed = get_line(m, "seed");
	double spent;

	s->aim = get_line(m, "aim");
	s->plan_from = get_line(m, "plan_from");
	s->themes = get_themes(m);
	s->checked_in = get_flag(m, "checked_in");
	intention_parse(get_name(m, "intention"), &s->intention);
	errno = 0;
	s->seed = strtoull(seed, &end, 10);
	if (errno != 0 || *end)
		return wrong(m, "seed");
	if (!get_uuid(m, "uuid", &s->uuid) || !get_int(m, "minutes", 0, 1e6, 0, &s->minutes) || !get_int(m, "items_max", 0, 1e6, 0, &s->items_max) ||
		!get_int(m, "position", 0, 1e6, 0, &s->position) || !get_number(m, "spent_ms", 0, 1e15, 0, &spent) ||
		!get_date_needed(m, "started_at", &s->started_at) || !get_date(m, "ended_at", &s->ended_at))
		return false;
	s->spent_ms = (int64_t)spent;
	return true;
}

static bool import_session(struct import *m) {
	const cJSON *list = member(m, "items"), *whole = m->entry, *one;
	struct session s = {0};
	bool ok = true;
	int found;

	if (!read_session(m, &s))
		return false;
	if ((found = there(m, IMPORT_SESSION_KNOWN, &s.uuid, NULL)) != 0)
		return found > 0;
	if (!store_session_put(m->store, &s, m->err))
		return false;
	m->merged++;
	cJSON_ArrayForEach(one, list) {
		m->entry = one;
		if (!(ok = import_session_item(m, s.id)))
			break;
	}
	m->entry = whole;
	return ok;
}

static bool import_mood(struct import *m) {
	struct mood mood = {.words = get_line(m, "words"), .note = get_line(m, "note")};
	int found;

	if (!get_uuid(m, "uuid", &mood.uuid) || !get_date_needed(m, "at", &mood.at) || !get_int(m, "valence", -3, 3, MOOD_NONE, &mood.valence) ||
		!get_int(m, "energy", -3, 3, MOOD_NONE, &mood.energy) || (member(m, "session") && !get_uuid(m, "session", &mood.session)))
		return false;
	if (!mood_phase_parse(get_name(m, "phase"), &mood.phase))
		return wrong(m, "phase");
	if ((found = there(m, IMPORT_MOOD_KNOWN, &mood.uuid, NULL)) != 0)
		return found > 0;
	m->merged++;
	return store_mood_put(m->store, &mood, m->err);
}

static bool read_rule_channels(struct import *m, struct rule *r) {
	const cJSON *list = member(m, "channels"), *name;
	int64_t *ids = arena_array(&m->arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *ids);
	struct uuid uuid;

	r->channels = ids;
	cJSON_ArrayForEach(name, list)
		if (!uuid_parse(slice_of(cJSON_GetStringValue(name)), &uuid) || !(ids[r->channel_count++] = find(&m->channels, &uuid)))
			return wrong(m, "channels");
	return !list || r->channel_count > 0 || wrong(m, "channels"); /* a rule for no channel would become one for all */
}

static bool import_rule(struct import *m) {
	struct rule r = {.words = get_line(m, "words")};
	struct slice action = get_name(m, "action");
	double hits;
	int found;

	if (!get_uuid(m, "uuid", &r.uuid) || !get_number(m, "weight", -1, 1, 0, &r.weight) || !get_date(m, "until", &r.until) ||
		!get_number(m, "hits", 0, 1e15, 0, &hits) || !get_date(m, "met", &r.met_at) || !read_rule_channels(m, &r))
		return false;
	if (!*r.words)
		return wrong(m, "words");
	r.hits = (int64_t)hits;
	r.action = slice_equal(action, SLICE("block")) ? RULE_BLOCK : slice_equal(action, SLICE("always")) ? RULE_ALWAYS : RULE_WEIGH;
	if ((found = there(m, IMPORT_RULE_KNOWN, &r.uuid, NULL)) != 0)
		return found > 0;
	m->merged++;
	return store_rule_put(m->store, &r, m->err);
}

/* Counts are merged by the larger one: the same export twice teaches nothing twice. */
static bool import_lesson(struct import *m) {
	sqlite3_stmt *q;
	int64_t number;
	int up, down;

	if (!member(m, "feature"))
		return wrong(m, "feature");
	if (!get_hex(m, "feature", &number) || !get_int(m, "up", 0, 1e9, 0, &up) || !get_int(m, "down", 0, 1e9, 0, &down) || !(q = store_query(m->store, IMPORT_WEIGHT, m->err)))
		return false;
	bind_int(q, 1, number);
	bind_int(q, 2, up);
	bind_int(q, 3, down);
	return store_run(m->store, q, m->err);
}

static bool read_taught_by(struct import *m, int *by) {
	for (*by = 0; *by < TAUGHT_BY_COUNT; ++*by)
		if (slice_equal(get_name(m, "by"), slice_of(taught_by_names[*by])))
			return true;
	return wrong(m, "by");
}

/* What an item taught; of one that is not in the file (its channel was removed there) it cannot be taken back. */
static bool import_taught(struct import *m) {
	enum label label;
	enum item_state was = STATE_SHOWN;
	struct uuid uuid;
	sqlite3_stmt *q;
	int64_t id;
	int by;

	if (!get_uuid(m, "item", &uuid) || !read_taught_by(m, &by))
		return false;
	if (!label_parse(get_name(m, "label"), &label))
		return wrong(m, "label");
	item_state_parse(get_name(m, "was"), &was);
	if (!(id = find(&m->items, &uuid)))
		return true;
	if (!(q = store_query(m->store, IMPORT_TAUGHT, m->err)))
		return false;
	bind_int(q, 1, id);
	bind_int(q, 2, by);
	bind_int(q, 3, label);
	bind_int(q, 4, was);
	bind_text(q, 5, get_line(m, "title"));
	bind_text(q, 6, get_text(m, "body", TEXT_BLOCK));
	bind_text(q, 7, get_text(m, "tags", TEXT_BLOCK));
	return store_run(m->store, q, m->err);
}

static bool import_settings(struct import *m) {
	const cJSON *one;

	cJSON_ArrayForEach(one, m->entry) {
		sqlite3_stmt *q = store_query(m->store, IMPORT_FACT, m->err);
		const char *value = cJSON_GetStringValue(one);

		if (!q)
			return false;
		if (!value || !one->string || !*one->string)
			return wrong(m, "settings");
		bind_text(q, 1, text_clean_arena(&m->arena, slice_of(one->string), TEXT_LINE));
		sqlite3_bind_text(q, 2, text_clean_arena(&m->arena, slice_of(value), TEXT_BLOCK), -1, SQLITE_STATIC);
		if (!store_run(m->store, q, m->err))
			return false;
	}
	return true;
}

/* ---- all of it ---- */

static bool with_entry(struct import *m, struct slice text, bool (*take)(struct import *)) {
	const char *end = NULL;
	cJSON *tree = text.len <= LIMIT_IMPORT_ENTRY_BYTES ? cJSON_ParseWithLengthOpts(text.at, text.len, &end, false) : NULL;
	bool ok;

	if (!tree || !cJSON_IsObject(tree) || end != text.at + text.len) {
		cJSON_Delete(tree);
		return err_set(m->err, ERR_DATA, _("%s, entry %zu: it is too long or no JSON object; nothing was imported"), import_part_names[m->part],
			m->number);
	}
	m->entry = tree;
	ok = take(m);
	cJSON_Delete(tree);
	arena_reset(&m->arena);
	return ok;
}

static bool import_list(struct import *m, struct slice list, bool (*take)(struct import *)) {
	struct slice entry;

	if (list.len > 0 && *list.at != '[')
		return err_set(m->err, ERR_DATA, _("%s: there is no list; nothing was imported"), import_part_names[m->part]);
	for (m->number = 1; import_next(&list, &entry); m->number++)
		if (!with_entry(m, entry, take))
			return false;
	return true;
}

static bool import_all(struct import *m, const struct import_parts *parts) {
	/* what others speak of comes first */
	static const struct { enum import_part part; bool (*take)(struct import *); } order[] = {{PART_CHANNELS, import_channel},
		{PART_ITEMS, import_item}, {PART_LABELS, import_label}, {PART_SESSIONS, import_session}, {PART_MOODS, import_mood},
		{PART_RULES, import_rule}, {PART_LESSONS, import_lesson}, {PART_TAUGHT, import_taught}};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		m->part = order[i].part;
		if (!import_list(m, parts->at[m->part], order[i].take))
			return false;
		put_in_order(&m->channels);
		put_in_order(&m->items);
	}
	m->part = PART_SETTINGS;
	m->number = 1;
	return parts->at[PART_SETTINGS].len == 0 || with_entry(m, parts->at[PART_SETTINGS], import_settings);
}

static bool check_version(struct slice version, struct err *e) {
	long long n;

	if (version.len == 0 || !slice_to_int(version, &n))
		return err_set(e, ERR_DATA, _("the file is no export of bewust: it does not say \"bewust\": 1"));
	return n == 1 || err_set(e, ERR_DATA, _("the file was made by a newer bewust (its form is %lld, this program reads 1): update bewust"), n);
}

bool store_import(struct store *s, struct slice json, size_t *merged, struct err *e) {
	struct import m = {.store = s, .err = e};
	struct import_parts parts;
	bool mine, ok;

	if (!import_scan(json, &parts, e) || !check_version(parts.at[PART_VERSION], e) || !write_begin(s, &mine, e))
		return false;
	arena_init(&m.arena, 0);
	ok = import_all(&m, &parts);
	arena_finish(&m.arena);
	free(m.channels.at);
	free(m.items.at);
	if (merged)
		*merged = ok ? m.merged : 0;
	return write_end(s, mine, ok, e);
}
