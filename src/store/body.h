/* body.h: the bodies of items as they lie in the file: text and links in one piece, compressed where that is shorter. Nobody else
 * knows how: they are bound by bind_body, and read by two functions that SQL has on this connection alone,
 *   start_of(body, bytes)   its first bytes: the text, or as much of it as a summary is
 *   rest_of(body, bytes)    what comes behind them: the links
 * NULL where the body is damaged. */
#ifndef STORE_BODY_H
#define STORE_BODY_H

#include <bewust/str.h>
#include <sqlite3.h>
#include <stdbool.h>

struct bodies;
/* Takes care of a connection's bodies. False: the connection's error says why; *out is to be freed all the same, after the connection. */
bool bodies_new(sqlite3 *db, struct bodies **out);
void bodies_free(struct bodies *p);
void bind_body(struct bodies *p, sqlite3_stmt *q, int at, struct slice text, struct slice links); /* borrowed until the next one is bound */

#endif
