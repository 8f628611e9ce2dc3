#!/bin/sh
# tell.sh: by mail and in a file: what the mail program gets is one word, byte for byte; the file is the reader's alone and is never written over unasked.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
mkdir -p "$here/home" "$here/feeds"
HOME=$here/home
export HOME
cat >"$here/mailer" <<EOF
#!/bin/sh
{
	printf '%s\n' "\$#"
	printf '%s\n' "\$@"
} >"$here/mailed"
EOF
chmod 700 "$here/mailer"
cat >"$here/feeds/t.xml" <<EOF
<rss version="2.0"><channel><title>Tuin &amp; Zn</title><link>http://garden.example/</link><description>d</description>
<item><title>"Gelukkige" buren 'delen' één boom &amp; 100% \$(touch x); \`id\`</title><link>http://garden.example/a?b=c&amp;utm_source=rss&amp;d='e'</link><guid>t</guid>
<pubDate>$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')</pubDate>
<description>Happy friends planted a beautiful tree together, with love and joy.</description></item></channel></rss>
EOF
mkfifo "$here/stdin"
"$OUT/tests/support/server" "$here/feeds" <"$here/stdin" >"$here/port" &
server=$!
exec 9>"$here/stdin"
until [ -s "$here/port" ]; do sleep 0.02; done
printf '[open]\nmail = %s --compose %%s --end\n[session]\ndo_items = no\n' "$here/mailer" >"$here/config.ini"
export BEWUST_DATA="$here/data"
"$BEWUST" channels add "http://127.0.0.1:$(cat "$here/port")/t.xml" >"$here/said" 2>&1 || { cat "$here/said"; exit 1; }

# what a mail program is to be given
cat >"$here/wanted" <<'EOF'
3
--compose
mailto:?subject=%22Gelukkige%22%20buren%20%27delen%27%20%C3%A9%C3%A9n%20boom%20%26%20100%25%20%24%28touch%20x%29%3B%20%60id%60&body=%22Gelukkige%22%20buren%20%27delen%27%20%C3%A9%C3%A9n%20boom%20%26%20100%25%20%24%28touch%20x%29%3B%20%60id%60%0D%0Ahttp%3A%2F%2Fgarden.example%2Fa%3Fb%3Dc%26d%3D%27e%27%0D%0A%28Tuin%20%26%20Zn%29
--end
EOF
mailed() {
	cmp -s "$here/wanted" "$here/mailed" && rm "$here/mailed" && return
	echo "the mail program was given ($1):"
	cat "$here/mailed"
	exit 1
}

# on the screen
begin 80 24 TERM=screen-256color "HOME=$HOME" "BEWUST_DATA=$BEWUST_DATA" "$BEWUST" --config "$here/config.ini" session --minutes 5 --items 1
await 'Gelukkige'
keys t
await 't again: by mail or in a file'
keys t
await '❯ by mail'
keys Enter
await 'your mail program has it'
mailed 'on the screen'
keys t
await '❯ by mail'
keys Down Enter
await 'can be read by you alone'
keys Enter
await 'it is in ~/Gelukkige'
file=$HOME/'Gelukkige buren delen één boom 100 touch x id.txt'
[ -f "$file" ] || complain 'the file is not there'
[ "$(ls -l "$file" | cut -c 1-10)" = -rw------- ] || complain 'the file can be read by others'
head -n 1 "$file" | grep -qF '"Gelukkige" buren' || complain 'the file holds something else'
grep -qF "http://garden.example/a?b=c&d='e'" "$file" || complain 'the address is not in the file'
echo mine >"$file"
keys u
await 'so it stays'
[ "$(cat "$file")" = mine ] || complain 'what was written since is gone'
keys Enter Enter
await 'is there already'
[ "$(cat "$file")" = mine ] || complain 'written over, unasked'
keys y
await_gone 'is there already'
await 'it is in ~/Gelukkige'
[ "$(cat "$file")" != mine ] || complain 'not written over, though asked'
keys q q q
await 'That was your session.'
keys q
await '❯'
send TERM
await 'ended '

# in lines
rm -f "$file"
later=$(($(date +%s) + 86400))
"$BEWUST" --data "$here/lines" channels add "http://127.0.0.1:$(cat "$here/port")/t.xml" >"$here/said" 2>&1 || { cat "$here/said"; exit 1; }
printf 't\nm\nt\nf\n\nt\nf\n~/brief.txt\nt\nf\nbrief.txt\n\nt\nw\nq\n\n' |
	"$BEWUST" --data "$here/lines" --config "$here/config.ini" session --plain --minutes 5 --items 1 >"$here/out" 2>&1 || { cat "$here/out"; exit 1; }
mailed 'in lines'
for said in 'm by mail, f in a file' 'your mail program has it' 'it is in ~/Gelukkige buren' 'it is in ~/brief.txt' '~/brief.txt is there already.' 'y writes over it'; do
	grep -qF "$said" "$here/out" || { echo "not said: $said"; cat "$here/out"; exit 1; }
done
[ -f "$file" ] && [ -f "$HOME/brief.txt" ] || { echo 'a file is not there'; exit 1; }
[ -z "$(find "$HOME" -type f ! -perm 600)" ] || { echo 'a file can be read by others'; exit 1; }

# no program, no display: a clear line, and nothing is run
printf 't\nm\nq\n\n' | env -u BROWSER -u DISPLAY -u WAYLAND_DISPLAY BEWUST_NOW=$later "$BEWUST" --data "$here/lines" session --plain --minutes 5 --items 1 >"$here/out" 2>&1
grep -qF 'no program for mail found: set `mail` in the configuration' "$here/out" || { echo 'it is not said that there is no program for mail'; cat "$here/out"; exit 1; }
