/* test_session_clock.c: reading time is what was read (T1 to T6), skimming is mentioned twice at most (P1 to P3), a day has a cap (X3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bewust/session.h>

#define MINUTE INT64_C(60000)

static struct session_clock started(void) {
	struct session_clock c;

	session_clock_start(&c, 10 * MINUTE, 0, 1000);
	return c;
}

/* Ticks each second without a key, from where the clock stands. */
static int64_t run(struct session_clock *c, int64_t from, int64_t ms) {
	for (int64_t at = from + 1000; at <= from + ms; at += 1000)
		session_clock_tick(c, at);
	return from + ms;
}

static void counts_whole_minutes_rounded_up(void **state) {
	struct session_clock c = started();

	(void)state;
	assert_int_equal(session_clock_minutes_left(&c), 10);
	session_clock_tick(&c, 1001);
	assert_int_equal(session_clock_minutes_left(&c), 10);
	run(&c, 1001, MINUTE - 1000);
	assert_int_equal(session_clock_minutes_left(&c), 10);
	session_clock_charge(&c, 999);
	assert_int_equal(c.spent_ms, MINUTE);
	assert_int_equal(session_clock_minutes_left(&c), 9);
	session_clock_charge(&c, 9 * MINUTE - 1);
	assert_int_equal(session_clock_minutes_left(&c), 1);
	session_clock_charge(&c, 1);
	assert_int_equal(session_clock_minutes_left(&c), 0);
	assert_true(session_clock_share(&c) >= 1);
}

static void goes_on_from_what_was_spent(void **state) {
	struct session_clock c;

	(void)state;
	session_clock_start(&c, 10 * MINUTE, 4 * MINUTE, 0);
	assert_int_equal(session_clock_minutes_left(&c), 6);
	session_clock_start(&c, 10 * MINUTE, -5, 0);
	assert_int_equal(session_clock_minutes_left(&c), 10);
	session_clock_start(&c, 0, 0, 0);
	assert_int_equal(session_clock_minutes_left(&c), 0);
	assert_true(session_clock_share(&c) == 1);
}

static void a_gap_of_over_five_seconds_does_not_count(void **state) {
	struct session_clock c = started();

	(void)state;
	session_clock_tick(&c, 6000);
	assert_int_equal(c.spent_ms, 5000);
	session_clock_tick(&c, 11001);
	assert_int_equal(c.spent_ms, 5000);
	session_clock_tick(&c, 11001 + 3600000);
	assert_int_equal(c.spent_ms, 5000);
	assert_false(c.idle); /* who comes back after an hour of suspension has not been idle */
	session_clock_tick(&c, 11001 + 3600000 + 1000);
	assert_int_equal(c.spent_ms, 6000);
}

static void a_clock_that_goes_back_takes_nothing(void **state) {
	struct session_clock c = started();

	(void)state;
	session_clock_tick(&c, 500);
	assert_int_equal(c.spent_ms, 0);
	session_clock_tick(&c, 1500);
	assert_int_equal(c.spent_ms, 1000);
}

static void two_minutes_without_a_key_pause_it(void **state) {
	struct session_clock c = started();
	int64_t at;

	(void)state;
	session_clock_item(&c, MINUTE, 1000);
	at = run(&c, 1000, 2 * MINUTE);
	assert_false(c.idle);
	at = run(&c, at, 30 * MINUTE);
	assert_true(c.idle);
	assert_int_equal(c.spent_ms, 2 * MINUTE);
	session_clock_key(&c, at);
	assert_false(c.idle);
	run(&c, at, 3000);
	assert_int_equal(c.spent_ms, 2 * MINUTE + 3000);
}

static void a_long_item_may_be_read_without_a_key(void **state) {
	struct session_clock c = started();
	int64_t at;

	(void)state;
	session_clock_item(&c, 5 * MINUTE, 1000);
	at = run(&c, 1000, 5 * MINUTE);
	assert_false(c.idle);
	run(&c, at, MINUTE);
	assert_true(c.idle);
	assert_int_equal(c.spent_ms, 5 * MINUTE);
	assert_int_equal(c.item_ms, 5 * MINUTE);
}

