/* lexicon_table.c: makes the tables of words that are compiled in: lexicon_table data/lexicon OUT.c
 *
 * For each language xx that has xx.functions.tsv there: xx.tsv (weights), xx.functions.tsv, faces.tsv (the same for all), and from
 * ../themes/xx.tsv, where it is, the words that reveal a theme. The forms are told in data/lexicon/README.md. */
#include "../score/lexicon.h"
#include "../score/tokens.h"

#include <bewust/mem.h>
#include <bewust/model.h>
#include <bewust/path.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX ((size_t)16 << 20)
#define LANGUAGES_MAX 32

static int by_name(const void *a, const void *b) {
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The languages that have a list of function words, in order of their names. */
static bool find_languages(const char *dir, char *langs[LANGUAGES_MAX], size_t *count, struct err *e) {
	DIR *d = opendir(dir);
	struct dirent *entry;

	*count = 0;
	if (!d)
		return err_set(e, ERR_NOINPUT, "%s: %s", dir, strerror(errno));
	while (*count < LANGUAGES_MAX && (entry = readdir(d))) {
		struct slice name = slice_of(entry->d_name);

		if (!slice_ends(name, SLICE(".functions.tsv")) || entry->d_name[0] == '.')
			continue;
		langs[*count] = mem_text(entry->d_name);
		langs[(*count)++][name.len - strlen(".functions.tsv")] = '\0';
	}
	closedir(d);
	qsort(langs, *count, sizeof *langs, by_name);
	return *count > 0 || err_set(e, ERR_DATA, "%s: no xx.functions.tsv there", dir);
}

typedef bool reader_fn(struct lexicon_builder *b, const char *name, struct slice text, struct err *e);

static bool add_file(struct lexicon_builder *b, reader_fn *reader, const char *dir, const char *lang, const char *ending, struct err *e) {
	struct str path, text;
	bool ok;

	str_init(&path, 4096);
	str_addf(&path, "%s/%s%s", dir, lang, ending);
	ok = path_read(path.at, FILE_MAX, &text, e);
	if (ok) {
		ok = reader(b, path.at, str_slice(&text), e);
		str_finish(&text);
	}
	str_finish(&path);
	return ok;
}

static bool has_file(const char *dir, const char *lang, const char *ending) {
	struct str path;
	bool there;

	str_init(&path, 4096);
	str_addf(&path, "%s/%s%s", dir, lang, ending);
	there = access(path.at, F_OK) == 0;
	str_finish(&path);
	return there;
}

/* Lines "theme<TAB>word": a word's themes are gathered as bits in its weight. */
static bool read_themes(struct lexicon_builder *b, const char *name, struct slice text, struct err *e) {
	struct slice line, theme;
	size_t number = 0;

	_Static_assert(THEME_COUNT <= 15, "the bits of a theme_set fit a weight");
	while (slice_split(&text, '\n', &line)) {
		enum theme t;
		uint64_t hash;
		unsigned words;

		number++;
		line = slice_trim(line);
		if (line.len == 0 || line.at[0] == '#' || slice_equal(line, SLICE("theme\tword")))
			continue;
		if (!slice_split(&line, '\t', &theme) || !theme_parse(theme, &t) || !hash_term(line, &hash, &words) || words > 2)
			return err_set(e, ERR_DATA, "%s: line %zu is not \"theme<TAB>word\", or has more than two words", name, number);
		lexicon_builder_put(b, hash)->weight |= (int16_t)(1 << t);
	}
	return true;
}

static void write_table(FILE *out, const struct lexicon_builder *b, const char *kind, size_t n) {
	struct lexicon_bucket *buckets;
	struct lexicon lex;

	lexicon_build(b, "", &buckets, &lex);
	fprintf(out, "static _Alignas(64) const struct lexicon_bucket %s_%zu[] = {\n", kind, n);
	for (uint32_t i = 0; i < lex.bucket_count; i++) {
		fputs("{{", out);
		for (int k = 0; k < BUCKET_SLOTS; k++)
			fprintf(out, "%s0x%x", k ? "," : "", (unsigned)buckets[i].tag[k]);
		fputs("},{", out);
		for (int k = 0; k < BUCKET_SLOTS; k++)
			fprintf(out, "%s%d", k ? "," : "", buckets[i].weight[k]);
		fputs("},{", out);
		for (int k = 0; k < BUCKET_SLOTS; k++)
			fprintf(out, "%s%d", k ? "," : "", buckets[i].info[k]);
		fputs("}},\n", out);
	}
	fprintf(out, "};\nstatic _Alignas(64) const uint64_t %s_filter_%zu[] = {\n", kind, n);
	for (uint32_t i = 0; i < lex.filter_words; i++)
		fprintf(out, "0x%" PRIx64 "u,%s", lex.filter[i], i % 8 == 7 ? "\n" : "");
	fputs("};\n", out);
	free(buckets);
}

static void write_list(FILE *out, const char *name, const char *kind, char *const *langs, const uint32_t *terms, size_t count) {
	fprintf(out, "const struct lexicon %s[] = {\n", name);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "\t{\"%s\", %s_%zu, sizeof %s_%zu / sizeof *%s_%zu, %u, %s_filter_%zu, sizeof %s_filter_%zu / sizeof *%s_filter_%zu},\n",
			langs[i], kind, i, kind, i, kind, i, (unsigned)terms[i], kind, i, kind, i, kind, i);
	fputs("};\n", out);
}

