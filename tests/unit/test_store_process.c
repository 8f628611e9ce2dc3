/* test_store_process.c: several processes at one database, killed ones, full disks, and the schema that was released. */
#include "../../src/store/store_private.h"
#include "../support/test.h"

#include <bewust/random.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW 1795456800
#define SCHEMA_FILE "tests/data/schema/v1.sql"

struct world {
	char dir[64];
	struct store *store;
	struct arena arena;
	struct err err;
};

static int set_up(void **state) {
	struct world *w = calloc(1, sizeof *w);

	strcpy(w->dir, "/tmp/bewust-process-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	arena_init(&w->arena, 0);
	*state = w;
	return 0;
}

static int tear_down(void **state) {
	struct world *w = *state;

	store_close(w->store);
	arena_finish(&w->arena);
	path_remove_tree(w->dir, NULL);
	free(w);
	return 0;
}

static void open_it(struct world *w) {
	if (!(w->store = store_open(w->dir, &w->err)))
		fail_msg("%s", w->err.text);
}

static size_t mood_count(struct world *w) {
	struct moods moods;

	assert_true(store_moods(w->store, INT64_MIN, INT64_MAX, &w->arena, &moods, &w->err));
	return moods.count;
}

static void assert_sound(struct world *w) {
	struct str report;

	str_init(&report, 4096);
	if (!store_check(w->store, &report, &w->err))
		fail_msg("%s %s", w->err.text, report.at);
	str_finish(&report);
}

/* ---- several writers ---- */

#define WRITERS 4
#define EACH 25

static void write_moods(const char *dir) {
	struct store *s = store_open(dir, NULL);
	bool ok = s != NULL;

	for (int i = 0; ok && i < EACH; i++) {
		struct mood m = {.at = NOW + i, .phase = MOOD_APART, .valence = 1, .energy = MOOD_NONE};

		ok = store_mood_put(s, &m, NULL);
	}
	store_close(s);
	_exit(ok ? 0 : 1);
}

static void lets_several_make_and_write_one_database_at_once(void **state) {
	struct world *w = *state;
	pid_t pids[WRITERS];
	int status;

	for (int i = 0; i < WRITERS; i++) /* the file is not there yet: they make it together */
		if ((pids[i] = fork()) == 0)
			write_moods(w->dir);
	for (int i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	open_it(w);
	assert_int_equal(mood_count(w), WRITERS * EACH);
	assert_sound(w);
}

#define ROUNDS 40

/* The file appears between two looks of somebody else: it is still ours. */
static void makes_one_database_whoever_comes_first(void **state) {
	struct world *w = *state;
	char dir[PATH_SIZE];
	pid_t pids[WRITERS];
	int status, gate[2];

	for (int round = 0; round < ROUNDS; round++) {
		snprintf(dir, sizeof dir, "%s/%d", w->dir, round);
		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < WRITERS; i++)
			if ((pids[i] = fork()) == 0) {
				char byte;

				close(gate[1]);
				_exit(read(gate[0], &byte, 1) == 0 && store_open(dir, NULL) ? 0 : 1); /* all at once, when it closes */
			}
		close(gate[0]);
		close(gate[1]);
		for (int i = 0; i < WRITERS; i++) {
			assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
			assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		}
	}
}

static void says_that_another_is_writing(void **state) {
	struct world *w = *state;
	struct store *other;
	struct mood m = {.at = NOW, .phase = MOOD_APART, .valence = 1, .energy = MOOD_NONE};

	open_it(w);
	assert_non_null(other = store_open(w->dir, &w->err));
	sqlite3_busy_timeout(w->store->db, 20);
	assert_true(store_begin(other, &w->err));
	assert_false(store_mood_put(w->store, &m, &w->err));
	assert_int_equal(w->err.kind, ERR_TEMP);
	assert_non_null(strstr(w->err.text, "another bewust is writing"));
	assert_true(store_end(other, true, &w->err));
	assert_true(store_mood_put(w->store, &m, &w->err));
	store_close(other);
}

/* ---- killed at any moment ---- */

/* Writes moods, and after each that was confirmed a byte into the pipe; every other one inside a longer transaction. */
static void write_until_killed(const char *dir, int pipe_fd) {
	struct store *s = store_open(dir, NULL);

	if (!s)
		_exit(1);
	for (int i = 0;; i++) {
		struct mood m = {.at = NOW + i, .phase = MOOD_APART, .valence = 0, .energy = MOOD_NONE, .note = "confirmed"};
		struct channel c = {.url = "https://example.org/feed"};
		bool ok = store_mood_put(s, &m, NULL);

		if (!ok || write(pipe_fd, "x", 1) != 1)
			_exit(1);
		store_begin(s, NULL);
		store_channel_add(s, &c, NULL, NULL);
		for (int k = 0; k < 20; k++) {
			char guid[32];
			struct item item = {.channel_id = c.id, .guid = guid, .published = NOW, .fetched = NOW, .minutes = 1};
			enum put how;

			snprintf(guid, sizeof guid, "%d-%d", i, k);
			store_item_put(s, &item, SLICE("long text of it"), (struct slice){0}, &how, NULL);
		}
		store_end(s, i % 2, NULL);
	}
}

static size_t kill_a_writer_after(const char *dir, useconds_t us) {
	int fds[2], status;
	size_t confirmed = 0;
	char byte[256];
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	if ((pid = fork()) == 0) {
		close(fds[0]);
		write_until_killed(dir, fds[1]);
	}
	close(fds[1]);
	usleep(us);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while ((n = read(fds[0], byte, sizeof byte)) > 0)
		confirmed += (size_t)n;
	close(fds[0]);
	return confirmed;
}

static void keeps_what_was_confirmed_when_it_is_killed(void **state) {
	struct world *w = *state;
	size_t confirmed = 0, found;

	for (useconds_t us = 3000; us < 40000; us += 1700) {
		confirmed += kill_a_writer_after(w->dir, us);
		open_it(w);
		found = mood_count(w);
		assert_true(found >= confirmed);
		confirmed = found; /* one may have been stored and not yet told */
		assert_sound(w);
		store_close(w->store);
		w->store = NULL;
	}
	assert_true(confirmed > 0);
}

/* ---- no room ---- */

static void says_that_the_disk_is_full_and_goes_on_when_it_is_not(void **state) {
	struct world *w = *state;
	struct channel c = {.url = "https://example.org/feed"};
	struct item i = {.guid = "1", .published = NOW, .fetched = NOW, .minutes = 1};
	char *large = malloc(1 << 20);
	struct random random;
	enum put how;

	random_seed(&random, 1);
	for (size_t n = 0; n < 1 << 20; n++)     /* no shorter when packed */
		large[n] = (char)random_below(&random, 256);
	open_it(w);
	assert_true(store_channel_add(w->store, &c, NULL, &w->err));
	i.channel_id = c.id;
	assert_true(store_exec(w->store, "PRAGMA max_page_count = 60", &w->err));
	assert_true(store_begin(w->store, &w->err));
	assert_false(store_item_put(w->store, &i, (struct slice){large, 1 << 20}, (struct slice){0}, &how, &w->err));
	assert_int_equal(w->err.kind, ERR_IO);
	assert_non_null(strstr(w->err.text, "room"));
	store_end(w->store, false, &w->err);
	assert_false(store_item_put(w->store, &i, (struct slice){large, 1 << 20}, (struct slice){0}, &how, &w->err));
	assert_false(store_in_transaction(w->store));
	assert_true(store_exec(w->store, "PRAGMA max_page_count = 6000", &w->err));
	assert_true(store_item_put(w->store, &i, (struct slice){large, 1 << 20}, (struct slice){0}, &how, &w->err));
	assert_int_equal(how, PUT_NEW);
	assert_sound(w);
	free(large);
}

/* ---- the schema ---- */

static void write_schema(struct world *w, struct str *out) {
	static const char sql[] = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search\\__%' ESCAPE '\\' ORDER BY type, name";
	sqlite3_stmt *q = NULL;

	str_init(out, 1 << 20);
	assert_int_equal(sqlite3_prepare_v2(w->store->db, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW)
		str_addf(out, "%s;\n", (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
}

/* A released version is never edited: where this fails, add a step to schema.c instead. */
static void has_the_schema_that_was_released(void **state) {
	struct world *w = *state;
	struct str made, released;

	open_it(w);
	write_schema(w, &made);
	if (getenv("BEWUST_WRITE_SCHEMA"))
		assert_true(path_write(SCHEMA_FILE, str_slice(&made), &w->err));
	if (!path_read(SCHEMA_FILE, 1 << 20, &released, &w->err))
		fail_msg("%s", w->err.text);
	assert_string_equal(made.at, released.at);
	str_finish(&made);
	str_finish(&released);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(lets_several_make_and_write_one_database_at_once), T(makes_one_database_whoever_comes_first), T(says_that_another_is_writing), T(keeps_what_was_confirmed_when_it_is_killed), T(says_that_the_disk_is_full_and_goes_on_when_it_is_not), T(has_the_schema_that_was_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
