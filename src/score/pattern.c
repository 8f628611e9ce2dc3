/* pattern.c: regular expressions of the reader's own, held to limits, so that none can stop a refresh. */
#include "pattern.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <stdlib.h>

#ifdef BEWUST_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define PATTERN_BYTES_MAX 500
#define PATTERN_NESTING_MAX 50
#define TEXT_BYTES_MAX 4000      /* of a text: a repeated letter costs the square of its length */
#define MATCH_LIMIT 100000       /* steps for each place that a match may begin at, */
#define STEPS_MAX 100000         /* and for all of them together */
#define HEAP_KIB_MAX 2048

struct pattern {
	pcre2_general_context *memory;
	pcre2_code *code;
};

static void *give(size_t size, void *unused) {
	(void)unused;
	return mem_alloc(size);
}

static void take_back(void *block, void *unused) {
	(void)unused;
	free(block);
}

/* The library's own limit begins anew at each place; this one counts every step of a match. */
static int count_step(pcre2_callout_block *block, void *steps) {
	(void)block;
	return ++*(unsigned *)steps > STEPS_MAX ? PCRE2_ERROR_MATCHLIMIT : 0;
}

static bool compile(struct pattern *p, struct slice regex, struct err *e) {
	pcre2_compile_context *c = pcre2_compile_context_create(p->memory);
	char why[120];
	size_t at = 0;
	int error = 0;

	pcre2_set_max_pattern_length(c, PATTERN_BYTES_MAX);
	pcre2_set_parens_nest_limit(c, PATTERN_NESTING_MAX);
	p->code = pcre2_compile((PCRE2_SPTR)regex.at, regex.len, PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
		PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT, &error, &at, c);
	pcre2_compile_context_free(c);
	if (p->code)
		return true;
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof why) < 0)
		why[0] = '\0';
	return err_set(e, ERR_USAGE, _("this is no pattern after its %zu first characters (%s): re:%.*s"), at, why, SLICE_FMT(regex));
}

struct pattern *pattern_new(struct slice regex, struct err *e) {
	struct pattern *p;

	if (regex.len == 0) {
		err_set(e, ERR_USAGE, _("there is no pattern after re: (one would be re:storm(s|y)?)"));
		return NULL;
	}
	p = mem_alloc(sizeof *p);
	p->memory = pcre2_general_context_create(give, take_back, NULL);
	if (compile(p, regex, e))
		return p;
	pattern_free(p);
	return NULL;
}

void pattern_free(struct pattern *p) {
	if (!p)
		return;
	pcre2_code_free(p->code);
	pcre2_general_context_free(p->memory);
	free(p);
}

bool pattern_matches(const struct pattern *p, struct slice text) {
	pcre2_match_context *limits;
	pcre2_match_data *found;
	unsigned steps = 0;
	int answer;

	if (text.len == 0)
		return false;
	if (text.len > TEXT_BYTES_MAX)
		text.len = TEXT_BYTES_MAX;
	limits = pcre2_match_context_create(p->memory);
	found = pcre2_match_data_create(1, p->memory);
	pcre2_set_match_limit(limits, MATCH_LIMIT);
	pcre2_set_heap_limit(limits, HEAP_KIB_MAX);
	pcre2_set_callout(limits, count_step, &steps);
	answer = pcre2_match(p->code, (PCRE2_SPTR)text.at, text.len, 0, 0, found, limits);
	pcre2_match_data_free(found);
	pcre2_match_context_free(limits);
	return answer >= 0;
}

#else

struct pattern *pattern_new(struct slice regex, struct err *e) {
	(void)regex;
	err_set(e, ERR_USAGE, _("this bewust was built without PCRE2, so rules cannot be patterns (re:); use words, or a beginning as in storm*"));
	return NULL;
}

void pattern_free(struct pattern *p) {
	(void)p;
}

bool pattern_matches(const struct pattern *p, struct slice text) {
	(void)p;
	(void)text;
	return false;
}

#endif
