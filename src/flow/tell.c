/* tell.c: telling somebody else: the message, the mail it may begin, the file it may go to. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/path.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES = 80 };        /* of a file: what fits in a line beside where it is */

void flow_item_tell(const struct item *i, struct str *out) {
	str_add_text(out, i->title);
	if (i->url && url_is_http(slice_of(i->url))) {
		str_add_text(out, "\n");
		url_without_tracking(slice_of(i->url), out);
	}
	if (i->channel_title && *i->channel_title)
		str_addf(out, "\n(%s)", i->channel_title);
}

/* ---- a file ---- */

/* Nothing of a title but its words: no dot to begin with, no slash, nothing that a file system or a shell reads otherwise. */
static void add_name(const char *title, struct str *out) {
	struct slice rest = slice_of(title), word;
	struct str name;

	str_init(&name, NAME_BYTES);
	while (text_word(&rest, &word) && name.len + 1 + word.len <= NAME_BYTES)
		str_addf(&name, "%s%.*s", name.len ? " " : "", SLICE_FMT(word));
	str_addf(out, "%s.txt", name.len ? name.at : _("to read"));
	str_finish(&name);
}

static const char *home(void) {
	const char *dir = getenv("HOME");

	return dir && dir[0] == '/' ? dir : NULL;
}

void flow_tell_file(const char *title, struct str *out) {
	struct str name;

	str_init(&name, PATH_SIZE);
	add_name(title, &name);
	str_addf(out, "%s%s", home() ? "~/" : "", name.at);
	str_finish(&name);
}

static bool has_controls(struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7F)
			return true;
	return false;
}

bool flow_file_place(struct slice typed, char out[PATH_SIZE], struct err *e) {
	char name[PATH_SIZE];

	if (!typed.len || has_controls(typed) || !text_copy(name, sizeof(name), typed))
		return err_set(e, ERR_USAGE, _("give the file a name, on one line"));
	if (name[0] == '/')
		return path_join(out, "", name, e);
	if (!home())
		return err_set(e, ERR_USAGE, _("give the whole path of the file, from / on"));
	if (name[0] == '~' && (name[1] == '/' || !name[1]))
		return path_join(out, home(), name[1] ? name + 2 : "", e);
	return path_join(out, home(), name, e);
}

static void show(struct tell_file *f) {
	size_t len = home() ? strlen(home()) : 0;
	bool below = len > 1 && strncmp(f->path, home(), len) == 0 && f->path[len] == '/';

	text_copy(f->shown, sizeof(f->shown), slice_of(f->path));
	if (below) {
		f->shown[0] = '~';
		text_copy(f->shown + 1, sizeof(f->shown) - 1, slice_of(f->path + len));
	}
}

static bool in_directory(struct tell_file *f, const char *title, struct err *e) {
	struct stat st;
	struct str name;
	bool ok;

	if (stat(f->path, &st) != 0 || !S_ISDIR(st.st_mode))
		return true;
	str_init(&name, PATH_SIZE);
	add_name(title, &name);
	ok = path_join(f->path, f->path, name.at, e);
	str_finish(&name);
	return ok;
}

bool flow_tell_write(struct slice typed, const char *title, const char *text, bool replace, struct tell_file *out, struct err *e) {
	struct stat st;
	struct str line;
	bool ok;

	*out = (struct tell_file){0};
	if (!flow_file_place(slice_trim(typed), out->path, e) || !in_directory(out, title, e))
		return false;
	show(out);
	out->is_there = lstat(out->path, &st) == 0;
	if (out->is_there && (stat(out->path, &st) != 0 || !S_ISREG(st.st_mode)))
		return err_set(e, ERR_CREATE, _("something else than a file is there; give another name: %s"), out->shown);
	if (out->is_there && !replace)
		return true;
	str_init(&line, strlen(text) + 2);
	str_addf(&line, "%s\n", text);
	ok = out->is_there ? path_write(out->path, str_slice(&line), e) : path_write_new(out->path, str_slice(&line), e);
	out->written = ok;
	str_finish(&line);
	return ok;
}

bool flow_tell_take_back(const struct tell_file *f, const char *text, struct err *e) {
	struct slice have;
	struct str bytes;
	bool same;

	if (!path_read(f->path, strlen(text) + 2, &bytes, e))
		return false;
	have = str_slice(&bytes);
	same = slice_starts(have, slice_of(text)) && slice_equal(slice_from(have, strlen(text)), SLICE("\n"));
	str_finish(&bytes);
	if (!same)
		return err_set(e, ERR_DATA, _("something else was written to it since, so it stays: %s"), f->shown);
	return unlink(f->path) == 0 || err_set(e, ERR_IO, _("the file cannot be removed: %s"), f->shown);
}
