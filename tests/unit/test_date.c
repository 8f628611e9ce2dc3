/* test_date.c: the calendar, also where it is odd: leap years, clocks that jump, days without a midnight. */
#include "../support/test.h"

#include <bewust/date.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void in_zone(const char *zone) {
	setenv("TZ", zone, 1);
	tzset();
}

static void knows_the_calendar(void **state) {
	(void)state;
	assert_int_equal(date_from_civil(1970, 1, 1, 0, 0, 0), 0);
	assert_int_equal(date_from_civil(2000, 2, 29, 0, 0, 0), 951782400);
	assert_int_equal(date_from_civil(2026, 11, 23, 18, 3, 37), 1795457017);
	assert_int_equal(date_from_civil(1969, 12, 31, 23, 59, 59), -1);
	assert_true(date_from_civil(0, 1, 1, 0, 0, 0) == INT64_C(-62167219200));
	assert_true(date_from_civil(9999, 12, 31, 23, 59, 59) == INT64_C(253402300799));
}

static void agrees_with_the_system_over_the_years(void **state) {
	(void)state;
	for (int64_t at = INT64_C(-62167219200); at <= INT64_C(253402300799); at += 86400 * 97 + 12345) {
		time_t t = (time_t)at;
		char text[21], wanted[80];
		struct tm utc;
		int64_t back;

		gmtime_r(&t, &utc);
		snprintf(wanted, sizeof wanted, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
			utc.tm_hour, utc.tm_min, utc.tm_sec);
		date_rfc3339(at, text);
		assert_string_equal(text, wanted);
		assert_true(date_from_rfc3339(slice_of(text), &back));
		assert_true(back == at);
	}
}

static void what_is_no_date_has_no_text(void **state) {
	static const int64_t outside[] = {DATE_NONE, INT64_MAX, INT64_C(-62167219201), INT64_C(253402300800)};
	char text[21];

	(void)state;
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		memset(text, 'x', sizeof text);
		date_rfc3339(outside[i], text);
		assert_string_equal(text, "");
		assert_false(date_is_civil(outside[i]));
	}
}

static void reads_zones_fractions_and_leap_seconds(void **state) {
	static const struct {
		const char *text;
		const char *utc;
	} good[] = {
		{"2026-11-23T18:03:37Z", "2026-11-23T18:03:37Z"},
		{"2026-11-23t18:03:37z", "2026-11-23T18:03:37Z"},
		{"2026-11-23T18:03:37.999999999Z", "2026-11-23T18:03:37Z"},
		{"2026-11-23T18:03:37+01:00", "2026-11-23T17:03:37Z"},
		{"2026-11-23T18:03:37-05:30", "2026-11-23T23:33:37Z"},
		{"2026-12-31T23:00:00-02:00", "2027-01-01T01:00:00Z"},
		{"2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00Z"},
		{"2000-02-29T00:00:00-00:00", "2000-02-29T00:00:00Z"},
		{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char text[21];
		int64_t at;

		assert_true(date_from_rfc3339(slice_of(good[i].text), &at));
		date_rfc3339(at, text);
		assert_string_equal(text, good[i].utc);
	}
}

static void refuses_dates_that_are_none(void **state) {
	static const char *const bad[] = {
		"", "2026", "2026-11-23", "2026-11-23T18:03Z", "2026-11-23T18:03:37", "2026-11-23 18:03:37Z", "2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
		"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00+24:00",
		"2026-01-01T00:00:00+01:60", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00ZZ",
		"-026-01-01T00:00:00Z", "2026-1-01T00:00:00Z", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00Zx", "２026-01-01T00:00:00Z",
	};
	int64_t at = 7;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_from_rfc3339(slice_of(bad[i]), &at))
			fail_msg("taken for a date: “%s”", bad[i]);
	assert_int_equal(at, 7);
}

static void a_day_turns_when_it_is_told_to(void **state) {
	int64_t four = date_from_civil(2026, 11, 23, 3, 0, 0); /* 04:00 in Amsterdam */
	int64_t day;

	(void)state;
	in_zone("Europe/Amsterdam");
	day = date_day(four, 4);
	assert_int_equal(date_day(four - 1, 4), day - 1);
	assert_int_equal(date_day(four + 86399, 4), day);
	assert_int_equal(date_day(four + 86400, 4), day + 1);
	assert_int_equal(date_day_start(day, 4), four);
	assert_int_equal(date_day(four - 1, 0), day); /* with midnight as the turn it is that day already */
}

