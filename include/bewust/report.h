/* report.h: looking back as one page that can be opened in any browser, printed, or handed to somebody. */
#ifndef BEWUST_REPORT_H
#define BEWUST_REPORT_H

#include <bewust/flow.h>
#include <bewust/str.h>

/* Appends a whole HTML document in the reader's language: check-ins, sessions, and what went with lighter and heavier moods, as text,
 * tables and inline SVG. It holds no script, and nothing in it is fetched from anywhere; with `notes` false, no line of a note either.
 * What people wrote is escaped. False with *e only when the store cannot be read. */
bool report_write(struct flow *f, bool notes, struct str *html, struct err *e);

#endif
