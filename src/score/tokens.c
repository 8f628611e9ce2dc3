/* tokens.c: one pass over the bytes: ASCII by a table, the rest by utf8proc. */
#include "tokens.h"

#include <bewust/eight.h>
#include <bewust/mem.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define HASH_INVERSE UINT64_C(0xce965057aff6957b) /* HASH_PRIME * HASH_INVERSE = 1 modulo 2^64: a step can be taken back */

enum { C_OTHER, C_LOWER, C_UPPER, C_DIGIT, C_MARK, C_HIGH };

#define UP C_UPPER
#define LO C_LOWER
#define DI C_DIGIT
#define MA C_MARK
static const uint8_t kind_of_byte[128] = {
	['\n'] = MA, ['!'] = MA, ['?'] = MA, [','] = MA, [';'] = MA, [':'] = MA, ['.'] = MA, ['('] = MA, [')'] = MA, ['|'] = MA,
	['0'] = DI, DI, DI, DI, DI, DI, DI, DI, DI, DI,
	['A'] = UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
	['a'] = LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
};
#undef UP
#undef LO
#undef DI
#undef MA

/* The second bytes of U+00C0 … U+00FF: base letter, or 0 where there is more to it. */
static const char latin_base[65] =
	"aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";

static inline int byte_kind(char c) {
	return (unsigned char)c < 128 ? kind_of_byte[(unsigned char)c] : C_HIGH;
}

uint64_t hash_extend(uint64_t hash, struct slice folded) {
	for (size_t i = 0; i < folded.len; i++)
		hash = hash_byte(hash, folded.at[i]);
	return hash;
}

uint64_t hash_folded(struct slice folded) {
	return hash_extend(HASH_START, folded);
}

uint64_t hash_number(void) {
	return hash_byte(HASH_START, '#');
}

uint64_t hash_strip(uint64_t hash, uint32_t tail, unsigned count) {
	for (; count > 0; count--, tail >>= 8)
		hash = hash * HASH_INVERSE ^ (tail & 0xFF);
	return hash;
}

/* ---- folding, one word at a time ---- */

/* Where a word's folded bytes go: always into the hash, and into `to` where somebody wants to see them. */
struct fold {
	uint64_t hash;
	uint32_t tail;
	unsigned length, lower, upper;
	unsigned run;            /* how often the last byte stood in a row */
	bool stretched;
	char *to;                /* NULL, or TOKEN_FOLDED_MAX bytes */
};

static inline void fold_byte(struct fold *f, unsigned char c) {
	if (f->run > 0 && c == (f->tail & 0xFF)) {
		if (++f->run > 2) {
			f->stretched = true;
			return;
		}
	} else {
		f->run = 1;
	}
	f->hash = hash_byte(f->hash, (char)c);
	f->tail = f->tail << 8 | c;
	if (f->to && f->length < TOKEN_FOLDED_MAX)
		f->to[f->length] = (char)c;
	f->length++;
}

