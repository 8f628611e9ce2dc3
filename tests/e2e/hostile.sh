#!/bin/sh
# hostile.sh: lists and addresses that want to run something, secrets in addresses, and what the program is linked to.
set -u
. tests/support/serve.sh

# ---- what could run a command is not linked ----
if command -v nm >/dev/null 2>&1; then
	nm -u "$BEWUST" | grep -E ' (system|popen|execl[ep]*|execvp*|wordexp|gets|strcpy|strcat|sprintf|vsprintf|mktemp|tmpnam)(@|$)' >"$TMPDIR/linked"
	# what sanitizers and the counting of lines bring along is not the program's
	case $OUT in */san | */cov) : >"$TMPDIR/linked" ;; esac
	expect 'what is linked' '' "$(cat "$TMPDIR/linked")"
fi
! command -v ldd >/dev/null 2>&1 || expect 'no libxml2' 0 "$(ldd "$BEWUST" 2>/dev/null | grep -c xml2)"

# ---- a list with all that ever ran something in a reader ----
echo http://a.example/feed >"$TMPDIR/urls"
for way in '|id' '| id' 'exec:id' 'exec:~/bin/run' '"exec:id"' 'EXEC:id' 'filter:id:http://a.example/' 'filter:sh -c id:http://a.example/' 'query:x:unread = "yes"' \
	'file:///etc/passwd' 'file:/etc/passwd' 'FILE:///etc/passwd' '/etc/passwd' '../../etc/passwd' '~/.ssh/id' '-x' '--help' 'javascript:alert(1)' 'data:text/xml,x' \
	'ftp://a.example/x' 'gopher://a.example/' 'dict://a.example/' 'ldap://a.example/' 'jar:http://a.example!/' 'http://' 'https://' '`id`' '$(id)' ';id' '&&id' \
	'unix:/tmp/s' 'smb://a.example/' 'news:x' 'x-exec:id' 'shell:id' 'mailto:a@b.example'; do
	printf '%s\n' "$way" >>"$TMPDIR/urls"
done
xml() {
	sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g; s/\(.*\)/<outline type="rss" text="x" xmlUrl="\1"\/>/' "$TMPDIR/urls"
}
{ echo '<opml version="2.0"><body>' && xml && echo '</body></opml>'; } >"$TMPDIR/list.opml"
trace=
if command -v strace >/dev/null 2>&1 && strace -f -o "$TMPDIR/traced" true 2>/dev/null; then
	trace="strace -f -e trace=execve,execveat -o $TMPDIR/traced"
fi
for list in urls list.opml; do
	# shellcheck disable=SC2086 # words of a command
	$trace "$BEWUST" channels import "$TMPDIR/$list" >"$TMPDIR/said" 2>&1
	[ -z "$trace" ] || expect "import $list: programs started" 1 "$(grep -c 'exec.* = 0' "$TMPDIR/traced")"
	grep -q 'left out' "$TMPDIR/said" || complain "import $list: what is no channel is not told: $(cat "$TMPDIR/said")"
done
expect 'channels of such a list' '' "$("$BEWUST" channels list --json | sed -n 's/.*"url": "\([^"]*\)".*/\1/p' | grep -v '^http')"
# shellcheck disable=SC2086
$trace "$BEWUST" fetch --force >"$TMPDIR/said" 2>&1
[ -z "$trace" ] || expect 'fetch: programs started' 1 "$(grep -c 'exec.* = 0' "$TMPDIR/traced")"
while read -r way; do
	case $way in http://a*) continue ;; esac
	"$BEWUST" channels add -- "$way" >"$TMPDIR/said" 2>&1 && complain "channels add $way: followed"
	"$BEWUST" parse --base "$way" tests/fuzz/corpus/feed/* >/dev/null 2>&1
done <"$TMPDIR/urls"

# ---- a secret in an address is in no message and no list ----
rm -rf "$BEWUST_DATA"
canary=kanarienvogel
serve_start
serve_feed a 2
host=${site#http://}
{
	for way in a.xml m/404/x m/500/x m/reset m/nothttp m/html m/empty m/bomb m/loop m/ftp; do
		echo "http://ann:$canary@$host/$way?token=$canary&api_key=$canary"
	done
	echo "http://ann:$canary@[::1/x"
	echo "http://ann:$canary@nowhere.invalid/x?access_token=$canary#token=$canary"
} >"$TMPDIR/urls"
{
	while read -r url; do
		"$BEWUST" channels add "$url"
	done <"$TMPDIR/urls"
	"$BEWUST" channels import "$TMPDIR/urls"
	"$BEWUST" fetch --force
	"$BEWUST" fetch --force --json
	"$BEWUST" channels
	"$BEWUST" channels list
	"$BEWUST" channels list --json
	"$BEWUST" items
	"$BEWUST" items --json
	"$BEWUST" doctor
	"$BEWUST" doctor --privacy
	"$BEWUST" doctor --json
	"$BEWUST" session --plan
	"$BEWUST" session --plan --json
	"$BEWUST" channels remove "http://ann:$canary@$host/m/404/x?token=$canary&api_key=$canary"
	"$BEWUST" import "$TMPDIR/urls"
} >"$TMPDIR/all" 2>&1
grep -q "$canary" "$TMPDIR/all" && complain "a secret is told: $(grep "$canary" "$TMPDIR/all" | head -n 3)"
[ "$(wc -l <"$TMPDIR/all")" -gt 40 ] || complain 'hardly anything was said'
exit $failed
