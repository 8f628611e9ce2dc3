/* item_list.c: pages of items, and the pool that a session is composed from. */
#include "store_private.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <stdlib.h>

#define PAGE_DEFAULT 100
#define ALWAYS_MAX 256               /* candidates that rules let through: far more than a session holds */

static enum query page_query(const struct item_query *q) {
	if (q->kept_only)
		return ITEMS_KEPT;
	if (q->channel_id)
		return ITEMS_OF_CHANNEL;
	return q->by_label ? ITEMS_OF_LABEL : ITEMS_NEWEST;
}

bool store_items(struct store *s, const struct item_query *query, struct arena *a, struct items *out, struct err *e) {
	bool first = query->before_published == DATE_NONE || (query->before_published == 0 && query->before_id == 0);
	sqlite3_stmt *q;

	*out = (struct items){0};
	if (query->search)
		return search_items(s, query, a, out, e);
	if (!(q = store_query(s, page_query(query), e)))
		return false;
	if (query->kept_only)
		bind_int(q, 1, first ? 0 : query->before_id);
	else {
		bind_int(q, 1, first ? INT64_MAX : query->before_published);
		bind_int(q, 2, first ? INT64_MAX : query->before_id);
	}
	bind_int(q, 3, query->limit ? (int64_t)query->limit : PAGE_DEFAULT);
	bind_int(q, 4, query->channel_id);
	bind_date(q, 5, query->by_label ? query->label : DATE_NONE);
	return items_collect(s, q, a, out, e);
}

bool store_items_from(struct store *s, int64_t after_id, size_t limit, struct arena *a, struct items *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEMS_FROM, e);

	*out = (struct items){0};
	if (!q)
		return false;
	bind_int(q, 1, after_id);
	bind_int(q, 2, (int64_t)limit);
	return items_collect(s, q, a, out, e);
}

bool store_items_texts(struct store *s, size_t limit, size_t max, void (*each)(void *ctx, const struct item *i, double bias, struct slice text),
	void *ctx, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEMS_TEXTS, e);
	struct arena a;
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, (int64_t)limit);
	bind_int(q, 2, (int64_t)max);
	arena_init(&a, 0);
	while (store_row(s, q, &ok, e)) {
		struct item i;

		arena_reset(&a);
		item_from_row(q, &a, &i);
		each(ctx, &i, sqlite3_column_double(q, ITEM_COLUMN_COUNT), row_slice(q, ITEM_COLUMN_COUNT + 1));
	}
	arena_finish(&a);
	return ok;
}

bool store_items_held(struct store *s, int64_t since, size_t limit, struct arena *a, struct items *out, struct err *e) {
	sqlite3_stmt *q = store_query(s, ITEMS_HELD, e);

	*out = (struct items){0};
	if (!q)
		return false;
	bind_int(q, 1, since);
	bind_int(q, 2, (int64_t)limit);
	return items_collect(s, q, a, out, e);
}

/* ---- candidates: the limit is shared out among the channels, so that the loud leave room for the quiet ---- */

struct source {
	int64_t id;
	float posts_a_week;
	theme_set themes;
	size_t taken;
	bool empty;                      /* has no more */
};

struct pool {
	struct source *sources;          size_t source_count;
	struct candidate_row *rows;      size_t count, limit;
	size_t always;                   /* the first of `rows`, which a rule lets through: in order of their ids */
};

static bool load_sources(struct store *s, int64_t since, struct pool *p, struct err *e) {
	sqlite3_stmt *q = store_query(s, CANDIDATE_CHANNELS, e);
	size_t cap = 0;
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, since);
	while (store_row(s, q, &ok, e)) {
		if (p->source_count == cap)
			p->sources = mem_grow(p->sources, cap = cap ? cap * 2 : 64, sizeof *p->sources);
		p->sources[p->source_count++] = (struct source){.id = sqlite3_column_int64(q, 0), .posts_a_week = (float)sqlite3_column_double(q, 1),
			.themes = (theme_set)sqlite3_column_int64(q, 2)};
	}
	return ok;
}

/* A theme given to a channel holds for what it brought before, too. */
static struct candidate_row candidate_from_row(sqlite3_stmt *q, const struct source *from) {
	return (struct candidate_row){.id = sqlite3_column_int64(q, 0), .channel_id = from->id, .posts_a_week = from->posts_a_week,
		.published = sqlite3_column_int64(q, 1), .score = (float)sqlite3_column_double(q, 2), .label = (int8_t)sqlite3_column_int(q, 3),
		.kind = (uint8_t)sqlite3_column_int(q, 4), .minutes = (float)sqlite3_column_double(q, 5),
		.themes = from->themes | (theme_set)sqlite3_column_int64(q, 6), .story = sqlite3_column_int64(q, 7)};
}

