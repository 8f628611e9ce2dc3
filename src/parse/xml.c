/* xml.c: the well-formed way: expat, and the change over to the forgiving reader where it stops. */
#include "xml.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <string.h>

const char *xml_attribute(const char **attributes, const char *name) {
	for (; *attributes; attributes += 2)
		if (text_compare_nocase(*attributes, name) == 0)
			return attributes[1];
	return NULL;
}

bool xml_element_open(struct xml *x, const char *name, const char **attributes) {
	size_t length = strlen(name) + 1;

	if (x->open.depth == LIMIT_NEST || x->elements == LIMIT_ELEMENTS) {
		x->limited = true;
		xml_stop(x);
		return false;
	}
	x->elements++;
	x->open.at[x->open.depth] = x->open.names.len;
	if (!str_add(&x->open.names, (struct slice){name, length})) {
		x->limited = true;
		xml_stop(x);
		return false;
	}
	x->open.depth++;
	x->handler.start(x->handler.ctx, name, attributes);
	return true;
}

void xml_element_close(struct xml *x) {
	x->open.depth--;
	x->handler.end(x->handler.ctx); /* may still ask for the name */
	str_cut(&x->open.names, x->open.at[x->open.depth]);
	if (x->open.depth == 0)
		x->ended = true;
}

/* Remembers up to where the document has been told of: where the second reader begins. */
static void mark(struct xml *x) {
	x->done = XML_GetCurrentByteIndex(x->expat) + XML_GetCurrentByteCount(x->expat);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **attributes) {
	struct xml *x = ctx;

	mark(x);
	if (!x->ended)
		xml_element_open(x, name, attributes);
}

static void XMLCALL on_end(void *ctx, const char *name) {
	struct xml *x = ctx;

	(void)name;
	mark(x);
	if (!x->ended)
		xml_element_close(x);
}

static void XMLCALL on_text(void *ctx, const char *at, int len) {
	struct xml *x = ctx;

	mark(x);
	if (!x->ended)
		x->handler.text(x->handler.ctx, (struct slice){at, (size_t)len});
}

static void XMLCALL on_comment(void *ctx, const char *text) {
	(void)text;
	mark(ctx);
}

static void XMLCALL on_instruction(void *ctx, const char *target, const char *data) {
	(void)target;
	(void)data;
	mark(ctx);
}

static void XMLCALL on_cdata_start(void *ctx) {
	struct xml *x = ctx;

	mark(x);
	x->in_cdata = true;
}

static void XMLCALL on_cdata_end(void *ctx) {
	struct xml *x = ctx;

	mark(x);
	x->in_cdata = false;
}

static void XMLCALL on_declaration(void *ctx, const char *version, const char *encoding, int standalone) {
	(void)version;
	(void)encoding;
	(void)standalone;
	mark(ctx);
}

void xml_init(struct xml *x, const struct xml_handler *handler, bool forgiving) {
	memset(x, 0, sizeof *x);
	x->handler = *handler;
	str_init(&x->open.names, LIMIT_OPEN_BYTES);
	if (!forgiving)
		x->expat = XML_ParserCreate("UTF-8");
	if (!x->expat) {
		x->mend = mend_new(x, false);
		return;
	}
	XML_SetUserData(x->expat, x);
	XML_SetElementHandler(x->expat, on_start, on_end);
	XML_SetCharacterDataHandler(x->expat, on_text);
	XML_SetCommentHandler(x->expat, on_comment);
	XML_SetProcessingInstructionHandler(x->expat, on_instruction);
	XML_SetCdataSectionHandler(x->expat, on_cdata_start, on_cdata_end);
	XML_SetXmlDeclHandler(x->expat, on_declaration);
}

void xml_finish(struct xml *x) {
	if (x->expat)
		XML_ParserFree(x->expat);
	mend_free(x->mend);
	str_finish(&x->open.names);
	memset(x, 0, sizeof *x);
}

void xml_stop(struct xml *x) {
	x->ended = true;
	if (x->expat)
		XML_StopParser(x->expat, XML_FALSE);
}

/* What expat holds of the bytes that no event has told of yet. */
static struct slice untold(struct xml *x) {
	int offset = 0, size = 0;
	const char *at = XML_GetInputContext(x->expat, &offset, &size);
	int64_t back = XML_GetCurrentByteIndex(x->expat) - x->done;

	if (!at || offset < 0 || size < offset)
		return (struct slice){NULL, 0};
	if (back < 0 || back > offset)
		back = 0;
	return (struct slice){at + offset - back, (size_t)(size - offset + back)};
}

static void change_over(struct xml *x) {
	struct slice rest = untold(x);
	struct str copy;

	str_init(&copy, rest.len);
	str_add(&copy, rest); /* expat's own memory goes with expat */
	XML_ParserFree(x->expat);
	x->expat = NULL;
	x->broken = true;
	x->mend = mend_new(x, x->in_cdata);
	mend_feed(x->mend, str_slice(&copy));
	str_finish(&copy);
}

void xml_feed(struct xml *x, struct slice bytes) {
	while (bytes.len > 0 && x->expat && !x->ended) {
		size_t take = bytes.len < LIMIT_SNIFF_BYTES ? bytes.len : LIMIT_SNIFF_BYTES;

		x->given += (int64_t)take;
		bool ok = XML_Parse(x->expat, bytes.at, (int)take, 0) != XML_STATUS_ERROR;

		if (!x->ended && (!ok || x->given - x->done > LIMIT_TOKEN_BYTES))
			change_over(x);
		bytes = slice_from(bytes, take);
	}
	if (bytes.len > 0 && x->mend && !x->ended)
		mend_feed(x->mend, bytes);
}

/* Whether what expat complains of at the end is the end itself. Some versions put off what they could have said before. */
static bool is_cut_off(enum XML_Error code) {
	return code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR ||
		code == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

void xml_end(struct xml *x) {
	if (!x->ended && x->expat && XML_Parse(x->expat, "", 0, 1) == XML_STATUS_ERROR && !x->ended) {
		x->truncated = is_cut_off(XML_GetErrorCode(x->expat));
		change_over(x);
		x->broken = !x->truncated;
	}
	if (x->mend && !x->ended)
		mend_end(x->mend);
}
