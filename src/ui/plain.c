/* plain.c: a whole session as questions and answers, one a line: for screen readers, dumb terminals and scripts. No cursor addressing. */
#include "plain.h"
#include "widget.h"

#include <bewust/url.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 4000 };

/* ---- reading ---- */

/* The other channels that tell the story; "" for none. */
static const char *also_in(struct plain *p, const struct item *i) {
	struct str names;
	const char *text;

	str_init(&names, MESSAGE_MAX);
	flow_item_also_in(i, &names);
	text = arena_text(&p->arena, str_slice(&names));
	str_finish(&names);
	return text;
}

static void say_item(struct plain *p) {
	const struct item *i = walk_item(&p->walk);
	const char *also = also_in(p, i);
	struct item_text text = {0};
	struct err ignored = {0};               /* the summary stands in where the text cannot be read */
	char when[64], minutes[32];

	words_ago(i->published, flow_now(p->flow), flow_config(p->flow)->turn_hour, when);
	words_minutes(i->minutes, minutes);
	printf("\n");
	printf(_("%d of %d"), (int)p->walk.at + 1, (int)p->walk.session.item_count);
	if (walk_time_is_up(&p->walk))
		printf(" · %s\n", _("time"));
	else if (p->walk.session.items_max == 1) /* one thing, until the reader says stop */
		printf("\n");
	else
		printf(_(" · about %d min\n"), session_clock_minutes_left(&p->walk.clock));
	plain_say(i->title);
	printf("%s · ", i->channel_title ? i->channel_title : "");
	if (i->source == SOURCE_SATIRE)
		printf("%s · ", source_kind_word(i->source));
	if (*also) {
		printf(_("also in %s"), also);
		printf(" · ");
	}
	if (i->kind != ITEM_CHALLENGE)          /* what ships has no date of its own */
		printf("%s · ", when);
	if (i->kind != ITEM_TEXT)
		printf("%s · ", item_kind_word(i->kind));
	printf("%s · %s %s\n", minutes, label_sign(i->label, false), label_word(i->label));
	if (i->note && *i->note)
		printf("%s %s\n", _("your note:"), i->note);
	printf("\n");
	if (!flow_item_text(p->flow, i->id, &p->arena, &text, &ignored) || !text.text.len)
		text.text = slice_of(i->summary);
	text.text = reading_text(&p->arena, text.text);
	plain_say(arena_text(&p->arena, text.text));
	if (*i->url)
		printf("\n%s\n", i->url);
}

static void say_why(struct plain *p) {
	struct score score;
	struct err e = {0};

	if (!flow_item_why(p->flow, walk_item(&p->walk)->id, &p->arena, &score, &e)) {
		plain_say(e.text);
		return;
	}
	for (int n = 0; n < score.reasons; n++)
		printf("  %+.2f %.*s\n", score.why[n].weight, score.why[n].kind == REASON_REST ? (int)strlen(_("the rest")) : (int)score.why[n].term.len,
			score.why[n].kind == REASON_REST ? _("the rest") : score.why[n].term.at);
	printf("  %+.2f\n", score.value);
}

/* ---- out of it, into a browser or player ---- */

static bool open_address(struct plain *p, const char *url, enum item_kind kind) {
	struct err e = {0};
	char **argv;

	fflush(stdout);
	if (flow_outside_command(flow_config(p->flow), url, kind, &p->arena, &argv, &e) && flow_outside_run(argv, &e))
		return true;
	plain_say(e.text);
	return false;
}

/* T3: charged by its length, unless it did not play. */
static void watch(struct plain *p, const struct item *i) {
	int64_t began = plain_now_ms(p);

	walk_watch(&p->walk);
	p->watching = walk_watched(&p->walk, open_address(p, i->media_url, i->kind), plain_now_ms(p) - began);
}

static void list_addresses(const struct item_text *text, struct arena *a) {
	for (size_t n = 0; n < text->link_count; n++) {
		const struct item_link *l = &text->links[n];

		printf("  %d ", (int)n + 1);
		if (l->kind == LINK_IMAGE)
			printf("%s · ", _("image"));
		if (*l->words && strcmp(l->words, l->url))
			printf("%s · ", l->words);
		printf("%s\n", url_shown(l->url, a));
	}
}

