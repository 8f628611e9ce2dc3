#!/bin/sh
# story.sh: two feeds over real HTTP that tell the same story: one thing in lists, in a session, kept and exported, with both named.
set -u
. tests/support/serve.sh

# feed NAME TITLE LINK [TITLE LINK]…
feed() {
	name=$1
	shift
	{
		printf '<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title><link>https://%s.example/</link>\n' "$name" "$name"
		while [ $# -gt 0 ]; do
			printf '<item><guid isPermaLink="false">%s-%s</guid><title>%s</title><link>%s</link>' "$name" "$2" "$1" "$2"
			printf '<description>A joyful, kind and hopeful day by the water for everybody.</description></item>\n'
			shift 2
		done
		printf '</channel></rss>\n'
	} >"$www/$name.xml"
}

story='Volunteers free forty stranded seals near the old harbour'
feed Ledger "$story" https://ledger.example/seals 'A bench for strangers' https://bench.example/1
feed Post "UPDATE: Volunteers free 40 stranded seals near the old harbour | Post" https://post.example/9 \
	'A joyful bench, told in another way' 'http://www.bench.example/1/?utm_source=rss'
serve_start
"$BEWUST" channels add "$site/Ledger.xml" "$site/Post.xml" >/dev/null || complain 'add'

# ---- lists ----
"$BEWUST" items >"$TMPDIR/items"
expect 'items: each story once' 2 "$("$BEWUST" items --json | grep -c '"uuid"')"
expect 'items: both named' 2 "$(grep -c ' · Ledger · also in Post$' "$TMPDIR/items")"
expect 'items --json: both named' 2 "$("$BEWUST" items --json | grep -A1 '"also_in"' | grep -c '"Post"')"
expect 'items --channel: its own telling' 2 "$("$BEWUST" items --channel Post --json | grep -c '"uuid"')"
expect 'items --search: once' 1 "$("$BEWUST" items --search 'seals forty' --json | grep -c '"uuid"')"

# ---- a session ----
"$BEWUST" session --plan --json --seed 7 --minutes 20 >"$TMPDIR/plan" || complain 'session --plan'
sed '/"held"/,$d' "$TMPDIR/plan" >"$TMPDIR/planned"
expect 'session: the story once' 1 "$(grep -cE 'free (forty|40) stranded' "$TMPDIR/planned")"
expect 'session: both named' 2 "$(grep -c '"also_in"' "$TMPDIR/planned")"
expect 'session: the other telling is held back' 2 "$(grep -c '"same story as in ' "$TMPDIR/plan")"
"$BEWUST" session --plan --seed 7 --minutes 20 | grep -q ' · also in ' || complain 'session --plan: both are not named'

# ---- put away once, told again by a third ----
printf 'x\nx\n\n\n\n' | "$BEWUST" session --plain --minutes 20 >"$TMPDIR/lines" 2>&1
grep -q 'also in ' "$TMPDIR/lines" || complain 'session --plain: both are not named'
feed Third "$story" https://third.example/seals 'Something else by the sea wall' https://third.example/2
"$BEWUST" channels add "$site/Third.xml" >/dev/null || complain 'add the third'
grep -q 'Volunteers free' "$TMPDIR/lines" || complain 'the story was not in the session'
"$BEWUST" session --plan --json | sed '/"held"/,$d' | grep -q "$story" && complain 'a story that was put away is offered again'

# ---- another figure is another story ----
feed Post 'Volunteers free 50 stranded seals near the old harbour' https://post.example/10
"$BEWUST" fetch --force >/dev/null || complain 'fetch'
expect 'figures count' 0 "$("$BEWUST" items --json --search 'seals 50' | grep -c '"also_in"')"

# ---- out, in, and without one of them ----
"$BEWUST" export "$TMPDIR/one.json" || complain 'export'
BEWUST_DATA=$TMPDIR/other "$BEWUST" import "$TMPDIR/one.json" >/dev/null || complain 'import'
BEWUST_DATA=$TMPDIR/other "$BEWUST" export "$TMPDIR/two.json" || complain 'export again'
cmp -s "$TMPDIR/one.json" "$TMPDIR/two.json" || complain 'an export comes back as another'
"$BEWUST" channels remove Ledger >/dev/null || complain 'remove'
expect 'the other telling stays' 1 "$("$BEWUST" items --search 'seals 40' --json | grep -c '"uuid"')"
"$BEWUST" items --search 'seals 40' | grep -q 'Ledger' && complain 'a removed channel is still named'
exit $failed
