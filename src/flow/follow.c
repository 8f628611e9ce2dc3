/* follow.c: following what a person typed: the address is asked at once, and where it is a page, what it names, links to, or has beside it. */
#include "flow_private.h"
#include "secret.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <bewust/words.h>
#include <string.h>

enum { ASK_SECONDS = 15 /* somebody waits */, GUESS_SECONDS = 30, CHOICES_MAX = 12, LINKS_TRIED = 4 };

/* Where feeds usually are on a site that names none: tried in turn, as a last resort, below the page and at the top of its site. */
static const char *const usual_paths[] = {"feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "feed.atom", "index.rss",
	"feeds/posts/default"};

/* ---- one answer from the network, whole ---- */

struct answer {
	struct str body;
	struct err err;
	struct str url, type, etag, last_modified;
	int64_t retry_after_s, fresh_s;
	int status;
	bool ok, put_off;
};

static void answer_init(struct answer *w) {
	memset(w, 0, sizeof(*w));
	str_init(&w->body, LIMIT_BODY_BYTES);
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
	w->retry_after_s = r->retry_after_s;
	w->put_off = r->put_off;
	w->fresh_s = r->fresh_s;
	str_add_text(&w->url, r->head.url);
	str_add_text(&w->type, r->head.content_type);
	str_add_text(&w->etag, r->etag);
	str_add_text(&w->last_modified, r->last_modified);
}

/* ---- following ---- */

/* Who says that an address is one: the reader, a page, or nobody: what is asked on the off chance. */
enum given { GIVEN_TYPED, GIVEN_NAMED, GIVEN_GUESSED };

/* What a search for a feed goes through: an address, what it answered, and what that page named. */
struct search {
	struct flow *flow;
	struct arena *arena;
	struct followed *out;
	bool private_too;                       /* typed by the reader, or on the same private host as what was */
	bool sent_on;                           /* by a page that only says where the page is */
	int64_t guess_until;                    /* on the clock that only goes forward */
	const struct follow *wish;
	const char *own_url;                    /* what the reader typed: header and password are for its host alone */
	struct channel_settings own;
	const char *password;
	bool elsewhere;                         /* they were not set, as its feed is on another host */
	struct answer answer;
};

/* An address of the place that the reader told a header or a password for. */
static bool is_own_place(const struct search *s, const char *url) {
	return slice_equal_nocase(flow_place_of(s->own_url), flow_place_of(url));
}

/* Asks one address, as the reader set it. *answer is what came. */
static bool ask_once(struct search *s, const char *url, struct err *e) {
	struct flow *f = s->flow;
	struct answer *w = &s->answer;
	bool own = is_own_place(s, url), whole;

	if (!flow_ask(f, &(struct http_request){.url = url, .public_only = !s->private_too, .user_agent = s->own.user_agent,
		.header = own ? s->own.header : NULL, .user = own ? s->own.user : NULL, .password = own ? s->password : NULL,
		.on_body = on_body, .on_done = on_done, .ctx = w}, ASK_SECONDS, NULL, s->arena, &whole, e))
		return false;
	if (!w->put_off && !flow_host_pause(f, w->url.at, w->status, w->retry_after_s, e))
		return false;
	return whole || err_set(e, ERR_TEMP, _("%s: stopped before an answer came"), url_shown(url, s->arena));
}

static bool has_whole_answer(const struct answer *w) {
	return w->ok && w->status / 100 == 2;
}

/* Whether it is followed without an answer: what somebody typed always, what a page named when its server says that it is there. */
static bool may_answer_later(const struct answer *w, enum given given) {
	bool later = !w->ok || w->status == 429 || w->status >= 500;

	return later && (given == GIVEN_TYPED || (given == GIVEN_NAMED && w->status));
}

/* Why it was followed without an answer. */
static void describe_later(const struct search *s, const char *url, struct err *why) {
	const struct answer *w = &s->answer;

	if (w->ok)
		flow_describe_status(url_shown(url, s->arena), w->status, why);
	else
		*why = w->err;
}

