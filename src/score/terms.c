/* terms.c: from tokens to weighted terms, a sentence at a time. */
#include "terms.h"

#include <math.h>
#include <string.h>

/* The factors here were chosen by trial on development texts; where a study suggests one it is named. */
#define NEGATION_FACTOR (-0.3f) /* VADER (Hutto and Gilbert 2014): "not good" is less bad than "bad" */
#define NEGATION_REACH 5         /* words after the negator */
#define NEGATION_REACH_BACK 3    /* words before one that ends its clause: "de medicijnen helpen niet" */
#define RELIEF_REACH 5           /* words after "averts": what is bad there hardly counts, what is good does */
#define RELIEF_AFTER 0.1f
#define RELIEF_BEFORE 0.4f       /* "hostage … freed": what was bad before it in the sentence is less so */
#define STRONGER_FACTOR 1.15f
#define STRONGEST_FACTOR 1.3f
#define WEAKER_FACTOR 0.7f
#define SCALE_REACH 2            /* words after "very" */
#define PARTICLE_REACH 8         /* words from a verb to its other half: "valt … aan" */
#define CONTRAST_BEFORE 0.6f
#define CONTRAST_AFTER 1.2f
#define QUESTION_FACTOR 0.8f
#define EXCLAMATION_STEP 0.12f   /* for each of up to three */
#define CAPS_FACTOR 1.2f
#define STRETCHED_FACTOR 1.15f
#define UNSURE_FACTOR 0.75f      /* "could collapse", "als de dijk breekt" */

#define NORM_WORDS 1.5f          /* a text's sum is divided by (words + this) to the power below */
#define NORM_POWER 0.52f

bool terms_window(struct tokens *rest, struct terms *t) {
	t->token_count = rest->count < TERMS_WINDOW ? rest->count : TERMS_WINDOW;
	if (t->token_count == 0)
		return false;
	memcpy(t->token, rest->at, t->token_count * sizeof *t->token);
	rest->at += t->token_count;
	rest->count -= t->token_count;
	t->words = 0;
	t->count = 0;
	for (size_t i = 0; i < t->token_count; i++)
		t->words += t->token[i].kind != TOKEN_MARK;
	return true;
}

float terms_norm(size_t words) {
	return 1 / powf((float)words + NORM_WORDS, NORM_POWER);
}

/* ---- one pass over a window ---- */

struct reader {
	const struct lexicon *lex;
	struct vocabulary *vocabulary;
	struct terms *t;
	bool all;
	size_t sentence;       /* its first term */
	size_t clause;         /* its first token */
	unsigned negated_for;  /* words that the negation still reaches */
	bool negated;
	unsigned relief_for;
	size_t relieved;       /* the first term that no relief has reached yet */
	unsigned scale_for;
	float scale;
	bool contrast;
	bool unsure;           /* the clause says what may be, not what is */
	bool shouting;         /* most of it is in capitals: they say nothing then */
	unsigned neutral_for;  /* words that a phrase has made neutral */
	unsigned covered_for;  /* words that a phrase stands for */
};

static void add_term(struct reader *r, const struct term *term) {
	struct terms *t = r->t;

	if ((!r->all && term->known.weight == 0) || t->count == TERMS_MAX)
		return;
	t->term[t->count] = *term;
	if (r->relief_for > 0 && term->known.weight < 0)
		t->term[t->count].factor *= RELIEF_AFTER;
	t->count++;
}

static void end_clause(struct reader *r, size_t token) {
	r->clause = token + 1;
	r->negated_for = r->scale_for = r->relief_for = 0;
	r->negated = r->unsure = false;
	r->scale = 1;
}

/* What the end of a sentence says of all of it. */
static void end_sentence(struct reader *r, size_t token) {
	const struct terms *t = r->t;
	unsigned exclamations = 0;
	bool question = false;
	float factor = 1;

	for (size_t i = token; i < t->token_count && t->token[i].kind == TOKEN_MARK; i++) {
		exclamations += t->token[i].mark == '!';
		question |= t->token[i].mark == '?';
	}
	if (question)
		factor *= QUESTION_FACTOR;
	factor *= 1 + EXCLAMATION_STEP * (float)(exclamations < 3 ? exclamations : 3);
	if (factor > 1 || factor < 1)
		for (size_t i = r->sentence; i < t->count; i++)
			r->t->term[i].factor *= factor;
	r->sentence = t->count;
	r->contrast = false;
}

