/* search.c: full text. Words are cut by the index's own tokenizer, here too: what a person types is never read as syntax, and of the items
 * that the index does not hold yet (the tail) the last that came are looked through word by word: nobody waits while an index is filled. */
#include "store_private.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 16
#define WORD_BYTES_MAX 128
#define HITS_MAX 5000                /* of those stored last; only these are put in order of their dates */
#define TAIL_MAX 1000                /* items of the tail that are looked through: the last that came */
#define PAGE_DEFAULT 100

struct words {
	struct { char text[WORD_BYTES_MAX]; size_t len; bool prefix; } at[WORDS_MAX];
	size_t count;
	unsigned found;                  /* bits: seen in the text looked through */
};

struct hit { int64_t id, published, story; };
struct hits { struct hit *at; size_t count, cap; };

/* ---- the tokenizer ---- */

struct tokenizer {
	fts5_tokenizer calls;
	Fts5Tokenizer *instance;
};

static bool tokenizer_open(struct store *s, struct tokenizer *t, struct err *e) {
	const char *arguments[] = {"remove_diacritics", "2"}; /* as in the schema */
	sqlite3_stmt *q = store_query(s, SEARCH_API, e);
	fts5_api *api = NULL;
	void *user = NULL;

	if (!q)
		return false;
	sqlite3_bind_pointer(q, 1, &api, "fts5_api_ptr", NULL);
	if (store_one(s, q, e) < 0)
		return false;
	store_reset(q);
	if (api && api->xFindTokenizer(api, "unicode61", &user, &t->calls) == SQLITE_OK &&
		t->calls.xCreate(user, arguments, 2, &t->instance) == SQLITE_OK)
		return true;
	return store_fail(s, e);
}

static void tokenizer_close(struct tokenizer *t) {
	t->calls.xDelete(t->instance);
}

static void tokenize(struct tokenizer *t, struct slice text, int why, void *ctx, int (*each)(void *, int, const char *, int, int, int)) {
	if (text.len > 0)
		t->calls.xTokenize(t->instance, ctx, why, text.at, (int)text.len, each);
}

static int take_word(void *ctx, int flags, const char *text, int len, int start, int end) {
	struct words *w = ctx;

	(void)flags, (void)start, (void)end;
	if (w->count < WORDS_MAX && len > 0 && len < WORD_BYTES_MAX) {
		memcpy(w->at[w->count].text, text, (size_t)len);
		w->at[w->count++].len = (size_t)len;
	}
	return SQLITE_OK;
}

/* "zwolle storm*": words, the last of a piece a prefix where a star follows it. */
static void read_words(struct tokenizer *t, struct slice typed, struct words *w) {
	struct slice piece;

	while (slice_split(&typed, ' ', &piece)) {
		size_t before = w->count;

		tokenize(t, piece, FTS5_TOKENIZE_QUERY, w, take_word);
		if (w->count > before && slice_ends(piece, SLICE("*")))
			w->at[w->count - 1].prefix = true;
	}
}

/* The words as the index wants them: each quoted, all of them asked for. They hold letters and digits alone. */
static void write_match(const struct words *w, struct str *out) {
	for (size_t i = 0; i < w->count; i++)
		str_addf(out, "\"%.*s\"%s ", (int)w->at[i].len, w->at[i].text, w->at[i].prefix ? " *" : "");
}

/* ---- looking ---- */

static void add_hit(struct hits *h, struct hit hit) {
	if (h->count == h->cap)
		h->at = mem_grow(h->at, h->cap = h->cap ? h->cap * 2 : 256, sizeof *h->at);
	h->at[h->count++] = hit;
}

static struct hit hit_from_row(sqlite3_stmt *q) {
	return (struct hit){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2)};
}

/* What the search is narrowed to stands in the same places of each of its statements. */
static sqlite3_stmt *narrowed(struct store *s, enum query which, const struct item_query *query, int64_t limit, struct err *e) {
	sqlite3_stmt *q = store_query(s, which, e);

	if (!q)
		return NULL;
	bind_int(q, 2, limit);
	bind_date(q, 3, query->by_label ? query->label : DATE_NONE);
	bind_int(q, 4, query->kept_only);
	if (sqlite3_bind_parameter_count(q) > 4)
		bind_int(q, 5, query->channel_id);
	return q;
}

static bool look_in_index(struct store *s, const struct item_query *query, const struct words *w, struct hits *h, struct err *e) {
	sqlite3_stmt *q = narrowed(s, SEARCH_MATCH, query, HITS_MAX, e);
	struct str match;
	bool ok = true;

	if (!q)
		return false;
	str_init(&match, (size_t)WORDS_MAX * (WORD_BYTES_MAX + 8));
	write_match(w, &match);
	bind_slice(q, 1, str_slice(&match));
	while (store_row(s, q, &ok, e))
		add_hit(h, hit_from_row(q));
	str_finish(&match);
	return ok;
}

static int see_word(void *ctx, int flags, const char *text, int len, int start, int end) {
	struct words *w = ctx;

	(void)flags, (void)start, (void)end;
	for (size_t i = 0; i < w->count; i++)
		if ((w->at[i].prefix ? (size_t)len >= w->at[i].len : (size_t)len == w->at[i].len) && memcmp(w->at[i].text, text, w->at[i].len) == 0)
			w->found |= 1u << i;
	return w->found == (1u << w->count) - 1 ? SQLITE_DONE : SQLITE_OK;
}

