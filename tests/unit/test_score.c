/* test_score.c: what company does to words, with a small table; and that the reasons of the shipped one always add up. */
#include "../../src/score/score_with.h"
#include "../../src/score/tokens.h"
#include "../support/test.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char words_en[] =
	"good\t500\nhappy\t600\nbad\t-500\nhostage\t-600\nfreed\t200\nwin\t500\nwins\t500\ndeath\t-700\ndeath toll\t-900\treplaces\n"
	"star wars\t0\treplaces\nwars\t-700\n!happy\t-100\n0 rescued\t800\treplaces\n:)\t700\n\xF0\x9F\x98\xA2\t-700\ncancer\t-700\n"
	"cancer free\t800\treplaces\nmakes a full recovery\t900\treplaces\n";
static const char functions_en[] =
	"not\tnegator\nnever\tnegator\nvery\tstrongest\nslightly\tweaker\nbut\tcontrast\nnot only\tneutral\nfreed\trelief\nthe\tvotes\nis\tvotes\n"
	"seven\tnumber\nif\tunsure\ncould\tunsure\n";
static const char words_nl[] = "goed\t500\nramp\t-700\nslecht\t-500\nredding\t600\nprijs\t400\nrouw\t-700\nlijk\t-700\nvrouw\t0\ngemeen\t-500\ngemeente\t0\nhelpen\t400\nhelp\t400\nkerk\t100\nbrand\t-500\n"
	"aardbeving\t-600\nactie\t0\nboom\t300\nkoning\t300\nkanker\t-700\naanvallen\t-600\nopgeven\t-400\nhuilen\t-400\nvalt\t-300\n0 doden\t-900\treplaces\n";
static const char functions_nl[] = "niet\tnegator-after\ngeen\tnegator\nmaar\tcontrast\nde\tvotes\nis\tvotes\nniet alleen\tneutral\nzeven\tnumber\n"
	"als\tunsure\naan\tparticle\nmet\tvotes\nop\tparticle\n";

static struct lexicon tables[2];
static struct lexicon_bucket *buckets[2];

static void make_table(int n, const char *lang, const char *words, const char *functions) {
	struct lexicon_builder b;
	struct err e;

	lexicon_builder_init(&b);
	assert_true(lexicon_builder_terms(&b, "words", slice_of(words), &e));
	assert_true(lexicon_builder_functions(&b, "functions", slice_of(functions), &e));
	lexicon_build(&b, lang, &buckets[n], &tables[n]);
	lexicon_builder_finish(&b);
}

static int make_tables(void **state) {
	(void)state;
	make_table(0, "en", words_en, functions_en);
	make_table(1, "nl", words_nl, functions_nl);
	return 0;
}

static int free_tables(void **state) {
	(void)state;
	free(buckets[0]);
	free(buckets[1]);
	return 0;
}

static struct score of(const char *lang, const char *title) {
	struct score_text text = {.title = slice_of(title), .lang = lang};
	struct score out;
	double sum = 0;

	score_with(tables, 2, NULL, &text, &out);
	for (int i = 0; i < out.reasons; i++)
		sum += out.why[i].weight;
	assert_true(fabs(sum - out.value) < 1e-9);
	return out;
}

static double en(const char *title) {
	return of("en", title).value;
}

static double nl(const char *title) {
	return of("nl", title).value;
}

static void knows_nothing_of_unknown_words(void **state) {
	struct score s = of("en", "gnarf blub");

	(void)state;
	assert_true(s.value == 0);
	assert_int_equal(s.label, LABEL_NEUTRAL);
	assert_int_equal(s.reasons, 0);
	assert_int_equal(of("en", "").reasons, 0);
}

