/* shipped.c: scoring with the tables that the program ships. */
#include "score_with.h"

void score_text(const struct scorer *s, const struct score_text *text, struct score *out) {
	score_with(lexicons, lexicon_count, s, text, out);
}

double score_reading_minutes(size_t words) {
	double minutes = (double)words / 220;

	return minutes < 0.1 ? 0.1 : minutes;
}
