/* channel.c: one channel, to edit: its name, what it is about, its kind, language and weight; how it is, and what could be done. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum row { ROW_TITLE, ROW_THEMES, ROW_KIND, ROW_LANG, ROW_BIAS, ROW_PAUSED, ROW_ASKED, ROW_CREDENTIAL, ROW_NOTE, ROW_COUNT };
enum job_name { JOB_SAVE, JOB_PART, JOB_FACTS };
enum { TEXT_CHARS = 140, NAME_COLS = 18, COLS_NAMES = 40, VALUE_MAX = 2400, SENTENCE_MAX = 1200 };

/* How it is asked, and whether its server wants to be left alone. */
struct facts {
	struct channel_setting *set;
	size_t set_count;
	struct channel_pause *pause;
};

struct channel_state {
	struct arena texts;                     /* every text it ever had here, so that undo can go back */
	struct channel now, before;             /* before: as it was until the last change */
	bool changed;
	struct list list;
	int theme;                              /* the one under the cursor */
	struct field field;
	const char *first_lang;                 /* as it was: stays a choice */
	struct job *facts_job;                  /* owns them */
	const struct facts *facts;              /* NULL: not known yet */
	int64_t clock;
	int turn_hour;
};

static const enum action answers[] = {ACT_ENTER, ACT_SPACE, ACT_AWAY, ACT_UNDO, ACT_OUTSIDE, ACT_EDIT, ACT_LEFT, ACT_RIGHT, ACT_UP, ACT_DOWN, ACT_TOP,
	ACT_BOTTOM, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

static const double biases[] = {-1, -0.5, -0.25, 0, 0.25, 0.5, 1};
enum { BIASES = sizeof(biases) / sizeof(biases[0]), BIAS_NONE = 3 };

/* ---- what the worker does ---- */

static bool save(struct job *job, struct flow *flow, struct err *e) {
	return flow_channel_edit(flow, job->argument, e);
}

static bool part_from(struct job *job, struct flow *flow, struct err *e) {
	return flow_channel_remove(flow, *(int64_t *)job->argument, e);
}

static bool load_facts(struct job *job, struct flow *flow, struct err *e) {
	struct facts *facts = arena_alloc(&job->arena, sizeof(*facts));
	const struct channel *c = job->argument;

	job->result = facts;
	return store_channel_settings(flow_store(flow), c->id, &job->arena, &facts->set, &facts->set_count, e) &&
		flow_channel_pauses(flow, c, 1, &job->arena, &facts->pause, e);
}

static void ask_facts(struct channel_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_FACTS, load_facts);
	struct channel *c = arena_alloc(&job->arena, sizeof(*c));

	*c = part_channel_copy(&job->arena, &st->now);
	job->argument = c;
	app_send(app, job);
}

static void take_facts(struct channel_state *st, const struct event *event) {
	if (!event->job->ok)
		return;
	*event->taken = true;
	job_free(st->facts_job);
	st->facts_job = event->job;
	st->facts = event->job->result;
}

static void send_save(struct channel_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_SAVE, save);
	struct channel *c = arena_alloc(&job->arena, sizeof(*c));

	*c = part_channel_copy(&job->arena, &st->now);
	job->argument = c;
	app_send(app, job);
}

static bool open_channel(struct screen *s, struct app *app, void *argument) {
	struct channel_state *st;

	if (!argument)
		return false;
	st = mem_alloc(sizeof(*st));
	s->state = st;
	arena_init(&st->texts, 0);
	st->now = st->before = part_channel_copy(&st->texts, argument);
	st->first_lang = st->now.lang;
	st->clock = app_now(app);
	st->turn_hour = app_config(app)->turn_hour;
	field_init(&st->field, TEXT_CHARS, "");
	list_show(&st->list, ROW_COUNT, ROW_COUNT);
	ask_facts(st, s, app);
	return true;
}

/* ---- changing ---- */

/* Saved at once; the last change can be taken back. */
static void change(struct channel_state *st, struct screen *s, struct app *app, const struct channel *to) {
	st->before = st->now;
	st->now = *to;
	st->changed = true;
	send_save(st, s, app);
}

