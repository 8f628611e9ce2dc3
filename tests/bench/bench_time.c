/* bench_time.c: bench_time RUNS COMMAND…: the medians of what the command takes and of what it has of the processors, in milliseconds; its
 * output goes nowhere. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
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

static double time_ms(struct timeval t) {
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static double median(double *ms, long count) {
	qsort(ms, (size_t)count, sizeof *ms, in_order);
	return ms[count / 2];
}

int main(int argc, char **argv) {
	long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	posix_spawn_file_actions_t quiet;
	double ms[RUNS_MAX], cpu[RUNS_MAX];

	if (runs < 1 || runs > RUNS_MAX)
		return 0;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	for (long i = 0; i < runs; i++) {
		double start = now_ms();
		struct rusage usage;
		int status = 1;
		pid_t pid;

		if (posix_spawnp(&pid, argv[2], &quiet, NULL, argv + 2, environ) != 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) {
			fprintf(stderr, "bench_time: %s failed\n", argv[2]);
			return 1;
		}
		ms[i] = now_ms() - start;
		cpu[i] = time_ms(usage.ru_utime) + time_ms(usage.ru_stime);
	}
	posix_spawn_file_actions_destroy(&quiet);
	printf("%.1f %.1f\n", median(ms, runs), median(cpu, runs));
	return 0;
}
