#!/bin/sh
# ui_lines.sh: without a terminal that can do more, a whole session goes as questions and answers, one a line.
set -u
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
failed=0

expect() {
	grep -qF -e "$1" "$here/out" && return
	echo "not said: $1"
	cat "$here/out"
	failed=1
}

# through a pipe: everything that a key of the screen does
printf '!\n1\n\n\n5\n?\ns\nu\nu\nw\ni\nt\n+\nx\nu\np\nn\nq\n6\neen regel\n' | "$BEWUST" demo >"$here/out" 2>&1 || { echo 'ended badly'; failed=1; }
for said in 'findahelpline.com' 'What would do you good?' '1 of ' 'Enter next, p previous' 'remembered; u takes it back' 'taken back' \
	'nothing to take back' 'published by:' 'https://' '2 of ' 'How are you now?' 'saved' 'That was your session.' 'away from the screen'; do
	expect "$said"
done
! LC_ALL=C grep -q "$(printf '\033')" "$here/out" || { echo 'escape sequences in lines'; failed=1; }

# an input that ends early is an answer to nothing
"$BEWUST" demo </dev/null >"$here/out" 2>&1 || { echo 'an empty input ended badly'; failed=1; }
expect 'What would do you good?'

# straight into one, and heavy
printf 'q\n1\n' | "$BEWUST" demo --plain >"$here/out" 2>&1
printf '\n\n\n\nq\n1\n' | "$BEWUST" demo --plain >"$here/out" 2>&1
expect '! people to talk to'
expect 'saved'
! grep -qF 'a line, if you like' "$here/out" || { echo 'a line was asked for on a heavy day'; failed=1; }
[ $failed = 0 ] || exit 1

# a terminal that can do no more
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
begin 80 24 TERM=dumb "$BEWUST" demo
await 'number (Enter: surprise me):'
keys 3 Enter
await 'minutes (Enter: as set):'
keys Enter
await 'items at most'
keys Enter
await 'and you, now?'
keys Enter
await 'Enter next'
keys q Enter
await 'How are you now?'
keys 5 Enter
await 'a line, if you like:'
keys Enter
await 'saved'
await 'ended 0, the terminal as it was'

# when days were heavy, other people come first
feeds 1
for ago in 3 2 1; do
	for hour in 11 12 13; do
		now=$(($(date +%s) - ago * 86400 + hour))
		BEWUST_NOW=$(LC_ALL=C date -u -d "@$now" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || LC_ALL=C date -u -r "$now" +%Y-%m-%dT%H:%M:%SZ) "$BEWUST" mood log -3 >/dev/null || exit 1
	done
done
printf '0\n' | "$BEWUST" --plain >"$here/out" 2>&1
expect 'These days have been logged as heavy.'
expect '  1 connect'
expect '  2 surprise me'
[ $failed = 0 ] || exit 1
