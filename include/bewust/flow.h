/* flow.h: one function for each thing a person can ask for. The command line and the screens are two thin fronts over these.
 *
 *     channels → fetch → parse → score → store → compose → session → check-in → insights
 *
 * A flow owns the open store, the settings and the scorer; it is used by one thread at a time. Results live in the arena given.
 * What a call that changes something returns true for is on disk. */
#ifndef BEWUST_FLOW_H
#define BEWUST_FLOW_H

#include <bewust/arena.h>
#include <bewust/clock.h>
#include <bewust/config.h>
#include <bewust/err.h>
#include <bewust/model.h>
#include <bewust/parse.h>
#include <bewust/path.h>
#include <bewust/session.h>
#include <bewust/store.h>
#include <bewust/text.h>

struct flow_options {
	const char *data_dir;            /* whole path of the data directory */
	struct config config;
	struct clock clock;
};

struct flow;
struct flow *flow_open(const struct flow_options *options, struct err *e);
void flow_close(struct flow *f);
struct store *flow_store(struct flow *f);           /* for what is a plain query; writes go through the calls below */
const struct config *flow_config(const struct flow *f);
int64_t flow_now(const struct flow *f);
/* While a call waits for the network it asks `meanwhile` again and again, which may do other things with the flow: for so many ms the call then
 * waits, or until wake_fd (-1 none) is readable. Below 0: the call ends, with ERR_TEMP. */
void flow_meanwhile(struct flow *f, int (*meanwhile)(void *ctx), int wake_fd, void *ctx);
void flow_pass_time(struct flow *f, int64_t ms);    /* for tests: moves a stopped clock */

/* ---- channels ---- */

/* The address under which the challenges that ship are kept, once one was used: a channel in the store that nobody followed. */
#define CHALLENGES_URL "bewust:challenges"

/* What to follow: an address, a page, a short form, as somebody typed it. */
struct follow {
	const char *typed;
	theme_set themes;
	const struct channel_setting *set; size_t set_count; /* how it is asked, from the first time on; channel_id is not read */
	const char *set_for;             /* header, user and password are for this address's host; NULL: for that of `typed` */
};
/* What following something came to. */
struct followed {
	struct channel channel;
	bool was_there;
	int items_new;
	const char *note;                /* a thing to tell: a page's feed was taken, the server is slow; "" none */
	size_t choices;                  /* the feeds that a page names, best first; the first that could be read was taken */
	const char **choice_urls, **choice_titles;
	bool later;                      /* it could not be read yet, and `note` says why */
	bool asks;                       /* two or more of them may be meant: not only one and its comments, or itself in another format */
};
/* Follows it, fetching it at once. A source that cannot be reached just now is followed all the
 * same and says so in its health; one that is no feed is not. */
bool flow_channel_follow(struct flow *f, const struct follow *wish, struct arena *a, struct followed *out, struct err *e);
bool flow_channel_edit(struct flow *f, const struct channel *c, struct err *e);
bool flow_channel_remove(struct flow *f, int64_t id, struct err *e);      /* flow_channel_restore takes it back */
bool flow_channel_restore(struct flow *f, int64_t id, struct err *e);

struct imported { size_t added, there_already, skipped; const char *skipped_example; struct outline_head head; };
/* Follows every channel of an OPML or newsboat list, in one transaction; fetches nothing. */
bool flow_channels_import(struct flow *f, struct slice bytes, struct arena *a, struct imported *out, struct err *e);
bool flow_channels_export(struct flow *f, struct str *out, struct err *e);

/* How one channel is asked, as the reader wants it: one of these names, and a value ("" takes it back). It is due at once. */
extern const char *const flow_setting_names[];       /* ends in NULL */
bool flow_channel_set(struct flow *f, int64_t id, const char *name, const char *value, struct err *e);

/* Its trouble, as it is read beside its address: without that. */
const char *flow_channel_trouble(const struct channel *c);
/* What a channel's server asked for: to be left alone, until an instant; DATE_NONE nothing. `words` say so, and why.
 * Of each of these: an array of `count` in the arena. */
