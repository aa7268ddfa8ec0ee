# shellcheck shell=bash disable=SC2046,SC2086
# Shared by ./run and ./test: packages, Node, the web build. Sourced from the top of the tree.

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# A clone elsewhere finds the compiled objects of this one: ccache sees relative paths only.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

# packages_in SECTION…: the names in those sections of packages.txt.
packages_in() {
    awk -v wanted=" $* " '
        { sub(/#.*/, "") }
        /^\[/ { gsub(/[][ ]/, ""); listed = index(wanted, " " $0 " "); next }
        listed && NF { print $1 }' packages.txt
}

# install_packages SECTION…: installs what is missing of them, and asks nothing when nothing is.
install_packages() {
    command -v dpkg-query >/dev/null ||
        die "Mithaq is built on Debian 12. Elsewhere install these by hand:" $(packages_in "$@")
    local missing
    missing=$(comm -13 \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u) \
        <(packages_in "$@" | sort -u))
    [ -n "$missing" ] || return 0
    say "installing:" $missing
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            die "Packages are missing. As root, run this, then start again:" \
                $'\n'"  apt-get update && apt-get install -y --no-install-recommends" $missing
        fi
    fi
    "${as_root[@]}" apt-get update -q || say "not every package list could be refreshed; going on"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing </dev/null ||
        die "The packages above could not be installed (they are Debian 12's)."
}

node_is_new_enough() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]
}

# Node 20 or newer on PATH; where there is none, Node 22 out of npm's own packages, below build/.
need_node() {
    local here=$PWD/build/node/node_modules arch
    case $(uname -m) in
        x86_64) arch=x64 ;;
        aarch64) arch=arm64 ;;
        *) arch=unknown ;;
    esac
    if [ -x "$here/node-linux-$arch/bin/node" ]; then
        export PATH=$here/node-linux-$arch/bin:$here/.bin:$PATH
    fi
    if node_is_new_enough; then return 0; fi
    [ "$arch" != unknown ] || die "Node 20 or newer is needed; install it and start again."
    say "Node 20 or newer is not here: fetching Node 22 (npm's node-linux-$arch) into build/node"
    install_packages node
    # With its own npm: Debian's runs only under Debian's Node.
    npm install --prefix build/node --no-audit --no-fund "node-linux-$arch@22" npm@11
    export PATH=$here/node-linux-$arch/bin:$here/.bin:$PATH
    hash -r
    node_is_new_enough || die "Node 22 was fetched into build/node, but does not run."
}

# One hash over the names and bytes of all files below the given paths, but what is made from them.
tree_hash() {
    find "$@" -type d \( -name node_modules -o -name dist \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64
}

# unchanged STAMP HASH: whether STAMP says that HASH was done.
unchanged() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# The libraries of web/, anew only when the lock file or Node changed.
web_install() {
    local lock stamp=web/node_modules/.mithaq-lock
    lock=$(cat web/package-lock.json <(node --version) | sha256sum | cut -c1-64)
    if unchanged $stamp "$lock"; then return 0; fi
    (cd web && npm ci --ignore-scripts --no-audit --no-fund)
    echo "$lock" >$stamp
}

# web/dist, anew only when a source changed. The program embeds it, so this comes before the compiler.
web_build() {
    local sources stamp=build/web.sources
    mkdir -p build
    sources=$(tree_hash web rulebooks)
    if [ -d web/dist ] && unchanged $stamp "$sources"; then return 0; fi
    (cd web && npm run build)
    echo "$sources" >$stamp
}