static void contrast(struct reader *r) {
	if (!r->contrast)
		for (size_t i = r->sentence; i < r->t->count; i++)
			r->t->term[i].factor *= CONTRAST_BEFORE;
	r->contrast = true;
}

/* A negator at the end of its clause turns what stands just before it. */
static void negate_back(struct reader *r, size_t token) {
	size_t from = token > NEGATION_REACH_BACK ? token - NEGATION_REACH_BACK : 0;

	if (from < r->clause)
		from = r->clause;
	for (size_t i = r->t->count; i-- > r->sentence && r->t->term[i].token >= from;) {
		struct term *term = &r->t->term[i];

		if (term->token >= token)
			continue;
		term->factor *= NEGATION_FACTOR;
		term->negated = !term->negated;
	}
}

static void relieve(struct reader *r) {
	size_t from = r->relieved > r->sentence ? r->relieved : r->sentence;

	for (size_t i = from; i < r->t->count; i++) /* once each, however often relief comes */
		if (r->t->term[i].known.weight < 0)
			r->t->term[i].factor *= RELIEF_BEFORE;
	r->relieved = r->t->count;
	r->relief_for = RELIEF_REACH + 1;
}

static bool ends_clause(const struct terms *t, size_t token) {
	return token + 1 >= t->token_count || t->token[token + 1].kind == TOKEN_MARK;
}

/* Whether nothing stands after it in its clause, or a word that begins something new: "valt het dorp aan met drones". Before "de" it is no
 * half of a verb: "houdt de plant in leven op de vensterbank". */
static bool ends_phrase(const struct reader *r, size_t token) {
	static const struct slice openers[] = {{"en", 2}, {"met", 3}, {"naar", 4}, {"nadat", 5}, {"omdat", 5}, {"sinds", 5}, {"terwijl", 7},
		{"tijdens", 7}, {"van", 3}, {"vanwege", 7}, {"volgens", 7}, {"want", 4}, {"wegens", 6}, {"zonder", 6}};
	const struct token *next = &r->t->token[token + 1];
	struct known known = {0};
	bool opens = ends_clause(r->t, token) ||
		(lexicon_find(r->lex, next->hash, &known) && (known.info & WORD_CLASS_MASK) == WORD_PARTICLE);

	for (size_t i = 0; !opens && i < sizeof openers / sizeof *openers; i++)
		opens = next->length == openers[i].len && next->hash == hash_folded(openers[i]);
	return opens;
}

static void negate(struct reader *r, size_t token, bool any) {
	if (any && ends_clause(r->t, token)) {
		negate_back(r, token);
		return;
	}
	r->negated = r->negated_for > 0 ? !r->negated : true;
	r->negated_for = NEGATION_REACH + 1; /* the negator itself is counted off too */
}

/* The longest phrase of the lexicon that begins at `at` and is more than a pair beside its words; how many tokens. */
static unsigned find_phrase(const struct reader *r, size_t at, const struct known *pair, struct term *out) {
	const struct terms *t = r->t;
	uint64_t hash = hash_pair(t->token[at].hash, t->token[at + 1].hash);
	struct known known = *pair;
	unsigned length = 0;

	for (unsigned n = 2;; n++) {
		if ((known.info & WORD_REPLACES) || (known.info & WORD_CLASS_MASK)) {
			length = n;
			out->hash = hash;
			out->known = known;
		}
		if (!(known.info & WORD_CONTINUES) || at + n >= t->token_count || t->token[at + n].kind == TOKEN_MARK)
			break;
		hash = hash_pair(hash, t->token[at + n].hash);
		if (!lexicon_find(r->lex, hash, &known))
			break;
	}
	return length;
}

