/* fuzz_feed.c: any bytes as a feed; the size of the pieces they come in changes nothing. The first byte chooses it. */
#include "../support/feed_check.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct feed_check whole, pieces;
	struct slice bytes;

	if (size < 1)
		return 0;
	bytes = (struct slice){(const char *)data + 1, size - 1};
	feed_check_run(bytes, 0, &whole);
	feed_check_run(bytes, 1 + data[0] % 61, &pieces);
	if (whole.is_feed != pieces.is_feed || whole.digest != pieces.digest)
		abort();
	return 0;
}
