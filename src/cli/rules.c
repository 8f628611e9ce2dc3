/* rules.c: `bewust rules`: the reader's own words, and what they do. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/score.h>
#include <bewust/text.h>
#include <ctype.h>
#include <math.h>
#include <string.h>

enum { CHANNELS_MAX = 64, WORDS_BYTES_MAX = 1000, TEXT_BYTES_MAX = 1 << 20 };

static const char *action_name(enum rule_action a) {
	return a == RULE_BLOCK ? "block" : a == RULE_ALWAYS ? "always" : "weigh";
}

/* ---- list ---- */

static bool channel_of(struct flow *f, int64_t id, struct call *c, struct channel *out) {
	return store_channel_get(flow_store(f), id, &c->arena, out, NULL);
}

static void write_json(struct call *c, struct flow *f, struct json *j, const struct rule *r) {
	struct channel channel;

	json_object(j);
	json_member_int(j, "n", r->id);
	json_member_text(j, "words", r->words);
	if (r->action == RULE_WEIGH)
		json_member_number(j, "weight", r->weight, 4);
	json_member_text(j, "action", action_name(r->action));
	json_key(j, "channels");
	json_array(j);
	for (size_t i = 0; i < r->channel_count; i++)
		if (channel_of(f, r->channels[i], c, &channel))
			json_text(j, slice_of(channel.uuid.text));
	json_end(j);
	json_member_date(j, "until", r->until);
	json_member_int(j, "hits", r->hits);
	json_member_date(j, "met", r->met_at);
	json_end(j);
}

/* What a rule does, as one would say it. */
static void write_in_words(struct call *c, struct flow *f, const struct rule *r, struct str *out) {
	struct channel channel;

	if (r->action == RULE_BLOCK)
		str_addf(out, _("never show what has “%s”"), r->words);
	else if (r->action == RULE_ALWAYS)
		str_addf(out, _("always let through what has “%s”"), r->words);
	else
		str_addf(out, r->weight < 0 ? _("what has “%s” counts as heavier (%+.2f)") : _("what has “%s” counts as lighter (%+.2f)"), r->words, r->weight);
	for (size_t i = 0; i < r->channel_count; i++)
		if (channel_of(f, r->channels[i], c, &channel))
			str_addf(out, "%s%s", i ? ", " : _(", only in "), channel.title);
	if (r->until != DATE_NONE) {
		str_add_text(out, _(", until "));
		write_day(out, r->until - 1);
	}
}

/* What has come of it. */
static void write_met(const struct rule *r, int64_t now, struct str *out) {
	if (r->until != DATE_NONE && r->until <= now)
		str_add_text(out, _(" (over)"));
	if (!r->hits)
		return;
	str_addf(out, P_(" · met once", " · met %lld times", (unsigned long)r->hits), (long long)r->hits);
	if (r->met_at != DATE_NONE) {
		str_add_text(out, _(", last on "));
		write_day(out, r->met_at);
	}
}

static void write_away_json(struct json *j, const struct away *a) {
	json_object(j);
	json_member_int(j, "n", a->n);
	json_member_text(j, "words", a->title);
	json_member_text(j, "action", "not-for-me");
	json_key(j, "channels");
	json_array(j);
	json_text(j, slice_of(a->channel.text));
	json_end(j);
	json_end(j);
}

static void write_away(const struct away *a, struct str *out) {
	str_addf(out, _("not for me: “%s”"), a->title);
	if (*a->channel_title)
		str_addf(out, _(", from %s"), a->channel_title);
}

static void list_as_json(struct call *c, struct flow *f, const struct rules *rules, const struct aways *aways) {
	struct json j;

	json_init(&j, &c->out, 1);
	json_array(&j);
	for (size_t i = 0; i < rules->count; i++)
		write_json(c, f, &j, &rules->at[i]);
	for (size_t i = 0; i < aways->count; i++)
		write_away_json(&j, &aways->at[i]);
	json_end(&j);
	str_add_char(&c->out, '\n');
}

static bool run_list(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	struct rules rules;
	struct aways aways;

	if (!f || !store_rules(flow_store(f), &c->arena, &rules, e) || !store_aways(flow_store(f), &c->arena, &aways, e))
		return false;
	if (call_has(c, "json")) {
		list_as_json(c, f, &rules, &aways);
		return true;
	}
	for (size_t i = 0; i < rules.count; i++) {
		const struct rule *r = &rules.at[i];

		str_addf(&c->out, "%2lld  ", (long long)r->id);
		write_in_words(c, f, r, &c->out);
		write_met(r, flow_now(f), &c->out);
		str_add_char(&c->out, '\n');
	}
	for (size_t i = 0; i < aways.count; i++) {
		str_addf(&c->out, "%2lld  ", (long long)aways.at[i].n);
		write_away(&aways.at[i], &c->out);
		str_add_char(&c->out, '\n');
	}
	if (!rules.count && !aways.count)
		str_addf(&c->out, "%s\n", _("No rules yet: `bewust rules add election --block` makes one."));
	return true;
}

