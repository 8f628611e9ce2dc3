/* sessions.c: from what is stored to a session somebody reads: gather candidates, compose, load, promise, go on, end. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/random.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

enum {
	CANDIDATES_MAX = 4000,          /* more than a session can tell apart; keeps composing flat at any size of store */
	HELD_BY_RULES_MAX = 20,         /* named with their rule, newest first */
	CHECKS_MAX = 40,                /* of what was chosen, before all of the pool is looked at */
	AIM_MAX = 60,                   /* I3 */
	CHALLENGE_REST = CANDIDATE_DAYS * DAY_S,    /* a thing done is not offered again for as long as an item is a candidate */
};

/* What may be chosen from: stored items, and the challenges that ship (their candidates have ids below 0). */
struct pool {
	struct candidate *at;
	size_t count;
	struct challenge *challenges;
	size_t challenge_count;
	int64_t theme_at[THEME_COUNT];
	bool heavy;                     /* these days: a short session, and nothing draining in it */
	struct running_plan plan;       /* for a session of the plan; else none */
	bool of_plan;                   /* what is here came from the plan's own channels */
};

static int64_t seen_at(const int64_t *ids, const int64_t *at, size_t count, int64_t channel_id) {
	for (size_t i = 0; i < count; i++)
		if (ids[i] == channel_id)
			return at[i];
	return DATE_NONE;
}

static bool gather_items(struct flow *f, struct arena *a, int64_t challenges_id, struct pool *pool, struct err *e) {
	struct candidate_row *rows;
	int64_t *ids, *at, now = flow_now(f);
	size_t count, channels;

	if (!store_candidates(f->store, now - CANDIDATE_DAYS * DAY_S, CANDIDATES_MAX, a, &rows, &count, e) ||
		!store_last_seen(f->store, now - STRETCH_DAYS * DAY_S, a, &ids, &at, &channels, pool->theme_at, e))
		return false;
	pool->at = arena_array(a, count + pool->challenge_count + 1, sizeof(*pool->at));
	for (size_t i = 0; i < count; i++) {
		const struct candidate_row *r = &rows[i];

		if (r->channel_id == challenges_id)
			continue;
		pool->at[pool->count++] = (struct candidate){.id = r->id, .channel_id = r->channel_id, .published = r->published, .score = r->score,
			.label = r->label, .kind = r->kind, .themes = r->themes, .minutes = r->minutes, .posts_a_week = r->posts_a_week,
			.channel_seen_at = seen_at(ids, at, channels, r->channel_id), .do_item = r->kind == ITEM_CHALLENGE, .always = r->always,
			.story = r->story};
	}
	return true;
}

/* ---- challenges that ship: in the store only once one was used ---- */

static bool challenge_rests(const struct items *used, const struct uuid *channel, const char *id, int64_t now) {
	struct uuid uuid;

	uuid_named(&uuid, channel, slice_of(id));
	for (size_t i = 0; i < used->count; i++)
		if (!strcmp(used->at[i].uuid.text, uuid.text))
			return used->at[i].state != STATE_NEW && used->at[i].fetched > now - CHALLENGE_REST;
	return false;
}

static void gather_challenges(struct flow *f, const struct items *used, const struct channel *channel, struct pool *pool) {
	for (size_t i = 0; i < pool->challenge_count; i++) {
		const struct challenge *c = &pool->challenges[i];

		if (used->count && challenge_rests(used, &channel->uuid, c->id, flow_now(f)))
			continue;
		pool->at[pool->count++] = (struct candidate){.id = -(int64_t)i - 1, .channel_id = channel->id, .published = flow_now(f), .score = 0.3,
			.label = LABEL_UPLIFTING, .kind = ITEM_CHALLENGE, .themes = c->themes | THEME(challenge), .minutes = c->minutes,
			.channel_seen_at = DATE_NONE, .do_item = true};
	}
}

/* The channel they are kept under; id -1 where none was used yet. */
static bool challenges_channel(struct flow *f, struct arena *a, struct channel *out) {
	struct err none = {0};

	memset(out, 0, sizeof(*out));
	out->id = -1;
	return store_channel_find(f->store, CHALLENGES_URL, a, out, &none);
}

