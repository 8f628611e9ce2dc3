/* score.c: from a text to one number and the reasons for it. The sum of weighted terms is squashed to -1 … 1; every further
 * part (learning, channel, rules) moves what is there by a share of the way that is left, so that the reasons always add up. */
#include "lexicon.h"
#include "personal.h"
#include "rules.h"
#include "score_with.h"
#include "terms.h"
#include "themes.h"

#include <math.h>
#include <string.h>

/* Chosen on development texts. */
#define LABEL_FROM 0.27      /* |value| from which a text is called uplifting or draining: below it is unsure, so neutral */
#define BODY_SHARE 0.5       /* of a summary beside a title */
#define VOTES_OF_COMMON_WORD 3 /* "the" and "een" tell a language; other words only hint at it */
#define UNSURE_LANGUAGE 0.6  /* what both tables together say of a text in no known language */
#define PERSONAL_SHARE (1 / 3.0) /* log-odds to the scale of the score: 3 to 1 */
#define PERSONAL_MAX 0.9     /* what was learned moves a score by less than this */

#define KEPT 32              /* strongest words of a part that are told apart */

struct found {               /* a reason with what tells that it is the same word again, however it is written */
	struct reason reason;
	uint64_t hash;
};

struct part {                /* what one table says of the title or the body */
	double sum, share;
	size_t words;
	int count;
	struct found found[KEPT];
};

/* The same word again is the same reason, more often. False: it is not among them yet. */
static bool add_to_same(struct found *among, int count, const struct found *f) {
	for (int i = 0; i < count; i++)
		if (among[i].hash == f->hash && among[i].reason.negated == f->reason.negated) {
			among[i].reason.weight += f->reason.weight;
			among[i].reason.times += f->reason.times;
			return true;
		}
	return false;
}

static void keep_reason(struct part *p, struct slice term, uint64_t hash, double weight, bool negated) {
	struct found found = {{.kind = REASON_WORD, .term = term, .weight = weight, .negated = negated, .times = 1}, hash};
	int least = 0;

	if (add_to_same(p->found, p->count, &found))
		return;
	if (p->count < KEPT) {
		p->found[p->count++] = found;
		return;
	}
	for (int i = 1; i < KEPT; i++)
		if (fabs(p->found[i].reason.weight) < fabs(p->found[least].reason.weight))
			least = i;
	if (fabs(weight) > fabs(p->found[least].reason.weight))
		p->found[least] = found;
}

/* The words from one token to the last of a term, as they stand. */
static struct slice term_text(const struct terms *t, const struct term *term) {
	struct slice first = t->token[term->token].text, last = t->token[term->token + term->tokens - 1].text;

	return (struct slice){first.at, (size_t)(last.at + last.len - first.at)};
}

static double weight_of(const struct term *term) {
	return (double)term->factor * term->known.weight / 1000;
}

static void add_window(struct part *p, const struct terms *t) {
	for (size_t i = 0; i < t->count; i++)
		p->sum += weight_of(&t->term[i]);
	p->words += t->words;
}

static void keep_reasons(struct part *p, const struct terms *t) {
	double word[TERMS_WINDOW] = {0};
	bool negated[TERMS_WINDOW] = {0};

	for (size_t i = 0; i < t->count; i++) {
		const struct term *term = &t->term[i];
		double weight = weight_of(term);

		if (term->tokens == 1) {
			word[term->token] += weight;
			negated[term->token] |= term->negated;
		} else if (weight != 0) {
			keep_reason(p, term_text(t, term), term->hash, weight, term->negated);
		}
	}
	for (size_t i = 0; i < t->token_count; i++)
		if (word[i] != 0)
			keep_reason(p, t->token[i].text, t->token[i].hash, word[i], negated[i]);
}

/* A text on its way through the tables. */
struct reading {
	const struct lexicon *tables;
	size_t count;
	struct vocabulary *vocabulary;
	bool why;                    /* the strongest words are to be told */
	struct theme_points *themes; /* NULL: nobody asks */
	struct part part[4];         /* title and body, by each table that is asked */
	int parts;
};

static void read_part(struct reading *r, size_t table, struct tokens words, double share) {
	struct part *p = &r->part[r->parts++];
	struct terms t;

	p->sum = 0;
	p->words = 0;
	p->count = 0;
	while (terms_window(&words, &t)) {
		terms_find(&r->tables[table], r->vocabulary, &t, false);
		add_window(p, &t);
		if (r->why)
			keep_reasons(p, &t);
	}
	p->share = share * terms_norm(p->words);
}

