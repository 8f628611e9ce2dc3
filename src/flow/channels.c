/* channels.c: following, editing and dropping channels; lists of them in and out. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <stdio.h>
#include <string.h>

enum { CHOICES_MAX = 12, PAGE_BYTES_MAX = 8 << 20, PLAN_DOSE_MINUTES = 5 /* Prestin and Nabi 2020: 5 minutes a day for 5 days */ };

/* Where feeds usually are on a site that names none: tried in turn, as a last resort. */
static const char *const usual_paths[] = {"/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"};

/* ---- one answer from the network, whole ---- */

struct answer {
	struct str body;
	struct err err;
	struct str url, type, etag, last_modified;
	int status;
	bool ok;
};

static void answer_init(struct answer *w) {
	memset(w, 0, sizeof(*w));
	str_init(&w->body, PAGE_BYTES_MAX);
	str_init(&w->url, URL_MAX);
	str_init(&w->type, 256);
	str_init(&w->etag, 1 << 12);
	str_init(&w->last_modified, 256);
}

static void answer_finish(struct answer *w) {
	str_finish(&w->body);
	str_finish(&w->url);
	str_finish(&w->type);
	str_finish(&w->etag);
	str_finish(&w->last_modified);
}

static bool on_body(void *ctx, const struct http_head *head, struct slice bytes) {
	struct answer *w = ctx;

	(void)head;
	return str_add(&w->body, bytes);
}

static void on_done(void *ctx, const struct http_result *r) {
	struct answer *w = ctx;

	w->ok = r->ok;
	w->status = r->head.status;
	w->err = r->err;
	str_add_text(&w->url, r->head.url);
	str_add_text(&w->type, r->head.content_type);
	str_add_text(&w->etag, r->etag);
	str_add_text(&w->last_modified, r->last_modified);
}

static bool ask_once(struct flow *f, const char *url, bool typed, struct answer *w, struct err *e) {
	struct http_limits limits;
	struct http *http;

	http_limits_default(&limits);
	limits.total_ms = f->config.timeout_s * 1000;
	if (!(http = http_new(&limits, e)))
		return false;
	http_add(http, &(struct http_request){.url = url, .public_only = !typed, .on_body = on_body, .on_done = on_done, .ctx = w});
	while (http_step(http, 1000, -1) > 0)
		;
	http_free(http);
	return true;
}

/* ---- following ---- */

/* What a search for a feed goes through: an address, what it answered, and what that page named. */
struct search {
	struct flow *flow;
	struct arena *arena;
	struct followed *out;
	bool typed;                             /* by the reader, or on the same private host as what was */
	struct answer answer;
};

static bool no_answer_yet(const struct answer *w) {
	return !w->ok || w->status == 429 || w->status >= 500;
}

/* Stores the channel and what its first answer holds, in one transaction. */
static bool follow_with(struct search *s, struct channel *c, bool *is_feed, struct err *e) {
	struct flow *f = s->flow;
	struct answer *w = &s->answer;
	struct refresh done = {.at = flow_now(f)};
	struct parse_report report;
	struct ingest ingest;
	bool later = no_answer_yet(w), ok;

	*is_feed = true;
	if (!store_begin(f->store, e))
		return false;
	ok = store_channel_add(f->store, c, &s->out->was_there, e);
	ingest_init(&ingest, f, c);
	if (ok && !later && !ingest_bytes(&ingest, str_slice(&w->body), w->url.at, w->type.at, &report, e)) {
		*is_feed = ingest.failed;
		ok = false;
	}
	if (ok) {
		done.channel_id = c->id;
		done.due_at = later ? flow_due_after_trouble(done.at, 0, -1) : flow_due_after_success(done.at, ingest.ttl_minutes, 0, 0);
		done.error = later ? w->ok ? _("the server asks to come back later") : w->err.text : NULL;
		if (!later) {
			done.etag = w->etag.at;
			done.last_modified = w->last_modified.at;
			done.title = ingest.title;
			done.site = ingest.site;
			done.lang = ingest.lang;
		}
		ok = store_refresh_done(f->store, &done, e);
	}
	s->out->items_new = ingest.items_new;
	ingest_finish(&ingest);
	return store_end(f->store, ok, e) && ok;
}

