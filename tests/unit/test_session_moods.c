/* test_session_moods.c: what moods say (4.9), what is refused, and when people to talk to are mentioned (5.2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bewust/date.h>
#include <bewust/mem.h>
#include <bewust/random.h>
#include <bewust/session.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TURN 4

static struct mood mood_at(int64_t at, int valence) {
	return (struct mood){.at = at, .phase = MOOD_APART, .valence = valence, .energy = MOOD_NONE};
}

static int64_t today(void) {
	return date_day(date_from_civil(2026, 11, 23, 12, 0, 0), TURN);
}

/* An hour of a day some days ago, counted from its turn. */
static int64_t on(int days_ago, int hour) {
	return date_day_start(today() - days_ago, TURN) + hour * 3600;
}

static void median_of_odd_and_even(void **state) {
	(void)state;
	assert_true(mood_median((int[]){3}, 1) == 3);
	assert_true(mood_median((int[]){3, -1, 0}, 3) == 0);
	assert_true(mood_median((int[]){3, -1, 0, 1}, 4) == 0.5);
}

static void a_day_is_its_median_and_turns_at_four(void **state) {
	struct mood m[5] = {mood_at(on(1, 23), 2), mood_at(on(1, 0), -3), mood_at(on(0, 0), 1), mood_at(on(1, 5), 1), mood_at(on(1, 6), MOOD_NONE)};
	struct mood_day d[5];

	(void)state;
	m[1].energy = 2;
	m[3].energy = -1;
	assert_int_equal(mood_days(m, 5, TURN, d), 2);
	assert_int_equal(d[0].day, today() - 1);
	assert_int_equal(d[0].count, 3);
	assert_true(d[0].valence == 1);
	assert_true(d[0].energy == 0.5);
	assert_int_equal(d[1].day, today());
	assert_true(isnan(d[1].energy));
	assert_int_equal(mood_days(m, 0, TURN, d), 0);
	m[0].at = on(0, 0) - 1; /* the last second before the turn still is yesterday's */
	assert_int_equal(mood_days(m, 1, TURN, d), 1);
	assert_int_equal(d[0].day, today() - 1);
}

static void shades_are_seven_and_a_gap(void **state) {
	(void)state;
	for (int v = -3; v <= 3; v++)
		assert_int_equal(mood_shade(v), v + 4);
	assert_int_equal(mood_shade(0.5), 4);
	assert_int_equal(mood_shade(-0.5), 4);
	assert_int_equal(mood_shade(1.5), 5);
	assert_int_equal(mood_shade(-2.6), 1);
	assert_int_equal(mood_shade(99), 7);
	assert_int_equal(mood_shade((double)NAN), 0);
}

/* ---- pairs ---- */

static struct mood paired(int session, enum mood_phase phase, int valence) {
	struct mood m = mood_at(1000 + session * 10 + (int)phase, valence);

	m.phase = phase;
	snprintf(m.session.text, sizeof m.session.text, "s%05d", session);
	return m;
}

static void pairs_before_and_after_of_one_session(void **state) {
	struct mood m[] = {paired(1, MOOD_AFTER, 2), paired(2, MOOD_BEFORE, 0), paired(1, MOOD_BEFORE, -1), paired(2, MOOD_AFTER, 0),
		paired(3, MOOD_BEFORE, 1), paired(4, MOOD_AFTER, 3), mood_at(1, 3), paired(5, MOOD_BEFORE, 2), paired(5, MOOD_AFTER, 1),
		paired(6, MOOD_BEFORE, MOOD_NONE), paired(6, MOOD_AFTER, 3)};
	struct mood_pairs p;

	(void)state;
	mood_pairs(m, sizeof m / sizeof *m, &p);
	assert_int_equal(p.count, 3);
	assert_int_equal(p.lighter, 1);
	assert_int_equal(p.same, 1);
	assert_int_equal(p.heavier, 1);
	assert_true(fabs(p.mean_delta - 2.0 / 3) < 1e-12);
	mood_pairs(m, 0, &p);
	assert_int_equal(p.count, 0);
	assert_true(p.mean_delta == 0);
}

static void a_check_in_given_twice_counts_by_its_later_one(void **state) {
	struct mood m[] = {paired(1, MOOD_BEFORE, 0), paired(1, MOOD_AFTER, -2), paired(1, MOOD_AFTER, 2)};
	struct mood_pairs p;

	(void)state;
	m[1].at = 5000;
	m[2].at = 6000;
	mood_pairs(m, 3, &p);
	assert_int_equal(p.count, 1);
	assert_int_equal(p.lighter, 1);
}

/* ---- insight ---- */

