/* rules_view.c: how the screen of rules looks: the list, and the rule that is being made with what it touches. */
#include "rules_view.h"

#include <bewust/text.h>
#include <string.h>

enum { NAME_COLS = 14, COLS_NAMES = 40, TEXT_MAX = 1600 };

/* ---- what stands where ---- */

enum what rules_what_of(const struct rule *r) {
	return r->action == RULE_BLOCK ? WHAT_NEVER : r->action == RULE_ALWAYS ? WHAT_ALWAYS : r->weight < 0 ? WHAT_DRAINS : WHAT_LIFTS;
}

/* A rule for one channel, or some, can be made one for all; and one about what is read, one for its channel. */
bool rules_asks_where(const struct rules_state *st) {
	return st->channels_one != 0 || st->making.channel_count > 0;
}

size_t rules_part_count(const struct rules_state *st) {
	return rules_asks_where(st) ? PART_COUNT : PART_COUNT - 1;
}

const struct away *rules_away_at(const struct rules_state *st, size_t n) {
	return n >= st->shown.rules.count && n < st->list.count ? &st->shown.aways.at[n - st->shown.rules.count] : NULL;
}

/* ---- words ---- */

static const char *what_word(enum what what) {
	static const char *const words[WHAT_COUNT] = {N_("never"), N_("drains me"), N_("lifts me"), N_("always")};
	return _(words[what]);
}

static const char *what_meaning(enum what what) {
	static const char *const words[WHAT_COUNT] = {N_("it does not come into a session"), N_("it counts as draining"), N_("it counts as uplifting"),
		N_("it may come, whatever the score says")};
	return _(words[what]);
}

/* "until 1 december": without the day of the week. */
static void write_day(int64_t at, struct str *out) {
	char day[64];
	const char *space;

	words_day(at, day);
	space = strchr(day, ' ');
	str_addf(out, "%s %s", _("until"), space ? space + 1 : day);
}

static void write_until(const struct rules_state *st, enum until until, struct str *out) {
	if (until == UNTIL_DATE && st->until_at != DATE_NONE)
		write_day(st->until_at, out);
	else
		str_add_text(out, until == UNTIL_GOOD ? _("for good") : until == UNTIL_WEEK ? _("a week") : until == UNTIL_MONTH ? _("a month") : _("until a day"));
}

static void write_facts(const struct rule *r, int64_t now, int turn_hour, struct str *out) {
	char since[64];

	if (r->until != DATE_NONE && r->until <= now)
		str_add_text(out, _("its time is over"));
	else if (r->until != DATE_NONE)
		write_day(r->until, out);
	if (r->channel_count)
		str_addf(out, "%s%s", out->len ? " · " : "", r->channel_count == 1 ? _("in one channel only") : _("in some channels only"));
	if (!r->hits)
		return;
	str_add_text(out, out->len ? " · " : "");
	str_addf(out, P_("met once", "met %lld times", (unsigned long)r->hits), (long long)r->hits);
	if (r->met_at != DATE_NONE) {
		words_ago(r->met_at, now, turn_hour, since);
		str_addf(out, r->hits == 1 ? ", %s" : _(", last %s"), since);
	}
}

static void write_preview(const struct rules_state *st, struct str *out) {
	const struct rule_preview *p = st->preview ? &st->preview->of : NULL;
	size_t changed;

	if (!p)
		return;
	if (st->preview->trouble) {
		str_add_text(out, st->preview->trouble);
		return;
	}
	changed = p->away + p->through + p->lighter + p->heavier;
	if (!p->count) {
		str_add_text(out, _("Nothing among the newest has these words."));
		return;
	}
	str_addf(out, P_("Among the newest it would be about one: ", "Among the newest it would be about %zu: ", p->count), p->count);
	for (size_t i = 0; i < p->title_count; i++)
		str_addf(out, "%s%s", i ? " · " : "", p->titles[i]);
	if (p->count > p->title_count)
		str_add_text(out, " …");
	str_add_text(out, p->count > p->title_count ? " " : ". ");
	if (!changed)
		str_add_text(out, _("It would change nothing there."));
	else if (p->away)
		str_addf(out, P_("%zu would stay away.", "%zu would stay away.", p->away), p->away);
	else if (p->through)
		str_addf(out, P_("%zu would come before others.", "%zu would come before others.", p->through), p->through);
	else
		str_addf(out, P_("%zu would feel otherwise.", "%zu would feel otherwise.", changed), changed);
}

/* ---- drawing ---- */

static void draw_rule(const struct rules_state *st, size_t n, struct canvas *c, struct page p, int row) {
	const struct away *away = rules_away_at(st, n);
	const struct rule *r = away ? NULL : &st->shown.rules.at[n];
	int col = list_mark(&st->list, n, c, row, p.left), right = p.left + p.width, used;
	struct str text, facts;

	str_init(&text, TEXT_MAX);
	str_init(&facts, TEXT_MAX);
	str_addf(&text, "%s: %s", away ? _("not for me") : what_word(rules_what_of(r)), away ? away->title : r->words);
	if (away)
		str_add_text(&facts, away->channel_title);
	else
		write_facts(r, st->now, st->turn_hour, &facts);
	used = canvas_fit(c, row, col, p.width - 2, n == st->list.at ? INK_selected : INK_text, str_slice(&text));
	if (facts.len && right - col - used > 6) {
		used += canvas_text(c, row, col + used, INK_dim, SLICE(" · "));
		canvas_fit(c, row, col + used, right - col - used, INK_dim, str_slice(&facts));
	}
	str_finish(&text);
	str_finish(&facts);
}

