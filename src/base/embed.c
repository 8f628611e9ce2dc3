/* embed.c: finds the files that are compiled in. */
#include <bewust/embed.h>
#include <string.h>

/* The first file whose name is not before `name`. */
static size_t lower_bound(const char *name) {
	size_t low = 0, high = embedded_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(embedded_files[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool embed_find(const char *name, struct slice *bytes) {
	size_t at = lower_bound(name);

	if (at == embedded_count || strcmp(embedded_files[at].name, name) != 0)
		return false;
	*bytes = embedded_files[at].bytes;
	return true;
}

const struct embedded_file *embed_range(const char *prefix, size_t *count) {
	size_t first = lower_bound(prefix), end = first;

	while (end < embedded_count && strncmp(embedded_files[end].name, prefix, strlen(prefix)) == 0)
		end++;
	*count = end - first;
	return end > first ? &embedded_files[first] : NULL;
}
