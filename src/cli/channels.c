/* channels.c: `bewust channels`: what is followed; adding, removing, lists in and out. channels edit is in edit.c. */
#include "channels.h"

#include <bewust/i18n.h>
#include <bewust/url.h>
#include <bewust/words.h>
#include <string.h>
#include <unistd.h>

enum { HEALTH_MAX_BYTES = 1 << 13 };

bool channels_load(struct call *c, struct flow *f, struct channels *out, struct err *e) {
	struct channels all;

	if (!store_channels(flow_store(f), &c->arena, &all, e))
		return false;
	*out = (struct channels){all.at, 0};
	for (size_t i = 0; i < all.count; i++)
		if (strcmp(all.at[i].url, CHALLENGES_URL) != 0)
			out->at[out->count++] = all.at[i];
	return true;
}

const char *channels_title(struct arena *a, const struct channel *c) {
	if (!c->title || !*c->title)
		return url_shown(c->url, a);
	return url_is_http(slice_of(c->title)) ? url_shown(c->title, a) : c->title;
}

/* ---- list ---- */

static const char *health(const struct channel *c) {
	if (*c->error)
		return c->paused ? "rests" : "error";
	return c->checked_at == DATE_NONE ? "new" : "ok";
}

static void write_set(struct json *j, const struct channel *c, const struct channel_setting *set, size_t count) {
	bool some = false;

	for (size_t i = 0; i < count; i++) {
		if (set[i].channel_id != c->id)
			continue;
		if (!some) {
			json_key(j, "set");
			json_array(j);
		}
		some = true;
		json_text(j, slice_of(set[i].name));
	}
	if (some)
		json_end(j);
}

static void write_members(struct json *j, const struct channel *c) {
	json_member_text(j, "uuid", c->uuid.text);
	write_address_json(j, "url", c->url);
	write_address_json(j, "site", c->site);
	json_member_text(j, "title", c->title);
	theme_set_write_json(c->themes, j);
	json_member_text(j, "kind", source_kind_name(c->kind));
	json_member_text(j, "credential", c->credential);
	json_member_text(j, "lang", c->lang);
	json_member_text(j, "health", health(c));
	json_member_date(j, "since", c->error_since);
	json_member_text(j, "error", c->error);
	json_member_text(j, "flaw", c->flaw);
	json_member_int(j, "read", c->read);
	json_member_int(j, "skipped", c->skipped);
	json_member_int(j, "kept", c->kept);
	json_member_date(j, "due", c->due_at);
	json_member_bool(j, "paused", c->paused);
	if (c->moved.times)
		write_address_json(j, "moved_to", c->moved.to);
}

/* What there is to know of how it is, in one line: since when, why, and what could be done. */
static void write_health(struct arena *a, const struct channel *c, const struct channel_pause *pause, int64_t now, struct str *out) {
	char when[64];

	if (*c->error) {
		str_add_text(out, _("    since "));
		write_day(out, c->error_since);
		str_addf(out, ": %s", flow_channel_trouble(c));
		if (!c->paused && c->due_at != DATE_NONE && c->due_at > now) {
			words_until(c->due_at, now, when);
			str_addf(out, _("; left alone until %s"), when);
		}
		str_add_char(out, '\n');
	} else if (pause->until != DATE_NONE && !c->paused) {
		str_addf(out, _("    %s; then it is asked again by itself\n"), pause->words);
	} else if (c->moved.times) {
		str_addf(out, _("    its server sends to %s; taken over once that held for a week\n"), url_shown(c->moved.to, a));
	} else if (*c->flaw) {
		str_addf(out, "    %s\n", c->flaw);
	}
}

/* On a terminal it is broken between words. */
static void write_health_line(struct arena *a, const struct channel *c, const struct channel_pause *pause, int64_t now, struct str *out) {
	struct str line;

	str_init(&line, HEALTH_MAX_BYTES);
	write_health(a, c, pause, now, &line);
	if (line.len && isatty(STDOUT_FILENO))
		write_wrapped(out, arena_text(a, slice_trim(str_slice(&line))), 4, write_columns());
	else
		str_add(out, str_slice(&line));
	str_finish(&line);
}

