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
#define HEAD_FACTOR 0.6f         /* what the end of a compound tells of it */
#define FRONT_FACTOR 0.4f        /* and its beginning */
#define FREE_FACTOR (-0.6f)      /* "kankervrij" */

#define NORM_WORDS 1.5f          /* a text's sum is divided by (words + this) to the power below */
#define NORM_POWER 0.52f

struct ending {
	uint32_t tail, mask;
	uint8_t length;
};
#define E1(a) {a, 0xFFu, 1}
#define E2(a, b) {(uint32_t)(a) << 8 | (b), 0xFFFFu, 2}
#define E3(a, b, c) {(uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (c), 0xFFFFFFu, 3}
#define E4(a, b, c, d) {(uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d), 0xFFFFFFFFu, 4}
/* Longest first. */
static const struct ending endings_en[] = {
	E4('e', 'd', 'l', 'y'), E3('i', 'n', 'g'), E2('e', 'd'), E2('e', 's'), E2('l', 'y'), E1('s'), {0, 0, 0},
};
static const struct ending endings_nl[] = {
	E4('t', 'j', 'e', 's'), E3('t', 'j', 'e'), E3('j', 'e', 's'), E3('t', 'e', 'n'), E3('d', 'e', 'n'), E2('j', 'e'), E2('t', 'e'),
	E2('d', 'e'), E2('e', 'n'), E2('e', 'r'), E2('s', 't'), E1('e'), E1('s'), E1('t'), {0, 0, 0},
};

static bool is_dutch(const char *lang) {
	return lang[0] == 'n' && lang[1] == 'l';
}

unsigned terms_ending(const char *lang, const struct token *token) {
	const struct ending *e = is_dutch(lang) ? endings_nl : endings_en;

	for (; e->length > 0; e++)
		if ((token->tail & e->mask) == e->tail && token->length >= e->length + 3u)
			return e->length;
	return 0;
}

bool terms_window(struct slice *rest, struct terms *t) {
	t->token_count = tokens_read(rest, t->token, TERMS_WINDOW);
	t->words = 0;
	t->count = 0;
	for (size_t i = 0; i < t->token_count; i++)
		t->words += t->token[i].kind != TOKEN_MARK;
	return t->token_count > 0;
}

float terms_norm(size_t words) {
	return 1 / powf((float)words + NORM_WORDS, NORM_POWER);
}

/* ---- words that are not known: by a form or a part of them that is ---- */

static bool find_weighted(const struct lexicon *lex, uint64_t hash, struct known *k) {
	return lexicon_find(lex, hash, k) && k->weight != 0;
}

/* English: the word without its ending, and with the "e" that the ending took. */
static bool find_base_en(const struct lexicon *lex, const struct token *t, struct term *out) {
	unsigned cut = terms_ending("en", t);
	uint64_t hash;

	if (cut == 0)
		return false;
	hash = hash_strip(t->hash, t->tail, cut);
	if (find_weighted(lex, hash, &out->known) || (hash = hash_extend(hash, SLICE("e")), find_weighted(lex, hash, &out->known))) {
		out->hash = hash;
		return true;
	}
	return false;
}

