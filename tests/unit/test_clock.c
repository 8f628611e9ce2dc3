/* test_clock.c: a time that a test can set. */
#include "../support/test.h"

#include <bewust/clock.h>
#include <bewust/date.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void tells_the_real_time_when_nobody_set_it(void **state) {
	struct err e = {0};
	struct clock c;

	(void)state;
	unsetenv("BEWUST_NOW");
	assert_true(clock_init(&c, &e));
	assert_true(llabs(clock_wall(&c) - (long long)time(NULL)) <= 1);
	setenv("BEWUST_NOW", "", 1);
	assert_true(clock_init(&c, &e));
	assert_true(llabs(clock_wall(&c) - (long long)time(NULL)) <= 1);
}

static void starts_where_it_was_set_and_runs_on(void **state) {
	int64_t wanted = date_from_civil(2026, 11, 23, 8, 0, 0);
	struct clock c;
	struct err e = {0};

	(void)state;
	setenv("BEWUST_NOW", "2026-11-23T08:00:00Z", 1);
	assert_true(clock_init(&c, &e));
	assert_in_range(clock_wall(&c) - wanted, 0, 2);
	setenv("BEWUST_NOW", "86400", 1);
	assert_true(clock_init(&c, &e));
	assert_in_range(clock_wall(&c) - 86400, 0, 2);
}

static void refuses_a_time_that_is_none(void **state) {
	static const char *const bad[] = {"soon", "2026-11-23", "1e9", "9223372036854775807", "-9223372036854775808"};
	struct clock c;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err e = {0};

		setenv("BEWUST_NOW", bad[i], 1);
		assert_false(clock_init(&c, &e));
		assert_int_equal(e.kind, ERR_USAGE);
		assert_non_null(strstr(e.text, bad[i]));
	}
	unsetenv("BEWUST_NOW");
}

static void a_stopped_one_moves_only_when_told(void **state) {
	struct clock c;

	(void)state;
	clock_stop_at(&c, 1000);
	assert_int_equal(clock_wall(&c), 1000);
	assert_int_equal(clock_mono(&c), 0);
	clock_advance(&c, 999);
	assert_int_equal(clock_wall(&c), 1000);
	clock_advance(&c, 1);
	assert_int_equal(clock_wall(&c), 1001);
	assert_int_equal(clock_mono(&c), 1000);
	clock_advance(&c, 600000);
	assert_int_equal(clock_wall(&c), 1601);
}

static void a_running_one_cannot_be_advanced(void **state) {
	struct clock c = {0};
	int64_t before = clock_mono(&c);

	(void)state;
	clock_advance(&c, 1000000000);
	assert_in_range(clock_mono(&c) - before, 0, 10000);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_real_time_when_nobody_set_it),
		cmocka_unit_test(starts_where_it_was_set_and_runs_on),
		cmocka_unit_test(refuses_a_time_that_is_none),
		cmocka_unit_test(a_stopped_one_moves_only_when_told),
		cmocka_unit_test(a_running_one_cannot_be_advanced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
