/* canvas.c: drawing text on a grid of cells, clipped at its edges, wide and combining runes in their places. */
#include "canvas.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MARGIN = 3, MARGIN_NARROW = 1, COLS_NARROW = 50, COLS_TINY = 30, COLS_CENTRED = 110, TEXT_COLS_MAX = 72, ROWS_ROOMY = 16, ROWS_SPARE = 8 };

const char *ink_name(enum ink i) {
	static const char *const names[] = {
#define I(name) #name,
		INKS(I)
#undef I
	};
	return i == INK_chart_dim ? "chart-dim" : names[i];
}

void canvas_init(struct canvas *c) {
	memset(c, 0, sizeof(*c));
	c->cursor_row = c->cursor_col = -1;
}

void canvas_finish(struct canvas *c) {
	free(c->cells);
	canvas_init(c);
}

void canvas_resize(struct canvas *c, int rows, int cols) {
	c->rows = rows > 0 ? rows : 1;
	c->cols = cols > 0 ? cols : 1;
	c->cells = mem_grow(c->cells, (size_t)c->rows * (size_t)c->cols, sizeof(*c->cells));
	canvas_clear(c);
}

void canvas_clear(struct canvas *c) {
	static const struct cell empty = {.runes = {' '}, .width = 1, .ink = INK_text};

	for (int i = 0; i < c->rows * c->cols; i++)
		c->cells[i] = empty;
	c->cursor_row = c->cursor_col = -1;
}

static struct cell *cell_at(struct canvas *c, int row, int col) {
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return NULL;
	return &c->cells[row * c->cols + col];
}

/* What is drawn by ourselves has a plain twin for terminals of ASCII only; what others wrote becomes "?". */
static bool is_letter_beyond(uint32_t rune) {
	return (rune >= 0xC0 && rune < 0x2B0) || (rune >= 0x370 && rune < 0x530);
}

static uint32_t in_ascii(uint32_t rune, bool letters) {
	uint32_t base;

	static const struct { uint32_t rune; char twin; } twins[] = {
		{0x276F, '>'}, {0x00B7, '.'}, {0x2212, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2026, '~'}, {0x2018, '\''}, {0x2019, '\''},
		{0x201C, '"'}, {0x201D, '"'}, {0x2039, '<'}, {0x203A, '>'}, {0x25C9, 'o'}, {0x2500, '-'}, {0x2591, '.'}, {0x2593, '#'},
		{0x2022, '*'}, {0x2192, '>'}, {0x2190, '<'}, {0x2588, '#'}, {0x00A0, ' '},
	};

	if (rune < 0x80 || (letters && is_letter_beyond(rune)))
		return rune;
	for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++)
		if (twins[i].rune == rune)
			return (uint32_t)twins[i].twin;
	if (rune >= 0x2581 && rune <= 0x2587)   /* heights ▁ … ▇ as 1 … 7 */
		return '1' + (rune - 0x2581);
	if (rune >= 0x2800 && rune <= 0x28FF)   /* braille */
		return rune == 0x2800 ? ' ' : '*';
	base = text_base_rune(rune);
	return base < 0x80 ? base : '?';
}

/* A wide rune that is half drawn over loses its other half. */
static void clear_half(struct canvas *c, int row, int col) {
	struct cell *here = cell_at(c, row, col), *other;

	if (!here)
		return;
	other = cell_at(c, row, here->width == 0 ? col - 1 : col + 1);
	if (other && (here->width == 0 || here->width == 2)) {
		other->runes[0] = ' ';
		other->runes[1] = 0;
		other->width = 1;
	}
}

static void add_mark(struct canvas *c, int row, int col, uint32_t mark) {
	struct cell *cell = cell_at(c, row, col);

	for (int i = 1; cell && !c->ascii && i < CELL_RUNES; i++)
		if (!cell->runes[i]) {
			cell->runes[i] = mark;
			if (i + 1 < CELL_RUNES)
				cell->runes[i + 1] = 0;
			return;
		}
}

static void put_rune(struct canvas *c, int row, int col, enum ink ink, uint32_t rune, int width) {
	struct cell *cell = cell_at(c, row, col), *right;

	if (!cell)
		return;
	clear_half(c, row, col);
	if (width == 2)
		clear_half(c, row, col + 1);
	*cell = (struct cell){.runes = {rune}, .width = (uint8_t)width, .ink = (uint8_t)ink};
	if (width == 2 && (right = cell_at(c, row, col + 1)))
		*right = (struct cell){.width = 0, .ink = (uint8_t)ink};
}

/* What is not seen by itself, and what makes one picture of several: terminals differ in how wide they take it to be, and some swallow what
 * follows. Without it all agree. What keeps letters apart stays: Persian is not itself without. */
