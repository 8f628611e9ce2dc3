/* edit.c: `bewust channels edit`: the list of channels as lines of text in the reader's editor, and what changed in them applied.
 *
 * A line is `address | themes | title`, with "- " before it where the channel rests. The file lies in the data directory, which only
 * the reader can read, and goes when all went well. */
#include "channels.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES_MAX = 16 << 20 };

struct line { const char *url, *title; theme_set themes; bool rests; };
struct lines { struct line *at; size_t count, cap; };

/* ---- out ---- */

static void write_list(const struct channels *list, struct str *out) {
	str_addf(out, "# %s\n# %s\n# %s\n", _("One channel a line: address | themes | title. \"- \" before it lets it rest."),
		_("A line taken away is not followed any more; a new line is followed from the next refresh on."),
		_("Themes: calm humour hope kindness nature growth learning solutions creativity connection challenge coaching news."));
	for (size_t i = 0; i < list->count; i++) {
		const struct channel *c = &list->at[i];

		str_addf(out, "%s%s | ", c->paused ? "- " : "", c->url);
		theme_set_write(c->themes, ",", out);
		str_addf(out, " | %s\n", c->title ? c->title : "");
	}
}

/* ---- in ---- */

static struct slice next_part(struct slice *rest) {
	struct slice part;

	if (!rest->at || !slice_split(rest, '|', &part))
		return (struct slice){0};
	return slice_trim(part);
}

static bool read_line(struct call *c, struct slice text, size_t number, struct lines *out, struct err *e) {
	struct line line = {0};
	struct slice url, themes;

	text = slice_trim(text);
	if (!text.len || text.at[0] == '#')
		return true;
	if (slice_starts(text, SLICE("- "))) {
		line.rests = true;
		text = slice_from(text, 2);
	}
	url = next_part(&text);
	themes = next_part(&text);
	if (!url_is_http(url))
		return err_set(e, ERR_DATA, _("line %zu begins with no address: address | themes | title is meant; short forms are for `channels add`"), number);
	if (!theme_set_parse(themes, &line.themes))
		return err_set(e, ERR_DATA, _("line %zu: %.*s are not all themes"), number, (int)(themes.len < 60 ? themes.len : 60), themes.at);
	line.url = arena_text(&c->arena, url);
	line.title = text.at ? text_clean_arena(&c->arena, slice_trim(text), TEXT_LINE) : "";
	if (out->count == out->cap)
		out->at = mem_grow(out->at, out->cap = out->cap ? 2 * out->cap : 64, sizeof *out->at);
	out->at[out->count++] = line;
	return true;
}

static bool read_lines(struct call *c, struct slice text, struct lines *out, struct err *e) {
	struct slice line;

	for (size_t n = 1; text.at && slice_split(&text, '\n', &line); n++)
		if (!read_line(c, line, n, out, e))
			return false;
	return true;
}

/* ---- what changed ---- */

static const struct line *find_line(const struct lines *lines, const char *url) {
	for (size_t i = 0; i < lines->count; i++)
		if (strcmp(lines->at[i].url, url) == 0)
			return &lines->at[i];
	return NULL;
}

static bool apply_to(struct flow *f, const struct channel *old, const struct line *line, size_t *edited, struct err *e) {
	struct channel c = *old;

	if (line->themes == old->themes && line->rests == old->paused && strcmp(line->title, old->title ? old->title : "") == 0)
		return true;
	c.themes = line->themes;
	c.paused = line->rests;
	c.title = line->title;
	++*edited;
	return flow_channel_edit(f, &c, e);
}

static bool is_followed(const struct channels *list, const char *url) {
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->at[i].url, url) == 0)
			return true;
	return false;
}

static bool add_new(struct call *c, struct flow *f, const struct channels *list, const struct lines *lines, size_t *added, struct err *e) {
	struct channel *fresh = arena_array(&c->arena, lines->count + 1, sizeof *fresh);
	int64_t *ids = arena_array(&c->arena, lines->count + 1, sizeof *ids);
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *l = &lines->at[i];

		if (!is_followed(list, l->url))
			fresh[count++] = (struct channel){.url = l->url, .title = l->title, .site = "", .lang = "", .note = "", .credential = "",
				.themes = l->themes, .paused = l->rests};
	}
	*added = 0;
	return !count || flow_channels_add(f, fresh, count, ids, added, e);
}

static bool apply(struct call *c, struct flow *f, const struct channels *list, const struct lines *lines, struct err *e) {
	size_t added, edited = 0, removed = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct line *line = find_line(lines, list->at[i].url);

		if (line && !apply_to(f, &list->at[i], line, &edited, e))
			return false;
		if (!line && !flow_channel_remove(f, list->at[i].id, e))
			return false;
		removed += !line;
	}
	if (!add_new(c, f, list, lines, &added, e))
		return false;
	if (!added && !edited && !removed)
		str_addf(&c->out, "%s\n", _("Nothing changed."));
	else
		str_addf(&c->out, _("%zu added, %zu changed, %zu not followed any more.\n"), added, edited, removed);
	return true;
}

/* ---- the editor ---- */

static bool run_editor(struct call *c, const char *file, struct err *e) {
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
	struct slice rest = slice_of(visual && *visual ? visual : editor && *editor ? editor : "vi"), word;
	char *argv[18] = {0};
	int argc = 0;
	struct err ignored;

	while (rest.at && argc < 16 && slice_split(&rest, ' ', &word))
		if (word.len)
			argv[argc++] = arena_text(&c->arena, word);
	argv[argc] = arena_text(&c->arena, slice_of(file));
	call_flush(c, &ignored);
	return flow_outside_run(argv, e);
}

static bool edited_text(struct call *c, const struct channels *list, const char *file, struct str *out, struct err *e) {
	struct str text;
	bool ok;

	str_init(&text, BYTES_MAX);
	write_list(list, &text);
	ok = path_write(file, str_slice(&text), e) && run_editor(c, file, e);
	str_finish(&text);
	return ok && path_read(file, BYTES_MAX, out, e);
}

static bool run(struct call *c, struct err *e) {
	char dir[PATH_SIZE], file[PATH_SIZE];
	struct flow *f = call_flow(c, e);
	struct lines lines = {0};
	struct channels list;
	struct str text;
	bool ok;

	if (!f || !channels_load(c, f, &list, e) || !call_data_dir(c, dir, e) || !path_join(file, dir, "channels.txt", e))
		return false;
	if (!edited_text(c, &list, file, &text, e)) {
		unlink(file);
		return false;
	}
	ok = read_lines(c, str_slice(&text), &lines, e);
	if (!ok) {
		struct err why = *e;

		err_set(e, why.kind, _("%s; nothing was changed, your text is in %s"), why.text, file);
	}
	ok = ok && apply(c, f, &list, &lines, e);
	if (ok)
		unlink(file);
	free(lines.at);
	str_finish(&text);
	return ok;
}

const struct command command_channels_edit = {.name = "channels", .sub = "edit", .arguments = "", .summary = N_("change the list in your editor"),
	.text = N_("Opens a line for each channel in $VISUAL or $EDITOR, and applies what changed."), .args_max = 0, .run = run};
