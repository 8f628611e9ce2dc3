/* scoring.c: an item and the scorer: what it is given of an item, and which rules are told that it met them. */
#include "flow_private.h"

#include <bewust/utf8.h>
#include <string.h>

enum { SCORED_BYTES = 1500 }; /* of a body: the first paragraphs say how it feels; more only blurs it */

uint64_t flow_channel_key(const struct uuid *channel) {
	static const struct hash_key key = {0x6265777573742063, 0x68616e6e656c0a00}; /* fixed: it is stored */

	return *channel->text ? hash_bytes(&key, slice_of(channel->text)) | 1 : 0;
}

void flow_item_scoring(const struct item *i, struct slice content, const struct channel *c, struct arena *a, struct item_scoring *out) {
	struct slice rest = slice_of(i->tags), tag;

	memset(out, 0, sizeof(*out));
	out->text.title = slice_of(i->title);
	out->text.body = content.len ? content : slice_of(i->summary);
	out->text.body.len = utf8_cut(out->text.body, SCORED_BYTES);
	out->text.lang = i->lang;
	out->text.tags = out->tags;
	while (rest.len && out->text.tag_count < sizeof(out->tags) / sizeof(out->tags[0]) && slice_split(&rest, '\n', &tag)) {
		const char *copy = arena_text(a, tag);
		if (copy)
			out->tags[out->text.tag_count++] = copy;
	}
	out->text.channel_id = c->id;
	out->text.channel_key = flow_channel_key(&c->uuid);
	out->text.channel_bias = c->bias;
}

bool flow_item_load(struct flow *f, int64_t id, struct arena *a, struct loaded_item *out, struct err *e) {
	struct slice content, links;

	if (!store_item_get(f->store, id, a, &out->item, e) || !store_item_content(f->store, id, a, &content, &links, e) ||
		!store_channel_get(f->store, out->item.channel_id, a, &out->channel, e))
		return false;
	flow_item_scoring(&out->item, content, &out->channel, a, &out->scoring);
	return true;
}

bool flow_rules_met(struct flow *f, const struct item *i, const struct score *score, struct err *e) {
	bool stale = false;

	if (score->rules_met > 0 && !flow_scores_stale(f, &stale, e))
		return false;
	for (int n = 0; !stale && n < score->rules_met; n++)
		if (!store_rule_met(f->store, score->rule_met[n], i, e))
			return false;
	return true;
}
