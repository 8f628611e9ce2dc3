/* item.c: reading a session, one item a screen: where one is, the text, and one key for each thing to do with it. */
#include "reading.h"
#include "screens.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_SESSION, JOB_TEXT, JOB_SAVE, JOB_DEED };
enum { TICK_MS = 1000, SAVE_EVERY_MS = 30000, BAR_COLS = 12, CLOCK_COLS = 28, TITLE_LINES_MAX = 3, FACTS_MAX = 400, AIM_MAX = 200 };

struct item_view {
	struct app *app;
	struct screen *screen;
	struct job *session_job, *text_job;     /* own the reading and the text on the screen */
	struct walk walk;
	bool known, nothing, resume, ending;    /* the session is there; nothing fitted; its check-in is next */
	struct session_wish wish;
	char aim[AIM_MAX];
	struct scroll scroll;
	struct text_lines title;
	int64_t now, saved_at;
	int turn_hour;
	bool clock_hidden, time_said, hints, watching, day_full;
	const char *away;                       /* where nothing fitted: one thing to do instead */
	struct card_facts facts;
	struct checkin_argument checkin;
	struct reply after;
};

static const enum action answers[] = {ACT_ENTER, ACT_SPACE, ACT_NEXT, ACT_KEEP, ACT_TELL, ACT_OUTSIDE, ACT_WHY, ACT_DO, ACT_PREVIOUS, ACT_LIFTS,
	ACT_DRAINS, ACT_AWAY, ACT_UNDO, ACT_WHO, ACT_RULE, ACT_CLOCK, ACT_BREATHE, ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_TOP,
	ACT_BOTTOM, ACT_BACK, ACT_NONE};

/* ---- what the worker does for this screen ---- */

struct session_answer {
	struct session_wish wish;
	struct reading reading;
	bool resume, found, day_full;
	const char *away;
};

static bool load_session(struct job *job, struct flow *flow, struct err *e) {
	struct session_answer *w = job->argument;
	struct day_use use;
	const struct config *c = flow_config(flow);

	job->result = w;
	if (w->resume && !flow_session_resume(flow, &job->arena, &w->reading, &w->found, e))
		return false;
	if (!w->found && !flow_session_begin(flow, &w->wish, &job->arena, &w->reading, e))
		return false;
	w->away = flow_away((uint64_t)flow_now(flow), &job->arena);
	if (!flow_day_use(flow, &use, e))
		return false;
	w->day_full = day_is_full(&use, c->sessions_a_day, c->minutes_a_day);
	return true;
}

