/* lexicon_train.c: makes data/lexicon/xx.tsv from lists of words and from texts: lexicon_train data/lexicon TRAIN-DIR
 *
 * What is read, and from where below TRAIN-DIR, stands in data/lexicon/recipe.tsv; the forms in README.md there. The weights are
 * a ridge regression of the texts' ratings on the scorer's own terms (src/score/terms.c): each word's weight is what the lists say,
 * times what the texts say that such a list is worth, plus what the texts say of the word itself. Then headlines without ratings are
 * rated by the result, and it is trained again with them, their lists hidden: so words that keep the company of known ones learn
 * from it (self-training). The same input gives the same bytes. */
#include "../score/lexicon.h"
#include "../score/terms.h"
#include "../score/tokens.h"

#include <bewust/mem.h>
#include <bewust/path.h>
#include <cjson/cJSON.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS_MAX 8            /* kinds of list, each with a worth of its own */
#define GROUP_OWN (GROUPS_MAX - 1)
#define SOURCES_MAX 16
#define SEEN_AT_LEAST 3         /* a term in fewer texts is left out */
#define RIDGE_TERM 10.0         /* the pull of a term's own weight to 0 */
#define RIDGE_LIST 10.0         /* the pull of a list's worth to what the recipe says */
#define WEIGHT_LEAST 0.035      /* of a term that is kept */
#define SAME_AS_BASE 0.2        /* a form whose weight differs less from its base's than so is left to it */
#define ROUNDS_MAX 200          /* of the solver; it ends sooner when it has converged */
#define FUNCTIONS_MAX ((size_t)16 << 20)  /* bytes of a file */
#define DICTIONARY_MAX ((size_t)64 << 20)

/* ---- what is trained ---- */

struct word {                   /* a term, by its hash */
	uint64_t hash;
	char *text;                 /* as the file writes it */
	float list[GROUPS_MAX];     /* what the lists say; 0 where not in one */
	uint16_t list_count[GROUPS_MAX];
	bool listed, phrase, own;   /* own: this project's list has it, and it overrules the others */
	bool silent;                /* a word to which that list gives 0: it never weighs, however it is used */
	uint32_t seen;              /* texts it stands in */
	int32_t column;             /* of the matrix; -1 none */
	double weight;              /* learned, beside the lists */
};

struct cell {
	uint32_t column;
	float value;
};
struct row {
	size_t start, count;        /* cells */
	float target, weight;
	unsigned source;
	float list[GROUPS_MAX];
};

struct training {
	const char *lang, *dir;
	struct word *word;
	size_t words, words_cap;
	uint32_t *index;
	size_t index_size;
	struct cell *cell;
	size_t cells, cells_cap;
	struct row *row;
	size_t rows, rows_cap;
	size_t columns;
	double worth[GROUPS_MAX], worth_prior[GROUPS_MAX], mean[SOURCES_MAX];
	unsigned sources;
	double gain;                /* learned scale to the file's */
	bool learns_functions;
	size_t keep;                /* terms that are not in the lists: at most so many */
	struct lexicon_builder functions;
	struct lexicon_bucket *buckets;
	struct lexicon lex;
};

