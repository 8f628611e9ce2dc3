/* test_i18n.c: characters are UTF-8 and the language is found, also where the locale asked for is not installed.
 * Each case runs in a process of its own, for what gettext once decided it keeps. */
#include "../support/test.h"

#include <bewust/i18n.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct asked {
	const char *lc_all, *lang, *language; /* the environment; NULL: not set */
	const char *override;                 /* the reader's own setting */
};

struct got {
	char language[16], list[64]; /* what i18n_language says; LANGUAGE afterwards */
	bool utf8, point;
};

static void set_or_unset(const char *name, const char *value) {
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static struct got ask(struct asked a) {
	struct got got = {0};
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		const char *list;

		set_or_unset("LC_ALL", a.lc_all);
		set_or_unset("LANG", a.lang);
		set_or_unset("LANGUAGE", a.language);
		unsetenv("LC_MESSAGES");
		i18n_init(a.override);
		list = getenv("LANGUAGE");
		snprintf(got.language, sizeof got.language, "%s", i18n_language());
		snprintf(got.list, sizeof got.list, "%s", list ? list : "");
		got.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
		got.point = strcmp(localeconv()->decimal_point, ".") == 0;
		_exit(write(ends[1], &got, sizeof got) != (ssize_t)sizeof got);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &got, sizeof got), sizeof got);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return got;
}

static void characters_are_utf8_whatever_the_locale(void **state) {
	static const struct asked all[] = {{NULL, NULL, NULL, NULL}, {"C", NULL, NULL, NULL}, {"POSIX", NULL, NULL, ""},
		{"C.UTF-8", NULL, NULL, NULL}, {NULL, "xx_XX.UTF-8", NULL, NULL}, {"nl_NL.ISO-8859-1", NULL, NULL, NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct got got = ask(all[i]);

		assert_true(got.utf8);
		assert_true(got.point);
	}
}

static void a_locale_that_is_not_installed_still_names_a_language(void **state) {
	(void)state;
	assert_string_equal(ask((struct asked){NULL, "xx_XX.UTF-8", NULL, NULL}).list, "xx_XX.UTF-8");
	assert_string_equal(ask((struct asked){"yy_YY", "xx_XX", NULL, NULL}).list, "yy_YY");
	assert_string_equal(ask((struct asked){NULL, "xx_XX", "zz", NULL}).list, "zz");
	assert_string_equal(ask((struct asked){"C", NULL, NULL, NULL}).list, "");
}

static void the_readers_setting_wins(void **state) {
	(void)state;
	assert_string_equal(ask((struct asked){NULL, "xx_XX.UTF-8", "zz", "qq"}).list, "qq");
}

static void english_ends_the_list_for_it_needs_no_catalogue(void **state) {
	(void)state;
	assert_string_equal(ask((struct asked){"C.UTF-8", NULL, "en:nl", NULL}).list, "en");
	assert_string_equal(ask((struct asked){"C.UTF-8", NULL, "fr:en_GB:nl", NULL}).list, "fr:en_GB");
	assert_string_equal(ask((struct asked){"C.UTF-8", NULL, "nl:fr", NULL}).list, "nl:fr");
}

static void without_a_catalogue_it_is_english(void **state) {
	(void)state;
	assert_string_equal(ask((struct asked){"C.UTF-8", NULL, "xx", NULL}).language, "en");
	assert_string_equal(ask((struct asked){NULL, NULL, NULL, "en"}).language, "en");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_are_utf8_whatever_the_locale),
		cmocka_unit_test(a_locale_that_is_not_installed_still_names_a_language),
		cmocka_unit_test(the_readers_setting_wins),
		cmocka_unit_test(english_ends_the_list_for_it_needs_no_catalogue),
		cmocka_unit_test(without_a_catalogue_it_is_english),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
