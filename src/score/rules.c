/* rules.c: the reader's own rules, found in one pass over a text's words however many there are: by the hash of their first
 * word, or of their first two, so that a thousand phrases of one beginning cost no more than one. */
#include "pattern.h"
#include "rules.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RULE_WORDS_MAX 16
#define PATTERN_MARK "re:"

struct compiled {
	int64_t id;
	char *words;                 /* as the reader wrote them */
	uint64_t hash[RULE_WORDS_MAX]; /* of each word; the last one's is of its beginning where `prefix` */
	int count;                   /* words; for a tag, of the category */
	struct pattern *pattern;     /* of a rule that is one; it has no words then */
	bool prefix, tag;
	uint8_t prefix_length;       /* folded bytes */
	char first;                  /* of them */
	enum rule_action action;
	double weight;
	int64_t *channels;
	size_t channel_count;
	uint32_t next;               /* the next one in this slot, plus 1 */
};

struct ruleset {
	struct compiled *rule;
	size_t count;
	uint32_t *slot;              /* by key_of: a rule, plus 1 */
	size_t slots;
	uint64_t prefix_lengths;     /* bit n: a rule's only word is a beginning of n bytes */
	bool prefix_first[256];      /* … and this is its first */
	bool tags, patterns, phrases;
};

/* What is a pattern of its text, after "re:". */
static bool is_pattern(struct slice words, struct slice *regex) {
	words = slice_trim(words);
	*regex = slice_from(words, strlen(PATTERN_MARK));
	return slice_starts(words, SLICE(PATTERN_MARK));
}

/* The scorer takes all numbers for one; to a rule each is itself. */
static uint64_t hash_of(const struct token *t) {
	size_t last = t->text.len - 1;

	if (t->kind != TOKEN_NUMBER)
		return t->hash;
	return hash_byte(hash_folded((struct slice){t->text.at, last}), (char)tolower((unsigned char)t->text.at[last])); /* "4K" is "4k" */
}

static bool has_too_many_words(struct slice words) {
	struct token token[RULE_WORDS_MAX];

	tokens_read(&words, token, RULE_WORDS_MAX);
	return slice_trim(words).len > 0;
}

bool rule_words_check(const char *words, struct err *e) {
	struct pattern *p;
	struct slice regex;

	if (!is_pattern(slice_of(words), &regex))
		return !has_too_many_words(slice_of(words)) || err_set(e, ERR_USAGE, _("a rule has at most %d words in a row; fewer of them will do"), RULE_WORDS_MAX);
	if (!(p = pattern_new(regex, e)))
		return false;
	pattern_free(p);
	return true;
}