/* ---- add ---- */

/* Through the end of a day, or up to an instant. */
static bool read_until(const char *text, int64_t *out, struct err *e) {
	*out = DATE_NONE;
	if (!text || date_from_rfc3339(slice_of(text), out))
		return true;
	if (!date_from_day(slice_of(text), out))
		return err_set(e, ERR_USAGE, _("--until %s: a day is meant, as 2026-12-31"), text);
	*out = date_day_start(date_day(*out, 0) + 1, 0);
	return true;
}

static bool read_action(struct call *c, struct rule *r, struct err *e) {
	const char *weight = call_option(c, "weight");

	if ((weight != NULL) + call_has(c, "block") + call_has(c, "always") > 1)
		return err_set(e, ERR_USAGE, _("a rule does one thing: --weight, --block or --always"));
	r->action = weight ? RULE_WEIGH : call_has(c, "always") ? RULE_ALWAYS : RULE_BLOCK;
	if (weight && (!slice_to_double(slice_of(weight), &r->weight) || r->weight < -1 || r->weight > 1 || r->weight == 0))
		return err_set(e, ERR_USAGE, _("--weight %s: a number from -1 to 1 is meant, and not 0"), weight);
	return true;
}

static bool read_channels(struct call *c, struct flow *f, struct rule *r, struct err *e) {
	int64_t *ids = arena_array(&c->arena, CHANNELS_MAX, sizeof *ids);
	const char *named;
	int at = 0;

	while ((named = call_option_each(c, "channel", &at))) {
		struct channel channel;

		if (r->channel_count == CHANNELS_MAX)
			return err_set(e, ERR_USAGE, _("more than %d channels for one rule: make several"), CHANNELS_MAX);
		if (!store_channel_find(flow_store(f), named, &c->arena, &channel, e))
			return false;
		ids[r->channel_count++] = channel.id;
	}
	r->channels = ids;
	return true;
}

/* Signs alone would never be found in a text. */
static bool has_word(const char *words) {
	for (; *words; words++)
		if ((unsigned char)*words >= 0x80 || isalnum((unsigned char)*words))
			return true;
	return false;
}

/* NULL: too many. */
static const char *words_of(struct call *c, size_t max) {
	struct str words;
	const char *clean;

	str_init(&words, max);
	for (int i = 0; i < c->arg_count; i++)
		str_addf(&words, "%s%s", i ? " " : "", c->args[i]);
	clean = words.full ? NULL : text_clean_arena(&c->arena, str_slice(&words), TEXT_LINE);
	str_finish(&words);
	return clean;
}

static bool check_words(const char *words, struct err *e) {
	if (!words)
		return err_set(e, ERR_USAGE, _("a rule has at most %d bytes of words: make several"), WORDS_BYTES_MAX);
	return (*words && has_word(words)) || err_set(e, ERR_USAGE, _("a rule needs words: bewust rules add election --block"));
}

/* What it would do, and nothing else. */
static bool write_preview(struct call *c, struct flow *f, const struct rule *r, struct err *e) {
	struct rule_preview p;

	if (!flow_rule_preview(f, r, &c->arena, &p, e))
		return false;
	write_in_words(c, f, r, &c->out);
	if (!p.looked_at) {
		str_addf(&c->out, "\n%s\n", _("There is nothing stored yet to try it on."));
		return true;
	}
	str_addf(&c->out, P_(": about %zu of the one item there is\n", ": about %zu of the newest %zu items\n", p.looked_at), p.count, p.looked_at);
	for (size_t i = 0; i < p.title_count; i++)
		str_addf(&c->out, "  %s\n", p.titles[i]);
	if (p.count > p.title_count)
		str_add_text(&c->out, "  …\n");
	if (p.away)
		str_addf(&c->out, P_("%zu more would stay away\n", "%zu more would stay away\n", p.away), p.away);
	if (p.through)
		str_addf(&c->out, P_("%zu more would be let through\n", "%zu more would be let through\n", p.through), p.through);
	if (p.lighter)
		str_addf(&c->out, P_("%zu would count as lighter\n", "%zu would count as lighter\n", p.lighter), p.lighter);
	if (p.heavier)
		str_addf(&c->out, P_("%zu would count as heavier\n", "%zu would count as heavier\n", p.heavier), p.heavier);
	return true;
}

