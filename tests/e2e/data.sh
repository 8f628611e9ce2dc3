#!/bin/sh
# What ships in data/ is whole: lists and feeds are well-formed, tables have their columns, English and Dutch say the same things,
# and no text uses a word that this program keeps away from. Exit 0 when all is well, 1 when not, 77 when xmllint is not there
# and all the rest was well.
LC_ALL=C.UTF-8
export LC_ALL
cd "$(dirname "$0")/../../data" || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
tab=$(printf '\t')
bad=0
complain() {
	echo "data: $*" >&2
	bad=1
}

# columns FILE HEADER: the header stands there and each row has as many cells as it, none but the allowed ones empty
columns() {
	head -n 1 "$1" | grep -qxF "$2" || complain "$1: the first line is not '$2'"
	awk -F '\t' -v f="$1" -v may="$3" 'NR == 1 { n = NF; for (i = 1; i <= n; i++) name[i] = $i }
		NF != n { printf "%s:%d: %d cells instead of %d\n", f, NR, NF, n; bad = 1 }
		{ for (i = 1; i <= NF; i++) if ($i == "" && index(may, name[i]) == 0) { printf "%s:%d: %s is empty\n", f, NR, name[i]; bad = 1 } }
		/^ | $|\r| \t|\t |  / { printf "%s:%d: stray blanks\n", f, NR; bad = 1 }
		END { exit bad }' "$1" >&2 || bad=1
}

# ---- well-formed XML, with a date where an offset stands ----
status=0
now=2026-01-02T03:04:05Z
if command -v xmllint >/dev/null 2>&1; then
	for f in packs/*.opml examples/*.opml sample/*.opml sample/*.xml; do
		sed "s/@-[0-9dhm]*@/$now/g" "$f" >"$scratch/x.xml"
		xmllint --noout --nonet "$scratch/x.xml" 2>"$scratch/why" || complain "$f is not well-formed: $(head -n 1 "$scratch/why")"
	done
else
	echo "data: xmllint is not here, XML was not looked at" >&2
	status=77
fi

# ---- the sample edition ----
offset='@-([0-9]+d)?([0-9]+h)?([0-9]+m)?@'
for f in sample/*.xml sample/*.json; do
	grep -oE '@[^@]*@' "$f" | grep -vxE "$offset" | grep -q . && complain "$f: a date that is no offset from now"
	grep -qF "bewust:$f" sample/channels.opml || complain "$f: not among the channels of the sample edition"
	items=$(grep -cE '<(item|entry|podcast:liveItem[^>]*)>|^ *"date_published"' "$f")
	dates=$(grep -cE '<dc:date>@|<published>@|"date_published": *"@' "$f")
	[ "$items" = "$dates" ] || complain "$f: $items items but $dates dates"
	# older than twelve days would never be chosen
	grep -oE '@-[0-9]+d' "$f" | tr -d '@d-' | awk '$1 > 11 { exit 1 }' || complain "$f: an item is older than twelve days"
done
sed -n 's/.*xmlUrl="bewust:\([^"]*\)".*/\1/p' sample/channels.opml | while read -r f; do
	[ -f "$f" ] || echo "$f"
