/* test_score_personal.c: lessons move scores, little by little, and can be taken back to the last count. */
#include "../support/test.h"

#include <bewust/score.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static struct score with(const struct personal *p, const char *title) {
	struct score_text text = {.title = slice_of(title), .lang = "en"};
	struct scorer s = {.personal = p};
	struct score out;
	double sum = 0;

	score_text(&s, &text, &out);
	for (int i = 0; i < out.reasons; i++)
		sum += out.why[i].weight;
	assert_true(fabs(sum - out.value) < 1e-9);
	assert_true(fabs(out.value) <= 1);
	return out;
}

static void learn(struct personal *p, const char *title, enum label label, int times) {
	struct score_text text = {.title = slice_of(title), .lang = "en"};

	personal_learn(p, &text, label, times, NULL, NULL);
}

static void nothing_learned_changes_nothing(void **state) {
	struct personal *p = personal_new();

	(void)state;
	assert_true(with(p, "happy war").value == with(NULL, "happy war").value);
	learn(p, "chess is fine", LABEL_NEUTRAL, 1);
	assert_int_equal(personal_labels(p), 0);
	personal_free(p);
}

static void lessons_move_what_is_like_them(void **state) {
	struct personal *p = personal_new();
	double before = with(p, "new chess club").value, once;

	(void)state;
	learn(p, "chess in the park", LABEL_UPLIFTING, 1);
	learn(p, "golf in the rain", LABEL_DRAINING, 1);
	once = with(p, "new chess club").value;
	assert_true(once > before);
	for (int i = 0; i < 40; i++) {
		learn(p, "chess in the park", LABEL_UPLIFTING, 1);
		learn(p, "golf in the rain", LABEL_DRAINING, 1);
	}
	assert_true(with(p, "new chess club").value > once + 0.1);
	assert_true(with(p, "new golf club").value < before);
	assert_int_equal(with(p, "golf").why[0].kind, REASON_PERSONAL);
	assert_int_equal(personal_labels(p), 82);
	personal_free(p);
}

static void what_is_learned_never_turns_the_world(void **state) {
	struct personal *p = personal_new();

	(void)state;
	for (int i = 0; i < 500; i++) {
		learn(p, "massacre", LABEL_UPLIFTING, 1);
		learn(p, "chess", LABEL_DRAINING, 1);
	}
	assert_true(with(p, "massacre").value - with(NULL, "massacre").value < 0.9);
	personal_free(p);
}

struct seen {
	uint64_t feature[64];
	int up[64], down[64], count;
};

static void see(void *ctx, uint64_t feature, int up, int down) {
	struct seen *s = ctx;

	if (s->count < 64) {
		s->feature[s->count] = feature;
		s->up[s->count] = up;
		s->down[s->count++] = down;
	}
}

static void undo_is_exact(void **state) {
	struct personal *p = personal_new();
	struct score_text text = {.title = SLICE("chess in the park"), .lang = "en"};
	struct seen seen = {0};
	double before;

	(void)state;
	learn(p, "golf in the rain", LABEL_DRAINING, 1);
	learn(p, "a park in the sun", LABEL_UPLIFTING, 1);
	before = with(p, "chess or golf in the park").value;
	personal_learn(p, &text, LABEL_UPLIFTING, 1, NULL, NULL);
	assert_true(with(p, "chess or golf in the park").value != before);
	personal_learn(p, &text, LABEL_UPLIFTING, -1, see, &seen);
	assert_true(with(p, "chess or golf in the park").value == before);
	assert_int_equal(seen.feature[0], 0);
	assert_int_equal(seen.up[0], 1);
	assert_int_equal(seen.down[0], 1);
	personal_learn(p, &text, LABEL_UPLIFTING, -1, NULL, NULL);
	personal_learn(p, &text, LABEL_UPLIFTING, -1, NULL, NULL); /* more than was taught: stops at none */
	assert_int_equal(personal_labels(p), 1);
	personal_free(p);
}

static void what_was_stored_scores_as_what_was_learned(void **state) {
	struct personal *p = personal_new(), *again = personal_new();
	struct score_text text = {.title = SLICE("chess in the park"), .lang = "en"};
	struct seen seen = {0};

	(void)state;
	personal_learn(p, &text, LABEL_UPLIFTING, 1, see, &seen);
	for (int i = 0; i < seen.count; i++)
		personal_put(again, seen.feature[i], seen.up[i], seen.down[i]);
	assert_int_equal(personal_labels(again), 1);
	assert_true(with(p, "the park").value == with(again, "the park").value);
	personal_free(p);
	personal_free(again);
}

/* Who keeps much and puts little away: what was seen once among many kept is nothing against it. */
static void many_of_one_kind_say_nothing_against_the_other(void **state) {
	struct personal *p = personal_new();
	struct scorer s = {.personal = p};
	char title[64];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(title, sizeof title, "qwzz%d kwzz%d", i, i);
		learn(p, title, LABEL_UPLIFTING, 1);
	}
	for (int i = 0; i < 5; i++)
		learn(p, "jwzz vwzz", LABEL_DRAINING, 1);
	for (int i = 0; i < 100; i++) {
		struct score_text text = {.lang = "en"};
		struct score out;

		snprintf(title, sizeof title, "kwzz%d", i);
		text.title = slice_of(title);
		score_text(&s, &text, &out);
		assert_true(out.value >= 0);
		text.title = SLICE("vwzz");
		score_text(&s, &text, &out);
		assert_true(out.value < 0);
	}
	personal_free(p);
}

static void channel_and_categories_are_features(void **state) {
	struct personal *p = personal_new();
	const char *tags[] = {"Board games"};
	struct score_text text = {.title = SLICE("x"), .tags = tags, .tag_count = 1, .channel_key = 7};
	struct scorer s = {.personal = p};
	struct score out;

	(void)state;
	for (int i = 0; i < 30; i++) {
		personal_learn(p, &text, LABEL_UPLIFTING, 1, NULL, NULL);
		learn(p, "other", LABEL_DRAINING, 1);
	}
	text.title = SLICE("y");
	text.tag_count = 0;
	score_text(&s, &text, &out);
	assert_true(out.value > 0);
	assert_int_equal(out.why[0].kind, REASON_CHANNEL);
	text.channel_key = 0;
	text.tag_count = 1;
	score_text(&s, &text, &out);
	assert_true(out.value > 0);
	personal_free(p);
}

static void a_long_text_teaches_no_more_than_its_beginning(void **state) {
	static char body[SCORE_BYTES_MAX * 2];
	struct personal *p = personal_new();
	struct score_text text = {.body = {body, sizeof body}};

	(void)state;
	for (size_t i = 0; i < sizeof body; i++)
		body[i] = i % 7 == 6 ? ' ' : (char)('a' + (i * i / 7) % 26);
	personal_learn(p, &text, LABEL_UPLIFTING, 1, NULL, NULL);
	personal_learn(p, &text, LABEL_UPLIFTING, -1, NULL, NULL);
	assert_int_equal(personal_labels(p), 0);
	personal_free(p);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_learned_changes_nothing),
		cmocka_unit_test(lessons_move_what_is_like_them),
		cmocka_unit_test(what_is_learned_never_turns_the_world),
		cmocka_unit_test(undo_is_exact),
		cmocka_unit_test(what_was_stored_scores_as_what_was_learned),
		cmocka_unit_test(many_of_one_kind_say_nothing_against_the_other), cmocka_unit_test(channel_and_categories_are_features),
		cmocka_unit_test(a_long_text_teaches_no_more_than_its_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
