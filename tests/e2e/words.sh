#!/bin/sh
# What the program says: every text has its place in each language, none uses a word that this program keeps away from, and none shouts.
# Exit 0 when all is well, 1 when not, 77 without gettext's tools.
LC_ALL=C.UTF-8
export LC_ALL
cd "$(dirname "$0")/../.." || exit 1
for tool in xgettext msgfmt msgmerge msgattrib; do
	command -v $tool >/dev/null 2>&1 || exit 77
done
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
bad=0
complain() {
	echo "words: $*" >&2
	bad=1
}

# texts FILE FIELD: its msgid or msgstr, one a line; context and escapes do not matter here
texts() {
	awk -v field="^$2" '/^[a-z]/ { if (text != "") print text; text = ""; on = $0 ~ field; sub(/^[a-z_]+(\[[0-9]\])? /, "") }
		/^"/ && on { gsub(/^"|"$/, ""); gsub(/\\[nt]/, " "); gsub(/\\"/, "\""); text = text $0 }
		END { if (text != "") print text }' "$1"
}

# ---- each language has every text, as the sources have them now ----
make -s pot POT="$scratch/now.pot" >"$scratch/out" 2>&1 || complain "texts cannot be collected: $(head -n 1 "$scratch/out")"
[ "$(texts "$scratch/now.pot" msgid | wc -l)" -ge 500 ] || complain "hardly any texts were found"
for po in data/po/*.po; do
	msgfmt --check -o /dev/null "$po" 2>"$scratch/out" || complain "$po: $(head -n 1 "$scratch/out")"
	msgmerge --quiet --no-fuzzy-matching -o "$scratch/po" "$po" "$scratch/now.pot" || complain "$po does not go with the texts"
	for state in untranslated only-fuzzy only-obsolete; do
		msgattrib --no-wrap --$state "$scratch/po" | texts - msgid >"$scratch/out"
		msgattrib --no-wrap --$state "$scratch/po" | sed -n 's/^#~ msgid //p' >>"$scratch/out"
		[ -s "$scratch/out" ] && complain "$po: $state: $(wc -l <"$scratch/out"): $(head -n 3 "$scratch/out" | cut -c 1-100); run: make po"
	done
done

# ---- the standing sentence stands, in its words, and only there is that word ----
english='bewust is a reading companion. It is not therapy and cannot replace help from a professional.'
dutch='bewust is een leesmaatje. Het is geen therapie en vervangt geen hulp van een deskundige.'
texts "$scratch/now.pot" msgid | grep -qxF "$english" || complain "the standing sentence is not there"
texts data/po/nl.po msgstr | grep -qxF "$dutch" || complain "nl: the standing sentence is not there"
{
	texts "$scratch/now.pot" msgid | sed 's/^/en: /'
	for po in data/po/*.po; do
		texts "$po" msgstr | sed "s|^|${po##*/}: |"
	done
} | grep -vF -e "$english" -e "$dutch" >"$scratch/texts"

# ---- so do the pages that are not made of texts alone ----
{
	sed 's/^/README.md: /' README.md
	if [ -n "${BEWUST-}" ]; then
		BEWUST_NOW=2026-11-23T08:00:00Z "$BEWUST" --data "$scratch/data" mood log 1 --words calm >/dev/null
		"$BEWUST" --manual | sed 's/\\-/-/g; s/\\&//g; s/^/the manual: /'
		"$BEWUST" --data "$scratch/data" report | sed 's/^/report: /'
		"$BEWUST" --data "$scratch/data" report --text | tr '\n' ' ' | sed 's/^/report --text: /'
	fi
} | sed "s/It is not therapy and cannot replace help from a//; s/class=\"[^\"]*\"//g; s/!DOCTYPE//" >>"$scratch/texts"

# ---- words to keep away from; nothing counts what was not read, or who looks; and
# nobody is asked for causes ----
{
	grep -v '^#' tests/data/words-to-avoid.txt
	printf '%s\n' unread ongelezen 'likes_' 'followers?_' volgers_ engagement
	printf '%s\n' 'why (are|do|did) you' 'what made you' 'what happened' 'waarom (ben|voel|had|heb) je' 'hoe komt het dat' 'wat is er gebeurd'
} | sed 's/_$/([^[:alpha:]]|$)/' >"$scratch/avoid"
while IFS= read -r word; do
	grep -iE "(^|[^[:alpha:]])$word" "$scratch/texts" >"$scratch/hits" && complain "a word to keep away from ($word): $(cut -c 1-160 "$scratch/hits" | head -n 3)"
done <"$scratch/avoid"
grep -E '[[:alpha:])]!([^[:alnum:]]|$)' "$scratch/texts" >"$scratch/hits" && complain "an exclamation mark: $(head -n 3 "$scratch/hits")"

exit $bad
