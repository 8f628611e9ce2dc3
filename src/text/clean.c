/* clean.c: the gate: text of strangers becomes valid UTF-8 without anything that a terminal would obey. */
#include "clean.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>
#include <utf8proc.h>

struct range {
	uint32_t first, last;
	enum rune_class class;
};

/* Sorted; what stands in none of them is asked of utf8proc. Bidi controls after Unicode UAX #9, spaces after PropList.txt. */
static const struct range ranges[] = {
	{0x000B, 0x000C, RUNE_SPACE},     {0x0085, 0x0085, RUNE_NEWLINE}, {0x00A0, 0x00A0, RUNE_SPACE},
	{0x00AD, 0x00AD, RUNE_INVISIBLE}, {0x034F, 0x034F, RUNE_INVISIBLE}, {0x061C, 0x061C, RUNE_DROP},
	{0x115F, 0x11FF, RUNE_MARK},      {0x1680, 0x1680, RUNE_SPACE},   {0x180E, 0x180E, RUNE_INVISIBLE},
	{0x2000, 0x200A, RUNE_SPACE},     {0x200B, 0x200B, RUNE_INVISIBLE}, {0x200C, 0x200D, RUNE_MARK},
	{0x200E, 0x200F, RUNE_DROP},      {0x2028, 0x2029, RUNE_NEWLINE},
	{0x202A, 0x202E, RUNE_DROP},      {0x202F, 0x202F, RUNE_SPACE},   {0x205F, 0x205F, RUNE_SPACE},
	{0x2060, 0x2064, RUNE_INVISIBLE}, {0x2065, 0x206F, RUNE_DROP},    {0x3000, 0x3000, RUNE_SPACE},
	{0xD7B0, 0xD7FF, RUNE_MARK},      {0xFE00, 0xFE0F, RUNE_MARK},    {0xFEFF, 0xFEFF, RUNE_DROP},
	{0xFFF0, 0xFFFB, RUNE_DROP},      {0x1BCA0, 0x1BCA3, RUNE_DROP},  {0x1D173, 0x1D17A, RUNE_DROP},
	{0xE0000, 0xE00FF, RUNE_DROP},    {0xE0100, 0xE01EF, RUNE_MARK},  {0xE01F0, 0xE0FFF, RUNE_DROP},
};

bool rune_is_noncharacter(uint32_t rune) {
	return (rune & 0xFFFE) == 0xFFFE || (rune >= 0xFDD0 && rune <= 0xFDEF);
}

static enum rune_class classify_ascii(uint32_t rune) {
	if (rune == '\n')
		return RUNE_NEWLINE;
	if (rune == ' ' || (rune >= '\t' && rune <= '\r'))
		return RUNE_SPACE;
	return rune < 0x20 || rune == 0x7F ? RUNE_DROP : RUNE_PLAIN;
}

enum rune_class rune_classify(uint32_t rune) {
	size_t low = 0, high = sizeof ranges / sizeof *ranges;
	utf8proc_category_t category;

	if (rune < 0x80)
		return classify_ascii(rune);
	if ((rune >= 0xAE && rune < 0x300) || (rune >= 0x2010 && rune < 0x2028) || (rune >= 0x3400 && rune < 0xA000) || (rune >= 0xAC00 && rune < 0xD7A4))
		return RUNE_PLAIN; /* most of what is written: Latin, dashes and quotation marks, Han, Hangul */
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (rune > ranges[mid].last)
			low = mid + 1;
		else if (rune < ranges[mid].first)
			high = mid;
		else
			return ranges[mid].class;
	}
	if (rune < 0xA0 || rune_is_noncharacter(rune))
		return RUNE_DROP;
	category = utf8proc_category((utf8proc_int32_t)rune);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_MC ?
		RUNE_MARK : RUNE_PLAIN;
}

void text_put(struct str *out, struct slice run) {
	size_t room = out->max - out->len;

	if (run.len > room && !out->full)
		str_add(out, (struct slice){run.at, utf8_cut(run, room)});
	str_add(out, run);
}

/* Sixteen bytes at once. Compilers make one instruction of each step. */
#define VECTOR 16
typedef signed char vector __attribute__((vector_size(VECTOR)));
typedef unsigned char unsigned_vector __attribute__((vector_size(VECTOR)));
#define TO_LEAST 0x60   /* added to ' ', it makes the least signed byte: '~' and all before it stay below what is no printable ASCII */
#define MOST_PLAIN (-34) /* '~' + TO_LEAST */

static vector vector_at(const char *at) {
	vector v;

	memcpy(&v, at, sizeof v);
	return v;
}

static bool is_odd(char c, bool line) {
	return (c < 0x20 && (line || (c != '\n' && c != '\t'))) || c > 0x7E;
}

