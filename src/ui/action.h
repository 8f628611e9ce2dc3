/* action.h: everything a key can mean, once: its keys, its name, its word in the footer, its line in help and manual. */
#ifndef BEWUST_ACTION_H
#define BEWUST_ACTION_H

#include <bewust/i18n.h>
#include <bewust/slice.h>
#include <stdint.h>

/* Keys that are no characters; characters are themselves, with control 1 … 26. */
enum {
	KEY_NONE = 0, KEY_TAB_ = 9, KEY_RETURN = 13, KEY_ESCAPE = 27, KEY_DEL_BACK = 127,
	KEY_SPECIAL = 0x200000, KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_, KEY_PAGE_DOWN_, KEY_DELETE_, KEY_BACKTAB_,
};

/* id, keys, name, word in the footer ("" = not there), line in help and manual */
#define ACTIONS(A) \
	A(UP,       "Up k",       "up",        "",                   N_("Up")) \
	A(DOWN,     "Down j",     "down",      "",                   N_("Down")) \
	A(LEFT,     "Left h",     "left",      "",                   N_("Left")) \
	A(RIGHT,    "Right l",    "right",     "",                   N_("Right")) \
	A(TOP,      "Home g",     "top",       "",                   N_("To the beginning")) \
	A(BOTTOM,   "End G",      "bottom",    "",                   N_("To the end")) \
	A(PAGE_UP,  "PgUp ^U",    "page-up",   "",                   N_("A page up")) \
	A(PAGE_DOWN,"PgDn ^D",    "page-down", "",                   N_("A page down")) \
	A(ENTER,    "Enter",      "enter",     N_("choose"),         N_("The obvious thing: choose, begin, read on, save")) \
	A(SPACE,    "Space",      "space",     "",                   N_("Read on; in a list: mark")) \
	A(BACK,     "q Esc",      "back",      N_("back"),           N_("Back; out of a session: end it, to the check-in")) \
	A(NEXT,     "n",          "next",      N_("next"),           N_("The next one")) \
	A(PREVIOUS, "p",          "previous",  N_("previous"),       N_("The one before")) \
	/* i18n: keep it for later; "kept" is what was */ \
	A(KEEP,     "s",          "keep",      N_("keep"),           N_("Keep it: set it aside for later; again takes it back")) \
	/* i18n: tell somebody else about it */ \
	A(TELL,     "t",          "tell",      N_("tell"),           N_("Tell somebody: on the clipboard; again: mail or a file")) \
	/* i18n: in another program: a browser or player */ \
	A(OUTSIDE,  "o",          "outside",   N_("outside"),        N_("Open it outside: browser or player")) \
	/* i18n: said of a text: it lifts me, it drains me */ \
	A(LIFTS,    "+",          "lifts",     N_("lifts"),          N_("It lifts me: teaches the score")) \
	A(DRAINS,   "- −",        "drains",    N_("drains"),         N_("It drains me: teaches the score")) \
	A(AWAY,     "x",          "away",      N_("away with it"),   N_("Away: not for me, unfollow, remove; u takes it back")) \
	A(UNDO,     "u",          "undo",      N_("undo"),           N_("Take the last thing back")) \
	A(WHY,      "w",          "why",       N_("why"),            N_("Why this score")) \
	A(RULE,     "r",          "rule",      N_("rule"),           N_("Make a rule of it")) \
	A(WHO,      "i",          "who",       N_("who"),            N_("Who says this")) \
	A(EDIT,     "e",          "edit",      N_("edit"),           N_("Edit, or write a note")) \
	A(DO,       "d",          "do",        N_("do it"),          N_("Do it")) \
	A(ADD,      "a",          "add",       N_("add"),            N_("Add")) \
	A(CLOCK,    "c",          "clock",     N_("clock"),          N_("Show or hide the clock")) \
	A(BREATHE,  "z",          "breathe",   N_("breathe"),        N_("Breathe for a minute")) \
	A(FETCH,    "f",          "fetch",     N_("fetch"),          N_("Fetch what is new now")) \
	A(FIND,     "/",          "find",      N_("find"),           N_("Find, as you type")) \
	A(TAB,      "Tab",        "view",      N_("other view"),     N_("The next view of the same thing; of a text: its addresses")) \
	A(YES,      "y",          "yes",       N_("yes"),            N_("Yes, where something asks")) \
	A(FEEL,     "1 2 3 4 5 6 7", "feel",   N_("how I am"),       N_("How I am: 1 heavy … 7 light")) \
	A(ANYTHING, ": ^P",       "anything",  N_("anything"),       N_("Anything, by name")) \
	A(HELP,     "?",          "help",      N_("help"),           N_("Help for this screen")) \
	A(PEOPLE,   "!",          "people",    N_("people to talk to"), N_("People to talk to")) \
	A(REDRAW,   "^L",         "redraw",    "",                   N_("Draw the screen again")) \
	A(ASIDE,    "^Z",         "aside",     "",                   N_("Step aside: to the shell and back with fg"))
enum action {
	ACT_NONE,
#define A(id, keys, name, word, help) ACT_##id,
	ACTIONS(A)
#undef A
	ACTION_COUNT
};

const char *action_keys(enum action a);         /* "q Esc": as in the table */
struct slice action_key_shown(enum action a, bool ascii); /* the first one as it is printed: "⏎", "↑", "q" */
const char *action_name(enum action a);
const char *action_word(enum action a);         /* translated; "" */
const char *action_help(enum action a);         /* translated */
/* What `key` means among `answers` (ACT_NONE-ended); ACT_NONE when nothing. */
enum action action_for_key(const enum action *answers, uint32_t key);
/* A key by its name: "Up" "Enter" "Esc" "^D" "Space" "Tab" "x". False when there is no such. */
bool key_parse(struct slice name, uint32_t *key);

#endif
