/* test_uuid.c: names that are stable where they must be, and unlike any other where they must be that. */
#include "../support/test.h"

#include <bewust/uuid.h>
#include <string.h>

static void names_agree_with_other_programs(void **state) {
	static const struct {
		char with;
		size_t times;
		const char *wanted;
	} cases[] = { /* lengths around SHA-1's block ends; the space takes the first 16 bytes */
		{'x', 0, "1b4db7eb-4057-5ddf-91e0-36dec72071f5"},
		{'x', 39, "f4eaee1e-e483-528b-88bd-6b8932ab6e2b"},
		{'x', 40, "f562c38a-a8fe-5cdd-b523-6f30cfb54847"},
		{'x', 47, "b18474ae-5fc6-5d04-aa24-a5be94234955"},
		{'x', 48, "8fa6ffa9-9280-5899-a2d8-b082ccdf6380"},
		{'x', 55, "d7c769b2-da3b-59fa-bdd6-2f3e8c5ed303"},
		{'x', 200, "cd3580b9-d244-586a-8077-74317319b48d"},
	};
	static const struct uuid space_dns = {"6ba7b810-9dad-11d1-80b4-00c04fd430c8"};
	struct uuid u;

	(void)state;
	uuid_named(&u, &space_dns, SLICE("www.example.com")); /* RFC 9562, A.4 */
	assert_string_equal(u.text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char name[256];

		memset(name, cases[i].with, sizeof name);
		uuid_named(&u, &uuid_space_url, (struct slice){name, cases[i].times});
		assert_string_equal(u.text, cases[i].wanted);
	}
}

static void the_space_makes_a_difference(void **state) {
	struct uuid one, other, item;

	(void)state;
	uuid_named(&one, &uuid_space_url, SLICE("https://example.org/feed.xml"));
	assert_string_equal(one.text, "72a9341a-22c1-51c1-90ae-1f27d56c5b92");
	uuid_named(&item, &one, SLICE("guid"));
	uuid_named(&other, &uuid_space_url, SLICE("guid"));
	assert_string_not_equal(item.text, other.text);
	uuid_named(&one, &one, SLICE("guid")); /* in place */
	assert_string_equal(one.text, item.text);
}

static void random_ones_are_version_4_and_differ(void **state) {
	struct uuid u[100], parsed;

	(void)state;
	for (int i = 0; i < 100; i++) {
		uuid_random(&u[i]);
		assert_int_equal(u[i].text[14], '4');
		assert_non_null(strchr("89ab", u[i].text[19]));
		assert_true(uuid_parse(slice_of(u[i].text), &parsed));
		for (int before = 0; before < i; before++)
			assert_string_not_equal(u[i].text, u[before].text);
	}
}

static void reads_any_case_and_refuses_the_rest(void **state) {
	static const char *const bad[] = {"", "72a9341a22c151c190ae1f27d56c5b92", "72a9341a-22c1-51c1-90ae-1f27d56c5b9",
		"72a9341a-22c1-51c1-90ae-1f27d56c5b921", "72a9341a-22c1-51c1-90ae-1f27d56c5b9g", "72a9341a-22c1-51c1-90ae_1f27d56c5b92",
		"{2a9341a-22c1-51c1-90ae-1f27d56c5b92", "-2a9341a-22c1-51c1-90ae-1f27d56c5b92"};
	struct uuid u = {"kept"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(uuid_parse(slice_of(bad[i]), &u));
	assert_string_equal(u.text, "kept");
	assert_true(uuid_parse(SLICE("72A9341A-22C1-51c1-90AE-1F27D56C5B92"), &u));
	assert_string_equal(u.text, "72a9341a-22c1-51c1-90ae-1f27d56c5b92");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_agree_with_other_programs),
		cmocka_unit_test(the_space_makes_a_difference),
		cmocka_unit_test(random_ones_are_version_4_and_differ),
		cmocka_unit_test(reads_any_case_and_refuses_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
