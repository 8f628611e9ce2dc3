/* moods.c: looking back: a month as a line, a year in shapes, what went with lighter and heavier moods, and the entries themselves. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/session.h>
#include <bewust/text.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_LOAD, JOB_CHANGE };
enum view { VIEW_MONTH, VIEW_YEAR, VIEW_CHANNELS, VIEW_THEMES, VIEW_ENTRIES, VIEW_COUNT };
enum {
	NO_DOTS = 0x2800,               /* a braille cell without any */
	TICK_MS = 10000, LONG_LOOK_MS = 5 * 60000, /* R4 */
	CHART_ROWS = 4, DOTS_DOWN = 4, DOTS_ACROSS = 2, DAYS_MAX = 31, LABEL_COLS = 7, MONTH_COLS = 5, LETTER_COLS = 2, MONTHS = 12,
	LINES_ABOVE_FOLD = 3, DAY = 24 * 3600,
	COLS_ALIGNED = 60,              /* from here on what stands behind a mood has a column */
};

/* What the worker brings: a year of moods and what goes with them. */
struct moods_answer {
	int64_t from, to;
	struct moods moods;
	struct mood_day *days;
	size_t day_count;
	struct mood_summary summary;
	int turn_hour;
};

struct moods_state {
	struct job *job;
	const struct moods_answer *data;        /* NULL until known */
	enum view view;
	int year, month;                        /* month 1 … 12 */
	int64_t today, opened, now;
	int turn_hour;
	bool said_enough, undo_removal;         /* undo puts back what was removed, else what was before it was mended */
	struct list list;                       /* entries, newest first */
	struct mood before;                     /* for undo */
	char before_words[512], before_note[600];
	bool can_undo;
};

static const enum action answers[] = {ACT_LEFT, ACT_RIGHT, ACT_TAB, ACT_EDIT, ACT_ADD, ACT_FEEL, ACT_AWAY, ACT_UNDO, ACT_UP, ACT_DOWN,
	ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP, ACT_BOTTOM, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

static void name_themes(struct mood_summary *m) {
	enum theme theme;

	for (size_t i = 0; i < m->theme_count; i++)
		if (theme_parse(slice_of(m->themes[i].name), &theme))
			m->themes[i].name = theme_word(theme);
}

static bool load(struct job *job, struct flow *flow, struct err *e) {
	struct moods_answer *w = job->argument;

	if (!flow_moods(flow, w->from, w->to, &job->arena, &w->moods, e) || !flow_mood_summary(flow, &job->arena, &w->summary, e))
		return false;
	name_themes(&w->summary);
	w->days = arena_array(&job->arena, w->moods.count + 1, sizeof(*w->days));
	w->day_count = mood_days(w->moods.at, w->moods.count, w->turn_hour, w->days);
	return true;
}

struct change {
	struct mood mood;
	bool remove;
};

static bool change(struct job *job, struct flow *flow, struct err *e) {
	struct change *c = job->argument;

	return c->remove ? store_mood_remove(flow_store(flow), c->mood.id, e) : flow_mood_save(flow, &c->mood, e);
}

static void ask(struct moods_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_LOAD, load);
	struct moods_answer *w = arena_alloc(&job->arena, sizeof(*w));

	w->from = date_from_civil(st->year, 1, 1, 0, 0, 0) - DAY;
	w->to = date_from_civil(st->year + 1, 1, 1, 0, 0, 0) + DAY;
	w->turn_hour = st->turn_hour;
	job->argument = w;
	app_send(app, job);
}

static void send_change(struct screen *s, struct app *app, const struct mood *m, bool remove) {
	struct job *job = app_job(app, s, JOB_CHANGE, change);
	struct change *c = arena_alloc(&job->arena, sizeof(*c));

	c->mood = *m;
	c->mood.words = arena_text(&job->arena, slice_of(m->words));
	c->mood.note = arena_text(&job->arena, slice_of(m->note));
	c->remove = remove;
	job->argument = c;
	app_send(app, job);
}

