/* reading.c: the rules of going through a session, apart from how it is drawn. */
#include "reading.h"

#include <bewust/i18n.h>
#include <bewust/text.h>

enum { MINUTE_MS = 60000, SKIM_MS = 8000, THEMES_TOLD = 3, PLAYER_BROKEN_MS = 5000 };

/* Read: half of what it was thought to take, or scrolled to its end after a quarter. Design choices; see P1 for the quarter. */
#define SHARE_READ 0.5
#define SHARE_SKIM 0.25

void walk_start(struct walk *w, struct reading *r, int64_t mono_ms) {
	w->reading = r;
	w->session = r->session;
	w->items = (struct session_item *)r->session.items;
	w->at = (size_t)r->session.position < r->session.item_count ? (size_t)r->session.position : 0;
	session_clock_start(&w->clock, (int64_t)r->session.minutes * MINUTE_MS, r->session.spent_ms, mono_ms);
}

const struct item *walk_item(const struct walk *w) {
	return &w->reading->items[w->at];
}

static int64_t estimate_ms(const struct walk *w) {
	return (int64_t)(walk_item(w)->minutes * MINUTE_MS);
}

void walk_show(struct walk *w, int64_t now, int64_t mono_ms) {
	struct session_item *i = &w->items[w->at];

	w->session.position = (int)w->at;
	if (i->shown_at == DATE_NONE)
		i->shown_at = now;
	if (i->outcome == STATE_NEW)
		i->outcome = STATE_SHOWN;
	session_clock_item(&w->clock, estimate_ms(w), mono_ms);
}

bool walk_leave(struct walk *w, bool to_the_end, bool hints) {
	struct session_item *i = &w->items[w->at];
	int64_t ms = w->clock.item_ms, estimate = estimate_ms(w);
	double share = estimate > 0 ? (double)ms / (double)estimate : 1;

	i->dwell_s += (int)(ms / 1000);
	w->session.spent_ms = w->clock.spent_ms;
	if (i->outcome == STATE_SHOWN || i->outcome == STATE_SKIPPED) {
		if (share >= SHARE_READ || (to_the_end && share >= SHARE_SKIM))
			i->outcome = STATE_READ;
		else if (share < SHARE_SKIM && ms < SKIM_MS && !to_the_end)
			i->outcome = STATE_SKIPPED;
	}
	return hints && pace_left(&w->pace, ms, estimate);
}

void walk_away(struct walk *w, size_t at, bool undo) {
	w->items[at].outcome = undo ? STATE_SHOWN : STATE_SKIPPED;
	w->away[at] = !undo;
}

void walk_watch(struct walk *w) {
	w->before_watch.charged_ms = w->watched == w->at + 1 ? 0 : estimate_ms(w);
	w->before_watch.outcome = w->items[w->at].outcome;
	w->before_watch.watched = w->watched;
	session_clock_charge(&w->clock, w->before_watch.charged_ms);
	w->watched = w->at + 1;
	w->session.spent_ms = w->clock.spent_ms;
	w->items[w->at].outcome = STATE_READ;
}

bool walk_watched(struct walk *w, bool ok, int64_t ms) {
	if (ok || ms >= PLAYER_BROKEN_MS)
		return true;
	session_clock_give_back(&w->clock, w->before_watch.charged_ms);
	w->watched = w->before_watch.watched;
	w->session.spent_ms = w->clock.spent_ms;
	w->items[w->at].outcome = w->before_watch.outcome;
	return false;
}

bool walk_time_is_up(const struct walk *w) {
	return session_clock_minutes_left(&w->clock) == 0;
}

bool walk_next(struct walk *w) {
	size_t last = w->session.item_count - 1;

	if (w->at >= last)
		return false;
	if (!walk_time_is_up(w)) {
		w->at++;
		return true;
	}
	if (w->items[last].role != ROLE_CLOSER || !session_closer_still(&w->clock, w->reading->items[last].minutes))
		return false;
	w->at = last;
	return true;
}

