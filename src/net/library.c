/* library.c: which libcurl it is that runs. */
#include "curl_load.h"

#include <bewust/net.h>

const char *http_library(void) {
	const struct curl_calls *curl = curl_load(NULL);

	return curl ? curl->version_info(CURLVERSION_NOW)->version : "";
}

const char *http_library_built(void) {
	return LIBCURL_VERSION;
}
