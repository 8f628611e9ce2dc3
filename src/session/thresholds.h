/* thresholds.h: every number of a session's rules in one table, each with the reason that it is what it is; those that others
 * need as well stand in session.h. Where no study fixes a number it is a choice of this project, and says so. */
#ifndef SESSION_THRESHOLDS_H
#define SESSION_THRESHOLDS_H

/* Composing: hard rules. */
#define CHANNEL_ITEMS_MAX 2      /* C2: more than two from one source is that source's session, not a mix. A choice */
#define DRAINING_ONE_IN_LEAST 3  /* C3: the reader may allow a third at most; a few minutes of bad news are felt (Buchanan 2021) */
#define MINUTES_SLACK 1e-9       /* C2: sums of tenths that should be equal; no person has such minutes */

/* Composing: rules that may give way. */
#define OPENER_SCORE_MIN 0.2     /* C5: where the label "uplifting" begins */
#define SHORT_MINUTES_MAX 3.0    /* C5, C6: a start and an end are small things; the clips that were studied took five minutes in all */
#define CLOSER_HOPE 0.3          /* C6: only hope raised motivation (Prestin and Nabi 2020), and an end weighs most in memory */
#define CLOSER_TWO_THEMES 0.1    /* C6: funny and moving at once does better than either (Strick 2021) */
#define STRETCH_SCORE_MIN (-0.1) /* C7: unfamiliar, not unpleasant */
#define STRETCH_FROM_ITEMS 3     /* C7: opener, closer, and one between them */
#define DO_FROM_ITEMS 5          /* C8 */
#define THEMES_FROM_ITEMS 6      /* C9 */
#define THEMES_MIN 3             /* C9 */
#define ENDS_FROM_ITEMS 2        /* C5, C6: a single item is "one thing": it may be long, and is neither start nor end */

/* What an item is worth: quality, about 0 … 3. All choices; they order items, no rule hangs on them. */
#define WORTH_BASE 1.0           /* so that a neutral item counts for something */
#define WORTH_SCORE 1.0          /* times the score */
#define WORTH_FRESH 0.3          /* falls to 0 at CANDIDATE_DAYS */
#define WORTH_RARE 0.3           /* falls by half at two posts a week: a friend's yearly post should not drown */
#define RARE_POSTS_A_WEEK 2.0
#define WORTH_UNSEEN 0.1         /* channels take turns: grows to this over STRETCH_DAYS */
#define WORTH_TWO_THEMES 0.1     /* Strick 2021 again */
#define WORTH_JITTER 0.2         /* the seed's: days differ among near-equals, and a clear difference still decides */
#define WORTH_ALWAYS 100.0       /* a reader's rule that lets an item through: more than all else of a plan together */
#define WORTH_LEAST 0.05         /* nothing is worth less than nothing, or shorter would be better by itself */

/* What a plan is worth: quality of the minutes, and of having several things. */
#define PLAN_COUNT_SHARE 0.5     /* a full set of items weighs half as much as full minutes: else many tiny things always win */
#define PLAN_THEME 0.05          /* for each theme there, up to PLAN_THEMES: variety decides among near-equals */
#define PLAN_THEMES 5
#define PLAN_DO 0.25             /* something to do, where it was wanted, is worth something by itself */
#define PLAN_DO_SHARE 0.25       /* but minutes of it beyond a quarter of the session count for nothing: there is reading to do */
/* Lengths are compared: one that breaks less wins as long as it is worth this share of the best there is. A shorter session that keeps
 * the rules is a good session; half a session is not, and then the pool was too small for them. */
#define PLAN_ENOUGH 0.6

/* Bounds on the work, so that no pool of any shape takes long. */
#define LIST_MAX 128             /* best of each sort; two each for 64 items */
#define SIZES_MAX 12             /* plan lengths tried */
#define STEPS_A_SIZE 6000        /* of the search for one length and one set of rules */
#define STEPS_IN_ALL 60000
#define ORDER_STEPS 2000         /* of putting one plan in order */
#define TRIAL_STEPS 200          /* and of seeing whether an exchange leaves an order */
#define TRIALS_IN_ALL 600
#define CLIMB_ROUNDS 12

/* The clock and pace. */
#define TICK_GAP_MS 5000         /* T6: nobody read while the program stood still */
#define IDLE_MS 120000           /* T2: two minutes, or as long as the open item takes */
#define CLOSER_AFTER_TIME 2.0    /* T4: minutes that a closer may still take when time is up */
#define SKIM_MS 8000             /* P1 */
#define SKIM_SHARE 4             /* P1: left before a quarter of its time */
#define SKIMS_IN_A_ROW 3         /* P2: once is a choice, three times a drift */
#define PACE_HINTS_MAX 2         /* P3 */

/* Moods. */
#define SHRINK_K 10.0            /* 4.9: a group counts as if ten average sessions stood beside it */
#define RANGE_Z 1.28             /* 4.9: 80 % of a normal distribution */
#define STEP_VARIANCE (1.0 / 12) /* of what whole steps hide: ten equal answers are not certainty */
#define LOW_DAYS 14              /* 5.2 */
#define LOW_CHECKINS 5
#define LOW_CHECKIN_DAYS 4
#define LOW_LAST_DAYS 3

#endif
