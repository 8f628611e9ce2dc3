/* term.c: ncurses, signals, and the way back to the shell. The terminal is the one thing that is global here. */
#include "term.h"

#include "action.h"
#include "light.h"

#include <bewust/embed.h>
#include <bewust/i18n.h>
#include <bewust/mem.h>
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <time.h>
#include <unistd.h>

enum { ESCAPE_MS = 25, COLOURS_FEW = 8, COLOURS_MANY = 256, ANSWER_MAX = 64, ANSWER_S = 2 };

static struct {
	bool open, ascii;
	bool asked;                             /* it has been asked what its background is, and an answer may come among the keys */
	time_t asked_at;
	char answer[ANSWER_MAX];                /* what of it has come, from behind the escape on */
	size_t answer_len;                      /* 0: none is under way */
	attr_t attrs[INK_COUNT];
	short pairs[INK_COUNT];
} term;

static volatile sig_atomic_t resized, ended;
static int signal_bell[2] = {-1, -1};

/* ---- signals ---- */

static void on_signal(int signal) {
	int saved = errno;

	if (signal == SIGWINCH)
		resized = 1;
	else
		ended = signal;
	if (write(signal_bell[1], "", 1) < 0)
		errno = saved;                  /* full: it has rung */
	errno = saved;
}

/* A crash gives the terminal back, then crashes as it would have: the least that is safe in a signal handler. */
static void on_crash(int signal) {
	static const char leave[] = "\033[?1049l\033[?25h\033[0m\r\n";

	if (write(STDOUT_FILENO, leave, sizeof(leave) - 1) < 0)
		_exit(128 + signal);
	reset_shell_mode();
	raise(signal);                          /* SA_RESETHAND: the default action now */
}

static void handle(int signal, void (*handler)(int), int flags) {
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
}