static bool is_among(const int64_t *ids, size_t count, int64_t id) {
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* A session of the plan is made from the plan's own channels; from all where these have nothing new. */
static void keep_to_plan(struct flow *f, struct arena *a, struct pool *pool) {
	const int64_t *ids;
	size_t channels = flow_plan_channels(f, &pool->plan, a, &ids), kept = 0;
	struct candidate *own = arena_array(a, pool->count + 1, sizeof(*own));

	for (size_t i = 0; i < pool->count; i++)
		if (is_among(ids, channels, pool->at[i].channel_id))
			own[kept++] = pool->at[i];
	if (!kept)
		return;
	memcpy(pool->at, own, kept * sizeof(*own));
	pool->count = kept;
	pool->of_plan = true;
}

static bool gather(struct flow *f, const struct session_wish *w, struct arena *a, struct pool *pool, struct err *e) {
	struct item_query query = {.limit = 256, .before_published = DATE_NONE};
	struct items used = {0};
	struct channel channel;
	bool known = challenges_channel(f, a, &channel), rests = known && channel.paused;

	memset(pool, 0, sizeof(*pool));
	query.channel_id = channel.id;
	pool->plan.from = "";
	if (w->intention == INTENTION_plan && !flow_plan_load(f, a, &pool->plan, e))
		return false;
	if (!flow_challenges(a, &pool->challenges, &pool->challenge_count, e) || (known && !store_items(f->store, &query, a, &used, e)) ||
		!gather_items(f, a, channel.id, pool, e) || !flow_days_are_heavy(f, a, &pool->heavy, e))
		return false;
	if (flow_plan_runs(&pool->plan))
		keep_to_plan(f, a, pool);
	if (!rests)
		gather_challenges(f, &used, &channel, pool);
	return true;
}

static struct item item_of_challenge(const struct challenge *c, int64_t now) {
	return (struct item){.guid = c->id, .url = "", .title = c->title, .author = "", .summary = c->text, .media_url = "", .lang = i18n_language(),
		.tags = "", .published = now, .fetched = now, .kind = ITEM_CHALLENGE, .themes = c->themes | THEME(challenge), .score = 0.3,
		.label = LABEL_UPLIFTING, .minutes = c->minutes, .channel_title = _("things to do"), .also_in = ""};
}

static bool load_item(struct flow *f, const struct pool *pool, size_t n, struct arena *a, struct item *out, struct err *e) {
	const struct candidate *c = &pool->at[n];

	if (c->id > 0)
		return store_item_get(f->store, c->id, a, out, e);
	*out = item_of_challenge(&pool->challenges[-c->id - 1], flow_now(f));
	return true;
}

/* A challenge that was chosen gets a row of its own, so that a session can refer to it like to any other item. */
static bool put_challenge(struct flow *f, struct item *i, struct err *e) {
	struct channel c = {.url = CHALLENGES_URL, .title = _("things to do"), .site = "", .lang = "", .note = "", .credential = "",
		.themes = THEME(challenge), .kind = SOURCE_UNKNOWN};
	bool was_there;
	enum put how;

	if (!store_channel_add(f->store, &c, &was_there, e))
		return false;
	i->channel_id = c.id;
	i->channel_uuid = c.uuid;
	return store_item_put(f->store, i, slice_of(i->summary), (struct slice){0}, &how, e) && store_item_state(f->store, i->id, STATE_NEW, e);
}

/* ---- composing ---- */

static struct wish wish_of(struct flow *f, const struct session_wish *w, const struct pool *pool, uint64_t seed) {
	const struct config *c = &f->config;
	bool runs = flow_plan_runs(&pool->plan);
	theme_set themes = w->themes ? w->themes : runs ? pool->plan.themes : intention_themes(w->intention);
	int preset = runs ? pool->plan.minutes : c->minutes;

	if (pool->heavy && preset > HEAVY_MINUTES)
		preset = HEAVY_MINUTES;
	return (struct wish){.themes = themes, .minutes = w->minutes > 0 ? w->minutes : preset, .items = w->items > 0 ? w->items : c->items,
		.before = w->before, .draining_one_in = pool->heavy ? 0 : c->draining_one_in, .want_do_item = c->do_items,
		.from_plan = w->intention == INTENTION_plan, .now = flow_now(f), .seed = seed, .theme_seen_at = pool->theme_at};
}

/* Which rule keeps an item away; NULL: none does any more. */
static bool name_rule(struct flow *f, const struct item *i, struct arena *a, const char **reason, struct err *e) {
	struct score score;
	struct arena texts;
	bool ok;

	arena_init(&texts, 0);
	*reason = NULL;
	if ((ok = flow_item_why(f, i->id, &texts, &score, e)) && score.blocked)
		for (int n = 0; n < score.reasons && !*reason; n++)
			if (score.why[n].kind == REASON_RULE && score.why[n].action == RULE_BLOCK)
				*reason = arena_printf(a, "rule: %.*s", SLICE_FMT(score.why[n].term));
	arena_finish(&texts);
	return ok;
}

/* Nothing hidden is out of reach: what a rule keeps away is named with it. */
static bool load_held_by_rules(struct flow *f, struct arena *a, struct reading *out, struct err *e) {
	struct items held;

	if (!store_items_held(f->store, flow_now(f) - CANDIDATE_DAYS * DAY_S, HELD_BY_RULES_MAX, a, &held, e))
		return false;
	for (size_t i = 0; i < held.count; i++) {
		const char *reason;

		if (!name_rule(f, &held.at[i], a, &reason, e))
			return false;
		if (!reason)
			continue;
		out->held[out->held_count].item = held.at[i];
		out->held[out->held_count++].reason = reason;
	}
	return true;
}

/* "same story as in The Tidewater Ledger": the telling that is in the plan. */
static const char *held_reason(const struct pool *pool, const struct plan *plan, const struct held *h, const struct reading *r, struct arena *a) {
	const char *name = held_reason_name(h->reason);

	for (size_t i = 0; h->reason == HELD_STORY && i < plan->count; i++)
		if (pool->at[plan->items[i].candidate].story == pool->at[h->candidate].story)
			return arena_printf(a, "%s as in %s", name, r->items[i].channel_title);
	return name;
}

static bool load_plan(struct flow *f, const struct pool *pool, const struct plan *plan, const struct wish *wish, struct arena *a,
	struct reading *out, struct err *e) {
	struct session_item *items = arena_array(a, plan->count + 1, sizeof(*items));

	out->items = arena_array(a, plan->count + 1, sizeof(*out->items));
	out->why = arena_array(a, plan->count + 1, sizeof(*out->why));
	for (size_t i = 0; i < plan->count; i++) {
		if (!load_item(f, pool, plan->items[i].candidate, a, &out->items[i], e))
			return false;
		items[i] = (struct session_item){.item_id = out->items[i].id, .role = plan->items[i].role, .position = (int)i,
			.shown_at = DATE_NONE, .outcome = STATE_NEW};
		out->why[i] = session_why(plan->items[i].role, &pool->at[plan->items[i].candidate], wish);
	}
	out->session.items = items;
	out->session.item_count = plan->count;
	return true;
}

static bool load_held(struct flow *f, const struct pool *pool, const struct plan *plan, struct arena *a, struct reading *out, struct err *e) {
	out->held = arena_array(a, plan->held_count + HELD_BY_RULES_MAX + 1, sizeof(*out->held));
	for (size_t i = 0; i < plan->held_count; i++) {
		if (!load_item(f, pool, plan->held[i].candidate, a, &out->held[i].item, e))
			return false;
		out->held[i].reason = held_reason(pool, plan, &plan->held[i], out, a);
	}
	out->held_count = plan->held_count;
	return load_held_by_rules(f, a, out, e);
}

/* Scores one that was chosen with the rules and lessons of now. *changed: it is not what it was taken for. */
static bool check_one(struct flow *f, const struct scorer *scorer, struct candidate *c, bool *changed, struct err *e) {
	struct loaded_item l;
	struct score score;
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	if ((ok = flow_item_load(f, c->id, &a, &l, e))) {
		score_text(scorer, &l.scoring.text, &score);
		if (l.item.own_label)
			score.label = l.item.label;
		*changed |= score.blocked || score.label != c->label;
		c->label = score.label;
		c->score = score.value;
		*changed |= score.always != c->always;
		c->always = score.always;
		if (score.blocked)
			c->published = DATE_NONE;       /* too old for any session: C1 */
	}
	arena_finish(&a);
	return ok;
}

static bool check_chosen(struct flow *f, struct pool *pool, const struct plan *plan, bool *changed, struct err *e) {
	struct scorer scorer;
	bool ok = flow_scorer(f, &scorer, e);

	for (size_t i = 0; ok && i < plan->count; i++) {
		struct candidate *c = &pool->at[plan->items[i].candidate];

		if (c->id > 0)
			ok = check_one(f, &scorer, c, changed, e);
	}
	return ok;
}

static bool check_all(struct flow *f, struct pool *pool, struct err *e) {
	struct scorer scorer;
	bool changed = false, ok = flow_scorer(f, &scorer, e);

	for (size_t i = 0; ok && i < pool->count; i++)
		if (pool->at[i].id > 0)
			ok = check_one(f, &scorer, &pool->at[i], &changed, e);
	return ok;
}

/* A rule holds from the moment it is put, though what is stored is scored anew only in idle time: then what was chosen is looked at
 * once more, and chosen anew where something in it has changed. */
static bool compose(struct flow *f, const struct wish *wish, struct pool *pool, struct arena *a, struct plan *plan, struct err *e) {
	bool stale, changed = true;

	if (!flow_scores_stale(f, &stale, e))
		return false;
	for (int round = 0; changed && round < CHECKS_MAX; round++) {
		changed = false;
		session_compose(pool->at, pool->count, wish, a, plan);
		if (stale && !check_chosen(f, pool, plan, &changed, e))
			return false;
	}
	if (!changed)
		return true;
	if (!check_all(f, pool, e))                     /* so much has changed that it takes a second: once, after a sweeping rule */
		return false;
	session_compose(pool->at, pool->count, wish, a, plan);
	return true;
}

/* A plan's theme says what comes first of its channels; these were chosen with care as well, and go where there is too little of the theme. */
static bool compose_whole(struct flow *f, struct wish *wish, struct pool *pool, struct arena *a, struct plan *plan, struct err *e) {
	struct wish wider = *wish;
	struct plan more;

	if (!compose(f, wish, pool, a, plan, e))
		return false;
	if (!pool->of_plan || wish->themes != pool->plan.themes || plan->minutes >= wish->minutes / 2)
		return true;
	wider.themes = 0;
	if (!compose(f, &wider, pool, a, &more, e))
		return false;
	if (more.minutes > plan->minutes) {
		*wish = wider;
		*plan = more;
	}
	return true;
}

/* I3: one line, at most sixty characters. */
static const char *aim_of(const struct session_wish *w, struct arena *a) {
	struct slice aim = slice_of(text_clean_arena(a, slice_of(w->aim), TEXT_LINE));

	aim.len = utf8_cut_runes(aim, AIM_MAX);
	return arena_text(a, aim);
}

/* Whether nothing fits because nothing has come in at all. */
static bool note_nothing_yet(struct flow *f, struct arena *a, struct reading *out, struct err *e) {
	struct channels all;

	if (!store_channels(f->store, a, &all, e))
		return false;
	out->nothing_yet = flow_nothing_yet(&all);
	return true;
}

/* `held`: what is left out is told too, with why. */
static bool plan_session(struct flow *f, const struct session_wish *w, bool held, struct arena *a, struct reading *out, struct err *e) {
	uint64_t seed = w->seed ? w->seed : random_from_system() >> 1;
	struct wish wish;
	struct pool pool;
	struct plan plan;

	memset(out, 0, sizeof(*out));
	if (!gather(f, w, a, &pool, e))
		return false;
	wish = wish_of(f, w, &pool, seed);
	if (!compose_whole(f, &wish, &pool, a, &plan, e))
		return false;
	out->session = (struct session){.intention = w->intention, .themes = wish.themes, .aim = aim_of(w, a), .minutes = (int)wish.minutes,
		.items_max = wish.items, .seed = seed, .started_at = flow_now(f), .ended_at = DATE_NONE,
		.plan_from = flow_plan_runs(&pool.plan) ? pool.plan.from : ""};
	out->gave_way = plan.gave_way;
	out->minutes = plan.minutes;
	if (!plan.count && !note_nothing_yet(f, a, out, e))
		return false;
	return load_plan(f, &pool, &plan, &wish, a, out, e) && (!held || load_held(f, &pool, &plan, a, out, e));
}

bool flow_session_plan(struct flow *f, const struct session_wish *w, struct arena *a, struct reading *out, struct err *e) {
	return plan_session(f, w, true, a, out, e);
}

/* Nobody is asked any more how they felt then. */
static bool close_as_it_stood(struct flow *f, struct session *s, struct err *e) {
	if (s->ended_at == DATE_NONE)
		s->ended_at = s->started_at + s->spent_ms / 1000;
	s->checked_in = true;
	return store_session_progress(f->store, s, e);
}

/* A session that was cut off stays as it stood once another is begun. */
static bool close_open_ones(struct flow *f, struct arena *a, struct err *e) {
	struct session open;
	bool found = true;

	while (found) {
		if (!store_session_open_one(f->store, a, &open, &found, e))
			return false;
		if (found && !close_as_it_stood(f, &open, e))
			return false;
	}
	return true;
}

/* Everything that was chosen, stored with the session: from here on it is a promise. */
static bool promise(struct flow *f, struct arena *a, struct reading *r, struct err *e) {
	struct session_item *items = (struct session_item *)r->session.items;

	for (size_t i = 0; i < r->session.item_count; i++) {
		if (!r->items[i].id && !put_challenge(f, &r->items[i], e))
			return false;
		items[i].item_id = r->items[i].id;
	}
	return close_open_ones(f, a, e) && store_session_put(f->store, &r->session, e);
}

static bool save_before(struct flow *f, const struct session *s, int before, struct err *e) {
	struct mood m = {.session = s->uuid, .at = flow_now(f), .phase = MOOD_BEFORE, .valence = before, .energy = MOOD_NONE, .words = "", .note = ""};

	return before == MOOD_NONE || store_mood_put(f->store, &m, e);
}

bool flow_session_begin(struct flow *f, const struct session_wish *w, struct arena *a, struct reading *out, struct err *e) {
	bool ok;

	if (!plan_session(f, w, false, a, out, e))
		return false;
	if (!out->session.item_count)
		return true;
	if (!store_begin(f->store, e))
		return false;
	ok = promise(f, a, out, e) && save_before(f, &out->session, w->before, e);
	return store_end(f->store, ok, e) && ok;
}

/* ---- going on, and ending ---- */

/* An item of a channel that was dropped since keeps its place, so that the others keep theirs. */
static struct item item_that_went(int64_t id) {
	return (struct item){.id = id, .guid = "", .url = "", .title = _("not followed any more"), .author = "", .summary = "", .media_url = "",
		.lang = "", .tags = "", .channel_title = "", .also_in = "", .published = DATE_NONE, .fetched = DATE_NONE, .minutes = 0.1};
}

static bool load_one_again(struct flow *f, int64_t id, struct arena *a, struct item *out, struct err *e) {
	struct err gone = {0};

	if (store_item_get(f->store, id, a, out, &gone))
		return true;
	*out = item_that_went(id);
	return gone.kind == ERR_NOINPUT || err_set(e, gone.kind, "%s", gone.text);
}

static bool load_again(struct flow *f, struct arena *a, struct reading *out, struct err *e) {
	size_t count = out->session.item_count;

	out->items = arena_array(a, count + 1, sizeof(*out->items));
	out->why = arena_array(a, count + 1, sizeof(*out->why));
	for (size_t i = 0; i < count; i++) {
		const struct session_item *s = &out->session.items[i];

		if (!load_one_again(f, s->item_id, a, &out->items[i], e))
			return false;
		struct candidate c = {.id = s->item_id, .channel_id = out->items[i].channel_id, .themes = out->items[i].themes,
			.score = out->items[i].score, .kind = out->items[i].kind, .always = out->items[i].always, .channel_seen_at = DATE_NONE};
		struct wish w = {.themes = out->session.themes};
		out->why[i] = session_why(s->role, &c, &w);
		out->minutes += out->items[i].minutes;
	}
	if (out->session.position < 0 || (size_t)out->session.position >= count)
		out->session.position = (int)count - 1;
	return true;
}

bool flow_session_resume(struct flow *f, struct arena *a, struct reading *out, bool *found, struct err *e) {
	int turn = f->config.turn_hour;
	int64_t today = date_day(flow_now(f), turn);

	for (;;) {
		memset(out, 0, sizeof(*out));
		*found = false;
		if (!store_session_open_one(f->store, a, &out->session, found, e)) {
			*found = false;
			return false;
		}
		if (!*found)
			return true;
		if (date_day(out->session.started_at, turn) == today && out->session.item_count > 0)
			return load_again(f, a, out, e);
		if (!close_as_it_stood(f, &out->session, e)) /* from another day */
			return false;
	}
}

bool flow_session_item(struct flow *f, const struct session *s, const struct session_item *i, struct err *e) {
	bool ok;

	if (!store_begin(f->store, e))
		return false;
	ok = store_session_item(f->store, s->id, i, e) && store_session_progress(f->store, s, e);
	if (ok && i->outcome != STATE_NEW)
		ok = store_item_state(f->store, i->item_id, i->outcome, e);
	return store_end(f->store, ok, e) && ok;
}

bool flow_session_end(struct flow *f, struct session *s, struct err *e) {
	if (s->ended_at == DATE_NONE)
		s->ended_at = flow_now(f);
	return store_session_progress(f->store, s, e);
}
