/* str.h: strings that grow up to a maximum. */
#ifndef BEWUST_STR_H
#define BEWUST_STR_H

#include <bewust/slice.h>
#include <stdarg.h>

/* A growing string. Invariants: at is never NULL after str_init and always ends in '\0'; len <= max; what does not fit in max
 * is left out, whole appends at a time, and `full` says that it happened (sticky until str_clear). UTF-8 stays whole as long
 * as whole characters are appended. */
struct str {
	char *at;
	size_t len, cap, max;
	bool full;
};

void str_init(struct str *s, size_t max);                         /* allocates nothing */
void str_finish(struct str *s);                                   /* frees; a zeroed or finished str is fine */
void str_clear(struct str *s);                                    /* empty, keeps its memory */
bool str_add_growing(struct str *s, struct slice piece);          /* as str_add, which nearly always finds room */
/* False: would pass max, nothing appended. */
static inline bool str_add(struct str *s, struct slice piece) {
	if (s->full || piece.len == 0 || piece.len >= s->cap - s->len)
		return str_add_growing(s, piece);
	memcpy(s->at + s->len, piece.at, piece.len);
	s->len += piece.len;
	s->at[s->len] = '\0';
	return true;
}
bool str_add_text(struct str *s, const char *text);
bool str_add_char(struct str *s, char c);
bool str_add_rune(struct str *s, unsigned rune);                  /* as UTF-8; what is no character becomes U+FFFD */
bool str_addf(struct str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool str_vaddf(struct str *s, const char *fmt, va_list args);
void str_cut(struct str *s, size_t len);                          /* shorter; no effect when it is already */
static inline struct slice str_slice(const struct str *s) {
	return (struct slice){s->at, s->len};
}
char *str_take(struct str *s);                                    /* the text, yours to free(); s is as after str_init */

/* Copies into a fixed buffer, cut at a whole UTF-8 character, always terminated. Returns false when it was cut. */
bool text_copy(char *to, size_t size, struct slice from);

#endif
