/* html_tail.c: what programs hang behind the texts of feeds ("The post … appeared first on …", "Continue reading", reddit's signature), taken off.
 *
 * Only the last paragraphs are looked at, each rule asks for the whole of one sentence as its program writes it, and a text is never left empty but
 * by reddit's signature, which stands where there is no text. Links whose numbers stood there alone go with it. */
#include "html_state.h"

#include <bewust/mem.h>
#include <bewust/url.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAGRAPH_MAX = 800, PARAGRAPHS_MAX = 4, MORE_MAX = 300, REST_MAX = 12, ATTENDANCE_MAX = 48 };

/* Sentences by their beginning and what stands inside. WordPress's are its own translations of one sentence. */
static const struct sentence { const char *begins, *holds; } sentences[] = {
	{"The post ", " appeared first on "}, {"The post ", " first appeared on "}, {"The article ", " first appeared on "},
	{"This article ", " first appeared on "}, {"This post ", " first appeared on "}, {"Het bericht ", " verscheen eerst op "},
	{"Der Beitrag ", " erschien zuerst auf "}, {"L’article ", " est apparu en premier sur "}, {"La entrada ", " se publicó primero en "},
	{"La entrada ", " apareció primero en "}, {"L'articolo ", " proviene da "}, {"L’articolo ", " proviene da "}, {"O post ", " apareceu primeiro em "},
	{"Inlägget ", " dök först upp på "}, {"Indlægget ", " blev først udgivet på "}, {"Innlegget ", " dukket først opp på "},
	{"Artikkeli ", " julkaistiin ensin "}, {"Wpis ", " pojawił się "}, {"Artykuł ", " pochodzi z serwisu "}, {"Příspěvek ", " pochází z "},
	{"Сообщение ", " появились сначала на "}, {"投稿 ", "に最初に表示されました"},
};

/* Links to the rest of the text: all of a paragraph; where `exact`, with nothing more than signs behind it. */
static const struct more { const char *words; bool exact; } mores[] = {
	{"Continue reading", false}, {"Keep reading", true}, {"Read more", true}, {"Read more of this story", false}, {"Read full topic", true},
	{"Read the rest of this entry", false}, {"Read the full article", false}, {"Read the full story", false}, {"Read full article", false},
	{"(more…)", true}, {"(more...)", true}, {"Lees verder", true}, {"Lees meer", true}, {"Weiterlesen", false}, {"Mehr lesen", true},
	{"Lire la suite", false}, {"Leer más", true}, {"Seguir leyendo", false}, {"Continua a leggere", false}, {"Leggi tutto", true}, {"Läs mer", true},
	{"Les mer", true}, {"Læs mere", true}, {"Czytaj dalej", true},
};

static struct slice written(const struct html *h) {
	return slice_from(str_slice(h->w.out), h->w.start);
}

