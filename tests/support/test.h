/* test.h: what every unit test includes: cmocka, with what it needs before it. */
#ifndef BEWUST_TEST_H
#define BEWUST_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Tries a limit of limits.h where it matters: one below, at it, one above. */
#define BELOW_TO_ABOVE(n, limit) for (size_t n = (limit) - 1; n <= (limit) + 1; n++)

#define assert_slice(s, text) do { \
	assert_int_equal((s).len, sizeof(text) - 1); \
	assert_memory_equal((s).len ? (s).at : "", (text), sizeof(text) - 1); \
} while (0)

#endif
