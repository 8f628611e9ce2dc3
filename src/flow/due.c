/* due.c: when a channel is to be asked again. Pure: the clock is the caller's. */
#include "flow_private.h"

#include <bewust/random.h>

enum { HOUR = 3600, WEEK = 7 * DAY_S, HOURS = 24, DAYS = 7 };
enum { EPOCH_WEEKDAY = 3 }; /* 1970-01-01 was a thursday; 0 is monday */

static int64_t between(int64_t low, int64_t n, int64_t high) {
	return n < low ? low : n > high ? high : n;
}

static bool is_skipped(int64_t at, const struct channel_wishes *w) {
	int64_t hour = at / HOUR % HOURS, day = (at / DAY_S + EPOCH_WEEKDAY) % DAYS;

	return w->skip_hours >> hour & 1 || w->skip_days >> day & 1;
}

/* The first moment from then on that the feed did not ask to be spared. Who wants to be spared always has said nothing. */
static int64_t not_skipped(int64_t at, const struct channel_wishes *w) {
	int64_t later = at;

	for (int hour = 0; hour < HOURS * DAYS; hour++) {
		if (!is_skipped(later, w))
			return later;
		later += HOUR - later % HOUR;
	}
	return at;
}

/* What the reader or the channel's pace says, or longer where the feed or its server asks for that. */
static int64_t as_wished(int64_t every, const struct channel_wishes *w, int64_t fresh_s) {
	if (every < (int64_t)w->ttl_minutes * 60)
		every = (int64_t)w->ttl_minutes * 60;
	return every < fresh_s ? fresh_s : every;
}

/* Twice as often as it posts, and not sooner than the server or the feed asks; but never under an hour nor over a day. */
int64_t flow_due_after_success(int64_t now, const struct channel_wishes *w, int64_t fresh_s, double posts_a_week) {
	int64_t every = posts_a_week > 0 ? (int64_t)(WEEK / (2 * posts_a_week)) : DAY_S;

	every = as_wished(between(HOUR, every, DAY_S), w, fresh_s);
	return not_skipped(now + between(HOUR, every, DAY_S), w);
}

int64_t flow_due_as_set(int64_t now, int interval_minutes, const struct channel_wishes *w, int64_t fresh_s) {
	int64_t set = (int64_t)interval_minutes * 60;

	return not_skipped(now + between(set, as_wished(set, w, fresh_s), set > DAY_S ? set : DAY_S), w);
}

/* Up to a tenth more, so that channels do not march in step. */
static int64_t with_jitter(int64_t wait, uint64_t seed) {
	struct random r;

	random_seed(&r, seed);
	return wait + random_below(&r, (uint32_t)(wait / 10 + 1));
}

int64_t flow_pause_s(int64_t retry_after_s) {
	return between(0, retry_after_s, WEEK);
}

/* 1 h, 2 h, 4 h … 24 h. */
int64_t flow_due_after_trouble(int64_t now, int errors, int64_t retry_after_s, uint64_t seed) {
	int64_t wait = with_jitter(between(HOUR, (int64_t)HOUR << between(0, errors, 5), DAY_S), seed);

	return now + (retry_after_s > wait ? flow_pause_s(retry_after_s) : wait);
}

int64_t flow_due_after_pause(int64_t now, int64_t pause_s, uint64_t seed) {
	return now + flow_pause_s(with_jitter(flow_pause_s(pause_s), seed));
}
