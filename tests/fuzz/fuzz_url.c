/* fuzz_url.c: "base\nreference": what resolves is short, clean, whole, and resolves to itself. */
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held) {
	if (!held)
		abort();
}

static void check_resolved(struct slice url) {
	struct str again, clean;

	str_init(&again, URL_MAX);
	str_init(&clean, 2 * URL_MAX);
	must(url.len <= URL_MAX && utf8_valid(url) && url_scheme(url).len > 0);
	text_clean(url, TEXT_LINE, &clean);
	must(slice_equal(str_slice(&clean), url)); /* nothing in it that a terminal would obey */
	if (url_is_http(url)) {
		must(url_resolve("", url, &again));
		must(slice_equal(str_slice(&again), url));
	}
	str_finish(&again);
	str_finish(&clean);
}

static void check_shown(struct slice url) {
	struct str shown, bare, twice;

	str_init(&shown, 8 * URL_MAX);
	str_init(&bare, 8 * URL_MAX);
	str_init(&twice, 8 * URL_MAX);
	url_for_display(url, &shown);
	must(utf8_valid(str_slice(&shown)));
	url_without_tracking(url, &bare);
	must(bare.len <= url.len);
	url_without_tracking(str_slice(&bare), &twice);
	must(slice_equal(str_slice(&bare), str_slice(&twice)));
	str_clear(&twice);
	url_canonical(url, &twice);
	must(twice.len <= url.len);
	url_host_is_private(url_host(url));
	url_host_is_private(url);
	str_finish(&shown);
	str_finish(&bare);
	str_finish(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct slice rest = {(const char *)data, size}, line = {0};
	struct str base, out;

	if (size > 2 * URL_MAX)
		return 0;
	str_init(&base, 2 * URL_MAX);
	str_init(&out, URL_MAX);
	if (size && !memchr(data, 0, size) && slice_split(&rest, '\n', &line))
		str_add(&base, line);
	if (url_resolve(base.len ? base.at : NULL, rest, &out))
		check_resolved(str_slice(&out));
	else
		must(out.len == 0);
	check_shown((struct slice){(const char *)data, size});
	str_finish(&base);
	str_finish(&out);
	return 0;
}
