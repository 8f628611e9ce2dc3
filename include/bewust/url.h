/* url.h: addresses (RFC 3986, with the leniency of browsers where feeds need it). */
#ifndef BEWUST_URL_H
#define BEWUST_URL_H

#include <bewust/limits.h>
#include <bewust/arena.h>
#include <bewust/str.h>

/* Resolves `ref` against `base` ("" or NULL: none) and appends the result: white space inside dropped or escaped, dot segments
 * removed, scheme and host in lower case, the scheme's own port dropped, non-ASCII percent-escaped except in the host; without a
 * base "//host" is https. False, and nothing appended, when there is no sense in it or it passes URL_MAX. */
bool url_resolve(const char *base, struct slice ref, struct str *out);
bool url_is_http(struct slice url);                      /* http: or https: with a host */
struct slice url_host(struct slice url);                 /* without user, port and brackets; empty when none */
struct slice url_scheme(struct slice url);
/* "%C3%A9" as its bytes, whatever they are. Appends. */
void url_decode(struct slice s, struct str *out);
/* Without tracking parameters (utm_*, fbclid, gclid, mc_eid, …; one table, with sources) and without an empty "?"; of a door that notes who goes
 * through (google.com/url?q=, l.facebook.com/l.php?u=, …; one table) what is behind it. Appends. */
void url_without_tracking(struct slice url, struct str *out);
/* "mailto:?subject=…&body=…" (RFC 6068): both in UTF-8; each "\n" is a mail's end of line. Appends. */
void url_mailto(struct slice subject, struct slice body, struct str *out);
/* For comparing two stories: no scheme, no "www.", no fragment, no tracking, no trailing slash. Appends. */
void url_canonical(struct slice url, struct str *out);
/* For showing: "user:***@", token, key, password and secret parameters as "***"; punycode beside a host of mixed scripts. Appends. */
void url_for_display(struct slice url, struct str *out);
const char *url_shown(const char *url, struct arena *a);  /* the same, as a text in the arena; NULL is "" */
/* For scripts: the same secrets hidden, and nothing else changed. Appends. */
void url_without_secrets(struct slice url, struct str *out);
/* Whether the host is literally a loopback, private, link-local or otherwise not public address, in any notation. */
bool url_host_is_private(struct slice host);

#endif
