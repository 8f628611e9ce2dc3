/* i18n.c: finds the catalogue and the language, also on systems where the locale asked for is not installed. */
#include <bewust/i18n.h>
#include <bewust/str.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "bewust"
#ifndef LOCALEDIR
#define LOCALEDIR "/usr/local/share/locale"
#endif

/* `below` in the directory of the program; false when that is not there or cannot be known. */
static bool beside_program(const char *below, char *out, size_t size) {
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
	char *slash;
	int n;

	if (len <= 0)
		return false;
	program[len] = '\0';
	if (!(slash = strrchr(program, '/')))
		return false;
	*slash = '\0';
	n = snprintf(out, size, "%s/%s", program, below);
	return n > 0 && (size_t)n < size && access(out, R_OK | X_OK) == 0;
}

static void bind_catalogue(void) {
	char dir[4096];
	bool found = beside_program("locale", dir, sizeof dir) || beside_program("../share/locale", dir, sizeof dir);

	bindtextdomain(DOMAIN, found ? dir : LOCALEDIR);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
}

/* By gettext's order. */
const char *i18n_asked_locale(void) {
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static bool is_c_locale(const char *name) {
	return !*name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0 || strncmp(name, "C.", 2) == 0;
}

/* A locale in which characters are UTF-8. Where the one asked for is plain C or not installed, C.UTF-8 stands in; then
 * gettext cannot know the language from the locale, and is told by LANGUAGE. */
static void set_locale(void) {
	const char *asked = i18n_asked_locale();

	if (!setlocale(LC_ALL, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
		if (!setlocale(LC_ALL, "C.UTF-8"))
			setlocale(LC_ALL, "en_US.UTF-8");
		if (!is_c_locale(asked))
			setenv("LANGUAGE", asked, !*(getenv("LANGUAGE") ? getenv("LANGUAGE") : "")); /* empty is as good as not set */
	}
	setlocale(LC_NUMERIC, "C"); /* numbers are written and read with a point, in files as on screen */
}

/* The program's own texts are English and have no catalogue, so gettext would pass over "en" to what comes after it in
 * LANGUAGE: the list ends there. */
static void end_list_at_english(void) {
	struct slice rest = slice_of(getenv("LANGUAGE")), one;
	char kept[256];
	size_t len = 0;

	while (slice_split(&rest, ':', &one)) {
		bool english = slice_equal(one, SLICE("en")) || slice_starts(one, SLICE("en_"));

		if (one.len + 2 > sizeof kept - len)
			return;
		if (len > 0)
			kept[len++] = ':';
		memcpy(kept + len, one.at, one.len);
		len += one.len;
		kept[len] = '\0';
		if (english) {
			setenv("LANGUAGE", kept, 1);
			return;
		}
	}
}

void i18n_init(const char *language) {
	if (language && *language)
		setenv("LANGUAGE", language, 1);
	set_locale();
	end_list_at_english();
	bind_catalogue();
}

/* A catalogue keeps what has a context under both, parted by a control character; gettext hands back what it does not know. */
const char *i18n_in_context(const char *both, const char *text) {
	const char *found = gettext(both);

	return found == both ? text : found;
}

/* The catalogue itself says what it is in: the entry of the empty text is its header. */
const char *i18n_language(void) {
	static _Thread_local char language[16];
	struct slice header = slice_of(gettext("")), line;

	while (slice_split(&header, '\n', &line))
		if (slice_starts(line, SLICE("Language:"))) {
			struct slice name = slice_trim(slice_from(line, strlen("Language:")));

			name.len = name.len < 2 ? name.len : 2;
			if (name.len == 2 && text_copy(language, sizeof language, name))
				return language;
		}
	return "en";
}
