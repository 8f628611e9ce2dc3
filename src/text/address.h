/* address.h: addresses that stand in words, without markup around them. */
#ifndef TEXT_ADDRESS_H
#define TEXT_ADDRESS_H

#include <bewust/text.h>

/* The first http or https address in `text`: where it begins and how long it is, without the full stop or bracket that ends the sentence
 * around it. False when there is none. */
bool address_find(struct slice text, size_t *at, size_t *len);
/* Adds a link, numbered by its place. */
void text_links_add(struct text_links *links, enum text_link_kind kind, const char *url, struct slice words);

#endif
