/* store.h: the only SQL. One SQLite file, bewust.db in the data directory, 0600: journal_mode=TRUNCATE, synchronous=FULL, STRICT tables,
 * foreign keys, secure_delete, migrations by user_version.
 *
 * What a call that writes returns true for is on disk, unless a store_begin is open: then it is when store_end(true) returned true.
 * Another process may write at the same time: calls wait for it up to 10 s, then fail with ERR_TEMP.
 * Results live in the arena given. Counts that screens show are kept in rows, never counted on the way to a screen. */
#ifndef BEWUST_STORE_H
#define BEWUST_STORE_H

#include <bewust/arena.h>
#include <bewust/err.h>
#include <bewust/model.h>

struct store;
/* Opens, or makes, DIR/bewust.db (and DIR, 0700). A newer schema is refused in words. `dir` NULL: in memory, for tests. */
struct store *store_open(const char *dir, struct err *e);
void store_close(struct store *s);

/* BEGIN IMMEDIATE; may not be nested. Where a call inside fails, it may have done half of its work: end with false. */
bool store_begin(struct store *s, struct err *e);
bool store_end(struct store *s, bool commit, struct err *e);       /* false rolls back and leaves *e alone */
bool store_in_transaction(const struct store *s);
/* Lends an open transaction to whoever uses the store meanwhile: what only reads sees what it holds, and waits for no disk. Before the first
 * write of anybody it is ended with `settle`, which calls store_end: so that what is written then is on disk as always. It is lent until then, or
 * until `settle` NULL takes it back. */
void store_lend(struct store *s, void (*settle)(void *ctx), void *ctx);

/* ---- channels ---- */
struct channels { struct channel *at; size_t count; };
bool store_channels(struct store *s, struct arena *a, struct channels *out, struct err *e);            /* by title, without removed ones */
bool store_channels_due(struct store *s, int64_t now, struct arena *a, struct channels *out, struct err *e); /* not paused, due_at <= now, oldest first */
/* CHANNEL as people name it: a UUID, an address, or an unambiguous part of a title. False with ERR_NOINPUT (none, or several: named). */
bool store_channel_find(struct store *s, const char *named, struct arena *a, struct channel *out, struct err *e);
bool store_channel_get(struct store *s, int64_t id, struct arena *a, struct channel *out, struct err *e);
/* The one that is asked at that very address now. */
bool store_channel_at(struct store *s, const char *url, struct arena *a, struct channel *out, bool *found, struct err *e);
/* Follows a channel: fills in c->id and, where it is "", c->uuid. c->title is the reader's own name for it, "" leaves it to the feed. One that
 * is followed already is left as it is (*was_there), one that was removed comes back. */
bool store_channel_add(struct store *s, struct channel *c, bool *was_there, struct err *e);
/* What a person edits: title, themes, kind, credential, note, lang, bias, paused, url. A title of "", or the feed's own, leaves it to the
 * feed; another address is due at once and has no validators yet. */
bool store_channel_edit(struct store *s, const struct channel *c, struct err *e);
bool store_channel_remove(struct store *s, int64_t id, int64_t now, struct err *e);                    /* undoable: rows stay until purged */
bool store_channel_restore(struct store *s, int64_t id, struct err *e);
bool store_purge_removed(struct store *s, int64_t before, struct err *e);                              /* those removed before that instant, for good */

/* How a refresh ended. */
struct refresh {
	int64_t channel_id, at, due_at;
	const char *etag, *last_modified;   /* NULL: keep the ones stored; "": there is none any more */
	const char *url;                    /* NULL: keep; else the new address */
	const char *title, *site, *lang;    /* the feed's own; fill what the reader left empty; NULL: keep */
	const char *error;                  /* NULL or "": all is well */
	bool later;                         /* the server put it off, in the words of `error`: trouble only when it does so a third time in a row */
	const struct channel_wishes *wishes; /* NULL: keep */
	struct channel_move moved;          /* as it stands now */
	const char *flaw;                   /* NULL: keep, as nothing was read; "": the feed is whole; else what was mended in it */
	bool rests;                         /* gone (410): paused, with its error */
};
bool store_refresh_done(struct store *s, const struct refresh *r, struct err *e);
bool store_channel_posts(struct store *s, int64_t id, double *a_week, struct err *e);      /* how often it posts, as of its last refresh */
bool store_channel_due(struct store *s, int64_t id, int64_t due_at, struct err *e);        /* when to ask it again, and nothing else */

