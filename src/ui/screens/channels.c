/* channels.c: whom the reader follows, in words; to follow somebody, to bring a list along, to part from somebody, and to take it back. */
#include "parts.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <bewust/path.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum job_name { JOB_LIST, JOB_ADD, JOB_SWITCH, JOB_DEED };
enum mode { MODE_LIST, MODE_ADD, MODE_FIND, MODE_LOOKING, MODE_CHOOSE };
enum { TYPED_CHARS = 500, FIND_CHARS = 60, FACTS_MAX = 1200, NAME_COLS = 32, FACT_COLS_MOST = 24, COLS_FACTS = 56 };
/* What `u` takes back. */
enum undo_what { UNDO_NONE, UNDO_REMOVED, UNDO_ADDED };

/* Some channels, by their rows in the store: those that are marked, those that undo is about. */
struct ids {
	int64_t *at;
	size_t count;
};

struct channels_state {
	struct job *job;                        /* owns the channels */
	const struct channel *all;
	size_t count;
	const struct channel **shown;           /* those found, `list.count` of them */
	bool known;
	struct list list;
	enum mode mode;
	struct field field;                     /* the address typed, or what is looked for */
	char find[FIND_CHARS * 4 + 1];          /* still looked for when the typing is done */
	char trouble[256];                      /* why what was typed could not be followed */
	struct job *added;                      /* owns the choices of a page */
	const struct followed *followed;
	struct list choices;
	struct ids marked, undo_ids;
	enum undo_what undo;
	int64_t select_id;                      /* the cursor goes there when the list comes */
	int64_t now;
	int turn_hour;
	bool demo;
	bool came_to_add;                       /* home had the line opened: leaving it empty leads back there */
};

static const enum action answers[] = {ACT_ENTER, ACT_ADD, ACT_AWAY, ACT_UNDO, ACT_FIND, ACT_TAB, ACT_FETCH, ACT_SPACE, ACT_EDIT, ACT_OUTSIDE, ACT_UP, ACT_DOWN,
	ACT_TOP, ACT_BOTTOM, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_BACK, ACT_NONE};

/* ---- what the worker does ---- */

static bool load_channels(struct job *job, struct flow *flow, struct err *e) {
	struct channels *list = arena_alloc(&job->arena, sizeof(*list));

	job->result = list;
	return store_channels(flow_store(flow), &job->arena, list, e);
}

/* What was typed, and what came of it: a list of channels on this machine, or one channel somewhere else. */
struct adding {
	const char *typed;
	bool imported, demo;
	struct imported list;
	struct followed followed;
	int64_t instead_of;                     /* the channel that a page's other choice takes the place of */
};

/* "~/feeds.opml" and "/home/…" are files where there is one; an address never is. */
static bool read_list(const char *typed, struct str *out, struct err *e) {
	const char *home = getenv("HOME");
	char path[PATH_SIZE];

	if (!strcmp(typed, "-") || strstr(typed, "://"))
		return false;
	if (!strncmp(typed, "~/", 2) && home)
		return path_join(path, home, typed + 2, e) && path_read(path, LIMIT_LIST_BYTES, out, e);
	return path_read(typed, LIMIT_LIST_BYTES, out, e);
}

static bool add(struct job *job, struct flow *flow, struct err *e) {
	struct adding *w = job->argument;
	struct err unread = {0};
	struct str bytes;
	bool ok;

	if (read_list(w->typed, &bytes, &unread)) {
		w->imported = true;
		ok = flow_channels_import(flow, str_slice(&bytes), &job->arena, &w->list, e);
		str_finish(&bytes);
		return ok;
	}
	if (unread.kind && unread.kind != ERR_NOINPUT) { /* it is there, and cannot be read */
		*e = unread;
		return false;
	}
	if (w->demo)
		return err_set(e, ERR_UNAVAILABLE, "%s", _("this is the demo: nothing is fetched here"));
	return flow_channel_follow(flow, &(struct follow){.typed = w->typed}, &job->arena, &w->followed, e);
}

static bool switch_choice(struct job *job, struct flow *flow, struct err *e) {
	struct adding *w = job->argument;

	if (!flow_channel_follow(flow, &(struct follow){.typed = w->typed}, &job->arena, &w->followed, e))
		return false;
	return w->followed.channel.id == w->instead_of || flow_channel_remove(flow, w->instead_of, e);  /* under another address it is the same */
}

