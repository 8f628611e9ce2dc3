/* bench_ingest.c: from a feed's bytes to stored items, and what each stage of that way costs: reading (parser, text, dates),
 * scoring, storing; one line each: name, number, unit. The first runs beside the others in a refresh. */
#include "../../src/flow/flow_private.h"

#include <bewust/mem.h>
#include <bewust/path.h>
#include <bewust/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHANNELS = 40, ENTRIES = 50, PARAGRAPHS = 6, WORDS = 60, CHANNELS_A_TRANSACTION = 32 };

static double seconds(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool ok, const struct err *e) {
	if (ok)
		return;
	fprintf(stderr, "bench_ingest: %s\n", e->text);
	exit(1);
}

/* Known words and ones that nobody knows, in both languages. */
static void write_words(struct random *r, bool dutch, struct str *out) {
	static const char *const known[2][8] = {{"the", "river", "happy", "neighbours", "and", "lost", "garden", "with"},
		{"de", "buurt", "blij", "vrijwilligers", "en", "storm", "tuinen", "met"}};
	static const char *const parts[] = {"tion", "ver", "lijk", "ment", "staan", "able", "heid", "ing"};

	for (int w = 0; w < WORDS; w++) {
		if (random_below(r, 3))
			str_addf(out, "%s ", known[dutch][random_below(r, 8)]);
		else
			str_addf(out, "%s%s%s ", parts[random_below(r, 8)], parts[random_below(r, 8)], random_below(r, 2) ? "en" : "");
	}
}

static void write_feed(int n, struct str *out) {
	struct random r;

	random_seed(&r, (uint64_t)n);
	str_addf(out, "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed %d</title>\n", n);
	for (int i = 0; i < ENTRIES; i++) {
		str_addf(out, "<item><title>");
		str_addf(out, "%d: the %s of %d</title><guid>g%d</guid><link>https://example.org/%d/%d</link><pubDate>Mon, 09 Nov 2026 %02d:%02d:00 GMT</pubDate>"
			"<category>nature</category><content:encoded><![CDATA[", i, n % 2 ? "opening" : "loss", n, i, n, i, i / 60 % 24, i % 60);
		for (int p = 0; p < PARAGRAPHS; p++) {
			str_add_text(out, "<p>");
			write_words(&r, n % 2, out);
			str_addf(out, "&mdash; <a href=\"https://example.org/%d?utm_source=x&amp;id=%d\">more</a></p>\n", i, p);
		}
		str_add_text(out, "]]></content:encoded></item>\n");
	}
	str_add_text(out, "</channel></rss>\n");
}

struct kept {
	struct item_read at[CHANNELS * ENTRIES];
	size_t count;
};

static struct item_read *next(void *ctx) {
	struct kept *k = ctx;

	return &k->at[k->count];
}

static bool put(void *ctx, struct item_read *r) {
	struct kept *k = ctx;

	(void)r;
	k->count++;
	return true;
}

static void read_all(const struct str *feeds, const struct channel *channels, struct kept *k) {
	struct err e;

	for (int n = 0; n < CHANNELS; n++) {
		struct parse_report report;
		struct parse_handler handler;
		struct parser *p;
		struct digest d;

		digest_init(&d, &channels[n], 1795456800, &(struct digest_sink){next, put, k});
		handler = digest_handler(&d);
		p = parser_new(channels[n].url, "", &handler);
		must(parser_feed(p, str_slice(&feeds[n]), &e) && parser_finish(p, &report, &e), &e);
		parser_free(p);
		digest_finish(&d);
	}
}

static void score_all(const struct kept *k) {
	struct scorer scorer = {.vocabulary = vocabulary_new()};
	struct score score;
	theme_set themes;

	for (size_t i = 0; i < k->count; i++)
		score_briefly(&scorer, &k->at[i].scoring.text, &score, &themes);
	vocabulary_free(scorer.vocabulary);
}

/* With their scoring, as in a refresh. */
static void store_all(struct flow *f, const struct channel *channels, struct kept *k) {
	struct err e;

	for (size_t i = 0; i < k->count;) {
		must(store_begin(flow_store(f), &e), &e);
		for (int n = 0; n < CHANNELS_A_TRANSACTION && i < k->count; n++) {
			struct ingest g;

			ingest_init(&g, f, &channels[i / ENTRIES]);
			for (int m = 0; m < ENTRIES; m++)
				must(ingest_put(&g, &k->at[i++]), &g.err);
			ingest_finish(&g);
		}
		must(store_end(flow_store(f), true, &e), &e);
	}
}

static void add_channels(struct flow *f, struct channel *channels, struct str *feeds) {
	static char urls[CHANNELS][48];
	struct err e;
	bool was;

	for (int n = 0; n < CHANNELS; n++) {
		snprintf(urls[n], sizeof urls[n], "https://example.org/%d.xml", n);
		channels[n] = (struct channel){.url = urls[n], .title = "", .site = "", .lang = "", .note = "", .credential = ""};
		must(store_channel_add(flow_store(f), &channels[n], &was, &e), &e);
		str_init(&feeds[n], 1 << 20);
		write_feed(n, &feeds[n]);
	}
}

int main(void) {
	static struct channel channels[CHANNELS];
	static struct str feeds[CHANNELS];
	struct kept *k = mem_alloc(sizeof(*k));
	struct flow_options options = {0};
	char dir[] = "/tmp/bench-ingest-XXXXXX";
	double at[4], bytes = 0;
	struct flow *f = NULL;
	struct err e;

	options.data_dir = mkdtemp(dir);
	config_defaults(&options.config);
	must(options.data_dir && clock_init(&options.clock, &e) && (f = flow_open(&options, &e)), &e);
	add_channels(f, channels, feeds);
	for (int n = 0; n < CHANNELS; n++)
		bytes += (double)feeds[n].len;
	for (int i = 0; i < CHANNELS * ENTRIES; i++)
		item_read_init(&k->at[i]);
	at[0] = seconds();
	read_all(feeds, channels, k);
	at[1] = seconds();
	score_all(k);
	at[2] = seconds();
	store_all(f, channels, k);
	at[3] = seconds();
	printf("ingest, bytes an item %.0f\n", bytes / (double)k->count);
	printf("ingest, reading %.0f items/s\n", (double)k->count / (at[1] - at[0]));
	printf("ingest, scoring %.0f items/s\n", (double)k->count / (at[2] - at[1]));
	printf("ingest, scoring and storing %.0f items/s\n", (double)k->count / (at[3] - at[2]));
	for (int i = 0; i < CHANNELS * ENTRIES; i++)
		item_read_finish(&k->at[i]);
	for (int n = 0; n < CHANNELS; n++)
		str_finish(&feeds[n]);
	free(k);
	flow_close(f);
	path_remove_tree(dir, &e);
	return 0;
}
