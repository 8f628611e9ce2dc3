#!/bin/sh
# ui_light.sh: a light terminal gets the light colours by itself, whenever and in however many parts it answers; and no answer is taken for keys.
set -u
# shellcheck source=tests/support/terminal.sh
. tests/support/terminal.sh
ink='38;5;234m'         # of a title, in data/colours/paper.theme
lamp='38;5;230m'        # and in lamplight.theme

# await_colour NUMBER
await_colour() {
	end=$(($(date +%s) + seconds))
	until on_terminal capture-pane -e -p | grep -qF -e "$1"; do
		[ "$(date +%s)" -lt "$end" ] || complain "no colour $1"
		sleep 0.02
	done
}

# what it says when it is asked: at once, or in parts, with either end
begin 80 24 TERM=screen-256color "$BEWUST" demo
await '❯ a session'
await_colour "$lamp"
keys -l "$(printf '\033]11;rgb:ff')"
keys -l 'ff/ffff/'
keys -l "$(printf 'ffff\033')"
keys -l '\'
await_colour "$ink"
keys Down
await '❯ kept'
keys q
await 'ended 0, the terminal as it was'

# an answer that breaks off leaves the keys to the reader
begin 80 24 TERM=screen-256color "$BEWUST" demo
await '❯ a session'
keys -l "$(printf '\033]11;rgb:ff')"
keys Down
await '❯ kept'
keys q
await 'ended 0, the terminal as it was'

# without asking: the environment, the settings, no colour at all
begin 80 24 TERM=screen-256color 'COLORFGBG=0;15' "$BEWUST" demo
await_colour "$ink"
printf '[screen]\ntheme = paper\n' >"$here/config.ini"
begin 80 24 TERM=screen-256color "$BEWUST" --config "$here/config.ini"
await_colour "$ink"
begin 80 24 TERM=screen-256color NO_COLOR=1 "$BEWUST" demo
await '❯ a session'
on_terminal capture-pane -e -p | grep -qF '38;5;' && complain 'colours, and none were wanted'

# the console of Linux has no signs for the cursor and the keys, and is not asked
begin 80 24 TERM=linux "$BEWUST" demo
await '> a session'
await 'Enter begin'
keys q
await 'ended 0, the terminal as it was'
