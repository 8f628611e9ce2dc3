/* story.c: the keys of a story, and whether two titles are of one. A title is taken apart into what stands before it ("UPDATE:"), the
 * words, and the names behind it (" - The Guardian"); the key is of the words, sorted; names and order are looked at once a key fits. */
#include "url_parts.h"

#include <bewust/hash.h>
#include <bewust/story.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS_MAX = 48,                 /* a longer one is no title */
	TITLE_BYTES_MAX = 600,
	NAMES_MAX = 3,                  /* behind a title: "… | World | The Guardian" */
	NAME_WORDS_MAX = 5,
	MOVED_MAX = 4,                  /* words of a phrase that went from one end to the other */
};

/* Fixed: keys are stored. */
static const struct hash_key hash_key = {0x6265777573742073, 0x746f7279206b6579};

enum word_kind { WORD_CONTENT, WORD_DROPPED, WORD_OF, WORD_SMALL, WORD_NUMBER, WORD_SERIES };

struct known { const char *words; enum word_kind kind; int number; };
static const struct known known[] = {
#define D(words) {words, WORD_DROPPED, 0},
#define O(words) {words, WORD_OF, 0},
#define S(words) {words, WORD_SMALL, 0},
#define N(words, number) {words, WORD_NUMBER, number},
#define X(words) {words, WORD_SERIES, 0},
#include "story_words.inc"
#undef D
#undef O
#undef S
#undef N
#undef X
};
enum { KNOWN = sizeof known / sizeof *known };

struct token {
	uint64_t word;
	bool figure;
	bool of_before;                 /* an "of" stood between the one before and this one */
};

struct title {
	struct str folded;              /* owns the words */
	struct token tokens[WORDS_MAX];
	size_t count;
	size_t weight, letters;         /* content words and figures; their bytes */
	bool series;
	struct slice names[NAMES_MAX];  /* point into the title as it was given, last first */
	size_t name_count;
};

/* ---- words that are known ---- */

/* The first of some words against a word, as memcmp. */
static int compare_first(const char *words, struct slice word) {
	for (size_t i = 0; i < word.len; i++) {
		unsigned char known_at = (unsigned char)words[i] == ' ' ? 0 : (unsigned char)words[i], at = (unsigned char)word.at[i];

		if (known_at != at)
			return known_at < at ? -1 : 1;
	}
	return words[word.len] == '\0' || words[word.len] == ' ' ? 0 : 1;
}

static bool continues(const char *words, const struct slice *at, size_t count) {
	struct slice rest = slice_of(words), word;

	for (size_t i = 0; slice_split(&rest, ' ', &word); i++)
		if (i >= count || !slice_equal(word, at[i]))
			return false;
	return true;
}

static const struct known *look_up(const struct slice *at, size_t count) {
	size_t low = 0, high = KNOWN;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare_first(known[middle].words, at[0]) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < KNOWN && compare_first(known[low].words, at[0]) == 0; low++)
		if (continues(known[low].words, at, count))
			return &known[low];
	return NULL;
}

/* ---- before a title ---- */

static bool is_label(struct slice s) {
	static const char *const labels[] = {"update", "updated", "live", "breaking", "breaking news", "just in", "net binnen", "video", "video's",
		"videos", "watch", "kijk", "bekijk", "exclusive", "exclusief", "news alert", "alert", "photos", "photo", "foto", "foto's",
		"laatste nieuws", "urgent", "in brief", "kort", "ap photos", "listen", "met video", "with video"};

	while (s.len && s.at[s.len - 1] >= '0' && s.at[s.len - 1] <= '9')   /* "UPDATE 2" */
		s.len--;
	s = slice_trim(s);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (slice_equal_nocase(s, slice_of(labels[i])))
			return true;
	return false;
}