/* Where the last paragraph begins in `text`, 0 when it is the only one or too long to be looked at. */
static size_t last_paragraph(struct slice text) {
	const char *end = text.at + text.len, *p = text.len > PARAGRAPH_MAX ? end - PARAGRAPH_MAX - 1 : text.at, *last = text.at;

	for (; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		if (p + 1 < end && p[1] == '\n')
			last = p + 2;
	return (size_t)(last - text.at);
}

static bool is_used(struct slice text, size_t number) {
	char mark[24];

	snprintf(mark, sizeof mark, "[%zu]", number);
	return slice_find(text, slice_of(mark)) < text.len;
}

/* Takes off what begins at `at` in what was written, with its links. */
static void take_off(struct html *h, size_t at) {
	struct text_links *links = h->links;
	struct str *out = h->w.out;

	str_cut(out, h->w.start + at);
	while (out->len > h->w.start && strchr(" \n|", out->at[out->len - 1]))
		str_cut(out, out->len - 1);
	while (links && links->count > h->links_before && !is_used(written(h), links->count))
		free(links->at[--links->count].url);
}

/* As slice_starts; nearly always the first letter says no. */
static bool begins(struct slice p, const char *with) {
	return p.len && *p.at == *with && slice_starts(p, slice_of(with));
}

static bool is_sentence(struct slice p) {
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		if (begins(p, sentences[i].begins) && slice_find(p, slice_of(sentences[i].holds)) < p.len)
			return true;
	return slice_ends(p, SLICE(" this story.")) && slice_find(p, SLICE(" on Medium, where people are continuing the conversation")) < p.len;
}

/* "[12]" at the end of *p, taken off: its number; 0 where there is none. */
static size_t take_number(struct slice *p) {
	size_t open = p->len, number = 0;

	if (!slice_ends(*p, SLICE("]")))
		return 0;
	while (open && p->at[open - 1] != '[')
		open--;
	if (!open || p->len - open < 2 || p->len - open > 5)
		return 0;
	for (size_t i = open; i < p->len - 1; i++) {
		if (p->at[i] < '0' || p->at[i] > '9')
			return 0;
		number = number * 10 + (size_t)(p->at[i] - '0');
	}
	p->len = open - 1;
	return number;
}

/* Whether a paragraph is one link, and that leads to the rest of the text. */
static bool is_more(const struct html *h, struct slice p) {
	size_t number;

	if (p.len > MORE_MAX)
		return false;
	number = take_number(&p);
	if (h->links && (!number || number > h->links->count || !slice_starts(p, slice_of(h->links->at[number - 1].words))))
		return false;
	for (size_t i = 0; i < sizeof mores / sizeof *mores; i++) {
		struct slice words, rest;

		if (!p.len || (*p.at | 32) != (*mores[i].words | 32))
			continue;
		words = slice_of(mores[i].words);
		rest = slice_from(p, words.len);
		if (slice_starts_nocase(p, words) && (!mores[i].exact || (rest.len <= REST_MAX && !memchr(rest.at, ' ', rest.len ? rest.len - 1 : 0))))
			return true;
	}
	return false;
}

/* The number behind "[link]" and the like. */
static size_t number_behind(struct slice s, struct slice word) {
	size_t at = slice_find(s, word);
	struct slice mark = slice_from(s, at + word.len);

	mark.len = slice_find(mark, SLICE("]"));
	mark.len += mark.len < s.len;
	return at < s.len ? take_number(&mark) : 0;
}

static void put_link_again(struct html *h, const char *url) {
	struct slice host;

	str_clear(&h->clean_url);
	str_add_text(&h->clean_url, url);
	host = url_host(str_slice(&h->clean_url));
	if (slice_starts(host, SLICE("www.")))
		host = slice_from(host, 4);
	h->w.breaks = 2;
	write_words(&h->w, host);
	html_put_number(h, LINK_PAGE, host);
}

/* "submitted by /u/somebody [link] [comments]": who it is is known, the comments are where the item is; a link elsewhere is what it is about. */
static bool take_signature_off(struct html *h) {
	struct slice text = written(h), sign;
	size_t from = text.len > PARAGRAPH_MAX ? text.len - PARAGRAPH_MAX : 0, at, link, comments;
	char *url = NULL;

	if (!slice_ends(text, SLICE("]")))
		return false;
	at = slice_find(slice_from(text, from), SLICE("submitted by /u/"));
	sign = slice_from(text, from + at);
	if (!sign.len || slice_find(sign, SLICE("[comments]")) == sign.len || slice_find(sign, SLICE("\n\n")) < sign.len)
		return false;
	link = number_behind(sign, SLICE("[link]"));
	comments = number_behind(sign, SLICE("[comments]"));
	if (h->links && link && link != comments && link <= h->links->count)
		url = mem_text(h->links->at[link - 1].url);
	take_off(h, from + at);
	if (url)
		put_link_again(h, url);
	free(url);
	return true;
}

/* "[…]" where a text was cut off. */
static void mend_end(struct html *h) {
	static const char *const ends[] = {"[…]", "[...]"};
	struct str *out = h->w.out;

	if (!slice_ends(written(h), SLICE("]")))
		return;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(written(h), slice_of(ends[i]))) {
			str_cut(out, out->len - strlen(ends[i]));
			str_add_text(out, "…");
		}
}

/* Hacker News by way of hnrss: where the comments are, which the item knows, and how many there are, which is nobody's business. */
static void take_counts_off(struct html *h) {
	struct slice text = written(h), sign;
	size_t from = text.len > PARAGRAPH_MAX ? text.len - PARAGRAPH_MAX : 0, at;

	if (!text.len || text.at[text.len - 1] < '0' || text.at[text.len - 1] > '9')
		return;                                 /* it ends in a number, or it is not there */
	at = slice_find(slice_from(text, from), SLICE("\n\nComments URL: https://news.ycombinator.com/item?id="));
	sign = slice_from(text, from + at);
	if (slice_find(sign, SLICE("\n\nPoints: ")) < sign.len && slice_find(sign, SLICE("\n\n# Comments: ")) < sign.len)
		take_off(h, from + at);
}

/* Discourse's "3 posts - 2 participants". */
static bool is_attendance(struct slice p) {
	return p.len > 0 && p.len <= ATTENDANCE_MAX && *p.at >= '0' && *p.at <= '9' && slice_find(p, SLICE(" post")) < p.len &&
		slice_find(p, SLICE(" - ")) < p.len && (slice_ends(p, SLICE(" participants")) || slice_ends(p, SLICE(" participant")));
}

void html_take_tail_off(struct html *h) {
	if (h->w.out->full || take_signature_off(h))
		return;
	take_counts_off(h);
	for (int i = 0; i < PARAGRAPHS_MAX; i++) {
		struct slice text = written(h), last;
		size_t at = last_paragraph(text);

		last = slice_from(text, at);
		if (!at || (!is_sentence(last) && !is_more(h, last) && !is_attendance(last) && !slice_equal(last, SLICE("* * *"))))
			break;
		take_off(h, at);
	}
	mend_end(h);
}
