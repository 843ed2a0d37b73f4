#!/bin/bash
# Installs the .deb in a bare Debian without Java, tries commands and the window there as an ordinary user without a network, removes it, and
# looks for what is left. Needs root, debootstrap, Xvfb, x11-utils, imagemagick and, for what the package depends on, Debian's packages; minutes.
#   bare.sh [FOLDER]     the folder of that Debian, which is made if it is not there
set -euo pipefail
cd "$(dirname "$0")/../../../.."
# shellcheck source-path=SCRIPTDIR source=bare-root.sh
. src/build/package/linux/bare-root.sh
deb=$(ls target/package/bytestill_*.deb)
root "${1:-target/bare}"
home=/home/somebody
samples=/usr/lib/bytestill/lib/app/sample-data
TIMEFORMAT='    took %1R s'

if inside sh -c 'command -v java'; then echo "There is a Java in $root." >&2; exit 1; fi
names() { dpkg-deb -f "$deb" "$1" | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g'; }
# Every file with what is in it, but those of users, of the list of packages, and logs.
files() {
    inside find / -xdev \( -path /proc -o -path /home -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/log \) \
        -prune -o -type f -exec sha256sum {} + -o -printf '%y %p -> %l\n' | LC_ALL=C sort -k 2
}
added() {
    # shellcheck disable=SC2046
    inside apt-get install -q -y --no-install-recommends $(names "$1") >> "$root.log"
}
installed() {
    files > "$root.before"
    cp "$deb" "$root/var/cache/apt/"
    time inside dpkg -i "/var/cache/apt/$(basename "$deb")"
    rm "$root/var/cache/apt/$(basename "$deb")"
}
removed() {
    inside dpkg --purge bytestill
    files > "$root.after"
    if ! diff "$root.before" "$root.after"; then echo "That is left outside /home." >&2; exit 1; fi
    echo "Nothing is left outside /home."
}
# A network of its own has no way out.
apart() { unshare --net chroot --userspec=somebody:somebody "$root" /usr/bin/env --chdir=$home "${environment[@]}" HOME=$home "$@"; }
tried() {
    echo "\$ $*"
    time apart "$@"
}

inside dpkg --purge bytestill 2> /dev/null # of a try that ended early
inside apt-get update -q > "$root.log"
added Depends
echo "== Commands, without a display and a network"
installed
rm -rf "$root$home"/{run,model,text.txt,.djl.ai,.cache}
printf 'The licence is free.' > "$root$home/text.txt"
tried bytestill --version
tried bytestill doctor
tried bytestill check $samples/quick.yaml
tried bytestill train $samples/quick.yaml --run $home/run --set training.updates=8 --set evaluation.every_updates=4 \
    --set text.max_train_bytes=65536 --set text.max_validation_bytes=8192 --set evaluation.agreement_bytes=4096
tried bytestill inspect --teacher $samples/teacher --against $samples/student --text $home/text.txt
tried bytestill export $home/run --to $home/model
apart ls -l $home/model /usr/share/man/man1/bytestill.1.gz /usr/share/bash-completion/completions/bytestill /usr/share/doc/bytestill/licences/libtorch
removed

echo "== The window, with the recommended packages"
added Recommends
installed
display
for start in first second third; do
    begin=$(date +%s%N)
    somebody bytestill open > "$root.window" 2>&1 &
    program=$!
    window 300 $program || { cat "$root.window" >&2; exit 1; }
    echo "The window of the $start start: $((($(date +%s%N) - begin) / 1000000)) ms"
    sleep 5
    picture
    # The launcher ends the program, and then itself.
    kill -TERM $program
    wait $program || true
    cat "$root.window"
done
removed