/* *partial: there was more of it than is looked through. */
static bool look_in_tail(struct store *s, const struct item_query *query, struct tokenizer *t, struct words *w, int64_t indexed_to, struct hits *h,
	bool *partial, struct err *e) {
	sqlite3_stmt *q = narrowed(s, query->channel_id ? SEARCH_TAIL_OF_CHANNEL : SEARCH_TAIL, query, TAIL_MAX + 1, e);
	bool ok = true;
	int seen = 0;

	if (!q)
		return false;
	bind_int(q, 1, indexed_to);
	while (store_row(s, q, &ok, e)) {
		if (seen++ == TAIL_MAX) {
			*partial = true;
			store_reset(q);
			break;
		}
		w->found = 0;
		tokenize(t, row_slice(q, 3), FTS5_TOKENIZE_DOCUMENT, w, see_word);
		if (w->found == (1u << w->count) - 1)
			add_hit(h, hit_from_row(q));
	}
	return ok;
}

static int newer_first(const void *a, const void *b) {
	const struct hit *x = a, *y = b;

	if (x->published != y->published)
		return x->published > y->published ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

static int by_story(const void *a, const void *b) {
	const struct hit *x = a, *y = b;

	if (x->story != y->story)
		return x->story > y->story ? -1 : 1;
	return newer_first(a, b);
}

/* Of each story the first. */
static void once_each(struct hits *h) {
	size_t kept = 0;

	qsort(h->at, h->count, sizeof *h->at, by_story);
	for (size_t i = 0; i < h->count; i++)
		if (!kept || !h->at[i].story || h->at[kept - 1].story != h->at[i].story)
			h->at[kept++] = h->at[i];
	h->count = kept;
}

/* The page asked for, of hits in order. */
static bool load_page(struct store *s, const struct item_query *query, const struct hits *h, struct arena *a, struct items *out, struct err *e) {
	size_t limit = query->limit ? query->limit : PAGE_DEFAULT;
	struct hit before = {.id = query->before_id, .published = query->before_published};
	bool first = before.published == DATE_NONE || (before.published == 0 && before.id == 0), ok = true;

	for (size_t i = 0; ok && i < h->count && out->count < limit; i++) {
		sqlite3_stmt *q;

		if (!first && newer_first(&h->at[i], &before) <= 0)
			continue;
		if (!(q = store_query(s, ITEM_BY_ID, e)))
			return false;
		bind_int(q, 1, h->at[i].id);
		ok = items_collect(s, q, a, out, e);
	}
	return ok;
}

static bool indexed_to(struct store *s, int64_t *id, struct err *e) {
	int found = store_ask(s, SEARCH_TO, NULL, 0, id, e);

	return found > 0 || (found == 0 && err_set(e, ERR_DATA, _("%s has lost the place its search index has come to"), s->file));
}

bool search_items(struct store *s, const struct item_query *query, struct arena *a, struct items *out, struct err *e) {
	struct tokenizer t = {0};
	struct words w = {0};
	struct hits h = {0};
	int64_t to = 0;
	bool ok;

	if (!tokenizer_open(s, &t, e))
		return false;
	read_words(&t, slice_of(query->search), &w);
	ok = w.count == 0 || (indexed_to(s, &to, e) && look_in_index(s, query, &w, &h, e) &&
		look_in_tail(s, query, &t, &w, to, &h, &out->partial, e));
	tokenizer_close(&t);
	if (ok && h.count > 0) {
		if (!query->channel_id)
			once_each(&h);
		qsort(h.at, h.count, sizeof *h.at, newer_first);
		ok = load_page(s, query, &h, a, out, e);
	}
	free(h.at);
	return ok;
}

/* ---- keeping the index ---- */

/* The last of the next `count` items after `from`; `from` itself where there are none. */
static bool step_end(struct store *s, int64_t from, size_t count, int64_t *end, struct err *e) {
	return store_ask(s, SEARCH_END, (int64_t[]){from, (int64_t)count}, 2, end, e) > 0;
}

bool store_index_left(struct store *s, int64_t *items, struct err *e) {
	*items = 0;
	return store_ask(s, SEARCH_LEFT, NULL, 0, items, e) >= 0;
}

bool store_index_some(struct store *s, size_t max_items, bool *more, struct err *e) {
	int64_t from = 0, end = 0, beyond = 0;
	bool mine, ok;

	*more = false;
	if (!indexed_to(s, &from, e) || !step_end(s, from, 1, &end, e))
		return false;
	if (end == from)
		return true; /* nothing to do costs no write */
	if (!write_begin(s, &mine, e))
		return false;
	ok = indexed_to(s, &from, e) && step_end(s, from, max_items, &end, e) && store_do(s, SEARCH_ADD, (int64_t[]){from, end}, 2, e) &&
		store_do(s, SEARCH_SET_TO, &end, 1, e) && step_end(s, end, 1, &beyond, e);
	if (!write_end(s, mine, ok, e))
		return false;
	*more = beyond != end;
	return true;
}

bool search_drop(struct store *s, int64_t item_id, struct err *e) {
	int64_t to = 0;

	return indexed_to(s, &to, e) && (item_id > to || store_do(s, SEARCH_DROP, &item_id, 1, e));
}

bool search_add(struct store *s, int64_t item_id, struct err *e) {
	int64_t to = 0;

	return indexed_to(s, &to, e) && (item_id > to || store_do(s, SEARCH_ADD, (int64_t[]){item_id - 1, item_id}, 2, e));
}

bool search_drop_channels_removed(struct store *s, int64_t before, struct err *e) {
	int64_t to = 0;

	return indexed_to(s, &to, e) && store_do(s, SEARCH_DROP_REMOVED, (int64_t[]){before, to}, 2, e);
}

bool search_cut(struct store *s, struct err *e) {
	return store_do(s, SEARCH_CUT, NULL, 0, e);
}
