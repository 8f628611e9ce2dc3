/* import_scan.c: where values of JSON begin and end; what they say is cJSON's to read, one entry at a time. */
#include "import_scan.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/utf8.h>
#include <string.h>

const char *const import_part_names[PART_COUNT] = {"bewust", "channels", "items", "sessions", "moods", "rules", "labels", "lessons", "taught", "settings"};

static bool is_space(char c) {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(struct slice *in) {
	while (in->len > 0 && is_space(*in->at))
		*in = slice_from(*in, 1);
}

static bool take(struct slice *in, char c) {
	if (in->len == 0 || *in->at != c)
		return false;
	*in = slice_from(*in, 1);
	return true;
}

/* Its quotes are left out of *text. Escapes are only passed over; one that means NUL is refused: it would cut the text short. */
static bool skip_string(struct slice *in, struct slice *text) {
	size_t n = 0;

	if (!take(in, '"'))
		return false;
	while (n < in->len && in->at[n] != '"') {
		if ((unsigned char)in->at[n] < 0x20)
			return false;
		if (in->at[n] == '\\') {
			if (in->len - n >= 6 && memcmp(in->at + n, "\\u0000", 6) == 0)
				return false;
			n++;
		}
		n++;
	}
	if (n >= in->len)
		return false;
	*text = (struct slice){in->at, n};
	*in = slice_from(*in, n + 1);
	return true;
}

static bool skip_word(struct slice *in) {
	size_t n = 0;

	while (n < in->len && (in->at[n] == '-' || in->at[n] == '+' || in->at[n] == '.' || (in->at[n] >= '0' && in->at[n] <= '9') ||
		(in->at[n] >= 'a' && in->at[n] <= 'z') || in->at[n] == 'E'))
		n++;
	*in = slice_from(*in, n);
	return n > 0;
}

/* One value of any kind; brackets are counted, not called. Which bracket closes which is cJSON's to say. */
static bool skip_value(struct slice *in) {
	struct slice text;
	int depth = 0;

	do {
		skip_space(in);
		if (in->len == 0)
			return false;
		switch (*in->at) {
		case '{':
		case '[':
			if (++depth > LIMIT_IMPORT_DEPTH)
				return false;
			*in = slice_from(*in, 1);
			break;
		case '}':
		case ']':
			if (--depth < 0)
				return false;
			*in = slice_from(*in, 1);
			break;
		case ',':
		case ':':
			if (depth == 0)
				return false;
			*in = slice_from(*in, 1);
			break;
		case '"':
			if (!skip_string(in, &text))
				return false;
			break;
		default:
			if (!skip_word(in))
				return false;
		}
	} while (depth > 0);
	return true;
}

static bool scan_member(struct slice *in, struct import_parts *out) {
	struct slice name, value;

	skip_space(in);
	if (!skip_string(in, &name))
		return false;
	skip_space(in);
	if (!take(in, ':'))
		return false;
	skip_space(in);
	value = *in;
	if (!skip_value(in))
		return false;
	value.len -= in->len;
	for (int p = 0; p < PART_COUNT; p++)
		if (slice_equal(name, slice_of(import_part_names[p])))
			out->at[p] = value;
	return true;
}

static bool scan_object(struct slice in, struct import_parts *out) {
	skip_space(&in);
	if (!take(&in, '{'))
		return false;
	skip_space(&in);
	if (!take(&in, '}')) {
		do {
			if (!scan_member(&in, out))
				return false;
			skip_space(&in);
		} while (take(&in, ','));
		if (!take(&in, '}'))
			return false;
	}
	skip_space(&in);
	return in.len == 0;
}

bool import_scan(struct slice json, struct import_parts *out, struct err *e) {
	memset(out, 0, sizeof *out);
	if (json.len > LIMIT_IMPORT_BYTES)
		return err_set(e, ERR_DATA, _("the file is larger than %zu MiB, the most that is read"), LIMIT_IMPORT_BYTES >> 20);
	if (slice_starts(json, SLICE("\xEF\xBB\xBF")))
		json = slice_from(json, 3);
	if (!utf8_valid(json) || (json.len > 0 && memchr(json.at, '\0', json.len)))
		return err_set(e, ERR_DATA, _("the file is not text in UTF-8, so it is no export of bewust"));
	if (!scan_object(json, out))
		return err_set(e, ERR_DATA, _("the file is cut off or is no JSON that bewust can read: nothing was imported"));
	return true;
}

bool import_next(struct slice *list, struct slice *entry) {
	skip_space(list);
	if (!take(list, '[') && !take(list, ','))
		return false;
	skip_space(list);
	*entry = *list;
	if (list->len == 0 || *list->at == ']' || !skip_value(list))
		return false;
	entry->len -= list->len;
	return true;
}
