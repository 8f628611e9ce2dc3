/* elements.c: the table of elements that mean something in a feed, and what each one does. */
#include "elements.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <string.h>

static const char *attribute(const char **attributes, const char *name) {
	const char *value = xml_attribute(attributes, name);

	return value ? value : "";
}

static const char *line_of(struct reader *r, const char *text) {
	return markup_line(&r->now->arena, slice_of(text), FORM_TEXT, &r->scratch);
}

/* Where nobody says what addresses are relative to, they are to the channel's own. */
static const char *base_here(const struct reader *r) {
	static const enum slot own[] = {SLOT_SELF, SLOT_LINK};
	const char *base = reader_frame(r)->base;

	for (size_t i = 0; i < sizeof own / sizeof *own && !(base && *base); i++)
		base = r->feed.at[own[i]].text;
	return base ? base : "";
}

static const char *address_of(struct reader *r, const char *ref) {
	return record_address(r->now, base_here(r), slice_of(ref), &r->scratch);
}

/* ---- texts ---- */

/* The type attribute of Atom's texts (RFC 4287 §3.1, and the type and mode of 0.3). */
static void begin_text(struct reader *r, const struct element *e, const char **attributes) {
	const char *type = attribute(attributes, "type"), *mode = attribute(attributes, "mode");
	struct slice t = slice_of(type);
	bool media = strchr(type, '/') != NULL;

	(void)e;
	r->base64 = text_compare_nocase(mode, "base64") == 0;
	if (text_compare_nocase(mode, "xml") == 0 && !slice_starts_nocase(t, SLICE("text/plain")) && *type) {
		r->form = FORM_HTML;
		r->markup = r->escape = true;
	} else if (slice_starts_nocase(t, SLICE("xhtml")) || slice_starts_nocase(t, SLICE("application/xhtml+xml"))) {
		r->form = FORM_HTML;
		r->markup = r->escape = !r->base64 && text_compare_nocase(mode, "escaped") != 0;
		r->xhtml = text_compare_nocase(type, "xhtml") == 0;
	} else if (slice_starts_nocase(t, SLICE("html")) || slice_starts_nocase(t, SLICE("text/html"))) {
		r->form = FORM_HTML;
	} else if (media && !slice_starts_nocase(t, SLICE("text/")) && !slice_ends(t, SLICE("xml"))) {
		r->media_type = !r->base64;
		r->form = FORM_AUTO;
	} else if (r->base64 && *type == '\0') {
		r->form = FORM_TEXT;
	}
}

/* Atom's content may stand elsewhere. */
static void begin_content(struct reader *r, const struct element *e, const char **attributes) {
	const char *src = attribute(attributes, "src"), *type = attribute(attributes, "type");

	begin_text(r, e, attributes);
	if (!*src)
		return;
	const char *url = address_of(r, src);

	if (slice_starts_nocase(slice_of(type), SLICE("audio/")) || slice_starts_nocase(slice_of(type), SLICE("video/")) ||
	    slice_starts_nocase(slice_of(type), SLICE("image/"))) {
		struct enclosure *medium = record_add_enclosure(r->now, url);

		if (medium)
			medium->type = line_of(r, type);
	} else {
		record_put(r->now, SLOT_LINK, 2, url);
	}
}

/* XHTML straight in an item: its tags are the text. */
static void begin_xhtml(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	(void)attributes;
	r->form = FORM_HTML;
	r->markup = r->escape = true;
}

static void finish_line(struct reader *r, const struct element *e, struct slice text) {
	if (record_wants(r->now, e->slot, e->rank))
		record_put(r->now, e->slot, e->rank, markup_line(&r->now->arena, text, r->form, &r->scratch));
}

static void finish_html(struct reader *r, const struct element *e, struct slice text) {
	enum form form = r->form == FORM_AUTO ? FORM_HTML : r->form;

	record_put_body(r->now, e->slot, e->rank, text, form, base_here(r));
}

static void finish_body(struct reader *r, const struct element *e, struct slice text) {
	record_put_body(r->now, e->slot, e->rank, text, r->form, base_here(r));
}

static void finish_plain(struct reader *r, const struct element *e, struct slice text) {
	if (record_wants(r->now, e->slot, e->rank))
		record_put(r->now, e->slot, e->rank, text_clean_arena(&r->now->arena, text, TEXT_LINE));
}

/* ---- addresses ---- */