static bool is_vowel(char c) {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The hashes of all beginnings of a word or of a piece of one: at[n] is that of its first n bytes. */
struct beginnings {
	uint64_t at[TOKEN_FOLDED_MAX + 1];
};

static void hash_beginnings(struct beginnings *b, const char *word, size_t len) {
	b->at[0] = HASH_START;
	for (size_t n = 0; n < len; n++)
		b->at[n + 1] = hash_byte(b->at[n], word[n]);
}

static bool find_hash(const struct lexicon *lex, uint64_t hash, struct term *out) {
	out->hash = hash;
	return find_weighted(lex, hash, &out->known);
}

/* A Dutch stem, the first n bytes of a word, as it may be written without its ending: "winn" win, "ram" raam, "prijz" prijs, "lev" leef. */
static bool find_dutch_stem(const struct lexicon *lex, const char *w, size_t n, const struct beginnings *b, struct term *out) {
	char last = w[n - 1], hard = last == 'z' ? 's' : last == 'v' ? 'f' : last;
	uint64_t hash;

	if (find_hash(lex, b->at[n], out))
		return true;
	if (n >= 4 && last == w[n - 2] && !is_vowel(last))
		return find_hash(lex, b->at[n - 1], out);
	if (n >= 3 && is_vowel(w[n - 2]) && !is_vowel(w[n - 3]) && !is_vowel(last)) {
		hash = hash_byte(b->at[n - 1], w[n - 2]);
		return find_hash(lex, hash_byte(hash, hard), out);
	}
	return last != hard && find_hash(lex, hash_byte(b->at[n - 1], hard), out);
}

/* A verb by its stem: "aanval" aanvallen, "opgeef" opgeven, "neerleg" neerleggen, "huil" huilen. */
static bool find_dutch_infinitive(const struct lexicon *lex, const char *w, size_t n, const struct beginnings *b, struct term *out) {
	char last = w[n - 1], soft = last == 's' ? 'z' : last == 'f' ? 'v' : last;
	uint64_t hash = b->at[n];

	if (find_hash(lex, hash_extend(hash, SLICE("en")), out))
		return true;
	if (n < 3 || is_vowel(last))
		return false;
	if (is_vowel(w[n - 2]) && !is_vowel(w[n - 3]))
		hash = hash_byte(hash, last);
	else if (is_vowel(w[n - 2]) && w[n - 2] == w[n - 3])
		hash = hash_byte(b->at[n - 2], soft);
	else
		hash = hash_byte(b->at[n - 1], soft);
	return find_hash(lex, hash_extend(hash, SLICE("en")), out);
}

/* Of a word of four bytes or more. Plain endings first: "stapje" is "stap", and only "boompje", of which no "boomp" is known, is "boom". */
static bool find_dutch_form(const struct lexicon *lex, const char *word, size_t len, const struct beginnings *b, struct term *out) {
	static const struct slice ends[] = {{"jes", 3}, {"en", 2}, {"je", 2}, {"te", 2}, {"de", 2}, {"er", 2}, {"st", 2}, {"e", 1}, {"s", 1},
		{"t", 1}, {"d", 1}, {"tje", 3}, {"tjes", 4}, {"pje", 3}, {"pjes", 4}, {"etje", 4}, {"etjes", 5}};
	char last = word[len - 1];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = len - ends[i].len;

		if (last != ends[i].at[ends[i].len - 1] || len < ends[i].len + 3 || memcmp(word + n, ends[i].at, ends[i].len) != 0)
			continue;
		if (find_dutch_stem(lex, word, n, b, out))
			return true;
	}
	if (last == 'e' && len >= 8 && memcmp(word + len - 5, "inkje", 5) == 0) /* "koninkje" */
		return find_hash(lex, hash_byte(b->at[len - 3], 'g'), out);
	/* a verb or adjective that the lexicon has with its ending only: "doodde", "doden" */
	return find_dutch_infinitive(lex, word, len - (last == 't'), b, out) || find_hash(lex, hash_extend(b->at[len], SLICE("e")), out);
}

/* Four letters are enough for the end of a compound only where they are no ending: "treinramp", but not "tijdelijk" (lijk). */
static bool is_short_head(const char *end) {
	static const char heads[][5] = {"bang", "dief", "dood", "haat", "held", "hulp", "leed", "pijn", "ramp", "rouw", "zege"};

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (memcmp(end, heads[i], 4) == 0)
			return true;
	return false;
}

/* The longest known end of a compound, which says what it is, or a form of one; how long it is. Known to say nothing, it is an end too:
 * "buurvrouw" is a woman, not mourning. */
