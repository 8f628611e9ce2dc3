#!/bin/sh
# pictures.sh: a picture is asked for when the reader asks to see it and not before, drawn by another program, kept nowhere, and let be by any key.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
mkdir -p "$here/feeds"
export BEWUST_DATA="$here/data"
# draws where it is told to: what it was called with, and what it was given
cat >"$here/drawer" <<EOF
#!/bin/sh
printf '%s\n' "\$@" >"$here/drawn"
cat "\$2" >"$here/given"
printf 'drawn %s\n' "\$1"
[ ! -e "$here/broken" ] || exit 1
EOF
chmod 700 "$here/drawer"
printf '\211PNG\r\n\032\n and then what a picture is made of: \0\1\377 %%s\n' >"$here/feeds/seal.png"
printf '<html>no picture at all</html>' >"$here/feeds/page.png"
cat >"$here/feeds/p.xml" <<EOF
<rss version="2.0"><channel><title>Garden</title><link>http://garden.example/</link><description>d</description>
<item><title>A kind neighbour and a wonderful tree</title><guid>p</guid><pubDate>$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')</pubDate>
<description><![CDATA[<p>Happy friends planted a beautiful tree together, with love and joy.</p><img src="/seal.png" alt="A seal on a stone, asleep">
<p>They were grateful.</p><img src="/m/hang" alt="One that never comes"><img src="/page.png" alt="A page"><img src="/gone.png" alt="One that is gone">
<img src="http://10.0.0.1/x.png" alt="One of somebody's own net"><img src="/m/toolarge" alt="A large one"><img src="/m/302/seal.png" alt="One that moved">
<p>The end.</p>]]></description></item></channel></rss>
EOF
mkfifo "$here/stdin"
BEWUST_TEST_LOG="$here/log" "$OUT/tests/support/server" "$here/feeds" <"$here/stdin" >"$here/port" &
server=$!
exec 9>"$here/stdin"
until [ -s "$here/port" ]; do sleep 0.02; done
printf '[open]\npicture_command = %s -g{w}x{h} %%s last\n[session]\ndo_items = no\n' "$here/drawer" >"$here/config.ini"
printf '[open]\npictures = never\nbrowser = %s/opener\n[session]\ndo_items = no\n' "$here" >"$here/never.ini"
printf '#!/bin/sh\necho "$1" >"%s/opened"\n' "$here" >"$here/opener"
chmod 700 "$here/opener"
"$BEWUST" channels add "http://127.0.0.1:$(cat "$here/port")/p.xml" >"$here/said" 2>&1 || { cat "$here/said"; exit 1; }

# asked WHAT…: what the server was asked since the last time, and nothing else
asked() {
	cut -f 3 "$here/log" >"$here/asked"
	for path; do echo "$path"; done >"$here/wanted"
	cmp -s "$here/wanted" "$here/asked" || { echo 'the server was asked:'; cat "$here/asked"; echo 'and should have been:'; cat "$here/wanted"; exit 1; }
	: >"$here/log"
}
asked /p.xml

# read, scrolled, listed, left: nothing is asked
begin 80 24 TERM=screen-256color "BEWUST_DATA=$BEWUST_DATA" "$BEWUST" --config "$here/config.ini" session --minutes 5 --items 1
await 'A kind neighbour'
await 'A seal on a stone'
keys Tab
await '❯ [1] image · A seal'
await 'show it'
keys Down Up
asked

# seen: its words above, what was drawn, any key below
keys Enter
await 'any key goes back'
await 'drawn -g80x'
look | grep -q 'A seal on a stone, asleep' || complain 'its words are not there'
asked /seal.png
cmp -s "$here/given" "$here/feeds/seal.png" || complain 'the program was given something else'
[ "$(sed -n '2p;3p' "$here/drawn" | tr '\n' ' ')" = '/dev/fd/3 last ' ] || complain 'the program was called otherwise'
[ -z "$(find "$here/data" -newer "$here/said" ! -name 'bewust.db*' -type f)" ] || complain 'something of it is in the data directory'

# another size, drawn anew, and asked no more; gone without a trace at any key
resize 40 12
await 'drawn -g40x'
resize 20 5
await 'drawn -g20x3'
resize 80 24
await 'drawn -g80x'
keys x
await '❯ [1] image · A seal'
await_gone drawn
asked

# what is no picture, is not there, is in a net of one's own, is too large; and one that moved
keys Down Down Enter
await 'what came is no picture'
keys Down Enter
await 'the picture is not there (404)'
keys Down Enter
await 'private address'
keys Down Enter
await 'what came is no picture'
keys Down Enter
await 'drawn -g80x'
asked /page.png /gone.png /m/toolarge /m/302/seal.png /seal.png
keys Space
await '❯ [7]'
await_gone drawn

# one that never comes holds nothing up, and is let be by a key
rm "$here/drawn"
keys Up Up Up Up Up Enter
await 'any key lets it be'
keys Down
await_gone 'any key lets it be'
keys Up Up Enter
await 'drawn -g80x'
keys Escape
await '❯ [1]'

# a program that fails says so in a line, and leaves nothing on the screen
touch "$here/broken"
keys Enter
await 'drawer could not show this picture; o opens it outside'
await_gone drawn
rm "$here/broken"
keys Escape
await 'Garden · '
keys q
await 'And now?'
keys Escape
await 'That was your session.'
send TERM
await 'ended '

# nothing to draw with: said before anything is asked
later=$(($(date +%s) + 86400))
: >"$here/log"
begin 80 24 TERM=screen-256color "BEWUST_DATA=$here/other" "$BEWUST" channels add "http://127.0.0.1:$(cat "$here/port")/p.xml"
await 'ended 0'
: >"$here/log"
begin 80 24 TERM=screen-256color PATH=/nowhere "BEWUST_DATA=$here/other" "$BEWUST" session --minutes 5 --items 1
await 'A kind neighbour'
keys Tab
await 'show it'
keys Enter
await 'install chafa; o opens it outside'
send TERM
await 'ended '
asked

# never: it is opened outside, as every other address
begin 80 24 TERM=screen-256color "BEWUST_DATA=$here/other" "BEWUST_NOW=$later" "$BEWUST" --config "$here/never.ini"
await '❯'
keys Enter
await 'What would do you good?'
keys Enter
await 'A kind neighbour'
keys Tab
await 'open it outside'
! look | grep -q 'show it' || complain 'a picture is offered, though it was set not to be'
keys Enter
until [ -s "$here/opened" ]; do sleep 0.02; done
send TERM
await 'ended '
! grep -q png "$here/log" || { echo 'never, and yet it was asked for'; cat "$here/log"; exit 1; }
"$BEWUST" --config "$here/never.ini" --data "$here/empty" doctor | grep -q '^pictures *well' || { echo 'doctor says nothing of pictures'; exit 1; }