static size_t word_slot(const struct training *t, uint64_t hash) {
	size_t at = (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (t->index_size - 1);

	while (t->index[at] != 0 && t->word[t->index[at] - 1].hash != hash)
		at = (at + 1) & (t->index_size - 1);
	return at;
}

static struct word *word_find(const struct training *t, uint64_t hash) {
	uint32_t at = t->index[word_slot(t, hash)];

	return at ? &t->word[at - 1] : NULL;
}

static void index_grow(struct training *t) {
	free(t->index);
	t->index_size = t->index_size ? t->index_size * 2 : 65536;
	t->index = mem_array(t->index_size, sizeof *t->index);
	for (size_t i = 0; i < t->words; i++)
		t->index[word_slot(t, t->word[i].hash)] = (uint32_t)i + 1;
}

static struct word *word_put(struct training *t, uint64_t hash, struct slice text) {
	struct word *w;
	struct str copy;

	if ((t->words + 1) * 2 > t->index_size)
		index_grow(t);
	if ((w = word_find(t, hash)))
		return w;
	if (t->words == t->words_cap) {
		t->words_cap = t->words_cap ? t->words_cap * 2 : 4096;
		t->word = mem_grow(t->word, t->words_cap, sizeof *t->word);
	}
	w = &t->word[t->words];
	*w = (struct word){.hash = hash, .column = -1};
	str_init(&copy, 1024);
	str_add(&copy, text);
	w->text = str_take(&copy);
	t->index[word_slot(t, hash)] = (uint32_t)++t->words;
	return w;
}

/* ---- files ---- */

static bool each_line(const char *path, bool (*each)(void *ctx, struct slice line, struct err *e), void *ctx, struct err *e) {
	char *line = NULL;
	size_t cap = 0, number = 0;
	ssize_t len;
	bool ok = true;
	FILE *f = fopen(path, "rb");

	if (!f)
		return err_set(e, ERR_NOINPUT, "%s: %s", path, strerror(errno));
	while (ok && (len = getline(&line, &cap, f)) > 0) {
		struct err why = {0};

		number++;
		if (!(ok = each(ctx, slice_trim((struct slice){line, (size_t)len}), &why)))
			err_set(e, ERR_DATA, "%s: line %zu: %s", path, number, why.text);
	}
	free(line);
	fclose(f);
	return ok;
}

/* A term in the form that the files of data/lexicon have: folded words with one space between them. */
static bool write_term(struct slice term, struct str *out) {
	struct token token[8];
	char folded[TOKEN_FOLDED_MAX];
	size_t n;

	str_clear(out);
	n = tokens_read(&term, token, 8);
	if (n == 0 || n > 4 || term.len > 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (token[i].kind == TOKEN_MARK || token[i].length > TOKEN_FOLDED_MAX)
			return false;
		if (i > 0)
			str_add_char(out, ' ');
		if (token[i].kind == TOKEN_NUMBER)
			str_add_char(out, '0');
		else if (token[i].kind == TOKEN_FACE)
			str_add(out, token[i].text);
		else
			str_add(out, (struct slice){folded, token_fold(&token[i], folded)});
	}
	return true;
}

struct recipe_line {
	struct training *t;
	unsigned group, column;
	double scale, weight;
	bool rated, own;
	char path[4096];
};

static void list_word(struct recipe_line *r, struct slice term, double value) {
	struct str folded;
	uint64_t hash;
	unsigned words;

	str_init(&folded, 256);
	/* "143" is slang to one list, but all numbers are one term here: it would speak for all of them */
	if (write_term(term, &folded) && !slice_equal(str_slice(&folded), SLICE("0")) && hash_term(str_slice(&folded), &hash, &words)) {
		struct word *w = word_put(r->t, hash, str_slice(&folded));
		float n = ++w->list_count[r->group];

		w->list[r->group] += ((float)(value * r->scale) - w->list[r->group]) / n; /* the mean of all that have it */
		w->listed = true;
		w->own |= r->own;
		w->phrase = words > 1;
	}
	str_finish(&folded);
}

static bool read_list_line(void *ctx, struct slice line, struct err *e) {
	struct recipe_line *r = ctx;
	struct slice field, term = {0};
	double value;

	(void)e;
	if (line.len == 0 || (slice_starts(line, SLICE("# "))))
		return true;
	for (unsigned i = 1; slice_split(&line, '\t', &field); i++) {
		if (i == 1)
			term = field;
		if (i == r->column && slice_to_double(slice_trim(field), &value) && (value != 0 || r->own))
			list_word(r, term, value);
	}
	return true;
}

/* ---- texts ---- */

static void term_name(const struct terms *t, const struct term *term, struct str *out) {
	char folded[TOKEN_FOLDED_MAX];

	str_clear(out);
	if (term->kind == TERM_STEM)
		str_add_char(out, '~');
	if (term->kind == TERM_NEGATED)
		str_add_char(out, '!');
	for (unsigned i = 0; i < term->tokens; i++) {
		const struct token *token = &t->token[term->token + i];

		if (i > 0)
			str_add_char(out, ' ');
		if (token->kind == TOKEN_NUMBER)
			str_add_char(out, '0');
		else if (token->kind == TOKEN_FACE)
			str_add(out, token->text);
		else
			str_add(out, (struct slice){folded, token_fold(token, folded)});
	}
	str_cut(out, out->len - term->cut);
}

/* Function words say little, and would stand in every explanation. */
static bool is_function_word(const struct training *t, const struct token *token) {
	struct known known = {0};

	return !t->learns_functions && lexicon_find(&t->lex, token->hash, &known) && (known.info & WORD_VOTES);
}

/* A silent word learns nothing in company either: "gay man" is no sadder than "man". A number feels like nothing alone, nor beside a function
 * word: "7 dead" does. */
static bool learnable(const struct training *t, const struct terms *terms, const struct term *term) {
	bool function = true;

	for (unsigned i = 0; i < term->tokens; i++) {
		const struct token *token = &terms->token[term->token + i];
		const struct word *w = word_find(t, token->hash);

		if (token->length > TOKEN_FOLDED_MAX - 4 || (w && w->silent))
			return false;
		function = function && (token->kind == TOKEN_NUMBER || is_function_word(t, token));
	}
	return term->kind != TERM_BASE && !function;
}

static void add_cell(struct training *t, uint32_t column, float value) {
	if (t->cells == t->cells_cap) {
		t->cells_cap = t->cells_cap ? t->cells_cap * 2 : 65536;
		t->cell = mem_grow(t->cell, t->cells_cap, sizeof *t->cell);
	}
	t->cell[t->cells++] = (struct cell){column, value};
}

static void add_text(struct recipe_line *r, struct slice text, double target) {
	struct training *t = r->t;
	struct text_tokens tokens;
	struct terms terms;
	struct str name;
	struct row row = {.start = t->cells, .target = (float)target, .weight = (float)r->weight, .source = t->sources};
	size_t words = 0;
	float norm;

	str_init(&name, 1024);
	text_tokens_init(&tokens, &(struct score_text){.title = text});
	for (struct tokens rest = tokens.title; terms_window(&rest, &terms);) {
		terms_find(&t->lex, NULL, &terms, true);
		words += terms.words;
		for (size_t i = 0; i < terms.count; i++) {
			const struct term *term = &terms.term[i];
			struct word *w;

			if (term->known.weight != 0 && (w = word_find(t, term->hash)) && w->listed)
				for (int g = 0; g < GROUPS_MAX; g++)
					row.list[g] += term->factor * w->list[g];
			if (!learnable(t, &terms, term))
				continue;
			term_name(&terms, term, &name);
			w = word_put(t, term->hash, str_slice(&name));
			if (!r->rated && w->listed)
				continue; /* only its company learns from it */
			w->seen++;
			add_cell(t, (uint32_t)(w - t->word), term->factor);
		}
	}
	str_finish(&name);
	text_tokens_finish(&tokens);
	norm = terms_norm(words);
	for (size_t i = row.start; i < t->cells; i++)
		t->cell[i].value *= norm;
	for (int g = 0; g < GROUPS_MAX; g++)
		row.list[g] *= norm;
	row.count = t->cells - row.start;
	if (t->rows == t->rows_cap) {
		t->rows_cap = t->rows_cap ? t->rows_cap * 2 : 4096;
		t->row = mem_grow(t->row, t->rows_cap, sizeof *t->row);
	}
	t->row[t->rows++] = row;
}

static bool read_text_line(void *ctx, struct slice line, struct err *e) {
	struct recipe_line *r = ctx;
	cJSON *object;
	const cJSON *text, *gold;
	bool ok;

	if (line.len == 0)
		return true;
	if (!r->rated) {
		add_text(r, line, 0);
		return true;
	}
	object = cJSON_ParseWithLength(line.at, line.len);
	text = cJSON_GetObjectItemCaseSensitive(object, "text");
	gold = cJSON_GetObjectItemCaseSensitive(object, "gold");
	ok = cJSON_IsString(text) && cJSON_IsNumber(gold);
	if (ok)
		add_text(r, slice_of(text->valuestring), gold->valuedouble * r->scale);
	cJSON_Delete(object);
	return ok || err_set(e, ERR_DATA, "not an object with a text and a gold");
}

/* ---- ridge regression by conjugate gradients ---- */

/* Columns: the terms', then the lists' worth, then a mean for each source. */
static void number_columns(struct training *t) {
	t->columns = 0;
	for (size_t i = 0; i < t->words; i++)
		t->word[i].column = t->word[i].seen >= SEEN_AT_LEAST ? (int32_t)t->columns++ : -1;
}

static double row_times(const struct training *t, const struct row *row, const double *x, bool lists) {
	double sum = x[t->columns + GROUPS_MAX + row->source];

	for (size_t i = row->start; i < row->start + row->count; i++) {
		int32_t c = t->word[t->cell[i].column].column;

		if (c >= 0)
			sum += t->cell[i].value * x[c];
	}
	for (int g = 0; lists && g < GROUPS_MAX; g++)
		sum += row->list[g] * x[t->columns + (size_t)g];
	return sum;
}

static void row_add(const struct training *t, const struct row *row, double by, double *x, bool lists) {
	x[t->columns + GROUPS_MAX + row->source] += by;
	for (size_t i = row->start; i < row->start + row->count; i++) {
		int32_t c = t->word[t->cell[i].column].column;

		if (c >= 0)
			x[c] += t->cell[i].value * by;
	}
	for (int g = 0; lists && g < GROUPS_MAX; g++)
		x[t->columns + (size_t)g] += row->list[g] * by;
}

/* out = (X'WX + ridge) x, over the rows that are in use */
static void normal_times(const struct training *t, size_t rows, size_t hidden_from, const double *x, double *out) {
	size_t n = t->columns + GROUPS_MAX + SOURCES_MAX;

	for (size_t i = 0; i < n; i++)
		out[i] = x[i] * (i < t->columns ? RIDGE_TERM : i < t->columns + GROUPS_MAX ? RIDGE_LIST : 1e-3);
	for (size_t i = 0; i < rows; i++) {
		const struct row *row = &t->row[i];

		row_add(t, row, row->weight * row_times(t, row, x, i < hidden_from), out, i < hidden_from);
	}
}

static double dot(const double *a, const double *b, size_t n) {
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Solves for the first `rows` rows; from `hidden_from` on the lists are not seen. */
static void solve(struct training *t, size_t rows, size_t hidden_from) {
	size_t n = t->columns + GROUPS_MAX + SOURCES_MAX;
	double *x = mem_array(n, sizeof *x), *r = mem_array(n, sizeof *r), *p = mem_array(n, sizeof *p), *q = mem_array(n, sizeof *q);
	double rr, first;

	for (int g = 0; g < GROUPS_MAX; g++)
		r[t->columns + (size_t)g] = RIDGE_LIST * t->worth_prior[g];
	for (size_t i = 0; i < rows; i++)
		row_add(t, &t->row[i], (double)t->row[i].weight * t->row[i].target, r, i < hidden_from);
	memcpy(p, r, n * sizeof *p);
	rr = first = dot(r, r, n);
	for (int round = 0; round < ROUNDS_MAX && rr > first * 1e-10; round++) {
		double alpha, beta;

		normal_times(t, rows, hidden_from, p, q);
		alpha = rr / dot(p, q, n);
		for (size_t i = 0; i < n; i++) {
			x[i] += alpha * p[i];
			r[i] -= alpha * q[i];
		}
		beta = dot(r, r, n) / rr;
		rr *= beta;
		for (size_t i = 0; i < n; i++)
			p[i] = r[i] + beta * p[i];
	}
	for (size_t i = 0; i < t->words; i++)
		t->word[i].weight = t->word[i].column >= 0 ? x[t->word[i].column] : 0;
	memcpy(t->worth, x + t->columns, sizeof t->worth);
	memcpy(t->mean, x + t->columns + GROUPS_MAX, sizeof t->mean);
	free(x);
	free(r);
	free(p);
	free(q);
}

/* Rates the rows without ratings by what was learned so far. */
static void rate_rest(struct training *t, size_t from) {
	double mean = 0;

	for (size_t i = from; i < t->rows; i++) {
		struct row *row = &t->row[i];
		double sum = 0;

		for (size_t c = row->start; c < row->start + row->count; c++)
			sum += t->cell[c].value * t->word[t->cell[c].column].weight;
		for (int g = 0; g < GROUPS_MAX; g++)
			sum += row->list[g] * t->worth[g];
		row->target = (float)sum;
		mean += sum;
	}
	mean /= (double)(t->rows > from ? t->rows - from : 1);
	for (size_t i = from; i < t->rows; i++)
		t->row[i].target -= (float)mean;
}

/* ---- writing ---- */

static double final_weight(const struct training *t, const struct word *w) {
	double sum = w->weight;

	for (int g = 0; g < GROUPS_MAX; g++)
		sum += w->list[g] * t->worth[g];
	return sum * t->gain;
}

static int by_strength(const void *a, const void *b) {
	const struct word *x = *(const struct word *const *)a, *y = *(const struct word *const *)b;
	double d = fabs(y->weight) - fabs(x->weight);

	return d > 0 ? 1 : d < 0 ? -1 : strcmp(x->text, y->text);
}

static int by_text(const void *a, const void *b) {
	return strcmp((*(const struct word *const *)a)->text, (*(const struct word *const *)b)->text);
}

/* An English form of a listed word that says as much as it: the scorer finds it by its ending. */
static bool is_told_by_base(const struct training *t, const struct word *w) {
	struct slice text = slice_of(w->text);
	struct token token;
	const struct word *base;
	double weight = final_weight(t, w), known;
	unsigned cut;

	if (w->own || w->silent || tokens_read(&text, &token, 1) != 1 || text.len > 0 || token.kind != TOKEN_WORD ||
		!slice_equal(slice_of(t->lang), SLICE("en")) || (cut = word_ending("en", &token)) == 0)
		return false;
	base = word_find(t, hash_strip(token.hash, token.tail, cut));
	if (!base || !base->listed)
		base = word_find(t, hash_extend(hash_strip(token.hash, token.tail, cut), SLICE("e")));
	known = base && base->listed ? final_weight(t, base) : 0;
	return fabs(known) > WEIGHT_LEAST && fabs(weight - known) < SAME_AS_BASE * fabs(weight) &&
		(base->own || !is_told_by_base(t, base));
}

/* The listed words, and of the others the strongest. */
static struct word **choose(struct training *t, size_t *count) {
	struct word **chosen = mem_array(t->words, sizeof *chosen), **other = mem_array(t->words, sizeof *other);
	size_t n = 0, others = 0;

	for (size_t i = 0; i < t->words; i++) {
		struct word *w = &t->word[i];

		if ((fabs(final_weight(t, w)) < WEIGHT_LEAST && !(w->own && (w->phrase || w->silent))) || is_told_by_base(t, w))
			continue;
		if (w->listed || w->silent)
			chosen[n++] = w;
		else
			other[others++] = w;
	}
	qsort(other, others, sizeof *other, by_strength);
	for (size_t i = 0; i < others && i < t->keep; i++)
		chosen[n++] = other[i];
	qsort(chosen, n, sizeof *chosen, by_text);
	free(other);
	*count = n;
	return chosen;
}

static bool write_words(struct training *t, struct err *e) {
	char path[4096];
	size_t count;
	struct word **chosen = choose(t, &count);
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.tsv", t->dir, t->lang);
	if (!(f = fopen(path, "w"))) {
		free(chosen);
		return err_set(e, ERR_CREATE, "%s: %s", path, strerror(errno));
	}
	fputs("# Made by `make lexicon TRAIN=DIR` from recipe.tsv. Sources and licences: NOTICE. The form: README.md.\n", f);
	for (size_t i = 0; i < count; i++)
		fprintf(f, "%s\t%ld%s\n", chosen[i]->text, lround(final_weight(t, chosen[i]) * 1000),
			chosen[i]->listed && chosen[i]->phrase ? "\treplaces" : "");
	free(chosen);
	return fclose(f) == 0 || err_set(e, ERR_IO, "%s: %s", path, strerror(errno));
}

/* ---- the recipe ---- */

/* An object of "word": "its translation": the weight of the one becomes the other's. */
static bool carry(struct recipe_line *r, const struct training *from, struct err *e) {
	struct str text;
	cJSON *object;
	const cJSON *pair;

	if (!path_read(r->path, DICTIONARY_MAX, &text, e))
		return false;
	object = cJSON_ParseWithLength(text.at, text.len);
	str_finish(&text);
	if (!cJSON_IsObject(object)) {
		cJSON_Delete(object);
		return err_set(e, ERR_DATA, "%s: not an object of words and translations", r->path);
	}
	cJSON_ArrayForEach(pair, object) {
		uint64_t hash, stem;
		unsigned words;
		const struct word *w;
		double value;

		if (!cJSON_IsString(pair) || !hash_term(slice_of(pair->string), &hash, &words))
			continue;
		w = word_find(from, hash);
		value = w ? final_weight(from, w) : 0;
		stem = hash_as(HASH_STEM, hash);
		if (words == 1 && (w = word_find(from, stem)))
			value += final_weight(from, w);
		if (fabs(value) > 0.02)
			list_word(r, slice_of(pair->valuestring), value);
	}
	cJSON_Delete(object);
	return true;
}

/* What the lists say of a word, roughly: which way. Never 0, for it is known. */
static int16_t list_sign(const struct word *w) {
	float sum = 0;

	for (int g = 0; g < GROUPS_MAX; g++)
		sum += w->list[g];
	return sum < 0 ? -1 : 1;
}

/* Lists hold function words by accident: Dutch "naar" is "nasty", and a hundred times as often "to". */
static bool is_function(struct training *t, uint64_t hash) {
	uint8_t info = lexicon_builder_put(&t->functions, hash)->info;

	return (info & WORD_VOTES) || (info & WORD_CLASS_MASK) == WORD_NEGATOR || (info & WORD_CLASS_MASK) == WORD_NEGATOR_ANY;
}

/* Function words, and every listed word with a weight, so that the scorer's own code finds forms and parts of them. */
static bool make_lexicon(struct training *t, struct err *e) {
	char path[4096];
	struct str text;
	bool ok;

	snprintf(path, sizeof path, "%s/%s.functions.tsv", t->dir, t->lang);
	lexicon_builder_init(&t->functions);
	ok = path_read(path, FUNCTIONS_MAX, &text, e);
	if (ok) {
		ok = lexicon_builder_functions(&t->functions, path, str_slice(&text), e);
		str_finish(&text);
	}
	if (!ok)
		return false;
	for (size_t i = 0; i < t->words; i++) {
		struct word *w = &t->word[i];

		if (!w->own && is_function(t, w->hash))
			w->listed = false;
		for (int g = 0; (w->own || !w->listed) && g < GROUP_OWN; g++)
			w->list[g] = 0;
		w->silent = w->own && !w->phrase && w->list[GROUP_OWN] == 0;
		w->listed = w->listed && !w->silent;
		if (w->listed || w->silent)
			lexicon_builder_term(&t->functions, slice_of(w->text),
				(struct known){.weight = w->silent ? 0 : list_sign(w), .info = w->phrase ? WORD_REPLACES : 0});
	}
	lexicon_build(&t->functions, t->lang, &t->buckets, &t->lex);
	return true;
}

static void training_finish(struct training *t) {
	for (size_t i = 0; i < t->words; i++)
		free(t->word[i].text);
	free(t->word);
	free(t->index);
	free(t->cell);
	free(t->row);
	free(t->buckets);
	lexicon_builder_finish(&t->functions);
	*t = (struct training){0};
}

struct recipe {
	const char *dir, *train;
	char lang[16];
	struct training t;
	struct training before;     /* the language before this one */
	bool lexicon_made;          /* lists come before texts */
	size_t rated_rows;          /* and rated texts before headlines; 0: no headlines yet */
};

static bool finish_language(struct recipe *r, struct err *e) {
	struct training *t = &r->t;
	bool ok;

	if (!t->lang)
		return true;
	number_columns(t);
	if (r->rated_rows == 0)
		r->rated_rows = t->rows;
	solve(t, r->rated_rows, r->rated_rows);
	if (t->rows > r->rated_rows) {
		rate_rest(t, r->rated_rows);
		solve(t, t->rows, r->rated_rows);
	}
	printf("%s: %zu texts, %zu terms, worth of the lists:", t->lang, t->rows, t->columns);
	for (int g = 0; g < GROUPS_MAX; g++)
		printf(" %.3f", t->worth[g]);
	printf("\n");
	ok = write_words(t, e);
	training_finish(&r->before);
	r->before = *t;
	*t = (struct training){0};
	return ok;
}

/* A list of words, or a dictionary to carry weights over with. */
static bool read_words(struct recipe *r, struct recipe_line *what, struct slice kind, struct slice group, struct err *e) {
	bool carries = slice_equal(kind, SLICE("carry"));
	long long number = 0;

	if (r->lexicon_made)
		return err_set(e, ERR_DATA, "lists of words must stand before the texts");
	slice_to_int(group, &number);
	what->own = slice_equal(kind, SLICE("own"));
	what->group = what->own ? GROUP_OWN : (unsigned)number % GROUP_OWN;
	r->t.worth_prior[what->group] = what->weight;
	return carries ? carry(what, &r->before, e) : each_line(what->path, read_list_line, what, e);
}

static bool read_texts(struct recipe *r, struct recipe_line *what, struct slice kind, struct err *e) {
	if (!r->lexicon_made && !make_lexicon(&r->t, e))
		return false;
	r->lexicon_made = true;
	what->rated = slice_equal(kind, SLICE("texts"));
	if (r->t.sources + 1 >= SOURCES_MAX || (what->rated && r->rated_rows > 0))
		return err_set(e, ERR_DATA, "too many files of texts, or texts after headlines");
	if (!what->rated && r->rated_rows == 0)
		r->rated_rows = r->t.rows;
	if (!each_line(what->path, read_text_line, what, e))
		return false;
	r->t.sources++;
	return true;
}

static bool begin_language(struct recipe *r, struct slice lang, struct err *e) {
	if (slice_equal(lang, slice_of(r->lang)))
		return true;
	if (!finish_language(r, e))
		return false;
	text_copy(r->lang, sizeof r->lang, lang);
	r->t = (struct training){.lang = r->lang, .dir = r->dir, .gain = 1, .keep = 10000};
	r->lexicon_made = false;
	r->rated_rows = 0;
	return true;
}

/* Fields: language, what, file, number, scale, weight, and for lists their group. */
static bool read_recipe_line(void *ctx, struct slice line, struct err *e) {
	struct recipe *r = ctx;
	struct slice field[7] = {0};
	struct recipe_line what = {.t = &r->t};
	long long number = 0;
	size_t n = 0;

	if (line.len == 0 || line.at[0] == '#')
		return true;
	while (n < 7 && slice_split(&line, '\t', &field[n]))
		n++;
	if (n < 6 || !slice_to_int(field[3], &number) || number < 0 || !slice_to_double(field[4], &what.scale) ||
		!slice_to_double(field[5], &what.weight))
		return err_set(e, ERR_DATA, "not six fields: language, what, file, number, scale, weight");
	snprintf(what.path, sizeof what.path, "%s/%.*s", slice_starts(field[2], SLICE("./")) ? r->dir : r->train, SLICE_FMT(field[2]));
	what.column = (unsigned)number;
	if (!begin_language(r, field[0], e))
		return false;
	if (slice_equal(field[1], SLICE("list")) || slice_equal(field[1], SLICE("own")) || slice_equal(field[1], SLICE("carry")))
		return read_words(r, &what, field[1], field[6], e);
	if (slice_equal(field[1], SLICE("texts")) || slice_equal(field[1], SLICE("headlines")))
		return read_texts(r, &what, field[1], e);
	if (!slice_equal(field[1], SLICE("gain")))
		return err_set(e, ERR_DATA, "\"%.*s\" is nothing that can be read", SLICE_FMT(field[1]));
	r->t.gain = what.scale;
	r->t.keep = (size_t)number;
	r->t.learns_functions = what.weight > 0;
	return true;
}

int main(int argc, char **argv) {
	struct recipe r = {0};
	struct err e = {0};
	char path[4096];
	bool ok;

	if (argc != 3) {
		fputs("usage: lexicon_train data/lexicon TRAIN-DIR\n", stderr);
		return err_exit_status(ERR_USAGE);
	}
	r.dir = argv[1];
	r.train = argv[2];
	snprintf(path, sizeof path, "%s/recipe.tsv", r.dir);
	ok = each_line(path, read_recipe_line, &r, &e) && finish_language(&r, &e);
	training_finish(&r.t);
	training_finish(&r.before);
	if (!ok)
		fprintf(stderr, "lexicon_train: %s\n", e.text);
	return ok ? 0 : err_exit_status(e.kind);
}