static bool load_text(struct job *job, struct flow *flow, struct err *e) {
	struct item_text *text = arena_alloc(&job->arena, sizeof(*text));

	job->result = text;
	return flow_item_text(flow, *(int64_t *)job->argument, &job->arena, text, e);
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

struct doing {
	int64_t item_id;
	enum deed deed;
	bool undo;
};

static bool do_deed(struct job *job, struct flow *flow, struct err *e) {
	const struct doing *d = job->argument;

	switch (d->deed) {
	case DEED_KEEP: return flow_item_keep(flow, d->item_id, !d->undo, e);
	case DEED_LIFTS: return flow_item_label(flow, d->item_id, LABEL_UPLIFTING, d->undo, e);
	case DEED_DRAINS: return flow_item_label(flow, d->item_id, LABEL_DRAINING, d->undo, e);
	case DEED_AWAY: return flow_item_away(flow, d->item_id, d->undo, e);
	case DEED_DO: return flow_item_done(flow, d->item_id, d->undo, e);
	case DEED_NONE: break;
	}
	return true;
}

static void send_save(struct item_view *st, bool end) {
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
	struct item_view *st = mem_alloc(sizeof(*st));
	struct job *job = app_job(app, s, JOB_SESSION, load_session);
	struct session_answer *w = arena_alloc(&job->arena, sizeof(*w));

	s->state = st;
	s->tick_ms = TICK_MS;
	st->app = app;
	st->screen = s;
	st->wish = given->wish ? *given->wish : (struct session_wish){.before = MOOD_NONE};
	st->resume = given->resume;
	st->turn_hour = app_config(app)->turn_hour;
	st->hints = app_config(app)->pace_hint;
	w->wish = st->wish;
	w->resume = st->resume;
	job->argument = w;
	app_send(app, job);
	return true;
}

/* ---- layout: the same in events and in drawing ---- */

struct layout {
	int title_row, title_lines, meta_row, text_row, text_rows;
};

static struct layout lay_out(const struct item_view *st, struct page p) {
	struct layout l;
	int gap = p.roomy ? 2 : p.rows >= 12 ? 1 : 0;
	int head = p.rows >= 4 ? 1 + gap : 0;

	l.title_row = p.top + head;
	l.title_lines = (int)st->title.count;
	if (l.title_lines > (p.roomy ? TITLE_LINES_MAX : p.rows >= 8 ? 2 : 1))
		l.title_lines = p.roomy ? TITLE_LINES_MAX : p.rows >= 8 ? 2 : 1;
	l.meta_row = l.title_row + l.title_lines + (gap > 1 ? 1 : 0);
	l.text_row = p.rows >= 6 ? l.meta_row + 1 + (gap > 1 ? 2 : gap) : l.title_row + l.title_lines;
	if (p.rows < 6)
		l.meta_row = -1;
	l.text_rows = p.bottom - l.text_row + 1;
	if (l.text_rows < 1)
		l.text_rows = 1;
	return l;
}

static int text_rows(struct item_view *st) {
	struct page p = app_page(st->app);

	scroll_layout(&st->scroll, p.width, lay_out(st, p).text_rows);
	return lay_out(st, p).text_rows;
}

/* ---- going on ---- */

static void show(struct item_view *st) {
	const struct item *i = walk_item(&st->walk);
	struct job *job = app_job(st->app, st->screen, JOB_TEXT, load_text);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	*id = i->id;
	job->argument = id;
	walk_show(&st->walk, app_now(st->app), app_mono(st->app));
	text_wrap(slice_of(i->title), app_page(st->app).width, &st->title);
	scroll_set(&st->scroll, slice_of(i->summary));
	text_rows(st);
	app_send(st->app, job);
	send_save(st, false);
}

/* What the card will say is gathered while the items are still here; the check-in copies it. */
static struct reply finish(struct item_view *st) {
	struct walk *w = &st->walk;
	const struct item *told = w->told ? &w->reading->items[w->told - 1] : &w->reading->items[w->at];

	st->facts = (struct card_facts){.intention = intention_word(w->session.intention), .minutes = (int)((w->session.spent_ms + 30000) / 60000),
		.read = walk_read_count(w), .kept = w->kept, .before = st->wish.before, .tell_title = told->title, .themes = walk_themes(w),
		.day_full = st->day_full};
	st->ending = true;
	send_save(st, true);
	st->checkin = (struct checkin_argument){.session = &w->session, .facts = &st->facts};
	return (struct reply){.what = REPLACE, .next = &screen_checkin, .argument = &st->checkin};
}

static struct reply go(struct item_view *st, bool forward) {
	bool at_end = scroll_at_end(&st->scroll, text_rows(st));
	bool hint = walk_leave(&st->walk, at_end, st->hints);

	send_save(st, false);
	if (forward ? !walk_next(&st->walk) : !walk_previous(&st->walk)) {
		if (forward)
			return finish(st);
		session_clock_item(&st->walk.clock, st->walk.clock.item_estimate_ms, app_mono(st->app));
		return REPLY_STAY;
	}
	show(st);
	if (hint)
		app_say(st->app, INK_text, "%s", _("Three quick ones. ⏎ stay with this · z breathe · q end here"));
	return REPLY_STAY;
}

static struct reply read_on(struct item_view *st, const struct event *event) {
	int rows = text_rows(st);
	struct event page = *event;

	if (scroll_at_end(&st->scroll, rows))
		return go(st, true);
	page.action = ACT_PAGE_DOWN;
	scroll_on(&st->scroll, &page, rows);
	return REPLY_STAY;
}

static struct reply leave(struct item_view *st) {
	if (!st->known || st->nothing)
		return REPLY_LEAVE;
	walk_leave(&st->walk, scroll_at_end(&st->scroll, text_rows(st)), false);
	return finish(st);
}

/* ---- deeds, and taking them back ---- */

static void send_deed(struct item_view *st, size_t at, enum deed deed, bool undo) {
	struct job *job = app_job(st->app, st->screen, JOB_DEED, do_deed);
	struct doing *d = arena_alloc(&job->arena, sizeof(*d));

	*d = (struct doing){st->walk.reading->items[at].id, deed, undo};
	job->argument = d;
	app_send(st->app, job);
}

static void note_deed(struct walk *w, size_t at, enum deed deed, bool undo) {
	struct item *i = &w->reading->items[at];

	if (deed == DEED_KEEP) {
		i->kept = !undo;
		w->kept += undo ? -1 : 1;
	} else if (deed == DEED_LIFTS || deed == DEED_DRAINS) {
		i->own_label = !undo;
		i->label = deed == DEED_LIFTS ? LABEL_UPLIFTING : LABEL_DRAINING;
	} else if (deed == DEED_AWAY) {
		w->items[at].outcome = undo ? STATE_SHOWN : STATE_SKIPPED;
	} else if (deed == DEED_DO) {
		w->items[at].outcome = undo ? STATE_SHOWN : STATE_DONE;
	}
}

static const char *deed_said(enum deed deed) {
	switch (deed) {
	case DEED_KEEP: return _("kept for later; u takes it back");
	case DEED_LIFTS: return _("it lifts you: remembered; u takes it back");
	case DEED_DRAINS: return _("it drains you: remembered; u takes it back");
	case DEED_AWAY: return _("away with it: less like this; u takes it back");
	case DEED_DO: return _("it is yours to do; u takes it back");
	case DEED_NONE: break;
	}
	return "";
}

static struct reply act(struct item_view *st, enum deed deed) {
	struct walk *w = &st->walk;
	size_t at = w->at;

	if (deed == DEED_KEEP && walk_item(w)->kept) {  /* the same key takes it back */
		send_deed(st, at, deed, true);
		note_deed(w, at, deed, true);
		w->last = DEED_NONE;
		app_say(st->app, INK_dim, "%s", _("not kept any more"));
		return REPLY_STAY;
	}
	send_deed(st, at, deed, false);
	note_deed(w, at, deed, false);
	w->last = deed;
	w->last_at = at;
	if (deed == DEED_AWAY) {
		struct reply reply = go(st, true);
		app_say(st->app, INK_dim, "%s", deed_said(deed));
		return reply;
	}
	app_say(st->app, INK_dim, "%s", deed_said(deed));
	return REPLY_STAY;
}

static struct reply undo(struct item_view *st) {
	struct walk *w = &st->walk;

	if (w->last == DEED_NONE) {
		app_say(st->app, INK_dim, "%s", _("nothing to take back"));
		return REPLY_STAY;
	}
	send_deed(st, w->last_at, w->last, true);
	note_deed(w, w->last_at, w->last, true);
	w->last = DEED_NONE;
	if (w->at != w->last_at) {
		w->at = w->last_at;
		show(st);
	}
	app_say(st->app, INK_dim, "%s", _("taken back"));
	return REPLY_STAY;
}

static void tell(struct item_view *st) {
	const struct item *i = walk_item(&st->walk);
	struct str message;

	str_init(&message, 4000);
	flow_item_tell(i, &message);
	app_clipboard(st->app, str_slice(&message));
	str_finish(&message);
	st->walk.told = st->walk.at + 1;
	app_say(st->app, INK_dim, "%s", _("a message about it is on the clipboard, ready to send"));
}

/* T3: what plays outside is charged by its length; nothing is asked on return. */
static void open_outside(struct item_view *st) {
	const struct item *i = walk_item(&st->walk);
	bool medium = i->kind == ITEM_AUDIO || i->kind == ITEM_VIDEO || i->kind == ITEM_LIVE;

	app_outside(st->app, medium && *i->media_url ? i->media_url : i->url, i->kind);
	if (medium) {
		session_clock_charge(&st->walk.clock, (int64_t)(i->minutes * 60000));
		st->walk.items[st->walk.at].outcome = STATE_READ;
		st->watching = true;
	}
}

/* ---- events ---- */

static struct reply enter(const struct screen_ops *next, const void *argument) {
	return (struct reply){.what = ENTER, .next = next, .argument = (void *)argument};
}

static struct reply on_action(struct item_view *st, const struct event *event) {
	const struct item *i;

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
	case ACT_TELL: tell(st); return REPLY_STAY;
	case ACT_OUTSIDE: open_outside(st); return REPLY_STAY;
	case ACT_WHY: return enter(&screen_why, i);
	case ACT_WHO: return enter(&screen_who, i);
	case ACT_RULE: return enter(&screen_rules, i->title);
	case ACT_BREATHE: return enter(&screen_breathe, NULL);
	case ACT_CLOCK: st->clock_hidden = !st->clock_hidden; return REPLY_STAY;
	default: scroll_on(&st->scroll, event, text_rows(st)); return REPLY_STAY;
	}
}

