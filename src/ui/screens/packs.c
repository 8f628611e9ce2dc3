/* packs.c: packs to begin with, opened before anything is followed. */
#include "parts.h"

#include <bewust/mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_PACKS, JOB_OPEN, JOB_FOLLOW, JOB_PART };
enum { NAME_COLS = 34, COLS_FACTS = 56, FACTS_MAX = 1200, NOTE_ROWS = 4 };

struct packs_state {
	struct job *job, *open_job;             /* own the packs, and the channels of the open one */
	const struct pack *packs;
	struct list list;
	bool known;
	const struct pack *open;                /* NULL: all packs are shown */
	const struct channel *channels;
	const bool *there;                      /* followed already */
	bool *marked;
	struct list inside;
	struct job *followed;                   /* owns what undo takes back */
	const struct following *last;
};

static const enum action answers[] = {ACT_ENTER, ACT_ADD, ACT_SPACE, ACT_UNDO, ACT_TAB, ACT_OUTSIDE, ACT_UP, ACT_DOWN, ACT_TOP, ACT_BOTTOM, ACT_PAGE_UP,
	ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

struct packs_answer {
	struct pack *at;
	size_t count;
};

/* Those in the reader's own language stand first. */
static void put_first(struct packs_answer *w, const char *name) {
	for (size_t i = 0; i < w->count; i++)
		if (!strcmp(w->at[i].name, name)) {
			struct pack first = w->at[i];

			memmove(w->at + 1, w->at, i * sizeof(*w->at));
			w->at[0] = first;
			return;
		}
}

static bool load_packs(struct job *job, struct flow *flow, struct err *e) {
	struct packs_answer *w = arena_alloc(&job->arena, sizeof(*w));

	(void)flow;
	job->result = w;
	if (!flow_packs(&job->arena, &w->at, &w->count, e))
		return false;
	if (!strcmp(i18n_language(), "nl"))
		put_first(w, "nederlands");
	return true;
}

struct inside {
	struct pack pack;
	struct channel *at;
	bool *there;
	size_t count;
};

static bool load_inside(struct job *job, struct flow *flow, struct err *e) {
	struct inside *w = job->argument;
	struct channels followed;

	if (!flow_pack_channels(&w->pack, &job->arena, &w->at, &w->count, e) || !store_channels(flow_store(flow), &job->arena, &followed, e))
		return false;
	w->there = arena_array(&job->arena, w->count + 1, sizeof(*w->there));
	for (size_t i = 0; i < w->count; i++)
		for (size_t n = 0; n < followed.count && !w->there[i]; n++)
			w->there[i] = !strcmp(w->at[i].url, followed.at[n].url);
	return true;
}

/* Channels to follow: these, or (none given) all of a pack. */
struct following {
	struct pack pack;
	struct channel *at;
	size_t count;
	int64_t *ids;
	size_t added;
};

static bool follow(struct job *job, struct flow *flow, struct err *e) {
	struct following *w = job->argument;

	if (!w->count && !flow_pack_channels(&w->pack, &job->arena, &w->at, &w->count, e))
		return false;
	w->ids = arena_array(&job->arena, w->count + 1, sizeof(*w->ids));
	return flow_channels_add(flow, w->at, w->count, w->ids, &w->added, e);
}

static bool part_from(struct job *job, struct flow *flow, struct err *e) {
	const struct following *w = job->argument;

	for (size_t i = 0; i < w->added; i++)
		if (!flow_channel_remove(flow, w->ids[i], e))
			return false;
	return true;
}

/* ---- events ---- */

/* Below the list stands what is said of the one under the cursor, where there is room. */
static int list_rows(struct page p) {
	return p.roomy ? part_rows(p) - NOTE_ROWS : part_rows(p);
}

static int rows_shown(const struct app *app) {
	return list_rows(app_page(app));
}

static bool open_packs(struct screen *s, struct app *app, void *argument) {
	struct packs_state *st = mem_alloc(sizeof(*st));

	(void)argument;
	s->state = st;
	app_send(app, app_job(app, s, JOB_PACKS, load_packs));
	return true;
}

static void look_inside(struct packs_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_OPEN, load_inside);
	struct inside *w = arena_alloc(&job->arena, sizeof(*w));

	w->pack = st->packs[st->list.at];       /* its bytes are part of the program */
	job->argument = w;
	app_send(app, job);
}

static size_t count_marked(const struct packs_state *st) {
	size_t n = 0;

	for (size_t i = 0; st->open && i < st->inside.count; i++)
		n += st->marked[i];
	return n;
}

