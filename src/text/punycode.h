/* punycode.h: RFC 3492, the way a name of any script is spelled in ASCII. */
#ifndef TEXT_PUNYCODE_H
#define TEXT_PUNYCODE_H

#include <bewust/str.h>

/* Appends the ASCII spelling of a whole host, label by label: "xn--…" where a label needs it. False when one is too long. */
bool punycode_host(struct slice host, struct str *out);

#endif
