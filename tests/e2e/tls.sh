#!/bin/sh
# tls.sh: refreshing over TLS and HTTP/2, from a server that is not ours (nginx) and writes down what it is asked: one connection for all
# of a host, validators, packed answers, nothing told that need not be; and which certificates and redirects are not trusted. 77 where
# there is no nginx with HTTP/2, or no openssl.
set -u
PATH=$PATH:/usr/sbin:/usr/local/sbin
command -v nginx >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1 && nginx -V 2>&1 | grep -q http_v2 || exit 77
. tests/support/serve.sh
chmod 755 "$TMPDIR" "$TMPDIR/.." # nginx's workers may be another user's

# ---- certificates: of an issuer that is trusted here, and of others ----
certify() { # certify NAME HOST DAYS ISSUER: "self" signs itself
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$TMPDIR/$1.key" -out "$TMPDIR/$1.csr" -subj "/CN=${2%%,*}" 2>/dev/null
	printf 'subjectAltName=DNS:%s\n' "$2" >"$TMPDIR/$1.ext"
	case $4 in
	self) openssl x509 -req -in "$TMPDIR/$1.csr" -signkey "$TMPDIR/$1.key" -days "$3" -extfile "$TMPDIR/$1.ext" -out "$TMPDIR/$1.pem" 2>/dev/null ;;
	*) openssl x509 -req -in "$TMPDIR/$1.csr" -CA "$TMPDIR/$4.pem" -CAkey "$TMPDIR/$4.key" -set_serial "$RANDOM_SERIAL" -days "$3" \
		-extfile "$TMPDIR/$1.ext" -out "$TMPDIR/$1.pem" 2>/dev/null ;;
	esac
}
RANDOM_SERIAL=7
for issuer in trusted other; do
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$TMPDIR/$issuer.key" -out "$TMPDIR/$issuer.pem" \
		-days 30 -subj "/CN=$issuer" 2>/dev/null || exit 77
done
certify well two.localhost,DNS:one.localhost 30 trusted
certify expired expired.localhost -1 trusted
certify self self.localhost 30 self
certify unknown unknown.localhost 30 other
certify wrong elsewhere.example 30 trusted

# ---- the server ----
for name in a b c d e f g h; do serve_feed $name 40; done
server() { # server NAME CERTIFICATE PORT LINES
	cat <<END
server {
	listen 127.0.0.1:$3;
	server_name $1;
	ssl_certificate $TMPDIR/$2.pem;
	ssl_certificate_key $TMPDIR/$2.key;
	root $www;
	add_header Set-Cookie "seen=1; Path=/";
	$4
}
END
}
configure() {
	cat <<END
daemon off; master_process off; pid $TMPDIR/nginx.pid; error_log $TMPDIR/nginx.err; worker_processes 1;
events { worker_connections 200; }
http {
	client_body_temp_path $TMPDIR/t; proxy_temp_path $TMPDIR/t; fastcgi_temp_path $TMPDIR/t; uwsgi_temp_path $TMPDIR/t; scgi_temp_path $TMPDIR/t;
	log_format cells '\$host\t\$uri\t\$status\t\$server_protocol\t\$connection\t\$http_accept_encoding\t\$http_user_agent\t\$http_cookie\$http_referer\$http_authorization\t\$http_if_none_match\t\$sent_http_content_encoding';
	access_log $TMPDIR/access cells;
	types { application/rss+xml xml; }
	gzip on; gzip_types application/rss+xml; gzip_min_length 10; gzip_vary on;
$(server 'two.localhost' well "$port ssl http2" 'location /down/ { return 301 http://plain.localhost/a.xml; }')
$(server 'one.localhost' well "$((port + 1)) ssl" '')
$(for name in expired self unknown wrong; do server "$name.localhost" "$name" "$port ssl http2" ''; done)
}
END
}
tries=0
while :; do
	port=$((20000 + ($$ * 7 + tries * 331) % 20000))
	configure >"$TMPDIR/nginx.conf"
	: >"$TMPDIR/nginx.err"
	nginx -c "$TMPDIR/nginx.conf" -e "$TMPDIR/nginx.err" 2>"$TMPDIR/nginx.said" &
	server=$!
	while [ ! -s "$TMPDIR/nginx.pid" ] && kill -0 $server 2>/dev/null; do sleep 0.02; done
	[ -s "$TMPDIR/nginx.pid" ] && break
	tries=$((tries + 1))
	[ $tries -lt 10 ] || { cat "$TMPDIR/nginx.said" "$TMPDIR/nginx.err"; exit 1; }