/* What the reader set for how channels are asked: by channel and name. `channel_id` 0: of all. */
struct channel_setting { int64_t channel_id; const char *name, *value; };
bool store_channel_settings(struct store *s, int64_t channel_id, struct arena *a, struct channel_setting **out, size_t *count, struct err *e);
bool store_channel_setting_put(struct store *s, int64_t channel_id, const char *name, const char *value, struct err *e); /* "" removes it */

/* Hosts that asked to be left alone until an instant. Those whose time is over go when another comes. */
struct host_pause { const char *host; int64_t until; int status; /* of the answer that asked for it: 429, 503 */ };
bool store_host_pauses(struct store *s, int64_t now, struct arena *a, struct host_pause **out, size_t *count, struct err *e);
bool store_host_pause_put(struct store *s, struct slice host, int64_t until, int status, int64_t now, struct err *e); /* never shortens one */

/* ---- items ---- */
enum put { PUT_NEW, PUT_UPDATED, PUT_SAME, PUT_ALIKE };
/* A story that several channels tell (one link, or near the same title within three days: story.h) has a row for each telling, joined as
 * they come in. It is one thing to a reader: lists have it once, as the telling that came first, with the other channels in `also_in`
 * (a list of one channel has that channel's own); and what is done to one telling (state, kept, own label) is done to all, whichever
 * comes later. Held (muted) is each row's own: a rule may mean one channel. Without its channel the others stay as they are. */
/* One item of a channel with its long text (HTML turned to text, or NULL) and the links of that text (or NULL): one a line, its
 * address, and behind tabs what it leads to ("image", "media", "" a page) and its words.
 * Unique by channel and guid: the same again updates it and keeps what the reader did with it (state, kept, own label). i->id, uuid and
 * channel_uuid are filled in. The guid lives on in the uuid alone: items that are read have none. PUT_SAME wrote nothing. */
bool store_item_put(struct store *s, struct item *i, struct slice content, struct slice links, enum put *how, struct err *e);

/* The name of an item in its channel: made of its guid; where that is an address, http and https, "www." and tracking make no difference. */
void store_item_name(const struct uuid *channel, const char *guid, struct uuid *out);
/* The same for a feed whose guids may have changed: the item's name is i->uuid, and i->channel_uuid is told. Where it is not stored, but one
 * with the same title and link is, of about the same time: PUT_ALIKE, nothing was written, and i->uuid is the name of that one; put it again
 * to renew it. A link to a front page is no link here; without any link the time has to be the same to the second. */
bool store_item_put_named(struct store *s, struct item *i, struct slice content, struct slice links, enum put *how, struct err *e);

struct items {
	struct item *at; size_t count;
	bool partial;                    /* a search: not all could be looked through yet; store_index_some mends that */
};
struct item_query {
	int64_t channel_id;              /* 0: any */
	bool by_label; enum label label;
	bool kept_only;
	const char *search;              /* words, all of them, by full text; NULL none */
	size_t limit;                    /* 0: 100 */
	int64_t before_published, before_id; /* keyset page: strictly after this one in the order; DATE_NONE, or 0 and 0: from the newest */
};
/* Search: words in any case and accent, all of them, "storm*" for a beginning; nothing in them is syntax. Of more than 5,000 hits in what it
 * is narrowed to, those stored last are put in order. Of what is not in the index yet, the last 1,000 that came are looked through. */
