/* clock.c: how much of a session's time was spent (T1 to T6), skimming (P1 to P3), and the day's cap (X3). */
#include "thresholds.h"
#include <bewust/session.h>

/* Sums that hostile or broken numbers cannot wrap. */
static int64_t sum(int64_t a, int64_t b) {
	int64_t out;

	if (__builtin_add_overflow(a, b, &out))
		return b < 0 ? INT64_MIN : INT64_MAX;
	return out;
}

static void spend(struct session_clock *c, int64_t ms) {
	c->spent_ms = sum(c->spent_ms, ms);
	c->item_ms = sum(c->item_ms, ms);
}

void session_clock_start(struct session_clock *c, int64_t budget_ms, int64_t spent_ms, int64_t mono_ms) {
	*c = (struct session_clock){.budget_ms = budget_ms > 0 ? budget_ms : 0, .spent_ms = spent_ms > 0 ? spent_ms : 0, .last_tick_ms = mono_ms,
		.idle_since_ms = mono_ms};
}

/* T2: nobody is thought to be away while the open item can still be being read. */
static int64_t idle_after(const struct session_clock *c) {
	int64_t wait = c->item_estimate_ms > IDLE_MS ? c->item_estimate_ms : IDLE_MS;

	return sum(c->idle_since_ms, wait);
}

void session_clock_tick(struct session_clock *c, int64_t mono_ms) {
	int64_t from = c->last_tick_ms, gap = mono_ms - from;

	c->last_tick_ms = mono_ms;
	if (from < 0 || gap <= 0 || c->paused || c->idle)
		return;
	if (gap > TICK_GAP_MS) {
		c->idle_since_ms = sum(c->idle_since_ms, gap); /* T6: the program stood still, and so did the waiting for a key */
		return;
	}
	if (mono_ms > idle_after(c)) {
		c->idle = true;
		gap = idle_after(c) > from ? idle_after(c) - from : 0;
	}
	spend(c, gap);
}

void session_clock_item(struct session_clock *c, int64_t estimate_ms, int64_t mono_ms) {
	session_clock_key(c, mono_ms); /* what opens an item is a person */
	c->item_ms = 0;
	c->item_estimate_ms = estimate_ms > 0 ? estimate_ms : 0;
}

void session_clock_key(struct session_clock *c, int64_t mono_ms) {
	session_clock_tick(c, mono_ms);
	c->idle_since_ms = mono_ms;
	c->idle = false;
}

void session_clock_pause(struct session_clock *c, bool paused, int64_t mono_ms) {
	session_clock_key(c, mono_ms);
	c->paused = paused;
}

void session_clock_charge(struct session_clock *c, int64_t ms) {
	if (ms > 0)
		spend(c, ms);
}

void session_clock_give_back(struct session_clock *c, int64_t ms) {
	if (ms <= 0)
		return;
	c->spent_ms = c->spent_ms > ms ? c->spent_ms - ms : 0;
	c->item_ms = c->item_ms > ms ? c->item_ms - ms : 0;
}

int session_clock_minutes_left(const struct session_clock *c) {
	int64_t left = c->budget_ms - c->spent_ms;

	if (left <= 0)
		return 0;
	left = left / 60000 + (left % 60000 != 0);
	return left > INT32_MAX ? INT32_MAX : (int)left;
}

double session_clock_share(const struct session_clock *c) {
	double share = c->budget_ms > 0 ? (double)c->spent_ms / (double)c->budget_ms : 1;

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

bool session_closer_still(const struct session_clock *c, double closer_minutes) {
	return session_clock_minutes_left(c) > 0 || closer_minutes <= CLOSER_AFTER_TIME;
}

bool pace_left(struct pace *p, int64_t item_ms, int64_t estimate_ms) {
	bool skim = item_ms < SKIM_MS && item_ms < estimate_ms / SKIM_SHARE;

	p->quick_in_a_row = skim ? p->quick_in_a_row + 1 : 0;
	if (p->quick_in_a_row < SKIMS_IN_A_ROW || p->hints >= PACE_HINTS_MAX)
		return false;
	p->quick_in_a_row = 0;
	p->hints++;
	return true;
}

bool day_is_full(const struct day_use *use, int sessions_a_day, int minutes_a_day) {
	return (sessions_a_day > 0 && use->sessions >= sessions_a_day) || (minutes_a_day > 0 && use->minutes >= minutes_a_day);
}
