/* pack.c: bodies in a file: a TEXT is the body itself, a BLOB one frame of zstd with its size in its head and with the dictionary of
 * this version, which is part of the format and never changes. A body is a page or less, so that most of what it is made smaller by
 * (how often a letter comes, the commonest pieces of words) would stand in each of them anew; the dictionary has it once, and has it
 * ready made. */
#include "pack.h"

#include <bewust/embed.h>
#include <bewust/limits.h>
#include <bewust/mem.h>
#include <stdlib.h>
#include <zstd.h>

#define DICTIONARY "bodies/1.dictionary"

enum {
	BODY_MAX = LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES, /* of what is unpacked; longer ones are not packed */
	BODY_LEAST = 64,                 /* a shorter one is as long when packed */
	LEVEL = 1,                       /* the next ones take twice the time for a twentieth less */
	KEPT_BYTES = 64 << 10,           /* of memory, for the next body */
};

struct buffer { char *at; size_t cap; };

struct pack {                            /* nothing is made before it is needed */
	ZSTD_CCtx *packing;
	ZSTD_CDict *packing_dictionary;
	ZSTD_DCtx *unpacking;
	ZSTD_DDict *unpacking_dictionary;
	struct buffer plain, packed;
};

static char *room_in(struct buffer *b, size_t size) {
	if (b->cap < size || b->cap > KEPT_BYTES) {
		free(b->at);
		b->cap = size > KEPT_BYTES ? size : KEPT_BYTES;
		b->at = mem_alloc(b->cap);
	}
	return b->at;
}

/* ---- packing ---- */

static bool can_pack(struct pack *p) {
	struct slice dictionary;

	if (p->packing)
		return true;
	if (!embed_find(DICTIONARY, &dictionary) || !(p->packing_dictionary = ZSTD_createCDict(dictionary.at, dictionary.len, LEVEL)))
		return false;
	p->packing = ZSTD_createCCtx();
	if (p->packing && !ZSTD_isError(ZSTD_CCtx_setParameter(p->packing, ZSTD_c_dictIDFlag, 0)) &&
		!ZSTD_isError(ZSTD_CCtx_refCDict(p->packing, p->packing_dictionary)))
		return true;
	ZSTD_freeCCtx(p->packing);
	p->packing = NULL;
	ZSTD_freeCDict(p->packing_dictionary);
	return false;
}

void bind_body(struct pack *p, sqlite3_stmt *q, int at, struct slice text, struct slice links) {
	size_t size = text.len + links.len, packed;
	char *body = room_in(&p->plain, size);

	if (text.len)
		memcpy(body, text.at, text.len);
	if (links.len)
		memcpy(body + text.len, links.at, links.len);
	if (size >= BODY_LEAST && size <= BODY_MAX && can_pack(p)) {
		packed = ZSTD_compress2(p->packing, room_in(&p->packed, size), size, body, size);
		if (!ZSTD_isError(packed) && packed < size) {
			sqlite3_bind_blob64(q, at, p->packed.at, packed, SQLITE_STATIC);
			return;
		}
	}
	sqlite3_bind_text64(q, at, body, size, SQLITE_STATIC, SQLITE_UTF8);
}

/* ---- reading ---- */

static bool can_unpack(struct pack *p) {
	struct slice dictionary;

	if (!p->unpacking_dictionary && embed_find(DICTIONARY, &dictionary))
		p->unpacking_dictionary = ZSTD_createDDict(dictionary.at, dictionary.len);
	if (!p->unpacking)
		p->unpacking = ZSTD_createDCtx();
	return p->unpacking && p->unpacking_dictionary;
}

/* What a file claims is not believed: no more than a body can be is unpacked, and exactly as much as was said. */
static bool unpack(struct pack *p, struct slice packed, struct slice *out) {
	unsigned long long size = ZSTD_getFrameContentSize(packed.at, packed.len); /* above BODY_MAX too where there is none */
	char *body;

	if (size > BODY_MAX || !can_unpack(p))
		return false;
	body = room_in(&p->plain, (size_t)size);
	*out = (struct slice){body, (size_t)size};
	return ZSTD_decompress_usingDDict(p->unpacking, body, (size_t)size, packed.at, packed.len, p->unpacking_dictionary) == size;
}

static bool body_of(sqlite3_context *sql, sqlite3_value *value, struct slice *out) {
	struct slice stored = {sqlite3_value_blob(value), (size_t)sqlite3_value_bytes(value)};

	*out = stored;
	return sqlite3_value_type(value) == SQLITE_TEXT ||
		(sqlite3_value_type(value) == SQLITE_BLOB && unpack(sqlite3_user_data(sql), stored, out));
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
	if (!body_of(sql, values[0], &body))
		return;
	if (body.len > bytes_of(values[1]))
		body.len = bytes_of(values[1]);
	give(sql, body);
}

static void rest_of(sqlite3_context *sql, int count, sqlite3_value **values) {
	struct slice body;

	(void)count;
	if (body_of(sql, values[0], &body))
		give(sql, slice_from(body, bytes_of(values[1])));
}

/* ---- a connection's ---- */

bool pack_new(sqlite3 *db, struct pack **out) {
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	*out = mem_alloc(sizeof **out);
	return sqlite3_create_function_v2(db, "start_of", 2, flags, *out, start_of, NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_create_function_v2(db, "rest_of", 2, flags, *out, rest_of, NULL, NULL, NULL) == SQLITE_OK;
}

void pack_free(struct pack *p) {
	if (!p)
		return;
	ZSTD_freeCCtx(p->packing);
	ZSTD_freeCDict(p->packing_dictionary);
	ZSTD_freeDCtx(p->unpacking);
	ZSTD_freeDDict(p->unpacking_dictionary);
	free(p->plain.at);
	free(p->packed.at);
	free(p);
}
