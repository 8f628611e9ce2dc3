/* demo.c: an empty data directory filled with the sample edition and some weeks of a made-up reader's sessions and moods.
 *
 * The reader is drawn from a seed: mostly in the middle, somewhat lighter after gardens and drawings, somewhat heavier after
 * the newspaper, with days left out; so that the mood history shows what it is for. */
#include "flow_private.h"

#include <bewust/embed.h>
#include <bewust/i18n.h>
#include <bewust/random.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	DEMO_SEED = 20261123,
	DEMO_DAYS = 52,                 /* of history: enough for two months of chart, and for some verdicts */
	DEMO_ITEMS = 5,                 /* of a past session */
	SAMPLE_BYTES_MAX = 1 << 20,
	HOUR = 3600,
	MORNING = 4 * HOUR, EVENING = 16 * HOUR, /* into a day */
};

/* ---- the sample edition ---- */

/* "-2d5h30m" as seconds. */
static bool read_offset(struct slice s, int64_t *out) {
	int64_t total = 0, n = 0;
	size_t i = 0;
	bool minus = s.len && s.at[0] == '-';

	for (i = minus; i < s.len; i++) {
		char c = s.at[i];

		if (c >= '0' && c <= '9' && n < 10000)
			n = n * 10 + (c - '0');
		else if (c == 'd' || c == 'h' || c == 'm')
			total += n * (c == 'd' ? DAY_S : c == 'h' ? HOUR : 60), n = 0;
		else
			return false;
	}
	*out = minus ? -total : total;
	return s.len > 1;
}

/* The file with every "@-3h@" written as that instant, so that the edition never grows old. */
static void with_dates(struct slice file, int64_t now, struct str *out) {
	size_t at;

	while ((at = slice_find(file, SLICE("@-"))) < file.len) {
		struct slice offset = slice_from(file, at + 1);
		char date[21];
		int64_t shift;

		str_add(out, (struct slice){file.at, at});
		offset.len = slice_find(offset, SLICE("@"));
		if (offset.len < 16 && read_offset(offset, &shift)) {
			date_rfc3339(now + shift, date);
			str_add_text(out, date);
			file = slice_from(file, at + offset.len + 2);
		} else {
			str_add_char(out, '@');
			file = slice_from(file, at + 1);
		}
	}
	str_add(out, file);
}

static bool fill_channel(struct flow *f, const struct channel *c, struct err *e) {
	struct slice name = slice_from(slice_of(c->url), strlen("bewust:")), file;
	struct refresh done = {.channel_id = c->id, .at = flow_now(f), .due_at = flow_now(f) + DAY_S};
	struct parse_report report;
	struct ingest ingest;
	struct digest digest;
	struct str bytes;
	char path[128];
	bool ok;

	if (!text_copy(path, sizeof(path), name) || !embed_find(path, &file))
		return err_set(e, ERR_BUG, _("%s: not part of the sample edition"), c->url);
	str_init(&bytes, SAMPLE_BYTES_MAX);
	with_dates(file, flow_now(f), &bytes);
	ingest_init(&ingest, f, c);
	ok = ingest_bytes(&ingest, &digest, str_slice(&bytes), c->site, "", &report, e);
	done.title = digest.title;
	done.site = digest.site;
	done.lang = digest.lang;
	ok = ok && store_refresh_done(f->store, &done, e);
	digest_finish(&digest);
	ingest_finish(&ingest);
	str_finish(&bytes);
	return ok;
}

static bool fill_edition(struct flow *f, struct arena *a, struct channels *channels, struct err *e) {
	struct imported imported;
	struct slice list;
	bool ok = true;

	if (!embed_find("sample/channels.opml", &list))
		return err_set(e, ERR_BUG, _("the sample edition is missing"));
	if (!flow_channels_import(f, list, a, &imported, e) || !store_channels(f->store, a, channels, e) || !store_begin(f->store, e))
		return false;
	for (size_t i = 0; ok && i < channels->count; i++)
		ok = fill_channel(f, &channels->at[i], e);
	return store_end(f->store, ok, e) && ok;
}

/* ---- some weeks of a made-up reader ---- */

struct past {
	struct flow *flow;
	struct arena *arena;
	const struct channels *channels;
	const struct items *items;
	struct random random;
	int made;                       /* rows so far: named by their number, so that the same seed gives the same */
};

static void name_row(struct past *p, struct uuid *out) {
	char number[32];

	snprintf(number, sizeof(number), "bewust:demo/%d", ++p->made);
	uuid_named(out, &uuid_space_url, slice_of(number));
}

static double lift_of(const struct past *p, int64_t channel_id) {
	for (size_t i = 0; i < p->channels->count; i++) {
		const struct channel *c = &p->channels->at[i];
		if (c->id == channel_id)
			return c->themes & THEME(nature) ? 0.8 : c->themes & THEME(humour) ? 0.5 : c->themes & THEME(news) ? -0.7 : 0.1;
	}
	return 0;
}