static size_t find_dutch_head(const struct lexicon *lex, const char *word, size_t len, struct term *out) {
	for (size_t part = len - 3; part >= 4; part--) {
		const char *end = word + len - part;
		struct beginnings b;

		hash_beginnings(&b, end, part);
		out->hash = b.at[part];
		if ((part > 4 || is_short_head(end)) && lexicon_find(lex, out->hash, &out->known))
			return part;
		if (part >= 6 && find_dutch_form(lex, end, part, &b, out))
			return part;
	}
	return 0;
}

/* The longest known beginning, of six letters or more and with or without what joins it to the rest: "aardbeving(s)ramp". */
static bool find_dutch_front(const struct lexicon *lex, size_t len, const struct beginnings *b, struct term *out) {
	for (size_t part = len; part >= 6; part--) {
		out->hash = b->at[part];
		if (lexicon_find(lex, out->hash, &out->known))
			return out->known.weight != 0; /* "gemeente-" says nothing, and is not "gemeen" */
	}
	return false;
}

/* "kankervrij", "foutloos": without what stands before it. */
static size_t without_ending(const char *word, size_t len) {
	static const struct slice ends[] = {{"vrij", 4}, {"vrije", 5}, {"loos", 4}, {"loze", 4}};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (len >= ends[i].len + 4 && memcmp(word + len - ends[i].len, ends[i].at, ends[i].len) == 0)
			return ends[i].len;
	return 0;
}

/* A compound by its parts: "aardbevingsramp", "reddingsactie". At most two. */
static size_t find_dutch_parts(const struct lexicon *lex, const char *word, size_t len, const struct beginnings *b, struct term out[2]) {
	size_t without = without_ending(word, len), head;

	if (without > 0) {
		out->factor = FREE_FACTOR;
		return find_hash(lex, b->at[len - without], out) || find_dutch_form(lex, word, len - without, b, out);
	}
	head = len >= 8 ? find_dutch_head(lex, word, len, out) : 0;
	out[0].factor = HEAD_FACTOR;
	out[head > 0].factor = head > 0 ? FRONT_FACTOR : HEAD_FACTOR;
	return (head > 0) + find_dutch_front(lex, len - (head > 0 ? head : 3), b, &out[head > 0]);
}

/* Sets hash, known and factor from the known words that stand behind an unknown one; how many, at most two. */
static size_t find_base(const struct lexicon *lex, const struct token *t, struct term out[2]) {
	char word[TOKEN_FOLDED_MAX];
	struct beginnings b;
	size_t len;

	if (t->kind != TOKEN_WORD || t->length < 4 || t->length > TOKEN_FOLDED_MAX)
		return 0;
	out->factor = 1;
	if (t->flags & TOKEN_STRETCHED) { /* "sooo" was folded to "soo" */
		size_t to = 0;

		len = token_fold(t, word);
		for (size_t i = 0; i < len; i++)
			if (i == 0 || word[i] != word[i - 1])
				word[to++] = word[i];
		out->hash = hash_folded((struct slice){word, to});
		if (find_weighted(lex, out->hash, &out->known))
			return 1;
	}
	if (!is_dutch(lex->lang))
		return find_base_en(lex, t, out);
	len = token_fold(t, word);
	hash_beginnings(&b, word, len);
	if (find_dutch_form(lex, word, len, &b, out))
		return 1;
	return find_dutch_parts(lex, word, len, &b, out);
}

/* ---- one pass over a window ---- */

struct reader {
	const struct lexicon *lex;
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
	static const char *const openers[] = {"en", "met", "naar", "nadat", "omdat", "sinds", "terwijl", "tijdens", "van", "vanwege", "volgens", "want",
		"wegens", "zonder"};
	const struct token *next = &r->t->token[token + 1];
	struct known known = {0};
	bool opens = ends_clause(r->t, token) ||
		(lexicon_find(r->lex, next->hash, &known) && (known.info & WORD_CLASS_MASK) == WORD_PARTICLE);

