"""The keys that the configuration classes of transformers know, with their defaults: for KnownKeysTest.

    make_config_keys.py OUT.json

OUT: {family: {key: default}}; "*" holds those of every family. Names that stand for a field (attribute_map) have no default, here "-".
"""

import dataclasses
import json
import sys

from transformers import GenerationConfig, PreTrainedConfig
from transformers.models.auto.configuration_auto import CONFIG_MAPPING

FAMILIES = ["llama", "mistral", "ministral", "qwen2", "qwen3", "gemma2", "gemma3_text", "gpt2", "gpt_neox", "olmo2", "phi3"]

shared = {field.name: field.default for field in dataclasses.fields(PreTrainedConfig)}
keys = {"*": shared | {name: "-" for name in GenerationConfig._get_default_generation_params()}}
for family in FAMILIES:
    config = CONFIG_MAPPING[family]
    keys[family] = {field.name: field.default for field in dataclasses.fields(config) if field.name not in shared}
    keys[family] |= {name: "-" for name in config.attribute_map}
json.dump(keys, open(sys.argv[1], "w"), indent=1)
