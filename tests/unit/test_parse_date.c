/* test_parse_date.c: dates as feeds write them. */
#include "../support/test.h"

#include <bewust/date.h>
#include <bewust/parse.h>
#include <string.h>

static void assert_date(const char *text, const char *want) {
	int64_t at;
	char got[21] = "-";

	if (parse_date(slice_of(text), &at))
		date_rfc3339(at, got);
	if (strcmp(got, want) != 0)
		fail_msg("\"%s\" is %s, not %s", text, got, want);
}

static void reads_what_the_standards_say(void **state) {
	(void)state;
	assert_date("Fri, 01 Mar 2024 10:20:30 GMT", "2024-03-01T10:20:30Z");
	assert_date("1 Mar 24 10:20 +0130", "2024-03-01T08:50:00Z");
	assert_date("2024-03-01T10:20:30.999-05:00", "2024-03-01T15:20:30Z");
	assert_date("2024-03-01T10:20:30Z", "2024-03-01T10:20:30Z");
	assert_date("2024-03", "2024-03-01T00:00:00Z");
	assert_date("2024", "2024-01-01T00:00:00Z");
	assert_date("20240301T102030Z", "2024-03-01T10:20:30Z");
	assert_date("2024-061", "2024-03-01T00:00:00Z");
}

static void reads_month_names_of_neighbours(void **state) {
	(void)state;
	assert_date("vr, 1 mrt 2024 10:00", "2024-03-01T10:00:00Z");
	assert_date("1 maart 2024", "2024-03-01T00:00:00Z");
	assert_date("Fr, 1 Mär 2024 10:00:00 +0100", "2024-03-01T09:00:00Z");
	assert_date("ven., 1 févr. 2024 10:00:00 +0000", "2024-02-01T10:00:00Z");
	assert_date("mar., 5 mars 2024", "2024-03-05T00:00:00Z");
	assert_date("1 août 2024", "2024-08-01T00:00:00Z");
	assert_date("8 de mayo de 2024", "2024-05-08T00:00:00Z");
	assert_date("mar 13 août 2024 à 10h30", "2024-08-13T10:30:00Z"); /* a tuesday */
	assert_date("13 mars 2024", "2024-03-13T00:00:00Z");
	assert_date("za 3 AUG. 2024 12.30 uur", "2024-08-03T12:30:00Z");
	assert_date("zaterdag 3 augustus 2024 20 uur", "2024-08-03T20:00:00Z");
	assert_date("Mo., 4. MÄRZ 2024, 10:00 Uhr", "2024-03-04T10:00:00Z");
	assert_date("lør. 4. mai 2024 kl. 10.15", "2024-05-04T10:15:00Z");
	assert_date("5. marts 2024", "2024-03-05T00:00:00Z");
	assert_date("7. kesäkuuta 2024", "2024-06-07T00:00:00Z");
	assert_date("9 października 2024", "2024-10-09T00:00:00Z");
	assert_date("Пт, 9 Авг 2024 10:00:00 +0300", "2024-08-09T07:00:00Z");
	assert_date("Τρι, 4 Ιον 2024 10:00:00 GMT", "2024-06-04T10:00:00Z");
	assert_date("2024년 3월 1일 10:00:00", "2024-03-01T01:00:00Z"); /* Korean time */
	assert_date("2024年3月1日", "2024-03-01T00:00:00Z");
}

static void knows_zones_by_name_and_by_place(void **state) {
	(void)state;
	assert_date("Fri, 01 Mar 2024 10:00:00 PST", "2024-03-01T18:00:00Z");
	assert_date("Fri, 01 Mar 2024 10:00:00 MESZ", "2024-03-01T08:00:00Z");
	assert_date("2024-07-01 12:00 Europe/Amsterdam", "2024-07-01T10:00:00Z");
	assert_date("2024-01-01 12:00 Europe/Amsterdam", "2024-01-01T11:00:00Z");
	assert_date("2024-03-10 01:30 America/New_York", "2024-03-10T06:30:00Z");
	assert_date("2024-03-10 03:30 America/New_York", "2024-03-10T07:30:00Z");
	assert_date("2024-01-01 12:00 Australia/Sydney", "2024-01-01T01:00:00Z");
	assert_date("Fri Mar 01 2024 10:00:00 GMT+0200 (EET)", "2024-03-01T08:00:00Z");
	assert_date("2024-03-01 10:00:00 +99:00", "2024-03-01T10:00:00Z"); /* nobody lives there */
}

