# serve.sh: for end-to-end scripts: a server of feeds, and small words to check with. Sourced, not run.
#   serve_start            serves $TMPDIR/www; its address is in $site
#   serve_feed NAME ITEMS  writes a feed with that many items
#   complain WORDS         counts a failure; end with `exit $failed`
failed=0
www=$TMPDIR/www
mkdir -p "$www"

complain() {
	echo "$*"
	failed=1
}

# expect WHAT WANTED GOT
expect() {
	[ "$2" = "$3" ] || complain "$1: expected '$2', got '$3'"
}

serve_start() {
	mkfifo "$TMPDIR/hold"
	"$OUT/tests/support/server" "$www" <"$TMPDIR/hold" >"$TMPDIR/port" &
	exec 9>"$TMPDIR/hold" # the server ends when this script does
	while [ ! -s "$TMPDIR/port" ]; do :; done
	site=http://127.0.0.1:$(cat "$TMPDIR/port")
}

serve_feed() {
	{
		printf '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed %s</title><link>https://%s.example/</link>\n' "$1" "$1"
		item=1
		while [ "$item" -le "$2" ]; do
			printf '<item><guid isPermaLink="false">%s-%d</guid><title>Item %d of %s</title><link>https://%s.example/%d</link>' "$1" "$item" "$item" "$1" "$1" "$item"
			printf '<description>A quiet walk along the water, number %d.</description></item>\n' "$item"
			item=$((item + 1))
		done
		printf '</channel></rss>\n'
	} >"$www/$1.xml"
}

# line KEY FILE: the values of that key in a file of JSON objects, one a line
values() {
	sed -n "s/.*\"$1\": *\"\{0,1\}\([^,\"}]*\).*/\1/p" "$2"
}
