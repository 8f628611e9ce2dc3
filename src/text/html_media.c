/* html_media.c: pictures, films and sounds in HTML: what a reader of text is told of them, and their addresses. */
#include "html_state.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <string.h>

enum {
	INLINE_ALT_MAX = 32,   /* of an emoji */
	ICON_SIZE = 32,        /* pixels: smaller pictures that nobody described are ornaments */
};

/* ---- which picture, and whether it is one ---- */

/* The address for the largest of a list of candidates: "small.jpg 480w, large.jpg 1200w". Addresses may hold commas. */
static struct slice best_candidate(struct slice set) {
	struct slice best = {"", 0};
	double size, most = -1;

	while (set.len) {
		struct slice url, descriptor;
		size_t len = 0;

		while (set.len && (html_is_space(*set.at) || *set.at == ','))
			set = slice_from(set, 1);
		while (len < set.len && !html_is_space(set.at[len]))
			len++;
		url = (struct slice){set.at, len};
		set = slice_from(set, len);
		descriptor = (struct slice){set.at, slice_find(set, SLICE(","))};
		if (slice_ends(url, SLICE(",")))
			descriptor.len = 0;
		while (slice_ends(url, SLICE(",")))
			url.len--;
		set = slice_from(set, descriptor.len);
		descriptor = slice_trim(descriptor);
		if (!descriptor.len || descriptor.len > 12 || !slice_to_double((struct slice){descriptor.at, descriptor.len - 1}, &size))
			size = 1;
		if (url.len && size > most && !slice_starts_nocase(url, SLICE("data:"))) {
			most = size;
			best = url;
		}
	}
	return best;
}

/* Pages that load their pictures late keep the address elsewhere and show something small meanwhile. */
static struct slice picture_address(const struct html *h, const struct tag *t) {
	static const enum attr places[] = {ATTR_DATA_SRC, ATTR_DATA_LAZY_SRC, ATTR_DATA_ORIGINAL, ATTR_SRC};
	static const enum attr sets[] = {ATTR_SRCSET, ATTR_DATA_SRCSET};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct slice src = tag_attr(t, places[i]);

		if (src.len && !slice_starts_nocase(src, SLICE("data:")) && !slice_starts_nocase(src, SLICE("about:")))
			return src;
	}
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (tag_has(t, sets[i]))
			return best_candidate(tag_attr(t, sets[i]));
	return best_candidate(h->srcset);
}

/* "640", "640px"; a share of the width says nothing. */
static int pixels(const struct tag *t, enum attr attr) {
	struct slice value = tag_attr(t, attr);
	long long n;

	if (slice_ends(value, SLICE("px")))
		value.len -= 2;
	return slice_to_int(value, &n) && n >= 0 && n < 100000 ? (int)n : ICON_SIZE;
}

/* One pixel counts readers and shows nothing. */
static bool is_speck(const struct tag *t) {
	struct slice style = tag_attr(t, ATTR_STYLE);

	if (pixels(t, ATTR_WIDTH) < 2 || pixels(t, ATTR_HEIGHT) < 2)
		return true;
	return style.len && (slice_find(style, SLICE("width:1px")) < style.len || slice_find(style, SLICE("height:1px")) < style.len);
}

/* Counters and flares without a size: parts of addresses, each by its maker. */
static bool is_counter(struct slice src) {
	static const char *const signs[] = {
		"feeds.feedburner.com/~", "/~r/", "/~ff/", "/~f/", "feeds.wordpress.com/1.0/", "pixel.wp.com/", "stats.wordpress.com/", "pixel.quantserve.com/",
		"google-analytics.com/", "doubleclick.net/", "scorecardresearch.com/", "feedsportal.com/", "blogger.googleusercontent.com/tracker/",
		"facebook.com/tr?", "amazon-adsystem.com/e/ir", "assoc-amazon.", "/count.gif", "counter.theconversation.com/", "pixel.propublica.org/",
		"medium.com/_/stat", "/open.gif", "/pixel.gif", "/pixel.png", "/spacer.gif", "/blank.gif", "/clear.gif", "/transparent.gif", "/1x1.",
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (slice_find(src, slice_of(signs[i])) < src.len)
			return true;
	return false;
}

/* What stands in a line like a letter: emoji, smileys, formulas. */
static bool is_inline(const struct tag *t, struct slice alt, struct slice src) {
	struct slice class = tag_attr(t, ATTR_CLASS);

	if (!alt.len)
		return false;
	if (html_has_class(t, SLICE("latex")) || html_has_class(t, SLICE("tex")) || slice_find(class, SLICE("mwe-math")) < class.len)
		return true;
	if (alt.len > INLINE_ALT_MAX)
		return false;
	return slice_find(class, SLICE("emoji")) < class.len || slice_find(class, SLICE("smiley")) < class.len ||
		slice_find(src, SLICE("/emoji")) < src.len || slice_find(src, SLICE("/smil")) < src.len ||
		(alt.len > 2 && alt.at[0] == ':' && alt.at[alt.len - 1] == ':');
}

static bool has_picture_ending(struct slice s) {
	static const char *const endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t len = strlen(endings[i]);

		if (s.len > len && slice_equal_nocase(slice_from(s, s.len - len), slice_of(endings[i])))
			return true;
	}
	return false;
}

