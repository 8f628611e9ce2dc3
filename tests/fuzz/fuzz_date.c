/* fuzz_date.c: any text as a date; what comes out is in the years that are read, and reads back as itself. */
#include <bewust/date.h>
#include <bewust/parse.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	int64_t at, again;
	char text[21];

	if (!parse_date((struct slice){(const char *)data, size}, &at))
		return 0;
	date_rfc3339(at, text);
	if (!text[0] || (parse_date(slice_of(text), &again) && again != at))
		abort();
	return 0;
}