/* The item itself, or one of the addresses in its text by its number. */
static void open_outside(struct plain *p) {
	const struct item *i = walk_item(&p->walk);
	bool medium = *i->media_url && item_kind_is_medium(i->kind);
	struct item_text text = {0};
	struct err ignored = {0};               /* then there is the item itself */
	int n = 0;

	if (flow_item_text(p->flow, i->id, &p->arena, &text, &ignored) && text.link_count) {
		list_addresses(&text, &p->arena);
		n = plain_ask_number(p, _("number (Enter: the item itself, 0: none):"), 0, (int)text.link_count, -1);
		if (!n || p->ended)
			return;
	}
	if (n > 0)
		open_address(p, text.links[n - 1].url, ITEM_TEXT);
	else if (medium)
		watch(p, i);
	else
		open_address(p, i->url, i->kind);
}

enum answer { ANSWER_NEXT, ANSWER_PREVIOUS, ANSWER_END, ANSWER_STAY };

/* ---- what is done with an item, and taken back ---- */

/* After an undo it is what the score says again. */
static bool label(struct plain *p, struct item *i, enum label given, bool undo, struct err *e) {
	struct item now;

	if (!flow_item_label(p->flow, i->id, given, undo, e) || !store_item_get(flow_store(p->flow), i->id, &p->arena, &now, e))
		return false;
	i->label = now.label;
	i->own_label = !undo;
	return true;
}

static bool do_deed(struct plain *p, size_t at, enum deed deed, bool undo, struct err *e) {
	struct item *i = &p->walk.reading->items[at];

	switch (deed) {
	case DEED_KEEP:
		if (!flow_item_keep(p->flow, i->id, !undo, e))
			return false;
		i->kept = !undo;
		return true;
	case DEED_LIFTS: return label(p, i, LABEL_UPLIFTING, undo, e);
	case DEED_DRAINS: return label(p, i, LABEL_DRAINING, undo, e);
	case DEED_AWAY:
		walk_away(&p->walk, at, undo);
		return flow_item_away(p->flow, i->id, undo, e);
	case DEED_DO:
		p->walk.items[at].outcome = undo ? STATE_SHOWN : STATE_DONE;
		return flow_item_done(p->flow, i->id, undo, e);
	case DEED_NOTE:
		i->note = undo ? p->note_was : i->note;
		i->kept = undo ? p->kept_was : i->kept || *i->note;
		return flow_item_note(p->flow, i->id, i->note, i->kept, e);
	case DEED_NONE: break;
	}
	return true;
}

static enum answer act(struct plain *p, enum deed deed) {
	struct err e = {0};

	if (!do_deed(p, p->walk.at, deed, false, &e)) {
		plain_say(e.text);
		return ANSWER_STAY;
	}
	p->walk.last = deed;
	p->walk.last_at = p->walk.at;
	plain_say(_("remembered; u takes it back"));
	return deed == DEED_AWAY ? ANSWER_NEXT : ANSWER_STAY;
}

static enum answer write_note(struct plain *p) {
	struct item *i = &p->walk.reading->items[p->walk.at];

	p->note_was = i->note;
	p->kept_was = i->kept;
	i->note = arena_text(&p->arena, slice_trim(slice_of(plain_ask(p, _("your note:")))));
	return act(p, DEED_NOTE);
}

static enum answer undo(struct plain *p) {
	struct err e = {0};

	if (p->walk.last == DEED_NONE)
		plain_say(_("nothing to take back"));
	else if (!do_deed(p, p->walk.last_at, p->walk.last, true, &e))
		plain_say(e.text);
	else
		plain_say(_("taken back"));
	p->walk.last = DEED_NONE;
	return ANSWER_STAY;
}

static void write_mail(struct plain *p, const char *title, const char *message) {
	struct err e = {0};
	char **argv;

	fflush(stdout);
	if (flow_mail_command(flow_config(p->flow), title, message, &p->arena, &argv, &e) && flow_outside_run(argv, &e))
		plain_say(_("your mail program has it; it goes out when you send it there"));
	else
		plain_say(e.text);
}

