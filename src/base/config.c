/* config.c: the one table of settings; config.ini is read, explained and shown from it. */
#include <bewust/config.h>
#include <bewust/i18n.h>
#include <bewust/path.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_FILE_MAX ((size_t)64 * 1024)

/* ASKED: "ask" or "never" */
enum setting_kind { NUMBER, SWITCH, ASKED, TEXT };

struct setting {
	const char *section, *name;
	enum setting_kind kind;
	size_t offset, size;           /* where it is in struct config; bytes of room for a TEXT */
	const char *standard;          /* as it would stand in the file */
	int least, most;               /* of a NUMBER */
	bool (*accepts)(struct slice); /* what else must hold; NULL: nothing */
	const char *meaning;           /* one line for the example file; says what is accepted */
};

static bool is_letter(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		if (!is_letter(s.at[i]) && !(s.at[i] >= '0' && s.at[i] <= '9') && s.at[i] != '-' && s.at[i] != '_')
			return false;
	return s.len > 0;
}

static bool is_theme(struct slice s) {
	static const char *const names[] = {"auto", "lamplight", "paper", "plain"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_equal(s, slice_of(names[i])))
			return true;
	return false;
}

static bool is_country(struct slice s) {
	return s.len == 0 || (s.len == 2 && is_letter(s.at[0]) && is_letter(s.at[1]));
}

static bool is_language(struct slice s) {
	return s.len == 0 || (s.len >= 2 && is_letter(s.at[0]) && is_letter(s.at[1]) && is_name(s));
}

/* Less than one in three would make a session of them; see the header. */
static bool is_one_in(struct slice s) {
	long long n;

	return slice_to_int(s, &n) && (n == 0 || n > 2);
}

static bool is_bridge(struct slice s) {
	return s.len == 0 || slice_starts_nocase(s, SLICE("http://")) || slice_starts_nocase(s, SLICE("https://"));
}

#define PLACE(member) offsetof(struct config, member), sizeof((struct config *)0)->member

static const struct setting settings[] = {
	{"session", "minutes", NUMBER, PLACE(minutes), "10", 1, SESSION_MINUTES_MAX, NULL, N_("minutes a session lasts (1 to 240)")},
	{"session", "items", NUMBER, PLACE(items), "8", 1, SESSION_ITEMS_MAX, NULL, N_("items in a session, at most (1 to 64)")},
	{"session", "draining_one_in", NUMBER, PLACE(draining_one_in), "8", 0, 50, is_one_in,
		N_("at most one draining item in this many (3 to 50; 0 for none at all)")},
	{"session", "ask_before", SWITCH, PLACE(ask_before), "yes", 0, 0, NULL, N_("ask how you feel before a session too (yes or no)")},
	{"session", "do_items", SWITCH, PLACE(do_items), "yes", 0, 0, NULL, N_("a small thing to do among the items (yes or no)")},
	{"session", "pace_hint", SWITCH, PLACE(pace_hint), "yes", 0, 0, NULL, N_("one quiet line after three quick items (yes or no)")},
	{"day", "turn_hour", NUMBER, PLACE(turn_hour), "4", 0, 23, NULL, N_("the hour at which a new day begins (0 to 23)")},
	{"day", "sessions_a_day", NUMBER, PLACE(sessions_a_day), "2", 1, 24, NULL, N_("sessions that are enough for a day (1 to 24)")},
	{"day", "minutes_a_day", NUMBER, PLACE(minutes_a_day), "20", 1, 600, NULL, N_("minutes that are enough for a day (1 to 600)")},
	{"screen", "motion", SWITCH, PLACE(motion), "yes", 0, 0, NULL, N_("things may move, as in the breathing break (yes or no)")},
	{"screen", "theme", TEXT, PLACE(theme), "auto", 0, 0, is_theme, N_("colours: auto (as the terminal is), lamplight, paper or plain")},
	{"screen", "language", TEXT, PLACE(language), "", 0, 0, is_language, N_("en or nl; empty: as the environment says")},
	{"screen", "country", TEXT, PLACE(country), "", 0, 0, is_country,
		N_("where people to talk to are looked for, two letters; empty: as the environment says")},
	{"fetch", "jobs", NUMBER, PLACE(jobs), "64", 1, 256, NULL, N_("connections at the same time (1 to 256)")},
	{"fetch", "per_host", NUMBER, PLACE(per_host), "2", 1, 16, NULL, N_("connections to one host at the same time (1 to 16)")},
	{"fetch", "timeout_s", NUMBER, PLACE(timeout_s), "30", 1, 600, NULL, N_("seconds until a channel is left for later (1 to 600)")},
	{"fetch", "bridge", TEXT, PLACE(bridge), "", 0, 0, is_bridge,
		N_("address of an RSS bridge, http or https, for sources without a feed of their own; empty: none")},
	{"open", "browser", TEXT, PLACE(browser), "", 0, 0, NULL, N_("what opens a page; empty: as the environment says")},
	{"open", "player", TEXT, PLACE(player), "", 0, 0, NULL, N_("what plays sound and video; empty: as the environment says")},
	{"open", "mail", TEXT, PLACE(mail), "", 0, 0, NULL, N_("what begins a mail, given a mailto: address; empty: as the environment says")},
	{"open", "pictures", ASKED, PLACE(pictures), "ask", 0, 0, NULL, N_("ask: a picture is fetched when you ask to see it; never: it is described in words")},
	{"open", "picture_command", TEXT, PLACE(picture_command), "", 0, 0, NULL,
		N_("what draws a picture, as: timg -g{w}x{h}; {w} is columns, {h} rows; empty: chafa")},
};
#define SETTING_COUNT (sizeof settings / sizeof *settings)

