/* str.h: strings that know their length: `slice` reads and owns nothing, `str` grows up to a maximum. */
#ifndef BEWUST_STR_H
#define BEWUST_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A piece of somebody else's bytes. `at` may be NULL when `len` is 0. Not terminated. */
struct slice {
	const char *at;
	size_t len;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_FMT(s) (int)(s).len, (s).at /* for "%.*s"; only for slices known to be short */

static inline struct slice slice_of(const char *text) {          /* NULL gives the empty slice */
	return (struct slice){text, text ? strlen(text) : 0};
}
/* From `start` on; empty when past the end. */
static inline struct slice slice_from(struct slice s, size_t start) {
	if (start > s.len)
		start = s.len;
	return start == 0 ? s : (struct slice){s.at + start, s.len - start};
}
static inline bool slice_equal(struct slice a, struct slice b) {
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}
static inline bool slice_starts(struct slice s, struct slice prefix) {
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}
struct slice slice_trim(struct slice s);                          /* without ASCII white space at either end */
bool slice_equal_nocase(struct slice a, struct slice b);          /* ASCII letters only */
/* strcasecmp over ASCII letters alone, whatever the locale: names of elements are the same in Turkish. */
int text_compare_nocase(const char *a, const char *b);
/* How people sort names: in any case of ASCII letters, and numbers by what they count ("Part 2" before "Part 10"). */
int slice_compare_natural(struct slice a, struct slice b);
bool slice_starts_nocase(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);
size_t slice_find(struct slice s, struct slice needle);           /* offset, or s.len when it is not there */
/* Takes the next piece up to `sep` off the front of *rest; false when *rest is at its end (at = NULL). "a,,b" has three. */
bool slice_split(struct slice *rest, char sep, struct slice *piece);
bool slice_to_int(struct slice s, long long *out);                /* whole slice, decimal, sign allowed, no overflow */
bool slice_to_double(struct slice s, double *out);                /* whole slice, "." whatever the locale, finite */

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
