/* language.c: English or Dutch, by a vote of the small words that every sentence needs, and of a few endings. */
#include <bewust/eight.h>
#include <bewust/text.h>
#include <string.h>

enum { EN, NL, OTHER, LANGUAGES }; /* OTHER: German, French, Spanish and Italian, so that they are not taken for Dutch */

#define WORDS_MAX 80
#define LETTERS_MAX 24 /* a longer word is no word */
#define CLEAR 2     /* votes that it takes to say anything */
#define PLAIN 8     /* votes that it takes to overrule what the feed says of itself: many blogs say en-US for no reason */

struct vote {
	char word[8];
	unsigned char language, weight;
};

/* Sorted. Words that both languages have (in, is, was, we, of, over, had, water …) are left out; weight 1 where a word is a
 * word in the other language too, but a rarer one. */
static const struct vote votes[] = {
	{"a", EN, 1}, {"aan", NL, 3}, {"about", EN, 2}, {"after", EN, 2}, {"al", NL, 1}, {"alle", NL, 1}, {"als", NL, 2}, {"an", EN, 1},
	{"and", EN, 3}, {"are", EN, 3}, {"as", EN, 2}, {"at", EN, 2}, {"au", OTHER, 2}, {"auf", OTHER, 3}, {"be", EN, 2},
	{"because", EN, 2}, {"been", EN, 1}, {"bij", NL, 3}, {"but", EN, 2}, {"by", EN, 2}, {"can", EN, 2}, {"che", OTHER, 2},
	{"con", OTHER, 2}, {"could", EN, 2}, {"daar", NL, 2}, {"dan", NL, 1}, {"das", OTHER, 2}, {"dat", NL, 3}, {"de", NL, 2},
	{"del", OTHER, 2}, {"della", OTHER, 3}, {"dem", OTHER, 2}, {"den", OTHER, 1}, {"der", OTHER, 2}, {"des", OTHER, 2}, {"deze", NL, 3},
	{"di", OTHER, 2}, {"die", NL, 1}, {"dit", NL, 3}, {"do", EN, 1}, {"doet", NL, 2}, {"door", NL, 2}, {"du", OTHER, 2},
	{"een", NL, 3}, {"eerste", NL, 2}, {"ein", OTHER, 3}, {"eine", OTHER, 3}, {"el", OTHER, 2}, {"en", NL, 2}, {"er", NL, 1},
	{"est", OTHER, 2}, {"et", OTHER, 2}, {"for", EN, 3}, {"from", EN, 3}, {"gaan", NL, 2}, {"gaat", NL, 2}, {"geen", NL, 3},
	{"get", EN, 2}, {"haar", NL, 2}, {"has", EN, 3}, {"have", EN, 3}, {"he", EN, 1}, {"hebben", NL, 3}, {"heeft", NL, 3},
	{"her", EN, 1}, {"het", NL, 3}, {"hij", NL, 3}, {"his", EN, 2}, {"hoe", NL, 2}, {"how", EN, 3}, {"hun", NL, 2}, {"if", EN, 2},
	{"ik", NL, 3}, {"il", OTHER, 2}, {"im", OTHER, 1}, {"ist", OTHER, 2}, {"it", EN, 2}, {"its", EN, 2}, {"jaar", NL, 2},
	{"je", NL, 1}, {"jij", NL, 3}, {"kan", NL, 2}, {"komt", NL, 2}, {"krijgt", NL, 3}, {"la", OTHER, 1}, {"las", OTHER, 2},
	{"le", OTHER, 2}, {"les", OTHER, 1}, {"los", OTHER, 1}, {"maar", NL, 3}, {"meer", NL, 2}, {"men", NL, 1}, {"met", NL, 2},
	{"mijn", NL, 3}, {"mit", OTHER, 2}, {"moet", NL, 3}, {"more", EN, 2}, {"my", EN, 2}, {"na", NL, 1}, {"naar", NL, 3},
	{"new", EN, 2}, {"nicht", OTHER, 3}, {"niet", NL, 3}, {"nieuwe", NL, 3}, {"no", EN, 1}, {"nog", NL, 3}, {"not", EN, 2},
	{"om", NL, 2}, {"on", EN, 2}, {"one", EN, 1}, {"onze", NL, 3}, {"ook", NL, 3}, {"op", NL, 2}, {"or", EN, 2}, {"our", EN, 2},
	{"out", EN, 1}, {"para", OTHER, 2}, {"per", NL, 1}, {"por", OTHER, 2}, {"pour", OTHER, 2}, {"que", OTHER, 2}, {"says", EN, 2},
	{"she", EN, 2}, {"should", EN, 2}, {"some", EN, 1}, {"te", NL, 2}, {"than", EN, 2}, {"that", EN, 3}, {"the", EN, 4},
	{"their", EN, 3}, {"these", EN, 2}, {"they", EN, 3}, {"this", EN, 3}, {"to", EN, 3}, {"toch", NL, 3}, {"tot", NL, 2},
	{"tussen", NL, 3}, {"twee", NL, 2}, {"uit", NL, 3}, {"un", OTHER, 2}, {"una", OTHER, 2}, {"und", OTHER, 3}, {"une", OTHER, 3},
	{"up", EN, 1}, {"van", NL, 3}, {"vanaf", NL, 3}, {"veel", NL, 2}, {"von", OTHER, 2}, {"voor", NL, 3}, {"waar", NL, 2},
	{"waarom", NL, 3}, {"wat", NL, 2}, {"weer", NL, 2}, {"were", EN, 2}, {"what", EN, 3}, {"when", EN, 3}, {"which", EN, 3},
	{"who", EN, 3}, {"why", EN, 3}, {"wil", NL, 2}, {"will", EN, 2}, {"with", EN, 3}, {"wordt", NL, 3}, {"would", EN, 2},
	{"year", EN, 2}, {"years", EN, 2}, {"you", EN, 3}, {"your", EN, 3}, {"ze", NL, 2}, {"zich", NL, 3}, {"zij", NL, 3},
	{"zijn", NL, 3}, {"zo", NL, 2}, {"zonder", NL, 3},
};