/* Bytes of the mark that stands there between a title and what is before or behind it; 0: there is none. */
static size_t dash_at(struct slice s) {
	static const char *const dashes[] = {"–", "—", "·", "•", "»"};

	if (*s.at == '-' || *s.at == '|' || *s.at == ':' || *s.at == '!')
		return 1;
	if (*s.at != dashes[0][0] && *s.at != dashes[2][0])
		return 0;
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (slice_starts(s, slice_of(dashes[i])))
			return strlen(dashes[i]);
	return 0;
}

/* "UPDATE 2-", "[Video]", "Breaking news:" at its front; bytes of it, 0 for none. */
static size_t label_before(struct slice s) {
	enum { LABEL_BYTES = 20 };
	size_t mark;

	if (s.len && (*s.at == '[' || *s.at == '(')) {
		size_t end = slice_find(s, *s.at == '[' ? SLICE("]") : SLICE(")"));

		return end < s.len && is_label((struct slice){s.at + 1, end - 1}) ? end + 1 : 0;
	}
	for (size_t i = 1; i < s.len && i < LABEL_BYTES; i++)
		if ((mark = dash_at(slice_from(s, i))))
			return is_label(slice_trim((struct slice){s.at, i})) ? i + mark : 0;
	return 0;
}

/* "(video)" at its end. */
static size_t label_behind(struct slice s) {
	size_t start = s.len;
	char open;

	if (s.len < 2 || (s.at[s.len - 1] != ')' && s.at[s.len - 1] != ']'))
		return 0;
	open = s.at[s.len - 1] == ')' ? '(' : '[';
	while (start && s.at[start - 1] != open)
		start--;
	return start && is_label((struct slice){s.at + start, s.len - start - 1}) ? s.len - start + 1 : 0;
}

static struct slice without_labels(struct slice s) {
	size_t n;

	s = slice_trim(s);
	while ((n = label_before(s)))
		s = slice_trim(slice_from(s, n));
	while ((n = label_behind(s))) {
		s.len -= n;
		s = slice_trim(s);
	}
	return s;
}

/* ---- behind a title ---- */

static bool ascii_digit(char c) {
	return c >= '0' && c <= '9';
}

/* The last " - ", " | " and the like; where it begins, with what is behind it in *name. s.len: there is none. */
static size_t last_part(struct slice s, struct slice *name) {
	for (size_t at = s.len; at-- > 1;) {
		struct slice tail;

		if (s.at[at - 1] != ' ' && s.at[at] != '|')
			continue;
		tail = slice_from(s, at);
		size_t mark = slice_starts(tail, SLICE("::")) ? 2 : *tail.at == ':' || *tail.at == '!' ? 0 : dash_at(tail);
		bool spaced = mark && s.at[at - 1] == ' ' && tail.len > mark && tail.at[mark] == ' ';

		if (!spaced && !(mark && *tail.at == '|'))
			continue;
		*name = slice_trim(slice_from(tail, mark));
		return at;
	}
	return s.len;
}

/* Whether it may be a name: a few words, the first of them written as names are, no figure. "nu.nl" and "de Volkskrant" are names. */
static bool may_be_name(struct slice name) {
	struct slice rest, word;
	size_t words = 0;

	if (slice_starts(name, SLICE("de ")) || slice_starts(name, SLICE("het ")) || slice_starts(name, SLICE("the ")))
		name = slice_from(name, slice_find(name, SLICE(" ")) + 1);
	if (!name.len || name.at[name.len - 1] == '?')
		return false;
	rest = name;
	for (size_t i = 0; i < name.len; i++)
		if (ascii_digit(name.at[i]))
			return false;
	while (text_word(&rest, &word))
		words++;
	return words >= 1 && words <= NAME_WORDS_MAX && (!(name.at[0] >= 'a' && name.at[0] <= 'z') || slice_find(name, SLICE(".")) < name.len);
}

/* ---- words ---- */

