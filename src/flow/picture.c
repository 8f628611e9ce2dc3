/* picture.c: a picture that the reader asked to see: fetched as feeds are, drawn by another program, kept nowhere.
 *
 * What a stranger's picture does to the program that decodes it is not known beforehand: so it is another one, under limits of time and
 * memory, and it is given only what begins as one of four kinds of picture do. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <bewust/net.h>
#include <bewust/url.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
	ASK_SECONDS = 20,               /* somebody waits */
	HEAD_BYTES = 12,                /* say what kind it is */
	COMMAND_MAX = 600,
	PICTURE_FD = 3,
	CPU_SECONDS = 10,
};
#define MEMORY_MAX ((rlim_t)1 << 30)    /* 100 megapixels and the program itself; a bomb has more */

/* ---- fetching ---- */

struct coming {
	const struct flow *flow;
	uint64_t number;
	struct str bytes;
	struct err err;
	char url[URL_MAX + 1];
	int64_t retry_after_s;
	int status;
	bool ok, put_off, other;        /* other: it is no picture */
};

static bool is_picture(struct slice s) {
	static const struct { size_t at; const char *bytes; size_t len; } kinds[] = {
		{0, "\x89PNG\r\n\x1a\n", 8}, {0, "\xFF\xD8\xFF", 3}, {0, "GIF8", 4}, {8, "WEBP", 4},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (s.len >= HEAD_BYTES && memcmp(s.at + kinds[i].at, kinds[i].bytes, kinds[i].len) == 0)
			return true;
	return false;
}

static bool on_body(void *ctx, const struct http_head *head, struct slice bytes) {
	struct coming *c = ctx;

	(void)head;
	if (!str_add(&c->bytes, bytes))
		return false;
	c->other = c->bytes.len >= HEAD_BYTES && !is_picture(str_slice(&c->bytes));
	return !c->other;
}

static void on_done(void *ctx, const struct http_result *r) {
	struct coming *c = ctx;

	c->ok = r->ok;
	c->err = r->err;
	c->status = r->head.status;
	c->put_off = r->put_off;
	c->retry_after_s = r->retry_after_s;
	text_copy(c->url, sizeof(c->url), slice_of(r->head.url));
}

static bool is_dropped(void *ctx) {
	const struct coming *c = ctx;

	return c->number <= c->flow->picture_dropped;
}

/* A feed may show the reader the way to its own place, be it a private one; to no other private one. */
static bool ask(struct flow *f, const char *url, const char *feed, struct coming *out, struct arena *a, struct err *e) {
	bool whole;

	if (!flow_ask(f, &(struct http_request){.url = url, .accept = "image/png,image/jpeg,image/webp,image/gif,*/*;q=0.1",
		.public_only = !slice_equal_nocase(flow_place_of(feed), flow_place_of(url)), .on_body = on_body, .on_done = on_done, .ctx = out},
		ASK_SECONDS, is_dropped, a, &whole, e) || !whole)       /* nobody waits for it any more: nothing is to be said */
		return false;
	return out->put_off || flow_host_pause(f, out->url, out->status, out->retry_after_s, e);
}

static bool judge(const struct coming *c, const char *url, struct err *e) {
	struct slice host = url_host(slice_of(url));

	if (c->other || (c->ok && c->status / 100 == 2 && !is_picture(str_slice(&c->bytes))))
		return err_set(e, ERR_DATA, _("%.*s: what came is no picture that can be shown here; o opens it outside"), SLICE_FMT(host));
	if (c->ok && c->status / 100 != 2)
		return err_set(e, ERR_NET, _("%.*s: the picture is not there (%d)"), SLICE_FMT(host), c->status);
	if (!c->ok)
		*e = c->err;
	return c->ok;
}

bool flow_picture(struct flow *f, int64_t item_id, const char *url, uint64_t number, struct arena *a, struct slice *out, struct err *e) {
	struct coming *c = arena_alloc(a, sizeof(*c));
	struct channel channel;
	struct item item;
	struct str clean;
	bool ok;

	*c = (struct coming){.flow = f, .number = number, .retry_after_s = -1};
	str_init(&c->bytes, LIMIT_BODY_BYTES);
	str_init(&clean, URL_MAX);
	url_without_tracking(slice_of(url), &clean);
	ok = store_item_get(f->store, item_id, a, &item, e) && store_channel_get(f->store, item.channel_id, a, &channel, e) &&
		ask(f, clean.at, channel.url, c, a, e) && judge(c, clean.at, e);
	if (ok)
		*out = (struct slice){arena_text(a, str_slice(&c->bytes)), c->bytes.len};
	str_finish(&clean);
	str_finish(&c->bytes);
	return ok;
}

void flow_picture_drop(struct flow *f, uint64_t number) {
	if (number > f->picture_dropped)
		f->picture_dropped = number;
}

/* ---- the program that shows it ---- */

/* "{w}" and "{h}" are columns and rows. */
static void add_sized(struct slice command, const struct picture_room *room, struct str *out) {
	while (command.len) {
		bool width = slice_starts(command, SLICE("{w}"));

		if (width || slice_starts(command, SLICE("{h}"))) {
			str_addf(out, "%d", width ? room->cols : room->rows);
			command = slice_from(command, 3);
		} else {
			str_add_char(out, command.at[0]);
			command = slice_from(command, 1);
		}
	}
}

bool flow_picture_command(const struct config *c, const struct picture_room *room, struct arena *a, struct picture_command *out, struct err *e) {
	struct str command;
	bool ok;

	str_init(&command, COMMAND_MAX);
	out->limited = !*c->picture_command;
	add_sized(out->limited ? SLICE("chafa --animate=off --threads=1 --center=on --size={w}x{h}") : slice_of(c->picture_command), room, &command);
	if (out->limited && !(config_wants_colour() && strcmp(c->theme, "plain") != 0))
		str_add_text(&command, " --colors=none");
	if (out->limited && room->ascii)
		str_add_text(&command, " --symbols=ascii");
	ok = flow_outside_fill(str_slice(&command), "/dev/fd/3", a, &out->argv);
	str_finish(&command);
	out->file = ok ? flow_outside_file(out->argv[0], a) : NULL;
	if (!ok && out->limited)
		return err_set(e, ERR_UNAVAILABLE, _("to see pictures here, install chafa; o opens it outside"));
	return ok || err_set(e, ERR_UNAVAILABLE, _("the program for pictures is not there: look at `picture_command` in the configuration (%s)"),
		c->picture_command);
}

/* A file without a name: in memory where the system can, else gone from its directory at once. */
static int nameless_file(void) {
#ifdef MFD_CLOEXEC
	return memfd_create("picture", MFD_CLOEXEC);
#else
	char name[] = "/tmp/bewust-picture-XXXXXX";
	int fd = mkostemp(name, O_CLOEXEC);     /* 0600 */

	if (fd >= 0)
		unlink(name);
	return fd;
#endif
}

static int file_of(struct slice bytes) {
	int fd = nameless_file();

	while (fd >= 0 && bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		bytes = slice_from(bytes, (size_t)n);
	}
	return fd;
}

/* In the child, where nothing may be called that a signal handler may not call. What it says of its troubles would stand in the picture. */
static void become(const struct picture_command *c, int picture) {
	const struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS}, memory = {MEMORY_MAX, MEMORY_MAX}, none = {0, 0};
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere >= 0)
		dup2(nowhere, STDERR_FILENO);
	if (picture == PICTURE_FD)
		fcntl(picture, F_SETFD, 0);
	else
		dup2(picture, PICTURE_FD);
	lseek(PICTURE_FD, 0, SEEK_SET);
	signal(SIGPIPE, SIG_DFL);
	if (c->limited) {
		setrlimit(RLIMIT_CPU, &cpu);
		setrlimit(RLIMIT_AS, &memory);
		setrlimit(RLIMIT_CORE, &none);
		setrlimit(RLIMIT_FSIZE, &none);
	}
	execve(c->file, c->argv, environ);
	_exit(127);
}

bool flow_picture_show(const struct picture_command *c, struct slice bytes, struct err *e) {
	const char *slash = strrchr(c->argv[0], '/'), *name = slash ? slash + 1 : c->argv[0];
	int fd = file_of(bytes), status = 0;
	pid_t child;

	if (fd < 0)
		return err_set(e, ERR_IO, _("the picture cannot be handed on: %s"), strerror(errno));
	if ((child = fork()) == 0)
		become(c, fd);
	close(fd);
	if (child < 0)
		return err_set(e, ERR_UNAVAILABLE, _("%s could not be started: %s"), name, strerror(errno));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
		err_set(e, ERR_UNAVAILABLE, _("%s could not show this picture; o opens it outside"), name);
}
