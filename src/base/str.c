/* str.c: strings that grow up to a maximum. */
#include <bewust/mem.h>
#include <bewust/str.h>
#include <bewust/utf8.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What `at` points to before anything is appended. Never written: it is shared by all threads. */
static char empty[1];

void str_init(struct str *s, size_t max) {
	*s = (struct str){.at = empty, .max = max < PTRDIFF_MAX - 1 ? max : PTRDIFF_MAX - 1};
}

void str_finish(struct str *s) {
	if (s->cap > 0)
		free(s->at);
	str_init(s, s->max);
}

void str_clear(struct str *s) {
	str_cut(s, 0);
	s->full = false;
}

/* Room for `more` bytes and the terminator; false when that would pass the maximum. */
static bool reserve(struct str *s, size_t more) {
	size_t need, cap;

	if (s->full || more > s->max - s->len) {
		s->full = true;
		return false;
	}
	need = s->len + more + 1;
	if (need <= s->cap)
		return true;
	cap = s->cap < 16 ? 32 : s->cap + s->cap / 2;
	if (cap < need)
		cap = need;
	if (cap > s->max + 1)
		cap = s->max + 1;
	s->at = mem_grow(s->cap > 0 ? s->at : NULL, cap, 1);
	s->cap = cap;
	return true;
}

bool str_add_growing(struct str *s, struct slice piece) {
	if (piece.len == 0)
		return true;
	if (!reserve(s, piece.len))
		return false;
	memcpy(s->at + s->len, piece.at, piece.len);
	s->len += piece.len;
	s->at[s->len] = '\0';
	return true;
}

bool str_add_text(struct str *s, const char *text) {
	return str_add(s, slice_of(text));
}

bool str_add_char(struct str *s, char c) {
	return str_add(s, (struct slice){&c, 1});
}

bool str_add_rune(struct str *s, unsigned rune) {
	char bytes[4];

	return str_add(s, (struct slice){bytes, utf8_put(rune, bytes)});
}

bool str_vaddf(struct str *s, const char *fmt, va_list args) {
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len == 0)
		return true;
	if (len < 0 || !reserve(s, (size_t)len))
		return false;
	vsnprintf(s->at + s->len, (size_t)len + 1, fmt, args);
	s->len += (size_t)len;
	return true;
}

bool str_addf(struct str *s, const char *fmt, ...) {
	va_list args;
	bool ok;

	va_start(args, fmt);
	ok = str_vaddf(s, fmt, args);
	va_end(args);
	return ok;
}

void str_cut(struct str *s, size_t len) {
	if (len >= s->len)
		return;
	s->len = len;
	s->at[len] = '\0';
}

char *str_take(struct str *s) {
	char *text = s->cap > 0 ? s->at : mem_text("");

	str_init(s, s->max);
	return text;
}

bool text_copy(char *to, size_t size, struct slice from) {
	size_t len;

	if (size == 0)
		return false;
	len = utf8_cut(from, size - 1);
	if (len > 0)
		memcpy(to, from.at, len);
	to[len] = '\0';
	return len == from.len;
}
