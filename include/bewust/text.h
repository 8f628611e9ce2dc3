/* text.h: what strangers wrote, made into text that is safe to keep and good to read: cleaning, HTML, words, language, layout. */
#ifndef BEWUST_TEXT_H
#define BEWUST_TEXT_H

#include <bewust/arena.h>
#include <bewust/limits.h>
#include <bewust/str.h>
#include <stdint.h>

/* ---- cleaning: the one gate through which text of others passes, on its way in and on its way out ---- */

enum text_keep {
	TEXT_LINE,   /* one line: newlines and tabs become spaces, runs of space one, ends trimmed */
	TEXT_BLOCK,  /* newline and tab stay */
};
/* Appends `in` to *out as valid UTF-8 without C0, DEL, C1, bidi controls (061C 200E 200F 202A–E 2066–9), tags E0000–E00FF,
 * non-characters and format runes that only a private agreement gives a meaning (206A–F, FEFF, FFF9–B, …); at most 8 marks or
 * other runes without a width in a row. Bytes that are no UTF-8 become U+FFFD. CR, CRLF and U+2028/9 are newlines; to TEXT_LINE
 * every Unicode space is a space. What does not fit *out is cut at a whole character. */
void text_clean(struct slice in, enum text_keep keep, struct str *out);
char *text_clean_arena(struct arena *a, struct slice in, enum text_keep keep); /* "" for nothing; NULL when the arena is full */

/* ---- HTML to text: a streaming tokenizer; constant memory beside what it writes, linear time ---- */

/* Links and pictures found, in the order of their numbers: "[1]" in the text is links[0]. */
#define TEXT_LINK_WORDS 96
enum text_link_kind { LINK_PAGE, LINK_IMAGE, LINK_MEDIA };
struct text_link {
	enum text_link_kind kind;
	char *url;                    /* absolute where a base was given; tracking parameters cut; http, https or mailto only */
	char words[TEXT_LINK_WORDS];  /* what it is called in the text, on one line, cut; "" nothing: a picture nobody described */
};
struct text_links {
	struct text_link *at;
	size_t count, cap;
	size_t limit;                 /* further links keep their words and lose their number; 0, or more than that: LIMIT_LINKS */
};
void text_links_finish(struct text_links *links);

/* Appends the text of `html` to *out, clean (as by text_clean), a paragraph a line:
 *   paragraphs   parted by an empty line; <br> is a newline; headings of every rank "# ", a rule "* * *"
 *   lists        "- ", "1. ", "a) " or "iv) ", deeper ones indented to their item's words; done and to do "[x] ", "[ ] "; quotes "> " on each line
 *   tables       a line for each row, cells parted by " | "; where columns have headings, "–" for an empty one
 *   <pre>        as it stands, behind four spaces more than its surroundings; numbers of code lines left out
 *   pictures     "[image: alt]", with the title where that tells more; "[image]" (only with `links`) where nothing describes it and it is no
 *                ornament; emoji and formulas as their words; specks of one pixel and known counters are dropped
 *   media        "[video: title]", "[audio: …]", "[embedded: …]": by the host where nothing is its title; frames lead to the page of what they show
 *   links        their words and "[n]" at once behind them; one number for each address, none for places in the same text,
 *                and of arrows back from a footnote and signs beside a heading nothing
 *   notes        "word^1"; the note itself "1. "; raised numbers "x^2", letters as they are
 *   taken back   "~words~" for <del> and <s>; <q> in “ ”; <ruby> "字(zi)"; what an <abbr> stands for in brackets, the first time
 *   not shown    what the page hides (hidden, display:none, for screen readers only), share bars, forms, subscription boxes, scripts, styles
 *   at its end   "The post … appeared first on …", "Continue reading" and reddit's signature are taken off
 * References are resolved, soft hyphens and zero-width runes removed. `base` may be "". `links` may be NULL: no numbers then. Stops where *out
 * is full. Cannot fail: what is broken is read as far as it goes, and what is never closed is never left out. Linear in time. */
void text_from_html(struct slice html, const char *base, struct str *out, struct text_links *links);
/* Appends `html` with what its links and pictures are relative to written out; the rest as it stands. A place in the same text ("#note")
 * stays one; base "" changes nothing. */
