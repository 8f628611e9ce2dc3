/* items.c: `bewust items` and `bewust kept`: what is stored, scored, newest first. */
#include "command.h"

#include <bewust/i18n.h>
#include <string.h>

enum { PAGE = 200, LIMIT = 100 };

struct listing {
	struct call *call;
	struct item_query query;
	bool json, by_label;
	enum label label;
	struct json j;
	size_t written, limit;
	bool partial;                    /* a search that could not look through all yet */
};

static void write_json(struct json *j, const struct item *i) {
	json_object(j);
	json_member_text(j, "uuid", i->uuid.text);
	json_member_text(j, "channel", i->channel_uuid.text);
	json_member_text(j, "channel_title", i->channel_title);
	json_member_text(j, "title", i->title);
	json_member_text(j, "url", i->url);
	json_member_text(j, "author", i->author);
	json_member_date(j, "published", i->published);
	json_member_date(j, "fetched", i->fetched);
	json_member_text(j, "lang", i->lang);
	json_member_text(j, "kind", item_kind_name(i->kind));
	theme_set_write_json(i->themes, j);
	json_member_number(j, "score", i->score, 4);
	json_member_text(j, "label", label_name(i->label));
	json_member_text(j, "state", item_state_name(i->state));
	json_member_number(j, "minutes", i->minutes, 2);
	json_member_text(j, "summary", i->summary);
	json_member_text(j, "note", i->note);
	write_also_in_json(j, i);
	json_end(j);
}

static void write_line(struct str *out, const struct item *i) {
	write_day(out, i->published);
	str_addf(out, "  %+.2f  ", i->score);
	write_padded(out, _(label_name(i->label)), 10);
	str_addf(out, "  %s · %s", i->title, i->channel_title);
	write_also_in(out, i);
	str_addf(out, "\n            %s\n", i->uuid.text);
}

static bool write_page(struct listing *l, const struct items *page, struct err *e) {
	for (size_t n = 0; n < page->count && l->written < l->limit && !l->call->out_gone; n++) {
		const struct item *i = &page->at[n];

		if (l->by_label && i->label != l->label)
			continue;
		if (l->json)
			write_json(&l->j, i);
		else
			write_line(&l->call->out, i);
		l->written++;
		if (l->json && !call_flush_some(l->call, e))
			return false;
	}
	return true;
}

static bool write_pages(struct listing *l, struct flow *f, struct err *e) {
	struct items page = {0};
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	do {
		arena_reset(&a);
		l->query.limit = PAGE;
		ok = store_items(flow_store(f), &l->query, &a, &page, e) && write_page(l, &page, e);
		l->partial |= page.partial;
		if (ok && page.count) {
			l->query.before_published = page.at[page.count - 1].published;
			l->query.before_id = page.at[page.count - 1].id;
		}
	} while (ok && page.count == PAGE && l->written < l->limit && !l->call->out_gone);
	arena_finish(&a);
	return ok;
}

static bool list(struct listing *l, struct flow *f, const char *nothing, struct err *e) {
	l->query.before_published = DATE_NONE;
	json_init(&l->j, &l->call->out, 1);
	if (l->json)
		json_array(&l->j);
	if (!write_pages(l, f, e))
		return false;
	if (l->json) {
		json_end(&l->j);
		str_add_char(&l->call->out, '\n');
	} else if (!l->written && !l->partial) {
		str_addf(&l->call->out, "%s\n", nothing);
	}
	return true;
}

static bool read_query(struct call *c, struct flow *f, struct listing *l, struct err *e) {
	const char *channel = call_option(c, "channel"), *label = call_option(c, "label");
	struct channel found;
	long long limit;

	if (!call_int(c, "limit", 0, 100000000, LIMIT, &limit, e))
		return false;
	l->limit = limit ? (size_t)limit : SIZE_MAX;
	l->query.search = call_option(c, "search");
	if (label && !label_parse(slice_of(label), &l->label))
		return err_set(e, ERR_USAGE, _("%s: a label is uplifting, neutral or draining"), label);
	l->by_label = l->query.by_label = label != NULL;
	l->query.label = l->label;
	if (channel) {
		if (!store_channel_find(flow_store(f), channel, &c->arena, &found, e))
			return false;
		l->query.channel_id = found.id;
	}
	return true;
}

/* What was found stands there at once; who searches again finds the rest, for which the index is filled now. */
static bool go_on_indexing(struct call *c, struct flow *f, struct err *e) {
	struct err ignored = {0}, note = {0};

	if (!call_flush(c, e))
		return false;
	err_set(&note, ERR_TEMP, "%s", _("not all could be looked through yet: much has come in since the last search; ask once more in a moment"));
	call_complain(&note);
	call_tidy(c, f, &ignored);
	return true;
}

static bool run_items(struct call *c, struct err *e) {
	struct listing l = {.call = c, .json = call_has(c, "json")};
	bool chosen = call_has(c, "channel") || call_has(c, "label") || call_has(c, "search");
	struct flow *f = call_flow_to_look(c, e);

	if (!f || !read_query(c, f, &l, e) || !list(&l, f, chosen ? _("Nothing like that is stored: `bewust items` lists what is.") :
		_("Nothing here. `bewust fetch` asks the channels for news."), e))
		return false;
	return !l.partial || go_on_indexing(c, f, e);
}

static bool run_kept(struct call *c, struct err *e) {
	struct listing l = {.call = c, .json = call_has(c, "json"), .query.kept_only = true, .limit = SIZE_MAX};
	struct flow *f = call_flow_to_look(c, e);

	return f && list(&l, f, _("Nothing is kept yet: in a session, s keeps an item."), e);
}

static const struct option items_options[] = {
	{"json", NULL, N_("as JSON")},
	{"limit", "N", N_("at most so many; 100 when not said, 0 for all")},
	{"channel", "CHANNEL", N_("only of this channel")},
	{"label", "LABEL", N_("only uplifting, neutral or draining ones")},
	{"search", "WORDS", N_("only those with all of these words")},
	{0},
};
static const char *const items_examples[] = {"items --label uplifting --limit 10", "items --json --search seals", NULL};
const struct command command_items = {.name = "items", .arguments = "", .summary = N_("what is stored, with its score, newest first"),
	.text = N_("A search looks through the index and the last thousand items that came in. Where more of them wait for the index it says so on standard "
		"error, and once the answer stands there it takes them in: who asks again finds all."),
	.options = items_options, .examples = items_examples, .args_max = 0, .run = run_items};

static const struct option kept_options[] = {{"json", NULL, N_("as JSON")}, {0}};
const struct command command_kept = {.name = "kept", .arguments = "", .summary = N_("what was kept, last kept first"), .options = kept_options,
	.args_max = 0, .run = run_kept};