static void negation_turns_what_follows_in_its_clause(void **state) {
	struct score s = of("en", "not a good day");

	(void)state;
	assert_true(s.value < 0);
	assert_true(s.why[0].negated);
	assert_slice(s.why[0].term, "good");
	assert_true(en("not a bad day") > 0);
	assert_true(fabs(en("not a good day")) < en("a good day"));
	assert_true(en("not today, good day") > 0);
	assert_true(en("not bad") < en("never not bad") || en("never not bad") < 0);
	assert_true(en("not good but happy") > 0);
}

static void a_negated_word_may_have_a_weight_of_its_own(void **state) {
	(void)state;
	assert_true(en("not happy") < -en("happy") * 0.3);
}

static void not_only_negates_nothing(void **state) {
	(void)state;
	assert_true(en("not only good") > 0);
	assert_true(nl("niet alleen goed") > 0);
}

static void a_dutch_negator_turns_what_stands_before_it_at_the_end(void **state) {
	(void)state;
	assert_true(nl("de medicijnen helpen niet") < 0);
	assert_true(nl("medicijnen helpen") > 0);
	assert_true(nl("niet goed") < 0);
	assert_true(nl("geen ramp") > 0);
	assert_true(nl("slecht is het niet.") > 0);
}

static void emphasis_makes_stronger_and_weaker(void **state) {
	(void)state;
	assert_true(en("a very good day") > en("a such good day"));
	assert_true(en("a slightly good day") < en("a such good day"));
	assert_true(en("what a GOOD day") > en("what a good day"));
	assert_true(fabs(en("ALL GOOD DAY") - en("all good day")) < 1e-9);
	assert_true(en("a good day!") > en("a good day"));
	assert_true(en("a good day!!!!!!!!") - en("a good day!!!") < 1e-9);
	assert_true(en("is it a good day?") < en("it is a good day"));
	assert_true(en("a gooood day") > en("a good day"));
}

static void what_follows_but_weighs_more(void **state) {
	(void)state;
	assert_true(en("good but bad") < 0);
	assert_true(en("bad but good") > 0);
}

static void relief_undoes_what_is_bad_around_it(void **state) {
	(void)state;
	assert_true(en("hostage freed") > en("hostage found") / 2);
	assert_true(en("freed hostage") > 0);
	assert_true(fabs(en("good day, win and freed") - en("good day, win and found") - en("freed")) < 0.5);
}

static void phrases_stand_for_their_words(void **state) {
	struct score s = of("en", "The death toll");

	(void)state;
	assert_int_equal(s.reasons, 1);
	assert_slice(s.why[0].term, "death toll");
	assert_true(en("new star wars film") == 0);
	assert_true(en("12 rescued") > 0);
	assert_true(en("cancer-free at last") > 0);
	assert_true(en("cancer") < 0);
	assert_slice(of("en", "Boy makes a full recovery").why[0].term, "makes a full recovery");
	assert_true(en("Boy makes a full") == 0);
}

static void words_for_numbers_are_numbers(void **state) {
	(void)state;
	assert_true(fabs(en("seven rescued") - en("7 rescued")) < 1e-9);
	assert_true(fabs(nl("zeven doden") - nl("7 doden")) < 1e-9);
	assert_true(nl("zeven doden") < 0);
	assert_true(en("seven") == 0);
}

static void what_may_be_weighs_less_than_what_is(void **state) {
	(void)state;
	assert_true(en("if a bad day comes") > en("so a bad day comes"));
	assert_true(en("it could win") < en("it does win"));
	assert_true(fabs(en("so it could, bad day") - en("so it does, bad day")) < 1e-9); /* to the end of its clause */
	assert_true(nl("als het slecht gaat") > nl("want het slecht gaat"));
}

static void a_dutch_verb_finds_its_other_half(void **state) {
	(void)state;
	assert_true(nl("leger valt dorp aan") < nl("leger valt dorp op") - 0.05);
	assert_true(fabs(nl("leger valt dorp aan met drones") - nl("leger valt dorp aan, xx drones")) < 1e-9);
	assert_true(nl("hij geeft alles weg en loopt naar huis, op") == 0);
	assert_true(nl("hij geeft zijn droom op") < 0);
	assert_true(nl("hij geeft zijn droom op de markt") == 0);
	assert_true(nl("aan het dorp valt") < 0 && nl("aan het dorp valt") > nl("leger valt dorp aan"));
}

