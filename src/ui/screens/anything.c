/* anything.c: every action and every place by its name, found as one types. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdlib.h>

enum { NAME_CHARS = 30, NAME_BYTES = 400, ROWS_MAX = ACTION_COUNT + 16 };

static const struct screen_ops *const places[] = {&screen_intention, &screen_kept, &screen_moods, &screen_channels, &screen_rules, &screen_packs, &screen_report, &screen_people,
	&screen_breathe, &screen_checkin};
enum { PLACES = sizeof(places) / sizeof(places[0]) };

struct thing {
	enum action action;                     /* ACT_NONE: a place */
	const struct screen_ops *place;
};

struct anything_state {
	struct screen *of;                      /* whose actions: the screen below */
	struct field field;
	struct thing things[ROWS_MAX];
	struct list list;
};

static const enum action answers[] = {ACT_ENTER, ACT_BACK, ACT_NONE};

static const char *thing_name(const struct thing *t) {
	return t->place == &screen_intention ? _("a session") : t->place ? _(t->place->name) : action_help(t->action);
}

static bool begins_so(struct slice typed, const char *name) {
	struct str wanted, folded;
	bool so;

	str_init(&wanted, NAME_BYTES);
	str_init(&folded, NAME_BYTES);
	text_fold(typed, &wanted);
	text_fold(slice_of(name), &folded);
	so = slice_starts(str_slice(&folded), str_slice(&wanted));
	str_finish(&wanted);
	str_finish(&folded);
	return so;
}

/* First what begins with what was typed: "check" is the check-in before it is the way out of a session to it. */
static void offer(struct anything_state *st, struct thing t, bool begins) {
	struct slice typed = str_slice(&st->field.text);

	if (part_matches(typed, thing_name(&t)) && begins_so(typed, thing_name(&t)) == begins)
		st->things[st->list.count++] = t;
}

static int rows_shown(const struct app *app) {
	struct page p = app_page(app);
	return p.rows - (p.roomy ? 3 : 1);
}

static bool answers_breathe(const struct screen_ops *ops) {
	const enum action *a = ops->answers;

	while (*a != ACT_NONE && *a != ACT_BREATHE)
		a++;
	return *a == ACT_BREATHE;
}

/* One session is not begun in another, nor on the way into or out of one. */
static bool is_in_session(const struct screen *s) {
	static const struct screen_ops *const way[] = {&screen_intention, &screen_gate, &screen_item, &screen_checkin, &screen_card};

	for (; s; s = s->below)
		for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++)
			if (s->ops == way[i])
				return true;
	return false;
}

static void offer_actions(struct anything_state *st, bool begins) {
	for (const enum action *a = st->of->ops->answers; *a != ACT_NONE; a++)
		if (*action_word(*a) && *a != ACT_ENTER && *a != ACT_ANYTHING && *a != ACT_FEEL)        /* which number, a name does not say */
			offer(st, (struct thing){.action = *a}, begins);
}

static void offer_places(struct anything_state *st, bool begins) {
	for (size_t i = 0; i < PLACES; i++)
		if (places[i] != st->of->ops && !(places[i] == &screen_intention && is_in_session(st->of)) &&
			!(places[i] == &screen_breathe && answers_breathe(st->of->ops)))
			offer(st, (struct thing){.place = places[i]}, begins);
}

static void find(struct anything_state *st, const struct app *app) {
	st->list.count = st->list.at = st->list.first = 0;
	offer_actions(st, true);
	offer_places(st, true);
	offer_places(st, false);                /* a place's name is short: what is in it was meant */
	offer_actions(st, false);
	list_show(&st->list, st->list.count, rows_shown(app));
}

static bool open_anything(struct screen *s, struct app *app, void *argument) {
	struct anything_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	s->typing = true;
	st->of = argument;
	field_init(&st->field, NAME_CHARS, "");
	find(st, app);
	return true;
}

static struct reply choose(struct anything_state *st, struct app *app) {
	struct thing t;

	if (!st->list.count)
		return REPLY_STAY;
	t = st->things[st->list.at];
	if (t.place)
		return (struct reply){.what = REPLACE, .next = t.place};
	app_action_next(app, t.action);
	return REPLY_LEAVE;
}

static struct reply on_key(struct anything_state *st, struct app *app, uint32_t key) {
	if (part_moves(&st->list, key, rows_shown(app)))
		return REPLY_STAY;
	switch (field_on(&st->field, key)) {
	case FIELD_DONE: return choose(st, app);
	case FIELD_LEFT: return REPLY_LEAVE;
	case FIELD_TYPING: find(st, app); break;
	case FIELD_NOT_MINE: break;
	}
	return REPLY_STAY;
}

static struct reply on_anything(struct screen *s, struct app *app, const struct event *event) {
	struct anything_state *st = s->state;

	if (event->kind == EVENT_TEXT)
		return on_key(st, app, event->key);
	if (event->kind == EVENT_RESIZE)
		list_show(&st->list, st->list.count, rows_shown(app));
	return REPLY_STAY;
}

static void draw_anything(const struct screen *s, struct canvas *c) {
	const struct anything_state *st = s->state;
	struct page p = canvas_page(c);
	int row = p.top, first = p.top + (p.roomy ? 3 : 1);

	canvas_text(c, row, p.left, INK_accent, SLICE(":"));
	row = first;
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++, row++) {
		int col = list_mark(&st->list, n, c, row, p.left);
		struct slice key = st->things[n].place ? (struct slice){0} : action_key_shown(st->things[n].action, c->ascii);

		canvas_fit(c, row, col, p.width - 4 - text_width(key), n == st->list.at ? INK_selected : INK_text, slice_of(thing_name(&st->things[n])));
		canvas_right(c, row, p.left + p.width, INK_dim, key);
	}
	if (!st->list.count)
		canvas_fit(c, first, p.left + 2, p.width - 2, INK_dim, slice_of(_("nothing is called that")));
	field_draw(&st->field, c, p.top, p.left + 2, p.width - 2 < NAME_CHARS ? p.width - 2 : NAME_CHARS);
}

static void close_anything(struct screen *s) {
	struct anything_state *st = s->state;

	field_finish(&st->field);
	free(st);
}

const struct screen_ops screen_anything = {.name = N_("anything"), .answers = answers, .open = open_anything, .on = on_anything,
	.draw = draw_anything, .close = close_anything};
