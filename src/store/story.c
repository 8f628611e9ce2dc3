/* story.c: the tellings of one story by several channels, joined as they come in: each keeps its row, and they share a number.
 *
 * A telling is joined to one of another channel that has the same link, or a title that is of the same story within STORY_DAYS; a story
 * has at most one telling of each channel. What two items of one channel lead to, or are called, is no story but a page that stays or
 * a series. Joined, what was done to one is done to all: see store_item_state and its kin. */
#include "store_private.h"

#include <bewust/hash.h>
#include <bewust/story.h>
#include <string.h>

enum { NEAR_MAX = 32 };          /* tellings of one story; one less than what STORY_NEAR gives at most */

struct near { int64_t id, channel_id, story, published; };
struct nears { struct near at[NEAR_MAX + 1]; size_t count; };

void item_keys_of(const struct item *i, struct item_keys *out) {
	bool is_story = i->kind != ITEM_CHALLENGE;

	out->link = is_story ? story_link_key(slice_of(i->url)) : 0;
	out->title = is_story && i->kind != ITEM_LIVE ? story_title_key(slice_of(i->title)) : 0;
}

static bool set_story(struct store *s, int64_t id, int64_t story, struct err *e) {
	sqlite3_stmt *q = store_query(s, STORY_SET, e);

	if (!q)
		return false;
	bind_int(q, 1, id);
	bind_date(q, 2, story ? story : DATE_NONE);
	return store_run(s, q, e);
}

bool store_item_story(struct store *s, int64_t id, int64_t *out, struct err *e) {
	*out = 0;
	return store_ask(s, STORY_OF, &id, 1, out, e) >= 0;
}

/* ---- looking the other telling up ---- */

static bool find_near(struct store *s, enum query query, int64_t key, int64_t id, struct nears *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, query, e);
	bool ok = true;

	out->count = 0;
	if (!q)
		return false;
	bind_int(q, 1, key);
	bind_int(q, 2, id);
	while (out->count <= NEAR_MAX && store_row(s, q, &ok, e))
		out->at[out->count++] = (struct near){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2),
			sqlite3_column_int64(q, 3)};
	store_reset(q);
	return ok;
}

/* One channel has it twice, or everybody has it: a page that stays, or a series. */
static bool is_series(const struct nears *n, int64_t channel_id) {
	for (size_t i = 0; i < n->count; i++) {
		if (n->at[i].channel_id == channel_id)
			return true;
		for (size_t j = 0; j < i; j++)
			if (n->at[i].channel_id == n->at[j].channel_id)
				return true;
	}
	return n->count > NEAR_MAX;
}

static bool load_telling(struct store *s, int64_t id, struct arena *a, struct story_telling *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, STORY_TELLING, e);
	int found;

	if (!q)
		return false;
	bind_int(q, 1, id);
	if ((found = store_one(s, q, e)) > 0)
		*out = (struct story_telling){slice_of(row_text(q, 0, a)), slice_of(row_text(q, 1, a)), slice_of(row_text(q, 2, a))};
	store_reset(q);
	return found >= 0;
}

static bool titles_match(struct store *s, int64_t one, int64_t two, bool *match, struct err *e) {
	struct story_telling x = {0}, y = {0};
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	ok = load_telling(s, one, &a, &x, e) && load_telling(s, two, &a, &y, e);
	*match = ok && story_titles_match(&x, &y);
	arena_finish(&a);
	return ok;
}

static bool within_days(int64_t a, int64_t b) {
	return (a < b ? b - a : a - b) <= STORY_DAYS * DAY_S;
}

/* Whether that story may take in one more of the channel's. */
static bool has_room(struct store *s, const struct near *n, int64_t channel_id, bool *room, struct err *e) {
	int found = n->story ? store_ask(s, STORY_HAS_CHANNEL, (int64_t[]){n->story, channel_id}, 2, NULL, e) : 0;

	*room = found == 0;
	return found >= 0;
}