static void faces_count(void **state) {
	(void)state;
	assert_true(en("today :-)") > 0);
	assert_true(en("today \xF0\x9F\x98\xA2") < 0);
}

static void dutch_words_are_known_by_their_forms_and_parts(void **state) {
	(void)state;
	assert_true(nl("aardbevingsramp") < 0);
	assert_true(nl("reddingsactie") > 0);
	assert_true(nl("kerkbranden") < 0);
	assert_true(nl("prijzen") > 0);
	assert_true(nl("rampen") < 0);
	assert_true(nl("goede") > 0);
	assert_true(nl("boompje") > 0 && nl("boompjes") > 0);
	assert_true(nl("koninkje") > 0);
	assert_true(nl("aardbevingsramp") < nl("fietsenramp")); /* both its parts tell something */
	assert_true(nl("kankervrij") > 0);
	assert_true(nl("xyzramp") == 0); /* too short to be taken apart */
}

static void a_word_of_no_weight_hides_what_it_looks_like(void **state) {
	(void)state;
	assert_true(nl("buurtrouw") < 0);
	assert_true(nl("buurvrouw") == 0);
	assert_true(nl("gemeente") == 0);
	assert_true(nl("gemeenteraad") == 0);
	assert_true(nl("tijdelijk vrouwelijk") == 0);
}

static void expect_same(const struct score *a, const struct score *b) {
	assert_memory_equal(&a->value, &b->value, sizeof a->value);
	assert_int_equal(a->reasons, b->reasons);
	for (int i = 0; i < a->reasons; i++) {
		assert_memory_equal(&a->why[i].weight, &b->why[i].weight, sizeof a->why[i].weight);
		assert_true(slice_equal(a->why[i].term, b->why[i].term));
	}
}

/* Words in each table, in all capitals, stretched and not, and so many between them that none is remembered for good. */
static void remembering_words_changes_no_score(void **state) {
	static const char *const texts[] = {"de rampen zijn goed", "Aardbevingsramp, koninkje", "NIET kankervrij maar goooed", "baad baaad BAD god",
		"seven rescued, zeven doden :)", "valt de stad aan", "not happily badly wins", "rouwstoet kankervrije vrouwen", "star wars"};
	static const char *const langs[] = {"nl", "en", ""};
	struct scorer scorer = {.vocabulary = vocabulary_new()};
	char other[32];

	(void)state;
	for (int n = 0; n < 9000; n++) {
		size_t i = (size_t)n % (sizeof texts / sizeof *texts);
		struct score_text text = {.title = slice_of(texts[i]), .lang = langs[n / 9 % 3]};
		struct score with, without;

		snprintf(other, sizeof other, "x%dramp", n);
		text.body = n % 2 ? slice_of(other) : text.title;
		score_with(tables, 2, &scorer, &text, &with);
		score_with(tables, 2, NULL, &text, &without);
		expect_same(&with, &without);
	}
	vocabulary_free(scorer.vocabulary);
}

static void the_same_word_again_is_one_reason(void **state) {
	struct score_text text = {.title = SLICE("Bad news: bad day, not bad, BAD"), .body = SLICE("A b\xC3\xA0" "d one"), .lang = "en"};
	struct score out;
	int plain = 0, turned = 0;

	(void)state;
	score_with(tables, 2, NULL, &text, &out);
	for (int i = 0; i < out.reasons; i++) {
		if (out.why[i].kind == REASON_REST)
			continue;
		assert_true(slice_equal_nocase(out.why[i].term, SLICE("bad")));
		*(out.why[i].negated ? &turned : &plain) += out.why[i].times;
	}
	assert_int_equal(plain, 4);
	assert_int_equal(turned, 1);
}

