/* fuzz_base.c: the ground layer on any bytes: what it says is UTF-8 is, what it writes as JSON can be read, what it takes for a
 * date comes back as itself. */
#include <bewust/date.h>
#include <bewust/err.h>
#include <bewust/json.h>
#include <bewust/utf8.h>
#include <bewust/uuid.h>
#include <cjson/cJSON.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
	if (!holds)
		abort();
}

static void try_utf8(struct slice s) {
	struct slice rest = s;
	bool bad = false;

	while (rest.len > 0) {
		struct slice before = rest;
		uint32_t rune = utf8_next(&rest);
		size_t taken = before.len - rest.len;
		char bytes[4];

		must(taken > 0 && taken <= 4);
		if (rune == RUNE_BAD && !slice_starts(before, SLICE("\xEF\xBF\xBD")))
			bad = true;
		else
			must(utf8_put(rune, bytes) == taken);
	}
	must(utf8_valid(s) == !bad);
	for (size_t max = 0; max < s.len && max < 16; max++) {
		size_t cut = utf8_cut(s, max);

		must(cut <= max && max - cut < 4);
		must(bad || utf8_valid((struct slice){s.at, cut}));
	}
}

static void try_json(struct slice s) {
	struct str out;
	struct json j;
	cJSON *read;

	str_init(&out, 16 * s.len + 16);
	json_init(&j, &out, 0);
	json_text(&j, s);
	must(!out.full && utf8_valid(str_slice(&out)));
	if (s.len == 0 || slice_find(s, (struct slice){"", 1}) == s.len) { /* cJSON reads no U+0000 */
		must((read = cJSON_Parse(out.at)) != NULL);
		cJSON_Delete(read);
	}
	str_finish(&out);
}

static void try_values(struct slice s) {
	long long n;
	double d;
	int64_t at, again;
	struct uuid u;
	struct err e;
	char text[21];

	if (date_from_rfc3339(s, &at) && date_is_civil(at)) {
		date_rfc3339(at, text);
		must(date_from_rfc3339(slice_of(text), &again) && again == at);
	}
	if (slice_to_int(s, &n))
		must(slice_to_double(s, &d) || s.len > 100);
	if (uuid_parse(s, &u))
		must(slice_equal_nocase(s, slice_of(u.text)));
	err_set(&e, ERR_DATA, "%.*s", (int)(s.len < 1000 ? s.len : 1000), s.at ? s.at : "");
	must(utf8_valid(slice_of(e.text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct slice s = {(const char *)data, size};

	try_utf8(s);
	try_json(s);
	try_values(s);
	return 0;
}
