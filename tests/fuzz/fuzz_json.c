/* fuzz_json.c: any bytes as a JSON Feed: an item of it, and a document. */
#include "../support/feed_check.h"

#include <bewust/str.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(struct slice bytes, size_t piece) {
	struct feed_check whole, pieces;

	feed_check_run(bytes, 0, &whole);
	feed_check_run(bytes, piece, &pieces);
	if (whole.is_feed != pieces.is_feed || whole.digest != pieces.digest)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct str document;

	if (size < 1)
		return 0;
	struct slice bytes = {(const char *)data + 1, size - 1};

	str_init(&document, size + 64);
	str_add_text(&document, "{\"items\":[{");
	str_add(&document, bytes);
	str_add_text(&document, "}]}");
	compare(str_slice(&document), 1 + data[0] % 61);
	str_clear(&document);
	str_add_char(&document, '{');
	str_add(&document, bytes);
	compare(str_slice(&document), 1 + data[0] % 61);
	str_finish(&document);
	return 0;
}
