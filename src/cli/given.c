/* given.c: the options that a call was given, by name. */
#include "command.h"

#include <bewust/i18n.h>
#include <string.h>

const char *call_option(const struct call *c, const char *option) {
	for (int i = c->option_count - 1; i >= 0; i--)
		if (strcmp(c->options[i].name, option) == 0)
			return c->options[i].value;
	return NULL;
}

bool call_has(const struct call *c, const char *option) {
	return call_option(c, option) != NULL;
}

const char *call_option_each(const struct call *c, const char *option, int *at) {
	while (*at < c->option_count) {
		int i = (*at)++;

		if (strcmp(c->options[i].name, option) == 0)
			return c->options[i].value;
	}
	return NULL;
}

bool call_int(const struct call *c, const char *option, long long low, long long high, long long fallback, long long *out, struct err *e) {
	const char *text = call_option(c, option);

	*out = fallback;
	if (!text)
		return true;
	if (!slice_to_int(slice_of(text), out) || *out < low || *out > high)
		return err_set(e, ERR_USAGE, _("--%s %s: a whole number from %lld to %lld is meant"), option, text, low, high);
	return true;
}

bool call_themes(const struct call *c, theme_set *out, struct err *e) {
	const char *text;
	int at = 0;

	*out = 0;
	while ((text = call_option_each(c, "theme", &at))) {
		theme_set some;

		if (!theme_set_parse(slice_of(text), &some)) {
			struct str all;

			str_init(&all, 200);
			theme_set_write(((theme_set)1 << THEME_COUNT) - 1, " ", &all);
			err_set(e, ERR_USAGE, _("%s: no such theme; there are: %s"), text, all.at);
			str_finish(&all);
			return false;
		}
		*out |= some;
	}
	return true;
}
