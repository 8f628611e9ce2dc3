/* names.c: prefixes and namespaces, without expat's help: feeds bind them wrongly, or not at all, and are meant all the same. */
#include "names.h"

#include <bewust/str.h>
#include <string.h>
#include <strings.h>

/* Known addresses: without scheme, trailing slash and "#", in lower case. Feeds have used all of these. */
static const struct {
	const char *address;
	enum ns ns;
} addresses[] = {
	{"www.w3.org/2005/atom", NS_ATOM},
	{"purl.org/atom/ns", NS_ATOM},
	{"purl.org/atom/app", NS_OTHER},
	{"example.com/necho", NS_ATOM},
	{"purl.org/echo", NS_ATOM},
	{"uri/of/echo/namespace", NS_ATOM},
	{"purl.org/pie", NS_ATOM},
	{"example.com/newformat", NS_ATOM},
	{"www.w3.org/1999/02/22-rdf-syntax-ns", NS_RDF},
	{"purl.org/rss/1.0", NS_RSS},
	{"my.netscape.com/rdf/simple/0.9", NS_RSS},
	{"channel.netscape.com/rdf/simple/0.9", NS_RSS},
	{"my.netscape.com/publish/formats/rss-0.91.dtd", NS_RSS},
	{"backend.userland.com/rss", NS_RSS},
	{"backend.userland.com/rss2", NS_RSS},
	{"backend.userland.com/rss091", NS_RSS},
	{"blogs.law.harvard.edu/tech/rss", NS_RSS},
	{"cyber.law.harvard.edu/rss", NS_RSS},
	{"cyber.law.harvard.edu/rss/rss.html", NS_RSS},
	{"purl.org/net/rss1.1", NS_RSS},
	{"purl.org/rss/1.0/modules/rss091", NS_RSS},
	{"purl.org/rss/1.0/modules/content", NS_CONTENT},
	{"purl.org/dc/elements/1.1", NS_DC},
	{"purl.org/dc/elements/1.0", NS_DC},
	{"purl.org/dc/terms", NS_DCTERMS},
	{"www.itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES},
	{"itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES},
	{"example.com/dtds/podcast-1.0.dtd", NS_ITUNES},
	{"search.yahoo.com/mrss", NS_MEDIA},
	{"search.yahoo.com/rss", NS_MEDIA},
	{"tools.search.yahoo.com/mrss", NS_MEDIA},
	{"video.search.yahoo.com/mrss", NS_MEDIA},
	{"podcastindex.org/namespace/1.0", NS_PODCAST},
	{"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", NS_PODCAST},
	{"purl.org/rss/1.0/modules/syndication", NS_SYNDICATION},
	{"rssnamespace.org/feedburner/ext/1.0", NS_FEEDBURNER},
	{"www.w3.org/1999/xhtml", NS_XHTML},
	{"www.w3.org/xml/1998/namespace", NS_XML},
	{"www.youtube.com/xml/schemas/2015", NS_YOUTUBE},
	{"joinpeertube.org/ns", NS_PEERTUBE},
	{"purl.org/syndication/thread/1.0", NS_THREAD},
	{"www.google.com/schemas/play-podcasts/1.0", NS_PLAY},
	{"www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd", NS_PLAY},
	{"prismstandard.org/namespaces/1.2/basic", NS_PRISM},
	{"prismstandard.org/namespaces/basic/1.2", NS_PRISM},
	{"prismstandard.org/namespaces/basic/2.0", NS_PRISM},
	{"prismstandard.org/namespaces/basic/2.1", NS_PRISM},
	{"purl.org/rss/1.0/modules/prism", NS_PRISM},
	{"dublincore.org/documents/dcmi-namespace", NS_DC},
	{"purl.org/metadata/dublin_core", NS_DC},
};

/* What a prefix means where nothing binds it. */
static const struct {
	const char *prefix;
	enum ns ns;
} prefixes[] = {
	{"atom", NS_ATOM}, {"atom10", NS_ATOM}, {"a10", NS_ATOM}, {"rdf", NS_RDF}, {"rss", NS_RSS}, {"content", NS_CONTENT}, {"dc", NS_DC},
	{"dcterms", NS_DCTERMS}, {"itunes", NS_ITUNES}, {"media", NS_MEDIA}, {"podcast", NS_PODCAST}, {"sy", NS_SYNDICATION},
	{"feedburner", NS_FEEDBURNER}, {"xhtml", NS_XHTML}, {"html", NS_XHTML}, {"xml", NS_XML}, {"yt", NS_YOUTUBE},
	{"peertube", NS_PEERTUBE}, {"thr", NS_THREAD}, {"googleplay", NS_PLAY}, {"prism", NS_PRISM},
};

enum ns names_of_address(const char *address) {
	struct slice s = slice_trim(slice_of(address));
	size_t colon = slice_find(s, SLICE("://"));

	if (colon < s.len)
		s = slice_from(s, colon + 3);
	while (s.len > 0 && (s.at[s.len - 1] == '/' || s.at[s.len - 1] == '#'))
		s.len--;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (slice_equal_nocase(s, slice_of(addresses[i].address)))
			return addresses[i].ns;
	return NS_OTHER;
}

bool names_open(struct names *n, size_t depth, const char **attributes) {
	for (; *attributes; attributes += 2) {
		const char *name = attributes[0];

		if (strncmp(name, "xmlns", 5) != 0 || (name[5] && name[5] != ':'))
			continue;
		if (n->count == LIMIT_BINDINGS)
			return false;
		struct binding *b = &n->at[n->count];

		if (!text_copy(b->prefix, sizeof b->prefix, slice_of(name[5] ? name + 6 : "")))
			continue;
		b->ns = names_of_address(attributes[1]);
		b->depth = depth;
		n->count++;
	}
	return true;
}

void names_close(struct names *n, size_t depth) {
	while (n->count > 0 && n->at[n->count - 1].depth >= depth)
		n->count--;
}

void names_root(struct names *n, const char *name, enum ns home) {
	const char *colon = strchr(name, ':');

	n->home = home;
	if (!colon || !text_copy(n->root, sizeof n->root, (struct slice){name, (size_t)(colon - name)}))
		n->root[0] = '\0';
}

void names_adopt(struct names *n) {
	for (size_t i = n->count; i-- > 0;) {
		if (n->at[i].prefix[0])
			continue;
		n->at[i].ns = n->home;
		return;
	}
}

static enum ns prefix_known(struct slice prefix) {
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (slice_equal_nocase(prefix, slice_of(prefixes[i].prefix)))
			return prefixes[i].ns;
	return NS_OTHER;
}

/* … of a prefix that nothing binds, or that is bound to an address nobody knows. */
static enum ns prefix_meaning(const struct names *n, struct slice prefix) {
	enum ns known = prefix_known(prefix);

	if (known == n->home || (known == NS_OTHER && slice_equal(prefix, slice_of(n->root))))
		return NS_HOME;
	return known;
}

enum ns names_resolve(const struct names *n, const char *name, const char **local) {
	const char *colon = strchr(name, ':');
	size_t len = colon ? (size_t)(colon - name) : 0;

	*local = colon ? colon + 1 : name;
	for (size_t i = n->count; i-- > 0;) {
		const struct binding *b = &n->at[i];

		if (strncmp(b->prefix, name, len) != 0 || b->prefix[len] != '\0')
			continue;
		/* Whatever the root calls its default namespace, its children are of its format. */
		if (!colon && b->depth == 0)
			return NS_HOME;
		if (b->ns == NS_OTHER)
			return colon ? prefix_meaning(n, (struct slice){name, len}) : NS_OTHER;
		return b->ns == n->home ? NS_HOME : b->ns;
	}
	return colon ? prefix_meaning(n, (struct slice){name, len}) : NS_HOME;
}
