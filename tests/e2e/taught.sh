#!/bin/sh
# taught.sh: what is taught changes what the next session holds, and is taken back and forgotten; reading alone teaches nothing.
set -u
. tests/support/serve.sh

# feed NAME TITLE…: one item for each title, of the last hours
feed() {
	name=$1
	shift
	{
		printf '<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title><link>https://%s.example/</link>\n' "$name" "$name"
		hour=0
		for title in "$@"; do
			hour=$((hour + 1))
			printf '<item><guid>%s-%s</guid><title>%s</title><description>%s.</description><pubDate>Mon, 23 Nov 2026 %02d:00:00 GMT</pubDate></item>\n' \
				"$name" $hour "$title" "$title" $hour
		done
		printf '</channel></rss>\n'
	} >"$www/$name.xml"
}

BEWUST_NOW=2026-11-23T20:00:00Z
export BEWUST_NOW
n=0
while [ $n -lt 12 ]; do
	n=$((n + 1))
	feed chess$n "A chess grandmaster and a rook ending, part $n" "Chess openings for the club, part $n"
	feed pots$n "A potter glazes a bowl in the kiln, part $n" "Clay and a wheel for the kiln, part $n"
done
serve_start
for name in "$www"/*.xml; do
	echo "$site/${name##*/}"
done >"$TMPDIR/list"
"$BEWUST" channels import "$TMPDIR/list" >/dev/null || complain 'import'
"$BEWUST" fetch --quiet || complain 'fetch'

chess_of() {
	"$BEWUST" session --plan --json --seed "$1" --items 8 | sed '/"held"/,$d' | grep -ci '"title": ".*chess'
}
# chess in the plans of five seeds
chess() {
	sum=0
	for seed in 1 2 3 4 5; do
		sum=$((sum + $(chess_of $seed)))
	done
	echo $sum
}

before=$(chess)
[ "$before" -ge 5 ] || complain "there is little chess to begin with: $before"
n=0
while [ $n -lt 10 ]; do
	n=$((n + 1))
	printf 'draining\tchess move %s by the grandmaster with a rook\n' $n
	printf 'uplifting\ta kiln and clay on the wheel, bowl %s\n' $n
done >"$TMPDIR/lessons"
"$BEWUST" learn "$TMPDIR/lessons" >/dev/null || complain 'learn'
after=$(chess)
[ $((after * 2)) -le "$before" ] || complain "after twenty lessons there is as much chess: $before, then $after"
"$BEWUST" export "$TMPDIR/one.json" || complain 'export'
"$BEWUST" learn --undo "$TMPDIR/lessons" >/dev/null || complain 'learn --undo'
expect 'chess once it is taken back' "$before" "$(chess)"
"$BEWUST" learn "$TMPDIR/lessons" >/dev/null || complain 'learn again'
expect 'chess once it is learned again' "$after" "$(chess)"
"$BEWUST" learn --forget >/dev/null || complain 'learn --forget'
expect 'chess once it is forgotten' "$before" "$(chess)"
"$BEWUST" import "$TMPDIR/one.json" >/dev/null || complain 'import of an export'
expect 'chess with what was exported' "$after" "$(chess)"
"$BEWUST" learn --forget >/dev/null || complain 'learn --forget'

# ---- rules, the same way ----
"$BEWUST" rules add 'chess*' --block >/dev/null || complain 'rules add'
expect 'chess that a rule keeps away' 0 "$(chess)"
"$BEWUST" rules | grep -q 'met 24 times' || complain 'the rule does not say what it met'
"$BEWUST" session --plan --json --seed 1 | grep -q '"reason": "rule: chess\*"' || complain 'what is held back does not name its rule'
"$BEWUST" rules edit 1 --always >/dev/null || complain 'rules edit'
always=$(chess)
[ "$always" -gt "$before" ] || complain "a rule that lets chess through brings no more of it: $before, then $always"
"$BEWUST" rules remove 1 >/dev/null || complain 'rules remove'
expect 'chess without the rule' "$before" "$(chess)"
exit $failed
