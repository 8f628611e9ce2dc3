#!/bin/sh
# runner.sh: tests/run counts what passed, failed and was skipped, in a small tree of its own with stand-ins for the programs.
# shellcheck disable=SC2016 # the stand-ins expand what is theirs
set -u
runner=$PWD/tests/run
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

expect() {
	[ "$2" = "$3" ] && return
	printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
	failed=1
}

# script FILE BODY
script() {
	mkdir -p "$(dirname "$tmp/$1")"
	printf '#!/bin/sh\n%s\n' "$2" >"$tmp/$1"
	chmod +x "$tmp/$1"
}

# golden NAME CMD OUT
golden() {
	mkdir -p "$tmp/tests/golden/area/$1"
	printf '%s\n' "$2" >"$tmp/tests/golden/area/$1/cmd"
	[ -z "$3" ] || printf '%s\n' "$3" >"$tmp/tests/golden/area/$1/out"
}

run() {
	(cd "$tmp" && OUT=build/release PROGRAM=build/bewust ONLY=${ONLY-} tests/run "$@") >"$tmp/said" 2>&1
	code=$?
}

mkdir -p "$tmp/tests/unit" "$tmp/tests/fuzz/corpus/x" "$tmp/tests/screens"
cp -p "$runner" "$tmp/tests/run"
script build/bewust 'case $1 in
say) shift; echo "$@" ;;
complain) echo "sorry: $PWD" >&2; exit 65 ;;
copy) cat ;;
show) eval "echo \"\$$2\"" ;;
esac'
golden says 'say one "two  words"
# a comment
say three' 'one two  words
three'
run
expect 'one golden case' '1 passed, 0 failed, 0 skipped' "$(cat "$tmp/said")"
expect 'success has status 0' 0 "$code"

golden complains complain ''
printf 'sorry: HERE\n' >"$tmp/tests/golden/area/complains/err"
echo 65 >"$tmp/tests/golden/area/complains/code"
golden copies copy 'of this'
echo 'of this' >"$tmp/tests/golden/area/copies/in"
golden variables 'show WORD' 'a word'
echo 'WORD="a word"' >"$tmp/tests/golden/area/variables/env"
golden clock 'show BEWUST_NOW' '2026-11-23T08:00:00Z'
run
expect 'err, code, in and env' '5 passed, 0 failed, 0 skipped' "$(cat "$tmp/said")"

touch "$tmp/tests/unit/test_a.c" "$tmp/tests/unit/test_b.c" "$tmp/tests/unit/test_c.c"
script build/release/tests/unit/test_a 'echo 1..3; echo "ok 1 - fine"; echo "not ok 2 - is_wrong"; echo "ok 3 # SKIP not_here"; exit 1'
script build/release/tests/unit/test_b 'echo 1..3; echo "ok 1 - fine"; kill -SEGV $$'
script build/release/tests/unit/test_c 'echo 1..1; echo "ok 1 - fine"; echo "it leaks" >&2; exit 1'
script tests/e2e/good.sh 'test "$BEWUST" = "'"$tmp"'/build/bewust"'
script tests/e2e/bad.sh 'echo "no such screen"; exit 3'
script tests/e2e/elsewhere.sh 'exit 77'
touch "$tmp/tests/fuzz/fuzz_x.c" "$tmp/tests/fuzz/corpus/x/1" "$tmp/tests/fuzz/corpus/x/2" "$tmp/tests/fuzz/corpus/x/3" "$tmp/tests/screens/home.keys"
script build/release/tests/fuzz/replay_x 'for f; do echo "$f"; case $f in *2) exit 1 ;; esac; done'
golden differs 'say other' 'this'
run
expect 'everything counts' '10 passed, 6 failed, 3 skipped' "$(tail -n 1 "$tmp/said")"
expect 'failure has status 1' 1 "$code"
expect 'one line for each failure' 6 "$(grep -c '^FAIL ' "$tmp/said")"
for line in 'FAIL tests/unit/test_a: is_wrong' 'FAIL tests/unit/test_b: ended early' 'FAIL tests/unit/test_c: ended early' \
	'FAIL tests/e2e/bad.sh: no such screen [status 3]' 'FAIL tests/fuzz/corpus/x: tests/fuzz/corpus/x/2' 'FAIL tests/golden/area/differs: -this'; do
	grep -qF -e "$line" "$tmp/said" || expect "a line for a failure" "$line" "$(cat "$tmp/said")"
done

ONLY=golden/area/c
run
expect 'a part of the tests' '3 passed, 0 failed, 0 skipped' "$(cat "$tmp/said")"
ONLY=

golden new 'say something new' ''
printf 'n\ny\n' >"$tmp/answers"
run golden <"$tmp/answers"
expect 'golden: what was refused stays' this "$(cat "$tmp/tests/golden/area/differs/out")"
expect 'golden: what was agreed is written' 'something new' "$(cat "$tmp/tests/golden/area/new/out")"
yes | run golden
expect 'golden: yes to all' other "$(cat "$tmp/tests/golden/area/differs/out")"

rm -rf "$tmp/tests/golden" "$tmp/tests/unit" "$tmp/tests/e2e" "$tmp/tests/fuzz" "$tmp/tests/screens"
run
expect 'nothing to run is no success' '0 passed, 0 failed, 0 skipped 1' "$(cat "$tmp/said") $code"
exit $failed
