/* clean.h: what every writer of text in this folder shares: which runes may pass, and how a run of bytes is appended. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H

#include <bewust/str.h>
#include <stdint.h>

enum rune_class {
	RUNE_DROP,      /* never leaves this program */
	RUNE_PLAIN,     /* takes columns */
	RUNE_MARK,      /* joins the one before it: combining, joiners, selectors */
	RUNE_SPACE,     /* a space of any width */
	RUNE_NEWLINE,   /* newline, or U+2028, U+2029 */
	RUNE_INVISIBLE, /* soft hyphen and the like: harmless, and nothing to see */
};


enum rune_class rune_classify(uint32_t rune);
bool rune_is_noncharacter(uint32_t rune);

/* Bytes at the front of `s` that stay as they are: printable ASCII; for a line, no space beside a space. */
size_t clean_ascii(struct slice s, bool line, bool after_space);

/* Appends as much of `run` as fits, cut at a whole character; *out is `full` when that was not all. */
void text_put(struct str *out, struct slice run);

#endif
