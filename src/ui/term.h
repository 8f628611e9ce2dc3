/* term.h: the terminal, and the only curses. Everything else draws on a canvas and reads keys by their numbers in action.h. */
#ifndef BEWUST_TERM_H
#define BEWUST_TERM_H

#include "canvas.h"

#include <bewust/config.h>
#include <bewust/err.h>

/* Takes the terminal over. Gives it back on every way out: term_close, a signal that ends the program, want of memory. */
bool term_open(const struct config *config, struct err *e);
void term_close(void);
void term_size(int *rows, int *cols);
bool term_ascii(void);                          /* no UTF-8 in this locale, or a terminal without it */
bool term_letters(void);                        /* … which has letters all the same: the console of Linux */
void term_show(const struct canvas *c);         /* what changed since the last time; the cursor last */
void term_redraw(void);                         /* the next term_show draws all of it */
uint32_t term_key(void);                        /* the next key waiting, KEY_NONE when there is none; never waits */
void term_clipboard(struct slice text);         /* OSC 52 */
/* Lends the terminal to somebody else, and takes it back. */
void term_lend(void);
void term_take_back(void);
/* Lends what is below and at this row, with all that was shown left standing; and takes it back, the cursor where the canvas has it. */
void term_lend_below(int row);
void term_take_back_below(const struct canvas *c);
void term_step_aside(void);                     /* ^Z */

/* Waits for a key, for one of two descriptors, for a signal, or for `wait_ms` (-1: for ever). */
enum term_woke { TERM_KEY = 1, TERM_FD = 2, TERM_RESIZED = 4, TERM_ENDED = 8 /* hung up, or asked to end */ };
unsigned term_wait(int fd, int wait_ms);

#endif
