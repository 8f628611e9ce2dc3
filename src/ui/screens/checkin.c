/* checkin.c: how are you now: a grid, or one digit; words and a line for who wants to. Saved before it says so. */
#include "screens.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_SAVE, JOB_DECLINE };
enum part { PART_GRID, PART_WORDS, PART_OWN_WORD, PART_NOTE, PART_COUNT };
enum { SIDE = 7, MIDDLE = 3, CELL_COLS = 3, CELL_COLS_NARROW = 2, ANSWER_COLS = 6, SHIPPED_MAX = 8, OWN_MAX = 4, WORDS_MAX = SHIPPED_MAX + OWN_MAX /* G2: twelve */, WORD_CHARS = 20, NOTE_CHARS = 140, FACTS_MAX = 200 };

struct checkin_state {
	struct app *app;
	struct session session;                 /* without its items; id 0: apart from any */
	struct card_facts facts;
	char intention[256], tell_title[256], tell_text[TELL_BYTES], to_do[256]; /* what facts points at */
	enum part part;
	int valence, energy;                    /* MOOD_NONE: no marker is preset (B1) */
	struct arena words_arena, words_before; /* those on the screen, and those of the place before */
	const char *words[WORDS_MAX];
	size_t word_count, word_at;
	char own[OWN_MAX][4 * WORD_CHARS + 1];  /* the reader's own words: behind those that ship, wherever on the grid */
	size_t own_count;
	struct field own_word;                  /* the next of them, being typed */
	bool chosen[WORDS_MAX];
	struct field note;
	bool has_note, saving;
	struct card_argument card;
};

static const enum action answers[] = {ACT_UP, ACT_DOWN, ACT_LEFT, ACT_RIGHT, ACT_FEEL, ACT_ENTER, ACT_SPACE, ACT_ADD, ACT_TAB, ACT_EDIT, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

static bool save(struct job *job, struct flow *flow, struct err *e) {
	return flow_mood_save(flow, job->argument, e);
}

static bool decline(struct job *job, struct flow *flow, struct err *e) {
	return flow_check_in_declined(flow, job->argument, e);
}

/* ---- opening ---- */

static const char *own(char *to, size_t size, const char *text) {
	text_copy(to, size, slice_of(text));
	return to;
}

static bool open_checkin(struct screen *s, struct app *app, void *argument) {
	const struct checkin_argument *given = argument;
	struct checkin_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->app = app;
	st->valence = st->energy = MOOD_NONE;
	st->facts.before = MOOD_NONE;
	field_init(&st->note, NOTE_CHARS, "");
	field_init(&st->own_word, WORD_CHARS, "");
	arena_init(&st->words_arena, 0);
	arena_init(&st->words_before, 0);
	if (given && given->session) {
		st->session = *given->session;
		st->session.items = NULL;
		st->session.item_count = 0;
		st->session.aim = st->session.plan_from = "";
	}
	if (given && given->facts) {
		st->facts = *given->facts;
		st->facts.intention = own(st->intention, sizeof(st->intention), given->facts->intention);
		st->facts.tell_title = own(st->tell_title, sizeof(st->tell_title), given->facts->tell_title);
		st->facts.tell_text = own(st->tell_text, sizeof(st->tell_text), given->facts->tell_text);
		st->facts.to_do = own(st->to_do, sizeof(st->to_do), given->facts->to_do);
	}
	return true;
}

/* ---- events ---- */

/* Other words for another place; those chosen that are still among them stay chosen. They ship with the program: nobody waits for a disk. */
static void take_words(struct checkin_state *st) {
	const char *words[WORDS_MAX];
	bool chosen[WORDS_MAX] = {false};
	struct arena spare = st->words_before;
	size_t count;

	arena_reset(&spare);
	count = flow_feeling_words(st->valence, st->energy, &spare, words, SHIPPED_MAX);
	for (size_t i = 0; i < st->own_count; i++)
		words[count++] = st->own[i];
	st->words_before = st->words_arena;
	st->words_arena = spare;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < st->word_count; j++)
			chosen[i] |= st->chosen[j] && !strcmp(words[i], st->words[j]);
	memcpy(st->words, words, sizeof(words[0]) * count);
	memcpy(st->chosen, chosen, sizeof(st->chosen));
	st->word_count = count;
	if (st->word_at >= st->word_count)
		st->word_at = 0;
}

