#!/bin/sh
# ui_cut_off.sh: whatever ends it, the terminal is as it was and the session goes on where it stopped; what was called saved is.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
feeds 4

begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ a session'
keys Enter Enter
await '1 of '
# one thing a screen: one title, and no other of those that came with it
[ "$(look | grep -c 'kind neighbour and a wonderful tree')" = 1 ] || complain 'not exactly one title on the screen'
keys n
await '2 of '
send TERM
await 'the terminal as it was'
[ "$(on_terminal display -p '#{alternate_on}')" = 0 ] || complain 'SIGTERM: still on the other screen'

begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ go on'
keys Enter
await '2 of '
keys n
await '3 of '
send KILL
await 'ended 137'

# without any warning, what was shown last may not be on disk yet; the one before it is
begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ go on'
keys Enter
await_like '^   [23] of '
send SEGV
await 'the terminal as it was'
[ "$(on_terminal display -p '#{alternate_on}')" = 0 ] || complain 'SIGSEGV: still on the other screen'
! on_terminal capture-pane -p -S - | grep -qE 'wonderful tree|Garden' || complain 'SIGSEGV: what is left on the terminal names what was read'

begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ go on'
keys Enter
await_like '^   [23] of '
keys q
await 'And now?'
send HUP
await 'the terminal as it was'

begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ go on'
keys Enter
await 'And now?'
keys 6 Enter    # two keys, and it is on disk
await 'saved'
send KILL
await 'ended 137'
"$BEWUST" mood --json >"$here/moods" 2>&1
grep -Eq '"valence": ?2' "$here/moods" || { cat "$here/moods"; complain 'what was called saved is not there'; }

begin 80 24 TERM=screen-256color "$BEWUST"
await '❯ a session'
! look | grep -q 'go on' || complain 'a session that was checked in is to be gone on with'
keys q
await 'ended 0, the terminal as it was'
