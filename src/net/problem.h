/* problem.h: why a transfer failed, in a sentence for a person. Private to net. */
#ifndef NET_PROBLEM_H
#define NET_PROBLEM_H

#include "curl_load.h"
#include <bewust/net.h>

/* Why our own side ended a transfer; libcurl only knows that it was told to. */
enum problem {
	PROBLEM_NONE,
	PROBLEM_STOPPED,     /* on_body wanted no more */
	PROBLEM_ENOUGH,      /* the rest of a body that nobody reads: no failure */
	PROBLEM_TOO_LARGE,
	PROBLEM_HEADERS,     /* more header lines than any server needs */
	PROBLEM_PRIVATE,     /* the name leads to a private address */
	PROBLEM_REDIRECTS,
};

struct problem_facts {
	const char *url;
	enum problem problem;
	CURLcode code;
	const char *detail;  /* libcurl's own words; "" none */
	size_t bytes;        /* of the body, decoded, that came */
	bool connected;      /* when time ran out */
	long os_errno, verify;
	const struct http_limits *limits;
};
void problem_describe(const struct problem_facts *f, struct err *e);

#endif
