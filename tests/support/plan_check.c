/* plan_check.c: reads a finished plan against the rules C1 to C10, from their words alone and sharing no code with what composes.
 * Slow and plain on purpose: what it says must be beyond doubt. */
#include "plan_check.h"

#include "../../src/session/thresholds.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

struct checking {
	const struct candidate *pool;
	size_t count;
	const struct wish *wish;
	const struct plan *plan;
	char *why;
};

static bool wrong(const struct checking *k, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static bool wrong(const struct checking *k, const char *fmt, ...) {
	va_list args;

	va_start(args, fmt);
	vsnprintf(k->why, 160, fmt, args);
	va_end(args);
	return false;
}

static const struct candidate *item(const struct checking *k, size_t place) {
	return &k->pool[k->plan->items[place].candidate];
}

static enum role role_at(const struct checking *k, size_t place) {
	return k->plan->items[place].role;
}

static bool has(const struct candidate *c, theme_set any) {
	return (c->themes & any) != 0;
}

static bool nothing_draining(const struct wish *w) {
	bool heavy = w->before != MOOD_NONE && w->before <= -2;

	return heavy || w->from_plan || w->draining_one_in <= 0;
}

/* A do-item has one place only, unless challenges are what was asked for. */
static bool do_is_special(const struct wish *w) {
	return !has(&(struct candidate){.themes = w->themes}, THEME(challenge));
}

/* C1, C10 and the wish, for one candidate on its own. Says NULL when it may be in a plan. */
static const char *unfit(const struct candidate *c, const struct wish *w) {
	if (!c->do_item && c->published == DATE_NONE)
		return "C1: no date";
	if (!c->do_item && c->published < w->now - CANDIDATE_DAYS * DAY_S)
		return "C1: older than 14 days";
	if (w->themes && !has(c, w->themes))
		return "the wish: not of a theme asked for";
	if (!isfinite(c->score) || !(c->minutes > 0))
		return "C1: no score or no minutes";
	if (c->minutes > w->minutes + MINUTES_SLACK)
		return "C2: longer than the session";
	if (c->label == LABEL_NEUTRAL && !c->always && has(c, THEME(news)) && !has(c, THEME(learning)) && !(w->themes & THEME(news)))
		return "C10: neutral news";
	if (c->do_item && (c->label == LABEL_DRAINING || (do_is_special(w) && !w->want_do_item)))
		return "C8: a do-item that was not wanted";
	return NULL;
}

/* May it be an opener, closer or stretch at all? */
static bool plain(const struct candidate *c, const struct wish *w) {
	return !unfit(c, w) && c->label != LABEL_DRAINING && !(c->do_item && do_is_special(w));
}

static bool check_each(const struct checking *k) {
	double sum = 0;

	for (size_t i = 0; i < k->plan->count; i++) {
		const char *no;

		if (k->plan->items[i].candidate >= k->count)
			return wrong(k, "item %zu is none of the pool", i);
		if ((no = unfit(item(k, i), k->wish)))
			return wrong(k, "item %zu: %s", i, no);
		for (size_t j = 0; j < i; j++)
			if (item(k, i)->id == item(k, j)->id)
				return wrong(k, "items %zu and %zu are the same", j, i);
			else if (item(k, i)->story && item(k, i)->story == item(k, j)->story)
				return wrong(k, "items %zu and %zu tell the same story", j, i);
		sum += item(k, i)->minutes;
	}
	if (sum > k->wish->minutes + 1e-6)
		return wrong(k, "C2: %.3f minutes where %.3f were asked", sum, k->wish->minutes);
	if (fabs(sum - k->plan->minutes) > 1e-6)
		return wrong(k, "the plan says %.3f minutes and has %.3f", k->plan->minutes, sum);
	if (k->wish->items < 0 || k->plan->count > (size_t)k->wish->items)
		return wrong(k, "%zu items where %d were asked", k->plan->count, k->wish->items);
	return true;
}

static bool check_channels(const struct checking *k, bool *twice) {
	*twice = false;
	for (size_t i = 0; i < k->plan->count; i++) {
		int same = 1;

		for (size_t j = 0; j < i; j++)
			same += item(k, j)->channel_id == item(k, i)->channel_id;
		if (same > 2)
			return wrong(k, "C2: three items of one channel");
		*twice |= same > 1;
	}
	return true;
}

static bool check_draining(const struct checking *k) {
	size_t n = k->plan->count, draining = 0, one_in = k->wish->draining_one_in < 3 ? 3 : (size_t)k->wish->draining_one_in;
	theme_set healing = THEME(kindness) | THEME(solutions) | THEME(hope);

	for (size_t i = 0; i < n; i++) {
		if (item(k, i)->label != LABEL_DRAINING)
			continue;
		draining++;
		if (i == 0 || i == n - 1)
			return wrong(k, "C4: a draining item is %s", i ? "last" : "first");
		if (!has(item(k, i + 1), healing))
			return wrong(k, "C4: draining item %zu is not followed by kindness, solutions or hope", i);
	}
	if (draining && nothing_draining(k->wish))
		return wrong(k, "C3: a draining item where none may be");
	if (draining > n / one_in)
		return wrong(k, "C3: %zu draining of %zu items", draining, n);
	return true;
}

static bool check_roles(const struct checking *k) {
	size_t n = k->plan->count, stretches = 0, dos = 0;

	for (size_t i = 0; i < n; i++) {
		enum role r = role_at(k, i);

		if (n > 1 && ((r == ROLE_OPENER) != (i == 0) || (r == ROLE_CLOSER) != (i == n - 1)))
			return wrong(k, "item %zu of %zu is the %s", i, n, role_name(r));
		if (n == 1 && r != ROLE_ITEM)
			return wrong(k, "the only item is the %s", role_name(r));
		if (r == ROLE_DO && !item(k, i)->do_item)
			return wrong(k, "C8: item %zu is nothing to do", i);
		if (r == ROLE_DO && (n < 5 || !k->wish->want_do_item))
			return wrong(k, "C8: a do-item in %zu items, or not wanted", n);
		if (item(k, i)->do_item && do_is_special(k->wish) && r != ROLE_DO)
			return wrong(k, "C8: do-item %zu is there as %s", i, role_name(r));
		stretches += r == ROLE_STRETCH;
		dos += r == ROLE_DO;
	}
	if (stretches > 1 || dos > 1)
		return wrong(k, "more than one stretch or do-item");
	return true;
}

static bool may_be_in(const struct checking *k, const struct candidate *c) {
	return !unfit(c, k->wish) && !(c->label == LABEL_DRAINING && nothing_draining(k->wish));
}

static bool lets_through(const struct checking *k, const struct candidate *c) {
	return c->always && !(c->do_item && do_is_special(k->wish));
}

/* Of several tellings of one story, is it the one that stands for all? */
static bool stands_for_story(const struct checking *k, size_t i) {
	const struct candidate *c = &k->pool[i];

	for (size_t j = 0; c->story && j < k->count; j++) {
		const struct candidate *o = &k->pool[j];
		bool first = o->id != c->id ? o->id < c->id : j < i;

		bool lighter = o->score > c->score || (o->score == c->score && first);

		if (j != i && o->story == c->story && may_be_in(k, o) && (lets_through(k, o) != lets_through(k, c) ? lets_through(k, o) : lighter))
			return false;
	}
	return true;
}

static double closing_worth(const struct candidate *c) {
	double worth = c->score;

	if (has(c, THEME(hope) | THEME(kindness)))
		worth += 0.3;
	if (__builtin_popcount(c->themes) > 1)
		worth += 0.1;
	return worth;
}

static bool keeps_c6(const struct checking *k) {
	const struct candidate *last = item(k, k->plan->count - 1);

	if (last->minutes > 3)
		return false;
	for (size_t i = 0; i < k->count; i++)
		if (plain(&k->pool[i], k->wish) && k->pool[i].minutes <= 3 && closing_worth(&k->pool[i]) > closing_worth(last) + 1e-9 &&
			stands_for_story(k, i))
			return false;
	return true;
}

/* When the least seen thing about it (channel or theme) was last seen; a month ago is as good as never. */
static int64_t last_seen(const struct candidate *c, const struct wish *w) {
	int64_t least = c->channel_seen_at, month = w->now - STRETCH_DAYS * DAY_S;

	for (int t = 0; t < THEME_COUNT && w->theme_seen_at; t++)
		if (c->themes >> t & 1 && w->theme_seen_at[t] < least)
			least = w->theme_seen_at[t];
	return least < month ? month : least;
}

static bool keeps_c7(const struct checking *k) {
	const struct candidate *stretch = NULL;

	for (size_t i = 0; i < k->plan->count; i++)
		if (role_at(k, i) == ROLE_STRETCH)
			stretch = item(k, i);
	if (!stretch || !plain(stretch, k->wish) || stretch->score < -0.1)
		return false;
	for (size_t i = 0; i < k->count; i++)
		if (plain(&k->pool[i], k->wish) && k->pool[i].score >= -0.1 && last_seen(&k->pool[i], k->wish) < last_seen(stretch, k->wish) &&
			stands_for_story(k, i))
			return false;
	return true;
}

static bool keeps_c8(const struct checking *k) {
	for (size_t i = 0; i < k->plan->count; i++)
		if (role_at(k, i) == ROLE_DO)
			return true;
	return false;
}

static bool keeps_c9(const struct checking *k) {
	theme_set themes = 0;

	for (size_t i = 0; i < k->plan->count; i++) {
		themes |= item(k, i)->themes;
		if (i && item(k, i)->channel_id == item(k, i - 1)->channel_id)
			return false;
	}
	return k->plan->count < 6 || k->wish->themes || __builtin_popcount(themes) >= 3;
}

/* A rule must hold or be named, and what is named must really have given way. */
static bool check_rule(const struct checking *k, enum give_way rule, bool applies, bool holds) {
	bool named = k->plan->gave_way >> rule & 1;

	if (applies && !holds && !named)
		return wrong(k, "%s does not hold, and is not named as given way", give_way_name(rule));
	if (named && (holds || !applies))
		return wrong(k, "%s is named as given way, and holds", give_way_name(rule));
	return true;
}

/* Could one that a rule lets through stand where another stands, with nothing else touched? */
static bool could_stand_for(const struct checking *k, const struct candidate *c, size_t place) {
	const struct candidate *there = item(k, place);

	if (role_at(k, place) != ROLE_ITEM || there->always || there->label == LABEL_DRAINING || k->plan->count < 2)
		return false;
	if (c->minutes > there->minutes || (there->themes & ~c->themes))
		return false;
	for (size_t i = 0; i < k->plan->count; i++)
		if (i != place && item(k, i)->channel_id == c->channel_id)
			return false;
	return true;
}

/* What the reader's rules let through comes before all others. */
static bool check_always(const struct checking *k) {
	for (size_t n = 0; n < k->count; n++) {
		const struct candidate *c = &k->pool[n];
		bool in_it = !c->always || c->do_item || !plain(c, k->wish) || !stands_for_story(k, n);

		for (size_t i = 0; i < k->plan->count && !in_it; i++)
			in_it = item(k, i)->id == c->id;
		for (size_t i = 0; i < k->plan->count && !in_it; i++)
			if (could_stand_for(k, c, i))
				return wrong(k, "candidate %zu is to come always, and item %zu stands in its place", n, i);
	}
	return true;
}

bool plan_check(const struct candidate *pool, size_t count, const struct wish *wish, const struct plan *plan, char why[160]) {
	struct checking k = {pool, count, wish, plan, why};
	size_t n = plan->count;
	bool twice, gentle;

	why[0] = '\0';
	if (n == 0)
		return plan->gave_way == 0 || wrong(&k, "an empty plan names rules that gave way");
	if (!check_each(&k) || !check_channels(&k, &twice) || !check_draining(&k) || !check_roles(&k) || !check_always(&k))
		return false;
	gentle = item(&k, 0)->score >= 0.2 && item(&k, 0)->minutes <= 3;
	return check_rule(&k, GAVE_C8, n >= 5 && wish->want_do_item, keeps_c8(&k)) && check_rule(&k, GAVE_C7, n >= 3, keeps_c7(&k))
		&& check_rule(&k, GAVE_C9, n >= 2, keeps_c9(&k)) && check_rule(&k, GAVE_C6, n >= 2, n >= 2 && keeps_c6(&k))
		&& check_rule(&k, GAVE_C5, n >= 2, gentle) && check_rule(&k, GAVE_C2_ONE, n >= 2, !twice);
}
