/* width.c: how many columns text takes, by the same question that ncurses asks of the C library. */
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <wchar.h>

int text_rune_width(uint32_t rune) {
	if (rune >= 0x20 && rune < 0x7F)
		return 1;
	if (rune == 0xAD)                       /* a soft hyphen is seen where a line breaks at it, and none does here */
		return 0;
	return wcwidth((wchar_t)rune);
}

static int drawn_width(struct slice *rest) {
	int width = text_rune_width(utf8_next(rest));

	return width < 0 ? 1 : width;
}

int text_width(struct slice s) {
	int width = 0;

	while (s.len)
		width += drawn_width(&s);
	return width;
}

size_t text_fit(struct slice s, int cols) {
	struct slice rest = s;
	size_t fits = 0;

	while (rest.len) {
		cols -= drawn_width(&rest);
		if (cols < 0)
			break;
		fits = s.len - rest.len;
	}
	return fits;
}
