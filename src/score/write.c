/* write.c: one result on one line, for scripts; quick, because a script may ask for millions. */
#include <bewust/json.h>
#include <bewust/score.h>
#include <math.h>
#include <string.h>

#define UNIT 10000               /* numbers are written in ten-thousandths */

static long in_units(double n) {
	return isfinite(n) ? lround(n * UNIT) : 0;
}

static void write_units(long n, struct str *out) {
	char text[24];
	size_t at = sizeof text, whole;
	unsigned long left = n < 0 ? 0UL - (unsigned long)n : (unsigned long)n;
	int digits = 4;

	for (; digits > 0 && left % 10 == 0; digits--)
		left /= 10;
	whole = (size_t)digits;
	for (; whole > 0; whole--, left /= 10)
		text[--at] = (char)('0' + left % 10);
	if (digits > 0)
		text[--at] = '.';
	do
		text[--at] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		text[--at] = '-';
	str_add(out, (struct slice){text + at, sizeof text - at});
}

static const char *kind_member(const struct reason *r) {
	switch (r->kind) {
	case REASON_RULE:     return ",\"kind\":\"rule\"";
	case REASON_PERSONAL: return ",\"kind\":\"personal\"";
	case REASON_CHANNEL:  return ",\"kind\":\"channel\"";
	case REASON_REST:     return ",\"kind\":\"rest\"";
	default:              return "";
	}
}

/* How often it stands there, where that is more than once; whether a "not" turned it. */
static void write_facts(const struct reason *r, struct str *out) {
	if (r->times > 1)
		str_addf(out, ",\"count\":%d", r->times);
	if (r->rule)
		str_addf(out, ",\"rule\":%lld", (long long)r->rule);
	if (r->tag)
		str_add(out, SLICE(",\"tag\":true"));
	str_add(out, r->negated ? SLICE(",\"negated\":true}") : SLICE("}"));
}

static void write_quoted(struct slice s, struct str *out) {
	struct json j;

	json_init(&j, out, 0);
	json_text(&j, s);
}

void score_write_json(const struct score *score, struct slice text, struct str *out) {
	long value = in_units(score->value), weight[SCORE_REASONS_MAX], left = value;

	for (int i = 0; i < score->reasons; i++)
		left -= weight[i] = in_units(score->why[i].weight);
	if (score->reasons > 0)
		weight[score->reasons - 1] += left; /* what rounding left over, so that they still add up */
	str_add(out, SLICE("{\"score\":"));
	write_units(value, out);
	str_add(out, SLICE(",\"label\":\""));
	str_add_text(out, label_name(score->label));
	str_add(out, SLICE("\",\"why\":["));
	for (int i = 0; i < score->reasons; i++) {
		str_add(out, i > 0 ? SLICE(",{\"term\":") : SLICE("{\"term\":"));
		write_quoted(score->why[i].term, out);
		str_add(out, SLICE(",\"weight\":"));
		write_units(weight[i], out);
		str_add_text(out, kind_member(&score->why[i]));
		write_facts(&score->why[i], out);
	}
	str_add(out, SLICE("]"));
	if (score->blocked)
		str_add(out, SLICE(",\"blocked\":true"));
	if (score->always)
		str_add(out, SLICE(",\"always\":true"));
	str_add(out, SLICE(",\"text\":"));
	write_quoted(text, out);
	str_add(out, SLICE("}"));
}

void score_write_tsv(const struct score *score, struct slice text, struct str *out) {
	write_units(in_units(score->value), out);
	str_add_char(out, '\t');
	str_add_text(out, label_name(score->label));
	str_add_char(out, '\t');
	while (text.len > 0) {
		size_t plain = 0;

		while (plain < text.len && text.at[plain] != '\t' && text.at[plain] != '\n' && text.at[plain] != '\r')
			plain++;
		str_add(out, (struct slice){text.at, plain});
		if (plain < text.len)
			str_add_char(out, ' ');
		text = slice_from(text, plain + 1);
	}
}