static void tells_days_from_months(void **state) {
	(void)state;
	assert_date("25/12/2023", "2023-12-25T00:00:00Z");
	assert_date("12/25/2023 3:04 pm", "2023-12-25T15:04:00Z");
	assert_date("04/03/2024", "2024-04-03T00:00:00Z");
	assert_date("Mon, 04/03/2024", "2024-03-04T00:00:00Z"); /* the weekday decides */
	assert_date("04.03.2024", "2024-03-04T00:00:00Z");
	assert_date("04-Mar-2024", "2024-03-04T00:00:00Z");
	assert_date("2024/3/4 12:00 AM", "2024-03-04T00:00:00Z");
}

static void reads_clocks_of_twelve_hours(void **state) {
	(void)state;
	assert_date("Mar. 1, 2024, 3:20 p.m.", "2024-03-01T15:20:00Z");
	assert_date("Mar. 1, 2024, 12:20 a.m.", "2024-03-01T00:20:00Z");
	assert_date("March 1st, 2024 3pm", "2024-03-01T15:00:00Z");
	assert_date("2024-03-01 12 PM", "2024-03-01T12:00:00Z");
	assert_date("03/01/2024 3:20:30 PM EST", "2024-03-01T20:20:30Z");
}

static void reads_hours_alone_and_odd_offsets(void **state) {
	(void)state;
	assert_date("2024-03-01T10Z", "2024-03-01T10:00:00Z");
	assert_date("2024-03-01T10", "2024-03-01T10:00:00Z");
	assert_date("2024-03-01T10+02", "2024-03-01T08:00:00Z");
	assert_date("Fri, 01 Mar 2024 15 -0700", "2024-03-01T22:00:00Z");
	assert_date("Fri, 01 Mar 2024 10.20.30 +01.30", "2024-03-01T08:50:30Z");
	assert_date("2024-03-01+02:00", "2024-02-29T22:00:00Z");
	assert_date("01.03.2024 -0700", "2024-03-01T07:00:00Z");
	assert_date("2024-03-01 10:00 \xE2\x88\x92" "0500", "2024-03-01T15:00:00Z"); /* a minus sign */
	assert_date("2024-03-01 10:00 -13:00", "2024-03-01T10:00:00Z"); /* nobody lives there */
	assert_date("2024-03-01 10:00 +14:00", "2024-02-29T20:00:00Z");
	assert_date("2024-03-01 10:00 +15:00", "2024-03-01T10:00:00Z");
}

static void reads_weeks_months_and_days_of_the_year(void **state) {
	(void)state;
	assert_date("2024-W01-1", "2024-01-01T00:00:00Z");
	assert_date("2021W017T10:00Z", "2021-01-10T10:00:00Z");
	assert_date("2020-W53-7", "2021-01-03T00:00:00Z");
	assert_date("2025-W01", "2024-12-30T00:00:00Z");
	assert_date("2024-W54", "-");
	assert_date("2024061", "2024-03-01T00:00:00Z");
	assert_date("March 2024", "2024-03-01T00:00:00Z");
	assert_date("3/2024", "2024-03-01T00:00:00Z");
	assert_date("202403", "2024-03-01T00:00:00Z");
	assert_date("240301", "2024-03-01T00:00:00Z");
	assert_date("99-12-31", "1999-12-31T00:00:00Z");
	assert_date("Fri, 1 03 2024 10:00", "2024-03-01T10:00:00Z");
	assert_date("2024. 3. 1.", "2024-03-01T00:00:00Z");
}

