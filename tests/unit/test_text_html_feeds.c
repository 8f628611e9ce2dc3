/* Tests of what the HTML of feeds holds beside its text: what a page hides, what programs add, what is shown in frames, what has to be told apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <bewust/text.h>
#include <bewust/url.h>
#include <bewust/utf8.h>
#include <stdlib.h>
#include <string.h>

#define BASE "https://site.example/posts/one"
#define MEBI ((size_t)1 << 20)

struct sample {
	const char *html, *text;
	const char *link;                       /* of the last number, where it matters */
};

static void check_html(const struct sample *s) {
	struct text_links links = {0};
	struct str out;

	str_init(&out, MEBI);
	text_from_html(slice_of(s->html), BASE, &out, &links);
	if (strcmp(out.len ? out.at : "", s->text) != 0)
		print_error("for: %s\n", s->html);
	assert_string_equal(out.len ? out.at : "", s->text);
	if (s->link)
		assert_string_equal(links.count ? links.at[links.count - 1].url : "", s->link);
	text_links_finish(&links);
	str_finish(&out);
}

#define CHECK_ALL(samples) \
	for (size_t i = 0; i < sizeof(samples) / sizeof *(samples); i++) \
		check_html(&(samples)[i])

static void leaves_out_what_a_page_hides(void **state) {
	static const struct sample samples[] = {
		{"a<p hidden>b</p>c", "a\n\nc", NULL},
		{"a<p hidden=until-found>b</p>c", "a\n\nb\n\nc", NULL},
		{"a<div style='color: red; display : none'>b<div>c</div>d</div>e", "a\ne", NULL},
		{"a<span style=\"visibility:hidden\">b</span>c", "ac", NULL},
		{"a <span class='x sr-only'>(opens in a new tab)</span>", "a", NULL},
		{"<a class=screen-reader-text href=#c>Skip</a>a", "a", NULL},
		{"<span class='katex'><span class=katex-mathml><math><mi>x</mi><annotation>x</annotation></math></span><span class=KaTeX-html>x</span></span>", "x", NULL},
		{"a<div hidden>never closed", "a\nnever closed", NULL},
		{"a<div hidden>b</DIV >c", "a\nc", NULL},
		{"a<img hidden src=x alt=b>c", "ac", NULL},
		{"a<div hidden><!-- </div> --><i title='</div>'>b</i></div>c", "a\nc", NULL},
		{"<p hidden>a<p>b", "b", NULL},
		{"<h2>Title <a class=headerlink href='#t'>\xC2\xB6</a></h2>", "# Title", NULL},
		{"<h2><a href='https://site.example/posts/one#t'>#</a> Title</h2>", "# Title", NULL},
		{"<h2>C <a href=/sharp>#</a></h2>", "# C #[1]", NULL},
		{"<table><tr><td class='gutter gl'><pre class=lineno>1\n2</pre></td><td class=code><pre>a\nb</pre></td></tr></table>", "    a\n    b", NULL},
		{"<pre><span class=lineno>1</span>a</pre>", "    a", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void leaves_out_what_is_for_doing(void **state) {
	static const struct sample samples[] = {
		{"a<form><label>Email</label><input type=email><button>Subscribe</button></form>b", "a\nb", NULL},
		{"<h3><button>A question</button></h3><p>answer", "# A question\n\nanswer", NULL},
		{"a<button>Copy</button>", "a", NULL},
		{"a<div class='sharedaddy sd-sharing-enabled'><div>Share this: <a href=x>X</a></div></div>b", "a\nb", NULL},
		{"a<div class=\"subscription-widget-wrap\"><p>Thanks for reading</p><form></form></div><p>b", "a\n\nb", NULL},
		{"<p><a class='button primary' href='https://x.example/subscribe?'><span>Subscribe now</span></a></p>a", "a", NULL},
		{"<p><a class='button primary' href='https://x.example/report'>The report</a></p>a", "The report[1]\n\na", NULL},
		{"a<div class=feedflare><a href=x><img src=y></a></div>", "a", NULL},
		{"a <a class=more-link href=x>Continue reading</a>", "a", NULL},
		{"a<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>", "a", NULL},
		{"a<iframe src='https://ad.doubleclick.net/x'></iframe>b", "ab", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void takes_off_what_programs_hang_behind(void **state) {
	static const struct sample samples[] = {
		{"<p>Text.</p><p>The post <a href=/p>P</a> appeared first on <a href=/>S</a>.</p>", "Text.", ""},
		{"<p>Text.</p><p>Het bericht <a href=/p>P</a> verscheen eerst op <a href=/>S</a>.</p>", "Text.", ""},
		{"<p><a href=/a>Text</a>.</p><hr><p>The post <a href=/a>P</a> appeared first on <a href=/>S</a>.</p>", "Text[1].", "https://site.example/a"},
		{"<p>The post <a href=/p>P</a> appeared first on <a href=/>S</a>.</p>", "The post P[1] appeared first on S[2].", NULL},
		{"<p>The post office appeared first on my list.</p><p>Then it rained.</p>", "The post office appeared first on my list.\n\nThen it rained.", NULL},
		{"<p>Text</p><hr><p><a href=/p>T</a> was originally published in <a href=/>P</a> on Medium, where people are continuing the conversation by "
			"highlighting and responding to this story.</p>", "Text", ""},
		{"<p>Text [&hellip;]</p>", "Text \xE2\x80\xA6", NULL},
		{"<p>He said [&hellip;] that</p>", "He said [\xE2\x80\xA6] that", NULL},
		{"<p>Text</p><p><a href=/p>Continue reading <span>Title</span> &rarr;</a></p>", "Text", ""},
		{"<p>Text</p><p><a href=/p>Read more</a></p>", "Text", ""},
		{"<p>Text</p><p><a href=/p>Read more about seals</a></p>", "Text\n\nRead more about seals[1]", NULL},
		{"<p>Text</p><p>Read more of these.</p>", "Text\n\nRead more of these.", NULL},
		{"<p><a href=/p>Read more</a></p>", "Read more[1]", NULL},
		{"<p>Words</p> &#32; submitted by &#32; <a href='https://r.example/user/a'> /u/a </a> <br/> <span><a href='https://r.example/c/1'>[link]</a></span> "
			"&#32; <span><a href='https://r.example/c/1'>[comments]</a></span>", "Words", ""},
		{"<table><tr><td><a href='https://r.example/c/1'><img src='https://t.example/1' alt='A seal'></a></td><td> submitted by "
			"<a href='https://r.example/user/a'> /u/a </a> <br/> <span><a href='https://www.news.example/seal'>[link]</a></span> "
			"<span><a href='https://r.example/c/1'>[comments]</a></span></td></tr></table>", "[image: A seal][1][2]\n\nnews.example[3]", "https://www.news.example/seal"},
		{"submitted by <a href=/u>/u/a</a> <a href=/c>[link]</a> <a href=/c>[comments]</a>", "", ""},
		{"<p>Text</p><hr><p>Comments URL: <a href='https://news.ycombinator.com/item?id=1'>https://news.ycombinator.com/item?id=1</a></p><p>Points: 120</p>"
			"<p># Comments: 30</p>", "Text", ""},
		{"<p>Text</p><p>Points: 120</p>", "Text\n\nPoints: 120", NULL},
		{"<p>When?</p><p><small>3 posts - 2 participants</small></p><p><a href=/t>Read full topic</a></p>", "When?", ""},
		{"<p>When?</p><p>All posts - for participants</p>", "When?\n\nAll posts - for participants", NULL},
		{"<p>submitted by /u/a, who wrote no comments</p>", "submitted by /u/a, who wrote no comments", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void shows_links_as_their_makers_mean_them(void **state) {
	static const struct sample samples[] = {
		{"<a href='https://www.x.example/a/long/way'><span class=invisible>https://www.</span><span class=ellipsis>x.example/a/lo</span>"
			"<span class=invisible>ng/way</span></a> y", "x.example/a/lo\xE2\x80\xA6[1] y", "https://www.x.example/a/long/way"},
		{"<a href='https://x.example/a'><span class=invisible>https://</span><span class=''>x.example/a</span><span class=invisible></span></a>", "x.example/a[1]", NULL},
		{"word<a class=footnote-anchor href='#footnote-1'>1</a> more", "word^1 more", NULL},
		{"word <a href='https://site.example/p#fn2'>[2]</a> more", "word^2 more", NULL},
		{"word<a href='#fn1'><sup>1</sup></a>.", "word^1.", NULL},
		{"<p>a</p><div><a class=footnote-number href='#r1'>1</a><div><p>The note.</p></div></div>", "a\n\n1. The note.", NULL},
		{"<ol><li><a href='#r1'>1</a> note</ol>", "1. note", NULL},
		{"<p>see <a href='https://other.example/p#ref'>there</a></p>", "see there[1]", "https://other.example/p#ref"},
		{"<a href='https://l.facebook.com/l.php?u=https%3A%2F%2Fx.example%2Fa%3Fb%3D1%26fbclid%3Dq&amp;h=AT'>x</a>", "x[1]", "https://x.example/a?b=1"},
		{"<a href='https://www.google.com/url?sa=t&amp;url=https://x.example/&amp;usg=q'>x</a>", "x[1]", "https://x.example/"},
		{"<a href='https://www.google.com/url?q=javascript:alert(1)'>x</a>", "x[1]", "https://www.google.com/url?q=javascript:alert(1)"},
		{"<a href='https://t.umblr.com/redirect?z=https%3A%2F%2Fx.example%2F&amp;t=N'>x</a>", "x[1]", "https://x.example/"},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void finds_the_picture_meant(void **state) {
	static const struct sample samples[] = {
		{"<img src=small.jpg srcset='a.jpg 480w, b.jpg 1200w' alt=a>", "[image: a][1]", "https://site.example/posts/small.jpg"},
		{"<img srcset='a,1.jpg 480w, b,2.jpg 1200w, c.jpg 800w' alt=a>", "[image: a][1]", "https://site.example/posts/b,2.jpg"},
		{"<img srcset='a.jpg, b.jpg 2x' alt=a>", "[image: a][1]", "https://site.example/posts/b.jpg"},
		{"<img src=wait.gif data-lazy-src=real.jpg alt=a>", "[image: a][1]", "https://site.example/posts/real.jpg"},
		{"<picture><source srcset='w.webp 1x'><img alt=a></picture>", "[image: a][1]", "https://site.example/posts/w.webp"},
		{"<img src='data:image/gif;base64,xx' data-src=r.jpg alt=a><noscript><img src=r.jpg alt=a></noscript>", "[image: a][1]", NULL},
		{"<noscript><img src=r.jpg alt=a>please</noscript>", "[image: a][1]", NULL},
		{"<a href=large.jpg><img src=small.jpg alt=a></a>", "[image: a][1]", "https://site.example/posts/large.jpg"},
		{"<a href=/page><img src=small.jpg alt=a></a>", "[image: a][1][2]", NULL},
		{"<img src=a.jpg alt=IMG_2034.JPG>", "[image][1]", NULL},
		{"<img src=a.jpg alt=image title='A seal on a stone'>", "[image: A seal on a stone][1]", NULL},
		{"<img src=a.jpg alt='A seal' title='It looks as if it owned the whole of the beach.'>",
			"[image: A seal \xC2\xB7 It looks as if it owned the whole of the beach.][1]", NULL},
		{"<img src=a.jpg alt='A seal' title='seal-2'>", "[image: A seal][1]", NULL},
		{"a<img src=icon.png width=16 height=16>b", "ab", NULL},
		{"<img src=icon.png width=16 height=16 alt='a'>", "[image: a][1]", NULL},
		{"a<img src='https://pixel.wp.com/b.gif?x=1'>", "a", NULL},
		{"a<img src='https://x.example/a.gif' style='width:1px;height:1px'>", "a", NULL},
		{"hi <img src='https://m.example/e.png' alt=':blobcat:'> there", "hi :blobcat: there", NULL},
		{"hi <img src='https://s.example/images/core/emoji/1.png' alt='\xF0\x9F\x98\x80'>", "hi \xF0\x9F\x98\x80", NULL},
		{"so <img class=latex src=l.png alt='x^2'>.", "so x^2.", NULL},
		{"<figure><img src=a.png alt='A seal'><figcaption>A seal</figcaption></figure>b", "[image: A seal][1]\n\nb", NULL},
		{"<figure><img src=a.png alt='A seal'><figcaption>A seal at rest</figcaption></figure>b", "[image: A seal][1]\nA seal at rest\n\nb", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void leads_from_a_frame_to_its_page(void **state) {
	static const struct sample samples[] = {
		{"<iframe title='How seals sleep' src='https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0'></iframe>", "[video: How seals sleep][1]",
			"https://www.youtube.com/watch?v=abcdefghijk"},
		{"<iframe title='YouTube video player' src='https://www.youtube.com/embed/abcdefghijk'></iframe>", "[video: youtube.com][1]", NULL},
		{"<iframe src='https://www.youtube.com/embed/videoseries?list=PL1'></iframe>", "[video: youtube.com][1]", "https://www.youtube.com/playlist?list=PL1"},
		{"<iframe src='https://player.vimeo.com/video/12?dnt=1'></iframe>", "[video: vimeo.com][1]", "https://vimeo.com/12"},
		{"<iframe src='https://player.vimeo.com/video/12?h=ab'></iframe>", "[video: player.vimeo.com][1]", "https://player.vimeo.com/video/12?h=ab"},
		{"<iframe src='https://tube.example/videos/embed/ab-cd?x=1'></iframe>", "[video: tube.example][1]", "https://tube.example/videos/watch/ab-cd"},
		{"<iframe src='https://open.spotify.com/embed/episode/1a?utm_source=x'></iframe>", "[audio: open.spotify.com][1]", "https://open.spotify.com/episode/1a"},
		{"<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=x'></iframe>", "[audio: soundcloud.com][1]",
			"https://soundcloud.com/a/b"},
		{"<iframe data-src='https://maps.example/x' src='about:blank'></iframe>", "[embedded: maps.example][1]", "https://maps.example/x"},
		{"<iframe src='https://notyoutube.com/embed/abc'></iframe>", "[embedded: notyoutube.com][1]", "https://notyoutube.com/embed/abc"},
		{"<video title='The sea'><source src=a.mp4><p>old</p></video>", "[video: site.example][1]", NULL},
		{"<video src=a.mp4 title='The sea'></video>", "[video: The sea][1]", NULL},
		{"<noscript><iframe src='https://player.vimeo.com/video/1'></iframe>no</noscript>", "[video: vimeo.com][1]", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void keeps_the_sense_of_what_is_in_a_line(void **state) {
	static const struct sample samples[] = {
		{"<del>old</del> <ins>new</ins>", "~old~ new", NULL},
		{"<s>a <del>b</del></s>", "~a ~b~~", NULL},
		{"a<s> </s>b</s>", "a b", NULL},
		{"<q>a <q>b</q></q><q></q>", "\xE2\x80\x9C""a \xE2\x80\x9C""b\xE2\x80\x9D\xE2\x80\x9D", NULL},
		{"<ruby>\xE6\xBC\xA2<rp>(</rp><rt>kan</rt><rp>)</rp>\xE5\xAD\x97<rt>ji</rt></ruby>", "\xE6\xBC\xA2(kan)\xE5\xAD\x97(ji)", NULL},
		{"<ruby>a<rt></rt></ruby>", "a", NULL},
		{"<abbr title='World Health Organization'>WHO</abbr> and <abbr title='World Health Organization'>WHO</abbr>", "WHO (World Health Organization) and WHO", NULL},
		{"<abbr title='2020-01-01'>New Year</abbr>", "New Year", NULL},
		{"<math alttext='\\frac{1}{2}'><mfrac><mn>1</mn><mn>2</mn></mfrac></math> b", "\\frac{1}{2} b", NULL},
		{"<math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>x=2</annotation></math>", "x=2", NULL},
		{"a<plaintext>b <i> c", "a\n\n    b <i> c", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void numbers_lists_as_their_writers_did(void **state) {
	static const struct sample samples[] = {
		{"<ol type=a><li>x<li>y</ol>", "a) x\nb) y", NULL},
		{"<ol type=A start=26><li>x<li>y</ol>", "Z) x\n27. y", NULL},
		{"<ol type=i start=3><li>x<li>y</ol>", "iii) x\niv) y", NULL},
		{"<ol type=I start=38><li>x<li>y<li>z</ol>", "XXXVIII) x\nXXXIX) y\n40. z", NULL},
		{"<ol type=a start=0><li>x<li>y</ol>", "0. x\na) y", NULL},
		{"<ol start=-1><li>x<li>y<li>z</ol>", "-1. x\n0. y\n1. z", NULL},
		{"<ol reversed><li>x<ol><li>a</ol><li>y</ol>", "2. x\n   1. a\n1. y", NULL},
		{"<ol reversed start=10><li>x<li>y</ol>", "10. x\n9. y", NULL},
		{"<ul><li><input type=checkbox checked> a<li><input type=checkbox>b</ul>", "- [x] a\n- [ ] b", NULL},
		{"<table><tr><th></th><th>one</th><th>two</th></tr><tr><th>a</th><td></td><td>1</td></tr><tr><td>b</td><td>2</td><td></td></tr></table>",
			"\xE2\x80\x93 | one | two\na | \xE2\x80\x93 | 1\nb | 2", NULL},
		{"<table><tr><td><img src=s.gif width=1></td><td>menu</td><td></td><td>text</td></tr></table>", "menu | text", NULL},
	};

	(void)state;
	CHECK_ALL(samples);
}

static void tells_what_links_are_called(void **state) {
	struct text_links links = {0};
	struct str out;

	(void)state;
	str_init(&out, MEBI);
	text_from_html(SLICE("<a href=/a>The <b>seals</b><br>of today</a> <img src=p.jpg alt='A seal'><img src=q.jpg><audio src=a.mp3></audio>"), BASE, &out, &links);
	assert_int_equal(links.count, 4);
	assert_string_equal(links.at[0].words, "The seals of today");
	assert_string_equal(links.at[1].words, "A seal");
	assert_string_equal(links.at[2].words, "");
	assert_string_equal(links.at[3].words, "site.example");
	assert_int_equal(links.at[3].kind, LINK_MEDIA);
	text_links_finish(&links);
	str_finish(&out);
}

static void check_plain(const char *text, const char *want, const char *last) {
	struct text_links links = {0};
	struct str out;

	str_init(&out, MEBI);
	text_from_plain(slice_of(text), &out, &links);
	assert_string_equal(out.len ? out.at : "", want);
	assert_string_equal(links.count ? links.at[links.count - 1].url : "", last);
	text_links_finish(&links);
	str_finish(&out);
}

static void numbers_addresses_without_markup(void **state) {
	static const struct sample samples[] = {
		{"<p>See https://x.example/a?b=1&amp;c=2. Or (http://y.example/z), both", "See https://x.example/a?b=1&c=2[1]. Or (http://y.example/z[2]), both", "http://y.example/z"},
		{"<a href='/p'>https://x.example/</a>", "https://x.example/[1]", "https://site.example/p"},
		{"<pre>curl https://x.example/</pre>", "    curl https://x.example/", ""},
	};

	(void)state;
	CHECK_ALL(samples);
	check_plain("", "", "");
	check_plain("none here: x://y http:// httpx://z xhttp://q", "none here: x://y http:// httpx://z xhttp://q", "");
	check_plain("Watch https://x.example/w?v=1 and\nHTTPS://x.example/w?v=1!", "Watch https://x.example/w?v=1[1] and\nHTTPS://x.example/w?v=1[1]!", "https://x.example/w?v=1");
	check_plain("\xE2\x80\x9Chttps://x.example/a_(b)\xE2\x80\x9D\x1B", "\xE2\x80\x9Chttps://x.example/a_(b)[1]\xE2\x80\x9D", "https://x.example/a_(b)");
	check_plain("https://x.example/?utm_source=y https://x.example/", "https://x.example/?utm_source=y[1] https://x.example/[1]", "https://x.example/");
}

static void tells_marks_from_words(void **state) {
	struct str out;
	enum text_mark kind;

	(void)state;
	str_init(&out, MEBI);
	text_without_marks(SLICE("One[1] two [image: a seal][2][13] three [4] [video: x\n] [images] [image] [audio: s][5]"), &out);
	assert_string_equal(out.at, "One two  three [4] [video: x\n] [images]  ");
	assert_int_equal(text_reading_words(SLICE("One[1] two [image: a seal][2] three")), 5);
	assert_int_equal(text_reading_words(SLICE("")), 0);
	assert_int_equal(text_mark(SLICE("[200] x"), &kind), 5);
	assert_int_equal(kind, MARK_NUMBER);
	assert_int_equal(text_mark(SLICE("[embedded: y] x"), &kind), 13);
	assert_int_equal(kind, MARK_EMBEDDED);
	assert_int_equal(text_mark(SLICE("[12"), &kind), 0);
	assert_int_equal(text_mark(SLICE("[imagery: x]"), &kind), 0);
	str_finish(&out);
}

static void media_without_a_number_say_where(void **state) {
	struct str out;

	(void)state;
	str_init(&out, MEBI);
	text_from_html(SLICE("<iframe title='Seals' src='https://player.vimeo.com/video/1'></iframe>"), BASE, &out, NULL);
	assert_string_equal(out.at, "[video: https://vimeo.com/1]");
	str_finish(&out);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_out_what_a_page_hides),
		cmocka_unit_test(leaves_out_what_is_for_doing),
		cmocka_unit_test(takes_off_what_programs_hang_behind),
		cmocka_unit_test(shows_links_as_their_makers_mean_them),
		cmocka_unit_test(finds_the_picture_meant),
		cmocka_unit_test(leads_from_a_frame_to_its_page),
		cmocka_unit_test(keeps_the_sense_of_what_is_in_a_line),
		cmocka_unit_test(numbers_lists_as_their_writers_did),
		cmocka_unit_test(tells_what_links_are_called),
		cmocka_unit_test(numbers_addresses_without_markup),
		cmocka_unit_test(tells_marks_from_words),
		cmocka_unit_test(media_without_a_number_say_where),
	};

	return cmocka_run_group_tests_name("text_html_feeds", tests, NULL, NULL);
}
