#!/bin/bash
# README's two commands in a bare Debian that has a JDK 17 and Maven beside its base, and GTK 3 as every desktop has: how long the first window
# takes with all that is fetched, a later one, and the build with all tests. Needs root, debootstrap, Xvfb, x11-utils and imagemagick,
# and the registries of Debian and Maven; half an hour on two cores. The commit is built, not what is not committed.
#   bare-sources.sh [FOLDER]     the folder of that Debian, which is made if it is not there
set -euo pipefail
cd "$(dirname "$0")/../../../.."
# shellcheck source-path=SCRIPTDIR source=bare-root.sh
. src/build/package/linux/bare-root.sh
root "${1:-target/bare-sources}"
TIMEFORMAT='    took %0R s'

inside apt-get update -q > "$root.log"
time inside apt-get install -q -y openjdk-17-jdk maven libgtk-3-0 >> "$root.log" 2>&1
inside update-ca-certificates >> "$root.log" 2>&1
rm -rf "$root"/home/somebody/{bytestill,.m2,.cache,.djl.ai,.bytestill}
git clone -q . "$root/home/somebody/bytestill"
inside chown -R somebody: /home/somebody

at=/home/somebody/bytestill
display
for start in first second; do
    begin=$SECONDS
    somebody mvn -B -ntp javafx:run > "$root.window" 2>&1 &
    program=$!
    window 1800 $program || { tail -n 30 "$root.window" >&2; exit 1; }
    echo "mvn javafx:run, the $start time: a window after $((SECONDS - begin)) s"
    sleep 10
    picture
    ended
done
echo "\$ mvn verify"
time somebody mvn -B -ntp verify > "$root.verify" 2>&1 || { grep -E 'ERROR|FAIL' "$root.verify" | head -n 40 >&2; exit 1; }
grep -E '^\[.*Tests run:.*[0-9]$|BUILD|Total time' "$root.verify" | tail -n 3
