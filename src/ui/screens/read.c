/* read.c: one item that was kept, read outside a session: no clock, no place in a row, the same keys. */
#include "item_view.h"
#include "parts.h"

#include <bewust/mem.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_TEXT, JOB_DEED, JOB_NOTE };
enum { THEMES_MAX = 1200 };

struct read_state {
	struct app *app;
	struct screen *screen;
	struct arena texts;                     /* the item's own: the screen below may load its list anew */
	struct item item;
	struct item_view view;
	struct item_note note;
	struct telling telling;
	enum deed last;                         /* for undo */
	bool last_undid;                        /* the last thing was to stop keeping it */
};

static const enum action answers[] = {ACT_SPACE, ACT_ENTER, ACT_KEEP, ACT_TELL, ACT_OUTSIDE, ACT_WHY, ACT_WHO, ACT_LIFTS, ACT_DRAINS, ACT_EDIT, ACT_UNDO,
	ACT_RULE, ACT_DO, ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP, ACT_BOTTOM, ACT_BACK, ACT_TAB, ACT_NONE};

static bool open_read(struct screen *s, struct app *app, void *argument) {
	struct read_state *st;

	if (!argument)
		return false;
	st = mem_alloc(sizeof(*st));
	s->state = st;
	st->app = app;
	st->screen = s;
	arena_init(&st->texts, 0);
	st->item = part_item_copy(&st->texts, argument);
	item_view_show(&st->view, s, app, JOB_TEXT, &st->item);
	return true;
}

/* ---- events ---- */

static void do_deed(struct read_state *st, enum deed deed, bool undo) {
	item_view_deed(st->screen, st->app, JOB_DEED, st->item.id, deed, undo);
	item_view_note(&st->item, deed, undo);
}

static void act(struct read_state *st, enum deed deed) {
	bool undo = deed == DEED_KEEP && st->item.kept; /* the same key takes it back */

	do_deed(st, deed, undo);
	st->last = deed;
	st->last_undid = undo;
	app_say(st->app, INK_dim, "%s", undo ? _("not kept any more; u takes it back") : item_view_deed_said(deed));
}

