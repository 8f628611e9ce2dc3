/* names.h: which namespace an element is of, whatever prefix and spelling it comes with. */
#ifndef PARSE_NAMES_H
#define PARSE_NAMES_H

#include <bewust/limits.h>
#include <bewust/slice.h>
#include <stdint.h>

/* NS_HOME: the feed's own format, RSS or Atom: what its root's elements are in, and what stands without a prefix. */
enum ns {
	NS_OTHER, NS_HOME, NS_RSS, NS_ATOM, NS_RDF, NS_CONTENT, NS_DC, NS_DCTERMS, NS_ITUNES, NS_MEDIA, NS_PODCAST, NS_SYNDICATION,
	NS_FEEDBURNER, NS_XHTML, NS_XML, NS_YOUTUBE, NS_PEERTUBE, NS_THREAD, NS_PLAY, NS_PRISM,
};

struct binding {
	char prefix[24];                  /* "" for the default namespace */
	enum ns ns;
	size_t depth;                     /* of the element that binds it */
};

/* The bindings in force, innermost last. */
struct names {
	struct binding at[LIMIT_BINDINGS];
	size_t count;
	enum ns home;                     /* what NS_HOME stands for: NS_RSS or NS_ATOM */
	char root[24];                    /* the root's prefix: where nothing is known of it, it means the feed's own elements */
};

/* False where there were too many: the rest mean nothing. */
bool names_open(struct names *n, size_t depth, const char **attributes);
void names_close(struct names *n, size_t depth);  /* of the element at that depth */
/* Splits a name as written; *local points into it. A prefix that nothing binds has the meaning it is known by. */
enum ns names_resolve(const struct names *n, const char *name, const char **local);
/* Takes the prefix of the root element, and what its format is. */
void names_root(struct names *n, const char *name, enum ns home);
/* The default namespace in force, so far unknown, is the feed's own. */
void names_adopt(struct names *n);
/* The namespace of an address, or NS_OTHER. */
enum ns names_of_address(const char *address);

#endif
