#!/bin/sh
# The jar that was built, on a newer Java: a short run, its evaluation and its export, without a warning of the virtual machine.
#   src/build/check/newer-java.sh [JAVA_HOME]       after mvn package; without a Java 25 on the machine it says so and passes
set -eu
cd "$(dirname -- "$0")/../../.."
home=${1:-$(ls -d /usr/lib/jvm/*25* 2> /dev/null | head -n 1)}
if [ -z "$home" ] || [ ! -x "$home/bin/java" ]; then
    echo "No Java 25 was found: the jar was not tried on it."
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bytestill() { JAVA_HOME=$home target/bytestill/bin/bytestill "$@" 2>> "$work/messages"; }
bytestill --version
bytestill train sample-data/quick.yaml --run "$work/run" --set training.updates=4 --set text.max_train_bytes=8192 \
    --set text.max_validation_bytes=2048 --set evaluation.every_updates=4 --set evaluation.agreement_bytes=1024 > "$work/output"
bytestill export "$work/run" --to "$work/model" --no-others > "$work/output"
cat "$work/output"
if grep -i warning "$work/messages"; then
    echo "Java $("$home/bin/java" -version 2>&1 | head -n 1) warns." >&2
    exit 1
fi
