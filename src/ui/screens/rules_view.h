/* rules_view.h: what the screen of rules holds, and how it looks. */
#ifndef BEWUST_RULES_VIEW_H
#define BEWUST_RULES_VIEW_H

#include "parts.h"

enum mode { MODE_LIST, MODE_WORDS, MODE_CHOOSE, MODE_DATE };
enum what { WHAT_NEVER, WHAT_DRAINS, WHAT_LIFTS, WHAT_ALWAYS, WHAT_COUNT };
enum until { UNTIL_GOOD, UNTIL_WEEK, UNTIL_MONTH, UNTIL_DATE, UNTIL_COUNT };
enum where { WHERE_ALL, WHERE_HERE, WHERE_COUNT };
enum part { PART_WORDS, PART_WHAT, PART_UNTIL, PART_WHERE, PART_COUNT };
enum { DATE_CHARS = 10 };

struct preview_answer {
	struct rule_preview of;
	const char *trouble;                    /* why these words can be no rule; NULL: they can */
};

struct listing { struct rules rules; struct aways aways; };

struct rules_state {
	struct job *job;                        /* owns what is listed */
	struct listing shown;
	struct list list;                       /* the rules, and behind them what was not for the reader */
	bool known, for_one, done;              /* for_one: opened to make one rule; then it is done */
	enum mode mode;
	struct field words, date;
	struct arena from_texts;
	const char *from;                       /* a title whose words are offered one by one; NULL: none */
	struct slice from_rest;                 /* those not offered yet */
	struct list parts;                      /* of the one being made */
	enum what what;
	enum until until;
	enum where where;                       /* only asked where there is a channel to name */
	int64_t channels_one;                   /* the channel of what is read; 0: opened from elsewhere */
	const char *channel_title;
	int64_t until_at;                       /* of UNTIL_DATE; DATE_NONE: none given yet */
	struct rule making;                     /* id 0: a new one; its channels and identity stay where it is mended */
	struct job *preview_job;
	const struct preview_answer *preview;   /* NULL: not known */
	bool previewing, preview_again;
	struct arena making_texts, undo_texts;
	struct rule undo;
	int64_t undo_item;                      /* what was dropped is this "not for me"; 0: it was a rule */
	bool can_undo;
	int64_t now;
	int turn_hour;
};

enum what rules_what_of(const struct rule *r);
bool rules_asks_where(const struct rules_state *st);             /* the form asks where it holds only where there is a choice */
size_t rules_part_count(const struct rules_state *st);           /* of the form */
const struct away *rules_away_at(const struct rules_state *st, size_t n); /* NULL: that row is a rule */
void rules_draw(const struct screen *s, struct canvas *c);

#endif