static void finish_address(struct reader *r, const struct element *e, struct slice text) {
	if (record_wants(r->now, e->slot, e->rank))
		record_put(r->now, e->slot, e->rank, record_address(r->now, base_here(r), text, &r->scratch));
}

/* Where an entry is that a link beside it leads to by way of who counts. */
static void finish_origin(struct reader *r, const struct element *e, struct slice text) {
	finish_address(r, e, text);
	record_put(r->now, SLOT_EXTERNAL, 4, record_address(r->now, base_here(r), text, &r->scratch));
}

/* An address where they can be read; some write one there. */
static void finish_comments(struct reader *r, const struct element *e, struct slice text) {
	text = slice_trim(text);
	if (text.len > 0 && !memchr(text.at, ' ', text.len))
		finish_address(r, e, text);
}

static void begin_href(struct reader *r, const struct element *e, const char **attributes) {
	const char *href = attribute(attributes, "href");

	record_put(r->now, e->slot, e->rank, address_of(r, *href ? href : attribute(attributes, "url")));
}

static int64_t size_of(const char *text) {
	long long n;

	return slice_to_int(slice_trim(slice_of(text)), &n) && n > 0 ? n : -1;
}

static struct enclosure *add_medium(struct reader *r, const char *url, const char *type, const char *size) {
	struct enclosure *medium = record_add_enclosure(r->now, address_of(r, url));

	if (!medium)
		return NULL;
	if (*type && !*medium->type)
		medium->type = line_of(r, type) ? line_of(r, type) : "";
	if (medium->size_bytes < 0)
		medium->size_bytes = size_of(size);
	return medium;
}

static bool is_web_type(const char *type) {
	return !*type || text_compare_nocase(type, "text/html") == 0 || text_compare_nocase(type, "application/xhtml+xml") == 0 || text_compare_nocase(type, "html") == 0;
}

/* What Atom's relations mean; the ones that are not here mean nothing to a reader. */
static void begin_link(struct reader *r, const struct element *e, const char **attributes) {
	const char *rel = attribute(attributes, "rel"), *href = attribute(attributes, "href"), *type = attribute(attributes, "type");
	const char *name = strrchr(rel, '/') ? strrchr(rel, '/') + 1 : rel;

	if (!*href || r->now == NULL)
		return;
	if (!*name || text_compare_nocase(name, "alternate") == 0) {
		int rank = is_web_type(type) ? e->rank : e->rank - 3;

		record_put(r->now, SLOT_LINK, rank, address_of(r, href));
	} else if (text_compare_nocase(name, "self") == 0) {
		record_put(r->now, SLOT_SELF, e->rank, address_of(r, href));
		record_put(r->now, SLOT_LINK, 1, r->now->at[SLOT_SELF].text);
	} else if (text_compare_nocase(name, "next") == 0) {
		record_put(r->now, SLOT_NEXT, e->rank, address_of(r, href));
	} else if (text_compare_nocase(name, "replies") == 0 || text_compare_nocase(name, "comments") == 0) {
		record_put(r->now, SLOT_COMMENTS, 3, address_of(r, href));
	} else if (text_compare_nocase(name, "enclosure") == 0) {
		/* What tells no type is a page, as it would be to a browser. */
		struct enclosure *medium = add_medium(r, href, *type ? type : "text/html", attribute(attributes, "length"));

		if (medium && !medium->title)
			medium->title = line_of(r, attribute(attributes, "title"));
	} else if (text_compare_nocase(name, "image") == 0 || text_compare_nocase(name, "icon") == 0) {
		record_put(r->now, SLOT_IMAGE, 4, address_of(r, href));
	} else if (text_compare_nocase(name, "via") == 0 || text_compare_nocase(name, "related") == 0) {
		record_put(r->now, SLOT_EXTERNAL, 3, address_of(r, href));
	}
}

static void finish_link(struct reader *r, const struct element *e, struct slice text) {
	if (slice_trim(text).len > 0)
		finish_address(r, e, text);
}

static void begin_guid(struct reader *r, const struct element *e, const char **attributes) {
	const char *told = xml_attribute(attributes, "isPermaLink");

	(void)e;
	r->permalink_told = told != NULL;
	r->permalink = !told || text_compare_nocase(told, "false") != 0;
}

static void finish_guid(struct reader *r, const struct element *e, struct slice text) {
	finish_plain(r, e, text);
	if (r->permalink && (r->permalink_told || url_is_http(slice_trim(text))))
		record_put(r->now, SLOT_LINK, 4, record_address(r->now, base_here(r), text, &r->scratch));
}

