/* forget.c: all of it gone for good. First in one transaction, overwritten row by row, so that whatever happens next there is nothing to
 * read; then the file's name; then what its blocks still held. */
#include "store_private.h"

#include "schema.h"

#include <bewust/i18n.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const names[] = {"bewust.db", "bewust.db-journal", "bewust.db-wal", "bewust.db-shm"};
#define NAMES (sizeof names / sizeof *names)

static bool failed(struct err *e, const char *what, const char *file) {
	return err_set(e, ERR_IO, _("%s %s: %s; try again"), what, file, strerror(errno));
}

/* What a person made, in one transaction; secure_delete writes zeros over it. What came from the network goes with the file. */
static bool forget_rows(struct store *s, struct err *e) {
	bool ok;

	if (!store_begin(s, e))
		return false;
	ok = store_exec(s, "DELETE FROM mood; DELETE FROM session; DELETE FROM rule; DELETE FROM weight; DELETE FROM taught; DELETE FROM fact; "
		"DELETE FROM channel_setting; DELETE FROM host_pause;", e);
	return store_end(s, ok, e) && ok;
}

static bool overwrite(int fd, const char *file, struct err *e) {
	static const char zeros[64 << 10];
	struct stat st;
	off_t at = 0;

	if (fstat(fd, &st) != 0)
		return failed(e, _("cannot overwrite"), file);
	if (!S_ISREG(st.st_mode))
		return true; /* a pipe or so: its name is gone, and it held nothing */
	while (at < st.st_size) {
		size_t want = (size_t)(st.st_size - at) < sizeof zeros ? (size_t)(st.st_size - at) : sizeof zeros;
		ssize_t n = pwrite(fd, zeros, want, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return failed(e, _("cannot overwrite"), file);
		at += n;
	}
	return fdatasync(fd) == 0 || failed(e, _("cannot overwrite"), file);
}

static bool unlink_all(char files[NAMES][PATH_SIZE], const char *dir, struct err *e) {
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = true;

	for (size_t i = 0; i < NAMES; i++)
		if (unlink(files[i]) != 0 && errno != ENOENT && ok)
			ok = failed(e, _("cannot remove"), files[i]);
	if (fd >= 0) {
		fsync(fd); /* the names are gone for good before the bytes are */
		close(fd);
	}
	return ok;
}

/* Whether SQLite's header is whole and says that another program made the file. */
static bool is_foreign(int fd) {
	static const char magic[] = "SQLite format 3"; /* with its end: sqlite.org/fileformat2.html §1.3 */
	unsigned char head[100];

	if (fd < 0 || pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head || memcmp(head, magic, sizeof magic) != 0)
		return false;
	return ((uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 | (uint32_t)head[70] << 8 | head[71]) != SCHEMA_APPLICATION_ID;
}

/* A file that SQLite cannot read is forgotten all the same; one that somebody is writing to, or another program's, is not. */
static bool lock_and_forget_rows(const char *dir, int fd, struct store **s, struct err *e) {
	struct err why = {0};

	if (!(*s = store_open(dir, &why)) && why.kind == ERR_DATA && is_foreign(fd))
		return err_set(e, why.kind, "%s", why.text);
	if (!*s)
		return why.kind == ERR_DATA || why.kind == ERR_IO || why.kind == ERR_CREATE || err_set(e, why.kind, "%s", why.text);
	if (store_exec(*s, "PRAGMA locking_mode = EXCLUSIVE", &why) && forget_rows(*s, &why))
		return true;
	return why.kind != ERR_TEMP || err_set(e, ERR_TEMP, "%s", why.text);
}

bool store_forget(const char *dir, struct err *e) {
	char files[NAMES][PATH_SIZE];
	int fds[NAMES];
	struct store *s = NULL;
	bool any = false, ok = true;

	for (size_t i = 0; i < NAMES; i++) {
		if (!path_join(files[i], dir, names[i], e))
			return false;
		/* opened before SQLite does and closed after: closing one drops the locks that SQLite holds on the same file */
		fds[i] = open(files[i], O_RDWR | O_CLOEXEC | O_NONBLOCK);
		any = any || fds[i] >= 0 || errno != ENOENT;
	}
	if (any)
		ok = lock_and_forget_rows(dir, fds[0], &s, e) && unlink_all(files, dir, e);
	for (size_t i = 0; i < NAMES; i++)
		ok = ok && (fds[i] < 0 || overwrite(fds[i], files[i], e));
	store_close(s);
	for (size_t i = 0; i < NAMES; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return ok;
}
