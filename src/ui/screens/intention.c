/* intention.c: what for, how long, how many, and how one is: one screen, each with a default that Enter takes. */
#include "screens.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>

enum part { PART_WHAT, PART_MINUTES, PART_ITEMS, PART_COUNT };
enum { CHOICES_MAX = 5, WHAT_COUNT = INTENTION_plan, SHORT_MINUTES = HEAVY_MINUTES, VALUE_COLS = 6, VALUE_COLS_NARROW = 5, AIM_CHARS = 60 };

struct choice {
	int values[CHOICES_MAX], count, at;
};

struct intention_state {
	enum part part;                         /* where the cursor is */
	enum intention order[WHAT_COUNT];       /* as they stand on the screen */
	int what;                               /* which of them */
	struct choice minutes, items;
	int before;                             /* MOOD_NONE: left open */
	bool ask_before, offered_short;
	struct field aim;                       /* in their own words (I3) */
	bool typing;
	uint64_t seed;
	int columns;                            /* of intentions: Up and Down move by it */
	bool asking, eager;                     /* how full the day is, is not known yet; and it was to begin already */
	struct session_wish wish;
	struct reading_argument reading;
};

static const enum action answers[] = {ACT_BACK, ACT_ENTER, ACT_FEEL, ACT_EDIT, ACT_UP, ACT_DOWN, ACT_LEFT, ACT_RIGHT, ACT_TAB, ACT_NONE};

/* The choices that are always there, and the reader's own default among them. */
static struct choice choices(const int *values, int count, int preset) {
	struct choice c = {.count = 0, .at = -1};

	for (int i = 0; i < count; i++) {
		if (c.at < 0 && preset < values[i]) {
			c.at = c.count;
			c.values[c.count++] = preset;
		}
		if (values[i] == preset)
			c.at = c.count;
		c.values[c.count++] = values[i];
	}
	if (c.at < 0) {
		c.at = c.count;
		c.values[c.count++] = preset;
	}
	return c;
}

static int columns_for(struct page p) {
	return p.width >= 68 ? 4 : p.width >= 50 ? 3 : p.width >= 34 ? 2 : 1;
}

static void lay_out(struct intention_state *in, const struct app *app) {
	in->columns = columns_for(app_page(app));
}

/* Who comes from home passes the gate there; who comes from elsewhere, or before home knows, here. */
static bool load_day(struct job *job, struct flow *flow, struct err *e) {
	struct day_use *use = arena_alloc(&job->arena, sizeof(*use));

	job->result = use;
	return flow_day_use(flow, use, e);
}

static bool open_intention(struct screen *s, struct app *app, void *argument) {
	static const int minutes[] = {5, 10, 15, 20}, items[] = {5, 8, 12};
	const struct config *c = app_config(app);
	const struct home *home = argument;
	struct intention_state *in = mem_alloc(sizeof(*in));

	s->state = in;
	intentions_in_order(home && home->heavy, in->order);
	in->minutes = choices(minutes, 4, home && home->heavy && c->minutes > HEAVY_MINUTES ? HEAVY_MINUTES : c->minutes);
	in->seed = app_options(app)->wish.seed;
	in->items = choices(items, 3, c->items);
	in->before = MOOD_NONE;
	in->ask_before = c->ask_before;
	field_init(&in->aim, AIM_CHARS, "");
	lay_out(in, app);
	in->asking = !home;
	if (in->asking)
		app_send(app, app_job(app, s, 0, load_day));
	return true;
}

/* ---- events ---- */

static bool count_not_now(struct job *job, struct flow *flow, struct err *e) {
	(void)job;
	return flow_not_now(flow, e);
}

static struct reply begin(struct intention_state *in) {
	in->eager = in->asking;
	if (in->asking)
		return REPLY_STAY;
	in->wish = (struct session_wish){.intention = in->order[in->what], .minutes = in->minutes.values[in->minutes.at],
		.items = in->items.values[in->items.at], .before = in->before, .aim = in->aim.text.at,
		.seed = in->seed};
	in->reading = (struct reading_argument){.wish = &in->wish};
	return (struct reply){.what = REPLACE, .next = &screen_item, .argument = &in->reading};
}

static struct reply on_day(struct intention_state *in, const struct app *app, const struct job *job) {
	const struct config *c = app_config(app);

	in->asking = false;
	if (job->ok && day_is_full(job->result, c->sessions_a_day, c->minutes_a_day))
		return (struct reply){.what = REPLACE, .next = &screen_gate};
	return in->eager ? begin(in) : REPLY_STAY;
}

static void move_choice(struct choice *c, int by) {
	if (c->at + by >= 0 && c->at + by < c->count)
		c->at += by;
}

static void move_sideways(struct intention_state *in, int by) {
	if (in->part == PART_WHAT && in->what + by >= 0 && in->what + by < WHAT_COUNT)
		in->what += by;
	else if (in->part == PART_MINUTES)
		move_choice(&in->minutes, by);
	else if (in->part == PART_ITEMS)
		move_choice(&in->items, by);
}