/* What a page names as its feeds, or, where it names none, the usual paths of its site. */
static void note_choices(struct search *s) {
	struct followed *out = s->out;
	struct answer *w = &s->answer;

	out->choice_urls = arena_array(s->arena, CHOICES_MAX, sizeof(char *));
	out->choice_titles = arena_array(s->arena, CHOICES_MAX, sizeof(char *));
	out->choices = parse_page_feeds(str_slice(&w->body), w->url.at, s->arena, out->choice_urls, out->choice_titles, CHOICES_MAX);
}

/* Tries one address. *found: it is followed now; false with *e: trouble that ends the search. */
static bool try_address(struct search *s, const char *url, theme_set themes, bool *found, struct err *e) {
	struct channel c = {.url = url, .themes = themes, .title = "", .site = "", .lang = "", .note = "", .credential = ""};
	struct answer *w = &s->answer;
	bool is_feed;

	*found = false;
	answer_finish(w);
	answer_init(w);
	if (!ask_once(s->flow, url, s->typed, w, e))
		return false;
	if (w->ok && w->status >= 400 && w->status < 500 && w->status != 429)
		return err_set(e, ERR_NET, _("%s: the server answered %d: check the address"), url, w->status);
	if (follow_with(s, &c, &is_feed, e)) {
		*found = true;
		return store_channel_get(s->flow->store, c.id, s->arena, &s->out->channel, e);
	}
	return !is_feed;
}

/* An address that a page named: nobody typed it, so a public page leads nowhere private. */
static bool try_found(struct search *s, const char *found_url, theme_set themes, bool *found, struct err *e) {
	struct str url;
	bool ok;

	str_init(&url, URL_MAX);
	net_address_found(slice_of(found_url), &url);
	ok = try_address(s, arena_text(s->arena, str_slice(&url)), themes, found, e);
	str_finish(&url);
	return ok;
}

static void try_usual_paths(struct search *s, const char *page, theme_set themes, bool *found) {
	for (size_t i = 0; !*found && i < sizeof(usual_paths) / sizeof(usual_paths[0]); i++) {
		struct err ignored = {0};       /* most of them are not there */
		struct str url;

		str_init(&url, URL_MAX);
		if (url_resolve(page, slice_of(usual_paths[i]), &url))
			try_found(s, url.at, themes, found, &ignored);
		str_finish(&url);
	}
}

static bool try_choices(struct search *s, theme_set themes, bool *found, struct err *e) {
	const char *page = arena_text(s->arena, str_slice(&s->answer.url));

	note_choices(s);
	s->typed = url_host_is_private(url_host(slice_of(page)));
	for (size_t i = 0; i < s->out->choices && !*found; i++)
		try_found(s, s->out->choice_urls[i], themes, found, e);
	if (*found) {
		s->out->note = _("the page named this feed");
	} else if (!s->out->choices) {
		try_usual_paths(s, page, themes, found);
		s->out->note = _("the page named no feed; this one was found beside it");
	}
	if (!*found && !e->kind)
		err_set(e, ERR_DATA, _("%s: no feed there, and none that the page names: look for its RSS or Atom address"), page);
	return *found;
}

bool flow_channel_follow(struct flow *f, const char *typed, theme_set themes, struct arena *a, struct followed *out, struct err *e) {
	struct search s = {.flow = f, .arena = a, .out = out, .typed = true};
	struct err why = {0};
	struct str url;
	bool page, found = false, ok;

	memset(out, 0, sizeof(*out));
	out->note = "";
	str_init(&url, URL_MAX);
	answer_init(&s.answer);
	ok = net_address(slice_of(typed), f->config.bridge, &url, &page, e);
	if (ok && store_channel_find(f->store, url.at, a, &out->channel, &why)) {
		out->was_there = found = true;
	} else if (ok) {
		const char *address = arena_text(a, str_slice(&url));

		ok = try_address(&s, address, themes, &found, &why);
		if (ok && !found) {
			why = (struct err){0};
			ok = try_choices(&s, themes, &found, &why);
		}
		if (!ok && e)
			*e = why;
	}
	answer_finish(&s.answer);
	str_finish(&url);
	return ok && found;
}

