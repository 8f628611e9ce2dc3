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
expect '! people to talk to (Enter: go on):'
expect 'saved'
expect 'very heavy'
expect 'it was about'
expect 'bewust helplines'
! grep -qF 'a line, if you like' "$here/out" || { echo 'a line was asked for on a heavy day'; failed=1; }

# who feels heavy before it is offered a short one
printf '1\n15\n\n2\n\nq\n\n' | "$BEWUST" demo --plain >"$here/out" 2>&1
expect 'A short one, then?'
expect '· about 5 min'
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
printf '\n0\n' | "$BEWUST" --plain >"$here/out" 2>&1
expect 'These days have been logged as heavy.'
expect '  1 connect'
expect '  2 surprise me'

# at most once in seven days, and x puts it off for thirty
in_days() {
	BEWUST_NOW=$(($(date +%s) + $1 * 86400)) "$BEWUST" --plain >"$here/out" 2>&1
}
heavy_again() {
	for hour in 1 2 3; do
		BEWUST_NOW=$(($(date +%s) + $1 * 86400 - hour * 60)) "$BEWUST" mood log -3 >/dev/null || exit 1
	done
}
for days in 1 6; do
	heavy_again $days
	printf '0\n' | in_days $days
	! grep -qF 'logged as heavy' "$here/out" || { echo "heavy days were spoken of twice within a week: day $days"; failed=1; }
done
heavy_again 8
printf 'x\n0\n' | in_days 8
expect 'logged as heavy'
heavy_again 30
printf '0\n' | in_days 30
! grep -qF 'logged as heavy' "$here/out" || { echo 'x did not put it off'; failed=1; }

# a plan comes first, takes its own minutes, and says when it is over
cat >"$here/plan.opml" <<EOF
<opml version="2.0" xmlns:bewust="urn:bewust:1" bewust:from="Joke" bewust:dose="5" bewust:days="5"><body>
<outline type="rss" text="Garden" xmlUrl="http://127.0.0.1:$(cat "$here/port")/1.xml"/></body></opml>
EOF
"$BEWUST" packs add "$here/plan.opml" >/dev/null </dev/null || exit 1
printf '1\nq\n\n' | "$BEWUST" --plain >"$here/out" 2>&1
expect '  1 plan from Joke · day 1 of 5 · 5 minutes'
expect '  2 connect'
expect '1 of '
expect '· about 5 min'
later=$(($(date +%s) + 6 * 86400))
printf '0\n' | BEWUST_NOW=$later "$BEWUST" --plain >"$here/out" 2>&1
expect 'the plan from Joke is over'
expect 'report --text FILE'
expect '  1 connect'

# a note on what was read: stored, kept by it, in `kept --json` and in the export, and left out where that is asked
printf '1\n\n\n\ne\nvoor Kim\nu\ne\nvoor Jan\nq\n\n' | BEWUST_NOW=$later "$BEWUST" --plain >"$here/out" 2>&1
expect 'taken back'
"$BEWUST" kept --json >"$here/out"
expect '"note": "voor Jan"'
! grep -q 'voor Kim' "$here/out" || { echo 'a note that was taken back is there'; failed=1; }
"$BEWUST" export >"$here/out"
expect '"note": "voor Jan"'
"$BEWUST" export --no-notes >"$here/out"
! grep -q 'voor Jan' "$here/out" || { echo 'export --no-notes has a note'; failed=1; }

# "not for me" asks nothing, and stands among the rules until it is taken back there
"$BEWUST" --data "$here/away" channels add "http://127.0.0.1:$(cat "$here/port")/1.xml" >/dev/null || exit 1
"$BEWUST" --data "$here/away" rules add election >/dev/null
printf '1\n\n\n\nx\nq\n\n' | "$BEWUST" --data "$here/away" --plain >"$here/out" 2>&1
"$BEWUST" --data "$here/away" rules list >"$here/out"
expect ' 2  not for me: “A kind neighbour and a wonderful tree'
expect ', from Garden 1'
"$BEWUST" --data "$here/away" rules list --json >"$here/out"
expect '"action": "not-for-me"'
! "$BEWUST" --data "$here/away" rules edit 2 storm >"$here/out" 2>&1 || { echo 'what was not for me was made a rule'; failed=1; }
expect '`bewust rules remove 2` takes that back'
"$BEWUST" --data "$here/away" rules remove 2 >"$here/out"
expect 'Rule 2 is gone: not for me: “A kind neighbour'
"$BEWUST" --data "$here/away" rules list >"$here/out"
! grep -qF 'not for me' "$here/out" || { echo 'what was taken back is still there'; failed=1; }

