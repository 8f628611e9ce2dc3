/* light.c: whether the terminal is light or dark, from what it says of itself. */
#include "light.h"

#include <math.h>

enum { PALETTE = 16, GREY = 7, DARK_GREY = 8, CHANNELS = 3, DIGITS_MAX = 4 };

/* Where black and white stand out alike: (L + 0.05)² = 1.05 × 0.05, L the relative luminance of WCAG 2. */
#define LUMINANCE_MIDDLE 0.179

enum light light_of_environment(const char *colorfgbg) {
	struct slice rest = slice_of(colorfgbg ? colorfgbg : ""), last = {0};
	long long n;

	while (rest.at && slice_split(&rest, ';', &last))
		;
	if (!slice_to_int(last, &n) || n < 0 || n >= PALETTE)
		return LIGHT_UNKNOWN;
	return n < GREY || n == DARK_GREY ? LIGHT_DARK : LIGHT_LIGHT;
}

static int digit(char c) {
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One to four digits, of as many that mean full: "f", "ff", "ffff". */
static bool read_channel(struct slice digits, double *out) {
	int value = 0, full = 0;

	if (!digits.len || digits.len > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digit(digits.at[i]) < 0)
			return false;
		value = value * 16 + digit(digits.at[i]);
		full = full * 16 + 15;
	}
	*out = (double)value / full;
	return true;
}

/* sRGB to light, IEC 61966-2-1. */
static double linear(double v) {
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

enum light light_of_answer(struct slice answer) {
	static const double weights[CHANNELS] = {0.2126, 0.7152, 0.0722};
	struct slice rest = answer, kind, part;
	double luminance = 0, value;

	if (!slice_starts(answer, SLICE("]11;")))
		return LIGHT_UNKNOWN;
	rest = slice_from(answer, SLICE("]11;").len);
	if (!slice_split(&rest, ':', &kind) || !rest.at || !(slice_equal(kind, SLICE("rgb")) || slice_equal(kind, SLICE("rgba"))))
		return LIGHT_UNKNOWN;
	for (int i = 0; i < CHANNELS; i++) {
		if (!rest.at || !slice_split(&rest, '/', &part) || !read_channel(part, &value))
			return LIGHT_UNKNOWN;
		luminance += weights[i] * linear(value);
	}
	return luminance > LUMINANCE_MIDDLE ? LIGHT_LIGHT : LIGHT_DARK;
}
