#!/bin/sh
# install.sh: `make install` puts program, manual, languages and examples in place, they work from there, and `make uninstall`
# takes all of it away again.
set -u
build=${OUT%/*} variant=${OUT##*/}
to=$TMPDIR/installed
failed=0

complain() {
	echo "$*"
	failed=1
}

make -s BUILD="$build" VARIANT="$variant" DESTDIR="$to" PREFIX=/usr install >"$TMPDIR/said" 2>&1 || {
	tail -n 1 "$TMPDIR/said"
	exit 1
}
for file in bin/bewust share/man/man1/bewust.1 share/doc/bewust/LICENSE share/doc/bewust/README.md \
	share/doc/bewust/crontab lib/systemd/user/bewust-fetch.timer lib/systemd/user/bewust-fetch.service; do
	[ -s "$to/usr/$file" ] || complain "not installed: $file"
done
[ "$(find "$to" -name '*.mo' | wc -l)" = "$(find data/po -name '*.po' 2>/dev/null | wc -l)" ] || complain 'a language is missing'
[ "$("$to/usr/bin/bewust" --version)" = "$("$BEWUST" --version)" ] || complain 'the installed program is another'
case $(head -n 3 "$to/usr/share/man/man1/bewust.1") in
*.Dt*) ;;
*) complain 'the manual page has no title line' ;;
esac
if [ -e "$to/usr/share/locale/nl/LC_MESSAGES/bewust.mo" ]; then
	english=$(env LANGUAGE=en "$to/usr/bin/bewust" --help)
	dutch=$(env LANGUAGE=nl "$to/usr/bin/bewust" --help)
	[ "$english" != "$dutch" ] || complain 'the installed program does not find its Dutch'
fi
if command -v systemd-analyze >/dev/null 2>&1; then
	said=$(systemd-analyze verify --user --man=no "$to/usr/lib/systemd/user/bewust-fetch.timer" 2>&1 | grep -F bewust-fetch)
	[ -z "$said" ] || complain "systemd says: $said"
fi
odd=$(find "$to" -type f ! -perm 644 ! -path '*/bin/*')
[ -z "$odd" ] || complain "readable by all, writable by its owner: not so $odd"

make -s BUILD="$build" VARIANT="$variant" DESTDIR="$to" PREFIX=/usr uninstall >/dev/null 2>&1
left=$(find "$to" -type f)
[ -z "$left" ] || complain "left behind after uninstall: $left"
exit $failed
