/* bench_limits.c: what this machine allows at best: bench_limits FEEDS ADDRESSES ITEMS, a folder of feeds, a file of their addresses on a
 * server that runs, and how many items they hold. Each library by itself, with handlers that only count: libcurl asks for all of them, and
 * once more when nothing changed; expat reads them; SQLite stores texts as large, committed as a refresh commits. A line each of name,
 * seconds, seconds of processor, and how many a second; "least" is what no refresh on these libraries can go below: asking and reading on
 * one thread, storing on another. */
#include "../../src/net/curl_load.h"

#include <bewust/mem.h>
#include <bewust/path.h>
#include <bewust/str.h>
#include <dirent.h>
#include <expat.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FEEDS_MAX = 5000, CONNECTIONS = 64, A_HOST = 2, CHUNK = 16384, ITEMS_A_COMMIT = 640, BODY_MAX = 16 << 20, WAIT_MS = 100 };

struct cost { double wall, cpu; };

struct feed {
	char url[256], etag[128];
	CURL *easy;
	struct curl_slist *head;
};

static struct feed feeds[FEEDS_MAX];
static int feed_count;
static size_t bytes;                     /* of all feeds */

static double seconds(clockid_t clock) {
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct cost now(void) {
	return (struct cost){seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static struct cost since(struct cost start) {
	struct cost end = now();

	return (struct cost){end.wall - start.wall, end.cpu - start.cpu};
}

static void must(bool ok, const char *what) {
	if (ok)
		return;
	fprintf(stderr, "bench_limits: %s\n", what);
	exit(1);
}

static void say(const char *name, struct cost c, double number, const char *unit) {
	printf("%-16s %8.3f %8.3f %10.0f %s\n", name, c.wall, c.cpu, number / c.wall, unit);
}

/* ---- libcurl ---- */

static size_t drop_body(char *at, size_t size, size_t count, void *ctx) {
	(void)at, (void)ctx;
	return size * count;
}

static size_t note_etag(char *at, size_t size, size_t count, void *ctx) {
	struct slice line = {at, size * count};
	struct feed *f = ctx;

	if (slice_starts_nocase(line, SLICE("ETag: ")))
		text_copy(f->etag, sizeof f->etag, slice_trim(slice_from(line, 6)));
	return size * count;
}

static void ask(const struct curl_calls *curl, CURLM *multi, struct feed *f) {
	char line[160];

	if (*f->etag) {
		snprintf(line, sizeof line, "If-None-Match: %s", f->etag);
		f->head = curl->slist_append(NULL, line);
	}
	f->easy = curl->easy_init();
	curl->easy_setopt(f->easy, CURLOPT_URL, f->url);
	curl->easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->head);
	curl->easy_setopt(f->easy, CURLOPT_PRIVATE, f);
	curl->easy_setopt(f->easy, CURLOPT_WRITEFUNCTION, drop_body);
	curl->easy_setopt(f->easy, CURLOPT_HEADERFUNCTION, note_etag);
	curl->easy_setopt(f->easy, CURLOPT_HEADERDATA, f);
	curl->multi_add_handle(multi, f->easy);
}

static void collect(const struct curl_calls *curl, CURLM *multi, long wanted) {
	CURLMsg *message;
	int left;

	while ((message = curl->multi_info_read(multi, &left))) {
		char *of = NULL;
		long status = 0;

		curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &of);
		curl->easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
		must(message->data.result == CURLE_OK && status == wanted, "an answer that was not expected");
		struct feed *f = (struct feed *)(void *)of;

		curl->multi_remove_handle(multi, f->easy);
		curl->easy_cleanup(f->easy);
		curl->slist_free_all(f->head);
		f->head = NULL;
	}
}

static struct cost ask_all(const struct curl_calls *curl, long wanted) {
	struct cost start = now();
	CURLM *multi = curl->multi_init();
	int running = 1;

	curl->multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)CONNECTIONS);
	curl->multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)A_HOST);
	for (int i = 0; i < feed_count; i++)
		ask(curl, multi, &feeds[i]);
	while (running) {
		curl->multi_perform(multi, &running);
		collect(curl, multi, wanted);
		if (running)
			curl->multi_poll(multi, NULL, 0, WAIT_MS, NULL);
	}
	curl->multi_cleanup(multi);
	return since(start);
}

/* ---- expat ---- */

static size_t seen;

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes) {
	(void)ctx, (void)name, (void)attributes;
	seen++;
}

static void XMLCALL on_end(void *ctx, const XML_Char *name) {
	(void)ctx, (void)name;
}

static void XMLCALL on_text(void *ctx, const XML_Char *at, int len) {
	(void)ctx, (void)at;
	seen += (size_t)len;
}

static void read_feed(struct slice body) {
	XML_Parser p = XML_ParserCreate(NULL);

	XML_SetElementHandler(p, on_start, on_end);
	XML_SetCharacterDataHandler(p, on_text);
	while (body.len) {
		size_t n = body.len < CHUNK ? body.len : CHUNK;

		must(XML_Parse(p, body.at, (int)n, n == body.len) == XML_STATUS_OK, "a feed that expat does not read");
		body = slice_from(body, n);
	}
	XML_ParserFree(p);
}

