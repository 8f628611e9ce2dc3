#!/bin/sh
# ui_keys.sh: keys as terminals send them that $TERM does not name: known where they are common, and else no key at all; never Esc and letters.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh

for name in xterm-256color screen-256color linux vt100; do
	begin 80 24 "TERM=$name" "$BEWUST" demo
	await_like '^   [❯>] a session'
	for last in '[F' 'OF' '[4~' '[8~'; do
		keys -l "$(printf '\033%s' "$last")"
		await_like '[❯>] rules'
		for first in '[H' 'OH' '[1~' '[7~'; do
			keys -l "$(printf '\033[6~')"
			await_like '[❯>] rules'
			keys -l "$(printf '\033%s' "$first")"
			await_like '^   [❯>] a session'
		done
	done
	# Alt and a letter, Alt and an arrow, the window in front, F20, the mouse
	for none in x q '[1;9D' '[I' '[34~' '[57399u' '[<0;3;4M'; do
		keys -l "$(printf '\033%s' "$none")"
	done
	keys Down
	await_like '[❯>] kept'
	keys Escape
	await 'ended 0, the terminal as it was'
done
