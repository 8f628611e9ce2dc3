/* check.c: `bewust packs check`: whether a list can be handed over: well-formed, addresses that are, no feed that does not belong in a
 * pack, and, where there is a network, an answer from each. The reader's own data are not touched. */
#include "channels.h"

#include <bewust/i18n.h>
#include <bewust/url.h>
#include <expat.h>
#include <string.h>

/* Forums for people in a crisis: whoever looks for one can follow it, nobody is handed one. */
static const char *const not_in_packs[] = {"depression", "depression_help", "depressed", "suicidewatch", "selfharm", "stopselfharm", "adultselfharm",
	"madeofstyrofoam", "eating_disorders", "edanonymous", "mentalillness", "offmychest", "trueoffmychest", "lonely", "foreveralone", "collapse",
	"watchpeopledie", "rant", "vent"};

struct checking {
	struct call *call;
	const char *name;                /* of the list */
	size_t troubles, troubles_before; /* in all; before this list */
	size_t asked, answered, unreached;
};

static void complain(struct checking *x, const char *about, const char *what) {
	bool twice = slice_starts(slice_of(what), slice_of(about)); /* what a server said begins with its address */

	str_addf(&x->call->out, "%s: %s%s%s\n", x->name, twice ? "" : about, twice ? "" : ": ", what);
	x->troubles++;
}

/* ---- the list itself ---- */

/* The name of a subreddit in an address, in whatever form. */
static struct slice subreddit(struct slice url) {
	struct slice host = url_host(url), rest;
	size_t at = slice_find(url, SLICE("/r/")), len = 0;

	if (at >= url.len || !(slice_equal_nocase(host, SLICE("reddit.com")) || slice_ends(host, SLICE(".reddit.com"))))
		return (struct slice){0};
	rest = slice_from(url, at + 3);
	while (len < rest.len && rest.at[len] != '/' && rest.at[len] != '.' && rest.at[len] != '?' && rest.at[len] != '+')
		len++;
	return (struct slice){rest.at, len};
}

static bool belongs_in_no_pack(const char *url) {
	struct slice name = subreddit(slice_of(url));

	for (size_t i = 0; i < sizeof not_in_packs / sizeof *not_in_packs; i++)
		if (slice_equal_nocase(name, slice_of(not_in_packs[i])))
			return true;
	return false;
}

