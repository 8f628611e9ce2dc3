/* card.c: the end of a session: what it was, one thing to carry away from the screen, and nothing more to read. */
#include "parts.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_COLS = 24, FACTS_MAX = 300, ROWS_FOR_TWO = 9 };

struct card_state {
	struct job *job;                        /* owns away */
	const char *away;
	struct telling telling;
	char to_do[256];
	theme_set themes;
	int minutes, read, kept, before, valence;
	bool day_full;
};

static const enum action answers[] = {ACT_ENTER, ACT_TELL, ACT_KEEP, ACT_BREATHE, ACT_BACK, ACT_NONE};

static bool load_away(struct job *job, struct flow *flow, struct err *e) {
	(void)e;
	job->result = (void *)flow_away((uint64_t)flow_now(flow), &job->arena);
	return true;
}

static bool open_card(struct screen *s, struct app *app, void *argument) {
	const struct card_argument *given = argument;
	const struct card_facts *f = given->facts;
	struct card_state *st = mem_alloc(sizeof(*st));

	s->state = st;
	st->away = "";
	st->minutes = f->minutes;
	st->read = f->read;
	st->kept = f->kept;
	st->before = f->before;
	st->valence = given->valence;
	st->day_full = f->day_full;
	st->themes = f->themes;
	text_copy(st->telling.title, sizeof(st->telling.title), slice_of(f->tell_title));
	text_copy(st->telling.text, sizeof(st->telling.text), slice_of(f->tell_text));
	text_copy(st->to_do, sizeof(st->to_do), slice_of(f->to_do));
	app_send(app, app_job(app, s, 0, load_away));
	return true;
}

static struct reply on_card(struct screen *s, struct app *app, const struct event *event) {
	struct card_state *st = s->state;

	if (event->kind == EVENT_JOB) {
		*event->taken = true;
		job_free(st->job);
		st->job = event->job;
		st->away = event->job->result;
	}
	if (event->kind != EVENT_ACTION)
		return REPLY_STAY;
	switch (event->action) {
	case ACT_ENTER: return (struct reply){.what = QUIT};
	case ACT_BACK: return REPLY_LEAVE;
	case ACT_TELL: return part_tell(app, &st->telling);
	case ACT_KEEP: return (struct reply){.what = REPLACE, .next = &screen_kept};
	case ACT_BREATHE: return (struct reply){.what = ENTER, .next = &screen_breathe};
	default: return REPLY_STAY;
	}
}

/* ---- drawing ---- */

static void write_facts(const struct card_state *st, struct str *out) {
	char minutes[32];

	words_minutes(st->minutes, minutes);
	str_add_text(out, minutes);
	if (st->read)
		str_addf(out, _(" · %d read"), st->read);
	if (st->kept)
		str_addf(out, _(" · %d kept"), st->kept);
	if (st->valence != MOOD_NONE)
		str_addf(out, " · %s", words_change(st->before, st->valence));
}

/* A line, or two where there is room for them; the rest is cut. */
static int draw_lines(struct canvas *c, struct page p, int row, const char *text) {
	struct text_lines lines = {0};
	size_t most = p.rows >= ROWS_FOR_TWO ? 2 : 1;

	text_wrap(slice_of(text), p.width, &lines);
	for (size_t i = 0; i < lines.count && i < most && row <= p.bottom; i++) {
		struct slice line = lines.at[i].text;

		if (i + 1 == most || row == p.bottom)
			line = slice_from(slice_of(text), (size_t)(line.at - text));
		canvas_fit(c, row++, p.left, p.width, INK_text, line);
	}
	text_lines_finish(&lines);
	return row;
}

static int draw_pair(struct canvas *c, struct page p, int row, const char *name, const char *text) {
	int col = p.width >= 60 ? NAME_COLS : 0;

	if (!*text || row + !col > p.bottom)
		return row;
	canvas_fit(c, row, p.left, col ? col - 1 : p.width, INK_dim, slice_of(name));
	row += !col;
	return draw_lines(c, (struct page){.left = p.left + col, .width = p.width - col, .bottom = p.bottom, .rows = p.rows}, row, text);
}

static int draw_pairs(const struct card_state *st, struct canvas *c, struct page p, int row) {
	struct str themes;

	str_init(&themes, FACTS_MAX);
	words_themes(st->themes, " · ", &themes);
	if (p.roomy)
		row = draw_pair(c, p, row, _("it was about"), themes.at);
	row = draw_pair(c, p, row, _("tell somebody?"), st->telling.title);
	row = draw_pair(c, p, row, _("yours to do"), st->to_do);
	row = draw_pair(c, p, row, _("away from the screen"), st->away);
	str_finish(&themes);
	return row;
}

static void draw_last(const struct card_state *st, struct canvas *c, struct page p, int row) {
	if (st->valence == MOOD_HEAVIEST && row <= p.bottom) {     /* these few words go before all others */
		canvas_fit(c, row, p.left, p.width, INK_dim, slice_of(_("! people to talk to")));
		row += 1 + p.roomy;
	}
	row = sentence_draw(c, p, row, INK_dim, _("What is left is for another day."));
	sentence_draw(c, p, row, INK_dim, st->day_full ? _("The next session is tomorrow.") : _("Another one is there later, or tomorrow."));
}

static void draw_card(const struct screen *s, struct canvas *c) {
	const struct card_state *st = s->state;
	struct page p = canvas_page(c);
	const char *title = st->day_full ? _("You're done for today.") : _("That was your session.");
	int row = p.top + (p.roomy ? 2 : 0);
	struct str facts;

	str_init(&facts, FACTS_MAX);
	write_facts(st, &facts);
	canvas_cursor(c, row, p.left);
	if (p.width >= 60)
		canvas_right(c, row, p.left + p.width, INK_dim, str_slice(&facts));
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_title, title);
	if (p.width < 60 && row <= p.bottom)
		canvas_fit(c, row++, p.left, p.width, INK_dim, str_slice(&facts));
	str_finish(&facts);
	row = draw_pairs(st, c, p, row + (p.roomy ? 2 : p.rows >= 9));
	draw_last(st, c, p, row + (p.roomy ? 2 : p.rows >= 9));
}

static void close_card(struct screen *s) {
	struct card_state *st = s->state;

	job_free(st->job);
	free(st);
}

static bool offers(const struct screen *s, enum action a) {
	const struct card_state *st = s->state;

	return a != ACT_BREATHE && (a != ACT_TELL || st->telling.title[0]);
}

static const char *word(const struct screen *s, enum action a) {
	(void)s;
	return a == ACT_ENTER ? _("leave") : a == ACT_KEEP ? _("kept") : a == ACT_BACK ? _("home") : NULL;
}

const struct screen_ops screen_card = {.name = N_("card"), .answers = answers, .open = open_card, .on = on_card, .draw = draw_card,
	.close = close_card, .offers = offers, .word = word};
