/* channels.h: what the commands about channels, packs and the edited list share. Private to cli. */
#ifndef CLI_CHANNELS_H
#define CLI_CHANNELS_H

#include "command.h"

#include <bewust/limits.h>

bool channels_load(struct call *c, struct flow *f, struct channels *out, struct err *e);  /* without what ships with the program */
const char *channels_title(struct arena *a, const struct channel *c);                      /* its address where it has none */
bool channels_import(struct call *c, struct slice bytes, struct err *e);                   /* asks on a terminal, follows, says what */
void channels_write_head(struct str *out, const struct outline_head *h);
void channels_write_outline(struct arena *a, const struct outline *o, struct str *out);

#endif
