/* text.c: looking back as plain text: to read, to mail, to print. */
#include "page.h"

#include <bewust/report.h>
#include <bewust/text.h>
#include <math.h>

enum { COLS = 72, DAYS_MOST = 62, LINE_BYTES = 8000, LOWEST_BAR = 0x2580 };

#define SHOWN_AS_NOTHING 0.05 /* page_signed gives it no sign */

/* A paragraph over as many lines as it takes, and a blank one. */
static void write_wrapped(struct str *out, const char *text, const char *indent) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), COLS - (int)text_width(slice_of(indent)), &lines);
	for (size_t i = 0; i < lines.count; i++)
		str_addf(out, "%s%.*s\n", indent, SLICE_FMT(lines.at[i].text));
	text_lines_finish(&lines);
}

static void write_paragraph(struct str *out, const char *text) {
	write_wrapped(out, text, "");
	str_add_char(out, '\n');
}

/* What one of report.c's parts says, as a paragraph. */
static void write_part(struct str *out, void (*say)(const struct report *r, struct str *out), const struct report *r) {
	struct str line;

	str_init(&line, LINE_BYTES);
	say(r, &line);
	if (line.len)
		write_paragraph(out, line.at);
	str_finish(&line);
}

static void write_head(const struct report *r, struct str *out) {
	str_addf(out, "%s\n", _("Looking back"));
	if (r->day_count) {
		page_date(out, r->days[0].day);
		str_add_text(out, " – ");
	}
	page_date(out, r->today);
	str_add_text(out, "\n\n");
}

/* The newest days, oldest of them first: how the day was, and its height as a bar. */
static void write_days(const struct report *r, struct str *out) {
	size_t first = r->day_count > DAYS_MOST ? r->day_count - DAYS_MOST : 0;

	str_addf(out, "%s\n", _("Day by day, from −3, very heavy, to +3, very light"));
	for (size_t i = first; i < r->day_count; i++) {
		str_add_text(out, "  ");
		str_add_rune(out, LOWEST_BAR + (uint32_t)mood_shade(r->days[i].valence));
		str_add_text(out, fabs(r->days[i].valence) < SHOWN_AS_NOTHING ? "  " : " ");
		page_signed(out, r->days[i].valence);
		str_add_text(out, "  ");
		page_date(out, r->days[i].day);
		str_add_char(out, '\n');
	}
	str_add_char(out, '\n');
}

/* Only those of which something can be said. */
static size_t write_rows(const struct insight_row *rows, size_t count, bool themes, struct str *out) {
	size_t said = 0;

	for (size_t i = 0; i < count; i++) {
		enum theme theme;
		struct str line;

		if (rows[i].insight.verdict == VERDICT_NOT_ENOUGH)
			continue;
		if (!said++)
			str_addf(out, "%s\n", themes ? _("What went with it, by theme") : _("What went with it, by channel"));
		str_init(&line, LINE_BYTES);
		str_addf(&line, "%s: ", themes && theme_parse(slice_of(rows[i].name), &theme) ? theme_word(theme) : rows[i].name);
		report_verdict(&rows[i].insight, &line);
		str_add_text(&line, ", ");
		str_addf(&line, P_("%d session", "%d sessions", (unsigned long)rows[i].insight.with), rows[i].insight.with);
		write_wrapped(out, line.at, "  ");
		str_finish(&line);
	}
	str_add_text(out, said ? "\n" : "");
	return said;
}

static void write_groups(const struct report *r, struct str *out) {
	const struct mood_summary *s = &r->summary;
	size_t said = write_rows(s->channels, s->channel_count, false, out) + write_rows(s->themes, s->theme_count, true, out);
	struct str line;

	if (!said)
		return;
	str_init(&line, LINE_BYTES);
	report_caution(s->channel_count > s->theme_count ? s->channel_count : s->theme_count, &line);
	write_paragraph(out, line.at);
	str_finish(&line);
}

static void write_words(const struct report *r, struct str *out) {
	struct str words;

	str_init(&words, LINE_BYTES);
	report_words(r, &words);
	if (words.len) {
		str_addf(out, "%s\n", _("Words for it, the most used first"));
		write_wrapped(out, words.at, "  ");
		str_add_char(out, '\n');
	}
	str_finish(&words);
}

static void write_notes(const struct report *r, struct str *out) {
	bool any = false;

	for (size_t i = 0; i < r->moods.count; i++) {
		const struct mood *m = &r->moods.at[i];

		if (!m->note || !*m->note)
			continue;
		if (!any)
			str_addf(out, "%s\n", _("Notes"));
		any = true;
		str_add_text(out, "  ");
		page_date(out, date_day(m->at, r->turn_hour));
		str_add_char(out, '\n');
		write_wrapped(out, m->note, "    ");
	}
	str_add_text(out, any ? "\n" : "");
}

bool report_write_text(struct flow *f, int64_t since, bool notes, struct str *out, struct err *e) {
	struct report r;

	if (!report_begin(f, since, &r, e))
		return false;
	write_head(&r, out);
	if (r.day_count || r.sessions.count)
		write_part(out, report_counts, &r);
	if (r.summary.pairs.count)
		write_part(out, report_pairs, &r);
	if (r.day_count)
		write_days(&r, out);
	else
		write_paragraph(out, _("No check-ins yet. This page shows them once there are some."));
	write_groups(&r, out);
	write_words(&r, out);
	if (notes)
		write_notes(&r, out);
	write_paragraph(out, _("A mirror, not a measurement: these are somebody's own check-ins, given when it suited."));
	write_wrapped(out, _("bewust is a reading companion. It is not therapy and cannot replace help from a professional."), "");
	report_finish(&r);
	return true;
}
