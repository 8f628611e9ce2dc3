/* body.c: bodies in a file: a TEXT is the body itself, a BLOB its length in three bytes, lowest first, and behind them one block of LZ4.
 *
 * That makes six bytes of ten, and costs little beside the pages that are not written; zstd makes four of them, but takes a tenth longer
 * for all of a refresh. */
#include "body.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <lz4.h>
#include <stdint.h>
#include <stdlib.h>

enum {
	BODY_MAX = LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES, /* a longer one is not packed */
	BODY_LEAST = 64,                 /* a shorter one gains nothing worth having */
	HEAD_BYTES = 3,
	GROWTH_MAX = 255,                /* a byte of LZ4 stands for so many at most */
	KEPT_BYTES = 64 << 10,           /* of memory, for the next body */
};

struct buffer { char *at; size_t cap; };

struct bodies {
	struct buffer body, packed;
};

static char *room_in(struct buffer *b, size_t size) {
	if (b->cap < size || b->cap > KEPT_BYTES) {
		free(b->at);
		b->cap = size > KEPT_BYTES ? size : KEPT_BYTES;
		b->at = mem_alloc(b->cap);
	}
	return b->at;
}

static struct slice join_body(struct bodies *p, struct slice text, struct slice links) {
	struct slice body = {room_in(&p->body, text.len + links.len), text.len + links.len};

	if (text.len > 0)
		memcpy(p->body.at, text.at, text.len);
	if (links.len > 0)
		memcpy(p->body.at + text.len, links.at, links.len);
	return body;
}

/* Empty: it would not be shorter. */
static struct slice pack_body(struct bodies *p, struct slice body) {
	int room = LZ4_compressBound((int)body.len), size;
	char *out = room_in(&p->packed, HEAD_BYTES + (size_t)room);

	size = LZ4_compress_default(body.at, out + HEAD_BYTES, (int)body.len, room);
	if (size <= 0 || HEAD_BYTES + (size_t)size >= body.len)
		return (struct slice){0};
	for (int i = 0; i < HEAD_BYTES; i++)
		out[i] = (char)(body.len >> 8 * i);
	return (struct slice){out, HEAD_BYTES + (size_t)size};
}

void bind_body(struct bodies *p, sqlite3_stmt *q, int at, struct slice text, struct slice links) {
	struct slice body = join_body(p, text, links), packed = {0};

	if (body.len >= BODY_LEAST && body.len <= BODY_MAX)
		packed = pack_body(p, body);
	if (packed.len > 0)
		sqlite3_bind_blob64(q, at, packed.at, packed.len, SQLITE_STATIC);
	else
		sqlite3_bind_text64(q, at, body.len ? body.at : "", body.len, SQLITE_STATIC, SQLITE_UTF8);
}

/* Up to `most` bytes of a body: until the next one is read. What a file claims of its length is held against what is there. */
static bool unpack(struct bodies *p, struct slice packed, size_t most, struct slice *out) {
	struct slice in = slice_from(packed, HEAD_BYTES);
	size_t size = 0;
	int got;

	for (int i = 0; i < HEAD_BYTES && packed.len >= HEAD_BYTES; i++)
		size |= (size_t)(unsigned char)packed.at[i] << 8 * i;
	if (size == 0 || size > BODY_MAX || in.len > size || size > in.len * GROWTH_MAX)
		return false;
	out->len = size < most ? size : most;
	out->at = room_in(&p->body, out->len);
	got = out->len < size ? LZ4_decompress_safe_partial(in.at, p->body.at, (int)in.len, (int)out->len, (int)out->len)
		: LZ4_decompress_safe(in.at, p->body.at, (int)in.len, (int)size);
	return got >= 0 && (size_t)got == out->len;
}

static bool body_of(sqlite3_context *sql, sqlite3_value *value, size_t most, struct slice *out) {
	struct slice stored = {sqlite3_value_blob(value), (size_t)sqlite3_value_bytes(value)};

	*out = (struct slice){stored.at, stored.len < most ? stored.len : most};
	return sqlite3_value_type(value) == SQLITE_TEXT ||
		(sqlite3_value_type(value) == SQLITE_BLOB && unpack(sqlite3_user_data(sql), stored, most, out));
}

static void give(sqlite3_context *sql, struct slice part) {
	sqlite3_result_text64(sql, part.len ? part.at : "", part.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static size_t bytes_of(sqlite3_value *value) {
	sqlite3_int64 bytes = sqlite3_value_int64(value);

	return bytes > 0 ? (size_t)bytes : 0;
}

static void start_of(sqlite3_context *sql, int count, sqlite3_value **values) {
	struct slice body;

	(void)count;
	if (body_of(sql, values[0], bytes_of(values[1]), &body))
		give(sql, body);
}

static void rest_of(sqlite3_context *sql, int count, sqlite3_value **values) {
	struct slice body;

	(void)count;
	if (body_of(sql, values[0], SIZE_MAX, &body))
		give(sql, slice_from(body, bytes_of(values[1])));
}

/* ---- a connection's ---- */

bool bodies_new(sqlite3 *db, struct bodies **out) {
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	*out = mem_alloc(sizeof **out);
	return sqlite3_create_function_v2(db, "start_of", 2, flags, *out, start_of, NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_create_function_v2(db, "rest_of", 2, flags, *out, rest_of, NULL, NULL, NULL) == SQLITE_OK;
}

void bodies_free(struct bodies *p) {
	if (!p)
		return;
	free(p->body.at);
	free(p->packed.at);
	free(p);
}
