#!/bin/sh
# private.sh: only the reader can read the files, whatever the umask; a note is in no message; all of it goes out, comes back, and goes.
set -u
. tests/support/serve.sh
serve_feed a 3
serve_start
canary=kanarienvogel
umask 000

"$BEWUST" channels add "$site/a.xml" >/dev/null || complain 'add'
echo "$canary" | "$BEWUST" mood log -1 --energy 2 --words calm,tired --note - >"$TMPDIR/said" 2>&1 || complain 'mood log'
grep -q $canary "$TMPDIR/said" && complain 'the note is repeated by mood log'
"$BEWUST" mood --json | grep -q "\"note\": \"$canary\"" || complain 'mood --json does not have the note'
"$BEWUST" rules add storm --block >/dev/null && echo 'uplifting	zorgle' | "$BEWUST" learn - >/dev/null || complain 'rules, learn'

# ---- modes ----
"$BEWUST" export "$TMPDIR/one.json" || complain 'export'
"$BEWUST" channels export "$TMPDIR/list.opml" || complain 'channels export'
expect 'mode of the directory' drwx------ "$(ls -ld "$BEWUST_DATA" | cut -c 1-10)"
expect 'files that others can read' '' "$(find "$BEWUST_DATA" "$TMPDIR/one.json" "$TMPDIR/list.opml" -type f ! -perm 600)"
chmod 644 "$BEWUST_DATA/bewust.db"
touch "$BEWUST_DATA/other" && chmod 666 "$BEWUST_DATA/other"
"$BEWUST" doctor --repair >"$TMPDIR/doctor" 2>&1
expect 'doctor --repair leaves none open' '' "$(find "$BEWUST_DATA" -type f ! -perm 600)"
rm "$BEWUST_DATA/other"

# ---- no message holds a note ----
{
	"$BEWUST" doctor
	"$BEWUST" doctor --privacy
	"$BEWUST" items
	"$BEWUST" channels
	"$BEWUST" fetch --force
	"$BEWUST" mood log 9
	"$BEWUST" mood --by theme
	"$BEWUST" session --plan --json
	"$BEWUST" export --no-notes
	"$BEWUST" import tests/run
	"$BEWUST" nonsense
} >"$TMPDIR/all" 2>&1
grep -q $canary "$TMPDIR/all" && complain "a message holds the note: $(grep $canary "$TMPDIR/all" | head -n 1)"

# ---- out, gone, back: the same ----
"$BEWUST" export "$TMPDIR/two.json" && cmp -s "$TMPDIR/one.json" "$TMPDIR/two.json" || complain 'export: the same data gives other bytes'
"$BEWUST" forget --yes >/dev/null || complain 'forget'
[ -z "$(grep -rl $canary "$BEWUST_DATA" 2>/dev/null)" ] || complain 'forget: the note is still there'
[ -z "$(ls -A "$BEWUST_DATA" 2>/dev/null)" ] || complain "forget left: $(ls -A "$BEWUST_DATA")"
"$BEWUST" import "$TMPDIR/one.json" >/dev/null || complain 'import'
"$BEWUST" import "$TMPDIR/one.json" >/dev/null || complain 'import of the same again'
"$BEWUST" export "$TMPDIR/three.json" && cmp -s "$TMPDIR/one.json" "$TMPDIR/three.json" || complain 'export after import gives other bytes'
"$BEWUST" export | cmp -s - "$TMPDIR/one.json" || complain 'export on standard output differs'
exit $failed
