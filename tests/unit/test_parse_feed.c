/* test_parse_feed.c: RSS, RDF and Atom with what they carry, read as one kind of entry. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <stdlib.h>
#include <string.h>

/* Reads a feed and asserts that its JSON has each of the texts (NULL-ended), in this order. */
static void assert_reads(const char *feed, const char *const *texts) {
	struct err e = {0};
	char *json = feed_as_json(slice_of(feed), "http://example.org/dir/feed", NULL, &e), *at = json;

	if (!json)
		fail_msg("refused: %s", e.text);
	for (; *texts; texts++) {
		char *found = strstr(at, *texts);

		if (!found)
			fail_msg("%s is not in, or not in its place in\n%s", *texts, json);
		at = found + strlen(*texts);
	}
	free(json);
}

static void assert_reads_not(const char *feed, const char *text) {
	struct err e = {0};
	char *json = feed_as_json(slice_of(feed), "", NULL, &e);

	assert_non_null(json);
	if (strstr(json, text))
		fail_msg("%s should not be in\n%s", text, json);
	free(json);
}

#define READS(feed, ...) assert_reads(feed, (const char *const[]){__VA_ARGS__, NULL})
#define RSS(inside) "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'" \
	" xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/'" \
	" xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>" inside "</channel></rss>"
#define ITEM(inside) RSS("<item>" inside "</item>")
#define ATOM(inside) "<feed xmlns='http://www.w3.org/2005/Atom'>" inside "</feed>"

static void rss_tells_of_its_channel(void **state) {
	(void)state;
	READS(RSS("<title>Pond</title><link>/</link><atom:link rel='self' href='me'/><description>d &amp;amp; e</description><language>nl</language>"),
		"\"title\": \"Pond\"", "\"home_page_url\": \"http://example.org/\"", "\"feed_url\": \"http://example.org/dir/me\"",
		"\"description\": \"d & e\"", "\"language\": \"nl\"");
}

static void channel_data_after_the_items_are_told_too(void **state) {
	(void)state;
	READS(RSS("<item><title>a</title></item><title>Late</title>"), "\"title\": \"a\"", "]", "\"title\": \"Late\"");
}

static void a_title_is_one_plain_line(void **state) {
	(void)state;
	READS(ITEM("<title> a\n &lt;b&gt;b&lt;/b&gt; &amp;amp; c </title>"), "\"title\": \"a b & c\"");
	READS(ITEM("<title>1 &lt; 2 &amp; 3</title>"), "\"title\": \"1 < 2 & 3\"");
	READS(ITEM("<title><![CDATA[<i>x</i>]]> y</title>"), "\"title\": \"x y\"");
	READS(ITEM("<title>naked <b>mark</b>up</title>"), "\"title\": \"naked markup\"");
	READS(ATOM("<entry><title>&lt;b&gt; is bold</title></entry>"), "\"title\": \"<b> is bold\"");
}

static void a_guid_is_the_identity_and_maybe_the_link(void **state) {
	(void)state;
	READS(ITEM("<guid>http://a.example/1</guid>"), "\"id\": \"http://a.example/1\"", "\"url\": \"http://a.example/1\"");
	READS(ITEM("<guid>http://a.example/1</guid><link>/2</link>"), "\"url\": \"http://example.org/2\"");
	assert_reads_not(ITEM("<guid isPermaLink='false'>http://a.example/1</guid>"), "\"url\"");
	READS(ITEM("<link>WWW.b.example/x</link>"), "\"url\": \"http://www.b.example/x\"");
	READS(ITEM("<link>/2</link>"), "\"id\": \"http://example.org/2\"");
	READS(ITEM("<title>only words</title>"), "\"id\": \"hash:");
}

static void no_link_leads_where_nobody_should_go(void **state) {
	(void)state;
	assert_reads_not(ITEM("<link>javascript:alert(1)</link>"), "\"url\"");
	assert_reads_not(ITEM("<link>file:///etc/passwd</link>"), "\"url\"");
	assert_reads_not(ITEM("<enclosure url='data:text/html,x' type='a/b'/>"), "attachments");
}

static void the_fullest_text_is_the_body_and_the_next_the_summary(void **state) {
	(void)state;
	READS(ITEM("<description>short &lt;b&gt;one&lt;/b&gt;</description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>"),
		"\"content_html\": \"<p>long</p>\"", "\"summary\": \"short one\"");
	READS(ITEM("<description>plain</description>"), "\"content_text\": \"plain\"");
	assert_reads_not(ITEM("<description>same</description><itunes:summary>same</itunes:summary>"), "summary");
}

