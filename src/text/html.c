/* html.c: HTML to text: walks the markup once, front to back, and does what each tag means (html_meaning.c). */
#include "address.h"
#include "html_state.h"

#include <bewust/text.h>
#include <stddef.h>
#include <string.h>

static struct slice rest_of(const struct html *h) {
	return (struct slice){h->at, (size_t)(h->end - h->at)};
}

/* The next "</name" from h->at on, or h->end. What was found is remembered, so the text is searched once for each name. */
static const char *raw_end(struct html *h, const struct meaning *m) {
	const char *p = h->at;
	size_t len = strlen(m->name);

	if (h->raw_end[m->raw] && h->raw_end[m->raw] >= p)
		return h->raw_end[m->raw];
	for (; (p = memchr(p, '<', (size_t)(h->end - p))); p++) {
		struct slice name = {p + 2, len};

		if ((size_t)(h->end - p) > len + 2 && p[1] == '/' && slice_equal_nocase(name, (struct slice){m->name, len}) &&
		    (html_is_space(p[len + 2]) || p[len + 2] == '>' || p[len + 2] == '/'))
			break;
	}
	return h->raw_end[m->raw] = p ? p : h->end;
}

static void leave_out_content(struct html *h, const struct meaning *m) {
	const char *end = raw_end(h, m);
	bool muted = h->muted_to && h->at <= h->muted_to;

	if (m->raw == RAW_VIDEO || m->raw == RAW_AUDIO || m->raw == RAW_NOSCRIPT) {
		if (muted)
			return; /* inside of another: that one ends it */
		h->muted_to = end < h->end ? end : NULL;
		h->heard = m->raw == RAW_NOSCRIPT ? HEARD_IN_NOSCRIPT : HEARD_IN_MEDIA;
	} else if (end < h->end || m->raw == RAW_SCRIPT || m->raw == RAW_STYLE)
		h->at = end;
}

static void apply_tag(struct html *h, const struct tag *t, const struct meaning *m) {
	bool muted = h->muted_to && h->at <= h->muted_to;

	if (muted && !(m && m->heard & h->heard))
		return;
	if (((t->has || (m && m->control)) && html_leaves_out(h, t, m)) || !m)
		return;
	if (m->on)
		m->on(h, t);
	else if (m->breaks)
		write_block(&h->w, m->breaks);
	if (m->raw && !t->end && !t->closes_itself)
		leave_out_content(h, m);
}

/* Words, with the addresses that stand among them. */
static void apply_words(struct html *h, struct slice text) {
	size_t at, len;

	while (h->links && !h->link_open && !h->w.pre && address_find(text, &at, &len)) {
		struct slice address = {text.at + at, len};

		write_html(&h->w, (struct slice){text.at, at + len});
		if (html_resolve(h, address))
			html_put_number(h, LINK_PAGE, str_slice(&h->clean_url));
		text = slice_from(text, at + len);
	}
	write_html(&h->w, text);
}

static void apply_text(struct html *h, struct slice text) {
	if (h->muted_to && text.at < h->muted_to)
		return;
	if (h->cdata) {
		size_t close = slice_find(text, SLICE("]]>"));

		if (close < text.len) {
			apply_words(h, (struct slice){text.at, close});
			text = slice_from(text, close + 3);
			h->cdata = false;
		}
	}
	apply_words(h, text);
}

/* Past the end of the comment that opens at h->at ("<!--"); "-->" and "--!>" end it, and "<!-->" is a whole one. */
static void skip_comment(struct html *h) {
	const char *from = h->at + 4, *p = h->at + 4;

	for (; (p = memchr(p, '>', (size_t)(h->end - p))); p++) {
		size_t dashes_from = (size_t)(p - h->at);

		if (p == from || (p == from + 1 && p[-1] == '-') || (dashes_from >= 6 && p[-1] == '-' && p[-2] == '-') ||
		    (dashes_from >= 7 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-'))
			break;
	}
	h->at = p ? p + 1 : h->end;
}

/* What opens with "<!", "<?" or "</" and is no tag. */
static bool skip_declaration(struct html *h) {
	struct slice rest = rest_of(h);
	const char *close;

	if (slice_starts(rest, SLICE("<!--"))) {
		skip_comment(h);
		return true;
	}
	if (slice_starts(rest, SLICE("<![CDATA["))) {
		h->cdata = true; /* found around whole articles, so what is in it is read on */
		h->at += 9;
		return true;
	}
	if (rest.len < 3 || (rest.at[1] != '!' && rest.at[1] != '?' && rest.at[1] != '/'))
		return false;
	close = memchr(h->at, '>', rest.len);
	h->at = close ? close + 1 : h->end;
	return true;
}

static const struct meaning *meaning_of(struct html *h, const struct tag *t) {
	unsigned place = ((unsigned char)t->name[0] + 5u * (unsigned char)t->name[1] + 11u * (unsigned char)t->name[2]) % TAGS_RECENT;
	const struct meaning **recent = &h->recent[place];

	if (!*recent || memcmp((*recent)->name, t->name, sizeof t->name) != 0)
		*recent = html_meaning(t->name);
	return *recent;
}

static void take_markup(struct html *h) {
	struct slice rest = rest_of(h);

	if (!h->tail && tag_starts(rest)) {
		struct tag *t = &h->tag;
		size_t len = tag_read(rest, t);
		const struct meaning *m = meaning_of(h, t);

		if (len || m) { /* cut in the middle of a tag: nothing behind it is text */
			h->at = len ? h->at + len : h->end;
			if (len)
				apply_tag(h, t, m);
			return;
		}
		h->tail = true;
	}
	if (!h->tail && skip_declaration(h))
		return;
	if (!h->muted_to || h->at >= h->muted_to)
		write_words(&h->w, SLICE("<"));
	h->at++;
}

void text_from_html(struct slice html, const char *base, struct str *out, struct text_links *links) {
	struct html h;

	if (!html.len)
		return;
	memset(&h, 0, offsetof(struct html, tag));
	h.w.out = out;
	h.w.start = out->len;
	h.at = html.at;
	h.end = html.at + html.len;
	html_links_init(&h, base, links);
	while (h.at < h.end && !out->full) {
		const char *open = memchr(h.at, '<', (size_t)(h.end - h.at));
		struct slice text = {h.at, (size_t)((open ? open : h.end) - h.at)};

		if (text.len)
			apply_text(&h, text);
		h.at += text.len;
		if (open)
			take_markup(&h);
	}
	html_link_end(&h);
	html_take_tail_off(&h);
	html_links_end(&h);
}

static bool looks_like_tag(struct slice s) {
	struct tag t = {0};
	size_t len = 1;

	if (slice_starts(s, SLICE("<!--")))
		return true;
	if (!tag_starts(s))
		return false;
	while (len < s.len && len < TAG_NAME_MAX + 3 && s.at[len] != '>' && !html_is_space(s.at[len]))
		len++;
	tag_read((struct slice){s.at, len}, &t); /* the name alone, so that this stays linear */
	return len < s.len && html_meaning(t.name);
}

bool text_looks_html(struct slice s) {
	for (; s.len; s = slice_from(s, 1)) {
		uint32_t runes[2];
		size_t taken;

		while (s.len && *s.at != '<' && *s.at != '&')
			s = slice_from(s, 1);
		if (!s.len)
			return false;
		if (*s.at == '<' && looks_like_tag(s))
			return true;
		if (*s.at == '&' && (taken = text_entity(s, runes)) && s.at[taken - 1] == ';')
			return true;
	}
	return false;
}