done >"$scratch/gone"
[ -s "$scratch/gone" ] && complain "sample/channels.opml names what is not there: $(cat "$scratch/gone")"
count=$(cat sample/*.xml sample/*.json | grep -cE '<(item|entry|podcast:liveItem[^>]*)>|^ *"date_published"')
[ "$count" -ge 55 ] || complain "only $count sample items"
cat sample/*.xml sample/*.json sample/*.opml | grep -oE 'https?://[^/"<> ]+' | sort -u >"$scratch/hosts"
while read -r host; do
	case $host in
	*.example | http://www.w3.org | http://www.youtube.com | http://search.yahoo.com | http://purl.org | http://www.itunes.com | https://podcastindex.org | https://jsonfeed.org) ;;
	*) complain "sample: $host is somebody's real address" ;;
	esac
done <"$scratch/hosts"

# ---- lists of channels ----
themes=' calm humour hope kindness nature growth learning solutions creativity connection challenge coaching news '
for f in packs/*.opml examples/*.opml sample/channels.opml; do
	for t in $(grep -oE 'bewust:theme="[^"]*"' "$f" | cut -d '"' -f 2 | tr ',' ' '); do
		case $themes in *" $t "*) ;; *) complain "$f: no theme is called $t" ;; esac
	done
	grep -oE 'bewust:kind="[^"]*"' "$f" | cut -d '"' -f 2 |
		grep -vxE 'person|newsroom|institution|clinician|satire|unknown' | grep -q . && complain "$f: a kind that is none"
	grep '<outline ' "$f" | grep -vE 'type="rss".* xmlUrl="(https?://|bewust:)[^"]+".* language="(en|nl)" bewust:theme="[^"]+" bewust:kind="[^"]+".* bewust:note="[^"]+"/>' |
		grep -q . && complain "$f: an outline without address, language, theme, kind or note"
	grep -oE 'xmlUrl="[^"]*"' "$f" | sort | uniq -d | grep -q . && complain "$f: an address stands there twice"
	grep -E 'youtube.com/feeds' "$f" | grep -vE 'playlist_id=UUL[FV][A-Za-z0-9_-]{22}"' | grep -q . && complain "$f: a YouTube address of another form"
done
for t in $themes; do
	grep -qE "bewust:theme=\"([a-z]*,)*${t}[,\"]" sample/channels.opml || complain "sample: no channel about $t"
done
for p in calm humour nature growth learning solutions creativity connection nederlands coaching; do
	[ -f "packs/$p.opml" ] || complain "packs/$p.opml is not there"
done
for f in packs/*.opml; do
	grep -o '<outline type="rss" text="[^"]*"' "$f" | cut -d '"' -f 4 | sed 's/&amp;/\&/g' | while read -r title; do
		sed -n '/^## What names each address/,$p' packs/README.md | grep -qF "$title" || echo "$title"
	done >"$scratch/unnamed"
	[ -s "$scratch/unnamed" ] && complain "$f: packs/README.md does not say what names $(cat "$scratch/unnamed")"
done
grep -qE '<opml .*bewust:from="[^"]+" bewust:dose="[0-9]+" bewust:days="[0-9]+"' examples/plan.opml || complain "examples/plan.opml is not a plan"

# ---- tables ----
columns helplines.tsv "cc${tab}lang${tab}name${tab}number${tab}text${tab}url${tab}hours${tab}cost${tab}source${tab}checked" 'number url hours cost checked'
awk -F '\t' 'NR > 1 && ($1 !~ /^([A-Z][A-Z]|\*)$/ || $2 !~ /^[a-z][a-z]$/ || $10 !~ /^([0-9][0-9][0-9][0-9]-[0-9][0-9](-[0-9][0-9])?)?$/ || ($4 == "" && $6 == "")) \
	{ print "helplines.tsv:" NR; bad = 1 } END { exit bad }' helplines.tsv >&2 || complain "helplines.tsv: a country, language, number or date that is none"
grep -q "^\*${tab}en${tab}.*findahelpline.com" helplines.tsv || complain "helplines.tsv: findahelpline.com is missing"
for cc in NL BE DE FR GB IE US CA AU; do
	awk -F '\t' -v cc=$cc '$1 == cc && $4 ~ /^(112|911|999|000)$/ { found = 1 } END { exit !found }' helplines.tsv || complain "helplines.tsv: no number for danger now in $cc"
done

for l in en nl; do
	columns challenges/$l.tsv "id${tab}minutes${tab}themes${tab}title${tab}text" ''
	awk -F '\t' -v themes="$themes" 'NR > 1 { if ($2 < 2 || $2 > 10) bad = 1; n = split($3, t, ","); for (i = 1; i <= n; i++) if (!index(themes, " " t[i] " ")) bad = 1
		if (seen[$1]++) bad = 1; if (bad && !said++) print "line " NR } END { exit bad }' challenges/$l.tsv >&2 || complain "challenges/$l.tsv: minutes, themes or a doubled id"
	n=$(($(wc -l <challenges/$l.tsv) - 1))
	[ $n -ge 40 ] || complain "challenges/$l.tsv: only $n"
	[ "$(sort -u away/$l.txt | wc -l)" -ge 30 ] || complain "away/$l.txt: fewer than 30 different lines"
	awk 'length > 50 { exit 1 }' away/$l.txt || complain "away/$l.txt: a line does not fit beside its label on 80 columns"
	columns health/$l.tsv "word${tab}part" ''
	for part in claim about; do
		[ "$(cut -f 2 health/$l.tsv | grep -cxF $part)" -ge 20 ] || complain "health/$l.tsv: fewer than twenty words for $part"
	done
	tail -n +2 health/$l.tsv | cut -f 2 | grep -vxE 'claim|about' | grep -q . && complain "health/$l.tsv: a part that is neither"
	cut -f 1 health/$l.tsv | sort | uniq -d | grep -q . && complain "health/$l.tsv: a word stands there twice"
	columns words/$l.tsv "word${tab}quadrant" ''
	for q in light-lively light-still heavy-lively heavy-still; do
		n=$(cut -f 2 words/$l.tsv | grep -cxF $q)
		{ [ "$n" -ge 8 ] && [ "$n" -le 10 ]; } || complain "words/$l.tsv: $n words for $q"
	done
	cut -f 1 words/$l.tsv | sort | uniq -d | grep -q . && complain "words/$l.tsv: a word stands there twice"
	columns themes/$l.tsv "theme${tab}word" ''
	for t in $themes; do
		[ "$(cut -f 1 themes/$l.tsv | grep -cxF "$t")" -ge 12 ] || complain "themes/$l.tsv: fewer than twelve words for $t"
	done
	cut -f 2 themes/$l.tsv | tail -n +2 | grep -E '[[:upper:][:blank:]]' | grep -q . && complain "themes/$l.tsv: words are single and in lower case"
	sort themes/$l.tsv | uniq -d | grep -q . && complain "themes/$l.tsv: a row stands there twice"
done
# the same things to do in both languages, for the same time
cut -f 1-3 challenges/en.tsv >"$scratch/en"
cut -f 1-3 challenges/nl.tsv >"$scratch/nl"
cmp -s "$scratch/en" "$scratch/nl" || complain "challenges: English and Dutch differ in ids, minutes or themes"

# ---- packs speak the languages there are ----
for l in po/*.po; do
	[ "$l" = po/en.po ] && continue
	msgattrib --translated --no-fuzzy --no-wrap "$l" >"$scratch/po" 2>/dev/null || continue
	for f in packs/*.opml; do
		case $f in packs/nederlands.opml) continue ;; esac
		title=$(sed -n 's|.*<title>\(.*\)</title>.*|\1|p' "$f" | head -n 1)
		note=$(sed -n 's|.*<opml[^>]*bewust:note="\([^"]*\)".*|\1|p' "$f" | head -n 1)
		for text in "$title" "$note"; do
			grep -qxF "msgid \"$text\"" "$scratch/po" || complain "$l: $f says \"$text\", and it is not there"
		done
	done
done

# ---- colours ----
for c in lamplight paper plain; do
	for r in text title dim accent cursor uplifting neutral draining error selected chart chart-dim field; do
		grep -qE "^$r += (([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])/(black|red|green|yellow|blue|magenta|cyan|white|default)|default)( (bold|dim|underline|reverse|italic))*\$" \
			colours/$c.theme || complain "colours/$c.theme: no good line for $r"
	done
done
grep -vE '^#' colours/plain.theme | grep -q / && complain "colours/plain.theme has a colour"

# ---- words this program keeps away from; names of services and channels are what they are ----
{
	cut -f 5,7,8 helplines.tsv | sed 's/^/helplines.tsv: /'
	for f in challenges/*.tsv away/*.txt words/*.tsv themes/*.tsv sample/*.xml sample/*.json sample/*.opml packs/*.opml examples/*.opml; do
		sed -e 's/\(text\|title\)="Therapy in a Nutshell"//g' -e "s|^|$f: |" "$f"
	done
} >"$scratch/texts"
grep -v '^#' ../tests/data/words-to-avoid.txt | sed 's/_$/([^[:alpha:]]|$)/' >"$scratch/avoid"
while IFS= read -r w; do
	grep -iE "(^|[^[:alpha:]])$w" "$scratch/texts" >"$scratch/hits" && complain "a word to keep away from ($w): $(cut -c 1-160 "$scratch/hits" | head -n 3)"
done <"$scratch/avoid"

# ---- all of it is compiled in: it stays small ----
size=$(cat helplines.tsv sample/* packs/* examples/* challenges/* away/* words/* themes/* colours/* | wc -c)
[ "$size" -le 400000 ] || complain "$size bytes; at most 400000 are to be compiled in"

[ $bad = 0 ] || exit 1
exit $status
