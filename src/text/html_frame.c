/* html_frame.c: the players that pages put into frames, and the page each of them belongs to. */
#include "html_state.h"

#include <bewust/url.h>
#include <string.h>

/* Addresses as the players' makers document them for embedding. The part of the address that names the thing stands behind `path`, or in the
 * parameter `parameter`; the page's address is that with `page` before it. */
struct player {
	const char *host;             /* or any host below it; "" any */
	const char *path;             /* its beginning; for any host: somewhere in it */
	const char *parameter;        /* "" none; the name stands in the path */
	const char *kind;             /* NULL: nothing for a reader */
	const char *page;             /* NULL: the frame's own address */
	bool rest;                    /* the name may hold slashes */
};

static const struct player players[] = {
	{"youtube.com", "/embed/videoseries", "list=", "video", "https://www.youtube.com/playlist?list=", false},
	{"youtube.com", "/embed/", "", "video", "https://www.youtube.com/watch?v=", false},
	{"youtube-nocookie.com", "/embed/", "", "video", "https://www.youtube.com/watch?v=", false},
	{"youtube.com", "/v/", "", "video", "https://www.youtube.com/watch?v=", false},
	{"player.vimeo.com", "/video/", "h=", "video", NULL, false}, /* not listed: only the player opens it */
	{"player.vimeo.com", "/video/", "", "video", "https://vimeo.com/", false},
	{"dailymotion.com", "/embed/video/", "", "video", "https://www.dailymotion.com/video/", false},
	{"dailymotion.com", "/player", "video=", "video", "https://www.dailymotion.com/video/", false},
	{"player.twitch.tv", "/", "video=", "video", "https://www.twitch.tv/videos/", false},
	{"player.twitch.tv", "/", "channel=", "video", "https://www.twitch.tv/", false},
	{"embed.ted.com", "/talks/", "", "video", "https://www.ted.com/talks/", true},
	{"streamable.com", "/e/", "", "video", "https://streamable.com/", false},
	{"loom.com", "/embed/", "", "video", "https://www.loom.com/share/", false},
	{"odysee.com", "/$/embed/", "", "video", "https://odysee.com/", true},
	{"player.bilibili.com", "/", "bvid=", "video", "https://www.bilibili.com/video/", false},
	{"facebook.com", "/plugins/video.php", "href=", "video", "", false},
	{"facebook.com", "/plugins/post.php", "href=", "embedded", "", false},
	{"facebook.com", "/plugins/", "", NULL, NULL, false},        /* buttons and counters */
	{"instagram.com", "/p/", "", "embedded", "https://www.instagram.com/p/", false},
	{"instagram.com", "/reel/", "", "video", "https://www.instagram.com/reel/", false},
	{"platform.twitter.com", "/embed/", "id=", "embedded", "https://twitter.com/i/status/", false},
	{"platform.twitter.com", "/widgets/", "", NULL, NULL, false},
	{"open.spotify.com", "/embed/", "", "audio", "https://open.spotify.com/", true},
	{"w.soundcloud.com", "/player", "url=", "audio", "", false},
	{"embed.podcasts.apple.com", "/", "", "audio", "https://podcasts.apple.com/", true},
	{"embed.music.apple.com", "/", "", "audio", "https://music.apple.com/", true},
	{"archive.org", "/embed/", "", "embedded", "https://archive.org/details/", false},
	/* frames that are pages enough themselves */
	{"youtube.com", "/", "", "video", NULL, false}, {"youtu.be", "/", "", "video", NULL, false}, {"vimeo.com", "/", "", "video", NULL, false},
	{"dailymotion.com", "/", "", "video", NULL, false}, {"twitch.tv", "/", "", "video", NULL, false}, {"tiktok.com", "/", "", "video", NULL, false},
	{"rumble.com", "/", "", "video", NULL, false}, {"wistia.com", "/", "", "video", NULL, false}, {"wistia.net", "/", "", "video", NULL, false},
	{"brightcove.net", "/", "", "video", NULL, false}, {"jwplayer.com", "/", "", "video", NULL, false},
	{"jwplatform.com", "/", "", "video", NULL, false}, {"media.ccc.de", "/v/", "", "video", NULL, false},
	{"bandcamp.com", "/", "", "audio", NULL, false}, {"mixcloud.com", "/", "", "audio", NULL, false}, {"libsyn.com", "/", "", "audio", NULL, false},
	{"acast.com", "/", "", "audio", NULL, false}, {"simplecast.com", "/", "", "audio", NULL, false}, {"megaphone.fm", "/", "", "audio", NULL, false},
	{"omny.fm", "/", "", "audio", NULL, false}, {"buzzsprout.com", "/", "", "audio", NULL, false}, {"transistor.fm", "/", "", "audio", NULL, false},
	{"spreaker.com", "/", "", "audio", NULL, false}, {"podbean.com", "/", "", "audio", NULL, false}, {"anchor.fm", "/", "", "audio", NULL, false},
	{"", "/videos/embed/", "", "video", "/videos/watch/", false}, /* PeerTube, on any host */
	/* advertisements, counters, forms to vote and to comment in */
	{"doubleclick.net", "/", "", NULL, NULL, false}, {"googlesyndication.com", "/", "", NULL, NULL, false},
	{"amazon-adsystem.com", "/", "", NULL, NULL, false}, {"googletagmanager.com", "/", "", NULL, NULL, false},
	{"slashdot.org", "/slashdot-it.pl", "", NULL, NULL, false}, {"", "/recaptcha/", "", NULL, NULL, false},
};

