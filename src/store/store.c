/* store.c: opening, making and closing the database, transactions, statements, and what SQLite says put into words. */
#include "store_private.h"

#include "schema.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

_Static_assert(SCHEMA_APPLICATION_ID == 0x62777374, "the same number stands in migrate_step");

#define FILE_NAME "bewust.db"
#define BUSY_MS 10000
#define BUSY_LOOK_MS 2 /* a refresh leaves others a gap of a few milliseconds: SQLite's own waiting looks every 100 */

static const char *const query_sql[QUERY_COUNT] = {
#define Q(name, sql) sql,
	STORE_QUERIES(Q)
#undef Q
};

/* ---- errors ---- */

bool store_fail(struct store *s, struct err *e) {
	int code = sqlite3_extended_errcode(s->db);

	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_TEMP, _("another bewust is writing to %s: try again in a moment"), s->file);
	case SQLITE_FULL:
		return err_set(e, ERR_IO, _("there is no room left for %s: make some room and try again; what was saved before is safe"), s->file);
	case SQLITE_IOERR:
		return err_set(e, ERR_IO, _("cannot read or write %s (%s): see whether the disk is full or failing, then try again"), s->file,
			sqlite3_errmsg(s->db));
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return err_set(e, ERR_PERMISSION, _("may not write to %s: see who owns it and its directory"), s->file);
	case SQLITE_CANTOPEN:
		return err_set(e, ERR_CREATE, _("cannot open %s: see whether its directory may be written and the disk has room"), s->file);
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return err_set(e, ERR_DATA, _("%s is not a database that bewust can read: move it away to start anew, or restore a backup"), s->file);
	case SQLITE_ERROR: /* our own statements do not go with what is in the file */
		return err_set(e, ERR_DATA, _("%s is damaged, or another program changed it (%s): move it away to start anew, or restore a backup"), s->file,
			sqlite3_errmsg(s->db));
	case SQLITE_NOMEM:
		return err_set(e, ERR_MEMORY, _("there is not enough memory to go on with %s"), s->file);
	case SQLITE_TOOBIG:
		return err_set(e, ERR_DATA, _("a text is too long to be stored in %s"), s->file);
	default:
		return err_set(e, ERR_BUG, _("the database %s answered in a way that bewust does not expect: %s (%d)"), s->file,
			sqlite3_errmsg(s->db), code);
	}
}

bool store_full(struct err *e) {
	return err_set(e, ERR_DATA, _("the answer is larger than there is room for: ask for less"));
}

/* ---- statements ---- */

/* Somebody wants to write: what was lent ends first. */
static void settle_lent(struct store *s) {
	void (*settle)(void *ctx) = s->settle;

	s->settle = NULL;
	if (settle)
		settle(s->settle_ctx);
}

/* Those that put one item after another: none looks at what its channel counts. */
static bool puts_items(enum query q) {
	switch (q) {
	case ITEM_KNOWN:
	case ITEM_ALIKE:
	case ITEM_ALIKE_NO_KEY:
	case ITEM_ADD:
	case CONTENT_PUT:
	case STORY_BY_LINK:
	case STORY_BY_TITLE:
	case STORY_TELLING:
	case STORY_HAS_CHANNEL:
	case STORY_SET:
	case CHANNEL_ITEMS_ADDED:
		return true;
	default:
		return false;
	}
}

bool store_count_added(struct store *s, struct err *e) {
	const struct added *n = &s->added;
	sqlite3_stmt *q;

	if (n->items == 0)
		return true;
	if (!(q = store_query(s, CHANNEL_ITEMS_ADDED, e)))
		return false;
	bind_int(q, 1, n->channel_id);
	bind_int(q, 2, n->items);
	bind_int(q, 3, n->read);
	bind_int(q, 4, n->skipped);
	bind_int(q, 5, n->newest_at);
	if (!store_run(s, q, e))
		return false;
	s->added = (struct added){0};
	return true;
}

