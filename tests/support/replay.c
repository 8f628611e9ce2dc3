/* replay.c: plays keys to the interface without a terminal and compares what it draws with what it should.
 *
 *     replay [--write] CASE.keys …
 *
 * A case is a line each: a key by its name ("Enter", "Down", "q"), or
 *     size COLSxROWS          now RFC3339          demo | empty        ascii        language nl
 *     type WORDS              a key each
 *                             (the demo's scores are fixed, so that another lexicon changes no screen but "why this score")
 *     until KEY WORDS         the key, as often as it takes for these words to stand there: what stands where hangs on the scores
 *     advance N               seconds go by, one after another
 *     stop N                  the program stands still for N seconds: stopped, or swapped out
 *     restart [RFC3339]       it ends as by a signal, and begins again on the same directory (then)
 *     setting NAME=VALUE      from the next start on: setting session.minutes=5
 *     low                     ends; the last three days were logged as heavy
 *     plan NAME DOSE DAYS     ends; a plan from NAME runs since today
 *     lived                   ends; three channels lifted in twelve sessions each, and two weighed down in twelve each, clearly
 *     skip NAME                ends; every item of the channel called so was skipped
 *     item TITLE|TEXT         ends; an item of these is there, and kept        also TITLE|TEXT    … as another channel tells it, too
 *     page TITLE|HTML         as item, come in by a feed
 *     broken N                the program that was to be run outside ended with an error, after N seconds
 *     lose                    the data directory goes away        spoil    the database becomes nonsense, for the next start
 *     storm SEED N            N random keys and sizes, the seed's own; after each the screen must be sound
 *     !shot NAME              the screen is as in CASE.NAME.screen (with --write: is written there)
 *     !screen NAME            the screen in front is called that
 *     !says WORDS             these stand somewhere on the screen in one line        !lacks WORDS     they do not
 *     !clipboard WORDS        these are part of what was sent to the clipboard
 *     !outside WORDS          these are part of the command that was to be run outside
 *     !file NAME WORDS        the file NAME in the home directory has these; !nofile NAME WORDS: it has them not
 *     !cursor                 the hardware cursor stands somewhere, as it does at each !shot
 * Empty lines and those with # are passed over. Prints a line for each case that fails; exits 1 if one did. */
#include "../../src/flow/flow_private.h"
#include "../../src/ui/screen.h"
#include "../../src/ui/screens/screens.h"

#include <bewust/i18n.h>
#include <bewust/path.h>
#include <bewust/random.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASE_MAX = 1 << 20, SECOND_MS = 1000, SEED = 20261123, LOW_DAYS = 3, LOW_A_DAY = 6, ITEMS_MAX = 200, UNTIL_MAX = 40 };

struct play {
	const char *file;
	bool write, failed, began;
	int line, rows, cols;
	struct ui_options options;
	char dir[64], data[80];
	struct str settings;
	struct app *app;
};

static void fail(struct play *p, const char *what, const char *more) {
	fprintf(stderr, "%s:%d: %s%s\n", p->file, p->line, what, more);
	p->failed = true;
}

/* ---- beginning, and beginning again ---- */

/* Everything asked is answered before the next key. */
static void settle(struct play *p) {
	do
		while (app_receive(p->app))
			;
	while (!app_settled(p->app));
}

/* Something done to what is stored, without the interface. */
static bool with_flow(struct play *p, const char *what, bool (*run)(struct flow *f, void *argument, struct err *e), void *argument) {
	struct err e = {0};
	struct flow *f = flow_open(&p->options.flow, &e);
	bool ok = f && run(f, argument, &e);

	flow_close(f);
	if (!ok)
		fail(p, what, e.text);
	return ok;
}

static bool is_kept(const struct item *i) {
	static const char *const kept[] = {"Two strangers, one bench", "Zeehond Marit is gezond", "Zondag voortaan in twee termijnen"};

	for (size_t n = 0; n < sizeof(kept) / sizeof(kept[0]); n++)
		if (slice_starts(slice_of(i->title), slice_of(kept[n])))
			return true;
	return false;
}

