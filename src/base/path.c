/* path.c: a person's files: where they are, private from the first byte, whole or not at all. */
#include <bewust/i18n.h>
#include <bewust/path.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TREE_DEPTH_MAX 64

void path_private_umask(void) {
	umask(077);
}

/* An error that the system gave. What failed and why stands first: a path may be long, and the cut falls in it. */
static bool system_error(struct err *e, enum err_kind kind, const char *doing, const char *path) {
	int number = errno;

	if (number == EACCES || number == EPERM)
		kind = ERR_PERMISSION;
	return err_set(e, kind, "%s (%s): %s", doing, strerror(number), path);
}

static bool copy_path(char out[PATH_SIZE], const char *path, struct err *e) {
	if (!text_copy(out, PATH_SIZE, slice_of(path)))
		return err_set(e, ERR_USAGE, _("the path is longer than %d bytes: %.80s"), PATH_SIZE - 1, path);
	return true;
}

bool path_join(char out[PATH_SIZE], const char *dir, const char *name, struct err *e) {
	size_t len = strlen(dir);
	const char *between = len > 0 && dir[len - 1] == '/' ? "" : "/";
	char joined[PATH_SIZE]; /* `dir` may be `out` */
	int n = snprintf(joined, sizeof joined, "%s%s%s", dir, between, name);

	if (n < 0 || (size_t)n >= sizeof joined)
		return err_set(e, ERR_USAGE, _("the path is longer than %d bytes: %.80s"), PATH_SIZE - 1, dir);
	memcpy(out, joined, (size_t)n + 1);
	return true;
}

/* An XDG base directory: the variable where it is absolute, as the specification asks, else below the home directory. */
static bool base_dir(const char *variable, const char *below_home, char out[PATH_SIZE], struct err *e) {
	const char *xdg = getenv(variable), *home = getenv("HOME");

	if (xdg && xdg[0] == '/')
		return copy_path(out, xdg, e);
	if (!home || home[0] != '/')
		return err_set(e, ERR_CONFIG, _("HOME is not set, so there is no place for your files: set it, or give --data and --config"));
	return path_join(out, home, below_home, e);
}

bool path_data_dir(const char *given, char out[PATH_SIZE], struct err *e) {
	if (!given || !*given)
		given = getenv("BEWUST_DATA");
	if (given && *given)
		return copy_path(out, given, e);
	return base_dir("XDG_DATA_HOME", ".local/share", out, e) && path_join(out, out, "bewust", e);
}

bool path_config_file(const char *given, char out[PATH_SIZE], struct err *e) {
	if (given && *given)
		return copy_path(out, given, e);
	return base_dir("XDG_CONFIG_HOME", ".config", out, e) && path_join(out, out, "bewust/config.ini", e);
}

/* Makes one directory; one that is there already is fine. */
static bool make_dir(const char *dir, struct err *e) {
	if (mkdir(dir, 0700) == 0 || errno == EEXIST || errno == EISDIR)
		return true;
	return system_error(e, ERR_CREATE, _("cannot make the directory"), dir);
}

bool path_may_be_dir(const char *dir, struct err *e) {
	struct stat st;

	if (stat(dir, &st) == 0)
		return S_ISDIR(st.st_mode) ||
			err_set(e, ERR_CREATE, _("there is a file where the directory should be; move it away, or choose another: %s"), dir);
	if (lstat(dir, &st) == 0 && S_ISLNK(st.st_mode))
		return err_set(e, ERR_CREATE, _("the directory is a link that leads nowhere; mend it, or choose another: %s"), dir);
	return errno == ENOENT || system_error(e, ERR_CREATE, _("cannot look at the directory"), dir);
}

/* The last of them: it must be a directory, be ours, and be for us alone. */
static bool take_for_us(const char *dir, struct err *e) {
	struct stat st;

	if (!path_may_be_dir(dir, e))
		return false;
	if (stat(dir, &st) != 0)
		return system_error(e, ERR_CREATE, _("cannot look at the directory"), dir);
	if (st.st_uid != geteuid())
		return err_set(e, ERR_PERMISSION, _("the directory belongs to somebody else; choose another with --data: %s"), dir);
	if (st.st_mode & S_ISVTX)
		return err_set(e, ERR_PERMISSION, _("the directory is shared by everybody; choose one below it with --data: %s"), dir);
	if ((st.st_mode & 07777) != 0700 && chmod(dir, 0700) != 0)
		return system_error(e, ERR_PERMISSION, _("cannot make the directory private"), dir);
	return true;
}

bool path_make_private(const char *dir, struct err *e) {
	char path[PATH_SIZE];

	if (!*dir)
		return err_set(e, ERR_USAGE, _("the directory has no name: give one with --data"));
	if (!copy_path(path, dir, e))
		return false;
	for (char *p = path + 1; *p; p++)
		if (*p == '/') {
			*p = '\0';
			if (!make_dir(path, e))
				return false;
			*p = '/';
		}
	return make_dir(path, e) && take_for_us(path, e);
}

/* Reads from `fd` to its end. */
static bool read_all(int fd, const char *file, size_t max, struct str *out, struct err *e) {
	char bytes[16384];

	for (;;) {
		ssize_t n = read(fd, bytes, sizeof bytes);

		if (n == 0)
			return true;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return system_error(e, errno == EISDIR ? ERR_NOINPUT : ERR_IO, _("cannot read"), file);
		if (!str_add(out, (struct slice){bytes, (size_t)n}))
			return err_set(e, ERR_DATA, _("the file is larger than %zu bytes, the most that is read: %s"), max, file);
	}
}

