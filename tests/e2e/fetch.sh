#!/bin/sh
# fetch.sh: following and refreshing over real HTTP: all new, nothing new, trouble told apart, and what a script reads of it.
set -u
. tests/support/serve.sh
for name in a b c d e; do serve_feed $name 4; done
serve_start

# ---- add fetches at once ----
"$BEWUST" channels add "$site/a.xml" --theme calm >"$TMPDIR/added" || complain 'add: not followed'
grep -q '^Following Feed a: 4 items' "$TMPDIR/added" || complain "add said: $(cat "$TMPDIR/added")"
"$BEWUST" channels add "$site/a.xml" | grep -q '^Followed already' || complain 'add: the same again is not told'
"$BEWUST" channels add "$site/m/html" >"$TMPDIR/page" 2>&1
code=$?
[ $code = 65 ] || [ $code = 76 ] || complain "add: a page whose feed is not there ended with $code"
cp "$www/b.xml" "$www/feed.xml"
"$BEWUST" channels add "$site/m/html" | grep -q 'the page named' || complain 'add: the feed that a page names was not taken'
"$BEWUST" channels add "$site/m/404" 2>"$TMPDIR/err" && complain 'add: a 404 was followed'
expect 'add: one line about a 404' 1 "$(wc -l <"$TMPDIR/err" | tr -d ' ')"
expect 'followed so far' 2 "$("$BEWUST" channels list --json | grep -c '"uuid"')"

# ---- import fetches nothing, fetch then brings all ----
for name in c d e; do echo "$site/$name.xml \"nature\""; done >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'
"$BEWUST" fetch --json >"$TMPDIR/first" || complain "fetch ended with $?"
expect 'fetch: due ones are asked' 'new new new' "$(values status "$TMPDIR/first" | tr '\n' ' ' | sed 's/ $//')"
expect 'fetch: http' '200 200 200' "$(values http "$TMPDIR/first" | tr '\n' ' ' | sed 's/ $//')"
tail -n 1 "$TMPDIR/first" | grep -q '"channels":3,"asked":3,"new":3,"same":0,"later":0,"error":0,"items_new":12,' || complain "fetch: the summary says $(tail -n 1 "$TMPDIR/first")"
"$BEWUST" fetch | grep -q '^No channel is due' || complain 'fetch: nothing is due right afterwards'
"$BEWUST" fetch --json --force >"$TMPDIR/second" || complain "fetch --force ended with $?"
expect 'fetch --force: nothing is sent again' '5' "$(grep -c '"status":"same","http":304' "$TMPDIR/second")"
expect 'items are stored once' 20 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"
"$BEWUST" fetch --quiet --force >"$TMPDIR/quiet" 2>&1
expect 'fetch --quiet says nothing' '' "$(cat "$TMPDIR/quiet")"

# ---- what changed comes in, and only that ----
serve_feed c 6
"$BEWUST" fetch "feed c" >"$TMPDIR/one" || complain 'fetch CHANNEL'
grep -q '^Feed c: 2 new' "$TMPDIR/one" || complain "fetch CHANNEL said: $(cat "$TMPDIR/one")"
"$BEWUST" items --search 'walk 6' | grep -q 'Item 6 of c' || complain 'a new item is not found by search'
"$BEWUST" items --json --channel 'feed c' --limit 0 | grep -c '"uuid"' | grep -qx 6 || complain 'items --channel'
uuid=$("$BEWUST" items --json --channel 'feed c' --limit 1 | values uuid /dev/stdin)
"$BEWUST" label "$uuid" uplifting >/dev/null || complain 'label'
"$BEWUST" items --json --label uplifting | grep -q "$uuid" || complain 'a label is not kept'
"$BEWUST" label "$uuid" --undo >/dev/null || complain 'label --undo'