static void atom_texts_are_what_their_type_says(void **state) {
	(void)state;
	READS(ATOM("<entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &lt;b&gt;<br/><i>c</i></div></content></entry>"),
		"\"content_html\": \"<div>a &lt;b&gt;<br><i>c</i></div>\"");
	READS(ATOM("<entry><content type='text'>&lt;p&gt;</content></entry>"), "\"content_text\": \"<p>\"");
	READS(ATOM("<entry><content type='text/plain' mode='base64'>aGVsbG8=</content></entry>"), "\"content_text\": \"hello\"");
	READS(ATOM("<entry><title type='application/x-own'>word</title></entry>"), "\"title\": \"word\"");
	READS(ATOM("<entry><content type='application/x-own'>aGVsbG8gYWdhaW4=</content></entry>"), "\"content_text\": \"hello again\"");
	READS(ATOM("<entry><content type='audio/ogg' src='a.ogg'/></entry>"), "\"mime_type\": \"audio/ogg\"");
	assert_reads_not(ATOM("<entry><content type='image/png'>iVBORw0KGgoAAAAN</content></entry>"), "iVBOR");
}

static void base_and_language_are_inherited(void **state) {
	(void)state;
	READS("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/up/' xml:lang='nl'><entry xml:base='in/'><link href='x'/></entry>"
		"<entry xml:lang='fy'><link href='y'/></entry></feed>",
		"\"url\": \"http://example.org/up/in/x\"", "\"language\": \"nl\"", "\"url\": \"http://example.org/up/y\"", "\"language\": \"fy\"");
}

static void of_several_descriptions_the_second_is_the_body(void **state) {
	(void)state;
	READS(ITEM("<description>one</description><description>two</description>"), "\"content_text\": \"two\"", "\"summary\": \"one\"");
	READS(ITEM("<description>one</description><description> </description>"), "\"content_text\": \"one\"");
	READS(ITEM("<media:content url='http://a.example/1'><media:description>one</media:description></media:content>"
		"<media:content url='http://a.example/2'><media:description>two</media:description></media:content><description>all</description>"),
		"\"content_text\": \"all\"");
	assert_reads_not(ITEM("<description>same</description><description>same</description>"), "summary");
}

static void text_encoded_twice_is_read_once(void **state) {
	(void)state;
	READS(ITEM("<title>caf\xC3\x83\xC2\xA9 it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s</title>"), "\"caf\xC3\xA9 it\xE2\x80\x99s\"");
	READS(ITEM("<description>&#226;&#128;&#166;</description>"), "\"\xE2\x80\xA6\"");
	READS(ITEM("<title>\xC3\x90\xC5\xB8\xC3\x91\xE2\x82\xAC\xC3\x90\xC2\xB8\xC3\x90\xC2\xB2</title>"), "\"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\"");
	/* "CAFÉ®" may be meant; so may what is only partly so */
	READS(ITEM("<title>CAF\xC3\x89\xC2\xAE</title>"), "\"CAF\xC3\x89\xC2\xAE\"");
	READS(ITEM("<title>\xC3\xA9 \xC3\x83\xC2\xA9</title>"), "\"\xC3\xA9 \xC3\x83\xC2\xA9\"");
	READS(ITEM("<title>\xC4\x80 \xC3\x83</title>"), "\"\xC4\x80 \xC3\x83\"");
}

static void an_entry_without_words_is_told_by_what_it_has(void **state) {
	struct err e = {0};
	char *json = feed_as_json(SLICE(RSS("<item/><item><category>a</category></item><item><comments>/c</comments></item>"
		"<item><dc:creator>Ann</dc:creator></item><item><pubDate>2001-01-01</pubDate></item>")), "http://example.org/", NULL, &e);
	const char *ids[5], *at = json;

	(void)state;
	assert_non_null(json);
	for (int i = 0; i < 5; i++) {
		ids[i] = at = strstr(at, "\"id\": \"hash:") + 13;
		for (int k = 0; k < i; k++)
			assert_int_not_equal(strncmp(ids[i], ids[k], 16), 0);
	}
	free(json);
}

