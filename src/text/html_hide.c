/* html_hide.c: what a page does not show, or shows to its visitors only: hidden words, share bars, subscription forms, line numbers.
 *
 * The rule is that what a page shows is read. Left out are elements that say so themselves (hidden, display:none), those whose class is
 * known as the name of something else than the text, and the controls of forms. An element that is never closed is never left out. */
#include "html_state.h"

#include <string.h>

#define CLASS_MAX 300      /* bytes of a class attribute looked at */
#define FORM_MAX 8192      /* a larger form holds a page */
#define SEARCHES_MAX 8     /* that lead nowhere: each may cost the whole text */

/* Classes, in lower case and sorted; `element` "" for any. Each by the documentation or the markup of the one who writes it. */
struct hidden_class {
	const char *name, *element;
};
static const struct hidden_class hidden_classes[] = {
	{"a2a_kit", ""}, {"addthis_inline_share_toolbox", ""}, {"addthis_toolbox", ""}, {"addtoany_content", ""},
	{"addtoany_share_save_container", ""}, {"adsbygoogle", ""}, {"anchor-link", "a"}, {"anchorjs-link", "a"}, {"assistive-text", ""},
	{"blob-num", "td"}, {"captioned-button-wrap", ""}, {"continue-reading", "a"}, {"crayon-nums", ""}, {"crp_related", ""},
	{"dpsp-content-wrapper", ""}, {"essb_links", ""}, {"et_social_inline", ""}, {"feedflare", ""}, {"gutter", "td"},
	{"header-anchor", "a"}, {"headerlink", "a"}, {"heading-anchor", "a"}, {"heateor_sss_sharing_container", ""}, {"hljs-ln-numbers", "td"},
	{"install-substack-app-embed", ""}, {"invisible", ""}, {"jetpack-likes-widget-wrapper", ""}, {"jetpack_subscription_widget", ""},
	{"jp-relatedposts", ""}, {"katex-html", ""}, {"kg-signup-card", ""}, {"line-numbers-rows", ""}, {"lineno", ""}, {"linenodiv", ""},
	{"linenos", ""}, {"mailpoet_form", ""}, {"material-icons", ""}, {"material-symbols-outlined", ""}, {"mathjax_preview", ""},
	{"mc4wp-form", ""}, {"medium-feed-link", "p"}, {"mjx-chtml", ""}, {"more-link", "a"}, {"mw-editsection", ""}, {"post-share", ""},
	{"read-more", "a"}, {"readmore", "a"}, {"rouge-gutter", ""}, {"rp4wp-related-posts", ""}, {"screen-reader-text", ""}, {"sfsi_widget", ""},
	{"share-bar", ""}, {"share-buttons", ""}, {"share_submission", ""}, {"sharedaddy", ""}, {"shariff", ""}, {"sharing-buttons", ""},
	{"simplesocialbuttons", ""}, {"social-buttons", ""}, {"social-share", ""}, {"social-sharing", ""}, {"sr-only", ""}, {"ssba", ""},
	{"ssbp-wrap", ""}, {"subscribe-widget", ""}, {"subscription-widget-wrap", ""}, {"subscription-widget-wrap-editor", ""},
	{"swp_social_panel", ""}, {"tptn_counter", ""}, {"visually-hidden", ""}, {"visuallyhidden", ""},
	{"wp-block-jetpack-related-posts", ""}, {"wp-block-jetpack-sharing-buttons", ""}, {"wp-block-jetpack-subscriptions", ""},
	{"wp-block-social-links", ""}, {"yarpp", ""}, {"yarpp-related", ""},
};