static void a_title_weighs_more_than_a_body(void **state) {
	struct score_text text = {.title = SLICE("a good day"), .body = SLICE("a bad day"), .lang = "en"};
	struct score out;

	(void)state;
	score_with(tables, 2, NULL, &text, &out);
	assert_true(out.value > 0);
	text.title = (struct slice){0};
	score_with(tables, 2, NULL, &text, &out);
	assert_true(fabs(out.value - en("a bad day")) < 1e-9);
}

static const struct lexicon *language_of(const struct lexicon *among, size_t count, const struct score_text *text) {
	const struct lexicon *found;
	struct text_tokens words;

	text_tokens_init(&words, text);
	found = score_language(among, count, text, &words);
	text_tokens_finish(&words);
	return found;
}

static void finds_the_language_by_its_words(void **state) {
	struct score_text text = {.title = SLICE("de ramp is goed"), .lang = ""};

	(void)state;
	assert_ptr_equal(language_of(tables, 2, &text), &tables[1]);
	text.lang = "nl-BE";
	assert_ptr_equal(language_of(tables, 2, &text), &tables[1]);
	text.lang = "english";
	text.title = SLICE("gnarf");
	assert_null(language_of(tables, 2, &text));
	assert_true(fabs(of("", "good").value) > 0);
	assert_true(of("xx", "goed gnarf").value > 0);
}

static void a_channel_moves_a_score_within_the_scale(void **state) {
	struct score_text text = {.title = SLICE("a good day"), .lang = "en", .channel_bias = -1};
	struct score out;

	(void)state;
	score_with(tables, 2, NULL, &text, &out);
	assert_true(out.value < en("a good day") && out.value > -1);
	assert_int_equal(out.why[0].kind, REASON_CHANNEL);
}

/* ---- the shipped tables ---- */

static void check_shipped(struct slice title, struct slice body) {
	struct score_text text = {.title = title, .body = body, .channel_bias = 0.3};
	struct score out;
	double sum = 0;

	score_text(NULL, &text, &out);
	for (int i = 0; i < out.reasons; i++) {
		sum += out.why[i].weight;
		assert_true(i < 2 || i == out.reasons - 1 || fabs(out.why[i].weight) <= fabs(out.why[i - 1].weight) + 1e-12);
	}
	assert_true(fabs(sum - out.value) < 1e-9);
	assert_true(out.value >= -1 && out.value <= 1);
}

static void reasons_add_up_whatever_the_text(void **state) {
	static const char *const bits[] = {"not ", "happy ", "very ", "war ", "but ", "! ", "? ", "niet ", "ramp ", "\xF0\x9F\x98\xA2 ", "7 ",
		"dead ", "maar ", "goed ", ". ", "LOVE ", "\xFF", "aardbevingsramp ", "death toll ", "freed ", "soooo ", "don't "};
	char text[4096];
	unsigned seed = 11;

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t len = 0;

		text[0] = '\0';
		for (int i = 0; i < round % 150; i++) {
			const char *bit = bits[(seed = seed * 1103515245 + 12345, seed >> 16) % (sizeof bits / sizeof *bits)];

			memcpy(text + len, bit, strlen(bit) + 1);
			len += strlen(bit);
		}
		check_shipped((struct slice){text, len / 3}, (struct slice){text + len / 3, len - len / 3});
	}
}

static void hostile_texts_are_read_to_a_limit(void **state) {
	static const char *const bits[] = {"a", "\xF0\x9F\x98\x82", "\xFF", "! ", "not ", "\xCC\x81", "-", "'", "a'", "9,", ":(", "aardbevingsramp"};

	(void)state;
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
		size_t len = strlen(bits[i]), size = 1 << 20;
		char *text = malloc(size);

		for (size_t at = 0; at < size; at++)
			text[at] = bits[i][at % len];
		check_shipped((struct slice){text, size}, (struct slice){text, size});
		free(text);
	}
}

