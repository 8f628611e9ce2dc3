/* elements.h: the elements that mean something in a feed. */
#ifndef PARSE_ELEMENTS_H
#define PARSE_ELEMENTS_H

#include "feed.h"

struct elements elements_all(void);

#endif
