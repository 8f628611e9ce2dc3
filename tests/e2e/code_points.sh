#!/bin/sh
# code_points.sh: all 1,114,112 code points, as bytes and as references, in nine fields of a feed: none that a terminal would obey comes
# out, into a file, a pipe or a terminal.
set -u
. tests/support/serve.sh
points=$OUT/tests/support/code_points

# clean WHAT HOW COMMAND…: what the command writes, on both ways, has nothing forbidden in it
clean() {
	what=$1 how=$2
	shift 2
	"$@" >"$TMPDIR/written" 2>&1 || complain "$what: ended with $?"
	[ -s "$TMPDIR/written" ] || complain "$what: wrote nothing"
	"$points" check "$how" <"$TMPDIR/written" >"$TMPDIR/found" || complain "$what: $(cat "$TMPDIR/found")"
}

for kind in references bytes; do
	"$points" feeds "$www" $kind || complain "feeds of $kind"
	for feed in "$www"/*.xml; do
		clean "parse, $kind, ${feed##*/}" json "$BEWUST" parse "$feed"
	done
done

serve_start
for feed in "$www"/*.xml; do
	echo "$site/${feed##*/}"
done >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'
clean fetch text "$BEWUST" fetch
stored=$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')
[ "$stored" -gt 8000 ] || complain "only $stored items are stored"
clean items text "$BEWUST" items --limit 0
clean 'items --json' json "$BEWUST" items --limit 0 --json
clean channels text "$BEWUST" channels
clean 'channels --json' json "$BEWUST" channels list --json
clean 'channels export' text "$BEWUST" channels export
clean export json "$BEWUST" export
clean 'session --plan' text "$BEWUST" session --plan
[ $failed = 0 ] || exit 1

# ---- a terminal: all items, then screens of them ----
. tests/support/terminal.sh
# raw COMMAND…: runs it in a terminal whose every byte is kept
raw() {
	rm -f "$TMPDIR/go"
	begin 80 24 TERM=screen-256color sh -c 'until [ -e "$0" ]; do sleep 0.02; done; exec "$@"' "$TMPDIR/go" "$@"
	on_terminal pipe-pane -O "cat >'$TMPDIR/raw'"
	: >"$TMPDIR/go"
}
checked() {
	on_terminal pipe-pane
	[ -s "$TMPDIR/raw" ] || complain "$1: nothing came"
	"$points" check terminal <"$TMPDIR/raw" >"$TMPDIR/found" || complain "$1: $(cat "$TMPDIR/found")"
}
raw "$BEWUST" items --limit 0
await 'ended 0'
checked 'items in a terminal'
raw "$BEWUST" session --minutes 30
await_like '^ *1 of [0-9]'
keys n
await_like '^ *2 of [0-9]'
keys q
checked 'a session in a terminal'