static bool write_language(FILE *out, const char *dir, const char *lang, size_t n, uint32_t *terms, uint32_t *theme_terms, struct err *e) {
	struct lexicon_builder words, themes;
	struct str path;
	bool ok;

	lexicon_builder_init(&words);
	lexicon_builder_init(&themes);
	ok = add_file(&words, lexicon_builder_terms, dir, "faces", ".tsv", e) &&
		add_file(&words, lexicon_builder_terms, dir, lang, ".tsv", e) &&
		add_file(&words, lexicon_builder_functions, dir, lang, ".functions.tsv", e);
	str_init(&path, 4096);
	str_addf(&path, "%s/../themes", dir);
	if (ok && has_file(path.at, lang, ".tsv"))
		ok = add_file(&themes, read_themes, path.at, lang, ".tsv", e);
	str_finish(&path);
	if (ok) {
		write_table(out, &words, "words", n);
		write_table(out, &themes, "themes", n);
	}
	*terms = (uint32_t)words.count;
	*theme_terms = (uint32_t)themes.count;
	lexicon_builder_finish(&words);
	lexicon_builder_finish(&themes);
	return ok;
}

static bool write_all(FILE *out, const char *dir, struct err *e) {
	char *langs[LANGUAGES_MAX];
	uint32_t terms[LANGUAGES_MAX], theme_terms[LANGUAGES_MAX];
	size_t count;
	bool ok = find_languages(dir, langs, &count, e);

	fputs("/* Made by src/tools/lexicon_table.c from data/lexicon and data/themes. */\n#include \"../../src/score/lexicon.h\"\n", out);
	for (size_t i = 0; ok && i < count; i++)
		ok = write_language(out, dir, langs[i], i, &terms[i], &theme_terms[i], e);
	if (ok) {
		write_list(out, "lexicons", "words", langs, terms, count);
		write_list(out, "lexicon_themes", "themes", langs, theme_terms, count);
		fprintf(out, "const size_t lexicon_count = %zu;\n", count);
	}
	for (size_t i = 0; i < count; i++)
		free(langs[i]);
	return ok;
}

int main(int argc, char **argv) {
	struct err e = {0};
	FILE *out;
	bool ok;

	if (argc != 3) {
		fputs("usage: lexicon_table data/lexicon OUT.c\n", stderr);
		return err_exit_status(ERR_USAGE);
	}
	if (!(out = fopen(argv[2], "w"))) {
		fprintf(stderr, "lexicon_table: %s: %s\n", argv[2], strerror(errno));
		return err_exit_status(ERR_CREATE);
	}
	ok = write_all(out, argv[1], &e);
	if (fclose(out) != 0 && ok)
		ok = err_set(&e, ERR_IO, "%s: %s", argv[2], strerror(errno));
	if (!ok) {
		fprintf(stderr, "lexicon_table: %s\n", e.text);
		remove(argv[2]);
		return err_exit_status(e.kind);
	}
	return 0;
}
