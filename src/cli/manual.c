/* manual.c: the manual page in mdoc, from the table of commands, so that it cannot tell anything else than --help does. */
#include "command.h"

#include <bewust/cli.h>
#include <bewust/i18n.h>
#include <bewust/ui.h>
#include <string.h>

enum { LINE_COLS = 76 };

/* A word as roff: backslashes and hyphens are letters; what would be a control character at the start of a line is not. */
static void write_letters(struct str *out, struct slice word, bool line_start) {
	if (line_start && word.len && (word.at[0] == '.' || word.at[0] == '\''))
		str_add_text(out, "\\&");
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] == '\\')
			str_add_text(out, "\\e");
		else if (word.at[i] == '-')
			str_add_text(out, "\\-");
		else
			str_add_char(out, word.at[i]);
}

static bool ends_sentence(struct slice word) {
	return word.len > 2 && strchr(".?", word.at[word.len - 1]) != NULL;
}

/* A paragraph as mdoc: each sentence begins a line, and no line is long. */
static void write_paragraph(struct str *out, struct slice rest) {
	struct slice word;
	size_t line = out->len;
	bool start = true;

	while (rest.at && slice_split(&rest, ' ', &word)) {
		if (!start && (out->len - line) + word.len > LINE_COLS)
			start = true;
		if (out->len > line)
			str_add_char(out, start ? '\n' : ' ');
		if (start)
			line = out->len;
		write_letters(out, word, start);
		start = ends_sentence(word) && rest.len && rest.at[0] >= 'A' && rest.at[0] <= 'Z';
	}
	str_add_char(out, '\n');
}

static void write_text(struct str *out, const char *text) {
	struct slice rest = slice_of(text), paragraph;

	for (bool first = true; slice_split(&rest, '\n', &paragraph); first = false) {
		if (!paragraph.len)
			continue;
		if (!first)
			str_add_text(out, ".Pp\n");
		write_paragraph(out, paragraph);
	}
}

/* The same inside a macro's arguments, where quotation marks part words. */
static void write_word(struct str *out, const char *text) {
	str_add_char(out, '"');
	for (; *text; text++)
		if (*text == '"')
			str_add_text(out, "\"\"");
		else
			write_letters(out, (struct slice){text, 1}, false);
	str_add_char(out, '"');
}

static void write_option_name(struct str *out, const struct option *o) {
	struct str name;

	str_init(&name, 100);
	str_addf(&name, "--%s", o->name);
	str_add_text(out, "Cm ");
	write_word(out, name.at);
	if (o->value) {
		str_add_text(out, " Ar ");
		write_word(out, o->value);
	}
	str_finish(&name);
}

static void write_options(struct str *out, const struct option *o) {
	if (!o || !o->name)
		return;
	str_add_text(out, ".Bl -tag -width Ds -compact\n");
	for (; o->name; o++) {
		str_add_text(out, ".It ");
		write_option_name(out, o);
		str_add_char(out, '\n');
		write_text(out, _(o->summary));
	}
	str_add_text(out, ".El\n");
}

static void write_command(struct str *out, const struct command *c) {
	str_add_text(out, ".It Cm ");
	write_word(out, c->name);
	if (c->sub) {
		str_add_char(out, ' ');
		write_word(out, c->sub);
	}
	if (c->arguments[0]) {
		str_add_text(out, " Ar ");
		write_word(out, c->arguments);
	}
	for (const struct option *o = c->options; o && o->name; o++) {
		str_add_text(out, " Oo ");
		write_option_name(out, o);
		str_add_text(out, " Oc");
	}
	str_add_char(out, '\n');
	write_text(out, _(c->summary));
	if (c->text) {
		str_add_text(out, ".Pp\n");
		write_text(out, _(c->text));
	}
	if (c->options && c->options->name) {
		str_add_text(out, ".Pp\n");
		write_options(out, c->options);
	}
}

struct row { const char *name, *text; };

