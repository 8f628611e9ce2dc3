/* random.c: SplitMix64 (Steele, Lea and Flood, 2014; Vigna's public domain code), and the system's own randomness. */
#include <bewust/random.h>
#include <errno.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>

void random_seed(struct random *r, uint64_t seed) {
	r->state = seed;
}

uint64_t random_next(struct random *r) {
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* Lemire, "Fast random integer generation in an interval" (2019): a product, and another draw where it would be unfair. */
uint32_t random_below(struct random *r, uint32_t bound) {
	uint32_t unfair = (0u - bound) % bound;
	uint64_t product;

	do {
		product = (random_next(r) >> 32) * bound;
	} while ((uint32_t)product < unfair);
	return (uint32_t)(product >> 32);
}

double random_unit(struct random *r) {
	return (double)(random_next(r) >> 11) * 0x1p-53;
}

void random_bytes(void *out, size_t size) {
	static const char line[] = "bewust: the system has no random numbers; is /dev/urandom there?\n";
	unsigned char *to = out;

	while (size > 0) {
		size_t n = size < 256 ? size : 256; /* what getentropy gives at once */

		if (getentropy(to, n) != 0) {
			while (write(STDERR_FILENO, line, sizeof line - 1) < 0 && errno == EINTR)
				;
			_exit(EX_OSERR);
		}
		to += n;
		size -= n;
	}
}

uint64_t random_from_system(void) {
	uint64_t seed;

	random_bytes(&seed, sizeof seed);
	return seed;
}