/* A word of at most eight letters as a number that sorts as the word does. */
static inline uint64_t packed(const char word[8]) {
	return __builtin_bswap64(eight_at(word));
}

/* The last that sorts no later, found without a guess at any step. `word` is packed. */
static const struct vote *vote_of(uint64_t word) {
	size_t low = 0;

	for (size_t count = sizeof votes / sizeof *votes; count > 1; count -= count / 2)
		low += packed(votes[low + count / 2].word) <= word ? count / 2 : 0;
	return packed(votes[low].word) == word ? &votes[low] : NULL;
}

/* Letters that one of the two writes far more often, each a vote once a word: a bit each, the Dutch ones first. */
enum { L_IJ = 1, L_UW = 2, L_AA = 4, L_UU = 8, L_SCH = 16, L_OE = 32, DUTCH_LETTERS = 63, L_WH = 64, L_SH = 128, L_OUGH = 256, L_EA = 512 };

/* Which of them a byte may be the first of, the second, … */
#define OF_TWO (L_IJ | L_UW | L_AA | L_UU | L_OE | L_WH | L_SH | L_EA)
#define OF_THREE L_SCH
static const uint16_t first[256] = {['a'] = L_AA, ['e'] = L_EA, ['i'] = L_IJ, ['o'] = L_OE | L_OUGH, ['s'] = L_SCH | L_SH, ['u'] = L_UW | L_UU,
	['w'] = L_WH};
static const uint16_t second[256] = {['a'] = L_AA | L_EA, ['c'] = L_SCH, ['e'] = L_OE, ['h'] = L_WH | L_SH, ['j'] = L_IJ, ['u'] = L_UU | L_OUGH,
	['w'] = L_UW};
static const uint16_t third[256] = {['g'] = L_OUGH, ['h'] = L_SCH};
static const uint16_t fourth[256] = {['h'] = L_OUGH};

static inline unsigned letters_at(const char *at) {
	const unsigned char *p = (const unsigned char *)at;

	return first[p[0]] & second[p[1]] & (third[p[2]] | OF_TWO) & (fourth[p[3]] | OF_THREE | OF_TWO);
}

static bool ends(struct slice word, const char *with) {
	return slice_ends(word, slice_of(with));
}

/* The language whose ending the word has. */
static int ending_of(struct slice word) {
	switch (word.at[word.len - 1]) {
	case 'd': return ends(word, "heid") ? NL : ends(word, "ted") ? EN : OTHER;
	case 'e': return ends(word, "tje") ? NL : OTHER;
	case 'l': return ends(word, "ful") ? EN : OTHER;
	case 'n': return ends(word, "eren") ? NL : ends(word, "tion") ? EN : OTHER;
	case 's': return ends(word, "ness") ? EN : OTHER;
	case 't': return ends(word, "ght") ? EN : OTHER;
	case 'y': return ends(word, "ly") ? EN : OTHER;
	default: return OTHER;
	}
}

static int count_bits(unsigned n) {
	int count = 0;

	for (; n; n &= n - 1)
		count++;
	return count;
}

static void count_letters(struct slice word, int counts[LANGUAGES]) {
	unsigned seen = 0;
	int ending;

	if (word.len < 4)
		return;
	for (size_t i = 0; i + 1 < word.len; i++)
		seen |= letters_at(word.at + i);
	counts[NL] += count_bits(seen & DUTCH_LETTERS);
	counts[EN] += count_bits(seen & ~(unsigned)DUTCH_LETTERS);
	if ((ending = ending_of(word)) != OTHER)
		counts[ending]++;
}

static void count_word(struct slice word, int counts[LANGUAGES]) {
	char lower[LETTERS_MAX + 8] = {0};       /* zeroes behind it: pairs are looked for from its last letter on too */
	const struct vote *vote;

	if (word.len >= LETTERS_MAX)
		return;
	memcpy(lower, word.at, word.len);
	for (size_t i = 0; i < word.len; i += 8)
		eight_put(lower + i, eight_lower(eight_at(lower + i)));
	if (word.len <= sizeof votes->word && (vote = vote_of(packed(lower))))
		counts[vote->language] += vote->weight;
	else
		count_letters((struct slice){lower, word.len}, counts);
}

static int hinted(const char *hint) {
	struct slice tag = slice_trim(slice_of(hint));

	if (tag.len > 2 && tag.at[2] != '-' && tag.at[2] != '_')
		return OTHER; /* "eng" or words: nobody we know */
	if (slice_starts_nocase(tag, SLICE("en")))
		return EN;
	return slice_starts_nocase(tag, SLICE("nl")) ? NL : OTHER;
}

const char *text_language(struct slice s, const char *hint) {
	static const char *const tags[LANGUAGES] = {"en", "nl", ""};
	int counts[LANGUAGES] = {0}, best = OTHER, said = hinted(hint);
	struct slice word;

	for (int i = 0; i < WORDS_MAX && text_word(&s, &word); i++)
		count_word(word, counts);
	for (int i = EN; i <= NL; i++)
		if (counts[i] >= CLEAR && counts[i] > counts[!i] && counts[i] > counts[OTHER])
			best = i;
	if (said != OTHER && (best == OTHER || counts[best] < PLAIN || counts[best] < 4 * counts[said]))
		best = said;
	return tags[best];
}
