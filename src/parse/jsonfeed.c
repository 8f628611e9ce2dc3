/* jsonfeed.c: cuts a JSON Feed into its items as the bytes arrive. What cJSON would trip over is mended on the way: NUL and other
 * control bytes, "\u0000", halves of surrogate pairs; numbers become texts, as a tree would round the long ones that are ids; what is
 * too deep or too full of things is left out before cJSON sees it. */
#include "jsonfeed.h"

#include "feed.h"

#include <bewust/utf8.h>
#include <cjson/cJSON.h>
#include <string.h>

void json_reader_init(struct json_reader *r, const char *base, const struct parse_handler *handler, struct parse_report *report) {
	memset(r, 0, sizeof *r);
	r->handler = *handler;
	r->report = report;
	r->base = base;
	r->report->format = FEED_JSON;
	record_init(&r->feed, LIMIT_FEED_BYTES);
	record_init(&r->entry, LIMIT_ENTRY_BYTES);
	str_init(&r->scratch, LIMIT_TEXT_BYTES);
	str_init(&r->head, LIMIT_JSON_HEAD_BYTES);
	str_init(&r->item, LIMIT_JSON_ITEM_BYTES);
}

void json_reader_finish(struct json_reader *r) {
	record_finish(&r->feed);
	record_finish(&r->entry);
	str_finish(&r->scratch);
	str_finish(&r->head);
	str_finish(&r->item);
}

/* Reads the head as far as it is known; `open` is what has to be closed first. */
static void read_head(struct json_reader *r, const char *open) {
	size_t len = r->head.len;

	if (!str_add_text(&r->head, open))
		return;
	cJSON *head = cJSON_ParseWithLength(r->head.at, r->head.len);

	str_cut(&r->head, len);
	if (!head)
		return;
	record_reset(&r->feed);
	r->is_feed |= jsonfeed_read_head(&r->feed, head, r->base, &r->scratch);
	cJSON_Delete(head);
}

static void tell_feed(struct json_reader *r) {
	record_to_feed(&r->feed, FEED_JSON, &r->told);
	r->feed_told = true;
	if (!feed_tell(&r->handler, &r->told))
		r->stopped = true;
}

/* What addresses are relative to: where the feed came from, else where it says that it is. */
static const char *base_of(const struct json_reader *r) {
	static const enum slot own[] = {SLOT_SELF, SLOT_LINK};

	for (size_t i = 0; !*r->base && i < sizeof own / sizeof *own; i++)
		if (r->feed.at[own[i]].text)
			return r->feed.at[own[i]].text;
	return r->base;
}

static void item_refuse(struct json_reader *r) {
	r->item_refused = true;
	r->report->limited = true;
}

/* One whole item: as a tree, as an entry, to the caller; gone. */
static void item_read(struct json_reader *r) {
	struct entry entry;

	if (r->item_refused || r->item.full) {
		r->report->limited = true;
		return;
	}
	if (r->report->entries == LIMIT_ENTRIES) {
		r->report->limited = true;
		r->stopped = true;
		return;
	}
	cJSON *item = cJSON_ParseWithLength(r->item.at, r->item.len);

	if (!item) {
		r->report->broken = true;
		return;
	}
	if (!r->feed_told)
		read_head(r, "]}");
	record_reset(&r->entry);
	jsonfeed_read_item(&r->entry, item, base_of(r), &r->scratch);
	cJSON_Delete(item);
	if (!r->feed_told)
		tell_feed(r);
	record_to_entry(&r->entry, &r->told, &r->scratch, &entry);
	r->report->limited |= r->entry.limited;
	r->report->entries++;
	if (!r->stopped && !r->handler.on_entry(r->handler.ctx, &entry))
		r->stopped = true;
}

/* ---- the cutter ---- */

static void put(struct json_reader *r, const char *at, size_t len) {
	if (r->in_item) {
		if (!r->item_refused && !str_add(&r->item, (struct slice){at, len}))
			item_refuse(r);
	} else if (!r->in_items && !str_add(&r->head, (struct slice){at, len})) {
		r->report->limited = true;
	}
	if (r->is_key && r->in_string && r->key_len + len < sizeof r->key) {
		memcpy(r->key + r->key_len, at, len);
		r->key_len += len;
	}
}

/* A comma waits for what comes after it: before a closing bracket it is one too many. */
static void put_comma(struct json_reader *r, bool closes) {
	if (!r->comma)
		return;
	r->comma = false;
	if (closes)
		r->report->broken = true;
	else
		put(r, ",", 1);
}

static void put_text(struct json_reader *r, const char *text) {
	put(r, text, strlen(text));
}

