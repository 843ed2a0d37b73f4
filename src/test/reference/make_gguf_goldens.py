"""GGUF files for the tests, written and read back by the Python package gguf.

    make_gguf_goldens.py MODELS OUT SEED

MODELS is the folder of the Hugging Face goldens, OUT that of the GGUF goldens. Made are
- quantizations.gguf: one tensor of every quantization that can be read, of random blocks, and quantizations.safetensors:
  the same tensors as gguf.quants.dequantize gives them;
- for each model below a GGUF file with its weights in the layout that llama.cpp uses.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as T
from safetensors.numpy import save_file
from safetensors.torch import load_file

READABLE = [T.F32, T.F16, T.BF16, T.Q8_0, T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q4_K, T.Q5_K, T.Q6_K]
# Where the half-precision scales of a block lie.
SCALES = {T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}

LLAMA = {"attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
         "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj",
         "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj"}
HEAD_NORMS = {"attn_q_norm": "self_attn.q_norm", "attn_k_norm": "self_attn.k_norm"}
GEMMA = LLAMA | HEAD_NORMS | {"post_attention_norm": "post_attention_layernorm", "ffn_norm": "pre_feedforward_layernorm",
                              "post_ffw_norm": "post_feedforward_layernorm"}
OLMO2 = {k: v for k, v in GEMMA.items() if k not in ("attn_norm", "ffn_norm")}
PHI3 = {"attn_norm": "input_layernorm", "attn_qkv": "self_attn.qkv_proj", "attn_output": "self_attn.o_proj",
        "ffn_norm": "post_attention_layernorm", "ffn_up": "mlp.gate_up_proj", "ffn_down": "mlp.down_proj"}
GPT2 = {"attn_norm": "ln_1", "attn_qkv": "attn.c_attn", "attn_output": "attn.c_proj", "ffn_norm": "ln_2", "ffn_up": "mlp.c_fc",
        "ffn_down": "mlp.c_proj"}
GPT_NEOX = {"attn_norm": "input_layernorm", "attn_qkv": "attention.query_key_value", "attn_output": "attention.dense",
            "ffn_norm": "post_attention_layernorm", "ffn_up": "mlp.dense_h_to_4h", "ffn_down": "mlp.dense_4h_to_h"}
BLOCKS = {"llama": LLAMA, "qwen2": LLAMA, "qwen3": LLAMA | HEAD_NORMS, "gemma2": GEMMA, "gemma3": GEMMA, "olmo2": OLMO2, "phi3": PHI3,
          "gpt2": GPT2, "gptneox": GPT_NEOX}
NAMES = {"gpt2": ("transformer.h", {"transformer.wte": "token_embd", "transformer.wpe": "position_embd", "transformer.ln_f": "output_norm"}),
         "gptneox": ("gpt_neox.layers", {"gpt_neox.embed_in": "token_embd", "gpt_neox.final_layer_norm": "output_norm", "embed_out": "output"})}
USUAL = ("model.layers", {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"})


def random_blocks(quantization, rows, elements, random):
    block, size = gguf.GGML_QUANT_SIZES[quantization]
    data = random.integers(0, 256, (rows * elements // block, size), dtype=np.uint8)
    for at in SCALES.get(quantization, []):
        # Some of the scales subnormal, some negative.
        scales = (random.standard_normal(len(data)) * 10.0 ** random.integers(-7, 3, len(data))).astype(np.float16)
        data[:, at:at + 2] = scales.view(np.uint8).reshape(-1, 2)
    if quantization in (T.F32, T.F16, T.BF16):
        numbers = random.standard_normal((rows, elements)).astype(np.float32)
        return gguf.quants.quantize(numbers, quantization).view(np.uint8)
    return data.reshape(rows, -1)


def quantizations(out, random):
    writer = gguf.GGUFWriter(out / "quantizations.gguf", "none")
    writer.add_custom_alignment(64)
    # A value of each kind, for the reader of the metadata.
    for kind, value in {"uint8": 200, "int8": -3, "uint16": 60000, "int16": -300, "uint32": 4000000000, "int32": -70000,
                        "uint64": 5000000000, "int64": -5000000000, "float32": 0.1, "float64": 0.1, "bool": True}.items():
        getattr(writer, "add_" + kind)("test." + kind, value)
    writer.add_string("test.string", "né 🙂")
    writer.add_array("test.strings", ["a", "", "Ġb"])
    writer.add_array("test.ints", [3, -4])
    expected = {}
    for quantization in READABLE:
        data = random_blocks(quantization, 3, 512, random)
        name = quantization.name.lower()
        writer.add_tensor(name, data, raw_dtype=quantization)
        flat = data.view({T.F32: np.float32, T.F16: np.float16}.get(quantization, np.uint8))
        expected[name] = gguf.quants.dequantize(flat, quantization).astype(np.float32).reshape(3, 512)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file(expected, out / "quantizations.safetensors")


def permuted(weight, heads):
    """Rows i and half + i of each head side by side, as llama.cpp rotates them."""
    shape = weight.shape
    return weight.reshape(heads, 2, shape[0] // heads // 2, *shape[1:]).swapaxes(1, 2).reshape(shape)


def tokenizer(writer, folder, pre):
    content = json.loads((folder / "tokenizer.json").read_text())
    model = content["model"]
    tokens = dict((i, t) for t, i in model["vocab"].items())
    kinds = {i: gguf.TokenType.NORMAL for i in tokens}
    byte_level = "ByteLevel" in json.dumps(content["decoder"])
    for added in content["added_tokens"]:
        tokens[added["id"]] = added["content"]
        kinds[added["id"]] = gguf.TokenType.CONTROL if added["special"] else gguf.TokenType.USER_DEFINED
    for i, token in tokens.items():
        if not byte_level and token.startswith("<0x") and len(token) == 6:
            kinds[i] = gguf.TokenType.BYTE
    size = max(tokens) + 1
    unused = gguf.TokenType.UNUSED
    writer.add_tokenizer_model("gpt2" if byte_level else "llama")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list([tokens.get(i, f"[PAD{i}]") for i in range(size)])
    writer.add_token_types([kinds.get(i, unused) for i in range(size)])
    # Merges with the file in both kinds: those of SentencePiece derived from scores are tested on real files.
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in model["merges"]])
    config = json.loads((folder / "tokenizer_config.json").read_text())
    of = {t: i for i, t in tokens.items()}
    for role in ("bos", "eos"):
        token = config.get(role + "_token")
        if token:
            getattr(writer, f"add_{role}_token_id")(of[token if isinstance(token, str) else token["content"]])
    writer.add_add_space_prefix(False)


def model(folder, out, architecture, pre):
    config = json.loads((folder / "config.json").read_text())
    tensors = {}
    for file in sorted(folder.glob("model*.safetensors")):
        tensors |= load_file(file)
    weights = {name: tensor.to(torch.float32).numpy() for name, tensor in tensors.items()}
    def key(*names, default=None):
        return next((config[name] for name in names if config.get(name) is not None), default)

    heads = key("num_attention_heads", "n_head")
    kv_heads = key("num_key_value_heads", default=heads)
    hidden = key("hidden_size", "n_embd")
    layers = key("num_hidden_layers", "n_layer")
    writer = gguf.GGUFWriter(out, architecture)
    writer.add_block_count(layers)
    writer.add_context_length(key("max_position_embeddings", "n_positions"))
    writer.add_embedding_length(hidden)
    writer.add_feed_forward_length(key("intermediate_size", "n_inner", default=4 * hidden))
    writer.add_head_count(heads)
    if architecture not in ("gpt2", "gptneox"):
        writer.add_head_count_kv(kv_heads)
    head_size = key("head_dim", default=hidden // heads)
    if "head_dim" in config:
        writer.add_key_length(head_size)
    rope = config.get("rope_parameters") or config
    part = key("partial_rotary_factor", "rotary_pct", default=1)
    if architecture != "gpt2":
        writer.add_rope_freq_base(rope.get("rope_theta", key("rope_theta", "rotary_emb_base", default=10000.0)))
        writer.add_rope_dimension_count(int(head_size * part))
    if "rms_norm_eps" in config:
        writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    else:
        writer.add_layer_norm_eps(key("layer_norm_eps", "layer_norm_epsilon"))
    if architecture in ("gemma2", "gemma3", "phi3") and config.get("sliding_window"):
        writer.add_sliding_window(config["sliding_window"])
    if architecture == "gemma2":
        writer.add_attn_logit_softcapping(config["attn_logit_softcapping"])
        writer.add_final_logit_softcapping(config["final_logit_softcapping"])
    if architecture == "gemma3":
        writer.add_uint32("gemma3.attention.sliding_window_pattern", config["sliding_window_pattern"])
    if architecture == "gptneox":
        writer.add_parallel_residual(config["use_parallel_residual"])
    scaling = config.get("rope_scaling") or rope or {}
    if scaling.get("rope_type") == "llama3":
        wave = 2 * np.pi * rope.get("rope_theta", config.get("rope_theta")) ** (np.arange(0, head_size, 2) / head_size)
        original = scaling["original_max_position_embeddings"]
        smooth = (original / wave - scaling["low_freq_factor"]) / (scaling["high_freq_factor"] - scaling["low_freq_factor"])
        factors = np.where(wave < original / scaling["high_freq_factor"], 1,
                           np.where(wave > original / scaling["low_freq_factor"], scaling["factor"],
                                    1 / ((1 - smooth) / scaling["factor"] + smooth)))
        writer.add_rope_scaling_orig_ctx_len(original)
        writer.add_tensor("rope_freqs.weight", factors.astype(np.float32))
    if "long_factor" in scaling:
        writer.add_rope_scaling_orig_ctx_len(key("original_max_position_embeddings", default=scaling.get("original_max_position_embeddings")))
        writer.add_tensor("rope_factors_long.weight", np.array(scaling["long_factor"], np.float32))
        writer.add_tensor("rope_factors_short.weight", np.array(scaling["short_factor"], np.float32))
    tokenizer(writer, folder, pre)
    prefix, names = NAMES.get(architecture, USUAL)
    names = dict(names)
    for layer in range(layers):
        names |= {f"{prefix}.{layer}.{theirs}": f"blk.{layer}.{ours}" for ours, theirs in BLOCKS[architecture].items()}
    for name, weight in weights.items():
        stem, suffix = name.rsplit(".", 1)
        if architecture == "llama" and ".q_proj" in name:
            weight = permuted(weight, heads)
        if architecture == "llama" and ".k_proj" in name:
            weight = permuted(weight, kv_heads)
        if architecture.startswith("gemma") and name.endswith("norm.weight"):
            weight = weight + 1
        if architecture == "gpt2" and weight.ndim == 2 and ".h." in name:
            weight = np.ascontiguousarray(weight.T)
        if architecture == "gptneox" and ".query_key_value." in name:
            weight = np.ascontiguousarray(weight.reshape(heads, 3, head_size, -1).swapaxes(0, 1)).reshape(weight.shape)
        if stem not in names:
            continue  # causal masks and frequencies of old checkpoints
        # As stored: nothing is lost.
        kind = {torch.bfloat16: T.BF16, torch.float16: T.F16}.get(tensors[name].dtype, T.F32) if weight.ndim == 2 else T.F32
        writer.add_tensor(names[stem] + "." + suffix, gguf.quants.quantize(weight, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    models, out, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    quantizations(out, np.random.default_rng(seed))
    for name, architecture, pre in (("llama3", "llama", "llama-bpe"), ("llama2", "llama", "default"), ("qwen2", "qwen2", "qwen2"),
                                    ("qwen3", "qwen3", "qwen2"), ("gemma2", "gemma2", "default"), ("gemma3", "gemma3", "default"),
                                    ("olmo2", "olmo2", "gpt-2"), ("phi3", "phi3", "default"), ("gpt2", "gpt2", "gpt-2"),
                                    ("gpt_neox", "gptneox", "gpt-2")):
        model(models / name, out / f"{name}.gguf", architecture, pre)
