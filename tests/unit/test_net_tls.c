/* test_net_tls.c: who a server is, is checked: against servers of `openssl s_server` with good and bad certificates. */
#include <bewust/net.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

extern char **environ;

static char folder[512], authority[600];
static char served[] = "/tmp/bewust-tls-XXXXXX";

struct tls_server {
	pid_t pid;
	FILE *says;
	int port;
};

/* The port from "ACCEPT 127.0.0.1:40123", which it says once it listens. */
static int port_said(FILE *from) {
	char line[256];

	while (fgets(line, sizeof line, from)) {
		const char *colon = strrchr(line, ':');

		if (strncmp(line, "ACCEPT", 6) == 0 && colon)
			return (int)strtol(colon + 1, NULL, 10);
	}
	return 0;
}

/* False where there is no openssl to be run. */
static bool server_start(struct tls_server *s, const char *certificate) {
	char cert[600], key[600];
	char *const argv[] = {"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", cert, "-key", key, "-HTTP", NULL};
	posix_spawn_file_actions_t actions;
	int out[2];

	snprintf(cert, sizeof cert, "%s/%s.pem", folder, certificate);
	snprintf(key, sizeof key, "%s/key.pem", folder);
	assert_int_equal(pipe(out), 0);
	fcntl(out[0], F_SETFD, FD_CLOEXEC);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, out[1]);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&s->pid, "openssl", &actions, NULL, argv, environ) != 0)
		s->pid = 0;
	posix_spawn_file_actions_destroy(&actions);
	close(out[1]);
	s->says = fdopen(out[0], "r");
	s->port = s->pid > 0 ? port_said(s->says) : 0;
	return s->port > 0;
}

static void server_stop(struct tls_server *s) {
	fclose(s->says);
	if (s->pid <= 0)
		return;
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
}

struct answer {
	struct http_result result;
	char body[256];
};

static bool take(void *ctx, const struct http_head *head, struct slice bytes) {
	struct answer *a = ctx;

	(void)head;
	return text_copy(a->body, sizeof a->body, bytes);
}

static void done(void *ctx, const struct http_result *result) {
	((struct answer *)ctx)->result = *result;
}

/* What comes of asking for /name on a server with this certificate. Skips the test where there is no openssl. */
static struct answer ask(const char *certificate, const char *name, const char *trusted) {
	struct answer a = {0};
	struct http_limits limits;
	struct tls_server s = {0};
	struct err e = {0};
	struct http *h;
	char url[128];

	if (!server_start(&s, certificate)) {
		server_stop(&s);
		skip();
	}
	if (trusted)
		setenv("SSL_CERT_FILE", trusted, 1);
	else
		unsetenv("SSL_CERT_FILE");
	http_limits_default(&limits);
	h = http_new(&limits, &e);
	assert_non_null(h);
	snprintf(url, sizeof url, "https://localhost:%d/%s", s.port, name);
	http_add(h, &(struct http_request){.url = url, .on_body = take, .on_done = done, .ctx = &a});
	while (http_step(h, 1000, -1) > 0)
		continue;
	http_free(h);
	server_stop(&s);
	return a;
}

static void assert_refused(struct answer a, const char *words) {
	assert_false(a.result.ok);
	assert_string_equal(a.body, "");
	assert_int_equal(a.result.err.kind, ERR_NET);
	if (!strstr(a.result.err.text, words))
		fail_msg("“%s” does not say “%s”", a.result.err.text, words);
}

static void a_trusted_server_is_read(void **state) {
	struct answer a = ask("good", "feed", authority);

	(void)state;
	if (!a.result.ok)
		fail_msg("%s", a.result.err.text);
	assert_string_equal(a.body, "<rss/>\n");
}

static void an_expired_certificate_is_refused(void **state) {
	(void)state;
	assert_refused(ask("expired", "feed", authority), "localhost: its certificate has expired");
}

static void a_certificate_for_another_name_is_refused(void **state) {
	(void)state;
	assert_refused(ask("other", "feed", authority), "is not for this name");
}

static void a_certificate_that_signed_itself_is_refused(void **state) {
	(void)state;
	assert_refused(ask("self", "feed", authority), "signed its certificate itself");
}

static void an_unknown_issuer_is_refused(void **state) {
	(void)state;
	assert_refused(ask("good", "feed", NULL), "not known here");
}

static void a_redirect_out_of_tls_is_refused(void **state) {
	(void)state;
	assert_refused(ask("good", "down", authority), "from https to http");
}

static void file_write(const char *name, const char *text) {
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	fclose(f);
}

/* The servers send what stands in the files, head and all, from the folder they are started in. */
static int set_up(void **state) {
	char here[400];

	(void)state;
	if (!getcwd(here, sizeof here) || !mkdtemp(served))
		return -1;
	snprintf(folder, sizeof folder, "%s/tests/data/tls", here);
	snprintf(authority, sizeof authority, "%s/ca.pem", folder);
	if (chdir(served) != 0)
		return -1;
	file_write("feed", "HTTP/1.0 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss/>\n");
	file_write("down", "HTTP/1.0 302 Found\r\nLocation: http://localhost:1/feed\r\n\r\n");
	return 0;
}

static int tear_down(void **state) {
	(void)state;
	unlink("feed");
	unlink("down");
	return rmdir(served);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trusted_server_is_read),
		cmocka_unit_test(an_expired_certificate_is_refused),
		cmocka_unit_test(a_certificate_for_another_name_is_refused),
		cmocka_unit_test(a_certificate_that_signed_itself_is_refused),
		cmocka_unit_test(an_unknown_issuer_is_refused),
		cmocka_unit_test(a_redirect_out_of_tls_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
