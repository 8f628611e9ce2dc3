/* write.c: pieces of output that several commands share. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

void write_padded(struct str *out, const char *text, int cols) {
	struct slice s = slice_of(text);
	int width = text_width(s);

	if (width > cols) {
		s.len = text_fit(s, cols - 1);
		str_add(out, s);
		str_add_text(out, "…");
		width = text_width(s) + 1;
	} else {
		str_add(out, s);
	}
	for (; width < cols; width++)
		str_add_char(out, ' ');
}

void write_day(struct str *out, int64_t at) {
	time_t t = (time_t)at;
	struct tm local;
	char text[16];

	if (at == DATE_NONE || !localtime_r(&t, &local) || !strftime(text, sizeof text, "%Y-%m-%d", &local))
		str_add_text(out, "    -  -  ");
	else
		str_add_text(out, text);
}

void write_address_json(struct json *j, const char *name, const char *url) {
	struct str shown;

	str_init(&shown, 2 * URL_MAX);
	if (url)
		url_without_secrets(slice_of(url), &shown);
	json_member_text(j, name, shown.len ? shown.at : "");
	str_finish(&shown);
}

void write_also_in(struct str *out, const struct item *i) {
	struct str names;

	str_init(&names, 4 * URL_MAX);
	flow_item_also_in(i, &names);
	if (names.len) {
		str_add_text(out, " · ");
		str_addf(out, _("also in %s"), names.at);
	}
	str_finish(&names);
}

void write_also_in_json(struct json *j, const struct item *i) {
	struct slice rest = slice_of(i->also_in), name;

	if (!rest.len)
		return;
	json_key(j, "also_in");
	json_array(j);
	while (rest.len && slice_split(&rest, '\n', &name))
		json_text(j, name);
	json_end(j);
}

int write_columns(void) {
	struct winsize size = {0};

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
		return 80;
	return size.ws_col;
}

void write_wrapped(struct str *out, const char *text, int indent, int cols) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), cols - indent, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *line = &lines.at[i];

		int used = text_width(line->mark);

		for (int n = 0; n < indent && line->text.len; n++)
			str_add_char(out, ' ');
		str_add(out, line->mark);
		for (; used < line->indent && line->text.len; used++)
			str_add_char(out, ' ');
		str_add(out, line->text);
		str_add_char(out, '\n');
	}
	text_lines_finish(&lines);
}

void write_hanging(struct str *out, struct slice line, int cols) {
	struct text_lines lines = {0};

	text_wrap(slice_trim(line), cols - 4, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		str_add_text(out, i ? "    " : "");
		str_add(out, lines.at[i].mark);
		str_add(out, lines.at[i].text);
		str_add_char(out, '\n');
	}
	text_lines_finish(&lines);
}
