/* schema.c: the tables and why they are as they are. Append only: a row that was released is never edited.
 *
 * Numbers that stand for names (state, kind, label, phase, role, intention, theme bits) are those of model.h's enums: these lists
 * grow at their end only. Instants are Unix seconds, NULL where not known; texts NULL where there is nothing; uuids 16 bytes. */
#include "schema.h"

#include <bewust/model.h>

_Static_assert(STATE_NEW == 0 && STATE_SHOWN == 1 && STATE_READ == 2 && STATE_SKIPPED == 3 && STATE_KEPT == 4 && STATE_DONE == 5 &&
	STATE_HELD == 6, "the states are stored as numbers and stand in the schema's indexes and triggers");
_Static_assert(LABEL_DRAINING == -1 && LABEL_UPLIFTING == 1, "labels are stored as numbers");

static const char *const version_1[] = {
	/* what is followed and what came from it */
	"CREATE TABLE channel ("
	"  id INTEGER PRIMARY KEY,"
	"  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),"
	"  url TEXT NOT NULL, site TEXT,"
	"  title TEXT,"                             /* the reader's own name for it; NULL: the feed's */
	"  feed_title TEXT,"
	"  credential TEXT, note TEXT, lang TEXT,"
	"  themes INTEGER NOT NULL, kind INTEGER NOT NULL, bias REAL NOT NULL, paused INTEGER NOT NULL,"
	"  removed_at INTEGER,"                     /* taken away by the reader: invisible, until it comes back or is purged */
	"  error TEXT, error_since INTEGER, errors INTEGER NOT NULL DEFAULT 0,"
	"  flaw TEXT,"                              /* of its feed, which was read all the same */
	"  checked_at INTEGER,"
	"  due_at INTEGER,"                         /* NULL: at once */
	"  ttl_minutes INTEGER NOT NULL DEFAULT 0," /* the feed's own wishes, for the answers that do not repeat them; 0 none */
	"  skip_hours INTEGER NOT NULL DEFAULT 0, skip_days INTEGER NOT NULL DEFAULT 0," /* bits, UTC; monday is the first */
	"  etag TEXT, last_modified TEXT,"
	"  items INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0,"      /* counts: see CHANNEL_ITEMS_ADDED and the trigger below */
	"  skipped INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0,"
	"  newest_at INTEGER, posts_a_week REAL NOT NULL DEFAULT 0,"
	"  moved_to TEXT, moved_since INTEGER, moved_times INTEGER NOT NULL DEFAULT 0"  /* where its server sends for good, and for how long */
	") STRICT;"
	"CREATE INDEX channel_by_url ON channel (url);",

	"CREATE TABLE item ("
	"  id INTEGER PRIMARY KEY,"
	"  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,"
	"  uuid BLOB NOT NULL CHECK (length(uuid) = 16),"  /* a hash of the channel's uuid and the guid: the guid itself is not kept */
	"  fingerprint INTEGER NOT NULL,"           /* of all that the feed says of it: the same again costs no write */
	"  link_key INTEGER, title_key INTEGER,"    /* what another telling of its story is found by; NULL: nothing */
	"  story INTEGER,"                          /* told by other channels too: the same number in each row; NULL: by this one alone */
	"  url TEXT, title TEXT, author TEXT, media_url TEXT, lang TEXT, tags TEXT,"
	"  summary TEXT,"                           /* NULL where it is only how the content begins … */
	"  summary_bytes INTEGER,"                  /* … then this many bytes of it, on one line */
	"  published INTEGER NOT NULL, published_guessed INTEGER NOT NULL, fetched INTEGER NOT NULL,"
	"  kind INTEGER NOT NULL, themes INTEGER NOT NULL,"
	"  minutes REAL NOT NULL, score REAL NOT NULL,"
	"  label INTEGER NOT NULL,"
	"  label_at INTEGER,"                       /* when the reader gave it; NULL: it follows from the score */
	"  state INTEGER NOT NULL,"
	"  always INTEGER NOT NULL DEFAULT 0,"       /* 1: a rule of the reader's lets it through */
	"  kept_at INTEGER,"                        /* NULL: not kept */
	"  note TEXT"                               /* the reader's own line on it; NULL: none */
	") STRICT;"
	/* identity; and the way from a uuid to its row: one step for each channel */
	"CREATE UNIQUE INDEX item_identity ON item (channel_id, uuid);"
	/* a channel's items by age, with all that composing needs: candidates are read from this index alone */
	"CREATE INDEX item_by_channel ON item (channel_id, published, state, score, label, kind, minutes, themes, story);"
	"CREATE INDEX item_by_time ON item (published);"
	"CREATE INDEX item_by_label ON item (label, published);"
	"CREATE INDEX item_by_link ON item (link_key) WHERE link_key IS NOT NULL;"
	"CREATE INDEX item_by_title ON item (title_key, published) WHERE title_key IS NOT NULL;"
	"CREATE INDEX item_by_story ON item (story) WHERE story IS NOT NULL;"
	"CREATE INDEX item_kept ON item (kept_at) WHERE kept_at IS NOT NULL;"
	/* what the reader's rules say of items: few, and asked for with every session */
	"CREATE INDEX item_always ON item (published) WHERE always = 1;"
	"CREATE INDEX item_held ON item (published) WHERE state = 6;"
	"CREATE INDEX item_touched ON item (channel_id) WHERE state BETWEEN 1 AND 5 OR kept_at IS NOT NULL OR label_at IS NOT NULL OR note IS NOT NULL;",

	"CREATE TABLE content ("                    /* the long text: apart, so that lists stay small; no row where there is none */
	"  item_id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
	"  text_bytes INTEGER NOT NULL,"            /* how much of the body, unpacked, is the text … */
	"  body ANY NOT NULL"                       /* … before its links: one a line, address, kind and words behind tabs; as body.h has it */
	") STRICT;"
	/* words to items, and nothing else: no text, no positions, no sizes. Filled in idle time up to search_to.item_id */
	"CREATE VIRTUAL TABLE search USING fts5(words, content = '', columnsize = 0, detail = none,"
	"  tokenize = \"unicode61 remove_diacritics 2\");"
	"CREATE TABLE search_to (one INTEGER PRIMARY KEY CHECK (one = 1), item_id INTEGER NOT NULL) STRICT;"
	"INSERT INTO search_to VALUES (1, 0);",

	"CREATE TRIGGER item_changed AFTER UPDATE OF state, kept_at ON item BEGIN"
	"  UPDATE channel SET read = read + (new.state IN (2, 4, 5)) - (old.state IN (2, 4, 5)),"
	"    skipped = skipped + (new.state = 3) - (old.state = 3),"
	"    kept = kept + (new.kept_at IS NOT NULL) - (old.kept_at IS NOT NULL) WHERE id = new.channel_id;"
	"END;",

	/* what the reader did */
	"CREATE TABLE session ("
	"  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),"
	"  intention INTEGER NOT NULL, themes INTEGER NOT NULL, aim TEXT, minutes INTEGER NOT NULL, items_max INTEGER NOT NULL,"
	"  seed INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, spent_ms INTEGER NOT NULL,"
	"  position INTEGER NOT NULL, checked_in INTEGER NOT NULL, plan_from TEXT"
	") STRICT;"
	"CREATE INDEX session_by_time ON session (started_at);"
	"CREATE INDEX session_unfinished ON session (started_at) WHERE ended_at IS NULL OR checked_in = 0;"
	"CREATE TABLE session_item ("
	"  session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, position INTEGER NOT NULL,"
	"  item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
	"  role INTEGER NOT NULL, shown_at INTEGER, dwell_s INTEGER NOT NULL, outcome INTEGER NOT NULL,"
	"  PRIMARY KEY (session_id, position)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX session_item_by_item ON session_item (item_id);"

	"CREATE TABLE mood ("
	"  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),"
	"  session BLOB REFERENCES session (uuid) ON DELETE SET NULL,"
	"  at INTEGER NOT NULL, phase INTEGER NOT NULL,"
	"  valence INTEGER CHECK (valence BETWEEN -3 AND 3), energy INTEGER CHECK (energy BETWEEN -3 AND 3),"
	"  words TEXT, note TEXT"
	") STRICT;"
	"CREATE INDEX mood_by_time ON mood (at);"
	"CREATE INDEX mood_by_session ON mood (session) WHERE session IS NOT NULL;",

	"CREATE TABLE rule ("
	"  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),"
	"  words TEXT NOT NULL, action INTEGER NOT NULL, weight REAL NOT NULL, until INTEGER,"
	"  hits INTEGER NOT NULL,"                  /* items that it met */
	"  met_at INTEGER,"                         /* when the last of them came */
	"  met_to INTEGER NOT NULL"                 /* the last item counted: each counts once, however often it is scored */
	") STRICT;"
	"CREATE TABLE rule_channel ("               /* only there; a rule without rows here holds everywhere */
	"  rule_id INTEGER NOT NULL REFERENCES rule ON DELETE CASCADE,"
	"  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,"
	"  PRIMARY KEY (rule_id, channel_id)"
	") STRICT, WITHOUT ROWID;"
	"CREATE INDEX rule_channel_by_channel ON rule_channel (channel_id);"

	"CREATE TABLE weight (feature INTEGER PRIMARY KEY, up INTEGER NOT NULL, down INTEGER NOT NULL) STRICT;"
	/* what an item taught, as it was then: its feed may change it before the lesson is taken back */
	"CREATE TABLE taught ("
	"  item_id INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, by INTEGER NOT NULL,"
	"  label INTEGER NOT NULL, was INTEGER NOT NULL, title TEXT, body TEXT, tags TEXT,"
	"  n INTEGER UNIQUE,"                       /* of "not for me": its number among the rules, which it is listed with; else NULL */
	"  PRIMARY KEY (item_id, by)"
	") STRICT;"
	/* what the reader set for how a channel is asked */
	"CREATE TABLE channel_setting ("
	"  channel_id INTEGER NOT NULL REFERENCES channel ON DELETE CASCADE,"
	"  name TEXT NOT NULL, value TEXT NOT NULL,"
	"  PRIMARY KEY (channel_id, name)"
	") STRICT, WITHOUT ROWID;"
	/* until when a server asked to be left alone: all that is followed there waits */
	"CREATE TABLE host_pause (host TEXT PRIMARY KEY, until INTEGER NOT NULL, status INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	"CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
	NULL,
};

const char *const *const schema_steps[SCHEMA_VERSION] = {version_1};