static void move_down(struct intention_state *in) {
	if (in->part == PART_WHAT && in->what + in->columns < WHAT_COUNT)
		in->what += in->columns;
	else if (in->part < PART_ITEMS)
		in->part++;
}

static void move_up(struct intention_state *in) {
	if (in->part == PART_WHAT && in->what >= in->columns)
		in->what -= in->columns;
	else if (in->part > PART_WHAT)
		in->part--;
}

/* B2: on a heavy day a short one is offered, and taken by staying; the reader may still choose otherwise. */
static void feel(struct intention_state *in, struct app *app, uint32_t key) {
	int valence = (int)key - '1' - 3;

	in->before = in->before == valence ? MOOD_NONE : valence;
	if (in->before != MOOD_NONE && in->before <= MOOD_HEAVY && !in->offered_short && in->minutes.values[0] == SHORT_MINUTES) {
		in->offered_short = true;
		in->minutes.at = 0;
		app_say(app, INK_text, "%s", _("A short one, then?"));
	}
}

static void type_aim(struct intention_state *in, struct screen *s, bool typing) {
	in->typing = s->typing = typing;
}

static struct reply on_intention(struct screen *s, struct app *app, const struct event *event) {
	struct intention_state *in = s->state;

	if (event->kind == EVENT_TEXT && field_on(&in->aim, event->key) != FIELD_TYPING)
		type_aim(in, s, false);
	if (event->kind == EVENT_RESIZE)
		lay_out(in, app);
	if (event->kind == EVENT_JOB)
		return on_day(in, app, event->job);
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	switch (event->action) {
	case ACT_ENTER: return begin(in);
	case ACT_EDIT: type_aim(in, s, true); break;
	case ACT_BACK:
		app_send(app, app_job(app, NULL, 0, count_not_now));
		return REPLY_LEAVE;
	case ACT_LEFT: move_sideways(in, -1); break;
	case ACT_RIGHT: move_sideways(in, 1); break;
	case ACT_UP: move_up(in); break;
	case ACT_DOWN: move_down(in); break;
	case ACT_TAB: in->part = (in->part + 1) % PART_COUNT; break;
	case ACT_FEEL:
		if (in->ask_before)
			feel(in, app, event->key);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

/* What was chosen, when the cursor is elsewhere, stands between the same marks as a number that was. */
static void draw_word(struct canvas *c, int row, int col, int cols, bool here, bool marks, const char *word) {
	int used = canvas_fit(c, row, col + 2, cols - 2 - marks, here ? INK_selected : INK_text, slice_of(word));

	if (marks) {
		canvas_text(c, row, col + 1, INK_selected, SLICE("‹"));
		canvas_text(c, row, col + 2 + used, INK_selected, SLICE("›"));
	}
}

static void draw_what(const struct intention_state *in, struct canvas *c, struct page p, int row, int rows) {
	int columns = in->columns, each = p.width / columns, from = 0;
	int lines = (WHAT_COUNT + columns - 1) / columns;

	if (rows < lines)                       /* too short for all: the one chosen stays in sight */
		from = in->what / columns >= rows ? in->what / columns - rows + 1 : 0;
	for (int i = 0; i < WHAT_COUNT; i++) {
		int line = i / columns - from, col = p.left + i % columns * each;
		bool here = i == in->what;

		if (line < 0 || line >= rows)
			continue;
		if (here && in->part == PART_WHAT) {
			canvas_text(c, row + line, col, INK_cursor, SLICE("❯"));
			canvas_cursor(c, row + line, col);
		}
		draw_word(c, row + line, col, each, here, here && in->part != PART_WHAT, intention_word(in->order[i]));
	}
}

static int fact_cols(struct page p) {
	return p.width >= 50 ? 20 : 8;
}

static void draw_choice(const struct intention_state *in, enum part part, const struct choice *choice, struct canvas *c, struct page p, int row,
	const char *before, const char *after) {
	int col = p.left + 2, fact = fact_cols(p), each = p.width >= 60 ? VALUE_COLS : VALUE_COLS_NARROW;
	bool here = in->part == part;

	canvas_fit(c, row, col, fact - 1, here ? INK_text : INK_dim, slice_of(before));
	col += fact;
	if (here) {
		canvas_text(c, row, p.left, INK_cursor, SLICE("❯"));
		canvas_cursor(c, row, p.left);
	}
	for (int i = 0; i < choice->count; i++) {
		bool chosen = i == choice->at;

		if (p.width < 34 && !chosen)
			continue;
		canvas_textf(c, row, col + (choice->values[i] < 10), chosen ? INK_selected : INK_dim, chosen ? "‹%d›" : " %d ", choice->values[i]);
		col += each;
	}
	if (p.width >= 60)                      /* "minutes" and "items" stand below each other */
		col = p.left + 2 + fact + CHOICES_MAX * each;
	canvas_fit(c, row, col, p.left + p.width - col, INK_dim, slice_of(after));
}

/* The seven digits; where there is no room for marks around the one chosen, it alone stays a digit. */
static int draw_digits(const struct intention_state *in, struct canvas *c, int row, int col, int room) {
	int each = room >= 21 ? 3 : room >= 13 ? 2 : 1;

	for (int i = 1; i <= 7; i++) {
		bool chosen = in->before == i - 4;

		if (each > 2)
			canvas_textf(c, row, col, chosen ? INK_selected : INK_dim, chosen ? "‹%d›" : " %d ", i);
		else if (chosen || in->before == MOOD_NONE)
			canvas_textf(c, row, col, chosen ? INK_selected : INK_dim, "%d", i);
		else
			canvas_text(c, row, col, INK_dim, SLICE("·"));
		col += each;
	}
	return col;
}

static void draw_feel(const struct intention_state *in, struct canvas *c, struct page p, int row) {
	int start = p.left + 2 + fact_cols(p), right = p.left + p.width, col;

	canvas_fit(c, row, p.left + 2, fact_cols(p) - 1, INK_dim, slice_of(p.width >= 50 ? _("and you, now?") : _("now?")));
	col = draw_digits(in, c, row, start, right - start);
	if (p.width >= 60)
		canvas_fit(c, row, col + 2, right - col - 2, INK_dim, slice_of(in->before == MOOD_NONE ? _("may stay open") : words_valence(in->before)));
	if (p.roomy) {
		canvas_text(c, row + 1, start, INK_dim, slice_of(_("heavy")));
		canvas_right(c, row + 1, col, INK_dim, slice_of(_("light")));
	}
}

static bool has_aim(const struct intention_state *in) {
	return in->typing || in->aim.text.len > 0;
}

/* There once somebody wants it; until then it takes nobody's time. */
static void draw_aim(const struct intention_state *in, struct canvas *c, struct page p, int row) {
	int col = p.left + 2, right = p.left + p.width;

	col += canvas_fit(c, row, col, p.width / 2, INK_dim, slice_of(p.width >= 50 ? _("in your own words") : _("in words"))) + 2;
	if (col < p.left + 2 + fact_cols(p))
		col = p.left + 2 + fact_cols(p);
	if (in->typing)
		field_draw(&in->aim, c, row, col, right - col);
	else
		canvas_fit(c, row, col, right - col, INK_text, str_slice(&in->aim.text));
}

/* Where the parts stand: spare lines go first between what and how long, then before how one is, then below the question. */
struct layout {
	int title, what, what_rows, numbers, aim, feel; /* rows; title -1: no room */
};

static struct layout lay_rows(const struct intention_state *in, struct page p) {
	struct layout l;
	int lines = (WHAT_COUNT + in->columns - 1) / in->columns, tail = 2 + in->ask_before + has_aim(in);
	int title = p.rows > tail + 1, spare = p.rows - title - lines - tail;
	int each = p.roomy ? 2 : 1, after_what, after_numbers, after_title;

	after_what = spare >= each ? each : spare > 0 ? spare : 0;
	spare -= after_what;
	after_numbers = spare >= each ? each : 0;
	spare -= after_numbers;
	after_title = title && spare >= each ? each : 0;
	l.title = title ? p.top : -1;
	l.what = p.top + title + after_title;
	l.what_rows = p.rows - title - tail < lines ? p.rows - title - tail : lines;
	l.what_rows = l.what_rows > 0 ? l.what_rows : 1;
	l.numbers = l.what + l.what_rows + after_what;
	l.aim = l.numbers + 2;
	l.feel = l.numbers + 2 + has_aim(in) + after_numbers;
	return l;
}

static void draw_intention(const struct screen *s, struct canvas *c) {
	const struct intention_state *in = s->state;
	struct page p = canvas_page(c);
	struct layout l = lay_rows(in, p);

	if (l.title >= 0)
		canvas_fit(c, l.title, p.left, p.width, INK_title, slice_of(_("What would do you good?")));
	draw_what(in, c, p, l.what, l.what_rows);
	draw_choice(in, PART_MINUTES, &in->minutes, c, p, l.numbers, _("for"), _("minutes"));
	draw_choice(in, PART_ITEMS, &in->items, c, p, l.numbers + 1, _("up to"), _("items"));
	if (has_aim(in) && l.aim <= p.bottom)
		draw_aim(in, c, p, l.aim);
	if (in->ask_before && l.feel <= p.bottom)
		draw_feel(in, c, p, l.feel);
}

static void close_intention(struct screen *s) {
	struct intention_state *in = s->state;

	field_finish(&in->aim);
	free(in);
}

static const char *word(const struct screen *s, enum action a) {
	const struct intention_state *in = s->state;

	if (a == ACT_BACK)
		return in->typing ? _("back") : _("not now");
	if (a == ACT_ENTER)
		return in->typing ? _("done") : _("begin");
	if (a == ACT_EDIT)
		return _("in your own words");
	return (a == ACT_FEEL && !in->ask_before) || a == ACT_TAB ? "" : NULL;
}

/* Enter all the way through is the way; the rest is in the help. */
static bool offers(const struct screen *s, enum action a) {
	(void)s;
	return a != ACT_EDIT;
}

const struct screen_ops screen_intention = {.name = N_("intention"), .answers = answers, .open = open_intention, .on = on_intention,
	.draw = draw_intention, .close = close_intention, .offers = offers, .word = word};
