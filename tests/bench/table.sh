#!/bin/sh
# table.sh: the whole program measured, beside newsboat and sfeed where they are installed, as the table that the README quotes.
#   OUT=build/release PROGRAM=build/bewust tests/bench/table.sh
# SIZES="10000 1000000": stored items; the databases are kept in WORK (build/bench). RUNS=5: a figure is the median of so many.
set -eu
OUT=${OUT:-build/release} PROGRAM=${PROGRAM:-build/bewust} WORK=${WORK:-build/bench} RUNS=${RUNS:-5}
SIZES=${SIZES:-10000 100000 500000 1000000} FEEDS=200 ITEMS=50 KEYS_FEEDS=1000
here=$(pwd)
case $PROGRAM in /*) ;; *) PROGRAM=$here/$PROGRAM ;; esac
case $OUT in /*) ;; *) OUT=$here/$OUT ;; esac
mkdir -p "$WORK" && made=$(cat src/store/schema.c tests/bench/bench_store.c | cksum) && cd "$WORK" && WORK=$(pwd)
export LC_ALL=C.UTF-8 HOME="$WORK/home" XDG_CONFIG_HOME="$WORK/home"
mkdir -p "$HOME"
time_of() { "$OUT/tests/bench/bench_time" "$@" | cut -d' ' -f1; }
row() { printf '| %s | %s | %s |\n' "$1" "$2" "$3"; }
less() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a - b }'; }

# ---- the machine ----
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
printf '%s, %s; %s processors (%s), load %s; medians of %s\n\n' "$(date -u +%Y-%m-%d)" "$(uname -srm)" "$(getconf _NPROCESSORS_ONLN)" \
	"${processor:-not named}" "$(uptime | sed 's/.*average[s]*: *//')" "$RUNS"
row what figure goal
row --- --- ---

# ---- what is stored ----
# The first fetch of an empty store notes what scores are made with, so that those made here are taken as they are.
database() {
	[ "$(cat "$1/made" 2>/dev/null)" != "$made" ] || return 0
	rm -rf "$1" && mkdir "$1"
	BEWUST_DATA=$WORK/$1 "$PROGRAM" fetch --quiet
	"$OUT/tests/bench/bench_store" "$1" $(($1 < 200000 ? $1 / 200 : 1000)) 20 "$1"
	echo "$made" >"$1/made"
}

version=$(time_of "$RUNS" "$PROGRAM" --version)
for n in $SIZES; do
	database "$n"
	export BEWUST_DATA="$WORK/$n" BEWUST_NOW=2026-11-23T18:00:00Z
	start=$("$OUT/tests/bench/bench_start" "$PROGRAM")
	plan=$(time_of "$RUNS" "$PROGRAM" session --plan --json --seed 1)
	found=$(time_of "$RUNS" "$PROGRAM" items --search 'en*' --limit 20)
	row "first screen, $n items" "$(echo "$start" | awk '/^first/ { printf "%.1f ms", $3 }')" '20 ms'
	row "memory while it waits" "$(echo "$start" | awk '/^memory/ { printf "%.1f MB", $3 }')" '12 MB'
	row "a session composed, over \`--version\`" "$(less "$plan" "$version") ms" '30 ms'
	row "a search, its first page, over \`--version\`" "$(less "$found" "$version") ms" '50 ms'
done
unset BEWUST_DATA BEWUST_NOW

# ---- keys during a refresh ----
"$OUT/tests/bench/bench_keys" "$PROGRAM" $KEYS_FEEDS | sed 's/^\(.*[a-z]\)  *[0-9.]*  *\([0-9.]*\)  *[0-9.]* ms.*/\1|\2/' | while IFS='|' read -r name ms; do
	row "$name, during a refresh of $KEYS_FEEDS feeds, 99 in 100" "$ms ms" '16 ms'
done