static void the_worked_numbers(void **state) {
	struct insight i;

	(void)state;
	mood_insight_of(20, 20, 1.5, 0.5, 1.2, &i);
	assert_true(fabs(i.delta - 0.67) < 0.005);
	assert_true(fabs(i.low - 0.39) < 0.005);
	assert_true(fabs(i.high - 0.95) < 0.005);
	assert_int_equal(i.verdict, VERDICT_LIGHTER);
	mood_insight_of(4, 40, 1.5, 0.5, 1.2, &i);
	assert_int_equal(i.verdict, VERDICT_NOT_ENOUGH);
	assert_int_equal(i.with, 4);
}

static void the_same_numbers_from_single_sessions(void **state) {
	double deltas[40];
	bool in[40];
	struct insight i;
	double step = 1.2 * sqrt(19.0 / 20); /* half above, half below: a sample deviation of 1.2 */

	(void)state;
	for (int n = 0; n < 40; n++) {
		in[n] = n < 20;
		deltas[n] = n < 20 ? 1.5 + (n % 2 ? step : -step) : -0.5;
	}
	mood_insight(deltas, in, 40, &i);
	assert_int_equal(i.with, 20);
	assert_int_equal(i.without, 20);
	assert_true(fabs(i.delta - 2.0 / 3) < 1e-9);
	assert_true(fabs(i.low - 0.3862) < 1e-4);
	assert_true(fabs(i.high - 0.9471) < 1e-4);
}

static void refuses_below_ten_with_or_without(void **state) {
	double deltas[40];
	bool in[40] = {false};
	struct insight i;

	(void)state;
	for (int n = 0; n < 40; n++)
		deltas[n] = n < 20 ? 3 : -3;
	for (int with = 0; with <= 40; with++) {
		for (int n = 0; n < 40; n++)
			in[n] = n < with;
		mood_insight(deltas, in, 40, &i);
		assert_int_equal(i.verdict == VERDICT_NOT_ENOUGH, with < 10 || with > 30);
	}
	mood_insight(deltas, in, 0, &i);
	assert_int_equal(i.verdict, VERDICT_NOT_ENOUGH);
}

static void a_range_with_nothing_in_it_is_no_difference(void **state) {
	struct insight i;

	(void)state;
	mood_insight_of(20, 20, 0.6, 0.5, 1.2, &i);
	assert_int_equal(i.verdict, VERDICT_NO_DIFFERENCE);
	mood_insight_of(20, 20, -0.8, 0.5, 1.2, &i);
	assert_int_equal(i.verdict, VERDICT_HEAVIER);
	assert_true(i.delta < 0 && i.high < 0);
	mood_insight_of(10, 10, 0.6, 0.5, 0, &i); /* ten equal answers leave room for doubt */
	assert_int_equal(i.verdict, VERDICT_NO_DIFFERENCE);
	assert_true(i.low < i.high);
}

static void chance_alone_seldom_speaks(void **state) {
	struct random r;
	int spoke = 0;

	(void)state;
	random_seed(&r, 9);
	for (int round = 0; round < 400; round++) {
		double deltas[60];
		bool in[60];
		struct insight i;

		for (int n = 0; n < 60; n++) {
			deltas[n] = (int)random_below(&r, 7) - 3;
			in[n] = random_below(&r, 3) == 0;
		}
		mood_insight(deltas, in, 60, &i);
		spoke += i.verdict == VERDICT_LIGHTER || i.verdict == VERDICT_HEAVIER;
	}
	assert_true(spoke < 80); /* an 80 % range would allow for 80; shrinking keeps it below */
}

static void rows_name_what_truly_goes_with_lighter_days(void **state) {
	struct mood m[120];
	struct mood_evidence e[400];
	struct mood_row rows[400];
	struct random r;
	size_t n = 0, count;

	(void)state;
	random_seed(&r, 4);
	for (int s = 0; s < 60; s++) {
		bool good = s % 3 == 0, bad = s % 4 == 1;
		int before = (int)random_below(&r, 3) - 1, after = before + (good ? 2 : 0) - (bad ? 2 : 0) + (int)random_below(&r, 2);

		m[2 * s] = paired(s, MOOD_BEFORE, before);
		m[2 * s + 1] = paired(s, MOOD_AFTER, after < -3 ? -3 : after > 3 ? 3 : after);
		for (int twice = 0; good && twice < 2; twice++) /* two items of one channel are one session */
			e[n++] = (struct mood_evidence){m[2 * s].session, 70};
		if (bad)
			e[n++] = (struct mood_evidence){m[2 * s].session, 80};
		if (s % 2)
			e[n++] = (struct mood_evidence){m[2 * s].session, 90};
		if (s < 4)
			e[n++] = (struct mood_evidence){m[2 * s].session, 95};
		e[n++] = (struct mood_evidence){m[2 * s].session, 99};
	}
	snprintf(e[n].session.text, sizeof e[n].session.text, "none such");
	e[n++].key = 100;
	count = mood_rows(m, 120, e, n, rows);
	assert_int_equal(count, 6);
	for (size_t i = 0; i < count; i++) {
		const struct insight *x = &rows[i].insight;

		if (rows[i].key == 70)
			assert_true(i < 2 && x->verdict == VERDICT_LIGHTER && x->with == 20 && x->without == 40);
		else if (rows[i].key == 80)
			assert_true(i < 2 && x->verdict == VERDICT_HEAVIER && x->with == 15);
		else if (rows[i].key == 95)
			assert_true(x->verdict == VERDICT_NOT_ENOUGH && x->with == 4);
		else if (rows[i].key == 99)
			assert_true(x->verdict == VERDICT_NOT_ENOUGH && x->without == 0);
		else if (rows[i].key == 100)
			assert_true(x->verdict == VERDICT_NOT_ENOUGH && x->with == 0);
	}
	assert_int_equal(mood_rows(NULL, 0, NULL, 0, rows), 0);
}

