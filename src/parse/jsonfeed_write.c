/* jsonfeed_write.c: any feed as one JSON Feed 1.1 document, an entry at a time. */
#include "markup.h"

#include <bewust/json.h>
#include <bewust/limits.h>
#include <bewust/parse.h>
#include <bewust/text.h>
#include <string.h>

struct writer {
	const struct parse_sink *to;
	struct err *e;
	struct str out;
	struct json json;
	struct str html;                     /* of the entry at hand, with its addresses absolute */
	bool begun, items_closed, failed;
	bool wrote_title, wrote_site, wrote_self, wrote_description, wrote_icon, wrote_lang, wrote_next, wrote_authors;
};

static bool flush(struct writer *w) {
	if (!w->failed && w->out.len > 0 && !w->to->write(w->to->ctx, str_slice(&w->out), w->e))
		w->failed = true;
	str_clear(&w->out);
	return !w->failed;
}

static void write_authors(struct json *j, const struct author *authors, size_t count) {
	if (count == 0)
		return;
	json_key(j, "authors");
	json_array(j);
	for (size_t i = 0; i < count; i++) {
		json_object(j);
		json_member_text(j, "name", authors[i].name);
		json_member_text(j, "url", authors[i].url);
		json_end(j);
	}
	json_end(j);
}

static void write_once(struct writer *w, bool *wrote, const char *key, const char *text) {
	if (*wrote || !text || !*text)
		return;
	*wrote = true;
	json_member_text(&w->json, key, text);
}

/* What is known of the channel and was not written yet. */
static void write_channel(struct writer *w, const struct feed *f) {
	write_once(w, &w->wrote_title, "title", f->title);
	write_once(w, &w->wrote_site, "home_page_url", f->site);
	write_once(w, &w->wrote_self, "feed_url", f->self);
	write_once(w, &w->wrote_description, "description", f->description);
	write_once(w, &w->wrote_icon, "icon", f->icon);
	write_once(w, &w->wrote_lang, "language", f->lang);
	write_once(w, &w->wrote_next, "next_url", f->next);
	if (!w->wrote_authors && f->author_count > 0) {
		w->wrote_authors = true;
		write_authors(&w->json, f->authors, f->author_count);
	}
}

static bool on_feed(void *ctx, const struct feed *f) {
	struct writer *w = ctx;

	if (!w->begun) {
		json_object(&w->json);
		json_member_text(&w->json, "version", "https://jsonfeed.org/version/1.1");
		write_channel(w, f);
		json_key(&w->json, "items");
		json_array(&w->json);
		w->begun = true;
		return flush(w);
	}
	json_end(&w->json);
	w->items_closed = true;
	write_channel(w, f);
	return true;
}

static void write_attachments(struct json *j, const struct entry *e) {
	bool any = false;

	for (size_t i = 0; i < e->enclosure_count; i++) {
		const struct enclosure *a = &e->enclosures[i];

		if (a->thumbnail)
			continue;
		if (!any) {
			json_key(j, "attachments");
			json_array(j);
			any = true;
		}
		json_object(j);
		json_member_text(j, "url", a->url);
		json_member_text(j, "mime_type", *a->type ? a->type : "application/octet-stream");
		json_member_text(j, "title", a->title);
		if (a->size_bytes >= 0)
			json_member_int(j, "size_in_bytes", a->size_bytes);
		if (a->duration_s >= 0)
			json_member_int(j, "duration_in_seconds", a->duration_s);
		json_end(j);
	}
	if (any)
		json_end(j);
}

/* Whoever reads this has no base for what is relative in it. */
static void write_html(struct writer *w, const struct entry *e) {
	if (!e->html)
		return;
	str_clear(&w->html);
	text_html_absolute(slice_of(e->html), e->base, &w->html);
	json_member_text(&w->json, "content_html", w->html.full ? e->html : w->html.at);
}

static bool on_entry(void *ctx, const struct entry *e) {
	struct writer *w = ctx;
	struct json *j = &w->json;

	json_object(j);
	json_member_text(j, "id", e->guid);
	json_member_text(j, "url", e->url);
	json_member_text(j, "external_url", e->external_url);
	json_member_text(j, "title", e->title);
	write_html(w, e);
	if (e->text || !e->html) { /* one of the two has to be there */
		json_key(j, "content_text");
		json_text(j, slice_of(e->text));
	}
	json_member_text(j, "summary", e->summary);
	json_member_text(j, "image", e->image);
	json_member_date(j, "date_published", e->published);
	json_member_date(j, "date_modified", e->updated);
	write_authors(j, e->authors, e->author_count);
	if (e->tag_count > 0) {
		json_key(j, "tags");
		json_array(j);
		for (size_t i = 0; i < e->tag_count; i++)
			json_text(j, slice_of(e->tags[i]));
		json_end(j);
	}
	json_member_text(j, "language", e->lang);
	write_attachments(j, e);
	json_end(j);
	return flush(w);
}

static bool pump(struct parser *p, const struct parse_source *from, struct parse_report *report, struct err *e) {
	char buffer[65536];

	for (;;) {
		ptrdiff_t n = from->read(from->ctx, buffer, sizeof buffer, e);

		if (n < 0)
			return false;
		if (n == 0)
			return parser_finish(p, report, e);
		if (!parser_feed(p, (struct slice){buffer, (size_t)n}, e))
			return false;
	}
}

/* What JSON Feed wants at the end: a title in any case. */
static bool write_end(struct writer *w) {
	if (!w->items_closed)
		json_end(&w->json);
	if (!w->wrote_title) {
		json_key(&w->json, "title");
		json_text(&w->json, SLICE(""));
	}
	json_end(&w->json);
	str_add_char(&w->out, '\n');
	return flush(w);
}

bool parse_to_jsonfeed(const char *base, const char *content_type, const struct parse_source *from, const struct parse_sink *to,
	struct parse_report *report, struct err *e) {
	struct parse_report own;
	struct writer w = {.to = to, .e = e};
	struct parser *p = parser_new(base, content_type, &(struct parse_handler){.on_feed = on_feed, .on_entry = on_entry, .ctx = &w});

	str_init(&w.out, 4 * LIMIT_ENTRY_BYTES);
	str_init(&w.html, 2 * LIMIT_ENTRY_BYTES);
	json_init(&w.json, &w.out, 1);
	bool ok = pump(p, from, report ? report : &own, e) && !w.failed && write_end(&w);

	str_finish(&w.out);
	str_finish(&w.html);
	parser_free(p);
	return ok;
}
