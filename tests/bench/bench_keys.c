/* bench_keys.c: how soon a key shows while a refresh of 1,000 feeds runs, in a real terminal: bench_keys [PROGRAM [FEEDS [SLOW_MS]]];
 * a line each of name, percentiles, unit. The feeds answer after SLOW_MS, over 50 hosts. */
#include "../support/pty.h"
#include "../support/testserver.h"

#include <bewust/path.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HOSTS = 50, ITEMS = 20, READ_FIRST = 40, WAIT_MS = 10000, SAMPLES_MAX = 400, PAUSE_MS = 12, WORDS = 160, MOVES = 240, OPENINGS = 25,
	SESSIONS = 10, TURNS = 100, FINDS = 50 };

extern char **environ;

struct samples {
	double ms[SAMPLES_MAX];
	size_t count;
};

/* The lists, by what is typed to get there, and what stands there once their answer has come. */
static const struct { const char *name, *shows; } lists[] = {{"channels", "Feed "}, {"kept", "Number "}, {"rules", "zebra"}, {"moods", "light"},
	{"packs", "Coaching"}};
enum { LISTS = sizeof lists / sizeof *lists };

static struct testserver server;
static char root[] = "/tmp/bench-keys-XXXXXX";
static struct pty terminal;

static double now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void tear_down(void) {
	struct err ignored = {0};

	testserver_stop(&server);
	path_remove_tree(root, &ignored);
}

static void must(bool ok, const char *what) {
	if (ok)
		return;
	fprintf(stderr, "bench_keys: never came: %s\n", what);
	for (int row = 0; row < PTY_ROWS; row++)
		fprintf(stderr, "| %s\n", terminal.cells[row]);
	tear_down();
	exit(1);
}

static FILE *create(const char *fmt, int n) {
	char path[200], name[64];
	FILE *f;

	snprintf(name, sizeof name, fmt, n);
	snprintf(path, sizeof path, "%s/%s", root, name);
	f = fopen(path, "w");
	must(f != NULL, path);
	return f;
}

/* ---- what is followed ---- */

static void write_feed(int n, time_t now) {
	static const char *const words[] = {"harbour", "rope", "boats", "choir", "garden", "letters", "bridge", "morning", "lantern", "bakery", "ferry"};
	FILE *f = create("www/%d.xml", n);

	fprintf(f, "<rss version=\"2.0\"><channel><title>Feed %04d</title><link>https://h%d.example.org/</link>", n, n);
	for (int i = 0; i < ITEMS; i++) {
		time_t at = now - 600 - 3600 * i - n;
		char date[64];

		strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime(&at));
		fprintf(f, "<item><guid>g%d-%d</guid><title>Number %d of %s %d</title><link>https://h%d.example.org/%d</link><pubDate>%s</pubDate><description>",
			n, i, i, words[(n + i) % 11], n * 31 + i, n, i, date);
		for (int w = 0; w < WORDS; w++)
			fprintf(f, "%s%s", words[(n * 7 + i * 13 + w * w) % 11], w % 9 == 8 ? ". " : " ");
		fprintf(f, "</description></item>");
	}
	fprintf(f, "</channel></rss>\n");
	fclose(f);
}

static void write_list(const char *name, int from, int to, const char *manner) {
	FILE *f = create(name, 0);

	for (int n = from; n < to; n++)
		fprintf(f, "http://h%d.localhost:%d%s/%d.xml\n", n % HOSTS, server.port, manner, n);
	fclose(f);
}

static void run(const char *program, const char *const words[4]) {
	char *argv[] = {(char *)program, (char *)words[0], (char *)words[1], (char *)words[2], (char *)words[3], NULL};
	posix_spawn_file_actions_t quiet;
	int status = 1;
	pid_t pid;

	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", 1, 0);
	must(posix_spawnp(&pid, program, &quiet, NULL, argv, environ) == 0 && waitpid(pid, &status, 0) == pid && status == 0, words[0]);
	posix_spawn_file_actions_destroy(&quiet);
}

static void write_config(void) {
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "%s/bewust", root);
	must(mkdir(path, 0700) == 0, path);
	f = create("bewust/config.ini", 0);
	fprintf(f, "[day]\nsessions_a_day = 24\nminutes_a_day = 600\n");
	fclose(f);
}

