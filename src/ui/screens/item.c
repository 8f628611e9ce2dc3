/* item.c: reading a session, one item a screen: where one is, the text, and one key for each thing to do with it. */
#include "item_view.h"
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_SESSION, JOB_TEXT, JOB_SAVE, JOB_DEED, JOB_NOTE };
enum { TICK_MS = 1000, MINUTE_MS = 60000, SAVE_EVERY_MS = 30000, BAR_COLS = 12, CLOCK_COLS = 28 };

struct item_screen {
	struct app *app;
	struct screen *screen;
	struct job *session_job;                /* owns the reading */
	struct walk walk;
	bool known, nothing, resume, ending;    /* the session is there; nothing fitted; its check-in is next */
	bool nothing_yet;                       /* … as nothing has come in at all */
	struct session_wish wish;
	struct item_view view;
	struct item_note note;
	struct telling telling;
	int64_t saved_at;
	bool clock_hidden, time_said, hints, watching;
	bool hinted;                            /* the line about quick ones is there: Enter is its "stay with this" */
	struct day_use day;                     /* without this session's own minutes */
	const char *away;                       /* where nothing fitted: one thing to do instead */
	struct card_facts facts;
	struct str tell_text;
	struct checkin_argument checkin;
};

static const enum action answers[] = {ACT_ENTER, ACT_DO, ACT_SPACE, ACT_NEXT, ACT_KEEP, ACT_TELL, ACT_OUTSIDE, ACT_WHY, ACT_PREVIOUS, ACT_LIFTS,
	ACT_DRAINS, ACT_AWAY, ACT_EDIT, ACT_UNDO, ACT_WHO, ACT_RULE, ACT_CLOCK, ACT_BREATHE, ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP,
	ACT_BOTTOM, ACT_BACK, ACT_TAB, ACT_NONE};

/* ---- what the worker does for this screen ---- */

struct session_answer {
	struct session_wish wish;
	struct reading reading;
	bool resume, found;
	struct day_use before;                  /* today, this session's own minutes not counted */
	const char *away;
};

/* How the reader was before a session that is taken up again. */
static bool load_before(struct job *job, struct flow *flow, struct err *e) {
	struct session_answer *w = job->argument;
	const struct session *s = &w->reading.session;
	struct moods moods;

	w->wish.before = MOOD_NONE;
	if (!flow_moods(flow, s->started_at, flow_now(flow) + 1, &job->arena, &moods, e))
		return false;
	for (size_t i = 0; i < moods.count; i++)
		if (moods.at[i].phase == MOOD_BEFORE && !strcmp(moods.at[i].session.text, s->uuid.text))
			w->wish.before = moods.at[i].valence;
	return true;
}

static bool load_session(struct job *job, struct flow *flow, struct err *e) {
	struct session_answer *w = job->argument;

	job->result = w;
	if (w->resume && !flow_session_resume(flow, &job->arena, &w->reading, &w->found, e))
		return false;
	if (w->found ? !load_before(job, flow, e) : !flow_session_begin(flow, &w->wish, &job->arena, &w->reading, e))
		return false;
	w->away = flow_away((uint64_t)flow_now(flow), &job->arena);
	if (!flow_day_use(flow, &w->before, e))
		return false;
	w->before.minutes -= (double)w->reading.session.spent_ms / MINUTE_MS;
	return true;
}

struct saving {
	struct session session;
	struct session_item item;
	bool end;
};

static bool save(struct job *job, struct flow *flow, struct err *e) {
	struct saving *s = job->argument;

	return flow_session_item(flow, &s->session, &s->item, e) && (!s->end || flow_session_end(flow, &s->session, e));
}

static void send_save(struct item_screen *st, bool end) {
	struct job *job = app_job(st->app, st->screen, JOB_SAVE, save);
	struct saving *s = arena_alloc(&job->arena, sizeof(*s));

	*s = (struct saving){st->walk.session, st->walk.items[st->walk.at], end};
	s->session.items = NULL;                /* they stay here; what changed of them is `item` */
	s->session.item_count = 0;
	s->session.aim = s->session.plan_from = "";
	job->argument = s;
	st->saved_at = app_mono(st->app);
	app_send(st->app, job);
}

/* ---- opening ---- */