/* An id that is relative, which none should be, is so to the xml:base that its feed tells; never to where the feed was found, as
 * that may move. Without a link, an id that is an address leads to the entry. */
static void finish_id(struct reader *r, const struct element *e, struct slice text) {
	const char *base = reader_frame(r)->base;

	text = slice_trim(text);
	if (text.len > 0 && base && base != r->frames[0].base && url_scheme(text).len == 0)
		finish_address(r, e, text);
	finish_plain(r, e, text);
	if (url_is_http(slice_trim(text)))
		record_put(r->now, SLOT_LINK, 2, record_address(r->now, "", text, &r->scratch));
}

/* ---- dates and numbers ---- */

static void finish_published(struct reader *r, const struct element *e, struct slice text) {
	record_put_date(r->now, false, e->rank, text);
}

static void finish_updated(struct reader *r, const struct element *e, struct slice text) {
	record_put_date(r->now, true, e->rank, text);
}

static void finish_duration(struct reader *r, const struct element *e, struct slice text) {
	int seconds = record_duration(text);

	(void)e;
	if (seconds > 0)
		r->now->duration_s = seconds;
}

static void finish_ttl(struct reader *r, const struct element *e, struct slice text) {
	long long n;

	(void)e;
	if (slice_to_int(slice_trim(text), &n) && n > 0 && n <= 60 * 24 * 366)
		r->feed.ttl_minutes = (int)n;
}

static void finish_period(struct reader *r, const struct element *e, struct slice text) {
	static const struct {
		struct slice name;
		int minutes;
	} periods[] = {{{"hourly", 6}, 60}, {{"daily", 5}, 1440}, {{"weekly", 6}, 10080}, {{"monthly", 7}, 43200}, {{"yearly", 6}, 525600}};

	(void)e;
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
		if (slice_equal_nocase(slice_trim(text), periods[i].name))
			r->period_minutes = periods[i].minutes;
}

static void finish_frequency(struct reader *r, const struct element *e, struct slice text) {
	long long n;

	(void)e;
	if (slice_to_int(slice_trim(text), &n) && n > 0 && n < 100000)
		r->frequency = (int)n;
}

static void finish_hour(struct reader *r, const struct element *e, struct slice text) {
	long long n;

	(void)e;
	if (slice_to_int(slice_trim(text), &n) && n >= 0 && n <= 24)
		r->feed.skip_hours |= UINT32_C(1) << (n % 24);
}

static void finish_day(struct reader *r, const struct element *e, struct slice text) {
	static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

	(void)e;
	for (unsigned i = 0; i < 7; i++)
		if (slice_equal_nocase(slice_trim(text), slice_of(days[i])))
			r->feed.skip_days |= 1u << i;
}

/* ---- people and subjects ---- */

static void begin_person(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	(void)attributes;
	r->person = (struct author){NULL, NULL, NULL};
}

static void finish_person(struct reader *r, const struct element *e, struct slice text) {
	if (slice_trim(text).len > 0)
		r->person = record_author_of(r->now, text, &r->scratch);
	record_add_author(r->now, e->rank, r->person);
	r->person = (struct author){NULL, NULL, NULL};
}

/* Who is named at a medium has made that medium, not the entry, unless it says so: a photograph is seldom by the writer. */
static void begin_credit(struct reader *r, const struct element *e, const char **attributes) {
	const char *role = attribute(attributes, "role");

	begin_person(r, e, attributes);
	r->credited = text_compare_nocase(role, "author") == 0 || text_compare_nocase(role, "writer") == 0 || text_compare_nocase(role, "artist") == 0 ||
		text_compare_nocase(role, "creator") == 0;
}

static void finish_credit(struct reader *r, const struct element *e, struct slice text) {
	if (r->credited)
		finish_person(r, e, text);
}

static void finish_person_name(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	r->person.name = markup_line(&r->now->arena, text, FORM_TEXT, &r->scratch);
}

static void finish_person_url(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	r->person.url = record_address(r->now, base_here(r), text, &r->scratch);
}

static void finish_person_email(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	r->person.email = markup_line(&r->now->arena, text, FORM_TEXT, &r->scratch);
}

static void begin_category(struct reader *r, const struct element *e, const char **attributes) {
	const char *term = attribute(attributes, "term"), *label = attribute(attributes, "label");

	(void)e;
	if (!*term)
		term = attribute(attributes, "text");
	record_add_tag(r->now, slice_of(*term ? term : label), &r->scratch);
	if (*label && *term)
		record_add_tag(r->now, slice_of(label), &r->scratch); /* what people call it */
}

