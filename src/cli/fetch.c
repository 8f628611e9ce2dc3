/* fetch.c: `bewust fetch`: refreshes channels, with a line for each that has news or trouble and a bar while it runs. */
#include "channels.h"

#include <bewust/i18n.h>
#include <bewust/text.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { STEP_MS = 200, BAR_COLS = 24, WAITS_COLS_LEAST = 17, LINE_MAX_BYTES = 1 << 14 };

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
	(void)number;
	interrupted = 1;
}

struct fetching {
	struct call *call;
	bool json, quiet, bar;
	bool bar_shown;
	struct err err;                  /* writing stopped */
};

/* ---- the bar, on standard error ---- */

static void bar_hide(struct fetching *x) {
	if (x->bar_shown)
		fputs("\r\033[K", stderr);
	x->bar_shown = false;
}

static void bar_draw(struct fetching *x, struct str *line, int cols) {
	str_cut(line, text_fit(str_slice(line), cols));
	fprintf(stderr, "\r%s\033[K", line->at);
	fflush(stderr);
	x->bar_shown = true;
}

/* Whom it waits for, where there is room for enough of the name; how much came, where there is room for all of it. */
static void bar_add_words(const struct fetch_summary *s, int cols, struct str *line) {
	struct str items, waits;

	str_init(&items, 100);
	str_init(&waits, 400);
	if (s->items_new)
		str_addf(&items, P_(", %d new item", ", %d new items", (unsigned long)s->items_new), s->items_new);
	if (s->slowest && *s->slowest)
		str_addf(&waits, _(", waiting for %s"), s->slowest);
	if (text_width(str_slice(line)) + text_width(str_slice(&items)) + text_width(str_slice(&waits)) <= cols)
		str_add(line, str_slice(&items));
	cols -= text_width(str_slice(line));
	if (text_width(str_slice(&waits)) > cols) {
		str_cut(&waits, text_fit(str_slice(&waits), cols - 1));
		str_add_text(&waits, "…");
	}
	if (waits.len && cols >= WAITS_COLS_LEAST)
		str_add(line, str_slice(&waits));
	str_finish(&items);
	str_finish(&waits);
}

static void bar_show(struct fetching *x, const struct fetch_summary *s) {
	struct winsize size = {0};
	struct str line;
	int cols = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
	int bar = cols / 3 < BAR_COLS ? cols / 4 : BAR_COLS, full = s->channels ? (int)((size_t)bar * s->done / s->channels) : bar;

	if (!x->bar || x->call->out_gone)
		return;
	str_init(&line, 600);
	if (s->waits) {
		str_add_text(&line, _("another refresh is under way: waiting for it"));
	} else {
		str_add_char(&line, '[');
		for (int i = 0; i < bar; i++)
			str_add_char(&line, i < full ? '=' : ' ');
		str_addf(&line, _("] %zu of %zu"), s->done, s->channels);
		bar_add_words(s, cols, &line);
	}
	bar_draw(x, &line, cols);
	str_finish(&line);
}

/* ---- a line for each ---- */

static void write_json(struct str *out, const struct fetch_news *n) {
	struct json j;

	json_init(&j, out, 0);
	json_object(&j);
	json_member_text(&j, "channel", n->channel->uuid.text);
	write_address_json(&j, "url", n->channel->url);
	json_member_text(&j, "status", fetch_status_name(n->status));
	if (n->http)
		json_member_int(&j, "http", n->http);
	json_member_int(&j, "items_new", n->items_new);
	json_member_int(&j, "items_updated", n->items_updated);
	json_member_int(&j, "bytes", (int64_t)n->bytes);
	json_member_int(&j, "ms", n->ms);
	json_member_text(&j, "error", n->error);
	json_end(&j);
	str_add_char(out, '\n');
}

