/* url.c: addresses taken apart, and resolved against the page they stand in (RFC 3986 §5, with what browsers forgive). */
#include "clean.h"
#include "url_parts.h"

#include <bewust/limits.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <string.h>

static bool is_alpha(char c) {
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

bool scheme_is_http(struct slice scheme) {
	return slice_equal_nocase(scheme, SLICE("http")) || slice_equal_nocase(scheme, SLICE("https"));
}

static size_t scheme_length(struct slice s) {
	size_t i = 0;

	if (!s.len || !is_alpha(s.at[0]))
		return 0;
	while (i < s.len && (is_alpha(s.at[i]) || is_digit(s.at[i]) || s.at[i] == '+' || s.at[i] == '-' || s.at[i] == '.'))
		i++;
	return i < s.len && s.at[i] == ':' ? i : 0;
}

static struct slice take_until(struct slice *rest, const char *stops) {
	struct slice piece = *rest;

	for (; *stops && piece.len; stops++) {
		const char *stop = memchr(piece.at, *stops, piece.len);

		piece.len = stop ? (size_t)(stop - piece.at) : piece.len;
	}
	*rest = slice_from(*rest, piece.len);
	return piece;
}

static bool is_slash(char c, bool lenient) {
	return c == '/' || (lenient && c == '\\');
}

void url_split(struct slice url, struct url_parts *p) {
	size_t scheme = scheme_length(url);
	bool lenient;

	*p = (struct url_parts){.has_scheme = scheme > 0, .scheme = {url.at, scheme}};
	if (scheme)
		url = slice_from(url, scheme + 1);
	lenient = !scheme || scheme_is_http(p->scheme);
	if (url.len > 1 && is_slash(url.at[0], lenient) && is_slash(url.at[1], lenient)) {
		url = slice_from(url, 2);
		while (scheme && lenient && url.len && is_slash(url.at[0], true))
			url = slice_from(url, 1); /* http:///host: one slash too many is a slip, not a path */
		p->has_authority = true;
		p->authority = take_until(&url, lenient ? "/\\?#" : "/?#");
	}
	p->path = take_until(&url, "?#");
	if (url.len && url.at[0] == '?') {
		url = slice_from(url, 1);
		p->has_query = true;
		p->query = take_until(&url, "#");
	}
	p->has_fragment = url.len > 0;
	p->fragment = slice_from(url, 1);
}

void url_split_authority(struct slice authority, struct url_authority *a) {
	size_t at = authority.len, colon;

	*a = (struct url_authority){0};
	while (at && authority.at[at - 1] != '@')
		at--; /* the last "@" ends the user, however many there are */
	if (at) {
		a->has_user = true;
		a->user = (struct slice){authority.at, at - 1};
		authority = slice_from(authority, at);
	}
	colon = authority.len;
	while (colon && is_digit(authority.at[colon - 1]))
		colon--;
	a->host = authority;
	if (colon && authority.at[colon - 1] == ':') {
		a->has_port = true;
		a->port = slice_from(authority, colon);
		a->host.len = colon - 1;
	}
}

struct slice url_scheme(struct slice url) {
	return (struct slice){url.at, scheme_length(url)};
}

struct slice url_host(struct slice url) {
	struct url_parts p;
	struct url_authority a;

	url_split(url, &p);
	url_split_authority(p.authority, &a);
	if (a.host.len > 1 && a.host.at[0] == '[' && a.host.at[a.host.len - 1] == ']')
		a.host = (struct slice){a.host.at + 1, a.host.len - 2};
	return a.host;
}

bool url_is_http(struct slice url) {
	return scheme_is_http(url_scheme(url)) && url_host(url).len > 0;
}

/* ---- writing ---- */

/* A fixed buffer: what passes URL_MAX is no address for us, so nothing here allocates. */
struct buffer {
	char at[URL_MAX];
	size_t len;
	bool full;
};

static void put_char(struct buffer *b, char c) {
	if (b->len < sizeof b->at)
		b->at[b->len++] = c;
	else
		b->full = true;
}

static void put_bytes(struct buffer *b, struct slice s) {
	b->full = b->full || s.len > sizeof b->at - b->len;
	if (b->full || !s.len)
		return;
	memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
}

static void put_lower(struct buffer *b, struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		put_char(b, s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] | 32) : s.at[i]);
}

static void put_escaped_byte(struct buffer *b, unsigned char c) {
	static const char hex[] = "0123456789ABCDEF";

	put_char(b, '%');
	put_char(b, hex[c >> 4]);
	put_char(b, hex[c & 15]);
}

static bool stands_as_it_is(unsigned char c) {
	switch (c) {
	case '"': case '<': case '>': case '`': case '{': case '}': case '|': case '^': case '\\':
		return false;
	default:
		return c > 0x20 && c < 0x7F;
	}
}

