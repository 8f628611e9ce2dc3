/* xml.c: the well-formed way: expat, and the change over to the forgiving reader where it stops. */
#include "xml.h"

#include <bewust/limits.h>
#include <bewust/mem.h>
#include <string.h>

/* Remembers up to where the document has been told of: where the second reader begins. */
static void mark(struct xml *x) {
	x->done = XML_GetCurrentByteIndex(x->expat) + XML_GetCurrentByteCount(x->expat);
}

/* Whoever is told of an element may have heard enough. */
static void stop_if_ended(struct xml *x) {
	if (x->told.ended)
		XML_StopParser(x->expat, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **attributes) {
	struct xml *x = ctx;

	mark(x);
	if (!x->told.ended)
		xml_event_open(&x->told, name, attributes);
	stop_if_ended(x);
}

static void XMLCALL on_end(void *ctx, const char *name) {
	struct xml *x = ctx;

	(void)name;
	mark(x);
	if (!x->told.ended)
		xml_event_close(&x->told);
	stop_if_ended(x);
}

static void XMLCALL on_text(void *ctx, const char *at, int len) {
	struct xml *x = ctx;

	mark(x);
	if (!x->told.ended)
		x->told.handler.text(x->told.handler.ctx, (struct slice){at, (size_t)len});
	stop_if_ended(x);
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
	x->told.handler = *handler;
	str_init(&x->told.open.names, LIMIT_OPEN_BYTES);
	if (!forgiving)
		x->expat = XML_ParserCreate("UTF-8");
	if (!x->expat) {
		x->mend = mend_new(&x->told, false);
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
	str_finish(&x->told.open.names);
	memset(x, 0, sizeof *x);
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
	x->mend = mend_new(&x->told, x->in_cdata);
	mend_feed(x->mend, str_slice(&copy));
	str_finish(&copy);
}

void xml_feed(struct xml *x, struct slice bytes) {
	while (bytes.len > 0 && x->expat && !x->told.ended) {
		size_t take = bytes.len < LIMIT_SNIFF_BYTES ? bytes.len : LIMIT_SNIFF_BYTES;

		x->given += (int64_t)take;
		bool ok = XML_Parse(x->expat, bytes.at, (int)take, 0) != XML_STATUS_ERROR;

		if (!x->told.ended && (!ok || x->given - x->done > LIMIT_TOKEN_BYTES))
			change_over(x);
		bytes = slice_from(bytes, take);
	}
	if (bytes.len > 0 && x->mend && !x->told.ended)
		mend_feed(x->mend, bytes);
}

/* Whether what expat complains of at the end is the end itself. Some versions put off what they could have said before. */
static bool is_cut_off(enum XML_Error code) {
	return code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR ||
		code == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

void xml_end(struct xml *x) {
	if (!x->told.ended && x->expat && XML_Parse(x->expat, "", 0, 1) == XML_STATUS_ERROR && !x->told.ended) {
		x->told.truncated = is_cut_off(XML_GetErrorCode(x->expat));
		change_over(x);
		x->broken = !x->told.truncated;
	}
	if (x->mend && !x->told.ended)
		mend_end(x->mend);
}
