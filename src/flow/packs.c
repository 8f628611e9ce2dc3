/* packs.c: starter packs that ship, by the name of their file: "packs/calm.opml" is "calm". */
#include "flow_private.h"

#include <bewust/embed.h>
#include <bewust/i18n.h>

#define PREFIX "packs/"
#define SUFFIX ".opml"

static bool read_pack(const struct embedded_file *file, struct arena *a, struct pack *out, struct err *e) {
	struct slice name = slice_from(slice_of(file->name), sizeof(PREFIX) - 1);
	struct outlines list;

	name.len -= sizeof(SUFFIX) - 1;
	if (!parse_outlines(file->bytes, &list, e))
		return false;
	*out = (struct pack){.name = arena_text(a, name), .title = arena_text(a, slice_of(list.head.title)),
		.note = arena_text(a, slice_of(list.head.note)), .themes = list.head.themes, .channels = list.count, .opml = file->bytes};
	outlines_finish(&list);
	return true;
}

bool flow_packs(struct arena *a, struct pack **out, size_t *count, struct err *e) {
	size_t files;
	const struct embedded_file *file = embed_range(PREFIX, &files);

	*count = 0;
	*out = arena_array(a, files + 1, sizeof(**out));
	for (size_t i = 0; file && i < files; i++) {
		if (!slice_ends(slice_of(file[i].name), SLICE(SUFFIX)))
			continue;
		if (!read_pack(&file[i], a, &(*out)[(*count)++], e))
			return false;
	}
	return true;
}

bool flow_pack_find(const char *name, struct arena *a, struct pack *out, struct err *e) {
	struct pack *packs;
	size_t count;

	if (!flow_packs(a, &packs, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (slice_equal_nocase(slice_of(packs[i].name), slice_of(name))) {
			*out = packs[i];
			return true;
		}
	return err_set(e, ERR_NOINPUT, _("%s: no such pack: `bewust packs` lists them"), name);
}
