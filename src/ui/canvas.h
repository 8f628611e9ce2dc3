/* canvas.h: a grid of cells that screens draw on, and tests read. It knows no terminal: an ink becomes a colour in term.c only. */
#ifndef BEWUST_CANVAS_H
#define BEWUST_CANVAS_H

#include <bewust/str.h>
#include <stdint.h>

/* What a piece of text means. Every meaning also shows without colour: by its sign, its words or its place. */
#define INKS(I) I(text) I(title) I(dim) I(accent) I(cursor) I(uplifting) I(neutral) I(draining) I(error) I(selected) I(chart) I(chart_dim) I(field)
enum ink {
#define I(name) INK_##name,
	INKS(I)
#undef I
	INK_COUNT
};
const char *ink_name(enum ink i); /* as in data/colours: "chart-dim" */

enum { CELL_RUNES = 4 };
struct cell {
	uint32_t runes[CELL_RUNES]; /* a character and its marks, 0-ended; runes[0] = 0: the right half of a wide one, or empty */
	uint8_t width;              /* 1 or 2; 0: the right half of a wide one */
	uint8_t ink;
};

struct canvas {
	int rows, cols;
	struct cell *cells;         /* rows × cols */
	int cursor_row, cursor_col; /* where the hardware cursor stands: at the focus, on every screen */
	bool ascii;                 /* the terminal has no more than ASCII: canvas_text puts plain twins for what we draw ourselves */
	bool letters;               /* … but it has those of Latin, Greek and Cyrillic */
};

void canvas_init(struct canvas *c);
void canvas_finish(struct canvas *c);
void canvas_resize(struct canvas *c, int rows, int cols);          /* and clears */
void canvas_clear(struct canvas *c);
/* Draws one line from (row, col) on; what lies outside is left out, a wide rune is never cut in half. Returns the columns it takes. */
int canvas_text(struct canvas *c, int row, int col, enum ink ink, struct slice text);
int canvas_textf(struct canvas *c, int row, int col, enum ink ink, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* The same in at most `cols` columns; what is longer ends in "…". */
int canvas_fit(struct canvas *c, int row, int col, int cols, enum ink ink, struct slice text);
int canvas_right(struct canvas *c, int row, int right, enum ink ink, struct slice text); /* ends before column `right` */
void canvas_cursor(struct canvas *c, int row, int col);
/* The canvas as lines of text without spaces at their ends; for tests. With `inks`, a second grid of letters for what is not plain text. */
void canvas_write(const struct canvas *c, bool inks, struct str *out);

/* The page on a canvas: margins, a column of text no wider than 72, first and last line as furniture. */
struct page {
	int left, width;            /* of the text column */
	int top, bottom;            /* rows that screens may use: top … bottom, inclusive */
	int rows;                   /* bottom - top + 1; may be 0 */
	bool roomy;                 /* at least 16 rows of it and 50 columns: dim facts and spare lines fit */
};
struct page canvas_page(const struct canvas *c);

#endif