static const char *ask_place(struct plain *p, const char *title) {
	struct str place, question;
	const char *answer;

	str_init(&place, MESSAGE_MAX);
	str_init(&question, MESSAGE_MAX);
	flow_tell_file(title, &place);
	str_addf(&question, _("where it goes (Enter: %s):"), place.at);
	answer = arena_text(&p->arena, slice_of(plain_ask(p, question.at)));
	answer = *answer ? answer : arena_text(&p->arena, str_slice(&place));
	str_finish(&place);
	str_finish(&question);
	return answer;
}

static void write_file(struct plain *p, const char *title, const char *message) {
	const char *place = ask_place(p, title);
	struct tell_file file;
	struct err e = {0};
	bool ok = !p->ended;

	ok = ok && flow_tell_write(slice_of(place), title, message, false, &file, &e);
	if (ok && !file.written) {
		printf(_("%s is there already.\n"), file.shown);
		ok = strcmp(plain_ask(p, _("y writes over it (Enter: no):")), "y") != 0 || flow_tell_write(slice_of(place), title, message, true, &file, &e);
	}
	if (!ok)
		plain_say(e.text);
	else if (file.written)
		printf(_("it is in %s\n"), file.shown);
}

static enum answer obey(struct plain *p, const char *answer);

/* Any other answer means what it always means. */
static enum answer tell(struct plain *p) {
	const char *title = walk_item(&p->walk)->title, *answer, *text;
	struct str message;

	str_init(&message, MESSAGE_MAX);
	flow_item_tell(walk_item(&p->walk), &message);
	text = arena_text(&p->arena, str_slice(&message));
	str_finish(&message);
	p->walk.told = p->walk.at + 1;
	printf("%s\n", text);
	answer = plain_ask(p, _("m by mail, f in a file (Enter: that will do):"));
	if (!strcmp(answer, "m"))
		write_mail(p, title, text);
	else if (!strcmp(answer, "f"))
		write_file(p, title, text);
	else if (*answer || p->ended)
		return obey(p, answer);
	return ANSWER_STAY;
}

static void say_who(struct plain *p) {
	const struct item *i = walk_item(&p->walk);
	const char *also = also_in(p, i);
	struct channel c = {0};
	struct err ignored = {0};               /* an item outlives its channel's facts */
	bool known = store_channel_get(flow_store(p->flow), i->channel_id, &p->arena, &c, &ignored);

	printf("%s: %s\n", _("published by"), i->channel_title && *i->channel_title ? i->channel_title : _("not stated"));
	if (*also)
		printf("%s: %s\n", _("also told by"), also);
	printf("%s: %s\n", _("written by"), *i->author ? i->author : _("not stated"));
	printf("%s: %s\n", _("kind of source"), source_kind_word(i->source));
	printf("%s: %s\n", _("says of itself"), known && c.credential && *c.credential ? c.credential : _("not stated"));
}

/* 4.6, in words: nothing moves here, and nothing of it counts as reading. */
static void breathe(struct plain *p) {
	p->reading = false;
	session_clock_pause(&p->walk.clock, true, plain_now_ms(p));
	plain_say(_("Breathe in for four counts, a little more, and slowly out for eight; a minute, or a few. Stop if you feel dizzy."));
	plain_ask(p, _("Enter goes on:"));
	session_clock_pause(&p->walk.clock, false, plain_now_ms(p));
	p->reading = true;
}

static enum answer obey(struct plain *p, const char *answer) {
	enum { ONE = 1 };
	char key = strlen(answer) <= ONE ? answer[0] : '?';

	if (p->ended)
		return ANSWER_END;
	switch (key) {
	case '\0': case 'n': return ANSWER_NEXT;
	case 'p': return ANSWER_PREVIOUS;
	case 'q': return ANSWER_END;
	case 's': return act(p, DEED_KEEP);
	case '+': return act(p, DEED_LIFTS);
	case '-': return act(p, DEED_DRAINS);
	case 'x': return act(p, DEED_AWAY);
	case 'e': return write_note(p);
	case 'u': return undo(p);
	case 'w': say_why(p); return ANSWER_STAY;
	case 'z': breathe(p); return ANSWER_STAY;
	case 'i': say_who(p); return ANSWER_STAY;
	case 't': return tell(p);
	case 'o': open_outside(p); return ANSWER_STAY;
	case 'd':
		if (walk_item(&p->walk)->kind == ITEM_CHALLENGE)
			return act(p, DEED_DO);
		break;
	default: break;
	}
	plain_say(_("Enter next, p previous, s keep, t tell somebody, o open outside, + lifts me, - drains me, x not for me, d do it, e write a note, u undo, w why, z breathe, i who says this, "
		"! people to talk to, q end here"));
	return ANSWER_STAY;
}

