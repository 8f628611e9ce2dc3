/* header.c: what the header lines of an answer say. */
#include "header.h"
#include <bewust/limits.h>

void header_init(struct header *h) {
	*h = (struct header){.max_age_s = -1, .age_s = -1};
	str_init(&h->type, 256);
	str_init(&h->etag, LIMIT_VALIDATOR_BYTES);
	str_init(&h->last_modified, LIMIT_VALIDATOR_BYTES);
	str_init(&h->location, LIMIT_VALIDATOR_BYTES);
	str_init(&h->retry_after, 64);
	str_init(&h->date, 64);
	str_init(&h->expires, 64);
}

void header_finish(struct header *h) {
	str_finish(&h->type);
	str_finish(&h->etag);
	str_finish(&h->last_modified);
	str_finish(&h->location);
	str_finish(&h->retry_after);
	str_finish(&h->date);
	str_finish(&h->expires);
}

void header_clear(struct header *h) {
	str_clear(&h->type);
	str_clear(&h->etag);
	str_clear(&h->last_modified);
	str_clear(&h->location);
	str_clear(&h->retry_after);
	str_clear(&h->date);
	str_clear(&h->expires);
	h->status = 0;
	h->whole = false;
	h->bytes = 0;
	h->max_age_s = h->age_s = -1;
	h->no_cache = false;
}

/* "HTTP/1.1 200 OK", "HTTP/2 200": the three digits after the first space. */
static int status_of(struct slice line) {
	long long status;
	struct slice code = slice_from(line, slice_find(line, SLICE(" ")) + 1);

	if (code.len > 3)
		code.len = 3;
	return slice_to_int(code, &status) && status >= 100 && status <= 999 ? (int)status : 0;
}

/* Seconds as HTTP writes them: digits, maybe quoted; what is too large for a number means "very long" (RFC 9111, 1.2.2). */
static int64_t seconds_of(struct slice s) {
	long long n;

	s = slice_trim(s);
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		s = (struct slice){s.at + 1, s.len - 2};
	if (s.len == 0)
		return -1;
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
	return slice_to_int(s, &n) && n < FRESH_MAX_S ? n : FRESH_MAX_S;
}

static void cache_control(struct header *h, struct slice value) {
	struct slice directive;

	while (slice_split(&value, ',', &directive)) {
		static const char max_age[] = "max-age=";

		directive = slice_trim(directive);
		if (slice_starts_nocase(directive, SLICE(max_age)))
			h->max_age_s = seconds_of(slice_from(directive, sizeof max_age - 1));
		else if (slice_equal_nocase(directive, SLICE("no-cache")) || slice_equal_nocase(directive, SLICE("no-store")))
			h->no_cache = true;
	}
}

/* The first of several wins, as a proxy that adds its own adds it at the end. */
static void keep(struct str *to, struct slice value) {
	if (to->len == 0)
		str_add(to, value);
}

static void field(struct header *h, struct slice name, struct slice value) {
	const struct {
		struct slice name;
		struct str *to;
	} kept[] = {
		{SLICE("content-type"), &h->type}, {SLICE("etag"), &h->etag}, {SLICE("last-modified"), &h->last_modified},
		{SLICE("location"), &h->location}, {SLICE("retry-after"), &h->retry_after}, {SLICE("date"), &h->date},
		{SLICE("expires"), &h->expires},
	};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (slice_equal_nocase(name, kept[i].name)) {
			keep(kept[i].to, value);
			return;
		}
	if (slice_equal_nocase(name, SLICE("cache-control")))
		cache_control(h, value);
	else if (slice_equal_nocase(name, SLICE("age")))
		h->age_s = seconds_of(value);
}

bool header_line(struct header *h, struct slice line) {
	size_t bytes = h->bytes + line.len, colon;

	if (bytes > LIMIT_HEADER_BYTES)
		return false;
	if (!h->whole && h->status == 0 && !slice_starts_nocase(line, SLICE("HTTP/"))) {
		h->bytes = bytes;
		return true;
	}
	if (slice_starts_nocase(line, SLICE("HTTP/"))) { /* also after a 100 or 103: the answer itself comes after those */
		header_clear(h);
		h->status = status_of(line);
	} else if (!h->whole) {
		line = slice_trim(line);
		colon = slice_find(line, SLICE(":"));
		if (line.len == 0)
			h->whole = h->status >= 200;
		else if (colon < line.len)
			field(h, (struct slice){line.at, colon}, slice_trim(slice_from(line, colon + 1)));
	}
	h->bytes = bytes;
	return true;
}

/* The server's own clock, where it tells it, so that ours may be wrong. */
static int64_t server_now(const struct header *h, header_date *to_date, int64_t now) {
	int64_t told = h->date.len > 0 ? to_date(h->date.at) : -1;

	return told >= 0 ? told : now;
}

static int64_t within(int64_t seconds) {
	if (seconds < 0)
		return 0;
	return seconds < FRESH_MAX_S ? seconds : FRESH_MAX_S;
}

int64_t header_retry_after(const struct header *h, header_date *to_date, int64_t now) {
	int64_t at, seconds;

	if (h->retry_after.len == 0)
		return -1;
	seconds = seconds_of(str_slice(&h->retry_after));
	if (seconds >= 0)
		return seconds;
	at = to_date(h->retry_after.at);
	return at < 0 ? -1 : within(at - server_now(h, to_date, now));
}

int64_t header_fresh(const struct header *h, header_date *to_date, int64_t now) {
	int64_t at;

	if (h->no_cache)
		return 0;
	if (h->max_age_s >= 0)
		return within(h->max_age_s - (h->age_s > 0 ? h->age_s : 0));
	if (h->expires.len == 0)
		return -1;
	at = to_date(h->expires.at);
	return at < 0 ? 0 : within(at - server_now(h, to_date, now)); /* "0" and "-1" mean: already past (RFC 9111, 5.3) */
}

bool header_value_sane(struct slice value) {
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return false;
	}
	return value.len > 0 && value.len <= LIMIT_VALIDATOR_BYTES;
}