static void move(struct checkin_state *st, int across, int up) {
	if (st->valence == MOOD_NONE)
		st->valence = 0;
	if (st->energy == MOOD_NONE && up)
		st->energy = 0;
	st->valence += across;
	st->valence = st->valence < -MIDDLE ? -MIDDLE : st->valence > MIDDLE ? MIDDLE : st->valence;
	if (up) {
		st->energy += up;
		st->energy = st->energy < -MIDDLE ? -MIDDLE : st->energy > MIDDLE ? MIDDLE : st->energy;
	}
	take_words(st);
}

static char *chosen_words(const struct checkin_state *st, struct arena *a) {
	struct str words;
	char *out;

	str_init(&words, 1000);
	for (size_t i = 0; i < st->word_count; i++)
		if (st->chosen[i])
			str_addf(&words, "%s%s", words.len ? "," : "", st->words[i]);
	out = arena_text(a, str_slice(&words));
	str_finish(&words);
	return out;
}

static void send_mood(struct checkin_state *st, struct screen *s) {
	struct job *job = app_job(st->app, s, JOB_SAVE, save);
	struct mood *m = arena_alloc(&job->arena, sizeof(*m));

	*m = (struct mood){.session = st->session.uuid, .at = app_now(st->app), .phase = st->session.id ? MOOD_AFTER : MOOD_APART,
		.valence = st->valence, .energy = st->energy, .words = chosen_words(st, &job->arena),
		.note = arena_text(&job->arena, str_slice(&st->note.text))};
	job->argument = m;
	st->saving = true;
	app_send(st->app, job);
}

static struct reply show_card(struct checkin_state *st) {
	if (!st->session.id)
		return REPLY_LEAVE;
	st->card = (struct card_argument){.facts = &st->facts, .valence = st->valence, .energy = st->energy};
	return (struct reply){.what = REPLACE, .next = &screen_card, .argument = &st->card};
}

static struct reply skip(struct checkin_state *st) {
	if (st->session.id) {
		struct job *job = app_job(st->app, NULL, JOB_DECLINE, decline);
		struct session *session = arena_alloc(&job->arena, sizeof(*session));

		*session = st->session;
		job->argument = session;
		app_send(st->app, job);
	}
	st->valence = st->energy = MOOD_NONE;
	return show_card(st);
}

static struct reply enter(struct checkin_state *st, struct screen *s) {
	if (st->saving)
		return REPLY_STAY;
	if (st->valence == MOOD_NONE && st->note.text.len) {    /* a line alone would be lost */
		st->part = PART_GRID;
		app_say(st->app, INK_text, "%s", _("and how light or heavy? 1 to 7, then the line is saved with it"));
		return REPLY_STAY;
	}
	if (st->valence == MOOD_NONE)
		return skip(st);
	send_mood(st, s);
	return REPLY_STAY;
}

static void move_words(struct checkin_state *st, int by) {
	if (st->word_count)
		st->word_at = (st->word_at + st->word_count + (size_t)(by < 0 ? -1 : 1)) % st->word_count;
}

static void begin_note(struct checkin_state *st, struct screen *s) {
	st->part = PART_NOTE;
	st->has_note = s->typing = true;
}

/* R3: on a heavy day words and a line are there, but not on the way. */
static void next_part(struct checkin_state *st, struct screen *s) {
	if (st->part == PART_GRID && st->word_count)
		st->part = PART_WORDS;
	else if (st->part != PART_NOTE)
		begin_note(st, s);
}

static void begin_own_word(struct checkin_state *st, struct screen *s) {
	if (st->own_count == OWN_MAX || st->valence == MOOD_NONE)
		return;
	field_finish(&st->own_word);
	field_init(&st->own_word, WORD_CHARS, "");
	st->part = PART_OWN_WORD;
	s->typing = true;
}

