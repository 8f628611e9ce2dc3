/* Tests of story.h: when two tellings are one story, on pairs that were judged by hand: recall is told and may grow, a wrong join is none. */
#include "../support/test.h"

#include <bewust/random.h>
#include <bewust/story.h>
#include <bewust/str.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 1024, RECALL_PERCENT_MIN = 75, PAIRS_MIN = 120 };

static struct story_telling telling(const char *title, const char *channel) {
	return (struct story_telling){slice_of(title), slice_of(channel), SLICE("https://news.example/1")};
}

static bool one_story(const struct story_telling *a, const struct story_telling *b) {
	int64_t key = story_title_key(a->title);

	return key && key == story_title_key(b->title) && story_titles_match(a, b);
}

static bool same(const char *a, const char *b) {
	struct story_telling x = telling(a, "Harbour Post"), y = telling(b, "The Tidewater Ledger");

	return one_story(&x, &y) && one_story(&y, &x);
}

struct tally { int pairs, same, joined, wrong; };

static void judge(const char *line, struct tally *t) {
	struct slice rest = slice_of(line), column;
	char text[5][LINE_BYTES] = {"", "", "", "Harbour Post", "The Tidewater Ledger"};
	bool wanted, joined;

	for (int i = 0; i < 5 && slice_split(&rest, '\t', &column); i++)
		text_copy(text[i], sizeof text[i], slice_trim(column));
	struct story_telling a = telling(text[1], text[3]), b = telling(text[2], text[4]);
	wanted = text[0][0] == '1';
	joined = one_story(&a, &b);
	assert_int_equal(joined, one_story(&b, &a));
	t->pairs++;
	t->same += wanted;
	t->joined += wanted && joined;
	t->wrong += !wanted && joined;
	if (!wanted && joined)
		print_error("two stories, taken for one:\n  %s\n  %s\n", text[1], text[2]);
	if (wanted && !joined && getenv("TELL_MISSED"))
		print_message("missed:\n  %s\n  %s\n", text[1], text[2]);
}

static void joins_no_two_stories_and_most_that_are_one(void **state) {
	FILE *f = fopen("tests/data/stories/pairs.tsv", "r");
	char line[LINE_BYTES];
	struct tally t = {0};

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		if (*line != '#' && *line != '\n')
			judge(line, &t);
	fclose(f);
	print_message("pairs %d, one story %d: joined %d (%d %%), wrongly joined %d\n", t.pairs, t.same, t.joined, 100 * t.joined / t.same, t.wrong);
	assert_true(t.pairs >= PAIRS_MIN);
	assert_int_equal(t.wrong, 0);
	assert_true(100 * t.joined >= RECALL_PERCENT_MIN * t.same);
}

static void counts_a_publisher_behind_a_title_for_nothing(void **state) {
	const char *plain = "Minister Jansen resigns over failed ferry contract";
	struct story_telling a = telling(plain, "Some Planet"), b;

	(void)state;
	assert_true(same("Minister Jansen resigns over failed ferry contract | Harbour Post", plain)); /* one of the two is called so */
	assert_true(same("Minister Jansen resigns over failed ferry contract | News", plain));
	assert_true(same("Minister Jansen resigns over failed ferry contract | Sint Maarten", "Minister Jansen resigns over failed ferry contract | Sint Maarten"));
	assert_false(same("Minister Jansen resigns over failed ferry contract | Sint Maarten", plain));
	b = telling("Minister Jansen resigns over failed ferry contract - Lantern", "");
	assert_false(one_story(&a, &b));
	b.url = SLICE("https://www.lantern.example/2026/jansen"); /* the site says whose name it is */
	assert_true(one_story(&a, &b));
}

static void has_no_key_for_what_says_too_little(void **state) {
	static const char *const titles[] = {"", "…", "Goal!", "Man dies in car crash", "Open thread", "a b c d e f g h i j k l m n o p",
		"Five good things to know before breakfast today", "Photo of the day: otters asleep in the harbour kelp"};

	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_int_equal(story_title_key(slice_of(titles[i])), 0);
	assert_true(story_title_key(SLICE("Minister Jansen resigns over ferry contract")) > 0);
}

