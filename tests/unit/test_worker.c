/* test_worker.c: the thread that owns network and database, under load: answers come quickly, the end comes quickly, nothing is lost. */
#include "../support/flow_world.h"
#include "../support/test.h"

#include <bewust/worker.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define URL(...) testserver_url(&w->server, __VA_ARGS__)

enum { QUICK_MS = 100, WAIT_MS = 10000 };

static int64_t now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The real clock: a refresh commits by time. The world's own flow gives the store up to the worker. */
static struct worker *start(struct world *w, bool threaded) {
	struct worker *worker;

	flow_close(w->flow);
	w->flow = NULL;
	assert_true(clock_init(&w->options.clock, &w->err));
	if (!(worker = worker_start(&w->options, threaded, &w->err)))
		fail_msg("%s", w->err.text);
	return worker;
}

static bool receive(struct worker *worker, struct worker_event *event) {
	int64_t end = now_ms() + WAIT_MS;

	while (now_ms() < end) {
		struct pollfd bell = {.fd = worker_fd(worker), .events = POLLIN};

		if (worker_receive(worker, event))
			return true;
		poll(&bell, 1, 50);
	}
	return false;
}

/* Waits for that word; jobs that come before it are freed. */
static struct worker_event wait_for(struct worker *worker, enum worker_word word) {
	struct worker_event event;

	do {
		if (!receive(worker, &event))
			fail_msg("nothing came");
		if (event.word == word)
			return event;
		job_free(event.job);
	} while (true);
}

static int ran;

static bool count_items(struct job *job, struct flow *flow, struct err *e) {
	struct item_query q = {.limit = 10, .before_published = DATE_NONE};
	struct items *items = arena_alloc(&job->arena, sizeof *items);

	ran++;
	job->result = items;
	return store_items(flow_store(flow), &q, &job->arena, items, e);
}

static bool write_something(struct job *job, struct flow *flow, struct err *e) {
	(void)job;
	return flow_not_now(flow, e);
}

static bool fails(struct job *job, struct flow *flow, struct err *e) {
	(void)job;
	(void)flow;
	return err_set(e, ERR_DATA, "as it should");
}

static bool follow_slow(struct job *job, struct flow *flow, struct err *e) {
	struct followed f;

	return flow_channel_follow(flow, &(struct follow){.typed = job->argument}, &job->arena, &f, e);
}

static int compare(const void *a, const void *b) {
	return (*(const int64_t *)a > *(const int64_t *)b) - (*(const int64_t *)a < *(const int64_t *)b);
}

static void fill(struct world *w, int channels) {
	char item[64];

	for (int i = 0; i < channels; i++) {
		char name[32];
		const char *list[31] = {0};

		snprintf(name, sizeof name, "feed%d.xml", i);
		for (int n = 0; n < 30; n++) {
			snprintf(item, sizeof item, "%d|Title %d|Some words of it.|%d", n, n, n);
			list[n] = arena_text(&w->arena, slice_of(item));
		}
		world_feed(w, name, name, list);
		world_follow(w, URL("/%s", name));
	}
}

static void answers_while_a_slow_server_drips(void **state) {
	enum { JOBS = 60 };
	struct world *w = *state;
	struct worker *worker;
	int64_t took[JOBS];

	fill(w, 40);
	world_follow(w, URL("/m/drip"));
	world_follow(w, URL("/m/hang"));
	worker = start(w, true);
	worker_fetch(worker, true);
	for (int i = 0; i < JOBS; i++) {
		int64_t begun = now_ms();

		worker_send(worker, job_new(1, i, i % 3 ? count_items : write_something));
		struct worker_event event = wait_for(worker, WORKER_JOB);

		took[i] = now_ms() - begun;
		assert_true(event.job->ok);
		assert_int_equal(event.job->what, i);
		job_free(event.job);
	}
	qsort(took, JOBS, sizeof *took, compare);
	print_message("answers in %d ms at the median, %d ms at most\n", (int)took[JOBS / 2], (int)took[JOBS - 1]);
	assert_true(took[JOBS / 2] <= QUICK_MS);
	assert_true(took[JOBS - 1] <= 10 * QUICK_MS);
	int64_t begun = now_ms();

	worker_stop(worker);                           /* in the middle of the refresh */
	assert_true(now_ms() - begun <= 10 * QUICK_MS);
}

static void leaves_at_once_though_a_server_does_not_answer(void **state) {
	struct world *w = *state;
	struct worker *worker = start(w, true);
	struct job *job = job_new(1, 1, follow_slow);
	int64_t begun;

	job->argument = arena_text(&job->arena, slice_of(URL("/m/hang")));
	worker_send(worker, job_new(1, 0, count_items));
	job_free(wait_for(worker, WORKER_JOB).job);
	worker_send(worker, job);
	begun = now_ms();
	worker_stop(worker);
	assert_true(now_ms() - begun <= 15 * QUICK_MS);
}

