/* html_write.h: the writing half of HTML to text: lines, blank lines, what stands before a line, and words. */
#ifndef TEXT_HTML_WRITE_H
#define TEXT_HTML_WRITE_H

#include <bewust/str.h>
#include <stdint.h>

#define FRAMES_MAX 10 /* deeper quotes and lists look like the tenth */

enum frame_kind { FRAME_QUOTE, FRAME_LIST, FRAME_TERMS };

/* How the items of a list are marked. */
enum numbering { NUMBERING_NONE, NUMBERING_DIGITS, NUMBERING_LETTERS, NUMBERING_CAPITALS, NUMBERING_ROMAN, NUMBERING_ROMAN_CAPITALS };

struct frame {
	enum frame_kind kind;
	enum numbering numbering;
	bool descending;
	bool marker;                  /* its bullet or number waits for the first word */
	bool used;                    /* has had an item */
	int number;                   /* of the next item */
	int indent;                   /* columns that its later lines stand in */
};

/* Whatever parts two words is held back until the second one comes, so nothing ever has to be taken back. */
struct html_writer {
	struct str *out;
	size_t start;                 /* of ours in *out */
	struct frame frames[FRAMES_MAX];
	size_t depth, deeper;         /* frames in use; opened beyond them */
	unsigned breaks;              /* newlines that wait */
	bool space, cell;             /* a space, " | " that wait */
	char bullet[8];               /* "- " without a list, the number of a note: waits; "" none */
	char opening[12];             /* quotation marks and the like that wait for the first word inside; "" none */
	bool raised;                  /* in <sup>, before its first character */
	bool heading;
	bool row_fresh, row_text, row_lines; /* of the table row: just opened; has words; has more than one line */
	bool columns;                 /* the table has headings: what stands in which column matters */
	unsigned row_cells, row_written;     /* cells opened in this row; the last of them with words */
	unsigned pre;                 /* <pre> open */
	bool pre_first;               /* nothing seen in it yet */
	unsigned pre_spaces;          /* that wait inside it */
	unsigned marks;               /* without a width, in a row */
};

void write_block(struct html_writer *w, unsigned breaks);     /* at least so many newlines; none before an item's first word */
void write_block_firm(struct html_writer *w, unsigned breaks);/* even in a table's cell */
void write_break(struct html_writer *w);                      /* <br> */
void write_html(struct html_writer *w, struct slice text);    /* text between tags, with references */
void write_words(struct html_writer *w, struct slice words);  /* clean words of our own */
void write_suffix(struct html_writer *w, struct slice words); /* right behind the last word, whatever waits */
/* A pair of marks around words: nothing of it is written when there are none. */
void write_opening(struct html_writer *w, const char *mark);
void write_closing(struct html_writer *w, const char *opening, const char *closing);
void write_bullet(struct html_writer *w, struct slice bullet); /* before the next line's first word */
bool write_at_line_start(const struct html_writer *w);        /* nothing stands on this line yet */
void write_open(struct html_writer *w, struct frame frame);
bool write_close(struct html_writer *w, enum frame_kind kind);/* up to the nearest of its kind; false when none is open */
struct frame *write_frame(struct html_writer *w);             /* the innermost, or NULL */

#endif