/* For whoever waits for it. */
static const char *later_note(const struct search *s) {
	const struct answer *w = &s->answer;
	int64_t now = flow_now(s->flow);
	char until[64];

	if (w->retry_after_s <= 0)
		return _("it could not be read just now; it is tried again later");
	words_until(now + flow_pause_s(w->retry_after_s), now, until);
	return arena_printf(s->arena, _("its server wants a pause until %s"), until);
}

static void describe_refresh(const struct search *s, const struct digest *d, const struct parse_report *report, const struct err *later, struct refresh *out) {
	const struct answer *w = &s->answer;

	if (!has_whole_answer(w)) {
		out->due_at = flow_due_after_trouble(out->at, 0, w->retry_after_s, (uint64_t)(out->channel_id ^ out->at));
		out->later = w->ok && flow_asks_for_pause(w->status);
		out->error = later->text;
		return;
	}
	if (report->truncated) {
		out->due_at = flow_due_after_trouble(out->at, 0, w->retry_after_s, (uint64_t)(out->channel_id ^ out->at));
		out->error = report->trouble;
	} else { /* what ends early is to be asked for again, whole */
		out->due_at = DATE_NONE;        /* when it is known how often it posts */
		out->wishes = &d->wishes;
		out->etag = w->etag.at;
		out->last_modified = w->last_modified.at;
		out->flaw = report->trouble;
	}
	out->title = d->title;
	out->site = d->site;
	out->lang = d->lang;
}

/* How the first asking went; what was not asked is new. */
static bool store_first(struct search *s, const struct channel *c, const struct digest *d, const struct parse_report *report, struct err *e) {
	struct flow *f = s->flow;
	struct refresh done = {.channel_id = c->id, .at = flow_now(f)};
	struct err later = {0};

	if (s->answer.put_off)
		return store_channel_due(f->store, c->id, flow_due_after_pause(done.at, s->answer.retry_after_s, (uint64_t)(c->id ^ done.at)), e);
	if (!has_whole_answer(&s->answer))
		describe_later(s, c->url, &later);
	describe_refresh(s, d, report, &later, &done);
	return store_refresh_done(f->store, &done, e) &&
		(done.due_at != DATE_NONE || flow_channel_due(f, c->id, s->own.interval_minutes, &d->wishes, s->answer.fresh_s, e));
}

/* What is set for it; a secret stays where it was meant for. */
static bool store_settings(struct search *s, const struct channel *c, struct err *e) {
	for (size_t i = 0; i < s->wish->set_count && !s->out->was_there; i++) {
		const struct channel_setting *set = &s->wish->set[i];

		if (flow_setting_is_secret(set->name) && !is_own_place(s, c->url))
			s->elsewhere = true;
		else if (!store_channel_setting_put(s->flow->store, c->id, set->name, set->value, e))
			return false;
	}
	return true;
}

/* Stores the channel and what its first answer holds, in one transaction. False with *is_feed false: no feed, nothing stored. */
static bool follow_with(struct search *s, struct channel *c, bool later, bool *is_feed, struct err *e) {
	struct flow *f = s->flow;
	struct answer *w = &s->answer;
	struct parse_report report = {0};
	struct digest digest = {0};
	struct ingest ingest;
	bool ok;

	*is_feed = true;
	if (!store_begin(f->store, e))
		return false;
	ok = store_channel_add(f->store, c, &s->out->was_there, e);
	ingest_init(&ingest, f, c);
	if (ok && (w->body.len || !later) && !ingest_bytes(&ingest, &digest, str_slice(&w->body), w->url.at, w->type.at, &report, e)) {
		*is_feed = ingest.failed;
		ok = false;
	}
	ok = ok && store_settings(s, c, e) && store_first(s, c, &digest, &report, e);
	s->out->items_new = ingest.items_new;
	digest_finish(&digest);
	ingest_finish(&ingest);
	return store_end(f->store, ok, e) && ok;
}

