/* arena.c: chained blocks, handed out from the front, freed together. */
#include <bewust/arena.h>
#include <bewust/mem.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIRST ((size_t)2048)
#define BLOCK_LARGEST ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a, size_t limit) {
	*a = (struct arena){.limit = limit};
}

static void free_blocks(struct arena_block *b) {
	while (b) {
		struct arena_block *older = b->older;

		free(b);
		b = older;
	}
}

void arena_finish(struct arena *a) {
	free_blocks(a->blocks);
	arena_init(a, a->limit);
}

void arena_reset(struct arena *a) {
	if (a->blocks) {
		free_blocks(a->blocks->older);
		a->blocks->older = NULL;
		a->blocks->used = 0;
	}
	a->used = 0;
}

static struct arena_block *add_block(struct arena *a, size_t least) {
	size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_FIRST;
	struct arena_block *b;

	if (size > BLOCK_LARGEST)
		size = BLOCK_LARGEST;
	if (size < least)
		size = least;
	if (size > PTRDIFF_MAX - sizeof *b)
		size = SIZE_MAX - sizeof *b; /* more than there is: mem_grow ends the program */
	b = mem_grow(NULL, 1, sizeof *b + size);
	b->older = a->blocks;
	b->size = size;
	b->used = 0;
	a->blocks = b;
	return b;
}

/* Not zeroed. `align` is a power of two, at most that of max_align_t. */
static void *take(struct arena *a, size_t size, size_t align) {
	struct arena_block *b = a->blocks;
	size_t pad = b ? (align - b->used % align) % align : 0;

	if (a->limit > 0 && (size > a->limit || a->used > a->limit - size))
		return NULL;
	if (!b || pad > b->size - b->used || size > b->size - b->used - pad) {
		b = add_block(a, size);
		pad = 0;
	}
	a->used += size;
	b->used += pad + size;
	return b->bytes + b->used - size;
}

void *arena_alloc(struct arena *a, size_t size) {
	void *p = take(a, size, alignof(max_align_t));

	return p ? memset(p, 0, size) : NULL;
}

void *arena_array(struct arena *a, size_t count, size_t size) {
	if (size > 0 && count > SIZE_MAX / size)
		return a->limit > 0 ? NULL : mem_array(count, size);
	return arena_alloc(a, count * size);
}

char *arena_text(struct arena *a, struct slice s) {
	char *text = s.len < SIZE_MAX ? take(a, s.len + 1, 1) : NULL;

	if (!text)
		return NULL;
	if (s.len > 0)
		memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
	va_list args;
	char *text;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		return arena_text(a, (struct slice){NULL, 0});
	if (!(text = take(a, (size_t)len + 1, 1)))
		return NULL;
	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return text;
}