static void write_line(struct arena *a, const struct fetch_news *n, bool named, struct str *out) {
	const char *name = channels_title(a, n->channel);

	switch (n->status) {
	case FETCH_NEW:
		str_addf(out, "%s: ", name);
		if (n->items_new || !n->items_updated)
			str_addf(out, P_("%d new", "%d new", (unsigned long)n->items_new), n->items_new);
		if (n->items_updated)
			str_addf(out, P_("%s%d changed", "%s%d changed", (unsigned long)n->items_updated), n->items_new ? ", " : "", n->items_updated);
		str_add_char(out, '\n');
		break;
	case FETCH_SAME:
		break;
	case FETCH_LATER:
		if (!n->http && !named)          /* its host put off another: said once, there */
			break;
		/* fall through */
	case FETCH_ERROR:
		if (*n->channel->title || !slice_starts(slice_of(n->error), slice_of(name))) /* not its address twice */
			str_addf(out, "%s: ", name);
		str_addf(out, "%s\n", n->error);
	}
}

/* On a terminal a line is broken between words. */
static void write_told(struct str *out, struct slice line) {
	if (isatty(STDOUT_FILENO))
		write_hanging(out, line, write_columns());
	else
		str_add(out, line);
}

static void tell_channel(struct fetching *x, const struct fetch_news *n) {
	struct str line;

	str_init(&line, LINE_MAX_BYTES);
	write_line(&x->call->arena, n, x->call->arg_count > 0, &line);
	if (line.len)
		write_told(&x->call->out, str_slice(&line));
	str_finish(&line);
}

static void on_channel(void *ctx, const struct fetch_news *n) {
	struct fetching *x = ctx;
	size_t before = x->call->out.len;

	if (x->json)
		write_json(&x->call->out, n);
	else if (!x->quiet || n->status == FETCH_ERROR)
		tell_channel(x, n);
	if (x->call->out.len == before)
		return;
	bar_hide(x);
	call_flush(x->call, &x->err);
}

static void write_summary_json(struct str *out, const struct fetch_summary *s) {
	struct json j;

	json_init(&j, out, 0);
	json_object(&j);
	json_member_int(&j, "channels", (int64_t)s->channels);
	json_member_int(&j, "asked", (int64_t)(s->done - s->put_off));
	json_member_int(&j, "new", (int64_t)s->news);
	json_member_int(&j, "same", (int64_t)s->same);
	json_member_int(&j, "later", (int64_t)s->later);
	json_member_int(&j, "error", (int64_t)s->errors);
	json_member_int(&j, "items_new", s->items_new);
	json_member_int(&j, "items_updated", s->items_updated);
	json_member_int(&j, "bytes", (int64_t)s->bytes);
	json_member_int(&j, "ms", s->ms);
	json_end(&j);
	str_add_char(out, '\n');
}

static void write_summary(struct str *out, const struct fetch_summary *s) {
	if (!s->channels && s->waited && !s->waits) {
		str_addf(out, "%s\n", _("Another refresh was under way, and asked all that was due."));
		return;
	}
	if (!s->channels) {
		str_addf(out, "%s\n", _("No channel is due. --force asks them all; `bewust channels add` follows one."));
		return;
	}
	if (s->done > s->put_off)
		str_addf(out, P_("%zu channel asked: ", "%zu channels asked: ", s->done - s->put_off), s->done - s->put_off);
	else
		str_add_text(out, _("No channel asked: "));
	str_addf(out, P_("%d new item", "%d new items", (unsigned long)s->items_new), s->items_new);
	if (s->items_updated)
		str_addf(out, P_(", %d changed", ", %d changed", (unsigned long)s->items_updated), s->items_updated);
	if (s->later)
		str_addf(out, P_(", %zu to come back to later", ", %zu to come back to later", s->later), s->later);
	str_addf(out, _(", in %.1f s\n"), (double)s->ms / 1000.0);
}

static void tell_summary(struct str *out, const struct fetch_summary *s) {
	struct str line;

	str_init(&line, LINE_MAX_BYTES);
	write_summary(&line, s);
	write_told(out, str_slice(&line));
	str_finish(&line);
}

/* ---- the refresh ---- */

