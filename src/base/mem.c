/* mem.c: memory that is there, or the end of the program in one clear line. */
#include <bewust/mem.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static void (*restore_terminal)(void);

/* _exit, because the heap cannot be trusted to run what atexit and stdio would. */
static _Noreturn void exhausted(void) {
	static const char line[] = "bewust: out of memory; what was confirmed is saved\n";

	if (restore_terminal)
		restore_terminal();
	while (write(STDERR_FILENO, line, sizeof line - 1) < 0 && errno == EINTR)
		;
	_exit(EX_OSERR);
}

void *mem_array(size_t count, size_t size) {
	void *p;

	if (count == 0 || size == 0)
		count = size = 1;
	if (count > PTRDIFF_MAX / size)
		exhausted();
	if (!(p = calloc(count, size)))
		exhausted();
	return p;
}

void *mem_alloc(size_t size) {
	return mem_array(1, size);
}

void *mem_grow(void *old, size_t count, size_t size) {
	void *p;

	if (count == 0 || size == 0)
		count = size = 1;
	if (count > PTRDIFF_MAX / size)
		exhausted();
	if (!(p = realloc(old, count * size)))
		exhausted();
	return p;
}

char *mem_text(const char *text) {
	size_t size;

	if (!text)
		return NULL;
	size = strlen(text) + 1;
	return memcpy(mem_grow(NULL, size, 1), text, size);
}

void mem_on_exhaustion(void (*restore)(void)) {
	restore_terminal = restore;
}
