/* report.h: looking back as one page that can be opened in any browser, printed, or handed to somebody; or as plain text. */
#ifndef BEWUST_REPORT_H
#define BEWUST_REPORT_H

#include <bewust/flow.h>
#include <bewust/str.h>

/* Appends a whole HTML document in the reader's language: check-ins, sessions, and what went with lighter and heavier moods, as text,
 * tables and inline SVG. It holds no script, and nothing in it is fetched from anywhere; with `notes` false, no line of a note either.
 * What people wrote is escaped. `since`: only what came from then on, and not what went with it, for that takes many sessions; DATE_NONE:
 * all. False with *e only when the store cannot be read. */
bool report_write(struct flow *f, int64_t since, bool notes, struct str *html, struct err *e);
/* The same as plain text, to read, mail or print. */
bool report_write_text(struct flow *f, int64_t since, bool notes, struct str *out, struct err *e);
/* What a channel or theme went with, as both forms and the command line say it: "tended to go with lighter moods, +0.7 (+0.4 to +0.9)". */
void report_verdict(const struct insight *x, struct str *out);
/* What such numbers are not: stands below every list of them; `groups`: how many there were. */
void report_caution(size_t groups, struct str *out);

#endif