/* Words, and the pieces between their hyphens. */
static size_t split(struct slice folded, struct slice *words, size_t max) {
	struct slice word, piece;
	size_t count = 0;

	while (text_word(&folded, &word))
		while (slice_split(&word, '-', &piece)) {
			if (slice_ends(piece, SLICE("'s")))
				piece.len -= 2;
			if (!piece.len)
				continue;
			if (count == max)
				return max + 1;
			words[count++] = piece;
		}
	return count;
}

/* What stands at a figure and makes another of it: "€5", "-2", "5%", "C++". */
static uint64_t signs_at(struct slice whole, struct slice word) {
	size_t at = (size_t)(word.at - whole.at);
	struct slice before = {whole.at, at}, after = slice_from(whole, at + word.len);
	static const char *const currencies[] = {"€", "$", "£", "¥"};
	uint64_t signs = 0;

	if (ascii_digit(*word.at)) {
		for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
			if (slice_ends(before, slice_of(currencies[i])))
				signs = i + 1;
		if ((slice_ends(before, SLICE("-")) && (at == 1 || whole.at[at - 2] == ' ')) || slice_ends(before, SLICE("−")))
			signs = 8;
	}
	for (size_t i = 0; i < after.len && i < 2 && (after.at[i] == '%' || after.at[i] == '+' || after.at[i] == '#'); i++)
		signs = signs << 8 | (unsigned char)after.at[i];
	return signs;
}

static bool has_digit(struct slice word) {
	for (size_t i = 0; i < word.len; i++)
		if (ascii_digit(word.at[i]))
			return true;
	return false;
}

static void add_token(struct title *t, struct slice word, enum word_kind kind, int number) {
	struct token *token = &t->tokens[t->count++];
	char digits[4] = {(char)('0' + number / 10), (char)('0' + number % 10)};

	if (kind == WORD_NUMBER)
		word = slice_of(number < 10 ? digits + 1 : digits);
	token->word = hash_bytes(&hash_key, word);
	token->figure = has_digit(word);
	if (kind == WORD_SMALL)
		return;
	if (token->figure || word.len >= 2) {
		t->weight++;
		t->letters += word.len;
	}
}

static bool ends_asking(struct slice s) {
	while (s.len && (s.at[s.len - 1] == '\'' || s.at[s.len - 1] == '"' || s.at[s.len - 1] == ' '))
		s.len--;
	return slice_ends(s, SLICE("?"));
}

static void read_words(struct title *t, struct slice title) {
	struct slice words[WORDS_MAX], folded;
	size_t count;
	bool of = false;

	str_clear(&t->folded);
	text_fold(title, &t->folded);
	folded = str_slice(&t->folded);
	t->count = t->weight = t->letters = 0;
	memset(t->tokens, 0, sizeof t->tokens);
	if ((count = split(folded, words, WORDS_MAX - 1)) >= WORDS_MAX)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct known *k = look_up(&words[i], count - i);
		enum word_kind kind = k ? k->kind : WORD_CONTENT;

		t->series = t->series || kind == WORD_SERIES;
		if (kind == WORD_DROPPED)
			continue;
		if (kind == WORD_OF) {
			of = true;
			continue;
		}
		add_token(t, words[i], kind, k ? k->number : 0);
		t->tokens[t->count - 1].word += signs_at(folded, words[i]) * UINT64_C(0x9E3779B97F4A7C15);
		t->tokens[t->count - 1].of_before = of;
		of = false;
	}
	if (ends_asking(folded))
		t->tokens[t->count++].word = UINT64_C(0x3F);
}

/* Few words are enough where they are long: Dutch writes two of them as one. */
static bool says_enough(const struct title *t) {
	return (t->weight >= STORY_WORDS_MIN && t->letters >= STORY_LETTERS_MIN) ||
		(t->weight >= STORY_WORDS_MIN - 1 && t->letters >= STORY_LETTERS_MIN * 3 / 2);
}