/* Follows those marked, or all of them where none is. */
static void send_follow(struct packs_state *st, struct screen *s, struct app *app) {
	struct job *job = app_job(app, s, JOB_FOLLOW, follow);
	struct following *w = arena_alloc(&job->arena, sizeof(*w));

	w->pack = st->packs[st->list.at];
	if (st->open && count_marked(st)) {
		w->at = arena_array(&job->arena, st->inside.count, sizeof(*w->at));
		for (size_t i = 0; i < st->inside.count; i++)
			if (st->marked[i]) {
				struct channel *c = &w->at[w->count++];
				const char **texts[] = {&c->url, &c->site, &c->title, &c->lang, &c->note, &c->credential};

				*c = st->channels[i];
				for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
					*texts[t] = arena_text(&job->arena, slice_of(*texts[t]));
			}
	}
	job->argument = w;
	app_send(app, job);
}

static void take_inside(struct packs_state *st, struct app *app, const struct event *event) {
	const struct inside *w = event->job->argument;
	bool anew = st->open && st->inside.count == w->count;

	*event->taken = true;
	job_free(st->open_job);
	st->open_job = event->job;
	st->open = &w->pack;
	st->channels = w->at;
	st->marked = arena_array(&event->job->arena, w->count + 1, sizeof(*st->marked));
	st->there = w->there;
	if (!anew)
		st->inside = (struct list){0};
	list_show(&st->inside, w->count, rows_shown(app));
}

static void take_followed(struct packs_state *st, struct app *app, const struct event *event) {
	const struct following *w = event->job->argument;

	if (!w->added) {
		app_say(app, INK_text, "%s", w->count > 1 ? _("all of them are followed already") : _("that one is followed already"));
		return;
	}
	*event->taken = true;
	job_free(st->followed);
	st->followed = event->job;
	st->last = w;
	if (w->added == 1)
		app_say(app, INK_text, _("%s is followed; u takes it back"), w->at[0].title);
	else
		app_say(app, INK_text, _("%zu of %s are followed now; u takes it back"), w->added, w->pack.title);
	app_fetch_now(app, false);
}

