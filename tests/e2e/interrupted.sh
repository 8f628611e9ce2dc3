#!/bin/sh
# interrupted.sh: a refresh that is killed, two at once, and a disk that is full: what was confirmed stays, and the next one goes on.
set -u
. tests/support/serve.sh
BEWUST_TEST_LOG=$TMPDIR/log
export BEWUST_TEST_LOG
n=1
while [ $n -le 20 ]; do
	serve_feed f$n 20
	n=$((n + 1))
done
serve_start
n=1
while [ $n -le 20 ]; do
	echo "http://h$n.localhost:${site##*:}/m/slow/$((n * 30))/f$n.xml"
	n=$((n + 1))
done >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'

# ---- killed in the middle ----
"$BEWUST" fetch --jobs 8 --json >"$TMPDIR/first" 2>/dev/null &
pid=$!
while [ "$(grep -c '"status":"new"' "$TMPDIR/first")" -lt 3 ] && kill -0 $pid 2>/dev/null; do :; done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
"$BEWUST" doctor >"$TMPDIR/doctor" 2>&1
grep -q '^database *well' "$TMPDIR/doctor" || complain "after kill -9: $(grep database "$TMPDIR/doctor")"
"$BEWUST" fetch --json >"$TMPDIR/again" || complain "the next refresh ended with $?"
expect 'after kill -9 everything comes' 400 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"

# ---- interrupted by Ctrl-C: what has arrived is kept, and it says so in time ----
rm -rf "$BEWUST_DATA"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null
"$BEWUST" fetch --jobs 8 --json >"$TMPDIR/cut" 2>/dev/null &
pid=$!
while [ "$(grep -c '"status":"new"' "$TMPDIR/cut")" -lt 3 ] && kill -0 $pid 2>/dev/null; do :; done
kill -TERM $pid
wait $pid
told=$(grep -c '"status":"new"' "$TMPDIR/cut")
stored=$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')
[ "$stored" -ge $((told * 20)) ] || complain "told before the interruption: $told times 20, and stored: $stored" # of one under way some may be there

# ---- two at once ----
rm -rf "$BEWUST_DATA"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null
: >"$BEWUST_TEST_LOG"
"$BEWUST" fetch --force >"$TMPDIR/one" 2>&1 &
pid=$!
while [ ! -s "$BEWUST_TEST_LOG" ] && kill -0 $pid 2>/dev/null; do :; done
"$BEWUST" fetch --force >"$TMPDIR/two" 2>&1
two=$?
wait $pid
one=$?
expect 'two at once both end well' '0 0' "$one $two"
expect 'two at once ask once' 20 "$(wc -l <"$BEWUST_TEST_LOG" | tr -d ' ')"
expect 'the second says why it asked nobody' 'Another refresh was under way, and asked all that was due.' "$(cat "$TMPDIR/two")"
expect 'two at once double nothing' 400 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"

# ---- one that waits takes over from one that is killed, and a signal ends it ----
rm -rf "$BEWUST_DATA"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null
: >"$BEWUST_TEST_LOG"
"$BEWUST" fetch --quiet &
pid=$!
while [ ! -s "$BEWUST_TEST_LOG" ] && kill -0 $pid 2>/dev/null; do :; done
"$BEWUST" fetch >"$TMPDIR/two" 2>&1 &
second=$!
"$BEWUST" fetch >"$TMPDIR/three" 2>&1 &
third=$!
sleep 0.1
kill -TERM $third
wait $third
expect 'one that waits is stopped' '75 bewust: stopped while another refresh was waited for' "$? $(cat "$TMPDIR/three")"
kill -9 $pid
wait $pid 2>/dev/null
wait $second
expect 'one that waits takes over' 0 $?
expect 'one that took over brings the rest' 400 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"

# ---- what others have to write waits for no refresh ----
rm -rf "$BEWUST_DATA"
serve_feed long 3
n=1
while [ $n -le 200 ]; do
	echo "http://l$((n % 150)).localhost:${site##*:}/m/slow/$((n * 6))/long.xml"
	n=$((n + 1))
done | "$BEWUST" channels import >/dev/null
: >"$BEWUST_TEST_LOG"
"$BEWUST" fetch --quiet &
pid=$!
while [ ! -s "$BEWUST_TEST_LOG" ]; do :; done
slowest=0
"$BEWUST" doctor | grep -q '^network *well' || complain 'doctor asks no channel beside a refresh'
kill -0 $pid 2>/dev/null || complain 'doctor waits for a refresh'
while kill -0 $pid 2>/dev/null; do
	began=$(date +%s%3N | tr -cd 0-9) # seconds alone where date knows no parts of them
	"$BEWUST" mood log 1 >/dev/null || complain 'mood log beside a refresh'
	took=$(($(date +%s%3N | tr -cd 0-9) - began))
	[ $took -le $slowest ] || slowest=$took
done
[ $slowest -le 1100 ] || complain "a mood waited $slowest ms for the refresh beside it"
wait $pid

# ---- beside the interface ----
if command -v tmux >/dev/null 2>&1; then
	rm -rf "$BEWUST_DATA"
	sed 's|/m/slow/[0-9]*/|/m/slow/700/|' "$TMPDIR/urls" | "$BEWUST" channels import >/dev/null
	: >"$BEWUST_TEST_LOG"
	tmux -L "bewust-cut-$$" -f /dev/null new-session -d -x 80 -y 24 "env TERM=screen '$BEWUST'"
	tries=0
	while [ ! -s "$BEWUST_TEST_LOG" ] && [ $tries -lt 100 ]; do
		[ $tries != 5 ] || tmux -L "bewust-cut-$$" send-keys f
		tries=$((tries + 1))
		sleep 0.1
	done
	"$BEWUST" fetch >"$TMPDIR/beside" 2>&1
	expect 'beside the interface' '0 Another refresh was under way, and asked all that was due.' "$? $(cat "$TMPDIR/beside")"
	tmux -L "bewust-cut-$$" kill-server
	expect 'beside the interface nothing is asked twice' 20 "$(wc -l <"$BEWUST_TEST_LOG" | tr -d ' ')"
fi

# ---- nobody reads, nothing can be written ----
"$BEWUST" fetch --force --json | head -n 1 >/dev/null || complain 'a reader that goes away'
if [ -e /dev/full ]; then
	"$BEWUST" items --json >/dev/full 2>"$TMPDIR/err"
	expect 'a full disk' 74 $?
	grep -q 'standard output could not be written' "$TMPDIR/err" || complain "a full disk: $(cat "$TMPDIR/err")"
fi
exit $failed
