/* main.c: what the process itself needs before anything else: files that only the reader can read, and no memory left behind. */
#include <bewust/cli.h>
#include <bewust/path.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

/* A core dump would hold notes. Sanitizers need to look into their own process, so their builds keep what they need. */
static void leave_no_core(void) {
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
#endif
}

/* Where one of the three was closed, the next file opened would take its place, and a sentence for people would end up in the database.
 * Something that can neither be read nor written that way round stands in, so that using it is told as the error it is. */
static void fill_standard_files(void) {
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(71);
}

int main(int argc, char **argv) {
	fill_standard_files();
	path_private_umask();
	leave_no_core();
	signal(SIGPIPE, SIG_IGN); /* a reader that went away is an answer of write(), and ends nothing half done */
	return cli_main(argc, argv);
}