static bool open_moods(struct screen *s, struct app *app, void *argument) {
	struct moods_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	s->tick_ms = TICK_MS;
	st->turn_hour = app_config(app)->turn_hour;
	st->now = app_now(app);
	st->today = date_day(st->now, st->turn_hour);
	st->opened = app_mono(app);
	date_day_civil(st->today, &st->year, &st->month, &(int){0}, &(int){0});
	ask(st, s, app);
	return true;
}

/* ---- events ---- */

static int rows_shown(const struct app *app) {
	struct page p = app_page(app);
	return p.rows - (p.roomy ? 4 : 1);
}

static void step(struct moods_state *st, struct screen *s, struct app *app, int by) {
	int year = st->year, month = st->month, this_year, this_month;

	date_day_civil(st->today, &this_year, &this_month, &(int){0}, &(int){0});
	if (st->view == VIEW_YEAR) {
		year += by;
	} else if (st->view == VIEW_MONTH) {
		month += by;
		year += month < 1 ? -1 : month > MONTHS ? 1 : 0;
		month = month < 1 ? MONTHS : month > MONTHS ? 1 : month;
	}
	if (year > this_year || (year == this_year && month > this_month))
		month = st->view == VIEW_YEAR && year == this_year ? this_month : 0;
	if (month == 0)
		return;
	st->month = month;
	if (year != st->year) {
		st->year = year;
		ask(st, s, app);
	}
}

static const struct mood *entry(const struct moods_state *st, size_t n) {
	return &st->data->moods.at[st->data->moods.count - 1 - n];
}

static void set_view(struct moods_state *st, struct app *app, enum view view) {
	st->view = view;
	if (st->data)
		list_show(&st->list, st->data->moods.count, rows_shown(app));
}

/* The entry under the cursor as it is, for undo. */
static void remember(struct moods_state *st, bool removal) {
	st->before = *entry(st, st->list.at);
	st->before.words = st->before_words;
	st->before.note = st->before_note;
	text_copy(st->before_words, sizeof(st->before_words), slice_of(entry(st, st->list.at)->words));
	text_copy(st->before_note, sizeof(st->before_note), slice_of(entry(st, st->list.at)->note));
	st->undo_removal = removal;
	st->can_undo = true;
}

static void mend(struct moods_state *st, struct screen *s, struct app *app, uint32_t key) {
	struct mood m;

	if (st->view != VIEW_ENTRIES || !st->data || !st->list.count)
		return;
	remember(st, false);
	m = *entry(st, st->list.at);
	m.valence = (int)key - '4';
	send_change(s, app, &m, false);
	app_say(app, INK_dim, "%s", _("mended; u takes it back"));
}

static void remove_entry(struct moods_state *st, struct screen *s, struct app *app) {
	if (st->view != VIEW_ENTRIES || !st->data || !st->list.count)
		return;
	remember(st, true);
	send_change(s, app, &st->before, true);
	app_say(app, INK_dim, "%s", _("removed; u takes it back"));
}

static void undo(struct moods_state *st, struct screen *s, struct app *app) {
	if (!st->can_undo)
		return;
	st->can_undo = false;
	if (st->undo_removal)
		st->before.id = 0;              /* put anew, under the same name */
	send_change(s, app, &st->before, false);
	app_say(app, INK_dim, "%s", _("taken back"));
}

static struct reply on_action(struct moods_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_ADD: return (struct reply){.what = ENTER, .next = &screen_checkin};
	case ACT_TAB: set_view(st, app, (st->view + 1) % VIEW_COUNT); break;
	case ACT_EDIT: set_view(st, app, VIEW_ENTRIES); break;
	case ACT_LEFT: step(st, s, app, -1); break;
	case ACT_RIGHT: step(st, s, app, 1); break;
	case ACT_FEEL: mend(st, s, app, event->key); break;
	case ACT_AWAY: remove_entry(st, s, app); break;
	case ACT_UNDO: undo(st, s, app); break;
	default: list_on(&st->list, event, rows_shown(app)); break;
	}
	return REPLY_STAY;
}

