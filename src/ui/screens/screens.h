/* screens.h: every screen there is, one file each beside this one, and what each is opened with. */
#ifndef BEWUST_SCREENS_H
#define BEWUST_SCREENS_H

#include "../screen.h"
#include "../widget.h"

/* The way through a session: home → intention → item (reading) → check-in → card → home. */
extern const struct screen_ops screen_home;        /* NULL; also the first run */
extern const struct screen_ops screen_intention;   /* NULL: looks itself how full the day is; or a const struct home * */
extern const struct screen_ops screen_low;         /* NULL: the card of people to talk to, when days have been heavy */
extern const struct screen_ops screen_gate;        /* NULL: over the day's cap; ten seconds, then y */
extern const struct screen_ops screen_item;        /* struct reading_argument: reads a session, item by item */
extern const struct screen_ops screen_tell;        /* struct telling *: by mail, or in a file */
extern const struct screen_ops screen_picture;     /* struct picture_argument: a picture that came */
extern const struct screen_ops screen_why;         /* const struct item * */
extern const struct screen_ops screen_who;         /* const struct item * */
extern const struct screen_ops screen_breathe;     /* NULL */
extern const struct screen_ops screen_checkin;     /* struct checkin_argument */
extern const struct screen_ops screen_card;        /* struct card_argument */
/* Looking back and looking after. */
extern const struct screen_ops screen_moods;       /* NULL */
extern const struct screen_ops screen_channels;    /* NULL, or what the line for an address begins with (const char *) */
extern const struct screen_ops screen_channel;     /* const struct channel *: one channel, to edit */
extern const struct screen_ops screen_asked;       /* const struct channel *: how it is asked, where it is not as all others */
extern const struct screen_ops screen_review;     /* const struct home *: channels that are skipped most, to keep, rest or part from */
extern const struct screen_ops screen_report;      /* NULL, or const struct home *: of a plan that is over, as a text to hand over */
extern const struct screen_ops screen_packs;       /* NULL: starter packs to follow */
extern const struct screen_ops screen_kept;        /* NULL */
extern const struct screen_ops screen_read;        /* const struct item *: one kept item, outside a session */
extern const struct screen_ops screen_rules;       /* NULL, or const struct item *: a rule about it */
/* From everywhere. */
extern const struct screen_ops screen_help;        /* const struct screen_ops *: whose keys to tell */
extern const struct screen_ops screen_people;      /* NULL */
extern const struct screen_ops screen_anything;    /* struct screen *: whose actions to offer */

struct picture_argument { struct job *job; const char *words; struct slice bytes; }; /* the screen takes the job, which owns the others */
/* What somebody may be told, and whether it was put on the clipboard once. */
#define TELL_BYTES 4000
struct telling {
	int64_t item_id;                         /* of what it is about; 0: no item, or none yet */
	bool copied;
	char title[256], text[TELL_BYTES];       /* text "": there is nothing to tell */
};
/* A wish for a new session, or one that was cut off (its own, loaded anew). */
struct reading_argument { const struct session_wish *wish; bool resume; };
/* The session that was read, and what the card after it will say. The strings are borrowed while it opens. */
struct card_facts {
	const char *intention;
	int minutes, read, kept, before;         /* before: valence, MOOD_NONE not told */
	const char *tell_title, *tell_text;      /* what somebody might like to hear of, and the ready message about it; "" */
	const char *to_do;                       /* the thing to do that was taken on, "" none */
	theme_set themes;
	bool day_full;
};
struct checkin_argument { const struct session *session; const struct card_facts *facts; }; /* session NULL: apart from any */
struct card_argument { const struct card_facts *facts; int valence, energy; };               /* MOOD_NONE: not told */

#endif
