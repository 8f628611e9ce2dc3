#!/bin/sh
# hostile_net.sh: one refresh among servers that send what no server should, each from a host of its own: every one of them costs one
# line that says what was wrong, little time and little memory, and the good ones beside them lose nothing.
set -u
. tests/support/serve.sh
for name in good fine well; do serve_feed $name 20; done
serve_start
port=${site##*:}
mkdir -p "$HOME/.config/bewust"
printf '[fetch]\ntimeout_s = 3\n' >"$HOME/.config/bewust/config.ini"
item='<item><guid>1</guid><title>One</title></item>'
feed="<rss version=\"2.0\"><channel><title>T</title>$item</channel></rss>"
ok='HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n'

# raw NAME FORMAT [TEXT…]: a whole answer, as printf writes it
raw() {
	name=$1
	shift
	# shellcheck disable=SC2059 # the format is what is written
	printf "$@" >"$www/$name"
}
# many N TEXT
many() {
	awk -v n="$1" -v t="$2" 'BEGIN { while (n-- > 0) printf "%s", t }'
}
: >"$TMPDIR/urls"
: >"$TMPDIR/wanted"
hosts=0
# way PATH STATUS WORDS: what comes of asking for it at a host of its own; WORDS are a pattern for its sentence, "" none
way() {
	hosts=$((hosts + 1))
	printf 'http://h%d.localhost:%s/m/%s\n' $hosts "$port" "$1" >>"$TMPDIR/urls"
	printf '%s\t%s\t%s\n' "http://h$hosts.localhost:$port/m/$1" "$2" "$3" >>"$TMPDIR/wanted"
}

# ---- too much ----
way bomb error 'more than 8 MiB, stopped there'
for kind in br zstd twice; do way bomb/$kind error 'more than 8 MiB, stopped there'; done
way toolarge error 'more than 8 MiB, stopped there'
items=$(many 500 "$item")
raw items "$ok\r\n<rss version=\"2.0\"><channel><title>T</title>$items"
way endless/${#items}/items error 'more than 8 MiB, stopped there; what came whole was kept'
raw chunks "${ok}Transfer-Encoding: chunked\r\n\r\n$(printf %x ${#items})\r\n$items\r\n"
way endless/$((${#items} + 8))/chunks error 'more than 8 MiB, stopped there'
raw lines 'HTTP/1.1 200 OK\r\nX-Flood: 0123456789\r\n'
way endless/21/lines error 'too many header lines'
raw oneline 'HTTP/1.1 200 OK\r\nX-Flood: 0123456789'
way endless/10/oneline error 'too many header lines'
raw hundred "$(many 2000 'HTTP/1.1 100 Continue\r\n\r\n')"
way open/hundred error 'no answer in time\|too many header lines'
way headerflood error 'too many header lines'
raw etag "${ok}ETag: \"$(many 9000 e)\"\r\nContent-Length: ${#feed}\r\n\r\n$feed"
way raw/etag new ''
raw cookies "${ok}$(many 200 'Set-Cookie: a=0123456789012345678901234567890123456789\\r\\n')Content-Length: ${#feed}\r\n\r\n$feed"
way raw/cookies new ''
raw encodings "${ok}Content-Encoding: $(many 40 'gzip, ')gzip\r\nContent-Length: 5\r\n\r\nhello"
way raw/encodings error 'could not be unpacked'

# ---- too little, too slow ----
way hang error 'no answer in time'
raw slow "${ok}Content-Length: ${#feed}\r\n\r\n$feed"
way bytewise/1000/slow error 'no answer in time'
way drip error 'too slow, stopped after'
raw silent "${ok}Content-Length: 9000\r\n\r\n<rss version=\"2.0\"><channel>$item"
way open/silent error 'too slow, stopped after [0-9]* bytes; what came whole was kept'
way truncated/good.xml error 'broke off after [0-9]* bytes; what came whole was kept'
raw short "${ok}Content-Length: 99999\r\n\r\n$feed"
way raw/short error 'broke off'
raw head "HTTP/1.1 200 OK\r\nContent-Ty"
way raw/head error 'broke off after 0 bytes'
way reset error 'broke off'
way empty error 'the answer was empty'
raw no_content 'HTTP/1.1 204 No Content\r\n\r\n'
way raw/no_content error 'the answer was empty'
raw whole "${ok}Content-Length: 10\r\n\r\n$feed"
way raw/whole error 'the feed ends in the middle: what came whole was kept'
raw badchunk "${ok}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n$feed"
way raw/badchunk error 'broke off'

# ---- what is not as it says ----
way badgz error 'could not be unpacked'
raw crc "${ok}Content-Encoding: deflate\r\nContent-Length: ${#feed}\r\n\r\n$feed"
way raw/crc error 'could not be unpacked'
raw unknown "${ok}Content-Encoding: squeezed\r\nContent-Length: ${#feed}\r\n\r\n$feed"
way raw/unknown error 'could not be unpacked'
way nothttp error 'does not speak HTTP'
raw nine "HTTP/9.9 200 OK\r\n\r\n$feed"
way raw/nine error 'does not speak HTTP'
raw binary "${ok}\r\n\177ELF\002\001\001\000\000\377\376\375$(many 2000 z)"
way raw/binary error 'no feed'
raw page 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Sorry</title></head><body>503</body></html>'
way raw/page error 'no feed\|page'
raw charset 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-16\r\n\r\n<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Caf\351</title><item><title>Cr\350me</title></item></channel></rss>'
way raw/charset new ''
raw gone304 'HTTP/1.1 304 Not Modified\r\nContent-Length: 6\r\n\r\nhello\n'
way raw/gone304 error 'nothing changed (304), but it never sent'
raw lengths "${ok}Content-Length: 10\r\nContent-Length: 20\r\n\r\n$feed"
way raw/lengths error 'the feed ends in the middle'
raw minus "${ok}Content-Length: -1\r\n\r\n$feed"
way raw/minus error 'does not speak HTTP'
raw status 'HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n'
way raw/status error 'answered 999'
raw switching 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nxxxx'
way raw/switching error 'broke off after 0 bytes'

# ---- sent on ----
way loop error 'sends on more than 5 times'
way ftp error 'neither http nor https'
way to/file:///etc/passwd error 'neither http nor https'
way 'to/javascript:alert(1)' error 'neither http nor https'
way private error 'private address'
way to/http://2852039166/ error 'private address'
way 'to/http://[::ffff:169.254.169.254]/' error 'private address'
raw nowhere 'HTTP/1.1 301 Moved\r\nLocation:\r\nContent-Length: 0\r\n\r\n'
way raw/nowhere error 'answered 301'
raw far "HTTP/1.1 301 Moved\r\nLocation: http://a.example/$(many 9000 x)\r\nContent-Length: 0\r\n\r\n"
way raw/far error 'answered 301'

# ---- later ----
way 429date later 'wants a pause until'
raw garbage 'HTTP/1.1 429 Slow\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n'
way raw/garbage later 'wants a pause until'
raw never 'HTTP/1.1 503 No\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n'
way raw/never later 'wants a pause'
raw past 'HTTP/1.1 503 No\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n'
way raw/past later 'wants a pause$'
way 500/x error 'answered 500, which is its own trouble'
way 502/x error 'answered 502, which is its own trouble'
way 410/x error 'gone for good (410).*it rests now'

printf '%s\n' "https://tls.localhost:$port/x" 'http://127.0.0.1:1/x' 'http://nobody.invalid/x' >>"$TMPDIR/urls"
printf '%s\terror\t%s\n' "https://tls.localhost:$port/x" 'no connection within 3 seconds' 'http://127.0.0.1:1/x' 'takes no connections' \
	'http://nobody.invalid/x' 'no server of this name' >>"$TMPDIR/wanted"
for name in good fine well; do echo "$site/$name.xml"; done >>"$TMPDIR/urls"
for name in good fine well; do printf '%s\tnew\t\n' "$site/$name.xml"; done >>"$TMPDIR/wanted"

# ---- all at once ----
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'
before=$(date +%s)
"$OUT/tests/support/peak" "$TMPDIR/peak" "$BEWUST" fetch --json >"$TMPDIR/said" 2>"$TMPDIR/err"
expect 'how it ends' 75 $?
[ $(($(date +%s) - before)) -le 15 ] || complain "it took $(($(date +%s) - before)) seconds"
expect 'one line on standard error' 1 "$(wc -l <"$TMPDIR/err" | tr -d ' ')"
expect 'an object for each' "$(wc -l <"$TMPDIR/wanted" | tr -d ' ')" "$(grep -c '"status"' "$TMPDIR/said")"
while IFS='	' read -r url status words; do
	line=$(grep -F "\"url\":\"$url\"" "$TMPDIR/said")
	case $line in *"\"status\":\"$status\""*) ;; *) complain "$url: not $status: $line" ;; esac
	[ "$status" != error ] || echo "$line" | grep -q '"error":"..*"' || complain "$url: no word on it: $line"
	echo "$line" | sed 's/.*"error":"//; s/"}$//' | grep -q "$words" || complain "$url: not “$words”: $line"
done <"$TMPDIR/wanted"
case $OUT in
*/release) [ "$(cat "$TMPDIR/peak")" -le 65536 ] || complain "memory: $(cat "$TMPDIR/peak") KiB" ;;
esac

# ---- a bomb alone ----
"$OUT/tests/support/peak" "$TMPDIR/peak" "$BEWUST" fetch "http://h1.localhost:$port/m/bomb" >"$TMPDIR/said" 2>/dev/null
expect 'a bomb alone' 69 $?
expect 'a bomb alone: its line' 1 "$(grep -c 'more than 8 MiB, stopped there' "$TMPDIR/said")"
case $OUT in
*/release) [ "$(cat "$TMPDIR/peak")" -le 40000 ] || complain "a bomb: $(cat "$TMPDIR/peak") KiB" ;;
esac
"$BEWUST" doctor | grep -q '^database *well' || complain 'the database is not well'
[ $failed = 0 ] || exit $failed
echo "$hosts ways, $(cat "$TMPDIR/peak") KiB for a bomb"
