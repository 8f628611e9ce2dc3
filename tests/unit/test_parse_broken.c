/* test_parse_broken.c: feeds that are broken, hostile or none, and the limits at one below, at, and one above. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/limits.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *json_of(struct slice bytes, struct parse_report *report) {
	struct err e = {0};
	char *json = feed_as_json(bytes, "http://example.org/", report, &e);

	if (!json)
		fail_msg("refused: %s", e.text);
	return json;
}

#define BYTES(literal) ((struct slice){(literal), sizeof(literal) - 1})

static void assert_has(struct slice bytes, const char *text) {
	struct parse_report report;
	char *json = json_of(bytes, &report);

	if (!strstr(json, text))
		fail_msg("%s is not in\n%s", text, json);
	free(json);
}

#define TITLE(inside) BYTES("<rss><channel><item><title>" inside "</title></item></channel></rss>")

static void bare_signs_and_html_entities_are_mended(void **state) {
	(void)state;
	assert_has(TITLE("a & b &nbsp;&eacute;&mdash;"), "\"a & b \xC3\xA9\xE2\x80\x94\"");
	assert_has(TITLE("3 < 4 &unknown; &#0;&#27;x"), "\"3 < 4 &unknown; ");
	assert_has(BYTES("<rss><channel><item><link>http://a.example/?a=1&b=2&copy=3</link></item></channel></rss>"), "?a=1&b=2&copy=3\"");
}

static void control_bytes_are_dropped(void **state) {
	(void)state;
	assert_has(TITLE("a\0b\x01\x1B[2Jc"), "\"ab[2Jc\"");
}

static void undeclared_prefixes_have_their_usual_meaning(void **state) {
	(void)state;
	assert_has(BYTES("<rss><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>"), "\"name\": \"Ann\"");
}

static void missing_and_stray_ends_are_mended(void **state) {
	struct parse_report report;
	char *json = json_of(BYTES("<rss><channel><item><title>one</b></title><item><title>two</title></item></channel></rss>"), &report);

	(void)state;
	assert_true(report.broken);
	assert_int_equal(report.entries, 2);
	assert_non_null(strstr(json, "\"one\""));
	assert_non_null(strstr(json, "\"two\""));
	free(json);
}

static void unquoted_attributes_are_read(void **state) {
	(void)state;
	assert_has(BYTES("<rss><channel><item><enclosure url=http://a.example/x.mp3 type='audio/mpeg' ></item></channel></rss>"), "x.mp3");
}

static void what_stands_before_a_feed_does_not_matter(void **state) {
	(void)state;
	assert_has(BYTES("\xEF\xBB\xBF<rss><channel><title>t</title></channel></rss>"), "\"t\"");
	assert_has(BYTES("\n\n <?xml version='1.0'?><rss><channel><title>t</title></channel></rss>"), "\"t\"");
	assert_has(BYTES("<b>Warning</b>: x.php <?xml version='1.0'?>\n<rss><channel><title>t</title></channel></rss>"), "\"t\"");
	assert_has(BYTES("<!-- a --><!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'><rss><channel><title>t&eacute;</title></channel></rss>"), "\"t\xC3\xA9\"");
}

static void declared_entities_are_never_expanded(void **state) {
	struct parse_report report;
	char *json = json_of(BYTES("<!DOCTYPE rss [<!ENTITY a 'boom'><!ENTITY b '&a;&a;'>]>"
		"<rss><channel><title>x&b;</title><item><link>/&a;</link></item></channel></rss>"), &report);

	(void)state;
	assert_null(strstr(json, "boom"));
	free(json);
}

static void every_encoding_becomes_utf8(void **state) {
	(void)state;
	assert_has(BYTES("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>it\x92s d\xE9j\xE0</title></channel></rss>"), "it\xE2\x80\x99s d\xC3\xA9j\xC3\xA0");
	assert_has(BYTES("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>d\xC3\xA9j\xC3\xA0</title></channel></rss>"), "d\xC3\xA9j\xC3\xA0");
	assert_has(BYTES("<?xml version='1.0' encoding='utf-8'?><rss><channel><title>d\xE9j\xE0</title></channel></rss>"), "d\xC3\xA9j\xC3\xA0");
	assert_has(BYTES("<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>\xD0\xD2\xC9\xD7\xC5\xD4</title></channel></rss>"),
		"\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
	assert_has(BYTES("<?xml version='1.0' encoding='../../x'?><rss><channel><title>t</title></channel></rss>"), "\"t\"");
	assert_has(BYTES("\xFE\xFF\0<\0r\0s\0s\0>\0<\0t\0i\0t\0l\0e\0>\0\xE9\0<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0r\0s\0s\0>"), "\xC3\xA9");
}

static void an_element_that_cannot_stand_in_a_text_ends_it(void **state) {
	(void)state;
	assert_has(BYTES("<rss><channel><item><title>One<link>http://e.example/1</link></item><item><title>Two</title></item></channel></rss>"),
		"\"url\": \"http://e.example/1\"");
	assert_has(BYTES("<rss><channel><item><title>One<guid>g</guid><description>d<pubDate>2024-03-01</pubDate></item></channel></rss>"),
		"\"title\": \"One\"");
	assert_has(BYTES("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One<updated>2024-03-01T00:00:00Z</updated></entry></feed>"),
		"\"date_modified\": \"2024-03-01T00:00:00Z\"");
	assert_has(BYTES("<rss><channel><item><description><p>x</p><link rel='a' href='b'/>y</description></item></channel></rss>"), "y");
}

static void halves_of_a_character_are_put_together(void **state) {
	(void)state;
	assert_has(BYTES("<rss><channel><item><title>a &#xD83D;&#xDE00; &#55357;&#56832;</title></item></channel></rss>"), "a \xF0\x9F\x98\x80 \xF0\x9F\x98\x80\"");
	assert_has(BYTES("<rss><channel><item><title>a&#xD83D;&#65;</title></item></channel></rss>"), "A\"");
}

static void blanks_before_a_byte_order_mark_do_not_matter(void **state) {
	(void)state;
	assert_has(BYTES("  \xEF\xBB\xBF<rss><channel><item><title>One</title></item></channel></rss>"), "\"One\"");
}

/* A title in some encoding, which nothing names. */
static void assert_guessed(const char *encoding, const char *text) {
	static const char frame[] = "<rss><channel><title>F</title><item><title>%s</title></item></channel></rss>";
	char *from = (char *)text, bytes[512], *to = bytes, feed[1024]; /* iconv's prototype; it does not write there */
	size_t left = strlen(text), room = sizeof bytes - 1;
	iconv_t cd = iconv_open(encoding, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	iconv_close(cd);
	*to = '\0';
	snprintf(feed, sizeof feed, frame, bytes);
	assert_has(slice_of(feed), text);
}

static void an_encoding_that_nobody_names_is_guessed(void **state) {
	static const char russian[] = "Утром над рекой стоял туман, и лодки медленно шли вдоль берега";
	static const char japanese[] = "朝、川の上に霧がかかっていて、小さな舟がゆっくりと岸に沿って進んでいました。";

	(void)state;
	assert_guessed("CP1251", russian);
	assert_guessed("KOI8-R", russian);
	assert_guessed("ISO-8859-5", russian);
	assert_guessed("CP866", russian);
	assert_guessed("CP1253", "Το πρωί υπήρχε ομίχλη πάνω από το ποτάμι και οι βάρκες πήγαιναν αργά");
	assert_guessed("CP1255", "בבוקר עמד ערפל מעל הנהר והסירות שטו לאט לאורך הגדה");
	assert_guessed("CP1256", "في الصباح كان الضباب فوق النهر وكانت القوارب تسير ببطء على طول الضفة");
	assert_guessed("CP874", "ตอนเช้ามีหมอกเหนือแม่น้ำ และเรือแล่นไปช้าๆ ตามริมฝั่ง");
	assert_guessed("EUC-JP", japanese);
	assert_guessed("SHIFT_JIS", japanese);
	assert_guessed("EUC-KR", "아침에 강 위에 안개가 끼어 있었고 작은 배들이 천천히 강가를 따라 움직였습니다");
	assert_guessed("GB2312", "早晨河上有雾，小船沿着河岸慢慢地走，孩子们在桥上看着水里的鱼");
	assert_guessed("BIG5", "早晨河上有霧，小船沿著河岸慢慢地走，孩子們在橋上看著水裡的魚");
	assert_guessed("CP1252", "Le matin, la rivière était couverte d’un léger brouillard; über dem Fluß zögerte ein später Kahn – señor");
	assert_guessed("CP1252", "Æðarfuglinn synti í þokunni við ána");
}

static void a_stray_byte_in_utf8_is_windows_1252(void **state) {
	(void)state;
	assert_has(TITLE("caf\xC3\xA9 na\xC3\xAFve \xC3\xBC \xC3\xB6 \xC3\xA4 caf\xE9"), "na\xC3\xAFve \xC3\xBC \xC3\xB6 \xC3\xA4 caf\xC3\xA9");
}

static void a_cut_feed_keeps_what_came_whole(void **state) {
	struct parse_report report;
	char *json = json_of(BYTES("<rss><channel><item><title>one</title></item><item><title>two</title><link>http://a.ex"), &report);

	(void)state;
	assert_true(report.truncated);
	assert_true(report.trouble[0]);
	assert_non_null(strstr(json, "\"two\""));
	assert_null(strstr(json, "a.ex\""));
	free(json);
}

static void the_size_of_pieces_changes_nothing(void **state) {
	static const char feed[] = "<?xml version='1.0'?><rss><channel><title>a & b</title><item><title>one<b></title><description><![CDATA[<p>x]] & "
		"\xC3\xA9</p>]]></description><link href='x' >http://a.example/?x=1&y=2</link></item><item><title>\xE9&eacute;</title></channel>";
	struct feed_check whole, pieces;

	(void)state;
	feed_check_run(BYTES(feed), 0, &whole);
	assert_true(whole.is_feed);
	for (size_t piece = 1; piece < 64; piece++) {
		feed_check_run(BYTES(feed), piece, &pieces);
		assert_int_equal(pieces.entries, whole.entries);
		assert_true(pieces.digest == whole.digest);
	}
}

static void assert_refused(struct slice bytes, const char *word) {
	struct err e = {0};
	char *json = feed_as_json(bytes, "http://example.org/page", NULL, &e);

	assert_null(json);
	assert_int_equal(e.kind, ERR_DATA);
	if (!strstr(e.text, word))
		fail_msg("\"%s\" does not say %s", e.text, word);
}

static void a_wrong_end_is_no_cut_in_pieces_of_any_size(void **state) {
	const struct slice feed = BYTES("<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><title>aGVsbG8=</content></en</feed>");

	(void)state;
	for (size_t piece = 0; piece < 12; piece++) {
		struct feed_check c;

		feed_check_run(feed, piece, &c);
		assert_true(c.report.broken);
		assert_false(c.report.truncated);
		assert_int_equal(c.entries, 1);
	}
}

static void what_is_no_feed_is_refused_in_a_sentence(void **state) {
	(void)state;
	assert_refused(BYTES(""), "no feed");
	assert_refused(BYTES("\0\0\0\0"), "no feed");
	assert_refused(BYTES("\x89PNG\r\n\x1A\n"), "no feed");
	assert_refused(BYTES("<urlset><url/></urlset>"), "no feed");
	assert_refused(BYTES("null"), "no feed");
	assert_refused(BYTES("{\"title\":\"x\",\"entries\":[]}"), "no feed");
	assert_refused(BYTES("<opml version='2.0'><body/></opml>"), "import");
	assert_refused(BYTES("<html><body>hello</body></html>"), "web page");
	assert_refused(BYTES("<!doctype html><link rel=alternate type=application/rss+xml href=/feed>"), "http://example.org/feed");
}

/* ---- limits ---- */

static void repeat(struct str *out, const char *text, size_t times) {
	for (size_t i = 0; i < times; i++)
		str_add_text(out, text);
}

/* What comes of `before`, `unit` n times, `after`. */
static struct feed_check limited(const char *before, const char *unit, size_t n, const char *after) {
	struct feed_check c;
	struct str feed;

	str_init(&feed, 64u << 20);
	str_add_text(&feed, before);
	repeat(&feed, unit, n);
	str_add_text(&feed, after);
	feed_check_run(str_slice(&feed), 0, &c);
	str_finish(&feed);
	return c;
}

static void entries_are_counted(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_ENTRIES) {
		const struct feed_check all[] = {limited("<rss>", "<item/>", n, "</rss>"), limited("{\"items\":[{}", ",{}", n - 1, "]}")};

		for (int i = 0; i < 2; i++) {
			assert_int_equal(all[i].report.limited, n > LIMIT_ENTRIES);
			assert_int_equal(all[i].entries, n < LIMIT_ENTRIES ? n : LIMIT_ENTRIES);
		}
	}
}

