#!/bin/sh
# demo.sh: the demo needs no network, touches nothing of the reader's, and leaves nothing behind, however it ends.
set -u
failed=0
complain() {
	echo "$*"
	failed=1
}
demos() {
	find "$TMPDIR" -maxdepth 1 -name 'bewust-demo-*' | wc -l | tr -d ' '
}
# the broom sweeps after the demo: moments later
swept() {
	tries=0
	while [ "$(demos)" != 0 ] && [ $tries -lt 2000 ]; do tries=$((tries + 1)); done
	[ "$(demos)" = 0 ] || complain "left behind after $1: $(find "$TMPDIR" -maxdepth 1 -name 'bewust-demo-*')"
}

printf '3\n\n\n\n' | "$BEWUST" demo --plain >"$TMPDIR/out" 2>&1 || complain "demo --plain ended with $?: $(tail -n 1 "$TMPDIR/out")"
grep -q '^1 of ' "$TMPDIR/out" || complain 'demo --plain showed no item'
swept 'the end of its input'
{
	printf '3\n\n\n\n' | "$BEWUST" demo --plain 2>"$TMPDIR/err"
	echo $? >"$TMPDIR/code"
} | true
while [ ! -s "$TMPDIR/code" ]; do :; done
[ "$(cat "$TMPDIR/code")" = 0 ] && [ ! -s "$TMPDIR/err" ] || complain "a reader that went away: $(cat "$TMPDIR/code" "$TMPDIR/err")"
swept 'a reader that went away'
[ ! -e "$BEWUST_DATA" ] || complain "the demo made the reader's own directory"

for signal in TERM KILL; do
	mkfifo "$TMPDIR/in"
	: >"$TMPDIR/out"                # what an earlier run wrote is no sign of this one
	"$BEWUST" demo --plain <"$TMPDIR/in" >"$TMPDIR/out" 2>&1 &
	pid=$!
	exec 8>"$TMPDIR/in"
	while ! grep -q '1 ' "$TMPDIR/out" && kill -0 $pid 2>/dev/null; do :; done
	[ "$(demos)" = 1 ] || complain "no throw-away directory while it runs"
	kill -s $signal $pid
	wait $pid 2>/dev/null
	exec 8>&-
	rm "$TMPDIR/in"
	swept "SIG$signal"
done

TMPDIR=$TMPDIR/nowhere "$BEWUST" demo --plain </dev/null >/dev/null 2>"$TMPDIR/err"
[ $? = 73 ] || complain 'no directory for the demo: not status 73'
exit $failed