static bool run_add(struct call *c, struct err *e) {
	struct rule r = {.words = words_of(c, WORDS_BYTES_MAX)};
	struct flow *f;

	if (!check_words(r.words, e) || !read_action(c, &r, e) || !read_until(call_option(c, "until"), &r.until, e))
		return false;
	if (call_has(c, "dry-run"))
		return (f = call_flow_to_look(c, e)) && read_channels(c, f, &r, e) && write_preview(c, f, &r, e);
	if (!(f = call_flow(c, e)) || !read_channels(c, f, &r, e) || !flow_rule_put(f, &r, e) || !call_tidy(c, f, e))
		return false;
	str_addf(&c->out, _("Rule %lld: "), (long long)r.id);
	write_in_words(c, f, &r, &c->out);
	str_add_text(&c->out, ".\n");
	return true;
}

/* ---- edit, remove ---- */

/* What the first argument names by its number: a rule, or something that was not for the reader; the other one has the number 0. */
static bool find_rule(struct call *c, struct flow *f, struct rule *out, struct away *away, struct err *e) {
	struct rules rules;
	struct aways aways;
	long long n;

	*out = (struct rule){0};
	*away = (struct away){0};

	if (!slice_to_int(slice_of(c->args[0]), &n))
		return err_set(e, ERR_USAGE, _("%s: a rule is named by its number; `bewust rules` lists them"), c->args[0]);
	if (!store_rules(flow_store(f), &c->arena, &rules, e) || !store_aways(flow_store(f), &c->arena, &aways, e))
		return false;
	for (size_t i = 0; i < aways.count; i++)
		if (aways.at[i].n == n) {
			*away = aways.at[i];
			return true;
		}
	for (size_t i = 0; i < rules.count; i++)
		if (rules.at[i].id == n) {
			*out = rules.at[i];
			return true;
		}
	return err_set(e, ERR_NOINPUT, _("there is no rule %lld; `bewust rules` lists them"), n);
}

/* What is given takes the place of what was; the rest stays. */
static bool read_changes(struct call *c, struct flow *f, struct rule *r, struct err *e) {
	if (c->arg_count > 1) {
		c->args++;
		c->arg_count--;
		if (!check_words(r->words = words_of(c, WORDS_BYTES_MAX), e))
			return false;
	}
	if ((call_has(c, "weight") || call_has(c, "block") || call_has(c, "always")) && !read_action(c, r, e))
		return false;
	if (call_has(c, "for-good") + call_has(c, "until") > 1 || call_has(c, "everywhere") + call_has(c, "channel") > 1)
		return err_set(e, ERR_USAGE, _("--until and --for-good, and --channel and --everywhere, say different things: give one of them"));
	if (call_has(c, "everywhere") || call_has(c, "channel"))
		r->channel_count = 0;
	if (call_has(c, "channel") && !read_channels(c, f, r, e))
		return false;
	return !(call_has(c, "until") || call_has(c, "for-good")) || read_until(call_option(c, "until"), &r->until, e);
}

static bool run_edit(struct call *c, struct err *e) {
	struct flow *f = call_flow(c, e);
	struct away away;
	struct rule r;

	if (!f || !find_rule(c, f, &r, &away, e))
		return false;
	if (away.n)
		return err_set(e, ERR_USAGE, _("%lld was “not for me”: `bewust rules remove %lld` takes that back"), (long long)away.n, (long long)away.n);
	if (!read_changes(c, f, &r, e) || !flow_rule_put(f, &r, e) || !call_tidy(c, f, e))
		return false;
	str_addf(&c->out, _("Rule %lld: "), (long long)r.id);
	write_in_words(c, f, &r, &c->out);
	str_add_text(&c->out, ".\n");
	return true;
}

static bool run_remove(struct call *c, struct err *e) {
	struct flow *f = call_flow(c, e);
	struct away away;
	struct rule r;

	if (!f || !find_rule(c, f, &r, &away, e) ||
			!(away.n ? flow_item_away(f, away.item_id, true, e) : flow_rule_remove(f, r.id, e)) || !call_tidy(c, f, e))
		return false;
	str_addf(&c->out, _("Rule %lld is gone: "), (long long)(away.n ? away.n : r.id));
	if (away.n)
		write_away(&away, &c->out);
	else
		write_in_words(c, f, &r, &c->out);
	str_add_text(&c->out, ".\n");
	return true;
}

/* ---- test ---- */