static void finish_category(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	record_add_tag(r->now, text, &r->scratch);
}

static void begin_labelled(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	record_add_tag(r->now, slice_of(attribute(attributes, "label")), &r->scratch);
}

/* A number alone is some program's key; the label beside it is the subject. */
static void finish_labelled(struct reader *r, const struct element *e, struct slice text) {
	long long key;

	if (!slice_to_int(slice_trim(text), &key))
		finish_category(r, e, text);
}

static void finish_tags(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	record_add_tags(r->now, text, &r->scratch);
}

/* ---- media ---- */

static void begin_enclosure(struct reader *r, const struct element *e, const char **attributes) {
	const char *url = attribute(attributes, "url"), *size = attribute(attributes, "length");

	(void)e;
	add_medium(r, *url ? url : attribute(attributes, "href"), attribute(attributes, "type"), *size ? size : attribute(attributes, "fileSize"));
}

static void begin_rdf_enclosure(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	add_medium(r, attribute(attributes, "rdf:resource"), attribute(attributes, "enc:type"), attribute(attributes, "enc:length"));
}

/* Another form of what is enclosed; its addresses follow. */
static void begin_alternate(struct reader *r, const struct element *e, const char **attributes) {
	const char *type = line_of(r, attribute(attributes, "type"));

	(void)e;
	r->alternate = (struct enclosure){
		.type = type ? type : "", .title = line_of(r, attribute(attributes, "title")), .size_bytes = size_of(attribute(attributes, "length"))};
}

static void begin_alternate_source(struct reader *r, const struct element *e, const char **attributes) {
	const char *url = address_of(r, attribute(attributes, "uri"));
	size_t known = r->now->enclosure_count;
	struct enclosure *medium = url && url_is_http(slice_of(url)) ? record_add_enclosure(r->now, url) : NULL;

	(void)e;
	if (!medium || r->now->enclosure_count == known) /* what is enclosed itself is told again among its forms */
		return;
	medium->type = r->alternate.type;
	medium->title = r->alternate.title;
	medium->size_bytes = r->alternate.size_bytes;
	medium->alternate = true;
}

static void begin_medium(struct reader *r, const struct element *e, const char **attributes) {
	const char *medium = attribute(attributes, "medium"), *type = attribute(attributes, "type");

	(void)e;
	r->medium = add_medium(r, attribute(attributes, "url"), *type ? type : "", attribute(attributes, "fileSize"));
	if (!r->medium)
		return;
	if (!*r->medium->type && (text_compare_nocase(medium, "image") == 0 || text_compare_nocase(medium, "audio") == 0 || text_compare_nocase(medium, "video") == 0))
		r->medium->type = line_of(r, medium);
	if (r->medium->duration_s < 0) {
		int seconds = record_duration(slice_of(attribute(attributes, "duration")));

		r->medium->duration_s = seconds > 0 ? seconds : -1;
	}
	if (text_compare_nocase(medium, "image") == 0 || slice_starts_nocase(slice_of(type), SLICE("image/")))
		record_put(r->now, SLOT_IMAGE, 3, r->medium->url);
}

static void finish_medium(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	(void)text;
	r->medium = NULL;
}

static void finish_medium_title(struct reader *r, const struct element *e, struct slice text) {
	if (r->medium && !r->medium->title)
		r->medium->title = markup_line(&r->now->arena, text, FORM_AUTO, &r->scratch);
	finish_line(r, e, text);
}

static void finish_video(struct reader *r, const struct element *e, struct slice text) {
	(void)e;
	if (slice_trim(text).len > 0)
		r->now->video = true;
}

static void begin_player(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	(void)attributes;
	r->now->video = true;
}

/* ---- containers ---- */

static void begin_entry(struct reader *r, const struct element *e, const char **attributes) {
	const char *id = attribute(attributes, "rdf:about");

	(void)e;
	reader_entry_begin(r);
	record_put(r->now, SLOT_GUID, 5, line_of(r, id));
	record_put(r->now, SLOT_LINK, 2, address_of(r, *id ? id : attribute(attributes, "href"))); /* CDF has HREF */
	record_put_date(r->now, true, 3, slice_of(attribute(attributes, "lastmod")));
	if (reader_frame(r)->lang)
		record_put(r->now, SLOT_LANG, 2, line_of(r, reader_frame(r)->lang));
}

