#!/bin/sh
# never_read.sh: what the program keeps away from: notes say nothing to it, and how often others looked or liked says nothing either.
set -u
. tests/support/serve.sh
date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
printf '[session]\ndo_items = no\n' >"$TMPDIR/config.ini"

# feed FACTS…: the same three items, each with its facts behind the title
feed() {
	printf '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:thr="http://purl.org/syndication/thread/1.0">'
	printf '<channel><title>Harbour</title><link>http://harbour.example/</link><description>d</description>'
	for n in 1 2 3; do
		printf '<item><title>Happy neighbours planted wonderful tree number %s</title><guid>g%s</guid><link>http://harbour.example/%s</link><pubDate>%s</pubDate>' $n $n $n "$date"
		printf '<description>They were grateful and hopeful, and shared a meal afterwards.</description>%s</item>' "$1"
		shift
	done
	printf '</channel></rss>'
}

# counts VIEWS LIKES COMMENTS
counts() {
	printf '<slash:comments>%s</slash:comments><thr:total>%s</thr:total><media:community><media:starRating count="%s" average="4.9"/><media:statistics views="%s" favorites="%s"/></media:community>' \
		"$3" "$3" "$2" "$1" "$2"
}

# with FOLDER ARGUMENTS…: on data of its own
with() {
	data=$TMPDIR/data-$1
	shift
	"$BEWUST" --data "$data" --config "$TMPDIR/config.ini" "$@" 2>&1
}

# seen FOLDER: scores, order, themes, and the session that would be composed
seen() {
	with "$1" items --json | grep -v '"fetched"'
	with "$1" session --plan --json --seed 7
}

# ---- row 35: views, likes and comments move nothing ----
feed "$(counts 0 0 0)" "$(counts 3 1 0)" "$(counts 10 0 2)" >"$www/h.xml"
serve_start
with few channels add "$site/h.xml" >/dev/null || complain 'add'
feed "$(counts 90000000 800000 7000)" "$(counts 5 0 0)" "$(counts 60000000 900000 8000)" >"$www/h.xml"
with many channels add "$site/h.xml" >/dev/null || complain 'add, with many views'
seen few >"$TMPDIR/few"
seen many >"$TMPDIR/many"
expect 'items stored' 3 "$(with many items | grep -c 'wonderful tree')"
cmp -s "$TMPDIR/few" "$TMPDIR/many" || complain "counts changed something: $(diff "$TMPDIR/few" "$TMPDIR/many" | head -n 12)"
expect 'a text that tells how often it was seen' "$(echo 'Neighbours planted a tree · 3 views' | with few score | cut -f 1)" \
	"$(echo 'Neighbours planted a tree · 3000000 views' | with few score | cut -f 1)"

for text in '3 likes' '12,345 likes, 67 comments' '1.2K likes' '3M likes' '4.5 k likes' '2 million likes' '900 upvotes' '80 vind-ik-leuks en 12 reacties'; do
	expect "$text" 0 "$(echo "$text" | with few score | cut -f 1)"
done
expect 'who likes something' uplifting "$(echo 'She likes the garden' | with few score | cut -f 2)"

# ---- 5.3: a note is stored, and that is all ----
feed '' '' '' | sed 's|<item><title>[^<]*2<.*</channel>|</channel>|' >"$www/h.xml"  # one item: which one is served is chance's
heavy='terrible murder, war and death; suicide, zelfmoord, wonderful tree, election, kanarievogel'
day() {
	echo "2026-11-$1T10:00:00Z"
}
lived() {
	BEWUST_NOW=$(day 20) with "$1" channels add "$site/h.xml" >/dev/null || complain 'add'
	BEWUST_NOW=$(day 20) with "$1" rules add election >/dev/null
	for n in 21 22 23; do
		BEWUST_NOW=$(day $n) with "$1" mood log -1 --note "$2" >/dev/null || complain 'mood log'
	done
	printf 'e\n%s\nq\n3\n%s\n' "$2" "$2" | BEWUST_NOW=$(day 23) with "$1" session --plain --items 1 >/dev/null || complain 'session'
}
lived silent 'x'
lived loud "$heavy"
expect 'the note is there' 5 "$(with loud export | grep -c kanarievogel)"
for folder in silent loud; do
	{
		with $folder items --json | grep -v '"fetched"\|"note"'
		with $folder rules list --json
		with $folder items --search kanarievogel
		with $folder items --search 'terrible murder'
		with $folder session --plan --json --seed 7
		echo 'the election, a wonderful tree, murder and war' | with $folder score --json
		with $folder export --no-notes | sed -n '/"lessons"/,/"settings"/p'
		with $folder mood --by theme
		with $folder mood --by channel
		printf '0\n' | BEWUST_NOW=$(day 24) with $folder --plain
		with $folder doctor | grep -v "$TMPDIR" | sed 's/[0-9.]* [KM]B//; s/in [0-9]* ms//'
	} >"$TMPDIR/$folder.all"
done
sed "s/$folder//" "$TMPDIR/loud.all" | grep -q kanarievogel && complain 'a note is told again'
cmp -s "$TMPDIR/silent.all" "$TMPDIR/loud.all" || complain "what a note says changed something: $(diff "$TMPDIR/silent.all" "$TMPDIR/loud.all" | head -n 12)"
# the same words do change all that where they are no note
echo "draining	wonderful tree $heavy" | with loud learn - >/dev/null
with loud items --json | grep -v '"fetched"' >"$TMPDIR/taught"
with silent items --json | grep -v '"fetched"' | cmp -s - "$TMPDIR/taught" && complain 'this test sees no difference at all'
exit $failed
