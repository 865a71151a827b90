#!/bin/sh
# Installs a package in a clean root, works with it as an ordinary user, upgrades it, and removes it. As root, on Debian or Ubuntu:
#   packaging/try_deb.sh dist/sdesk_*.deb [EARLIER.deb]
# ROOT keeps the root (default: a new one that goes away again), SUITE names the Debian (default: trixie).
set -eu
package=$1 earlier=${2:-}
root=${ROOT:-$(mktemp -d)}
[ -d "$root/usr" ] || debootstrap --variant=minbase "${SUITE:-trixie}" "$root" http://deb.debian.org/debian
mount --bind /proc "$root/proc"
trap 'umount "$root/proc"; [ -n "${ROOT:-}" ] || rm -rf --one-file-system "$root"' EXIT

install_it() {
  cp "$1" "$root/root/it.deb"
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --allow-downgrades /root/it.deb
}
as_owner() {
  chroot "$root" su owner -c "cd; env -i HOME=/home/owner PATH=/usr/bin:/bin $1"
}

chroot "$root" apt-get update
chroot "$root" id owner >/dev/null 2>&1 || chroot "$root" useradd -m owner
[ -z "$earlier" ] || install_it "$earlier"
[ -n "$earlier" ] || install_it "$package"
as_owner "sdesk sample Prüfung.sdesk"
[ -z "$earlier" ] || install_it "$package"
as_owner "sdesk verify Prüfung.sdesk"
as_owner "sdesk report Prüfung.sdesk improvement --from 2026-07-01 --to 2026-09-30 -o improvement.pdf"
as_owner "sdesk report Prüfung.sdesk performance --agreement AGR-0001 --from 2026-07-01 --to 2026-09-30 -o performance.pdf"
as_owner "QT_QPA_PLATFORM=offscreen timeout --preserve-status 10 sdesk Prüfung.sdesk"
chroot "$root" apt-get remove -y sdesk
test ! -e "$root/usr/bin/sdesk" && test ! -e "$root/usr/lib/sdesk"
test -s "$root/home/owner/Prüfung.sdesk" && test -s "$root/home/owner/performance.pdf"
echo "Installed, used, upgraded and removed; what the user made is there."