static void elements_are_counted(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_ELEMENTS)
		assert_int_equal(limited("<rss><item/>", "<x/>", n - 2, "</rss>").report.limited, n > LIMIT_ELEMENTS);
}

static void depth_is_limited(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_DEPTH) /* rss, item and content stand around; the document itself is a level */
		assert_int_equal(limited("<rss><item><content>", "<b>", n - 4, "x").report.limited, n > LIMIT_DEPTH);
	assert_int_equal(limited("<rss><item/><item>", "<b>", LIMIT_NEST * 4, "x").entries, 2);
}

static void attributes_are_limited(void **state) {
	struct str feed;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_ATTRIBUTES) {
		struct feed_check c;

		str_init(&feed, 1u << 20);
		str_add_text(&feed, "<!DOCTYPE rss><rss><item><enclosure url='http://a.example/'");
		for (size_t i = 1; i < n; i++)
			str_addf(&feed, " a%zu='x'", i);
		str_add_text(&feed, "/></item></rss>");
		feed_check_run(str_slice(&feed), 0, &c);
		assert_int_equal(c.report.limited, n > LIMIT_ATTRIBUTES);
		assert_int_equal(c.entries, 1);
		str_finish(&feed);
	}
}

static void texts_are_cut_at_their_limit(void **state) {
	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_TEXT_BYTES) {
		struct feed_check c = limited("<rss><item><description>", "a", n, "</description></item></rss>");

		assert_int_equal(c.report.limited, n > LIMIT_TEXT_BYTES);
		assert_int_equal(c.entries, 1);
	}
}