static bool save_item(struct plain *p, struct err *e) {
	return flow_session_item(p->flow, &p->walk.session, &p->walk.items[p->walk.at], e);
}

/* One item: shown, answered, left. */
static bool read_item(struct plain *p, enum answer *answer, struct err *e) {
	walk_show(&p->walk, flow_now(p->flow), plain_now_ms(p));
	if (!save_item(p, e))
		return false;
	say_item(p);
	p->reading = true;
	do {
		*answer = obey(p, plain_ask(p, _("\nEnter next · ? keys:")));
		session_clock_key(&p->walk.clock, plain_now_ms(p));
	} while (*answer == ANSWER_STAY);
	p->reading = false;
	p->quick = walk_leave(&p->walk, true, flow_config(p->flow)->pace_hint);
	return save_item(p, e);
}

static bool read_items(struct plain *p, struct err *e) {
	enum answer answer;
	bool more;

	do {
		if (!read_item(p, &answer, e))
			return false;
		if (answer == ANSWER_PREVIOUS)
			walk_previous(&p->walk);        /* at the first one it stays there */
		more = answer == ANSWER_PREVIOUS || (answer == ANSWER_NEXT && walk_next(&p->walk));
		if (p->quick && more)
			plain_say(_("Three quick ones. There is no hurry; z breathes, q ends here."));
	} while (more);
	if (walk_time_is_up(&p->walk))
		plain_say(_("That is your time."));
	return flow_session_end(p->flow, &p->walk.session, e);
}

/* ---- the end ---- */

/* *told is MOOD_NONE where nothing was said. */
static bool check_in(struct plain *p, int *told, struct err *e) {
	struct mood m = {.session = p->walk.session.uuid, .phase = MOOD_AFTER, .energy = MOOD_NONE, .words = "", .note = ""};
	int valence = plain_ask_number(p, _("\nHow are you now? 1 heavy … 7 light (Enter: not today):"), 1, 7, 0);

	*told = valence ? valence - 4 : MOOD_NONE;
	if (!valence)
		return flow_check_in_declined(p->flow, &p->walk.session, e);
	m.valence = valence - 4;
	if (m.valence > MOOD_HEAVY)                   /* R3: on a heavy day nothing more is asked for */
		m.note = arena_text(&p->arena, slice_of(plain_ask(p, _("a line, if you like:"))));
	if (!flow_mood_save(p->flow, &m, e))
		return false;
	plain_say(_("saved"));
	if (m.valence == MOOD_HEAVIEST)            /* there is nothing after it where "!" could be said */
		plain_ask(p, _("! people to talk to (Enter: go on):"));
	return true;
}

static void say_pair(const char *name, const char *text) {
	if (*text)
		printf("%s\n  %s\n", name, text);
}

static const char *themes_of(struct plain *p) {
	struct str names;
	const char *text;

	str_init(&names, MESSAGE_MAX);
	words_themes(walk_themes(&p->walk), " · ", &names);
	text = arena_text(&p->arena, str_slice(&names));
	str_finish(&names);
	return text;
}