sqlite3_stmt *store_query(struct store *s, enum query q, struct err *e) {
	if (s->added.items > 0 && !puts_items(q) && !store_count_added(s, e))
		return NULL;
	if (!s->statements[q] && sqlite3_prepare_v3(s->db, query_sql[q], -1, SQLITE_PREPARE_PERSISTENT, &s->statements[q], NULL) != SQLITE_OK) {
		store_fail(s, e);
		return NULL;
	}
	if (s->settle && q != CHANNEL_ITEMS_ADDED && !sqlite3_stmt_readonly(s->statements[q])) /* its own counts end no transaction */
		settle_lent(s);
	return s->statements[q];
}

bool store_row(struct store *s, sqlite3_stmt *q, bool *ok, struct err *e) {
	int result = sqlite3_step(q);

	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		*ok = store_fail(s, e);
	sqlite3_reset(q);
	return false;
}

bool store_run(struct store *s, sqlite3_stmt *q, struct err *e) {
	bool ok = true;

	while (store_row(s, q, &ok, e))
		;
	return ok;
}

int store_one(struct store *s, sqlite3_stmt *q, struct err *e) {
	bool ok = true;

	if (store_row(s, q, &ok, e))
		return 1;
	return ok ? 0 : -1;
}

int store_ask(struct store *s, enum query query, const int64_t *values, int count, int64_t *found, struct err *e) {
	sqlite3_stmt *q = store_query(s, query, e);
	int rows;

	if (!q)
		return -1;
	for (int n = 0; n < count; n++)
		bind_int(q, n + 1, values[n]);
	rows = store_one(s, q, e);
	if (rows > 0 && found)
		*found = sqlite3_column_int64(q, 0);
	store_reset(q);
	return rows;
}

bool store_do(struct store *s, enum query query, const int64_t *values, int count, struct err *e) {
	return store_ask(s, query, values, count, NULL, e) >= 0;
}

void store_reset(sqlite3_stmt *q) {
	sqlite3_reset(q);
}

bool store_exec(struct store *s, const char *constant_sql, struct err *e) {
	return sqlite3_exec(s->db, constant_sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, e);
}

/* ---- transactions ---- */

bool store_begin(struct store *s, struct err *e) {
	sqlite3_stmt *q;

	settle_lent(s);
	if (s->begun)
		return err_set(e, ERR_BUG, _("a transaction was begun inside another"));
	q = store_query(s, BEGIN, e);
	s->begun = q && store_run(s, q, e);
	return s->begun;
}

bool store_end(struct store *s, bool commit, struct err *e) {
	bool gone = sqlite3_get_autocommit(s->db), ok = true; /* SQLite ends it by itself when the disk is full or fails */
	sqlite3_stmt *q;

	if (!s->begun)
		return commit ? err_set(e, ERR_BUG, _("a transaction was ended that was not begun")) : true;
	s->begun = false;
	if (!commit || gone)
		s->added = (struct added){0};
	if (commit && gone)
		return err_set(e, ERR_IO, _("what was just done could not be saved in %s: make some room and try again"), s->file);
	if (commit) {
		q = store_query(s, COMMIT, e);
		if (q && store_run(s, q, e))
			return true;
		ok = false;
	}
	if (!sqlite3_get_autocommit(s->db) && (q = store_query(s, ROLLBACK, NULL)))
		store_run(s, q, NULL);
	return ok;
}

bool store_in_transaction(const struct store *s) {
	return s->begun;
}

void store_lend(struct store *s, void (*settle)(void *ctx), void *ctx) {
	s->settle = s->begun ? settle : NULL;
	s->settle_ctx = ctx;
}

bool write_begin(struct store *s, bool *mine, struct err *e) {
	settle_lent(s);
	*mine = !s->begun;
	return !*mine || store_begin(s, e);
}

bool write_end(struct store *s, bool mine, bool ok, struct err *e) {
	if (!mine)
		return ok;
	return store_end(s, ok, e) && ok;
}

