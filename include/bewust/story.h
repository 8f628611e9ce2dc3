/* story.h: whether two items of two channels tell the same story: by where they lead, or by what they are called.
 *
 * Pure. A key is a number under which the other telling is looked up; of what is found, story_titles_match has the last word. Two
 * stories taken for one hide one of them, so every doubt means two: figures, names, "not", "from" and "to", a question mark count;
 * case, quotes, articles, "UPDATE:" before a title and a publisher behind it do not. */
#ifndef BEWUST_STORY_H
#define BEWUST_STORY_H

#include <bewust/slice.h>
#include <stdint.h>

#define STORY_DAYS 3                 /* a title is of one story for so long: news is told within a day or two, and series come weekly */
#define STORY_WORDS_MIN 5            /* content words and figures: "Man dies in car crash" is said of two men in one week */
#define STORY_LETTERS_MIN 20         /* … and bytes of these together; one word less where they have half as many bytes again */

/* The number for an address: 0 where it leads to no one thing (a site's front page, a place inside an application). Scheme, "www.",
 * fragment and tracking do not count. */
int64_t story_link_key(struct slice url);

/* The number for a title: its words whatever their order. 0 where a title says too little, or stands over something else each time:
 * a weather forecast, "Week in review", an open thread, a live blog. */
int64_t story_title_key(struct slice title);

/* One telling of a story. `channel` and `url` say whose a name behind the title may be. */
struct story_telling { struct slice title, channel, url; };
/* Of two titles with the same key: the same words in the same order, but that a phrase of up to four words may have gone from one end to
 * the other, and "the coast of Scotland" may be "the Scotland coast"; and the same names behind them, but for publishers'. */
bool story_titles_match(const struct story_telling *a, const struct story_telling *b);

#endif
