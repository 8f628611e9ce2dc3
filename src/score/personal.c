/* personal.c: what was learned from the reader: counts of features in what they called uplifting and draining.
 *
 * A feature's weight is the log-odds of its counts, each with one more lesson in which it stood as often in both kinds as it does in
 * all, so that few lessons say little and many of one kind say nothing against the other. The sum over a text is damped by its length
 * and grows with the number of lessons. Counts, not gradient steps: they can be undone, merged and explained exactly. */
#include "personal.h"
#include "tokens.h"

#include <bewust/mem.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Chosen on simulated readers, some of whom taught four times as much of one kind as of the other, or a third of it wrongly: with .3
 * for the smoothing and no growth the first lessons made scores worse, and so did one that took no account of how often each kind
 * is taught. */
#define SMOOTHING 1.0
#define SHARE 0.75
#define LENGTH_FROM 12           /* features: of a longer text each says less */
#define LENGTH_POWER 0.7
#define LESSONS_HALF 25.0        /* lessons after which what was learned counts for half of what it comes to */

#define FEATURES_MAX 1024        /* of one text */
#define FEATURE_SLOTS 4096
/* What a feature is, mixed into its hash. Stored hashes depend on these: they never change. */
#define HASH_CHANNEL UINT64_C(0xa0761d6478bd642f)
#define HASH_TAG UINT64_C(0xe7037ed1a0b428db)

struct count {
	uint64_t feature;
	int up, down;
};
struct personal {
	struct count *at;            /* open addressing; feature 0 is free */
	size_t used, size;
	int up, down;                /* lessons */
};

struct feature {
	uint64_t hash;
	struct slice term;
	enum reason_kind kind;
	bool tag;
};
struct features {
	struct feature at[FEATURES_MAX];
	int count;
	uint16_t slot[FEATURE_SLOTS];
};

struct personal *personal_new(void) {
	struct personal *p = mem_alloc(sizeof *p);

	p->size = 1024;
	p->at = mem_array(p->size, sizeof *p->at);
	return p;
}

void personal_free(struct personal *p) {
	if (!p)
		return;
	free(p->at);
	free(p);
}

size_t personal_labels(const struct personal *p) {
	return (size_t)p->up + (size_t)p->down;
}

