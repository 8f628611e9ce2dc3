/* test_parse_details.c: what feeds say beside titles and texts: schedules, media, sources, markup in lines, encodings, dates. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/date.h>
#include <stdlib.h>
#include <string.h>

#define BYTES(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define RSS(inside) "<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:media='http://search.yahoo.com/mrss/'" \
	" xmlns:yt='http://www.youtube.com/xml/schemas/2015' xmlns:h='http://www.w3.org/1999/xhtml'><channel>" inside "</channel></rss>"
#define ITEM(inside) RSS("<item>" inside "</item>")
#define ENTRY(inside) "<feed xmlns='http://www.w3.org/2005/Atom'><entry>" inside "</entry></feed>"

/* The last that was told of a channel and of an entry; texts copied. */
struct told {
	struct feed feed;
	struct entry entry;
	char source_title[64], source_url[64], url[64], comments[64], email[64];
	size_t entries;
};

static void keep(char out[64], const char *text) {
	text_copy(out, 64, slice_of(text));
}

static bool on_feed(void *ctx, const struct feed *f) {
	((struct told *)ctx)->feed = *f;
	return true;
}

static bool on_entry(void *ctx, const struct entry *e) {
	struct told *t = ctx;

	t->entry = *e;
	keep(t->source_title, e->source_title);
	keep(t->source_url, e->source_url);
	keep(t->url, e->url);
	keep(t->comments, e->comments);
	keep(t->email, e->author_count > 0 ? e->authors[0].email : NULL);
	t->entries++;
	return true;
}

static struct told read_feed(const char *feed) {
	struct told t = {.entries = 0};
	struct parser *p = parser_new("http://a.example/", "", &(struct parse_handler){on_feed, on_entry, &t});
	struct parse_report report;
	struct err e;

	assert_true(parser_feed(p, slice_of(feed), &e));
	assert_true(parser_finish(p, &report, &e));
	parser_free(p);
	return t;
}

static void assert_reads(struct slice feed, const char *text) {
	struct err e = {0};
	char *json = feed_as_json(feed, "http://a.example/", NULL, &e);

	if (!json)
		fail_msg("refused: %s", e.text);
	if (!strstr(json, text))
		fail_msg("%s is not in\n%s", text, json);
	free(json);
}

static void a_channel_tells_when_to_come_back(void **state) {
	(void)state;
	assert_int_equal(read_feed(RSS("<ttl> 90 </ttl>")).feed.ttl_minutes, 90);
	assert_int_equal(read_feed(RSS("<ttl>-5</ttl>")).feed.ttl_minutes, 0);
	assert_int_equal(read_feed(RSS("<ttl>999999999</ttl>")).feed.ttl_minutes, 0);
	assert_int_equal(read_feed(RSS("<sy:updatePeriod>daily</sy:updatePeriod>")).feed.ttl_minutes, 1440);
	assert_int_equal(read_feed(RSS("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>")).feed.ttl_minutes, 360);
	assert_int_equal(read_feed(RSS("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>")).feed.ttl_minutes, 60);
	assert_int_equal(read_feed(RSS("<sy:updatePeriod>now and then</sy:updatePeriod>")).feed.ttl_minutes, 0);
	assert_int_equal(read_feed(RSS("<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>")).feed.ttl_minutes, 30);
}

static void a_channel_tells_when_it_sleeps(void **state) {
	(void)state;
	assert_int_equal(read_feed(RSS("<skipHours><hour>0</hour><hour>5</hour><hour>24</hour><hour>99</hour></skipHours>")).feed.skip_hours, 1u | 1u << 5);
	assert_int_equal(read_feed(RSS("<skipDays><day>Monday</day><day>sunday</day><day>someday</day></skipDays>")).feed.skip_days, 1u | 1u << 6);
}

static void a_channel_names_its_next_page_and_people(void **state) {
	(void)state;
	assert_reads(BYTES("<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='/2'/></feed>"), "\"next_url\": \"http://a.example/2\"");
	assert_reads(BYTES(RSS("<item/><managingEditor>ann@a.example (Ann)</managingEditor>")), "\"name\": \"Ann\"");
	assert_reads(BYTES("{\"items\":[{}],\"authors\":[{\"name\":\"Ann\"}]}"), "\"name\": \"Ann\"");
	struct told t = read_feed(ENTRY("<author><name>Ann</name><email>ann@a.example</email></author>"));

	assert_string_equal(t.email, "ann@a.example");
}

