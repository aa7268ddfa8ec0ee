#!/usr/bin/env bash
# An exported log of 600 and more entries, read by Go's sumdb packages (tests/go/check.go): they find
# every proof and signature sound, and refuse the log when a byte of it is changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mithaq=$(realpath "${MITHAQ:?names the program to test}")
gopath=/usr/share/gocode
command -v go >/dev/null || { echo "go is not installed"; exit 77; }
[ -d $gopath/src/golang.org/x/mod/sumdb ] || { echo "golang-golang-x-mod-dev is not installed"; exit 77; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
expect() { # expect WHAT COMMAND…
    if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi
}
: >"$scratch/said"
refused() { ! "$@" >>"$scratch/said" 2>&1; }

env GOPATH=$gopath GO111MODULE=off GOPROXY=off GOFLAGS= GOCACHE="$PWD/build/go-cache" CGO_ENABLED=0 \
    go build -o "$scratch/check" tests/go/check.go

for i in $(seq 600); do
    printf 'en\tCommunication number %d of a log that Go reads.\n' "$i"
done >"$scratch/texts"
"$mithaq" demo --data "$scratch/data" --no-serve --texts "$scratch/texts"
log=$scratch/data/archive tree=$scratch/tree
"$mithaq" log export "$log" "$tree"
check=("$scratch/check" "$tree" "$log/anchor")
expect "Go refuses a sound log" "${check[@]}"
size=$("$mithaq" log checkpoint "$log" | sed -n 2p)
expect "the log has $size entries only" [ "$size" -gt 600 ]
expect "it is not the log's size that Go read" grep -q "^size $size:" <("${check[@]}")

# change FILE: one bit in the middle of it.
change() {
    local at byte
    at=$(($(stat -c %s "$1") / 2))
    byte=$(od -An -tu1 -j $at -N 1 "$1")
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((byte ^ 2)))" | dd of="$1" bs=1 seek=$at conv=notrunc status=none
}
for file in checkpoint tile/entries/000 tile/entries/001 tile/entries/002.p/* tile/0/000 tile/0/001 \
    tile/0/002.p/* tile/1/000.p/*; do
    for path in "$tree"/$file; do
        [ -f "$path" ] || { expect "there is no $file" false; continue; }
        cp "$path" "$scratch/sound"
        change "$path"
        expect "Go takes the log with a byte of $file changed" refused "${check[@]}"
        cp "$scratch/sound" "$path"
    done
done
expect "Go refuses the log when its bytes are back" "${check[@]}"
# Of the same origin, with keys of its own.
"$mithaq" demo --data "$scratch/other" --no-serve --texts /dev/null >"$scratch/other.said"
expect "Go takes another register's anchor" refused "$scratch/check" "$tree" "$scratch/other/archive/anchor"
cat "$scratch/said"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
