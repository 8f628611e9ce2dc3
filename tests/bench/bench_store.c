/* bench_store.c: how quick the store is: bench_store [ITEMS [CHANNELS [PERCENT_CANDIDATES [DIRECTORY]]]]; one line each: name, number,
 * unit. With a DIRECTORY it only makes a database there, index and all, and leaves it. */
#include <bewust/path.h>
#include <bewust/random.h>
#include <bewust/store.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define NOW 1795456800
#define DAY 86400
#define WORDS 3000
#define BODIES 512
#define BODY_BYTES 1500
#define CHANNELS_A_TRANSACTION 16

static char words[WORDS][16], *bodies[BODIES];

static double seconds(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void say(const char *name, double number, const char *unit) {
	printf("%-28s %12.3f %s\n", name, number, unit);
}

static void must(bool ok, const struct err *e) {
	if (ok)
		return;
	fprintf(stderr, "bench_store: %s\n", e->text);
	exit(1);
}

/* Words as often as in a language: the n-th about 1/n as often as the first. */
static const char *any_word(struct random *r) {
	return words[(size_t)(pow(WORDS, random_unit(r)) - 1)];
}

static void make_texts(void) {
	struct random r;

	random_seed(&r, 1);
	for (int i = 0; i < WORDS; i++)
		for (uint32_t n = 2 + random_below(&r, 7), k = 0; k < n; k++)
			words[i][k] = "etaoinshrdlucmfwypvb"[random_below(&r, 20)];
	for (int i = 0; i < BODIES; i++) {
		bodies[i] = calloc(1, BODY_BYTES + 32);
		for (size_t len = 0; len < BODY_BYTES;)
			len += (size_t)snprintf(bodies[i] + len, BODY_BYTES + 32 - len, "%s%s", any_word(&r), random_below(&r, 80) ? " " : ".\n\n");
	}
}

static void put_one(struct store *s, struct random *r, int64_t channel, size_t n, int64_t age, struct err *e) {
	static char guid[64], url[96], title[96], content[BODY_BYTES + 128], summary[LIMIT_SUMMARY_BYTES + 1];
	struct item i = {.channel_id = channel, .guid = guid, .url = url, .title = title, .summary = summary, .author = "Noor Hughes", .lang = "en",
		.tags = "World\nNature", .fetched = NOW, .published = NOW - age, .minutes = 1.5 + random_unit(r), .score = random_unit(r) * 2 - 1};
	enum put how;

	snprintf(guid, sizeof guid, "tag:example.org,2026:%zu", n);
	snprintf(url, sizeof url, "https://host%lld.example.org/2026/articles/%zu.html", (long long)channel, n);
	snprintf(title, sizeof title, "%s %s %s returns %s %zu", any_word(r), any_word(r), any_word(r), any_word(r), n);
	snprintf(content, sizeof content, "%s %s.\n\n%s", title, any_word(r), bodies[random_below(r, BODIES)]);
	for (size_t k = 0, len = 0; len < sizeof summary - 1 && content[k]; k++)
		if (content[k] != '\n' || content[k + 1] != '\n')
			summary[len++] = content[k] == '\n' ? ' ' : content[k], summary[len] = '\0';
	i.label = i.score > 0.2 ? LABEL_UPLIFTING : i.score < -0.2 ? LABEL_DRAINING : LABEL_NEUTRAL;
	must(store_item_put(s, &i, slice_of(content), SLICE("https://example.org/a\nhttps://example.org/b\n"), &how, e), e);
}

/* Channel by channel, as a refresh does; `percent` of the items are young enough for a session. */
static double fill(struct store *s, size_t items, size_t channels, size_t percent, struct err *e) {
	double start = seconds();
	struct random r;
	char url[64];

	random_seed(&r, 7);
	for (size_t c = 0, n = 0; c < channels; c++) {
		struct channel channel = {.url = url, .title = url, .themes = THEME(nature)};
		struct refresh done = {.at = NOW, .due_at = NOW + 3600, .etag = "\"x\""};
		size_t count = items / channels;

		snprintf(url, sizeof url, "https://host%zu.example.org/feed.xml", c);
		if (c % CHANNELS_A_TRANSACTION == 0)
			must(store_begin(s, e), e);
		must(store_channel_add(s, &channel, NULL, e), e);
		for (size_t k = 0; k < count; k++, n++)
			put_one(s, &r, channel.id, n, k * 100 < count * percent ? (int64_t)(k * 13 * DAY / (count * percent / 100 + 1)) : 15 * DAY + (int64_t)k * 60, e);
		done.channel_id = channel.id;
		must(store_refresh_done(s, &done, e), e);
		if (c % CHANNELS_A_TRANSACTION == CHANNELS_A_TRANSACTION - 1 || c == channels - 1)
			must(store_end(s, true, e), e);
	}
	return seconds() - start;
}

static double file_kb(const char *dir) {
	char file[PATH_SIZE];
	struct stat st = {0};

	snprintf(file, sizeof file, "%s/bewust.db", dir);
	stat(file, &st);
	return (double)st.st_size / 1024;
}

static void measure_reads(struct store *s, struct err *e) {
	struct item_query newest = {.limit = 100}, search = {.limit = 100, .search = words[700]}, common = {.limit = 100, .search = words[2]};
	struct item_query label = {.limit = 100, .by_label = true, .label = LABEL_UPLIFTING};
	struct { const char *name; struct item_query *q; } lists[] = {{"newest 100", &newest}, {"uplifting 100", &label}, {"search, rare", &search},
		{"search, common", &common}};
	struct candidate_row *rows;
	struct channels channels;
	struct items items;
	struct arena a;
	size_t count;

	arena_init(&a, 0);
	for (int round = 0; round < 2; round++) {
		double start = seconds();

		must(store_candidates(s, NOW - 14 * DAY, 4000, &a, &rows, &count, e), e);
		say(round ? "candidates, again" : "candidates, first", (seconds() - start) * 1e3, "ms");
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		double start = seconds();

		must(store_items(s, lists[i].q, &a, &items, e), e);
		say(lists[i].name, (seconds() - start) * 1e3, "ms");
	}
	double start = seconds();
	must(store_channels(s, &a, &channels, e), e);
	say("all channels", (seconds() - start) * 1e3, "ms");
	arena_finish(&a);
}

static void index_all(struct store *s, struct err *e) {
	bool more = true;

	while (more)
		must(store_index_some(s, 1000, &more, e), e);
}

/* For who measures whole programs: a large database, as refreshes leave it. */
static int make(const char *dir, size_t items, size_t channels, size_t percent, struct err *e) {
	struct store *s = store_open(dir, e);

	must(s != NULL, e);
	fill(s, items, channels, percent, e);
	index_all(s, e);
	store_close(s);
	return 0;
}

int main(int argc, char **argv) {
	size_t items = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000, channels = argc > 2 ? strtoul(argv[2], NULL, 10) : items / 50;
	size_t percent = argc > 3 ? strtoul(argv[3], NULL, 10) : 20;
	char dir[] = "/tmp/bench-store-XXXXXX";
	struct err e = {0};
	struct store *s;
	double start;

	make_texts();
	if (argc > 4)
		return make(argv[4], items, channels, percent, &e);
	if (!mkdtemp(dir))
		return 1;
	must((s = store_open(dir, &e)) != NULL, &e);
	say("put, new", (double)items / fill(s, items, channels, percent, &e), "items/s");
	say("put, the same", (double)items / fill(s, items, channels, percent, &e), "items/s");
	say("stored", file_kb(dir) / (double)items, "KiB/item");
	start = seconds();
	index_all(s, &e);
	say("indexed", (double)items / (seconds() - start), "items/s");
	say("stored with index", file_kb(dir) / (double)items, "KiB/item");
	store_close(s);
	start = seconds();
	must((s = store_open(dir, &e)) != NULL, &e);
	say("open", (seconds() - start) * 1e3, "ms");
	measure_reads(s, &e);
	store_close(s);
	path_remove_tree(dir, &e);
	return 0;
}
