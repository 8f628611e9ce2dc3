/* chart.c: moods as inline SVG. Shape carries what colour carries, and every mark has its words for who cannot see it. */
#include "page.h"

#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	WIDTH = 720, LEFT = 84, RIGHT = 12,
	LEVELS = 7, LEVEL_HEIGHT = 24, TOP = 14, PLOT = (LEVELS - 1) * LEVEL_HEIGHT, /* of a chart with a scale at its side */
	DAYS_MOST = 92, DAYS_LEAST = 28,
	CELL = 20, MONTH_HEIGHT = 20, YEAR_LEFT = 92, BAR = 14,                      /* of a year */
	PAIRS_MOST = 40,
	RANGE_WIDTH = 160, RANGE_HEIGHT = 14,                                          /* of a cell */
	MONTHS = 12, MIDDLE_SHADE = 4,
};

static void open_svg(struct str *out, int width, int height, const char *label) {
	str_addf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", width, height);
	page_text(out, label);
	str_add_text(out, "\">\n");
}

/* What a mark says when it is pointed at, or read aloud. */
static void say_day(struct str *out, const struct mood_day *d) {
	str_add_text(out, "<title>");
	page_date(out, d->day);
	str_add_text(out, ": ");
	page_text(out, words_valence(mood_shade(d->valence) - MIDDLE_SHADE));  /* as high as its bar */
	str_add_text(out, "</title>");
}

static double level_y(double valence) {
	return TOP + (3 - valence) * LEVEL_HEIGHT;
}

static void draw_scale(struct str *out) {
	static const int named[] = {3, 0, -3};

	for (int level = 3; level >= -3; level--)
		str_addf(out, "<path class=\"%s\" d=\"M%d %.0fH%d\"/>\n", level ? "grid" : "middle", LEFT, level_y(level), WIDTH - RIGHT);
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		str_addf(out, "<text class=\"side\" x=\"%d\" y=\"%.0f\">", LEFT - 10, level_y(named[i]) + 4);
		page_text(out, named[i] > 0 ? _("light") : named[i] < 0 ? _("heavy") : _("in between"));
		str_add_text(out, "</text>\n");
	}
}

/* ---- the last months ---- */

static double day_x(int64_t day, int64_t first, int64_t last) {
	return LEFT + 8 + (double)(day - first) / (double)(last - first) * (WIDTH - LEFT - RIGHT - 16);
}

static void draw_months(int64_t first, int64_t last, struct str *out) {
	for (int64_t day = first; day <= last; day++) {
		int year, month, mday, weekday;

		date_day_civil(day, &year, &month, &mday, &weekday);
		if (mday != 1 && day != first)
			continue;
		if (day == first && mday > 20)
			continue;
		str_addf(out, "<text x=\"%.0f\" y=\"%d\">", day_x(day, first, last), TOP + PLOT + 24);
		if (mday != 1)
			str_addf(out, "%d ", mday);
		page_text(out, words_month(month));
		str_add_text(out, "</text>\n");
	}
}

void chart_days(const struct report *r, struct str *out) {
	int64_t first = r->days[0].day;
	const struct mood_day *before = NULL;

	if (first < r->today - DAYS_MOST + 1)
		first = r->today - DAYS_MOST + 1;
	if (first > r->today - DAYS_LEAST + 1)
		first = r->today - DAYS_LEAST + 1;
	open_svg(out, WIDTH, TOP + PLOT + 34, _("how the days were, from heavy to light"));
	draw_scale(out);
	draw_months(first, r->today, out);
	for (size_t i = 0; i < r->day_count; i++) {
		const struct mood_day *d = &r->days[i];

		if (d->day < first || d->day > r->today)
			continue;
		/* a day without a check-in is a gap, never a guess */
		if (before && before->day == d->day - 1)
			str_addf(out, "<path class=\"line\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n", day_x(before->day, first, r->today), level_y(before->valence),
				day_x(d->day, first, r->today), level_y(d->valence));
		str_addf(out, "<circle class=\"day\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\">", day_x(d->day, first, r->today), level_y(d->valence));
		say_day(out, d);
		str_add_text(out, "</circle>\n");
		before = d;
	}
	str_add_text(out, "</svg>\n");
}

/* ---- a year ---- */

