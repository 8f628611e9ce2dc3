/* clock.h: the only code that knows the time, so that a test can set it.
 *
 * `wall` is Unix seconds, UTC: what is stored. `mono` is milliseconds that never jump and stand still while the machine
 * sleeps (CLOCK_MONOTONIC): what durations are measured with. A clock is a value; threads each hold a copy of one. */
#ifndef BEWUST_CLOCK_H
#define BEWUST_CLOCK_H

#include <bewust/err.h>
#include <stdint.h>

struct clock {
	int64_t shift_ms;       /* added to the real wall clock; 0 outside tests. So fine that a test has its first second whole */
	bool stopped;           /* a test's clock: it moves by clock_advance only */
	int64_t wall_s, mono_ms; /* where a stopped clock stands */
};

/* The real clock, or, where $BEWUST_NOW is set (Unix seconds or RFC 3339), one that starts there and runs on. */
bool clock_init(struct clock *c, struct err *e);
void clock_stop_at(struct clock *c, int64_t wall_s);              /* a clock for tests */
void clock_advance(struct clock *c, int64_t ms);                  /* a stopped one only */
void clock_sleep(struct clock *c, int64_t ms);                    /* lets time go by; a stopped one moves, and nobody waits */
int64_t clock_wall(const struct clock *c);
int64_t clock_mono(const struct clock *c);

#endif
