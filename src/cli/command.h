/* command.h: what a subcommand is, and what one call of it may use. Private to cli.
 *
 * COMMANDS is the one list; each entry is a `struct command` in the file that runs it. The parser of arguments, --help, and the
 * manual page read that table and nothing else, so they cannot differ. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <bewust/flow.h>
#include <bewust/json.h>
#include <bewust/path.h>
#include <bewust/str.h>

/* In the order of help and manual; those with one name stand together, the first of them is the one meant without a second word. */
#define COMMANDS(C) \
	C(session) C(demo) C(fetch) \
	C(channels_list) C(channels_add) C(channels_remove) C(channels_edit) C(channels_set) C(channels_import) C(channels_export) \
	C(packs_list) C(packs_show) C(packs_add) C(packs_check) C(packs_make) \
	C(items) C(kept) C(label) C(learn) \
	C(rules_list) C(rules_add) C(rules_edit) C(rules_remove) C(rules_test) \
	C(mood_history) C(mood_log) C(report) \
	C(score) C(parse) \
	C(export) C(import) C(forget) \
	C(helplines) C(doctor)

struct option {
	const char *name;                /* without its dashes; NULL ends a list */
	const char *value;               /* what stands for its value in help: "N"; NULL: it takes none. The same for a name everywhere */
	const char *summary;             /* N_, a line */
};

struct call;
struct command {
	const char *name, *sub;          /* "channels", "add"; sub NULL: there is only this one. "list" and "history" may be left out */
	const char *arguments;           /* "URL…"; "" none */
	const char *summary;             /* N_, a line */
	const char *text;                /* N_, paragraphs parted by an empty line, for its own help and the manual; NULL none */
	const struct option *options;    /* NULL none */
	const char *const *examples;     /* "channels add https://…", NULL-ended; NULL none */
	int args_min, args_max;          /* -1: any number */
	bool (*run)(struct call *c, struct err *e);
};

#define C(name) extern const struct command command_##name;
COMMANDS(C)
#undef C
extern const struct command *const commands[];
extern const size_t command_count;
extern const struct command command_home;           /* without a name: `bewust` */
extern const struct option global_options[];        /* of every command */
bool command_is(const struct command *c, const char *name, const char *sub);
const struct command *command_find(const char *name, const char *sub); /* NULL: there is none. `sub` may be NULL */

#define CALL_OPTIONS_MAX 256
struct call {
	const struct command *command;
	const char *const *args;         /* what is left beside options */
	int arg_count;
	struct { const char *name, *value; } options[CALL_OPTIONS_MAX];
	int option_count;
	bool help, version, manual, sub_given;
	const char *data, *config_file;  /* as given, or NULL */

	struct arena arena;              /* lives as long as the call */
	struct str out;                  /* standard output, not written yet: append, then call_flush_some */
	bool out_gone;                   /* nobody reads it any more: writing is over, and that is no error */

	/* opened when first asked for, closed when the call ends: see call_flow */
	struct flow *flow;
	struct clock clock;
	struct config config;
	bool has_clock, has_config;
};

/* ---- arguments.c ---- */
/* Finds command, options and arguments in any order. False with ERR_USAGE: what is wrong, and what may have been meant. */
bool call_parse(struct call *c, int argc, char **argv, struct err *e);
bool command_unknown(const char *name, const char *sub, struct err *e);   /* says so, and what may have been meant */

/* ---- given.c ---- */
bool call_has(const struct call *c, const char *option);
const char *call_option(const struct call *c, const char *option);        /* its last value; NULL when not given */
/* Each value of an option that may be given several times: start with *at = 0. */
const char *call_option_each(const struct call *c, const char *option, int *at);
/* A whole number within bounds; `fallback` when not given. */
bool call_int(const struct call *c, const char *option, long long low, long long high, long long fallback, long long *out, struct err *e);
bool call_themes(const struct call *c, theme_set *out, struct err *e);    /* of all --theme */

/* ---- call.c ---- */
const struct config *call_config(struct call *c, struct err *e);          /* NULL with *e */
const struct clock *call_clock(struct call *c, struct err *e);
bool call_data_dir(struct call *c, char out[PATH_SIZE], struct err *e);
bool call_has_data(struct call *c);                                       /* there is a database already */
struct flow *call_flow(struct call *c, struct err *e);                    /* the reader's data; made when there is none yet */
/* The same for what only looks: where there is nothing yet, an empty one in memory, so that looking makes no files. */
struct flow *call_flow_to_look(struct call *c, struct err *e);
void call_finish(struct call *c);
/* Scores anew what rules or lessons changed, and fills the search's index. What does not get done in some seconds is done in idle time later. */
bool call_tidy(struct call *c, struct flow *f, struct err *e);
void call_complain(const struct err *e);                                    /* one line on standard error */
bool call_flush(struct call *c, struct err *e);                           /* writes what is in `out` */
bool call_flush_some(struct call *c, struct err *e);                      /* the same, once there is much of it */
bool call_flush_paged(struct call *c, struct err *e);                     /* the same, through $PAGER where it is long and on a terminal */
/* A file to read, "-" for standard input; -1 with ERR_NOINPUT or ERR_PERMISSION. Closing it is yours. */
int call_open_input(const char *file, struct err *e);
/* A question on the terminal; false where there is none, or the answer is not yes. */
bool call_asks(struct call *c, const char *question);
/* A number of a list that was written, 1 … max; anything else, and nobody to ask, is 1. */
size_t call_asks_number(struct call *c, const char *question, size_t max);

/* ---- write.c: pieces of output that several commands share ---- */
void write_padded(struct str *out, const char *text, int cols);           /* cut or filled to that many columns */
void write_day(struct str *out, int64_t at);                              /* 2026-11-23, local; dashes when not known */
void write_also_in(struct str *out, const struct item *i);                /* " · also in A, B": who else tells the story, if anybody does */
void write_also_in_json(struct json *j, const struct item *i);
void write_address_json(struct json *j, const char *name, const char *url); /* without its passwords */
int write_columns(void);                                                  /* of the terminal on standard output; 80 where it is none */
void write_wrapped(struct str *out, const char *text, int indent, int cols);
void write_hanging(struct str *out, struct slice line, int cols);          /* wrapped, all but the first indented by four */

/* ---- help.c, manual.c, version.c ---- */
void help_write(const struct command *c, struct str *out);                /* NULL: of the whole program */
void help_write_group(const char *name, struct str *out);
void help_write_usage(const struct command *c, struct str *out);          /* "channels add URL… [--theme T]…" */
void manual_write(struct str *out);
void version_write(struct str *out);
void version_write_libraries(struct str *out, bool running);             /* running: asks libcurl too, which has to be opened for that */

/* ---- screen.c ---- */
bool screen_open(struct call *c, const struct session_wish *w, bool straight, struct err *e); /* the interface, or questions and answers */

#endif
