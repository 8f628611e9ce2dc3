/* uuid.h: stable names (RFC 9562). Random ones for what a person makes; name-based ones for what has an identity of its own,
 * so that two machines give the same channel, or the same item of it, the same name. */
#ifndef BEWUST_UUID_H
#define BEWUST_UUID_H

#include <bewust/slice.h>

struct uuid {
	char text[37]; /* lower case, terminated; "" means none */
};

void uuid_random(struct uuid *out);                                              /* version 4, from getrandom */
void uuid_named(struct uuid *out, const struct uuid *space, struct slice name);  /* version 5: SHA-1 in a name space */
extern const struct uuid uuid_space_url;                                         /* RFC 9562, 6.6: for channels, by address */
bool uuid_parse(struct slice s, struct uuid *out);                               /* any case in, lower case out */

#endif
