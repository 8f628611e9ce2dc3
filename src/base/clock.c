/* clock.c: the time, the real one or a test's. */
#include <bewust/clock.h>
#include <bewust/date.h>
#include <bewust/i18n.h>
#include <bewust/str.h>
#include <stdlib.h>
#include <time.h>

#ifdef __APPLE__
#define CLOCK_AWAKE CLOCK_UPTIME_RAW /* there, CLOCK_MONOTONIC counts sleep */
#else
#define CLOCK_AWAKE CLOCK_MONOTONIC
#endif

static int64_t real_ms(void) {
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool clock_init(struct clock *c, struct err *e) {
	struct slice now = slice_of(getenv("BEWUST_NOW"));
	long long seconds;
	int64_t at;

	*c = (struct clock){0};
	if (now.len == 0)
		return true;
	if (slice_to_int(now, &seconds) && date_is_civil(seconds))
		at = seconds;
	else if (!date_from_rfc3339(now, &at))
		return err_set(e, ERR_USAGE, _("BEWUST_NOW is “%s”: give Unix seconds, or a time like 2026-11-23T08:00:00Z"), now.at);
	c->shift_ms = at * 1000 - real_ms();
	return true;
}

void clock_stop_at(struct clock *c, int64_t wall_s) {
	*c = (struct clock){.stopped = true, .wall_s = wall_s};
}

/* A stopped clock keeps its milliseconds in mono_ms; whole seconds passed there pass on the wall too. */
void clock_advance(struct clock *c, int64_t ms) {
	int64_t before = c->mono_ms;

	if (!c->stopped)
		return;
	c->mono_ms += ms;
	c->wall_s += c->mono_ms / 1000 - before / 1000;
}

void clock_sleep(struct clock *c, int64_t ms) {
	int64_t until = clock_mono(c) + ms;

	clock_advance(c, ms);
	while ((ms = until - clock_mono(c)) > 0)
		nanosleep(&(struct timespec){.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000}, NULL);
}

int64_t clock_wall(const struct clock *c) {
	int64_t ms;

	if (c->stopped)
		return c->wall_s;
	ms = real_ms() + c->shift_ms;
	return ms / 1000 - (ms % 1000 < 0);
}

int64_t clock_mono(const struct clock *c) {
	struct timespec now;

	if (c->stopped)
		return c->mono_ms;
	clock_gettime(CLOCK_AWAKE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