/* As it stands, what may not stand in an address as "%XX" (WHATWG's path, query and fragment sets, nearly the same). */
static void put_escaped(struct buffer *b, struct slice s) {
	while (s.len) {
		size_t plain = 0;

		while (plain < s.len && stands_as_it_is((unsigned char)s.at[plain]))
			plain++;
		put_bytes(b, (struct slice){s.at, plain});
		s = slice_from(s, plain);
		if (s.len)
			put_escaped_byte(b, (unsigned char)*s.at);
		s = slice_from(s, 1);
	}
}

/* Without the white space around it and without newlines and tabs, wherever they broke it. False when it is too long. */
static bool tidy(struct slice s, struct buffer *b) {
	b->len = 0;
	b->full = false;
	while (s.len && (unsigned char)s.at[0] <= ' ')
		s = slice_from(s, 1);
	while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	while (s.len && !b->full) {
		size_t unbroken = 0;

		while (unbroken < s.len && s.at[unbroken] != '\n' && s.at[unbroken] != '\r' && s.at[unbroken] != '\t')
			unbroken++;
		put_bytes(b, (struct slice){s.at, unbroken});
		s = slice_from(s, unbroken + 1);
	}
	return !b->full;
}

static struct slice buffer_slice(const struct buffer *b) {
	return (struct slice){b->at, b->len};
}

static bool host_is_sensible(struct slice host) {
	unsigned marks = 0;

	if (!host.len || host.len > 255)
		return false;
	if (host.at[0] == '[') {
		for (size_t i = 1; i + 1 < host.len; i++)
			if (!strchr("0123456789abcdefABCDEF:.", host.at[i]) || !host.at[i])
				return false;
		return host.len > 3 && host.at[host.len - 1] == ']';
	}
	if (host.at[0] == '.' || slice_find(host, SLICE("..")) < host.len)
		return false; /* "https://../feed" is no place */
	while (host.len) {
		if (is_alpha(*host.at) || is_digit(*host.at) || *host.at == '.' || *host.at == '-') {
			host = slice_from(host, 1);
			marks = 0;
			continue;
		}
		uint32_t rune = utf8_next(&host);
		enum rune_class class = rune_classify(rune);

		marks = class == RUNE_MARK ? marks + 1 : 0;
		if (rune == RUNE_BAD || (class != RUNE_PLAIN && class != RUNE_MARK) || marks > LIMIT_MARKS)
			return false;
		if (rune < 0x80 && strchr("#%/:<>?@[\\]^|\"`{}", (int)rune))
			return false;
	}
	return true;
}

/* An "@" in a user's name is escaped, so that nobody after us can take another part for the host. */
static void put_user(struct buffer *b, struct slice user) {
	struct slice piece;

	for (bool first = true; slice_split(&user, '@', &piece); first = false) {
		if (!first)
			put_escaped_byte(b, '@');
		put_escaped(b, piece);
	}
	put_char(b, '@');
}

static bool put_authority(struct buffer *b, struct slice scheme, struct slice authority) {
	struct url_authority a;
	long long port = 0;

	put_char(b, '/');
	put_char(b, '/');
	if (!authority.len && !scheme_is_http(scheme))
		return true; /* file:///x */
	url_split_authority(authority, &a);
	if (!host_is_sensible(a.host))
		return false;
	if (a.port.len && (!slice_to_int(a.port, &port) || port > 65535))
		return false;
	if (a.has_user)
		put_user(b, a.user);
	put_lower(b, a.host);
	if (!a.port.len || (port == 80 && slice_equal_nocase(scheme, SLICE("http"))) ||
	    (port == 443 && slice_equal_nocase(scheme, SLICE("https"))))
		return true;
	put_char(b, ':');
	put_escaped(b, a.port);
	return true;
}

/* ---- paths ---- */

/* 1 for ".", 2 for "..", 0 for another segment; "%2e" is a dot too, as browsers have it. */
static int dots(struct slice segment) {
	int count = 0;

	while (segment.len) {
		size_t len = segment.at[0] == '.' ? 1 : slice_starts_nocase(segment, SLICE("%2e")) ? 3 : 0;

		if (!len || ++count > 2)
			return 0;
		segment = slice_from(segment, len);
	}
	return count;
}

/* RFC 3986 §5.2.4, from the path's start in *b on. */
static void put_path(struct buffer *b, struct slice path) {
	size_t start = b->len;
	bool rooted = path.len && path.at[0] == '/';

	if (rooted) {
		put_char(b, '/');
		start++;
		path = slice_from(path, 1);
	}
	while (path.len) {
		struct slice segment = take_until(&path, "/");
		bool last = path.len == 0;
		int up = dots(segment);

		path = slice_from(path, 1);
		if (up == 2 && b->len > start) {
			b->len--;
			while (b->len > start && b->at[b->len - 1] != '/')
				b->len--;
		}
		if (up)
			continue;
		put_escaped(b, segment);
		if (!last)
			put_char(b, '/');
	}
}

