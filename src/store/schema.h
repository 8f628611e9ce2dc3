/* schema.h: the tables, as steps from each version to the next. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#define SCHEMA_VERSION 1
#define SCHEMA_APPLICATION_ID 0x62777374 /* "bwst", in the file's header: this is a database of bewust */

/* [n] takes version n to n + 1: statements, NULL at the end. */
extern const char *const *const schema_steps[SCHEMA_VERSION];

#endif
