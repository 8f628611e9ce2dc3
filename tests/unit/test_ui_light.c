/* test_ui_light.c: light or dark, from what terminals say of themselves. */
#include "../../src/ui/light.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static enum light answered(const char *answer) {
	return light_of_answer(slice_of(answer));
}

static void knows_paper_from_night(void **state) {
	(void)state;
	assert_int_equal(answered("]11;rgb:ffff/ffff/ffff"), LIGHT_LIGHT);
	assert_int_equal(answered("]11;rgb:fdfd/f6f6/e3e3"), LIGHT_LIGHT);     /* solarized, by day */
	assert_int_equal(answered("]11;rgb:0000/2b2b/3636"), LIGHT_DARK);      /* and by night */
	assert_int_equal(answered("]11;rgb:3030/0a0a/2424"), LIGHT_DARK);
	assert_int_equal(answered("]11;rgba:ffff/ffff/ffff/8080"), LIGHT_LIGHT);
	assert_int_equal(answered("]11;rgb:1c/1C/1c"), LIGHT_DARK);
	assert_int_equal(answered("]11;rgb:f/f/f"), LIGHT_LIGHT);
	assert_int_equal(answered("]11;rgb:0/0/f"), LIGHT_DARK);               /* blue is dark, and green is light */
	assert_int_equal(answered("]11;rgb:0/f/0"), LIGHT_LIGHT);
}

static void knows_nothing_from_anything_else(void **state) {
	static const char *const others[] = {"", "]", "]11;", "]11;?", "]11;rgb:", "]11;rgb:ff/ff", "]11;rgb:ff/ff/", "]11;rgb:fffff/0/0",
		"]11;rgb:-1/0/0", "]11;rgb:ff/gg/ff", "]10;rgb:ffff/ffff/ffff", "]11;hsl:ff/ff/ff", "11;rgb:ff/ff/ff"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_equal(answered(others[i]), LIGHT_UNKNOWN);
}

static void reads_the_environment(void **state) {
	(void)state;
	assert_int_equal(light_of_environment("15;0"), LIGHT_DARK);
	assert_int_equal(light_of_environment("0;15"), LIGHT_LIGHT);
	assert_int_equal(light_of_environment("0;default;15"), LIGHT_LIGHT);
	assert_int_equal(light_of_environment("0;7"), LIGHT_LIGHT);
	assert_int_equal(light_of_environment("7;8"), LIGHT_DARK);
	assert_int_equal(light_of_environment("15;default"), LIGHT_UNKNOWN);
	assert_int_equal(light_of_environment("15;231"), LIGHT_UNKNOWN);
	assert_int_equal(light_of_environment(""), LIGHT_UNKNOWN);
	assert_int_equal(light_of_environment(NULL), LIGHT_UNKNOWN);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_paper_from_night), cmocka_unit_test(knows_nothing_from_anything_else), cmocka_unit_test(reads_the_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