struct channel_pause { int64_t until; const char *words; };
bool flow_channel_pauses(struct flow *f, const struct channel *list, size_t count, struct arena *a, struct channel_pause **out, struct err *e);

/* ---- packs: lists that ship ---- */
struct pack { const char *name, *title, *note; theme_set themes; size_t channels; struct slice opml; };
bool flow_packs(struct arena *a, struct pack **out, size_t *count, struct err *e);
bool flow_pack_find(const char *name, struct arena *a, struct pack *out, struct err *e);
/* What is in one, as channels that are not stored yet; followed by flow_channels_add. */
bool flow_pack_channels(const struct pack *p, struct arena *a, struct channel **out, size_t *count, struct err *e);
/* Follows these, in one transaction; fetches nothing. `ids` has room for `count`: those that were not followed before, *added of them. */
bool flow_channels_add(struct flow *f, const struct channel *list, size_t count, int64_t *ids, size_t *added, struct err *e);

/* ---- fetch ---- */

enum fetch_status { FETCH_NEW, FETCH_SAME, FETCH_ERROR, FETCH_LATER };
const char *fetch_status_name(enum fetch_status s);  /* "new" "same" "error" "later" */

struct fetch_options {
	int jobs;                        /* 0: as configured */
	bool force;                      /* all, ignoring when they are due, never the validators */
	bool at_once;                    /* beside another program's refresh, if there is one: for one channel that is asked as a test */
	const int64_t *channels; size_t channel_count; /* only these, due or not; none: all that are due */
};
/* How one channel's refresh went, told once it is on disk. Texts live until the callback returns. */
struct fetch_news {
	const struct channel *channel;
	enum fetch_status status;
	int http;                        /* 0: no answer */
	int items_new, items_updated;
	size_t bytes;
	int64_t ms;
	const char *error;               /* "" */
};
struct fetch_summary {
	size_t channels, done, news, same, errors, later;
	bool waits, waited;              /* another program's refresh is waited for; was */
	size_t put_off;                  /* of `later`: they were not asked at all */
	int items_new, items_updated;
	size_t bytes;
	int64_t ms;
	const char *slowest;             /* the host waited for, while it runs; "" */
};
struct fetch;
/* Starts a refresh of what is due; `on_channel` may be NULL. While another program refreshes the same data it waits, for some minutes at most,
 * and then asks what that has left. The result is NULL only when it could not start; nothing to do is an empty refresh. */
struct fetch *flow_fetch_begin(struct flow *f, const struct fetch_options *o, void (*on_channel)(void *ctx, const struct fetch_news *n),
	void *ctx, struct err *e);
/* Does some of what can be done, within milliseconds, waiting at most wait_ms for network, wake_fd (-1 none). True while there is more. Between
 * two steps the flow may be used for anything: what reads waits for no disk, and what writes has what is pending committed first. */
bool flow_fetch_step(struct fetch *x, int wait_ms, int wake_fd);
void flow_fetch_settle(struct fetch *x);            /* commits what is pending */
void flow_fetch_summary(const struct fetch *x, struct fetch_summary *out);
/* Ends it, early or not; false only when the store failed. Exit status of a whole refresh: flow_fetch_verdict. */
bool flow_fetch_end(struct fetch *x, struct fetch_summary *out, struct err *e);
/* True when every channel that could be refreshed was; else *e is ERR_TEMP (some failed) or ERR_UNAVAILABLE (all did). */
bool flow_fetch_verdict(const struct fetch_summary *s, struct err *e);

/* ---- items ---- */