# ---- trouble is told apart ----
{
	for way in m/404/x m/410/x m/500/x m/truncated/d.xml m/toolarge m/bomb m/reset m/nothttp m/empty m/loop m/ftp m/badgz; do
		echo "$site/$way"
	done
	echo "http://slow.localhost:${site##*:}/m/503/x" # hosts of their own: a pause is for all of a host
	echo "http://busy.localhost:${site##*:}/m/429/x"
} >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import of the bad ones'
"$BEWUST" fetch --force --json >"$TMPDIR/bad" 2>"$TMPDIR/err"
expect 'fetch: some in trouble' 75 $?
expect 'fetch: one line on standard error' 1 "$(wc -l <"$TMPDIR/err" | tr -d ' ')"
expect 'fetch: come back later' 2 "$(grep -c '"status":"later"' "$TMPDIR/bad")"
expect 'fetch: each trouble has its sentence' 0 "$(grep '"status":"error"' "$TMPDIR/bad" | grep -vc '"error":"..*"')"
expect 'fetch: the good ones are none the worse' 5 "$(grep -c '"status":"same"' "$TMPDIR/bad")"
echo "http://busy.localhost:${site##*:}/a.xml" | "$BEWUST" channels import >/dev/null
"$BEWUST" fetch --force --json | grep -q '"url":"http://busy[^"]*a.xml","status":"later","items_new":0' || complain 'fetch: a pause is not for all of a host'
"$BEWUST" fetch "http://busy.localhost:${site##*:}/a.xml" | grep -q 'not asked: its server wants a pause until [0-9]' || complain 'fetch CHANNEL: a pause is not told'
"$BEWUST" channels list | grep -q 'is asked too much (429) and wants a pause until [0-9][0-9]:[0-9][0-9]; then it is asked again' || complain 'channels: a pause is not told'
"$BEWUST" channels list --json | grep -q '"pause_until": "20' || complain 'channels --json: a pause is not told'
"$BEWUST" fetch "http://busy.localhost:${site##*:}/a.xml" | grep -q '^No channel asked' || complain 'fetch: who was put off counts as asked'
"$BEWUST" channels remove "http://busy.localhost:${site##*:}/a.xml" >/dev/null
"$BEWUST" channels list --json | grep -q '"health": "rests"' || complain 'channels: one that is gone for good does not rest'
printf '<rss><channel><title>Feed b</title><item><title>Salt & wind</title></channel></rss>' >"$www/b.xml"
"$BEWUST" channels add "$site/b.xml" --theme calm >/dev/null || complain 'add: a broken feed is not followed'
"$BEWUST" fetch --force "$site/b.xml" >/dev/null
"$BEWUST" channels | grep -q '^    the feed is not well-formed: it was mended' || complain 'channels: a broken feed is not told'
"$BEWUST" channels --json | grep -q '"flaw": "the feed is not well-formed' || complain 'channels --json: a broken feed is not told'
printf '<rss><channel><title>Feed b</title><item><title>Salt and wind</title></item></channel></rss>' >"$www/b.xml"
"$BEWUST" fetch --force "$site/b.xml" >/dev/null
"$BEWUST" channels | grep -q 'mended' && complain 'channels: a feed that is well again is called broken'
"$BEWUST" channels | grep -q '404' || complain 'channels: the trouble is not told'
"$BEWUST" fetch "$site/m/404/x" 2>/dev/null
expect 'fetch: all in trouble' 69 $?
"$BEWUST" fetch nobody 2>/dev/null
expect 'fetch: no such channel' 66 $?

"$BEWUST" fetch --quiet --force >"$TMPDIR/quiet" 2>/dev/null
grep -q 'm/404/x: not there (404)' "$TMPDIR/quiet" || complain 'fetch --quiet: trouble is not told'
grep -q 'channels asked\|(429)\|: [0-9]* new$' "$TMPDIR/quiet" && complain 'fetch --quiet tells more than trouble'

# ---- doctor asks one channel, packs check those of its list, and neither touches what is stored ----
"$BEWUST" doctor >"$TMPDIR/doctor" || complain "doctor ended with $?"
grep -q '^network *well .* answered (304)' "$TMPDIR/doctor" || complain "doctor: $(grep network "$TMPDIR/doctor")"
before=$("$BEWUST" channels export | cksum)
echo "<opml version=\"2.0\"><body><outline text=\"A\" xmlUrl=\"$site/a.xml\"/></body></opml>" >"$TMPDIR/list.opml"
"$BEWUST" packs check "$TMPDIR/list.opml" | grep -q 'all well; 1 of 1 answered with a feed' || complain 'packs check: a good list'
sed "s|</body>|<outline text=\"B\" xmlUrl=\"$site/m/404/x\"/></body>|" "$TMPDIR/list.opml" >"$TMPDIR/worse.opml"
"$BEWUST" packs check "$TMPDIR/worse.opml" >"$TMPDIR/check" 2>/dev/null
expect 'packs check: an address that is gone' 65 $?
grep -q '404' "$TMPDIR/check" || complain 'packs check does not say what is gone'
expect 'packs check leaves the list alone' "$before" "$("$BEWUST" channels export | cksum)"

# ---- a plan of what came in ----
"$BEWUST" session --plan --json --seed 3 >"$TMPDIR/plan1" && "$BEWUST" session --plan --json --seed 3 >"$TMPDIR/plan2"
cmp -s "$TMPDIR/plan1" "$TMPDIR/plan2" || complain 'session --plan: the same seed gives another session'
grep -q '"role": "opener"' "$TMPDIR/plan1" || complain 'session --plan: no opener'
exit $failed