static void slashes_forward(struct buffer *b, struct slice part) {
	char *at = b->at + (part.at - b->at);

	for (size_t i = 0; i < part.len; i++)
		if (at[i] == '\\')
			at[i] = '/';
}

/* §5.2.3: the base's path up to its last slash, and then ours. */
static void put_merged(struct buffer *b, const struct url_parts *base, struct slice path) {
	struct buffer merged;
	struct slice folder = base->path;

	while (folder.len && folder.at[folder.len - 1] != '/')
		folder.len--;
	if (!folder.len && base->has_authority)
		folder = SLICE("/");
	if (folder.len + path.len > sizeof merged.at) {
		b->full = true;
		return;
	}
	memcpy(merged.at, folder.at, folder.len);
	memcpy(merged.at + folder.len, path.at, path.len);
	merged.len = folder.len + path.len;
	put_path(b, buffer_slice(&merged));
}

static void put_tail(struct buffer *b, const struct url_parts *query, const struct url_parts *fragment) {
	if (query->has_query) {
		put_char(b, '?');
		put_escaped(b, query->query);
	}
	if (fragment->has_fragment) {
		put_char(b, '#');
		put_escaped(b, fragment->fragment);
	}
}

static bool put_absolute(struct buffer *b, struct slice scheme, const struct url_parts *r) {
	put_lower(b, scheme);
	put_char(b, ':');
	if (r->has_authority && !put_authority(b, scheme, r->authority))
		return false;
	if (r->has_authority || (r->path.len && r->path.at[0] == '/'))
		put_path(b, r->path);
	else
		put_escaped(b, r->path); /* mailto:, data:, urn: */
	put_tail(b, r, r);
	return true;
}

static bool put_relative(struct buffer *b, const struct url_parts *base, const struct url_parts *r) {
	if (!base->has_scheme || (!base->has_authority && (!base->path.len || base->path.at[0] != '/') && (r->path.len || r->has_query)))
		return false; /* nothing is relative to a mail address */
	put_lower(b, base->scheme);
	put_char(b, ':');
	if (base->has_authority && !put_authority(b, base->scheme, base->authority))
		return false;
	if (!r->path.len) {
		put_path(b, base->path);
		put_tail(b, r->has_query ? r : base, r);
		return true;
	}
	if (r->path.at[0] == '/')
		put_path(b, r->path);
	else
		put_merged(b, base, r->path);
	put_tail(b, r, r);
	return true;
}

/* What browsers read into http: references that the grammar gives another sense: "http:x" on an http page is "x", elsewhere
 * "http:x" and "http:/x" mean the host x. */
static void forgive_http(struct url_parts *r, const struct url_parts *base) {
	if (!r->has_scheme || r->has_authority || !scheme_is_http(r->scheme))
		return;
	if (base->has_scheme && slice_equal_nocase(base->scheme, r->scheme)) {
		r->has_scheme = false;
		return;
	}
	while (r->path.len && r->path.at[0] == '/')
		r->path = slice_from(r->path, 1);
	r->has_authority = true;
	r->authority = take_until(&r->path, "/");
}

bool url_resolve(const char *base_text, struct slice ref_text, struct str *out) {
	struct buffer ref_buffer, base_buffer, result;
	struct url_parts ref, base = {0};
	bool sense;

	result.len = 0;
	result.full = false;
	if (!tidy(ref_text, &ref_buffer))
		return false;
	url_split(buffer_slice(&ref_buffer), &ref);
	if (!ref.has_authority || !scheme_is_http(ref.scheme)) { /* else it says all itself, as nearly all do */
		if (!tidy(slice_of(base_text), &base_buffer))
			return false;
		url_split(buffer_slice(&base_buffer), &base);
		if (scheme_is_http(base.scheme))
			slashes_forward(&base_buffer, base.path);
		forgive_http(&base, &(struct url_parts){0});
	}
	if (scheme_is_http(ref.has_scheme ? ref.scheme : base.scheme) || !base.has_scheme)
		slashes_forward(&ref_buffer, ref.path);
	forgive_http(&ref, &base);
	if (ref.has_scheme)
		sense = put_absolute(&result, ref.scheme, &ref);
	else if (ref.has_authority)
		sense = put_absolute(&result, base.has_scheme ? base.scheme : SLICE("https"), &ref);
	else
		sense = put_relative(&result, &base, &ref);
	return sense && !result.full && str_add(out, buffer_slice(&result));
}
