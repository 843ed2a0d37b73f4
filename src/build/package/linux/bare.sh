#!/bin/bash
# Installs the .deb in a bare Debian without Java, in a folder of its own, tries the program there, removes it, and looks for what is left.
# Needs root, debootstrap and the network's Debian packages; minutes.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
root=${1:-target/package/root}
deb=$(ls target/package/bytestill_*.deb)
if [ ! -x "$root/bin/sh" ]; then
    debootstrap --variant=minbase bookworm "$root" > "$root.log"
fi
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/somebody LANG=C.UTF-8 "$@"; }
all() { inside find / -xdev -path /proc -prune -o -path /home -prune -o -path /tmp -prune -o -path /var/lib/dpkg -prune -o -path /var/cache -prune -o -path /var/log -prune -o -print | sort; }

mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
if inside sh -c 'command -v java'; then echo "There is a Java in $root" >&2; exit 1; fi
inside apt-get -q update > /dev/null
depends=$(dpkg-deb -f "$deb" Depends | tr -d , )
# shellcheck disable=SC2086
inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $depends > "$root.log"
all > "$root.before"
mkdir -p "$root/home/somebody"
cp "$deb" "$root/tmp/"
inside dpkg -i "/tmp/$(basename "$deb")"

inside bytestill --version
samples=/usr/lib/bytestill/lib/app/sample-data
time inside bytestill check $samples/quick.yaml
time inside bytestill train $samples/quick.yaml --run /home/somebody/run
printf 'The licence is free.' > "$root/home/somebody/text.txt"
inside bytestill inspect --teacher $samples/teacher --against $samples/student --text /home/somebody/text.txt
inside bytestill export /home/somebody/run --to /home/somebody/model
inside ls /home/somebody/model /usr/share/man/man1/bytestill.1.gz /usr/share/bash-completion/completions/bytestill

inside dpkg --purge bytestill
all > "$root.after"
diff "$root.before" "$root.after" && echo "Nothing is left outside /home."
