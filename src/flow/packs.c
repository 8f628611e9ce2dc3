/* packs.c: starter packs that ship, by the name of their file: "packs/calm.opml" is "calm". */
#include "flow_private.h"

#include <bewust/embed.h>
#include <bewust/i18n.h>
#include <string.h>

#define PREFIX "packs/"
#define SUFFIX ".opml"

/* What ships says its title and note in the reader's language; of a list that does not, nothing is known. */
static const char *in_their_language(const char *text) {
	static const char *const texts[] = {
		N_("Calm"), N_("Slow pictures, slow voices, and a few live views of water."),
		N_("Coaching"), N_("People who explain how living goes. Who they are stands with each; what they say may fit you or not."),
		N_("Connection"), N_("Other people, mostly unknown, mostly kind. Add the blogs of your friends here."),
		N_("Creativity and challenges"), N_("Something for the hands. The first one works without any network."),
		N_("Growth"), N_("Essays to think along with, one at a time."),
		N_("Humour"), N_("Mostly comics: one picture, one smile, and on with the day."),
		N_("Learning"), N_("Things explained by people who enjoy explaining."),
		N_("Nature and wonder"), N_("The sky, the sea, and odd corners of the earth."),
		N_("Solutions and good news"), N_("News with a way forward in it."),
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strcmp(texts[i], text))
			return _(texts[i]);
	return text;
}

static bool read_pack(const struct embedded_file *file, struct arena *a, struct pack *out, struct err *e) {
	struct slice name = slice_from(slice_of(file->name), sizeof(PREFIX) - 1);
	struct outlines list;

	name.len -= sizeof(SUFFIX) - 1;
	if (!parse_outlines(file->bytes, &list, e))
		return false;
	*out = (struct pack){.name = arena_text(a, name), .title = arena_text(a, slice_of(in_their_language(list.head.title))),
		.note = arena_text(a, slice_of(in_their_language(list.head.note))), .themes = list.head.themes, .channels = list.count, .opml = file->bytes};
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

static const char *copy(struct arena *a, const char *text) {
	return arena_text(a, slice_of(text));
}

bool flow_pack_channels(const struct pack *p, struct arena *a, struct channel **out, size_t *count, struct err *e) {
	struct outlines list;

	if (!parse_outlines(p->opml, &list, e))
		return false;
	*count = list.count;
	*out = arena_array(a, list.count + 1, sizeof(**out));
	for (size_t i = 0; i < list.count; i++) {
		const struct outline *o = &list.at[i];

		(*out)[i] = (struct channel){.url = copy(a, o->url), .site = copy(a, o->site), .title = copy(a, o->title), .lang = copy(a, o->lang),
			.note = copy(a, o->note), .credential = copy(a, o->credential), .themes = o->themes, .kind = o->kind};
	}
	outlines_finish(&list);
	return true;
}

bool flow_channels_add(struct flow *f, const struct channel *list, size_t count, int64_t *ids, size_t *added, struct err *e) {
	bool ok = store_begin(f->store, e);

	*added = 0;
	if (!ok)
		return false;
	for (size_t i = 0; ok && i < count; i++) {
		struct channel c = list[i];
		bool was_there;

		ok = store_channel_add(f->store, &c, &was_there, e);
		if (ok && !was_there)
			ids[(*added)++] = c.id;
	}
	return store_end(f->store, ok, e) && ok;
}
