/* url_parts.h: an address taken apart; nothing is copied, nothing decoded. */
#ifndef TEXT_URL_PARTS_H
#define TEXT_URL_PARTS_H

#include <bewust/slice.h>

struct url_parts {
	struct slice scheme, authority, path, query, fragment; /* without ":", "//", "?", "#" */
	bool has_scheme, has_authority, has_query, has_fragment;
};

/* RFC 3986 appendix B; behind http: and https: "\" is "/", as for browsers. */
void url_split(struct slice url, struct url_parts *p);
bool scheme_is_http(struct slice scheme);

struct url_authority {
	struct slice user, host, port;  /* user without "@"; host with its brackets */
	bool has_user, has_port;
};

void url_split_authority(struct slice authority, struct url_authority *a);

#endif