static bool is_left_out(uint32_t rune) {
	enum { NON_JOINER = 0x200C };

	return rune != NON_JOINER && (rune == 0xAD || rune == 0x61C || rune == 0x180E || (rune >= 0x200B && rune <= 0x200F) ||
		(rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2060 && rune <= 0x206F) || (rune >= 0xFE00 && rune <= 0xFE0F) ||
		rune == 0xFEFF || rune >= 0xE0000);
}

int canvas_text(struct canvas *c, int row, int col, enum ink ink, struct slice text) {
	int start = col, last = -1;

	while (text.len) {
		uint32_t rune = utf8_next(&text);
		int width = text_rune_width(rune);

		if (width < 0) {
			rune = RUNE_BAD;
			width = 1;
		}
		if (width == 0) {
			if (last >= 0 && !is_left_out(rune))
				add_mark(c, row, last, rune);
			continue;
		}
		if (c->ascii)
			rune = in_ascii(rune, c->letters);
		if (col >= 0 && col + width <= c->cols)
			put_rune(c, row, col, ink, rune, c->ascii ? 1 : width);
		last = col;
		col += width;
	}
	return col - start;
}

int canvas_textf(struct canvas *c, int row, int col, enum ink ink, const char *fmt, ...) {
	struct str s;
	va_list args;
	int cols;

	str_init(&s, 4096);
	va_start(args, fmt);
	str_vaddf(&s, fmt, args);
	va_end(args);
	cols = canvas_text(c, row, col, ink, str_slice(&s));
	str_finish(&s);
	return cols;
}

/* A cut leaves no space, and no point between facts, before its "…". */
static struct slice without_tail(struct slice text) {
	static const char *const tails[] = {" ", "·"};

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		struct slice tail = slice_of(tails[i]);

		if (text.len > tail.len && slice_ends(text, tail)) {
			text.len -= tail.len;
			i = SIZE_MAX;           /* from the first again */
		}
	}
	return text;
}

int canvas_fit(struct canvas *c, int row, int col, int cols, enum ink ink, struct slice text) {
	int used;

	if (cols <= 0)
		return 0;
	if (text_width(text) <= cols)
		return canvas_text(c, row, col, ink, text);
	text.len = text_fit(text, cols - 1);
	text = without_tail(text);
	used = canvas_text(c, row, col, ink, text);
	return used + canvas_text(c, row, col + used, ink, SLICE("…"));
}

int canvas_right(struct canvas *c, int row, int right, enum ink ink, struct slice text) {
	return canvas_text(c, row, right - text_width(text), ink, text);
}

void canvas_cursor(struct canvas *c, int row, int col) {
	c->cursor_row = row;
	c->cursor_col = col;
}

static void write_row(const struct canvas *c, int row, bool inks, struct str *out) {
	size_t end = out->len;

	for (int col = 0; col < c->cols; col++) {
		const struct cell *cell = &c->cells[row * c->cols + col];

		if (inks)
			str_add_char(out, cell->ink == INK_text ? '.' : ink_name((enum ink)cell->ink)[0]);
		else
			for (int i = 0; i < CELL_RUNES && cell->runes[i]; i++)
				str_add_rune(out, cell->runes[i]);
		if (inks ? cell->ink != INK_text : cell->width != 0 && cell->runes[0] != ' ')
			end = out->len;
	}
	str_cut(out, end);
	str_add_char(out, '\n');
}

void canvas_write(const struct canvas *c, bool inks, struct str *out) {
	for (int row = 0; row < c->rows; row++)
		write_row(c, row, false, out);
	for (int row = 0; inks && row < c->rows; row++)
		write_row(c, row, true, out);
}

/* Small terminals drop from the outside in: the margins, then the spare lines; the text never goes. */
struct page canvas_page(const struct canvas *c) {
	struct page p;
	int margin = c->cols < COLS_TINY ? 0 : c->cols < COLS_NARROW ? MARGIN_NARROW : MARGIN;

	p.width = c->cols - 2 * margin;
	if (p.width > TEXT_COLS_MAX)
		p.width = TEXT_COLS_MAX;
	if (p.width < 1)
		p.width = 1;
	p.left = c->cols > COLS_CENTRED ? (c->cols - p.width) / 2 : margin;
	p.top = c->rows >= ROWS_ROOMY ? 1 : 0;
	p.bottom = c->rows - 1 - (c->rows >= ROWS_SPARE ? 2 : 1);
	if (p.bottom < p.top)
		p.bottom = p.top;
	p.rows = p.bottom - p.top + 1;
	p.roomy = p.rows >= ROWS_ROOMY && c->cols >= COLS_NARROW;
	return p;
}