/* What the text is about: its title, the beginning of its body, its categories. */
static void read_themes(struct reading *r, size_t table, const struct score_text *text, const struct text_tokens *words) {
	const struct lexicon *lex = &lexicon_themes[table];
	size_t first = 0;

	for (; first < words->body.count; first++) {
		struct slice word = words->body.at[first].text;

		if ((size_t)(word.at - text->body.at) + word.len > THEMES_BODY_BYTES)
			break;
	}
	themes_add_words(lex, words->title.at, words->title.count, THEMES_TITLE, r->themes);
	themes_add_words(lex, words->body.at, first, THEMES_BODY, r->themes);
	for (size_t t = 0; t < text->tag_count; t++)
		themes_add_tag(lex, text->tags[t], r->themes);
}

/* Title and body by the table of their language, or, damped, by the first two where that is not clear. */
static void read_text(struct reading *r, const struct score_text *text, const struct text_tokens *words) {
	const struct lexicon *own = score_language(r->tables, r->count, text, words);
	bool titled = slice_trim(text->title).len > 0;
	double share = own ? 1 : UNSURE_LANGUAGE;

	for (size_t i = 0; i < r->count && r->parts < 4; i++) {
		if (own && own != &r->tables[i])
			continue;
		if (titled)
			read_part(r, i, words->title, share);
		if (text->body.len > 0)
			read_part(r, i, words->body, titled ? BODY_SHARE * share : share);
		if (r->themes)
			read_themes(r, i, text, words);
	}
}

/* ---- which table ---- */

static bool names_language(const char *tag, const char *lang) {
	size_t len = strlen(lang);

	return slice_starts_nocase(slice_of(tag), slice_of(lang)) && (tag[len] == '\0' || tag[len] == '-' || tag[len] == '_');
}

/* What speaks for a language: its most common words, and a little every word that it knows. */
static unsigned count_votes(const struct lexicon *lex, const struct tokens *words) {
	unsigned votes = 0;

	for (size_t i = 0; i < words->count && i < TERMS_WINDOW; i++) {
		struct known known;

		if (words->at[i].kind == TOKEN_WORD && lexicon_find(lex, words->at[i].hash, &known))
			votes += known.info & WORD_VOTES ? VOTES_OF_COMMON_WORD : 1;
	}
	return votes;
}

const struct lexicon *score_language(const struct lexicon *tables, size_t count, const struct score_text *text, const struct text_tokens *words) {
	const struct lexicon *best = NULL;
	unsigned most = 0;

	for (size_t i = 0; text->lang && *text->lang && i < count; i++)
		if (names_language(text->lang, tables[i].lang))
			return &tables[i];
	for (size_t i = 0; i < count; i++) {
		unsigned votes = count_votes(&tables[i], &words->title) + count_votes(&tables[i], &words->body);

		if (votes == most)
			best = NULL;
		else if (votes > most)
			best = &tables[i];
		if (votes > most)
			most = votes;
	}
	return best;
}

/* ---- putting it together ---- */

struct sum {
	double value;
	int count;
	struct found found[4 * KEPT + PERSONAL_HITS_MAX + RULE_HITS_MAX + 2];
};

static void add_reason(struct sum *s, struct reason reason) {
	s->found[s->count++].reason = reason;
}

static void scale_all(struct sum *s, double by) {
	for (int i = 0; i < s->count; i++)
		s->found[i].reason.weight *= by;
	s->value *= by;
}

/* Moves the value towards the end of the scale that `push` points to, by `push` while that is little, and never past it. */
static double room_for(double value, double push) {
	double room = push > 0 ? 1 - value : 1 + value;

	return room <= 0 ? 0 : push * room / sqrt(room * room + push * push);
}

static void add_parts(struct sum *s, const struct reading *r) {
	double x = 0, squash;

	for (int p = 0; p < r->parts; p++)
		x += r->part[p].sum * r->part[p].share;
	squash = 1 / sqrt(1 + x * x);
	s->value = x * squash;
	s->count = 0;
	for (int p = 0; p < r->parts; p++)
		for (int i = 0; i < r->part[p].count; i++) {
			struct found f = r->part[p].found[i];

			f.reason.weight *= r->part[p].share * squash;
			if (!add_to_same(s->found, s->count, &f))
				s->found[s->count++] = f;
		}
}

static void add_personal(struct sum *s, const struct personal *p, const struct score_text *text, const struct text_tokens *words) {
	struct personal_hits hits;
	double push, moved, ratio;

	personal_match(p, text, words, &hits);
	if (hits.sum == 0)
		return;
	push = hits.sum * PERSONAL_SHARE;
	push = PERSONAL_MAX * push / sqrt(PERSONAL_MAX * PERSONAL_MAX + push * push);
	moved = room_for(s->value, push);
	ratio = moved / hits.sum;
	for (int i = 0; i < hits.count; i++)
		add_reason(s, (struct reason){.kind = hits.hit[i].kind, .term = hits.hit[i].term, .tag = hits.hit[i].tag,
			.weight = hits.hit[i].weight * ratio});
	s->value += moved;
}