static void begin_live(struct reader *r, const struct element *e, const char **attributes) {
	begin_entry(r, e, attributes);
	r->now->live = text_compare_nocase(attribute(attributes, "status"), "ended") != 0;
	record_put_date(r->now, false, 3, slice_of(attribute(attributes, "start")));
}

static void begin_feed(struct reader *r, const struct element *e, const char **attributes) {
	const char *about = attribute(attributes, "rdf:about");

	(void)e;
	if (reader_frame(r)->lang)
		record_put(r->now, SLOT_LANG, 2, line_of(r, reader_frame(r)->lang));
	record_put(r->now, SLOT_LINK, 2, address_of(r, attribute(attributes, "href")));
	record_put(r->now, SLOT_LINK, 1, address_of(r, about));
}

static void begin_source(struct reader *r, const struct element *e, const char **attributes) {
	(void)e;
	record_put(r->now, SLOT_SOURCE_URL, 5, address_of(r, attribute(attributes, "url")));
}

static void begin_source_link(struct reader *r, const struct element *e, const char **attributes) {
	const char *rel = attribute(attributes, "rel");

	const char *url = address_of(r, attribute(attributes, "href"));

	record_put(r->now, SLOT_SOURCE_URL, text_compare_nocase(rel, "self") == 0 ? e->rank + 1 : e->rank, url);
	if (text_compare_nocase(rel, "self") != 0)
		record_put(r->now, SLOT_LINK, 1, url);
}

static void finish_source(struct reader *r, const struct element *e, struct slice text) {
	if (slice_trim(text).len > 0)
		finish_line(r, e, text);
}

#define BOTH (IN_FEED | IN_ENTRY)
#define MEDIA (IN_ENTRY | IN_MEDIA)