static int hex_value(const char digits[4]) {
	int value = 0;

	for (int i = 0; i < 4; i++) {
		char c = digits[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static void end_high(struct json_reader *r) {
	if (r->high[0])
		put_text(r, "\\ufffd");
	r->high[0] = '\0';
}

/* An escape is whole: it goes on, mended where cJSON would refuse or cut the text for it. */
static void put_escape(struct json_reader *r) {
	int value = r->escape[1] == 'u' ? hex_value(r->escape + 2) : 0x20;
	bool low = value >= 0xDC00 && value <= 0xDFFF;

	r->escape[r->escape_len] = '\0';
	r->escape_len = 0;
	if (low && r->high[0]) {
		put_text(r, r->high);
		r->high[0] = '\0';
		put_text(r, r->escape);
		return;
	}
	end_high(r);
	if (value >= 0xD800 && value <= 0xDBFF)
		memcpy(r->high, r->escape, sizeof r->high);
	else if (low || value < 0)
		put_text(r, "\\ufffd");
	else if (value == 0)
		put_text(r, " ");
	else if (r->escape[1] != 'u' && !char_among(r->escape[1], "\"\\/bfnrt"))
		put(r, r->escape + 1, 1);
	else
		put_text(r, r->escape);
}

/* Inside a string: how many bytes were read. */
static size_t read_string(struct json_reader *r, struct slice s) {
	size_t n = 0;

	if (r->escape_len > 0) {
		r->escape[r->escape_len++] = s.at[0];
		if (r->escape_len == (r->escape[1] == 'u' ? 6u : 2u))
			put_escape(r);
		return 1;
	}
	while (n < s.len && s.at[n] != '"' && s.at[n] != '\\' && (unsigned char)s.at[n] >= 0x20)
		n++;
	if (n > 0) {
		end_high(r);
		put(r, s.at, n);
		return n;
	}
	if (s.at[0] == '\\') {
		r->escape[0] = '\\';
		r->escape_len = 1;
		return 1;
	}
	end_high(r);
	if (s.at[0] == '"') {
		r->in_string = false;
		put_text(r, "\"");
		return 1;
	}
	put_text(r, s.at[0] == '\n' ? "\\n" : s.at[0] == '\t' ? "\\t" : " ");
	return 1;
}

static bool key_is(const struct json_reader *r, const char *name) {
	return r->key_len == strlen(name) && memcmp(r->key, name, r->key_len) == 0;
}

static void open_level(struct json_reader *r, char c) {
	bool item = r->in_items && r->depth == 2 && c == '{';

	if (item) {
		r->in_item = true;
		r->item_refused = false;
		r->nodes = 0;
		str_clear(&r->item);
	}
	put(r, &c, 1);
	if (r->depth == 1 && c == '[' && r->after_colon && key_is(r, "items"))
		r->in_items = r->has_items = true;
	r->depth++;
	if (r->depth > LIMIT_JSON_DEPTH + 2 && r->in_item)
		item_refuse(r);
	r->is_key = r->depth == 1 && c == '{';
	r->key_len = r->is_key ? 0 : r->key_len;
}

static void close_level(struct json_reader *r, char c) {
	if (r->depth == 0)
		return;
	r->depth--;
	if (r->in_items && r->depth == 1)
		r->in_items = false;
	put(r, &c, 1);
	if (r->in_item && r->depth == 2) {
		r->in_item = false;
		item_read(r);
	}
}

static void read_mark(struct json_reader *r, char c) {
	if (++r->nodes > LIMIT_JSON_ITEM_NODES && r->in_item)
		item_refuse(r);
	put_comma(r, c == '}' || c == ']');
	if (c == '{' || c == '[') {
		open_level(r, c);
	} else if (c == '}' || c == ']') {
		close_level(r, c);
	} else if (c == ',') {
		r->comma = true;
	} else {
		put(r, &c, 1);
	}
	if (r->depth == 1 && c == ',') {
		r->is_key = true;
		r->key_len = 0;
	} else if (c == ':') {
		r->is_key = false;
	}
	r->after_colon = c == ':';
}

/* A piece of what stands without quotes; it may begin in one piece of the feed and end in the next. */
static void put_word(struct json_reader *r, struct slice s) {
	put_comma(r, false);
	if (!r->in_word && char_among(s.at[0], "-+.0123456789")) {
		r->in_number = true;
		put_text(r, "\"");
	}
	r->in_word = true;
	put(r, s.at, s.len);
}

static void end_word(struct json_reader *r) {
	if (r->in_number)
		put_text(r, "\"");
	r->in_word = r->in_number = false;
}

/* Outside strings: how many bytes were read. */
static size_t read_plain(struct json_reader *r, struct slice s) {
	size_t n = 0;

	/* a backslash is no part of it: it would hide the quote that is put behind a number */
	while (n < s.len && !char_among(s.at[n], "\"\\{}[],:") && (unsigned char)s.at[n] > 0x20)
		n++;
	if (n > 0) {
		put_word(r, (struct slice){s.at, n});
		return n;
	}
	end_word(r);
	if (s.at[0] == '"') {
		put_comma(r, false);
		put_text(r, "\"");
		r->in_string = true;
		r->after_colon = false;
	} else if ((unsigned char)s.at[0] > 0x20) {
		read_mark(r, s.at[0]);
	}
	return 1;
}

void json_reader_feed(struct json_reader *r, struct slice bytes) {
	if (r->total + bytes.len > LIMIT_JSON_BYTES) {
		bytes.len = LIMIT_JSON_BYTES - r->total;
		r->report->limited = true;
	}
	r->total += bytes.len;
	while (bytes.len > 0 && !r->stopped)
		bytes = slice_from(bytes, r->in_string ? read_string(r, bytes) : read_plain(r, bytes));
}

bool json_reader_end(struct json_reader *r) {
	if (r->stopped)
		return true;
	end_word(r);
	if (r->depth > 0) {
		r->report->truncated = true;
		if (!r->feed_told && r->in_items)
			read_head(r, "]}");
	} else {
		read_head(r, "");
	}
	if (!r->is_feed && !(r->has_items && (r->feed_told || r->feed.at[SLOT_TITLE].text)))
		return false;
	tell_feed(r);
	return true;
}
