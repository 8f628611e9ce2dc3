/* mend.c: the forgiving way through XML: what is broken is mended as it streams. Control bytes are dropped, bytes that are no
 * UTF-8 read as windows-1252, HTML's entities resolved and bare "&" and "<" kept, missing ends closed, stray ends dropped,
 * a DOCTYPE skipped with all it declares. Holds one tag at a time; looks at each byte once or twice. */
#include "mend.h"

#include "doubled.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

#define ENTITY_MAX 40 /* HTML's longest name has 33 bytes */

enum place { IN_TEXT, IN_CDATA, IN_COMMENT, IN_INSTRUCTION, IN_DOCTYPE };

struct mend {
	struct xml_events *told;
	enum place place;
	struct str held;                  /* bytes not read yet */
	size_t tag_seen;                  /* of a tag that has no end yet: bytes looked at, and … */
	char tag_quote;                   /* … the quote they are in */
	int brackets;                     /* in a DOCTYPE */
	char doctype_quote;
	size_t overflow;                  /* elements open beyond LIMIT_NEST */
	struct str clean;                 /* a piece of text on its way out */
	struct str values;                /* the attributes of one tag */
	bool last;                        /* no more bytes will come */
};

struct mend *mend_new(struct xml_events *told, bool in_cdata) {
	struct mend *m = mem_alloc(sizeof *m);

	m->told = told;
	m->place = in_cdata ? IN_CDATA : IN_TEXT;
	str_init(&m->held, 2 * LIMIT_TAG_BYTES + 2 * LIMIT_SNIFF_BYTES);
	str_init(&m->clean, LIMIT_SNIFF_BYTES * 8);
	str_init(&m->values, LIMIT_TAG_BYTES * 4);
	return m;
}

void mend_free(struct mend *m) {
	if (!m)
		return;
	str_finish(&m->held);
	str_finish(&m->clean);
	str_finish(&m->values);
	free(m);
}

