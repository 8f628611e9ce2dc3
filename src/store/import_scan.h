/* import_scan.h: cuts an export into its entries, so that only one at a time is made into a tree. */
#ifndef STORE_IMPORT_SCAN_H
#define STORE_IMPORT_SCAN_H

#include <bewust/err.h>
#include <bewust/limits.h>
#include <bewust/slice.h>


enum import_part {
	PART_VERSION, PART_CHANNELS, PART_ITEMS, PART_SESSIONS, PART_MOODS, PART_RULES, PART_LABELS, PART_LESSONS, PART_TAUGHT, PART_SETTINGS,
	PART_COUNT
};
extern const char *const import_part_names[PART_COUNT];

struct import_parts { struct slice at[PART_COUNT]; };

/* Finds the values of the top object's members; others are passed over. Refused: what is larger than LIMIT_IMPORT_BYTES, not UTF-8, has a
 * NUL in it (escaped ones, too), is nested deeper than LIMIT_IMPORT_DEPTH, or is no JSON object. Of two members of one name the last holds. */
bool import_scan(struct slice json, struct import_parts *out, struct err *e);
/* Takes the next entry off a list; false at its end. The list was scanned before, so that it is whole. */
bool import_next(struct slice *list, struct slice *entry);

#endif
