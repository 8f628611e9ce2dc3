/* day.c: what a day held so far, its cap, and the small things that are said once in a while. */
#include "flow_private.h"

#include <stdio.h>
#include <string.h>

/* 0 is no cap at all. */
static int lower_cap(int a, int b) {
	return !a ? b : !b ? a : a < b ? a : b;
}

/* "DAY SESSIONS MINUTES", as noted by settle_cap. */
static bool read_cap(struct slice rest, long long out[3]) {
	struct slice part;

	for (int i = 0; i < 3; i++)
		if (!slice_split(&rest, ' ', &part) || !slice_to_int(part, &out[i]))
			return false;
	return out[1] >= 0 && out[1] <= INT32_MAX && out[2] >= 0 && out[2] <= INT32_MAX;
}

/* X5: a cap that was raised counts from tomorrow: so the day's is written down when it is first asked for, or lowered. */
static bool settle_cap(struct flow *f, int64_t today, struct arena *a, struct err *e) {
	long long noted[3];
	const char *fact;
	char now[96];

	if (!store_fact(f->store, "day_cap", a, &fact, e))
		return false;
	f->config.sessions_a_day = f->sessions_a_day;
	f->config.minutes_a_day = f->minutes_a_day;
	if (fact && read_cap(slice_of(fact), noted) && noted[0] == today) {
		f->config.sessions_a_day = lower_cap(f->sessions_a_day, (int)noted[1]);
		f->config.minutes_a_day = lower_cap(f->minutes_a_day, (int)noted[2]);
	}
	snprintf(now, sizeof(now), "%lld %d %d", (long long)today, f->config.sessions_a_day, f->config.minutes_a_day);
	return (fact && !strcmp(fact, now)) || store_fact_put(f->store, "day_cap", now, e);
}

static bool count_sessions(struct flow *f, int64_t today, struct arena *a, struct day_use *out, struct err *e) {
	struct sessions sessions;
	long long extra;

	if (!store_sessions(f->store, date_day_start(today, f->config.turn_hour), a, &sessions, e) ||
		!flow_fact_number(f, "extra_on_day", a, &extra, e))
		return false;
	for (size_t i = 0; i < sessions.count; i++) {
		out->sessions++;
		out->minutes += (double)sessions.at[i].spent_ms / 60000.0;
	}
	out->extra_used = extra == today;
	return true;
}

bool flow_day_use(struct flow *f, struct day_use *out, struct err *e) {
	int64_t today = date_day(flow_now(f), f->config.turn_hour);
	struct arena a;
	bool ok;

	memset(out, 0, sizeof(*out));
	arena_init(&a, 0);
	ok = settle_cap(f, today, &a, e) && count_sessions(f, today, &a, out, e);
	arena_finish(&a);
	return ok;
}

bool flow_not_now(struct flow *f, struct err *e) {
	struct arena a;
	const char *value;
	char next[32];
	long long count = 0;
	bool ok;

	arena_init(&a, 0);
	ok = store_fact(f->store, "not_now", &a, &value, e);
	if (ok) {
		if (value)
			slice_to_int(slice_of(value), &count);
		snprintf(next, sizeof(next), "%lld", count + 1);
		ok = store_fact_put(f->store, "not_now", next, e);
	}
	arena_finish(&a);
	return ok;
}

static bool put_day(struct flow *f, const char *name, int64_t ahead, struct err *e) {
	char day[32];

	snprintf(day, sizeof(day), "%lld", (long long)(date_day(flow_now(f), f->config.turn_hour) + ahead));
	return store_fact_put(f->store, name, day, e);
}

bool flow_extra_used(struct flow *f, struct err *e) {
	return put_day(f, "extra_on_day", 0, e);
}

bool flow_review_seen(struct flow *f, struct err *e) {
	return put_day(f, "review_day", 0, e);
}

bool flow_low_card_seen(struct flow *f, int days, struct err *e) {
	return put_day(f, "low_card_after", days, e);
}
