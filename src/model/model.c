/* model.c: the names of the fixed lists: themes, kinds, labels, states, phases, intentions, roles. */
#include <bewust/model.h>

/* The index of `name` in a list of names, any case; -1 when it is not there. */
static int name_index(const char *const *names, int count, struct slice name) {
	for (int i = 0; i < count; i++)
		if (slice_equal_nocase(slice_of(names[i]), name))
			return i;
	return -1;
}

/* A fixed list: its name for every value, "" for what is out of range, and back again. */
#define NAMED_LIST(prefix, type, count, names) \
	const char *prefix##_name(type value) \
	{ \
		return (int)value >= 0 && (int)value < (int)(count) ? names[value] : ""; \
	} \
	bool prefix##_parse(struct slice name, type *out) \
	{ \
		int i = name_index(names, (int)(count), name); \
\
		if (i >= 0) \
			*out = (type)i; \
		return i >= 0; \
	}

#define NAME(name) #name,
static const char *const themes[THEME_COUNT] = {THEMES(NAME)};
static const char *const intentions[INTENTION_COUNT] = {INTENTIONS(NAME)};
static const char *const source_kinds[SOURCE_COUNT] = {"unknown", "person", "newsroom", "institution", "clinician", "satire"};
static const char *const item_kinds[ITEM_KIND_COUNT] = {"text", "picture", "audio", "video", "live", "challenge"};
static const char *const item_states[STATE_COUNT] = {"new", "shown", "read", "skipped", "kept", "done", "held"};
static const char *const mood_phases[MOOD_PHASE_COUNT] = {"before", "after", "apart"};
static const char *const roles[ROLE_COUNT] = {"item", "opener", "stretch", "do", "closer"};
static const char *const labels[] = {"draining", "neutral", "uplifting"};

NAMED_LIST(theme, enum theme, THEME_COUNT, themes)
NAMED_LIST(source_kind, enum source_kind, SOURCE_COUNT, source_kinds)
NAMED_LIST(item_kind, enum item_kind, ITEM_KIND_COUNT, item_kinds)
NAMED_LIST(item_state, enum item_state, STATE_COUNT, item_states)
NAMED_LIST(mood_phase, enum mood_phase, MOOD_PHASE_COUNT, mood_phases)
NAMED_LIST(intention, enum intention, INTENTION_COUNT, intentions)
NAMED_LIST(role, enum role, ROLE_COUNT, roles)

bool item_kind_is_medium(enum item_kind k) {
	return k == ITEM_AUDIO || k == ITEM_VIDEO || k == ITEM_LIVE;
}

const char *label_name(enum label l) {
	return l >= LABEL_DRAINING && l <= LABEL_UPLIFTING ? labels[l - LABEL_DRAINING] : "";
}

bool label_parse(struct slice name, enum label *out) {
	int i = name_index(labels, (int)(sizeof labels / sizeof *labels), name);

	if (i >= 0)
		*out = (enum label)(i + LABEL_DRAINING);
	return i >= 0;
}

static bool is_separator(char c) {
	return c == ',' || c == ';' || c == ' ' || (c >= '\t' && c <= '\r');
}

bool theme_set_parse(struct slice names, theme_set *out) {
	theme_set set = 0;

	while (names.len > 0) {
		size_t len = 0;
		enum theme t;

		while (len < names.len && !is_separator(names.at[len]))
			len++;
		if (len > 0) {
			if (!theme_parse((struct slice){names.at, len}, &t))
				return false;
			set |= (theme_set)1 << t;
		}
		names = slice_from(names, len + 1);
	}
	*out = set;
	return true;
}

void theme_set_write(theme_set set, const char *separator, struct str *out) {
	const char *between = "";

	for (int t = 0; t < THEME_COUNT; t++)
		if (set & (theme_set)1 << t) {
			str_add_text(out, between);
			str_add_text(out, themes[t]);
			between = separator;
		}
}

void theme_set_write_json(theme_set set, struct json *out) {
	json_key(out, "themes");
	json_array(out);
	for (int t = 0; t < THEME_COUNT; t++)
		if (set >> t & 1)
			json_text(out, slice_of(theme_name((enum theme)t)));
	json_end(out);
}

void intentions_in_order(bool heavy, enum intention out[INTENTION_plan]) {
	int n = 0;

	if (heavy)
		out[n++] = INTENTION_connect;
	for (int i = 0; i < INTENTION_plan; i++)
		if (!heavy || i != INTENTION_connect)
			out[n++] = (enum intention)i;
}

theme_set intention_themes(enum intention i) {
	switch (i) {
	case INTENTION_distract: return THEME(humour) | THEME(nature) | THEME(creativity) | THEME(learning);
	case INTENTION_calm:     return THEME(calm) | THEME(nature);
	case INTENTION_laugh:    return THEME(humour);
	case INTENTION_hope:     return THEME(hope) | THEME(kindness) | THEME(solutions);
	case INTENTION_learn:    return THEME(learning) | THEME(growth) | THEME(coaching);
	case INTENTION_do:       return THEME(challenge) | THEME(creativity);
	case INTENTION_connect:  return THEME(connection) | THEME(kindness);
	case INTENTION_surprise:
	case INTENTION_plan:
	case INTENTION_COUNT:    break;
	}
	return 0;
}
