/* test_ui_plain.c: the session as lines, where its clock can be set: over the day's cap the ten seconds pass, and nobody waits for them. */
#include "../../src/ui/plain.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/session.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *const items[] = {"a|Quiet garden|Bees in the quiet garden, with joy.|2", NULL};

/* Two sessions fill a day. */
static void fill_the_day(struct world *w) {
	for (int n = 0; n < 2; n++) {
		struct session_wish wish = {.before = MOOD_NONE, .seed = 1};
		struct reading r;

		assert_true(flow_session_begin(w->flow, &wish, &w->arena, &r, &w->err));
		assert_true(r.session.item_count > 0);
		r.session.spent_ms = 60000;
		assert_true(flow_session_end(w->flow, &r.session, &w->err) && flow_check_in_declined(w->flow, &r.session, &w->err));
	}
}

/* What the gate makes of these lines. */
static bool gate_says(struct world *w, const char *lines, struct plain *p) {
	FILE *in = tmpfile();
	int was_in = dup(STDIN_FILENO), was_out = dup(STDOUT_FILENO), out = open("/dev/null", O_WRONLY);
	bool passed;

	assert_true(in && fputs(lines, in) >= 0 && fflush(in) == 0 && fseek(in, 0, SEEK_SET) == 0);
	fflush(stdout);
	assert_true(dup2(fileno(in), STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0);
	clearerr(stdin);
	setvbuf(stdin, NULL, _IONBF, 0);
	*p = (struct plain){.flow = w->flow, .wish = {.before = MOOD_NONE}};
	clock_stop_at(&p->clock, WORLD_NOW);
	arena_init(&p->arena, 0);
	passed = plain_gate(p, &w->err);
	arena_finish(&p->arena);
	fflush(stdout);
	assert_true(dup2(was_in, STDIN_FILENO) >= 0 && dup2(was_out, STDOUT_FILENO) >= 0);
	close(was_in);
	close(was_out);
	close(out);
	fclose(in);
	assert_int_equal(w->err.kind, ERR_NONE);
	return passed;
}

static void waits_ten_seconds_over_the_cap_and_once_a_day(void **state) {
	struct world *w = *state;
	struct plain p;

	world_feed(w, "feed.xml", "Things", items);
	world_follow(w, testserver_url(&w->server, "/feed.xml"));
	assert_true(world_fetch(w, true));
	assert_true(gate_says(w, "", &p));              /* nothing was used: no gate, and no wait */
	assert_int_equal(clock_mono(&p.clock), 0);
	fill_the_day(w);
	assert_false(gate_says(w, "\n", &p));           /* not now is what Enter says */
	assert_int_equal(clock_mono(&p.clock), 0);
	assert_true(gate_says(w, "y\n", &p));
	assert_int_equal(clock_mono(&p.clock), 10000);
	assert_int_equal(p.wish.minutes, 5);
	assert_int_equal(p.wish.items, 3);
	assert_false(gate_says(w, "y\n", &p));          /* once */
	assert_int_equal(clock_mono(&p.clock), 0);
	w->options.clock.wall_s += 86400;
	world_config(w);
	fill_the_day(w);
	assert_true(gate_says(w, "y\n", &p));           /* the next time it is the same ten */
	assert_int_equal(clock_mono(&p.clock), 10000);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(waits_ten_seconds_over_the_cap_and_once_a_day, world_set_up, world_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
