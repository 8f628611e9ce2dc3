/* word.c: words as scoring, search and language see them, and their folding for comparison. */
#include <bewust/eight.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>
#include <utf8proc.h>

enum part {
	PART_NONE,
	PART_LETTER,
	PART_JOINER, /* of a word only between two letters: apostrophe, hyphen, joiners, soft hyphen */
	PART_MARK,   /* of a word behind a letter */
};

static bool ascii_alnum(unsigned char c) {
	return (unsigned)(c | 32) - 'a' < 26 || (unsigned)c - '0' < 10;
}

static enum part part_of_ascii(unsigned char c) {
	return ascii_alnum(c) ? PART_LETTER : c == '\'' || c == '-' ? PART_JOINER : PART_NONE;
}

static enum part part_of_high(uint32_t rune) {
	utf8proc_category_t category;

	if (rune == 0x2019 || rune == 0x2010 || rune == 0x2011 || rune == 0xAD || rune == 0x200C || rune == 0x200D)
		return PART_JOINER;
	category = utf8proc_category((utf8proc_int32_t)rune);
	if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
		return PART_LETTER;
	if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO)
		return PART_LETTER;
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME ? PART_MARK : PART_NONE;
}

static enum part take_part(struct slice *rest) {
	unsigned char c = (unsigned char)*rest->at;

	if (c >= 0x80)
		return part_of_high(utf8_next(rest));
	*rest = slice_from(*rest, 1);
	return part_of_ascii(c);
}

/* How many of ASCII's letters and digits stand at the front of s. */
static size_t alnum_length(struct slice s) {
	size_t n = 0;

	while (n + 8 <= s.len) {
		uint64_t bytes = eight_at(s.at + n);
		unsigned more = eight_marked(eight_letters(bytes) | eight_between(bytes, '0', '9'));

		n += more;
		if (more < 8)
			return n;
	}
	while (n < s.len && ascii_alnum((unsigned char)s.at[n]))
		n++;
	return n;
}

/* The rest of a word whose first letter was taken. */
static void take_word(struct slice *rest) {
	while (rest->len) {
		size_t plain = alnum_length(*rest);
		struct slice ahead;
		enum part part;

		rest->at += plain;
		rest->len -= plain;
		if (!rest->len || *rest->at == ' ') /* what most words end with */
			return;
		ahead = *rest;
		part = take_part(&ahead);
		if (part == PART_JOINER && (!ahead.len || take_part(&ahead) != PART_LETTER))
			return;
		if (part == PART_NONE)
			return;
		*rest = ahead;
	}
}

bool text_word(struct slice *rest, struct slice *word) {
	while (rest->len) {
		const char *start = rest->at;

		if (!ascii_alnum((unsigned char)*start) && take_part(rest) != PART_LETTER)
			continue;
		take_word(rest);
		*word = (struct slice){start, (size_t)(rest->at - start)};
		return true;
	}
	return false;
}

/* ---- counting them: what text_word would find, sixteen bytes at a time where they are ASCII ---- */

enum { FOLD_PARTS = 32 /* the longest decomposition has 18 */ };
enum { OUTSIDE, INSIDE, AT_JOINER }; /* of a word */

#define VECTOR 16
typedef unsigned char vector __attribute__((vector_size(VECTOR)));

static vector vector_at(const char *at) {
	vector v;

	memcpy(&v, at, sizeof v);
	return v;
}

static vector are_letters(vector v) {
	return (vector)((v | 32) - 'a' < 26) | (vector)(v - '0' < 10);
}

static bool all_ascii(vector v) {
	uint64_t halves[2];

	memcpy(halves, &v, sizeof halves);
	return ((halves[0] | halves[1]) & 0x8080808080808080u) == 0;
}

/* Words that begin in the sixteen bytes at `at`, which has two more before it: a letter does, after what is neither a letter nor
 * joined to one. */