static void draw_list(const struct rules_state *st, struct canvas *c, struct page p) {
	int row = part_top(p);

	canvas_cursor(c, p.top, p.left);
	part_heading(c, p, _("rules"), "");
	for (size_t n = st->list.first; n < st->list.count && row <= p.bottom; n++)
		draw_rule(st, n, c, p, row++);
	if (!st->known || st->list.count)
		return;
	row = part_sentence(c, row, p.bottom, p.left, p.width, INK_text, _("No rules yet. Yours go before everything the program thinks."));
	part_sentence(c, row + p.roomy, p.bottom, p.left, p.width, INK_dim,
		_("Press a, or r at something you read, and type a word that should stay away for a while, or one that always does you good."));
}

static const char *where_word(const struct rules_state *st, enum where where) {
	if (where == WHERE_ALL)
		return _("everywhere");
	if (st->making.channel_count)
		return st->making.channel_count == 1 ? _("in one channel only") : _("in some channels only");
	return *st->channel_title ? st->channel_title : _("in this channel only");
}

/* One line of the form: its name, and the choices with the one taken between ‹ ›. */
static void draw_choices(const struct rules_state *st, enum part part, struct canvas *c, struct page p, int row) {
	bool here = st->parts.at == (size_t)part, all = p.width >= 60;
	static const int counts[PART_COUNT] = {[PART_WHAT] = WHAT_COUNT, [PART_UNTIL] = UNTIL_COUNT, [PART_WHERE] = WHERE_COUNT};
	int col = list_mark(&st->parts, (size_t)part, c, row, p.left), count = counts[part];
	int chosen = part == PART_WHAT ? (int)st->what : part == PART_UNTIL ? (int)st->until : (int)st->where;

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 2, INK_dim, slice_of(part == PART_WHAT ? _("then") : part == PART_UNTIL ? _("how long") : _("where")));
		col += NAME_COLS;
	}
	if (part == PART_UNTIL && st->mode == MODE_DATE) {
		col += canvas_fit(c, row, col, p.left + p.width - col, INK_text, slice_of(_("until"))) + 1;
		field_draw(&st->date, c, row, col, DATE_CHARS + 1);
		return;
	}
	for (int i = 0; i < count; i++) {
		struct str word, shown;

		if (!all && i != chosen)
			continue;
		str_init(&word, TEXT_MAX);
		str_init(&shown, TEXT_MAX);
		if (part == PART_WHAT)
			str_add_text(&word, what_word((enum what)i));
		else if (part == PART_WHERE)
			str_add_text(&word, where_word(st, (enum where)i));
		else
			write_until(st, (enum until)i, &word);
		str_addf(&shown, i == chosen ? "‹%s›" : " %s ", word.at);
		col += canvas_fit(c, row, col, p.left + p.width - col, i != chosen ? INK_dim : here ? INK_selected : INK_text, str_slice(&shown)) + 2;
		str_finish(&word);
		str_finish(&shown);
	}
}

static void draw_words(const struct rules_state *st, struct canvas *c, struct page p, int row) {
	int col = p.left + 2;

	if (p.width >= COLS_NAMES) {
		canvas_fit(c, row, col, NAME_COLS - 2, INK_dim, slice_of(_("what has")));
		col += NAME_COLS;
	}
	if (st->mode == MODE_WORDS)
		field_draw(&st->words, c, row, col, p.left + p.width - col);
	else
		canvas_fit(c, row, col, p.left + p.width - col, INK_text, str_slice(&st->words.text));
}

/* What is chosen, a line each; where there is no room for all, those up to the one at hand. The row after them. */
static int draw_parts(const struct rules_state *st, struct canvas *c, struct page p, int row) {
	size_t first = PART_WHAT, room = row <= p.bottom ? (size_t)(p.bottom - row + 1) : 0;

	if (st->parts.at >= first + room)
		first = st->parts.at - room + 1;
	for (size_t n = first; n < rules_part_count(st) && row <= p.bottom; n++)
		draw_choices(st, (enum part)n, c, p, row++);
	return row;
}

static void draw_form(const struct rules_state *st, struct canvas *c, struct page p) {
	int row = part_top(p), gap = p.roomy;
	struct str text;

	part_heading(c, p, st->making.id ? _("mend a rule") : _("a rule"), "");
	if (st->mode == MODE_WORDS && p.roomy)
		canvas_fit(c, p.top + 1, p.left, p.width, INK_dim, slice_of(st->from ? _("Tab: another word of the title · storm* for its beginning") :
			_("a word or two · storm* for its beginning · #tag a label · re: a pattern")));
	draw_words(st, c, p, row);
	row = draw_parts(st, c, p, row + 1 + gap);
	if (st->mode == MODE_WORDS)             /* last: the cursor is where one types */
		draw_words(st, c, p, part_top(p));
	row += gap;
	str_init(&text, TEXT_MAX);
	if (p.roomy)
		canvas_fit(c, row++, p.left + 2, p.width - 2, INK_dim, slice_of(what_meaning(st->what)));
	write_preview(st, &text);
	if (row + gap <= p.bottom && text.len)
		part_sentence(c, row + gap, p.bottom, p.left + 2, p.width - 2, INK_dim, text.at);
	str_finish(&text);
}

void rules_draw(const struct screen *s, struct canvas *c) {
	const struct rules_state *st = s->state;
	struct page p = canvas_page(c);

	if (st->mode == MODE_LIST)
		draw_list(st, c, p);
	else
		draw_form(st, c, p);
}