/* ---- 5.2 ---- */

static void five_on_four_days_is_low(void **state) {
	struct mood m[5] = {mood_at(on(0, 1), -2), mood_at(on(2, 1), -3), mood_at(on(3, 1), 1), mood_at(on(3, 2), -2), mood_at(on(13, 0), -2)};

	(void)state;
	assert_true(mood_is_low(m, 5, on(0, 8), TURN));
	assert_false(mood_is_low(m, 4, on(0, 8), TURN));          /* four check-ins */
	m[4].at = on(13, 0) - 1;                                   /* before the turn: the fourteenth day back is out */
	assert_false(mood_is_low(m, 5, on(0, 8), TURN));
	assert_true(mood_is_low(m, 5, on(0, 8), TURN - 1));       /* days that turn an hour earlier have it in again */
	m[4].at = on(13, 0);
	m[0].valence = -1;
	m[1].valence = -1;
	assert_false(mood_is_low(m, 5, on(0, 8), TURN));          /* median -1 */
}

static void five_on_three_days_is_not(void **state) {
	struct mood m[6];

	(void)state;
	for (int i = 0; i < 6; i++)
		m[i] = mood_at(on(i % 3, 1 + i), i % 3 == 1 ? -1 : -3);
	assert_false(mood_is_low(m, 6, on(0, 20), TURN));
}

static void three_heavy_days_in_a_row_of_entries_are_low(void **state) {
	struct mood m[4] = {mood_at(on(0, 1), -2), mood_at(on(4, 1), -2), mood_at(on(9, 1), -3), mood_at(on(12, 1), 3)};

	(void)state;
	assert_true(mood_is_low(m, 4, on(0, 3), TURN));
	assert_false(mood_is_low(m, 2, on(0, 3), TURN));
	m[1].valence = -1;
	assert_false(mood_is_low(m, 4, on(0, 3), TURN));
}

static void one_heavy_check_in_or_old_ones_are_not_low(void **state) {
	struct mood m[6];

	(void)state;
	m[0] = mood_at(on(0, 1), -3);
	assert_false(mood_is_low(m, 1, on(0, 2), TURN));
	assert_false(mood_is_low(m, 0, on(0, 2), TURN));
	for (int i = 0; i < 6; i++)
		m[i] = mood_at(on(14 + i, 5), -3);
	assert_false(mood_is_low(m, 6, on(0, 2), TURN));
	assert_true(mood_is_low(m, 6, on(13, 23), TURN)); /* the same ones, a fortnight earlier */
	for (int i = 0; i < 6; i++)
		m[i] = mood_at(on(-1 - i, 5), -3); /* a clock once set wrong */
	assert_false(mood_is_low(m, 6, on(0, 2), TURN));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(median_of_odd_and_even),
		cmocka_unit_test(a_day_is_its_median_and_turns_at_four),
		cmocka_unit_test(shades_are_seven_and_a_gap),
		cmocka_unit_test(pairs_before_and_after_of_one_session),
		cmocka_unit_test(a_check_in_given_twice_counts_by_its_later_one),
		cmocka_unit_test(the_worked_numbers),
		cmocka_unit_test(the_same_numbers_from_single_sessions),
		cmocka_unit_test(refuses_below_ten_with_or_without),
		cmocka_unit_test(a_range_with_nothing_in_it_is_no_difference),
		cmocka_unit_test(chance_alone_seldom_speaks),
		cmocka_unit_test(rows_name_what_truly_goes_with_lighter_days),
		cmocka_unit_test(five_on_four_days_is_low),
		cmocka_unit_test(five_on_three_days_is_not),
		cmocka_unit_test(three_heavy_days_in_a_row_of_entries_are_low),
		cmocka_unit_test(one_heavy_check_in_or_old_ones_are_not_low),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
