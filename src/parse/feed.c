/* feed.c: follows a feed's elements: which rule each one has, what text belongs to it, when an entry is whole. */
#include "feed.h"

#include "doubled.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <string.h>

static unsigned char rule_hash(enum ns ns, const char *name) {
	unsigned h = 2166136261u ^ (unsigned)ns;

	for (; *name; name++)
		h = (h ^ (unsigned)(*name | 0x20)) * 16777619u;
	return (unsigned char)(h ^ h >> 8 ^ h >> 16 ^ h >> 24);
}

static void index_rules(struct reader *r) {
	for (size_t i = r->rules.count; i-- > 0;) {
		unsigned char h = rule_hash(r->rules.at[i].ns, r->rules.at[i].name);

		r->next[i] = r->first[h];
		r->first[h] = (uint8_t)(i + 1);
	}
}

static const struct element *find_rule(const struct reader *r, enum ns ns, const char *local, unsigned where) {
	const struct element *rules = r->rules.at;

	for (unsigned i = r->first[rule_hash(ns, local)]; i; i = r->next[i - 1])
		if (rules[i - 1].ns == ns && (rules[i - 1].where & where) && text_compare_nocase(rules[i - 1].name, local) == 0)
			return &rules[i - 1];
	/* Atom in RSS and RSS in Atom mean what they mean at home. */
	return ns == NS_ATOM || ns == NS_RSS ? find_rule(r, NS_HOME, local, where) : NULL;
}

/* What holds entries means that even in a namespace nobody knows, and what stands in it without a prefix is then of the feed. */
static const struct element *find_foreign_container(struct reader *r, const char *local, unsigned where) {
	const struct element *rule = find_rule(r, NS_HOME, local, where);

	if (!rule || !(rule->inside & (IN_FEED | IN_ENTRY)))
		return NULL;
	names_adopt(&r->names);
	return rule;
}

void reader_init(struct reader *r, struct elements rules, const char *base, const struct parse_handler *handler, struct parse_report *report,
	struct xml_events *xml) {
	memset(r, 0, sizeof *r);
	r->handler = *handler;
	r->report = report;
	r->xml = xml;
	r->rules = rules;
	record_init(&r->feed, LIMIT_FEED_BYTES);
	record_init(&r->entry, LIMIT_ENTRY_BYTES);
	r->feed.everybody = true;
	r->now = &r->feed;
	str_init(&r->text, LIMIT_TEXT_BYTES);
	str_init(&r->scratch, LIMIT_TEXT_BYTES);
	str_init(&r->escaped, LIMIT_TEXT_BYTES);
	r->frames[0] = (struct frame){.inside = IN_TOP, .base = arena_text(&r->feed.arena, slice_of(base))};
	index_rules(r);
}

void reader_finish(struct reader *r) {
	record_finish(&r->feed);
	record_finish(&r->entry);
	str_finish(&r->text);
	str_finish(&r->scratch);
	str_finish(&r->escaped);
}

/* frames[0] is the document; an element at depth d has frames[d]. */
static struct frame *top(struct reader *r) {
	return &r->frames[r->depth < LIMIT_DEPTH ? r->depth : LIMIT_DEPTH - 1];
}

const struct frame *reader_frame(const struct reader *r) {
	return &r->frames[r->depth < LIMIT_DEPTH ? r->depth : LIMIT_DEPTH - 1];
}

/* ---- the channel and its entries ---- */

bool feed_tell(const struct parse_handler *handler, const struct feed *feed) {
	return !handler->on_feed || handler->on_feed(handler->ctx, feed);
}

static void tell_feed(struct reader *r) {
	struct feed feed;

	record_to_feed(&r->feed, r->format, &feed);
	if (feed.ttl_minutes == 0 && r->period_minutes > 0)
		feed.ttl_minutes = r->period_minutes / (r->frequency > 0 ? r->frequency : 1);
	if (r->feed_told && memcmp(&feed, &r->told, sizeof feed) == 0)
		return;
	r->told = feed;
	r->feed_told = true;
	if (!feed_tell(&r->handler, &feed)) {
		r->stopped = true;
		r->xml->ended = true;
	}
}

