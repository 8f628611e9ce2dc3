/* session.h: what a session is, as pure functions over plain structs: composing, the clock, pace, the caps of a day, and what moods say.
 * The rules are those of the specification; their letters stand beside the code that keeps them. No I/O, no time but what is passed in. */
#ifndef BEWUST_SESSION_H
#define BEWUST_SESSION_H

#include <bewust/arena.h>
#include <bewust/config.h>
#include <bewust/model.h>

/* ---- composing: C1 to C10 ---- */

/* How far back whoever gathers the candidates has to look. */
#define CANDIDATE_DAYS 14            /* C1: two weeks. A choice: long enough for who posts weekly, short enough never to become a backlog */
#define STRETCH_DAYS 30              /* C7: a month without it. A choice, no study behind it */

struct candidate {
	int64_t id;                      /* the item */
	int64_t channel_id;
	int64_t published;
	double score;
	enum label label;
	enum item_kind kind;
	theme_set themes;
	double minutes;
	double posts_a_week;             /* its channel's: who posts rarely gets a bonus */
	int64_t channel_seen_at;         /* when its channel was last in a session; DATE_NONE never */
	bool do_item;                    /* a challenge, shipped or from a feed */
	bool always;                     /* a rule of the reader's lets it through: before all others, as far as C1 to C4 let it */
	int64_t story;                   /* one of several channels' tellings of it; 0: of its own */
};

struct wish {
	theme_set themes;                /* 0: any */
	double minutes;
	int items;                       /* at most */
	int before;                      /* valence before, MOOD_NONE not told */
	int draining_one_in;             /* C3: 0 none, else one in this many */
	bool want_do_item;
	bool from_plan;                  /* a plan from somebody: no draining items */
	int64_t now;
	uint64_t seed;
	const int64_t *theme_seen_at;    /* THEME_COUNT of them, or NULL: for the stretch */
};

/* Rules that may give way in a small pool, in the order in which they do. */
enum give_way { GAVE_C8, GAVE_C7, GAVE_C9, GAVE_C6, GAVE_C5, GAVE_C2_ONE, GAVE_COUNT };
const char *give_way_name(enum give_way g);                       /* "C8" … "C2" */

enum held_reason { HELD_DRAINING, HELD_TIME, HELD_FULL, HELD_CHANNEL, HELD_THEME, HELD_OLD, HELD_LONG, HELD_NEWS, HELD_STORY, HELD_COUNT };
const char *held_reason_name(enum held_reason r);                 /* one short phrase, for --json */

struct planned { size_t candidate; enum role role; };
struct held { size_t candidate; enum held_reason reason; }; /* HELD_STORY: another telling of its story is in the plan */
struct plan {
	struct planned *items;           size_t count;
	struct held *held;               size_t held_count; /* the best of the rest, at most PLAN_HELD_MAX */
	unsigned gave_way;               /* bits 1 << enum give_way */
	double minutes;                  /* sum */
};
#define PLAN_ITEMS_MAX SESSION_ITEMS_MAX
#define PLAN_HELD_MAX 50

/* Composes. Deterministic from its arguments; linear in `count` but for the few that are chosen. Nothing fits: count 0. A story that
 * several channels tell is one thing: of the tellings that may be in a plan, one that a rule lets through, else the lightest, stands for
 * it and counts for its own channel. */
void session_compose(const struct candidate *pool, size_t count, const struct wish *wish, struct arena *a, struct plan *out);
/* One phrase for why an item is where it is: "a gentle start", "a stretch: a channel you have not read for a while". Translated. */
const char *session_why(enum role role, const struct candidate *c, const struct wish *wish);

/* ---- the clock: T1 to T6 ---- */

