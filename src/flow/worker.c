/* worker.c: the thread that owns network and database, two queues, and a descriptor to wait on in each direction. */
#include <bewust/worker.h>

#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRESS_EVERY_MS = 100, STEP_MS = 200, FAR_STEP_MS = 10 };

struct note {                           /* a worker_event in a list */
	struct worker_event event;
	struct note *next;
};

struct worker {
	struct flow_options options;
	bool threaded, started;
	pthread_t thread;
	/* the worker's own */
	struct flow *flow;
	struct fetch *fetch;
	struct err closed;              /* why the store could not be opened */
	int64_t told_at;
	/* between the two, under the lock */
	pthread_mutex_t lock;
	struct job *jobs, **jobs_end;
	struct note *notes, **notes_end;
	bool want_fetch, force, stop;
	/* a byte in each means: look at the queue */
	int to_worker[2], to_screen[2];
};

struct job *job_new(uint64_t owner, int what, bool (*run)(struct job *, struct flow *, struct err *)) {
	struct job *j = mem_alloc(sizeof(*j));

	j->run = run;
	j->owner = owner;
	j->what = what;
	arena_init(&j->arena, 0);
	return j;
}

void job_free(struct job *job) {
	if (!job)
		return;
	arena_finish(&job->arena);
	free(job);
}

/* ---- the two queues ---- */

static void ring(int fd) {
	while (write(fd, "", 1) < 0 && errno == EINTR)
		;                               /* a full pipe has rung already */
}

static void unring(int fd) {
	char bytes[64];

	while (read(fd, bytes, sizeof(bytes)) > 0)
		;
}

static void post(struct worker *w, const struct worker_event *event) {
	struct note *n = mem_alloc(sizeof(*n));

	n->event = *event;
	pthread_mutex_lock(&w->lock);
	*w->notes_end = n;
	w->notes_end = &n->next;
	pthread_mutex_unlock(&w->lock);
	ring(w->to_screen[1]);
}

/* The first one sent; where `far` is false, of those that ask nobody. */
static struct job *next_job(struct worker *w, bool far) {
	struct job **at = &w->jobs, *j;

	pthread_mutex_lock(&w->lock);
	while (*at && (*at)->far && !far)
		at = &(*at)->next;
	if ((j = *at)) {
		if (!(*at = j->next))
			w->jobs_end = at;
		j->next = NULL;
	}
	pthread_mutex_unlock(&w->lock);
	return j;
}

/* ---- on the worker ---- */

static void run_job(struct worker *w, struct job *j) {
	if (w->flow)
		j->ok = j->run(j, w->flow, &j->err);
	else
		j->err = w->closed;
	post(w, &(struct worker_event){.word = WORKER_JOB, .job = j});
}

static void tell_progress(struct worker *w) {
	struct worker_event event = {.word = WORKER_FETCHING};

	flow_fetch_summary(w->fetch, &event.fetch);
	text_copy(event.host, sizeof(event.host), slice_of(event.fetch.slowest));
	event.fetch.slowest = "";
	post(w, &event);
}

static void on_channel(void *ctx, const struct fetch_news *n) {
	struct worker *w = ctx;
	struct worker_event event = {.word = WORKER_CHANNEL, .status = n->status};

	if (n->status == FETCH_SAME)
		return;
	text_copy(event.channel, sizeof(event.channel), slice_of(n->channel->title));
	if (*n->error)
		err_set(&event.err, ERR_NET, "%s", n->error);
	post(w, &event);
}

static void fetch_start(struct worker *w, bool force) {
	struct fetch_options o = {.force = force};
	struct worker_event event = {.word = WORKER_FETCHED};

	if (w->fetch || !w->flow)
		return;
	if (!(w->fetch = flow_fetch_begin(w->flow, &o, on_channel, w, &event.err)))
		post(w, &event);
}

static void fetch_finish(struct worker *w) {
	struct worker_event event = {.word = WORKER_FETCHED};

	if (flow_fetch_end(w->fetch, &event.fetch, &event.err))
		flow_fetch_verdict(&event.fetch, &event.err);
	event.fetch.slowest = "";
	w->fetch = NULL;
	post(w, &event);
}

static void fetch_step(struct worker *w, int wait_ms) {
	int64_t now = clock_mono(&w->options.clock);

	if (!flow_fetch_step(w->fetch, wait_ms, w->to_worker[0])) {
		fetch_finish(w);
	} else if (now - w->told_at >= PROGRESS_EVERY_MS) {
		w->told_at = now;
		tell_progress(w);
	}
}

/* What the screen asked for since; false when it wants the worker to end. */
static bool take_orders(struct worker *w, bool far) {
	bool want_fetch, force, stop;
	struct job *j;

	unring(w->to_worker[0]);
	while ((j = next_job(w, far)))
		run_job(w, j);
	pthread_mutex_lock(&w->lock);
	want_fetch = w->want_fetch;
	force = w->force;
	stop = w->stop && (!far || !w->jobs);
	w->want_fetch = false;
	pthread_mutex_unlock(&w->lock);
	if (want_fetch && !stop)
		fetch_start(w, force);
	return !stop;
}