/* A word that describes nothing: the name of a file, what any picture is called. */
static bool says_nothing(struct slice alt) {
	static const char *const words[] = {"image", "img", "photo", "picture", "null", "undefined", "alt", "alt text"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_equal_nocase(alt, slice_of(words[i])))
			return true;
	if (memchr(alt.at, ' ', alt.len))
		return false;
	return has_picture_ending(alt) || slice_starts_nocase(alt, SLICE("IMG_")) || slice_starts_nocase(alt, SLICE("DSC_")) ||
		slice_starts_nocase(alt, SLICE("DSCN")) || slice_starts_nocase(alt, SLICE("PXL_"));
}

/* ---- pictures ---- */

static struct slice described(const struct tag *t, enum attr attr) {
	struct slice words = tag_attr(t, attr);

	if (words.len && says_nothing(words))
		words.len = 0;
	words.len = utf8_cut(words, LIMIT_ALT_BYTES);
	return words;
}

/* The words of a mark, without a line's space in front of them. */
static void put_description(struct html *h, const char *before, struct slice words) {
	if (!words.len)
		return;
	write_suffix(&h->w, slice_of(before));
	h->w.space = false;
	write_html(&h->w, words);
	h->w.space = false;
}

/* What a title adds: comics have half their joke there. Short ones repeat, or are names. */
static bool title_adds(struct slice alt, struct slice title) {
	return title.len > 20 && memchr(title.at, ' ', title.len) && !slice_equal(alt, title);
}

static void put_picture(struct html *h, const struct tag *t) {
	struct slice alt = described(t, ATTR_ALT), title = described(t, ATTR_TITLE);

	if (!alt.len) {
		alt = title;
		title.len = 0;
	}
	write_words(&h->w, SLICE("[image"));
	h->alt_from = h->w.out->len + 2;
	put_description(h, ": ", alt);
	h->alt_len = h->w.out->len > h->alt_from ? h->w.out->len - h->alt_from : 0;
	if (title_adds(alt, title))
		put_description(h, " · ", title);
	write_suffix(&h->w, SLICE("]"));
}

static bool is_ornament(const struct tag *t, struct slice src) {
	return pixels(t, ATTR_WIDTH) < ICON_SIZE || pixels(t, ATTR_HEIGHT) < ICON_SIZE || is_counter(src);
}

/* Shown a moment ago, and again for browsers without scripts. */
static bool is_repeated(const struct html *h, struct slice src) {
	if (!h->muted_to || h->at > h->muted_to || !h->picture_end)
		return false;
	return h->picture_end == h->w.out->len || slice_equal(h->picture_src, src);
}

/* A small picture that leads to the large one is that one. */
static bool is_thumbnail(const struct html *h) {
	struct slice target = h->href;

	target.len = slice_find(target, SLICE("?"));
	return h->link_open && h->w.out->len == h->link_from && has_picture_ending(target);
}