static void on_tick(struct moods_state *st, struct app *app) {
	if (st->said_enough || app_mono(app) - st->opened < LONG_LOOK_MS)
		return;
	st->said_enough = true;
	app_say(app, INK_text, "%s", _("Enough looking back for today?"));
}

static struct reply on_moods(struct screen *s, struct app *app, const struct event *event) {
	struct moods_state *st = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, app, event);
	case EVENT_TICK: on_tick(st, app); break;
	case EVENT_RETURN: ask(st, s, app); break;
	case EVENT_RESIZE: list_show(&st->list, st->list.count, rows_shown(app)); break;
	case EVENT_JOB:
		if (event->job->what == JOB_CHANGE) {
			ask(st, s, app);
		} else if (event->job->ok) {
			*event->taken = true;
			job_free(st->job);
			st->job = event->job;
			st->data = event->job->argument;
			list_show(&st->list, st->data->moods.count, rows_shown(app));
		}
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static double day_value(const struct moods_state *st, int64_t day) {
	const struct moods_answer *w = st->data;

	for (size_t i = 0; i < w->day_count; i++)
		if (w->days[i].day == day)
			return w->days[i].valence;
	return NAN;
}

static int64_t day_of(int year, int month, int mday) {
	return date_from_civil(year, month, mday, 0, 0, 0) / DAY;
}

static int days_in(int year, int month) {
	return (int)(day_of(month == MONTHS ? year + 1 : year, month == MONTHS ? 1 : month + 1, 1) - day_of(year, month, 1));
}

static const char *month_word(int month, bool whole) {
	static const char *const names[] = {N_("january"), N_("february"), N_("march"), N_("april"), N_("may"), N_("june"), N_("july"),
		N_("august"), N_("september"), N_("october"), N_("november"), N_("december")};
	static const char *const abbreviated[] = {N_("jan"), N_("feb"), N_("mar"), N_("apr"), N_("may"), N_("jun"), N_("jul"), N_("aug"), N_("sep"),
		N_("oct"), N_("nov"), N_("dec")};
	return _(whole ? names[month - 1] : abbreviated[month - 1]);
}

static void draw_rune(struct canvas *c, int row, int col, enum ink ink, uint32_t rune) {
	struct str s;

	str_init(&s, 8);
	str_add_rune(&s, rune);
	canvas_text(c, row, col, ink, str_slice(&s));
	str_finish(&s);
}

/* A grid of dots, eight to a cell, as braille (Unicode 2800). */
struct dots {
	bool at[CHART_ROWS * DOTS_DOWN][DAYS_MAX * 2 * DOTS_ACROSS];
	int across;
};

static uint32_t braille(const struct dots *d, int row, int col) {
	static const uint8_t bits[DOTS_DOWN][DOTS_ACROSS] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
	uint32_t rune = NO_DOTS;

	for (int y = 0; y < DOTS_DOWN; y++)
		for (int x = 0; x < DOTS_ACROSS; x++)
			if (d->at[row * DOTS_DOWN + y][col * DOTS_ACROSS + x])
				rune |= bits[y][x];
	return rune;
}

static int height_of(double valence) {
	return (int)lround((3 - valence) / 6 * (CHART_ROWS * DOTS_DOWN - 1));
}

/* A line between two days that follow each other; days without an entry stay a gap. */
static void plot(struct dots *d, int x0, double v0, int x1, double v1) {
	for (int x = x0; x <= x1; x++) {
		double v = x1 > x0 ? v0 + (v1 - v0) * (x - x0) / (x1 - x0) : v0;

		if (x >= 0 && x < d->across)
			d->at[height_of(v)][x] = true;
	}
}

