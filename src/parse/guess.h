/* guess.h: which encoding a text is in, where nobody says so and it is not UTF-8. */
#ifndef PARSE_GUESS_H
#define PARSE_GUESS_H

#include <bewust/slice.h>

/* iconv's name for it, by how often which bytes stand in it; "WINDOWS-1252" where nothing else is likely. Markup in it does not matter. */
const char *encoding_guess(struct slice s);

#endif
