/* item_view.c: an item's title, facts and text laid out and drawn; its deeds sent to the worker. */
#include "item_view.h"
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/words.h>
#include <string.h>

enum { TITLE_LINES_MAX = 3, FACTS_MAX = 1600, WORD_COLS = 50 };

/* ---- what the worker does ---- */

static bool load_text(struct job *job, struct flow *flow, struct err *e) {
	struct item_text *text = arena_alloc(&job->arena, sizeof(*text));

	job->result = text;
	if (!flow_item_text(flow, *(int64_t *)job->argument, &job->arena, text, e))
		return false;
	text->text = reading_text(&job->arena, text->text);
	return true;
}

struct doing {
	int64_t item_id;
	enum deed deed;
	bool undo;
	enum label label;                       /* what it is called then */
};

static bool label_item(struct job *job, struct flow *flow, struct doing *d, struct err *e) {
	struct item now;

	if (!flow_item_label(flow, d->item_id, d->deed == DEED_LIFTS ? LABEL_UPLIFTING : LABEL_DRAINING, d->undo, e) ||
		!store_item_get(flow_store(flow), d->item_id, &job->arena, &now, e))
		return false;
	d->label = now.label;
	return true;
}

static bool do_deed(struct job *job, struct flow *flow, struct err *e) {
	struct doing *d = job->argument;

	switch (d->deed) {
	case DEED_KEEP: return flow_item_keep(flow, d->item_id, !d->undo, e);
	case DEED_LIFTS:
	case DEED_DRAINS: return label_item(job, flow, d, e);
	case DEED_AWAY: return flow_item_away(flow, d->item_id, d->undo, e);
	case DEED_DO: return flow_item_done(flow, d->item_id, d->undo, e);
	case DEED_NOTE:
	case DEED_NONE: break;
	}
	return true;
}

void item_view_deed(struct screen *s, struct app *app, int what, int64_t item_id, enum deed deed, bool undo) {
	struct job *job = app_job(app, s, what, do_deed);
	struct doing *d = arena_alloc(&job->arena, sizeof(*d));

	*d = (struct doing){.item_id = item_id, .deed = deed, .undo = undo};
	job->argument = d;
	app_send(app, job);
}

const char *item_view_deed_said(enum deed deed) {
	switch (deed) {
	case DEED_KEEP: return _("kept for later; u takes it back");
	case DEED_LIFTS: return _("it lifts you: remembered; u takes it back");
	case DEED_DRAINS: return _("it drains you: remembered; u takes it back");
	case DEED_AWAY: return _("away with it: less like this; u takes it back");
	case DEED_DO: return _("it is yours to do; u takes it back");
	case DEED_NOTE:
	case DEED_NONE: break;
	}
	return "";
}

/* The sign beside the facts follows at once. */
void item_view_note(struct item *i, enum deed deed, bool undo) {
	if (deed == DEED_KEEP)
		i->kept = !undo;
	if (deed == DEED_LIFTS || deed == DEED_DRAINS) {
		i->own_label = !undo;
		i->label = deed == DEED_LIFTS ? LABEL_UPLIFTING : LABEL_DRAINING;
	}
}

void item_view_learned(const struct event *event, struct item *items, size_t count) {
	const struct doing *d = event->job->argument;

	for (size_t i = 0; event->job->ok && i < count; i++)
		if (items[i].id == d->item_id && (d->deed == DEED_LIFTS || d->deed == DEED_DRAINS))
			items[i].label = d->label;
}

bool item_view_outside(struct app *app, const struct item *i) {
	return app_outside(app, item_kind_is_medium(i->kind) && *i->media_url ? i->media_url : i->url, i->kind);
}

/* ---- showing ---- */

