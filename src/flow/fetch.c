/* fetch.c: a refresh, as a story: who is due, ask them all, hand what arrives to the parser, store it in small transactions.
 *
 * Bytes are parsed as they arrive; a commit comes after 32 channels or 250 ms, whichever is first, so that a refresh cut short
 * loses at most that, and another process waits no longer. How a channel went is told once that is on disk, never before.
 * Validators are stored only once a whole feed was read. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/net.h>
#include <bewust/random.h>
#include <bewust/url.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMIT_CHANNELS = 32, COMMIT_MS = 250, HOUR = 3600, WEEK = 7 * DAY_S };
enum { MOVE_TIMES = 3, MOVE_S = WEEK }; /* how often, and for how long, a server has to send to the same place before it is believed */

struct transfer {
	struct fetch *fetch;
	const struct channel *channel;
	struct parser *parser;                  /* from the first byte of a body on */
	struct ingest ingest;
	struct err parse_err;                   /* why the bytes were no feed */
	struct str url;                         /* the channel's, to be shown */
	char flaw[sizeof ((struct parse_report *)NULL)->trouble]; /* what was mended in a feed that is read */
	bool begun;
};

struct fetch {
	struct flow *flow;
	struct http *http;
	struct arena arena;                     /* the channels, and a transfer each */
	void (*on_channel)(void *ctx, const struct fetch_news *n);
	void *ctx;
	struct fetch_summary summary;
	size_t left;                            /* requests not done */
	bool pending;                           /* a transaction is open */
	struct fetch_news untold[COMMIT_CHANNELS]; /* of its channels */
	int untold_count;
	int64_t pending_since, started;
	bool ending;                            /* what is unfinished is dropped, not judged */
	struct err err;                         /* the store failed */
};

const char *fetch_status_name(enum fetch_status s) {
	static const char *const names[] = {"new", "same", "error", "later"};
	return names[s];
}

bool flow_url_is_built_in(const char *url) {
	return slice_starts(slice_of(url), SLICE("bewust:"));
}

/* ---- when to ask again ---- */

static int64_t between(int64_t low, int64_t n, int64_t high) {
	return n < low ? low : n > high ? high : n;
}

/* Twice as often as it posts, and not sooner than the server or the feed asks; but never under an hour nor over a day. */
int64_t flow_due_after_success(int64_t now, int ttl_minutes, int64_t fresh_s, double posts_a_week) {
	int64_t every = posts_a_week > 0 ? (int64_t)(WEEK / (2 * posts_a_week)) : DAY_S;

	every = between(HOUR, every, DAY_S);
	if (every < (int64_t)ttl_minutes * 60)
		every = (int64_t)ttl_minutes * 60;
	if (every < fresh_s)
		every = fresh_s;
	return now + between(HOUR, every, DAY_S);
}

/* 1 h, 2 h, 4 h … 24 h, and up to a tenth more so that channels do not march in step; a server's own word counts for up to a week. */
int64_t flow_due_after_trouble(int64_t now, int errors, int64_t retry_after_s, uint64_t seed) {
	int64_t wait = between(HOUR, (int64_t)HOUR << between(0, errors, 5), DAY_S);
	struct random r;

	random_seed(&r, seed);
	wait += random_below(&r, (uint32_t)(wait / 10));
	if (retry_after_s > wait)
		wait = between(0, retry_after_s, WEEK);
	return now + wait;
}

/* ---- transactions ---- */

static bool pending_begin(struct fetch *x) {
	if (x->pending)
		return true;
	if (!store_begin(x->flow->store, &x->err))
		return false;
	x->pending = true;
	x->untold_count = 0;
	x->pending_since = clock_mono(&x->flow->clock);
	return true;
}

void flow_fetch_settle(struct fetch *x) {
	if (!x->pending)
		return;
	x->pending = false;
	/* what failed half way is taken back whole, and nobody is told of it */
	if (store_end(x->flow->store, !x->err.kind, x->err.kind ? NULL : &x->err) && !x->err.kind && x->on_channel)
		for (int i = 0; i < x->untold_count; i++)
			x->on_channel(x->ctx, &x->untold[i]);
}

static int64_t pending_ms_left(const struct fetch *x) {
	return COMMIT_MS - (clock_mono(&x->flow->clock) - x->pending_since);
}

