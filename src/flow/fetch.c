/* fetch.c: a refresh, as a story: who is due, have them all asked and read (gather.c), score and store what comes of it in small
 * transactions, judge each channel.
 *
 * A commit comes after 32 channels or 250 ms, whichever is first, so that a refresh cut short
 * loses at most that, and another process waits no longer. How a channel went is told once that is on disk, never before.
 * Validators are stored only once a whole feed was read. */
#include "gather.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <bewust/words.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMIT_CHANNELS = 32, COMMIT_MS = 250, TAKE_AT_ONCE = 8 /* then others may have their turn */ };
enum { REST_MS = 5 }; /* between two commits, where the last one took its whole time: for what other programs have to write */
enum { WAIT_MS = 3 * 60 * 1000, LOOK_MS = 100 }; /* for another's refresh: that one may stand still, and take no end */
enum { MOVE_TIMES = 3, MOVE_S = 7 * DAY_S }; /* how often, and for how long, a server has to send to the same place before it is believed */

struct fetch {
	struct flow *flow;
	struct gather *gather;                  /* NULL: nobody is asked */
	struct arena arena;                     /* the channels, and a transfer each */
	void (*on_channel)(void *ctx, const struct fetch_news *n);
	void *ctx;
	struct fetch_summary summary;
	struct fetch_options options;
	int64_t began;                          /* by the clock on the wall */
	struct transfer *transfers;             /* summary.channels of them */
	struct secrets *secrets;
	size_t left;                            /* channels not done */
	bool pending;                           /* a transaction is open */
	struct fetch_news untold[COMMIT_CHANNELS]; /* of its channels */
	int untold_count;
	int64_t pending_since, started, rested_at;
	bool rests;                             /* the next step leaves the store to others */
	struct err err;                         /* the store failed */
};

const char *fetch_status_name(enum fetch_status s) {
	static const char *const names[] = {"new", "same", "error", "later"};
	return names[s];
}

bool flow_url_is_built_in(const char *url) {
	return slice_starts(slice_of(url), SLICE("bewust:"));
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
	if (clock_mono(&x->flow->clock) - x->rested_at >= COMMIT_MS) {
		x->rests = true;
		x->rested_at = clock_mono(&x->flow->clock);
	}
}

static void settle_for_others(void *ctx) {
	flow_fetch_settle(ctx);
}

static int64_t pending_ms_left(const struct fetch *x) {
	return COMMIT_MS - (clock_mono(&x->flow->clock) - x->pending_since);
}

static void settle_when_due(struct fetch *x) {
	if (x->pending && (x->untold_count == COMMIT_CHANNELS || pending_ms_left(x) <= 0))
		flow_fetch_settle(x);
}

/* ---- one channel ---- */

/* What an answer's status says; FETCH_NEW where its body is to be read. */
static enum fetch_status judge_status(const struct channel *c, const char *url, int status, struct err *e) {
	if (status == 304 && !*c->etag && !*c->last_modified) {
		err_set(e, ERR_NET, _("%s: the server says that nothing changed (304), but it never sent the feed: check the address"), url);
		return FETCH_ERROR;
	}
	if (status == 304)
		return FETCH_SAME;
	if (status >= 200 && status < 300)
		return FETCH_NEW;
	flow_describe_status(url, status, e);
	return flow_asks_for_pause(status) ? FETCH_LATER : FETCH_ERROR;
}

static enum fetch_status judge_body(const struct transfer *t, const char *url, struct err *e) {
	const struct http_result *r = t->result;
	const struct body *b = t->body;

	if (!r->ok && !r->stopped)
		err_set(e, r->err.kind, b && b->digest.order ? _("%s; what came whole was kept") : "%s", r->err.text);
	else if (!b)
		err_set(e, ERR_DATA, _("%s: the answer was empty"), url);
	else if (!b->is_feed)
		err_set(e, ERR_DATA, "%s: %s", url, b->err.text);
	else if (b->truncated)
		err_set(e, ERR_DATA, "%s: %s", url, b->trouble);
	if (e->kind)
		return FETCH_ERROR;
	return b->ingest.items_new || b->ingest.items_updated ? FETCH_NEW : FETCH_SAME;
}

