#!/bin/sh
# packs_asked.sh: on a terminal each channel of a list is shown before any is followed, and nothing is followed without a yes.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
list="$here/plan.opml"
cat >"$list" <<'EOF'
<opml version="2.0" xmlns:bewust="urn:bewust:1" bewust:from="Joke" bewust:dose="5" bewust:days="5"><body>
<outline type="rss" text="Slow garden" xmlUrl="https://garden.example/feed" bewust:note="No hurry."/>
<outline type="rss" text="Made up" xmlUrl="https://madeup.example/feed" bewust:kind="satire"/></body></opml>
EOF

for how in 'packs add' 'channels import'; do
	# shellcheck disable=SC2086 # two words
	begin 80 24 TERM=screen "$BEWUST" $how "$list"
	await 'A plan from Joke: 5 minutes a day, for 5 days.'
	await 'https://garden.example/feed'
	await 'No hurry.'
	await 'https://madeup.example/feed'
	await 'satire'
	await 'Follow these channels?'
	keys n Enter
	await 'Nothing was followed.'
	[ "$("$BEWUST" channels --json | tr -d ' \n')" = '[]' ] || complain "$how: followed without a yes"
done
begin 80 24 TERM=screen "$BEWUST" packs add "$list"
await 'Follow these channels?'
keys y Enter
await '2 channels added.'