/* Some were read before, so that there is a session to open; the others are asked when the interface opens. */
static void set_up(const char *program, int feeds, int slow_ms) {
	char path[200], manner[64];
	time_t now = time(NULL);

	must(mkdtemp(root) != NULL, root);
	snprintf(path, sizeof path, "%s/www", root);
	must(mkdir(path, 0700) == 0 && testserver_start(&server, path), "a server");
	for (int n = 0; n < feeds + READ_FIRST; n++)
		write_feed(n, now);
	snprintf(path, sizeof path, "%s/data", root);
	setenv("BEWUST_DATA", path, 1);
	setenv("XDG_CONFIG_HOME", root, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("BEWUST_NOW");
	write_config();
	write_list("first", feeds, feeds + READ_FIRST, "");
	snprintf(path, sizeof path, "%s/first", root);
	run(program, (const char *[4]){"channels", "import", path});
	run(program, (const char *[4]){"fetch"});
	run(program, (const char *[4]){"rules", "add", "zebra"});
	run(program, (const char *[4]){"mood", "log", "1"});
	snprintf(manner, sizeof manner, "/m/slow/%d", slow_ms);
	write_list("rest", 0, feeds, manner);
	snprintf(path, sizeof path, "%s/rest", root);
	run(program, (const char *[4]){"channels", "import", path});
}

/* ---- keys ---- */

static int in_order(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void say(const char *name, struct samples *s) {
	qsort(s->ms, s->count, sizeof *s->ms, in_order);
	printf("%-28s %8.2f %8.2f %8.2f ms (half, 99 in 100, all of %zu within)\n", name, s->ms[s->count / 2], s->ms[(s->count - 1) * 99 / 100],
		s->ms[s->count - 1], s->count);
}

static void pause_a_little(struct pty *p) {
	double end = now_ms() + PAUSE_MS;

	while (now_ms() < end)
		pty_read(p, 2);
}

static void press(struct pty *p, const char *key, const char *text, struct samples *s) {
	double start;

	pause_a_little(p);
	start = now_ms();
	must(pty_type(p, key) && pty_await(p, text, WAIT_MS), text);
	s->ms[s->count] = now_ms() - start;
	s->count += s->count < SAMPLES_MAX - 1;
}

/* A key moves the cursor down or up, which needs nothing from the store. */
static void move(struct pty *p, const char *key, struct samples *s) {
	double start;
	int row;

	pause_a_little(p);
	row = p->row;
	start = now_ms();
	must(pty_type(p, key), "a terminal");
	while (p->row == row) {
		must(now_ms() - start < WAIT_MS, "a move in the list");
		pty_read(p, 100);
	}
	s->ms[s->count] = now_ms() - start;
	s->count += s->count < SAMPLES_MAX - 1;
}

static struct samples other;

static void go_to(struct pty *p, const char *name) {
	press(p, ":", "Breathe", &other);
	must(pty_type(p, name), "a terminal");
	pause_a_little(p);
}

/* From home into a session of its own and back, without a word on how one is. */
static void begin(struct pty *p, struct samples *begun) {
	pty_type(p, "g");
	press(p, "\r", "What would do you good", &other);
	press(p, "\r", "1 of", begun);
}

static void end(struct pty *p) {
	press(p, "q", "And now?", &other);
	press(p, "q", "That was your session", &other);
	press(p, "q", "a session", &other);
}

static void measure_session(struct pty *p, struct samples *begun, struct samples *turned) {
	for (int i = 1; i < SESSIONS; i++) {
		begin(p, begun);
		end(p);
	}
	begin(p, begun);
	for (int i = 0; i < TURNS; i++)
		press(p, i % 2 ? "p" : "n", i % 2 ? "1 of" : "2 of", turned);
	must(pty_type(p, "s"), "a terminal");
	end(p);
}

/* In the list of channels, by moving and by finding. */
static void measure_list(struct pty *p, int feeds, struct samples *moved, struct samples *found) {
	char typed[32], all[32], some[32];

	snprintf(typed, sizeof typed, "/Feed %02d", feeds / 100);
	snprintf(all, sizeof all, "Feed %02d29", feeds / 100);
	snprintf(some, sizeof some, "Feed %02d39", feeds / 100);
	go_to(p, "channels");
	press(p, "\r", "Feed ", &other);
	for (int i = 0; i < MOVES; i++)
		move(p, i / 6 % 2 ? "k" : "j", moved);
	must(pty_type(p, typed) && pty_await(p, "find", WAIT_MS), "what was looked for");
	for (int i = 0; i < FINDS; i++)
		press(p, i % 2 ? "\177" : "3", i % 2 ? all : some, found);
	must(pty_type(p, "\r"), "a terminal");
	pause_a_little(p);
	must(pty_type(p, "q"), "a terminal");
	press(p, "q", "a session", &other);
}

static void measure_opening(struct pty *p, struct samples opened[LISTS]) {
	for (int i = 0; i < LISTS * OPENINGS; i++) {
		go_to(p, lists[i % LISTS].name);
		press(p, "\r", lists[i % LISTS].shows, &opened[i % LISTS]);
		press(p, "q", "a session", &other);
	}
}

int main(int argc, char **argv) {
	char *program = argc > 1 ? argv[1] : "build/bewust", *const shown[] = {program, NULL};
	int feeds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 1000, slow_ms = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1000;
	static struct samples moved, found, opened[LISTS], begun, turned;
	struct pty *p = &terminal;

	set_up(program, feeds, slow_ms);
	must(pty_start(p, shown), "a terminal");
	must(pty_await(p, "looking for what is new", WAIT_MS), "the refresh");
	measure_session(p, &begun, &turned);
	measure_list(p, feeds, &moved, &found);
	measure_opening(p, opened);
	must(pty_await(p, "looking for what is new", 1000), "a refresh as long as the measuring");
	pty_end(p);
	say("key, moves in a list", &moved);
	say("key, finds in a list", &found);
	say("key, begins a session", &begun);
	say("key, next in a session", &turned);
	for (int i = 0; i < LISTS; i++) {
		char name[64];

		snprintf(name, sizeof name, "key, opens %s", lists[i].name);
		say(name, &opened[i]);
	}
	tear_down();
	return 0;
}
