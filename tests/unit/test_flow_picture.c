/* test_flow_picture.c: one picture, as the reader asked: from where it may come, what it has to be, and how another program is given it. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/path.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define URL(...) testserver_url(&w->server, __VA_ARGS__)

static const char *const one[] = {"a|First|A garden opens to everybody.|1", NULL};

/* An item of a channel at that address. */
static int64_t item_of(struct world *w, const char *url) {
	world_feed(w, "feed.xml", "Good things", one);
	world_follow(w, url);
	assert_true(world_fetch(w, true));
	return world_item(w, "First").id;
}

static void put_file(struct world *w, const char *name, struct slice bytes) {
	char path[256];

	snprintf(path, sizeof path, "%s/%s", w->www, name);
	assert_true(path_write(path, bytes, &w->err));
}

static bool get(struct world *w, int64_t item, const char *url, uint64_t number, struct slice *out) {
	*out = (struct slice){0};
	w->err = (struct err){0};
	return flow_picture(w->flow, item, url, number, &w->arena, out, &w->err);
}

static void takes_what_begins_as_a_picture_does(void **state) {
	const struct { struct slice bytes; bool picture; } cases[] = {
		{SLICE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), true}, {SLICE("\xFF\xD8\xFF\xE0\0\x10JFIF\0\0\0"), true}, {SLICE("GIF89a\1\0\1\0\0\0"), true},
		{SLICE("RIFF\x10\0\0\0WEBPVP8 "), true}, {SLICE("<svg xmlns='http://www.w3.org/2000/svg'/>"), false},
		{SLICE("<?xml version='1.0'?><svg/>"), false}, {SLICE("%!PS-Adobe-3.0 EPSF"), false}, {SLICE("push graphic-context"), false},
		{SLICE("BM\0\0\0\0\0\0\0\0\0\0\0\0"), false}, {SLICE("\x89PNG\r\n"), false}, {SLICE(""), false}, {SLICE("II*\0\0\0\0\0\0\0\0\0\0"), false},
	};
	struct world *w = *state;
	int64_t item = item_of(w, URL("/feed.xml"));
	struct slice got;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put_file(w, "x", cases[i].bytes);
		if (get(w, item, URL("/x?%zu", i), i + 1, &got) != cases[i].picture)
			fail_msg("case %zu: %s", i, w->err.text);
		if (cases[i].picture)
			assert_true(slice_equal(got, cases[i].bytes));
	}
}