static void write_list(struct str *out, const char *macro, const struct row *rows) {
	str_add_text(out, ".Bl -tag -width Ds\n");
	for (; rows->name; rows++) {
		str_addf(out, ".It %s ", macro);
		write_word(out, _(rows->name));
		str_add_char(out, '\n');
		write_text(out, _(rows->text));
	}
	str_add_text(out, ".El\n");
}

static const struct row keys[] = {
	{"items, kept", N_("uuid channel channel_title title url author published fetched lang kind themes score label state minutes summary, "
		"and also_in (titles of the other channels that tell the same story) where there are any")},
	{"channels list", N_("uuid url site title themes kind credential lang health since error flaw read skipped kept due paused moved_to pause_until set. set names what "
		"is set for it. health is new (not asked yet), ok, error or rests (gone for good); since is when the trouble began, error says what it is; flaw says what was mended in a feed that is not as it should be; moved_to is where its server sends since a short time; pause_until is how long its server wants to be left alone")},
	{"channels add", N_("as channels list, and was_there, items_new, note, and choices (url, title) where a page named several feeds")},
	{"fetch", N_("an object a line: channel (its uuid) url status http items_new items_updated bytes ms error; status is new, same, error or later; "
		"last a summary: channels asked new same error later items_new items_updated bytes ms")},
	{"session --plan", N_("intention minutes items held; of items: uuid title channel channel_title themes score label minutes role why, and also_in; of held: uuid "
		"title reason")},
	{"rules list", N_("n words weight action channels until hits met; action is weigh, block, always, or not-for-me: words is its title")},
	{"mood history", N_("at phase valence energy words note session; phase is before, after or apart")},
	{"mood --by", N_("n name delta low high verdict; verdict is lighter, heavier, no-difference or not-enough; without enough sessions no delta")},
	{"helplines", N_("cc lang name number text url hours cost source checked")},
	{"score", N_("an object a line: score label why text; of why: term weight, kind (rule personal channel rest), rule (its number), tag, count and negated where they hold")},
	{"export", N_("one object: bewust channels items sessions moods rules labels settings; the same data gives the same bytes")},
	{0},
};

static const struct row environment[] = {
	{"BEWUST_DATA", N_("the data directory")},
	{"XDG_DATA_HOME, XDG_CONFIG_HOME", N_("where data and settings are kept, below them in bewust")},
	{"BEWUST_NOW", N_("sets the clock in tests: Unix seconds or RFC 3339; it starts there and runs on")},
	{"NO_COLOR, CLICOLOR=0", N_("no colours on the screen")},
	{"TERM, COLORFGBG", N_("what the terminal can do, and whether it is light; a dumb one gets questions and answers")},
	{"BROWSER, VISUAL, EDITOR, PAGER", N_("the programs to open an address with, to edit the channels, and to read long lists on a terminal")},
	{"LANGUAGE, LC_ALL, LC_MESSAGES, LANG, TZ", N_("the language of the texts, and the time zone of days")},
	{"LC_CTYPE", N_("plain signs where it, or what stands for it, names no UTF-8")},
	{"http_proxy, https_proxy, all_proxy, no_proxy", N_("the proxy that servers are asked through, and the hosts that need none; as libcurl reads them")},
	{"SSL_CERT_FILE", N_("the issuers of certificates to trust, in place of the system's")},
	{0},
};

static const struct row statuses[] = {
	{"0", N_("all went well")},
	{"64", N_("the call was wrong")},
	{"65", N_("what was read is not what it should be")},
	{"66", N_("no such file, channel or item")},
	{"69", N_("no channel could be refreshed, or a service is not there")},
	{"70", N_("an error in bewust itself: please report it")},
	{"71", N_("no memory left")},
	{"73", N_("a file could not be made")},
	{"74", N_("reading or writing stopped, for instance on a full disk")},
	{"75", N_("some channels could not be refreshed, or the data are in use: try again")},
	{"76", N_("a server answered what it should not")},
	{"77", N_("not permitted")},
	{"78", N_("the settings are wrong")},
	{0},
};