static void a_range_is_its_beginning(void **state) {
	(void)state;
	assert_date("2024-03-01/2024-03-05", "2024-03-01T00:00:00Z");
	assert_date("2024-03-01T10:00:00Z/2024-03-05T12:00:00Z", "2024-03-01T10:00:00Z");
	assert_date("Fri, 1 Mar 2024 - Tue, 5 Mar 2024", "2024-03-01T00:00:00Z");
	assert_date("start=2024-03-01T10:00:00Z;end=2024-03-05", "2024-03-01T10:00:00Z");
}

static void leaves_remarks_out(void **state) {
	(void)state;
	assert_date("Fri (at last), 1 (first) Mar 2024 10:00:00 +0100 (CET)", "2024-03-01T09:00:00Z");
	assert_date("Fri, 01 Mar 2024 10:00:00 00", "2024-03-01T10:00:00Z");
}

static void takes_the_edges_of_a_day(void **state) {
	(void)state;
	assert_date("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
	assert_date("2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z");
	assert_date("2023-02-29", "2023-03-01T00:00:00Z");
	assert_date("2024-03-01T24:00:01Z", "-");
	assert_date("2024-03-01T10:60:00Z", "-");
	assert_date("2024-03-32", "-");
	assert_date("2024-14-01", "-");
	assert_date("2024-00-10", "-");
}

static void two_digit_years_are_near(void **state) {
	(void)state;
	assert_date("1 Mar 49", "2049-03-01T00:00:00Z");
	assert_date("1 Mar 50", "1950-03-01T00:00:00Z");
	assert_date("1 Mar 99", "1999-03-01T00:00:00Z");
}

static void refuses_what_is_no_date(void **state) {
	(void)state;
	assert_date("", "-");
	assert_date("yesterday", "-");
	assert_date("0", "-");
	assert_date("-1", "-");
	assert_date("99999999999999999999", "-");
	assert_date("0001-01-01T00:00:00Z", "-");
	assert_date("9999-12-31", "-");
	assert_date("10:20:30", "-");
	assert_date("March, maybe", "-");
	assert_date("17", "-");
	assert_date("12345", "-");
	assert_date("123456", "-");
	assert_date("+++---", "-");
	assert_int_equal(parse_date((struct slice){NULL, 0}, &(int64_t){0}), false);
}

static void reads_unix_seconds(void **state) {
	(void)state;
	assert_date("1709288430", "2024-03-01T10:20:30Z");
	assert_date("1709288430123", "2024-03-01T10:20:30Z");
	assert_date("1709288430.5", "2024-03-01T10:20:30Z");
	assert_date("@1709288430", "2024-03-01T10:20:30Z");
	assert_date("/Date(1709288430123+0100)/", "2024-03-01T10:20:30Z");
}

static void a_text_too_long_is_no_date(void **state) {
	char text[200];

	(void)state;
	memset(text, ' ', sizeof text);
	memcpy(text, "2024-03-01", 10);
	text[128] = '1';
	text[199] = '\0';
	assert_false(parse_date((struct slice){text, 129}, &(int64_t){0}));
	assert_true(parse_date((struct slice){text, 128}, &(int64_t){0}));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_standards_say),
		cmocka_unit_test(reads_month_names_of_neighbours),
		cmocka_unit_test(knows_zones_by_name_and_by_place),
		cmocka_unit_test(tells_days_from_months),
		cmocka_unit_test(reads_clocks_of_twelve_hours),
		cmocka_unit_test(reads_hours_alone_and_odd_offsets),
		cmocka_unit_test(reads_weeks_months_and_days_of_the_year),
		cmocka_unit_test(a_range_is_its_beginning),
		cmocka_unit_test(leaves_remarks_out),
		cmocka_unit_test(takes_the_edges_of_a_day),
		cmocka_unit_test(two_digit_years_are_near),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(reads_unix_seconds),
		cmocka_unit_test(a_text_too_long_is_no_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
