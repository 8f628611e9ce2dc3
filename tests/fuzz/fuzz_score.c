/* fuzz_score.c: any bytes as a title, a body, a category, a rule's words and a lesson: the reasons add up, the score stays on its
 * scale, what is learned can be taken back, and what is written is JSON. */
#include <bewust/mem.h>
#include <bewust/score.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
	if (!holds)
		abort();
}

static double check(const struct scorer *s, const struct score_text *text) {
	struct score out;
	struct str line;
	cJSON *read;
	double sum = 0;

	score_text(s, text, &out);
	must(out.reasons >= 0 && out.reasons <= SCORE_REASONS_MAX);
	for (int i = 0; i < out.reasons; i++)
		sum += out.why[i].weight;
	must(fabs(sum - out.value) < 1e-9);
	must(out.value >= -1 && out.value <= 1);
	must(out.value == 0 || out.reasons > 0);
	str_init(&line, 1 << 20);
	score_write_json(&out, text->title, &line);
	read = cJSON_ParseWithLength(line.at, line.len);
	must(cJSON_IsObject(read));
	cJSON_Delete(read);
	score_write_tsv(&out, text->title, &line);
	str_finish(&line);
	return out.value;
}

/* The first line is a rule, the second a category; of the rest a third is the title. */
static char *take_line(struct slice *rest) {
	struct slice line = {0};
	char *text;

	slice_split(rest, '\n', &line);
	text = mem_array(line.len + 1, 1);
	if (line.len > 0)
		memcpy(text, line.at, line.len);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	static const char *const languages[] = {"en", "nl", "", "xx"};
	struct slice rest = {(const char *)data, size};
	struct score_text text = {.title = rest, .lang = languages[size % 4]};
	struct scorer s = {0};
	struct personal *p = personal_new();
	struct score briefly;
	theme_set themes;
	char *words, *tag;
	double before, after;

	check(&s, &text);
	words = take_line(&rest);
	tag = take_line(&rest);
	text = (struct score_text){.title = {rest.at, rest.len / 3}, .body = slice_from(rest, rest.len / 3), .lang = languages[size / 4 % 4],
		.tags = (const char *const[]){tag}, .tag_count = 1, .channel_id = (int64_t)(size % 2)};
	s.personal = p;
	before = check(&s, &text);
	personal_learn(p, &text, size % 3 ? LABEL_UPLIFTING : LABEL_DRAINING, 1, NULL, NULL);
	after = check(&s, &text);
	must(size % 3 ? after >= before - 1e-12 : after <= before + 1e-12);
	personal_learn(p, &text, size % 3 ? LABEL_UPLIFTING : LABEL_DRAINING, -1, NULL, NULL);
	must(check(&s, &text) == before);
	s.rules = ruleset_new(&(struct rule){.words = words, .action = (enum rule_action)(size % 3), .weight = 0.5, .until = DATE_NONE}, 1, 0);
	score_briefly(&s, &text, &briefly, &themes);
	must(check(&s, &text) == briefly.value);
	ruleset_free((struct ruleset *)(uintptr_t)s.rules);
	personal_free(p);
	free(words);
	free(tag);
	return 0;
}
