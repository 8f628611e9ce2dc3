/* test_score_tokens.c: words, numbers, faces and marks, and hashes that never change. */
#include "../../src/score/tokens.h"
#include "../support/test.h"

#include <stdlib.h>
#include <string.h>

static struct token only(const char *text) {
	struct slice rest = slice_of(text);
	struct token t[4];

	assert_int_equal(tokens_read(&rest, t, 4), 1);
	assert_int_equal(rest.len, 0);
	return t[0];
}

static void expect_folded(const char *text, const char *folded) {
	struct token t = only(text);
	char out[TOKEN_FOLDED_MAX];
	size_t len = token_fold(&t, out);

	assert_int_equal(len, strlen(folded));
	assert_memory_equal(out, folded, len);
	assert_true(t.hash == hash_folded(slice_of(folded)));
}

static void folds_case_accents_possessives_and_stretching(void **state) {
	(void)state;
	expect_folded("Hello", "hello");
	expect_folded("één", "een");
	expect_folded("CAFÉ", "cafe");
	expect_folded("cafe\xCC\x81", "cafe");
	expect_folded("Ångström", "angstrom");
	expect_folded("Iran's", "iran");
	expect_folded("Iran\xE2\x80\x99s", "iran");
	expect_folded("don't", "don't");
	expect_folded("don\xE2\x80\x99t", "don't");
	expect_folded("soooooo", "soo");
	expect_folded("Straße", "strasse");
	expect_folded("ЁЖ", "еж");
	expect_folded("9th", "9th");
}

static void parts_words_at_hyphens_and_remembers_it(void **state) {
	struct slice rest = SLICE("cancer-free - now");
	struct token t[8];

	(void)state;
	assert_int_equal(tokens_read(&rest, t, 8), 4);
	assert_slice(t[0].text, "cancer");
	assert_slice(t[1].text, "free");
	assert_true(t[1].flags & TOKEN_JOINED);
	assert_int_equal(t[2].kind, TOKEN_MARK);
	assert_slice(t[3].text, "now");
	assert_false(t[3].flags & TOKEN_JOINED);
}

static void sees_numbers_faces_and_marks(void **state) {
	struct slice rest = SLICE("1,250 dead :-( \xF0\x9F\x98\xA2! :Dutch <3");
	struct token t[16];
	size_t n = tokens_read(&rest, t, 16);

	(void)state;
	assert_int_equal(n, 8);
	assert_int_equal(t[0].kind, TOKEN_NUMBER);
	assert_slice(t[0].text, "1,250");
	assert_int_equal(t[2].kind, TOKEN_FACE);
	assert_true(t[2].hash == hash_folded(SLICE(":(")));
	assert_int_equal(t[3].kind, TOKEN_FACE);
	assert_int_equal(t[4].mark, '!');
	assert_int_equal(t[5].mark, ':');
	assert_slice(t[6].text, "Dutch");
	assert_int_equal(t[7].kind, TOKEN_FACE);
}

static void all_numbers_are_one(void **state) {
	(void)state;
	assert_true(only("7").hash == only("12.000").hash);
	assert_true(only("7").hash == only("1.2K").hash);
	assert_int_equal(only("3m").kind, TOKEN_NUMBER);
	assert_int_equal(only("12km").kind, TOKEN_WORD);
}

static void takes_endings_off_a_hash(void **state) {
	struct token t = only("rescues");

	(void)state;
	for (unsigned n = 0; n <= 4; n++)
		assert_true(hash_strip(t.hash, t.tail, n) == hash_folded((struct slice){"rescues", 7 - n}));
}

static void hashes_stay_what_people_have_stored(void **state) {
	uint64_t hash;
	unsigned words;

	(void)state;
	assert_true(only("storm").hash == UINT64_C(0x44ee4cad76b0aff6));
	assert_true(hash_term(SLICE("two words"), &hash, &words));
	assert_int_equal(words, 2);
	assert_true(hash == UINT64_C(0x998f49f4f4803a84));
	assert_true(hash_term(SLICE("~stem"), &hash, &words));
	assert_true(hash == UINT64_C(0x25e18d9a2e1ee415));
	assert_false(hash_term(SLICE("..."), &hash, &words));
	assert_false(hash_term(SLICE(""), &hash, &words));
}

/* Whatever the bytes, reading moves on, stays inside, and ends. */
static void reads_any_bytes_to_their_end(void **state) {
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t len = (size_t)(round % 67);
		char *bytes = malloc(len + 1);
		struct slice rest = {bytes, len};
		struct token t[3];
		size_t n;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1103515245 + 12345;
			bytes[i] = (char)(seed >> 16);
			if (round % 3 == 0)
				bytes[i] = "a'-\xE2\x80\x99s:;<3#\xC3 \xF0\x9F"[(unsigned char)bytes[i] % 16];
		}
		while ((n = tokens_read(&rest, t, 3)) > 0)
			for (size_t i = 0; i < n; i++) {
				char folded[TOKEN_FOLDED_MAX];

				assert_true(t[i].text.len > 0 && t[i].text.at >= bytes && t[i].text.at + t[i].text.len <= bytes + len);
				assert_true(token_fold(&t[i], folded) <= TOKEN_FOLDED_MAX);
			}
		assert_int_equal(rest.len, 0);
		free(bytes);
	}
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_case_accents_possessives_and_stretching),
		cmocka_unit_test(parts_words_at_hyphens_and_remembers_it),
		cmocka_unit_test(sees_numbers_faces_and_marks),
		cmocka_unit_test(all_numbers_are_one),
		cmocka_unit_test(takes_endings_off_a_hash),
		cmocka_unit_test(hashes_stay_what_people_have_stored),
		cmocka_unit_test(reads_any_bytes_to_their_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