/* Reading the files is not part of it. */
static struct cost read_all(const char *folder) {
	struct cost sum = {0};
	struct dirent *entry;
	DIR *dir = opendir(folder);

	must(dir != NULL, folder);
	while ((entry = readdir(dir))) {
		char path[PATH_SIZE];
		struct str body;

		if (!slice_ends(slice_of(entry->d_name), SLICE(".xml")) || !path_join(path, folder, entry->d_name, NULL))
			continue;
		must(path_read(path, BODY_MAX, &body, NULL), path);
		struct cost start = now(), took;

		read_feed(str_slice(&body));
		took = since(start);
		sum.wall += took.wall;
		sum.cpu += took.cpu;
		bytes += body.len;
		str_finish(&body);
	}
	closedir(dir);
	return sum;
}

/* ---- SQLite ---- */

static void run(sqlite3 *db, const char *sql) {
	must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

/* One table, one name to be unique by, one index by time: less than a reader of feeds can do with. */
static void make_table(sqlite3 *db) {
	run(db, "PRAGMA page_size = 8192; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
		"PRAGMA cache_size = -4000;");
	run(db, "CREATE TABLE item (id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, name BLOB NOT NULL, title TEXT, published INTEGER, body TEXT)");
	run(db, "CREATE UNIQUE INDEX item_by_name ON item (feed, name); CREATE INDEX item_by_time ON item (published)");
}

static void put(sqlite3_stmt *q, int n, const char *body, size_t len) {
	uint64_t name[2] = {(uint64_t)n * 0x9E3779B97F4A7C15, (uint64_t)n * 0xD1B54A32D192ED03};

	sqlite3_bind_int(q, 1, n / 50);
	sqlite3_bind_blob(q, 2, name, sizeof name, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, "A title of the usual length, and a little more", -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 4, 1795000000 - n % 7919 * 60);
	sqlite3_bind_text(q, 5, body, (int)len, SQLITE_STATIC);
	must(sqlite3_step(q) == SQLITE_DONE, "a row that was not stored");
	sqlite3_reset(q);
}

static struct cost store_all(int items) {
	char dir[] = "/tmp/bench-limits-XXXXXX", path[64];
	size_t len = items ? bytes / (size_t)items : 0;
	char *body = mem_alloc(len + 1);
	sqlite3_stmt *q = NULL;
	sqlite3 *db = NULL;
	struct cost cost;

	must(mkdtemp(dir) != NULL, dir);
	snprintf(path, sizeof path, "%s/limits.db", dir);
	must(sqlite3_open(path, &db) == SQLITE_OK, path);
	make_table(db);
	memset(body, 'a', len);
	must(sqlite3_prepare_v2(db, "INSERT INTO item (feed, name, title, published, body) VALUES (?, ?, ?, ?, ?)", -1, &q, NULL) == SQLITE_OK, path);
	cost = now();
	for (int i = 0; i < items; i++) {
		if (i % ITEMS_A_COMMIT == 0)
			run(db, "BEGIN IMMEDIATE");
		put(q, i, body, len);
		if (i % ITEMS_A_COMMIT == ITEMS_A_COMMIT - 1 || i == items - 1)
			run(db, "COMMIT");
	}
	cost = since(cost);
	sqlite3_finalize(q);
	sqlite3_close(db);
	free(body);
	path_remove_tree(dir, NULL);
	return cost;
}

/* ---- all of it ---- */

static void read_addresses(const char *file) {
	struct slice rest, line;
	struct str all;

	must(path_read(file, BODY_MAX, &all, NULL), file);
	rest = str_slice(&all);
	while (feed_count < FEEDS_MAX && slice_split(&rest, '\n', &line))
		if (line.len)
			text_copy(feeds[feed_count++].url, sizeof feeds->url, line);
	str_finish(&all);
}

static struct cost least(struct cost asked, struct cost read, struct cost stored) {
	double first = asked.wall + read.wall;

	return (struct cost){first > stored.wall ? first : stored.wall, asked.cpu + read.cpu + stored.cpu};
}

int main(int argc, char **argv) {
	const struct curl_calls *curl;
	struct cost asked, again, read, stored, all;
	struct err e = {0};
	int items;

	if (argc < 4)
		return 0;
	items = (int)strtol(argv[3], NULL, 10);
	must((curl = curl_load(&e)) != NULL, e.text);
	read_addresses(argv[2]);
	asked = ask_all(curl, 200);
	again = ask_all(curl, 304);
	read = read_all(argv[1]);
	stored = store_all(items);
	all = least(asked, read, stored);
	say("curl, 200", asked, feed_count, "answers/s");
	say("curl, 304", again, feed_count, "answers/s");
	say("expat", read, (double)bytes / 1e6, "MB/s");
	say("sqlite", stored, items, "rows/s");
	say("least, first", all, items, "items/s");
	say("least, again", again, feed_count, "feeds/s");
	return 0;
}
