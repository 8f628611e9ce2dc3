/* moods.c: what check-ins say, and what they do not: days, pairs, shrunken differences, and when to mention people to talk to. */
#include "thresholds.h"
#include <bewust/mem.h>
#include <bewust/session.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_int(const void *a, const void *b) {
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

double mood_median(const int *values, size_t count) {
	int *sorted = mem_array(count, sizeof *sorted);
	double median;

	memcpy(sorted, values, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_int);
	median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
	free(sorted);
	return median;
}

int mood_shade(double valence) {
	double size = fabs(valence);
	int steps;

	if (!isfinite(valence))
		return 0;
	steps = size >= 3 ? 3 : (int)ceil(size - 0.5); /* halves go towards the middle: no day looks more than it was */
	return valence < 0 ? 4 - steps : 4 + steps;
}

/* ---- days ---- */

struct entry { int64_t day; int valence, energy; };

static int by_day(const void *a, const void *b) {
	const struct entry *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* The check-ins that tell a valence, by day. */
static struct entry *entries_new(const struct mood *moods, size_t count, int turn_hour, size_t *out) {
	struct entry *e = mem_array(count + 1, sizeof *e);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (moods[i].valence != MOOD_NONE && moods[i].at != DATE_NONE)
			e[n++] = (struct entry){date_day(moods[i].at, turn_hour), moods[i].valence, moods[i].energy};
	qsort(e, n, sizeof *e, by_day);
	*out = n;
	return e;
}

static struct mood_day day_of(const struct entry *e, size_t count) {
	int *values = mem_array(count, sizeof *values);
	struct mood_day day = {.day = e->day, .count = (int)count, .energy = (double)NAN};
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (e[i].energy != MOOD_NONE)
			values[n++] = e[i].energy;
	if (n)
		day.energy = mood_median(values, n);
	for (size_t i = 0; i < count; i++)
		values[i] = e[i].valence;
	day.valence = mood_median(values, count);
	free(values);
	return day;
}

static size_t days_of(const struct entry *e, size_t count, struct mood_day *out) {
	size_t days = 0, to;

	for (size_t from = 0; from < count; from = to) {
		for (to = from + 1; to < count && e[to].day == e[from].day; to++)
			;
		out[days++] = day_of(e + from, to - from);
	}
	return days;
}

size_t mood_days(const struct mood *moods, size_t count, int turn_hour, struct mood_day *out) {
	size_t n, days;
	struct entry *e = entries_new(moods, count, turn_hour, &n);

	days = days_of(e, n, out);
	free(e);
	return days;
}

/* ---- 5.2 ---- */

static bool many_and_heavy(const struct entry *e, size_t count, size_t days) {
	int *values;
	double median;

	if (count < LOW_CHECKINS || days < LOW_CHECKIN_DAYS)
		return false;
	values = mem_array(count, sizeof *values);
	for (size_t i = 0; i < count; i++)
		values[i] = e[i].valence;
	median = mood_median(values, count);
	free(values);
	return median <= MOOD_HEAVY;
}

/* Both parts of the rule look at the last 14 days, today's among them: three heavy days of last year say nothing about now. */
bool mood_is_low(const struct mood *moods, size_t count, int64_t now, int turn_hour) {
	int64_t today = date_day(now, turn_hour);
	size_t n, from = 0, day_count;
	struct entry *e = entries_new(moods, count, turn_hour, &n);
	struct mood_day *days = mem_array(n + 1, sizeof *days);
	bool low;

	while (n && e[n - 1].day > today)
		n--; /* a clock that was set wrong once */
	while (from < n && e[from].day <= today - LOW_DAYS)
		from++;
	day_count = days_of(e + from, n - from, days);
	low = many_and_heavy(e + from, n - from, day_count);
	if (!low && day_count >= LOW_LAST_DAYS) {
		low = true;
		for (size_t d = day_count - LOW_LAST_DAYS; d < day_count; d++)
			low &= days[d].valence <= MOOD_HEAVY;
	}
	free(days);
	free(e);
	return low;
}

/* ---- before and after ---- */

static int by_session(const void *a, const void *b) {
	const struct mood *const *x = a, *const *y = b;
	int order = strcmp((*x)->session.text, (*y)->session.text);

	if (order)
		return order;
	return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

static bool is_of_session(const struct mood *m) {
	return m->session.text[0] && m->valence != MOOD_NONE && (m->phase == MOOD_BEFORE || m->phase == MOOD_AFTER);
}

struct mood_change *mood_changes(const struct mood *moods, size_t count, size_t *out) {
	const struct mood **m = mem_array(count + 1, sizeof *m);
	struct mood_change *all = mem_array(count + 1, sizeof *all), *c = NULL;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (is_of_session(&moods[i]))
			m[n++] = &moods[i];
	qsort(m, n, sizeof *m, by_session);
	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(m[i]->session.text, m[i - 1]->session.text) != 0) {
			kept += c && c->before != MOOD_NONE && c->after != MOOD_NONE;
			c = &all[kept];
			*c = (struct mood_change){.session = &m[i]->session, .before = MOOD_NONE, .after = MOOD_NONE};
		}
		if (m[i]->phase == MOOD_BEFORE) {
			c->before = m[i]->valence;
		} else {
			c->after = m[i]->valence;
			c->at = m[i]->at;
		}
	}
	kept += c && c->before != MOOD_NONE && c->after != MOOD_NONE;
	*out = kept;
	free(m);
	return all;
}

