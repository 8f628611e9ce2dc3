/* test_parse_outlines.c: lists of channels in, and out again. */
#include "../support/feed_check.h"
#include "../support/test.h"

#include <bewust/limits.h>
#include <string.h>

static struct outlines read_list(const char *text) {
	struct outlines list;
	struct err e = {0};

	if (!parse_outlines(slice_of(text), &list, &e))
		fail_msg("refused: %s", e.text);
	return list;
}

static void a_list_is_read_with_our_attributes(void **state) {
	struct outlines l = read_list("<opml version='2.0' bewust:dose='15' bewust:days='7' bewust:from='Ann' bewust:note='slowly' bewust:theme='calm'><head>"
		"<title>Plan</title></head><body><outline text='x' title='A' xmlUrl='https://a.example/f' htmlUrl='https://a.example/' language='nl'"
		" bewust:theme='hope,news' bewust:kind='clinician' bewust:credential='MD' bewust:note='n'/></body></opml>");

	(void)state;
	assert_string_equal(l.head.title, "Plan");
	assert_string_equal(l.head.from, "Ann");
	assert_int_equal(l.head.dose_minutes, 15);
	assert_int_equal(l.head.days, 7);
	assert_int_equal(l.head.themes, THEME(calm));
	assert_int_equal(l.count, 1);
	assert_string_equal(l.at[0].title, "A");
	assert_string_equal(l.at[0].site, "https://a.example/");
	assert_string_equal(l.at[0].credential, "MD");
	assert_int_equal(l.at[0].kind, SOURCE_CLINICIAN);
	assert_int_equal(l.at[0].themes, THEME(hope) | THEME(news));
	outlines_finish(&l);
}

static void folders_and_categories_become_themes(void **state) {
	struct outlines l = read_list("<opml><body><outline text='Humour'><outline text='mine'><outline xmlUrl='http://a.example/'/></outline>"
		"<outline xmlUrl='http://b.example/' category='/nature/birds,x'/></outline><outline xmlUrl='http://c.example/'/></body></opml>");

	(void)state;
	assert_int_equal(l.count, 3);
	assert_int_equal(l.at[0].themes, THEME(humour));
	assert_int_equal(l.at[1].themes, THEME(humour) | THEME(nature));
	assert_int_equal(l.at[2].themes, 0);
	outlines_finish(&l);
}

static void a_channel_named_twice_is_one(void **state) {
	struct outlines l = read_list("<opml><body><outline text='calm'><outline xmlUrl='http://a.example/'/></outline>"
		"<outline xmlUrl='http://a.example/' text='A' bewust:theme='hope'/></body></opml>");

	(void)state;
	assert_int_equal(l.count, 1);
	assert_string_equal(l.at[0].title, "A");
	assert_int_equal(l.at[0].themes, THEME(calm) | THEME(hope));
	outlines_finish(&l);
}

static void an_address_is_one_however_it_is_spelled(void **state) {
	struct outlines l = read_list("<opml><body><outline text='A' xmlUrl='HTTPS://A.example:443/f'/><outline xmlUrl=' https://a.example/f '/>"
		"<outline xmlUrl='https://a.example/x/../f'/><outline xmlUrl='//b.example/f'/><outline xmlUrl='https://c.example/a b'/></body></opml>");

	(void)state;
	assert_int_equal(l.count, 3);
	assert_string_equal(l.at[0].url, "HTTPS://A.example:443/f");
	assert_string_equal(l.at[0].title, "A");
	assert_string_equal(l.at[1].url, "https://b.example/f");
	assert_string_equal(l.at[2].url, "https://c.example/a b");
	outlines_finish(&l);
}

static void the_address_may_stand_elsewhere(void **state) {
	struct outlines l = read_list("<opml><body><outline type='rss' url='https://a.example/f'/><outline TYPE='RSS' XMLURL='https://b.example/f'/>"
		"<outline type='include' url='https://c.example/more.opml'/><outline type='link' text='hope' url='https://d.example/'/>"
		"<outline text='a note' url='https://e.example/'/></body></opml>");

	(void)state;
	assert_int_equal(l.count, 2);
	assert_string_equal(l.at[0].url, "https://a.example/f");
	assert_string_equal(l.at[1].url, "https://b.example/f");
	assert_int_equal(l.skipped, 2);
	assert_string_equal(l.skipped_example, "https://c.example/more.opml");
	outlines_finish(&l);
}

static void urls_have_quotes_and_comments(void **state) {
	struct outlines l = read_list("# mine\nhttps://a.example/f \"~The \\\"A\\\" list\" \"two words\" humour # calm\n  # https://no.example/\n"
		"\"https://b.example/a b\" !hidden \"!\" ~Short hope");

	(void)state;
	assert_int_equal(l.count, 2);
	assert_int_equal(l.skipped, 0);
	assert_string_equal(l.at[0].title, "The \"A\" list");
	assert_int_equal(l.at[0].themes, THEME(humour));
	assert_string_equal(l.at[1].url, "https://b.example/a b");
	assert_string_equal(l.at[1].title, "Short");
	assert_int_equal(l.at[1].themes, THEME(hope));
	outlines_finish(&l);
}

