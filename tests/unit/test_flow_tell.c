/* test_flow_tell.c: telling somebody: the message, the mail as one word, the file that is never written over unasked. */
#include "../support/test.h"

#include <bewust/flow.h>
#include <bewust/path.h>
#include <bewust/url.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[256];

static int set_up(void **state) {
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(top, sizeof top, "%s/bewust-tell.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(top))
		return -1;
	setenv("HOME", top, 1);
	return 0;
}

static int tear_down(void **state) {
	struct err e = {0};

	(void)state;
	return path_remove_tree(top, &e) ? 0 : -1;
}

static void assert_mail(const char *subject, const char *body, const char *wanted) {
	struct str out;

	str_init(&out, 4096);
	url_mailto(slice_of(subject), slice_of(body), &out);
	assert_string_equal(out.at, wanted);
	str_finish(&out);
}

static void a_mail_is_begun_as_rfc_6068_says(void **state) {
	(void)state;
	assert_mail("", "", "mailto:?subject=&body=");
	assert_mail("a b", "x\ny", "mailto:?subject=a%20b&body=x%0D%0Ay");
	assert_mail("caf\xC3\xA9", "50%?&=#+", "mailto:?subject=caf%C3%A9&body=50%25%3F%26%3D%23%2B");
	assert_mail("&bcc=a@b.example", "-._~", "mailto:?subject=%26bcc%3Da%40b.example&body=-._~");
	assert_mail("\xFF\x01", "\"'`$(id)", "mailto:?subject=%FF%01&body=%22%27%60%24%28id%29");
}

static void a_file_is_called_by_the_words_of_the_title(void **state) {
	static const struct { const char *title, *wanted; } cases[] = {
		{"A village that lends out its tools", "~/A village that lends out its tools.txt"}, {"../../etc/passwd", "~/etc passwd.txt"},
		{".hidden", "~/hidden.txt"}, {"-rf *", "~/rf.txt"}, {"", "~/to read.txt"}, {"?!", "~/to read.txt"}, {"a\nb\x1b[2Jc", "~/a b 2Jc.txt"},
		{"“Fünf” & 20%", "~/Fünf 20.txt"},
		{"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
			"~/one two three four five six seven eight nine ten eleven twelve thirteen fourteen.txt"},
	};
	struct str out;

	(void)state;
	str_init(&out, 4096);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str_clear(&out);
		flow_tell_file(cases[i].title, &out);
		assert_string_equal(out.at, cases[i].wanted);
	}
	str_finish(&out);
}

static bool write_to(const char *typed, const char *text, bool replace, struct tell_file *f) {
	struct err e = {0};

	return flow_tell_write(slice_of(typed), "A title", text, replace, f, &e);
}

static void a_file_is_the_readers_alone_and_not_written_over_unasked(void **state) {
	struct tell_file f, again;
	struct stat st;
	struct err e = {0};

	(void)state;
	assert_true(write_to(" ~/one.txt ", "first", false, &f) && f.written && !f.is_there);
	assert_string_equal(f.shown, "~/one.txt");
	assert_true(stat(f.path, &st) == 0 && (st.st_mode & 07777) == 0600 && st.st_size == 6);
	assert_true(write_to("one.txt", "second", false, &again) && !again.written && again.is_there);
	assert_true(stat(f.path, &st) == 0 && st.st_size == 6);
	assert_true(write_to(f.path, "second", true, &again) && again.written);
	assert_true(stat(f.path, &st) == 0 && (st.st_mode & 07777) == 0600 && st.st_size == 7);
	assert_false(flow_tell_take_back(&f, "first", &e));                   /* it is another by now */
	assert_true(flow_tell_take_back(&f, "second", &e));
	assert_int_equal(access(f.path, F_OK), -1);
}

static void a_directory_gets_a_file_of_the_titles_name(void **state) {
	struct tell_file f;

	(void)state;
	assert_true(write_to("~", "x", false, &f));
	assert_string_equal(f.shown, "~/A title.txt");
	assert_true(write_to("~/", "x", false, &f) && f.is_there && !f.written);
}

static void what_is_no_place_for_a_file_is_refused(void **state) {
	static const char *const no[] = {"", "  ", "a\nb", "a\x1b[2Jb", "no/such/directory", "/dev/null", "link", "/dev/full"};
	struct tell_file f;
	char link[300];

	(void)state;
	snprintf(link, sizeof link, "%s/link", top);
	assert_int_equal(symlink("/nowhere/at/all", link), 0);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		assert_false(write_to(no[i], "x", false, &f));
		assert_false(write_to(no[i], "x", true, &f));
	}
}

static void says_where_there_is_no_program_for_mail(void **state) {
	struct config c;
	struct arena a;
	struct err e = {0};
	char **argv;

	(void)state;
	config_defaults(&c);
	arena_init(&a, 0);
	unsetenv("DISPLAY");
	unsetenv("WAYLAND_DISPLAY");
	unsetenv("BROWSER");
	assert_false(flow_mail_command(&c, "s", "t", &a, &argv, &e));
	assert_int_equal(e.kind, ERR_UNAVAILABLE);
	setenv("BROWSER", "nothing-of-that-name:/bin/echo %s x", 1);
	assert_true(flow_mail_command(&c, "s", "t", &a, &argv, &e));
	assert_string_equal(argv[1], "mailto:?subject=s&body=t");
	assert_string_equal(argv[2], "x");
	snprintf(c.mail, sizeof c.mail, "/nowhere/mailer");
	assert_false(flow_mail_command(&c, "s", "t", &a, &argv, &e));         /* one was chosen: no other in its place */
	assert_non_null(strstr(e.text, "/nowhere/mailer"));
	arena_finish(&a);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(a_mail_is_begun_as_rfc_6068_says), T(a_file_is_called_by_the_words_of_the_title), T(a_file_is_the_readers_alone_and_not_written_over_unasked),
		T(a_directory_gets_a_file_of_the_titles_name), T(what_is_no_place_for_a_file_is_refused), T(says_where_there_is_no_program_for_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
