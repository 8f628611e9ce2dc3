/* help.c: --help, from the table of commands. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/text.h>

enum { COLS = 80, NAME_COLS = 26 };

/* ---- one line of what a command takes ---- */

void help_write_usage(const struct command *c, struct str *out) {
	str_add_text(out, c->name);
	if (c->sub)
		str_addf(out, "%s%s", " ", c->sub);
	if (c->arguments[0])
		str_addf(out, " %s", c->arguments);
	for (const struct option *o = c->options; o && o->name; o++)
		str_addf(out, " [--%s%s%s]", o->name, o->value ? " " : "", o->value ? o->value : "");
}

static void write_entry(struct str *out, const char *name, const char *summary) {
	struct str text;

	str_add_text(out, "  ");
	if (text_width(slice_of(name)) > NAME_COLS - 4) {
		str_addf(out, "%s\n", name);
		write_wrapped(out, summary, NAME_COLS, COLS);
		return;
	}
	str_init(&text, 4000);
	write_padded(out, name, NAME_COLS - 2);
	write_wrapped(&text, summary, NAME_COLS, COLS);
	str_add(out, slice_from(str_slice(&text), NAME_COLS)); /* its first line begins behind the name */
	str_finish(&text);
}

static void write_options(struct str *out, const struct option *o) {
	struct str name;

	str_init(&name, 100);
	for (; o && o->name; o++) {
		str_clear(&name);
		str_addf(&name, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		write_entry(out, name.at, _(o->summary));
	}
	str_finish(&name);
}

static void write_command_entry(struct str *out, const struct command *c) {
	struct str name;

	str_init(&name, 100);
	str_addf(&name, "%s%s%s%s%s", c->name, c->sub ? " " : "", c->sub ? c->sub : "", c->arguments[0] ? " " : "", c->arguments);
	write_entry(out, name.at, _(c->summary));
	str_finish(&name);
}

static void write_examples(struct str *out, const char *const *examples) {
	if (!examples)
		return;
	str_addf(out, "\n%s\n", _("Examples:"));
	for (; *examples; examples++)
		str_addf(out, "  bewust %s\n", *examples);
}

/* ---- pages ---- */

static void write_whole(struct str *out) {
	str_addf(out, "%s\n\n", _("Usage: bewust [COMMAND] [ARGUMENT]… [OPTION]…"));
	write_wrapped(out, _("A reading companion for the terminal: a small, capped session of what you chose to follow, and a look at how you feel."), 0, COLS);
	/* i18n: the standing sentence: keep it whole */
	write_wrapped(out, _("bewust is a reading companion. It is not therapy and cannot replace help from a professional."), 0, COLS);
	str_addf(out, "\n%s\n", _("Without a command it opens the terminal interface. Commands:"));
	for (size_t i = 0; i < command_count; i++)
		write_command_entry(out, commands[i]);
	write_entry(out, "help [COMMAND]", _("what a command does and takes, with examples"));
	str_addf(out, "\n%s\n", _("Options without a command:"));
	write_options(out, command_home.options);
	str_addf(out, "\n%s\n", _("Options of every command, before or after it:"));
	write_options(out, global_options);
	str_addf(out, "\n%s\n", _("More: `bewust help COMMAND`, `man bewust`. People to talk to: `bewust helplines`."));
}

void help_write(const struct command *c, struct str *out) {
	if (!c || c == &command_home) {
		write_whole(out);
		return;
	}
	str_addf(out, "%s bewust ", _("Usage:"));
	help_write_usage(c, out);
	str_add_text(out, "\n\n");
	write_wrapped(out, _(c->summary), 0, COLS);
	if (c->text) {
		str_add_char(out, '\n');
		write_wrapped(out, _(c->text), 0, COLS);
	}
	if (c->options) {
		str_addf(out, "\n%s\n", _("Options:"));
		write_options(out, c->options);
	}
	write_examples(out, c->examples);
}

void help_write_group(const char *name, struct str *out) {
	const char *usage = _("Usage:");
	bool first = true;

	for (size_t i = 0; i < command_count; i++)
		if (command_is(commands[i], name, NULL)) {
			str_addf(out, "%*s bewust ", text_width(slice_of(usage)), first ? usage : "");
			help_write_usage(commands[i], out);
			str_add_char(out, '\n');
			first = false;
		}
	for (size_t i = 0; i < command_count; i++) {
		const struct command *c = commands[i];

		if (!command_is(c, name, NULL))
			continue;
		str_addf(out, "\n%s %s\n", c->name, c->sub);
		write_wrapped(out, _(c->summary), 2, COLS);
		if (c->text)
			write_wrapped(out, _(c->text), 2, COLS);
		write_options(out, c->options);
	}
	for (size_t i = 0; i < command_count; i++)
		if (command_is(commands[i], name, NULL) && commands[i]->examples) {
			write_examples(out, commands[i]->examples);
			break;
		}
}
