/* html_write.c: lays words out as lines; knows quotes, lists, headings, rows and <pre>, and nothing of tags. */
#include "html_write.h"

#include "clean.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <string.h>

#define BREAKS_MAX 3       /* even in <pre> */
#define PRE_SPACES_MAX 120 /* what is indented further is drawn for effect */
#define NUMBER_MAX 999999
#define NUMBER_BYTES 24
#define EMPTY_CELLS_MAX 30
#define LETTERS_MAX 26
#define ROMAN_MAX 39       /* xxxix is the longest that wrapping takes for a number */

static bool is_space(char c) {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct frame *write_frame(struct html_writer *w) {
	return w->depth ? &w->frames[w->depth - 1] : NULL;
}

static bool marker_waits(struct html_writer *w) {
	return w->bullet[0] || (w->depth && w->frames[w->depth - 1].marker);
}

void write_block(struct html_writer *w, unsigned breaks) {
	if (w->row_fresh && breaks > 1)
		breaks = 1; /* a paragraph in a row's first cell */
	if (w->breaks < breaks && !w->cell && !marker_waits(w))
		w->breaks = breaks;
}

void write_block_firm(struct html_writer *w, unsigned breaks) {
	w->cell = false;
	write_block(w, breaks);
}

void write_break(struct html_writer *w) {
	if (marker_waits(w) || w->cell)
		return;
	if (w->breaks < (w->pre ? BREAKS_MAX : 2))
		w->breaks++;
	w->pre_spaces = 0;
}

/* Nearly always there is room. */
static inline void append(struct html_writer *w, struct slice run) {
	struct str *out = w->out;

	if (out->full || run.len >= out->cap - out->len) {
		text_put(out, run);
		return;
	}
	memcpy(out->at + out->len, run.at, run.len);
	out->len += run.len;
	out->at[out->len] = '\0';
}

static void put_spaces(struct html_writer *w, unsigned count) {
	while (count--)
		append(w, SLICE(" "));
}

static void in_roman(int n, char out[NUMBER_BYTES]) {
	static const struct { int value; const char *digits; } parts[] = {{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
	size_t len = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			for (const char *digit = parts[i].digits; *digit; digit++)
				out[len++] = *digit;
	out[len] = '\0';
}

/* Numbers that have no letters, and long ones, stay digits. */
static int put_number(struct html_writer *w, const struct frame *f) {
	bool roman = f->numbering == NUMBERING_ROMAN || f->numbering == NUMBERING_ROMAN_CAPITALS;
	bool capitals = f->numbering == NUMBERING_CAPITALS || f->numbering == NUMBERING_ROMAN_CAPITALS;
	char letters[NUMBER_BYTES] = {(char)('a' + (f->number - 1) % LETTERS_MAX)}, mark[NUMBER_BYTES + 2];
	int len;

	if (roman && f->number >= 1 && f->number <= ROMAN_MAX)
		in_roman(f->number, letters);

	if (f->numbering == NUMBERING_DIGITS || f->number < 1 || f->number > (roman ? ROMAN_MAX : LETTERS_MAX))
		len = snprintf(mark, sizeof mark, "%d. ", f->number);
	else
		len = snprintf(mark, sizeof mark, "%s) ", letters);
	for (int i = 0; capitals && i < len; i++)
		mark[i] = mark[i] >= 'a' && mark[i] <= 'z' ? (char)(mark[i] - 32) : mark[i];
	text_put(w->out, (struct slice){mark, (size_t)len});
	return len;
}

static void put_marker(struct html_writer *w, struct frame *f) {
	f->marker = false;
	if (f->numbering == NUMBERING_NONE) {
		f->indent = 2;
		text_put(w->out, SLICE("- "));
		return;
	}
	f->indent = put_number(w, f);
	if (f->descending ? f->number > -NUMBER_MAX : f->number < NUMBER_MAX)
		f->number += f->descending ? -1 : 1;
}

/* Apart, so that words in the middle of a line do not pay for its buffers. */
static __attribute__((noinline)) void put_line_start(struct html_writer *w) {
	for (size_t i = 0; i < w->depth; i++) {
		struct frame *f = &w->frames[i];

		if (f->kind == FRAME_QUOTE)
			text_put(w->out, SLICE("> "));
		else if (f->marker)
			put_marker(w, f);
		else
			put_spaces(w, (unsigned)f->indent);
	}
	text_put(w->out, slice_of(w->bullet));
	w->bullet[0] = '\0';
	if (w->pre)
		put_spaces(w, 4);
	else if (w->heading)
		text_put(w->out, SLICE("# "));
}

/* Cells without words, where columns have headings. */
static void put_empty_cells(struct html_writer *w) {
	unsigned empty = w->row_cells - w->row_written - 1;

	for (; w->columns && !w->row_lines && empty && empty < EMPTY_CELLS_MAX; empty--)
		text_put(w->out, SLICE("\xE2\x80\x93 | "));
	w->row_written = w->row_cells;
}

/* Everything that waits, before a word that opens with `first`. */
static void begin_word(struct html_writer *w, char first) {
	bool fresh = w->out->len == w->start;

	if (fresh || w->breaks) {
		while (!fresh && w->breaks--)
			append(w, SLICE("\n"));
		w->row_lines = w->row_lines || w->row_text;
		put_line_start(w);
	} else if (w->cell) {
		text_put(w->out, SLICE(" | "));
	} else if (w->space) {
		append(w, SLICE(" "));
	} else if (w->raised && ((first >= '0' && first <= '9') || first == '[')) {
		str_add_char(w->out, '^'); /* x² is not x2, and a note's number is no part of the word */
	}
	if (w->row_cells > w->row_written)
		put_empty_cells(w);
	put_spaces(w, w->pre_spaces);
	if (w->opening[0]) {
		text_put(w->out, slice_of(w->opening));
		w->opening[0] = '\0';
	}
	w->pre_spaces = w->breaks = 0;
	w->space = w->cell = w->raised = w->pre_first = w->row_fresh = false;
	w->row_text = true;
}

void write_words(struct html_writer *w, struct slice words) {
	if (!words.len)
		return;
	begin_word(w, words.at[0]);
	append(w, words);
	w->marks = 0;
}

void write_suffix(struct html_writer *w, struct slice words) {
	append(w, words);
	w->marks = 0;
}

void write_opening(struct html_writer *w, const char *mark) {
	size_t len = strlen(w->opening), more = strlen(mark);

	if (len + more < sizeof w->opening)
		memcpy(w->opening + len, mark, more + 1);
}

void write_closing(struct html_writer *w, const char *opening, const char *closing) {
	struct slice waits = slice_of(w->opening);

	if (slice_ends(waits, slice_of(opening)))
		w->opening[waits.len - strlen(opening)] = '\0';
	else
		write_suffix(w, slice_of(closing));
}

void write_bullet(struct html_writer *w, struct slice bullet) {
	text_copy(w->bullet, sizeof w->bullet, bullet);
}

bool write_at_line_start(const struct html_writer *w) {
	return w->breaks || w->out->len == w->start;
}

static void put_space(struct html_writer *w, char c) {
	if (!w->pre) {
		w->space = true;
		return;
	}
	if (c == '\n') {
		if (!w->pre_first)
			write_break(w);
		w->pre_first = false;
		w->pre_spaces = 0;
	} else if (c != '\r' && w->pre_spaces < PRE_SPACES_MAX) {
		w->pre_spaces += c == '\t' ? 4 : 1;
	}
}

static void put_rune(struct html_writer *w, uint32_t rune) {
	char bytes[4];
	bool attached = !w->space && !w->cell && !w->breaks && !w->pre_spaces && w->out->len > w->start;

	switch (rune == RUNE_BAD ? RUNE_PLAIN : rune_classify(rune)) {
	case RUNE_DROP:
	case RUNE_INVISIBLE:
		return;
	case RUNE_SPACE:
		put_space(w, rune < 0x80 ? (char)rune : ' ');
		return;
	case RUNE_NEWLINE:
		put_space(w, '\n');
		return;
	case RUNE_MARK:
		if (!attached || w->marks >= LIMIT_MARKS)
			return;
		w->marks++;
		break;
	case RUNE_PLAIN:
		begin_word(w, rune < 0x80 ? (char)rune : 'x');
		w->marks = 0;
		break;
	}
	append(w, (struct slice){bytes, utf8_put(rune, bytes)});
}

/* Text without references. */
static void write_plain(struct html_writer *w, struct slice text) {
	while (text.len && !w->out->full) {
		size_t run;

		if (is_space(*text.at)) {
			put_space(w, *text.at);
			text = slice_from(text, 1);
		} else if ((run = clean_ascii(text, true, false))) {
			size_t words = text.at[run - 1] == ' ' ? run - 1 : run;

			write_words(w, (struct slice){text.at, words});
			text = slice_from(text, words);
		} else {
			put_rune(w, utf8_next(&text));
		}
	}
}

void write_html(struct html_writer *w, struct slice text) {
	while (text.len && !w->out->full) {
		const char *amp = memchr(text.at, '&', text.len);
		size_t plain = amp ? (size_t)(amp - text.at) : text.len, len;
		uint32_t runes[2];

		write_plain(w, (struct slice){text.at, plain});
		text = slice_from(text, plain);
		if (!text.len)
			return;
		len = text_entity(text, runes);
		put_rune(w, len ? runes[0] : '&');
		if (len && runes[1])
			put_rune(w, runes[1]);
		text = slice_from(text, len ? len : 1);
	}
}

void write_open(struct html_writer *w, struct frame frame) {
	if (w->depth == FRAMES_MAX)
		w->deeper++;
	else
		w->frames[w->depth++] = frame;
}

bool write_close(struct html_writer *w, enum frame_kind kind) {
	size_t depth = w->depth;

	if (w->deeper) {
		w->deeper--;
		return true;
	}
	while (depth && w->frames[depth - 1].kind != kind)
		depth--;
	if (!depth)
		return false;
	w->depth = depth - 1;
	return true;
}
