/* words.h: times, lengths, moods and kinds in the reader's language: never a number where a word will do. */
#ifndef BEWUST_WORDS_H
#define BEWUST_WORDS_H

#include <bewust/model.h>

void words_ago(int64_t at, int64_t now, int turn_hour, char out[64]);   /* "this morning", "yesterday", "on friday", "3 november" */
void words_until(int64_t at, int64_t now, char out[64]);                 /* behind "until": "14:20", "tomorrow 14:20", "friday 09:10", "3 december" */
void words_day(int64_t at, char out[64]);                       /* "monday 23 november" */
const char *words_month(int month);                             /* 1 … 12: "january" */
void words_minutes(double minutes, char out[32]);               /* "6 min", "under a minute" */
const char *words_valence(int valence);                         /* -3 … 3: "very heavy" … "very light" */
const char *words_change(int before, int after);               /* "a little lighter"; `before` MOOD_NONE: how it is */
void words_mood(int valence, int energy, char out[64]);         /* "rather light, calm" */
const char *label_word(enum label l);
const char *theme_word(enum theme t);
void words_themes(theme_set themes, const char *separator, struct str *out); /* "calm · nature" */
const char *intention_word(enum intention i);
const char *item_kind_word(enum item_kind k);
const char *source_kind_word(enum source_kind k);

#endif