static void people_are_found_in_every_spelling(void **state) {
	(void)state;
	READS(ITEM("<author>ann@example.org Ann Bee</author>"), "\"name\": \"Ann Bee\"");
	READS(ITEM("<author>Ann ann@example.org</author>"), "\"name\": \"Ann\"");
	READS(ITEM("<author>mailto:ann@example.org</author>"), "\"name\": \"ann@example.org\"");
	READS(ITEM("<author>a@example.org, b@example.org</author>"), "\"name\": \"a@example.org, b@example.org\"");
	READS(ITEM("<dc:creator>&lt;a href='/ann'>Ann&lt;/a></dc:creator>"), "\"name\": \"Ann\"");
	READS(ITEM("<dc:creator><rdf:Description><rdf:value>Ann</rdf:value></rdf:Description></dc:creator>"), "\"name\": \"Ann\"");
	READS(ITEM("<author>ann@example.org (Ann)</author>"), "\"name\": \"Ann\"");
	READS(ITEM("<author>Ann &lt;ann@example.org&gt;</author>"), "\"name\": \"Ann\"");
	READS(ITEM("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>"), "\"Ann\"", "\"Bob\"");
	READS(ATOM("<entry><author><name>Ann</name><uri>/ann</uri></author></entry>"), "\"name\": \"Ann\"", "\"url\": \"http://example.org/ann\"");
	assert_reads_not(ITEM("<dc:creator>Ann</dc:creator><itunes:author>The Show</itunes:author>"), "The Show");
}

static void an_atom_links_relation_decides(void **state) {
	(void)state;
	READS(ATOM("<entry><link rel='replies' href='r'/><link rel='http://www.iana.org/assignments/relation/alternate' href='a'/>"
		"<link rel='enclosure' href='e.mp3' type='audio/mpeg' length='7'/></entry>"),
		"\"url\": \"http://example.org/dir/a\"", "\"url\": \"http://example.org/dir/e.mp3\"", "\"size_in_bytes\": 7");
}

static void media_are_attached_once_with_all_that_is_told(void **state) {
	(void)state;
	READS(ITEM("<enclosure url='a.mp3' type='audio/mpeg'/><media:group><media:content url='a.mp3' fileSize='9' duration='61.7'/>"
		"<media:thumbnail url='t.jpg'/></media:group>"),
		"\"image\": \"http://example.org/dir/t.jpg\"", "a.mp3", "\"size_in_bytes\": 9", "\"duration_in_seconds\": 61");
}

struct seen {
	enum item_kind kind;
	int duration_s;
	bool live;
	size_t count;
};

static bool see(void *ctx, const struct entry *e) {
	*(struct seen *)ctx = (struct seen){e->kind, e->duration_s, e->live, ((struct seen *)ctx)->count + 1};
	return true;
}

static struct seen look(const char *feed) {
	struct seen seen = {.count = 0};
	struct parser *p = parser_new("", "", &(struct parse_handler){.on_entry = see, .ctx = &seen});
	struct parse_report report;
	struct err e;

	assert_true(parser_feed(p, slice_of(feed), &e));
	assert_true(parser_finish(p, &report, &e));
	parser_free(p);
	return seen;
}

static void the_kind_of_an_entry_is_known(void **state) {
	(void)state;
	assert_int_equal(look(ITEM("<link>http://a.example/</link>")).kind, ITEM_TEXT);
	assert_int_equal(look(ITEM("<enclosure url='http://a.example/x.mp3?y=1'/>")).kind, ITEM_AUDIO);
	assert_int_equal(look(ITEM("<enclosure url='http://a.example/x' type='video/mp4'/>")).kind, ITEM_VIDEO);
	assert_int_equal(look(ITEM("<link>https://www.youtube.com/watch?v=x</link>")).kind, ITEM_VIDEO);
	assert_int_equal(look(ITEM("<link>https://notyoutube.com/watch?v=x</link>")).kind, ITEM_TEXT);
	assert_int_equal(look(ITEM("<media:content url='http://a.example/p.jpg' medium='image'/>")).kind, ITEM_PICTURE);
	assert_int_equal(look(ITEM("<category>challenge</category>")).kind, ITEM_CHALLENGE);
	assert_int_equal(look(RSS("<podcast:liveItem status='live'><title>x</title></podcast:liveItem>")).kind, ITEM_LIVE);
	assert_false(look(RSS("<podcast:liveItem status='ended'><title>x</title></podcast:liveItem>")).live);
}

