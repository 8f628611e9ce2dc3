/* mood.c: `bewust mood`: check-ins out and in, as a chart, as data, and what goes with better ones. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/report.h>
#include <bewust/words.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <string.h>

enum { NOTE_BYTES_MAX = 4096, NOTE_MAX = 140, WORDS_MAX = 12, CHART_LEFT = 8, DAYS_MIN = 27, MIDDLE = 4, LOW = -3 };

/* ---- history as data ---- */

static bool all_moods(struct call *c, struct flow **f, struct moods *out, struct err *e) {
	return (*f = call_flow_to_look(c, e)) && flow_moods(*f, INT64_MIN + 1, INT64_MAX, &c->arena, out, e);
}

static void write_json(const struct moods *moods, struct str *out) {
	struct json j;

	json_init(&j, out, 1);
	json_array(&j);
	for (size_t i = 0; i < moods->count; i++) {
		const struct mood *m = &moods->at[i];

		json_object(&j);
		json_member_date(&j, "at", m->at);
		json_member_text(&j, "phase", mood_phase_name(m->phase));
		if (m->valence != MOOD_NONE)
			json_member_int(&j, "valence", m->valence);
		if (m->energy != MOOD_NONE)
			json_member_int(&j, "energy", m->energy);
		json_member_text(&j, "words", m->words);
		json_member_text(&j, "note", m->note);
		json_member_text(&j, "session", m->session.text);
		json_end(&j);
	}
	json_end(&j);
	str_add_char(out, '\n');
}

/* RFC 4180: quotation marks around what holds a comma, a quotation mark or a line's end. A spreadsheet would reckon with what begins
 * like a formula: an apostrophe makes it text there. */
static void write_cell(struct str *out, const char *text, const char *end) {
	bool quoted = strpbrk(text, ",\"\r\n") != NULL;

	if (quoted)
		str_add_char(out, '"');
	if (*text && strchr("=+-@\t\r", *text))
		str_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			str_add_char(out, '"');
		str_add_char(out, *text);
	}
	str_addf(out, "%s%s", quoted ? "\"" : "", end);
}

static void write_number_cell(struct str *out, int n) {
	if (n != MOOD_NONE)
		str_addf(out, "%d", n);
	str_add_char(out, ',');
}

static void write_csv(const struct moods *moods, struct str *out) {
	str_add_text(out, "at,phase,valence,energy,words,note,session\r\n");
	for (size_t i = 0; i < moods->count; i++) {
		const struct mood *m = &moods->at[i];
		char at[21];

		date_rfc3339(m->at, at);
		str_addf(out, "%s,%s,", at, mood_phase_name(m->phase));
		write_number_cell(out, m->valence);
		write_number_cell(out, m->energy);
		write_cell(out, m->words ? m->words : "", ",");
		write_cell(out, m->note ? m->note : "", ",");
		write_cell(out, m->session.text, "\r\n");
	}
}

/* ---- history as a chart ---- */

/* The last days that fit, one a column: the day's middle on its line, nothing where there was no check-in. */
static void write_chart(const struct mood_day *days, size_t count, int64_t today, struct str *out) {
	int cols = write_columns() - CHART_LEFT - 1;
	int64_t first = days[0].day < today - DAYS_MIN ? days[0].day : today - DAYS_MIN;

	if (first < today - cols + 1)
		first = today - cols + 1;
	for (int level = 3; level >= -3; level--) {
		const char *name = level == 3 ? _("light") : level == -3 ? _("heavy") : "";
		size_t end;

		write_padded(out, name, CHART_LEFT - 2);
		str_add_text(out, level ? "|" : "+-");
		end = out->len;
		str_add_text(out, level ? " " : "");
		for (int64_t day = first, n = 0; day <= today; day++) {
			while (n < (int64_t)count && days[n].day < day)
				n++;
			bool here = n < (int64_t)count && days[n].day == day && mood_shade(days[n].valence) - MIDDLE == level;

			str_add_text(out, here ? "●" : level ? " " : "-");
			if (here)
				end = out->len;
		}
		if (level)
			str_cut(out, end);
		str_add_char(out, '\n');
	}
	for (int i = 0; i < CHART_LEFT; i++)
		str_add_char(out, ' ');
	write_day(out, date_day_start(first, 12));
	for (int64_t n = 10; n + 10 < today - first + 1; n++)
		str_add_char(out, ' ');
	if (today - first >= 20)
		write_day(out, date_day_start(today, 12));
	str_add_char(out, '\n');
}

static void write_pairs(const struct mood_pairs *p, struct str *out) {
	if (!p->count)
		return;
	str_addf(out, P_("%d session with a check-in before and after: ", "%d sessions with a check-in before and after: ", (unsigned long)p->count), p->count);
	str_addf(out, _("lighter after %d, the same after %d, heavier after %d; %+.1f on average.\n"), p->lighter, p->same, p->heavier, p->mean_delta);
}