static void links_lead_to_what_they_are_for(void **state) {
	(void)state;
	assert_reads(BYTES(ENTRY("<link rel='via' href='/v'/>")), "\"external_url\": \"http://a.example/v\"");
	assert_reads(BYTES(ENTRY("<link rel='image' href='/i'/>")), "\"image\": \"http://a.example/i\"");
	assert_string_equal(read_feed(ENTRY("<link rel='replies' href='/r'/>")).comments, "http://a.example/r");
	assert_string_equal(read_feed(ENTRY("<content src='/c' type='text/html'/>")).url, "http://a.example/c");
	assert_string_equal(read_feed(ENTRY("<id>http://b.example/1</id>")).url, "http://b.example/1");
	assert_string_equal(read_feed(ENTRY("<id>urn:b:1</id>")).url, "");
}

static void a_comment_is_no_address(void **state) {
	(void)state;
	assert_string_equal(read_feed(ITEM("<comments>what a day</comments>")).comments, "");
	assert_string_equal(read_feed(ITEM("<comments> talk.html </comments>")).comments, "http://a.example/talk.html");
}

static void where_an_entry_was_first_is_kept(void **state) {
	struct told t;

	(void)state;
	t = read_feed(ITEM("<source url='/s.xml'>There</source>"));
	assert_string_equal(t.source_title, "There");
	assert_string_equal(t.source_url, "http://a.example/s.xml");
	t = read_feed(ENTRY("<source><title>There</title><link href='/s'/><link rel='self' href='/s.xml'/></source>"));
	assert_string_equal(t.source_title, "There");
	assert_string_equal(t.source_url, "http://a.example/s.xml");
	assert_string_equal(t.url, "http://a.example/s");
}

static void media_are_told_in_every_way(void **state) {
	(void)state;
	assert_int_equal(read_feed(ITEM("<yt:videoId>x</yt:videoId>")).entry.kind, ITEM_VIDEO);
	assert_int_equal(read_feed(ITEM("<yt:videoId/>")).entry.kind, ITEM_TEXT);
	assert_int_equal(read_feed(ITEM("<media:player url='/p'/>")).entry.kind, ITEM_VIDEO);
	assert_reads(BYTES(ITEM("<media:content url='/m.mp3'><media:title>Song</media:title></media:content>")), "\"title\": \"Song\"");
	assert_reads(BYTES(ITEM("<media:thumbnail>/t.png</media:thumbnail>")), "\"image\": \"http://a.example/t.png\"");
	assert_int_equal(read_feed(ITEM("<media:content><media:title>no address</media:title></media:content>")).entry.enclosure_count, 0);
	assert_reads(BYTES("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
		" xmlns:enc='http://purl.oclc.org/net/rss_2.0/enc#'><item><enc:enclosure rdf:resource='/e.ogg' enc:type='audio/ogg' enc:length='7'/></item></rdf:RDF>"),
		"\"size_in_bytes\": 7");
}

static void texts_of_atom_0_3_are_read_by_their_mode(void **state) {
	(void)state;
	assert_reads(BYTES(ENTRY("<content mode='xml' type='text/html'><p class='a'>x &lt; y</p></content>")), "<p class=\\\"a\\\">x &lt; y</p>");
	assert_reads(BYTES(ENTRY("<content type='text/html' mode='escaped'>&lt;p>x&lt;/p></content>")), "\"content_html\": \"<p>x</p>\"");
	assert_reads(BYTES(ENTRY("<content mode='base64'>PGI+</content>")), "\"content_text\": \"<b>\"");
	assert_reads(BYTES(ENTRY("<content type='html'>words <b>among</b> tags</content>")), "\"content_html\": \"words <b>among</b> tags\"");
	assert_reads(BYTES(ITEM("<h:body>a &lt; <h:i>b</h:i></h:body>")), "\"content_html\": \"a &lt; <i>b</i>\"");
	assert_reads(BYTES("<entry xmlns='http://www.w3.org/2005/Atom'><title>alone</title></entry>"), "\"title\": \"alone\"");
}

static void markup_in_a_line_leaves_its_words(void **state) {
	(void)state;
	assert_reads(BYTES(ITEM("<title>a&lt;!-- b -->c&lt;p>d&lt;/p></title>")), "\"title\": \"ac d\"");
	assert_reads(BYTES(ITEM("<title>a&lt;script>b&lt;i>c&lt;/script>d</title>")), "\"title\": \"ad\"");
	assert_reads(BYTES(ITEM("<title>a&lt;style>b</title>")), "\"title\": \"a\"");
	assert_reads(BYTES(ITEM("<title>&lt;b>1&lt;/b> &lt; 2</title>")), "\"title\": \"1 < 2\"");
	assert_reads(BYTES(ITEM("<title>&lt;b>a&lt;/b>&lt;!-- never closed</title>")), "\"title\": \"a\"");
	assert_reads(BYTES(ITEM("<title>&lt;b title='>'>a&lt;/b></title>")), "\"title\": \"a\"");
	assert_reads(BYTES(ITEM("<title>&lt;b>a&lt;/b>&lt;img</title>")), "\"title\": \"a\"");
}

