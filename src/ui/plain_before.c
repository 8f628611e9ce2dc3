/* plain_before.c: what comes before a session, as lines: heavy days, what was taken on, the day's cap, the intention. */
#include "plain.h"

#include <stdio.h>
#include <string.h>

enum { LOW_LINES = 2 };

/* 5.2: once in seven days, and it blocks nothing. */
bool plain_heavy_days(struct plain *p, struct err *e) {
	bool later;

	plain_say(_("These days have been logged as heavy. You don't have to carry that alone: a friend, your doctor, or one of these lines."));
	plain_say_people(p, LOW_LINES);
	later = !strcmp(plain_ask(p, _("! for all lines, x not for 30 days (Enter: go on):")), "x");
	return flow_low_card_seen(p->flow, later ? LOW_LATER_DAYS : LOW_AGAIN_DAYS, e);
}

/* Done or let go: both are well, and neither is counted. */
bool plain_ask_to_do(struct plain *p, struct err *e) {
	const char *answer;

	printf("%s: %s\n", _("yours to do"), p->home.to_do);
	answer = plain_ask(p, _("d did it, x let it go (Enter: not yet):"));
	if (strcmp(answer, "d") != 0 && strcmp(answer, "x") != 0)
		return true;
	return flow_to_do_over(p->flow, false, e);
}

static bool review_one(struct plain *p, struct channel *c, struct err *e) {
	const char *answer;

	printf("  %s\n", *c->title ? c->title : c->url);
	answer = plain_ask(p, _("r let it rest, x part from it (Enter: keep it):"));
	if (!strcmp(answer, "x"))
		return flow_channel_remove(p->flow, c->id, e);
	if (strcmp(answer, "r") != 0)
		return true;
	c->paused = true;
	return flow_channel_edit(p->flow, c, e);
}

bool plain_ask_review(struct plain *p, struct err *e) {
	plain_say(_("You skip these most. Keep them, let them rest, or part from them: as you like."));
	for (int i = 0; i < p->home.review_count; i++)
		if (!review_one(p, &p->home.review[i], e))
			return false;
	return flow_review_seen(p->flow, e);
}

/* The way out comes first, then the ten seconds. */
bool plain_gate(struct plain *p, struct err *e) {
	struct day_use use;

	if (!flow_day_use(p->flow, &use, e))
		return false;
	if (!day_is_full(&use, flow_config(p->flow)->sessions_a_day, flow_config(p->flow)->minutes_a_day))
		return true;
	plain_say(_("You're done for today. The next session is tomorrow. What is new waits for it."));
	if (use.extra_used || strcmp(plain_ask(p, _("y for one more short one, in ten seconds (Enter: not now):")), "y") != 0)
		return false;
	clock_sleep(&p->clock, GATE_WAIT_MS);
	p->wish.minutes = EXTRA_MINUTES;
	p->wish.items = EXTRA_ITEMS;
	return flow_extra_used(p->flow, e);
}

/* ---- the intention ---- */

/* A plan that runs comes first; when days are heavy, other people come next. */
static int list_intentions(const struct home *home, enum intention order[INTENTION_COUNT]) {
	int n = 0;

	if (home->plan_runs)
		order[n++] = INTENTION_plan;
	intentions_in_order(home->heavy, order + n);
	return n + INTENTION_plan;
}

static void say_intention(const struct home *home, int number, enum intention i) {
	printf("  %d ", number);
	if (i != INTENTION_plan) {
		printf("%s\n", intention_word(i));
		return;
	}
	printf(_("plan from %s"), home->plan_from);
	printf(" · ");
	printf(_("day %d of %d · %d minutes"), home->plan_day, home->plan_days, home->plan_minutes);
	printf("\n");
}

/* Which of them; INTENTION_COUNT: not now. */
static enum intention ask_what(struct plain *p) {
	enum intention order[INTENTION_COUNT];
	int count = list_intentions(&p->home, order), what;

	if (p->home.plan_over) {
		printf(_("the plan from %s is over"), p->home.plan_from);
		printf("\n");
		plain_say(_("`bewust report --text FILE` saves a report of it, to hand over if you like; --no-notes leaves your notes out."));
	}
	plain_say(_("What would do you good?"));
	printf("  0 %s\n", _("not now"));
	for (int i = 0; i < count; i++)
		say_intention(&p->home, i + 1, order[i]);
	what = plain_ask_number(p, _("number (Enter: surprise me):"), 0, count, 1 + p->home.plan_runs + p->home.heavy);
	return !what || p->ended ? INTENTION_COUNT : order[what - 1];
}

/* B2: who feels heavy is offered a short one, and may say otherwise. */
static void ask_before(struct plain *p) {
	int before = plain_ask_number(p, _("and you, now? 1 heavy … 7 light (Enter: open):"), 1, 7, 0);

	p->wish.before = before ? before - 4 : MOOD_NONE;
	if (before && p->wish.before <= MOOD_HEAVY && p->wish.minutes > HEAVY_MINUTES) {
		plain_say(_("A short one, then?"));
		p->wish.minutes = plain_ask_number(p, _("minutes (Enter: 5):"), 1, SESSION_MINUTES_MAX, HEAVY_MINUTES);
	}
}

bool plain_ask_intention(struct plain *p) {
	const struct config *c = flow_config(p->flow);

	p->wish.intention = ask_what(p);
	if (p->wish.intention == INTENTION_COUNT)
		return false;
	if (p->wish.intention == INTENTION_plan) {      /* how long was said by whoever gave it */
		p->wish.minutes = p->home.plan_minutes;
		return true;
	}
	p->wish.minutes = plain_ask_number(p, _("minutes (Enter: as set):"), 1, SESSION_MINUTES_MAX,
		p->home.heavy && c->minutes > HEAVY_MINUTES ? HEAVY_MINUTES : c->minutes);
	p->wish.items = plain_ask_number(p, _("items at most (Enter: as set):"), 1, SESSION_ITEMS_MAX, c->items);
	if (c->ask_before)
		ask_before(p);
	return true;
}
