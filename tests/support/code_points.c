/* code_points.c: every code point there is, in every field of a feed; and whether a terminal would obey any of what came out.
 *   code_points feeds DIRECTORY bytes|references   writes DIRECTORY/00.xml …: each code point as its bytes, or as "&#x…;"
 *   code_points check text|json|terminal           reads standard input and ends with status 1, and a line, where a forbidden one
 *                                                  is; json: also one that is escaped; terminal: sequences of curses are allowed */
#include <bewust/path.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEEDS 24
#define LAST 0x10FFFF
#define ITEM_RUNES 128 /* of each field: so many bytes fit a title */
#define FEED_RUNES ((LAST + FEEDS) / FEEDS / ITEM_RUNES * ITEM_RUNES + ITEM_RUNES)

/* Surrogates too, as utf8_put does not write them. */
static void put_bytes(FILE *out, uint32_t rune) {
	char bytes[4];

	if (rune >= 0xD800 && rune <= 0xDFFF)
		fprintf(out, "\xED%c%c", (int)(0x80 | (rune >> 6 & 0x3F)), (int)(0x80 | (rune & 0x3F)));
	else
		fwrite(bytes, 1, utf8_put(rune, bytes), out);
}

static void put_runes(FILE *out, uint32_t from, uint32_t count, bool references) {
	for (uint32_t rune = from; rune < from + count && rune <= LAST; rune++) {
		if (references || rune == '<' || rune == '&' || rune == '"')
			fprintf(out, "&#x%X;", rune);
		else
			put_bytes(out, rune);
	}
}

static void put_item(FILE *out, uint32_t from, bool references) {
	static const char *const around[][2] = {
		{"<title>", "</title>"}, {"<dc:creator>", "</dc:creator>"}, {"<category>", "</category>"}, {"<description>", "</description>"},
		{"<content:encoded>", "</content:encoded>"}, {"<link>http://a.example/", "</link>"}, {"<guid>", "</guid>"},
		{"<media:content url=\"http://a.example/x.mp3\" type=\"audio/mpeg\"><media:title>", "</media:title></media:content>"},
		{"<enclosure type=\"audio/mpeg\" url=\"http://a.example/", "\"/>"},
	};

	fputs("<item>", out);
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		fputs(around[i][0], out);
		put_runes(out, from, ITEM_RUNES, references);
		fputs(around[i][1], out);
	}
	fputs("</item>\n", out);
}

static int write_feeds(const char *directory, bool references) {
	for (uint32_t n = 0; n < FEEDS; n++) {
		char name[512];
		FILE *out;

		snprintf(name, sizeof name, "%s/%02u.xml", directory, (unsigned)n);
		if (!(out = fopen(name, "w")))
			return 74;
		fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss><channel><title>x", out);
		put_runes(out, n * FEED_RUNES, FEED_RUNES, references);
		fputs("</title>\n", out);
		for (uint32_t rune = n * FEED_RUNES; rune < (n + 1) * FEED_RUNES && rune <= LAST; rune += ITEM_RUNES)
			put_item(out, rune, references);
		fputs("</channel></rss>\n", out);
		if (fclose(out) != 0)
			return 74;
	}
	return 0;
}

static bool is_forbidden(uint32_t r) {
	return (r < 0x20 && r != '\n' && r != '\t') || (r >= 0x7F && r <= 0x9F) || r == 0x061C || r == 0x200E || r == 0x200F ||
		r == 0x2028 || r == 0x2029 || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) || (r >= 0xD800 && r <= 0xDFFF) ||
		(r >= 0xE0000 && r <= 0xE007F) || (r >= 0xFDD0 && r <= 0xFDEF) || (r & 0xFFFE) == 0xFFFE;
}

/* The length of what curses may send: CSI, a character set, or one letter, and what term.c asks: the background; 0 for what only a feed
 * could have sent. */
static size_t sequence(struct slice s) {
	struct slice asks = SLICE("\x1B]11;?\a");
	size_t n = 2;

	if (slice_starts(s, asks))
		return asks.len;
	if (s.len > 2 && (s.at[1] == '(' || s.at[1] == ')'))
		return 3;
	if (s.len > 1 && strchr("78=>HM", s.at[1]))
		return 2;
	if (s.len < 3 || s.at[1] != '[')
		return 0;
	while (n < s.len && s.at[n] >= 0x20 && s.at[n] < 0x40)
		n++;
	return n < s.len ? n + 1 : 0;
}

static uint32_t escaped(struct slice s) {
	char digits[5] = "";

	if (s.len < 6 || s.at[1] != 'u')
		return 'x';
	memcpy(digits, s.at + 2, 4);
	return (uint32_t)strtoul(digits, NULL, 16);
}

static int check(struct slice all, const char *how) {
	bool json = strcmp(how, "json") == 0, terminal = strcmp(how, "terminal") == 0;
	struct slice rest = all;

	while (rest.len > 0) {
		struct slice before = rest;
		uint32_t rune = utf8_next(&rest);

		if (rune == RUNE_BAD && !slice_starts(before, SLICE("\xEF\xBF\xBD"))) {
			printf("byte %zu is no UTF-8: %.40s\n", (size_t)(before.at - all.at), before.at);
			return 1;
		}
		if (json && rune == '\\') {
			rune = escaped(before);
			rest = slice_from(rest, 1);
		} else if (terminal && rune == 0x1B && sequence(before) > 0) {
			rest = slice_from(before, sequence(before));
			continue;
		} else if (terminal && (rune == '\r' || rune == '\b' || rune == 0x0E || rune == 0x0F)) {
			continue;
		}
		if (is_forbidden(rune)) {
			printf("byte %zu is U+%04X\n", (size_t)(before.at - all.at), (unsigned)rune);
			return 1;
		}
	}
	return 0;
}

int main(int argc, char **argv) {
	struct err e;
	struct str all;
	int code;

	if (argc == 4 && strcmp(argv[1], "feeds") == 0)
		return write_feeds(argv[2], strcmp(argv[3], "references") == 0);
	if (argc != 3 || strcmp(argv[1], "check") != 0)
		return 64;
	if (!path_read("-", (size_t)1 << 30, &all, &e)) {
		puts(e.text);
		return 74;
	}
	code = check(str_slice(&all), argv[2]);
	str_finish(&all);
	return code;
}
