/* lexicon.c: builds a table of words: what the build's tool, the trainer and the tests share. */
#include "lexicon.h"
#include "tokens.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

#define FILL_PERCENT 85 /* of the slots: a word that is not known is seldom looked for in more than one bucket */
#define FILTER_BITS 8   /* a term, of which it sets two: one in about sixteen words that are not known is looked for all the same */

void lexicon_builder_init(struct lexicon_builder *b) {
	*b = (struct lexicon_builder){.index_size = 1024};
	b->index = mem_array(b->index_size, sizeof *b->index);
}

void lexicon_builder_finish(struct lexicon_builder *b) {
	free(b->at);
	free(b->index);
	*b = (struct lexicon_builder){0};
}

static size_t index_slot(const struct lexicon_builder *b, uint64_t hash) {
	size_t at = (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (b->index_size - 1);

	while (b->index[at] != 0 && b->at[b->index[at] - 1].hash != hash)
		at = (at + 1) & (b->index_size - 1);
	return at;
}

static void index_grow(struct lexicon_builder *b) {
	free(b->index);
	b->index_size *= 2;
	b->index = mem_array(b->index_size, sizeof *b->index);
	for (size_t i = 0; i < b->count; i++)
		b->index[index_slot(b, b->at[i].hash)] = (uint32_t)i + 1;
}

struct known *lexicon_builder_put(struct lexicon_builder *b, uint64_t hash) {
	size_t slot = index_slot(b, hash);

	if (b->index[slot] != 0)
		return &b->at[b->index[slot] - 1].known;
	if (b->count == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 256;
		b->at = mem_grow(b->at, b->cap, sizeof *b->at);
	}
	if (b->count * 2 >= b->index_size) {
		index_grow(b);
		slot = index_slot(b, hash);
	}
	b->at[b->count] = (struct lexicon_entry){.hash = hash};
	b->index[slot] = (uint32_t)++b->count;
	return &b->at[b->count - 1].known;
}

/* The beginnings of a phrase of three words or more, from its first two words on. */
static void mark_beginnings(struct lexicon_builder *b, struct slice term, unsigned words) {
	for (unsigned n = 2; n < words; n++) {
		struct slice rest = term, piece;
		size_t len = 0;
		uint64_t hash;
		unsigned count;

		for (unsigned i = 0; i < n && slice_split(&rest, ' ', &piece); i++)
			len = (size_t)(piece.at + piece.len - term.at);
		if (hash_term((struct slice){term.at, len}, &hash, &count) && count == n)
			lexicon_builder_put(b, hash)->info |= WORD_CONTINUES;
	}
}

bool lexicon_builder_term(struct lexicon_builder *b, struct slice term, struct known known) {
	struct known *k;
	uint64_t hash;
	unsigned words;

	if (!hash_term(term, &hash, &words))
		return false;
	k = lexicon_builder_put(b, hash);
	if (known.weight != 0)
		k->weight = known.weight;
	if ((known.info & WORD_CLASS_MASK) != WORD_PLAIN)
		k->info &= (uint8_t)~WORD_CLASS_MASK;
	k->info |= known.info;
	mark_beginnings(b, term, words);
	return true;
}

/* Cuts a line in fields; false for empty lines and comments. */
static bool line_fields(struct slice line, struct slice fields[3], size_t *count) {
	line = slice_trim(line);
	*count = 0;
	if (line.len == 0 || slice_starts(line, SLICE("# ")))
		return false;
	while (*count < 3 && slice_split(&line, '\t', &fields[*count]))
		++*count;
	return true;
}

bool lexicon_builder_terms(struct lexicon_builder *b, const char *name, struct slice text, struct err *e) {
	struct slice line, field[3];
	size_t n, number = 0;

	while (slice_split(&text, '\n', &line)) {
		struct known known = {0};
		long long weight;

		number++;
		if (!line_fields(line, field, &n))
			continue;
		if (n < 2 || !slice_to_int(field[1], &weight) || weight < INT16_MIN || weight > INT16_MAX)
			return err_set(e, ERR_DATA, "%s: line %zu is not \"term<TAB>weight\" with a weight in thousandths", name, number);
		known.weight = (int16_t)weight;
		if (n == 3 && slice_equal(field[2], SLICE("replaces")))
			known.info = WORD_REPLACES;
		if (!lexicon_builder_term(b, field[0], known))
			return err_set(e, ERR_DATA, "%s: line %zu: \"%.*s\" is no term", name, number, SLICE_FMT(field[0]));
	}
	return true;
}

static bool class_parse(struct slice name, uint8_t *info) {
	static const struct { struct slice name; uint8_t info; } classes[] = {
		{{"negator", 7}, WORD_NEGATOR}, {{"negator-after", 13}, WORD_NEGATOR_ANY}, {{"stronger", 8}, WORD_STRONGER},
		{{"strongest", 9}, WORD_STRONGEST}, {{"weaker", 6}, WORD_WEAKER}, {{"contrast", 8}, WORD_CONTRAST}, {{"neutral", 7}, WORD_NEUTRAL}, {{"relief", 6}, WORD_RELIEF},
		{{"number", 6}, WORD_NUMBER}, {{"unsure", 6}, WORD_UNSURE}, {{"particle", 8}, WORD_PARTICLE}, {{"votes", 5}, WORD_VOTES},
	};

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (slice_equal(name, classes[i].name)) {
			*info = classes[i].info;
			return true;
		}
	return false;
}

bool lexicon_builder_functions(struct lexicon_builder *b, const char *name, struct slice text, struct err *e) {
	struct slice line, field[3];
	size_t n, number = 0;

	while (slice_split(&text, '\n', &line)) {
		struct known known = {0};

		number++;
		if (!line_fields(line, field, &n))
			continue;
		if (n != 2 || !class_parse(field[1], &known.info))
			return err_set(e, ERR_DATA, "%s: line %zu is not \"term<TAB>class\"", name, number);
		if (!lexicon_builder_term(b, field[0], known))
			return err_set(e, ERR_DATA, "%s: line %zu: \"%.*s\" is no term", name, number, SLICE_FMT(field[0]));
	}
	return true;
}

static int by_hash(const void *a, const void *b) {
	uint64_t x = ((const struct lexicon_entry *)a)->hash, y = ((const struct lexicon_entry *)b)->hash;

	return x < y ? -1 : x > y;
}

static void place(struct lexicon_bucket *buckets, uint32_t count, const struct lexicon_entry *entry) {
	uint32_t at = lexicon_bucket_of(entry->hash, count);
	unsigned i = 0;

	while (buckets[at].tag[BUCKET_SLOTS - 1] != 0)
		at = at + 1 < count ? at + 1 : 0;
	while (buckets[at].tag[i] != 0)
		i++;
	buckets[at].tag[i] = lexicon_tag(entry->hash);
	buckets[at].weight[i] = entry->known.weight;
	buckets[at].info[i] = entry->known.info;
}

void lexicon_build(const struct lexicon_builder *b, const char *lang, struct lexicon_bucket **buckets, struct lexicon *out) {
	struct lexicon_entry *sorted = mem_array(b->count, sizeof *sorted);
	uint32_t count = (uint32_t)(b->count * 100 / FILL_PERCENT / BUCKET_SLOTS + 1);
	uint32_t words = (uint32_t)(b->count * FILTER_BITS / 64 + 1);
	uint64_t *filter;

	if (b->count > 0)
		memcpy(sorted, b->at, b->count * sizeof *sorted);
	qsort(sorted, b->count, sizeof *sorted, by_hash);
	*buckets = mem_alloc(count * sizeof **buckets + words * sizeof *filter);
	filter = (uint64_t *)(void *)(*buckets + count);
	for (size_t i = 0; i < b->count; i++) {
		place(*buckets, count, &sorted[i]);
		filter[lexicon_filter_word(sorted[i].hash, words)] |= lexicon_filter_bits(sorted[i].hash);
	}
	free(sorted);
	*out = (struct lexicon){.lang = lang, .buckets = *buckets, .bucket_count = count, .terms = (uint32_t)b->count, .filter = filter,
		.filter_words = words};
}