static void write_line(struct arena *a, const struct channel *c, const struct channel_pause *pause, int64_t now, struct str *out) {
	struct str themes;

	str_init(&themes, 200);
	theme_set_write(c->themes, " ", &themes);
	write_padded(out, channels_title(a, c), 32);
	str_add_text(out, "  ");
	write_padded(out, themes.len ? themes.at : "-", 20);
	str_add_text(out, "  ");
	write_padded(out, c->kind == SOURCE_UNKNOWN ? "-" : source_kind_name(c->kind), 11);
	str_addf(out, _("  read %d, skipped %d"), c->read, c->skipped);
	if (c->paused)
		str_add_text(out, _(", rests"));
	str_addf(out, "\n    %s\n", url_shown(c->url, a));
	write_health_line(a, c, pause, now, out);
	str_finish(&themes);
}

static bool run_list(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	struct channel_setting *set;
	struct channel_pause *pauses;
	struct channels list;
	size_t set_count;
	struct json j;

	if (!f || !channels_load(c, f, &list, e) || !store_channel_settings(flow_store(f), 0, &c->arena, &set, &set_count, e) ||
		!flow_channel_pauses(f, list.at, list.count, &c->arena, &pauses, e))
		return false;
	json_init(&j, &c->out, 1);
	if (call_has(c, "json")) {
		json_array(&j);
		for (size_t i = 0; i < list.count; i++) {
			json_object(&j);
			write_members(&j, &list.at[i]);
			json_member_date(&j, "pause_until", pauses[i].until);
			write_set(&j, &list.at[i], set, set_count);
			json_end(&j);
		}
		json_end(&j);
		str_add_char(&c->out, '\n');
		return true;
	}
	for (size_t i = 0; i < list.count; i++)
		write_line(&c->arena, &list.at[i], &pauses[i], flow_now(f), &c->out);
	if (!list.count)
		str_addf(&c->out, "%s\n", _("Nothing is followed yet: `bewust channels add ADDRESS` follows a feed, `bewust packs` has some to begin with."));
	return true;
}

/* ---- add ---- */

static void write_followed_json(struct json *j, const struct followed *x) {
	json_object(j);
	write_members(j, &x->channel);
	json_member_bool(j, "was_there", x->was_there);
	json_member_int(j, "items_new", x->items_new);
	json_member_text(j, "note", x->note);
	if (x->choices) {
		json_key(j, "choices");
		json_array(j);
		for (size_t i = 0; i < x->choices; i++) {
			json_object(j);
			write_address_json(j, "url", x->choice_urls[i]);
			json_member_text(j, "title", x->choice_titles[i]);
			json_end(j);
		}
		json_end(j);
	}
	json_end(j);
}

static void write_followed(struct arena *a, const struct followed *x, bool set, struct str *out) {
	const struct channel *c = &x->channel;

	if (x->was_there)
		str_addf(out, _("Followed already: %s\n    %s\n"), channels_title(a, c), url_shown(c->url, a));
	else
		str_addf(out, P_("Following %s: %d item\n    %s\n", "Following %s: %d items\n    %s\n", (unsigned long)x->items_new), channels_title(a, c),
			x->items_new, url_shown(c->url, a));
	if (x->note && *x->note)
		str_addf(out, "    %s\n", x->note);
	if (x->was_there && set)
		str_addf(out, "    %s\n", _("it is asked as before: `bewust channels set` changes that"));
	if (*c->error)
		str_addf(out, _("    not reached just now: %s\n"), c->error);
	if (x->choices > 1)
		str_addf(out, "    %s\n", _("the page names more feeds; add one of these by its address if you meant it:"));
	for (size_t i = 0; x->choices > 1 && i < x->choices; i++)
		if (strcmp(x->choice_urls[i], c->url) != 0)
			str_addf(out, "      %s%s%s\n", url_shown(x->choice_urls[i], a), *x->choice_titles[i] ? "  " : "", x->choice_titles[i]);
}

static const char *choice_title(struct arena *a, const struct followed *x, size_t i) {
	return *x->choice_titles[i] ? x->choice_titles[i] : url_shown(x->choice_urls[i], a);
}

