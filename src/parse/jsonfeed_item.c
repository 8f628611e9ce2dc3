/* jsonfeed_item.c: what an item of a JSON Feed says, and what its head says of the channel. */
#include "jsonfeed.h"

#include <bewust/text.h>
#include <cjson/cJSON.h>
#include <string.h>

/* The first member of that very name: cJSON's own search would ignore case. */
static const cJSON *member(const cJSON *object, const char *name) {
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* A number is a text here as well: the reader puts quotes around it, so that it stays as it is written. */
static struct slice text_of(const cJSON *object, const char *name) {
	const cJSON *value = member(object, name);

	return cJSON_IsString(value) ? slice_of(value->valuestring) : (struct slice){NULL, 0};
}

static void put_line(struct record *to, enum slot slot, int rank, struct slice s, struct str *scratch) {
	record_put(to, slot, rank, markup_line(&to->arena, s, FORM_TEXT, scratch));
}

static void put_address(struct record *to, enum slot slot, int rank, struct slice s, const char *base, struct str *scratch) {
	record_put(to, slot, rank, record_address(to, base, s, scratch));
}

static int64_t whole_number(struct slice s) {
	long long n;
	double x;

	s = slice_trim(s);
	if (slice_to_int(s, &n))
		return n >= 0 ? n : -1;
	return slice_to_double(s, &x) && x >= 0 && x < 9e15 ? (int64_t)x : -1;
}

static void add_author(struct record *to, const cJSON *author, const char *base, struct str *scratch) {
	if (cJSON_IsString(author)) {
		record_add_author(to, 9, record_author_of(to, slice_of(author->valuestring), scratch));
		return;
	}
	record_add_author(to, 9, (struct author){
		.name = markup_line(&to->arena, text_of(author, "name"), FORM_TEXT, scratch),
		.url = record_address(to, base, text_of(author, "url"), scratch),
	});
}

/* Where a list has to stand, the one thing without its list counts as well. */
#define FOR_EACH(each, list) for (const cJSON *each = cJSON_IsArray(list) ? (list)->child : (list); each; each = cJSON_IsArray(list) ? each->next : NULL)

static void add_authors(struct record *to, const cJSON *object, const char *base, struct str *scratch) {
	const cJSON *now = member(object, "authors"), *before = member(object, "author"); /* of version 1 */

	FOR_EACH(author, now)
		add_author(to, author, base, scratch);
	if (to->author_count == 0)
		FOR_EACH(author, before)
			add_author(to, author, base, scratch);
}

static void add_attachments(struct record *to, const cJSON *item, const char *base, struct str *scratch) {
	const cJSON *list = member(item, "attachments");

	FOR_EACH(a, list) {
		struct enclosure *e = record_add_enclosure(to, record_address(to, base, text_of(a, "url"), scratch));

		if (!e)
			continue;
		const char *type = markup_line(&to->arena, text_of(a, "mime_type"), FORM_TEXT, scratch);
		int seconds = record_duration(text_of(a, "duration_in_seconds"));

		e->type = type ? type : "";
		e->title = markup_line(&to->arena, text_of(a, "title"), FORM_TEXT, scratch);
		e->size_bytes = whole_number(text_of(a, "size_in_bytes"));
		e->duration_s = seconds > 0 ? seconds : -1;
	}
}

static void add_tags(struct record *to, const cJSON *item, struct str *scratch) {
	const cJSON *list = member(item, "tags");

	if (cJSON_IsString(list))
		record_add_tags(to, slice_of(list->valuestring), scratch);
	else
		FOR_EACH(tag, list)
			if (cJSON_IsString(tag))
				record_add_tag(to, slice_of(tag->valuestring), scratch);
}

void jsonfeed_read_item(struct record *to, const struct cJSON *item, const char *base, struct str *scratch) {
	put_line(to, SLOT_GUID, 9, text_of(item, "id"), scratch);
	put_line(to, SLOT_TITLE, 9, text_of(item, "title"), scratch);
	put_address(to, SLOT_LINK, 9, text_of(item, "url"), base, scratch);
	put_address(to, SLOT_EXTERNAL, 9, text_of(item, "external_url"), base, scratch);
	put_address(to, SLOT_IMAGE, 9, text_of(item, "image"), base, scratch);
	put_address(to, SLOT_IMAGE, 8, text_of(item, "banner_image"), base, scratch);
	put_line(to, SLOT_LANG, 9, text_of(item, "language"), scratch);
	record_put_body(to, SLOT_CONTENT, 9, text_of(item, "content_html"), FORM_HTML, base);
	record_put_body(to, SLOT_CONTENT, 8, text_of(item, "content_text"), FORM_TEXT, base);
	record_put_body(to, SLOT_SUMMARY, 9, text_of(item, "summary"), FORM_TEXT, base);
	record_put_date(to, false, 9, text_of(item, "date_published"));
	record_put_date(to, true, 9, text_of(item, "date_modified"));
	add_authors(to, item, base, scratch);
	add_tags(to, item, scratch);
	add_attachments(to, item, base, scratch);
}

/* True where it says that it is a feed. */
bool jsonfeed_read_head(struct record *to, const struct cJSON *head, const char *base, struct str *scratch) {
	struct slice version = text_of(head, "version");

	put_line(to, SLOT_TITLE, 9, text_of(head, "title"), scratch);
	put_line(to, SLOT_DESCRIPTION, 9, text_of(head, "description"), scratch);
	put_line(to, SLOT_LANG, 9, text_of(head, "language"), scratch);
	put_address(to, SLOT_LINK, 9, text_of(head, "home_page_url"), base, scratch);
	put_address(to, SLOT_SELF, 9, text_of(head, "feed_url"), base, scratch);
	put_address(to, SLOT_NEXT, 9, text_of(head, "next_url"), base, scratch);
	put_address(to, SLOT_IMAGE, 9, text_of(head, "icon"), base, scratch);
	put_address(to, SLOT_IMAGE, 8, text_of(head, "favicon"), base, scratch);
	add_authors(to, head, base, scratch);
	return slice_find(version, SLICE("jsonfeed.org/version")) < version.len;
}
