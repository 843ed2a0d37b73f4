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

milliseconds() {
    begin=$(date +%s%N)
    "$@" > /dev/null
    echo $((($(date +%s%N) - begin) / 1000000))
}
milliseconds "$image/bin/bytestill" --version > /dev/null
echo "$image: $(du -sm --apparent-size "$image" | cut -f1) MB, of it Java $(du -sm --apparent-size "$image/lib/runtime" | cut -f1) MB"
echo "bytestill --version: $(milliseconds "$image/bin/bytestill" --version) ms"
echo "bytestill check:     $(milliseconds "$image/bin/bytestill" check "$image/lib/app/sample-data/quick.yaml") ms"
