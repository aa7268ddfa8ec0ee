#!/usr/bin/env bash
# Checks commit.pml: as it should be; that it gets anywhere at all; and that each mistake is found.
# A model that cannot fail shows nothing, so a mistake that goes unnoticed fails this test.
# To read a counterexample: spin <flags> -a commit.pml && cc -o pan pan.c && ./pan -m100000, then
# spin <flags> -t -p -g commit.pml.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! command -v spin >/dev/null; then
    echo "skipped: spin is not installed"
    exit 77
fi
compiler=
for c in cc clang-19 clang gcc; do
    if command -v "$c" >/dev/null; then compiler=$c; break; fi
done
if [[ -z $compiler ]]; then
    echo "skipped: no C compiler is installed"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$here/commit.pml" .

passed=0
failed=0

# check TITLE holds|found FLAG...
check() {
    local title=$1 want=$2
    shift 2
    local got=unclear states=- start=$EPOCHREALTIME optimise=-O0
    if [[ $want == holds ]]; then optimise=-O1; fi # worth its compile time only on a full search
    rm -f pan pan.* ./*.trail
    # A build that fails, a search cut short or an end nobody asked for stays "unclear", and fails.
    if spin -P"$compiler -E -x c" "$@" -a commit.pml >log 2>&1 &&
        "$compiler" -w "$optimise" -DSAFETY -DNOREDUCE -DMEMLIM=1024 -o pan pan.c >>log 2>&1; then
        timeout 120 ./pan -m100000 >>log 2>&1 || true
        states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' log)
        if grep -q 'assertion violated (' log; then
            got=found
        elif grep -q 'errors: 0$' log &&
            ! grep -Eq 'search depth too small|not completed|out of memory' log; then
            got=holds
        fi
    fi
    local us=$((10#${EPOCHREALTIME/./} - 10#${start/./}))
    local verdict=FAILED
    if [[ $got == "$want" ]]; then
        verdict=ok
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
    printf '%-50s %9s states %3d.%02d s  %-7s %s\n' \
        "$title" "${states:--}" $((us / 1000000)) $((us / 10000 % 100)) "$got" "$verdict"
    if [[ $verdict != ok ]]; then grep -v '^[[:space:]]*$' log | cut -c1-300 | head -n 12; fi
}

echo "As designed: every claim holds."
check "no exchange of directories, 3 entries" holds -DN=3 -DNO_EXCHANGE
check "everything, 2 entries" holds -DN=2
check "everything, 3 entries" holds -DN=3

echo "Another design: aside counts as a third slot. Then even these hold."
check "slot rewritten in place" holds -DASIDE_IS_A_SLOT -DREWRITE_IN_PLACE
check "one slot, rewritten in place" holds -DASIDE_IS_A_SLOT -DREWRITE_IN_PLACE -DSINGLE_SLOT

echo "It gets there: each of these states is found."
for state in FULL ROLLED_FORWARD CUT LYING_CACHE TORN REFUSED_OLD REFUSED_OTHER RAN_OLD FORKED_UNSEEN; do
    check "$state" found -DREACH=$state
done

echo "Mistakes: each is found by the claim named, all others switched off."
crashes_only=-DNO_EXCHANGE # the claim breaks without any exchange of directories
mistake() {
    check "$1 / $2" found "-D$1" "-DONLY=$2" ${3:+"$3"}
}
mistake SIGN_BEFORE_SYNC ON_DISK $crashes_only
mistake SIGN_BEFORE_SYNC ONE_HISTORY $crashes_only
mistake SIGN_LATE_ARRIVALS ON_DISK $crashes_only
mistake RETRY_FAILED_SYNC ON_DISK $crashes_only
mistake NO_REWRITE_TAIL ON_DISK $crashes_only
mistake NO_REWRITE_TAIL ONE_HISTORY $crashes_only
mistake KEEP_HOLES ON_DISK $crashes_only
mistake RECEIPT_BEFORE_SLOT DURABLE_FIRST $crashes_only
mistake RECEIPT_BEFORE_ASIDE DURABLE_FIRST $crashes_only
mistake RECEIPT_BEFORE_ASIDE KEPT
mistake RECEIPT_AT_START DURABLE_FIRST $crashes_only
mistake RECEIPT_AT_START KEPT
mistake ASIDE_BEFORE_SLOT ASIDE_BEHIND $crashes_only
mistake ASIDE_BEFORE_SLOT NO_FALSE_STOP $crashes_only
mistake ASIDE_IN_PLACE NO_FALSE_STOP $crashes_only
mistake SINGLE_SLOT ASIDE_BEHIND $crashes_only
mistake SINGLE_SLOT NO_FALSE_STOP $crashes_only
mistake NO_REWRITE_SLOT ASIDE_BEHIND $crashes_only
mistake NO_REWRITE_SLOT NO_FALSE_STOP $crashes_only
mistake REWRITE_IN_PLACE ASIDE_BEHIND $crashes_only
mistake REWRITE_OTHER_IN_PLACE NO_FALSE_STOP $crashes_only
mistake NO_REWRITE_ASIDE DURABLE_FIRST $crashes_only
mistake NO_REWRITE_ASIDE KEPT
mistake IGNORE_ASIDE KEPT
mistake IGNORE_ASIDE ONE_HISTORY
mistake COMPARE_SIZES KEPT
mistake COMPARE_SIZES ONE_HISTORY

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
