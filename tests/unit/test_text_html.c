/* Tests of text_from_html: a table of markup and the text a reader should see, and what hostile markup must not do. */
#include "../support/test.h"

#include <bewust/limits.h>
#include <bewust/text.h>
#include <bewust/utf8.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE "https://site.example/posts/one"
#define MEBI ((size_t)1 << 20)

struct sample {
	const char *html, *text;
};

static void check_html(const char *html, const char *want, bool with_links) {
	struct text_links links = {0};
	struct str out;

	str_init(&out, MEBI);
	text_from_html(slice_of(html), BASE, &out, with_links ? &links : NULL);
	if (strcmp(out.len ? out.at : "", want) != 0)
		print_error("for: %s\n", html);
	assert_string_equal(out.len ? out.at : "", want);
	text_links_finish(&links);
	str_finish(&out);
}

static void check_all(const struct sample *samples, size_t count) {
	for (size_t i = 0; i < count; i++)
		check_html(samples[i].html, samples[i].text, true);
}

#define CHECK_ALL(samples) check_all(samples, sizeof(samples) / sizeof *(samples))

static void writes_paragraphs_and_breaks(void **state) {
	static const struct sample samples[] = {
		{"", ""},
		{"   \n ", ""},
		{"just words", "just words"},
		{"<p>one</p><p>two</p>", "one\n\ntwo"},
		{"<p>one<p>two", "one\n\ntwo"},
		{"<p> much \n\t white </p>\n\n<p> space </p>", "much white\n\nspace"},
		{"a<br>b<br/>c", "a\nb\nc"},
		{"a<br><br>b<br><br><br><br>c", "a\n\nb\n\nc"},
		{"<br><br>a<br>", "a"},
		{"<div>a</div><div>b<div>c</div></div>d", "a\nb\nc\nd"},
		{"<p>&nbsp;</p><p>a</p><p>&#160;</p><p>b</p>", "a\n\nb"},
		{"<b>bo</b>ld <i>it</i>, <code>x</code>.", "bold it, x."},
		{"a <b> b</b> c", "a b c"},
		{"<article><section><p>x</p></section></article>y", "x\n\ny"},
		{"<h1>Big</h1><h3>small</h3>text", "# Big\n\n# small\n\ntext"},
		{"<h2><p>in a p</p></h2><p>after", "# in a p\n\nafter"},
		{"<h2>never closed<p>text<p>more", "# never closed\n\ntext\n\nmore"},
		{"<h2>two<br>lines</h2>", "# two\n# lines"},
		{"a<hr>b", "a\n\n* * *\n\nb"},
		{"<q>said</q> she", "\xE2\x80\x9Csaid\xE2\x80\x9D she"},
		{"<figure><img src=a.png alt=A><figcaption>words</figcaption></figure>", "[image: A][1]\nwords"},
		{"<details><summary>more</summary>inside</details>", "more\ninside"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void writes_lists(void **state) {
	static const struct sample samples[] = {
		{"<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"},
		{"x<ul><li>a<li>b</ul>", "x\n\n- a\n- b"},
		{"<ol><li>a<li>b</ol>", "1. a\n2. b"},
		{"<ol start=\"9\"><li>a<li>b<li value=20>c</ol>", "9. a\n10. b\n20. c"},
		{"<ol start=nonsense><li>a</ol>", "1. a"},
		{"<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>", "- a\n  - b\n    1. c\n- d"},
		{"<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "- a\n- b\n\n  c"},
		{"<ul><li>a<br>b</li></ul>", "- a\n  b"},
		{"<ul><li></li><li>a</li><li> </li></ul>b", "- a\n\nb"},
		{"<li>loose</li><li>items</li>", "- loose\n- items"},
		{"</ul></ol></li></blockquote>a", "a"},
		{"<dl><dt>term</dt><dd>what it is</dd><dd>and is</dd></dl>", "term\n  what it is\n  and is"},
		{"<ul><li><a href=/x>l</a></li></ul>", "- l[1]"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void writes_quotes_code_and_tables(void **state) {
	static const struct sample samples[] = {
		{"a<blockquote>b</blockquote>c", "a\n\n> b\n\nc"},
		{"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n\n> b"},
		{"<blockquote>a<br>b<blockquote>c</blockquote>d</blockquote>", "> a\n> b\n\n> > c\n\n> d"},
		{"<blockquote><ul><li>a<li>b</ul></blockquote>", "> - a\n> - b"},
		{"<pre>a\n  b\n\n\tc</pre>d", "    a\n      b\n\n        c\n\nd"},
		{"<pre>\nfirst\n</pre>", "    first"},
		{"<pre><code><span>if</span> (a &lt; b)\n  c;</code></pre>", "    if (a < b)\n      c;"},
		{"<pre>a<br>b</pre>", "    a\n    b"},
		{"<pre>a\r\nb</pre>", "    a\n    b"},
		{"<ul><li>x<pre>y</pre></ul>", "- x\n\n      y"},
		{"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>x", "a | b\n1 | 2\n\nx"},
		{"<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td></tr></table>", "a | b\nc"},
		{"<table><tr><td>a<td><td>b<td></table>c", "a | b\n\nc"},
		{"<table><tr><td>a<p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"},
		{"<table><tr><td><table><tr><td>1<td>2</table></td></tr></table>", "1 | 2"},
		{"<td>stray</td><td>cells</td>", "stray | cells"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void resolves_references_and_drops_the_unseen(void **state) {
	static const struct sample samples[] = {
		{"Q&amp;A &lt;b&gt; &eacute; &#8217; &euro", "Q&A <b> \xC3\xA9 \xE2\x80\x99 &euro"},
		{"soft&shy;hy\xC2\xADphen zero\xE2\x80\x8Bwidth\xE2\x81\xA0s", "softhyphen zerowidths"},
		{"&zwnj; &zwnj;&#847; a", "a"},
		{"a &#8234;&#8238;b\xE2\x80\xAE", "a b"},
		{"esc\x1B[0m &#27;[1m &#x9B;m", "esc[0m [1m \xE2\x80\xBAm"},
		{"\x81 \x85", "\xEF\xBF\xBD \xEF\xBF\xBD"},
		{"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 stay", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 stay"},
		{"a<script>alert('<p>x</p>')</script>b", "ab"},
		{"a<SCRIPT src=x>if (a</b) {}</ScRiPt >b", "ab"},
		{"a<script/>b", "ab"},
		{"a<style>p > b { }</style>b<noscript>Please enable scripts</noscript>", "ab"},
		{"a<template><p>x</p></template>b", "ab"},
		{"<html><head><title>T</title><meta charset=x><style>s</style></head><body>text</body></html>", "text"},
		{"a<!-- x > y --> b<!--> c<!---> d<!-- -- --!> e", "a b c d e"},
		{"a<!doctype html><?xml version='1.0'?></ x>b<![if !mso]>c<![endif]>", "abc"},
		{"<![CDATA[<p>a</p>]]><p>b]]></p>", "a\n\nb]]>"},
		{"<svg><text>no</text></svg><textarea>no</textarea>yes", "yes"},
		{"<script>never closed <p>x</p>", ""},
		{"a<!-- never closed <p>x</p>", "a"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void reads_broken_tags(void **state) {
	static const struct sample samples[] = {
		{"a < b and c > d", "a < b and c > d"},
		{"a <b", "a"},
		{"text <a href=\"http://cut.example/in-the-mid", "text"},
		{"if x <y then z", "if x <y then z"},
		{"1 <2 <3 <<", "1 <2 <3 <<"},
		{"<p class='a>b' title=\"c>d\">e", "e"},
		{"<p class=a'b>c", "c"},
		{"<P ID=x>a</P >b", "a\n\nb"},
		{"<img alt=a=b src = x.png>", "[image: a=b][1]"},
		{"<img alt=first alt=second src=x>", "[image: first][1]"},
		{"<unknown-element>x</unknown-element>", "x"},
		{"<blockquoteandmore>x", "x"},
		{"<a\nhref=/x\n>y</a\n>", "y[1]"},
		{"</p/x>a", "a"},
		{"<>a</>b", "<>ab"},
		{"<", "<"},
		{"</", "</"},
		{"&", "&"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void writes_pictures_and_media(void **state) {
	static const struct sample samples[] = {
		{"<img src=a.png alt=\"A &quot;cat&quot;\">", "[image: A \"cat\"][1]"},
		{"<img src=a.png>", "[image][1]"},
		{"<img>", ""},
		{"<img alt=words>", "[image: words]"},
		{"<img src=t.gif width=1 height=\"1\">a", "a"},
		{"<img src='data:image/gif;base64,xx' data-src=real.png alt=a>", "[image: a][1]"},
		{"nice <img class='wp-smiley' src=x.png alt=':)'>", "nice :)"},
		{"<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0'></iframe>", "[video: youtube.com][1]"},
		{"<iframe src='//player.vimeo.com/video/1'/>after", "[video: vimeo.com][1]\nafter"},
		{"<iframe src='https://maps.example/x'>no frames</iframe>", "[embedded: maps.example][1]"},
		{"<iframe>after", "after"},
		{"<video src=v.mp4>old browser</video>", "[video: site.example][1]"},
		{"<audio><source src=a.ogg><source src=a.mp3><p>old</p></audio>b", "[audio: site.example][1]\nb"},
		{"<video><p>never closed</p>", "never closed"},
		{"x<sup>2</sup> 1<sup>st</sup> H<sub>2</sub>O", "x^2 1st H2O"},
		{"word<sup><a href='#fn1'>1</a></sup>.", "word^1."},
		{"word<sup id=r><a href='#n'>[3]</a></sup>", "word^3"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void writes_no_numbers_without_a_list(void **state) {
	(void)state;
	check_html("<a href=/x>y</a> <img src=z alt=w><img src=z>", "y [image: w]", false);
}

static void numbers_links_by_their_address(void **state) {
	struct text_links links = {0};
	struct str out;

	(void)state;
	str_init(&out, MEBI);
	text_from_html(SLICE("<a href='/a?utm_source=x&amp;b=1'>one</a> <a href='../a?b=1'>again</a> <a href='#top'>top</a> <a name=x>n</a> "
		"<a href='mailto:me@site.example'>mail</a> <a href='javascript:alert(1)'>js</a> <a href='file:///etc/passwd'>file</a> "
		"<a href='http://other.example/x&copy=1'>two <a href=b.html>unclosed</a> <a href='/icon'></a><img src=p.png>"),
		BASE, &out, &links);
	assert_string_equal(out.at, "one[1] again[1] top n mail[2] js file two[3] unclosed[4] [image][5]");
	assert_int_equal(links.count, 5);
	assert_string_equal(links.at[0].url, "https://site.example/a?b=1");
	assert_string_equal(links.at[1].url, "mailto:me@site.example");
	assert_string_equal(links.at[2].url, "http://other.example/x&copy=1");
	assert_string_equal(links.at[3].url, "https://site.example/posts/b.html");
	assert_string_equal(links.at[4].url, "https://site.example/posts/p.png");
	assert_int_equal(links.at[0].kind, LINK_PAGE);
	assert_int_equal(links.at[4].kind, LINK_IMAGE);
	text_links_finish(&links);
	assert_null(links.at);
	str_finish(&out);
}

static void a_picture_linked_to_itself_has_one_number(void **state) {
	(void)state;
	check_html("<a href=p.png><img src=p.png alt=x></a>", "[image: x][1]", true);
}

static void keeps_words_of_links_beyond_the_limit(void **state) {
	struct text_links links = {.limit = 2};
	struct str out;

	(void)state;
	str_init(&out, MEBI);
	text_from_html(SLICE("<a href=/1>a</a> <a href=/2>b</a> <a href=/3>c</a> <a href=/1>d</a>"), BASE, &out, &links);
	assert_string_equal(out.at, "a[1] b[2] c d[1]");
	assert_int_equal(links.count, 2);
	text_links_finish(&links);
	str_finish(&out);
}

static void without_a_base_only_whole_addresses_count(void **state) {
	struct text_links links = {0};
	struct str out;

	(void)state;
	str_init(&out, MEBI);
	text_from_html(SLICE("<a href=/x>a</a> <a href=http://h.example/>b</a> <a href=//c.example/>c</a>"), "", &out, &links);
	assert_string_equal(out.at, "a b[1] c[2]");
	text_links_finish(&links);
	str_finish(&out);
}

static void stops_where_out_is_full(void **state) {
	struct str out;

	(void)state;
	str_init(&out, 10);
	text_from_html(SLICE("<p>12345</p><p>67\xE2\x82\xAC\xE2\x82\xAC</p>"), "", &out, NULL);
	assert_true(out.full);
	assert_int_equal(out.len, 9);
	assert_true(utf8_valid(str_slice(&out)));
	str_finish(&out);
}

static void knows_html_from_text(void **state) {
	static const char *const html[] = {"<p>x", "a <br/> b", "x</em>", "a &amp; b", "caf&eacute;", "&#39;", "<!-- c -->", "<A HREF=x>"};
	static const char *const plain[] = {"", "a < b", "AT&T", "x & y", "<3", "List<String> x", "a <unknown> b", "tab&page=2", "<", "&", "<a"};

	(void)state;
	for (size_t i = 0; i < sizeof html / sizeof *html; i++)
		assert_true(text_looks_html(slice_of(html[i])));
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_false(text_looks_html(slice_of(plain[i])));
}

/* ---- hostile ---- */

/* The time of `piece` by the mebibyte; more than linear would take minutes, so ten seconds leave room for any machine. */
static void check_time(struct slice in) {
	struct text_links links = {0};
	clock_t start = clock();
	struct str out;

	str_init(&out, 64 * MEBI);
	text_from_html(in, BASE, &out, &links);
	text_looks_html(in);
	assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
	assert_true(utf8_valid(str_slice(&out)));
	assert_true(links.count <= LIMIT_LINKS);
	text_links_finish(&links);
	str_finish(&out);
}

static void links_are_counted_and_descriptions_cut(void **state) {
	struct text_links links = {0};
	struct str in, out;

	(void)state;
	str_init(&in, MEBI);
	str_init(&out, MEBI);
	BELOW_TO_ABOVE(n, LIMIT_LINKS) {
		str_clear(&in);
		str_clear(&out);
		for (size_t i = 0; i < n; i++)
			str_addf(&in, "<a href=/%zu>x</a> ", i);
		text_from_html(str_slice(&in), BASE, &out, &links);
		assert_int_equal(links.count, n < LIMIT_LINKS ? n : LIMIT_LINKS);
		text_links_finish(&links);
	}
	BELOW_TO_ABOVE(n, LIMIT_ALT_BYTES) {
		str_clear(&in);
		str_clear(&out);
		str_add_text(&in, "<img src=/x alt='");
		for (size_t i = 0; i < n; i++)
			str_add_char(&in, 'q');
		str_add_text(&in, "'>");
		text_from_html(str_slice(&in), BASE, &out, NULL);
		assert_int_equal(strspn(strchr(out.at, 'q'), "q"), n < LIMIT_ALT_BYTES ? n : LIMIT_ALT_BYTES);
	}
	str_finish(&in);
	str_finish(&out);
}

static void check_bearable(const char *before, const char *piece) {
	struct str in;

	str_init(&in, 4 * MEBI);
	str_add_text(&in, before);
	while (in.len < 2 * MEBI)
		str_add_text(&in, piece);
	check_time(str_slice(&in));
	str_finish(&in);
}

/* As many of one as of the other, each of which closes one. */
static void check_nested(const char *open, const char *close) {
	struct str in;

	str_init(&in, 8 * MEBI);
	for (int i = 0; i < 100000; i++)
		str_add_text(&in, open);
	for (int i = 0; i < 100000; i++)
		str_add_text(&in, close);
	check_time(str_slice(&in));
	str_finish(&in);
}

static void stays_linear_on_hostile_markup(void **state) {
	static const char *const pieces[] = {
		"<", "</", "<!", "<!--", "<?", "<a <", "&", "&#", "&#x", "&ampamp", "<div>", "<blockquote>x", "<ul><li>x", "<ol><li><blockquote>",
		"<p><b id=N>", "<script", "<style><", "<title>", "<video>", "<iframe>", "<audio><iframe><svg><select>", "</p><q>", "<pre>\n ",
		"<table><tr><td>x", "<td>x", "<sup>1", "<a href=/x>y", "<a href='", "<x y=\"<a '", "<img src=x alt='<", "<h1>x", "<dl><dd>x<dt>",
		"<![CDATA[", "]]>", "\xCC\x81", "a\xCC\x81 ", "\xFF", "\xE2\x80\xAE", "&zwnj;", "<br>x", "<template><", "<svg></svgx", "< a", "-->",
		"<div hidden>", "<div hidden></div>", "<p class='a b sr-only'>", "<form>", "<button>x", "<ol reversed><li>", "<abbr title='a b'>A</abbr>", "<del>", "<q>",
		"<ruby><rt>", "<noscript><video>", "<noscript></noscript>", "<img srcset='a 1w,", "<img srcset='a 1w, b' alt=x>", "<figcaption>x</figcaption>",
		"<math alttext=x>", "<a href='#fn1'>1</a>", "<h2><a href='#x'>#</a>", "submitted by /u/", "http://a.example/ ", "http://((((", "://", "http://\xE2\x80\x9C", "<p>Read more", "<input type=checkbox>", "<th><td>",
		"<span class=ellipsis>", "<iframe src=//youtube.com/embed/x>", "<a href=\"https://google.com/url?q=https://google.com/url?q=\">x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		check_bearable("", pieces[i]);
	check_bearable("<a href=\"", "x");
	check_bearable("<a title=\"x\" href=", "&amp;");
	check_bearable("<p class='", "a b ");
	check_bearable("<![CDATA[", "]] >");
	check_bearable("<!--", "->");
	check_nested("<ol reversed><li>", "</ol>");
	check_nested("<form>", "</form>");
	check_nested("<div hidden>", "</div>");
	check_nested("<math alttext=x>", "</math>");
	check_bearable("http://", "(");
	check_bearable("http://a", ".");
	check_bearable("<p class='", "sr-onl ");
	check_bearable("<img alt=x srcset='", "a 1w,");
	check_bearable("<", "a");
	check_bearable("<a ", "b ");
}

static void bounds_what_it_writes_before_a_line(void **state) {
	struct str in, out;
	const char *line;

	(void)state;
	str_init(&in, MEBI);
	str_init(&out, MEBI);
	for (int i = 0; i < 1000; i++)
		str_add_text(&in, "<blockquote><ol start=999999><li>");
	str_add_text(&in, "x<br>y");
	text_from_html(str_slice(&in), "", &out, NULL);
	line = strrchr(out.at, '\n');
	assert_non_null(line);
	assert_true(strlen(line) < 100);
	for (int i = 0; i < 1000; i++)
		str_add_text(&in, "</ol></blockquote>");
	str_add_text(&in, "<p>free");
	str_clear(&out);
	text_from_html(str_slice(&in), "", &out, NULL);
	assert_string_equal(strrchr(out.at, '\n'), "\nfree");
	str_finish(&in);
	str_finish(&out);
}

static void notes_stand_without_their_way_back(void **state) {
	static const struct sample samples[] = {
		{"<p>Said.<sup id=r1><a href='#n1'>1</a></sup></p><ol><li id=n1><p>Why. <a href='#r1' class='footnote-backref'>\xE2\x86\xA9\xEF\xB8\x8E</a></p></li></ol>",
			"Said.^1\n\n1. Why."},
		{"<p>Why. <a href='#r1'>&#8617;&#xFE0E;</a></p>", "Why."},
		{"<p><a href='#r1'>^</a> Why.</p>", "Why."},
		{"<p><a href='#top'>^ up</a> <a href='#x'>x</a> <a href='#y'></a>y", "^ up x y"},
		{"<p>2 <a href='/away'>^</a>", "2 ^[1]"},
		{"<a href='#x'>^", "^"},
		{"<a href='#x'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;^</a>", "^"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void assert_absolute(const char *html, const char *wanted) {
	struct str out;

	str_init(&out, 1 << 20);
	text_html_absolute(slice_of(html), "https://x.example/a/b", &out);
	assert_string_equal(out.len ? out.at : "", wanted);
	str_finish(&out);
}

static void relative_addresses_are_written_out(void **state) {
	(void)state;
	assert_absolute("<a href=c>c</a> <IMG class=x SRC='../d.png' />", "<a href=https://x.example/a/c>c</a> <IMG class=x SRC='https://x.example/d.png' />");
	assert_absolute("<a href=\"?q=1&amp;r='2'\" src=e>", "<a href=\"https://x.example/a/b?q=1&amp;r=&#39;2&#39;\" src=https://x.example/a/e>");
	assert_absolute("<a href='//y.example/'>", "<a href='https://y.example/'>");
	assert_absolute("<a href=http://y.example/ src=#z><a href='#note'><a href=mailto:a@b><a href=><a href>", "<a href=http://y.example/ src=#z><a href='#note'><a href=mailto:a@b><a href=><a href>");
	assert_absolute("a < b <!-- <3 --> </a href=c> <a href='never", "a < b <!-- <3 --> </a href=c> <a href='never");
	assert_absolute("", "");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relative_addresses_are_written_out),
		cmocka_unit_test(notes_stand_without_their_way_back),
		cmocka_unit_test(writes_paragraphs_and_breaks),
		cmocka_unit_test(writes_lists),
		cmocka_unit_test(writes_quotes_code_and_tables),
		cmocka_unit_test(resolves_references_and_drops_the_unseen),
		cmocka_unit_test(reads_broken_tags),
		cmocka_unit_test(writes_pictures_and_media),
		cmocka_unit_test(writes_no_numbers_without_a_list),
		cmocka_unit_test(numbers_links_by_their_address),
		cmocka_unit_test(a_picture_linked_to_itself_has_one_number),
		cmocka_unit_test(keeps_words_of_links_beyond_the_limit),
		cmocka_unit_test(without_a_base_only_whole_addresses_count),
		cmocka_unit_test(stops_where_out_is_full),
		cmocka_unit_test(knows_html_from_text),
		cmocka_unit_test(links_are_counted_and_descriptions_cut),
		cmocka_unit_test(stays_linear_on_hostile_markup),
		cmocka_unit_test(bounds_what_it_writes_before_a_line),
	};

	return cmocka_run_group_tests_name("text_html", tests, NULL, NULL);
}
