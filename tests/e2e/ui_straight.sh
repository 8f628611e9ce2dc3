#!/bin/sh
# ui_straight.sh: `bewust session` begins at once, and passes the same gate; stepping aside and back keeps the place.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
feeds 4
"$BEWUST" session --plan --items 1 | grep -qx '1 item, about 1 minute:' || complain 'one minute is no minutes'

begin 80 24 TERM=screen-256color "$BEWUST" session --minutes 5
await_like '1 of .* about 5 min'
keys q
await 'And now?'
keys q
await 'That was your session.'
keys Enter
await 'ended 0, the terminal as it was'

begin 80 24 TERM=screen-256color "$BEWUST" session
await '1 of '
keys q
await 'And now?'
keys 5 Enter
await "You're done for today."
keys q
await '❯ a session'
keys q
await 'ended 0'

begin 80 24 TERM=screen-256color "$BEWUST" session
await "You're done for today."
await 'in a moment, a short one'
keys y
await "You're done for today."
await 'y for one more, a short one'
keys y
await_like '1 of .* about 5 min'
keys q q Enter
await 'ended 0'

# aside, in a shell that knows of jobs
command -v bash >/dev/null 2>&1 || exit 0
begin 80 24 TERM=screen-256color PS1='ready> ' bash --norc -i
await 'ready>'
keys "$BEWUST" Space demo Enter
await '❯ a session'
keys Down Down
await '❯ moods'
keys C-z
await 'Stopped'
[ "$(on_terminal display -p '#{alternate_on}')" = 0 ] || complain 'aside: still on the other screen'
keys fg Enter
await '❯ moods'
await 'people to talk to'
keys q
await_gone '❯ moods'
keys exit Enter
await 'ended 0'
