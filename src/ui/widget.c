/* widget.c: a list with a cursor, a text to scroll, a line to type in. */
#include "widget.h"

#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>

/* ---- a list with a cursor ---- */

void list_show(struct list *l, size_t count, int rows) {
	size_t height = rows > 0 ? (size_t)rows : 1;

	l->count = count;
	if (l->at >= count)
		l->at = count ? count - 1 : 0;
	if (l->at < l->first)
		l->first = l->at;
	if (l->at >= l->first + height)
		l->first = l->at - height + 1;
	if (l->first && l->first + height > count)
		l->first = count > height ? count - height : 0;
}

bool list_on(struct list *l, const struct event *e, int rows) {
	size_t last = l->count ? l->count - 1 : 0;
	size_t page = rows > 1 ? (size_t)rows - 1 : 1;

	if (e->kind != EVENT_ACTION)
		return false;
	switch (e->action) {
	case ACT_UP: l->at -= l->at > 0; break;
	case ACT_DOWN: l->at += l->at < last; break;
	case ACT_TOP: l->at = 0; break;
	case ACT_BOTTOM: l->at = last; break;
	case ACT_PAGE_UP: l->at = l->at > page ? l->at - page : 0; break;
	case ACT_PAGE_DOWN: l->at = l->at + page < last ? l->at + page : last; break;
	default: return false;
	}
	list_show(l, l->count, rows);
	return true;
}

int list_mark(const struct list *l, size_t n, struct canvas *c, int row, int col) {
	if (n == l->at) {
		canvas_text(c, row, col, INK_cursor, SLICE("❯"));
		canvas_cursor(c, row, col);
	}
	return col + 2;
}

/* ---- a text to scroll ---- */

void scroll_set(struct scroll *s, struct slice text) {
	s->text = text;
	s->cols = 0;
	s->at = 0;
	s->place = NULL;
}

static int last_line(const struct scroll *s, int rows) {
	int over = (int)s->lines.count - (rows > 0 ? rows : 1);

	return over > 0 ? over : 0;
}

void scroll_layout(struct scroll *s, int cols, int rows) {
	if (cols != s->cols) {
		text_wrap(s->text, cols > 0 ? cols : 1, &s->lines);
		s->cols = cols;
	}
	for (s->at = 0; s->place && (size_t)s->at + 1 < s->lines.count && s->lines.at[s->at + 1].text.at <= s->place;)
		s->at++;                        /* the place in the text stays, whatever the size */
	if (s->at > last_line(s, rows))
		s->at = last_line(s, rows);
}

bool scroll_at_end(const struct scroll *s, int rows) {
	return s->at >= last_line(s, rows);
}

bool scroll_on(struct scroll *s, const struct event *e, int rows) {
	int page = rows > 2 ? rows - 1 : 1, last = last_line(s, rows);

	if (e->kind != EVENT_ACTION)
		return false;
	switch (e->action) {
	case ACT_UP: s->at--; break;
	case ACT_DOWN: s->at++; break;
	case ACT_TOP: s->at = 0; break;
	case ACT_BOTTOM: s->at = last; break;
	case ACT_PAGE_UP: s->at -= page; break;
	case ACT_PAGE_DOWN:
	case ACT_SPACE: s->at += page; break;
	default: return false;
	}
	s->at = s->at < 0 ? 0 : s->at > last ? last : s->at;
	s->place = (size_t)s->at < s->lines.count ? s->lines.at[s->at].text.at : NULL;
	return true;
}

void scroll_draw(const struct scroll *s, struct canvas *c, int row, int col, int rows) {
	for (int i = 0; i < rows && (size_t)(s->at + i) < s->lines.count; i++) {
		const struct text_line *line = &s->lines.at[s->at + i];
		enum ink ink = line->heading ? INK_title : line->quote ? INK_dim : INK_text;

		if (line->heading) {                    /* its weight says so; the mark need not */
			canvas_text(c, row + i, col, ink, line->text);
			continue;
		}
		canvas_text(c, row + i, col, INK_dim, line->mark);
		canvas_text(c, row + i, col + line->indent, ink, line->text);
	}
}

void scroll_finish(struct scroll *s) {
	text_lines_finish(&s->lines);
	memset(s, 0, sizeof(*s));
}

int sentence_draw(struct canvas *c, struct page p, int row, enum ink ink, const char *text) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), p.width, &lines);
	if (row + (int)lines.count - 1 <= p.bottom)
		for (size_t i = 0; i < lines.count; i++)
			canvas_text(c, row++, p.left, ink, lines.at[i].text);
	text_lines_finish(&lines);
	return row;
}

/* ---- a line to type in ---- */

enum { RUNE_BYTES = 4, CTRL_A = 1, CTRL_E = 5, CTRL_H = 8, CTRL_K = 11, CTRL_U = 21, CTRL_W = 23 };

