/* parse.c: `bewust parse`: any feed in, JSON Feed 1.1 out, as a stream; touches no data. */
#include "command.h"

#include <bewust/i18n.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct input { const char *file; int fd; };

static ptrdiff_t read_some(void *ctx, char *buffer, size_t size, struct err *e) {
	const struct input *in = ctx;
	ssize_t n;

	while ((n = read(in->fd, buffer, size)) < 0 && errno == EINTR)
		;
	if (n < 0)
		err_set(e, errno == EISDIR ? ERR_NOINPUT : ERR_IO, _("%s could not be read: %s"), in->file, strerror(errno));
	return n;
}

static bool write_some(void *ctx, struct slice bytes, struct err *e) {
	struct call *c = ctx;

	str_add(&c->out, bytes);
	return call_flush_some(c, e);
}

static bool run(struct call *c, struct err *e) {
	const char *file = c->arg_count ? c->args[0] : "-", *base = call_option(c, "base");
	struct input in = {file, call_open_input(file, e)};
	struct parse_source from = {read_some, &in};
	struct parse_sink to = {write_some, c};
	bool ok;

	if (in.fd < 0)
		return false;
	ok = parse_to_jsonfeed(base ? base : "", "", &from, &to, NULL, e);
	if (in.fd != STDIN_FILENO)
		close(in.fd);
	return ok;
}

static const struct option options[] = {
	{"base", "URL", N_("the address the feed came from: what its links are relative to")},
	{0},
};
static const char *const examples[] = {"parse feed.xml", "parse --base https://example.org/ - < feed.xml", NULL};
const struct command command_parse = {.name = "parse", .arguments = "[FILE|-]", .summary = N_("read any feed, write it as JSON Feed 1.1"),
	.text = N_("RSS 0.9x, 1.0, 2.0, Atom and JSON Feed are known by what is in them, broken ones are read as far as they go. Touches no data and no "
		"network. Exit status 65 when there is no feed in it."),
	.options = options, .examples = examples, .args_max = 1, .run = run};
