/* slice.c: reading pieces of somebody else's bytes. */
#include <bewust/slice.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

static bool is_space(char c) {
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

static char lower(char c) {
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

struct slice slice_trim(struct slice s) {
	while (s.len > 0 && is_space(s.at[0]))
		s = slice_from(s, 1);
	while (s.len > 0 && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

int text_compare_nocase(const char *a, const char *b) {
	while (*a && (*a == *b || lower(*a) == lower(*b))) {
		a++;
		b++;
	}
	return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

bool slice_equal_nocase(struct slice a, struct slice b) {
	return a.len == b.len && slice_starts_nocase(a, b);
}

static bool opens_with_digit(struct slice s) {
	return s.len > 0 && is_digit(s.at[0]);
}

/* Takes a number off the front: its digits, without zeroes before them. */
static struct slice take_number(struct slice *s) {
	struct slice number;

	while (s->len > 1 && s->at[0] == '0' && opens_with_digit(slice_from(*s, 1)))
		*s = slice_from(*s, 1);
	number = (struct slice){s->at, 0};
	for (; opens_with_digit(*s); *s = slice_from(*s, 1))
		number.len++;
	return number;
}

int slice_compare_natural(struct slice a, struct slice b) {
	while (a.len > 0 && b.len > 0) {
		if (opens_with_digit(a) && opens_with_digit(b)) {
			struct slice m = take_number(&a), n = take_number(&b);
			int order = m.len != n.len ? (m.len < n.len ? -1 : 1) : memcmp(m.at, n.at, m.len);

			if (order != 0)
				return order;
			continue;
		}
		unsigned char c = (unsigned char)lower(a.at[0]), d = (unsigned char)lower(b.at[0]);

		if (c != d)
			return c < d ? -1 : 1;
		a = slice_from(a, 1);
		b = slice_from(b, 1);
	}
	return a.len > 0 ? 1 : b.len > 0 ? -1 : 0;
}

bool slice_starts_nocase(struct slice s, struct slice prefix) {
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (s.at[i] != prefix.at[i] && lower(s.at[i]) != lower(prefix.at[i]))
			return false;
	return true;
}

bool slice_ends(struct slice s, struct slice suffix) {
	return s.len >= suffix.len && slice_equal(slice_from(s, s.len - suffix.len), suffix);
}

size_t slice_find(struct slice s, struct slice needle) {
	const char *found;

	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return s.len;
	found = memmem(s.at, s.len, needle.at, needle.len);
	return found ? (size_t)(found - s.at) : s.len;
}

bool slice_split(struct slice *rest, char sep, struct slice *piece) {
	const char *end;

	if (!rest->at)
		return false;
	*piece = *rest;
	end = rest->len > 0 ? memchr(rest->at, sep, rest->len) : NULL;
	if (!end) {
		*rest = (struct slice){NULL, 0};
		return true;
	}
	piece->len = (size_t)(end - rest->at);
	*rest = slice_from(*rest, piece->len + 1);
	return true;
}

bool slice_to_int(struct slice s, long long *out) {
	bool negative = s.len > 0 && s.at[0] == '-';
	long long n = 0;

	if (s.len > 0 && (s.at[0] == '-' || s.at[0] == '+'))
		s = slice_from(s, 1);
	if (s.len == 0)
		return false;
	/* counted downwards: there is one more negative number than there are positive ones */
	for (size_t i = 0; i < s.len; i++) {
		int digit = s.at[i] - '0';

		if (!is_digit(s.at[i]) || n < (LLONG_MIN + digit) / 10)
			return false;
		n = n * 10 - digit;
	}
	if (!negative && n == LLONG_MIN)
		return false;
	*out = negative ? n : -n;
	return true;
}

/* [+-] digits [. digits] [e [+-] digits], with a digit before or after the point: nothing of strtod's "inf", "0x" or blanks. */
static bool is_decimal(const char *p) {
	size_t digits = 0;

	if (*p == '-' || *p == '+')
		p++;
	for (; is_digit(*p); p++)
		digits++;
	if (*p == '.')
		p++;
	for (; is_digit(*p); p++)
		digits++;
	if (digits == 0)
		return false;
	if (lower(*p) != 'e')
		return *p == '\0';
	p++;
	if (*p == '-' || *p == '+')
		p++;
	if (!is_digit(*p))
		return false;
	while (is_digit(*p))
		p++;
	return *p == '\0';
}

bool slice_to_double(struct slice s, double *out) {
	char text[128];
	locale_t plain;
	double n;

	if (s.len == 0 || s.len >= sizeof text || memchr(s.at, '\0', s.len))
		return false;
	memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	if (!is_decimal(text) || !(plain = newlocale(LC_ALL_MASK, "C", (locale_t)0)))
		return false;
	n = strtod_l(text, NULL, plain);
	freelocale(plain);
	if (!isfinite(n))
		return false;
	*out = n;
	return true;
}
