/* test_score_rules.c: the reader's own rules decide, count once, and cost nothing by their number. */
#include "../support/test.h"

#include <bewust/score.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW 1000000

static struct score with(const struct rule *rules, size_t count, const struct score_text *text) {
	struct ruleset *r = ruleset_new(rules, count, NOW);
	struct scorer s = {.rules = r};
	struct score out;
	double sum = 0;

	score_text(&s, text, &out);
	for (int i = 0; i < out.reasons; i++)
		sum += out.why[i].weight;
	assert_true(fabs(sum - out.value) < 1e-9);
	ruleset_free(r); /* terms of rules are not looked at after this */
	return out;
}

static bool blocks(const char *words, const char *title) {
	struct rule rule = {.words = words, .action = RULE_BLOCK, .until = DATE_NONE};
	struct score_text text = {.title = slice_of(title), .lang = "en"};

	return with(&rule, 1, &text).blocked;
}

static void words_match_whole_in_any_case_and_accent(void **state) {
	(void)state;
	assert_true(blocks("election", "The ELECTION is near"));
	assert_true(blocks("Café", "a cafe there"));
	assert_true(blocks("trump", "Trump's speech"));
	assert_false(blocks("elect", "The election"));
	assert_false(blocks("", "anything"));
	assert_false(blocks("...", "anything ..."));
	assert_true(blocks("\xF0\x9F\x98\x82", "ha \xF0\x9F\x98\x82"));
}

static void a_number_is_itself(void **state) {
	(void)state;
	assert_true(blocks("2024", "The games of 2024"));
	assert_false(blocks("2024", "The games of 1999"));
	assert_true(blocks("covid 19", "Covid-19 again"));
	assert_false(blocks("covid 19", "covid 20"));
	assert_false(blocks("9/11", "on 9/12"));
	assert_true(blocks("4k", "a 4K screen"));
	assert_false(blocks("4k", "a 5K run, 4 of them"));
}

static void letters_that_are_one_are_one(void **state) {
	(void)state;
	assert_true(blocks("Z\xC3\xBCrich", "trains to zurich"));
	assert_true(blocks("zurich", "Z\xC3\x9CRICH in spring"));
	assert_true(blocks("zurich", "Zu\xCC\x88rich"));               /* a u with a mark of its own */
	assert_true(blocks("stra\xC3\x9F" "e", "Die STRASSE"));
	assert_true(blocks("strasse", "die Stra\xC3\x9F" "e"));
	assert_true(blocks("ijs", "\xC4\xB2S en ijs"));                 /* the one letter ij */
	assert_true(blocks("\xC4\xB3s", "lekker ijs"));
	assert_true(blocks("co\xC3\xABrcie", "coercie"));
	assert_true(blocks("caf\xC3\xA9*", "cafes open"));
	assert_true(blocks("don't", "Don\xE2\x80\x99t go"));
}

static void hostile_words_are_no_trouble(void **state) {
	static char far[10001], tail[10003];

	(void)state;
	memset(far, 'a', 10000);
	memcpy(tail, far, 10000);
	tail[10000] = 'b';
	assert_true(blocks(far, far));
	assert_false(blocks(far, tail));
	far[100] = '*';
	far[101] = '\0';
	blocks(far, tail);
	assert_false(blocks("*", "anything"));
	assert_false(blocks("#", "anything"));
	assert_false(blocks("# *", "anything"));
	assert_false(blocks("\x01\x1B[2J\x7F", "anything"));
	blocks("\xFF\xFE\xC3", "\xFF\xFE\xC3");
	assert_true(blocks("one two three four five six seven eight", "one two three four five six seven eight nine"));
	assert_false(blocks("one two three four five six seven eight nine ten", "one two three four five six seven eight"));
	assert_true(blocks("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"));
	assert_true(rule_words_check("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 ", NULL));
	assert_false(rule_words_check("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", NULL));
}

static void a_thousand_phrases_of_one_beginning_are_told_apart(void **state) {
	static struct rule rules[1000];
	static char words[1000][32];
	struct score_text text = {.title = SLICE("off to the land 77 of old"), .lang = "en"};
	struct score out;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(words[i], sizeof *words, i % 2 ? "the land %d of*" : "the land %d", i);
		rules[i] = (struct rule){.id = i + 1, .words = words[i], .action = RULE_BLOCK, .until = DATE_NONE};
	}
	out = with(rules, 1000, &text);
	assert_int_equal(out.rules_met, 1);
	assert_int_equal(out.rule_met[0], 78);
	text.title = SLICE("the land 76");
	out = with(rules, 1000, &text);
	assert_int_equal(out.rules_met, 1);
	assert_int_equal(out.rule_met[0], 77);
}