static void knows_a_link_in_its_forms(void **state) {
	static const char *const forms[] = {"https://h.example/a/b", "http://www.h.example/a/b/", "https://h.example/a/b?utm_source=feed#top"};
	static const char *const none[] = {"", "https://h.example", "https://h.example/", "https://h.example/#about", "mailto:a@h.example",
		"https://h.example/app#!/story/1", "https://h.example/app#/story/1", "bewust:challenges"};
	int64_t key = story_link_key(slice_of(forms[0]));

	(void)state;
	assert_true(key > 0);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_int_equal(story_link_key(slice_of(forms[i])), key);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(story_link_key(slice_of(none[i])), 0);
	assert_int_not_equal(story_link_key(SLICE("https://h.example/?p=1")), story_link_key(SLICE("https://h.example/?p=2")));
	assert_int_not_equal(story_link_key(SLICE("https://h.example/A")), story_link_key(SLICE("https://h.example/a")));
}

/* Whatever the words: a title is of its own story in any dress, and of another once one word is another. */
static void holds_for_any_words(void **state) {
	static const char *const words[] = {"harbour", "otters", "minister", "ferry", "contract", "bridge", "library", "greenhouse", "scientists",
		"cyclists", "windmolen", "kabinet", "rechter", "dorpskerk", "kikkers", "7", "12", "naar", "not", "under"};
	enum { WORDS = sizeof words / sizeof *words, ROUNDS = 2000 };
	struct random r;

	(void)state;
	random_seed(&r, 20261123);
	for (int round = 0; round < ROUNDS; round++) {
		char title[512] = "", dressed[600], other[512] = "";
		uint32_t n = 6 + random_below(&r, 8), changed = random_below(&r, n);

		for (uint32_t i = 0; i < n; i++) {
			uint32_t w = random_below(&r, WORDS), v = (w + 1 + random_below(&r, WORDS - 1)) % WORDS;

			snprintf(title + strlen(title), sizeof title - strlen(title), "%s%s", i ? " " : "", words[w]);
			snprintf(other + strlen(other), sizeof other - strlen(other), "%s%s", i ? " " : "", words[i == changed ? v : w]);
		}
		snprintf(dressed, sizeof dressed, "UPDATE: “%s” - Reuters", title);
		for (char *c = dressed; *c; c++)
			if (random_below(&r, 3) == 0 && *c >= 'a' && *c <= 'z')
				*c = (char)(*c - 32);
		if (story_title_key(slice_of(title)))
			assert_true(same(title, dressed));
		assert_false(same(title, other));
	}
}

/* Any bytes at all: an answer, the same each time. */
static void takes_any_bytes(void **state) {
	static const char *const pieces[] = {"-", " - ", " | ", "(", ")", "[", "]", "video", "\xE2", "é", "’", "UPDATE:", " ", "word", "42", "€", "?", "::", "\xF0\x9F"};
	struct random r;

	(void)state;
	random_seed(&r, 7);
	for (int round = 0; round < 5000; round++) {
		char title[700] = "";

		for (uint32_t n = random_below(&r, 60), i = 0; i < n; i++)
			strncat(title, pieces[random_below(&r, sizeof pieces / sizeof *pieces)], 8);
		struct story_telling a = telling(title, title), b = telling(title, "");

		assert_int_equal(story_title_key(a.title), story_title_key(b.title));
		assert_int_equal(story_titles_match(&a, &b), story_title_key(a.title) != 0);
		assert_true(story_title_key(a.title) >= 0 && story_link_key(a.title) >= 0);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_no_two_stories_and_most_that_are_one),
		cmocka_unit_test(counts_a_publisher_behind_a_title_for_nothing),
		cmocka_unit_test(has_no_key_for_what_says_too_little),
		cmocka_unit_test(knows_a_link_in_its_forms),
		cmocka_unit_test(holds_for_any_words),
		cmocka_unit_test(takes_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
