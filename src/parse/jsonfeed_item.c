/* jsonfeed_item.c: what an item of a JSON Feed says, and what its head says of the channel. */
#include "jsonfeed.h"

#include <bewust/text.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

/* The first member of that very name: cJSON's own search would ignore case. */
static const cJSON *member(const cJSON *object, const char *name) {
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

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

static int64_t whole_number(const cJSON *value) {
	long long n;

	if (cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble < 9e15)
		return (int64_t)value->valuedouble;
	if (cJSON_IsString(value) && slice_to_int(slice_trim(slice_of(value->valuestring)), &n) && n >= 0)
		return n;
	return -1;
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

static void add_authors(struct record *to, const cJSON *object, const char *base, struct str *scratch) {
	const cJSON *author;

	cJSON_ArrayForEach(author, member(object, "authors"))
		add_author(to, author, base, scratch);
	if (to->author_count == 0 && member(object, "author"))
		add_author(to, member(object, "author"), base, scratch); /* version 1 */
}

static void add_attachments(struct record *to, const cJSON *item, const char *base, struct str *scratch) {
	const cJSON *a;

	cJSON_ArrayForEach(a, member(item, "attachments")) {
		struct enclosure *e = record_add_enclosure(to, record_address(to, base, text_of(a, "url"), scratch));

		if (!e)
			continue;
		const char *type = markup_line(&to->arena, text_of(a, "mime_type"), FORM_TEXT, scratch);
		int64_t seconds = whole_number(member(a, "duration_in_seconds"));

		e->type = type ? type : "";
		e->title = markup_line(&to->arena, text_of(a, "title"), FORM_TEXT, scratch);
		e->size_bytes = whole_number(member(a, "size_in_bytes"));
		e->duration_s = seconds > 0 && seconds < 360000 ? (int)seconds : -1;
	}
}

/* An id is a string; numbers are what people write all the same. */
static void put_id(struct record *to, const cJSON *id, struct str *scratch) {
	if (cJSON_IsString(id))
		put_line(to, SLOT_GUID, 9, slice_of(id->valuestring), scratch);
	else if (cJSON_IsNumber(id) && fabs(id->valuedouble) < 1e15 && floor(id->valuedouble) == id->valuedouble)
		record_put(to, SLOT_GUID, 9, arena_printf(&to->arena, "%.0f", id->valuedouble));
	else if (cJSON_IsNumber(id))
		record_put(to, SLOT_GUID, 9, arena_printf(&to->arena, "%.17g", id->valuedouble));
}

void jsonfeed_read_item(struct record *to, const struct cJSON *item, const char *base, struct str *scratch) {
	const cJSON *tag;

	put_id(to, member(item, "id"), scratch);
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
	cJSON_ArrayForEach(tag, member(item, "tags"))
		if (cJSON_IsString(tag))
			record_add_tag(to, slice_of(tag->valuestring), scratch);
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