/* Each with what was found, and who found it: read at its source, and no stronger than it stands there. */
static const struct row evidence[] = {
	{N_("a plan of 5 minutes on 5 days"), N_("Five minutes of hopeful, funny or calm clips a day, for five days, went with less stress than none; the hopeful "
		"ones also with more motivation (Prestin & Nabi 2020, doi 10.1093/joc/jqaa001; found again in part). What inspires may work by way of hope "
		"(Nabi 2025, doi 10.1037/ppm0000623).")},
	{N_("few draining items"), N_("Two to four minutes of news about a pandemic lowered good feelings and optimism; kind acts did not (Buchanan 2021, doi "
		"10.1371/journal.pone.0257728).")},
	{N_("something kind after one"), N_("Seeing kindness after something bad softened the drop in mood (Buchanan & Sandstrom 2023, doi "
		"10.1371/journal.pone.0284438). News with a way out left readers better, and readier to act (Baden 2019, doi "
		"10.1080/1461670X.2018.1545599).")},
	{N_("nothing learned from clicks"), N_("In 105,000 headlines each negative word brought 2.3 % more clicks (Robertson 2023, doi "
		"10.1038/s41562-023-01538-4): a click is not a wish.")},
	{N_("a cap, and a way out first"), N_("Limits that people set themselves cut use (Allcott 2022, doi 10.1257/aer.20210867), and a way out that is offered "
		"works better than a text (Grüning 2023, PNAS). They give time back; that they make anybody happier was not found (Brockmeier 2025, doi "
		"10.1111/aphw.12646).")},
	{N_("distraction is a fair aim"), N_("For people who felt low, eight minutes of thinking about themselves made the mood worse, and eight minutes of "
		"something else better (Nolen-Hoeksema & Morrow 1993).")},
	{N_("a short check-in"), N_("One grid of pleasure and energy is reliable enough (Russell 1989, doi 10.1037/0022-3514.57.3.493). Four weeks of keeping track "
		"with feedback brought no gain by themselves (PMC9650062), and dwelling on things goes with worse moods later (PMC5600682): so it asks "
		"little, and never why.")},
	{N_("tell somebody"), N_("Telling others of something good adds to it (Gable 2004, doi 10.1037/0022-3514.87.2.228).")},
	{N_("a light end"), N_("People remember the best moment and the end more than how long it took (Alaybek 2022, doi 10.1016/j.obhdp.2022.104149); of rich "
		"experiences less so (Strijbosch 2019, doi 10.3389/fpsyg.2019.01705).")},
	{N_("breathing"), N_("Five minutes a day of breathing out long lifted moods more than sitting mindfully did, over a month, in about 110 people (Balban "
		"2023, doi 10.1016/j.xcrm.2022.100895). Stop if you feel dizzy.")},
	{N_("scrolling"), N_("That watching without doing harms is disputed: one study found it (Verduyn 2015, doi 10.1037/xge0000057), most of forty did not "
		"(Valkenburg 2022). So nobody is told off for it here.")},
	{N_("coaching"), N_("For neuro-linguistic programming there is little evidence (Sturt 2012, doi 10.3399/bjgp12X658287). The theme is called coaching, and "
		"promises nothing.")},
	{0},
};

static void write_evidence(struct str *out) {
	str_add_text(out, ".Sh WHAT THIS RESTS ON\n");
	write_text(out, _("Choices here lean on the studies below. They are about groups of people, most of them short and small; what holds for you, your own "
		"check-ins show better. Where nothing is named, it is a choice of ours: two sessions a day, fourteen days back, a stretch in each session."));
	write_list(out, "Sy", evidence);
}

static void write_synopsis(struct str *out) {
	str_add_text(out, ".Sh SYNOPSIS\n.Nm\n.Op Fl \\-plain\n.Nm\n.Ar command\n.Op Ar argument ...\n.Op Ar option ...\n");
}