/* What is read and kept in the demo hangs on its scores, and these on the lexicon of the day: here they are what they always were. */
static bool settle_scores(struct flow *f, struct arena *a, struct err *e) {
	struct item_query all = {.limit = ITEMS_MAX, .before_published = DATE_NONE};
	struct items items;
	bool ok = store_items(flow_store(f), &all, a, &items, e);

	for (size_t i = 0; ok && i < items.count; i++) {
		bool news = items.at[i].themes & THEME(news);
		struct score score = {.value = news ? -0.4 : 0.25 + 0.01 * (double)(i * 7 % 31), .label = news ? LABEL_DRAINING : LABEL_UPLIFTING};

		ok = store_item_score(flow_store(f), items.at[i].id, &score, e) &&
			(!items.at[i].kept || (store_item_keep(flow_store(f), items.at[i].id, false, flow_now(f), e) && store_item_state(flow_store(f), items.at[i].id, STATE_NEW, e)));
	}
	for (size_t i = 0; ok && i < items.count; i++)
		if (is_kept(&items.at[i]))
			ok = store_item_keep(flow_store(f), items.at[i].id, true, flow_now(f), e) && store_item_state(flow_store(f), items.at[i].id, STATE_READ, e);
	return ok;
}

static bool fill_demo(struct flow *f, void *argument, struct err *e) {
	struct arena a;
	bool ok;

	(void)argument;
	arena_init(&a, 0);
	ok = flow_demo_fill(f, e) && settle_scores(f, &a, e);
	arena_finish(&a);
	return ok;
}

static bool begin(struct play *p) {
	struct err e = {0};

	if (p->app)
		return true;
	if (p->options.demo && !p->began && !with_flow(p, "demo: ", fill_demo, NULL))
		return false;
	p->began = true;
	if (!(p->app = app_new(&p->options, false, &screen_home, &e))) {
		fail(p, "cannot begin: ", e.text);
		return false;
	}
	app_resize(p->app, p->rows, p->cols);
	settle(p);
	return true;
}

static void press(struct play *p, uint32_t key) {
	if (!begin(p))
		return;
	app_key(p->app, key);
	settle(p);
}

static void type(struct play *p, struct slice text) {
	while (text.len)
		press(p, utf8_next(&text));
}

/* Time goes by in steps that the app's clock does not take for sleep. */
static void advance(struct play *p, struct slice seconds) {
	long long n;

	if (!slice_to_int(seconds, &n) || !begin(p)) {
		fail(p, "advance: how many seconds?", "");
		return;
	}
	for (; n > 0; n--) {
		app_pass_time(p->app, SECOND_MS);
		settle(p);
	}
}

/* As much as the app takes for the program having stood still. */
static void stop(struct play *p, struct slice seconds) {
	long long n;

	if (!slice_to_int(seconds, &n) || !begin(p)) {
		fail(p, "stop: how many seconds?", "");
		return;
	}
	app_pass_time(p->app, n * SECOND_MS);
	settle(p);
}

/* The clock goes on where the app took it. */
static void end(struct play *p) {
	if (!begin(p))
		return;
	clock_stop_at(&p->options.flow.clock, app_now(p->app));
	app_close_down(p->app);
	settle(p);
	app_free(p->app);
	p->app = NULL;
}

static bool set_now(struct play *p, struct slice when) {
	int64_t at;

	if (!date_from_rfc3339(when, &at)) {
		fail(p, "when: RFC 3339", "");
		return false;
	}
	clock_stop_at(&p->options.flow.clock, at);
	return true;
}

static void restart(struct play *p, struct slice when) {
	end(p);
	if (!when.len || set_now(p, when))
		begin(p);
}

