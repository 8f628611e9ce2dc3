/* wrap.c: lays text out in lines of a width, with what hangs below a bullet or a quote mark. Linear in the text. */
#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

#define PRE_INDENT 4

/* What stands before the words of a line. Offsets are bytes and columns at once: marks are ASCII. */
struct prefix {
	size_t len;
	size_t repeats;               /* its front that later lines repeat: quote marks */
	bool heading, quote, pre;
};

/* Columns that the words of the list item above stand in, behind so many quote marks: what is indented as far belongs to it. */
struct list_above {
	size_t quotes, column;
};

struct wrapper {
	struct text_lines *out;
	int cols;
	struct list_above list;
};

static size_t count_spaces(struct slice s) {
	size_t n = 0;

	while (n < s.len && s.at[n] == ' ')
		n++;
	return n;
}

#define ROMAN_LENGTH_MAX 7 /* xxxviii */

/* "b) ", "iv) ", "XII) ": letters as lists number with them. */
static size_t letter_bullet_length(struct slice s) {
	size_t n = 0;

	while (n < s.len && n < ROMAN_LENGTH_MAX && s.at[n] && strchr("ivxIVX", s.at[n]))
		n++;
	if (!n && s.len && (s.at[0] | 32) >= 'a' && (s.at[0] | 32) <= 'z')
		n = 1;
	return n && slice_starts(slice_from(s, n), SLICE(") ")) ? n + 2 : 0;
}