static void feeds_in_pieces_of_other_encodings_are_the_same(void **state) {
	const struct slice feeds[] = {
		BYTES("<?xml version='1.0' encoding=shift_jis ?><rss><channel><title>\x93\xFA\x96\x7B\x8C\xEA</title><item><title>\x93\xFA</title></item></channel></rss>"),
		BYTES("<?xml version='1.0' encoding='iso-2022-jp'?><rss><channel><title>\x1B$BF|K\\\x1B(B</title></channel></rss>"),
		BYTES("<?xml version='1.0' encoding='gb2312'?><rss><channel><title>\xC4\xE3\xBA\xC3 \xFF</title></channel></rss>"),
		BYTES("\xFF\xFE<\0r\0s\0s\0>\0<\0t\0i\0t\0l\0e\0>\0\x3D\xD8\x00\xDE<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0r\0s\0s\0>\0"),
		BYTES("<?xml version='1.0' encoding='euc-jp'?><rss><channel><title>\xC6\xFC\xCB\xDC \xC6</title></channel></rss>"),
	};
	static const char *const titles[] = {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "\xE6\x97\xA5\xE6\x9C\xAC", "\xE4\xBD\xA0\xE5\xA5\xBD",
		"\xF0\x9F\x98\x80", "\xE6\x97\xA5\xE6\x9C\xAC"};

	(void)state;
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		struct feed_check whole, pieces;

		assert_reads(feeds[i], titles[i]);
		feed_check_run(feeds[i], 0, &whole);
		for (size_t piece = 1; piece < 9; piece++) {
			feed_check_run(feeds[i], piece, &pieces);
			assert_true(pieces.digest == whole.digest);
		}
	}
}

static void labels_of_encodings_are_read_in_every_spelling(void **state) {
	static const struct {
		const char *label, *bytes, *want;
	} samples[] = {
		{"koi8_r", "\xF6", "\xD0\x96"}, {"KOI8-T", "\xF6", "\xD0\x96"}, {"iso8859_5", "\xB6", "\xD0\x96"}, {"cp855", "\xEA", "\xD0\x96"},
		{"mac_cyrillic", "\x86", "\xD0\x96"}, {"mac_latin2", "\x8E", "\xC3\xA9"}, {"hp_roman8", "\xC5", "\xC3\xA9"},
		{"IBM852", "\x82", "\xC3\xA9"}, {"tis_620", "\xB7", "\xE0\xB8\x97"}, {"johab", "\xF1\x7D", "\xE6\x97\xA5"},
		{"iso2022_kr", "\x1B$)C\x0Elm\x0F", "\xE6\x97\xA5"}, {"utf-7", "+ZeU-", "\xE6\x97\xA5"}, {"nobody's own", "\xE9", "\xC3\xA9"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct str feed;

		str_init(&feed, 4096);
		str_addf(&feed, "<?xml version='1.0' encoding=\"%s\"?><rss><channel><title>%s</title></channel></rss>", samples[i].label, samples[i].bytes);
		assert_reads(str_slice(&feed), samples[i].want);
		str_finish(&feed);
	}
}

/* "<?xml version='1.0' encoding='cp500'?><rss><title>A!</title></rss>": "!" is where the kinds of EBCDIC part. */
static void ebcdic_says_which_one_it_is(void **state) {
	static const char cp500[] = "\x4C\x6F\xA7\x94\x93\x40\xA5\x85\x99\xA2\x89\x96\x95\x7E\x7D\xF1\x4B\xF0\x7D\x40\x85\x95\x83\x96\x84\x89\x95\x87"
		"\x7E\x7D\x83\x97\xF5\xF0\xF0\x7D\x6F\x6E\x4C\x99\xA2\xA2\x6E\x4C\xA3\x89\xA3\x93\x85\x6E\xC1\x4F\x4C\x61\xA3\x89\xA3\x93\x85\x6E\x4C\x61\x99\xA2\xA2\x6E";

	(void)state;
	assert_reads(BYTES(cp500), "\"title\": \"A!\"");
}

/* A long feed, where what was cut in two at the end of a piece is not held back any more for finding out the encoding. */
static void long_feeds_in_pieces_are_the_same(void **state) {
	static const char *const heads[] = {"<?xml version='1.0' encoding='shift_jis'?><rss><channel>", "<!DOCTYPE rss><rss><channel>"};
	static const char *const items[] = {"<item><title>\x93\xFA\x96\x7B</title></item>",
		"<item><title>\xE6\x97\xA5 &amp;&eacute; \xF0\x9F\x98\x80 &nosuch &</title><![CDATA[\xC3\xA9]]></item>"};

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct feed_check whole, pieces;
		struct str feed;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, heads[k]);
		while (feed.len < 20000)
			str_add_text(&feed, items[k]);
		str_add_text(&feed, "</channel></rss>");
		feed_check_run(str_slice(&feed), 0, &whole);
		for (size_t piece = 1; piece < 100; piece += 7) {
			feed_check_run(str_slice(&feed), piece, &pieces);
			assert_int_equal(pieces.entries, whole.entries);
			assert_true(pieces.digest == whole.digest);
		}
		str_finish(&feed);
	}
}

