/* fuzz_html.c: any bytes as HTML: what comes out is valid, clean text whose lines fit their columns. */
#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held) {
	if (!held)
		abort();
}

static bool forbidden(uint32_t rune) {
	return (rune < 0x20 && rune != '\n' && rune != '\t') || (rune >= 0x7F && rune < 0xA0) || rune == 0x61C || rune == 0x200E || rune == 0x200F ||
	       (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069) || (rune >= 0xE0000 && rune <= 0xE007F) ||
	       (rune & 0xFFFE) == 0xFFFE || (rune >= 0xFDD0 && rune <= 0xFDEF);
}

static void check_clean(struct slice s) {
	must(utf8_valid(s));
	while (s.len)
		must(!forbidden(utf8_next(&s)));
}

static void check_lines(struct slice text, int cols) {
	struct text_lines lines = {0};

	text_wrap(text, cols, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *l = &lines.at[i];

		must(l->indent >= 0 && l->indent <= cols / 2);
		must(text_width(l->mark) <= l->indent);
		must(l->indent + text_width(l->text) <= cols || cols == 1);
		must(!memchr(l->text.at ? l->text.at : "", '\n', l->text.len));
		must(utf8_valid(l->text));
	}
	text_lines_finish(&lines);
}

static void check_links(const struct text_links *links) {
	must(links->count <= LIMIT_LINKS);
	for (size_t i = 0; i < links->count; i++) {
		struct slice url = slice_of(links->at[i].url);

		must(slice_starts(url, SLICE("http://")) || slice_starts(url, SLICE("https://")) || slice_starts(url, SLICE("mailto:")));
		check_clean(url);
	}
}

static void check_words(struct slice text) {
	struct slice rest = text, word;
	struct str folded;

	str_init(&folded, 64 * text.len + 64);
	while (text_word(&rest, &word))
		must(word.len > 0 && word.at >= text.at && word.at + word.len <= text.at + text.len);
	text_fold(text, &folded);
	must(!folded.full && utf8_valid(str_slice(&folded)));
	must(strlen(text_language(text, NULL)) != 1);
	str_finish(&folded);
}

static void check_gate(struct slice in, enum text_keep keep) {
	struct str once, twice;

	str_init(&once, 3 * in.len + 1);
	str_init(&twice, 3 * in.len + 1);
	text_clean(in, keep, &once);
	check_clean(str_slice(&once));
	text_clean(str_slice(&once), keep, &twice);
	must(slice_equal(str_slice(&once), str_slice(&twice))); /* clean text is left alone */
	str_finish(&once);
	str_finish(&twice);
}

static void check_plain(struct slice in) {
	struct text_links links = {0};
	struct str out, words;

	str_init(&out, 8 * in.len + 64);
	str_init(&words, 8 * in.len + 64);
	text_from_plain(in, &out, &links);
	check_clean(str_slice(&out));
	check_links(&links);
	text_without_marks(str_slice(&out), &words);
	must(words.len <= out.len && utf8_valid(str_slice(&words)));
	text_reading_words(str_slice(&out));
	text_links_finish(&links);
	str_finish(&out);
	str_finish(&words);
}

/* Widths are the locale's; a replay has nobody else to set it. */
static void set_locale_once(void) {
	static bool done;

	if (!done)
		setlocale(LC_ALL, "C.UTF-8");
	done = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	struct slice in = {(const char *)data, size};
	struct text_links links = {0};
	struct str out;

	set_locale_once();
	str_init(&out, size % 7 ? 64 * size + 64 : 20); /* now and then one that runs full */
	text_from_html(in, "https://h.example/a/b", &out, size % 2 ? &links : NULL);
	check_clean(str_slice(&out));
	check_links(&links);
	check_lines(str_slice(&out), size ? 1 + data[0] % 100 : 1);
	check_words(str_slice(&out));
	text_looks_html(in);
	check_plain(in);
	check_gate(in, TEXT_LINE);
	check_gate(in, TEXT_BLOCK);
	text_links_finish(&links);
	str_finish(&out);
	return 0;
}
