/* page.h: what the parts of a report are made of. Private to report. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <bewust/flow.h>
#include <bewust/i18n.h>
#include <bewust/words.h>

/* What is looked back on, gathered once. */
struct report {
	struct arena arena;              /* all of it lives here */
	int64_t now;
	int turn_hour;
	int64_t today;                   /* as a day */
	struct moods moods;              /* oldest first */
	const struct mood_day *days;
	size_t day_count;
	struct sessions sessions;        /* newest first */
	struct mood_summary summary;
};

/* ---- page.c ---- */
void page_text(struct str *out, const char *text);              /* as text in HTML: nothing in it is markup */
void page_date(struct str *out, int64_t day);                   /* "3 november 2026" */
void page_signed(struct str *out, double value);                /* "+0.6", "−1.2", "0.0" */

/* ---- report.c: what both forms say, as text without markup ---- */
/* `since`: DATE_NONE all; else only what came from then on, and nothing of what went with it. */
bool report_begin(struct flow *f, int64_t since, struct report *r, struct err *e); /* false: nothing is to be finished */
void report_finish(struct report *r);
void report_counts(const struct report *r, struct str *out);    /* "5 check-ins on 5 days." … */
void report_pairs(const struct report *r, struct str *out);     /* where r->summary.pairs.count */
void report_words(const struct report *r, struct str *out);     /* the most used first; nothing where there are none */

/* ---- chart.c: inline SVG, in classes that the page's style colours ---- */
void chart_days(const struct report *r, struct str *out);       /* the last months, a dot a day */
void chart_year(const struct report *r, int year, struct str *out);
void chart_pairs(const struct report *r, struct str *out);      /* before and after, a session each */
void chart_range(const struct insight *x, struct str *out);     /* one channel's or theme's, for a cell of a table */

#endif