/* A comma would make two words of it; the second could not be told from one that ships. */
static void take_own_word(struct checkin_state *st) {
	struct slice rest = str_slice(&st->own_word.text), word;

	slice_split(&rest, ',', &word);
	word = slice_trim(word);
	for (size_t i = 0; i < st->word_count; i++)
		if (slice_equal(slice_of(st->words[i]), word)) {        /* it stood there already */
			st->chosen[i] = true;
			return;
		}
	if (!word.len)
		return;
	text_copy(st->own[st->own_count++], sizeof(st->own[0]), word);
	take_words(st);
	st->chosen[st->word_count - 1] = true;
	st->word_at = st->word_count - 1;
}

static struct reply on_own_word(struct checkin_state *st, struct screen *s, const struct event *event) {
	enum field_said said = event->key == KEY_TAB_ ? FIELD_LEFT : field_on(&st->own_word, event->key);

	if (said != FIELD_DONE && said != FIELD_LEFT)
		return REPLY_STAY;
	s->typing = false;
	st->part = PART_WORDS;
	if (said == FIELD_DONE)
		take_own_word(st);
	return REPLY_STAY;
}

static struct reply on_words(struct checkin_state *st, struct screen *s, const struct event *event) {
	switch (event->action) {
	case ACT_LEFT: move_words(st, -1); break;
	case ACT_RIGHT: move_words(st, 1); break;
	case ACT_SPACE: st->chosen[st->word_at] = !st->chosen[st->word_at]; break;
	case ACT_UP: st->part = PART_GRID; break;
	case ACT_DOWN: case ACT_TAB: next_part(st, s); break;
	default: break;
	}
	return REPLY_STAY;
}

static struct reply on_action(struct checkin_state *st, struct screen *s, const struct event *event) {
	if (event->action == ACT_ENTER)
		return enter(st, s);
	if (event->action == ACT_BACK)
		return skip(st);
	if (event->action == ACT_EDIT) {
		begin_note(st, s);
		return REPLY_STAY;
	}
	if (event->action == ACT_ADD) {
		begin_own_word(st, s);
		return REPLY_STAY;
	}
	if (event->action == ACT_FEEL) {
		st->valence = (int)event->key - '1' - MIDDLE;
		st->part = PART_GRID;
		take_words(st);
		return REPLY_STAY;
	}
	if (st->part == PART_WORDS)
		return on_words(st, s, event);
	switch (event->action) {
	case ACT_LEFT: move(st, -1, 0); break;
	case ACT_RIGHT: move(st, 1, 0); break;
	case ACT_UP: move(st, 0, 1); break;
	case ACT_DOWN: move(st, 0, -1); break;
	case ACT_TAB: next_part(st, s); break;
	default: break;
	}
	return REPLY_STAY;
}

static struct reply on_note(struct checkin_state *st, struct screen *s, const struct event *event) {
	switch (event->key == KEY_TAB_ ? FIELD_LEFT : field_on(&st->note, event->key)) {
	case FIELD_DONE:
		s->typing = false;
		return enter(st, s);
	case FIELD_LEFT:
		s->typing = false;
		st->part = PART_GRID;
		break;
	default: break;
	}
	return REPLY_STAY;
}

static struct reply on_saved(struct checkin_state *st, struct app *app, const struct event *event) {
	struct reply reply;

	st->saving = false;
	if (!event->job->ok)
		return REPLY_STAY;              /* the line above the footer says what and where; Enter tries again */
	reply = show_card(st);
	app_say(app, INK_dim, "%s", _("saved"));
	return reply;
}

static struct reply on_checkin(struct screen *s, struct app *app, const struct event *event) {
	struct checkin_state *st = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, event);
	case EVENT_TEXT: return st->part == PART_OWN_WORD ? on_own_word(st, s, event) : on_note(st, s, event);
	case EVENT_JOB:
		if (event->job->what == JOB_SAVE)
			return on_saved(st, app, event);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

struct grid_place {
	int row, left, cell;            /* of the grid's first row and column, and columns a cell takes */
	bool lines;                     /* all seven rows of it fit; else only the middle line of numbers */
};

/* Whole, or not at all. */
static void draw_left_side(struct canvas *c, struct page p, const struct grid_place *g, int row, const char *word) {
	if (text_width(slice_of(word)) < g->left - p.left)
		canvas_right(c, row, g->left - 1, INK_dim, slice_of(word));
}

