/* queries.h: every statement there is, by name. Values are bound, never written into the text; each is prepared when first used. */
#ifndef STORE_QUERIES_H
#define STORE_QUERIES_H

/* In the order in which channel_from_row and item_from_row read them. */
#define CHANNEL_COLUMNS \
	"id, uuid, url, site, coalesce(title, feed_title), credential, note, lang, themes, kind, bias, paused, error, error_since, errors, " \
	"checked_at, due_at, etag, last_modified, items, read, skipped, kept, newest_at, posts_a_week, " \
	"moved_to, moved_since, moved_times, flaw, ttl_minutes, skip_hours, skip_days"
#define ITEM_COLUMNS \
	"i.id, i.channel_id, i.uuid, c.uuid, coalesce(c.title, c.feed_title, c.url), i.url, i.title, i.author, i.media_url, i.lang, i.tags, " \
	"CASE WHEN i.summary_bytes IS NULL THEN i.summary " \
	"ELSE (SELECT start_of(t.body, i.summary_bytes) FROM content t WHERE t.item_id = i.id) END, i.summary_bytes, " \
	"i.published, i.published_guessed, i.fetched, i.kind, c.kind, i.themes | c.themes, i.minutes, i.score, i.label, i.label_at, i.state, i.kept_at, " \
	"i.always, i.story, CASE WHEN i.story IS NOT NULL THEN (SELECT group_concat(name, char(10)) FROM " \
		"(SELECT coalesce(oc.title, oc.feed_title, oc.url) AS name FROM item o CROSS JOIN channel oc ON oc.id = o.channel_id " \
		"WHERE o.story = i.story AND o.id <> i.id AND oc.removed_at IS NULL ORDER BY o.id LIMIT 8)) END, i.note"
#define ITEM_KEPT_AT 24      /* the place of a column that no struct item has */
#define ITEM_COLUMN_COUNT 29

/* In lists a story stands once: as the one of its tellings that came first, of channels that are followed. */
#define STORY_FACE \
	"(i.story IS NULL OR NOT EXISTS (SELECT 1 FROM item o CROSS JOIN channel oc ON oc.id = o.channel_id " \
	"WHERE o.story = i.story AND o.id < i.id AND oc.removed_at IS NULL))"
/* Rules and what was "not for me" are numbered in one row. */
#define RULE_NUMBER "(SELECT 1 + max(coalesce((SELECT max(id) FROM rule), 0), coalesce((SELECT max(n) FROM taught), 0)))"
#define TAUGHT_NUMBER "CASE WHEN ?2 = 1 THEN " RULE_NUMBER " END"
/* The rows of ?1's story; itself where it is alone. */
#define STORY_ROWS "(SELECT ?1 UNION SELECT o.id FROM item i CROSS JOIN item o ON o.story = i.story WHERE i.id = ?1)"

/* A keyset page of items, newest first: ?1 published and ?2 id of the one before, ?3 at most, ?4 channel or 0, ?5 label or NULL. */
#define ITEM_PAGE(index, first) \
	"SELECT " ITEM_COLUMNS " FROM item i INDEXED BY " index " CROSS JOIN channel c ON c.id = i.channel_id " \
	"WHERE " first " AND (i.published, i.id) < (?1, ?2) AND c.removed_at IS NULL AND (?4 = 0 OR i.channel_id = ?4) " \
	"AND (?5 IS NULL OR i.label = ?5) ORDER BY i.published DESC, i.id DESC LIMIT ?3"

/* An item of a channel with the title ?4 and one of the addresses, of those stored between ?2 and ?3 under an index's key. */
#define ITEM_LIKE(index, key) \
	"SELECT uuid FROM (SELECT channel_id, uuid, url, title FROM item INDEXED BY " index " WHERE " key " AND published BETWEEN ?2 AND ?3 " \
	"ORDER BY published DESC LIMIT 100) WHERE channel_id = ?1 AND title = ?4 AND (url = ?5 OR url = ?6 OR (?5 IS NULL AND url IS NULL)) LIMIT 1"

/* … one telling of each channel. */
#define STORY_IS_ROOM "AND NOT EXISTS (SELECT 1 FROM item o WHERE o.story = ?2 AND o.channel_id = item.channel_id)"
/* Who else has that key ?1, but for ?2: more than a story has tellings is no story. */
#define STORY_NEAR(index, column) \
	"SELECT id, channel_id, story, published FROM item INDEXED BY " index " WHERE " column " = ?1 AND id <> ?2 LIMIT 33"

