/* item_view.h: one item on the screen, in a session and outside of it: its title, who and when, its text to scroll, what is done with it. */
#ifndef BEWUST_ITEM_VIEW_H
#define BEWUST_ITEM_VIEW_H

#include "../reading.h"
#include "screens.h"

struct item_view {
	const struct item *item;                /* borrowed; NULL: none yet */
	struct job *text_job;                   /* owns the text on the screen */
	const struct item_text *text;           /* NULL until it is there */
	struct scroll scroll;
	struct text_lines title;
	bool links;                             /* the list of what it leads to is shown in its place (item_links.c) */
	bool links_wanted;                      /* as soon as the text is there */
	struct list link_list;
	uint64_t picture;                       /* the one that was asked for and waited for; 0 none (item_picture.c) */
	int turn_hour;
	int64_t now;
};
struct item_layout {
	int head_row;                           /* where one is; -1 where there is no room */
	int title_row, title_lines, meta_row, text_row, text_rows; /* meta_row -1: no room */
};

/* Shows its first lines at once and asks for the whole text: a job called `what`, which item_view_take takes. */
void item_view_show(struct item_view *v, struct screen *s, struct app *app, int what, const struct item *i);
void item_view_take(struct item_view *v, struct app *app, const struct event *event);
void item_view_resize(struct item_view *v, struct app *app);
/* Rows of text there are; lays the text out for them. */
int item_view_rows(struct item_view *v, struct app *app);
struct item_layout item_view_layout(const struct item_view *v, struct page p);
void item_view_draw(const struct item_view *v, struct canvas *c, struct page p);
void item_view_finish(struct item_view *v);

/* Links, pictures, films of the item: Tab shows their list, Enter shows a picture and opens all else outside, t copies an address. */
bool item_links_told(const struct item_view *v, const struct app *app); /* whether the footer names the key */
void item_links_toggle(struct item_view *v, struct app *app);
void item_links_resize(struct item_view *v, struct app *app);
void item_links_on(struct item_view *v, struct screen *s, struct app *app, const struct event *event);
void item_links_draw(const struct item_view *v, struct canvas *c, struct page p);
bool item_links_offer(const struct item_view *v, const struct app *app, enum action a);
const char *item_links_word(const struct item_view *v, const struct app *app, enum action a);

/* A picture that the reader asked to see. Its job is called so on every screen; any key lets it be. */
enum { JOB_PICTURE = 1000 };
void item_picture_ask(struct item_view *v, struct screen *s, struct app *app, const char *url, const char *words);
void item_picture_let_be(struct item_view *v, struct app *app);
struct reply item_picture_take(struct item_view *v, struct screen *s, struct app *app, const struct event *event);

/* The reader's own line on an item (item_note.c): while it is written the screen is typed into, and its first line is the field. */
struct item_note {
	struct field field;
	bool open;
	const char *was; bool was_kept;         /* before the last one, to take it back */
};
void item_note_begin(struct item_note *n, struct screen *s, const struct item *i);
bool item_note_on(struct item_note *n, struct screen *s, uint32_t key);         /* true: it is to be written */
/* Stores what was typed, by a job called `what`, and keeps the item; *i says so at once, its text in the arena. */
void item_note_write(struct item_note *n, struct screen *s, struct app *app, int what, struct item *i, struct arena *a);
void item_note_take_back(struct item_note *n, struct screen *s, struct app *app, int what, struct item *i);
void item_note_failed(struct item_note *n, struct item *i);                     /* the job came back without: *i is as it was */
void item_note_draw(const struct item_note *n, struct canvas *c, struct page p);
void item_note_finish(struct item_note *n);

/* What is done with an item, on the worker; and what is said of it. */
void item_view_deed(struct screen *s, struct app *app, int what, int64_t item_id, enum deed deed, bool undo);
const char *item_view_deed_said(enum deed deed);
void item_view_note(struct item *i, enum deed deed, bool undo);
/* The answer to a deed: the item's label as it is now, which after an undo is the score's again. */
void item_view_learned(const struct event *event, struct item *items, size_t count);
bool item_view_outside(struct app *app, const struct item *i);

#endif
