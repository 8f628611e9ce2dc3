/* item_links.c: the links, pictures, films and sounds of an item as a list, to see a picture, to open one outside, to copy its address. */
#include "item_view.h"
#include "parts.h"

#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/words.h>
#include <string.h>

enum { HOST_COLS = 44, FOOTER_COLS = 60 };      /* below so many columns words stand alone; other keys come first */

/* A row of the list: the item's own film or sound first, which has no number in the text, then what has. */
struct row {
	const char *url, *words;
	enum text_link_kind kind;
	size_t number;                          /* 0: none */
};

/* A film or sound always; a picture that comes beside the text only where the text does not hold it anyway. */
static bool has_medium(const struct item_view *v) {
	if (!v->item || !v->item->media_url || !*v->item->media_url)
		return false;
	for (size_t i = 0; !item_kind_is_medium(v->item->kind) && v->text && i < v->text->link_count; i++)
		if (strcmp(v->text->links[i].url, v->item->media_url) == 0)
			return false;
	return true;
}

static size_t row_count(const struct item_view *v) {
	return (v->text ? v->text->link_count : 0) + has_medium(v);
}

static struct row row_at(const struct item_view *v, size_t n) {
	size_t number = n + 1 - has_medium(v);
	const struct item_link *l;

	if (!number)
		return (struct row){v->item->media_url, item_kind_word(item_kind_is_medium(v->item->kind) ? v->item->kind : ITEM_PICTURE), LINK_MEDIA, 0};
	l = &v->text->links[number - 1];
	return (struct row){l->url, l->words, l->kind, number};
}

bool item_links_told(const struct item_view *v, const struct app *app) {
	return row_count(v) > 0 && app_page(app).width >= FOOTER_COLS;
}

static int list_rows(struct page p) {
	int rows = part_rows(p) - (p.roomy ? 2 : 0);    /* the whole address stands below the list */

	return rows > 0 ? rows : 1;
}

void item_links_toggle(struct item_view *v, struct app *app) {
	v->links_wanted = !v->text && !v->links_wanted; /* it comes with the text */
	if (!v->text)
		return;
	if (!v->links && !row_count(v)) {
		app_say(app, INK_dim, "%s", _("there are no addresses in it"));
		return;
	}
	v->links = !v->links;
	list_show(&v->link_list, row_count(v), list_rows(app_page(app)));
}

void item_links_resize(struct item_view *v, struct app *app) {
	list_show(&v->link_list, v->links ? row_count(v) : 0, list_rows(app_page(app)));
}

static void copy(struct app *app, const char *url) {
	app_clipboard(app, slice_starts(slice_of(url), SLICE("mailto:")) ? slice_of(url + 7) : slice_of(url));
	app_say(app, INK_dim, "%s", _("the address is on the clipboard"));
}

static void open_outside(const struct item_view *v, struct app *app, const struct row *row) {
	if (url_is_http(slice_of(row->url)))
		app_outside(app, row->url, row->kind == LINK_MEDIA && row->number == 0 ? v->item->kind : ITEM_TEXT);
	else
		copy(app, row->url);            /* a mail address */
}

static bool may_show(const struct item_view *v, const struct app *app, const struct row *row) {
	bool picture = row->kind == LINK_IMAGE || (row->number == 0 && !item_kind_is_medium(v->item->kind));

	return picture && app_config(app)->pictures && url_is_http(slice_of(row->url));
}

void item_links_on(struct item_view *v, struct screen *s, struct app *app, const struct event *event) {
	struct row row = row_at(v, v->link_list.at);

	switch (event->action) {
	case ACT_BACK:
	case ACT_TAB: v->links = false; break;
	case ACT_ENTER:
		if (may_show(v, app, &row))
			item_picture_ask(v, s, app, row.url, row.kind == LINK_IMAGE && *row.words ? row.words : v->item->title);
		else
			open_outside(v, app, &row);
		break;
	case ACT_OUTSIDE: open_outside(v, app, &row); break;
	case ACT_TELL: copy(app, row.url); break;
	default: list_on(&v->link_list, event, list_rows(app_page(app))); break;
	}
}

static void draw_row(const struct item_view *v, size_t n, struct canvas *c, struct page p, int row) {
	struct row r = row_at(v, n);
	enum ink ink = n == v->link_list.at ? INK_selected : INK_text;
	int col = list_mark(&v->link_list, n, c, row, p.left), right = p.left + p.width, room;
	struct slice host = url_host(slice_of(r.url));
	struct str shown;

	str_init(&shown, URL_MAX * 2);
	if (*r.words)
		str_add_text(&shown, r.words);
	else
		url_for_display(slice_of(r.url), &shown);
	if (r.number)
		col += canvas_textf(c, row, col, INK_dim, "[%zu] ", r.number);
	if (r.kind == LINK_IMAGE)
		col += canvas_textf(c, row, col, INK_dim, "%s · ", _("image"));
	room = right - col;
	if (p.width >= HOST_COLS && *r.words && text_width(host) < room / 2) {
		room -= text_width(host) + 2;
		canvas_right(c, row, right, INK_dim, host);
	}
	canvas_fit(c, row, col, room, ink, str_slice(&shown));
	str_finish(&shown);
}

void item_links_draw(const struct item_view *v, struct canvas *c, struct page p) {
	const struct list *l = &v->link_list;
	int top = part_top(p), rows = list_rows(p);
	struct str url;

	part_heading(c, p, _("addresses in it"), "");
	for (size_t n = l->first; n < l->count && n < l->first + (size_t)rows; n++)
		draw_row(v, n, c, p, top + (int)(n - l->first));
	if (!p.roomy || !l->count)
		return;
	str_init(&url, URL_MAX * 2);
	url_for_display(slice_of(row_at(v, l->at).url), &url);
	canvas_fit(c, p.bottom, p.left, p.width, INK_dim, str_slice(&url));
	str_finish(&url);
}

bool item_links_offer(const struct item_view *v, const struct app *app, enum action a) {
	struct row row = row_at(v, v->link_list.at);

	return a == ACT_ENTER || a == ACT_TELL || a == ACT_BACK || (a == ACT_OUTSIDE && may_show(v, app, &row));
}

const char *item_links_word(const struct item_view *v, const struct app *app, enum action a) {
	struct row row = row_at(v, v->link_list.at);

	switch (a) {
	/* i18n: a picture, on the screen */
	case ACT_ENTER: return may_show(v, app, &row) ? _("show it") : _("open it outside");
	case ACT_TELL: return _("copy the address");
	case ACT_BACK: return _("back");
	default: return NULL;
	}
}
