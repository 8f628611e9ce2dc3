/* report.c: the page itself, from its head to its foot. */
#include "page.h"

#include <bewust/embed.h>
#include <bewust/report.h>
#include <bewust/version.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS_MOST = 3, WORDS_MOST = 8, HOUR_MINUTES = 60, WORDS_BYTES = 4000 };

static bool gather(struct flow *f, int64_t since, struct report *r, struct err *e) {
	int64_t from = since == DATE_NONE ? DATE_NONE + 1 : since;
	struct arena *a = &r->arena;
	struct mood_day *days;

	r->today = date_day(r->now, r->turn_hour);
	if (!flow_moods(f, from, r->now + 1, a, &r->moods, e) || !store_sessions(flow_store(f), from, a, &r->sessions, e))
		return false;
	if (since == DATE_NONE && !flow_mood_summary(f, a, &r->summary, e))
		return false;
	if (since != DATE_NONE)                 /* what goes with what takes more sessions than a part has */
		mood_pairs(r->moods.at, r->moods.count, &r->summary.pairs);
	r->days = days = arena_array(a, r->moods.count + 1, sizeof *days);
	r->day_count = mood_days(r->moods.at, r->moods.count, r->turn_hour, days);
	return true;
}

bool report_begin(struct flow *f, int64_t since, struct report *r, struct err *e) {
	*r = (struct report){.now = flow_now(f), .turn_hour = flow_config(f)->turn_hour};
	arena_init(&r->arena, 0);
	if (gather(f, since, r, e))
		return true;
	report_finish(r);
	return false;
}

void report_finish(struct report *r) {
	arena_finish(&r->arena);
}

static void write_paragraph(struct str *out, const char *class, const char *text) {
	str_addf(out, "<p%s%s%s>", *class ? " class=\"" : "", class, *class ? "\"" : "");
	page_text(out, text);
	str_add_text(out, "</p>\n");
}

static void write_heading(struct str *out, const char *text) {
	str_add_text(out, "<h2>");
	page_text(out, text);
	str_add_text(out, "</h2>\n");
}

/* No script, no picture, no letter form from elsewhere: the page says so to the browser, which then holds it to that. */
static void write_head(const struct report *r, struct str *out) {
	struct slice style;

	str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", i18n_language());
	str_add_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	page_text(out, _("Looking back"));
	str_add_text(out, "</title>\n<style>\n");
	if (embed_find("report/style.css", &style))
		str_add(out, style);
	str_add_text(out, "</style>\n</head>\n<body>\n<h1>");
	page_text(out, _("Looking back"));
	str_add_text(out, "</h1>\n<p class=\"dim\">");
	if (r->day_count) {
		page_date(out, r->days[0].day);
		str_add_text(out, " – ");
	}
	page_date(out, r->today);
	str_add_text(out, "</p>\n");
}

void report_counts(const struct report *r, struct str *out) {
	double minutes = 0;

	for (size_t i = 0; i < r->sessions.count; i++)
		minutes += (double)r->sessions.at[i].spent_ms / 60000;
	str_addf(out, P_("%zu check-in", "%zu check-ins", r->moods.count), r->moods.count);
	str_addf(out, P_(" on %zu day.\n", " on %zu days.\n", r->day_count), r->day_count);
	if (r->sessions.count) {
		str_addf(out, P_("%zu session, ", "%zu sessions, ", r->sessions.count), r->sessions.count);
		if (minutes < 0.5)
			str_add_text(out, _("under a minute of reading."));
		else if (minutes < 2 * HOUR_MINUTES)
			str_addf(out, P_("about %d minute of reading.", "about %d minutes of reading.", (unsigned long)lround(minutes)), (int)lround(minutes));
		else
			str_addf(out, _("about %d hours of reading."), (int)lround(minutes / HOUR_MINUTES));
	}
}

