/* test_json.c: JSON that every reader takes, whatever the texts in it. */
#include "../support/test.h"

#include <bewust/date.h>
#include <bewust/json.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

static struct str out;
static struct json j;

static int set_up(void **state) {
	(void)state;
	str_init(&out, 1000000);
	json_init(&j, &out, 0);
	return 0;
}

static int tear_down(void **state) {
	(void)state;
	str_finish(&out);
	return 0;
}

static void puts_commas_where_they_belong(void **state) {
	(void)state;
	json_object(&j);
	json_key(&j, "a");
	json_array(&j);
	json_int(&j, 1);
	json_array(&j);
	json_end(&j);
	json_null(&j);
	json_end(&j);
	json_member_bool(&j, "b", true);
	json_key(&j, "c");
	json_object(&j);
	json_end(&j);
	json_end(&j);
	assert_string_equal(out.at, "{\"a\":[1,[],null],\"b\":true,\"c\":{}}");
}

static void indents_when_asked(void **state) {
	(void)state;
	json_init(&j, &out, 2);
	json_object(&j);
	json_member_int(&j, "a", 1);
	json_key(&j, "b");
	json_array(&j);
	json_end(&j);
	json_key(&j, "c");
	json_array(&j);
	json_bool(&j, false);
	json_end(&j);
	json_end(&j);
	assert_string_equal(out.at, "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": [\n    false\n  ]\n}");
}

static void escapes_what_must_be(void **state) {
	(void)state;
	json_text(&j, SLICE("\"\\/\b\f\n\r\t\x01\x1F\x7F\0é🌱"));
	assert_string_equal(out.at, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\\u0000é🌱\"");
}

static void mends_texts_that_are_not_utf8(void **state) {
	(void)state;
	json_text(&j, SLICE("a\xFF" "b\xE2\x82"));
	assert_string_equal(out.at, "\"a�b�\"");
}

static void every_byte_can_be_read_back(void **state) {
	char bytes[255];
	cJSON *read;

	(void)state;
	for (int i = 0; i < 255; i++)
		bytes[i] = (char)(i + 1);
	json_text(&j, (struct slice){bytes, sizeof bytes});
	read = cJSON_Parse(out.at);
	assert_non_null(read);
	assert_memory_equal(cJSON_GetStringValue(read), bytes, 127); /* ASCII comes back as it was */
	cJSON_Delete(read);
}

static void numbers_are_short_and_plain(void **state) {
	static const struct {
		double n;
		int decimals;
		const char *wanted;
	} cases[] = {{0.5, 3, "0.5"}, {1, 3, "1"}, {-0.0001, 3, "0"}, {0, 0, "0"}, {100, 0, "100"}, {100, 2, "100"}, {2.345678, 2, "2.35"},
		{-1.5, 1, "-1.5"}, {1e15, 2, "1000000000000000"}, {0.1 + 0.2, 17, "0.30000000000000004"}, {-0.0, 2, "0"}, {7, -3, "7"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str_clear(&out);
		json_number(&j, cases[i].n, cases[i].decimals);
		assert_string_equal(out.at, cases[i].wanted);
	}
	str_clear(&out);
	json_number(&j, 1.7976931348623157e308, 17);
	assert_int_equal(out.len, 309);
}

static void what_is_no_number_is_null(void **state) {
	(void)state;
	json_array(&j);
	json_number(&j, (double)NAN, 2);
	json_number(&j, (double)INFINITY, 2);
	json_int(&j, INT64_MIN);
	json_end(&j);
	assert_string_equal(out.at, "[null,null,-9223372036854775808]");
}

static void leaves_out_what_is_not_known(void **state) {
	(void)state;
	json_object(&j);
	json_member_text(&j, "a", NULL);
	json_member_text(&j, "b", "");
	json_member_date(&j, "c", DATE_NONE);
	json_member_date(&j, "d", 0);
	json_member_text(&j, "e", "x");
	json_member_number(&j, "f", 0.25, 3);
	json_end(&j);
	assert_string_equal(out.at, "{\"d\":\"1970-01-01T00:00:00Z\",\"e\":\"x\",\"f\":0.25}");
}

static void nests_as_deep_as_it_says(void **state) {
	(void)state;
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_array(&j);
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		json_end(&j);
	assert_int_equal(out.len, 2 * JSON_DEPTH_MAX);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(puts_commas_where_they_belong, set_up, tear_down),
		cmocka_unit_test_setup_teardown(indents_when_asked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(escapes_what_must_be, set_up, tear_down),
		cmocka_unit_test_setup_teardown(mends_texts_that_are_not_utf8, set_up, tear_down),
		cmocka_unit_test_setup_teardown(every_byte_can_be_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(numbers_are_short_and_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_number_is_null, set_up, tear_down),
		cmocka_unit_test_setup_teardown(leaves_out_what_is_not_known, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nests_as_deep_as_it_says, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
