/* path.h: where a person's files are, and that only they can read them. */
#ifndef BEWUST_PATH_H
#define BEWUST_PATH_H

#include <bewust/err.h>
#include <bewust/str.h>

#define PATH_SIZE 4096

/* What is made from here on is the reader's alone: umask(077). main's first call. */
void path_private_umask(void);
/* The data directory: `given` (--data), else $BEWUST_DATA, else $XDG_DATA_HOME/bewust, else ~/.local/share/bewust. Not made. */
bool path_data_dir(const char *given, char out[PATH_SIZE], struct err *e);
/* The configuration file: `given` (--config), else $XDG_CONFIG_HOME/bewust/config.ini, else ~/.config/bewust/config.ini. */
bool path_config_file(const char *given, char out[PATH_SIZE], struct err *e);
bool path_join(char out[PATH_SIZE], const char *dir, const char *name, struct err *e);
/* Makes the directory and its parents (0700 each that is new); one that is there already and is ours is set to 0700. One that
 * is somebody else's, or shared by all (sticky, like /tmp), is refused. */
bool path_may_be_dir(const char *dir, struct err *e);   /* false: something else stands there, or a link that leads nowhere */
bool path_make_private(const char *dir, struct err *e);
/* Reads a whole file ("-" is stdin) of at most `max` bytes into *out, which is initialised here: yours to finish when true,
 * empty when false. ERR_NOINPUT where there is no file, ERR_DATA where it is larger. */
bool path_read(const char *file, size_t max, struct str *out, struct err *e);
/* Writes a file 0600, whole or not at all: a temporary beside it, fsync, rename, fsync of the directory. "-" is stdout. A link
 * is followed; what is there but no regular file (a pipe, /dev/null) is written to as it is. */
bool path_write(const char *file, struct slice bytes, struct err *e);
/* Writes a file that is not there yet, 0600; what is there already, a link too, is left alone: ERR_CREATE. */
bool path_write_new(const char *file, struct slice bytes, struct err *e);
/* Removes a directory and what is in it; follows no link; one that is not there is gone already: true. For the demo's own
 * folder and for `forget`. */
bool path_remove_tree(const char *dir, struct err *e);

#endif
