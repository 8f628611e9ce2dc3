/* test_cli_table.c: the table of commands keeps the promises that its readers (arguments, help, manual) rely on. */
#include "../../src/cli/command.h"
#include "../support/test.h"
#include <string.h>

static const struct option *next_option(size_t *command, const struct option *o) {
	if (o && (++o)->name)
		return o;
	for (; *command <= command_count; ++*command) {
		const struct command *c = *command < command_count ? commands[*command] : &command_home;

		if (c->options && c->options->name) {
			++*command;
			return c->options;
		}
	}
	return NULL;
}

/* The parser has to know whether a word is a value before it knows the command. */
static void an_option_takes_a_value_everywhere_or_nowhere(void **state) {
	size_t i = 0, j;

	(void)state;
	for (const struct option *a = next_option(&i, NULL); a; a = next_option(&i, a)) {
		for (const struct option *g = global_options; g->name; g++)
			assert_string_not_equal(a->name, g->name);
		j = 0;
		for (const struct option *b = next_option(&j, NULL); b; b = next_option(&j, b))
			if (strcmp(a->name, b->name) == 0)
				assert_int_equal(a->value == NULL, b->value == NULL);
	}
}

static void every_command_says_what_it_does(void **state) {
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *c = commands[i];

		assert_non_null(c->run);
		assert_true(strlen(c->summary) > 10);
		assert_true(c->summary[strlen(c->summary) - 1] != '.');
		assert_non_null(c->arguments ? c->arguments : NULL);
		for (const struct option *o = c->options; o && o->name; o++)
			assert_true(strlen(o->summary) > 4);
	}
}

static void second_words_stand_together(void **state) {
	(void)state;
	for (size_t i = 1; i < command_count; i++)
		for (size_t j = 0; j + 1 < i; j++)
			if (strcmp(commands[i]->name, commands[j]->name) == 0)
				assert_string_equal(commands[i]->name, commands[i - 1]->name);
}

/* An example that the parser refuses would teach the wrong thing. */
static void examples_can_be_called(void **state) {
	(void)state;
	for (size_t i = 0; i < command_count; i++)
		for (const char *const *x = commands[i]->examples; x && *x; x++) {
			char line[200], *argv[20] = {line}, *rest = line, *word;
			struct err e = {0};
			struct call c;
			int argc = 1;

			memset(&c, 0, sizeof c);
			arena_init(&c.arena, 0);
			assert_true(text_copy(line, sizeof line, slice_of(*x)));
			line[strcspn(line, "<|>")] = '\0';
			while ((word = strtok_r(rest, " ", &rest)) && argc < 20)
				argv[argc++] = word;
			if (!call_parse(&c, argc, argv, &e))
				fail_msg("%s: %s", *x, e.text);
			assert_string_equal(c.command->name, commands[i]->name);
			arena_finish(&c.arena);
		}
}

static void finds_what_was_meant(void **state) {
	static const struct { const char *typed, *said; } cases[] = {
		{"fecth", "`fetch`"}, {"channel", "`channels`"}, {"itmes", "`items`"}, {"doctro", "`doctor`"}, {"m", "--help"}, {"qqqqqq", "--help"},
		{"a-word-that-is-far-longer-than-any-command-could-ever-be-because-nobody-types-so-much", "--help"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};

		assert_false(command_unknown(cases[i].typed, NULL, &e));
		assert_int_equal(e.kind, ERR_USAGE);
		if (!strstr(e.text, cases[i].said))
			fail_msg("%s: %s", cases[i].typed, e.text);
	}
}

static void refuses_more_options_than_it_holds(void **state) {
	char name[] = "bewust", option[] = "--json", *argv[CALL_OPTIONS_MAX + 4];
	struct err e = {0};
	struct call c;
	int argc = 0;

	(void)state;
	argv[argc++] = name;
	while (argc < CALL_OPTIONS_MAX + 3)
		argv[argc++] = option;
	memset(&c, 0, sizeof c);
	arena_init(&c.arena, 0);
	assert_false(call_parse(&c, argc, argv, &e));
	assert_int_equal(e.kind, ERR_USAGE);
	arena_finish(&c.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_option_takes_a_value_everywhere_or_nowhere),
		cmocka_unit_test(every_command_says_what_it_does),
		cmocka_unit_test(second_words_stand_together),
		cmocka_unit_test(examples_can_be_called),
		cmocka_unit_test(finds_what_was_meant),
		cmocka_unit_test(refuses_more_options_than_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
