/* widget.h: the few things that several screens are made of: a list with a cursor, a text to scroll, a line to type in, signs. */
#ifndef BEWUST_WIDGET_H
#define BEWUST_WIDGET_H

#include "screen.h"

#include <bewust/text.h>
#include <bewust/words.h>

/* ---- a list with a cursor ---- */
struct list {
	size_t count, at, first;        /* `first` shown; kept right by list_show */
};
bool list_on(struct list *l, const struct event *e, int rows);  /* moves; true when the event was for it */
void list_show(struct list *l, size_t count, int rows);         /* after a change of count or height */
/* Draws the mark of row `n` ("❯" where the cursor is) and puts the hardware cursor there; returns the column after it. */
int list_mark(const struct list *l, size_t n, struct canvas *c, int row, int col);

/* ---- a text to scroll ---- */
struct scroll {
	struct text_lines lines;
	struct slice text;              /* borrowed */
	int cols, at;
	const char *place;              /* where the reader went to: kept though the text fits on one screen in between; NULL the beginning */
};
void scroll_set(struct scroll *s, struct slice text);
void scroll_layout(struct scroll *s, int cols, int rows);       /* wraps anew where the width changed; keeps the place */
bool scroll_on(struct scroll *s, const struct event *e, int rows);
bool scroll_at_end(const struct scroll *s, int rows);
void scroll_draw(const struct scroll *s, struct canvas *c, int row, int col, int rows);
void scroll_finish(struct scroll *s);

/* A sentence stands there whole, or where its lines are not to be had, not at all; the row after it. */
int sentence_draw(struct canvas *c, struct page p, int row, enum ink ink, const char *text);

/* ---- a line to type in ---- */
enum field_said { FIELD_TYPING, FIELD_DONE, FIELD_LEFT, FIELD_NOT_MINE };
struct field {
	struct str text;
	size_t cursor;                  /* byte offset, at a whole character */
	size_t max_chars;
};
void field_init(struct field *f, size_t max_chars, const char *start);
void field_finish(struct field *f);
enum field_said field_on(struct field *f, uint32_t key);
void field_draw(const struct field *f, struct canvas *c, int row, int col, int cols); /* and the hardware cursor */

/* ---- signs: beside their words ---- */
const char *label_sign(enum label l, bool ascii);               /* "+" "·" "−" */
enum ink label_ink(enum label l);
uint32_t spark_rune(double valence);                            /* -3 … 3 as ▁ … ▇; NAN as a gap */

#endif