static void plot_month(const struct moods_state *st, struct dots *d, int cells_a_day) {
	int64_t first = day_of(st->year, st->month, 1);
	int count = days_in(st->year, st->month), dots = cells_a_day * DOTS_ACROSS;

	d->across = count * dots;
	for (int i = 0; i < count; i++) {
		double here = day_value(st, first + i), next = i + 1 < count ? day_value(st, first + i + 1) : NAN;

		if (isnan(here))
			continue;
		plot(d, i * dots, here, isnan(next) ? i * dots : (i + 1) * dots, isnan(next) ? here : next);
	}
}

/* Words beside a drawing are as wide as the language has them. */
static int widest(int cols, const char *word) {
	int needed = text_width(slice_of(word)) + 2;

	return needed > cols ? needed : cols;
}

static void draw_chart(const struct moods_state *st, struct canvas *c, struct page p, int row) {
	int label = p.width >= 40 ? widest(widest(LABEL_COLS, _("light")), _("heavy")) : 0, cells = p.width - label >= DAYS_MAX * 2 ? 2 : 1;
	struct dots d = {.across = 0};

	plot_month(st, &d, cells);
	for (int y = 0; y < CHART_ROWS; y++)
		for (int x = 0; x < d.across / DOTS_ACROSS; x++) {
			if (braille(&d, y, x) != NO_DOTS && row + y <= p.bottom)
				draw_rune(c, row + y, p.left + label + x, INK_chart, braille(&d, y, x));
		}
	if (label) {
		canvas_text(c, row, p.left, INK_dim, slice_of(_("light")));
		canvas_text(c, row + CHART_ROWS - 1, p.left, INK_dim, slice_of(_("heavy")));
	}
	for (int day = 1; day <= days_in(st->year, st->month) && row + CHART_ROWS <= p.bottom; day += 7)
		canvas_textf(c, row + CHART_ROWS, p.left + label + (day - 1) * cells, INK_dim, "%d", day);
}

static const char *minus(double v, const struct canvas *c) {
	return v >= -0.05 ? "" : c->ascii ? "-" : "−";
}

/* "Nature Today    +0.7   (0.4 to 0.9) · 20", strongest first. */
static int draw_insight(const struct insight_row *r, struct canvas *c, struct page p, int row, enum ink ink) {
	int name = p.width >= 60 ? 30 : p.width - 8;

	if (row > p.bottom)
		return row;
	canvas_fit(c, row, p.left, name - 1, ink, slice_of(r->name));
	canvas_textf(c, row, p.left + name, ink, "%s%.1f", r->insight.delta < 0 ? c->ascii ? "-" : "−" : "+", fabs(r->insight.delta));
	if (p.width >= 60)
		canvas_textf(c, row, p.left + name + 8, INK_dim, _("(%s%.1f to %s%.1f) · %d sessions"), minus(r->insight.low, c), fabs(r->insight.low),
			minus(r->insight.high, c), fabs(r->insight.high), r->insight.with);
	return row + 1;
}

static int draw_verdict(const struct insight_row *rows, size_t count, enum verdict v, const char *title, struct canvas *c, struct page p, int row) {
	bool titled = false;

	for (size_t i = 0; i < count && row <= p.bottom; i++) {
		if (rows[i].insight.verdict != v)
			continue;
		if (!titled && row == p.bottom)         /* a heading over nothing says nothing */
			break;
		if (!titled)
			canvas_fit(c, row++, p.left, p.width, INK_dim, slice_of(title));
		titled = true;
		row = draw_insight(&rows[i], c, p, row, v == VERDICT_LIGHTER ? INK_uplifting : INK_draining);
	}
	return row;
}