static void phrases_match_in_a_row(void **state) {
	(void)state;
	assert_true(blocks("world cup", "The World Cup final"));
	assert_true(blocks("world cup", "world-cup"));
	assert_false(blocks("world cup", "a cup of the world"));
	assert_false(blocks("world cup", "the world, cup in hand"));
	assert_false(blocks("world cup", "the world"));
}

static void a_star_matches_a_beginning(void **state) {
	(void)state;
	assert_true(blocks("storm*", "Stormy weather"));
	assert_true(blocks("storm*", "a storm"));
	assert_false(blocks("storm*", "a brainstorm"));
	assert_true(blocks("tropical storm*", "two tropical storms near"));
	assert_false(blocks("tropical storm*", "two tropical birds"));
}

static void a_phrase_is_found_wherever_it_stands(void **state) {
	char text[4000];

	(void)state;
	for (size_t before = 100; before < 300; before++) {
		size_t len = 0;

		for (size_t i = 0; i < before; i++)
			len += (size_t)snprintf(text + len, sizeof text - len, "w%zu ", i);
		snprintf(text + len, sizeof text - len, "one two three four");
		assert_true(blocks("one two three", text));
	}
}

static void a_pattern_that_is_none_is_refused_in_one_sentence(void **state) {
	struct err e = {0};

	(void)state;
	assert_true(rule_words_check("storm*", &e));
	assert_true(rule_words_check("re", &e));
	assert_false(rule_words_check("re:", &e));
	assert_non_null(strstr(e.text, "re:"));
	assert_int_equal(e.kind, ERR_USAGE);
	assert_false(rule_words_check("re:(a", &e));
	assert_int_equal(e.kind, ERR_USAGE);
	assert_false(blocks("re:(a", "re: (a"));
}

#ifdef BEWUST_PCRE2
static void a_pattern_matches_in_any_case(void **state) {
	(void)state;
	assert_true(rule_words_check("re:storm(s|y)?", NULL));
	assert_true(blocks("re:\\bstorm(s|y)?\\b", "A STORMY night"));
	assert_false(blocks("re:\\bstorm(s|y)?\\b", "a brainstorm"));
	assert_true(blocks("re:^caf\xC3\xA9\\b", "CAF\xC3\x89 opens"));
	assert_true(blocks(" re:[0-9]+ dead", "12 dead"));
	assert_true(blocks("re:storm", "\xFF\xFE storm \xC3"));
	assert_false(rule_words_check("re:\\C", NULL));
}

/* Each would take longer than anybody lives; the alarm ends the test where one is not held back. */
static void an_evil_pattern_gives_up_soon(void **state) {
	static const char *const evil[] = {"re:(a+)+$", "re:(a|aa)+$", "re:(a|a?)+$", "re:(.*a){20}$", "re:(\\w+\\s?)+!", "re:a*a*a*a*a*b",
		"re:(?:a*)*b", "re:(?=(a+))\\1+b", "re:^(([a-z])+.)+[A-Z]([a-z])+$"};
	char text[20001];

	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	alarm(60);
	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
		blocks(evil[i], text);
	alarm(0);
	assert_false(blocks("re:(a+)+b", text));
	assert_false(rule_words_check("re:((((((((((((((((((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))))))))))))))))))", NULL));
}
#endif

static void tags_match_categories_only(void **state) {
	const char *tags[] = {"Politics", "Local news"};
	struct rule rule = {.words = "#politics", .action = RULE_BLOCK, .until = DATE_NONE};
	struct score_text text = {.title = SLICE("a walk"), .tags = tags, .tag_count = 2};

	(void)state;
	assert_true(with(&rule, 1, &text).blocked);
	rule.words = "#local news";
	assert_true(with(&rule, 1, &text).blocked);
	rule.words = "#local";
	assert_false(with(&rule, 1, &text).blocked);
	rule.words = "#pol*";
	assert_true(with(&rule, 1, &text).blocked);
	rule.words = "politics";
	assert_false(with(&rule, 1, &text).blocked);
	rule.words = "#walk";
	assert_false(with(&rule, 1, &text).blocked);
}