static enum label label_of(const char *lang, const char *title) {
	struct score_text text = {.title = slice_of(title), .lang = lang};
	struct score out;

	score_text(NULL, &text, &out);
	return out.label;
}

static void plain_cases_have_plain_labels(void **state) {
	(void)state;
	assert_int_equal(label_of("en", "Bomb kills 12 at a crowded market"), LABEL_DRAINING);
	assert_int_equal(label_of("en", "Firefighters rescue puppy, town celebrates"), LABEL_UPLIFTING);
	assert_int_equal(label_of("en", "Council meets on Tuesday"), LABEL_NEUTRAL);
	assert_int_equal(label_of("nl", "Twaalf doden bij aanslag op markt"), LABEL_DRAINING);
	assert_int_equal(label_of("nl", "Vermiste jongen ongedeerd teruggevonden: feest in het dorp"), LABEL_UPLIFTING);
	assert_int_equal(label_of("nl", "Gemeenteraad vergadert dinsdag"), LABEL_NEUTRAL);
}

static double shipped(const char *lang, const char *format, const char *who) {
	char title[128];
	struct score_text text = {.lang = lang};
	struct score out;

	snprintf(title, sizeof title, format, who);
	text.title = slice_of(title);
	score_text(NULL, &text, &out);
	return out.value;
}

static void expect_equal_news(const char *lang, const char *const *who, const char *const *formats) {
	for (; *formats; formats++)
		for (const char *const *w = who; *w; w++)
			if (fabs(shipped(lang, *formats, *w) - shipped(lang, *formats, "gnarf")) > 1e-9)
				fail_msg("\"%s\" is not read alike of \"%s\"", *formats, *w);
}

/* Where people come from, what they believe, whom they love, what they look like and how able they are is no news, good or bad. */
static void nobody_is_sad_news(void **state) {
	static const char *const en_who[] = {"Muslim", "Muslims", "Jewish", "Jews", "Christian", "Hindu", "Buddhist", "atheist", "Black", "White",
		"Asian", "African", "Arab", "Latino", "gay", "lesbian", "transgender", "queer", "women", "men", "girls", "boys", "disabled", "deaf",
		"blind", "autistic", "Turkish", "Moroccan", "Syrian", "Afghan", "Iranian", "Palestinian", "Israeli", "Russian", "Ukrainian", "Chinese",
		"Mexican", "American", "Dutch", "German", "Polish", "Somali", "immigrant", "migrants", "refugee", "refugees", "elderly", "widow", NULL};
	static const char *const en_formats[] = {"Her %s neighbours opened a bakery", "Meet the %s people of the town", "The %s are happy with the park",
		"No %s were killed in the crash", "I am %s", "A %s man", NULL};
	static const char *const nl_who[] = {"moslim", "moslims", "islamitische", "joodse", "joden", "christelijke", "hindoes", "zwarte", "witte",
		"Aziatische", "Afrikaanse", "Arabische", "homo's", "lesbische", "transgender", "vrouwen", "mannen", "meisjes", "jongens", "dove", "blinde",
		"gehandicapte", "autistische", "Turkse", "Turken", "Marokkaanse", "Marokkanen", "Syrische", "Afghaanse", "Iraanse", "Palestijnse",
		"Russische", "Chinese", "Duitse", "Poolse", "Surinaamse", "Antilliaanse", "Somalische", "vluchteling", "vluchtelingen", "asielzoekers",
		"migranten", "ouderen", "weduwe", NULL};
	static const char *const nl_formats[] = {"Haar %s buren openen een bakkerij", "De %s zijn blij met het park", "Geen %s gewond bij botsing",
		"Ik ben %s", NULL};

	(void)state;
	expect_equal_news("en", en_who, en_formats);
	expect_equal_news("nl", nl_who, nl_formats);
}