static void write_last(const struct mood *m, struct str *out) {
	str_add_text(out, _("Last: "));
	write_day(out, m->at);
	if (m->valence != MOOD_NONE)
		str_addf(out, " %+d", m->valence);
	if (m->words && *m->words)
		str_addf(out, ", %s", m->words);
	if (m->note && *m->note)
		str_addf(out, ", “%s”", m->note);
	str_add_char(out, '\n');
}

static bool write_history(struct call *c, struct flow *f, const struct moods *moods) {
	struct mood_day *days = arena_array(&c->arena, moods->count + 1, sizeof *days);
	int turn = flow_config(f)->turn_hour;
	size_t count = mood_days(moods->at, moods->count, turn, days);
	struct mood_pairs pairs;

	if (!count) {
		str_addf(&c->out, "%s\n", _("No check-ins yet: `bewust mood log 1` keeps one, from -3 heavy to 3 light."));
		return true;
	}
	write_chart(days, count, date_day(flow_now(f), turn), &c->out);
	str_addf(&c->out, P_("%zu check-in", "%zu check-ins", moods->count), moods->count);
	str_addf(&c->out, P_(" on %zu day.\n", " on %zu days.\n", count), count);
	mood_pairs(moods->at, moods->count, &pairs);
	write_pairs(&pairs, &c->out);
	write_last(&moods->at[moods->count - 1], &c->out);
	return true;
}

/* ---- a year in pixels ---- */

static bool write_pixels(struct call *c, struct flow *f, const struct moods *moods, struct err *e) {
	static const char *const shades[] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	struct mood_day *days = arena_array(&c->arena, moods->count + 1, sizeof *days);
	size_t count = mood_days(moods->at, moods->count, flow_config(f)->turn_hour, days), n = 0;
	long long year;

	if (!slice_to_int(slice_of(call_option(c, "pixels")), &year) || year < 1970 || year > 9999)
		return err_set(e, ERR_USAGE, _("--pixels %s: a year is meant, as 2026"), call_option(c, "pixels"));
	str_addf(&c->out, "%lld\n", year);
	for (int month = 1; month <= 12; month++) {
		int64_t day = date_from_civil((int)year, month, 1, 0, 0, 0) / DAY_S;
		int64_t next = date_from_civil((int)year + month / 12, month % 12 + 1, 1, 0, 0, 0) / DAY_S;

		str_addf(&c->out, "%2d  ", month);
		for (; day < next; day++) {
			while (n < count && days[n].day < day)
				n++;
			str_add_text(&c->out, shades[n < count && days[n].day == day ? mood_shade(days[n].valence) : 0]);
		}
		str_add_char(&c->out, '\n');
	}
	str_addf(&c->out, "%s\n", _("▁ heavy … ▄ in the middle … ▇ light; · no check-in"));
	return true;
}

/* ---- by channel or theme ---- */

static void write_rows_json(const struct insight_row *rows, size_t count, struct str *out) {
	struct json j;

	json_init(&j, out, 1);
	json_array(&j);
	for (size_t i = 0; i < count; i++) {
		const struct insight *x = &rows[i].insight;

		json_object(&j);
		json_member_int(&j, "n", x->with);
		json_member_text(&j, "name", rows[i].name);
		if (x->verdict != VERDICT_NOT_ENOUGH) {
			json_member_number(&j, "delta", x->delta, 3);
			json_member_number(&j, "low", x->low, 3);
			json_member_number(&j, "high", x->high, 3);
		}
		json_member_text(&j, "verdict", verdict_name(x->verdict));
		json_end(&j);
	}
	json_end(&j);
	str_add_char(out, '\n');
}

static void write_rows(const struct insight_row *rows, size_t count, bool themes, struct str *out) {
	for (size_t i = 0; i < count; i++) {
		enum theme theme;

		str_addf(out, "%s\n  ", themes && theme_parse(slice_of(rows[i].name), &theme) ? theme_word(theme) : rows[i].name);
		report_verdict(&rows[i].insight, out);
		str_addf(out, P_(" · %d session\n", " · %d sessions\n", (unsigned long)rows[i].insight.with), rows[i].insight.with);
	}
	if (count)
		report_caution(count, out);
	else
		str_add_text(out, _("Not enough yet: this compares how you felt before and after sessions."));
	str_add_char(out, '\n');
}

static bool write_by(struct call *c, struct err *e) {
	const char *by = call_option(c, "by");
	bool channels = strcmp(by, "channel") == 0;
	struct mood_summary s;
	struct flow *f;

	if (!channels && strcmp(by, "theme") != 0)
		return err_set(e, ERR_USAGE, _("--by %s: channel or theme is meant"), by);
	if (!(f = call_flow_to_look(c, e)) || !flow_mood_summary(f, &c->arena, &s, e))
		return false;
	if (call_has(c, "json"))
		write_rows_json(channels ? s.channels : s.themes, channels ? s.channel_count : s.theme_count, &c->out);
	else
		write_rows(channels ? s.channels : s.themes, channels ? s.channel_count : s.theme_count, !channels, &c->out);
	return true;
}

