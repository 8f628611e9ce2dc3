/* reading.h: a session being read, as plain state: where it stands, what was done, when it is over. The item screen and the plain lines draw it. */
#ifndef BEWUST_READING_H
#define BEWUST_READING_H

#include <bewust/session.h>
#include <bewust/worker.h>

/* What the reader can do with the item at hand, and take back. */
enum deed { DEED_NONE, DEED_KEEP, DEED_LIFTS, DEED_DRAINS, DEED_AWAY, DEED_DO, DEED_NOTE };

struct walk {
	struct reading *reading;                /* belongs to the job that brought it */
	struct session session;                 /* as it goes on */
	struct session_item *items;             /* session.item_count of them */
	size_t at;
	struct session_clock clock;
	struct pace pace;
	enum deed last;                         /* for undo */
	size_t last_at;
	bool away[SESSION_ITEMS_MAX];           /* which were "not for me" */
	size_t told;                            /* which item was told of, + 1 */
	size_t watched;                         /* which was opened in a player last, + 1 */
	struct { int64_t charged_ms; enum item_state outcome; size_t watched; } before_watch; /* so that it can be as it was */
};

void walk_start(struct walk *w, struct reading *r, int64_t mono_ms);
const struct item *walk_item(const struct walk *w);
/* The item at hand is shown now. */
void walk_show(struct walk *w, int64_t now, int64_t mono_ms);
/* It is left: what that amounts to goes into its outcome. True: say the line about quick ones. */
bool walk_leave(struct walk *w, bool to_the_end, bool hints);
/* The next one: false when the session is over, by items or by time (T4: the closer still comes where it is short). */
bool walk_next(struct walk *w);
bool walk_previous(struct walk *w);
/* It was "not for me", or is taken back: what that makes of its outcome. */
void walk_away(struct walk *w, size_t at, bool undo);
/* The item at hand plays outside: its length is charged, and once only if it is opened again. */
void walk_watch(struct walk *w);
/* The player is back. One that ended with an error as soon as it was there played nothing: false, and all is as if it had not been opened. */
bool walk_watched(struct walk *w, bool ok, int64_t ms);
bool walk_time_is_up(const struct walk *w);
void walk_tick(struct walk *w, int64_t mono_ms, bool in_front);
int walk_read_count(const struct walk *w);
int walk_kept_count(const struct walk *w);      /* of those shown */
/* The one that somebody might like to hear of: told of already, else kept, else the lightest, and never one that
 * drains or was "not for me"; NULL where there is none. */
const struct item *walk_worth_telling(const struct walk *w);
/* The thing to do that was taken on, the last one; NULL. */
const struct item *walk_to_do(const struct walk *w);
/* What it was about, mostly: at most three. */
theme_set walk_themes(const struct walk *w);
/* A text as text_from_html writes it, with its marks ("[image: a seal]") in the reader's language; what is in them stays. */
struct slice reading_text(struct arena *a, struct slice text);

#endif