static void draw_sides(struct canvas *c, struct page p, const struct grid_place *g) {
	int right = g->left + SIDE * g->cell;
	int middle = g->row + (g->lines ? MIDDLE : 0);

	draw_left_side(c, p, g, middle, _("heavy"));
	if (right + 1 + text_width(slice_of(_("light"))) <= p.left + p.width)
		canvas_text(c, middle, right + 1, INK_dim, slice_of(_("light")));
	if (g->lines) {
		draw_left_side(c, p, g, g->row, _("lively"));
		draw_left_side(c, p, g, g->row + SIDE - 1, _("still"));
	}
}

static void draw_grid(const struct checkin_state *st, struct canvas *c, struct page p, const struct grid_place *g) {
	int energy = st->energy == MOOD_NONE ? 0 : st->energy;

	for (int y = 0; y < (g->lines ? SIDE : 1); y++)
		for (int x = 0; x < SIDE; x++) {
			bool here = st->valence == x - MIDDLE && (!g->lines || energy == MIDDLE - y);
			int col = g->left + x * g->cell + g->cell / 2;

			if (g->lines)
				canvas_text(c, g->row + y, col, here ? INK_cursor : INK_dim, here ? SLICE("◉") : SLICE("·"));
			else if (here || st->valence == MOOD_NONE)
				canvas_textf(c, g->row + y, col, here ? INK_selected : INK_dim, "%d", x + 1);
			else
				canvas_text(c, g->row + y, col, INK_dim, SLICE("·"));
			if (here && st->part == PART_GRID)
				canvas_cursor(c, g->row + y, col);
		}
	if (st->valence == MOOD_NONE && st->part == PART_GRID)
		canvas_cursor(c, g->row + (g->lines ? MIDDLE : 0), g->left + MIDDLE * g->cell + g->cell / 2);
	draw_sides(c, p, g);
}

/* Beside the question: what the place on the grid means. */
static void draw_answer(const struct checkin_state *st, struct canvas *c, struct page p, int row, int col) {
	char words[64];

	if (st->valence == MOOD_NONE || p.left + p.width - col < ANSWER_COLS)
		return;
	words_mood(st->valence, st->energy, words);
	canvas_fit(c, row, col, p.left + p.width - col, INK_accent, slice_of(words));
}

static int word_cols(const struct checkin_state *st, size_t n) {
	return text_width(slice_of(st->words[n])) + 4;
}

/* Where the row has no room for all, it begins where the one under the cursor is the last in sight. */
static size_t first_word(const struct checkin_state *st, int cols) {
	size_t first = st->word_at + (st->word_at < st->word_count);

	while (first > 0 && cols >= word_cols(st, first - 1))
		cols -= word_cols(st, --first);
	return first;
}

static void draw_words(const struct checkin_state *st, struct canvas *c, struct page p, int row) {
	int col = p.left + canvas_text(c, row, p.left, INK_dim, slice_of(_("words"))) + 1, right = p.left + p.width;

	if (st->part == PART_OWN_WORD) {
		field_draw(&st->own_word, c, row, col + 1, right - col - 1);
		return;
	}
	for (size_t i = first_word(st, right - col); i < st->word_count && col + word_cols(st, i) <= right; i++) {
		bool here = st->part == PART_WORDS && st->word_at == i, chosen = st->chosen[i];

		if (here) {
			canvas_text(c, row, col, INK_cursor, SLICE("❯"));
			canvas_cursor(c, row, col);
		}
		canvas_textf(c, row, col + 1, chosen ? INK_selected : here ? INK_text : INK_dim, chosen ? "‹%s›" : " %s ", st->words[i]);
		col += word_cols(st, i);
	}
}

static void draw_note(const struct checkin_state *st, struct canvas *c, struct page p, int row) {
	int col = p.left + canvas_text(c, row, p.left, INK_dim, slice_of(_("a line"))) + 2;

	if (st->part == PART_NOTE)
		field_draw(&st->note, c, row, col, p.left + p.width - col);
	else if (st->note.text.len)
		canvas_fit(c, row, col, p.left + p.width - col, INK_text, str_slice(&st->note.text));
	else
		canvas_fit(c, row, col, p.left + p.width - col, INK_dim, slice_of(_("e writes one; only you can read it")));
}

