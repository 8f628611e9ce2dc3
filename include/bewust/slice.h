/* slice.h: pieces of somebody else's bytes, which know their length and own nothing. */
#ifndef BEWUST_SLICE_H
#define BEWUST_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* `at` may be NULL when `len` is 0. Not terminated. */
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

#endif
