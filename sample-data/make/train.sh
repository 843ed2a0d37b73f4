#!/bin/sh
# Pre-trains the sample teacher and student with Bytestill and puts their weights into sample-data.
# usage: sample-data/make/train.sh     after make.sh (with its default work folder) and `mvn -q -DskipTests package`
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample_data=$(dirname "$here")
target=$(dirname "$sample_data")/target
work=$target/sample

for model in teacher student; do
    run=$work/pretrain-$model
    "$target/bytestill/bin/bytestill" train "$here/pretrain-$model.yaml" --run "$run"
    "$target/bytestill/bin/bytestill" export "$run" --checkpoint best --to "$work/$model" --format hf
    cp "$work/$model/model.safetensors" "$sample_data/$model/model.safetensors"
done
