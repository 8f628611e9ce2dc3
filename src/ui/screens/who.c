/* who.c: who says this: the source, its author, its date and what it says of itself; "not stated" where it does not. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <stdlib.h>

enum { NAME_COLS = 16, NARROW_COLS = 38 };

struct who_state {
	struct arena texts;                     /* the item's own */
	struct item item;
	struct job *job;
	const struct channel *channel;          /* NULL until known */
	int turn_hour;
	int64_t now;
};

static const enum action answers[] = {ACT_OUTSIDE, ACT_BACK, ACT_NONE};

static bool load_channel(struct job *job, struct flow *flow, struct err *e) {
	struct channel *c = arena_alloc(&job->arena, sizeof(*c));

	job->result = c;
	return store_channel_get(flow_store(flow), *(int64_t *)job->argument, &job->arena, c, e);
}

static bool open_who(struct screen *s, struct app *app, void *argument) {
	struct who_state *st = mem_alloc(sizeof(*st));
	struct job *job = app_job(app, s, 0, load_channel);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	s->state = st;
	arena_init(&st->texts, 0);
	st->item = part_item_copy(&st->texts, argument);
	st->turn_hour = app_config(app)->turn_hour;
	st->now = app_now(app);
	*id = st->item.channel_id;
	job->argument = id;
	app_send(app, job);
	return true;
}

static struct reply on_who(struct screen *s, struct app *app, const struct event *event) {
	struct who_state *st = s->state;

	if (event->kind == EVENT_JOB && event->job->ok) {
		*event->taken = true;
		job_free(st->job);
		st->job = event->job;
		st->channel = event->job->result;
	}
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	if (event->action == ACT_OUTSIDE) {
		app_outside(app, st->channel && *st->channel->site ? st->channel->site : st->item.url, ITEM_TEXT);
		return REPLY_STAY;
	}
	return REPLY_LEAVE;
}

static int draw_fact(struct canvas *c, struct page p, int row, const char *name, const char *text) {
	bool stated = text && *text;
	int col = p.width >= NARROW_COLS ? NAME_COLS : 0;

	if (row > p.bottom || (!col && !stated))        /* narrow: what is said needs no name, and what is not said says nothing without one */
		return row;
	if (col)
		canvas_fit(c, row, p.left, col - 1, INK_dim, slice_of(name));
	canvas_fit(c, row, p.left + col, p.width - col, stated ? INK_text : INK_dim, slice_of(stated ? text : _("not stated")));
	return row + 1;
}

static int draw_also_in(struct canvas *c, struct page p, int row, const struct item *i) {
	struct str names;

	str_init(&names, URL_MAX * 2);
	if (p.width < NARROW_COLS)              /* without the names of facts, it says itself what it is */
		part_also_in(i, &names);
	else
		flow_item_also_in(i, &names);
	row = draw_fact(c, p, row, _("also told by"), names.at);
	str_finish(&names);
	return row;
}

static int draw_address(struct canvas *c, struct page p, int row, const char *name, const char *url) {
	struct str shown;

	str_init(&shown, URL_MAX * 2);
	if (url && *url)
		url_for_display(slice_of(url), &shown);
	row = draw_fact(c, p, row, name, shown.at);
	str_finish(&shown);
	return row;
}

static void draw_who(const struct screen *s, struct canvas *c) {
	const struct who_state *st = s->state;
	const struct channel *ch = st->channel;
	struct page p = canvas_page(c);
	int row = p.top;
	char when[64] = "";

	canvas_fit(c, row, p.left, p.width, INK_title, slice_of(st->item.title));
	canvas_cursor(c, row, p.left);
	row += p.roomy ? 3 : 1;
	if (!st->item.published_guessed)
		words_ago(st->item.published, st->now, st->turn_hour, when);
	row = draw_fact(c, p, row, _("published by"), st->item.channel_title);
	if (*st->item.also_in)
		row = draw_also_in(c, p, row, &st->item);
	row = draw_fact(c, p, row, _("written by"), st->item.author);
	row = draw_fact(c, p, row, _("when"), when);
	if (!ch)
		return;
	row = draw_fact(c, p, row, _("kind of source"), ch->kind == SOURCE_UNKNOWN ? "" : source_kind_word(ch->kind));
	row = draw_fact(c, p, row, _("says of itself"), ch->credential);
	row = draw_address(c, p, row, _("address"), st->item.url);
	row = draw_address(c, p, row, _("its home"), ch->site);
	if (*ch->note && row + p.roomy <= p.bottom) {
		int col = p.width >= NARROW_COLS ? NAME_COLS : 0;

		row += p.roomy;
		if (col)
			canvas_fit(c, row, p.left, col - 1, INK_dim, slice_of(_("a note")));
		part_sentence(c, row, p.bottom, p.left + col, p.width - col, INK_text, ch->note);
	}
}

static void close_who(struct screen *s) {
	struct who_state *st = s->state;

	job_free(st->job);
	arena_finish(&st->texts);
	free(st);
}

const struct screen_ops screen_who = {.name = N_("who says this"), .answers = answers, .open = open_who, .on = on_who, .draw = draw_who,
	.close = close_who};
