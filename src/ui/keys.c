/* keys.c: every key and what it means, as mdoc for the manual: from the table that the screens themselves answer by. */
#include "action.h"

#include <bewust/ui.h>

/* "- −" and "\" are letters to roff, not marks of its own; nor is a lone "?" the end of a sentence. */
static void write_keys(struct str *out, const char *keys) {
	str_add_text(out, "\"\\&");
	for (; *keys; keys++) {
		if (*keys == '\\' || *keys == '-')
			str_add_char(out, '\\');
		str_add_char(out, *keys == '\\' ? 'e' : *keys);
	}
	str_add_char(out, '"');
}

void ui_write_keys(struct str *out) {
	str_add_text(out, ".Bl -tag -width \"1 2 3 4 5 6 7\"\n");
	for (int a = ACT_NONE + 1; a < ACTION_COUNT; a++) {
		str_add_text(out, ".It Ic ");
		write_keys(out, action_keys((enum action)a));
		str_addf(out, "\n%s.\n", action_help((enum action)a));
	}
	str_add_text(out, ".El\n");
}