static float emphasis(const struct reader *r, const struct token *token) {
	float factor = r->contrast ? CONTRAST_AFTER : 1;

	if (r->scale_for > 0)
		factor *= r->scale;
	if ((token->flags & TOKEN_CAPS) && !r->shouting)
		factor *= CAPS_FACTOR;
	if (token->flags & TOKEN_STRETCHED)
		factor *= STRETCHED_FACTOR;
	if (r->unsure)
		factor *= UNSURE_FACTOR;
	return factor;
}

static void scale(struct reader *r, float factor) {
	r->scale = (r->scale_for > 0 ? r->scale : 1) * factor;
	r->scale_for = SCALE_REACH + 1;
}

/* The verb of a particle stands before it in the clause (in Dutch the first word that can be it): it is the two together. */
static void add_separated(struct reader *r, size_t at) {
	struct terms *t = r->t;
	struct base base;
	size_t from = r->clause + PARTICLE_REACH < at ? at - PARTICLE_REACH : r->clause, verb = from;

	if (!is_dutch(r->lex->lang) || !ends_phrase(r, at))
		return;
	while (verb < at && !vocabulary_find_joined(r->lex, &t->token[at], &t->token[verb], &base))
		verb++;
	if (verb == at)
		return;
	for (size_t i = t->count; i-- > 0 && t->term[i].token >= verb;) /* alone, the verb meant something else */
		if (t->term[i].token == verb && t->term[i].tokens == 1)
			t->term[i].factor = 0;
	add_term(r, &(struct term){.kind = TERM_BASE, .hash = base.hash, .known = base.known, .token = (uint16_t)at, .tokens = 1,
		.factor = emphasis(r, &t->token[verb]) * (r->negated ? NEGATION_FACTOR : 1), .negated = r->negated});
}

static void act(struct reader *r, size_t at, struct known known) {
	switch (known.info & WORD_CLASS_MASK) {
	case WORD_NEGATOR:
	case WORD_NEGATOR_ANY:
		negate(r, at, (known.info & WORD_CLASS_MASK) == WORD_NEGATOR_ANY);
		break;
	case WORD_STRONGER:
		scale(r, STRONGER_FACTOR);
		break;
	case WORD_STRONGEST:
		scale(r, STRONGEST_FACTOR);
		break;
	case WORD_WEAKER:
		scale(r, WEAKER_FACTOR);
		break;
	case WORD_RELIEF:
		relieve(r);
		break;
	case WORD_UNSURE:
		r->unsure = true;
		break;
	case WORD_PARTICLE:
		add_separated(r, at);
		break;
	case WORD_CONTRAST:
		contrast(r);
		end_clause(r, at);
		break;
	default:
		break;
	}
}

static void add_stem(struct reader *r, const struct term *term, const struct word_entry *word) {
	if (word->stem_listed || r->all) {
		struct term stem = *term;

		stem.kind = TERM_STEM;
		stem.cut = word->stem_cut;
		stem.hash = word_stem_hash(&r->t->token[term->token], word->stem_cut);
		stem.known = word->stem;
		add_term(r, &stem);
	}
}

static void add_negated(struct reader *r, const struct term *word, float factor) {
	uint64_t hash = hash_as(HASH_NEGATED, word->hash);
	struct known known = {0};

	if (lexicon_find(r->lex, hash, &known) || r->all) {
		struct term negated = *word;

		negated.kind = TERM_NEGATED;
		negated.hash = hash;
		negated.known = known;
		negated.factor = factor;
		add_term(r, &negated);
	}
}

/* What stands behind a word that is not known. */
static void add_bases(struct reader *r, const struct term *term, const struct word_entry *word) {
	for (size_t i = 0; i < word->bases; i++) {
		struct term base = *term;

		base.kind = TERM_BASE;
		base.hash = word->base[i].hash;
		base.known = word->base[i].known;
		base.factor *= word->base[i].factor;
		add_term(r, &base);
	}
}

