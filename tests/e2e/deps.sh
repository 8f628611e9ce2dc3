#!/bin/sh
# deps.sh: data/packaging/deps with stand-ins for everything it calls, on a PATH that holds nothing else.
set -u
deps=$PWD/data/packaging/deps
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

# stand_in NAME BODY: a program on the test's PATH
stand_in() {
	printf '#!/bin/sh\n%s\n' "$2" >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}

# A machine with nothing but a user (id $1) and these programs, each of which writes down how it was called. What a package
# manager does about its call is in $works: make all tools appear, or nothing.
machine() {
	rm -rf "${tmp:?}/bin" "$tmp/ready"
	mkdir -p "$tmp/bin" "$tmp/ready"
	: >"$tmp/calls"
	stand_in id "echo $1"
	shift
	for tool in gcc make msgfmt tmux openssl xmllint mandoc; do
		printf '#!/bin/sh\nexit 0\n' >"$tmp/ready/$tool"
	done
	printf '#!/bin/sh\necho %s\n' "$tmp" >"$tmp/ready/clang"
	printf '#!/bin/sh\nexit 0\n' >"$tmp/ready/pkg-config"
	/bin/mkdir -p "$tmp/lib/linux"
	: >"$tmp/lib/linux/libclang_rt.fuzzer.a"
	/bin/chmod +x "$tmp/ready"/*
	for name in "$@"; do
		case $name in
		sudo | doas) stand_in "$name" "printf '%s ' $name >>'$tmp/calls'; exec \"\$@\"" ;;
		env) stand_in env "printf '%s ' \"\$1\" >>'$tmp/calls'; shift; exec \"\$@\"" ;;
		brew) stand_in brew "[ \"\$1\" != --prefix ] || exit 0; echo \"brew \$*\" >>'$tmp/calls'; $works" ;;
		*) stand_in "$name" "echo \"$name \$*\" >>'$tmp/calls'; $works" ;;
		esac
	done
}
appear="case \"\$*\" in *install*|*add*|*-S*) /bin/cp -p '$tmp/ready/'* '$tmp/bin/' ;; esac"

# runs deps with the machine's programs alone
run() {
	PATH=$tmp/bin "$deps" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	code=$?
}

# expect WHAT WANTED GOT
expect() {
	[ "$2" = "$3" ] && return
	printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
	failed=1
}

# expect_said WHAT TEXT
expect_said() {
	grep -qF -e "$2" "$tmp/err" && return
	printf '%s\n  wanted to read: %s\n  got: %s\n' "$1" "$2" "$(cat "$tmp/err")"
	failed=1
}

works=$appear
machine 0 apt-get apt-cache env
run build
expect 'apt, as root: succeeds' 0 "$code"
expect 'apt, as root: what is called' 'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev make pkg-config libncurses-dev libcurl4-openssl-dev libcjson-dev libsqlite3-dev liblz4-dev libexpat1-dev libutf8proc-dev gettext' "$(grep -v apt-cache "$tmp/calls")"
expect_said 'apt, as root: says what' 'installing with apt-get: gcc libc6-dev make'

machine 1000 apt-get env sudo doas
stand_in apt-cache 'exit 100'
run test
expect 'apt, as a user: succeeds' 0 "$code"
expect 'apt without lists: updates first, by sudo' 'sudo apt-get update -qq' "$(head -n 1 "$tmp/calls")"
expect 'apt, as a user: installs by sudo' 'sudo DEBIAN_FRONTEND=noninteractive apt-get' "$(sed -n '2s/ install.*//p' "$tmp/calls")"
expect 'apt, for the tests: ends in theirs' 'gettext libcmocka-dev tmux openssl libxml2-utils mandoc' "$(sed -n '2s/.*\(gettext.*\)/\1/p' "$tmp/calls")"

machine 1000 dnf doas
run build
expect 'dnf: what is called' 'doas dnf install -y -q gcc glibc-devel make pkgconf-pkg-config ncurses-devel libcurl-devel cjson-devel sqlite-devel lz4-devel expat-devel utf8proc-devel gettext' "$(cat "$tmp/calls")"

machine 0 pacman
run test
expect 'pacman: what is called' 'pacman -S --needed --noconfirm gcc glibc make pkgconf ncurses curl cjson sqlite lz4 expat libutf8proc gettext cmocka tmux openssl libxml2 mandoc' "$(cat "$tmp/calls")"

machine 0 apk
run build
expect 'apk: what is called' 'apk add -q gcc musl-dev make pkgconf ncurses-dev curl-dev cjson-dev sqlite-dev lz4-dev expat-dev utf8proc-dev gettext' "$(cat "$tmp/calls")"

machine 1000 brew sudo
cp -p "$tmp/ready/gcc" "$tmp/bin/"
run build
expect 'brew: succeeds' 0 "$code"
expect 'brew: is never called by sudo' 'brew install --quiet make pkgconf ncurses curl cjson sqlite lz4 expat utf8proc gettext' "$(cat "$tmp/calls")"

machine 0 apt-get apt-cache env
cp -p "$tmp/ready/"* "$tmp/bin/"
for mode in build test ci; do
	run "$mode"
	expect "all there, $mode: succeeds" 0 "$code"
	expect "all there, $mode: calls nobody" '' "$(cat "$tmp/calls")"
	expect "all there, $mode: says nothing" '' "$(cat "$tmp/out" "$tmp/err")"
done

machine 0 apt-get apt-cache env
cp -p "$tmp/ready/"* "$tmp/bin/"
stand_in pkg-config "[ \"\$2\" != libcjson ] || [ -e '$tmp/bin/cjson' ]"
stand_in apt-get "echo \"\$*\" >>'$tmp/calls'; : >'$tmp/bin/cjson'"
run build
expect 'one missing: only that one is installed' 'install -y -qq --no-install-recommends libcjson-dev' "$(sed -n 's/.* \(install .*\)/\1/p' "$tmp/calls")"

machine 1000
run build
expect 'no package manager: EX_UNAVAILABLE' 69 "$code"
expect_said 'no package manager: names the packages' 'gcc libc6-dev make pkg-config libncurses-dev libcurl4-openssl-dev libcjson-dev'

machine 1000 apt-get apt-cache env
run build
expect 'no way to become root: EX_UNAVAILABLE' 69 "$code"
expect_said 'no way to become root: says the command' 'as root, run: data/packaging/deps build'
expect 'no way to become root: does not try' '' "$(cat "$tmp/calls")"

works='exit 1'
machine 0 dnf
run build
expect 'a manager that fails: EX_UNAVAILABLE' 69 "$code"
expect 'a manager that fails: is asked once more with fresh lists' 'install makecache' "$(awk '{ print $2 }' "$tmp/calls" | head -n 2 | tr '\n' ' ' | sed 's/ $//')"

works=:
machine 0 dnf
run build
expect 'installed, and still missing: EX_UNAVAILABLE' 69 "$code"
expect_said 'installed, and still missing: says what' 'still missing after installing: cc headers make'

run nonsense
expect 'a wrong call: EX_USAGE' 64 "$code"
exit $failed
