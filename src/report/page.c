/* page.c: text, dates and numbers as they stand in HTML. */
#include "page.h"

#include <math.h>

void page_text(struct str *out, const char *text) {
	for (; text && *text; text++)
		switch (*text) {
		case '&': str_add_text(out, "&amp;"); break;
		case '<': str_add_text(out, "&lt;"); break;
		case '>': str_add_text(out, "&gt;"); break;
		case '"': str_add_text(out, "&quot;"); break;
		default: str_add_char(out, *text);
		}
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
