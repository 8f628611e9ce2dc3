/* entity.h: a character reference where it stands: in an attribute "&copy=1" is part of an address, in text it is a sign. */
#ifndef TEXT_ENTITY_H
#define TEXT_ENTITY_H

#include <bewust/str.h>
#include <stdint.h>

enum entity_place { ENTITY_IN_TEXT, ENTITY_IN_ATTRIBUTE };

/* As text_entity; in an attribute, a name without ";" before "=", a letter or a digit is none (HTML §13.2.5.73). */
size_t entity_read(struct slice s, enum entity_place place, uint32_t runes[2]);
/* As text_unescape, by the rule of the place. */
void entity_unescape(struct slice in, enum entity_place place, struct str *out);

#endif
