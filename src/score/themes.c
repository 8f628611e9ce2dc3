/* themes.c: what a text is about, by the words that reveal it and by the feed's own categories. */
#include "themes.h"

#define FROM_TAG 3
#define SURE_FROM 2              /* one word of the title, or two of the summary */
#define THEMES_MAX 3
#define TAG_WORDS_MAX 64

static void add_points(struct theme_points *p, int16_t themes, unsigned more) {
	for (unsigned t = 0; t < THEME_COUNT; t++)
		if ((unsigned)themes >> t & 1)
			p->of[t] += more;
}

void themes_add_words(const struct lexicon *lex, const struct token *token, size_t count, unsigned points, struct theme_points *p) {
	struct known known;

	for (size_t i = 0; i < count; i++) {
		if (token[i].kind == TOKEN_MARK)
			continue;
		if (lexicon_find(lex, token[i].hash, &known))
			add_points(p, known.weight, points);
		if (i + 1 < count && token[i + 1].kind != TOKEN_MARK &&
			lexicon_find(lex, hash_pair(token[i].hash, token[i + 1].hash), &known))
			add_points(p, known.weight, points);
	}
}

/* A category that is a theme's own name in the program's list needs no word list. */
void themes_add_tag(const struct lexicon *lex, const char *tag, struct theme_points *p) {
	struct token token[TAG_WORDS_MAX];
	struct slice text = slice_of(tag);
	enum theme theme;

	if (theme_parse(slice_trim(text), &theme))
		p->of[theme] += FROM_TAG;
	else
		themes_add_words(lex, token, tokens_read(&text, token, TAG_WORDS_MAX), FROM_TAG, p);
}

theme_set themes_best(struct theme_points *p) {
	theme_set set = 0;

	for (int n = 0; n < THEMES_MAX; n++) {
		unsigned best = 0;

		for (unsigned t = 1; t < THEME_COUNT; t++)
			if (p->of[t] > p->of[best])
				best = t;
		if (p->of[best] < SURE_FROM)
			break;
		set |= (theme_set)1 << best;
		p->of[best] = 0;
	}
	return set;
}
