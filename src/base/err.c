/* err.c: sets error values; the table that turns their kinds into exit statuses. */
#include <bewust/err.h>
#include <bewust/str.h>
#include <bewust/utf8.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define ELLIPSIS "\xE2\x80\xA6"

/* What an error quotes may come from a feed, and ends on a terminal: controls (C0, DEL, C1) become spaces. */
static uint32_t harmless(uint32_t rune) {
	return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) ? ' ' : rune;
}

bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) {
	char whole[4 * sizeof e->text];
	size_t len = 0, fits = 0; /* `fits`: the longest text that leaves room for the ellipsis */
	struct slice rest;
	va_list args;

	if (!e)
		return false;
	va_start(args, fmt);
	if (vsnprintf(whole, sizeof whole, fmt, args) < 0)
		whole[0] = '\0';
	va_end(args);
	e->kind = kind;
	rest = slice_of(whole);
	while (rest.len > 0) {
		char bytes[4];
		size_t n = utf8_put(harmless(utf8_next(&rest)), bytes);

		if (len + n >= sizeof e->text) {
			memcpy(e->text + fits, ELLIPSIS, sizeof ELLIPSIS);
			return false;
		}
		memcpy(e->text + len, bytes, n);
		len += n;
		if (len + sizeof ELLIPSIS <= sizeof e->text)
			fits = len;
	}
	e->text[len] = '\0';
	return false;
}

int err_exit_status(enum err_kind kind) {
	switch (kind) {
	case ERR_NONE:        return EX_OK;
	case ERR_USAGE:       return EX_USAGE;
	case ERR_DATA:        return EX_DATAERR;
	case ERR_NOINPUT:     return EX_NOINPUT;
	case ERR_UNAVAILABLE: return EX_UNAVAILABLE;
	case ERR_BUG:         return EX_SOFTWARE;
	case ERR_MEMORY:      return EX_OSERR;
	case ERR_CREATE:      return EX_CANTCREAT;
	case ERR_IO:          return EX_IOERR;
	case ERR_TEMP:        return EX_TEMPFAIL;
	case ERR_NET:         return EX_PROTOCOL;
	case ERR_PERMISSION:  return EX_NOPERM;
	case ERR_CONFIG:      return EX_CONFIG;
	}
	return EX_SOFTWARE;
}