void reader_entry_begin(struct reader *r) {
	r->nested = r->entry_depth > 0;
	if (r->nested) { /* one that was never closed */
		size_t outer = r->entry_depth;

		reader_entry_end(r, false);
		r->frames[outer].inside = IN_FEED;
		/* what elements inside it said of base and language goes with its arena */
		for (size_t depth = outer + 1; depth <= r->depth; depth++) {
			r->frames[depth].base = r->frames[outer].base;
			r->frames[depth].lang = r->frames[outer].lang;
		}
	}
	record_reset(&r->entry);
	r->now = &r->entry;
	r->entry_depth = r->depth;
}

void reader_entry_end(struct reader *r, bool partial) {
	struct entry entry;

	r->now = &r->feed;
	r->entry_depth = 0;
	r->medium = NULL;
	if (r->stopped || (r->nested && record_is_empty(&r->entry))) /* "<item/>" inside an item is nothing */
		return;
	if (r->report->entries == LIMIT_ENTRIES) {
		r->report->limited = true;
		r->xml->ended = true;
		return;
	}
	if (!r->feed_told)
		tell_feed(r);
	if (r->stopped)
		return;
	record_to_entry(&r->entry, &r->told, &r->scratch, &entry);
	entry.partial = partial;
	r->report->limited |= r->entry.limited;
	r->report->entries++;
	if (!r->handler.on_entry(r->handler.ctx, &entry)) {
		r->stopped = true;
		r->xml->ended = true;
	}
}

void reader_end(struct reader *r) {
	if (r->entry_depth > 0)
		reader_entry_end(r, true);
	if (!r->stopped)
		tell_feed(r);
}

/* ---- elements ---- */

/* HTML elements that have no end tag. */
static bool is_void_tag(const char *name) {
	static const char *const names[] = {"br", "hr", "img", "wbr", "input", "col", "source", "embed", "area"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_compare_nocase(name, names[i]) == 0)
			return true;
	return false;
}