static void draw_cell(const struct mood_day *d, int x, int y, struct str *out) {
	int shade = d ? mood_shade(d->valence) : 0, height = shade * CELL / (LEVELS + 1);

	if (!shade) {
		str_addf(out, "<circle class=\"gap\" cx=\"%d\" cy=\"%d\" r=\"1.2\"/>\n", x + BAR / 2, y + CELL / 2);
		return;
	}
	str_addf(out, "<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"1\">", shade, x, y + CELL - height - 1, BAR, height);
	say_day(out, d);
	str_add_text(out, "</rect>\n");
}

/* The month of `day` when it lies in `year`; of another year's day the nearest month. */
static int month_in_year(int64_t day, int year) {
	int y, month, mday, weekday;

	date_day_civil(day, &y, &month, &mday, &weekday);
	return y < year ? 1 : y > year ? MONTHS : month;
}

void chart_year(const struct report *r, int year, struct str *out) {
	int from = month_in_year(r->days[0].day, year), to = month_in_year(r->today, year);
	size_t n = 0;

	open_svg(out, WIDTH, (to - from + 1) * MONTH_HEIGHT + 4, _("a year, a bar for each day: the higher, the lighter"));
	for (int month = from; month <= to; month++) {
		int64_t first = date_from_civil(year, month, 1, 0, 0, 0) / DAY_S;
		int64_t next = date_from_civil(year + month / MONTHS, month % MONTHS + 1, 1, 0, 0, 0) / DAY_S;
		int y = (month - from) * MONTH_HEIGHT;

		str_addf(out, "<text class=\"side\" x=\"%d\" y=\"%d\">", YEAR_LEFT - 12, y + CELL - 4);
		page_text(out, words_month(month));
		str_add_text(out, "</text>\n");
		for (int64_t day = first; day < next; day++) {
			while (n < r->day_count && r->days[n].day < day)
				n++;
			draw_cell(n < r->day_count && r->days[n].day == day ? &r->days[n] : NULL, YEAR_LEFT + (int)(day - first) * CELL, y, out);
		}
	}
	str_add_text(out, "</svg>\n");
}

/* ---- before and after ---- */

static int by_time(const void *a, const void *b) {
	const struct mood_change *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

void chart_pairs(const struct report *r, struct str *out) {
	size_t all, count;
	struct mood_change *changes = mood_changes(r->moods.at, r->moods.count, &all), *last;
	double step;

	qsort(changes, all, sizeof *changes, by_time);
	count = all < PAIRS_MOST ? all : PAIRS_MOST;
	last = changes + all - count;
	step = (double)(WIDTH - LEFT - RIGHT) / (double)(count ? count : 1);

	open_svg(out, WIDTH, TOP + PLOT + 14, _("before and after each of the last sessions"));
	draw_scale(out);
	for (size_t i = 0; i < count; i++) {
		double x = LEFT + step * ((double)i + 0.5), from = level_y(last[i].before), to = level_y(last[i].after);

		str_add_text(out, "<g><title>");
		page_date(out, date_day(last[i].at, r->turn_hour));
		str_add_text(out, ": ");
		page_text(out, words_valence(last[i].before));
		str_add_text(out, " → ");
		page_text(out, words_valence(last[i].after));
		str_addf(out, "</title><path class=\"line\" d=\"M%.1f %.1fV%.1f\"/><circle class=\"before\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, from, to, x, from);
		str_addf(out, "<circle class=\"day\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/></g>\n", x, to);
	}
	str_add_text(out, "</svg>\n");
	free(changes);
}

/* ---- a range ---- */

static double range_x(double change) {
	double most = 1;

	return RANGE_WIDTH / 2.0 + fmax(-most, fmin(most, change)) / most * (RANGE_WIDTH / 2.0 - 6);
}

void chart_range(const struct insight *x, struct str *out) {
	str_addf(out, "<svg class=\"range\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\"><path class=\"middle\" d=\"M%d 0V%d\"/>", RANGE_WIDTH, RANGE_HEIGHT,
		RANGE_WIDTH / 2, RANGE_HEIGHT);
	str_addf(out, "<path class=\"span\" d=\"M%.1f %dH%.1f\"/>", range_x(x->low), RANGE_HEIGHT / 2, range_x(x->high));
	str_addf(out, "<circle class=\"day\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/></svg>", range_x(x->delta), RANGE_HEIGHT / 2);
}