static bool rune_is_letter(uint32_t rune) {
	switch (utf8proc_category((utf8proc_int32_t)rune)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

static void fold_rune(struct fold *f, uint32_t rune) {
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t n;
	char bytes[4];

	if (rune >= 0xC0 && rune <= 0xFF && latin_base[rune - 0xC0]) {
		fold_byte(f, (unsigned char)latin_base[rune - 0xC0]);
		return;
	}
	n = utf8proc_decompose_char((utf8proc_int32_t)rune, parts, 8,
		UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_STABLE, NULL); /* compat: one letter ij is two */
	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
		size_t len = utf8_put((uint32_t)parts[i], bytes);

		f->run = 0; /* bytes of one character are no run of letters */
		for (size_t b = 0; b < len; b++)
			fold_byte(f, (unsigned char)bytes[b]);
	}
}

/* The character at `at` without taking it; *size bytes long. */
static uint32_t peek(const char *at, const char *end, size_t *size) {
	struct slice rest = {at, (size_t)(end - at)};
	uint32_t rune = utf8_next(&rest);

	*size = (size_t)(rest.at - at);
	return rune;
}

static bool starts_letter(const char *at, const char *end) {
	size_t size;
	int kind;

	if (at >= end)
		return false;
	kind = byte_kind(*at);
	return kind == C_HIGH ? rune_is_letter(peek(at, end, &size)) : kind == C_LOWER || kind == C_UPPER || kind == C_DIGIT;
}

/* How many bytes the apostrophe at `at` has; 0 when it is none. */
static size_t apostrophe(const char *at, const char *end) {
	if (*at == '\'')
		return 1;
	return end - at >= 3 && memcmp(at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/* At an apostrophe within a word: goes over a possessive ("Iran's") or into what follows ("don't"); false where the word ends. */
static bool fold_apostrophe(struct fold *f, const char **at, const char *end, bool *possessive) {
	size_t size = apostrophe(*at, end);

	if (size == 0 || !starts_letter(*at + size, end))
		return false;
	if (((*at)[size] | 0x20) == 's' && !starts_letter(*at + size + 1, end)) {
		*at += size + 1;
		*possessive = true;
		return false;
	}
	fold_byte(f, '\'');
	*at += size;
	return true;
}

/* What is not ASCII in a word: false where the word ends before it. */
static bool fold_high(struct fold *f, const char **at, const char *end) {
	size_t size;
	uint32_t rune = peek(*at, end, &size);

	if (!rune_is_letter(rune))
		return false;
	f->lower++;
	fold_rune(f, rune);
	*at += size;
	return true;
}

/* Folds the letters of ASCII at `at`, which most words are made of; where they end. */
static inline const char *fold_letters(struct fold *f, const char *at, const char *end) {
	uint64_t hash = f->hash;
	uint32_t tail = f->tail;
	unsigned length = f->length, run = f->run, upper = 0, kind;
	const char *start = at;

	for (; at < end && ((kind = (unsigned)byte_kind(*at)) == C_LOWER || kind == C_UPPER); at++) {
		unsigned char c = (unsigned char)(*at | 0x20);

		upper += kind == C_UPPER;
		if (c != (tail & 0xFF) || run == 0) {
			run = 1;
		} else if (++run > 2) {
			f->stretched = true;
			continue;
		}
		hash = hash_byte(hash, (char)c);
		tail = tail << 8 | c;
		if (f->to && length < TOKEN_FOLDED_MAX)
			f->to[length] = (char)c;
		length++;
	}
	f->hash = hash;
	f->tail = tail;
	f->length = length;
	f->run = run;
	f->upper += upper;
	f->lower += (unsigned)(at - start) - upper;
	return at;
}

/* Folds the word at `at`; where it ends. */
static const char *fold_word(struct fold *f, const char *at, const char *end, bool *possessive) {
	while ((at = fold_letters(f, at, end)) < end) {
		int kind = byte_kind(*at);

		if (kind == C_DIGIT) {
			f->run = 0;
			fold_byte(f, (unsigned char)*at);
			at++;
		} else if (apostrophe(at, end) > 0) {
			if (!fold_apostrophe(f, &at, end, possessive))
				break;
		} else if (kind != C_HIGH || !fold_high(f, &at, end)) {
			break;
		}
	}
	return at;
}

size_t token_fold(const struct token *token, char out[TOKEN_FOLDED_MAX]) {
	struct fold f = {.hash = HASH_START, .to = out};
	bool possessive = false;

	fold_word(&f, token->text.at, token->text.at + token->text.len, &possessive);
	return f.length < TOKEN_FOLDED_MAX ? f.length : TOKEN_FOLDED_MAX;
}

/* ---- numbers, faces, marks ---- */

static const char *skip_number(const char *at, const char *end) {
	while (at < end && (byte_kind(*at) == C_DIGIT || ((*at == '.' || *at == ',') && at + 1 < end && byte_kind(at[1]) == C_DIGIT)))
		at++;
	return at;
}

/* An emoticon at `at`, read as eyes, tear, nose and mouth: its length, and in `folded` the plain form without a nose. */
static size_t read_emoticon(const char *at, const char *end, char folded[4]) {
	const char *p = at;
	size_t n = 0;

	if (end - at >= 2 && at[0] == '<' && (at[1] == '3' || (at[1] == '/' && end - at >= 3 && at[2] == '3'))) {
		n = at[1] == '3' ? 2 : 3;
		memcpy(folded, at, n);
		folded[n] = '\0';
		return n;
	}
	if (*p != ':' && *p != ';' && *p != '=')
		return 0;
	folded[n++] = *p == ';' ? ';' : ':';
	p++;
	if (p < end && *p == '\'') {
		folded[n++] = '\'';
		p++;
	}
	if (p < end && (*p == '-' || *p == 'o' || *p == '^'))
		p++;
	if (p >= end || !strchr(")(DPp/|*3]['", *p) || *p == '\0' || *p == '\'')
		return 0;
	if ((*p == 'D' || *p == 'P' || *p == 'p' || *p == '3') && p + 1 < end && byte_kind(p[1]) != C_OTHER && byte_kind(p[1]) != C_MARK)
		return 0; /* ":Dutch", "=3,5" */
	folded[n++] = *p == ']' ? ')' : *p == '[' ? '(' : *p == 'p' ? 'P' : *p;
	folded[n] = '\0';
	return (size_t)(p + 1 - at);
}

static bool rune_is_emoji(uint32_t rune) {
	return (rune >= 0x1F300 && rune <= 0x1FAFF && !(rune >= 0x1F3FB && rune <= 0x1F3FF)) || (rune >= 0x2600 && rune <= 0x27BF) ||
		rune == 0x2B50;
}

/* What a rune that is no letter means between words: a mark ("." of other scripts, dashes, ellipsis) or nothing. */
static char rune_mark(uint32_t rune) {
	switch (rune) {
	case 0x2026: case 0x3002: return '.';
	case 0x2013: case 0x2014: case 0x2028: case 0x2029: return ',';
	case 0xFF01: return '!';
	case 0xFF1F: return '?';
	default: return '\0';
	}
}

static bool put_high(struct token *t, uint32_t rune, const char *at, size_t size) {
	char mark = rune_mark(rune);

	if (mark) {
		*t = (struct token){.text = {at, size}, .kind = TOKEN_MARK, .mark = mark};
		return true;
	}
	if (!rune_is_emoji(rune))
		return false;
	*t = (struct token){.text = {at, size}, .kind = TOKEN_FACE, .hash = hash_folded((struct slice){at, size}), .length = (uint8_t)size};
	return true;
}

/* ---- words of ASCII's letters, as most are: eight letters at a step ---- */

#define PLAIN_STEPS 2

/* Whether the same byte stands three times in a row among the first `n`, and others of the eight do not matter. */
static inline bool has_three_alike(uint64_t bytes, unsigned n) {
	uint64_t next = bytes ^ bytes >> 8, differs = next | next >> 8;

	return n > 2 && eight_has_zero(differs | ~UINT64_C(0) << 8 * (n - 2));
}

/* All eight steps, and one of them taken, is quicker than to guess how many there are. */
static inline uint64_t hash_first(uint64_t hash, uint64_t bytes, unsigned n) {
	uint64_t after[9];

	after[0] = hash;
	after[1] = hash_byte(after[0], (char)bytes);
	after[2] = hash_byte(after[1], (char)(bytes >> 8));
	after[3] = hash_byte(after[2], (char)(bytes >> 16));
	after[4] = hash_byte(after[3], (char)(bytes >> 24));
	after[5] = hash_byte(after[4], (char)(bytes >> 32));
	after[6] = hash_byte(after[5], (char)(bytes >> 40));
	after[7] = hash_byte(after[6], (char)(bytes >> 48));
	after[8] = hash_byte(after[7], (char)(bytes >> 56));
	return after[n];
}

/* A word that folding only makes small. NULL: it is another kind, or too long or too near the end for this. */
static const char *put_plain_word(struct token *t, const char *at, const char *end, unsigned flags) {
	const char *start = at;
	uint64_t hash = HASH_START, small = 0;
	uint32_t tail = 0;
	unsigned n = 8;

	for (int step = 0; n == 8; step++) {
		uint64_t bytes, lower, last_first;

		if (step == PLAIN_STEPS || end - at <= 8)
			return NULL;
		bytes = eight_at(at);
		lower = bytes | EIGHT * 0x20;
		if ((n = eight_marked(eight_letters(bytes))) == 0)
			break;
		if (has_three_alike(lower, n) || (lower & 0xFF) == (tail & 0xFF))
			return NULL;
		hash = hash_first(hash, lower, n);
		last_first = lower << (64 - 8 * n);
		tail = (n < 4 ? tail << 8 * n : 0) | (uint32_t)__builtin_bswap64(last_first);
		small |= (bytes << (64 - 8 * n)) & EIGHT * 0x20;
		at += n;
	}
	if (*at == '\'' || byte_kind(*at) == C_DIGIT || byte_kind(*at) == C_HIGH)
		return NULL;
	if (small == 0 && at - start > 1)
		flags |= TOKEN_CAPS;
	*t = (struct token){.text = {start, (size_t)(at - start)}, .kind = TOKEN_WORD, .hash = hash, .tail = tail, .flags = (uint8_t)flags,
		.length = (uint8_t)(at - start)};
	return at;
}

/* ---- one token ---- */

static const char *put_word(struct token *t, const char *at, const char *end, unsigned flags) {
	struct fold f = {.hash = HASH_START};
	bool possessive = false;
	const char *stop = fold_word(&f, at, end, &possessive);

	*t = (struct token){.text = {at, (size_t)(stop - at)}, .kind = TOKEN_WORD, .hash = f.hash, .tail = f.tail,
		.length = (uint8_t)(f.length < 255 ? f.length : 255)};
	if (f.upper >= 2 && f.lower == 0)
		flags |= TOKEN_CAPS;
	if (f.stretched)
		flags |= TOKEN_STRETCHED;
	t->flags = (uint8_t)flags;
	return stop;
}

/* "1.2K", "3m": thousands and millions. */
static bool is_magnitude(const char *at, const char *end) {
	return at < end && ((*at | 0x20) == 'k' || (*at | 0x20) == 'm') && !starts_letter(at + 1, end);
}

static const char *put_number(struct token *t, const char *at, const char *end, unsigned flags) {
	const char *stop = skip_number(at, end);

	stop += is_magnitude(stop, end);

	if (starts_letter(stop, end) && !(stop > at && (stop[-1] == '.' || stop[-1] == ',')))
		return put_word(t, at, end, flags); /* "9th", "4x4" */
	*t = (struct token){.text = {at, (size_t)(stop - at)}, .kind = TOKEN_NUMBER, .hash = hash_number(), .tail = '#',
		.length = 1, .flags = (uint8_t)flags};
	return stop;
}

static const char *put_mark(struct token *t, const char *at, const char *end) {
	char face[4];
	size_t size = read_emoticon(at, end, face);

	if (size > 0) {
		*t = (struct token){.text = {at, size}, .kind = TOKEN_FACE, .hash = hash_folded(slice_of(face)), .length = (uint8_t)size};
		return at + size;
	}
	if (byte_kind(*at) == C_MARK)
		*t = (struct token){.text = {at, 1}, .kind = TOKEN_MARK, .mark = *at == '\n' ? '.' : *at == '|' ? ',' : *at};
	return at + 1;
}

/* A hyphen joins when letters stand on both sides; one between spaces is a dash and parts clauses. */
static bool hyphen_joins(const char *at, const char *end, const char *start) {
	return at > start && at + 1 < end && byte_kind(at[-1]) != C_OTHER && byte_kind(at[1]) != C_OTHER;
}

size_t tokens_read(struct slice *rest, struct token *out, size_t max) {
	const char *start = rest->at, *at = start, *end = at + rest->len;
	unsigned flags = 0;
	size_t count = 0, size;

	while (at < end && count < max) {
		int kind = byte_kind(*at);
		unsigned next = 0;

		if (kind == C_LOWER || kind == C_UPPER) {
			const char *stop = put_plain_word(&out[count], at, end, flags);

			at = stop ? stop : put_word(&out[count], at, end, flags);
			count++;
		} else if (kind == C_DIGIT) {
			at = put_number(&out[count++], at, end, flags);
		} else if (kind == C_HIGH) {
			uint32_t rune = peek(at, end, &size);

			if (rune_is_letter(rune)) {
				const char *stop = put_word(&out[count], at, end, flags);

				count += out[count].length > 0; /* a mark without a letter under it folds to nothing */
				at = stop;
			} else {
				count += put_high(&out[count], rune, at, size);
				at += size;
			}
		} else if (*at == ' ') {
			at++;
		} else if (kind == C_MARK || *at == '<' || *at == '=') {
			out[count].kind = TOKEN_WORD;
			at = put_mark(&out[count], at, end);
			count += out[count].kind != TOKEN_WORD;
		} else if (*at == '-') {
			if (hyphen_joins(at, end, start))
				next = TOKEN_JOINED;
			else if (at + 1 < end && (at[1] == ' ' || at[1] == '-'))
				out[count++] = (struct token){.text = {at, 1}, .kind = TOKEN_MARK, .mark = ','};
			at++;
		} else {
			next = *at == '#' ? TOKEN_TAGGED : 0;
			at++;
		}
		flags = next;
	}
	*rest = (struct slice){at, (size_t)(end - at)};
	return count;
}

static void read_all(struct slice text, struct tokens *out) {
	size_t cap = 0;

	*out = (struct tokens){0};
	if (text.len > SCORE_BYTES_MAX)
		text.len = SCORE_BYTES_MAX;
	while (text.len > 0) {
		if (out->count == cap) {
			cap += 16 + text.len / 4; /* rarely more than one a word and its space */
			out->at = mem_grow(out->at, cap, sizeof *out->at);
		}
		out->count += tokens_read(&text, out->at + out->count, cap - out->count);
	}
}

void text_tokens_init(struct text_tokens *t, const struct score_text *text) {
	read_all(text->title, &t->title);
	read_all(text->body, &t->body);
}

void text_tokens_finish(struct text_tokens *t) {
	free(t->title.at);
	free(t->body.at);
}

bool hash_term(struct slice term, uint64_t *hash, unsigned *words) {
	struct token t[8];
	struct slice rest = term;
	uint64_t kind = 0;
	size_t n;

	if (term.len > 1 && (term.at[0] == '~' || (term.at[0] == '!' && term.at[1] != ' '))) {
		kind = term.at[0] == '~' ? HASH_STEM : HASH_NEGATED;
		rest = slice_from(rest, 1);
	}
	*hash = 0;
	*words = 0;
	n = tokens_read(&rest, t, 8);
	if (rest.len > 0)
		return false;
	for (size_t i = 0; i < n; i++, ++*words) {
		if (t[i].kind == TOKEN_MARK)
			return false;
		*hash = *words > 0 ? hash_pair(*hash, t[i].hash) : t[i].hash;
	}
	if (*words > 0 && kind != 0)
		*hash = hash_as(kind, *hash);
	return *words > 0;
}
