/* reach.h: where a request may go: which addresses are private, and which redirects are followed. Pure. Private to net. */
#ifndef NET_REACH_H
#define NET_REACH_H

#include <bewust/err.h>
#include <bewust/str.h>
#include <sys/socket.h>


/* Whether a host is private as written: url_host_is_private, .lan and .home as routers use them, and names of one word. */
bool reach_private_host(struct slice host);
bool reach_public_address(const struct sockaddr *address);
/* 169.254.0.0/16 and fe80::/10, where clouds keep the secrets of their machines. */
bool reach_link_local(const struct sockaddr *address);

/* A host for an error: as url_for_display shows it, without its port and its credentials. Appends. */
void reach_host_for_display(struct slice url, struct str *out);

/* Appends to *to where an answer at `from` sends us. Credentials go along only to the same origin, or from http to https of the
 * same host on the ports both have by default. False with ERR_NET: no sense in it, not http(s), from https down to http, or to a
 * private host where `private_ok` is not set, or from a public one on the way. */
bool reach_redirect(const char *from, struct slice location, bool private_ok, struct str *to, struct err *e);
/* Whether what the reader gave for `from` may be told to `to` as well: the same host and port, and not less safely. */
bool reach_keeps_credentials(struct slice from, struct slice to);

#endif
