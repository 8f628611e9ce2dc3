/* item_picture.c: a picture of an item: asked for when the reader asks to see it, waited for without holding a key up, let be by any. */
#include "item_view.h"
#include "parts.h"

#include <bewust/url.h>

struct asking {
	int64_t item_id;
	uint64_t number;
	const char *url, *words;
	struct slice bytes;
};

static bool fetch(struct job *job, struct flow *flow, struct err *e) {
	struct asking *a = job->argument;

	return flow_picture(flow, a->item_id, a->url, a->number, &job->arena, &a->bytes, e);
}

static bool drop(struct job *job, struct flow *flow, struct err *e) {
	(void)e;
	flow_picture_drop(flow, *(uint64_t *)job->argument);
	return true;
}

/* Nothing is asked for what could not be shown. */
static bool can_show(struct app *app) {
	struct picture_room room = {.cols = 1, .rows = 1};
	struct picture_command command;
	struct err e = {0};
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	ok = flow_picture_command(app_config(app), &room, &a, &command, &e);
	arena_finish(&a);
	if (!ok)
		app_say(app, INK_text, "%s", e.text);
	return ok;
}

void item_picture_ask(struct item_view *v, struct screen *s, struct app *app, const char *url, const char *words) {
	struct asking *a;
	struct job *job;

	if (app_options(app)->demo) {
		app_say(app, INK_dim, "%s", _("the demo asks nobody for anything, so there is no picture to see"));
		return;
	}
	if (!can_show(app))
		return;
	job = app_job(app, s, JOB_PICTURE, fetch);
	job->far = true;
	a = arena_alloc(&job->arena, sizeof(*a));
	*a = (struct asking){.item_id = v->item->id, .number = v->picture = app_number(app), .url = arena_text(&job->arena, slice_of(url)),
		.words = arena_text(&job->arena, slice_of(words))};
	job->argument = a;
	app_say(app, INK_dim, _("asking %.*s for the picture; any key lets it be"), SLICE_FMT(url_host(slice_of(url))));
	app_send(app, job);
}

void item_picture_let_be(struct item_view *v, struct app *app) {
	uint64_t *number;
	struct job *job;

	if (!v->picture)
		return;
	job = app_job(app, NULL, JOB_PICTURE, drop);
	number = arena_alloc(&job->arena, sizeof(*number));
	*number = v->picture;
	v->picture = 0;
	job->argument = number;
	app_send(app, job);
}

struct reply item_picture_take(struct item_view *v, struct screen *s, struct app *app, const struct event *event) {
	struct asking *a = event->job->argument;
	struct picture_argument *argument;
	bool wanted = v->picture == a->number && app_in_front(app, s) && !s->typing;

	if (v->picture == a->number)
		v->picture = 0;
	if (!event->job->ok || !wanted)
		return REPLY_STAY;
	*event->taken = true;
	argument = arena_alloc(&event->job->arena, sizeof(*argument));
	*argument = (struct picture_argument){.job = event->job, .words = a->words, .bytes = a->bytes};
	return part_enter(&screen_picture, argument);
}
