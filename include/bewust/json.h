/* json.h: writes JSON (RFC 8259) as a stream into a str, so that output is stable and nothing is built twice.
 * Commas, escapes and nesting are its business; strings that are not UTF-8 come out with U+FFFD. Reading is cJSON's. */
#ifndef BEWUST_JSON_H
#define BEWUST_JSON_H

#include <bewust/str.h>
#include <stdint.h>

#define JSON_DEPTH_MAX 32

struct json {
	struct str *out;
	int depth;
	int indent;                  /* spaces a level; 0: on one line */
	bool started[JSON_DEPTH_MAX]; /* whether this level has a member already */
	char close[JSON_DEPTH_MAX];   /* what ends the level: '}' or ']' */
	bool after_key;
};

void json_init(struct json *j, struct str *out, int indent);
void json_object(struct json *j);                                 /* { … json_end */
void json_array(struct json *j);                                  /* [ … json_end */
void json_end(struct json *j);
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct slice s);
void json_int(struct json *j, int64_t n);
void json_number(struct json *j, double n, int decimals);         /* fixed, without trailing zeroes; null for what is not finite */
void json_bool(struct json *j, bool b);
void json_null(struct json *j);

/* Members of an object; the ones for text and instants leave the member out where there is nothing (NULL, "", DATE_NONE). */
void json_member_text(struct json *j, const char *key, const char *text);
void json_member_int(struct json *j, const char *key, int64_t n);
void json_member_number(struct json *j, const char *key, double n, int decimals);
void json_member_bool(struct json *j, const char *key, bool b);
void json_member_date(struct json *j, const char *key, int64_t at);

#endif