void report_pairs(const struct report *r, struct str *out) {
	const struct mood_pairs *p = &r->summary.pairs;

	str_addf(out, P_("Of %d session with a check-in before and after it, ", "Of %d sessions with a check-in before and after them, ", (unsigned long)p->count), p->count);
	str_addf(out, _("%d ended lighter, %d the same and %d heavier: "), p->lighter, p->same, p->heavier);
	page_signed(out, p->mean_delta);
	str_add_text(out, _(" on average, on a scale from −3, very heavy, to +3, very light."));
}

static void write_in_short(const struct report *r, struct str *out) {
	str_add_text(out, "<p>");
	report_counts(r, out);
	str_add_text(out, "</p>\n");
	if (!r->summary.pairs.count)
		return;
	str_add_text(out, "<p>");
	report_pairs(r, out);
	str_add_text(out, "</p>\n");
}

static void write_figure(struct str *out, const char *caption, void (*draw)(const struct report *r, struct str *out), const struct report *r) {
	write_heading(out, caption);
	str_add_text(out, "<figure style=\"margin:0\">\n");
	draw(r, out);
	str_add_text(out, "</figure>\n");
}

static void write_years(const struct report *r, struct str *out) {
	int last = INT_MAX, shown = 0;

	for (size_t i = r->day_count; i-- > 0 && shown < YEARS_MOST;) {
		char heading[16];
		int year, month, mday, weekday;

		date_day_civil(r->days[i].day, &year, &month, &mday, &weekday);
		if (year >= last || year < 0 || year > 9999)
			continue;
		last = year;
		shown++;
		snprintf(heading, sizeof heading, "%d", year);
		write_heading(out, heading);
		chart_year(r, year, out);
	}
	write_paragraph(out, "dim", _("A bar for each day, low for heavy and high for light; a dot where there was no check-in."));
}

/* ---- what went with it ---- */

void report_verdict(const struct insight *x, struct str *out) {
	const char *words = x->verdict == VERDICT_LIGHTER ? _("tended to go with lighter moods") :
		x->verdict == VERDICT_HEAVIER ? _("tended to go with heavier moods") : _("no clear difference");

	if (x->verdict == VERDICT_NOT_ENOUGH) {
		if (x->with < INSIGHT_GROUP_MIN)
			str_addf(out, _("not enough yet (%d of %d)"), x->with, INSIGHT_GROUP_MIN);
		else
			str_addf(out, _("not enough without it yet (%d of %d)"), x->without, INSIGHT_GROUP_MIN);
		return;
	}
	str_addf(out, "%s, ", words);
	page_signed(out, x->delta);
	str_add_text(out, " (");
	page_signed(out, x->low);
	str_addf(out, " %s ", _("to"));
	page_signed(out, x->high);
	str_add_char(out, ')');
}

static void write_rows(const struct insight_row *rows, size_t count, bool themes, const char *caption, struct str *out) {
	if (!count)
		return;
	str_add_text(out, "<table>\n<caption>");
	page_text(out, caption);
	str_add_text(out, "</caption>\n");
	for (size_t i = 0; i < count; i++) {
		const struct insight *x = &rows[i].insight;
		enum theme theme;

		str_add_text(out, "<tr><th scope=\"row\">");
		page_text(out, themes && theme_parse(slice_of(rows[i].name), &theme) ? theme_word(theme) : rows[i].name);
		str_add_text(out, "</th><td>");
		report_verdict(x, out);
		str_add_text(out, "</td><td class=\"range\">");
		if (x->verdict != VERDICT_NOT_ENOUGH)
			chart_range(x, out);
		str_addf(out, "</td><td>");
		str_addf(out, P_("%d session", "%d sessions", (unsigned long)x->with), x->with);
		str_add_text(out, "</td></tr>\n");
	}
	str_add_text(out, "</table>\n");
}

void report_caution(size_t groups, struct str *out) {
	str_add_text(out, _("Goes with, not because of. Low moods tend to rise by themselves."));
	if (groups < INSIGHT_GROUPS_MANY)
		return;
	str_add_char(out, ' ');
	str_addf(out, _("With %d of them one will stand out by chance."), (int)groups);
}

