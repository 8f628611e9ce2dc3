/* page.c: text, dates and numbers as they stand in HTML. */
#include "page.h"

#include <bewust/text.h>
#include <math.h>

void page_text(struct str *out, const char *text) {
	text_escape_html(slice_of(text), out);
}

void page_date(struct str *out, int64_t day) {
	int year, month, mday, weekday;

	date_day_civil(day, &year, &month, &mday, &weekday);
	str_addf(out, "%d %s %d", mday, words_month(month), year);
}

void page_signed(struct str *out, double value) {
	double shown = round(value * 10) / 10;

	str_addf(out, "%s%.1f", shown > 0 ? "+" : shown < 0 ? "−" : "", fabs(shown));
}
