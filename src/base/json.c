/* json.c: JSON as a stream: what is due before a value (comma, line, indent) is worked out in one place, `begin_value`. */
#include <assert.h>
#include <bewust/date.h>
#include <bewust/json.h>
#include <bewust/utf8.h>
#include <math.h>
#include <stdio.h>

void json_init(struct json *j, struct str *out, int indent) {
	*j = (struct json){.out = out, .indent = indent};
}

static void new_line(struct json *j) {
	if (j->indent <= 0)
		return;
	str_add_char(j->out, '\n');
	for (int i = 0; i < j->depth * j->indent; i++)
		str_add_char(j->out, ' ');
}

static void begin_value(struct json *j) {
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->depth == 0)
		return;
	if (j->started[j->depth - 1])
		str_add_char(j->out, ',');
	j->started[j->depth - 1] = true;
	new_line(j);
}

static void open_level(struct json *j, char open, char close) {
	begin_value(j);
	assert(j->depth < JSON_DEPTH_MAX);
	str_add_char(j->out, open);
	j->started[j->depth] = false;
	j->close[j->depth++] = close;
}

void json_object(struct json *j) {
	open_level(j, '{', '}');
}

void json_array(struct json *j) {
	open_level(j, '[', ']');
}

void json_end(struct json *j) {
	assert(j->depth > 0);
	j->depth--;
	if (j->started[j->depth])
		new_line(j);
	str_add_char(j->out, j->close[j->depth]);
}

static void add_escaped(struct str *out, uint32_t rune) {
	switch (rune) {
	case '"':  str_add_text(out, "\\\""); break;
	case '\\': str_add_text(out, "\\\\"); break;
	case '\b': str_add_text(out, "\\b"); break;
	case '\f': str_add_text(out, "\\f"); break;
	case '\n': str_add_text(out, "\\n"); break;
	case '\r': str_add_text(out, "\\r"); break;
	case '\t': str_add_text(out, "\\t"); break;
	default:
		if (rune < 0x20 || rune == 0x7F)
			str_addf(out, "\\u%04x", (unsigned)rune);
		else
			str_add_rune(out, rune);
	}
}

static void add_quoted(struct str *out, struct slice s) {
	str_add_char(out, '"');
	while (s.len > 0) {
		size_t plain = 0;

		while (plain < s.len && (unsigned char)s.at[plain] >= 0x20 && (unsigned char)s.at[plain] < 0x7F &&
			s.at[plain] != '"' && s.at[plain] != '\\')
			plain++;
		str_add(out, (struct slice){s.at, plain});
		s = slice_from(s, plain);
		if (s.len > 0)
			add_escaped(out, utf8_next(&s));
	}
	str_add_char(out, '"');
}

void json_key(struct json *j, const char *key) {
	begin_value(j);
	add_quoted(j->out, slice_of(key));
	str_add_text(j->out, j->indent > 0 ? ": " : ":");
	j->after_key = true;
}

void json_text(struct json *j, struct slice s) {
	begin_value(j);
	add_quoted(j->out, s);
}

void json_int(struct json *j, int64_t n) {
	begin_value(j);
	str_addf(j->out, "%lld", (long long)n);
}

/* printf puts the locale's decimal point, which may be any bytes: all but digits and the sign becomes one ".". */
static void write_fixed(struct str *out, double n, int decimals) {
	char text[400], plain[400]; /* the largest double has 309 digits before the point */
	size_t len = 0;
	bool point = false;

	snprintf(text, sizeof text, "%.*f", decimals, n);
	for (const char *p = text; *p; p++) {
		if ((*p >= '0' && *p <= '9') || *p == '-')
			plain[len++] = *p;
		else if (!point) {
			plain[len++] = '.';
			point = true;
		}
	}
	while (point && plain[len - 1] == '0')
		len--;
	if (point && plain[len - 1] == '.')
		len--;
	if (slice_equal((struct slice){plain, len}, SLICE("-0")))
		str_add_char(out, '0');
	else
		str_add(out, (struct slice){plain, len});
}

void json_number(struct json *j, double n, int decimals) {
	if (!isfinite(n)) {
		json_null(j);
		return;
	}
	begin_value(j);
	write_fixed(j->out, n, decimals < 0 ? 0 : decimals > 17 ? 17 : decimals);
}

void json_bool(struct json *j, bool b) {
	begin_value(j);
	str_add_text(j->out, b ? "true" : "false");
}

void json_null(struct json *j) {
	begin_value(j);
	str_add_text(j->out, "null");
}

void json_member_text(struct json *j, const char *key, const char *text) {
	if (!text || !*text)
		return;
	json_key(j, key);
	json_text(j, slice_of(text));
}

void json_member_int(struct json *j, const char *key, int64_t n) {
	json_key(j, key);
	json_int(j, n);
}

void json_member_number(struct json *j, const char *key, double n, int decimals) {
	json_key(j, key);
	json_number(j, n, decimals);
}

void json_member_bool(struct json *j, const char *key, bool b) {
	json_key(j, key);
	json_bool(j, b);
}

void json_member_date(struct json *j, const char *key, int64_t at) {
	char text[21];

	date_rfc3339(at, text);
	json_member_text(j, key, text);
}
