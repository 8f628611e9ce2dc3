/* bench_parse.c: how fast feeds are read, bodies turned into text and all, beside plain expat on the same bytes. */
#include <bewust/parse.h>
#include <bewust/text.h>
#include <expat.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#define BYTES (8u << 20)
#define PIECE 65536
#define ROUNDS 7

static double now(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char words[] = "The river had been quiet all morning & nobody minded. Children counted the boats; an old man <em>whistled</em>, "
	"the baker's dog slept &mdash; and over the bridge came <a href=\"https://example.org/walk?id=7&amp;x=1\">a slow parade</a> of ducks. ";

static void write_rss(struct str *out) {
	str_add_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Bench</title><link>https://example.org/</link>\n");
	for (int i = 0; out->len < BYTES; i++) {
		str_addf(out, "<item><title>Entry %d of the caf\xC3\xA9</title><link>https://example.org/e/%d</link><guid isPermaLink=\"false\">e-%d</guid>"
			"<pubDate>Mon, 06 Sep 2021 %02d:%02d:00 +0000</pubDate><dc:creator>Ann Example</dc:creator><category>walks</category>"
			"<description>A short word on what follows, in a line or two.</description>\n<content:encoded><![CDATA[", i, i, i, i / 60 % 24, i % 60);
		for (int p = 0; p < 8; p++)
			str_addf(out, "<p>%s%s</p>\n", words, words);
		str_add_text(out, "]]></content:encoded></item>\n");
	}
	str_add_text(out, "</channel></rss>\n");
}

static void write_atom(struct str *out) {
	str_add_text(out, "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Bench</title><id>urn:bench</id>\n");
	for (int i = 0; out->len < BYTES; i++) {
		str_addf(out, "<entry><title>Entry %d</title><link href=\"https://example.org/e/%d\"/><id>urn:e:%d</id>"
			"<updated>2021-09-06T%02d:%02d:00Z</updated><author><name>Ann</name></author><content type=\"html\">", i, i, i, i / 60 % 24, i % 60);
		for (int p = 0; p < 8; p++)
			str_add_text(out, "&lt;p&gt;The river had been quiet all morning &amp;amp; nobody minded. Children counted the boats; an old man "
				"&lt;em&gt;whistled&lt;/em&gt;, the baker's dog slept, and over the bridge came a slow parade of ducks.&lt;/p&gt;\n");
		str_add_text(out, "</content></entry>\n");
	}
	str_add_text(out, "</feed>\n");
}

static void write_json(struct str *out) {
	str_add_text(out, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Bench\",\"items\":[\n");
	for (int i = 0; out->len < BYTES / 2 - 65536; i++) {
		str_addf(out, "%s{\"id\":\"%d\",\"url\":\"https://example.org/e/%d\",\"title\":\"Entry %d\",\"content_html\":\"", i ? ",\n" : "", i, i, i);
		for (int p = 0; p < 8; p++)
			str_add_text(out, "<p>The river had been quiet all morning &amp; nobody minded. Children counted the boats; an old man "
				"<em>whistled<\\/em>, the baker's dog slept, and over the bridge came a slow parade of ducks.<\\/p>\\n");
		str_add_text(out, "\"}");
	}
	str_add_text(out, "]}\n");
}

static void XMLCALL on_start(void *ctx, const char *name, const char **attributes) {
	(void)ctx;
	(void)name;
	(void)attributes;
}

static void XMLCALL on_end(void *ctx, const char *name) {
	(void)ctx;
	(void)name;
}

static void XMLCALL on_text(void *ctx, const char *at, int len) {
	(void)ctx;
	(void)at;
	(void)len;
}

static double time_expat(struct slice bytes) {
	double from = now();
	XML_Parser p = XML_ParserCreate("UTF-8");

	XML_SetElementHandler(p, on_start, on_end);
	XML_SetCharacterDataHandler(p, on_text);
	for (size_t at = 0; at < bytes.len; at += PIECE)
		XML_Parse(p, bytes.at + at, (int)(bytes.len - at < PIECE ? bytes.len - at : PIECE), 0);
	XML_Parse(p, "", 0, 1);
	XML_ParserFree(p);
	return now() - from;
}

struct counted {
	struct str text;
	bool convert;
	size_t entries, bytes;
};

static bool on_entry(void *ctx, const struct entry *e) {
	struct counted *c = ctx;

	c->entries++;
	if (c->convert && e->html) {
		str_clear(&c->text);
		text_from_html(slice_of(e->html), e->base, &c->text, NULL);
		c->bytes += c->text.len;
	}
	return true;
}

static double time_parser(struct slice bytes, bool convert) {
	struct counted c = {.convert = convert};
	struct parse_report report;
	struct err e;
	double from = now();
	struct parser *p = parser_new("https://example.org/feed", "", &(struct parse_handler){.on_entry = on_entry, .ctx = &c});

	str_init(&c.text, 1u << 20);
	for (size_t at = 0; at < bytes.len; at += PIECE)
		parser_feed(p, (struct slice){bytes.at + at, bytes.len - at < PIECE ? bytes.len - at : PIECE}, &e);
	parser_finish(p, &report, &e);
	parser_free(p);
	str_finish(&c.text);
	return c.entries > 0 ? now() - from : 1e9;
}

static double best(double a, double b) {
	return a < b ? a : b;
}

static void bench(const char *name, void (*write)(struct str *), bool xml) {
	double expat = 1e9, reading = 1e9, all = 1e9;
	struct str feed;

	str_init(&feed, 2 * BYTES);
	write(&feed);
	for (int i = 0; i < ROUNDS; i++) {
		if (xml)
			expat = best(expat, time_expat(str_slice(&feed)));
		reading = best(reading, time_parser(str_slice(&feed), false));
		all = best(all, time_parser(str_slice(&feed), true));
	}
	double mb = (double)feed.len / 1e6;

	if (xml)
		printf("%s, plain expat %.0f MB/s\n", name, mb / expat);
	printf("%s, entries %.0f MB/s\n%s, entries and text %.0f MB/s\n", name, mb / reading, name, mb / all);
	if (xml)
		printf("%s, entries and text of expat %.2f x\n", name, expat / all);
	str_finish(&feed);
}

int main(void) {
	struct rusage usage;

	bench("rss", write_rss, true);
	bench("atom", write_atom, true);
	bench("json", write_json, false);
	getrusage(RUSAGE_SELF, &usage);
	printf("largest resident %ld KiB\n", usage.ru_maxrss);
	return 0;
}
