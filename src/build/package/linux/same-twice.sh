#!/bin/sh
# Builds the package twice from clean folders and compares every byte: of the files in the image, and of the .deb. Minutes.
set -eu
cd "$(dirname -- "$0")/../../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for build in 1 2; do
    mvn -q -B -Ppackage clean verify -DskipTests
    (cd target/package && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$work/$build"
    sleep 2 # another second on the clock
done
echo "$(wc -l < "$work/1") files in target/package"
if diff "$work/1" "$work/2"; then
    echo "Both builds gave the same bytes."
else
    echo "These differ." >&2
    exit 1
fi
