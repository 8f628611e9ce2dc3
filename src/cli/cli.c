/* cli.c: one call of the program: find the command, run it, say what went wrong, once. */
#include "command.h"

#include <bewust/cli.h>
#include <bewust/i18n.h>
#include <string.h>

/* `bewust help fetch` and `bewust fetch --help` are one; so are `bewust channels --help` and the help of all its second words. */
static bool help(struct call *c, struct err *e) {
	const struct command *about = c->command;
	const char *name = c->arg_count > 0 ? c->args[0] : NULL, *sub = c->arg_count > 1 ? c->args[1] : NULL;

	if (about != &command_home) {
		if (about->sub && !c->sub_given)
			help_write_group(about->name, &c->out);
		else
			help_write(about, &c->out);
		return true;
	}
	if (!name || strcmp(name, "help") == 0) {
		help_write(NULL, &c->out);
		return true;
	}
	if (!(about = command_find(name, sub)))
		return command_unknown(name, sub, e);
	if (about->sub && !sub)
		help_write_group(name, &c->out);
	else
		help_write(about, &c->out);
	return true;
}

static bool run(struct call *c, int argc, char **argv, struct err *e) {
	if (!call_parse(c, argc, argv, e))
		return false;
	if (c->manual)
		manual_write(&c->out);
	else if (c->version)
		version_write(&c->out);
	else if (c->help)
		return help(c, e);
	else
		return c->command->run(c, e);
	return true;
}

int cli_main(int argc, char **argv) {
	struct err e = {0}, on_writing = {0};
	struct call c;

	i18n_init("");
	memset(&c, 0, sizeof c);
	arena_init(&c.arena, 0);
	str_init(&c.out, (size_t)1 << 31);
	if (run(&c, argc, argv, &e))
		e.kind = ERR_NONE;
	else if (!e.kind)
		err_set(&e, ERR_BUG, _("%s: ended without saying why; please report it"), c.command ? c.command->name : "bewust");
	if (!call_flush_paged(&c, &on_writing) && !e.kind)
		e = on_writing;
	call_finish(&c);
	if (e.kind)
		call_complain(&e);
	return err_exit_status(e.kind);
}
