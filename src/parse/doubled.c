/* doubled.c: undoes UTF-8 that was encoded twice, where there is no doubt of it. */
#include "doubled.h"

#include <bewust/utf8.h>
#include <string.h>

/* Pairs that begin with one of these are how Latin texts look; others may be an "É" before a "®", and have to come in numbers. */
#define LEAD_LATIN_LAST 0xC3
#define PAIRS_MIN 4

uint32_t windows_1252_rune(unsigned char byte) {
	static const uint16_t runes[32] = {
		0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
		0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
	};

	return runes[byte & 0x1F];
}

static uint64_t word_at(const char *at) {
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

size_t ascii_length(struct slice s) {
	const uint64_t tops = UINT64_C(0x8080808080808080);
	size_t n = 0;

	for (; n + 32 <= s.len; n += 32) {
		if ((word_at(s.at + n) | word_at(s.at + n + 8) | word_at(s.at + n + 16) | word_at(s.at + n + 24)) & tops)
			break;
	}
	while (n < s.len && (unsigned char)s.at[n] < 0x80)
		n++;
	return n;
}

/* The byte that a rune was read from, -1 when it was none. */
static int byte_of(uint32_t rune) {
	if (rune <= 0xFF)
		return (int)rune;
	for (int byte = 0x80; byte < 0xA0; byte++)
		if (windows_1252_rune((unsigned char)byte) == rune)
			return byte;
	return -1;
}

static size_t length_after(int lead) {
	return lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* One character at the front of *rest as the bytes it was once; how many, 0 when it never was any. */
static size_t take_doubled(struct slice *rest, char bytes[4]) {
	int byte = byte_of(utf8_next(rest));
	size_t len = length_after(byte);

	bytes[0] = (char)byte;
	for (size_t i = 1; i < len; i++) {
		byte = rest->len > 0 ? byte_of(utf8_next(rest)) : -1;
		if (byte < 0x80 || byte > 0xBF)
			return 0;
		bytes[i] = (char)byte;
	}
	return len > 0 && utf8_valid((struct slice){bytes, len}) ? len : 0;
}

void doubled_mend(struct str *text, struct str *scratch) {
	struct slice rest = str_slice(text);
	size_t sure = 0, pairs = 0;

	str_clear(scratch);
	if (ascii_length(rest) == rest.len)
		return;
	while (rest.len > 0) {
		size_t plain = ascii_length(rest);
		char bytes[4];

		str_add(scratch, (struct slice){rest.at, plain});
		rest = slice_from(rest, plain);
		if (rest.len == 0)
			break;
		size_t len = take_doubled(&rest, bytes);

		if (len == 0)
			return;
		if (len > 2 || (unsigned char)bytes[0] <= LEAD_LATIN_LAST)
			sure++;
		else
			pairs++;
		str_add(scratch, (struct slice){bytes, len});
	}
	if (scratch->full || (sure == 0 && pairs < PAIRS_MIN))
		return;
	str_clear(text);
	str_add(text, str_slice(scratch));
}
