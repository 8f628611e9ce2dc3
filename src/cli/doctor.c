/* doctor.c: `bewust doctor`: looks at database, settings, terminal, players and network, and says what to mend. */
#include "channels.h"

#include <bewust/i18n.h>
#include <bewust/ui.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_COLS = 14, INDEX_ITEMS = 500, HELPLINE_MONTHS = 12, MONTH = 2629746 /* seconds: a twelfth of a year */ };

struct doctor {
	struct call *call;
	struct str *out;
	bool repair;
	struct err worst;                /* what the call ends with */
};

static void well(struct doctor *d, const char *what, const char *text) {
	write_padded(d->out, what, NAME_COLS);
	str_addf(d->out, "%s  %s\n", _("well"), text);
}

static void look(struct doctor *d, const char *what, const char *text) {
	write_padded(d->out, what, NAME_COLS);
	str_addf(d->out, "%s  %s\n", _("look"), text);
}

static void broken(struct doctor *d, const char *what, const struct err *e) {
	look(d, what, e->text);
	if (!d->worst.kind)
		d->worst = *e;
}

/* ---- the files ---- */

/* One file that others can read: mended where that was asked for. */
static void check_mode(struct doctor *d, int dir, const char *name, mode_t wanted, size_t *open) {
	struct stat st;
	struct str text;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || S_ISLNK(st.st_mode) || !(st.st_mode & 077))
		return;
	++*open;
	str_init(&text, 600);
	if (d->repair && fchmodat(dir, name, wanted, 0) == 0) {
		str_addf(&text, _("%s was readable by others; only you can read it now"), name);
		well(d, _("files"), text.at);
	} else {
		str_addf(&text, _("%s can be read by others: `bewust doctor --repair` makes it yours alone"), name);
		look(d, _("files"), text.at);
	}
	str_finish(&text);
}

