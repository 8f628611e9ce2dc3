#!/bin/sh
# reach.sh: in a network of its own, with public and private addresses and names for both: a public feed leads to no private address, not
# by its name (whatever DNS says of it by now), not by a redirect, not by what a page names; what the reader typed does. 77 where no such
# network can be made.
set -u
if [ "${1-}" != inside ]; then
	command -v unshare >/dev/null 2>&1 && unshare -rmn sh -c 'ip link set lo up && ip addr add 93.184.216.34/32 dev lo && mount --bind /etc/hosts /etc/hosts' \
		2>/dev/null || exit 77
	exec unshare -rmn sh "$0" inside
fi
. tests/support/serve.sh
ip link set lo up
for address in 93.184.216.34 10.0.0.5 169.254.169.254; do ip addr add $address/32 dev lo; done
cat >"$TMPDIR/hosts" <<'END'
127.0.0.1 localhost
93.184.216.34 public.example.org
127.0.0.1 rebound.example.org
10.0.0.5 inside.example.org
169.254.169.254 cloud.example.org
END
mount --bind "$TMPDIR/hosts" /etc/hosts
BEWUST_TEST_LOG=$TMPDIR/log BEWUST_TEST_EVERYWHERE=1
export BEWUST_TEST_LOG BEWUST_TEST_EVERYWHERE
: >"$BEWUST_TEST_LOG"
serve_feed a 2
serve_start
port=${site##*:}
public=http://public.example.org:$port
printf '<html><head><link rel="alternate" type="application/rss+xml" href="http://10.0.0.5:%s/a.xml"></head></html>' "$port" >"$www/page.html"
mkdir -p "$HOME/.config/bewust"
printf '[fetch]\ntimeout_s = 5\n' >"$HOME/.config/bewust/config.ini"

# ---- what is public, and what was typed, is read ----
for url in $public/a.xml http://127.0.0.1:$port/a.xml http://10.0.0.5:$port/a.xml http://localhost:$port/a.xml $public/m/302/a.xml; do
	"$BEWUST" channels add "$url" >"$TMPDIR/said" 2>&1 || complain "$url: $(cat "$TMPDIR/said")"
done
: >"$BEWUST_TEST_LOG"

# ---- what is public leads nowhere else ----
# refused URL: in one line, by add and by fetch, and nobody but its own host is asked
refused() {
	: >"$BEWUST_TEST_LOG"
	BEWUST_DATA=$TMPDIR/refused
	export BEWUST_DATA
	rm -rf "$BEWUST_DATA"
	"$BEWUST" channels add "$1" >"$TMPDIR/said" 2>&1
	grep -q 'private address' "$TMPDIR/said" || complain "add $1: $(cat "$TMPDIR/said")"
	echo "$1" | "$BEWUST" channels import >/dev/null
	"$BEWUST" fetch --force --json >"$TMPDIR/said" 2>/dev/null
	grep -q '"status":"error".*private address' "$TMPDIR/said" || complain "fetch $1: $(cat "$TMPDIR/said")"
	expect "$1: who else was asked" '' "$(cut -f 2 "$BEWUST_TEST_LOG" | grep -v '^public.example.org' | sort -u)"
	expect "$1: what is stored" 0 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"
}
for host in rebound inside cloud; do refused "http://$host.example.org:$port/a.xml"; done
for to in http://127.0.0.1 http://10.0.0.5 http://localhost http://inside.example.org http://rebound.example.org http://169.254.169.254 \
	http://cloud.example.org 'http://[::1]' 'http://[::ffff:10.0.0.5]' http://2130706433 http://0x7f000001 http://0177.0.0.1 http://127.1; do
	refused "$public/m/to/$to:$port/a.xml"
done
refused "$public/m/hop2/m/to/http://10.0.0.5:$port/a.xml"

# ---- nor does a page ----
: >"$BEWUST_TEST_LOG"
"$BEWUST" channels add "$public/page.html" >"$TMPDIR/said" 2>&1 && complain "a page led to a private feed: $(cat "$TMPDIR/said")"
expect 'a page: who else was asked' '' "$(cut -f 2 "$BEWUST_TEST_LOG" | grep -v '^public.example.org' | sort -u)"
exit $failed
