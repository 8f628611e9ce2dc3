/* themes.c: what a text is about, by the words that reveal it and by the feed's own categories. */
#include "lexicon.h"
#include "score_with.h"
#include "tokens.h"

#include <string.h>

#define FROM_TITLE 2
#define FROM_BODY 1
#define FROM_TAG 3
#define SURE_FROM 2              /* one word of the title, or two of the summary */
#define THEMES_MAX 3
#define WINDOW 128

static void add_points(unsigned points[THEME_COUNT], int16_t themes, unsigned more) {
	for (unsigned t = 0; t < THEME_COUNT; t++)
		if ((unsigned)themes >> t & 1)
			points[t] += more;
}

static void read_words(const struct lexicon *lex, struct slice text, unsigned more, unsigned points[THEME_COUNT]) {
	struct token token[WINDOW];
	struct known known;
	size_t n;

	if (text.len > SCORE_BYTES_MAX)
		text.len = SCORE_BYTES_MAX;
	while (text.len > 0 && (n = tokens_read(&text, token, WINDOW)) > 0)
		for (size_t i = 0; i < n; i++) {
			if (token[i].kind == TOKEN_MARK)
				continue;
			if (lexicon_find(lex, token[i].hash, &known))
				add_points(points, known.weight, more);
			if (i + 1 < n && token[i + 1].kind != TOKEN_MARK &&
				lexicon_find(lex, hash_pair(token[i].hash, token[i + 1].hash), &known))
				add_points(points, known.weight, more);
		}
}

/* A category that is a theme's own name in the program's list needs no word list. */
static void read_tag(const struct lexicon *lex, const char *tag, unsigned points[THEME_COUNT]) {
	enum theme theme;

	if (theme_parse(slice_trim(slice_of(tag)), &theme))
		points[theme] += FROM_TAG;
	else
		read_words(lex, slice_of(tag), FROM_TAG, points);
}

theme_set score_themes(const struct score_text *text) {
	const struct lexicon *own = score_language(lexicons, lexicon_count, text);
	unsigned points[THEME_COUNT] = {0};
	theme_set set = 0;

	for (size_t i = 0; i < lexicon_count; i++) {
		if (own && own != &lexicons[i])
			continue;
		read_words(&lexicon_themes[i], text->title, FROM_TITLE, points);
		read_words(&lexicon_themes[i], text->body, FROM_BODY, points);
		for (size_t t = 0; t < text->tag_count; t++)
			read_tag(&lexicon_themes[i], text->tags[t], points);
	}
	for (int n = 0; n < THEMES_MAX; n++) {
		unsigned best = 0;

		for (unsigned t = 1; t < THEME_COUNT; t++)
			if (points[t] > points[best])
				best = t;
		if (points[best] < SURE_FROM)
			break;
		set |= (theme_set)1 << best;
		points[best] = 0;
	}
	return set;
}