bool store_items(struct store *s, const struct item_query *q, struct arena *a, struct items *out, struct err *e); /* newest first; kept: last kept first */
/* The search index is filled apart from the refresh: some more items, in one transaction; *more while there are some left. For idle time. */
bool store_index_some(struct store *s, size_t max_items, bool *more, struct err *e);
bool store_index_left(struct store *s, int64_t *items, struct err *e);       /* about how many wait for it */
bool store_item_get(struct store *s, int64_t id, struct arena *a, struct item *out, struct err *e);
bool store_item_find(struct store *s, const char *uuid, struct arena *a, struct item *out, struct err *e);      /* ERR_NOINPUT when none */
bool store_item_content(struct store *s, int64_t id, struct arena *a, struct slice *content, struct slice *links, struct err *e);
bool store_item_state(struct store *s, int64_t id, enum item_state state, struct err *e);  /* keeps the channel's counts right */
/* A rule mutes it, or none does any more: held, or again what its story is. What was read already is not held. */
bool store_item_hold(struct store *s, int64_t id, bool held, struct err *e);
bool store_item_keep(struct store *s, int64_t id, bool kept, int64_t now, struct err *e);
bool store_item_note(struct store *s, int64_t id, const char *note, struct err *e);        /* the reader's own line on it; "" takes it away */
bool store_item_score(struct store *s, int64_t id, const struct score *score, struct err *e); /* its value, label, and whether a rule lets it through */
/* The reader's own label; `own` false takes it back to `label` from the score. */
bool store_item_label(struct store *s, int64_t id, bool own, enum label label, int64_t now, struct err *e);

/* What the composer may choose from: items not read yet and not held (muted), published since `since`, of channels that are not paused or
 * removed; newest first, at most `limit`. Where there are more, the limit is shared out evenly among the channels, each giving its newest:
 * a loud one leaves room for the quiet. Read from one index alone: 4,000 of 200,000, with a million stored, take 10 to 20 ms. */
struct candidate_row {
	int64_t id, channel_id, published;
	float score, minutes, posts_a_week; /* posts: its channel's */
	theme_set themes;                /* its channel's among them */
	int8_t label; uint8_t kind;
	bool always;                     /* a rule of the reader's lets it through: never left out for the limit's sake */
	int64_t story;                   /* 0: of its own */
};
bool store_candidates(struct store *s, int64_t since, size_t limit, struct arena *a, struct candidate_row **out, size_t *count, struct err *e);
/* The newest items with their channel's leaning and the first `max` characters of their text (or their summary), one after another; they live
 * until `each` returns. It is not to write. */
bool store_items_texts(struct store *s, size_t limit, size_t max, void (*each)(void *ctx, const struct item *i, double bias, struct slice text),
	void *ctx, struct err *e);
/* What the reader's rules hold back, published since `since`, newest first. */
bool store_items_held(struct store *s, int64_t since, size_t limit, struct arena *a, struct items *out, struct err *e);
/* When a channel and a theme were last part of a session: for the stretch. Arrays by channel id (as given) and theme; DATE_NONE never. */
bool store_last_seen(struct store *s, int64_t since, struct arena *a, int64_t **channel_ids, int64_t **channel_at, size_t *count,
	int64_t theme_at[THEME_COUNT], struct err *e);

/* ---- sessions ---- */
bool store_session_put(struct store *s, struct session *session, struct err *e);                  /* with its items; fills id; new uuid where "" */
bool store_session_progress(struct store *s, const struct session *session, struct err *e);       /* position, spent, ended_at, checked_in */
bool store_session_item(struct store *s, int64_t session_id, const struct session_item *i, struct err *e);
bool store_session_open_one(struct store *s, struct arena *a, struct session *out, bool *found, struct err *e); /* the latest not ended or not checked in */
struct sessions { struct session *at; size_t count; };
bool store_sessions(struct store *s, int64_t since, struct arena *a, struct sessions *out, struct err *e);  /* newest first, with their items */
/* What was taken in (read, kept, done) in the sessions since then, newest first: each item's session, channel and themes. An item that is gone
 * says nothing. It is not to write. */
bool store_taken_in(struct store *s, int64_t since, void (*each)(void *ctx, const struct uuid *session, int64_t channel_id, theme_set themes),
	void *ctx, struct err *e);

