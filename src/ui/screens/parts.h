/* parts.h: what the screens that look after things share: a heading, a line typed in its place, a sentence, finding as one types. */
#ifndef BEWUST_PARTS_H
#define BEWUST_PARTS_H

#include "screens.h"

/* Where what is below the heading begins, and how many rows there are for it. */
int part_top(struct page p);
int part_rows(struct page p);
/* What a channel is called: its title, else the host it comes from; never an address, which may hold a password. */
void part_channel_name(const struct channel *c, char out[160]);
void part_heading(struct canvas *c, struct page p, const char *title, const char *fact);
/* A line being typed stands where the heading was; the hint below it, where there is room. */
void part_field(const struct field *f, struct canvas *c, struct page p, const char *label, const char *hint);
/* A sentence over as many lines as it takes, down to `bottom`; the row after it. */
int part_sentence(struct canvas *c, int row, int bottom, int col, int cols, enum ink ink, const char *text);
/* Every word typed begins a word of the name, in any case and accent. */
bool part_matches(struct slice typed, const char *name);
/* While a line is typed the arrows still move the list. */
bool part_moves(struct list *l, uint32_t key, int rows);
/* Since when, to stand behind "since": "this morning", "tuesday", "3 november"; "" where it is not known or only just so. */
void part_since(int64_t at, int64_t now, int turn_hour, char out[64]);
/* "every 12 hours", "once a day". Appends. */
void part_every(int minutes, struct str *out);
/* A title for a line that says more: cut to some columns. */
void part_short(const char *title, char out[160]);
/* Every text of an item, copied to where it lives on: a list may be loaded anew below the screen that shows one of its items. */
/* "also in The Tidewater Ledger": who else tells the same story; nothing where nobody does. */
void part_also_in(const struct item *i, struct str *out);
struct item part_item_copy(struct arena *a, const struct item *i);
/* Every text of a channel, copied likewise. */
struct channel part_channel_copy(struct arena *a, const struct channel *c);
/* A rule with texts and channels of its own. */
struct rule *part_rule_copy(struct arena *a, const struct rule *r);
/* t: the message is on the clipboard at once; t once more, and there are the other ways. */
struct reply part_tell(struct app *app, struct telling *t);
struct reply part_tell_item(struct app *app, struct telling *t, const struct item *i);
struct reply part_enter(const struct screen_ops *next, const void *argument);

#endif