struct parting {
	struct ids ids;
	bool back;
};

static bool part_from(struct job *job, struct flow *flow, struct err *e) {
	const struct parting *p = job->argument;

	for (size_t i = 0; i < p->ids.count; i++)
		if (!(p->back ? flow_channel_restore : flow_channel_remove)(flow, p->ids.at[i], e))
			return false;
	return true;
}

/* ---- some channels ---- */

static bool ids_have(const struct ids *ids, int64_t id) {
	for (size_t i = 0; i < ids->count; i++)
		if (ids->at[i] == id)
			return true;
	return false;
}

static void ids_toggle(struct ids *ids, int64_t id) {
	for (size_t i = 0; i < ids->count; i++)
		if (ids->at[i] == id) {
			ids->at[i] = ids->at[--ids->count];
			return;
		}
	ids->at = mem_grow(ids->at, ids->count + 1, sizeof(*ids->at));
	ids->at[ids->count++] = id;
}

static void ids_set(struct ids *ids, int64_t id) {
	ids->count = 0;
	ids_toggle(ids, id);
}

/* ---- the list ---- */

static int rows_shown(const struct app *app) {
	return part_rows(app_page(app));
}

/* Those with what is looked for in their names; the cursor stays with the channel called `id`, where it is one of them. */
static void find(struct channels_state *st, struct app *app, int64_t id) {
	struct slice typed = st->mode == MODE_FIND ? str_slice(&st->field.text) : slice_of(st->find);
	size_t n = 0;

	for (size_t i = 0; i < st->count; i++) {
		char called[160];

		part_channel_name(&st->all[i], called);
		if (!part_matches(typed, called))
			continue;
		if (st->all[i].id == id)
			st->list.at = n;
		st->shown[n++] = &st->all[i];
	}
	list_show(&st->list, n, rows_shown(app));
}

static int64_t id_at_cursor(const struct channels_state *st) {
	return st->list.count ? st->shown[st->list.at]->id : 0;
}

static void ask(struct channels_state *st, struct screen *s, struct app *app) {
	st->now = app_now(app);
	app_send(app, app_job(app, s, JOB_LIST, load_channels));
}

/* The challenges that ship are no source that somebody follows. */
static bool is_followed(const struct channel *c) {
	return strcmp(c->url, CHALLENGES_URL) != 0;
}

static void take_list(struct channels_state *st, struct app *app, const struct event *event) {
	const struct channels *list = event->job->result;
	struct channel *own;
	int64_t id = st->select_id ? st->select_id : id_at_cursor(st);

	*event->taken = true;
	own = arena_array(&event->job->arena, list->count + 1, sizeof(*own));
	st->count = 0;
	for (size_t i = 0; i < list->count; i++)
		if (is_followed(&list->at[i]))
			own[st->count++] = list->at[i];
	job_free(st->job);
	st->job = event->job;
	st->all = own;
	st->shown = arena_array(&event->job->arena, st->count + 1, sizeof(*st->shown));
	st->known = true;
	find(st, app, id);
	st->select_id = 0;
}

/* ---- adding ---- */

static void begin_typing(struct channels_state *st, struct screen *s, enum mode mode, size_t chars, const char *start) {
	field_finish(&st->field);
	field_init(&st->field, chars, start);
	st->trouble[0] = '\0';
	st->mode = mode;
	s->typing = true;
}

static bool open_channels(struct screen *s, struct app *app, void *argument) {
	struct channels_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->turn_hour = app_config(app)->turn_hour;
	st->demo = app_options(app)->demo;
	field_init(&st->field, TYPED_CHARS, "");
	st->came_to_add = argument;
	if (argument)
		begin_typing(st, s, MODE_ADD, TYPED_CHARS, argument);
	ask(st, s, app);
	return true;
}

static void end_typing(struct channels_state *st, struct screen *s, enum mode mode) {
	st->mode = mode;
	s->typing = false;
}

static void send_typed(struct channels_state *st, struct screen *s, struct app *app, int what, struct slice typed, int64_t instead_of) {
	struct job *job = app_job(app, s, what, what == JOB_ADD ? add : switch_choice);
	struct adding *w = arena_alloc(&job->arena, sizeof(*w));

	w->typed = arena_text(&job->arena, typed);
	w->instead_of = instead_of;
	w->demo = st->demo;
	job->far = true;
	job->argument = w;
	end_typing(st, s, MODE_LOOKING);
	app_send(app, job);
}