static void write_reason(struct str *out, const struct reason *r) {
	str_addf(out, "  %+.2f  %s%.*s", r->weight, r->tag ? "#" : "", SLICE_FMT(r->term));
	if (r->times > 1)
		str_addf(out, " ×%d", r->times);
	str_addf(out, "%s\n", r->kind == REASON_RULE ? _("  (rule)") : r->kind == REASON_PERSONAL ? _("  (from your labels)") :
		r->negated ? _("  (turned by a “not”)") : "");
}

static void write_score(struct str *out, const struct score *s) {
	str_addf(out, "%+.2f %s\n", s->value, _(label_name(s->label)));
	for (int i = 0; i < s->reasons; i++) {
		const struct reason *r = &s->why[i];

		if (r->kind == REASON_RULE || fabs(r->weight) >= 0.005) /* not what would be shown as nothing */
			write_reason(out, r);
	}
	if (s->blocked)
		str_addf(out, "  %s\n", _("a rule keeps it away"));
	if (s->always)
		str_addf(out, "  %s\n", _("a rule always lets it through"));
}

static bool run_test(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	const char *text = words_of(c, TEXT_BYTES_MAX);
	struct score score;

	if (!text)
		return err_set(e, ERR_USAGE, _("the text is longer than %d bytes: a part of it will do"), TEXT_BYTES_MAX);
	if (!f || !flow_score(f, slice_of(text), call_option(c, "lang"), true, &score, e))
		return false;
	if (call_has(c, "json")) {
		score_write_json(&score, slice_of(text), &c->out);
		str_add_char(&c->out, '\n');
	} else {
		write_score(&c->out, &score);
	}
	return true;
}

static const struct option list_options[] = {{"json", NULL, N_("as JSON")}, {0}};
static const char *const examples[] = {"rules add election --block --until 2026-12-31", "rules add \"#football\" --weight -0.5", "rules add garden* --weight 0.4 --channel Lantern",
	"rules test \"The election is over\"", NULL};
const struct command command_rules_list = {.name = "rules", .sub = "list", .arguments = "", .summary = N_("your own rules, and what was not for you, in words"),
	.options = list_options, .examples = examples, .args_max = 0, .run = run_list};

static const struct option add_options[] = {
	{"weight", "W", N_("count what has these words as lighter or heavier, from -1 to 1")},
	{"block", NULL, N_("never show what has them; so it is where nothing is said")},
	{"always", NULL, N_("always let through what has them")},
	{"channel", "CHANNEL", N_("only in this channel; may be given several times")},
	{"until", "DATE", N_("through this day, as 2026-12-31")},
	{"dry-run", NULL, N_("say what it would do among the newest items, and make nothing")},
	{0},
};
const struct command command_rules_add = {.name = "rules", .sub = "add", .arguments = "WORDS", .summary = N_("make a rule"),
	.text = N_("Plain words match whole words, in any case and accent; storm* also longer ones; #tag a category of the feed; re:storm(s|y)? a "
		"regular expression, where bewust was built with PCRE2."), .options = add_options,
	.args_min = 1, .args_max = -1, .run = run_add};

static const struct option edit_options[] = {
	{"weight", "W", N_("count what has these words as lighter or heavier, from -1 to 1")},
	{"block", NULL, N_("never show what has them")},
	{"always", NULL, N_("always let through what has them")},
	{"channel", "CHANNEL", N_("only in this channel; may be given several times")},
	{"everywhere", NULL, N_("in all channels")},
	{"until", "DATE", N_("through this day, as 2026-12-31")},
	{"for-good", NULL, N_("without an end")},
	{0},
};
static const char *const edit_examples[] = {"rules edit 2 --until 2026-12-31", "rules edit 2 \"world cup\" --everywhere", NULL};
const struct command command_rules_edit = {.name = "rules", .sub = "edit", .arguments = "N [WORDS]", .summary = N_("change what is given of the rule with this number"),
	.options = edit_options, .examples = edit_examples, .args_min = 1, .args_max = -1, .run = run_edit};

const struct command command_rules_remove = {.name = "rules", .sub = "remove", .arguments = "N", .summary = N_("remove the rule with this number, or take a “not for me” back"),
	.args_min = 1, .args_max = 1, .run = run_remove};

static const struct option test_options[] = {{"json", NULL, N_("as JSON")}, {"lang", "xx", N_("the language of the text, en or nl")}, {0}};
const struct command command_rules_test = {.name = "rules", .sub = "test", .arguments = "TEXT", .summary = N_("what the rules would do with a text"),
	.options = test_options, .args_min = 1, .args_max = -1, .run = run_test};