/* False: no title to know a story by. The caller finishes *t in any case. */
static bool title_read(struct title *t, struct slice title) {
	struct slice front = without_labels(title), name;
	size_t at;

	memset(t, 0, sizeof *t);
	str_init(&t->folded, 4 * TITLE_BYTES_MAX);
	if (title.len > TITLE_BYTES_MAX)
		return false;
	read_words(t, front);
	if (t->series || !says_enough(t))
		return false;
	while (t->name_count < NAMES_MAX && (at = last_part(front, &name)) < front.len) {
		struct slice shorter = without_labels((struct slice){front.at, at});
		bool label = is_label(name);

		if (!label && !may_be_name(name))
			break;
		read_words(t, shorter);
		if (!says_enough(t)) {
			read_words(t, front);
			break;
		}
		front = shorter;
		if (!label)
			t->names[t->name_count++] = name;
	}
	return true;
}

/* ---- keys ---- */

static int by_number(const void *a, const void *b) {
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int64_t story_title_key(struct slice title) {
	uint64_t words[WORDS_MAX], key = 0;
	struct title t;

	if (title_read(&t, title)) {
		for (size_t i = 0; i < t.count; i++)
			words[i] = t.tokens[i].word;
		qsort(words, t.count, sizeof *words, by_number);
		key = hash_bytes(&hash_key, (struct slice){(const char *)words, t.count * sizeof *words});
	}
	str_finish(&t.folded);
	return (int64_t)(key >> 1);
}

int64_t story_link_key(struct slice url) {
	struct url_parts parts;
	struct str canonical;
	uint64_t key = 0;

	url_split(url, &parts);
	if (!url_is_http(url) || (slice_trim(parts.path).len <= 1 && !parts.query.len))
		return 0;
	if (slice_starts(parts.fragment, SLICE("!")) || slice_starts(parts.fragment, SLICE("/")))
		return 0;
	str_init(&canonical, URL_MAX * 4);
	url_canonical(url, &canonical);
	if (canonical.len && !canonical.full)
		key = hash_bytes(&hash_key, str_slice(&canonical));
	str_finish(&canonical);
	return (int64_t)(key >> 1);
}

/* ---- two titles ---- */

static bool same_from(const struct title *a, size_t i, const struct title *b, size_t j, size_t count) {
	for (; count; count--)
		if (a->tokens[i++].word != b->tokens[j++].word)
			return false;
	return true;
}

/* "After ten years, the bridge opens" and "The bridge opens after ten years". */
static bool one_end_moved(const struct title *a, const struct title *b) {
	size_t n = a->count;

	for (size_t moved = 1; moved < n; moved++)
		if ((moved <= MOVED_MAX || n - moved <= MOVED_MAX) && same_from(a, 0, b, n - moved, moved) && same_from(a, moved, b, 0, n - moved))
			return true;
	return false;
}

/* "The coast of Scotland" and "the Scotland coast". */
static bool of_turned(const struct title *a, const struct title *b) {
	size_t at = 0;

	while (at < a->count && a->tokens[at].word == b->tokens[at].word)
		at++;
	return at + 1 < a->count && a->tokens[at].word == b->tokens[at + 1].word && a->tokens[at + 1].word == b->tokens[at].word &&
		a->tokens[at + 1].of_before != b->tokens[at + 1].of_before && same_from(a, at + 2, b, at + 2, a->count - at - 2);
}

/* Figures keep their order whatever moves. */
static bool same_figures(const struct title *a, const struct title *b) {
	size_t j = 0;

	for (size_t i = 0; i < a->count; i++) {
		if (!a->tokens[i].figure)
			continue;
		while (j < b->count && !b->tokens[j].figure)
			j++;
		if (j == b->count || a->tokens[i].word != b->tokens[j++].word)
			return false;
	}
	return true;
}

static bool same_words(const struct title *a, const struct title *b) {
	if (a->count != b->count || !same_figures(a, b))
		return false;
	return same_from(a, 0, b, 0, a->count) || one_end_moved(a, b) || of_turned(a, b);
}

/* ---- the names behind them ---- */

/* Letters and digits alone, folded: "The Guardian" as it stands in theguardian.com. */
static void squeeze(struct slice s, struct str *out) {
	struct slice word;
	struct str folded;

	str_init(&folded, 4 * TITLE_BYTES_MAX);
	text_fold(s, &folded);
	str_clear(out);
	for (struct slice rest = str_slice(&folded); text_word(&rest, &word);)
		for (size_t i = 0; i < word.len; i++)
			if (word.at[i] != '-' && word.at[i] != '\'')
				str_add_char(out, word.at[i]);
	str_finish(&folded);
}

/* Words by which a publisher, or the part of its site, is known whoever passes its news on. */
static bool sounds_published(struct slice name) {
	static const char *const words[] = {"news", "nieuws", "times", "post", "herald", "tribune", "journal", "gazette", "telegraph", "telegraaf",
		"guardian", "reuters", "ap", "afp", "anp", "bbc", "cnn", "nos", "npr", "nrc", "ad", "rtl", "volkskrant", "trouw", "parool", "courant",
		"dagblad", "krant", "magazine", "independent", "bloomberg", "wired", "verge", "economist", "mirror", "chronicle", "observer", "press",
		"tagesschau", "spiegel", "monde", "politico", "axios", "aljazeera", "jazeera", "dw", "vrt", "omroep", "weekly", "review",
		"world", "wereld", "sport", "sports", "science", "wetenschap", "politics", "politiek", "business", "economy", "economie", "culture", "cultuur",
		"tech", "technology", "technologie", "binnenland", "buitenland", "health", "gezondheid", "environment", "regio", "nature"};
	struct slice word;
	struct str folded;
	bool found = false;

	str_init(&folded, 4 * TITLE_BYTES_MAX);
	text_fold(name, &folded);
	for (struct slice rest = str_slice(&folded); !found && text_word(&rest, &word);)
		for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++)
			found = slice_equal(word, slice_of(words[i]));
	found = found || (slice_find(name, SLICE(" ")) == name.len && slice_find(name, SLICE(".")) < name.len); /* "nu.nl" */
	str_finish(&folded);
	return found;
}

