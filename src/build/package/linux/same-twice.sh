#!/bin/sh
# Builds the package of the commit twice, in clones in two folders, on two clocks and with two umasks, and compares every byte: of the files in
# the image, and of those in the .deb. What is not committed is not in it. Minutes.
# Java's archive of shared classes is left out: two dumps of one Java differ in about 900 bytes, and with it the sums of the .deb.
#   same-twice.sh [FOLDER]     keeps both builds there
set -eu
cd "$(dirname -- "$0")/../../../.."
sources=$(pwd)
commit=$(git rev-parse HEAD)
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    work=$(cd "$1" && pwd)
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi

# build FOLDER LIST: the list has names, rights, days and links, then the bytes of every file.
build() {
    rm -rf "${work:?}/$1"
    git clone -q "$sources" "$work/$1"
    cd "$work/$1"
    git checkout -q --detach "$commit"
    mvn -q -B -ntp -Ppackage verify -Dmaven.test.skip
    cd target/package
    dpkg-deb --raw-extract bytestill_*.deb deb
    rm bytestill_*.deb
    sed -i '/classes.jsa$/d' deb/DEBIAN/md5sums
    {
        find . -mindepth 2 -printf '%p %y %m %TY-%Tm-%Td %l\n' | LC_ALL=C sort
        find . -type f ! -name classes.jsa -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    } > "$work/$2"
}
(umask 022 && export TZ=UTC && build one 1.txt)
(umask 002 && export TZ=Asia/Tokyo && build a/longer/path/two 2.txt)
echo "$(find "$work/one/target/package" -type f | wc -l) files in target/package and in the .deb"
if diff "$work/1.txt" "$work/2.txt"; then
    echo "Both builds gave the same bytes, the archive of shared classes apart."
else
    echo "These differ." >&2
    exit 1
fi
