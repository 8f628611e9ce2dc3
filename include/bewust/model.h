/* model.h: the plain structs that the whole program speaks of: channel, item, score, session, mood, rule.
 *
 * Texts are `const char *`, UTF-8, cleaned of controls, terminated; they belong to the arena (or object) the struct came from.
 * NULL or "" means "not known". Instants are Unix seconds, DATE_NONE where not known. Names as in the command line's --json. */
#ifndef BEWUST_MODEL_H
#define BEWUST_MODEL_H

#include <bewust/date.h>
#include <bewust/json.h>
#include <bewust/limits.h>
#include <bewust/str.h>
#include <bewust/uuid.h>
#include <stdint.h>

/* What a thing is about: one fixed list, as bits. */
#define THEMES(T) T(calm) T(humour) T(hope) T(kindness) T(nature) T(growth) T(learning) T(solutions) T(creativity) T(connection) \
	T(challenge) T(coaching) T(news)
enum theme {
#define T(name) THEME_INDEX_##name,
	THEMES(T)
#undef T
	THEME_COUNT
};
typedef uint32_t theme_set; /* bit (1 << THEME_INDEX_x) */
#define THEME(name) ((theme_set)1 << THEME_INDEX_##name)

const char *theme_name(enum theme t);                             /* "calm": for files and --json */
bool theme_parse(struct slice name, enum theme *out);             /* any case */
bool theme_set_parse(struct slice names, theme_set *out);         /* "calm,humour hope"; false at the first unknown one */
void theme_set_write(theme_set set, const char *separator, struct str *out);
void theme_set_write_json(theme_set set, struct json *out);        /* the member "themes": an array of names */

/* What sort of source a channel is, and of item. */
enum source_kind { SOURCE_UNKNOWN, SOURCE_PERSON, SOURCE_NEWSROOM, SOURCE_INSTITUTION, SOURCE_CLINICIAN, SOURCE_SATIRE, SOURCE_COUNT };
enum item_kind { ITEM_TEXT, ITEM_PICTURE, ITEM_AUDIO, ITEM_VIDEO, ITEM_LIVE, ITEM_CHALLENGE, ITEM_KIND_COUNT };
enum label { LABEL_DRAINING = -1, LABEL_NEUTRAL = 0, LABEL_UPLIFTING = 1 };
enum item_state { STATE_NEW, STATE_SHOWN, STATE_READ, STATE_SKIPPED, STATE_KEPT, STATE_DONE, STATE_HELD, STATE_COUNT };

const char *source_kind_name(enum source_kind k);
bool source_kind_parse(struct slice name, enum source_kind *out);
const char *item_kind_name(enum item_kind k);
bool item_kind_parse(struct slice name, enum item_kind *out);
bool item_kind_is_medium(enum item_kind k);                       /* a sound, a film or a stream: a player plays it, and it has a length */
const char *label_name(enum label l);                             /* "uplifting" "neutral" "draining" */
bool label_parse(struct slice name, enum label *out);
const char *item_state_name(enum item_state s);
bool item_state_parse(struct slice name, enum item_state *out);

/* Where a channel's server sends for good (301, 308), since when, and how many refreshes in a row it said so. */
struct channel_move {
	const char *to;               /* "" or NULL: it stays where it is */
	int64_t since;
	int times;
};

/* What a feed says of when it wants to be asked; zeroes: nothing. */
struct channel_wishes {
	int ttl_minutes;              /* not sooner than that */
	uint32_t skip_hours;          /* not then: bit n is hour n, UTC … */
	unsigned skip_days;           /* … bit 0 is monday */
};

/* What the reader set for one channel; NULL and 0: as for all. */
struct channel_settings {
	const char *user_agent;       /* told instead of the program's own */
	const char *header;           /* "Name: value", one more line of the request */
	const char *user;             /* whose password the first line of what `password_command` prints is */
	const char *password_command;
	int interval_minutes;         /* not more often than that, and not less without need */
};

struct channel {
	int64_t id;                   /* the store's row; 0: not stored yet */
	struct uuid uuid;             /* named by the address it was followed at */
	const char *url, *site;       /* the feed; the page people look at */
	const char *title;            /* the reader's own name for it, else the feed's */
	const char *credential;       /* what the source says of itself: "LMFT"; "" = not stated */
	const char *note;             /* a counsellor's or a pack's word on it */
	const char *lang;
	theme_set themes;
	enum source_kind kind;
	double bias;                  /* the reader's own, added to scores, -1 … 1 */
	bool paused;
	/* health */
	const char *error;            /* the last trouble as one sentence; "" when all is well */
	int64_t error_since;          /* DATE_NONE when all is well */
	int errors;                   /* refreshes without success one after another, those that a server put off among them */
	const char *flaw;             /* what was mended in the feed when it was last read, as one sentence; "" when it was whole */
	int64_t checked_at, due_at;   /* last asked; next time to ask */
	struct channel_move moved;
	struct channel_wishes wishes;
	const char *etag, *last_modified; /* validators, byte for byte as the server sent them */
	/* counts that are kept, never counted anew */
	int items, read, skipped, kept;
	int64_t newest_at;            /* of its newest item */
	double posts_a_week;          /* how often it really posts, last 90 days */
};

