/* embed.h: the files of data/ that the program cannot do without (packs, sample edition, help lines, challenges, colours),
 * compiled in, so that they are there offline, uninstalled, and whatever happened to the disk. Made by src/tools/embed.c. */
#ifndef BEWUST_EMBED_H
#define BEWUST_EMBED_H

#include <bewust/slice.h>

struct embedded_file {
	const char *name;   /* path below data/: "packs/calm.opml" */
	struct slice bytes;
};

extern const struct embedded_file embedded_files[];               /* sorted by name */
extern const size_t embedded_count;

bool embed_find(const char *name, struct slice *bytes);
/* The files whose name begins with `prefix`: *count of them from the returned one on; NULL when none. */
const struct embedded_file *embed_range(const char *prefix, size_t *count);

#endif
