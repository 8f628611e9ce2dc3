/* xml.h: bytes of XML in, events out. Expat reads as long as the XML is well-formed; from the first fault on a forgiving reader
 * of our own goes on at the same place (mend.c), so that what is good runs at expat's speed and what is broken is still read. */
#ifndef PARSE_XML_H
#define PARSE_XML_H

#include "mend.h"
#include "xml_events.h"

#include <expat.h>
#include <stdint.h>

struct xml {
	struct xml_events told;
	XML_Parser expat;                 /* NULL once mend reads */
	struct mend *mend;
	int64_t done, given;              /* bytes that expat's events have told of; bytes it was given */
	bool in_cdata, broken;
};

/* `forgiving` starts with the second reader: for a prolog that expat would refuse or entities it would expand. */
void xml_init(struct xml *x, const struct xml_handler *handler, bool forgiving);
void xml_feed(struct xml *x, struct slice bytes);
void xml_end(struct xml *x);              /* closes what is open */
void xml_finish(struct xml *x);

#endif