static struct count *find(const struct personal *p, uint64_t feature) {
	size_t at = (size_t)(feature * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (p->size - 1);

	while (p->at[at].feature != 0 && p->at[at].feature != feature)
		at = (at + 1) & (p->size - 1);
	return &p->at[at];
}

static void grow(struct personal *p) {
	struct count *old = p->at;
	size_t size = p->size;

	p->size *= 2;
	p->at = mem_array(p->size, sizeof *p->at);
	for (size_t i = 0; i < size; i++)
		if (old[i].feature != 0)
			*find(p, old[i].feature) = old[i];
	free(old);
}

void personal_put(struct personal *p, uint64_t feature, int up, int down) {
	struct count *c;

	if (feature == 0) {
		p->up = up > 0 ? up : 0;
		p->down = down > 0 ? down : 0;
		return;
	}
	c = find(p, feature);
	if (c->feature == 0) {
		if (++p->used * 2 > p->size) {
			grow(p);
			c = find(p, feature);
		}
		c->feature = feature;
	}
	c->up = up > 0 ? up : 0;
	c->down = down > 0 ? down : 0;
}

/* ---- the features of a text, each once ---- */

static void add_feature(struct features *f, uint64_t hash, struct feature what) {
	size_t at;

	if (f->count == FEATURES_MAX)
		return;
	if (hash == 0)
		hash = 1;
	at = (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32) % FEATURE_SLOTS;
	while (f->slot[at] != 0 && f->at[f->slot[at] - 1].hash != hash)
		at = (at + 1) % FEATURE_SLOTS;
	if (f->slot[at] != 0)
		return;
	what.hash = hash;
	f->at[f->count++] = what;
	f->slot[at] = (uint16_t)f->count;
}

/* What the forms of a word have in common, in whatever language: one list, so that what was learned does not hang on a guess. */
static uint64_t stem_of(const struct token *t) {
	static const struct ending endings[] = {ENDING4('e', 'd', 'l', 'y'), ENDING4('t', 'j', 'e', 's'), ENDING3('i', 'n', 'g'),
		ENDING3('t', 'j', 'e'), ENDING2('e', 'd'), ENDING2('e', 's'), ENDING2('l', 'y'), ENDING2('e', 'n'), ENDING2('j', 'e'), ENDING1('s'),
		ENDING1('e'), {0, 0, 0}};
	unsigned cut = token_ending(t, endings);

	return hash_as(HASH_STEM, cut > 0 ? hash_strip(t->hash, t->tail, cut) : t->hash);
}

static void add_text(struct features *f, const struct tokens *words) {
	const struct token *last = NULL;

	for (size_t i = 0; i < words->count && f->count < FEATURES_MAX; i++) {
		const struct token *t = &words->at[i];

		if (t->kind == TOKEN_MARK)
			continue;
		add_feature(f, t->hash, (struct feature){.term = t->text, .kind = REASON_PERSONAL});
		if (t->kind == TOKEN_WORD)
			add_feature(f, stem_of(t), (struct feature){.term = t->text, .kind = REASON_PERSONAL});
		if (last)
			add_feature(f, hash_pair(last->hash, t->hash), (struct feature){.kind = REASON_PERSONAL,
				.term = {last->text.at, (size_t)(t->text.at + t->text.len - last->text.at)}});
		last = t;
	}
}

static void add_tag(struct features *f, struct slice tag) {
	struct slice whole = tag;
	struct token token[8];
	size_t n = tag.len > 0 ? tokens_read(&tag, token, 8) : 0;
	uint64_t hash = HASH_TAG;

	for (size_t i = 0; i < n; i++)
		hash = hash_pair(hash, token[i].hash);
	if (n > 0)
		add_feature(f, hash, (struct feature){.term = whole, .kind = REASON_PERSONAL, .tag = true});
}

static void features_of(const struct score_text *text, const struct text_tokens *words, struct features *f) {
	f->count = 0;
	memset(f->slot, 0, sizeof f->slot);
	if (text->channel_key != 0)
		add_feature(f, hash_pair(HASH_CHANNEL, text->channel_key), (struct feature){.term = SLICE("channel"), .kind = REASON_CHANNEL});
	for (size_t i = 0; i < text->tag_count; i++)
		add_tag(f, slice_of(text->tags[i]));
	add_text(f, &words->title);
	add_text(f, &words->body);
}

/* ---- learning and telling ---- */

static int count_after(int count, int times) {
	long long sum = (long long)count + times;

	return sum < 0 ? 0 : sum > INT32_MAX ? INT32_MAX : (int)sum;
}

void personal_learn(struct personal *p, const struct score_text *text, enum label label, int times,
	void (*changed)(void *ctx, uint64_t feature, int up, int down), void *ctx) {
	struct text_tokens words;
	struct features f;
	int up = label == LABEL_UPLIFTING ? times : 0, down = label == LABEL_DRAINING ? times : 0;

	if (up == 0 && down == 0)
		return;
	text_tokens_init(&words, text);
	features_of(text, &words, &f);
	text_tokens_finish(&words);
	for (int i = -1; i < f.count; i++) { /* -1: the lesson itself */
		uint64_t feature = i < 0 ? 0 : f.at[i].hash;
		struct count had = {.up = p->up, .down = p->down};

		if (i >= 0)
			had = *find(p, feature);
		had.up = count_after(had.up, up);
		had.down = count_after(had.down, down);
		personal_put(p, feature, had.up, had.down);
		if (changed)
			changed(ctx, feature, had.up, had.down);
	}
}

static double weight_of(const struct personal *p, uint64_t feature) {
	const struct count *c = find(p, feature);
	double one_in;

	if (c->feature == 0 || (c->up == 0 && c->down == 0))
		return 0;
	one_in = SMOOTHING * (double)personal_labels(p) / ((double)c->up + c->down);
	return log((c->up + SMOOTHING) / (p->up + one_in)) - log((c->down + SMOOTHING) / (p->down + one_in));
}

static void keep_hit(struct personal_hits *h, const struct feature *f, double weight) {
	int least = 0;

	if (h->count < PERSONAL_HITS_MAX) {
		least = h->count++;
	} else {
		for (int i = 1; i < PERSONAL_HITS_MAX; i++)
			if (fabs(h->hit[i].weight) < fabs(h->hit[least].weight))
				least = i;
		if (fabs(h->hit[least].weight) >= fabs(weight))
			return;
	}
	h->hit[least].term = f->term;
	h->hit[least].kind = f->kind;
	h->hit[least].tag = f->tag;
	h->hit[least].weight = weight;
}

void personal_match(const struct personal *p, const struct score_text *text, const struct text_tokens *words, struct personal_hits *out) {
	struct features f;
	double lessons = (double)personal_labels(p), share = SHARE * lessons / (lessons + LESSONS_HALF);

	out->sum = 0;
	out->count = 0;
	if (lessons == 0)
		return;
	features_of(text, words, &f);
	if (f.count > LENGTH_FROM)
		share *= pow((double)LENGTH_FROM / f.count, LENGTH_POWER);
	for (int i = 0; i < f.count;) {
		int first = i;
		double weight = 0;

		/* a word and its stem are one reason */
		for (; i < f.count && f.at[i].term.at == f.at[first].term.at && f.at[i].term.len == f.at[first].term.len; i++)
			weight += share * weight_of(p, f.at[i].hash);
		out->sum += weight;
		if (weight != 0)
			keep_hit(out, &f.at[first], weight);
	}
}
