#!/bin/sh
# Makes target/venv-torch: PyTorch and transformers from PyPI, and what reads GGUF files, for TrainingStepBench.
#   src/bench/python/setup-torch.sh        (from anywhere; needs python3; PyTorch for the CPU where PyTorch's own index answers)
# Another interpreter that has them: mvn test -Pbench -Dtest=TrainingStepBench -Dbench.python=/path/to/python
set -eu
cd "$(dirname "$0")/../../.."
if [ ! -d target/venv-torch ]; then
    python3 -m venv target/venv-torch
    target/venv-torch/bin/pip install --quiet torch --index-url https://download.pytorch.org/whl/cpu ||
        target/venv-torch/bin/pip install --quiet torch
fi
target/venv-torch/bin/pip install --quiet transformers gguf accelerate sentencepiece protobuf
target/venv-torch/bin/python -c 'import torch, transformers; print("ready: torch", torch.__version__, "transformers", transformers.__version__)'