/* What the page names is a choice; what it only links to is not. */
static void note_choices(struct search *s, const struct page_feed *feeds, size_t count) {
	struct followed *out = s->out;
	size_t likely = 0;

	out->choice_urls = arena_array(s->arena, CHOICES_MAX, sizeof(char *));
	out->choice_titles = arena_array(s->arena, CHOICES_MAX, sizeof(char *));
	for (out->choices = 0; out->choices < count && feeds[out->choices].named; out->choices++) {
		out->choice_urls[out->choices] = feeds[out->choices].url;
		out->choice_titles[out->choices] = feeds[out->choices].title;
		likely += !feeds[out->choices].aside;
	}
	out->asks = likely > 1;
}

static bool describe_answer(const struct search *s, const char *url, struct err *e) {
	const struct answer *w = &s->answer;

	if (!w->ok)
		return err_set(e, w->err.kind, "%s", w->err.text);
	return err_set(e, ERR_NET, _("%s: the server answered %d: check the address"), url_shown(url, s->arena), w->status);
}

/* Why an answer is no feed: what kept it from coming whole, else what is in it, and where. */
static void describe_no_feed(const struct search *s, const char *url, const struct err *trouble, struct err *why) {
	if (!s->answer.ok)
		*why = s->answer.err;
	else
		err_set(why, trouble->kind, "%s: %s", url_shown(url, s->arena), trouble->text);
}

/* Whether another address led to a channel that is followed: then that is it. */
static bool is_followed_there(struct search *s, const char *asked, bool *found, struct err *e) {
	const char *url = s->answer.url.at;

	if (!has_whole_answer(&s->answer) || strcmp(url, asked) == 0)
		return true;
	if (!store_channel_at(s->flow->store, url, s->arena, &s->out->channel, found, e))
		return false;
	s->out->was_there = *found;
	return true;
}

/* Tries one address. *found: it is followed now. False with *e: trouble that ends the search; else *why says why it is no feed. */
static bool try_address(struct search *s, const char *url, enum given given, bool *found, struct err *why, struct err *e) {
	struct channel c = {.url = url, .themes = s->wish->themes, .title = "", .site = "", .lang = "", .note = "", .credential = ""};
	struct answer *w = &s->answer;
	struct err trouble = {0};
	bool is_feed, later;

	*found = false;
	answer_finish(w);
	answer_init(w);
	if (!ask_once(s, url, e))
		return false;
	if (!is_followed_there(s, url, found, e) || *found)
		return !e->kind;
	later = may_answer_later(w, given);
	if (!later && !has_whole_answer(w)) {
		describe_answer(s, url, why);
		return true;
	}
	if (!follow_with(s, &c, later, &is_feed, &trouble)) {
		if (is_feed)
			*e = trouble;
		else
			describe_no_feed(s, url, &trouble, why);
		return !is_feed;
	}
	*found = true;
	s->out->later = later;
	if (later)
		s->out->note = later_note(s);
	return store_channel_get(s->flow->store, c.id, s->arena, &s->out->channel, e);
}

/* An address that a page named, or that is only guessed: nobody typed it, so a public page leads nowhere private. */
static bool try_found(struct search *s, const char *found_url, enum given given, bool *found, struct err *why, struct err *e) {
	struct str url;
	bool ok;

	str_init(&url, URL_MAX);
	net_address_found(slice_of(found_url), &url);
	ok = try_address(s, arena_text(s->arena, str_slice(&url)), given, found, why, e);
	str_finish(&url);
	return ok;
}

/* Whether another guess is worth the time of somebody who waits. */
static bool may_guess(const struct search *s) {
	return clock_mono(&s->flow->clock) < s->guess_until;
}

static bool try_links(struct search *s, const struct page_feed *feeds, size_t count, bool *found, struct err *e) {
	bool ok = true;

	for (size_t i = 0; ok && !*found && i < count && i < LINKS_TRIED && may_guess(s); i++) {
		struct err why = {0};           /* a link may lead anywhere */

		ok = try_found(s, feeds[i].url, GIVEN_GUESSED, found, &why, e);
	}
	if (*found)
		s->out->note = _("the page named no feed; it links to this one");
	return ok;
}

