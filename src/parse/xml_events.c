/* xml_events.c: what both readers of XML tell: elements opened, closed and counted, within limits. */
#include "xml_events.h"

const char *xml_attribute(const char **attributes, const char *name) {
	for (; *attributes; attributes += 2)
		if (text_compare_nocase(*attributes, name) == 0)
			return attributes[1];
	return NULL;
}

bool xml_event_open(struct xml_events *x, const char *name, const char **attributes) {
	size_t length = strlen(name) + 1;

	if (x->open.depth == LIMIT_NEST || x->elements == LIMIT_ELEMENTS) {
		x->limited = true;
		x->ended = true;
		return false;
	}
	x->elements++;
	x->open.at[x->open.depth] = x->open.names.len;
	if (!str_add(&x->open.names, (struct slice){name, length})) {
		x->limited = true;
		x->ended = true;
		return false;
	}
	x->open.depth++;
	x->handler.start(x->handler.ctx, name, attributes);
	return true;
}

void xml_event_close(struct xml_events *x) {
	x->open.depth--;
	x->handler.end(x->handler.ctx); /* may still ask for the name */
	str_cut(&x->open.names, x->open.at[x->open.depth]);
	if (x->open.depth == 0)
		x->ended = true;
}
