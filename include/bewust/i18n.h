/* i18n.h: every text that a person reads goes through _(), so that another language is a file (data/po/xx.po).
 * What programs read (--json, --csv, config names) does not. */
#ifndef BEWUST_I18N_H
#define BEWUST_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text                       /* marks a text for translation in a table; _() where it is shown */
#define P_(one, many, n) ngettext(one, many, n)
/* A word that is another one elsewhere: C_("energy", "calm"). Where it has no translation it is the English word. */
#define C_(context, text) i18n_in_context(context "\004" text, text)

/* Sets the locale from the environment and binds the catalogue: the one beside the program in a build tree, else the
 * installed one. `language` ("" or "nl") overrides the environment's choice of language. Called first thing, and again once the
 * configuration has named a language. */
void i18n_init(const char *language);
/* "en", "nl", …: the language the texts are shown in. */
const char *i18n_language(void);
/* The locale that the environment asks for, installed or not: "nl_NL.UTF-8"; "" none. Belongs to the environment. */
const char *i18n_asked_locale(void);
const char *i18n_in_context(const char *both, const char *text);         /* C_ */

#endif