static void asks_a_private_place_only_where_the_channel_is_there(void **state) {
	struct world *w = *state;
	int64_t item = item_of(w, URL("/feed.xml"));
	struct slice got;

	put_file(w, "x.png", SLICE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
	assert_true(get(w, item, URL("/x.png"), 1, &got));
	assert_true(get(w, item, URL("/m/302/x.png"), 2, &got));
	assert_false(get(w, item, arena_printf(&w->arena, "http://localhost:%d/x.png", w->server.port), 3, &got));
	assert_non_null(strstr(w->err.text, "private"));
	assert_false(get(w, item, "http://127.0.0.1:1/x.png", 4, &got));      /* another door of the same machine */
	assert_non_null(strstr(w->err.text, "private"));
	assert_false(get(w, item, URL("/m/private"), 5, &got));
	assert_false(get(w, item, "file:///etc/passwd", 6, &got));
	assert_false(get(w, item, "ftp://a.example/x.png", 7, &got));
	assert_false(get(w, item + 1000, URL("/x.png"), 8, &got));           /* no such item */
}

static void says_why_there_is_none(void **state) {
	struct world *w = *state;
	int64_t item = item_of(w, URL("/feed.xml"));
	struct slice got;

	assert_false(get(w, item, URL("/gone.png"), 1, &got));
	assert_non_null(strstr(w->err.text, "404"));
	assert_false(get(w, item, URL("/m/toolarge"), 2, &got));
	assert_false(get(w, item, URL("/m/reset"), 3, &got));
	assert_int_not_equal(w->err.kind, ERR_NONE);
	assert_false(get(w, item, URL("/m/429/x"), 4, &got));
	put_file(w, "x.png", SLICE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
	assert_false(get(w, item, URL("/x.png"), 5, &got));                   /* its server asked for a pause */
	assert_int_equal(w->err.kind, ERR_TEMP);
}

static int drop_it(void *ctx) {
	struct world *w = ctx;

	flow_picture_drop(w->flow, 7);
	return 10;
}

static void ends_at_once_where_nobody_waits_for_it_any_more(void **state) {
	struct world *w = *state;
	int64_t item = item_of(w, URL("/feed.xml"));
	struct slice got;

	flow_meanwhile(w->flow, drop_it, -1, w);
	assert_false(get(w, item, URL("/m/hang"), 7, &got));
	assert_int_equal(w->err.kind, ERR_NONE);                              /* and nothing is said of it */
	flow_meanwhile(w->flow, NULL, -1, NULL);
	put_file(w, "x.png", SLICE("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
	assert_true(get(w, item, URL("/x.png"), 8, &got));
}

/* ---- the program ---- */

static const char *command(struct world *w, int cols, int rows, bool ascii) {
	const struct picture_room room = {.cols = cols, .rows = rows, .ascii = ascii};
	struct picture_command c;
	struct str all;
	const char *text;

	w->err = (struct err){0};
	if (!flow_picture_command(&w->options.config, &room, &w->arena, &c, &w->err))
		return "";
	str_init(&all, 4096);
	for (char **word = c.argv; *word; word++)
		str_addf(&all, "%s%s", word == c.argv ? "" : " ", *word);
	text = arena_text(&w->arena, str_slice(&all));
	str_finish(&all);
	return text;
}

static void fits_the_command_to_the_terminal(void **state) {
	struct world *w = *state;
	char chafa[sizeof w->root + 16];

	unsetenv("NO_COLOR");
	unsetenv("CLICOLOR");
	setenv("PATH", w->root, 1);
	assert_string_equal(command(w, 80, 18, false), "");
	assert_non_null(strstr(w->err.text, "install chafa"));
	snprintf(chafa, sizeof chafa, "%s/chafa", w->root);
	assert_true(path_write(chafa, SLICE("#!/bin/sh\n"), &w->err) && chmod(chafa, 0700) == 0);
	assert_string_equal(command(w, 80, 18, false), "chafa --animate=off --threads=1 --center=on --size=80x18 /dev/fd/3");
	assert_non_null(strstr(command(w, 80, 18, true), "--symbols=ascii"));
	assert_null(strstr(command(w, 80, 18, false), "--colors"));
	setenv("NO_COLOR", "1", 1);
	assert_non_null(strstr(command(w, 80, 18, false), "--colors=none"));
	unsetenv("NO_COLOR");
	strcpy(w->options.config.theme, "plain");
	assert_non_null(strstr(command(w, 80, 18, false), "--colors=none"));
	strcpy(w->options.config.picture_command, "/bin/echo -g{w}x{h} %s {x} last{h}");
	assert_string_equal(command(w, 20, 3, true), "/bin/echo -g20x3 /dev/fd/3 {x} last3");
	strcpy(w->options.config.picture_command, "/nowhere/at/all");
	assert_string_equal(command(w, 20, 3, true), "");
	assert_non_null(strstr(w->err.text, "picture_command"));
	unlink(chafa);
}

static bool show(struct world *w, const char *script, bool limited, struct slice bytes) {
	char *argv[] = {"/bin/sh", "-c", (char *)script, NULL};
	const struct picture_command c = {argv[0], argv, limited};
	char log[sizeof w->root + 8];
	int out = dup(STDOUT_FILENO), to;
	bool ok;

	snprintf(log, sizeof log, "%s/log", w->root);
	fflush(stdout);
	to = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(to, STDOUT_FILENO);
	w->err = (struct err){0};
	ok = flow_picture_show(&c, bytes, &w->err);
	dup2(out, STDOUT_FILENO);
	close(out);
	close(to);
	return ok;
}

static void a_program_has_the_bytes_and_no_name_of_them(void **state) {
	struct world *w = *state;
	char bytes[70000];

	memset(bytes, 'x', sizeof bytes);
	assert_true(show(w, "test \"$(wc -c </dev/fd/3)\" -eq 70000 && test \"$(wc -c </dev/fd/3)\" -eq 70000", true, (struct slice){bytes, sizeof bytes}));
	assert_true(show(w, "case $(readlink /proc/self/fd/3 || echo deleted) in *picture*deleted* | deleted) ;; *) exit 1 ;; esac", false, SLICE("x")));
	assert_false(show(w, "exit 3", false, SLICE("x")));
	assert_non_null(strstr(w->err.text, "could not show"));
}

static void a_program_that_ships_is_held_to_limits(void **state) {
	struct world *w = *state;

	assert_true(show(w, "test \"$(ulimit -t)\" -le 10 && test \"$(ulimit -v)\" -le 1048576 && test \"$(ulimit -c)\" = 0", true, SLICE("x")));
	assert_false(show(w, arena_printf(&w->arena, "echo x >%s/file", w->root), true, SLICE("x")));         /* it writes no file */
	assert_true(show(w, "test \"$(ulimit -t)\" = unlimited || test \"$(ulimit -t)\" -gt 10", false, SLICE("x")));
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)
#define A(name) cmocka_unit_test_setup_teardown(name, world_set_up_alone, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(takes_what_begins_as_a_picture_does), T(asks_a_private_place_only_where_the_channel_is_there), T(says_why_there_is_none),
		T(ends_at_once_where_nobody_waits_for_it_any_more), A(a_program_has_the_bytes_and_no_name_of_them), A(a_program_that_ships_is_held_to_limits),
		A(fits_the_command_to_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