/* Nothing was sent: its host wants to be left alone. */
static void describe_put_off(struct fetch *x, const struct transfer *t, const char *url, struct err *e) {
	int64_t now = flow_now(x->flow);
	char until[64];

	words_until(now + flow_pause_s(t->result->retry_after_s), now, until);
	err_set(e, ERR_TEMP, _("%s: not asked: its server wants a pause until %s"), url, until);
}

/* What came of it, in one status and, where there is trouble, one sentence. */
static enum fetch_status judge(struct fetch *x, const struct transfer *t, const char *url, struct err *e) {
	const struct http_result *r = t->result;
	enum fetch_status status;

	if (r->put_off) {
		describe_put_off(x, t, url, e);
		return FETCH_LATER;
	}
	if (!r->ok && !r->stopped && !t->body) {
		*e = r->err;
		return FETCH_ERROR;
	}
	status = judge_status(t->channel, url, r->head.status, e);
	return status == FETCH_NEW ? judge_body(t, url, e) : status;
}

/* The address that a channel's server sends to for good; "": none, or the old one says who asks, which is not to be lost. */
static const char *sent_to(const struct transfer *t) {
	const struct http_result *r = t->result;
	const char *host = strstr(t->channel->url, "://");

	if (t->settings.header || t->settings.user || !r->moved_for_good || !url_is_http(slice_of(r->head.url)) || (host && host[3 + strcspn(host + 3, "/@?#")] == '@'))
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
static bool settle_move(struct fetch *x, const char *url, struct refresh *done, struct err *trouble) {
	struct channel other;
	bool found;

	if (done->moved.times < MOVE_TIMES || done->at - done->moved.since < MOVE_S)
		return true;
	if (!store_channel_at(x->flow->store, done->moved.to, &x->arena, &other, &found, &x->err))
		return false;
	if (!found) {
		done->url = done->moved.to;
		done->moved = (struct channel_move){.to = ""};
		return true;
	}
	err_set(trouble, ERR_DATA, _("%s: moved to %s, which is followed already: remove it"), url, url_shown(done->moved.to, &x->arena));
	done->rests = true;
	return true;
}

/* What was not asked is as it was. */
static bool store_put_off(struct fetch *x, const struct transfer *t) {
	int64_t now = flow_now(x->flow), id = t->channel->id;

	return store_channel_due(x->flow->store, id, flow_due_after_pause(now, t->result->retry_after_s, (uint64_t)(id ^ now)), &x->err);
}

struct outcome {
	enum fetch_status status;
	struct err trouble;
	bool rests;                             /* from now on */
};

static bool store_outcome(struct fetch *x, const struct transfer *t, const char *url, struct outcome *o) {
	const struct channel *c = t->channel;
	const struct http_result *r = t->result;
	const struct digest *d = t->body ? &t->body->digest : NULL;
	int64_t now = flow_now(x->flow);
	struct refresh done = {.channel_id = c->id, .at = now, .rests = r->head.status == 410, .moved = c->moved};
	bool fine = o->status == FETCH_NEW || o->status == FETCH_SAME;

	if (!pending_begin(x))
		return false;
	if (r->put_off)
		return store_put_off(x, t);
	if (!flow_host_pause(x->flow, r->head.url, r->head.status, r->retry_after_s, &x->err))
		return false;
	if (fine) {
		done.moved = move_on(&c->moved, sent_to(t), now);
		if (!settle_move(x, url, &done, &o->trouble))
			return false;
		if (o->trouble.kind)
			o->status = FETCH_ERROR;
	} else {
		done.due_at = flow_due_after_trouble(now, c->errors, r->retry_after_s, (uint64_t)(c->id ^ now));
	}
	if (fine && d) {
		done.wishes = &d->wishes;
		done.etag = r->etag;
		done.last_modified = r->last_modified;
		done.title = d->title;
		done.site = d->site;
		done.lang = d->lang;
		done.flaw = t->body->trouble;
	}
	done.error = o->trouble.text;
	done.later = o->status == FETCH_LATER;
	o->rests = done.rests;
	return store_refresh_done(x->flow->store, &done, &x->err) && 
		(!fine || flow_channel_due(x->flow, c->id, t->settings.interval_minutes, d ? &d->wishes : &c->wishes, r->fresh_s, &x->err));
}

static void count(struct fetch_summary *s, const struct fetch_news *n) {
	size_t *const counts[] = {&s->news, &s->same, &s->errors, &s->later};

	s->done++;
	s->put_off += n->status == FETCH_LATER && !n->http;
	++*counts[n->status];
	s->items_new += n->items_new;
	s->items_updated += n->items_updated;
	s->bytes += n->bytes;
}

/* The sentence as it is told now, with what is not kept of it: until when, and that the channel rests. */
static const char *told(struct fetch *x, const struct transfer *t, const char *url, const struct outcome *o) {
	const struct http_result *r = t->result;
	int64_t now = flow_now(x->flow);

	if (o->status == FETCH_LATER && r->head.status && r->retry_after_s > 0)
		return arena_printf(&x->arena, "%s: %s", url, flow_pause_words(r->head.status, now + flow_pause_s(r->retry_after_s), now, &x->arena));
	if (o->rests)
		return arena_printf(&x->arena, _("%s; it rests now"), o->trouble.text);
	return arena_text(&x->arena, slice_of(o->trouble.text));
}

/* A channel that had no name has the one that its feed just told. */
static const struct channel *as_called_now(struct fetch *x, const struct transfer *t) {
	const char *title = t->body && t->body->is_feed ? t->body->digest.title : NULL;
	struct channel *named;

	if (*t->channel->title || !title || !*title)
		return t->channel;
	named = arena_alloc(&x->arena, sizeof(*named));
	*named = *t->channel;
	named->title = arena_text(&x->arena, slice_of(title));
	return named;
}

static void take_channel(struct fetch *x, struct transfer *t) {
	const struct http_result *r = t->result;
	struct fetch_news news = {.channel = as_called_now(x, t), .http = r->head.status, .bytes = r->bytes_wire, .ms = r->ms};
	struct outcome o = {0};
	const char *url = url_shown(t->channel->url, &x->arena);

	x->left--;
	o.status = judge(x, t, url, &o.trouble);
	if (store_outcome(x, t, url, &o)) {
		news.status = o.status;
		news.items_new = t->body ? t->body->ingest.items_new : 0;
		news.items_updated = t->body ? t->body->ingest.items_updated : 0;
		news.error = told(x, t, url, &o);
		x->untold[x->untold_count++] = news;
		count(&x->summary, &news);
	}
}

/* Without its password a server is not asked: what it shows to anybody is not what the reader wants of it. */
static void take_unasked(struct fetch *x, struct transfer *t) {
	struct http_result result = {.head = {.content_type = "", .url = t->channel->url}, .etag = "", .last_modified = "", .retry_after_s = -1, .fresh_s = -1};

	err_set(&result.err, t->secret->why.kind, "%s: %s", url_shown(t->channel->url, &x->arena), t->secret->why.text);
	t->result = &result;
	take_channel(x, t);
	t->result = NULL;
	settle_when_due(x);
}

/* Passwords that came, or will not: each may be several channels'. */
static void take_secrets(struct fetch *x) {
	struct secret *s;

	while (!x->err.kind && (s = secrets_next(x->secrets, 0)))
		for (size_t i = 0; i < x->summary.channels && !x->err.kind; i++)
			if (x->transfers[i].secret == s) {
				gather_ready(x->gather, &x->transfers[i]);
				if (!s->password)
					take_unasked(x, &x->transfers[i]);
			}
}

static void take_entry(struct fetch *x, struct transfer *t, struct item_read *entry) {
	struct ingest *g = &t->body->ingest;

	if (!g->flow)
		ingest_init(g, x->flow, t->channel);
	if (pending_begin(x) && !ingest_put(g, entry))
		x->err = g->err;
}

/* Stores what has come so far, some of it at a time; false when there is nothing at the moment. What the store could not take ends
 * the refresh: what of it is not committed yet is taken back, and nobody is told of it. */
static bool take_some(struct fetch *x) {
	struct transfer *t;
	struct item_read *entry;
	int taken = 0;

	for (; taken < TAKE_AT_ONCE && !x->rests && !x->err.kind && gather_peek(x->gather, &t, &entry); taken++) {
		if (entry)
			take_entry(x, t, entry);
		else
			take_channel(x, t);
		gather_next(x->gather);
		settle_when_due(x);
	}
	return taken > 0;
}

bool flow_channel_due(struct flow *f, int64_t id, int interval_minutes, const struct channel_wishes *w, int64_t fresh_s, struct err *e) {
	double posts;

	if (interval_minutes > 0)
		return store_channel_due(f->store, id, flow_due_as_set(flow_now(f), interval_minutes, w, fresh_s), e);
	return store_channel_posts(f->store, id, &posts, e) &&
		store_channel_due(f->store, id, flow_due_after_success(flow_now(f), w, fresh_s, posts), e);
}

/* ---- the whole ---- */

/* Those asked for by name, due or not, resting or not; else all that do not rest. */
static bool choose_any(struct fetch *x, struct channels *out, struct err *e) {
	const struct fetch_options *o = &x->options;
	struct store *s = x->flow->store;

	if (!o->channel_count)
		return store_channels(s, &x->arena, out, e);
	out->at = arena_array(&x->arena, o->channel_count, sizeof(*out->at));
	for (out->count = 0; out->count < o->channel_count; out->count++)
		if (!store_channel_get(s, o->channels[out->count], &x->arena, &out->at[out->count], e))
			return false;
	return true;
}

/* What another program asked while this one waited for it is done. */
static bool choose_channels(struct fetch *x, struct channels *out, struct err *e) {
	const struct fetch_options *o = &x->options;
	struct channels any;
	size_t kept = 0;

	if (!o->force && !o->channel_count)
		return store_channels_due(x->flow->store, flow_now(x->flow), &x->arena, out, e);
	if (!choose_any(x, &any, e))
		return false;
	for (size_t i = 0; i < any.count; i++)
		if ((o->channel_count || !any.at[i].paused) && !(x->summary.waited && any.at[i].checked_at != DATE_NONE && any.at[i].checked_at >= x->began))
			any.at[kept++] = any.at[i];
	*out = (struct channels){any.at, kept};
	return true;
}

/* Those are few. A password is asked for where its server is asked at all. */
static bool take_settings(struct fetch *x, const struct host_pause *pauses, size_t pause_count, struct err *e) {
	struct channel_setting *set;
	size_t set_count;

	if (!store_channel_settings(x->flow->store, 0, &x->arena, &set, &set_count, e))
		return false;
	for (size_t i = 0; i < x->left && set_count; i++) {
		struct transfer *t = &x->transfers[i];

		for (size_t j = 0; j < set_count; j++)
			if (set[j].channel_id == t->channel->id)
				flow_setting_read(&set[j], &t->settings);
		if (t->settings.user && t->settings.password_command && !flow_pause_of(pauses, pause_count, t->channel->url))
			t->secret = secrets_ask(x->secrets, t->settings.password_command);
	}
	return true;
}

static bool ask_all(struct fetch *x, const struct channels *channels, struct err *e) {
	struct host_pause *pauses;
	struct http_limits limits;
	size_t pause_count;

	x->transfers = arena_array(&x->arena, channels->count, sizeof(*x->transfers));
	for (size_t i = 0; i < channels->count; i++)
		if (!flow_url_is_built_in(channels->at[i].url))
			x->transfers[x->left++].channel = &channels->at[i];
	x->summary.channels = x->left;
	if (!x->left)
		return true;
	if (!(x->secrets = secrets_new(x->flow->config.timeout_s, &x->arena, e)) ||
		!store_host_pauses(x->flow->store, flow_now(x->flow), &x->arena, &pauses, &pause_count, e) || !take_settings(x, pauses, pause_count, e))
		return false;
	http_limits_default(&limits);
	limits.jobs = x->options.jobs > 0 ? x->options.jobs : x->flow->config.jobs;
	limits.per_host = x->flow->config.per_host;
	limits.total_ms = x->flow->config.timeout_s * 1000;
	x->gather = gather_start(&limits, &x->flow->clock, pauses, pause_count, x->transfers, x->left, e);
	return x->gather;
}

static bool begin(struct fetch *x, struct err *e) {
	struct channels channels = {0};

	return flow_scores_first(x->flow, e) && choose_channels(x, &channels, e) && ask_all(x, &channels, e);
}

static struct fetch_options copy_options(const struct fetch_options *o, struct arena *a) {
	struct fetch_options copy = *o;
	int64_t *ids = arena_array(a, o->channel_count, sizeof(*ids));

	for (size_t i = 0; i < o->channel_count; i++)
		ids[i] = o->channels[i];
	copy.channels = ids;
	return copy;
}

struct fetch *flow_fetch_begin(struct flow *f, const struct fetch_options *o, void (*on_channel)(void *ctx, const struct fetch_news *n),
	void *ctx, struct err *e) {
	struct fetch *x = mem_alloc(sizeof(*x));

	flow_tidy_settle(f);
	x->flow = f;
	x->on_channel = on_channel;
	x->ctx = ctx;
	x->started = x->rested_at = clock_mono(&f->clock);
	x->began = flow_now(f);
	arena_init(&x->arena, 0);
	x->options = copy_options(o, &x->arena);
	x->summary.waits = x->summary.waited = !o->at_once && !flow_turn_take(f);
	if (x->summary.waits || begin(x, e))
		return x;
	flow_turn_give(f);
	secrets_free(x->secrets);
	arena_finish(&x->arena);
	free(x);
	return NULL;
}

/* Until the other has done its work, or takes too long. */
static bool wait_for_turn(struct fetch *x, int wait_ms, int wake_fd) {
	if (!flow_turn_take(x->flow) && clock_mono(&x->flow->clock) - x->started < WAIT_MS) {
		poll(&(struct pollfd){.fd = wake_fd, .events = POLLIN}, 1, wait_ms < LOOK_MS ? wait_ms : LOOK_MS);
		return true;
	}
	x->summary.waits = false;
	return begin(x, &x->err) && x->left > 0;
}

bool flow_fetch_step(struct fetch *x, int wait_ms, int wake_fd) {
	if (x->summary.waits && !x->err.kind)
		return wait_for_turn(x, wait_ms, wake_fd);
	if (!x->left || x->err.kind)
		return false;
	if (x->pending)
		store_lend(x->flow->store, NULL, NULL);
	if (x->rests) {
		x->rests = false;
		poll(&(struct pollfd){.fd = wake_fd, .events = POLLIN}, 1, wait_ms < REST_MS ? wait_ms : REST_MS);
	}
	take_secrets(x);
	if (!take_some(x)) {
		if (x->pending && pending_ms_left(x) < wait_ms)
			wait_ms = pending_ms_left(x) > 0 ? (int)pending_ms_left(x) : 0;
		gather_wait(x->gather, wait_ms, wake_fd);
	}
	settle_when_due(x);
	if (x->pending)
		store_lend(x->flow->store, settle_for_others, x);
	return x->left > 0 && !x->err.kind;
}

void flow_fetch_summary(const struct fetch *x, struct fetch_summary *out) {
	*out = x->summary;
	out->slowest = x->gather ? gather_slowest(x->gather) : "";
	out->ms = clock_mono(&x->flow->clock) - x->started;
}

bool flow_fetch_end(struct fetch *x, struct fetch_summary *out, struct err *e) {
	bool ok;

	x->flow->index_filled = false;
	if (x->pending)
		store_lend(x->flow->store, NULL, NULL);
	if (x->gather) {
		gather_stop(x->gather);
		do
			x->rests = false;       /* what had come before is kept */
		while (take_some(x));
		gather_free(x->gather);
		x->gather = NULL;
	}
	flow_fetch_settle(x);
	flow_fetch_summary(x, out);
	ok = !x->err.kind;
	if (ok && x->summary.done > x->summary.errors + x->summary.put_off) {       /* one that reached nobody was none */
		char now[32];
		snprintf(now, sizeof(now), "%lld", (long long)flow_now(x->flow));
		ok = store_fact_put(x->flow->store, "fetched_at", now, &x->err);
	}
	if (!ok)
		*e = x->err;
	flow_turn_give(x->flow);
	secrets_free(x->secrets);
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
