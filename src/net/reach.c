/* reach.c: where a request may go. */
#include "reach.h"
#include <arpa/inet.h>
#include <bewust/i18n.h>
#include <bewust/url.h>
#include <netinet/in.h>
#include <string.h>

static bool ends_nocase(struct slice s, struct slice end) {
	return s.len >= end.len && slice_equal_nocase(slice_from(s, s.len - end.len), end);
}

bool reach_private_host(struct slice host) {
	if (url_host_is_private(host))
		return true;
	if (host.len > 0 && host.at[host.len - 1] == '.')
		host.len--;
	if (ends_nocase(host, SLICE(".lan")) || ends_nocase(host, SLICE(".home")))
		return true;
	return slice_find(host, SLICE(".")) == host.len && slice_find(host, SLICE(":")) == host.len;
}

bool reach_public_address(const struct sockaddr *address) {
	char text[INET6_ADDRSTRLEN];
	const void *bytes;

	if (address->sa_family == AF_INET)
		bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
	else if (address->sa_family == AF_INET6)
		bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
	else
		return false;
	if (!inet_ntop(address->sa_family, bytes, text, sizeof text))
		return false;
	return !url_host_is_private(slice_of(text));
}

bool reach_link_local(const struct sockaddr *address) {
	static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};
	const unsigned char *bytes;

	if (address->sa_family == AF_INET) {
		bytes = (const unsigned char *)&((const struct sockaddr_in *)(const void *)address)->sin_addr;
		return bytes[0] == 169 && bytes[1] == 254;
	}
	if (address->sa_family != AF_INET6)
		return false;
	bytes = ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
	if (memcmp(bytes, mapped, sizeof mapped) == 0)
		return bytes[12] == 169 && bytes[13] == 254;
	return bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
}

void reach_host_for_display(struct slice url, struct str *out) {
	struct slice host = url_host(url), shown;
	struct str bare, display;

	str_init(&bare, URL_MAX);
	str_init(&display, 2 * URL_MAX);
	str_add_text(&bare, "http://");
	str_add(&bare, host);
	url_for_display(str_slice(&bare), &display);
	shown = str_slice(&display);
	if (slice_starts(shown, SLICE("http://")))
		shown = slice_from(shown, sizeof "http://" - 1);
	str_add(out, host.len > 0 ? shown : slice_trim(url));
	str_finish(&display);
	str_finish(&bare);
}

/* What stands between "scheme://" and the path: credentials, host, port. */
static struct slice authority(struct slice url) {
	struct slice rest = slice_from(url, slice_find(url, SLICE("://")) + 3);
	size_t end = 0;

	while (end < rest.len && rest.at[end] != '/' && rest.at[end] != '?' && rest.at[end] != '#')
		end++;
	return (struct slice){rest.at, end};
}

/* The authority's two halves: "user:pass@" (or nothing) and "host:port". */
static struct slice credentials(struct slice whole, struct slice *place) {
	size_t end = 0;

	for (size_t i = 0; i < whole.len; i++)
		if (whole.at[i] == '@')
			end = i + 1;
	*place = slice_from(whole, end);
	return (struct slice){whole.at, end};
}

static bool has_port(struct slice place) {
	size_t bracket = slice_find(place, SLICE("]")), colon = slice_find(place, SLICE(":"));

	if (bracket < place.len)
		return bracket + 1 < place.len;
	return colon < place.len;
}

static bool keeps_credentials(struct slice from_scheme, struct slice from, struct slice to_scheme, struct slice to) {
	if (!slice_equal_nocase(from, to))
		return false;
	return slice_equal(from_scheme, to_scheme) || (slice_equal(to_scheme, SLICE("https")) && !has_port(from));
}

/* Puts the credentials of `from` into `to` where they may go along, and drops what the redirect brought of its own. */
static bool with_credentials(struct slice from, struct slice to, struct str *out) {
	struct slice from_place, to_place, scheme = url_scheme(to);
	struct slice own = credentials(authority(from), &from_place);
	const char *rest;

	credentials(authority(to), &to_place);
	rest = to_place.at;
	str_add(out, scheme);
	str_add_text(out, "://");
	if (own.len > 0 && keeps_credentials(url_scheme(from), from_place, scheme, to_place))
		str_add(out, own);
	str_add(out, (struct slice){rest, (size_t)(to.at + to.len - rest)});
	return !out->full;
}

bool reach_keeps_credentials(struct slice from, struct slice to) {
	struct slice from_place, to_place;

	credentials(authority(from), &from_place);
	credentials(authority(to), &to_place);
	return keeps_credentials(url_scheme(from), from_place, url_scheme(to), to_place);
}

static bool refused(const char *from, struct err *e, const char *why) {
	struct str host;

	str_init(&host, URL_MAX);
	reach_host_for_display(slice_of(from), &host);
	err_set(e, ERR_NET, why, host.len > 0 ? host.at : "");
	str_finish(&host);
	return false;
}

bool reach_redirect(const char *from, struct slice location, bool private_ok, struct str *to, struct err *e) {
	struct str next;
	struct slice scheme;
	bool ok = false;

	str_init(&next, URL_MAX);
	if (!url_resolve(from, location, &next)) {
		refused(from, e, _("%s: it sends on to an address that makes no sense: open it in a browser to see where the feed is now"));
		goto out;
	}
	scheme = url_scheme(str_slice(&next));
	if (!url_is_http(str_slice(&next)))
		refused(from, e, _("%s: it sends on to an address that is neither http nor https, which is not followed"));
	else if (slice_equal(url_scheme(slice_of(from)), SLICE("https")) && !slice_equal(scheme, SLICE("https")))
		refused(from, e, _("%s: it sends on from https to http, where anybody could read along: not followed"));
	else if (!(private_ok && reach_private_host(url_host(slice_of(from)))) && reach_private_host(url_host(str_slice(&next))))
		refused(from, e, _("%s: it sends on to a private address, which only an address typed by you may do"));
	else if (!with_credentials(slice_of(from), str_slice(&next), to))
		refused(from, e, _("%s: it sends on to an address that is too long"));
	else
		ok = true;
out:
	str_finish(&next);
	return ok;
}