static void a_third_language_is_a_table_more(void **state) {
	struct lexicon three[3] = {tables[0], tables[1]};
	struct lexicon_bucket *third;
	struct lexicon_builder b;
	struct score_text text = {.title = SLICE("la tago estas tre bona"), .lang = ""};
	struct score out;
	struct err e;

	(void)state;
	lexicon_builder_init(&b);
	assert_true(lexicon_builder_terms(&b, "eo.tsv", SLICE("bona\t500\nmalbona\t-500\n"), &e));
	assert_true(lexicon_builder_functions(&b, "eo.functions.tsv", SLICE("ne\tnegator\ntre\tstrongest\nla\tvotes\nestas\tvotes\n"), &e));
	lexicon_build(&b, "eo", &third, &three[2]);
	lexicon_builder_finish(&b);
	assert_ptr_equal(language_of(three, 3, &text), &three[2]);
	score_with(three, 3, NULL, &text, &out);
	assert_true(out.value > 0);
	text.title = SLICE("la tago ne estas bona");
	score_with(three, 3, NULL, &text, &out);
	assert_true(out.value < 0);
	assert_true(out.why[0].negated);
	free(third);
}

static void a_line_of_json_adds_up_as_written(void **state) {
	static const char title[] = "War \"ends\"\tand everyone is very happy, rescued and safe \\ \x01";
	struct score_text text = {.title = slice_of(title), .lang = "en"};
	struct score score;
	struct str out;
	cJSON *o;
	const cJSON *r;
	long sum = 0;

	(void)state;
	str_init(&out, 1 << 16);
	score_text(NULL, &text, &score);
	score_write_json(&score, text.title, &out);
	o = cJSON_Parse(out.at);
	assert_non_null(o);
	assert_string_equal(cJSON_GetObjectItem(o, "text")->valuestring, title);
	assert_string_equal(cJSON_GetObjectItem(o, "label")->valuestring, label_name(score.label));
	cJSON_ArrayForEach(r, cJSON_GetObjectItem(o, "why"))
		sum += lround(cJSON_GetObjectItem(r, "weight")->valuedouble * 10000);
	assert_int_equal(sum, lround(cJSON_GetObjectItem(o, "score")->valuedouble * 10000));
	cJSON_Delete(o);
	str_clear(&out);
	score_write_tsv(&(struct score){.value = -0.25, .label = LABEL_DRAINING}, SLICE("a\tb\nc"), &out);
	assert_string_equal(out.at, "-0.25\tdraining\ta b c");
	str_clear(&out);
	score_write_tsv(&(struct score){.value = 0.00004}, SLICE(""), &out);
	assert_string_equal(out.at, "0\tneutral\t");
	str_finish(&out);
}

static void files_that_are_wrong_are_refused_by_line(void **state) {
	struct lexicon_builder b;
	struct err e;

	(void)state;
	lexicon_builder_init(&b);
	assert_false(lexicon_builder_terms(&b, "x.tsv", SLICE("# fine\ngood\t1\nbad\tmany\n"), &e));
	assert_non_null(strstr(e.text, "line 3"));
	assert_false(lexicon_builder_terms(&b, "x.tsv", SLICE("...\t5\n"), &e));
	assert_false(lexicon_builder_terms(&b, "x.tsv", SLICE("good\t99999\n"), &e));
	assert_false(lexicon_builder_functions(&b, "x.tsv", SLICE("good\tshiny\n"), &e));
	lexicon_builder_finish(&b);
}