static void draw_session_line(const struct checkin_state *st, struct canvas *c, struct page p, int row) {
	char minutes[32];
	struct str line;

	if (!st->session.id)
		return;
	words_minutes(st->facts.minutes, minutes);
	str_init(&line, FACTS_MAX);
	str_add_text(&line, minutes);
	if (st->facts.read)
		str_addf(&line, _(" · %d read"), st->facts.read);
	if (st->facts.kept)
		str_addf(&line, _(" · %d kept"), st->facts.kept);
	if (p.width >= 60) {
		canvas_textf(c, row, p.left, INK_text, _("You came for: %s."), st->facts.intention);
		canvas_right(c, row, p.left + p.width, INK_dim, str_slice(&line));
	} else {
		canvas_fit(c, row, p.left, p.width, INK_dim, str_slice(&line));
	}
	str_finish(&line);
}

/* Words and a line, in the rows that are left; R3: on a heavy day only where they were asked for. */
static void draw_more(const struct checkin_state *st, struct canvas *c, struct page p, int row) {
	bool open = st->valence != MOOD_NONE && st->valence > MOOD_HEAVY;
	bool words = st->word_count && (open || st->part == PART_WORDS || st->part == PART_OWN_WORD), note = open || st->has_note;

	if (row > p.bottom)
		row = p.bottom;
	if (words && note && row == p.bottom) { /* room for one: the one that is being answered */
		words = st->part != PART_NOTE;
		note = !words;
	}
	if (words)
		draw_words(st, c, p, row++);
	if (note)
		draw_note(st, c, p, row);
}

/* Room for the words left of the grid. */
static int side_cols(struct page p) {
	const char *const words[] = {_("heavy"), _("lively"), _("still")};
	int cols = p.width >= 60 ? 20 : p.width >= 34 ? 8 : 6;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		int needed = text_width(slice_of(words[i])) + 1;

		if (needed > cols && needed + SIDE * CELL_COLS_NARROW <= p.width)
			cols = needed;
	}
	return cols;
}

static void draw_checkin(const struct screen *s, struct canvas *c) {
	const struct checkin_state *st = s->state;
	struct page p = canvas_page(c);
	struct grid_place g = {.cell = p.width >= 44 ? CELL_COLS : CELL_COLS_NARROW};
	int row = p.top, question;

	if (p.rows >= 5) {
		draw_session_line(st, c, p, row++);
		row += p.roomy;
	}
	g.left = p.left + side_cols(p);
	question = canvas_text(c, row, p.left, INK_title, slice_of(st->session.id ? _("And now?") : _("How are you now?"))) + 3;
	draw_answer(st, c, p, row, p.left + question > g.left ? p.left + question : g.left + g.cell / 2);
	row += p.roomy ? 2 : 1;
	g.row = row;
	g.lines = p.bottom - row + 1 >= SIDE + 1;
	draw_grid(st, c, p, &g);
	row += g.lines ? SIDE : 1;
	draw_more(st, c, p, row + (row + 2 < p.bottom ? 1 + p.roomy : 0));
}

static void close_checkin(struct screen *s) {
	struct checkin_state *st = s->state;

	arena_finish(&st->words_arena);
	arena_finish(&st->words_before);
	field_finish(&st->note);
	field_finish(&st->own_word);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct checkin_state *st = s->state;

	return (a == ACT_FEEL && st->part != PART_WORDS) || a == ACT_BACK || (a == ACT_ENTER && st->valence != MOOD_NONE) || (a == ACT_TAB && st->valence != MOOD_NONE) ||
		((a == ACT_SPACE || a == ACT_ADD) && st->part == PART_WORDS);
}

static const char *word(const struct screen *s, enum action a) {
	const struct checkin_state *st = s->state;

	switch (a) {
	case ACT_ENTER: return st->part == PART_OWN_WORD ? _("add") : _("save");
	case ACT_BACK: return st->part == PART_NOTE || st->part == PART_OWN_WORD ? _("back") : _("not today");
	case ACT_FEEL: return _("light");
	case ACT_TAB: return _("words, a line");
	case ACT_SPACE: return _("this word");
	case ACT_ADD: return _("your own");
	default: return NULL;
	}
}

const struct screen_ops screen_checkin = {.name = N_("check-in"), .answers = answers, .open = open_checkin, .on = on_checkin,
	.draw = draw_checkin, .close = close_checkin, .offers = offers, .word = word};
