/* themes.h: what a text is about, point by point: each word that reveals a theme gives it some. */
#ifndef SCORE_THEMES_H
#define SCORE_THEMES_H

#include "lexicon.h"
#include "tokens.h"

#include <bewust/model.h>

enum { THEMES_TITLE = 2, THEMES_BODY = 1 };  /* points of a word */
enum { THEMES_BODY_BYTES = 600 };            /* of a body: its summary says what it is about */

struct theme_points {
	unsigned of[THEME_COUNT];
};
/* Words in a row, by one of lexicon_themes; pairs among them count too. */
void themes_add_words(const struct lexicon *lex, const struct token *token, size_t count, unsigned points, struct theme_points *p);
/* A category of the feed. */
void themes_add_tag(const struct lexicon *lex, const char *tag, struct theme_points *p);
/* At most three, none where unsure. */
theme_set themes_best(struct theme_points *p);

#endif