static void set_setting(struct play *p, struct slice setting) {
	struct slice rest = setting, section, name;
	struct err e = {0};
	struct str path;

	slice_split(&rest, '.', &section);
	if (!rest.at || !slice_split(&rest, '=', &name) || !rest.at) {
		fail(p, "setting: SECTION.NAME=VALUE", "");
		return;
	}
	str_init(&path, PATH_SIZE);
	str_addf(&path, "%s/config.ini", p->dir);
	str_addf(&p->settings, "[%.*s]\n%.*s = %.*s\n", SLICE_FMT(section), SLICE_FMT(name), SLICE_FMT(rest));
	if (!path_write(path.at, str_slice(&p->settings), &e) || !config_load(&p->options.flow.config, path.at, &e))
		fail(p, "setting: ", e.text);
	str_finish(&path);
}

/* ---- what was stored before ---- */

static bool put_low(struct flow *f, void *argument, struct err *e) {
	(void)argument;
	for (int n = 0; n < LOW_DAYS * LOW_A_DAY; n++) {        /* so many that they outweigh the demo's own */
		struct mood m = {.at = flow_now(f) - n / LOW_A_DAY * 86400 - 3600 - n % LOW_A_DAY, .phase = MOOD_APART, .valence = -3, .energy = MOOD_NONE, .words = "", .note = ""};

		if (!flow_mood_save(f, &m, e))
			return false;
	}
	return true;
}

/* A session of one item, and how it was before and after. */
static bool live_one(struct flow *f, const struct item *i, int64_t at, int change, struct err *e) {
	struct session_item read = {.item_id = i->id, .role = ROLE_OPENER, .shown_at = at, .dwell_s = 60, .outcome = STATE_READ};
	struct session s = {.aim = "", .minutes = 5, .items_max = 1, .seed = 1, .started_at = at, .ended_at = at + 60, .spent_ms = 60000, .checked_in = true,
		.plan_from = "", .items = &read, .item_count = 1};
	struct mood before = {.at = at, .phase = MOOD_BEFORE, .valence = 0, .energy = MOOD_NONE, .words = "", .note = ""}, after = before;

	uuid_random(&s.uuid);
	before.session = after.session = s.uuid;
	after.at = at + 60;
	after.phase = MOOD_AFTER;
	after.valence = change;
	return store_session_put(flow_store(f), &s, e) && store_mood_put(flow_store(f), &before, e) && store_mood_put(flow_store(f), &after, e);
}

static bool put_lived(struct flow *f, void *argument, struct err *e) {
	static const int changes[] = {3, 3, 2, -3, -2};
	enum { EACH = 12, DAYS_AGO = 2 };
	struct channels channels;
	struct arena a;
	bool ok;

	(void)argument;
	arena_init(&a, 0);
	ok = store_channels(flow_store(f), &a, &channels, e) && channels.count >= sizeof(changes) / sizeof(changes[0]);
	for (size_t n = 0; ok && n < EACH * sizeof(changes) / sizeof(changes[0]); n++) {
		struct item_query query = {.channel_id = channels.at[n / EACH].id, .limit = 1, .before_published = DATE_NONE};
		struct items items;

		ok = store_items(flow_store(f), &query, &a, &items, e) && items.count &&
			live_one(f, &items.at[0], flow_now(f) - DAYS_AGO * 86400 - (int64_t)n * 600, changes[n / EACH], e);
	}
	arena_finish(&a);
	return ok;
}

struct plan_given { char from[64], dose[16], days[16]; };

static bool put_plan(struct flow *f, void *argument, struct err *e) {
	const struct plan_given *g = argument;
	char today[32];

	snprintf(today, sizeof(today), "%lld", (long long)date_day(flow_now(f), flow_config(f)->turn_hour));
	return store_fact_put(flow_store(f), "plan_from", g->from, e) && store_fact_put(flow_store(f), "plan_dose", g->dose, e) &&
		store_fact_put(flow_store(f), "plan_days", g->days, e) && store_fact_put(flow_store(f), "plan_first_day", today, e);
}

