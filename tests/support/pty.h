/* pty.h: a program in a terminal that a C program types into and reads: a VT52, whose few sequences make a grid of cells. */
#ifndef SUPPORT_PTY_H
#define SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PTY_ROWS = 24, PTY_COLS = 80 };

struct pty {
	pid_t pid;
	int fd;
	char cells[PTY_ROWS][PTY_COLS + 1];      /* what is no ASCII stands there as '?' */
	int row, col;                            /* the cursor */
	unsigned char pending[4];                /* a sequence that is not whole yet */
	size_t pending_len;
};

/* Starts argv[0] (searched for in PATH) with TERM=vt52. False, errno set, when no terminal or process is to be had. */
bool pty_start(struct pty *p, char *const argv[]);
/* Ends it with SIGTERM, or SIGKILL where it takes longer than 2 s; its status as from waitpid. */
int pty_end(struct pty *p);
bool pty_type(struct pty *p, const char *keys);
/* Reads what it writes within `wait_ms`, at least once; false when nothing came, or it ended. */
bool pty_read(struct pty *p, int wait_ms);
bool pty_shows(const struct pty *p, const char *text);
/* Reads until `text` stands there; false after `limit_ms`. */
bool pty_await(struct pty *p, const char *text, int limit_ms);

#endif
