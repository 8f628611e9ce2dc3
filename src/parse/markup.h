/* markup.h: the little HTML that feeds put where plain text belongs: titles, names, summaries. */
#ifndef PARSE_MARKUP_H
#define PARSE_MARKUP_H

#include <bewust/arena.h>
#include <bewust/str.h>

/* What a text was said to be. AUTO: HTML where it looks like it. */
enum form { FORM_TEXT, FORM_HTML, FORM_AUTO };

/* Whether c is one of the characters of `set`; NUL never is (strchr would find the set's end). */
bool char_among(char c, const char *set);
/* Appends the words of a piece of HTML: tags gone, references resolved, scripts and styles dropped, a space where a block ends. */
void markup_strip(struct slice html, struct str *out);
/* Plain text on one line, cleaned; NULL for nothing to see, or when the arena is full. `scratch` is overwritten. */
char *markup_line(struct arena *a, struct slice s, enum form form, struct str *scratch);
/* HTML that was escaped once too often: where *text has no tag at all, and the first thing in it that would be one after decoding
 * shapes text (<p>, <b>, <img …>) and has its end, it is decoded; but a single pair without attributes is left alone unless
 * `surely`, as somebody may have meant it. So "&lt;p&gt;Hi&lt;/p&gt;&lt;p&gt;you&lt;/p&gt;" becomes two paragraphs, and a text about
 * HTML ("the &lt;blink&gt; tag", "&lt;script&gt;…", "<code>&lt;p&gt;</code>") stays as it is. `scratch` is overwritten. */
void markup_undouble(struct str *text, bool surely, struct str *scratch);

#endif