static bool parse_switch(struct slice value, bool *out) {
	static const char *const words[][2] = {{"no", "yes"}, {"off", "on"}, {"false", "true"}, {"0", "1"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int on = 0; on < 2; on++)
			if (slice_equal_nocase(value, slice_of(words[i][on]))) {
				*out = on == 1;
				return true;
			}
	return false;
}

static bool is_plain_text(struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7F)
			return false;
	return utf8_valid(s);
}

/* Puts the value in its place; false when it is none that the setting takes. */
static bool put_value(struct config *c, const struct setting *s, struct slice value) {
	void *place = (char *)c + s->offset;
	long long number;
	bool on;

	if (s->accepts && !s->accepts(value))
		return false;
	switch (s->kind) {
	case NUMBER:
		if (!slice_to_int(value, &number) || number < s->least || number > s->most)
			return false;
		*(int *)place = (int)number;
		return true;
	case SWITCH:
		if (!parse_switch(value, &on))
			return false;
		*(bool *)place = on;
		return true;
	case ASKED:
		*(bool *)place = slice_equal_nocase(value, SLICE("ask"));
		return *(bool *)place || slice_equal_nocase(value, SLICE("never"));
	case TEXT:
		break;
	}
	return value.len < s->size && is_plain_text(value) && text_copy(place, s->size, value);
}

void config_defaults(struct config *c) {
	memset(c, 0, sizeof *c);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		put_value(c, &settings[i], slice_of(settings[i].standard));
}

static const struct setting *find_setting(struct slice section, struct slice name) {
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (slice_equal_nocase(section, slice_of(settings[i].section)) && slice_equal_nocase(name, slice_of(settings[i].name)))
			return &settings[i];
	return NULL;
}

static bool has_section(struct slice section) {
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (slice_equal_nocase(section, slice_of(settings[i].section)))
			return true;
	return false;
}

/* What is quoted in an error is cut short, so that the part that helps stays. */
static int shown(struct slice s) {
	return (int)utf8_cut(s, 40);
}

struct place {
	const char *file;
	int line;
	struct slice section; /* len 0 before the first */
};

static bool read_section(struct place *p, struct slice line, struct err *e) {
	if (!slice_ends(line, SLICE("]")))
		return err_set(e, ERR_CONFIG, _("%s, line %d: a section is closed with “]”"), p->file, p->line);
	p->section = slice_trim((struct slice){line.at + 1, line.len - 2});
	if (!has_section(p->section))
		return err_set(e, ERR_CONFIG, _("%s, line %d: there is no section “%.*s”; there are session, day, screen, fetch, open"),
			p->file, p->line, shown(p->section), p->section.at);
	return true;
}

static bool read_setting(struct config *c, const struct place *p, struct slice line, struct err *e) {
	size_t equals = slice_find(line, SLICE("="));
	struct slice name = slice_trim((struct slice){line.at, equals}), value = slice_trim(slice_from(line, equals + 1));
	const struct setting *s = find_setting(p->section, name);

	if (equals == line.len)
		return err_set(e, ERR_CONFIG, _("%s, line %d: a setting is written as “name = value”"), p->file, p->line);
	if (p->section.len == 0)
		return err_set(e, ERR_CONFIG, _("%s, line %d: a section like “[session]” comes before the first setting"), p->file, p->line);
	if (!s)
		return err_set(e, ERR_CONFIG, _("%s, line %d: there is no setting “%.*s” in [%.*s]"), p->file, p->line,
			shown(name), name.at, shown(p->section), p->section.at);
	if (!put_value(c, s, value))
		return err_set(e, ERR_CONFIG, _("%s, line %d: %s cannot be “%.*s”; it is: %s"), p->file, p->line, s->name,
			shown(value), value.at ? value.at : "", _(s->meaning));
	return true;
}

static bool read_lines(struct config *c, const char *file, struct slice text, struct err *e) {
	const char *slash = strrchr(file, '/');
	struct place p = {.file = slash ? slash + 1 : file};
	struct slice line;

	if (slice_starts(text, SLICE("\xEF\xBB\xBF")))
		text = slice_from(text, 3);
	while (slice_split(&text, '\n', &line)) {
		p.line++;
		line = slice_trim(line);
		if (line.len == 0 || line.at[0] == '#' || line.at[0] == ';')
			continue;
		if (line.at[0] == '[' ? !read_section(&p, line, e) : !read_setting(c, &p, line, e))
			return false;
	}
	return true;
}

bool config_load(struct config *c, const char *file, struct err *e) {
	struct err trouble = {0};
	struct str text;
	bool ok;

	config_defaults(c);
	if (!path_read(file, CONFIG_FILE_MAX, &text, &trouble)) {
		if (trouble.kind == ERR_NOINPUT)
			return true;
		return err_set(e, ERR_CONFIG, "%s", trouble.text);
	}
	ok = read_lines(c, file, str_slice(&text), e);
	str_finish(&text);
	return ok;
}

bool config_wants_colour(void) {
	const char *no = getenv("NO_COLOR"), *cli = getenv("CLICOLOR");

	return !(no && *no) && !(cli && strcmp(cli, "0") == 0);
}

void config_write_example(struct str *out) {
	const char *section = "";

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const struct setting *s = &settings[i];

		if (strcmp(section, s->section) != 0) {
			str_addf(out, "%s[%s]\n", i > 0 ? "\n" : "", s->section);
			section = s->section;
		}
		str_addf(out, "# %s\n#%s =%s%s\n", _(s->meaning), s->name, s->standard[0] ? " " : "", s->standard);
	}
}
