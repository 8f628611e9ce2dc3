/* bench_score.c: how many headlines a second: scored alone, and scored and written as JSON, with no rules and with ten thousand. */
#include <bewust/score.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define HEADLINES 4096
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

static void make_headlines(void)
{
	for (size_t i = 0; i < HEADLINES; i++) {
		snprintf(texts[i], sizeof *texts, "%s %s %s", who[i % 12], does[i / 12 % 12], what[i / 144 % 10]);
		headlines[i] = (struct slice){texts[i], strlen(texts[i])};
	}
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void measure(const char *name, const struct scorer *s, const char *lang, bool write)
{
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

int main(void)
{
	static struct rule rules[10000];
	static char words[10000][16];
	struct scorer none = {0}, ruled = {0};
	struct ruleset *set;

	make_headlines();
	for (size_t i = 0; i < 10000; i++) {
		snprintf(words[i], sizeof *words, "rule%zu", i);
		rules[i] = (struct rule){.words = words[i], .weight = 0.1, .until = DATE_NONE};
	}
	ruled.rules = set = ruleset_new(rules, 10000, 0);
	measure("score", &none, "en", false);
	measure("score, language not told", &none, "", false);
	measure("score, 10000 rules", &ruled, "en", false);
	measure("score and write JSON", &none, "en", true);
	ruleset_free(set);
	return 0;
}
