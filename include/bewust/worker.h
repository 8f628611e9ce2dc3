/* worker.h: the one thread that owns network and database, so that no key ever waits for either.
 *
 * A job goes in with a function to run on the worker; it comes back with what that function left in it. The two threads share
 * nothing else. Jobs run in the order sent; while a refresh runs they run between two of its steps, within milliseconds. A job that asks a
 * server is overtaken: while it waits for an answer, a refresh goes on, and the other jobs are done. */
#ifndef BEWUST_WORKER_H
#define BEWUST_WORKER_H

#include <bewust/flow.h>

struct job {
	/* On the worker: calls flow_ functions, leaves results in `arena` and `result`, and says how it went in `ok` and `err`. */
	bool (*run)(struct job *job, struct flow *flow, struct err *e);
	uint64_t owner;                  /* whom the answer is for: a screen's number; nobody (gone) means it is freed */
	int what;                        /* the owner's own name for it */
	bool far;                        /* it asks a server, which may take long */
	struct arena arena;              /* arguments and results; goes with the job */
	void *argument, *result;
	bool ok;
	struct err err;
	struct job *next;
};
struct job *job_new(uint64_t owner, int what, bool (*run)(struct job *, struct flow *, struct err *));
void job_free(struct job *job);

/* What the worker says by itself. */
enum worker_word { WORKER_JOB, WORKER_FETCHING, WORKER_CHANNEL, WORKER_FETCHED, WORKER_FAILED };
struct worker_event {
	enum worker_word word;
	struct job *job;                 /* WORKER_JOB: yours to free */
	struct fetch_summary fetch;      /* WORKER_FETCHING (at most ten a second), WORKER_FETCHED; slowest is "" */
	char host[128];                  /* whom it waits for */
	char channel[160]; enum fetch_status status; /* WORKER_CHANNEL: news or trouble of one */
	struct err err;                  /* WORKER_CHANNEL, WORKER_FETCHED, WORKER_FAILED: what went wrong, kind ERR_NONE when nothing */
};

struct worker;
/* `threaded` false: jobs run inside worker_send, refreshes inside worker_receive: the same code on one thread, for tests.
 * The store is opened on the worker; if that fails, WORKER_FAILED says so. */
struct worker *worker_start(const struct flow_options *options, bool threaded, struct err *e);
void worker_send(struct worker *w, struct job *job);                 /* takes the job */
void worker_fetch(struct worker *w, bool force);                     /* refresh what is due, `force`: all; one at a time, a second is ignored */
bool worker_receive(struct worker *w, struct worker_event *out);     /* false: nothing there */
void worker_pass_time(struct worker *w, int64_t ms);                 /* for tests: the flow's stopped clock moves; unthreaded only */
int worker_fd(const struct worker *w);                               /* readable when something is there to receive */
void worker_stop(struct worker *w);                                  /* finishes the jobs sent, ends a refresh, closes the store */

#endif
