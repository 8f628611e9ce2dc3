/* version.c: --version: this program's, its licence, and the libraries it runs with. This file asks each library for its version and
 * nothing else. */
#include "command.h"

#include <bewust/cli.h>
#include <bewust/i18n.h>
#include <bewust/net.h>
#include <cjson/cJSON.h>
#include <curses.h>
#include <expat.h>
#include <lz4.h>
#include <sqlite3.h>
#include <utf8proc.h>

/* libcurl is opened only where somebody asks for its trouble: the rest of this is at hand. */
void version_write_libraries(struct str *out, bool running) {
	const char *curl = running ? http_library() : http_library_built();
	XML_Expat_Version expat = XML_ExpatVersionInfo();

	str_addf(out, "SQLite %s, LZ4 %s, expat %d.%d.%d, cJSON %s, utf8proc %s, ncurses %d.%d", sqlite3_libversion(), LZ4_versionString(), expat.major,
		expat.minor, expat.micro, cJSON_Version(), utf8proc_version(), NCURSES_VERSION_MAJOR, NCURSES_VERSION_MINOR);
	if (*curl)
		str_addf(out, ", libcurl %s", curl);
}

void version_write(struct str *out) {
	str_addf(out, "bewust %s\n%s\n", BEWUST_VERSION, _("Licence MIT: free to use, change and share; without warranty."));
	version_write_libraries(out, false);
	str_add_char(out, '\n');
}
