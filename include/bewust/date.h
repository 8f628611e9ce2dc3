/* date.h: instants to and from text, and which day an instant belongs to. Instants are Unix seconds, UTC. */
#ifndef BEWUST_DATE_H
#define BEWUST_DATE_H

#include <bewust/slice.h>
#include <stdint.h>

#define DATE_NONE INT64_MIN /* "not known", wherever an instant may be missing */
#define DAY_S INT64_C(86400) /* of UTC; a local day may be longer or shorter by an hour */

bool date_is_civil(int64_t at);                                   /* within the years 0000 … 9999, UTC; DATE_NONE is not */
int64_t date_from_civil(int year, int month, int day, int hour, int minute, int second); /* proleptic Gregorian, UTC */
/* "2026-11-23T18:03:37Z"; DATE_NONE, and what is outside the years 0000 … 9999, gives "". */
void date_rfc3339(int64_t at, char out[21]);
/* A strict RFC 3339 date-time with zone, fractions dropped. Feeds' dates are read by parse_date (parse.h). */
bool date_from_rfc3339(struct slice s, int64_t *at);
/* "2026-11-23" as the local midnight that begins that day. */
bool date_from_day(struct slice s, int64_t *at);

/* The local calendar day that `at` belongs to when days turn at `turn_hour` (0 … 23): days since 1970-01-01. */
int64_t date_day(int64_t at, int turn_hour);
int64_t date_day_start(int64_t day, int turn_hour);               /* the instant at which that day begins, local */
void date_day_civil(int64_t day, int *year, int *month, int *mday, int *weekday /* 0 = monday */);

#endif
