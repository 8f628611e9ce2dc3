/* utf8.h: UTF-8 (RFC 3629) in and out, one character at a time, never past the end, never trusting the bytes. */
#ifndef BEWUST_UTF8_H
#define BEWUST_UTF8_H

#include <bewust/slice.h>
#include <stdint.h>

#define RUNE_BAD 0xFFFDu /* what stands for bytes that are no character */

/* Takes one character off the front of *rest (len > 0). Bytes that are no character give RUNE_BAD and take one byte (or the
 * longest valid prefix, as Unicode §3.9 recommends). Overlong forms, surrogates and > U+10FFFF are no characters. */
uint32_t utf8_next(struct slice *rest);
size_t utf8_put(uint32_t rune, char out[4]);     /* bytes written; what is no character is written as U+FFFD */
bool utf8_valid(struct slice s);                 /* quick over ASCII */
size_t utf8_cut(struct slice s, size_t max);     /* the largest length <= max that cuts no character in half */
size_t utf8_cut_runes(struct slice s, size_t max); /* the length of its first `max` characters */

#endif