/* What is searched of an item; the index is told the same words again when they are to be dropped. */
#define SEARCH_WORDS \
	"coalesce(i.title, '') || char(10) || coalesce(nullif(start_of(t.body, t.text_bytes), ''), i.summary, '') FROM item i LEFT JOIN content t ON t.item_id = i.id"

/* What a search is narrowed to: a label, what is kept. */
#define SEARCH_ONLY "AND (?3 IS NULL OR i.label = ?3) AND (NOT ?4 OR i.kept_at IS NOT NULL) "

#define STORE_QUERIES(Q) \
	Q(BEGIN, "BEGIN IMMEDIATE") \
	Q(COMMIT, "COMMIT") \
	Q(ROLLBACK, "ROLLBACK") \
	Q(QUICK_CHECK, "PRAGMA quick_check(20)") \
	Q(FOREIGN_KEY_CHECK, "PRAGMA foreign_key_check") \
	Q(BODY_CHECK, "SELECT count(*) FROM content WHERE rest_of(body, 0) IS NULL") \
	\
	Q(CHANNELS, "SELECT " CHANNEL_COLUMNS " FROM channel WHERE removed_at IS NULL ORDER BY coalesce(title, feed_title, url) COLLATE by_name, id") \
	Q(CHANNELS_DUE, "SELECT " CHANNEL_COLUMNS " FROM channel WHERE removed_at IS NULL AND paused = 0 AND (due_at IS NULL OR due_at <= ?1) " \
		"ORDER BY due_at, id") \
	Q(CHANNEL_BY_ID, "SELECT " CHANNEL_COLUMNS " FROM channel WHERE id = ?1 AND removed_at IS NULL") \
	Q(CHANNEL_BY_UUID, "SELECT " CHANNEL_COLUMNS " FROM channel WHERE uuid = ?1 AND removed_at IS NULL") \
	Q(CHANNEL_AT, "SELECT " CHANNEL_COLUMNS " FROM channel WHERE url = ?1 AND removed_at IS NULL ORDER BY id LIMIT 1") \
	Q(CHANNEL_UUID, "SELECT uuid FROM channel WHERE id = ?1") \
	Q(CHANNEL_KNOWN, "SELECT id, uuid, removed_at IS NOT NULL FROM channel WHERE uuid = ?1 OR url = ?2 " \
		"ORDER BY removed_at IS NOT NULL, uuid = ?1 DESC LIMIT 1") \
	Q(CHANNEL_ADD, "INSERT INTO channel (uuid, url, site, title, feed_title, credential, note, lang, themes, kind, bias, paused) " \
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)") \
	Q(CHANNEL_EDIT, "UPDATE channel SET title = CASE WHEN ?3 IS feed_title THEN NULL ELSE ?3 END, credential = ?4, note = ?5, lang = ?6, " \
		"themes = ?7, kind = ?8, bias = ?9, paused = ?10, url = ?2, etag = CASE WHEN url = ?2 THEN etag END, " \
		"last_modified = CASE WHEN url = ?2 THEN last_modified END, due_at = CASE WHEN url = ?2 THEN due_at END, " \
		"moved_to = CASE WHEN url = ?2 THEN moved_to END, moved_since = CASE WHEN url = ?2 THEN moved_since END, " \
		"moved_times = CASE WHEN url = ?2 THEN moved_times ELSE 0 END WHERE id = ?1") \
	Q(CHANNEL_REMOVED, "UPDATE channel SET removed_at = ?2 WHERE id = ?1") \
	Q(CHANNELS_PURGE, "DELETE FROM channel WHERE removed_at < ?1") \
	Q(CHANNELS_PURGE_RULES, "DELETE FROM rule WHERE id IN (SELECT rule_id FROM rule_channel) AND id NOT IN " \
		"(SELECT r.rule_id FROM rule_channel r JOIN channel c ON c.id = r.channel_id WHERE c.removed_at IS NULL OR c.removed_at >= ?1)") \
	Q(CHANNEL_REFRESHED, "UPDATE channel SET checked_at = ?2, due_at = ?3, etag = nullif(coalesce(?4, etag), ''), " \
		"last_modified = nullif(coalesce(?5, last_modified), ''), url = coalesce(?6, url), feed_title = coalesce(?7, feed_title), " \
		"site = coalesce(?8, site), lang = coalesce(lang, ?9), " \
		"error = CASE WHEN ?16 AND (error IS NOT NULL OR errors < 2) THEN error ELSE ?10 END, " \
		"error_since = CASE WHEN ?16 AND (error IS NOT NULL OR errors < 2) THEN error_since WHEN ?10 IS NULL THEN NULL " \
			"ELSE coalesce(error_since, ?2) END, " \
		"errors = CASE WHEN ?10 IS NULL THEN 0 ELSE errors + 1 END, paused = max(paused, ?11), " \
		"moved_to = ?12, moved_since = ?13, moved_times = ?14, " \
		"flaw = nullif(coalesce(?15, flaw), ''), " \
		"ttl_minutes = coalesce(?17, ttl_minutes), skip_hours = coalesce(?18, skip_hours), skip_days = coalesce(?19, skip_days), " \
		"newest_at = (SELECT max(published) FROM item WHERE channel_id = ?1), " \
		"posts_a_week = coalesce((SELECT count(*) * 604800.0 / max(604800, ?2 - min(published)) FROM item " \
			"WHERE channel_id = ?1 AND published > ?2 - 7776000), 0) WHERE id = ?1") \
	Q(CHANNEL_POSTS, "SELECT posts_a_week FROM channel WHERE id = ?1") \
	Q(CHANNEL_DUE, "UPDATE channel SET due_at = ?2 WHERE id = ?1") \
	Q(CHANNEL_SETTINGS, "SELECT channel_id, name, value FROM channel_setting WHERE ?1 = 0 OR channel_id = ?1 ORDER BY channel_id, name") \
	Q(CHANNEL_SETTING_PUT, "INSERT OR REPLACE INTO channel_setting (channel_id, name, value) VALUES (?1, ?2, ?3)") \
	Q(CHANNEL_SETTING_DROP, "DELETE FROM channel_setting WHERE channel_id = ?1 AND name = ?2") \
	Q(HOST_PAUSES, "SELECT host, until, status FROM host_pause WHERE until > ?1 ORDER BY host") \
	Q(HOST_PAUSE_PUT, "INSERT INTO host_pause (host, until, status) VALUES (?1, ?2, ?3) " \
		"ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until), status = excluded.status") \
	Q(HOST_PAUSES_DROP, "DELETE FROM host_pause WHERE until <= ?1") \
	\
	Q(ITEM_KNOWN, "SELECT id, fingerprint, link_key, title_key, story FROM item WHERE channel_id = ?1 AND uuid = ?2") \
	Q(ITEM_ALIKE, ITEM_LIKE("item_by_title", "title_key = ?7")) \
	Q(ITEM_ALIKE_NO_KEY, ITEM_LIKE("item_by_channel", "channel_id = ?1 AND ?7 IS NULL")) \
	Q(ITEM_ADD, "INSERT INTO item (channel_id, uuid, fingerprint, url, title, author, media_url, lang, tags, summary, summary_bytes, " \
		"published, published_guessed, fetched, kind, themes, minutes, score, label, always, link_key, title_key, state) " \
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)") \
	/* no trigger: with one, SQLite copies each page that an item changes before it does, and putting items takes twice as long */ \
	Q(CHANNEL_ITEMS_ADDED, "UPDATE channel SET items = items + ?2, read = read + ?3, skipped = skipped + ?4, " \
		"newest_at = max(coalesce(newest_at, ?5), ?5) WHERE id = ?1") \
	Q(ITEM_RENEW, "UPDATE item SET fingerprint = ?3, url = ?4, title = ?5, author = ?6, media_url = ?7, lang = ?8, tags = ?9, summary = ?10, " \
		"summary_bytes = ?11, published = CASE WHEN ?13 THEN published ELSE ?12 END, " \
		"published_guessed = CASE WHEN ?13 THEN published_guessed ELSE 0 END, fetched = ?14, kind = ?15, themes = ?16, minutes = ?17, " \
		"score = ?18, label = CASE WHEN label_at IS NULL THEN ?19 ELSE label END, always = ?20, link_key = ?21, title_key = ?22 WHERE id = ?1") \
	Q(CONTENT_PUT, "INSERT INTO content (item_id, text_bytes, body) VALUES (?1, ?2, ?3) " \
		"ON CONFLICT (item_id) DO UPDATE SET text_bytes = excluded.text_bytes, body = excluded.body") \
	Q(CONTENT_DROP, "DELETE FROM content WHERE item_id = ?1") \
	Q(CONTENT, "SELECT start_of(body, text_bytes), rest_of(body, text_bytes) FROM content WHERE item_id = ?1") \
	Q(ITEM_BY_ID, "SELECT " ITEM_COLUMNS " FROM item i JOIN channel c ON c.id = i.channel_id WHERE i.id = ?1 AND c.removed_at IS NULL") \
	Q(ITEM_BY_UUID, "SELECT " ITEM_COLUMNS " FROM channel c CROSS JOIN item i INDEXED BY item_identity ON i.channel_id = c.id AND i.uuid = ?1 " \
		"WHERE c.removed_at IS NULL") \
	Q(ITEM_STATE, "UPDATE item SET state = ?2 WHERE id IN " STORY_ROWS " AND state <> ?2 AND (id = ?1 OR state <> 6)") \
	Q(ITEM_HOLD, "UPDATE item SET state = CASE WHEN ?2 THEN 6 ELSE coalesce((SELECT max(o.state) FROM item o WHERE o.story = item.story " \
		"AND o.state < 6), 0) END WHERE id = ?1 AND CASE WHEN ?2 THEN state <= 1 ELSE state = 6 END") \
	Q(ITEM_KEEP, "UPDATE item SET kept_at = ?2 WHERE id IN " STORY_ROWS " AND (kept_at IS NULL) <> (?2 IS NULL)") \
	Q(ITEM_NOTE, "UPDATE item SET note = ?2 WHERE id IN " STORY_ROWS) \
	Q(ITEM_SCORE, "UPDATE item SET score = ?2, label = CASE WHEN label_at IS NULL THEN ?3 ELSE label END, always = ?4 WHERE id = ?1") \
	Q(ITEM_LABEL, "UPDATE item SET label = ?2, label_at = ?3 WHERE id IN " STORY_ROWS) \
	Q(ITEM_EXISTS, "SELECT 1 FROM item WHERE id = ?1") \
	Q(ITEMS_NEWEST, ITEM_PAGE("item_by_time", STORY_FACE)) \
	Q(ITEMS_OF_CHANNEL, ITEM_PAGE("item_by_channel", "i.channel_id = ?4")) \
	Q(ITEMS_OF_LABEL, ITEM_PAGE("item_by_label", "i.label = ?5 AND " STORY_FACE)) \
	Q(ITEMS_KEPT, "SELECT " ITEM_COLUMNS " FROM item i INDEXED BY item_kept CROSS JOIN channel c ON c.id = i.channel_id " \
		"WHERE i.kept_at IS NOT NULL AND c.removed_at IS NULL AND (?1 = 0 OR (i.kept_at, i.id) < ((SELECT kept_at FROM item WHERE id = ?1), ?1)) " \
		"AND (i.channel_id = ?4 OR (?4 = 0 AND " STORY_FACE ")) AND (?5 IS NULL OR i.label = ?5) ORDER BY i.kept_at DESC, i.id DESC LIMIT ?3") \
	Q(ITEMS_TEXTS, "SELECT " ITEM_COLUMNS ", c.bias, coalesce(nullif((SELECT substr(start_of(t.body, t.text_bytes), 1, ?2) FROM content t WHERE t.item_id = i.id), ''), " \
		"i.summary) FROM item i INDEXED BY item_by_time CROSS JOIN channel c ON c.id = i.channel_id WHERE c.removed_at IS NULL AND " STORY_FACE \
		" ORDER BY i.published DESC, i.id DESC LIMIT ?1") \
	Q(ITEMS_HELD, "SELECT " ITEM_COLUMNS " FROM item i INDEXED BY item_held CROSS JOIN channel c ON c.id = i.channel_id " \
		"WHERE i.state = 6 AND i.published >= ?1 AND c.removed_at IS NULL AND c.paused = 0 ORDER BY i.published DESC, i.id DESC LIMIT ?2") \
	Q(ITEMS_FROM, "SELECT " ITEM_COLUMNS " FROM item i CROSS JOIN channel c ON c.id = i.channel_id WHERE i.id > ?1 ORDER BY i.id LIMIT ?2") \
	Q(CANDIDATE_CHANNELS, "SELECT id, posts_a_week, themes FROM channel WHERE removed_at IS NULL AND paused = 0 AND newest_at >= ?1 " \
		"ORDER BY newest_at DESC, id") \
	Q(CANDIDATES, "SELECT id, published, score, label, kind, minutes, themes, story FROM item INDEXED BY item_by_channel " \
		"WHERE channel_id = ?1 AND published >= ?2 AND state <= 1 ORDER BY published DESC LIMIT ?3 OFFSET ?4") \
	Q(CANDIDATES_ALWAYS, "SELECT i.id, i.published, i.score, i.label, i.kind, i.minutes, i.themes, i.story, i.channel_id, c.posts_a_week, c.themes " \
		"FROM item i INDEXED BY item_always CROSS JOIN channel c ON c.id = i.channel_id WHERE i.always = 1 AND i.published >= ?1 AND i.state <= 1 " \
		"AND c.removed_at IS NULL AND c.paused = 0 ORDER BY i.published DESC, i.id DESC LIMIT ?2") \
	Q(LAST_SEEN, "SELECT i.channel_id, i.themes | c.themes, max(si.shown_at) FROM session s CROSS JOIN session_item si ON si.session_id = s.id " \
		"CROSS JOIN item i ON i.id = si.item_id CROSS JOIN channel c ON c.id = i.channel_id WHERE s.started_at >= ?1 " \
		"AND si.shown_at IS NOT NULL GROUP BY i.channel_id, i.themes " \
		"ORDER BY i.channel_id") \
	\
	Q(STORY_BY_LINK, STORY_NEAR("item_by_link", "link_key")) \
	Q(STORY_BY_TITLE, STORY_NEAR("item_by_title", "title_key")) \
	Q(STORY_TELLING, "SELECT i.title, i.url, coalesce(c.feed_title, c.title) FROM item i JOIN channel c ON c.id = i.channel_id WHERE i.id = ?1") \
	Q(STORY_OF, "SELECT story FROM item WHERE id = ?1") \
	Q(STORY_HAS_CHANNEL, "SELECT 1 FROM item WHERE story = ?1 AND channel_id = ?2") \
	Q(STORY_SET, "UPDATE item SET story = ?2 WHERE id = ?1 AND story IS NOT ?2") \
	Q(STORY_DONE, "SELECT max(CASE WHEN state < 6 THEN state ELSE 0 END), min(kept_at), max(label_at), " \
		"max(CASE WHEN label_at IS NOT NULL THEN label END), " \
		"(SELECT note FROM item WHERE story = ?1 AND note IS NOT NULL ORDER BY id LIMIT 1) FROM item WHERE story = ?1") \
	Q(STORY_FOLLOW, "UPDATE item SET state = CASE WHEN state < 6 THEN ?2 ELSE state END, kept_at = ?3, " \
		"label = CASE WHEN ?4 IS NULL THEN label ELSE ?5 END, label_at = ?4, note = coalesce(note, ?6) WHERE story = ?1 AND " \
		"((state < 6 AND state <> ?2) OR kept_at IS NOT ?3 OR label_at IS NOT ?4 OR (note IS NULL AND ?6 IS NOT NULL))") \
	Q(STORY_FITS, "SELECT 1 FROM item WHERE story = ?1 AND id <> ?2 AND (link_key = ?3 OR title_key = ?4)") \
	Q(STORY_LEFT_ALONE, "UPDATE item SET story = NULL WHERE story = ?1 AND NOT EXISTS " \
		"(SELECT 1 FROM item o WHERE o.story = ?1 AND o.id <> item.id)") \
	\
	Q(SEARCH_API, "SELECT fts5(?1)") \
	Q(SEARCH_TO, "SELECT item_id FROM search_to") \
	Q(SEARCH_LEFT, "SELECT coalesce((SELECT max(id) FROM item), 0) - item_id FROM search_to") \
	Q(SEARCH_SET_TO, "UPDATE search_to SET item_id = ?1") \
	Q(SEARCH_CUT, "UPDATE search_to SET item_id = min(item_id, coalesce((SELECT max(id) FROM item), 0))") \
	Q(SEARCH_END, "SELECT coalesce(max(id), ?1) FROM (SELECT id FROM item WHERE id > ?1 ORDER BY id LIMIT ?2)") \
	Q(SEARCH_ADD, "INSERT INTO search (rowid, words) SELECT i.id, " SEARCH_WORDS " WHERE i.id > ?1 AND i.id <= ?2") \
	Q(SEARCH_DROP, "INSERT INTO search (search, rowid, words) SELECT 'delete', i.id, " SEARCH_WORDS " WHERE i.id = ?1") \
	Q(SEARCH_DROP_REMOVED, "INSERT INTO search (search, rowid, words) SELECT 'delete', i.id, " SEARCH_WORDS \
		" WHERE i.channel_id IN (SELECT id FROM channel WHERE removed_at < ?1) AND +i.id <= ?2") \
	Q(SEARCH_TAIL, "SELECT i.id, i.published, i.story, " SEARCH_WORDS " WHERE i.id > ?1 " SEARCH_ONLY \
		"AND i.channel_id NOT IN (SELECT id FROM channel WHERE removed_at IS NOT NULL) ORDER BY i.id DESC LIMIT ?2") \
	Q(SEARCH_TAIL_OF_CHANNEL, "SELECT i.id, i.published, i.story, " SEARCH_WORDS " WHERE i.id IN (SELECT id FROM item INDEXED BY item_by_channel " \
		"WHERE channel_id = ?5 AND id > ?1 ORDER BY published DESC LIMIT ?2) " SEARCH_ONLY \
		"AND i.channel_id NOT IN (SELECT id FROM channel WHERE removed_at IS NOT NULL)") \
	/* the ids of one channel, or of what is kept, are few and in an index: nothing else is read of the hits that are not theirs */ \
	Q(SEARCH_MATCH, "SELECT i.id, i.published, i.story FROM search CROSS JOIN item i ON i.id = search.rowid " \
		"CROSS JOIN channel c ON c.id = i.channel_id WHERE search MATCH ?1 AND c.removed_at IS NULL " SEARCH_ONLY \
		"AND (?5 = 0 OR search.rowid IN (SELECT id FROM item INDEXED BY item_by_channel WHERE channel_id = ?5)) " \
		"AND (NOT ?4 OR search.rowid IN (SELECT id FROM item INDEXED BY item_kept WHERE kept_at IS NOT NULL)) " \
		"ORDER BY search.rowid DESC LIMIT ?2") \
	\
	Q(SESSION_ADD, "INSERT INTO session (uuid, intention, themes, aim, minutes, items_max, seed, started_at, ended_at, spent_ms, position, " \
		"checked_in, plan_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)") \
	Q(SESSION_ITEM_PUT, "INSERT INTO session_item (session_id, position, item_id, role, shown_at, dwell_s, outcome) " \
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (session_id, position) DO UPDATE SET item_id = excluded.item_id, " \
		"role = excluded.role, shown_at = excluded.shown_at, dwell_s = excluded.dwell_s, outcome = excluded.outcome") \
	Q(SESSION_PROGRESS, "UPDATE session SET position = ?2, spent_ms = ?3, ended_at = ?4, checked_in = ?5 WHERE id = ?1") \
	Q(SESSION_UNFINISHED, "SELECT * FROM session WHERE ended_at IS NULL OR checked_in = 0 ORDER BY started_at DESC, id DESC LIMIT 1") \
	Q(SESSIONS, "SELECT * FROM session WHERE started_at >= ?1 ORDER BY started_at DESC, id DESC") \
	Q(TAKEN_IN, "SELECT s.uuid, i.channel_id, i.themes | c.themes FROM session s CROSS JOIN session_item si ON si.session_id = s.id " \
		"CROSS JOIN item i ON i.id = si.item_id CROSS JOIN channel c ON c.id = i.channel_id " \
		"WHERE s.started_at >= ?1 AND si.outcome IN (2, 4, 5) AND c.removed_at IS NULL ORDER BY s.started_at DESC, s.id DESC, si.position") \
	Q(SESSION_ITEMS, "SELECT item_id, role, position, shown_at, dwell_s, outcome FROM session_item WHERE session_id = ?1 ORDER BY position") \
	\
	Q(MOOD_ADD, "INSERT INTO mood (uuid, session, at, phase, valence, energy, words, note) " \
		"VALUES (?1, (SELECT uuid FROM session WHERE uuid = ?2), ?3, ?4, ?5, ?6, ?7, ?8)") \
	Q(MOOD_MEND, "UPDATE mood SET session = (SELECT uuid FROM session WHERE uuid = ?2), at = ?3, phase = ?4, valence = ?5, energy = ?6, " \
		"words = ?7, note = ?8 WHERE id = ?1") \
	Q(MOOD_REMOVE, "DELETE FROM mood WHERE id = ?1") \
	Q(MOODS, "SELECT id, uuid, session, at, phase, valence, energy, words, note FROM mood WHERE at >= ?1 AND at <= ?2 ORDER BY at, id") \
	\
	Q(RULES, "SELECT id, uuid, words, action, weight, until, hits, met_at FROM rule ORDER BY id") \
	Q(RULE_CHANNELS, "SELECT channel_id FROM rule_channel WHERE rule_id = ?1 ORDER BY channel_id") \
	/* one that comes back with its count has counted all there is; other words begin to count anew */ \
	Q(RULE_ADD, "INSERT INTO rule (id, uuid, words, action, weight, until, hits, met_at, met_to) VALUES (" RULE_NUMBER ", ?1, ?2, ?3, ?4, ?5, ?6, ?7, " \
		"CASE WHEN ?6 > 0 THEN (SELECT coalesce(max(id), 0) FROM item) ELSE 0 END)") \
	Q(RULE_MEND, "UPDATE rule SET hits = CASE WHEN words = ?2 THEN hits ELSE 0 END, met_at = CASE WHEN words = ?2 THEN met_at END, " \
		"met_to = CASE WHEN words = ?2 THEN met_to ELSE 0 END, words = ?2, action = ?3, weight = ?4, until = ?5 WHERE id = ?1") \
	Q(RULE_CHANNEL_ADD, "INSERT OR IGNORE INTO rule_channel (rule_id, channel_id) VALUES (?1, ?2)") \
	Q(RULE_CHANNELS_DROP, "DELETE FROM rule_channel WHERE rule_id = ?1") \
	Q(RULE_REMOVE, "DELETE FROM rule WHERE id = ?1") \
	Q(RULE_MET, "UPDATE rule SET hits = hits + 1, met_to = ?2, met_at = max(coalesce(met_at, ?3), ?3) WHERE id = ?1 AND met_to < ?2") \
	Q(RULES_CUT, "UPDATE rule SET met_to = min(met_to, coalesce((SELECT max(id) FROM item), 0))") \
	\
	Q(WEIGHTS, "SELECT feature, up, down FROM weight") \
	Q(WEIGHT_PUT, "INSERT INTO weight (feature, up, down) VALUES (?1, ?2, ?3) " \
		"ON CONFLICT (feature) DO UPDATE SET up = excluded.up, down = excluded.down") \
	Q(WEIGHT_DROP, "DELETE FROM weight WHERE feature = ?1") \
	Q(WEIGHTS_FORGET, "DELETE FROM weight") \
	Q(TAUGHT_PUT, "INSERT OR REPLACE INTO taught (item_id, by, label, was, title, body, tags, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, " \
		TAUGHT_NUMBER ")") \
	Q(AWAYS, "SELECT t.n, t.item_id, t.title, coalesce(c.title, c.feed_title), c.uuid FROM taught t JOIN item i ON i.id = t.item_id " \
		"JOIN channel c ON c.id = i.channel_id WHERE t.n IS NOT NULL AND c.removed_at IS NULL ORDER BY t.n DESC") \
	Q(TAUGHT, "SELECT t.label, t.was, t.title, t.body, t.tags, t.item_id, c.uuid FROM taught t JOIN item i ON i.id = t.item_id " \
		"JOIN channel c ON c.id = i.channel_id WHERE t.item_id IN " STORY_ROWS " AND t.by = ?2 LIMIT 1") \
	Q(TAUGHT_DROP, "DELETE FROM taught WHERE item_id = ?1 AND by = ?2") \
	Q(TAUGHT_FORGET, "DELETE FROM taught") \
	\
	Q(FACT, "SELECT value FROM fact WHERE name = ?1") \
	Q(FACT_PUT, "INSERT INTO fact (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value") \
	Q(FACT_DROP, "DELETE FROM fact WHERE name = ?1") \
	EXPORT_QUERIES(Q)

/* Order by what is the same on every machine, never by row number; what was removed is not there. */
#define EXPORT_QUERIES(Q) \
	Q(EXPORT_CHANNELS, "SELECT uuid, url, site, coalesce(title, feed_title), title IS NOT NULL, themes, kind, credential, note, lang, bias, " \
		"paused, id FROM channel WHERE removed_at IS NULL ORDER BY uuid") \
	Q(EXPORT_CHANNEL_SETTINGS, "SELECT name, value FROM channel_setting WHERE channel_id = ?1 AND name IN ('interval', 'user', 'user-agent') " \
		"ORDER BY name") \
	Q(EXPORT_ITEMS, "SELECT " ITEM_COLUMNS ", i.themes, CASE WHEN i.kept_at IS NOT NULL THEN start_of(t.body, t.text_bytes) END, " \
		"CASE WHEN i.kept_at IS NOT NULL THEN rest_of(t.body, t.text_bytes) END " \
		"FROM item i JOIN channel c ON c.id = i.channel_id LEFT JOIN content t ON t.item_id = i.id WHERE c.removed_at IS NULL AND i.id IN " \
		"(SELECT id FROM item INDEXED BY item_touched WHERE state BETWEEN 1 AND 5 OR kept_at IS NOT NULL OR label_at IS NOT NULL OR note IS NOT NULL " \
		"UNION SELECT item_id FROM session_item) ORDER BY i.published, i.uuid") \
	Q(EXPORT_LABELS, "SELECT i.uuid, i.label, i.label_at FROM item i JOIN channel c ON c.id = i.channel_id WHERE c.removed_at IS NULL AND i.id IN " \
		"(SELECT id FROM item INDEXED BY item_touched WHERE state BETWEEN 1 AND 5 OR kept_at IS NOT NULL OR label_at IS NOT NULL OR note IS NOT NULL) " \
		"AND i.label_at IS NOT NULL ORDER BY i.uuid") \
	Q(EXPORT_SESSIONS, "SELECT * FROM session ORDER BY started_at, uuid") \
	Q(EXPORT_SESSION_ITEMS, "SELECT i.uuid, si.position, si.role, si.shown_at, si.dwell_s, si.outcome FROM session_item si " \
		"JOIN item i ON i.id = si.item_id JOIN channel c ON c.id = i.channel_id WHERE si.session_id = ?1 AND c.removed_at IS NULL " \
		"ORDER BY si.position") \
	Q(EXPORT_MOODS, "SELECT uuid, session, at, phase, valence, energy, words, note FROM mood ORDER BY at, uuid") \
	Q(EXPORT_RULE_CHANNELS, "SELECT c.uuid FROM rule_channel r JOIN channel c ON c.id = r.channel_id WHERE r.rule_id = ?1 " \
		"AND c.removed_at IS NULL ORDER BY c.uuid") \
	Q(EXPORT_RULES, "SELECT r.id, r.uuid, r.words, r.action, r.weight, r.until, r.hits, r.met_at, EXISTS (SELECT 1 FROM rule_channel WHERE rule_id = r.id) " \
		"FROM rule r WHERE NOT EXISTS (SELECT 1 FROM rule_channel WHERE rule_id = r.id) OR EXISTS (SELECT 1 FROM rule_channel rc " \
		"JOIN channel c ON c.id = rc.channel_id WHERE rc.rule_id = r.id AND c.removed_at IS NULL) ORDER BY r.id") \
	Q(EXPORT_WEIGHTS, "SELECT feature, up, down FROM weight ORDER BY feature") \
	Q(EXPORT_TAUGHT, "SELECT i.uuid, t.by, t.label, t.was, t.title, t.body, t.tags FROM taught t JOIN item i ON i.id = t.item_id " \
		"JOIN channel c ON c.id = i.channel_id WHERE c.removed_at IS NULL ORDER BY i.uuid, t.by") \
	Q(EXPORT_FACTS, "SELECT name, value FROM fact WHERE name NOT IN ('fetched_at', 'scored_with', 'day_cap') ORDER BY name") \
	\
	Q(IMPORT_CHANNEL_ID, "SELECT id FROM channel WHERE uuid = ?1") \
	Q(IMPORT_FEED_TITLE, "UPDATE channel SET feed_title = ?2 WHERE id = ?1") \
	Q(IMPORT_ITEM_TOUCH, "UPDATE item SET state = CASE WHEN state IN (0, 6) THEN ?2 ELSE state END, kept_at = coalesce(kept_at, ?3), " \
		"note = coalesce(note, ?4) WHERE id = ?1 AND ((state IN (0, 6) AND ?2 <> state) OR (kept_at IS NULL AND ?3 IS NOT NULL) " \
		"OR (note IS NULL AND ?4 IS NOT NULL))") \
	Q(IMPORT_LABEL, "UPDATE item SET label = ?2, label_at = ?3 WHERE id IN " STORY_ROWS " AND label_at IS NULL") \
	Q(IMPORT_STORY, "UPDATE item SET story = ?2 WHERE id = ?1 AND story IS NULL " STORY_IS_ROOM) \
	Q(IMPORT_STORY_RENUMBER, "UPDATE item SET story = ?2 WHERE story = ?1 " STORY_IS_ROOM) \
	Q(IMPORT_SESSION_KNOWN, "SELECT 1 FROM session WHERE uuid = ?1") \
	Q(IMPORT_MOOD_KNOWN, "SELECT 1 FROM mood WHERE uuid = ?1") \
	Q(IMPORT_RULE_KNOWN, "SELECT 1 FROM rule WHERE uuid = ?1") \
	Q(IMPORT_WEIGHT, "INSERT INTO weight (feature, up, down) VALUES (?1, ?2, ?3) " \
		"ON CONFLICT (feature) DO UPDATE SET up = max(up, excluded.up), down = max(down, excluded.down)") \
	Q(IMPORT_TAUGHT, "INSERT OR IGNORE INTO taught (item_id, by, label, was, title, body, tags, n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, " \
		TAUGHT_NUMBER ")") \
	Q(IMPORT_FACT, "INSERT OR IGNORE INTO fact (name, value) VALUES (?1, ?2)")

enum query {
#define Q(name, sql) name,
	STORE_QUERIES(Q)
#undef Q
	QUERY_COUNT
};

#endif