static int on_scale(double v) {
	return (int)lround(v < -3 ? -3 : v > 3 ? 3 : v);
}

/* Roughly normal, spread 1: the sum of four. */
static double chance(struct random *r) {
	double sum = 0;

	for (int i = 0; i < 4; i++)
		sum += random_unit(r) - 0.5;
	return sum * 1.7;
}

static bool put_mood(struct past *p, const struct session *s, enum mood_phase phase, int64_t at, double valence, double energy, struct err *e) {
	const char *words[2] = {"", ""};
	struct mood m = {.session = s->uuid, .at = at, .phase = phase, .valence = on_scale(valence), .energy = on_scale(energy), .words = "", .note = ""};

	name_row(p, &m.uuid);
	if (phase == MOOD_AFTER && flow_feeling_words(m.valence, m.energy, p->arena, words, 2))
		m.words = words[random_below(&p->random, 2)];
	return store_mood_put(p->flow->store, &m, e);
}

static bool put_past_session(struct past *p, int64_t at, double mood, struct err *e) {
	struct session_item items[DEMO_ITEMS];
	struct session s = {.intention = (enum intention)random_below(&p->random, INTENTION_plan), .aim = "", .minutes = 10, .items_max = 8,
		.seed = 1, .started_at = at, .ended_at = at + 9 * 60, .spent_ms = (int64_t)(7 + random_below(&p->random, 3)) * 60000,
		.checked_in = true, .plan_from = "", .items = items, .item_count = DEMO_ITEMS, .position = DEMO_ITEMS - 1};
	double lift = 0, energy = chance(&p->random);
	size_t first = random_below(&p->random, (uint32_t)p->items->count);

	name_row(p, &s.uuid);
	for (size_t i = 0; i < DEMO_ITEMS; i++) {
		const struct item *item = &p->items->at[(first + i * 11) % p->items->count];

		items[i] = (struct session_item){.item_id = item->id, .role = i ? ROLE_ITEM : ROLE_OPENER, .position = (int)i,
			.shown_at = at + (int64_t)i * 100, .dwell_s = 80, .outcome = STATE_READ};
		lift += lift_of(p, item->channel_id) / 2;
	}
	if (!store_session_put(p->flow->store, &s, e) || !put_mood(p, &s, MOOD_BEFORE, at, mood, energy, e))
		return false;
	return put_mood(p, &s, MOOD_AFTER, at + 10 * 60, mood + lift + 0.3 * chance(&p->random), energy + 0.3, e);
}

static bool fill_past(struct past *p, struct err *e) {
	int64_t now = flow_now(p->flow);
	int turn = p->flow->config.turn_hour;
	bool ok = store_begin(p->flow->store, e);

	if (!ok)
		return false;
	for (int day = DEMO_DAYS; ok && day > 0; day--) {
		int64_t start = date_day_start(date_day(now, turn) - day, turn);
		double slow = 0.9 * sin(day / 6.0);     /* better and worse weeks */

		if (random_below(&p->random, 6) == 0)   /* days without are part of it */
			continue;
		ok = put_past_session(p, start + MORNING, slow + chance(&p->random), e);
		if (ok && random_below(&p->random, 5) == 0)
			ok = put_past_session(p, start + EVENING, slow + chance(&p->random), e);
	}
	return store_end(p->flow->store, ok, e) && ok;
}

/* Something set aside, and a rule of the reader's, so that these screens are not empty either. */
static bool fill_habits(struct past *p, struct err *e) {
	struct rule rule = {.words = _("election"), .action = RULE_BLOCK, .until = flow_now(p->flow) + 8 * DAY_S};
	size_t kept = 0;

	name_row(p, &rule.uuid);
	for (size_t i = 0; i < p->items->count && kept < 3; i++) {
		const struct item *item = &p->items->at[p->items->count - 1 - i];

		if (item->label != LABEL_UPLIFTING)
			continue;
		if (!store_item_keep(p->flow->store, item->id, true, flow_now(p->flow), e) || !store_item_state(p->flow->store, item->id, STATE_READ, e))
			return false;
		kept++;
	}
	return flow_rule_put(p->flow, &rule, e);
}

bool flow_demo_fill(struct flow *f, struct err *e) {
	struct item_query all = {.limit = 200, .before_published = DATE_NONE};
	struct channels channels;
	struct items items;
	struct arena a;
	struct past past = {.flow = f, .arena = &a, .channels = &channels, .items = &items};
	bool ok;

	arena_init(&a, 0);
	random_seed(&past.random, DEMO_SEED);
	ok = fill_edition(f, &a, &channels, e) && store_items(f->store, &all, &a, &items, e) && (items.count > 0 || err_set(e, ERR_BUG, _("the sample edition is missing"))) &&
		fill_past(&past, e) && fill_habits(&past, e);
	arena_finish(&a);
	return ok;
}
