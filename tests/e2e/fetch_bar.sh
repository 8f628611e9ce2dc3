#!/bin/sh
# fetch_bar.sh: `bewust fetch` on a terminal, wide and narrow: one bar that says how far it is and whom it waits for, a line for each
# channel with news or trouble, broken between words, and a summary; nothing of the bar stays. 77 where there is no tmux.
set -u
command -v tmux >/dev/null 2>&1 || exit 77
. tests/support/serve.sh
serve_feed river 3
serve_feed hill 2
serve_start
port=${site##*:}
{
	echo "http://a-host-with-a-long-name-at-the-river.localhost:$port/m/slow/2500/river.xml"
	echo "http://hill.localhost:$port/hill.xml"
	echo "http://gone.localhost:$port/m/404/a/rather/long/address/of/a/feed"
} >"$TMPDIR/urls"
tmux() { command tmux -L "bewust-bar-$$" -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null' EXIT
for size in 80x24 40x12 20x12; do
	BEWUST_DATA=$TMPDIR/$size "$BEWUST" channels import "$TMPDIR/urls" </dev/null >/dev/null
	tmux new-session -d -s "s$size" -x "${size%x*}" -y "${size#*x}" "env TERM=screen BEWUST_DATA='$TMPDIR/$size' '$BEWUST' fetch; echo \"ended \$?\"; exec cat"
done
# see SIZE LINE: a whole line of that terminal, within ten seconds
see() {
	tries=0
	until tmux capture-pane -p -t "s$1" | grep -qx -- "$2"; do
		tries=$((tries + 1))
		if [ $tries -ge 100 ]; then
			complain "$1: not seen: $2"
			tmux capture-pane -p -t "s$1"
			return 1
		fi
		sleep 0.1
	done
}
see 80x24 '\[================        \] 2 of 3, waiting for a-host-with-a-long-name-at-the-…'
see 40x12 '\[======   \] 2 of 3, waiting for a-host…'
see 20x12 '\[==  \] 2 of 3'
see 80x24 'Feed hill: 2 new'
see 80x24 "http://gone.localhost:$port/m/404/a/rather/long/address/of/a/feed: not there"
see 80x24 '    (404): remove it, or look for its new address'
for size in 80x24 40x12 20x12; do
	see $size 'ended 75'
	see $size 'Feed river: 3.*'
	tmux capture-pane -p -t "s$size" | grep -q 'waiting\|=' && complain "$size: the bar stays"
done
see 80x24 '3 channels asked: 5 new items, in [0-9.]* s'
see 40x12 '3 channels asked: 5 new items, in'
see 40x12 '    [0-9.]* s'

# ---- the list, with its trouble ----
tmux new-session -d -s slist -x 80 -y 24 "env TERM=screen BEWUST_DATA='$TMPDIR/80x24' '$BEWUST' channels; exec cat"
see list '    since [0-9-]*: not there (404): remove it, or look for its new address;'
see list '    left alone until [0-9:]*'
exit $failed
