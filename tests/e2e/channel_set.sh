#!/bin/sh
# channel_set.sh: one channel is asked in its own way, tells nobody else its secrets, and gives none of them away.
set -u
. tests/support/serve.sh
BEWUST_TEST_LOG=$TMPDIR/log
export BEWUST_TEST_LOG
serve_feed a 3
mkdir -p "$www/m"
serve_start
port=${site##*:}
{
	echo "$site/a.xml \"~One\""
	echo "$site/m/auth \"~Paper\""
	echo "http://one.localhost:$port/m/to/http://two.localhost:$port/m/auth \"~Sent on\""
	echo "http://one.localhost:$port/m/to/http://one.localhost:$port/m/auth \"~Stays\""
} >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'
printf '#!/bin/sh\n[ $# = 2 ] && [ "$1" = "a;b" ] || exit 1\nprintf "canary\\nmore\\n"\n' >"$TMPDIR/secret"
chmod 700 "$TMPDIR/secret"

# ---- said, kept, and taken back ----
expect 'set says what is set' "interval=30 user-agent=paper-reader/1 " "$("$BEWUST" channels set One interval=30 user-agent=paper-reader/1 | tr '\n' ' ')"
expect 'a header is not shown' 'header=… ' "$("$BEWUST" channels set Paper 'header=X-Token: canary' | tr '\n' ' ')"
"$BEWUST" channels set Paper header= | grep -q 'as all others' || complain 'set NAME= takes nothing back'
for wrong in interval=5 interval=often header=none nothing=1 interval 'header=A b: c'; do
	"$BEWUST" channels set One "$wrong" >/dev/null 2>"$TMPDIR/err"
	expect "set $wrong" '64 1' "$? $(wc -l <"$TMPDIR/err" | tr -d ' ')"
done
"$BEWUST" channels set nobody interval=30 2>/dev/null
expect 'set: no such channel' 66 $?

# ---- asked so ----
now=1795456800
BEWUST_NOW=$now "$BEWUST" fetch --quiet One
grep -q 'paper-reader/1' "$TMPDIR/log" || complain 'the user agent is not told'
"$BEWUST" channels --json | grep -q "\"due\": \"2026-11-23T18:30:00Z\"" || complain 'the interval does not count'
for name in Paper 'Sent on' Stays; do
	"$BEWUST" channels set "$name" user=me "password-command=$TMPDIR/secret a;b c" 'header=X-Token: canary' >/dev/null || complain "set $name"
done
BEWUST_NOW=$now "$BEWUST" fetch --json Paper 'Sent on' Stays >"$TMPDIR/said" 2>&1
expect 'name and password are told' 1 "$(grep '"url":"http://127[^"]*/m/auth"' "$TMPDIR/said" | grep -c '"http":200')"
expect 'a redirect takes them to no other host' 1 "$(grep two.localhost "$TMPDIR/said" | grep -c '"http":401')"
expect 'but along on the same' 1 "$(grep 'one.localhost[^"]*one.localhost' "$TMPDIR/said" | grep -c '"http":200')"
grep -q canary "$TMPDIR/said" && complain 'fetch shows a secret'

"$BEWUST" channels set Paper 'password-command=false x' >/dev/null
"$BEWUST" fetch Paper 2>&1 | grep -q 'password-command: false gave no password' || complain 'fetch: a command that fails is not told'
"$BEWUST" channels set Paper "password-command=$TMPDIR/secret a;b c" >/dev/null

# ---- commands run side by side, hold nobody up, and are stopped ----
mkdir -p "$HOME/.config/bewust"
printf '[fetch]\ntimeout_s = 2\n' >"$HOME/.config/bewust/config.ini"
printf '#!/bin/sh\necho x >>"$0.ran"\nsleep 1\necho canary\n' >"$TMPDIR/slow"
printf '#!/bin/sh\nexec sleep 60\n' >"$TMPDIR/hangs"
chmod 700 "$TMPDIR/slow" "$TMPDIR/hangs"
"$BEWUST" channels set Paper "password-command=$TMPDIR/slow" >/dev/null
"$BEWUST" channels set Stays "password-command=$TMPDIR/slow" >/dev/null
"$BEWUST" channels set 'Sent on' "password-command=$TMPDIR/hangs" >/dev/null
: >"$TMPDIR/log"
"$BEWUST" fetch --json Paper Stays 'Sent on' One >"$TMPDIR/said" 2>"$TMPDIR/err"
expect 'a command that hangs' 75 $?
expect 'who needs no password is not held up' 1 "$(head -n 1 "$TMPDIR/said" | grep -c '/a.xml"')"
expect 'passwords that came late are told' 2 "$(grep -c '/m/auth","status":"[a-z]*","http":200' "$TMPDIR/said")"
expect 'the same command runs once' 1 "$(wc -l <"$TMPDIR/slow.ran" | tr -d ' ')"
grep 'two.localhost' "$TMPDIR/said" | grep -q 'hangs took longer than 2 seconds and was stopped' || complain "a command that hangs is not told: $(cat "$TMPDIR/said")"
grep -q 'two.localhost' "$TMPDIR/log" && complain 'a server is asked without its password'
awk -F'"ms":' '/"channels":4/ { exit !($2 + 0 >= 2000 && $2 + 0 < 3500) }' "$TMPDIR/said" || complain "commands one after another: $(tail -n 1 "$TMPDIR/said")"
"$BEWUST" channels set 'Sent on' "password-command=$TMPDIR/secret a;b c" >/dev/null