static void check_well_formed(struct checking *x, struct slice bytes) {
	XML_Parser p;

	if (slice_trim(bytes).len == 0 || slice_trim(bytes).at[0] != '<')
		return; /* newsboat's urls: lines, not XML */
	p = XML_ParserCreate(NULL);
	if (p && XML_Parse(p, bytes.at, (int)bytes.len, 1) == XML_STATUS_ERROR) {
		struct str why;

		str_init(&why, 200);
		str_addf(&why, _("not well-formed at line %lu: %s"), (unsigned long)XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
		complain(x, "", why.at);
		str_finish(&why);
	}
	XML_ParserFree(p);
}

static void check_outlines(struct checking *x, const struct outlines *list) {
	if (!list->count)
		complain(x, "", _("no channel in it"));
	if (list->skipped)
		complain(x, url_shown(list->skipped_example, &x->call->arena), _("no channel, or no http or https address"));
	if (list->head.from && *list->head.from && list->head.days <= 0)
		complain(x, "", _("a plan says for how many days: bewust:days"));
	for (size_t i = 0; i < list->count; i++) {
		const struct outline *o = &list->at[i];
		const char *address = url_shown(o->url, &x->call->arena);

		if (!url_is_http(slice_of(o->url)) && strcmp(o->url, CHALLENGES_URL) != 0) /* what ships needs no address */
			complain(x, address, _("only http and https addresses go into a list"));
		if (belongs_in_no_pack(o->url))
			complain(x, address, _("a forum for people in a crisis does not go into a list for others"));
		if (!o->title || !*o->title)
			complain(x, address, _("has no title"));
	}
}

/* ---- an answer from each ---- */

static void on_channel(void *ctx, const struct fetch_news *n) {
	struct checking *x = ctx;

	x->asked++;
	x->unreached += n->http == 0;
	x->answered += n->status == FETCH_NEW || n->status == FETCH_SAME;
	if (n->status == FETCH_ERROR && n->http)
		complain(x, url_shown(n->channel->url, &x->call->arena), n->error);
}

/* Follows the list in memory and refreshes that. */
static bool ask_each(struct checking *x, struct slice bytes, struct err *e) {
	struct flow_options options = {.data_dir = NULL, .config = x->call->config, .clock = x->call->clock};
	struct fetch_options all = {.force = true};
	struct fetch_summary summary;
	struct imported imported;
	struct fetch *fetch = NULL;
	struct flow *f = flow_open(&options, e);
	bool ok = f && flow_channels_import(f, bytes, &x->call->arena, &imported, e) && (fetch = flow_fetch_begin(f, &all, on_channel, x, e));

	if (fetch) {
		while (flow_fetch_step(fetch, 1000, -1))
			;
		ok = flow_fetch_end(fetch, &summary, e);
	}
	flow_close(f);
	return ok;
}

static void write_verdict(struct checking *x, size_t channels, bool offline) {
	struct str *out = &x->call->out;
	size_t here = x->troubles - x->troubles_before;

	str_addf(out, P_("%s: %zu channel, ", "%s: %zu channels, ", channels), x->name, channels);
	if (here)
		str_addf(out, P_("%zu thing to mend", "%zu things to mend", here), here);
	else
		str_add_text(out, _("all well"));
	if (!offline && x->asked && x->unreached == x->asked)
		str_add_text(out, _("; no address could be reached: is this machine online?"));
	else if (!offline)
		str_addf(out, _("; %zu of %zu answered with a feed"), x->answered, x->asked);
	str_add_char(out, '\n');
}

static bool check_list(struct checking *x, struct slice bytes, struct err *e) {
	bool offline = call_has(x->call, "offline"), ok;
	struct outlines list;

	x->asked = x->answered = x->unreached = 0;
	x->troubles_before = x->troubles;
	check_well_formed(x, bytes);
	if (!parse_outlines(bytes, &list, e))
		return false;
	check_outlines(x, &list);
	ok = offline || !list.count || ask_each(x, bytes, e);
	if (ok)
		write_verdict(x, list.count, offline);
	outlines_finish(&list);
	return ok;
}

static bool check_shipped(struct call *c, struct checking *x, struct err *e) {
	struct pack *packs;
	size_t count;

	if (!flow_packs(&c->arena, &packs, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		x->name = packs[i].name;
		if (!check_list(x, packs[i].opml, e) || !call_flush(c, e))
			return false;
	}
	return true;
}

static bool run(struct call *c, struct err *e) {
	struct checking x = {.call = c};
	struct str bytes;
	bool ok;

	if (!call_config(c, e) || !call_clock(c, e))
		return false;
	if (!c->arg_count) {
		ok = check_shipped(c, &x, e);
	} else {
		x.name = c->args[0];
		if (!path_read(c->args[0], LIMIT_LIST_BYTES, &bytes, e))
			return false;
		ok = check_list(&x, str_slice(&bytes), e);
		str_finish(&bytes);
	}
	if (ok && x.troubles)
		return err_set(e, ERR_DATA, P_("%zu thing to mend in what was checked", "%zu things to mend in what was checked", x.troubles), x.troubles);
	return ok;
}

static const struct option options[] = {{"offline", NULL, N_("look at the list alone, ask no address")}, {0}};
const struct command command_packs_check = {.name = "packs", .sub = "check", .arguments = "[FILE]", .summary = N_("look a list over before it is handed on"),
	.text = N_("Well-formed, addresses that are http or https, no forum for people in a crisis; then each address is asked once, where "
		"there is a network. Without FILE, all packs that ship. Exit status 65 when there is something to mend."),
	.options = options, .args_max = 1, .run = run};
