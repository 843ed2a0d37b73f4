#!/bin/sh
# Makes the sample chats and teaches the sample teacher to answer them; puts its adapter into sample-data/chat-teacher.
# usage: sample-data/make/chat-teacher.sh     after `mvn -q -DskipTests package`; needs Python 3.11 or newer
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample_data=$(dirname "$here")
target=$(dirname "$sample_data")/target
work=$target/sample
teacher=$sample_data/chat-teacher

"${PYTHON:-python3}" "$here/chats.py"
"$target/bytestill/bin/bytestill" train "$here/chat-teacher.yaml" --run "$work/train-chat-teacher"
"$target/bytestill/bin/bytestill" export "$work/train-chat-teacher" --checkpoint best --to "$work/chat-teacher" --format adapter

# The tokenizer is that of the base, which lies beside the adapter wherever sample-data is.
mkdir -p "$teacher"
cp "$work/chat-teacher/adapter_model.safetensors" "$work/chat-teacher/chat_template.jinja" "$teacher/"
sed 's|\("base_model_name_or_path" *: *\)"[^"]*"|\1"../teacher"|' "$work/chat-teacher/adapter_config.json" > "$teacher/adapter_config.json"
