/* feed_check.c: what the parser promises of every text, checked. */
#include "feed_check.h"

#include <bewust/hash.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *text) {
	fprintf(stderr, "feed_check: %s: %s\n", what, text);
	abort();
}

static bool is_forbidden(uint32_t r) {
	return (r < 0x20 && r != '\n' && r != '\t') || (r >= 0x7F && r <= 0x9F) || r == 0x061C || r == 0x200E || r == 0x200F ||
		(r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) || (r >= 0xE0000 && r <= 0xE007F) ||
		(r >= 0xFDD0 && r <= 0xFDEF) || (r & 0xFFFE) == 0xFFFE;
}

void feed_check_text(const char *text) {
	struct slice rest = slice_of(text);

	if (!utf8_valid(rest))
		fail("not UTF-8", text);
	while (rest.len > 0)
		if (is_forbidden(utf8_next(&rest)))
			fail("a character that should not be there", text);
}

static void sum(struct feed_check *c, const char *text) {
	struct hash_key key = {c->digest, 1};

	feed_check_text(text);
	c->digest = hash_bytes(&key, slice_of(text ? text : "\xFF"));
}

static void sum_number(struct feed_check *c, int64_t n) {
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	sum(c, text);
}

static bool on_feed(void *ctx, const struct feed *f) {
	struct feed_check *c = ctx;
	const char *const texts[] = {f->title, f->description, f->site, f->self, f->icon, f->lang, f->next};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		sum(c, texts[i]);
	for (size_t i = 0; i < f->author_count; i++)
		sum(c, f->authors[i].name);
	sum_number(c, f->updated);
	return true;
}

static bool on_entry(void *ctx, const struct entry *e) {
	struct feed_check *c = ctx;
	const char *const texts[] = {e->guid, e->url, e->external_url, e->title, e->html, e->text, e->summary, e->lang, e->image, e->comments,
		e->source_title, e->source_url, e->base};

	if (!e->guid || !*e->guid)
		fail("an entry without identity", "");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		sum(c, texts[i]);
	for (size_t i = 0; i < e->author_count; i++) {
		sum(c, e->authors[i].name);
		sum(c, e->authors[i].url);
		sum(c, e->authors[i].email);
	}
	for (size_t i = 0; i < e->tag_count; i++)
		sum(c, e->tags[i]);
	for (size_t i = 0; i < e->enclosure_count; i++) {
		sum(c, e->enclosures[i].url);
		sum(c, e->enclosures[i].type);
		sum(c, e->enclosures[i].title);
		sum_number(c, e->enclosures[i].size_bytes);
	}
	sum_number(c, e->published);
	sum_number(c, e->updated);
	sum_number(c, e->kind);
	c->entries++;
	return true;
}

void feed_check_run(struct slice bytes, size_t piece, struct feed_check *out) {
	struct parser *p;

	memset(out, 0, sizeof *out);
	p = parser_new("http://example.org/dir/feed", "", &(struct parse_handler){.on_feed = on_feed, .on_entry = on_entry, .ctx = out});
	out->is_feed = true;
	while (bytes.len > 0 && out->is_feed) {
		size_t n = piece > 0 && piece < bytes.len ? piece : bytes.len;

		out->is_feed = parser_feed(p, (struct slice){bytes.at, n}, &out->err);
		bytes = slice_from(bytes, n);
	}
	out->is_feed = out->is_feed && parser_finish(p, &out->report, &out->err);
	feed_check_text(out->report.trouble);
	feed_check_text(out->report.found_feed);
	if (!out->is_feed && (out->err.kind != ERR_DATA || !out->err.text[0]))
		fail("refused without a word", "");
	parser_free(p);
}

static ptrdiff_t read_slice(void *ctx, char *buffer, size_t size, struct err *e) {
	struct slice *rest = ctx;
	size_t n = rest->len < size ? rest->len : size;

	(void)e;
	if (n > 0)
		memcpy(buffer, rest->at, n);
	*rest = slice_from(*rest, n);
	return (ptrdiff_t)n;
}

static bool write_str(void *ctx, struct slice bytes, struct err *e) {
	(void)e;
	return str_add(ctx, bytes);
}

char *feed_as_json(struct slice bytes, const char *base, struct parse_report *report, struct err *e) {
	struct str out;

	str_init(&out, 64u << 20);
	if (parse_to_jsonfeed(base, "", &(struct parse_source){read_slice, &bytes}, &(struct parse_sink){write_str, &out}, report, e))
		return str_take(&out);
	str_finish(&out);
	return NULL;
}
