/* test_config.c: settings are read as meant, and what is not understood is pointed at, line and all. */
#include "../support/test.h"

#include <bewust/config.h>
#include <bewust/path.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char file[PATH_SIZE];

static int set_up(void **state) {
	const char *tmp = getenv("TMPDIR");
	int fd;

	(void)state;
	snprintf(file, sizeof file, "%s/config.XXXXXX", tmp ? tmp : "/tmp");
	fd = mkstemp(file);
	return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state) {
	(void)state;
	unlink(file);
	return 0;
}

/* Loads a file that holds `text`. */
static bool load(struct config *c, const char *text, struct err *e) {
	struct err written = {0};

	*e = (struct err){0};
	assert_true(path_write(file, slice_of(text), &written));
	return config_load(c, file, e);
}

static void without_a_file_there_are_good_defaults(void **state) {
	struct err e = {0};
	struct config c;

	(void)state;
	assert_true(config_load(&c, "/no/such/config.ini", &e));
	assert_int_equal(c.minutes, 10);
	assert_int_equal(c.items, 8);
	assert_int_equal(c.draining_one_in, 8);
	assert_true(c.ask_before && c.do_items && c.pace_hint && c.motion);
	assert_int_equal(c.turn_hour, 4);
	assert_int_equal(c.sessions_a_day, 2);
	assert_int_equal(c.minutes_a_day, 20);
	assert_string_equal(c.theme, "auto");
	assert_string_equal(c.language, "");
	assert_int_equal(c.jobs, 64);
	assert_int_equal(c.per_host, 2);
	assert_string_equal(c.player, "");
}

static void reads_what_is_written(void **state) {
	struct err e;
	struct config c;

	(void)state;
	assert_true(load(&c, "\xEF\xBB\xBF# mine\r\n\r\n[ Session ]\r\n  Minutes=15  \r\nask_before = off\r\n; more\r\n[open]\r\n"
		"browser = firefox --new-tab = x # y\r\n[screen]\r\nlanguage =\r\n[session]\r\nitems = 5", &e));
	assert_int_equal(c.minutes, 15);
	assert_false(c.ask_before);
	assert_int_equal(c.items, 5);
	assert_string_equal(c.browser, "firefox --new-tab = x # y");
	assert_string_equal(c.language, "");
	assert_int_equal(c.turn_hour, 4);
}

static void a_switch_has_many_words(void **state) {
	static const char *const yes[] = {"yes", "ON", "true", "1"}, *const no[] = {"no", "Off", "false", "0"};
	struct err e;
	struct config c;
	char text[64];

	(void)state;
	for (int i = 0; i < 4; i++) {
		snprintf(text, sizeof text, "[screen]\nmotion=%s\n", yes[i]);
		assert_true(load(&c, text, &e) && c.motion);
		snprintf(text, sizeof text, "[screen]\nmotion=%s\n", no[i]);
		assert_true(load(&c, text, &e) && !c.motion);
	}
}

static void errors_name_file_line_and_way_out(void **state) {
	static const struct {
		const char *text, *where, *what;
	} cases[] = {
		{"[session]\nminutes = lots\n", "line 2", "1 to 240"},
		{"[session]\n\n# x\nminuts = 3\n", "line 4", "minuts"},
		{"[sesion]\n", "line 1", "session, day, screen"},
		{"minutes = 3\n", "line 1", "[session]"},
		{"[session]\nminutes 3\n", "line 2", "name = value"},
		{"[session\n", "line 1", "]"},
		{"[", "line 1", "]"},
		{"[]", "line 1", "session"},
		{"[session]\n= 3\n", "line 2", "no setting"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct config c;
		struct err e;

		assert_false(load(&c, cases[i].text, &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		assert_non_null(strstr(e.text, cases[i].where));
		assert_non_null(strstr(e.text, cases[i].what));
		assert_non_null(strstr(e.text, strrchr(file, '/') + 1));
	}
}

static void ranges_are_kept_at_both_ends(void **state) {
	static const struct {
		const char *section, *name, *value;
		bool fine;
	} cases[] = {
		{"session", "minutes", "0", false}, {"session", "minutes", "1", true}, {"session", "minutes", "240", true},
		{"session", "minutes", "241", false}, {"session", "minutes", "", false}, {"session", "minutes", "99999999999999999999", false},
		{"session", "draining_one_in", "0", true}, {"session", "draining_one_in", "1", false}, {"session", "draining_one_in", "2", false},
		{"session", "draining_one_in", "+2", false}, {"session", "draining_one_in", "3", true},
		{"day", "turn_hour", "-1", false}, {"day", "turn_hour", "23", true}, {"day", "turn_hour", "24", false},
		{"fetch", "jobs", "0", false}, {"fetch", "jobs", "256", true}, {"fetch", "jobs", "257", false},
		{"screen", "motion", "perhaps", false}, {"screen", "country", "nl", true}, {"screen", "country", "nld", false},
		{"screen", "country", "n1", false}, {"screen", "theme", "", false}, {"screen", "theme", "../x", false},
		{"screen", "theme", "paper", true}, {"screen", "theme", "nosuch", false}, {"screen", "theme", "lamplights", false},
		{"screen", "language", "nl_NL", true}, {"screen", "language", "nl_NL1234567890", true}, {"screen", "language", "nl_NL12345678901", false},
		{"screen", "language", "n", false}, {"screen", "language", "../nl", false},
		{"fetch", "bridge", "https://bridge.example/", true}, {"fetch", "bridge", "file:///etc/passwd", false},
		{"open", "pictures", "ask", true}, {"open", "pictures", "Never", true}, {"open", "pictures", "yes", false}, {"open", "pictures", "", false},
		{"open", "browser", "a\tb", false}, {"open", "player", "\xFF", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[200];
		struct config c;
		struct err e;

		snprintf(text, sizeof text, "[%s]\n%s = %s\n", cases[i].section, cases[i].name, cases[i].value);
		if (load(&c, text, &e) != cases[i].fine)
			fail_msg("%s = %s: %s", cases[i].name, cases[i].value, e.text);
	}
}

static void a_file_that_is_no_configuration_is_refused_gently(void **state) {
	char *large = malloc(70000);
	struct config c;
	struct err e;

	(void)state;
	assert_non_null(large);
	memset(large, '#', 69999);
	large[69999] = '\0';
	assert_false(load(&c, large, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	free(large);
	assert_false(load(&c, "\x7F" "ELF\x02\x01", &e));
	assert_int_equal(e.kind, ERR_CONFIG);
}

/* Takes away the "#" before each setting, so that the example speaks. */
static void uncomment(char *text) {
	for (char *p = text; *p; p++)
		if (*p == '#' && p[1] != ' ' && (p == text || p[-1] == '\n'))
			*p = ' ';
}

static void the_example_says_just_the_defaults(void **state) {
	struct config c, defaults;
	struct str example;
	struct err e;

	(void)state;
	str_init(&example, 100000);
	config_write_example(&example);
	config_defaults(&defaults);
	assert_true(load(&c, example.at, &e));
	assert_memory_equal(&c, &defaults, sizeof c);
	uncomment(example.at);
	if (!load(&c, example.at, &e))
		fail_msg("%s", e.text);
	assert_memory_equal(&c, &defaults, sizeof c);
	str_finish(&example);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(without_a_file_there_are_good_defaults),
		TEST(reads_what_is_written),
		TEST(a_switch_has_many_words),
		TEST(errors_name_file_line_and_way_out),
		TEST(ranges_are_kept_at_both_ends),
		TEST(a_file_that_is_no_configuration_is_refused_gently),
		TEST(the_example_says_just_the_defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