/* `valence`: MOOD_NONE where nothing was said. */
static void say_card(struct plain *p, int valence) {
	const struct item *told = walk_worth_telling(&p->walk), *to_do = walk_to_do(&p->walk);
	const struct config *c = flow_config(p->flow);
	struct day_use use = {0};
	struct err ignored = {0};               /* then the card says less */
	bool full = flow_day_use(p->flow, &use, &ignored) && day_is_full(&use, c->sessions_a_day, c->minutes_a_day);
	char minutes[32];

	words_minutes((double)p->walk.session.spent_ms / 60000.0, minutes);
	printf("\n%s\n", full ? _("You're done for today.") : _("That was your session."));
	printf("%s", minutes);
	if (walk_read_count(&p->walk))
		printf(_(" · %d read"), walk_read_count(&p->walk));
	if (walk_kept_count(&p->walk))
		printf(_(" · %d kept"), walk_kept_count(&p->walk));
	if (valence != MOOD_NONE)
		printf(" · %s", words_change(p->wish.before, valence));
	printf("\n");
	if (*p->walk.session.aim)
		printf(_("You came for: %s.\n"), p->walk.session.aim);
	say_pair(_("it was about"), themes_of(p));
	say_pair(_("tell somebody?"), told ? told->title : "");
	say_pair(_("yours to do"), to_do ? to_do->title : "");
	say_pair(_("away from the screen"), flow_away((uint64_t)flow_now(p->flow), &p->arena));
	plain_say(_("What is left is for another day."));
	plain_say(full ? _("The next session is tomorrow.") : _("Another one is there later, or tomorrow."));
	plain_say(_("`bewust helplines` names people to talk to."));
}

static bool begin(struct plain *p, struct reading *r, struct err *e) {
	bool found;

	if (!flow_session_resume(p->flow, &p->arena, r, &found, e))
		return false;
	if (found && !p->options->straight) {
		plain_say(_("Going on with the session you were in."));
		return true;
	}
	if (!plain_gate(p, e))
		return false;
	if (!p->options->straight && !p->wish.minutes && !plain_ask_intention(p))
		return e->kind == ERR_NONE && flow_not_now(p->flow, e) && false;
	return flow_session_begin(p->flow, &p->wish, &p->arena, r, e);
}

static bool whole_session(struct plain *p, struct err *e) {
	struct reading r = {0};
	int told;

	if (!begin(p, &r, e))
		return !e->kind;
	if (!r.session.item_count) {
		plain_say(r.nothing_yet ? _("Nothing has come in yet. `bewust fetch` asks your channels, once there is a network.") :
			_("Nothing good enough today. New things come by themselves; nothing old is served again."));
		plain_say(flow_away((uint64_t)flow_now(p->flow), &p->arena));
		return true;
	}
	walk_start(&p->walk, &r, plain_now_ms(p));
	if (r.session.ended_at == DATE_NONE && !read_items(p, e))
		return false;
	if (!check_in(p, &told, e))
		return false;
	say_card(p, told);
	return true;
}

/* Straight into a session nothing is asked that can wait. */
static bool before(struct plain *p, struct err *e) {
	bool straight = p->options->straight;

	return (!p->home.low || plain_heavy_days(p, e)) && (straight || !*p->home.to_do || plain_ask_to_do(p, e)) &&
		(straight || !p->home.review_due || plain_ask_review(p, e));
}

bool ui_plain(const struct ui_options *options, struct err *e) {
	struct plain p = {.options = options, .clock = options->flow.clock, .wish = options->wish};
	bool ok;

	if (!options->straight)
		p.wish.before = MOOD_NONE;
	if (!(p.flow = flow_open(&options->flow, e)))
		return false;
	arena_init(&p.arena, 0);
	setvbuf(stdin, NULL, _IONBF, 0);        /* what waits, waits where poll sees it */
	ok = flow_home(p.flow, &p.arena, &p.home, e);
	if (ok && p.home.first_run) {
		plain_say(_("Nothing is followed yet. `bewust channels add ADDRESS` follows a page or feed that you like, `bewust packs` lists some to begin with."));
		plain_say(_("bewust is a reading companion. It is not therapy and cannot replace help from a professional."));
	} else if (ok) {
		p.refresh_due = options->fetch;
		ok = before(&p, e) && whole_session(&p, e);
	}
	if (p.fetch)
		plain_refresh_end(&p);
	if (fflush(stdout) != 0 && errno != EPIPE && ok) /* a reader that went away is no trouble */
		ok = err_set(e, ERR_IO, _("standard output cannot be written: %s"), strerror(errno));
	arena_finish(&p.arena);
	flow_close(p.flow);
	return ok;
}