/* *out id 0: nobody else tells it. */
static bool find_by(struct store *s, enum query query, int64_t key, const struct item *i, struct near *out, struct err *e) {
	struct nears nears;

	if (!key || out->id)
		return true;
	if (!find_near(s, query, key, i->id, &nears, e))
		return false;
	if (is_series(&nears, i->channel_id))
		return true;
	for (size_t n = 0; n < nears.count && !out->id; n++) {
		bool fits = true;

		if (query == STORY_BY_TITLE && !within_days(nears.at[n].published, i->published))
			continue;
		if (!has_room(s, &nears.at[n], i->channel_id, &fits, e) ||
			(fits && query == STORY_BY_TITLE && !titles_match(s, i->id, nears.at[n].id, &fits, e)))
			return false;
		if (fits)
			*out = nears.at[n];
	}
	return true;
}

/* ---- joining ---- */

/* A story's number: of the two that made it one. */
static int64_t number_of(int64_t one, const struct uuid *two) {
	struct hash_key key = {0x6265777573742073, (uint64_t)one};
	int64_t number = (int64_t)(hash_bytes(&key, slice_of(two->text)) >> 1);

	return number ? number : 1;
}

/* What was done to any of its tellings. */
struct done { int64_t state, kept_at, label_at, label; const char *note; };

static bool load_done(struct store *s, int64_t story, struct arena *a, struct done *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, STORY_DONE, e);

	if (!q)
		return false;
	bind_int(q, 1, story);
	if (store_one(s, q, e) < 0)
		return false;
	*out = (struct done){sqlite3_column_int64(q, 0), row_date(q, 1), row_date(q, 2), sqlite3_column_int64(q, 3), row_text(q, 4, a)};
	store_reset(q);
	return true;
}

static bool give_state(struct store *s, int64_t story, const struct done *d, struct err *e) {
	sqlite3_stmt *q = store_query(s, STORY_FOLLOW, e);

	if (!q)
		return false;
	bind_int(q, 1, story);
	bind_int(q, 2, d->state);
	bind_date(q, 3, d->kept_at);
	bind_date(q, 4, d->label_at);
	bind_int(q, 5, d->label);
	bind_text(q, 6, d->note);
	return store_run(s, q, e);
}

bool story_follow(struct store *s, int64_t story, struct err *e) {
	struct done d;
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	ok = load_done(s, story, &a, &d, e) &&
		((d.state == STATE_NEW && d.kept_at == DATE_NONE && d.label_at == DATE_NONE && !*d.note) || give_state(s, story, &d, e));
	arena_finish(&a);
	return ok;
}

bool story_join(struct store *s, const struct item *i, const struct item_keys *keys, struct err *e) {
	struct near other = {0};
	int64_t story;

	if (!find_by(s, STORY_BY_LINK, keys->link, i, &other, e) || !find_by(s, STORY_BY_TITLE, keys->title, i, &other, e))
		return false;
	if (!other.id)
		return true;
	story = other.story ? other.story : number_of(other.id, &i->uuid);
	return (other.story || set_story(s, other.id, story, e)) && set_story(s, i->id, story, e) && story_follow(s, story, e);
}

/* Out of a story that its new link and title have nothing more to do with; what is left of it may be one telling alone. */
static bool leave(struct store *s, const struct item *i, int64_t story, const struct item_keys *keys, bool *left, struct err *e) {
	int fits = store_ask(s, STORY_FITS, (int64_t[]){story, i->id, keys->link, keys->title}, 4, NULL, e);

	*left = fits == 0;
	return fits > 0 || (fits == 0 && set_story(s, i->id, 0, e) && store_do(s, STORY_LEFT_ALONE, &story, 1, e));
}

bool story_renew(struct store *s, const struct item *i, const struct item_keys *was, const struct item_keys *keys, int64_t story, struct err *e) {
	bool alone = story == 0;

	if (!alone && was->link == keys->link && was->title == keys->title)
		return true;
	if (!alone && !leave(s, i, story, keys, &alone, e))
		return false;
	return !alone || story_join(s, i, keys, e);
}