static void check_files(struct doctor *d, const char *dir) {
	DIR *list = opendir(dir);
	struct dirent *entry;
	size_t open_ones = 0;

	if (!list) {
		well(d, _("files"), _("no data yet: the first start makes its directory"));
		return;
	}
	check_mode(d, dirfd(list), ".", 0700, &open_ones);
	while ((entry = readdir(list)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			check_mode(d, dirfd(list), entry->d_name, 0600, &open_ones);
	closedir(list);
	if (access(dir, W_OK) != 0)
		look(d, _("files"), _("nothing can be kept: the directory may not be written to; see who owns it"));
	else if (!open_ones)
		well(d, _("files"), dir);
}

/* ---- the database ---- */

static void finish_index(struct doctor *d, struct flow *f) {
	struct err e = {0};
	bool more = true;

	while (more)
		if (!store_index_some(flow_store(f), INDEX_ITEMS, &more, &e)) {
			broken(d, _("search"), &e);
			return;
		}
	well(d, _("search"), _("everything stored can be found"));
}

static struct flow *check_database(struct doctor *d) {
	struct err e = {0};
	struct flow *f;
	struct str report;

	if (!call_has_data(d->call)) {
		well(d, _("database"), _("none yet"));
		return NULL;
	}
	if (!(f = call_flow(d->call, &e))) {
		broken(d, _("database"), &e);
		return NULL;
	}
	str_init(&report, 4000);
	if (store_check(flow_store(f), &report, &e)) {
		well(d, _("database"), _("whole"));
	} else {
		if (!e.kind)
			err_set(&e, ERR_DATA, _("the database is damaged (%.120s): `bewust export` what can be read, move it away, and import that"), report.at);
		broken(d, _("database"), &e);
	}
	str_finish(&report);
	return f;
}

/* ---- settings, terminal, players ---- */

static bool check_settings(struct doctor *d) {
	char file[PATH_SIZE];
	struct err e = {0};

	if (!call_config(d->call, &e) || !path_config_file(d->call->config_file, file, &e)) {
		broken(d, _("settings"), &e);
		return false;
	}
	if (access(file, F_OK) == 0)
		well(d, _("settings"), file);
	else
		well(d, _("settings"), _("none of your own: the defaults hold"));
	return true;
}

static void check_terminal(struct doctor *d) {
	const char *term = getenv("TERM"), *no_colour = getenv("NO_COLOR");
	struct winsize size = {0};
	struct str text;

	str_init(&text, 400);
	str_addf(&text, "TERM=%s", term && *term ? term : "");
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		str_addf(&text, _(", %d columns, %d rows"), size.ws_col, size.ws_row);
	str_addf(&text, ", %s", nl_langinfo(CODESET));
	if (no_colour && *no_colour)
		str_add_text(&text, _(", no colours (NO_COLOR)"));
	if (ui_has_terminal())
		well(d, _("terminal"), text.at);
	else {
		str_add_text(&text, _(": no terminal for the interface; it asks and answers in lines"));
		look(d, _("terminal"), text.at);
	}
	str_finish(&text);
}

static void check_opener(struct doctor *d, const char *what, enum item_kind kind) {
	struct err e = {0};
	char **argv;

	if (flow_outside_command(&d->call->config, "https://example.org/", kind, &d->call->arena, &argv, &e))
		well(d, what, argv[0]);
	else
		look(d, what, e.text);
}

/* None is no trouble: a picture is described in words all the same. */
static void check_pictures(struct doctor *d) {
	const struct picture_room room = {.cols = 80, .rows = 24};
	struct picture_command command;
	struct err e = {0};

	if (!d->call->config.pictures)
		well(d, _("pictures"), _("described in words, and never asked for: so you set it"));
	else if (flow_picture_command(&d->call->config, &room, &d->call->arena, &command, &e))
		well(d, _("pictures"), command.argv[0]);
	else if (*d->call->config.picture_command)
		look(d, _("pictures"), e.text);
	else
		well(d, _("pictures"), _("described in words; with chafa installed they can be seen here"));
}

/* ---- network ---- */

static void on_channel(void *ctx, const struct fetch_news *n) {
	struct doctor *d = ctx;
	struct str text;

	str_init(&text, 600);
	if (n->http) {
		str_addf(&text, _("%s answered (%d) in %lld ms"), channels_title(&d->call->arena, n->channel), n->http, (long long)n->ms);
		well(d, _("network"), text.at);
	} else {
		look(d, _("network"), n->error);
	}
	str_finish(&text);
}

/* Only a channel that is followed is ever asked, and one is enough to know. */
static void check_network(struct doctor *d, struct flow *f, const struct channel *one) {
	struct fetch_options o = {.channels = &one->id, .channel_count = 1, .at_once = true};
	struct fetch_summary s;
	struct err e = {0};
	struct fetch *fetch = flow_fetch_begin(f, &o, on_channel, d, &e);

	if (!fetch) {
		broken(d, _("network"), &e);
		return;
	}
	while (flow_fetch_step(fetch, 1000, -1))
		;
	if (!flow_fetch_end(fetch, &s, &e))
		broken(d, _("network"), &e);
}

static void check_channels(struct doctor *d, struct flow *f) {
	const struct channel *sound = NULL;
	struct channels list;
	struct err e = {0};
	struct str text;
	size_t troubled = 0;

	if (!channels_load(d->call, f, &list, &e)) {
		broken(d, _("channels"), &e);
		return;
	}
	for (size_t i = 0; i < list.count; i++) {
		troubled += *list.at[i].error != '\0';
		if (!list.at[i].paused && slice_starts(slice_of(list.at[i].url), SLICE("http")) && (!sound || (*sound->error && !*list.at[i].error)))
			sound = &list.at[i];
	}
	str_init(&text, 200);
	str_addf(&text, P_("%zu followed", "%zu followed", list.count), list.count);
	if (troubled) {
		str_addf(&text, P_(", %zu in trouble: see `bewust channels`", ", %zu in trouble: see `bewust channels`", troubled), troubled);
		look(d, _("channels"), text.at);
	} else {
		well(d, _("channels"), text.at);
	}
	str_finish(&text);
	if (sound)
		check_network(d, f, sound);
}

/* ---- what ships ---- */

static void check_helplines(struct doctor *d) {
	int64_t now = clock_wall(&d->call->clock), checked;
	struct helpline *lines;
	struct err e = {0};
	size_t count, old = 0;
	struct str text;

	if (!flow_helplines(&d->call->config, "*", &d->call->arena, &lines, &count, &e)) {
		broken(d, _("people"), &e);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const char *day = lines[i].checked;

		if (strlen(day) == strlen("2025-10"))
			day = arena_printf(&d->call->arena, "%s-01", day);
		old += !date_from_day(slice_of(day), &checked) || checked < now - HELPLINE_MONTHS * MONTH;
	}
	str_init(&text, 300);
	if (old) {
		str_addf(&text, P_("%zu of %zu numbers to call was checked over 12 months ago, or on no known day: look it up at its own site first",
			"%zu of %zu numbers to call were checked over 12 months ago, or on no known day: look them up at their own site first", old), old, count);
		look(d, _("people"), text.at);
	} else {
		str_addf(&text, P_("%zu number to call", "%zu numbers to call", count), count);
		well(d, _("people"), text.at);
	}
	str_finish(&text);
}

static void check_libraries(struct doctor *d) {
	struct str text;

	str_init(&text, 400);
	version_write_libraries(&text, true);
	well(d, _("libraries"), text.at);
	str_finish(&text);
}

/* ---- privacy ---- */

static void write_promises(struct str *out) {
	static const char *const promises[] = {
		N_("Nothing leaves this machine but requests to the channels you follow, and for a picture when you ask to see it. doctor asks one of the "
			"channels, packs check those of its list."),
		N_("No telemetry, no looking for updates, no account."),
		N_("How you feel is used in `mood`, in the interface's own mood screens, and for how a session begins; never for anything else."),
		N_("`bewust export` writes everything out, `bewust forget` deletes everything. Copies that a backup or a flash disk made are out of its reach."),
		N_("Only you can read the files: the directory is 0700, what is in it 0600. They are not encrypted: that is left to your disk."),
		N_("No notifications, and none that would show how you feel. Notes are never read by the program."),
	};

	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
		struct str line;

		str_init(&line, 600);
		str_addf(&line, "%zu. %s", i + 1, _(promises[i]));
		write_wrapped(out, line.at, 0, write_columns());
		str_finish(&line);
	}
	write_wrapped(out, _("bewust is not a medical device."), 0, write_columns());
}

static bool run(struct call *c, struct err *e) {
	struct doctor d = {.call = c, .out = &c->out, .repair = call_has(c, "repair")};
	char dir[PATH_SIZE];
	struct flow *f;

	if (call_has(c, "privacy")) {
		write_promises(&c->out);
		return true;
	}
	if (!call_data_dir(c, dir, e) || !call_clock(c, e))
		return false;
	check_files(&d, dir);
	if (check_settings(&d)) {
		f = check_database(&d);
		if (f && d.repair)
			finish_index(&d, f);
		check_opener(&d, _("browser"), ITEM_TEXT);
		check_opener(&d, _("player"), ITEM_VIDEO);
		check_pictures(&d);
		if (f)
			check_channels(&d, f);
		check_helplines(&d);
	}
	check_terminal(&d);
	check_libraries(&d);
	*e = d.worst;
	return !e->kind;
}

static const struct option options[] = {
	{"repair", NULL, N_("make the files yours alone, and finish the search's index")},
	{"privacy", NULL, N_("what is promised")},
	{0},
};
const struct command command_doctor = {.name = "doctor", .arguments = "", .summary = N_("look whether all is well, and say what to mend"),
	.text = N_("Looks at files, database, settings, channels, terminal, players and libraries. One of your channels is asked, to see whether the network "
		"is there; nobody else is."),
	.options = options, .args_max = 0, .run = run};