static bool names_source(struct slice name, const struct story_telling *telling) {
	struct str squeezed, other;
	bool found;

	str_init(&squeezed, 4 * TITLE_BYTES_MAX);
	str_init(&other, 4 * TITLE_BYTES_MAX);
	squeeze(name, &squeezed);
	squeeze(telling->channel, &other);
	found = squeezed.len >= 2 && (slice_starts(str_slice(&other), str_slice(&squeezed)) || slice_ends(str_slice(&other), str_slice(&squeezed)));
	squeeze(url_host(telling->url), &other);
	found = found || (squeezed.len >= 3 && slice_find(str_slice(&other), str_slice(&squeezed)) < other.len);
	str_finish(&squeezed);
	str_finish(&other);
	return found;
}

static bool is_behind(struct slice name, const struct title *t) {
	for (size_t i = 0; i < t->name_count; i++)
		if (slice_equal_nocase(name, t->names[i]))
			return true;
	return false;
}

/* What stands behind one title alone tells of the story, unless it is the name of who tells it. */
static bool names_explained(const struct title *t, const struct title *other, const struct story_telling *a, const struct story_telling *b) {
	for (size_t i = 0; i < t->name_count; i++) {
		struct slice name = t->names[i];

		if (!is_behind(name, other) && !sounds_published(name) && !names_source(name, a) && !names_source(name, b))
			return false;
	}
	return true;
}

bool story_titles_match(const struct story_telling *a, const struct story_telling *b) {
	struct title x, y;
	bool x_says = title_read(&x, a->title), y_says = title_read(&y, b->title);
	bool same = x_says && y_says && same_words(&x, &y) && names_explained(&x, &y, a, b) && names_explained(&y, &x, a, b);

	str_finish(&x.folded);
	str_finish(&y.folded);
	return same;
}
