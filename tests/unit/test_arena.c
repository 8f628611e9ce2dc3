/* test_arena.c: many small things, freed together, never more of them than allowed. */
#include "../support/test.h"

#include <bewust/arena.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

static void gives_zeroed_memory_aligned_for_anything(void **state) {
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	for (size_t size = 1; size < 300; size++) {
		unsigned char *p = arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, size);
		arena_text(&a, SLICE("x")); /* puts what follows out of line */
	}
	arena_finish(&a);
}

static void nothing_moves_while_it_grows(void **state) {
	struct arena a;
	char *texts[2000];

	(void)state;
	arena_init(&a, 0);
	for (int i = 0; i < 2000; i++)
		texts[i] = arena_printf(&a, "text number %d", i);
	for (int i = 0; i < 2000; i++) {
		char wanted[32];

		snprintf(wanted, sizeof wanted, "text number %d", i);
		assert_string_equal(texts[i], wanted);
	}
	arena_finish(&a);
}

static void something_large_gets_a_block_of_its_own(void **state) {
	struct arena a;
	char *large;

	(void)state;
	arena_init(&a, 0);
	arena_alloc(&a, 10);
	large = arena_alloc(&a, 1024 * 1024);
	large[1024 * 1024 - 1] = 'x';
	assert_non_null(arena_alloc(&a, 1));
	arena_finish(&a);
}

static void a_limit_is_kept_to_the_byte(void **state) {
	struct arena a;

	(void)state;
	arena_init(&a, 100);
	assert_non_null(arena_alloc(&a, 99));
	assert_null(arena_alloc(&a, 2));
	assert_non_null(arena_alloc(&a, 1));
	assert_null(arena_alloc(&a, 1));
	assert_null(arena_text(&a, SLICE("")));
	arena_reset(&a);
	assert_null(arena_text(&a, (struct slice){"", SIZE_MAX}));
	assert_null(arena_array(&a, SIZE_MAX / 2, 3));
	assert_null(arena_printf(&a, "%100d", 1));
	assert_string_equal(arena_printf(&a, "%99d", 1) + 98, "1");
	arena_finish(&a);
}

static void starts_afresh_after_a_reset(void **state) {
	struct arena a;
	unsigned char *p;

	(void)state;
	arena_init(&a, 0);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			p = arena_alloc(&a, 64);
			for (size_t at = 0; at < 64; at++)
				assert_int_equal(p[at], 0);
			memset(p, 0xFF, 64);
		}
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_finish(&a);
	assert_null(a.blocks);
}

static void finishing_nothing_is_fine(void **state) {
	struct arena zeroed = {0};

	(void)state;
	arena_finish(&zeroed);
	arena_reset(&zeroed);
	assert_string_equal(arena_text(&zeroed, (struct slice){NULL, 0}), "");
	arena_finish(&zeroed);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_memory_aligned_for_anything),
		cmocka_unit_test(nothing_moves_while_it_grows),
		cmocka_unit_test(something_large_gets_a_block_of_its_own),
		cmocka_unit_test(a_limit_is_kept_to_the_byte),
		cmocka_unit_test(starts_afresh_after_a_reset),
		cmocka_unit_test(finishing_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
