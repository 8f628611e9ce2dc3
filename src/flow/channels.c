/* channels.c: editing and dropping channels; lists of them in and out. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <string.h>

/* A user, a password's command and a header were told for one host, and never reach another. */
static bool forget_secrets(struct flow *f, int64_t id, struct err *e) {
	bool ok = true;

	for (size_t i = 0; ok && flow_setting_names[i]; i++)
		ok = !flow_setting_is_secret(flow_setting_names[i]) || store_channel_setting_put(f->store, id, flow_setting_names[i], "", e);
	return ok;
}

static bool is_on_another_host(const struct channel *before, const struct channel *now) {
	return !slice_equal_nocase(url_host(slice_of(before->url)), url_host(slice_of(now->url)));
}

/* The reader's own leaning towards a channel is part of the scores of all that it brings. One that rested is asked at once. */
bool flow_channel_edit(struct flow *f, const struct channel *c, struct err *e) {
	struct channel before;
	struct arena a;
	bool ok;

	if (!store_begin(f->store, e))
		return false;
	arena_init(&a, 0);
	ok = store_channel_get(f->store, c->id, &a, &before, e) && store_channel_edit(f->store, c, e) &&
		(!is_on_another_host(&before, c) || forget_secrets(f, c->id, e)) &&
		(!before.paused || c->paused || store_channel_due(f->store, c->id, DATE_NONE, e)) && (before.bias == c->bias || flow_scores_outdated(f, e));
	arena_finish(&a);
	return store_end(f->store, ok, e) && ok;
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

static bool import_one(struct flow *f, const struct outline *o, struct imported *out, struct str *uuids, struct err *e) {
	struct channel c = {.url = o->url, .site = text_or_empty(o->site), .title = text_or_empty(o->title), .lang = text_or_empty(o->lang),
		.note = text_or_empty(o->note), .credential = text_or_empty(o->credential), .themes = o->themes, .kind = o->kind};
	bool was_there;

	if (!store_channel_add(f->store, &c, &was_there, e))
		return false;
	out->there_already += was_there;
	out->added += !was_there;
	str_addf(uuids, "%s ", c.uuid.text);
	return true;
}

static bool import_all(struct flow *f, const struct outlines *list, struct imported *out, struct err *e) {
	struct str uuids;
	bool ok = true;

	str_init(&uuids, 1 << 20);
	for (size_t i = 0; ok && i < list->count; i++)
		ok = import_one(f, &list->at[i], out, &uuids, e);
	ok = ok && flow_plan_start(f, &list->head, uuids.at, e);
	str_finish(&uuids);
	return ok;
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
		ok = import_all(f, &list, out, e);
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
