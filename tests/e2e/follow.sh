#!/bin/sh
# follow.sh: following on the screen over real HTTP: a page with several feeds and the choice among them, a slow server that stops
# no key, a list on this computer, what cannot be followed. In a terminal of its own; 77 where there is no tmux.
set -u
command -v tmux >/dev/null 2>&1 || exit 77
. tests/support/serve.sh
for name in all drawings notes; do serve_feed $name 2; done
cat >"$www/index.html" <<'END'
<html><head><title>Many</title>
<link rel="alternate" type="application/rss+xml" title="Everything" href="/all.xml">
<link rel="alternate" type="application/rss+xml" title="Only drawings" href="/drawings.xml">
</head><body><p>Hello.</p></body></html>
END
serve_start

tmux() { command tmux -L "bewust-follow-$$" -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null' EXIT
screen() { tmux capture-pane -p; }
keys() { tmux send-keys "$@"; }
type_text() { tmux send-keys -l "$1"; }
# Waits until the screen shows this; says what it showed instead after ten seconds.
see() {
	tries=0
	until screen | grep -qF -- "$1"; do
		tries=$((tries + 1))
		if [ $tries -ge 100 ]; then
			complain "not seen: $1"
			screen
			return 1
		fi
		sleep 0.1
	done
}
# follow ADDRESS: types it in the list of channels
follow() {
	see 'a follow'
	keys a
	see 'look at it'
	type_text "$1"
	keys Enter
}

tmux new-session -d -x 80 -y 24 "env TERM=screen '$BEWUST'"
see 'an address'
keys Down Down Enter
see 'Nobody is followed yet'

# ---- a page with several feeds: the first is taken, another may be chosen ----
follow "$site/index.html"
see 'That page names several'
see 'Everything'
keys Down Enter
see 'Feed drawings is followed: 2 things to read'
expect 'the other choice took the place of the first' 1 "$("$BEWUST" channels list --json | grep -c '"uuid"')"
keys u
see 'Nobody is followed yet'

# ---- a slow server stops no key ----
follow "$site/notes.xml"
see 'Feed notes is followed'
follow "$site/m/slow/4000/all.xml"
see 'looking at it'
keys Enter
see 'its name'
keys q
see 'looking at it'
keys :
type_text rules
keys Enter
see 'No rules yet'                      # a screen that asks the store
keys q
see 'looking at it'
see 'Feed all is followed'

# ---- what cannot be followed says why, and stays to be mended ----
follow "$site/m/404"
see '404'
see 'follow  http'
keys Escape
see 'a follow'

# ---- a server that wants a pause says until when, there and on the channel's own screen ----
follow "http://busy.localhost:${site##*:}/m/429"
see 'wants a pause until'
see 'busy.localhost'
keys Enter
see 'For now the server is asked too much (429)'
see 'it is asked again by itself'
keys x
see 'a follow'

# ---- a list on this computer; one that was parted from comes back, what would be run is not ----
{
	echo "$site/drawings.xml humour"
	echo "$site/notes.xml"
	echo 'exec:/bin/false'
} >"$HOME/urls"
follow '~/urls'
see '1 added, 1 there already, 1 left out (exec:/bin/false)'
see 'Feed drawings'
expect 'followed in the end' 3 "$("$BEWUST" channels list --json | grep -c '"uuid"')"
tmux kill-server

# ---- on the command line: a question on a terminal, a list where nobody can answer ----
"$BEWUST" channels remove 'feed all' 'feed drawings' >/dev/null || complain 'remove'
tmux new-session -d -x 80 -y 24 "'$BEWUST' channels add '$site/index.html'; echo \"ended $?\"; exec cat"
see 'Which one? [1]'
see '2  Only drawings'
keys 2 Enter
see 'Following Feed drawings'
see 'ended 0'
"$BEWUST" channels list | grep -q 'Feed all' && complain 'the first stayed beside the one that was meant'
"$BEWUST" channels remove 'feed drawings' >/dev/null
"$BEWUST" channels add "$site/index.html" </dev/null >"$TMPDIR/added" || complain 'add: several feeds'
grep -q 'Following Feed all' "$TMPDIR/added" || complain 'add: the first of several is not taken'
grep -q 'drawings.xml  Only drawings' "$TMPDIR/added" || complain "add: the others are not told: $(cat "$TMPDIR/added")"
exit $failed
