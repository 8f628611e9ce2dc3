/* action.c: which key means what, from the one table. */
#include "action.h"

#include <bewust/utf8.h>
#include <string.h>

struct action_row {
	const char *keys, *name, *word, *help;
};

static const struct action_row rows[ACTION_COUNT] = {
	{"", "none", "", ""},
#define A(id, keys, name, word, help) {keys, name, word, help},
	ACTIONS(A)
#undef A
};

static const struct { const char *name; uint32_t key; const char *shown, *ascii; } names[] = {
	{"Up", KEY_UP_, "↑", "up"}, {"Down", KEY_DOWN_, "↓", "down"}, {"Left", KEY_LEFT_, "←", "left"}, {"Right", KEY_RIGHT_, "→", "right"},
	{"Home", KEY_HOME_, "Home", "Home"}, {"End", KEY_END_, "End", "End"}, {"PgUp", KEY_PAGE_UP_, "PgUp", "PgUp"},
	{"PgDn", KEY_PAGE_DOWN_, "PgDn", "PgDn"}, {"Enter", KEY_RETURN, "⏎", "Enter"}, {"Space", ' ', "Space", "Space"},
	{"Esc", KEY_ESCAPE, "Esc", "Esc"}, {"Tab", KEY_TAB_, "⇥", "Tab"}, {"Backspace", KEY_DEL_BACK, "⌫", "Backspace"},
	{"Delete", KEY_DELETE_, "Del", "Del"}, {"BackTab", KEY_BACKTAB_, "⇤", "BackTab"}, {"-", '-', "−", "-"},
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

const char *action_keys(enum action a) {
	return rows[a].keys;
}

const char *action_name(enum action a) {
	return rows[a].name;
}

const char *action_word(enum action a) {
	return rows[a].word[0] ? _(rows[a].word) : "";
}

const char *action_help(enum action a) {
	return rows[a].help[0] ? _(rows[a].help) : "";
}

bool key_parse(struct slice name, uint32_t *key) {
	struct slice rest = name;

	for (size_t i = 0; i < NAMES; i++)
		if (slice_equal_nocase(name, slice_of(names[i].name))) {
			*key = names[i].key;
			return true;
		}
	if (name.len == 2 && name.at[0] == '^' && name.at[1] >= 'A' && name.at[1] <= 'Z') {
		*key = (uint32_t)(name.at[1] - 'A' + 1);
		return true;
	}
	if (!name.len)
		return false;
	*key = utf8_next(&rest);
	return !rest.len && *key > ' ' && *key != RUNE_BAD;
}

static bool has_key(enum action a, uint32_t key) {
	struct slice rest = slice_of(rows[a].keys), name;
	uint32_t its;

	while (rest.at && slice_split(&rest, ' ', &name))
		if (key_parse(name, &its) && its == key)
			return true;
	return false;
}

enum action action_for_key(const enum action *answers, uint32_t key) {
	for (; *answers != ACT_NONE; answers++)
		if (has_key(*answers, key))
			return *answers;
	return ACT_NONE;
}

struct slice action_key_shown(enum action a, bool ascii) {
	struct slice rest = slice_of(rows[a].keys), name = {0};

	if (a == ACT_FEEL)
		return ascii ? SLICE("1-7") : SLICE("1–7");
	slice_split(&rest, ' ', &name);
	for (size_t i = 0; i < NAMES; i++)
		if (slice_equal(name, slice_of(names[i].name)))
			return slice_of(ascii ? names[i].ascii : names[i].shown);
	return name;
}