void field_init(struct field *f, size_t max_chars, const char *start) {
	str_init(&f->text, max_chars * RUNE_BYTES);
	f->max_chars = max_chars;
	text_clean(slice_of(start), TEXT_LINE, &f->text);
	f->cursor = f->text.len;
}

void field_finish(struct field *f) {
	str_finish(&f->text);
}

static size_t before(const struct field *f, size_t at) {
	while (at > 0 && ((unsigned char)f->text.at[--at] & 0xC0) == 0x80)
		;
	return at;
}

static size_t after(const struct field *f, size_t at) {
	struct slice rest = slice_from(str_slice(&f->text), at);

	if (rest.len)
		utf8_next(&rest);
	return f->text.len - rest.len;
}

static void cut(struct field *f, size_t from, size_t to) {
	memmove(f->text.at + from, f->text.at + to, f->text.len - to);
	str_cut(&f->text, f->text.len - (to - from));
	f->cursor = from;
}

static size_t chars(const struct field *f) {
	size_t n = 0;

	for (size_t i = 0; i < f->text.len; i++)
		n += ((unsigned char)f->text.at[i] & 0xC0) != 0x80;
	return n;
}

/* What a text that is stored would lose is not taken in: controls, and what turns the writing around. */
static bool stays(struct slice bytes) {
	struct str cleaned;
	bool kept;

	str_init(&cleaned, 64);
	text_clean(bytes, TEXT_LINE, &cleaned);
	kept = cleaned.len > 0 || slice_equal(bytes, SLICE(" "));
	str_finish(&cleaned);
	return kept;
}

static void insert(struct field *f, uint32_t rune) {
	char bytes[4];
	size_t len = utf8_put(rune, bytes), tail = f->text.len - f->cursor;

	if (chars(f) >= f->max_chars || text_rune_width(rune) < 0 || !stays((struct slice){bytes, len}) ||
		!str_add(&f->text, (struct slice){bytes, len}))
		return;
	memmove(f->text.at + f->cursor + len, f->text.at + f->cursor, tail);
	memcpy(f->text.at + f->cursor, bytes, len);
	f->cursor += len;
}

static size_t word_start(const struct field *f) {
	size_t at = f->cursor;

	while (at > 0 && f->text.at[at - 1] == ' ')
		at--;
	while (at > 0 && f->text.at[at - 1] != ' ')
		at--;
	return at;
}

enum field_said field_on(struct field *f, uint32_t key) {
	switch (key) {
	case KEY_RETURN: return FIELD_DONE;
	case KEY_ESCAPE: return FIELD_LEFT;
	case KEY_LEFT_: f->cursor = before(f, f->cursor); break;
	case KEY_RIGHT_: f->cursor = after(f, f->cursor); break;
	case KEY_HOME_: case CTRL_A: f->cursor = 0; break;
	case KEY_END_: case CTRL_E: f->cursor = f->text.len; break;
	case KEY_DEL_BACK: case CTRL_H: cut(f, before(f, f->cursor), f->cursor); break;
	case KEY_DELETE_: cut(f, f->cursor, after(f, f->cursor)); break;
	case CTRL_K: str_cut(&f->text, f->cursor); break;
	case CTRL_U: cut(f, 0, f->cursor); break;
	case CTRL_W: cut(f, word_start(f), f->cursor); break;
	default:
		if (key < ' ' || key >= KEY_SPECIAL)
			return FIELD_NOT_MINE;
		insert(f, key);
	}
	return FIELD_TYPING;
}

void field_draw(const struct field *f, struct canvas *c, int row, int col, int cols) {
	struct slice all = str_slice(&f->text), left = {all.at, f->cursor};
	size_t from = 0;
	int used;

	/* what stands left of the cursor is cut from its front until the cursor is inside */
	while (text_width(slice_from(left, from)) >= cols && from < left.len)
		from = after(f, from);
	all = slice_from(all, from);
	all.len = text_fit(all, cols);
	used = canvas_text(c, row, col, INK_field, all);
	for (; used < cols; used++)
		canvas_text(c, row, col + used, INK_field, slice_of("_"));
	canvas_cursor(c, row, col + text_width(slice_from(left, from)));
}

/* ---- signs ---- */

const char *label_sign(enum label l, bool ascii) {
	return l == LABEL_UPLIFTING ? "+" : l == LABEL_DRAINING ? ascii ? "-" : "−" : ascii ? "." : "·";
}

enum ink label_ink(enum label l) {
	return l == LABEL_UPLIFTING ? INK_uplifting : l == LABEL_DRAINING ? INK_draining : INK_neutral;
}

uint32_t spark_rune(double valence) {
	int shade = mood_shade(valence);

	return shade ? 0x2580u + (uint32_t)shade : 0x00B7;
}