static bool open_item(struct screen *s, struct app *app, void *argument) {
	const struct reading_argument *given = argument;
	struct item_screen *st = mem_alloc(sizeof(*st));
	struct job *job = app_job(app, s, JOB_SESSION, load_session);
	struct session_answer *w = arena_alloc(&job->arena, sizeof(*w));

	s->state = st;
	s->tick_ms = TICK_MS;
	st->app = app;
	st->screen = s;
	st->wish = given->wish ? *given->wish : (struct session_wish){.before = MOOD_NONE};
	st->resume = given->resume;
	st->hints = app_config(app)->pace_hint;
	str_init(&st->tell_text, TELL_BYTES - 1);
	w->wish = st->wish;
	w->wish.aim = arena_text(&job->arena, slice_of(st->wish.aim));
	st->wish.aim = NULL;                    /* the screen that asked for it goes now */
	w->resume = st->resume;
	job->argument = w;
	app_send(app, job);
	return true;
}

/* ---- going on ---- */

static bool at_end(struct item_screen *st) {
	return scroll_at_end(&st->view.scroll, item_view_rows(&st->view, st->app));
}

static void show(struct item_screen *st) {
	walk_show(&st->walk, app_now(st->app), app_mono(st->app));
	item_view_show(&st->view, st->screen, st->app, JOB_TEXT, walk_item(&st->walk));
	send_save(st, false);
}

static bool fills_the_day(const struct item_screen *st) {
	const struct config *c = app_config(st->app);
	struct day_use use = st->day;

	use.minutes += (double)st->walk.session.spent_ms / MINUTE_MS;
	return day_is_full(&use, c->sessions_a_day, c->minutes_a_day);
}

/* What the card will say is gathered while the items are still here; the check-in copies it. */
static struct reply finish(struct item_screen *st) {
	struct walk *w = &st->walk;
	const struct item *told = walk_worth_telling(w), *to_do = walk_to_do(w);

	str_clear(&st->tell_text);
	if (told)
		flow_item_tell(told, &st->tell_text);
	st->facts = (struct card_facts){.intention = *w->session.aim ? w->session.aim : intention_word(w->session.intention),
		.minutes = (int)((w->session.spent_ms + MINUTE_MS / 2) / MINUTE_MS),
		.read = walk_read_count(w), .kept = walk_kept_count(w), .before = st->wish.before, .tell_title = told ? told->title : "",
		.tell_text = st->tell_text.at, .to_do = to_do ? to_do->title : "", .themes = walk_themes(w), .day_full = fills_the_day(st)};
	st->ending = true;
	send_save(st, true);
	st->checkin = (struct checkin_argument){.session = &w->session, .facts = &st->facts};
	return (struct reply){.what = REPLACE, .next = &screen_checkin, .argument = &st->checkin};
}

static struct reply go(struct item_screen *st, bool forward) {
	bool hint = walk_leave(&st->walk, at_end(st), st->hints);

	send_save(st, false);
	if (forward ? !walk_next(&st->walk) : !walk_previous(&st->walk)) {
		if (forward)
			return finish(st);
		session_clock_item(&st->walk.clock, st->walk.clock.item_estimate_ms, app_mono(st->app));
		return REPLY_STAY;
	}
	show(st);
	st->hinted = hint;
	if (hint)
		app_say(st->app, INK_text, "%s", _("Three quick ones. ⏎ stay with this · z breathe · q end here"));
	return REPLY_STAY;
}

static struct reply read_on(struct item_screen *st, const struct event *event) {
	struct event page = *event;

	if (at_end(st))
		return go(st, true);
	page.action = ACT_PAGE_DOWN;
	scroll_on(&st->view.scroll, &page, item_view_rows(&st->view, st->app));
	return REPLY_STAY;
}

static struct reply leave(struct item_screen *st) {
	if (!st->known || st->nothing)
		return REPLY_LEAVE;
	walk_leave(&st->walk, at_end(st), false);
	return finish(st);
}

/* ---- deeds, and taking them back ---- */

/* It could not be stored, and the line above the footer says why: nothing on the screen says that it was done. */
static void take_back_failed(struct item_screen *st) {
	if (st->walk.last == DEED_NONE)
		return;
	if (st->walk.last == DEED_NOTE)
		item_note_failed(&st->note, &st->walk.reading->items[st->walk.last_at]);
	else
		item_view_note(&st->walk.reading->items[st->walk.last_at], st->walk.last, true);
	st->walk.last = DEED_NONE;
}