static bool find_channels(struct call *c, struct flow *f, struct fetch_options *o, struct err *e) {
	int64_t *ids = arena_array(&c->arena, (size_t)c->arg_count + 1, sizeof *ids);

	for (int i = 0; i < c->arg_count; i++) {
		struct channel channel;

		if (!store_channel_find(flow_store(f), c->args[i], &c->arena, &channel, e))
			return false;
		ids[i] = channel.id;
	}
	o->channels = ids;
	o->channel_count = (size_t)c->arg_count;
	return true;
}

/* Ctrl-C ends it after what has arrived: that is kept. */
static void listen_for_interrupt(void) {
	struct sigaction act = {.sa_handler = on_interrupt, .sa_flags = SA_RESETHAND};

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
}

static bool refresh(struct fetching *x, struct flow *f, const struct fetch_options *o, struct fetch_summary *s, struct err *e) {
	struct fetch *fetch = flow_fetch_begin(f, o, on_channel, x, e);

	if (!fetch)
		return false;
	listen_for_interrupt();
	while (flow_fetch_step(fetch, STEP_MS, -1) && !interrupted && !x->err.kind) {
		flow_fetch_summary(fetch, s);
		bar_show(x, s);
	}
	bar_hide(x);
	if (!flow_fetch_end(fetch, s, e))
		return false;
	flow_tidy_index_later(f);
	return interrupted || call_tidy(x->call, f, e);
}

static bool run(struct call *c, struct err *e) {
	struct fetching x = {.call = c, .json = call_has(c, "json"), .quiet = call_has(c, "quiet")};
	struct fetch_options o = {.force = call_has(c, "force")};
	struct fetch_summary s = {0};
	struct flow *f;
	long long jobs;

	if (!call_int(c, "jobs", 1, 256, 0, &jobs, e) || !(f = call_flow(c, e)) || !find_channels(c, f, &o, e))
		return false;
	o.jobs = (int)jobs;
	x.bar = !x.quiet && !x.json && isatty(STDERR_FILENO);
	if (!refresh(&x, f, &o, &s, e))
		return false;
	if (x.json)
		write_summary_json(&c->out, &s);
	else if (!x.quiet && !s.waits)
		tell_summary(&c->out, &s);
	if (x.err.kind) {
		*e = x.err;
		return false;
	}
	if (interrupted && s.waits)
		return err_set(e, ERR_TEMP, _("stopped while another refresh was waited for"));
	if (interrupted && s.done < s.channels)
		return err_set(e, ERR_TEMP, _("stopped after %zu of %zu channels; what came is kept"), s.done, s.channels);
	return flow_fetch_verdict(&s, e);
}

static const struct option options[] = {
	{"jobs", "N", N_("so many connections at once, 1 to 256")},
	{"force", NULL, N_("ask all channels, due or not; what did not change is still not sent again")},
	{"quiet", NULL, N_("say nothing but trouble: for cron")},
	{"json", NULL, N_("an object a line for each channel, and a summary")},
	{0},
};
static const char *const examples[] = {"fetch", "fetch --force xkcd", "fetch --quiet || [ $? = 75 ]", NULL};
const struct command command_fetch = {.name = "fetch", .arguments = "[CHANNEL…]", .summary = N_("ask the channels that are due for news"),
	.text = N_("With CHANNEL only these, due or not. A line for each that has news or trouble, and a bar on a terminal. Exit status 0 when every "
		"channel that could be refreshed was, 75 when some could not, 69 when none could.\n\n"
		"A channel is due as often as it really posts, and not sooner than its server (Cache-Control, Expires) and its feed (ttl, updatePeriod, "
		"skipHours, skipDays) ask: after an hour to a day. After an error it is asked again after an hour, then two, up to a day. A server that asks "
		"for a pause (429 or 503 with Retry-After) gets it, for all channels of that host and even with --force, for up to a week: these are told "
		"as “later”.\n\n"
		"While another program refreshes the same data (the timer, the open interface), this one waits for it, and asks what that has left.\n\n"
		"To have it done every hour: `systemctl --user enable --now bewust-fetch.timer`, or with cron the line `17 * * * * bewust fetch --quiet`; "
		"what is not due is not asked."),
	.options = options, .examples = examples, .args_max = -1, .run = run};
