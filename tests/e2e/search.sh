#!/bin/sh
# search.sh: a search right after a large refresh: what was found stands there at once, what was left out is told, and the next finds all.
set -u
. tests/support/serve.sh
serve_feed one 700
serve_feed two 700
serve_start
printf '%s\n' "$site/one.xml" "$site/two.xml" >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'nobody could be followed'
"$BEWUST" fetch --quiet || complain 'nothing could be fetched'

"$BEWUST" items --search 'walk water' --limit 0 >"$TMPDIR/found" 2>"$TMPDIR/told" || complain 'the search failed'
expect 'found at once' 1000 "$(grep -c ' · ' "$TMPDIR/found")"
grep -q 'not all could be looked through yet' "$TMPDIR/told" || complain "what was left out was not told: $(cat "$TMPDIR/told")"

"$BEWUST" items --search 'walk water' --limit 0 --json >"$TMPDIR/found" 2>"$TMPDIR/told" || complain 'the second search failed'
expect 'found a moment later' 1400 "$(grep -c '"uuid"' "$TMPDIR/found")"
expect 'told a moment later' '' "$(cat "$TMPDIR/told")"
exit $failed