static void give_plan(struct play *p, struct slice words) {
	struct plan_given g = {{0}, {0}, {0}};
	struct slice rest = words, from, dose;

	if (!slice_split(&rest, ' ', &from) || !rest.at || !slice_split(&rest, ' ', &dose) || !rest.at) {
		fail(p, "plan: NAME DOSE DAYS", "");
		return;
	}
	text_copy(g.from, sizeof(g.from), from);
	text_copy(g.dose, sizeof(g.dose), dose);
	text_copy(g.days, sizeof(g.days), rest);
	end(p);
	with_flow(p, "plan: ", put_plan, &g);
	begin(p);
}

static bool skip_channel(struct flow *f, void *argument, struct err *e) {
	struct item_query all = {.limit = ITEMS_MAX, .before_published = DATE_NONE};
	struct channel c;
	struct items items;
	struct arena a;
	bool ok;

	arena_init(&a, 0);
	ok = store_channel_find(flow_store(f), arena_text(&a, *(struct slice *)argument), &a, &c, e);
	all.channel_id = c.id;
	ok = ok && store_items(flow_store(f), &all, &a, &items, e);
	for (size_t i = 0; ok && i < items.count; i++)
		ok = store_item_state(flow_store(f), items.at[i].id, STATE_SKIPPED, e);
	arena_finish(&a);
	return ok;
}

/* By the first channel, or by the one after it. */
static bool put_in(struct flow *f, size_t channel, struct slice rest, struct err *e) {
	struct slice title;
	struct item i = {.guid = "put", .url = "https://put.example/", .author = "", .media_url = "", .lang = "", .tags = "", .published = flow_now(f),
		.fetched = flow_now(f), .minutes = 1, .label = LABEL_UPLIFTING, .score = 1};
	struct channels channels;
	struct arena a;
	enum put how;
	bool ok;

	arena_init(&a, 0);
	slice_split(&rest, '|', &title);
	i.title = arena_text(&a, title);
	i.summary = arena_text(&a, rest);
	ok = store_channels(flow_store(f), &a, &channels, e) && channels.count > channel;
	i.channel_id = ok ? channels.at[channel].id : 0;
	i.channel_uuid = ok ? channels.at[channel].uuid : i.channel_uuid;
	ok = ok && store_item_put(flow_store(f), &i, rest, (struct slice){0}, &how, e) && store_item_keep(flow_store(f), i.id, true, flow_now(f), e);
	arena_finish(&a);
	return ok;
}

static bool put_item(struct flow *f, void *argument, struct err *e) {
	return put_in(f, 0, *(struct slice *)argument, e);
}

static bool put_again(struct flow *f, void *argument, struct err *e) {
	return put_in(f, 1, *(struct slice *)argument, e);
}

static bool put_page(struct flow *f, void *argument, struct err *e) {
	struct slice rest = *(struct slice *)argument, title;
	struct item_query newest = {.limit = 1, .before_published = DATE_NONE};
	struct parse_report report;
	struct channels channels;
	struct ingest ingest;
	struct digest digest;
	struct items items = {0};
	struct arena a;
	struct str feed;
	bool ok;

	arena_init(&a, 0);
	str_init(&feed, CASE_MAX);
	slice_split(&rest, '|', &title);
	str_addf(&feed, "<rss version=\"2.0\"><channel><item><title>%.*s</title><link>https://put.example/</link><pubDate>Mon, 23 Nov 2026 19:30:00 GMT</pubDate>"
		"<description><![CDATA[%.*s]]></description></item></channel></rss>", SLICE_FMT(title), SLICE_FMT(rest));
	ok = store_channels(flow_store(f), &a, &channels, e) && channels.count;
	if (ok) {
		ingest_init(&ingest, f, &channels.at[0]);
		ok = ingest_bytes(&ingest, &digest, str_slice(&feed), "https://put.example/feed", "", &report, e);
		digest_finish(&digest);
		ingest_finish(&ingest);
	}
	ok = ok && store_items(flow_store(f), &newest, &a, &items, e) && items.count && store_item_keep(flow_store(f), items.at[0].id, true, flow_now(f), e);
	str_finish(&feed);
	arena_finish(&a);
	return ok;
}

