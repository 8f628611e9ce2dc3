/* moods.c: check-ins in, and what goes with better moods out. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/text.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 12, NOTE_MAX = 140 };       /* G2, G3 */

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
	size_t count = 0, end = 0;

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
	for (size_t n = 0; end < note.len && n < NOTE_MAX; n++)
		do
			end++;
		while (end < note.len && ((unsigned char)note.at[end] & 0xC0) == 0x80);
	m->note = arena_text(a, (struct slice){note.at, end});
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