static void a_million_unclosed_tags_end_soon(void **state) {
	(void)state;
	struct feed_check c = limited("<rss><channel><item><title>one</title></item>", "<b>", 1000000, "");

	assert_true(c.is_feed);
	assert_int_equal(c.entries, 1);
	c = limited("<!DOCTYPE rss><rss><channel><item><title>one</title></item>", "<b x='", 300000, "");
	assert_true(c.is_feed);
	c = limited("<rss><channel><item><description><![CDATA[", "<a href='", 100000, "]]></description></item></channel></rss>");
	assert_int_equal(c.entries, 1);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bare_signs_and_html_entities_are_mended),
		cmocka_unit_test(control_bytes_are_dropped),
		cmocka_unit_test(undeclared_prefixes_have_their_usual_meaning),
		cmocka_unit_test(missing_and_stray_ends_are_mended),
		cmocka_unit_test(unquoted_attributes_are_read),
		cmocka_unit_test(what_stands_before_a_feed_does_not_matter),
		cmocka_unit_test(declared_entities_are_never_expanded),
		cmocka_unit_test(every_encoding_becomes_utf8),
		cmocka_unit_test(an_element_that_cannot_stand_in_a_text_ends_it),
		cmocka_unit_test(halves_of_a_character_are_put_together),
		cmocka_unit_test(blanks_before_a_byte_order_mark_do_not_matter),
		cmocka_unit_test(an_encoding_that_nobody_names_is_guessed),
		cmocka_unit_test(a_stray_byte_in_utf8_is_windows_1252),
		cmocka_unit_test(a_cut_feed_keeps_what_came_whole),
		cmocka_unit_test(the_size_of_pieces_changes_nothing),
		cmocka_unit_test(a_wrong_end_is_no_cut_in_pieces_of_any_size),
		cmocka_unit_test(what_is_no_feed_is_refused_in_a_sentence),
		cmocka_unit_test(entries_are_counted),
		cmocka_unit_test(elements_are_counted),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(attributes_are_limited),
		cmocka_unit_test(texts_are_cut_at_their_limit),
		cmocka_unit_test(a_million_unclosed_tags_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