static void lose(struct play *p) {
	struct err e = {0};

	if (begin(p) && !path_remove_tree(p->data, &e))
		fail(p, "lose: ", e.text);
}

static void spoil(struct play *p) {
	char path[128];
	struct err e = {0};

	if (!begin(p))
		return;
	snprintf(path, sizeof(path), "%s/bewust.db", p->data);
	if (!path_write(path, SLICE("This is a letter and no database at all, though it is as long as one might be. Dear reader, all is well."), &e))
		fail(p, "spoil: ", e.text);
}

/* ---- looking ---- */

static void draw(struct play *p, struct str *out) {
	str_init(out, CASE_MAX);
	if (app_ended(p->app))
		str_add_text(out, "(ended)\n");
	else
		canvas_write(app_draw(p->app), false, out);
}

static bool stands(struct play *p, struct slice words) {
	struct str have;
	bool found;

	draw(p, &have);
	found = slice_find(str_slice(&have), words) < have.len;
	str_finish(&have);
	return found;
}

static void until(struct play *p, struct slice words) {
	struct slice name;
	uint32_t key;

	if (!slice_split(&words, ' ', &name) || !key_parse(name, &key) || !begin(p)) {
		fail(p, "until: KEY WORDS", "");
		return;
	}
	for (int n = 0; n < UNTIL_MAX; n++) {
		if (stands(p, words))
			return;
		press(p, key);
	}
	fail(p, "that never came", "");
}

static void says(struct play *p, struct slice words, bool wanted) {
	struct str have;

	if (!begin(p))
		return;
	draw(p, &have);
	if ((slice_find(str_slice(&have), words) < have.len) != wanted) {
		fail(p, wanted ? "does not say that" : "says that", "");
		fprintf(stderr, "%s", have.at);
	}
	str_finish(&have);
}

static void file_has(struct play *p, struct slice rest, bool wanted) {
	char path[sizeof(p->dir) + 128];
	struct slice name;
	struct err e = {0};
	struct str have;

	slice_split(&rest, ' ', &name);
	snprintf(path, sizeof(path), "%s/%.*s", p->dir, SLICE_FMT(name));
	if (!path_read(path, CASE_MAX, &have, &e)) {
		fail(p, "file: ", e.text);
		return;
	}
	if ((slice_find(str_slice(&have), rest) < have.len) != wanted) {
		fail(p, wanted ? "the file has not: " : "the file has: ", "");
		fprintf(stderr, "%s", have.at);
	}
	str_finish(&have);
}

static void clipboard(struct play *p, struct slice words) {
	struct app_wish wish = {0};
	struct slice have;

	if (!begin(p))
		return;
	app_take_wish(p->app, &wish);
	have = slice_of(wish.clipboard);
	if (slice_find(have, words) >= have.len)
		fail(p, "on the clipboard is: ", wish.clipboard);
}

static void outside(struct play *p, struct slice words) {
	struct app_wish wish = {0};
	struct str have;

	if (!begin(p))
		return;
	app_take_wish(p->app, &wish);
	str_init(&have, CASE_MAX);
	for (char *const *word = wish.argv; word && *word; word++)
		str_addf(&have, "%s ", *word);
	if (slice_find(str_slice(&have), words) >= have.len)
		fail(p, "to be run outside is: ", have.at);
	str_finish(&have);
}

