/* plain.c: a whole session as questions and answers, one a line: for screen readers, dumb terminals and scripts. No cursor addressing. */
#include "screens/reading.h"
#include "widget.h"

#include <bewust/mem.h>
#include <bewust/text.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINE_COLS = 72, LINE_MAX_BYTES = 4096, EXTRA_MINUTES = 5, EXTRA_ITEMS = 3 };

struct plain {
	struct flow *flow;
	const struct ui_options *options;
	char line[LINE_MAX_BYTES];
	bool ended;                             /* no more input: everything left is skipped */
	struct session_wish wish;
	struct walk walk;
	struct arena arena;
};

/* ---- one line out, one line in ---- */

static void say(const char *text) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), LINE_COLS, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *l = &lines.at[i];
		int pad = l->indent - text_width(l->mark);

		printf("%.*s%*s%.*s\n", SLICE_FMT(l->mark), pad > 0 ? pad : 0, "", SLICE_FMT(l->text));
	}
	text_lines_finish(&lines);
}

/* The answer without its newline; "" for Enter, and for ever after the input ended. */
static const char *ask(struct plain *p, const char *question) {
	size_t len;

	p->line[0] = '\0';
	if (p->ended)
		return p->line;
	printf("%s ", question);
	fflush(stdout);
	if (!fgets(p->line, sizeof(p->line), stdin)) {
		p->ended = true;
		p->line[0] = '\0';
		printf("\n");
		return p->line;
	}
	len = strcspn(p->line, "\r\n");
	p->line[len] = '\0';
	return p->line;
}

static int ask_number(struct plain *p, const char *question, int low, int high, int preset) {
	for (;;) {
		struct slice answer = slice_trim(slice_of(ask(p, question)));
		long long n;

		if (!answer.len)
			return preset;
		if (slice_to_int(answer, &n) && n >= low && n <= high)
			return (int)n;
		printf(_("a number from %d to %d, or Enter\n"), low, high);
	}
}

/* ---- the intention ---- */

static bool ask_intention(struct plain *p) {
	const struct config *c = flow_config(p->flow);
	int what, before;

	say(_("What would do you good?"));
	printf("  0 %s\n", _("not now"));
	for (int i = 0; i < INTENTION_plan; i++)
		printf("  %d %s\n", i + 1, intention_word((enum intention)i));
	what = ask_number(p, _("number (Enter: surprise me):"), 0, INTENTION_plan, 1);
	if (!what || p->ended)
		return false;
	p->wish.intention = (enum intention)(what - 1);
	p->wish.minutes = ask_number(p, _("minutes (Enter: as set):"), 1, 120, c->minutes);
	p->wish.items = ask_number(p, _("items at most (Enter: as set):"), 1, 40, c->items);
	if (c->ask_before) {
		before = ask_number(p, _("and you, now? 1 heavy … 7 light (Enter: open):"), 1, 7, 0);
		p->wish.before = before ? before - 4 : MOOD_NONE;
	}
	return true;
}

/* ---- reading ---- */

static int64_t now_ms(const struct plain *p) {
	return clock_mono(&p->options->flow.clock);
}

static void say_item(struct plain *p) {
	const struct item *i = walk_item(&p->walk);
	struct item_text text = {0};
	struct err ignored = {0};               /* the summary stands in where the text cannot be read */
	char when[64], minutes[32];

	words_ago(i->published, flow_now(p->flow), flow_config(p->flow)->turn_hour, when);
	words_minutes(i->minutes, minutes);
	printf("\n");
	printf(_("%d of %d"), (int)p->walk.at + 1, (int)p->walk.session.item_count);
	printf("\n");
	say(i->title);
	printf("%s · %s · %s · %s %s\n\n", i->channel_title ? i->channel_title : "", when, minutes, label_sign(i->label, false), label_word(i->label));
	if (!flow_item_text(p->flow, i->id, &p->arena, &text, &ignored) || !text.text.len)
		text.text = slice_of(i->summary);
	say(arena_text(&p->arena, text.text));
	if (*i->url)
		printf("\n%s\n", i->url);
}

static void say_why(struct plain *p) {
	struct score score;
	struct err e = {0};

	if (!flow_item_why(p->flow, walk_item(&p->walk)->id, &p->arena, &score, &e)) {
		say(e.text);
		return;
	}
	for (int n = 0; n < score.reasons; n++)
		printf("  %+.2f %.*s\n", score.why[n].weight, score.why[n].kind == REASON_REST ? (int)strlen(_("the rest")) : (int)score.why[n].term.len,
			score.why[n].kind == REASON_REST ? _("the rest") : score.why[n].term.at);
	printf("  %+.2f\n", score.value);
}

static bool save_item(struct plain *p, struct err *e) {
	return flow_session_item(p->flow, &p->walk.session, &p->walk.items[p->walk.at], e);
}

enum answer { ANSWER_NEXT, ANSWER_END, ANSWER_STAY };

static enum answer obey(struct plain *p, const char *answer) {
	int64_t id = walk_item(&p->walk)->id;
	struct err e = {0};
	bool ok = true;