/* The word's own terms. */
static void add_word(struct reader *r, size_t at, const struct word_entry *word, struct known known) {
	const struct token *token = &r->t->token[at];
	struct term term;
	float factor;

	if (known.weight == 0 && word->bases == 0 && !word->stem_listed && !r->negated && !r->all)
		return; /* as most words */
	factor = emphasis(r, token);
	term = (struct term){.hash = token->hash, .factor = factor * (r->negated ? NEGATION_FACTOR : 1), .known = known, .token = (uint16_t)at,
		.tokens = 1, .negated = r->negated};
	add_term(r, &term);
	add_bases(r, &term, word);
	if (token->kind != TOKEN_WORD || (word->listed && known.weight == 0 && known.info == 0))
		return; /* a word that weighs nothing is silent in all its forms */
	add_stem(r, &term, word);
	if (r->negated)
		add_negated(r, &term, factor);
}

static void count_off(unsigned *left) {
	*left -= *left > 0;
}

/* The phrase that begins here, if there is one: it counts for its words, or acts for them. */
static bool read_phrase(struct reader *r, const struct term *pair) {
	struct term phrase = *pair;
	unsigned length = find_phrase(r, pair->token, &pair->known, &phrase);

	if (length == 0)
		return false;
	phrase.kind = TERM_PHRASE;
	phrase.tokens = (uint16_t)length;
	phrase.negated = r->negated;
	phrase.factor *= r->negated ? NEGATION_FACTOR : 1;
	if (phrase.known.info & WORD_REPLACES) {
		add_term(r, &phrase);
		r->covered_for = length;
	}
	act(r, pair->token + length - 1, phrase.known);
	r->neutral_for = length;
	return true;
}

static void read_pair(struct reader *r, size_t at) {
	const struct terms *t = r->t;
	struct known known = {0};
	uint64_t hash;

	if (at + 1 >= t->token_count || t->token[at + 1].kind == TOKEN_MARK)
		return;
	hash = hash_pair(t->token[at].hash, t->token[at + 1].hash);
	if (lexicon_find(r->lex, hash, &known) || r->all) {
		struct term pair = {.hash = hash, .known = known, .token = (uint16_t)at, .tokens = 2,
			.factor = emphasis(r, &t->token[at]), .kind = TERM_PAIR};

		if (!known.info || !read_phrase(r, &pair))
			add_term(r, &pair);
	}
}

static void read_word(struct reader *r, size_t at) {
	struct word_entry scratch;
	const struct word_entry *word = vocabulary_find(r->vocabulary, r->lex, &r->t->token[at], &scratch);
	struct known known = word->known;

	if ((known.info & WORD_CLASS_MASK) == WORD_NUMBER) {
		r->t->token[at].kind = TOKEN_NUMBER;
		r->t->token[at].hash = hash_number();
		lexicon_find(r->lex, hash_number(), &known);
	}
	if (r->covered_for == 0)
		read_pair(r, at);
	if (r->covered_for == 0)
		add_word(r, at, word, known);
	if (r->neutral_for == 0)
		act(r, at, known);
	count_off(&r->covered_for);
	count_off(&r->neutral_for);
	count_off(&r->scale_for);
	count_off(&r->relief_for);
	if (r->negated_for > 0 && --r->negated_for == 0)
		r->negated = false;
}

static bool is_shouting(const struct terms *t) {
	size_t caps = 0;

	for (size_t i = 0; i < t->token_count; i++)
		caps += (t->token[i].flags & TOKEN_CAPS) != 0;
	return caps * 2 > t->words;
}

void terms_find(const struct lexicon *lex, struct vocabulary *v, struct terms *t, bool all) {
	struct reader r = {.lex = lex, .vocabulary = v, .t = t, .all = all, .scale = 1};

	t->count = 0;
	r.shouting = is_shouting(t);
	for (size_t i = 0; i < t->token_count; i++) {
		const struct token *token = &t->token[i];

		if (token->kind != TOKEN_MARK) {
			read_word(&r, i);
			continue;
		}
		end_clause(&r, i);
		if (token->mark == '.' || token->mark == '!' || token->mark == '?')
			end_sentence(&r, i);
	}
	end_sentence(&r, t->token_count);
}