static void say_imported(struct app *app, const struct imported *list) {
	struct str said;

	str_init(&said, FACTS_MAX);
	str_addf(&said, P_("%zu added", "%zu added", list->added), list->added);
	if (list->there_already)
		str_addf(&said, ", %zu %s", list->there_already, _("there already"));
	if (list->skipped)
		str_addf(&said, ", %zu %s", list->skipped, _("left out"));
	if (list->skipped && *list->skipped_example)
		str_addf(&said, " (%s)", list->skipped_example);
	if (*list->head.from)
		str_addf(&said, " · %s", _("the plan begins today"));
	app_say(app, INK_text, "%s", said.at);
	str_finish(&said);
}

static void say_followed(struct app *app, const struct followed *f) {
	char called[160], title[160];

	part_channel_name(&f->channel, called);
	part_short(called, title);
	if (f->was_there)
		app_say(app, INK_text, _("%s is followed already"), title);
	else if (*f->channel.error)
		app_say(app, INK_text, _("%s is followed, but was out of reach just now"), title);
	else if (f->items_new)
		app_say(app, INK_text, P_("%s is followed: %d thing to read; u takes it back", "%s is followed: %d things to read; u takes it back",
			(unsigned long)f->items_new), title, f->items_new);
	else if (f->later)
		app_say(app, INK_text, _("%s is followed: %s"), title, f->note);
	else
		app_say(app, INK_text, _("%s is followed; nothing to read there yet"), title);
}

static void take_added(struct channels_state *st, struct screen *s, struct app *app, const struct event *event) {
	struct adding *w = event->job->argument;
	bool asks = !event->job->ok ? false : event->job->what == JOB_ADD && !w->imported && !w->followed.was_there && w->followed.asks;

	st->mode = MODE_LIST;
	if (!event->job->ok) {                  /* the app has said why; what was typed is there to be mended */
		if (event->job->what == JOB_ADD) {
			begin_typing(st, s, MODE_ADD, TYPED_CHARS, w->typed);
			text_copy(st->trouble, sizeof(st->trouble), slice_of(event->job->err.text));
		}
		if (app_page(app).roomy)        /* there it stands below what was typed, whole */
			app_say(app, INK_dim, "%s", "");
		return;
	}
	if (w->imported) {
		say_imported(app, &w->list);
		if (w->list.added)
			app_fetch_now(app, false);
		return;
	}
	st->select_id = w->followed.channel.id;
	if (!w->followed.was_there) {
		st->undo = UNDO_ADDED;
		ids_set(&st->undo_ids, w->followed.channel.id);
	}
	say_followed(app, &w->followed);
	if (!asks)
		return;
	*event->taken = true;
	job_free(st->added);
	st->added = event->job;
	st->followed = &w->followed;
	st->mode = MODE_CHOOSE;
	st->choices = (struct list){0};
	list_show(&st->choices, w->followed.choices, rows_shown(app));
}

static struct reply choose(struct channels_state *st, struct screen *s, struct app *app, const struct event *event) {
	const struct followed *f = st->followed;
	const char *url;

	if (event->action == ACT_BACK) {
		st->mode = MODE_LIST;
	} else if (event->action == ACT_ENTER || event->action == ACT_SPACE) {
		url = f->choice_urls[st->choices.at];
		st->mode = MODE_LIST;
		if (strcmp(url, f->channel.url))
			send_typed(st, s, app, JOB_SWITCH, slice_of(url), f->channel.id);
	} else {
		list_on(&st->choices, event, rows_shown(app));
	}
	return REPLY_STAY;
}

static struct reply on_key(struct channels_state *st, struct screen *s, struct app *app, uint32_t key) {
	struct slice typed;

	if (st->mode == MODE_FIND && part_moves(&st->list, key, rows_shown(app)))
		return REPLY_STAY;
	switch (field_on(&st->field, key)) {
	case FIELD_DONE:
		typed = slice_trim(str_slice(&st->field.text));
		if (st->mode == MODE_ADD && typed.len) {
			send_typed(st, s, app, JOB_ADD, typed, 0);
			return REPLY_STAY;
		}
		if (st->mode == MODE_FIND)
			text_copy(st->find, sizeof(st->find), typed);
		end_typing(st, s, MODE_LIST);
		break;
	case FIELD_LEFT:
		if (st->mode == MODE_FIND)
			st->find[0] = '\0';
		else if (st->came_to_add && !st->count)
			return REPLY_LEAVE;
		end_typing(st, s, MODE_LIST);
		break;
	case FIELD_TYPING: st->trouble[0] = '\0'; break;
	case FIELD_NOT_MINE: break;
	}
	find(st, app, id_at_cursor(st));
	return REPLY_STAY;
}