static void add_channel(struct sum *s, double bias) {
	double moved = room_for(s->value, bias);

	if (!(moved != 0))
		return;
	add_reason(s, (struct reason){.kind = REASON_CHANNEL, .term = SLICE("channel"), .weight = moved});
	s->value += moved;
}

/* A rule of full weight decides alone: what was there keeps only what the rules leave. */
static void add_rules(struct sum *s, const struct rule_hits *hits, struct score *out) {
	double ratio = hits->sum != 0 ? hits->weight / hits->sum : 0;

	out->blocked = hits->block;
	out->always = hits->always && !hits->block;
	scale_all(s, 1 - fabs(hits->weight));
	for (int i = 0; i < hits->count; i++)
		add_reason(s, (struct reason){.kind = REASON_RULE, .term = hits->hit[i].words, .rule = hits->hit[i].rule, .action = hits->hit[i].action,
			.weight = hits->hit[i].weight * ratio});
	out->rules_met = hits->met;
	memcpy(out->rule_met, hits->rule_met, (size_t)hits->met * sizeof *hits->rule_met);
	s->value += hits->weight;
}

/* A rule that blocks or lets through has no weight, and is still the strongest there is. */
static bool stronger(const struct reason *a, const struct reason *b) {
	bool a_decides = a->kind == REASON_RULE && a->weight == 0, b_decides = b->kind == REASON_RULE && b->weight == 0;

	return a_decides != b_decides ? a_decides : fabs(a->weight) > fabs(b->weight);
}

/* The strongest of them, in order, and last what the others come to. */
static void write_reasons(struct sum *s, struct score *out) {
	int room = SCORE_REASONS_MAX - 1;
	double rest = s->value;

	out->reasons = 0;
	for (int i = 0; i < s->count; i++) {
		int at = out->reasons < room ? out->reasons++ : room;

		if (at == room && !stronger(&s->found[i].reason, &out->why[room - 1]))
			continue;
		if (at == room)
			at--;
		while (at > 0 && stronger(&s->found[i].reason, &out->why[at - 1])) {
			out->why[at] = out->why[at - 1];
			at--;
		}
		out->why[at] = s->found[i].reason;
	}
	for (int i = 0; i < out->reasons; i++)
		rest -= out->why[i].weight;
	if (fabs(rest) > 1e-12)
		out->why[out->reasons++] = (struct reason){.kind = REASON_REST, .term = SLICE("…"), .weight = rest};
}

/* What the reader has to say beside the words: lessons, the channel, and rules, which have the last word. */
static void judge(struct sum *sum, const struct scorer *s, const struct score_text *text, const struct text_tokens *words, struct score *out) {
	out->blocked = out->always = false;
	out->rules_met = 0;
	if (s && s->personal)
		add_personal(sum, s->personal, text, words);
	if (isfinite(text->channel_bias))
		add_channel(sum, text->channel_bias);
	if (s && s->rules) {
		struct rule_hits hits;

		ruleset_match(s->rules, text, words, &hits);
		if (hits.count > 0)
			add_rules(sum, &hits, out);
	}
	write_reasons(sum, out);
	out->value = sum->value < -1 ? -1 : sum->value > 1 ? 1 : sum->value;
	out->label = out->value >= LABEL_FROM ? LABEL_UPLIFTING : out->value <= -LABEL_FROM ? LABEL_DRAINING : LABEL_NEUTRAL;
}

static void score(struct reading *r, const struct scorer *s, const struct score_text *text, struct score *out) {
	struct text_tokens words;
	struct sum sum;

	r->vocabulary = s ? s->vocabulary : NULL;
	r->parts = 0;
	text_tokens_init(&words, text);
	read_text(r, text, &words);
	add_parts(&sum, r);
	judge(&sum, s, text, &words, out);
	text_tokens_finish(&words);
}

void score_with(const struct lexicon *tables, size_t count, const struct scorer *s, const struct score_text *text, struct score *out) {
	struct reading r;

	r.tables = tables;
	r.count = count;
	r.why = true;
	r.themes = NULL;
	score(&r, s, text, out);
}

void score_briefly(const struct scorer *s, const struct score_text *text, struct score *out, theme_set *themes) {
	struct theme_points points = {{0}};
	struct reading r;

	r.tables = lexicons;
	r.count = lexicon_count;
	r.why = false;
	r.themes = &points;
	score(&r, s, text, out);
	*themes = themes_best(&points);
}
