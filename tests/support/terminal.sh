# terminal.sh: a program in a terminal that a script can type into and look at: tmux on a socket of its own. To be sourced.
# shellcheck shell=sh disable=SC2016 # what is written for the shell in the terminal is for that one to expand
command -v tmux >/dev/null 2>&1 || { echo 'tmux is not here'; exit 77; }
here=$(mktemp -d /tmp/bewust-e2e.XXXXXX) || exit 1      # short: a socket's path has few characters
export TMUX_TMPDIR="$here"
socket=bewust-e2e-$$-0
terminals=0
seconds=${TERMINAL_SECONDS:-20}

on_terminal() {
	tmux -L "$socket" -f /dev/null "$@"
}

finish() {
	on_terminal kill-server 2>/dev/null
	[ -z "${server-}" ] || kill "$server" 2>/dev/null
	rm -rf "$here"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# complain WHAT: fails, with what stands on the screen
complain() {
	echo "$1"
	echo '--- the screen:'
	look
	exit 1
}

# begin COLUMNS ROWS VARIABLES… COMMAND…: in a new terminal, with these variables (NAME=value); "ended STATUS" is said at the end, and
# whether the terminal is as it was
begin() {
	on_terminal kill-server 2>/dev/null
	terminals=$((terminals + 1)) socket=bewust-e2e-$$-$terminals    # the old one may still be on its way out
	columns=$1 rows=$2
	shift 2
	{
		echo 'before=$(stty -g)'
		printf "( echo \$\$ >'%s/shell'; exec sh -c 'echo \$\$ >\"\$0\"; exec env \"\$@\"' '%s/pid'" "$here" "$here"
		for word; do
			printf " '%s'" "$word"
		done
		echo ' )'
		echo 'status=$?; [ "$before" = "$(stty -g)" ] && echo "ended $status, the terminal as it was" || echo "ended $status, the terminal changed"'
		echo 'exec cat'
	} >"$here/script"
	on_terminal new-session -d -x "$columns" -y "$rows" "sh '$here/script'" || exit 1
	on_terminal set-option -g status off \; set-option -g set-clipboard on \; set-option -sg escape-time 0 >/dev/null
	on_terminal resize-window -x "$columns" -y "$rows" 2>/dev/null
}

look() {
	on_terminal capture-pane -p
}

# await TEXT: until it stands on the screen
await() {
	end=$(($(date +%s) + seconds))
	until look | grep -qF -e "$1"; do
		[ "$(date +%s)" -lt "$end" ] || complain "never came: $1"
		sleep 0.02
	done
}

# await_like EXPRESSION: a line is like this (grep -E)
await_like() {
	end=$(($(date +%s) + seconds))
	until look | grep -qE -e "$1"; do
		[ "$(date +%s)" -lt "$end" ] || complain "no line was like: $1"
		sleep 0.02
	done
}

# await_gone TEXT
await_gone() {
	end=$(($(date +%s) + seconds))
	while look | grep -qF -e "$1"; do
		[ "$(date +%s)" -lt "$end" ] || complain "never went: $1"
		sleep 0.02
	done
}

# keys NAME…: as tmux calls them: Enter Escape Tab Left C-l x
keys() {
	on_terminal send-keys "$@"
}

resize() {
	on_terminal resize-window -x "$1" -y "$2"
}

# send SIGNAL: to the program
send() {
	kill "-$1" "$(cat "$here/pid")"
}

# feeds NUMBER: so many small feeds from a server of our own, followed
feeds() {
	mkdir -p "$here/feeds"
	date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
	for n in $(seq "$1"); do
		{
			printf '<rss version="2.0"><channel><title>Garden %s</title><link>http://garden.example/</link><description>d</description>' "$n"
			for i in 1 2 3; do
				printf '<item><title>A kind neighbour and a wonderful tree %s.%s</title><guid>%s-%s</guid><pubDate>%s</pubDate><description>Happy friends planted a beautiful tree together, with love and joy. They were grateful and hopeful.</description></item>' \
					"$n" "$i" "$n" "$i" "$date"
			done
			echo '</channel></rss>'
		} >"$here/feeds/$n.xml"
	done
	mkfifo "$here/stdin"
	"$OUT/tests/support/server" "$here/feeds" <"$here/stdin" >"$here/port" &
	server=$!
	exec 9>"$here/stdin"
	until [ -s "$here/port" ]; do
		kill -0 "$server" || exit 1
		sleep 0.02
	done
	for n in $(seq "$1"); do
		"$BEWUST" channels add "http://127.0.0.1:$(cat "$here/port")/$n.xml" >"$here/said" 2>&1 || { cat "$here/said"; exit 1; }
	done
}