/* ---- the other keys ---- */

static void send_parting(struct screen *s, struct app *app, const struct ids *ids, bool back) {
	struct job *job = app_job(app, s, JOB_DEED, part_from);
	struct parting *p = arena_alloc(&job->arena, sizeof(*p));

	p->back = back;
	p->ids.count = ids->count;
	p->ids.at = arena_array(&job->arena, ids->count + 1, sizeof(*p->ids.at));
	for (size_t i = 0; i < ids->count; i++)
		p->ids.at[i] = ids->at[i];
	job->argument = p;
	app_send(app, job);
}

static void say_parted(struct channels_state *st, struct app *app) {
	st->undo = UNDO_REMOVED;
	app_say(app, INK_dim, "%s", st->undo_ids.count > 1 ? _("those marked are not followed any more; u takes it back") :
		_("not followed any more; u takes it back"));
}

/* From those marked, or from the one under the cursor where none is. */
static void part(struct channels_state *st, struct screen *s, struct app *app, int64_t id) {
	ids_set(&st->undo_ids, st->marked.count ? st->marked.at[0] : id);
	for (size_t i = 1; i < st->marked.count; i++)
		ids_toggle(&st->undo_ids, st->marked.at[i]);
	st->marked.count = 0;
	send_parting(s, app, &st->undo_ids, false);
	say_parted(st, app);
}

static void mark(struct channels_state *st, struct app *app, int64_t id) {
	static const struct event down = {.kind = EVENT_ACTION, .action = ACT_DOWN};

	ids_toggle(&st->marked, id);
	list_on(&st->list, &down, rows_shown(app));
}

static void undo(struct channels_state *st, struct screen *s, struct app *app) {
	if (st->undo == UNDO_NONE) {
		app_say(app, INK_dim, "%s", _("nothing to take back"));
		return;
	}
	send_parting(s, app, &st->undo_ids, st->undo == UNDO_REMOVED);
	st->select_id = st->undo == UNDO_REMOVED ? st->undo_ids.at[0] : 0;
	st->undo = UNDO_NONE;
	app_say(app, INK_dim, "%s", _("taken back"));
}

static void fetch(const struct channels_state *st, struct app *app) {
	if (st->demo)
		app_say(app, INK_dim, "%s", _("this is the demo: nothing is fetched here"));
	else
		app_say(app, INK_dim, "%s", _("looking for what is new"));
	app_fetch_now(app, true);
}

static struct reply leave(struct channels_state *st, struct app *app) {
	if (!st->find[0])
		return REPLY_LEAVE;
	st->find[0] = '\0';                     /* first back to all of them */
	find(st, app, id_at_cursor(st));
	return REPLY_STAY;
}

static struct reply on_action(struct channels_state *st, struct screen *s, struct app *app, const struct event *event) {
	const struct channel *at = st->list.count ? st->shown[st->list.at] : NULL;

	if (st->mode == MODE_CHOOSE)
		return choose(st, s, app, event);
	switch (event->action) {
	case ACT_BACK: return leave(st, app);
	case ACT_TAB: return (struct reply){.what = REPLACE, .next = &screen_packs};
	case ACT_ADD:
		if (st->mode == MODE_LIST)
			begin_typing(st, s, MODE_ADD, TYPED_CHARS, "");
		break;
	case ACT_FIND:
		if (st->mode == MODE_LIST)
			begin_typing(st, s, MODE_FIND, FIND_CHARS, st->find);
		break;
	case ACT_FETCH: fetch(st, app); break;
	case ACT_UNDO: undo(st, s, app); break;
	case ACT_ENTER:
	case ACT_EDIT:
		if (!at && st->known && !st->count && st->mode == MODE_LIST) {
			begin_typing(st, s, MODE_ADD, TYPED_CHARS, "");
			break;
		}
		return at ? part_enter(&screen_channel, at) : REPLY_STAY;
	case ACT_AWAY:
		if (at)
			part(st, s, app, at->id);
		break;
	case ACT_SPACE:
		if (at)
			mark(st, app, at->id);
		break;
	case ACT_OUTSIDE:
		if (at)
			app_outside(app, *at->site ? at->site : at->url, ITEM_TEXT);
		break;
	default: list_on(&st->list, event, rows_shown(app)); break;
	}
	return REPLY_STAY;
}