static void settle_when_due(struct fetch *x) {
	if (x->pending && (x->untold_count == COMMIT_CHANNELS || pending_ms_left(x) <= 0))
		flow_fetch_settle(x);
}

/* ---- one channel ---- */

static bool on_body(void *ctx, const struct http_head *head, struct slice bytes) {
	struct transfer *t = ctx;

	if (!t->begun) {
		struct parse_handler handler;

		t->begun = true;
		ingest_init(&t->ingest, t->fetch->flow, t->channel);
		handler = ingest_handler(&t->ingest);
		t->parser = parser_new(head->url, head->content_type, &handler);
	}
	if (t->fetch->err.kind || !pending_begin(t->fetch))
		return false;
	return parser_feed(t->parser, bytes, &t->parse_err);
}

static void describe_status(const struct transfer *t, int status, struct err *e) {
	const char *url = t->url.at;

	if (status == 410)
		err_set(e, ERR_NET, _("%s: gone for good (410): it rests now; remove it, or look for its new address"), url);
	else if (status == 404)
		err_set(e, ERR_NET, _("%s: not there (404): remove it, or look for its new address"), url);
	else if (status == 401 || status == 403)
		err_set(e, ERR_NET, _("%s: the server does not let us in (%d)"), url, status);
	else if (status == 429 || status == 503)
		err_set(e, ERR_TEMP, _("%s: the server asks to come back later (%d)"), url, status);
	else
		err_set(e, ERR_NET, _("%s: the server answered %d; it is tried again later"), url, status);
}

/* What an answer's status says; FETCH_NEW where its body is to be read. */
static enum fetch_status judge_status(const struct transfer *t, int status, struct err *e) {
	if (status == 304)
		return FETCH_SAME;
	if (status >= 200 && status < 300)
		return FETCH_NEW;
	describe_status(t, status, e);
	return status == 429 || status == 503 ? FETCH_LATER : FETCH_ERROR;
}

static enum fetch_status judge_body(struct transfer *t, const struct http_result *r, struct err *e) {
	struct parse_report report = {0};
	bool feed = t->begun && parser_finish(t->parser, &report, t->parse_err.kind ? NULL : &t->parse_err);

	if (!r->ok && !r->stopped)
		err_set(e, r->err.kind, t->ingest.order ? _("%s; what came whole was kept") : "%s", r->err.text);
	else if (!t->begun)
		err_set(e, ERR_DATA, _("%s: the answer was empty"), t->url.at);
	else if (t->parse_err.kind || !feed)
		err_set(e, ERR_DATA, "%s: %s", t->url.at, t->parse_err.text);
	else if (report.truncated)
		err_set(e, ERR_DATA, "%s: %s", t->url.at, report.trouble);
	if (e->kind)
		return FETCH_ERROR;
	text_copy(t->flaw, sizeof t->flaw, slice_of(report.trouble));
	return t->ingest.items_new || t->ingest.items_updated ? FETCH_NEW : FETCH_SAME;
}

/* What came of it, in one status and, where there is trouble, one sentence. */
static enum fetch_status judge(struct transfer *t, const struct http_result *r, struct err *e) {
	enum fetch_status status;

	if (!r->ok && !r->stopped && !t->begun) {
		*e = r->err;
		return FETCH_ERROR;
	}
	status = judge_status(t, r->head.status, e);
	return status == FETCH_NEW ? judge_body(t, r, e) : status;
}

/* The address that a channel's server sends to for good; "": none, or the old one says who asks, which is not to be lost. */
static const char *sent_to(const struct transfer *t, const struct http_result *r) {
	const char *host = strstr(t->channel->url, "://");

	if (!r->moved_for_good || !url_is_http(slice_of(r->head.url)) || (host && host[3 + strcspn(host + 3, "/@?#")] == '@'))
		return "";
	return r->head.url;
}

/* What is said of a move once more. A server that is mended, or that sends elsewhere, takes back what it said before. */
static struct channel_move move_on(const struct channel_move *before, const char *to, int64_t now) {
	if (!*to)
		return (struct channel_move){.to = ""};
	if (before->times && strcmp(before->to, to) == 0)
		return (struct channel_move){to, before->since, before->times + 1};
	return (struct channel_move){to, now, 1};
}