static void do_deed(struct item_screen *st, size_t at, enum deed deed, bool undo) {
	struct walk *w = &st->walk;

	item_view_deed(st->screen, st->app, JOB_DEED, w->reading->items[at].id, deed, undo);
	item_view_note(&w->reading->items[at], deed, undo);
	if (deed == DEED_AWAY)
		walk_away(w, at, undo);
	else if (deed == DEED_DO)
		w->items[at].outcome = undo ? STATE_SHOWN : STATE_DONE;
}

static struct reply act(struct item_screen *st, enum deed deed) {
	struct walk *w = &st->walk;
	size_t at = w->at;

	if (deed == DEED_KEEP && walk_item(w)->kept) {  /* the same key takes it back */
		do_deed(st, at, deed, true);
		w->last = DEED_NONE;
		app_say(st->app, INK_dim, "%s", _("not kept any more"));
		return REPLY_STAY;
	}
	do_deed(st, at, deed, false);
	w->last = deed;
	w->last_at = at;
	if (deed == DEED_AWAY) {
		struct reply reply = go(st, true);
		app_say(st->app, INK_dim, "%s", item_view_deed_said(deed));
		return reply;
	}
	app_say(st->app, INK_dim, "%s", item_view_deed_said(deed));
	return REPLY_STAY;
}

static void write_note(struct item_screen *st) {
	struct walk *w = &st->walk;

	item_note_write(&st->note, st->screen, st->app, JOB_NOTE, &w->reading->items[w->at], &st->session_job->arena);
	w->last = DEED_NOTE;
	w->last_at = w->at;
}

static struct reply undo(struct item_screen *st) {
	struct walk *w = &st->walk;

	if (w->last == DEED_NONE) {
		app_say(st->app, INK_dim, "%s", _("nothing to take back"));
		return REPLY_STAY;
	}
	if (w->last == DEED_NOTE)
		item_note_take_back(&st->note, st->screen, st->app, JOB_NOTE, &w->reading->items[w->last_at]);
	else
		do_deed(st, w->last_at, w->last, true);
	w->last = DEED_NONE;
	if (w->at != w->last_at) {
		w->at = w->last_at;
		show(st);
	}
	app_say(st->app, INK_dim, "%s", _("taken back"));
	return REPLY_STAY;
}

static struct reply tell(struct item_screen *st) {
	st->walk.told = st->walk.at + 1;
	return part_tell_item(st->app, &st->telling, walk_item(&st->walk));
}

/* T3: what plays outside is charged by its length, once, and by nothing else until somebody is back here; then nothing is asked. */
static void open_outside(struct item_screen *st) {
	const struct item *i = walk_item(&st->walk);

	if (!item_view_outside(st->app, i) || !item_kind_is_medium(i->kind))
		return;
	walk_watch(&st->walk);
	st->watching = true;
}

/* ---- events ---- */

static struct reply on_action(struct item_screen *st, const struct event *event) {
	const struct item *i;

	if (st->view.links) {
		item_links_on(&st->view, st->screen, st->app, event);
		return REPLY_STAY;
	}
	if (event->action == ACT_BACK)
		return leave(st);
	if (!st->known || st->nothing)
		return st->nothing && event->action == ACT_ENTER ? REPLY_LEAVE : REPLY_STAY;
	i = walk_item(&st->walk);
	switch (event->action) {
	case ACT_ENTER:
	case ACT_SPACE: return read_on(st, event);
	case ACT_NEXT: return go(st, true);
	case ACT_PREVIOUS: return go(st, false);
	case ACT_KEEP: return act(st, DEED_KEEP);
	case ACT_LIFTS: return act(st, DEED_LIFTS);
	case ACT_DRAINS: return act(st, DEED_DRAINS);
	case ACT_AWAY: return act(st, DEED_AWAY);
	case ACT_DO: return i->kind == ITEM_CHALLENGE ? act(st, DEED_DO) : REPLY_STAY;
	case ACT_UNDO: return undo(st);
	case ACT_EDIT: item_note_begin(&st->note, st->screen, i); return REPLY_STAY;
	case ACT_TELL: return tell(st);
	case ACT_OUTSIDE: open_outside(st); return REPLY_STAY;
	case ACT_TAB: item_links_toggle(&st->view, st->app); return REPLY_STAY;
	case ACT_WHY: return part_enter(&screen_why, i);
	case ACT_WHO: return part_enter(&screen_who, i);
	case ACT_RULE: return part_enter(&screen_rules, i);
	case ACT_BREATHE: return part_enter(&screen_breathe, NULL);
	case ACT_CLOCK: st->clock_hidden = !st->clock_hidden; return REPLY_STAY;
	default: scroll_on(&st->view.scroll, event, item_view_rows(&st->view, st->app)); return REPLY_STAY;
	}
}