static void on_job(struct channels_state *st, struct screen *s, struct app *app, const struct event *event) {
	if (event->job->what == JOB_LIST) {
		if (event->job->ok)
			take_list(st, app, event);
		return;
	}
	if (event->job->what == JOB_ADD || event->job->what == JOB_SWITCH)
		take_added(st, s, app, event);
	ask(st, s, app);
}

static struct reply on_channels(struct screen *s, struct app *app, const struct event *event) {
	struct channels_state *st = s->state;

	switch (event->kind) {
	case EVENT_ACTION: return on_action(st, s, app, event);
	case EVENT_TEXT: return on_key(st, s, app, event->key);
	case EVENT_JOB: on_job(st, s, app, event); break;
	case EVENT_RESIZE:
		list_show(&st->list, st->list.count, rows_shown(app));
		list_show(&st->choices, st->choices.count, rows_shown(app));
		break;
	case EVENT_RETURN:
		if (event->result) {            /* the channel that was looked at is not followed any more */
			ids_set(&st->undo_ids, event->result);
			if (ids_have(&st->marked, event->result))
				ids_toggle(&st->marked, event->result);
			say_parted(st, app);
		}
		ask(st, s, app);
		break;
	case EVENT_WORKER:
		if (event->worker->word == WORKER_FETCHED)
			ask(st, s, app);
		break;
	default: break;
	}
	return REPLY_STAY;
}

/* ---- drawing ---- */

static void write_facts(const struct channels_state *st, const struct channel *c, struct str *out) {
	char since[64];

	if (*c->error) {
		part_since(c->error_since, st->now, st->turn_hour, since);
		str_add_text(out, c->paused ? _("resting") : _("needs a look"));
		if (*since)
			str_addf(out, _(": since %s"), since);
	} else if (c->paused) {
		str_add_text(out, _("paused"));
	}
	if (c->themes && out->len)
		str_add_text(out, " · ");
	words_themes(c->themes, ", ", out);
}

/* A long name goes before facts that leave room for it. */
static int name_cols(struct page p, struct slice called, struct slice facts) {
	int facts_cols = text_width(facts) < FACT_COLS_MOST ? text_width(facts) : FACT_COLS_MOST, cols = text_width(called) + 2;
	int most = p.width - 2 - facts_cols;

	return cols <= NAME_COLS || most < NAME_COLS ? NAME_COLS : cols < most ? cols : most;
}

static void draw_channel(const struct channels_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct channel *ch = st->shown[n];
	int col = list_mark(&st->list, n, c, row, p.left), name;
	struct str facts;
	char called[160];

	part_channel_name(ch, called);
	str_init(&facts, FACTS_MAX);
	write_facts(st, ch, &facts);
	name = p.width >= COLS_FACTS && facts.len ? name_cols(p, slice_of(called), str_slice(&facts)) : p.width - 2;
	if (st->marked.count) {
		canvas_text(c, row, col, INK_accent, ids_have(&st->marked, ch->id) ? SLICE("•") : SLICE(" "));
		col += 2;
		name -= 2;
	}
	if (p.width < COLS_FACTS && *ch->error && !ch->paused)  /* too narrow for facts: only that there is something */
		canvas_right(c, row, p.left + p.width, INK_error, SLICE("?")), name -= 2;
	canvas_fit(c, row, col, name - 1, n == st->list.at ? INK_selected : ch->paused ? INK_dim : INK_text, slice_of(called));
	if (p.width >= COLS_FACTS)
		canvas_fit(c, row, col + name, p.left + p.width - col - name, INK_dim, str_slice(&facts));
	str_finish(&facts);
}

static void draw_nobody(const struct channels_state *st, struct canvas *c, struct page p) {
	int row = part_top(p);

	if (st->mode == MODE_LIST)
		canvas_cursor(c, row, p.left);
	if (st->count) {
		part_sentence(c, row, p.bottom, p.left, p.width, INK_dim, _("Nobody you follow is called that."));
		return;
	}
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("Nobody is followed yet. A few is plenty."));
	if (st->mode != MODE_LIST)              /* while a line is typed neither is a key */
		return;
	row = part_sentence(c, row + p.roomy, p.bottom, p.left, p.width, INK_dim,
		_("Press a and type the address of a page or feed that you like, or of a list of feeds on this computer (OPML, or newsboat's urls)."));
	part_sentence(c, row + p.roomy, p.bottom, p.left, p.width, INK_dim, _("Or press Tab for packs to begin with."));
}

