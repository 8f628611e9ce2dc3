/* light.h: whether the terminal is light or dark, from what it says of itself. */
#ifndef BEWUST_LIGHT_H
#define BEWUST_LIGHT_H

#include <bewust/str.h>

enum light { LIGHT_UNKNOWN, LIGHT_DARK, LIGHT_LIGHT };

/* What some terminals leave in $COLORFGBG: "15;0", "0;default;15": the last one is the background, in the palette of 16. NULL: not set. */
enum light light_of_environment(const char *colorfgbg);
/* What xterm answers to "OSC 11 ; ?" (XTerm Control Sequences, Ps = 11), from behind the escape on, without its end:
 * "]11;rgb:ffff/ffff/f0f0". Light is what black can be read on better than white. */
enum light light_of_answer(struct slice answer);

#endif
