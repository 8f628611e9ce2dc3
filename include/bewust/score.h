/* score.h: how a text is likely to feel, and why. Pure: same text, same rules, same learning, same answer; nothing allocated per token.
 *
 * The reader rules: own rules beat what was learned from the reader, and that beats the shipped lexicon. Every score can be opened:
 * its reasons add up to it. The lexicon is a table in read-only pages, made when the program is built (data/lexicon/README.md). */
#ifndef BEWUST_SCORE_H
#define BEWUST_SCORE_H

#include <bewust/arena.h>
#include <bewust/err.h>
#include <bewust/model.h>
#include <bewust/str.h>

#define SCORE_BYTES_MAX 20000    /* of a title and of a body, each; the rest is not read */

/* The reader's rules, compiled: one pass over a text's words however many there are. Plain words match whole words in any case
 * and accent; "storm*" a prefix; "#tag" a category of the feed; "re:…" a regular expression, where built with PCRE2, held to limits.
 * Rules past their date are left out, and so are patterns that are none. */
struct ruleset;
/* Whether a rule's words can be used; if not, why. */
bool rule_words_check(const char *words, struct err *e);
struct ruleset *ruleset_new(const struct rule *rules, size_t count, int64_t now);
void ruleset_free(struct ruleset *r);
struct score_text;
bool ruleset_meets(const struct ruleset *r, const struct score_text *text);   /* whether any of the rules is about it */

/* What was learned from the reader's own labels: for each feature how often it stood in uplifting and in draining ones (counts, so
 * that every lesson can be undone, merged and forgotten exactly). A feature is a stable 64-bit hash of a word, stem, bigram, channel or category. */
struct personal;
struct personal *personal_new(void);
void personal_free(struct personal *p);
void personal_put(struct personal *p, uint64_t feature, int up, int down);   /* as stored; replaces */
size_t personal_labels(const struct personal *p);                           /* lessons so far: feature 0 counts them */

struct score_text {
	struct slice title, body;        /* UTF-8; either may be empty. For one line of text: title only */
	const char *lang;                /* "en", "nl", other or "" (then by a vote; unknown: both tables, damped) */
	const char *const *tags;         size_t tag_count;   /* the feed's own categories */
	int64_t channel_id;              /* for rules that hold in some channels; 0: none */
	uint64_t channel_key;            /* the same for what is learned: stays, in whatever database the channel is; 0: none */
	double channel_bias;             /* the reader's own, -1 … 1 */
};

/* The words that a scorer met: what is known of them is looked up once. Changes no answer. One for a thread. */
struct vocabulary;
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *v);

struct scorer {
	const struct ruleset *rules;     /* NULL: none */
	const struct personal *personal; /* NULL: none */
	struct vocabulary *vocabulary;   /* NULL: none */
};

/* Scores one text. out->why: strongest first, adding up to out->value within 1e-9; empty when nothing is known (value 0, neutral).
 * Terms point into the text, the tags or the ruleset. Any bytes, linear time. Cannot fail. */
void score_text(const struct scorer *s, const struct score_text *text, struct score *out);

/* The same for who has many texts: which words made the score is not told, they are among out->why's rest; but what the text is about
 * is: the themes that its words and categories reveal, beside its channel's own; at most three, none where unsure. */
void score_briefly(const struct scorer *s, const struct score_text *text, struct score *out, theme_set *themes);

/* Appends one result as an object on one line, without the newline: {"score","label","why":[{"term","weight"}],"text"}. Terms
 * are what they are in the text, or the rule's words; each also says its "kind" where it is not a word of the text (rule, personal,
 * channel, rest), "count" where it stands there more than once, "negated" where it was. The score has four decimals and is the sum of the weights as written. */
void score_write_json(const struct score *score, struct slice text, struct str *out);
/* The same as score<TAB>label<TAB>text; tabs and newlines of the text come out as spaces. */
void score_write_tsv(const struct score *score, struct slice text, struct str *out);

/* Learns (times = 1) or takes back (times = -1) one label for a text. `changed` is called with each feature's new counts, to be stored;
 * neutral teaches nothing. */
void personal_learn(struct personal *p, const struct score_text *text, enum label label, int times,
	void (*changed)(void *ctx, uint64_t feature, int up, int down), void *ctx);

/* Minutes to read: words / 220, never below 0.1. */
double score_reading_minutes(size_t words);

#endif
