#!/bin/sh
# manual.sh: the manual page names every command and option that --help does, and is what mandoc calls well-formed.
set -u
failed=0
complain() {
	echo "$*"
	failed=1
}
"$BEWUST" --manual >"$TMPDIR/bewust.1" || complain '--manual'
"$BEWUST" --help >"$TMPDIR/help"
sed 's/\\-/-/g' "$TMPDIR/bewust.1" >"$TMPDIR/plain"
sed -n '/^Without a command/,/^Options without/s/^  \([a-z][a-z]*\) .*/\1/p' "$TMPDIR/help" | sort -u >"$TMPDIR/commands"
[ "$(wc -l <"$TMPDIR/commands")" -ge 18 ] || complain 'the list of commands is not where it was'
while read -r command; do
	[ "$command" != help ] || continue
	grep -qF ".It Cm \"$command\"" "$TMPDIR/plain" || complain "the manual does not name $command"
	"$BEWUST" help "$command" | grep -oE '^ +--[a-z-]+' | tr -d ' ' | sort -u | while read -r option; do
		grep -qF "\"$option\"" "$TMPDIR/plain" || echo "$command $option"
	done >>"$TMPDIR/absent"
done <"$TMPDIR/commands"
[ ! -s "$TMPDIR/absent" ] || complain "the manual does not name: $(cat "$TMPDIR/absent")"
grep -q 'It is not therapy' "$TMPDIR/help" || complain '--help does not say what it is not'
[ "$failed" = 0 ] || exit 1
command -v mandoc >/dev/null 2>&1 || exit 77
mandoc -T lint -W warning "$TMPDIR/bewust.1" >"$TMPDIR/lint" 2>&1 || complain "mandoc: $(head -n 1 "$TMPDIR/lint")"
exit $failed
