#!/bin/sh
# The Linux part of `mvn -Ppackage verify`: completes the app image, makes the .deb, says what both weigh and how long they take to start.
#   package.sh TARGET VERSION DAY
set -eu
target=$1 version=$2 day=$3
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
image=$target/package/Bytestill
epoch=$(date -u -d "$day" +%s)

cp "$target/bytestill/bin/bytestill" "$image/bin/bytestill"
chmod 755 "$image/bin/bytestill"
[ -f "$target/package/bom.json" ] || { echo "The bill of materials is missing: its plugin needs Maven online (without -o)." >&2; exit 1; }
cp "$target/package/bom.json" "$image/licences/bom.json"
find "$image" -exec touch -h -d "@$epoch" {} +
sh "$here/deb.sh" "$image" "$version" "$epoch" "$target/package/deb" "$target/package/bytestill_${version}_$(dpkg --print-architecture).deb"
rm -rf "$target/package/deb" "$target/package/input" "$target/package/modules" "$target/package/runtime"

megabytes() { echo $((($(du -s --apparent-size --block-size=1 "$1" | cut -f1) + 500000) / 1000000)); }
# The middle one of five, after one that is not counted: the first reads everything from the disk.
milliseconds() {
    for run in 0 1 2 3 4 5; do
        begin=$(date +%s%N)
        "$@" > /dev/null
        [ "$run" -eq 0 ] || echo $((($(date +%s%N) - begin) / 1000000))
    done | sort -n | sed -n 3p
}
deb=$target/package/bytestill_${version}_$(dpkg --print-architecture).deb
echo "$deb: $(megabytes "$deb") MB"
echo "$image: $(megabytes "$image") MB, of it Java $(megabytes "$image/lib/runtime") MB"
echo "bytestill --version: $(milliseconds "$image/bin/bytestill" --version) ms, of the middle one of five"
echo "bytestill check:     $(milliseconds "$image/bin/bytestill" check "$image/lib/app/sample-data/quick.yaml") ms"
