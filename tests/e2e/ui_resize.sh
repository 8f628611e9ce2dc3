#!/bin/sh
# ui_resize.sh: every size from 20 by 5 on, live; and back where it was, the screen is what a fresh one would be.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh

# same NAME: everything drawn anew leaves what was there
same() {
	look >"$here/before"
	keys C-l '?'
	await 'help · '
	keys q
	await "$1"
	await_gone 'help · '
	look >"$here/after"
	cmp -s "$here/before" "$here/after" || {
		diff "$here/before" "$here/after"
		complain 'a fresh screen differs'
	}
}

begin 80 24 TERM=screen-256color "$BEWUST" demo
await 'these seven days'
look >"$here/first"
resize 40 12
await_like '^ ⏎ begin   : anything   q leave    \?  !$'
same 'a session'
resize 20 5
await_like '^⏎  :  q         \?  !$'
same '❯ a session'
resize 200 60
await_like '^ {64}⏎ begin   : anything'
same 'these seven days'
resize 80 24
await_like '^   ⏎ begin   : anything'
await 'these seven days'
look >"$here/last"
cmp -s "$here/first" "$here/last" || {
	diff "$here/first" "$here/last"
	complain 'not as it was'
}
keys Enter Enter
await '1 of '
for size in '40 12 ^.⏎.read.on...n...s' '20 5 ^⏎..n..s' '200 60 ^.{64}⏎.read.on...n.next' '80 24 ^...⏎.read.on...n.next'; do
	# shellcheck disable=SC2086
	set -- $size
	resize "$1" "$2"
	await_like "$3"
	await '1 of '
	same '1 of '
done
keys q
await 'And now?'
resize 1 1
resize 3 2
resize 80 24
await 'And now?'
keys q
await 'That was your session.'
keys Enter
await 'ended 0, the terminal as it was'