static void broken(struct play *p, struct slice seconds) {
	struct app_wish wish = {0};
	struct err e = {0};
	long long n;

	if (!slice_to_int(seconds, &n) || !begin(p) || !app_take_wish(p->app, &wish) || !wish.argv) {
		fail(p, "nothing was to be run outside", "");
		return;
	}
	err_set(&e, ERR_UNAVAILABLE, "%s ended with an error", wish.argv[0]);
	app_outside_done(p->app, &e, n * SECOND_MS);
	settle(p);
}

static void cursor(struct play *p) {
	const struct canvas *c;

	if (!begin(p) || app_ended(p->app))
		return;
	c = app_draw(p->app);
	if (c->cursor_row < 0 || c->cursor_row >= c->rows || c->cursor_col < 0 || c->cursor_col >= c->cols)
		fail(p, "the cursor is nowhere on ", app_screen_name(p->app));
}

static void shot(struct play *p, struct slice name) {
	struct str have, want, path;
	struct err e = {0};

	if (!begin(p))
		return;
	cursor(p);
	draw(p, &have);
	str_init(&want, CASE_MAX);
	str_init(&path, PATH_SIZE);
	str_addf(&path, "%.*s.%.*s.screen", (int)(strlen(p->file) - strlen(".keys")), p->file, SLICE_FMT(name));
	if (p->write) {
		FILE *f = fopen(path.at, "w");
		if (!f || fwrite(have.at, 1, have.len, f) != have.len || fclose(f))
			fail(p, "cannot write ", path.at);
	} else if (!path_read(path.at, CASE_MAX, &want, &e) || !slice_equal(str_slice(&have), str_slice(&want))) {
		fail(p, "not as in ", path.at);
		fprintf(stderr, "--- is\n%s--- should be\n%s", have.at, want.at);
	}
	str_finish(&have);
	str_finish(&want);
	str_finish(&path);
}

static void set_size(struct play *p, struct slice size) {
	struct slice rest = size, cols;
	long long c, r;

	if (!slice_split(&rest, 'x', &cols) || !slice_to_int(cols, &c) || !slice_to_int(rest, &r)) {
		fail(p, "size: COLSxROWS", "");
		return;
	}
	p->cols = (int)c;
	p->rows = (int)r;
	if (p->app) {
		app_resize(p->app, p->rows, p->cols);
		settle(p);
	}
}

static void set_language(struct slice name) {
	char language[16] = "";

	text_copy(language, sizeof(language), name);
	i18n_init(language);
}

static bool word(struct slice line, const char *name, struct slice *rest) {
	struct slice prefix = slice_of(name);

	if (!slice_starts(line, prefix) || (line.len > prefix.len && line.at[prefix.len] != ' '))
		return false;
	*rest = slice_trim(slice_from(line, prefix.len));
	return true;
}

/* ---- a storm: any key, any size ---- */

enum { USABLE_COLS = 20, USABLE_ROWS = 5, STORM_COLS = 300, STORM_ROWS = 100, STORM_TYPED = 20, STORM_WAIT_S = 8 };

/* Whatever was done, the cursor stands on a screen of any use, nothing stands in a margin, and no wide rune is cut in half. */
static bool sound(struct play *p) {
	const struct canvas *c = app_draw(p->app);
	struct page page = canvas_page(c);

	if (c->rows >= USABLE_ROWS && c->cols >= USABLE_COLS &&
		(c->cursor_row < 0 || c->cursor_row >= c->rows || c->cursor_col < 0 || c->cursor_col >= c->cols)) {
		fail(p, "storm: the cursor is nowhere on ", app_screen_name(p->app));
		return false;
	}
	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col < c->cols; col++) {
			const struct cell *cell = &c->cells[row * c->cols + col];

			if ((col < page.left || col >= page.left + page.width) && cell->runes[0] && cell->runes[0] != ' ') {
				fail(p, "storm: something stands in the margin of ", app_screen_name(p->app));
				return false;
			}
			if (cell->width == 2 && (col + 1 == c->cols || cell[1].width != 0)) {
				fail(p, "storm: half a rune on ", app_screen_name(p->app));
				return false;
			}
		}
	return true;
}