/* A move that held for long enough is believed. Where another channel is followed there already, this one rests and says so. */
static bool settle_move(struct transfer *t, struct refresh *done, struct err *trouble, struct err *e) {
	struct fetch *x = t->fetch;
	struct str shown;
	struct channel other;
	bool found;

	if (done->moved.times < MOVE_TIMES || done->at - done->moved.since < MOVE_S)
		return true;
	if (!store_channel_at(x->flow->store, done->moved.to, &x->arena, &other, &found, e))
		return false;
	if (!found) {
		done->url = done->moved.to;
		done->moved = (struct channel_move){.to = ""};
		return true;
	}
	str_init(&shown, URL_MAX);
	url_for_display(slice_of(done->moved.to), &shown);
	err_set(trouble, ERR_DATA, _("%s: moved to %s, which is followed already: this one rests; remove it"), t->url.at, shown.at);
	done->rests = true;
	str_finish(&shown);
	return true;
}

static bool store_outcome(struct transfer *t, enum fetch_status *status, const struct http_result *r, struct err *trouble) {
	const struct channel *c = t->channel;
	struct fetch *x = t->fetch;
	int64_t now = flow_now(x->flow);
	struct refresh done = {.channel_id = c->id, .at = now, .rests = r->head.status == 410, .moved = c->moved};
	bool fine = *status == FETCH_NEW || *status == FETCH_SAME;

	if (!pending_begin(x))
		return false;
	if (fine) {
		done.due_at = flow_due_after_success(now, t->begun ? t->ingest.ttl_minutes : 0, r->fresh_s, c->posts_a_week);
		done.moved = move_on(&c->moved, sent_to(t, r), now);
		if (!settle_move(t, &done, trouble, &x->err))
			return false;
		if (trouble->kind)
			*status = FETCH_ERROR;
	} else {
		done.due_at = flow_due_after_trouble(now, c->errors, r->retry_after_s, (uint64_t)(c->id ^ now));
	}
	if (fine && t->begun) {
		done.etag = r->etag;
		done.last_modified = r->last_modified;
		done.title = t->ingest.title;
		done.site = t->ingest.site;
		done.lang = t->ingest.lang;
		done.flaw = t->flaw;
	}
	if (*status == FETCH_ERROR)
		done.error = trouble->text;
	return store_refresh_done(x->flow->store, &done, &x->err);
}

static void count(struct fetch_summary *s, const struct fetch_news *n) {
	size_t *const counts[] = {&s->news, &s->same, &s->errors, &s->later};

	s->done++;
	++*counts[n->status];
	s->items_new += n->items_new;
	s->items_updated += n->items_updated;
	s->bytes += n->bytes;
}

/* What the store could not take ends the refresh: what of it is not committed yet is taken back, and nobody is told of it. */
static bool failed(struct transfer *t) {
	struct fetch *x = t->fetch;

	if (t->begun && t->ingest.failed && !x->err.kind)
		x->err = t->ingest.err;
	return x->ending || x->err.kind;
}

static void on_done(void *ctx, const struct http_result *r) {
	struct transfer *t = ctx;
	struct fetch *x = t->fetch;
	struct err trouble = {0};
	struct fetch_news news = {.channel = t->channel, .http = r->head.status, .bytes = r->bytes_wire, .ms = r->ms};

	if (!failed(t)) {
		str_init(&t->url, URL_MAX);
		url_for_display(slice_of(t->channel->url), &t->url);
		news.status = judge(t, r, &trouble);
		if (!failed(t) && store_outcome(t, &news.status, r, &trouble)) {
			news.items_new = t->ingest.items_new;
			news.items_updated = t->ingest.items_updated;
			news.error = arena_text(&x->arena, slice_of(trouble.text));
			x->untold[x->untold_count++] = news;
			count(&x->summary, &news);
			settle_when_due(x);
		}
		str_finish(&t->url);
	}
	if (t->begun) {
		parser_free(t->parser);
		ingest_finish(&t->ingest);
	}
}

/* ---- the whole ---- */

