#!/bin/sh
# limits.sh: each limit of limits.h is tried at one below, at, and one above, somewhere in the unit tests.
set -u
failed=0
for name in $(sed -n 's/^#define \([A-Z_]*\) ..*/\1/p' include/bewust/limits.h); do
	grep -Eq "BELOW_TO_ABOVE\([a-z]+, $name\)" tests/unit/*.c || {
		echo "no test has BELOW_TO_ABOVE(n, $name)"
		failed=1
	}
done
exit $failed