void text_html_absolute(struct slice html, const char *base, struct str *out);
/* Text that is no HTML, clean as by text_clean: addresses that stand in it are numbered as links are. Appends. */
void text_from_plain(struct slice text, struct str *out, struct text_links *links);

/* What these two write that is no word of the text: "[3]", "[image: a seal]". */
enum text_mark { MARK_NUMBER, MARK_IMAGE, MARK_VIDEO, MARK_AUDIO, MARK_EMBEDDED };
size_t text_mark(struct slice s, enum text_mark *kind);     /* bytes of the mark at the front of s; 0 when there is none */
void text_without_marks(struct slice text, struct str *out);/* what can be read aloud. Appends */
size_t text_reading_words(struct slice text);               /* as text_word_count, of marks what they describe alone */
/* Whether a piece of text is HTML (has a tag or an entity that HTML knows). */
bool text_looks_html(struct slice s);
/* Appends `in` with HTML character references resolved (HTML5's full list, and numbers with windows-1252 for 128 … 159). */
void text_unescape(struct slice in, struct str *out);
/* Appends `s` so that it reads as itself in HTML and XML: "&", "<", ">" and quotation marks escaped. */
void text_escape_html(struct slice s, struct str *out);
void text_unescape_attribute(struct slice in, struct str *out); /* as an attribute is read: "?a=1&copy=2" stays as it is */
/* One reference at the front of s ("&eacute;", "&#233;", "&amp" as HTML allows): bytes taken and up to two runes; 0 when it is none. */
size_t text_entity(struct slice s, uint32_t runes[2]);

/* ---- words ---- */

/* Takes the next word off *rest, as scoring and search see words: letters, digits, inner apostrophes and hyphens ("don't",
 * "cancer-free"). False at the end. The word points into the text. */
bool text_word(struct slice *rest, struct slice *word);
/* Lower case and without accents (Unicode fold, compatibility decomposed, marks dropped; also "ø" is o, "æ" ae, "’" ', a hyphen of any
 * kind -), for comparing in any case and accent. Appends. */
void text_fold(struct slice in, struct str *out);
/* A letter without its marks: "é" is e, "ł" l, "ﬁ" f; the rune itself where it has none. */
uint32_t text_base_rune(uint32_t rune);
size_t text_word_count(struct slice s);

/* "en", "nl" or "" by a vote of function words; `hint` (a feed's or an item's own language tag, may be NULL) decides when it
 * names one of them, unless the text plainly speaks the other. The first 80 words are asked. */
const char *text_language(struct slice s, const char *hint);

/* ---- width and layout ---- */

int text_rune_width(uint32_t rune);             /* columns as the terminal counts: wcwidth; -1 where it has none */
int text_width(struct slice s);                 /* columns of a line; what has no width counts as one (drawn as U+FFFD) */
size_t text_fit(struct slice s, int cols);      /* the longest prefix, in bytes, of at most `cols` columns */

/* Lines of a text wrapped at `cols` (>= 1) columns. A newline in the text is one on the screen (text_from_html writes a paragraph
 * as one line); longer lines break at spaces and between wide runes, else inside what is too long. A line that is indented or opens
 * with "- ", "> ", "1. " or "# " hangs below its own text, with the quote's mark repeated; the hang is never more than half of
 * `cols`. Preformatted (four spaces more than the list item it stands in): cut at `cols`, not at spaces.
 * To draw: `mark` at column 0, `text` at column `indent`. Nothing is wider than `cols`, but a rune of two columns at cols = 1. */
struct text_line {
	struct slice text;            /* points into the text laid out; without the mark, without spaces at its end */
	struct slice mark;            /* bullet and quote marks on the first line of a paragraph ("> - "), on later ones what repeats ("> ") */
	int indent;                   /* columns before `text`, `mark` among them */
	bool heading, quote, pre;
};
struct text_lines {
	struct text_line *at;
	size_t count, cap;
};
void text_wrap(struct slice text, int cols, struct text_lines *out); /* replaces what *out holds */
void text_lines_finish(struct text_lines *lines);

#endif
