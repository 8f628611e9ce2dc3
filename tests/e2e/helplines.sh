#!/bin/sh
# helplines.sh: people to talk to are there without a network, and doctor says when their numbers were looked up too long ago.
set -u
failed=0
complain() {
	echo "$*"
	failed=1
}

# ---- by country, from every place that says it, with no network where one can be taken away ----
alone=
unshare -rn true 2>/dev/null && alone='unshare -rn'
$alone "$BEWUST" helplines NL >"$TMPDIR/nl" || complain 'helplines NL'
for said in '113' '088 0767 000' '112' 'findahelpline.com' 'read 2025-10-03'; do
	grep -qF "$said" "$TMPDIR/nl" || complain "helplines NL does not say $said"
done
$alone "$BEWUST" helplines XX | grep -qF findahelpline.com || complain 'a country without lines has not the one for all'
[ ! -e "$BEWUST_DATA" ] || complain 'asking for people made a data directory'

# ---- over twelve months old, or of no known day: so many, on that day ----
old_on() {
	awk -F '\t' -v limit="$1" 'NR > 1 && !($1 == "*" && $2 != "en") { day = length($10) == 7 ? $10 "-01" : $10; old += day == "" || day < limit } END { print old + 0 }' data/helplines.tsv
}
said_on() {
	BEWUST_NOW=$1T12:00:00Z "$BEWUST" doctor 2>/dev/null | sed -n 's/^people .* \([0-9][0-9]*\) of [0-9]* numbers to call were .*/\1/p'
}
for years in 2025-10-02:2026-10-02 2025-10-05:2026-10-05 2026-02-03:2027-02-03; do
	limit=${years%:*} now=${years#*:}
	[ "$(said_on "$now")" = "$(old_on "$limit")" ] || complain "doctor on $now: $(said_on "$now") are old, not $(old_on "$limit")"
done
[ "$(old_on 2025-10-02)" -lt "$(old_on 2025-10-05)" ] || complain 'this test sees no day on which one gets old'
exit $failed
