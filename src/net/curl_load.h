/* curl_load.h: libcurl, opened when it is first needed: mapping it and the 40 libraries behind it costs a start 5 ms, and most
 * starts need no network. Private to net. */
#ifndef NET_CURL_LOAD_H
#define NET_CURL_LOAD_H

#include <bewust/err.h>
#include <curl/curl.h>

/* Name in curl's headers; each becomes a member of the same name, without "curl_" and with the type that the headers give it. */
#define CURL_CALLS(C) \
	C(global_init) C(version_info) C(getdate) \
	C(easy_init) C(easy_setopt) C(easy_getinfo) C(easy_cleanup) C(easy_strerror) \
	C(multi_init) C(multi_setopt) C(multi_add_handle) C(multi_remove_handle) C(multi_socket_action) \
	C(multi_perform) C(multi_poll) /* libcurl's own loop, which bench_limits measures ours beside */ \
	C(multi_info_read) C(multi_cleanup) C(multi_strerror) \
	C(slist_append) C(slist_free_all)

#define CURL_MEMBER(name) __typeof__(curl_##name) *name;
struct curl_calls {
	CURL_CALLS(CURL_MEMBER)
	unsigned version;                /* of the library that runs, as 0x075801 */
};
#undef CURL_MEMBER

/* The calls, the same for the whole program; NULL with ERR_UNAVAILABLE where there is no libcurl or it is too old. */
const struct curl_calls *curl_load(struct err *e);

#endif