bool flow_channel_edit(struct flow *f, const struct channel *c, struct err *e) {
	return store_channel_edit(f->store, c, e);
}

bool flow_channel_remove(struct flow *f, int64_t id, struct err *e) {
	return store_channel_remove(f->store, id, flow_now(f), e);
}

bool flow_channel_restore(struct flow *f, int64_t id, struct err *e) {
	return store_channel_restore(f->store, id, e);
}

/* ---- lists ---- */

static const char *text_or_empty(const char *text) {
	return text ? text : "";
}

static bool import_one(struct flow *f, const struct outline *o, struct imported *out, struct err *e) {
	struct channel c = {.url = o->url, .site = text_or_empty(o->site), .title = text_or_empty(o->title), .lang = text_or_empty(o->lang),
		.note = text_or_empty(o->note), .credential = text_or_empty(o->credential), .themes = o->themes, .kind = o->kind};
	bool was_there;

	if (!store_channel_add(f->store, &c, &was_there, e))
		return false;
	out->there_already += was_there;
	out->added += !was_there;
	return true;
}

/* A list from somebody, with a dose, is a plan: it runs from today for its days. */
static bool start_plan(struct flow *f, const struct outline_head *head, struct err *e) {
	char days[16], dose[16], day[32];

	if (!*head->from || head->days <= 0)
		return true;
	snprintf(days, sizeof(days), "%d", head->days);
	snprintf(dose, sizeof(dose), "%d", head->dose_minutes > 0 ? head->dose_minutes : PLAN_DOSE_MINUTES);
	snprintf(day, sizeof(day), "%lld", (long long)date_day(flow_now(f), f->config.turn_hour));
	return store_fact_put(f->store, "plan_from", head->from, e) && store_fact_put(f->store, "plan_days", days, e) &&
		store_fact_put(f->store, "plan_dose", dose, e) && store_fact_put(f->store, "plan_first_day", day, e);
}

static void copy_head(struct arena *a, const struct outline_head *from, struct outline_head *to) {
	*to = *from;
	to->title = arena_text(a, slice_of(from->title));
	to->from = arena_text(a, slice_of(from->from));
	to->note = arena_text(a, slice_of(from->note));
}

bool flow_channels_import(struct flow *f, struct slice bytes, struct arena *a, struct imported *out, struct err *e) {
	struct outlines list;
	bool ok;

	memset(out, 0, sizeof(*out));
	if (!parse_outlines(bytes, &list, e))
		return false;
	out->skipped = list.skipped;
	out->skipped_example = arena_text(a, slice_of(list.skipped_example));
	copy_head(a, &list.head, &out->head);
	ok = store_begin(f->store, e);
	if (ok) {
		for (size_t i = 0; ok && i < list.count; i++)
			ok = import_one(f, &list.at[i], out, e);
		ok = ok && start_plan(f, &list.head, e);
		ok = store_end(f->store, ok, e) && ok;
	}
	outlines_finish(&list);
	return ok;
}

bool flow_channels_export(struct flow *f, struct str *out, struct err *e) {
	struct outline_head head = {.title = "bewust", .from = "", .note = ""};
	struct channels channels;
	struct outline *list;
	struct arena a;
	size_t count = 0;
	bool ok;

	arena_init(&a, 0);
	ok = store_channels(f->store, &a, &channels, e);
	if (ok) {
		list = arena_array(&a, channels.count + 1, sizeof(*list));
		for (size_t i = 0; i < channels.count; i++) {
			const struct channel *c = &channels.at[i];

			if (!flow_url_is_built_in(c->url))
				list[count++] = (struct outline){.url = c->url, .site = c->site, .title = c->title, .lang = c->lang, .note = c->note,
					.credential = c->credential, .themes = c->themes, .kind = c->kind};
		}
		outlines_write(&head, list, count, out);
	}
	arena_finish(&a);
	return ok;
}