/* A job waits for a server: what needs none goes on. */
static int meanwhile(void *ctx) {
	struct worker *w = ctx;

	if (!take_orders(w, false))
		return -1;
	if (!w->fetch || !w->threaded)
		return STEP_MS;
	fetch_step(w, FAR_STEP_MS);
	return 0;
}

static void flow_start(struct worker *w) {
	if ((w->flow = flow_open(&w->options, &w->closed)))
		flow_meanwhile(w->flow, meanwhile, w->to_worker[0], w);
	else
		post(w, &(struct worker_event){.word = WORKER_FAILED, .err = w->closed});
}

/* Idle: tidies a little where there is something to tidy, else waits for the bell. */
static void idle(struct worker *w) {
	struct pollfd bell = {.fd = w->to_worker[0], .events = POLLIN};
	bool more = w->flow && flow_tidy_some(w->flow, NULL);

	poll(&bell, 1, more ? 0 : -1);
}

static void *run(void *arg) {
	struct worker *w = arg;

	flow_start(w);
	while (take_orders(w, true)) {
		if (w->fetch)
			fetch_step(w, STEP_MS);
		else
			idle(w);
	}
	if (w->fetch)
		fetch_finish(w);
	flow_close(w->flow);
	w->flow = NULL;
	return NULL;
}

/* ---- on the screen's side ---- */

static bool make_bells(struct worker *w, struct err *e) {
	w->to_worker[0] = w->to_worker[1] = w->to_screen[0] = w->to_screen[1] = -1;
	if (pipe2(w->to_worker, O_CLOEXEC | O_NONBLOCK) < 0 || pipe2(w->to_screen, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_set(e, ERR_IO, _("no pipe to be had: %s"), strerror(errno));
	return true;
}

static bool start_thread(struct worker *w, struct err *e) {
	sigset_t all, old;
	int failed;

	sigfillset(&all);                       /* signals are the screen's business */
	pthread_sigmask(SIG_SETMASK, &all, &old);
	failed = pthread_create(&w->thread, NULL, run, w);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (failed)
		return err_set(e, ERR_MEMORY, _("no thread to be had: %s"), strerror(failed));
	w->started = true;
	return true;
}

struct worker *worker_start(const struct flow_options *options, bool threaded, struct err *e) {
	struct worker *w = mem_alloc(sizeof(*w));

	w->options = *options;
	w->options.data_dir = mem_text(options->data_dir);
	w->threaded = threaded;
	w->jobs_end = &w->jobs;
	w->notes_end = &w->notes;
	pthread_mutex_init(&w->lock, NULL);
	if (!make_bells(w, e) || (threaded && !start_thread(w, e))) {
		worker_stop(w);
		return NULL;
	}
	if (!threaded)
		flow_start(w);
	return w;
}

void worker_send(struct worker *w, struct job *job) {
	if (!w->threaded) {
		run_job(w, job);
		return;
	}
	pthread_mutex_lock(&w->lock);
	*w->jobs_end = job;
	w->jobs_end = &job->next;
	pthread_mutex_unlock(&w->lock);
	ring(w->to_worker[1]);
}

void worker_fetch(struct worker *w, bool force) {
	if (!w->threaded) {
		fetch_start(w, force);
		return;
	}
	pthread_mutex_lock(&w->lock);
	w->want_fetch = true;
	w->force = force;
	pthread_mutex_unlock(&w->lock);
	ring(w->to_worker[1]);
}

bool worker_receive(struct worker *w, struct worker_event *out) {
	struct note *n;

	if (!w->threaded && w->fetch)
		fetch_step(w, 0);
	pthread_mutex_lock(&w->lock);
	if ((n = w->notes) && !(w->notes = n->next))
		w->notes_end = &w->notes;
	if (!w->notes)
		unring(w->to_screen[0]);
	pthread_mutex_unlock(&w->lock);
	if (!n)
		return false;
	*out = n->event;
	free(n);
	return true;
}

void worker_pass_time(struct worker *w, int64_t ms) {
	if (w->flow && !w->threaded)
		flow_pass_time(w->flow, ms);
}

int worker_fd(const struct worker *w) {
	return w->to_screen[0];
}

static void drop_queues(struct worker *w) {
	struct worker_event event;
	struct job *j;

	while (worker_receive(w, &event))
		job_free(event.job);
	while ((j = next_job(w, true)))
		job_free(j);
}

void worker_stop(struct worker *w) {
	if (!w)
		return;
	if (w->started) {
		pthread_mutex_lock(&w->lock);
		w->stop = true;
		pthread_mutex_unlock(&w->lock);
		ring(w->to_worker[1]);
		pthread_join(w->thread, NULL);
	} else {
		if (w->fetch)
			fetch_finish(w);
		flow_close(w->flow);
	}
	drop_queues(w);
	for (int i = 0; i < 2; i++) {
		if (w->to_worker[i] >= 0)
			close(w->to_worker[i]);
		if (w->to_screen[i] >= 0)
			close(w->to_screen[i]);
	}
	pthread_mutex_destroy(&w->lock);
	free((char *)w->options.data_dir);
	free(w);
}
