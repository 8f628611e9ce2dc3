/* arguments.c: from argv to a command, its options and its arguments, in any order, as in GNU programs. */
#include "command.h"

#include <bewust/i18n.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_MAX = 64 };

/* ---- what may have been meant ---- */

/* How many letters have to be changed, left out, put in or swapped to make one of the other. */
static int distance(const char *a, const char *b) {
	size_t m = strlen(a), n = strlen(b);
	int row[3][NEAR_MAX];

	if (m >= NEAR_MAX || n >= NEAR_MAX)
		return NEAR_MAX;
	for (size_t j = 0; j <= n; j++)
		row[0][j] = (int)j;
	for (size_t i = 1; i <= m; i++) {
		int *now = row[i % 3], *last = row[(i - 1) % 3], *older = row[(i + 1) % 3];

		now[0] = (int)i;
		for (size_t j = 1; j <= n; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);

			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && older[j - 2] + 1 < best)
				best = older[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[m % 3][n];
}

struct guess { const char *asked, *best; int far; };

static void guess(struct guess *g, const char *name) {
	size_t len = strlen(g->asked);
	int far = len >= 2 && strncmp(name, g->asked, len) == 0 ? 1 : distance(g->asked, name);

	if (far < g->far) {
		g->far = far;
		g->best = name;
	}
}

/* Nearer than a third of its letters: else a guess only confuses. */
static struct guess guess_for(const char *asked) {
	int len = (int)strlen(asked);

	return (struct guess){.asked = asked, .far = len <= 3 ? 2 : len / 3 + 2};
}

bool command_unknown(const char *name, const char *sub, struct err *e) {
	struct guess g = guess_for(sub ? sub : name);

	for (size_t i = 0; i < command_count; i++)
		if (!sub)
			guess(&g, commands[i]->name);
		else if (commands[i]->sub && strcmp(commands[i]->name, name) == 0)
			guess(&g, commands[i]->sub);
	if (sub && g.best)
		return err_set(e, ERR_USAGE, _("%s: there is no `%s`: did you mean `%s %s`?"), name, sub, name, g.best);
	if (sub)
		return err_set(e, ERR_USAGE, _("%s: there is no `%s`: see `bewust help %s`"), name, sub, name);
	if (g.best)
		return err_set(e, ERR_USAGE, _("there is no command `%s`: did you mean `%s`?"), name, g.best);
	return err_set(e, ERR_USAGE, _("there is no command `%s`: see `bewust --help`"), name);
}

static bool option_unknown(const struct command *c, const char *name, struct err *e) {
	struct guess g = guess_for(name);

	for (const struct option *o = c->options; o && o->name; o++)
		guess(&g, o->name);
	for (const struct option *o = global_options; o->name; o++)
		guess(&g, o->name);
	if (!c->name[0] && g.best)
		return err_set(e, ERR_USAGE, _("there is no option --%s: did you mean --%s?"), name, g.best);
	if (!c->name[0])
		return err_set(e, ERR_USAGE, _("there is no option --%s: see `bewust --help`"), name);
	if (g.best)
		return err_set(e, ERR_USAGE, _("%s: there is no option --%s: did you mean --%s?"), c->name, name, g.best);
	return err_set(e, ERR_USAGE, _("%s: there is no option --%s: see `bewust %s --help`"), c->name, name, c->name);
}

/* ---- what takes which option ---- */

static const struct option *option_in(const struct option *list, struct slice name) {
	for (; list && list->name; list++)
		if (slice_equal(name, slice_of(list->name)))
			return list;
	return NULL;
}

/* An option of any command: whether it takes a value has to be known before the command is. */
static const struct option *option_anywhere(struct slice name) {
	const struct option *o = option_in(global_options, name);

	if (!o)
		o = option_in(command_home.options, name);
	for (size_t i = 0; !o && i < command_count; i++)
		o = option_in(commands[i]->options, name);
	return o;
}

/* ---- taking argv apart ---- */

static bool is_number(const char *text) {
	return text[0] == '-' && (text[1] == '.' || (text[1] >= '0' && text[1] <= '9'));
}

static bool put_option(struct call *c, const char *name, const char *value, struct err *e) {
	if (strcmp(name, "help") == 0)
		c->help = true;
	else if (strcmp(name, "version") == 0)
		c->version = true;
	else if (strcmp(name, "data") == 0)
		c->data = value;
	else if (strcmp(name, "config") == 0)
		c->config_file = value;
	else if (c->option_count == CALL_OPTIONS_MAX)
		return err_set(e, ERR_USAGE, _("more than %d options: say it in several calls"), CALL_OPTIONS_MAX);
	else {
		c->options[c->option_count].name = name;
		c->options[c->option_count++].value = value;
	}
	return true;
}

/* One long option and its value; *at stands on it, and moves on where the value is the next word. */
static bool take_option(struct call *c, int argc, char **argv, int *at, struct err *e) {
	const char *text = argv[*at] + 2, *equals = strchr(text, '=');
	struct slice name = {text, equals ? (size_t)(equals - text) : strlen(text)};
	const struct option *o = option_anywhere(name);

	if (slice_equal(name, SLICE("manual"))) {
		c->manual = true;
		return true;
	}
	if (!o)
		return put_option(c, arena_text(&c->arena, name), equals ? equals + 1 : NULL, e);
	if (!o->value && equals)
		return err_set(e, ERR_USAGE, _("--%s takes no value"), o->name);
	if (o->value && !equals && *at + 1 >= argc)
		return err_set(e, ERR_USAGE, _("--%s needs a value: --%s %s"), o->name, o->name, o->value);
	if (!o->value)
		return put_option(c, o->name, "", e);
	if (option_in(global_options, name) && !(equals ? equals[1] : argv[*at + 1][0]))
		return err_set(e, ERR_USAGE, _("--%s needs a value: --%s %s"), o->name, o->name, o->value);
	return put_option(c, o->name, equals ? equals + 1 : argv[++*at], e);
}

static bool take_short(struct call *c, const char *text, struct err *e) {
	if (strcmp(text, "-h") == 0)
		c->help = true;
	else if (strcmp(text, "-V") == 0)
		c->version = true;
	else
		return err_set(e, ERR_USAGE, _("there is no option %s: options are words, as --help; see `bewust --help`"), text);
	return true;
}

/* Everything that is no option goes to `words`, in order. */
static bool take_apart(struct call *c, int argc, char **argv, const char **words, int *count, struct err *e) {
	bool only_words = false;

	for (int i = 1; i < argc; i++) {
		const char *text = argv[i];

		if (only_words || text[0] != '-' || text[1] == '\0' || is_number(text))
			words[(*count)++] = text;
		else if (strcmp(text, "--") == 0)
			only_words = true;
		else if (text[1] == '-' ? !take_option(c, argc, argv, &i, e) : !take_short(c, text, e))
			return false;
	}
	return true;
}

/* The command that the first words name. *used: how many they were. */
static const struct command *choose(const char *const *words, int count, int *used, struct err *e) {
	const struct command *first, *second;

	*used = 0;
	if (count == 0)
		return &command_home;
	*used = 1;
	if (!(first = command_find(words[0], NULL))) {
		command_unknown(words[0], NULL, e);
		return NULL;
	}
	if (!first->sub || count == 1)
		return first;
	if (!(second = command_find(words[0], words[1]))) {
		command_unknown(words[0], words[1], e);
		return NULL;
	}
	*used = 2;
	return second;
}

static bool check_options(const struct call *c, struct err *e) {
	for (int i = 0; i < c->option_count; i++)
		if (!option_in(c->command->options, slice_of(c->options[i].name)))
			return option_unknown(c->command, c->options[i].name, e);
	return true;
}

static bool check_count(const struct call *c, struct err *e) {
	const struct command *command = c->command;
	bool ok = c->arg_count >= command->args_min && (command->args_max < 0 || c->arg_count <= command->args_max);
	struct str usage;

	if (ok)
		return true;
	str_init(&usage, 200);
	help_write_usage(command, &usage);
	if (c->arg_count < command->args_min)
		err_set(e, ERR_USAGE, _("something is missing: bewust %s"), usage.at);
	else
		err_set(e, ERR_USAGE, _("%s is one too many: bewust %s"), c->args[command->args_max], usage.at);
	str_finish(&usage);
	return false;
}

bool call_parse(struct call *c, int argc, char **argv, struct err *e) {
	const char **words = arena_array(&c->arena, (size_t)argc + 1, sizeof *words);
	int count = 0, used;

	c->command = &command_home;
	if (!take_apart(c, argc, argv, words, &count, e))
		return false;
	if (count > 0 && strcmp(words[0], "help") == 0) {
		c->help = true;
		c->args = words + 1;
		c->arg_count = count - 1;
		return true;
	}
	if (!(c->command = choose(words, count, &used, e)))
		return false;
	c->args = words + used;
	c->arg_count = count - used;
	c->sub_given = used == 2;
	return c->help || c->version || c->manual || (check_options(c, e) && check_count(c, e));
}
