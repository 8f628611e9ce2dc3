/* utf8.c: UTF-8 in and out, after Unicode 3.9, table 3-7 (well-formed byte sequences). */
#include <bewust/utf8.h>
#include <string.h>

/* How long the character is that `lead` begins, 0 when none does, and what its second byte may be: that range alone keeps
 * out overlong forms, surrogates and what lies above U+10FFFF. */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high) {
	*low = 0x80;
	*high = 0xBF;
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	if (lead < 0xE0)
		return 2;
	if (lead == 0xE0)
		*low = 0xA0;
	if (lead == 0xED)
		*high = 0x9F;
	if (lead == 0xF0)
		*low = 0x90;
	if (lead == 0xF4)
		*high = 0x8F;
	return lead < 0xF0 ? 3 : 4;
}

uint32_t utf8_next(struct slice *rest) {
	const unsigned char *p = (const unsigned char *)rest->at;
	unsigned char low, high;
	size_t length = lead_length(p[0], &low, &high), i;
	uint32_t rune;

	if (length < 2) {
		*rest = slice_from(*rest, 1);
		return length == 1 ? p[0] : RUNE_BAD;
	}
	rune = p[0] & (0x7Fu >> length);
	for (i = 1; i < length; i++) {
		if (i >= rest->len || p[i] < low || p[i] > high) {
			*rest = slice_from(*rest, i);
			return RUNE_BAD;
		}
		rune = rune << 6 | (p[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*rest = slice_from(*rest, length);
	return rune;
}

size_t utf8_put(uint32_t rune, char out[4]) {
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
		rune = RUNE_BAD;
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xC0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		out[0] = (char)(0xE0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		out[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	out[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}

/* Past the ASCII at the front, eight bytes at a step. */
static struct slice skip_ascii(struct slice s) {
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof word <= s.len; i += sizeof word) {
		memcpy(&word, s.at + i, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < s.len && (unsigned char)s.at[i] < 0x80)
		i++;
	return slice_from(s, i);
}

bool utf8_valid(struct slice s) {
	for (s = skip_ascii(s); s.len > 0; s = skip_ascii(s)) {
		struct slice before = s;

		if (utf8_next(&s) == RUNE_BAD && !slice_starts(before, SLICE("\xEF\xBF\xBD")))
			return false;
	}
	return true;
}

size_t utf8_cut(struct slice s, size_t max) {
	size_t start = max;
	struct slice last;

	if (s.len <= max)
		return s.len;
	/* back to where the character that reaches `max` may begin; bytes that are no character may be cut anywhere */
	while (start > 0 && max - start < 3 && ((unsigned char)s.at[start] & 0xC0) == 0x80)
		start--;
	last = slice_from(s, start);
	if (start == max)
		return max;
	utf8_next(&last);
	return s.len - last.len > max ? start : max;
}

size_t utf8_cut_runes(struct slice s, size_t max) {
	struct slice rest = s;

	while (rest.len && max-- > 0)
		utf8_next(&rest);
	return s.len - rest.len;
}
