#!/bin/sh
# Brings PyTorch 2.7.1 with CUDA 12.6 and its libraries, 5 GB, into target/cuda, for StubDriverTest. No GPU is needed.
set -e
cd "$(dirname "$0")/../../.."
exec python3 -m pip install --target target/cuda torch==2.7.1
