/* mend.h: the forgiving reader of XML: what is broken is mended as it streams. */
#ifndef PARSE_MEND_H
#define PARSE_MEND_H

#include "xml_events.h"

struct mend;
struct mend *mend_new(struct xml_events *told, bool in_cdata);  /* goes on where `told` stands */
void mend_feed(struct mend *m, struct slice bytes);
void mend_end(struct mend *m);                                  /* closes what is open */
void mend_free(struct mend *m);

#endif