/* `folder` ends in "/". A server that does not answer is not asked on. */
static bool try_usual_paths(struct search *s, const char *folder, bool *found, struct err *e) {
	bool ok = true, answers = true;

	for (size_t i = 0; ok && !*found && answers && i < sizeof(usual_paths) / sizeof(usual_paths[0]) && may_guess(s); i++) {
		struct err why = {0};           /* most of them are not there */
		struct str url;

		str_init(&url, URL_MAX);
		if (url_resolve(folder, slice_of(usual_paths[i]), &url))
			ok = try_found(s, url.at, GIVEN_GUESSED, found, &why, e);
		answers = s->answer.status != 0;
		str_finish(&url);
	}
	if (*found)
		s->out->note = _("the page named no feed; this one was found beside it");
	return ok;
}

/* The folder that a page stands for: "https://example.org/blog/" of …/blog and of …/blog/index.html. */
static void folder_of(const char *page, struct str *out) {
	struct slice path = {page, strcspn(page, "?#")};
	size_t host = slice_find(path, SLICE("://")) + 3, end = path.len, from;

	for (from = end; from > host && page[from - 1] != '/';)
		from--;
	if (from > host && memchr(page + from, '.', end - from))
		end = from;                     /* a file */
	str_add(out, (struct slice){page, end});
	if (page[end - 1] != '/')
		str_add_char(out, '/');
}

/* Below the page, then at the top of its site. */
static bool try_beside(struct search *s, const char *page, bool *found, struct err *e) {
	struct str folder, top;
	bool ok;

	str_init(&folder, URL_MAX);
	str_init(&top, URL_MAX);
	folder_of(page, &folder);
	url_resolve(page, SLICE("/"), &top);
	ok = try_usual_paths(s, folder.at, found, e);
	if (ok && !*found && strcmp(folder.at, top.at) != 0)
		ok = try_usual_paths(s, top.at, found, e);
	str_finish(&folder);
	str_finish(&top);
	return ok;
}

static bool try_page(struct search *s, bool *found, struct err *why, struct err *e);

/* A page that only sends its readers on: the page that it sends them to. Once. */
static bool try_sent_on(struct search *s, const char *to, bool *found, struct err *why, struct err *e) {
	s->sent_on = true;
	if (!try_found(s, to, GIVEN_GUESSED, found, why, e))
		return false;
	return *found || !has_whole_answer(&s->answer) || try_page(s, found, why, e);
}

/* What a page names as its feeds; where it names none, what it links to; then the usual places beside it. */
static bool try_page(struct search *s, bool *found, struct err *why, struct err *e) {
	const char *page = arena_text(s->arena, str_slice(&s->answer.url)), *to;
	struct page_feed feeds[CHOICES_MAX];
	size_t count = parse_page_feeds(str_slice(&s->answer.body), page, s->arena, feeds, CHOICES_MAX);
	struct str sent;
	bool ok = true;

	str_init(&sent, URL_MAX);
	to = parse_page_refresh(str_slice(&s->answer.body), page, &sent) ? arena_text(s->arena, str_slice(&sent)) : NULL;
	str_finish(&sent);
	note_choices(s, feeds, count);
	s->private_too = url_host_is_private(url_host(slice_of(page)));
	s->guess_until = clock_mono(&s->flow->clock) + GUESS_SECONDS * 1000;
	if (!s->out->choices && to && !s->sent_on)
		return try_sent_on(s, to, found, why, e);
	for (size_t i = 0; ok && i < s->out->choices && !*found; i++)
		ok = try_found(s, s->out->choice_urls[i], GIVEN_NAMED, found, why, e);
	if (*found && !*s->out->note)
		s->out->note = _("the page named this feed");
	if (ok && !*found && !s->out->choices)
		ok = try_links(s, feeds, count, found, e);
	return ok && (*found || try_beside(s, page, found, e));
}

/* A page behind a question about cookies: nobody is here to answer it. */
static bool asks_for_consent(struct slice url) {
	struct slice host = url_host(url);

	return slice_starts_nocase(host, SLICE("consent.")) || slice_starts_nocase(host, SLICE("cookies."));
}

