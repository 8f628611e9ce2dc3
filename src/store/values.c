/* values.c: the program's values to and from columns: what is not known is NULL there. */
#include "store_private.h"

#include <math.h>
#include <string.h>

#define UUID_BYTES 16

void bind_int(sqlite3_stmt *q, int at, int64_t n) {
	sqlite3_bind_int64(q, at, n);
}

void bind_date(sqlite3_stmt *q, int at, int64_t t) {
	if (t == DATE_NONE)
		sqlite3_bind_null(q, at);
	else
		sqlite3_bind_int64(q, at, t);
}

void bind_real(sqlite3_stmt *q, int at, double n) {
	sqlite3_bind_double(q, at, isfinite(n) ? n : 0);
}

void bind_slice(sqlite3_stmt *q, int at, struct slice s) {
	if (s.len == 0)
		sqlite3_bind_null(q, at);
	else
		sqlite3_bind_text64(q, at, s.at, s.len, SQLITE_STATIC, SQLITE_UTF8);
}

void bind_text(sqlite3_stmt *q, int at, const char *text) {
	bind_slice(q, at, slice_of(text));
}

static int hex_value(char c) {
	return c >= 'a' ? c - 'a' + 10 : c - '0';
}

void bind_uuid(sqlite3_stmt *q, int at, const struct uuid *u) {
	unsigned char bytes[UUID_BYTES];
	const char *p = u->text;

	if (strlen(u->text) != sizeof u->text - 1) {
		sqlite3_bind_null(q, at);
		return;
	}
	for (int i = 0; i < UUID_BYTES; i++, p += 2) {
		p += *p == '-';
		bytes[i] = (unsigned char)(hex_value(p[0]) << 4 | hex_value(p[1]));
	}
	sqlite3_bind_blob(q, at, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

void bind_mood(sqlite3_stmt *q, int at, int value) {
	bind_date(q, at, value == MOOD_NONE ? DATE_NONE : value);
}

int64_t row_date(sqlite3_stmt *q, int at) {
	return sqlite3_column_type(q, at) == SQLITE_NULL ? DATE_NONE : sqlite3_column_int64(q, at);
}

struct slice row_slice(sqlite3_stmt *q, int at) {
	const void *bytes = sqlite3_column_blob(q, at);

	return (struct slice){bytes, (size_t)sqlite3_column_bytes(q, at)};
}

const char *row_text(sqlite3_stmt *q, int at, struct arena *a) {
	struct slice s = row_slice(q, at);
	const char *text = s.len > 0 ? arena_text(a, s) : "";

	return text ? text : "";
}

void row_uuid(sqlite3_stmt *q, int at, struct uuid *out) {
	static const char digits[] = "0123456789abcdef";
	struct slice s = row_slice(q, at);
	char *p = out->text;

	if (s.len == UUID_BYTES)
		for (int i = 0; i < UUID_BYTES; i++) {
			if (i == 4 || i == 6 || i == 8 || i == 10)
				*p++ = '-';
			*p++ = digits[(unsigned char)s.at[i] >> 4];
			*p++ = digits[(unsigned char)s.at[i] & 15];
		}
	*p = '\0';
}

int row_mood(sqlite3_stmt *q, int at) {
	return sqlite3_column_type(q, at) == SQLITE_NULL ? MOOD_NONE : sqlite3_column_int(q, at);
}

void *grow_in(struct arena *a, void *old, size_t count, size_t *cap, size_t size) {
	void *at;

	if (count < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 16;
	at = arena_array(a, *cap, size);
	if (at && count > 0)
		memcpy(at, old, count * size);
	return at;
}
