/* home.c: what the first screen says, from few and small queries: nothing here grows with the items that are stored. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <math.h>
#include <string.h>

enum { DAYS = 7, SKIPS_LEAST = 6, SKIPS_A_READ = 3, PLAN_OVER_DAYS = 7 /* for so long it is told */ };
#define LOW_WINDOW (15 * DAY_S)

/* Skipped often, and far more often than read. */
static bool is_skipped(const struct channel *c) {
	return !c->paused && c->skipped >= SKIPS_LEAST && c->skipped >= SKIPS_A_READ * c->read && strcmp(c->url, CHALLENGES_URL) != 0;
}

/* Keeps those skipped most, the most first. */
static void offer_for_review(struct home *out, const struct channel *c) {
	int n = out->review_count;

	if (n == REVIEW_MAX && c->skipped <= out->review[n - 1].skipped)
		return;
	if (n == REVIEW_MAX)
		n--;
	else
		out->review_count++;
	for (; n > 0 && c->skipped > out->review[n - 1].skipped; n--)
		out->review[n] = out->review[n - 1];
	out->review[n] = *c;
}

static bool home_review(struct flow *f, const struct channels *all, struct arena *a, struct home *out, struct err *e) {
	long long today = date_day(flow_now(f), f->config.turn_hour), day;

	if (!flow_fact_number(f, "review_day", a, &day, e))
		return false;
	if (day != today && today < day + REVIEW_DAYS)
		return true;
	for (size_t i = 0; i < all->count; i++)
		if (is_skipped(&all->at[i]))
			offer_for_review(out, &all->at[i]);
	out->review_due = out->review_count > 0 && day != today;
	return true;
}

/* What was taken on and is neither over nor long ago; an item that is gone is nobody's to do. */
static bool home_to_do(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	struct err gone = {0};
	struct item item;
	const char *uuid;
	long long since;

	out->to_do = "";
	if (!store_fact(f->store, "to_do", a, &uuid, e) || !flow_fact_number(f, "to_do_since", a, &since, e))
		return false;
	if (uuid && flow_now(f) < since + TO_DO_DAYS * DAY_S && store_item_find(f->store, uuid, a, &item, &gone))
		out->to_do = item.title;
	return true;
}

bool flow_nothing_yet(const struct channels *all) {
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].items > 0 && strcmp(all->at[i].url, CHALLENGES_URL) != 0)
			return false;
	return true;
}

static bool home_channels(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	struct channels channels;

	if (!store_channels(f->store, a, &channels, e))
		return false;
	for (size_t i = 0; i < channels.count; i++) {
		if (!strcmp(channels.at[i].url, CHALLENGES_URL))
			continue;
		out->followed++;
		out->troubled += *channels.at[i].error != '\0';
	}
	out->first_run = out->followed == 0;
	out->nothing_yet = out->followed > 0 && flow_nothing_yet(&channels);
	return home_review(f, &channels, a, out, e);
}

static bool home_kept(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	struct item_query query = {.kept_only = true, .limit = 2, .before_published = DATE_NONE};
	struct items kept;

	if (!store_items(f->store, &query, a, &kept, e))
		return false;
	out->kept = (int)kept.count;
	out->kept_title = kept.count ? kept.at[0].title : "";
	return true;
}

bool flow_days_are_heavy(struct flow *f, struct arena *a, bool *out, struct err *e) {
	int64_t now = flow_now(f);
	struct moods moods;

	if (!store_moods(f->store, now - LOW_WINDOW, now + 1, a, &moods, e))
		return false;
	*out = mood_is_low(moods.at, moods.count, now, f->config.turn_hour);
	return true;
}

static bool home_moods(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	int64_t now = flow_now(f), today = date_day(now, f->config.turn_hour);
	struct mood_day *days;
	struct moods moods;
	long long card_after;
	size_t count;

	for (int i = 0; i < DAYS; i++)
		out->week[i] = NAN;
	if (!store_moods(f->store, now - LOW_WINDOW, now + 1, a, &moods, e) || !flow_fact_number(f, "low_card_after", a, &card_after, e))
		return false;
	days = arena_array(a, moods.count + 1, sizeof(*days));
	count = mood_days(moods.at, moods.count, f->config.turn_hour, days);
	for (size_t i = 0; i < count; i++)
		if (days[i].day > today - DAYS && days[i].day <= today)
			out->week[DAYS - 1 - (today - days[i].day)] = days[i].valence;
	out->heavy = mood_is_low(moods.at, moods.count, now, f->config.turn_hour);
	out->low = out->heavy && today >= card_after;
	return true;
}

static bool home_sessions(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	int turn = f->config.turn_hour;
	struct sessions recent;
	struct session open;
	bool found;

	if (!store_sessions(f->store, flow_now(f) - DAYS * DAY_S, a, &recent, e) ||
		!store_session_open_one(f->store, a, &open, &found, e) || !flow_day_use(f, &out->today, e))
		return false;
	out->last_session_at = recent.count ? recent.at[0].started_at : DATE_NONE;
	for (size_t i = 0; i < recent.count; i++)
		out->plan_done |= *recent.at[i].plan_from && recent.at[i].ended_at != DATE_NONE &&
			date_day(recent.at[i].started_at, turn) == date_day(flow_now(f), turn);
	out->interrupted = found && date_day(open.started_at, turn) == date_day(flow_now(f), turn);
	out->day_full = day_is_full(&out->today, f->config.sessions_a_day, f->config.minutes_a_day);
	return true;
}

static bool home_rule(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	struct rules rules;

	if (!store_rules(f->store, a, &rules, e))
		return false;
	out->rule = "";
	out->rule_until = DATE_NONE;
	for (size_t i = 0; i < rules.count; i++)
		if (rules.at[i].until == DATE_NONE || rules.at[i].until > flow_now(f)) {
			out->rule = rules.at[i].words;
			out->rule_until = rules.at[i].until;
		}
	return true;
}

static bool home_plan(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	struct running_plan plan;

	if (!flow_plan_load(f, a, &plan, e))
		return false;
	out->plan_from = plan.from;
	out->plan_day = plan.day;
	out->plan_days = plan.days;
	out->plan_minutes = plan.minutes;
	out->plan_since = plan.since;
	out->plan_runs = flow_plan_runs(&plan);
	out->plan_over = *plan.from && plan.day > plan.days && plan.day <= plan.days + PLAN_OVER_DAYS;
	return true;
}

bool flow_home(struct flow *f, struct arena *a, struct home *out, struct err *e) {
	long long fetched;

	memset(out, 0, sizeof(*out));
	if (!home_channels(f, a, out, e) || !home_kept(f, a, out, e) || !home_moods(f, a, out, e) || !home_sessions(f, a, out, e) ||
		!home_rule(f, a, out, e) || !home_plan(f, a, out, e) || !home_to_do(f, a, out, e) || !flow_fact_number(f, "fetched_at", a, &fetched, e))
		return false;
	out->last_fetch_at = fetched ? fetched : DATE_NONE;
	return true;
}
