/* texts.c: the small texts that ship: people to talk to, things to do, things away from the screen, words for feelings. */
#include "flow_private.h"

#include <bewust/embed.h>
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/random.h>
#include <locale.h>
#include <string.h>

enum { COLUMNS_MAX = 10 };

/* The file of a folder in the language on the screen, else in English. */
static struct slice in_language(const char *folder, const char *ending) {
	struct slice bytes = {0};
	struct str name;

	str_init(&name, 128);
	str_addf(&name, "%s/%s.%s", folder, i18n_language(), ending);
	if (!embed_find(name.at, &bytes)) {
		str_clear(&name);
		str_addf(&name, "%s/en.%s", folder, ending);
		embed_find(name.at, &bytes);
	}
	str_finish(&name);
	return bytes;
}

/* The next row of a table that is neither empty nor a comment, cut at its tabs; what is not there is "". */
static bool next_row(struct slice *rest, struct arena *a, const char *columns[COLUMNS_MAX]) {
	struct slice line, cell;

	while (rest->at && slice_split(rest, '\n', &line)) {
		if (!line.len || line.at[0] == '#')
			continue;
		for (size_t i = 0; i < COLUMNS_MAX; i++)
			columns[i] = line.at && slice_split(&line, '\t', &cell) ? arena_text(a, slice_trim(cell)) : "";
		return true;
	}
	return false;
}

/* ---- people to talk to ---- */

static void country_of(const struct config *c, const char *asked, char out[3]) {
	const char *locale = i18n_asked_locale(); /* installed or not: somebody lives there */
	const char *from = asked && *asked ? asked : c->country;
	const char *mark;

	out[0] = '\0';
	if (!from[0] && (mark = strchr(locale, '_')))
		from = mark + 1;
	for (size_t i = 0; i < 2 && from[i]; i++) {
		out[i] = (char)(from[i] >= 'a' && from[i] <= 'z' ? from[i] - 32 : from[i]);
		out[i + 1] = '\0';
	}
	if (!strcmp(out, "UK"))                 /* as people say it; ISO 3166 says GB */
		memcpy(out, "GB", sizeof("GB"));
}

/* What is for every country stands there once a language. */
static bool is_for(const char *cc, const char *lang, const char *country) {
	if (!strcmp(cc, "*"))
		return !strcmp(lang, strcmp(i18n_language(), "nl") ? "en" : "nl");
	return !strcmp(country, "*") || !strcmp(cc, country);
}

bool flow_helplines(const struct config *c, const char *cc, struct arena *a, struct helpline **out, size_t *count, struct err *e) {
	struct slice rest;
	const char *v[COLUMNS_MAX];
	char country[3];
	size_t cap = 128;

	*count = 0;
	country_of(c, cc, country);
	if (!embed_find("helplines.tsv", &rest) || !next_row(&rest, a, v))
		return err_set(e, ERR_BUG, _("the list of people to talk to is missing: see findahelpline.com"));
	*out = arena_array(a, cap, sizeof(**out));
	while (*count < cap && next_row(&rest, a, v))
		if (is_for(v[0], v[1], country))
			(*out)[(*count)++] = (struct helpline){v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]};
	return true;
}

/* ---- things to do ---- */

bool flow_challenges(struct arena *a, struct challenge **out, size_t *count, struct err *e) {
	struct slice rest = in_language("challenges", "tsv");
	const char *v[COLUMNS_MAX];
	size_t cap = 256;

	*count = 0;
	if (!next_row(&rest, a, v))
		return err_set(e, ERR_BUG, _("the list of things to do is missing"));
	*out = arena_array(a, cap, sizeof(**out));
	while (*count < cap && next_row(&rest, a, v)) {
		struct challenge *c = &(*out)[*count];

		*c = (struct challenge){.id = v[0], .title = v[3], .text = v[4]};
		if (slice_to_double(slice_of(v[1]), &c->minutes) && theme_set_parse(slice_of(v[2]), &c->themes))
			++*count;
	}
	return true;
}

const char *flow_away(uint64_t seed, struct arena *a) {
	struct slice rest = in_language("away", "txt"), line;
	struct random r;
	size_t lines = 0, nth;

	for (struct slice s = rest; s.at && slice_split(&s, '\n', &line);)
		lines += line.len && line.at[0] != '#';
	if (!lines)
		return "";
	random_seed(&r, seed);
	nth = random_below(&r, (uint32_t)lines);
	while (rest.at && slice_split(&rest, '\n', &line))
		if (line.len && line.at[0] != '#' && nth-- == 0)
			return arena_text(a, line);
	return "";
}

/* ---- words for feelings ---- */

static bool fits(const char *quadrant, int valence, int energy) {
	bool light = slice_starts(slice_of(quadrant), SLICE("light"));
	bool lively = slice_ends(slice_of(quadrant), SLICE("lively"));

	if (valence != MOOD_NONE && valence != 0 && light != (valence > 0))
		return false;
	return energy == MOOD_NONE || energy == 0 || lively == (energy > 0);
}

size_t flow_feeling_words(int valence, int energy, struct arena *a, const char **out, size_t max) {
	struct slice rest = in_language("words", "tsv");
	const char *v[COLUMNS_MAX];
	size_t count = 0;

	next_row(&rest, a, v);
	while (count < max && next_row(&rest, a, v))
		if (fits(v[1], valence, energy))
			out[count++] = v[0];
	return count;
}