	if (!strcmp(answer, "q") || p->ended)
		return ANSWER_END;
	if (!strcmp(answer, "") || !strcmp(answer, "n"))
		return ANSWER_NEXT;
	if (!strcmp(answer, "s")) {
		ok = flow_item_keep(p->flow, id, true, &e);
	} else if (!strcmp(answer, "+")) {
		ok = flow_item_label(p->flow, id, LABEL_UPLIFTING, false, &e);
	} else if (!strcmp(answer, "-")) {
		ok = flow_item_label(p->flow, id, LABEL_DRAINING, false, &e);
	} else if (!strcmp(answer, "x")) {
		ok = flow_item_away(p->flow, id, false, &e);
	} else if (!strcmp(answer, "w")) {
		say_why(p);
		return ANSWER_STAY;
	} else {
		say(_("Enter next, s keep, + lifts me, - drains me, x not for me, w why, q end here"));
		return ANSWER_STAY;
	}
	say(ok ? _("remembered") : e.text);
	return ok && !strcmp(answer, "x") ? ANSWER_NEXT : ANSWER_STAY;
}

static bool read_items(struct plain *p, struct err *e) {
	enum answer answer;

	do {
		walk_show(&p->walk, flow_now(p->flow), now_ms(p));
		if (!save_item(p, e))
			return false;
		say_item(p);
		do {
			answer = obey(p, ask(p, _("\nEnter next · ? keys:")));
			session_clock_key(&p->walk.clock, now_ms(p));
		} while (answer == ANSWER_STAY);
		walk_leave(&p->walk, true, false);
		if (!save_item(p, e))
			return false;
	} while (answer == ANSWER_NEXT && walk_next(&p->walk));
	if (walk_time_is_up(&p->walk))
		say(_("That is your time."));
	return flow_session_end(p->flow, &p->walk.session, e);
}

/* ---- the end ---- */

static bool check_in(struct plain *p, struct err *e) {
	struct mood m = {.session = p->walk.session.uuid, .phase = MOOD_AFTER, .energy = MOOD_NONE, .words = "", .note = ""};
	int valence = ask_number(p, _("\nHow are you now? 1 heavy … 7 light (Enter: not today):"), 1, 7, 0);

	if (!valence)
		return flow_check_in_declined(p->flow, &p->walk.session, e);
	m.valence = valence - 4;
	if (m.valence > -2)                     /* R3: on a heavy day nothing more is asked for */
		m.note = arena_text(&p->arena, slice_of(ask(p, _("a line, if you like:"))));
	if (!flow_mood_save(p->flow, &m, e))
		return false;
	say(_("saved"));
	return true;
}

static void say_card(struct plain *p) {
	char minutes[32];

	words_minutes((double)p->walk.session.spent_ms / 60000.0, minutes);
	printf("\n%s\n", _("That was your session."));
	printf(_("%s · %d read"), minutes, walk_read_count(&p->walk));
	printf("\n%s: %s\n", _("away from the screen"), flow_away((uint64_t)flow_now(p->flow), &p->arena));
	say(_("What is left is for another day."));
}

/* X4: over the cap the way out comes first, then ten seconds, then a short one, once. */
static bool pass_gate(struct plain *p, struct err *e) {
	static const struct timespec wait = {.tv_sec = GATE_WAIT_MS / 1000};
	struct day_use use;

	if (!flow_day_use(p->flow, &use, e))
		return false;
	if (!day_is_full(&use, flow_config(p->flow)->sessions_a_day, flow_config(p->flow)->minutes_a_day))
		return true;
	say(_("You're done for today. The next session is tomorrow. What is new waits for it."));
	if (use.extra_used || strcmp(ask(p, _("y for one more short one, in ten seconds (Enter: not now):")), "y") != 0)
		return false;
	nanosleep(&wait, NULL);
	p->wish.minutes = EXTRA_MINUTES;
	p->wish.items = EXTRA_ITEMS;
	return flow_extra_used(p->flow, e);
}

static bool begin(struct plain *p, struct reading *r, struct err *e) {
	bool found;

	if (!flow_session_resume(p->flow, &p->arena, r, &found, e))
		return false;
	if (found && !p->options->straight) {
		say(_("Going on with the session you were in."));
		return true;
	}
	if (!pass_gate(p, e))
		return false;
	if (!p->options->straight && !p->wish.minutes && !ask_intention(p))
		return e->kind == ERR_NONE && flow_not_now(p->flow, e) && false;
	return flow_session_begin(p->flow, &p->wish, &p->arena, r, e);
}

static bool whole_session(struct plain *p, struct err *e) {
	struct reading r = {0};

	if (!begin(p, &r, e))
		return !e->kind;
	if (!r.session.item_count) {
		say(_("Nothing good enough today. New things come by themselves; nothing old is served again."));
		return true;
	}
	walk_start(&p->walk, &r, now_ms(p));
	if (r.session.ended_at == DATE_NONE && !read_items(p, e))
		return false;
	if (!check_in(p, e))
		return false;
	say_card(p);
	return true;
}

bool ui_plain(const struct ui_options *options, struct err *e) {
	struct plain p = {.options = options, .wish = options->wish};
	struct home home;
	bool ok;

	if (!options->straight)
		p.wish.before = MOOD_NONE;
	if (!(p.flow = flow_open(&options->flow, e)))
		return false;
	arena_init(&p.arena, 0);
	ok = flow_home(p.flow, &p.arena, &home, e);
	if (ok && home.first_run) {
		say(_("Nothing is followed yet. `bewust channels add ADDRESS` follows a page or feed that you like, `bewust packs` lists some to begin with."));
		say(_("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
	} else if (ok) {
		ok = whole_session(&p, e);
	}
	if (fflush(stdout) != 0 && errno != EPIPE && ok) /* a reader that went away is no trouble */
		ok = err_set(e, ERR_IO, _("standard output cannot be written: %s"), strerror(errno));
	arena_finish(&p.arena);
	flow_close(p.flow);
	return ok;
}