static void nothing_that_runs_or_reads_files_is_kept(void **state) {
	struct outlines l = read_list("<opml><body><outline xmlUrl='exec:id'/><outline xmlUrl='|id'/><outline xmlUrl='file:///etc/passwd'/>"
		"<outline xmlUrl='javascript:x'/><outline xmlUrl='-x'/><outline xmlUrl='feed://a.example/f'/></body></opml>");

	(void)state;
	assert_int_equal(l.count, 1);
	assert_string_equal(l.at[0].url, "http://a.example/f");
	assert_int_equal(l.skipped, 5);
	assert_string_equal(l.skipped_example, "exec:id");
	outlines_finish(&l);
}

static void newsboats_urls_are_read(void **state) {
	struct outlines l = read_list("# mine\nhttps://a.example/f \"~Long name\" calm \"my tag\" hope\n\nexec:~/run.sh\n\"query:x:unread\"\n"
		"filter:cat:http://b.example/\nreddit:pics\r\n");

	(void)state;
	assert_int_equal(l.count, 2);
	assert_string_equal(l.at[0].title, "Long name");
	assert_int_equal(l.at[0].themes, THEME(calm) | THEME(hope));
	assert_string_equal(l.at[1].url, "reddit:pics");
	assert_int_equal(l.skipped, 3);
	outlines_finish(&l);
}

static void a_broken_list_is_read_as_far_as_it_goes(void **state) {
	struct outlines l = read_list("<?xml version='1.0'?><opml><body><outline text='a & b' xmlUrl='http://a.example/?x=1&y=2'>"
		"<outline xmlUrl='http://b.example/'></body><outline xmlUrl='http://c.exa");

	(void)state;
	assert_int_equal(l.count, 2);
	assert_string_equal(l.at[0].title, "a & b");
	assert_string_equal(l.at[0].url, "http://a.example/?x=1&y=2");
	outlines_finish(&l);
}

static void what_is_no_list_is_refused(void **state) {
	struct outlines l;
	struct err e = {0};

	(void)state;
	assert_false(parse_outlines(SLICE("<rss><channel/></rss>"), &l, &e));
	assert_int_equal(e.kind, ERR_DATA);
	assert_false(parse_outlines(SLICE("exec:id\n"), &l, &e));
	assert_non_null(strstr(e.text, "exec:id"));
}

static void writing_and_reading_come_round(void **state) {
	const struct outline channels[] = {
		{.url = "http://a.example/?a=1&b=\"<>'", .site = "", .title = "A & <b>", .lang = "nl", .note = "one \"note\"", .credential = "",
			.themes = THEME(calm) | THEME(news), .kind = SOURCE_SATIRE},
		{.url = "bewust:challenges", .site = "", .title = "", .lang = "", .note = "", .credential = ""},
	};
	const struct outline_head head = {.title = "T & t", .from = "Ann", .note = "", .dose_minutes = 10, .days = 0, .themes = 0};
	struct str once, twice;
	struct outlines l;
	struct err e;

	(void)state;
	str_init(&once, 1u << 20);
	str_init(&twice, 1u << 20);
	outlines_write(&head, channels, 2, &once);
	assert_true(parse_outlines(str_slice(&once), &l, &e));
	assert_int_equal(l.count, 2);
	assert_string_equal(l.at[0].url, channels[0].url);
	assert_string_equal(l.at[0].note, channels[0].note);
	assert_int_equal(l.at[0].kind, SOURCE_SATIRE);
	assert_string_equal(l.at[1].title, "");
	outlines_write(&l.head, l.at, l.count, &twice);
	assert_string_equal(once.at, twice.at);
	outlines_finish(&l);
	str_finish(&once);
	str_finish(&twice);
}

static void channels_are_counted(void **state) {
	struct outlines l;
	struct str text;
	struct err e;

	(void)state;
	BELOW_TO_ABOVE(n, LIMIT_OUTLINES) {
		str_init(&text, 4u << 20);
		for (size_t i = 0; i < n; i++)
			str_addf(&text, "http://a.example/%zu\n", i);
		assert_true(parse_outlines(str_slice(&text), &l, &e));
		assert_int_equal(l.count, n < LIMIT_OUTLINES ? n : LIMIT_OUTLINES);
		assert_int_equal(l.skipped, n > LIMIT_OUTLINES);
		outlines_finish(&l);
		str_finish(&text);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_read_with_our_attributes),
		cmocka_unit_test(folders_and_categories_become_themes),
		cmocka_unit_test(a_channel_named_twice_is_one),
		cmocka_unit_test(an_address_is_one_however_it_is_spelled),
		cmocka_unit_test(the_address_may_stand_elsewhere),
		cmocka_unit_test(urls_have_quotes_and_comments),
		cmocka_unit_test(nothing_that_runs_or_reads_files_is_kept),
		cmocka_unit_test(newsboats_urls_are_read),
		cmocka_unit_test(a_broken_list_is_read_as_far_as_it_goes),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(writing_and_reading_come_round),
		cmocka_unit_test(channels_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
