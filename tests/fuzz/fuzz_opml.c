/* fuzz_opml.c: any bytes as a list of channels; what is written of it reads back and writes the same. */
#include "../support/feed_check.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct outlines *list) {
	feed_check_text(list->head.title);
	feed_check_text(list->head.note);
	feed_check_text(list->skipped_example);
	for (size_t i = 0; i < list->count; i++) {
		feed_check_text(list->at[i].url);
		feed_check_text(list->at[i].title);
		feed_check_text(list->at[i].site);
		feed_check_text(list->at[i].note);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct outlines list, again;
	struct str once, twice;
	struct err e;

	if (!parse_outlines((struct slice){(const char *)data, size}, &list, &e))
		return 0;
	check(&list);
	str_init(&once, 64u << 20);
	str_init(&twice, 64u << 20);
	outlines_write(&list.head, list.at, list.count, &once);
	if (!parse_outlines(str_slice(&once), &again, &e) || again.count != list.count || again.skipped > 0)
		abort();
	outlines_write(&again.head, again.at, again.count, &twice);
	if (!slice_equal(str_slice(&once), str_slice(&twice)))
		abort();
	outlines_finish(&list);
	outlines_finish(&again);
	str_finish(&once);
	str_finish(&twice);
	return 0;
}