void item_view_show(struct item_view *v, struct screen *s, struct app *app, int what, const struct item *i) {
	struct job *job = app_job(app, s, what, load_text);
	int64_t *id = arena_alloc(&job->arena, sizeof(*id));

	*id = i->id;
	job->argument = id;
	v->item = i;
	v->text = NULL;
	v->links = v->links_wanted = false;
	v->link_list = (struct list){0};
	v->now = app_now(app);
	v->turn_hour = app_config(app)->turn_hour;
	scroll_set(&v->scroll, slice_of(i->summary));
	item_view_resize(v, app);
	app_send(app, job);
}

void item_view_take(struct item_view *v, struct app *app, const struct event *event) {
	const struct item_text *text = event->job->result;

	if (!event->job->ok || !v->item || *(int64_t *)event->job->argument != v->item->id)
		return;
	*event->taken = true;
	job_free(v->text_job);
	v->text_job = event->job;
	v->text = text;
	scroll_set(&v->scroll, text->text.len ? text->text : slice_of(v->item->summary));
	item_view_rows(v, app);
	if (v->links_wanted)
		item_links_toggle(v, app);
}

void item_view_resize(struct item_view *v, struct app *app) {
	if (!v->item)
		return;
	text_wrap(slice_of(v->item->title), app_page(app).width, &v->title);
	item_links_resize(v, app);
	item_view_rows(v, app);
}

void item_view_finish(struct item_view *v) {
	scroll_finish(&v->scroll);
	text_lines_finish(&v->title);
	job_free(v->text_job);
}

/* ---- layout: the same in events and in drawing ---- */

struct item_layout item_view_layout(const struct item_view *v, struct page p) {
	struct item_layout l;
	int gap = p.roomy ? 2 : p.rows >= 12 ? 1 : 0;
	int head = p.rows >= 4 ? 1 + gap : 0, most = p.rows >= 8 ? TITLE_LINES_MAX : 1;

	l.head_row = head ? p.top : -1;
	l.title_row = p.top + head;
	l.title_lines = (int)v->title.count < most ? (int)v->title.count : most;
	l.meta_row = l.title_row + l.title_lines + (gap > 1 ? 1 : 0);
	l.text_row = p.rows >= 6 ? l.meta_row + 1 + (gap > 1 ? 2 : gap) : l.title_row + l.title_lines;
	if (p.rows < 6)
		l.meta_row = -1;
	l.text_rows = p.bottom - l.text_row + 1;
	if (l.text_rows < 1)
		l.text_rows = 1;
	return l;
}

int item_view_rows(struct item_view *v, struct app *app) {
	struct page p = app_page(app);
	int rows = item_view_layout(v, p).text_rows;

	scroll_layout(&v->scroll, p.width, rows);
	return rows;
}

/* ---- drawing ---- */

/* Who, when, how long: "Reasons to be Cheerful · the editors · yesterday · 3 min". The facts one could miss last go first: each stands whole; that it is
 * satire never goes, nor that something was written on it. */
enum fact { FACT_CHANNEL, FACT_SATIRE, FACT_ALSO, FACT_AUTHOR, FACT_WHEN, FACT_KIND, FACT_MINUTES, FACT_KEPT, FACT_NOTE, FACT_COUNT };

static bool has_note(const struct item_view *v) {
	return v->item->note && *v->item->note;
}

static void write_fact(const struct item_view *v, enum fact fact, struct str *out) {
	const struct item *i = v->item;
	char words[64] = "";

	if (fact == FACT_WHEN && i->kind != ITEM_CHALLENGE)     /* what ships has no date of its own */
		words_ago(i->published, v->now, v->turn_hour, words);
	else if (fact == FACT_MINUTES)
		words_minutes(i->minutes, words);
	else if (fact == FACT_CHANNEL && i->channel_title)
		str_add_text(out, i->channel_title);
	else if (fact == FACT_SATIRE && i->source == SOURCE_SATIRE)
		str_add_text(out, source_kind_word(i->source));
	else if (fact == FACT_ALSO)
		part_also_in(i, out);
	else if (fact == FACT_AUTHOR && (!i->channel_title || strcmp(i->author, i->channel_title)))
		str_add_text(out, i->author);
	else if (fact == FACT_KIND && i->kind != ITEM_TEXT)
		str_add_text(out, item_kind_word(i->kind));
	else if (fact == FACT_KEPT && i->kept)
		str_add_text(out, _("kept"));
	else if (fact == FACT_NOTE && has_note(v))
		str_add_text(out, _("with a note"));
	str_add_text(out, words);
}