# ---- from the first time on ----
: >"$TMPDIR/log"
"$BEWUST" channels add "$site/m/auth?new" --set user=me --set "password-command=$TMPDIR/secret a;b c" --set user-agent=first/1 --set interval=720 >"$TMPDIR/said" 2>&1
grep -q '^401' "$TMPDIR/log" && complain 'add --set: the first request had no password'
grep -q '^200.*first/1' "$TMPDIR/log" || complain "add --set: $(cat "$TMPDIR/said" "$TMPDIR/log")"
mkdir -p "$www/p"
printf '<html><head><link rel="alternate" type="application/rss+xml" href="http://two.localhost:%s/a.xml"></head></html>' "$port" >"$www/p/page.html"
: >"$TMPDIR/log"
"$BEWUST" channels add "http://one.localhost:$port/p/page.html" --set 'header=X-Token: canary' --set user=me --set "password-command=$TMPDIR/secret a;b c" \
	--set interval=720 >"$TMPDIR/said" 2>&1 || complain "add --set: a page: $(cat "$TMPDIR/said")"
expect 'add --set: a page is told' '200 more' "$(awk -F'\t' '$2 ~ /one/ { print $1, $9 }' "$TMPDIR/log")"
expect 'add --set: another host is not' '200 -' "$(awk -F'\t' '$2 ~ /two/ { print $1, $9 }' "$TMPDIR/log")"
grep -q 'on another host, for which no header' "$TMPDIR/said" || complain "add --set: that nothing was set is not told: $(cat "$TMPDIR/said")"
expect 'add --set: what is no secret is set' 'interval=720 ' "$("$BEWUST" channels set "http://two.localhost:$port/a.xml" | tr '\n' ' ')"
"$BEWUST" channels add "http://two.localhost:$port/a.xml" --set interval=60 | grep -q 'asked as before' || complain 'add --set: one that is followed already'
"$BEWUST" channels add "$site/a.xml?x" --set interval=1 2>/dev/null
expect 'add --set: what cannot be' 64 $?
"$BEWUST" channels add "$site/a.xml?x" --set user=me --set password-command=false 2>"$TMPDIR/err"
expect 'add --set: no password' '69 1' "$? $(grep -c 'false gave no password' "$TMPDIR/err")"
"$BEWUST" channels remove "http://two.localhost:$port/a.xml" >/dev/null

# ---- what is told of it ----
"$BEWUST" channels --json >"$TMPDIR/list"
tr -d ' \n' <"$TMPDIR/list" | grep -q '"set":\["interval","user-agent"\]' || complain 'channels --json does not say what is set'
"$BEWUST" export "$TMPDIR/export.json" >/dev/null || complain 'export'
for file in list export.json; do
	grep -q 'canary\|password-command=\|X-Token\|TMPDIR/secret' "$TMPDIR/$file" && complain "$file holds a secret"
done
grep -q 'secret' "$TMPDIR/export.json" && complain 'the export holds a command'
sed -i.bak 's/"interval": *"30"/&,"password-command":"touch x","header":"X: y"/' "$TMPDIR/export.json"
BEWUST_DATA=$TMPDIR/other "$BEWUST" import "$TMPDIR/export.json" >/dev/null || complain 'import of the export'
expect 'import brings what is no secret, and no command' 'interval=30 user-agent=paper-reader/1 ' \
	"$(BEWUST_DATA=$TMPDIR/other "$BEWUST" channels set One | tr '\n' ' ')"
exit $failed
