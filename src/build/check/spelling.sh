#!/bin/sh
# The spelling of README and user guide, outside of code: British words, and those of words.txt, one a line. Prints what it does not know.
#   src/build/check/spelling.sh          needs hunspell and hunspell-en-gb; without them it says so and passes
set -eu
cd "$(dirname -- "$0")/../../.."
if ! command -v hunspell > /dev/null || ! hunspell -D < /dev/null 2>&1 | grep -q en_GB; then
    echo "Spelling is not checked: hunspell or its en_GB is not installed."
    exit 0
fi
found=0
for file in README.md .github/*.md resources/help/*.md resources/help/study/study.md sample-data/README.md src/build/package/README.md; do
    # Code, addresses, comments, headings' anchors and names with capitals inside or digits are no prose.
    unknown=$(sed -e '/^```/,/^```/d' -e '/^    /d' -e 's/`[^`]*`//g' -e 's/](\([^)]*\))/]/g' -e 's/<!--.*-->//g' \
        -e 's/[A-Za-z]*[A-Za-z][A-Z][A-Za-z]*//g' -e 's/[A-Za-z]*[0-9][A-Za-z0-9-]*//g' "$file" \
        | LC_ALL=C.UTF-8 hunspell -l -i utf-8 -d en_GB -p src/build/check/words.txt | sort -u)
    if [ -n "$unknown" ]; then
        echo "$file:" $unknown
        found=1
    fi
done
exit $found