static void what_a_header_says_counts_where_bytes_do_not(void **state) {
	struct told t = {.entries = 0};
	struct parser *p = parser_new("", "text/xml; charset=koi8-r", &(struct parse_handler){on_feed, on_entry, &t});
	struct parse_report report;
	struct err e;

	(void)state;
	assert_true(parser_feed(p, BYTES("<rss><channel><item><source url='http://a.example/'>\xD0\xD2\xC9</source></item></channel></rss>"), &e));
	assert_true(parser_finish(p, &report, &e));
	assert_string_equal(t.source_title, "\xD0\xBF\xD1\x80\xD0\xB8");
	parser_free(p);
}

static void json_says_things_in_its_own_way(void **state) {
	(void)state;
	assert_reads(BYTES("{\"items\":[{\"authors\":[\"Ann\"],\"attachments\":[{\"mime_type\":\"x/y\"},{\"url\":\"/a\",\"size_in_bytes\":\"12\"}]}]}"),
		"\"size_in_bytes\": 12");
	assert_reads(BYTES("{\"items\":[{\"authors\":[\"Ann\"]}]}"), "\"name\": \"Ann\"");
	assert_reads(BYTES("{\"items\":[{\"attachments\":[{\"url\":\"/a\",\"size_in_bytes\":\"much\"}]}]}"), "\"attachments\"");
}

static void comments_and_instructions_are_no_text(void **state) {
	(void)state;
	assert_reads(BYTES("<?xml version='1.0'?><?style x?><rss><!-- a --><channel><title>a<!-- b -->c<?d e?>f</title></channel></rss>"), "\"acf\"");
	assert_reads(BYTES("<!DOCTYPE rss><rss><?style x?><!-- a --><channel><title>a<!-- b -->c<?d e?>f</title></channel></rss>"), "\"acf\"");
}

static void assert_date(const char *text, const char *want) {
	char got[21] = "-";
	int64_t at;

	if (parse_date(slice_of(text), &at))
		date_rfc3339(at, got);
	assert_string_equal(got, want);
}

static void dates_of_the_far_east_and_of_no_order_are_read(void **state) {
	(void)state;
	assert_date("2024\xEB\x85\x84 3\xEC\x9B\x94 1\xEC\x9D\xBC", "2024-03-01T00:00:00Z");
	assert_date("2024\xE5\xB9\xB4""3\xE6\x9C\x88""1\xE6\x97\xA5", "2024-03-01T00:00:00Z");
	assert_date("20240301102030", "2024-03-01T10:20:30Z");
	assert_date("202403011020", "2024-03-01T10:20:00Z");
	assert_date("2024-01-01 12:00 Pacific/Auckland", "2023-12-31T23:00:00Z");
	assert_date("2024-07-01 12:00 Pacific/Auckland", "2024-07-01T00:00:00Z");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_channel_tells_when_to_come_back),
		cmocka_unit_test(a_channel_tells_when_it_sleeps),
		cmocka_unit_test(a_channel_names_its_next_page_and_people),
		cmocka_unit_test(links_lead_to_what_they_are_for),
		cmocka_unit_test(a_comment_is_no_address),
		cmocka_unit_test(where_an_entry_was_first_is_kept),
		cmocka_unit_test(media_are_told_in_every_way),
		cmocka_unit_test(texts_of_atom_0_3_are_read_by_their_mode),
		cmocka_unit_test(markup_in_a_line_leaves_its_words),
		cmocka_unit_test(feeds_in_pieces_of_other_encodings_are_the_same),
		cmocka_unit_test(labels_of_encodings_are_read_in_every_spelling),
		cmocka_unit_test(ebcdic_says_which_one_it_is),
		cmocka_unit_test(long_feeds_in_pieces_are_the_same),
		cmocka_unit_test(what_a_header_says_counts_where_bytes_do_not),
		cmocka_unit_test(json_says_things_in_its_own_way),
		cmocka_unit_test(comments_and_instructions_are_no_text),
		cmocka_unit_test(dates_of_the_far_east_and_of_no_order_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