	for (size_t i = 0; !opens && i < sizeof openers / sizeof *openers; i++)
		opens = next->hash == hash_folded(slice_of(openers[i]));
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

/* The verb at `verb` with the particle at `particle` before it, as it stands in a dictionary: "valt … aan" is a form of "aanvallen". */
static bool find_joined(const struct reader *r, size_t particle, size_t verb, struct term *out) {
	const struct token *t = r->t->token;
	char joined[TOKEN_FOLDED_MAX * 2];
	struct beginnings b;
	size_t len = token_fold(&t[particle], joined);

	if (t[verb].kind != TOKEN_WORD || t[verb].length < 2 || t[verb].length + len > TOKEN_FOLDED_MAX)
		return false;
	len += token_fold(&t[verb], joined + len);
	hash_beginnings(&b, joined, len);
	return find_hash(r->lex, b.at[len], out) || (len >= 4 && find_dutch_form(r->lex, joined, len, &b, out));
}

/* The verb of a particle stands before it in the clause (in Dutch the first word that can be it): it is the two together. */
static void add_separated(struct reader *r, size_t at) {
	struct terms *t = r->t;
	struct term term = {.kind = TERM_BASE, .tokens = 1, .negated = r->negated, .token = (uint16_t)at};
	size_t from = r->clause + PARTICLE_REACH < at ? at - PARTICLE_REACH : r->clause, verb = from;

	if (!is_dutch(r->lex->lang) || !ends_phrase(r, at))
		return;
	while (verb < at && !find_joined(r, at, verb, &term))
		verb++;
	if (verb == at)
		return;
	for (size_t i = t->count; i-- > 0 && t->term[i].token >= verb;) /* alone, the verb meant something else */
		if (t->term[i].token == verb && t->term[i].tokens == 1)
			t->term[i].factor = 0;
	term.factor = emphasis(r, &t->token[verb]) * (r->negated ? NEGATION_FACTOR : 1);
	add_term(r, &term);
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

static void add_stem(struct reader *r, const struct term *word, const struct token *token) {
	unsigned cut = terms_ending(r->lex->lang, token);
	uint64_t hash = hash_as(HASH_STEM, cut ? hash_strip(token->hash, token->tail, cut) : token->hash);
	struct known known = {0};

	if (lexicon_find(r->lex, hash, &known) || r->all) {
		struct term stem = *word;

		stem.kind = TERM_STEM;
		stem.cut = (uint8_t)cut;
		stem.hash = hash;
		stem.known = known;
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
static void add_bases(struct reader *r, const struct term *word, const struct token *token) {
	struct term base[2] = {*word, *word};
	size_t count = find_base(r->lex, token, base);

	for (size_t i = 0; i < count; i++) {
		base[i].kind = TERM_BASE;
		base[i].factor *= word->factor;
		add_term(r, &base[i]);
	}
}

/* The word's own terms. */
static void add_word(struct reader *r, size_t at, struct known known, bool listed) {
	const struct token *token = &r->t->token[at];
	float factor = emphasis(r, token), sign = r->negated ? NEGATION_FACTOR : 1;
	struct term term = {.hash = token->hash, .factor = factor * sign, .known = known, .token = (uint16_t)at, .tokens = 1,
		.negated = r->negated};

	add_term(r, &term);
	if (!listed)
		add_bases(r, &term, token);
	if (token->kind != TOKEN_WORD || (listed && known.weight == 0 && known.info == 0))
		return; /* a word that weighs nothing is silent in all its forms */
	add_stem(r, &term, token);
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
	const struct token *token = &r->t->token[at];
	struct known known = {0};
	bool listed = lexicon_find(r->lex, token->hash, &known); /* with weight 0, too: then nothing is looked for behind it */

	if ((known.info & WORD_CLASS_MASK) == WORD_NUMBER) {
		r->t->token[at].kind = TOKEN_NUMBER;
		r->t->token[at].hash = hash_number();
		lexicon_find(r->lex, hash_number(), &known);
	}
	if (r->covered_for == 0)
		read_pair(r, at);
	if (r->covered_for == 0)
		add_word(r, at, known, listed);
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

void terms_find(const struct lexicon *lex, struct terms *t, bool all) {
	struct reader r = {.lex = lex, .t = t, .all = all, .scale = 1};

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
