/* test_embed.c: the files that are compiled in are those of data/, byte for byte. */
#include "../support/test.h"

#include <bewust/embed.h>
#include <bewust/path.h>
#include <stdio.h>
#include <string.h>

static void names_are_sorted_and_findable(void **state) {
	struct slice bytes;

	(void)state;
	assert_true(embedded_count > 0);
	for (size_t i = 0; i < embedded_count; i++) {
		if (i > 0)
			assert_true(strcmp(embedded_files[i - 1].name, embedded_files[i].name) < 0);
		assert_true(embed_find(embedded_files[i].name, &bytes));
		assert_ptr_equal(bytes.at, embedded_files[i].bytes.at);
	}
	assert_false(embed_find("", &bytes));
	assert_false(embed_find("no/such/file", &bytes));
	assert_false(embed_find("~", &bytes));
}

static void bytes_are_those_of_the_files(void **state) {
	(void)state;
	for (size_t i = 0; i < embedded_count; i++) {
		char path[PATH_SIZE];
		struct err e = {0};
		struct str file;

		snprintf(path, sizeof path, "data/%s", embedded_files[i].name);
		assert_true(path_read(path, 16 * 1024 * 1024, &file, &e));
		assert_true(slice_equal(str_slice(&file), embedded_files[i].bytes));
		assert_int_equal(embedded_files[i].bytes.at[file.len], '\0'); /* terminated beyond its length */
		str_finish(&file);
	}
}

static void a_prefix_gives_a_range(void **state) {
	const struct embedded_file *first;
	size_t count, sum = 0;

	(void)state;
	first = embed_range("sample/", &count);
	assert_non_null(first);
	for (size_t i = 0; i < embedded_count; i++)
		sum += strncmp(embedded_files[i].name, "sample/", 7) == 0;
	assert_int_equal(count, sum);
	assert_int_equal(strncmp(first[count - 1].name, "sample/", 7), 0);
	assert_ptr_equal(embed_range("", &count), embedded_files);
	assert_int_equal(count, embedded_count);
	assert_null(embed_range("zzz", &count));
	assert_int_equal(count, 0);
}

static void leaves_out_what_only_the_build_needs(void **state) {
	static const char *const kept_out[] = {"lexicon/", "po/", "man/", "packaging/", "examples/"};
	size_t count;

	(void)state;
	for (size_t i = 0; i < sizeof kept_out / sizeof *kept_out; i++)
		assert_null(embed_range(kept_out[i], &count));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_sorted_and_findable),
		cmocka_unit_test(bytes_are_those_of_the_files),
		cmocka_unit_test(a_prefix_gives_a_range),
		cmocka_unit_test(leaves_out_what_only_the_build_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
