/* rules.c: the reader's own rules, and what one would be about before it is put. */
#include "flow_private.h"

#include <bewust/text.h>
#include <string.h>

#define RULE_WORDS_BYTES 4096
#define RULE_PREVIEW_CHARS 1500 /* as much as is scored: more would be cut */

bool flow_rule_check(const struct rule *r, struct err *e) {
	return rule_words_check(r->words, e);
}

bool flow_rule_put(struct flow *f, struct rule *r, struct err *e) {
	bool ok = rule_words_check(r->words, e) && store_rule_put(f->store, r, e);

	flow_scorer_drop(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return ok;
}

bool flow_rule_remove(struct flow *f, int64_t id, struct err *e) {
	bool ok = store_rule_remove(f->store, id, e);

	flow_scorer_drop(f);
	f->rescore_wanted = true;
	f->rescored_to = 0;
	return ok;
}

static bool same_channels(const struct rule *a, const struct rule *b) {
	return a->channel_count == b->channel_count && (!a->channel_count || !memcmp(a->channels, b->channels, a->channel_count * sizeof(*a->channels)));
}

static bool same_words(const struct rule *a, const struct rule *b) {
	struct str one, two;
	bool same;

	str_init(&one, RULE_WORDS_BYTES);
	str_init(&two, RULE_WORDS_BYTES);
	text_fold(slice_of(a->words), &one);
	text_fold(slice_of(b->words), &two);
	same = slice_equal(str_slice(&one), str_slice(&two));
	str_finish(&one);
	str_finish(&two);
	return same;
}

bool flow_rule_say(struct flow *f, struct rule *r, struct arena *a, struct rule *before, struct err *e) {
	struct rules stored;

	*before = (struct rule){.id = 0};
	if (!store_rules(f->store, a, &stored, e))
		return false;
	for (size_t i = 0; i < stored.count && !before->id; i++)
		if (r->id ? stored.at[i].id == r->id : same_channels(&stored.at[i], r) && same_words(&stored.at[i], r))
			*before = stored.at[i];
	if (before->id) {
		enum rule_action action = r->action;
		double weight = r->weight;

		*r = *before;
		r->action = action;
		r->weight = weight;
		r->until = before->until != DATE_NONE && before->until <= flow_now(f) ? DATE_NONE : before->until;
	} else {
		r->id = 0;
	}
	return flow_rule_put(f, r, e);
}

/* ---- what one would do ---- */

struct preview {
	struct ruleset *alone, *all;      /* the rule by itself, and among those that hold */
	struct scorer now, then;
	struct arena *arena, scratch;
	struct rule_preview *out;
};

/* The rules as they would be. */
static struct ruleset *rules_with(const struct rules *stored, const struct rule *r, struct arena *a, int64_t now) {
	struct rule *all = arena_array(a, stored->count + 1, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < stored->count; i++)
		if (!r->id || stored->at[i].id != r->id)
			all[count++] = stored->at[i];
	all[count++] = *r;
	return ruleset_new(all, count, now);
}

static void compare(struct rule_preview *out, const struct item *i, const struct score *now, const struct score *then) {
	if (then->blocked) {
		out->away += !now->blocked;
		return;
	}
	out->through += then->always && !now->always;
	if (i->own_label)
		return;
	out->lighter += then->label > now->label;
	out->heavier += then->label < now->label;
}

static void look_at(void *ctx, const struct item *i, double bias, struct slice text) {
	struct channel channel = {.id = i->channel_id, .uuid = i->channel_uuid, .bias = bias};
	struct item_scoring scoring;
	struct preview *p = ctx;
	struct score now, then;

	arena_reset(&p->scratch);
	flow_item_scoring(i, text, &channel, &p->scratch, &scoring);
	p->out->looked_at++;
	if (!ruleset_meets(p->alone, &scoring.text))
		return;
	if (p->out->title_count < RULE_PREVIEW_TITLES)
		p->out->titles[p->out->title_count++] = arena_text(p->arena, slice_of(i->title));
	p->out->count++;
	score_text(&p->now, &scoring.text, &now);
	score_text(&p->then, &scoring.text, &then);
	compare(p->out, i, &now, &then);
}

bool flow_rule_preview(struct flow *f, const struct rule *r, struct arena *a, struct rule_preview *out, struct err *e) {
	struct preview p = {.arena = a, .out = out};
	struct rules stored;
	bool ok;

	memset(out, 0, sizeof(*out));
	if (!rule_words_check(r->words, e) || !flow_scorer(f, &p.now, e) || !store_rules(f->store, a, &stored, e))
		return false;
	p.then = p.now;
	p.alone = ruleset_new(r, 1, flow_now(f));
	p.then.rules = p.all = rules_with(&stored, r, a, flow_now(f));
	arena_init(&p.scratch, 0);
	ok = store_items_texts(f->store, RULE_PREVIEW_ITEMS, RULE_PREVIEW_CHARS, look_at, &p, e);
	arena_finish(&p.scratch);
	ruleset_free(p.alone);
	ruleset_free(p.all);
	return ok;
}