static void durations_come_in_every_notation(void **state) {
	(void)state;
	assert_int_equal(look(ITEM("<itunes:duration>1:02:03</itunes:duration>")).duration_s, 3723);
	assert_int_equal(look(ITEM("<itunes:duration>62:03</itunes:duration>")).duration_s, 3723);
	assert_int_equal(look(ITEM("<itunes:duration> 3723.5 </itunes:duration>")).duration_s, 3723);
	assert_int_equal(look(ITEM("<itunes:duration>PT1H2M3S</itunes:duration>")).duration_s, 3723);
	assert_int_equal(look(ITEM("<itunes:duration>1 hr 2 min 3 s</itunes:duration>")).duration_s, 3723);
	assert_int_equal(look(ITEM("<itunes:duration>62 min</itunes:duration>")).duration_s, 3720);
	assert_int_equal(look(ITEM("<itunes:duration>99999999999999999999 min</itunes:duration>")).duration_s, -1);
	assert_int_equal(look(ITEM("<itunes:duration>5 parts</itunes:duration>")).duration_s, -1);
	assert_int_equal(look(ITEM("<itunes:duration>soon</itunes:duration>")).duration_s, -1);
	assert_int_equal(look(ITEM("<itunes:duration>99999999999999999999</itunes:duration>")).duration_s, -1);
}

static void old_formats_are_read(void **state) {
	(void)state;
	READS("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>R</title></channel>"
		"<item rdf:about='http://r.example/1'><title>one</title></item></rdf:RDF>", "\"title\": \"R\"", "\"id\": \"http://r.example/1\"");
	READS("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><tagline>t</tagline><entry><issued>2004-01-02</issued>"
		"<modified>2004-01-03</modified></entry></feed>", "\"description\": \"t\"", "2004-01-02T", "2004-01-03T");
	READS("<CHANNEL HREF='http://c.example/'><ITEM HREF='http://c.example/1'><TITLE>one</TITLE><ABSTRACT>a</ABSTRACT></ITEM></CHANNEL>",
		"\"url\": \"http://c.example/1\"", "\"title\": \"one\"", "\"content_text\": \"a\"");
}

static void namespaces_count_and_prefixes_do_not(void **state) {
	(void)state;
	READS("<x:feed xmlns:x='http://www.w3.org/2005/Atom'><x:entry><x:title>one</x:title></x:entry></x:feed>", "\"title\": \"one\"");
	READS("<rss xmlns='http://www.w3.org/2005/Atom'><channel><item><title>one</title></item></channel></rss>", "\"title\": \"one\"");
	assert_reads_not("<rss><channel><item><title>t</title><q:title xmlns:q='urn:q'>other</q:title></item></channel></rss>", "other");
	READS("<rss xmlns:itunes='HTTP://www.iTunes.com/DTDs/Podcast-1.0.dtd/'><channel><item><itunes:summary>s</itunes:summary></item></channel></rss>",
		"\"s\"");
}

static void a_namespace_nobody_knows_may_be_the_feeds_own(void **state) {
	(void)state;
	READS("<x:feed xmlns:x='urn:unknown'><x:title>F</x:title><x:entry><x:title>one</x:title></x:entry></x:feed>", "\"F\"", "\"one\"");
	READS("<x:rss><x:channel><x:title>F</x:title><x:item><x:title>one</x:title></x:item></x:channel></x:rss>", "\"F\"", "\"one\"");
	READS("<rss><channel xmlns='urn:unknown'><title>F</title><item><title>one</title></item></channel></rss>", "\"F\"", "\"one\"");
	READS("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel xmlns='urn:a'><title>F</title></channel>"
		"<item xmlns='urn:b'><title>one</title></item></rdf:RDF>", "\"F\"", "\"one\"");
	assert_reads_not(ITEM("<title>t</title><svg xmlns='urn:svg'><title>drawn</title></svg>"), "drawn");
	assert_reads_not(ITEM("<title>t</title><title xmlns='urn:svg'>drawn</title>"), "drawn");
}

static void words_in_tags_where_none_belong_are_kept(void **state) {
	(void)state;
	READS(ITEM("<guid><p>abc</p></guid><category>all <b>the <i>news</i></b> now</category>"), "\"id\": \"abc\"", "\"all the news now\"");
}

static void markup_escaped_once_too_often_is_decoded(void **state) {
	(void)state;
	READS(ITEM("<description>&amp;lt;p&amp;gt;a &amp;amp;amp; b&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;c&amp;lt;/p&amp;gt;</description>"),
		"\"content_html\": \"<p>a &amp; b</p><p>c</p>\"");
	READS(ITEM("<description>see &amp;lt;a href=\"http://x.example/\"&amp;gt;it&amp;lt;/a&amp;gt;</description>"), "see <a href=\\\"http://x.example/\\\">it</a>");
	READS(ITEM("<title>&amp;lt;i&amp;gt;Sea&amp;lt;/i&amp;gt; and &amp;lt;b&amp;gt;land&amp;lt;/b&amp;gt;</title>"), "\"title\": \"Sea and land\"");
	READS(ATOM("<entry><title type='xhtml'>say &lt;code>what&lt;/code>?</title></entry>"), "\"title\": \"say what?\"");
}