static int draw_names(const struct insight_row *rows, size_t count, enum verdict v, const char *title, struct canvas *c, struct page p, int row) {
	struct str names;
	size_t shown = 0;

	str_init(&names, 2000);
	for (size_t i = 0; i < count; i++)
		if (rows[i].insight.verdict == v)
			str_addf(&names, "%s%s", shown++ ? ", " : "", rows[i].name);
	if (shown && row < p.bottom) {
		canvas_fit(c, row++, p.left, p.width, INK_dim, slice_of(title));
		row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text, names.at);
	}
	str_finish(&names);
	return row;
}

/* How many of the rows, strongest first, hold so many of which something is said. */
static size_t rows_that_say(const struct insight_row *rows, size_t count, int most) {
	size_t n = 0;

	for (; n < count && most > 0; n++)
		most -= rows[n].insight.verdict == VERDICT_LIGHTER || rows[n].insight.verdict == VERDICT_HEAVIER;
	return n;
}

static void draw_groups(const struct insight_row *rows, size_t count, bool all, struct canvas *c, struct page p, int row) {
	size_t shown = all ? count : rows_that_say(rows, count, LINES_ABOVE_FOLD);

	row = draw_verdict(rows, shown, VERDICT_LIGHTER, _("went with lighter moods"), c, p, row);
	row = draw_verdict(rows, shown, VERDICT_HEAVIER, _("went with heavier moods"), c, p, row);
	if (all) {
		row = draw_names(rows, count, VERDICT_NO_DIFFERENCE, _("no clear difference"), c, p, row);
		row = draw_names(rows, count, VERDICT_NOT_ENOUGH, _("too early to say"), c, p, row);
	}
	if (!count)
		canvas_fit(c, row, p.left, p.width, INK_dim, slice_of(_("nothing to say yet: it takes some sessions with a check-in")));
}

/* Stands there always, whole; with what many channels do to chance where there are many. What is left of the page above it. */
static struct page draw_footnote(struct canvas *c, struct page p, size_t groups) {
	char chance[200] = "";
	int row = p.bottom;

	if (p.rows < 9)
		return p;
	if (groups >= INSIGHT_GROUPS_MANY && p.roomy) {
		snprintf(chance, sizeof(chance), _("With %d of them one will stand out by chance."), (int)groups);
		canvas_fit(c, row--, p.left, p.width, INK_dim, slice_of(chance));
	}
	canvas_fit(c, row, p.left, p.width, INK_dim, slice_of(p.width >= 64 ?
		_("Goes with, not because of. Low moods tend to rise by themselves.") : _("Goes with, not because of.")));
	p.bottom = row - 1 - p.roomy;
	return p;
}

static const char *pairs_word(const struct mood_pairs *m) {
	return m->mean_delta >= 0.75 ? _("lighter afterwards") : m->mean_delta >= 0.25 ? _("a little lighter afterwards") :
		m->mean_delta > -0.25 ? _("much the same afterwards") : m->mean_delta > -0.75 ? _("a little heavier afterwards") : _("heavier afterwards");
}

/* What it came to stands last, and goes last. */
static void draw_pairs(const struct mood_pairs *m, struct canvas *c, struct page p, int row) {
	struct slice shown, between = SLICE(" · ");
	struct str line;

	str_init(&line, 300);
	str_addf(&line, P_("before → after · %d session · ", "before → after · %d sessions · ", (unsigned long)m->count), m->count);
	str_addf(&line, "%s (%s%.1f)", pairs_word(m), m->mean_delta < 0 ? "−" : "+", fabs(m->mean_delta));
	shown = str_slice(&line);
	while (text_width(shown) > p.width && slice_find(shown, between) < shown.len)
		shown = slice_from(shown, slice_find(shown, between) + between.len);
	canvas_fit(c, row, p.left, p.width, INK_text, shown);
	str_finish(&line);
}

