/* curl_load.c: finds libcurl and its calls at run time. */
#include "curl_load.h"
#include <bewust/i18n.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define OLDEST 0x074200 /* 7.66: the first with curl_multi_poll */

/* Where the library goes by which name; the first that opens is taken. */
static const char *const library_names[] = {
#ifdef __APPLE__
	"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib", "/opt/homebrew/opt/curl/lib/libcurl.4.dylib",
#else
	"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4", "libcurl.so",
#endif
};

static const struct {
	const char *name;
	size_t offset;
} wanted[] = {
#define CURL_ROW(name) {"curl_" #name, offsetof(struct curl_calls, name)},
	CURL_CALLS(CURL_ROW)
#undef CURL_ROW
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct curl_calls calls;
static struct err why_not; /* of kind ERR_NONE when all is well */

static void *library_open(void) {
	void *library = NULL;

	for (size_t i = 0; !library && i < sizeof library_names / sizeof *library_names; i++)
		library = dlopen(library_names[i], RTLD_NOW | RTLD_LOCAL);
	return library;
}

/* ISO C has no conversion from void * to a pointer to a function; POSIX promises that the bits are the same. */
static bool call_find(void *library, const char *name, size_t offset) {
	void *found = dlsym(library, name);

	memcpy((char *)&calls + offset, &found, sizeof found);
	return found != NULL;
}

static void load(void) {
	void *library = library_open();

	if (!library) {
		err_set(&why_not, ERR_UNAVAILABLE, _("the library %s is not on this machine: install libcurl to fetch feeds"), library_names[0]);
		return;
	}
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!call_find(library, wanted[i].name, wanted[i].offset)) {
			err_set(&why_not, ERR_UNAVAILABLE, _("libcurl has no %s: it is too old, install 7.66 or newer"), wanted[i].name);
			return;
		}
	calls.version = calls.version_info(CURLVERSION_NOW)->version_num;
	if (calls.version < OLDEST || calls.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		err_set(&why_not, ERR_UNAVAILABLE, _("libcurl %s cannot be used: install 7.66 or newer"),
			calls.version_info(CURLVERSION_NOW)->version);
}

const struct curl_calls *curl_load(struct err *e) {
	pthread_once(&once, load);
	if (why_not.kind != ERR_NONE) {
		err_set(e, why_not.kind, "%s", why_not.text);
		return NULL;
	}
	return &calls;
}
