#!/bin/sh
# Pre-trains the sample teacher and student with Bytestill and puts their weights into sample-data.
# usage: sample-data/make/train.sh     after make.sh (with its default work folder) and `mvn -q -DskipTests package`
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample_data=$(dirname "$here")
target=$(dirname "$sample_data")/target
work=$target/sample

# The teacher is stored as bfloat16, which costs it 0.0002 bits a token and saves half its size.
for model in teacher:bfloat16 student:float32; do
    precision=${model#*:}
    model=${model%:*}
    run=$work/pretrain-$model
    "$target/bytestill/bin/bytestill" train "$here/pretrain-$model.yaml" --run "$run"
    "$target/bytestill/bin/bytestill" export "$run" --checkpoint best --to "$work/$model" --format hf --precision "$precision"
    cp "$work/$model/model.safetensors" "$sample_data/$model/model.safetensors"
done