static struct reply on_session(struct item_view *st, const struct event *event) {
	struct session_answer *w = event->job->result;

	if (!event->job->ok)
		return REPLY_LEAVE;
	*event->taken = true;
	st->session_job = event->job;
	st->away = w->away;
	st->day_full = w->day_full;
	st->known = true;
	st->nothing = w->reading.session.item_count == 0;
	if (st->nothing)
		return REPLY_STAY;
	walk_start(&st->walk, &w->reading, app_mono(st->app));
	if (w->reading.session.ended_at != DATE_NONE)   /* it was over; only its check-in is still to be given */
		return finish(st);
	show(st);
	return REPLY_STAY;
}

static void on_text(struct item_view *st, const struct event *event) {
	const struct item_text *text = event->job->result;

	if (!event->job->ok || *(int64_t *)event->job->argument != walk_item(&st->walk)->id)
		return;
	*event->taken = true;
	job_free(st->text_job);
	st->text_job = event->job;
	scroll_set(&st->scroll, text->text.len ? text->text : slice_of(walk_item(&st->walk)->summary));
	text_rows(st);
}

static void on_tick(struct item_view *st) {
	if (!st->known || st->nothing || st->ending)
		return;
	walk_tick(&st->walk, app_mono(st->app), app_in_front(st->app, st->screen));
	if (walk_time_is_up(&st->walk) && !st->time_said) {
		st->time_said = true;
		app_say(st->app, INK_text, "%s", _("That is your time. Finish this one if you like."));
	}
	if (app_mono(st->app) - st->saved_at >= SAVE_EVERY_MS)
		send_save(st, false);
}

