/* pty.c: a program in a terminal that a C program types into and reads. */
#include "pty.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ESCAPE = 27, POSITION = 'Y', POSITION_BASE = 32, END_STEPS = 100, END_STEP_MS = 20 };

static double now_ms(void) {
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- the terminal ---- */

static void clear_from(struct pty *p, int row, int col) {
	memset(&p->cells[row][col], ' ', (size_t)(PTY_COLS - col));
}

static void scroll_up(struct pty *p) {
	memmove(p->cells[0], p->cells[1], sizeof p->cells - sizeof *p->cells);
	clear_from(p, PTY_ROWS - 1, 0);
}

static void put_control(struct pty *p, unsigned char c) {
	if (c == '\r')
		p->col = 0;
	else if (c == '\b' && p->col > 0)
		p->col--;
	else if (c == '\t')
		p->col = p->col / 8 * 8 + 8 < PTY_COLS ? p->col / 8 * 8 + 8 : PTY_COLS - 1;
	else if (c == '\n' && p->row < PTY_ROWS - 1)
		p->row++;
	else if (c == '\n')
		scroll_up(p);
}

static void put_plain(struct pty *p, unsigned char c) {
	if (c < ' ')
		put_control(p, c);
	else if (c < 0x80 || c >= 0xC0) {        /* the rest of a character takes no room */
		p->cells[p->row][p->col] = c < 0x80 ? (char)c : '?';
		p->col += p->col < PTY_COLS - 1;
	}
}

static void obey(struct pty *p, unsigned char what) {
	switch (what) {
	case 'A': p->row -= p->row > 0; break;
	case 'B': p->row += p->row < PTY_ROWS - 1; break;
	case 'C': p->col += p->col < PTY_COLS - 1; break;
	case 'D': p->col -= p->col > 0; break;
	case 'H': p->row = p->col = 0; break;
	case 'J':
		for (int row = p->row + 1; row < PTY_ROWS; row++)
			clear_from(p, row, 0);
		/* fall through */
	case 'K': clear_from(p, p->row, p->col); break;
	default: break;
	}
}

static void go_to(struct pty *p, int row, int col) {
	if (row >= 0 && row < PTY_ROWS && col >= 0 && col < PTY_COLS)
		p->row = row, p->col = col;
}

static void take(struct pty *p, unsigned char c) {
	if (p->pending_len == 0 && c != ESCAPE) {
		put_plain(p, c);
		return;
	}
	p->pending[p->pending_len++] = c;
	if (p->pending_len == 2 && c != POSITION) {
		obey(p, c);
		p->pending_len = 0;
	} else if (p->pending_len == 4) {
		go_to(p, p->pending[2] - POSITION_BASE, p->pending[3] - POSITION_BASE);
		p->pending_len = 0;
	}
}

/* ---- the program in it ---- */

static void run_in(const char *name, char *const argv[]) {
	int fd;

	setsid();
	fd = open(name, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) < 0)
		_exit(126);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	setenv("TERM", "vt52", 1);
	execvp(argv[0], argv);
	_exit(127);
}

bool pty_start(struct pty *p, char *const argv[]) {
	struct winsize size = {.ws_row = PTY_ROWS, .ws_col = PTY_COLS};
	const char *name;

	memset(p, 0, sizeof *p);
	for (int row = 0; row < PTY_ROWS; row++)
		clear_from(p, row, 0);
	p->fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (p->fd < 0)
		return false;
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	if (grantpt(p->fd) < 0 || unlockpt(p->fd) < 0 || !(name = ptsname(p->fd)))
		goto fail;
	ioctl(p->fd, TIOCSWINSZ, &size);
	p->pid = fork();
	if (p->pid == 0)
		run_in(name, argv);
	if (p->pid > 0)
		return true;
fail:
	close(p->fd);
	return false;
}

int pty_end(struct pty *p) {
	int status = 0;

	kill(p->pid, SIGTERM);
	for (int i = 0; i < END_STEPS; i++) {
		if (waitpid(p->pid, &status, WNOHANG) == p->pid)
			goto gone;
		pty_read(p, END_STEP_MS);
	}
	kill(p->pid, SIGKILL);
	waitpid(p->pid, &status, 0);
gone:
	close(p->fd);
	return status;
}

bool pty_type(struct pty *p, const char *keys) {
	return write(p->fd, keys, strlen(keys)) == (ssize_t)strlen(keys);
}

bool pty_read(struct pty *p, int wait_ms) {
	struct pollfd out = {.fd = p->fd, .events = POLLIN};
	unsigned char bytes[4096];
	ssize_t len;

	if (poll(&out, 1, wait_ms) <= 0 || (len = read(p->fd, bytes, sizeof bytes)) <= 0)
		return false;
	for (ssize_t i = 0; i < len; i++)
		take(p, bytes[i]);
	return true;
}

bool pty_shows(const struct pty *p, const char *text) {
	for (int row = 0; row < PTY_ROWS; row++)
		if (strstr(p->cells[row], text))
			return true;
	return false;
}

bool pty_await(struct pty *p, const char *text, int limit_ms) {
	double end = now_ms() + limit_ms;

	while (!pty_shows(p, text)) {
		double left = end - now_ms();

		if (left <= 0)
			return false;
		if (!pty_read(p, (int)left + 1) && kill(p->pid, 0) < 0)
			return false;
	}
	return true;
}