static struct reply on_session(struct item_screen *st, const struct event *event) {
	struct session_answer *w = event->job->result;

	if (!event->job->ok)
		return REPLY_LEAVE;
	*event->taken = true;
	st->session_job = event->job;
	st->away = w->away;
	st->day = w->before;
	st->wish.before = w->wish.before;
	st->known = true;
	st->clock_hidden = w->reading.session.items_max == 1; /* one thing, until the reader says stop */
	st->nothing = w->reading.session.item_count == 0;
	st->nothing_yet = w->reading.nothing_yet;
	if (st->nothing)
		return REPLY_STAY;
	walk_start(&st->walk, &w->reading, app_mono(st->app));
	if (w->reading.session.ended_at != DATE_NONE)   /* it was over; only its check-in is still to be given */
		return finish(st);
	show(st);
	return REPLY_STAY;
}

static void on_tick(struct item_screen *st) {
	if (!st->known || st->nothing || st->ending)
		return;
	walk_tick(&st->walk, app_mono(st->app), app_in_front(st->app, st->screen) && !st->watching);
	if (walk_time_is_up(&st->walk) && !st->time_said) {
		st->time_said = true;
		app_say(st->app, INK_text, "%s", _("That is your time. Finish this one if you like."));
	}
	if (app_mono(st->app) - st->saved_at >= SAVE_EVERY_MS)
		send_save(st, false);
}

/* A player that only ended with an error is not watched. */
static void on_outside(struct item_screen *st, const struct event *event) {
	if (!st->watching)
		return;
	st->watching = walk_watched(&st->walk, event->outside.ok, event->outside.ms);
	send_save(st, false);
}

static struct reply on_item(struct screen *s, struct app *app, const struct event *event) {
	struct item_screen *st = s->state;