static void a_text_about_html_stays_as_it_is(void **state) {
	(void)state;
	READS(ITEM("<title>The &amp;lt;blink&amp;gt; tag</title>"), "\"title\": \"The <blink> tag\"");
	READS(ITEM("<title>&amp;lt;p&amp;gt;one pair&amp;lt;/p&amp;gt;</title>"), "\"title\": \"<p>one pair</p>\"");
	READS(ITEM("<description>&lt;code&gt;&amp;lt;p&amp;gt;&amp;lt;b&amp;gt;&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;&lt;/code&gt;</description>"),
		"<code>&lt;p&gt;&lt;b&gt;&lt;/b&gt;&lt;/p&gt;</code>");
	READS(ITEM("<description>&amp;lt;script&amp;gt;&amp;lt;/script&amp;gt; &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;</description>"), "&lt;script&gt;");
	READS(ITEM("<description>&amp;lt;p&amp;gt; opens, &amp;lt;br&amp;gt; breaks</description>"), "&lt;p&gt; opens");
	READS(ATOM("<entry><summary>&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;b&amp;lt;/p&amp;gt;</summary></entry>"), "&lt;p&gt;a");
}

static void other_forms_of_a_medium_do_not_change_what_it_is(void **state) {
	(void)state;
	READS(ITEM("<enclosure url='a.mp3' type='audio/mpeg' length='1'/><podcast:alternateEnclosure type='video/mp4' length='99' title='Film'>"
		"<podcast:source uri='http://e.example/a.mp4'/><podcast:source uri='ipfs://a'/></podcast:alternateEnclosure>"),
		"a.mp3", "\"url\": \"http://e.example/a.mp4\"", "\"mime_type\": \"video/mp4\"", "\"title\": \"Film\"", "\"size_in_bytes\": 99");
	assert_reads_not(ITEM("<podcast:alternateEnclosure><podcast:source uri='ipfs://a'/></podcast:alternateEnclosure>"), "ipfs");
	assert_int_equal(look(ITEM("<enclosure url='http://e.example/a.mp3' type='audio/mpeg'/><podcast:alternateEnclosure type='video/mp4'>"
		"<podcast:source uri='http://e.example/a.mp4'/></podcast:alternateEnclosure>")).kind, ITEM_AUDIO);
	assert_int_equal(look(ITEM("<podcast:alternateEnclosure type='video/mp4'><podcast:source uri='http://e.example/a.mp4'/>"
		"</podcast:alternateEnclosure>")).kind, ITEM_VIDEO);
}

static void without_a_base_the_channels_own_address_is_it(void **state) {
	struct err e = {0};
	char *json = feed_as_json(SLICE("<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><link>http://c.example/news/</link><item><link>one.html</link></item>"
		"<a:link rel='self' href='http://c.example/feeds/all'/><item><link>/two</link></item></channel></rss>"), "", NULL, &e);

	(void)state;
	assert_non_null(json);
	assert_non_null(strstr(json, "\"url\": \"http://c.example/news/one.html\""));
	assert_non_null(strstr(json, "\"url\": \"http://c.example/two\""));
	free(json);
}

static void an_empty_item_inside_an_item_is_nothing(void **state) {
	(void)state;
	READS(ITEM("<guid>1</guid><title>one</title><item/>"), "\"one\"");
	assert_reads_not(ITEM("<guid>1</guid><title>one</title><item/>"), "hash:");
	READS(RSS("<item><guid>1</guid><item><guid>2</guid></item><item/><item><guid>3</guid></item>"), "\"1\"", "\"2\"", "hash:", "\"3\"");
}

static void a_relative_id_is_so_to_what_the_feed_tells(void **state) {
	(void)state;
	READS("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://b.example/x/'><entry><id>one</id></entry><entry><id>tag:two</id></entry></feed>",
		"\"id\": \"http://b.example/x/one\"", "\"id\": \"tag:two\"");
	READS(ATOM("<entry><id>one</id></entry>"), "\"id\": \"one\"");
}