bool read_begin(struct store *s, bool *mine, struct err *e) {
	*mine = sqlite3_get_autocommit(s->db);
	return !*mine || store_exec(s, "BEGIN", e);
}

void read_end(struct store *s, bool mine) {
	if (mine)
		store_exec(s, "COMMIT", NULL);
}

/* ---- opening ---- */

static bool read_number(struct store *s, const char *constant_sql, int64_t *out, struct err *e) {
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(s->db, constant_sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;

	if (ok)
		*out = sqlite3_column_int64(q, 0);
	else
		store_fail(s, e);
	sqlite3_finalize(q);
	return ok;
}

/* All three of one moment: read apart, what another process makes between two of them looks like somebody else's. */
static bool read_identity(struct store *s, int64_t *version, int64_t *application, int64_t *tables, struct err *e) {
	bool ok = store_exec(s, "BEGIN", e);

	if (!ok)
		return false;
	ok = read_number(s, "PRAGMA user_version", version, e) && read_number(s, "PRAGMA application_id", application, e) &&
		read_number(s, "SELECT count(*) FROM sqlite_schema", tables, e);
	return store_exec(s, "COMMIT", ok ? e : NULL) && ok;
}

/* Whose file it is, and of which version: read before anything is changed. */
static bool identify(struct store *s, int64_t *version, struct err *e) {
	int64_t application, tables;

	if (!read_identity(s, version, &application, &tables, e))
		return false;
	if (application != SCHEMA_APPLICATION_ID && (application != 0 || *version != 0 || tables != 0))
		return err_set(e, ERR_DATA, _("%s is the database of another program: move it away, or choose another directory with --data"), s->file);
	if (*version > SCHEMA_VERSION)
		return err_set(e, ERR_DATA, _("%s was made by a newer bewust (its version is %lld, this program knows up to %d): update bewust; "
			"nothing was changed"), s->file, (long long)*version, SCHEMA_VERSION);
	return true;
}

static bool migrate_step(struct store *s, struct err *e) {
	char set_version[64]; /* PRAGMA takes no bound value; this is the program's own number */
	int64_t version;
	bool ok;

	if (!store_begin(s, e))
		return false;
	ok = read_number(s, "PRAGMA user_version", &version, e); /* once more: somebody else may have been first */
	if (ok && version < SCHEMA_VERSION) {
		sqlite3_snprintf(sizeof set_version, set_version, "PRAGMA user_version = %d", (int)version + 1);
		for (const char *const *step = schema_steps[version]; ok && *step; step++)
			ok = store_exec(s, *step, e);
		ok = ok && store_exec(s, "PRAGMA application_id = 0x62777374", e) && store_exec(s, set_version, e);
	}
	return store_end(s, ok, e) && ok;
}

static bool migrate(struct store *s, int64_t version, struct err *e) {
	for (; version < SCHEMA_VERSION; version++)
		if (!migrate_step(s, e))
			return false;
	return true;
}

/* Another program writes: looks again soon, for so long. */
static int look_again(void *ctx, int tries) {
	struct timespec wait = {.tv_nsec = BUSY_LOOK_MS * 1000000L};

	(void)ctx;
	nanosleep(&wait, NULL);
	return tries < BUSY_MS / BUSY_LOOK_MS;
}

static void set_limits(sqlite3 *db) {
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 16 << 20);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 64 << 10);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_handler(db, look_again, NULL);
}

/* The file is made empty and private before SQLite sees it; its journal takes over the mode. An existing one is made private. No
 * descriptor is opened on an existing file: closing it would drop the locks that this process holds on it elsewhere. */
static bool make_file(const char *file, struct err *e) {
	struct stat st;
	int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0) {
		close(fd);
		return true;
	}
	if (errno != EEXIST)
		return err_set(e, ERR_CREATE, _("cannot make %s: %s"), file, strerror(errno));
	if (stat(file, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_CREATE, _("%s is no file: move it away, or choose another directory with --data"), file);
	if ((st.st_mode & 07777) != 0600 && chmod(file, 0600) != 0 && (st.st_mode & 077))
		return err_set(e, ERR_PERMISSION, _("cannot make %s private: %s"), file, strerror(errno));
	return true;
}