# ---- a refresh, beside others ----
feeds() {
	mkdir -p www
	awk -v feeds=$FEEDS -v items=$ITEMS 'BEGIN {
		split("harbour rope boats choir garden letters bridge morning lantern bakery ferry quiet water window orchard", word, " ")
		srand(1)
		for (f = 1; f <= feeds; f++) {
			file = sprintf("www/%d.xml", f)
			printf "<rss version=\"2.0\"><channel><title>Feed %d</title><link>https://h%d.example.org/</link>", f, f >file
			for (i = 1; i <= items; i++) {
				printf "<item><guid>g%d-%d</guid><title>%s %s %d-%d</title><link>https://h%d.example.org/%d</link>", f, i, word[1 + int(rand() * 15)],
					word[1 + int(rand() * 15)], f, i, f, i >file
				printf "<pubDate>Sun, %02d Nov 2026 %02d:00:00 GMT</pubDate><description>", 1 + i % 22, f % 24 >file
				for (w = 0; w < 350; w++)
					printf "%s ", word[1 + int(rand() * 15)] >file
				printf "</description></item>" >file
			}
			print "</channel></rss>" >file
			close(file)
		}
	}'
}
serve() {
	rm -f hold port && mkfifo hold
	"$OUT/tests/support/server" "$WORK/www" <hold >port &
	exec 9>hold
	until [ -s port ]; do sleep 0.1; done
	read -r listens <port
	seq $FEEDS | awk -v port="$listens" '{ printf "http://h%d.localhost:%s/%d.xml\n", $1 % 50, port, $1 }' >urls
	awk '{ n++; a = a sprintf("\tfeed \"f%d\" \"%s\"\n", n, $0) } END { print "feeds() {\n" a "}" }' urls >sfeeds
}
# "WALL CPU" in seconds, and how they are told; how one is to another: "0.22 × its time, 0.31 × its processor time"
seconds() { "$OUT/tests/bench/bench_time" 1 "$@" | awk '{ printf "%.3f %.3f", $1 / 1000, $2 / 1000 }'; }
told() { echo "$1" | awk '{ printf "%.2f s, %.2f s of processor", $1, $2 }'; }
beside() {
	echo "$1 $2" | awk 'function times(a, b) { return sprintf(a < b ? "%.3f ×" : "%.1f ×", b ? a / b : 0) }
		{ printf "%s its time, %s its processor time", times($1, $3), times($2, $4) }'
}
least() { "$OUT/tests/bench/bench_limits" "$WORK/www" "$WORK/urls" $((FEEDS * ITEMS)); }
least_of() { echo "$limits" | awk -v name="least, $1" 'index($0, name) == 1 { print $3, $4 }'; }
kilobytes() { du -k "$@" | awk -v n=$((FEEDS * ITEMS)) '{ sum += $1 } END { printf "%.2f KB", sum / n }'; }
all() { [ "$1" -eq $((FEEDS * ITEMS)) ] || echo " (**$1 items stored of $((FEEDS * ITEMS))**)"; }

feeds
serve
rm -rf ours theirs
export BEWUST_DATA="$WORK/ours"
"$PROGRAM" channels import urls >/dev/null
cold=$(seconds "$PROGRAM" fetch --quiet) warm=$(seconds "$PROGRAM" fetch --quiet --force)
row "$FEEDS feeds of $ITEMS items, first refresh" "$(told "$cold")$(all "$("$PROGRAM" items --limit 0 --json | grep -c '"uuid"')")" ''
row '… again, nothing new' "$(told "$warm")" ''
limits=$(least)
row '… beside the least that curl, expat and SQLite take for it' "$(beside "$cold" "$(least_of first)")" ''
row '… again, beside the least that curl takes' "$(beside "$warm" "$(least_of again)")" ''
row '… stored, for an item' "$(kilobytes "$BEWUST_DATA/bewust.db")" '0.6 × newsboat'
mkdir -p theirs/sf
if command -v newsboat >/dev/null; then
	: >theirs/config
	set -- newsboat -C "$WORK/theirs/config" -u "$WORK/urls" -c "$WORK/theirs/cache.db"
	theirs=$(seconds "$@" -x reload)
	row 'newsboat, first refresh' "$(told "$theirs")$(all "$("$@" -x print-unread | tr -cd 0-9)")" ''
	row 'bewust beside it' "$(beside "$cold" "$theirs")" '0.11 ×, 0.16 ×'
	"$@" -x reload                          # some versions keep validators from the second time on
	theirs=$(seconds "$@" -x reload)
	row 'newsboat, again, nothing new' "$(told "$theirs")" ''
	row 'bewust beside it' "$(beside "$warm" "$theirs")" '0.015 ×'
	row 'newsboat, stored, for an item' "$(kilobytes theirs/cache.db)" ''
fi
if command -v sfeed_update >/dev/null; then
	{ echo "sfeedpath='$WORK/theirs/sf'"; cat sfeeds; } >theirs/sfeedrc
	theirs=$(seconds sfeed_update "$WORK/theirs/sfeedrc")
	row 'sfeed, first refresh' "$(told "$theirs")$(all "$(cat theirs/sf/* | wc -l)")" ''
	row 'bewust beside it' "$(beside "$cold" "$theirs")" ''
	theirs=$(seconds sfeed_update "$WORK/theirs/sfeedrc")
	row 'sfeed, again, nothing new' "$(told "$theirs")" ''
	row 'bewust beside it' "$(beside "$warm" "$theirs")" ''
	row 'sfeed, stored, for an item' "$(kilobytes theirs/sf)" ''
fi
exec 9>&-
wait
