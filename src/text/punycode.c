/* punycode.c: RFC 3492 §6.3, for showing what a host name of look-alike letters really is. */
#include "punycode.h"

#include <bewust/utf8.h>
#include <stdint.h>

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };

#define LABEL_MAX 63

static uint32_t adapt(uint32_t delta, uint32_t count, bool first) {
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / count;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static char digit(uint32_t n) {
	return (char)(n < 26 ? 'a' + n : '0' + n - 26);
}

static void put_delta(uint32_t q, uint32_t bias, struct str *out) {
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;

		if (q < t)
			break;
		str_add_char(out, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	str_add_char(out, digit(q));
}

static void encode(const uint32_t *runes, uint32_t count, uint32_t basic, struct str *out) {
	uint32_t n = FIRST, delta = 0, bias = BIAS;

	for (uint32_t done = basic; done < count; delta++, n++) {
		uint32_t next = UINT32_MAX;

		for (uint32_t i = 0; i < count; i++)
			if (runes[i] >= n && runes[i] < next)
				next = runes[i];
		delta += (next - n) * (done + 1); /* 63 runes below 2^21: no overflow */
		n = next;
		for (uint32_t i = 0; i < count; i++) {
			if (runes[i] < n)
				delta++;
			if (runes[i] != n)
				continue;
			put_delta(delta, bias, out);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
	}
}

static bool encode_label(struct slice label, struct str *out) {
	uint32_t runes[LABEL_MAX], count = 0, basic = 0;
	struct slice rest = label;

	while (rest.len) {
		if (count == LABEL_MAX)
			return false;
		runes[count] = utf8_next(&rest);
		basic += runes[count++] < 0x80;
	}
	if (basic == count)
		return str_add(out, label);
	str_add_text(out, "xn--");
	for (uint32_t i = 0; i < count; i++)
		if (runes[i] < 0x80)
			str_add_char(out, (char)runes[i]);
	if (basic)
		str_add_char(out, '-');
	encode(runes, count, basic, out);
	return true;
}

bool punycode_host(struct slice host, struct str *out) {
	struct slice label;
	bool first = true;

	for (; slice_split(&host, '.', &label); first = false) {
		if (!first)
			str_add_char(out, '.');
		if (!encode_label(label, out))
			return false;
	}
	return true;
}