struct session_clock {
	int64_t budget_ms, spent_ms;
	int64_t last_tick_ms;            /* mono; -1: not running */
	int64_t idle_since_ms;           /* last key, mono */
	int64_t item_ms;                 /* on the open item, pauses not counted */
	int64_t item_estimate_ms;
	bool paused;                     /* by the help page, or stepping aside */
	bool idle;                       /* paused by itself: T2 */
};
void session_clock_start(struct session_clock *c, int64_t budget_ms, int64_t spent_ms, int64_t mono_ms);
void session_clock_item(struct session_clock *c, int64_t estimate_ms, int64_t mono_ms);  /* another item is open now */
void session_clock_tick(struct session_clock *c, int64_t mono_ms);                       /* a gap of over 5 s between ticks does not count */
void session_clock_key(struct session_clock *c, int64_t mono_ms);                        /* somebody is there */
void session_clock_pause(struct session_clock *c, bool paused, int64_t mono_ms);
void session_clock_charge(struct session_clock *c, int64_t ms);                          /* a video watched outside: its length */
void session_clock_give_back(struct session_clock *c, int64_t ms);                       /* … and it did not play after all */
int session_clock_minutes_left(const struct session_clock *c);                           /* whole, rounded up; 0 = time */
double session_clock_share(const struct session_clock *c);                               /* 0 … 1 of the budget spent */
/* T4: may the closer still come? While there is time, and after it when the closer is short. */
bool session_closer_still(const struct session_clock *c, double closer_minutes);

/* ---- pace: P1 to P3 ---- */
struct pace { int quick_in_a_row, hints; };
bool pace_left(struct pace *p, int64_t item_ms, int64_t estimate_ms);                    /* true: say the one line now (at most twice) */

/* ---- the day: X3 to X5 ---- */
struct day_use { int sessions; double minutes; bool extra_used; };
/* A cap of 0 is none. */
bool day_is_full(const struct day_use *use, int sessions_a_day, int minutes_a_day);
#define GATE_WAIT_MS 10000

/* ---- what moods say: 4.9 ---- */
double mood_median(const int *values, size_t count);                                     /* count > 0 */
/* A day's shade in the year in pixels: 1 heavy … 7 light, 4 the middle; 0 for a gap (NAN). */
int mood_shade(double valence);
struct mood_day { int64_t day; double valence, energy; int count; };                     /* energy NAN where never given */
size_t mood_days(const struct mood *moods, size_t count, int turn_hour, struct mood_day *out /* count of them */); /* oldest first */

/* One for each session that has both, ordered by its name, *out of them; yours to free. Where a check-in was given twice the later one counts. */
struct mood_change { const struct uuid *session; int64_t at /* of the one after */; int before, after; };
struct mood_change *mood_changes(const struct mood *moods, size_t count, size_t *out);
struct mood_pairs { int count; double mean_delta; int lighter, same, heavier; };
void mood_pairs(const struct mood *moods, size_t count, struct mood_pairs *out);         /* before and after of one session */

#define INSIGHT_GROUP_MIN 10         /* 4.9: sessions with, and sessions without, below which nothing is said */
#define INSIGHT_GROUPS_MANY 8        /* among so many one stands out by chance, which is said then. A choice */
enum verdict { VERDICT_NOT_ENOUGH, VERDICT_NO_DIFFERENCE, VERDICT_LIGHTER, VERDICT_HEAVIER };
const char *verdict_name(enum verdict v);                                                /* "not-enough" "no-difference" "lighter" "heavier" */
struct insight { int with, without; double delta, low, high; enum verdict verdict; };
/* A group's change against all: n/(n+10) · (mean group - mean all), 80 % range ±1.28·sqrt(s²/(n+10)); refused below
 * INSIGHT_GROUP_MIN with or without. */
void mood_insight(const double *deltas, const bool *in_group, size_t count, struct insight *out);
/* The same from what was counted: s is the group's own standard deviation. */
void mood_insight_of(int with, int without, double mean_with, double mean_all, double s, struct insight *out);

/* A session counts for a channel or theme when one of its items was read at least half: one of these for each such item. */
struct mood_evidence { struct uuid session; int64_t key; };                              /* key: a channel's id, or an enum theme */
struct mood_row { int64_t key; struct insight insight; };
/* One row for each key, strongest first, what has too little at the end. Sessions without a mood before and after do not count;
 * one that is named twice counts once. `out` has room for evidence_count rows. */
size_t mood_rows(const struct mood *moods, size_t count, const struct mood_evidence *evidence, size_t evidence_count, struct mood_row *out);

/* 5.2: within 14 days >= 5 check-ins on >= 4 days with median <= -2, or the last 3 days with entries all <= -2. */
bool mood_is_low(const struct mood *moods, size_t count, int64_t now, int turn_hour);

#endif