static void help_and_stepping_aside_do_not_count(void **state) {
	struct session_clock c = started();
	int64_t at = run(&c, 1000, 10000);

	(void)state;
	session_clock_pause(&c, true, at);
	at = run(&c, at, 10 * MINUTE);
	assert_int_equal(c.spent_ms, 10000);
	session_clock_pause(&c, false, at);
	assert_false(c.idle);
	run(&c, at, 2000);
	assert_int_equal(c.spent_ms, 12000);
	assert_int_equal(c.item_ms, 12000);
}

static void a_video_is_charged_with_its_length(void **state) {
	struct session_clock c = started();

	(void)state;
	session_clock_item(&c, 3 * MINUTE, 1000);
	session_clock_pause(&c, true, 2000);
	session_clock_charge(&c, 3 * MINUTE);
	session_clock_charge(&c, -MINUTE);
	session_clock_pause(&c, false, 2000 + 20 * MINUTE);
	assert_int_equal(c.spent_ms, 3 * MINUTE + 1000);
	session_clock_charge(&c, INT64_MAX);
	session_clock_charge(&c, INT64_MAX);
	assert_int_equal(session_clock_minutes_left(&c), 0);
	assert_true(session_clock_share(&c) == 1);
}

static void each_item_has_its_own_time(void **state) {
	struct session_clock c = started();

	(void)state;
	session_clock_tick(&c, 4000);
	session_clock_item(&c, MINUTE, 5000);
	assert_int_equal(c.spent_ms, 4000);
	assert_int_equal(c.item_ms, 0);
	session_clock_tick(&c, 6000);
	assert_int_equal(c.item_ms, 1000);
	assert_int_equal(c.spent_ms, 5000);
}

static void after_time_only_a_short_closer_comes(void **state) {
	struct session_clock c = started();

	(void)state;
	assert_true(session_closer_still(&c, 3));
	session_clock_charge(&c, 11 * MINUTE);
	assert_true(session_closer_still(&c, 2));
	assert_false(session_closer_still(&c, 2.1));
}

static void three_quick_ones_are_mentioned_at_most_twice(void **state) {
	struct pace p = {0};
	int said = 0;

	(void)state;
	assert_false(pace_left(&p, 1000, MINUTE));
	assert_false(pace_left(&p, 1000, MINUTE));
	assert_true(pace_left(&p, 1000, MINUTE));
	assert_false(pace_left(&p, 1000, MINUTE)); /* the count begins anew */
	for (int i = 0; i < 50; i++)
		said += pace_left(&p, 0, MINUTE);
	assert_int_equal(said, 1);
}

static void what_was_read_is_no_skim(void **state) {
	struct pace p = {0};

	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_false(pace_left(&p, 8000, MINUTE));    /* eight seconds */
		assert_false(pace_left(&p, 3000, 12000));     /* a quarter of a tiny thing */
	}
	assert_false(pace_left(&p, 7999, MINUTE));
	assert_false(pace_left(&p, 2999, 12000));
	assert_false(pace_left(&p, 9000, MINUTE)); /* one that was read breaks the row */
	assert_false(pace_left(&p, 0, MINUTE));
	assert_false(pace_left(&p, 0, MINUTE));
	assert_true(pace_left(&p, 0, MINUTE));
}

static void a_day_is_full_by_sessions_or_by_minutes(void **state) {
	(void)state;
	assert_false(day_is_full(&(struct day_use){1, 19.9, false}, 2, 20));
	assert_true(day_is_full(&(struct day_use){2, 3, false}, 2, 20));
	assert_true(day_is_full(&(struct day_use){1, 20, false}, 2, 20));
	assert_false(day_is_full(&(struct day_use){9, 200, false}, 0, 0));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_whole_minutes_rounded_up),
		cmocka_unit_test(goes_on_from_what_was_spent),
		cmocka_unit_test(a_gap_of_over_five_seconds_does_not_count),
		cmocka_unit_test(a_clock_that_goes_back_takes_nothing),
		cmocka_unit_test(two_minutes_without_a_key_pause_it),
		cmocka_unit_test(a_long_item_may_be_read_without_a_key),
		cmocka_unit_test(help_and_stepping_aside_do_not_count),
		cmocka_unit_test(a_video_is_charged_with_its_length),
		cmocka_unit_test(each_item_has_its_own_time),
		cmocka_unit_test(after_time_only_a_short_closer_comes),
		cmocka_unit_test(three_quick_ones_are_mentioned_at_most_twice),
		cmocka_unit_test(what_was_read_is_no_skim),
		cmocka_unit_test(a_day_is_full_by_sessions_or_by_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