/* namespace, name, where, inside, takes, rank, slot, begin, finish */
static const struct element elements[] = {
	/* what holds the rest */
	{NS_HOME, "rss", IN_TOP, IN_FEED, NO_TEXT, 0, 0, begin_feed, NULL},
	{NS_HOME, "rdf", IN_TOP, IN_FEED, NO_TEXT, 0, 0, begin_feed, NULL},
	{NS_HOME, "feed", IN_TOP, IN_FEED, NO_TEXT, 0, 0, begin_feed, NULL},
	{NS_HOME, "channel", IN_TOP | IN_FEED, IN_FEED, NO_TEXT, 0, 0, begin_feed, NULL},
	{NS_HOME, "items", IN_FEED, IN_FEED, NO_TEXT, 0, 0, NULL, NULL},
	{NS_HOME, "item", IN_TOP | BOTH, IN_ENTRY, NO_TEXT, 0, 0, begin_entry, NULL},
	{NS_HOME, "entry", IN_TOP | BOTH, IN_ENTRY, NO_TEXT, 0, 0, begin_entry, NULL},
	{NS_PODCAST, "liveitem", IN_FEED, IN_ENTRY, NO_TEXT, 0, 0, begin_live, NULL},
	{NS_MEDIA, "group", IN_ENTRY, IN_ENTRY, NO_TEXT, 0, 0, NULL, NULL},
	/* titles */
	{NS_HOME, "title", BOTH, 0, MARKUP, 9, SLOT_TITLE, begin_text, finish_line},
	{NS_DC, "title", BOTH, 0, MARKUP, 6, SLOT_TITLE, begin_text, finish_line},
	{NS_DCTERMS, "title", BOTH, 0, MARKUP, 5, SLOT_TITLE, begin_text, finish_line},
	{NS_ITUNES, "title", BOTH, 0, MARKUP, 4, SLOT_TITLE, begin_text, finish_line},
	{NS_MEDIA, "title", BOTH, 0, MARKUP, 3, SLOT_TITLE, begin_text, finish_line},
	{NS_MEDIA, "title", IN_MEDIA, 0, MARKUP, MEDIUM_RANK, SLOT_TITLE, begin_text, finish_medium_title},
	/* bodies */
	{NS_CONTENT, "encoded", IN_ENTRY, 0, MARKUP, 9, SLOT_CONTENT, NULL, finish_html},
	{NS_HOME, "content", IN_ENTRY, 0, MARKUP, 8, SLOT_CONTENT, begin_content, finish_body},
	{NS_XHTML, "body", IN_ENTRY, 0, MARKUP, 7, SLOT_CONTENT, begin_xhtml, finish_html},
	{NS_XHTML, "div", IN_ENTRY, 0, MARKUP, 7, SLOT_CONTENT, begin_xhtml, finish_html},
	{NS_HOME, "body", IN_ENTRY, 0, MARKUP, 6, SLOT_CONTENT, begin_text, finish_body},
	{NS_HOME, "fullitem", IN_ENTRY, 0, MARKUP, 6, SLOT_CONTENT, begin_text, finish_html},
	{NS_HOME, "description", IN_ENTRY, 0, MARKUP, 9, SLOT_DESCRIPTION, begin_text, finish_body},
	{NS_HOME, "abstract", IN_ENTRY, 0, MARKUP, 8, SLOT_DESCRIPTION, begin_text, finish_body},
	{NS_DC, "description", IN_ENTRY, 0, MARKUP, 5, SLOT_DESCRIPTION, begin_text, finish_body},
	{NS_DCTERMS, "abstract", IN_ENTRY, 0, MARKUP, 4, SLOT_DESCRIPTION, begin_text, finish_body},
	{NS_HOME, "summary", IN_ENTRY, 0, MARKUP, 9, SLOT_SUMMARY, begin_text, finish_body},
	{NS_ITUNES, "summary", IN_ENTRY, 0, MARKUP, 8, SLOT_EXTRA, begin_text, finish_body},
	{NS_PLAY, "description", IN_ENTRY, 0, MARKUP, 7, SLOT_EXTRA, begin_text, finish_body},
	{NS_MEDIA, "description", IN_ENTRY, 0, MARKUP, 5, SLOT_EXTRA, begin_text, finish_body},
	{NS_ITUNES, "subtitle", IN_ENTRY, 0, MARKUP, 4, SLOT_EXTRA, begin_text, finish_body},
	{NS_MEDIA, "text", IN_ENTRY, 0, MARKUP, 2, SLOT_EXTRA, begin_text, finish_body},
	{NS_MEDIA, "description", IN_MEDIA, 0, MARKUP, MEDIUM_RANK, SLOT_EXTRA, begin_text, finish_body},
	/* the channel's own words */
	{NS_HOME, "description", IN_FEED, 0, MARKUP, 9, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_HOME, "subtitle", IN_FEED, 0, MARKUP, 9, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_HOME, "tagline", IN_FEED, 0, MARKUP, 8, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_HOME, "abstract", IN_FEED, 0, MARKUP, 8, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_HOME, "info", IN_FEED, 0, MARKUP, 2, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_DC, "description", IN_FEED, 0, MARKUP, 5, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_ITUNES, "summary", IN_FEED, 0, MARKUP, 4, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_PLAY, "description", IN_FEED, 0, MARKUP, 2, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_ITUNES, "subtitle", IN_FEED, 0, MARKUP, 3, SLOT_DESCRIPTION, begin_text, finish_line},
	{NS_HOME, "language", IN_FEED, 0, TEXT, 9, SLOT_LANG, NULL, finish_plain},
	{NS_DC, "language", BOTH, 0, TEXT, 5, SLOT_LANG, NULL, finish_plain},
	{NS_HOME, "ttl", IN_FEED, 0, TEXT, 0, 0, NULL, finish_ttl},
	{NS_SYNDICATION, "updateperiod", IN_FEED, 0, TEXT, 0, 0, NULL, finish_period},
	{NS_SYNDICATION, "updatefrequency", IN_FEED, 0, TEXT, 0, 0, NULL, finish_frequency},
	{NS_HOME, "skiphours", IN_FEED, IN_FEED, NO_TEXT, 0, 0, NULL, NULL},
	{NS_HOME, "hour", IN_FEED, 0, TEXT, 0, 0, NULL, finish_hour},
	{NS_HOME, "skipdays", IN_FEED, IN_FEED, NO_TEXT, 0, 0, NULL, NULL},
	{NS_HOME, "day", IN_FEED, 0, TEXT, 0, 0, NULL, finish_day},
	/* addresses and identity */
	{NS_HOME, "link", BOTH, 0, TEXT, 9, SLOT_LINK, begin_link, finish_link},
	{NS_FEEDBURNER, "origlink", IN_ENTRY, 0, TEXT, 8, SLOT_LINK, NULL, finish_origin},
	{NS_HOME, "guid", IN_ENTRY, 0, TEXT, 9, SLOT_GUID, begin_guid, finish_guid},
	{NS_HOME, "id", IN_ENTRY, 0, TEXT, 9, SLOT_GUID, NULL, finish_id},
	{NS_DC, "identifier", IN_ENTRY, 0, TEXT, 3, SLOT_GUID, NULL, finish_plain},
	{NS_HOME, "comments", IN_ENTRY, 0, TEXT, 9, SLOT_COMMENTS, NULL, finish_comments},
	/* dates */
	{NS_HOME, "pubdate", BOTH, 0, TEXT, 9, 0, NULL, finish_published},
	{NS_HOME, "published", BOTH, 0, TEXT, 9, 0, NULL, finish_published},
	{NS_HOME, "issued", BOTH, 0, TEXT, 8, 0, NULL, finish_published},
	{NS_HOME, "date", BOTH, 0, TEXT, 7, 0, NULL, finish_published},
	{NS_DC, "date", BOTH, 0, TEXT, 6, 0, NULL, finish_published},
	{NS_DCTERMS, "issued", BOTH, 0, TEXT, 7, 0, NULL, finish_published},
	{NS_DCTERMS, "date", BOTH, 0, TEXT, 5, 0, NULL, finish_published},
	{NS_PRISM, "publicationdate", BOTH, 0, TEXT, 5, 0, NULL, finish_published},
	{NS_PRISM, "coverdate", BOTH, 0, TEXT, 2, 0, NULL, finish_published},
	{NS_DCTERMS, "created", BOTH, 0, TEXT, 4, 0, NULL, finish_published},
	{NS_HOME, "created", BOTH, 0, TEXT, 4, 0, NULL, finish_published},
	{NS_HOME, "updated", BOTH, 0, TEXT, 9, 0, NULL, finish_updated},
	{NS_HOME, "modified", BOTH, 0, TEXT, 8, 0, NULL, finish_updated},
	{NS_DCTERMS, "modified", BOTH, 0, TEXT, 7, 0, NULL, finish_updated},
	{NS_HOME, "lastbuilddate", IN_FEED, 0, TEXT, 9, 0, NULL, finish_updated},
	/* people */
	{NS_HOME, "author", BOTH, IN_PERSON, TEXT, 9, 0, begin_person, finish_person},
	{NS_HOME, "managingeditor", IN_FEED, 0, TEXT, 8, 0, begin_person, finish_person},
	{NS_DC, "creator", BOTH, IN_PERSON, TEXT, 9, 0, begin_person, finish_person},
	{NS_DC, "author", BOTH, IN_PERSON, TEXT, 8, 0, begin_person, finish_person},
	{NS_DCTERMS, "creator", BOTH, IN_PERSON, TEXT, 7, 0, begin_person, finish_person},
	{NS_ITUNES, "author", BOTH, 0, TEXT, 4, 0, begin_person, finish_person},
	{NS_PLAY, "author", BOTH, 0, TEXT, 3, 0, begin_person, finish_person},
	{NS_DC, "contributor", BOTH, 0, TEXT, 3, 0, begin_person, finish_person},
	{NS_HOME, "webmaster", IN_FEED, 0, TEXT, 2, 0, begin_person, finish_person},
	{NS_DC, "publisher", IN_FEED, 0, TEXT, 2, 0, begin_person, finish_person},
	{NS_ITUNES, "owner", IN_FEED, IN_PERSON, NO_TEXT, 1, 0, begin_person, finish_person},
	{NS_MEDIA, "credit", IN_ENTRY, 0, TEXT, 1, 0, begin_person, finish_person},
	{NS_MEDIA, "credit", IN_MEDIA, 0, TEXT, 1, 0, begin_credit, finish_credit},
	{NS_HOME, "name", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_name},
	{NS_HOME, "title", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_name},
	{NS_HOME, "uri", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_url},
	{NS_HOME, "url", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_url},
	{NS_HOME, "homepage", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_url},
	{NS_HOME, "email", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_email},
	{NS_ITUNES, "name", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_name},
	{NS_RDF, "description", IN_PERSON, IN_PERSON, NO_TEXT, 0, 0, NULL, NULL},
	{NS_RDF, "value", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_name},
	{NS_DC, "title", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_name},
	{NS_ITUNES, "email", IN_PERSON, 0, TEXT, 0, 0, NULL, finish_person_email},
	/* subjects */
	{NS_HOME, "category", IN_ENTRY, 0, TEXT, 0, 0, begin_category, finish_category},
	{NS_HOME, "categories", IN_ENTRY, IN_ENTRY, NO_TEXT, 0, 0, NULL, NULL},
	{NS_HOME, "tags", IN_ENTRY, 0, TEXT, 0, 0, NULL, finish_tags},
	{NS_DC, "subject", IN_ENTRY, IN_SUBJECT, TEXT, 0, 0, NULL, finish_category},
	{NS_RDF, "description", IN_SUBJECT, IN_SUBJECT, NO_TEXT, 0, 0, NULL, NULL},
	{NS_RDF, "value", IN_SUBJECT, 0, TEXT, 0, 0, NULL, finish_category},
	{NS_DCTERMS, "subject", IN_ENTRY, 0, TEXT, 0, 0, NULL, finish_category},
	{NS_ITUNES, "category", IN_ENTRY, 0, NO_TEXT, 0, 0, begin_category, NULL},
	{NS_ITUNES, "keywords", IN_ENTRY, 0, TEXT, 0, 0, NULL, finish_tags},
	{NS_MEDIA, "category", MEDIA, 0, TEXT, 0, 0, begin_labelled, finish_labelled},
	{NS_MEDIA, "keywords", MEDIA, 0, TEXT, 0, 0, NULL, finish_tags},
	/* media */
	{NS_HOME, "enclosure", IN_ENTRY, 0, NO_TEXT, 0, 0, begin_enclosure, NULL},
	{NS_OTHER, "enclosure", IN_ENTRY, 0, NO_TEXT, 0, 0, begin_rdf_enclosure, NULL},
	{NS_FEEDBURNER, "origenclosurelink", IN_ENTRY, 0, TEXT, 9, SLOT_ENCLOSED, NULL, finish_address},
	{NS_PODCAST, "alternateenclosure", IN_ENTRY, IN_ALTERNATE, NO_TEXT, 0, 0, begin_alternate, NULL},
	{NS_PODCAST, "source", IN_ALTERNATE, 0, NO_TEXT, 0, 0, begin_alternate_source, NULL},
	{NS_MEDIA, "peerlink", MEDIA, 0, NO_TEXT, 0, 0, begin_enclosure, NULL},
	{NS_MEDIA, "content", MEDIA, IN_MEDIA, NO_TEXT, 0, 0, begin_medium, finish_medium},
	{NS_MEDIA, "thumbnail", MEDIA | IN_FEED, 0, TEXT, 6, SLOT_IMAGE, begin_href, finish_address},
	{NS_MEDIA, "player", MEDIA, 0, NO_TEXT, 0, 0, begin_player, NULL},
	{NS_ITUNES, "image", BOTH, 0, TEXT, 8, SLOT_IMAGE, begin_href, finish_address},
	{NS_PLAY, "image", BOTH, 0, TEXT, 2, SLOT_IMAGE, begin_href, finish_address},
	{NS_ITUNES, "duration", IN_ENTRY, 0, TEXT, 0, 0, NULL, finish_duration},
	{NS_YOUTUBE, "videoid", IN_ENTRY, 0, TEXT, 0, 0, NULL, finish_video},
	{NS_HOME, "image", BOTH, IN_IMAGE, TEXT, 7, SLOT_IMAGE, begin_href, finish_address},
	{NS_HOME, "url", IN_IMAGE, 0, TEXT, 7, SLOT_IMAGE, NULL, finish_address},
	{NS_HOME, "icon", IN_FEED, 0, TEXT, 6, SLOT_IMAGE, NULL, finish_address},
	{NS_HOME, "logo", IN_FEED, 0, TEXT, 5, SLOT_IMAGE, begin_href, finish_address},
	/* where it was first */
	{NS_HOME, "source", IN_ENTRY, IN_SOURCE, TEXT, 9, SLOT_SOURCE_TITLE, begin_source, finish_source},
	{NS_HOME, "title", IN_SOURCE, 0, MARKUP, 9, SLOT_SOURCE_TITLE, begin_text, finish_line},
	{NS_HOME, "link", IN_SOURCE, 0, NO_TEXT, 6, SLOT_SOURCE_URL, begin_source_link, NULL},
	{NS_DC, "source", IN_ENTRY, 0, TEXT, 4, SLOT_SOURCE_TITLE, NULL, finish_line},
};
_Static_assert(sizeof elements / sizeof *elements <= RULES_MAX, "the index holds them all");

struct elements elements_all(void) {
	return (struct elements){elements, sizeof elements / sizeof *elements};
}
