/* session.c: `bewust`, `bewust session` and `bewust demo`: into the interface, or the plan of a session. */
#include "command.h"

#include <bewust/i18n.h>
#include <math.h>
#include <string.h>

static bool read_wish(struct call *c, struct session_wish *w, struct err *e) {
	const char *intention = call_option(c, "for"), *seed = call_option(c, "seed");
	long long minutes, items, n = 0;

	if (!call_int(c, "minutes", 1, SESSION_MINUTES_MAX, 0, &minutes, e) || !call_int(c, "items", 1, PLAN_ITEMS_MAX, 0, &items, e) ||
		!call_themes(c, &w->themes, e))
		return false;
	if (intention && !intention_parse(slice_of(intention), &w->intention))
		return err_set(e, ERR_USAGE, _("%s: no such intention; there are: surprise distract calm laugh hope learn do connect plan"), intention);
	if (seed && (!slice_to_int(slice_of(seed), &n) || n < 1))
		return err_set(e, ERR_USAGE, _("--seed %s: a whole number above 0 is meant"), seed);
	w->aim = call_option(c, "aim");
	w->minutes = (int)minutes;
	w->items = (int)items;
	w->before = MOOD_NONE;
	w->seed = (uint64_t)n;
	return true;
}

/* A thing to do that was never used has no row yet; this is the name it will have. */
static struct uuid uuid_of(const struct item *i) {
	struct uuid channel, uuid = i->uuid;

	if (!uuid.text[0] && i->guid) {
		uuid_named(&channel, &uuid_space_url, SLICE(CHALLENGES_URL));
		uuid_named(&uuid, &channel, slice_of(i->guid));
	}
	return uuid;
}

static void write_item(struct json *j, const struct item *i, enum role role, const char *why) {
	struct uuid uuid = uuid_of(i);

	json_object(j);
	json_member_text(j, "uuid", uuid.text);
	json_member_text(j, "title", i->title);
	json_member_text(j, "channel", i->channel_uuid.text);
	json_member_text(j, "channel_title", i->channel_title);
	theme_set_write_json(i->themes, j);
	json_member_number(j, "score", i->score, 4);
	json_member_text(j, "label", label_name(i->label));
	json_member_number(j, "minutes", i->minutes, 2);
	json_member_text(j, "role", role_name(role));
	json_member_text(j, "why", why);
	write_also_in_json(j, i);
	json_end(j);
}

static void write_json(const struct reading *r, struct str *out) {
	struct json j;

	json_init(&j, out, 1);
	json_object(&j);
	json_member_text(&j, "intention", intention_name(r->session.intention));
	json_member_int(&j, "minutes", r->session.minutes);
	json_key(&j, "items");
	json_array(&j);
	for (size_t i = 0; i < r->session.item_count; i++)
		write_item(&j, &r->items[i], r->session.items[i].role, r->why[i]);
	json_end(&j);
	json_key(&j, "held");
	json_array(&j);
	for (size_t i = 0; i < r->held_count; i++) {
		struct uuid uuid = uuid_of(&r->held[i].item);

		json_object(&j);
		json_member_text(&j, "uuid", uuid.text);
		json_member_text(&j, "title", r->held[i].item.title);
		json_member_text(&j, "reason", r->held[i].reason);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	str_add_char(out, '\n');
}

static void write_plain(const struct reading *r, struct str *out) {
	long minutes;

	if (!r->session.item_count) {
		str_addf(out, "%s\n", _("Nothing new fits a session just now. `bewust fetch` looks for more; `bewust packs` has channels to begin with."));
		return;
	}
	str_addf(out, P_("%zu item, ", "%zu items, ", r->session.item_count), r->session.item_count);
	minutes = r->minutes < 1 ? 1 : lround(r->minutes);
	str_addf(out, P_("about %ld minute:\n", "about %ld minutes:\n", (unsigned long)minutes), minutes);
	for (size_t i = 0; i < r->session.item_count; i++) {
		const struct item *item = &r->items[i];

		str_addf(out, "%2zu. %s\n    %s", i + 1, item->title, item->channel_title);
		write_also_in(out, item);
		str_addf(out, " · %.0f min · %+.2f %s · %s\n", item->minutes < 1 ? 1 : item->minutes, item->score, _(label_name(item->label)), r->why[i]);
	}
	if (r->held_count)
		str_addf(out, P_("%zu item was held back; --json says why\n", "%zu items were held back; --json says why\n", r->held_count), r->held_count);
}

static bool plan(struct call *c, const struct session_wish *w, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	struct reading reading;

	if (!f || !flow_session_plan(f, w, &c->arena, &reading, e))
		return false;
	if (call_has(c, "json"))
		write_json(&reading, &c->out);
	else
		write_plain(&reading, &c->out);
	return true;
}

static bool run_session(struct call *c, struct err *e) {
	struct session_wish w = {0};

	if (!read_wish(c, &w, e))
		return false;
	if (call_has(c, "plan"))
		return plan(c, &w, e);
	if (call_has(c, "json") || call_has(c, "seed"))
		return err_set(e, ERR_USAGE, _("session: --%s goes with --plan"), call_has(c, "json") ? "json" : "seed");
	return screen_open(c, &w, true, e);
}

static bool run_home(struct call *c, struct err *e) {
	return screen_open(c, &(struct session_wish){.before = MOOD_NONE}, false, e);
}

static const struct option session_options[] = {
	{"minutes", "N", N_("how long, in minutes")},
	{"items", "N", N_("at most so many items; 1: one thing, without a clock in sight")},
	{"theme", "T", N_("only about this theme; may be given several times")},
	{"for", "INTENTION", N_("what it is for: surprise distract calm laugh hope learn do connect plan")},
	{"aim", "TEXT", N_("the same in your own words, at most 60 characters: shown once, at the end")},
	{"plain", NULL, N_("as questions and answers, one a line")},
	{"plan", NULL, N_("print the session it would compose, and touch nothing")},
	{"json", NULL, N_("with --plan: as JSON")},
	{"seed", "N", N_("with --plan: the same data and seed give the same session")},
	{0},
};
static const char *const session_examples[] = {"session --minutes 10 --theme nature", "session --plan --json --seed 7", NULL};
const struct command command_session = {.name = "session", .arguments = "", .summary = N_("go straight into a session, or see what it would be"),
	.options = session_options, .examples = session_examples, .args_max = 0, .run = run_session};

static const struct option home_options[] = {
	{"plain", NULL, N_("as questions and answers, one a line; so it is too where there is no terminal")},
	{0},
};
const struct command command_home = {.name = "", .arguments = "", .summary = N_("the terminal interface"), .options = home_options, .args_max = 0,
	.run = run_home};