static void take_back(struct packs_state *st, struct screen *s, struct app *app) {
	struct job *job;
	struct following *w;

	if (!st->last) {
		app_say(app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	job = app_job(app, s, JOB_PART, part_from);
	w = arena_alloc(&job->arena, sizeof(*w));
	w->added = st->last->added;
	w->ids = arena_array(&job->arena, w->added, sizeof(*w->ids));
	memcpy(w->ids, st->last->ids, w->added * sizeof(*w->ids));
	job->argument = w;
	st->last = NULL;
	app_send(app, job);
	app_say(app, INK_dim, "%s", _("taken back"));
}

static void on_job(struct packs_state *st, struct screen *s, struct app *app, const struct event *event) {
	const struct packs_answer *w = event->job->result;

	if (!event->job->ok)
		return;
	switch ((enum job_name)event->job->what) {
	case JOB_PACKS:
		*event->taken = true;
		st->job = event->job;
		st->packs = w->at;
		st->known = true;
		list_show(&st->list, w->count, rows_shown(app));
		break;
	case JOB_OPEN: take_inside(st, app, event); break;
	case JOB_FOLLOW: take_followed(st, app, event); break;
	case JOB_PART: break;
	}
	if (st->open && (event->job->what == JOB_FOLLOW || event->job->what == JOB_PART))
		look_inside(st, s, app);        /* which of them are followed now */
}

static void mark(struct packs_state *st, struct app *app) {
	static const struct event down = {.kind = EVENT_ACTION, .action = ACT_DOWN};

	st->marked[st->inside.at] = !st->marked[st->inside.at];
	list_on(&st->inside, &down, rows_shown(app));
}

static const char *page_of(const struct channel *c) {
	return *c->site ? c->site : c->url;
}

static struct reply on_inside(struct packs_state *st, struct screen *s, struct app *app, const struct event *event) {
	switch (event->action) {
	case ACT_BACK: st->open = NULL; break;
	case ACT_ENTER:
	case ACT_ADD: send_follow(st, s, app); break;
	case ACT_SPACE:
		if (st->inside.count)
			mark(st, app);
		break;
	case ACT_OUTSIDE:
		if (st->inside.count)
			app_outside(app, page_of(&st->channels[st->inside.at]), ITEM_TEXT);
		break;
	default: list_on(&st->inside, event, rows_shown(app)); break;
	}
	return REPLY_STAY;
}

static struct reply on_action(struct packs_state *st, struct screen *s, struct app *app, const struct event *event) {
	if (event->action == ACT_UNDO) {
		take_back(st, s, app);
		return REPLY_STAY;
	}
	if (event->action == ACT_TAB)
		return (struct reply){.what = REPLACE, .next = &screen_channels};
	if (st->open)
		return on_inside(st, s, app, event);
	if (event->action == ACT_BACK)
		return REPLY_LEAVE;
	if (event->action == ACT_ENTER && st->list.count)
		look_inside(st, s, app);
	else if (event->action == ACT_ADD && st->list.count)
		send_follow(st, s, app);
	else
		list_on(&st->list, event, rows_shown(app));
	return REPLY_STAY;
}

static struct reply on_packs(struct screen *s, struct app *app, const struct event *event) {
	struct packs_state *st = s->state;

	if (event->kind == EVENT_ACTION)
		return on_action(st, s, app, event);
	if (event->kind == EVENT_JOB)
		on_job(st, s, app, event);
	if (event->kind == EVENT_RESIZE) {
		list_show(&st->list, st->list.count, rows_shown(app));
		list_show(&st->inside, st->inside.count, rows_shown(app));
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static const char *how_many(size_t n) {
	return n <= 1 ? _("one channel") : n <= 4 ? _("a few channels") : n <= 6 ? _("a handful of channels") : n <= 9 ? _("some channels") :
		n <= 14 ? _("about a dozen channels") : _("a good many channels");
}

/* The title, and a fact beside it where that fits. */
static void draw_line(struct canvas *c, struct page p, int row, int col, bool here, const char *title, const char *fact) {
	bool wide = p.width >= COLS_FACTS;
	int name = wide ? p.left + NAME_COLS : p.left + p.width;

	canvas_fit(c, row, col, name - col - wide, here ? INK_selected : INK_text, slice_of(title));
	if (wide)
		canvas_fit(c, row, name, p.left + p.width - name, INK_dim, slice_of(fact));
}

static void draw_note(struct canvas *c, struct page p, int row, const char *note) {
	if (p.roomy)
		part_sentence(c, row + 1, p.bottom, p.left + 2, p.width - 2, INK_text, note);
}

static void draw_member(const struct packs_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct channel *ch = &st->channels[n];
	int col = list_mark(&st->inside, n, c, row, p.left);
	struct str facts;

	str_init(&facts, FACTS_MAX);
	if (st->there[n])
		str_addf(&facts, "%s · ", _("followed"));
	words_themes(ch->themes, ", ", &facts);
	if (count_marked(st)) {
		canvas_text(c, row, col, INK_accent, st->marked[n] ? SLICE("•") : SLICE(" "));
		col += 2;
	}
	draw_line(c, p, row, col, n == st->inside.at, ch->title, facts.at);
	str_finish(&facts);
}

static void draw_inside(const struct packs_state *st, struct canvas *c, struct page p) {
	int row = part_top(p), end = row + list_rows(p);

	part_heading(c, p, st->open->title, how_many(st->inside.count));
	for (size_t n = st->inside.first; n < st->inside.count && row < end; n++)
		draw_member(st, n, c, p, row++);
	if (st->inside.count)
		draw_note(c, p, row, st->channels[st->inside.at].note);
}

static void draw_packs(const struct screen *s, struct canvas *c) {
	const struct packs_state *st = s->state;
	struct page p = canvas_page(c);
	int row = part_top(p), end = row + list_rows(p);

	canvas_cursor(c, p.top, p.left);
	if (st->open) {
		draw_inside(st, c, p);
		return;
	}
	part_heading(c, p, _("packs to begin with"), "");
	for (size_t n = st->list.first; n < st->list.count && row < end; n++) {
		const struct pack *pack = &st->packs[n];

		draw_line(c, p, row, list_mark(&st->list, n, c, row, p.left), n == st->list.at, *pack->title ? pack->title : pack->name, how_many(pack->channels));
		row++;
	}
	if (st->list.count)
		draw_note(c, p, row, st->packs[st->list.at].note);
	else if (st->known)
		part_sentence(c, row, p.bottom, p.left, p.width, INK_dim, _("No packs came with this program. Press Tab, then a, to follow an address."));
}

static void close_packs(struct screen *s) {
	struct packs_state *st = s->state;

	job_free(st->followed);
	job_free(st->open_job);
	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct packs_state *st = s->state;

	switch (a) {
	case ACT_ENTER: return st->list.count > 0;
	case ACT_ADD: return st->list.count > 0 && !st->open;
	case ACT_SPACE: case ACT_OUTSIDE: return st->open != NULL;
	case ACT_UNDO: return st->last != NULL;
	case ACT_TAB: return !st->open;
	default: return true;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct packs_state *st = s->state;

	if (a == ACT_ENTER)
		return !st->open ? _("look inside") : count_marked(st) ? _("follow those marked") : _("follow all");
	return a == ACT_ADD ? _("follow all") : a == ACT_SPACE ? _("mark") : a == ACT_OUTSIDE ? _("its page") : a == ACT_TAB ? _("channels") : NULL;
}

const struct screen_ops screen_packs = {.name = N_("packs"), .answers = answers, .open = open_packs, .on = on_packs, .draw = draw_packs,
	.close = close_packs, .offers = offers, .word = word};
