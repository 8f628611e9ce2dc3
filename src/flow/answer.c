/* answer.c: what a server's answer means where it is no feed, in a sentence; and the pauses that servers ask for. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/url.h>
#include <bewust/words.h>
#include <string.h>

bool flow_asks_for_pause(int status) {
	return status == 429 || status == 503;
}

const char *flow_pause_words(int status, int64_t until, int64_t now, struct arena *a) {
	char when[64];

	if (until == DATE_NONE)
		return status == 429 ? _("the server is asked too much (429) and wants a pause") : _("the server is busy or under repair (503) and wants a pause");
	words_until(until, now, when);
	return arena_printf(a, status == 429 ? _("the server is asked too much (429) and wants a pause until %s") :
		_("the server is busy or under repair (503) and wants a pause until %s"), when);
}

void flow_describe_status(const char *url, int status, struct err *e) {
	if (status == 410)
		err_set(e, ERR_NET, _("%s: gone for good (410): remove it, or look for its new address"), url);
	else if (status == 404)
		err_set(e, ERR_NET, _("%s: not there (404): remove it, or look for its new address"), url);
	else if (status == 401 || status == 403)
		err_set(e, ERR_NET, _("%s: the server does not let us in (%d): it may want a name and password, or another address"), url, status);
	else if (flow_asks_for_pause(status))
		err_set(e, ERR_TEMP, "%s: %s", url, flow_pause_words(status, DATE_NONE, 0, NULL));
	else if (status < 500)
		err_set(e, ERR_NET, _("%s: the server answered %d: check the address"), url, status);
	else
		err_set(e, ERR_NET, _("%s: the server answered %d, which is its own trouble; it is tried again later"), url, status);
}

const char *flow_channel_trouble(const struct channel *c) {
	const char *rest = c->error;
	struct arena a;
	struct slice url;

	arena_init(&a, 0);
	url = slice_of(url_shown(c->url, &a));
	if (slice_starts(slice_of(rest), url) && rest[url.len] == ':' && rest[url.len + 1] == ' ')
		rest += url.len + 2;
	arena_finish(&a);
	return rest;
}

/* ---- pauses ---- */

bool flow_host_pause(struct flow *f, const char *url, int status, int64_t retry_after_s, struct err *e) {
	int64_t now = flow_now(f);

	return retry_after_s <= 0 || store_host_pause_put(f->store, url_host(slice_of(url)), now + flow_pause_s(retry_after_s), status, now, e);
}

const struct host_pause *flow_pause_of(const struct host_pause *pauses, size_t count, const char *url) {
	struct slice host = url_host(slice_of(url));

	for (size_t i = 0; i < count; i++)
		if (slice_equal_nocase(host, slice_of(pauses[i].host)))
			return &pauses[i];
	return NULL;
}

bool flow_channel_pauses(struct flow *f, const struct channel *list, size_t count, struct arena *a, struct channel_pause **out, struct err *e) {
	int64_t now = flow_now(f);
	struct host_pause *pauses;
	size_t pause_count;

	*out = arena_array(a, count, sizeof(**out));
	if (!store_host_pauses(f->store, now, a, &pauses, &pause_count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct host_pause *p = flow_pause_of(pauses, pause_count, list[i].url);

		(*out)[i] = (struct channel_pause){p ? p->until : DATE_NONE, p ? flow_pause_words(p->status, p->until, now, a) : ""};
	}
	return true;
}