/* ---- moods ---- */
struct moods { struct mood *at; size_t count; };
bool store_mood_put(struct store *s, struct mood *m, struct err *e);                               /* new: id 0; else mends that one */
bool store_mood_remove(struct store *s, int64_t id, struct err *e);
bool store_moods(struct store *s, int64_t from, int64_t to, struct arena *a, struct moods *out, struct err *e); /* oldest first */

/* ---- rules and learning ---- */
struct rules { struct rule *at; size_t count; };
bool store_rules(struct store *s, struct arena *a, struct rules *out, struct err *e);
bool store_rule_put(struct store *s, struct rule *r, struct err *e);                               /* new: id 0; else replaces */
bool store_rule_remove(struct store *s, int64_t id, struct err *e);
/* What was "not for me": it stands among the rules, with a number of the same row, newest first. flow_item_away takes one back. */
struct away {
	int64_t n, item_id;
	const char *title, *channel_title; /* as it was then; "" not stated */
	struct uuid channel;
};
struct aways { struct away *at; size_t count; };
bool store_aways(struct store *s, struct arena *a, struct aways *out, struct err *e);
bool store_rule_met(struct store *s, int64_t id, const struct item *i, struct err *e);              /* counts the item, once */
bool store_weights(struct store *s, void (*each)(void *ctx, uint64_t feature, int up, int down), void *ctx, struct err *e);
bool store_weight_put(struct store *s, uint64_t feature, int up, int down, struct err *e);         /* 0, 0 removes it */
bool store_weights_forget(struct store *s, struct err *e);                               /* and what taught them */
/* Each lesson taught by one item, as it was taught, so that exactly that can be taken back: title, body and tags as they were then. */
enum taught_by { TAUGHT_BY_LABEL, TAUGHT_BY_AWAY, TAUGHT_BY_DONE, TAUGHT_BY_KEEP, TAUGHT_BY_COUNT };
struct taught {
	enum label label;
	enum item_state was;             /* the item's state before */
	struct slice title, body;
	const char *tags;
	struct uuid channel;             /* when taken: of the telling that taught it */
};
bool store_taught_put(struct store *s, int64_t item_id, enum taught_by by, const struct taught *t, struct err *e);
/* Any telling of its story may have taught it. */
bool store_taught_take(struct store *s, int64_t item_id, enum taught_by by, struct arena *a, struct taught *out, bool *found, struct err *e);
/* Rescoring in idle time after rules or learning changed: items in small steps from a cursor. */
bool store_items_from(struct store *s, int64_t after_id, size_t limit, struct arena *a, struct items *out, struct err *e);

/* ---- small facts: plans running, counts of "not now", last fetch, dates of cards shown ---- */
bool store_fact(struct store *s, const char *name, struct arena *a, const char **value, struct err *e);   /* NULL when not set */
bool store_fact_put(struct store *s, const char *name, const char *value, struct err *e);                 /* NULL removes */

/* ---- all of it ---- */
/* `export` of the command line: the same data gives the same bytes. Beside the keys of its contract there are "lessons" (what was learned) and "taught"
 * (from which items, so that it can be taken back there too);
 * "settings" are the facts. Removed channels and what came from them are left out; kept items have their text with them. Without
 * `notes`: no note of a mood, and no aim of a session. */
bool store_export(struct store *s, bool notes, struct str *out, struct err *e);
/* Merged by uuid, nothing doubled, all or nothing: what is here stays, what is not comes. At most 256 MiB. *merged (may be NULL): how many
 * channels, items, labels, sessions, moods and rules came or changed. */
bool store_import(struct store *s, struct slice json, size_t *merged, struct err *e);
/* Overwrites a person's rows, unlinks the database and its journal, overwrites their bytes; the directory stays. One that cannot be read
 * goes as well. Close the store before. */
bool store_forget(const char *dir, struct err *e);
bool store_check(struct store *s, struct str *report, struct err *e);                             /* quick_check and foreign keys; false when broken */

#endif