static bool is_below(struct slice host, struct slice name) {
	return slice_equal_nocase(host, name) || (slice_ends(host, name) && host.at[host.len - name.len - 1] == '.');
}

/* The value of a parameter as written; empty where there is none. */
static struct slice parameter_of(struct slice url, struct slice name) {
	struct slice query = slice_from(url, slice_find(url, SLICE("?")) + 1), one;

	query.len = slice_find(query, SLICE("#"));
	while (query.len && slice_split(&query, '&', &one)) {
		if (slice_starts(one, SLICE("amp;")))
			one = slice_from(one, 4);
		if (slice_starts(one, name))
			return slice_from(one, name.len);
	}
	return (struct slice){"", 0};
}

/* The name of what is shown; empty where this player does not fit. */
static struct slice name_of(const struct player *p, struct slice url, struct slice host) {
	struct slice path = slice_from(url, (size_t)(host.at - url.at) + host.len), name;
	size_t at = slice_find(path, slice_of(p->path)), len = 0;

	if (at == path.len || (*p->host && (at || !is_below(host, slice_of(p->host)))))
		return (struct slice){"", 0};
	if (*p->parameter)
		return parameter_of(path, slice_of(p->parameter));
	name = slice_from(path, at + strlen(p->path));
	while (len < name.len && name.at[len] != '?' && name.at[len] != '#' && (p->rest || name.at[len] != '/'))
		len++;
	name.len = len;
	return len || p->page ? name : SLICE("/"); /* the player alone says what it is */
}

static void put_page(const struct player *p, struct slice url, struct slice host, struct slice name, struct str *page) {
	if (!p->page)
		str_add(page, url);
	else if (!*p->page)
		url_decode(name, page);       /* the parameter is an address of its own */
	else if (*p->page == '/')
		str_addf(page, "%.*s%s%.*s", (int)(host.at - url.at + (ptrdiff_t)host.len), url.at, p->page, SLICE_FMT(name));
	else
		str_addf(page, "%s%.*s", p->page, SLICE_FMT(name));
}

const char *html_frame_page(struct slice url, struct str *page) {
	struct slice host = url_host(url);

	for (size_t i = 0; i < sizeof players / sizeof *players; i++) {
		struct slice name = name_of(&players[i], url, host);

		if (!name.len)
			continue;
		if (!players[i].kind)
			return NULL;
		put_page(&players[i], url, host, name, page);
		return players[i].kind;
	}
	str_add(page, url);
	return "embedded";
}
