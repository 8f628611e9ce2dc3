/* test_report.c: the page to look back on: whole, in order, and nothing in it that a browser would obey or fetch. */
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/report.h>
#include <bewust/text.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_MAX = 1 << 24 };

static char *page_of(struct world *w, bool notes) {
	struct str page;

	str_init(&page, PAGE_MAX);
	assert_true(report_write(w->flow, DATE_NONE, notes, &page, &w->err));
	assert_false(page.full);
	return str_take(&page);
}

static size_t times(const char *page, const char *what) {
	size_t count = 0;

	for (const char *at = page; (at = strstr(at, what)); at += strlen(what))
		count++;
	return count;
}

static void log_mood(struct world *w, int valence, const char *words, const char *note) {
	struct mood m = {.phase = MOOD_APART, .valence = valence, .energy = MOOD_NONE, .words = words, .note = note};

	assert_true(flow_mood_save(w->flow, &m, &w->err));
}

/* Every element that is opened is closed, in order; but for those that HTML never closes. */
static void assert_well_formed(const char *page) {
	char open[64][16];
	size_t depth = 0;

	for (const char *at = strstr(page, "<html"); (at = strchr(at, '<')); at++) {
		bool closes = at[1] == '/';
		size_t n = strspn(at + 1 + closes, "abcdefghijklmnopqrstuvwxyz123456789");
		const char *end = strchr(at, '>');
		char name[16];

		assert_true(n > 0 && n < sizeof(name) && end != NULL);
		memcpy(name, at + 1 + closes, n);
		name[n] = '\0';
		if (closes) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		} else if (strcmp(name, "meta") != 0 && end[-1] != '/') {
			assert_true(depth < 64);
			memcpy(open[depth++], name, n + 1);
		}
	}
	assert_int_equal(depth, 0);
}

static void says_that_there_is_nothing_yet(void **state) {
	char *page = page_of(*state, true);

	assert_non_null(strstr(page, "No check-ins yet"));
	assert_int_equal(times(page, "<svg"), 0);
	assert_well_formed(page);
	free(page);
}

static void holds_nothing_that_is_fetched_or_run(void **state) {
	struct world *w = *state;
	char *page;

	assert_true(flow_demo_fill(w->flow, &w->err));
	page = page_of(w, true);
	assert_well_formed(page);
	assert_int_equal(times(page, "<svg") > 4, 1);
	assert_non_null(strstr(page, "default-src 'none'"));
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "http:"));
	assert_null(strstr(page, "https:"));
	assert_null(strstr(page, "url("));
	assert_null(strstr(page, "src="));
	assert_null(strstr(page, "href="));
	free(page);
}

static void shows_what_went_with_it_and_how_sure_that_is(void **state) {
	struct world *w = *state;
	char *page;

	assert_true(flow_demo_fill(w->flow, &w->err));
	page = page_of(w, true);
	assert_non_null(strstr(page, "tended to go with lighter moods"));
	assert_non_null(strstr(page, "no clear difference"));
	assert_non_null(strstr(page, "Goes with, not because of."));
	assert_non_null(strstr(page, "It is not therapy"));
	free(page);
}

static void takes_nothing_for_markup(void **state) {
	struct world *w = *state;
	char *page;

	log_mood(w, -1, "<b>,\"quoted\",a&b", "</dd><script>alert('1')</script> & so on");
	page = page_of(w, true);
	assert_well_formed(page);
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "<b>"));
	assert_non_null(strstr(page, "&lt;script&gt;alert('1')&lt;/script&gt; &amp; so on"));
	assert_non_null(strstr(page, "&quot;quoted&quot;"));
	free(page);
}

static void leaves_notes_out_where_asked(void **state) {
	struct world *w = *state;
	char *page;

	log_mood(w, 2, "calm", "kept for me");
	page = page_of(w, false);
	assert_null(strstr(page, "kept for me"));
	assert_null(strstr(page, "Notes"));
	assert_non_null(strstr(page, "calm"));
	free(page);
}

/* The text says what the page says, of all or of a part, in lines that fit a letter. */
static void is_there_as_text_too(void **state) {
	struct world *w = *state;
	struct str all, part;

	assert_true(flow_demo_fill(w->flow, &w->err));
	str_init(&all, PAGE_MAX);
	str_init(&part, PAGE_MAX);
	assert_true(report_write_text(w->flow, DATE_NONE, true, &all, &w->err));
	log_mood(w, 2, "calm", "kept for me, whatever comes");
	assert_true(report_write_text(w->flow, flow_now(w->flow), false, &part, &w->err));
	assert_non_null(strstr(all.at, "tended to go with lighter moods"));
	assert_non_null(strstr(all.at, "Goes with, not because of."));
	assert_non_null(strstr(all.at, "It is not therapy"));
	assert_non_null(strstr(part.at, "1 check-in on 1 day."));
	assert_non_null(strstr(part.at, "▆ +2.0  23 november 2026"));
	assert_non_null(strstr(part.at, "calm"));
	assert_null(strstr(part.at, "went with it"));
	assert_null(strstr(part.at, "kept for me"));
	for (const char *at = all.at; at && *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		assert_true(text_width((struct slice){at, strcspn(at, "\n")}) <= 72);
	str_finish(&all);
	str_finish(&part);
}

/* A day is one dot, however many check-ins it has; and a year's other days are gaps. */
static void draws_each_day_once(void **state) {
	struct world *w = *state;
	char *page;

	log_mood(w, -3, "", "");
	log_mood(w, 3, "", "");
	log_mood(w, 2, "", "");
	page = page_of(w, true);
	assert_int_equal(times(page, "<circle class=\"day\""), 1);
	assert_int_equal(times(page, "<rect class=\"s6\""), 1);
	assert_int_equal(times(page, "<rect"), 1);
	assert_int_equal(times(page, "class=\"gap\""), 29);     /* november has thirty days */
	assert_non_null(strstr(page, "23 november 2026: light"));
	assert_non_null(strstr(page, "3 check-ins on 1 day"));
	free(page);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(says_that_there_is_nothing_yet, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(holds_nothing_that_is_fetched_or_run, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(shows_what_went_with_it_and_how_sure_that_is, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(takes_nothing_for_markup, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(leaves_notes_out_where_asked, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(is_there_as_text_too, world_set_up_alone, world_tear_down),
		cmocka_unit_test_setup_teardown(draws_each_day_once, world_set_up_alone, world_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