static void draw_choices(const struct channels_state *st, struct canvas *c, struct page p) {
	const struct followed *f = st->followed;
	int row = part_top(p);

	part_heading(c, p, _("That page names several. Which one?"), "");
	for (size_t n = st->choices.first; n < st->choices.count && row <= p.bottom; n++, row++) {
		int col = list_mark(&st->choices, n, c, row, p.left), name = p.width >= COLS_FACTS ? NAME_COLS : p.width - 2;
		const char *title = *f->choice_titles[n] ? f->choice_titles[n] : f->choice_urls[n];

		canvas_fit(c, row, col, name - 1, n == st->choices.at ? INK_selected : INK_text, slice_of(title));
		if (p.width >= COLS_FACTS)
			canvas_fit(c, row, col + name, p.width - 2 - name, INK_dim, slice_of(f->choice_urls[n]));
	}
}

static void draw_head(const struct channels_state *st, struct canvas *c, struct page p) {
	char fact[FIND_CHARS * 4 + 32] = "";

	if (st->find[0])
		snprintf(fact, sizeof(fact), _("called \"%s\""), st->find);
	if (st->mode == MODE_ADD)
		part_field(&st->field, c, p, _("follow"), *st->trouble ? "" : _("an address, a page, or a file with a list"));
	else if (st->mode == MODE_FIND)
		part_field(&st->field, c, p, _("find"), "");
	else if (st->mode == MODE_LOOKING)
		part_heading(c, p, _("looking at it …"), st->field.text.at);
	else
		part_heading(c, p, _("channels"), fact);
}

static void draw_channels(const struct screen *s, struct canvas *c) {
	const struct channels_state *st = s->state;
	struct page p = canvas_page(c);
	int row = part_top(p);

	if (st->mode == MODE_CHOOSE) {
		draw_choices(st, c, p);
		return;
	}
	canvas_cursor(c, p.top, p.left);
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++)
		draw_channel(st, n, c, p, row++);
	if (st->known && !st->list.count)
		draw_nobody(st, c, p);
	if (*st->trouble && p.roomy)
		part_sentence(c, p.top + 1, row - 1, p.left, p.width, INK_error, st->trouble);
	draw_head(st, c, p);
}

static void close_channels(struct screen *s) {
	struct channels_state *st = s->state;

	field_finish(&st->field);
	free(st->marked.at);
	free(st->undo_ids.at);
	job_free(st->added);
	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct channels_state *st = s->state;

	if (st->mode == MODE_CHOOSE)
		return a == ACT_ENTER || a == ACT_BACK;
	if (st->mode == MODE_LOOKING && (a == ACT_ADD || a == ACT_FIND))
		return false;
	switch (a) {
	case ACT_ENTER: case ACT_AWAY: return st->list.count > 0;
	case ACT_UNDO: return st->undo != UNDO_NONE;
	case ACT_FIND: return st->count > 1;
	case ACT_EDIT: case ACT_OUTSIDE: case ACT_FETCH: case ACT_SPACE: return false;
	default: return true;
	}
}

static const char *word(const struct screen *s, enum action a) {
	const struct channels_state *st = s->state;

	if (st->mode == MODE_CHOOSE)
		return a == ACT_ENTER ? _("this one") : a == ACT_BACK ? _("the first") : NULL;
	if (st->mode == MODE_ADD)
		return a == ACT_ENTER ? _("look at it") : _("leave it");
	if (st->mode == MODE_FIND)
		return a == ACT_ENTER ? _("these") : _("all of them");
	if (a == ACT_AWAY)
		return st->marked.count ? _("unfollow those marked") : _("unfollow");
	return a == ACT_ENTER ? _("open") : a == ACT_ADD ? _("follow") : a == ACT_TAB ? _("packs") : NULL;
}

const struct screen_ops screen_channels = {.name = N_("channels"), .answers = answers, .open = open_channels, .on = on_channels,
	.draw = draw_channels, .close = close_channels, .offers = offers, .word = word};
