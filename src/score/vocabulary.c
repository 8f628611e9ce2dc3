/* vocabulary.c: one word at a time: what a table has of it, and what stands behind one that it does not have. */
#include "vocabulary.h"

#include <bewust/mem.h>
#include <bewust/score.h>
#include <stdlib.h>
#include <string.h>

/* Chosen by trial on development texts. */
#define HEAD_FACTOR 0.6f         /* what the end of a compound tells of it */
#define FRONT_FACTOR 0.4f        /* and its beginning */
#define FREE_FACTOR (-0.6f)      /* "kankervrij" */

#define REMEMBERED 8192          /* words: a place each, the last one that came there has it */

struct vocabulary {
	struct word_entry at[REMEMBERED];
};

/* Longest first. */
static const struct ending endings_en[] = {
	ENDING4('e', 'd', 'l', 'y'), ENDING3('i', 'n', 'g'), ENDING2('e', 'd'), ENDING2('e', 's'), ENDING2('l', 'y'), ENDING1('s'), {0, 0, 0},
};
static const struct ending endings_nl[] = {
	ENDING4('t', 'j', 'e', 's'), ENDING3('t', 'j', 'e'), ENDING3('j', 'e', 's'), ENDING3('t', 'e', 'n'), ENDING3('d', 'e', 'n'), ENDING2('j', 'e'), ENDING2('t', 'e'),
	ENDING2('d', 'e'), ENDING2('e', 'n'), ENDING2('e', 'r'), ENDING2('s', 't'), ENDING1('e'), ENDING1('s'), ENDING1('t'), {0, 0, 0},
};

bool is_dutch(const char *lang) {
	return lang[0] == 'n' && lang[1] == 'l';
}

unsigned word_ending(const char *lang, const struct token *token) {
	return token_ending(token, is_dutch(lang) ? endings_nl : endings_en);
}

/* ---- words that are not known: by a form or a part of them that is ---- */

static bool find_weighted(const struct lexicon *lex, uint64_t hash, struct known *k) {
	return lexicon_find(lex, hash, k) && k->weight != 0;
}

/* English: the word without its ending, and with the "e" that the ending took. */
static bool find_base_en(const struct lexicon *lex, const struct token *t, struct base *out) {
	unsigned cut = word_ending("en", t);
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

static bool find_hash(const struct lexicon *lex, uint64_t hash, struct base *out) {
	out->hash = hash;
	return find_weighted(lex, hash, &out->known);
}

/* A Dutch stem, the first n bytes of a word, as it may be written without its ending: "winn" win, "ram" raam, "prijz" prijs, "lev" leef. */
static bool find_dutch_stem(const struct lexicon *lex, const char *w, size_t n, const struct beginnings *b, struct base *out) {
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
static bool find_dutch_infinitive(const struct lexicon *lex, const char *w, size_t n, const struct beginnings *b, struct base *out) {
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
static bool find_dutch_form(const struct lexicon *lex, const char *word, size_t len, const struct beginnings *b, struct base *out) {
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
static size_t find_dutch_head(const struct lexicon *lex, const char *word, size_t len, struct base *out) {
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
static bool find_dutch_front(const struct lexicon *lex, size_t len, const struct beginnings *b, struct base *out) {
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
static size_t find_dutch_parts(const struct lexicon *lex, const char *word, size_t len, const struct beginnings *b, struct base out[2]) {
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
static size_t find_base(const struct lexicon *lex, const struct token *t, struct base out[2]) {
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

/* A verb that stands in two parts is looked for as dictionaries have it. */
bool vocabulary_find_joined(const struct lexicon *lex, const struct token *particle, const struct token *verb, struct base *out) {
	char joined[TOKEN_FOLDED_MAX * 2];
	struct beginnings b;
	size_t len = token_fold(particle, joined);

	if (verb->kind != TOKEN_WORD || verb->length < 2 || verb->length + len > TOKEN_FOLDED_MAX)
		return false;
	len += token_fold(verb, joined + len);
	hash_beginnings(&b, joined, len);
	return find_hash(lex, b.at[len], out) || (len >= 4 && find_dutch_form(lex, joined, len, &b, out));
}

/* ---- words that came before ---- */

struct vocabulary *vocabulary_new(void) {
	return mem_alloc(sizeof(struct vocabulary));
}

void vocabulary_free(struct vocabulary *v) {
	free(v);
}

uint64_t word_stem_hash(const struct token *t, unsigned cut) {
	return hash_as(HASH_STEM, cut > 0 ? hash_strip(t->hash, t->tail, cut) : t->hash);
}

static void find_stem(const struct lexicon *lex, const struct token *t, struct word_entry *out) {
	out->stem_cut = (uint8_t)word_ending(lex->lang, t);
	out->stem_listed = lexicon_find(lex, word_stem_hash(t, out->stem_cut), &out->stem);
}

static void find_word(const struct lexicon *lex, const struct token *t, struct word_entry *out) {
	*out = (struct word_entry){.hash = t->hash, .lex = lex};
	out->listed = lexicon_find(lex, t->hash, &out->known);
	if (!out->listed)
		out->bases = (uint8_t)find_base(lex, t, out->base);
	if (t->kind == TOKEN_WORD)
		find_stem(lex, t, out);
}

const struct word_entry *vocabulary_find(struct vocabulary *v, const struct lexicon *lex, const struct token *t, struct word_entry *scratch) {
	struct word_entry *w;

	if (!v || (t->flags & TOKEN_STRETCHED)) {       /* "soooo" has the hash of "soo", and more behind it */
		find_word(lex, t, scratch);
		return scratch;
	}
	w = &v->at[(t->hash ^ t->hash >> 32) % REMEMBERED];
	if (w->hash != t->hash || w->lex != lex)
		find_word(lex, t, w);
	return w;
}
