/* kept.c: what was set aside: to read now, to write on, to tell of, to let go, and to take that back. */
#include "parts.h"
#include "item_view.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_LIST, JOB_DEED, JOB_NOTE };
enum { FIND_CHARS = 60, KEPT_MAX = 500, FACTS_MAX = 1200, NAME_MAX = 4096, ROWS_EACH = 3 };

struct kept_state {
	struct job *job;                        /* owns the items */
	struct item *all;
	size_t count;
	const struct item **shown;
	bool known, finding;
	struct list list;
	struct field field;
	char find[FIND_CHARS * 4 + 1];
	struct telling telling;
	struct item_note note;
	struct item noted;                      /* what is written on; its texts in the arena */
	struct arena texts;
	enum deed last;                         /* for undo: DEED_KEEP (it was let go), DEED_NOTE */
	int64_t undo_id, select_id;             /* whose; the cursor goes there when the list comes, 0: it stays */
	int64_t now;
	int turn_hour;
};

static const enum action answers[] = {ACT_ENTER, ACT_AWAY, ACT_UNDO, ACT_OUTSIDE, ACT_TELL, ACT_FIND, ACT_WHO, ACT_WHY, ACT_KEEP, ACT_EDIT, ACT_UP, ACT_DOWN, ACT_TOP,
	ACT_BOTTOM, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

static bool load_kept(struct job *job, struct flow *flow, struct err *e) {
	struct item_query kept = {.kept_only = true, .limit = KEPT_MAX, .before_published = DATE_NONE};
	struct items *items = arena_alloc(&job->arena, sizeof(*items));

	job->result = items;
	return store_items(flow_store(flow), &kept, &job->arena, items, e);
}

/* A line for each on a short screen, else two and a space between. */
static int rows_each(struct page p) {
	return p.roomy ? ROWS_EACH : 1;
}

static int shown_at_once(const struct app *app) {
	struct page p = app_page(app);
	int n = (part_rows(p) + rows_each(p) - 1) / rows_each(p);

	return n > 0 ? n : 1;
}

/* Those with the words looked for; the cursor stays with the item called `id`, where it is one of them. */
static void find(struct kept_state *st, struct app *app, int64_t id) {
	struct slice typed = st->finding ? str_slice(&st->field.text) : slice_of(st->find);
	struct str name;
	size_t n = 0;

	str_init(&name, NAME_MAX);
	for (size_t i = 0; i < st->count; i++) {
		str_clear(&name);
		str_addf(&name, "%s %s %s %s", st->all[i].title, st->all[i].channel_title ? st->all[i].channel_title : "", st->all[i].author,
			st->all[i].also_in);
		if (!part_matches(typed, name.at))
			continue;
		if (st->all[i].id == id)
			st->list.at = n;
		st->shown[n++] = &st->all[i];
	}
	str_finish(&name);
	list_show(&st->list, n, shown_at_once(app));
}

static int64_t id_at_cursor(const struct kept_state *st) {
	return st->list.count ? st->shown[st->list.at]->id : 0;
}

static void ask(struct kept_state *st, struct screen *s, struct app *app) {
	st->now = app_now(app);
	app_send(app, app_job(app, s, JOB_LIST, load_kept));
}

static bool open_kept(struct screen *s, struct app *app, void *argument) {
	struct kept_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	st->turn_hour = app_config(app)->turn_hour;
	field_init(&st->field, FIND_CHARS, "");
	arena_init(&st->texts, 0);
	ask(st, s, app);
	return true;
}

static void take_list(struct kept_state *st, struct app *app, const struct event *event) {
	const struct items *items = event->job->result;
	int64_t id = st->select_id ? st->select_id : id_at_cursor(st);

	if (!event->job->ok)
		return;
	*event->taken = true;
	job_free(st->job);
	st->job = event->job;
	st->all = items->at;
	st->count = items->count;
	st->shown = arena_array(&event->job->arena, st->count + 1, sizeof(*st->shown));
	st->known = true;
	st->select_id = 0;
	find(st, app, id);
}

/* ---- events ---- */

static void begin_note(struct kept_state *st, struct screen *s, const struct item *i) {
	arena_reset(&st->texts);                /* the list may come anew while it is written */
	st->noted = part_item_copy(&st->texts, i);
	st->last = DEED_NONE;
	item_note_begin(&st->note, s, &st->noted);
}

static void on_note_key(struct kept_state *st, struct screen *s, struct app *app, uint32_t key) {
	if (!item_note_on(&st->note, s, key))
		return;
	item_note_write(&st->note, s, app, JOB_NOTE, &st->noted, &st->texts);
	st->last = DEED_NOTE;
	st->undo_id = st->noted.id;
}

static void on_key(struct kept_state *st, struct screen *s, struct app *app, uint32_t key) {
	if (st->note.open) {
		on_note_key(st, s, app, key);
		return;
	}
	if (part_moves(&st->list, key, shown_at_once(app)))
		return;
	switch (field_on(&st->field, key)) {
	case FIELD_DONE:
		text_copy(st->find, sizeof(st->find), slice_trim(str_slice(&st->field.text)));
		st->finding = s->typing = false;
		break;
	case FIELD_LEFT:
		st->find[0] = '\0';
		st->finding = s->typing = false;
		break;
	case FIELD_TYPING:
	case FIELD_NOT_MINE: break;
	}
	find(st, app, id_at_cursor(st));
}

static void begin_find(struct kept_state *st, struct screen *s) {
	field_finish(&st->field);
	field_init(&st->field, FIND_CHARS, st->find);
	st->finding = s->typing = true;
}

static struct reply leave(struct kept_state *st, struct app *app) {
	if (!st->find[0])
		return REPLY_LEAVE;
	st->find[0] = '\0';                     /* first back to all of them */
	find(st, app, id_at_cursor(st));
	return REPLY_STAY;
}

static void let_go(struct kept_state *st, struct screen *s, struct app *app, const struct item *i) {
	st->last = DEED_KEEP;
	st->undo_id = i->id;
	item_view_deed(s, app, JOB_DEED, i->id, DEED_KEEP, true);
	app_say(app, INK_dim, "%s", _("not kept any more; u takes it back"));
}

static void take_back(struct kept_state *st, struct screen *s, struct app *app) {
	if (st->last == DEED_KEEP)
		item_view_deed(s, app, JOB_DEED, st->undo_id, DEED_KEEP, false);
	else if (st->last == DEED_NOTE)
		item_note_take_back(&st->note, s, app, JOB_NOTE, &st->noted);
	app_say(app, INK_dim, "%s", st->last == DEED_KEEP ? _("kept again") : st->last == DEED_NOTE ? _("taken back") : _("nothing to take back"));
	st->select_id = st->last == DEED_NONE ? 0 : st->undo_id;
	st->last = DEED_NONE;
}

static struct reply on_item(struct kept_state *st, struct screen *s, struct app *app, const struct event *event, const struct item *i) {
	switch (event->action) {
	case ACT_ENTER: return part_enter(&screen_read, i);
	case ACT_WHO: return part_enter(&screen_who, i);
	case ACT_WHY: return part_enter(&screen_why, i);
	case ACT_AWAY:
	case ACT_KEEP: let_go(st, s, app, i); break;
	case ACT_OUTSIDE: item_view_outside(app, i); break;
	case ACT_EDIT: begin_note(st, s, i); break;
	case ACT_TELL: return part_tell_item(app, &st->telling, i);
	default: list_on(&st->list, event, shown_at_once(app)); break;
	}
	return REPLY_STAY;
}

static struct reply on_action(struct kept_state *st, struct screen *s, struct app *app, const struct event *event) {
	if (event->action == ACT_BACK)
		return leave(st, app);
	if (event->action == ACT_UNDO)
		take_back(st, s, app);
	else if (event->action == ACT_FIND && st->count)
		begin_find(st, s);
	else if (st->list.count)
		return on_item(st, s, app, event, st->shown[st->list.at]);
	return REPLY_STAY;
}

static struct reply on_kept(struct screen *s, struct app *app, const struct event *event) {
	struct kept_state *st = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, app, event);
	case EVENT_TEXT: on_key(st, s, app, event->key); break;
	case EVENT_JOB:
		if (event->job->what == JOB_LIST)
			take_list(st, app, event);
		else
			ask(st, s, app);
		break;
	case EVENT_RETURN:
		if (event->result) {            /* let go while it was read */
			st->last = DEED_KEEP;
			st->undo_id = event->result;
			app_say(app, INK_dim, "%s", _("not kept any more; u takes it back"));
		}
		ask(st, s, app);
		break;
	case EVENT_RESIZE: list_show(&st->list, st->list.count, shown_at_once(app)); break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void draw_kept_item(const struct kept_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct item *i = st->shown[n];
	int col = list_mark(&st->list, n, c, row, p.left);
	char when[64], minutes[32];
	struct str facts;

	canvas_fit(c, row, col, p.width - 2, n == st->list.at ? INK_selected : INK_text, slice_of(i->title));
	if (!p.roomy || row + 1 > p.bottom)
		return;
	str_init(&facts, FACTS_MAX);
	words_ago(i->published, st->now, st->turn_hour, when);
	words_minutes(i->minutes, minutes);
	str_add_text(&facts, i->channel_title ? i->channel_title : "");
	if (*i->also_in) {
		str_add_text(&facts, " · ");
		part_also_in(i, &facts);
	}
	if (i->kind != ITEM_CHALLENGE && *when)
		str_addf(&facts, " · %s", when);
	if (i->kind != ITEM_TEXT)
		str_addf(&facts, " · %s", item_kind_word(i->kind));
	str_addf(&facts, " · %s", minutes);
	if (i->note && *i->note)
		str_addf(&facts, " · %s", i->note);
	canvas_fit(c, row + 1, col, p.width - 2, INK_dim, str_slice(&facts));
	str_finish(&facts);
}

static void draw_nothing(const struct kept_state *st, struct canvas *c, struct page p, int row) {
	if (!st->finding)
		canvas_cursor(c, row, p.left);
	if (st->count)
		part_sentence(c, row, p.bottom, p.left, p.width, INK_dim, _("Nothing you kept has these words."));
	else
		part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("Nothing is kept yet. Press s at something you read, and it waits here for you."));
}