static void write_description(struct str *out) {
	str_add_text(out, ".Sh DESCRIPTION\n.Nm\n");
	write_text(out, _("opens feeds that you chose as a small session with an end: some minutes, some items, chosen to leave room, and a look at how "
		"you feel before and after. It reads RSS, Atom and JSON Feed, scores what it reads by words you can look up and change, and keeps all of it "
		"in one directory that only you can read."));
	str_add_text(out, ".Pp\n");
	write_text(out, _("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
	str_add_text(out, ".Pp\n");
	write_text(out, _("Without a command it opens the terminal interface, or, where there is no terminal for it, the same as questions and answers. "
		"CHANNEL is a UUID, an address, or a part of a title that fits only one; an item is named by its UUID. FILE may be - for standard input or "
		"output. Options stand anywhere; -- ends them."));
	str_add_text(out, ".Pp\n");
	write_text(out, _("A note given with --note TEXT stays in the history of your shell and is seen by other programs while the command runs; --note - "
		"reads it from standard input instead."));
}

static void write_commands(struct str *out) {
	str_add_text(out, ".Sh COMMANDS\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < command_count; i++)
		write_command(out, commands[i]);
	str_add_text(out, ".El\n.Ss Options without a command\n");
	write_options(out, command_home.options);
	str_add_text(out, ".Ss Options of every command\n");
	write_options(out, global_options);
}

/* The table of settings, as the file would say it. */
static void write_settings(struct str *out) {
	struct str example;
	struct slice rest, line;

	str_init(&example, 16384);
	config_write_example(&example);
	str_add_text(out, ".Sh SETTINGS\n.Bd -literal\n");
	rest = slice_trim(str_slice(&example));
	while (rest.at && slice_split(&rest, '\n', &line)) {
		write_letters(out, line, true);
		str_add_char(out, '\n');
	}
	str_add_text(out, ".Ed\n");
	str_finish(&example);
}

static void write_examples(struct str *out) {
	str_add_text(out, ".Sh EXAMPLES\n.Bd -literal\n");
	for (size_t i = 0; i < command_count; i++)
		for (const char *const *x = commands[i]->examples; x && *x; x++) {
			str_add_text(out, "bewust ");
			write_text(out, *x);
		}
	str_add_text(out, ".Ed\n");
}

void manual_write(struct str *out) {
	str_addf(out, ".\\\" Written by `bewust --manual`.\n.Dd November 23, 2026\n.Dt BEWUST 1\n.Os\n.Sh NAME\n.Nm bewust\n.Nd ");
	write_text(out, _("a reading companion for the terminal"));
	write_synopsis(out);
	write_description(out);
	write_commands(out);
	str_add_text(out, ".Sh KEYS\n");
	write_text(out, _("In the interface; each screen's footer names those that count there, ? all of them."));
	ui_write_keys(out);
	str_add_text(out, ".Pp\n");
	write_text(out, _("Tab shows the addresses in an item, its pictures among them. Enter on a picture asks for it and has it drawn by chafa, or by what picture_command "
		"names, in another process; any key goes back. Nothing is asked for a picture before that, and nothing of it is kept. It is asked as channels are: "
		"without cookies, for at most 8 MiB, and at a private address only where its channel is."));
	str_add_text(out, ".Sh JSON\n");
	write_text(out, _("What --json writes. Times are RFC 3339 in UTC; what is not known is absent."));
	write_list(out, "Cm", keys);
	str_add_text(out, ".Sh ENVIRONMENT\n");
	write_list(out, "Ev", environment);
	str_add_text(out, ".Sh FILES\n.Bl -tag -width Ds\n.It Pa ~/.local/share/bewust/\n");
	write_text(out, _("all data, in one directory that only you can read"));
	str_add_text(out, ".It Pa ~/.config/bewust/config.ini\n");
	write_text(out, _("the settings"));
	str_add_text(out, ".El\n");
	write_settings(out);
	str_add_text(out, ".Sh EXIT STATUS\n");
	write_list(out, "Li", statuses);
	write_evidence(out);
	write_examples(out);
}
