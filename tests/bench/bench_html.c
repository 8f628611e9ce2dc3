/* bench_html.c: how fast article HTML becomes text, and how fast text passes the gate. */
#include <bewust/text.h>
#include <locale.h>
#include <stdio.h>
#include <time.h>

#define MEBI ((size_t)1 << 20)
#define SIZE (16 * MEBI)

/* A paragraph, a list, a quote and a picture as blogs have them: about a tag every 60 bytes, now and then a reference. */
static const char *const pieces[] = {
	"<p>The <a href=\"https://news.example/%d?utm_source=feed\">library garden</a> opened its gates on Saturday, and by noon every bench\n"
	"was taken. &ldquo;We did not expect <em>this many</em> people,&rdquo; said the woman who keeps the bees, and she laughed about it.</p>\n",
	"<p class=\"wp-block-paragraph\">Volunteers had worked on it since March: they carried away forty bags of rubble, planted nineteen trees\n"
	"and built a shed from old doors. Caf\xC3\xA9 owners nearby brought soup \xE2\x80\x93 and stayed. What the garden costs in a year is less than\n"
	"what the car park in its place brought in during a month, the council says, but nobody there wants the cars back.</p>\n",
	"<h2>What grows here</h2>\n<ul>\n<li>Apple and <strong>pear</strong></li>\n<li>Beans, peas &amp; pumpkins</li>\n<li>Herbs for everyone</li>\n</ul>\n",
	"<blockquote><p>Come by when the gate is open, and it is nearly always open.</p></blockquote>\n"
	"<figure><img src=\"https://img.example/g/%d.jpg\" alt=\"People between rows of beans\" width=\"800\" height=\"600\" loading=\"lazy\"/>"
	"<figcaption>The first harvest</figcaption></figure>\n",
};

static double seconds(void) {
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void make_article(struct str *html) {
	char piece[1000];
	int written;

	for (int i = 0; html->len + sizeof piece < SIZE; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		written = snprintf(piece, sizeof piece, pieces[i % 4], i % 400);
#pragma GCC diagnostic pop
		str_add(html, (struct slice){piece, (size_t)written});
	}
}

static void report(const char *name, size_t bytes, double took) {
	printf("%s %.0f MB/s\n", name, (double)bytes / 1e6 / took);
}

int main(void) {
	struct str html, text, again;
	double start, took, best_html = 1e9, best_clean = 1e9;

	setlocale(LC_ALL, "C.UTF-8");
	str_init(&html, SIZE);
	str_init(&text, 2 * SIZE);
	str_init(&again, 2 * SIZE);
	make_article(&html);
	for (int i = 0; i < 5; i++) {
		struct text_links links = {0};

		str_clear(&text);
		str_clear(&again);
		start = seconds();
		/* a feed's item is some kilobytes: links are numbered anew in each */
		for (size_t at = 0; at < html.len; at += 32768) {
			struct slice item = slice_from(str_slice(&html), at);

			item.len = item.len < 32768 ? item.len : 32768;
			text_from_html(item, "https://news.example/", &text, &links);
			text_links_finish(&links);
		}
		took = seconds() - start;
		best_html = took < best_html ? took : best_html;
		start = seconds();
		text_clean(str_slice(&text), TEXT_BLOCK, &again);
		took = seconds() - start;
		best_clean = took < best_clean ? took : best_clean;
	}
	report("html_to_text", html.len, best_html);
	report("text_clean", text.len, best_clean);
	str_finish(&html);
	str_finish(&text);
	str_finish(&again);
	return 0;
}
