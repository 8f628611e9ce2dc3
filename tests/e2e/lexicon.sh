#!/bin/sh
# Words are learned from lists and texts: the same input gives the same bytes, what stands in texts is learned, company is learned
# from headlines, weights are carried to another language, wrong input is refused by its line; and data/lexicon is in order.
LC_ALL=C
export LC_ALL
tab=$(printf '\t')
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
host=${OUT%/*}/host
fail() {
	echo "lexicon: $*" >&2
	exit 1
}
weight() { # FILE TERM
	awk -F '\t' -v t="$2" '$1 == t { print $2; found = 1 } END { if (!found) print 0 }' "$1"
}

MAKEFLAGS= make -s BUILD="${OUT%/*}" "$host/lexicon_train" "$host/lexicon_table" || fail "the tools cannot be built"

# ---- learning ----
lexicon=$scratch/lexicon train=$scratch/train
mkdir "$lexicon" "$train"
printf 'not\tnegator\nthe\tvotes\nof\tvotes\n' >"$lexicon/aa.functions.tsv"
printf 'niet\tnegator\nde\tvotes\n' >"$lexicon/bb.functions.tsv"
printf ':)\t700\n' >"$lexicon/faces.tsv"
printf 'splendid\t4\nawful\t-4\nthe\t5\nutterly awful mess\t-5\n' >"$train/list.tsv"
printf '{"splendid":"prachtig","awful":"vreselijk","zibble":"zabbel"}' >"$train/words.json"
i=0
while [ $i -lt 40 ]; do
	printf '{"text":"the zibble of thing%d","gold":1}\n{"text":"a gronk of thing%d","gold":-1}\n' $i $i
	printf '{"text":"a splendid day%d","gold":1}\n{"text":"an awful day%d","gold":-1}\n' $i $i
	i=$((i + 1))
done >"$train/texts.jsonl"
i=0
while [ $i -lt 40 ]; do
	printf 'mayor snorkles awful plan %d\nmayor wobbles splendid plan %d\n' $i $i
	i=$((i + 1))
done >"$train/headlines.txt"
{
	printf 'aa\tgain\t-\t100\t1\t0\naa\tlist\tlist.tsv\t2\t0.2\t1\t0\naa\ttexts\ttexts.jsonl\t0\t1\t1\naa\theadlines\theadlines.txt\t0\t1\t1\n'
	printf 'bb\tgain\t-\t100\t1\t1\nbb\tcarry\twords.json\t0\t1\t1\t0\nbb\ttexts\ttexts.jsonl\t0\t1\t0.0001\n'
} >"$lexicon/recipe.tsv"
"$host/lexicon_train" "$lexicon" "$train" >/dev/null || fail "it does not learn"
cp "$lexicon/aa.tsv" "$scratch/first"
"$host/lexicon_train" "$lexicon" "$train" >/dev/null || fail "it does not learn again"
cmp "$lexicon/aa.tsv" "$scratch/first" || fail "the same input gave other bytes"
[ "$(weight "$lexicon/aa.tsv" splendid)" -gt 100 ] || fail "a listed word has no weight"
[ "$(weight "$lexicon/aa.tsv" zibble)" -gt 20 ] || fail "a word of the texts was not learned"
[ "$(weight "$lexicon/aa.tsv" gronk)" -lt -20 ] || fail "a word of the texts was not learned"
[ "$(weight "$lexicon/aa.tsv" snorkles)" -lt 0 ] || fail "company was not learned from headlines"
[ "$(weight "$lexicon/aa.tsv" wobbles)" -gt 0 ] || fail "company was not learned from headlines"
[ "$(weight "$lexicon/aa.tsv" the)" -eq 0 ] || fail "a function word has a weight"
grep -q "^utterly awful mess${tab}-[0-9]*${tab}replaces$" "$lexicon/aa.tsv" || fail "a phrase of the list is not one of the table"
[ "$(weight "$lexicon/bb.tsv" prachtig)" -gt 50 ] || fail "a weight was not carried over"
[ "$(weight "$lexicon/bb.tsv" zabbel)" -gt 5 ] || fail "a learned weight was not carried over"
"$host/lexicon_table" "$lexicon" "$scratch/out.c" || fail "the table cannot be made"
grep -q 'lexicon_count = 2' "$scratch/out.c" || fail "a language is missing in the table"

# ---- what is wrong is refused, and leaves nothing half made ----
printf 'good\tmany\n' >>"$lexicon/aa.tsv"
rm "$scratch/out.c"
"$host/lexicon_table" "$lexicon" "$scratch/out.c" 2>"$scratch/err" && fail "a weight that is no number was taken"
grep -q 'aa.tsv: line [0-9]* is not' "$scratch/err" || fail "the error does not say where"
[ ! -e "$scratch/out.c" ] || fail "half a table was left"
printf '{"text":"no gold"}\n' >>"$train/texts.jsonl"
"$host/lexicon_train" "$lexicon" "$train" >/dev/null 2>"$scratch/err" && fail "a text without a rating was taken"
grep -q 'line 161' "$scratch/err" || fail "the error does not say where: $(cat "$scratch/err")"

# ---- what ships ----
for f in data/lexicon/en.tsv data/lexicon/nl.tsv data/lexicon/*.own.tsv data/lexicon/*.functions.tsv; do
	grep -v '^# ' "$f" | cut -f 1 | sort -c || fail "$f is not sorted"
done
exit 0
