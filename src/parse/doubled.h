/* doubled.h: texts that were UTF-8, were taken for windows-1252, and became UTF-8 once more. */
#ifndef PARSE_DOUBLED_H
#define PARSE_DOUBLED_H

#include <bewust/str.h>
#include <stdint.h>

/* Undoes it where all of *text was written that way ("CafÃ©" is "Café"), else leaves it; `scratch` is overwritten. */
void doubled_mend(struct str *text, struct str *scratch);
size_t ascii_length(struct slice s); /* bytes at the front */
/* What windows-1252 has at a byte from 0x80 to 0x9F (the WHATWG's index); 0: nothing to see there. */
uint32_t windows_1252_rune(unsigned char byte);

#endif
