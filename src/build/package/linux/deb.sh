#!/bin/sh
# Makes a .deb of the app image. jpackage makes one too, but enters menu and file types by scripts at installation and has no place for man pages
# and completion; here every file is one of the package, the system's own triggers do the rest, and removing the package removes all of it.
#   deb.sh IMAGE VERSION EPOCH_SECONDS WORK RESULT.deb
set -eu
image=$1 version=$2 epoch=$3 work=$4 result=$5
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
sources=$here/../../../..

rm -rf "$work"
lib=$work/usr/lib/bytestill
mkdir -p "$work/DEBIAN" "$work/usr/bin" "$work/usr/lib" "$work/usr/share/applications" "$work/usr/share/mime/packages" \
    "$work/usr/share/metainfo" "$work/usr/share/man/man1" "$work/usr/share/doc/bytestill" "$work/usr/share/bash-completion/completions" \
    "$work/usr/share/zsh/vendor-completions" "$work/usr/share/fish/vendor_completions.d"
cp -a "$image" "$lib"
ln -s ../lib/bytestill/bin/bytestill "$work/usr/bin/bytestill"
for size in 16 32 48 64 128 256 512; do
    icons=$work/usr/share/icons/hicolor/${size}x$size/apps
    mkdir -p "$icons"
    cp "$sources/icons/bytestill-$size.png" "${icons}/bytestill.png"
done
cp "$here/bytestill.desktop" "$work/usr/share/applications/"
cp "$here/bytestill.xml" "$work/usr/share/mime/packages/"
day=$(date -u -d "@$epoch" +%Y-%m-%d)
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$day/" "$here/org.bytestill.Bytestill.metainfo.xml" \
    > "$work/usr/share/metainfo/org.bytestill.Bytestill.metainfo.xml"

# Licences: Debian looks for them here.
mv "$lib/licences" "$work/usr/share/doc/bytestill/licences"
ln -s ../../share/doc/bytestill/licences "$lib/licences"
{
    echo "Bytestill is by the Bytestill authors, under the Apache License 2.0: /usr/share/common-licenses/Apache-2.0."
    echo
    echo "What it brings, in /usr/lib/bytestill/lib/app and /usr/lib/bytestill/lib/runtime, is by others, under their licences: see"
    echo "/usr/share/doc/bytestill/licences/COMPONENTS.txt, the texts beside it, the bill of materials bom.json, and"
    echo "/usr/lib/bytestill/lib/runtime/legal."
} > "$work/usr/share/doc/bytestill/copyright"

# The manual and the completion come from the program's own commands.
"$lib/bin/bytestill" manual --to "$work/usr/share/man/man1"
gzip -9n "$work"/usr/share/man/man1/*.1
"$lib/bin/bytestill" completion bash > "$work/usr/share/bash-completion/completions/bytestill"
"$lib/bin/bytestill" completion zsh > "$work/usr/share/zsh/vendor-completions/_bytestill"
"$lib/bin/bytestill" completion fish > "$work/usr/share/fish/vendor_completions.d/bytestill.fish"

find "$work" -type d -exec chmod 755 {} +
find "$work" -type f ! -perm -u+x -exec chmod 644 {} +
find "$work" -type f -perm -u+x -exec chmod 755 {} +

# The packages whose libraries the runtime is linked with, as this Debian has them.
needed=$(find "$lib" -type f \( -name '*.so' -o -path '*/runtime/bin/*' -o -path "$lib/bin/Bytestill" \) ! -name '*glassgtk*' ! -name '*prism_es2*' -exec ldd {} \; 2>/dev/null \
    | awk '$2 == "=>" && $3 ~ /^\// {print $3}' | sort -u | grep -v "^$lib" | while read -r file; do
        dpkg -S "$file" 2>/dev/null || dpkg -S "/usr$file" 2>/dev/null || true
    done | sed 's/:.*//' | sort -u | grep -v -E '^(libgtk|libglib|libgdk|libcairo|libpango|libatk)' | tr '\n' ',' | sed 's/,$//; s/,/, /g')
size=$(du -sk --apparent-size "$work/usr" | cut -f1)
cat > "$work/DEBIAN/control" <<END
Package: bytestill
Version: $version
Section: science
Priority: optional
Architecture: $(dpkg --print-architecture)
Maintainer: The Bytestill authors <bytestill@localhost>
Installed-Size: $size
Depends: $needed
Recommends: libgtk-3-0 | libgtk-3-0t64, libxtst6, libxxf86vm1, libgl1, libpangoft2-1.0-0, fontconfig, fonts-dejavu-core
Description: workbench for byte-level distillation of language models
 A large language model teaches a smaller one that has another tokenizer,
 through the bytes both write. A wizard sets a run up, a dashboard follows it,
 an inspector shows what both models expect at every byte, and an export gives
 a model that other programs load. Everything runs on this computer.
 .
 The recommended packages are those of the window; the commands need none.
END
(cd "$work" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
find "$work" -exec touch -h -d "@$epoch" {} +
SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zgzip -z1 --build "$work" "$result" >/dev/null