static size_t slot_of(const struct ruleset *r, uint64_t hash) {
	return (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (r->slots - 1);
}

/* False when there is no word in it. */
static bool compile_words(struct slice words, struct compiled *c) {
	struct token token[RULE_WORDS_MAX];
	char folded[TOKEN_FOLDED_MAX];
	size_t n;

	words = slice_trim(words);
	if (slice_starts(words, SLICE("#"))) {
		c->tag = true;
		words = slice_from(words, 1);
	}
	if (slice_ends(words, SLICE("*"))) {
		c->prefix = true;
		words.len--;
	}
	if (has_too_many_words(words))
		return false;
	n = tokens_read(&words, token, RULE_WORDS_MAX);
	for (size_t i = 0; i < n; i++)
		if (token[i].kind != TOKEN_MARK)
			c->hash[c->count++] = hash_of(&token[i]);
	if (c->count == 0)
		return false;
	if (c->prefix) {
		size_t len = token_fold(&token[n - 1], folded);

		c->prefix = token[n - 1].kind == TOKEN_WORD && len > 0;
		c->prefix_length = (uint8_t)len;
		c->first = len > 0 ? folded[0] : '\0';
	}
	return true;
}

static bool compile(const struct rule *rule, struct compiled *out) {
	struct slice regex;

	*out = (struct compiled){.id = rule->id, .action = rule->action, .weight = isfinite(rule->weight) ? rule->weight : 0,
		.channel_count = rule->channel_count};
	if (!rule->words)
		return false;
	if (is_pattern(slice_of(rule->words), &regex) ? !(out->pattern = pattern_new(regex, NULL)) : !compile_words(slice_of(rule->words), out))
		return false;
	out->words = mem_text(rule->words);
	if (rule->channel_count > 0) {
		out->channels = mem_array(rule->channel_count, sizeof *out->channels);
		memcpy(out->channels, rule->channels, rule->channel_count * sizeof *out->channels);
	}
	return true;
}

static bool is_by_two_words(const struct compiled *c) {
	return c->count > 2 || (c->count == 2 && !c->prefix);
}

/* What a rule is looked up by. */
static uint64_t key_of(const struct compiled *c) {
	return is_by_two_words(c) ? hash_pair(c->hash[0], c->hash[1]) : c->hash[0];
}

struct ruleset *ruleset_new(const struct rule *rules, size_t count, int64_t now) {
	struct ruleset *r = mem_alloc(sizeof *r);

	r->rule = mem_array(count, sizeof *r->rule);
	for (r->slots = 16; r->slots < count * 2; r->slots *= 2)
		;
	r->slot = mem_array(r->slots, sizeof *r->slot);
	for (size_t i = 0; i < count; i++) {
		struct compiled *c = &r->rule[r->count];
		size_t slot;

		if ((rules[i].until != DATE_NONE && rules[i].until <= now) || !compile(&rules[i], c))
			continue;
		r->count++;
		if (c->pattern) {
			r->patterns = true;
			continue;
		}
		slot = slot_of(r, key_of(c));
		r->phrases |= is_by_two_words(c);
		c->next = r->slot[slot];
		r->slot[slot] = (uint32_t)r->count;
		r->tags |= c->tag;
		if (c->prefix && c->count == 1) {
			r->prefix_lengths |= UINT64_C(1) << c->prefix_length;
			r->prefix_first[(unsigned char)c->first] = true;
		}
	}
	return r;
}

void ruleset_free(struct ruleset *r) {
	if (!r)
		return;
	for (size_t i = 0; i < r->count; i++) {
		free(r->rule[i].words);
		free(r->rule[i].channels);
		pattern_free(r->rule[i].pattern);
	}
	free(r->rule);
	free(r->slot);
	free(r);
}

/* ---- finding ---- */

struct matching {
	const struct ruleset *r;
	int64_t channel;
	uint32_t found[SCORE_RULES_MAX];
	int count;
};

static bool holds_for_channel(const struct compiled *c, int64_t channel) {
	for (size_t i = 0; i < c->channel_count; i++)
		if (c->channels[i] == channel)
			return true;
	return c->channel_count == 0;
}

static void note(struct matching *m, const struct compiled *c) {
	uint32_t n = (uint32_t)(c - m->r->rule);

	if (m->count == SCORE_RULES_MAX || !holds_for_channel(c, m->channel))
		return;
	for (int i = 0; i < m->count; i++)
		if (m->found[i] == n)
			return;
	m->found[m->count++] = n;
}

static bool begins_with(const struct token *token, uint64_t hash, size_t length) {
	char folded[TOKEN_FOLDED_MAX];

	return token->kind == TOKEN_WORD && token_fold(token, folded) >= length && hash_folded((struct slice){folded, length}) == hash;
}

/* Whether the rule's words stand from `token` on. */
static bool matches_at(const struct compiled *c, const struct token *token, size_t left) {
	int plain = c->prefix ? c->count - 1 : c->count;

	if ((size_t)c->count > left)
		return false;
	for (int i = 0; i < plain; i++)
		if (token[i].kind == TOKEN_MARK || hash_of(&token[i]) != c->hash[i])
			return false;
	return !c->prefix || begins_with(&token[plain], c->hash[plain], c->prefix_length);
}

static void match_key(struct matching *m, uint64_t key, const struct token *token, size_t left, bool tag) {
	const struct ruleset *r = m->r;

	for (uint32_t at = r->slot[slot_of(r, key)]; at; at = r->rule[at - 1].next) {
		const struct compiled *c = &r->rule[at - 1];

		if (c->tag == tag && (!tag || (size_t)c->count == left) && matches_at(c, token, left))
			note(m, c);
	}
}

static void match_words(struct matching *m, const struct token *token, size_t left, bool tag) {
	uint64_t hash = hash_of(token);

	match_key(m, hash, token, left, tag);
	if (m->r->phrases && left > 1)
		match_key(m, hash_pair(hash, hash_of(&token[1])), token, left, tag);
}

/* Whether a rule may be a beginning of this word. What begins beyond ASCII may be folded to anything. */
static bool may_begin(const struct ruleset *r, const struct token *token) {
	unsigned char first = (unsigned char)*token->text.at;

	if (!r->prefix_lengths || token->kind != TOKEN_WORD)
		return false;
	return first >= 0x80 || r->prefix_first[first >= 'A' && first <= 'Z' ? first | 0x20 : first];
}

/* Rules that are one beginning of a word: by each length that there is. */
static void match_beginnings(struct matching *m, const struct token *token, bool tag) {
	const struct ruleset *r = m->r;
	char folded[TOKEN_FOLDED_MAX];
	size_t len = token_fold(token, folded);
	uint64_t hash = HASH_START;

	for (size_t n = 1; n <= len && r->prefix_lengths >> n != 0; n++) {
		hash = hash_extend(hash, (struct slice){folded + n - 1, 1});
		if (!(r->prefix_lengths >> n & 1))
			continue;
		for (uint32_t at = r->slot[slot_of(r, hash)]; at; at = r->rule[at - 1].next) {
			const struct compiled *c = &r->rule[at - 1];

			if (c->prefix && c->count == 1 && c->tag == tag && c->hash[0] == hash && c->prefix_length == n)
				note(m, c);
		}
	}
}

static void match_text(struct matching *m, const struct tokens *words) {
	for (size_t i = 0; i < words->count; i++) {
		const struct token *token = &words->at[i];

		if (token->kind == TOKEN_MARK)
			continue;
		match_words(m, token, words->count - i, false);
		if (may_begin(m->r, token))
			match_beginnings(m, token, false);
	}
}

static void match_tag(struct matching *m, struct slice tag) {
	struct token token[RULE_WORDS_MAX];
	size_t n = tokens_read(&tag, token, RULE_WORDS_MAX);

	if (n > 0)
		match_words(m, token, n, true);
	if (n == 1 && token[0].kind == TOKEN_WORD)
		match_beginnings(m, token, true);
}

/* Patterns are held against the text as it stands, one after the other. */
static void match_patterns(struct matching *m, const struct score_text *text) {
	for (size_t i = 0; i < m->r->count; i++) {
		const struct compiled *c = &m->r->rule[i];

		if (c->pattern && (pattern_matches(c->pattern, text->title) || pattern_matches(c->pattern, text->body)))
			note(m, c);
	}
}

static void write_hits(const struct matching *m, struct rule_hits *out) {
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < m->count; i++) {
			const struct compiled *c = &m->r->rule[m->found[i]];
			double weight = c->action == RULE_WEIGH ? c->weight : 0;

			if ((c->action == RULE_WEIGH) != (pass == 1))
				continue;
			out->block |= c->action == RULE_BLOCK;
			out->always |= c->action == RULE_ALWAYS;
			out->sum += weight;
			if (out->count == RULE_HITS_MAX)
				continue;
			out->hit[out->count].words = slice_of(c->words);
			out->hit[out->count].rule = c->id;
			out->hit[out->count].action = c->action;
			out->hit[out->count++].weight = weight;
		}
	out->weight = out->sum > 1 ? 1 : out->sum < -1 ? -1 : out->sum;
	for (; out->met < m->count; out->met++)
		out->rule_met[out->met] = m->r->rule[m->found[out->met]].id;
}

static void match_all(struct matching *m, const struct score_text *text, const struct text_tokens *words) {
	m->count = 0;
	m->channel = text->channel_id;
	if (m->r->count == 0)
		return;
	match_text(m, &words->title);
	match_text(m, &words->body);
	for (size_t i = 0; m->r->tags && i < text->tag_count; i++)
		match_tag(m, slice_of(text->tags[i]));
	if (m->r->patterns)
		match_patterns(m, text);
}

void ruleset_match(const struct ruleset *r, const struct score_text *text, const struct text_tokens *words, struct rule_hits *out) {
	struct matching m;

	m.r = r;
	match_all(&m, text, words);
	out->block = out->always = false;
	out->weight = out->sum = 0;
	out->count = out->met = 0;
	if (m.count > 0)
		write_hits(&m, out);
}

bool ruleset_meets(const struct ruleset *r, const struct score_text *text) {
	struct text_tokens words;
	struct matching m;

	m.r = r;
	text_tokens_init(&words, text);
	match_all(&m, text, &words);
	text_tokens_finish(&words);
	return m.count > 0;
}
