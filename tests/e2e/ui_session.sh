#!/bin/sh
# ui_session.sh: a whole session by keys in a real terminal: chosen, read, told, felt, looked back at.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh

begin 80 24 TERM=screen-256color "$BEWUST" demo
await '❯ a session'
keys Enter
await 'q not now   ⏎ begin'
keys 5 Enter
await '1 of '
keys t
await 'on the clipboard'
end=$(($(date +%s) + seconds))
until on_terminal show-buffer 2>/dev/null | grep -q '^https://'; do
	[ "$(date +%s)" -lt "$end" ] || complain 'nothing came to the clipboard'
	sleep 0.02
done
keys s
await 'kept for later'
keys w
await 'Not how it feels to you?'
keys Escape
await 'about '
keys i
await 'published by'
keys q
await_gone 'published by'
keys z
await 'Stop if you feel dizzy'
keys x
await '1 of '
keys n
await '2 of '
keys Down PPage Space
keys q
await 'And now?'
keys Right Up Tab Space
await '‹'
keys e 'een licht uur, 静か'
await 'een licht uur, 静か'
keys Enter
await 'That was your session.'
await 'saved'
keys q
await '❯ a session'
keys Down Down Enter
await 'before → after'
keys Tab
await 'moods · the year'
keys Tab Tab Tab
await 'moods · entries'
await 'een licht uur, 静か'
keys q
await '❯ moods'
keys q
await 'ended 0, the terminal as it was'