static unsigned count_beginnings(const char *at, vector here) {
	vector before = vector_at(at - 1);
	vector joined = (vector)(before == '\'') | (vector)(before == '-');
	vector begins = are_letters(here) & ~are_letters(before) & ~(joined & are_letters(vector_at(at - 2)));
	uint64_t halves[2];

	begins &= 1;
	memcpy(halves, &begins, sizeof halves);
	return (unsigned)(((halves[0] + halves[1]) * 0x0101010101010101u) >> 56);
}

static int where_after(const char *at) {
	if (ascii_alnum((unsigned char)at[-1]))
		return INSIDE;
	return part_of_ascii((unsigned char)at[-1]) == PART_JOINER && ascii_alnum((unsigned char)at[-2]) ? AT_JOINER : OUTSIDE;
}

size_t text_word_count(struct slice s) {
	size_t count = 0, plain = 0; /* bytes of ASCII just before */
	int where = OUTSIDE;

	while (s.len) {
		vector here;
		enum part part;

		if (plain >= 2 && s.len >= VECTOR && all_ascii(here = vector_at(s.at))) {
			count += count_beginnings(s.at, here);
			s = slice_from(s, VECTOR);
			where = where_after(s.at);
			continue;
		}
		plain = (unsigned char)*s.at < 0x80 ? plain + 1 : 0;
		part = take_part(&s);
		if (part == PART_LETTER)
			count += where == OUTSIDE;
		where = part == PART_LETTER || (part == PART_MARK && where == INSIDE) ? INSIDE :
			part == PART_JOINER && where == INSIDE ? AT_JOINER : OUTSIDE;
	}
	return count;
}

/* What Unicode's decomposition leaves as it is, and people type otherwise. */
static const char *fold_by_hand(uint32_t rune) {
	switch (rune) {
	case 0xAD: case 0x200C: case 0x200D: return "";
	case 0xC6: case 0xE6: return "ae";
	case 0xD0: case 0xF0: case 0x110: case 0x111: return "d";
	case 0xD8: case 0xF8: return "o";
	case 0xDE: case 0xFE: return "th";
	case 0x126: case 0x127: return "h";
	case 0x131: return "i";
	case 0x141: case 0x142: return "l";
	case 0x152: case 0x153: return "oe";
	case 0x166: case 0x167: return "t";
	case 0x2018: case 0x2019: case 0x2BC: return "'";
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: return "-";
	default: return NULL;
	}
}

static void fold_rune(uint32_t rune, struct str *out) {
	const char *by_hand = fold_by_hand(rune);
	utf8proc_int32_t parts[FOLD_PARTS];
	utf8proc_ssize_t count;
	int boundary = 0;

	if (by_hand) {
		str_add_text(out, by_hand);
		return;
	}
	count = utf8proc_decompose_char((utf8proc_int32_t)rune, parts, FOLD_PARTS, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
		UTF8PROC_STRIPMARK, &boundary);
	for (utf8proc_ssize_t i = 0; i < count && i < FOLD_PARTS; i++)
		str_add_rune(out, (unsigned)parts[i]);
}

void text_fold(struct slice in, struct str *out) {
	while (in.len && !out->full) {
		char lower[64];
		size_t n = 0;

		while (n < in.len && n < sizeof lower && (unsigned char)in.at[n] < 0x80) {
			lower[n] = in.at[n] >= 'A' && in.at[n] <= 'Z' ? (char)(in.at[n] | 32) : in.at[n];
			n++;
		}
		if (n) {
			str_add(out, (struct slice){lower, n});
			in = slice_from(in, n);
		} else {
			fold_rune(utf8_next(&in), out);
		}
	}
}

uint32_t text_base_rune(uint32_t rune) {
	const char *by_hand = fold_by_hand(rune);
	utf8proc_int32_t parts[FOLD_PARTS];
	utf8proc_ssize_t count;
	int boundary = 0;

	if (by_hand)
		return (unsigned char)by_hand[0];
	count = utf8proc_decompose_char((utf8proc_int32_t)rune, parts, FOLD_PARTS, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
	return count > 0 && parts[0] > 0 ? (uint32_t)parts[0] : rune;
}
