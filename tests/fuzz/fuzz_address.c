/* fuzz_address.c: whatever is typed as a source gives an address of the web or one sentence, never both, never neither. */
#include <bewust/net.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct str url;
	struct err e = {0};
	bool page, ok;

	str_init(&url, URL_MAX);
	ok = net_address((struct slice){(const char *)data, size}, "https://bridge.example.org/", &url, &page, &e);
	if (ok && (!url_is_http(str_slice(&url)) || e.kind != ERR_NONE))
		abort();
	if (!ok && (url.len > 0 || e.kind == ERR_NONE || !utf8_valid(slice_of(e.text))))
		abort();
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ')
			abort();
	str_finish(&url);
	return 0;
}