	st->view.now = app_now(app);
	switch (event->kind) {
	case EVENT_ACTION:
		item_picture_let_be(&st->view, app);
		if (st->known && !st->nothing)
			session_clock_key(&st->walk.clock, app_mono(app));
		st->watching = false;
		if (st->hinted && event->action == ACT_ENTER) {
			st->hinted = false;
			return REPLY_STAY;
		}
		st->hinted = false;
		return on_action(st, event);
	case EVENT_TEXT:
		session_clock_key(&st->walk.clock, app_mono(app));
		if (item_note_on(&st->note, s, event->key))
			write_note(st);
		break;
	case EVENT_JOB:
		if (event->job->what == JOB_SESSION)
			return on_session(st, event);
		if (event->job->what == JOB_PICTURE)
			return item_picture_take(&st->view, s, app, event);
		if (event->job->what == JOB_TEXT)
			item_view_take(&st->view, app, event);
		if (event->job->what == JOB_DEED && event->job->ok)
			item_view_learned(event, st->walk.reading->items, st->walk.session.item_count);
		else if ((event->job->what == JOB_DEED || event->job->what == JOB_NOTE) && !event->job->ok)
			take_back_failed(st);
		break;
	case EVENT_TICK: on_tick(st); break;
	case EVENT_OUTSIDE: on_outside(st, event); break;
	case EVENT_RESIZE:
		item_view_resize(&st->view, app);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

/* T1: a quiet bar and whole minutes; no seconds, nothing that blinks. */
static void draw_clock(const struct item_screen *st, struct canvas *c, struct page p) {
	int left = session_clock_minutes_left(&st->walk.clock), full, right = p.left + p.width;
	char words[32];

	if (st->clock_hidden)
		return;
	if (st->watching)
		snprintf(words, sizeof(words), "%s", _("watching"));
	else if (st->walk.clock.idle)
		snprintf(words, sizeof(words), "%s", _("paused"));
	else if (left == 0)
		snprintf(words, sizeof(words), "%s", _("time"));
	else
		snprintf(words, sizeof(words), _("about %d min"), left);
	canvas_right(c, p.top, right, INK_accent, slice_of(words));
	if (p.width < 44)
		return;
	right -= text_width(slice_of(words)) + 2 + BAR_COLS;
	full = (int)(session_clock_share(&st->walk.clock) * BAR_COLS + 0.5);
	for (int i = 0; i < BAR_COLS; i++)
		canvas_text(c, p.top, right + i, i < full ? INK_accent : INK_dim, i < full ? SLICE("▓") : SLICE("░"));
}

/* "a stretch: a theme you have not read for a while": what stands before the first sign says it where there is no room for all. */
static void draw_why(struct canvas *c, int row, int col, int cols, struct slice why) {
	size_t colon = slice_find(why, SLICE(":")), comma = slice_find(why, SLICE(","));

	if (text_width(why) > cols)
		why.len = colon < comma ? colon : comma;
	canvas_fit(c, row, col, cols, INK_dim, why);
}

static void draw_place(const struct item_screen *st, struct canvas *c, struct page p) {
	const struct walk *w = &st->walk;
	int col = p.left;

	col += canvas_textf(c, p.top, col, INK_dim, _("%d of %d"), (int)w->at + 1, (int)w->session.item_count);
	if (p.width < 66 || w->items[w->at].role == ROLE_ITEM)
		return;
	col += canvas_text(c, p.top, col, INK_dim, SLICE(" · "));
	draw_why(c, p.top, col, p.left + p.width - CLOCK_COLS - col, slice_of(w->reading->why[w->at]));
}

static void draw_nothing(const struct item_screen *st, struct canvas *c, struct page p) {
	int row = p.top + (p.roomy ? 3 : 0), gap = p.roomy ? 1 : 0;

	bool yet = st->nothing_yet;

	canvas_cursor(c, row, p.left);
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_title, yet ? _("Nothing has come in yet.") : _("Nothing good enough today.")) + gap;
	row = sentence_draw(c, p, row, INK_text, !yet ? _("New things come by themselves; nothing old is served again.") :
		app_fetching(st->app) ? _("Your channels are being asked just now: the first things are on their way.") :
		_("Your channels have not answered so far. Once there is a network, f on the first screen asks them again.")) + gap;
	sentence_draw(c, p, row, INK_dim, st->away);
}

static void draw_item(const struct screen *s, struct canvas *c) {
	const struct item_screen *st = s->state;
	struct page p = canvas_page(c);
	bool head;

	if (!st->known)
		return;
	if (st->nothing) {
		draw_nothing(st, c, p);
		return;
	}
	if (st->view.links) {
		item_links_draw(&st->view, c, p);
		return;
	}
	head = item_view_layout(&st->view, p).head_row >= 0;
	if (head || !st->note.open)
		item_view_draw(&st->view, c, p);
	if (st->note.open) {
		item_note_draw(&st->note, c, p);
	} else if (head) {
		draw_place(st, c, p);
		draw_clock(st, c, p);
	}
}

static void close_item(struct screen *s) {
	struct item_screen *st = s->state;

	if (st->known && !st->nothing && !st->ending) { /* cut off: what was read so far is kept, to go on with */
		st->walk.session.spent_ms = st->walk.clock.spent_ms;
		send_save(st, false);
	}
	item_view_finish(&st->view);
	item_note_finish(&st->note);
	str_finish(&st->tell_text);
	job_free(st->session_job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct item_screen *st = s->state;
	const struct item *i;

	if (!st->known || st->nothing)
		return a == ACT_BACK;
	if (st->view.links)
		return item_links_offer(&st->view, st->app, a);
	i = walk_item(&st->walk);
	switch (a) {
	case ACT_ENTER: case ACT_NEXT: case ACT_KEEP: case ACT_TELL: case ACT_WHY: return true;
	case ACT_OUTSIDE: return *i->url != '\0' || *i->media_url != '\0';
	case ACT_DO: return i->kind == ITEM_CHALLENGE;
	case ACT_TAB: return item_links_told(&st->view, st->app);
	case ACT_UNDO: return st->walk.last != DEED_NONE;
	default: return false;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct item_screen *st = s->state;

	if (st->view.links)
		return item_links_word(&st->view, st->app, a);
	if (st->note.open)
		return a == ACT_ENTER ? _("save it") : _("leave it as it was");
	return a == ACT_ENTER ? _("read on") : a == ACT_TAB ? _("addresses") : a == ACT_BACK && st->nothing ? _("back") : NULL;
}

const struct screen_ops screen_item = {.name = N_("item"), .answers = answers, .open = open_item, .on = on_item, .draw = draw_item,
	.close = close_item, .offers = offers, .word = word};
