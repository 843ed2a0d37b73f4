"""What llama.cpp makes of a GGUF file: token ids of lines of text, and what it writes after prompts.

    python llama_reference.py FILE.gguf REQUEST.json OUT.json

REQUEST: {"lines": [...], "prompts": [...], "tokens": 32}. OUT: {"ids": [[...], ...], "written": [{"ids", "text"}, ...]}: the ids of each
line without what opens a text, and the greedy continuation of each prompt, which is opened as the file says.

Needs the package xllamacpp, whose library holds llama.cpp's server (CPU, 127.0.0.1 only). A file that llama.cpp refuses may end the
process, so each is asked in a process of its own.
"""
import json
import os
import sys
import urllib.request

import xllamacpp


def server(file):
    params = xllamacpp.CommonParams()
    params.model.path = os.path.abspath(file)
    params.n_ctx = 2048
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    params.warmup = False
    params.ui = False
    params.fit_params = False
    params.verbosity = 0
    # Half precision is the default for keys and values; these numbers are compared with float32's.
    params.cache_type_k = params.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    return xllamacpp.Server(params)


def main():
    file, request, out = sys.argv[1:4]
    with open(request, encoding="utf-8") as opened:
        wanted = json.load(opened)
    running = server(file)
    address = running.listening_address
    address = address if address.startswith("http") else "http://" + address

    def ask(path, body):
        sent = urllib.request.Request(address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(sent, timeout=600) as answer:
            return json.load(answer)

    ids = [ask("/tokenize", {"content": line, "add_special": False, "parse_special": False})["tokens"] for line in wanted["lines"]]
    written = []
    for prompt in wanted["prompts"]:
        tokens = ask("/tokenize", {"content": prompt, "add_special": True, "parse_special": False})["tokens"]
        answer = ask("/completion", {"prompt": tokens, "n_predict": wanted["tokens"], "temperature": 0, "top_k": 1, "samplers": ["top_k"],
                                     "repeat_penalty": 1, "return_tokens": True, "cache_prompt": False})
        written.append({"ids": answer["tokens"], "text": answer["content"]})
    with open(out, "w", encoding="utf-8") as opened:
        json.dump({"ids": ids, "written": written}, opened)
    sys.stdout.flush()
    os._exit(0)  # the server's threads do not end by themselves


main()