/* Somebody follows a channel whose server takes its time: screens, and the refresh, go on. */
static void goes_on_while_a_server_is_waited_for(void **state) {
	enum { FOLLOW, LOOK, WRITE };
	struct world *w = *state;
	struct worker *worker;
	struct worker_event event;
	struct job *follow;

	fill(w, 3);
	worker = start(w, true);
	follow = job_new(1, FOLLOW, follow_slow);
	follow->argument = arena_text(&follow->arena, slice_of(URL("/m/hang")));
	follow->far = true;
	worker_send(worker, follow);
	worker_send(worker, job_new(1, LOOK, count_items));
	worker_fetch(worker, true);
	worker_send(worker, job_new(1, WRITE, write_something));
	for (int what = LOOK; what <= WRITE; what++) {
		event = wait_for(worker, WORKER_JOB);
		assert_int_equal(event.job->what, what);
		assert_true(event.job->ok);
		job_free(event.job);
	}
	do {
		assert_true(receive(worker, &event));
		assert_int_not_equal(event.word, WORKER_JOB);
	} while (event.word != WORKER_FETCHED);
	assert_int_equal(event.fetch.items_new, 90);
	worker_stop(worker);
}

static void does_all_that_was_sent_before_it_ends_and_frees_what_nobody_took(void **state) {
	struct world *w = *state;
	struct worker *worker = start(w, true);

	ran = 0;
	for (int i = 0; i < 50; i++)
		worker_send(worker, job_new(1, i, count_items));
	worker_stop(worker);
	assert_int_equal(ran, 50);
}

static void tells_of_a_refresh_and_of_each_channel_in_trouble(void **state) {
	struct world *w = *state;
	struct worker *worker;
	struct worker_event event;
	int news = 0, trouble = 0;

	fill(w, 3);
	world_follow(w, URL("/m/404/x"));
	worker = start(w, true);
	worker_fetch(worker, true);
	worker_fetch(worker, true);                    /* one at a time */
	do {
		assert_true(receive(worker, &event));
		if (event.word == WORKER_CHANNEL) {
			news += event.status == FETCH_NEW;
			trouble += event.status == FETCH_ERROR && strstr(event.err.text, "404");
		}
	} while (event.word != WORKER_FETCHED);
	assert_int_equal(news, 3);
	assert_int_equal(trouble, 1);
	assert_int_equal(event.fetch.items_new, 90);
	assert_int_equal(event.err.kind, ERR_TEMP);
	assert_string_equal(event.fetch.slowest, "");
	worker_stop(worker);
}

static void says_why_a_job_failed_and_why_nothing_can_be_done(void **state) {
	struct world *w = *state;
	struct worker *worker = start(w, true);
	struct worker_event event;
	char file[128];

	worker_send(worker, job_new(1, 0, fails));
	event = wait_for(worker, WORKER_JOB);
	assert_false(event.job->ok);
	assert_string_equal(event.job->err.text, "as it should");
	job_free(event.job);
	worker_stop(worker);

	world_file(w, "no-folder", "x");
	snprintf(file, sizeof file, "%s/no-folder", w->www);
	w->options.data_dir = file;
	worker = start(w, true);
	event = wait_for(worker, WORKER_FAILED);
	assert_true(*event.err.text);
	worker_fetch(worker, false);
	worker_send(worker, job_new(1, 0, count_items));
	event = wait_for(worker, WORKER_JOB);
	assert_false(event.job->ok);
	assert_true(*event.job->err.text);
	job_free(event.job);
	worker_stop(worker);
}

static void does_the_same_on_one_thread(void **state) {
	struct world *w = *state;
	struct worker *worker;
	struct worker_event event;

	fill(w, 3);
	worker = start(w, false);
	worker_send(worker, job_new(1, 5, count_items));
	event = wait_for(worker, WORKER_JOB);
	assert_true(event.job->ok);
	job_free(event.job);
	worker_fetch(worker, true);
	event = wait_for(worker, WORKER_FETCHED);
	assert_int_equal(event.fetch.items_new, 90);
	worker_fetch(worker, true);
	worker_stop(worker);
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_set_up, world_tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
		T(answers_while_a_slow_server_drips), T(leaves_at_once_though_a_server_does_not_answer),
		T(goes_on_while_a_server_is_waited_for),
		T(does_all_that_was_sent_before_it_ends_and_frees_what_nobody_took), T(tells_of_a_refresh_and_of_each_channel_in_trouble),
		T(says_why_a_job_failed_and_why_nothing_can_be_done), T(does_the_same_on_one_thread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