# the day's cap holds, and so do its ten seconds
printf '0\n' | BEWUST_NOW=$later "$BEWUST" session --plain >/dev/null 2>&1
printf 'q\n\n' | BEWUST_NOW=$later "$BEWUST" session --plain >/dev/null 2>&1
printf '\n' | BEWUST_NOW=$later "$BEWUST" session --plain >"$here/out" 2>&1
expect "You're done for today."
! grep -qF '1 of ' "$here/out" || { echo 'the day was full, and it began all the same'; failed=1; }

# channels are refreshed while somebody thinks: what came in by then is in the session
sed 's/guid>1-/guid>new-/g; s/A kind neighbour and a wonderful tree/Happy children saved a wonderful garden/' "$here/feeds/1.xml" >"$here/feeds/new.xml"
"$BEWUST" --data "$here/refresh" channels add "http://127.0.0.1:$(cat "$here/port")/1.xml" >/dev/null || exit 1
mv "$here/feeds/new.xml" "$here/feeds/1.xml"
begin 80 24 TERM=dumb BEWUST_NOW=$(($(date +%s) + 86400)) "$BEWUST" --data "$here/refresh"
await 'number (Enter: surprise me):'
end=$(($(date +%s) + seconds))
until "$BEWUST" --data "$here/refresh" items 2>/dev/null | grep -qF 'Happy children saved'; do
	[ "$(date +%s)" -lt "$end" ] || complain 'nothing was refreshed'
	sleep 0.1
done
keys 0 Enter
await 'ended 0, the terminal as it was'

# what was taken on is asked after, and not counted
"$BEWUST" --data "$here/todo" channels add "http://127.0.0.1:$(cat "$here/port")/1.xml" >/dev/null || exit 1
printf '[session]\ndo_items = yes\n' >"$here/todo.ini"
printf '7\n\n\n\nd\nq\n\n' | "$BEWUST" --data "$here/todo" --config "$here/todo.ini" --plain >"$here/out" 2>&1
expect 'yours to do'
printf 'x\n0\n' | "$BEWUST" --data "$here/todo" --config "$here/todo.ini" --plain >"$here/out" 2>&1
expect 'd did it, x let it go (Enter: not yet):'
printf '0\n' | "$BEWUST" --data "$here/todo" --config "$here/todo.ini" --plain >"$here/out" 2>&1
! grep -qF 'yours to do' "$here/out" || { echo 'what was let go is still to do'; failed=1; }

# one thing: no clock in sight
printf 'q\n\n' | "$BEWUST" --data "$here/refresh" session --plain --items 1 >"$here/out" 2>&1
grep -qx '1 of 1' "$here/out" || { echo 'one thing: more than its place is told'; cat "$here/out"; failed=1; }

# what plays outside is charged by its length
cat >"$here/feeds/v.xml" <<EOF
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Films</title><link>http://films.example/</link><description>d</description>
<item><title>A kind neighbour and a wonderful tree</title><guid>v</guid><pubDate>$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')</pubDate>
<description>Happy friends planted a beautiful tree together, with love and joy.</description>
<media:content url="http://films.example/tree.mp4" type="video/mp4" medium="video" duration="360"/></item></channel></rss>
EOF
printf '[open]\nplayer = true\n[session]\ndo_items = no\n' >"$here/config.ini"
"$BEWUST" --data "$here/films" channels add "http://127.0.0.1:$(cat "$here/port")/v.xml" >/dev/null || exit 1
printf 'o\nq\n\n' | "$BEWUST" --data "$here/films" --config "$here/config.ini" session --plain --minutes 10 --items 1 >"$here/out" 2>&1
expect '· video · 6 min'
expect '6 min · 1 read'
# … and by nothing where no program was there to play it
mkdir "$here/nothing"
for data in silent dark; do
	"$BEWUST" --data "$here/$data" channels add "http://127.0.0.1:$(cat "$here/port")/v.xml" >/dev/null || exit 1
done
printf '[session]\ndo_items = no\n' >"$here/config.ini"
printf 'o\nq\n\n' | PATH=$here/nothing "$BEWUST" --data "$here/silent" --config "$here/config.ini" session --plain --minutes 10 --items 1 >"$here/out" 2>&1
expect 'no browser found'
expect 'under a minute'
! grep -qF '1 read' "$here/out" || { echo 'what did not play counts as read'; failed=1; }
begin 80 24 TERM=screen-256color PATH="$here/nothing" "$BEWUST" --data "$here/dark" --config "$here/config.ini" session --minutes 10
await ' · video · 6 min'
keys o
await 'no browser found'
await 'about 10 min'
! look | grep -q 'watching' || complain 'nothing plays, and it says that somebody watches'
keys q
await 'And now?'
keys q
await 'That was your session.'
keys q
await_gone 'That was'
keys q
await 'ended 0'
[ $failed = 0 ] || exit 1