/* Where there is no room for a month's chart: its last days as heights. */
static void draw_last_days(const struct moods_state *st, struct canvas *c, struct page p, int row) {
	int64_t end = day_of(st->year, st->month, 1) + days_in(st->year, st->month) - 1;

	if (end > st->today)
		end = st->today;
	for (int i = 0; i < p.width; i++) {
		double v = day_value(st, end - p.width + 1 + i);

		draw_rune(c, row, p.left + i, isnan(v) ? INK_chart_dim : INK_chart, spark_rune(v));
	}
}

static void draw_month(const struct moods_state *st, struct canvas *c, struct page p, int row) {
	const struct mood_summary *m = &st->data->summary;
	struct page above = draw_footnote(c, p, m->channel_count);

	if (p.rows <= CHART_ROWS + 1 || p.width < DAYS_MAX) {
		draw_last_days(st, c, p, row++);
	} else {
		draw_chart(st, c, p, row);
		row += CHART_ROWS + 1 + (p.rows >= 12);
	}
	if (m->pairs.count && row <= above.bottom) {
		draw_pairs(&m->pairs, c, p, row);
		row += p.roomy ? 2 : 1;
	}
	if (row < above.bottom)
		draw_groups(m->channels, m->channel_count, false, c, above, row);
}

/* Some days as one, where there is no room for each. */
static double days_value(const struct moods_state *st, int64_t day, int count) {
	double sum = 0;
	int known = 0;

	for (int i = 0; i < count; i++) {
		double v = day_value(st, day + i);

		if (!isnan(v)) {
			sum += v;
			known++;
		}
	}
	return known ? sum / known : NAN;
}

static void draw_year_month(const struct moods_state *st, struct canvas *c, int row, int col, int month, int days_a_cell) {
	int64_t day = day_of(st->year, month, 1);
	int count = days_in(st->year, month);

	for (int i = 0; i < count && day + i <= st->today; i += days_a_cell) {
		double v = days_value(st, day + i, i + days_a_cell > count ? count - i : days_a_cell);

		draw_rune(c, row, col + i / days_a_cell, isnan(v) ? INK_chart_dim : INK_chart, spark_rune(v));
	}
}

/* Twelve rows of days: seven heights and a gap, shape and shade together. Months go by their first letter where their names would leave no room for the days. */
static void draw_year(const struct moods_state *st, struct canvas *c, struct page p, int row) {
	int first = p.bottom - row + 1 >= MONTHS ? 1 : st->month > p.bottom - row ? st->month - (p.bottom - row) : 1, label = MONTH_COLS;
	int days_a_cell;

	for (int month = 1; month <= MONTHS; month++)
		label = widest(label, month_word(month, false));
	if (label + DAYS_MAX > p.width)
		label = LETTER_COLS;
	days_a_cell = p.width > label ? (DAYS_MAX + p.width - label - 1) / (p.width - label) : DAYS_MAX;
	for (int month = first; month <= MONTHS && row <= p.bottom; month++, row++) {
		struct slice name = slice_of(month_word(month, false));

		if (label == LETTER_COLS)
			name.len = text_fit(name, 1);
		canvas_text(c, row, p.left, month == st->month ? INK_text : INK_dim, name);
		draw_year_month(st, c, row, p.left + label, month, days_a_cell);
	}
}

/* As wide as what can be said of a mood: what stands behind it begins in one column. */
static int mood_cols(void) {
	char mood[64];
	int cols = 0;

	for (int valence = -3; valence <= 3; valence++)
		for (int energy = -2; energy <= 2; energy++) {
			words_mood(valence, energy, mood);
			cols = text_width(slice_of(mood)) > cols ? text_width(slice_of(mood)) : cols;
		}
	return cols;
}

