/* main.c: what the process itself needs before anything else: files that only the reader can read, and no memory left behind. */
#include <bewust/cli.h>
#include <bewust/path.h>
#include <signal.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* A core dump would hold notes. Sanitizers need to look into their own process, so their builds keep what they need. */
static void leave_no_core(void)
{
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
#endif
}

int main(int argc, char **argv)
{
	path_private_umask();
	leave_no_core();
	signal(SIGPIPE, SIG_IGN); /* a reader that went away is an answer of write(), and ends nothing half done */
	return cli_main(argc, argv);
}