done
trap 'kill $server 2>/dev/null' EXIT
SSL_CERT_FILE=$TMPDIR/trusted.pem
export SSL_CERT_FILE
printf 'default login me password canary\n' >"$HOME/.netrc"
chmod 600 "$HOME/.netrc"

# ---- what is trusted is read: of one host over one connection ----
for name in a b c d e f g h; do echo "https://two.localhost:$port/$name.xml"; done >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null || complain 'import'
"$BEWUST" fetch --json >"$TMPDIR/said" || complain "fetch ended with $?: $(cat "$TMPDIR/said")"
cells() { # cells PATTERN COLUMN: the values of a column in lines with that, each once
	grep -e "$1" "$TMPDIR/access" | cut -f "$2" | sort -u
}
expect 'items over TLS' 320 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"
expect 'HTTP/2 where there is' 'HTTP/2.0' "$(cells two 4)"
expect 'one connection to the host then' 1 "$(cells two 5 | wc -l | tr -d ' ')"
expect 'packed answers' gzip "$(cells two 10)"
"$BEWUST" fetch --force --json >"$TMPDIR/again" || complain "fetch again ended with $?"
expect 'nothing is sent again' 8 "$(grep -c '"status":"same","http":304' "$TMPDIR/again")"
expect 'the ETag goes back' 8 "$(awk -F'\t' '$1 ~ /two/ && $3 == 304 && $9 != "-"' "$TMPDIR/access" | wc -l | tr -d ' ')"
expect 'no cookie, no Referer, nobody’s password' '---' "$(cells two 8)"
expect 'one honest user agent' 1 "$(cells two 7 | grep -c '^bewust/[0-9.]* (+https\{0,1\}:')"

# ---- a host that speaks HTTP/1.1 alone: two connections at most ----
for name in a b c d e f g h; do echo "https://one.localhost:$((port + 1))/$name.xml"; done >"$TMPDIR/urls"
"$BEWUST" channels import "$TMPDIR/urls" >/dev/null
"$BEWUST" fetch --json >"$TMPDIR/said" || complain "fetch over HTTP/1.1 ended with $?"
expect 'HTTP/1.1 where there is nothing else' 'HTTP/1.1' "$(cells '^one' 4)"
[ "$(cells '^one' 5 | wc -l)" -le 2 ] || complain "connections over HTTP/1.1: $(cells '^one' 5 | wc -l)"

# ---- what is not trusted is not read, and each says why in one line ----
BEWUST_DATA=$TMPDIR/distrust
export BEWUST_DATA
refused() { # refused URL WORDS
	"$BEWUST" channels import >/dev/null <<END
$1
END
	"$BEWUST" fetch "$1" >"$TMPDIR/said" 2>"$TMPDIR/err"
	expect "$1" '69 2' "$? $(wc -l <"$TMPDIR/said" | tr -d ' ')"
	grep -qF "$2" "$TMPDIR/said" || complain "$1: $(cat "$TMPDIR/said")"
}
refused "https://expired.localhost:$port/a.xml" 'its certificate has expired: its owner has to renew it'
refused "https://self.localhost:$port/a.xml" 'it signed its certificate itself'
refused "https://unknown.localhost:$port/a.xml" 'from an issuer that is not known here'
refused "https://wrong.localhost:$port/a.xml" 'its certificate is not for this name'
refused "https://two.localhost:$port/down/" 'from https to http'
expect 'who is not trusted is not asked' '' "$(cells 'expired\|self\|unknown\|wrong' 2)"
expect 'nothing of it is stored' 0 "$("$BEWUST" items --json --limit 0 | grep -c '"uuid"')"
exit $failed
