/* peak.c: peak FILE COMMAND…: runs the command, writes the most memory that it had at once, in KiB, to the file, and ends as it did. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

int main(int argc, char **argv) {
	struct rusage used;
	FILE *out;
	pid_t child;
	int status;

	if (argc < 3 || posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ) != 0 || waitpid(child, &status, 0) != child)
		return 127;
	getrusage(RUSAGE_CHILDREN, &used);
	if (!(out = fopen(argv[1], "w")))
		return 127;
#ifdef __APPLE__
	used.ru_maxrss /= 1024;                 /* bytes there */
#endif
	fprintf(out, "%ld\n", (long)used.ru_maxrss);
	fclose(out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
