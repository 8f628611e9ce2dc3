/* parts.c: a heading, a line typed in its place, a sentence, finding as one types. */
#include "parts.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <stdio.h>
#include <string.h>

enum { WORD_MAX = 128, FOLDED_MAX = 4096, DAYS_NAMED = 7, HOURS_NEAR = 2 * 3600, SHORT_COLS = 24, ALSO_IN_MAX = 2000 };

int part_top(struct page p) {
	return p.top + (p.roomy ? 3 : 1);
}

int part_rows(struct page p) {
	int rows = p.bottom - part_top(p) + 1;

	return rows > 0 ? rows : 1;
}

void part_channel_name(const struct channel *c, char out[160]) {
	text_copy(out, 160, *c->title ? slice_of(c->title) : url_host(slice_of(c->url)));
}

void part_heading(struct canvas *c, struct page p, const char *title, const char *fact) {
	int cols = canvas_fit(c, p.top, p.left, p.width, INK_title, slice_of(title));

	if (p.width - cols > text_width(slice_of(fact)) + 2)
		canvas_right(c, p.top, p.left + p.width, INK_dim, slice_of(fact));
}

void part_field(const struct field *f, struct canvas *c, struct page p, const char *label, const char *hint) {
	int col = p.width >= 34 ? canvas_fit(c, p.top, p.left, p.width / 2, INK_title, slice_of(label)) + 2 : 0;

	if (p.roomy)
		canvas_fit(c, p.top + 1, p.left + col, p.width - col, INK_dim, slice_of(hint));
	field_draw(f, c, p.top, p.left + col, p.width - col);
}

int part_sentence(struct canvas *c, int row, int bottom, int col, int cols, enum ink ink, const char *text) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), cols > 0 ? cols : 1, &lines);
	for (size_t i = 0; i < lines.count && row <= bottom; i++)
		canvas_text(c, row++, col, ink, lines.at[i].text);
	text_lines_finish(&lines);
	return row;
}

bool part_matches(struct slice typed, const char *name) {
	struct str wanted, folded;
	struct slice rest, word;
	bool all = true;

	str_init(&wanted, FOLDED_MAX);
	str_init(&folded, FOLDED_MAX);
	str_add_char(&folded, ' ');
	text_fold(typed, &wanted);
	text_fold(slice_of(name), &folded);
	rest = str_slice(&wanted);
	while (all && rest.at && slice_split(&rest, ' ', &word)) {
		char begins[WORD_MAX] = " ";

		text_copy(begins + 1, sizeof(begins) - 1, word);
		all = !word.len || slice_find(str_slice(&folded), slice_of(begins)) < folded.len;
	}
	str_finish(&wanted);
	str_finish(&folded);
	return all;
}

bool part_moves(struct list *l, uint32_t key, int rows) {
	static const enum action moves[] = {ACT_UP, ACT_DOWN, ACT_PAGE_UP, ACT_PAGE_DOWN, ACT_NONE};
	struct event move = {.kind = EVENT_ACTION, .action = key >= KEY_SPECIAL ? action_for_key(moves, key) : ACT_NONE};

	return move.action != ACT_NONE && list_on(l, &move, rows);
}

void part_since(int64_t at, int64_t now, int turn_hour, char out[64]) {
	int64_t days;
	char *space;

	out[0] = '\0';
	if (at == DATE_NONE || at > now - HOURS_NEAR)
		return;
	days = date_day(now, turn_hour) - date_day(at, turn_hour);
	if (days < 2 || days >= DAYS_NAMED) {
		words_ago(at, now, turn_hour, out);
		return;
	}
	words_day(date_day_start(date_day(at, turn_hour), 0), out);
	if ((space = strchr(out, ' ')))         /* the day of the week alone */
		*space = '\0';
}

void part_every(int minutes, struct str *out) {
	enum { HOUR = 60, DAY = 24 * HOUR, WEEK = 7 * DAY };

	if (minutes == HOUR || minutes == DAY || minutes == WEEK)
		str_add_text(out, minutes == HOUR ? _("every hour") : minutes == DAY ? _("once a day") : _("once a week"));
	else if (minutes % DAY == 0)
		str_addf(out, _("every %d days"), minutes / DAY);
	else if (minutes % HOUR == 0)
		str_addf(out, _("every %d hours"), minutes / HOUR);
	else
		str_addf(out, _("every %d minutes"), minutes);
}

void part_short(const char *title, char out[160]) {
	struct slice s = slice_of(title);
	size_t fits = text_fit(s, SHORT_COLS);

	snprintf(out, 160, "%.*s%s", (int)(fits < 150 ? fits : 0), title, fits < s.len ? "…" : "");
}

struct channel part_channel_copy(struct arena *a, const struct channel *c) {
	struct channel copy = *c;
	const char **texts[] = {&copy.url, &copy.site, &copy.title, &copy.credential, &copy.note, &copy.lang, &copy.error, &copy.flaw, &copy.etag, &copy.last_modified};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = arena_text(a, slice_of(*texts[i]));
	return copy;
}

void part_also_in(const struct item *i, struct str *out) {
	struct str names;

	str_init(&names, ALSO_IN_MAX);
	flow_item_also_in(i, &names);
	if (names.len)
		str_addf(out, _("also in %s"), names.at);
	str_finish(&names);
}

struct item part_item_copy(struct arena *a, const struct item *i) {
	struct item copy = *i;
	const char **texts[] = {&copy.channel_title, &copy.guid, &copy.url, &copy.title, &copy.author, &copy.summary, &copy.media_url, &copy.lang, &copy.tags,
		&copy.also_in, &copy.note};

	for (size_t n = 0; n < sizeof(texts) / sizeof(texts[0]); n++)
		*texts[n] = arena_text(a, slice_of(*texts[n]));
	return copy;
}

struct rule *part_rule_copy(struct arena *a, const struct rule *r) {
	struct rule *copy = arena_alloc(a, sizeof(*copy));
	int64_t *channels = arena_array(a, r->channel_count + 1, sizeof(*channels));

	*copy = *r;
	copy->words = arena_text(a, slice_trim(slice_of(r->words)));
	for (size_t i = 0; i < r->channel_count; i++)
		channels[i] = r->channels[i];
	copy->channels = channels;
	return copy;
}

struct reply part_enter(const struct screen_ops *next, const void *argument) {
	return (struct reply){.what = ENTER, .next = next, .argument = (void *)argument};
}

struct reply part_tell(struct app *app, struct telling *t) {
	if (!t->text[0])
		return REPLY_STAY;
	if (t->copied)
		return part_enter(&screen_tell, t);
	t->copied = true;
	app_clipboard(app, slice_of(t->text));
	app_say(app, INK_dim, "%s", _("a message is on the clipboard; t again: by mail or in a file"));
	return REPLY_STAY;
}

struct reply part_tell_item(struct app *app, struct telling *t, const struct item *i) {
	struct str message;

	if (t->item_id == i->id)
		return part_tell(app, t);
	str_init(&message, TELL_BYTES - 1);
	flow_item_tell(i, &message);
	t->item_id = i->id;
	t->copied = false;
	text_copy(t->title, sizeof(t->title), slice_of(i->title));
	text_copy(t->text, sizeof(t->text), str_slice(&message));
	str_finish(&message);
	return part_tell(app, t);
}