/* Its words are among the rest then, and a rule stands beside that as ever. */
static void a_score_is_the_same_in_brief(void **state) {
	static const char *const titles[] = {"", "A good day", "Seven dead, and not a word", "Het was geen ramp", "zwq", "Vrolijk feest in het dorp!"};
	struct rule rule = {.words = "day", .action = RULE_WEIGH, .weight = -0.5, .until = DATE_NONE};
	struct ruleset *rules = ruleset_new(&rule, 1, 0);
	struct scorer scorer = {.rules = rules, .vocabulary = vocabulary_new()};

	(void)state;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		for (size_t j = 0; j < sizeof titles / sizeof *titles; j++) {
			struct score_text text = {.title = slice_of(titles[i]), .body = slice_of(titles[j]), .lang = j % 2 ? "en" : "", .channel_bias = 0.2};
			struct score full, brief;
			theme_set themes;
			double sum = 0;

			score_text(&scorer, &text, &full);
			score_briefly(&scorer, &text, &brief, &themes);
			assert_memory_equal(&full.value, &brief.value, sizeof brief.value);
			assert_int_equal(full.label, brief.label);
			assert_int_equal(full.rules_met, brief.rules_met);
			for (int n = 0; n < brief.reasons; n++) {
				sum += brief.why[n].weight;
				assert_int_not_equal(brief.why[n].kind, REASON_WORD);
			}
			assert_true(fabs(sum - brief.value) < 1e-9);
		}
	vocabulary_free(scorer.vocabulary);
	ruleset_free(rules);
}

static theme_set themes_of(const struct score_text *text) {
	struct score score;
	theme_set themes;

	score_briefly(NULL, text, &score, &themes);
	return themes;
}

static void themes_come_from_categories_and_words(void **state) {
	const char *tags[] = {"Humour", "unheard of"};
	struct score_text text = {.title = SLICE("gnarf"), .lang = "en", .tags = tags, .tag_count = 2};

	(void)state;
	assert_true(themes_of(&text) & THEME(humour));
	text.tag_count = 0;
	assert_true(themes_of(&text) == 0);
	text.title = SLICE("A walk in the forest");
	assert_true(themes_of(&text) & THEME(nature));
	text.title = SLICE("Seven for a festival of comedy");
	assert_true(themes_of(&text) & THEME(humour));
	assert_true(score_reading_minutes(220) == 1 && score_reading_minutes(0) > 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_nothing_of_unknown_words),
		cmocka_unit_test(negation_turns_what_follows_in_its_clause),
		cmocka_unit_test(a_negated_word_may_have_a_weight_of_its_own),
		cmocka_unit_test(not_only_negates_nothing),
		cmocka_unit_test(a_dutch_negator_turns_what_stands_before_it_at_the_end),
		cmocka_unit_test(emphasis_makes_stronger_and_weaker),
		cmocka_unit_test(what_follows_but_weighs_more),
		cmocka_unit_test(relief_undoes_what_is_bad_around_it),
		cmocka_unit_test(phrases_stand_for_their_words),
		cmocka_unit_test(words_for_numbers_are_numbers),
		cmocka_unit_test(what_may_be_weighs_less_than_what_is),
		cmocka_unit_test(a_dutch_verb_finds_its_other_half),
		cmocka_unit_test(faces_count),
		cmocka_unit_test(dutch_words_are_known_by_their_forms_and_parts),
		cmocka_unit_test(a_word_of_no_weight_hides_what_it_looks_like),
		cmocka_unit_test(remembering_words_changes_no_score),
		cmocka_unit_test(the_same_word_again_is_one_reason),
		cmocka_unit_test(a_title_weighs_more_than_a_body),
		cmocka_unit_test(finds_the_language_by_its_words),
		cmocka_unit_test(a_channel_moves_a_score_within_the_scale),
		cmocka_unit_test(reasons_add_up_whatever_the_text),
		cmocka_unit_test(hostile_texts_are_read_to_a_limit),
		cmocka_unit_test(plain_cases_have_plain_labels),
		cmocka_unit_test(nobody_is_sad_news),
		cmocka_unit_test(a_third_language_is_a_table_more),
		cmocka_unit_test(a_line_of_json_adds_up_as_written),
		cmocka_unit_test(files_that_are_wrong_are_refused_by_line),
		cmocka_unit_test(a_score_is_the_same_in_brief),
		cmocka_unit_test(themes_come_from_categories_and_words),
	};

	return cmocka_run_group_tests(tests, make_tables, free_tables);
}
