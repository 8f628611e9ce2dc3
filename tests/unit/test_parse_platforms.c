/* test_parse_platforms.c: the habits of the programs that write most feeds: their counters, labels, credits and captions. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <stdlib.h>
#include <string.h>

#define ITEM(inside) "<rss xmlns:media='http://search.yahoo.com/mrss/' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><item>" \
	inside "</item></channel></rss>"

static void assert_reading(const char *feed, const char *text, bool there) {
	struct err e = {0};
	char *json = feed_as_json(slice_of(feed), "http://a.example/", NULL, &e);

	if (!json)
		fail_msg("refused: %s", e.text);
	if ((strstr(json, text) != NULL) != there)
		fail_msg("%s is %s in\n%s", text, there ? "not" : "still", json);
	free(json);
}

static void assert_reads(const char *feed, const char *text) {
	assert_reading(feed, text, true);
}

static void assert_leaves_out(const char *feed, const char *text) {
	assert_reading(feed, text, false);
}

static void what_feedburner_counts_is_had_without_it(void **state) {
	static const char heard[] = ITEM("<title>One</title><link>http://feeds.example/~r/a/~3/x/</link>"
		"<feedburner:origLink>https://a.example/1</feedburner:origLink><media:content url='https://a.example/1.jpg' medium='image'/>"
		"<feedburner:origEnclosureLink>https://cdn.example/1.mp3</feedburner:origEnclosureLink>"
		"<enclosure url='http://feeds.example/~r/a/~5/x/1.mp3' type='audio/mpeg' length='12'/>");

	(void)state;
	assert_reads(heard, "\"url\": \"https://cdn.example/1.mp3\"");
	assert_reads(heard, "\"size_in_bytes\": 12");
	assert_reads(heard, "\"url\": \"https://a.example/1.jpg\"");
	assert_reads(heard, "\"external_url\": \"https://a.example/1\"");
	assert_leaves_out(heard, "~5/x");
	assert_leaves_out(ITEM("<title>One</title><feedburner:origEnclosureLink>https://cdn.example/1.mp3</feedburner:origEnclosureLink>"), "attachments");
}

static void a_subject_is_what_people_call_it(void **state) {
	static const char keyed[] = ITEM("<media:category label='Films'>2</media:category><media:category>music/jazz</media:category>");

	(void)state;
	assert_reads(keyed, "\"Films\"");
	assert_reads(keyed, "\"music/jazz\"");
	assert_leaves_out(keyed, "\"2\"");
	assert_reads(ITEM("<category><![CDATA[Food &amp; Drink]]></category>"), "\"Food & Drink\"");
	assert_reads(ITEM("<category>R&amp;D</category>"), "\"R&D\"");
	assert_reads(ITEM("<category>a &lt;b&gt; c</category>"), "\"a <b> c\"");
}

static void who_took_the_picture_did_not_write_the_text(void **state) {
	(void)state;
	assert_leaves_out(ITEM("<title>x</title><media:content url='/1.jpg'><media:credit>Photograph: Jo</media:credit></media:content>"), "Jo");
	assert_reads(ITEM("<title>x</title><media:content url='/1.mp4'><media:credit role='author'>Jo</media:credit></media:content>"), "\"name\": \"Jo\"");
	assert_reads(ITEM("<title>x</title><media:credit>Jo</media:credit>"), "\"name\": \"Jo\"");
}

static void a_caption_sums_up_no_post(void **state) {
	static const char post[] = ITEM("<description>A long walk.</description><media:content url='/1.jpg' type='image/jpeg'>"
		"<media:description type='plain'>A bird</media:description></media:content>");

	(void)state;
	assert_leaves_out(post, "\"summary\"");
	assert_reads(post, "A long walk.");
	assert_reads(ITEM("<media:content url='/1.jpg' type='image/jpeg'><media:description>A bird</media:description></media:content>"), "A bird");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_feedburner_counts_is_had_without_it),
		cmocka_unit_test(a_subject_is_what_people_call_it),
		cmocka_unit_test(who_took_the_picture_did_not_write_the_text),
		cmocka_unit_test(a_caption_sums_up_no_post),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