/* "- ", "12. ", "b) ": its length, or 0. */
static size_t bullet_length(struct slice s) {
	size_t n = 0;

	if (slice_starts(s, SLICE("- ")))
		return 2;
	while (n < s.len && n < 7 && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	if (!n)
		return letter_bullet_length(s);
	return slice_starts(slice_from(s, n), SLICE(". ")) ? n + 2 : 0;
}

static size_t quote_length(struct slice s) {
	if (!s.len || s.at[0] != '>' || (s.len > 1 && s.at[1] != ' '))
		return 0;
	return s.len > 1 ? 2 : 1;
}

static size_t read_quotes(struct slice line, struct prefix *p) {
	size_t n, count = 0;

	while ((n = quote_length(slice_from(line, p->len)))) {
		p->len += n;
		count++;
	}
	p->quote = p->quote || count;
	p->repeats = p->len;
	return count;
}

/* Bullets, and quotes and headings inside list items, up to the first word. */
static void read_bullets(struct slice line, struct prefix *p, size_t from, struct list_above *list) {
	bool bullets = false;

	for (;;) {
		struct slice rest = slice_from(line, p->len);
		size_t bullet = bullet_length(rest), quote = quote_length(rest);

		if (bullet) {
			p->len += bullet;
			list->column = p->len - from;
			bullets = true;
		} else if (quote) {
			p->len += quote;
			p->quote = true;
			if (!bullets)
				p->repeats = p->len;
		} else {
			break;
		}
	}
	if (slice_starts(slice_from(line, p->len), SLICE("# "))) {
		p->len += 2;
		p->heading = true;
	}
}

static struct prefix read_prefix(struct slice line, struct list_above *list) {
	struct prefix p = {0};
	size_t quotes = read_quotes(line, &p), from = p.len, spaces = count_spaces(slice_from(line, p.len));

	if (quotes != list->quotes)
		*list = (struct list_above){.quotes = quotes};
	if (from + spaces == line.len)
		return p; /* an empty line ends no item */
	if (spaces >= list->column + PRE_INDENT) {
		p.len += list->column + PRE_INDENT;
		p.pre = true;
		return p;
	}
	if (spaces < list->column)
		list->column = spaces;
	p.len += spaces;
	read_bullets(line, &p, from, list);
	return p;
}

static void add_line(struct text_lines *out, struct text_line line) {
	if (out->count == out->cap) {
		out->cap = out->cap ? out->cap * 2 : 32;
		out->at = mem_grow(out->at, out->cap, sizeof *out->at);
	}
	out->at[out->count++] = line;
}

static bool is_space(uint32_t rune) {
	return rune == ' ' || rune == '\t';
}

/* Whether a wide rune may not open a line: closing marks of Chinese and Japanese. */
static bool clings(uint32_t rune) {
	switch (rune) {
	case 0x3001: case 0x3002: case 0x3005: case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0x301F:
	case 0x30FC: case 0xFF01: case 0xFF09: case 0xFF0C: case 0xFF0E: case 0xFF1A: case 0xFF1B: case 0xFF1F: case 0xFF3D: case 0xFF5D:
		return true;
	default:
		return false;
	}
}

static bool is_skin_tone(uint32_t rune) {
	return rune >= 0x1F3FB && rune <= 0x1F3FF;
}

/* A line's worth of words off the front: bytes shown, and where the next line begins. Spaces at a break belong to neither. */
static size_t take_words(struct slice s, int cols, size_t *next) {
	struct slice rest = s;
	size_t shown = 0, unit = 0; /* the last place to break; where what should stay in one piece begins */
	int width = 0;
	uint32_t last = ' ';
	bool wide = false;          /* the last one with a width took two columns */

	*next = 0;
	while (rest.len) {
		size_t at = s.len - rest.len;
		uint32_t rune = utf8_next(&rest);
		int w = text_rune_width(rune);

		if (is_space(rune)) {
			if (!is_space(last))
				shown = at;
			*next = s.len - rest.len;
			width++;
			last = rune;
			continue;
		}
		w = w < 0 ? 1 : w;
		if (w && last != 0x200D && !is_skin_tone(rune)) {
			unit = at;
			if ((w == 2 || wide) && !is_space(last) && !clings(rune))
				shown = *next = at;
			wide = w == 2;
		}
		width += w;
		if (width > cols && *next)
			return shown;
		if (width > cols && w && at)
			return *next = unit ? unit : at; /* one piece wider than the line is cut all the same */
		last = rune;
	}
	return *next = s.len;
}

/* The same for preformatted text: as many bytes as fit, at least one character with its marks. */
static size_t take_columns(struct slice s, int cols, size_t *next) {
	size_t fits = text_fit(s, cols);

	if (!fits && s.len) {
		struct slice rest = s;

		utf8_next(&rest);
		fits = s.len - rest.len;
		fits += text_fit(rest, 0);
	}
	return *next = fits;
}

static struct slice without_end_spaces(struct slice s) {
	while (s.len && is_space((unsigned char)s.at[s.len - 1]))
		s.len--;
	return s;
}

static void wrap_line(struct wrapper *w, struct slice line) {
	struct prefix p = read_prefix(line, &w->list);
	size_t limit = w->cols < 3 ? 0 : (size_t)w->cols / 2; /* two columns at least are left: a wide rune's */
	size_t indent = p.len < limit ? p.len : limit, repeats = p.repeats < limit ? p.repeats : limit;
	struct slice body = without_end_spaces(slice_from(line, p.len));
	struct text_line l = {
		.mark = {line.at + p.len - indent, indent}, /* of a mark too long its end: the bullet */
		.indent = (int)indent, .heading = p.heading, .quote = p.quote, .pre = p.pre,
	};

	do {
		size_t next;

		l.text = body;
		l.text.len = (p.pre ? take_columns : take_words)(body, w->cols - (int)indent, &next);
		l.text = p.pre ? l.text : without_end_spaces(l.text);
		add_line(w->out, l);
		body = slice_from(body, next);
		l.mark = (struct slice){line.at, repeats};
	} while (body.len);
}

void text_wrap(struct slice text, int cols, struct text_lines *out) {
	struct wrapper w = {.out = out, .cols = cols < 1 ? 1 : cols};
	struct slice line;

	out->count = 0;
	if (!text.len)
		return;
	while (slice_split(&text, '\n', &line)) {
		if (!line.len && !text.at)
			break; /* the newline at the very end opens no line */
		wrap_line(&w, line);
	}
}

void text_lines_finish(struct text_lines *lines) {
	free(lines->at);
	*lines = (struct text_lines){0};
}
