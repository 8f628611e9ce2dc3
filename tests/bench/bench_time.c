/* bench_time.c: bench_time RUNS COMMAND…: the median of what the command takes, in milliseconds; its output goes nowhere. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

enum { RUNS_MAX = 100 };

extern char **environ;

static double now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int in_order(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv) {
	long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	posix_spawn_file_actions_t quiet;
	double ms[RUNS_MAX];

	if (runs < 1 || runs > RUNS_MAX)
		return 0;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	for (long i = 0; i < runs; i++) {
		double start = now_ms();
		int status = 1;
		pid_t pid;

		if (posix_spawnp(&pid, argv[2], &quiet, NULL, argv + 2, environ) != 0 || waitpid(pid, &status, 0) != pid || status != 0) {
			fprintf(stderr, "bench_time: %s failed\n", argv[2]);
			return 1;
		}
		ms[i] = now_ms() - start;
	}
	posix_spawn_file_actions_destroy(&quiet);
	qsort(ms, (size_t)runs, sizeof *ms, in_order);
	printf("%.1f\n", ms[runs / 2]);
	return 0;
}
