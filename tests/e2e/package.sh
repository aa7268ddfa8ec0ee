#!/usr/bin/env bash
# The Debian package: builds, depends on libraries alone, and runs without this tree.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tree=$PWD
build=$(dirname "${MITHAQ:?names the program to test}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fault() { echo "package.sh: $*" >&2; exit 1; }

(cd "$build" && cpack -B "$scratch" >"$scratch/log") || { cat "$scratch/log"; exit 1; }
deb=$(echo "$scratch"/mithaq_*.deb)
[ -f "$deb" ] || fault "cpack made no package"

depends=$(dpkg-deb -f "$deb" Depends)
echo "Depends: $depends"
for library in libc6 libsodium23 libssl3 libicu72 libsqlite3-0 zlib1g; do
    grep -qw "$library" <<<"$depends" || fault "it does not depend on $library"
done
if grep -Eq -- '-dev( |,|$)|(^|, )(clang|gcc|g\+\+|python|node)' <<<"$depends"; then
    fault "it depends on what only builds"
fi

dpkg-deb -x "$deb" "$scratch/root"
program=$scratch/root/usr/bin/mithaq
for file in usr/share/mithaq/rulebooks usr/share/doc/mithaq/copyright; do
    [ -e "$scratch/root/$file" ] || fault "$file is not in it"
done
if LC_ALL=C grep -aqF "$tree" "$program"; then fault "the program holds the path of this tree"; fi

# In an empty environment, and where this machine lets us hide the tree, without it.
cat >"$scratch/use" <<'USE'
set -euo pipefail
"$1" --version
"$1" demo --data data --no-serve
for anchor in data/*/anchor; do
    "$1" log verify "${anchor%/anchor}" --anchor "$anchor"
done
USE
hide=(bash)
if unshare -rm true 2>/dev/null; then
    # shellcheck disable=SC2016
    hide=(unshare -rm bash -c 'mount -t tmpfs none "$0" && cd "$1" && exec bash "${@:2}"' "$tree" "$scratch")
else
    echo "the tree stays in sight: this machine allows no mount namespace"
fi
cd "$scratch"
env -i PATH=/usr/bin:/bin HOME="$scratch" "${hide[@]}" "$scratch/use" "$program"
