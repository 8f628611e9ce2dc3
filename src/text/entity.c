/* entity.c: HTML's character references, named and numbered, read as browsers read them and without allocating. */
#include "entity.h"

#include "clean.h"

#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stddef.h>
#include <string.h>

/* The names stand in one block and the table points into it by offset: no pointers, so nothing to relocate at the start. */
struct entity_names {
#define E(name, first, second, bare) char n_##name[sizeof #name];
#include "entities.inc"
#undef E
};

static const struct entity_names names = {
#define E(name, first, second, bare) #name,
#include "entities.inc"
#undef E
};

struct entity {
	uint32_t first;
	uint16_t second, name;
	bool bare; /* stands without ";" too */
};

static const struct entity entities[] = {
#define E(name, first, second, bare) {first, second, offsetof(struct entity_names, n_##name), bare},
#include "entities.inc"
#undef E
};

#define NAME_MAX_LEN 31 /* CounterClockwiseContourIntegral */
#define BARE_MAX_LEN 6  /* Aacute */

/* What 128 … 159 mean to those who write them: windows-1252 (HTML §13.2.5.80). 0: the number itself. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_alnum(char c) {
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const struct entity *entity_find(const char *name, size_t len) {
	size_t low = 0, high = sizeof entities / sizeof *entities;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const char *have = (const char *)&names + entities[mid].name;
		size_t i = 0;

		while (i < len && have[i] == name[i]) /* few letters are ever the same */
			i++;
		if (i == len && !have[i])
			return &entities[mid];
		if (i < len && have[i] < name[i])
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static int digit_of(char c, unsigned radix) {
	int digit = -1;

	if (c >= '0' && c <= '9')
		digit = c - '0';
	else if (radix == 16 && ((c | 32) >= 'a' && (c | 32) <= 'f'))
		digit = (c | 32) - 'a' + 10;
	return digit;
}

static size_t read_number(struct slice s, uint32_t *rune) {
	unsigned radix = s.len > 2 && (s.at[2] | 32) == 'x' ? 16 : 10;
	size_t start = radix == 16 ? 3 : 2, i;
	uint32_t n = 0;

	for (i = start; i < s.len && digit_of(s.at[i], radix) >= 0; i++)
		if (n <= 0x10FFFF)
			n = n * radix + (uint32_t)digit_of(s.at[i], radix);
	if (i == start)
		return 0;
	if (n >= 0x80 && n < 0xA0 && windows_1252[n - 0x80])
		n = windows_1252[n - 0x80];
	*rune = n == 0 || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000) ? RUNE_BAD : n;
	return i < s.len && s.at[i] == ';' ? i + 1 : i;
}

static size_t take(const struct entity *e, size_t len, uint32_t runes[2]) {
	runes[0] = e->first;
	runes[1] = e->second;
	return len;
}

size_t entity_read(struct slice s, enum entity_place place, uint32_t runes[2]) {
	const struct entity *e;
	size_t len = 1;

	runes[0] = runes[1] = 0;
	if (s.len < 3 || s.at[0] != '&')
		return 0;
	if (s.at[1] == '#')
		return read_number(s, &runes[0]);
	while (len < s.len && len <= NAME_MAX_LEN && is_alnum(s.at[len]))
		len++;
	if (len < s.len && s.at[len] == ';' && (e = entity_find(s.at + 1, len - 1)))
		return take(e, len + 1, runes);
	for (len = len > BARE_MAX_LEN + 1 ? BARE_MAX_LEN + 1 : len; len > 2; len--) {
		if (!(e = entity_find(s.at + 1, len - 1)) || !e->bare)
			continue;
		if (place == ENTITY_IN_ATTRIBUTE && len < s.len && (s.at[len] == '=' || is_alnum(s.at[len])))
			return 0;
		return take(e, len, runes);
	}
	return 0;
}

void entity_unescape(struct slice in, enum entity_place place, struct str *out) {
	while (in.len && !out->full) {
		const char *amp = memchr(in.at, '&', in.len);
		size_t plain = amp ? (size_t)(amp - in.at) : in.len, len;
		uint32_t runes[2];

		text_put(out, (struct slice){in.at, plain});
		in = slice_from(in, plain);
		if (!in.len)
			return;
		if ((len = entity_read(in, place, runes))) {
			str_add_rune(out, runes[0]);
			if (runes[1])
				str_add_rune(out, runes[1]);
		} else {
			str_add_char(out, '&');
			len = 1;
		}
		in = slice_from(in, len);
	}
}

size_t text_entity(struct slice s, uint32_t runes[2]) {
	return entity_read(s, ENTITY_IN_TEXT, runes);
}

void text_unescape(struct slice in, struct str *out) {
	entity_unescape(in, ENTITY_IN_TEXT, out);
}

void text_unescape_attribute(struct slice in, struct str *out) {
	entity_unescape(in, ENTITY_IN_ATTRIBUTE, out);
}

void text_escape_html(struct slice s, struct str *out) {
	while (s.len > 0) {
		size_t n = 0;

		while (n < s.len && s.at[n] != '&' && s.at[n] != '<' && s.at[n] != '>' && s.at[n] != '"')
			n++;
		str_add(out, (struct slice){s.at, n});
		s = slice_from(s, n);
		if (s.len == 0)
			break;
		str_add_text(out, s.at[0] == '&' ? "&amp;" : s.at[0] == '<' ? "&lt;" : s.at[0] == '>' ? "&gt;" : "&quot;");
		s = slice_from(s, 1);
	}
}
