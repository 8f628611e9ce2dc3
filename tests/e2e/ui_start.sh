#!/bin/sh
# ui_start.sh: the first screen comes soon; what the terminal is told fits what it can do; leaving gives it back as it was.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh

# soon: three seconds are for slow machines, under sanitizers
seconds=3
begin 80 24 TERM=screen-256color "$BEWUST" demo
await '❯ a session'
await 'people to talk to'
seconds=20
on_terminal capture-pane -e -p | grep -q "$(printf '\033')\[[0-9;]*[34]8;5;" || complain 'no colours'
[ "$(on_terminal display -p '#{cursor_x},#{cursor_y}')" = 3,7 ] || complain 'the cursor is not at the focus'
keys q
await 'ended 0, the terminal as it was'
[ "$(on_terminal display -p '#{alternate_on}')" = 0 ] || complain 'still on the other screen'

begin 80 24 TERM=screen-256color NO_COLOR=1 "$BEWUST" demo
await '❯ a session'
! on_terminal capture-pane -e -p | grep -q "$(printf '\033')\[[0-9;]*\(3[0-7]\|4[0-7]\|38\|48\)[;m]" || complain 'colours with NO_COLOR'
keys q
await 'ended 0, the terminal as it was'

for term in vt100 linux screen xterm; do
	infocmp "$term" >/dev/null 2>&1 || continue
	begin 80 24 TERM=$term "$BEWUST" demo
	await 'a session'
	keys Enter
	await 'What would do you good?'
	keys q q
	await 'ended 0, the terminal as it was'
done

begin 80 24 TERM=screen LC_ALL=C "$BEWUST" demo
await '> a session'
await 'Enter begin'
! look | LC_ALL=C grep -q '[^ -~]' || complain 'more than ASCII in a terminal of ASCII'
keys Enter Enter
await '1 of '
! look | LC_ALL=C grep -q '[^ -~]' || complain 'more than ASCII in an item'
keys C-c
await 'the terminal as it was'

# the first run offers a look at the demo, and comes back from it
begin 80 24 TERM=screen-256color BEWUST_DATA="$here/first" "$BEWUST"
await 'Welcome.'
keys G Enter
await 'nothing here stays'
keys q
await 'Welcome.'
keys q
await 'ended 0, the terminal as it was'