static void write_groups(const struct report *r, struct str *out) {
	const struct mood_summary *s = &r->summary;
	size_t most = s->channel_count > s->theme_count ? s->channel_count : s->theme_count;

	if (!most)
		return;
	write_heading(out, _("What went with it"));
	write_rows(s->channels, s->channel_count, false, _("by channel"), out);
	write_rows(s->themes, s->theme_count, true, _("by theme"), out);
	str_add_text(out, "<p class=\"dim\">");
	report_caution(most, out);
	str_add_text(out, "</p>\n");
}

/* ---- words and notes ---- */

struct said { struct slice word; int times; };

static int compare_said(const void *a, const void *b) {
	const struct said *x = a, *y = b;
	int by_word = memcmp(x->word.at, y->word.at, x->word.len < y->word.len ? x->word.len : y->word.len);

	if (x->times != y->times)
		return y->times - x->times;
	return by_word ? by_word : (x->word.len > y->word.len) - (x->word.len < y->word.len);
}

static size_t count_words(const struct report *r, struct said *out, size_t room) {
	size_t count = 0;

	for (size_t i = 0; i < r->moods.count; i++) {
		struct slice rest = slice_of(r->moods.at[i].words), word;

		while (rest.len && slice_split(&rest, ',', &word)) {
			size_t n = 0;

			word = slice_trim(word);
			while (n < count && !slice_equal(out[n].word, word))
				n++;
			if (!word.len || (n == count && count == room))
				continue;
			if (n == count)
				out[count++] = (struct said){word, 0};
			out[n].times++;
		}
	}
	qsort(out, count, sizeof *out, compare_said);
	return count;
}

void report_words(const struct report *r, struct str *out) {
	struct said words[256];
	size_t count = count_words(r, words, sizeof words / sizeof *words);

	for (size_t i = 0; i < count && i < WORDS_MOST; i++)
		str_addf(out, "%s%.*s", i ? " · " : "", SLICE_FMT(words[i].word));
}

static void write_words(const struct report *r, struct str *out) {
	struct str words;

	str_init(&words, WORDS_BYTES);
	report_words(r, &words);
	if (words.len) {
		write_heading(out, _("Words for it, the most used first"));
		write_paragraph(out, "", words.at);
	}
	str_finish(&words);
}

static void write_notes(const struct report *r, struct str *out) {
	bool any = false;

	for (size_t i = r->moods.count; i-- > 0;) {
		const struct mood *m = &r->moods.at[i];

		if (!m->note || !*m->note)
			continue;
		if (!any) {
			write_heading(out, _("Notes"));
			str_add_text(out, "<dl>\n");
		}
		any = true;
		str_add_text(out, "<dt>");
		page_date(out, date_day(m->at, r->turn_hour));
		str_add_text(out, "</dt><dd>");
		page_text(out, m->note);
		str_add_text(out, "</dd>\n");
	}
	str_add_text(out, any ? "</dl>\n" : "");
}

static void write_foot(struct str *out) {
	str_add_text(out, "<footer>\n");
	write_paragraph(out, "", _("A mirror, not a measurement: these are somebody's own check-ins, given when it suited."));
	write_paragraph(out, "", _("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
	str_addf(out, "<p>bewust %s</p>\n</footer>\n</body>\n</html>\n", BEWUST_VERSION);
}

bool report_write(struct flow *f, int64_t since, bool notes, struct str *html, struct err *e) {
	struct report r;

	if (!report_begin(f, since, &r, e))
		return false;
	write_head(&r, html);
	if (r.day_count) {
		write_in_short(&r, html);
		write_figure(html, _("The last months"), chart_days, &r);
		write_years(&r, html);
		if (r.summary.pairs.count)
			write_figure(html, _("Before and after"), chart_pairs, &r);
		write_groups(&r, html);
		write_words(&r, html);
		if (notes)
			write_notes(&r, html);
	} else {
		write_paragraph(html, "", _("No check-ins yet. This page shows them once there are some."));
	}
	write_foot(html);
	report_finish(&r);
	return true;
}
