/* test_mem.c: memory that is there, or the end of the program with status 71. */
#include "../support/test.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

static void gives_zeroed_memory(void **state) {
	unsigned char *p = mem_alloc(1000);

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	free(p);
}

static void nothing_is_something_to_free(void **state) {
	void *a = mem_alloc(0), *b = mem_array(0, 8), *c = mem_grow(NULL, 5, 0);

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_non_null(c);
	free(a);
	free(b);
	free(c);
}

static void growing_keeps_what_was_there(void **state) {
	char *p = mem_text("bewust");

	(void)state;
	p = mem_grow(p, 100, 100);
	assert_string_equal(p, "bewust");
	free(p);
	assert_null(mem_text(NULL));
}

static void say_restored(void) {
	if (write(STDOUT_FILENO, "restored", 8) != 8)
		_exit(1);
}

/* Runs `ask` in a child; what it wrote on standard output is in *out. Returns its exit status. */
static int status_of(void (*ask)(void), char out[16]) {
	int ends[2], status;
	pid_t child;
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(STDERR_FILENO);
		mem_on_exhaustion(say_restored);
		ask();
		_exit(0);
	}
	close(ends[1]);
	n = read(ends[0], out, 15);
	out[n > 0 ? n : 0] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void ask_overflowing_array(void) {
	free(mem_array(SIZE_MAX / 2, 3));
}

static void ask_overflowing_growth(void) {
	free(mem_grow(NULL, SIZE_MAX / 8 + 2, 8));
}

static void too_much_ends_the_program_in_one_way(void **state) {
	char out[16];

	(void)state;
	assert_int_equal(status_of(ask_overflowing_array, out), EX_OSERR);
	assert_string_equal(out, "restored");
	assert_int_equal(status_of(ask_overflowing_growth, out), EX_OSERR);
	assert_string_equal(out, "restored");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_memory),
		cmocka_unit_test(nothing_is_something_to_free),
		cmocka_unit_test(growing_keeps_what_was_there),
		cmocka_unit_test(too_much_ends_the_program_in_one_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