/* Which of the bytes have to be looked at; the one before them is there too. */
static inline vector odd_bytes(const char *at, bool line) {
	vector v = vector_at(at), odd = (vector)((unsigned_vector)v + TO_LEAST) > MOST_PLAIN;

	if (line)
		return odd | ((v == ' ') & (vector_at(at - 1) == ' '));
	return odd & ~((v == '\n') | (v == '\t'));
}

static inline bool is_any(vector set) {
	uint64_t bits[2];

	memcpy(bits, &set, sizeof bits);
	return bits[0] | bits[1];
}

size_t clean_ascii(struct slice s, bool line, bool after_space) {
	size_t i = 0;

	if (s.len > VECTOR) {
		if (is_odd(*s.at, line) || (line && after_space && *s.at == ' '))
			return 0;
		for (i = 1; i + 2 * VECTOR < s.len && !is_any(odd_bytes(s.at + i, line) | odd_bytes(s.at + i + VECTOR, line));)
			i += 2 * VECTOR;
		while (i + VECTOR < s.len && !is_any(odd_bytes(s.at + i, line)))
			i += VECTOR;
		if (i + VECTOR >= s.len && !is_any(odd_bytes(s.at + s.len - VECTOR, line)))
			return s.len;
		after_space = s.at[i - 1] == ' ';
	}
	for (; i < s.len && !is_odd(s.at[i], line) && !(line && after_space && s.at[i] == ' '); i++)
		after_space = s.at[i] == ' ';
	return i;
}

struct cleaner {
	struct str *out;
	size_t start;       /* of ours in *out */
	enum text_keep keep;
	unsigned marks;     /* in a row, up to now */
	struct slice run;   /* seen, to be kept, not yet appended */
};

static void flush(struct cleaner *c) {
	if (c->run.len)
		text_put(c->out, c->run);
	c->run.len = 0;
}

static void keep_bytes(struct cleaner *c, const char *at, size_t len) {
	if (!c->run.len)
		c->run.at = at;
	c->run.len += len; /* runs are unbroken: whatever is left out flushes first */
}

static void replace(struct cleaner *c, struct slice with) {
	flush(c);
	text_put(c->out, with);
}

/* Whether a space here would be the second in a row, or the first of all. */
static bool after_space(const struct cleaner *c) {
	if (c->run.len)
		return c->run.at[c->run.len - 1] == ' ';
	return c->out->len == c->start || c->out->at[c->out->len - 1] == ' ';
}

static void clean_space(struct cleaner *c, const char *at, size_t len) {
	c->marks = 0;
	if (c->keep == TEXT_BLOCK) {
		if (*at == '\v' || *at == '\f')
			replace(c, SLICE(" "));
		else
			keep_bytes(c, at, len);
	} else if (!after_space(c)) {
		replace(c, SLICE(" "));
	} else {
		flush(c);
	}
}

static void clean_rune(struct cleaner *c, struct slice *rest) {
	const char *at = rest->at;
	uint32_t rune = utf8_next(rest);
	size_t len = (size_t)(rest->at - at);
	enum rune_class class = rune == RUNE_BAD ? RUNE_PLAIN : rune_classify(rune);

	if (rune == '\r')
		class = rest->len && *rest->at == '\n' ? RUNE_DROP : RUNE_NEWLINE;
	if (class == RUNE_NEWLINE && c->keep == TEXT_BLOCK) {
		c->marks = 0;
		replace(c, SLICE("\n"));
	} else if (class == RUNE_SPACE || class == RUNE_NEWLINE) {
		clean_space(c, at, len);
	} else if (class == RUNE_DROP || (class != RUNE_PLAIN && c->marks >= LIMIT_MARKS)) {
		flush(c);
	} else {
		c->marks = class == RUNE_PLAIN ? 0 : c->marks + 1;
		if (rune == RUNE_BAD)
			replace(c, SLICE("\xEF\xBF\xBD"));
		else
			keep_bytes(c, at, len);
	}
}

void text_clean(struct slice in, enum text_keep keep, struct str *out) {
	struct cleaner c = {.out = out, .start = out->len, .keep = keep};

	while (in.len && !out->full) {
		size_t plain = clean_ascii(in, keep == TEXT_LINE, keep == TEXT_LINE && after_space(&c));

		if (plain) {
			keep_bytes(&c, in.at, plain);
			in = slice_from(in, plain);
			c.marks = 0;
		} else {
			clean_rune(&c, &in);
		}
	}
	flush(&c);
	if (keep == TEXT_LINE && out->len > c.start && out->at[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
}

char *text_clean_arena(struct arena *a, struct slice in, enum text_keep keep) {
	struct str out;
	char *kept;

	if (clean_ascii(in, keep == TEXT_LINE, true) == in.len && (!in.len || in.at[in.len - 1] != ' ' || keep == TEXT_BLOCK))
		return arena_text(a, in);
	str_init(&out, in.len * 3 + 1); /* a bad byte becomes three */
	text_clean(in, keep, &out);
	kept = arena_text(a, str_slice(&out));
	str_finish(&out);
	return kept;
}
