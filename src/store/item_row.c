/* item_row.c: items as they come out of the database, row by row. */
#include "store_private.h"

#include <bewust/url.h>

/* ---- a summary that is only how the content begins is not stored twice ---- */

static bool is_space(char c) {
	return c == ' ' || c == '\n' || c == '\t';
}

/* The bytes of `content` that, written on one line, are `summary`; 0 where it does not begin so. */
size_t item_summary_in(struct slice content, struct slice summary) {
	size_t at = 0, matched = 0;

	while (matched < summary.len && at < content.len) {
		if (is_space(content.at[at])) {
			while (at < content.len && is_space(content.at[at]))
				at++;
			if (matched == 0)
				continue;
			if (summary.at[matched++] != ' ')
				return 0;
		} else if (content.at[at++] != summary.at[matched++])
			return 0;
	}
	return matched == summary.len ? at : 0;
}

/* The other way: that many bytes of the content, on one line. */
static const char *one_line(struct arena *a, struct slice start) {
	char *line = arena_text(a, start);
	size_t len = 0;

	if (!line)
		return "";
	for (size_t i = 0; i < start.len; i++)
		if (!is_space(start.at[i]))
			line[len++] = start.at[i];
		else if (len > 0 && line[len - 1] != ' ')
			line[len++] = ' ';
	while (len > 0 && line[len - 1] == ' ')
		len--;
	line[len] = '\0';
	return line;
}

/* A channel without a title is named by its address, and that may have a password in it. */
static const char *named_for_display(const char *title, struct arena *a) {
	return url_is_http(slice_of(title)) ? url_shown(title, a) : title;
}

void item_from_row(sqlite3_stmt *q, struct arena *a, struct item *out) {
	*out = (struct item){.id = sqlite3_column_int64(q, 0), .channel_id = sqlite3_column_int64(q, 1), .guid = ""};
	row_uuid(q, 2, &out->uuid);
	row_uuid(q, 3, &out->channel_uuid);
	out->channel_title = named_for_display(row_text(q, 4, a), a);
	out->url = row_text(q, 5, a);
	out->title = row_text(q, 6, a);
	out->author = row_text(q, 7, a);
	out->media_url = row_text(q, 8, a);
	out->lang = row_text(q, 9, a);
	out->tags = row_text(q, 10, a);
	out->summary = sqlite3_column_type(q, 12) == SQLITE_NULL ? row_text(q, 11, a) : one_line(a, row_slice(q, 11));
	out->published = sqlite3_column_int64(q, 13);
	out->published_guessed = sqlite3_column_int(q, 14) != 0;
	out->fetched = sqlite3_column_int64(q, 15);
	out->kind = (enum item_kind)sqlite3_column_int(q, 16);
	out->source = (enum source_kind)sqlite3_column_int(q, 17);
	out->themes = (theme_set)sqlite3_column_int64(q, 18);
	out->minutes = sqlite3_column_double(q, 19);
	out->score = sqlite3_column_double(q, 20);
	out->label = (enum label)sqlite3_column_int(q, 21);
	out->own_label = sqlite3_column_type(q, 22) != SQLITE_NULL;
	out->state = (enum item_state)sqlite3_column_int(q, 23);
	out->kept = sqlite3_column_type(q, 24) != SQLITE_NULL;
	out->always = sqlite3_column_int(q, 25) != 0;
	out->story = sqlite3_column_int64(q, 26);
	out->also_in = row_text(q, 27, a);
	out->note = row_text(q, 28, a);
}

bool items_collect(struct store *s, sqlite3_stmt *q, struct arena *a, struct items *out, struct err *e) {
	size_t cap = out->count;
	bool ok = true;

	while (store_row(s, q, &ok, e)) {
		struct item *at = grow_in(a, out->at, out->count, &cap, sizeof *at);

		if (!at) {
			store_reset(q);
			return store_full(e);
		}
		out->at = at;
		item_from_row(q, a, &out->at[out->count++]);
	}
	return ok;
}
