/* score.c: `bewust score`: one text a line in, one result a line out, in order, as fast as bytes come. */
#include "command.h"

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <bewust/score.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_BYTES = 256 << 10, LINE_BYTES_MAX = 8 << 20 /* of a longer line the rest is not read */ };

struct scoring {
	struct call *call;
	const char *file;
	struct flow *flow;               /* NULL: rules and lessons have no say */
	struct scorer plain;             /* without them */
	const char *lang;
	bool json;
	char *buffer;
	size_t len, cap;
	bool cut;                        /* what comes up to the next newline belongs to a line that was cut */
};

static bool score_line(struct scoring *s, struct slice line, struct err *e) {
	struct str *out = &s->call->out;
	struct score score;

	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (s->flow) {
		if (!flow_score(s->flow, line, s->lang, true, &score, e))
			return false;
	} else {
		score_text(&s->plain, &(struct score_text){.title = line, .lang = s->lang}, &score);
	}
	if (s->json)
		score_write_json(&score, line, out);
	else
		score_write_tsv(&score, line, out);
	str_add_char(out, '\n');
	return call_flush_some(s->call, e);
}

/* Scores the whole lines of what was read and keeps the beginning of the next one. */
static bool score_lines(struct scoring *s, struct err *e) {
	char *at = s->buffer, *end = s->buffer + s->len, *newline;

	for (; !s->call->out_gone && (newline = memchr(at, '\n', (size_t)(end - at))); at = newline + 1) {
		if (!s->cut && !score_line(s, (struct slice){at, (size_t)(newline - at)}, e))
			return false;
		s->cut = false;
	}
	s->len = s->cut ? 0 : (size_t)(end - at);
	memmove(s->buffer, at, s->len);
	if (s->len >= LINE_BYTES_MAX) {
		if (!score_line(s, (struct slice){s->buffer, s->len}, e))
			return false;
		s->cut = true;
		s->len = 0;
	}
	return true;
}

static bool score_all(struct scoring *s, int fd, struct err *e) {
	while (!s->call->out_gone) {
		ssize_t n;

		if (s->cap - s->len < READ_BYTES)
			s->buffer = mem_grow(s->buffer, s->cap = s->len + 2 * (size_t)READ_BYTES + s->cap / 2, 1);
		n = read(fd, s->buffer + s->len, READ_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, errno == EISDIR ? ERR_NOINPUT : ERR_IO, _("%s could not be read: %s"), s->file, strerror(errno));
		if (n == 0)
			break;
		s->len += (size_t)n;
		if (!score_lines(s, e) || !call_flush(s->call, e)) /* an answer for what came, before waiting for more */
			return false;
	}
	return s->len == 0 || s->cut || s->call->out_gone || score_line(s, (struct slice){s->buffer, s->len}, e);
}

static bool run(struct call *c, struct err *e) {
	struct scoring s = {.call = c, .lang = call_option(c, "lang"), .json = call_has(c, "json"),
		.file = c->arg_count ? c->args[0] : "-"};
	int fd = call_open_input(s.file, e);
	bool ok = fd >= 0;

	if (ok && !call_has(c, "no-personal") && call_has_data(c))
		ok = (s.flow = call_flow(c, e)) != NULL;
	s.plain.vocabulary = vocabulary_new();
	ok = ok && score_all(&s, fd, e);
	if (fd > STDIN_FILENO)
		close(fd);
	free(s.buffer);
	vocabulary_free(s.plain.vocabulary);
	return ok;
}

static const struct option options[] = {
	{"json", NULL, N_("an object a line: score, label, why, text")},
	{"lang", "xx", N_("the language of the texts, en or nl; else each text is asked")},
	{"no-personal", NULL, N_("by the shipped words alone: no rules, nothing learned, no data read")},
	{0},
};
static const char *const examples[] = {"score headlines.txt", "score --json --lang en --no-personal - < headlines.txt", NULL};
const struct command command_score = {.name = "score", .arguments = "[FILE|-]", .summary = N_("say how texts are likely to feel, one text a line"),
	.text = N_("Writes score, label and text, parted by tabs; one line for every line, in order. The score lies between -1 (draining) and 1 "
		"(uplifting); the label is uplifting, neutral or draining. With --json each line is an object: {\"score\", \"label\", \"why\": [{\"term\", "
		"\"weight\"}], \"text\"}; the weights add up to the score, and a term also says its \"kind\" where it is not a word of the text."),
	.options = options, .examples = examples, .args_max = 1, .run = run};