static void storm_size(struct play *p, struct random *r) {
	bool small = random_below(r, 2);

	p->cols = 1 + (int)random_below(r, small ? 60 : STORM_COLS);
	p->rows = 1 + (int)random_below(r, small ? 20 : STORM_ROWS);
	app_resize(p->app, p->rows, p->cols);
}

/* Mostly what means something somewhere; but any rune may come. */
static uint32_t storm_key(struct random *r) {
	static const char *const names[] = {"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Enter", "Enter", "Space", "Esc", "Tab", "Tab",
		"Backspace", "Delete", "BackTab", "^L", "^P", "^W", "^U"};
	static const uint32_t odd[] = {0x301, 0x200D, 0x202E, 0x1F469, 0x9759, 0x5D0, 0xFE0F, 0xFFFD, 0x7F, 0x9B, 1, 0xE9};
	uint32_t key = 0, kind = random_below(r, 20);

	if (kind == 0)
		return odd[random_below(r, sizeof(odd) / sizeof(odd[0]))];
	if (kind < 10)
		return ' ' + random_below(r, 95);
	key_parse(slice_of(names[random_below(r, sizeof(names) / sizeof(names[0]))]), &key);
	return key;
}

/* No file is to come anywhere but below the case's own directory. */
static void storm_press(struct play *p, struct random *r) {
	uint32_t key = storm_key(r);

	if (key != '/' || strcmp(app_screen_name(p->app), "tell") != 0)
		app_key(p->app, key);
}

static void storm_step(struct play *p, struct random *r) {
	struct app_wish ignored;

	switch (random_below(r, 8)) {
	case 0:
		storm_size(p, r);
		break;
	case 1:
		app_pass_time(p->app, random_below(r, STORM_WAIT_S * SECOND_MS));
		break;
	case 2:
		for (uint32_t n = random_below(r, STORM_TYPED); n && !app_ended(p->app); n--)   /* a burst, before anything is answered */
			storm_press(p, r);
		break;
	default:
		storm_press(p, r);
	}
	settle(p);
	app_take_wish(p->app, &ignored);
	if (app_ended(p->app)) {
		end(p);
		begin(p);
	}
}

static void storm(struct play *p, struct slice words) {
	struct slice rest = words, first;
	long long seed, steps;
	struct random r;

	if (!slice_split(&rest, ' ', &first) || !slice_to_int(first, &seed) || !slice_to_int(rest, &steps)) {
		fail(p, "storm: SEED N", "");
		return;
	}
	random_seed(&r, (uint64_t)seed);
	for (long long n = 1; n <= steps && begin(p); n++) {
		storm_step(p, &r);
		if (!p->app || sound(p))
			continue;
		fprintf(stderr, "seed %lld, step %lld, %dx%d:\n", seed, n, p->cols, p->rows);
		says(p, SLICE("\a"), true);             /* shows it */
		return;
	}
}