static void each_day_begins_once_in_every_zone(void **state) {
	static const char *const zones[] = {"UTC", "Europe/Amsterdam", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
		"Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "America/Havana", "Atlantic/Azores"};
	static const int turns[] = {0, 2, 3, 4, 23};
	int64_t first = 14610, last = 20820; /* 2010 to 2026 */

	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		in_zone(zones[z]);
		for (size_t t = 0; t < sizeof turns / sizeof *turns; t++)
			for (int64_t day = first; day <= last; day++) {
				int64_t start = date_day_start(day, turns[t]);

				/* a zone may leave a day out altogether: Samoa had no 30 December 2011 */
				if (strcmp(zones[z], "Pacific/Apia") == 0 && day >= 15337 && day <= 15339)
					continue;
				if (date_day(start, turns[t]) != day || date_day(start - 1, turns[t]) != day - 1)
					fail_msg("%s, day %d, turning at %d", zones[z], (int)day, turns[t]);
			}
	}
	in_zone("UTC");
}

static void days_are_as_long_as_the_clocks_make_them(void **state) {
	int64_t spring, autumn;

	(void)state;
	in_zone("Europe/Amsterdam");
	assert_true(date_from_day(SLICE("2026-03-29"), &spring));
	assert_true(date_from_day(SLICE("2026-10-25"), &autumn));
	assert_int_equal(date_day_start(date_day(spring, 0) + 1, 0) - spring, 23 * 3600);
	assert_int_equal(date_day_start(date_day(autumn, 0) + 1, 0) - autumn, 25 * 3600);
	/* with a turn at 4 it is the day before that is shorter or longer */
	assert_int_equal(date_day_start(date_day(spring, 0), 4) - date_day_start(date_day(spring, 0) - 1, 4), 23 * 3600);
}

static void a_day_without_midnight_begins_when_clocks_jump(void **state) {
	int64_t at;

	(void)state;
	in_zone("America/Sao_Paulo");
	assert_true(date_from_day(SLICE("2018-11-04"), &at)); /* 00:00 became 01:00 */
	assert_int_equal(at, date_from_civil(2018, 11, 4, 3, 0, 0));
	in_zone("UTC");
}

static void reads_days_and_only_days(void **state) {
	static const char *const bad[] = {"", "2026-02-29", "2026-11-23T", "2026-11-23 ", "26-11-23", "2026/11/23"};
	int64_t at;

	(void)state;
	in_zone("UTC");
	assert_true(date_from_day(SLICE("2024-02-29"), &at));
	assert_int_equal(at, date_from_civil(2024, 2, 29, 0, 0, 0));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_from_day(slice_of(bad[i]), &at));
}

static void knows_the_day_of_the_week(void **state) {
	int year, month, mday, weekday;

	(void)state;
	date_day_civil(0, &year, &month, &mday, &weekday);
	assert_int_equal(weekday, 3); /* a Thursday */
	date_day_civil(-4, &year, &month, &mday, &weekday);
	assert_int_equal(weekday, 6);
	assert_int_equal(year, 1969);
	assert_int_equal(month, 12);
	assert_int_equal(mday, 28);
	date_day_civil(date_from_civil(2026, 11, 23, 0, 0, 0) / 86400, &year, &month, &mday, &weekday);
	assert_int_equal(weekday, 0);
	assert_int_equal(mday, 23);
}

static void extreme_instants_do_no_harm(void **state) {
	(void)state;
	assert_true(date_day(DATE_NONE, 4) == DATE_NONE);
	assert_true(date_day(INT64_MAX, 4) > 0);
	assert_true(date_day_start(INT64_MAX, 4) == DATE_NONE);
	assert_true(date_day_start(INT64_MIN, 4) == DATE_NONE);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_calendar),
		cmocka_unit_test(agrees_with_the_system_over_the_years),
		cmocka_unit_test(what_is_no_date_has_no_text),
		cmocka_unit_test(reads_zones_fractions_and_leap_seconds),
		cmocka_unit_test(refuses_dates_that_are_none),
		cmocka_unit_test(a_day_turns_when_it_is_told_to),
		cmocka_unit_test(each_day_begins_once_in_every_zone),
		cmocka_unit_test(days_are_as_long_as_the_clocks_make_them),
		cmocka_unit_test(a_day_without_midnight_begins_when_clocks_jump),
		cmocka_unit_test(reads_days_and_only_days),
		cmocka_unit_test(knows_the_day_of_the_week),
		cmocka_unit_test(extreme_instants_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