static const char *local_name(const char *name) {
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

/* Appends while it fits: the first piece that does not fit is cut, and nothing follows. */
static void add_capped(struct reader *r, struct str *out, struct slice s) {
	if (out->full || str_add(out, s))
		return;
	r->report->limited = true;
	text_clean((struct slice){s.at, out->max - out->len}, TEXT_BLOCK, out);
}

/* The text turned out to have elements in it: what came before them was text, and becomes HTML. */
static void become_markup(struct reader *r) {
	r->markup = true;
	if (r->form == FORM_HTML)
		return; /* said to be HTML: so are the words between the elements */
	r->escape = true;
	r->form = FORM_HTML;
	str_clear(&r->escaped);
	text_escape_html(str_slice(&r->text), &r->escaped);
	str_clear(&r->text);
	add_capped(r, &r->text, str_slice(&r->escaped));
}

static void write_tag(struct reader *r, const char *name, const char **attributes) {
	if (r->text.full)
		return;
	str_add_char(&r->text, '<');
	str_add_text(&r->text, local_name(name));
	for (; *attributes; attributes += 2) {
		if (strncmp(attributes[0], "xmlns", 5) == 0 || strncmp(attributes[0], "xml:", 4) == 0)
			continue;
		str_add_char(&r->text, ' ');
		str_add_text(&r->text, local_name(attributes[0]));
		str_add_text(&r->text, "=\"");
		text_escape_html(slice_of(attributes[1]), &r->text);
		str_add_char(&r->text, '"');
	}
	str_add_char(&r->text, '>');
}

static void begin_capture(struct reader *r) {
	r->capture = r->depth;
	r->markup = r->escape = r->flat = r->xhtml = false;
	r->base64 = r->media_type = false;
	str_clear(&r->text);
}

/* xml:base, xml:lang and the namespaces that an element brings. */
static void inherit(struct reader *r, const struct frame *parent, struct frame *f, const char **attributes) {
	bool bound = false;

	f->base = parent->base;
	f->lang = parent->lang;
	for (const char **a = attributes; *a; a += 2) {
		if (a[0][0] != 'x' || strncmp(a[0], "xml", 3) != 0)
			continue;
		if (strcmp(a[0], "xml:base") == 0) {
			const char *base = record_address(r->now, parent->base, slice_of(a[1]), &r->scratch);

			f->base = base ? base : f->base;
		} else if (strcmp(a[0], "xml:lang") == 0) {
			const char *lang = markup_line(&r->now->arena, slice_of(a[1]), FORM_TEXT, &r->scratch);

			f->lang = lang ? lang : f->lang;
		} else if (!bound) {
			if (!names_open(&r->names, r->depth - 1, a))
				r->report->limited = true;
			bound = true; /* all of them */
		}
	}
}

static void begin_rule(struct reader *r, struct frame *f, const struct element *rule, const char **attributes) {
	f->rule = rule;
	f->inside = rule->inside;
	if (rule->takes != NO_TEXT) {
		begin_capture(r);
		r->form = r->format == FEED_ATOM ? FORM_TEXT : FORM_AUTO;
	}
	if (rule->begin)
		rule->begin(r, rule, attributes);
}

/* The root element says what sort of feed it is. */
static void begin_root(struct reader *r, const char *name) {
	const char *local = local_name(name);

	r->format = text_compare_nocase(local, "feed") == 0 ? FEED_ATOM : text_compare_nocase(local, "rdf") == 0 ? FEED_RDF : FEED_RSS;
	if (text_compare_nocase(local, "entry") == 0)
		r->format = FEED_ATOM;
	names_root(&r->names, name, r->format == FEED_ATOM ? NS_ATOM : NS_RSS);
	r->report->format = r->format;
}

static void close_capture(struct reader *r);

/* Whether an element cannot stand in the text that is being read, so that its end is missing: "<title>One<guid>1</guid>". */
static bool is_unclosed(const struct reader *r, const char *name, const char **attributes) {
	static const char *const siblings[] = {"guid", "pubDate", "item", "entry", "enclosure", "published", "updated", "link"};
	size_t count = sizeof siblings / sizeof *siblings - (*attributes ? 1 : 0); /* HTML's link has attributes */

	if (r->capture == 0 || r->depth != r->capture + 1 || r->frames[r->capture].rule->takes != MARKUP)
		return false;
	if (r->format == FEED_ATOM && r->frames[r->capture].rule->slot != SLOT_TITLE)
		return false; /* a body of Atom's may be any XML */
	for (size_t i = 0; i < count; i++)
		if (text_compare_nocase(name, siblings[i]) == 0)
			return true;
	return false;
}

static void on_start(void *ctx, const char *name, const char **attributes) {
	struct reader *r = ctx;
	const struct frame *parent = top(r);
	const char *local;

	r->depth++;
	if (r->depth >= LIMIT_DEPTH) {
		r->report->limited = true;
		return;
	}
	struct frame *f = top(r);

	*f = (struct frame){.skip = parent->skip};
	if (r->depth == 1)
		begin_root(r, name);
	if (f->skip)
		return;
	if (is_unclosed(r, name, attributes))
		close_capture(r);
	if (r->capture > 0 && r->frames[r->capture].rule->takes == MARKUP) {
		if (!r->markup)
			become_markup(r);
		write_tag(r, name, attributes);
		return;
	}
	inherit(r, parent, f, attributes);
	enum ns ns = names_resolve(&r->names, name, &local);
	const struct element *rule = find_rule(r, r->depth == 1 ? NS_HOME : ns, local, parent->inside);

	if (!rule && ns == NS_OTHER && local == name)
		rule = find_foreign_container(r, local, parent->inside);

	if (!rule) {
		/* "<category><b>News</b></category>": tags where none belong are no part of the text, but their words are. */
		r->flat |= r->capture == r->depth - 1 && parent->rule && !parent->inside;
		f->skip = true;
		return;
	}
	r->capture = 0; /* what held it was no text after all */
	begin_rule(r, f, rule, attributes);
}

/* Apart, so that other text, which comes in many small pieces, does not pay for it. */
static __attribute__((noinline)) void add_escaped(struct reader *r, struct slice text) {
	str_clear(&r->escaped);
	text_escape_html(text, &r->escaped);
	add_capped(r, &r->text, str_slice(&r->escaped));
}

static void on_text(void *ctx, struct slice text) {
	struct reader *r = ctx;

	if (r->capture == 0 || r->depth >= LIMIT_DEPTH)
		return;
	if (r->escape)
		add_escaped(r, text);
	else if (r->markup || r->depth == r->capture || r->flat)
		add_capped(r, &r->text, text);
}

#define BASE64_WORDS 16 /* digits that no word has */

static int base64_digit(char c) {
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void base64_decode(struct str *text) {
	unsigned bits = 0, have = 0;
	size_t to = 0;

	for (size_t i = 0; i < text->len; i++) {
		int digit = base64_digit(text->at[i]);

		if (digit < 0)
			continue;
		bits = bits << 6 | (unsigned)digit;
		have += 6;
		if (have >= 8) {
			have -= 8;
			text->at[to++] = (char)(bits >> have & 0xFF);
		}
	}
	str_cut(text, to);
}

/* Nothing says so but its looks: a short word may have them too. */
static bool looks_base64(struct slice s) {
	size_t digits = 0;
	bool padded = false;

	s = slice_trim(s);
	while (s.len > 0 && s.at[s.len - 1] == '=') {
		s.len--;
		digits++;
		padded = true;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (base64_digit(s.at[i]) >= 0)
			digits++;
		else if ((unsigned char)s.at[i] > ' ')
			return false;
	}
	return digits % 4 == 0 && (padded || digits >= BASE64_WORDS);
}

static bool is_text(struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' && !char_among(s.at[i], "\t\n\r\f"))
			return false;
	return utf8_valid(s);
}

static void finish_rule(struct reader *r, const struct element *rule) {
	bool mine = r->capture == r->depth;
	struct slice text = {NULL, 0};

	if (mine) {
		if (r->base64 || (r->media_type && looks_base64(str_slice(&r->text))))
			base64_decode(&r->text);
		doubled_mend(&r->text, &r->scratch);
		/* A title that is said to be XHTML, and has no element, has them escaped. */
		if (rule->takes == MARKUP && r->form != FORM_TEXT)
			markup_undouble(&r->text, r->xhtml && rule->slot == SLOT_TITLE, &r->scratch);
		text = str_slice(&r->text);
		if (r->media_type && !is_text(text))
			text.len = 0; /* the bytes of a picture or a sound */
		r->capture = 0;
	}
	if (text.len > 0 && text.len >= r->now->arena.limit - r->now->arena.used)
		r->report->limited = true; /* it will find no room */
	/* What the end of the bytes cut off is not whole, and not kept. */
	if (rule->finish && !(mine && r->xml->truncated))
		rule->finish(r, rule, text);
}

/* Ends the text as if its end tag stood here; what follows in its element is its parent's. */
static void close_capture(struct reader *r) {
	struct frame *f = &r->frames[r->capture];
	size_t depth = r->depth;

	r->depth = r->capture;
	finish_rule(r, f->rule);
	r->depth = depth;
	f->rule = NULL;
	f->inside = r->frames[r->depth - 2].inside;
}

static void on_end(void *ctx) {
	struct reader *r = ctx;

	if (r->depth < LIMIT_DEPTH) {
		struct frame *f = top(r);

		if (r->capture > 0 && r->depth > r->capture && !f->skip && r->markup) {
			/* the tag's name is the one thing a frame does not keep */
			struct xml_open *open = &r->xml->open;
			const char *name = local_name(open->names.at + open->at[open->depth]);

			if (!r->text.full && !is_void_tag(name)) {
				str_add_text(&r->text, "</");
				str_add_text(&r->text, name);
				str_add_char(&r->text, '>');
			}
		} else if (f->rule) {
			finish_rule(r, f->rule);
		}
		if (r->entry_depth == r->depth)
			reader_entry_end(r, r->xml->truncated);
		names_close(&r->names, r->depth - 1);
	}
	r->depth--;
}

struct xml_handler reader_handler(struct reader *r) {
	return (struct xml_handler){.start = on_start, .end = on_end, .text = on_text, .ctx = r};
}