void html_on_image(struct html *h, const struct tag *t) {
	struct slice alt = tag_attr(t, ATTR_ALT), src = picture_address(h, t);
	bool numbered, large = is_thumbnail(h);
	struct slice words;

	h->srcset.len = 0;
	if (t->end || is_speck(t) || is_repeated(h, src))
		return;
	if (is_inline(t, alt, src)) {
		alt.len = utf8_cut(alt, LIMIT_ALT_BYTES);
		write_html(&h->w, alt);
		return;
	}
	numbered = h->links && html_resolve(h, src);
	if (!described(t, ATTR_ALT).len && !described(t, ATTR_TITLE).len && (!numbered || is_ornament(t, src)))
		return;
	put_picture(h, t);
	words = (struct slice){h->w.out->at + h->alt_from, h->alt_len};
	if (large)
		h->link_kind = LINK_IMAGE;
	else if (numbered)
		html_put_number(h, LINK_IMAGE, words);
	h->picture_end = h->w.out->len;
	h->picture_src = src;
}

void html_on_picture(struct html *h, const struct tag *t) {
	(void)t;
	h->srcset.len = 0;
}

/* A caption that only repeats the description is not told twice. */
void html_on_caption(struct html *h, const struct tag *t) {
	struct html_writer *w = &h->w;
	struct slice caption;

	if (!t->end) {
		write_block(w, 1);
		h->caption_from = w->out->len;
		return;
	}
	caption = slice_from(str_slice(w->out), h->caption_from);
	if (h->caption_from && h->alt_len && caption.len > h->alt_len && caption.len < h->alt_len + 32 && h->alt_from + h->alt_len < h->caption_from &&
	    slice_ends(caption, (struct slice){w->out->at + h->alt_from, h->alt_len}))
		str_cut(w->out, h->caption_from);
	h->caption_from = 0;
	write_block(w, 1);
}

/* ---- films, sounds, frames ---- */

/* "[video: what it is called][1]"; where nothing else says, by the host it is at. */
static void put_media(struct html *h, const char *kind, struct slice src, struct slice title) {
	struct str *out = h->w.out;
	struct slice host;
	size_t from;

	if (!html_resolve(h, src))
		return;
	host = url_host(str_slice(&h->clean_url));
	if (slice_starts(host, SLICE("www.")))
		host = slice_from(host, 4);
	write_block(&h->w, 1);
	write_words(&h->w, SLICE("["));
	write_suffix(&h->w, slice_of(kind));
	from = out->len + 2;
	if (h->links && (h->links->count < h->limit))
		put_description(h, ": ", title.len ? title : host);
	else
		put_description(h, ": ", str_slice(&h->clean_url)); /* nothing else would say where */
	write_suffix(&h->w, SLICE("]"));
	html_put_number(h, LINK_MEDIA, out->len > from ? (struct slice){out->at + from, out->len - 1 - from} : (struct slice){"", 0});
	write_block(&h->w, 1);
}

void html_on_media(struct html *h, const struct tag *t) {
	const char *kind = t->name[0] == 'v' ? "video" : "audio";
	struct slice src = tag_attr(t, ATTR_SRC);

	h->media = NULL;
	if (t->end)
		return;
	if (src.len)
		put_media(h, kind, src, tag_attr(t, ATTR_TITLE));
	else
		h->media = kind;
}

void html_on_source(struct html *h, const struct tag *t) {
	struct slice src = tag_attr(t, ATTR_SRC);

	if (t->end)
		return;
	if (h->media && src.len) {
		put_media(h, h->media, src, (struct slice){"", 0});
		h->media = NULL;
	} else if (!h->srcset.len) {
		h->srcset = tag_attr(t, ATTR_SRCSET);
	}
}

void html_on_frame(struct html *h, const struct tag *t) {
	struct slice src = tag_attr(t, ATTR_SRC), title = tag_attr(t, ATTR_TITLE);
	const char *kind;
	struct str page;

	if (!src.len || slice_starts_nocase(src, SLICE("about:")) || slice_starts_nocase(src, SLICE("data:")))
		src = tag_attr(t, ATTR_DATA_SRC).len ? tag_attr(t, ATTR_DATA_SRC) : tag_attr(t, ATTR_DATA_LAZY_SRC);
	if (t->end || is_speck(t) || !html_resolve(h, src))
		return;
	if (slice_starts_nocase(title, SLICE("YouTube video player")) || slice_starts_nocase(title, SLICE("Embedded")))
		title.len = 0;
	title.len = utf8_cut(title, LIMIT_ALT_BYTES);
	str_init(&page, URL_MAX + 64);
	if ((kind = html_frame_page(str_slice(&h->clean_url), &page)))
		put_media(h, kind, str_slice(&page), title);
	str_finish(&page);
}