static struct reply on_item(struct screen *s, struct app *app, const struct event *event) {
	struct item_view *st = s->state;

	st->now = app_now(app);
	switch (event->kind) {
	case EVENT_ACTION:
		if (st->known && !st->nothing)
			session_clock_key(&st->walk.clock, app_mono(app));
		st->watching = false;
		return on_action(st, event);
	case EVENT_JOB:
		if (event->job->what == JOB_SESSION)
			return on_session(st, event);
		if (event->job->what == JOB_TEXT)
			on_text(st, event);
		break;
	case EVENT_TICK: on_tick(st); break;
	case EVENT_RESIZE:
		if (st->known && !st->nothing) {
			text_wrap(slice_of(walk_item(&st->walk)->title), app_page(app).width, &st->title);
			text_rows(st);
		}
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

/* T1: a quiet bar and whole minutes; no seconds, nothing that blinks. */
static void draw_clock(const struct item_view *st, struct canvas *c, struct page p) {
	int left = session_clock_minutes_left(&st->walk.clock), full, right = p.left + p.width;
	char words[32];

	if (st->clock_hidden)
		return;
	if (st->watching)
		snprintf(words, sizeof(words), "%s", _("watching"));
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

static void draw_place(const struct item_view *st, struct canvas *c, struct page p) {
	const struct walk *w = &st->walk;
	int col = p.left;

	col += canvas_textf(c, p.top, col, INK_dim, _("%d of %d"), (int)w->at + 1, (int)w->session.item_count);
	if (p.width < 66 || w->items[w->at].role == ROLE_ITEM)
		return;
	col += canvas_text(c, p.top, col, INK_dim, SLICE(" · "));
	canvas_fit(c, p.top, col, p.left + p.width - CLOCK_COLS - col, INK_dim, slice_of(w->reading->why[w->at]));
}

/* Who, when, how long: "Reasons to be Cheerful · the editors · yesterday · 3 min". */
static void write_meta(const struct item_view *st, struct str *out) {
	const struct item *i = walk_item(&st->walk);
	char when[64], minutes[32];

	words_ago(i->published, st->now, st->turn_hour, when);
	words_minutes(i->minutes, minutes);
	str_add_text(out, i->channel_title ? i->channel_title : "");
	if (*i->author && (!i->channel_title || strcmp(i->author, i->channel_title)))
		str_addf(out, " · %s", i->author);
	if (i->kind != ITEM_CHALLENGE)
		str_addf(out, " · %s", when);
	if (i->kind != ITEM_TEXT)
		str_addf(out, " · %s", item_kind_word(i->kind));
	str_addf(out, " · %s", minutes);
	if (i->kept)
		str_addf(out, " · %s", _("kept"));
}

static void draw_meta(const struct item_view *st, struct canvas *c, struct page p, int row) {
	const struct item *i = walk_item(&st->walk);
	int right = p.left + p.width, sign_cols = p.width >= 50 ? text_width(slice_of(label_word(i->label))) + 2 : 1;
	struct str meta;

	str_init(&meta, FACTS_MAX * 4);
	write_meta(st, &meta);
	canvas_fit(c, row, p.left, p.width - sign_cols - 2, INK_dim, str_slice(&meta));
	canvas_text(c, row, right - sign_cols, label_ink(i->label), slice_of(label_sign(i->label, c->ascii)));
	if (p.width >= 50)
		canvas_text(c, row, right - sign_cols + 2, label_ink(i->label), slice_of(label_word(i->label)));
	str_finish(&meta);
}

static void draw_title(const struct item_view *st, struct canvas *c, struct page p, const struct layout *l) {
	struct slice whole = slice_of(walk_item(&st->walk)->title);

	for (int i = 0; i < l->title_lines; i++) {
		struct slice line = st->title.at[i].text;

		if (i + 1 == l->title_lines)            /* the last one takes what is left, and is cut where it must */
			line = slice_from(whole, (size_t)(line.at - whole.at));
		canvas_fit(c, l->title_row + i, p.left, p.width, INK_title, line);
	}
}

static void draw_nothing(const struct item_view *st, struct canvas *c, struct page p) {
	int row = p.top + (p.roomy ? 3 : 0);

	canvas_cursor(c, row, p.left);
	canvas_fit(c, row++, p.left, p.width, INK_title, slice_of(_("Nothing good enough today.")));
	row += p.roomy;
	canvas_fit(c, row++, p.left, p.width, INK_text, slice_of(_("New things come by themselves; nothing old is served again.")));
	row += p.roomy;
	canvas_fit(c, row, p.left, p.width, INK_dim, slice_of(st->away));
}

static void draw_item(const struct screen *s, struct canvas *c) {
	const struct item_view *st = s->state;
	struct page p = canvas_page(c);
	struct layout l;

	if (!st->known)
		return;
	if (st->nothing) {
		draw_nothing(st, c, p);
		return;
	}
	l = lay_out(st, p);
	if (p.rows >= 4) {
		draw_place(st, c, p);
		draw_clock(st, c, p);
	}
	draw_title(st, c, p, &l);
	if (l.meta_row >= 0)
		draw_meta(st, c, p, l.meta_row);
	scroll_draw(&st->scroll, c, l.text_row, p.left, l.text_rows);
	canvas_cursor(c, l.text_row, p.left);
}

static void close_item(struct screen *s) {
	struct item_view *st = s->state;

	if (st->known && !st->nothing && !st->ending) { /* cut off: what was read so far is kept, to go on with */
		st->walk.session.spent_ms = st->walk.clock.spent_ms;
		send_save(st, false);
	}
	scroll_finish(&st->scroll);
	text_lines_finish(&st->title);
	job_free(st->text_job);
	job_free(st->session_job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct item_view *st = s->state;
	const struct item *i;

	if (!st->known || st->nothing)
		return a == ACT_BACK;
	i = walk_item(&st->walk);
	switch (a) {
	case ACT_ENTER: case ACT_NEXT: case ACT_KEEP: case ACT_TELL: case ACT_WHY: return true;
	case ACT_OUTSIDE: return *i->url != '\0' || *i->media_url != '\0';
	case ACT_DO: return i->kind == ITEM_CHALLENGE;
	case ACT_UNDO: return st->walk.last != DEED_NONE;
	default: return false;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct item_view *st = s->state;

	return a == ACT_ENTER ? _("read on") : a == ACT_BACK && st->nothing ? _("back") : NULL;
}

const struct screen_ops screen_item = {.name = N_("item"), .answers = answers, .open = open_item, .on = on_item, .draw = draw_item,
	.close = close_item, .offers = offers, .word = word};
