/* body.c: bodies in a file: a TEXT is the body itself, a BLOB its length in three bytes, lowest first, and its letters in a fixed
 * Huffman code, lowest bits first.
 *
 * The code makes six bytes of ten, and costs next to nothing beside the pages that are not written. What finds repetitions (zstd, lz4)
 * makes four to five of them in a text of a page, but takes longer for it than all of storing it does. */
#include "body.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <stdint.h>
#include <stdlib.h>

enum {
	BODY_MAX = LIMIT_TEXT_BYTES + LIMIT_LINKS_BYTES, /* a longer one is not packed */
	BODY_LEAST = 64,                 /* a shorter one gains nothing worth having */
	HEAD_BYTES = 3,
	BITS_MAX = 12, BITS_MIN = 3,     /* of a letter */
	AT_ONCE = 4,                     /* letters: four of the longest, and what is left of a byte, go into 64 bits */
	KEPT_BYTES = 64 << 10,           /* of memory, for the next body */
};

/* How many bits each byte has: the shortest code of the texts and links of the sample edition, of the addresses of the packs and of the
 * program's own words in Dutch. It is part of the format of the file, so it never changes. */
static const uint8_t lengths[256] = {
	12, 12, 12, 12, 12, 12, 12, 12, 12, 8, 7, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
	3, 12, 12, 12, 12, 12, 12, 12, 10, 10, 12, 12, 7, 9, 6, 7, 9, 9, 9, 10, 11, 10, 11, 11, 11, 11, 7, 9, 12, 11, 12, 11,
	12, 10, 11, 11, 10, 9, 10, 11, 10, 9, 12, 12, 10, 10, 10, 10, 11, 12, 11, 10, 9, 10, 11, 10, 12, 12, 11, 12, 12, 12, 12, 11,
	12, 4, 7, 6, 5, 3, 7, 6, 5, 5, 8, 7, 5, 6, 4, 4, 6, 11, 5, 4, 4, 6, 7, 6, 10, 7, 8, 12, 12, 12, 12, 12,
	9, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 11, 12, 12, 11, 11, 12, 12,
	12, 12, 12, 12, 12, 12, 12, 12, 12, 10, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
	12, 12, 12, 10, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
	12, 12, 9, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
};

struct buffer { char *at; size_t cap; };

struct bodies {
	struct buffer body, packed;
	bool ready;                      /* the code is made when it is first needed */
	uint16_t code[256];              /* the bits, and behind them, in four, how many */
	uint16_t letter[1 << BITS_MAX];  /* which one the next bits begin with: itself, and in four bits how many it takes */
};

static char *room_in(struct buffer *b, size_t size) {
	if (b->cap < size || b->cap > KEPT_BYTES) {
		free(b->at);
		b->cap = size > KEPT_BYTES ? size : KEPT_BYTES;
		b->at = mem_alloc(b->cap);
	}
	return b->at;
}

/* ---- the code ---- */

static unsigned reversed(unsigned bits, int count) {
	unsigned out = 0;

	for (int i = 0; i < count; i++)
		out |= (bits >> i & 1) << (count - 1 - i);
	return out;
}

/* Codes of one length follow each other in the order of their bytes, and what is longer begins where the shorter end. */
static void make_code(struct bodies *p) {
	unsigned next = 0;

	for (int count = BITS_MIN; count <= BITS_MAX; count++, next <<= 1)
		for (int byte = 0; byte < 256; byte++) {
			if (lengths[byte] != count)
				continue;
			unsigned bits = reversed(next++, count);
			p->code[byte] = (uint16_t)(bits << 4 | (unsigned)count);
			for (unsigned i = bits; i < 1 << BITS_MAX; i += 1u << count)
				p->letter[i] = (uint16_t)(byte << 4 | count);
		}
	p->ready = true;
}

static void need_code(struct bodies *p) {
	if (!p->ready)
		make_code(p);
}

/* ---- packing ---- */

struct writer {
	char *at, *end;                  /* eight bytes are written at a time, of which some are written again */
	uint64_t bits;
	unsigned count;
};

static inline void add_bits(struct writer *w, uint64_t bits, unsigned count) {
	w->bits |= bits << w->count;
	w->count += count;
	for (int i = 0; i < 8; i++)
		w->at[i] = (char)(w->bits >> 8 * i);
	w->at += w->count / 8;
	w->bits >>= w->count & ~7u;
	w->count %= 8;
}