static int by_id(const void *a, const void *b) {
	const struct candidate_row *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* What the reader's rules let through comes first, so that no limit leaves it out. */
static bool load_always(struct store *s, int64_t since, struct pool *p, struct err *e) {
	sqlite3_stmt *q = store_query(s, CANDIDATES_ALWAYS, e);
	bool ok = true;

	if (!q)
		return false;
	bind_int(q, 1, since);
	bind_int(q, 2, (int64_t)(p->limit < ALWAYS_MAX ? p->limit : ALWAYS_MAX));
	while (store_row(s, q, &ok, e)) {
		struct source from = {.id = sqlite3_column_int64(q, 8), .posts_a_week = (float)sqlite3_column_double(q, 9),
			.themes = (theme_set)sqlite3_column_int64(q, 10)};

		p->rows[p->count] = candidate_from_row(q, &from);
		p->rows[p->count++].always = true;
	}
	p->always = p->count;
	if (p->always > 0)
		qsort(p->rows, p->always, sizeof *p->rows, by_id);
	return ok;
}

static bool is_there(const struct pool *p, const struct candidate_row *row) {
	return p->always > 0 && bsearch(row, p->rows, p->always, sizeof *row, by_id);
}

/* The next `share` of one channel, newest first. */
static bool draw_from(struct store *s, int64_t since, struct source *from, size_t share, struct pool *p, struct err *e) {
	sqlite3_stmt *q = store_query(s, CANDIDATES, e);
	size_t drawn = 0;
	bool ok = true;

	if (!q)
		return false;
	if (share > p->limit - p->count)
		share = p->limit - p->count;
	bind_int(q, 1, from->id);
	bind_int(q, 2, since);
	bind_int(q, 3, (int64_t)share);
	bind_int(q, 4, (int64_t)from->taken);
	while (store_row(s, q, &ok, e)) {
		p->rows[p->count] = candidate_from_row(q, from);
		p->count += !is_there(p, &p->rows[p->count]);
		drawn++;
	}
	from->taken += drawn;
	from->empty = drawn < share;
	return ok;
}

/* Rounds: each shares what is left of the limit out among the channels that still have some. */
static bool fill_pool(struct store *s, int64_t since, struct pool *p, struct err *e) {
	for (size_t left = p->source_count; left > 0 && p->count < p->limit;) {
		size_t share = (p->limit - p->count + left - 1) / left;

		left = 0;
		for (size_t i = 0; i < p->source_count && p->count < p->limit; i++)
			if (!p->sources[i].empty) {
				if (!draw_from(s, since, &p->sources[i], share, p, e))
					return false;
				left += !p->sources[i].empty;
			}
	}
	return true;
}

static int newer_first(const void *a, const void *b) {
	const struct candidate_row *x = a, *y = b;

	if (x->published != y->published)
		return x->published > y->published ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

bool store_candidates(struct store *s, int64_t since, size_t limit, struct arena *a, struct candidate_row **out, size_t *count, struct err *e) {
	struct pool p = {.limit = limit, .rows = mem_array(limit ? limit : 1, sizeof *p.rows)};
	bool mine, ok = read_begin(s, &mine, e);

	if (ok) {
		ok = load_sources(s, since, &p, e) && load_always(s, since, &p, e) && fill_pool(s, since, &p, e);
		read_end(s, mine);
	}
	if (ok) {
		qsort(p.rows, p.count, sizeof *p.rows, newer_first);
		*count = p.count;
		*out = arena_array(a, p.count ? p.count : 1, sizeof **out);
		for (size_t i = 0; *out && i < p.count; i++)
			(*out)[i] = p.rows[i];
		ok = *out || store_full(e);
	}
	free(p.rows);
	free(p.sources);
	return ok;
}

bool store_last_seen(struct store *s, int64_t since, struct arena *a, int64_t **channel_ids, int64_t **channel_at, size_t *count,
	int64_t theme_at[THEME_COUNT], struct err *e) {
	sqlite3_stmt *q = store_query(s, LAST_SEEN, e);
	size_t id_cap = 0, at_cap = 0;
	bool ok = true;

	*channel_ids = *channel_at = NULL;
	*count = 0;
	for (int t = 0; t < THEME_COUNT; t++)
		theme_at[t] = DATE_NONE;
	if (!q)
		return false;
	bind_int(q, 1, since);
	while (store_row(s, q, &ok, e)) {
		int64_t id = sqlite3_column_int64(q, 0), themes = sqlite3_column_int64(q, 1), at = sqlite3_column_int64(q, 2);

		for (int t = 0; t < THEME_COUNT; t++)
			if ((themes >> t & 1) && at > theme_at[t])
				theme_at[t] = at;
		if (*count > 0 && (*channel_ids)[*count - 1] == id) { /* ordered by channel */
			if (at > (*channel_at)[*count - 1])
				(*channel_at)[*count - 1] = at;
			continue;
		}
		*channel_ids = grow_in(a, *channel_ids, *count, &id_cap, sizeof **channel_ids);
		*channel_at = grow_in(a, *channel_at, *count, &at_cap, sizeof **channel_at);
		if (!*channel_ids || !*channel_at) {
			store_reset(q);
			return store_full(e);
		}
		(*channel_ids)[*count] = id;
		(*channel_at)[(*count)++] = at;
	}
	return ok;
}
