/* replay.c: plays keys to the interface without a terminal and compares what it draws with what it should.
 *
 *     replay [--write] CASE.keys …
 *
 * A case is a line each: a key by its name ("Enter", "Down", "q"), or
 *     size COLSxROWS          now RFC3339          demo | empty        ascii        language nl
 *     type WORDS              a key each
 *     advance N               seconds go by
 *     !shot NAME              the screen is as in CASE.NAME.screen (with --write: is written there)
 *     !screen NAME            the screen in front is called that
 * Empty lines and those with # are passed over. Prints a line for each case that fails; exits 1 if one did. */
#include "../../src/ui/screen.h"
#include "../../src/ui/screens/screens.h"

#include <bewust/i18n.h>
#include <bewust/path.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASE_MAX = 1 << 20, SECOND_MS = 1000 };

struct play {
	const char *file;
	bool write, failed;
	int line, rows, cols;
	struct ui_options options;
	char dir[64];
	struct app *app;
};

static void fail(struct play *p, const char *what, const char *more) {
	fprintf(stderr, "%s:%d: %s%s\n", p->file, p->line, what, more);
	p->failed = true;
}

/* Everything asked is answered before the next key. */
static void settle(struct play *p) {
	do
		while (app_receive(p->app))
			;
	while (!app_settled(p->app));
}

static bool fill_demo(struct play *p) {
	struct err e = {0};
	struct flow *f = flow_open(&p->options.flow, &e);
	bool ok = f && flow_demo_fill(f, &e);

	flow_close(f);
	if (!ok)
		fail(p, "demo: ", e.text);
	return ok;
}

static bool begin(struct play *p) {
	struct err e = {0};

	if (p->app)
		return true;
	if (p->options.demo && !fill_demo(p))
		return false;
	if (!(p->app = app_new(&p->options, false, &screen_home, &e))) {
		fail(p, "cannot begin: ", e.text);
		return false;
	}
	app_resize(p->app, p->rows, p->cols);
	settle(p);
	return true;
}

static void press(struct play *p, uint32_t key) {
	if (!begin(p))
		return;
	app_key(p->app, key);
	settle(p);
}

static void type(struct play *p, struct slice text) {
	while (text.len)
		press(p, utf8_next(&text));
}

/* Time goes by in steps that the app's clock does not take for sleep. */
static void advance(struct play *p, struct slice seconds) {
	long long n;

	if (!slice_to_int(seconds, &n) || !begin(p)) {
		fail(p, "advance: how many seconds?", "");
		return;
	}
	for (; n > 0; n--) {
		app_pass_time(p->app, SECOND_MS);
		settle(p);
	}
}

static void shot(struct play *p, struct slice name) {
	struct str have, want, path;
	struct err e = {0};

	if (!begin(p))
		return;
	str_init(&have, CASE_MAX);
	str_init(&want, CASE_MAX);
	str_init(&path, PATH_SIZE);
	str_addf(&path, "%.*s.%.*s.screen", (int)(strlen(p->file) - strlen(".keys")), p->file, SLICE_FMT(name));
	if (app_ended(p->app))
		str_add_text(&have, "(ended)\n");
	else
		canvas_write(app_draw(p->app), false, &have);
	if (p->write) {
		FILE *f = fopen(path.at, "w");
		if (!f || fwrite(have.at, 1, have.len, f) != have.len || fclose(f))
			fail(p, "cannot write ", path.at);
	} else if (!path_read(path.at, CASE_MAX, &want, &e) || !slice_equal(str_slice(&have), str_slice(&want))) {
		fail(p, "not as in ", path.at);
		fprintf(stderr, "--- is\n%s--- should be\n%s", have.at, want.at);
	}
	str_finish(&have);
	str_finish(&want);
	str_finish(&path);
}

static void set_size(struct play *p, struct slice size) {
	struct slice rest = size, cols;
	long long c, r;

	if (!slice_split(&rest, 'x', &cols) || !slice_to_int(cols, &c) || !slice_to_int(rest, &r)) {
		fail(p, "size: COLSxROWS", "");
		return;
	}
	p->cols = (int)c;
	p->rows = (int)r;
	if (p->app) {
		app_resize(p->app, p->rows, p->cols);
		settle(p);
	}
}

static void set_now(struct play *p, struct slice when) {
	int64_t at;

	if (date_from_rfc3339(when, &at))
		clock_stop_at(&p->options.flow.clock, at);
	else
		fail(p, "now: RFC 3339", "");
}

static void set_language(struct slice name) {
	char language[16] = "";

	text_copy(language, sizeof(language), name);
	i18n_init(language);
}

static bool word(struct slice line, const char *name, struct slice *rest) {
	struct slice prefix = slice_of(name);

	if (!slice_starts(line, prefix) || (line.len > prefix.len && line.at[prefix.len] != ' '))
		return false;
	*rest = slice_trim(slice_from(line, prefix.len));
	return true;
}

static void do_line(struct play *p, struct slice line) {
	struct slice rest;
	uint32_t key;

	if (word(line, "size", &rest))
		set_size(p, rest);
	else if (word(line, "now", &rest))
		set_now(p, rest);
	else if (word(line, "demo", &rest))
		p->options.demo = true;
	else if (word(line, "empty", &rest))
		p->options.demo = false;
	else if (word(line, "ascii", &rest))
		begin(p), app_ascii(p->app, true);
	else if (word(line, "language", &rest))
		set_language(rest);
	else if (word(line, "type", &rest))
		type(p, rest);
	else if (word(line, "advance", &rest))
		advance(p, rest);
	else if (word(line, "!shot", &rest))
		shot(p, rest);
	else if (word(line, "!screen", &rest))
		begin(p), slice_equal(slice_of(app_screen_name(p->app)), rest) ? (void)0 : fail(p, "in front is ", app_screen_name(p->app));
	else if (key_parse(line, &key))
		press(p, key);
	else
		fail(p, "no such key", "");
}

static bool play(const char *file, bool write) {
	struct play p = {.file = file, .write = write, .rows = 24, .cols = 80, .dir = "/tmp/bewust-replay-XXXXXX"};
	struct slice rest, line;
	struct err e = {0};
	struct str keys;

	i18n_init("en");
	str_init(&keys, CASE_MAX);
	if (!mkdtemp(p.dir) || !path_read(file, CASE_MAX, &keys, &e)) {
		fail(&p, "cannot read it: ", e.text);
		return false;
	}
	config_defaults(&p.options.flow.config);
	p.options.flow.data_dir = p.dir;
	clock_stop_at(&p.options.flow.clock, date_from_civil(2026, 11, 23, 19, 0, 0));
	rest = str_slice(&keys);
	while (rest.at && slice_split(&rest, '\n', &line)) {
		p.line++;
		if (line.len && line.at[0] != '#')
			do_line(&p, line);
	}
	app_free(p.app);
	str_finish(&keys);
	if (!path_remove_tree(p.dir, &e))
		fail(&p, "cannot clean up: ", e.text);
	return !p.failed;
}

int main(int argc, char **argv) {
	bool write = argc > 1 && !strcmp(argv[1], "--write");
	int failed = 0;

	for (int i = write ? 2 : 1; i < argc; i++)
		failed += !play(argv[i], write);
	return failed > 0;
}