static bool watch_signals(struct err *e) {
	static const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
	static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

	if (signal_bell[0] < 0 && pipe2(signal_bell, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_set(e, ERR_IO, _("no pipe to be had: %s"), strerror(errno));
	handle(SIGWINCH, on_signal, SA_RESTART);
	handle(SIGPIPE, SIG_IGN, 0);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		handle(ends[i], on_signal, SA_RESTART);
	for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
		handle(crashes[i], on_crash, (int)(SA_RESETHAND | SA_NODEFER));
	return true;
}

/* ---- colours: "accent = 179/yellow bold" ---- */

static bool colour_number(struct slice name, int *out) {
	static const char *const names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
	long long n;

	if (slice_equal(name, SLICE("default"))) {
		*out = -1;
		return true;
	}
	for (int i = 0; i < COLOURS_FEW; i++)
		if (slice_equal(name, slice_of(names[i]))) {
			*out = i;
			return true;
		}
	if (!slice_to_int(name, &n) || n < 0 || n >= COLOURS_MANY)
		return false;
	*out = (int)n;
	return true;
}

static void read_colour(struct slice word, short *colour) {
	struct slice rest = word, many, few;
	int n;

	slice_split(&rest, '/', &many);
	if (!rest.at || !slice_split(&rest, '/', &few))
		few = many;
	if (colour_number(COLORS >= COLOURS_MANY ? many : few, &n) && n < COLORS)
		*colour = (short)n;
}

static attr_t attribute(struct slice word) {
	static const struct { const char *name; attr_t attr; } attributes[] = {
		{"bold", A_BOLD}, {"dim", A_DIM}, {"underline", A_UNDERLINE}, {"reverse", A_REVERSE}, {"italic", A_ITALIC},
	};

	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (slice_equal(word, slice_of(attributes[i].name)))
			return attributes[i].attr;
	return A_NORMAL;
}

static void read_ink(enum ink ink, struct slice value, bool colours) {
	short fore = -1, back = -1;
	bool on = false;
	struct slice word;

	while (value.at && slice_split(&value, ' ', &word)) {
		attr_t attr = attribute(word);

		if (!word.len)
			continue;
		if (attr != A_NORMAL)
			term.attrs[ink] |= attr;
		else if (slice_equal(word, SLICE("on")))
			on = true;
		else if (colours)
			read_colour(word, on ? &back : &fore);
	}
	if (colours && (fore >= 0 || back >= 0)) {
		init_pair((short)(ink + 1), fore, back);
		term.pairs[ink] = (short)(ink + 1);
	}
}

static void read_theme_line(struct slice line, bool colours) {
	struct slice name = {line.at, slice_find(line, SLICE("="))};
	struct slice value = slice_trim(slice_from(line, name.len + 1));

	name = slice_trim(name);
	value.len = slice_find(value, SLICE("#"));
	for (int i = 0; i < INK_COUNT; i++)
		if (slice_equal(name, slice_of(ink_name((enum ink)i))))
			read_ink((enum ink)i, value, colours);
}

static void read_theme(const char *theme, bool colours) {
	struct slice rest, line;
	char name[64];

	memset(term.attrs, 0, sizeof(term.attrs));
	memset(term.pairs, 0, sizeof(term.pairs));
	snprintf(name, sizeof(name), "colours/%s.theme", theme);
	if (!embed_find(name, &rest) && !embed_find("colours/plain.theme", &rest))
		return;
	while (rest.at && slice_split(&rest, '\n', &line))
		if (line.len && line.at[0] != '#')
			read_theme_line(line, colours);
}

static const char *theme_for(enum light light) {
	return light == LIGHT_LIGHT ? "paper" : "lamplight";
}

/* Those that are known to pass over what they do not know; a console would show the question. */
static bool answers_questions(void) {
	static const char *const names[] = {"xterm", "screen", "tmux", "rxvt", "foot", "alacritty", "kitty", "konsole", "vte", "gnome", "st-", "wezterm",
		"ghostty", "contour", "putty"};
	const char *name = termname();

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (name && !strncmp(name, names[i], strlen(names[i])))
			return true;
	return false;
}

/* Nobody waits for an answer: it comes among the keys, or it does not. */
static void ask_background(void) {
	if (!answers_questions())
		return;
	putp("\033]11;?\a");
	fflush(stdout);
	term.asked = true;
	term.asked_at = time(NULL);
}

static void dress(const struct config *config) {
	bool colours = has_colors() && config_wants_colour(), by_itself = !strcmp(config->theme, "auto");
	enum light light = light_of_environment(getenv("COLORFGBG"));

	if (colours) {
		start_color();
		use_default_colors();
	}
	read_theme(!colours ? "plain" : by_itself ? theme_for(light) : config->theme, colours);
	if (colours && by_itself && light == LIGHT_UNKNOWN)
		ask_background();
}

static void take_answer(void) {
	enum light light = light_of_answer((struct slice){term.answer, term.answer_len});

	term.answer_len = 0;
	term.asked = false;
	if (light != LIGHT_LIGHT)               /* as it is dressed already */
		return;
	read_theme(theme_for(light), true);
	clearok(stdscr, TRUE);
}

/* ---- keys that $TERM does not tell of ---- */

/* PuTTY, tmux, the console and xterm each send Home their own way, and $TERM often names another of them than the one that is there. */
static void know_keys(void) {
	static const struct { const char *sent; int key; } keys[] = {
		{"\033[A", KEY_UP}, {"\033OA", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033OB", KEY_DOWN},
		{"\033[C", KEY_RIGHT}, {"\033OC", KEY_RIGHT}, {"\033[D", KEY_LEFT}, {"\033OD", KEY_LEFT},
		{"\033[H", KEY_HOME}, {"\033OH", KEY_HOME}, {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
		{"\033[F", KEY_END}, {"\033OF", KEY_END}, {"\033[4~", KEY_END}, {"\033[8~", KEY_END},
		{"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[3~", KEY_DC}, {"\033[Z", KEY_BTAB}, {"\033OM", KEY_ENTER},
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!key_defined(keys[i].sent))
			define_key(keys[i].sent, keys[i].key);
}

/* ---- open and close ---- */

static void restore(void) {
	term_close();
}

/* Its fonts of at most 512 signs have letters, but neither "⏎" nor "❯", nor what charts are drawn with (console_codes(4), psf). */
static bool is_console(void) {
	return !strcmp(termname(), "linux");
}

/* The program itself is in a UTF-8 locale whatever the environment says; one that names another is taken to have a terminal to match. */
static bool asks_for_less(void) {
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *locale = getenv(names[i]);

		if (locale && *locale)
			return !strcasestr(locale, "utf-8") && !strcasestr(locale, "utf8");
	}
	return false;
}

bool term_open(const struct config *config, struct err *e) {
	if (!watch_signals(e))
		return false;
	set_escdelay(ESCAPE_MS);
	if (!newterm(NULL, stdout, stdin))
		return err_set(e, ERR_UNAVAILABLE, _("$TERM says \"%s\", which is not known here: try TERM=xterm, or --plain"), getenv("TERM"));
	term.open = true;
	mem_on_exhaustion(restore);
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	know_keys();
	nodelay(stdscr, TRUE);
	meta(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	term.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || asks_for_less() || is_console();
	term.asked = false;
	term.answer_len = 0;
	dress(config);
	return true;
}

void term_close(void) {
	if (!term.open)
		return;
	term.open = false;
	mem_on_exhaustion(NULL);
	if (term.asked && time(NULL) - term.asked_at < ANSWER_S)
		flushinp();                     /* an answer that is on its way is not for the shell */
	curs_set(1);
	endwin();
}

void term_size(int *rows, int *cols) {
	getmaxyx(stdscr, *rows, *cols);
}

bool term_ascii(void) {
	return term.ascii;
}

bool term_letters(void) {
	return is_console() && !asks_for_less();
}

void term_lend(void) {
	def_prog_mode();
	endwin();
}

void term_take_back(void) {
	reset_prog_mode();
	clearok(stdscr, TRUE);
	refresh();
}

static void place_cursor(int row, int col) {
	char *go = cursor_address ? tparm(cursor_address, (long)row, (long)col, 0L, 0L, 0L, 0L, 0L, 0L, 0L) : NULL;

	if (go)
		putp(go);
	fflush(stdout);
}

void term_lend_below(int row) {
	def_prog_mode();
	place_cursor(row, 0);
	reset_shell_mode();
}

void term_take_back_below(const struct canvas *c) {
	reset_prog_mode();
	if (c->cursor_row >= 0)
		place_cursor(c->cursor_row, c->cursor_col);
}

void term_step_aside(void) {
	term_lend();
	kill(0, SIGTSTP);
	term_take_back();
	resized = 1;
}

/* ---- showing ---- */

static void show_cell(const struct cell *cell, int row, int col) {
	wchar_t text[CELL_RUNES + 1] = {0};
	cchar_t out;

	for (int i = 0; i < CELL_RUNES && cell->runes[i]; i++)
		text[i] = (wchar_t)cell->runes[i];
	if (setcchar(&out, text, term.attrs[cell->ink], term.pairs[cell->ink], NULL) == OK)
		mvadd_wch(row, col, &out);
}

void term_show(const struct canvas *c) {
	int rows, cols;

	term_size(&rows, &cols);
	for (int row = 0; row < c->rows && row < rows; row++)
		for (int col = 0; col < c->cols && col < cols; col++) {
			const struct cell *cell = &c->cells[row * c->cols + col];
			if (cell->width > 0)
				show_cell(cell, row, col);
		}
	if (c->cursor_row >= 0 && c->cursor_row < rows && c->cursor_col < cols) {
		curs_set(1);
		move(c->cursor_row, c->cursor_col);
	} else {
		curs_set(0);
	}
	refresh();
}

void term_redraw(void) {
	clearok(stdscr, TRUE);
}

/* ---- keys ---- */

static uint32_t special_key(wint_t key) {
	switch (key) {
	case KEY_UP: return KEY_UP_;
	case KEY_DOWN: return KEY_DOWN_;
	case KEY_LEFT: return KEY_LEFT_;
	case KEY_RIGHT: return KEY_RIGHT_;
	case KEY_HOME: return KEY_HOME_;
	case KEY_END: return KEY_END_;
	case KEY_PPAGE: return KEY_PAGE_UP_;
	case KEY_NPAGE: return KEY_PAGE_DOWN_;
	case KEY_DC: return KEY_DELETE_;
	case KEY_BTAB: return KEY_BACKTAB_;
	case KEY_BACKSPACE: return KEY_DEL_BACK;
	case KEY_ENTER: return KEY_RETURN;
	default: return KEY_NONE;
	}
}

static uint32_t plain_key(wint_t key) {
	if (key == '\n')
		return KEY_RETURN;
	if (key == '\b')
		return KEY_DEL_BACK;
	if (key == 3) {                         /* ^C: leave, as everywhere */
		ended = SIGINT;
		return KEY_NONE;
	}
	return (uint32_t)key;
}

/* What comes at once behind an escape is one key with it: Alt and a letter, or one that nobody knows here. It is none of ours, and must not be
 * taken for Esc and the letters it is sent as, which would leave a session and then some. */
static bool is_one_key(void) {
	wint_t next;
	int kind = get_wch(&next);

	if (kind == OK && next == KEY_ESCAPE) {
		unget_wch((wchar_t)next);
		return false;
	}
	if (kind == OK && next == ']' && term.asked)
		term.answer[term.answer_len++] = ']';
	if (kind == OK && next == 'O')
		get_wch(&next);
	if (kind == OK && next == '[')
		do
			kind = get_wch(&next);
		while (kind == OK && next >= ' ' && next < '@'); /* ECMA-48 5.4: parameters, then one final byte */
	return kind != ERR;
}

/* A letter of the answer, which may come in parts: "]11;rgb:ffff/ffff/ffff", then BEL, or an escape and a backslash. False: it is a key. */
static bool is_of_answer(int kind, wint_t key) {
	if (!term.answer_len)
		return false;
	if (kind == OK && (key == 7 || key == KEY_ESCAPE || key == '\\')) {
		if (key != KEY_ESCAPE)
			take_answer();
		return true;
	}
	if (kind == OK && key < 128 && strchr("0123456789abcdefABCDEFrgb:/;", (int)key) && term.answer_len < ANSWER_MAX) {
		term.answer[term.answer_len++] = (char)key;
		return true;
	}
	term.answer_len = 0;
	return false;
}

uint32_t term_key(void) {
	wint_t key;
	int kind;

	while ((kind = get_wch(&key)) != ERR) {
		if (is_of_answer(kind, key))
			continue;
		if (kind == KEY_CODE_YES && key == KEY_RESIZE) {
			resized = 1;
			continue;
		}
		if (kind == OK && key == KEY_ESCAPE && is_one_key())
			continue;
		uint32_t out = kind == KEY_CODE_YES ? special_key(key) : plain_key(key);
		if (out != KEY_NONE)
			return out;
	}
	return KEY_NONE;
}

/* ---- the clipboard: OSC 52, base64 ---- */

static void put_base64(struct slice s, struct str *out) {
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		unsigned n = (unsigned)(unsigned char)s.at[i] << 16;

		if (i + 1 < s.len)
			n |= (unsigned)(unsigned char)s.at[i + 1] << 8;
		if (i + 2 < s.len)
			n |= (unsigned char)s.at[i + 2];
		str_add_char(out, digits[n >> 18 & 63]);
		str_add_char(out, digits[n >> 12 & 63]);
		str_add_char(out, i + 1 < s.len ? digits[n >> 6 & 63] : '=');
		str_add_char(out, i + 2 < s.len ? digits[n & 63] : '=');
	}
}

void term_clipboard(struct slice text) {
	struct str s;

	str_init(&s, 1 << 14);
	str_add_text(&s, "\033]52;c;");
	put_base64(text, &s);
	str_add_text(&s, "\a");
	putp(s.at);
	fflush(stdout);
	str_finish(&s);
}

/* ---- waiting ---- */

static void unring(void) {
	char bytes[64];

	while (read(signal_bell[0], bytes, sizeof(bytes)) > 0)
		;
}

unsigned term_wait(int fd, int wait_ms) {
	struct pollfd fds[3] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = fd, .events = POLLIN}, {.fd = signal_bell[0], .events = POLLIN}};
	unsigned woke = 0;

	if (!resized && !ended)
		poll(fds, 3, wait_ms);
	if (fds[2].revents)
		unring();
	if (ended || fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		return TERM_ENDED;
	if (resized) {
		resized = 0;
		endwin();                       /* curses measures the terminal anew on the next refresh */
		refresh();
		woke |= TERM_RESIZED;
	}
	if (fds[0].revents & POLLIN)
		woke |= TERM_KEY;
	if (fds[1].revents & POLLIN)
		woke |= TERM_FD;
	return woke;
}