void mood_pairs(const struct mood *moods, size_t count, struct mood_pairs *out) {
	size_t n;
	struct mood_change *c = mood_changes(moods, count, &n);
	double sum = 0;

	*out = (struct mood_pairs){.count = (int)n};
	for (size_t i = 0; i < n; i++) {
		int delta = c[i].after - c[i].before;

		sum += delta;
		out->lighter += delta > 0;
		out->same += delta == 0;
		out->heavier += delta < 0;
	}
	if (n)
		out->mean_delta = sum / (double)n;
	free(c);
}

/* ---- what goes with what ---- */

const char *verdict_name(enum verdict v) {
	static const char *const names[] = {"not-enough", "no-difference", "lighter", "heavier"};

	return v <= VERDICT_HEAVIER ? names[v] : "";
}

void mood_insight_of(int with, int without, double mean_with, double mean_all, double s, struct insight *out) {
	double variance = s * s > STEP_VARIANCE ? s * s : STEP_VARIANCE, half;

	*out = (struct insight){.with = with, .without = without, .verdict = VERDICT_NOT_ENOUGH};
	if (with < INSIGHT_GROUP_MIN || without < INSIGHT_GROUP_MIN)
		return;
	half = RANGE_Z * sqrt(variance / (with + SHRINK_K));
	out->delta = with / (with + SHRINK_K) * (mean_with - mean_all);
	out->low = out->delta - half;
	out->high = out->delta + half;
	out->verdict = out->low > 0 ? VERDICT_LIGHTER : out->high < 0 ? VERDICT_HEAVIER : VERDICT_NO_DIFFERENCE;
}

void mood_insight(const double *deltas, const bool *in_group, size_t count, struct insight *out) {
	double all = 0, group = 0, squares = 0;
	int with = 0;

	for (size_t i = 0; i < count; i++) {
		all += deltas[i];
		group += in_group[i] ? deltas[i] : 0;
		with += in_group[i];
	}
	if (count)
		all /= (double)count;
	if (with)
		group /= with;
	for (size_t i = 0; i < count; i++)
		squares += in_group[i] ? (deltas[i] - group) * (deltas[i] - group) : 0;
	mood_insight_of(with, (int)count - with, group, all, with > 1 ? sqrt(squares / (with - 1)) : 0, out);
}

static int by_key_session(const void *a, const void *b) {
	const struct mood_evidence *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return strcmp(x->session.text, y->session.text);
}

static bool *find_change(const struct mood_change *c, size_t count, const struct uuid *session, bool *marks) {
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(session->text, c[middle].session->text);

		if (order == 0)
			return &marks[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* How much there is to say: what is told first, lighter and heavier alike. */
static double strength(const struct mood_row *r) {
	const struct insight *i = &r->insight;

	switch (i->verdict) {
	case VERDICT_LIGHTER:
	case VERDICT_HEAVIER: return 1000 + fabs(i->delta);
	case VERDICT_NO_DIFFERENCE: return 500 + fabs(i->delta);
	default: return i->with < 400 ? i->with : 400;
	}
}

static int by_strength(const void *a, const void *b) {
	const struct mood_row *x = a, *y = b;
	double p = strength(x), q = strength(y);

	if (p != q)
		return p > q ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

size_t mood_rows(const struct mood *moods, size_t count, const struct mood_evidence *evidence, size_t evidence_count, struct mood_row *out) {
	size_t n, rows = 0, to;
	struct mood_change *c = mood_changes(moods, count, &n);
	struct mood_evidence *sorted = mem_array(evidence_count + 1, sizeof *sorted);
	double *deltas = mem_array(n + 1, sizeof *deltas);
	bool *marks = mem_array(n + 1, sizeof *marks);

	for (size_t i = 0; i < n; i++)
		deltas[i] = c[i].after - c[i].before;
	for (size_t i = 0; i < evidence_count; i++)
		sorted[i] = evidence[i];
	qsort(sorted, evidence_count, sizeof *sorted, by_key_session);
	for (size_t from = 0; from < evidence_count; from = to) {
		memset(marks, 0, n * sizeof *marks);
		for (to = from; to < evidence_count && sorted[to].key == sorted[from].key; to++) {
			bool *mark = find_change(c, n, &sorted[to].session, marks);

			if (mark)
				*mark = true;
		}
		out[rows].key = sorted[from].key;
		mood_insight(deltas, marks, n, &out[rows++].insight);
	}
	qsort(out, rows, sizeof *out, by_strength);
	free(marks);
	free(deltas);
	free(sorted);
	free(c);
	return rows;
}
