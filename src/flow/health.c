/* health.c: does a text promise something about somebody's health? Then a professional is named beside it.
 *
 * A sentence is a claim when it holds a word of promising ("cures", "boosts", "diet") and one of what is promised about ("migraine",
 * "blood"). It errs on the side of saying so: the line it brings is short, and asks for nothing but a second opinion. */
#include "flow_private.h"

#include <bewust/embed.h>
#include <bewust/text.h>
#include <string.h>

enum {
	READ_BYTES_MAX = 4000,          /* of a text: who promises something does so at its beginning */
	WORDS_MAX = 1000,               /* in all languages */
};
enum { PART_CLAIM = 1, PART_ABOUT = 2, PART_BOTH = 3 };

/* The words of all languages, and which part of a claim each can be. */
struct part { struct slice word; unsigned parts; };
struct parts { struct part at[WORDS_MAX]; size_t count; };

static void read_parts(struct parts *out) {
	size_t files;
	const struct embedded_file *file = embed_range("health/", &files);

	out->count = 0;
	for (size_t i = 0; i < files; i++)
		for (struct slice rest = file[i].bytes, line, word; rest.len && slice_split(&rest, '\n', &line) && out->count < WORDS_MAX;) {
			if (!slice_split(&line, '\t', &word))
				continue;
			if (slice_equal(line, SLICE("claim")))
				out->at[out->count++] = (struct part){word, PART_CLAIM};
			else if (slice_equal(line, SLICE("about")))
				out->at[out->count++] = (struct part){word, PART_ABOUT};
		}
}

static unsigned part_of(const struct parts *p, struct slice word) {
	unsigned parts = 0;

	for (size_t i = 0; i < p->count; i++)
		if (slice_equal_nocase(p->at[i].word, word))
			parts |= p->at[i].parts;
	return parts;
}

/* A sentence ends at a full stop or its like before white space, at a line's end, and where the text does. */
static struct slice next_sentence(struct slice *rest) {
	struct slice sentence = *rest;
	size_t n = 0;

	while (n < rest->len && rest->at[n] != '\n' && !(n + 1 < rest->len && strchr(".!?;", rest->at[n]) && (rest->at[n + 1] == ' ' || rest->at[n + 1] == '\n')))
		n++;
	sentence.len = n;
	*rest = slice_from(*rest, n + 1);
	return sentence;
}

static bool claims(const struct parts *p, struct slice text) {
	text.len = text.len < READ_BYTES_MAX ? text.len : READ_BYTES_MAX;
	while (text.len) {
		struct slice sentence = next_sentence(&text), word;
		unsigned parts = 0;

		while (parts != PART_BOTH && text_word(&sentence, &word))
			parts |= part_of(p, word);
		if (parts == PART_BOTH)
			return true;
	}
	return false;
}

bool flow_claims_health(const char *title, struct slice text) {
	struct parts parts;

	read_parts(&parts);
	return claims(&parts, slice_of(title)) || claims(&parts, text);
}