/* On a terminal a page's several feeds are a question: another one takes the place of the first, which is followed by now. */
static bool choose(struct call *c, struct flow *f, const struct follow *wish, struct followed *x, struct err *e) {
	struct follow other = *wish;
	int64_t first = x->channel.id;
	size_t n;

	if (!x->asks || x->was_there || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return true;
	str_addf(&c->out, "%s\n", _("The page names several feeds:"));
	for (size_t i = 0; i < x->choices; i++)
		str_addf(&c->out, "%3zu  %s\n", i + 1, choice_title(&c->arena, x, i));
	n = call_asks_number(c, _("Which one?"), x->choices);
	other.typed = x->choice_urls[n - 1];
	other.set_for = wish->typed;
	if (strcmp(other.typed, x->channel.url) == 0) {
		x->choices = 0;
		return true;
	}
	return flow_channel_follow(f, &other, &c->arena, x, e) && (x->channel.id == first || flow_channel_remove(f, first, e));
}

/* "name=value", as --set and `channels set` take it. */
static bool split_setting(struct arena *a, const char *text, struct channel_setting *out, struct err *e) {
	size_t name = strcspn(text, "=");

	if (!text[name])
		return err_set(e, ERR_USAGE, _("“%s”: give it as name=value; name= takes it back"), text);
	*out = (struct channel_setting){.name = arena_text(a, (struct slice){text, name}), .value = text + name + 1};
	return true;
}

static bool add_settings(struct call *c, struct follow *wish, struct err *e) {
	struct channel_setting *set = arena_array(&c->arena, CALL_OPTIONS_MAX, sizeof(*set));
	const char *text;
	int at = 0;

	wish->set = set;
	while ((text = call_option_each(c, "set", &at)))
		if (!split_setting(&c->arena, text, &set[wish->set_count++], e))
			return false;
	return true;
}

/* One that cannot be followed does not keep the others from it; the last trouble is what the call ends with. */
static bool run_add(struct call *c, struct err *e) {
	struct follow wish = {0};
	struct flow *f;
	struct json j;
	bool ok = true, json = call_has(c, "json");

	if (!call_themes(c, &wish.themes, e) || !add_settings(c, &wish, e) || !(f = call_flow(c, e)))
		return false;
	json_init(&j, &c->out, 1);
	if (json)
		json_array(&j);
	for (int i = 0; i < c->arg_count; i++) {
		struct followed x;
		struct err trouble = {0};

		wish.typed = c->args[i];
		if (!flow_channel_follow(f, &wish, &c->arena, &x, &trouble) || (!json && !choose(c, f, &wish, &x, &trouble))) {
			if (!ok)
				call_complain(e);
			*e = trouble;
			ok = false;
		} else if (json) {
			write_followed_json(&j, &x);
		} else {
			write_followed(&c->arena, &x, wish.set_count > 0, &c->out);
		}
	}
	if (json) {
		json_end(&j);
		str_add_char(&c->out, '\n');
	}
	return ok;
}

/* ---- remove ---- */

static bool run_remove(struct call *c, struct err *e) {
	struct channel *found = arena_array(&c->arena, (size_t)c->arg_count, sizeof *found);
	struct flow *f = call_flow(c, e);

	for (int i = 0; f && i < c->arg_count; i++)
		if (!store_channel_find(flow_store(f), c->args[i], &c->arena, &found[i], e))
			return false;
	for (int i = 0; f && i < c->arg_count; i++) {
		if (!flow_channel_remove(f, found[i].id, e))
			return false;
		str_addf(&c->out, _("Not followed any more: %s\n    `bewust channels add %s` brings it back\n"), channels_title(&c->arena, &found[i]),
			url_shown(found[i].url, &c->arena));
	}
	return f != NULL;
}

/* ---- set ---- */

/* What may be a secret is only said to be there. */
static bool list_settings(struct call *c, struct flow *f, const struct channel *channel, struct err *e) {
	struct channel_setting *set;
	size_t count;

	if (!store_channel_settings(flow_store(f), channel->id, &c->arena, &set, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		str_addf(&c->out, "%s=%s\n", set[i].name, strcmp(set[i].name, "header") == 0 ? "…" : set[i].value);
	if (!count)
		str_addf(&c->out, _("%s is asked as all others are.\n"), channels_title(&c->arena, channel));
	return true;
}

static bool run_set(struct call *c, struct err *e) {
	struct flow *f = call_flow(c, e);
	struct channel channel;

	if (!f || !store_channel_find(flow_store(f), c->args[0], &c->arena, &channel, e))
		return false;
	for (int i = 1; i < c->arg_count; i++) {
		struct channel_setting set;

		if (!split_setting(&c->arena, c->args[i], &set, e) || !flow_channel_set(f, channel.id, set.name, set.value, e))
			return false;
	}
	return list_settings(c, f, &channel, e);
}

/* ---- lists ---- */

void channels_write_outline(struct arena *a, const struct outline *o, struct str *out) {
	const char *address = url_shown(o->url, a);
	struct str themes;

	str_init(&themes, 200);
	theme_set_write(o->themes, " ", &themes);
	str_addf(out, "%s\n    %s\n", o->title && *o->title ? o->title : address, address);
	if (themes.len || o->kind != SOURCE_UNKNOWN || (o->credential && *o->credential))
		str_addf(out, "    %s%s%s%s%s\n", themes.at, themes.len && o->kind ? " · " : "", o->kind ? source_kind_name(o->kind) : "",
			o->credential && *o->credential ? " · " : "", o->credential ? o->credential : "");
	if (o->note && *o->note)
		write_wrapped(out, o->note, 4, write_columns());
	str_finish(&themes);
}

void channels_write_head(struct str *out, const struct outline_head *h) {
	if (h->title && *h->title)
		str_addf(out, "%s\n", h->title);
	if (h->note && *h->note)
		write_wrapped(out, h->note, 0, write_columns());
	if (h->from && *h->from && h->days > 0)
		str_addf(out, P_("A plan from %s: %d minutes a day, for %d day.\n", "A plan from %s: %d minutes a day, for %d days.\n", (unsigned long)h->days),
			h->from, h->dose_minutes > 0 ? h->dose_minutes : 5, h->days);
}

static void write_list(struct arena *a, const struct outlines *list, struct str *out) {
	channels_write_head(out, &list->head);
	for (size_t i = 0; i < list->count; i++)
		channels_write_outline(a, &list->at[i], out);
}

/* On a terminal each channel is shown before it is followed, and nothing is followed without a yes. */
static bool agreed(struct call *c, struct slice bytes, bool *yes, struct err *e) {
	struct outlines list;

	*yes = true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return true;
	if (!parse_outlines(bytes, &list, e))
		return false;
	write_list(&c->arena, &list, &c->out);
	*yes = !list.count || call_asks(c, P_("Follow this channel?", "Follow these channels?", list.count));
	outlines_finish(&list);
	return true;
}

bool channels_import(struct call *c, struct slice bytes, struct err *e) {
	struct flow *f = NULL;
	struct imported x;
	bool yes;

	if (!agreed(c, bytes, &yes, e))
		return false;
	if (!yes) {
		str_addf(&c->out, "%s\n", _("Nothing was followed."));
		return true;
	}
	if (!(f = call_flow(c, e)) || !flow_channels_import(f, bytes, &c->arena, &x, e))
		return false;
	if (x.head.from && *x.head.from)
		channels_write_head(&c->out, &x.head);
	str_addf(&c->out, P_("%zu channel added", "%zu channels added", x.added), x.added);
	if (x.there_already)
		str_addf(&c->out, P_(", %zu there already", ", %zu there already", x.there_already), x.there_already);
	str_addf(&c->out, ".%s%s\n", x.added ? " " : "", x.added ? _("`bewust fetch` asks them for news.") : "");
	if (x.skipped)
		str_addf(&c->out, P_("%zu line is no channel and was left out: %s\n", "%zu lines are no channels and were left out, as: %s\n", x.skipped), x.skipped,
			url_shown(x.skipped_example, &c->arena));
	return true;
}

static bool run_import(struct call *c, struct err *e) {
	struct str bytes;
	bool ok;

	if (!path_read(c->arg_count ? c->args[0] : "-", LIMIT_LIST_BYTES, &bytes, e))
		return false;
	ok = channels_import(c, str_slice(&bytes), e);
	str_finish(&bytes);
	return ok;
}

static bool run_export(struct call *c, struct err *e) {
	struct flow *f = call_flow_to_look(c, e);
	struct str opml;
	bool ok;

	if (!f)
		return false;
	str_init(&opml, LIMIT_LIST_BYTES);
	ok = flow_channels_export(f, &opml, e) && (!opml.full || err_set(e, ERR_DATA, _("the list is larger than %d bytes"), (int)LIMIT_LIST_BYTES)) &&
		path_write(c->arg_count ? c->args[0] : "-", str_slice(&opml), e);
	str_finish(&opml);
	return ok;
}

/* ---- the table ---- */

static const struct option json_option[] = {{"json", NULL, N_("as JSON")}, {0}};
static const char *const examples[] = {"channels add https://xkcd.com/atom.xml --theme humour", "channels add youtube:@handle mastodon:@user@host",
	"channels add --set user=me --set \"password-command=pass show paper\" https://paper.example/feed",
	"channels import list.opml", "channels export list.opml", "channels remove xkcd", NULL};
const struct command command_channels_list = {.name = "channels", .sub = "list", .arguments = "", .summary = N_("what you follow, and how it is doing"),
	.options = json_option, .examples = examples, .args_max = 0, .run = run_list};

static const struct option add_options[] = {
	{"theme", "T", N_("what it is about; may be given several times")},
	{"set", "NAME=VALUE", N_("how it is asked, from the first time on, as in `channels set`; may be given several times")},
	{"json", NULL, N_("as JSON")},
	{0},
};
const struct command command_channels_add = {.name = "channels", .sub = "add", .arguments = "URL…", .summary = N_("follow feeds, and fetch them at once"),
	.text = N_("URL is a feed, a web page, or a short form. Of a page the feed that it names is taken: posts before comments, a question on a terminal where "
		"several may be meant. Where it names none: a feed that it links to, else one of the usual addresses (/feed, /rss, /feed.xml, …) below the "
		"page and at the top of its site.\n\n"
		"Short forms that stand for the address of a feed: youtube:UC… (the id of a channel; Shorts are left out), youtube:PL… (a list), "
		"mastodon:@user@host, mastodon:#tag@host, bluesky:handle, reddit:name, reddit:u/name, github:owner/name (releases), lemmy:name@host, "
		"peertube:name@host (a channel), tumblr:name, medium:@name, substack:name. youtube:@handle is looked up on its page, which needs the network. "
		"telegram:name and tiktok:@name have no feeds of their own and go through the bridge of the settings. Instagram, Facebook, X, Threads, "
		"LinkedIn, Spotify and Snapchat offer none.\n\n"
		"Where a server says that a feed moved for good (301, 308), the new address is taken over once three refreshes over a week heard the same; "
		"a feed that is gone for good (410) rests.\n\n"
		"Themes: calm humour hope kindness nature growth learning solutions creativity connection "
		"challenge coaching news."),
	.options = add_options, .args_min = 1, .args_max = -1, .run = run_add};
const struct command command_channels_remove = {.name = "channels", .sub = "remove", .arguments = "CHANNEL…", .summary = N_("do not follow them any more"),
	.args_min = 1, .args_max = -1, .run = run_remove};
static const char *const set_examples[] = {"channels set xkcd interval=720", "channels set \"my paper\" user=me \"password-command=pass show paper\"",
	"channels set xkcd user-agent= interval=", NULL};
const struct command command_channels_set = {.name = "channels", .sub = "set", .arguments = "CHANNEL [NAME=VALUE…]",
	.summary = N_("how one channel is asked, where it is not as for all"),
	.text = N_("interval: minutes between two requests, 10 to 43200. user-agent: told instead of the program’s own. header: one more line, “Name: value”. "
		"user and password-command: who you are there; the command is run as it stands, without a shell, and the first line that it prints is the "
		"password. It may take as long as an answer (fetch.timeout_s); others are asked meanwhile, and without its password a channel is not. A NAME without a VALUE takes it back; without any, what is set is listed.\n\n"
		"Header, name and password go to the channel’s own host and to no other. An export has neither header nor password-command."),
	.examples = set_examples, .args_min = 1, .args_max = -1, .run = run_set};
const struct command command_channels_import = {.name = "channels", .sub = "import", .arguments = "[FILE]",
	.summary = N_("follow all channels of a list: OPML, or newsboat's urls file"),
	.text = N_("On a terminal each is shown first. Fetches nothing. Lines that would run a command (exec:, filter:) are left out and named."),
	.args_max = 1, .run = run_import};
const struct command command_channels_export = {.name = "channels", .sub = "export", .arguments = "[FILE]", .summary = N_("the list as OPML, which any reader opens"),
	.args_max = 1, .run = run_export};