static void undo(struct channel_state *st, struct screen *s, struct app *app) {
	if (!st->changed) {
		app_say(app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	st->now = st->before;
	st->changed = false;
	send_save(st, s, app);
	app_say(app, INK_dim, "%s", _("taken back"));
}

static size_t bias_step(double bias) {
	size_t best = BIAS_NONE;

	for (size_t i = 0; i < BIASES; i++)
		if (fabs(biases[i] - bias) < fabs(biases[best] - bias))
			best = i;
	return best;
}

static const char *next_lang(const struct channel_state *st, int by) {
	const char *langs[4] = {"", "en", "nl", st->first_lang};
	int count = 3, at = 0;

	if (strcmp(st->first_lang, "") && strcmp(st->first_lang, "en") && strcmp(st->first_lang, "nl"))
		count = 4;
	for (int i = 0; i < count; i++)
		if (!strcmp(langs[i], st->now.lang))
			at = i;
	return langs[(at + by + count) % count];
}

static void move_choice(struct channel_state *st, struct screen *s, struct app *app, int by) {
	struct channel to = st->now;
	size_t step;

	switch ((enum row)st->list.at) {
	case ROW_THEMES: st->theme = (st->theme + by + THEME_COUNT) % THEME_COUNT; return;
	case ROW_KIND: to.kind = (enum source_kind)(((int)to.kind + by + SOURCE_COUNT) % SOURCE_COUNT); break;
	case ROW_LANG: to.lang = next_lang(st, by); break;
	case ROW_BIAS:
		step = bias_step(to.bias);
		if ((by < 0 && !step) || (by > 0 && step + 1 == BIASES))
			return;
		to.bias = biases[by < 0 ? step - 1 : step + 1];
		break;
	case ROW_PAUSED: to.paused = !to.paused; break;
	default: return;
	}
	change(st, s, app, &to);
}

static const char **text_of(struct channel *c, enum row row) {
	return row == ROW_TITLE ? &c->title : row == ROW_CREDENTIAL ? &c->credential : row == ROW_NOTE ? &c->note : NULL;
}

static void edit(struct channel_state *st, struct screen *s, struct app *app) {
	const char **text = text_of(&st->now, (enum row)st->list.at);
	struct channel to = st->now;

	if (text) {
		field_finish(&st->field);
		field_init(&st->field, TEXT_CHARS, *text);
		s->typing = true;
	} else if (st->list.at == ROW_THEMES) {
		to.themes ^= (theme_set)1 << st->theme;
		change(st, s, app, &to);
	} else {
		move_choice(st, s, app, 1);
	}
}

static void on_key(struct channel_state *st, struct screen *s, struct app *app, uint32_t key) {
	struct channel to = st->now;
	const char **text = text_of(&to, (enum row)st->list.at);
	enum field_said said = field_on(&st->field, key);

	if (said == FIELD_DONE && text) {
		*text = arena_text(&st->texts, slice_trim(str_slice(&st->field.text)));
		if (strcmp(*text, *text_of(&st->now, (enum row)st->list.at)))
			change(st, s, app, &to);
	}
	if (said == FIELD_DONE || said == FIELD_LEFT)
		s->typing = false;
}

static struct reply part(struct channel_state *st, struct app *app) {
	struct job *job = app_job(app, NULL, JOB_PART, part_from);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	*id = st->now.id;
	job->argument = id;
	app_send(app, job);
	app_result(app, (intptr_t)st->now.id);  /* the list below says so, and can take it back */
	return REPLY_LEAVE;
}

static struct reply on_action(struct channel_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_AWAY: return part(st, app);
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_LEFT: move_choice(st, s, app, -1); break;
	case ACT_RIGHT: move_choice(st, s, app, 1); break;
	case ACT_ENTER:
	case ACT_EDIT:
		if (st->list.at == ROW_ASKED)
			return part_enter(&screen_asked, &st->now);
		edit(st, s, app);
		break;
	case ACT_SPACE:
		if (st->list.at == ROW_THEMES)
			edit(st, s, app);
		break;
	case ACT_OUTSIDE: app_outside(app, *st->now.site ? st->now.site : st->now.url, ITEM_TEXT); break;
	default: list_on(&st->list, event, ROW_COUNT); break;
	}
	return REPLY_STAY;
}

static struct reply on_channel(struct screen *s, struct app *app, const struct event *event) {
	struct channel_state *st = s->state;

	if (event->kind == EVENT_ACTION)
		return on_action(st, s, app, event);
	if (event->kind == EVENT_TEXT)
		on_key(st, s, app, event->key);
	if (event->kind == EVENT_RETURN)
		ask_facts(st, s, app);
	if (event->kind == EVENT_JOB && event->job->what == JOB_FACTS)
		take_facts(st, event);
	if (event->kind == EVENT_JOB && event->job->what == JOB_SAVE && !event->job->ok && st->changed) {
		st->now = st->before;           /* what is on the screen is what is on disk */
		st->changed = false;
	}
	return REPLY_STAY;
}

/* ---- words ---- */

static const char *row_name(enum row row) {
	static const char *const names[ROW_COUNT] = {N_("its name"), N_("about"), N_("kind of source"), N_("language"), N_("how much of it"), N_("fetching"),
		N_("how it is asked"), N_("says of itself"), N_("a note")};
	return _(names[row]);
}

static const char *bias_word(double bias) {
	static const char *const words[BIASES] = {N_("much less of it"), N_("less of it"), N_("a little less of it"), N_("as it is"),
		N_("a little more of it"), N_("more of it"), N_("much more of it")};
	return _(words[bias_step(bias)]);
}

static const char *lang_word(const char *lang) {
	return !*lang ? _("not stated") : !strcmp(lang, "en") ? _("English") : !strcmp(lang, "nl") ? _("Dutch") : lang;
}

/* "every 12 hours, as erika"; nothing where it is asked as all others are, or that is not known yet. */
static void write_asked(const struct facts *facts, struct str *out) {
	for (size_t i = 0; facts && i < facts->set_count; i++) {
		const struct channel_setting *set = &facts->set[i];
		long long minutes;

		if (!strcmp(set->name, "password-command"))     /* goes with the name */
			continue;
		str_add_text(out, out->len ? ", " : "");
		if (!strcmp(set->name, "interval") && slice_to_int(slice_of(set->value), &minutes))
			part_every((int)minutes, out);
		else if (!strcmp(set->name, "user"))
			str_addf(out, _("as %s"), set->value);
		else
			str_add_text(out, !strcmp(set->name, "header") ? _("with a header line") : set->value);
	}
}

static void write_value(const struct channel_state *st, enum row row, struct str *out) {
	const struct channel *c = &st->now;

	switch (row) {
	case ROW_TITLE: str_add_text(out, c->title); break;
	case ROW_THEMES: words_themes(c->themes, ", ", out); break;
	case ROW_KIND: str_add_text(out, source_kind_word(c->kind)); break;
	case ROW_LANG: str_add_text(out, lang_word(c->lang)); break;
	case ROW_BIAS: str_add_text(out, bias_word(c->bias)); break;
	case ROW_PAUSED: str_add_text(out, c->paused ? _("paused: nothing new is fetched") : _("as new things come")); break;
	case ROW_ASKED:
		write_asked(st->facts, out);
		if (!out->len)
			str_add_text(out, _("as all others"));
		break;
	case ROW_CREDENTIAL: str_add_text(out, c->credential); break;
	case ROW_NOTE: str_add_text(out, c->note); break;
	case ROW_COUNT: break;
	}
}

static const char *how_often(double posts_a_week) {
	return posts_a_week <= 0 ? "" : posts_a_week < 0.2 ? _("It posts now and then.") : posts_a_week < 0.8 ? _("It posts a few times a month.") :
		posts_a_week < 1.5 ? _("It posts about once a week.") : posts_a_week < 5 ? _("It posts a few times a week.") :
		posts_a_week < 10 ? _("It posts about once a day.") : _("It posts several times a day.");
}

/* One sentence on how it is, and where there is trouble, what could be done. */
static void write_health(const struct channel_state *st, struct str *out) {
	const struct channel *c = &st->now;
	char when[64];

	if (*c->error) {
		part_since(c->error_since, st->clock, st->turn_hour, when);
		str_addf(out, *when ? _("Since %s: ") : "%s", when);
		str_addf(out, "%s. ", flow_channel_trouble(c));
		str_add_text(out, c->paused ? _("It rests: look for its new address with o, or part from it with x.") :
			_("It is tried again by itself; o opens its page, x parts from it."));
		return;
	}
	if (st->facts && *st->facts->pause->words && !c->paused) {
		str_addf(out, _("For now %s. Nothing is lost: it is asked again by itself."), st->facts->pause->words);
		return;
	}
	words_ago(c->checked_at, st->clock, st->turn_hour, when);
	if (*when)
		str_addf(out, _("All is well; looked at %s."), when);
	else
		str_add_text(out, _("Not looked at yet."));
	if (*how_often(c->posts_a_week))
		str_addf(out, " %s", how_often(c->posts_a_week));
	if (*c->flaw)
		str_addf(out, _(" One thing to know: %s."), c->flaw);
}

/* ---- drawing ---- */

/* The themes in lines of what fits: those it is about are marked. Returns lines taken; draws none where c is NULL. */
static int draw_themes(const struct channel_state *st, struct canvas *c, int row, int bottom, int left, int cols) {
	int lines = 1, col = 0;

	for (int t = 0; t < THEME_COUNT; t++) {
		struct slice word = slice_of(theme_word((enum theme)t));
		bool has = st->now.themes & (theme_set)1 << t;

		if (col && col + 2 + text_width(word) > cols) {
			lines++;
			col = 0;
		}
		if (c && row + lines - 1 <= bottom) {
			canvas_text(c, row + lines - 1, left + col, INK_accent, has ? SLICE("•") : SLICE(" "));
			canvas_fit(c, row + lines - 1, left + col + 2, cols - col - 2, t == st->theme ? INK_selected : has ? INK_text : INK_dim, word);
			if (t == st->theme)
				canvas_cursor(c, row + lines - 1, left + col + 2);
		}
		col += text_width(word) + 4;
	}
	return lines;
}

static bool is_choice(enum row row) {
	return row == ROW_KIND || row == ROW_LANG || row == ROW_BIAS || row == ROW_PAUSED;
}

/* The mark of a choice stands before the column where there is room for it. */
static void draw_value(const struct channel_state *st, enum row row, struct canvas *c, int at, int col, int cols, bool room) {
	bool here = st->list.at == (size_t)row;
	struct str value, shown;

	str_init(&value, VALUE_MAX);
	str_init(&shown, VALUE_MAX + 16);
	write_value(st, row, &value);
	str_addf(&shown, here && is_choice(row) ? "‹%s›" : "%s", value.len ? value.at : _("not stated"));
	canvas_fit(c, at, here && is_choice(row) && room ? col - 1 : col, cols, here ? INK_selected : value.len ? INK_text : INK_dim, str_slice(&shown));
	str_finish(&value);
	str_finish(&shown);
}

static int value_col(struct page p) {
	return p.width >= COLS_NAMES ? NAME_COLS : 0;
}

/* The row under the cursor shows all of what it holds. */
static int row_lines(const struct channel_state *st, enum row row, struct page p, bool typing) {
	int cols = p.width - 2 - value_col(p), lines = 1;
	struct text_lines text = {0};
	struct channel c = st->now;

	if (st->list.at == (size_t)row && row == ROW_THEMES)
		lines = draw_themes(st, NULL, 0, 0, 0, cols);
	if (st->list.at == (size_t)row && text_of(&c, row) && !typing) {
		text_wrap(slice_of(*text_of(&c, row)), cols, &text);
		lines = text.count ? (int)text.count : 1;
		text_lines_finish(&text);
	}
	return lines < p.rows - 1 ? lines : p.rows - 1 > 0 ? p.rows - 1 : 1;
}

/* Without a column for names a value has its name before it, where both fit: "language: Dutch". */
static void draw_named_value(const struct channel_state *st, enum row row, struct canvas *c, int at, int col, int cols, bool room) {
	struct slice name = slice_of(row_name(row));
	int used = text_width(name) + 2;
	struct channel now = st->now;
	bool whole = st->list.at == (size_t)row && text_of(&now, row);  /* all of it shows under the cursor, and nothing beside it */

	if (!room && row != ROW_TITLE && !whole && used <= cols / 2) {
		canvas_textf(c, at, col, INK_dim, "%.*s: ", SLICE_FMT(name));
		col += used;
		cols -= used;
	}
	draw_value(st, row, c, at, col, cols, room);
}

static int draw_row(const struct channel_state *st, const struct screen *s, enum row row, struct canvas *c, struct page p, int at) {
	bool here = st->list.at == (size_t)row;
	int col = list_mark(&st->list, (size_t)row, c, at, p.left), fact = value_col(p), cols = p.width - 2 - fact;
	struct channel now = st->now;

	if (fact)
		canvas_fit(c, at, col, fact - 2, INK_dim, slice_of(row_name(row)));
	if (here && s->typing)
		field_draw(&st->field, c, at, col + fact, cols);
	else if (here && row == ROW_THEMES)
		draw_themes(st, c, at, p.bottom, col + fact, cols);
	else if (row_lines(st, row, p, s->typing) > 1)
		part_sentence(c, at, p.bottom, col + fact, cols, INK_selected, *text_of(&now, row));
	else
		draw_named_value(st, row, c, at, col + fact, cols, fact > 0);
	return at + row_lines(st, row, p, s->typing);
}

/* The first row shown, so that the one under the cursor is in sight. */
static int first_row(const struct channel_state *st, struct page p, int rows, bool typing) {
	int first = (int)st->list.at, used = row_lines(st, (enum row)first, p, typing);

	while (first > 0 && used + row_lines(st, (enum row)(first - 1), p, typing) <= rows)
		used += row_lines(st, (enum row)--first, p, typing);
	return first;
}

/* Rows kept free below for what is wrong, where something is: at most half of them. */
static int rows_for_trouble(const struct channel_state *st, struct page p) {
	struct text_lines lines = {0};
	struct str text;
	int rows;

	if (!*st->now.error)
		return 0;
	str_init(&text, SENTENCE_MAX);
	write_health(st, &text);
	text_wrap(str_slice(&text), p.width - 2 > 0 ? p.width - 2 : 1, &lines);
	rows = (int)lines.count + p.roomy;
	text_lines_finish(&lines);
	str_finish(&text);
	return rows < part_rows(p) / 2 ? rows : part_rows(p) / 2;
}

static void draw_health(const struct channel_state *st, struct canvas *c, struct page p, int row) {
	struct str text;

	str_init(&text, SENTENCE_MAX + URL_MAX);
	write_health(st, &text);
	row = part_sentence(c, row, p.bottom, p.left + 2, p.width - 2, *st->now.error ? INK_text : INK_dim, text.at);
	str_clear(&text);
	url_for_display(slice_of(st->now.url), &text);
	if (row + 1 <= p.bottom && !slice_starts(str_slice(&text), SLICE("bewust:")))
		canvas_fit(c, row + 1, p.left + 2, p.width - 2, INK_dim, str_slice(&text));
	str_finish(&text);
}

static void draw_channel(const struct screen *s, struct canvas *c) {
	const struct channel_state *st = s->state;
	struct page p = canvas_page(c);
	struct page rows = p;
	int row = part_top(p);
	char called[160];

	rows.bottom -= rows_for_trouble(st, p);
	part_channel_name(&st->now, called);
	part_heading(c, p, called, "");
	for (int r = first_row(st, p, part_rows(rows), s->typing); r < ROW_COUNT && row <= rows.bottom; r++)
		row = draw_row(st, s, (enum row)r, c, rows, row);
	if (*st->now.error || row + 1 + p.roomy <= p.bottom)
		draw_health(st, c, p, row + p.roomy);
}

static void close_channel(struct screen *s) {
	struct channel_state *st = s->state;

	field_finish(&st->field);
	job_free(st->facts_job);
	arena_finish(&st->texts);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct channel_state *st = s->state;

	return a == ACT_UNDO ? st->changed : a != ACT_EDIT;
}

static const char *word(const struct screen *s, enum action a) {
	const struct channel_state *st = s->state;

	if (s->typing)
		return a == ACT_ENTER ? _("save it") : _("leave it as it was");
	if (a == ACT_ENTER)
		return st->list.at == ROW_THEMES ? _("mark") : st->list.at == ROW_ASKED ? _("open") : is_choice((enum row)st->list.at) ? _("change") : _("edit");
	return a == ACT_AWAY ? _("unfollow") : a == ACT_OUTSIDE ? _("its page") : NULL;
}

const struct screen_ops screen_channel = {.name = N_("channel"), .answers = answers, .open = open_channel, .on = on_channel, .draw = draw_channel,
	.close = close_channel, .offers = offers, .word = word};