struct item_link {
	const char *url, *words;         /* words: what the text calls it; "" nothing */
	enum text_link_kind kind;
};
struct item_text {
	struct slice text;               /* plain, as text_from_html lays it out */
	struct item_link *links; size_t link_count; /* "[n]" in the text is links[n-1] */
};
bool flow_item_text(struct flow *f, int64_t id, struct arena *a, struct item_text *out, struct err *e);
/* Scored anew, so that the reasons fit the rules and lessons of now. Texts in the reasons live in the arena. */
bool flow_item_why(struct flow *f, int64_t id, struct arena *a, struct score *out, struct err *e);
bool flow_item_keep(struct flow *f, int64_t id, bool keep, struct err *e);   /* and learned from, as from one that lifts */
/* The reader's own line on it, of which the first ITEM_NOTE_CHARS characters are stored; "" takes it away. `keep`: whether it is kept then. */
#define ITEM_NOTE_CHARS 140
bool flow_item_note(struct flow *f, int64_t id, const char *note, bool keep, struct err *e);
/* The reader's own label: stored, and learned from. `undo` takes it back and unlearns it. */
bool flow_item_label(struct flow *f, int64_t id, enum label label, bool undo, struct err *e);
/* Not for me: skipped, learned from as draining its terms and channel a little; undoable. */
bool flow_item_away(struct flow *f, int64_t id, bool undo, struct err *e);
/* A challenge is taken on: from now on it is the reader's to do, and the first screen says so for TO_DO_DAYS. */
#define TO_DO_DAYS 7
bool flow_item_done(struct flow *f, int64_t id, bool undo, struct err *e);
bool flow_to_do_over(struct flow *f, bool undo, struct err *e);      /* it was done, or let go: nobody asks which; undo: not yet after all */
/* The other channels that tell the same story: "The Tidewater Ledger, Planet"; appends nothing where there are none. */
void flow_item_also_in(const struct item *i, struct str *out);

/* ---- telling somebody ---- */
/* A ready message: title, address without tracking, whose it is, a line each. Appends. */
void flow_item_tell(const struct item *i, struct str *out);
/* What begins a mail of it: NULL-ended, in the arena. ERR_UNAVAILABLE where there is no program for mail, or no display for one. */
bool flow_mail_command(const struct config *c, const char *subject, const char *text, struct arena *a, char ***argv, struct err *e);
/* Where a file of it might go: "~/A village that lends out its tools.txt". Appends. */
void flow_tell_file(const char *title, struct str *out);
struct tell_file {
	char path[PATH_SIZE], shown[PATH_SIZE]; /* the whole path; "~/…" where it is below the home directory */
	bool is_there, written;          /* something was there before; it is written */
};
/* A file's name as it was typed, as a whole path: "~/…" and names are below the home directory. */
bool flow_file_place(struct slice typed, char out[PATH_SIZE], struct err *e);
/* Writes the text to a file, 0600. `typed`: as flow_file_place takes it; in a directory it gets the title's name. Where there is
 * a file already, nothing is written but with `replace`: out->is_there, and true. */
bool flow_tell_write(struct slice typed, const char *title, const char *text, bool replace, struct tell_file *out, struct err *e);
/* Removes the file that was written, while it is as it was written. */
bool flow_tell_take_back(const struct tell_file *f, const char *text, struct err *e);

/* ---- rules and learning ---- */
bool flow_rule_check(const struct rule *r, struct err *e);                   /* whether its words can be a rule's; if not, why */
bool flow_rule_put(struct flow *f, struct rule *r, struct err *e);
bool flow_rule_remove(struct flow *f, int64_t id, struct err *e);
/* Puts a rule as it is said of one word: where there is a rule of these words and channels already (or one of r->id), that one is changed.
 * *before is that one as it was, or has the id 0. Putting it again, or removing r, takes it back. */
bool flow_rule_say(struct flow *f, struct rule *r, struct arena *a, struct rule *before, struct err *e);
/* What a rule that is not stored yet (or the one of r->id, mended so) would do among the newest RULE_PREVIEW_ITEMS: nothing is stored.
 * Not for the thread that draws: it may take a tenth of a second. */
#define RULE_PREVIEW_ITEMS 2000
#define RULE_PREVIEW_TITLES 3
struct rule_preview {
	size_t looked_at;                /* items there were to look at */
	size_t count;                    /* what it would be about */
	size_t away, through;            /* of these, what would be kept away, or let through, and was not yet */
	size_t lighter, heavier;         /* … or get another label */
	size_t title_count;
	const char *titles[RULE_PREVIEW_TITLES];
};
bool flow_rule_preview(struct flow *f, const struct rule *r, struct arena *a, struct rule_preview *out, struct err *e);
/* What one text would score, with the reader's rules and lessons (personal false: without lessons). */
bool flow_score(struct flow *f, struct slice text, const char *lang, bool personal, struct score *out, struct err *e);
struct lesson { enum label label; struct slice text; };
bool flow_learn(struct flow *f, const struct lesson *lessons, size_t count, bool undo, struct err *e); /* all or nothing */
bool flow_learn_forget(struct flow *f, struct err *e);
/* store_import, felt by the next session: the rules and lessons that came hold for what is stored. */
bool flow_import(struct flow *f, struct slice json, size_t *merged, struct err *e);
/* Does a little of what can wait for idle time: rescoring after rules or lessons changed, the search index, purging what was removed long
 * ago. True while there is more. *e (may be NULL) says what failed; it is tried again another time. */
