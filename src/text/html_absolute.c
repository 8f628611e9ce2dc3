/* html_absolute.c: HTML whose addresses no longer depend on where it stood. */
#include "entity.h"
#include "html_tag.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <string.h>

struct absolute {
	const char *base;
	struct str *out;
	struct str plain, url;        /* an address without its references; made absolute */
};

/* What would end the attribute, or begin a reference in it. */
static void put_escaped(struct slice s, struct str *out) {
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '&')
			str_add_text(out, "&amp;");
		else if (c == '"' || c == '\'' || c == '<' || c == '>' || c == '`')
			str_addf(out, "&#%d;", c);
		else
			str_add_char(out, c);
	}
}

/* The value of an attribute that is an address: false where it stays as it is. */
static bool make_absolute(struct absolute *a, struct slice value) {
	struct slice plain;

	str_clear(&a->plain);
	str_clear(&a->url);
	entity_unescape(value, ENTITY_IN_ATTRIBUTE, &a->plain);
	plain = slice_trim(str_slice(&a->plain));
	return plain.len > 0 && plain.at[0] != '#' && url_scheme(plain).len == 0 && url_resolve(a->base, plain, &a->url);
}

/* One tag, and where in it addresses stand. */
static void put_tag(struct absolute *a, struct slice tag, const struct tag *t) {
	enum attr first = ATTR_HREF, second = ATTR_SRC;
	const char *at = tag.at;

	if (tag_has(t, ATTR_SRC) && tag_has(t, ATTR_HREF) && t->attr[ATTR_SRC].at < t->attr[ATTR_HREF].at) {
		first = ATTR_SRC;
		second = ATTR_HREF;
	}
	for (int i = 0; i < 2; i++) {
		enum attr which = i ? second : first;
		struct slice value = tag_attr(t, which);

		if (t->end || !value.len || !make_absolute(a, value))
			continue;
		str_add(a->out, (struct slice){at, (size_t)(value.at - at)});
		put_escaped(str_slice(&a->url), a->out);
		at = value.at + value.len;
	}
	str_add(a->out, (struct slice){at, (size_t)(tag.at + tag.len - at)});
}

void text_html_absolute(struct slice html, const char *base, struct str *out) {
	struct absolute a = {.base = base, .out = out};
	struct tag tag = {0};

	str_init(&a.plain, 4 * URL_MAX);
	str_init(&a.url, URL_MAX);
	while (base && url_is_http(slice_of(base)) && html.len) {
		const char *open = memchr(html.at, '<', html.len);
		size_t before = open ? (size_t)(open - html.at) : html.len, len;

		str_add(out, (struct slice){html.at, before});
		html = slice_from(html, before);
		if (!html.len)
			break;
		if (!tag_starts(html)) {
			str_add_char(out, '<');
			html = slice_from(html, 1);
			continue;
		}
		if (!(len = tag_read(html, &tag)))
			break;
		put_tag(&a, (struct slice){html.at, len}, &tag);
		html = slice_from(html, len);
	}
	str_add(out, html);
	str_finish(&a.plain);
	str_finish(&a.url);
}
