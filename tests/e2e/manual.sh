#!/bin/sh
# manual.sh: the manual page names every command and option that --help does, every setting, and every variable of the environment that the
# program reads; and it is what mandoc calls well-formed.
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

# settings, by the members of their struct: each has a place in it
sed -n '/^struct config {/,/^};/p' include/bewust/config.h | sed -e 's|/\*.*||' -e 's/\[[0-9]*\]//g' |
	sed -nE 's/^\t(int|bool|char) (.*);.*/\2/p' | tr -d ' ' | tr , '\n' >"$TMPDIR/settings"
[ "$(wc -l <"$TMPDIR/settings")" -ge 20 ] || complain 'the settings are not where they were'
while read -r setting; do
	grep -q "^#$setting =" "$TMPDIR/plain" || complain "the manual does not name the setting $setting"
done <"$TMPDIR/settings"

# variables: what is told to getenv(), the lists of names that are gone through, and what path.c builds on; without those that are the system's own
{
	grep -ohE 'getenv\("[A-Za-z_]+"\)|base_dir\("[A-Z_]+"' -r src
	grep -ohE 'names\[\] = \{.*(LC_ALL|_proxy).*\}' -r src
} | grep -oE '"[A-Za-z_]+"' | tr -d '"' | sort -u >"$TMPDIR/variables"
[ "$(wc -l <"$TMPDIR/variables")" -ge 20 ] || complain 'the variables are not where they were'
sed -n '/^\.Sh ENVIRONMENT/,/^\.Sh FILES/p' "$TMPDIR/plain" | sed -n 's/^\.It Ev //p' >"$TMPDIR/told"
while read -r variable; do
	case $variable in HOME | PATH | TMPDIR | DISPLAY | WAYLAND_DISPLAY) continue ;; esac
	grep -qiw "$variable" "$TMPDIR/told" || complain "the manual does not name the variable $variable"
done <"$TMPDIR/variables"
grep -q 'It is not therapy' "$TMPDIR/help" || complain '--help does not say what it is not'
[ "$failed" = 0 ] || exit 1
command -v mandoc >/dev/null 2>&1 || exit 77
mandoc -T lint -W warning "$TMPDIR/bewust.1" >"$TMPDIR/lint" 2>&1 || complain "mandoc: $(head -n 1 "$TMPDIR/lint")"
exit $failed
