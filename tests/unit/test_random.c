/* test_random.c: the same numbers for the same seed; the same hash for the same key. */
#include "../support/test.h"

#include <bewust/hash.h>
#include <bewust/random.h>

static void gives_the_published_numbers(void **state) {
	static const uint64_t wanted[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
		UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)};
	struct random r;

	(void)state;
	random_seed(&r, 1234567);
	for (size_t i = 0; i < 5; i++)
		assert_true(random_next(&r) == wanted[i]);
}

static void stays_below_its_bound_and_reaches_all_of_it(void **state) {
	static const uint32_t bounds[] = {1, 2, 3, 7, 1000, 0x80000001u, UINT32_MAX};
	unsigned seen[7] = {0};
	struct random r;

	(void)state;
	random_seed(&r, 42);
	for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++)
		for (int i = 0; i < 1000; i++)
			assert_true(random_below(&r, bounds[b]) < bounds[b]);
	for (int i = 0; i < 70000; i++)
		seen[random_below(&r, 7)]++;
	for (int i = 0; i < 7; i++)
		assert_in_range(seen[i], 9500, 10500);
}

static void the_unit_is_never_one(void **state) {
	struct random r;
	double sum = 0;

	(void)state;
	random_seed(&r, 0);
	for (int i = 0; i < 100000; i++) {
		double u = random_unit(&r);

		assert_true(u >= 0 && u < 1);
		sum += u;
	}
	assert_true(sum > 49000 && sum < 51000);
}

static void the_system_gives_a_seed_each_time(void **state) {
	unsigned char bytes[1000] = {0};
	int zeroes = 0;

	(void)state;
	assert_true(random_from_system() != random_from_system());
	random_bytes(bytes, sizeof bytes); /* more than getentropy gives at once */
	for (size_t i = 744; i < sizeof bytes; i++)
		zeroes += bytes[i] == 0;
	assert_true(zeroes < 20);
}

static void hashes_as_siphash_1_3_does(void **state) {
	static const struct {
		size_t len;
		uint64_t hash;
	} wanted[] = {{0, UINT64_C(0xabac0158050fc4dc)}, {1, UINT64_C(0xc9f49bf37d57ca93)}, {7, UINT64_C(0xd3927d989bb11140)},
		{8, UINT64_C(0x369095118d299a8e)}, {9, UINT64_C(0x25a48eb36c063de4)}, {15, UINT64_C(0xd320d86d2a519956)},
		{16, UINT64_C(0xcc4fdd1a7d908b66)}, {63, UINT64_C(0x9d199062b7bbb3a8)}};
	struct hash_key key = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
	char bytes[64];

	(void)state;
	for (int i = 0; i < 64; i++)
		bytes[i] = (char)i;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_true(hash_bytes(&key, (struct slice){bytes, wanted[i].len}) == wanted[i].hash);
	assert_true(hash_bytes(&key, (struct slice){NULL, 0}) == wanted[0].hash);
}

static void another_key_is_another_hash(void **state) {
	struct hash_key one, other;

	(void)state;
	hash_key_random(&one);
	hash_key_random(&other);
	assert_true(hash_bytes(&one, SLICE("guid")) != hash_bytes(&other, SLICE("guid")));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_published_numbers),
		cmocka_unit_test(stays_below_its_bound_and_reaches_all_of_it),
		cmocka_unit_test(the_unit_is_never_one),
		cmocka_unit_test(the_system_gives_a_seed_each_time),
		cmocka_unit_test(hashes_as_siphash_1_3_does),
		cmocka_unit_test(another_key_is_another_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