/* False: it would not be shorter. */
static bool write_packed(const uint16_t *code, struct slice in, struct writer *w) {
	const unsigned char *at = (const unsigned char *)in.at;
	size_t left = in.len;

	for (; left >= AT_ONCE; left -= AT_ONCE, at += AT_ONCE) {
		uint64_t a = code[at[0]], b = code[at[1]], c = code[at[2]], d = code[at[3]];
		unsigned ab = (a & 15) + (b & 15);

		if (w->end - w->at < 8)
			return false;
		add_bits(w, a >> 4 | b >> 4 << (a & 15) | (c >> 4 | d >> 4 << (c & 15)) << ab, ab + (c & 15) + (d & 15));
	}
	for (; left > 0; left--, at++) {
		if (w->end - w->at < 8)
			return false;
		add_bits(w, code[*at] >> 4, code[*at] & 15);
	}
	return true;
}

static struct slice pack_body(struct bodies *p, struct slice text, struct slice links) {
	size_t size = text.len + links.len;
	char *out = room_in(&p->packed, size);
	struct writer w = {.at = out + HEAD_BYTES, .end = out + size};

	need_code(p);
	for (int i = 0; i < HEAD_BYTES; i++)
		out[i] = (char)(size >> 8 * i);
	if (!write_packed(p->code, text, &w) || !write_packed(p->code, links, &w))
		return (struct slice){0};
	return (struct slice){out, (size_t)(w.at - out) + (w.count > 0)};
}

void bind_body(struct bodies *p, sqlite3_stmt *q, int at, struct slice text, struct slice links) {
	size_t size = text.len + links.len;
	struct slice packed = {0};
	char *body;

	if (size >= BODY_LEAST && size <= BODY_MAX)
		packed = pack_body(p, text, links);
	if (packed.len > 0) {
		sqlite3_bind_blob64(q, at, packed.at, packed.len, SQLITE_STATIC);
		return;
	}
	body = room_in(&p->body, size);
	if (text.len > 0)
		memcpy(body, text.at, text.len);
	if (links.len > 0)
		memcpy(body + text.len, links.at, links.len);
	sqlite3_bind_text64(q, at, size ? body : "", size, SQLITE_STATIC, SQLITE_UTF8);
}

/* ---- reading ---- */

struct reader {
	struct slice in;
	uint64_t bits;
	unsigned count;
};

static inline char next_letter(const uint16_t *letter, struct reader *r) {
	unsigned found = letter[r->bits & ((1 << BITS_MAX) - 1)], bits = found & 15;

	r->bits >>= bits;
	r->count -= bits;
	return (char)(found >> 4);
}

/* Eight bytes, of which some may be taken again: bits above the count are those that come next. */
static inline void take_eight(struct reader *r) {
	uint64_t next = 0;
	unsigned taken = (63 - r->count) / 8;

	for (int i = 0; i < 8; i++)
		next |= (uint64_t)(unsigned char)r->in.at[i] << 8 * i;
	r->bits |= next << r->count;
	r->count += taken * 8;
	r->in = slice_from(r->in, taken);
}

static void take_one(struct reader *r) {
	r->bits |= (uint64_t)(unsigned char)*r->in.at << r->count;
	r->count += 8;
	r->in = slice_from(r->in, 1);
}

/* The first `size` bytes. False: there are not that many. */
static bool read_packed(const uint16_t *letter, struct reader *r, char *out, size_t size) {
	size_t i = 0;

	while (i + AT_ONCE <= size && r->in.len >= 8) {
		take_eight(r);
		for (int n = 0; n < AT_ONCE; n++)
			out[i++] = next_letter(letter, r);
	}
	for (; i < size; i++) {
		while (r->count < BITS_MAX && r->in.len > 0)
			take_one(r);
		if ((letter[r->bits & ((1 << BITS_MAX) - 1)] & 15u) > r->count)
			return false;
		out[i] = next_letter(letter, r);
	}
	return true;
}

/* Up to `most` bytes of a body: until the next one is read. What a file claims of its length is held against what is there: a letter has
 * some bits at least. Read to its end, it has to end in its last byte. */
static bool unpack(struct bodies *p, struct slice packed, size_t most, struct slice *out) {
	struct reader r = {.in = slice_from(packed, HEAD_BYTES)};
	size_t size = 0;

	for (int i = 0; i < HEAD_BYTES && packed.len >= HEAD_BYTES; i++)
		size |= (size_t)(unsigned char)packed.at[i] << 8 * i;
	if (size == 0 || size > r.in.len * 8 / BITS_MIN)
		return false;
	need_code(p);
	out->len = size < most ? size : most;
	out->at = room_in(&p->body, out->len);
	return read_packed(p->letter, &r, p->body.at, out->len) && (out->len < size || (r.in.len == 0 && r.count < 8 && r.bits == 0));
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