/* What is set up, and what goes on. */
static bool do_verb(struct play *p, struct slice line) {
	struct slice rest;

	if (word(line, "size", &rest))
		set_size(p, rest);
	else if (word(line, "now", &rest))
		set_now(p, rest);
	else if (word(line, "demo", &rest))
		p->options.demo = true;
	else if (word(line, "empty", &rest))
		p->options.demo = false;
	else if (word(line, "ascii", &rest))
		begin(p), app_ascii(p->app, true, false);
	else if (word(line, "setting", &rest))
		set_setting(p, rest);
	else if (word(line, "language", &rest))
		set_language(rest);
	else if (word(line, "type", &rest))
		type(p, rest);
	else if (word(line, "advance", &rest))
		advance(p, rest);
	else if (word(line, "stop", &rest))
		stop(p, rest);
	else if (word(line, "restart", &rest))
		restart(p, rest);
	else if (word(line, "low", &rest))
		end(p), with_flow(p, "low: ", put_low, NULL), begin(p);
	else if (word(line, "plan", &rest))
		give_plan(p, rest);
	else if (word(line, "lived", &rest))
		end(p), with_flow(p, "lived: ", put_lived, NULL), begin(p);
	else if (word(line, "skip", &rest))
		end(p), with_flow(p, "skip: ", skip_channel, &rest), begin(p);
	else if (word(line, "item", &rest))
		end(p), with_flow(p, "item: ", put_item, &rest), begin(p);
	else if (word(line, "also", &rest))
		end(p), with_flow(p, "also: ", put_again, &rest), begin(p);
	else if (word(line, "page", &rest))
		end(p), with_flow(p, "page: ", put_page, &rest), begin(p);
	else if (word(line, "broken", &rest))
		broken(p, rest);
	else if (word(line, "lose", &rest))
		lose(p);
	else if (word(line, "spoil", &rest))
		spoil(p);
	else if (word(line, "storm", &rest))
		storm(p, rest);
	else
		return false;
	return true;
}

static bool do_look(struct play *p, struct slice line) {
	struct slice rest;

	if (word(line, "!shot", &rest))
		shot(p, rest);
	else if (word(line, "!screen", &rest))
		begin(p), slice_equal(slice_of(app_screen_name(p->app)), rest) ? (void)0 : fail(p, "in front is ", app_screen_name(p->app));
	else if (word(line, "!says", &rest))
		says(p, rest, true);
	else if (word(line, "!lacks", &rest))
		says(p, rest, false);
	else if (word(line, "!file", &rest))
		file_has(p, rest, true);
	else if (word(line, "!nofile", &rest))
		file_has(p, rest, false);
	else if (word(line, "!clipboard", &rest))
		clipboard(p, rest);
	else if (word(line, "!outside", &rest))
		outside(p, rest);
	else if (word(line, "until", &rest))
		until(p, rest);
	else if (word(line, "!cursor", &rest))
		cursor(p);
	else
		return false;
	return true;
}

static void do_line(struct play *p, struct slice line) {
	uint32_t key;

	if (do_verb(p, line) || do_look(p, line))
		return;
	if (key_parse(line, &key))
		press(p, key);
	else
		fail(p, "no such key or word", "");
}

static bool play(const char *file, bool write) {
	struct play p = {.file = file, .write = write, .rows = 24, .cols = 80, .dir = "/tmp/bewust-replay-XXXXXX"};
	struct slice rest, line;
	struct err e = {0};
	struct str keys;

	i18n_init("en");
	str_init(&keys, CASE_MAX);
	if (!mkdtemp(p.dir) || !path_read(file, CASE_MAX, &keys, &e)) {
		fail(&p, "cannot read it: ", e.text);
		return false;
	}
	setenv("HOME", p.dir, 1);               /* what is written there goes with the case */
	str_init(&p.settings, CASE_MAX);
	config_defaults(&p.options.flow.config);
	snprintf(p.data, sizeof(p.data), "%s/data", p.dir);
	p.options.flow.data_dir = p.data;
	p.options.wish = (struct session_wish){.before = MOOD_NONE, .seed = SEED};
	clock_stop_at(&p.options.flow.clock, date_from_civil(2026, 11, 23, 19, 0, 0));
	rest = str_slice(&keys);
	while (rest.at && slice_split(&rest, '\n', &line)) {
		p.line++;
		if (line.len && line.at[0] != '#')
			do_line(&p, line);
	}
	app_free(p.app);
	str_finish(&p.settings);
	str_finish(&keys);
	if (!path_remove_tree(p.dir, &e))
		fail(&p, "cannot clean up: ", e.text);
	return !p.failed;
}

int main(int argc, char **argv) {
	bool write = argc > 1 && !strcmp(argv[1], "--write");
	int failed = 0;

	for (int i = write ? 2 : 1; i < argc; i++)
		failed += !play(argv[i], write);
	return failed > 0;
}