static const struct hidden_class *find_class(struct slice token) {
	size_t low = 0, high = sizeof hidden_classes / sizeof *hidden_classes;

	while (low < high) {
		size_t mid = (low + high) / 2, i = 0;
		const char *name = hidden_classes[mid].name;
		int order = 0;

		while (i < token.len && name[i] && !(order = (unsigned char)name[i] - (token.at[i] >= 'A' && token.at[i] <= 'Z' ? token.at[i] | 32 :
			(unsigned char)token.at[i])))
			i++;
		if (!order)
			order = name[i] ? 1 : i < token.len ? -1 : 0;
		if (!order)
			return &hidden_classes[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static bool take_token(struct slice *rest, struct slice *token) {
	size_t len = 0;

	while (rest->len && html_is_space(*rest->at))
		*rest = slice_from(*rest, 1);
	while (len < rest->len && !html_is_space(rest->at[len]))
		len++;
	*token = (struct slice){rest->at, len};
	*rest = slice_from(*rest, len);
	return len > 0;
}

bool html_has_class(const struct tag *t, struct slice name) {
	struct slice rest = tag_attr(t, ATTR_CLASS), token;

	rest.len = rest.len < CLASS_MAX ? rest.len : CLASS_MAX;
	while (take_token(&rest, &token))
		if (slice_equal_nocase(token, name))
			return true;
	return false;
}

static bool class_hides(struct html *h, const struct tag *t) {
	struct slice class = tag_attr(t, ATTR_CLASS), rest = class, token;
	struct slice *harmless;

	if (!class.len || class.len > CLASS_MAX)
		return false;
	harmless = &h->classes[(class.len + (unsigned char)class.at[class.len / 2]) % CLASSES_RECENT];
	if (slice_equal(*harmless, class))
		return false;
	while (take_token(&rest, &token)) {
		const struct hidden_class *c = find_class(token);

		if (c && (!*c->element || strcmp(c->element, t->name) == 0))
			return true;
		if (c)
			return false; /* of another element: not to be remembered */
	}
	*harmless = class;
	return false;
}

/* "name: value" in a style, white space or not. */
static bool style_says(struct slice style, struct slice name, struct slice value) {
	size_t at = slice_find(style, name);
	struct slice rest = slice_trim(slice_from(style, at + name.len));

	return at < style.len && rest.len && *rest.at == ':' && slice_starts_nocase(slice_trim(slice_from(rest, 1)), value);
}

/* Buttons of mailing lists: the reader who wants that is outside already. Others are links like any. */
static bool is_list_button(const struct tag *t) {
	static const char *const signs[] = {"/subscribe", "%%checkout_url%%", "%%half_magic_comments_url%%", "action=share", "/leaderboard", "?gift="};
	struct slice href = tag_attr(t, ATTR_HREF);

	if (!html_has_class(t, SLICE("button")) && !html_has_class(t, SLICE("kg-btn")))
		return false;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (slice_find(href, slice_of(signs[i])) < href.len)
			return true;
	return false;
}

static bool attributes_hide(struct html *h, const struct tag *t) {
	struct slice style = tag_attr(t, ATTR_STYLE);

	if (tag_has(t, ATTR_HIDDEN) && !slice_equal_nocase(tag_attr(t, ATTR_HIDDEN), SLICE("until-found")))
		return true;
	if (style.len && (style_says(style, SLICE("display"), SLICE("none")) || style_says(style, SLICE("visibility"), SLICE("hidden"))))
		return true;
	return tag_has(t, ATTR_CLASS) && (class_hides(h, t) || (t->name[0] == 'a' && !t->name[1] && is_list_button(t)));
}

/* Past the end tag of the element that was just opened; NULL when there is none. */
const char *html_element_end(struct html *h, const struct tag *t) {
	const char *p = h->at;
	bool paragraph = strcmp(t->name, "p") == 0;
	struct tag inner;
	int depth = 1;

	if (!t->name[0] || h->searches_wasted >= SEARCHES_MAX)
		return NULL;
	while (p && (p = memchr(p, '<', (size_t)(h->end - p)))) {
		struct slice rest = {p, (size_t)(h->end - p)};
		size_t len = 1;

		if (slice_starts(rest, SLICE("<!--"))) {
			len = slice_find(rest, SLICE("-->"));
			len = len < rest.len ? len + 3 : 0;
		} else if (tag_starts(rest) && (len = tag_read(rest, &inner)) && strcmp(inner.name, t->name) == 0) {
			if (paragraph && !inner.end)
				return p;
			depth += inner.end ? -1 : inner.closes_itself ? 0 : 1;
			if (!depth)
				return p + len;
		}
		p = len ? p + len : NULL;
	}
	h->searches_wasted++;
	return NULL;
}

bool html_leaves_out(struct html *h, const struct tag *t, const struct meaning *m) {
	bool control = m && m->control && !h->w.heading; /* a button may open what is under its heading */
	const char *end;

	if (t->end || (!control && (!t->has || !attributes_hide(h, t))))
		return false;
	if (t->closes_itself || (m && m->empty))
		return true;
	if (!(end = html_element_end(h, t)))
		return false;
	if (control && end - h->at > FORM_MAX) {
		h->searches_wasted++;
		return false;
	}
	if (m && m->breaks)
		write_block(&h->w, m->breaks);
	h->at = end;
	return true;
}
