/* test_model.c: the names of the fixed lists, there and back. */
#include "../support/test.h"

#include <bewust/model.h>
#include <bewust/words.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ALL_THERE_AND_BACK(type, count, name, parse) \
	for (int i = 0; i < (int)(count); i++) { \
		type back; \
\
		assert_true(strlen(name((type)i)) > 0); \
		assert_true(parse(slice_of(name((type)i)), &back)); \
		assert_int_equal(back, i); \
	} \
	assert_string_equal(name((type)(count)), "")

static void every_name_leads_back(void **state) {
	(void)state;
	ALL_THERE_AND_BACK(enum theme, THEME_COUNT, theme_name, theme_parse);
	ALL_THERE_AND_BACK(enum source_kind, SOURCE_COUNT, source_kind_name, source_kind_parse);
	ALL_THERE_AND_BACK(enum item_kind, ITEM_KIND_COUNT, item_kind_name, item_kind_parse);
	ALL_THERE_AND_BACK(enum item_state, STATE_COUNT, item_state_name, item_state_parse);
	ALL_THERE_AND_BACK(enum mood_phase, MOOD_PHASE_COUNT, mood_phase_name, mood_phase_parse);
	ALL_THERE_AND_BACK(enum intention, INTENTION_COUNT, intention_name, intention_parse);
	ALL_THERE_AND_BACK(enum role, ROLE_COUNT, role_name, role_parse);
}

static void names_are_those_of_the_command_line(void **state) {
	enum item_kind kind;
	enum theme theme;

	(void)state;
	assert_int_equal(THEME_COUNT, 13);
	assert_string_equal(theme_name(THEME_INDEX_calm), "calm");
	assert_string_equal(theme_name(THEME_INDEX_news), "news");
	assert_string_equal(source_kind_name(SOURCE_CLINICIAN), "clinician");
	assert_string_equal(item_kind_name(ITEM_CHALLENGE), "challenge");
	assert_string_equal(item_state_name(STATE_HELD), "held");
	assert_string_equal(role_name(ROLE_CLOSER), "closer");
	assert_string_equal(mood_phase_name(MOOD_APART), "apart");
	assert_true(theme_parse(SLICE("HuMour"), &theme));
	assert_int_equal(theme, THEME_INDEX_humour);
	assert_false(theme_parse(SLICE("humou"), &theme));
	assert_false(theme_parse(SLICE(""), &theme));
	assert_false(item_kind_parse(SLICE("texts"), &kind));
}

static void labels_go_below_zero(void **state) {
	enum label l;

	(void)state;
	for (int i = LABEL_DRAINING; i <= LABEL_UPLIFTING; i++) {
		assert_true(label_parse(slice_of(label_name((enum label)i)), &l));
		assert_int_equal(l, i);
	}
	assert_string_equal(label_name(LABEL_DRAINING), "draining");
	assert_string_equal(label_name((enum label)2), "");
	assert_false(label_parse(SLICE("bad"), &l));
}

static void sets_of_themes_are_read_generously(void **state) {
	theme_set set = 99;

	(void)state;
	assert_true(theme_set_parse(SLICE("calm,humour hope"), &set));
	assert_int_equal(set, THEME(calm) | THEME(humour) | THEME(hope));
	assert_true(theme_set_parse(SLICE(" , ;CALM,,calm;\n"), &set));
	assert_int_equal(set, THEME(calm));
	assert_true(theme_set_parse(SLICE(""), &set));
	assert_int_equal(set, 0);
	set = 99;
	assert_false(theme_set_parse(SLICE("calm,gloom"), &set));
	assert_int_equal(set, 99);
}

static void sets_of_themes_are_written_in_order(void **state) {
	struct str out;
	theme_set all = ((theme_set)1 << THEME_COUNT) - 1, back;

	(void)state;
	str_init(&out, 1000);
	theme_set_write(0, ", ", &out);
	assert_string_equal(out.at, "");
	theme_set_write(THEME(hope) | THEME(calm), ", ", &out);
	assert_string_equal(out.at, "calm, hope");
	str_clear(&out);
	theme_set_write(all, ",", &out);
	assert_true(theme_set_parse(str_slice(&out), &back));
	assert_int_equal(back, all);
	str_finish(&out);
}

static void sets_of_themes_are_arrays_in_json(void **state) {
	struct str out;
	struct json j;

	(void)state;
	str_init(&out, 1000);
	json_init(&j, &out, 0);
	json_object(&j);
	theme_set_write_json(THEME(hope) | THEME(calm), &j);
	json_end(&j);
	assert_string_equal(out.at, "{\"themes\":[\"calm\",\"hope\"]}");
	str_finish(&out);
}

static void intentions_choose_their_themes(void **state) {
	(void)state;
	assert_int_equal(intention_themes(INTENTION_surprise), 0);
	assert_int_equal(intention_themes(INTENTION_plan), 0);
	assert_int_equal(intention_themes(INTENTION_calm), THEME(calm) | THEME(nature));
	assert_int_equal(intention_themes(INTENTION_distract), THEME(humour) | THEME(nature) | THEME(creativity) | THEME(learning));
	assert_int_equal(intention_themes(INTENTION_connect), THEME(connection) | THEME(kindness));
	for (int i = 0; i < INTENTION_COUNT; i++)
		assert_int_equal(intention_themes((enum intention)i) & THEME(news), 0);
}

static void a_time_to_come_is_as_near_as_it_is(void **state) {
	int64_t now = 1795456800;                       /* monday 23 november 2026, 19:00 in Amsterdam */
	static const struct { int after_s; const char *words; } rows[] = {{1200, "19:20"}, {6 * 3600, "01:00"}, {11 * 3600 + 3599, "06:59"},
		{14 * 3600, "tomorrow 09:00"}, {60 * 3600, "thursday 07:00"}, {7 * 24 * 3600, "30 november"}, {-60, "18:59"}};
	char out[64];

	(void)state;
	setenv("TZ", "Europe/Amsterdam", 1);
	tzset();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		words_until(now + rows[i].after_s, now, out);
		assert_string_equal(out, rows[i].words);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_leads_back),
		cmocka_unit_test(names_are_those_of_the_command_line),
		cmocka_unit_test(labels_go_below_zero),
		cmocka_unit_test(sets_of_themes_are_read_generously),
		cmocka_unit_test(sets_of_themes_are_written_in_order),
		cmocka_unit_test(sets_of_themes_are_arrays_in_json),
		cmocka_unit_test(intentions_choose_their_themes),
		cmocka_unit_test(a_time_to_come_is_as_near_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