static void a_peer_link_is_a_medium(void **state) {
	(void)state;
	READS(ITEM("<media:peerLink type='application/x-bittorrent' href='http://e.example/f.torrent'/>"), "f.torrent", "x-bittorrent");
}

static void modules_of_one_shop_are_read_where_no_other_is(void **state) {
	(void)state;
	READS("<rss xmlns:googleplay='http://www.google.com/schemas/play-podcasts/1.0'><channel><googleplay:author>Ann</googleplay:author>"
		"<googleplay:description>d</googleplay:description><googleplay:image href='http://e.example/i.png'/></channel></rss>",
		"\"description\": \"d\"", "i.png", "\"Ann\"");
	READS("<rss xmlns:p='http://prismstandard.org/namespaces/basic/2.0/'><channel><item><title>x</title>"
		"<p:publicationDate>2024-03-01</p:publicationDate></item></channel></rss>", "2024-03-01T");
}

static void tags_are_kept_apart(void **state) {
	(void)state;
	READS(ITEM("<category>a</category><category>A</category><category>a</category><itunes:keywords>b, c</itunes:keywords>"),
		"\"tags\": [", "\"a\",", "\"A\",", "\"b\",", "\"c\"\n");
	READS(ATOM("<entry><category term='t' label='L'/></entry>"), "\"t\",", "\"L\"");
	READS(ATOM("<entry><category label='L'/></entry>"), "\"L\"");
	READS(ITEM("<dc:subject><rdf:Description><rdf:value>s</rdf:value></rdf:Description></dc:subject>"), "\"s\"");
}

static bool stop_at_once(void *ctx, const struct entry *e) {
	(void)e;
	++*(int *)ctx;
	return false;
}

static void the_reader_of_entries_may_stop(void **state) {
	const char *feeds[] = {RSS("<item/><item/><item/>"), "<!DOCTYPE rss><rss><item/><item/></rss>", "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}]}"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		int calls = 0;
		struct parser *p = parser_new("", "", &(struct parse_handler){.on_entry = stop_at_once, .ctx = &calls});
		struct parse_report report;
		struct err e;

		assert_true(parser_feed(p, slice_of(feeds[i]), &e));
		assert_true(parser_finish(p, &report, &e));
		assert_int_equal(calls, 1);
		parser_free(p);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss_tells_of_its_channel),
		cmocka_unit_test(channel_data_after_the_items_are_told_too),
		cmocka_unit_test(a_title_is_one_plain_line),
		cmocka_unit_test(a_guid_is_the_identity_and_maybe_the_link),
		cmocka_unit_test(no_link_leads_where_nobody_should_go),
		cmocka_unit_test(the_fullest_text_is_the_body_and_the_next_the_summary),
		cmocka_unit_test(atom_texts_are_what_their_type_says),
		cmocka_unit_test(base_and_language_are_inherited),
		cmocka_unit_test(of_several_descriptions_the_second_is_the_body),
		cmocka_unit_test(text_encoded_twice_is_read_once),
		cmocka_unit_test(an_entry_without_words_is_told_by_what_it_has),
		cmocka_unit_test(people_are_found_in_every_spelling),
		cmocka_unit_test(an_atom_links_relation_decides),
		cmocka_unit_test(media_are_attached_once_with_all_that_is_told),
		cmocka_unit_test(the_kind_of_an_entry_is_known),
		cmocka_unit_test(durations_come_in_every_notation),
		cmocka_unit_test(old_formats_are_read),
		cmocka_unit_test(namespaces_count_and_prefixes_do_not),
		cmocka_unit_test(a_namespace_nobody_knows_may_be_the_feeds_own),
		cmocka_unit_test(words_in_tags_where_none_belong_are_kept),
		cmocka_unit_test(markup_escaped_once_too_often_is_decoded),
		cmocka_unit_test(a_text_about_html_stays_as_it_is),
		cmocka_unit_test(other_forms_of_a_medium_do_not_change_what_it_is),
		cmocka_unit_test(without_a_base_the_channels_own_address_is_it),
		cmocka_unit_test(an_empty_item_inside_an_item_is_nothing),
		cmocka_unit_test(a_relative_id_is_so_to_what_the_feed_tells),
		cmocka_unit_test(a_peer_link_is_a_medium),
		cmocka_unit_test(modules_of_one_shop_are_read_where_no_other_is),
		cmocka_unit_test(tags_are_kept_apart),
		cmocka_unit_test(the_reader_of_entries_may_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
