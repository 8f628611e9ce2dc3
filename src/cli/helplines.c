/* helplines.c: `bewust helplines`: people to talk to, offline; reads no data. */
#include "command.h"

#include <bewust/i18n.h>
#include <string.h>

static void write_json(const struct helpline *h, size_t count, struct str *out) {
	struct json j;

	json_init(&j, out, 1);
	json_array(&j);
	for (size_t i = 0; i < count; i++) {
		json_object(&j);
		json_member_text(&j, "cc", h[i].cc);
		json_member_text(&j, "lang", h[i].lang);
		json_member_text(&j, "name", h[i].name);
		json_member_text(&j, "number", h[i].number);
		json_member_text(&j, "text", h[i].text);
		json_member_text(&j, "url", h[i].url);
		json_member_text(&j, "hours", h[i].hours);
		json_member_text(&j, "cost", h[i].cost);
		json_member_text(&j, "source", h[i].source);
		json_member_text(&j, "checked", h[i].checked);
		json_end(&j);
	}
	json_end(&j);
	str_add_char(out, '\n');
}

static void write_plain(const struct helpline *h, struct str *out) {
	const char *const facts[] = {h->number, h->hours, h->cost, h->url};
	bool first = true;

	str_addf(out, "%s%s%s\n  ", h->name, strcmp(h->cc, "*") ? ", " : "", strcmp(h->cc, "*") ? h->cc : "");
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (*facts[i]) {
			str_addf(out, "%s%s", first ? "" : " · ", facts[i]);
			first = false;
		}
	str_add_char(out, '\n');
	write_wrapped(out, h->text, 2, write_columns());
	if (*h->checked)
		str_addf(out, _("  read %s in %s\n"), h->checked, h->source);
	str_add_char(out, '\n');
}

/* Two letters, or all. What stands for every country is given all the same: nobody is sent away. */
static bool is_country(const char *cc) {
	size_t len = strlen(cc);

	return strcmp(cc, "*") == 0 || (len == 2 && strspn(cc, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == len);
}

static bool is_known(const struct helpline *h, size_t count) {
	for (size_t i = 0; i < count; i++)
		if (strcmp(h[i].cc, "*") != 0)
			return true;
	return false;
}

static bool run(struct call *c, struct err *e) {
	const char *cc = c->arg_count ? c->args[0] : "";
	const struct config *config = call_config(c, e);
	struct helpline *lines;
	size_t count;

	if (*cc && !is_country(cc))
		return err_set(e, ERR_USAGE, _("%s: a country's two letters are meant, as NL, or '*' for all"), cc);
	if (!config || !flow_helplines(config, cc, &c->arena, &lines, &count, e))
		return false;
	if (call_has(c, "json")) {
		write_json(lines, count, &c->out);
		return true;
	}
	if (*cc && !is_known(lines, count))
		str_addf(&c->out, _("No numbers for %s are known here. This is for every country:\n\n"), cc);
	for (size_t i = 0; i < count; i++)
		write_plain(&lines[i], &c->out);
	return true;
}

static const struct option options[] = {{"json", NULL, N_("as JSON")}, {0}};
static const char *const examples[] = {"helplines", "helplines NL", "helplines '*'", NULL};
const struct command command_helplines = {.name = "helplines", .arguments = "[CC]", .summary = N_("people to talk to, offline"),
	.text = N_("CC is a country's two letters; without it that of the settings or of the locale; '*' is all of them."), .options = options,
	.examples = examples, .args_max = 1, .run = run};
