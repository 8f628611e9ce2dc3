/* item_note.c: the reader's own line on an item: written in the first line of the screen, stored, and taken back. */
#include "item_view.h"
#include "parts.h"

struct writing {
	int64_t item_id;
	const char *note;
	bool keep;
};

static bool write_note(struct job *job, struct flow *flow, struct err *e) {
	const struct writing *w = job->argument;

	return flow_item_note(flow, w->item_id, w->note, w->keep, e);
}

static void send_note(struct screen *s, struct app *app, int what, const struct item *i) {
	struct job *job = app_job(app, s, what, write_note);
	struct writing *w = arena_alloc(&job->arena, sizeof(*w));

	*w = (struct writing){.item_id = i->id, .note = arena_text(&job->arena, slice_of(i->note)), .keep = i->kept};
	job->argument = w;
	app_send(app, job);
}

void item_note_begin(struct item_note *n, struct screen *s, const struct item *i) {
	field_finish(&n->field);
	field_init(&n->field, ITEM_NOTE_CHARS, i->note ? i->note : "");
	n->open = s->typing = true;
}

bool item_note_on(struct item_note *n, struct screen *s, uint32_t key) {
	enum field_said said = field_on(&n->field, key);

	if (said != FIELD_DONE && said != FIELD_LEFT)
		return false;
	n->open = s->typing = false;
	return said == FIELD_DONE;
}

void item_note_write(struct item_note *n, struct screen *s, struct app *app, int what, struct item *i, struct arena *a) {
	n->was = i->note;
	n->was_kept = i->kept;
	i->note = arena_text(a, slice_trim(str_slice(&n->field.text)));
	i->kept = i->kept || *i->note;          /* what was written on is there to come back to */
	send_note(s, app, what, i);
	app_say(app, INK_dim, "%s", *i->note ? _("written on it, and kept; u takes it back") : _("nothing is written on it; u takes it back"));
}

void item_note_failed(struct item_note *n, struct item *i) {
	i->note = n->was;
	i->kept = n->was_kept;
}

void item_note_take_back(struct item_note *n, struct screen *s, struct app *app, int what, struct item *i) {
	item_note_failed(n, i);
	send_note(s, app, what, i);
}

void item_note_draw(const struct item_note *n, struct canvas *c, struct page p) {
	part_field(&n->field, c, p, _("your note"), "");
}

void item_note_finish(struct item_note *n) {
	field_finish(&n->field);
}
