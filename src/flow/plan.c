/* plan.c: a plan from somebody: channels, a dose a day, and a last day. It runs from the day it came. */
#include "flow_private.h"

#include <stdio.h>
#include <string.h>

enum { PLAN_DOSE_MINUTES = 5 /* Prestin and Nabi 2020: 5 minutes a day for 5 days */, PLAN_CHANNELS_MAX = 500 };

static bool put_number(struct flow *f, const char *name, int64_t n, struct err *e) {
	char text[32];

	snprintf(text, sizeof(text), "%lld", (long long)n);
	return store_fact_put(f->store, name, text, e);
}

static bool put_themes(struct flow *f, theme_set themes, struct err *e) {
	struct str names;
	bool ok;

	str_init(&names, 1000);
	theme_set_write(themes, ",", &names);
	ok = store_fact_put(f->store, "plan_themes", names.len ? names.at : NULL, e);
	str_finish(&names);
	return ok;
}

bool flow_plan_start(struct flow *f, const struct outline_head *head, const char *channels, struct err *e) {
	if (!*head->from || head->days <= 0)
		return true;
	return store_fact_put(f->store, "plan_from", head->from, e) && put_number(f, "plan_days", head->days, e) &&
		put_number(f, "plan_dose", head->dose_minutes > 0 ? head->dose_minutes : PLAN_DOSE_MINUTES, e) &&
		put_number(f, "plan_first_day", date_day(flow_now(f), f->config.turn_hour), e) && put_themes(f, head->themes, e) &&
		store_fact_put(f->store, "plan_channels", channels, e);
}

bool flow_fact_number(struct flow *f, const char *name, struct arena *a, long long *out, struct err *e) {
	const char *text;

	if (!store_fact(f->store, name, a, &text, e))
		return false;
	if (!text || !slice_to_int(slice_of(text), out))
		*out = 0;
	return true;
}

bool flow_plan_load(struct flow *f, struct arena *a, struct running_plan *out, struct err *e) {
	int64_t today = date_day(flow_now(f), f->config.turn_hour);
	const char *from, *themes, *channels;
	long long days, dose, first;

	memset(out, 0, sizeof(*out));
	out->from = out->channels = "";
	if (!store_fact(f->store, "plan_from", a, &from, e) || !flow_fact_number(f, "plan_days", a, &days, e) ||
		!flow_fact_number(f, "plan_dose", a, &dose, e) || !flow_fact_number(f, "plan_first_day", a, &first, e) ||
		!store_fact(f->store, "plan_themes", a, &themes, e) || !store_fact(f->store, "plan_channels", a, &channels, e))
		return false;
	if (!from || days <= 0 || today < first)
		return true;
	out->from = from;
	out->channels = channels ? channels : "";
	out->day = today - first < INT32_MAX ? (int)(today - first) + 1 : INT32_MAX;
	out->since = date_day_start(first, f->config.turn_hour);
	out->days = days < INT32_MAX ? (int)days : INT32_MAX;
	out->minutes = dose > 0 && dose < 24 * 60 ? (int)dose : PLAN_DOSE_MINUTES;
	if (themes && !theme_set_parse(slice_of(themes), &out->themes))
		out->themes = 0;
	return true;
}

bool flow_plan_runs(const struct running_plan *p) {
	return *p->from && p->day <= p->days;
}

size_t flow_plan_channels(struct flow *f, const struct running_plan *p, struct arena *a, const int64_t **ids) {
	int64_t *out = arena_array(a, PLAN_CHANNELS_MAX, sizeof(*out));
	struct slice rest = slice_of(p->channels), uuid;
	struct channel c;
	size_t count = 0;

	while (count < PLAN_CHANNELS_MAX && rest.len && slice_split(&rest, ' ', &uuid)) {
		const char *named = arena_text(a, uuid);

		if (*named && store_channel_find(f->store, named, a, &c, NULL)) /* what is not followed any more is not part of it */
			out[count++] = c.id;
	}
	*ids = out;
	return count;
}