static void write_facts(const struct item_view *v, unsigned without, struct str *out) {
	struct str one;

	str_init(&one, FACTS_MAX);
	str_clear(out);
	for (int fact = 0; fact < FACT_COUNT; fact++) {
		str_clear(&one);
		if (!(without & 1U << fact))
			write_fact(v, (enum fact)fact, &one);
		if (one.len)
			str_addf(out, "%s%s", out->len ? " · " : "", one.at);
	}
	str_finish(&one);
}

static void write_meta(const struct item_view *v, bool note_below, int cols, struct str *out) {
	static const enum fact first_to_go[] = {FACT_AUTHOR, FACT_KIND, FACT_MINUTES, FACT_KEPT, FACT_WHEN, FACT_NOTE};
	unsigned without = note_below ? 1U << FACT_NOTE : 0;

	write_facts(v, without, out);
	for (size_t n = 0; n < sizeof(first_to_go) / sizeof(first_to_go[0]) && text_width(str_slice(out)) > cols; n++)
		write_facts(v, without |= 1U << first_to_go[n], out);
}

static void draw_meta(const struct item_view *v, struct canvas *c, struct page p, int row, bool note_below) {
	const struct item *i = v->item;
	bool word = p.width >= WORD_COLS;
	int right = p.left + p.width, sign_cols = word ? text_width(slice_of(label_word(i->label))) + 2 : 1;
	struct str meta;

	str_init(&meta, FACTS_MAX);
	write_meta(v, note_below, p.width - sign_cols - 2, &meta);
	canvas_fit(c, row, p.left, p.width - sign_cols - 2, INK_dim, str_slice(&meta));
	canvas_text(c, row, right - sign_cols, label_ink(i->label), slice_of(label_sign(i->label, c->ascii)));
	if (word)
		canvas_text(c, row, right - sign_cols + 2, label_ink(i->label), slice_of(label_word(i->label)));
	str_finish(&meta);
}

static void draw_title(const struct item_view *v, struct canvas *c, struct page p, const struct item_layout *l) {
	struct slice whole = slice_of(v->item->title);

	if (l->meta_row < 0 && has_note(v)) {           /* no row for facts: it is said beside the title */
		canvas_right(c, l->title_row, p.left + p.width, INK_dim, slice_of(_("note")));
		p.width -= text_width(slice_of(_("note"))) + 2;
	}

	for (int i = 0; i < l->title_lines; i++) {
		struct slice line = v->title.at[i].text;

		if (i + 1 == l->title_lines)            /* the last one takes what is left, and is cut where it must */
			line = slice_from(whole, (size_t)(line.at - whole.at));
		canvas_fit(c, l->title_row + i, p.left, p.width, INK_title, line);
	}
}

/* On a short terminal the text goes before it. */
static void draw_note(const struct item_view *v, struct canvas *c, struct page p, int row) {
	int col = p.left + canvas_textf(c, row, p.left, INK_dim, "%s  ", _("your note"));

	canvas_fit(c, row, col, p.left + p.width - col, INK_text, slice_of(v->item->note));
}

void item_view_draw(const struct item_view *v, struct canvas *c, struct page p) {
	struct item_layout l;
	bool note_below;

	if (!v->item)
		return;
	l = item_view_layout(v, p);
	draw_title(v, c, p, &l);
	note_below = l.meta_row >= 0 && l.text_row > l.meta_row + 2;
	if (l.meta_row >= 0)
		draw_meta(v, c, p, l.meta_row, note_below);
	if (note_below && has_note(v))
		draw_note(v, c, p, l.meta_row + 1);
	scroll_draw(&v->scroll, c, l.text_row, p.left, l.text_rows);
	canvas_cursor(c, l.text_row, p.left);
}
