"""What another program makes of an exported model. Reads one JSON object from standard input and writes one as the last line:

in:  model (a Hugging Face folder or a GGUF file), texts, ids (of each text), continue (token ids), tokens (how many follow)
out: program, warnings, ids (of each text), top1 and logprobs (of each text, at all positions but the last; of the token that is there),
     greedy (the most probable tokens after "continue"; llama.cpp ends at the end of a text); what a program does not say is left out. Nothing at all: no program is there.
"""
import importlib.util
import json
import logging
import os
import sys
import warnings

given = json.load(sys.stdin)
out = {}


def there(name):
    return importlib.util.find_spec(name) is not None


def transformers_folder():
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    import transformers

    said = []
    warnings.showwarning = lambda message, *rest, **more: said.append(str(message))
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())
    transformers.utils.logging.get_logger("transformers").addHandler(handler)
    model, info = transformers.AutoModelForCausalLM.from_pretrained(given["model"], dtype=torch.float32, output_loading_info=True)
    tokenizer = transformers.AutoTokenizer.from_pretrained(given["model"])
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        if info.get(key):
            said.append(key + ": " + ", ".join(map(str, list(info[key])[:3])))
    model.eval()
    out.update(program="transformers " + transformers.__version__, ids=[], top1=[], logprobs=[])
    with torch.no_grad():
        for text, ids in zip(given["texts"], given["ids"]):
            out["ids"].append(tokenizer(text, add_special_tokens=False)["input_ids"])
            rows = torch.log_softmax(model(torch.tensor([ids])).logits[0].double(), -1)
            out["top1"].append(rows[:-1].argmax(-1).tolist())
            out["logprobs"].append(rows[:-1].gather(1, torch.tensor(ids[1:]).unsqueeze(1)).squeeze(1).tolist())
        follow = torch.tensor([given["continue"]])
        for _ in range(given["tokens"]):
            follow = torch.cat([follow, model(follow).logits[:, -1:].argmax(-1)], 1)
        out["greedy"] = follow[0, len(given["continue"]):].tolist()
    out["warnings"] = said


def llama_cpp():
    import urllib.request
    from importlib.metadata import version

    import xllamacpp

    p = xllamacpp.CommonParams()
    p.model.path = given["model"]
    p.n_ctx = 512
    p.n_parallel = 1
    p.hostnames = ["127.0.0.1"]
    p.port = 0
    p.n_gpu_layers = 0
    p.warmup = False
    p.ui = False
    p.verbosity = 0
    p.fit_params = False
    p.cache_type_k = p.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
    p.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    server = xllamacpp.Server(p)
    base = server.listening_address
    base = base if base.startswith("http") else "http://" + base

    def ask(path, body):
        request = urllib.request.Request(base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request, timeout=100))

    out.update(program="llama.cpp (xllamacpp " + version("xllamacpp") + ")", warnings=[], ids=[])
    for text in given["texts"]:
        out["ids"].append(ask("/tokenize", dict(content=text, add_special=False, parse_special=False))["tokens"])
    answer = ask("/completion", dict(prompt=given["continue"], n_predict=given["tokens"], temperature=0.0, top_k=1, repeat_penalty=1.0,
                                     return_tokens=True, samplers=["top_k"], cache_prompt=False))
    out["greedy"] = answer["tokens"]


if given["model"].endswith(".gguf"):
    if there("xllamacpp"):
        llama_cpp()
elif there("transformers") and there("torch"):
    transformers_folder()
print(json.dumps(out), flush=True)
os._exit(0)  # a server's threads do not end by themselves
