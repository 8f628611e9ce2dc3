/* moods.c: check-ins in, and what goes with better moods out. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS_MAX = 12, NOTE_MAX = 140, /* G2, G3 */
	SUMMARY_DAYS = 730,             /* what is older says little about now */
};

static bool check(const struct mood *m, struct err *e) {
	if (m->valence < -3 || m->valence > 3)
		return err_set(e, ERR_USAGE, _("how light or heavy is a whole number from -3 to 3"));
	if (m->energy != MOOD_NONE && (m->energy < -3 || m->energy > 3))
		return err_set(e, ERR_USAGE, _("how lively or still is a whole number from -3 to 3"));
	return true;
}

/* At most twelve words, and a note of one line of at most 140 characters; both cleaned. */
static void tidy(struct mood *m, struct arena *a) {
	struct slice rest = slice_of(m->words), word;
	struct slice note;
	struct str words;
	size_t count = 0;

	str_init(&words, 1000);
	while (rest.len && count < WORDS_MAX && slice_split(&rest, ',', &word)) {
		word = slice_trim(word);
		if (word.len && str_addf(&words, "%s%.*s", count ? "," : "", SLICE_FMT(word)))
			count++;
	}
	m->words = text_clean_arena(a, str_slice(&words), TEXT_LINE);
	str_finish(&words);
	m->note = text_clean_arena(a, slice_of(m->note), TEXT_LINE);
	note = slice_of(m->note);
	note.len = utf8_cut_runes(note, NOTE_MAX);
	m->note = arena_text(a, note);
}

static bool mark_checked_in(struct flow *f, const struct uuid *session, struct arena *a, struct err *e) {
	struct session open;
	bool found;

	if (!session->text[0])
		return true;
	if (!store_session_open_one(f->store, a, &open, &found, e))
		return false;
	if (!found || strcmp(open.uuid.text, session->text))
		return true;
	open.checked_in = true;
	if (open.ended_at == DATE_NONE)
		open.ended_at = flow_now(f);
	return store_session_progress(f->store, &open, e);
}

bool flow_mood_save(struct flow *f, struct mood *m, struct err *e) {
	struct mood tidied = *m;
	struct arena a;
	bool ok;

	if (!check(m, e))
		return false;
	arena_init(&a, 0);
	tidy(&tidied, &a);
	if (!tidied.at)
		tidied.at = flow_now(f);
	ok = store_begin(f->store, e);
	if (ok) {
		ok = store_mood_put(f->store, &tidied, e) && (tidied.phase != MOOD_AFTER || mark_checked_in(f, &tidied.session, &a, e));
		ok = store_end(f->store, ok, e) && ok;
	}
	if (ok) {
		m->id = tidied.id;
		m->uuid = tidied.uuid;
		m->at = tidied.at;
	}
	arena_finish(&a);
	return ok;
}

bool flow_check_in_declined(struct flow *f, struct session *s, struct err *e) {
	s->checked_in = true;
	if (s->ended_at == DATE_NONE)
		s->ended_at = flow_now(f);
	return store_session_progress(f->store, s, e);
}

bool flow_moods(struct flow *f, int64_t from, int64_t to, struct arena *a, struct moods *out, struct err *e) {
	return store_moods(f->store, from, to, a, out, e);
}

/* ---- what goes with better moods ---- */

struct evidence {
	struct mood_evidence *at;
	size_t count, cap;
};

static void add_evidence(struct evidence *v, const struct uuid *session, int64_t key) {
	if (v->count == v->cap)
		v->at = mem_grow(v->at, v->cap = v->cap ? 2 * v->cap : 256, sizeof(*v->at));
	v->at[v->count++] = (struct mood_evidence){*session, key};
}

/* Which channels and themes each session was made of, as far as it was read. */
struct all_evidence { struct evidence channels, themes; };

static void note_evidence(void *ctx, const struct uuid *session, int64_t channel_id, theme_set themes) {
	struct all_evidence *v = ctx;

	add_evidence(&v->channels, session, channel_id);
	for (int t = 0; t < THEME_COUNT; t++)
		if (themes >> t & 1)
			add_evidence(&v->themes, session, t);
}

static const char *channel_name(struct flow *f, int64_t id, struct arena *a) {
	struct channel c;

	if (!store_channel_get(f->store, id, a, &c, NULL))
		return NULL;
	return c.title && *c.title ? c.title : url_shown(c.url, a);    /* a password in it is nobody's name */
}

static size_t name_rows(struct flow *f, const struct moods *moods, const struct evidence *v, bool are_themes, struct arena *a, struct insight_row **out) {
	struct mood_row *rows = arena_array(a, v->count + 1, sizeof(*rows));
	size_t count = mood_rows(moods->at, moods->count, v->at, v->count, rows), named = 0;

	*out = arena_array(a, count + 1, sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		const char *name = are_themes ? theme_name((enum theme)rows[i].key) : channel_name(f, rows[i].key, a);

		if (name)
			(*out)[named++] = (struct insight_row){name, rows[i].insight};
	}
	return named;
}

bool flow_mood_summary(struct flow *f, struct arena *a, struct mood_summary *out, struct err *e) {
	int64_t since = flow_now(f) - SUMMARY_DAYS * DAY_S;
	struct all_evidence v = {0};
	struct moods moods;
	bool ok;

	memset(out, 0, sizeof(*out));
	if (!store_moods(f->store, since, flow_now(f) + 1, a, &moods, e))
		return false;
	mood_pairs(moods.at, moods.count, &out->pairs);
	if ((ok = store_taken_in(f->store, since, note_evidence, &v, e))) {
		out->channel_count = name_rows(f, &moods, &v.channels, false, a, &out->channels);
		out->theme_count = name_rows(f, &moods, &v.themes, true, a, &out->themes);
	}
	free(v.channels.at);
	free(v.themes.at);
	return ok;
}
