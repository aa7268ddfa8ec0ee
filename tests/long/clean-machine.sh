#!/usr/bin/env bash
# Installs the Debian package on a Debian 12 that has nothing else, and runs it there.
# Exit 77 where such a machine cannot be made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ "$(id -u)" != 0 ]; then
    echo "only root can enter the clean machine"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf --one-file-system "$scratch"' EXIT
if ! mmdebstrap --variant=apt --mode=root --skip=cleanup/apt bookworm "$scratch/root"; then
    echo "mmdebstrap cannot make a clean machine here"
    exit 77
fi
(cd "$(dirname "${MITHAQ:?names the program to test}")" && cpack -B "$scratch/root/tmp")
cp -L /etc/resolv.conf /etc/hosts "$scratch/root/etc/"
# shellcheck disable=SC2016
chroot "$scratch/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
    bash -euo pipefail -c '
        apt-get install -q -y --no-install-recommends /tmp/mithaq_*.deb
        cd /var/tmp
        mithaq --version
        mithaq demo --data demo --no-serve
        for anchor in demo/*/anchor; do
            mithaq log verify "${anchor%/anchor}" --anchor "$anchor"
        done'
