/* plain_ask.c: one line out, one line in; while a line is waited for, channels are refreshed and the session's clock goes on. */
#include "plain.h"

#include <bewust/text.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_COLS = 72, TICK_MS = 1000 };

void plain_say(const char *text) {
	struct text_lines lines = {0};

	text_wrap(slice_of(text), LINE_COLS, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *l = &lines.at[i];
		int pad = l->indent - text_width(l->mark);

		printf("%.*s%*s%.*s\n", SLICE_FMT(l->mark), pad > 0 ? pad : 0, "", SLICE_FMT(l->text));
	}
	text_lines_finish(&lines);
}

void plain_say_people(struct plain *p, size_t most) {
	struct helpline *lines;
	struct err e = {0};
	size_t count;

	if (!flow_helplines(flow_config(p->flow), "", &p->arena, &lines, &count, &e)) {
		plain_say(e.text);
		return;
	}
	for (size_t i = 0; i < count && i < most; i++) {
		printf("  %s: %s\n", lines[i].name, *lines[i].number ? lines[i].number : lines[i].url);
		plain_say(lines[i].text);
	}
}

/* Once a question stands there: what it takes to begin is not waited for either. */
static void begin_refresh(struct plain *p) {
	struct err ignored = {0};               /* then there is what there was */

	p->refresh_due = false;
	p->fetch = flow_fetch_begin(p->flow, &(struct fetch_options){0}, NULL, NULL, &ignored);
}

void plain_refresh_end(struct plain *p) {
	struct fetch_summary ignored_summary;
	struct err ignored = {0};               /* each channel's trouble stands with it */

	flow_fetch_end(p->fetch, &ignored_summary, &ignored);
	p->fetch = NULL;
}

static bool line_comes(int wait_ms) {
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&in, 1, wait_ms) != 0;
}

/* Channels are refreshed while somebody reads or thinks, and only then: nobody waits for them. */
static void refresh_some(struct plain *p) {
	if (p->fetch && !flow_fetch_step(p->fetch, TICK_MS, STDIN_FILENO))
		plain_refresh_end(p);
}

int64_t plain_now_ms(const struct plain *p) {
	return clock_mono(&p->clock);
}

/* While an item is read its time goes by, in steps that the session's clock does not take for sleep. */
static void wait_for_line(struct plain *p) {
	if (p->refresh_due && !line_comes(0))
		begin_refresh(p);
	while ((p->reading || p->fetch) && !line_comes(p->fetch ? 0 : TICK_MS)) {
		refresh_some(p);
		if (p->reading)
			walk_tick(&p->walk, plain_now_ms(p), !p->watching);
	}
	if (p->fetch)
		flow_fetch_settle(p->fetch);
}

/* The answer without its newline; "" for Enter, and for ever after the input ended. */
static const char *ask_once(struct plain *p, const char *question) {
	size_t len;

	p->line[0] = '\0';
	if (p->ended)
		return p->line;
	printf("%s ", question);
	fflush(stdout);
	wait_for_line(p);
	p->watching = false;
	if (!fgets(p->line, sizeof(p->line), stdin)) {
		p->ended = true;
		p->line[0] = '\0';
		printf("\n");
		return p->line;
	}
	len = strcspn(p->line, "\r\n");
	p->line[len] = '\0';
	return p->line;
}

/* "!" is people to talk to, at every question. */
const char *plain_ask(struct plain *p, const char *question) {
	const char *answer;

	while (!strcmp(answer = ask_once(p, question), "!"))
		plain_say_people(p, SIZE_MAX);
	return answer;
}

int plain_ask_number(struct plain *p, const char *question, int low, int high, int preset) {
	for (;;) {
		struct slice answer = slice_trim(slice_of(plain_ask(p, question)));
		long long n;

		if (!answer.len)
			return preset;
		if (slice_to_int(answer, &n) && n >= low && n <= high)
			return (int)n;
		printf(_("a number from %d to %d, or Enter\n"), low, high);
	}
}