static bool describe_no_page(const struct search *s, const char *address, bool consent, struct err *e) {
	const char *shown = url_shown(address, s->arena);

	if (consent)
		return err_set(e, ERR_DATA, _("%s: the site asks about cookies before it shows the page: give the address of the feed itself, or of a YouTube "
			"channel its id, as youtube:UC…"), shown);
	return err_set(e, ERR_DATA, _("%s: no feed there, and none that the page names: look for its RSS or Atom address"), shown);
}

static bool search(struct search *s, const char *address, struct err *e) {
	struct err why = {0};
	bool found, page, consent;

	if (!try_address(s, address, GIVEN_TYPED, &found, &why, e))
		return false;
	page = !found && has_whole_answer(&s->answer);
	consent = page && asks_for_consent(str_slice(&s->answer.url));
	if (page) {
		why = (struct err){0};
		if (!try_page(s, &found, &why, e))
			return false;
	}
	if (found)
		return true;
	return consent || (page && !why.kind) ? describe_no_page(s, address, consent, e) : err_set(e, why.kind, "%s", why.text);
}

/* *there: this very address is followed already. What else its words may be part of is another channel. */
static bool find_followed(struct flow *f, const char *url, struct arena *a, struct channel *out, bool *there, struct err *e) {
	struct err why = {0};

	*there = store_channel_find(f->store, url, a, out, &why);
	if (!*there)
		return why.kind == ERR_NOINPUT || err_set(e, why.kind, "%s", why.text);
	struct uuid uuid;

	uuid_named(&uuid, &uuid_space_url, slice_of(url));
	*there = !strcmp(out->url, url) || !strcmp(out->uuid.text, uuid.text);
	return true;
}

/* Checks what is set, and has the password told. */
static bool take_wish(struct search *s, struct err *e) {
	struct secrets *secrets;
	struct secret *secret;
	int wait_ms;

	for (size_t i = 0; i < s->wish->set_count; i++) {
		if (!flow_setting_check(s->wish->set[i].name, s->wish->set[i].value, e))
			return false;
		flow_setting_read(&s->wish->set[i], &s->own);
	}
	if (!s->own.user || !s->own.password_command)
		return true;
	if (!(secrets = secrets_new(s->flow->config.timeout_s, s->arena, e)))
		return false;
	secret = secrets_ask(secrets, s->own.password_command);
	do
		wait_ms = flow_do_meanwhile(s->flow);
	while (wait_ms >= 0 && !secrets_next(secrets, wait_ms));
	s->password = secret->password;
	if (!s->password)
		*e = secret->why;
	if (!s->password && !e->kind)
		err_set(e, ERR_TEMP, _("%s: stopped before an answer came"), s->own.password_command);
	secrets_free(secrets);
	return s->password;
}

static bool address_of(struct flow *f, const char *typed, struct arena *a, const char **out, struct err *e) {
	struct str url;
	bool page, ok;

	str_init(&url, URL_MAX);
	ok = net_address(slice_of(typed), f->config.bridge, &url, &page, e);
	*out = arena_text(a, str_slice(&url));
	str_finish(&url);
	return ok;
}

bool flow_channel_follow(struct flow *f, const struct follow *wish, struct arena *a, struct followed *out, struct err *e) {
	struct search s = {.flow = f, .arena = a, .out = out, .private_too = true, .wish = wish};
	const char *url;
	bool there, ok;

	memset(out, 0, sizeof(*out));
	out->note = "";
	answer_init(&s.answer);
	ok = address_of(f, wish->typed, a, &url, e) && address_of(f, wish->set_for ? wish->set_for : wish->typed, a, &s.own_url, e) &&
		find_followed(f, url, a, &out->channel, &there, e);
	if (ok && there)
		out->was_there = true;
	else if (ok)
		ok = take_wish(&s, e) && search(&s, url, e);
	if (ok && s.elsewhere)
		out->note = _("its feed is on another host, for which no header and no password were set: `bewust channels set` does, if you mean it");
	answer_finish(&s.answer);
	return ok;
}