static void take_back(struct read_state *st) {
	if (st->last == DEED_NONE) {
		app_say(st->app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	if (st->last == DEED_NOTE)
		item_note_take_back(&st->note, st->screen, st->app, JOB_NOTE, &st->item);
	else
		do_deed(st, st->last, !st->last_undid);
	st->last = DEED_NONE;
	app_say(st->app, INK_dim, "%s", _("taken back"));
}

static struct reply leave(struct read_state *st) {
	if (!st->item.kept)
		app_result(st->app, (intptr_t)st->item.id);     /* the list below can still take that back */
	return REPLY_LEAVE;
}

/* Enter and Space read on; at its end Enter goes back to where it came from. */
static struct reply read_on(struct read_state *st, bool may_leave) {
	static const struct event page = {.kind = EVENT_ACTION, .action = ACT_PAGE_DOWN};
	int rows = item_view_rows(&st->view, st->app);

	if (may_leave && scroll_at_end(&st->view.scroll, rows))
		return leave(st);
	scroll_on(&st->view.scroll, &page, rows);
	return REPLY_STAY;
}

static struct reply on_action(struct read_state *st, const struct event *event) {
	item_picture_let_be(&st->view, st->app);
	if (st->view.links) {
		item_links_on(&st->view, st->screen, st->app, event);
		return REPLY_STAY;
	}
	switch (event->action) {
	case ACT_BACK: return leave(st);
	case ACT_ENTER: return read_on(st, true);
	case ACT_SPACE: return read_on(st, false);
	case ACT_KEEP: act(st, DEED_KEEP); break;
	case ACT_LIFTS: act(st, DEED_LIFTS); break;
	case ACT_DRAINS: act(st, DEED_DRAINS); break;
	case ACT_DO:
		if (st->item.kind == ITEM_CHALLENGE)
			act(st, DEED_DO);
		break;
	case ACT_EDIT: item_note_begin(&st->note, st->screen, &st->item); break;
	case ACT_UNDO: take_back(st); break;
	case ACT_TELL: return part_tell_item(st->app, &st->telling, &st->item);
	case ACT_OUTSIDE: item_view_outside(st->app, &st->item); break;
	case ACT_TAB: item_links_toggle(&st->view, st->app); break;
	case ACT_WHY: return part_enter(&screen_why, &st->item);
	case ACT_WHO: return part_enter(&screen_who, &st->item);
	case ACT_RULE: return part_enter(&screen_rules, &st->item);
	default: scroll_on(&st->view.scroll, event, item_view_rows(&st->view, st->app)); break;
	}
	return REPLY_STAY;
}

static void on_text(struct read_state *st, uint32_t key) {
	if (!item_note_on(&st->note, st->screen, key))
		return;
	item_note_write(&st->note, st->screen, st->app, JOB_NOTE, &st->item, &st->texts);
	st->last = DEED_NOTE;
}

static struct reply on_read(struct screen *s, struct app *app, const struct event *event) {
	struct read_state *st = s->state;

	st->view.now = app_now(app);
	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, event);
	case EVENT_TEXT: on_text(st, event->key); break;
	case EVENT_JOB:
		if (event->job->what == JOB_PICTURE)
			return item_picture_take(&st->view, s, app, event);
		if (event->job->what == JOB_TEXT)
			item_view_take(&st->view, app, event);
		else if (event->job->what == JOB_NOTE && !event->job->ok)
			item_note_failed(&st->note, &st->item);
		else if (event->job->what == JOB_DEED)
			item_view_learned(event, &st->item, 1);
		break;
	case EVENT_RESIZE:
		item_view_resize(&st->view, app);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void draw_read(const struct screen *s, struct canvas *c) {
	const struct read_state *st = s->state;
	struct page p = canvas_page(c);
	struct item_layout l;
	struct str themes;

	if (st->view.links) {
		item_links_draw(&st->view, c, p);
		return;
	}
	l = item_view_layout(&st->view, p);
	if (l.head_row >= 0 && !st->note.open) {
		str_init(&themes, THEMES_MAX);
		words_themes(st->item.themes, " · ", &themes);
		canvas_fit(c, l.head_row, p.left, p.width, INK_dim, str_slice(&themes));
		str_finish(&themes);
	}
	if (l.head_row >= 0 || !st->note.open)
		item_view_draw(&st->view, c, p);
	if (st->note.open)
		item_note_draw(&st->note, c, p);
}

static void close_read(struct screen *s) {
	struct read_state *st = s->state;

	item_view_finish(&st->view);
	item_note_finish(&st->note);
	arena_finish(&st->texts);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct read_state *st = s->state;

	if (st->view.links)
		return item_links_offer(&st->view, st->app, a);
	switch (a) {
	case ACT_ENTER: case ACT_KEEP: case ACT_TELL: case ACT_WHY: case ACT_BACK: return true;
	case ACT_OUTSIDE: return *st->item.url || *st->item.media_url;
	case ACT_TAB: return item_links_told(&st->view, st->app);
	case ACT_DO: return st->item.kind == ITEM_CHALLENGE;
	case ACT_UNDO: return st->last != DEED_NONE;
	default: return false;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct read_state *st = s->state;

	if (st->view.links)
		return item_links_word(&st->view, st->app, a);
	if (st->note.open)
		return a == ACT_ENTER ? _("save it") : _("leave it as it was");
	return a == ACT_ENTER ? _("read on") : a == ACT_KEEP ? st->item.kept ? _("let it go") : _("keep") : a == ACT_TAB ? _("addresses") : NULL;
}

const struct screen_ops screen_read = {.name = N_("read"), .answers = answers, .open = open_read, .on = on_read, .draw = draw_read,
	.close = close_read, .offers = offers, .word = word};