bool flow_tidy_some(struct flow *f, struct err *e);
/* Leaves the search index to a later opening, if what waits for it is so little that a search does it in passing. */
void flow_tidy_index_later(struct flow *f);

/* ---- sessions ---- */

#define HEAVY_MINUTES 5
enum { EXTRA_MINUTES = 5, EXTRA_ITEMS = 3 }; /* X4: the one short session over the day's cap */
struct session_wish {
	enum intention intention;
	theme_set themes;                /* 0: the intention's */
	int minutes, items;              /* 0: as configured; minutes when days are heavy: HEAVY_MINUTES */
	int before;                      /* MOOD_NONE: not told */
	const char *aim;                 /* the reader's words or NULL */
	uint64_t seed;                   /* 0: a new one */
};
/* A session with what is in it: `session.items[n]` is about `items[n]`, there because of `why[n]`. */
struct reading {
	struct session session;
	struct item *items;              /* session.item_count of them */
	const char **why;
	struct { struct item item; const char *reason; } *held; size_t held_count; /* of flow_session_plan alone */
	unsigned gave_way;
	double minutes;
	bool nothing_yet;                /* nothing fits, as no channel has brought anything so far */
};
bool flow_session_plan(struct flow *f, const struct session_wish *w, struct arena *a, struct reading *out, struct err *e); /* touches nothing */
/* Composes and stores it (and the mood before, where told): from here on it is a promise. Nothing fits: session.item_count 0, nothing stored. */
bool flow_session_begin(struct flow *f, const struct session_wish *w, struct arena *a, struct reading *out, struct err *e);
/* The session that was cut off, if there is one from today: to go on with, or to close with its check-in. */
bool flow_session_resume(struct flow *f, struct arena *a, struct reading *out, bool *found, struct err *e);
bool flow_session_item(struct flow *f, const struct session *s, const struct session_item *i, struct err *e); /* and the item's state */
bool flow_session_end(struct flow *f, struct session *s, struct err *e);            /* items or time are up, or the reader ended it */
bool flow_day_use(struct flow *f, struct day_use *out, struct err *e);
bool flow_extra_used(struct flow *f, struct err *e);                                /* today's one short session over the cap */
enum { LOW_AGAIN_DAYS = 7, LOW_LATER_DAYS = 30 };   /* the card for heavy days: seen, and put off by the reader */
bool flow_low_card_seen(struct flow *f, int days, struct err *e);                   /* not again for so many days */
bool flow_not_now(struct flow *f, struct err *e);                                   /* counts it, nothing else */

/* ---- moods ---- */
/* Saves a check-in; m->session names its session or is "" (apart). Marks the session as checked in. */
bool flow_mood_save(struct flow *f, struct mood *m, struct err *e);
bool flow_check_in_declined(struct flow *f, struct session *s, struct err *e);
bool flow_moods(struct flow *f, int64_t from, int64_t to, struct arena *a, struct moods *out, struct err *e);

/* Whether the last days have been logged as heavy (5.2): then nothing draining is served, and a session is a short one. */
bool flow_days_are_heavy(struct flow *f, struct arena *a, bool *out, struct err *e);

struct insight_row { const char *name; struct insight insight; };
struct mood_summary {
	struct mood_pairs pairs;
	struct insight_row *channels; size_t channel_count;  /* strongest first */
	struct insight_row *themes;   size_t theme_count;
};
bool flow_mood_summary(struct flow *f, struct arena *a, struct mood_summary *out, struct err *e);

