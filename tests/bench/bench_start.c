/* bench_start.c: how soon the first screen stands in a terminal, and what the program holds while it waits: bench_start [PROGRAM [TEXT]];
 * a line each of name, number, unit. The data are those of $BEWUST_DATA; the screen stands when it shows TEXT. */
#include "../support/pty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 7, WAIT_MS = 20000, IDLE_MS = 700 };

static double now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Where the system tells it in /proc; else 0. */
static double resident_mb(pid_t pid) {
	char path[64], line[256];
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	if (!(f = fopen(path, "r")))
		return 0;
	while (fgets(line, sizeof line, f))
		if (sscanf(line, "VmRSS: %ld", &kb) == 1)
			break;
	fclose(f);
	return (double)kb / 1024;
}

static bool one(char *program, const char *text, double *ms, double *mb) {
	char *const argv[] = {program, NULL};
	double start = now_ms();
	struct pty p;
	bool there;

	if (!pty_start(&p, argv))
		return false;
	there = pty_await(&p, text, WAIT_MS);
	*ms = now_ms() - start;
	for (double end = now_ms() + IDLE_MS; now_ms() < end;)
		pty_read(&p, 50);
	*mb = resident_mb(p.pid);
	pty_end(&p);
	return there;
}

static int in_order(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv) {
	char *program = argc > 1 ? argv[1] : "build/bewust";
	const char *text = argc > 2 ? argv[2] : "a session";
	double ms[ROUNDS], mb[ROUNDS];

	for (int i = 0; i < ROUNDS; i++)
		if (!one(program, text, &ms[i], &mb[i])) {
			fprintf(stderr, "bench_start: %s never showed: %s\n", program, text);
			return 1;
		}
	qsort(ms, ROUNDS, sizeof *ms, in_order);
	qsort(mb, ROUNDS, sizeof *mb, in_order);
	printf("%-28s %12.3f ms\n%-28s %12.3f MB\n", "first screen", ms[ROUNDS / 2], "memory, idle", mb[ROUNDS / 2]);
	return 0;
}