static bool is_space(char c) {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_start(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static void add_stray_byte(struct str *out, unsigned char c) {
	uint32_t rune = c >= 0xA0 ? c : windows_1252_rune(c);

	if (rune)
		str_add_rune(out, rune);
}

/* Appends without control bytes and as UTF-8. */
static void add_mended(struct str *out, struct slice s) {
	while (s.len > 0) {
		size_t n = 0;

		while (n < s.len && ((unsigned char)s.at[n] >= 0x20 || is_space(s.at[n])) && (unsigned char)s.at[n] < 0x80)
			n++;
		str_add(out, (struct slice){s.at, n});
		s = slice_from(s, n);
		if (s.len == 0)
			break;
		if ((unsigned char)s.at[0] < 0x80) {
			s = slice_from(s, 1);
			continue;
		}
		struct slice before = s;
		uint32_t rune = utf8_next(&s);

		if (rune != RUNE_BAD || (before.len - s.len == 3 && memcmp(before.at, "\xEF\xBF\xBD", 3) == 0)) {
			str_add(out, (struct slice){before.at, before.len - s.len});
			continue;
		}
		for (size_t i = 0; i < before.len - s.len; i++)
			add_stray_byte(out, (unsigned char)before.at[i]);
	}
}

/* The number of a reference at the front of s, "&#55357;" or "&#xD83D;", and its length in *n; 0 where there is none. */
static uint32_t reference_number(struct slice s, size_t *n) {
	bool hex = s.len > 2 && (s.at[2] | 0x20) == 'x';
	uint32_t value = 0;
	size_t i = hex ? 3 : 2;

	if (!slice_starts(s, SLICE("&#")))
		return 0;
	for (; i < s.len && value < 0x110000; i++) {
		char c = s.at[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;

		if (digit < 0)
			break;
		value = value * (hex ? 16 : 10) + (uint32_t)digit;
	}
	*n = i + 1;
	return i < s.len && s.at[i] == ';' ? value : 0;
}

/* Two references that are one character in UTF-16: what they come to, or 0. */
static size_t add_surrogates(struct str *out, struct slice s) {
	size_t first = 0, second = 0;
	uint32_t high = reference_number(s, &first);

	if (high < 0xD800 || high > 0xDBFF)
		return 0;
	uint32_t low = reference_number(slice_from(s, first), &second);

	if (low < 0xDC00 || low > 0xDFFF)
		return 0;
	str_add_rune(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
	return first + second;
}

/* Appends a reference ("&…;") resolved, or false. Only whole ones: "&copy=3" in an address is no entity. */
static size_t add_reference(struct str *out, struct slice s) {
	uint32_t runes[2] = {0, 0};
	size_t n = add_surrogates(out, s);

	if (n > 0)
		return n;
	n = 1;
	while (n < s.len && n < ENTITY_MAX && (is_name_start(s.at[n]) || s.at[n] == '#' || (s.at[n] >= '0' && s.at[n] <= '9')))
		n++;
	if (n == 1 || n >= s.len || s.at[n] != ';')
		return 0;
	if (text_entity((struct slice){s.at, n + 1}, runes) != n + 1)
		return 0;
	for (int i = 0; i < 2; i++)
		if (runes[i] >= 0x20 || runes[i] == '\t' || runes[i] == '\n')
			str_add_rune(out, runes[i]);
	return n + 1;
}

static void send_text(struct mend *m) {
	if (m->clean.len > 0 && m->told->open.depth > 0 && !m->told->ended)
		m->told->handler.text(m->told->handler.ctx, str_slice(&m->clean));
	str_clear(&m->clean);
}

/* Bytes at the end of s that may be the beginning of a character still on its way. */
static size_t unfinished_rune(const struct mend *m, struct slice s) {
	if (m->last)
		return 0;
	for (size_t n = 1; n <= 3 && n <= s.len; n++) {
		unsigned char c = (unsigned char)s.at[s.len - n];

		if (c < 0x80)
			return 0;
		if (c >= 0xC0)
			return (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) > n ? n : 0;
	}
	return 0;
}

/* Text up to the next "<": how many bytes were read; fewer than there are when the rest has to wait. */
static size_t read_text(struct mend *m, struct slice s) {
	const char *tag = memchr(s.at, '<', s.len);
	struct slice run = {s.at, tag ? (size_t)(tag - s.at) : s.len};
	size_t whole = run.len;

	if (!tag)
		run.len -= unfinished_rune(m, run);
	while (run.len > 0) {
		const char *amp = memchr(run.at, '&', run.len);
		size_t n = amp ? (size_t)(amp - run.at) : run.len;

		add_mended(&m->clean, (struct slice){run.at, n});
		run = slice_from(run, n);
		if (run.len == 0)
			break;
		if (!tag && !m->last && run.len < ENTITY_MAX && !memchr(run.at, ';', run.len)) {
			send_text(m);
			return (size_t)(run.at - s.at);
		}
		n = add_reference(&m->clean, run);
		if (n == 0) {
			str_add_char(&m->clean, '&');
			n = 1;
		}
		run = slice_from(run, n);
	}
	send_text(m);
	return tag || m->last ? whole : whole - unfinished_rune(m, s);
}

/* Up to `mark`, which is read too: the bytes read, 0 when they have to wait. What stands before it is skipped, or sent. */
static size_t read_until(struct mend *m, struct slice s, struct slice mark, bool send) {
	size_t at = slice_find(s, mark);
	bool found = at < s.len;
	size_t n = found ? at : m->last ? s.len : s.len < mark.len ? 0 : s.len - (mark.len - 1);

	if (send && !found)
		n -= unfinished_rune(m, (struct slice){s.at, n});
	if (send && n > 0) {
		add_mended(&m->clean, (struct slice){s.at, n});
		send_text(m);
	}
	if (!found)
		return n;
	m->place = IN_TEXT;
	return at + mark.len;
}

/* A DOCTYPE ends at the ">" that stands in no quotes and no brackets. */
static size_t read_doctype(struct mend *m, struct slice s) {
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (m->doctype_quote) {
			if (c == m->doctype_quote)
				m->doctype_quote = 0;
		} else if (c == '"' || (c == '\'' && m->brackets == 0)) {
			m->doctype_quote = c;
		} else if (c == '[' || c == ']') {
			m->brackets += c == '[' ? 1 : -1;
		} else if (c == '>' && m->brackets <= 0) {
			m->place = IN_TEXT;
			return i + 1;
		}
	}
	return s.len;
}

/* The length of the tag at the front of s, or 0 when its end has not come yet. A "<" outside quotes ends it too: then its ">" is
 * missing, and a million of these are each looked at once. */
static size_t tag_length(struct mend *m, struct slice s) {
	size_t i = m->tag_seen > 0 ? m->tag_seen : 1;

	for (; i < s.len; i++) {
		char c = s.at[i];

		if (m->tag_quote) {
			if (c == m->tag_quote)
				m->tag_quote = 0;
		} else if ((c == '"' || c == '\'') && s.at[1] != '/') {
			m->tag_quote = c;
		} else if (c == '>' || c == '<') {
			m->tag_seen = 0;
			return c == '>' ? i + 1 : i;
		}
	}
	m->tag_seen = i;
	return 0;
}

/* Appends one attribute's value, white space as spaces; its terminator too. */
static void add_value(struct str *out, struct slice s) {
	size_t from = out->len;

	while (s.len > 0) {
		const char *amp = memchr(s.at, '&', s.len);
		size_t n = amp ? (size_t)(amp - s.at) : s.len;

		add_mended(out, (struct slice){s.at, n});
		s = slice_from(s, n);
		if (s.len == 0)
			break;
		n = add_reference(out, s);
		if (n == 0) {
			str_add_char(out, '&');
			n = 1;
		}
		s = slice_from(s, n);
	}
	for (size_t i = from; i < out->len; i++)
		if (is_space(out->at[i]))
			out->at[i] = ' ';
	str_add_char(out, '\0');
}

static struct slice take_name(struct slice *s) {
	size_t n = 0;

	while (n < s->len && !is_space(s->at[n]) && s->at[n] != '=' && s->at[n] != '/' && s->at[n] != '>')
		n++;
	struct slice name = {s->at, n};

	*s = slice_from(*s, n);
	return name;
}

static void skip_space(struct slice *s) {
	while (s->len > 0 && is_space(s->at[0]))
		*s = slice_from(*s, 1);
}

static struct slice take_value(struct slice *s) {
	struct slice value;
	size_t n = 0;

	skip_space(s);
	if (s->len > 0 && (s->at[0] == '"' || s->at[0] == '\'')) {
		const char *end = memchr(s->at + 1, s->at[0], s->len - 1);

		n = end ? (size_t)(end - s->at - 1) : s->len - 1;
		value = (struct slice){s->at + 1, n};
		*s = slice_from(*s, n + (end ? 2 : 1));
		return value;
	}
	while (n < s->len && !is_space(s->at[n]) && s->at[n] != '>')
		n++;
	value = (struct slice){s->at, n};
	*s = slice_from(*s, n);
	return value;
}

/* Reads the attributes into m->values as name, value, name, …, each terminated; how many pairs. */
static size_t read_attributes(struct mend *m, struct slice s) {
	size_t count = 0;

	for (;;) {
		skip_space(&s);
		if (s.len > 0 && (s.at[0] == '/' || s.at[0] == '"' || s.at[0] == '\'' || s.at[0] == '=')) {
			s = slice_from(s, 1);
			continue;
		}
		struct slice name = take_name(&s);

		if (name.len == 0)
			return count;
		if (count == LIMIT_ATTRIBUTES) {
			m->told->limited = true;
			return count;
		}
		add_mended(&m->values, name);
		str_add_char(&m->values, '\0');
		skip_space(&s);
		if (s.len > 0 && s.at[0] == '=') {
			s = slice_from(s, 1);
			add_value(&m->values, take_value(&s));
		} else {
			str_add_char(&m->values, '\0');
		}
		count++;
	}
}

/* HTML elements that never have an end: they are closed at once, as nothing else in a broken feed would. */
static bool is_void_element(const char *name) {
	static const char *const names[] = {"br", "hr", "img", "wbr", "input", "meta", "embed", "param"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_compare_nocase(name, names[i]) == 0)
			return true;
	return false;
}

/* A start tag without its brackets: "name a='b' /". */
static void open_element(struct mend *m, struct slice s) {
	const char *attributes[2 * LIMIT_ATTRIBUTES + 1] = {NULL};
	bool empty = s.len > 0 && s.at[s.len - 1] == '/';
	struct slice name = take_name(&s);

	if (m->told->open.depth == LIMIT_NEST) {
		m->overflow += !empty;
		m->told->limited = true;
		return;
	}
	str_clear(&m->values);
	add_mended(&m->values, name);
	str_add_char(&m->values, '\0');
	if (empty)
		s.len--;
	size_t count = read_attributes(m, s);
	const char *at = m->values.at;

	if (m->values.full) {
		m->told->limited = true;
		count = 0;
	}
	for (size_t i = 0; i < 2 * count; i++)
		attributes[i] = at += strlen(at) + 1;
	empty = empty || is_void_element(m->values.at);
	if (xml_event_open(m->told, m->values.at, attributes) && empty && !m->told->ended)
		xml_event_close(m->told);
}

/* An end tag: closes what is open inside it; one that nothing opened is dropped. */
static void close_element(struct mend *m, struct slice s) {
	struct xml_open *open = &m->told->open;
	struct slice name = take_name(&s);
	size_t depth = open->depth;

	if (m->overflow > 0) {
		m->overflow--;
		return;
	}
	while (depth > 0 && !slice_equal_nocase(name, slice_of(open->names.at + open->at[depth - 1])))
		depth--;
	while (depth > 0 && open->depth >= depth && !m->told->ended)
		xml_event_close(m->told);
}

/* The marks behind which something is skipped, or in CDATA kept as it stands. */
static const struct {
	struct slice opening, closing;
	enum place place;
} marks[] = {
	{{"<!--", 4}, {"-->", 3}, IN_COMMENT},
	{{"<![CDATA[", 9}, {"]]>", 3}, IN_CDATA},
	{{"<!", 2}, {">", 1}, IN_DOCTYPE},
	{{"<?", 2}, {"?>", 2}, IN_INSTRUCTION},
};

/* At "<" in text: the bytes read, 0 when more have to come first. */
static size_t read_tag(struct mend *m, struct slice s) {
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = marks[i].opening.len;

		if (s.len >= n && slice_starts_nocase(s, marks[i].opening)) {
			m->place = marks[i].place;
			m->brackets = 0;
			m->doctype_quote = 0;
			return n;
		}
		if (s.len < n && slice_starts_nocase(marks[i].opening, s) && !m->last)
			return 0;
	}
	bool end = s.len > 1 && s.at[1] == '/';
	bool tag = s.len > 1 + (size_t)end && is_name_start(s.at[1 + end]);
	size_t n = tag ? tag_length(m, s) : 0;

	if (s.len < 3 && !m->last)
		return 0;
	if (tag && n == 0 && s.len < LIMIT_TAG_BYTES)
		return m->last ? s.len : 0;
	m->tag_seen = 0;
	m->tag_quote = 0;
	if (!tag || n == 0 || n > LIMIT_TAG_BYTES) {
		if (!end) {
			str_add_char(&m->clean, '<');
			send_text(m);
		}
		return 1 + (size_t)end;
	}
	size_t inner = n - 1 - (s.at[n - 1] == '>');

	if (end)
		close_element(m, (struct slice){s.at + 2, inner - 1});
	else
		open_element(m, (struct slice){s.at + 1, inner});
	return n;
}

static size_t read_some(struct mend *m, struct slice s) {
	switch (m->place) {
	case IN_CDATA:
		return read_until(m, s, marks[1].closing, true);
	case IN_COMMENT:
		return read_until(m, s, marks[0].closing, false);
	case IN_INSTRUCTION:
		return read_until(m, s, marks[3].closing, false);
	case IN_DOCTYPE:
		return read_doctype(m, s);
	case IN_TEXT:
		break;
	}
	return s.at[0] == '<' ? read_tag(m, s) : read_text(m, s);
}

/* Reads what can be read of `s`; the bytes it left. */
static size_t read_all(struct mend *m, struct slice s) {
	while (s.len > 0 && !m->told->ended) {
		size_t n = read_some(m, s);

		if (n == 0)
			return s.len;
		s = slice_from(s, n);
	}
	return 0;
}

void mend_feed(struct mend *m, struct slice bytes) {
	while (bytes.len > 0 && !m->told->ended) {
		size_t take = bytes.len < LIMIT_SNIFF_BYTES ? bytes.len : LIMIT_SNIFF_BYTES;

		str_add(&m->held, (struct slice){bytes.at, take});
		bytes = slice_from(bytes, take);
		size_t left = read_all(m, str_slice(&m->held));

		memmove(m->held.at, m->held.at + m->held.len - left, left);
		str_cut(&m->held, left);
	}
}

void mend_end(struct mend *m) {
	m->last = true;
	read_all(m, str_slice(&m->held));
	str_clear(&m->held);
	if (m->told->open.depth > 0 && !m->told->ended)
		m->told->truncated = true;
	while (m->told->open.depth > 0 && !m->told->ended)
		xml_event_close(m->told);
}
