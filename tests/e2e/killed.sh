#!/bin/sh
# killed.sh: a refresh killed at any instant (kill -9), again and again: what was told stays, at most the last 250 ms of work are lost, and
# the next refresh asks those that were not done, and no other.
#   KILLS=40   so many times       SEED=1   when                SPREAD_MS=1  how much later than the one before a server answers
#   LATE_MS=2000   how old an answer may be that was lost: 250 ms, and what a machine with other work needs to read it
set -u
. tests/support/serve.sh
KILLS=${KILLS:-40} SEED=${SEED:-1} SPREAD_MS=${SPREAD_MS:-1} LATE_MS=${LATE_MS:-2000}
BEWUST_TEST_LOG=$TMPDIR/log
export BEWUST_TEST_LOG
: >"$BEWUST_TEST_LOG"
channels=100
serve_start
port=${site##*:}
awk -v n=$channels -v port="$port" -v spread="$SPREAD_MS" 'BEGIN {
	for (i = 0; i < n; i++) printf "http://h%d.localhost:%s/m/slow/%d/f%d.xml\n", i % 10, port, i * spread, i
}' >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'

# publish ROUND: two more items in each
publish() {
	awk -v n=$channels -v round="$1" -v www="$www" 'BEGIN {
		for (i = 0; i < n; i++) {
			file = www "/f" i ".xml"
			printf "<rss version=\"2.0\"><channel><title>F%d</title>", i >file
			for (k = 2 * round; k > 2 * round - 10 && k > 0; k--)
				printf "<item><guid>%d-%d</guid><title>Number %d of %d</title></item>", i, k, k, i >file
			print "</channel></rss>" >file
			close(file)
		}
	}'
}
milliseconds() {
	date +%s%3N | sed 's/[^0-9]//g'
}

# ---- four kills, and then one that may end, each time with something new ----
now=1795456800
kills=0 round=0
while [ $kills -lt "$KILLS" ]; do
	round=$((round + 1))
	publish $round
	now=$((now + 10 * 86400))
	echo "round $round" >>"$BEWUST_TEST_LOG"
	for wait in $(awk -v seed="$SEED" -v round=$round -v most=$((40 + channels * SPREAD_MS * 2 / 3)) 'BEGIN {
		srand(seed * 1000 + round); for (i = 0; i < 4; i++) printf "%.3f ", rand() * most / 1000 }'); do
		BEWUST_NOW=$now "$BEWUST" fetch --json >"$TMPDIR/said" 2>/dev/null &
		pid=$!
		sleep "$wait"
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		kills=$((kills + 1))
		echo "kill $(milliseconds)" >>"$BEWUST_TEST_LOG"
		sed -n 's/.*"url":"\([^"]*\)","status":"[a-z]*".*}$/told \1/p' "$TMPDIR/said" >>"$BEWUST_TEST_LOG"
		grep -q '"error":"..*"' "$TMPDIR/said" && complain "trouble: $(grep '"error":"..*"' "$TMPDIR/said" | head -n 1)"
	done
	BEWUST_NOW=$now "$BEWUST" fetch --quiet || complain "the next refresh ended with $?"
	expect "round $round: what is stored" $((channels * 2 * round)) "$(BEWUST_NOW=$now "$BEWUST" items --json --limit 0 | grep -c '"uuid"')"
done
echo "round over" >>"$BEWUST_TEST_LOG" # doctor asks one channel
"$BEWUST" doctor >"$TMPDIR/doctor"
grep -q '^database *well' "$TMPDIR/doctor" || complain "the database: $(grep '^database' "$TMPDIR/doctor")"

# ---- who was asked twice in a round, though it was told, or long over ----
awk -F '\t' -v late="$LATE_MS" '
/^round/ { split("", safe); split("", sent); next }
/^kill/ { split($0, cells, " "); for (url in sent) if (cells[2] - sent[url] > late) safe[url] = "an answer that was " cells[2] - sent[url] " ms old is lost"; split("", sent); next }
/^told/ { split(substr($0, 6), cells, "://"); safe[cells[2]] = "it had been told"; told++; next }
{ url = $2 $3; asked++; if (url in safe) print url " is asked again: " safe[url]; if ($13 > 0) sent[url] = $13 }
END { printf "%d requests, %d told before a kill\n", asked, told }' "$BEWUST_TEST_LOG" >"$TMPDIR/marks"
grep -v 'told before a kill' "$TMPDIR/marks" && failed=1
grep 'told before a kill' "$TMPDIR/marks"
grep -q ' 0 told' "$TMPDIR/marks" && complain 'no kill came in the middle'
echo "$kills kills with seed $SEED"
exit $failed