static void draw_kept(const struct screen *s, struct canvas *c) {
	const struct kept_state *st = s->state;
	struct page p = canvas_page(c);
	char fact[FIND_CHARS * 4 + 32] = "";
	int row = part_top(p);

	canvas_cursor(c, p.top, p.left);
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++, row += rows_each(p))
		draw_kept_item(st, n, c, p, row);
	if (st->known && !st->list.count)
		draw_nothing(st, c, p, row);
	if (st->find[0])
		snprintf(fact, sizeof(fact), _("with \"%s\""), st->find);
	if (st->note.open)
		item_note_draw(&st->note, c, p);
	else if (st->finding)
		part_field(&st->field, c, p, _("find"), "");
	else
		part_heading(c, p, _("kept"), fact);
}

static void close_kept(struct screen *s) {
	struct kept_state *st = s->state;

	field_finish(&st->field);
	item_note_finish(&st->note);
	arena_finish(&st->texts);
	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct kept_state *st = s->state;

	switch (a) {
	case ACT_BACK: return true;
	case ACT_UNDO: return st->last != DEED_NONE;
	case ACT_FIND: return st->count > 1;
	case ACT_WHO: case ACT_WHY: case ACT_KEEP: case ACT_EDIT: return false;
	default: return st->list.count > 0;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct kept_state *st = s->state;

	if (st->note.open)
		return a == ACT_ENTER ? _("save it") : _("leave it as it was");
	if (st->finding)
		return a == ACT_ENTER ? _("these") : _("all of them");
	return a == ACT_ENTER ? _("read") : a == ACT_AWAY ? _("let it go") : NULL;
}

const struct screen_ops screen_kept = {.name = N_("kept"), .answers = answers, .open = open_kept, .on = on_kept, .draw = draw_kept,
	.close = close_kept, .offers = offers, .word = word};
