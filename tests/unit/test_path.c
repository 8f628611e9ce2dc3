/* test_path.c: a person's files: in the right place, for them alone, whole or not at all. */
#include "../support/test.h"

#include <bewust/path.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[PATH_SIZE]; /* a directory of the test's own */
static char buffer[2 * PATH_SIZE];

static const char *in_top(const char *name) {
	snprintf(buffer, sizeof buffer, "%s/%s", top, name);
	return buffer;
}

static int set_up(void **state) {
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(top, sizeof top, "%s/bewust-path.XXXXXX", tmp ? tmp : "/tmp");
	umask(022);
	return mkdtemp(top) ? 0 : -1;
}

static int tear_down(void **state) {
	struct err e;

	(void)state;
	return path_remove_tree(top, &e) ? 0 : -1;
}

static unsigned mode_of(const char *path) {
	struct stat st;

	return lstat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void put(const char *name, const char *text) {
	FILE *f = fopen(in_top(name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void assert_holds(const char *file, const char *text) {
	struct err e = {0};
	struct str s;

	assert_true(path_read(file, 100000, &s, &e));
	assert_string_equal(s.at, text);
	str_finish(&s);
}

static void data_are_where_they_were_asked_for(void **state) {
	char out[PATH_SIZE];
	struct err e = {0};

	(void)state;
	setenv("HOME", "/home/me", 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("BEWUST_DATA");
	assert_true(path_data_dir(NULL, out, &e));
	assert_string_equal(out, "/home/me/.local/share/bewust");
	setenv("XDG_DATA_HOME", "relative", 1); /* to be ignored, says the specification */
	assert_true(path_data_dir("", out, &e));
	assert_string_equal(out, "/home/me/.local/share/bewust");
	setenv("XDG_DATA_HOME", "/data/", 1);
	assert_true(path_data_dir(NULL, out, &e));
	assert_string_equal(out, "/data/bewust");
	setenv("BEWUST_DATA", "mine", 1);
	assert_true(path_data_dir(NULL, out, &e));
	assert_string_equal(out, "mine");
	assert_true(path_data_dir("given", out, &e));
	assert_string_equal(out, "given");
}

static void without_a_home_it_says_what_to_do(void **state) {
	char out[PATH_SIZE];
	struct err e = {0};

	(void)state;
	unsetenv("HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("BEWUST_DATA");
	assert_false(path_data_dir(NULL, out, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_non_null(strstr(e.text, "--data"));
	assert_false(path_config_file(NULL, out, &e));
	setenv("XDG_CONFIG_HOME", "/etc/me", 1);
	assert_true(path_config_file(NULL, out, &e));
	assert_string_equal(out, "/etc/me/bewust/config.ini");
}

static void joins_up_to_the_longest_path(void **state) {
	char out[PATH_SIZE], dir[PATH_SIZE + 1];
	struct err e = {0};

	(void)state;
	assert_true(path_join(out, "/", "x", &e));
	assert_string_equal(out, "/x");
	memset(dir, 'd', sizeof dir);
	dir[PATH_SIZE - 3] = '\0';
	assert_true(path_join(out, dir, "x", &e));
	assert_int_equal(strlen(out), PATH_SIZE - 1);
	assert_false(path_join(out, dir, "xy", &e));
	assert_int_equal(e.kind, ERR_USAGE);
	dir[PATH_SIZE - 3] = 'd';
	dir[PATH_SIZE] = '\0';
	assert_false(path_data_dir(dir, out, &e));
}

static void new_directories_are_private(void **state) {
	struct err e = {0};
	char path[PATH_SIZE];

	(void)state;
	assert_true(path_make_private(in_top("a//b/c/"), &e));
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = {"a", "a/b", "a/b/c"};

		text_copy(path, sizeof path, slice_of(in_top(names[i])));
		assert_int_equal(mode_of(path), 0700);
	}
	assert_true(path_make_private(path, &e));
}

static void a_directory_that_others_can_read_is_closed(void **state) {
	struct err e = {0};

	(void)state;
	assert_int_equal(mkdir(in_top("open"), 0755), 0);
	assert_int_equal(mkdir(in_top("open/inner"), 0755), 0);
	assert_true(path_make_private(in_top("open/inner"), &e));
	assert_int_equal(mode_of(in_top("open/inner")), 0700);
	assert_int_equal(mode_of(in_top("open")), 0755); /* only what is asked for is ours to change */
}

static void refuses_what_cannot_be_private(void **state) {
	struct err e = {0};

	(void)state;
	put("file", "x");
	assert_false(path_make_private(in_top("file"), &e));
	assert_int_equal(e.kind, ERR_CREATE);
	assert_false(path_make_private(in_top("file/below"), &e));
	assert_int_equal(mkdir(in_top("shared"), 0700), 0);
	assert_int_equal(chmod(in_top("shared"), 01777), 0);
	assert_false(path_make_private(in_top("shared"), &e));
	assert_int_equal(e.kind, ERR_PERMISSION);
	assert_int_equal(mode_of(in_top("shared")), 01777);
	assert_false(path_make_private("", &e));
}

static void reads_up_to_its_maximum(void **state) {
	struct err e = {0};
	struct str s;

	(void)state;
	put("five", "12345");
	assert_true(path_read(in_top("five"), 6, &s, &e));
	str_finish(&s);
	assert_true(path_read(in_top("five"), 5, &s, &e));
	assert_string_equal(s.at, "12345");
	str_finish(&s);
	assert_false(path_read(in_top("five"), 4, &s, &e));
	assert_int_equal(e.kind, ERR_DATA);
	assert_int_equal(s.len, 0);
	assert_false(path_read("/dev/zero", 100000, &s, &e)); /* without end */
	assert_int_equal(e.kind, ERR_DATA);
}

static void no_such_file_is_no_input(void **state) {
	struct err e = {0};
	struct str s;

	(void)state;
	assert_false(path_read(in_top("none"), 5, &s, &e));
	assert_int_equal(e.kind, ERR_NOINPUT);
	assert_non_null(strstr(e.text, "none"));
	assert_string_equal(s.at, "");
	assert_false(path_read(top, 5, &s, &e));
	assert_int_equal(e.kind, ERR_NOINPUT);
}

static void writes_privately_and_leaves_nothing_beside(void **state) {
	struct err e = {0};
	char path[PATH_SIZE];

	(void)state;
	text_copy(path, sizeof path, slice_of(in_top("new")));
	assert_true(path_write(path, SLICE("first"), &e));
	assert_int_equal(mode_of(path), 0600);
	assert_holds(path, "first");
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(path_write(path, SLICE("second, longer"), &e));
	assert_int_equal(mode_of(path), 0600);
	assert_holds(path, "second, longer");
	assert_true(path_write(path, (struct slice){NULL, 0}, &e));
	assert_holds(path, "");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(top), 0); /* empty: no temporary was left */
	assert_int_equal(mkdir(top, 0700), 0);
}

static void follows_a_link_and_writes_into_a_pipe(void **state) {
	struct err e = {0};
	char link[PATH_SIZE], target[PATH_SIZE];

	(void)state;
	put("target", "old");
	text_copy(target, sizeof target, slice_of(in_top("target")));
	text_copy(link, sizeof link, slice_of(in_top("link")));
	assert_int_equal(symlink(target, link), 0);
	assert_true(path_write(link, SLICE("new"), &e));
	assert_holds(target, "new");
	assert_true(mode_of(link) == 0777); /* still a link */
	assert_true(path_write("/dev/null", SLICE("gone"), &e));
	assert_int_equal(access("/dev/null", W_OK), 0);
}

static void what_cannot_be_written_stays_as_it_was(void **state) {
	struct err e = {0};

	(void)state;
	assert_false(path_write(in_top("no/such/dir"), SLICE("x"), &e));
	assert_int_equal(e.kind, ERR_CREATE);
	assert_false(path_write(top, SLICE("x"), &e));
	assert_int_equal(e.kind, ERR_CREATE);
	if (access("/dev/full", W_OK) == 0) {
		assert_false(path_write("/dev/full", SLICE("x"), &e));
		assert_int_equal(e.kind, ERR_IO);
		assert_non_null(strstr(e.text, strerror(ENOSPC)));
	}
}

static void removes_a_tree_and_follows_no_link(void **state) {
	struct err e = {0};
	char link[PATH_SIZE], outside[PATH_SIZE];

	(void)state;
	assert_true(path_make_private(in_top("tree/a/b"), &e));
	assert_true(path_make_private(in_top("outside"), &e));
	put("tree/file", "x");
	put("tree/a/b/file", "x");
	put("outside/kept", "kept");
	text_copy(outside, sizeof outside, slice_of(in_top("outside")));
	text_copy(link, sizeof link, slice_of(in_top("tree/a/link")));
	assert_int_equal(symlink(outside, link), 0);
	assert_true(path_remove_tree(in_top("tree"), &e));
	assert_int_equal(access(in_top("tree"), F_OK), -1);
	assert_holds(in_top("outside/kept"), "kept");
	assert_true(path_remove_tree(in_top("tree"), &e)); /* gone already */
	text_copy(link, sizeof link, slice_of(in_top("link")));
	assert_int_equal(symlink(outside, link), 0);
	assert_false(path_remove_tree(link, &e));
	assert_holds(in_top("outside/kept"), "kept");
	assert_false(path_remove_tree(in_top("outside/kept"), &e));
}

static void the_umask_closes_what_others_make(void **state) {
	(void)state;
	path_private_umask();
	put("file", "x");
	assert_int_equal(mode_of(in_top("file")), 0600);
	assert_int_equal(mkdir(in_top("dir"), 0777), 0);
	assert_int_equal(mode_of(in_top("dir")), 0700);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		TEST(data_are_where_they_were_asked_for),
		TEST(without_a_home_it_says_what_to_do),
		TEST(joins_up_to_the_longest_path),
		TEST(new_directories_are_private),
		TEST(a_directory_that_others_can_read_is_closed),
		TEST(refuses_what_cannot_be_private),
		TEST(reads_up_to_its_maximum),
		TEST(no_such_file_is_no_input),
		TEST(writes_privately_and_leaves_nothing_beside),
		TEST(follows_a_link_and_writes_into_a_pipe),
		TEST(what_cannot_be_written_stays_as_it_was),
		TEST(removes_a_tree_and_follows_no_link),
		TEST(the_umask_closes_what_others_make),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
