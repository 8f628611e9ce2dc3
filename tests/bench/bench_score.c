/* bench_score.c: how many headlines a second: scored alone, and scored and written as JSON, with no rules and with ten thousand;
 * and how right the scores are on headlines of our own, so that neither is bought with the other. */
#include <bewust/score.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define HEADLINES 4096
#define RULES 10000
#define SECONDS_AT_LEAST 0.5

/* Put together from pieces that headlines are made of: as long, and as often known, as real ones. */
static const char *const who[] = {"Council", "Two hikers", "Scientists", "A retired teacher", "Rescue workers", "The minister", "Local farmers",
	"Police in Utrecht", "Villagers", "A young pianist", "Striking drivers", "The museum"};
static const char *const does[] = {"celebrate the return of", "warn against", "are not happy with", "rebuild", "find a way to protect", "mourn",
	"save", "reject new rules for", "open a garden beside", "lose hope over", "welcome record numbers of", "investigate a fatal crash near"};
static const char *const what[] = {"an old bridge", "storks after 30 years", "the flooded valley", "a disputed tax", "children's hospital wing",
	"the last cinema in town", "a stolen painting", "electric buses", "the missing dog", "a new vaccine trial"};

static char texts[HEADLINES][160];
static struct slice headlines[HEADLINES];

static void make_headlines(void) {
	for (size_t i = 0; i < HEADLINES; i++) {
		snprintf(texts[i], sizeof *texts, "%s %s %s", who[i % 12], does[i / 12 % 12], what[i / 144 % 10]);
		headlines[i] = (struct slice){texts[i], strlen(texts[i])};
	}
}

static double seconds(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void measure(const char *name, const struct scorer *s, const char *lang, bool write) {
	struct str out;
	double start = seconds(), took;
	size_t done = 0;

	str_init(&out, (size_t)64 << 20);
	do {
		str_clear(&out);
		for (size_t i = 0; i < HEADLINES; i++) {
			struct score_text text = {.title = headlines[i], .lang = lang};
			struct score score;

			score_text(s, &text, &score);
			if (write)
				score_write_json(&score, text.title, &out);
		}
		done += HEADLINES;
		took = seconds() - start;
	} while (took < SECONDS_AT_LEAST);
	printf("%s\t%.0f\theadlines/s\n", name, (double)done / took);
	str_finish(&out);
}

struct tally {
	size_t texts, right, clear, opposite, silent;
};

static void count_line(struct tally *t, const char *lang, struct slice line) {
	struct slice wanted;
	struct score_text text = {.lang = lang};
	struct score score;
	long long want;
	int is;

	if (slice_starts(line, SLICE("#")) || !slice_split(&line, '\t', &wanted) || !slice_to_int(wanted, &want))
		return;
	text.title = slice_trim(line);
	score_text(&(struct scorer){0}, &text, &score);
	is = score.label == LABEL_UPLIFTING ? 1 : score.label == LABEL_DRAINING ? -1 : 0;
	t->texts++;
	t->right += is == want;
	t->clear += want != 0;
	t->opposite += want != 0 && is == -want;
	t->silent += want != 0 && is == 0;
}

/* Run from the top folder, where the headlines are found. */
static void measure_accuracy(const char *lang) {
	struct tally t = {0};
	char path[64], line[512];
	FILE *f;

	snprintf(path, sizeof path, "tests/data/headlines/%s.tsv", lang);
	if (!(f = fopen(path, "r"))) {
		printf("labels right, %s\tnot measured: no %s here\n", lang, path);
		return;
	}
	while (fgets(line, sizeof line, f))
		count_line(&t, lang, slice_of(line));
	fclose(f);
	if (t.texts == 0 || t.clear == 0)
		return;
	printf("labels right, %s\t%.1f\t%% of %zu headlines\n", lang, 100 * (double)t.right / (double)t.texts, t.texts);
	printf("labels opposite, %s\t%.1f\t%% of %zu clear ones\n", lang, 100 * (double)t.opposite / (double)t.clear, t.clear);
	printf("labels neutral, %s\t%.1f\t%% of %zu clear ones\n", lang, 100 * (double)t.silent / (double)t.clear, t.clear);
}

/* Ten thousand rules of one sort, which meet nothing: what their number costs. */
static void measure_rules(const char *name, const char *before, const char *after) {
	static struct rule rules[RULES];
	static char words[RULES][40];
	struct scorer ruled = {0};
	struct ruleset *set;

	for (size_t i = 0; i < RULES; i++) {
		snprintf(words[i], sizeof *words, "%srule%zu%s", before, i, after);
		rules[i] = (struct rule){.id = (int64_t)i + 1, .words = words[i], .weight = 0.1, .until = DATE_NONE};
	}
	ruled.rules = set = ruleset_new(rules, RULES, 0);
	measure(name, &ruled, "en", false);
	ruleset_free(set);
}

int main(void) {
	struct scorer none = {0};

	make_headlines();
	measure("score", &none, "en", false);
	measure("score, language not told", &none, "", false);
	measure_rules("score, 10000 rules", "", "");
	measure_rules("score, 10000 rules: phrases of one beginning", "the ", "");
	measure_rules("score, 10000 rules: beginnings", "", "*");
	measure("score and write JSON", &none, "en", true);
	measure_accuracy("en");
	measure_accuracy("nl");
	return 0;
}