/* The order of names in lists; no index rests on it, so that any program opens the file. */
static int compare_natural(void *ctx, int a_len, const void *a, int b_len, const void *b) {
	(void)ctx;
	return slice_compare_natural((struct slice){a, (size_t)a_len}, (struct slice){b, (size_t)b_len});
}

/* SQLite need not sum up, under a lock, what it takes from malloc: nobody asks. Before the first connection of any thread. */
static void configure(void) {
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static struct store *connect_to(const char *file, int flags, struct err *e) {
	static pthread_once_t configured = PTHREAD_ONCE_INIT;
	struct store *s = mem_alloc(sizeof *s);

	pthread_once(&configured, configure);
	text_copy(s->file, sizeof s->file, slice_of(file));
	if (sqlite3_open_v2(file, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		sqlite3_create_collation(s->db, "by_name", SQLITE_UTF8, NULL, compare_natural) == SQLITE_OK && bodies_new(s->db, &s->bodies)) {
		set_limits(s->db);
		return s;
	}
	if (s->db)
		store_fail(s, e);
	else
		err_set(e, ERR_MEMORY, _("there is not enough memory to open %s"), file);
	store_close(s);
	return NULL;
}

#define PRAGMAS "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;"

static struct store *open_writable(const char *file, int flags, struct err *e) {
	struct store *s = connect_to(file, flags, e);
	int64_t version;

	if (s && identify(s, &version, e) && (version > 0 || store_exec(s, "PRAGMA page_size = 8192", e)) &&
		store_exec(s, PRAGMAS " PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;", e) && migrate(s, version, e))
		return s;
	store_close(s);
	return NULL;
}

struct store *store_open(const char *dir, struct err *e) {
	char file[PATH_SIZE];

	if (!dir)
		return open_writable(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, e);
	if (!path_make_private(dir, e) || !path_join(file, dir, FILE_NAME, e) || !make_file(file, e))
		return NULL;
	return open_writable(file, SQLITE_OPEN_READWRITE, e);
}

void store_close(struct store *s) {
	if (!s)
		return;
	if (s->begun)
		store_end(s, false, NULL);
	for (size_t i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(s->statements[i]);
	sqlite3_close(s->db);
	bodies_free(s->bodies);
	free(s);
}

static bool check_bodies(struct store *s, struct str *report, bool *sound, struct err *e) {
	int64_t damaged = 0;

	if (store_ask(s, BODY_CHECK, NULL, 0, &damaged, e) < 0)
		return false;
	if (damaged) {
		*sound = false;
		str_addf(report, P_("the text of %lld item cannot be read any more\n", "the texts of %lld items cannot be read any more\n",
			(unsigned long)damaged), (long long)damaged);
	}
	return true;
}

bool store_check(struct store *s, struct str *report, struct err *e) {
	sqlite3_stmt *q = store_query(s, QUICK_CHECK, e);
	bool ok = true, sound = true;

	while (q && store_row(s, q, &ok, e))
		if (!slice_equal(row_slice(q, 0), SLICE("ok"))) {
			sound = false;
			str_add(report, row_slice(q, 0));
			str_add_char(report, '\n');
		}
	if (!q || !ok || !(q = store_query(s, FOREIGN_KEY_CHECK, e)))
		return false;
	while (store_row(s, q, &ok, e)) {
		sound = false;
		str_addf(report, _("a row of %s belongs to nothing in %s\n"), (const char *)sqlite3_column_text(q, 0),
			(const char *)sqlite3_column_text(q, 2));
	}
	if (!ok || !check_bodies(s, report, &sound, e))
		return false;
	if (!sound)
		return err_set(e, ERR_DATA, _("%s is damaged: export what can be read, then move it away and import again"), s->file);
	return true;
}