bool path_read(const char *file, size_t max, struct str *out, struct err *e) {
	bool is_stdin = strcmp(file, "-") == 0, ok;
	int fd;

	str_init(out, max);
	fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return system_error(e, errno == ENOENT || errno == ENOTDIR ? ERR_NOINPUT : ERR_IO, _("cannot open"), file);
	ok = read_all(fd, file, max, out, e);
	if (!is_stdin)
		close(fd);
	if (!ok)
		str_finish(out);
	return ok;
}

static bool write_all(int fd, const char *file, struct slice bytes, struct err *e) {
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return system_error(e, ERR_IO, _("cannot write"), file);
		bytes = slice_from(bytes, (size_t)n);
	}
	return true;
}

/* A pipe or a device cannot be replaced, only written to. */
static bool write_in_place(const char *file, struct slice bytes, struct err *e) {
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return system_error(e, ERR_CREATE, _("cannot open"), file);
	ok = write_all(fd, file, bytes, e);
	if (close(fd) != 0 && ok)
		ok = system_error(e, ERR_IO, _("cannot write"), file);
	return ok;
}

/* So that a rename outlives a power cut. File systems that cannot sync a directory say EINVAL; they have nothing to sync. */
static bool sync_dir_of(const char *file, struct err *e) {
	char dir[PATH_SIZE];
	char *slash;
	bool ok;
	int fd;

	if (!copy_path(dir, file, e))
		return false;
	slash = strrchr(dir, '/');
	if (!slash)
		memcpy(dir, ".", 2);
	else
		slash[slash == dir] = '\0';
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		return system_error(e, ERR_IO, _("cannot open the directory"), dir);
	ok = fsync(fd) == 0 || errno == EINVAL || system_error(e, ERR_IO, _("cannot write the directory"), dir);
	close(fd);
	return ok;
}

static bool write_by_rename(const char *file, struct slice bytes, struct err *e) {
	char temporary[PATH_SIZE];
	bool ok;
	int fd, n = snprintf(temporary, sizeof temporary, "%s.XXXXXX", file);

	if (n < 0 || (size_t)n >= sizeof temporary)
		return err_set(e, ERR_USAGE, _("the path is longer than %d bytes: %.80s"), PATH_SIZE - 1, file);
	if ((fd = mkostemp(temporary, O_CLOEXEC)) < 0) /* 0600 */
		return system_error(e, ERR_CREATE, _("cannot make the file"), file);
	ok = write_all(fd, file, bytes, e) && (fsync(fd) == 0 || system_error(e, ERR_IO, _("cannot write"), file));
	if (close(fd) != 0 && ok)
		ok = system_error(e, ERR_IO, _("cannot write"), file);
	if (ok && rename(temporary, file) != 0)
		ok = system_error(e, ERR_CREATE, _("cannot make the file"), file);
	if (!ok) {
		unlink(temporary);
		return false;
	}
	return sync_dir_of(file, e);
}

bool path_write(const char *file, struct slice bytes, struct err *e) {
	struct stat st;
	char *target;
	bool ok;

	if (strcmp(file, "-") == 0)
		return write_all(STDOUT_FILENO, _("the standard output"), bytes, e);
	if (stat(file, &st) != 0)
		return write_by_rename(file, bytes, e);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_CREATE, _("this is a directory; name a file in it: %s"), file);
	if (!S_ISREG(st.st_mode))
		return write_in_place(file, bytes, e);
	if (!(target = realpath(file, NULL)))
		return system_error(e, ERR_CREATE, _("cannot follow the link"), file);
	ok = write_by_rename(target, bytes, e);
	free(target);
	return ok;
}

bool path_write_new(const char *file, struct slice bytes, struct err *e) {
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0)
		return system_error(e, ERR_CREATE, _("cannot make the file"), file);
	ok = write_all(fd, file, bytes, e) && (fsync(fd) == 0 || system_error(e, ERR_IO, _("cannot write"), file));
	if (close(fd) != 0 && ok)
		ok = system_error(e, ERR_IO, _("cannot write"), file);
	if (!ok)
		unlink(file);
	return ok && sync_dir_of(file, e);
}

static bool remove_entries(int fd, const char *dir, int depth, struct err *e);

static bool remove_entry(int at, const char *name, const char *dir, int depth, struct err *e) {
	int fd;

	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return system_error(e, ERR_IO, _("cannot remove a file in"), dir);
	if (depth >= TREE_DEPTH_MAX)
		return err_set(e, ERR_IO, _("the directory is nested deeper than %d; remove it by hand: %s"), TREE_DEPTH_MAX, dir);
	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return system_error(e, ERR_IO, _("cannot open a directory in"), dir);
	if (!remove_entries(fd, dir, depth + 1, e))
		return false;
	return unlinkat(at, name, AT_REMOVEDIR) == 0 || system_error(e, ERR_IO, _("cannot remove a directory in"), dir);
}

/* Takes over `fd`. */
static bool remove_entries(int fd, const char *dir, int depth, struct err *e) {
	DIR *entries = fdopendir(fd);
	struct dirent *entry;
	bool ok = true;

	if (!entries) {
		system_error(e, ERR_IO, _("cannot read the directory"), dir);
		close(fd);
		return false;
	}
	while (ok && (entry = readdir(entries)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			ok = remove_entry(fd, entry->d_name, dir, depth, e);
	closedir(entries);
	return ok;
}

bool path_remove_tree(const char *dir, struct err *e) {
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT || system_error(e, ERR_IO, _("cannot open the directory"), dir);
	if (!remove_entries(fd, dir, 0, e))
		return false;
	return rmdir(dir) == 0 || system_error(e, ERR_IO, _("cannot remove the directory"), dir);
}