struct item {
	int64_t id, channel_id;
	struct uuid uuid;             /* named inside the channel by its guid */
	struct uuid channel_uuid;
	const char *channel_title;
	const char *guid, *url, *title, *author;
	const char *summary;          /* plain text, at most LIMIT_SUMMARY_BYTES bytes: enough for its first three lines */
	const char *media_url;        /* what `o` plays, for audio, video, live; "" none */
	const char *lang;
	const char *tags;             /* the feed's own categories, one a line; "" none */
	int64_t published, fetched;
	bool published_guessed;       /* the feed told no date that could be read */
	enum item_kind kind;
	enum source_kind source;      /* its channel's */
	theme_set themes;
	double score;                 /* -1 draining … 1 uplifting */
	enum label label;             /* from the score, or the reader's own where own_label */
	bool own_label;
	bool always;                  /* one of the reader's rules lets it through, whatever the score says */
	enum item_state state;
	bool kept;                    /* set aside; stays so whatever the state */
	double minutes;               /* to read or watch, estimated: > 0 */
	int64_t story;                /* the same in every channel's telling of one story; 0: told by this one alone */
	const char *note;             /* the reader's own line on it; never read by the program */
	const char *also_in;          /* the titles of the other channels that tell it, one a line; "" none */
};

enum rule_action { RULE_WEIGH, RULE_BLOCK, RULE_ALWAYS };

/* A piece of "why this score". */
enum reason_kind { REASON_WORD, REASON_RULE, REASON_PERSONAL, REASON_CHANNEL, REASON_REST };
struct reason {
	enum reason_kind kind;
	struct slice term;            /* as it stands in the text scored, or the rule's words: lives as long as these */
	double weight;                /* signed; all reasons of a score add up to it */
	bool negated, tag;            /* tag: the term is a category of the feed, not a word of the text */
	int times;                    /* how often it stands there; 0 and 1: once */
	int64_t rule;                 /* of a REASON_RULE: the rule's id, and what it does */
	enum rule_action action;
};
#define SCORE_REASONS_MAX 12
#define SCORE_RULES_MAX 64       /* different rules that one text is held against */
struct score {
	double value;                 /* -1 … 1 */
	enum label label;
	bool blocked, always;         /* a rule of the reader's says so */
	int rules_met;                /* how many of the reader's rules the text meets, and which */
	int64_t rule_met[SCORE_RULES_MAX];
	int reasons;                  /* strongest first; the last may be REASON_REST: what did not fit */
	struct reason why[SCORE_REASONS_MAX];
};

/* The reader's own rules. */
struct rule {
	int64_t id;                   /* "n" on the command line */
	struct uuid uuid;
	const char *words;            /* a word or phrase; "storm*" a prefix; "#tag" a category; "re:…" a pattern */
	enum rule_action action;
	double weight;                /* -1 … 1, for RULE_WEIGH */
	const int64_t *channels;      /* only there; none = everywhere */
	size_t channel_count;
	int64_t until;                /* DATE_NONE = for good */
	int64_t hits, met_at;         /* how many items it met, and when the last of them came; DATE_NONE: none yet */
};

/* How a person feels: valence heavy -3 … 3 light, energy still -3 … 3 lively. */
#define MOOD_NONE (-128)
#define MOOD_HEAVY (-2)    /* this and below: the two heaviest steps of seven */
#define MOOD_HEAVIEST (-3)
enum mood_phase { MOOD_BEFORE, MOOD_AFTER, MOOD_APART, MOOD_PHASE_COUNT };
const char *mood_phase_name(enum mood_phase p);
bool mood_phase_parse(struct slice name, enum mood_phase *out);
struct mood {
	int64_t id;
	struct uuid uuid, session;    /* session: "" when apart */
	int64_t at;
	enum mood_phase phase;
	int valence, energy;          /* MOOD_NONE where not given */
	const char *words;            /* comma-separated, at most 12 */
	const char *note;             /* one line, at most 140 characters; never read by the program */
};

/* What a session is for. */
#define INTENTIONS(I) I(surprise) I(distract) I(calm) I(laugh) I(hope) I(learn) I(do) I(connect) I(plan)
enum intention {
#define I(name) INTENTION_##name,
	INTENTIONS(I)
#undef I
	INTENTION_COUNT
};
const char *intention_name(enum intention i);                     /* for files and --json */
bool intention_parse(struct slice name, enum intention *out);
/* As they are offered: all but the plan; on heavy days other people come first. */
void intentions_in_order(bool heavy, enum intention out[INTENTION_plan]);
theme_set intention_themes(enum intention i);                     /* 0 = any */

/* What a session item is there for, and what was done with it. */
enum role { ROLE_ITEM, ROLE_OPENER, ROLE_STRETCH, ROLE_DO, ROLE_CLOSER, ROLE_COUNT };
const char *role_name(enum role r);
bool role_parse(struct slice name, enum role *out);

struct session_item {
	int64_t item_id;
	enum role role;
	int position;                 /* 0 … */
	int64_t shown_at;             /* DATE_NONE: not yet */
	int dwell_s;                  /* seconds it was open, pauses not counted */
	enum item_state outcome;      /* STATE_NEW until it was shown */
};

struct session {
	int64_t id;
	struct uuid uuid;
	enum intention intention;
	theme_set themes;             /* asked for, 0 = any */
	const char *aim;              /* the reader's own words for it, or "" */
	int minutes, items_max;       /* as asked */
	uint64_t seed;
	int64_t started_at, ended_at; /* ended_at DATE_NONE: open, or cut off */
	int64_t spent_ms;             /* reading time, pauses and sleep not counted */
	int position;                 /* the item it stands at */
	bool checked_in;              /* a check-in was given or declined: nothing more to ask */
	const char *plan_from;        /* whose plan it belongs to, or "" */
	const struct session_item *items;
	size_t item_count;
};

#endif