static bool choose_channels(struct fetch *x, const struct fetch_options *o, struct channels *out, struct err *e) {
	struct store *s = x->flow->store;
	struct channels all;
	size_t kept = 0;

	if (!o->force && !o->channel_count)
		return store_channels_due(s, flow_now(x->flow), &x->arena, out, e);
	if (o->channel_count) {                 /* asked for by name: due or not, resting or not */
		out->at = arena_array(&x->arena, o->channel_count, sizeof(*out->at));
		for (out->count = 0; out->count < o->channel_count; out->count++)
			if (!store_channel_get(s, o->channels[out->count], &x->arena, &out->at[out->count], e))
				return false;
		return true;
	}
	if (!store_channels(s, &x->arena, &all, e))
		return false;
	for (size_t i = 0; i < all.count; i++)
		if (!all.at[i].paused)
			all.at[kept++] = all.at[i];
	*out = (struct channels){all.at, kept};
	return true;
}

static void ask_all(struct fetch *x, const struct channels *channels) {
	for (size_t i = 0; i < channels->count; i++) {
		const struct channel *c = &channels->at[i];

		if (flow_url_is_built_in(c->url))
			continue;
		struct transfer *t = arena_alloc(&x->arena, sizeof(*t));
		t->fetch = x;
		t->channel = c;
		x->summary.channels++;
		http_add(x->http, &(struct http_request){.url = c->url, .etag = c->etag, .last_modified = c->last_modified,
			.on_body = on_body, .on_done = on_done, .ctx = t});
	}
	x->left = x->summary.channels;
}

struct fetch *flow_fetch_begin(struct flow *f, const struct fetch_options *o, void (*on_channel)(void *ctx, const struct fetch_news *n),
	void *ctx, struct err *e) {
	struct fetch *x = mem_alloc(sizeof(*x));
	struct http_limits limits;
	struct channels channels = {0};

	x->flow = f;
	x->on_channel = on_channel;
	x->ctx = ctx;
	x->started = clock_mono(&f->clock);
	arena_init(&x->arena, 0);
	http_limits_default(&limits);
	limits.jobs = o->jobs > 0 ? o->jobs : f->config.jobs;
	limits.per_host = f->config.per_host;
	limits.total_ms = f->config.timeout_s * 1000;
	if (!flow_scores_first(f, e) || !choose_channels(x, o, &channels, e) || (channels.count && !(x->http = http_new(&limits, e)))) {
		arena_finish(&x->arena);
		free(x);
		return NULL;
	}
	if (x->http)
		ask_all(x, &channels);
	return x;
}

bool flow_fetch_step(struct fetch *x, int wait_ms, int wake_fd) {
	if (!x->left || x->err.kind)
		return false;
	if (x->pending && pending_ms_left(x) < wait_ms)
		wait_ms = (int)between(0, pending_ms_left(x), wait_ms);
	x->left = http_step(x->http, wait_ms, wake_fd);
	settle_when_due(x);
	return x->left > 0 && !x->err.kind;
}

void flow_fetch_summary(const struct fetch *x, struct fetch_summary *out) {
	*out = x->summary;
	out->slowest = x->http ? http_slowest_host(x->http) : "";
	out->ms = clock_mono(&x->flow->clock) - x->started;
}

bool flow_fetch_end(struct fetch *x, struct fetch_summary *out, struct err *e) {
	bool ok;

	x->ending = true;
	x->flow->index_filled = false;
	http_free(x->http);
	x->http = NULL;
	flow_fetch_settle(x);
	flow_fetch_summary(x, out);
	ok = !x->err.kind;
	if (ok && x->summary.done > x->summary.errors) {       /* one that reached nobody was none */
		char now[32];
		snprintf(now, sizeof(now), "%lld", (long long)flow_now(x->flow));
		ok = store_fact_put(x->flow->store, "fetched_at", now, &x->err);
	}
	if (!ok)
		*e = x->err;
	arena_finish(&x->arena);
	free(x);
	return ok;
}

bool flow_fetch_verdict(const struct fetch_summary *s, struct err *e) {
	if (!s->errors)
		return true;
	if (s->errors == s->channels)
		return err_set(e, ERR_UNAVAILABLE, P_("the channel could not be refreshed: is this machine online?",
			"none of the %zu channels could be refreshed: is this machine online?", s->channels), s->channels);
	return err_set(e, ERR_TEMP, P_("%zu channel could not be refreshed; it is tried again later",
		"%zu channels could not be refreshed; they are tried again later", s->errors), s->errors);
}