/* ---- home ---- */
#define REVIEW_MAX 3
#define REVIEW_DAYS 30
struct home {
	bool first_run;                  /* nothing followed yet */
	int followed, troubled;
	bool nothing_yet;                /* followed, and none of them has brought anything so far */
	const char *kept_title; int kept;   /* the last one kept; how many, but 2 at most: for "and others", never shown */
	double week[7];                  /* valence of the last seven days, oldest first; NAN = none */
	const char *rule; int64_t rule_until; /* the newest rule in words; "" none */
	int64_t last_session_at, last_fetch_at;
	struct day_use today; bool day_full;
	bool interrupted;                /* a session waits to be taken up */
	bool heavy;                      /* the last days have been logged as heavy */
	bool low;                        /* … and the card of people to talk to is due */
	const char *to_do;               /* what was taken on, "" nothing */
	/* Row 15: those skipped most, on one day in REVIEW_DAYS; review_due: it is that day, and flow_review_seen is still to be told. */
	struct channel review[REVIEW_MAX]; int review_count; bool review_due;
	const char *plan_from; int plan_day, plan_days, plan_minutes; /* whose; "" none */
	int64_t plan_since;              /* when its first day began */
	bool plan_runs, plan_over;       /* today is one of its days; its last one was a few days ago */
	bool plan_done;                  /* a session of it was ended today */
};
bool flow_review_seen(struct flow *f, struct err *e);
bool flow_home(struct flow *f, struct arena *a, struct home *out, struct err *e);

/* ---- what ships: small texts ---- */
struct helpline { const char *cc, *lang, *name, *number, *text, *url, *hours, *cost, *source, *checked; };
/* For a country ("" = from the settings or the locale, "*" = all), emergency and international ones last. */
bool flow_helplines(const struct config *c, const char *cc, struct arena *a, struct helpline **out, size_t *count, struct err *e);
struct challenge { const char *id, *title, *text; double minutes; theme_set themes; };
bool flow_challenges(struct arena *a, struct challenge **out, size_t *count, struct err *e);
const char *flow_away(uint64_t seed, struct arena *a);               /* one thing away from the screen */
/* Feeling words for the check-in that fit a place on the grid, at most `max`. */
size_t flow_feeling_words(int valence, int energy, struct arena *a, const char **out, size_t max);

/* ---- outside: a browser or a player, by argument vector, never a shell ---- */
/* What would open this address; NULL-ended, in the arena. ERR_UNAVAILABLE where nothing is there, ERR_DATA where the address is not http(s). */
bool flow_outside_command(const struct config *c, const char *url, enum item_kind kind, struct arena *a, char ***argv, struct err *e);
/* Runs it and waits until it is done or has gone to the background; the terminal must have been given back before. */
bool flow_outside_run(char *const *argv, struct err *e);

/* ---- pictures: only one that the reader asked to see ---- */
/* Asks for it as feeds are asked (limits, no cookies, no referrer; to a private address only where the item's channel is), and waits for it as
 * what asks a server does. Its bytes are in the arena: they begin as PNG, JPEG, GIF or WebP do. `number`: later than those before;
 * flow_picture_drop ends all up to it, and false without an error is what they end with. */
bool flow_picture(struct flow *f, int64_t item_id, const char *url, uint64_t number, struct arena *a, struct slice *out, struct err *e);
void flow_picture_drop(struct flow *f, uint64_t number);
struct picture_room { int cols, rows; bool ascii; };
struct picture_command { const char *file; char **argv; bool limited; };  /* limited: in time and memory, as what ships is; a command of one's own is not */
/* What draws a picture on the terminal; ERR_UNAVAILABLE where it is not there. */
bool flow_picture_command(const struct config *c, const struct picture_room *room, struct arena *a, struct picture_command *out, struct err *e);
/* Draws it from where the cursor is, and waits until that is done. */
bool flow_picture_show(const struct picture_command *c, struct slice bytes, struct err *e);

/* ---- demo ---- */
/* Fills an empty data directory with the sample edition and some weeks of plausible moods and sessions. No network. */
bool flow_demo_fill(struct flow *f, struct err *e);

#endif