static void draw_entry(const struct moods_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct mood *m = entry(st, n);
	int col = list_mark(&st->list, n, c, row, p.left), when_cols = p.width >= 50 ? 20 : 12, cols;
	char when[64], mood[64];

	words_ago(m->at, st->now, st->turn_hour, when);
	words_mood(m->valence, m->energy, mood);
	canvas_fit(c, row, col, when_cols - 1, INK_dim, slice_of(when));
	col += when_cols;
	cols = canvas_fit(c, row, col, p.left + p.width - col, n == st->list.at ? INK_selected : INK_text, slice_of(mood));
	col += (p.width >= COLS_ALIGNED ? mood_cols() : cols) + 2;
	if (m->phase == MOOD_BEFORE)
		col += canvas_fit(c, row, col, p.left + p.width - col, INK_dim, slice_of(_("before"))) + 2;
	if (*m->words)
		col += canvas_fit(c, row, col, p.left + p.width - col, INK_dim, slice_of(m->words)) + 2;
	if (*m->note)
		canvas_fit(c, row, col, p.left + p.width - col, INK_dim, slice_of(m->note));
}

static void draw_title(const struct moods_state *st, struct canvas *c, struct page p) {
	static const char *const names[VIEW_COUNT] = {N_("moods"), N_("moods · the year"), N_("moods · channels"), N_("moods · themes"), N_("moods · entries")};
	char when[64] = "";

	canvas_fit(c, p.top, p.left, p.width, INK_title, slice_of(_(names[st->view])));
	canvas_cursor(c, p.top, p.left);
	if (st->view == VIEW_MONTH)
		snprintf(when, sizeof(when), "‹ %s %d ›", month_word(st->month, true), st->year);
	else if (st->view == VIEW_YEAR)
		snprintf(when, sizeof(when), "‹ %d ›", st->year);
	if (p.width >= 34)
		canvas_right(c, p.top, p.left + p.width, INK_dim, slice_of(when));
}

static void draw_moods(const struct screen *s, struct canvas *c) {
	const struct moods_state *st = s->state;
	struct page p = canvas_page(c);
	int row = p.top + (p.roomy ? 3 : 1);

	draw_title(st, c, p);
	if (!st->data)
		return;
	if (!st->data->moods.count && st->view != VIEW_YEAR) {
		row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("Nothing noted yet."));
		part_sentence(c, row, p.bottom, p.left, p.width, INK_dim, _("After a session you may say how you are, or press a to do it now."));
		return;
	}
	switch (st->view) {
	case VIEW_MONTH: draw_month(st, c, p, row); break;
	case VIEW_YEAR: draw_year(st, c, p, row); break;
	case VIEW_CHANNELS:
		p = draw_footnote(c, p, st->data->summary.channel_count);
		draw_groups(st->data->summary.channels, st->data->summary.channel_count, true, c, p, row);
		break;
	case VIEW_THEMES:
		p = draw_footnote(c, p, st->data->summary.theme_count);
		draw_groups(st->data->summary.themes, st->data->summary.theme_count, true, c, p, row);
		break;
	case VIEW_ENTRIES:
		for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++)
			draw_entry(st, n, c, p, row++);
		break;
	case VIEW_COUNT: break;
	}
}

static void close_moods(struct screen *s) {
	struct moods_state *st = s->state;

	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct moods_state *st = s->state;
	bool entries = st->view == VIEW_ENTRIES;

	return a == ACT_FEEL || a == ACT_AWAY ? entries : a == ACT_UNDO ? st->can_undo : a == ACT_EDIT ? !entries : true;
}

static const char *word(const struct screen *s, enum action a) {
	const struct moods_state *st = s->state;

	if (a == ACT_LEFT)
		return st->view == VIEW_MONTH ? _("month") : st->view == VIEW_YEAR ? _("year") : "";
	return a == ACT_EDIT ? _("entries") : a == ACT_ADD ? _("how I am now") : a == ACT_AWAY ? _("remove") : a == ACT_FEEL ? _("mend") : NULL;
}

const struct screen_ops screen_moods = {.name = N_("moods"), .answers = answers, .open = open_moods, .on = on_moods, .draw = draw_moods,
	.close = close_moods, .offers = offers, .word = word};
