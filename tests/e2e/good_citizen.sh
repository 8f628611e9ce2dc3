#!/bin/sh
# good_citizen.sh: two days of refreshing, by a clock that is set, against a server that writes down what it is asked; then it marks
# what it saw, as a server's owner would: a line for each mark, "well" or what was wrong.
set -u
. tests/support/serve.sh
BEWUST_TEST_LOG=$TMPDIR/log
export BEWUST_TEST_LOG
: >"$BEWUST_TEST_LOG"
for name in a b c d e f; do serve_feed $name 3; done
serve_feed query 2
printf '<?xml version="1.0"?><rss version="2.0"><channel><title>Busy one</title>' >"$www/often.xml"
item=0
while [ $item -lt 400 ]; do
	printf '<item><guid isPermaLink="false">o-%d</guid><title>Note %d</title></item>' $item $item
	item=$((item + 1))
done >>"$www/often.xml"
printf '</channel></rss>' >>"$www/often.xml"
serve_start
port=${site##*:}
printf 'machine 127.0.0.1 login me password canary\ndefault login me password canary\n' >"$HOME/.netrc"
chmod 600 "$HOME/.netrc"

{
	for path in a.xml b.xml often.xml 'query.xml?kind=all&n=5' m/etagweird m/echo m/fresh m/410/x m/404/x m/500/x m/slow/40/c.xml m/slow/40/d.xml m/slow/40/e.xml; do
		echo "$site/$path"
	done
	for path in m/429/x a.xml b.xml c.xml d.xml e.xml; do
		echo "http://busy.localhost:$port/$path"
	done
} >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'

# ---- every 20 minutes for four hours, then every hour; one of the feeds changes now and then ----
now=1795456800
end=$((now + 2 * 86400))
quick=$((now + 4 * 3600))
while [ $now -lt $end ]; do
	echo "now $now" >>"$BEWUST_TEST_LOG"
	BEWUST_NOW=$now "$BEWUST" fetch --quiet 2>/dev/null
	case $? in 0 | 69 | 75) ;; *) complain "fetch ended with $?" ;; esac
	[ $now -lt $quick ] && now=$((now + 1200)) || now=$((now + 3600))
	[ $((now % 36000)) -ge 3600 ] || serve_feed a $((now % 7 + 3))
done
sed 's|^http://||' "$TMPDIR/urls" >"$TMPDIR/followed"

# ---- the marks ----
cat >"$TMPDIR/marks.awk" <<'AWK'
BEGIN { FS = "\t" }
function wrong(mark, what) { if (!(mark in bad)) bad[mark] = what; times[mark]++ }
FILENAME ~ /followed$/ { followed[$0] = 1; next }
/^now / { now = substr($0, 5); next }
{
	url = $2 $3; asked++; status = $1; host = $2
	if (!(url in followed)) wrong("asks for what is followed, and nothing else", url)
	if (url in at && now - at[url] < 3600) wrong("an hour or more between two requests", url " after " now - at[url] " s")
	if (url in at && status_of[url] == 410) wrong("what is gone stays unasked", url)
	if (host in until && now < until[host] && now != since[host]) wrong("a pause is kept by all of the host", url " " until[host] - now " s early")
	if (host in until && now == since[host] && ++late[host, now] > 1) wrong("a pause is kept by all of the host", url " in the same refresh")
	if ($4 > 2) wrong("two at once for a host at most", $4 " of " host)
	if ((url in etag) && $7 != etag[url]) wrong("the ETag comes back byte for byte", url " " $7 " for " etag[url])
	if (!(url in etag) && $7 != "-") wrong("no validator is made up", url " " $7)
	if ((url in modified) && $8 != modified[url]) wrong("Last-Modified comes back byte for byte", url " " $8 " for " modified[url])
	if (!(url in modified) && $8 != "-") wrong("no validator is made up", url " " $8)
	if (agent == "") agent = $5
	if ($5 != agent || $5 !~ /^bewust\/[0-9.]+ \(\+https?:/) wrong("one honest user agent", $5)
	if ($6 !~ /gzip/) wrong("packed answers are welcome", $6)
	if ($9 != "-") wrong("no cookie, no Referer, nobody's password", url)
	if (status == 304) unchanged++
	if (status == 500) { if (failed) { if (now - failed < gap) wrong("waits longer each time it fails", now - failed " s"); gap = now - failed } failed = now }
	at[url] = now; status_of[url] = status
	if (status == 200 && $10 != "-") etag[url] = $10
	if (status == 200 && $11 != "-") modified[url] = $11
	if (status == 429) { since[host] = now; until[host] = now + $12 }
}
END {
	n = split("asks for what is followed, and nothing else|an hour or more between two requests|what is gone stays unasked|" \
		"a pause is kept by all of the host|two at once for a host at most|the ETag comes back byte for byte|" \
		"Last-Modified comes back byte for byte|no validator is made up|one honest user agent|packed answers are welcome|" \
		"no cookie, no Referer, nobody's password|waits longer each time it fails", marks, "|")
	for (i = 1; i <= n; i++)
		if (marks[i] in bad) { printf "WRONG  %s: %s (%d times)\n", marks[i], bad[marks[i]], times[marks[i]]; failed_marks++ }
		else printf "well   %s\n", marks[i]
	printf "%d requests in two days, %d of them answered with “not modified”\n", asked, unchanged
	exit failed_marks > 0 || asked < 60 || unchanged < 20
}
AWK
LC_ALL=C awk -f "$TMPDIR/marks.awk" "$TMPDIR/followed" "$BEWUST_TEST_LOG" >"$TMPDIR/marks" || failed=1
cat "$TMPDIR/marks"

# ---- two at once, or as many as the reader sets ----
mkdir -p "$HOME/.config/bewust"
for most in 2 1 3; do
	[ $most = 2 ] || printf '[fetch]\nper_host = %d\n' $most >"$HOME/.config/bewust/config.ini"
	: >"$BEWUST_TEST_LOG"
	for name in a b c d e f; do echo "$site/m/slow/60/$name.xml"; done | BEWUST_DATA=$TMPDIR/most$most "$BEWUST" channels import >/dev/null
	BEWUST_DATA=$TMPDIR/most$most "$BEWUST" fetch --quiet || complain "per_host: fetch ended with $?"
	expect 'as many at once as is set' $most "$(cut -f 4 "$BEWUST_TEST_LOG" | sort -n | tail -n 1)"
done
exit $failed
