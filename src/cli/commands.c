/* commands.c: the table of commands, and how one is found in it. */
#include "command.h"

#include <bewust/i18n.h>
#include <string.h>

#define C(name) &command_##name,
const struct command *const commands[] = {COMMANDS(C)};
#undef C
const size_t command_count = sizeof commands / sizeof *commands;

const struct option global_options[] = {
	{"data", "DIR", N_("where texts and data are kept; else $BEWUST_DATA, $XDG_DATA_HOME/bewust, ~/.local/share/bewust")},
	{"config", "FILE", N_("the settings; else $XDG_CONFIG_HOME/bewust/config.ini, ~/.config/bewust/config.ini")},
	{"help", NULL, N_("say what a command does and takes")},
	{"version", NULL, N_("say which version this is, and of which libraries")},
	{0},
};

bool command_is(const struct command *c, const char *name, const char *sub) {
	return strcmp(c->name, name) == 0 && (sub == NULL || (c->sub && strcmp(c->sub, sub) == 0));
}

const struct command *command_find(const char *name, const char *sub) {
	for (size_t i = 0; i < command_count; i++)
		if (command_is(commands[i], name, sub))
			return commands[i];
	return NULL;
}
