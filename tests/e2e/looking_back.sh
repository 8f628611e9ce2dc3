#!/bin/sh
# looking_back.sh: what went with lighter moods, on the command line: as many sessions as it takes, and what such numbers are not below it.
set -u
failed=0
complain() {
	echo "$*"
	failed=1
}

# lived SESSIONS: so many by turns of a channel that lifts and one that weighs down, as an export has them
lived() {
	awk -v sessions="$1" 'function id(kind, n) { return sprintf("00000000-0000-5000-8000-%04d%08d", kind, n) }
		function text(name, value) { return "\"" name "\":\"" value "\"" }
		function mood(phase, valence) { moods = moods sep "{" text("uuid", id(phase == "before" ? 5 : 6, k)) "," text("session", id(4, k)) "," text("at", at) \
			"," text("phase", phase) ",\"valence\":" valence "}" }
		BEGIN {
			for (n = 0; n < 2; n++) {
				theme = n ? "hope" : "news"
				channels = channels (n ? "," : "") "{" text("uuid", id(1, n)) "," text("url", "http://c" n ".example/f") "," \
					text("title", n ? "Garden" : "Harbour") ",\"themes\":[\"" theme "\"]," text("kind", "person") "}"
				items = items (n ? "," : "") "{" text("uuid", id(2, n)) "," text("channel", id(1, n)) "," text("title", "Item " n) "," \
					text("url", "http://c" n ".example/1") "," text("published", "2026-11-01T10:00:00Z") "," text("fetched", "2026-11-01T10:00:00Z") \
					",\"lang\":\"en\",\"kind\":\"text\",\"themes\":[\"" theme "\"],\"score\":0.5,\"label\":\"neutral\",\"state\":\"read\",\"minutes\":1}"
			}
			for (k = 0; k < sessions; k++) {
				n = k % 2
				at = sprintf("2026-11-%02dT%02d:00:00Z", 1 + int(k / 2), 10 + n)
				list = list sep "{" text("uuid", id(4, k)) ",\"intention\":\"surprise\",\"themes\":[],\"minutes\":5,\"items_max\":1,\"seed\":1," \
					text("started_at", at) "," text("ended_at", at) ",\"spent_ms\":60000,\"position\":0,\"checked_in\":true,\"items\":[{" \
					text("uuid", id(2, n)) ",\"position\":0,\"role\":\"opener\"," text("shown_at", at) ",\"dwell_s\":60,\"outcome\":\"read\"}]}"
				mood("before", 0)
				sep = ","
				mood("after", n ? 2 : -1)
			}
			print "{\"bewust\":1,\"channels\":[" channels "],\"items\":[" items "],\"sessions\":[" list "],\"moods\":[" moods "],\"rules\":[],\"labels\":[],\"settings\":{}}"
		}'
}

# expect WORDS IN
expect() {
	grep -qE -e "$1" "$2" || complain "not said: $1: $(cat "$2")"
}

lived 24 >"$TMPDIR/enough.json"
lived 8 >"$TMPDIR/few.json"
export BEWUST_NOW=2026-11-23T08:00:00Z
for data in enough few; do
	"$BEWUST" --data "$TMPDIR/$data" import "$TMPDIR/$data.json" >"$TMPDIR/said" 2>&1 || complain "import: $(cat "$TMPDIR/said")"
	for by in channel theme; do
		"$BEWUST" --data "$TMPDIR/$data" mood --by $by >"$TMPDIR/$data.$by"
		expect 'Goes with, not because of. Low moods tend to rise by themselves.' "$TMPDIR/$data.$by"
	done
done
expect '^Garden$' "$TMPDIR/enough.channel"
expect '^  tended to go with lighter moods, \+0\.8 \(.* to .*\) · 12 sessions$' "$TMPDIR/enough.channel"
expect '^  tended to go with heavier moods, −0\.8 ' "$TMPDIR/enough.channel"
expect '^hope$' "$TMPDIR/enough.theme"
expect '^  not enough yet \(4 of 10\) · 4 sessions$' "$TMPDIR/few.channel"
"$BEWUST" --data "$TMPDIR/enough" report --text >"$TMPDIR/report"
expect 'Garden: tended to go with lighter moods' "$TMPDIR/report"
expect 'Goes with, not because of' "$TMPDIR/report"
[ "$(awk 'length > 80' "$TMPDIR/enough.channel" | grep -c 'tended')" = 0 ] || complain 'a line does not fit 80 columns'
exit $failed
