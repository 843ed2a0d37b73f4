"""Greedy generation with transformers: tokens a second, as one line of JSON. The peer of GenerationBench, which starts it.

    python generation.py MODEL float32|bfloat16 PROMPTS.json ALONE TOKENS TOGETHER_TOKENS

The first prompt alone, the first ALONE prompts one after the other, all together padded on the left. PROMPTS.json: lists of token ids.
"""
import json
import os
import platform
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
from transformers import AutoModelForCausalLM


def load(path, dtype):
    folder, name = os.path.split(path)
    if name.endswith(".gguf"):
        return AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=dtype)
    return AutoModelForCausalLM.from_pretrained(path, dtype=dtype)


def rate(prompts, tokens):
    started = time.perf_counter()
    longest = max(map(len, prompts))
    ids = torch.tensor([[0] * (longest - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (longest - len(p)) + [1] * len(p) for p in prompts])
    with torch.inference_mode():
        y = model.generate(ids, attention_mask=mask, do_sample=False, max_new_tokens=tokens, pad_token_id=0)
    assert y.shape[1] == longest + tokens
    return len(prompts) * tokens / (time.perf_counter() - started)


if __name__ == "__main__":
    path, precision, file, alone, tokens, together = sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:])
    model = load(path, getattr(torch, precision)).eval()
    model.generation_config.eos_token_id = None
    prompts = json.load(open(file))
    rate(prompts[:1], 8)
    one = rate(prompts[:1], tokens)
    started = time.perf_counter()
    for prompt in prompts[:alone]:
        rate([prompt], together)
    one_by_one = alone * together / (time.perf_counter() - started)
    print(json.dumps({"one": one, "one_by_one": one_by_one, "together": rate(prompts, together),
                      "versions": f"torch {torch.__version__}, transformers {transformers.__version__}, Python {platform.python_version()}"}))
