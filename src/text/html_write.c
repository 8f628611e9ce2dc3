/* html_write.c: lays words out as lines; knows quotes, lists, headings, rows and <pre>, and nothing of tags. */
#include "html_write.h"

#include "clean.h"

#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <string.h>

#define BREAKS_MAX 3       /* even in <pre> */
#define PRE_SPACES_MAX 120 /* what is indented further is drawn for effect */
#define NUMBER_MAX 999999

enum byte_class { BYTE_OTHER, BYTE_PLAIN, BYTE_SPACE };

/* What a byte of text can be without looking further. "&", controls and everything beyond ASCII are OTHER. */
static enum byte_class byte_class(char c) {
	if (c > ' ' && c < 0x7F)
		return c == '&' ? BYTE_OTHER : BYTE_PLAIN;
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' ? BYTE_SPACE : BYTE_OTHER;
}

struct frame *write_frame(struct html_writer *w) {
	return w->depth ? &w->frames[w->depth - 1] : NULL;
}

static bool marker_waits(struct html_writer *w) {
	return w->bullet || (w->depth && w->frames[w->depth - 1].marker);
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

static void put_spaces(struct html_writer *w, unsigned count) {
	while (count--)
		str_add_char(w->out, ' ');
}

static void put_marker(struct html_writer *w, struct frame *f) {
	char number[16];

	f->marker = false;
	if (!f->ordered) {
		f->indent = 2;
		text_put(w->out, SLICE("- "));
		return;
	}
	f->indent = snprintf(number, sizeof number, "%d. ", f->number);
	if (f->number < NUMBER_MAX)
		f->number++;
	text_put(w->out, slice_of(number));
}

static void put_line_start(struct html_writer *w) {
	for (size_t i = 0; i < w->depth; i++) {
		struct frame *f = &w->frames[i];

		if (f->kind == FRAME_QUOTE)
			text_put(w->out, SLICE("> "));
		else if (f->marker)
			put_marker(w, f);
		else
			put_spaces(w, (unsigned)f->indent);
	}
	if (w->bullet)
		text_put(w->out, SLICE("- "));
	w->bullet = false;
	if (w->pre)
		put_spaces(w, 4);
	else if (w->heading)
		text_put(w->out, SLICE("# "));
}

/* Everything that waits, before a word that opens with `first`. */
static void begin_word(struct html_writer *w, char first) {
	bool fresh = w->out->len == w->start;

	if (fresh || w->breaks) {
		while (!fresh && w->breaks--)
			str_add_char(w->out, '\n');
		w->row_lines = w->row_lines || w->row_text;
		put_line_start(w);
	} else if (w->cell) {
		text_put(w->out, SLICE(" | "));
	} else if (w->space) {
		str_add_char(w->out, ' ');
	} else if (w->raised && ((first >= '0' && first <= '9') || first == '[')) {
		str_add_char(w->out, '^'); /* x² is not x2, and a note's number is no part of the word */
	}
	put_spaces(w, w->pre_spaces);
	w->pre_spaces = w->breaks = 0;
	w->space = w->cell = w->raised = w->pre_first = w->row_fresh = false;
	w->row_text = true;
}

void write_words(struct html_writer *w, struct slice words) {
	if (!words.len)
		return;
	begin_word(w, words.at[0]);
	text_put(w->out, words);
	w->marks = 0;
}

void write_suffix(struct html_writer *w, struct slice words) {
	text_put(w->out, words);
	w->marks = 0;
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
		if (!attached || w->marks >= MARKS_MAX)
			return;
		w->marks++;
		break;
	case RUNE_PLAIN:
		begin_word(w, rune < 0x80 ? (char)rune : 'x');
		w->marks = 0;
		break;
	}
	text_put(w->out, (struct slice){bytes, utf8_put(rune, bytes)});
}

/* A reference or a character beyond ASCII at the front of *rest. */
static void put_other(struct html_writer *w, struct slice *rest) {
	uint32_t runes[2];
	size_t len = *rest->at == '&' ? text_entity(*rest, runes) : 0;

	if (!len) {
		put_rune(w, utf8_next(rest));
		return;
	}
	put_rune(w, runes[0]);
	if (runes[1])
		put_rune(w, runes[1]);
	*rest = slice_from(*rest, len);
}

/* Plain bytes at the front, single spaces between words among them. */
static size_t plain_run(struct slice s, bool pre) {
	size_t i = 1;

	for (; i < s.len; i++)
		if (byte_class(s.at[i]) != BYTE_PLAIN && (pre || s.at[i] != ' ' || i + 1 == s.len || byte_class(s.at[i + 1]) != BYTE_PLAIN))
			break;
	return i;
}

void write_html(struct html_writer *w, struct slice text) {
	while (text.len && !w->out->full) {
		enum byte_class class = byte_class(*text.at);

		if (class == BYTE_SPACE) {
			put_space(w, *text.at);
			text = slice_from(text, 1);
		} else if (class == BYTE_PLAIN) {
			size_t run = plain_run(text, w->pre > 0);

			write_words(w, (struct slice){text.at, run});
			text = slice_from(text, run);
		} else {
			put_other(w, &text);
		}
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