static bool run_history(struct call *c, struct err *e) {
	struct moods moods;
	struct flow *f;

	if (call_has(c, "json") + call_has(c, "csv") + call_has(c, "pixels") > 1 || (call_has(c, "by") && (call_has(c, "csv") || call_has(c, "pixels"))))
		return err_set(e, ERR_USAGE, _("mood: one of --json, --csv and --pixels; with --by only --json"));
	if (call_has(c, "by"))
		return write_by(c, e);
	if (!all_moods(c, &f, &moods, e))
		return false;
	if (call_has(c, "pixels"))
		return write_pixels(c, f, &moods, e);
	if (call_has(c, "json"))
		write_json(&moods, &c->out);
	else if (call_has(c, "csv"))
		write_csv(&moods, &c->out);
	else
		return write_history(c, f, &moods);
	return true;
}

/* ---- log ---- */

/* -3 … 3; the minus may be a real one. */
static bool read_scale(const char *what, const char *text, int *out, struct err *e) {
	struct slice s = slice_of(text);
	bool minus = slice_starts(s, SLICE("−"));
	long long n;

	if (minus)
		s = slice_from(s, strlen("−"));
	if (!slice_to_int(s, &n) || n < -3 || n > 3 || (minus && n < 0))
		return err_set(e, ERR_USAGE, _("%s %s: a whole number from -3 to 3 is meant"), what, text);
	*out = (int)(minus ? -n : n);
	return true;
}

static bool read_note(struct call *c, const char **out, struct err *e) {
	struct str note;

	*out = call_option(c, "note");
	if (!*out || strcmp(*out, "-") != 0) {
		*out = *out ? *out : "";
		return true;
	}
	if (!path_read("-", NOTE_BYTES_MAX, &note, e))
		return false;
	*out = arena_text(&c->arena, slice_trim(str_slice(&note)));
	str_finish(&note);
	return true;
}

/* What would be cut off is told before anything is kept, while it is still there to be shortened. */
static bool fits(const struct mood *m, struct err *e) {
	struct slice note = slice_of(m->note), words = slice_of(m->words), word;
	int runes = 0, count = 0;

	for (; note.len; runes++)
		utf8_next(&note);
	while (words.len && slice_split(&words, ',', &word))
		count += slice_trim(word).len > 0;
	if (runes > NOTE_MAX)
		return err_set(e, ERR_USAGE, _("the note has %d characters: shorten it to %d; nothing was saved"), runes, NOTE_MAX);
	return count <= WORDS_MAX || err_set(e, ERR_USAGE, _("%d words: choose at most %d; nothing was saved"), count, WORDS_MAX);
}

static const char *words_of(struct call *c) {
	struct str all;
	const char *words;
	int at = 0;

	str_init(&all, 2000);
	while ((words = call_option_each(c, "words", &at)))
		str_addf(&all, "%s%s", all.len ? "," : "", words);
	words = arena_text(&c->arena, str_slice(&all));
	str_finish(&all);
	return words;
}

static bool run_log(struct call *c, struct err *e) {
	struct mood m = {.phase = MOOD_APART, .energy = MOOD_NONE};
	const char *energy = call_option(c, "energy");
	struct flow *f;
	bool heavy;

	if (!read_scale("mood log", c->args[0], &m.valence, e) || (energy && !read_scale("--energy", energy, &m.energy, e)) ||
		!read_note(c, &m.note, e))
		return false;
	m.words = words_of(c);
	if (!fits(&m, e) || !(f = call_flow(c, e)))
		return false;
	m.at = flow_now(f);
	if (!flow_mood_save(f, &m, e))
		return false;
	str_addf(&c->out, m.valence ? _("Saved: %+d.\n") : _("Saved: %d.\n"), m.valence);
	if (!flow_days_are_heavy(f, &c->arena, &heavy, e))
		return false;
	if (m.valence == LOW || heavy)
		str_addf(&c->out, "%s\n", _("People to talk to: `bewust helplines`."));
	return true;
}

static const struct option history_options[] = {
	{"json", NULL, N_("as JSON")},
	{"csv", NULL, N_("as CSV (RFC 4180)")},
	{"by", "channel|theme", N_("what goes with lighter or heavier moods, and how sure that is")},
	{"pixels", "YEAR", N_("a year in pixels, a day each")},
	{0},
};
static const char *const examples[] = {"mood", "mood log -2 --words tired,busy", "mood log 1 --note - < note.txt", "mood --by theme", "mood --csv > mood.csv", NULL};
const struct command command_mood_history = {.name = "mood", .sub = "history", .arguments = "", .summary = N_("how you felt, as a chart or as data"),
	.options = history_options, .examples = examples, .args_max = 0, .run = run_history};

static const struct option log_options[] = {
	{"energy", "E", N_("how still or lively, -3 to 3")},
	{"words", "W,…", N_("words for it, parted by commas, at most 12")},
	{"note", "TEXT", N_("a line of at most 140 characters, never read by the program; - reads it from standard input")},
	{0},
};
const struct command command_mood_log = {.name = "mood", .sub = "log", .arguments = "VALUE", .summary = N_("keep how you feel now, from -3 heavy to 3 light"),
	.options = log_options, .args_min = 1, .args_max = 1, .run = run_log};
