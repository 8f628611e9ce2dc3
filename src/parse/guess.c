/* guess.c: tells encodings by what their texts look like: pairs of bytes in the far East, letters in other alphabets. The shares
 * asked for are about half of what running text of a language has. */
#include "guess.h"

#define HIGH_MIN 12      /* bytes above ASCII, below which nothing can be said */
#define PAIR_FAULTS 5    /* percent of the pairs that may be none */
#define RUN_MIN 2.5      /* letters in a row: Latin texts have one or two above ASCII */
#define COVERED 33       /* percent of the letters that are the eight most usual ones: 50 to 62 in a text, and fewer in a headline */

struct pairs {
	size_t count, bad, low;           /* low: of which the second byte is below 0xA1 */
	size_t leads[256];
};

static size_t share(const struct pairs *p, int from, int to) {
	size_t n = 0;

	for (int lead = from; lead <= to; lead++)
		n += p->leads[lead];
	return n;
}

static bool is_trail(unsigned char c) {
	return c >= 0x40 && c <= 0xFE && c != 0x7F;
}

/* `single`: bytes from there to 0xDF stand alone, as in Shift JIS; 0: none does. */
static void count_pairs(struct slice s, unsigned char single, struct pairs *p) {
	*p = (struct pairs){0};
	for (size_t i = 0; i + 1 < s.len; i++) {
		unsigned char lead = (unsigned char)s.at[i], trail = (unsigned char)s.at[i + 1];

		if (lead < 0x80 || (single && lead >= single && lead <= 0xDF))
			continue;
		if (!is_trail(trail)) {
			p->bad++;
			continue;
		}
		p->count++;
		p->low += trail < 0xA1;
		p->leads[lead]++;
		i++;
	}
}

static bool is_sound(const struct pairs *p) {
	return p->count >= HIGH_MIN / 2 && p->bad * 100 <= p->count * PAIR_FAULTS;
}

static const char *guess_pairs(struct slice s) {
	struct pairs p;

	count_pairs(s, 0xA1, &p);
	if (is_sound(&p) && share(&p, 0x82, 0x83) * 5 >= p.count) /* kana */
		return "CP932";
	count_pairs(s, 0, &p);
	if (!is_sound(&p))
		return NULL;
	size_t signs = share(&p, 0xB0, 0xFE);

	if (p.low * 50 <= p.count) {
		if (share(&p, 0xA4, 0xA5) * 5 >= p.count) /* kana */
			return "EUC-JP";
		if (share(&p, 0xB0, 0xC8) * 10 >= signs * 9) /* hangul */
			return "UHC";
		return share(&p, 0xB0, 0xD7) * 20 >= signs * 17 ? "GB18030" : NULL; /* the usual characters of the first level */
	}
	return p.low * 10 >= p.count && share(&p, 0xA4, 0xC6) * 10 >= share(&p, 0xA4, 0xFE) * 6 ? "BIG5-HKSCS" : NULL;
}

/* The eight most usual letters of Russian, Greek, Hebrew, Thai and Arabic. */
static const struct {
	const char *name;
	unsigned char usual[8];
} alphabets[] = {
	{"CP1251", {0xEE, 0xE0, 0xE5, 0xE8, 0xED, 0xF2, 0xF1, 0xF0}},
	{"KOI8-R", {0xCF, 0xC1, 0xC5, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2}},
	{"ISO-8859-5", {0xDE, 0xD0, 0xD5, 0xD8, 0xDD, 0xE2, 0xE1, 0xE0}},
	{"CP866", {0xAE, 0xA0, 0xA5, 0xA8, 0xAD, 0xE2, 0xE1, 0xE0}},
	{"CP1253", {0xE1, 0xEF, 0xE9, 0xE5, 0xF4, 0xED, 0xF3, 0xE7}},
	{"CP1255", {0xE9, 0xE5, 0xE4, 0xEC, 0xE0, 0xF8, 0xFA, 0xEE}},
	{"CP874", {0xD2, 0xB9, 0xC3, 0xCD, 0xA1, 0xE0, 0xA7, 0xE8}},
	{"CP1256", {0xC7, 0xE1, 0xED, 0xE3, 0xE6, 0xE4, 0xD1, 0xCA}},
};

static const char *guess_letters(struct slice s) {
	size_t times[256] = {0}, high = 0, runs = 0, best = 0;
	const char *name = NULL;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x80)
			continue;
		high++;
		times[c]++;
		runs += i == 0 || (unsigned char)s.at[i - 1] < 0x80;
	}
	if (high < HIGH_MIN || (double)high < RUN_MIN * (double)runs)
		return NULL;
	for (size_t a = 0; a < sizeof alphabets / sizeof *alphabets; a++) {
		size_t covered = 0;

		for (size_t i = 0; i < sizeof alphabets[a].usual; i++)
			covered += times[alphabets[a].usual[i]];
		if (covered * 100 >= high * COVERED && covered > best) {
			best = covered;
			name = alphabets[a].name;
		}
	}
	return name;
}

const char *encoding_guess(struct slice s) {
	const char *name = guess_pairs(s);

	if (!name)
		name = guess_letters(s);
	return name ? name : "WINDOWS-1252";
}
