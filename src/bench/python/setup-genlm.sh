#!/bin/sh
# Makes target/venv-genlm: genlm-bytes 0.2.0 from PyPI with PyTorch and what reads GGUF files, for TeacherBytesBench.
#   src/bench/python/setup-genlm.sh        (from anywhere; needs python3; PyTorch for the CPU where PyTorch's own index answers)
set -eu
cd "$(dirname "$0")/../../.."
if [ ! -d target/venv-genlm ]; then
    python3 -m venv target/venv-genlm
    target/venv-genlm/bin/pip install --quiet torch --index-url https://download.pytorch.org/whl/cpu ||
        target/venv-genlm/bin/pip install --quiet torch
fi
target/venv-genlm/bin/pip install --quiet genlm-bytes==0.2.0 gguf accelerate sentencepiece protobuf
target/venv-genlm/bin/python -c 'import genlm.bytes, torch, transformers; print("ready: torch", torch.__version__, "transformers", transformers.__version__)'
