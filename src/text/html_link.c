/* html_link.c: the addresses in HTML: made absolute, numbered once each, kept for the reader. */
#include "address.h"
#include "entity.h"
#include "html_state.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/url.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HREF_MAX (4 * URL_MAX) /* references and white space may make an address shorter, but not that much */

uint64_t html_hash(struct slice s) {
	uint64_t hash = 0xCBF29CE484222325u;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001B3u;
	return hash;
}

bool html_resolve(struct html *h, struct slice raw) {
	struct slice scheme;

	if (!raw.len || raw.len > HREF_MAX)
		return false;
	str_clear(&h->raw_url);
	str_clear(&h->url);
	str_clear(&h->clean_url);
	entity_unescape(raw, ENTITY_IN_ATTRIBUTE, &h->raw_url);
	if (!url_resolve(h->base, str_slice(&h->raw_url), &h->url))
		return false;
	url_without_tracking(str_slice(&h->url), &h->clean_url);
	scheme = url_scheme(str_slice(&h->clean_url));
	return url_is_http(str_slice(&h->clean_url)) || slice_equal(scheme, SLICE("mailto"));
}

static size_t link_put(struct html *h, enum text_link_kind kind, struct slice words) {
	struct text_links *links = h->links;
	uint64_t hash = html_hash(str_slice(&h->clean_url));

	for (size_t i = 0; i < links->count && i < h->limit; i++)
		if (h->link_hash[i] == hash && strcmp(links->at[i].url, h->clean_url.at) == 0)
			return i + 1;
	if (links->count >= h->limit)
		return 0;
	h->link_hash[links->count] = hash;
	text_links_add(links, kind, h->clean_url.at, words);
	return links->count;
}

bool html_put_number(struct html *h, enum text_link_kind kind, struct slice words) {
	char mark[24];
	size_t number = h->links ? link_put(h, kind, words) : 0, len;
	struct str *out = h->w.out;

	if (!number)
		return false;
	len = (size_t)snprintf(mark, sizeof mark, "[%zu]", number);
	if (out->len < len || memcmp(out->at + out->len - len, mark, len) != 0) /* not behind a picture that links to itself */
		write_suffix(&h->w, (struct slice){mark, len});
	return true;
}

void text_links_finish(struct text_links *links) {
	for (size_t i = 0; i < links->count; i++)
		free(links->at[i].url);
	free(links->at);
	*links = (struct text_links){.limit = links->limit};
}

void html_link_end(struct html *h) {
	const struct str *out = h->w.out;

	if (!h->link_open)
		return;
	h->link_open = false;
	h->w.raised = false;
	if (h->links && out->len > h->link_from && html_resolve(h, h->href))
		html_put_number(h, h->link_kind, slice_trim((struct slice){out->at + h->link_from, out->len - h->link_from}));
}

void html_links_init(struct html *h, const char *base, struct text_links *links) {
	h->base = base;
	h->links = links;
	str_init(&h->raw_url, HREF_MAX);
	str_init(&h->url, URL_MAX);
	str_init(&h->clean_url, URL_MAX);
	if (!links)
		return;
	h->links_before = links->count;
	h->limit = links->limit && links->limit < LIMIT_LINKS ? links->limit : LIMIT_LINKS;
	for (size_t i = 0; i < links->count && i < h->limit; i++)
		h->link_hash[i] = html_hash(slice_of(links->at[i].url));
}

void html_links_end(struct html *h) {
	str_finish(&h->raw_url);
	str_finish(&h->url);
	str_finish(&h->clean_url);
}
