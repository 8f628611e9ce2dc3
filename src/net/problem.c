/* problem.c: why a transfer failed, in a sentence for a person: the host, what happened, what to do. */
#include "problem.h"
#include "reach.h"
#include <bewust/i18n.h>
#include <bewust/limits.h>
#include <errno.h>
#include <string.h>

/* Results of OpenSSL's verification (x509_vfy.h), as CURLINFO_SSL_VERIFYRESULT hands them on; other TLS libraries have their own. */
enum { VERIFY_NOT_YET = 9, VERIFY_EXPIRED = 10, VERIFY_SELF_SIGNED = 18, VERIFY_UNKNOWN_ROOT = 19, VERIFY_NO_ISSUER = 20, VERIFY_NO_LEAF_ISSUER = 21 };

static void too_large(const char *host, size_t max, struct err *e) {
	if (max >= 1 << 20)
		err_set(e, ERR_NET, _("%s: more than %zu MiB, stopped there"), host, max >> 20);
	else
		err_set(e, ERR_NET, _("%s: more than %zu bytes, stopped there"), host, max);
}

static void not_trusted(const struct problem_facts *f, const char *host, struct err *e) {
	switch (f->verify) {
	case VERIFY_NOT_YET:
		err_set(e, ERR_NET, _("%s: its certificate is not valid yet: is the clock of this machine right"), host);
		return;
	case VERIFY_EXPIRED:
		err_set(e, ERR_NET, _("%s: its certificate has expired: its owner has to renew it"), host);
		return;
	case VERIFY_SELF_SIGNED:
		err_set(e, ERR_NET, _("%s: it signed its certificate itself, so who it is cannot be checked"), host);
		return;
	case VERIFY_UNKNOWN_ROOT:
	case VERIFY_NO_ISSUER:
	case VERIFY_NO_LEAF_ISSUER:
		err_set(e, ERR_NET, _("%s: its certificate comes from an issuer that is not known here"), host);
		return;
	default:
		break;
	}
	/* names are compared by libcurl itself, which has a result for it only in words */
	if (strstr(f->detail, "subject name") || strstr(f->detail, "match"))
		err_set(e, ERR_NET, _("%s: its certificate is not for this name: check the address"), host);
	else
		err_set(e, ERR_NET, _("%s: its certificate cannot be trusted (%s)"), host, f->detail);
}

static void too_many_lines(const char *host, struct err *e) {
	err_set(e, ERR_NET, _("%s: its answer opens with too many header lines"), host);
}

static void not_connected(const struct problem_facts *f, const char *host, struct err *e) {
	if (f->os_errno == ECONNREFUSED)
		err_set(e, ERR_TEMP, _("%s: it takes no connections now: the server may be down"), host);
	else if (f->os_errno == ENETUNREACH || f->os_errno == EHOSTUNREACH || f->os_errno == ENETDOWN)
		err_set(e, ERR_TEMP, _("%s: there is no way to it from here: check your connection"), host);
	else
		err_set(e, ERR_TEMP, _("%s: no connection could be made: the server, or your connection, may be down"), host);
}

static void out_of_time(const struct problem_facts *f, const char *host, struct err *e) {
	int wait_ms = f->limits->connect_ms < f->limits->total_ms ? f->limits->connect_ms : f->limits->total_ms;

	if (!f->connected)
		err_set(e, ERR_TEMP, _("%s: no connection within %d seconds"), host, wait_ms / 1000);
	else if (f->bytes == 0)
		err_set(e, ERR_TEMP, _("%s: it gave no answer in time"), host);
	else
		err_set(e, ERR_TEMP, _("%s: it is too slow, stopped after %zu bytes"), host, f->bytes);
}

static void library_said(const struct problem_facts *f, const char *host, struct err *e) {
	switch (f->code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		err_set(e, ERR_TEMP, _("%s: no server of this name was found: check the spelling and your connection"), host);
		return;
	case CURLE_COULDNT_RESOLVE_PROXY:
		err_set(e, ERR_TEMP, _("%s: the proxy was not found: check http_proxy and https_proxy"), host);
		return;
	case CURLE_COULDNT_CONNECT:
		not_connected(f, host, e);
		return;
	case CURLE_OPERATION_TIMEDOUT:
		out_of_time(f, host, e);
		return;
	case CURLE_PEER_FAILED_VERIFICATION:
		not_trusted(f, host, e);
		return;
	case CURLE_SSL_CONNECT_ERROR:
		err_set(e, ERR_NET, _("%s: no secure connection could be agreed on (%s)"), host, f->detail);
		return;
	case CURLE_OK:                          /* before its header lines were whole */
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		err_set(e, ERR_TEMP, _("%s: the answer broke off after %zu bytes"), host, f->bytes);
		return;
	case CURLE_OUT_OF_MEMORY:               /* libcurl's word for a header line of more than 100 KB, too */
		too_many_lines(host, e);
		return;
	case CURLE_BAD_CONTENT_ENCODING:
		err_set(e, ERR_NET, _("%s: what it sent could not be unpacked"), host);
		return;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_WEIRD_SERVER_REPLY:
		err_set(e, ERR_NET, _("%s: what answered there does not speak HTTP"), host);
		return;
	case CURLE_URL_MALFORMAT:
		err_set(e, ERR_USAGE, _("%s: this is not an address of the web: check its spelling"), host);
		return;
	default:
		err_set(e, ERR_NET, _("%s: the transfer broke off (%s)"), host, f->detail);
	}
}

void problem_describe(const struct problem_facts *f, struct err *e) {
	struct str name;
	const char *host;

	str_init(&name, 512);
	reach_host_for_display(slice_of(f->url), &name);
	host = name.len > 0 ? name.at : "?";
	switch (f->problem) {
	case PROBLEM_NONE:
		library_said(f, host, e);
		break;
	case PROBLEM_STOPPED:
	case PROBLEM_ENOUGH:
		break;
	case PROBLEM_TOO_LARGE:
		too_large(host, f->limits->body_max, e);
		break;
	case PROBLEM_HEADERS:
		too_many_lines(host, e);
		break;
	case PROBLEM_PRIVATE:
		err_set(e, ERR_NET, _("%s: this leads to a private address, which only an address typed by you may do"), host);
		break;
	case PROBLEM_REDIRECTS:
		err_set(e, ERR_NET, _("%s: it sends on more than %d times: open it in a browser to see where the feed is now"), host, LIMIT_REDIRECTS);
		break;
	}
	str_finish(&name);
}