static void a_weight_decides_as_much_as_it_says(void **state) {
	struct rule rules[] = {
		{.words = "massacre", .action = RULE_WEIGH, .weight = 1, .until = DATE_NONE},
		{.words = "chess", .action = RULE_WEIGH, .weight = 0.5, .until = DATE_NONE},
	};
	struct score_text text = {.title = SLICE("massacre in the chess club"), .lang = "en"};
	struct score out = with(rules, 2, &text);
	double plain;

	(void)state;
	assert_true(fabs(out.value - 1) < 1e-9);
	assert_int_equal(out.label, LABEL_UPLIFTING);
	assert_int_equal(out.why[0].kind, REASON_RULE);
	out = with(rules + 1, 1, &text);
	assert_true(out.value > with(NULL, 0, &text).value);
	text.title = SLICE("war over chess, chess, chess");
	plain = with(NULL, 0, &text).value;
	assert_true(fabs(with(rules + 1, 1, &text).value - (0.5 * plain + 0.5)) < 1e-9); /* once, however often it stands there */
	rules[1].weight = NAN;
	with(rules, 2, &text);
}

static void blocking_beats_letting_through_and_comes_first(void **state) {
	struct rule rules[] = {
		{.words = "chess", .action = RULE_ALWAYS, .until = DATE_NONE},
		{.words = "club", .action = RULE_BLOCK, .until = DATE_NONE},
	};
	struct score_text text = {.title = SLICE("happy massacre in the chess club"), .lang = "en"};
	struct score out = with(rules, 1, &text);

	(void)state;
	assert_true(out.always && !out.blocked);
	assert_int_equal(out.why[0].kind, REASON_RULE);
	out = with(rules, 2, &text);
	assert_true(out.blocked && !out.always);
}

static void rules_hold_for_their_channels_and_time(void **state) {
	const int64_t channels[] = {3, 5};
	struct rule rule = {.words = "x", .action = RULE_BLOCK, .channels = channels, .channel_count = 2, .until = DATE_NONE};
	struct score_text text = {.title = SLICE("x"), .channel_id = 5};

	(void)state;
	assert_true(with(&rule, 1, &text).blocked);
	text.channel_id = 4;
	assert_false(with(&rule, 1, &text).blocked);
	rule.channel_count = 0;
	rule.until = NOW;
	assert_false(with(&rule, 1, &text).blocked);
	rule.until = NOW + 1;
	assert_true(with(&rule, 1, &text).blocked);
}

static void ten_thousand_rules_work_as_one_does(void **state) {
	struct rule *rules = calloc(10001, sizeof *rules);
	char (*words)[24] = calloc(10000, sizeof *words);
	struct score_text text = {.title = SLICE("word77 of many, and word9999b more")};
	struct score out;
	int hits = 0;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		snprintf(words[i], sizeof *words, i % 2 ? "word%d" : "word%d b", i);
		rules[i] = (struct rule){.words = words[i], .action = RULE_WEIGH, .weight = 0.001, .until = DATE_NONE};
	}
	rules[10000] = (struct rule){.words = "word9999*", .action = RULE_WEIGH, .weight = -0.5, .until = DATE_NONE};
	out = with(rules, 10001, &text);
	for (int i = 0; i < out.reasons; i++)
		hits += out.why[i].kind == REASON_RULE;
	assert_int_equal(hits, 2);
	free(words);
	free(rules);
}

static void more_matches_than_can_be_shown_still_add_up(void **state) {
	static const char *const words[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"};
	struct rule rules[16];
	struct score_text text = {.title = SLICE("a b c d e f g h i j k l m n o p happy war")};

	(void)state;
	for (int i = 0; i < 16; i++)
		rules[i] = (struct rule){.words = words[i], .action = RULE_WEIGH, .weight = 0.02, .until = DATE_NONE};
	assert_int_equal(with(rules, 16, &text).reasons, SCORE_REASONS_MAX);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_match_whole_in_any_case_and_accent),
		cmocka_unit_test(a_thousand_phrases_of_one_beginning_are_told_apart), cmocka_unit_test(a_number_is_itself), cmocka_unit_test(letters_that_are_one_are_one), cmocka_unit_test(hostile_words_are_no_trouble),
		cmocka_unit_test(phrases_match_in_a_row),
		cmocka_unit_test(a_star_matches_a_beginning),
		cmocka_unit_test(a_phrase_is_found_wherever_it_stands),
		cmocka_unit_test(a_pattern_that_is_none_is_refused_in_one_sentence),
#ifdef BEWUST_PCRE2
		cmocka_unit_test(a_pattern_matches_in_any_case),
		cmocka_unit_test(an_evil_pattern_gives_up_soon),
#endif
		cmocka_unit_test(tags_match_categories_only),
		cmocka_unit_test(a_weight_decides_as_much_as_it_says),
		cmocka_unit_test(blocking_beats_letting_through_and_comes_first),
		cmocka_unit_test(rules_hold_for_their_channels_and_time),
		cmocka_unit_test(ten_thousand_rules_work_as_one_does),
		cmocka_unit_test(more_matches_than_can_be_shown_still_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