bool walk_previous(struct walk *w) {
	if (!w->at)
		return false;
	w->at--;
	return true;
}

void walk_tick(struct walk *w, int64_t mono_ms, bool in_front) {
	if (w->clock.paused == in_front)
		session_clock_pause(&w->clock, !in_front, mono_ms);
	session_clock_tick(&w->clock, mono_ms);
	w->session.spent_ms = w->clock.spent_ms;
}

int walk_read_count(const struct walk *w) {
	int n = 0;

	for (size_t i = 0; i < w->session.item_count; i++)
		n += w->items[i].outcome == STATE_READ || w->items[i].outcome == STATE_DONE || w->items[i].outcome == STATE_KEPT;
	return n;
}

int walk_kept_count(const struct walk *w) {
	int n = 0;

	for (size_t i = 0; i < w->session.item_count; i++)
		n += w->items[i].shown_at != DATE_NONE && w->reading->items[i].kept;
	return n;
}

/* Kept before not, lighter before heavier. */
static bool tells_better(const struct item *a, const struct item *b) {
	return a->kept != b->kept ? a->kept : a->score > b->score;
}

const struct item *walk_worth_telling(const struct walk *w) {
	const struct item *best = NULL;

	for (size_t i = 0; i < w->session.item_count; i++) {
		const struct item *here = &w->reading->items[i];

		if (w->told == i + 1)
			return here;
		if (w->items[i].shown_at != DATE_NONE && here->kind != ITEM_CHALLENGE && here->label != LABEL_DRAINING && !w->away[i] &&
			(!best || tells_better(here, best)))
			best = here;
	}
	return best;
}

const struct item *walk_to_do(const struct walk *w) {
	for (size_t i = w->session.item_count; i-- > 0;)
		if (w->items[i].outcome == STATE_DONE)
			return &w->reading->items[i];
	return NULL;
}

theme_set walk_themes(const struct walk *w) {
	int seen[THEME_COUNT] = {0};
	theme_set most = 0;

	for (size_t i = 0; i < w->session.item_count; i++)
		for (int t = 0; w->items[i].shown_at != DATE_NONE && t < THEME_COUNT; t++)
			seen[t] += (w->reading->items[i].themes >> t & 1) != 0;
	for (int n = 0; n < THEMES_TOLD; n++) {
		int best = 0;

		for (int t = 1; t < THEME_COUNT; t++)
			best = seen[t] > seen[best] ? t : best;
		most |= seen[best] ? (theme_set)1 << best : 0;
		seen[best] = 0;
	}
	return most;
}

/* ---- the text of an item ---- */

static const char *mark_word(enum text_mark kind) {
	switch (kind) {
	/* i18n: what stands in a text where a picture does: "[image: a seal on a stone]" */
	case MARK_IMAGE: return _("image");
	case MARK_VIDEO: return _("video");
	case MARK_AUDIO: return _("audio");
	/* i18n: something of another site, shown inside a page: a map, a post */
	case MARK_EMBEDDED: return _("embedded");
	case MARK_NUMBER: break;
	}
	return "";
}

struct slice reading_text(struct arena *a, struct slice text) {
	struct slice rest = text;
	struct str out;

	str_init(&out, 2 * text.len + 1);
	while (rest.len) {
		size_t before = slice_find(rest, SLICE("[")), len, name;
		enum text_mark kind;

		str_add(&out, (struct slice){rest.at, before});
		rest = slice_from(rest, before);
		len = text_mark(rest, &kind);
		if (len && kind != MARK_NUMBER) {
			for (name = 1; name < len && rest.at[name] >= 'a' && rest.at[name] <= 'z'; name++)
				;
			str_addf(&out, "[%s%.*s", mark_word(kind), (int)(len - name), rest.at + name);
		} else {
			len = rest.len ? 1 : 0;
			str_add(&out, (struct slice){rest.at, len});
		}
		rest = slice_from(rest, len);
	}
	if (!out.full)
		text = (struct slice){arena_text(a, str_slice(&out)), out.len};
	str_finish(&out);
	return text;
}
