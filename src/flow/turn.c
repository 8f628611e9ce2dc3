/* turn.c: one refresh of a data directory at a time, whichever program does it: a lock on the directory, which ends with the program that
 * holds it, however that ends. Where a file system has no locks, nobody waits. */
#include "flow_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

bool flow_turn_take(struct flow *f) {
	if (!f->data_dir)                       /* nobody else can have what is in memory alone */
		return true;
	if (f->turn < 0)
		f->turn = open(f->data_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return f->turn < 0 || flock(f->turn, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR);
}

void flow_turn_give(struct flow *f) {
	if (f->turn >= 0)
		close(f->turn);
	f->turn = -1;
}
